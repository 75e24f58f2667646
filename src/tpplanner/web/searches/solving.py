"""A session planned in a child process, or why it cannot be, with what would be enough."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tpplanner.errors import CannotWrite, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.tuning import WHY_SHARE
from tpplanner.web.searches.bench import Bench, Fin, tell_judged

if TYPE_CHECKING:
    from tpplanner.commands.solve import Solved
    from tpplanner.domain.answers import Infeasible, Outcome, Reading, Repair
    from tpplanner.domain.session import Session


COUNTING_SECONDS = 5.0
"""For counting the places before juries of a session that has no plan."""


def solve(bench: Bench, classeur: Any, out: Any, avant: Any, secondes: float, *, partiel: bool = False) -> Fin:
    """A session planned and written; or why it cannot be, and what would be enough."""
    from tpplanner.commands.solve import solve_workbook

    budget = bench.budget(secondes)
    solved = solve_workbook(classeur, budget, out, partial=partiel, avant=avant, follower=bench.follower())
    if solved.written is None:
        return _unsolved(bench, solved, secondes)
    return _solved(bench, solved, first=avant is None)


def _unsolved(bench: Bench, solved: "Solved", secondes: float) -> Fin:
    """Why there is no plan, told at once; then what would be enough, each as soon as it is proven."""
    from tpplanner.domain.answers import Infeasible

    fin = without_plan(solved.reading, solved.session, solved.outcome)
    if not isinstance(solved.outcome, Infeasible):
        return fin
    fin |= _places_of(solved.session)
    bench.send("impossible", fin)
    return {**fin, **_enough(bench, solved.session, solved.outcome, secondes)}


def _places_of(session: "Session") -> dict[str, Any]:
    """The places that there are, where counting proves them too few, and what counting would ask for."""
    from tpplanner.diagnosis.places import counted, with_more
    from tpplanner.solver import Budget
    from tpplanner.texts.page import places_pour
    from tpplanner.texts.places import geste_dit

    budget = Budget(COUNTING_SECONDS)
    places = counted(session, budget)
    if not places.missing:
        return {"titre": "", "pistes": []}
    pistes = [geste_dit(more.limite.value, more.combien, more.places) for more in with_more(session, places, budget)]
    return {"titre": places_pour(places.places or 0, places.besoin), "pistes": pistes}


def _enough(bench: Bench, session: "Session", outcome: "Infeasible", secondes: float) -> dict[str, Any]:
    """The changes that are enough, by their codes; each is told as soon as a plan proves it."""
    from tpplanner.diagnosis.attempt import repair_session
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.texts.fautes import reparation

    proven: list[Repair] = []

    def told(repairs: "Iterable[Repair]") -> dict[str, Any]:
        by_code = {code_of_repair(session, repair): repair for repair in repairs}
        return {"cartes": [(code, reparation(session, r)) for code, r in by_code.items()], "remedes": by_code}

    def hear(repair: "Repair") -> None:
        proven.append(repair)
        bench.send("suffirait", told(proven))

    repairs = repair_session(session, outcome, bench.budget(secondes), hear)
    return {**told(repairs.proposals), "non_tranches": repairs.unsettled}


def _solved(bench: Bench, solved: "Solved", *, first: bool) -> Fin:
    """The planning that was written; the first of a session is in force at once."""
    from tpplanner.commands.notes import note_in_force

    assert solved.written is not None, "there is a plan"  # noqa: S101
    if isinstance(solved.written, CannotWrite):
        return {"quoi": "refus", "problemes": problemes(solved.written.issues)}
    remarques = problemes((*solved.remarques, *solved.written.avertissements))
    path = solved.written.fichiers[0]
    if first:
        with suppress(UserError):  # the newest is in force all the same
            note_in_force(path, datetime.now())
    tell_judged(bench, path)
    return {"quoi": "planning", "planning": str(path), "problemes": remarques, "niveaux": _proven(solved)}


def _proven(solved: "Solved") -> list[tuple[str, str, str]]:
    """For each level: what it counts, its measure, whether it is proven and else how far it may be from the best."""
    from tpplanner.domain.answers import Planned
    from tpplanner.export.agenda import Agenda, inert
    from tpplanner.export.verdicts import niveau_dit

    if solved.report is None or not isinstance(solved.outcome, Planned):
        return []
    agenda = Agenda(inert(solved.session), solved.outcome.plan)
    niveaux = (niveau_dit(agenda, atteint) for atteint in solved.report.niveaux)
    return [(quoi, valeur, textes.preuve(borne, conclusion)) for _, quoi, valeur, borne, _, conclusion in niveaux]


def without_plan(reading: "Reading", session: "Session", outcome: "Outcome") -> Fin:
    """How a search ended that found no plan."""
    from tpplanner.domain.answers import Infeasible

    if isinstance(outcome, Infeasible):
        return {"quoi": "impossible", **why_told(replace(reading, session=session), outcome)}
    return {"quoi": "arret" if getattr(outcome, "interrompu", False) else "rien"}


def why_told(reading: "Reading", outcome: "Infeasible") -> dict[str, Any]:
    """Why there is no plan, in sentences."""
    from tpplanner.diagnosis.why import why_not

    why = why_not(reading, outcome)
    introduction = why.introduction or textes.CAUSE_INCONNUE
    return {
        "dabord": list(why.dabord),
        "introduction": introduction,
        "points": list(why.points),
        "certitude": why.certitude,
    }


def explain(bench: Bench, classeur: Any, avant: Any, secondes: float) -> Fin:
    """Why there is no plan, and the changes that are enough."""
    from tpplanner.commands.explain import explain_workbook
    from tpplanner.domain.answers import Infeasible, Planned

    explained = explain_workbook(classeur, bench.budget(secondes), avant=avant, follower=bench.follower())
    if isinstance(explained.outcome, Planned):
        return {"quoi": "possible"}
    if not isinstance(explained.outcome, Infeasible):
        return {"quoi": "rien"}
    session = explained.reading.session
    fin = {"quoi": "impossible", **why_told(explained.reading, explained.outcome), **_places_of(session)}
    bench.send("impossible", fin)
    return {**fin, **_enough(bench, session, explained.outcome, (1 - WHY_SHARE) * secondes)}


def try_change(bench: Bench, classeur: Any, out: Any, avant: Any, code: str, secondes: float) -> Fin:
    """A copy of the workbook with a repair, by its code, if a plan shows that it is enough."""
    from tpplanner.commands.explain import explain_workbook
    from tpplanner.domain.answers import Infeasible, Planned

    explained = explain_workbook(
        classeur, bench.budget(secondes), out, code=code, avant=avant, follower=bench.follower()
    )
    if isinstance(explained.outcome, Planned):
        return {"quoi": "essai", "classeur": str(explained.path)}
    return {"quoi": "insuffisant" if isinstance(explained.outcome, Infeasible) else "rien"}


def count_places(bench: Bench, session: "Session", secondes: float) -> Fin:
    """The places before the juries of a session; then what one more of what limits them would give."""
    from tpplanner.diagnosis.places import counted, with_more

    places = counted(session, bench.budget(secondes))
    bench.send("compte", places)
    return {"quoi": "compte", "plus": tuple(with_more(session, places, bench.budget(secondes)))}
