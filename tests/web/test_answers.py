"""The answers to an event stand side by side: one of them is written, another may be, and those asked may refuse."""

import pickle
import re
from html import unescape

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
        yield page, path


def told(page):
    return re.sub(r"[\u00a0\u202f]", " ", unescape(page.get("/calcul/J")[2]))


def test_each_says_what_it_asks_and_whom_it_disturbs(found):
    page, _ = found
    shown = told(page)
    assert "Les réponses, au choix" in shown
    assert shown.index("remplacer sur place") < shown.index("demander une autre heure le même jour")
    assert "le planning reste valable" in shown.lower()
    assert shown.count("À accepter d'abord") == 1
    assert shown.count("Choisir cette réponse") == 1, "the other one is written"
    assert "Personne à prévenir." in shown
    assert re.search(r"\d personnes? à prévenir\.", shown)


def test_another_is_written_as_the_next_version_without_a_new_search(found):
    page, path = found
    status, headers, _ = page.post("/calcul/J/choisir", {"rang": "1"})
    assert (status, headers["location"]) == (303, address(version(path, 2)))
    before, after = (read_planning(p).edite[0] for p in (path, version(path, 2)))
    sitting = {c.jury: c.membres for c in after.compositions}
    assert sitting["J1"] == ("M2", "M3")
    assert {c.jury: c.membres for c in before.compositions}["J1"] == ("M1", "M2")


@pytest.mark.parametrize("rang", ["", "2", "-1", "x"])
def test_an_answer_that_is_not_there_is_not_found(found, rang):
    page, path = found
    assert page.post("/calcul/J/choisir", {"rang": rang})[0] == 404
    assert not version(path, 2).exists()


def test_those_who_refuse_are_asked_nothing_by_the_search_that_follows(found, monkeypatch):
    page, path = found
    assert '<input type="checkbox" name="refus" value="MEMBRE3 Alix" checked>' in told(page)
    begun = []

    def start(session, task, **_):
        begun.append(task)
        return Job("K", session, task)

    monkeypatch.setattr(page.desk.jobs, "start", start)
    assert page.post("/calcul/J/refus", {"refus": "MEMBRE3 Alix"})[0] == 303
    (task,) = begun
    assert task["imprevu"]["refus"] == ("MEMBRE3 Alix",)
    assert task["planning"] == path
