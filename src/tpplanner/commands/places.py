"""``tpplanner places``: where a candidat could pass, and the planning with one of these places."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tpplanner.change.anew import moved
from tpplanner.change.elsewhere import places
from tpplanner.change.events import Changed
from tpplanner.change.statement import Statement, told_events, told_passage
from tpplanner.commands.following import NOBODY, Follower
from tpplanner.commands.outputs import only_its_own
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import Replanned, with_files
from tpplanner.commands.retouch import only_sound
from tpplanner.domain.answers import Place, Places
from tpplanner.domain.duties import called_in, declined_away
from tpplanner.files.names import poster
from tpplanner.files.place import target
from tpplanner.solver import Budget
from tpplanner.texts import commande


@dataclass(frozen=True, slots=True)
class PlacesFound:
    """Places for a candidat's passages; where one was asked for by its code and found, `place`, and what came of it.

    `path` is where a planning with one of them would be written.
    """

    change: Changed
    places: tuple[Places, ...]
    path: Path
    place: Place | None = None
    replanned: Replanned | None = None


def find_places(
    planning: Path,
    candidat: str,
    budget: Budget,
    epreuve: str = "",
    out: Path | None = None,
    *,
    code: str | None = None,
    jour: str = "",
    maintenant: str = "",
    affichage: str | None = None,
    referentiel: Path | None = None,
    follower: Follower = NOBODY,
) -> PlacesFound:
    """Look where a candidat could pass, as of an hour of a day; write the planning with the place of that code.

    Raises UserError too for names that cannot be understood, and for a planning that the check refuses: nothing can
    stay where it is around it.
    """
    path = target(
        out, planning.with_name(f"{planning.stem}{commande.MODIFIE}.xlsx"), (planning,), poster, tried=code is not None
    )
    reading = read_planning(planning, referentiel)
    if code is not None:
        only_its_own(path, reading.session)
    follower.warn(reading.avertissements)
    change = told_events(reading, Statement(jour=jour, maintenant=maintenant))
    change = replace(change, session=declined_away(change.session, called_in(reading.edite[0])))
    passage = told_passage(change.session, candidat, epreuve)
    only_sound(change)
    with follower.search(change.session):
        groups = places(change.session, *passage, budget, code or "", partial(follower.offer, change))
    answer = PlacesFound(change, groups, path)
    place = next((place for of_group in groups for place in of_group.places if place.code == code), None)
    if place is None:
        return answer
    replanned = Replanned(replace(reading, session=change.session), change, *moved(change, place))
    return replace(answer, place=place, replanned=with_files(replanned, path, affichage, planning))
