"""Searches of a session: one that writes at a time; one that writes nothing beside it, the last one asked for."""

from functools import partial
from pathlib import Path
from time import monotonic, sleep

import pytest

from served import quick_jobs

PATIENCE = 60


def until_told(pipe, task):
    """In the child: begin, and end when told."""
    pipe.send(("dit", task["quoi"]))
    pipe.recv()
    pipe.send(("fin", {"quoi": "arret"}))


@pytest.fixture
def jobs():
    jobs = quick_jobs(until_told)
    yield jobs
    jobs.stop_all()


def ended(job):
    """Wait until a job has ended, as its follower tells it: two threads must not wait for one process."""
    until = monotonic() + PATIENCE
    while not job.ended and monotonic() < until:
        sleep(0.01)
    return job.ended


def test_a_second_search_that_writes_is_the_one_that_goes_on(jobs):
    first = jobs.start("session", {"quoi": "calculer"})
    assert jobs.start("session", {"quoi": "imprevu"}) is first
    assert jobs.running("session") is first


def test_a_search_that_writes_nothing_goes_on_beside_one_that_does(jobs):
    writing = jobs.start("session", {"quoi": "calculer"})
    beside = jobs.start("session", {"quoi": "places"}, aside=True)
    assert beside is not writing
    assert jobs.running("session") is writing
    assert not writing.stopping


def test_what_a_search_is_to_write_is_promised_until_it_has_ended(jobs):
    job = jobs.start("session", {"quoi": "calculer", "out": Path("v2.xlsx")})
    jobs.start("session", {"quoi": "places"}, aside=True)
    assert jobs.promised("session") == {Path("v2.xlsx")}
    assert jobs.promised("another session") == set()
    job.stop()
    assert ended(job)
    assert jobs.promised("session") == set()


def test_the_last_one_asked_for_stops_the_one_before_it(jobs):
    look = partial(jobs.start, "session", aside=True)
    first = look({"quoi": "places", "candidat": "C1"})
    assert look({"quoi": "places", "candidat": "C1"}) is first, "the same is not looked for twice"
    second = look({"quoi": "places", "candidat": "C2"})
    assert second is not first
    assert ended(first)
    assert not second.stopping
    other = jobs.start("another session", {"quoi": "places"}, aside=True)
    assert not second.stopping
    assert other is not second
