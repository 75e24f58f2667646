from dataclasses import replace

from builders import a, plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.texts.fautes import phrase


def test_the_worked_day_breaks_no_rule():
    assert check(session(), plan_cda_trois()).violations == ()


def test_the_worked_day_measures_as_counted_by_hand():
    mesures = {m.regle: m.valeur for m in check(session(), plan_cda_trois()).mesures}
    assert mesures == {
        "journees_membre": 2,
        "jours": 1,
        "presence_jury": 510 - 60 + 15,
        "jours_candidat": 3,
        # C1 waits 10; C2 195 and C3 320 from 9:30, each less his 45 minutes of break
        "attente": 10 + (195 - 45) + (320 - 45),
        "fin_tardive": 0,
        "equilibre": 0,
        "ordre": 0,
    }


def test_every_breach_is_told_in_a_french_sentence():
    plan = plan_cda_trois()
    amputated = replace(plan, travaux=plan.travaux[1:], compositions=())
    violations = check(session(), amputated).violations
    assert {v.regle for v in violations} >= {"jury_nombre", "accueil_jury"}
    for violation in violations:
        assert phrase(session(), violation).endswith(".")


def test_a_breach_names_its_subject_and_the_pieces_of_the_plan():
    plan = plan_cda_trois()
    tot = tuple(
        replace(p, parties=tuple(replace(x, debut=a("9:05"), fin=a("9:35")) for x in p.parties))
        if (p.candidat, p.epreuve) == ("C2", "QP")
        else p
        for p in plan.passages
    )
    violations = [
        v for v in check(session(), replace(plan, passages=tot)).violations if v.regle == "epreuve_collective"
    ]
    assert [v.sujet for v in violations] == [("QP",)]
    assert {e.candidat for e in violations[0].elements} == {"C1", "C2"}
