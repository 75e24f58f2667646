"""A session as the exam centre tells it: dates, people, rooms. Immutable; references are ids."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Any, TypeVar

from tpplanner.domain.facts import (
    ALONG,
    DATES,
    DEDUCED,
    HERE,
    KEY,
    NOBODY,
    ORDER,
    PAPERS,
    RULES,
    SIGNER,
    WHO,
)
from tpplanner.domain.imprevus import Accord, Evenement, Imprevu
from tpplanner.domain.plan import Partie, Plan
from tpplanner.domain.questions import Question
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel
from tpplanner.domain.reglages import DEMANDE, PERTURBATION, Niveau, Reglages

# What a centre notes of the dates around a session.


@dataclass(frozen=True, slots=True)
class Suivi:
    """On which day each thing was done, as the centre notes it (None: not noted), and what it was asked.

    `annulee` is the day on which the session was called off; `pieces_demandees` the day on which the administration
    asked for changes to the agrément file, not yet answered.
    """

    programmation_transmise: Annotated[date | None, NOBODY, HERE, DATES] = None
    dte_commandes: Annotated[date | None, NOBODY, HERE, DATES] = None
    plis_recus: Annotated[date | None, NOBODY, HERE, DATES] = None
    sujets_detruits: Annotated[date | None, NOBODY, HERE, DATES] = None
    pv_transmis: Annotated[date | None, NOBODY, HERE, DATES] = None
    resultats_valides: Annotated[date | None, NOBODY, HERE, DATES] = None
    annulee: Annotated[date | None, NOBODY, HERE, DATES] = None
    pieces_demandees: Annotated[date | None, NOBODY, HERE, DATES] = None


# Where a centre's clocks are: hours of a session are local, and calendars must say of which place.


class Fuseau(StrEnum):
    """The time zones of France, by their IANA name."""

    METROPOLE = "Europe/Paris"
    GUADELOUPE = "America/Guadeloupe"
    GUYANE = "America/Cayenne"
    MARTINIQUE = "America/Martinique"
    MAYOTTE = "Indian/Mayotte"
    REUNION = "Indian/Reunion"
    SAINT_BARTHELEMY = "America/St_Barthelemy"
    SAINT_MARTIN = "America/Marigot"
    SAINT_PIERRE = "America/Miquelon"
    NOUVELLE_CALEDONIE = "Pacific/Noumea"
    POLYNESIE = "Pacific/Tahiti"
    WALLIS = "Pacific/Wallis"


# A session as the exam centre tells it: dates, people, rooms. Immutable; references are ids.

NOON = time(13)
"""Where a morning ends and an afternoon begins, for people: their availabilities, their convocations."""


class Genre(StrEnum):
    """Kinds of session, which CERES keeps apart."""

    TITRE = "titre"
    CCP = "ccp"
    CCS = "ccs"


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
    QUESTION = "question"
    """they may be linked, as one understands what is typed: so until a question is answered"""


class Designation(StrEnum):
    """How what several people can see names a candidat."""

    NUMERO = "numero"
    """their drawn number"""
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

    debut: Annotated[datetime, NOBODY, HERE, RULES]
    fin: Annotated[datetime, NOBODY, HERE, RULES]

    def coupe(self, debut: datetime, fin: datetime) -> bool:
        """Whether it has a minute in common with ``[debut, fin)``."""
        return self.debut < fin and debut < self.fin


@dataclass(frozen=True, slots=True)
class Jour:
    """A day of the session. `etiquette` is what people see of it (``Jour 1`` in a fictive session).

    `pause_debut` and `pause_fin` bound the lunch window of juries, wider by `pause_elargie` minutes than is usual.
    """

    date: Annotated[date, NOBODY, HERE, RULES]
    etiquette: Annotated[str, NOBODY, HERE, PAPERS]
    ouverture: Annotated[time, NOBODY, ALONG, RULES] = time(8, 0)
    accueil: Annotated[time, NOBODY, ALONG, RULES] = time(8, 30)
    fin: Annotated[time, NOBODY, ALONG, RULES] = time(19, 0)
    pause_debut: Annotated[time, NOBODY, ALONG, RULES] = time(11, 30)
    pause_fin: Annotated[time, NOBODY, ALONG, RULES] = time(14, 30)
    pause_elargie: Annotated[int, NOBODY, HERE, PAPERS] = 0

    def a(self, heure: time) -> datetime:
        """That hour on that day."""
        return datetime.combine(self.date, heure)


class Nomme:
    """Somebody with a name."""

    __slots__ = ()

    nom: str
    prenom: str

    @property
    def nom_complet(self) -> str:
        """``DURAND Léa``, as on the convocation."""
        return f"{self.nom} {self.prenom}".strip()


@dataclass(frozen=True, slots=True)
class Candidat(Nomme):
    """Somebody who sits the session.

    `titre` or `ccps` say what they are presented to, the latter by the ids of tables of CCP or of CCS; `dernier_ccp`
    that these CCP end the titre, hence the entretien final. `formateurs_possibles` are those of whom it is asked
    whether they trained them. `majorations` are exact fractions by kind of épreuve; nobody has seen the decision yet of
    those of the kinds `majorations_a_confirmer`. `aide` is granted for phases of the kinds `aide_natures` and for
    `aide_epreuves`; for all that they pass where both are empty. `contact` serves convocations only, `telephone`
    whoever has to call them.
    """

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, WHO, ALONG, ORDER]
    prenom: Annotated[str, WHO, ALONG, ORDER] = ""
    titre: Annotated[bool, NOBODY, HERE, RULES] = True
    ccps: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    dernier_ccp: Annotated[bool, NOBODY, HERE, RULES] = False
    dispenses: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    vae: Annotated[bool, NOBODY, HERE, DATES] = False
    numero_ceres: Annotated[str, WHO, HERE, PAPERS] = ""
    numero_tire: Annotated[int | None, WHO, HERE, ORDER] = None
    presentation: Annotated[int, NOBODY, HERE, DATES] = 1
    debut_formation: Annotated[date | None, NOBODY, ALONG, DATES] = None
    fin_formation: Annotated[date | None, NOBODY, ALONG, DATES] = None
    organisme: Annotated[str, WHO, ALONG, DEDUCED] = ""
    employeur: Annotated[str, WHO, ALONG, DEDUCED] = ""
    formateurs: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    formateurs_possibles: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    majorations: Annotated[tuple[tuple[Nature, Fraction], ...], NOBODY, HERE, RULES] = ()
    majorations_a_confirmer: Annotated[tuple[Nature, ...], NOBODY, HERE, PAPERS] = ()
    aide: Annotated[str, NOBODY, HERE, RULES] = ""
    aide_natures: Annotated[tuple[Nature, ...], NOBODY, HERE, RULES] = ()
    aide_epreuves: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()
    salle_a_part: Annotated[bool, NOBODY, HERE, RULES] = False
    salle_accessible: Annotated[bool, NOBODY, HERE, RULES] = False
    passer_tot: Annotated[bool, NOBODY, HERE, ORDER] = False
    indisponibilites: Annotated[tuple[Plage, ...], NOBODY, HERE, RULES] = ()
    contact: Annotated[str, WHO, ALONG, PAPERS] = ""
    telephone: Annotated[str, WHO, ALONG, PAPERS] = ""

    @property
    def formateurs_tenus(self) -> tuple[str, ...]:
        """Those who trained them, and those who may have: neither judges them, nor watches over them."""
        return (*self.formateurs, *self.formateurs_possibles)

    @property
    def majore(self) -> bool:
        """Whether they have more time for anything."""
        return any(fraction for _, fraction in self.majorations)

    def majoration(self, nature: Nature) -> Fraction:
        """The fraction by which their time grows in épreuves of that kind."""
        return dict(self.majorations).get(nature, Fraction(0))

    def aide_dans(self, epreuve: Epreuve, phase: Phase) -> bool:
        """Whether their aide is with them in a phase of an épreuve."""
        granted = epreuve.nature_de(phase) in self.aide_natures or epreuve.id in self.aide_epreuves
        return bool(self.aide) and (granted or not (self.aide_natures or self.aide_epreuves))


@dataclass(frozen=True, slots=True)
class Habilitation:
    """A membre's habilitation for one titre and millésime, with the last day on which it is valid (None: unknown)."""

    titre: Annotated[str, NOBODY, ALONG, RULES]
    millesime: Annotated[str, NOBODY, ALONG, RULES]
    fin: Annotated[date | None, NOBODY, ALONG, RULES] = None

    def vaut_pour(self, referentiel: Referentiel) -> bool:
        """Whether it is for that titre, at that millésime."""
        meme = numero_de_millesime(self.millesime) == numero_de_millesime(referentiel.millesime)
        return meme and cle(self.titre) in (cle(referentiel.sigle), cle(referentiel.code))


class Reponse(StrEnum):
    """What became of asking a membre to come."""

    SOLLICITE = "sollicite"
    """asked, without an answer yet"""
    CONFIRME = "confirme"
    DECLINE = "decline"
    """they are not called any more (`domain.duties.declined_away`)"""


@dataclass(frozen=True, slots=True)
class Membre(Nomme):
    """A membre de jury; `titre` in their habilitations is a sigle or a code.

    `reponse` is what became of asking them to come (None: not asked), as it was on the day `repondu_le`. `reserve`:
    they agreed beforehand to come if they are called (`domain.duties.reserve_aside`).
    """

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, WHO, ALONG, PAPERS]
    prenom: Annotated[str, WHO, ALONG, PAPERS] = ""
    organisme: Annotated[str, WHO, ALONG, DEDUCED] = ""
    employeur: Annotated[str, WHO, ALONG, DEDUCED] = ""
    habilitations: Annotated[tuple[Habilitation, ...], NOBODY, ALONG, RULES] = ()
    qualites: Annotated[tuple[str, ...], NOBODY, ALONG, RULES] = ()
    observateur: Annotated[bool, NOBODY, ALONG, RULES] = False
    indisponibilites: Annotated[tuple[Plage, ...], NOBODY, HERE, RULES] = ()
    contact: Annotated[str, WHO, ALONG, PAPERS] = ""
    telephone: Annotated[str, WHO, ALONG, PAPERS] = ""
    reponse: Annotated[Reponse | None, NOBODY, HERE, DEDUCED] = None
    repondu_le: Annotated[date | None, NOBODY, HERE, PAPERS] = None
    reserve: Annotated[bool, NOBODY, HERE, DEDUCED] = False


@dataclass(frozen=True, slots=True)
class Jury:
    """A jury whose membres the centre gives; where there is none, the solver composes juries from the membres.

    `remplacants` are those whom the centre allows beforehand to sit in the place of a membre who cannot.
    """

    id: Annotated[str, NOBODY, HERE, KEY]
    membres: Annotated[tuple[str, ...], NOBODY, HERE, RULES]
    remplacants: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()


@dataclass(frozen=True, slots=True)
class Lien:
    """A link between a candidat and a membre typed by the user: declared, or a deduced one that they release.

    `motif` is the user's reason, of the link or of its release. One that is `presume` hangs on a question: a link
    holds until it is answered, a release does not. What names nobody exactly is kept as it is typed (`candidat_ecrit`,
    `membre_ecrit`); one that an answer made, or another link, stands in no row (`deduit`).
    """

    candidat: Annotated[str, NOBODY, HERE, DEDUCED]
    membre: Annotated[str, NOBODY, HERE, DEDUCED]
    motif: Annotated[str, WHO, HERE, DEDUCED] = ""
    leve: Annotated[bool, NOBODY, HERE, DEDUCED] = False
    presume: Annotated[bool, NOBODY, HERE, DEDUCED] = False
    deduit: Annotated[bool, NOBODY, HERE, PAPERS] = False
    candidat_ecrit: Annotated[str, WHO, HERE, PAPERS] = ""
    membre_ecrit: Annotated[str, WHO, HERE, PAPERS] = ""


@dataclass(frozen=True, slots=True)
class Personne(Nomme):
    """Somebody with a role other than membre; the same human has one id across roles and as a membre.

    `reserve`: they agreed beforehand to watch or to play if they are called (`domain.duties.reserve_aside`).
    `joue` are the parts that they may play (empty: any).
    """

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, WHO, ALONG, PAPERS]
    roles: Annotated[tuple[Role, ...], NOBODY, ALONG, RULES]
    prenom: Annotated[str, WHO, ALONG, PAPERS] = ""
    suppleant: Annotated[bool, NOBODY, ALONG, ORDER] = False
    organisme: Annotated[str, WHO, ALONG, DEDUCED] = ""
    indisponibilites: Annotated[tuple[Plage, ...], NOBODY, HERE, RULES] = ()
    contact: Annotated[str, WHO, ALONG, PAPERS] = ""
    telephone: Annotated[str, WHO, ALONG, PAPERS] = ""
    reserve: Annotated[bool, NOBODY, HERE, DEDUCED] = False
    joue: Annotated[tuple[str, ...], NOBODY, ALONG, RULES] = ()

    def peut_jouer(self, role: str) -> bool:
        """Whether they may play that part; no part (empty) is one that anybody plays."""
        return not (self.joue and role) or cle(role) in map(cle, self.joue)


@dataclass(frozen=True, slots=True)
class Salle:
    """A room: the kinds of phase it suits, its posts, and how many of each named resource it holds."""

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, NOBODY, ALONG, PAPERS]
    usages: Annotated[tuple[str, ...], NOBODY, ALONG, RULES]
    postes: Annotated[int, NOBODY, ALONG, RULES] = 1
    ressources: Annotated[tuple[tuple[str, int], ...], NOBODY, ALONG, RULES] = ()
    accessible: Annotated[bool, NOBODY, ALONG, RULES] = True
    indisponibilites: Annotated[tuple[Plage, ...], NOBODY, HERE, RULES] = ()


@dataclass(frozen=True, slots=True)
class Vehicule:
    """A vehicle of the centre, of one kind (`sorte`): phases take one, which nobody else has meanwhile."""

    id: Annotated[str, NOBODY, HERE, KEY]
    nom: Annotated[str, NOBODY, ALONG, PAPERS]
    sorte: Annotated[str, NOBODY, ALONG, RULES]
    indisponibilites: Annotated[tuple[Plage, ...], NOBODY, HERE, RULES] = ()

    def convient(self, sorte: str) -> bool:
        """Whether it is of that kind."""
        return cle(self.sorte) == cle(sorte)


@dataclass(frozen=True, slots=True)
class Pin:
    """A passage that must stay where it is: its hour, or everything (`parties` with rooms, `membres` of its jury)."""

    candidat: Annotated[str, NOBODY, HERE, RULES]
    epreuve: Annotated[str, NOBODY, HERE, RULES]
    portee: Annotated[Portee, NOBODY, HERE, RULES]
    parties: Annotated[tuple[Partie, ...], NOBODY, HERE, RULES]
    membres: Annotated[tuple[str, ...], NOBODY, HERE, RULES] = ()


NOT_CONVENED = time(23, 59)
"""The hour of a convocation that says that somebody is not convened on a day: nothing of theirs begins then."""


@dataclass(frozen=True, slots=True)
class Convocation:
    """The hour at which somebody was convened on a day; `accord` when they agreed to come earlier.

    `deduite`: nobody typed it; it is when the plan that people know has them begin, whatever the hour of their call.
    """

    personne: Annotated[str, NOBODY, HERE, RULES]
    jour: Annotated[date, NOBODY, HERE, RULES]
    heure: Annotated[time, NOBODY, HERE, RULES]
    accord: Annotated[bool, NOBODY, HERE, RULES] = False
    deduite: Annotated[bool, NOBODY, HERE, RULES] = False


@dataclass(frozen=True, slots=True)
class Remise:
    """That somebody was handed the documents of a version of the planning, on a day (None: not noted).

    `accepte`: what they answered (None: nothing yet).
    """

    personne: Annotated[str, NOBODY, HERE, PAPERS]
    version: Annotated[int, NOBODY, HERE, PAPERS]
    remise_le: Annotated[date | None, NOBODY, HERE, PAPERS] = None
    accepte: Annotated[bool | None, NOBODY, HERE, PAPERS] = None


@dataclass(frozen=True, slots=True)
class NonPlace:
    """A candidat of the workbook who is left out of the planning, and all that names them alone.

    `pourquoi`, `remede` and `certitude` tell people why, what would place them, and whether it must be so.
    """

    candidat: Annotated[Candidat, NOBODY, HERE, PAPERS]
    pourquoi: Annotated[str, WHO, HERE, PAPERS] = ""
    remede: Annotated[str, WHO, HERE, PAPERS] = ""
    certitude: Annotated[str, NOBODY, HERE, PAPERS] = ""
    liens: Annotated[tuple[Lien, ...], NOBODY, HERE, PAPERS] = ()
    convocations: Annotated[tuple[Convocation, ...], NOBODY, HERE, PAPERS] = ()
    pins: Annotated[tuple[Pin, ...], NOBODY, HERE, PAPERS] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """Everything that a planning must answer to.

    Collections are sorted by the order of the workbook and hold no duplicate id (`domain.duties`). `reference`
    holds the plan from which a new one should differ least, if any; what it has begun before `maintenant` is history.
    `absents` (ids) told that they do not come when it has them do something; `prevenus`, whom it has itself changed
    something for since the plan that they were told: there is something to tell these, and nothing to tell those.
    `version_planning` tells apart the plannings that people were given one after the other; `remises`, who has which.
    `departement` is a number (`texts.noms.DEPARTEMENTS`), empty where it is not told.
    `ceres_par_ccp` gives the CERES number of the session of each CCP or CCS, by its id, where each has its own.
    `re_verifie_le` and `re_verifie_par` tell when and by whom the centre compared the référentiel with the RE.
    `affichage` says how the wall names candidats; `signataire`, who signs the convocations and as what.
    `non_places` are not among the candidats: nothing is planned for them.
    `questions` are all that what is typed makes one ask, answered or not (`domain.questions`). `imprevus` are what
    happened since it was planned, taken back or not; `domain.held` is the session in which they hold.
    `sur_demande` are convocations that bind only until whoever holds them is asked: no rule holds them, each who comes
    otherwise is one more to ask.
    """

    genre: Annotated[Genre, NOBODY, HERE, RULES]
    referentiel: Annotated[Referentiel, NOBODY, ALONG, RULES]
    jours: Annotated[tuple[Jour, ...], NOBODY, HERE, RULES]
    candidats: Annotated[tuple[Candidat, ...], NOBODY, HERE, RULES]
    membres: Annotated[tuple[Membre, ...], NOBODY, ALONG, RULES]
    salles: Annotated[tuple[Salle, ...], NOBODY, ALONG, RULES]
    personnes: Annotated[tuple[Personne, ...], NOBODY, ALONG, RULES] = ()
    vehicules: Annotated[tuple[Vehicule, ...], NOBODY, ALONG, RULES] = ()
    jurys: Annotated[tuple[Jury, ...], NOBODY, HERE, RULES] = ()
    liens: Annotated[tuple[Lien, ...], NOBODY, HERE, DEDUCED] = ()
    reglages: Annotated[Reglages, NOBODY, ALONG, RULES] = Reglages()
    pins: Annotated[tuple[Pin, ...], NOBODY, HERE, RULES] = ()
    convocations: Annotated[tuple[Convocation, ...], NOBODY, HERE, RULES] = ()
    sur_demande: Annotated[tuple[Convocation, ...], NOBODY, HERE, ORDER] = ()
    convocations_envoyees: Annotated[date | None, NOBODY, HERE, DATES] = None
    remises: Annotated[tuple[Remise, ...], NOBODY, HERE, PAPERS] = ()
    reference: Annotated[tuple[Plan, ...], NOBODY, HERE, RULES] = ()
    maintenant: Annotated[datetime | None, NOBODY, HERE, RULES] = None
    absents: Annotated[frozenset[str], NOBODY, HERE, RULES] = frozenset()
    prevenus: Annotated[frozenset[str], NOBODY, HERE, RULES] = frozenset()
    non_places: Annotated[tuple[NonPlace, ...], NOBODY, HERE, PAPERS] = ()
    fictive: Annotated[bool, NOBODY, HERE, PAPERS] = False
    centre: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    site: Annotated[str, NOBODY, ALONG, DEDUCED] = ""
    agrement: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    agrement_fin: Annotated[date | None, NOBODY, ALONG, DATES] = None
    numero_ceres: Annotated[str, NOBODY, HERE, PAPERS] = ""
    ceres_par_ccp: Annotated[tuple[tuple[str, str], ...], NOBODY, HERE, PAPERS] = ()
    service_departemental: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    contact: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    fuseau: Annotated[Fuseau, NOBODY, ALONG, PAPERS] = Fuseau.METROPOLE
    version_planning: Annotated[int, NOBODY, HERE, PAPERS] = 1
    departement: Annotated[str, NOBODY, ALONG, DATES] = ""
    re_verifie_le: Annotated[date | None, NOBODY, ALONG, PAPERS] = None
    re_verifie_par: Annotated[str, SIGNER, ALONG, PAPERS] = ""
    affichage: Annotated[Designation, NOBODY, ALONG, PAPERS] = Designation.NUMERO
    signataire: Annotated[str, SIGNER, ALONG, PAPERS] = ""
    qualite_du_signataire: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    contact_service: Annotated[str, NOBODY, ALONG, PAPERS] = ""
    bail_fin: Annotated[date | None, NOBODY, ALONG, DATES] = None
    suivi: Annotated[Suivi, NOBODY, HERE, DATES] = Suivi()
    questions: Annotated[tuple[Question, ...], NOBODY, HERE, DEDUCED] = ()
    imprevus: Annotated[tuple[Imprevu, ...], NOBODY, HERE, RULES] = ()

    @property
    def evenements(self) -> tuple[Evenement, ...]:
        """What happened and was not taken back, in the order in which it was told."""
        return tuple(imprevu.evenement for imprevu in self.imprevus if imprevu.repris_le is None)

    @property
    def attendus(self) -> tuple[str, ...]:
        """Those (ids) who still have to give an agreement on which the planning counts."""
        asked = (e.personne for e in self.evenements if isinstance(e, Accord) and e.a_demander)
        return tuple(dict.fromkeys(asked))

    @property
    def quota(self) -> int | None:
        """Candidats a jury may receive in a day: the centre's réglage, else the référentiel's."""
        quota: int | None = self.reglage("quota")
        return quota

    def reglage(self, champ: str) -> Any:
        """What holds of a réglage: the centre's, else what the référentiel says where it has a field of that name."""
        chosen = getattr(self.reglages, champ)
        return getattr(self.referentiel, champ, None) if chosen is None else chosen

    @property
    def niveaux(self) -> tuple[Niveau, ...]:
        """The levels by which plans are compared: whom to ask and what is disturbed of a reference plan come first."""
        asked = DEMANDE if self.sur_demande else ()
        return (*asked, *PERTURBATION, *self.reglages.niveaux) if self.reference else self.reglages.niveaux

    @property
    def sans_demande(self) -> "Session":
        """The session in which nobody is asked: every convocation binds."""
        return replace(self, convocations=(*self.convocations, *self.sur_demande), sur_demande=())

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

    def vehicule(self, id_: str) -> Vehicule:
        """The vehicle of that id; raises KeyError."""
        return _by_id(self.vehicules, id_)

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


_Item = TypeVar("_Item", Candidat, Membre, Salle, Personne, Vehicule)


def _by_id(items: tuple[_Item, ...], id_: str) -> _Item:
    for item in items:
        if item.id == id_:
            return item
    raise KeyError(id_)


# Names as people compare them: case, accents, spaces and typographic variants do not count.

_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‑": "-", "–": "-"})


@lru_cache(maxsize=4096)  # a thousand accents on one letter take a while, and cells are asked for twenty times
def propre(texte: str) -> str:
    """The text as displayed: composed accents, single spaces, no invisible characters."""
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", texte)).split())


@lru_cache(maxsize=65536)
def cle(texte: str) -> str:
    """The key under which two spellings of one name are equal."""
    plie = unicodedata.normalize("NFKD", propre(texte).casefold().translate(_LIGATURES))
    sans_accent = "".join(c for c in plie if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", sans_accent).split())


def numero_de_millesime(texte: str) -> str:
    """``4``, for « 04 », « m04 », « M 4 »."""
    return cle(texte).removeprefix("m").strip().lstrip("0")


# Short codes for what is told and may be asked for later: drawn from what a thing is, not from its rank in a
# list.

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""Consonants alone: no code is a word, nor a number."""

LENGTH = 6
"""Sixty-four million codes: two of the hundreds of things that a session has to tell hardly ever bear the same."""


def code_of(content: object) -> str:
    """The code of texts, numbers, moments and tuples of them: the same in every run, on every machine."""
    number = int.from_bytes(sha256(repr(content).encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, rank = divmod(number, len(LETTERS))
        letters.append(LETTERS[rank])
    return "".join(letters)
