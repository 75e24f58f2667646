"""Absences drawn on sessions of the benchmarks, told at 7:50: the first line of the answer to each, and its step.

``python scripts/absences.py`` prints them, then again with those of the day who agree to nothing. Names of sessions and
``--seconds`` may be given.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as hour
from random import Random

from benchmarks.sessions import FAMILY

from tpplanner.change.events import Changed, changed
from tpplanner.change.steps.ladder import DayAnswer, Rung, answers, side_by_side
from tpplanner.change.steps.told import first_line, undecided
from tpplanner.domain.imprevus import Absence
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.solver import Budget

SESSIONS = (
    *("a-S-loose-1", "a-S-tight-1", "b-S-loose-2", "c-S-tight-2"),
    *("a-M-loose-1", "b-M-tight-1", "c-M-loose-2"),
    *("a-L-loose-1", "a-L-tight-2", "b-L-loose-1"),
)
EACH = 3
"""Absences on each session."""


def drawn(session: Session, plan: Plan, rng: Random) -> Changed:
    """Somebody of a day's plan is away, all that day or from 13:00 on; told at 7:50 of that day."""
    while True:
        jour = rng.choice(plan.jours())
        seated = sorted({m for c in plan.compositions if c.jour == jour for m in c.membres})
        others = sorted({p.personne for p in plan.presences if p.debut.date() == jour})
        who = rng.choice(seated if rng.random() < 0.7 or not others else others)
        debut = datetime.combine(jour, rng.choice((hour(), hour(), hour(13))))
        away = Absence(who, debut, datetime.combine(jour, hour()) + timedelta(days=1))
        try:
            return changed(session, plan, [away], datetime.combine(jour, hour(7, 50)))
        except UserError:
            continue


def of_the_day(change: Changed) -> tuple[str, ...]:
    """Those whom the plan has on the day on which it is told."""
    plan, now = change.avant, change.session.maintenant
    jour = now.date() if now is not None else plan.jours()[0]
    here = {p.candidat for p in plan.passages if p.jour == jour} | {
        m for c in plan.compositions if c.jour == jour for m in c.membres
    }
    return tuple(sorted(here | {p.personne for p in plan.presences if p.debut.date() == jour}))


def answered(change: Changed, budget: Budget) -> tuple[DayAnswer, float, float]:
    """The answer that stands first; processor seconds to the first one told, and in all."""
    began, first, every = time.process_time(), 0.0, []
    for answer in answers(change, budget):
        first = first or time.process_time() - began
        every.append(answer)
    return side_by_side(every)[0], first, time.process_time() - began


def main() -> None:
    """Print every answer, then how many end on each step."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sessions", nargs="*", default=SESSIONS)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--reproductible", action="store_true", help="of CP-SAT's own clock: whatever else goes on")
    told = parser.parse_args()
    budget = Budget(told.seconds, workers=1, reproducible=True) if told.reproductible else Budget(told.seconds)
    steps: dict[str, Counter[Rung]] = {"": Counter(), "refus": Counter()}
    for name in told.sessions:
        case = FAMILY[name]
        session, plan = case.session(), case.plan()
        if plan is None:
            sys.exit(f"{name} has no plan")
        rng = Random(name)  # noqa: S311 - drawing examples, not secrets
        for _ in range(EACH):
            change = drawn(session, plan, rng)
            for refus, ids in (("", ()), ("refus", of_the_day(change))):
                answer, first, whole = answered(replace(change, refus=ids), budget)
                steps[refus][answer.step] += 1
                times = f"{first:.1f} s, {whole:.1f} s"
                print(f"{name} ({len(session.candidats)}) {refus} [{answer.step}] {times}: {change.avis[-1]}")
                print(f"    {first_line(answer)}")
                if answer.undecided:
                    print(f"    {undecided(answer)}")
                sys.stdout.flush()
    for refus, counted in steps.items():
        print(refus or "tous", {str(step): counted[step] for step in Rung})


if __name__ == "__main__":
    main()
