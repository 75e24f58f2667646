"""A year of sessions, as a centre expects it: the programmation prévisionnelle, and what is decided of it.

Immutable; references are ids. What is left open (days, membres, responsable, who sits which session) is empty here,
and decided in a `Programmation`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated

from tpplanner.domain.answers import Borne, Infeasible, Unfinished
from tpplanner.domain.facts import ALONG, DEDUCED, HERE, KEY, NOBODY, PAPERS, RULES, WHO
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Genre, Habilitation, Nomme, cle
from tpplanner.errors import Issue

DELAI_CREATION = 91
"""Calendar days between the creation of a session in CERES and its first day, at least."""
MOIS_DU_CANDIDAT = 12
SESSIONS_DU_CANDIDAT = 3
"""A trained candidat may be presented so many times in so many months after their training."""

NIVEAUX_ANNEE = (
    Niveau("A1", (Terme("journees_annee"),)),
    Niveau("A2", (Terme("frais_annee"),)),
    Niveau("A3", (Terme("souhaits_annee"),)),
    Niveau("A4", (Terme("etalement_annee"),)),
    Niveau("A5", (Terme("charge_annee"),)),
    Niveau("A6", (Terme("attente_annee"),)),
)
"""What makes one year better than another, in this order."""


class Voie(StrEnum):
    """How a candidat comes to a session."""

    FORMATION = "formation"
    VAE = "vae"


@dataclass(frozen=True, slots=True)
class Periode:
    """Days from one to another, both included."""

    debut: date
    fin: date

    def __contains__(self, jour: date) -> bool:
        return self.debut <= jour <= self.fin


@dataclass(frozen=True, slots=True)
class Disponibilite:
    """When somebody or something is there: only in `seulement` (always, where it is empty), never in `sauf`."""

    seulement: tuple[Periode, ...] = ()
    sauf: tuple[Periode, ...] = ()

    def libre(self, jour: date) -> bool:
        """Whether it is, that day."""
        there = not self.seulement or any(jour in periode for periode in self.seulement)
        return there and not any(jour in periode for periode in self.sauf)


@dataclass(frozen=True, slots=True)
class TitrePrevu:
    """A titre of the centre; `modele` is a session workbook, `capacite` the most candidats of one of its sessions.

    `places` is how many candidats a jury hears in a day, `places_premier` on the first one, when all sit the
    collective épreuves beforehand (None: as many).
    """

    id: str
    sigle: str
    millesime: str
    places: int
    membres_min: int = 2
    expiration: date | None = None
    agrement: str = ""
    agrement_fin: date | None = None
    salles: tuple[str, ...] = ()
    modele: str = ""
    places_premier: int | None = None
    capacite: int | None = None

    def places_en(self, jours: int) -> int:
        """How many candidats a jury hears in so many days."""
        first = self.places if self.places_premier is None else self.places_premier
        return first + (jours - 1) * self.places


@dataclass(frozen=True, slots=True)
class SessionPrevue:
    """A session of the year: what is fixed of it, and within what the rest may be chosen.

    `duree` counts its days; `jurys` those that sit side by side (None: as few as its candidats need); `jour` is its
    first day, None where it is to be proposed; `creee_le` the day on which it was created in CERES.
    """

    id: str
    titre: str
    genre: Genre = Genre.TITRE
    duree: int = 1
    jurys: int | None = None
    jour: date | None = None
    au_plus_tot: date | None = None
    au_plus_tard: date | None = None
    souhaits: tuple[Periode, ...] = ()
    capacite: int | None = None
    membres: tuple[str, ...] = ()
    responsable: str = ""
    suppleants: tuple[str, ...] = ()
    salles: tuple[str, ...] = ()
    creee_le: date | None = None
    numero_ceres: str = ""
    classeur: str = ""

    @property
    def creee(self) -> bool:
        """Whether it is known to exist in CERES."""
        return self.creee_le is not None or bool(self.numero_ceres)

    def creable_pour(self, aujourdhui: date) -> date | None:
        """The first day on which it may begin, 91 days after its creation (today, where it is still to be created).

        None where that says nothing: it was created on a day that nobody noted, or it has begun.
        """
        if self.creee_le is not None:
            return self.creee_le + timedelta(days=DELAI_CREATION)
        if self.numero_ceres or (self.jour is not None and self.jour <= aujourdhui):
            return None
        return aujourdhui + timedelta(days=DELAI_CREATION)


@dataclass(frozen=True, slots=True)
class CandidatPrevu(Nomme):
    """Somebody to be presented; `sessions` are those to which they are entered, `deja` how many they have sat before.

    `formateurs` and `liens` (membres to whom a link is declared) are full names. Effects are
    those on a programmation: what only the plan of a session reads, people read here.
    """

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, WHO, ALONG, PAPERS]
    prenom: Annotated[str, WHO, ALONG, PAPERS]
    titre: Annotated[str, NOBODY, HERE, RULES]
    genre: Annotated[Genre, NOBODY, HERE, RULES] = Genre.TITRE
    ccps: Annotated[tuple[str, ...], NOBODY, HERE, PAPERS] = ()
    dernier_ccp: Annotated[bool, NOBODY, HERE, PAPERS] = False
    voie: Annotated[Voie, NOBODY, ALONG, RULES] = Voie.FORMATION
    fin_formation: Annotated[date | None, NOBODY, ALONG, RULES] = None
    deja: Annotated[int, NOBODY, HERE, RULES] = 0
    sessions: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    organisme: Annotated[str, WHO, ALONG, DEDUCED] = ""
    employeur: Annotated[str, WHO, ALONG, DEDUCED] = ""
    formateurs: Annotated[tuple[str, ...], WHO, ALONG, DEDUCED] = ()
    liens: Annotated[tuple[str, ...], WHO, ALONG, DEDUCED] = ()

    @property
    def limite(self) -> date | None:
        """The last day of the months that follow their training; None where its end is not known, or for a VAE."""
        if self.fin_formation is None or self.voie is Voie.VAE:
            return None
        return months_after(self.fin_formation, MOIS_DU_CANDIDAT)


@dataclass(frozen=True, slots=True)
class MembrePrevu(Nomme):
    """A membre de jury; a day of theirs costs their `indemnite` (euros) and their kilometres there and back."""

    id: str
    nom: str
    prenom: str = ""
    organisme: str = ""
    employeur: str = ""
    habilitations: tuple[Habilitation, ...] = ()
    qualites: tuple[str, ...] = ()
    journees_max: int | None = None
    indemnite: int = 0
    km: int = 0
    disponibilite: Disponibilite = Disponibilite()

    def habilitation(self, titre: TitrePrevu) -> Habilitation | None:
        """Their habilitation for a titre and millésime, the one that lasts longest; None without any."""
        mine = [h for h in self.habilitations if cle(h.titre) == cle(titre.sigle) and h.millesime == titre.millesime]
        return max(mine, key=lambda h: h.fin or date.max, default=None)

    def a_un_lien(self, candidat: CandidatPrevu) -> bool:
        """Whether they may not judge a candidat: declared, trained by them, of the same organisme or employer."""
        return (
            any(cle(nom) == cle(self.nom_complet) for nom in (*candidat.formateurs, *candidat.liens))
            or bool(candidat.organisme and cle(candidat.organisme) == cle(self.organisme))
            or bool(candidat.employeur and cle(candidat.employeur) == cle(self.employeur))
        )


@dataclass(frozen=True, slots=True)
class ResponsablePrevu(Nomme):
    """Somebody who may lead a session, or replace who leads it; `titres` those that they lead (all, where empty)."""

    id: str
    nom: str
    prenom: str = ""
    titres: tuple[str, ...] = ()
    disponibilite: Disponibilite = Disponibilite()


@dataclass(frozen=True, slots=True)
class SallePrevue:
    """A room of the centre."""

    id: str
    disponibilite: Disponibilite = Disponibilite()


@dataclass(frozen=True, slots=True)
class Annee:
    """The sessions that a centre expects between two days, and with whom.

    `aujourdhui` is the day from which delays that are still to run are counted; `feries` the public holidays,
    `tarif_km` the centimes that a kilometre costs.
    """

    debut: date
    fin: date
    aujourdhui: date
    titres: tuple[TitrePrevu, ...]
    sessions: tuple[SessionPrevue, ...]
    candidats: tuple[CandidatPrevu, ...] = ()
    membres: tuple[MembrePrevu, ...] = ()
    responsables: tuple[ResponsablePrevu, ...] = ()
    salles: tuple[SallePrevue, ...] = ()
    feries: tuple[date, ...] = ()
    fermetures: tuple[Periode, ...] = ()
    samedis: bool = False
    tarif_km: int = 50
    centre: str = ""
    site: str = ""
    departement: str = ""
    service_departemental: str = ""

    def titre(self, id_: str) -> TitrePrevu:
        """The titre of that id; raises KeyError."""
        return {titre.id: titre for titre in self.titres}[id_]

    def session(self, id_: str) -> SessionPrevue:
        """The session of that id; raises KeyError."""
        return {session.id: session for session in self.sessions}[id_]

    def ouvert(self, jour: date) -> bool:
        """Whether a session may be held that day."""
        worked = jour.weekday() < 5 + self.samedis
        return worked and jour not in self.feries and not any(jour in periode for periode in self.fermetures)

    def jours_ouverts(self) -> tuple[date, ...]:
        """The days on which a session may be held."""
        days = (self.debut + timedelta(days=n) for n in range((self.fin - self.debut).days + 1))
        return tuple(jour for jour in days if self.ouvert(jour))

    def capacite(self, session: SessionPrevue) -> int | None:
        """The most candidats of a session: its own number, else that of its titre."""
        return session.capacite if session.capacite is not None else self.titre(session.titre).capacite

    def salles_de(self, session: SessionPrevue) -> tuple[str, ...]:
        """The rooms that a session occupies: its own, else those of its titre."""
        return session.salles or self.titre(session.titre).salles

    def cout(self, membre: MembrePrevu) -> int:
        """What a day of a membre costs, in centimes."""
        return 100 * membre.indemnite + self.tarif_km * membre.km

    @property
    def suppleant_exige(self) -> bool:
        """Whether each session must have a suppléant: where the centre has two people for it."""
        return len(self.responsables) > 1


def jours_de_suite(debut: date, duree: int) -> tuple[date, ...]:
    """So many days from one on, the calendar's; beyond five, Saturdays and Sundays are skipped."""
    if duree <= 5:
        return tuple(debut + timedelta(days=n) for n in range(duree))
    days = [jour for n in range(2 * duree + 2) if (jour := debut + timedelta(days=n)).weekday() < 5]
    return tuple(days[:duree])


def months_after(jour: date, months: int) -> date:
    """The day of the same number so many months later; where that month has none, its last."""
    year, month = divmod(jour.year * 12 + jour.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=jour.day - 1), following - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Programmee:
    """What is decided of a session; what is not yet is empty."""

    session: str
    jours: tuple[date, ...] = ()
    jurys: int = 0
    membres: tuple[str, ...] = ()
    responsable: str = ""
    suppleants: tuple[str, ...] = ()
    candidats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Programmation:
    """What is decided of a year, a session each, in the order of the workbook."""

    sessions: tuple[Programmee, ...]

    def session(self, id_: str) -> Programmee:
        """What is decided of a session; raises KeyError."""
        return {s.session: s for s in self.sessions}[id_]


def saisie(annee: Annee) -> Programmation:
    """What the workbook itself decides."""
    return Programmation(tuple(_saisie(annee, session) for session in annee.sessions))


def _saisie(annee: Annee, session: SessionPrevue) -> Programmee:
    candidats = tuple(c.id for c in annee.candidats if session.id in c.sessions)
    jours = jours_de_suite(session.jour, session.duree) if session.jour else ()
    return Programmee(
        session.id,
        jours,
        session.jurys or 0,
        session.membres,
        session.responsable,
        session.suppleants,
        candidats,
    )


def ouverte(annee: Annee) -> bool:
    """Whether anything is left to decide."""
    return any(_ouverte(annee, session) for session in annee.sessions) or any(not c.sessions for c in annee.candidats)


def _ouverte(annee: Annee, session: SessionPrevue) -> bool:
    besoin = annee.titre(session.titre).membres_min * (session.jurys or 1)
    return (
        session.jour is None
        or session.jurys is None
        or len(session.membres) < besoin
        or not session.responsable
        or (annee.suppleant_exige and not session.suppleants)
    )


def jurys_pour(titre: TitrePrevu, session: SessionPrevue, candidats: int) -> int:
    """How many juries side by side hear so many candidats in the days of a session."""
    return max(1, -(-candidats // max(1, titre.places_en(session.duree))))


def semaine(jour: date) -> tuple[int, int]:
    """The week of a day, as it is numbered: year and week."""
    return jour.isocalendar()[:2]


@dataclass(frozen=True, slots=True)
class Proposee:
    """A year that the solver holds valid, with a bound for each level that it reached."""

    programmation: Programmation
    bornes: tuple[Borne, ...]
    interrompu: bool = False


@dataclass(frozen=True, slots=True)
class LectureAnnee:
    """A year as read: warnings, and where each thing stands (``("sessions", "CDA 1", "jour")`` → ``Sessions!D4``)."""

    annee: Annee
    avertissements: tuple[Issue, ...] = ()
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)

    def cells_of(self, ids: Iterable[str]) -> list[str]:
        """The cells in which these subjects stand."""
        cells = (cell for id_ in ids for key, cell in self.cells.items() if len(key) == 2 and key[1] == id_)
        return list(dict.fromkeys(cells))


OutcomeAnnee = Proposee | Infeasible | Unfinished


def par_id(items: Iterable["CandidatPrevu | MembrePrevu | ResponsablePrevu"]) -> dict[str, str]:
    """The full names of people, by id."""
    return {item.id: item.nom_complet for item in items}
