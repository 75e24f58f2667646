"""A plan told with the ids of another reading of its session: by the names of people and rooms, whatever their rows."""

from dataclasses import replace
from datetime import time

from builders import session
from journees import TROIS, journee
from tpplanner.audit import check
from tpplanner.change.bookings import retold, still_holds
from tpplanner.domain.answers import Reading


def day():
    s = session(nb_membres=4)
    return s, journee(s, TROIS)


def rows_exchanged(s):
    """The session of a workbook whose candidats, membres and rooms stand in other rows: other ids, the same names."""
    people = [
        [replace(x, id=y.id) for x, y in zip(some, reversed(some), strict=True)] for some in (s.candidats, s.membres)
    ]
    rooms = [replace(x, id=y.id) for x, y in zip(s.salles, reversed(s.salles), strict=True)]
    return replace(s, candidats=tuple(people[0]), membres=tuple(people[1]), salles=tuple(rooms))


def test_the_same_session_keeps_its_ids():
    s, plan = day()
    assert retold(plan, s, s) == (plan, ())


def test_rows_that_change_places_change_the_ids_and_break_nothing():
    s, plan = day()
    other = rows_exchanged(s)
    told, lost = retold(plan, s, other)
    assert lost == ()
    assert told != plan
    assert check(s, plan).conforme
    assert check(other, told).conforme
    assert retold(told, other, s) == (plan, ())


def test_who_is_gone_is_named_once():
    s, plan = day()
    gone = s.candidats[0]
    _, lost = retold(plan, s, replace(s, candidats=s.candidats[1:]))
    assert lost == (gone.nom_complet,)


def test_a_planning_holds_until_the_workbook_asks_for_more():
    s, plan = day()
    planning = Reading(s, edite=(plan,), ecrit=(plan,))
    assert still_holds(s, planning).tient
    shorter = replace(s, jours=tuple(replace(j, fin=time(12)) for j in s.jours))
    still = still_holds(shorter, planning)
    assert not still.tient
    assert still.phrases


def test_of_a_workbook_without_somebody_only_that_is_said():
    s, plan = day()
    still = still_holds(replace(s, membres=s.membres[2:]), Reading(s, edite=(plan,), ecrit=(plan,)))
    assert still.partis
    assert still.phrases == ()
