"""What the responsable does with candidats before they pass, as it follows from their passages.

Each day, an accueil of the réglage's length ends as the first épreuve begins; the sealed subjects of an épreuve are
opened in the last minutes before its first use in the session. An accueil is shorter where those who begin the day hold
letters for a later hour.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from tpplanner.domain.plan import Accueil, NatureAccueil, Passage, Plan
from tpplanner.domain.session import Session


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


def deja_ouverts(session: Session) -> frozenset[str]:
    """The épreuves whose plis have been opened: so it is written, or somebody has begun to sit them."""
    now = session.maintenant
    sat = (p.epreuve for plan in session.reference for p in plan.passages if now is not None and p.debut < now)
    return frozenset([*sat, *(a.epreuve for a in begun_accueils(session) if a.nature is NatureAccueil.PLIS)])


def appel(session: Session, accueils: Iterable[Accueil], debut: datetime) -> datetime:
    """When those who begin at a moment are called: a little before, at the opening of the accueil rather than in it."""
    moment = debut - timedelta(minutes=session.reglages.convocation)
    du_jour = [a for a in accueils if a.nature is NatureAccueil.ACCUEIL and a.jour == debut.date()]
    return next((a.debut for a in du_jour if moment < a.fin <= debut), moment)


def appelable(session: Session, candidat: str, jour: date) -> datetime:
    """The moment before which a candidat cannot be called on a day: that of the convocation that he holds.

    A convocation at the very hour at which he begins in the reference plan is that plan's: it called him before.
    """
    held, reference = _held(session, candidat, jour)
    return min([held, *(appel(session, plan.accueils, held) for plan in reference)])


def accueillable(session: Session, candidat: str, jour: date) -> datetime:
    """The moment before which nobody can welcome a candidat on a day: the site is closed, or his letter says later.

    Where the reference plan called him, another may call him at another hour.
    """
    held, reference = _held(session, candidat, jour)
    letters = [] if reference else [held]
    return max([datetime.combine(jour, time()), *letters, *(j.a(j.ouverture) for j in session.jours if j.date == jour)])


def _held(session: Session, candidat: str, jour: date) -> tuple[datetime, list[Plan]]:
    """The hour of his convocation for a day, midnight if he has none; the reference plans in which he begins then."""
    own = [c.heure for c in session.convocations if (c.personne, c.jour) == (candidat, jour) and not c.accord]
    held = datetime.combine(jour, max(own, default=time()))
    return held, [plan for plan in session.reference if own and _begins(plan, candidat, jour) == held]


def _begins(plan: Plan, candidat: str, jour: date) -> datetime | None:
    return min((p.debut for p in plan.du_candidat(candidat) if p.jour == jour), default=None)


def _plis(session: Session, passages: list[Passage]) -> Iterator[Accueil]:
    length, opened = timedelta(minutes=session.reglages.plis), deja_ouverts(session)
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
        soonest = min(accueillable(session, p.candidat, jour) for p in of_day if p.debut == fin)
        if jour not in welcomed and not _history(session, fin) and max(debut, soonest) < fin:
            yield Accueil(NatureAccueil.ACCUEIL, max(debut, soonest), fin)


def _history(session: Session, moment: datetime) -> bool:
    """Whether what began then is history."""
    return session.maintenant is not None and bool(session.reference) and moment < session.maintenant
