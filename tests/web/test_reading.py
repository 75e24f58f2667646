"""A person's file is read in a child process, within limits: what it does to that process is one sentence here."""

from contextlib import contextmanager
from dataclasses import replace
from html import unescape
from threading import Event, active_count

import pytest

from served import quick_children
from tpplanner.errors import UserError, WorkbookRefused
from tpplanner.texts import page as textes
from tpplanner.web.reading.child import ReaderLimits
from tpplanner.web.reading.readers import AT_ONCE, ReaderEnded, Readers
from tpplanner.web.reading.readings import Readings
from tpplanner.web.sessions.folders import ident
from web.hard_files import contents, eat, fail, judge_long, noted, refuse, spin, spin_and_tell, spin_noting, vanish
from web.lives import SECONDS
from web.moving import a_planning, address

TINY = ReaderLimits(processor=0.3, judging=0.6, memory=150_000_000, wall=SECONDS)


@contextmanager
def readers(limits=TINY):
    """Readers of those limits, gone afterwards."""
    own = Readers(limits, quick_children())
    try:
        yield own
    finally:
        own.close()


@pytest.fixture
def file(tmp_path):
    """A file of a person's."""
    path = tmp_path / "session.xlsx"
    path.write_text("de quoi lire", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "limits", "told"),
    [
        (spin_noting, TINY, textes.LECTURE_TROP_LONGUE),
        (eat, replace(TINY, processor=SECONDS), textes.LECTURE_TROP_GRANDE),  # memory is slow to fill beside others
        (vanish, TINY, textes.LECTURE_ARRETEE),
    ],
)
def test_a_file_that_ends_its_reader_is_refused_in_french_until_it_changes(file, make, limits, told):
    with readers(limits) as own:
        readings = Readings(own)
        with pytest.raises(ReaderEnded) as refusal:
            readings.of(file, make)
        assert [(issue.message, issue.hint) for issue in refusal.value.issues] == [tuple(told)]
        for again in (make, contents):  # neither is read: it would take as long
            with pytest.raises(ReaderEnded):
                readings.of(file, again)
        with pytest.raises(ReaderEnded):
            readings.call(contents, file)
        file.write_text("autre chose à lire", encoding="utf-8")
        assert readings.of(file, contents) == "autre chose à lire"
    if make is spin_noting:  # it was its processor's time that ended it, not that of the clock
        assert float(file.with_name("secondes").read_text(encoding="utf-8")) < 1


def test_what_was_made_of_a_file_is_made_again_once_it_has_changed(file):
    readings = Readings()
    for content in ("de quoi lire", "autre chose à lire", "de quoi lire encore"):
        file.write_text(content, encoding="utf-8")
        assert readings.of(file, noted) == readings.of(file, noted) == readings.known(file, noted) == content
    assert file.with_name("lectures").read_text(encoding="utf-8") == "lu\n" * 3


def test_another_file_is_read_while_one_takes_all_its_time(tmp_path, file):
    long = tmp_path / "bombe.xlsx"
    long.write_bytes(b"PK")
    with readers(ReaderLimits(processor=SECONDS)) as own:
        readings = Readings(own)
        slow = readings.begun(long, spin)
        assert readings.of(file, contents) == "de quoi lire"
        assert not slow.done()
        own.close()  # the server ends meanwhile
        with pytest.raises(UserError):
            slow.result(SECONDS)


def test_whoever_asks_while_a_file_is_read_waits_for_that_reading(file):
    go_on, begun = Event(), Event()

    def held(make, path, *args):
        begun.set()
        assert go_on.wait(SECONDS)
        return own(make, path, *args)

    with readers() as own:
        readings = Readings(held)
        first = readings.begun(file, noted)
        assert begun.wait(SECONDS)
        second = readings.begun(file, noted)
        go_on.set()
        assert first.result(SECONDS) == second.result(SECONDS) == readings.of(file, noted) == "de quoi lire"
    assert file.with_name("lectures").read_text(encoding="utf-8") == "lu\n"


def test_what_a_reader_raises_is_told_as_if_it_were_raised_here_and_not_remembered(file):
    with readers() as own:
        readings = Readings(own)
        for _ in range(2):
            with pytest.raises(WorkbookRefused) as refusal:
                readings.of(file, refuse)
            assert [issue.place for issue in refusal.value.issues] == ["Jours!B2"]
            with pytest.raises(KeyError, match="session"):
                readings.of(file, fail)
        assert readings.of(file, contents) == "de quoi lire"


def test_what_is_judged_has_more_time_once_it_is_read(file):
    with readers() as own:
        assert Readings(own).of(file, judge_long) == "de quoi lire"


def test_what_is_made_of_a_file_may_say_itself_that_it_ended_its_reader(file):
    with readers() as own:
        readings = Readings(own)
        told = readings.of(file, spin_and_tell)
        assert told == readings.of(file, spin_and_tell) == [textes.LECTURE_TROP_LONGUE.message]


def test_threads_do_not_pile_up_behind_a_file_that_is_slow(tmp_path):
    go_on = Event()

    def held(_make, path):
        assert go_on.wait(SECONDS)
        return path.name

    readings = Readings(held)
    before = active_count()
    waiting = [readings.begun(tmp_path / f"{n}", contents) for n in range(40) for _ in range(3)]
    assert active_count() - before <= AT_ONCE
    go_on.set()
    assert [each.result(SECONDS) for each in waiting] == [f"{n}" for n in range(40) for _ in range(3)]


def beside_a_bomb(own, bomb):
    """Readings by those readers, of which that file takes all the time that it is given."""
    return Readings(lambda make, path, *args: own(spin if path == bomb else make, path, *args))


def test_every_other_page_opens_beside_a_file_that_takes_all_its_time(tmp_path):
    with a_planning(tmp_path) as (page, path), readers(ReaderLimits(processor=SECONDS)) as own:
        bomb = tmp_path / "bombe" / "session.xlsx"
        bomb.parent.mkdir()
        bomb.write_bytes(path.with_name("session.xlsx").read_bytes())
        where = f"/session/{ident(bomb)}/saisie/verifier"
        page.desk.readings, page.desk.patience = beside_a_bomb(own, bomb), 0.01
        for each in (where, f"/session/{ident(bomb)}", f"/session/{ident(bomb)}/suivi"):
            assert "Lecture en cours" in page.get(each)[2]
        page.desk.patience = None
        assert page.get("/")[0] == 200
        assert "<h1>Suivi" in page.get(f"/session/{ident(path.with_name('session.xlsx'))}/suivi")[2]
        assert page.get(address(path))[0] == 200
        draft = page.get("/nouvelle")[1]["location"]
        assert "<h1" in page.get(draft)[2], "a draft waits for nothing that another one reads"
        own.close()
        with readers() as strict:
            page.desk.readings = beside_a_bomb(strict, bomb)
            assert textes.LECTURE_TROP_LONGUE.message in unescape(page.get(where)[2]).replace("\xa0", " ")
            assert page.post(f"/session/{ident(bomb)}/calculer")[0] == 409
            assert page.desk.jobs.running(ident(bomb)) is None, "a search would read it without limits"
