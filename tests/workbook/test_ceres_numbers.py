"""The CERES number of a session, or of each CCP that has its own: read, told on each convocation, counted as created."""

from dataclasses import replace

import pytest

from export.dossiers import needs_poppler, pages_of
from export.rich import en_ccp, plan_de
from small_sessions import deux_ccs, on_ccps, small
from tpplanner.audit import check
from tpplanner.domain.duties import created_in_ceres
from tpplanner.errors import WorkbookRefused
from tpplanner.export.documents import Matter
from tpplanner.export.documents.letters import convocations_des_candidats, convocations_des_membres
from tpplanner.texts.classeur import numeros_ceres, phrase_centre
from workbook.samples import reading_of

CCP = en_ccp()
NUMBERS = (("CCP1", "27-0614"), ("CCP2", "27-0615"))


CCS = on_ccps(small(deux_ccs()), ("CCS1",), ("CCS2",))


def read(typed, session=CCP):
    return reading_of(session, {("session", "ceres_par_ccp", 0): typed}).session.ceres_par_ccp


@pytest.mark.parametrize("typed", ["CCP1 : 27-0614 ; CCP2 : 27-0615", "ccp 2 = 27-0615 ; 1:27-0614"])
def test_each_ccp_may_have_its_own_as_people_type_it(typed):
    assert read(typed) == NUMBERS


def test_each_ccs_may_have_its_own_too():
    assert read("1 : 27-0614 ; ccs 2 : 27-0615", CCS) == (("CCS1", "27-0614"), ("CCS2", "27-0615"))


@pytest.mark.parametrize("typed", ["27-0614", "CCP9 : 27-0614"])
def test_a_number_of_no_ccp_is_refused_with_what_to_write(typed):
    with pytest.raises(WorkbookRefused, match="d'aucun CCP") as refused:
        read(typed)
    assert "CCP1 : 27-0614 ; CCP2 : 27-0615" in refused.value.issues[0].hint


def test_what_is_of_the_whole_session_tells_every_number_else_that_of_the_session():
    own = replace(CCP, ceres_par_ccp=NUMBERS)
    assert "session CERES n° 27-0614 (CCP1), 27-0615 (CCP2)" in phrase_centre(own)
    assert numeros_ceres(replace(CCP, numero_ceres="27-9"), ["CCP1"]) == "27-9"


@needs_poppler
def test_a_convocation_tells_the_numbers_of_the_ccps_that_one_sits():
    session = replace(CCP, numero_ceres="", ceres_par_ccp=NUMBERS)
    plan = plan_de(session, 2)
    matter = Matter(session, plan, check(session, plan))
    letters = zip(
        (c for c in session.candidats if plan.du_candidat(c.id)), convocations_des_candidats(matter), strict=True
    )
    for candidat, copy in list(letters)[:2]:
        told = " ".join(pages_of(copy.contenu))
        for ccp, numero in NUMBERS:
            assert (f"{numero} ({ccp})" in told) is (ccp in candidat.ccps)
    membre = next(iter(convocations_des_membres(matter)))
    assert "session CERES n° 27-0614 (CCP1), 27-0615 (CCP2)" in " ".join(pages_of(membre.contenu))


@pytest.mark.parametrize(
    ("fields", "created"),
    [
        ({}, False),
        ({"numero_ceres": "27-1"}, True),
        ({"ceres_par_ccp": NUMBERS[:1]}, False),
        ({"ceres_par_ccp": (*NUMBERS, ("CCP3", "27-0616"))}, True),
    ],
)
def test_a_session_is_created_once_every_ccp_that_somebody_sits_has_a_number(fields, created):
    assert created_in_ceres(replace(CCP, **({"numero_ceres": ""} | fields))) is created
