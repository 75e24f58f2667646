"""``tpplanner solve``: from a workbook to its planning."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.change.bookings import beside, read_others, shared_responsables
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import only_its_own, written_or_why
from tpplanner.commands.reading import as_convened, planned_before, read_referentiel
from tpplanner.commands.remarks import (
    called_from_reserve,
    missing_for_documents,
    on_public_holidays,
    seen_on_the_wall,
    without_margin,
)
from tpplanner.diagnosis.attempt import Partial, solve_partially, solve_session
from tpplanner.diagnosis.capacity import beside_given
from tpplanner.domain.answers import Outcome, Planned, Reading, Report
from tpplanner.domain.duties import declined_away, left_out_as
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue
from tpplanner.files.names import poster
from tpplanner.files.place import target
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import commande
from tpplanner.texts.fautes import told_before
from tpplanner.workbook.reader import read_session


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of a workbook.

    `reading` is what was read, less whom the plan leaves out, with all that was found to say of it; `session` what was
    planned, beside the other plannings. `remarques` are on the plan; `written` its files, or why there is none: what
    was found is told all the same. Without a plan, both are empty.
    """

    reading: Reading
    session: Session
    outcome: Outcome
    report: Report | None
    remarques: tuple[Issue, ...] = ()
    written: Written | CannotWrite | None = None


def solve_workbook(
    classeur: Path,
    budget: Budget,
    out: Path | None = None,
    *,
    partial: bool = False,
    affichage: str | None = None,
    referentiel: Path | None = None,
    avec: Collection[Path] = (),
    avant: Path | None = None,
    reponses: Collection[str] = (),
    follower: Follower = NOBODY,
) -> Solved:
    """Plan a workbook and write its planning at `out` (``planning.xlsx``), the poster beside it.

    `partial`: where there is no plan for all, with as many candidats as can be placed. `affichage` as in `write_excel`.
    `avant`: the planning that there was (that at `out`), whose drawn numbers and answers stay where none is typed,
    and whose hours bind once convocations are sent.
    `reponses`: answers to questions, kept in the planning.
    """
    path = target(out, classeur.with_name("planning.xlsx"), (classeur, *avec), poster)
    before = planned_before(avant or path)
    reading = read_session(
        classeur, read_referentiel(referentiel), avant=before.saisie if before else None, reponses=reponses
    )
    only_its_own(path, reading.session)
    others = read_others(avec, classeur, reading)
    session, of_others = beside(declined_away(reading.session), others)
    session, of_hours = as_convened(session, reading, before)
    known = (*reading.avertissements, *on_public_holidays(reading), *of_others, *of_hours)
    reading = replace(reading, avertissements=known)
    follower.warn((*reading.avertissements, *missing_for_documents(reading)))
    if reading.commence:
        follower.say(commande.STATUT_IGNORE)
    with follower.search(session) as listen:
        sigle = session.referentiel.sigle
        follower.say(commande.lu(sigle, len(session.candidats), len(session.membres), len(session.jours)))
        if partial:
            solution = solve_partially(session, budget, listen)
        else:
            solution = Partial(told_before(session), *solve_session(session, budget, listen))
    outcome, report = solution.outcome, solution.report
    reading = replace(reading, session=left_out_as(reading.session, solution.session))
    if report is None or not isinstance(outcome, Planned):
        return Solved(reading, solution.session, outcome, report)
    shared, of_juries = shared_responsables(session, outcome.plan, others), beside_given(session, outcome.plan)
    of_plan = (
        *called_from_reserve(session, outcome.plan),
        *without_margin(reading, outcome.plan),
        *seen_on_the_wall(session, outcome.plan),
    )
    remarques = (*report.avertissements, *shared, *of_juries, *of_plan)
    reading = replace(reading, avertissements=(*reading.avertissements, *remarques))
    written = written_or_why(path, reading, outcome, report, affichage=affichage, classeur=classeur.name)
    return Solved(reading, solution.session, outcome, report, remarques, written)
