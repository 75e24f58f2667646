"""The bar that counts places: its values, what its buttons add, and that a name typed counts nothing anew."""

import re
import time

import pytest

from builders import session
from tpplanner.diagnosis.places import Limit, More, PlaceCount
from tpplanner.domain.answers import JurysDuJour, Shortage
from tpplanner.web.typed.entry import drafts_of
from tpplanner.web.typed.places import bar_told
from web.forms import filled

TWELVE = session(candidats=12, nb_membres=6, nb_jours=2, nb_salles=2)
TWICE_TWO = tuple(JurysDuJour(jour.date, 2, 2) for jour in TWELVE.jours)


def spaced(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def test_places_that_lack_are_told_with_their_product_and_what_limits_them():
    more = (More(Limit.SALLE, 1, 12), More(Limit.JOUR, 1, 12))
    bar = bar_told(TWELVE, PlaceCount(12, 8, TWICE_TWO), more)
    assert (bar.etat, bar.phrase) == ("manque", "8 places pour 12 candidats : il manque 4 places.")
    assert bar.produit == "2 jours × 2 jurys × 2 passages."
    assert bar.limite.startswith("Ce qui limite : 2 salles de jury.")
    assert [(geste.valeur, geste.texte) for geste in bar.gestes] == [
        ("places-salle-1", "+ une salle : 12"),
        ("places-jour-1", "+ un jour : 12"),
    ]


def test_places_that_are_enough_prove_nothing():
    bar = bar_told(TWELVE, PlaceCount(12, 12, TWICE_TWO))
    assert bar.etat == "passe"
    assert bar.phrase == "Le décompte passe : 12 places pour 12 candidats, le calcul le dira."
    assert "suffi" not in bar.phrase


def test_places_that_are_not_counted_are_not_told():
    assert "places" not in bar_told(TWELVE, PlaceCount(12, None)).phrase


def test_days_that_differ_are_no_product():
    detail = (JurysDuJour(TWELVE.jours[0].date, 2, 3), JurysDuJour(TWELVE.jours[1].date, 1, 2))
    produit = bar_told(TWELVE, PlaceCount(12, 8, detail)).produit
    assert "×" in produit
    assert "jours ×" not in produit


def test_something_else_that_lacks_is_incomplete_and_no_lack_of_places():
    bar = bar_told(TWELVE, PlaceCount(12, 12, TWICE_TWO, (Shortage("qualites", ("anglais",), 1, 0),)))
    assert bar.etat == "incomplet"


@pytest.mark.parametrize(
    ("gone", "phrase"),
    [
        (("titre",), "Incomplet : aucun titre."),
        (("retirees.jours.j0", "retirees.jours.j1"), "Incomplet : aucun jour."),
        (("retirees.membres.m0", "retirees.membres.m1"), "Incomplet : aucun membre de jury."),
        (("retirees.salles.s0",), "Incomplet : aucune salle de jury."),
        (tuple(f"retirees.candidats.c{n}" for n in range(3)), "Incomplet : aucun candidat."),
    ],
)
def test_what_is_not_there_yet_is_named(server, gone, phrase):
    saisie = filled(server, **{path: "" if path == "titre" else "oui" for path in gone})
    assert phrase in spaced(saisie.step("jours").text)


def told(saisie):
    """The bar once it has counted."""
    for _ in range(300):
        text = spaced(saisie.step("candidats").text)
        if "data-encore" not in text:
            return text[text.index('id="places"') :]
        time.sleep(0.1)
    raise AssertionError(text)


def many(combien):
    return {
        f"candidats.d{n}.{champ}": f"{nom}{n}" for n in range(combien) for champ, nom in (("nom", "N"), ("prenom", "P"))
    }


def test_the_bar_counts_in_a_child_and_its_buttons_add_what_they_say(server):
    saisie = filled(server, **many(11), **{"retirees.jours.j1": "oui"})
    bar = told(saisie)
    assert "places manque" in bar
    assert "pour 14 candidats : il manque" in bar
    values = re.findall(r'value="(places-\w+-\d)"', bar)
    assert "places-jour-1" in values
    before = {table: len(form_of(saisie).present(table)) for table in ("jours", "salles", "membres")}
    for value in ("places-jour-1", "places-salle-1", "places-membre-2"):
        saisie.page.post(f"{saisie.path}/candidats", {"faire": value})
    after = {table: len(form_of(saisie).present(table)) for table in before}
    assert after == {"jours": before["jours"] + 1, "salles": before["salles"] + 1, "membres": before["membres"] + 2}
    assert form_of(saisie).present("jours")[-1]["date"] == "15/06/2027"
    assert "il manque" not in told(saisie)


def form_of(saisie):
    return drafts_of(saisie.page.desk).read(saisie.path.rpartition("/")[2]).form


def test_a_name_that_is_typed_counts_nothing_anew(server):
    saisie = filled(server)
    told(saisie)
    saisie.page.post(f"{saisie.path}/garder", {"candidats.c0.nom": "DURANT"})
    assert "data-encore" not in saisie.step("candidats").text
