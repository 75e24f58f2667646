"""Which written row each line is: a pure question about two sets of rows."""

from collections import Counter
from dataclasses import replace
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from tpplanner.workbook.pairing import paired
from tpplanner.workbook.planning_rows import Row

LUNDI = date(2027, 6, 14)


def row(debut: int = 9, nature: str = "épreuve", **champs: object) -> Row:
    told = {"candidat": "DURAND Léa", "epreuve": "QP", "jury": "Jury 1", "salle": "Salle 1"} | champs
    return Row(LUNDI, time(debut), time(debut + 1), nature, **told)


ROWS = st.builds(
    row,
    st.integers(8, 11),
    st.sampled_from(["épreuve", "correction"]),
    candidat=st.sampled_from("ABC"),
    jury=st.sampled_from(["Jury 1", "Jury 2"]),
)
SETS = st.lists(ROWS, min_size=1, max_size=9)
A, B = row(9, candidat="A"), row(14, candidat="B", jury="Jury 2", salle="Salle 2")


def on_lines(rows: list[Row]) -> dict[int, Row]:
    return dict(enumerate(rows))


def own(rows: list[Row]) -> dict[int, int]:
    return {line: line for line in range(len(rows))}


@given(SETS, st.data())
@settings(max_examples=40)
def test_rows_in_any_order_are_those_that_were_written(written, data):
    """Whatever notes and pins are typed on them: these go with the visible row."""
    order = data.draw(st.permutations(range(len(written))))
    notes = st.sampled_from(["", "terminé"])
    typed = {line: replace(written[rank], statut=data.draw(notes)) for line, rank in enumerate(order)}
    pinned = {line: replace(r, fige=data.draw(st.sampled_from(["", "tout"]))) for line, r in typed.items()}
    for visible in (typed, pinned):
        pairs = paired(visible, own(written), written)
        assert sorted(pairs.written.values()) == list(range(len(written)))
        assert all(replace(visible[n], fige="", statut="") == written[p] for n, p in pairs.written.items())
        assert (dict(pairs.repeats), pairs.gone) == ({}, ())


@given(SETS, SETS, st.data())
@settings(max_examples=40)
def test_whatever_stands_there_each_written_row_is_on_one_line_or_gone(written, typed, data):
    """And what both sets hold is paired as often as both hold it, whatever else was edited."""
    illegible = data.draw(st.sets(st.integers(20, 22)))
    twins = own(written) | dict(zip(sorted(illegible), data.draw(st.permutations(range(len(written)))), strict=False))
    pairs = paired(on_lines(typed), twins, written, illegible)
    assert sorted([*pairs.written.values(), *pairs.gone]) == list(range(len(written)))
    both = Counter(typed) & Counter(written)
    same = Counter(typed[n] for n, p in pairs.written.items() if n < len(typed) and typed[n] == written[p])
    assert same == both
    assert all(typed[first] == typed[line] and first not in pairs.repeats for line, first in pairs.repeats.items())


@given(st.lists(ROWS, min_size=2, max_size=9, unique=True), st.data())
@settings(max_examples=40)
def test_one_row_edited_among_rows_in_any_order_is_that_row(written, data):
    order = data.draw(st.permutations(range(len(written))))
    line = data.draw(st.sampled_from(range(len(written))))
    edited = replace(written[order[line]], salle="Salle 9")
    typed = {n: written[rank] for n, rank in enumerate(order)} | {line: edited}
    assert paired(typed, own(written), written).written == dict(enumerate(order))


def test_two_candidats_exchanged_are_two_edits_on_their_own_lines():
    typed = [replace(A, candidat="B"), replace(B, candidat="A")]
    assert paired(on_lines(typed), own(typed), [A, B]).written == {0: 0, 1: 1}


def test_a_row_moved_to_the_hours_of_another_one_that_moved_too_is_still_itself():
    typed = [replace(B, candidat="A"), replace(A, candidat="B")]
    assert paired(on_lines(typed), own(typed), [A, B]).written == {0: 0, 1: 1}


def test_two_rows_exchanged_and_then_edited_are_known_by_what_is_left_of_them():
    typed = [replace(B, salle="Salle 9"), replace(A, salle="Salle 8")]
    assert paired(on_lines(typed), own(typed), [A, B]).written == {0: 1, 1: 0}


def test_of_two_rows_as_near_it_is_the_one_of_its_line():
    same = [row(9, candidat="A"), row(9, candidat="B")]
    typed = [replace(same[0], candidat="C"), replace(same[1], candidat="D")]
    assert paired(on_lines(typed), own(typed), same).written == {0: 0, 1: 1}
    assert paired(on_lines(typed), {0: 1, 1: 0}, same).written == {0: 1, 1: 0}


def test_of_two_rows_as_near_it_is_the_one_that_leaves_the_other_as_near_a_row():
    one, other = row(9, candidat="A"), row(9, candidat="B", salle="Salle 2")
    typed = {5: replace(other, candidat="A"), 6: replace(one, debut=time(8))}
    assert paired(typed, {}, [one, other]).written == {6: 0, 5: 1}


def test_equal_rows_are_as_many_as_were_written_and_one_more_is_a_repeat():
    pairs = paired({1: A, 2: A, 3: A}, {1: 0, 2: 1}, [A, A])
    assert (pairs.written, pairs.repeats) == ({1: 0, 2: 1}, {3: 1})


def test_a_row_copied_over_another_one_repeats_and_the_other_is_what_stood_there():
    pairs = paired({1: A, 2: A}, {1: 0, 2: 1}, [A, B])
    assert (pairs.written, pairs.repeats, pairs.gone) == ({1: 0, 2: 1}, {2: 1}, ())


def test_a_row_of_another_nature_elsewhere_is_no_edit():
    pairs = paired({5: row(16, "correction")}, {1: 0}, [row(16)])
    assert (pairs.written, pairs.gone) == ({1: 0}, ())


def test_a_row_emptied_and_typed_elsewhere_with_a_change_is_an_edit():
    assert paired({5: replace(A, salle="Salle 9")}, {1: 0}, [A]).written == {5: 0}


def test_what_an_illegible_row_said_is_no_other_rows():
    assert paired({5: replace(A, salle="Salle 9")}, {1: 0}, [A], illegible=[1]).written == {1: 0}


def test_what_stands_on_no_line_is_gone():
    assert paired({}, {}, [A]).gone == (0,)


def test_thousands_of_rows_of_which_none_is_as_it_was_written_are_read_line_by_line():
    written = [row(9, candidat=f"A{n}") for n in range(2_000)]
    typed = [row(10, candidat=f"B{n}", salle="Salle 9") for n in range(2_000)]
    assert paired(on_lines(typed), own(written), written).written == own(written)
