"""Nobody is booked without a paper: each who works on the day reads when to come, where to be, what for, until when."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from builders import LUNDI
from example_sessions import EXAMPLES
from export.rich import coupee, deux_jurys, en_ccp, plan_de, soixante, sur_postes
from export.xlsx import plain
from tpplanner.audit import check
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import NatureTravail, Presence, Travail
from tpplanner.domain.session import Personne, Plage, Role
from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars import helper_calendars, membre_calendars, responsable_calendars
from tpplanner.export.lists import run_sheet, sign_lists, stands_in, team_days
from tpplanner.export.reception import expected
from tpplanner.export.staff import ALONE, arrival, attended, helpers, reliefs, rooms, shifts
from tpplanner.export.verdicts import remarques
from tpplanner.solver import Budget
from tpplanner.texts.documents import PUIS

SESSIONS = ((deux_jurys, 2), (soixante, 3), (sur_postes, 3), (en_ccp, 2), (coupee, 2))


@pytest.fixture(scope="module", params=SESSIONS, ids=lambda case: case[0].__name__)
def agenda(request):
    make, par_jury = request.param
    session = make()
    return Agenda(session, plan_de(session, par_jury))


def at(hour, minute=0):
    return datetime(LUNDI.year, LUNDI.month, LUNDI.day, hour, minute)


# -- everybody


def test_nobody_is_booked_without_a_paper_that_names_each_place_and_hour(agenda):
    for presence in (p for p in agenda.plan.presences if p.role != Role.RESPONSABLE):
        of_day = [s for s in shifts(agenda, presence.personne) if s.jour == presence.debut.date()]
        (shift,) = of_day
        assert shift.arrivee <= presence.debut
        assert presence.fin <= shift.fin
        duties = [d for d in shift.duties if d.fin and presence.debut <= d.debut and d.fin <= presence.fin]
        assert min(d.debut for d in duties) == presence.debut
        assert max(d.fin for d in duties) == presence.fin
        assert all(name in " ".join(d.ou for d in duties) for name in rooms(agenda, presence))


def test_nobody_is_booked_without_a_calendar(agenda):
    calendars = [t for kind in (helper_calendars, responsable_calendars, membre_calendars) for t in kind(agenda)]
    theirs = {t.de: {(e.debut, e.fin) for e in t.events} for t in calendars}
    for presence in agenda.plan.presences:
        assert (arrival(agenda, presence), presence.fin) in theirs[presence.personne]


def test_a_calendar_sends_where_the_receptionist_does(agenda):
    told = {(p.nom, s.heure): s.ou for people in expected(agenda).values() for p in people for s in p.comings}
    briefed = [
        event
        for timetable in helper_calendars(agenda)
        for event in timetable.events
        if told.get((agenda.names.personne(timetable.de), event.debut), "").startswith("accueil, ")
    ]
    assert briefed
    assert all(event.lieu.startswith("accueil, ") for event in briefed)


def test_the_receptionist_expects_everybody_who_comes_on_a_day_once(agenda):
    lists = expected(agenda)
    for jour, people in lists.items():
        names = [p.nom for p in people]
        assert len(names) == len(set(names))
        coming = {agenda.names.candidat(p.candidat) for p in agenda.plan.passages if p.jour == jour}
        coming |= {agenda.names.personne(m) for c in agenda.plan.compositions if c.jour == jour for m in c.membres}
        coming |= {agenda.names.personne(p.personne) for p in agenda.plan.presences if p.debut.date() == jour}
        coming |= {agenda.names.personne(id_) for id_, debut, *_ in stands_in(agenda) if debut.date() == jour}
        assert set(names) == coming


def test_the_receptionist_sends_to_the_brief_whoever_has_one(agenda):
    sent = {
        (p.nom, coming.heure): coming.ou for people in expected(agenda).values() for p in people for coming in p.comings
    }
    briefs = 0
    for personne in helpers(agenda):
        for shift in shifts(agenda, personne):
            first = shift.duties[0]
            briefs += first.ou == "accueil"
            ou = sent[agenda.names.personne(personne), first.debut]
            assert ou.startswith("accueil, puis ") is (first.ou == "accueil"), (personne, ou)
    assert briefs


def test_the_receptionist_expects_a_surveillant_at_each_of_their_comings():
    base = deux_jurys(amenages=False)
    plan = plan_de(base, 2)
    watch = next(p for p in plan.presences if p.role == Role.SURVEILLANT)
    later = replace(watch, debut=watch.debut + timedelta(hours=4), fin=watch.fin + timedelta(hours=4))
    agenda = Agenda(base, replace(plan, presences=(*plan.presences, later)))
    (line,) = (e for e in expected(agenda)[LUNDI] if e.nom == agenda.names.personne(watch.personne))
    assert [coming.ou.removeprefix("accueil, puis ") for coming in line.comings] == ["Salle d'écrit"] * 2


def test_the_receptionist_knows_the_room_of_each_passage(agenda):
    for jour, people in expected(agenda).items():
        told = {p.nom: " ".join(coming.ou for coming in p.comings) for p in people}
        for passage in (p for p in agenda.plan.passages if p.jour == jour):
            for partie in passage.parties:
                assert agenda.names.salle(partie.salle) in told[agenda.names.candidat(passage.candidat)]
                assert (
                    not partie.jury or agenda.names.jury(partie.jury) in told[agenda.names.candidat(passage.candidat)]
                )


def test_the_responsable_welcomes_everybody_who_comes(agenda):
    for personne in helpers(agenda):
        for shift in shifts(agenda, personne):
            nom = agenda.names.personne(personne)
            of_day = run_sheet(agenda)[shift.jour]
            welcomes = [e for e in of_day if e.quoi == "Accueil de l'équipe" and f"{nom} (" in e.qui]
            assert [e.heure for e in welcomes] == [shift.arrivee]


PROPERTIES = (
    test_nobody_is_booked_without_a_paper_that_names_each_place_and_hour,
    test_nobody_is_booked_without_a_calendar,
    test_the_receptionist_expects_everybody_who_comes_on_a_day_once,
    test_the_receptionist_knows_the_room_of_each_passage,
    test_the_responsable_welcomes_everybody_who_comes,
)


@pytest.mark.proof
@pytest.mark.parametrize("name", EXAMPLES)
def test_so_it_is_in_the_plan_of_each_example(name):
    session = EXAMPLES[name]()
    outcome, _ = solve_session(session, Budget(2, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    for holds in PROPERTIES:
        holds(Agenda(session, outcome.plan))


def test_everybody_who_comes_signs(agenda):
    signers: dict[date, set[str]] = defaultdict(set)
    for liste in sign_lists(agenda):
        signers[liste.jour] |= {str(row[1]) for row in liste.rows}
    for jour, people in expected(agenda).items():
        assert {p.nom for p in people} <= signers[jour]


# -- when they come


def of(agenda, personne):
    return [p for p in agenda.plan.presences if p.personne == personne]


def test_a_surveillant_comes_for_the_brief_and_sees_the_plis_opened():
    session = deux_jurys()
    agenda = Agenda(session, plan_de(session, 2))
    (presence,) = of(agenda, "P1")
    assert (arrival(agenda, presence), presence.debut) == (at(8, 45), at(9))
    (shift,) = shifts(agenda, "P1")
    assert [(d.debut, d.quoi) for d in shift.duties] == [
        (at(8, 45), "Arrivée"),
        (at(8, 50), "Ouverture des plis : Questionnaire professionnel"),
        (at(9), "Surveillance : Questionnaire professionnel"),
    ]


def test_a_surveillant_who_cannot_come_before_is_not_asked_to():
    session = deux_jurys()
    away = (Plage(at(7), at(8, 55)),)
    people = tuple(replace(p, indisponibilites=away) if p.id == "P1" else p for p in session.personnes)
    agenda = Agenda(replace(session, personnes=people), plan_de(session, 2))
    assert arrival(agenda, of(agenda, "P1")[0]) == at(8, 55)


def test_nobody_comes_before_there_is_somebody_to_welcome_them():
    session = deux_jurys()
    plan = plan_de(session, 2)
    others = tuple(p for p in plan.presences if p.role != Role.RESPONSABLE)
    leader = tuple(replace(p, debut=at(8, 52)) for p in plan.presences if p.role == Role.RESPONSABLE)[:1]
    agenda = Agenda(session, replace(plan, presences=(*others, *leader)))
    assert arrival(agenda, of(agenda, "P1")[0]) == at(8, 50)


def test_whoever_stays_on_is_not_asked_to_come_twice():
    session = sur_postes()
    agenda = Agenda(session, plan_de(session, 3))
    (watcher, *_) = session.avec_role(Role.SURVEILLANT)
    arrivals = [(p.debut, arrival(agenda, p)) for p in of(agenda, watcher.id) if p.debut.date() == LUNDI]
    assert [debut - comes for debut, comes in arrivals] == [timedelta(minutes=15), timedelta(0), timedelta(0)]


def test_whoever_plays_or_helps_is_told_the_room_of_each_phase():
    session = sur_postes()
    agenda = Agenda(session, plan_de(session, 3))
    (first, *_) = (d for d in shifts(agenda, "K1")[0].duties if d.qui.startswith("n°"))
    assert (first.quoi, first.ou) == ("Mise en situation professionnelle – phase 1 sur 2", "Plateau")
    second = shifts(agenda, "K1")[0].duties[2]
    assert (second.quoi, second.ou) == ("Mise en situation professionnelle – phase 2 sur 2", "Plateau, Jury 1")


def test_plis_are_opened_in_the_room_of_all_who_sit_then():
    session = deux_jurys(amenages=False)
    agenda = Agenda(session, plan_de(session, 2))
    (plis,) = (e for e in run_sheet(agenda)[LUNDI] if e.quoi.startswith("Ouverture des plis"))
    assert plis.ou == "Salle d'écrit, par FOURNIER Odile"
    duty = next(d for d in shifts(agenda, "P1")[0].duties if d.quoi.startswith("Ouverture des plis"))
    assert (duty.ou, "conduisez" in duty.qui) == ("Salle d'écrit", False)
    assert {coming.ou for e in expected(agenda)[LUNDI] if "candidat" in e.qui for coming in e.comings[:1]} == {
        "Salle d'écrit"
    }


def test_plis_are_opened_before_all_who_sit_then_before_they_part_for_their_rooms():
    session = deux_jurys()
    agenda = Agenda(session, plan_de(session, 2))
    (plis,) = (e for e in run_sheet(agenda)[LUNDI] if e.quoi.startswith("Ouverture des plis"))
    assert plis.ou == "accueil, par FOURNIER Odile"
    for surveillant, room in (("P1", "Salle 12"), ("P2", "Salle d'écrit")):
        duty = next(d for d in shifts(agenda, surveillant)[0].duties if d.quoi.startswith("Ouverture des plis"))
        assert duty.ou == "accueil"
        assert duty.qui.endswith(f"puis conduisez les vôtres en {room}")
    first = {e.nom: e.comings[0].ou for e in expected(agenda)[LUNDI] if "candidat" in e.qui}
    assert first["ABÉLARD Zoé"] == "accueil (plis), puis Salle 12"
    assert first["ÇELIK Gülşen"] == "accueil (plis), puis Salle d'écrit"


# -- whom a surveillant watches


def test_a_surveillant_reads_until_when_each_writes_and_whom_the_copy_is_for():
    session = deux_jurys()
    plan = plan_de(session, 2)
    agenda = Agenda(session, plan)
    (shift,) = shifts(agenda, "P2")
    sat = {p.candidat: p.fin for p in plan.passages if p.epreuve == "QP" and p.parties[0].salle == "Ecrit"}
    assert {s.candidat: s.fin for s in shift.sitters} == sat
    corrected = {t.candidat: agenda.names.jury(t.jury) for t in plan.travaux if t.nature == "correction"}
    assert {s.candidat: s.ensuite for s in shift.sitters} == {c: f"copie : {corrected[c]}" for c in sat}


def test_a_surveillant_lets_each_go_to_their_jury():
    session = sur_postes()
    agenda = Agenda(session, plan_de(session, 3))
    (watcher, *_) = session.avec_role(Role.SURVEILLANT)
    assert {s.ensuite for s in shifts(agenda, watcher.id)[0].sitters} == {"Jury 1, Plateau"}


def test_a_surveillant_watches_nobody_who_is_before_a_jury_in_that_room():
    session = sur_postes()
    (watcher, *_) = session.avec_role(Role.SURVEILLANT)
    plan = plan_de(session, 3)
    stays = tuple(
        replace(p, fin=p.fin + timedelta(minutes=20)) if p.personne == watcher.id else p for p in plan.presences
    )
    before, after = (shifts(Agenda(session, x), watcher.id)[0].sitters for x in (plan, replace(plan, presences=stays)))
    assert before == after


def test_a_surveillant_reads_when_writing_goes_on_after_midday():
    session = coupee()
    agenda = Agenda(session, plan_de(session, 2))
    sitters = shifts(agenda, session.avec_role(Role.SURVEILLANT)[0].id)[0].sitters
    assert [s.ensuite.split("\n")[0] for s in sitters if s.debut.hour < 12] == ["reprend à 12\xa0h\xa045"] * 2


# -- relief


def watching(debut, fin, *free, salle="Ecrit"):
    """Somebody who watches in that room, as long as that, and others who may."""
    session = deux_jurys(amenages=False)
    leader = [p for p in session.personnes if Role.RESPONSABLE in p.roles]
    people = (Personne("P1", "ROUX", (Role.SURVEILLANT,)), *free, *leader)
    session = replace(session, personnes=people)
    plan = plan_de(session, 2)
    kept = tuple(p for p in plan.presences if p.role == Role.RESPONSABLE)
    return Agenda(session, replace(plan, presences=(Presence("P1", Role.SURVEILLANT, debut, fin, salle), *kept)))


FREE = Personne("P2", "VINCENT", (Role.SURVEILLANT,))


def told(agenda):
    return [(f"{r.debut:%H:%M}", f"{r.fin:%H:%M}", r.par) for r in reliefs(agenda)]


def test_two_hours_need_no_relief_and_more_do():
    assert told(watching(at(9), at(11), FREE)) == []
    assert told(watching(at(9), at(12), FREE)) == [("11:00", "11:15", "P2")]


def test_whoever_watches_an_empty_room_is_free_and_needs_no_relief():
    base = sur_postes()
    plan = plan_de(base, 3)
    (premier, *_, dernier) = sorted(
        (p for p in plan.passages if p.parties[0].debut.date() == LUNDI and not p.parties[0].jury),
        key=lambda p: p.debut,
    )
    room, rest = premier.parties[0].salle, [p for p in plan.presences if p.role != Role.SURVEILLANT]
    watcher = base.avec_role(Role.SURVEILLANT)[0].id
    whole = Presence(watcher, Role.SURVEILLANT, premier.debut, dernier.parties[0].fin, room)
    agenda = Agenda(base, replace(plan, presences=(*rest, whole)))
    (shift,) = shifts(agenda, watcher)
    watched = [(d.debut, d.fin) for d in shift.duties if d.quoi.startswith("Surveillance")]
    assert (watched[0][0], watched[-1][1]) == (whole.debut, whole.fin)
    assert len(watched) > 1
    for moment in attended(agenda, whole):
        assert any(debut <= moment.debut and moment.fin <= fin for debut, fin in watched)
    free = [(d.debut, d.fin) for d in team_days(agenda)[watcher][0].duties if d.quoi == "Libre"]
    assert free == [(fin, debut) for (_, fin), (debut, _) in pairwise(watched)]
    assert not reliefs(agenda)


def test_whoever_watches_over_midday_is_relieved_for_lunch():
    assert told(watching(at(9), at(14, 40), FREE)) == [("11:00", "11:15", "P2"), ("13:15", "14:00", "P2")]


def test_where_nobody_is_free_it_is_said_and_not_filled():
    away = replace(FREE, indisponibilites=(Plage(at(8), at(19)),))
    agenda = watching(at(9), at(12), away)
    assert told(agenda) == [("11:00", "11:15", "")]
    assert any(
        e.quoi == "ROUX : pause sans relève, de 11 h à 11 h 15".replace(" h", "\xa0h").replace("h 1", "h\xa01")
        for e in run_sheet(agenda)[LUNDI]
    )
    (shift,) = shifts(agenda, "P1")
    assert [d.quoi for d in shift.duties if d.debut == at(11)] == ["Pause à convenir"]


def test_the_check_remarks_who_watches_alone_and_who_could_relieve_them():
    agenda = watching(at(9), at(14, 40), replace(FREE, indisponibilites=(Plage(at(12), at(19)),)))
    (remark,) = remarques(agenda, check(agenda.session, agenda.plan), ())
    assert plain(remark) == (
        "ROUX surveille sans relève dans le planning, lundi 14 juin 2027 (Salle d'écrit) : VINCENT peut prendre sa place "
        "de 11 h à 11 h 15 ; aucun autre surveillant n'est libre, prévoyez quelqu'un de 13 h 15 à 14 h."
    )


def test_relief_comes_when_somebody_is_free_even_if_earlier():
    busy = replace(FREE, indisponibilites=(Plage(at(10, 30), at(19)),))
    assert told(watching(at(9), at(12), busy)) == [("10:15", "10:30", "P2")]


def test_no_formateur_relieves_where_their_candidat_writes():
    agenda = watching(at(9), at(12), FREE)
    passage = replace(
        agenda.plan.passages[0],
        parties=(replace(agenda.plan.passages[0].parties[0], debut=at(9), fin=at(12), salle="Ecrit"),),
    )
    people = tuple(replace(c, formateurs=("P2",)) if c.id == passage.candidat else c for c in agenda.session.candidats)
    others = agenda.plan.passages[1:]
    formed = Agenda(replace(agenda.session, candidats=people), replace(agenda.plan, passages=(passage, *others)))
    assert told(formed) == [("11:00", "11:15", "")]


def test_two_who_watch_one_room_relieve_each_other():
    agenda = watching(at(9), at(14, 40), FREE)
    both = (*agenda.plan.presences, Presence("P2", Role.SURVEILLANT, at(9), at(14, 40), "Ecrit"))
    assert told(Agenda(agenda.session, replace(agenda.plan, presences=both))) == []


def test_nobody_gives_a_relief_on_top_of_their_own_watch_or_instead_of_their_lunch():
    agenda = watching(at(9), at(14, 40), FREE)
    own = (*agenda.plan.presences, Presence("P2", Role.SURVEILLANT, at(9), at(13, 15), "Petite"))
    found = told(Agenda(agenda.session, replace(agenda.plan, presences=own)))
    assert [par for _, _, par in found] == [""] * 3


def test_nobody_gives_a_relief_while_they_receive_a_jury_in_the_responsable_s_place():
    agenda = watching(at(9), at(12), replace(FREE, roles=(Role.SURVEILLANT, Role.RESPONSABLE), suppleant=True))
    (watch,) = (p for p in agenda.plan.presences if p.role == Role.SURVEILLANT)
    leaves = Presence("R1", Role.RESPONSABLE, at(8), at(10, 50))
    idle = replace(agenda.plan, presences=(watch, leaves), travaux=())
    assert told(Agenda(agenda.session, idle)) == [("11:00", "11:15", "P2")]
    late = Travail("J1", NatureTravail.ACCUEIL, at(11), at(11, 10))
    received = Agenda(agenda.session, replace(idle, travaux=(late,)))
    assert [(w.debut, w.par) for w in received.welcomes if w.jurys] == [(at(11), "P2")]
    assert told(received) == [("10:45", "11:00", "P2")]


def test_whoever_relieves_reads_it_and_is_expected(agenda):
    for relief in (r for r in reliefs(agenda) if r.par):
        (shift,) = (s for s in shifts(agenda, relief.par) if s.jour == relief.debut.date())
        assert any((d.debut, d.fin) == (relief.debut, relief.fin) for d in shift.duties)


def test_whoever_comes_for_a_relief_alone_is_expected_in_time_for_it():
    agenda = watching(at(9), at(12), FREE)
    (shift,) = shifts(agenda, "P2")
    assert (shift.arrivee, [d.quoi for d in shift.duties]) == (at(10, 45), ["Arrivée", "Vous remplacez ROUX"])
    (line,) = (e for e in expected(agenda)[LUNDI] if e.nom == "VINCENT")
    assert [(s.heure, s.ou) for s in line.comings] == [(at(10, 45), "accueil, puis Salle d'écrit")]
    assert any("VINCENT" in row for liste in sign_lists(agenda) for row in liste.rows)
    (calendar,) = (t for t in helper_calendars(agenda) if t.de == "P2")
    assert [(e.debut, e.fin, e.lieu) for e in calendar.events] == [(at(10, 45), at(11, 15), "Salle d'écrit, Rennes")]


def test_no_stretch_is_longer_than_two_hours_once_relieved():
    for fin in (at(11, 5), at(12, 30), at(16), at(18)):
        agenda = watching(at(9), fin, FREE)
        edges = [at(9), *(m for r in reliefs(agenda) for m in (r.debut, r.fin)), fin]
        assert max(b - a for a, b in zip(edges[::2], edges[1::2], strict=True)) <= ALONE, fin


def test_rooms_follow_each_other_in_the_order_of_the_phases(agenda):
    for presence in (p for p in agenda.plan.presences if p.candidat):
        names = [agenda.names.salle(m.salle) for m in attended(agenda, presence)]
        assert PUIS.join(rooms(agenda, presence)) == PUIS.join(dict.fromkeys(names)) or presence.salle
