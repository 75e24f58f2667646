from dataclasses import replace
from datetime import time, timedelta

from builders import a, plan_cda_trois, session
from edits import shifted
from export.rich import deux_jurys, plan_de, soixante, sur_postes
from tpplanner.domain.session import Convocation
from tpplanner.export.agenda import Agenda
from tpplanner.export.calls import chaines, du_matin, heure_d_appel
from tpplanner.export.posters import demi_journees


def appels(base, plan):
    return demi_journees(Agenda(base, plan))


def test_a_collective_epreuve_calls_everybody_at_the_opening_of_the_accueil():
    matin = appels(session(), plan_cda_trois())[0]
    collectif = matin.collectifs[0]
    assert (collectif.heure, collectif.epreuve, collectif.candidats) == (a("8:30"), "QP", ("C1", "C2", "C3"))


def test_what_is_common_to_all_tells_when_it_begins():
    collectif = appels(session(), plan_cda_trois())[0].collectifs[0]
    assert (collectif.heure, collectif.debut) == (a("8:30"), a("9:00"))


def test_a_chain_calls_its_candidat_once_a_quarter_of_an_hour_before():
    base = session()
    individuels = [i for demi in appels(base, plan_cda_trois()) for i in demi.individuels]
    assert [(i.candidat, i.heure) for i in individuels] == [
        # C1 leaves the QP at 9:30 and begins at 9:40: he cannot be called before
        ("C1", a("9:30")),
        ("C2", a("12:30")),
        ("C3", a("14:35")),
    ]
    assert all(tuple(p.epreuve for p in i.passages) == ("PP", "ET", "EF") for i in individuels)


def test_nobody_is_called_before_the_hour_of_his_convocation():
    base = session(convocations=(Convocation("C2", a("9:00").date(), time(12, 40)),))
    agenda = Agenda(base, plan_cda_trois())
    assert heure_d_appel(agenda, "C2", a("12:45")) == a("12:40")
    agreed = replace(base, convocations=(replace(base.convocations[0], accord=True),))
    assert heure_d_appel(Agenda(agreed, plan_cda_trois()), "C2", a("12:45")) == a("12:30")


def test_passages_further_apart_than_the_courte_pause_are_two_chains():
    agenda = Agenda(session(), shifted(plan_cda_trois(), 45, "C3", "EF"))
    assert [[p.epreuve for p in chaine] for chaine in chaines(agenda, "C3")] == [["PP", "ET"], ["EF"]]
    assert [[p.epreuve for p in chaine] for chaine in chaines(agenda, "C1")] == [["PP", "ET", "EF"]]


def test_half_days_are_told_apart_by_the_pause_of_the_jury_not_by_the_clock():
    demi = appels(session(), plan_cda_trois())
    assert [(d.matin, [i.candidat for i in d.individuels]) for d in demi] == [(True, ["C1"]), (False, ["C2", "C3"])]


def test_a_common_epreuve_is_of_the_morning_until_midday():
    agenda = Agenda(session(), plan_cda_trois())
    assert [du_matin(agenda, a(h)) for h in ("9:00", "11:59", "12:00", "12:45")] == [True, True, False, False]


def test_a_jury_that_arrives_after_its_lunch_is_of_the_afternoon_whatever_its_first_hour():
    plan = plan_cda_trois()
    after = replace(plan, travaux=tuple(t for t in plan.travaux if t.debut >= a("12:30")))
    demi = appels(session(), replace(after, passages=tuple(p for p in plan.passages if p.candidat != "C1")))
    assert [(d.matin, [i.candidat for i in d.individuels]) for d in demi] == [(True, []), (False, ["C2", "C3"])]


def test_a_jury_that_leaves_for_lunch_is_of_the_morning_whatever_its_last_hour():
    plan = plan_cda_trois()
    shift = timedelta(hours=2)
    before = tuple(
        replace(p, parties=tuple(replace(x, debut=x.debut + shift, fin=x.fin + shift) for x in p.parties))
        for p in plan.passages
        if p.candidat == "C1" and p.epreuve == "EF"
    )
    demi = appels(session(), replace(plan, passages=before, travaux=plan.travaux[:1]))
    assert [(d.matin, i.debut) for d in demi for i in d.individuels] == [(True, before[0].debut)]
    assert before[0].debut >= a("13:00")


def test_the_room_of_a_candidat_apart_is_not_told():
    base = deux_jurys()
    plan = plan_de(base, 2)
    assert {p.parties[0].salle for p in plan.passages if p.epreuve == "QP"} == {"Ecrit", "Petite"}
    assert appels(base, plan)[0].collectifs[0].salles == ("Ecrit",)


def test_every_common_room_is_told_of_the_epreuve():
    base = soixante()
    assert appels(base, plan_de(base))[0].collectifs[0].salles == ("Ecrit", "Ecrit2")


def test_a_chain_that_begins_on_shared_posts_tells_the_rooms_of_the_epreuve():
    base = sur_postes()
    individuels = [i for demi in appels(base, plan_de(base)) for i in demi.individuels]
    assert {i.salles for i in individuels} == {("Plateau",)}
    assert {i.jury for i in individuels} == {"J1"}
