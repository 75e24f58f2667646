"""A year of sessions as it is told: each day, number and link on both sides of its edge."""

from datetime import date, timedelta

import pytest

from tpplanner.domain.annee import (
    Annee,
    CandidatPrevu,
    Disponibilite,
    LectureAnnee,
    MembrePrevu,
    Periode,
    Programmee,
    SessionPrevue,
    TitrePrevu,
    Voie,
    jours_de_suite,
    jurys_pour,
    months_after,
    ouverte,
    par_id,
    saisie,
    semaine,
)
from tpplanner.domain.session import Habilitation
from years import AUJOURDHUI, annee, jour, le, membre, with_candidat, with_session, with_titre

TITRE = TitrePrevu("T", "TEST", "01", places=3)
EMPTY = Annee(jour(0), jour(6), AUJOURDHUI, (), ())
"""A week, from a Monday on, in which nothing is expected."""


# Days


@pytest.mark.parametrize(("day", "within"), {-1: False, 0: True, 2: True, 4: True, 5: False}.items())
def test_a_period_holds_its_two_ends(day, within):
    assert (jour(day) in Periode(jour(0), jour(4))) is within


@pytest.mark.parametrize(
    ("disponibilite", "free"),
    [
        (Disponibilite(), True),
        (Disponibilite(seulement=(le(0), le(3))), True),
        (Disponibilite(seulement=(le(0), le(2))), False),
        (Disponibilite(sauf=(le(0), le(2))), True),
        (Disponibilite(sauf=(le(0), le(3))), False),
        (Disponibilite(seulement=(le(3),), sauf=(le(3),)), False),
    ],
)
def test_somebody_is_there_in_one_of_the_periods_given_and_in_none_of_those_taken(disponibilite, free):
    assert disponibilite.libre(jour(3)) is free


def test_a_week_is_open_from_its_first_day_to_its_last_but_for_weekends_holidays_and_closings():
    assert EMPTY.jours_ouverts() == tuple(jour(n) for n in range(5))
    with_saturdays = Annee(jour(0), jour(6), AUJOURDHUI, (), (), samedis=True)
    assert with_saturdays.jours_ouverts() == tuple(jour(n) for n in range(6))
    closed = Annee(jour(0), jour(4), AUJOURDHUI, (), (), feries=(jour(1),), fermetures=(le(-9), le(2, 3)))
    assert closed.jours_ouverts() == (jour(0), jour(4))


@pytest.mark.parametrize(
    ("first", "length", "days"),
    [
        (0, 1, [0]),
        (2, 5, [2, 3, 4, 5, 6]),  # Saturday and Sunday too
        (2, 6, [2, 3, 4, 7, 8, 9]),
        (5, 6, [7, 8, 9, 10, 11, 14]),
        (0, 11, [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 14]),
    ],
)
def test_a_session_lasts_days_of_the_calendar_up_to_five_worked_days_beyond(first, length, days):
    assert jours_de_suite(jour(first), length) == tuple(jour(n) for n in days)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 11, 15), 1, date(2027, 12, 15)),
        (date(2027, 10, 31), 1, date(2027, 11, 30)),
        (date(2027, 10, 31), 2, date(2027, 12, 31)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2027, 1, 30), 13, date(2028, 2, 29)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("day", "week"),
    {date(2027, 1, 3): (2026, 53), date(2027, 1, 4): (2027, 1), date(2027, 12, 31): (2027, 52)}.items(),
)
def test_a_week_is_numbered_with_its_own_year(day, week):
    assert semaine(day) == week


# Sessions and their titres


@pytest.mark.parametrize(("first", "days", "places"), [(None, 1, 3), (None, 4, 12), (1, 1, 1), (1, 4, 10), (0, 2, 3)])
def test_a_jury_hears_fewer_candidats_on_the_first_day_where_the_titre_says_so(first, days, places):
    assert TitrePrevu("T", "TEST", "01", places=3, places_premier=first).places_en(days) == places


@pytest.mark.parametrize(("candidats", "juries"), {0: 1, 1: 1, 6: 1, 7: 2, 12: 2, 13: 3}.items())
def test_a_session_has_as_few_juries_as_its_candidats_need(candidats, juries):
    assert jurys_pour(TITRE, SessionPrevue("A", "T", duree=2), candidats) == juries


def test_a_titre_of_which_nobody_is_heard_needs_a_jury_for_each():
    assert jurys_pour(TitrePrevu("T", "TEST", "01", places=0), SessionPrevue("A", "T"), 4) == 4


CREATED = date(2027, 1, 4)


@pytest.mark.parametrize(
    ("session", "soonest"),
    [
        (SessionPrevue("A", "T"), AUJOURDHUI + timedelta(days=91)),
        (SessionPrevue("A", "T", jour=AUJOURDHUI + timedelta(days=1)), AUJOURDHUI + timedelta(days=91)),
        (SessionPrevue("A", "T", jour=AUJOURDHUI), None),
        (SessionPrevue("A", "T", numero_ceres="1"), None),
        (SessionPrevue("A", "T", creee_le=date(2027, 1, 1)), date(2027, 4, 2)),
        (SessionPrevue("A", "T", creee_le=date(2027, 1, 1), numero_ceres="1", jour=AUJOURDHUI), date(2027, 4, 2)),
    ],
)
def test_a_session_may_begin_ninety_one_days_after_its_creation(session, soonest):
    assert session.creable_pour(AUJOURDHUI) == soonest


def test_a_session_is_created_where_its_day_or_its_number_is_noted():
    told = ({}, {"creee_le": CREATED}, {"numero_ceres": "1"})
    assert [SessionPrevue("A", "T", **champs).creee for champs in told] == [False, True, True]


def test_a_session_has_its_own_rooms_and_number_of_candidats_else_those_of_its_titre():
    base = with_titre(annee(), capacite=8)
    own = with_session(base, "A", capacite=0, salles=("X",))
    assert [(base.capacite(s), base.salles_de(s)) for s in base.sessions] == [(8, ("S",)), (8, ("S",))]
    assert [(own.capacite(s), own.salles_de(s)) for s in own.sessions] == [(0, ("X",)), (8, ("S",))]


# People


@pytest.mark.parametrize(
    ("voie", "fin", "limite"),
    [
        (Voie.FORMATION, date(2027, 5, 21), date(2028, 5, 21)),
        (Voie.FORMATION, None, None),
        (Voie.VAE, date(2027, 5, 21), None),
    ],
)
def test_a_trained_candidat_has_a_year_and_who_comes_by_vae_no_limit(voie, fin, limite):
    assert CandidatPrevu("C1", "DURAND", "Léa", "T", voie=voie, fin_formation=fin).limite == limite


SOON, LATE = date(2027, 7, 1), date(2028, 7, 1)


@pytest.mark.parametrize(
    ("held", "found"),
    [
        ([], None),
        ([Habilitation("AUTRE", "01", LATE), Habilitation("TEST", "02", LATE)], None),
        ([Habilitation("Test", "01", SOON), Habilitation("TEST", "01", LATE)], Habilitation("TEST", "01", LATE)),
        ([Habilitation("TEST", "01", LATE), Habilitation("TEST", "01", SOON)], Habilitation("TEST", "01", LATE)),
        ([Habilitation("TEST", "01"), Habilitation("TEST", "01", LATE)], Habilitation("TEST", "01")),
    ],
)
def test_the_habilitation_that_lasts_longest_counts(held, found):
    assert MembrePrevu("M1", "PÉRON", habilitations=tuple(held)).habilitation(TITRE) == found


@pytest.mark.parametrize(
    ("candidat", "linked"),
    [
        ({}, False),
        ({"formateurs": ("NOM Autre", "peron maelle")}, True),
        ({"liens": ("NOM Autre", "PÉRON Maëlle")}, True),
        ({"formateurs": ("PÉRON",)}, False),
        ({"organisme": "greta ouest"}, True),
        ({"organisme": "Usine"}, False),
        ({"employeur": "USINE"}, True),
        ({"employeur": "Greta Ouest"}, False),
    ],
)
def test_a_link_is_declared_or_from_training_an_organisme_or_an_employer(candidat, linked):
    peron = MembrePrevu("M1", "PÉRON", "Maëlle", organisme="Greta Ouest", employeur="Usine")
    assert peron.a_un_lien(CandidatPrevu("C1", "DURAND", "Léa", "T", **candidat)) is linked


def test_two_people_of_whom_nothing_is_told_have_no_link():
    assert not MembrePrevu("M1", "PÉRON").a_un_lien(CandidatPrevu("C1", "DURAND", "Léa", "T"))


def test_a_day_of_a_membre_costs_his_fee_and_his_kilometres():
    assert EMPTY.cout(MembrePrevu("M1", "PÉRON")) == 0
    assert EMPTY.cout(MembrePrevu("M1", "PÉRON", indemnite=30, km=7)) == 3_350


def test_a_suppleant_is_asked_for_where_two_people_may_lead():
    base = annee()
    asked = [annee(responsables=base.responsables[:n]).suppleant_exige for n in range(4)]
    assert asked == [False, False, True, True]


# What the workbook decides


def test_what_is_typed_is_decided_and_the_rest_is_empty():
    base = with_session(annee(), "A", jour=jour(3), jurys=2, membres=("M1",), responsable="R1", suppleants=("R2",))
    base = with_candidat(with_candidat(base, "C1", sessions=("B", "A")), "C3", sessions=("A",))
    told = saisie(base)
    assert told.session("A") == Programmee("A", (jour(3), jour(4)), 2, ("M1",), "R1", ("R2",), ("C1", "C3"))
    assert told.session("B") == Programmee("B", candidats=("C1",))


DECIDED = {"jour": jour(0), "jurys": 2, "membres": ("M1", "M2", "M3", "M4"), "responsable": "R1", "suppleants": ("R2",)}


def decided(**champs):
    """A year of one session, of which everything is told, but for what is changed."""
    base = annee()
    base = annee(sessions=base.sessions[:1], candidats=base.candidats[:2])
    base = with_candidat(with_candidat(base, "C1", sessions=("A",)), "C2", sessions=("A",))
    return with_session(base, "A", **(DECIDED | champs))


@pytest.mark.parametrize(
    "champs",
    [{"jour": None}, {"jurys": None}, {"membres": ("M1", "M2", "M3")}, {"responsable": ""}, {"suppleants": ()}],
)
def test_a_year_is_open_where_one_thing_is_left_of_one_session(champs):
    assert not ouverte(decided())
    assert ouverte(decided(**champs))


def test_a_year_is_open_where_one_candidat_is_entered_nowhere():
    assert ouverte(with_candidat(decided(), "C2", sessions=()))


def test_a_year_is_open_where_its_last_session_is():
    base = decided()
    assert ouverte(annee(sessions=(*base.sessions, SessionPrevue("B", "T")), candidats=base.candidats))


def test_a_jury_of_two_is_enough_and_nobody_replaces_a_leader_who_is_alone():
    alone = decided(jurys=1, membres=("M1", "M2"), suppleants=())
    assert not ouverte(annee(sessions=alone.sessions, candidats=alone.candidats, responsables=alone.responsables[:1]))
    assert ouverte(decided(jurys=1, membres=("M1",)))


def test_people_are_named_by_their_id():
    assert par_id([membre(1), membre(2)]) == {"M1": "MEMBRE1 Alix", "M2": "MEMBRE2 Alix"}


def test_the_cells_of_a_subject_are_those_of_its_rows_each_once():
    cells = {("sessions", "A"): "S!A4", ("titres", "A"): "T!A4", ("titres", "C"): "T!A5", ("x", "B"): "S!A4"}
    cells["sessions", "A", "jour"] = "S!D4"
    reading = LectureAnnee(annee(), cells=cells)
    assert reading.cells_of(["B", "A", "inconnu"]) == ["S!A4", "T!A4"]
