"""From a session, its plan and what happened, to the session to plan: events, reference, history, pins."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tpplanner.audit.perturbation import a_prevenir
from tpplanner.change.cut import closing_at, in_another_room, stopped, without_hearings, without_works
from tpplanner.change.later import Delay, delayed
from tpplanner.domain.answers import Retard
from tpplanner.domain.departs import Depart, departs, enough, hearings
from tpplanner.domain.duties import absents, observateurs, plan_without
from tpplanner.domain.held import held, told_since, with_event
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decalage,
    Decision,
    Deport,
    EcritInterrompu,
    Evenement,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Travail
from tpplanner.domain.questions import Question
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Candidat, Convocation, Personne, Pin, Plage, Portee, Salle, Session
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.texts import changements as textes
from tpplanner.texts.fautes import told_before
from tpplanner.texts.noms import Noms, Texte
from tpplanner.texts.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Ajout:
    """Candidats who were not there; their formateurs who may be somebody of the session, as `questions` ask.

    They stand in *Candidats* from then on: no row of *Imprévus* tells of them.
    """

    candidats: tuple[Candidat, ...]
    personnes: tuple[Personne, ...] = ()
    questions: tuple[Question, ...] = ()


# The hours at which a plan convenes people: once told, nobody begins before them.


def convened(session: Session, plan: Plan, begun: Plan, maintenant: datetime | None) -> tuple[Convocation, ...]:
    """For each person of the plan and each of their days, the hour of their first thing; typed convocations come first.

    Who has a typed convocation for a day on which the plan does not call them is convened on that day too; and so is
    who has begun something before `maintenant` (in the plan `begun`), from then on: they are there.
    """
    convocations = {key: Convocation(*key, heure, deduite=True) for key, heure in _first_hours(plan).items()}
    convocations |= {(c.personne, c.jour): c for c in session.convocations}
    for key, heure in _first_hours(begun).items():
        if maintenant is not None and datetime.combine(key[1], heure) < maintenant:
            convocation = convocations.get(key, Convocation(*key, heure, deduite=True))
            convocations[key] = replace(convocation, heure=min(heure, convocation.heure))
    known = {c.id for c in session.candidats} | {m.id for m in session.membres} | {p.id for p in session.personnes}
    dates = {jour.date for jour in session.jours}
    return tuple(c for (id_, jour), c in sorted(convocations.items()) if id_ in known and jour in dates)


def _first_hours(plan: Plan) -> dict[tuple[str, date], time]:
    """When the first thing of each person begins on each of their days; for membres, the hour of their letter."""
    firsts: dict[tuple[str, date], list[time]] = defaultdict(list)
    for passage in plan.passages:
        firsts[passage.candidat, passage.jour].append(passage.debut.time())
    for composition in plan.compositions:
        for membre in composition.membres:
            firsts[membre, composition.jour].append(composition.convocation.time())
    for presence in plan.presences:
        firsts[presence.personne, presence.debut.date()].append(presence.debut.time())
    return {key: min(hours) for key, hours in firsts.items()}


# Plans at a moment: whom a jury hears, what has begun.


def before_jury_at(plan: Plan, jury: str, moment: datetime) -> str:
    """The candidat whom a jury hears at a moment, else the next of the day; empty where there is none."""
    heard = [p for p in plan.passages if p.jour == moment.date() and _of_jury(p, jury) and p.fin > moment]
    return min(heard, key=lambda p: p.debut).candidat if heard else ""


def _of_jury(thing: Passage | Travail, jury: str) -> bool:
    if isinstance(thing, Passage):
        return any(partie.jury == jury for partie in thing.suivies)
    return thing.jury == jury and thing.nature is NatureTravail.DELIBERATION


def begun(things: Iterable[Passage], maintenant: datetime | None) -> list[Passage]:
    """Those that have begun."""
    return [thing for thing in things if maintenant is not None and thing.debut < maintenant]


# From a session, its plan and what happened, to the session to plan: reference, history, convocations, pins.


@dataclass(frozen=True, slots=True)
class Changed:
    """A session to plan after events.

    `session` has the reference plan, what has begun, the convocations and pins that bind the change; `saisie` is the
    session as it is typed, with these events on record: what the workbook should hold from now on. `connus` names all
    those whom either plan names; `avant` is the plan that people know, `souhaits` holds the passages that a hand moved
    since to the hours typed; `avis` tells the events in French; `retards` are to be noted on what is signed. `lu` and
    `avertissements` say how a list of candidats was read. Nothing is asked of those who are in `refus` (ids).
    """

    session: Session
    saisie: Session
    connus: Session
    avant: Plan
    avis: tuple[str, ...] = ()
    retards: tuple[Retard, ...] = ()
    lu: str = ""
    avertissements: tuple[Issue, ...] = ()
    souhaits: tuple[Pin, ...] = ()
    refus: tuple[str, ...] = ()


def changed(
    session: Session,
    plan: Plan,
    evenements: Iterable[Evenement | Ajout] = (),
    maintenant: datetime | None = None,
    avant: Plan | None = None,
) -> Changed:
    """What is to be planned after these events, in a session as it is typed; what came before them holds still.

    What the plan has begun before `maintenant`, or before what was told last, is history. What comes of it is the next
    version of the planning.

    `avant` is the plan that people know, where it is not `plan` (edited by hand since: what a hand moved is a wish).
    Raises UserError, with every reason, for what cannot be done.
    """
    known = avant or plan
    maintenant = max(filter(None, (maintenant, told_since(session))), default=None)
    state = _State(session, plan, maintenant)
    for evenement in evenements:
        state.apply(evenement)
    if state.refusals:
        raise UserError(*(Issue(Severity.ERROR, r.message, r.conseil) for r in state.refusals))
    announced = session.convocations_envoyees is not None or maintenant is not None
    state.each_session(lambda session: replace(told_before(session), version_planning=session.version_planning + 1))
    to_plan = replace(
        state.session,
        pins=(*state.session.pins, *state.pins),
        reference=(state.reference,),
        absents=absents(state.session, known),
        prevenus=frozenset(a_prevenir(state.session, known, state.reference)) - observateurs(state.session),
        maintenant=maintenant,
        convocations=convened(state.session, known, state.reference, maintenant)
        if announced
        else state.session.convocations,
    )
    news = tuple(c for c in state.session.candidats if c not in session.candidats)
    gone = {c.id for c in session.candidats}
    connus = replace(to_plan, candidats=(*session.candidats, *(c for c in news if c.id not in gone)))
    souhaits = tuple(_wishes(known, plan, to_plan))
    return Changed(to_plan, state.saisie, connus, known, tuple(state.avis), tuple(state.retards), souhaits=souhaits)


def _wishes(known: Plan, plan: Plan, to_plan: Session) -> Iterator[Pin]:
    """What holds the passages that a hand moved, and that nothing else holds, to the hours typed."""
    before = {(p.candidat, p.epreuve): p.debut for p in known.passages}
    pinned = {(pin.candidat, pin.epreuve) for pin in to_plan.pins}
    there, now = {c.id for c in to_plan.candidats}, to_plan.maintenant
    for passage in plan.passages:
        key = passage.candidat, passage.epreuve
        to_come = passage.candidat in there and (now is None or passage.debut >= now)
        if to_come and key not in pinned and before.get(key, passage.debut) != passage.debut:
            yield _at_its_hour(passage)


class _State:
    """The session and the reference plan as events change them, one after the other."""

    def __init__(self, session: Session, plan: Plan, maintenant: datetime | None) -> None:
        self.saisie, self.session, self.maintenant = session, held(session), maintenant
        self.reference = plan_without(plan, {c.id for c in session.candidats} - {c.id for c in self.session.candidats})
        self.noms = Noms(session)
        self.pins: list[Pin] = []
        self.avis: list[str] = []
        self.retards: list[Retard] = []
        self.refusals: list[Texte] = []

    def apply(self, evenement: Evenement | Ajout) -> None:
        """Let an event change the session or the reference plan, or say why it cannot."""
        own: Mapping[type, Callable[[Any], None]] = {
            Absence: self._absence,
            Accord: self._accord,
            Ajout: self._ajout,
            CandidatAbsent: self._candidat_absent,
            CandidatEnRetard: self._retard,
            CandidatRefuse: self._candidat_refuse,
            CandidatReporte: self._candidat_reporte,
            Decalage: self._decalage,
            EcritInterrompu: self._ecrit_interrompu,
            JuryInterrompu: self._jury_interrompu,
            Deport: self._deport,
            Prolongation: self._prolongation,
            Remplacement: self._remplacement,
            SallePerdue: self._salle_perdue,
            TravauxSeuls: self._travaux_seuls,
        }
        own.get(type(evenement), self._record)(evenement)

    def _record(self, evenement: Evenement, avis: str = "") -> None:
        """Let an event hold from now on, and tell it."""
        imprevu = Imprevu(evenement, self.maintenant)
        self.saisie = replace(self.saisie, imprevus=(*self.saisie.imprevus, imprevu))
        self.session = with_event(replace(self.session, imprevus=self.saisie.imprevus), evenement)
        self.avis += [avis] if avis else []

    def each_session(self, change: Callable[[Session], Session]) -> None:
        """Change the session, as it is typed and as its events hold."""
        self.saisie, self.session = change(self.saisie), change(self.session)

    # Absences

    def _absence(self, absence: Absence) -> None:
        plage = self._from_now(absence.debut, absence.fin)
        self.refusals += self._stays(absence.personne, plage)
        nom = self.noms.etiquette(absence.personne)
        self._record(replace(absence, debut=plage.debut, fin=plage.fin), textes.absent(nom, self._stretch(plage)))
        self._leaves(absence.personne, plage)

    def _remplacement(self, remplacement: Remplacement) -> None:
        plage = self._from_now(remplacement.debut, remplacement.fin)
        self.refusals += self._stays(remplacement.absent, plage)
        absent, par = self.noms.etiquette(remplacement.absent), self.noms.etiquette(remplacement.par)
        self._record(
            replace(remplacement, debut=plage.debut, fin=plage.fin),
            textes.remplacement(absent, par, self._stretch(plage)),
        )
        self._leaves(remplacement.absent, plage)

    def _from_now(self, debut: datetime, fin: datetime) -> Plage:
        """The stretch, without what is over."""
        return Plage(max(debut, self.maintenant or debut), fin)

    def _stays(self, personne: str, plage: Plage) -> Iterator[Texte]:
        """Why somebody cannot leave then: a passage to come is pinned before them."""
        nom, now = self.noms.etiquette(personne), self.maintenant
        for pin in self.session.pins:
            moment = pin.parties[0].debut
            to_come = now is None or moment >= now
            if (
                pin.portee is Portee.TOUT
                and personne in pin.membres
                and to_come
                and plage.coupe(moment, pin.parties[-1].fin)
            ):
                yield textes.fige_avec(self.noms.epreuve(pin.epreuve), self.noms.candidat(pin.candidat), nom)

    def _leaves(self, personne: str, plage: Plage) -> None:
        """The juries begun that somebody leaves go on with those who stay, if they are enough; else they stop."""
        for composition in self._begun_juries():
            if personne not in composition.membres or not composition.debut < plage.debut < composition.fin:
                continue
            gone = {
                d.membre
                for d in self._departs()
                if d.composition == composition and d.absence.coupe(plage.debut, plage.fin)
            }
            staying = [m for m in composition.membres if m not in gone]
            if enough(self.session, staying):
                jury, names = self.noms.jury(composition.jury), [self.noms.etiquette(m) for m in staying]
                self.avis.append(textes.jury_poursuit(jury, names))
            else:
                self._stops(composition, plage)

    def _departs(self) -> tuple[Depart, ...]:
        return departs(replace(self.session, reference=(self.reference,), maintenant=self.maintenant))

    def _stops(self, composition: Composition, plage: Plage) -> None:
        """A jury stops: it reads and corrects no further, and whom it hears waits for a decision."""
        key = composition.jury, composition.jour
        self.reference = stopped(self.reference, composition, plage.debut)
        if plage.fin >= composition.fin:
            closing = max((d.plage.debut for d in self._departs() if d.composition == composition), default=plage.debut)
            self.reference = closing_at(self.reference, composition, closing)
        for candidat in self._cut_short(composition, plage):
            if not self._decided(composition, candidat):
                self._decide(JuryInterrompu(*key, plage.debut, candidat, Decision.EN_ATTENTE))

    def _cut_short(self, composition: Composition, plage: Plage) -> list[str]:
        """The candidats whom that jury has begun to hear, and cannot hear to the end."""
        now, cut = self.maintenant or composition.debut, dict[str, None]()
        heard = hearings(self.reference, composition)
        for candidat in {p.candidat: None for p in heard if p.debut < now}:
            left = [p for p in heard if p.candidat == candidat and p.fin > plage.debut]
            if any(p.debut < now for p in left) or (left and plage.fin >= composition.fin):
                cut[candidat] = None
        return list(cut)

    def _decided(self, composition: Composition, candidat: str) -> bool:
        """Whether the responsable has said what becomes of a candidat whom that jury was hearing."""
        return any(
            isinstance(e, JuryInterrompu)
            and (e.jury, e.jour, e.candidat) == (composition.jury, composition.jour, candidat)
            and e.decision is not Decision.EN_ATTENTE
            for e in self.saisie.evenements
        )

    def _begun_juries(self) -> list[Composition]:
        """The jury-days begun and not over."""
        now = self.maintenant
        return [c for c in self.reference.compositions if now is not None and c.debut < now < c.fin]

    def _may_close(self, composition: Composition) -> datetime:
        """The earliest moment at which a jury begun can be over: those whom it must still hear, and its clôture."""
        now = self.maintenant or composition.debut
        tied = {p.candidat for p in hearings(self.reference, composition) if p.debut < now}
        ends = [
            t.fin
            for t in self.reference.travaux
            if (t.jury, t.debut.date()) == _key(composition) and t.candidat in tied and t.fin > now
        ]
        return max([now, *ends]) + timedelta(minutes=self.session.reglages.cloture)

    def _stretch(self, plage: Plage) -> str:
        return textes.plage(self.noms, plage.debut, plage.fin, [j.date for j in self.session.jours])

    # What is interrupted

    def _jury_interrompu(self, interrompu: JuryInterrompu) -> None:
        composition = next(
            (c for c in self.reference.compositions if (c.jury, c.jour) == (interrompu.jury, interrompu.jour)), None
        )
        nom = self.noms.jury(interrompu.jury)
        if composition is None:
            juries = [self.noms.jury(c.jury) for c in self.reference.compositions if c.jour == interrompu.jour]
            self.refusals.append(textes.jury_inconnu(nom, self.noms.jour(interrompu.jour), juries))
            return
        one = [interrompu.candidat] if interrompu.candidat else []
        candidats = one or self._interrupted(composition, interrompu.moment)
        if not candidats:
            self.refusals.append(textes.jury_sans_audition(nom, interrompu.moment))
        for candidat in candidats:
            if refusal := self._undecidable(interrompu, composition, candidat):
                self.refusals.append(refusal)
            else:
                self._decide(replace(interrompu, candidat=candidat))

    def _interrupted(self, composition: Composition, moment: datetime) -> list[str]:
        """Whom that jury hears at a moment; where it hears nobody, those whom it was hearing when it stopped."""
        heard = [p for p in hearings(self.reference, composition) if p.debut < moment]
        ends = {
            p.candidat: max(q.fin for q in hearings(self.reference, composition) if q.candidat == p.candidat)
            for p in heard
        }
        under_way = [candidat for candidat, fin in ends.items() if fin > moment]
        waiting = {
            e.candidat: e
            for e in self.saisie.evenements
            if isinstance(e, JuryInterrompu) and (e.jury, e.jour) == (composition.jury, composition.jour)
        }
        return under_way or [c for c, e in waiting.items() if e.decision is Decision.EN_ATTENTE]

    def _undecidable(self, interrompu: JuryInterrompu, composition: Composition, candidat: str) -> Texte | None:
        """Why that decision cannot be kept."""
        nom, jury = self.noms.candidat(candidat), self.noms.jury(composition.jury)
        there = any(p.candidat == candidat for p in hearings(self.reference, composition))
        match interrompu.decision:
            case Decision.POURSUIVRE:
                gone = {
                    d.membre
                    for d in self._departs()
                    if d.composition == composition and d.plage.debut <= interrompu.moment
                }
                staying = set(composition.membres) - gone
                return None if there and enough(self.session, staying) else textes.jury_incomplet(jury, nom)
            case Decision.SUSPENDRE if interrompu.reprise is None or interrompu.reprise <= interrompu.moment:
                return textes.reprise_attendue()
            case Decision.SUSPENDRE if not there:
                return textes.jury_incomplet(jury, nom)
        return None

    def _decide(self, interrompu: JuryInterrompu) -> None:
        """Put on record what becomes of a candidat whose hearing is interrupted, and let it hold."""
        nom, jury = self.noms.candidat(interrompu.candidat), self.noms.jury(interrompu.jury)
        jour = self.noms.jour(interrompu.jour)
        avis = textes.jury_interrompu(interrompu.decision, jury, nom, interrompu.moment, interrompu.reprise, jour)
        if interrompu.decision is Decision.SUSPENDRE and interrompu.reprise is not None:
            delay = self._delay(interrompu.moment, interrompu.reprise - interrompu.moment)
            self._later(delay, interrompu.jury, interrompu.candidat)
        elif interrompu.decision is not Decision.POURSUIVRE:
            self.reference = without_hearings(self.reference, interrompu.candidat)
        self._record(interrompu, avis)
        self.session = held(self.saisie)
        if not self.session.candidats:
            self.refusals.append(textes.plus_que_lui(nom, jury))

    def _ecrit_interrompu(self, interrompu: EcritInterrompu) -> None:
        moment = datetime.combine(interrompu.jour, interrompu.debut)
        reprise = datetime.combine(interrompu.jour, interrompu.reprise)
        delay = self._delay(moment, reprise - moment)
        nom = self.noms.epreuve(interrompu.epreuve)
        if reprise <= moment:
            self.refusals.append(textes.reprise_attendue())
            return
        self.reference, moved = delayed(
            self.reference,
            delay,
            lambda p: p.epreuve == interrompu.epreuve and p.jour == interrompu.jour and p.debut < reprise,
            lambda _: False,
        )
        self.pins += [_at_its_hour(p) for p in moved if p.debut >= moment]
        ends = sorted({p.fin for p in moved})
        self._record(interrompu, textes.ecrit_interrompu(nom, moment, reprise, ends))

    # Candidats

    def _gone(self, evenement: Evenement, candidat: str, avis: Phrase) -> None:
        """A candidat passes nothing in this session; who has begun something keeps their hours."""
        nom = self.noms.candidat(candidat)
        passed = begun(self.reference.du_candidat(candidat), self.maintenant)
        read = self.maintenant is not None and any(
            t.candidat == candidat and t.debut < self.maintenant for t in self.reference.travaux
        )
        if passed or read:
            self.avis.append(textes.candidat_entame(nom))
            return
        self._record(evenement, avis(nom))
        if not self.session.candidats:
            self.refusals.append(textes.plus_de_candidat())
        self.reference = plan_without(self.reference, (candidat,))

    def _candidat_absent(self, absent: CandidatAbsent) -> None:
        self._gone(absent, absent.candidat, textes.candidat_absent)

    def _candidat_reporte(self, reporte: CandidatReporte) -> None:
        self._gone(reporte, reporte.candidat, textes.candidat_reporte)

    def _candidat_refuse(self, refuse: CandidatRefuse) -> None:
        if refuse.admis:
            self._record(refuse, textes.candidat_admis(self.noms.candidat(refuse.candidat), refuse.moment))
        else:
            self._gone(refuse, refuse.candidat, textes.candidat_refuse)

    def _retard(self, retard: CandidatEnRetard) -> None:
        nom = self.noms.candidat(retard.candidat)
        now = self.maintenant
        his = [p for p in self.reference.du_candidat(retard.candidat) if retard.jour in (None, p.jour)]
        to_come = [p for p in his if now is None or p.debut >= now]
        if not to_come:
            self.refusals.append(textes.rien_a_venir(nom, self.noms.jour(retard.jour) if retard.jour else ""))
            return
        first = to_come[0]
        if not retard.reporte:
            self._noted_late(retard, first)
            return
        arrival = first.debut + timedelta(minutes=retard.minutes)
        missed = [p for p in to_come if p.debut < arrival]
        collective = [p for p in missed if self.session.referentiel.epreuve(p.epreuve).collective]
        in_chain = [p for p in begun(self.reference.du_candidat(retard.candidat), now) if p.fin > first.debut]
        if collective:
            self.avis.append(textes.collective_manquee(self.noms.epreuve(collective[0].epreuve), nom))
        if collective or in_chain:
            self._noted_late(retard, first)
            return
        away = self._not_history(Plage(datetime.combine(first.jour, time()), arrival), retard.candidat)
        self._record(
            replace(retard, jour=first.jour, debut=away.debut, fin=away.fin), textes.retard_reporte(nom, retard.minutes)
        )

    def _noted_late(self, retard: CandidatEnRetard, first: Passage) -> None:
        """A candidat comes late, and no hour changes."""
        nom = self.noms.candidat(retard.candidat)
        self.retards.append(Retard(retard.candidat, first.epreuve, retard.minutes))
        self._record(replace(retard, reporte=False, jour=first.jour), textes.retard(nom, retard.minutes))

    def _not_history(self, away: Plage, candidat: str) -> Plage:
        """The stretch after what they have passed already."""
        ends = [p.fin for p in begun(self.reference.du_candidat(candidat), self.maintenant)]
        return Plage(max([away.debut, *ends]), away.fin)

    def _ajout(self, ajout: Ajout) -> None:
        self.each_session(
            lambda session: replace(
                session,
                candidats=(*session.candidats, *ajout.candidats),
                personnes=(*session.personnes, *ajout.personnes),
                questions=(*session.questions, *ajout.questions),
            )
        )
        self.noms = Noms(self.session)
        self.avis.append(textes.ajoutes([c.nom_complet for c in ajout.candidats]))

    # Juries and rooms

    def _decalage(self, decalage: Decalage) -> None:
        jour, nom = decalage.moment.date(), self.noms.jury(decalage.jury)
        if self.reference.siege(decalage.jury, jour) is None:
            juries = [self.noms.jury(c.jury) for c in self.reference.compositions if c.jour == jour]
            self.refusals.append(textes.jury_inconnu(nom, self.noms.jour(jour), juries))
            return
        delay = self._delay(decalage.moment, timedelta(minutes=decalage.minutes))
        candidat = before_jury_at(self.reference, decalage.jury, max(delay.moment, delay.now))
        if not candidat:
            self._record(decalage, textes.plus_personne(nom, self.noms.jour(jour)))
            return
        self._later(delay, decalage.jury, candidat)
        self._record(decalage, textes.decalage(nom, decalage.minutes, self.noms.candidat(candidat)))

    def _later(self, delay: Delay, jury: str, candidat: str) -> None:
        """What a candidat passes before a jury that day, and what begins for all with it, is later."""
        jour = delay.moment.date()
        late = self._late(jury, candidat, jour)
        self.reference, moved = delayed(
            self.reference,
            delay,
            lambda p: p in late,
            lambda t: t.candidat == candidat and t.debut.date() == jour and _of_jury(t, jury),
        )
        self.pins += [_at_its_hour(p) for p in moved if p.debut >= delay.moment]

    def _delay(self, moment: datetime, by: timedelta) -> Delay:
        return Delay(moment, by, self.maintenant or moment)

    def _late(self, jury: str, candidat: str, jour: date) -> set[Passage]:
        """The passages of a candidat before a jury that day; and of whoever sits with them what begins for all."""
        collective = {e.id for e in self.session.referentiel.epreuves() if e.collective}
        of_the_day = [p for p in self.reference.passages if p.jour == jour]
        his = {p for p in of_the_day if p.candidat == candidat and _of_jury(p, jury)}
        starts = {(p.epreuve, p.debut) for p in his if p.epreuve in collective}
        return his | {p for p in of_the_day if (p.epreuve, p.debut) in starts}

    def _salle_perdue(self, perdue: SallePerdue) -> None:
        nom = self.noms.salle(perdue.salle)
        plage = self._from_now(perdue.debut, perdue.fin)
        for composition in self._begun_juries():
            if composition.salle == perdue.salle and plage.coupe(composition.debut, composition.fin):
                free = self._may_close(composition)
                other = self._another_room(composition)
                if plage.debut >= free:
                    continue
                if other is None:
                    self.refusals.append(textes.salle_du_jury(self.noms.jury(composition.jury), nom, free))
                else:
                    self.reference = in_another_room(self.reference, composition, other.id, self.maintenant)
                    jury = self.noms.jury(composition.jury)
                    self.avis.append(textes.jury_change_de_salle(jury, self.noms.salle(other.id)))
        for passage in begun(self.reference.passages, self.maintenant):
            for partie in passage.parties:
                if partie.salle == perdue.salle and plage.coupe(partie.debut, partie.fin) and not partie.jury:
                    self.refusals.append(textes.salle_occupee(self.noms.candidat(passage.candidat), nom, passage.fin))
        self._record(replace(perdue, debut=plage.debut, fin=plage.fin), textes.salle_perdue(nom, self._stretch(plage)))

    def _another_room(self, composition: Composition) -> Salle | None:
        """The first room for juries in which nobody else is while that jury sits, and nothing closes it."""
        debut, fin = composition.debut, composition.fin
        taken = {c.salle for c in self.reference.compositions if c.debut < fin and debut < c.fin}
        taken |= {x.salle for p in self.reference.passages for x in p.parties if x.debut < fin and debut < x.fin}
        to_come = {p.candidat for p in hearings(self.reference, composition)}
        accessible = any(c.salle_accessible for c in self.session.candidats if c.id in to_come)
        rooms = (s for s in self.session.salles if USAGE_JURY in s.usages and s.id not in taken)
        rooms = (s for s in rooms if not any(p.coupe(debut, fin) for p in s.indisponibilites))
        return next((s for s in rooms if s.accessible or not accessible), None)

    def _prolongation(self, prolongation: Prolongation) -> None:
        jour = self.noms.jour(prolongation.jour)
        self._record(prolongation, textes.prolongation(jour, prolongation.fin))

    def _accord(self, accord: Accord) -> None:
        self._record(accord, textes.accord(self.noms.etiquette(accord.personne)))

    def _deport(self, deport: Deport) -> None:
        """Whom the membre was hearing begins anew before another jury; of whom is heard to the end it is but noted."""
        membre, nom = self.noms.etiquette(deport.membre), self.noms.candidat(deport.candidat)
        now, plan = self.maintenant, self.reference
        heard = [p for p in plan.du_candidat(deport.candidat) if p.suivies and deport.membre in plan.membres_devant(p)]
        if now is not None and heard and all(p.fin <= now for p in heard):
            self.avis.append(textes.lien_constate(membre, nom))
            return
        self._record(deport, textes.deport(membre, nom))
        if now is not None and any(p.debut < now for p in heard):
            (jury, *_) = (x.jury for p in heard for x in p.suivies)
            self._decide(JuryInterrompu(jury, now.date(), now, deport.candidat, Decision.ANNULER))

    def _travaux_seuls(self, event: TravauxSeuls) -> None:
        pinned = {(pin.candidat, pin.epreuve) for pin in self.session.pins}
        for passage in self.reference.passages:
            if (passage.candidat, passage.epreuve) not in pinned:
                self.pins.append(_whole(self.reference, passage))
        self.reference = without_works(self.reference, self.maintenant)
        self._record(event, textes.TRAVAUX_SEULS)


def _key(composition: Composition) -> tuple[str, object]:
    return composition.jury, composition.jour


def _at_its_hour(passage: Passage) -> Pin:
    return Pin(passage.candidat, passage.epreuve, Portee.HEURE, _without_jury(passage))


def _whole(plan: Plan, passage: Passage) -> Pin:
    """A passage pinned with its rooms and the membres before whom it is."""
    return Pin(passage.candidat, passage.epreuve, Portee.TOUT, _without_jury(passage), plan.membres_devant(passage))


def _without_jury(passage: Passage) -> tuple[Partie, ...]:
    return tuple(replace(partie, jury="") for partie in passage.parties)
