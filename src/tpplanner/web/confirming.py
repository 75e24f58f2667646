"""Titres that are being confirmed beside their référentiel: the PDF and what was confirmed of it, until it is done.

They stand in the application's own data, which no cloud takes along; nothing of them is left once the titre is kept,
or the reading given up.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from tpplanner.commands.titre import ReReading, is_of
from tpplanner.domain.session import cle
from tpplanner.files.names import file_name
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.re_pdf.document import Frame, ReQuestion, Whereabouts
from tpplanner.re_pdf.proposed import ENTETE, Evidence
from tpplanner.texts import titre_lu as words
from tpplanner.workbook.entered import EnteredEpreuve, PlacedIssue, epreuves_of, read_titre
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre

HEAD = "entete"
"""The step of the head of the RE; the others are a table's, or that of an épreuve of the titre."""

FOLDER, EXTENSION, STATE = "titres lus", ".pdf", "etat.json"
"""Where they stand in the application's data: a folder each, with the document and what is confirmed of it."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(slots=True)
class Confirmation:
    """A document, what is made of it so far, and the steps that are confirmed, each with a print of what it showed."""

    folder: Path
    entered: EnteredTitre | None = None
    confirmed: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """By which the browser names it: the beginning of the document's print."""
        return self.folder.name

    @property
    def pdf(self) -> Path:
        """The document, under the name that it had."""
        return next(self.folder.glob(f"*{EXTENSION}"), self.folder / f"re{EXTENSION}")

    @property
    def last_change(self) -> date:
        """The day on which something of it was confirmed last."""
        newest = max(path.stat().st_mtime for path in self.files())
        return datetime.fromtimestamp(newest, tz=UTC).astimezone().date()

    def files(self) -> list[Path]:
        """The document, and what was confirmed of it."""
        return [path for path in (self.pdf, self.folder / STATE) if path.exists()]

    def has(self, step: "Screen", entered: EnteredTitre) -> bool:
        """Whether a step is confirmed as it stands."""
        return self.confirmed.get(step.id) == print_of_step(step, entered)

    def keep(self) -> None:
        """Write what is confirmed so far; raises CannotWrite."""
        entered = self.entered or EnteredTitre()
        saved = {"entete": entered.entete, "tables": [asdict(table) for table in entered.tables]}
        state = {"saisie": saved, "confirmees": self.confirmed}
        put(self.folder / STATE, json.dumps(state, ensure_ascii=False).encode(), elsewhere=False, replaces=any_file)

    def take_away(self) -> None:
        """Delete it, the document too."""
        for path in self.files():
            path.unlink(missing_ok=True)
        with suppress(OSError):  # something of somebody else's stands there
            self.folder.rmdir()


def print_of(content: bytes) -> str:
    """The id of the confirmation of a document."""
    return sha256(content).hexdigest()[:16]


def begin(data: Path, content: bytes, nom: str) -> Confirmation:
    """Keep a document that is to be confirmed, or find what is confirmed of it already; raises CannotWrite.

    `nom` is what the browser calls the file.
    """
    known = confirmation_of(data, print_of(content))
    if known is not None:
        return known
    folder = data / FOLDER / print_of(content)
    make_folder(folder, parents=True)
    put(folder / f"{file_name(Path(nom).stem)}{EXTENSION}", content, elsewhere=False, replaces=any_file)
    return Confirmation(folder)


def confirmation_of(data: Path, id_: str) -> Confirmation | None:
    """The confirmation of an id, as far as it came."""
    folder = data / FOLDER / id_
    if not _ID.fullmatch(id_) or not Confirmation(folder).pdf.is_file():
        return None
    entered, confirmed = None, dict[str, str]()
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # what is damaged is begun again
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        entered = _entered(state["saisie"])
        confirmed = _texts(state["confirmees"])
    return Confirmation(folder, entered, confirmed if entered else {})


def _entered(saved: dict[str, Any]) -> EnteredTitre:
    tables = [
        EnteredTable(str(table["id"]), _texts(table["autour"]), [_texts(row) for row in table["rows"]])
        for table in saved["tables"]
    ]
    return EnteredTitre(_texts(saved["entete"]), tables)


def _texts(saved: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in saved.items()}


def unfinished(data: Path) -> Iterator[Confirmation]:
    """What is being confirmed, what was touched last first."""
    folder = data / FOLDER
    there = [confirmation_of(data, path.name) for path in sorted(folder.iterdir())] if folder.is_dir() else []
    yield from sorted((c for c in there if c is not None), key=lambda c: c.last_change, reverse=True)


# The steps: what is confirmed in one screen.


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the confirmation: the head, an épreuve of the titre, or all of a table (`epreuve` is None).

    What its document says of it: the words behind its values, what has to be answered, what is to be known beside.
    """

    id: str
    titre: str
    table: str
    epreuve: EnteredEpreuve | None
    evidence: tuple[Evidence, ...]
    questions: tuple[ReQuestion, ...] = ()
    notes: tuple[ReQuestion, ...] = ()

    def places(self) -> Iterator[Whereabouts]:
        """Where the document speaks of it, what is asked first."""
        for asked in (*self.questions, *self.notes):
            yield from asked.where
        yield from (evidence.said.where for evidence in self.evidence)

    def pages(self) -> dict[int, int]:
        """The pages of the file that speak of it, each with its printed number."""
        return {where.page: where.printed or where.page for where in self.places()}

    def frames(self, page_: int) -> tuple[Frame, ...]:
        """What is framed on a page."""
        return tuple(dict.fromkeys(frame for where in self.places() if where.page == page_ for frame in where.frames))


def steps_of(reading: ReReading, entered: EnteredTitre) -> list[Screen]:
    """The steps of a document, those with something to be answered first, then in its order."""
    steps = [Screen(HEAD, words.ENTETE, HEAD, None, reading.evidence.get((ENTETE, ""), ()))]
    for table in entered.tables:
        epreuves = epreuves_of(table)
        whole = [*reading.evidence.get((table.id, ""), ())]
        for epreuve in epreuves:
            evidence = reading.evidence.get((table.id, epreuve.id), ())
            if table.id == "titre":
                id_ = f"titre-{cle(epreuve.id).replace(' ', '-') or epreuve.first}"
                steps.append(Screen(id_, epreuve.nom, table.id, epreuve, evidence))
            else:
                whole += evidence
        steps.append(Screen(table.id, table_title(table), table.id, None, tuple(whole)))
    steps = [
        replace(step, questions=_at(step, steps, reading.questions), notes=_at(step, steps, reading.notes))
        for step in steps
    ]
    return sorted(steps, key=lambda step: not step.questions)


def _at(step: Screen, steps: list[Screen], asked: tuple[ReQuestion, ...]) -> tuple[ReQuestion, ...]:
    return tuple(each for each in asked if _step_of(each, steps) == step.id)


def _step_of(asked: ReQuestion, steps: list[Screen]) -> str:
    """The step at which a question is put: that of its épreuve, else of its table, else the head."""
    of_table = [step for step in steps if step.table == asked.scope]
    for step in of_table:
        if step.epreuve is not None and asked.modalite and is_of(step.epreuve, asked.modalite):
            return step.id
    return next((step.id for step in of_table if step.epreuve is None), HEAD)


def table_title(table: EnteredTable) -> str:
    """What a table is called."""
    return words.titre_de_table(table.id, table.autour.get("nom", ""))


def shown_in(step: Screen, entered: EnteredTitre) -> list[Mapping[str, str]]:
    """What a step shows to be confirmed."""
    if step.table == HEAD:
        return [entered.entete]
    table = table_in(entered, step.table)
    return [*step.epreuve.rows] if step.epreuve else [table.autour, *table.rows]


def print_of_step(step: Screen, entered: EnteredTitre) -> str:
    """What changes whenever something that a step shows does."""
    shown = [sorted((k, v) for k, v in each.items() if v and k != "a_confirmer") for each in shown_in(step, entered)]
    return sha256(repr([each for each in shown if each]).encode()).hexdigest()[:16]


def table_in(entered: EnteredTitre, id_: str) -> EnteredTable:
    """The table of that id."""
    return next(table for table in entered.tables if table.id == id_)


def faults_of(step: Screen, entered: EnteredTitre) -> list[PlacedIssue]:
    """What is wrong in the fields of a step, each at its field of the form."""
    _, faults = read_titre(entered)
    return [PlacedIssue(fault.issue, champ) for fault in faults if (champ := _field(step, fault.champ))]


def _field(step: Screen, champ: str) -> str:
    """The field of a step's form in which a fault stands; empty where it is another step's."""
    table, _, rest = champ.partition("-")
    rang, _, field = rest.partition("-")
    if table != step.table:
        return ""
    if step.epreuve is None:
        return champ if step.table != "titre" or not rang.isdecimal() else ""
    first = step.epreuve.first
    inside = rang.isdecimal() and first <= int(rang) < first + len(step.epreuve.rows)
    return f"{table}-{int(rang) - first}-{field}" if inside else ""
