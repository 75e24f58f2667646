"""``tpplanner solve``: from a workbook to its planning."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.change.anew import replan_session
from tpplanner.change.bookings import Beside, beside, read_others, shared_responsables
from tpplanner.change.events import Changed
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.in_force import begun, compared, holding_to, in_force, version_in_force
from tpplanner.commands.outputs import only_its_own, written_or_why
from tpplanner.commands.reading import as_convened, planned_before, read_referentiel
from tpplanner.commands.remarks import (
    called_from_reserve,
    fewer_than_the_re,
    missing_for_documents,
    on_public_holidays,
    seen_on_the_wall,
    still_to_agree,
    without_margin,
)
from tpplanner.diagnosis.attempt import Partial, solve_partially, solve_session
from tpplanner.diagnosis.capacity import beside_given
from tpplanner.domain.answers import Change, Changements, Outcome, Planned, Reading, Report
from tpplanner.domain.duties import declined_away, left_out_as
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue
from tpplanner.files.names import poster
from tpplanner.files.place import target
from tpplanner.files.writing import Written
from tpplanner.solver import Budget, Listener
from tpplanner.texts import changements as textes_du_changement
from tpplanner.texts import commande
from tpplanner.texts.fautes import told_before
from tpplanner.workbook.reader import read_session


@dataclass(frozen=True, slots=True)
class Solved:
    """What came of a workbook.

    `reading` is what was read, less whom the plan leaves out, with all that was found to say of it; `session` what was
    planned, beside the other plannings. `remarques` are on the plan; `written` its files, or why there is none: what
    was found is told all the same. Without a plan, both are empty. `changements` say whom to tell what, where people
    know a planning, whose name is `en_vigueur`.
    """

    reading: Reading
    session: Session
    outcome: Outcome
    report: Report | None
    remarques: tuple[Issue, ...] = ()
    written: Written | CannotWrite | None = None
    changements: Changements = Changements()
    en_vigueur: str = ""


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
    `avant`: the planning that people hold to (that at `out`, or the last change of it beside), whose drawn numbers and
    answers stay where none is typed, and whose hours bind once convocations are sent. What happened to it holds; what
    it has begun when the last of that was told stays; the plan is compared with it.
    `reponses`: answers to questions, kept in the planning.
    """
    path = target(out, classeur.with_name("planning.xlsx"), (classeur, *avec), poster)
    known = avant or version_in_force(path)
    before = planned_before(known)
    read = read_session(
        classeur, read_referentiel(referentiel), avant=before.saisie if before else None, reponses=reponses
    )
    reading = holding_to(read, before)
    only_its_own(path, reading.session)
    others = read_others(avec, classeur, reading)
    planning, nom = in_force(reading, before), classeur.name if reading.ecrit else known.name
    change = begun(reading, planning)
    session, of_others = beside(declined_away(reading.session if change is None else change.session), others)
    session, of_hours = as_convened(session, reading, before) if change is None else (session, ())
    warned = (*reading.avertissements, *on_public_holidays(reading), *of_others, *of_hours)
    reading = replace(reading, avertissements=warned)
    follower.warn((*reading.avertissements, *still_to_agree(reading), *missing_for_documents(reading)))
    if change is not None:
        follower.say(textes_du_changement.tenu(nom))
    elif reading.commence:
        follower.say(commande.STATUT_IGNORE)
    with follower.search(session) as listen:
        sigle = session.referentiel.sigle
        follower.say(commande.lu(sigle, len(session.candidats), len(session.membres), len(session.jours)))
        if change is not None:
            solution, changed = _from_there(replace(change, session=session), budget, listen)
        else:
            solution, changed = _anew(session, budget, listen, partial=partial), None
    outcome, report = solution.outcome, solution.report
    reading = replace(reading, session=left_out_as((change or reading).session, solution.session))
    if report is None or not isinstance(outcome, Planned):
        return Solved(reading, solution.session, outcome, report)
    remarques = (*report.avertissements, *_said_of(reading, session, outcome.plan, others))
    reading = replace(reading, avertissements=(*reading.avertissements, *remarques))
    changed = changed or compared(reading, outcome.plan, planning, nom)
    options = {"affichage": affichage, "classeur": nom if changed else classeur.name, "change": changed}
    written = written_or_why(path, reading, outcome, report, **options)
    changements = changed.changements if changed else Changements()
    return Solved(reading, solution.session, outcome, report, remarques, written, changements, nom if changed else "")


def _from_there(change: Changed, budget: Budget, listen: Listener | None) -> tuple[Partial, Change]:
    """A session planned again on its days, what has begun staying; and what is written with the plan."""
    outcome, report, changements = replan_session(change, budget, listen)
    return Partial(change.session, outcome, report), Change(change.saisie, changements)


def _anew(session: Session, budget: Budget, listen: Listener | None, *, partial: bool) -> Partial:
    """A session planned as if nobody knew a planning; with as many candidats as can be placed, where that is asked."""
    if partial:
        return solve_partially(session, budget, listen)
    return Partial(told_before(session), *solve_session(session, budget, listen))


def _said_of(reading: Reading, session: Session, plan: Plan, others: Collection[Beside]) -> tuple[Issue, ...]:
    """What there is to say of a plan."""
    return (
        *shared_responsables(session, plan, others),
        *beside_given(session, plan),
        *called_from_reserve(session, plan),
        *without_margin(reading, plan),
        *fewer_than_the_re(reading, plan),
        *seen_on_the_wall(session, plan),
    )
