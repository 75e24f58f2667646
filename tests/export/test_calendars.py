"""Calendars read back by another reader: everybody's hours are the plan's, and nobody's are in another's."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from builders import TOUTES
from export.ics_reader import read
from export.rich import coupee, deux_jurys, en_ccp, plan_de, soixante, sur_postes
from proofs import mostly_proofs
from some import some
from tpplanner.change.events import changed
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Fuseau, Role
from tpplanner.export.agenda import Agenda, stretches
from tpplanner.export.calendars import (
    candidat_calendars,
    helper_calendars,
    ics,
    membre_calendars,
    responsable_calendars,
    salle_calendars,
)
from tpplanner.export.calls import appel_du_passage
from tpplanner.export.staff import arrival, rooms

CASES = {
    "deux_jurys": (deux_jurys, 2),
    "soixante": (soixante, 3),
    "sur_postes": (sur_postes, 3),
    "en_ccp": (en_ccp, 2),
    "coupee": (coupee, 2),
}
KINDS = (candidat_calendars, membre_calendars, helper_calendars, responsable_calendars, salle_calendars)


@pytest.fixture(scope="module", params=mostly_proofs(CASES, "deux_jurys", "sur_postes", "coupee"), ids=CASES)
def agenda(request):
    make, par_jury = CASES[request.param]
    session = make()
    return Agenda(session, plan_de(session, par_jury))


@cache
def files(agenda, kind):
    """The calendars of a kind as read back, with whose each is."""
    return [(t.nom, read(ics(agenda.session, t))) for t in kind(agenda)]


def hours(event):
    return event.moment("DTSTART")[0], event.moment("DTEND")[0]


def test_each_candidat_finds_his_own_hours_and_nothing_more(agenda):
    calendars = files(agenda, candidat_calendars)
    assert len(calendars) == len(agenda.session.candidats)
    for candidat, (nom, calendar) in zip(agenda.session.candidats, calendars, strict=True):
        assert nom == agenda.names.candidat(candidat.id)
        told = Counter((e.value("SUMMARY").removesuffix(" (suite)"), *hours(e)) for e in calendar.all("VEVENT"))
        passages = agenda.plan.du_candidat(candidat.id)
        expected = Counter((agenda.names.epreuve(p.epreuve), *s) for p in passages for s in stretches(p))
        calls = told - expected
        assert told - calls == expected
        for _, debut, fin in calls:
            assert any((appel_du_passage(agenda, p), p.debut) == (debut, fin) for p in passages)
        opening = {appel_du_passage(agenda, p): p.debut for p in reversed(passages)}
        assert {debut for _, debut, _ in calls} == {appel for appel, debut in opening.items() if appel < debut}


def test_a_candidat_learns_nothing_of_others_nor_of_what_he_is_granted(agenda):
    others = (*agenda.session.membres, *agenda.session.personnes)
    for candidat, (_, calendar) in some(zip(agenda.session.candidats, files(agenda, candidat_calendars), strict=True)):
        text = " ".join(v for e in calendar.all("VEVENT") for _, _, v in e.properties)
        people = [p.nom for p in (*others, *agenda.session.candidats) if p.id != candidat.id and p.nom != candidat.nom]
        assert [nom for nom in people if re.search(rf"\b{re.escape(nom)}\b", text)] == []
        assert not re.search("majoré|tiers|aide|à part|accessible", text)


def test_each_membre_finds_his_jury_days_line_by_line(agenda):
    calendars = dict(files(agenda, membre_calendars))
    for membre in some(agenda.session.membres):
        seats = [c for c in agenda.plan.compositions if membre.id in c.membres]
        events = [] if not seats else calendars[agenda.names.personne(membre.id)].all("VEVENT")
        mine = [e for e in events if "membre de jury" in e.value("SUMMARY")]
        assert sorted(map(hours, mine)) == sorted((c.debut, c.fin) for c in seats)
        for event in mine:
            seat = next(c for c in seats if c.debut == hours(event)[0])
            works = [t for t in agenda.plan.travaux if (t.jury, t.debut.date()) == (seat.jury, seat.jour)]
            heard = [
                x for p in agenda.plan.passages for x in p.suivies if (x.jury, x.debut.date()) == (seat.jury, seat.jour)
            ]
            expected = sorted(f"{x.debut:%H:%M} – {x.fin:%H:%M}" for x in (*works, *heard))
            lines = event.value("DESCRIPTION").split("\n")
            assert [line[:13] for line in lines] == expected


def test_candidats_are_numbers_in_the_calendars_of_others(agenda):
    for kind in (membre_calendars, helper_calendars, responsable_calendars, salle_calendars):
        text = "".join(v for _, c in files(agenda, kind) for e in c.all("VEVENT") for _, _, v in e.properties)
        assert [c.nom for c in agenda.session.candidats if len(c.nom) > 4 and c.nom in text] == []


def test_everybody_else_finds_when_he_is_there(agenda):
    """When they come, for their brief and for the plis, until when they stay, in which rooms."""
    calendars = dict((*files(agenda, helper_calendars), *files(agenda, responsable_calendars)))
    for personne in some(agenda.session.personnes):
        theirs = [p for p in agenda.plan.presences if p.personne == personne.id]
        expected = sorted((arrival(agenda, p), p.fin, rooms(agenda, p)) for p in theirs)
        events = calendars[agenda.names.personne(personne.id)].all("VEVENT") if expected else []
        assert sorted(map(hours, events)) == [(debut, fin) for debut, fin, _ in expected]
        places = sorted(e.value("LOCATION") for e in events)
        assert all(", puis ".join(names) in " ".join(places) for _, _, names in expected)


def test_the_responsable_comes_when_the_first_membres_are_convened():
    """At 8:30 for a jury that begins at 8:31, as they do: somebody opens to them."""
    session = deux_jurys()
    plan = plan_de(session, 2)
    odd = [replace(p, debut=p.debut.replace(hour=8, minute=31)) for p in plan.presences if p.role == Role.RESPONSABLE]
    others = [p for p in plan.presences if p.role != Role.RESPONSABLE]
    agenda = Agenda(session, replace(plan, presences=(*others, *odd)))
    nom = agenda.names.personne(odd[0].personne)
    events = dict(files(agenda, responsable_calendars))[nom].all("VEVENT")
    assert {(debut.hour, debut.minute) for debut, _ in map(hours, events)} == {(8, 30)}


def test_a_membre_who_is_also_something_else_has_it_all_in_one():
    session = deux_jurys()
    plan = plan_de(session, 2)
    chef = replace(session.personnes[2], id="M1", nom=session.membres[0].nom, prenom=session.membres[0].prenom)
    presences = tuple(replace(p, personne="M1") if p.role == Role.RESPONSABLE else p for p in plan.presences)
    session = replace(session, personnes=(*session.personnes[:2], chef, session.personnes[3]))
    agenda = Agenda(session, replace(plan, presences=presences))
    events = files(agenda, membre_calendars)[0][1].all("VEVENT")
    assert len(events) == 4
    assert files(agenda, responsable_calendars) == []
    assert len(files(agenda, helper_calendars)) == 3


def test_a_room_is_taken_whenever_anything_takes_place_there(agenda):
    calendars = dict(files(agenda, salle_calendars))
    for salle in some(agenda.session.salles):
        used = [(x.debut, x.fin) for p in agenda.plan.passages for x in p.parties if x.salle == salle.id]
        used += [(c.debut, c.fin) for c in agenda.plan.compositions if c.salle == salle.id]
        taken = sorted(map(hours, calendars[agenda.names.salle(salle.id)].all("VEVENT"))) if used else []
        assert all(any(debut <= a and b <= fin for debut, fin in taken) for a, b in used)
        assert {debut for debut, _ in taken} <= {jour.a(jour.ouverture) for jour in agenda.session.jours}
        assert {fin for _, fin in taken} <= {
            jour.a(h) for jour in agenda.session.jours for h in (jour.pause_fin, jour.fin)
        }
        assert all(before[1] < after[0] for before, after in pairwise(taken))


def test_no_two_events_bear_one_name(agenda):
    calendars = [c for kind in KINDS for _, c in files(agenda, kind)]
    uids = [x.value("UID") for c in calendars for x in (c, *c.all("VEVENT"))]
    assert len(set(uids)) == len(uids)
    assert all(re.fullmatch(r"[0-9a-f]{32}@tpplanner", uid) for uid in uids)


def events_by_uid(agenda):
    return {e.value("UID"): e for kind in KINDS for _, c in files(agenda, kind) for e in c.all("VEVENT")}


def test_a_new_planning_moves_the_same_events_and_raises_their_sequence():
    session = deux_jurys()
    plan = plan_de(session, 2)
    later = timedelta(minutes=25)
    moved = tuple(
        replace(p, parties=tuple(replace(x, debut=x.debut + later, fin=x.fin + later) for x in p.parties))
        for p in plan.passages
    )
    again = changed(session, plan).saisie
    first = events_by_uid(Agenda(session, plan))
    second = events_by_uid(Agenda(again, replace(plan, passages=moved)))
    assert first.keys() == second.keys()
    assert {e.value("SEQUENCE") for e in first.values()} == {"0"}
    assert {e.value("SEQUENCE") for e in second.values()} == {"1"}
    assert any(hours(first[uid]) != hours(second[uid]) for uid in first)
    assert all(first[uid].value("DTSTAMP") < second[uid].value("DTSTAMP") for uid in first)


def test_another_session_has_other_names():
    session = deux_jurys()
    plan = plan_de(session, 2)
    other = replace(session, numero_ceres="2027-0999")
    assert not events_by_uid(Agenda(session, plan)).keys() & events_by_uid(Agenda(other, plan)).keys()


@pytest.mark.parametrize("fuseau", mostly_proofs(Fuseau, *list(Fuseau)[:2]))
def test_the_zone_of_the_centre_is_told_whole(fuseau):
    session = replace(deux_jurys(), fuseau=fuseau)
    plan = plan_de(session, 2)
    _, calendar = files(Agenda(session, plan), candidat_calendars)[0]
    (zone,) = calendar.all("VTIMEZONE")
    assert zone.value("TZID") == fuseau.value
    for event in calendar.all("VEVENT"):
        debut, named = event.moment("DTSTART")
        assert named == fuseau.value
        assert offset_by(zone, debut) == debut.replace(tzinfo=ZoneInfo(fuseau.value)).utcoffset()


def offset_by(zone, moment):
    """The offset that a VTIMEZONE gives at a moment: of the last change before it."""
    changes = []
    for part in zone.inside:
        sign, h, m = re.fullmatch(r"([+-])(\d\d)(\d\d)", part.value("TZOFFSETTO")).groups()
        offset = timedelta(hours=int(h), minutes=int(m)) * (1 if sign == "+" else -1)
        starts = [part.value("DTSTART"), *filter(None, part.value("RDATE").split(","))]
        changes += [(datetime.strptime(s, "%Y%m%dT%H%M%S"), offset) for s in starts]  # noqa: DTZ007
    return max(change for change in changes if change[0] <= moment)[1]


def test_summer_and_winter_hours_are_told_apart():
    session = deux_jurys()
    plan = plan_de(session, 2)
    winter = timedelta(days=-180)
    moved = Plan(
        tuple(
            replace(p, parties=tuple(replace(x, debut=x.debut + winter, fin=x.fin + winter) for x in p.parties))
            for p in plan.passages
        )
    )
    (_, summer), (_, cold) = (files(Agenda(session, p), candidat_calendars)[1] for p in (plan, moved))
    offsets = [offset_by(c.all("VTIMEZONE")[0], hours(c.all("VEVENT")[0])[0]) for c in (summer, cold)]
    assert offsets == [timedelta(hours=2), timedelta(hours=1)]


def test_a_hostile_name_makes_neither_event_nor_property():
    hostile = "X\r\nEND:VEVENT\r\nBEGIN:VEVENT\nATTACH:http://x.invalid;,\\n"
    session = deux_jurys()
    base = replace(
        session,
        site=hostile,
        candidats=tuple(replace(c, nom=hostile, prenom="") for c in session.candidats),
        membres=tuple(replace(m, nom=hostile) for m in session.membres),
        salles=tuple(replace(s, nom=f"{hostile}{s.id}") for s in session.salles),
        referentiel=replace(session.referentiel, sigle=hostile),
    )
    plan = plan_de(base, 2)
    plain, attacked = Agenda(session, plan), Agenda(base, plan)
    for kind in KINDS:
        for (_, expected), (_, calendar) in some(zip(files(plain, kind), files(attacked, kind), strict=True)):
            assert len(calendar.all("VEVENT")) == len(expected.all("VEVENT"))
            names = {n for e in calendar.all("VEVENT") for n, _, _ in e.properties}
            assert names <= {n for e in expected.all("VEVENT") for n, _, _ in e.properties}
            assert all(e.value("LOCATION").endswith("ATTACH:http://x.invalid;,\\n") for e in calendar.all("VEVENT"))


def test_the_same_planning_gives_the_same_bytes_whatever_the_hour():
    session = deux_jurys()
    plan = plan_de(session, 2)
    one, two = ([ics(session, t) for kind in KINDS for t in kind(Agenda(session, plan))] for _ in range(2))
    assert one == two


def test_a_longer_time_shows_in_no_room_that_a_jury_keeps():
    without = deux_jurys(amenages=False)
    plan = plan_de(without, 2)
    last = max((p for p in plan.passages if p.epreuve == "EF"), key=lambda p: p.fin)
    longer = replace(last, parties=(replace(last.parties[-1], fin=last.fin + timedelta(minutes=5)),))
    more = replace(plan, passages=tuple(longer if p == last else p for p in plan.passages))
    granted = tuple(replace(c, majorations=TOUTES) if c.id == last.candidat else c for c in without.candidats)
    before, after = Agenda(without, plan), Agenda(replace(without, candidats=granted), more)
    assert [ics(before.session, t) for t in salle_calendars(before)] == [
        ics(after.session, t) for t in salle_calendars(after)
    ]


def test_the_stamp_is_in_universal_time(agenda):
    _, calendar = files(agenda, candidat_calendars)[0]
    stamp = calendar.all("VEVENT")[0].value("DTSTAMP")
    assert datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) < datetime(2010, 1, 1, tzinfo=UTC)
