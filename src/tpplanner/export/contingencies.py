"""Plan B as rows and columns, in words: what its sheet, its page and the terminal show alike."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tpplanner.domain.contingency import Answer, Contingencies, Resource, Verdict
from tpplanner.domain.session import Session
from tpplanner.export.safe_text import one_line
from tpplanner.texts import plan_b as texte
from tpplanner.texts.noms import Noms

DAYS_ACROSS = 4
"""Days side by side: beyond, the table goes on below."""


@dataclass(frozen=True, slots=True)
class Case:
    """What stands where a resource and a moment meet."""

    verdict: Verdict
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """A resource, and its cases from left to right."""

    nom: str
    role: str
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Some days side by side: each with its moments."""

    days: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One failure that changes something, in words; `rank` is its place among them, from 1."""

    rank: int
    answer: Answer
    nom: str
    role: str
    quand: str
    verdict: str
    explication: str


def blocks(session: Session, contingencies: Contingencies) -> tuple[Block, ...]:
    """The matrix: resources down, days and their moments across."""
    noms = Noms(session)
    days = list(dict.fromkeys(a.failure.jour for a in contingencies.answers))
    some = [days[i : i + DAYS_ACROSS] for i in range(0, len(days), DAYS_ACROSS)]
    return tuple(_block(noms, contingencies, across) for across in some)


def _block(noms: Noms, contingencies: Contingencies, days: list[date]) -> Block:
    answers = [a for a in contingencies.answers if a.failure.jour in days]
    rows = tuple(_row(noms, resource, list(told)) for resource, told in groupby(answers, lambda a: a.failure.resource))
    moments = {d: dict.fromkeys(texte.MOMENTS[a.failure.moment] for a in answers if a.failure.jour == d) for d in days}
    return Block(tuple((texte.jour_court(noms, d), tuple(moments[d])) for d in days), rows)


def _row(noms: Noms, resource: Resource, answers: list[Answer]) -> Row:
    cases = tuple(Case(a.verdict, texte.case(a)) for a in answers)
    return Row(one_line(texte.nom(noms, resource)), texte.role(resource), cases)


def told(session: Session, contingencies: Contingencies) -> tuple[Told, ...]:
    """The failures that change something, those without a plan first."""
    noms = Noms(session)
    touched = [a for a in contingencies.answers if a.verdict is not Verdict.UNTOUCHED]
    ordered = sorted(touched, key=lambda a: bool(a.planned))
    return tuple(
        Told(
            rank,
            a,
            one_line(texte.nom(noms, a.failure.resource)),
            texte.role(a.failure.resource),
            texte.quand(noms, a.failure),
            texte.VERDICTS[a.verdict],
            texte.explication(session, a),
        )
        for rank, a in enumerate(ordered, 1)
    )


def file_name(case: Told) -> str:
    """The name of the workbook that holds its plan: ``07-MARTIN-Paul-2027-06-14-matin.xlsx``, in plain letters."""
    failure = case.answer.failure
    moment = texte.MOMENTS[failure.moment]
    return f"{case.rank:02}-{_plain(case.nom)[:40]}-{failure.jour.isoformat()}-{_plain(moment)}.xlsx"


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")
