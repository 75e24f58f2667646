"""How many candidats the juries of a session can hear at most, what limits that, what one more of it would give."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count

from tpplanner.diagnosis.capacity import shortages
from tpplanner.diagnosis.repairs import amended
from tpplanner.domain.answers import Amendment, JurysDuJour, Remedy, Shortage
from tpplanner.domain.referentiel import USAGE_JURY
from tpplanner.domain.session import Candidat, Habilitation, Membre, Session
from tpplanner.solver import Budget, places_before_juries

QUOTA = "quota"
"""The shortage that counts places too, by the quota alone."""


class Limit(StrEnum):
    """What may limit how many candidats juries can hear."""

    SALLE = "salle"
    MEMBRE = "membre"
    JURY = "jury"
    """a room and the membres of a jury, where neither is enough by itself"""
    JOUR = "jour"


@dataclass(frozen=True, slots=True)
class More:
    """So many more of what may limit, and the places that there would be; 0 where that could not be counted."""

    limite: Limit
    combien: int
    places: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """The places before juries: `besoin` are asked for, there are `places` at most; None where that is not counted.

    A candidat takes one; of CCP, the part of one that their épreuves take of the quota. `detail` says which juries of
    which days have them, where juries were counted, not their quota alone. `lacks` is whatever else counting proves to
    be too little.
    """

    besoin: int
    places: int | None
    detail: tuple[JurysDuJour, ...] = ()
    lacks: tuple[Shortage, ...] = ()

    @property
    def missing(self) -> int:
        """How many places are lacking, as counting proves; 0 proves nothing."""
        return max(0, self.besoin - self.places) if self.places is not None else 0

    @property
    def passes(self) -> bool:
        """Whether counting finds nothing that is too little: there may still be no plan."""
        return not self.missing and not self.lacks


def at_once(session: Session) -> PlaceCount:
    """What arithmetic alone tells of the places, in next to no time: those that the quota leaves."""
    lacks = shortages(session)
    quota = next((lack for lack in lacks if lack.quoi == QUOTA), None)
    others = tuple(lack for lack in lacks if lack.quoi != QUOTA)
    if quota is None:
        return PlaceCount(len(session.candidats), None, lacks=others)
    return PlaceCount(quota.besoin, quota.disponible, lacks=others)


def counted(session: Session, budget: Budget) -> PlaceCount:
    """The places of a session: where they are too few, those at most; else those that it has, up to twice as many."""
    simple = at_once(session)
    most = places_before_juries(session, budget)
    if most is None:
        return simple
    asked = len(session.candidats)
    if most.most < asked and (simple.places is None or asked - most.most >= simple.missing):
        return replace(simple, besoin=asked, places=most.most, detail=most.detail)
    if simple.missing:
        return simple
    spare = places_before_juries(_with_as_many_again(session), budget)
    if spare is None:
        return replace(simple, places=most.most, detail=most.detail)
    return replace(simple, places=spare.most, detail=spare.detail)


def with_more(session: Session, places: PlaceCount, budget: Budget) -> Iterator[More]:
    """The least of each that would give more places than there are, or may; nothing of what surely would not."""
    helps: set[Limit] = set()
    for limite in Limit if places.missing else ():
        if limite is Limit.JURY and helps:
            continue
        for combien in range(1, (session.referentiel.membres_min if limite is Limit.MEMBRE else 1) + 1):
            there = counted(_added(session, limite, combien), budget)
            if not there.detail:
                yield More(limite, combien, 0)
                break
            if there.missing < places.missing:
                helps.add(limite)
                yield More(limite, combien, there.besoin - there.missing)
                break


def _added(session: Session, limite: Limit, combien: int) -> Session:
    match limite:
        case Limit.SALLE:
            return amended(session, Amendment(Remedy.SALLE, (USAGE_JURY,), combien))
        case Limit.JOUR:
            return amended(session, Amendment(Remedy.JOURS, (), combien))
        case Limit.MEMBRE:
            return _with_membres(session, combien)
    return _with_membres(_added(session, Limit.SALLE, combien), combien * session.referentiel.membres_min)


def _with_membres(session: Session, combien: int) -> Session:
    """The session with so many membres more, who are always there."""
    ref, taken = session.referentiel, {m.id for m in session.membres} | {p.id for p in session.personnes}
    free = (id_ for n in count(1) if (id_ := f"M{n}") not in taken)
    habilitations = (Habilitation(ref.sigle, ref.millesime),)
    more = tuple(Membre(next(free), "", habilitations=habilitations, qualites=ref.qualites) for _ in range(combien))
    return replace(session, membres=(*session.membres, *more))


def _with_as_many_again(session: Session) -> Session:
    """The session with as many candidats again, of whom nothing special is told, presented to what most are."""
    taken, like = {c.id for c in session.candidats}, _plainest(session)
    free = (id_ for n in count(1) if (id_ := f"C{n}") not in taken)
    more = tuple(
        Candidat(next(free), "", titre=like.titre, ccps=like.ccps, dernier_ccp=like.dernier_ccp)
        for _ in session.candidats
    )
    return replace(session, candidats=(*session.candidats, *more))


def _plainest(session: Session) -> Candidat:
    presented = [(c.titre, c.ccps, c.dernier_ccp) for c in session.candidats]
    most = max(presented, key=presented.count)
    return session.candidats[presented.index(most)]
