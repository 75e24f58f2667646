"""A session of the year becomes a session to plan: people from the year, rooms and réglages from its workbook."""

from dataclasses import replace
from datetime import date

import pytest

from tpplanner.domain.annee import Programmee
from tpplanner.domain.duties import exclusions, faults
from tpplanner.domain.session import Genre, MotifLien, NonPlace, Reponse, Role, Suivi
from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.workbook.example import example_session
from tpplanner.workbook.year import example_annee
from tpplanner.year.sessions import session_of

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


def test_what_is_of_the_workbooks_own_session_is_not_the_years():
    """Dates noted, answers, whom its planning leaves out, what it is called in CERES: none of it is another session's."""
    ours = replace(
        BASE,
        suivi=Suivi(dte_commandes=date(2027, 4, 1), annulee=date(2027, 5, 1)),
        numero_ceres="CERES-1",
        version_planning=4,
        convocations_envoyees=date(2027, 5, 3),
        non_places=(NonPlace(replace(BASE.candidats[0], id="C99", nom="ABSENTE"), "parce que"),),
        membres=tuple(
            replace(m, reponse=Reponse.DECLINE, repondu_le=date(2027, 5, 3), telephone="06 00 00 00 00")
            for m in BASE.membres
        ),
    )
    session = session_of(ANNEE, CDA_1, ours)
    assert (session.suivi, session.version_planning, session.convocations_envoyees) == (Suivi(), 1, None)
    assert (session.non_places, session.numero_ceres) == ((), ANNEE.session("CDA 1").numero_ceres)
    assert {(m.reponse, m.repondu_le) for m in session.membres} == {(None, None)}
    assert {m.telephone for m in session.membres if m.nom in {b.nom for b in BASE.membres}} == {"06 00 00 00 00"}
