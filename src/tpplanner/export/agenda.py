"""A plan as things that happen, one after the other: what every page lists from its own side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.plan import Composition, NatureAccueil, NatureTravail, Passage, Plan, Presence, Travail
from tpplanner.domain.referentiel import Epreuve, Phase
from tpplanner.domain.session import Candidat, Role, Session
from tpplanner.export.names import Names, numeros
from tpplanner.export.safe_text import one_line
from tpplanner.texts.referentiels import avertissements, verifiees_par_le_centre


class Sort(StrEnum):
    """What a moment is."""

    ACCUEIL = "accueil"
    """the candidats are welcomed"""
    PLIS = "plis"
    """the sealed subjects are opened"""
    EPREUVE = "epreuve"
    TRAVAIL = "travail"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens: a part of a passage, a travail, an accueil of candidats, an opening of plis.

    `phase` is the index of the part's phase; `suite` says that the clock stopped at midday in the same phase before.
    """

    debut: datetime
    fin: datetime
    sort: Sort
    candidat: str = ""
    epreuve: str = ""
    phase: int = 0
    suite: bool = False
    jury: str = ""
    salle: str = ""
    nature: NatureTravail | None = None

    @property
    def jour(self) -> date:
        """The day on which it begins."""
        return self.debut.date()

    @property
    def minutes(self) -> int:
        """Its length."""
        return minutes_entre(self.debut, self.fin)


def minutes_entre(debut: datetime, fin: datetime) -> int:
    """Whole minutes from one moment to another."""
    return int((fin - debut).total_seconds()) // 60


class Agenda:
    """A session and a plan, seen as moments; ids that the session does not know are their own names."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.names = Names(session)
        self.numeros = numeros(session)
        self.epreuves: dict[str, Epreuve] = {e.id: e for e in session.referentiel.epreuves()}
        self.candidats: dict[str, Candidat] = {c.id: c for c in session.candidats}
        self.rangs = {c.id: rang for rang, c in enumerate(session.candidats)}

    @property
    def jours(self) -> tuple[date, ...]:
        """The days on which something happens."""
        return self.plan.jours()

    @cached_property
    def avertissements(self) -> tuple[str, ...]:
        """What the responsable is told of the référentiel, for the épreuves that somebody sits."""
        passees = {passage.epreuve for passage in self.plan.passages}
        compare = self.session.re_verifie_le is not None
        return avertissements(
            self.session.referentiel, [e for e in self.epreuves.values() if e.id in passees], compare=compare
        )

    @property
    def verifiees(self) -> str:
        """What everybody may read of it: that the centre compared its durations with the RE; empty if it did not."""
        return verifiees_par_le_centre(self.session.re_verifie_le, one_line(self.session.re_verifie_par))

    # -- moments

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Everything, in order of time; what begins together, the collective first, then by jury and candidat."""
        tous = (*self._accueils(), *self._passages(), *(self._travail(t) for t in self.plan.travaux))
        return tuple(sorted(tous, key=self._order))

    def _order(self, moment: Moment) -> tuple[datetime, bool, str, int, datetime]:
        return (
            moment.debut,
            moment.sort not in (Sort.ACCUEIL, Sort.PLIS),
            moment.jury,
            self.rangs.get(moment.candidat, -1),
            moment.fin,
        )

    def _accueils(self) -> Iterator[Moment]:
        """The accueils and openings of plis; an accueil is told until the plis that are opened at its end."""
        plis = [a for a in self.plan.accueils if a.nature is NatureAccueil.PLIS]
        for accueil in self.plan.accueils:
            fin = min([accueil.fin, *(a.debut for a in plis if a.fin == accueil.fin)])
            if accueil.nature is NatureAccueil.PLIS:
                yield Moment(accueil.debut, accueil.fin, Sort.PLIS, epreuve=accueil.epreuve)
            elif accueil.debut < fin:
                yield Moment(accueil.debut, fin, Sort.ACCUEIL)

    def _passages(self) -> Iterator[Moment]:
        for passage in self.plan.passages:
            for rang, partie in enumerate(passage.parties):
                yield Moment(
                    partie.debut,
                    partie.fin,
                    Sort.EPREUVE,
                    passage.candidat,
                    passage.epreuve,
                    partie.phase,
                    suite=rang > 0 and passage.parties[rang - 1].phase == partie.phase,
                    jury=partie.jury,
                    salle=partie.salle,
                )

    def _travail(self, travail: Travail) -> Moment:
        composition = self.composition(travail.jury, travail.debut)
        return Moment(
            travail.debut,
            travail.fin,
            Sort.PAUSE if travail.nature is NatureTravail.PAUSE else Sort.TRAVAIL,
            travail.candidat,
            travail.epreuve,
            jury=travail.jury,
            salle=composition.salle if composition else "",
            nature=travail.nature,
        )

    # -- by side

    @cached_property
    def des_jurys(self) -> dict[tuple[date, str], list[Moment]]:
        """What each jury does on each day, in the order of days and juries."""
        par_jury: dict[tuple[date, str], list[Moment]] = defaultdict(list)
        for moment in self.moments:
            if moment.jury:
                par_jury[moment.jour, moment.jury].append(moment)
        return dict(sorted(par_jury.items(), key=lambda item: (item[0][0], natural(item[0][1]))))

    @cached_property
    def des_salles(self) -> dict[tuple[date, str], list[Moment]]:
        """What takes place in each room on each day, in the order of days and of the rooms of the workbook."""
        rangs = {salle.id: rang for rang, salle in enumerate(self.session.salles)}
        par_salle: dict[tuple[date, str], list[Moment]] = defaultdict(list)
        for moment in self.moments:
            if moment.salle:
                par_salle[moment.jour, moment.salle].append(moment)
        return dict(sorted(par_salle.items(), key=lambda item: (item[0][0], rangs.get(item[0][1], len(rangs)))))

    def composition(self, jury: str, a: datetime) -> Composition | None:
        """Who sits in that jury at that moment (else at any time of that day)."""
        du_jour = [c for c in self.plan.compositions if c.jury == jury and c.jour == a.date()]
        return next((c for c in du_jour if c.debut <= a < c.fin), du_jour[0] if du_jour else None)

    def membres(self, jury: str, a: datetime) -> str:
        """The names of those who sit in that jury at that moment."""
        composition = self.composition(jury, a)
        return ", ".join(self.names.personne(m) for m in composition.membres) if composition else ""

    def presents(self, role: Role, moment: Moment) -> str:
        """The names of those in that role with the candidat of that moment, or in its room, while it lasts."""
        noms = (self.names.personne(p.personne) for p in self.plan.presences if self._with(p, role, moment))
        return ", ".join(dict.fromkeys(noms))

    def _with(self, presence: Presence, role: Role, moment: Moment) -> bool:
        if presence.role != role or presence.fin <= moment.debut or moment.fin <= presence.debut:
            return False
        if presence.candidat:
            return (presence.candidat, presence.epreuve) == (moment.candidat, moment.epreuve)
        return bool(presence.salle) and presence.salle == moment.salle

    # -- the référentiel's side

    def phase(self, moment: Moment) -> Phase | None:
        """The phase that a moment carries out."""
        epreuve = self.epreuves.get(moment.epreuve)
        return epreuve.phases[moment.phase] if epreuve and 0 <= moment.phase < len(epreuve.phases) else None

    def collective(self, epreuve: str) -> bool:
        """Whether that épreuve is one that all sit together."""
        return epreuve in self.epreuves and self.epreuves[epreuve].collective

    def dues(self, candidat: str) -> tuple[Epreuve, ...]:
        """The épreuves that a candidat has to pass."""
        connu = self.candidats.get(candidat)
        return epreuves_de(self.session.referentiel, connu) if connu else ()

    def ordre_des_numeros(self, candidats: Iterable[str]) -> list[str]:
        """These candidats by number."""
        return sorted(candidats, key=lambda c: (self.numeros.get(c, 0), c))

    def passages_du_jour(self, candidat: str, jour: date) -> list[Passage]:
        """A candidat's passages of a day, in order of time."""
        return [p for p in self.plan.du_candidat(candidat) if p.jour == jour]


def natural(text: str) -> tuple[str, int, str]:
    """A key that puts ``J2`` before ``J10``."""
    prefix = text.rstrip("0123456789")
    digits = text[len(prefix) :]
    return prefix, int(digits) if digits else -1, text
