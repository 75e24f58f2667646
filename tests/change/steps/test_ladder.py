"""An answer to each event: the least step that works, judged as if all that it asks for were agreed to."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from builders import LUNDI, a, jours, session
from edits import heures
from journees import TROIS, UN, journee
from tpplanner.audit import check
from tpplanner.change.events import Changed, changed
from tpplanner.change.steps.asking import as_convened, may_be_asked
from tpplanner.change.steps.ladder import DayAnswer, Rung, answers, side_by_side
from tpplanner.change.steps.right_shift import right_shifted
from tpplanner.change.steps.told import first_line, how_little
from tpplanner.change.steps.transplant import transplanted
from tpplanner.domain.answers import Infeasible, Planned, Remedy
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Absence, Accord, CandidatReporte, Decalage, Prolongation
from tpplanner.domain.session import Jury, Personne, Role, Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.verdicts import remarques
from tpplanner.solver import Budget
from tpplanner.texts.noms import heure
from tpplanner.texts.reponses import AU_PLUS, LE_MOINS, LE_MOINS_SINON

BUDGET = Budget(8, workers=1, reproducible=True)
FOURTH = UN.replace("9:00 QP C1", "").replace("C1", "C4")
"""A fourth candidat, who passes his orals on the next day."""


def away(s: Session, who: str, *, journee_: str = TROIS, de: str = "0:00", refus: tuple[str, ...] = ()) -> Changed:
    """Somebody is away on the first day from that hour on, told at 7:50."""
    change = changed(
        s, journee(replace(s, personnes=session().personnes), journee_), [Absence(who, a(de), a("23:59"))], a("7:50")
    )
    return replace(change, refus=refus)


def first(change: Changed) -> DayAnswer:
    """The answer that stands first."""
    return side_by_side([*answers(change, BUDGET)])[0]


def with_surveillant(s: Session, **autres: object) -> Session:
    return replace(s, personnes=(*s.personnes, Personne("S2", "AUTRE", (Role.SURVEILLANT,), **autres)))


def with_membre(s: Session, **autres: object) -> Session:
    """A membre more, whom the plan does not call."""
    return replace(s, membres=(*s.membres, replace(s.membres[0], **{"id": "M9", "nom": "NEUF", **autres})))


@pytest.mark.parametrize("ready", [{"suppleant": True}, {"reserve": True}], ids=str)
def test_whoever_is_in_reserve_takes_the_place_of_a_surveillant_and_nobody_moves(ready):
    answer = first(away(with_surveillant(session(), **ready), "S1"))
    assert (answer.step, answer.accords) == (Rung.IN_PLACE, ())
    assert {message.personne for message in answer.changements.a_prevenir} == {"S2"}
    assert first_line(answer).startswith("Une personne à prévenir : AUTRE")


def given(*remplacants: str) -> Session:
    """The session with the jury of its plan given by the centre, and a membre more."""
    return replace(with_membre(session()), jurys=(Jury("J1", ("M1", "M2"), remplacants),))


def test_who_is_not_noted_for_a_given_jury_takes_a_place_in_it_as_the_responsable_decides():
    change = away(given(), "M1")
    answer = first(change)
    assert answer.asks
    assert {(e.absent, e.par) for e in answer.remplacements} == {("M1", "M9")}
    assert "NEUF Alix prend la place de MEMBRE1 Alix dans son jury" in first_line(answer)
    assert isinstance(answer.outcome, Planned)
    assert check(answer.change.session, answer.outcome.plan).conforme
    assert check(held(answer.change.saisie), answer.outcome.plan).conforme


def test_who_is_noted_for_it_is_only_called():
    answer = first(away(given("M9"), "M1"))
    assert answer.remplacements == ()
    assert {asked.personne for asked in answer.accords} == {"M9"}


def test_who_refuses_takes_no_place_in_a_given_jury():
    assert first(away(given(), "M1", refus=("M9",))).remplacements == ()


def test_who_was_not_convened_is_called_and_asked():
    answer = first(away(with_surveillant(session()), "S1"))
    assert answer.step is Rung.OTHER_DAY
    assert [(asked.personne, asked.au_lieu_de) for asked in answer.accords] == [("S2", None)]
    assert answer.least


@pytest.mark.parametrize(
    ("least", "undecided", "phrase"),
    [(True, (), LE_MOINS), (True, (Rung.USAGE,), LE_MOINS_SINON), (False, (), AU_PLUS)],
)
def test_nothing_is_said_to_ask_the_least_where_a_step_before_it_is_undecided(least, undecided, phrase):
    change = away(session(), "S1")
    assert how_little(DayAnswer(Rung.POSTPONED, change, Infeasible(), least=least, undecided=undecided)) == phrase


def test_a_membre_in_reserve_takes_a_place_and_another_one_is_called():
    assert first(away(with_membre(session(), reserve=True), "M2")).step is Rung.IN_PLACE
    answer = first(away(with_membre(session()), "M2"))
    assert (answer.step, [asked.personne for asked in answer.accords]) == (Rung.OTHER_DAY, ["M9"])
    assert "une personne à appeler" in first_line(answer).casefold()


def test_a_jury_that_loses_a_membre_sits_whole_on_another_day_and_nothing_is_searched():
    """Three membres on the first day, M3 and M4 free on the second, on which C4 is heard: C1 to C3 pass then."""
    s = session(candidats=4, nb_membres=5, nb_jours=2)
    second = FOURTH.replace("M1 M2", "M4 M5").replace("en S1", "en S2")
    plan = journee(s, f"{TROIS}jour 2{second}", ("QP C1 C2 C3", "QP C1 C2 C3 C4"))
    asking = may_be_asked(as_convened(changed(s, plan, [Absence("M2", a("0:00"), a("23:59"))], a("7:50")).session))
    moved = next(transplanted(asking, plan))
    assert {(c.jour.day, c.membres) for c in moved.compositions} == {(15, ("M1", "M2")), (15, ("M4", "M5"))}
    assert check(asking, moved).conforme
    assert {p.candidat for p in moved.passages if p.suivies and p.jour == plan.passages[0].jour} == set()
    assert [*transplanted(replace(asking, maintenant=a("9:00")), plan)] == []


def test_a_jury_may_sit_on_a_day_on_which_nothing_was_with_somebody_to_lead_it_and_not_whoever_is_away_if_others_can():
    """C1 to C3 have sat the QP of the first day when they pass on the second, which a responsable then leads."""
    s = session(nb_membres=4, nb_jours=2)
    plan = journee(s, TROIS)
    second = s.jours[1].date
    assert not [p for p in plan.presences if p.debut.date() == second]
    both = f"{TROIS}J2 : M3 M4 en S2\n8:30 accueil\n8:40 cloture"
    for on_the_board, expected in ((TROIS, ("M1", "M2")), (both, ("M1", "M3"))):
        plan = journee(s, on_the_board)
        change = changed(s, plan, [Absence("M2", a("0:00"), a("23:59"))], a("7:50"))
        moved = next(transplanted(may_be_asked(as_convened(change.session)), plan))
        assert [c.membres for c in moved.compositions if c.jour == second] == [expected]
        assert [p.personne for p in moved.presences if p.debut.date() == second] == ["R1"]


def test_what_is_asked_for_is_on_record_until_it_is_answered():
    answer = first(away(with_membre(session()), "M2"))
    asked = [i.evenement for i in answer.change.saisie.imprevus if isinstance(i.evenement, Accord)]
    assert asked == [Accord("M9", LUNDI, a_demander=True)]
    assert isinstance(answer.outcome, Planned)
    assert check(held(answer.change.saisie), answer.outcome.plan).conforme


def test_the_next_answer_asks_nothing_of_who_refuses():
    answer = first(away(with_membre(with_membre(session()), id="M8", nom="HUIT"), "M2", refus=("M9",)))
    assert [asked.personne for asked in answer.accords] == ["M8"]


def test_a_late_jury_ends_later_and_whoever_stays_is_named():
    s = heures(session(), fin=time(17))
    change = changed(s, journee(s, TROIS), [Decalage("J1", a("12:40"), 30)], a("12:40"))
    answer = first(change)
    assert answer.step is Rung.USAGE
    (fin,) = [i.evenement for i in answer.change.saisie.imprevus if isinstance(i.evenement, Prolongation)]
    assert time(17) < fin.fin <= time(17, 30)
    assert {"M1", "M2"} <= set(answer.tard)
    assert heure(fin.fin) in first_line(answer)


@pytest.mark.proof
def test_nobody_for_whom_it_is_the_last_session_is_postponed():
    """Two membres and nobody else: without one of them nobody is heard on the first day."""
    s = session(candidats=4, nb_jours=2)
    plan = journee(s, f"{TROIS}jour 2{FOURTH}", ("QP C1 C2 C3", "QP C1 C2 C3 C4"))
    last = replace(s, candidats=tuple(replace(c, vae=c.id == "C3") for c in s.candidats), jours=jours(2, fin=time(16)))
    change = changed(last, plan, [Absence("M2", a("0:00"), a("23:59"))], a("7:50"))
    answer = side_by_side([*answers(change, replace(BUDGET, seconds=2))])[0]
    assert answer.step is Rung.POSTPONED
    gone = {i.evenement for i in answer.change.saisie.imprevus if isinstance(i.evenement, CandidatReporte)}
    assert gone == set(answer.reportes)
    assert "C3" not in {reporte.candidat for reporte in gone}


def test_those_of_a_jury_that_is_lost_are_postponed_before_anything_is_searched():
    """Without M2 nobody is heard on the first day; C4 is on the second."""
    s = session(candidats=4, nb_jours=2)
    plan = journee(s, f"{TROIS}jour 2{FOURTH}", ("QP C1 C2 C3", "QP C1 C2 C3 C4"))
    for refus in ((), ("M1", "C4")):
        change = replace(changed(s, plan, [Absence("M2", a("0:00"), a("23:59"))], a("7:50")), refus=refus)
        answer = side_by_side([*answers(change, replace(BUDGET, seconds=0))])[0]
        assert (answer.step, [r.candidat for r in answer.reportes]) == (Rung.POSTPONED, ["C1", "C2", "C3"])
        assert not answer.least


def test_where_nothing_helps_what_is_missing_is_told_and_never_that_the_absent_come():
    answer = first(away(session(candidats=1), "M2", journee_=UN))
    assert (answer.step, answer.report) == (Rung.NOTHING, None)
    assert Remedy.MEMBRES in {amendment.change for repair in answer.repairs for amendment in repair.amendments}
    assert not any("M2" in amendment.subject for repair in answer.repairs for amendment in repair.amendments)


def test_a_planning_that_still_holds_is_the_answer():
    answer = first(away(with_membre(session()), "M9"))
    assert (answer.step, answer.changements.aucun) == (Rung.IN_PLACE, True)
    assert first_line(answer) == "Le planning reste valable."


def test_every_answer_holds_once_all_have_agreed():
    changes = (away(with_membre(session()), "M2"), away(with_surveillant(session()), "S1"))
    for answer in (answer for change in changes for answer in answers(change, BUDGET)):
        assert answer.report is not None
        assert answer.report.conforme
        assert isinstance(answer.outcome, Planned)
        assert check(answer.change.session, answer.outcome.plan).conforme


def test_the_oral_of_who_has_sat_the_ecrit_is_postponed_and_what_was_sat_stays():
    """C4 passes his orals on the second day, when a membre of the only jury is away."""
    s = session(candidats=4, nb_jours=2)
    plan = journee(s, f"{TROIS}jour 2{FOURTH}", ("QP C1 C2 C3", "QP C1 C2 C3 C4"))
    answer = first(changed(s, plan, [Absence("M2", a("0:00", 1), a("23:59", 1))], a("7:50", 1)))
    assert answer.reportes == (CandidatReporte("C4", compose=True),)
    assert isinstance(answer.outcome, Planned)
    assert [p.epreuve for p in answer.outcome.plan.du_candidat("C4")] == ["QP"]
    assert check(held(answer.change.saisie), answer.outcome.plan).conforme
    assert "reste acquis" in first_line(answer)


def test_all_of_a_late_jury_as_much_later_stands_beside_what_disturbs_fewest():
    """C1 is under way at 10:00: 15 minutes more, and all that follows 15 minutes later, the break and the clôture too."""
    s = session()
    plan = journee(replace(s, personnes=session().personnes), TROIS)
    change = changed(s, plan, [Decalage("J1", a("10:00"), 15)], a("10:00"))
    (shifted,) = right_shifted(change)
    assert check(change.session, shifted).conforme
    hours = {(p.candidat, p.epreuve): (p.debut, p.fin) for p in plan.passages}
    for p in shifted.passages:
        debut, fin = hours[p.candidat, p.epreuve]
        late = timedelta(minutes=15)
        over, under_way = fin <= a("10:00"), debut < a("10:00")
        assert (p.debut, p.fin) == (debut if under_way else debut + late, fin if over else fin + late)
    beside = side_by_side([*answers(change, BUDGET)])
    assert [answer.ensemble for answer in beside][:2] in ([False, True], [True])
    together = next(answer for answer in beside if answer.ensemble)
    assert (together.step, together.outcome.plan) == (Rung.LATER, shifted)
    assert "dans le même ordre" in first_line(together)


def test_a_jury_45_minutes_late_has_an_answer_where_its_day_has_no_room():
    """S1: « Aucun planning n'existe », though another day has two membres who are free."""
    s = with_membre(with_membre(heures(session(nb_jours=2), fin=time(17))), id="M8", nom="HUIT")
    answer = first(changed(s, journee(s, TROIS), [Decalage("J1", a("12:40"), 45)], a("12:40")))
    assert answer.report is not None
    assert answer.step in (Rung.OTHER_HOUR, Rung.OTHER_DAY)


def test_a_responsable_is_not_dismissed_where_another_surveillant_does():
    """S6: « LEBRUN n'est plus attendu » for an absent surveillant; a plain swap comes first."""
    s = with_surveillant(session(), suppleant=True)
    s = replace(
        s, personnes=(*s.personnes, Personne("R2", "SECOND", (Role.RESPONSABLE, Role.SURVEILLANT), suppleant=True))
    )
    change = away(s, "S1")
    answer = first(change)
    assert isinstance(answer.outcome, Planned)
    leading = [
        {p.personne for p in plan.presences if p.role == Role.RESPONSABLE}
        for plan in (change.avant, answer.outcome.plan)
    ]
    assert leading == [{"R1"}, {"R1"}]
    assert len(answer.changements.a_prevenir) == 1, "a plain swap"


def test_conformite_says_who_has_yet_to_agree():
    answer = first(away(with_membre(session()), "M2"))
    assert answer.report is not None
    assert isinstance(answer.outcome, Planned)
    lines = remarques(Agenda(answer.change.session, answer.outcome.plan), answer.report, ())
    assert [line for line in lines if "provisoire" in line and "NEUF" in line] == lines[:1]
