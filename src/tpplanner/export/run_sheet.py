"""The responsable's day, minute by minute: whom he welcomes, who goes where, when subjects are given and collected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpplanner.domain.plan import NatureTravail, Passage, Presence, heure_ronde
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.amenagements import remarque
from tpplanner.export.appels import chaines, heure_d_appel, presents_a
from tpplanner.export.labels import qui
from tpplanner.texts import deroule as texte
from tpplanner.texts.affichage import numero
from tpplanner.texts.temps import duree, heure


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do or to see to: when, what, about whom, where; `demande`: the responsable must be there."""

    heure: datetime
    quoi: str
    qui: str = ""
    ou: str = ""
    demande: bool = True


def a_un_sujet(epreuve: Epreuve | None) -> bool:
    """Whether candidats receive a subject."""
    return epreuve is not None and epreuve.a_un_sujet


def run_sheet(agenda: Agenda) -> dict[date, list[Task]]:
    """Everything of each day, in order of time; what happens together, in the order in which it is seen to."""
    tasks = [
        *_accueils(agenda),
        *_appels(agenda),
        *_jurys(agenda),
        *_presences(agenda),
        *_fins(agenda),
        *_debuts(agenda),
        *_soirs(agenda),
    ]
    par_jour: dict[date, list[Task]] = defaultdict(list)
    tasks += list(_pauses(agenda))
    for task in sorted(tasks, key=lambda f: f.heure):
        par_jour[task.heure.date()].append(task)
    return dict(sorted(par_jour.items()))


def _accueils(agenda: Agenda) -> Iterator[Task]:
    for moment in agenda.moments:
        who = qui(agenda, presents_a(agenda, moment)) if moment.sort in (Sort.ACCUEIL, Sort.PLIS) else ""
        if moment.sort is Sort.ACCUEIL:
            yield Task(moment.debut, texte.ACCUEIL, texte.SEPARATEUR.join([who, texte.ACCUEIL_QUOI]))
        elif moment.sort is Sort.PLIS:
            epreuve = agenda.names.epreuve(moment.epreuve)
            yield Task(moment.debut, texte.PLIS.format(epreuve=epreuve), texte.SEPARATEUR.join([who, texte.PLIS_QUOI]))


def _appels(agenda: Agenda) -> Iterator[Task]:
    """Those who are called later, by hour: a chain of passages calls once, a collective épreuve each."""
    opened = {m.debut for m in agenda.moments if m.sort is Sort.ACCUEIL}
    appeles: dict[datetime, dict[str, None]] = defaultdict(dict)
    for candidat in agenda.session.candidats:
        collectifs = [p for p in agenda.plan.du_candidat(candidat.id) if agenda.collective(p.epreuve)]
        for premier in (*collectifs, *(chaine[0] for chaine in chaines(agenda, candidat.id))):
            appel = heure_d_appel(agenda, candidat.id, premier.debut)
            if appel < premier.debut and appel not in opened:
                appeles[appel][candidat.id] = None
    for appel, candidats in appeles.items():
        yield Task(appel, texte.APPEL, qui(agenda, candidats))


def _jurys(agenda: Agenda) -> Iterator[Task]:
    dits = {
        NatureTravail.ACCUEIL: (texte.ACCUEIL_JURY, texte.ACCUEIL_JURY_QUOI),
        NatureTravail.CLOTURE: (texte.CLOTURE, texte.CLOTURE_QUOI),
    }
    for moment in agenda.moments:
        nom = agenda.names.jury(moment.jury)
        ou = agenda.names.salle(moment.salle) if moment.salle else ""
        if moment.sort is Sort.PAUSE:
            yield Task(moment.debut, texte.PAUSE.format(jury=nom, fin=heure(moment.fin)), ou=ou, demande=False)
        elif moment.nature in dits:
            quoi, detail = dits[moment.nature]
            membres = agenda.membres(moment.jury, moment.debut)
            yield Task(moment.debut, quoi.format(jury=nom), detail.format(membres=membres), ou)


def _presences(agenda: Agenda) -> Iterator[Task]:
    for presence in agenda.plan.presences:
        nom, role = agenda.names.personne(presence.personne), Role(presence.role)
        ou = agenda.names.salle(presence.salle) if presence.salle else ""
        if role is Role.SURVEILLANT:
            yield Task(presence.debut, texte.SURVEILLANCE.format(nom=nom, fin=heure(presence.fin)), ou=ou)
        elif role is Role.COMEDIEN and not presence.candidat:
            yield Task(presence.debut, texte.ACCUEIL_COMEDIEN.format(nom=nom), texte.ACCUEIL_COMEDIEN_QUOI)
        elif role is Role.RESPONSABLE:
            debut = heure_ronde(presence.debut)
            yield Task(debut, texte.RESPONSABLE.format(nom=nom, fin=heure(presence.fin)), demande=False)


def _debuts(agenda: Agenda) -> Iterator[Task]:
    """Who goes where: a collective épreuve room by room, a chain of passages by its first."""
    for moments in _together(agenda, [m for m in agenda.moments if _begins(agenda, m)]):
        premier = moments[0]
        who = texte.SEPARATEUR.join([qui(agenda, [m.candidat for m in moments]), *_granted(agenda, moments)])
        yield Task(premier.debut, texte.DEBUT.format(epreuve=_epreuves(agenda, premier)), who, _where(agenda, premier))


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
    return ", ".join(filter(None, (agenda.names.salle(moment.salle), jury, comedien)))


def _fins(agenda: Agenda) -> Iterator[Task]:
    """Who comes out: of an épreuve with a subject, which is collected then; of the last épreuve of a chain."""
    derniers: dict[tuple[datetime, str, str], list[Passage]] = defaultdict(list)
    for candidat in agenda.session.candidats:
        fins = {chaine[-1].fin for chaine in chaines(agenda, candidat.id)}
        for passage in agenda.plan.du_candidat(candidat.id):
            if a_un_sujet(agenda.epreuves.get(passage.epreuve)) or passage.fin in fins:
                derniers[passage.fin, passage.epreuve, passage.parties[-1].salle].append(passage)
    for (fin, epreuve, salle), passages in derniers.items():
        sujets = a_un_sujet(agenda.epreuves.get(epreuve))
        quoi = (texte.FIN_AVEC_SUJET if sujets else texte.FIN).format(epreuve=agenda.names.epreuve(epreuve))
        yield Task(fin, quoi, qui(agenda, [p.candidat for p in passages]), agenda.names.salle(salle))


def _soirs(agenda: Agenda) -> Iterator[Task]:
    """The end of each day, when everything has ended; of the last one, the end of the session."""
    for jour in agenda.jours:
        fin = max(m.fin for m in agenda.moments if m.jour == jour)
        dernier = jour == agenda.jours[-1]
        yield Task(fin, texte.FIN_DE_SESSION if dernier else texte.FIN_DE_JOURNEE, texte.FIN_QUOI[dernier])


VU = timedelta(minutes=5)
"""How long the responsable is taken by what he sees to."""


def _pauses(agenda: Agenda) -> Iterator[Task]:
    """A break for whoever leads a day over midday, as long as a candidat's, when juries may eat; or that there is none.

    While nothing asks for him; otherwise while somebody else who may lead, and has nothing else to do, stands in.
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
        nom = agenda.names.personne(personne)
        debut = _free(low, high, n, busy)
        qui_, autre = texte.PAUSE_CALME, ""
        if debut is None:
            debut, autre = next(_relieved(agenda, personne, low, high, n), (None, ""))
            qui_ = texte.PAUSE_RELAYEE.format(nom=agenda.names.personne(autre))
        if debut is not None:
            yield Task(debut, texte.PAUSE_DU_RESPONSABLE.format(nom=nom, fin=heure(debut + n)), qui_)
        else:
            sans = texte.SANS_PAUSE.format(nom=nom, debut=heure(low), fin=heure(high))
            longueur = duree(agenda.session.reglages.pause_candidat)
            yield Task(low, sans, texte.SANS_PAUSE_QUOI.format(duree=longueur))


def _asked_for(agenda: Agenda) -> list[tuple[datetime, datetime]]:
    """When the responsable has something to see to: accueils and plis as long as they last, all else for a moment."""
    spans = [(m.debut, m.fin) for m in agenda.moments if m.sort in (Sort.ACCUEIL, Sort.PLIS)]
    tasks = [*_appels(agenda), *_jurys(agenda), *_presences(agenda), *_fins(agenda), *_debuts(agenda)]
    return spans + [(task.heure, task.heure + VU) for task in tasks if task.demande]


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
    """When somebody else who may lead can stand in, and who: neither away then, nor in another role that day."""
    for autre in agenda.session.avec_role(Role.RESPONSABLE):
        membre = next((m for m in agenda.session.membres if m.id == autre.id), None)
        away = [(p.debut, p.fin) for p in (*autre.indisponibilites, *(membre.indisponibilites if membre else ()))]
        sits = any(autre.id in c.membres and c.jour == low.date() for c in agenda.plan.compositions)
        away += [(p.debut, p.fin) for p in agenda.plan.presences if p.personne == autre.id]
        debut = _free(low, high, n, away)
        if autre.id != personne and not sits and debut is not None:
            yield debut, autre.id


def _together(agenda: Agenda, moments: Iterable[Moment]) -> Iterator[list[Moment]]:
    """Moments of a collective épreuve in one room together; the others one by one."""
    ensemble: dict[tuple[datetime, str, str, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        seul = "" if agenda.collective(moment.epreuve) else moment.candidat
        ensemble[moment.debut, moment.epreuve, moment.salle, seul].append(moment)
    yield from ensemble.values()
