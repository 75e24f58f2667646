"""Whatever stands where a file is written is kept, unless it is an earlier state of the same thing."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from cli.test_planb import day
from tpplanner.audit import check
from tpplanner.change.contingency import failures
from tpplanner.commands.dates import session_dates, write_dates
from tpplanner.commands.outputs import write_documents, write_excel
from tpplanner.domain.answers import Contingencies, Planned, Reading, Recourse, Verdict
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite
from tpplanner.export.documents import Format
from tpplanner.export.excel.plan_b import write_plan_b
from tpplanner.export.excel.programmation import YearDraft, write_programmation
from tpplanner.export.html_page import write_page
from tpplanner.export.standing import same_session
from tpplanner.files.place import try_file
from tpplanner.files.writing import put
from tpplanner.solver import Budget
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from tpplanner.workbook.year import example_annee
from tpplanner.year.proposal import propose

LATER = timedelta(days=28)
TODAY = date(2027, 5, 1)


def later(session: Session, plan: Plan) -> tuple[Session, Plan]:
    """The same day of another session, four weeks later: other candidats, the same membres and rooms."""
    candidats = tuple(replace(c, nom=f"{c.nom} DE JUILLET") for c in session.candidats)
    jours = tuple(replace(j, date=j.date + LATER) for j in session.jours)

    def moved(things):
        return tuple(replace(x, debut=x.debut + LATER, fin=x.fin + LATER) for x in things)

    moved_plan = replace(
        plan,
        passages=tuple(p.deplace(lambda moment: moment + LATER) for p in plan.passages),
        travaux=moved(plan.travaux),
        presences=moved(plan.presences),
        compositions=moved(plan.compositions),
        accueils=moved(plan.accueils),
    )
    return replace(session, candidats=candidats, jours=jours), moved_plan


JUNE = day()
JULY = later(*JUNE)
BUDGET = Budget(20, workers=1, reproducible=True)
Write = Callable[[Path, Session, Plan], object]


def a_planning(path: Path, session: Session, plan: Plan) -> None:
    write_excel(path, session, Planned(plan, ()), check(session, plan))


def a_plan_b(path: Path, session: Session, plan: Plan) -> None:
    write_plan_b(path, session, plan, unharmed(session, plan))


def a_page(path: Path, session: Session, plan: Plan) -> None:
    write_page(path, session, plan, unharmed(session, plan))


def unharmed(session: Session, plan: Plan) -> Contingencies:
    return Contingencies(tuple(Recourse(failure, Verdict.UNTOUCHED) for failure in failures(session, plan)))


def dates_as_a_page(path: Path, session: Session, _: Plan) -> None:
    write_dates(session, session_dates(Reading(session), TODAY), TODAY, page=path)


def dates_as_a_calendar(path: Path, session: Session, _: Plan) -> None:
    write_dates(session, session_dates(Reading(session), TODAY), TODAY, calendar=path)


WRITERS: dict[str, tuple[str, Write]] = {
    "a planning": ("p.xlsx", a_planning),
    "a plan B": ("p.xlsx", a_plan_b),
    "a plan B as a page": ("p.html", a_page),
    "dates as a page": ("p.html", dates_as_a_page),
    "dates as a calendar": ("p.ics", dates_as_a_calendar),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What each writer writes of each session, and what others may have put there, as bytes."""
    folder = tmp_path_factory.mktemp("made")
    found = {}
    for name, (file, write) in WRITERS.items():
        for whose, told in (("ours", JUNE), ("theirs", JULY)):
            path = folder / f"{whose} {name}" / file
            path.parent.mkdir()
            write(path, *told)
            found[name, whose] = path.read_bytes()
    write_session(folder / "inputs.xlsx", JUNE[0])
    inputs = (folder / "inputs.xlsx").read_bytes()
    return found, {"a workbook of inputs": inputs, "a text": b"typed by hand", "a broken zip": b"PK\x03\x04"}


STATES = ("nothing", "an empty file", "ours", "theirs", "a workbook of inputs", "a text", "a broken zip")
WAYS = ("a file", "a link", "a read-only file")


def content_of(state: str, name: str, made) -> bytes | None:
    found, others = made
    if state in ("nothing", "an empty file"):
        return None if state == "nothing" else b""
    return found[name, state] if state in ("ours", "theirs") else others[state]


def stand(path: Path, way: str, content: bytes | None) -> Path:
    """Put that there, in that way; where the bytes are."""
    where = path if way != "a link" else path.parent / "elsewhere" / path.name
    where.parent.mkdir(exist_ok=True)
    if content is not None:
        where.write_bytes(content)
        where.chmod(0o444 if way == "a read-only file" else 0o644)
    if way == "a link":
        path.symlink_to(where)
    return where


FEW = ("a plan B as a page",)
"""Whose links and rights are tried in every run."""
CASES = [
    pytest.param(*case, marks=() if case[0] in FEW or case[2] == "a file" else pytest.mark.proof)
    for case in product(WRITERS, STATES, WAYS)
]


@pytest.mark.parametrize(("name", "state", "way"), CASES)
def test_what_was_there_is_kept_or_was_an_earlier_state(tmp_path, made, name, state, way):
    file, write = WRITERS[name]
    path, content = tmp_path / file, content_of(state, name, made)
    where = stand(path, way, content)
    replaceable = state in ("nothing", "an empty file", "ours")
    try:
        write(path, *JUNE)
        written = True
    except CannotWrite:
        written = False
    assert written == (replaceable and way != "a link")
    if content is not None and (not written or way == "a read-only file"):
        assert where.read_bytes() == content
    if not written:
        assert {p.name for p in tmp_path.iterdir()} <= {file, "elsewhere"}
    assert path.is_symlink() == (way == "a link")


def test_a_session_moved_or_changed_is_the_same_and_another_of_its_titre_is_not():
    base = JUNE[0]
    one = base.candidats[0]
    many = replace(base, candidats=tuple(replace(one, id=f"C{n}", nom=f"NOM{n}") for n in range(6)))
    moved = replace(many, jours=tuple(replace(j, date=j.date + LATER) for j in many.jours))
    assert same_session(many, moved)
    assert same_session(many, replace(many, candidats=many.candidats[:2]))
    again = replace(moved, candidats=(many.candidats[0], *(replace(c, nom=f"AUTRE{c.id}") for c in many.candidats[1:])))
    assert not same_session(many, again), "one who failed in June sits again in July"
    group = replace(many, candidats=tuple(replace(c, nom=f"B{c.nom}") for c in many.candidats))
    assert not same_session(many, group), "two groups on one day"
    assert not same_session(many, replace(many, referentiel=replace(many.referentiel, sigle="DWWM")))


def test_a_session_whose_days_moved_replaces_its_poster_with_its_planning(tmp_path):
    session, plan = JUNE
    moved = later(session, plan)
    a_planning(tmp_path / "p.xlsx", session, plan)
    a_planning(tmp_path / "p.xlsx", replace(moved[0], candidats=session.candidats), moved[1])
    assert read_session(tmp_path / "p.xlsx").session.jours[0].date == session.jours[0].date + LATER


def test_the_poster_of_another_session_is_kept_though_its_planning_is_gone(tmp_path):
    a_planning(tmp_path / "p.xlsx", *JULY)
    (tmp_path / "p.xlsx").unlink()
    before = (tmp_path / "p-affichage.xlsx").read_bytes()
    with pytest.raises(CannotWrite, match="p-affichage"):
        a_planning(tmp_path / "p.xlsx", *JUNE)
    assert not (tmp_path / "p.xlsx").exists()
    assert (tmp_path / "p-affichage.xlsx").read_bytes() == before


def test_the_documents_of_another_session_are_kept(tmp_path):
    def export(session: Session, plan: Plan) -> None:
        write_documents(tmp_path / "dossier", session, plan, check(session, plan), formats=[Format.ICS])

    export(*JUNE)
    export(*JUNE)
    before = {p: p.read_bytes() for p in (tmp_path / "dossier").rglob("*") if p.is_file()}
    with pytest.raises(CannotWrite, match="d'une autre session"):
        export(*JULY)
    assert {p: p.read_bytes() for p in (tmp_path / "dossier").rglob("*") if p.is_file()} == before


def test_the_documents_of_another_group_of_the_same_days_are_kept(tmp_path):
    def export(session: Session, plan: Plan) -> None:
        write_documents(tmp_path / "dossier", session, plan, check(session, plan), formats=[Format.ICS])

    session, plan = JUNE
    export(session, plan)
    before = {p: p.read_bytes() for p in (tmp_path / "dossier").rglob("*") if p.is_file()}
    group = replace(session, candidats=tuple(replace(c, nom=f"B{c.nom}") for c in session.candidats))
    with pytest.raises(CannotWrite, match="d'une autre session"):
        export(group, plan)
    assert {p: p.read_bytes() for p in (tmp_path / "dossier").rglob("*") if p.is_file()} == before
    assert not any(c.nom in (tmp_path / "dossier" / "session.txt").read_text() for c in session.candidats)


def test_a_programmation_is_replaced_by_that_of_the_same_year_alone(tmp_path):
    annee = example_annee(2027)
    path = tmp_path / "programmation.xlsx"
    outcome, report = propose(annee, BUDGET)
    write_programmation(path, YearDraft(annee, outcome.programmation, report, (), {}))
    write_programmation(path, YearDraft(annee, outcome.programmation, report, (), {}))
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match="de cette année"):
        write_programmation(path, YearDraft(replace(annee, centre="Autre"), outcome.programmation, report, (), {}))
    assert path.read_bytes() == before


def test_a_link_among_the_folders_leads_where_it_says_and_one_in_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    put(tmp_path / "link" / "p.txt", b"x")
    assert (tmp_path / "real" / "p.txt").read_bytes() == b"x"
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "real" / "new.txt")
    for attempt in (try_file, lambda path: put(path, b"y")):
        with pytest.raises(CannotWrite) as refused:
            attempt(tmp_path / "nowhere.txt")
        assert "un lien vers" in refused.value.issues[0].hint
    assert os.readlink(tmp_path / "nowhere.txt")
    assert not (tmp_path / "real" / "new.txt").exists()
