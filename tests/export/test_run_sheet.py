"""The responsable's day: each thing of the plan that he has to see to is there, at its minute."""

from dataclasses import replace
from datetime import datetime

import pytest

from builders import LUNDI, absent, plan_cda_trois, session
from edits import changed, with_people, without_role
from export.rich import deux_jurys, plan_de, sur_postes
from export.xlsx import plain
from journees import UN, journee
from some import some
from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Candidat, Personne, Role
from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars import responsable_calendars
from tpplanner.export.lists import breaks, run_sheet, sign_lists, team_days
from tpplanner.export.reception import expected
from tpplanner.export.staff import reliefs
from tpplanner.texts.noms import heure


@pytest.fixture(scope="module", params=[(deux_jurys, 2), (sur_postes, 3)], ids=["deux_jurys", "sur_postes"])
def day(request):
    make, par_jury = request.param
    session = make()
    agenda = Agenda(session, plan_de(session, par_jury))
    return agenda, [task for tasks in run_sheet(agenda).values() for task in tasks]


def told(tasks, moment):
    return [" | ".join((plain(t.quoi), plain(t.qui), plain(t.ou))) for t in tasks if t.heure == moment]


def test_each_jury_is_welcomed_and_closes(day):
    agenda, tasks = day
    for composition in some(agenda.plan.compositions):
        jury = agenda.names.jury(composition.jury)
        assert any(jury in t and " : accueil " in t and ", par " in t for t in told(tasks, composition.debut))
        ends = [t.heure for t in tasks if t.quoi == f"{jury} : clôture" and t.heure.date() == composition.jour]
        assert [h for h in ends if h < composition.fin] == ends
        assert ends


def test_each_surveillance_begins_in_its_room_and_says_until_when(day):
    agenda, tasks = day
    surveillances = [p for p in agenda.plan.presences if p.role == Role.SURVEILLANT]
    assert surveillances
    for presence in surveillances:
        expected = f"Surveillance : {agenda.names.personne(presence.personne)}, jusqu'à {presence.fin.hour} h"
        lines = [t for t in told(tasks, presence.debut) if expected in t]
        assert lines
        assert all(agenda.names.salle(presence.salle) in line for line in lines)


def test_each_candidat_begins_at_his_minute_in_his_room(day):
    agenda, tasks = day
    for candidat in some(agenda.session.candidats):
        for passage in agenda.plan.du_candidat(candidat.id):
            if not agenda.collective(passage.epreuve) and passage.epreuve not in ("PP", "MSP"):
                continue  # inside a chain
            lines = [t for t in told(tasks, passage.debut) if t.startswith("Début")]
            room = agenda.names.salle(passage.parties[0].salle)
            name = agenda.names.epreuve(passage.epreuve)
            assert any(name in line and room in line for line in lines), passage


def test_subjects_are_collected_at_the_end_of_each_candidat_who_has_one(day):
    agenda, tasks = day
    for passage in some(agenda.plan.passages):
        if agenda.epreuves[passage.epreuve].modalite in ("QP", "MSP"):
            assert any("ramasser les sujets" in line for line in told(tasks, passage.fin)), passage


def test_what_is_granted_is_said_to_him_who_applies_it():
    session = deux_jurys()
    agenda = Agenda(session, plan_de(session, 2))
    tasks = [t for day in run_sheet(agenda).values() for t in day]
    begins = [t for t in tasks if t.quoi.startswith("Début") and "ABÉLARD" in t.qui]
    assert len(begins) == 2
    assert all("temps majoré de 1/3" in t.qui for t in begins)


def test_the_comedien_is_welcomed():
    session = sur_postes()
    tasks = [t for day in run_sheet(Agenda(session, plan_de(session, 3))).values() for t in day]
    assert any(t.quoi == "Accueil de l'équipe" and "ROBIN Sacha (comédien)" in t.qui for t in tasks)


def test_the_last_thing_of_a_day_is_its_end_and_of_the_session_the_destruction_of_subjects(day):
    agenda, _ = day
    *days, last = run_sheet(agenda).values()
    assert [d[-1].quoi for d in days] == ["Fin de la journée"] * len(days)
    assert last[-1].quoi == "Fin de la session"
    assert "détruits" in last[-1].qui
    for tasks in (*days, last):
        assert [t.heure for t in tasks] == sorted(t.heure for t in tasks)


# The responsable's own break


def break_of(s, plan, jour=LUNDI):
    """What the run sheet says of it: when, what, how."""
    tasks = run_sheet(Agenda(s, plan))[jour]
    return [
        (f"{t.heure:%H:%M}", plain(t.quoi), plain(t.qui))
        for t in tasks
        if "Pause de" in t.quoi or "aucune pause" in t.quoi
    ]


def test_the_responsable_eats_while_nothing_asks_for_him():
    """The last candidat of the morning leaves at 11:25, the next one comes at 12:30."""
    s = session()
    assert break_of(s, plan_cda_trois()) == [
        ("11:30", "Pause de RESPONSABLE, jusqu'à 12 h 15", "rien n'est à faire à ce moment")
    ]


BUSY = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
11:00 correction C1 QP
11:10 PP C1
11:50 ET C1
12:35 EF C1
13:20 correction C2 QP
13:30 PP C2
14:10 ET C2
14:55 EF C2
15:25 cloture
J2 : M3 M4 en S2
11:25 accueil
11:35 lecture C3
12:25 PP C3
13:05 ET C3
13:50 EF C3
14:20 cloture
"""


def busy(**autres):
    """A midday at which somebody comes, begins, ends or closes every half-hour."""
    people = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", dispenses=("QP",) if i == 3 else ()) for i in (1, 2, 3))
    s = session(candidats=people, nb_membres=4, **autres)
    return s, journee(s, BUSY)


def test_a_suppleant_stands_in_where_there_is_no_quiet_stretch():
    s, _ = busy()
    s = with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), "Anne", suppleant=True))
    plan = without_role(journee(s, BUSY), Role.RESPONSABLE, "R2")
    assert break_of(s, plan) == [
        ("11:35", "Pause de RESPONSABLE, jusqu'à 12 h 20", "SUPPLEANT Anne assure la présence")
    ]
    agenda = Agenda(s, plan)
    (line,) = (e for e in expected(agenda)[LUNDI] if e.nom == "SUPPLEANT Anne")
    assert ("11:35", "sur place") in [(f"{coming.heure:%H:%M}", coming.ou) for coming in line.comings]
    assert any("SUPPLEANT Anne" in row for liste in sign_lists(agenda) for row in liste.rows)
    ((sheet,),) = (days for personne, days in team_days(agenda).items() if personne == "R2")
    (stand_in,) = (d for d in sheet.duties if d.quoi.startswith("Vous remplacez"))
    assert (f"{stand_in.debut:%H:%M}", f"{stand_in.fin:%H:%M}") == ("11:35", "12:20")
    told = [t for t in run_sheet(agenda)[LUNDI] if "11:35" <= f"{t.heure:%H:%M}" < "12:20" and t.demande]
    seen = [t for t in told if not t.quoi.startswith("Pause de")]
    assert seen
    assert all(f"{heure(t.heure)} {t.quoi}" in stand_in.qui for t in seen)
    (calendar,) = (t for t in responsable_calendars(agenda) if t.de == "R2")
    assert ("11:35", "12:20") in [(f"{e.debut:%H:%M}", f"{e.fin:%H:%M}") for e in calendar.events]
    later = changed(s, "R2", indisponibilites=(absent("8:00", "12:00"),))
    assert break_of(later, plan)[0][0] == "12:00"


RECEIVING = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:30 correction C1 QP
9:40 PP C1
10:20 ET C1
11:05 EF C1
14:30 correction C2 QP
14:40 PP C2
15:20 ET C2
16:05 EF C2
16:35 cloture
J2 : M3 M4 en S2
12:00 accueil
13:00 lecture C3
14:45 PP C3
15:25 ET C3
16:10 EF C3
16:40 cloture
"""


def test_whoever_leads_eats_after_the_jury_that_they_receive():
    s, _ = busy()
    agenda = Agenda(s, journee(s, RECEIVING))
    (pause,) = breaks(agenda)
    assert [w.par for w in agenda.welcomes if f"{w.debut:%H:%M}" == "12:00"] == [pause.personne]
    assert f"{pause.debut:%H:%M}" == "12:10"


def test_whoever_leads_eats_after_the_brief_of_a_comedien():
    """The quiet stretch that begins at 11:30 goes on after it."""
    s = with_people(session(), Personne("K1", "COMEDIEN", (Role.COMEDIEN,)))
    jour = LUNDI.year, LUNDI.month, LUNDI.day
    brief = Presence("K1", Role.COMEDIEN, datetime(*jour, 11, 25), datetime(*jour, 11, 40))
    plan = plan_cda_trois()
    assert break_of(s, replace(plan, presences=(*plan.presences, brief)))[0][0] == "11:40"


def test_a_suppleant_who_relieves_a_surveillant_stands_in_after():
    s, _ = busy()
    second = Personne("R2", "SUPPLEANT", (Role.RESPONSABLE, Role.SURVEILLANT), "Anne", suppleant=True)
    (watcher,) = s.avec_role(Role.SURVEILLANT)
    s = with_people(s, second)
    plan = without_role(journee(s, BUSY), Role.RESPONSABLE, "R2")
    jour = LUNDI.year, LUNDI.month, LUNDI.day
    watch = Presence(watcher.id, Role.SURVEILLANT, datetime(*jour, 9, 30), datetime(*jour, 12, 30), s.salles[0].id)
    plan = replace(plan, presences=(*(p for p in plan.presences if p.role != Role.SURVEILLANT), watch))
    assert [(f"{r.debut:%H:%M}", r.par) for r in reliefs(Agenda(s, plan))] == [("11:30", "R2")]
    assert break_of(s, plan)[0][0] == "11:45"


def test_it_is_said_where_there_can_be_no_break():
    s, plan = busy()
    assert break_of(s, plan) == [
        ("11:30", "RESPONSABLE : aucune pause possible entre 11 h 30 et 14 h 30", "prévoyez un suppléant pour 45 min")
    ]


def test_a_suppleant_who_is_away_or_sits_stands_in_for_nobody():
    s, _ = busy()
    s = with_people(s, Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,), suppleant=True))
    plan = without_role(journee(s, BUSY), Role.RESPONSABLE, "R2")
    away = changed(s, "R2", indisponibilites=(absent("8:00", "19:00"),))
    assert "aucune pause" in break_of(away, plan)[0][1]
    sits = replace(s, membres=(*s.membres, replace(s.membres[0], id="R2")))
    seated = replace(plan, compositions=tuple(replace(c, membres=(*c.membres, "R2")) for c in plan.compositions))
    assert "aucune pause" in break_of(sits, seated)[0][1]


def test_whoever_comes_after_midday_or_leaves_before_needs_none():
    s = session(candidats=1)
    assert break_of(s, journee(s, UN)) == []
