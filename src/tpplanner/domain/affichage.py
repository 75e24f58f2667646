"""What is posted of a plan: the hours that it would have if nobody had a majoration.

A passage is posted « à partir de » a moment, `Passage.affiche`: that of a plan of the session without majorations. Its
true hour, which a convocation tells, is never earlier.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from tpplanner.domain.answers import NiveauAtteint
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import longer_epreuves
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Travail
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Candidat, Session

PassageKey = tuple[str, str]
"""A passage, by its candidat and its épreuve."""


def has_majorations(session: Session) -> bool:
    """Whether somebody of the session has a majoration."""
    return any(candidat.majore for candidat in session.candidats)


def without_majorations(session: Session) -> Session:
    """The session as if nobody had a majoration."""
    return replace(session, candidats=tuple(_without_majoration(candidat) for candidat in session.candidats))


def as_everybody_sees(session: Session) -> Session:
    """The session as if nobody had a majoration, been convened, or had any plan before."""
    return replace(without_majorations(session), convocations=(), reference=(), maintenant=None)


def _without_majoration(candidat: Candidat) -> Candidat:
    return replace(candidat, majorations=(), majorations_a_confirmer=())


def posted_as(plan: Plan, blind: Plan) -> Plan:
    """A plan whose passages are posted at the hours that they have in another."""
    hours = {_key(p): p.debut for p in blind.passages}
    return replace(plan, passages=tuple(replace(p, affiche=hours.get(_key(p))) for p in plan.passages))


def still_posted(plan: Plan, before: Plan) -> Plan:
    """A plan whose passages are posted as much before they begin as in another, where their day and jury are the same.

    So what a delay moves is posted later by that delay, which tells nothing of anybody.
    """
    known = {_key(p): p for p in before.passages}
    return replace(plan, passages=tuple(_still_posted(p, known.get(_key(p))) for p in plan.passages))


def _still_posted(passage: Passage, before: Passage | None) -> Passage:
    if before is None or before.affiche is None or _where(before) != _where(passage):
        return replace(passage, affiche=None)
    return replace(passage, affiche=passage.debut - (before.debut - before.a_partir_de))


def _where(passage: Passage) -> tuple[object, ...]:
    return passage.jour, {partie.jury for partie in passage.parties}


def posted_plan(session: Session, plan: Plan) -> Plan:
    """The passages as they are posted, and what follows from them: accueils, lunches."""
    epreuves = {e.id: e for e in session.referentiel.epreuves()}
    passages = tuple(_posted(passage, epreuves.get(passage.epreuve)) for passage in plan.passages)
    accueils = accueils_de(as_everybody_sees(session), passages)
    compositions = tuple(_all_day(composition) for composition in plan.compositions)
    return Plan(passages, tuple(_lunches(session, passages)), (), compositions, accueils)


def _all_day(composition: Composition) -> Composition:
    """Who sits where: from when to when depends on who passes."""
    midnight = datetime.combine(composition.jour, time())
    return replace(composition, debut=midnight, fin=midnight + timedelta(days=1))


def _lunches(session: Session, passages: tuple[Passage, ...]) -> Iterator[Travail]:
    """The break of each jury-day, if the posted hours leave one between two passages."""
    jours, lasting = {jour.date: jour for jour in session.jours}, timedelta(minutes=session.reglages.pause_jury)
    seen: dict[tuple[date, str], list[Partie]] = defaultdict(list)
    for passage in passages:
        for partie in passage.suivies:
            seen[passage.jour, partie.jury].append(partie)
    for (date_, jury), parties in seen.items():
        for before, after in pairwise(sorted(parties, key=lambda partie: partie.debut)):
            jour = jours.get(date_)
            debut = before.fin if jour is None else max(before.fin, jour.a(jour.pause_debut))
            fin = after.debut if jour is None else min(after.debut, jour.a(jour.pause_fin))
            if jour is not None and fin - debut >= lasting:
                yield Travail(jury, NatureTravail.PAUSE, debut, debut + lasting)
                break


def _posted(passage: Passage, epreuve: Epreuve | None) -> Passage:
    """A passage at its posted hour, as long as in the RE; as it is where no hour of its own is posted."""
    if epreuve is None or passage.affiche is None:
        return passage
    return replace(passage, parties=tuple(_phases(passage, epreuve)), affiche=None)


def _phases(passage: Passage, epreuve: Epreuve) -> Iterator[Partie]:
    """Its phases one after the other: midday, where it cuts them, falls where a majoration lets it."""
    debut = passage.a_partir_de
    for index, phase in enumerate(epreuve.phases):
        own = next((partie for partie in passage.parties if partie.phase == index), passage.parties[-1])
        fin = debut + timedelta(minutes=phase.minutes)
        yield replace(own, phase=index, debut=debut, fin=fin)
        debut = fin


def latest(session: Session) -> timedelta:
    """By how much a passage may begin after its posted hour: all that majorations add, and a lunch that this moves.

    Without it, a quarter of an hour of presence would be saved by hours of waiting, as levels have it.
    """
    return timedelta(minutes=added_minutes(session) + session.reglages.pause_jury)


def added_minutes(session: Session) -> int:
    """The minutes that majorations add to all épreuves of a session."""
    longer = (longer_epreuves(session.referentiel, candidat) for candidat in session.candidats)
    return sum(theirs - minutes for epreuves in longer for _, minutes, theirs in epreuves)


def with_its_cost(niveaux: Sequence[NiveauAtteint], before: Sequence[NiveauAtteint]) -> tuple[NiveauAtteint, ...]:
    """The levels of a plan, each with what it costs more than before the poster was to tell nothing.

    A plan that costs less at the first level that differs owes nothing to the poster: what its later levels cost more
    is the price of that one.
    """
    more = [niveau.valeur - other.valeur for niveau, other in zip(niveaux, before, strict=True)]
    if next(filter(None, more), 0) < 0:
        return tuple(niveaux)
    return tuple(replace(niveau, affiche=max(0, n)) for niveau, n in zip(niveaux, more, strict=True))


def shown(session: Session, plan: Plan) -> frozenset[tuple[PassageKey, datetime, tuple[tuple[str, str], ...]]]:
    """All that is posted of a plan: from when each passage may begin, before which jury and where.

    Of one that begins too long after, when it does: nobody posts an hour that says nothing.
    """
    if not has_majorations(session):
        return frozenset()
    late = latest(session)
    return frozenset(
        (
            _key(p),
            p.a_partir_de if p.debut <= p.a_partir_de + late else p.debut,
            tuple((partie.jury, partie.salle) for partie in p.parties),
        )
        for p in plan.passages
    )


def given_away(session: Session, plan: Plan) -> tuple[str, ...]:
    """The candidats (ids) whose hours are posted as they are, where somebody has a majoration, which these may tell."""
    as_they_are = {p.candidat for p in plan.passages if p.affiche is None or p.a_partir_de != p.affiche}
    return tuple(c.id for c in session.candidats if c.id in as_they_are) if has_majorations(session) else ()


def _key(passage: Passage) -> PassageKey:
    return passage.candidat, passage.epreuve
