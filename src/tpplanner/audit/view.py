"""A plan seen from the sides that rules look at it: by candidat, by jury-day, by room-day; and how a breach is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from tpplanner.domain.answers import Element, Valeur, Violation
from tpplanner.domain.appels import PoidsAttente, poids_des_attentes
from tpplanner.domain.departs import Depart, departs
from tpplanner.domain.plan import (
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
    Travail,
)
from tpplanner.domain.referentiel import Epreuve, Phase, Surveillance
from tpplanner.domain.session import Candidat, Jour, Membre, Personne, Plage, Salle, Session, Vehicule

# A plan seen from the sides that rules look at it: by candidat, by jury-day, by room-day.

JuryJour = tuple[str, date]
"""A jury (id) on a day."""


def minutes(n: int) -> timedelta:
    """A length of n minutes."""
    return timedelta(minutes=n)


@dataclass(frozen=True, slots=True)
class Chose:
    """Something that a jury does: it watches a candidat, or works by itself (the pause is not a thing)."""

    debut: datetime
    fin: datetime
    element: Passage | Travail
    candidat: str = ""
    epreuve: str = ""
    suivi: bool = False
    """whether a candidat is in front of the jury"""

    def coupe(self, debut: datetime, fin: datetime) -> bool:
        """Whether it has a minute in common with ``[debut, fin)``."""
        return self.debut < fin and debut < self.fin


@dataclass(frozen=True, slots=True)
class Occupation:
    """A part of a passage in a room."""

    partie: Partie
    passage: Passage


def _entre(chose: Chose, avant: list[Chose]) -> bool:
    """Whether a candidat comes in with this thing, after those."""
    siennes = [c for c in avant if c.candidat == chose.candidat]
    if any(c.element is chose.element for c in siennes):
        return False
    sortie = max((c.fin for c in siennes), default=None)
    return sortie is None or any(c.candidat != chose.candidat and c.fin > sortie for c in avant)


class View:
    """A session and a plan, indexed; unknown ids in the plan are simply absent from the indexes of the session."""

    def __init__(self, session: Session, plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.reglages = session.reglages
        self.referentiel = session.referentiel
        self.candidats: dict[str, Candidat] = {c.id: c for c in session.candidats}
        self.membres: dict[str, Membre] = {m.id: m for m in session.membres}
        self.personnes: dict[str, Personne] = {p.id: p for p in session.personnes}
        self.salles: dict[str, Salle] = {s.id: s for s in session.salles}
        self.vehicules: dict[str, Vehicule] = {v.id: v for v in session.vehicules}
        self.epreuves: dict[str, Epreuve] = {e.id: e for e in session.referentiel.epreuves()}
        self.jours: dict[date, Jour] = {j.date: j for j in session.jours}

    @cached_property
    def poids_des_attentes(self) -> PoidsAttente:
        """What a minute counts that a candidat waits."""
        return poids_des_attentes(self.session)

    @cached_property
    def passages(self) -> dict[str, list[Passage]]:
        """The passages of each candidat, in order of time."""
        par_candidat: dict[str, list[Passage]] = defaultdict(list)
        for passage in self.plan.passages:
            par_candidat[passage.candidat].append(passage)
        return par_candidat

    @cached_property
    def passages_du_jour(self) -> dict[tuple[str, date], list[Passage]]:
        """The passages of each candidat on each day, in order of time."""
        par_jour: dict[tuple[str, date], list[Passage]] = defaultdict(list)
        for passage in self.plan.passages:
            par_jour[passage.candidat, passage.jour].append(passage)
        return par_jour

    @cached_property
    def choses(self) -> dict[JuryJour, list[Chose]]:
        """What each jury does on each day, in order of time."""
        par_jury: dict[JuryJour, list[Chose]] = defaultdict(list)
        for passage in self.plan.passages:
            for partie in passage.suivies:
                chose = Chose(partie.debut, partie.fin, passage, passage.candidat, passage.epreuve, suivi=True)
                par_jury[partie.jury, partie.debut.date()].append(chose)
        for travail in self.plan.travaux:
            if travail.nature is not NatureTravail.PAUSE:
                chose = Chose(travail.debut, travail.fin, travail, travail.candidat, travail.epreuve)
                par_jury[travail.jury, travail.debut.date()].append(chose)
        return {cle: sorted(choses, key=lambda c: (c.debut, c.fin)) for cle, choses in sorted(par_jury.items())}

    def entrees(self, jury: JuryJour) -> list[Chose]:
        """The things with which a candidat comes in: their first of the day, then each after the jury has seen another.

        Within one passage nobody comes in again.
        """
        suivies = [c for c in self.choses[jury] if c.suivi]
        return [c for c in suivies if _entre(c, [a for a in suivies if a.debut < c.debut])]

    @cached_property
    def commences(self) -> dict[tuple[str, str], Passage]:
        """The passages that the reference plan has begun, by candidat and épreuve."""
        maintenant = self.session.maintenant
        passages = (p for reference in self.session.reference for p in reference.passages)
        return {(p.candidat, p.epreuve): p for p in passages if maintenant is not None and p.debut < maintenant}

    def est_entre(self, candidat: str, epreuve: str) -> bool:
        """Whether a jury of the reference plan has begun to hear a candidat at an épreuve."""
        passage = self.commences.get((candidat, epreuve))
        return passage is not None and any(self.est_passe(partie.debut) for partie in passage.suivies)

    def est_passe(self, moment: datetime) -> bool:
        """Whether that moment is history."""
        maintenant = self.session.maintenant
        return maintenant is not None and bool(self.session.reference) and moment < maintenant

    @cached_property
    def en_vain(self) -> frozenset[Travail]:
        """Readings and corrections that a jury has begun, of candidats whom another hears after a change."""
        maintenant = self.session.maintenant
        if maintenant is None or not self.session.reference:
            return frozenset()
        entendus = {(p.jury, p.debut.date(), q.candidat) for q in self.plan.passages for p in q.suivies}
        natures = (NatureTravail.LECTURE, NatureTravail.CORRECTION)
        return frozenset(
            t
            for t in self.plan.travaux
            if t.nature in natures and t.debut < maintenant and (t.jury, t.debut.date(), t.candidat) not in entendus
        )

    def travaux(self, nature: NatureTravail, jury: str = "", candidat: str = "") -> list[Travail]:
        """The travaux of that nature, of that jury and about that candidat where given, in order of time.

        Those that a change made vain do not count.
        """
        return [
            t
            for t in self.plan.travaux
            if t.nature is nature and jury in ("", t.jury) and candidat in ("", t.candidat) and t not in self.en_vain
        ]

    @cached_property
    def compositions(self) -> dict[JuryJour, list[Composition]]:
        """Who sits in each jury on each day."""
        par_jury: dict[JuryJour, list[Composition]] = defaultdict(list)
        for composition in self.plan.compositions:
            par_jury[composition.jury, composition.jour].append(composition)
        return par_jury

    def composition_a(self, jury: str, debut: datetime, fin: datetime) -> Composition | None:
        """The composition of that jury that holds for the whole of ``[debut, fin)``."""
        for composition in self.compositions.get((jury, debut.date()), []):
            if composition.debut <= debut and fin <= composition.fin:
                return composition
        return None

    def siegent(self, composition: Composition) -> list[str]:
        """The ids in a composition that count: known membres who are not observateurs."""
        return [m for m in dict.fromkeys(composition.membres) if m in self.membres and not self.membres[m].observateur]

    def presence_de(self, composition: Composition) -> tuple[datetime, datetime] | None:
        """From the first to the last thing that its jury does while it holds; None if it does nothing."""
        choses = [
            c
            for c in self.choses.get((composition.jury, composition.jour), [])
            if c.coupe(composition.debut, composition.fin)
        ]
        return etendue(choses)

    @cached_property
    def jurys_du_membre(self) -> dict[tuple[str, date], list[JuryJour]]:
        """The jury-days in which each membre sits on each day."""
        sieges: dict[tuple[str, date], list[JuryJour]] = defaultdict(list)
        for cle, compositions in sorted(self.compositions.items()):
            for membre in dict.fromkeys(m for c in compositions for m in c.membres):
                sieges[membre, cle[1]].append(cle)
        return sieges

    def absent(self, id_: str, debut: datetime, fin: datetime) -> bool:
        """Whether somebody is away for a minute of ``[debut, fin)``, whichever of their roles says so."""
        return any(plage.coupe(debut, fin) for plage in self._absences.get(id_, ()))

    @cached_property
    def _departs(self) -> tuple[Depart, ...]:
        return departs(self.session)

    def departs(self, membre: str, composition: Composition) -> list[Plage]:
        """When a membre misses the end of a jury that has begun; empty where it has not, or they are away otherwise."""
        maintenant = self.session.maintenant
        if maintenant is None or composition.debut >= maintenant:
            return []
        siens = [d for d in self._departs if (d.membre, d.jour) == (membre, composition.jour)]
        autres = [p for p in self._absences.get(membre, ()) if p not in {d.absence for d in siens}]
        presence = self.presence_de(composition)
        if presence and any(plage.coupe(*presence) for plage in autres):
            return []
        return [d.plage for d in siens]

    @cached_property
    def _absences(self) -> dict[str, list[Plage]]:
        """When each membre or personne is away: one id is one person."""
        absences: dict[str, list[Plage]] = defaultdict(list)
        for membre in self.session.membres:
            absences[membre.id] += membre.indisponibilites
        for personne in self.session.personnes:
            absences[personne.id] += personne.indisponibilites
        return absences

    @cached_property
    def occupations(self) -> dict[tuple[str, date], list[Occupation]]:
        """The parts of passages in each room on each day, in order of time."""
        par_salle: dict[tuple[str, date], list[Occupation]] = defaultdict(list)
        for passage in self.plan.passages:
            for partie in passage.parties:
                par_salle[partie.salle, partie.debut.date()].append(Occupation(partie, passage))
        return {cle: sorted(o, key=lambda x: (x.partie.debut, x.partie.fin)) for cle, o in sorted(par_salle.items())}

    # What the responsable does with candidats

    def plis_devant(self, passage: Passage) -> list[Accueil]:
        """The openings of plis that end as a passage at their épreuve begins: its candidat is there."""
        return [
            a
            for a in self.plan.accueils
            if a.nature is NatureAccueil.PLIS and (a.epreuve, a.fin) == (passage.epreuve, passage.debut)
        ]

    def premiere_fois(self, epreuve: str) -> datetime | None:
        """When an épreuve is sat for the first time in the session; None if nobody sits it."""
        return self._premieres.get(epreuve)

    @cached_property
    def _premieres(self) -> dict[str, datetime]:
        return {p.epreuve: p.debut for p in sorted(self.plan.passages, key=lambda p: p.debut, reverse=True)}

    def a_ouvrir(self, epreuve: str) -> bool:
        """Whether plis must be opened for an épreuve: sealed ones, unless somebody has begun it or they are open."""
        fiche = self.epreuves.get(epreuve)
        if fiche is None or not self.reglages.plis:
            return False
        sous_plis = fiche.plis or (fiche.collective and fiche.modalite in ("QP", "MSP"))
        maintenant = self.session.maintenant
        if not sous_plis or maintenant is None:
            return sous_plis
        choses: list[Passage | Accueil] = []
        for reference in self.session.reference:
            choses += [*reference.passages, *reference.accueils]
        return not any(chose.epreuve == epreuve and chose.debut < maintenant for chose in choses)

    def commence(self, accueil: Accueil) -> bool:
        """Whether an accueil is history, to be judged as such alone."""
        return self.est_passe(accueil.debut)

    def convocation(self, candidat: str, jour: date) -> datetime | None:
        """The hour of the convocation that a candidat holds for a day, if they do and did not agree to come earlier."""
        heures = [
            c.heure for c in self.session.convocations if c.personne == candidat and c.jour == jour and not c.accord
        ]
        return datetime.combine(jour, max(heures)) if heures else None

    def lettre(self, candidat: str, jour: date) -> datetime | None:
        """The same, unless it is but the hour at which the reference plan has them begin."""
        convocation = self.convocation(candidat, jour)
        return None if convocation is not None and self._de_la_reference(candidat, convocation) else convocation

    def appel_au_plus_tot(self, candidat: str, jour: date) -> datetime | None:
        """The earliest hour for which a candidat was called on a day: of their letter, or of the reference plan.

        That plan calls them at the opening of its accueil, or a little before they begin.
        """
        convocation = self.convocation(candidat, jour)
        if convocation is None:
            return None
        for reference in self._de_la_reference(candidat, convocation):
            avant = convocation - minutes(self.reglages.convocation)
            accueils = [a for a in reference.accueils if a.nature is NatureAccueil.ACCUEIL and a.jour == jour]
            return next((a.debut for a in accueils if avant < a.fin <= convocation), avant)
        return convocation

    def _de_la_reference(self, candidat: str, heure: datetime) -> list[Plan]:
        """The reference plans in which a candidat begins their day at that hour."""
        return [
            reference
            for reference in self.session.reference
            if heure
            == min(
                (p.debut for p in reference.passages if (p.candidat, p.jour) == (candidat, heure.date())), default=None
            )
        ]

    def presences(self, role: str) -> list[Presence]:
        """The presences in that role of people who have it and are available, in order of time."""
        return [p for p in self.plan.presences if p.role == role and self._vaut(p)]

    def _vaut(self, presence: Presence) -> bool:
        personne = self.personnes.get(presence.personne)
        return (
            personne is not None
            and presence.role in personne.roles
            and not self.absent(presence.personne, presence.debut, presence.fin)
        )

    def phase(self, passage: Passage, partie: Partie) -> Phase | None:
        """The phase of the référentiel that a part carries out; None if the plan names an unknown one."""
        epreuve = self.epreuves.get(passage.epreuve)
        if epreuve is None or not 0 <= partie.phase < len(epreuve.phases):
            return None
        return epreuve.phases[partie.phase]

    def a_surveiller(self, occupation: Occupation, dans_la_salle: Iterable[Occupation]) -> bool:
        """Whether a surveillant has to be there: always, or as soon as others are in the room meanwhile."""
        phase = self.phase(occupation.passage, occupation.partie)
        if phase is None or phase.presence is not Surveillance.SI_PLUSIEURS:
            return phase is not None and phase.presence is Surveillance.SURVEILLANT
        partie, autres = occupation.partie, (o.partie for o in dans_la_salle if o is not occupation)
        return any(partie.debut < autre.fin and autre.debut < partie.fin for autre in autres)

    def evenements(self) -> Iterator[tuple[datetime, datetime, Element]]:
        """Everything in the plan that takes time, with its start and end."""
        for passage in self.plan.passages:
            yield passage.debut, passage.fin, passage
        for travail in self.plan.travaux:
            yield travail.debut, travail.fin, travail
        for presence in self.plan.presences:
            yield presence.debut, presence.fin, presence
        for accueil in self.plan.accueils:
            yield accueil.debut, accueil.fin, accueil


def etendue(choses: Iterable[Chose]) -> tuple[datetime, datetime] | None:
    """From the first start to the last end; None if there is nothing."""
    debuts_fins = [(c.debut, c.fin) for c in choses]
    if not debuts_fins:
        return None
    return min(d for d, _ in debuts_fins), max(f for _, f in debuts_fins)


# How the audit tells a breach.


def breach(
    regle: str, *sujet: str | date, cas: str = "", elements: tuple[Element, ...] = (), **donnees: Valeur
) -> Violation:
    """The violation of a rule for a subject (ids and days, in the order of its card)."""
    ids = tuple(s.isoformat() if isinstance(s, date) else s for s in sujet)
    return Violation(regle, ids, cas, tuple(donnees.items()), elements)
