"""A plan as moments, seen from each side: names made inert, labels, and what may be shown of whom."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeVar, cast

from tpplanner.domain.duties import Verification, attestation_du_re, epreuves_de, verification_du_re
from tpplanner.domain.plan import (
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
    minutes_between,
)
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Surveillance
from tpplanner.domain.session import Candidat, Designation, Genre, Role, Salle, Session
from tpplanner.domain.welcomes import Welcome, welcomes
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import documents as texte_documents
from tpplanner.texts.classeur import (
    SALLE_A_PART,
    SALLE_ACCESSIBLE,
    aide,
    aide_accordee,
    majoration,
    majoration_par_nature,
)
from tpplanner.texts.documents import numero, numeros
from tpplanner.texts.noms import GENRES, ROLES, TRAVAUX, Noms, dit_le_numero, heure_chiffres
from tpplanner.texts.plain import one_line, safe
from tpplanner.texts.referentiels import avertissements, brouillon, document_lu, verifiees_par_le_centre
from tpplanner.texts.reponses import PROVISOIRE

_Value = TypeVar("_Value")


def inert(value: _Value) -> _Value:
    """The same session (or what is in it), every text in it safe: for writers that do not pass by the kit's door."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return cast("_Value", safe(value))
    if isinstance(value, tuple):
        return cast("_Value", tuple(inert(item) for item in value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: inert(getattr(value, f.name)) for f in fields(value)})
    return value


# The names that outputs print: those of `texts.noms`, made inert and kept on one line.


class Names(Noms):
    """The names of a session, whatever was typed in them."""

    def candidat(self, id_: str) -> str:
        """``DURAND Léa``, with their number if somebody else bears that name."""
        return one_line(super().etiquette(id_))

    def personne(self, id_: str) -> str:
        """A membre, or anybody else."""
        return one_line(super().etiquette(id_))

    def epreuve(self, id_: str) -> str:
        """``Entretien technique``, with its CCP where the référentiel has several of that name."""
        return one_line(super().etiquette_epreuve(id_))

    def salle(self, id_: str) -> str:
        """A room under a name that no other room bears."""
        return one_line(super().etiquette_salle(id_))

    def lieu(self, partie: "Partie | Moment") -> str:
        """The room of a part, with the vehicles that it takes: ``Piste · Clio 1``."""
        salle = [self.salle(partie.salle)] if partie.salle else []
        return texte_classeur.LIEU_ET_VEHICULE.join([*salle, *(one_line(self.vehicule(v)) for v in partie.vehicules)])

    def jury(self, id_: str) -> str:
        """``Jury 2``, or the name that the centre gave."""
        return one_line(super().jury(id_))

    def jour(self, jour: date | str) -> str:
        """The day in full, or its label in a fictive session."""
        return one_line(super().jour(jour))


def numeros_tires(session: Session) -> dict[str, int]:
    """The number of each candidat, never twice the same.

    The drawn one; candidats without one (a session built in Python) take the smallest numbers left, in the order of
    the list.
    """
    numbers: set[int] = set()
    par_candidat: dict[str, int] = {}
    for candidat in session.candidats:
        if candidat.numero_tire is not None and candidat.numero_tire not in numbers:
            par_candidat[candidat.id] = candidat.numero_tire
            numbers.add(candidat.numero_tire)
    libres = (n for n in range(1, len(session.candidats) + len(numbers) + 1) if n not in numbers)
    for candidat in session.candidats:
        if candidat.id not in par_candidat:
            par_candidat[candidat.id] = next(libres)
    return par_candidat


# A plan as things that happen, one after the other: what every page lists from its own side.


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
    vehicules: tuple[str, ...] = ()

    @property
    def jour(self) -> date:
        """The day on which it begins."""
        return self.debut.date()

    @property
    def minutes(self) -> int:
        """Its length."""
        return minutes_between(self.debut, self.fin)


class Agenda:
    """A session and a plan, seen as moments; ids that the session does not know are their own names."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.names = Names(session)
        self.numeros = numeros_tires(session)
        self.epreuves: dict[str, Epreuve] = {e.id: e for e in session.referentiel.epreuves()}
        self.candidats: dict[str, Candidat] = {c.id: c for c in session.candidats}
        self.salles: dict[str, Salle] = {s.id: s for s in session.salles}
        self.rangs = {c.id: rang for rang, c in enumerate(session.candidats)}

    @property
    def jours(self) -> tuple[date, ...]:
        """The days on which something happens."""
        return self.plan.jours()

    @property
    def lieu(self) -> str:
        """Where and when the session is."""
        phrases = (texte_classeur.phrase_centre(self.session), texte_classeur.phrase_dates(self.session, self.jours))
        return " – ".join(filter(None, phrases))

    @cached_property
    def avertissements(self) -> tuple[str, ...]:
        """What the responsable is told of the référentiel, for the épreuves that somebody sits."""
        passees = {passage.epreuve for passage in self.plan.passages}
        compare = self.verification is not Verification.ABSENTE
        return avertissements(
            self.session.referentiel, [e for e in self.epreuves.values() if e.id in passees], compare=compare
        )

    @cached_property
    def verification(self) -> Verification:
        """How far the centre vouches for its durations."""
        return verification_du_re(self.session)

    @property
    def brouillon(self) -> str:
        """That what goes to the administration is a draft, and why; empty where it may go."""
        return brouillon(self.verification)

    @property
    def provisoire(self) -> str:
        """That a planning counts on agreements that nobody has given yet; empty where it holds."""
        return PROVISOIRE if self.session.attendus else ""

    @property
    def verifiees(self) -> str:
        """What everybody may read of it: that the centre compared its durations with the RE; empty if it did not."""
        attestation = attestation_du_re(self.session)
        if attestation is None or self.verification is not Verification.FAITE:
            return ""
        return verifiees_par_le_centre(attestation.le, one_line(attestation.par))

    @cached_property
    def document_lu(self) -> tuple[str, ...]:
        """The document that the référentiel was read from, with the pages of the épreuves that somebody sits."""
        sat = {e.id for candidat in self.session.candidats for e in self.dues(candidat.id)}
        lines = document_lu(self.session.referentiel, [e for e in self.epreuves.values() if e.id in sat])
        return tuple(map(one_line, lines))

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
                    vehicules=partie.vehicules,
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

    @cached_property
    def welcomes(self) -> tuple[Welcome, ...]:
        """Who receives candidats and juries, when and where."""
        return welcomes(self.session, self.plan)

    def welcome_of(self, moment: Moment) -> Welcome | None:
        """That with which a jury's day begins, where the moment is its accueil."""
        theirs = (w for w in self.welcomes if moment.jury in w.jurys and w.debut == moment.debut)
        return next(theirs, None) if moment.nature is NatureTravail.ACCUEIL else None

    def room_of(self, moment: Moment) -> str:
        """The room (id) of a moment: for a jury's accueil, that in which it is received with others."""
        welcome = self.welcome_of(moment)
        return welcome.salle if welcome else moment.salle

    def elsewhere(self, moment: Moment) -> str:
        """Where a moment takes place, if not in its jury's own room, and in which vehicles; else empty."""
        composition, salle = self.composition(moment.jury, moment.debut), self.room_of(moment)
        own = composition is not None and salle == composition.salle
        return self.names.lieu(replace(moment, salle="" if own else salle))

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
    def des_candidats(self) -> dict[str, list[Moment]]:
        """What each candidat (id) passes, and what a jury does about them."""
        par_candidat: dict[str, list[Moment]] = defaultdict(list)
        for moment in self.moments:
            par_candidat[moment.candidat].append(moment)
        return dict(par_candidat)

    @cached_property
    def des_salles(self) -> dict[tuple[date, str], list[Moment]]:
        """What takes place in each room on each day, in the order of days and of the rooms of the workbook."""
        rangs = {salle.id: rang for rang, salle in enumerate(self.session.salles)}
        par_salle: dict[tuple[date, str], list[Moment]] = defaultdict(list)
        for moment in self.moments:
            if moment.salle:
                par_salle[moment.jour, self.room_of(moment)].append(moment)
        return dict(sorted(par_salle.items(), key=lambda item: (item[0][0], rangs.get(item[0][1], len(rangs)))))

    def compositions(self, jury: str, jour: date) -> list[Composition]:
        """Who sits in that jury on that day, one after the other."""
        return [c for c in self.plan.compositions if (c.jury, c.jour) == (jury, jour)]

    def composition(self, jury: str, a: datetime) -> Composition | None:
        """Who sits in that jury at that moment (else at any time of that day)."""
        du_jour = self.compositions(jury, a.date())
        return next((c for c in du_jour if c.debut <= a < c.fin), du_jour[0] if du_jour else None)

    def membres(self, jury: str, a: datetime) -> str:
        """The names of those who sit in that jury at that moment."""
        composition = self.composition(jury, a)
        return ", ".join(self.names.personne(m) for m in composition.membres) if composition else ""

    def presents(self, role: Role, moment: Moment) -> str:
        """The names of those in that role with the candidat of that moment, or in its room, while it lasts."""
        noms = (self.names.personne(p.personne) for p in self.plan.presences if self.is_with(p, role, moment))
        return ", ".join(dict.fromkeys(noms))

    def is_with(self, presence: Presence, role: Role, moment: Moment) -> bool:
        """Whether somebody is, in that role, with the candidat of a moment, or in its room, while it lasts."""
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
        fiche = self.candidats.get(candidat)
        return epreuves_de(self.session.referentiel, fiche) if fiche else ()

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


# How moments are told in tables and on the grid.


def quoi(agenda: Agenda, moment: Moment) -> str:
    """What happens: an épreuve and its phase, a travail and what it is about, an accueil, an opening of plis."""
    match moment.sort:
        case Sort.ACCUEIL:
            return texte_classeur.ACCUEIL_CANDIDATS
        case Sort.PLIS:
            return texte_classeur.PLIS.format(epreuve=agenda.names.epreuve(moment.epreuve))
        case Sort.EPREUVE:
            epreuve = agenda.epreuves.get(moment.epreuve)
            total = len(epreuve.phases) if epreuve else 1
            return texte_classeur.phase(
                agenda.names.epreuve(moment.epreuve), moment.phase + 1, total, suite=moment.suite
            )
    if moment.nature is NatureTravail.CORRECTION and moment.epreuve:
        return texte_classeur.correction_de(agenda.names.epreuve(moment.epreuve))
    return TRAVAUX[moment.nature] if moment.nature else ""


def devant(agenda: Agenda, moment: Moment) -> str:
    """Before whom: the jury and its membres, or who watches over the room, with the comédien and the aide."""
    if moment.sort in (Sort.ACCUEIL, Sort.PLIS):
        return ""
    if moment.jury:
        membres = agenda.membres(moment.jury, moment.debut)
        qui = agenda.names.jury(moment.jury) + (f" : {membres}" if membres else "")
    else:
        qui = agenda.presents(Role.SURVEILLANT, moment) or _sans_nom(agenda, moment)
    return " ; ".join(filter(None, (qui, joue(agenda, moment))))


def joue(agenda: Agenda, moment: Moment) -> str:
    """Who plays, as what: ``élève conducteur : DURAND Léa, MARTIN Paul``; empty where nobody does."""
    noms = agenda.presents(Role.COMEDIEN, moment) if moment.candidat else ""
    return texte_classeur.comedien(role_joue(agenda, moment), noms) if noms else ""


def role_joue(agenda: Agenda, moment: Moment) -> str:
    """What is played in a moment."""
    phase = agenda.phase(moment)
    return phase.role if phase and phase.role else ROLES[Role.COMEDIEN]


def _sans_nom(agenda: Agenda, moment: Moment) -> str:
    phase = agenda.phase(moment)
    return texte_classeur.PRESENCES[phase.presence if phase else Surveillance.SEUL]


def qui(agenda: Agenda, candidats: Iterable[str]) -> str:
    """A candidat by number and name; several by their numbers, those that the session does not know by their names."""
    liste = agenda.ordre_des_numeros(dict.fromkeys(candidats))
    if len(liste) > 1 and {*liste} >= {*agenda.candidats}:
        return texte_classeur.TOUS
    numbers = [agenda.numeros[c] for c in liste if c in agenda.numeros]
    inconnus = [agenda.names.candidat(c) for c in liste if c not in agenda.numeros]
    if len(liste) == 1:
        nom = agenda.names.candidat(liste[0])
        return " ".join([*(numero(n) for n in numbers if not dit_le_numero(nom, n)), nom])
    return texte_classeur.plusieurs(
        len(liste), ", ".join(filter(None, (numeros(numbers) if numbers else "", *inconnus)))
    )


def sigle(agenda: Agenda, epreuve: str) -> str:
    """An épreuve in a few letters: ``QP``, ``QP CCP1`` in a CCP, ``MSP orale`` where its table has two such."""
    fiche = agenda.epreuves.get(epreuve)
    if fiche is None:
        return epreuve
    ref = agenda.session.referentiel
    table = ref.table_de(epreuve)
    twins = [e for e in table.epreuves if e.modalite == fiche.modalite]
    court = " ".join([fiche.modalite, *([_told_apart(fiche, twins)] if len(twins) > 1 else [])])
    return court if table.id == ref.titre.id else f"{court} {table.id}"


def _told_apart(epreuve: Epreuve, twins: Sequence[Epreuve]) -> str:
    """The last word of its name in the référentiel, where all have a short one of their own; else its rank."""
    last = [one_line(e.nom).split()[-1] for e in twins]
    own = len({*last}) == len(twins) and all(len(word) <= _SHORT for word in last)
    return last[twins.index(epreuve)] if own else str(twins.index(epreuve) + 1)


_SHORT = 8
"""letters that a sigle has room for"""


def parcours(agenda: Agenda, candidat: Candidat) -> str:
    """What a candidat is presented to: ``session titre``, ``CCP 1, CCP 2 (dernier CCP…)``, less their exemptions."""
    tables = {table.id: table.nom for table in agenda.session.referentiel.certificats}
    if candidat.titre:
        presente = GENRES[Genre.TITRE]
    else:
        presente = ", ".join(tables.get(ccp, ccp) for ccp in candidat.ccps)
        presente += f" ({texte_classeur.DERNIER_CCP})" if candidat.dernier_ccp else ""
    if not candidat.dispenses:
        return presente
    exemptions = ", ".join(agenda.names.epreuve(e) for e in candidat.dispenses)
    return f"{presente} – {texte_classeur.DISPENSE.format(epreuves=exemptions)}"


def stretches(passage: Passage) -> list[tuple[datetime, datetime]]:
    """Begin and end of each uninterrupted stretch of a passage: two where midday cuts it."""
    cuts = [(x, y) for x, y in pairwise(passage.parties) if x.fin != y.debut]
    begins = [passage.debut, *(y.debut for _, y in cuts)]
    return list(zip(begins, [*(x.fin for x, _ in cuts), passage.fin], strict=True))


def horaires(passage: Passage) -> list[str]:
    """The hours of each stretch, and when the jury comes if it does not watch from the start."""
    textes = [texte_classeur.de_a(heure_chiffres(debut), heure_chiffres(fin)) for debut, fin in stretches(passage)]
    if passage.suivies and not passage.parties[0].jury:
        textes.append(texte_classeur.phase_suivie_des(heure_chiffres(passage.suivies[0].debut)))
    return textes


def ensemble(agenda: Agenda, moments: Iterable[Moment]) -> list[list[Moment]]:
    """Moments by what happens: those of candidats who begin and end the same phase together are one."""
    groupes: dict[tuple[datetime, datetime, str, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        groupes[moment.debut, moment.fin, quoi(agenda, moment), moment.jury].append(moment)
    return list(groupes.values())


def salle_et_postes(agenda: Agenda, salle: str) -> str:
    """A room, with the number of its posts where it has several."""
    fiche = agenda.salles.get(salle)
    postes = [texte_classeur.nombre_de_postes(fiche.postes)] if fiche and fiche.postes > 1 else []
    return ", ".join([agenda.names.salle(salle), *postes])


# What a candidat is granted, in words: for internal documents only, never for what is posted.


def amenagements(agenda: Agenda, candidat: str) -> str:
    """All that a candidat is granted."""
    fiche = agenda.candidats.get(candidat)
    if fiche is None:
        return ""
    natures: dict[Fraction, list[Nature]] = defaultdict(list)
    for nature, fraction in fiche.majorations:
        if fraction:
            natures[fraction].append(nature)
    parts = [majoration_par_nature(fraction, liste) for fraction, liste in natures.items()]
    parts += [one_line(aide_accordee(agenda.names, fiche))] if fiche.aide else []
    parts += [SALLE_A_PART] if fiche.salle_a_part else []
    parts += [SALLE_ACCESSIBLE] if fiche.salle_accessible else []
    return " ; ".join(parts)


def remarque(agenda: Agenda, moment: Moment) -> str:
    """What a candidat is granted for that part of a passage."""
    fiche = agenda.candidats.get(moment.candidat)
    epreuve, phase = agenda.epreuves.get(moment.epreuve), agenda.phase(moment)
    if fiche is None or epreuve is None or phase is None or moment.sort is not Sort.EPREUVE:
        return ""
    fraction = fiche.majoration(epreuve.nature_de(phase))
    parts = [majoration(fraction)] if fraction else []
    parts += [aide(agenda.names.personne(fiche.aide))] if fiche.aide_dans(epreuve, phase) else []
    parts += [SALLE_A_PART] if fiche.salle_a_part and not moment.jury else []
    return " ; ".join(parts)


# How what several people can see names a candidat.


def designations(agenda: Agenda, designation: Designation) -> dict[str, str]:
    """What each candidat is called: a first name with its number where two would read the same."""
    candidats = agenda.session.candidats
    numbers = {c.id: texte_documents.numero(agenda.numeros[c.id]) for c in candidats}
    if designation is Designation.NUMERO:
        return numbers
    if designation is Designation.NOM:
        return {c.id: agenda.names.candidat(c.id) for c in candidats}
    names = {c.id: one_line(texte_documents.prenom_n(one_line(c.prenom), one_line(c.nom))) for c in candidats}
    noms = list(names.values())
    return {id_: nom if noms.count(nom) == 1 else f"{nom} ({numbers[id_]})" for id_, nom in names.items()}
