"""The responsable's day, minute by minute: whom he welcomes, who goes where, when subjects are given and collected."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tpplanner.domain.plan import NatureTravail, Passage
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.amenagements import remarque
from tpplanner.export.appels import chaines, heure_d_appel
from tpplanner.texts import deroule as texte
from tpplanner.texts.affichage import numero, numeros
from tpplanner.texts.temps import heure

AVEC_SUJET = ("QP", "MSP")
"""The modalités in which a candidat receives a sealed subject (`DTE`); in the others the jury has its own guide."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do or to see to: when, what, about whom, where."""

    heure: datetime
    quoi: str
    qui: str = ""
    ou: str = ""


def a_un_sujet(epreuve: Epreuve | None) -> bool:
    """Whether candidats receive a subject."""
    return epreuve is not None and epreuve.modalite in AVEC_SUJET


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
    for task in sorted(tasks, key=lambda f: f.heure):
        par_jour[task.heure.date()].append(task)
    return dict(sorted(par_jour.items()))


def _accueils(agenda: Agenda) -> Iterator[Task]:
    for moment in agenda.moments:
        if moment.sort is Sort.ACCUEIL:
            yield Task(moment.debut, texte.ACCUEIL, texte.ACCUEIL_QUOI)
        elif moment.sort is Sort.PLIS:
            yield Task(moment.debut, texte.PLIS, texte.PLIS_QUOI)


def _appels(agenda: Agenda) -> Iterator[Task]:
    """Those who are called to the accueil, by hour: a chain of passages calls once, a collective épreuve each."""
    appeles: dict[datetime, dict[str, None]] = defaultdict(dict)
    for candidat in agenda.session.candidats:
        collectifs = [p for p in agenda.plan.du_candidat(candidat.id) if agenda.collective(p.epreuve)]
        for premier in (*collectifs, *(chaine[0] for chaine in chaines(agenda, candidat.id))):
            appel = heure_d_appel(agenda, candidat.id, premier.debut)
            if appel < premier.debut:
                appeles[appel][candidat.id] = None
    for appel, candidats in appeles.items():
        yield Task(appel, texte.APPEL, _who(agenda, candidats))


def _jurys(agenda: Agenda) -> Iterator[Task]:
    dits = {
        NatureTravail.ACCUEIL: (texte.ACCUEIL_JURY, texte.ACCUEIL_JURY_QUOI),
        NatureTravail.CLOTURE: (texte.CLOTURE, texte.CLOTURE_QUOI),
    }
    for moment in agenda.moments:
        nom = agenda.names.jury(moment.jury)
        ou = agenda.names.salle(moment.salle) if moment.salle else ""
        if moment.sort is Sort.PAUSE:
            yield Task(moment.debut, texte.PAUSE.format(jury=nom, fin=heure(moment.fin)), ou=ou)
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
            yield Task(presence.debut, texte.RESPONSABLE.format(nom=nom, fin=heure(presence.fin)))


def _debuts(agenda: Agenda) -> Iterator[Task]:
    """Who goes where: a collective épreuve room by room, a chain of passages by its first."""
    for moments in _together(agenda, [m for m in agenda.moments if _begins(agenda, m)]):
        premier = moments[0]
        qui = texte.SEPARATEUR.join([_who(agenda, [m.candidat for m in moments]), *_granted(agenda, moments)])
        yield Task(premier.debut, texte.DEBUT.format(epreuve=_epreuves(agenda, premier)), qui, _where(agenda, premier))


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
        yield Task(fin, quoi, _who(agenda, [p.candidat for p in passages]), agenda.names.salle(salle))


def _soirs(agenda: Agenda) -> Iterator[Task]:
    """The end of each day, when everything has ended; of the last one, the end of the session."""
    for jour in agenda.jours:
        fin = max(m.fin for m in agenda.moments if m.jour == jour)
        dernier = jour == agenda.jours[-1]
        yield Task(fin, texte.FIN_DE_SESSION if dernier else texte.FIN_DE_JOURNEE, texte.FIN_QUOI[dernier])


def _together(agenda: Agenda, moments: Iterable[Moment]) -> Iterator[list[Moment]]:
    """Moments of a collective épreuve in one room together; the others one by one."""
    ensemble: dict[tuple[datetime, str, str, str], list[Moment]] = defaultdict(list)
    for moment in moments:
        seul = "" if agenda.collective(moment.epreuve) else moment.candidat
        ensemble[moment.debut, moment.epreuve, moment.salle, seul].append(moment)
    yield from ensemble.values()


def _who(agenda: Agenda, candidats: Iterable[str]) -> str:
    """A candidat by number and name; several by their numbers, those that the session does not know by their names."""
    liste = agenda.ordre_des_numeros(dict.fromkeys(candidats))
    connus = [agenda.numeros[c] for c in liste if c in agenda.numeros]
    inconnus = [agenda.names.candidat(c) for c in liste if c not in agenda.numeros]
    if len(liste) == 1:
        return " ".join([*(numero(n) for n in connus), agenda.names.candidat(liste[0])])
    return texte.plusieurs(len(liste), ", ".join(filter(None, (numeros(connus) if connus else "", *inconnus))))
