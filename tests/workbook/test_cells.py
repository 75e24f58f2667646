from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpplanner.domain.referentiel import Nature
from tpplanner.texts.noms import date_chiffres, date_longue, duree, heure
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.majorations import majoration

HOURS = {
    "9h30": time(9, 30),
    "9H30": time(9, 30),
    "9 h 30": time(9, 30),
    "\u00a09\u202fh\u00a030\u200b": time(9, 30),
    "9:30": time(9, 30),
    "09:30": time(9, 30),
    "9:30:00": time(9, 30),
    "9.30": time(9, 30),
    "9h30 min": time(9, 30),
    "à 9h30": time(9, 30),
    "9h": time(9),
    "9 heures": time(9),
    "9h5": time(9, 5),
    "930": time(9, 30),
    "1405": time(14, 5),
    "14": time(14),
    "midi": time(12),
    "Midi": time(12),
    "0h01": time(0, 1),
    "23:59": time(23, 59),
    1: time(1),
    9: time(9),
    930: time(9, 30),
    0.3958: time(9, 30),
    time(0, 1): time(0, 1),
    time(9, 30): time(9, 30),
    time(9, 29, 57, 120000): time(9, 30),
    time(9, 29, 30, 600000): time(9, 30),
    time(23, 59): time(23, 59),
    timedelta(hours=9, minutes=30): time(9, 30),
    datetime(1990, 6, 14, 9, 30): time(9, 30),
    datetime(2027, 6, 14, 9, 30): time(9, 30),
}


@pytest.mark.parametrize(("typed", "expected"), HOURS.items())
def test_an_hour_is_understood_as_people_type_it(typed, expected):
    assert cells.heure(typed) == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("minuit", "Minuit"),
        ("24:00", "Minuit"),
        ("00:00", "Minuit"),
        (time(0), "Minuit"),
        (datetime(1900, 1, 1), "Minuit"),
        (9.5, "09:30 ou 09:50"),
        (9.59, "09:35 ou 09:59"),
        (9.6, "ambiguë : 09:36 ?"),
        (23.5, "23:30 ou 23:50"),
        ("9,5", "09:30 ou 09:50"),
        ("25h", "pas lisible"),
        ("24:30", "pas lisible"),
        ("9h60", "pas lisible"),
        ("9h75", "pas lisible"),
        (9.75, "ambiguë : 09:45 ?"),
        (datetime(1900, 1, 9, 12), "09:30 ou 09:50"),
        (timedelta(days=9.5), "09:30 ou 09:50"),
        (datetime(1900, 1, 24), "Minuit"),
        (24, "Minuit"),
        (25, "pas lisible"),
        (datetime(1900, 1, 25), "pas lisible"),
        ("0,395", "pas lisible"),
        ("bientôt", "pas lisible"),
        (True, "pas lisible"),
        (-3, "pas lisible"),
        (-0.0001, "pas lisible"),
        (24.001, "pas lisible"),
        (datetime(2027, 6, 14), "date, et non une heure"),
    ],
)
def test_an_hour_that_could_be_another_is_refused_with_its_readings(typed, sentence):
    with pytest.raises(Unreadable) as refusal:
        cells.heure(typed)
    assert sentence in refusal.value.texte.message


NUMBERS = {
    18: "18:00",
    "18": "18:00",
    930: "09:30",
    datetime(1900, 1, 18): "18:00",
    datetime(1900, 1, 8): "08:00",
    datetime(1902, 7, 18): "09:30",
    timedelta(days=2): "02:00",
    timedelta(days=18): "18:00",
}


@pytest.mark.parametrize(("typed", "expected"), NUMBERS.items())
def test_a_bare_number_is_an_hour_and_told_whatever_the_format_of_its_cell(typed, expected):
    told = []
    assert f"{cells.heure(typed, told.append):%H:%M}" == expected
    assert told[0].message == f"Ce nombre a été lu comme {expected}."
    assert [texte.message for texte in told[1:]] == (["02:00 est en pleine nuit."] if expected < "06:00" else [])


@pytest.mark.parametrize("typed", ["9h30", "9:30", "9.30", time(9, 30), 0.3958, datetime(2027, 6, 14, 9, 30)])
def test_an_hour_that_is_typed_as_one_is_read_without_a_word(typed):
    told = []
    assert cells.heure(typed, told.append) == time(9, 30)
    assert told == []


SECONDS = {
    time(9, 30, 29): "09:30",
    time(9, 30, 30): "09:31",
    time(9, 31, 30): "09:32",
    datetime(2027, 6, 14, 9, 30, 40): "09:31",
    "9:30:40": "09:31",
}


@pytest.mark.parametrize(("typed", "expected"), SECONDS.items())
def test_an_hour_with_seconds_is_the_nearest_minute_the_later_of_two_and_told(typed, expected):
    told = []
    assert f"{cells.heure(typed, told.append):%H:%M}" == expected
    assert [texte.message for texte in told] == [f"Cette heure a des secondes : elle a été lue {expected}."]


@pytest.mark.parametrize("typed", [time(0, 40, 30), time(1, 29, 55), timedelta(minutes=40, seconds=5)])
def test_a_length_with_seconds_is_refused(typed):
    with pytest.raises(cells.Unreadable, match="secondes"):
        cells.minutes(typed)


@given(st.times())
def test_every_hour_that_we_print_is_read_back(moment):
    moment = moment.replace(second=0, microsecond=0)
    if moment != time(0):
        assert cells.heure(heure(moment)) == moment
        assert cells.heure(moment) == moment
        assert cells.heure(f"{moment:%H:%M}") == moment


def test_a_number_alone_is_a_list_of_one_and_an_empty_cell_of_none():
    assert cells.liste(12) == ("12",)
    assert cells.liste(None) == ()


JUIN = date(2027, 6, 14)
DATES = {
    datetime(2027, 6, 14): JUIN,
    JUIN: JUIN,
    "14/06/2027": JUIN,
    "14/6/27": JUIN,
    "14-06-2027": JUIN,
    "14.06.2027": JUIN,
    "14 06 2027": JUIN,
    "2027-06-14": JUIN,
    "14 juin 2027": JUIN,
    "lundi 14 juin 2027": JUIN,
    "Lun. 14 juin 2027": JUIN,
    "le 14 juin 27": JUIN,
    "14/06": JUIN,
    "14 juin": JUIN,
    "mardi 1er déc. 2026": date(2026, 12, 1),
    "1 février 2028": date(2028, 2, 1),
    "10 août 2027": date(2027, 8, 10),
    46552: date(2027, 6, 14),
}


@pytest.mark.parametrize(("typed", "expected"), DATES.items())
def test_a_date_is_understood_as_french_people_type_it(typed, expected):
    assert cells.jour(typed, connus=[JUIN, date(2027, 6, 15)]) == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("12/31/2027", "américaine"),
        ("12/13/2027", "américaine"),
        ("13/13/2027", "n'existe pas"),
        ("16/06", "manque l'année"),
        ("31/06/2027", "n'existe pas"),
        ("mardi 14 juin 2027", "est un lundi"),
        ("14 ju 2027", "pas lisible"),
        ("juin 14 2027", "pas lisible"),
        ("demain", "pas lisible"),
        ("14/06/1027", "pas lisible"),
        (3, "aucun des jours de la session"),
        (33, "pas lisible"),
        (46552.5, "pas lisible"),
        (True, "pas lisible"),
        (time(9), "pas lisible"),
    ],
)
def test_a_date_that_is_not_one_is_refused(typed, sentence):
    with pytest.raises(Unreadable) as refusal:
        cells.jour(typed, connus=[JUIN])
    assert sentence in refusal.value.texte.message


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_every_date_that_we_print_is_read_back(jour):
    assert cells.jour(date_longue(jour)) == jour
    assert cells.jour(date_chiffres(jour)) == jour


def test_a_serial_number_in_a_date_column_is_read_and_told():
    told = []
    assert cells.jour(45090, tell=told.append, epoch=date(1904, 1, 1)) == date(2027, 6, 14)
    assert "14/06/2027" in told[0].message


@pytest.mark.parametrize(
    ("typed", "expected"),
    {
        0: 0,
        90: 90,
        99_999: 99_999,
        "90": 90,
        "90 min": 90,
        "1h30": 90,
        "01 h 30 min": 90,
        "1 h": 60,
        "1:30": 90,
        "00 h 40 min": 40,
        time(1, 30): 90,
        time(1, 29, 56): 90,
        time(1, 30, 4): 90,
        timedelta(hours=30): 1800,
        datetime(1900, 1, 1, 6): 1800,
    }.items(),
)
def test_a_length_is_read_in_minutes(typed, expected):
    assert cells.minutes(typed) == expected


@given(st.integers(1, 5999))
def test_every_length_that_we_print_is_read_back(n):
    assert cells.minutes(duree(n)) == n


@pytest.mark.parametrize("typed", ["longtemps", 1.5, True, -1, 100_000, "1h30 et plus", datetime(2027, 6, 14)])
def test_a_length_that_is_not_one_is_refused(typed):
    with pytest.raises(Unreadable):
        cells.minutes(typed)


@pytest.mark.parametrize("typed", ["oui", "OUI", " Oui ", "x", "X", "1", 1, True, "VRAI", "✓", "o", "oui."])
def test_yes_is_ticked_in_many_ways(typed):
    assert cells.oui_non(typed) is True


@pytest.mark.parametrize("typed", ["non", "NON", "0", 0, False, "faux", "-", "", None, "\u00a0"])
def test_no_is_ticked_in_many_ways(typed):
    assert cells.oui_non(typed) is False


@pytest.mark.parametrize("typed", ["peut-être", 2, "oui sauf lundi"])
def test_neither_yes_nor_no_is_refused(typed):
    with pytest.raises(Unreadable):
        cells.oui_non(typed)


@pytest.mark.parametrize(("typed", "expected"), {3: 3, 4.0: 4, "3": 3, "1 260": 1260, "\u202f12": 12, "-4": -4}.items())
def test_a_whole_number_is_read(typed, expected):
    assert cells.entier(typed) == expected


@pytest.mark.parametrize("typed", [3.5, "3,5", "trois", True, "3 postes", time(3)])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(Unreadable):
        cells.entier(typed)


def test_a_whole_number_goes_up_to_its_bound_on_both_sides_of_zero():
    assert [cells.entier(9, 9), cells.entier("-9", 9)] == [9, -9]
    for typed in (10, "-10"):
        with pytest.raises(Unreadable, match="9"):
            cells.entier(typed, 9)


@pytest.mark.parametrize("typed", [None, "", " \u00a0\u200b", "_x000D_", "\x01"])
def test_a_cell_where_nobody_sees_anything_is_empty(typed):
    assert cells.is_empty(typed)


@pytest.mark.parametrize("typed", [0, 0.0, False, "0", "-", time(0), timedelta(0)])
def test_a_cell_where_something_is_seen_is_not_empty(typed):
    assert not cells.is_empty(typed)


def test_a_text_loses_what_nobody_sees():
    assert cells.texte("\u00a0Durand\u202f\u200b ") == "Durand"
    assert cells.texte("E\u0301pe\u0301e") == "Épée"
    assert cells.texte("a_x000D_\nb\x01") == "a b"
    assert cells.texte("a\x01b") == "ab"
    assert cells.texte("_x005F_x000D_") == "_x000D_"


def test_true_and_false_are_told_as_a_french_spreadsheet_shows_them():
    assert [cells.texte(True), cells.texte(False)] == ["VRAI", "FAUX"]


def test_names_that_look_like_nothing_are_names():
    assert [cells.texte(t) for t in ("NA", "None", "null", "nan")] == ["NA", "None", "null", "nan"]


def test_a_number_keeps_the_zeros_that_its_format_shows():
    assert cells.texte(123, "00000") == "00123"
    assert cells.texte(123) == "123"
    assert cells.texte(4.0) == "4"
    assert cells.texte(datetime(2027, 6, 14)) == "14/06/2027"


def test_a_contact_keeps_its_lines_and_its_zero():
    assert cells.contact("12 rue du Port\n 44000 Nantes \n\n \nl.moreau@exemple.fr") == (
        "12 rue du Port\n44000 Nantes\nl.moreau@exemple.fr"
    )
    assert cells.contact(612345678) == "0612345678"


@pytest.mark.parametrize("typed", ["A ; B", "A, B", "A\nB", " A;;B ; "])
def test_a_list_is_cut_at_semicolons_commas_and_lines(typed):
    assert cells.liste(typed) == ("A", "B")


def test_one_of_several_values_is_found_or_the_closest_is_told():
    assert cells.choix("APRES MIDI", ("matin", "après-midi")) == "après-midi"
    with pytest.raises(Unreadable) as refusal:
        cells.choix("matinn", ("matin", "après-midi"))
    assert "« matin » ?" in refusal.value.texte.conseil


def _majoration(value):
    return majoration(value, Nature.ORAL)


@settings(max_examples=30)
@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.times(), st.timedeltas()))
def test_whatever_stands_in_a_cell_is_read_or_refused_in_french(value):
    readers = (cells.heure, cells.jour, cells.minutes, cells.entier, cells.oui_non, cells.texte, _majoration)
    for read in (*readers, cells.liste, cells.contact, lambda v: cells.choix(v, ("a", "b"))):
        refusals = []
        try:
            read(value)
        except Unreadable as refusal:
            refusals.append(refusal.texte.message)
        assert all(message.endswith((".", "?")) for message in refusals)
