"""``tpplanner replan``: a planning after an event."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from tpplanner.change.anew import replan_session
from tpplanner.change.bookings import beside, read_others, shared_responsables
from tpplanner.change.events import Changed
from tpplanner.change.statement import Cure, Statement, cures, told_events
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import only_its_own, written_or_why
from tpplanner.commands.reading import read_planning
from tpplanner.commands.remarks import seen_on_the_wall
from tpplanner.domain.answers import Change, Changements, Infeasible, Outcome, Planned, Reading, Report, Unfinished
from tpplanner.domain.duties import called_in, declined_away
from tpplanner.domain.session import Reponse
from tpplanner.errors import Bug, CannotWrite, Issue
from tpplanner.files.names import poster
from tpplanner.files.place import target
from tpplanner.files.writing import Written
from tpplanner.solver import Budget
from tpplanner.texts import changements as textes_du_changement
from tpplanner.texts import commande
from tpplanner.texts.noms import Noms
from tpplanner.tuning import CURES_SECONDS


@dataclass(frozen=True, slots=True)
class Replanned:
    """What came of a change: `reading` with the session to plan, what to tell whom, files or why there is none.

    `cures` looks, as it is read, for what would make possible a change of which no plan was found.
    """

    reading: Reading
    change: Changed
    outcome: Outcome
    report: Report | None
    changements: Changements
    remarques: tuple[Issue, ...] = ()
    written: Written | CannotWrite | None = None
    cures: Iterator[Cure] = iter(())


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
    follower: Follower = NOBODY,
) -> Replanned:
    """Plan again after what was told, disturbing least, and write it at `out` (``…-modifié.xlsx``)."""
    path = target(out, planning.with_name(f"{planning.stem}{commande.MODIFIE}.xlsx"), (planning, *avec), poster)
    reading = read_planning(planning, referentiel, reponses)
    only_its_own(path, reading.session)
    follower.warn(reading.avertissements)
    others = read_others(avec, planning, reading)

    def understood(statement: Statement) -> tuple[Changed, tuple[Issue, ...]]:
        change = told_events(reading, statement)
        session, of_others = beside(declined_away(change.session), others)
        return replace(change, session=session, avis=(*change.avis, *declines)), of_others

    called, noms = called_in(reading.edite[0]), Noms(reading.session)
    declined = (m for m in reading.session.membres if m.reponse is Reponse.DECLINE and m.id in called)
    declines = tuple(textes_du_changement.decline(noms.etiquette(m.id)) for m in declined)
    change, of_others = understood(statement)
    if change.lu:
        follower.say(change.lu)
    follower.warn((*change.avertissements, *of_others))
    started = monotonic()
    with follower.search(change.session) as listen:
        outcome, report, changements = replan_session(change, budget, listen)
    reading_after = replace(reading, avertissements=(*reading.avertissements, *of_others), session=change.session)
    answer = Replanned(reading_after, change, outcome, report, changements)
    if isinstance(outcome, Infeasible) or (isinstance(outcome, Unfinished) and not outcome.interrompu):
        # in a reproducible run the time that it took is not known here
        seconds = CURES_SECONDS if budget.reproducible else budget.seconds - (monotonic() - started)
        rest = replace(budget, seconds=max(0.0, min(CURES_SECONDS, seconds)))
        return replace(answer, cures=cures(lambda t: understood(t)[0], statement, outcome, rest))
    if report is None or not isinstance(outcome, Planned):
        return answer
    shared = shared_responsables(change.session, outcome.plan, others)
    remarques = (*report.avertissements, *shared, *seen_on_the_wall(change.session, outcome.plan))
    return with_files(replace(answer, remarques=remarques), path, affichage, planning)


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
