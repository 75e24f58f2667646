"""A session of the year becomes a session to plan: people from the year, rooms and réglages from its workbook."""

from dataclasses import replace
from datetime import date

import pytest

from tpplanner.domain.annee import Programmee
from tpplanner.domain.duties import exclusions, faults
from tpplanner.domain.session import Genre, MotifLien, Role
from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook.example import example_session
from tpplanner.workbook.year import example_annee
from tpplanner.year.annee import session_of

ANNEE = example_annee(2027)
BASE = example_session(find("CDA"))
CDA_1 = Programmee("CDA 1", (date(2027, 6, 14), date(2027, 6, 15)), 1, ("M1", "M4"), "R1", ("R2",), ("C1", "C3", "C4"))


def test_people_and_days_are_the_years_rooms_and_reglages_the_workbooks():
    session = session_of(ANNEE, CDA_1, BASE)
    assert faults(session) == ()
    assert [j.date for j in session.jours] == list(CDA_1.jours)
    assert session.jours[0].accueil == BASE.jours[0].accueil
    assert [c.nom for c in session.candidats] == ["MOREAU", "LEFÈVRE", "DA COSTA"]
    assert [c.vae for c in session.candidats] == [False, False, True]
    assert [m.nom for m in session.membres] == ["GARNIER", "PÉRON"]
    assert (session.salles, session.reglages) == (BASE.salles, BASE.reglages)
    leaders = [(p.nom, p.suppleant) for p in session.avec_role(Role.RESPONSABLE)]
    assert leaders == [("PETIT", False), ("ROCHE", True)]
    assert [p.nom for p in session.avec_role(Role.SURVEILLANT)] == [p.nom for p in BASE.avec_role(Role.SURVEILLANT)]


def test_what_the_workbook_says_of_the_same_name_is_kept():
    session = session_of(ANNEE, CDA_1, BASE)
    majored = {c.nom: c.majorations for c in BASE.candidats if c.majorations}
    assert {c.nom: c.majorations for c in session.candidats if c.majorations} == majored
    assert list(majored) == ["LEFÈVRE"]


def test_links_declared_in_the_year_and_trainers_are_excluded():
    annee = replace(
        ANNEE, candidats=tuple(replace(c, formateurs=("PÉRON Maëlle",)) if c.id == "C3" else c for c in ANNEE.candidats)
    )
    session = session_of(annee, CDA_1, BASE)
    assert faults(session) == ()
    found = {(e.candidat, e.membre): e.motif for e in exclusions(session)}
    assert found == {("C1", "M1"): MotifLien.DECLARE, ("C2", "M2"): MotifLien.FORMATEUR}


def test_a_ccp_session_presents_to_its_ccps():
    ccp = Programmee("CDA CCP", (date(2027, 6, 16),), 1, ("M1", "M4"), "R1", (), ("C6",))
    session = session_of(ANNEE, ccp, BASE)
    assert session.genre is Genre.CCP
    assert [(c.titre, c.ccps, c.presentation) for c in session.candidats] == [(False, ("CCP1",), 2)]
    assert faults(session) == ()


@pytest.mark.parametrize(
    ("annee", "programmee", "base"),
    [
        (ANNEE, CDA_1, example_session(find("DWWM"))),
        (
            replace(ANNEE, candidats=tuple(replace(c, ccps=("CCP9",)) for c in ANNEE.candidats)),
            replace(CDA_1, session="CDA CCP"),
            BASE,
        ),
    ],
)
def test_a_workbook_of_another_titre_or_an_unknown_ccp_is_refused(annee, programmee, base):
    with pytest.raises(UserError) as refused:
        session_of(annee, programmee, base)
    assert all(issue.hint for issue in refused.value.issues)
