"""Places as they are told: runs of hours, differences with their sign, what could not be looked at."""

from builders import a, passage, session
from tpplanner.domain.answers import Ecart, Place, Places
from tpplanner.domain.plan import Plan
from tpplanner.texts.plan_b import PlacesDites, appliquer, ecarts, introuvable, ouvertes, plages

NB = "\u00a0"


def lines(ouvertes_: int, *places: Place) -> list[str]:
    here = passage("C1", "PP", a("9:40"), 40, "S1")
    s = session(nb_membres=4)
    return PlacesDites(s).lignes(Places("C1", ("PP",), here, ("M1", "M2"), places, None, ouvertes_))


def place(*deplaces: str, code: str = "KRTBLM") -> Place:
    there = passage("C1", "PP", a("13:05"), 40, "S1")
    return Place(Plan((there,)), there, ("M3", "M4"), (a("13:05"), a("13:10")), deplaces, ("M3",), (), (0,), code)


def test_hours_a_step_apart_are_a_run():
    hours = [a("8:45"), a("8:50"), a("8:55"), a("9:10"), a("10:00"), a("10:05")]
    told = f"8{NB}h{NB}45 – 8{NB}h{NB}55, 9{NB}h{NB}10, 10{NB}h – 10{NB}h{NB}05"
    assert plages(hours, 5) == told


def test_a_difference_has_its_sign_and_its_unit():
    assert ecarts((Ecart("journees_membre", 2), Ecart("attente", -10))) == (
        f"+2 journées de membre de jury ; −10{NB}min d'attente des candidats"
    )
    assert ecarts(()) == "rien de plus"


def test_places_stand_by_their_codes_and_say_who_moves():
    told = lines(0, place(), place("C2", code="PLDFGT"))
    assert any(line.startswith("  Code") for line in told)
    assert [line.split()[0] for line in told if "lun. 14 juin" in line] == ["KRTBLM", "PLDFGT"]
    assert any("toutes les places" in line for line in told)
    assert any(line.strip() == "déplace CANDIDAT2 Sacha" for line in told)
    assert any(line.strip() == "autres horaires pour MEMBRE3 Alix" for line in told)


def test_what_was_not_looked_at_is_never_told_as_complete():
    told = "\n".join(lines(12, place()))
    assert "toutes les places" not in told
    assert ouvertes(12) in told
    assert "Aucune autre place" not in "\n".join(lines(1))
    assert "Aucune autre place" in "\n".join(lines(0))


def test_a_command_is_told_as_it_is_typed():
    told = appliquer(["juin 2027.xlsx", "D'ALMEIDA Léa", "--a", "10h40"], "KRTBLM", "nouveau.xlsx")
    typed = """tpplanner places "juin 2027.xlsx" "D'ALMEIDA Léa" --a 10h40 --appliquer KRTBLM -o nouveau.xlsx"""
    assert f"« {typed} »" in told


def test_a_place_that_is_not_found_again_is_told_with_what_to_do():
    assert "n'existe pas dans ce planning" in introuvable("KRTBLM", 3, 0)
    assert "Donnez plus de temps" not in introuvable("KRTBLM", 3, 0)
    assert "--time-limit 300), ou tapez un code de la liste" in introuvable("KRTBLM", 3, 12)
    assert "liste" not in introuvable("KRTBLM", 0, 12)
    assert introuvable("KRTBLM", 0, 0) == "Rien à appliquer : aucune place n'a été trouvée."
