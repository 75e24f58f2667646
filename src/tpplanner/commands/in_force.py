"""The planning that people hold to, when its session is planned anew: what happened to it, what it has begun."""

from dataclasses import replace
from pathlib import Path

from tpplanner.change.bookings import retold
from tpplanner.change.events import Changed
from tpplanner.change.since import changes_since, events_together
from tpplanner.change.statement import Statement, told_events
from tpplanner.commands.reading import planned_before
from tpplanner.domain.answers import Change, Reading, Retard
from tpplanner.domain.held import told_since
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Issue, Severity
from tpplanner.export.standing import same_session
from tpplanner.texts import changements as textes
from tpplanner.texts.imprevus import phrase
from tpplanner.texts.noms import Noms
from tpplanner.workbook.marks import read_marks
from tpplanner.workbook.reader import with_imprevus


def version_in_force(path: Path) -> Path:
    """Of a planning and those beside it that are its changes, one after the other, the one that people hold to.

    The one marked last; where none is, the one written last.
    """
    if not path.parent.is_dir():
        return path
    marks = {file: read_marks(file) for file in sorted(path.parent.glob("*.xlsx"))}
    family, before = {path}, set[Path]()
    while family != before:
        before = set(family)
        names = {file.name for file in family} | {marks[file].avant for file in family if file in marks}
        family |= {file for file, mark in marks.items() if file.name in names or mark.avant in names - {""}}
    marked = [(marks[f].en_vigueur, f) for f in family if f in marks and marks[f].en_vigueur is not None]
    if marked:
        return max(marked)[1]
    return max((f for f in family if f in marks), key=lambda f: (f.stat().st_mtime_ns, f.name), default=path)


def holding_to(reading: Reading, before: Reading | None) -> Reading:
    """What a workbook tells, with what happened to its session since, as the planning in force tells it."""
    if before is None or not same_session(before.saisie, reading.saisie):
        return reading
    together = events_together(reading.saisie, before.saisie)
    if together == reading.saisie.imprevus:
        return reading
    return with_imprevus(replace(reading, base=(), session=replace(reading.saisie, imprevus=together)))


def ignored_events(reading: Reading, path: Path) -> tuple[Issue, ...]:
    """A warning where a planning that was read does not know of all that the one in force has on record."""
    other = version_in_force(path)
    before = planned_before(other) if other != path else None
    if before is None or not same_session(before.saisie, reading.saisie):
        return ()
    known = set(reading.saisie.imprevus)
    more = [i.evenement for i in events_together(reading.saisie, before.saisie) if i not in known]
    phrases = [phrase(reading.saisie, evenement) for evenement in more]
    return (Issue(Severity.WARNING, *textes.autre_en_vigueur(other.name, phrases), other.name),) if phrases else ()


def in_force(reading: Reading, before: Reading | None) -> Reading | None:
    """The planning in force: the one that was read, else the one before, where it is of the same session."""
    if reading.ecrit:
        return reading
    of_it = before is not None and before.ecrit and same_session(before.saisie, reading.saisie)
    return before if of_it else None


def begun(reading: Reading, planning: Reading | None) -> Changed | None:
    """What is to be planned where something was told on the days of the session: what the planning has begun stays.

    None where nothing was, or where somebody whom the planning needs is no more in the workbook.
    """
    if planning is None or told_since(reading.saisie) is None:
        return None
    if planning.ecrit == reading.ecrit:
        return told_events(reading, Statement())
    plans = [retold(plan, planning.saisie, reading.saisie) for plan in (planning.ecrit[0], planning.edite[0])]
    if any(lost for _, lost in plans):
        return None
    (ecrit, _), (edite, _) = plans
    saisie = _next_version(reading.saisie, planning)
    known = replace(reading, base=(saisie,), ecrit=(ecrit,), edite=(edite,))
    return told_events(known, Statement())


def _next_version(saisie: Session, planning: Reading) -> Session:
    """The session, whose version is no earlier than that of the planning in force."""
    return replace(saisie, version_planning=max(saisie.version_planning, planning.saisie.version_planning))


def compared(reading: Reading, plan: Plan, planning: Reading | None, nom: str) -> Change | None:
    """What a plan made anew changes for people who know a planning, as it is written; None where nobody does.

    They know it once convocations are sent, or something happened. `nom` is the planning's name.
    """
    session = reading.session
    if planning is None or not (session.imprevus or session.convocations_envoyees):
        return None
    changes = changes_since(planning, session, plan, (textes.calcule_a_nouveau(nom),))
    saisie = _next_version(reading.saisie, planning)
    saisie = replace(saisie, version_planning=saisie.version_planning + 1)
    return Change(saisie, replace(changes, retards=tuple(_late_before(planning, session))))


def _late_before(planning: Reading, session: Session) -> list[Retard]:
    """Those who were noted as late, in the ids of the session."""
    noms, named = Noms(planning.saisie), Noms(session)
    ids = {named.etiquette(c.id): c.id for c in session.candidats}
    labels = ((noms.etiquette(retard.candidat), retard) for retard in planning.changements.retards)
    return [replace(retard, candidat=ids[label]) for label, retard in labels if label in ids]
