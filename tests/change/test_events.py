"""Events, one by one: what each changes, what it leaves, and what is refused with a sentence."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from benchmarks.sessions import FAMILY
from ortools.sat.python import cp_model

from builders import LUNDI, a, oral, pratique, referentiel, session
from edits import heures, merged, renamed, with_people
from journees import EN_VAGUES, TROIS, UN, journee
from tpplanner.audit import check, measured
from tpplanner.change.events import Ajout, Changed, changed
from tpplanner.domain.answers import Planned, Report, Unfinished
from tpplanner.domain.answers import Retard as Noted
from tpplanner.domain.appels import appels
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    Decalage,
    Prolongation,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.plan import NatureTravail, Passage, Plan
from tpplanner.domain.session import Candidat, Personne, Pin, Portee, Role
from tpplanner.errors import UserError
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget, nearest_plan
from tpplanner.solver.search import nearest
from worlds import observateur

SOIR = datetime.combine(LUNDI, time(23, 59))


def day(**autres):
    """Three CDA candidats before M1 and M2 in S1, M3 and M4 and S2 to spare; C2 at 12:45, C3 at 14:50."""
    s = session(**{"nb_membres": 4, **autres})
    return s, journee(s, TROIS)


def after(change: Changed) -> tuple[Plan, Report]:
    outcome, report = planned(change.session, Budget(2, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), outcome
    assert report is not None
    return outcome.plan, report


def disturbance(report: Report) -> list[int]:
    return [n.valeur for n in report.niveaux if n.nom.startswith("R")]


def refused(*args, **kwargs) -> str:
    with pytest.raises(UserError) as told:
        changed(*args, **kwargs)
    return " ".join(f"{issue.message} {issue.hint}" for issue in told.value.issues)


def starts(plan: Plan) -> dict[tuple[str, str], datetime]:
    return {(p.candidat, p.epreuve): p.debut for p in plan.passages}


def test_no_event_gives_the_plan_back_to_the_minute():
    s, plan = day()
    again, report = after(changed(s, plan))
    assert again == plan
    assert disturbance(report) == [0] * 5
    assert all(n.prouve for n in report.niveaux if n.nom != "5")


def test_nothing_is_proven_of_a_plan_that_the_model_cannot_say():
    """Each plan is said to move passages by a minute less than it does: no plan of the model moves them by so few."""
    s, plan = day()
    session = changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)], a("12:00")).session

    def less(told: Plan) -> dict[str, int]:
        values = measured(session, told)
        return {**values, "R4": values["R4"] - 1}

    outcome = nearest_plan(session, Budget(8, workers=1, reproducible=True), less)
    assert isinstance(outcome, Planned)
    bounds = {borne.niveau: borne.valeur for borne in outcome.bornes}
    assert bounds["R3"] == less(outcome.plan)["R3"]
    assert bounds["R4"] < less(outcome.plan)["R4"]
    assert "R5" not in bounds


def test_once_the_time_is_over_no_model_is_built_around_the_plan(monkeypatch):
    s, plan = day()
    session = changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)], a("12:00")).session
    monkeypatch.setattr(nearest, "WholeModel", None)
    outcome = nearest_plan(session, Budget(0.0), lambda told: measured(session, told))
    assert not isinstance(outcome, Planned)


def searched_in_vain(monkeypatch) -> list[float]:
    """The seconds offered to each search, none of which finds or excludes a plan."""
    offered: list[float] = []

    def searched(_model: object, _clock: object, seconds: float, **_: object) -> tuple[None, cp_model.CpSolverStatus]:
        offered.append(seconds)
        return None, cp_model.UNKNOWN

    monkeypatch.setattr(nearest, "run", searched)
    monkeypatch.setattr(nearest, "first_plan", lambda _, budget: offered.append(budget.seconds) or Unfinished())
    return offered


def test_a_search_that_finds_no_plan_leaves_some_time_for_what_would_be_enough(monkeypatch):
    """Of 80 seconds it has three quarters, shared by every model that holds for the session as it is."""
    s, plan = day()
    session = changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)], a("12:00")).session
    offered = searched_in_vain(monkeypatch)
    monkeypatch.setattr(nearest, "neighbourhoods", lambda *_: ())
    budget = Budget(80, patience=0.75, workers=1, reproducible=True)
    assert nearest_plan(session, budget, lambda told: measured(session, told)) == Unfinished()
    assert sum(offered) == pytest.approx(60)


def test_any_plan_near_another_is_looked_for_around_one_jury_most_of_the_time(monkeypatch):
    s, plan = day()
    session = changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)], a("12:00")).session
    offered = searched_in_vain(monkeypatch)
    budget = Budget(9, workers=1, reproducible=True)
    assert nearest_plan(session, budget, lambda told: measured(session, told), prove=False) == Unfinished()
    assert offered[0] > budget.seconds / 3


def test_a_membre_away_is_replaced_and_nothing_else_moves():
    s, plan = day()
    again, report = after(changed(s, plan, [Absence("M1", a("0:00"), SOIR)]))
    assert disturbance(report) == [1, 1, 0, 0, 1], "who comes in is told, and a jury is no longer what it was"
    assert starts(again) == starts(plan)
    assert "M1" not in {m for c in again.compositions for m in c.membres}


@pytest.mark.proof
def test_a_jury_that_loses_a_membre_at_one_has_another_after_it_which_reads_again():
    """J1 has read all three files by 9:25; M1 leaves at 13:00: C1 has been heard, C2 and C3 go to another jury.

    M2 alone closes J1 once M1 has left, as the event itself has it; that disturbs less than a clôture before.
    """
    s, plan = day()
    change = changed(s, plan, [Absence("M1", a("13:00"), SOIR)], a("10:00"))
    again, _ = after(change)
    first, second = sorted(again.compositions, key=lambda c: c.debut)
    assert set(first.membres) == {"M1", "M2"}
    assert "M1" not in second.membres
    readings = [(t.candidat, t.jury) for t in again.travaux if t.nature is NatureTravail.LECTURE]
    assert sorted(readings) == [
        ("C1", first.jury),
        ("C2", first.jury),
        ("C2", second.jury),
        ("C3", first.jury),
        ("C3", second.jury),
    ]
    closings = [t for t in again.travaux if t.nature is NatureTravail.CLOTURE]
    assert {t.jury: t.debut == a("13:00") for t in closings} == {first.jury: True, second.jury: False}
    works = [*again.travaux, *(part for p in again.passages for part in p.suivies)]
    assert {w.jury for w in works if w.debut < a("13:00") < w.fin} == set()
    assert all(w in closings for w in works if w.jury == first.jury and w.fin > a("13:00"))


@pytest.mark.proof
def test_a_jury_that_has_begun_may_close_before_it_hears_anybody():
    """At 8:35 J1 has begun its accueil, and M1 leaves at 9:00: all three candidats go to another jury."""
    s, plan = day()
    again, report = after(changed(s, plan, [Absence("M1", a("9:00"), SOIR)], a("8:35")))
    first, second = sorted(again.compositions, key=lambda c: c.debut)
    assert (set(first.membres), first.fin <= a("9:00")) == ({"M1", "M2"}, True)
    assert {t.nature for t in again.travaux if t.jury == first.jury} == {NatureTravail.ACCUEIL, NatureTravail.CLOTURE}
    assert {part.jury for p in again.passages for part in p.suivies} == {second.jury}
    assert all(n.prouve for n in report.niveaux if n.nom.startswith("R"))


LONGUE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EP C1
14:30 cloture
"""
"""One candidat of a titre whose oral lasts longer than a half-day."""


@pytest.mark.parametrize(
    ("s", "journee_"),
    [
        (session(candidats=1, nb_membres=3, nb_salles=2), UN),
        (
            session(
                referentiel(oral("EP", 320)),
                1,
                3,
                nb_salles=2,
                reglages=replace(session().reglages, travail_continu=480),
            ),
            LONGUE,
        ),
    ],
    ids=["as many juries as candidats", "one jury a day for each membre"],
)
def test_a_jury_closed_before_it_hears_anybody_is_one_more_than_those_that_hear(s, journee_):
    """M1 goes on with M3, in a second jury, though one is all that hearing takes, or all that a day holds."""
    again, _ = after(changed(s, journee(s, journee_), [Absence("M2", a("8:55"), SOIR)], a("8:35")))
    first, second = sorted(again.compositions, key=lambda c: c.debut)
    assert (set(first.membres), set(second.membres)) == ({"M1", "M2"}, {"M1", "M3"})
    assert {part.jury for p in again.passages for part in p.suivies} == {second.jury}


def test_a_surveillant_leaves_where_nobody_has_to_be_watched_before_another_comes():
    """Until now they were there, though C1 has been over for an hour; the other comes with C2."""
    s = with_people(session(pratique(), 2), Personne("S2", "RELEVE", (Role.SURVEILLANT,)))
    plan = journee(s, EN_VAGUES)
    (watching,) = (p for p in plan.presences if p.role == Role.SURVEILLANT)
    again, _ = after(changed(s, plan, [Absence(watching.personne, a("12:00"), SOIR)], a("11:00")))
    first, second = sorted((p for p in again.presences if p.role == Role.SURVEILLANT), key=lambda p: p.debut)
    assert (first.personne, first.debut, first.fin) == (watching.personne, a("9:00"), a("11:00"))
    assert (second.debut, second.fin) == (a("13:00"), a("14:00"))
    assert second.personne != watching.personne


@pytest.mark.proof
def test_juries_keep_the_names_that_people_know():
    s, plan = day()
    known = renamed(plan, J1="J4")
    later, _ = after(changed(s, known, [Decalage("J4", a("10:00"), 15)], a("10:00")))
    assert [c.jury for c in later.compositions] == ["J4"]
    replaced, _ = after(changed(s, known, [Absence("M1", a("0:00"), SOIR)]))
    assert [c.jury for c in replaced.compositions] == ["J4"], (
        "M2 sits with another: it is the jury that takes the place"
    )
    both, _ = after(changed(s, known, [Absence("M1", a("13:00"), SOIR)], a("10:00")))
    assert [c.jury for c in sorted(both.compositions, key=lambda c: c.debut)] == ["J4", "J1"], "J4 sits until it closes"


def test_a_jury_of_which_a_hand_has_changed_a_membre_on_one_of_its_days_keeps_its_name_on_both():
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_jours=2, nb_membres=3)
    each = "J1 : M1 {1} en S1\n8:20 accueil\n8:40 lecture {0}\n9:00 EF {0}\n9:30 cloture"
    plan = journee(s, f"{each.format('C1', 'M2')}\njour 2\n{each.format('C2', 'M3')}")
    again, _ = after(changed(s, plan, [Decalage("J1", a("9:00"), 10)]))
    assert [(c.jury, c.membres) for c in again.compositions] == [("J1", ("M1", "M2")), ("J1", ("M1", "M3"))]


def test_whom_a_pin_holds_before_somebody_must_be_let_go_first():
    s, plan = day()
    pin = Pin("C2", "PP", Portee.TOUT, next(p for p in plan.passages if p.epreuve == "PP").parties, ("M1", "M2"))
    assert "figé" in refused(replace(s, pins=(pin,)), plan, [Absence("M1", a("0:00"), SOIR)])


def test_a_candidat_who_does_not_come_leaves_his_hours_empty():
    s, plan = day()
    again, report = after(changed(s, plan, [CandidatAbsent("C2")]))
    assert starts(again) == {key: debut for key, debut in starts(plan).items() if key[0] != "C2"}
    assert disturbance(report) == [0] * 5


def test_a_jury_that_hears_nobody_else_is_not_called():
    s = session(candidats=1, nb_membres=4)
    s = replace(s, candidats=(*s.candidats, Candidat("C2", "AUTRE")))
    one = journee(replace(s, candidats=s.candidats[:1]), UN)
    other = renamed(one, C1="C2", J1="J2", M1="M3", M2="M4", S1="S2")
    again, _ = after(changed(s, merged(one, other), [CandidatAbsent("C2")]))
    assert [c.membres for c in again.compositions] == [("M1", "M2")]


def test_who_has_begun_is_not_withdrawn():
    s, plan = day()
    change = changed(s, plan, [CandidatAbsent("C2")], a("9:01"))
    assert "déjà commencé" in change.avis[0]
    assert after(change)[0] == plan


def test_late_changes_no_hour_but_is_told():
    s, plan = day()
    change = changed(s, plan, [CandidatEnRetard("C2", 25)])
    assert "25\xa0min" in change.avis[0]
    assert "procès-verbal" in change.avis[0]
    assert after(change)[0] == plan


def test_late_on_a_day_is_noted_for_what_he_passes_that_day():
    s = session(nb_jours=2, nb_membres=4)
    mardi = s.jours[1].date
    plan = journee(s, TROIS)
    later = [p for p in plan.passages if p.candidat == "C2" and p.epreuve == "EF"]
    moved = replace(plan, passages=tuple(_a_day_later(p) if p in later else p for p in plan.passages))
    assert changed(s, moved, [CandidatEnRetard("C2", 25, jour=mardi)]).retards == (Noted("C2", "EF", 25),)
    assert changed(s, moved, [CandidatEnRetard("C2", 25)]).retards[0].epreuve != "EF"


def test_late_on_a_day_on_which_he_passes_nothing_is_refused():
    s = session(nb_jours=2, nb_membres=4)
    plan = journee(s, TROIS)
    assert "aucun passage à venir mardi" in refused(s, plan, [CandidatEnRetard("C2", 25, jour=s.jours[1].date)])


def _a_day_later(passage: Passage) -> Passage:
    day = timedelta(days=1)
    return replace(passage, parties=tuple(replace(p, debut=p.debut + day, fin=p.fin + day) for p in passage.parties))


def test_put_off_he_passes_whole_after_he_has_come():
    s, plan = day()
    again, _ = after(changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)], a("12:00")))
    his = [debut for (candidat, epreuve), debut in starts(again).items() if candidat == "C2" and epreuve != "QP"]
    assert min(his) >= a("13:10")


def test_a_collective_epreuve_is_not_put_off_for_one():
    s, plan = day()
    change = changed(s, plan, [CandidatEnRetard("C2", 25, reporte=True)])
    assert "pour tous" in change.avis[0]
    assert change.retards == (Noted("C2", "QP", 25),)
    assert after(change)[0] == plan


def test_what_a_jury_that_runs_late_is_at_ends_later_and_what_follows_follows():
    """At 10:00 C1 has been at PP since 9:40: that is a fact; ET and EF begin later."""
    s, plan = day()
    again, report = after(changed(s, plan, [Decalage("J1", a("10:00"), 25)], a("10:00")))
    (under_way,) = (p for p in again.passages if (p.candidat, p.epreuve) == ("C1", "PP"))
    assert (under_way.debut, under_way.fin) == (a("9:40"), a("10:45"))
    assert (starts(again)["C1", "ET"], starts(again)["C1", "EF"]) == (a("10:45"), a("11:30"))
    assert starts(again)["C2", "PP"] >= a("12:45")
    assert next(n for n in report.niveaux if n.nom == "R1").valeur == 0


def test_a_jury_told_late_before_it_has_begun_begins_later():
    s, plan = day()
    again, _ = after(changed(s, plan, [Decalage("J1", a("9:35"), 25)], a("10:00")))
    assert starts(again)["C1", "PP"] == a("10:05")


def test_what_is_over_when_a_jury_runs_late_has_been():
    """At 10:30 C1 is at ET; PP ended at 10:20, as everything that has ended."""
    s, plan = day()
    again, _ = after(changed(s, plan, [Decalage("J1", a("10:30"), 25)], a("10:30")))
    assert ended(again, a("10:30")) == ended(plan, a("10:30"))
    (under_way,) = (p for p in again.passages if (p.candidat, p.epreuve) == ("C1", "ET"))
    assert (under_way.debut, under_way.fin) == (a("10:20"), a("11:30"))


def test_a_jury_that_has_nobody_left_to_hear_may_run_late():
    s, plan = day()
    change = changed(s, plan, [Decalage("J1", a("18:40"), 25)], a("18:40"))
    assert "plus personne" in change.avis[0]
    assert after(change)[0] == plan


def ended(plan: Plan, now: datetime) -> set[object]:
    """What is over at a moment."""
    return {x for x in (*plan.passages, *plan.travaux, *plan.presences) if x.fin <= now}


def test_a_jury_that_does_not_sit_cannot_run_late():
    s, plan = day()
    assert "Jury 1" in refused(s, plan, [Decalage("J7", a("10:00"), 25)])


def test_a_room_lost_before_the_day_moves_its_jury():
    s, plan = day()
    again, report = after(changed(s, plan, [SallePerdue("S1", a("0:00"), SOIR)]))
    assert {c.salle for c in again.compositions} == {"S2"}
    assert disturbance(report) == [0, 5, 0, 0, 9]


def test_a_jury_whose_room_is_lost_goes_on_in_another():
    """At 10:30 C1 is at ET in S1, where PP was."""
    s, plan = day()
    again, _ = after(changed(s, plan, [SallePerdue("S1", a("10:30"), SOIR)], a("10:30")))
    rooms = {(p.candidat, p.epreuve): {x.salle for x in p.parties} for p in again.passages if p.suivies}
    assert rooms.pop(("C1", "PP")) == {"S1"}
    assert all(salles == {"S2"} for salles in rooms.values())
    assert starts(again) == starts(plan)
    assert {c.salle for c in again.compositions} == {"S2"}


def test_a_jury_without_another_room_is_not_put_out():
    s, plan = day(nb_salles=1)
    assert "Jury 1 siège" in refused(s, plan, [SallePerdue("S1", a("10:00"), SOIR)], a("10:00"))


def test_candidats_who_were_not_there_take_their_place_beside_the_others():
    s, plan = day(nb_salles=2)
    again, report = after(changed(s, plan, [Ajout((Candidat("C9", "NOUVEAU"),))]))
    assert starts(plan).items() <= starts(again).items()
    assert disturbance(report)[2:4] == [0, 0]
    assert disturbance(report)[1] == 1 + 2 * (len(again.compositions) - 1), "who comes, and the jury for him"


def test_a_day_that_may_last_longer_has_that_end_wherever_the_workbook_is_read():
    s, plan = day()
    change = changed(heures(s, fin=time(17)), plan, [Prolongation(LUNDI, time(17, 30))])
    assert [j.fin for j in change.session.jours] == [j.fin for j in held(change.saisie).jours] == [time(17, 30)]
    assert [j.fin for j in change.saisie.jours] == [time(17)]


def test_who_agrees_may_come_at_any_hour_and_on_any_day_to_come():
    s, plan = day(nb_jours=2)
    now = a("10:00")
    held = changed(s, plan, [], now).session
    free = changed(s, plan, [Accord("C3")], now).session
    assert {c.jour for c in held.convocations if c.personne == "C3"} == {LUNDI}
    assert [(c.jour, c.accord) for c in free.convocations if c.personne == "C3"] == [(j.date, True) for j in s.jours]
    assert [c for c in free.convocations if c.personne != "C3"] == [c for c in held.convocations if c.personne != "C3"]


def test_who_agrees_on_the_second_day_was_convened_on_the_first_all_the_same():
    s, plan = day(nb_jours=2)
    change = changed(s, plan, [Accord("M1")], a("10:00", 1))
    assert check(change.saisie, plan).violations == ()


def test_works_alone_are_placed_afresh():
    s, plan = day()
    change = changed(s, plan, [TravauxSeuls()])
    again, _ = after(change)
    assert starts(again) == starts(plan)
    assert [c.membres for c in again.compositions] == [c.membres for c in plan.compositions]


@pytest.mark.parametrize(("sent", "now"), [(None, None), (date(2027, 6, 1), None), (None, a("7:00"))])
def test_once_convened_nobody_comes_earlier(sent, now):
    s, plan = day(convocations_envoyees=sent)
    told = {c.personne: c.heure for c in changed(s, plan, (), now).session.convocations}
    assert told == ({} if sent is None and now is None else told)
    if told:
        assert (told["C2"], told["M1"], told["R1"]) == (time(9), time(8, 30), time(8, 30))


def test_documents_call_who_was_convened_at_the_same_hour_as_before():
    """What he was told is when he is called, not when he begins."""
    s, plan = day(convocations_envoyees=date(2027, 6, 1))
    after_the_fact = changed(s, plan).session
    assert appels(after_the_fact, plan) == appels(s, plan)
    assert appels(s, plan)["C2", "QP"] == a("8:30")


def test_membres_may_begin_when_their_letter_says():
    s, plan = day(convocations_envoyees=date(2027, 6, 1))
    (jury,) = plan.compositions
    odd = replace(plan, compositions=(replace(jury, debut=a("8:31")),))
    assert {c.personne: c.heure for c in changed(s, odd).session.convocations}["M1"] == time(8, 30)


def test_a_typed_agreement_comes_first():
    from tpplanner.domain.session import Convocation

    s, plan = day(convocations_envoyees=date(2027, 6, 1))
    agreed = Convocation("C2", LUNDI, time(9), accord=True)
    change = changed(replace(s, convocations=(agreed,)), plan)
    assert agreed in change.session.convocations
    assert change.saisie.convocations == (agreed,)


def test_a_surveillance_of_two_epreuves_that_was_one_stays_one():
    case = FAMILY["R04-deux-ccp-et-final-cda"]
    made = case.plan()
    midday = datetime.combine(made.passages[0].jour, time(12, 1))
    first, *others = [p for p in made.presences if p.role == Role.SURVEILLANT]
    assert others
    watch = replace(first, fin=max(p.fin for p in others))
    before = replace(made, presences=(*(p for p in made.presences if p.role != Role.SURVEILLANT), watch))
    assert len({p.epreuve for p in before.passages if watch.debut <= p.debut < watch.fin}) > 1
    again, _ = after(changed(case.session(), before, [TravauxSeuls()], midday))
    assert [p for p in again.presences if p.role == Role.SURVEILLANT] == [watch]


@pytest.mark.proof
def test_a_jury_of_three_that_has_begun_stays_as_it_is():
    """M3 was added by hand, to a jury that nobody told him of: at 10:00 he sits in it."""
    s, known = day()
    by_hand = journee(s, TROIS.replace("M1 M2", "M1 M2 M3"))
    change = changed(s, by_hand, [Decalage("J1", a("10:00"), 15)], a("10:00"), avant=known)
    plan, report = after(change)
    assert plan.compositions[0].membres == ("M1", "M2", "M3")
    assert disturbance(report)[0] == disturbance(report)[2] == 0


@pytest.mark.proof
def test_an_observateur_of_a_jury_that_has_begun_stops_nothing():
    s, known = day(nb_membres=4)
    s = replace(s, membres=(*s.membres, observateur("O1")))
    by_hand = journee(s, TROIS.replace("M1 M2", "M1 M2 O1"))
    plan, report = after(changed(s, by_hand, [Decalage("J1", a("10:00"), 15)], a("10:00"), avant=known))
    assert plan.compositions[0].membres == ("M1", "M2")
    assert disturbance(report)[0] == disturbance(report)[2] == 0
