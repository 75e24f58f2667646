"""What sessions left that ended before a day: the files that tpplanner made of them, found; then taken away.

Likewise what the application keeps as its own and nobody has touched since: titres that somebody began to confirm,
drafts, the centre.

Nothing else is ever taken: a file is ours by the date that it bears since it was made, or by its name in a folder that
is ours too. No link is followed.
"""

import os
import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from tpplanner.commands.check import DOSSIER
from tpplanner.errors import UserError
from tpplanner.export.documents import Audience
from tpplanner.export.dossier import DOCUMENTS
from tpplanner.files.names import LOCKS, is_open, page, poster
from tpplanner.texts import page as textes
from tpplanner.texts.documents import INACHEVE, SESSION_DU_DOSSIER
from tpplanner.texts.plan_b import SUFFIXE
from tpplanner.web.confirming import unfinished
from tpplanner.web.handed.followup import files_beside
from tpplanner.web.plannings.gathered import gathered_files
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.looking import EXTENSION
from tpplanner.web.sessions.summaries import FILE as SUMMARIES
from tpplanner.web.typed.centre import centre_files
from tpplanner.web.typed.drafts import draft_files
from tpplanner.workbook.marks import read_marks

YEARS = 5
"""How long the dossiers of a titre professionnel are kept, within reason; the guide says by which texts."""


def limit(today: date) -> date:
    """The day before which a session has ended for longer than its files are kept."""
    leap = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - YEARS, day=28 if leap else today.day)


@dataclass(slots=True)
class Left:
    """Files to take away, each with the day on which its session ended; those that stay, each with the reason."""

    old: dict[Path, date] = field(default_factory=dict)
    reasons: dict[Path, str] = field(default_factory=dict)


def left_before(root: Path, before: date) -> Left:
    """What is left in a folder, and all below it, of sessions that ended before a day."""
    left = Left()
    for folder, _, names in os.walk(root):
        ends: dict[Path, date] = {}
        for path in sorted(Path(folder, name) for name in names):
            if path.suffix.lower() == EXTENSION and not path.name.startswith(LOCKS) and _is_plain(path):
                end = _end(path)
                if end is None:
                    continue
                ends[path] = end
                if end < before and not read_marks(path).ici:
                    left.reasons[path] = textes.D_AILLEURS
        _gather(left, Path(folder), ends, before)
    return left


def left_of(session: SessionFiles) -> Left:
    """What is left of one session, whenever it ended: its workbook, plannings, documents, what is noted of it."""
    folder, left = session.workbook.parent, Left()
    own = {session.workbook, *(planning.path for planning in session.plannings())}
    workbooks = [p for p in sorted(folder.iterdir()) if p.suffix.lower() == EXTENSION and not p.name.startswith(LOCKS)]
    left.reasons = {path: textes.D_AILLEURS for path in own if not read_marks(path).ici}
    _gather(left, folder, {path: date.min if path in own else date.max for path in workbooks}, date.max)
    replaced = re.compile(re.escape(session.workbook.stem) + r" \d{4}-\d\d-\d\d .+")
    for path in _files_in(folder / textes.REMPLACEES):
        if replaced.fullmatch(path.stem):
            _add(left, path, date.min)
    return left


def _files_in(folder: Path) -> list[Path]:
    return sorted(filter(_is_plain, folder.iterdir())) if _is_folder(folder) else []


def given_up(data: Path, before: date) -> dict[Path, date]:
    """What the application keeps as its own and nobody has touched since a day, with the day of its last change."""
    changes = {path: each.last_change for each in unfinished(data) for path in each.files()}
    own = (*centre_files(data), *draft_files(data), *gathered_files(data), data / SUMMARIES)
    changes |= {path: last_change(path) for path in own if _is_plain(path)}
    return {path: day for path, day in changes.items() if day < before and _is_plain(path)}


def last_change(path: Path) -> date:
    """The day on which a file was written."""
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone().date()


def _gather(left: Left, folder: Path, ends: dict[Path, date], before: date) -> None:
    """Add what one folder holds of old sessions.

    Whose a dossier is that bears no planning's name, is known where all of them are old, and it has the usual name: any
    other folder may be somebody's own, or that of a session that stands elsewhere.
    """
    old = {path: end for path, end in ends.items() if end < before and path not in left.reasons}
    dossiers = {SessionFiles.documents_of(path): end for path, end in old.items()}
    if old and len(old) == len(ends):
        dossiers.setdefault(folder / DOSSIER, max(old.values()))
    for path, end in old.items():
        failures = path.with_name(f"{path.stem}{SUFFIXE}{EXTENSION}")
        for file in (path, poster(path), failures, page(failures), *files_beside(path)):
            if _is_plain(file) and (file.suffix != EXTENSION or read_marks(file).ici):
                _add(left, file, end)
    for dossier, end in dossiers.items():
        for path, names in _inside(dossier):
            if _is_plain(path) and any(name.fullmatch(path.name) for name in names):
                _add(left, path, end)
            else:
                left.reasons[path] = textes.D_AILLEURS
    if old:
        newer = {SessionFiles.documents_of(path) for path, end in ends.items() if end >= before}
        _tell_of_others(left, folder, {*dossiers, *newer})


def _tell_of_others(left: Left, folder: Path, known: Collection[Path]) -> None:
    """Keep, and name, documents beside an old session in a folder of which nothing tells whose it is.

    They bear names of people: whoever deletes what is old has to know that they stay.
    """
    for dossier in sorted(path for path in folder.iterdir() if path not in known):
        for path, names in _inside(dossier):
            if _is_plain(path) and any(name.fullmatch(path.name) for name in names):
                left.reasons[path] = textes.D_UNE_AUTRE


def _add(left: Left, path: Path, end: date) -> None:
    if is_open(path):
        left.reasons[path] = textes.OUVERT_AILLEURS
    else:
        left.old[path] = end


def _inside(dossier: Path) -> Iterator[tuple[Path, list[re.Pattern[str]]]]:
    """What stands in the folders of a dossier, and the names of the documents that belong there."""
    for audience in Audience:
        folder = dossier / audience.value
        if _is_folder(dossier) and _is_folder(folder):
            names = [names_of(d.nom, d.format.value) for d in DOCUMENTS if d.audience is audience]
            yield from ((path, names) for path in sorted(folder.iterdir()))
    for name in (SESSION_DU_DOSSIER, INACHEVE):
        if _is_folder(dossier) and (dossier / name).exists():
            yield dossier / name, [re.compile(re.escape(name))]


def names_of(nom: str, extension: str) -> re.Pattern[str]:
    """What the copies of a document are called."""
    return re.compile(re.escape(nom).replace(r"\{\}", ".+") + rf"( \(\d+\))?\.{extension}")


def _end(path: Path) -> date | None:
    """The last day of the session or of the year that a workbook tells; None where it tells none that ends."""
    from tpplanner.workbook.reader import read_session
    from tpplanner.workbook.year import is_of_a_year, read_annee

    with suppress(UserError):
        if is_of_a_year(path):
            return read_annee(path, date.min).annee.fin
        session = read_session(path, dates_only=True).session
        return None if session.fictive else max(jour.date for jour in session.jours)
    return None


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def take_away(root: Path, path: Path) -> str:
    """Delete a file that was found below a folder, then the folders that this leaves empty; why not, where it stays."""
    above = path.parent
    if not above.resolve().is_relative_to(root.resolve()) or not _is_plain(path):
        return textes.DEPLACE
    try:
        path.unlink()
    except OSError:
        return textes.EFFACEMENT_REFUSE
    with suppress(OSError):  # not empty
        while above.resolve() != root.resolve():
            above.rmdir()
            above = above.parent
    return ""
