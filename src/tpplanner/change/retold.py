"""A plan in the words of another session: ids are rows of one workbook, names are those of people and rooms."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.texts.noms import Noms


class _Renamed:
    """Ids of one session told as ids of another, by name; `lost` are the names that it does not have."""

    def __init__(self, old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
        self._names = dict(old)
        self._ids = {name: id_ for id_, name in new}
        self.lost: dict[str, None] = {}

    def __call__(self, id_: str) -> str:
        if id_ not in self._names:
            return id_
        name = self._names[id_]
        if name not in self._ids:
            self.lost[name] = None
        return self._ids.get(name, id_)


def retold(plan: Plan, old: Session, new: Session) -> tuple[Plan, tuple[str, ...]]:
    """The plan with the ids of `new`, and the names of whoever and whatever it needs that is no longer there."""
    noms, named = Noms(old), Noms(new)
    people = _Renamed(_people(old, noms.etiquette), _people(new, named.etiquette))
    rooms = _Renamed(_rooms(old, noms.etiquette_salle), _rooms(new, named.etiquette_salle))
    passages = tuple(
        replace(
            p,
            candidat=people(p.candidat),
            parties=tuple(replace(partie, salle=rooms(partie.salle)) for partie in p.parties),
        )
        for p in plan.passages
    )
    compositions = tuple(
        replace(c, membres=tuple(people(m) for m in c.membres), salle=rooms(c.salle)) for c in plan.compositions
    )
    presences = tuple(
        replace(p, personne=people(p.personne), salle=rooms(p.salle), candidat=people(p.candidat))
        for p in plan.presences
    )
    travaux = tuple(replace(t, candidat=people(t.candidat)) for t in plan.travaux)
    again = replace(plan, passages=passages, travaux=travaux, presences=presences, compositions=compositions)
    return again, (*people.lost, *rooms.lost)


def _people(session: Session, name: Callable[[str], str]) -> list[tuple[str, str]]:
    candidats, membres = ([x.id for x in some] for some in (session.candidats, session.membres))
    ids = (*candidats, *membres, *(p.id for p in session.personnes))
    return [(id_, name(id_)) for id_ in ids]


def _rooms(session: Session, name: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(s.id, name(s.id)) for s in session.salles]
