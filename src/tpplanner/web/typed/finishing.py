"""What is typed becomes the workbook of a session: written once, whatever is clicked twice, killed, or open elsewhere.

A draft says where its workbook is written before it is: whoever comes again finds it there, and writes no second one.
"""

from functools import partial
from pathlib import Path

from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.files.writing import put
from tpplanner.texts import etapes as textes_des_etapes
from tpplanner.texts import page as textes
from tpplanner.web.desk import Desk
from tpplanner.web.sessions.folders import SessionFiles, new_folder, stamp
from tpplanner.web.sessions.looking import WORKBOOK
from tpplanner.web.typed.centre import learn
from tpplanner.web.typed.drafts import Drafts
from tpplanner.web.typed.entry import Entry
from tpplanner.web.typed.rewriting import Known, write_back
from tpplanner.workbook.contents import contents_by_row
from tpplanner.workbook.entered import carry_over, read_entered
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import feuilles_for, sheets_bytes


def finish(entry: Entry, drafts: Drafts) -> SessionFiles:
    """Write what is typed into its workbook, and let the draft go; raises CannotWrite, and all stays as it is."""
    if entry.draft.choix:
        raise CannotWrite(Issue(Severity.ERROR, *textes_des_etapes.A_CHOISIR()))
    if entry.old is not None:
        if entry.draft.changes:
            if entry.desk.jobs.running(entry.old.files.id):
                raise CannotWrite(Issue(Severity.ERROR, textes.EN_COURS))
            write_back(entry.old, _session(entry))
        drafts.drop(entry.draft)
        return entry.old.files
    files = _written_new(entry, drafts)
    drafts.drop(entry.draft, ecrite=files.id)
    learn(entry.desk.data, _session(entry))
    return files


def _session(entry: Entry) -> Session:
    assert entry.contents is not None and entry.referentiel is not None, "a form without a titre"  # noqa: S101, PT018
    session = read_entered(entry.contents, entry.referentiel, patient=True).saisie
    return carry_over(entry.old.session, session) if entry.old else session


def _written_new(entry: Entry, drafts: Drafts) -> SessionFiles:
    """The workbook of a new session, in the folder that its draft names, or in a new one that it names first."""
    session = _session(entry)
    folder = Path(entry.draft.dossier) if entry.draft.dossier else None
    if folder is None or not folder.is_dir():
        folder = new_folder(entry.desk.library.root, entry.form.nom)
        entry.draft.dossier = str(folder)
        drafts.save(entry.draft)
    files = SessionFiles(folder / WORKBOOK)
    there = _there(entry.desk, files)
    if there is not None:
        write_back(there, session)
    else:
        put(files.workbook, sheets_bytes(session, feuilles_for(session)))
    return files


def _there(desk: Desk, files: SessionFiles) -> Known | None:
    """What was written for that draft, by a server that was killed before it could let the draft go."""
    if not files.workbook.is_file():
        return None
    empreinte = stamp(files.workbook)
    try:
        session = desk.readings.call(partial(read_session, dates_only=True), files.workbook).saisie
    except UserError as unreadable:
        raise CannotWrite(*unreadable.issues) from None
    return Known(files, session, contents_by_row(session), empreinte)
