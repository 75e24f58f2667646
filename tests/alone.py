"""One jury-day of a session made a session of its own, with means enough, and its hours drawn up as a plan.

What its candidats pass without jury on other days is put on days long before, one épreuve a day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil

from drawing import seeded, settled
from tpplanner.domain.duties import epreuves_de
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Travail
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Surveillance
from tpplanner.domain.session import (
    Candidat,
    Convocation,
    Habilitation,
    Jour,
    Membre,
    Personne,
    Pin,
    Plage,
    Portee,
    Role,
    Salle,
    Session,
)
from tpplanner.solver.bounds.patterns import Hours, Key, Kind, Patterns
from tpplanner.solver.model.problem import DAY

JURY, ROOM = "J1", "Bureau"

LONG_BEFORE, BETWEEN = 900, 10
"""Days from the first épreuve of another day to the jury-day, and from one such épreuve to the next."""

NINE = 540


class Alone:
    """A jury-day (a key) of a session, alone in the world."""

    def __init__(self, session: Session, patterns: Patterns, key: Key) -> None:
        self.whole, self.patterns, self.key = session, patterns, key
        self.day = patterns.problem.days[key.day].date
        self.kinds = [kind for kind, count in key.kinds for _ in range(count)]
        self.candidats = [c for kind, count in key.kinds for c in self._of(kind)[:count]]
        self.before = self._days_before()
        self.session = self._session()

    def _of(self, kind: Kind) -> list[Candidat]:
        problem, patterns = self.patterns.problem, self.patterns
        days = [d.index for d in problem.days if patterns.alike(d.index) == self.key.day]
        mine = (a for a in problem.applicants if any(patterns.may_be(a, d, kind) for d in days))
        return [a.fiche for a in mine]

    def _days_before(self) -> dict[str, date]:
        """The day of each épreuve that is not passed on the jury's."""
        elsewhere = {
            e.id: None
            for candidat, kind in zip(self.candidats, self.kinds, strict=True)
            for e in epreuves_de(self.whole.referentiel, candidat)
            if not e.devant_jury and e.id not in kind.same_day
        }
        return {e: self.day - timedelta(days=LONG_BEFORE - BETWEEN * n) for n, e in enumerate(elsewhere)}

    def at(self, minute: int) -> datetime:
        """A moment of the jury's day."""
        return datetime.combine(self.day, time()) + timedelta(minutes=minute)

    # The session

    def _session(self) -> Session:
        fiche = replace(self.whole.jour(self.day), date=self.day)
        wide = (Jour(d, e, time(7), time(7), time(23)) for e, d in self.before.items())
        reglages = self.whole.reglages
        welcome = reglages.accueil if self.key.first else min(reglages.accueil, reglages.accueil_autres_jours)
        candidats = tuple(self._candidat(c, k) for c, k in zip(self.candidats, self.kinds, strict=True))
        return replace(
            self.whole,
            jours=(*wide, fiche),
            candidats=candidats,
            membres=tuple(self._membres()),
            jurys=(),
            salles=tuple(self._salles()),
            personnes=tuple(self._personnes()),
            liens=(),
            reglages=replace(reglages, accueil=welcome, accueil_autres_jours=welcome),
            pins=tuple(self._pins()),
            convocations=tuple(self._convocations()),
            reference=(),
        )

    def _candidat(self, candidat: Candidat, kind: Kind) -> Candidat:
        away = tuple(Plage(self.at(a), self.at(b)) for a, b in kind.away)
        return replace(candidat, indisponibilites=away, formateurs=())

    def _membres(self) -> Iterator[Membre]:
        """As few as may be, there in the hours of the key alone."""
        ref, (low, high) = self.whole.referentiel, self.key.window
        away = tuple(Plage(self.at(a), self.at(b)) for a, b in ((0, low), (high, DAY)) if a < b)
        for i in range(ref.membres_min):
            habilitation = Habilitation(ref.sigle, ref.millesime)
            yield Membre(f"X{i}", f"JURY{i}", "", "", "", (habilitation,), ref.qualites, indisponibilites=away)

    def _salles(self) -> Iterator[Salle]:
        ref = self.whole.referentiel
        phases = [(e, p) for e in ref.epreuves() for p in e.phases]
        usages = tuple(sorted({p.usage for _, p in phases} - {USAGE_JURY}))
        things = tuple(sorted({(e.ressource, 99) for e in ref.epreuves() if e.ressource}))
        yield Salle(ROOM, ROOM, (USAGE_JURY,))
        yield Salle("Ensemble", "Ensemble", usages, 99, things)
        for candidat in (c for c in self.candidats if c.salle_a_part):
            yield Salle(f"A part {candidat.id}", f"A part {candidat.id}", usages, 1, things)

    def _personnes(self) -> Iterator[Personne]:
        yield Personne("R", "RESPONSABLE", (Role.RESPONSABLE,))
        for i in range(2 * len(self.candidats) + 2):
            yield Personne(f"P{i}", f"SURVEILLANT{i}", (Role.SURVEILLANT,))
        for aide in sorted({c.aide for c in self.candidats if c.aide}):
            yield Personne(aide, f"AIDE {aide}", (Role.AIDE,))

    def _pins(self) -> Iterator[Pin]:
        for candidat, kind in zip(self.candidats, self.kinds, strict=True):
            for epreuve, minute in kind.pins:
                if minute >= 0:
                    yield Pin(candidat.id, epreuve, Portee.HEURE, (Partie(0, self.at(minute), self.at(minute), ""),))

    def _convocations(self) -> Iterator[Convocation]:
        for candidat, kind in zip(self.candidats, self.kinds, strict=True):
            if kind.convened:
                yield Convocation(candidat.id, self.day, self.at(kind.convened).time())
                yield from (Convocation(candidat.id, d, time()) for d in self.before.values())

    # The plan

    def plan(self, hours: Hours) -> Plan:
        """The plan of these hours."""
        passages = tuple(self._passages(hours))
        travaux = tuple(self._travaux(hours))
        seated = Composition(JURY, self.at(0), self.at(0), tuple(m.id for m in self.session.membres), ROOM)
        plan = settled(self.session, Plan(passages, travaux, (), (seated,)), seeded(0))
        (span,) = ((c.debut, c.fin) for c in plan.compositions)
        pause = self.at(hours.pause), self.at(hours.pause + self.session.reglages.pause_jury)
        if span[0] < pause[0] and pause[1] < span[1]:
            plan = replace(plan, travaux=(*plan.travaux, Travail(JURY, NatureTravail.PAUSE, *pause)))
        return plan

    def _passages(self, hours: Hours) -> Iterator[Passage]:
        for candidat, starts in zip(self.session.candidats, hours.passages, strict=True):
            for epreuve in epreuves_de(self.session.referentiel, candidat):
                away = self.before.get(epreuve.id) if not epreuve.devant_jury else None
                here = self.at(starts[epreuve.id])
                start = here if away is None else datetime.combine(away, time()) + timedelta(minutes=NINE)
                yield Passage(candidat.id, epreuve.id, tuple(self._parties(candidat, epreuve, start)))

    def _parties(self, candidat: Candidat, epreuve: Epreuve, start: datetime) -> Iterator[Partie]:
        apart = f"A part {candidat.id}" if candidat.salle_a_part else "Ensemble"
        for i, phase in enumerate(epreuve.phases):
            end = start + timedelta(minutes=ceil(phase.minutes * (1 + candidat.majoration(epreuve.nature_de(phase)))))
            watched = phase.presence is Surveillance.JURY
            room = ROOM if phase.usage == USAGE_JURY else apart
            yield Partie(i, start, end, room, JURY if watched else "")
            start = end

    def _travaux(self, hours: Hours) -> Iterator[Travail]:
        reglages = self.session.reglages
        yield self._travail(NatureTravail.ACCUEIL, hours.accueil, reglages.accueil_jury)
        yield self._travail(NatureTravail.CLOTURE, hours.cloture, reglages.cloture)
        for position, candidat in enumerate(self.session.candidats):
            yield self._travail(NatureTravail.LECTURE, hours.lectures[position], reglages.lecture, candidat.id)
            for epreuve, start in hours.corrections[position].items():
                length = self.patterns.problem.correction(self.session.referentiel.epreuve(epreuve))
                yield self._travail(NatureTravail.CORRECTION, start, length, candidat.id, epreuve)

    def _travail(
        self, nature: NatureTravail, start: int, minutes: int, candidat: str = "", epreuve: str = ""
    ) -> Travail:
        return Travail(JURY, nature, self.at(start), self.at(start + minutes), candidat, epreuve)


def is_said(session: Session) -> bool:
    """Whether jury-days of a session can be drawn up here: no midday cut, nobody who plays a part."""
    epreuves = [e for c in session.candidats for e in epreuves_de(session.referentiel, c)]
    return not any(e.coupure_midi or e.comediens for e in epreuves)
