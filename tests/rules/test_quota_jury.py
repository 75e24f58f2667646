from dataclasses import replace

import pytest

from builders import a, cda, oral, passage, referentiel, session
from edits import changed, reglees, with_passages
from halves import audit_allows, both_allow, both_refuse
from journees import TROIS, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Genre
from worlds import observateur

REGLE = "quota_jury"


@pytest.mark.parametrize(("quota", "allowed"), [(3, True), (2, False), (4, True), (None, True)])
def test_a_jury_receives_as_many_in_a_day_as_the_referentiel_says(quota, allowed):
    s = session(replace(cda(), quota=quota))
    (both_allow if allowed else both_refuse)(s, journee(s, TROIS), REGLE)


def test_a_centre_may_raise_it_or_lower_it():
    s = session(replace(cda(), quota=2))
    both_allow(reglees(s, quota=3), journee(s, TROIS), REGLE)
    both_refuse(reglees(session(), quota=2), journee(session(), TROIS), REGLE, "jury")


def test_each_day_counts_for_itself():
    ref = referentiel(oral("EF", 15), quota=1)
    s = session(ref, candidats=2, nb_jours=2)
    text = """
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    8:45 EF C1
    9:15 cloture
    jour 2
    8:00 accueil
    8:10 lecture C2
    8:45 EF C2
    9:15 cloture
    """
    both_allow(s, journee(s, text), REGLE)
    same_day = journee(
        s, text, ("9:15 cloture\n    jour 2\n    8:00 accueil\n    8:10", "9:15"), ("8:45 EF C2", "9:35 EF C2")
    )
    both_refuse(s, same_day, REGLE, "jury")
    (violation,) = breaches(s, same_day, REGLE)
    assert violation.elements == tuple(p for p in same_day.passages if p.epreuve == "EF"), "not what it read"


def test_a_candidat_heard_twice_is_one_candidat():
    s = session(referentiel(oral("PP", 30), oral("ET", 30), oral("EF", 15), quota=1), candidats=1)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:45 PP C1
        9:15 ET C1
        9:45 EF C1
        10:15 cloture
        """,
    )
    both_allow(s, plan, REGLE)


CCP = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 A.ET C1
9:45 A.ET C2
10:30 cloture
"""


@pytest.mark.parametrize(("minutes", "allowed"), [(30, True), (31, False), (15, True)])
def test_a_ccp_candidat_weighs_his_jury_minutes_over_the_titres_exactly(minutes, allowed):
    """Two times 30 of the titre's 60 minutes make one candidat; two times 31 make more than one."""
    table = replace(cda().ccps[0], id="A", epreuves=(oral("A.ET", minutes),))
    ref = referentiel(oral("ET", 45), oral("EF", 15), quota=1, ccps=(table,))
    s = session(ref, candidats=2, genre=Genre.CCP)
    s = changed(changed(s, "C1", ccps=("A",)), "C2", ccps=("A",))
    (both_allow if allowed else both_refuse)(s, journee(s, CCP), REGLE)


@pytest.mark.parametrize(("quota", "allowed"), [(2, True), (1, False)])
def test_a_membre_sees_no_more_by_changing_juries(quota, allowed):
    s = session(referentiel(oral("EF", 15), quota=quota), candidats=2, nb_membres=3)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:45 EF C1
        9:15 cloture
        J2 : M2 M3 en S1
        14:00 accueil
        14:10 lecture C2
        14:45 EF C2
        15:15 cloture
        """,
    )
    if allowed:
        both_allow(s, plan, REGLE)
    else:
        both_refuse(s, plan, REGLE, "membre")
        assert [v.sujet[0] for v in breaches(s, plan, REGLE)] == ["J2"], "the last of his juries is one too many"


@pytest.mark.parametrize(("quota", "allowed"), [(3, True), (2, False)])
def test_nor_by_changing_juries_twice(quota, allowed):
    """Any two of his juries would be within a quota of two."""
    s = session(referentiel(oral("EF", 15), quota=quota), candidats=3, nb_membres=4)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:45 EF C1
        9:15 cloture
        J2 : M1 M3 en S1
        10:00 accueil
        10:10 lecture C2
        10:45 EF C2
        11:15 cloture
        J3 : M1 M4 en S1
        14:00 accueil
        14:10 lecture C3
        14:45 EF C3
        15:15 cloture
        """,
    )
    if allowed:
        both_allow(s, plan, REGLE)
    else:
        both_refuse(s, plan, REGLE, "membre")


def test_an_observateur_may_look_on_in_two_juries():
    s = session(referentiel(oral("EF", 15), quota=1), candidats=2, nb_membres=4, nb_salles=2)
    s = replace(s, membres=(*s.membres, observateur("O1")))
    plan = journee(
        s,
        """
        J1 : M1 M2 O1 en S1
        8:00 accueil
        8:10 lecture C1
        8:45 EF C1
        9:15 cloture
        J2 : M3 M4 O1 en S2
        14:00 accueil
        14:10 lecture C2
        14:45 EF C2
        15:15 cloture
        """,
    )
    assert audit_allows(s, plan, REGLE)


def test_somebody_unknown_may_be_in_two_juries():
    """That nobody knows him is told by another rule."""
    s = session(referentiel(oral("EF", 15), quota=1), candidats=2, nb_membres=4, nb_salles=2)
    plan = journee(
        s,
        """
        J1 : M1 M2 inconnu en S1
        8:10 lecture C1
        8:45 EF C1
        J2 : M3 M4 inconnu en S2
        14:10 lecture C2
        14:45 EF C2
        """,
    )
    assert breaches(s, plan, REGLE) == ()


def heard(ref, **candidat):
    """Two candidats of a session of that titre or of its CCP A, each heard once by one jury, and the plan of it."""
    s = session(ref, candidats=2, **({"genre": Genre.CCP} if "ccps" in candidat else {}))
    s = changed(changed(s, "C1", **candidat), "C2", **candidat)
    return s, journee(s, CCP if "ccps" in candidat else CCP.replace("A.ET", "ET"))


@pytest.mark.parametrize(("quota", "allowed"), [(2, True), (1, False)])
def test_a_titre_candidat_is_one_whatever_he_is_exempt_from(quota, allowed):
    """Each is heard for 45 of the 120 minutes of the titre."""
    ref = referentiel(oral("PP", 60), oral("ET", 45), oral("EF", 15), quota=quota)
    (both_allow if allowed else both_refuse)(*heard(ref, dispenses=("PP", "EF")), REGLE)


def test_an_epreuve_that_nobody_knows_weighs_nothing():
    table = replace(cda().ccps[0], id="A", epreuves=(oral("A.ET", 30),))
    s, plan = heard(referentiel(oral("ET", 60), quota=1, ccps=(table,)), ccps=("A",))
    unknown = passage("C1", "inconnue", a("11:00"), 60, "S1", "J1")
    assert breaches(s, with_passages(plan, unknown), REGLE) == ()
