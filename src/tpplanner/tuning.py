"""What searches take: how long, which part of it a stage has, how much effort, up to which size, how many tries.

These constants hold no rule and no claim: with others a search is slower, or ends with a larger gap. Those of the
solver were tuned by measuring: benchmarks/FORMULATIONS.md and docs/decisions/0003-benchmarks.md have the tables, and
`python -m benchmarks` says what another is worth. Those of commands are what a person waits for.
"""

# What a command takes unless it is told otherwise: seconds, workers

PLAN_SECONDS = 60
"""For a planning, for why there is none, and for one around a passage that a hand moved."""

CHANGE_SECONDS = 30
"""For a planning after an event, and for the places of a passage."""

LONGER = 4
"""How many times longer a place that was told is looked for: that search ends where it is found."""

PLAN_B_SECONDS = 90
"""For every single failure of a planning."""

YEAR_SECONDS = 120
"""For the programmation of a year."""

EACH_SECONDS = 20
"""For the planning of each session of a year."""

WORKERS = 8
"""Of CP-SAT, even on fewer cores: fewer than five lack subsolvers that prove optimality."""

ROWS_JUDGED = 20_000
"""Rows of a planning that breaks rules, once for each of its edits undone alone, to tell which of them broke them."""

# The solver: parts of the time

FIRST_ROUND = 60.0
"""Seconds for the first round of a search; each of the next has twice as many."""

STAGE = 0.65
"""Of what is left, the part for a stage that others follow."""

TRY = 0.2
"""Of what is left, the part for what mostly ends soon, or else gives nothing."""

SOON = 1.0
"""Seconds for what a moment mostly shows: the fewest juries, which of plans as good is the tidiest."""

LONG = 3.0
"""Seconds for what is worth a few of them: the last levels, the hours of some juries, a level of whole days."""

AT_ONCE = 4
"""Models solved side by side in a reproducible run, on however many cores."""

# Deterministic time of CP-SAT

QUICK = 0.15
"""For what either comes at once or is held not to be: one candidat more before a jury, probing, most jury-days."""

USUAL = 0.5
"""For a small whole model, or the days and juries of each chain."""

PATIENCE = 8.0
"""For one jury-day that did not close at once: then its bound is taken, not its value."""

PER_VARIABLE = 0.0001
"""For one worker, for each variable of a model whose hours are decided: a tenth of it mostly does."""

# Sizes, in pairs of a chain of épreuves and a jury

SMALL = 400
"""Up to that many, the whole model says at once what there is; and as many columns of juries in turn are told."""

MEDIUM = 1500
"""Beyond them, the whole model closes nothing in minutes where jury-days are not counted."""

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
"""Layouts of a jury's day that list scheduling tries at each call, about two seconds; twice as many for a calling."""

AHEAD = (1, 2, 3)
"""How many files a jury may read before its first candidat, if not all of them."""

SOON_TRIED = 3
"""Neighbourhoods of a planning tried before anything is counted: those around one jury."""

AROUND = 3
"""Neighbourhoods in which somebody else's place is looked for, but for the first: that moves nobody."""

BLIND_SHARE, POSTED_SHARE = 0.2, 0.1
"""Where somebody has a majoration, the parts of the time for a plan without any, and for one that keeps to it."""

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

LEFT_OUT_SHARE = 0.5
"""The part of the time for why a candidat is left out, where that is not known, and again for what would place them."""

MOST_KINDS = 6
"""Kinds of place up to which every union of them is counted."""

MORE_MEMBRES, MORE_ROOMS, MORE_DAYS, MORE_PEOPLE = (1, 2, 4), (1, 2, 3, 4), (1, 2, 3, 4, 5), (1, 2, 3, 4)
"""How many more of each are tried, the fewest first."""

SETS = 2
"""Sets of several changes that are looked for, where no change alone is enough."""

# What is done one after the other with the time of a command

UNTIL_WHY, UNTIL_FEWER = 0.75, 0.5
"""The part after which a search without any plan ends: the rest says why, or places as many candidats as can be."""

WHY_SECONDS = 30.0
"""The most for saying why there is no plan."""

PLACING_SHARE, BEST_SHARE = 0.4, 0.6
"""Once there is no plan for all, the part of what is left for placing most; then that for the best plan of them."""

WHY_SHARE = 0.5
"""Where only why is asked, the part for saying it; the rest is for what would make a plan possible."""

DAY_SHARE, DAY_SECONDS = 0.2, 5.0
"""After an event, the part, and the most, for why a day in trouble cannot be as asked."""

WISHED_SHARE = 0.5
"""The part for a plan with all that a hand has moved where it put it."""

# An answer to an event, step by step: parts of what is left of the time

ANY_SHARE = 0.2
"""For any plan at all, as convened, then with people asked."""

MOST_TEAMS = 60
"""Sets of membres who are tried on another day for a jury that lost one."""

ASKING_SHARE = 0.6
"""For the one that asks fewest."""

USAGE_SHARE = 0.4
"""For plans in which usage is loosened."""

POSTPONING_SHARE = 0.6
"""For whom to postpone."""

REPAIRING_SHARE = 0.9
"""For what would make a plan possible."""

# The places of a passage

ALONE_SHARE = 0.6
"""Of the time for one passage, the part for places that move nobody."""

LEAST_SECONDS = 0.2
"""Less is not worth a search."""

# Plan B: every single failure of a person or a room

CASE_SECONDS = 5.0
"""For one failure at first."""

RETRIES = (0.4, 0.9)
"""How often a case left open is tried again, from another seed: each time within that part of the time left."""

FIRST_WORKERS, MORE_WORKERS = 1, 8
"""Search workers of a case: one is enough for most, and more find what one does not, even on one core."""

LATER_DAY_SHARE = 0.5
"""The part of a case's time for a day that begins once the failure is over."""

VERDICTS_SHARE, LEAST_SHARE = 0.6, 0.85
"""Until which part of the time verdicts are looked for, then the least of each; the rest is for reserves."""

# A year

YEAR_WHY_SECONDS = 60.0
"""The most for saying why a year has no programmation."""

YEAR_TRIAL_SECONDS = 5.0
"""The most for one year with only some of the requirements."""

# The last step of a search: moves judged one after the other

LAST_STEP_SECONDS = 2.0
"""Kept for it; it goes on in what the search left."""

MOST_JUDGED = 200_000
"""Where no clock runs, candidats whose plans are looked at in all: the more of them, the fewer proposals."""
