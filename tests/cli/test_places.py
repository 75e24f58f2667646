"""`tpplanner places` on a small planning: the table, a place applied, what is refused."""

import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import time
from io import StringIO
from typing import NamedTuple

import openpyxl
import pytest

from builders import session
from edits import heures
from journees import TROIS, journee
from tpplanner.audit import check
from tpplanner.change import elsewhere
from tpplanner.cli import run
from tpplanner.domain.answers import Places
from tpplanner.errors import ExitCode
from tpplanner.export.excel import write_planning
from tpplanner.texts.noms import heure
from tpplanner.workbook.reader import read_session


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    """Three CDA candidats in a day before one jury, which must end when it does; two membres to spare."""
    s = heures(session(nb_membres=4, nb_salles=2), fin=time(17))
    plan = journee(s, TROIS)
    path = tmp_path_factory.mktemp("places") / "planning.xlsx"
    write_planning(path, s, plan, check(s, plan))
    return path


def asked(planning, *arguments: str) -> int:
    return run(["places", str(planning), *arguments, "--reproductible", "--time-limit", "30"])


def test_the_table_says_where_at_what_cost_and_whom_it_moves(planning, capsys):
    assert asked(planning, "CANDIDAT2 Sacha") == ExitCode.OK
    told = capsys.readouterr().out
    assert "Actuellement : lundi 14 juin 2027, 12\u00a0h\u00a045, devant MEMBRE1 Alix et MEMBRE2 Alix" in told
    assert "commence pour tous au même moment" in told
    assert "Sans déplacer personne d'autre" in told
    assert "+2 journées de membre de jury" in told
    assert "déplace CANDIDAT3 Sacha" in told
    rows = [line for line in told.splitlines() if "lun. 14 juin" in line and "déplace" not in line]
    assert len({line.index("MEMBRE") for line in rows}) == 1
    assert len({*codes(told)}) == len(rows)


def codes(told: str) -> list[str]:
    """The codes of a list, in its order."""
    return re.findall(r"^  ([B-Z]{6})  ", told, re.MULTILINE)


class Listed(NamedTuple):
    """What a command said on each stream, and the places that it had found."""

    out: str
    err: str
    groups: tuple[Places, ...]


@pytest.fixture(scope="module")
def listed(planning):
    """The list of all places of a passage, asked for a planning of another name."""
    options = ("--affichage", "prenom", "-o", str(planning.with_name("le nouveau.xlsx")))
    groups = []

    def noted(*arguments):
        groups.extend(elsewhere.places(*arguments))
        return tuple(groups)

    with pytest.MonkeyPatch.context() as patch, redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        patch.setattr("tpplanner.commands.places.places", noted)
        assert asked(planning, "CANDIDAT2 Sacha", "Épreuve ET", *options) == ExitCode.OK
    return Listed(out.getvalue(), err.getvalue(), tuple(groups))


@pytest.fixture(scope="module")
def whole(listed):
    """That list, on the standard output."""
    return listed.out


def row(told: str, code: str) -> str:
    """The line of a place."""
    return next(line for line in told.splitlines() if line.startswith(f"  {code}  "))


def find(monkeypatch, groups) -> None:
    """Let the command find these places."""
    monkeypatch.setattr("tpplanner.commands.places.places", lambda *_: groups)


def without_the_first(listed, **changes):
    """The places listed but for the first."""
    return tuple(replace(group, places=group.places[1:], **changes) for group in listed.groups)


def test_the_place_applied_is_the_one_that_was_told_whatever_else_is_found_then(
    planning, listed, whole, tmp_path, monkeypatch
):
    ranks = [n for n, code in enumerate(codes(whole)) if "MEMBRE3" in row(whole, code)]
    rank = next(n for n in ranks if n + 1 not in ranks)
    code = codes(whole)[rank]
    assert len(codes(whole)) > rank + 1, "once the first is not found, there is another at its rank"
    find(monkeypatch, without_the_first(listed))
    target = tmp_path / "nouveau.xlsx"
    arguments = ("CANDIDAT2 Sacha", "Épreuve ET", "--appliquer", code.lower(), "-o", str(target))
    assert asked(planning, *arguments) == ExitCode.OK
    plan = read_session(target).edite[0]
    (passage,) = (p for p in plan.du_candidat("C2") if p.epreuve == "ET")
    assert heure(passage.debut) in row(whole, code)
    assert any("M3" in c.membres for c in plan.compositions if c.jury == passage.suivies[0].jury)


def test_a_place_that_is_not_found_again_is_refused_and_nothing_is_written(
    planning, listed, whole, tmp_path, capsys, monkeypatch
):
    missing = codes(whole)[0]
    find(monkeypatch, without_the_first(listed, ouvertes=1))
    target = tmp_path / "nouveau.xlsx"
    arguments = ("CANDIDAT2 Sacha", "Épreuve ET", "--appliquer", missing, "-o", str(target))
    assert asked(planning, *arguments) == ExitCode.USAGE
    refused = capsys.readouterr()
    assert f"La place {missing} n'a pas été retrouvée dans le temps imparti : rien n'a été écrit." in refused.err
    assert "n'a pas pu être examinée" in refused.out
    assert codes(refused.out) == codes(whole)[1:]
    assert list(tmp_path.iterdir()) == []


def test_the_command_that_the_list_tells_writes_the_first_place_as_a_planning_that_says_what_changed(
    planning, listed, capsys
):
    target = planning.with_name("le nouveau.xlsx")
    (typed,) = re.findall("« tpplanner (.*?) »", listed.err)
    words = shlex.split(typed)
    assert words[:4] == ["places", str(planning), "CANDIDAT2 Sacha", "Épreuve ET"]
    assert words[4:7] == ["--affichage", "prenom", "--reproductible"]
    assert codes(listed.out)[0] in words
    assert not target.exists()
    assert run(words) == ExitCode.OK
    assert "Passage de CANDIDAT2 Sacha déplacé" in capsys.readouterr().err
    assert openpyxl.load_workbook(target).active.title == "Changements"
    before, after = (read_session(path).edite[0] for path in (planning, target))
    moved = {p.candidat for p in {*after.passages} ^ {*before.passages}}
    assert "C2" in moved
    assert run(["check", str(target)]) == ExitCode.OK


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("CANDIDAT9 Sacha",), ExitCode.REFUSED, "CANDIDAT : « CANDIDAT9 Sacha » est inconnu"),
        (("CANDIDAT2 Sacha", "Natation"), ExitCode.REFUSED, "Les siennes : Épreuve QP, Épreuve PP"),
        (("CANDIDAT2 Sacha", "Épreuve QP", "--appliquer", "KRTBLM"), ExitCode.USAGE, "aucune place"),
        (("CANDIDAT2 Sacha", "--appliquer", "2"), ExitCode.USAGE, "« 2 » est un rang, qui change d'une liste"),
        (("CANDIDAT2 Sacha", "--appliquer", "KRTBL"), ExitCode.USAGE, "« KRTBL » n'est pas un code. Tapez le code"),
    ],
)
def test_what_cannot_be_understood_is_told(planning, capsys, arguments, code, words):
    assert asked(planning, *arguments) == code
    assert words in capsys.readouterr().err


def test_a_code_of_no_place_is_told(planning, listed, capsys, monkeypatch):
    find(monkeypatch, listed.groups)
    assert asked(planning, "CANDIDAT2 Sacha", "Épreuve ET", "--appliquer", "KRTBLM") == ExitCode.USAGE
    assert "n'existe pas dans ce planning" in capsys.readouterr().err


def test_a_planning_that_breaks_a_rule_is_sent_to_check_and_replan(planning, tmp_path, capsys):
    book = openpyxl.load_workbook(planning)
    sheet = book["Planning"]
    header = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "Jour")
    columns = {sheet.cell(header, c).value: c for c in range(1, sheet.max_column + 1)}
    rows = range(header + 1, sheet.max_row + 1)
    row = next(r for r in rows if sheet.cell(r, columns["Épreuve"]).value == "Épreuve EF")
    sheet.cell(row, columns["Salle"]).value = "Plateau"
    path = tmp_path / "retouche.xlsx"
    book.save(path)
    assert asked(path, "CANDIDAT2 Sacha") == ExitCode.REFUSED
    told = capsys.readouterr().err
    assert "tpplanner check" in told
    assert "tpplanner replan" in told
