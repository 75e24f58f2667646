"""The list of sessions cannot fail: each entry is looked at by itself, what cannot be shown is told, nothing is long."""

import errno
import itertools
import os
import unicodedata
from contextlib import contextmanager

import pytest

from tpplanner.texts import mes_sessions as textes
from tpplanner.web.pages.home import not_shown
from tpplanner.web.sessions import library as libraries
from tpplanner.web.sessions import looking
from tpplanner.web.sessions.folders import SessionFiles, ident, saved_at
from tpplanner.web.sessions.library import Library
from tpplanner.web.sessions.looking import Hindrance, Unshown, look_into

SESSIONS = ("CDA juin", "CDA juillet", "DWWM")


@pytest.fixture
def root(tmp_path):
    """Three sessions, one with a planning, one of a year, one at the root."""
    root = tmp_path / "tpplanner"
    for nom in SESSIONS:
        made(root / nom / "session.xlsx")
    made(root / "CDA juin" / "session-planning-v1.xlsx")
    made(root / "annee-programmation-v1-plannings" / "mars.xlsx")
    made(root / "avril.xlsx")
    return root


NAMES = {*SESSIONS, "annee-programmation-v1-plannings – mars", "tpplanner – avril"}


def made(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def names(root):
    return [session.nom for session in Library(root).sessions()]


def told(root):
    return set(Library(root).listing().unshown)


@contextmanager
def closed(path):
    """A folder that is closed, to whoever tries: the rights of a system do not hold its administrator."""
    real = {name: getattr(os, name) for name in ("scandir", "stat", "lstat")}

    def refusing(name):
        def call(asked, *args, **kwargs):
            if os.fspath(asked).startswith(f"{path}/") or (name == "scandir" and os.fspath(asked) == str(path)):
                raise PermissionError(errno.EACCES, "closed", os.fspath(asked))
            return real[name](asked, *args, **kwargs)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in real:
            patch.setattr(os, name, refusing(name))
        yield


def test_a_folder_that_is_closed_is_told_and_the_others_are_there(root):
    with closed(root / "CDA juin"):
        assert set(names(root)) == NAMES - {"CDA juin"}
        assert told(root) == {Unshown("CDA juin", Hindrance.FERME)}


def test_a_folder_that_can_be_listed_and_not_entered_is_told(root, monkeypatch):
    real = os.stat

    def refusing(path, *args, **kwargs):
        if "CDA juin/" in os.fspath(path):
            raise PermissionError(errno.EACCES, "closed")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "stat", refusing)
    assert set(names(root)) == NAMES - {"CDA juin"}
    assert told(root) == {Unshown("CDA juin", Hindrance.FERME)}


@pytest.mark.parametrize("target", ["nowhere", "loop", "."])
def test_a_link_to_nowhere_to_itself_or_to_what_holds_it_hides_nothing(root, target):
    (root / "loop").symlink_to(root / target)
    assert set(names(root)) == NAMES
    assert told(root) == (set() if target == "." else {Unshown("loop", Hindrance.NULLE_PART)})


def test_a_session_reached_by_two_ways_is_one(root):
    (root / "raccourci").symlink_to(root / "DWWM")
    (root / "mai.xlsx").symlink_to(root / "avril.xlsx")
    assert sorted(names(root)) == sorted(NAMES)


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_told_with_marks_in_its_place(root):
    os.mkdir(os.fsencode(root) + b"/\xe9t\xe9")
    made(root / os.fsdecode(b"\xe9t\xe9") / "session.xlsx")
    made(root / "DWWM" / os.fsdecode(b"\xff.xlsx"))
    assert set(names(root)) == NAMES
    assert told(root) == {Unshown(nom, Hindrance.NOM_ILLISIBLE) for nom in ("�t�", "DWWM – �")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="none there")
def test_what_is_called_a_workbook_and_is_a_pipe_or_a_folder_is_told(root):
    (root / "pipe").mkdir()
    os.mkfifo(root / "pipe" / "session.xlsx")
    (root / "dossier" / "session.xlsx").mkdir(parents=True)
    made(root / "d.xlsx" / "session.xlsx")
    assert set(names(root)) == {*NAMES, "d.xlsx"}
    assert told(root) == {Unshown(nom, Hindrance.PAS_UN_CLASSEUR) for nom in ("pipe", "dossier")}


def test_names_that_differ_by_case_or_form_alone_are_two_sessions_and_told(root):
    for nom in ("été", unicodedata.normalize("NFD", "été"), "dwwm"):
        made(root / nom / "session.xlsx")
    assert sorted(names(root)) == sorted([*NAMES, "été", "été", "dwwm"])
    assert told(root) == {Unshown(nom, Hindrance.MEME_NOM) for nom in ("été", "DWWM", "dwwm")}


@pytest.mark.parametrize("seconds", [-(10**10), 10**12, 0])
def test_a_file_may_be_of_any_year(root, seconds, monkeypatch):
    path = root / "DWWM" / "session.xlsx"
    monkeypatch.setattr(type(path), "stat", lambda _: os.stat_result((0,) * 7 + (seconds,) * 3))
    assert 1970 <= saved_at(path).year <= 9999


def test_the_folder_of_the_sessions_may_be_closed_absent_a_file_or_lead_nowhere(root, tmp_path):
    with closed(root):
        assert told(root) == {Unshown("tpplanner", Hindrance.FERME)}
    assert told(tmp_path / "absent") == set()
    assert told(made(tmp_path / "fichier")) == {Unshown("fichier", Hindrance.PAS_UN_DOSSIER)}
    (tmp_path / "lien").symlink_to(tmp_path / "absent")
    assert told(tmp_path / "lien") == {Unshown("lien", Hindrance.NULLE_PART)}


def test_what_is_no_name_of_a_file_is_opened_nowhere(root):
    library = Library(root)
    for name in ("\0", "a\0.xlsx", "x" * 5000, "\udcff.xlsx"):
        library.register(root / name)
        assert library.session(name) is None
    assert {session.nom for session in library.sessions()} == NAMES


# Whatever the system refuses, whenever.

REFUSED = (errno.EACCES, errno.EIO, errno.ENOENT, errno.ELOOP)


class Faults:
    """System calls, counted; one of them fails. `at` is what that one asked for."""

    def __init__(self, failing, number):
        self.failing, self.number, self.count, self.at = failing, number, 0, ""

    def step(self, path):
        self.count += 1
        if self.count == self.failing:
            self.at = os.fspath(path)
            raise OSError(self.number, "refused", self.at)

    def call(self, real):
        def counted(path, *args, **kwargs):
            self.step(path)
            return real(path, *args, **kwargs)

        return counted

    @contextmanager
    def scandir(self, real, path):
        self.step(path)
        with real(path) as entries:
            yield self.entries(path, entries)

    def entries(self, path, entries):
        for entry in sorted(entries, key=lambda entry: entry.name):
            yield FaultyEntry(self, entry)
        self.step(path)


class FaultyEntry:
    def __init__(self, faults, entry):
        self.name, self.path, self._faults, self._entry = entry.name, entry.path, faults, entry

    def __getattr__(self, name):
        return lambda: (self._faults.step(self.path), getattr(self._entry, name)())[1]


def listed_with(root, failing, number):
    faults, scandir = Faults(failing, number), os.scandir
    with pytest.MonkeyPatch.context() as patch:
        for name in ("stat", "lstat"):
            patch.setattr(os, name, faults.call(getattr(os, name)))
        patch.setattr(os, "scandir", lambda path: faults.scandir(scandir, path))
        return faults, Library(root).listing()


def test_whichever_call_the_system_refuses_the_others_are_listed_and_that_one_told(root):
    calls = listed_with(root, 0, 0)[0].count
    assert calls > 40
    for number, failing in itertools.product(REFUSED, range(1, calls + 1)):
        faults, listing = listed_with(root, failing, number)
        missing = NAMES - {session.nom for session in listing.sessions}
        if faults.at == str(root):
            assert missing == set() or number == errno.ENOENT or listing.unshown
        else:
            assert len(missing) <= 1, (failing, number, faults.at)
            assert not missing or number == errno.ENOENT or listing.unshown, (failing, number, faults.at)


# However much there is.


def test_of_a_folder_without_end_the_first_names_are_looked_at_and_that_is_told(root, monkeypatch):
    monkeypatch.setattr(looking, "MOST_NAMES", 50)
    monkeypatch.setattr(libraries, "MOST_NAMES", 50)
    real = os.scandir

    def without_end(entry):
        for number in itertools.count():
            assert number < 100, "names are looked at without end"
            yield entry

    @contextmanager
    def endless(path):
        with real(path) as entries:
            (some, *_) = entries
            yield without_end(some) if str(path).endswith("CDA juin") else real(path)

    monkeypatch.setattr(os, "scandir", endless)
    listing = Library(root).listing()
    assert {session.nom for session in listing.sessions} == NAMES
    assert listing.unshown == (Unshown("CDA juin", Hindrance.TROP_DE_FICHIERS),)


def test_in_a_folder_of_too_many_names_the_workbook_and_its_versions_are_asked_for(root, monkeypatch):
    for number in range(30):
        made(root / "CDA juin" / f"photo {number}.jpg")
    files = SessionFiles(root / "CDA juin" / "session.xlsx")
    made(files.workbook.with_name("session-planning-v2.xlsx"))
    monkeypatch.setattr("tpplanner.web.sessions.folders.look_into", lambda folder: look_into(folder, 1))
    assert [planning.version for planning in files.plannings()] == [2, 1]
    assert files.next_planning().name == "session-planning-v3.xlsx"


def test_of_too_many_sessions_those_that_changed_last_are_shown(root, monkeypatch):
    monkeypatch.setattr(libraries, "MOST_SESSIONS", 2)
    for age, nom in enumerate(("DWWM", "CDA juin")):
        os.utime(root / nom / "session.xlsx", (2**32 - age, 2**32 - age))
    assert names(root) == ["DWWM", "CDA juin"]
    assert told(root) == {Unshown("tpplanner", Hindrance.TROP_DE_SESSIONS)}


def test_of_too_many_folders_those_that_changed_last_are_looked_into(root, monkeypatch):
    monkeypatch.setattr(libraries, "MOST_FOLDERS", 1)
    os.utime(root / "DWWM", (2**32, 2**32))
    assert set(names(root)) == NAMES - {"CDA juin", "CDA juillet"}
    assert told(root) == {Unshown("tpplanner", Hindrance.TROP_DE_SESSIONS)}


def test_what_was_shown_is_found_again_without_a_search(root, monkeypatch):
    library, planning = Library(root), root / "CDA juin" / "session-planning-v1.xlsx"
    workbook = planning.with_name("session.xlsx")
    assert library.planning(ident(planning)) == (SessionFiles(workbook), planning)
    assert library.session(ident(workbook)) == SessionFiles(workbook)
    monkeypatch.setattr(os, "scandir", None)
    assert library.planning(ident(planning)) == (SessionFiles(workbook), planning)
    assert library.session(ident(workbook)) == SessionFiles(workbook)
    assert library.session("no id") is None
    monkeypatch.undo()
    planning.unlink()
    assert library.planning(ident(planning)) is None


# What is said.


def test_each_reason_is_one_line_which_names_some_and_says_what_to_do():
    unshown = [Unshown(f"Session {n}", hindrance) for hindrance in Hindrance for n in range(1, 9)]
    lines = not_shown(unshown)
    assert len(lines) == len(Hindrance) == len({line["message"] for line in lines})
    for line in lines:
        assert "« Session 1 »" in line["message"]
        assert "et 3 autres" in line["message"]
        assert line["conseil"]


def test_names_are_cut_where_there_are_many():
    assert textes.nommes(["A", "B"]) == "« A », « B »"
    assert textes.nommes(list("ABCDEFG")).endswith("« E » et 2 autres")
