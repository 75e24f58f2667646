"""Which days are worked, where; worked examples, each with the rule that gives it."""

import subprocess
import sys
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays

from tpplanner.texts.noms import DEPARTEMENTS, SERVICES, code_de, code_du_site, nom_complet
from tpplanner.year.echeances import WorkingDays, time_zone
from tpplanner.year.france import holidays_of_france

OF_FRANCE_ALONE = """
import sys
from tpplanner.year.france import holidays_of_france
print(len(holidays_of_france(None, years=[2027])), sum(name.startswith("holidays.countries") for name in sys.modules))
import holidays.countries
print(len(holidays.countries.Germany(years=2027)) > 5)
"""


@pytest.mark.parametrize(
    ("departement", "jour", "worked", "rule"),
    [
        ("", date(2027, 5, 6), False, "Ascension"),
        ("", date(2027, 5, 17), False, "Whit Monday"),
        ("", date(2027, 3, 26), True, "Good Friday is worked in most of France"),
        ("67", date(2027, 3, 26), False, "not in Alsace"),
        ("68", date(2027, 12, 26), False, "26 December in Alsace (a Sunday, that year)"),
        ("57", date(2028, 12, 26), False, "26 December in Moselle, a Tuesday"),
        ("54", date(2028, 12, 26), True, "not in Meurthe-et-Moselle"),
        ("974", date(2027, 12, 20), False, "abolition of slavery in La Réunion"),
        ("29", date(2027, 12, 20), True, "a Monday like any other in Brittany"),
        ("976", date(2027, 4, 27), False, "abolition of slavery in Mayotte"),
        ("972", date(2028, 5, 22), False, "abolition of slavery in Martinique"),
        ("75", date(2027, 6, 12), False, "a Saturday: what is due is not done on a week-end"),
        ("75", date(2027, 8, 15), False, "a holiday on a Sunday"),
        ("75", date(2027, 8, 16), True, "it is not moved to the Monday"),
    ],
)
def test_worked_days(departement, jour, worked, rule):
    assert WorkingDays(departement).worked(jour) is worked, rule


@pytest.mark.parametrize(
    ("departement", "limite", "avant", "rule"),
    [
        ("75", date(2027, 3, 15), date(2027, 3, 15), "a Monday stays"),
        ("75", date(2027, 3, 14), date(2027, 3, 12), "a Sunday: the Friday before"),
        ("75", date(2027, 5, 8), date(2027, 5, 7), "8 May, a Saturday: the Friday"),
        ("75", date(2027, 5, 17), date(2027, 5, 14), "Whit Monday: over the week-end, to the Friday"),
        ("75", date(2027, 3, 29), date(2027, 3, 26), "Easter Monday: to Good Friday, worked in Paris"),
        ("67", date(2027, 3, 29), date(2027, 3, 25), "Easter Monday: to the Thursday, in Alsace"),
        ("974", date(2027, 12, 20), date(2027, 12, 17), "a Monday holiday of La Réunion: to the Friday"),
        ("75", date(2027, 1, 1), date(2026, 12, 31), "New Year's Day: to the year before"),
    ],
)
def test_a_limit_on_a_day_off_moves_to_the_worked_day_before(departement, limite, avant, rule):
    assert WorkingDays(departement).worked_by(limite) == avant, rule


def test_school_holidays_are_those_of_the_zone_and_unknown_overseas():
    assert WorkingDays("29").school_holiday(date(2027, 2, 22)) == "Vacances d'hiver"
    assert WorkingDays("75").school_holiday(date(2027, 3, 1)) == "", "zone C is back"
    assert WorkingDays("69").zone == "A"
    for code in ("974", "2A", ""):
        assert WorkingDays(code).zone == ""
        assert WorkingDays(code).school_holiday(date(2027, 8, 1)) == ""


def test_hours_are_told_in_the_time_zone_of_the_territory():
    assert time_zone("974") == "Indian/Reunion"
    assert time_zone("973") == "America/Cayenne"
    assert time_zone("29") == time_zone("") == "Europe/Paris"
    for code in DEPARTEMENTS:
        ZoneInfo(time_zone(code))


def test_the_calendar_of_every_departement_is_known():
    for code in DEPARTEMENTS:
        assert WorkingDays(code).holiday(date(2027, 7, 14)), code


def test_mainland_departements_have_a_zone_each_and_ile_de_france_its_services():
    without = {code for code, d in DEPARTEMENTS.items() if not d.zone}
    assert without == {"2A", "2B", *(code for code in DEPARTEMENTS if len(code) == 3)}
    assert set(SERVICES) == {"75", "77", "78", "91", "92", "93", "94", "95"}
    assert all("@" in service.courriel for service in SERVICES.values())


@pytest.mark.parametrize(
    ("texte", "code"),
    [("1", "01"), ("75", "75"), ("75 - Paris", "75"), ("2a", "2A"), ("974", "974"), ("la reunion", "974"),
     ("Val d’Oise", "95"), ("Finistère (29)", ""), ("99", ""), ("", "")],
)  # fmt: skip
def test_a_departement_is_found_by_its_number_or_its_name(texte, code):
    assert code_de(texte) == code


@pytest.mark.parametrize(
    ("adresse", "code"),
    [
        ("12 rue des Genêts, 29200 Brest", "29"),
        ("3 place du Port\n20 200 Bastia", "2B"),
        ("20000 Ajaccio", "2A"),
        ("97410 Saint-Pierre", "974"),
        ("97133 Gustavia", "977"),
        ("98800 Nouméa", "988"),
        ("tél. 02 98 00 00 00", ""),
        ("Brest", ""),
    ],
)
def test_a_departement_is_read_off_the_postal_code_of_the_site(adresse, code):
    assert code_du_site(adresse) == code


def test_a_departement_is_told_with_its_name():
    assert nom_complet("974") == "974 La Réunion"
    assert nom_complet("") == ""


@pytest.mark.parametrize("subdivision", [None, "57", "6AE", "974", "Zone A"])
@pytest.mark.parametrize("school", [False, True])
def test_holidays_are_those_that_the_library_has_of_france(subdivision, school):
    categories = {"categories": "school"} if school else {}
    of_library = country_holidays("FR", subdiv=subdivision, years=[2027, 2028], language="fr", **categories)
    assert dict(holidays_of_france(subdivision, years=[2027, 2028], school=school)) == dict(of_library)


def test_no_other_country_is_loaded_for_them_and_others_are_there_for_who_asks():
    command = [sys.executable, "-c", OF_FRANCE_ALONE]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["11", "1", "True"]
