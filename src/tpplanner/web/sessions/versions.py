"""The versions of a planning: which one people hold to, which wait, which are replaced; when and why each was made."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from tpplanner.texts import etats as textes
from tpplanner.texts.page import enregistre, manquements
from tpplanner.web.desk import Desk
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile
from tpplanner.web.sessions.judged import judge
from tpplanner.workbook.marks import read_marks


class VersionState(Enum):
    """How a version stands: its word, the colour of a state, its sign."""

    PROPOSITION = (textes.PROPOSITION, "neutre", "info")
    """it was made, and nobody holds to it yet"""
    EN_VIGUEUR = (textes.EN_VIGUEUR, "neutre", "ok")
    REMPLACEE = (textes.REMPLACEE, "neutre", "archive")

    def __init__(self, mot: str, classe: str, signe: str) -> None:
        self.mot, self.classe, self.signe = mot, classe, signe


@dataclass(frozen=True, slots=True)
class Version:
    """A planning of a session: how it stands, since when it is there, what it was made for, its breaches in words."""

    planning: VersionedFile
    statut: VersionState
    quand: str
    cause: str
    marque: str = ""


def versions_of(desk: Desk, session: SessionFiles) -> list[Version]:
    """Those of a session, the newest first."""
    in_force = session.in_force()
    return [_version(desk, planning, in_force) for planning in session.plannings()]


def version_at(desk: Desk, session: SessionFiles, planning: Path) -> Version | None:
    """The version that a file is; None for one that is none of its session's."""
    in_force = session.in_force()
    return next((_version(desk, p, in_force) for p in session.plannings() if p.path == planning), None)


def _version(desk: Desk, planning: VersionedFile, in_force: VersionedFile | None) -> Version:
    marks = read_marks(planning.path)
    if in_force is not None and planning.path == in_force.path:
        statut = VersionState.EN_VIGUEUR
    elif in_force is not None and planning.version > in_force.version and marks.en_vigueur is None:
        statut = VersionState.PROPOSITION
    else:
        statut = VersionState.REMPLACEE
    marque = manquements(breaches(desk, planning.path))
    return Version(planning, statut, enregistre(planning.saved), marks.cause or textes.CALCUL, marque)


def breaches(desk: Desk, planning: Path) -> int:
    """How many breaches a planning has: as it was judged since it was last saved, else as it was written."""
    judged = desk.readings.known(planning, judge)
    if judged is not None and judged.checked is not None:
        return len(judged.checked.report.violations)
    return read_marks(planning).manquements
