from datetime import time

import pytest

from changed_from import asked, disturbs
from halves import both_allow
from journees import UN, journee

REGLE = "accords_a_demander"


@pytest.mark.parametrize(
    ("who", "hour", "number"),
    [
        ("C1", time(8, 50), 0),  # his plis are opened then
        ("C1", time(8, 51), 1),
        ("M1", time(8, 30), 0),
        ("M1", time(8, 31), 1),
        ("S1", time(9, 1), 1),
        ("R1", time(18, 0), 0),  # a responsable follows the day
    ],
)
def test_who_begins_before_his_hour_is_asked_once(who, hour, number):
    s = asked((who, hour, 0))
    plan = journee(s, UN)
    disturbs(s, plan, plan, REGLE, number)


def test_no_rule_binds_who_may_be_asked():
    s = asked(("M1", time(18, 0), 0))
    both_allow(s, journee(s, UN), "convocation_respectee")
