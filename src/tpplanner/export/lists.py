"""What lists tell, without a layout: run sheet, lists to sign, the organisation détaillée, drawn numbers, plan B."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from tpplanner.domain.answers import Contingencies, Recourse, Resource, Retard, Verdict
from tpplanner.domain.duties import tables_de
from tpplanner.domain.facts import without_names
from tpplanner.domain.plan import NatureTravail, Passage, Presence, heure_ronde, minutes_between
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.export.agenda import Agenda, Moment, Sort, devant, natural, parcours, qui, quoi, remarque
from tpplanner.export.calls import appel_du_passage, chaines, heure_d_appel, is_summoned, presents_a
from tpplanner.export.signing import heard, leaving, signing
from tpplanner.export.staff import (
    BREAK,
    Duty,
    Shift,
    correctors,
    helpers,
    place_of,
    received,
    received_whom,
    receiver,
    receives,
    reliefs,
    shifts,
    standing_in,
)
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import documents as texte_documents
from tpplanner.texts import noms as texte_noms
from tpplanner.texts import plan_b as texte_plan_b
from tpplanner.texts.documents import numero
from tpplanner.texts.noms import ROLES, Noms, duree, heure
from tpplanner.texts.plain import one_line

# The responsable's day, minute by minute: whom they welcome, who goes where, when subjects are given and
# collected.


@dataclass(frozen=True, slots=True)
class Errand:
    """Something to do or to see to: when, what, about whom, where; `demande`: the responsable must be there."""

    heure: datetime
    quoi: str
    qui: str = ""
    ou: str = ""
    demande: bool = True


def a_un_sujet(epreuve: Epreuve | None) -> bool:
    """Whether candidats receive a subject."""
    return epreuve is not None and epreuve.a_un_sujet


def run_sheet(agenda: Agenda) -> dict[date, list[Errand]]:
    """Everything of each day, in order of time; what happens together, in the order in which it is seen to."""
    errands = [
        *_accueils(agenda),
        *_appels(agenda),
        *_jurys(agenda),
        *_presences(agenda),
        *_equipe(agenda),
        *_fins(agenda),
        *_debuts(agenda),
        *_soirs(agenda),
    ]
    par_jour: dict[date, list[Errand]] = defaultdict(list)
    errands += list(_pauses(agenda))
    for errand in sorted(errands, key=lambda f: f.heure):
        par_jour[errand.heure.date()].append(errand)
    return dict(sorted(par_jour.items()))


def _accueils(agenda: Agenda) -> Iterator[Errand]:
    """Each in its place, by one person: juries that begin together are received together."""
    for welcome in agenda.welcomes:
        ou = texte_documents.recu_par(place_of(agenda, welcome), receiver(agenda, welcome))
        yield Errand(
            welcome.debut, received(agenda, welcome), received_whom(agenda, welcome), ou, demande=not welcome.suppleant
        )


def _appels(agenda: Agenda) -> Iterator[Errand]:
    """Those who are called later, by hour: a chain of passages calls once, a collective épreuve each."""
    opened = {m.debut for m in agenda.moments if m.sort is Sort.ACCUEIL}
    appeles: dict[tuple[datetime, bool], dict[str, None]] = defaultdict(dict)
    for candidat in agenda.session.candidats:
        collectifs = [p for p in agenda.plan.du_candidat(candidat.id) if agenda.collective(p.epreuve)]
        for premier in (*collectifs, *(chaine[0] for chaine in chaines(agenda, candidat.id))):
            appel = heure_d_appel(agenda, candidat.id, premier.debut)
            if appel < premier.debut and appel not in opened:
                appeles[appel, is_summoned(agenda, candidat.id, appel)][candidat.id] = None
    for (appel, convoques), candidats in appeles.items():
        yield Errand(appel, texte_documents.APPEL if convoques else texte_documents.RAPPEL, qui(agenda, candidats))


def _jurys(agenda: Agenda) -> Iterator[Errand]:
    for moment in agenda.moments:
        nom = agenda.names.jury(moment.jury)
        ou = agenda.names.salle(moment.salle) if moment.salle else ""
        if moment.sort is Sort.PAUSE:
            titre = texte_documents.PAUSE.format(jury=nom, fin=heure(moment.fin))
            yield Errand(moment.debut, titre, ou=ou, demande=False)
        elif moment.nature is NatureTravail.CLOTURE:
            yield Errand(moment.debut, texte_documents.CLOTURE.format(jury=nom), _cloture(agenda, moment), ou)


def _cloture(agenda: Agenda, moment: Moment) -> str:
    """What a jury closes with: which of its membres do not come back; with the last one, the procès-verbaux."""
    membres = agenda.membres(moment.jury, moment.debut)
    candidats = heard(agenda, moment.jury, moment.jour)
    early, _ = leaving(agenda, moment.jury, moment.jour)
    parts = [texte_documents.cloture_du_jury(membres, candidats, moment.minutes)]
    parts += [texte_documents.partent(_noms(agenda, early))] if early else []
    end = signing(agenda)
    if end is not None and moment.fin == end.heure:
        parts.append(texte_documents.PV_EDITES)
    return texte_documents.SEPARATEUR.join(parts)


def _noms(agenda: Agenda, personnes: Iterable[str]) -> str:
    return ", ".join(agenda.names.personne(p) for p in personnes)


def _presences(agenda: Agenda) -> Iterator[Errand]:
    for presence in agenda.plan.presences:
        nom, role = agenda.names.personne(presence.personne), Role(presence.role)
        ou = agenda.names.salle(presence.salle) if presence.salle else ""
        if role is Role.SURVEILLANT:
            yield Errand(presence.debut, texte_documents.SURVEILLANCE.format(nom=nom, fin=heure(presence.fin)), ou=ou)
        elif role is Role.RESPONSABLE:
            debut = heure_ronde(presence.debut)
            yield Errand(debut, texte_documents.RESPONSABLE.format(nom=nom, fin=heure(presence.fin)), demande=False)


def _equipe(agenda: Agenda) -> Iterator[Errand]:
    """Who else is welcomed when, on each day once; who relieves whom, where nobody can."""
    welcomed: dict[datetime, list[str]] = defaultdict(list)
    for personne in helpers(agenda):
        for shift in shifts(agenda, personne):
            roles = ", ".join(ROLES[role] for role in shift.roles)
            nom = agenda.names.personne(personne)
            welcomed[shift.arrivee].append(texte_documents.MEMBRE_DE_L_EQUIPE.format(nom=nom, role=roles))
    for arrivee, names in welcomed.items():
        detail = texte_documents.accueil_equipe(", ".join(names))
        yield Errand(arrivee, texte_documents.ACCUEIL_EQUIPE, detail, texte_documents.A_L_ACCUEIL_DU_SITE)
    for relief in reliefs(agenda):
        nom, fin, ou = agenda.names.personne(relief.surveillant), heure(relief.fin), agenda.names.salle(relief.salle)
        if relief.par:
            par = agenda.names.personne(relief.par)
            yield Errand(relief.debut, texte_documents.RELEVE.format(par=par, nom=nom, fin=fin), ou=ou)
        else:
            titre = texte_documents.SANS_RELEVE.format(nom=nom, debut=heure(relief.debut), fin=fin)
            yield Errand(relief.debut, titre, texte_documents.SANS_RELEVE_QUOI, ou)


def _debuts(agenda: Agenda) -> Iterator[Errand]:
    """Who goes where: a collective épreuve room by room, a chain of passages by its first."""
    for moments in _together(agenda, [m for m in agenda.moments if _begins(agenda, m)]):
        premier = moments[0]
        who = texte_documents.SEPARATEUR.join([qui(agenda, [m.candidat for m in moments]), *_granted(agenda, moments)])
        yield Errand(
            premier.debut,
            texte_documents.DEBUT.format(epreuve=_epreuves(agenda, premier)),
            who,
            _where(agenda, premier),
        )


def _begins(agenda: Agenda, moment: Moment) -> bool:
    if moment.sort is not Sort.EPREUVE or moment.suite or moment.phase:
        return False
    if agenda.collective(moment.epreuve):
        return True
    return any(moment.debut == chaine[0].debut for chaine in chaines(agenda, moment.candidat))


def _granted(agenda: Agenda, moments: list[Moment]) -> Iterator[str]:
    """What is granted to whom, by number where there are several."""
    for moment in moments:
        accorde = remarque(agenda, moment)
        if accorde:
            yield accorde if len(moments) == 1 else f"{numero(agenda.numeros[moment.candidat])} : {accorde}"


def _epreuves(agenda: Agenda, moment: Moment) -> str:
    """The épreuve that begins, or all those of the chain."""
    if agenda.collective(moment.epreuve):
        return agenda.names.epreuve(moment.epreuve)
    chaine = next(c for c in chaines(agenda, moment.candidat) if c[0].debut == moment.debut)
    return ", ".join(agenda.names.epreuve(p.epreuve) for p in chaine)


def _where(agenda: Agenda, moment: Moment) -> str:
    jury = agenda.names.jury(moment.jury) if moment.jury else agenda.presents(Role.SURVEILLANT, moment)
    comedien = agenda.presents(Role.COMEDIEN, moment)
    return ", ".join(filter(None, (agenda.names.lieu(moment), jury, comedien)))


def _fins(agenda: Agenda) -> Iterator[Errand]:
    """Who comes out: of an épreuve with a subject, which is collected then; of the last épreuve of a chain."""
    derniers: dict[tuple[datetime, str, str], list[Passage]] = defaultdict(list)
    for candidat in agenda.session.candidats:
        fins = {chaine[-1].fin for chaine in chaines(agenda, candidat.id)}
        for passage in agenda.plan.du_candidat(candidat.id):
            if a_un_sujet(agenda.epreuves.get(passage.epreuve)) or passage.fin in fins:
                derniers[passage.fin, passage.epreuve, passage.parties[-1].salle].append(passage)
    for (fin, epreuve, salle), passages in derniers.items():
        sujets = a_un_sujet(agenda.epreuves.get(epreuve))
        quoi = (texte_documents.FIN_AVEC_SUJET if sujets else texte_documents.FIN).format(
            epreuve=agenda.names.epreuve(epreuve)
        )
        who = [qui(agenda, [p.candidat for p in passages]), *_copies(agenda, passages)]
        yield Errand(fin, quoi, texte_documents.SEPARATEUR.join(who), agenda.names.salle(salle))


def _copies(agenda: Agenda, passages: Iterable[Passage]) -> Iterator[str]:
    """Which jury corrects whose copies."""
    par_jury: dict[str, list[int]] = defaultdict(list)
    for passage in passages:
        for jury in correctors(agenda, passage.candidat, passage.epreuve):
            par_jury[jury].append(agenda.numeros.get(passage.candidat, 0))
    of_juries = [
        texte_documents.copies_du_jury(jury, texte_documents.numeros(numbers))
        for jury, numbers in sorted(par_jury.items(), key=lambda item: natural(item[0]))
    ]
    if of_juries:
        yield texte_documents.copies(", ".join(of_juries))


def _soirs(agenda: Agenda) -> Iterator[Errand]:
    """The end of each day, when everything has ended; of the last one, the end of the session."""
    for jour in agenda.jours:
        fin = max(m.fin for m in agenda.moments if m.jour == jour)
        if jour == agenda.jours[-1]:
            who = texte_documents.SEPARATEUR.join([*_proces_verbaux(agenda), texte_documents.FIN_QUOI[True]])
            yield Errand(fin, texte_documents.FIN_DE_SESSION, who)
        else:
            yield Errand(fin, texte_documents.FIN_DE_JOURNEE, texte_documents.FIN_QUOI[False])


def _proces_verbaux(agenda: Agenda) -> Iterator[str]:
    """Who signs as the last jury closes, who has left before."""
    end = signing(agenda)
    if end is not None:
        yield texte_documents.pv_sur_place(_noms(agenda, end.presents))
    if end is not None and end.partis:
        ends: dict[datetime, list[str]] = defaultdict(list)
        for membre, fin in end.partis:
            ends[fin].append(membre)
        partis = (
            texte_documents.partis(_noms(agenda, membres), heure(fin), agenda.names.jour(fin.date()))
            for fin, membres in ends.items()
        )
        yield texte_documents.pv_absents(", ".join(partis))


VU = timedelta(minutes=5)
"""How long the responsable is taken by what they see to."""


@dataclass(frozen=True, slots=True)
class MiddayBreak:
    """The break of whoever leads a day over midday, who stands in (empty: nothing asks for them then).

    `debut` is None where there can be none within the window.
    """

    personne: str
    window: tuple[datetime, datetime]
    debut: datetime | None
    fin: datetime | None
    par: str


def breaks(agenda: Agenda) -> Iterator[MiddayBreak]:
    """A break for whoever leads a day over midday, as long as a candidat's, when juries may eat; or that there is none.

    While nothing asks for them; otherwise while somebody else who may lead, and has nothing else to do, stands in.
    """
    n = timedelta(minutes=agenda.session.reglages.pause_candidat)
    jours = {jour.date: jour for jour in agenda.session.jours}
    busy = _asked_for(agenda)
    leading: dict[tuple[date, str], list[Presence]] = defaultdict(list)
    for presence in agenda.plan.presences:
        if presence.role == Role.RESPONSABLE and presence.debut.date() in jours:
            leading[presence.debut.date(), presence.personne].append(presence)
    for (date_, personne), presences in leading.items():
        jour = jours[date_]
        low, high = jour.a(jour.pause_debut), jour.a(jour.pause_fin)
        there = [(p.debut, p.fin) for p in presences]
        if _free(low, high, n, there) is not None:
            continue
        debut, par = _free(low, high, n, busy), ""
        if debut is None:
            debut, par = next(_relieved(agenda, personne, low, high, n), (None, ""))
        yield MiddayBreak(personne, (low, high), debut, debut + n if debut else None, par)


def _pauses(agenda: Agenda) -> Iterator[Errand]:
    for pause in breaks(agenda):
        nom, (low, high) = agenda.names.personne(pause.personne), pause.window
        if pause.debut is not None and pause.fin is not None:
            relayee = texte_documents.PAUSE_RELAYEE.format(nom=agenda.names.personne(pause.par))
            titre = texte_documents.pause_du_responsable(nom=nom, fin=heure(pause.fin))
            yield Errand(pause.debut, titre, relayee if pause.par else texte_documents.PAUSE_CALME)
        else:
            sans = texte_documents.SANS_PAUSE.format(nom=nom, debut=heure(low), fin=heure(high))
            longueur = duree(agenda.session.reglages.pause_candidat)
            yield Errand(low, sans, texte_documents.SANS_PAUSE_QUOI.format(duree=longueur))


def stands_in(agenda: Agenda) -> Iterator[tuple[str, datetime, datetime, str]]:
    """Who takes the place of whoever leads the day: their id, from when to when, the name of the place."""
    for welcome in agenda.welcomes:
        if welcome.suppleant and welcome.par:
            yield welcome.par, welcome.debut, welcome.fin, place_of(agenda, welcome)
    for pause in breaks(agenda):
        if pause.par and pause.debut is not None and pause.fin is not None:
            yield pause.par, pause.debut, pause.fin, texte_documents.SUR_PLACE


# The day of each who watches, plays, helps or stands in, whole: what they do, and when they are free.


def team_days(agenda: Agenda) -> dict[str, tuple[Shift, ...]]:
    """The days of each of them (id), in order of time."""
    deputies = (personne for personne, *_ in stands_in(agenda))
    people = dict.fromkeys([*helpers(agenda), *deputies])
    return {personne: tuple(_team_days_of(agenda, personne)) for personne in people}


def _team_days_of(agenda: Agenda, personne: str) -> Iterator[Shift]:
    known = {shift.jour: shift for shift in shifts(agenda, personne)}
    more: dict[date, list[Duty]] = defaultdict(list)
    for welcome in receives(agenda, personne):
        if welcome.debut.date() not in known:
            more[welcome.debut.date()].append(standing_in(agenda, welcome))
    for pause in (p for p in breaks(agenda) if p.par == personne):
        if pause.debut is not None and pause.fin is not None:
            quoi = texte_documents.SUPPLEER.format(nom=agenda.names.personne(pause.personne))
            what = _to_see_to(agenda, pause.debut, pause.fin)
            more[pause.debut.date()].append(Duty(pause.debut, pause.fin, quoi, what, texte_documents.SUR_PLACE))
    for jour in sorted({*known, *more}):
        shift = known.get(jour)
        deputy = bool(more[jour]) or any(w.debut.date() == jour for w in receives(agenda, personne))
        duties = [*(shift.duties if shift else ()), *more[jour]]
        ends = [d.fin for d in duties if d.fin is not None]
        yield Shift(
            jour,
            min(d.debut for d in duties),
            max(ends),
            (*(shift.roles if shift else ()), *([Role.RESPONSABLE] if deputy else [])),
            tuple(sorted([*duties, *_free_between(agenda, personne, jour, duties)], key=lambda d: d.debut)),
            shift.sitters if shift else (),
        )


def _to_see_to(agenda: Agenda, debut: datetime, fin: datetime) -> str:
    """What whoever stands in sees to meanwhile: when, what, where; of whom it is about, nothing."""
    what = texte_documents.SUPPLEER_QUOI
    meanwhile = (e for e in _asking(agenda) if debut <= e.heure < fin)
    tasks = [
        texte_documents.tache(heure(e.heure), e.quoi, e.ou or texte_documents.A_L_ACCUEIL_DU_SITE)
        for e in sorted(meanwhile, key=lambda e: e.heure)
    ]
    return texte_documents.suppleer_a_voir(what, ", ".join(tasks)) if tasks else what


def _free_between(agenda: Agenda, personne: str, jour: date, duties: Sequence[Duty]) -> Iterator[Duty]:
    """Each while between two things that somebody does on a day, that is long enough to leave."""
    busy = [(d.debut, d.fin) for d in duties if d.fin is not None]
    busy += [(c.debut, c.fin) for c in agenda.plan.compositions if personne in c.membres and c.jour == jour]
    led = (p for p in agenda.plan.presences if p.personne == personne and p.role == Role.RESPONSABLE)
    busy += [(p.debut, p.fin) for p in led if p.debut.date() == jour]
    busy.sort()
    reached = busy[0][1]
    for debut, fin in busy:
        if debut - reached >= BREAK:
            back = texte_documents.LIBRE_QUOI.format(heure=heure(debut))
            yield Duty(reached, debut, texte_documents.LIBRE, back)
        reached = max(reached, fin)


def _asked_for(agenda: Agenda) -> list[tuple[datetime, datetime]]:
    """When the responsable has something to see to: whom they receive as long as that lasts, all else for a moment."""
    spans = [(w.debut, w.fin) for w in agenda.welcomes if not w.suppleant]
    spans += [(p.debut, p.fin) for p in agenda.plan.presences if p.role == Role.COMEDIEN and not p.candidat]
    return spans + [(errand.heure, errand.heure + VU) for errand in _asking(agenda)]


def _asking(agenda: Agenda) -> list[Errand]:
    """What asks for the responsable for a moment."""
    errands = [*_appels(agenda), *_jurys(agenda), *_presences(agenda), *_equipe(agenda)]
    errands += [*_fins(agenda), *_debuts(agenda)]
    return [errand for errand in errands if errand.demande]


def _free(low: datetime, high: datetime, n: timedelta, busy: Iterable[tuple[datetime, datetime]]) -> datetime | None:
    """The first moment of the window from which n minutes are free."""
    spans = sorted(busy)
    for debut in sorted([low, *(fin for _, fin in spans if low < fin)]):
        if debut + n <= high and not any(d < debut + n and debut < f for d, f in spans):
            return debut
    return None


def _relieved(
    agenda: Agenda, personne: str, low: datetime, high: datetime, n: timedelta
) -> Iterator[tuple[datetime, str]]:
    """When somebody else who may lead can stand in, and who: neither away then, nor in another role that day.

    Never while whoever leads receives people: every paper names them there.
    """
    receiving = [(w.debut, w.fin) for w in agenda.welcomes if w.par == personne]
    for autre in agenda.session.avec_role(Role.RESPONSABLE):
        membre = next((m for m in agenda.session.membres if m.id == autre.id), None)
        away = [(p.debut, p.fin) for p in (*autre.indisponibilites, *(membre.indisponibilites if membre else ()))]
        sits = any(autre.id in c.membres and c.jour == low.date() for c in agenda.plan.compositions)
        away += [(p.debut, p.fin) for p in agenda.plan.presences if p.personne == autre.id]
        away += [(w.debut, w.fin) for w in receives(agenda, autre.id)]
        away += [(r.debut, r.fin) for r in reliefs(agenda) if r.par == autre.id]
        debut = _free(low, high, n, [*away, *receiving])
        if autre.id != personne and not sits and debut is not None:
            yield debut, autre.id


def _together(agenda: Agenda, moments: Iterable[Moment]) -> Iterator[list[Moment]]:
    """Moments of a collective épreuve in one room together; the others one by one."""
    ensemble: dict[tuple[datetime, str, str, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        seul = "" if agenda.collective(moment.epreuve) else moment.candidat
        ensemble[moment.debut, moment.epreuve, moment.salle, seul].append(moment)
    yield from ensemble.values()


# A jury's day, on its sheet, on its page, on its card.


@dataclass(frozen=True, slots=True)
class JourneeDeJury:
    """From when to when a jury is there, in which rooms of its own, and how long, in a sentence."""

    debut: datetime
    fin: datetime
    salles: str
    presence: str


def journee_du_jury(agenda: Agenda, moments: Sequence[Moment]) -> JourneeDeJury:
    """What there is to say of all that a jury does on a day; its pauses are no presence."""
    debut, fin = min(m.debut for m in moments), max(m.fin for m in moments)
    pauses = sum(m.minutes for m in moments if m.sort is Sort.PAUSE)
    salles = dict.fromkeys(agenda.names.salle(m.salle) for m in moments if m.sort is not Sort.EPREUVE and m.salle)
    presence = texte_classeur.presence_du_jury(heure(debut), heure(fin), minutes_between(debut, fin) - pauses)
    return JourneeDeJury(debut, fin, ", ".join(salles), presence)


# Lists to sign: candidats by collective épreuve and room, then by jury; membres; the others.


class Signers(StrEnum):
    """Who signs a list, hence its columns."""

    PAR_SALLE = "par_salle"
    """candidats in a room: number, name, hour, then two boxes"""
    PAR_JURY = "par_jury"
    """candidats before a jury: number, name, hour, then a box an épreuve"""
    PERSONNES = "personnes"
    """number, name, function, then two boxes"""


@dataclass(frozen=True, slots=True)
class SignList:
    """A list to sign: its day and titles, the titles of its columns, its rows (boxes empty or barred), who signs it."""

    signers: Signers
    jour: date
    titre: str
    sous_titre: str
    entetes: Sequence[str]
    rows: Sequence[Sequence[int | str | datetime | None]]
    pied: Sequence[str]


def sign_lists(agenda: Agenda, retards: Sequence[Retard] = ()) -> Iterable[SignList]:
    """Every list of a session; a candidat who was said to be late is marked so, where they sign."""
    yield from _by_room(agenda, retards)
    yield from _by_jury(agenda, retards)
    yield from _membres(agenda)
    yield from _others(agenda)


# -- candidats


def _by_room(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[SignList]:
    """A list for each épreuve that no jury watches from its start, and each room where it takes place."""
    lists: dict[tuple[date, datetime | None, str, str], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        collective = agenda.collective(passage.epreuve)
        if collective or not passage.parties[0].jury:
            commun = passage.debut if collective else None
            lists[passage.jour, commun, passage.epreuve, passage.parties[0].salle].append(passage)
    for (jour, debut, epreuve_id, salle), passages in lists.items():
        par_candidat = {p.candidat: p.debut if debut else appel_du_passage(agenda, p) for p in passages}
        rows = [
            (agenda.numeros.get(c), _nom(agenda, c, [epreuve_id], retards), par_candidat[c], "", "")
            for c in agenda.ordre_des_numeros(par_candidat)
        ]
        yield SignList(
            Signers.PAR_SALLE,
            jour,
            f"{texte_classeur.EMARGEMENT_CANDIDATS} – {agenda.names.epreuve(epreuve_id)}",
            f"{agenda.names.jour(jour)} – {agenda.names.salle(salle)}",
            texte_classeur.EMARGEMENT_COLLECTIF_ENTETES if debut else texte_classeur.EMARGEMENT_INDIVIDUEL_ENTETES,
            rows,
            (texte_classeur.SIGNATURE_SURVEILLANT, texte_classeur.SIGNATURE_RESPONSABLE),
        )


def _by_jury(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[SignList]:
    """A list for each jury and day: one box for each épreuve that it watches from the start."""
    for (jour, jury), moments in agenda.des_jurys.items():
        passages = [
            p
            for p in agenda.plan.passages
            if p.jour == jour and p.parties[0].jury == jury and not agenda.collective(p.epreuve)
        ]
        if not passages:
            continue
        epreuves = list(dict.fromkeys(p.epreuve for p in sorted(passages, key=lambda p: _rank(agenda, p.epreuve))))
        first = {p.candidat: p for p in reversed(passages)}
        rows = [
            (
                agenda.numeros.get(c),
                _nom(agenda, c, epreuves, retards),
                appel_du_passage(agenda, first[c]),
                *("" if any((p.candidat, p.epreuve) == (c, e) for p in passages) else "–" for e in epreuves),
            )
            for c in sorted(first, key=lambda c: first[c].debut)
        ]
        membres = agenda.membres(jury, moments[0].debut)
        yield SignList(
            Signers.PAR_JURY,
            jour,
            f"{texte_classeur.EMARGEMENT_CANDIDATS} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {membres}",
            (*texte_classeur.EMARGEMENT_JURY_ENTETES, *(agenda.names.epreuve(e) for e in epreuves)),
            rows,
            (texte_classeur.SIGNATURE_RESPONSABLE,),
        )


def _nom(agenda: Agenda, candidat: str, epreuves: Sequence[str], retards: Sequence[Retard]) -> str:
    """Their name, with what was said of their lateness for one of these épreuves."""
    late = [r.minutes for r in retards if r.candidat == candidat and r.epreuve in epreuves]
    nom = agenda.names.candidat(candidat)
    return texte_classeur.EMARGEMENT_RETARD.format(nom=nom, duree=duree(max(late))) if late else nom


def _rank(agenda: Agenda, epreuve: str) -> int:
    """The place of an épreuve in the référentiel, the entretien final last: it ends a CCP session too."""
    known = [id_ for id_ in agenda.epreuves if id_ != agenda.session.referentiel.entretien_final]
    return known.index(epreuve) if epreuve in known else len(known)


# -- others


def _membres(agenda: Agenda) -> Iterable[SignList]:
    """A list for each jury and day: its membres."""
    observateurs = {m.id for m in agenda.session.membres if m.observateur}
    par_jury: dict[tuple[date, str], list[str]] = defaultdict(list)
    for composition in agenda.plan.compositions:
        par_jury[composition.jour, composition.jury] += composition.membres
    for (jour, jury), membres in sorted(par_jury.items(), key=lambda item: (item[0][0], natural(item[0][1]))):
        salles = dict.fromkeys(agenda.names.salle(c.salle) for c in agenda.compositions(jury, jour))
        yield _of_people(
            jour,
            f"{texte_classeur.EMARGEMENT_MEMBRES} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {', '.join(salles)}",
            (
                (
                    agenda.names.personne(m),
                    texte_classeur.OBSERVATEUR if m in observateurs else texte_classeur.MEMBRE_DE_JURY,
                )
                for m in dict.fromkeys(membres)
            ),
        )


def _others(agenda: Agenda) -> Iterable[SignList]:
    """A list for each day: responsables, surveillants, comédiens, aides, without a word of whom they are for."""
    functions = {**ROLES, Role.AIDE: texte_documents.INTERVENANT}
    par_jour: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for presence in agenda.plan.presences:
        par_jour[presence.debut.date()].append((functions[Role(presence.role)], presence.personne))
    for relief in (r for r in reliefs(agenda) if r.par):
        par_jour[relief.debut.date()].append((functions[Role.SURVEILLANT], relief.par))
    for personne, debut, _, _ in stands_in(agenda):
        par_jour[debut.date()].append((texte_documents.SUPPLEANT_ATTENDU, personne))
    for jour, presents in sorted(par_jour.items()):
        there = ((agenda.names.personne(personne), what) for what, personne in sorted(dict.fromkeys(presents)))
        yield _of_people(jour, texte_classeur.EMARGEMENT_AUTRES, agenda.names.jour(jour), there)


def _of_people(jour: date, titre: str, sous_titre: str, there: Iterable[tuple[str, str]]) -> SignList:
    """A list of people, each with a function."""
    return SignList(
        Signers.PERSONNES,
        jour,
        titre,
        sous_titre,
        texte_classeur.EMARGEMENT_PERSONNES_ENTETES,
        [(rang, nom, fonction, "", "") for rang, (nom, fonction) in enumerate(there, start=1)],
        (texte_classeur.SIGNATURE_RESPONSABLE,),
    )


# What the *organisation détaillée* tells: who passes what, when, before whom; totals of the RE against the
# plan's.


@dataclass(frozen=True, slots=True)
class MomentInWords:
    """A moment in words; `minutes_re` is what the RE says of its phase, where it begins one."""

    epreuve: bool
    debut: datetime
    fin: datetime
    numero: int | None
    qui: str
    quoi: str
    minutes_re: int | None
    minutes: int
    devant: str
    salle: str
    remarque: str


def journees(agenda: Agenda) -> Iterator[tuple[str, str, list[MomentInWords]]]:
    """Each day: its name with the hours between which it is open, its name alone, what happens."""
    jours = {jour.date: jour for jour in agenda.session.jours}
    for date_, moments in groupby(agenda.moments, key=lambda m: m.jour):
        nom = titre = agenda.names.jour(date_)
        if date_ in jours:
            titre = texte_classeur.jour_et_ouverture(nom, heure(jours[date_].ouverture), heure(jours[date_].fin))
        yield titre, nom, [ligne(agenda, moment) for moment in moments]


def ligne(agenda: Agenda, moment: Moment) -> MomentInWords:
    """How a moment is told."""
    phase = agenda.phase(moment) if moment.sort is Sort.EPREUVE and not moment.suite else None
    ensemble = qui(agenda, presents_a(agenda, moment)) if moment.sort in (Sort.ACCUEIL, Sort.PLIS) else ""
    return MomentInWords(
        moment.sort is Sort.EPREUVE,
        moment.debut,
        moment.fin,
        agenda.numeros.get(moment.candidat),
        agenda.names.candidat(moment.candidat) if moment.candidat else ensemble,
        quoi(agenda, moment),
        phase.minutes if phase else None,
        moment.minutes,
        devant(agenda, moment),
        agenda.names.lieu(replace(moment, salle=agenda.room_of(moment))) if moment.salle else "",
        remarque(agenda, moment),
    )


def tables_passees(agenda: Agenda) -> list[Table]:
    """The tables of the référentiel that somebody sits."""
    ref = agenda.session.referentiel
    ids = {table.id for candidat in agenda.session.candidats for table in tables_de(ref, candidat)}
    return [table for table in ref.tables if table.id in ids]


def totaux(agenda: Agenda) -> Iterator[tuple[str, ...]]:
    """A row a candidat, as the titles of its table say (`texts.classeur.TOTAUX_ENTETES`)."""
    for candidat in agenda.session.candidats:
        passages = agenda.plan.du_candidat(candidat.id)
        dues = agenda.dues(candidat.id)
        total = sum(minutes_between(p.debut, p.fin) for passage in passages for p in passage.parties)
        jury = sum(minutes_between(p.debut, p.fin) for passage in passages for p in passage.suivies)
        re_total, re_jury = sum(e.minutes for e in dues), sum(e.minutes_jury for e in dues)
        yield (
            str(agenda.numeros[candidat.id]),
            agenda.names.candidat(candidat.id),
            parcours(agenda, candidat),
            *(duree(minutes) for minutes in (re_total, total, re_jury, jury)),
            duree(total - re_total) if total != re_total else texte_classeur.SANS_ECART,
        )


# Who bears which number: the rows of the *table de correspondance*.

LigneDeCorrespondance = tuple[int, str, str, str, str, str, int]
"""number, nom, prénom, n° CERES, what they are presented to, their juries, n° de présentation"""


def notes_de_correspondance(agenda: Agenda) -> tuple[str, ...]:
    """For whom it is; that nothing was drawn, where numbers are not those that were."""
    sans_tirage = any(agenda.numeros[c.id] != c.numero_tire for c in agenda.session.candidats)
    return (texte_classeur.CORRESPONDANCE_AIDE, *((texte_classeur.CORRESPONDANCE_SANS_TIRAGE,) if sans_tirage else ()))


def lignes(agenda: Agenda) -> Iterator[LigneDeCorrespondance]:
    """A row a candidat, in the order of the numbers."""
    for candidat in sorted(agenda.session.candidats, key=lambda c: agenda.numeros[c.id]):
        juries = dict.fromkeys(
            agenda.names.jury(partie.jury) for p in agenda.plan.du_candidat(candidat.id) for partie in p.suivies
        )
        yield (
            agenda.numeros[candidat.id],
            one_line(candidat.nom),
            one_line(candidat.prenom),
            one_line(candidat.numero_ceres),
            parcours(agenda, candidat),
            ", ".join(juries),
            candidat.presentation,
        )


# A session whose people have no names: what the administration needs, and no more.


def anonymous(session: Session) -> Session:
    """The same session, its people told by what they are and a number; a fictive one is as it is.

    Whoever signs for the centre keeps their name: they answer for what it tells.
    """
    if session.fictive:
        return session
    bare = without_names(session)
    membres = {m.id: texte_noms.membre(n) for n, m in enumerate(bare.membres, start=1)}
    return replace(
        bare,
        candidats=tuple(
            replace(c, nom=texte_noms.candidat(n), numero_tire=n) for n, c in enumerate(bare.candidats, start=1)
        ),
        membres=tuple(replace(m, nom=membres[m.id]) for m in bare.membres),
        personnes=_personnes(bare, membres.get),
    )


def _personnes(session: Session, membre: Callable[[str], str | None]) -> tuple[Personne, ...]:
    """Each by their first role; the same human keeps one name, also where they are a membre."""
    counted: dict[Role, int] = {}
    personnes = []
    for personne in session.personnes:
        role = personne.roles[0]
        counted[role] = counted.get(role, 0) + 1
        nom = membre(personne.id) or texte_noms.personne(role, counted[role])
        personnes.append(replace(personne, nom=nom))
    return tuple(personnes)


# Plan B as rows and columns, in words: what its sheet, its page and the terminal show alike.

DAYS_ACROSS = 4
"""Days side by side: beyond, the table goes on below."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What stands where a resource and a moment meet; `charge`: how many people its plan disturbs, if it has one."""

    verdict: Verdict
    words: str
    charge: str = ""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A resource, and its cases from left to right."""

    nom: str
    role: str
    cases: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some days side by side: each with its moments."""

    days: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class FailureInWords:
    """One failure that changes something, in words; `rank` is its place among them, from 1, the worst first."""

    rank: int
    recourse: Recourse
    nom: str
    role: str
    quand: str
    verdict: str
    explication: str
    charge: str = ""


def blocks(session: Session, contingencies: Contingencies) -> tuple[Block, ...]:
    """The matrix: resources down, whose absence is worst first; days and their moments across."""
    noms = Noms(session)
    days = list(dict.fromkeys(a.failure.jour for a in contingencies.recourses))
    some = [days[i : i + DAYS_ACROSS] for i in range(0, len(days), DAYS_ACROSS)]
    return tuple(_block(noms, contingencies, across) for across in some)


def _block(noms: Noms, contingencies: Contingencies, days: list[date]) -> Block:
    recourses = [a for a in contingencies.recourses if a.failure.jour in days]
    groups = [(r, list(group)) for r, group in groupby(recourses, lambda a: a.failure.resource)]
    groups.sort(key=lambda group: min(map(_gravity, group[1])))
    rows = tuple(_row(noms, resource, group, contingencies) for resource, group in groups)
    moments = {
        d: dict.fromkeys(texte_plan_b.MOMENTS[a.failure.moment] for a in recourses if a.failure.jour == d) for d in days
    }
    return Block(tuple((texte_plan_b.jour_court(noms, d), tuple(moments[d])) for d in days), rows)


def _row(noms: Noms, resource: Resource, recourses: list[Recourse], contingencies: Contingencies) -> MatrixRow:
    cases = tuple(MatrixCell(a.verdict, texte_plan_b.case(a), _charge(contingencies, a)) for a in recourses)
    return MatrixRow(one_line(texte_plan_b.nom(noms, resource)), texte_plan_b.role(resource), cases)


def _gravity(recourse: Recourse) -> tuple[int, int]:
    """A sort key, the worst first: without a plan, unsettled, to be asked, then by whom they disturb."""
    worst = (Verdict.IMPOSSIBLE, Verdict.OPEN, Verdict.ASKED)
    return worst.index(recourse.verdict) if recourse.verdict in worst else len(worst), -recourse.disturbed


def _charge(contingencies: Contingencies, recourse: Recourse) -> str:
    return texte_plan_b.charge(contingencies, recourse) if recourse.planned else ""


def told(session: Session, contingencies: Contingencies) -> tuple[FailureInWords, ...]:
    """The failures that change something, the worst first: without a plan, unsettled, then by whom they disturb."""
    noms = Noms(session)
    touched = [a for a in contingencies.recourses if a.verdict is not Verdict.UNTOUCHED]
    ordered = sorted(touched, key=_gravity)
    return tuple(
        FailureInWords(
            rank,
            a,
            one_line(texte_plan_b.nom(noms, a.failure.resource)),
            texte_plan_b.role(a.failure.resource),
            texte_plan_b.quand(noms, a.failure),
            texte_plan_b.VERDICTS[a.verdict],
            texte_plan_b.explication(session, a),
            _charge(contingencies, a),
        )
        for rank, a in enumerate(ordered, 1)
    )


def file_name(case: FailureInWords) -> str:
    """The name of the workbook that holds its plan: ``07-MARTIN-Paul-2027-06-14-matin.xlsx``, in plain letters."""
    failure = case.recourse.failure
    moment = texte_plan_b.MOMENTS[failure.moment]
    return f"{case.rank:02}-{_plain(case.nom)[:40]}-{failure.jour.isoformat()}-{_plain(moment)}.xlsx"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
