"""The hours of a convocation: at the accueil where it opens the day, else shortly before each half-day's first passage."""

from dataclasses import replace
from datetime import time, timedelta

from builders import a, absent, plan_cda_trois, session
from edits import shifted, with_presences
from tpplanner.domain.plan import NatureTravail, Presence
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Convocation, Role
from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars import candidat_calendars, membre_calendars
from tpplanner.export.calls import comes_back, sittings, summoned_candidats, summoned_membres, summons
from tpplanner.export.lists import run_sheet
from tpplanner.export.posters import demi_journees


def told(agenda, candidat):
    return [(c.heure, [p.epreuve for p in c.passages]) for c in summons(agenda, candidat)]


def test_a_morning_is_one_convocation_at_the_accueil():
    assert told(Agenda(session(), plan_cda_trois()), "C1") == [(a("8:30"), ["QP", "PP", "ET", "EF"])]


def test_each_half_day_has_its_hour_on_the_same_convocation():
    agenda = Agenda(session(), plan_cda_trois())
    assert told(agenda, "C2") == [(a("8:30"), ["QP"]), (a("12:30"), ["PP", "ET", "EF"])]
    assert told(agenda, "C3") == [(a("8:30"), ["QP"]), (a("14:35"), ["PP", "ET", "EF"])]


def test_half_days_of_a_convocation_are_cut_where_those_of_the_poster_are():
    plan = plan_cda_trois()
    pause = next(t for t in plan.travaux if t.nature is NatureTravail.PAUSE)
    earlier = timedelta(minutes=30)
    moved = replace(
        plan,
        travaux=tuple(replace(t, debut=t.debut - earlier, fin=t.fin - earlier) for t in plan.travaux),
        passages=tuple(
            replace(p, parties=tuple(replace(x, debut=x.debut - earlier, fin=x.fin - earlier) for x in p.parties))
            if p.candidat == "C2" and p.epreuve != "QP"
            else p
            for p in plan.passages
        ),
    )
    # after the jury's lunch, and before the clock says that it is afternoon
    assert pause.fin - earlier <= a("12:15")
    agenda = Agenda(session(), moved)
    assert [i.candidat for d in demi_journees(agenda) if not d.matin for i in d.individuels] == ["C2", "C3"]
    assert told(agenda, "C2") == [(a("8:30"), ["QP"]), (a("12:00"), ["PP", "ET", "EF"])]


def test_who_is_called_again_in_a_half_day_comes_back_and_is_convened_at_no_other_hour_than_that_of_the_letter():
    agenda = Agenda(session(), shifted(plan_cda_trois(), 45, "C3", "EF"))
    assert told(agenda, "C3") == [(a("8:30"), ["QP"]), (a("14:35"), ["PP", "ET", "EF"])]
    (calendar,) = (c for c in candidat_calendars(agenda) if c.de == "C3")
    assert {e.debut for e in calendar.events if e.titre.startswith("Se présenter")} == {a("8:30"), a("14:35")}
    assert [(e.debut, e.titre) for e in calendar.events if e.titre.startswith("Revenir")] == [
        (a("16:45"), "Revenir à l'accueil : Épreuve EF")
    ]
    assert [e.detail for e in calendar.events if e.debut in (a("14:50"), a("17:00"))] == [
        "Convoqué à 14\xa0h\xa035. Jury 1.",
        "Jury 1.",
    ]
    back = {p.epreuve: comes_back(agenda, p) for p in agenda.plan.du_candidat("C3")}
    assert back == {"QP": None, "PP": None, "ET": None, "EF": a("16:45")}
    tasks = [(t.heure, t.quoi) for day in run_sheet(agenda).values() for t in day]
    assert (a("14:35"), "Convocation à l'accueil") in tasks
    assert [moment for moment, quoi in tasks if quoi == "Retour à l'accueil"] == [a("16:45")]


def test_the_time_before_is_that_of_the_reglage():
    agenda = Agenda(session(reglages=Reglages(convocation=30)), plan_cda_trois())
    assert [c.heure for c in summons(agenda, "C2")] == [a("8:30"), a("12:15")]


def test_passages_that_follow_each_other_are_never_parted_by_noon():
    plan = plan_cda_trois()
    begins, ends = {"PP": a("11:40"), "ET": a("12:20"), "EF": a("13:05")}, {}
    ends = {"PP": a("12:20"), "ET": a("13:05"), "EF": a("13:25")}
    moved = tuple(
        replace(p, parties=tuple(replace(x, debut=begins[p.epreuve], fin=ends[p.epreuve]) for x in p.parties))
        if p.candidat == "C1" and p.epreuve in begins
        else p
        for p in plan.passages
    )
    lunch = tuple(
        replace(t, debut=a("13:40"), fin=a("14:40")) if t.nature is NatureTravail.PAUSE else t for t in plan.travaux
    )
    agenda = Agenda(session(), replace(plan, passages=moved, travaux=lunch))
    assert told(agenda, "C1") == [(a("8:30"), ["QP", "PP", "ET", "EF"])]


def test_nobody_is_convened_before_the_hour_that_he_was_told():
    sent = session(convocations=(Convocation("C2", a("9:00").date(), time(12, 40)),))
    assert [c.heure for c in summons(Agenda(sent, plan_cda_trois()), "C2")][1] == a("12:40")


def test_a_membre_is_convened_at_the_first_thing_of_his_jury():
    base, plan = session(), plan_cda_trois()
    membre = plan.compositions[0].membres[0]
    agenda = Agenda(base, plan)
    assert [(s.debut, s.fin, s.jury) for s in sittings(agenda, membre)] == [
        (plan.compositions[0].debut, plan.compositions[0].fin, "J1")
    ]
    assert set(summoned_membres(agenda)) == set(plan.compositions[0].membres)
    assert list(summoned_candidats(agenda)) == ["C1", "C2", "C3"]


def test_who_has_nothing_to_pass_is_not_convened():
    plan = plan_cda_trois()
    without = replace(plan, passages=tuple(p for p in plan.passages if p.candidat != "C2"))
    assert list(summoned_candidats(Agenda(session(), without))) == ["C1", "C3"]


def at_8_31(plan):
    """The plan whose jury begins a minute later than it did."""
    return replace(plan, compositions=tuple(replace(c, debut=a("8:31")) for c in plan.compositions))


def convened(base, plan):
    """When M1 is convened: the same on his letter and in his calendar."""
    agenda = Agenda(base, plan)
    (letter,) = sittings(agenda, "M1")
    calendar = next(c for c in membre_calendars(agenda) if c.nom == agenda.names.personne("M1"))
    assert letter.debut in [event.debut for event in calendar.events]
    return letter.debut


def test_membres_are_convened_at_an_hour_that_one_writes():
    assert convened(session(), plan_cda_trois()) == a("8:30")
    assert convened(session(), at_8_31(plan_cda_trois())) == a("8:30")


def test_no_membre_is_convened_before_he_can_be_there():
    base, plan = session(), at_8_31(plan_cda_trois())
    for heure, expected in (("8:31", a("8:31")), ("8:20", a("8:30"))):
        hour = a(heure).time()
        opened = replace(base, jours=tuple(replace(j, ouverture=hour) for j in base.jours))
        told = replace(base, convocations=(Convocation("M1", a("9:00").date(), hour),))
        away = replace(base, membres=tuple(replace(m, indisponibilites=(absent("7:00", heure),)) for m in base.membres))
        assert [convened(s, plan) for s in (opened, told, away)] == [expected] * 3
    busy = with_presences(plan, Presence("M1", Role.SURVEILLANT, a("8:00"), a("8:31"), "Ecrit"))
    assert convened(base, busy) == a("8:31")
