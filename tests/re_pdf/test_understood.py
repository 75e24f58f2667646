"""What the cells of a printed table mean, and what of them has to be asked."""

import pytest

from tpplanner.re_pdf.document import ReLine, Whereabouts
from tpplanner.re_pdf.printed_table import PrintedRow, PrintedTable
from tpplanner.re_pdf.understood import understood

HERE = Whereabouts(5, 5)
TOTAL = ReLine("Durée totale de l’épreuve pour le candidat : 01 h 00 min", HERE)
ET = "Entretien technique"


def _codes(*rows: PrintedRow, total: ReLine | None = TOTAL, presence: ReLine | None = None) -> list[str]:
    return [question.code for question in understood("titre", PrintedTable(list(rows), total, presence)).questions]


def _row(label: str = ET, duration: str = "01 h 00 min", others: str = "Le jury questionne") -> PrintedRow:
    return PrintedRow(label, duration, others, HERE)


def test_a_plain_row_leaves_nothing_to_be_asked() -> None:
    assert _codes(_row()) == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (_row(duration="00 h 45 s"), "duration_unknown"),
        (_row(duration="1 h 00 dont 20 min"), "duration_unknown"),
        (_row(duration=""), "duration_missing"),
        (_row(duration="Sans objet"), "duration_missing"),
        (_row(duration="00 h 00 min"), "duration_zero"),
        (_row(duration="12 h 01 min"), "duration_long"),
        (_row(others="Sans objet Sans objet"), "unused_with_duration"),
        (_row(label="Épreuve pratique"), "label_unknown"),
        (_row(label=""), "label_missing"),
        (_row(label="Mise en situation professionnelle ou présentation différée d’un projet"), "label_either"),
    ],
)
def test_a_row_that_does_not_say_its_modalite_and_its_minutes_is_asked(row: PrintedRow, code: str) -> None:
    read = understood("titre", PrintedTable([row], TOTAL))
    assert [question.code for question in read.questions] == [code]
    assert read.questions[0].where == (HERE,)


def test_twelve_hours_are_a_duration() -> None:
    assert _codes(_row(duration="12 h 00 min")) == []


@pytest.mark.parametrize("duration", ["", "Sans objet", "00 h 00 min", "Néant"])
def test_a_modalite_that_is_not_used_has_no_minutes_and_asks_nothing(duration: str) -> None:
    read = understood("titre", PrintedTable([_row(duration=duration, others="Sans objet")], TOTAL))
    assert ([row.minutes for row in read.rows], read.questions) == ([None], [])


def test_a_modalite_that_stands_twice_is_asked_both_times() -> None:
    assert _codes(_row(), _row()) == ["modalite_twice", "modalite_twice"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Durée totale de l’épreuve pour le candidat : 01 h 00 s", "total_unknown"),
        ("Durée totale de l’épreuve pour le candidat :", "total_unknown"),
        ("Durée totale de l’épreuve : 01 h 15 mn, dont 1 h devant le jury et 15 mn seul", "total_unknown"),
        ("Durée totale de l’épreuve : 01 h 15 mn, dont 01 h 15 s devant le jury", "presence_unknown"),
    ],
)
def test_a_total_is_read_whole_or_asked(words: str, code: str) -> None:
    assert _codes(_row(), total=ReLine(words, HERE)) == [code]


@pytest.mark.parametrize(
    "words",
    [
        "Durée totale de l’épreuve pour le 01 h 15 min candidat :",
        "Durée totale de l’épreuve 01 h 15 min",
        "Durée totale : 1h15",
    ],
)
def test_the_words_of_a_total_may_stand_on_either_side_of_it(words: str) -> None:
    read = understood("titre", PrintedTable([_row()], ReLine(words, HERE)))
    assert read.total is not None
    assert (read.total.value, read.questions) == (75, [])


def test_a_table_that_begins_after_the_total_is_asked() -> None:
    read = understood("titre", PrintedTable([_row()], TOTAL, strays=[HERE]))
    assert [question.code for question in read.questions] == ["stray_table"]


def test_a_total_that_is_missing_is_asked() -> None:
    assert _codes(_row(), total=None) == ["total_missing"]


def test_the_total_of_2013_tells_the_presence_of_the_jury_too() -> None:
    total = ReLine("Durée totale de l’épreuve pour le candidat : 01 h 30 mn, dont 01 h 15 mn devant le jury", HERE)
    read = understood("titre", PrintedTable([_row()], total))
    assert read.total is not None
    assert read.presence is not None
    assert (read.total.value, read.presence.value, read.questions) == (90, 75, [])


def test_a_presence_in_a_unit_that_is_not_known_is_asked() -> None:
    line = ReLine("4.1. Durée totale de présence du jury pendant l’épreuve du candidat : 04 jours", HERE)
    assert _codes(_row(), presence=line) == ["presence_unknown"]
