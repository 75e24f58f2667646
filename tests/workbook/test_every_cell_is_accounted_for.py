"""Whatever is typed anywhere in a workbook is used, refused or told at its place: nothing is left aside in silence."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from export.rich import deux_jurys, plan_de
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.domain.answers import Change, Changements, Difference, Message, Report
from tpplanner.domain.duties import leaving_out, with_reasons
from tpplanner.domain.session import Lien
from tpplanner.errors import UserError
from tpplanner.export.excel import write_planning
from tpplanner.export.excel.programmation import YearDraft, write_programmation
from tpplanner.referentiels import find
from tpplanner.workbook import reader, titre_read, year
from tpplanner.workbook.cells import texte
from tpplanner.workbook.example import example_session
from tpplanner.workbook.grid import Cell, GridRow, Location, Notes, open_book
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import column_letter
from tpplanner.workbook.template import write_session, write_template
from tpplanner.workbook.titre_read import read_referentiel_sheet
from tpplanner.workbook.titre_write import write_referentiel_template
from tpplanner.workbook.year import read_annee, write_annee_template
from workbook.typing_in import Sheet, Typed, Typing, covers
from years import annee, programmation

CDA = find("CDA")
FACTS: dict[str, tuple[Typed, ...]] = {
    "a name": ("URVOAS Maël", "MOREAU Léa"),
    "a link": ("MOREAU Léa – GARNIER Paul", "formée par ADJANI Samir"),
    "an absence": ("absent le 15/06", "14/06 matin"),
    "a date": ("15/06/2027", 46_553.0),
    "an hour": ("9h30", 0.395833),
    "a majoration": ("1/3", "tiers temps"),
    "a remark": ("voir avec Paul", "* URVOAS : tiers temps"),
    "a number": (12.0, "3"),
    "yes": ("oui", "x"),
    "no": ("non",),
}
OPPOSITE = {"non": "oui", "oui": "non", "x": "non", "3": "7"}
"""Another answer, where a fact may be what is usual."""


@dataclass(frozen=True)
class Workbook:
    """A workbook that tpplanner writes, and how it is read: what came of it, and the places of what is told."""

    write: Callable[[Path], object]
    read: Callable[[Path], tuple[Any, list[str]]]


def _session(path: Path) -> tuple[Any, list[str]]:
    reading = read_session(path)
    read = replace(reading, avertissements=(), cells={}, lignes={})
    return read, [issue.place for issue in reading.avertissements]


def _year(path: Path) -> tuple[Any, list[str]]:
    lu = read_annee(path, date(2027, 1, 4))
    return lu.annee, [issue.place for issue in lu.avertissements]


def _titre(path: Path) -> tuple[Any, list[str]]:
    told: list[str] = []
    return read_referentiel_sheet(path, lambda issue: told.append(issue.place)), told


def _planning(path: Path, **told: Any) -> None:
    session = deux_jurys()
    session = replace(session, liens=(Lien("C1", "M1", "a déjà travaillé avec lui"),))
    plan = plan_de(session, 2)
    write_planning(path, session, plan, check(session, plan), **told)


def _replanned(path: Path) -> None:
    message = Message("C2", "ROUX Inès", "candidat", ("« QP » : 10 h.",), "0612345678")
    told = Changements(("Absence de X.",), (Difference("QP", "9 h", "10 h"),), (message,))
    _planning(path, change=Change(deux_jurys(), told))


def _partial(path: Path) -> None:
    session = deux_jurys()
    session = with_reasons(leaving_out(session, ["C8"]), {"C8": ("trop", "un jour de plus", "prouvé")})
    plan = plan_de(session, 2)
    write_planning(path, session, plan, check(session, plan))


WORKBOOKS = {
    "titre": Workbook(lambda path: write_referentiel_template(path, CDA), _titre),
    "complete": Workbook(lambda path: write_template(path, CDA, exemple=True, complet=True), _session),
    "example": Workbook(lambda path: write_session(path, example_session(CDA)), _session),
    "planning": Workbook(_planning, _session),
    "replanned": Workbook(_replanned, _session),
    "partial": Workbook(_partial, _session),
    "year": Workbook(lambda path: write_annee_template(path, 2027, exemple=True), _year),
    "programmation": Workbook(
        lambda path: write_programmation(path, YearDraft(annee(), programmation(), Report((), (), ()))), _year
    ),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each workbook, with what is read of it as it stands: nothing is typed there, nothing is told of that."""

    @cache
    def of(name: str) -> tuple[Typing, Any]:
        path = tmp_path_factory.mktemp("written") / "a.xlsx"
        WORKBOOKS[name].write(path)
        typing = Typing(path.read_bytes())
        return typing, _outcome(name, typing.untouched(path))

    return of


def _outcome(name: str, path: Path) -> tuple[Any, list[str]]:
    """What is read, and what is told; a workbook that is refused is read as the places of why."""
    try:
        return WORKBOOKS[name].read(path)
    except UserError as refusal:
        return "refused", [issue.place for issue in refusal.issues]


@dataclass(frozen=True)
class Draw:
    """A fact in a cell, in a comment on it, or on a sheet of its own."""

    name: str
    kind: str
    value: Typed
    where: str
    sheet: Sheet
    at: tuple[int, int]

    def __str__(self) -> str:
        return f"{self.name}: {self.kind} ({self.value!r}) in {self.where} {self.sheet.titre} {self.at}"


def _drawn(rng: random.Random, name: str, typing: Typing) -> Draw:
    kind = rng.choice(sorted(FACTS))
    where = rng.choices(("a cell of", "a comment on", "a new sheet beside"), (90, 7, 3))[0]
    sheet = rng.choice(typing.sheets)
    return Draw(name, kind, rng.choice(FACTS[kind]), where, sheet, rng.choice(sheet.empty))


def _typed(typing: "Typing | InMemory", draw: Draw, path: Path) -> tuple[Path, str]:
    """The file with the fact in it, and the title of the sheet where it stands."""
    if draw.where == "a comment on":
        return typing.in_comment(path, draw.sheet, draw.at, str(draw.value)), draw.sheet.titre
    if draw.where == "a new sheet beside":
        return typing.on_new_sheet(path, "À voir", str(draw.value)), "À voir"
    return typing.in_cell(path, draw.sheet, draw.at, draw.value), draw.sheet.titre


def is_accounted_for(typing: "Typing | InMemory", before: tuple[Any, list[str]], draw: Draw, path: Path) -> bool:
    """Whether the fact is used, refused, or told at its place; one that says what is usual is if its opposite is."""
    file, titre = _typed(typing, draw, path)
    read, places = _outcome(draw.name, file)
    if any(covers(place, titre, draw.at) for place in places) or (read == "refused") > (before[0] == "refused"):
        return True
    if read != before[0] and before[0] != "refused":
        return True
    opposite = OPPOSITE.get(str(draw.value))
    return opposite is not None and is_used(typing, before, replace(draw, value=opposite), path)


def is_used(typing: "Typing | InMemory", before: tuple[Any, list[str]], draw: Draw, path: Path) -> bool:
    """Whether the fact changes what is read, or is refused."""
    read, _ = _outcome(draw.name, _typed(typing, draw, path)[0])
    return read != before[0]


@pytest.mark.parametrize("name", mostly_proofs(WORKBOOKS, "titre", "example", "planning", "programmation"))
def test_a_workbook_that_another_program_saved_is_told_of_as_before(name, written, tmp_path):
    path = tmp_path / "a.xlsx"
    WORKBOOKS[name].write(path)
    assert written(name)[1] == _outcome(name, path)


@pytest.mark.parametrize("name", mostly_proofs(WORKBOOKS, "titre", "example", "planning", "programmation"))
def test_a_fact_typed_anywhere_is_used_refused_or_told_at_its_place(name, written, tmp_path):
    typing, before = written(name)
    rng = random.Random(f"a few {name}")  # noqa: S311 - drawn examples
    draws = [_drawn(rng, name, typing) for _ in range(3)]
    assert [str(d) for d in draws if not is_accounted_for(typing, before, d, tmp_path / "a.xlsx")] == []


@pytest.mark.proof
@pytest.mark.parametrize("rank", range(3))
@pytest.mark.parametrize("name", WORKBOOKS)
def test_more_facts_are_used_refused_or_told_at_their_places(name, rank, written, tmp_path):
    typing, before = written(name)
    rng = random.Random(f"more {name} {rank}")  # noqa: S311 - drawn examples
    draws = [_drawn(rng, name, typing) for _ in range(10)]
    assert [str(d) for d in draws if not is_accounted_for(typing, before, d, tmp_path / "a.xlsx")] == []


class InMemory:
    """A workbook opened once, in whose cells facts are put as if they had been read there: many times sooner."""

    def __init__(self, typing: Typing, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._typing, self._kept = typing, open_book(read_checked(typing.untouched(path)), Notes(), ())
        self.now = self._kept
        for module in (reader, titre_read, year):
            monkeypatch.setattr(module, "open_book", lambda *_: self.now)

    def in_cell(self, path: Path, sheet: Sheet, at: tuple[int, int], value: Typed) -> Path:
        """The workbook with a value in a cell."""
        grid = self._kept.grids[sheet.titre]
        place = Location(sheet.titre, f"{column_letter(at[1])}{at[0]}", texte(value))
        rows = {row.number: row for row in grid.rows}
        held = {**(rows[at[0]].cells if at[0] in rows else {}), at[1]: Cell(place, value)}
        rows[at[0]] = GridRow(at[0], at[0] in rows and rows[at[0]].hidden, dict(sorted(held.items())))
        changed = replace(grid, rows=[row for _, row in sorted(rows.items())])
        self.now = replace(self._kept, grids=self._kept.grids | {sheet.titre: changed})
        return path

    @property
    def sheets(self) -> list[Sheet]:
        """Those of the file."""
        return self._typing.sheets


@pytest.mark.proof
@pytest.mark.parametrize("rank", range(5))
@pytest.mark.parametrize("name", WORKBOOKS)
def test_facts_by_the_thousand_are_used_refused_or_told_at_their_places(name, rank, written, tmp_path, monkeypatch):
    typing, before = written(name)
    path = typing.untouched(tmp_path / "a.xlsx")
    memory = InMemory(typing, path, monkeypatch)
    rng = random.Random(f"many {name} {rank}")  # noqa: S311 - drawn examples
    draws = [replace(_drawn(rng, name, typing), where="a cell of") for _ in range(143)]
    assert [str(d) for d in draws if not is_accounted_for(memory, before, d, path)] == []
