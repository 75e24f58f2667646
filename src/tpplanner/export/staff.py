"""Who works on the day besides the juries: when each comes, where, for what; who could relieve whom."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tpplanner.domain.plan import NatureTravail, Presence, d_un_tenant, heure_ronde
from tpplanner.domain.session import Plage, Role
from tpplanner.domain.welcomes import Welcome, Welcomed
from tpplanner.export.agenda import Agenda, Moment, Sort, qui, quoi
from tpplanner.export.calls import presents_a
from tpplanner.texts import documents as texte
from tpplanner.texts.noms import heure

# When somebody comes for what they do.


def arrival(agenda: Agenda, presence: Presence) -> datetime:
    """When somebody is to be there for a presence: first of a day, in time for their brief; later, for the plis.

    An hour that one writes; never before the site opens, they are free, or somebody is there to welcome them.
    """
    if presence.role == Role.RESPONSABLE:
        return heure_ronde(presence.debut)
    if presence.role == Role.COMEDIEN and not presence.candidat:  # their brief is a presence of its own
        return presence.debut
    reglages, jour = agenda.session.reglages, presence.debut.date()
    earlier = [p for p in _of(agenda, presence.personne) if p.debut.date() == jour and p.fin <= presence.debut]
    brief = timedelta(0) if earlier else timedelta(minutes=reglages.convocation)
    wanted = min([presence.debut - brief, *(plis.debut for plis in plis_before(agenda, presence))])
    free = (moment for moment in _free_from(agenda, presence) if moment <= presence.debut)
    return max([heure_ronde(wanted) if wanted < presence.debut else wanted, *free])


def _of(agenda: Agenda, personne: str) -> list[Presence]:
    return [p for p in agenda.plan.presences if p.personne == personne]


def plis_before(agenda: Agenda, presence: Presence) -> Iterator[Moment]:
    """The openings of plis of what begins as they begin to watch or to help."""
    begun = {m.epreuve for m in attended(agenda, presence) if m.debut == presence.debut}
    for moment in agenda.moments:
        if moment.sort is Sort.PLIS and moment.epreuve in begun and moment.fin == presence.debut:
            yield moment


def place_of_plis(agenda: Agenda, plis: Moment) -> str:
    """Where plis are opened in front of all who sit then: in their room; before they part, where they have several."""
    begun = (m for m in agenda.moments if m.sort is Sort.EPREUVE and (m.epreuve, m.debut) == (plis.epreuve, plis.fin))
    ids = dict.fromkeys(m.salle for m in begun)
    return agenda.names.salle(*ids) if len(ids) == 1 else texte.A_L_ACCUEIL_DU_SITE


def _free_from(agenda: Agenda, presence: Presence) -> Iterator[datetime]:
    """From when on they can come: each of these moments has to be over."""
    jour, plan = presence.debut.date(), agenda.plan
    yield from (j.a(j.ouverture) for j in agenda.session.jours if j.date == jour)
    yield from (heure_ronde(p.debut) for p in plan.presences if p.role == Role.RESPONSABLE and p.debut.date() == jour)
    yield from (p.fin for p in _of(agenda, presence.personne) if p is not presence)
    yield from (c.fin for c in plan.compositions if presence.personne in c.membres)
    yield from (plage.fin for plage in _absences(agenda, presence.personne))


def _absences(agenda: Agenda, personne: str) -> Iterator[Plage]:
    """Those of a person, and of the same human as a membre."""
    yield from (plage for p in agenda.session.personnes if p.id == personne for plage in p.indisponibilites)
    yield from (plage for m in agenda.session.membres if m.id == personne for plage in m.indisponibilites)


# Where somebody is, and with whom.


def attended(agenda: Agenda, presence: Presence) -> list[Moment]:
    """The parts of passages that a presence is for: those of its passage, or what no jury watches in its room."""
    role = Role(presence.role)
    in_room = agenda.des_salles.get((presence.debut.date(), presence.salle), [])
    return [
        m
        for m in (agenda.des_candidats.get(presence.candidat, []) if presence.candidat else in_room)
        if m.sort is Sort.EPREUVE
        and agenda.is_with(presence, role, m)
        and (presence.candidat or role is not Role.SURVEILLANT or not m.jury)
    ]


def rooms(agenda: Agenda, presence: Presence) -> tuple[str, ...]:
    """The names of the rooms of a presence, in order; none of who is simply on site."""
    ids = [presence.salle] if presence.salle else [m.salle for m in attended(agenda, presence) if presence.candidat]
    return tuple(dict.fromkeys(agenda.names.salle(salle) for salle in ids))


def stretches_watched(agenda: Agenda, presence: Presence) -> list[tuple[datetime, datetime]]:
    """The stretches of a surveillant's presence in which somebody sits there; between two of them they are free."""
    stretches: list[tuple[datetime, datetime]] = []
    for debut, fin in sorted((m.debut, m.fin) for m in attended(agenda, presence)):
        if stretches and debut - stretches[-1][1] < EMPTY:
            stretches[-1] = stretches[-1][0], max(stretches[-1][1], fin)
        else:
            stretches.append((debut, fin))
    debuts = [presence.debut, *(debut for debut, _ in stretches[1:])]
    return list(zip(debuts, [*(fin for _, fin in stretches[:-1]), presence.fin], strict=True))


def beside(agenda: Agenda, moment: Moment) -> str:
    """Who else is with the candidat of a moment, besides whoever watches: by name alone, for it says no more."""
    names = (agenda.presents(role, moment) for role in (Role.COMEDIEN, Role.AIDE))
    return ", ".join(filter(None, names))


# Relief: a proposal for each surveillant who would be alone for hours.

ALONE = timedelta(hours=2)
"""How long somebody watches alone before they are relieved. No text says it: ours, half a jury's continuous work."""
BREAK = timedelta(minutes=15)
"""How long they are relieved, where it is not for lunch."""
EMPTY = 2 * BREAK
"""How long nobody sits in a room before whoever watches it leaves it."""
STEP = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Relief:
    """A while in which somebody else watches in a surveillant's place; `par` is empty where nobody is free."""

    debut: datetime
    fin: datetime
    salle: str
    surveillant: str
    par: str


def reliefs(agenda: Agenda) -> tuple[Relief, ...]:
    """Of every surveillant who is alone for long, in order of time: a break at least every `ALONE`, one for lunch."""
    proposals: list[Relief] = []
    for stay in _stays_alone(agenda):
        proposals += _reliefs_of(agenda, *stay, proposals)
    return tuple(sorted(proposals, key=lambda r: (r.debut, r.salle)))


def _stays_alone(agenda: Agenda) -> Iterator[tuple[str, datetime, datetime]]:
    """Who watches longer than `ALONE` without a pause, nobody else watching in that room."""
    watches = [p for p in agenda.plan.presences if p.role == Role.SURVEILLANT]
    alone = [p for p in watches if not any(q.personne != p.personne and _meet(p, q) for q in watches)]
    for personne in dict.fromkeys(p.personne for p in alone):
        theirs = (p for p in alone if p.personne == personne)
        sat = (replace(p, debut=debut, fin=fin) for p in theirs for debut, fin in stretches_watched(agenda, p))
        for debut, fin in d_un_tenant(sat):
            if fin - debut > ALONE or _lunch(agenda, debut, fin):
                yield personne, debut, fin


def _meet(one: Presence, other: Presence) -> bool:
    return one.salle == other.salle and one.debut < other.fin and other.debut < one.fin


def _reliefs_of(
    agenda: Agenda, personne: str, debut: datetime, fin: datetime, before: list[Relief]
) -> Iterator[Relief]:
    lunch = _lunch(agenda, debut, fin)
    proposals = list(before)
    while fin - debut > ALONE or lunch:
        if lunch and debut + ALONE >= lunch[0]:
            length = timedelta(minutes=agenda.session.reglages.pause_candidat)
            window = (lunch[0], max(lunch[0], min(lunch[1], debut + ALONE)), lunch[1])
            lunch = None
        else:
            length = BREAK
            wished = min(debut + ALONE, fin - 3 * BREAK)
            window = (debut + ALONE / 2, wished, wished)
        relief = _offered(agenda, personne, window, length, proposals)
        proposals.append(relief)
        yield relief
        debut = relief.fin


def _lunch(agenda: Agenda, debut: datetime, fin: datetime) -> tuple[datetime, datetime] | None:
    """Between which moments lunch begins, where a stay leaves no time for it before or after."""
    length = timedelta(minutes=agenda.session.reglages.pause_candidat)
    for jour in (j for j in agenda.session.jours if j.date == debut.date()):
        low, high = jour.a(jour.pause_debut), jour.a(jour.pause_fin)
        if debut - low < length and high - fin < length and debut < high and low < fin:
            return max(low, debut), max(low, debut, min(high, fin) - length)
    return None


def _offered(
    agenda: Agenda, personne: str, window: tuple[datetime, datetime, datetime], length: timedelta, before: list[Relief]
) -> Relief:
    """The relief that somebody can give, nearest before the moment wished for, else after it; or by nobody."""
    low, wished, high = window
    wished = heure_ronde(wished)
    earlier = range((wished - low) // STEP + 1)
    later = range(1, (high - wished) // STEP + 1)
    for debut in (*(wished - n * STEP for n in earlier), *(wished + n * STEP for n in later)):
        relief = Relief(debut, debut + length, _room_at(agenda, personne, debut), personne, "")
        able = [p.id for p in agenda.session.avec_role(Role.SURVEILLANT) if _can_give(agenda, p.id, relief, before)]
        if able:
            best = min(able, key=lambda id_: (not _on_site(agenda, id_, debut.date()), _watched(agenda, id_, debut)))
            return replace(relief, par=best)
    return Relief(wished, wished + length, _room_at(agenda, personne, wished), personne, "")


def _room_at(agenda: Agenda, personne: str, moment: datetime) -> str:
    mine = [p for p in _of(agenda, personne) if p.role == Role.SURVEILLANT and p.debut <= moment < p.fin]
    return mine[0].salle if mine else ""


def _can_give(agenda: Agenda, personne: str, relief: Relief, before: list[Relief]) -> bool:
    """Whether somebody can watch there then: free, with time for their own lunch, and nobody's formateur there."""
    watched = {
        p.candidat
        for p in agenda.plan.passages
        for x in p.parties
        if x.salle == relief.salle and x.debut < relief.fin and relief.debut < x.fin
    }
    formateurs = {f for c in watched if c in agenda.candidats for f in agenda.candidats[c].formateurs_tenus}
    if personne == relief.surveillant or personne in formateurs:
        return False
    away = [(plage.debut, plage.fin) for plage in _absences(agenda, personne)]
    busy = [(c.debut, c.fin) for c in agenda.plan.compositions if personne in c.membres]
    busy += [(r.debut, r.fin) for r in before if r.par == personne]
    busy += [(w.debut, w.fin) for w in agenda.welcomes if w.par == personne]
    busy += [(p.debut - BREAK, p.fin + BREAK) for p in _of(agenda, personne)]
    if any(debut < relief.fin and relief.debut < fin for debut, fin in (*away, *busy)):
        return False
    return _eats(agenda, relief, busy)


def _eats(agenda: Agenda, relief: Relief, busy: list[tuple[datetime, datetime]]) -> bool:
    """Whether who gives it still has time for lunch, between what else they do."""
    length = timedelta(minutes=agenda.session.reglages.pause_candidat)
    for jour in (j for j in agenda.session.jours if j.date == relief.debut.date()):
        low, high = jour.a(jour.pause_debut), jour.a(jour.pause_fin)
        for debut, fin in sorted([*busy, (relief.debut, relief.fin), (high, high)]):
            if min(debut, high) - low >= length:
                return True
            low = max(low, fin)
        return False
    return True


def _on_site(agenda: Agenda, personne: str, jour: date) -> bool:
    return any(p.debut.date() == jour for p in _of(agenda, personne))


def _watched(agenda: Agenda, personne: str, moment: datetime) -> timedelta:
    """How long they watch on that day."""
    mine = (p for p in _of(agenda, personne) if p.debut.date() == moment.date())
    return sum((p.fin - p.debut for p in mine), timedelta(0))


# Who receives candidats and juries: whoever leads the day, and somebody else for what they cannot see to meanwhile.


def receiver(agenda: Agenda, welcome: Welcome) -> str:
    """Their name, or in which role somebody does who is not named."""
    if welcome.par:
        return agenda.names.personne(welcome.par)
    return texte.SUPPLEANT_A_DESIGNER if welcome.suppleant else texte.LE_RESPONSABLE


def place_of(agenda: Agenda, welcome: Welcome) -> str:
    """The name of its room; of what has none, where the site receives people."""
    return agenda.names.salle(welcome.salle) if welcome.salle else texte.A_L_ACCUEIL_DU_SITE


def receives(agenda: Agenda, personne: str) -> list[Welcome]:
    """What somebody receives in the place of whoever leads the day."""
    return [w for w in agenda.welcomes if w.suppleant and w.par == personne]


def received(agenda: Agenda, welcome: Welcome) -> str:
    """What is done then: an accueil of candidats, of juries, an opening of plis."""
    match welcome.nature:
        case Welcomed.CANDIDATS:
            return texte.DEROULE_ACCUEIL
        case Welcomed.PLIS:
            return texte.PLIS.format(epreuve=agenda.names.epreuve(welcome.epreuve))
        case Welcomed.JURYS:
            jurys = [agenda.names.jury(jury) for jury in welcome.jurys]
            return (texte.ACCUEIL_DES_JURYS if len(jurys) > 1 else texte.ACCUEIL_JURY).format(jury=", ".join(jurys))


def received_whom(agenda: Agenda, welcome: Welcome) -> str:
    """Who comes, and what is to be done with them."""
    if welcome.nature is Welcomed.JURYS:
        membres = ", ".join(filter(None, (agenda.membres(jury, welcome.debut) for jury in welcome.jurys)))
        return texte.ACCUEIL_JURY_QUOI.format(membres=membres)
    plis = welcome.nature is Welcomed.PLIS
    moment = Moment(welcome.debut, welcome.fin, Sort.PLIS if plis else Sort.ACCUEIL, epreuve=welcome.epreuve)
    detail = texte.PLIS_QUOI if plis else texte.ACCUEIL_QUOI
    return texte.SEPARATEUR.join([qui(agenda, presents_a(agenda, moment)), detail])


# What each of them reads: their day in order of time, and whom they watch.


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that somebody does: from when, until when (None: at once), what, with whom or how, where."""

    debut: datetime
    fin: datetime | None
    quoi: str
    qui: str = ""
    ou: str = ""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who sits under surveillance: until when, who is beside them, what comes next."""

    debut: datetime
    fin: datetime
    candidat: str
    epreuve: str
    salle: str
    avec: str
    ensuite: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A day of somebody: when they come, in which roles, what they do, whom they watch."""

    jour: date
    arrivee: datetime
    fin: datetime
    roles: tuple[Role, ...]
    duties: tuple[Duty, ...]
    sitters: tuple[Sitter, ...]

    @property
    def salles(self) -> dict[str, list[Sitter]]:
        """Whom they watch in each room (id)."""
        par_salle: dict[str, list[Sitter]] = defaultdict(list)
        for sitter in self.sitters:
            par_salle[sitter.salle].append(sitter)
        return par_salle


def helpers(agenda: Agenda) -> tuple[str, ...]:
    """Those who watch, play or help, in the plan or in a proposed relief, in the order of the workbook."""
    booked = {p.personne for p in agenda.plan.presences if p.role != Role.RESPONSABLE}
    booked |= {r.par for r in reliefs(agenda) if r.par}
    ranks = {p.id: rank for rank, p in enumerate(agenda.session.personnes)}
    return tuple(sorted(booked, key=lambda id_: (ranks.get(id_, len(ranks)), id_)))


def sent(agenda: Agenda, personne: str, moment: datetime, place: str) -> str:
    """Where somebody is sent who comes then for a place: to their brief first, where they have one."""
    briefed = any(s.arrivee == moment and s.duties[0].ou == texte.A_L_ACCUEIL_DU_SITE for s in shifts(agenda, personne))
    return texte.PUIS.join(filter(None, [texte.A_L_ACCUEIL_DU_SITE, place])) if briefed else place


def shifts(agenda: Agenda, personne: str) -> tuple[Shift, ...]:
    """Each day of somebody who watches, plays or helps."""
    own = [p for p in _of(agenda, personne) if p.role != Role.RESPONSABLE]
    par_jour: dict[date, list[Presence]] = defaultdict(list)
    for presence in own:
        par_jour[presence.debut.date()].append(presence)
    releves: dict[date, list[Relief]] = defaultdict(list)
    for relief in reliefs(agenda):
        if personne in (relief.par, relief.surveillant):
            releves[relief.debut.date()].append(relief)
    return tuple(
        _shift(agenda, personne, jour, par_jour[jour], releves[jour]) for jour in sorted({*par_jour, *releves})
    )


def _shift(agenda: Agenda, personne: str, jour: date, own: list[Presence], releves: list[Relief]) -> Shift:
    given = [r for r in releves if r.par == personne]
    duties = [d for p in own for d in _duties(agenda, p)]
    duties += [_relief_duty(agenda, personne, r) for r in releves]
    stands_in = [w for w in receives(agenda, personne) if w.debut.date() == jour]
    duties += [standing_in(agenda, w) for w in stands_in]
    arrivals = [*(arrival(agenda, p) for p in own), *(relief_arrival(agenda, r) for r in given)]
    arrivee = min([*arrivals, *(w.debut for w in stands_in)])
    roles = tuple(dict.fromkeys([*(Role(p.role) for p in own), *(Role.SURVEILLANT for _ in given)]))
    if not any(d.debut == arrivee for d in duties):
        duties.append(Duty(arrivee, None, texte.ARRIVEE_DE_L_EQUIPE, texte.ARRIVEE_QUOI, texte.A_L_ACCUEIL_DU_SITE))
    fin = max([*(p.fin for p in own), *(r.fin for r in given)])
    sitters = [s for p in own if p.role == Role.SURVEILLANT for s in _sitters(agenda, p)]
    return Shift(jour, arrivee, fin, roles, tuple(sorted(duties, key=lambda d: d.debut)), tuple(sitters))


def standing_in(agenda: Agenda, welcome: Welcome) -> Duty:
    """What somebody receives in the place of whoever leads the day."""
    whom_ = received_whom(agenda, welcome)
    return Duty(welcome.debut, welcome.fin, received(agenda, welcome), whom_, place_of(agenda, welcome))


def relief_arrival(agenda: Agenda, relief: Relief) -> datetime:
    """When who relieves is to be there: in time for their brief where that is all that they come for."""
    if _on_site(agenda, relief.par, relief.debut.date()):
        return relief.debut
    return relief.debut - timedelta(minutes=agenda.session.reglages.convocation)


def _relief_duty(agenda: Agenda, personne: str, relief: Relief) -> Duty:
    salle = agenda.names.salle(relief.salle)
    if not relief.par:
        return Duty(relief.debut, relief.fin, texte.PAUSE_SANS_RELEVE, texte.PAUSE_SANS_RELEVE_QUOI, salle)
    if relief.par == personne:
        nom = agenda.names.personne(relief.surveillant)
        return Duty(relief.debut, relief.fin, texte.RELEVE_DONNEE.format(nom=nom), texte.RELEVE_QUOI, salle)
    nom = agenda.names.personne(relief.par)
    return Duty(relief.debut, relief.fin, texte.RELEVE_RECUE.format(nom=nom), texte.RELEVE_RECUE_QUOI, salle)


def _duties(agenda: Agenda, presence: Presence) -> Iterator[Duty]:
    """What a presence is made of, as whoever it is of reads it."""
    ou = ", ".join(rooms(agenda, presence))
    if presence.role == Role.SURVEILLANT:
        for plis in plis_before(agenda, presence):
            titre = texte.PLIS.format(epreuve=agenda.names.epreuve(plis.epreuve))
            place = place_of_plis(agenda, plis)
            detail = texte.PLIS_DU_SURVEILLANT if place == ou else texte.PLIS_AVANT_LA_SALLE.format(salle=ou)
            yield Duty(plis.debut, plis.fin, titre, detail, place)
        for debut, fin in stretches_watched(agenda, presence):
            yield Duty(debut, fin, _watching(agenda, presence, debut, fin), texte.SURVEILLANCE_QUOI, ou)
    elif not presence.candidat:
        yield Duty(
            presence.debut, presence.fin, texte.ACCUEIL_ET_CONSIGNES, texte.ARRIVEE_QUOI, texte.A_L_ACCUEIL_DU_SITE
        )
    else:
        for moment in attended(agenda, presence):
            jury = agenda.names.jury(moment.jury) if moment.jury else ""
            place = ", ".join(filter(None, (agenda.names.lieu(moment), jury)))
            debut, fin = max(moment.debut, presence.debut), min(moment.fin, presence.fin)
            titre = quoi(agenda, moment)
            if presence.role == Role.COMEDIEN and (phase := agenda.phase(moment)) and phase.role:
                titre = texte.JOUE.format(epreuve=titre, role=phase.role)
            yield Duty(debut, fin, titre, qui(agenda, [moment.candidat]), place)


def _watching(agenda: Agenda, presence: Presence, debut: datetime, fin: datetime) -> str:
    watched = (m for m in attended(agenda, presence) if debut < m.fin and m.debut < fin)
    epreuves = dict.fromkeys(agenda.names.epreuve(m.epreuve) for m in watched)
    return texte.SURVEILLER.format(epreuves=", ".join(epreuves))


def _sitters(agenda: Agenda, presence: Presence) -> list[Sitter]:
    """Whom a surveillant watches, in the order in which they begin and end: an hour for each, never a reason."""
    sitters = [
        Sitter(m.debut, m.fin, m.candidat, m.epreuve, m.salle, beside(agenda, m), "\n".join(_after(agenda, m)))
        for m in attended(agenda, presence)
    ]
    return sorted(sitters, key=lambda s: (s.debut, s.fin, agenda.numeros.get(s.candidat, 0), s.candidat))


def _after(agenda: Agenda, moment: Moment) -> Iterator[str]:
    """What comes next: the same épreuve after midday or elsewhere; which jury the copy is for."""
    parties = [
        x
        for p in agenda.plan.passages
        if (p.candidat, p.epreuve) == (moment.candidat, moment.epreuve)
        for x in p.parties
        if x.debut >= moment.fin
    ]
    for following in parties[:1]:
        if following.debut > moment.fin:
            yield texte.REPREND.format(heure=heure(following.debut))
        if following.jury:
            yield texte.PASSE_DEVANT.format(jury=agenda.names.jury(following.jury), salle=agenda.names.lieu(following))
    if not parties:
        yield from (texte.COPIE_POUR.format(jury=jury) for jury in correctors(agenda, moment.candidat, moment.epreuve))


def correctors(agenda: Agenda, candidat: str, epreuve: str) -> list[str]:
    """The juries (names) that correct what a candidat wrote."""
    corrected = (
        agenda.names.jury(t.jury)
        for t in agenda.plan.travaux
        if t.nature is NatureTravail.CORRECTION and (t.candidat, t.epreuve) == (candidat, epreuve)
    )
    return list(dict.fromkeys(corrected))
