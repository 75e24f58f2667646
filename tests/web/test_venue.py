"""Qui viendra: what hangs on each, before convocations are sent and after."""

from dataclasses import replace
from datetime import date

from builders import session
from journees import UN, journee
from tpplanner.domain.answers import Reading
from tpplanner.web.sessions.judged import venue_of


def hanging(**membres):
    """What hangs on M1, M3 and M4 free, some of whom in réserve; before, then after convocations are sent."""
    s = session(candidats=1, nb_membres=4)
    s = replace(s, membres=tuple(replace(m, reserve=m.id in membres.get("reserve", ())) for m in s.membres))
    sent = replace(s, convocations_envoyees=date(2027, 6, 1))
    return [venue_of(Reading(x, edite=(journee(s, UN),))).appeles[0].tient[0] for x in (s, sent)]


def test_before_convocations_both_are_said_and_after_what_is_left():
    before, after = hanging()
    assert "MEMBRE3 Alix ou MEMBRE4 Alix peut siéger à sa place" in before
    assert before.endswith(
        "une fois les convocations envoyées : MEMBRE3 Alix et MEMBRE4 Alix à rappeler, avec leur accord."
    )
    assert after.endswith("à sa place, MEMBRE3 Alix et MEMBRE4 Alix à rappeler, avec leur accord.")


def test_who_is_in_reserve_comes_when_called():
    _, after = hanging(reserve=("M4",))
    assert "MEMBRE4 Alix peut siéger (sur place, ou en réserve) ; MEMBRE3 Alix à rappeler" in after
