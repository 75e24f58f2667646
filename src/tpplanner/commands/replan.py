"""``tpplanner replan``: a planning after an event."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.change.bookings import Beside, beside, read_others, shared_responsables
from tpplanner.change.events import Changed
from tpplanner.change.statement import Statement, told_events
from tpplanner.change.steps.ladder import DayAnswer, answers, side_by_side
from tpplanner.change.steps.told import first_line
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.in_force import ignored_events
from tpplanner.commands.outputs import only_its_own, written_or_why
from tpplanner.commands.reading import read_planning
from tpplanner.commands.remarks import seen_on_the_wall, still_to_agree
from tpplanner.domain.answers import Change, Changements, Outcome, Planned, Reading, Report
from tpplanner.domain.duties import called_in, declined_away
from tpplanner.domain.imprevus import Imprevu
from tpplanner.domain.session import Reponse
from tpplanner.errors import Bug, CannotWrite, Issue, Severity, UserError
from tpplanner.files.names import poster
from tpplanner.files.place import target
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import changements as textes_du_changement
from tpplanner.texts import commande
from tpplanner.texts import reponses as textes_des_reponses
from tpplanner.texts.noms import Noms


@dataclass(frozen=True, slots=True)
class Replanned:
    """What came of a change: `reading` with the session to plan, what to tell whom, files or why there is none.

    `answers` are those to choose from, of which this is the one of rank `chosen`, from 0.
    """

    reading: Reading
    change: Changed
    outcome: Outcome
    report: Report | None
    changements: Changements
    remarques: tuple[Issue, ...] = ()
    written: Written | CannotWrite | None = None
    answers: tuple[DayAnswer, ...] = ()
    chosen: int = 0


def replan_planning(
    planning: Path,
    statement: Statement,
    budget: Budget,
    out: Path | None = None,
    *,
    affichage: str | None = None,
    referentiel: Path | None = None,
    avec: Collection[Path] = (),
    reponses: Collection[str] = (),
    choix: int = 1,
    known: Collection[Imprevu] = (),
    follower: Follower = NOBODY,
) -> Replanned:
    """Plan again after what was told, asking and disturbing least, and write it at `out` (``…-modifié.xlsx``).

    `known` is what happened before, where the planning does not tell it yet.

    `choix` is the rank of the answer that is written, from 1, where several stand side by side; raises UserError where
    there are fewer.
    """
    path = target(out, planning.with_name(f"{planning.stem}{commande.MODIFIE}.xlsx"), (planning, *avec), poster)
    reading = read_planning(planning, referentiel, reponses)
    only_its_own(path, reading.session)
    follower.warn((*reading.avertissements, *ignored_events(reading, planning)))
    others = read_others(avec, planning, reading)

    change, of_others = _understood(reading, statement, others, tuple(known))
    if change.lu:
        follower.say(change.lu)
    follower.warn((*change.avertissements, *of_others))
    every: list[DayAnswer] = []
    with follower.search(change.session) as listen:
        for answer in answers(change, budget, listen):
            if not every and answer.report is not None:
                follower.say(textes_des_reponses.premiere(first_line(answer)))
            every.append(answer)
    choices = side_by_side(every)
    if not 1 <= choix <= len(choices):
        raise UserError(Issue(Severity.ERROR, textes_des_reponses.rang_inconnu(choix, len(choices))))
    warned = (*reading.avertissements, *of_others)
    replanned = _of_answer(replace(reading, avertissements=warned), choices, choix - 1)
    if not isinstance(replanned.outcome, Planned) or replanned.report is None:
        return replanned
    plan, session = replanned.outcome.plan, replanned.change.session
    after = replace(reading, session=replanned.change.saisie)
    shared = shared_responsables(session, plan, others)
    remarques = (*replanned.report.avertissements, *still_to_agree(after), *shared, *seen_on_the_wall(session, plan))
    return with_files(replace(replanned, remarques=remarques), path, affichage, planning)


def _understood(
    reading: Reading, statement: Statement, others: Collection[Beside], known: tuple[Imprevu, ...]
) -> tuple[Changed, tuple[Issue, ...]]:
    """The change that was told, beside other plannings, without those who declined; what is to be known of these."""
    change = told_events(reading, statement, known)
    session, of_others = beside(declined_away(change.session), others)
    called, noms = called_in(reading.edite[0]), Noms(reading.session)
    declined = (m for m in reading.session.membres if m.reponse is Reponse.DECLINE and m.id in called)
    declines = tuple(textes_du_changement.decline(noms.etiquette(m.id)) for m in declined)
    return replace(change, session=session, avis=(*change.avis, *declines)), of_others


def _of_answer(reading: Reading, choices: tuple[DayAnswer, ...], chosen: int) -> Replanned:
    """What comes of a change by one of its answers."""
    answer = choices[chosen]
    return Replanned(
        replace(reading, session=answer.change.session),
        answer.change,
        answer.outcome,
        answer.report,
        answer.changements,
        answers=choices,
        chosen=chosen,
    )


def chosen(replanned: Replanned, rang: int) -> Replanned:
    """What comes of the same change by another of its answers, by its rank from 0; not written yet."""
    return _of_answer(replanned.reading, replanned.answers, rang)


def with_files(answer: Replanned, path: Path, affichage: str | None, planning: Path) -> Replanned:
    """The same, written; who was said to be late before is noted still."""
    report = answer.report
    if report is None:
        raise Bug("only a plan is written")
    ids = {c.id for c in answer.change.saisie.candidats}
    retards = (*(r for r in answer.reading.changements.retards if r.candidat in ids), *answer.changements.retards)
    changements = replace(answer.changements, retards=tuple(dict.fromkeys(retards)))
    answer, change = replace(answer, changements=changements), Change(answer.change.saisie, changements)
    options = {"affichage": affichage, "classeur": planning.name, "change": change}
    return replace(answer, written=written_or_why(path, answer.reading, answer.outcome, report, **options))
