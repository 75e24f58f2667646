"""Whom to call first after a change, and what to say to each."""

from dataclasses import replace
from datetime import timedelta

from builders import plan_cda_trois, session
from edits import changed, shifted, sitting
from tpplanner.change.diff import difference
from tpplanner.domain.answers import Priorite
from tpplanner.domain.plan import Plan


def calls(apres: Plan, avant: Plan | None = None) -> list[tuple[str, Priorite, str]]:
    """Whom to call (id), for what, saying what, from the worked day to another plan."""
    s = changed(session(nb_membres=5), "M3", telephone="06 11 22 33 44")
    messages = difference(s, avant or plan_cda_trois(), apres).messages
    return [(m.personne, m.priorite, m.a_dire.replace("\xa0", " ")) for m in messages]


def test_who_is_to_come_is_called_before_who_is_not_and_then_who_has_another_hour():
    plan = sitting(plan_cda_trois(), "M1", "M2")
    later = shifted(sitting(plan, "M1", "M3"), 10, "C3", "EF")
    said = calls(later, plan)
    assert [(who, why) for who, why, _ in said][:2] == [("M3", Priorite.VENIR), ("M2", Priorite.NE_PAS_VENIR)]
    assert {why for _, why, _ in said[2:]} == {Priorite.CHANGER}
    assert said[0][2] == "Pouvez-vous venir lundi 14 juin 2027 à 8 h 30, comme membre de jury ?"
    assert said[1][2] == "Ne venez pas lundi 14 juin 2027 à 8 h 30 : votre présence n'est plus nécessaire."


def test_an_earlier_hour_is_asked_and_a_later_one_said():
    plan = plan_cda_trois()
    later = replace(plan, passages=tuple(shifted(plan, 30, "C1", "QP").passages), accueils=plan.accueils)
    (late,) = [said for who, _, said in calls(later) if who == "C1"][:1]
    (early,) = [said for who, _, said in calls(plan, later) if who == "C1"][:1]
    assert late.startswith("Venez à")
    assert early.startswith("Pouvez-vous venir à")
    assert [why for who, why, _ in calls(plan, later) if who == "C1"] == [Priorite.VENIR]
    assert [why for who, why, _ in calls(later) if who == "C1"] == [Priorite.CHANGER]


def test_a_second_call_of_the_day_at_another_hour_is_said_though_the_first_one_stays():
    said = {who: what for who, _, what in calls(shifted(plan_cda_trois(), 20, "C3", "PP", "ET", "EF"))}
    assert said["C3"] == "Venez à 14 h 55 au lieu de 14 h 35, lundi 14 juin 2027."


def test_who_leaves_at_another_hour_is_told_that_hour():
    plan = plan_cda_trois()
    (jury,) = plan.compositions
    longer = replace(plan, compositions=(replace(jury, fin=jury.fin + timedelta(minutes=25)),))
    assert {what for _, _, what in calls(longer)} == {"Vous finissez à 17 h 25 au lieu de 17 h, lundi 14 juin 2027."}


def test_whoever_changes_rooms_alone_is_asked_for_no_other_hour():
    plan = plan_cda_trois()
    elsewhere = replace(
        plan,
        passages=tuple(
            replace(p, parties=tuple(replace(x, salle="Plateau") for x in p.parties)) if p.candidat == "C2" else p
            for p in plan.passages
        ),
    )
    assert [(who, why) for who, why, _ in calls(elsewhere)] == [("C2", Priorite.CHANGER)]
    assert calls(elsewhere)[0][2] == "Votre heure d'arrivée ne change pas."


def test_nobody_is_called_who_has_nothing_to_be_told():
    assert calls(plan_cda_trois()) == []
