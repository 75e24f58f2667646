"""A session as it is told: absences, time, habilitations, quotas, names and codes."""

from dataclasses import replace
from datetime import date, time
from fractions import Fraction

import pytest

from builders import TIERS, a, absent, cda, jours, plan_cda_trois, session
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.reglages import NIVEAUX, PERTURBATION
from tpplanner.domain.session import (
    LETTERS,
    Candidat,
    Habilitation,
    Personne,
    Role,
    cle,
    code_of,
    numero_de_millesime,
    propre,
)


@pytest.mark.parametrize(
    ("debut", "fin", "cut"),
    [
        ("8:00", "9:00", False),
        ("8:00", "9:01", True),
        ("9:30", "9:40", True),
        ("9:59", "11:00", True),
        ("10:00", "11:00", False),
        ("8:00", "11:00", True),
    ],
)
def test_an_absence_cuts_what_has_a_minute_in_common_with_it(debut, fin, cut):
    assert absent("9:00", "10:00").coupe(a(debut), a(fin)) is cut


def test_an_hour_of_a_day_is_a_moment_of_that_day():
    assert jours(2)[1].a(time(9, 5)) == a("9:05", 1)


def test_a_name_of_one_word_has_no_space_after_it():
    assert (Candidat("C1", "DURAND").nom_complet, Candidat("C1", "DURAND", "Léa").nom_complet) == (
        "DURAND",
        "DURAND Léa",
    )


@pytest.mark.parametrize(
    ("majorations", "majored"),
    [((), False), (((Nature.ECRIT, Fraction(0)),), False), (((Nature.ECRIT, TIERS), (Nature.ORAL, Fraction(0))), True)],
)
def test_who_has_more_time_for_anything_is_majored(majorations, majored):
    candidat = Candidat("C1", "DURAND", majorations=majorations)
    assert candidat.majore is majored
    assert candidat.majoration(Nature.ECRIT) == dict(majorations).get(Nature.ECRIT, 0)
    assert candidat.majoration(Nature.PRATIQUE) == 0


@pytest.mark.parametrize(
    ("titre", "millesime", "counts"),
    [
        ("CDA", "01", True),
        ("cda", "m1", True),
        ("TP-00000", "1", True),
        ("tp 00000", "M 01", True),
        ("CDA", "02", False),
        ("CDA", "10", False),
        ("DWWM", "01", False),
    ],
)
def test_a_habilitation_counts_for_a_sigle_or_a_code_and_a_millesime(titre, millesime, counts):
    assert Habilitation(titre, millesime).vaut_pour(cda()) is counts


def test_the_quota_of_a_centre_goes_before_that_of_the_referentiel():
    base = session()
    assert base.quota == 3
    assert replace(base, reglages=replace(base.reglages, quota=2)).quota == 2
    assert replace(base, referentiel=replace(base.referentiel, quota=None)).quota is None


def test_what_is_disturbed_comes_first_where_there_is_a_plan_to_disturb():
    assert session().niveaux == NIVEAUX
    assert session(reference=(plan_cda_trois(),)).niveaux == (*PERTURBATION, *NIVEAUX)


def test_each_is_found_by_id_and_nobody_else():
    base = session(nb_jours=2)
    assert [base.candidat("C2").id, base.membre("M2").id, base.salle("S1").id, base.personne("R1").id] == [
        "C2",
        "M2",
        "S1",
        "R1",
    ]
    assert base.jour(base.jours[1].date) == base.jours[1]
    for find in (base.candidat, base.membre, base.salle, base.personne):
        with pytest.raises(KeyError):
            find("X9")
    with pytest.raises(KeyError):
        base.jour(date(2027, 6, 16))


def test_who_has_a_role_has_it_among_others():
    both = Personne("P1", "ROUX", (Role.AIDE, Role.SURVEILLANT))
    base = session(personnes=(both, Personne("R1", "PETIT", (Role.RESPONSABLE,))))
    assert base.avec_role(Role.SURVEILLANT) == (both,)
    assert base.avec_role(Role.COMEDIEN) == ()


def test_an_observateur_counts_in_no_jury():
    base = session(nb_membres=3)
    base = replace(base, membres=(*base.membres[:2], replace(base.membres[2], observateur=True)))
    assert base.sans_observateurs(["M1", "M3", "X9"]) == {"M1", "X9"}


@pytest.mark.parametrize(
    ("typed", "shown", "key"),
    [
        ("  Léa \u00a0 Lou ", "Léa Lou", "lea lou"),
        ("Le\u0301a\u200b\u00ad", "Léa", "lea"),
        ("L’Hôte–Œuvré", "L’Hôte–Œuvré", "l hote oeuvre"),
        ("STRAẞE", "STRAẞE", "strasse"),
        ("\u2060\ufeff", "", ""),
    ],
)
def test_names_are_shown_without_what_nobody_sees_and_compared_without_accents(typed, shown, key):
    assert (propre(typed), cle(typed)) == (shown, key)


@pytest.mark.parametrize(("typed", "number"), {"04": "4", "m04": "4", "M 4": "4", "10": "10", "m10": "10"}.items())
def test_a_millesime_is_a_number_however_it_is_written(typed, number):
    assert numero_de_millesime(typed) == number


def test_a_code_is_six_consonants_the_same_for_the_same_thing():
    code = code_of(("C1", 3, a("9:00")))
    assert len(code) == 6
    assert set(code) <= set(LETTERS)
    assert code == code_of(("C1", 3, a("9:00"))) != code_of(("C1", 3, a("9:01")))
    assert len({code_of(n) for n in range(500)}) == 500
    assert len({letter for n in range(200) for letter in code_of(n)[0]}) == len(LETTERS)
