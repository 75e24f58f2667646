"""A session as the exam centre tells it: dates, people, rooms. Immutable; references are ids."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

from tpplanner.domain.fuseau import Fuseau
from tpplanner.domain.plan import Partie, Plan
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.reglages import PERTURBATION, Niveau, Reglages
from tpplanner.domain.suivi import Suivi

NOON = time(13)
"""Where a morning ends and an afternoon begins, for people: their availabilities, their convocations."""


class Genre(StrEnum):
    """Kinds of session, which CERES keeps apart."""

    TITRE = "titre"
    CCP = "ccp"


class Role(StrEnum):
    """What a person who is not a membre de jury is there for."""

    SURVEILLANT = "surveillant"
    COMEDIEN = "comedien"
    RESPONSABLE = "responsable"
    FORMATEUR = "formateur"
    AIDE = "aide"


class MotifLien(StrEnum):
    """Why a membre may not judge a candidat; the last three are deduced from the workbook."""

    DECLARE = "declare"
    FORMATEUR = "formateur"
    ORGANISME = "organisme"
    EMPLOYEUR = "employeur"


class Designation(StrEnum):
    """How what several people can see names a candidat."""

    NUMERO = "numero"
    """his drawn number"""
    PRENOM = "prenom"
    """``Léa D.``"""
    NOM = "nom"
    """``DURAND Léa``"""


class Portee(StrEnum):
    """What a pin holds: the hour (day and start) or everything (also membres and rooms)."""

    HEURE = "heure"
    TOUT = "tout"


@dataclass(frozen=True, slots=True)
class Plage:
    """A half-open stretch of time ``[debut, fin)`` during which somebody or something is not available."""

    debut: datetime
    fin: datetime

    def coupe(self, debut: datetime, fin: datetime) -> bool:
        """Whether it has a minute in common with ``[debut, fin)``."""
        return self.debut < fin and debut < self.fin


@dataclass(frozen=True, slots=True)
class Jour:
    """A day of the session. `etiquette` is what people see of it (``Jour 1`` in a fictive session).

    `pause_debut` and `pause_fin` bound the jury's lunch window.
    """

    date: date
    etiquette: str
    ouverture: time = time(8, 0)
    accueil: time = time(8, 30)
    fin: time = time(19, 0)
    pause_debut: time = time(11, 30)
    pause_fin: time = time(14, 30)

    def a(self, heure: time) -> datetime:
        """That hour on that day."""
        return datetime.combine(self.date, heure)


@dataclass(frozen=True, slots=True)
class Candidat:
    """Somebody who sits the session.

    `titre` or `ccps` say what he is presented to; `dernier_ccp` that he ends the titre with them, hence the entretien
    final. `majorations` are exact fractions by kind of épreuve. `contact` serves convocations only.
    """

    id: str
    nom: str
    prenom: str = ""
    titre: bool = True
    ccps: tuple[str, ...] = ()
    dernier_ccp: bool = False
    dispenses: tuple[str, ...] = ()
    vae: bool = False
    numero_ceres: str = ""
    numero_tire: int | None = None
    presentation: int = 1
    debut_formation: date | None = None
    fin_formation: date | None = None
    organisme: str = ""
    employeur: str = ""
    formateurs: tuple[str, ...] = ()
    majorations: tuple[tuple[Nature, Fraction], ...] = ()
    aide: str = ""
    salle_a_part: bool = False
    salle_accessible: bool = False
    passer_tot: bool = False
    indisponibilites: tuple[Plage, ...] = ()
    contact: str = ""

    @property
    def nom_complet(self) -> str:
        """``DURAND Léa``, as on the convocation."""
        return f"{self.nom} {self.prenom}".strip()

    @property
    def majore(self) -> bool:
        """Whether he has more time for anything."""
        return any(fraction for _, fraction in self.majorations)

    def majoration(self, nature: Nature) -> Fraction:
        """The fraction by which his time grows in épreuves of that kind."""
        return dict(self.majorations).get(nature, Fraction(0))


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A membre's habilitation for one titre and millésime, with the last day on which it is valid (None: unknown)."""

    titre: str
    millesime: str
    fin: date | None = None


@dataclass(frozen=True, slots=True)
class Membre:
    """A membre de jury; `titre` in his habilitations is a sigle or a code."""

    id: str
    nom: str
    prenom: str = ""
    organisme: str = ""
    employeur: str = ""
    habilitations: tuple[Habilitation, ...] = ()
    qualites: tuple[str, ...] = ()
    observateur: bool = False
    indisponibilites: tuple[Plage, ...] = ()
    contact: str = ""

    @property
    def nom_complet(self) -> str:
        """``MARTIN Paul``."""
        return f"{self.nom} {self.prenom}".strip()


@dataclass(frozen=True, slots=True)
class Jury:
    """A jury whose membres the centre gives; where there is none, the solver composes juries from the membres."""

    id: str
    membres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lien:
    """A link between a candidat and a membre typed by the user: declared, or a deduced one that he releases.

    `motif` is the user's reason, of the link or of its release.
    """

    candidat: str
    membre: str
    motif: str = ""
    leve: bool = False


@dataclass(frozen=True, slots=True)
class Personne:
    """Somebody with a role other than membre; the same human has one id across roles and as a membre."""

    id: str
    nom: str
    roles: tuple[Role, ...]
    prenom: str = ""
    suppleant: bool = False
    organisme: str = ""
    indisponibilites: tuple[Plage, ...] = ()
    contact: str = ""

    @property
    def nom_complet(self) -> str:
        """``PETIT Anne``."""
        return f"{self.nom} {self.prenom}".strip()


@dataclass(frozen=True, slots=True)
class Salle:
    """A room: the kinds of phase it suits, its posts, and how many of each named resource it holds."""

    id: str
    nom: str
    usages: tuple[str, ...]
    postes: int = 1
    ressources: tuple[tuple[str, int], ...] = ()
    accessible: bool = True
    indisponibilites: tuple[Plage, ...] = ()


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that must stay where it is: its hour, or everything (`parties` with rooms, `membres` of its jury)."""

    candidat: str
    epreuve: str
    portee: Portee
    parties: tuple[Partie, ...]
    membres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Convocation:
    """The hour at which somebody was convened on a day; `accord` when he agreed to come earlier.

    `deduite`: nobody typed it; it is when the plan that people know has him begin, whatever the hour of his call.
    """

    personne: str
    jour: date
    heure: time
    accord: bool = False
    deduite: bool = False


@dataclass(frozen=True, slots=True)
class NonPlace:
    """A candidat of the workbook who is left out of the planning, and all that names him alone.

    `pourquoi`, `remede` and `certitude` tell people why, what would place him, and whether it must be so.
    """

    candidat: Candidat
    pourquoi: str = ""
    remede: str = ""
    certitude: str = ""
    liens: tuple[Lien, ...] = ()
    convocations: tuple[Convocation, ...] = ()
    pins: tuple[Pin, ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that a planning must answer to.

    Collections are sorted by the order of the workbook and hold no duplicate id (`domain.integrity`). `reference`
    holds the plan from which a new one should differ least, if any; what it has begun before `maintenant` is history.
    `version_planning` tells apart the plannings that people were given one after the other.
    `departement` is a number (`texts.departements`), empty where it is not told.
    `re_verifie_le` and `re_verifie_par` tell when and by whom the centre compared the référentiel with the RE.
    `affichage` says how the wall names candidats; `signataire`, who signs the convocations and as what.
    `non_places` are not among the candidats: nothing is planned for them.
    """

    genre: Genre
    referentiel: Referentiel
    jours: tuple[Jour, ...]
    candidats: tuple[Candidat, ...]
    membres: tuple[Membre, ...]
    salles: tuple[Salle, ...]
    personnes: tuple[Personne, ...] = ()
    jurys: tuple[Jury, ...] = ()
    liens: tuple[Lien, ...] = ()
    reglages: Reglages = Reglages()
    pins: tuple[Pin, ...] = ()
    convocations: tuple[Convocation, ...] = ()
    convocations_envoyees: date | None = None
    reference: tuple[Plan, ...] = ()
    maintenant: datetime | None = None
    non_places: tuple[NonPlace, ...] = ()
    fictive: bool = False
    centre: str = ""
    site: str = ""
    agrement: str = ""
    agrement_fin: date | None = None
    numero_ceres: str = ""
    service_departemental: str = ""
    contact: str = ""
    fuseau: Fuseau = Fuseau.METROPOLE
    version_planning: int = 1
    departement: str = ""
    re_verifie_le: date | None = None
    re_verifie_par: str = ""
    affichage: Designation = Designation.NUMERO
    signataire: str = ""
    qualite_du_signataire: str = ""
    contact_service: str = ""
    bail_fin: date | None = None
    suivi: Suivi = Suivi()

    @property
    def quota(self) -> int | None:
        """Candidats a jury may receive in a day: the centre's réglage, else the référentiel's."""
        return self.reglages.quota if self.reglages.quota is not None else self.referentiel.quota

    @property
    def niveaux(self) -> tuple[Niveau, ...]:
        """The levels by which plans are compared: what is disturbed of a reference plan comes first."""
        return (*PERTURBATION, *self.reglages.niveaux) if self.reference else self.reglages.niveaux

    def candidat(self, id_: str) -> Candidat:
        """The candidat of that id; raises KeyError."""
        return _by_id(self.candidats, id_)

    def sans_observateurs(self, membres: Iterable[str]) -> frozenset[str]:
        """Of those ids, those that count in a jury."""
        return frozenset(membres) - {m.id for m in self.membres if m.observateur}

    def membre(self, id_: str) -> Membre:
        """The membre of that id; raises KeyError."""
        return _by_id(self.membres, id_)

    def salle(self, id_: str) -> Salle:
        """The room of that id; raises KeyError."""
        return _by_id(self.salles, id_)

    def jour(self, date_: date) -> Jour:
        """The day of that date; raises KeyError."""
        for jour in self.jours:
            if jour.date == date_:
                return jour
        raise KeyError(date_)

    def personne(self, id_: str) -> Personne:
        """The person of that id with a role other than membre; raises KeyError."""
        return _by_id(self.personnes, id_)

    def avec_role(self, role: Role) -> tuple[Personne, ...]:
        """Those who have that role."""
        return tuple(p for p in self.personnes if role in p.roles)


_Item = TypeVar("_Item", Candidat, Membre, Salle, Personne)


def _by_id(items: tuple[_Item, ...], id_: str) -> _Item:
    for item in items:
        if item.id == id_:
            return item
    raise KeyError(id_)
