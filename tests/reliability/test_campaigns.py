"""A fixed small sample of each campaign; and a run tells all that it finds, goes on where it stopped, never ends early."""

import importlib
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from reliability.__main__ import main
from reliability.campaign import ROOT, Result, execute, processes_of, read_run, sample, share_of, state_of_code
from reliability.page import ANNEX, CAMPAIGNS

from proofs import mostly_proofs
from tpplanner.texts.classeur import insecable

FIRST = 1
"""How many cases of each campaign are tried here."""
LONG = ("beside", "bombs", "broken", "corpus", "folder", "genuine", "kills", "mutation", "privacy")
"""Of which one case takes seconds: proofs."""
THERE = [name for name in CAMPAIGNS if (ROOT / "reliability" / f"{name}.py").exists()]

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.mark.parametrize("name", mostly_proofs(THERE, *(name for name in THERE if name not in LONG)))
def test_the_first_cases_of_each_campaign_hold(name):
    module = importlib.import_module(f"reliability.{name}")
    assert module.PROMISE.endswith(".")
    assert processes_of(module) in (1, 2)
    assert 0 < share_of(module) <= 1
    cases = module.cases(0.01)
    assert len(set(cases)) == len(cases)
    assert set(cases) <= set(module.cases(1.0))
    chosen = getattr(module, "SAMPLE", cases[:FIRST])
    assert set(chosen) <= set(module.cases(1.0))
    for case in chosen:
        result = module.run(case)
        assert result.ok, f"{case}: {result.told}"


def tried(**ways):
    """A campaign whose cases are these functions."""
    return SimpleNamespace(
        PROMISE="un essai.", LIMIT=1.0, cases=lambda scale: sample(list(ways), scale), run=lambda case: ways[case]()
    )


def held():
    return Result(True, megabytes=3.0, extra={"essais": 5})


def test_a_case_that_raises_hangs_or_dies_fails_and_the_others_are_tried(tmp_path):
    path = tmp_path / "x.jsonl"
    odd = tried(
        raises=lambda: 1 / 0,
        hangs=lambda: time.sleep(60),
        dies=lambda: os.kill(os.getpid(), signal.SIGKILL),
        fails=lambda: Result(False, "ce qui manque"),
        holds=held,
        holds_too=held,
    )
    told = dict(execute(odd, path, 1.0, "abc"))
    assert told == read_run(path).results
    assert {case for case, result in told.items() if result.ok} == {"holds", "holds_too"}
    assert "ZeroDivisionError" in told["raises"].told
    assert "1 s" in told["hangs"].told
    assert told["fails"].told == "ce qui manque"


def test_a_run_goes_on_where_it_stopped_and_begins_again_for_other_code(tmp_path):
    path = tmp_path / "x.jsonl"
    two = tried(a=held, b=held)
    next(run := execute(two, path, 1.0, "abc"))
    run.close()
    path.write_text(path.read_text() + '{"case": "b", "o')
    assert len(read_run(path).results) == 1
    assert len(list(execute(two, path, 1.0, "abc"))) == 1
    assert read_run(path).total == len(read_run(path).results) == 2
    assert list(execute(two, path, 0.5, "abc")) == []
    assert read_run(path).scale == 1.0
    assert len(list(execute(two, path, 0.5, "def"))) == 1
    assert (read_run(path).commit, read_run(path).scale) == ("def", 0.5)


def test_what_failed_is_tried_again_only_where_that_is_asked(tmp_path):
    path = tmp_path / "x.jsonl"
    odd = tried(fails=lambda: Result(False, "ce qui manque"), holds=held)
    list(execute(odd, path, 1.0, "abc"))
    odd.run = lambda _: held()
    assert list(execute(odd, path, 1.0, "abc")) == []
    assert [case for case, _ in execute(odd, path, 1.0, "abc", again=True)] == ["fails"]
    assert all(result.ok for result in read_run(path).results.values())


def test_results_stand_until_what_a_campaign_tries_changes(tmp_path, monkeypatch):
    def git(*words):
        told = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.org", *words]
        subprocess.run(told, check=True, capture_output=True)

    def changed(name, text):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        git("add", ".")
        git("commit", "-m", name)

    monkeypatch.setattr("reliability.campaign.ROOT", tmp_path)
    campaign = SimpleNamespace(__file__=str(tmp_path / "reliability" / "odd.py"))
    narrow = SimpleNamespace(__file__=campaign.__file__, TRIED=("src/audit.py",))
    git("init")
    changed("reliability/odd.py", "1")
    changed("src/audit.py", "1")
    first = state_of_code(campaign), state_of_code(narrow)
    changed("docs/page.md", "1")
    assert (state_of_code(campaign), state_of_code(narrow)) == first
    changed("src/solver.py", "1")
    assert state_of_code(campaign) != first[0]
    assert state_of_code(narrow) == first[1]
    (tmp_path / "src" / "audit.py").write_text("2")
    assert state_of_code(narrow).startswith(first[1] + "+")
    before = state_of_code(campaign)
    changed("reliability/odd.py", "2")
    assert not state_of_code(campaign).startswith(before.split("+")[0])


def told_by(tmp_path, name, odd):
    list(execute(odd, tmp_path / f"{name}.jsonl", 1.0, "abc"))
    status = main(["--page", "--results", str(tmp_path), "--output", str(tmp_path / "page.md")])
    return status, (tmp_path / ANNEX).read_text(encoding="utf-8")


def test_the_annex_tells_what_the_results_say(tmp_path):
    status, text = told_by(tmp_path, CAMPAIGNS[0], tried(a=held, b=held))
    assert status == 0
    (row,) = [line for line in text.splitlines() if line.startswith(f"| {CAMPAIGNS[0]} |")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert (cells[1], cells[2], cells[4], cells[6], cells[8]) == ("10", "0", "3", "1", "`abc`")
    assert f"| {CAMPAIGNS[1]} | pas encore exécutée |" in text
    assert "- échec" not in text


def test_a_failure_stands_in_the_annex_and_in_the_status(tmp_path):
    status, text = told_by(tmp_path, CAMPAIGNS[0], tried(a=held, b=lambda: Result(False, "ce qui manque")))
    assert status == 1
    assert insecable("- échec : `b` : ce qui manque") in text


@pytest.mark.parametrize(
    ("said", "told"),
    [("50 s (ERREUR : trop long\n    → Moins.)", "50 s (ERREUR"), ("Traceback\n  x\nKeyError: 1", "KeyError")],
)
def test_of_a_failure_the_annex_tells_what_it_says_first_and_of_a_traceback_what_was_raised(tmp_path, said, told):
    _, text = told_by(tmp_path, CAMPAIGNS[0], tried(a=lambda: Result(False, said)))
    assert insecable(f"- échec : `a` : {told}") in text


@pytest.mark.parametrize(("words", "cases"), [((), 2), (("--scale", "1"), 4)])
def test_a_campaign_tries_its_own_share_of_its_cases_unless_told_another(tmp_path, monkeypatch, words, cases):
    odd = tried(a=held, b=held, c=held, d=held)
    monkeypatch.setitem(sys.modules, "reliability.odd", odd)
    monkeypatch.setattr("reliability.__main__.state_of_code", lambda _: "abc")
    odd.SHARE = 0.5
    main(["--campaigns", "odd", "--results", str(tmp_path), "--output", str(tmp_path / "page.md"), *words])
    assert len(read_run(tmp_path / "odd.jsonl").results) == cases


def test_a_sample_holds_that_of_a_smaller_scale():
    names = [str(n) for n in range(100)]
    small, large = sample(names, 0.1), sample(names, 0.3)
    assert (len(small), len(large), len(sample(names, 1.0))) == (10, 30, 100)
    assert set(small) <= set(large)
    assert small == sorted(small, key=int)
