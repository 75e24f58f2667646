from builders import TOUTES, session
from edits import changed, on_day, settle, shifted
from halves import both_allow, cannot_be_said
from journees import TROIS, journee
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Genre

REGLE = "epreuve_collective"


def test_all_start_together():
    s = session()
    both_allow(s, journee(s, TROIS), REGLE)


def test_a_minute_later_is_not_together():
    s = session()
    cannot_be_said(s, settle(s, shifted(journee(s, TROIS), 1, "C2", "QP")), REGLE)


def test_the_same_hour_on_another_day_is_not_together():
    s = session(nb_jours=2)
    plan = journee(s, TROIS)
    tomorrow = on_day(Plan(tuple(p for p in plan.passages if (p.candidat, p.epreuve) == ("C3", "QP"))), 1)
    others = tuple(p for p in plan.passages if (p.candidat, p.epreuve) != ("C3", "QP"))
    cannot_be_said(s, settle(s, Plan((*others, *tomorrow.passages), plan.travaux, (), plan.compositions)), REGLE)


def test_ends_may_differ_and_rooms_too():
    s = changed(session(), "C3", majorations=TOUTES)
    plan = journee(s, TROIS, ("14:40 cor", "9:35 cor"), ("15:30 ET C3", "15:44 ET C3"), ("16:15 EF", "16:44 EF"))
    assert {p.fin.minute for p in plan.passages if p.epreuve == "QP"} == {30, 40}
    both_allow(s, plan, REGLE)


def test_orals_start_when_they_like():
    s = session()
    both_allow(s, settle(s, shifted(journee(s, TROIS), 3, "C3", "EF")), REGLE)


def test_the_written_epreuves_of_two_ccp_are_two():
    s = session(candidats=2, genre=Genre.CCP)
    s = changed(changed(s, "C1", ccps=("CCP1",)), "C2", ccps=("CCP2",))
    both_allow(
        s,
        journee(
            s,
            """
            9:00 CCP1.QP C1
            9:30 CCP2.QP C2
            J1 : M1 M2 en S1
            8:30 accueil
            8:40 lecture C1
            8:55 lecture C2
            9:30 correction C1 CCP1.QP
            9:40 CCP1.PP C1
            10:00 CCP1.ET C1
            10:40 correction C2 CCP2.QP
            10:50 CCP2.PP C2
            11:20 CCP2.ET C2
            12:00 cloture
            """,
        ),
        REGLE,
    )
