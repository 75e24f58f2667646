import pytest

from builders import TOUTES, absent, oral, referentiel, session
from edits import changed, reglees
from journees import journee
from optimum import measured, optimum_is_measured
from worlds import ensemble

REGLE = "ordre"

REF = referentiel(oral("EF", 20))


def heard(*order: str) -> str:
    lines = ["J1 : M1 M2 en S1", "8:00 accueil", *(f"8:{10 + 15 * i} lecture {c}" for i, c in enumerate(order))]
    lines += [f"{9 + i}:00 EF {c}" for i, c in enumerate(order)]
    return "\n".join([*lines, "16:00 cloture"])


@pytest.mark.parametrize(
    ("order", "expected"),
    [(("C1", "C2", "C3"), 0), (("C2", "C1", "C3"), 1), (("C3", "C2", "C1"), 3), (("C3", "C1", "C2"), 2)],
)
def test_pairs_heard_against_the_list_count(order, expected):
    s = session(REF)
    assert measured(s, journee(s, heard(*order)), REGLE) == expected


def test_the_order_may_be_that_of_the_alphabet_or_of_the_draw():
    s = session(REF)
    for who, nom, tire in (("C1", "ZOÉ", 2), ("C2", "Émile", 1), ("C3", "Martin", None)):
        s = changed(s, who, nom=nom, numero_tire=tire)
    plan = journee(s, heard("C2", "C3", "C1"))
    assert measured(reglees(s, ordre="alphabetique"), plan, REGLE) == 0
    assert measured(reglees(s, ordre="tirage"), plan, REGLE) == 1  # C3 has drawn nothing: he comes last
    assert measured(s, plan, REGLE) == 1, "the draw unless told otherwise"
    assert measured(reglees(s, ordre="liste"), plan, REGLE) == 2


@pytest.mark.parametrize(
    ("prenoms", "expected"),
    [(("Sacha", "Sacha"), 1), (("Zoé", "Alix"), 0), (("Alix", "Zoé"), 1), (("Élie", "Emma"), 1)],
)
def test_of_candidats_of_one_name_the_first_name_decides_then_the_list(prenoms, expected):
    s = session(REF, candidats=2)
    for who, prenom in zip(("C1", "C2"), prenoms, strict=True):
        s = changed(s, who, nom="MARTIN", prenom=prenom)
    assert measured(reglees(s, ordre="alphabetique"), journee(s, heard("C2", "C1")), REGLE) == expected


def test_who_should_pass_early_comes_before_any_other_number():
    s = changed(session(REF), "C3", passer_tot=True)
    assert measured(s, journee(s, heard("C3", "C1", "C2")), REGLE) == 0
    assert measured(s, journee(s, heard("C1", "C3", "C2")), REGLE) == 1
    plan = optimum_is_measured(s, REGLE, 0)
    entered = sorted((p.debut, p.candidat) for p in plan.passages)
    assert [who for _, who in entered] == ["C3", "C1", "C2"]


def test_candidats_of_two_juries_are_not_compared():
    s = session(REF, nb_membres=4, nb_salles=2)
    plan = journee(s, heard("C2") + "\n" + heard("C1", "C3").replace("J1 : M1 M2 en S1", "J2 : M3 M4 en S2"))
    assert measured(s, plan, REGLE) == 0


def test_those_who_begin_together_are_in_no_order():
    s = session(ensemble(2), candidats=2)
    s = changed(s, "C1", majorations=TOUTES)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:00 accueil
        8:10 lecture C1
        8:25 lecture C2
        9:00 MSP C1 C2
        10:00 QAP C2
        10:20 EF C2
        10:50 QAP C1
        11:20 EF C1
        12:00 cloture
        """,
    )
    assert measured(s, plan, REGLE) == 0


def test_the_least_is_the_order_asked_for():
    s = session(REF)
    plan = optimum_is_measured(s, REGLE, 0)
    assert [p.candidat for p in plan.passages] == ["C1", "C2", "C3"]
    backwards = changed(s, "C1", indisponibilites=(absent("8:00", "15:00"),))
    optimum_is_measured(backwards, REGLE, 0)
    alphabet = reglees(changed(changed(s, "C1", nom="Z"), "C3", nom="A"), ordre="alphabetique")
    assert [p.candidat for p in optimum_is_measured(alphabet, REGLE, 0).passages] == ["C3", "C2", "C1"]


@pytest.mark.parametrize(
    ("tires", "expected"),
    [((None, None), 1), ((2, 2), 1), ((1, 2), 1), ((2, 1), 0), ((1, 0), 0), ((1, None), 1), ((None, 1), 0)],
)
def test_of_candidats_who_have_drawn_nothing_or_the_same_number_the_list_decides(tires, expected):
    s = session(REF, candidats=2)
    for who, tire in zip(("C1", "C2"), tires, strict=True):
        s = changed(s, who, numero_tire=tire)
    assert measured(reglees(s, ordre="tirage"), journee(s, heard("C2", "C1")), REGLE) == expected
