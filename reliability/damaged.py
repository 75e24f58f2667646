"""Valid plans damaged in one place: the check names the rule, of harmless ones none; some as files, by the command."""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from claims import claims
from drawing import seeded
from reliability.campaign import Result, sample
from reliability.damages import DAMAGES, HARMLESS, Damage, Scene
from sabotage import Sabotage
from sabotage import rows as table_rows
from tpplanner.audit import check
from tpplanner.commands.check import check_planning
from tpplanner.errors import UserError
from tpplanner.export.excel import write_planning
from wide_draws import drawn_wide
from worlds import valid

PROMISE = (
    "des plannings justes sont abîmés en un endroit : le contrôle doit nommer la règle, et ne rien reprocher aux "
    "changements sans effet. Une partie passe par le fichier Excel et par « tpplanner check »."
)
SHARE = 0.25
MANY = 2000
WORLDS, PLANNED = 400, 6
"""Plans looked at for a place where a damage can be done: drawn by hand, or planned."""
BY_FILE, BY_COMMAND, BY_PLANNER = 10, 50, 10
"""One case of so many goes through a file, through the command, begins with a plan of the planner."""

KINDS = (*DAMAGES, *HARMLESS)

rows = cache(table_rows)


def cases(scale: float) -> Sequence[str]:
    """The rows of the table of the tests, then damages by turns."""
    table = [f"table {n}" for n in range(len(rows()))]
    return sample([*table, *(f"damage {n}" for n in range(MANY - len(table)))], scale)


def run(case: str) -> Result:
    """Damage a plan, and ask the check."""
    way, number = case.split()
    return _by_table(rows()[int(number)]) if way == "table" else _by_damage(int(number))


def _by_table(row: Sabotage) -> Result:
    found = {v.regle for v in check(row.session, row.damaged).violations}
    expected = {row.regle, *row.others}
    told = "" if found == expected else f"{sorted(expected)} expected, {sorted(found)} found"
    return Result(not told, told, extra={"damage": "table des essais", "rule": row.regle, "way": "audit"})


def _by_damage(number: int) -> Result:
    damage = KINDS[number % len(KINDS)]
    turn = number // len(KINDS)
    way = "command" if turn % BY_COMMAND == 1 else "file" if turn % BY_FILE == 1 else "audit"
    extra = {"damage": damage.name, "rule": damage.rule, "way": way}
    scene = _scene(damage, number, planned=turn % BY_PLANNER == 2)
    if scene is None:
        return Result(False, f"no plan has a place for: {damage.name}", extra=extra)
    told = _judged(damage, {v.regle for v in check(*scene).violations})
    if not told and way != "audit":
        told = _by_file(damage, scene, command=way == "command")
    return Result(not told, told, extra=extra)


def _scene(damage: Damage, number: int, *, planned: bool) -> Scene | None:
    rng = seeded(f"damaged {number}")
    plans = [*islice(_planned(number), PLANNED)] if planned else []
    for session, plan in (*plans, *islice(valid(rng), number % 12, number % 12 + WORLDS)):
        scene = damage.done(session, plan, rng)
        if scene is not None:
            return scene
    return None


def _planned(number: int) -> Iterator[Scene]:
    for n in range(PLANNED):
        found = claims(drawn_wide(f"damaged {number} {n}"), 1.0)
        if found.plan is not None:
            yield found.session, found.plan


def _judged(damage: Damage, found: set[str]) -> str:
    if damage.rule and damage.rule not in found:
        return f"{damage.name}: {damage.rule} is not named, but {sorted(found)}"
    if not damage.rule and found:
        return f"{damage.name}: nothing is broken, and {sorted(found)} is named"
    return ""


def _by_file(damage: Damage, scene: Scene, *, command: bool) -> str:
    """The same of the workbook; one that is refused is not taken for conform."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "planning.xlsx")
        write_planning(path, *scene, check(*scene))
        if command:
            words = [sys.executable, "-m", "tpplanner", "check", str(path)]
            status = subprocess.run(words, capture_output=True, env=os.environ, check=False).returncode  # noqa: S603 - ours
            expected = (1, 3) if damage.rule else (0,)
            return "" if status in expected else f"{damage.name}: « tpplanner check » ends with {status}"
        try:
            found = {v.regle for v in check_planning(path).report.violations}
        except UserError as refused:
            return "" if damage.rule else f"{damage.name}: the file is refused: {refused}"
        return _judged(damage, found)


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """By damage: how many, and the rule."""
    tried = Counter((r.extra.get("damage"), r.extra.get("rule")) for r in results.values())
    ways = Counter(r.extra.get("way") for r in results.values())
    alone, file, command = (ways[way] for way in ("audit", "file", "command"))
    yield f"Par le contrôle seul : {alone} ; aussi par le fichier : {file} ; par la commande : {command}."
    yield from ("", "| Dommage | Règle attendue | Essais |", "| --- | --- | ---: |")
    by_table = sum(n for (damage, _), n in tried.items() if damage == "table des essais")
    yield f"| table des essais | une ligne par manquement | {by_table} |"
    for kind in KINDS:
        yield f"| {kind.name} | {kind.rule or 'aucune'} | {tried[kind.name, kind.rule]} |"
