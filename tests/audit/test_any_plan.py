"""The check answers for any plan whatever, in whole sentences: it is given what hands have made."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import LUNDI, a, cda, sc, session
from edits import reglees
from tpplanner.audit import REGLES, check
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence, Travail
from tpplanner.domain.session import Genre, Jury, Lien, Pin, Portee, Role
from tpplanner.texts.fautes import phrase
from worlds import chantier, comedie, en_deux_temps, ensemble, pratique

MOMENTS = st.integers(-30, 3 * 24 * 12).map(lambda n: a("0:00") + timedelta(minutes=5 * n))
"""Every five minutes from the evening before the session to the end of a day after it."""

CANDIDATS = st.sampled_from(["C1", "C2", "C3", "inconnu", ""])
JURYS = st.sampled_from(["J1", "J2", "", "Rouge"])
MEMBRES = st.sampled_from(["M1", "M2", "M3", "R1", "inconnu"])
SALLES = st.sampled_from(["Ecrit", "Plateau", "S1", "S2", "", "Grenier"])
PERSONNES = st.sampled_from(["S1", "R1", "M1", "C1", "inconnu"])
EPREUVES = st.sampled_from(["QP", "PP", "ET", "EF", "MSP", "QAP", "CCP1.QP", "CCP1.PP", "inconnue", ""])

PARTIES = st.builds(Partie, st.integers(-1, 3), MOMENTS, MOMENTS, SALLES, JURYS)
PASSAGES = st.builds(
    Passage,
    CANDIDATS,
    EPREUVES,
    st.lists(PARTIES, min_size=1, max_size=3).map(tuple),
    st.sampled_from(["", "tout", "x"]),
)
TRAVAUX = st.builds(Travail, JURYS, st.sampled_from(NatureTravail), MOMENTS, MOMENTS, CANDIDATS, EPREUVES)
PRESENCES = st.builds(
    Presence, PERSONNES, st.sampled_from([*map(str, Role), "inconnu"]), MOMENTS, MOMENTS, SALLES, CANDIDATS, EPREUVES
)
COMPOSITIONS = st.builds(Composition, JURYS, MOMENTS, MOMENTS, st.lists(MEMBRES, max_size=3).map(tuple), SALLES)


def few(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=6).map(tuple)


PLANS = st.builds(Plan, few(PASSAGES), few(TRAVAUX), few(PRESENCES), few(COMPOSITIONS))


def sessions() -> list:
    """One of each shape, with whatever binds a plan."""
    shapes = [
        session(ref(), nb_membres=3, nb_jours=2)
        for ref in (cda, sc, pratique, chantier, comedie, ensemble, en_deux_temps)
    ]
    ccp = session(candidats=3, genre=Genre.CCP, nb_jours=2)
    ccp = replace(ccp, candidats=tuple(replace(c, ccps=("CCP1",), dernier_ccp=c.id == "C1") for c in ccp.candidats))
    bound = replace(
        shapes[0],
        candidats=tuple(
            replace(c, aide="R1", salle_a_part=True, salle_accessible=True, formateurs=("M1", "S1"))
            for c in shapes[0].candidats
        ),
        jurys=(Jury("Rouge", ("M1", "M2")),),
        liens=(Lien("C1", "M2", "voisins"),),
        pins=(Pin("C1", "EF", Portee.TOUT, (Partie(0, a("9:00"), a("9:20"), "S1"),), ("M1", "M2")),),
        referentiel=replace(shapes[0].referentiel, qualites=("anglais",)),
    )
    return [
        *shapes,
        ccp,
        bound,
        reglees(bound, battement=0, enchainer=False, salle_a_midi=False, quota=1),
        replace(bound, fictive=True),
    ]


@given(plan=PLANS, s=st.sampled_from(sessions()))
@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_no_plan_is_too_strange_to_be_judged(plan, s):
    report = check(s, plan)
    assert {v.regle for v in report.violations} <= set(REGLES)
    for violation in report.violations:
        assert phrase(s, violation)


def test_an_empty_plan_lacks_every_epreuve_and_nothing_else():
    s = session()
    report = check(s, Plan(()))
    assert {v.regle for v in report.violations} == {"epreuves_completes"}
    assert {m.regle: m.valeur for m in report.mesures} == dict.fromkeys((m.regle for m in report.mesures), 0)


def test_a_plan_of_another_session_is_judged():
    s = session(sc())
    other = replace(s, jours=tuple(replace(j, date=LUNDI - timedelta(days=900)) for j in s.jours))
    plan = Plan((Passage("C1", "PP", (Partie(0, a("9:00"), a("9:40"), "S1", "J1"),)),))
    assert "ouverture" in {v.regle for v in check(other, plan).violations}
