"""Sessions are files: what is a session, what is a planning of it, which version comes next."""

from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.web.sessions.library import Library


def made(folder, *names):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(b"x")
    return [folder / name for name in names]


def test_a_folder_of_its_own_names_a_session(tmp_path):
    made(tmp_path / "CDA juin", "session.xlsx")
    (session,) = Library(tmp_path).sessions()
    assert session.nom == "CDA juin"


def test_two_workbooks_of_a_folder_are_two_sessions_and_tell_their_names(tmp_path):
    made(tmp_path / "CDA juin", "session.xlsx", "session (essai KRTBLM).xlsx")
    assert {s.nom for s in Library(tmp_path).sessions()} == {"CDA juin", "CDA juin – session (essai KRTBLM)"}


def test_plannings_posters_and_locks_are_no_sessions(tmp_path):
    made(
        tmp_path / "CDA",
        "session.xlsx",
        "session-planning-v1.xlsx",
        "session-planning-v1-affichage.xlsx",
        "~$session.xlsx",
        "notes.txt",
    )
    assert [s.workbook.name for s in Library(tmp_path).sessions()] == ["session.xlsx"]


def test_a_planning_whose_workbook_is_gone_is_a_session_of_its_own(tmp_path):
    made(tmp_path / "CDA", "session-planning-v1.xlsx")
    assert [s.workbook.name for s in Library(tmp_path).sessions()] == ["session-planning-v1.xlsx"]


def test_the_next_version_comes_after_the_newest_whatever_was_deleted(tmp_path):
    made(tmp_path, "session.xlsx", "session-planning-v2.xlsx", "session-planning-v10.xlsx", "autre-planning-v11.xlsx")
    session = SessionFiles(tmp_path / "session.xlsx")
    assert [p.version for p in session.plannings()] == [10, 2]
    assert session.next_planning().name == "session-planning-v11.xlsx"


def test_a_version_that_is_being_written_is_nobody_else_s(tmp_path):
    made(tmp_path, "session.xlsx", "session-planning-v1.xlsx")
    session = SessionFiles(tmp_path / "session.xlsx")
    assert session.next_planning({session.next_planning()}).name == "session-planning-v3.xlsx"
    assert session.next_planning({tmp_path / "autre.xlsx"}).name == "session-planning-v2.xlsx"


def test_a_trial_takes_the_place_of_no_file(tmp_path):
    made(tmp_path, "session.xlsx", "session (essai KRT).xlsx")
    assert SessionFiles(tmp_path / "session.xlsx").trial("KRT").name == "session (essai KRT 2).xlsx"


def test_a_workbook_opened_elsewhere_is_known_and_the_others_beside_it_are_not(tmp_path):
    one, _ = made(tmp_path / "ailleurs", "mars.xlsx", "avril.xlsx")
    library = Library(tmp_path / "absent")
    assert library.register(one).workbook == one
    assert [s.workbook for s in library.sessions()] == [one]
    assert library.session(ident(one)).workbook == one


def test_a_folder_opened_elsewhere_shows_its_sessions(tmp_path):
    made(tmp_path / "ailleurs", "mars.xlsx", "avril.xlsx", "mars-planning-v1.xlsx")
    library = Library(tmp_path / "absent")
    library.register(tmp_path / "ailleurs")
    assert {s.workbook.name for s in library.sessions()} == {"mars.xlsx", "avril.xlsx"}


def test_an_id_says_nothing_of_where_the_file_is(tmp_path):
    (path,) = made(tmp_path, "Léa Durand.xlsx")
    assert set(ident(path)) <= set("0123456789abcdef")
    assert len(ident(path)) == 16


def test_a_planning_is_found_by_its_id_with_its_session(tmp_path):
    workbook, planning = made(tmp_path, "session.xlsx", "session-planning-v1.xlsx")
    assert Library(tmp_path).planning(ident(planning)) == (SessionFiles(workbook), planning)
    assert Library(tmp_path).planning("0" * 16) is None


def test_a_version_of_any_number_of_digits_is_followed_by_the_next(tmp_path):
    made(tmp_path, "session.xlsx", "session-planning-v999999.xlsx")
    session = SessionFiles(tmp_path / "session.xlsx")
    for version in (1_000_000, 1_000_001):
        path = session.next_planning()
        assert path.name == f"session-planning-v{version}.xlsx"
        made(tmp_path, path.name)
    assert session.plannings()[0].path.name == "session-planning-v1000001.xlsx"
    assert [s.workbook.name for s in Library(tmp_path).sessions()] == ["session.xlsx"]


def test_the_next_version_is_no_name_that_is_taken_by_what_is_no_planning(tmp_path):
    made(tmp_path, "session.xlsx")
    (tmp_path / "session-planning-v1.xlsx").mkdir()
    (tmp_path / "session-planning-v2.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (tmp_path / "session-programmation-v1.xlsx").mkdir()
    session = SessionFiles(tmp_path / "session.xlsx")
    assert session.next_planning().name == "session-planning-v3.xlsx"
    assert session.next_programmation().name == "session-programmation-v2.xlsx"
