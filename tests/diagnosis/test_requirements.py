"""What `explain` names is what the check asks: each requirement has an audit half, and leaving it out frees it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from edits import changed, renamed
from sabotage import rows
from sabotage.base import trois
from tpplanner.audit import breaches, check
from tpplanner.diagnosis.requirements import FAMILIES, requirements, without
from tpplanner.domain.duties import plan_without
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Session
from tpplanner.rules import BY_NAME, EXIGENCES

ROWS = rows()

IN_OTHER_RULES = {"personne_disponible"}
"""What no rule says by itself: surveillants, comédiens and responsables are there for what other rules ask of them."""

OF_ANOTHER_PLAN = {"salle_capacite", "duree_exacte", "epreuves_completes"}
"""Without them a session has other rooms, other lengths, fewer candidats: another plan, which it refuses with them."""


def looser(session: Session, regle: str) -> Session:
    """The session without what it requires by a rule; it requires something."""
    asked = [r for r in requirements(session) if r.regle == regle]
    assert asked, f"{regle}: nothing is required by it"
    return without(session, asked)


def test_every_requirement_bears_the_name_of_a_rule_that_the_check_reads():
    assert set(FAMILIES) - IN_OTHER_RULES <= set(BY_NAME)
    assert set(FAMILIES) == set(EXIGENCES)


@pytest.mark.parametrize("regle", sorted(set(FAMILIES) - IN_OTHER_RULES - OF_ANOTHER_PLAN))
def test_a_plan_refused_by_a_rule_is_refused_no_longer_once_its_requirements_are_left_out(regle):
    mine = [row for row in ROWS if row.regle == regle and any(r.regle == regle for r in requirements(row.session))]
    freed = [row for row in mine if not breaches(looser(row.session, regle), row.damaged, regle)]
    assert freed, f"{regle}: explain names it, and what it leaves out is not what the check refuses"


def _without_majoration() -> tuple[Session, Plan]:
    s, plan = trois()
    return changed(s, "C1", majorations=((Nature.ECRIT, Fraction(1, 3)),)), plan


def _without_a_candidat() -> tuple[Session, Plan]:
    s, plan = trois()
    return s, plan_without(plan, ("C1", "C2", "C3"))


def _in_a_room_that_is_not_there() -> tuple[Session, Plan]:
    s, plan = trois()
    fewer = replace(s, salles=tuple(salle for salle in s.salles if salle.id != "S1"))
    return fewer, renamed(plan, S1="+1")


@pytest.mark.parametrize(
    ("regle", "scene", "refused_by"),
    [
        ("duree_exacte", _without_majoration, "duree_exacte"),
        ("epreuves_completes", _without_a_candidat, "epreuves_completes"),
        ("salle_capacite", _in_a_room_that_is_not_there, "salle_jury"),
    ],
)
def test_a_plan_of_a_session_without_a_requirement_is_refused_by_the_session_with_it(regle, scene, refused_by):
    session, plan = scene()
    assert breaches(looser(session, regle), plan, refused_by) == ()
    assert check(looser(session, regle), plan).violations == ()
    assert refused_by in {violation.regle for violation in check(session, plan).violations}
