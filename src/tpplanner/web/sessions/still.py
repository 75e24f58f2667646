"""Whether a planning still holds for the session as it is now, and for what happened; what happened."""

from dataclasses import dataclass, replace
from pathlib import Path

from tpplanner.change.bookings import Still, still_holds
from tpplanner.change.since import events_retold, events_together
from tpplanner.domain.answers import Reading
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Imprevu
from tpplanner.texts import etats
from tpplanner.texts import imprevus as textes
from tpplanner.texts.imprevus import phrase
from tpplanner.web.desk import Desk
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile, stamp
from tpplanner.web.sessions.judged import judge, look
from tpplanner.web.sessions.versions import VersionState, version_at


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a planning holds for the workbook and for what happened.

    `imprevus` is what happened that it does not know, where that alone is why it does not hold.
    """

    encore: Still
    imprevus: tuple[str, ...] = ()

    @property
    def depasse(self) -> str:
        """Why it holds no more; empty where it does."""
        if self.encore.tient:
            return ""
        return etats.SANS_CE_QUI_S_EST_PASSE if self.imprevus else etats.CHANGEE_DEPUIS


def standing_of(desk: Desk, session: SessionFiles, planning: Path) -> Standing | None:
    """How a planning that people hold to, or may soon, stands now.

    None of one that is replaced, and where it or the workbook cannot be read. It is remembered while neither changes.
    """
    version = version_at(desk, session, planning)
    if version is None or version.statut is VersionState.REMPLACEE:
        return None
    saved, planned = stamp(session.workbook), stamp(planning)
    before: tuple[str, Standing | None] | None = desk.readings.known(planning, _remembered)
    if before is not None and before[0] == saved:
        return before[1]
    reading = desk.readings.of(session.workbook, look).reading
    standing = _standing(desk, reading, planning) if reading is not None else None
    desk.readings.learn(planning, planned, _remembered, (saved, standing))
    return standing


def outdated(desk: Desk, session: SessionFiles, planning: Path) -> str:
    """Why a planning that people hold to, or may soon, holds no more; empty where it does, or that is not known."""
    standing = standing_of(desk, session, planning)
    return standing.depasse if standing is not None else ""


def proposed(desk: Desk, session: SessionFiles) -> VersionedFile | None:
    """The newest planning, where nobody holds to it yet and it holds."""
    newest = next(iter(session.plannings()), None)
    if newest is None or newest == session.in_force():
        return None
    standing = standing_of(desk, session, newest.path)
    return newest if standing is not None and standing.encore.tient else None


def _remembered(_: Path) -> tuple[str, Standing | None]:
    """By which the standing of a planning is remembered, with the stamp of its workbook."""
    return "", None


def _standing(desk: Desk, reading: Reading, planning: Path) -> Standing | None:
    judged = desk.readings.of(planning, judge)
    if judged.checked is None:
        return None
    known, saisie = judged.checked.reading, reading.saisie
    everything = events_together(saisie, known.saisie)
    before = events_retold(known.saisie.imprevus, known.saisie, saisie)
    encore = still_holds(held(replace(saisie, imprevus=everything)), known)
    if encore.tient or not still_holds(held(replace(saisie, imprevus=before)), known).tient:
        return Standing(encore)
    evenements = {i.evenement for i in before}
    fresh = (i.evenement for i in everything if i.repris_le is None and i.evenement not in evenements)
    return Standing(encore, tuple(phrase(saisie, evenement) for evenement in fresh))


@dataclass(frozen=True, slots=True)
class Survenu:
    """Something that happened, in a sentence, and when it was told; whether it was taken back."""

    quoi: str
    quand: str
    repris: bool


def happened(desk: Desk, session: SessionFiles, reading: Reading | None) -> list[Survenu]:
    """What happened, as the workbook and the planning in force tell it."""
    if reading is None:
        return []
    return [
        Survenu(phrase(reading.saisie, i.evenement), textes.quand(i), i.repris_le is not None)
        for i in events_of(desk, session, reading)
    ]


def events_of(desk: Desk, session: SessionFiles, reading: Reading) -> tuple[Imprevu, ...]:
    """The events of a session, of its workbook and of the planning in force."""
    planned = planned_in_force(desk, session)
    return events_together(reading.saisie, planned.saisie) if planned is not None else reading.saisie.imprevus


def planned_in_force(desk: Desk, session: SessionFiles) -> Reading | None:
    """The planning in force as it is read, where there is one that can be."""
    in_force = session.in_force()
    checked = desk.readings.of(in_force.path, judge).checked if in_force is not None else None
    return checked.reading if checked is not None else None
