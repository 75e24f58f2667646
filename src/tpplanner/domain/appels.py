"""When candidats are called and membres convened, as every document tells it.

Each is called once for a collective épreuve, and once for a *chain*: individual passages that follow each other within
the courte pause.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tpplanner.domain.accueils import appel
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, Passage, Plan
from tpplanner.domain.session import Session


def appels(session: Session, plan: Plan) -> dict[tuple[str, str], datetime]:
    """When each candidat is called, by what he is called for (candidat, épreuve): first of a chain, or collective."""
    siens: dict[str, list[Passage]] = defaultdict(list)
    for passage in plan.passages:
        siens[passage.candidat].append(passage)
    communes = collectives(session)
    return {
        (candidat, premier.epreuve): heure_d_appel(session, plan.accueils, passages, premier.debut)
        for candidat, passages in siens.items()
        for premier in premiers(session, passages, communes)
    }


def collectives(session: Session) -> frozenset[str]:
    """The épreuves that all who sit them begin at once."""
    return frozenset(e.id for e in session.referentiel.epreuves() if e.collective)


def premiers(session: Session, siens: Sequence[Passage], communes: frozenset[str]) -> tuple[Passage, ...]:
    """What a candidat is called for, among his passages in order of time: collective épreuves, then chains."""
    chaines = chained(session, siens, communes)
    return (*(p for p in siens if p.epreuve in communes), *(chaine[0] for chaine in chaines))


def chained(session: Session, siens: Iterable[Passage], communes: frozenset[str]) -> list[list[Passage]]:
    """A candidat's individual passages, those that follow each other within the courte pause together."""
    courte = timedelta(minutes=session.reglages.courte_pause)
    trouvees: list[list[Passage]] = []
    for passage in siens:
        if passage.epreuve in communes:
            continue
        if trouvees and timedelta(0) <= passage.debut - trouvees[-1][-1].fin <= courte:
            trouvees[-1].append(passage)
        else:
            trouvees.append([passage])
    return trouvees


def heure_d_appel(session: Session, accueils: Sequence[Accueil], siens: Sequence[Passage], debut: datetime) -> datetime:
    """When a candidat is called for what he begins at `debut`, one of his passages.

    A quarter of an hour before (réglage `convocation`); at the opening of the accueil rather than during it; before the
    plis that are opened in front of him; at that very moment if he is still busy until shortly before; never before the
    hour of the convocation that he holds.
    """
    tard = min([debut, *(a.debut for a in accueils if _opened_for(a, siens, debut))])
    heure = min(tard, appel(session, accueils, debut))
    if any(p.fin > heure for p in siens if p.jour == debut.date() and p.debut < debut):
        return tard
    tenues = (c for c in session.convocations if not (c.accord or c.deduite) and c.jour == debut.date())
    convenues = [datetime.combine(c.jour, c.heure) for c in tenues if c.personne == siens[0].candidat]
    return min(tard, max([heure, *convenues]))


def convocation_du_membre(session: Session, plan: Plan, membre: str, composition: Composition) -> datetime:
    """When a membre is convened to a jury: rounded down, but never before he can be there.

    Not before the site opens, the end of an absence or of something else that he does, or the hour that he was told.
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


def _opened_for(accueil: Accueil, siens: Iterable[Passage], debut: datetime) -> bool:
    """Whether these are the plis of what the candidat begins then."""
    return (
        accueil.nature is NatureAccueil.PLIS
        and accueil.fin == debut
        and any((p.epreuve, p.debut) == (accueil.epreuve, debut) for p in siens)
    )
