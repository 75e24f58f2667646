"""The story: a function per command, from files to an answer. The steps that it is made of are in `tpplanner.steps`.

A command reads, sets the other plannings of the centre beside, plans or says why not, judges, writes, and answers what
came of it; nothing is printed. What several of them take:

- `out`: the file to write; by default beside the one that is read, never over it;
- `budget`: how long to search, and the event that stops it: the best that is found by then is kept;
- `referentiel`: the centre's own, TOML or a filled sheet; `avec`: other plannings, whose people and rooms are busy;
- `affichage`: how the poster names candidats, as in `write_excel`;
- `follower`: who hears, while it goes on, what is to be known of what was read, and how far the search is.

They raise WorkbookRefused, with all that is wrong with what was read, CannotWrite, before it is read where that is
known, and Misused for what makes no sense of it; where there is more, they say so.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.change.events import Changed
from tpplanner.domain.annee import LectureAnnee, OutcomeAnnee, Programmation, Proposee
from tpplanner.domain.answers import (
    Change,
    Changements,
    Echeancier,
    Infeasible,
    Outcome,
    Planned,
    Reading,
    Report,
    Unfinished,
)
from tpplanner.domain.duties import called_in, declined_away, left_out_as
from tpplanner.domain.plan import Composition, Plan
from tpplanner.domain.questions import Question
from tpplanner.domain.session import Genre, Reponse, Session
from tpplanner.errors import Bug, CannotWrite, Issue, Misused, Severity, UserError, WorkbookRefused
from tpplanner.files.names import documents, page, poster
from tpplanner.files.place import folder_to_fill, new_file, only_earlier, target, try_file, try_folder
from tpplanner.files.writing import put_note
from tpplanner.steps import (
    Partial,
    Written,
    as_of_now,
    called_though_declined,
    check_year,
    explain_session,
    missing_for_documents,
    moved,
    on_public_holidays,
    places_in,
    propose_year,
    read_models,
    read_planning,
    read_referentiel,
    read_year,
    repair_session,
    replan_session,
    session_dates,
    solve_partially,
    solve_session,
    with_pins,
    without_margin,
    write_documents,
    write_excel,
    write_repaired,
)
from tpplanner.texts import annee as textes_annee
from tpplanner.texts import changements as textes_du_changement
from tpplanner.texts import commande
from tpplanner.texts import plan_b as texts
from tpplanner.texts.fautes import told_before
from tpplanner.texts.noms import Noms
from tpplanner.tuning import CURES_SECONDS, WHY_SHARE
from tpplanner.version import __version__

if TYPE_CHECKING:
    from tpplanner.change.bookings import Beside
    from tpplanner.change.by_hand import Put, Retouch
    from tpplanner.change.contingency import Effort
    from tpplanner.change.statement import Cure, Statement
    from tpplanner.domain.answers import Contingencies, Place, Places, Repair, Repairs
    from tpplanner.solver import Budget, Listener


@dataclass(frozen=True, slots=True)
class Follower:
    """Whoever follows a command at work, a terminal or a page: what is called while it goes on; by default, nobody.

    `warn` hears what is to be known of what was read, before anything is made of it; `say` a French sentence on what
    was read, or is done; `tried` how many failures of a round are answered, of how many. `search` is there while a
    search goes on, which the event of its budget stops, and gives who hears how far it is; `found` hears the places of
    a passage found so far.
    """

    warn: Callable[[Iterable[Issue]], None] = lambda _: None
    say: Callable[[str], None] = lambda _: None
    tried: Callable[[int, int], None] = lambda *_: None
    search: "Callable[[Session | None], AbstractContextManager[Listener | None]]" = lambda _: nullcontext()
    found: "Callable[[Changed, Places], None]" = lambda *_: None


NOBODY = Follower()


# ``tpplanner solve``: from a workbook to its planning.


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
    budget: "Budget",
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
    `avant`: the planning that there was (that at `out`), whose drawn numbers and answers stay where none is typed.
    `reponses`: answers to questions, kept in the planning.
    """
    from tpplanner.change.bookings import beside, read_others, shared_responsables
    from tpplanner.diagnosis.capacity import beside_given
    from tpplanner.workbook.reader import read_session

    path = target(out, classeur.with_name("planning.xlsx"), (classeur, *avec), poster)
    reading = read_session(
        classeur, read_referentiel(referentiel), avant=_planned_before(avant or path), reponses=reponses
    )
    _only_its_own(path, reading.session)
    others = read_others(avec, classeur, reading)
    session, taken = beside(declined_away(reading.session), others)
    reading = replace(reading, avertissements=(*reading.avertissements, *on_public_holidays(reading), *taken))
    follower.warn((*reading.avertissements, *missing_for_documents(reading)))
    if reading.commence:
        follower.say(commande.STATUT_IGNORE)
    with follower.search(session) as listen:
        sigle = session.referentiel.sigle
        follower.say(commande.lu(sigle, len(session.candidats), len(session.membres), len(session.jours)))
        if partial:
            found = solve_partially(session, budget, listen)
        else:
            found = Partial(told_before(session), *solve_session(session, budget, listen))
    outcome, report = found.outcome, found.report
    reading = replace(reading, session=left_out_as(reading.session, found.session))
    if report is None or not isinstance(outcome, Planned):
        return Solved(reading, found.session, outcome, report)
    shared, given = shared_responsables(session, outcome.plan, others), beside_given(session, outcome.plan)
    remarques = (*report.avertissements, *shared, *given, *without_margin(reading, outcome.plan))
    reading = replace(reading, avertissements=(*reading.avertissements, *remarques))
    written = _written(path, reading, outcome, report, affichage=affichage, classeur=classeur.name)
    return Solved(reading, found.session, outcome, report, remarques, written)


def _planned_before(path: Path) -> Session | None:
    """The session of the planning that stands where the new one is written, None where there is none to be read."""
    from tpplanner.workbook.reader import read_session

    try:
        return read_session(path).session if path.is_file() else None
    except UserError:
        return None


def _only_its_own(path: Path, session: Session) -> None:
    """Raises CannotWrite where what stands there, or beside as its poster, is not of that session."""
    from tpplanner.export.standing import a_planning_of, a_poster_of

    only_earlier(path, a_planning_of(session))
    only_earlier(poster(path), a_poster_of(session))


def _written(path: Path, reading: Reading, outcome: Outcome, report: Report, **wished: Any) -> Written | CannotWrite:
    """Write a planning; its files, or why there is none."""
    try:
        return write_excel(path, reading, outcome, report, **wished)
    except CannotWrite as failure:
        return failure


# ``tpplanner explain``: why a workbook has no planning, and what would make one possible.


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a workbook has no plan, or the first found, in the session of `reading`, beside the other plannings.

    `repairs` looks, once it is called, for what would make one possible, or what would keep to the step. Where a change
    was asked for by its code, it is `applied`, `outcome` is what came of it, and `path` the copy, if there is a plan.
    """

    reading: Reading
    outcome: Outcome
    path: Path
    repairs: "Callable[[], Repairs]"
    applied: "Repair | None" = None


def explain_workbook(
    classeur: Path,
    budget: "Budget",
    out: Path | None = None,
    *,
    code: str | None = None,
    referentiel: Path | None = None,
    avec: Collection[Path] = (),
    avant: Path | None = None,
    follower: Follower = NOBODY,
) -> Explained:
    """Say why a workbook has no plan; or write a copy, at `out`, with the change of that code, proven anew.

    `avant`: the planning that there was, whose answers stay where none is typed.

    Raises CannotWrite where that file is there already, and Misused for the code of no change.
    """
    from tpplanner.change.bookings import beside, read_others
    from tpplanner.diagnosis.repairs import repair_told
    from tpplanner.workbook.reader import read_session

    path = out or classeur.with_name(f"{classeur.stem}-changee.xlsx")
    if code is not None:
        new_file(path)
    reading = read_session(classeur, read_referentiel(referentiel), avant=_planned_before(avant) if avant else None)
    session, taken = beside(declined_away(reading.session), read_others(avec, classeur, reading))
    reading, repair = replace(reading, session=session), None
    follower.warn((*reading.avertissements, *taken))
    with follower.search(session):
        if code is None:
            outcome, _ = explain_session(session, replace(budget, seconds=WHY_SHARE * budget.seconds))
        else:
            repair = repair_told(session, code)
            if repair is None:
                raise Misused(commande.changement_inconnu(code))
            outcome = write_repaired(path, session, repair, budget)

    def repairs() -> "Repairs":
        if isinstance(outcome, Unfinished):
            raise Bug("nothing is known of what would make a plan possible")
        with follower.search(session):
            return repair_session(session, outcome, replace(budget, seconds=(1 - WHY_SHARE) * budget.seconds))

    return Explained(reading, outcome, path, repairs, repair)


# ``tpplanner check``: a planning judged, ours or edited by hand.


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check finds in the planning of `reading`, in its session beside the others; `remarques` on both."""

    reading: Reading
    report: Report
    remarques: tuple[Issue, ...]


def check_planning(planning: Path, *, referentiel: Path | None = None, avec: Collection[Path] = ()) -> Checked:
    """Judge the planning that a workbook holds, rule by rule, what has begun being history."""
    from tpplanner.change.bookings import read_others

    reading = read_planning(planning, referentiel)
    return _checked(planning, reading, read_others(avec, planning, reading))


def check_written(kept: "Retouched", before: Path, planning: Path) -> Checked | None:
    """What `check_planning` says of what a planning became, just written beside it, without reading it.

    None where only reading tells it: the one before was edited by hand, or there is something to say of its file and
    not of its sheets; or a rule is broken, and where that stands is to be shown.
    """
    from tpplanner.workbook.marks import read_marks
    from tpplanner.workbook.planning import pins_of

    lu = kept.reading
    same_to_say = read_marks(before).intact and all(issue.sheet for issue in lu.avertissements)
    if not same_to_say or lu.editions or lu.commence or not kept.report.conforme:
        return None
    session = replace(kept.change.saisie, pins=tuple(pins_of(kept.change.saisie, kept.plan)))
    changements = replace(kept.changements, differences=())
    plans = (kept.plan,)
    return _checked(
        planning, replace(lu, session=session, ecrit=plans, edite=plans, lignes={}, changements=changements)
    )


def _checked(planning: Path, reading: Reading, others: "Collection[Beside]" = ()) -> Checked:
    from tpplanner.change.bookings import beside, shared_responsables
    from tpplanner.diagnosis.capacity import beside_given

    session, taken = beside(reading.session, others)
    reading, plan = replace(reading, session=session), reading.edite[0]
    known = (*reading.avertissements, *on_public_holidays(reading), *taken, *called_though_declined(reading))
    known = (*known, *found_beside(planning, reading))
    found = (*shared_responsables(session, plan, others), *beside_given(session, plan), *without_margin(reading, plan))
    return Checked(reading, check(as_of_now(reading), plan), (*known, *found))


DOSSIER = "dossier"
"""Where documents are written, beside the planning, if nothing else is asked."""


def found_beside(planning: Path, reading: Reading) -> Iterator[Issue]:
    """Warnings of what stands beside a planning and may tell of another: a poster, documents left half written."""
    from tpplanner.export.dossier import unfinished

    yield from _poster_of_another(planning, reading)
    for folder in (planning.with_name(DOSSIER), documents(planning)):
        yield from unfinished(folder)


def _poster_of_another(planning: Path, reading: Reading) -> Iterator[Issue]:
    """A warning where the poster beside a planning shows other hours: of a planning before, or of one edited since."""
    from tpplanner.workbook.marks import marks_of_poster, read_marks

    affiche = poster(planning)
    horaires = read_marks(affiche).horaires
    if horaires and horaires not in marks_of_poster(reading.session, reading.edite[0]).values():
        yield Issue(Severity.WARNING, *commande.affiche_d_un_autre(affiche.name))


# ``tpplanner replan`` and ``tpplanner places``: a planning that changes.


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
    cures: "Iterator[Cure]" = iter(())


def replan_planning(
    planning: Path,
    told: "Statement",
    budget: "Budget",
    out: Path | None = None,
    *,
    affichage: str | None = None,
    referentiel: Path | None = None,
    avec: Collection[Path] = (),
    reponses: Collection[str] = (),
    follower: Follower = NOBODY,
) -> Replanned:
    """Plan again after what was told, disturbing least, and write it at `out` (``…-modifié.xlsx``)."""
    from tpplanner.change.bookings import beside, read_others, shared_responsables
    from tpplanner.change.statement import cures, told_events

    path = target(out, planning.with_name(f"{planning.stem}{commande.MODIFIE}.xlsx"), (planning, *avec), poster)
    reading = read_planning(planning, referentiel, reponses)
    _only_its_own(path, reading.session)
    follower.warn(reading.avertissements)
    others = read_others(avec, planning, reading)

    def understood(told: "Statement") -> tuple[Changed, tuple[Issue, ...]]:
        change = told_events(reading, told)
        session, taken = beside(declined_away(change.session), others)
        return replace(change, session=session, avis=(*change.avis, *gone)), taken

    called, noms = called_in(reading.edite[0]), Noms(reading.session)
    declined = (m for m in reading.session.membres if m.reponse is Reponse.DECLINE and m.id in called)
    gone = tuple(textes_du_changement.decline(noms.etiquette(m.id)) for m in declined)
    change, taken = understood(told)
    if change.lu:
        follower.say(change.lu)
    follower.warn((*change.avertissements, *taken))
    begun = monotonic()
    with follower.search(change.session) as listen:
        outcome, report, changements = replan_session(change, budget, listen)
    changed = replace(reading, avertissements=(*reading.avertissements, *taken), session=change.session)
    answer = Replanned(changed, change, outcome, report, changements)
    if isinstance(outcome, Infeasible) or (isinstance(outcome, Unfinished) and not outcome.interrompu):
        # in a reproducible run the time that it took is not known here
        left = CURES_SECONDS if budget.reproducible else budget.seconds - (monotonic() - begun)
        after = replace(budget, seconds=max(0.0, min(CURES_SECONDS, left)))
        return replace(answer, cures=cures(lambda t: understood(t)[0], told, outcome, after))
    if report is None or not isinstance(outcome, Planned):
        return answer
    remarques = (*report.avertissements, *shared_responsables(change.session, outcome.plan, others))
    return _with_files(replace(answer, remarques=remarques), path, affichage, planning)


def _with_files(answer: Replanned, path: Path, affichage: str | None, planning: Path) -> Replanned:
    """The same, written; who was said to be late before is noted still."""
    report = answer.report
    if report is None:
        raise Bug("only a plan is written")
    there = {c.id for c in answer.change.saisie.candidats}
    noted = (*(r for r in answer.reading.changements.retards if r.candidat in there), *answer.changements.retards)
    told = replace(answer.changements, retards=tuple(dict.fromkeys(noted)))
    answer, change = replace(answer, changements=told), Change(answer.change.saisie, told)
    wished = {"affichage": affichage, "classeur": planning.name, "change": change}
    return replace(answer, written=_written(path, answer.reading, answer.outcome, report, **wished))


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """Places for a candidat's passages; where one was asked for by its code and found, `place`, and what came of it.

    `path` is where a planning with one of them would be written.
    """

    change: Changed
    places: "tuple[Places, ...]"
    path: Path
    place: "Place | None" = None
    replanned: Replanned | None = None


def find_places(
    planning: Path,
    candidat: str,
    budget: "Budget",
    epreuve: str = "",
    out: Path | None = None,
    *,
    code: str | None = None,
    jour: str = "",
    maintenant: str = "",
    affichage: str | None = None,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
) -> PlacesFound:
    """Look where a candidat could pass, as of an hour of a day; write the planning with the place of that code.

    Raises UserError too for names that cannot be understood, and for a planning that the check refuses: nothing can
    stay where it is around it.
    """
    from tpplanner.change.statement import Statement, told_events, told_passage

    path = target(
        out, planning.with_name(f"{planning.stem}{commande.MODIFIE}.xlsx"), (planning,), poster, tried=code is not None
    )
    reading = read_planning(planning, referentiel)
    if code is not None:
        _only_its_own(path, reading.session)
    follower.warn(reading.avertissements)
    change = told_events(reading, Statement(jour=jour, maintenant=maintenant))
    change = replace(change, session=declined_away(change.session, called_in(reading.edite[0])))
    passage = told_passage(change.session, candidat, epreuve)
    _only_sound(change)
    with follower.search(change.session):
        found = places_in(change, *passage, budget, code or "", partial(follower.found, change))
    answer = PlacesFound(change, found, path)
    place = next((place for of_group in found for place in of_group.places if place.code == code), None)
    if place is None:
        return answer
    replanned = Replanned(replace(reading, session=change.session), change, *moved(change, place))
    return replace(answer, place=place, replanned=_with_files(replanned, path, affichage, planning))


# What membres answer: noted in a planning, which stays what it is.


def note_answer(planning: Path, membre: str, reponse: Reponse | None, le: date | None) -> None:
    """Note what a membre (id) answered, on which day, in the workbook of a planning; None: they are not asked.

    Raises UserError and CannotWrite: the file then stays as it was.
    """
    from tpplanner.workbook.patch import with_answer

    before = planning.read_bytes()
    put_note(planning, before, with_answer(planning, membre, reponse, le))


def note_reply(path: Path, question: Question, reponse: bool) -> None:
    """Note the answer to a question in a workbook, of a session or of its planning.

    Raises UserError, with the row to type, and CannotWrite: the file then stays as it was.
    """
    from tpplanner.workbook.replies import with_reply

    before = path.read_bytes()
    put_note(path, before, with_reply(path, question, reponse))


# A planning changed by hand on the page: judged at once, written when it is kept, planned anew around what was moved.


@dataclass(frozen=True, slots=True)
class Retouched:
    """A planning changed by hand: what is to be said of it, and nothing written."""

    reading: Reading
    change: Changed
    plan: Plan
    report: Report
    changements: Changements


def places_by_hand(lu: Reading, candidat: str, epreuve: str) -> "Places | None":
    """Where a passage (ids) of a planning could go as a hand would put it; None where there is no such passage.

    Raises UserError for a planning that the check refuses: nothing can stay where it is around it.
    """
    from tpplanner.change.by_hand import places_by_hand as by_hand

    change = _as_it_is(lu)
    _only_sound(change)
    return by_hand(change.session, candidat, epreuve)


def _as_it_is(lu: Reading) -> Changed:
    """A planning to which nothing happened."""
    from tpplanner.change.statement import Statement, told_events

    return told_events(lu, Statement())


def _only_sound(change: Changed) -> None:
    """Refuse a planning that breaks a rule: nothing can stay where it is around what moves; raises UserError."""
    judgement = check(change.session, change.session.reference[0])
    if not judgement.conforme:
        raise UserError(Issue(Severity.ERROR, *texts.non_conforme(len(judgement.violations))))


def who_may_sit(lu: Reading, sitting: Composition, membre: str) -> tuple[str, ...]:
    """The membres (ids) who may take the place of one in a jury of a planning; nobody where it breaks a rule."""
    from tpplanner.change.by_hand import who_may

    session = _as_it_is(lu).session
    return tuple(who_may(session, session.reference[0], sitting, membre))


def rooms_for(lu: Reading, sitting: Composition) -> tuple[str, ...]:
    """The rooms (ids) in which a jury of a planning could sit; none where it breaks a rule."""
    from tpplanner.change.by_hand import which_rooms

    session = _as_it_is(lu).session
    return tuple(which_rooms(session, session.reference[0], sitting))


def retouch(lu: Reading, asked: "Retouch") -> Retouched:
    """What a planning becomes once a hand has changed that."""
    from tpplanner.change.by_hand import retouched

    change = _as_it_is(lu)
    plan = retouched(change.session, change.session.reference[0], asked)
    report = check(change.session, plan)
    told = difference(change.connus, change.avant, plan, change.avis)
    return Retouched(replace(lu, session=change.session), change, plan, report, told)


def in_place(lu: Reading, place: "Place") -> Retouched:
    """What a planning becomes with a passage in a place found for it."""
    change = _as_it_is(lu)
    _, report, told = moved(change, place)
    return Retouched(replace(lu, session=change.session), change, place.plan, report, told)


def write_retouched(kept: Retouched, planning: Path, out: Path, *, malgre_manquements: bool = False) -> Written:
    """Write what a planning became at `out`, where nothing stands; raises CannotWrite, and Bug for what breaks a rule.

    `malgre_manquements`: it is kept even so, and its file says it.
    """
    new_file(out)
    wished: dict[str, Any] = {"classeur": planning.name, "change": Change(kept.change.saisie, kept.changements)}
    outcome = Planned(kept.plan, ())
    return write_excel(out, kept.reading, outcome, kept.report, malgre_manquements=malgre_manquements, **wished)


def replan_around(
    planning: Path, where: "Put", budget: "Budget", out: Path, *, follower: Follower = NOBODY
) -> Replanned:
    """Plan again with a passage where a hand puts it, disturbing least, and write it at `out`; else say why not."""
    from tpplanner.change.by_hand import holding

    target(out, out, (planning,), poster)
    reading = read_planning(planning)
    _only_its_own(out, reading.session)
    follower.warn(reading.avertissements)
    change = _as_it_is(reading)
    pin = holding(change.session, change.session.reference[0], where)
    around = replace(change, session=replace(change.session, pins=(*change.session.pins, pin)), souhaits=())
    with follower.search(change.session) as listen:
        outcome, report, told = replan_session(around, budget, listen)
    if isinstance(outcome, Planned):
        outcome = replace(outcome, plan=with_pins(change.session, outcome.plan))
        report = check(change.session, outcome.plan)
    reading = replace(reading, session=around.session if report is None else change.session)
    answer = Replanned(reading, change, outcome, report, told)
    if report is None:
        return answer
    return _with_files(replace(answer, remarques=report.avertissements), out, None, planning)


# ``tpplanner planb``: what each single failure would do to a planning.


@dataclass(frozen=True, slots=True)
class PlanB:
    """What failures do to the planning of `reading`, where that is to be written, and the plans that survive them."""

    reading: Reading
    classeur: str
    contingencies: "Contingencies"
    path: Path
    folder: Path | None = None


def plan_b_of(
    planning: Path,
    effort: "Effort",
    out: Path | None = None,
    folder: Path | None = None,
    *,
    whole_days: bool = False,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
) -> PlanB:
    """Try every single failure, on the cores of this machine, and whether what comes of it could be written.

    It is told first, then written: `write_plan_b`, and `write_plans` where there is a `folder` for them. Raises
    WorkbookRefused too for a planning that breaks a rule.
    """
    from tpplanner.change.contingency import contingencies, machine_pool
    from tpplanner.export.standing import made_for, stamp

    path = target(out, planning.with_name(f"{planning.stem}{texts.SUFFIXE}.xlsx"), (planning,), page)
    if folder is not None:
        try_folder(folder, "--plans")
    reading = read_planning(planning, referentiel)
    for file in (path, page(path)):
        only_earlier(file, made_for(stamp(reading.session)))
    plan = reading.edite[0]
    session = declined_away(reading.session, called_in(plan))
    if not check(session, plan).conforme:
        raise WorkbookRefused(Issue(Severity.ERROR, texts.NON_CONFORME, texts.NON_CONFORME_CONSEIL))
    follower.warn(reading.avertissements)
    if reading.commence:
        follower.say(texts.STATUT_IGNORE)
    with machine_pool() as executor, follower.search(None):
        found = contingencies(session, plan, effort, executor, follower.tried, whole_days=whole_days)
    return PlanB(reading, planning.name, found, path, folder)


def write_plan_b(found: PlanB) -> Written:
    """Write what failures do to a plan: a workbook, and beside it the same as a page, ``….html``; raises CannotWrite.

    Where there is a folder for them, the plans of each failure are named (`write_plans`).
    """
    from tpplanner.export.excel import Provenance
    from tpplanner.export.excel.plan_b import write_plan_b as write_workbook
    from tpplanner.export.html_page import write_page

    provenance = Provenance(classeur=found.classeur, version=__version__)
    told = (found.reading.session, found.reading.edite[0], found.contingencies)
    first = write_workbook(found.path, *told, provenance=provenance, files=found.folder is not None)
    second = write_page(page(found.path), *told)
    return Written((first.path, second.path), (*first.avertissements, *second.avertissements))


def write_plans(found: PlanB, into: Path, *, affichage: str | None = None) -> Written:
    """Write the plan that survives each failure, as a change of the planning is written; raises CannotWrite.

    Answers the internal files, in the order of the cases; what the folder held before is told.
    """
    from tpplanner.change.contingency import after
    from tpplanner.export.lists import file_name, told
    from tpplanner.files.place import make_folder
    from tpplanner.planner import judged

    lu, plan = found.reading, found.reading.edite[0]
    make_folder(into)
    before = {path.name for path in into.iterdir() if path.is_file()}
    files: list[Path] = []
    posters: list[Path] = []
    issues: list[Issue] = []
    for case in told(lu.session, found.contingencies):
        for planned in case.answer.planned:
            change = after(lu.session, plan, case.answer.failure)
            outcome, report = judged(change.session, planned)
            if report is None:
                raise Bug("a plan has a report")
            written = write_excel(
                into / file_name(case),
                replace(lu, session=change.session),
                outcome,
                report,
                affichage=affichage,
                classeur=found.classeur,
                change=Change(change.saisie, case.answer.changements),
            )
            files.append(written.fichiers[0])
            posters += written.fichiers[1:]
            issues += written.avertissements
    left = sorted(before - {path.name for path in (*files, *posters)})
    if before:
        told_of = texts.restes(into.name, len(before) - len(left), left)
        issues.append(Issue(Severity.WARNING, told_of, texts.RESTES_CONSEIL))
    return Written(tuple(files), tuple(issues))


# ``tpplanner export`` and ``tpplanner dates``: what people hold, and the dates around a session.


@dataclass(frozen=True, slots=True)
class Exported:
    """The documents of the planning of `reading`; none `written` where the check refuses it."""

    reading: Reading
    report: Report
    folder: Path
    written: Written | None = None


def export_planning(
    planning: Path,
    folder: Path | None = None,
    *,
    pour: Collection[str] = (),
    malgre_manquements: bool = False,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
    **wished: Any,
) -> Exported:
    """Judge a planning, and write its documents into `folder` (``dossier``), as `write_documents` does."""
    reading = read_planning(planning, referentiel)
    stale = _poster_of_another(planning, reading)
    missing = (*missing_for_documents(reading, pour), *called_though_declined(reading))
    follower.warn((*reading.avertissements, *missing, *stale))
    for edition in reading.editions:
        follower.say(commande.edition(edition.message, edition.cell))
    plan = reading.edite[0]
    folder = folder or planning.with_name(DOSSIER)
    answer = Exported(reading, check(as_of_now(reading), plan), folder)
    if not answer.report.conforme and not malgre_manquements:
        return answer
    try_folder(folder, "-o")
    wished |= {"pour": pour, "malgre_manquements": malgre_manquements, "classeur": planning.name}
    return replace(answer, written=write_documents(folder, reading, plan, answer.report, **wished))


def workbook_dates(classeur: Path, today: date, *, referentiel: Path | None = None) -> tuple[Reading, Echeancier]:
    """What a workbook tells, even filled in part, and its échéances as they stand that day (`session_dates`)."""
    from tpplanner.workbook.reader import read_session

    reading = read_session(classeur, read_referentiel(referentiel), dates_only=True)
    return reading, session_dates(reading, today)


def write_dates(
    session: Session, dates: Echeancier, today: date, *, page: Path | None = None, calendar: Path | None = None
) -> Written:
    """Write échéances as a page or as a calendar, where asked, once both are tried; raises CannotWrite."""
    from tpplanner.export.calendars import calendar_of
    from tpplanner.export.html_page import page_of, stamped
    from tpplanner.export.standing import made_for, stamp
    from tpplanner.files.writing import Written as Placed
    from tpplanner.files.writing import put

    told = stamp(session)
    for path, option in ((page, "--page"), (calendar, "--calendrier")):
        if path is not None:
            try_file(path, option)
            only_earlier(path, made_for(told))
    written: list[Placed] = []

    sigle = session.referentiel.sigle
    if page is not None:
        written.append(put(page, stamped(page_of(dates, sigle, session.centre), told), another=made_for(told)))
    if calendar is not None:
        written.append(put(calendar, calendar_of(dates, sigle, today, told), another=made_for(told)))
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))


# ``tpplanner annee``: the sessions of a year.


@dataclass(frozen=True, slots=True)
class Year:
    """What came of a workbook of a year: the `programmation` that it decides itself, or the `outcome` of a search.

    `report` judges the one or the other. `models` are the sessions by which each of the year is planned, where that was
    asked for; `path` is where to write.
    """

    lecture: LectureAnnee
    path: Path
    models: dict[str, Session]
    report: Report | None
    programmation: Programmation | None = None
    outcome: OutcomeAnnee | None = None


def decide_year(
    classeur: Path,
    today: date,
    budget: "Budget",
    out: Path | None = None,
    folder: Path | None = None,
    *,
    follower: Follower = NOBODY,
) -> Year:
    """Judge what a workbook of a year decides, and decide the rest; `folder`: where its plannings will be written.

    Nothing is written yet (`write_year`), but it is tried.
    """
    from tpplanner.export.standing import a_programmation_of

    path = target(out, classeur.with_name("programmation.xlsx"), (classeur,))
    lecture = read_year(classeur, today)
    only_earlier(path, a_programmation_of(lecture.annee))
    lue, models = lecture.annee, {}
    follower.warn(lecture.avertissements)
    follower.say(textes_annee.lu(len(lue.sessions), len(lue.candidats), len(lue.membres), len(lue.responsables)))
    if folder is not None:
        models = read_models(lue, classeur.parent)
        folder_to_fill(folder, "--plannings")
    given, report, settled = check_year(lue)
    if report.violations or settled:
        return Year(lecture, path, models, report, given)
    with follower.search(None):
        outcome, judged = propose_year(lue, budget)
    decided = outcome.programmation if isinstance(outcome, Proposee) else None
    return Year(lecture, path, models, judged, decided, outcome)


def write_year(year: Year, plannings: Mapping[str, str]) -> Written:
    """Write what is decided of a year, and what became of the planning of each session; raises CannotWrite."""
    from tpplanner.export.excel.programmation import YearDraft, write_programmation

    if year.programmation is None or year.report is None:
        raise Bug("only what is decided is written")
    lecture = year.lecture
    draft = YearDraft(lecture.annee, year.programmation, year.report, lecture.avertissements, plannings)
    written = write_programmation(year.path, draft)
    return Written((written.path,), written.avertissements)


# ``tpplanner init``: a workbook to fill.


def new_workbook(
    path: Path,
    titre: str = "",
    millesime: str | None = None,
    *,
    referentiel: Path | None = None,
    ccp: bool = False,
    candidats: Path | None = None,
    membres: Path | None = None,
    **wished: Any,
) -> str:
    """Write a workbook to fill for a titre, or for a référentiel of the centre's own, as `write_template` does.

    `candidats` and `membres` are lists that the centre has. Answers what there is to say of it. Raises UserError for a
    titre that is not known.
    """
    from tpplanner.referentiels import find
    from tpplanner.workbook.template import write_template

    chosen = read_referentiel(referentiel) or find(titre, millesime)
    listes = {cle: source for cle, source in (("candidats", candidats), ("membres", membres)) if source is not None}
    return write_template(path, chosen, genre=Genre.CCP if ccp else Genre.TITRE, listes=listes, **wished)
