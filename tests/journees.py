"""Plans written as a responsable would on the board: one line a thing, in the order of the day.

    J1 : M1 M2 en S1            a jury, its membres, its room; what follows is its own
    8:30 accueil                a work of the jury: accueil, lecture, correction, pause, cloture
    8:40 lecture C1
    9:00 QP C1 C2 C3            an épreuve and who passes it, for as long as it must; in the first room that suits
    9:30 correction C1 QP
    9:40 PP C1
    jour 2                      what follows is on the second day

Deliberations, surveillants, comédiens, aides and responsables follow from the rest.
"""

from datetime import timedelta

from builders import a
from drawing import Drawing, minute, seeded, settled
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Travail
from tpplanner.domain.session import Session

UN = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 PP C1
10:20 ET C1
11:05 EF C1
11:35 cloture
"""
"""One CDA candidat: delibered on from 11:25 to 11:35."""

EN_DEUX_PHASES = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
10:35 QAP C1
11:05 EF C1
11:30 cloture
"""
"""One candidat of a titre whose MSP has two phases."""

EN_VAGUES = EN_DEUX_PHASES.replace(
    "11:30 cloture",
    """11:30 pause
12:30 lecture C2
13:00 MSP C2
14:35 QAP C2
15:05 EF C2
15:30 cloture""",
)
"""Then a second one, from 13:00; one surveillant from the first to the last."""

TROIS = """
9:00 QP C1 C2 C3
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:10 lecture C3
9:30 correction C1 QP
9:40 PP C1
10:20 ET C1
11:05 EF C1
11:35 pause
12:35 correction C2 QP
12:45 PP C2
13:25 ET C2
14:10 EF C2
14:40 correction C3 QP
14:50 PP C3
15:30 ET C3
16:15 EF C3
16:45 cloture
"""
"""The worked day of `builders.plan_cda_trois`, line by line."""

WORKS = {nature.value: nature for nature in NatureTravail}


class _Board:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.drawing = Drawing(session, seeded(0))
        self.jour = 0
        self.jury = self.salle = ""
        self.passages: list[Passage] = []
        self.travaux: list[Travail] = []
        self.compositions: dict[tuple[str, int], Composition] = {}
        self.membres: tuple[str, ...] = ()

    def read(self, line: str) -> None:
        words = line.split()
        if words[0] == "jour":
            self.jour = int(words[1]) - 1
        elif ":" in words[1:2]:
            self._sit(words)
        elif words[1] in WORKS:
            self._work(*words)
        else:
            self._pass(*words)

    def _sit(self, words: list[str]) -> None:
        self.jury, self.salle = words[0], words[-1]
        self.membres = tuple(words[2:-2])

    def _here(self) -> None:
        """The jury sits on this day, from whenever to whenever: its hours follow from what it does."""
        noon = a("12:00", self.jour)
        self.compositions[self.jury, self.jour] = Composition(self.jury, noon, noon, self.membres, self.salle)

    def _work(self, hour: str, nature: str, candidat: str = "", epreuve: str = "") -> None:
        self._here()
        debut = a(hour, self.jour)
        fin = debut + timedelta(minutes=self._length(WORKS[nature], epreuve))
        self.travaux.append(Travail(self.jury, WORKS[nature], debut, fin, candidat, epreuve))

    def _length(self, nature: NatureTravail, epreuve: str) -> int:
        if nature is NatureTravail.CORRECTION:
            return self.drawing.correction_of(self.session.referentiel.epreuve(epreuve))
        reglages = self.session.reglages
        lengths = {
            NatureTravail.ACCUEIL: reglages.accueil_jury,
            NatureTravail.LECTURE: reglages.lecture,
            NatureTravail.PAUSE: reglages.pause_jury,
            NatureTravail.CLOTURE: reglages.cloture,
        }
        return lengths[nature]

    def _pass(self, hour: str, epreuve: str, *candidats: str) -> None:
        fiche = self.session.referentiel.epreuve(epreuve)
        if fiche.devant_jury:
            self._here()
        start = minute(a(hour).time())
        for id_ in candidats:
            candidat = self.session.candidat(id_)
            self.passages.append(self.drawing.passage_of(candidat, fiche, self.jour, start, self.jury, self.salle))

    def plan(self) -> Plan:
        plan = Plan(tuple(self.passages), tuple(self.travaux), (), tuple(self.compositions.values()))
        return settled(self.session, plan, seeded(0))


def journee(session: Session, text: str, *changes: tuple[str, str]) -> Plan:
    """The plan that these lines say, after changes of words that must stand in them."""
    board = _Board(session)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    for line in text.splitlines():
        if line.strip():
            board.read(line)
    return board.plan()
