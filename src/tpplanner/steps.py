"""The steps that commands are made of, each of use alone: what notebooks and programs call.

They read files, plan a session or say why not, plan it again after a change, find dates, decide a year, and write what
came of it. What takes a search has a `budget`: how long, and the event that stops it. Nothing is printed. They raise
UserError for what makes no sense of what was read, and CannotWrite.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import islice
from math import inf
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.change.events import Changed
from tpplanner.diagnosis import shortages
from tpplanner.domain.annee import Annee, LectureAnnee, OutcomeAnnee, Programmation, ouverte, saisie
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
    Violation,
)
from tpplanner.domain.duties import Reasons, called_in, taking_back, with_reasons, without_presumed
from tpplanner.domain.plan import Passage, Plan, Travail, minutes_between
from tpplanner.domain.questions import Sujet, open_questions
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import MARGE_DU_JOUR
from tpplanner.domain.session import Designation, Reponse, Role, Session
from tpplanner.errors import Bug, Issue, Severity, UserError, WorkbookRefused
from tpplanner.files.names import poster
from tpplanner.files.writing import put_all
from tpplanner.sheets.session import CANDIDATS, SESSION, champ_majoration
from tpplanner.texts import annee as textes_annee
from tpplanner.texts import commande, lecture
from tpplanner.texts import echeances as textes
from tpplanner.texts import questions as textes_questions
from tpplanner.texts.documents import MODELE_ILLISIBLE_CONSEIL, MODELE_VIDE, il_manque
from tpplanner.texts.fautes import certitude, pourquoi, remedes, told_before
from tpplanner.texts.majorations import sans_convocation
from tpplanner.texts.noms import Noms, Texte
from tpplanner.tuning import (
    BEST_SHARE,
    DAY_SECONDS,
    DAY_SHARE,
    LONG,
    PLACING_SHARE,
    ROWS_JUDGED,
    UNTIL_FEWER,
    UNTIL_WHY,
    WHY_SECONDS,
    WISHED_SHARE,
)
from tpplanner.version import __version__
from tpplanner.year.echeances import WorkingDays, echeancier, place_of

if TYPE_CHECKING:
    from tpplanner.diagnosis.explain import Placed
    from tpplanner.domain.answers import Place, Places, Repair, Repairs
    from tpplanner.solver import Budget, Listener


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, the internal one first, and what there is to say of them (French)."""

    fichiers: tuple[Path, ...]
    avertissements: tuple[Issue, ...] = ()


# What commands read: a référentiel of the centre's own, a planning.


def read_referentiel(path: Path | None) -> Referentiel | None:
    """The référentiel of a file, TOML or a filled sheet; None without one. Raises UserError."""
    if path is None:
        return None
    if path.suffix.lower() == ".toml":
        from tpplanner.referentiels import load

        return load(path)
    from tpplanner.workbook.titre_read import read_referentiel_sheet

    return read_referentiel_sheet(path)


def read_planning(path: Path, referentiel: Path | None = None, reponses: Collection[str] = ()) -> Reading:
    """What a planning tells, questions answered so; raises WorkbookRefused, also where the workbook holds none."""
    from tpplanner.workbook.reader import read_session

    return read_session(path, read_referentiel(referentiel), planifie=True, reponses=reponses)


# Plans as files: workbooks, posters, documents; what the check refuses is not written.


def write_excel(
    path: str | Path,
    lu: Reading | Session,
    outcome: Outcome,
    report: Report,
    *,
    affichage: str | None = None,
    classeur: str = "",
    change: Change | None = None,
    malgre_manquements: bool = False,
) -> Written:
    """Write a plan's two files: the internal one at `path`, and the poster beside it, named ``…-affichage.xlsx``.

    `affichage` says candidats by drawn number (``numero``), ``Prénom N.`` (``prenom``) or ``NOM Prénom`` (``nom``);
    None: as the session asks. After a change, it has a sheet of its own and says what the input sheets hold. Raises
    CannotWrite, and Bug for what is no plan or breaks a rule: nothing that the check refuses is written, unless
    `malgre_manquements`, and then without a poster: such a plan is on no wall.
    """
    from tpplanner.export.excel import Provenance, affichage_file, planning_file

    if not isinstance(outcome, Planned) or not (report.conforme or malgre_manquements):
        raise Bug("only a plan that the check accepts may be written")
    session = lu.session if isinstance(lu, Reading) else lu
    provenance = Provenance(classeur=classeur, version=__version__)
    dates = None if session.fictive else echeancier(session, outcome.plan)
    path = Path(path)
    files = [planning_file(path, lu, outcome.plan, report, provenance=provenance, change=change, echeancier=dates)]
    if report.conforme:
        designation = Designation(affichage) if affichage else session.affichage
        files.append(affichage_file(poster(path), session, outcome.plan, designation))
    written = put_all(files)
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))


def write_repaired(path: str | Path, session: Session, repair: "Repair", budget: "Budget") -> Outcome:
    """Write a workbook to fill for a session once repaired, and answer its first plan: without one, nothing is written.

    Passages that are pinned stand in a planning: where some are left, the workbook holds that plan. Raises CannotWrite,
    also where the file exists.
    """
    from tpplanner.diagnosis.repairs import repaired
    from tpplanner.planner import any_plan

    changed = repaired(session, repair)
    outcome, report = (Infeasible(missing), None) if (missing := shortages(changed)) else any_plan(changed, budget)
    if not isinstance(outcome, Planned) or report is None:
        return outcome
    if changed.pins:
        from tpplanner.export.excel import write_planning

        write_planning(Path(path), changed, with_pins(changed, outcome.plan), report)
    else:
        from tpplanner.workbook.template import write_session

        write_session(path, changed)
    return outcome


def missing_for_documents(reading: Reading, pour: Collection[str] = ()) -> tuple[Issue, ...]:
    """What the form *Session* does not tell, and documents for those audiences (none given: all) would have to."""
    session = reading.session
    responsables = [p for p in session.avec_role(Role.RESPONSABLE) if not p.suppleant]
    reached = session.contact or any(p.contact for p in responsables[:1])
    letters, everybody = {"candidat", "jury"}, {"affichage", "candidat", "jury", "agrement"}
    needed = (
        ("centre", session.centre, everybody),
        ("site", session.site, everybody - {"affichage"}),
        ("responsable", responsables, letters),
        ("contact_responsable", reached, letters),
    )
    asked = {"agrement"} if session.fictive else everybody
    asked &= set(pour) or everybody
    issues = []
    for champ, told, audiences in needed:
        if not told and audiences & asked:
            texte = il_manque(SESSION.colonne(champ).titre, champ)
            issues.append(_warning(reading, texte, ("session", champ), SESSION.titre))
    return tuple(issues)


def write_documents(
    folder: str | Path,
    lu: Reading | Session,
    plan: Plan,
    report: Report,
    *,
    pour: Collection[str] = (),
    formats: Collection[str] = (),
    affichage: str | None = None,
    convocation: str | Path | None = None,
    convocation_jury: str | Path | None = None,
    classeur: str = "",
    malgre_manquements: bool = False,
    personnes: Collection[str] = (),
) -> Written:
    """Write the documents of a planning into `folder`, a folder in it for each audience.

    `pour` and `formats` choose among them (`export.documents`: ``affichage``, ``jury``… and ``pdf``, ``docx``…; empty:
    all); `affichage` as in `write_excel`; `convocation` and `convocation_jury` are the centre's own letters (.docx).
    `personnes` (ids): only what is those people's own, convocations and calendars.
    Raises UserError for a letter that is empty or cannot be filled, CannotWrite, ValueError for an unknown audience or
    format, and Bug for a plan that breaks a rule, unless `malgre_manquements`.
    """
    from tpplanner.export.documents import Audience, Format, Matter
    from tpplanner.export.dossier import write_dossier

    if not report.conforme and not malgre_manquements:
        raise Bug("only a plan that the check accepts may be written")
    session = lu.session if isinstance(lu, Reading) else lu
    matter = Matter(
        session=session,
        plan=plan,
        report=report,
        avertissements=lu.avertissements if isinstance(lu, Reading) else (),
        designation=Designation(affichage) if affichage else session.affichage,
        modele=_letter(convocation),
        modele_membre=_letter(convocation_jury),
        personnes=frozenset(personnes),
        retards=lu.changements.retards if isinstance(lu, Reading) else (),
        classeur=classeur,
        version=__version__,
    )
    written = write_dossier(Path(folder), matter, [Audience(a) for a in pour], [Format(f) for f in formats])
    convened = not pour or Audience.CANDIDAT in pour
    held = _not_convened(session, personnes, lu.cells if isinstance(lu, Reading) else {}) if convened else ()
    return Written(written.fichiers, (*written.avertissements, *held))


def _not_convened(
    session: Session, personnes: Collection[str], cells: Mapping[tuple[str, ...], str]
) -> Iterator[Issue]:
    """A warning for each candidat of whom no convocation is made: nobody has seen what grants them more time."""
    noms = Noms(session)
    for candidat in session.candidats:
        if candidat.majorations_a_confirmer and (not personnes or candidat.id in personnes):
            key = ("candidats", candidat.id, champ_majoration(candidat.majorations_a_confirmer[0]))
            sheet, _, cell = cells.get(key, CANDIDATS.titre).partition("!")
            yield Issue(Severity.WARNING, *sans_convocation(noms.etiquette(candidat.id)), sheet, cell)


def _letter(path: str | Path | None) -> bytes | None:
    """The centre's own letter, None where it gives none; raises UserError for an empty file."""
    content = Path(path).read_bytes() if path else None
    if path and not content:
        raise UserError(Issue(Severity.ERROR, MODELE_VIDE, MODELE_ILLISIBLE_CONSEIL, value=Path(path).name))
    return content


def with_pins(session: Session, plan: Plan) -> Plan:
    """The plan with each passage marked as the session pins it."""
    pinned = {(p.candidat, p.epreuve): p.portee.value for p in session.pins}
    passages = (replace(p, fige=pinned.get((p.candidat, p.epreuve), "")) for p in plan.passages)
    return replace(plan, passages=tuple(passages))


# Why there is no plan, in sentences.


@dataclass(frozen=True, slots=True)
class Why:
    """Why a session has no plan: sentences, each with the cells of the workbook that it comes from.

    `counted`: counting alone shows it; else `certitude` says whether all of it is needed. Without points, the cause is
    not known. `dabord`: the open questions that it hangs on, to be answered first.
    """

    points: tuple[tuple[str, tuple[str, ...]], ...]
    counted: bool = False
    introduction: str = ""
    certitude: str = ""
    dabord: tuple[str, ...] = ()


def why_not(reading: Reading, outcome: Infeasible) -> Why:
    """What counting lacks, or what cannot hold together; first what hangs on questions that nobody has answered."""
    return replace(_why_not(reading, outcome), dabord=_to_answer_first(reading.session, outcome))


def _to_answer_first(session: Session, outcome: Infeasible) -> tuple[str, ...]:
    """The open questions that hold people for linked, if there may be a plan where all are answered no."""
    from tpplanner.planner import any_plan
    from tpplanner.solver import Budget

    free = without_presumed(session)
    if free == session or shortages(free):
        return ()
    if not outcome.manques and not isinstance(any_plan(free, Budget(LONG))[0], Planned):
        return ()
    asked = (q for q in open_questions(session.questions) if q.sujet is Sujet.PERSONNE)
    return (textes_questions.DABORD, *(textes_questions.demande(q) for q in asked))


def _why_not(reading: Reading, outcome: Infeasible) -> Why:
    from tpplanner.diagnosis.requirements import cells_of, cells_of_shortage
    from tpplanner.texts.fautes import exigences, manque

    session, cause = reading.session, outcome.cause
    if outcome.manques:
        lacking = ((manque(session, m), tuple(cells_of_shortage(reading, m))) for m in outcome.manques)
        return Why(tuple(lacking), counted=True, introduction=commande.MANQUES)
    if cause is None:
        return Why(())
    points = ((p.texte, tuple(cells_of(reading, *p.exigences))) for p in exigences(session, cause.exigences))
    needed = commande.MINIMAL_PAR_REGLE if cause.regles_minimales else commande.PEUT_ETRE_TROP
    certitude = commande.MINIMAL if cause.minimale else needed
    introduction = commande.conflits(len(session.membres), len(session.jours))
    return Why(tuple(points), introduction=introduction, certitude=certitude)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a breach is: the rows of *Planning* whose edit made it, others that it concerns, cells of its subject."""

    editees: tuple[int, ...]
    lignes: tuple[int, ...]
    cellules: tuple[str, ...]


def where_broken(reading: Reading, report: Report) -> list[Where]:
    """Where each breach of the planning that was read is, in the order of the report (`as_of_now`).

    An edit made a breach that is not there without it.
    """
    found = report.violations
    made = _made_by_edits(reading, found) if found else {}
    places = []
    for violation in found:
        editees = [row for row, made_there in made.items() if violation in made_there]
        lignes = {row for element in violation.elements for row in reading.lignes.get(element, ())}
        cells = []
        for id_ in violation.sujet:
            named = (cell for key, cell in reading.cells.items() if len(key) > 1 and key[1] == id_)
            cells += [cell for cell in [next(named, None)] if cell is not None]
        places.append(
            Where(tuple(sorted(editees)), tuple(sorted(lignes.difference(editees))), tuple(dict.fromkeys(cells)))
        )
    return places


def _made_by_edits(reading: Reading, found: Collection[Violation]) -> dict[int, set[Violation]]:
    """The breaches that each edit made, by its row: without it there is none like it."""
    from tpplanner.workbook.planning import pins_of

    session = as_of_now(reading)
    kinds = Counter((v.requirement, v.cas) for v in found)
    made: dict[int, set[Violation]] = {}
    for row in islice(reading.sans_edition, max(1, ROWS_JUDGED // max(1, len(reading.lignes)))):
        plan = reading.sans_edition[row]
        left = check(replace(session, pins=tuple(pins_of(session, plan))), plan).violations
        still = Counter((v.requirement, v.cas) for v in left)
        same = set(left)
        made[row] = {v for v in found if v not in same and still[v.requirement, v.cas] < kinds[v.requirement, v.cas]}
    return made


@dataclass(frozen=True, slots=True)
class Still:
    """Whether a plan still holds for a workbook that was edited since: who is gone of it, or else its breaches."""

    partis: tuple[str, ...]
    phrases: tuple[str, ...]

    @property
    def tient(self) -> bool:
        """Whether it does."""
        return not self.partis and not self.phrases


def still_holds(session: Session, planning: Reading) -> Still:
    """Judge the plan of a planning by the session as another workbook tells it now; `planning` holds a plan."""
    from tpplanner.change.bookings import retold
    from tpplanner.texts.fautes import phrase

    plan, partis = retold(planning.edite[0], planning.session, session)
    if partis:
        return Still(partis, ())
    return Still((), tuple(phrase(session, v) for v in check(session, plan).violations))


# From a session to what came of it: planned, planned in part, why not, planned again.


def solve_session(
    session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. When no plan exists, the outcome says what is
    missing or what cannot hold together. All of that takes no more than the budget.
    """
    from tpplanner.solver import Budget

    left = _Left(budget or Budget())
    outcome, report = _planned_or_why(session, left, listen)
    if not isinstance(outcome, Unfinished) or outcome.interrompu:
        return outcome, report
    found, report = explain_session(session, left.budget(most=WHY_SECONDS))
    return (outcome if isinstance(found, Unfinished) else found), report


def _planned_or_why(session: Session, left: "_Left", listen: "Listener | None") -> tuple[Outcome, Report | None]:
    """The outcome of a session; one that is shown to have no plan says why."""
    from tpplanner.diagnosis.explain import why_none
    from tpplanner.planner import plan

    outcome, report = (
        (Infeasible(), None) if shortages(session) else plan(session, left.with_patience(UNTIL_WHY), listen)
    )
    if isinstance(outcome, Infeasible):
        return why_none(session, left.budget(most=WHY_SECONDS)), None
    return outcome, report


class _Left:
    """What is left of a budget, shared by searches one after the other.

    In a reproducible run, where the time that they took is not known here, what each was offered is taken.
    """

    def __init__(self, budget: "Budget") -> None:
        self.whole, self._started, self._offered = budget, monotonic(), 0.0

    def with_patience(self, patience: float) -> "Budget":
        """All of it, for a search that leaves some of it where it finds no plan."""
        self._offered = patience * self.whole.seconds
        return replace(self.whole, patience=patience)

    def budget(self, share: float = 1.0, most: float = inf) -> "Budget":
        """A part of what is left."""
        spent = self._offered if self.whole.reproducible else monotonic() - self._started
        seconds = min(most, share * max(0.0, self.whole.seconds - spent))
        self._offered += seconds
        return replace(self.whole, seconds=seconds)


@dataclass(frozen=True, slots=True)
class Partial:
    """The session as it could be planned, whom it leaves out aside; the outcome, and for a plan its report."""

    session: Session
    outcome: Outcome
    report: Report | None


def solve_partially(session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None) -> Partial:
    """Plan a session; where it has no plan, plan it with as many candidats as can be placed, and say why not all.

    Those left out before stay so, and are told as such where this plan places all the others. Where no candidats left
    out would make a plan possible, the outcome says why there is none. All of that takes no more than the budget.
    """
    from tpplanner.diagnosis.explain import placing_most, why_none
    from tpplanner.planner import judged, plan
    from tpplanner.solver import Budget

    left = _Left(budget or Budget())
    outcome: Outcome = Infeasible()
    if not shortages(session):
        outcome, report = plan(session, left.with_patience(UNTIL_FEWER), listen)
        if isinstance(outcome, Planned) or left.whole.stop.is_set():
            return Partial(told_before(session), outcome, report)
    placed = placing_most(session, left.budget(PLACING_SHARE))
    if placed is None:
        why = why_none(session, left.budget(most=WHY_SECONDS)) if isinstance(outcome, Infeasible) else outcome
        return Partial(session, why, None)
    found, report = plan(placed.session, left.budget(BEST_SHARE), listen)
    if not isinstance(found, Planned):
        found, report = judged(placed.session, placed.plan)
    return Partial(_with_reasons(session, placed, left.budget(most=WHY_SECONDS)), found, report)


def _with_reasons(session: Session, placed: "Placed", budget: "Budget") -> Session:
    """A session as it was placed, with the reason of each who is left out anew: one for those alike but for their name.

    Where some were left out before, that no plan places more is not said.
    """
    from tpplanner.diagnosis.explain import alike, reason_left_out

    there = {c.id for c in session.candidats}
    kinds = [tuple(id_ for id_ in kind if id_ in there) for kind in alike(placed.session)]
    reasons: dict[str, Reasons] = {}
    certain = certitude(prouve=placed.most and not session.non_places)
    for kind in filter(None, kinds):
        share = replace(budget, seconds=budget.seconds / len(kinds))
        outcome, repairs = reason_left_out(placed.session, kind[0], share, placed.most)
        for id_ in kind:
            back = taking_back(placed.session, (id_,))
            reasons[id_] = (pourquoi(back, outcome), remedes(back, repairs), certain)
    return with_reasons(placed.session, reasons)


def explain_session(session: Session, budget: "Budget | None" = None) -> tuple[Outcome, Report | None]:
    """Why a session has no plan, or, if it has one after all, the first found, with the report of its check."""
    from tpplanner.diagnosis.explain import explain
    from tpplanner.planner import judged
    from tpplanner.solver import Budget

    return judged(session, explain(session, budget or Budget()))


def replan_session(
    changed: Changed, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None, Changements]:
    """Plan a session again after a change, disturbing least: outcome, report, and what to tell whom.

    Where a hand has moved passages, they stay where it put them if they can; else as near as can be. What one day
    alone makes impossible is said at once. Where nothing is found or excluded, some time is left for what would be
    enough (`change.statement.cures`).
    """
    from tpplanner.diagnosis.explain import impossible_days
    from tpplanner.solver import Budget

    left = _Left(budget or Budget())
    outcome, report = _as_wished(changed, left, listen) if changed.souhaits else (Unfinished(), None)
    if not isinstance(outcome, Planned) and not left.whole.stop.is_set():
        why = impossible_days(changed.session, left.budget(DAY_SHARE, DAY_SECONDS))
        outcome, report = (why, None) if why else _planned_or_why(changed.session, _Left(left.budget()), listen)
    if not isinstance(outcome, Planned):
        return outcome, report, Changements(changed.avis)
    told = difference(changed.connus, changed.avant, outcome.plan, changed.avis)
    return outcome, report, replace(told, retards=changed.retards)


def _as_wished(changed: Changed, left: "_Left", listen: "Listener | None") -> tuple[Outcome, Report | None]:
    """The same with every passage that a hand moved at the hour typed."""
    from tpplanner.planner import judged, plan

    wished = replace(changed.session, pins=(*changed.session.pins, *changed.souhaits))
    outcome, _ = plan(wished, left.budget(WISHED_SHARE), listen)
    if not isinstance(outcome, Planned):
        return outcome, None
    return judged(changed.session, replace(outcome, plan=with_pins(changed.session, outcome.plan)))


def places_in(
    changed: Changed,
    candidat: str,
    epreuve: str = "",
    budget: "Budget | None" = None,
    wanted: str = "",
    hear: "Callable[[Places], None]" = lambda _: None,
) -> "tuple[Places, ...]":
    """Where a candidat's passages could go in a planning that the check accepts, the best places first.

    Empty `epreuve`: all that they pass, by what moves together. `wanted` is the code of a place told before, with
    which the search ends: what a list holds depends on the time, what a code names does not. `hear` is told those found
    so far, each time that there is another.
    """
    from tpplanner.change.elsewhere import places
    from tpplanner.solver import Budget

    return places(changed.session, candidat, epreuve, budget or Budget(), wanted, hear)


def moved(changed: Changed, place: "Place") -> tuple[Planned, Report, Changements]:
    """A planning with a passage in a place found for it: outcome, report, and what to tell whom."""
    plan = place.plan
    return (
        Planned(plan, ()),
        check(changed.session, plan),
        difference(changed.connus, changed.avant, plan, changed.avis),
    )


def repair_session(session: Session, outcome: Infeasible | Planned, budget: "Budget") -> "Repairs":
    """The smallest changes that make an impossible session possible, each proven by a plan that the check accepts.

    Of a session that is planned at any minute alone: to do so, and what makes its own step possible.
    """
    from tpplanner.diagnosis.explain import repairs_of
    from tpplanner.diagnosis.repairs import any_minute
    from tpplanner.domain.answers import Repair, Repairs

    if isinstance(outcome, Infeasible):
        return repairs_of(session, outcome.cause, budget)
    others = repairs_of(session, None, budget, on_step=True)
    return Repairs((*(Repair(step) for step in any_minute(session)), *others.proposals), others.unsettled)


# The dates around a session, as they stand on a day, and as files; what its days leave to be desired.


def session_dates(reading: Reading, today: date) -> Echeancier:
    """The échéances of a workbook's session as they stand that day, counted from its planning if it holds one.

    Raises WorkbookRefused for a fictive session.
    """
    session = reading.session
    if session.fictive:
        raise WorkbookRefused(Issue(Severity.ERROR, textes.SANS_DATES, textes.SANS_DATES_CONSEIL))
    return echeancier(session, reading.edite[0] if reading.edite else None, today)


def on_public_holidays(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each day of a session that is a public holiday where it is held, in its cell."""
    session = reading.session
    if session.fictive:
        return ()
    departement, _ = place_of(session)
    calendar = WorkingDays(departement)
    issues = []
    for jour in session.jours:
        if nom := calendar.holiday(jour.date):
            texte = lecture.jour_ferie(jour.date, nom, departement=bool(departement))
            issues.append(_warning(reading, texte, ("jours", jour.date.isoformat())))
    return tuple(issues)


def _warning(reading: Reading, texte: Texte, key: tuple[str, ...], feuille: str = "") -> Issue:
    """A warning in the cell of what it is about, else on its sheet."""
    sheet, _, cell = reading.cells.get(key, feuille).partition("!")
    return Issue(Severity.WARNING, *texte, sheet, cell)


def called_though_declined(reading: Reading) -> tuple[Issue, ...]:
    """A warning for each membre who declined and whom the plan calls still, in the cell of their answer."""
    plan = reading.edite[0]
    issues = []
    for membre in reading.session.membres:
        if membre.reponse is Reponse.DECLINE and membre.id in called_in(plan):
            texte = lecture.decline_et_appele(membre.nom_complet)
            issues.append(_warning(reading, texte, ("membres", membre.id, "reponse")))
    return tuple(issues)


def without_margin(reading: Reading, plan: Plan) -> tuple[Issue, ...]:
    """A warning for each day of a plan that ends just before it must, in the cell of that hour."""
    noms = Noms(reading.session)
    things: list[Passage | Travail] = [*plan.passages, *plan.travaux]
    issues = []
    for jour in reading.session.jours:
        ends = [thing.fin for thing in things if thing.debut.date() == jour.date]
        margin = minutes_between(max(ends, default=jour.a(time())), jour.a(jour.fin))
        if 0 <= margin < MARGE_DU_JOUR:
            texte = lecture.jour_sans_marge(noms.jour(jour.date), max(ends).time(), jour.fin, margin)
            issues.append(_warning(reading, texte, ("jours", jour.date.isoformat(), "fin")))
    return tuple(issues)


def as_of_now(reading: Reading) -> Session:
    """The session; where *Statut* says that something has begun, at that moment, all that has begun being history."""
    moments = [e.debut + timedelta(minutes=1) for e in reading.commence]
    # a jury reads and corrects to the end what it has begun, even for a candidat who then passes before another
    moments += [e.fin for e in reading.commence if isinstance(e, Travail)]
    if not moments:
        return reading.session
    return replace(reading.session, maintenant=max(moments), reference=(reading.edite[0],))


# A year of sessions: read, checked, proposed; each of its sessions as one to plan.


def read_year(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells, public holidays known; raises WorkbookRefused."""
    from tpplanner.workbook.year import read_annee
    from tpplanner.year.echeances import with_public_holidays

    lecture = read_annee(path, aujourdhui)
    return replace(lecture, annee=with_public_holidays(lecture.annee))


def check_year(annee: Annee) -> tuple[Programmation, Report, bool]:
    """What a year's workbook itself decides, how the check judges it, and whether it decides everything."""
    from tpplanner.audit.programmation import check_annee

    given = saisie(annee)
    settled = not ouverte(annee)
    return given, check_annee(annee, given, complete=settled), settled


def propose_year(annee: Annee, budget: "Budget") -> tuple[OutcomeAnnee, Report | None]:
    """Decide what a year leaves open: the outcome and, for a programmation, the report of the independent check."""
    from tpplanner.year.proposal import propose

    return propose(annee, budget)


def read_models(annee: Annee, folder: Path) -> dict[str, Session]:
    """The session workbook by which each session of a year is planned, those of its titre where it has none.

    Files are looked for beside the year's workbook. Raises UserError, with every issue of every file.
    """
    from tpplanner.workbook.reader import read_session

    names = {s.id: s.classeur or annee.titre(s.titre).modele for s in annee.sessions}
    read: dict[str, Session] = {}
    issues: list[Issue] = []
    for name in dict.fromkeys(filter(None, names.values())):
        try:
            if not (folder / name).is_file():
                texte = textes_annee.modele_absent(name)
                raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))
            read[name] = read_session(folder / name).session
        except UserError as refusal:
            issues += (replace(i, sheet=f"{name} {i.sheet}".strip()) for i in refusal.issues)
    if issues:
        raise UserError(*issues)
    return {session: read[name] for session, name in names.items() if name in read}
