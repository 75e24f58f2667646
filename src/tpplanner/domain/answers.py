"""What is answered: a plan or why there is none, a report, changes, contingencies, repairs, places, échéances."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction

from tpplanner.domain.plan import Accueil, Composition, Passage, Plan, Presence, Travail
from tpplanner.domain.session import NOON, Plage, Role, Session
from tpplanner.errors import Issue

# What planning and checking answer: a plan, a proof that there is none, or neither in the time; and a report.

Valeur = str | int | Fraction | date | datetime | time
"""What a violation carries: an id, a number, a date, a moment."""

Element = Passage | Travail | Presence | Composition | Accueil
"""A piece of a plan, as a violation points at it."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A rule for one subject (ids, in the order of its card): the key shared by solver, audit and sentence."""

    regle: str
    sujet: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A requirement that a plan breaks: in which way, what its sentence needs, the pieces of the plan concerned.

    `cas` is a key of the card's `manquements`.
    """

    regle: str
    sujet: tuple[str, ...]
    cas: str = ""
    donnees: tuple[tuple[str, Valeur], ...] = ()
    elements: tuple[Element, ...] = ()

    @property
    def requirement(self) -> Requirement:
        """What it breaks."""
        return Requirement(self.regle, self.sujet)


@dataclass(frozen=True, slots=True)
class JurysDuJour:
    """So many juries of a day that hear so many candidats each."""

    jour: date
    jurys: int
    candidats: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A lack that arithmetic proves: `besoin` of `quoi` for `sujet`, `disponible` at most.

    `detail` says where places before juries are, when it is they that are short.
    """

    quoi: str
    sujet: tuple[str, ...]
    besoin: int
    disponible: int
    detail: tuple[JurysDuJour, ...] = ()


@dataclass(frozen=True, slots=True)
class Borne:
    """No plan does better than `valeur` at that level, given the levels before it."""

    niveau: str
    valeur: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that the solver holds valid, with a bound for each level that it reached.

    `a_la_minute`: no plan keeps to the step of the réglages; hours fall on any minute. `non_essayes` names the kinds of
    moves that there was no time to try on it, one after the other (`local_search`).
    """

    plan: Plan
    bornes: tuple[Borne, ...]
    interrompu: bool = False
    a_la_minute: bool = False
    non_essayes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """Requirements that cannot hold together: with these alone there is no plan.

    `regles_minimales`: without any one of their rules, the others alone have one; `minimale`: without any one of them.
    Neither says that the session has a plan then: what else it requires may not hold together either.
    """

    exigences: tuple[Requirement, ...]
    regles_minimales: bool = False
    minimale: bool = False


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan exists: what arithmetic lacks, or the requirements that cannot hold together, if they were found."""

    manques: tuple[Shortage, ...] = ()
    cause: Cause | None = None


@dataclass(frozen=True, slots=True)
class Unfinished:
    """No plan was found in the time, and none was proven impossible."""

    bornes: tuple[Borne, ...] = ()
    interrompu: bool = False


Outcome = Planned | Infeasible | Unfinished


@dataclass(frozen=True, slots=True)
class Mesure:
    """A soft rule measured on a plan."""

    regle: str
    valeur: int


@dataclass(frozen=True, slots=True)
class NiveauAtteint:
    """A level measured on a plan, beside its bound (None: no bound is known).

    `affiche` is how much of the measure is there so that the poster tells no majoration: a plan without was found.
    Where waits are weighed, all three are counted in parts of a minute, of which `unite` make one.
    """

    nom: str
    valeur: int
    borne: int | None = None
    unite: int = 1
    affiche: int = 0

    @property
    def prouve(self) -> bool:
        """Whether no plan can do better, given the levels before it."""
        return self.borne is not None and self.valeur == self.borne

    @property
    def prouve_sans_affiche(self) -> bool:
        """Whether no plan can do better than the one found before the poster was made to tell no majoration."""
        return self.borne is not None and self.valeur - self.affiche == self.borne


@dataclass(frozen=True, slots=True)
class Report:
    """What an independent reading of a plan finds.

    `constats` are breaches made of history alone; `avertissements` let the plan stand. `bon_sens` measures what people
    find odd though no level counts it, without any proof.
    """

    violations: tuple[Violation, ...]
    mesures: tuple[Mesure, ...]
    niveaux: tuple[NiveauAtteint, ...]
    constats: tuple[Violation, ...] = ()
    avertissements: tuple[Issue, ...] = ()
    bon_sens: tuple[Mesure, ...] = ()

    @property
    def conforme(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations


# What a change does to a planning: old and new side by side, and what to tell each person. French texts inside.


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is no longer where it was; `avant` is empty for what is new, `apres` for what is gone."""

    quoi: str
    avant: str
    apres: str


class Priorite(StrEnum):
    """What somebody is called for, in the order in which people are called."""

    VENIR = "venir"
    """they are to come, or to agree to an earlier hour or another day: without them there is no plan"""
    NE_PAS_VENIR = "ne_pas_venir"
    CHANGER = "changer"
    """a later hour, another room, other people"""


class Concern(StrEnum):
    """Why there is something to tell somebody; whoever is not counted is marked so in the sheet *Changements*."""

    ABSENT = "absent"
    """they told it, and come otherwise than they knew at another moment"""
    OBSERVATEUR = "observateur"
    """they follow their jury, whose membres are told"""
    IMPOSE = "impose"
    """what happened has changed their own itself, whatever plan comes of it"""
    AUTRE = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What to tell one person, once: who they are, as what (all their roles that change), what, under which number.

    `a_dire` is what to say first, in a sentence, `phrases` all that changes for them; `joint` is what the centre noted
    of the call, at which hour, with which answer.
    """

    personne: str
    nom: str
    role: str
    phrases: tuple[str, ...]
    telephone: str = ""
    priorite: Priorite = Priorite.CHANGER
    a_dire: str = ""
    joint: str = ""
    concern: Concern = Concern.AUTRE

    @property
    def counted(self) -> bool:
        """Whether they are counted: not who is away, who told it, nor who follows others who are told."""
        return self.concern in (Concern.IMPOSE, Concern.AUTRE)

    @property
    def qualite(self) -> str:
        """As what they are told, and why they are not counted."""
        return self.role if self.counted else f"{self.role}, {self.concern}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What to say first, then all that changes."""
        return tuple(filter(None, (self.a_dire, *self.phrases)))

    @property
    def en_tant_que(self) -> str:
        """The same, and under which number."""
        return ", ".join(filter(None, (self.qualite, *self.telephone.splitlines())))


@dataclass(frozen=True, slots=True)
class Retard:
    """A candidat who comes so many minutes late for an épreuve: nothing moves for them, it is to be noted."""

    candidat: str
    epreuve: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Changements:
    """What happened (`avis`), what differs, whom to tell what, who is late; nobody who is not concerned is named.

    `affiches` are the days of which the poster shows something else than before.
    """

    avis: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    messages: tuple[Message, ...] = ()
    retards: tuple[Retard, ...] = ()
    affiches: tuple[date, ...] = ()

    @property
    def aucun(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    @property
    def appels(self) -> dict[Priorite, tuple[Message, ...]]:
        """The messages by priority, in the order in which people are called; no priority for which nobody is."""
        groups = {p: tuple(m for m in self.messages if m.priorite is p) for p in Priorite}
        return {priorite: messages for priorite, messages in groups.items() if messages}

    @property
    def a_prevenir(self) -> tuple[Message, ...]:
        """Those of people who are counted."""
        return tuple(m for m in self.messages if m.counted)


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan that follows another is written with: the session as typed from now on, and what to tell whom.

    `cause`: what it was made for, in French, where the events told do not say it.
    """

    saisie: Session
    changements: Changements
    cause: str = ""


# What reading a workbook gives.


@dataclass(frozen=True, slots=True)
class Edition:
    """What a hand changed in a planning, and what followed: French sentences with their place."""

    message: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A session as read, the plan that the workbook holds if any, and where everything stands.

    `ecrit` is the plan as tpplanner wrote it, `edite` the plan as it stands now; `editions` tells the difference.
    `cells` finds the cell of a subject: ``("candidats", "C3", "majoration_oral")`` → ``Candidats!L6``. `lignes` finds
    the rows (numbers in *Planning*) of a piece of the edited plan; `sans_edition`, by row that a hand changed, the plan
    as it would be without that; `commence` are the pieces that *Statut* says begun.
    `changements` is what the planning tells of the change that made it, if one did, without its differences;
    `niveaux_ecrits` its levels that have a bound as *Qualité* tells them: name, what it counts, measure, bound, gap,
    conclusion.
    `session` is the one in which what happened holds, `base` the session as it is typed (`saisie`), where that is
    another.
    """

    session: Session
    avertissements: tuple[Issue, ...] = ()
    ecrit: tuple[Plan, ...] = ()
    edite: tuple[Plan, ...] = ()
    editions: tuple[Edition, ...] = ()
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)
    lignes: dict[Element, tuple[int, ...]] = field(default_factory=dict)
    sans_edition: Mapping[int, Plan] = field(default_factory=dict, compare=False, repr=False)
    commence: tuple[Element, ...] = ()
    changements: Changements = Changements()
    niveaux_ecrits: tuple[tuple[str, ...], ...] = ()
    base: tuple[Session, ...] = ()

    @property
    def saisie(self) -> Session:
        """The session as it is typed, which sheets are written from."""
        return self.base[0] if self.base else self.session


# What a centre could change so that a session can be planned.


class Remedy(StrEnum):
    """Kinds of change; what `subject` and `amount` of an `Amendment` are."""

    MEMBRES = "membres"
    """membres habilités more: the day (ISO) and its moment; how many"""
    JOURS = "jours"
    """days more: nothing; how many"""
    SALLE = "salle"
    """rooms more: their kind; how many"""
    VEHICULE = "vehicule"
    """vehicles more: their kind; how many"""
    LATER = "later"
    """a later end: the day (ISO), or nothing for every day; minutes"""
    EARLIER = "earlier"
    """an earlier beginning: the same"""
    MIDDAY = "midday"
    """a wider lunch window: the same, on either side"""
    THERE_FROM = "there from"
    """somebody or a room there before an absence ends: id, beginning of the absence (ISO); minute of the day"""
    THERE_UNTIL = "there until"
    """there after it begins: the same"""
    THERE = "there"
    """there all along an absence: id, beginning of the absence (ISO)"""
    UNPINNED = "unpinned"
    """a passage let go: candidat, épreuve"""
    REGLAGE = "reglage"
    """a looser réglage: its name; its new value"""
    AGREED = "agreed"
    """somebody convened agrees to come earlier, and on the other days if `amount` is 1: id"""
    ROLE = "role"
    """people more with a role: the role; how many"""
    COMPOSED = "composed"
    """juries composed anew, not those of the centre: nothing"""
    REMPLACANT = "remplacant"
    """a membre who may replace those of a jury that the centre gives: the jury, the membre"""


class PartOfDay(StrEnum):
    """A part of a day."""

    DAY = "day"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change, and how much it asks of a centre (`cost`: a rank, no unit)."""

    change: Remedy
    subject: tuple[str, ...] = ()
    amount: int = 0
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes that make a session possible together: a plan of the changed session was found, and checked."""

    amendments: tuple[Amendment, ...]

    @property
    def cost(self) -> int:
        """How much it asks of a centre, all in all."""
        return sum(a.cost for a in self.amendments)


@dataclass(frozen=True, slots=True)
class Repairs:
    """The smallest repairs that were found, and how many other trials were not settled in the time."""

    proposals: tuple[Repair, ...] = ()
    unsettled: int = 0


# What happens to a planning if one person or one room fails it for half a day: each case, its verdict, a reserve.


@dataclass(frozen=True, slots=True)
class Resource:
    """A person or a room of a session that may fail; `roles` is empty for a room."""

    id: str
    roles: tuple[str, ...] = ()

    @property
    def room(self) -> bool:
        """Whether it is a room."""
        return not self.roles


MEMBRE = "membre"
"""Of a resource's roles, that of a membre de jury; the others are those of `Role`."""


def resources(session: Session) -> tuple[Resource, ...]:
    """Everybody and every room that a plan may need: membres, then other people, then rooms.

    Somebody with several roles is one resource; who is only a formateur is none.
    """
    roles: dict[str, list[str]] = {m.id: [MEMBRE] for m in session.membres}
    for personne in session.personnes:
        needed = [role.value for role in personne.roles if role is not Role.FORMATEUR]
        if needed:
            roles.setdefault(personne.id, []).extend(needed)
    people = (Resource(id_, tuple(named)) for id_, named in roles.items())
    return (*people, *(Resource(s.id) for s in session.salles))


@dataclass(frozen=True, slots=True)
class Failure:
    """A resource that is not there during a part of a day."""

    resource: Resource
    jour: date
    moment: PartOfDay

    @property
    def plage(self) -> Plage:
        """From when to when."""
        midnight = datetime.combine(self.jour, time())
        noon, next_day = datetime.combine(self.jour, NOON), midnight + timedelta(days=1)
        first = noon if self.moment is PartOfDay.AFTERNOON else midnight
        return Plage(first, noon if self.moment is PartOfDay.MORNING else next_day)


class Verdict(StrEnum):
    """What becomes of the planning."""

    UNTOUCHED = "untouched"
    """the plan keeps every rule as it is"""
    LEAST = "least"
    """another plan keeps every rule, and none calls fewer membres in addition, then tells fewer people"""
    SURVIVES = "survives"
    """another plan keeps every rule"""
    ASKED = "asked"
    """a plan keeps every rule once people agree to it, with a derogation, or without some candidats"""
    IMPOSSIBLE = "impossible"
    """no plan exists, proven, unless somebody is asked"""
    OPEN = "open"
    """neither a plan nor a proof in the time"""


PLANNED = (Verdict.UNTOUCHED, Verdict.LEAST, Verdict.SURVIVES)
"""The verdicts that come with a plan."""


@dataclass(frozen=True, slots=True)
class Recourse:
    """The verdict on a failure, with the plan that survives it, if any, and what to tell whom.

    `manques` and `refus` (French) say why there is no plan, where it is known. `presents`: how many people the plan
    that there was has on that day. Where there is to ask: of how many people, whether a derogation, how many candidats
    are postponed; `a_faire` says it (French), or what would be enough.
    """

    failure: Failure
    verdict: Verdict
    outcome: Outcome = Unfinished()
    changements: Changements = Changements()
    manques: tuple[Shortage, ...] = ()
    refus: tuple[str, ...] = ()
    presents: int = 0
    accords: int = 0
    derogation: bool = False
    reportes: int = 0
    a_faire: str = ""

    @property
    def planned(self) -> tuple[Planned, ...]:
        """The new plan, where there is one that asks nothing of anybody."""
        survives = self.verdict in (Verdict.LEAST, Verdict.SURVIVES)
        return (self.outcome,) if isinstance(self.outcome, Planned) and survives else ()

    @property
    def has_plan(self) -> bool:
        """Whether there is a new plan, be there something to ask for it."""
        return bool(self.planned) or self.verdict is Verdict.ASKED

    @property
    def disturbed(self) -> int:
        """How many people there is something to tell, but for the one who is away."""
        return len(self.changements.a_prevenir)


@dataclass(frozen=True, slots=True)
class Reserve:
    """Something held in reserve, the failures that it makes survivable, and the absences that disturb fewer with it.

    `untried` failures were left out for want of time, so that it may make more of them survivable.
    """

    amendments: tuple[Amendment, ...]
    saves: tuple[Failure, ...] = ()
    eases: tuple[Recourse, ...] = ()
    untried: int = 0


@dataclass(frozen=True, slots=True)
class Contingencies:
    """The recourse to every failure, in the order of the workbook, and reserves, the most useful first.

    `heavy`: the absences that are survived, and disturb more of those present than the réglage allows. `sent`: people
    hold their convocations, and come no earlier.
    """

    recourses: tuple[Recourse, ...]
    reserves: tuple[Reserve, ...] = ()
    interrupted: bool = False
    heavy: tuple[Recourse, ...] = ()
    sent: bool = True

    def of(self, verdict: Verdict) -> tuple[Recourse, ...]:
        """Those of that verdict."""
        return tuple(a for a in self.recourses if a.verdict is verdict)

    def disturbs_many(self, recourse: Recourse) -> bool:
        """Whether it is among the heavy ones."""
        return any(a.failure == recourse.failure for a in self.heavy)

    @property
    def unsurvived(self) -> tuple[Recourse, ...]:
        """The failures without a plan."""
        return tuple(a for a in self.recourses if a.verdict not in PLANNED)


# Where a passage could go: the places that a planning has for it, and what each costs.


class Immobile(StrEnum):
    """Why a passage is not moved by itself."""

    COLLECTIVE = "collective"
    FIGE = "fige"
    COMMENCE = "commence"


@dataclass(frozen=True, slots=True)
class Ecart:
    """What a soft rule measures more (or less) than in the planning there is, in the order of its levels."""

    regle: str
    valeur: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place: the plan in which the passage is there, which the check accepts.

    `heures` are all the starts found for that half-day before those membres, `passage` being at the least costly.
    `deplaces` are the other candidats whose hour, room or jury changes, `prevenus` whoever else has other hours.
    """

    plan: Plan
    passage: Passage
    membres: tuple[str, ...]
    heures: tuple[datetime, ...]
    deplaces: tuple[str, ...]
    prevenus: tuple[str, ...]
    ecarts: tuple[Ecart, ...]
    cout: tuple[int, ...]
    """the same, level by level: what places are ordered by"""
    code: str = ""
    """what it is for people, in six letters: whatever the list it is found in, the same place has the same"""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of passages that move together, or why there are none (`immobile`).

    `ouvertes` is how many hours were not settled in the time.
    """

    candidat: str
    epreuves: tuple[str, ...]
    passage: Passage
    membres: tuple[str, ...]
    places: tuple[Place, ...] = ()
    immobile: Immobile | None = None
    ouvertes: int = 0


# The échéances of a session: what must be done by when, told in French, and how each stands on a given day.


class NatureEcheance(StrEnum):
    """What an échéance is about."""

    PROGRAMMATION = "programmation"
    CREATION = "creation"
    DTE = "dte"
    CONVOCATIONS = "convocations"
    CONGES = "conges"
    PLIS = "plis"
    AFFICHAGE = "affichage"
    ADRESSES = "adresses"
    SAISIE = "saisie"
    PV = "pv"
    RESULTATS = "resultats"
    DESTRUCTION = "destruction"
    ARCHIVES = "archives"
    SI_ANNULATION = "si_annulation"
    ANNULATION = "annulation"
    RETOUR_DTE = "retour_dte"
    PV_ANNULATION = "pv_annulation"
    HABILITATIONS = "habilitations"
    TITRE = "titre"
    AGREMENT = "agrement"
    BAIL = "bail"
    DOUZE_MOIS = "douze_mois"
    PIECES = "pieces"


class Etat(StrEnum):
    """How an échéance stands, the worst first.

    `A_VERIFIER`: its day is past and nothing in the workbook tells whether it was done. `A_SAVOIR`: nothing to do by a
    day, or a day to know of.
    """

    INTENABLE = "intenable"
    EN_RETARD = "en_retard"
    A_VERIFIER = "a_verifier"
    A_FAIRE = "a_faire"
    A_SAVOIR = "a_savoir"
    FAIT_TARD = "fait_tard"
    FAIT = "fait"


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something to be done by a day.

    `limite` is the last day by the text that `regle` applies; `au_plus_tard` the working day by which to have done it.
    `fait` is the day on which it was done, where the workbook tells it. `noms` are the people concerned; no other
    field names anybody.
    """

    nature: NatureEcheance
    quoi: str
    etat: Etat
    limite: date | None = None
    au_plus_tard: date | None = None
    fait: date | None = None
    regle: str = ""
    precisions: tuple[str, ...] = ()
    noms: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Echeancier:
    """All the échéances of a session, in the order of their days, those without a day last.

    `premier` and `dernier` are the days from which they are counted: those of the plan, or (`provisoire`) the first
    and last possible ones. `aujourdhui` is None where no état depends on the day. `departement` is a number, or empty;
    `time_zone` the name of its time zone. `jours` tells from when to when each day of the session goes; `cle` stands
    for the session, and names nobody.
    """

    premier: date
    dernier: date
    echeances: tuple[Echeance, ...]
    avis: tuple[str, ...] = ()
    aujourdhui: date | None = None
    provisoire: bool = False
    departement: str = ""
    time_zone: str = "Europe/Paris"
    contact: str = ""
    jours: tuple[tuple[datetime, datetime], ...] = ()
    cle: str = ""

    def en_etat(self, *etats: Etat) -> tuple[Echeance, ...]:
        """Those that stand so."""
        return tuple(e for e in self.echeances if e.etat in etats)
