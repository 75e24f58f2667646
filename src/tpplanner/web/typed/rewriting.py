"""The workbook of a session that was typed on the page: a new one, or one in the place of another, which is kept."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.files.place import any_file
from tpplanner.files.writing import put
from tpplanner.texts import page as textes
from tpplanner.texts.noms import Texte
from tpplanner.web.reading.readings import refused_as
from tpplanner.web.sessions.folders import SessionFiles, copy_aside, new_folder, stamp
from tpplanner.web.sessions.looking import WORKBOOK
from tpplanner.web.typed.saisie import Form, contents_typed, saisie_of
from tpplanner.workbook.contents import Contents, contents_by_row
from tpplanner.workbook.entered import carry_over, holds_more, read_entered, rewritten
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import feuilles_for, sheets_bytes


@dataclass(frozen=True, slots=True)
class Known:
    """A session that is there already, as the form shows it: its files, what they hold, and when that was read."""

    files: SessionFiles
    session: Session
    base: Contents
    empreinte: str


def known(files: SessionFiles, session: Session, empreinte: str = "") -> Known:
    """A session of those files; `empreinte` is how its workbook was when the form was filled, now by default."""
    return Known(files, session, contents_by_row(session), empreinte or stamp(files.workbook))


@refused_as(lambda _: None)
def editable(path: Path) -> Session | None:
    """The session of a workbook, where the form shows and gives back all that it holds; None otherwise.

    Nothing is taken on trust: the form is filled and read back, and the workbook compared with what would be written.
    """
    try:
        reading = read_session(path, dates_only=True)
        session = reading.saisie
        if reading.edite or not session.referentiel.code or holds_more(path, session):
            return None
        again = typed_over(session, saisie_of(session, ""), contents_by_row(session))
    except UserError:
        return None
    return session if again == session else None


def typed_over(old: Session, saisie: Form, base: Contents) -> Session:
    """A session with what is typed of it, and the rest as it was."""
    contents = contents_typed(saisie, old.referentiel, base)
    return carry_over(old, read_entered(contents, old.referentiel, patient=True).saisie)


_WRITING = Lock()
"""One session is made at a time: two of one name have a folder each."""


def write_new(root: Path, nom: str, session: Session) -> SessionFiles:
    """Write the workbook of a new session, in a folder of its own, whole or not at all; raises CannotWrite."""
    content = sheets_bytes(session, feuilles_for(session))
    with _WRITING:
        path = new_folder(root, nom) / WORKBOOK
        put(path, content)
    return SessionFiles(path)


def write_back(old: Known, session: Session) -> Path:
    """Put a session in the place of what its workbook holds, of which a copy stays beside: where; raises CannotWrite.

    A workbook that has changed since the form was filled, or that is open, stays as it is.
    """
    path = old.files.workbook
    there = path.read_bytes()
    if stamp(path) != old.empreinte:
        raise _refused(textes.CHANGE_AILLEURS())
    if any(path.with_name(lock.format(path.name)).exists() for lock in ("~${}", ".~lock.{}#")):
        raise _refused(textes.OUVERT_DANS_EXCEL())
    content = rewritten(path, session)
    before = copy_aside(path)
    written = put(path, content, replaces=any_file, expects=there)
    if written.path != path.resolve():  # the system holds the workbook: what stands beside it would be another session
        written.path.unlink(missing_ok=True)
        raise _refused(textes.OUVERT_DANS_EXCEL())
    return before


def _refused(texte: Texte) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, *texte))
