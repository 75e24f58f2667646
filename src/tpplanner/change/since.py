"""What a plan changes for those who know another one, of a workbook that may have been edited since."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from tpplanner.change.bookings import retold
from tpplanner.change.diff import difference
from tpplanner.domain.answers import Changements, Reading
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Candidat, Membre, Personne, Salle, Session
from tpplanner.texts.noms import Noms


def changes_since(avant: Reading, session: Session, plan: Plan, avis: tuple[str, ...] = ()) -> Changements:
    """What differs from the planning of `avant` to a plan of that session, and whom to tell what.

    Whoever is in one of them only is told too: people and rooms are known by their names.
    """
    everybody = _with_those_gone(avant.session, session)
    before, _ = retold(avant.edite[0], avant.session, everybody)
    return difference(everybody, before, plan, avis)


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
    )


_Named = TypeVar("_Named", Candidat, Membre, Personne, Salle)
_GONE = "parti:"
"""Before the id of whoever the new session does not have."""
