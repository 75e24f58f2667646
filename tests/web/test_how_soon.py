"""What makes pages come soon: files are read once, and ahead; what is long is sent small."""

import re
from dataclasses import replace
from html import unescape
from threading import Event, Thread

import pytest

from builders import jours
from export.rich import candidats, deux_jurys, nommes, plan_de
from tpplanner.audit import check
from tpplanner.commands import reading
from tpplanner.commands.check import Checked
from tpplanner.domain.answers import Reading
from tpplanner.domain.session import Salle
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.html_page import checks_of
from tpplanner.texts import page as textes
from tpplanner.web.reading.readings import Readings
from tpplanner.web.sessions.folders import ident, stamp
from tpplanner.web.sessions.judged import Judged, judge, look
from tpplanner.workbook import reader
from web.lives import SECONDS
from web.moving import a_planning, address

MOST = 120_000
"""Bytes of a page."""


@pytest.fixture
def page(tmp_path):
    with a_planning(tmp_path) as served:
        yield served


def test_what_a_session_shows_is_read_while_somebody_chooses_among_them(page):
    page, path = page
    page.get("/")
    page.get("/sessions/etat")  # the first page asks for it by itself
    assert page.desk.readings.known(path.with_name("session.xlsx"), look)
    assert page.desk.readings.known(path, judge)


def test_the_page_of_a_session_reads_each_of_its_files_once(page, monkeypatch):
    page, path = page
    read, really = [], reader.read_session

    def noted(path, *given, **more):
        read.append(path.name)
        return really(path, *given, **more)

    for module in (reader, reading):
        monkeypatch.setattr(module, "read_session", noted)
    assert page.get(f"/session/{ident(path.with_name('session.xlsx'))}/saisie/verifier")[0] == 200
    assert page.get(address(path))[0] == 200
    assert sorted(read) == ["session-planning-v1.xlsx", "session.xlsx"]


@pytest.mark.parametrize("which", ["session.xlsx", "session-planning-v1.xlsx"])
def test_a_page_that_is_long_to_read_says_so_and_asks_for_itself(page, monkeypatch, which):
    page, path = page
    session = path.with_name("session.xlsx")
    page.desk.readings.of(*((path, judge) if which == session.name else (session, look)))  # the other one is known
    go_on, really = Event(), reader.read_session

    def long(path, *given, **more):
        assert path.name != which or go_on.wait(SECONDS)
        return really(path, *given, **more)

    for module in (reader, reading):
        monkeypatch.setattr(module, "read_session", long)
    page.desk.patience = 1.0  # in which whatever is not held back is read
    where = f"/session/{ident(session)}/suivi?jour=2027-06-14"
    status, _, told = page.get(where)
    assert status == 200
    assert textes.LECTURE in unescape(told).replace("\xa0", " ")
    assert which not in told, "a screen names no file"
    assert f'<meta http-equiv="refresh" content="0;url={where}">' in told
    go_on.set()
    page.desk.patience = SECONDS
    assert "<h1>Suivi" in page.get(where)[2]


def test_what_is_known_is_told_while_another_file_is_read(tmp_path):
    known, long = tmp_path / "known", tmp_path / "long"
    readings, begun, go_on = Readings(), Event(), Event()

    def make(path):
        if path == long:
            begun.set()
            assert go_on.wait(SECONDS)
        return path.name

    assert readings.of(known, make) == "known"
    reading = Thread(target=readings.of, args=(long, make))
    reading.start()
    assert begun.wait(SECONDS)
    told = Thread(target=lambda: (readings.of(known, make), readings.known(known, make)))
    told.start()
    told.join(SECONDS)
    waited = told.is_alive()
    go_on.set()
    reading.join()
    assert not waited


@pytest.fixture
def of_120(page):
    """The page of 120 candidats over five days, and its plan."""
    page, path = page
    rooms = (
        Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=120),
        *(Salle(f"S{i}", "", ("jury",)) for i in range(8)),
    )
    base = replace(deux_jurys(amenages=False), jours=jours(5), candidats=candidats(120), membres=nommes(16, "CDA"))
    session = replace(base, salles=rooms)
    plan = plan_de(session)
    agenda, report = Agenda(inert(session), plan), check(session, plan)
    judged = Judged(Checked(Reading(session, edite=(plan,)), report, ()), controle=checks_of(agenda, report, ()))
    page.desk.readings.learn(path, stamp(path), judge, judged)
    return page, address(path), plan


def test_the_page_of_120_candidats_holds_one_day_and_is_sent_within_the_budget(of_120):
    page, where, plan = of_120
    for jour in plan.jours():
        asked = f"{where}?jour={jour}"
        status, _, text = page.get(asked)
        assert status == 200
        theirs = {p.candidat for p in plan.passages if p.jour == jour}
        assert {*re.findall(r'data-de="(\w+)"', text)} == theirs
        _, headers, _ = page.get(asked, Accept_Encoding="gzip")
        assert int(headers["content-length"]) <= MOST
