"""A search may find several answers to an event: one is proposed, and each leads to the one after it."""

import pickle
import re

import pytest

from tpplanner.audit import check
from tpplanner.change.by_hand import Seat, retouched
from tpplanner.change.diff import changes
from tpplanner.change.events import changed
from tpplanner.change.steps.asking import Demande
from tpplanner.change.steps.ladder import DayAnswer, Rung
from tpplanner.commands.reading import read_planning
from tpplanner.commands.replan import Replanned
from tpplanner.domain.answers import Planned
from tpplanner.web.searches.changing import cards_of
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions.folders import ident
from web.moving import a_planning, address, version


def answer(change, plan, step, **asked):
    outcome, report = Planned(plan, ()), check(change.session, plan)
    return DayAnswer(step, change, outcome, report, changes(change, plan), **asked)


@pytest.fixture
def found(tmp_path, monkeypatch):
    """A page, a planning, and a search that has found two answers for it: as it is, and with two membres exchanged."""
    with a_planning(tmp_path) as (page, path):
        reading = read_planning(path)
        plan = reading.edite[0]
        first = next(c for c in plan.compositions if "M1" in c.membres)
        change = changed(reading.saisie, plan)
        other = retouched(reading.session, plan, Seat(first.jury, first.jour, "M1", "M3"))
        asked = Demande("M3", first.jour, first.convocation.time(), au_lieu_de=first.convocation.time())
        answers = (answer(change, plan, Rung.IN_PLACE), answer(change, other, Rung.OTHER_HOUR, accords=(asked,)))
        replanned = Replanned(
            reading, change, answers[0].outcome, answers[0].report, answers[0].changements, answers=answers
        )
        kept = pickle.loads(pickle.dumps(replanned))  # noqa: S301 - as it comes from the child that searched
        told_by_child = {
            "problemes": [],
            "messages": [],
            "a_refaire": [],
            "reponses": cards_of(replanned),
            "choix": kept,
        }
        fin = {"quoi": "planning", "planning": str(path), **told_by_child}
        session = ident(path.with_name("session.xlsx"))
        task = {"travail": "imprevu", "planning": path, "imprevu": {}, "liste": ""}
        job = Job("J", session, task, state={"fin": fin}, ended=True)
        monkeypatch.setattr(page.desk.jobs, "get", lambda id_: job if id_ == "J" else None)
        monkeypatch.setattr(page.desk.jobs, "last", lambda _: job)
        yield page, path


def offered(page, path):
    """The rank of the other answer that the proposal of a version offers; empty for none."""
    shown = page.get(f"{address(path)}/proposition")[2]
    assert "Ce qui change" in shown
    return "".join(re.findall(r'name="rang" value="(\d)"', shown))


def test_each_answer_is_written_as_the_next_version_without_a_new_search_and_offers_the_one_after_it(found):
    page, path = found
    assert page.post(f"{address(path)}/en-vigueur")[0] == 303
    for rang, there, other in (("0", ("M1", "M2"), "1"), ("1", ("M2", "M3"), "")):
        made = version(path, 2 + int(rang))
        status, headers, _ = page.post("/calcul/J/choisir", {"rang": rang})
        assert (status, headers["location"]) == (303, f"{address(made)}/proposition")
        sitting = {c.jury: c.membres for c in read_planning(made).edite[0].compositions}
        assert sitting["J1"] == there
        assert offered(page, made) == other


@pytest.mark.parametrize("rang", ["", "2", "-1", "x"])
def test_an_answer_that_is_not_there_is_not_found(found, rang):
    page, path = found
    assert page.post("/calcul/J/choisir", {"rang": rang})[0] == 404
    assert not version(path, 2).exists()
