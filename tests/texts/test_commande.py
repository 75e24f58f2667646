"""What the command says on the terminal: commands that work as they are shown."""

import shlex

import pytest

from tpplanner.texts import commande


@pytest.mark.parametrize("chemin", ["s.xlsx", "../ro/r20.xlsx", "/home/été/s-1.xlsx"])
def test_a_plain_path_is_typed_as_it_is(chemin):
    assert commande.a_taper(chemin) == chemin


@pytest.mark.parametrize("chemin", ["mes sessions/s.xlsx", "s (2).xlsx", "R&D/s.xlsx"])
def test_others_stand_between_the_quotes_that_windows_knows_too(chemin):
    assert commande.a_taper(chemin) == f'"{chemin}"'
    assert shlex.split(commande.a_taper(chemin)) == [chemin]


def test_what_double_quotes_do_not_protect_is_protected():
    assert shlex.split(commande.a_taper("à 5 $HOME.xlsx")) == ["à 5 $HOME.xlsx"]


def test_a_name_that_looks_like_an_option_is_none():
    assert commande.a_taper("-s.xlsx").endswith("-s.xlsx")
    assert not commande.a_taper("-s.xlsx").startswith("-")


def test_every_path_of_a_command_shown_can_be_typed():
    said = commande.appliquer("KRTBLM", "d 1/c.xlsx", "d 1/s.xlsx", None, "d 2/p.xlsx")
    shown = said[said.index("«") + 1 : said.index("»")]
    assert shlex.split(shown) == [
        *("tpplanner", "explain", "d 1/s.xlsx", "--avec", "d 2/p.xlsx"),
        *("--appliquer", "KRTBLM", "-o", "d 1/c.xlsx"),
    ]
    for said in (commande.que_faire("d 1/s.xlsx"), commande.possible("d 1/s.xlsx"), commande.appliquee("d 1/s.xlsx")):
        assert '"d 1/s.xlsx"' in said
