"""The responsable's day: each thing of the plan that he has to see to is there, at its minute."""

import pytest

from export.rich import deux_jurys, plan_de, sur_postes
from export.xlsx import plain
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda
from tpplanner.export.run_sheet import run_sheet


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
    for composition in agenda.plan.compositions:
        jury = agenda.names.jury(composition.jury)
        assert any(f"{jury} : accueil du jury" in t for t in told(tasks, composition.debut))
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
    for candidat in agenda.session.candidats:
        for passage in agenda.plan.du_candidat(candidat.id):
            if not agenda.collective(passage.epreuve) and passage.epreuve not in ("PP", "MSP"):
                continue  # inside a chain
            lines = [t for t in told(tasks, passage.debut) if t.startswith("Début")]
            room = agenda.names.salle(passage.parties[0].salle)
            name = agenda.names.epreuve(passage.epreuve)
            assert any(name in line and room in line for line in lines), passage


def test_subjects_are_collected_at_the_end_of_each_candidat_who_has_one(day):
    agenda, tasks = day
    for passage in agenda.plan.passages:
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
    assert any(t.quoi == "Accueil du comédien : ROBIN Sacha" for t in tasks)


def test_the_last_thing_of_a_day_is_its_end_and_of_the_session_the_destruction_of_subjects(day):
    agenda, _ = day
    *days, last = run_sheet(agenda).values()
    assert [d[-1].quoi for d in days] == ["Fin de la journée"] * len(days)
    assert last[-1].quoi == "Fin de la session"
    assert "détruits" in last[-1].qui
    for tasks in (*days, last):
        assert [t.heure for t in tasks] == sorted(t.heure for t in tasks)
