"""``tpplanner planb``: what each single failure would do to a planning."""

from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.audit import check
from tpplanner.change.contingency import Effort, after, as_sent, contingencies, machine_pool
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import write_excel
from tpplanner.commands.reading import read_planning
from tpplanner.domain.answers import Change, Contingencies, Reading
from tpplanner.domain.duties import called_in, declined_away
from tpplanner.domain.session import Session
from tpplanner.errors import Bug, Issue, Severity, WorkbookRefused
from tpplanner.export.excel import Provenance
from tpplanner.export.excel.plan_b import write_plan_b as write_workbook
from tpplanner.export.html_page import write_page
from tpplanner.export.lists import file_name, told
from tpplanner.export.standing import made_for, stamp
from tpplanner.files.names import page
from tpplanner.files.place import check_replaceable, make_folder, target, try_folder
from tpplanner.files.writing import Written
from tpplanner.planner import judged
from tpplanner.texts import plan_b as texts
from tpplanner.version import __version__


@dataclass(frozen=True, slots=True)
class PlanB:
    """What failures do to the planning of `reading`, where that is to be written, and the plans that survive them.

    `session` is the one in which failures were tried: with convocations sent, or not.
    """

    reading: Reading
    session: Session
    classeur: str
    contingencies: Contingencies
    path: Path
    folder: Path | None = None


def plan_b_of(
    planning: Path,
    effort: Effort,
    out: Path | None = None,
    folder: Path | None = None,
    *,
    whole_days: bool = False,
    avant_convocations: bool = False,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
) -> PlanB:
    """Try every single failure, on the cores of this machine, and whether what comes of it could be written.

    Convocations are taken as sent, as they are when somebody fails, unless asked what could be done before them.

    It is told first, then written: `write_plan_b`, and `write_plans` where there is a `folder` for them. Raises
    WorkbookRefused too for a planning that breaks a rule.
    """
    path = target(out, planning.with_name(f"{planning.stem}{texts.SUFFIXE}.xlsx"), (planning,), page)
    if folder is not None:
        try_folder(folder, "--plans")
    reading = read_planning(planning, referentiel)
    for file in (path, page(path)):
        check_replaceable(file, made_for(stamp(reading.session)))
    plan = reading.edite[0]
    session = as_sent(declined_away(reading.session, called_in(plan)), plan, sent=not avant_convocations)
    if not check(session, plan).conforme:
        raise WorkbookRefused(Issue(Severity.ERROR, texts.NON_CONFORME, texts.NON_CONFORME_CONSEIL))
    follower.warn(reading.avertissements)
    if reading.commence:
        follower.say(texts.STATUT_IGNORE)
    with machine_pool() as executor, follower.search(None):
        cases = contingencies(session, plan, effort, executor, follower.tried, whole_days=whole_days)
    return PlanB(reading, session, planning.name, cases, path, folder)


def write_plan_b(plan_b: PlanB) -> Written:
    """Write what failures do to a plan: a workbook, and beside it the same as a page, ``….html``; raises CannotWrite.

    Where there is a folder for them, the plans of each failure are named (`write_plans`).
    """
    provenance = Provenance(classeur=plan_b.classeur, version=__version__)
    matter = (plan_b.reading.session, plan_b.reading.edite[0], plan_b.contingencies)
    first = write_workbook(plan_b.path, *matter, provenance=provenance, files=plan_b.folder is not None)
    second = write_page(page(plan_b.path), *matter)
    return Written((first.path, second.path), (*first.avertissements, *second.avertissements))


def write_plans(plan_b: PlanB, into: Path, *, affichage: str | None = None) -> Written:
    """Write the plan that survives each failure, as a change of the planning is written; raises CannotWrite.

    Answers the internal files, in the order of the cases; what the folder held before is told.
    """
    lu, plan = plan_b.reading, plan_b.reading.edite[0]
    make_folder(into)
    before = {path.name for path in into.iterdir() if path.is_file()}
    files: list[Path] = []
    posters: list[Path] = []
    issues: list[Issue] = []
    for case in told(lu.session, plan_b.contingencies):
        for planned in case.recourse.planned:
            change = after(plan_b.session, plan, case.recourse.failure)
            outcome, report = judged(change.session, planned)
            if report is None:
                raise Bug("a plan has a report")
            written = write_excel(
                into / file_name(case),
                replace(lu, session=change.session),
                outcome,
                report,
                affichage=affichage,
                classeur=plan_b.classeur,
                change=Change(after(lu.saisie, plan, case.recourse.failure).saisie, case.recourse.changements),
            )
            files.append(written.fichiers[0])
            posters += written.fichiers[1:]
            issues += written.avertissements
    leftovers = sorted(before - {path.name for path in (*files, *posters)})
    if before:
        sentence = texts.restes(into.name, len(before) - len(leftovers), leftovers)
        issues.append(Issue(Severity.WARNING, sentence, texts.RESTES_CONSEIL))
    return Written(tuple(files), tuple(issues))
