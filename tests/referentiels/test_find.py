"""A titre is found by what people call it; what is not shipped is answered by a reason."""

import pytest

from tpplanner.errors import UserError
from tpplanner.referentiels import find, refused


@pytest.mark.parametrize(
    "nom",
    [
        "CDA",
        "cda",
        " Cda ",
        "TP-01281",
        "tp 01281",
        "01281",
        "TP-01281m04",
        "01281m04",
        "Concepteur développeur d'applications",
        "CONCEPTEUR DEVELOPPEUR D’APPLICATIONS",
    ],
)
def test_a_titre_answers_to_its_sigle_its_code_and_its_intitule(nom):
    assert find(nom).sigle == "CDA"


@pytest.mark.parametrize("millesime", ["04", "4", "m04", "M04", " 04 ", None])
def test_a_millesime_may_be_written_in_several_ways(millesime):
    assert find("CDA", millesime).millesime == "04"


def the_issue(nom, millesime=None):
    with pytest.raises(UserError) as refus:
        find(nom, millesime)
    (issue,) = refus.value.issues
    return issue


def test_another_millesime_than_the_shipped_one_is_refused_with_those_that_exist():
    issue = the_issue("CDA", "03")
    assert "millésime 03" in issue.message
    assert "04" in issue.hint


@pytest.mark.parametrize(("nom", "proche"), [("CDAA", "CDA"), ("DWMM", "DWWM"), ("Secretaire comtable", "SC")])
def test_an_unknown_name_gets_the_nearest_one(nom, proche):
    issue = the_issue(nom)
    assert nom in issue.message
    assert f"« {proche} »" in issue.hint
    assert "titres nouveau" in issue.hint


def test_a_name_like_no_other_gets_the_list_alone():
    issue = the_issue("Plombier")
    assert "Vouliez-vous" not in issue.hint
    assert "CDA" in issue.hint


@pytest.mark.parametrize("nom", ["FPA", "ARH", "TSSR", "NTC", "tp-00350", "Assistant ressources humaines"])
def test_a_titre_whose_sources_conflict_is_refused_with_that_reason(nom):
    assert "se contredisent" in the_issue(nom).message


@pytest.mark.parametrize("nom", ["CTRMTV", "ctrmp", "CTCR"])
def test_a_titre_of_transport_is_refused_for_its_jury(nom):
    assert "jury change selon l'épreuve" in the_issue(nom).message


def test_a_ccs_session_is_refused():
    assert "CCS" in the_issue("CCS").message


def test_what_is_refused_is_listed_by_sigle_with_a_reason_each():
    assert [titre.sigle for titre in refused()] == ["ARH", "CTCR", "CTRMP", "CTRMTV", "FPA", "NTC", "TSSR"]
    assert all(titre.raison.endswith(".") for titre in refused())
