"""What a plan, or what happened, is in a workbook that may have been edited since: people and rooms by their names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from tpplanner.change.bookings import retold
from tpplanner.change.diff import difference
from tpplanner.domain.answers import Changements, Reading
from tpplanner.domain.duties import absents, not_coming
from tpplanner.domain.imprevus import Evenement, Imprevu
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Candidat, Membre, Personne, Salle, Session, Vehicule
from tpplanner.texts.noms import Noms


def changes_since(avant: Reading, session: Session, plan: Plan, avis: tuple[str, ...] = ()) -> Changements:
    """What differs from the planning of `avant` to a plan of that session, and whom to tell what.

    Whoever is in one of them only is told too: people and rooms are known by their names.
    """
    everybody = _with_those_gone(avant.session, session)
    before, _ = retold(avant.edite[0], avant.session, everybody)
    gone = {f"{_GONE}{id_}" for id_ in not_coming(session)}
    return difference(everybody, before, plan, avis, absents(everybody, before) | gone)


def _with_those_gone(old: Session, new: Session) -> Session:
    """The new session with whoever and whatever the old one names besides, under ids that are nobody else's."""
    noms, named = Noms(old), Noms(new)
    people = {named.etiquette(one.id) for some in (new.candidats, new.membres, new.personnes) for one in some}
    rooms = {named.etiquette_salle(room.id) for room in new.salles}

    def gone(some: Iterable[_Named], name: Callable[[str], str], there: set[str]) -> tuple[_Named, ...]:
        return tuple(replace(one, id=f"{_GONE}{one.id}") for one in some if name(one.id) not in there)

    return replace(
        new,
        candidats=(*new.candidats, *gone(old.candidats, noms.etiquette, people)),
        membres=(*new.membres, *gone(old.membres, noms.etiquette, people)),
        personnes=(*new.personnes, *gone(old.personnes, noms.etiquette, people)),
        salles=(*new.salles, *gone(old.salles, noms.etiquette_salle, rooms)),
        vehicules=(*new.vehicules, *gone(old.vehicules, noms.vehicule, {v.nom for v in new.vehicules})),
    )


_Named = TypeVar("_Named", Candidat, Membre, Personne, Salle, Vehicule)
_GONE = "parti:"
"""Before the id of whoever the new session does not have."""


def events_retold(imprevus: Iterable[Imprevu], old: Session, new: Session) -> tuple[Imprevu, ...]:
    """What happened to a session, told with the ids of another reading of it; without what is about somebody gone."""
    noms, named = Noms(old), Noms(new)
    people = {named.etiquette(one.id): one.id for some in (new.candidats, new.membres, new.personnes) for one in some}
    rooms = {named.etiquette_salle(room.id): room.id for room in new.salles}
    return tuple(replace(i, evenement=again) for i in imprevus if (again := _retold(i.evenement, noms, people, rooms)))


def events_together(session: Session, other: Session) -> tuple[Imprevu, ...]:
    """What happened to a session as either of two readings of it tells, with the ids of the first.

    An event told in both is one: taken back where that is the last thing said of it.
    """
    theirs = events_retold(other.imprevus, other, session)
    by_event: dict[Evenement, list[Imprevu]] = {}
    for imprevu in (*session.imprevus, *theirs):
        by_event.setdefault(imprevu.evenement, []).append(imprevu)
    return tuple(_as_last_said(several) for several in by_event.values())


def _as_last_said(several: Sequence[Imprevu]) -> Imprevu:
    """One event, told and taken back perhaps several times."""
    dit_le = max((i.dit_le for i in several if i.dit_le is not None), default=None)
    repris_le = max((i.repris_le for i in several if i.repris_le is not None), default=None)
    holds = repris_le is None or (dit_le is not None and dit_le > repris_le)
    return replace(several[0], dit_le=dit_le, repris_le=None if holds else repris_le)


_PEOPLE, _ROOMS = ("personne", "candidat", "absent", "par", "membre"), ("salle",)
"""The fields of events that name somebody, or a room."""


def _retold(evenement: Evenement, noms: Noms, people: Mapping[str, str], rooms: Mapping[str, str]) -> Evenement | None:
    values = {field.name: getattr(evenement, field.name) for field in fields(evenement)}
    # a derogation may be to what is asked of somebody, of a jury, or of nobody
    ids = {
        name: id_
        for name, id_ in values.items()
        if name in (*_PEOPLE, *_ROOMS) or (name == "sujet" and noms.etiquette(id_) != id_)
    }
    again: dict[str, Any] = {
        field: rooms.get(noms.etiquette_salle(id_)) if field in _ROOMS else people.get(noms.etiquette(id_))
        for field, id_ in ids.items()
    }
    return replace(evenement, **again) if None not in again.values() else None
