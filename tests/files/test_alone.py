"""Of several saves that were made from one state of a file, one wins; the others are told, and nothing of it is lost."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tpplanner.errors import CannotWrite
from tpplanner.files.alone import alone_in
from tpplanner.files.beside import TRIES
from tpplanner.files.place import any_file
from tpplanner.files.writing import put, put_keeping_age
from tpplanner.texts.commande import CHANGE_ENTRE_TEMPS

SAVERS = 8

only_where_folders_are_locked = pytest.mark.skipif(os.name == "nt", reason="a mutex is its thread's, not its handle's")


def with_a_note(path, before, note):
    put_keeping_age(path, before, before + note)


def over_what_was_read(path, before, note):
    put(path, before + note, replaces=any_file, expects=before)


@pytest.mark.parametrize("save", [with_a_note, over_what_was_read])
@pytest.mark.parametrize("turn", range(5))
def test_of_saves_at_one_moment_one_wins_and_the_others_are_told(tmp_path, save, turn):
    path, before, together = tmp_path / "planning.xlsx", b"as all have read it", Barrier(SAVERS)
    path.write_bytes(before)

    def saved(number):
        together.wait()
        try:
            save(path, before, b" %d %d" % (turn, number))
        except CannotWrite as refusal:
            return refusal.issues[0].hint
        return number

    with ThreadPoolExecutor(SAVERS) as pool:
        answers = list(pool.map(saved, range(SAVERS)))
    (winner,) = (answer for answer in answers if isinstance(answer, int))
    assert path.read_bytes() == before + b" %d %d" % (turn, winner)
    assert set(answers) - {winner} == {CHANGE_ENTRE_TEMPS}
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("save", [with_a_note, over_what_was_read])
def test_a_save_that_was_made_from_an_older_file_leaves_the_newer_one(tmp_path, save):
    path = tmp_path / "planning.xlsx"
    path.write_bytes(b"newer")
    with pytest.raises(CannotWrite) as refusal:
        save(path, b"older", b" and a note")
    assert refusal.value.issues[0].hint == CHANGE_ENTRE_TEMPS
    assert path.read_bytes() == b"newer"


def test_a_save_of_what_has_gone_meanwhile_writes_nothing(tmp_path):
    with pytest.raises(CannotWrite):
        over_what_was_read(tmp_path / "planning.xlsx", b"as it was", b" and a note")
    assert not any(tmp_path.iterdir())


@only_where_folders_are_locked
def test_whoever_writes_waits_for_another_and_is_refused_after_all_tries(tmp_path):
    pauses = []
    with alone_in(tmp_path), pytest.raises(CannotWrite):
        put(tmp_path / "planning.xlsx", b"", pause=pauses.append)
    assert len(pauses) >= TRIES - 1
    assert not any(tmp_path.iterdir())
    put(tmp_path / "planning.xlsx", b"once nobody else writes there")


@only_where_folders_are_locked
def test_a_folder_that_knows_no_locks_is_written_in(tmp_path, monkeypatch):
    def none_here(*_):
        raise OSError(95, "not supported")

    monkeypatch.setattr("fcntl.flock", none_here)
    put(tmp_path / "planning.xlsx", b"written")
    assert (tmp_path / "planning.xlsx").read_bytes() == b"written"
