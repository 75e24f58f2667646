"""Plans of every kind that the check is given, altered in a few places at random, and all that it says of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Any

from drawing import seeded
from happenings import happening_to
from sabotage import Sabotage, rows
from tpplanner.audit import check, oddities
from tpplanner.domain.answers import Element
from tpplanner.domain.plan import Partie, Plan
from tpplanner.domain.session import Session
from worlds import WORLDS, valid

OF_EACH_WORLD = 4
"""How many sessions of each are drawn, with a plan."""
MOST = 4
"""How many places of it at a time."""
MINUTES = (-1440, -60, -15, -5, -1, 1, 5, 15, 60, 1440)

Scene = tuple[str, Session, Plan]
"""With its name."""


def scenes() -> Iterator[Scene]:
    """Plans of the table of rules broken, of drawn sessions, and of sessions after an event, each altered at random.

    Each is drawn by its name alone: a row more in the table, or a world more, leaves all others as they are.
    """
    yield from scenes_of(rows())
    for world in WORLDS:
        for number in range(1, OF_EACH_WORLD + 1):
            name = f"{world.__name__} {number}"
            session, plan = next(valid(seeded(f"odd plans of {name}"), [world]))
            yield _odd(name, session, plan)
            event = happening_to(session, plan, f"odd plans of {name}")
            yield _odd(f"{name} after an event", event.session, event.avant)


def scenes_of(table: Iterable[Sabotage]) -> Iterator[Scene]:
    """Of each row: its plan broken, its plan altered, and altered where it is broken."""
    so_far = Counter[str]()
    for row in table:
        case = f"{row.regle} {row.cas}".strip()
        so_far[case] += 1
        name = case if so_far[case] == 1 else f"{case} {so_far[case]}"
        yield name, row.session, row.damaged
        yield _odd(name, row.session, row.plan)
        yield _odd(f"{name}, broken", row.session, row.damaged)


POSTED = "affiche"
"""The field of a passage that no rule reads: it is for the wall."""


def _odd(name: str, session: Session, plan: Plan) -> Scene:
    rng = seeded(f"odd plan {name}")
    for _ in range(rng.randint(1, MOST)):
        plan = _altered(plan, rng)
    return f"{name}, altered", session, plan


def _altered(plan: Plan, rng: Random) -> Plan:
    """The plan with one of its pieces left out, there twice, or changed."""
    kind = rng.choice([f.name for f in fields(plan) if getattr(plan, f.name)])
    pieces = [*getattr(plan, kind)]
    place = rng.randrange(len(pieces))
    way = rng.choice(("without", "twice", *["changed"] * 6))
    if way == "without":
        del pieces[place]
    elif way == "twice":
        pieces.append(_changed(pieces[place], pieces, rng))
    else:
        pieces[place] = _changed(pieces[place], pieces, rng)
    return replace(plan, **{kind: tuple(pieces)})


def _changed(piece: Any, others: Sequence[Any], rng: Random) -> Any:
    """A piece of a plan moved or longer, or with one of its fields as another piece has it."""
    if hasattr(piece, "debut") and rng.random() < 0.3:
        by = timedelta(minutes=rng.choice(MINUTES))
        if hasattr(piece, "parties"):
            return piece.deplace(lambda moment: moment + by)
        return replace(piece, debut=piece.debut + by, fin=piece.fin + by)
    name = rng.choice([f.name for f in fields(piece) if f.name != POSTED])
    return replace(piece, **{name: _other(getattr(piece, name), [getattr(o, name) for o in others], rng)})


def _other(value: Any, known: Sequence[Any], rng: Random) -> Any:
    match value:
        case datetime():
            return value + timedelta(minutes=rng.choice(MINUTES))
        case Enum():
            return rng.choice([*type(value)])
        case int():
            return value + rng.choice((-1, 1))
        case (Partie(), *_):
            parties = [*value]
            place = rng.randrange(len(parties))
            parties[place] = _changed(parties[place], parties, rng)
            return tuple(parties)
        case tuple():
            names = sorted({name for each in known for name in each})
            return tuple(rng.sample(names, min(len(names), rng.randint(1, len(value) + 1))))
        case _:
            return rng.choice(sorted({"", *known}))


def told() -> dict[str, list[str]]:
    """What the check says of each: breaches with the pieces concerned, measures, levels, what a person finds odd."""
    return {name: [*_said(session, plan)] for name, session, plan in scenes()}


def as_text(told: dict[str, list[str]]) -> str:
    """It, as it is kept."""
    return "".join(f"# {name}\n" + "".join(f"{line}\n" for line in lines) for name, lines in told.items())


def _said(session: Session, plan: Plan) -> Iterator[str]:
    report = check(session, plan)
    for violation in report.violations:
        yield f"{violation.regle} {violation.cas} {_value(violation.sujet)}".replace("  ", " ")
        yield from (f"    {key} {_value(value)}" for key, value in violation.donnees)
        yield from (f"    {_piece(element)}" for element in violation.elements)
    for kind in (report.mesures, report.bon_sens):
        yield ", ".join(f"{m.regle} {m.valeur}" for m in kind if m.valeur)
    yield f"{_value(n.valeur for n in report.niveaux)} {_value(oddities(session, plan))}"


def _piece(element: Element) -> str:
    parts = (getattr(element, f.name) for f in fields(element) if f.name not in ("parties", "phase", "fige"))
    hours = (f"{_value(p.debut)} {_value(p.fin)}" for p in getattr(element, "parties", ()))
    return " ".join(filter(None, [type(element).__name__.lower(), *map(_value, parts), *hours]))


def _value(value: object) -> str:
    match value:
        case str():
            return value
        case datetime():
            return f"{value:%d-%H:%M}"
        case Iterable():
            return "/".join(map(_value, value))
        case _:
            return str(value)
