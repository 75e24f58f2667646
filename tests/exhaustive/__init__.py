"""The best plan of a very small session by trying everything: no solver, no model, the audit as the only judge.

Written from the rules as people read them (docs/regles.md), on the grid of the session; nothing is taken from the
planner. It knows épreuves that all write at once and passages before the jury that follow each other; one part of the
first of them may be alone. What it does not know (`NotTried`) it says at once.
"""

from exhaustive.session import Found, NotTried, best_by_trying_everything

__all__ = ["Found", "NotTried", "best_by_trying_everything"]
