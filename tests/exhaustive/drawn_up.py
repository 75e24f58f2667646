"""What was tried, drawn up as a plan and shown to the audit: rooms and people in every way until it accepts."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import combinations, product
from typing import TYPE_CHECKING

from drawing import seeded, settled
from exhaustive.candidat import READING, Path, minute, overlap, phases
from exhaustive.jury_day import Schedule, Span
from tpplanner.audit import check
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Travail
from tpplanner.domain.referentiel import USAGE_JURY, Surveillance
from tpplanner.domain.session import Session

if TYPE_CHECKING:
    from exhaustive.calendar_ import Calendar
    from exhaustive.seats import Seat

STAFFINGS = 4
"""How often other people are drawn for a plan that wants for somebody."""

PEOPLE = ("surveillance", "formateur_a_part", "responsable_present", "personne_sans_chevauchement", "aide_presente")
PLACES = ("salle_capacite", "salle_adaptee", "salle_jury", "salle_disponible", "aide_presente")

Juries = tuple[Schedule, ...]


def drawn_up(
    session: Session,
    paths: list[Path],
    seats: tuple["Seat", ...],
    juries: Juries,
    when: tuple["Calendar", dict[str, int]],
) -> Plan | None:
    """A plan of these juries' days that the audit accepts, if there is one."""
    if not all(_apart(session, seats, juries, i, k) for i, k in combinations(range(len(seats)), 2)):
        return None
    rooms = [s.id for s in session.salles if USAGE_JURY in s.usages]
    for chosen in product(rooms, repeat=len(seats)):
        board = _Board(session, paths, when)
        plan = board.plan(seats, juries, chosen)
        for seed in range(STAFFINGS):
            settled_ = settled(session, plan, seeded(seed))
            broken = {v.regle for v in check(session, settled_).violations}
            if not broken:
                return settled_
            if not broken <= {*PEOPLE, *PLACES}:
                return None
            if not broken <= set(PEOPLE):
                break
    return None


def _apart(session: Session, seats: tuple["Seat", ...], juries: Juries, i: int, k: int) -> bool:
    """Whether two juries of one membre are a morning and an afternoon one, with his break between them."""
    if seats[i].day != seats[k].day or not set(seats[i].membres) & set(seats[k].membres):
        return True
    first, second = sorted((juries[i], juries[k]), key=lambda j: j.start)
    fiche, n = session.jour(seats[i].day), session.reglages.pause_jury
    low, high = minute(fiche.pause_debut), minute(fiche.pause_fin)
    start = max(first.end, low)
    return start + n <= min(second.start, high)


class _Board:
    """A plan being written: which rooms are taken when."""

    def __init__(self, session: Session, paths: list[Path], when: tuple["Calendar", dict[str, int]]) -> None:
        self.session, self.paths = session, paths
        self.calendar, self.starts = when
        self.taken: dict[tuple[str, date], list[tuple[Span, str]]] = defaultdict(list)
        self.passages: list[Passage] = []
        self.travaux: list[Travail] = []

    def plan(self, seats: tuple["Seat", ...], juries: Juries, rooms: tuple[str, ...]) -> Plan:
        """The plan, without anybody else."""
        compositions = []
        for seat, jury, room in zip(seats, juries, rooms, strict=True):
            self._sit(seat, jury, room)
            span = self._at(seat.day, jury.start), self._at(seat.day, jury.end)
            compositions.append(Composition(seat.jury, *span, seat.membres, room))
        self._write()
        return Plan(tuple(self.passages), tuple(self.travaux), (), tuple(compositions))

    def _at(self, day: date, moment: int) -> datetime:
        return datetime.combine(day, time()) + timedelta(minutes=moment)

    def _write(self) -> None:
        apart_first = sorted(range(len(self.paths)), key=lambda r: not self.paths[r].candidat.salle_a_part)
        for rank in apart_first:
            for epreuve in self.paths[rank].written:
                self._pass(rank, epreuve.id, self.calendar.written[epreuve.id], self.starts[epreuve.id], "", "")

    def _sit(self, seat: "Seat", jury: Schedule, room: str) -> None:
        reglages = self.session.reglages
        self._work(seat, NatureTravail.ACCUEIL, (jury.start, jury.start + reglages.accueil_jury))
        self._work(seat, NatureTravail.CLOTURE, (jury.end - reglages.cloture, jury.end))
        ranks = {self.session.candidats[c].id: c for c in seat.candidats}
        for done in jury.done:
            if done.hearing is not None:
                for epreuve, start in done.hearing.passages:
                    self._pass(ranks[done.candidat], epreuve, seat.day, start, seat.jury, room)
            elif not done.candidat:
                self._work(seat, NatureTravail.PAUSE, (done.start, done.end))
            elif done.work == READING:
                self._work(seat, NatureTravail.LECTURE, (done.start, done.end), done.candidat)
            else:
                self._work(seat, NatureTravail.CORRECTION, (done.start, done.end), done.candidat, done.work)

    def _work(self, seat: "Seat", nature: NatureTravail, span: Span, candidat: str = "", epreuve: str = "") -> None:
        moments = self._at(seat.day, span[0]), self._at(seat.day, span[1])
        self.travaux.append(Travail(seat.jury, nature, *moments, candidat, epreuve))

    def _pass(self, rank: int, epreuve_: str, day: date, start: int, jury: str, room: str) -> None:
        candidat, epreuve = self.session.candidats[rank], self.session.referentiel.epreuve(epreuve_)
        parts = []
        for i, (phase, minutes) in enumerate(zip(epreuve.phases, phases(candidat, epreuve), strict=True)):
            span = start, start + minutes
            where = room if phase.usage == USAGE_JURY else self._room(rank, phase.usage, day, span)
            watched = jury if phase.presence is Surveillance.JURY else ""
            parts.append(Partie(i, self._at(day, span[0]), self._at(day, span[1]), where, watched))
            start = span[1]
        self.passages.append(Passage(candidat.id, epreuve.id, tuple(parts)))

    def _room(self, rank: int, usage: str, day: date, span: Span) -> str:
        """The first room with a place left; the last, alone, for who must be apart."""
        candidat = self.session.candidats[rank]
        fitting = list(self._fitting(rank, usage, day, span))
        for salle in reversed(fitting) if candidat.salle_a_part else fitting:
            beside = [who for other, who in self.taken[salle, day] if overlap(other, span) and who != candidat.id]
            lonely = any(self.session.candidat(who).salle_a_part for who in beside)
            if not lonely and len(beside) < self.session.salle(salle).postes:
                self.taken[salle, day].append((span, candidat.id))
                return salle
        return fitting[-1] if fitting else ""

    def _fitting(self, rank: int, usage: str, day: date, span: Span) -> Iterator[str]:
        candidat = self.session.candidats[rank]
        debut, fin = self._at(day, span[0]), self._at(day, span[1])
        for salle in self.session.salles:
            open_ = not any(p.coupe(debut, fin) for p in salle.indisponibilites)
            if usage in salle.usages and open_ and (salle.accessible or not candidat.salle_accessible):
                yield salle.id
