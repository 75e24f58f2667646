"""What is being typed, on the disk at each moment: a draft a file, in the application's own data, which no cloud takes.

A draft of a new session bears an id of its own; that of a session that is there bears the session's, and holds the
form as it was filled, to tell later what was changed here from what was changed in Excel.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from threading import RLock
from typing import Any

from tpplanner.domain.session import Genre
from tpplanner.errors import CannotWrite, Issue, Severity
from tpplanner.files.place import any_file, make_folder
from tpplanner.files.writing import put
from tpplanner.texts import etapes as textes
from tpplanner.texts.noms import GENRES
from tpplanner.web.sessions.looking import moment_of
from tpplanner.web.typed.paths import ByPath, fields_of, form_of, order_of
from tpplanner.web.typed.saisie import Form

FOLDER, EXTENSION, ASIDE = "brouillons", ".json", ".illisible"
"""Where drafts stand in the application's data; how those end that cannot be read any more."""

ETAPES = ("titre", "jours", "candidats", "jurys", "verifier")
"""The steps, as addresses name them."""

_ID = re.compile(r"[0-9a-f]{8,32}")


def is_id(text: str) -> bool:
    """Whether a text may be the id of a draft."""
    return bool(_ID.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Choice:
    """A field that was changed here and in Excel: its path, what stands here, what stands there."""

    path: str
    ici: str
    excel: str


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A field that was changed in Excel alone, hence taken from there: its path, what stood here, what stands now."""

    path: str
    avant: str
    excel: str


@dataclass(slots=True)
class SessionDraft:
    """What is being typed: the step that was shown last, the form.

    `session` is the id of the session that it is of, empty for a new one; `base` its form as its workbook was read,
    `empreinte` the stamp of that workbook; `choix` and `reprises` what a change in Excel leaves to choose, and what it
    gave. `dossier` is where the workbook of a new one is written, from just before; `ecrite` the session that came of
    it: what is left of such a draft leads there. `modele` is the id of the session that a new one was copied from.
    """

    id: str
    etape: str = ETAPES[0]
    form: Form = field(default_factory=Form)
    session: str = ""
    base: Form | None = None
    empreinte: str = ""
    choix: tuple[Choice, ...] = ()
    reprises: tuple[TakenOver, ...] = ()
    dossier: str = ""
    ecrite: str = ""
    modele: str = ""
    enregistre: datetime | None = None

    @property
    def changes(self) -> ByPath:
        """What was changed of the session that is there: what stands here now, by path, empty where nothing does."""
        before, now = fields_of(self.base or Form()), fields_of(self.form)
        typed = {path: now.get(path, "") for path in {**before, **now} if before.get(path, "") != now.get(path, "")}
        return {path: value for path, value in typed.items() if not path.startswith("colonnes.")}


class Drafts:
    """The drafts of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> list[SessionDraft]:
        """Those of which no session came yet, the one saved last first."""
        drafts = [draft for id_ in self._ids() if (draft := self._free(id_)) is not None and not draft.ecrite]
        return sorted(drafts, key=lambda draft: draft.enregistre or datetime.min.replace(tzinfo=UTC), reverse=True)

    def _ids(self) -> list[str]:
        with suppress(OSError):
            return [name.removesuffix(EXTENSION) for name in os.listdir(self.folder) if name.endswith(EXTENSION)]
        return []

    def _free(self, id_: str) -> SessionDraft | None:
        """A draft; None for one that cannot be read now, since another program holds it."""
        with suppress(CannotWrite):
            return self.read(id_)
        return None

    def new(self) -> SessionDraft:
        """A draft of a new session, on the disk only once it is saved."""
        return SessionDraft(token_hex(8), form=Form(session={"genre": GENRES[Genre.TITRE]}))

    def of(self, session: str) -> SessionDraft | None:
        """The draft of a session that is there."""
        return self.read(session)

    def read(self, id_: str) -> SessionDraft | None:
        """The draft of an id; None where there is none. One that cannot be read is put aside, never deleted."""
        path = self._path(id_)
        if not is_id(id_) or not os.path.isfile(path):
            return None
        try:
            draft = _draft(id_, json.loads(path.read_text(encoding="utf-8")))
            draft.enregistre = _saved(path)
        except OSError:
            raise CannotWrite(Issue(Severity.ERROR, *textes.BROUILLON_PRIS())) from None
        except (ValueError, KeyError, TypeError, AttributeError):
            with suppress(OSError):
                path.replace(path.with_name(f"{id_} {datetime.now():%Y-%m-%d %Hh%Mm%S}{ASIDE}"))
            return None
        return draft

    def aside(self, id_: str) -> bool:
        """Whether a draft of that id was put aside."""
        return is_id(id_) and any(self.folder.glob(f"{id_} *{ASIDE}"))

    def save(self, draft: SessionDraft) -> None:
        """Put a draft on the disk, whole or not at all; raises CannotWrite."""
        draft.form.tidy()
        content = json.dumps(_kept(draft), ensure_ascii=False).encode()
        try:
            make_folder(self.folder, parents=True)
            put(self._path(draft.id), content, elsewhere=False, replaces=any_file)
        except CannotWrite as refusal:
            raise CannotWrite(*(replace(i, message=textes.PAS_ENREGISTRE) for i in refusal.issues)) from refusal
        draft.enregistre = _saved(self._path(draft.id))

    def drop(self, draft: SessionDraft, ecrite: str = "") -> None:
        """Delete a draft; of one of a new session there stays which session came of it, and nothing else."""
        if ecrite and not draft.session:
            self.save(SessionDraft(draft.id, etape=ETAPES[-1], ecrite=ecrite))
        else:
            self._path(draft.id).unlink(missing_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Whoever reads a draft to change it holds this until it is saved."""
        with _CHANGING:
            yield

    def _path(self, id_: str) -> Path:
        return self.folder / f"{id_}{EXTENSION}"


_CHANGING = RLock()


def draft_files(data: Path) -> list[Path]:
    """Every file of a draft, those that were put aside too."""
    folder = data / FOLDER
    return [path for path in folder.iterdir() if path.suffix in (EXTENSION, ASIDE)] if folder.is_dir() else []


# From a draft to its file, and back.


def _kept(draft: SessionDraft) -> dict[str, Any]:
    return {
        "etape": draft.etape,
        "session": draft.session,
        "empreinte": draft.empreinte,
        "dossier": draft.dossier,
        "ecrite": draft.ecrite,
        "modele": draft.modele,
        "saisie": _fields_kept(draft.form),
        "base": _fields_kept(draft.base) if draft.base is not None else None,
        "choix": [[choice.path, choice.ici, choice.excel] for choice in draft.choix],
        "reprises": [[taken.path, taken.avant, taken.excel] for taken in draft.reprises],
    }


def _fields_kept(form: Form) -> dict[str, Any]:
    return {"champs": fields_of(form), "ordre": order_of(form), "listes": form.listes}


def _draft(id_: str, saved: Mapping[str, Any]) -> SessionDraft:
    if saved["etape"] not in ETAPES:
        raise ValueError(saved["etape"])
    return SessionDraft(
        id_,
        etape=saved["etape"],
        form=_form(saved["saisie"]),
        session=str(saved["session"]),
        base=_form(saved["base"]) if saved["base"] is not None else None,
        empreinte=str(saved["empreinte"]),
        choix=tuple(Choice(*map(str, each)) for each in saved["choix"]),
        reprises=tuple(TakenOver(*map(str, each)) for each in saved["reprises"]),
        dossier=str(saved["dossier"]),
        ecrite=str(saved["ecrite"]),
        modele=str(saved.get("modele", "")),
    )


def _form(saved: Mapping[str, Any]) -> Form:
    fields = {str(path): str(value) for path, value in saved["champs"].items()}
    order = {str(table): [str(cle) for cle in cles] for table, cles in saved["ordre"].items()}
    form = form_of(fields, order)
    form.listes = dict(saved["listes"])
    return form


def _saved(path: Path) -> datetime:
    return moment_of(path.stat().st_mtime)
