"""What must be done before a session, and with how many."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from tpplanner.domain.echeances import Echeance
from tpplanner.domain.echeances import NatureEcheance as N
from tpplanner.domain.session import Candidat, Genre, Session
from tpplanner.texts import echeances as textes
from tpplanner.year.delays import days_after, days_before, first_day_a_month_ahead, months_before
from tpplanner.year.frame import Frame, noted, told

CREATION_DAYS = 91
LEAVE_DAYS = 15
PLIS_DAYS = 14


def before_session(frame: Frame) -> Iterator[Echeance]:
    """What comes before the first day, in the order in which it is told."""
    session, suivi = frame.session, frame.session.suivi
    programmation = frame.due(
        N.PROGRAMMATION, last_30_january(frame.premier), fait=suivi.programmation_transmise is not None
    )
    yield noted(programmation, "programmation_transmise")
    yield _creation(frame)
    yield _dte(frame)
    convocations = frame.due(
        N.CONVOCATIONS,
        months_before(frame.premier, 1),
        fait=session.convocations_envoyees or False,
        earliest=first_day_a_month_ahead(frame.today or frame.premier),
    )
    yield noted(convocations, "convocations_envoyees")
    yield from _leaves(frame)
    plis = frame.due(N.PLIS, days_before(frame.premier, PLIS_DAYS), fait=suivi.plis_recus is not None)
    yield noted(plis, "plis_recus")
    yield frame.due(N.AFFICHAGE, days_before(frame.premier, 1))
    yield from _addresses(frame)


def last_30_january(premier: date) -> date:
    """The day before the 31 January that comes before that day: the programmation goes « avant le 31 janvier »."""
    of_year = date(premier.year, 1, 30)
    return of_year if of_year < premier else date(premier.year - 1, 1, 30)


def _creation(frame: Frame) -> Echeance:
    """The creation in CERES: 91 days ahead, and before the titre ends."""
    limite, expiration = days_before(frame.premier, CREATION_DAYS), frame.session.referentiel.expiration
    last = days_before(expiration, 1) if expiration else limite
    echeance = frame.due(
        N.CREATION, min(limite, last), fait=bool(frame.session.numero_ceres), earliest=_earliest(frame)
    )
    if last < limite and expiration is not None:
        echeance = told(echeance, textes.CREATION_AVANT_FIN, regle=textes.regle_creation(expiration))
    return noted(echeance, "numero_ceres")


def _earliest(frame: Frame) -> date:
    """The first day of a session that could still be created 91 days ahead."""
    return days_after(frame.today or frame.premier, CREATION_DAYS)


def _dte(frame: Frame) -> Echeance:
    echeance = frame.due(
        N.DTE,
        days_before(frame.premier, CREATION_DAYS),
        fait=frame.session.suivi.dte_commandes or False,
        earliest=_earliest(frame),
    )
    return noted(told(echeance, _how_many(frame.session)), "dte_commandes")


def _how_many(session: Session) -> str:
    if session.genre is Genre.TITRE:
        return textes.nombre_de_dte(len(session.candidats))
    numbers = [(ccp.id, sum(ccp.id in c.ccps for c in session.candidats)) for ccp in session.referentiel.ccps]
    present = [(ccp, n) for ccp, n in numbers if n]
    return textes.dte_par_ccp(present) if present else textes.nombre_de_dte(0)


def _leaves(frame: Frame) -> Iterator[Echeance]:
    """The membres' leave requests, by first day: the session's for all, where nobody is called to a day yet."""
    names: dict[date, list[str]] = defaultdict(list)
    for membre in frame.session.membres:
        days = called_days(frame, membre.id)
        if days:
            names[days[0]].append(membre.nom_complet)
    for first, called in sorted(names.items()):
        yield told(frame.due(N.CONGES, days_before(first, LEAVE_DAYS)), noms=called)


def called_days(frame: Frame, membre: str) -> tuple[date, ...]:
    """The days on which a membre sits; all the possible ones without a plan."""
    if frame.plan is None:
        return frame.jours
    return tuple(sorted({c.jour for c in frame.plan.compositions if membre in c.membres}))


def _addresses(frame: Frame) -> Iterator[Echeance]:
    """When the candidats' addresses are to be verified: at both ends and middle of the formation, at the session.

    Whoever comes by the VAE has followed no formation.
    """
    moments: dict[tuple[date, str], list[str]] = defaultdict(list)
    for candidat in frame.session.candidats:
        for jour, quand in _moments(candidat):
            if jour < frame.premier:
                moments[jour, quand].append(candidat.nom_complet)
    for (jour, quand), names in sorted(moments.items()):
        echeance = frame.due(N.ADRESSES, jour)
        yield told(echeance, textes.ADRESSE_POURQUOI, noms=names, regle=quand)
    everybody = [c.nom_complet for c in frame.session.candidats]
    yield told(frame.due(N.ADRESSES, frame.premier, shift=False), noms=everybody, regle=textes.A_LA_SESSION)


def _moments(candidat: Candidat) -> Iterator[tuple[date, str]]:
    debut, fin = candidat.debut_formation, candidat.fin_formation
    if candidat.vae:
        return
    if debut is not None:
        yield debut, textes.AU_DEBUT
    if debut is not None and fin is not None and debut < fin:
        yield debut + timedelta(days=(fin - debut).days // 2), textes.EN_COURS
    if fin is not None:
        yield fin, textes.A_LA_FIN
