"""Plan the example that the page shows finished, and keep its plan: ``python scripts/finished_example.py``.

Run it where the example (`workbook/example.py`) or a rule has changed: ``tests/web/test_showcase.py`` says when.
"""

from tpplanner.planner import plan
from tpplanner.solver import Budget
from tpplanner.web.sessions.showcase import PLAN, example
from tpplanner.wire import dump_outcome


def main() -> None:
    """Plan it, the same plan each time."""
    outcome, _ = plan(example(), Budget(60, workers=1, seed=0, reproducible=True))
    PLAN.write_bytes(dump_outcome(outcome))


if __name__ == "__main__":
    main()
