"""The family of benchmark sessions: what it holds, that it is the same on every run, and that its plans are plans."""

from collections import Counter
from fractions import Fraction

import pytest
from benchmarks.kinds import KINDS, TOGETHER
from benchmarks.sessions import FAMILY, matching
from benchmarks.shapes import heads, places, strangers
from benchmarks.workbooks import workbook_of
from regenerate import ROOT

from example_workbooks import example
from some import some
from tpplanner.audit import check
from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.capacity import missing_places
from tpplanner.domain.duties import exclusions, faults
from tpplanner.domain.session import Role
from tpplanner.solver import Budget
from tpplanner.workbook.reader import read_session

FEASIBLE = [case for case in FAMILY.values() if case.feasible]
OF_KINDS = [case for case in FAMILY.values() if case.variant in KINDS]
CONTRADICTIONS = [case for case in OF_KINDS if not case.feasible]
INFEASIBLE = [case for case in FAMILY.values() if not case.feasible and case not in CONTRADICTIONS]
QUICK = ("R", "S", "M")
READ = ("a-S-ccp-1", "b-S-loose-1", "c-S-infeasible-1")
OFTEN = {case.name for case in [case for case in FAMILY.values() if case.size in ("R", "S")][::6]}
"""One of six of the real world and of the small ones: those that are made each time. All of them are a proof."""
FIRST_OF_KINDS = list({case.variant: case for case in reversed(OF_KINDS) if case.size == "S"}.values())
"""One small session of each kind."""


def named(cases, often=None):
    """Cases as parameters, told by name; a proof, but for those that are tried often where this is said."""
    return [
        pytest.param(case, id=case.name, marks=[] if often is None or case.name in often else [pytest.mark.proof])
        for case in cases
    ]


def test_there_are_at_least_eighty_and_of_every_kind():
    assert len(FAMILY) >= 80
    assert {case.size for case in FAMILY.values()} == {"R", "S", "M", "L", "XL", "XXL", "3XL"}
    kinds = Counter((case.size, case.shape, case.variant) for case in FAMILY.values() if case.size != "R")
    for size in ("S", "M", "L", "XL", "XXL", "3XL"):
        assert all(kinds[size, shape, variant] for shape in "abc" for variant in ("loose", "tight", "infeasible"))


def test_a_name_says_shape_size_and_variant():
    for case in some(c for c in FAMILY.values() if c.size != "R" and c not in OF_KINDS):
        assert case.name.startswith(f"{case.shape}-{case.size}-{case.variant}-")
    assert all(case.difficulty for case in FAMILY.values())


def test_a_name_of_a_kind_says_kind_size_and_titre():
    for case in some(FIRST_OF_KINDS):
        sigle = case.session().referentiel.sigle.casefold()
        assert case.name == f"{case.variant}-{case.size}-{sigle}"
        assert case.difficulty.startswith(f"{sigle.upper()}: ")


def test_a_pattern_of_one_letter_finds_shapes_alone():
    assert not [case.name for case in matching(["R*", "?-S-*", "?-M-*"]) if case in OF_KINDS]
    assert {case.variant for case in matching(["*-S-*"])} >= set(KINDS)


def test_the_real_world_has_its_sizes():
    sizes = {len(case.session().candidats) for case in matching(["R*"])}
    assert {1, 2, 4, 8, 11} <= sizes


def test_patterns_find_cases():
    assert [case.name for case in matching(["a-M-loose-1"])] == ["a-M-loose-1"]
    assert {case.size for case in matching(["*-XL-*", "R0?-*"])} == {"R", "XL"}
    assert matching(["nothing"]) == []


@pytest.mark.parametrize("name", ["R09-onze-dwwm", "a-M-loose-1", "b-L-tight-1", "c-XL-loose-1", "b-M-infeasible-1"])
def test_a_case_is_the_same_on_every_run(name):
    assert FAMILY[name].make() == FAMILY[name].make()


def test_two_cases_of_a_kind_differ():
    assert FAMILY["a-M-loose-1"].session() != FAMILY["a-M-loose-3"].session()


@pytest.mark.parametrize("case", named(FEASIBLE, OFTEN))
def test_each_case_has_the_plan_that_it_was_made_from(case):
    session, plan = case.session(), case.plan()
    assert faults(session) == ()
    assert plan is not None
    assert check(session, plan).violations == ()
    assert shortages(session) == ()


@pytest.mark.parametrize("case", named(CONTRADICTIONS, {CONTRADICTIONS[0].name}))
def test_a_contradiction_has_no_plan_and_counting_says_why(case):
    session = case.session()
    assert case.plan() is None
    assert faults(session) == ()
    (lack,) = shortages(session)
    assert lack.quoi == "debut_commun"


@pytest.mark.proof
def test_no_titre_lacks_a_session_without_a_quota():
    cases = matching(["noquota-*"])
    assert {case.size for case in cases} == {"S", "M", "L"}
    assert len({case.session().referentiel.sigle for case in cases}) == 9
    for session in (case.session() for case in cases):
        assert session.quota in (None, len(session.candidats))
        assert session.quota is None or session.referentiel.quota is not None


def test_two_may_be_watched_at_once_and_have_posts():
    for session in some(case.session() for case in matching(["together-*"])):
        watched = session.referentiel.titre.epreuves[0]
        assert watched.simultanes == TOGETHER
        assert sum(s.postes for s in session.salles if watched.phases[0].usage in s.usages) >= TOGETHER


def test_given_juries_are_those_of_the_plan_and_one_more():
    for case in some(matching(["given-*"])):
        session, plan = case.session(), case.plan()
        given = {jury.membres for jury in session.jurys}
        sitting = {c.membres for c in plan.compositions}
        assert sitting < given
        assert len(given) == len(sitting) + 1


def test_an_aide_is_there_when_the_plan_needs_him_and_not_before():
    for case in some(matching(["aides-*"])):
        session, plan = case.session(), case.plan()
        assert len({c.aide for c in session.candidats if c.aide}) == 2
        for aide in session.avec_role(Role.AIDE):
            first = min(p.debut for p in plan.presences if p.personne == aide.id)
            assert any(p.fin == first for p in aide.indisponibilites)


def its_workbook_says_it(case, folder):
    """Fail unless what is read of a case's workbook is its session."""
    path = folder / "session.xlsx"
    path.write_bytes(workbook_of(case))
    assert read_session(path).session == case.session()


@pytest.mark.parametrize("case", named(FIRST_OF_KINDS, {case.name for case in FIRST_OF_KINDS[2:3]}))
def test_the_workbook_of_a_kind_says_what_the_case_says(case, tmp_path):
    its_workbook_says_it(case, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("case", named(c for c in OF_KINDS if c.size == "S" and c not in FIRST_OF_KINDS))
def test_the_workbook_of_any_titre_of_a_kind_says_what_the_case_says(case, tmp_path):
    its_workbook_says_it(case, tmp_path)


@pytest.mark.parametrize("case", named(c for c in INFEASIBLE if c.size in (*QUICK, "L", "XL")))
def test_an_infeasible_case_is_so_by_counting_places_barely(case):
    session = case.session()
    assert case.plan() is None
    assert faults(session) == ()
    assert places(session) < heads(session) <= places(session) + Fraction(session.quota, 2)
    assert "quota" in {s.quoi for s in shortages(session)}


@pytest.mark.parametrize("case", named(c for c in FAMILY.values() if c.variant == "tight" and c.size in QUICK))
def test_a_tight_case_takes_nine_places_in_ten(case):
    session = case.session()
    # before juries of two candidats a day at most, CV leaves one jury-day: the next smaller number of days is too few
    spare = Fraction(session.quota) if session.referentiel.sigle == "CV" else places(session) / 10
    assert places(session) - heads(session) <= spare


def test_a_large_case_has_its_links_absences_and_majorations():
    case = FAMILY["a-XL-loose-1"]
    session = case.session()
    pairs = len(session.candidats) * len(session.membres)
    days = len(session.membres) * len(session.jours)
    assert len(exclusions(session)) == pairs // 10
    assert {(e.candidat, e.membre) for e in exclusions(session)} <= set(strangers(session, case.plan()))
    assert sum(len(m.indisponibilites) for m in session.membres) >= days // 10
    assert sum(bool(c.majorations) for c in session.candidats) == 5


@pytest.mark.parametrize("case", named(matching(["R*", *READ]), {"R12-fauteuil-catl", READ[-1]}))
def test_a_workbook_says_what_the_case_says(case):
    assert read_session(example(case.name)).session == case.session()


@pytest.mark.parametrize(("shape", "there", "needed"), [("a", 3, 6), ("b", 3, 6), ("c", 6, 7)])
def test_the_page_of_the_workbooks_says_how_many_places_are_missing(shape, there, needed):
    (lack,) = missing_places(FAMILY[f"{shape}-S-infeasible-1"].session(), Budget(20))
    assert (lack.disponible, lack.besoin) == (there, needed)
    page = " ".join((ROOT / "data" / "sessions" / "README.md").read_text(encoding="utf-8").split())
    assert f"{there} places pour {needed} candidats en {shape}" in page.replace(
        "a et en b", "a, 3 places pour 6 candidats en b"
    )
