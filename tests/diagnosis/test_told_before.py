"""The codes of repairs: each names one change as it was told, in every run; a session without that change knows none."""

from dataclasses import replace
from datetime import time

import pytest

from builders import cda, session
from diagnosis.impossible import CASES
from proofs import mostly_proofs
from tpplanner.diagnosis.repairs import code_of_repair, levers, repair_told
from tpplanner.domain.answers import Amendment, PartOfDay, Remedy, Repair
from tpplanner.domain.session import code_of

LUNDI = "2027-06-14"
LATER = Amendment(Remedy.LATER, (LUNDI,), 60, 12)
MEMBRES = Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.DAY), 3, 84)
"""Three, where two or four are tried at first: what a search comes to, one less at a time."""

TWO_DAYS = session(cda(), 5, 2, nb_jours=2)


@pytest.mark.parametrize("name", mostly_proofs(CASES, *list(CASES)[::6]))
def test_all_that_could_be_changed_is_told_by_codes_and_found_by_them(name):
    s = CASES[name].session
    steps = [step for lever in levers(s, None) for step in lever]
    codes = {code_of_repair(s, Repair(step)) for step in steps}
    assert len(codes) == len({*steps})
    every = Repair(tuple(amendment for step in steps for amendment in step))
    assert repair_told(s, code_of_repair(s, every)) == every  # asked at once, as each answer looks at all changes


def test_a_code_is_the_same_in_every_run():
    assert code_of(("later", LUNDI, 60)) == "DKKTHR"
    assert code_of(("later", LUNDI, 90)) == "VHCHJZ"


def test_changes_made_together_have_a_code_each():
    repair = Repair((LATER, MEMBRES))
    code = code_of_repair(TWO_DAYS, repair)
    assert code == "-".join(code_of_repair(TWO_DAYS, Repair((a,))) for a in repair.amendments)
    assert repair_told(TWO_DAYS, code) == repair


def test_a_change_that_would_be_told_otherwise_is_another():
    code = code_of_repair(TWO_DAYS, Repair((LATER,)))
    jours = tuple(replace(j, fin=time(18, 30)) for j in TWO_DAYS.jours)
    assert repair_told(replace(TWO_DAYS, jours=jours), code) is None


@pytest.mark.parametrize("code", ["KRTBLM", "KRTBLM-PLDFGT", "", "-"])
def test_what_is_no_code_of_the_session_names_nothing(code):
    assert repair_told(TWO_DAYS, code) is None
    assert repair_told(TWO_DAYS, f"{code_of_repair(TWO_DAYS, Repair((LATER,)))}-{code}") is None
