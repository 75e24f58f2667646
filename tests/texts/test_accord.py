import pytest

from tpplanner.rules import ANNEE_BY_NAME, BY_NAME
from tpplanner.texts.noms import accorde


@pytest.mark.parametrize(
    ("told", "settled"),
    [
        ("1 membre(s) présent(s) de 9 h à 10 h.", "1 membre présent de 9 h à 10 h."),
        ("2 membre(s) présent(s) de 9 h à 10 h.", "2 membres présents de 9 h à 10 h."),
        ("0 surveillant(s).", "0 surveillant."),
        ("1,75 candidat(s), pour 4 place(s)", "1,75 candidat, pour 4 places"),
        ("3,25 candidat(s)", "3,25 candidats"),
        ("1\u202f000 candidat(s)", "1\u202f000 candidats"),
        ("il faut 2 membre(s)", "il faut 2 membres"),
    ],
)
def test_words_agree_with_the_number_before_them(told, settled):
    assert accorde(told) == settled


@pytest.mark.parametrize("told", ["Questionnement à partir de production(s)", "Salle(s)", "RE 03 de production(s)", ""])
def test_what_no_number_counts_stays(told):
    assert accorde(told) == told


def test_every_optional_s_in_what_tells_a_breach_follows_a_number():
    cards = [*BY_NAME.values(), *ANNEE_BY_NAME.values()]
    told = [t for card in cards for t in card.manquements.values() if "(s)" in t]
    numbered = [t.replace("{nombre}", "2").replace("{attendu}", "2") for t in told]
    assert told
    assert not [t for t in map(accorde, numbered) if "(s)" in t]
