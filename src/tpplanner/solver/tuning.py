"""What was tuned by measuring: how much of the time a stage may take, how much effort, and up to which size.

These constants hold no rule and no claim: with others a search is slower, or ends with a larger gap. The tables of
docs/decisions/0002-formulations.md and 0003-benchmarks.md set them; `python -m benchmarks` says what another is worth.
"""

# Parts of the time

STAGE = 0.65
"""Of what is left, the part for a stage that others follow."""

TRY = 0.2
"""Of what is left, the part for what mostly ends soon, or else gives nothing."""

SOON = 1.0
"""Seconds for what a moment mostly shows: the fewest juries, which of plans as good is the tidiest."""

LONG = 3.0
"""Seconds for what is worth a few of them: the last levels, the hours of some juries, a level of whole days."""

# Deterministic time of CP-SAT

QUICK = 0.15
"""For what either comes at once or is held not to be: a candidat on a sheet, probing."""

USUAL = 0.5
"""For one jury-day by one worker: most close in that; or for a small whole model."""

PATIENCE = 8.0
"""For one jury-day that did not, by all workers: then its bound is taken, not its value."""

PER_VARIABLE = 0.0001
"""For one worker, for each variable of a model whose hours are decided: a tenth of it mostly does."""

# Sizes, in pairs of a chain of épreuves and a jury

SMALL = 400
"""Up to that many, the whole model says at once what there is; and as many columns of juries in turn are told."""

MEDIUM = 1500
"""Beyond them, the whole model and the master close nothing in minutes where jury-days are not counted."""

LARGE = 6000
"""Beyond them, the whole model takes longer to build than it could help; and as many columns, kinds of no help."""

BUILDING = 0.002
"""About the seconds that the master, and the whole model, take to be built for each pair."""

ASSIGNED = 0.0001
"""About the seconds that a model of known juries takes to be built or read, for each pair with one of these."""

# Numbers of tries

FEW = 8
"""Windows of a day, thresholds, sizes, orders of candidats: beyond so many, more teach next to nothing."""

MOST_LAYOUTS = 30_000
"""Layouts of a jury's day that list scheduling tries in all: about two seconds."""

# Why there is no plan, and what would make one possible: deterministic time, seconds, parts of the time

SETTLING, ENDING = 2.0, 1.0
"""Deterministic time for whether a day's candidats can be heard, and for how late the day would end."""

BRIEF, PATIENT = 0.2, 1.0
"""The same for each trial of what cannot hold together on a day: at first, and for what that does not settle."""

CAUSE_SECONDS = 4.0
"""The most for what cannot hold together on a day, where it is not the end of the day."""

BRIEF_SECONDS, PATIENT_SECONDS = 1.0, 4.0
"""The most for one session with only some of the requirements: at first, and for what that does not settle."""

REPAIR_SECONDS = 2.5
"""The most for one changed session."""

PLACES_SECONDS = 5.0
"""The most for counting places: what takes longer is left to the search."""

PLACES_SHARE = 0.3
"""The part of the time for counting places."""

LAST_SHARE = 0.4
"""Of what is left of it, the part for any plan of fewer candidats, where the most is not known in the time."""

CONFIRM_SHARE = 0.2
"""The part of the time kept for settling what was found once more."""
