"""What hangs on each membre: who could sit in their place as the plan is, and whom nobody would hear."""

from dataclasses import replace

import pytest

from builders import a, absent, plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.change.reliance import reliances
from tpplanner.domain.session import Habilitation, Lien, Reponse

PLAN = plan_cda_trois()


def of_m1(s):
    assert check(s, PLAN).conforme
    (found,) = [r for r in reliances(s, PLAN) if r.membre == "M1"]
    return found


def with_third(**values):
    s = session(nb_membres=3)
    return replace(s, membres=tuple(replace(m, **values) if m.id == "M3" else m for m in s.membres))


def test_without_anybody_else_the_candidats_of_the_jury_are_left_without_one():
    found = of_m1(session())
    assert found.candidats == ("C1", "C2", "C3")
    assert found.remplacants == ()
    assert found.seul


def test_who_is_free_could_sit():
    found = of_m1(session(nb_membres=3))
    assert found.remplacants == ("M3",)
    assert not found.seul


@pytest.mark.parametrize(
    "values",
    [
        {"indisponibilites": (absent("16:00", "18:00"),)},
        {"habilitations": (Habilitation("CDA", "99"),)},
        {"reponse": Reponse.DECLINE},
        {"observateur": True},
    ],
    ids=lambda values: next(iter(values)),
)
def test_who_cannot_judge_all_day_could_not(values):
    assert of_m1(with_third(**values)).seul


def test_who_has_a_link_with_one_of_the_candidats_could_not():
    assert of_m1(replace(session(nb_membres=3), liens=(Lien("C2", "M3"),))).seul


def test_a_jury_of_three_may_sit_without_one():
    plan = replace(PLAN, compositions=tuple(replace(c, membres=("M1", "M2", "M3")) for c in PLAN.compositions))
    s = session(nb_membres=3)
    assert check(s, plan).conforme
    assert all(r.sans and not r.seul for r in reliances(s, plan))


def test_who_sits_in_another_jury_then_is_not_free():
    seat = replace(PLAN.compositions[0], jury="J2", debut=a("16:00"), fin=a("17:00"), membres=("M3", "M4"), salle="S2")
    plan = replace(PLAN, compositions=(*PLAN.compositions, seat))
    found = [r for r in reliances(session(nb_membres=4), plan) if r.membre == "M1"]
    assert [r.remplacants for r in found] == [()]
