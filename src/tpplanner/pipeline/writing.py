"""Plans as files: workbooks, posters, documents; what the check refuses is not written."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.diagnosis import shortages
from tpplanner.domain.changements import Change
from tpplanner.domain.outcome import Infeasible, Outcome, Planned, Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.reading import Reading
from tpplanner.domain.session import Designation, Role, Session
from tpplanner.errors import Bug, Issue, Severity, UserError
from tpplanner.sheets import SESSION
from tpplanner.texts import plan_b as texts
from tpplanner.texts.convocation import MODELE_ILLISIBLE_CONSEIL, MODELE_VIDE
from tpplanner.texts.dossier import il_manque
from tpplanner.texts.ecriture import AFFICHE
from tpplanner.year.echeances import echeancier

if TYPE_CHECKING:
    from tpplanner.domain.contingency import Contingencies
    from tpplanner.domain.repair import Repair
    from tpplanner.solver import Budget


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
    affichage: str | None = None,
    classeur: str = "",
    change: Change | None = None,
) -> Written:
    """Write a plan's two files: the internal one at `path`, and the poster beside it, named ``…-affichage.xlsx``.

    `affichage` says candidats by drawn number (``numero``), ``Prénom N.`` (``prenom``) or ``NOM Prénom`` (``nom``);
    None: as the session asks. After a change, it has a sheet of its own and says what the input sheets hold. Raises
    CannotWrite, and Bug for what is no plan or breaks a rule: nothing that the check refuses is written.
    """
    from tpplanner import __version__  # noqa: PLC0415 - the package face imports this module
    from tpplanner.export.excel import Provenance, write_affichage, write_planning  # noqa: PLC0415

    if not isinstance(outcome, Planned) or not report.conforme:
        raise Bug("only a plan that the check accepts may be written")
    target = Path(path)
    poster = target.with_name(f"{target.stem}{AFFICHE}.xlsx")
    session = lu.session if isinstance(lu, Reading) else lu
    provenance = Provenance(classeur=classeur, version=__version__)
    dates = None if session.fictive else echeancier(session, outcome.plan)
    first = write_planning(target, lu, outcome.plan, report, provenance=provenance, change=change, echeancier=dates)
    designation = Designation(affichage) if affichage else session.affichage
    second = write_affichage(poster, session, outcome.plan, designation=designation)
    return Written((first.path, second.path), (*first.avertissements, *second.avertissements))


def write_repaired(path: str | Path, session: Session, repair: "Repair", budget: "Budget") -> Outcome:
    """Write a workbook to fill for a session once repaired, and answer its first plan: without one, nothing is written.

    Passages that are pinned stand in a planning: where some are left, the workbook holds that plan. Raises CannotWrite,
    also where the file exists.
    """
    from tpplanner.diagnosis.amendments import repaired  # noqa: PLC0415 - as above
    from tpplanner.planner import any_plan  # noqa: PLC0415

    changed = repaired(session, repair)
    outcome, report = (Infeasible(missing), None) if (missing := shortages(changed)) else any_plan(changed, budget)
    if not isinstance(outcome, Planned) or report is None:
        return outcome
    if changed.pins:
        from tpplanner.export.excel import write_planning  # noqa: PLC0415

        write_planning(Path(path), changed, with_pins(changed, outcome.plan), report)
    else:
        from tpplanner.workbook.template import write_session  # noqa: PLC0415

        write_session(path, changed)
    return outcome


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
    affichage: str | None = None,
    classeur: str = "",
) -> Written:
    """Write the plan that survives each failure, as a change of `plan` is written; raises CannotWrite.

    Answers the internal files, in the order of the cases; what the folder held before is told.
    """
    from tpplanner.change.contingency import after  # noqa: PLC0415 - OR-Tools is slow to import
    from tpplanner.export.contingencies import file_name, told  # noqa: PLC0415
    from tpplanner.export.safely import make_folder  # noqa: PLC0415
    from tpplanner.planner import judged  # noqa: PLC0415

    target = Path(into)
    make_folder(target)
    before = {path.name for path in target.iterdir() if path.is_file()}
    files: list[Path] = []
    posters: list[Path] = []
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
            posters += written.fichiers[1:]
            issues += written.avertissements
    left = sorted(before - {path.name for path in (*files, *posters)})
    if before:
        told_of = texts.restes(target.name, len(before) - len(left), left)
        issues.append(Issue(Severity.WARNING, told_of, texts.RESTES_CONSEIL))
    return Written(tuple(files), tuple(issues))


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
            sheet, _, cell = reading.cells.get(("session", champ), SESSION.titre).partition("!")
            issues.append(Issue(Severity.WARNING, texte.message, texte.conseil, sheet, cell))
    return tuple(issues)


def write_documents(  # noqa: PLR0913 - a keyword for each wish
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
) -> Written:
    """Write the documents of a planning into `folder`, a folder in it for each audience.

    `pour` and `formats` choose among them (`export.matter`: ``affichage``, ``jury``… and ``pdf``, ``docx``…; empty:
    all); `affichage` as in `write_excel`; `convocation` and `convocation_jury` are the centre's own letters (.docx).
    Raises UserError for a letter that is empty or cannot be filled, CannotWrite, ValueError for an unknown audience or
    format, and Bug for a plan that breaks a rule, unless `malgre_manquements`.
    """
    from tpplanner import __version__  # noqa: PLC0415 - the package face imports this module
    from tpplanner.export.dossier import write_dossier  # noqa: PLC0415
    from tpplanner.export.matter import Audience, Format, Matter  # noqa: PLC0415

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
        classeur=classeur,
        version=__version__,
    )
    written = write_dossier(Path(folder), matter, [Audience(a) for a in pour], [Format(f) for f in formats])
    return Written(written.fichiers, written.avertissements)


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
