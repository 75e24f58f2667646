"""Places as they are told: runs of hours, differences with their sign, what could not be looked at."""

from builders import a, passage, session
from tpplanner.domain.place import Ecart, Place, Places
from tpplanner.domain.plan import Plan
from tpplanner.texts.places import PlacesDites, ecarts, ouvertes, plages

NB = "\u00a0"


def lines(ouvertes_: int, *places: Place) -> list[str]:
    here = passage("C1", "PP", a("9:40"), 40, "S1")
    s = session(nb_membres=4)
    return PlacesDites(s).lignes(Places("C1", ("PP",), here, ("M1", "M2"), places, None, ouvertes_), 4)


def place(*deplaces: str) -> Place:
    there = passage("C1", "PP", a("13:05"), 40, "S1")
    return Place(Plan((there,)), there, ("M3", "M4"), (a("13:05"), a("13:10")), deplaces, ("M3",), (), (0,))


def test_hours_a_step_apart_are_a_run():
    hours = [a("8:45"), a("8:50"), a("8:55"), a("9:10"), a("10:00"), a("10:05")]
    told = f"8{NB}h{NB}45 – 8{NB}h{NB}55, 9{NB}h{NB}10, 10{NB}h – 10{NB}h{NB}05"
    assert plages(hours, 5) == told


def test_a_difference_has_its_sign_and_its_unit():
    assert ecarts((Ecart("journees_membre", 2), Ecart("attente", -10))) == (
        f"+2 journées de membre ; −10{NB}min d'attente des candidats"
    )
    assert ecarts(()) == "rien de plus"


def test_places_are_numbered_on_and_say_who_moves():
    told = lines(0, place(), place("C2"))
    assert any(line.startswith("  N°") for line in told)
    assert [line.split()[0] for line in told if "lun. 14 juin" in line] == ["4", "5"]
    assert any("toutes les places" in line for line in told)
    assert any(line.strip() == "déplace CANDIDAT2 Sacha" for line in told)
    assert any(line.strip() == "autres horaires pour MEMBRE3 Alix" for line in told)


def test_what_was_not_looked_at_is_never_told_as_complete():
    told = "\n".join(lines(12, place()))
    assert "toutes les places" not in told
    assert ouvertes(12) in told
    assert "Aucune autre place" not in "\n".join(lines(1))
    assert "Aucune autre place" in "\n".join(lines(0))
