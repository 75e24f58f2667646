from dataclasses import replace

import pytest

from builders import a, plan_cda_trois, session
from journees import UN, journee
from optimum import measured
from tpplanner.audit import check
from tpplanner.rules import PERTURBATIONS
from tpplanner.texts.fautes import phrase


def test_the_worked_day_breaks_no_rule():
    assert check(session(), plan_cda_trois()).violations == ()


def test_the_worked_day_measures_as_counted_by_hand():
    mesures = {m.regle: m.valeur for m in check(session(), plan_cda_trois()).mesures}
    assert mesures == {
        "journees_membre": 2,
        "jours": 1,
        "jours_sautes": 0,
        "presence_jury": 510 - 60 + 15,
        "jours_candidat": 3,
        # C1 waits 10; C2 195 and C3 320 from 9:30, each less his 45 minutes of break
        "attente": 10 + (195 - 45) + (320 - 45),
        "fin_tardive": 0,
        "equilibre": 0,
        "ordre": 0,
    }


@pytest.mark.parametrize("regle", [card.name for card in PERTURBATIONS])
def test_nothing_is_disturbed_where_there_was_no_plan(regle):
    assert measured(session(), plan_cda_trois(), regle) == 0


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


def test_what_a_jury_has_read_and_corrected_of_a_candidat_whom_another_hears_is_in_vain_and_nothing_else_of_its_day():
    """J1 has read and corrected C1, whom J2 hears after a change: neither has him twice, and J1 was welcomed."""
    s = session(candidats=1, nb_membres=4)
    begun = UN[: UN.index("9:40")]
    heard = """
    J2 : M3 M4 en S2
    9:40 accueil
    9:50 lecture C1
    10:05 correction C1 QP
    10:15 PP C1
    10:55 ET C1
    11:40 EF C1
    12:10 cloture
    """
    plan = journee(s, f"{begun}9:40 cloture\n{heard}")
    changed = replace(s, reference=(journee(s, UN),), maintenant=a("9:36"))
    assert check(changed, plan).violations == ()
    assert check(changed, journee(s, UN)).violations == ()
    assert [v.regle for v in check(s, plan).violations] == ["jury_constant"]
