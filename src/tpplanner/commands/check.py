"""``tpplanner check``: a planning judged, ours or edited by hand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.audit import check
from tpplanner.change.bookings import Beside, beside, read_others, shared_responsables
from tpplanner.commands.reading import read_planning
from tpplanner.commands.remarks import (
    called_from_reserve,
    called_though_declined,
    not_handed,
    on_public_holidays,
    seen_on_the_wall,
    still_to_agree,
    without_margin,
)
from tpplanner.commands.retouch import Retouched
from tpplanner.diagnosis.capacity import beside_given
from tpplanner.domain.answers import Reading, Report
from tpplanner.errors import Issue, Severity
from tpplanner.export.dossier import unfinished
from tpplanner.files.names import documents, poster
from tpplanner.texts import commande
from tpplanner.workbook.breaches import as_of_now
from tpplanner.workbook.marks import marks_of_poster, read_marks
from tpplanner.workbook.planning import pins_of
from tpplanner.workbook.reader import with_imprevus


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check finds in the planning of `reading`, in its session beside the others; `remarques` on both."""

    reading: Reading
    report: Report
    remarques: tuple[Issue, ...]


def check_planning(planning: Path, *, referentiel: Path | None = None, avec: Collection[Path] = ()) -> Checked:
    """Judge the planning that a workbook holds, rule by rule, what has begun being history."""
    reading = read_planning(planning, referentiel)
    return check_reading(planning, reading, read_others(avec, planning, reading))


def check_written(retouched: Retouched, before: Path, planning: Path) -> Checked | None:
    """What `check_planning` says of what a planning became, just written beside it, without reading it.

    None where only reading tells it: the one before was edited by hand, or there is something to say of its file and
    not of its sheets; or a rule is broken, and where that stands is to be shown.
    """
    lu = retouched.reading
    same_to_say = read_marks(before).intact and all(issue.sheet for issue in lu.avertissements)
    if not same_to_say or lu.editions or lu.commence or not retouched.report.conforme:
        return None
    saisie = replace(retouched.change.saisie, pins=tuple(pins_of(retouched.change.saisie, retouched.plan)))
    changements = replace(retouched.changements, differences=())
    plans = (retouched.plan,)
    reading = replace(lu, session=saisie, base=(), ecrit=plans, edite=plans, lignes={}, changements=changements)
    reading = replace(reading, niveaux_ecrits=())  # what a hand makes is measured, and no bound of it is known
    return check_reading(planning, with_imprevus(reading))


def check_reading(planning: Path, reading: Reading, others: Collection[Beside] = ()) -> Checked:
    """What `check_planning` says of a planning that is read already, beside the others."""
    session, of_others = beside(reading.session, others)
    reading, plan = replace(reading, session=session), reading.edite[0]
    known = (*reading.avertissements, *on_public_holidays(reading), *of_others, *called_though_declined(reading))
    known = (*known, *not_handed(reading))
    known = (*known, *found_beside(planning, reading))
    remarks = (
        *shared_responsables(session, plan, others),
        *beside_given(session, plan),
        *still_to_agree(reading),
        *called_from_reserve(session, plan),
        *without_margin(reading, plan),
        *seen_on_the_wall(session, plan),
    )
    report = check(as_of_now(reading), plan)
    # what has begun is history there: how much the plan differs from itself is no level of it
    own = {niveau.nom for niveau in session.niveaux}
    report = replace(report, niveaux=tuple(n for n in report.niveaux if n.nom in own))
    return Checked(reading, report, (*known, *remarks))


DOSSIER = "dossier"
"""Where documents are written, beside the planning, if nothing else is asked."""


def found_beside(planning: Path, reading: Reading) -> Iterator[Issue]:
    """Warnings of what stands beside a planning and may tell of another: a poster, documents left half written."""
    yield from poster_of_another(planning, reading)
    for folder in (planning.with_name(DOSSIER), documents(planning)):
        yield from unfinished(folder)


def poster_of_another(planning: Path, reading: Reading) -> Iterator[Issue]:
    """A warning where the poster beside a planning shows other hours: of a planning before, or of one edited since."""
    affiche = poster(planning)
    horaires = read_marks(affiche).horaires
    if horaires and horaires not in marks_of_poster(reading.session, reading.edite[0]).values():
        yield Issue(Severity.WARNING, *commande.affiche_d_un_autre(affiche.name))
