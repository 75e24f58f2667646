"""The story in three steps: count, plan or say why not, write."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.change.session import Changed
from tpplanner.diagnosis import shortages
from tpplanner.domain.annee import Annee, LectureAnnee, OutcomeAnnee, Programmation, Programmee, ouverte, saisie
from tpplanner.domain.changements import Change, Changements
from tpplanner.domain.echeances import Echeancier
from tpplanner.domain.left_out import Reasons, taking_back, with_reasons
from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Report, Unfinished
from tpplanner.domain.plan import Plan
from tpplanner.domain.reading import Reading
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Issue, Severity, UserError, WorkbookRefused
from tpplanner.texts import echeancier as textes
from tpplanner.texts.partiel import certitude, pourquoi, remedes
from tpplanner.texts.programmation import modele_absent
from tpplanner.year.echeances import echeancier

if TYPE_CHECKING:
    from tpplanner.diagnosis.partial import Placed
    from tpplanner.domain.contingency import Contingencies
    from tpplanner.domain.place import Place, Places
    from tpplanner.domain.repair import Repair
    from tpplanner.solver import Budget, Listener

EXPLAIN_SECONDS = 30.0
"""The most that is spent on saying why there is no plan."""

PLACING_SHARE = 0.5
"""Of the budget, once there is no plan for all, the part for placing most; the rest is for the best plan of them."""

EXPLAIN_SHARE = 0.5
"""Of the budget, the most that is spent on it where the search has settled nothing."""


def solve_session(
    session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None]:
    """Plan a session: its outcome and, for a plan, the report of the independent check.

    A session that counting proves impossible is not searched at all. When no plan exists, the outcome says what is
    missing or what cannot hold together.
    """
    from tpplanner.diagnosis.explain import why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    budget = budget or Budget()
    if shortages(session):
        return why_none(session, replace(budget, seconds=min(EXPLAIN_SECONDS, budget.seconds))), None
    outcome, report = plan(session, budget, listen)
    match outcome:
        case Infeasible():
            return why_none(session, replace(budget, seconds=EXPLAIN_SECONDS)), None
        case Unfinished() if not outcome.interrompu:
            seconds = min(EXPLAIN_SECONDS, EXPLAIN_SHARE * budget.seconds)
            found, report = explain_session(session, replace(budget, seconds=seconds))
            return (outcome if isinstance(found, Unfinished) else found), report
    return outcome, report


@dataclass(frozen=True, slots=True)
class Partial:
    """The session as it could be planned, whom it leaves out aside; the outcome, and for a plan its report."""

    session: Session
    outcome: Outcome
    report: Report | None


def solve_partially(session: Session, budget: "Budget | None" = None, listen: "Listener | None" = None) -> Partial:
    """Plan a session; where it has no plan, plan it with as many candidats as can be placed, and say why not all.

    Where no candidats left out would make a plan possible, the outcome says why there is none. A session that has no
    plan takes up to twice the budget, and the time to say why.
    """
    from tpplanner.diagnosis.explain import placing_most, why_none  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import judged, plan  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    budget = budget or Budget()
    outcome: Outcome = Infeasible()
    if not shortages(session):
        outcome, report = plan(session, budget, listen)
        if isinstance(outcome, Planned) or budget.stop.is_set():
            return Partial(session, outcome, report)
    brief = replace(budget, seconds=min(EXPLAIN_SECONDS, budget.seconds))
    placed = placing_most(session, replace(budget, seconds=PLACING_SHARE * budget.seconds))
    if placed is None:
        return Partial(session, why_none(session, brief) if isinstance(outcome, Infeasible) else outcome, None)
    best = replace(budget, seconds=(1 - PLACING_SHARE) * budget.seconds)
    found, report = plan(placed.session, best, listen)
    if not isinstance(found, Planned):
        found, report = judged(placed.session, placed.plan)
    return Partial(_with_reasons(session, placed, brief), found, report)


def _with_reasons(session: Session, placed: "Placed", budget: "Budget") -> Session:
    """A session as it was placed, with the reason of each who is left out anew: one for those alike but for their name.

    Where some were left out before, that no plan places more is not said.
    """
    from tpplanner.diagnosis.explain import reason_left_out  # noqa: PLC0415 - as above
    from tpplanner.diagnosis.partial import alike  # noqa: PLC0415

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
    from tpplanner.diagnosis.explain import explain  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.planner import judged  # noqa: PLC0415
    from tpplanner.solver import Budget  # noqa: PLC0415

    return judged(session, explain(session, budget or Budget()))


def replan_session(
    changed: Changed, budget: "Budget | None" = None, listen: "Listener | None" = None
) -> tuple[Outcome, Report | None, Changements]:
    """Plan a session again after a change, disturbing least: outcome, report, and what to tell whom."""
    outcome, report = solve_session(changed.session, budget, listen)
    if not isinstance(outcome, Planned):
        return outcome, report, Changements(changed.avis)
    told = difference(changed.connus, changed.avant, outcome.plan, changed.avis)
    return outcome, report, replace(told, retards=changed.retards)


def places_in(
    changed: Changed, candidat: str, epreuve: str = "", budget: "Budget | None" = None
) -> "tuple[Places, ...]":
    """Where a candidat's passages could go in a planning that the check accepts, the best places first.

    Empty `epreuve`: all that he passes, by what moves together.
    """
    from tpplanner.change.elsewhere import places  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.solver import Budget  # noqa: PLC0415

    return places(changed.session, candidat, epreuve, budget or Budget())


def moved(changed: Changed, place: "Place") -> tuple[Planned, Report, Changements]:
    """A planning with a passage in a place found for it: outcome, report, and what to tell whom."""
    plan = place.plan
    return (
        Planned(plan, ()),
        check(changed.session, plan),
        difference(changed.connus, changed.avant, plan, changed.avis),
    )


def repair_session(session: Session, outcome: Infeasible, budget: "Budget") -> "tuple[Repair, ...]":
    """The smallest changes that make an impossible session possible, each proven by a plan that the check accepts."""
    from tpplanner.diagnosis.explain import repairs_of  # noqa: PLC0415 - OR-Tools is slow to import

    return repairs_of(session, outcome, budget)


def write_repaired(path: str | Path, session: Session, repair: "Repair", budget: "Budget") -> None:
    """Write a workbook to fill for a session once repaired; raises CannotWrite, also where the file exists.

    Passages that are pinned stand in a planning: where some are left, the workbook holds the first plan found.
    """
    from tpplanner.diagnosis.amendments import repaired  # noqa: PLC0415 - as above

    changed = repaired(session, repair)
    if not changed.pins:
        from tpplanner.workbook.template import write_session  # noqa: PLC0415

        write_session(path, changed)
        return
    from tpplanner.export.excel import write_planning  # noqa: PLC0415
    from tpplanner.planner import any_plan  # noqa: PLC0415

    outcome, report = any_plan(changed, budget)
    if not isinstance(outcome, Planned) or report is None:
        raise Bug("a repair was proven by a plan that is not found again")
    write_planning(Path(path), changed, with_pins(changed, outcome.plan), report)


def read_year(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells, public holidays known; raises WorkbookRefused."""
    from tpplanner.workbook.reader.annee import read_annee  # noqa: PLC0415 - openpyxl is slow to import
    from tpplanner.year.public_holidays import with_public_holidays  # noqa: PLC0415

    lecture = read_annee(path, aujourdhui)
    return replace(lecture, annee=with_public_holidays(lecture.annee))


def check_year(annee: Annee) -> tuple[Programmation, Report, bool]:
    """What a year's workbook itself decides, how the check judges it, and whether it decides everything."""
    from tpplanner.audit.annee import check_annee  # noqa: PLC0415 - only for a year

    given = saisie(annee)
    settled = not ouverte(annee)
    return given, check_annee(annee, given, complete=settled), settled


def propose_year(annee: Annee, budget: "Budget") -> tuple[OutcomeAnnee, Report | None]:
    """Decide what a year leaves open: the outcome and, for a programmation, the report of the independent check."""
    from tpplanner.year.proposal import propose  # noqa: PLC0415 - OR-Tools is slow to import

    return propose(annee, budget)


def read_models(annee: Annee, folder: Path) -> dict[str, Session]:
    """The session workbook by which each session of a year is planned, those of its titre where it has none.

    Files are looked for beside the year's workbook. Raises UserError, with every issue of every file.
    """
    from tpplanner.workbook.reader import read_session  # noqa: PLC0415 - as above

    names = {s.id: s.classeur or annee.titre(s.titre).modele for s in annee.sessions}
    read: dict[str, Session] = {}
    issues: list[Issue] = []
    for name in dict.fromkeys(filter(None, names.values())):
        try:
            if not (folder / name).is_file():
                texte = modele_absent(name)
                raise UserError(Issue(Severity.ERROR, texte.message, texte.conseil))
            read[name] = read_session(folder / name).session
        except UserError as refusal:
            issues += (replace(i, sheet=f"{name} {i.sheet}".strip()) for i in refusal.issues)
    if issues:
        raise UserError(*issues)
    return {session: read[name] for session, name in names.items() if name in read}


def session_of_year(annee: Annee, programmee: Programmee, base: Session) -> Session:
    """A session of a year as a session to plan, by a session workbook; raises UserError."""
    from tpplanner.year.sessions import session_of  # noqa: PLC0415 - only for a year

    return session_of(annee, programmee, base)


def with_pins(session: Session, plan: Plan) -> Plan:
    """The plan with each passage marked as the session pins it."""
    pinned = {(p.candidat, p.epreuve): p.portee.value for p in session.pins}
    passages = (replace(p, fige=pinned.get((p.candidat, p.epreuve), "")) for p in plan.passages)
    return replace(plan, passages=tuple(passages))


@dataclass(frozen=True, slots=True)
class Written:
    """The files written, the internal one first, and what there is to say of them (French)."""

    fichiers: tuple[Path, ...]
    avertissements: tuple[Issue, ...] = ()


def write_excel(
    path: str | Path,
    lu: Reading | Session,
    outcome: Outcome,
    report: Report,
    *,
    affichage: str = "numero",
    classeur: str = "",
    change: Change | None = None,
) -> Written:
    """Write a plan's two files: the internal one at `path`, and the poster beside it, named ``…-affichage.xlsx``.

    `affichage` says candidats by drawn number (``numero``) or ``Prénom N.`` (``prenom``). After a change, it
    has a sheet of its own and says what the input sheets hold. Raises CannotWrite, and
    Bug for what is no plan or breaks a rule: nothing that the check refuses is written.
    """
    from tpplanner import __version__  # noqa: PLC0415 - the package face imports this module
    from tpplanner.export.excel import Designation, Provenance, write_affichage, write_planning  # noqa: PLC0415

    if not isinstance(outcome, Planned) or not report.conforme:
        raise Bug("only a plan that the check accepts may be written")
    target = Path(path)
    poster = target.with_name(f"{target.stem}-affichage.xlsx")
    session = lu.session if isinstance(lu, Reading) else lu
    provenance = Provenance(classeur=classeur, version=__version__)
    dates = None if session.fictive else echeancier(session, outcome.plan)
    first = write_planning(target, lu, outcome.plan, report, provenance=provenance, change=change, echeancier=dates)
    designation = Designation.PRENOM if affichage == "prenom" else Designation.NUMERO
    second = write_affichage(poster, session, outcome.plan, designation=designation)
    return Written((first.path, second.path), (*first.avertissements, *second.avertissements))


def write_plan_b(
    path: str | Path,
    session: Session,
    plan: Plan,
    contingencies: "Contingencies",
    *,
    classeur: str = "",
    files: bool = False,
) -> Written:
    """Write what failures do to a plan: a workbook at `path`, and beside it the same as a page, ``….html``.

    `files`: the plan of each failure is written too (`write_plans`), and named. Raises CannotWrite.
    """
    from tpplanner import __version__  # noqa: PLC0415 - the package face imports this module
    from tpplanner.export.excel import Provenance  # noqa: PLC0415
    from tpplanner.export.excel.plan_b import write_plan_b as write_workbook  # noqa: PLC0415
    from tpplanner.export.planb_page import write_page  # noqa: PLC0415

    provenance = Provenance(classeur=classeur, version=__version__)
    target = Path(path)
    first = write_workbook(target, session, plan, contingencies, provenance=provenance, files=files)
    page = write_page(target.with_suffix(".html"), session, plan, contingencies)
    return Written((first.path, page.path), (*first.avertissements, *page.avertissements))


def write_plans(
    into: str | Path,
    lu: Reading,
    plan: Plan,
    contingencies: "Contingencies",
    *,
    affichage: str = "numero",
    classeur: str = "",
) -> Written:
    """Write the plan that survives each failure, as a change of `plan` is written; raises CannotWrite.

    Answers the internal files, in the order of the cases.
    """
    from tpplanner.change.contingency import after  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.export.contingencies import file_name, told  # noqa: PLC0415
    from tpplanner.export.safely import make_folder  # noqa: PLC0415
    from tpplanner.planner import judged  # noqa: PLC0415

    target = Path(into)
    make_folder(target)
    files: list[Path] = []
    issues: list[Issue] = []
    for case in told(lu.session, contingencies):
        for planned in case.answer.planned:
            change = after(lu.session, plan, case.answer.failure)
            outcome, report = judged(change.session, planned)
            if report is None:
                raise Bug("a plan has a report")
            written = write_excel(
                target / file_name(case),
                replace(lu, session=change.session),
                outcome,
                report,
                affichage=affichage,
                classeur=classeur,
                change=Change(change.saisie, case.answer.changements),
            )
            files.append(written.fichiers[0])
            issues += written.avertissements
    return Written(tuple(files), tuple(issues))


def write_documents(  # noqa: PLR0913 - a keyword for each wish
    folder: str | Path,
    lu: Reading | Session,
    plan: Plan,
    report: Report,
    *,
    pour: Collection[str] = (),
    formats: Collection[str] = (),
    affichage: str = "numero",
    convocation: str | Path | None = None,
    convocation_jury: str | Path | None = None,
    classeur: str = "",
    malgre_manquements: bool = False,
) -> Written:
    """Write the documents of a planning into `folder`, a folder in it for each audience.

    `pour` and `formats` choose among them (`export.matter`: ``affichage``, ``jury``… and ``pdf``, ``docx``…; empty:
    all); `affichage` as in `write_excel`; `convocation` and `convocation_jury` are the centre's own letters (.docx).
    Raises UserError for a letter that cannot be filled, CannotWrite, ValueError for an unknown audience or format, and
    Bug for a plan that breaks a rule, unless `malgre_manquements`.
    """
    from tpplanner import __version__  # noqa: PLC0415 - the package face imports this module
    from tpplanner.export.designation import Designation  # noqa: PLC0415
    from tpplanner.export.dossier import write_dossier  # noqa: PLC0415
    from tpplanner.export.matter import Audience, Format, Matter  # noqa: PLC0415

    if not report.conforme and not malgre_manquements:
        raise Bug("only a plan that the check accepts may be written")
    matter = Matter(
        session=lu.session if isinstance(lu, Reading) else lu,
        plan=plan,
        report=report,
        avertissements=lu.avertissements if isinstance(lu, Reading) else (),
        designation=Designation(affichage),
        modele=Path(convocation).read_bytes() if convocation else b"",
        modele_membre=Path(convocation_jury).read_bytes() if convocation_jury else b"",
        classeur=classeur,
        version=__version__,
    )
    written = write_dossier(Path(folder), matter, [Audience(a) for a in pour], [Format(f) for f in formats])
    return Written(written.fichiers, written.avertissements)


def session_dates(reading: Reading, today: date) -> Echeancier:
    """The échéances of a workbook's session as they stand that day, counted from its planning if it holds one.

    Raises WorkbookRefused for a fictive session.
    """
    session = reading.session
    if session.fictive:
        raise WorkbookRefused(Issue(Severity.ERROR, textes.SANS_DATES, textes.SANS_DATES_CONSEIL))
    return echeancier(session, reading.edite[0] if reading.edite else None, today)


def write_dates(
    session: Session, dates: Echeancier, today: date, *, page: Path | None = None, calendar: Path | None = None
) -> Written:
    """Write échéances as a page or as a calendar, where asked; raises CannotWrite."""
    from tpplanner.export.dates_calendar import calendar_of  # noqa: PLC0415 - only where asked for
    from tpplanner.export.dates_page import page_of  # noqa: PLC0415
    from tpplanner.export.safely import Written as Placed  # noqa: PLC0415
    from tpplanner.export.safely import put  # noqa: PLC0415

    written: list[Placed] = []

    def place(path: Path, content: bytes) -> None:
        def whole(read: bytes) -> None:
            if read != content:
                raise Bug("the file just written is not what was made")

        written.append(put(path, content, whole))

    sigle = session.referentiel.sigle
    if page is not None:
        place(page, page_of(dates, sigle, session.centre).encode())
    if calendar is not None:
        place(calendar, calendar_of(dates, sigle, today))
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))
