"""When candidats are called and membres convened, what the responsable does before, and how much waiting counts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil, gcd

from tpplanner.domain.duties import epreuves_de, minutes_de_correction
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, Passage, Plan
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Candidat, Session

# What the responsable does with candidats before they pass, as it follows from their passages.


def accueils_de(session: Session, passages: Iterable[Passage]) -> tuple[Accueil, ...]:
    """What these passages ask for; what has begun of it stays as the reference plan has it."""
    passages = sorted(passages, key=lambda p: p.debut)
    begun = begun_accueils(session)
    plis = tuple(_plis(session, passages))
    return (*begun, *_accueils(session, passages, begun, plis), *plis)


def begun_accueils(session: Session) -> tuple[Accueil, ...]:
    """Those of the reference plan that have begun."""
    now = session.maintenant
    return tuple(a for plan in session.reference for a in plan.accueils if now is not None and a.debut < now)


def plis_ouverts(session: Session) -> frozenset[str]:
    """The épreuves whose plis have been opened: so it is written, or somebody has begun to sit them."""
    now = session.maintenant
    sat = (p.epreuve for plan in session.reference for p in plan.passages if now is not None and p.debut < now)
    return frozenset([*sat, *(a.epreuve for a in begun_accueils(session) if a.nature is NatureAccueil.PLIS)])


def appel_usuel(session: Session, accueils: Iterable[Accueil], debut: datetime) -> datetime:
    """When those who begin at a moment are called: a little before, at the opening of the accueil rather than in it."""
    moment = debut - timedelta(minutes=session.reglages.convocation)
    du_jour = [a for a in accueils if a.nature is NatureAccueil.ACCUEIL and a.jour == debut.date()]
    return next((a.debut for a in du_jour if moment < a.fin <= debut), moment)


def appel_au_plus_tot(session: Session, candidat: str, jour: date) -> datetime:
    """The moment before which a candidat cannot be called on a day: that of the convocation that they hold.

    A convocation at the very hour at which they begin in the reference plan is that plan's: it called them before.
    """
    convocation, reference = _convocation_held(session, candidat, jour)
    return min([convocation, *(appel_usuel(session, plan.accueils, convocation) for plan in reference)])


def accueil_au_plus_tot(session: Session, candidat: str, jour: date) -> datetime:
    """The moment before which nobody can welcome a candidat on a day: the site is closed, or their letter says later.

    Where the reference plan called them, another may call them at another hour.
    """
    convocation, reference = _convocation_held(session, candidat, jour)
    letters = [] if reference else [convocation]
    return max([datetime.combine(jour, time()), *letters, *(j.a(j.ouverture) for j in session.jours if j.date == jour)])


def _convocation_held(session: Session, candidat: str, jour: date) -> tuple[datetime, list[Plan]]:
    """The hour of their convocation for a day, midnight without any; the reference plans that have them begin then."""
    own = [c.heure for c in session.convocations if (c.personne, c.jour) == (candidat, jour) and not c.accord]
    convocation = datetime.combine(jour, max(own, default=time()))
    return convocation, [plan for plan in session.reference if own and _begins(plan, candidat, jour) == convocation]


def _begins(plan: Plan, candidat: str, jour: date) -> datetime | None:
    return min((p.debut for p in plan.du_candidat(candidat) if p.jour == jour), default=None)


def _plis(session: Session, passages: list[Passage]) -> Iterator[Accueil]:
    length, opened = timedelta(minutes=session.reglages.plis), plis_ouverts(session)
    sealed = {e.id for e in session.referentiel.epreuves() if e.sous_plis} - opened
    for passage in passages if length else ():
        if passage.epreuve in sealed:
            sealed.remove(passage.epreuve)
            yield Accueil(NatureAccueil.PLIS, passage.debut - length, passage.debut, passage.epreuve)


def _accueils(
    session: Session, passages: list[Passage], begun: tuple[Accueil, ...], plis: tuple[Accueil, ...]
) -> Iterator[Accueil]:
    """One on each day; it includes the plis that are opened before the first épreuve."""
    welcomed = {a.jour for a in begun if a.nature is NatureAccueil.ACCUEIL}
    reglages = session.reglages
    for rank, jour in enumerate(dict.fromkeys(p.jour for p in passages)):
        of_day = [p for p in passages if p.jour == jour]
        fin = of_day[0].debut
        length = timedelta(minutes=reglages.accueil_autres_jours if rank else reglages.accueil)
        debut = min([fin - length, *(a.debut for a in plis if a.fin == fin)])
        soonest = min(accueil_au_plus_tot(session, p.candidat, jour) for p in of_day if p.debut == fin)
        if jour not in welcomed and not _is_past(session, fin) and max(debut, soonest) < fin:
            yield Accueil(NatureAccueil.ACCUEIL, max(debut, soonest), fin)


def _is_past(session: Session, moment: datetime) -> bool:
    """Whether what began then is history."""
    return session.maintenant is not None and bool(session.reference) and moment < session.maintenant


# When candidats are called and membres convened, as every document tells it.


def appels(session: Session, plan: Plan) -> dict[tuple[str, str], datetime]:
    """When each candidat is called, by what calls them (candidat, épreuve): first of a chain, or collective."""
    siens: dict[str, list[Passage]] = defaultdict(list)
    for passage in plan.passages:
        siens[passage.candidat].append(passage)
    communes = collectives(session)
    return {
        (candidat, premier.epreuve): heure_d_appel(session, plan.accueils, passages, premier.debut)
        for candidat, passages in siens.items()
        for premier in premiers(session, passages, communes)
    }


def first_calls(session: Session, plan: Plan) -> dict[tuple[str, date], time]:
    """The hour of each person's letter for each of their days: a candidat's first call, a membre's convocation."""
    calls: dict[tuple[str, date], list[datetime]] = defaultdict(list)
    for (candidat, _), heure in appels(session, plan).items():
        calls[candidat, heure.date()].append(heure)
    for composition in plan.compositions:
        for membre in composition.membres:
            calls[membre, composition.jour].append(convocation_du_membre(session, plan, membre, composition))
    for presence in plan.presences:
        calls[presence.personne, presence.debut.date()].append(presence.debut)
    return {key: min(hours).time() for key, hours in calls.items()}


def collectives(session: Session) -> frozenset[str]:
    """The épreuves that all who sit them begin at once."""
    return frozenset(e.id for e in session.referentiel.epreuves() if e.collective)


def premiers(session: Session, siens: Sequence[Passage], communes: frozenset[str]) -> tuple[Passage, ...]:
    """What a candidat is called for, among their passages in order of time: collective épreuves, then chains."""
    chaines = chained(session, siens, communes)
    return (*(p for p in siens if p.epreuve in communes), *(chaine[0] for chaine in chaines))


def chained(session: Session, passages: Iterable[Passage], communes: frozenset[str]) -> list[list[Passage]]:
    """A candidat's individual passages, those that follow each other within the courte pause together."""
    courte = timedelta(minutes=session.reglages.courte_pause)
    chaines: list[list[Passage]] = []
    for passage in passages:
        if passage.epreuve in communes:
            continue
        if chaines and timedelta(0) <= passage.debut - chaines[-1][-1].fin <= courte:
            chaines[-1].append(passage)
        else:
            chaines.append([passage])
    return chaines


def heure_d_appel(
    session: Session, accueils: Sequence[Accueil], passages: Sequence[Passage], debut: datetime
) -> datetime:
    """When a candidat is called for what they begin at `debut`, one of their passages.

    A quarter of an hour before (réglage `convocation`); at the opening of the accueil rather than during it; before the
    plis that are opened in front of them; at that very moment if they are still busy until shortly before; never before
    the hour of the convocation that they hold.
    """
    tard = min([debut, *(a.debut for a in accueils if _is_plis_of(a, passages, debut))])
    heure = min(tard, appel_usuel(session, accueils, debut))
    if any(p.fin > heure for p in passages if p.jour == debut.date() and p.debut < debut):
        return tard
    convocations = (c for c in session.convocations if not (c.accord or c.deduite) and c.jour == debut.date())
    heures = [datetime.combine(c.jour, c.heure) for c in convocations if c.personne == passages[0].candidat]
    return min(tard, max([heure, *heures]))


def appel_affiche(
    session: Session, accueils: Sequence[Accueil], passages: Sequence[Passage], debut: datetime
) -> datetime:
    """When a candidat is called on the poster for what they begin there at `debut`, one of their passages there.

    Where they are busy until shortly before, the end of that: no convocation of a passage that begins later is earlier.
    """
    tard = min([debut, *(a.debut for a in accueils if _is_plis_of(a, passages, debut))])
    busy = [p.fin for p in passages if p.jour == debut.date() and p.debut < debut]
    return min(tard, max([appel_usuel(session, accueils, debut), *busy]))


def convocation_du_membre(session: Session, plan: Plan, membre: str, composition: Composition) -> datetime:
    """When a membre is convened to a jury: rounded down, but never before they can be there.

    Not before the site opens, the end of an absence or of something else that they do, or the hour that they were told.
    """
    bornes = [j.a(j.ouverture) for j in session.jours if j.date == composition.jour]
    bornes += [plage.fin for m in session.membres if m.id == membre for plage in m.indisponibilites]
    bornes += [c.fin for c in plan.compositions if membre in c.membres]
    bornes += [p.fin for p in plan.presences if p.personne == membre]
    bornes += [
        datetime.combine(c.jour, c.heure)
        for c in session.convocations
        if c.personne == membre and not (c.accord or c.deduite)
    ]
    return max([composition.convocation, *(borne for borne in bornes if borne <= composition.debut)])


def _is_plis_of(accueil: Accueil, siens: Iterable[Passage], debut: datetime) -> bool:
    """Whether these are the plis of what the candidat begins then."""
    return (
        accueil.nature is NatureAccueil.PLIS
        and accueil.fin == debut
        and any((p.epreuve, p.debut) == (accueil.epreuve, debut) for p in siens)
    )


# How much a minute that a candidat waits counts: in proportion to the time that they keep their jury.

REGLE = "attente"


@dataclass(frozen=True, slots=True)
class PoidsAttente:
    """What a minute of each candidat (id) counts: `unite` for most of them, and 1 where they are all alike."""

    poids: dict[str, int]
    unite: int

    def du_terme(self, niveau: Niveau, terme: Terme) -> int:
        """What one of a soft rule counts in a level: beside waits, a minute is as many parts as theirs."""
        return terme.poids * (1 if terme.regle == REGLE else self.unite_du(niveau))

    def unite_du(self, niveau: Niveau) -> int:
        """In how many parts a level counts: those of a minute where it counts waits."""
        return self.unite if any(terme.regle == REGLE for terme in niveau.termes) else 1


def whole_units(valeur: int, unite: int) -> int:
    """What is told of so many parts: whole minutes, or whatever a level counts."""
    return (2 * valeur + unite) // (2 * unite)


EN_AVANT, A_SA_PLACE, EN_ARRIERE = 4, 2, 1
"""What multiplies the minutes of who is put forward, of most, of who is put back."""


def poids_des_attentes(session: Session) -> PoidsAttente:
    """The weights of a session: small whole numbers in the proportions of `minutes_de_jury`, put forward or back."""
    places = _priorities(session)
    minutes = {c.id: minutes_de_jury(session, c) * places[c.id] for c in session.candidats}
    commun = gcd(*minutes.values()) or 1
    poids = {id_: n // commun for id_, n in minutes.items()}
    nombres = Counter(poids.values())
    return PoidsAttente(poids, min(nombres, key=lambda p: (-nombres[p], p), default=1))


def _priorities(session: Session) -> dict[str, int]:
    """Who is put forward or back: those who should pass early, and of those with a majoration as the draw has it."""
    nombre = len(session.candidats)
    devant_un_jury = min(nombre, session.quota or nombre)
    tires = sorted(session.candidats, key=lambda c: (c.numero_tire is None, c.numero_tire or 0))
    places: dict[str, int] = {}
    for rang, candidat in enumerate(tires):
        places[candidat.id] = A_SA_PLACE
        if candidat.passer_tot or (candidat.majore and rang * devant_un_jury < nombre):
            places[candidat.id] = EN_AVANT
        elif candidat.majore and (nombre - 1 - rang) * devant_un_jury < nombre:
            places[candidat.id] = EN_ARRIERE
    return places


def minutes_de_jury(session: Session, candidat: Candidat) -> int:
    """From a candidat's entry to that of the next one, in whole steps: what the jury does for them but the reading."""
    reglages, total = session.reglages, session.reglages.battement + session.reglages.deliberation
    for epreuve in epreuves_de(session.referentiel, candidat):
        suivies = (
            ceil(p.minutes * (1 + candidat.majoration(epreuve.nature_de(p))))
            for p in epreuve.phases
            if p.presence is Surveillance.JURY
        )
        total += sum(suivies) if epreuve.devant_jury else minutes_de_correction(reglages, epreuve)
    return max(1, ceil(total / reglages.pas)) * reglages.pas
