"""What is interrupted on the day: a reading, a hearing, an écrit; a link discovered at the door."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from builders import LUNDI, a, session
from journees import TROIS, journee
from tpplanner.audit import check
from tpplanner.change.events import Changed, changed
from tpplanner.domain.answers import Planned
from tpplanner.domain.imprevus import Absence, Decision, Deport, EcritInterrompu, JuryInterrompu
from tpplanner.domain.plan import NatureTravail, Plan
from tpplanner.errors import UserError
from tpplanner.planner import near_plan
from tpplanner.solver import Budget

SOIR = datetime.combine(LUNDI, time(23, 59))


def day(membres: str = "M1 M2", **autres):
    """Three CDA candidats before J1 in S1: C1 from 9:40, C2 from 12:45, C3 from 14:50; their files are read from 8:40."""
    s = session(**{"nb_membres": 5, **autres})
    return s, journee(s, TROIS.replace("M1 M2", membres))


def after(change: Changed) -> Plan:
    outcome, report = near_plan(change.session, Budget(2, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), outcome
    assert report is not None
    assert report.conforme
    return outcome.plan


def hours(plan: Plan, candidat: str) -> dict[str, tuple[datetime, datetime]]:
    return {p.epreuve: (p.debut, p.fin) for p in plan.du_candidat(candidat)}


def juries_of(plan: Plan, candidat: str) -> set[str]:
    return {x.jury for p in plan.du_candidat(candidat) for x in p.suivies}


def read(plan: Plan, candidat: str) -> list[tuple[str, datetime, datetime]]:
    return [
        (t.jury, t.debut, t.fin) for t in plan.travaux if t.nature is NatureTravail.LECTURE and t.candidat == candidat
    ]


def leaving(plan: Plan, moment: str, membre: str = "M1", s=None, *others) -> Changed:
    return changed(s, plan, [*others, Absence(membre, a(moment), SOIR)], a(moment))


def test_a_reading_that_a_membre_leaves_begins_anew_before_another_jury():
    """At 8:42 J1 reads the file of C1; M1 leaves at once: J1 closes, another jury reads all three files."""
    s, plan = day()
    again = after(leaving(plan, "8:42", s=s))
    first, second = sorted(again.compositions, key=lambda c: c.debut)
    assert set(first.membres) == {"M1", "M2"}
    assert "M1" not in second.membres
    assert (first.jury, a("8:40"), a("8:42")) in read(again, "C1"), "what was read of it stays, to the minute"
    assert [j for j, *_ in read(again, "C2")] == [second.jury]
    assert {jury for c in ("C1", "C2", "C3") for jury in juries_of(again, c)} == {second.jury}


@pytest.mark.proof
def test_a_membre_who_leaves_later_ends_what_is_read_now():
    """At 8:42 M1 says that he leaves at 9:15: the reading under way goes on, and counts no more for C1."""
    s, plan = day()
    again = after(changed(s, plan, [Absence("M1", a("9:15"), SOIR)], a("8:42")))
    first, second = sorted(again.compositions, key=lambda c: c.debut)
    assert (first.jury, a("8:40"), a("8:55")) in read(again, "C1")
    assert juries_of(again, "C1") == {second.jury}


def test_a_jury_that_stops_closes_at_once():
    """J1 was to close at 16:55; M1 leaves at 12:00, when C1 has been heard."""
    s, plan = day()
    again = after(leaving(plan, "12:00", s=s))
    (closing,) = (t for t in again.travaux if t.nature is NatureTravail.CLOTURE and t.jury == "J1")
    assert (closing.debut, closing.fin) == (a("12:00"), a("12:15"))
    assert [c.fin for c in again.compositions if c.jury == "J1"] == [a("12:15")]


def test_a_jury_of_three_goes_on_with_the_two_who_stay():
    s, plan = day("M1 M2 M3")
    change = leaving(plan, "10:30", "M3", s)
    assert "continue" in " ".join(change.avis)
    again = after(change)
    assert {c: hours(again, c) for c in ("C1", "C2", "C3")} == {c: hours(plan, c) for c in ("C1", "C2", "C3")}
    assert [set(c.membres) for c in again.compositions] == [{"M1", "M2", "M3"}]


def test_two_of_three_who_leave_are_too_many():
    s, plan = day("M1 M2 M3")
    change = leaving(plan, "10:30", "M3", s, Absence("M2", a("10:30"), SOIR))
    assert [e.decision for e in change.saisie.evenements if isinstance(e, JuryInterrompu)] == [Decision.EN_ATTENTE]


def test_whom_a_jury_of_two_was_hearing_waits_for_a_decision_and_the_others_pass():
    """At 10:30 C1 is at ET, and has been since 10:20."""
    s, plan = day()
    change = leaving(plan, "10:30", s=s)
    assert "--decision annuler" in " ".join(change.avis)
    again = after(change)
    assert hours(again, "C1") == {"QP": hours(plan, "C1")["QP"]}, "what he sat stays"
    assert set(hours(again, "C2")) == set(hours(again, "C3")) == {"QP", "PP", "ET", "EF"}
    assert all("M1" not in again.membres_devant(p) for p in again.passages if p.debut >= a("10:30"))


@pytest.mark.proof
def test_a_hearing_called_off_begins_anew_before_another_jury():
    s, plan = day()
    told = JuryInterrompu("J1", LUNDI, a("10:30"), "", Decision.ANNULER)
    again = after(leaving(plan, "10:30", "M1", s, told))
    assert set(hours(again, "C1")) == {"QP", "PP", "ET", "EF"}
    assert hours(again, "C1")["PP"][0] >= a("10:30")
    assert all("M1" not in again.membres_devant(p) for p in again.du_candidat("C1") if p.suivies)


@pytest.mark.proof
def test_what_was_to_be_decided_may_be_decided_later():
    s, plan = day()
    waiting = leaving(plan, "10:30", s=s)
    told = JuryInterrompu("J1", LUNDI, a("10:40"), "", Decision.ANNULER)
    change = changed(replace(s, imprevus=waiting.saisie.imprevus), after(waiting), [told], a("10:40"))
    assert set(hours(after(change), "C1")) == {"QP", "PP", "ET", "EF"}


@pytest.mark.proof
def test_who_is_postponed_passes_no_more_before_a_jury():
    s, plan = day()
    told = JuryInterrompu("J1", LUNDI, a("10:30"), "C1", Decision.REPORTER)
    again = after(leaving(plan, "10:30", "M1", s, told))
    assert set(hours(again, "C1")) == {"QP"}


def test_a_hearing_suspended_goes_on_before_the_same_jury():
    s, plan = day()
    told = JuryInterrompu("J1", LUNDI, a("10:30"), "", Decision.SUSPENDRE, a("11:00"))
    again = after(changed(s, plan, [told], a("10:30")))
    assert hours(again, "C1")["ET"] == (a("10:20"), a("11:35"))
    assert hours(again, "C1")["PP"] == hours(plan, "C1")["PP"]
    assert juries_of(again, "C1") == juries_of(plan, "C1")


@pytest.mark.parametrize("decision", [Decision.POURSUIVRE, Decision.SUSPENDRE])
def test_one_membre_does_not_go_on_alone(decision):
    """And a suspension says when it ends."""
    s, plan = day()
    told = JuryInterrompu("J1", LUNDI, a("10:30"), "", decision)
    with pytest.raises(UserError):
        changed(s, plan, [Absence("M1", a("10:30"), SOIR), told], a("10:30"))


def test_who_was_heard_whole_is_deliberated_on_before_the_membre_leaves():
    """C1 is heard until 11:25, deliberated on until 11:35; M1 leaves at 11:27."""
    s, plan = day()
    again = after(leaving(plan, "11:27", s=s))
    assert hours(again, "C1") == hours(plan, "C1")
    assert [t for t in again.travaux if t.candidat == "C1"] == [t for t in plan.travaux if t.candidat == "C1"]


def test_an_ecrit_interrupted_ends_as_much_later_for_all():
    s, plan = day()
    told = EcritInterrompu("QP", LUNDI, time(9, 10), time(9, 25))
    change = changed(s, plan, [told], a("9:12"))
    again = after(change)
    assert {hours(again, c)["QP"] for c in ("C1", "C2", "C3")} == {(a("9:00"), a("9:45"))}
    assert "9\xa0h\xa045" in " ".join(change.avis)
    assert hours(again, "C1")["PP"][0] >= a("9:45")


def test_an_ecrit_that_was_to_begin_while_it_is_interrupted_begins_later_for_all():
    s, plan = day()
    again = after(changed(s, plan, [EcritInterrompu("QP", LUNDI, time(8, 55), time(9, 10))], a("8:55")))
    assert {hours(again, c)["QP"][0] for c in ("C1", "C2", "C3")} == {a("9:15")}


def test_a_membre_who_stands_aside_at_the_door_hears_another():
    """J1 has read the file of C2 at 8:55; M1 says at 12:00 that he knows him: another jury reads it again."""
    s, plan = day()
    change = changed(s, plan, [Deport("M1", "C2")], a("12:00"))
    again = after(change)
    assert juries_of(again, "C2").isdisjoint(juries_of(plan, "C2"))
    assert all("M1" not in again.membres_devant(p) for p in again.du_candidat("C2") if p.suivies)
    assert check(change.session, again).conforme


@pytest.mark.proof
def test_a_link_told_while_he_is_heard_calls_the_hearing_off():
    s, plan = day()
    again = after(changed(s, plan, [Deport("M1", "C1")], a("10:30")))
    assert hours(again, "C1")["PP"][0] >= a("10:30")


def test_a_link_told_once_he_was_heard_is_noted():
    s, plan = day()
    change = changed(s, plan, [Deport("M1", "C1")], a("12:00"))
    assert "procès-verbal" in change.avis[0]
    assert after(change) == plan
