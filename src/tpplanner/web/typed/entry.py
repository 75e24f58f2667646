"""What is typed at an address: its draft, the session that it is of, the titre, what it lacks.

A draft of a session that is there is born at the first change; each time it is looked at, it takes in what was changed
in Excel meanwhile.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property

from starlette.exceptions import HTTPException
from starlette.requests import Request

from tpplanner.domain.referentiel import Referentiel
from tpplanner.texts.etapes import BROUILLON_ILLISIBLE
from tpplanner.web.desk import Desk, desk_of, session_of
from tpplanner.web.pages.titres import titre_of
from tpplanner.web.sessions.folders import SessionFiles, stamp
from tpplanner.web.sessions.judged import look
from tpplanner.web.typed.centre import Centre, contents_along, fill, read_centre
from tpplanner.web.typed.drafts import FOLDER, Drafts, SessionDraft, is_id
from tpplanner.web.typed.lacking import Assessment, checked, complete_steps
from tpplanner.web.typed.merging import merge
from tpplanner.web.typed.paths import write
from tpplanner.web.typed.rewriting import Known, editable
from tpplanner.web.typed.saisie import Form, contents_typed, saisie_of
from tpplanner.web.typed.triage import DroppedList
from tpplanner.workbook.contents import Contents, contents_by_row


class NotEditable(Exception):
    """The workbook of a session holds more than the form would keep, or cannot be read now; its draft, if any."""

    def __init__(self, files: SessionFiles, draft: SessionDraft | None) -> None:
        super().__init__()
        self.files, self.draft = files, draft


class Ended(Exception):
    """A draft of which a session came; its id."""

    def __init__(self, session: str) -> None:
        super().__init__()
        self.session = session


@dataclass
class Entry:
    """What is typed: its draft, on the disk or to be, and the session that is there (`old`) of which it is."""

    desk: Desk
    draft: SessionDraft
    old: Known | None = None
    dropped: DroppedList | None = None
    """a list that came with what is asked for"""

    def take(self, fields: Mapping[str, str]) -> None:
        """Write fields into the form; with its first titre, a new session takes the contacts of its centre."""
        chosen = self.form.titre
        if write(self.form, fields):
            self.forget()
        if self.old is None and self.form.titre and not chosen:
            fill(self.form, Centre(read_centre(self.desk.data).session))

    def forget(self) -> None:
        """Judge anew: something was changed."""
        for nom in ("referentiel", "verdict", "completes"):
            self.__dict__.pop(nom, None)

    @property
    def form(self) -> Form:
        """What stands in the form."""
        return self.draft.form

    @property
    def files(self) -> SessionFiles | None:
        """The session that is there."""
        return self.old.files if self.old is not None else None

    @property
    def nom(self) -> str:
        """What the session is called."""
        return self.old.files.nom if self.old is not None else self.form.nom

    @property
    def address(self) -> str:
        """Under which the steps are."""
        return f"/session/{self.old.files.id}/saisie" if self.old is not None else f"/saisie/{self.draft.id}"

    @cached_property
    def referentiel(self) -> Referentiel | None:
        """The titre; None while none is chosen."""
        if self.old is not None:
            return self.old.session.referentiel
        titre = titre_of(self.desk, self.form.titre) if self.form.titre else None
        return titre.referentiel if titre else None

    @property
    def contents(self) -> Contents | None:
        """What is typed, as rows of the sheets; None without a titre."""
        if self.referentiel is None:
            return None
        return contents_typed(self.form, self.referentiel, self.old.base if self.old else self._of_model())

    def _of_model(self) -> Contents | None:
        """What the session that it was copied from gives beyond the form; None where there is none to be read."""
        model = self.desk.library.session(self.draft.modele) if self.draft.modele else None
        reading = self.desk.readings.of(model.workbook, look).reading if model is not None else None
        return contents_along(reading.saisie) if reading is not None else None

    @cached_property
    def verdict(self) -> Assessment:
        """What it lacks."""
        return checked(self.form, self.contents, self.referentiel)

    @cached_property
    def completes(self) -> frozenset[str]:
        """The steps in which nothing is missing."""
        return complete_steps(self.form, self.verdict)


def drafts_of(desk: Desk) -> Drafts:
    """The drafts of a server."""
    return Drafts(desk.data / FOLDER)


@dataclass(frozen=True, slots=True)
class SentFields:
    """Fields that a page changed, and what it showed of them before."""

    fields: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)


def entry_of(request: Request, sent: SentFields | None = None) -> Entry:
    """What is typed at an address, with what a page just `sent`; raises HTTPException 404, NotEditable, Ended."""
    desk, sent = desk_of(request), sent or SentFields()
    with drafts_of(desk).alone():
        entry = _of_session(desk, session_of(request), sent) if _is_of_session(request) else _of_new(request)
        entry.take(sent.fields)
        return entry


@contextmanager
def changed(request: Request, sent: SentFields | None = None) -> Iterator[Entry]:
    """What is typed at an address, to be changed: it is on the disk once the block is left. Raises CannotWrite too."""
    desk = desk_of(request)
    with drafts_of(desk).alone():
        entry = entry_of(request, sent)
        yield entry
        entry.forget()
        if is_begun(entry) or entry.draft.enregistre is not None:
            drafts_of(desk).save(entry.draft)


def read_before(request: Request) -> None:
    """Read the workbook of an address before any draft is held: whoever types elsewhere does not wait for it."""
    if _is_of_session(request):
        desk_of(request).readings.of(session_of(request).workbook, editable)


def _is_of_session(request: Request) -> bool:
    return request.url.path.startswith("/session/")


def _of_new(request: Request) -> Entry:
    desk, id_ = desk_of(request), request.path_params["id"]
    draft = drafts_of(desk).read(id_)
    if draft is None:
        if drafts_of(desk).aside(id_) or not is_id(id_):
            raise HTTPException(410 if is_id(id_) else 404, BROUILLON_ILLISIBLE)
        draft = replace(drafts_of(desk).new(), id=id_)
    if draft.ecrite:
        raise Ended(draft.ecrite)
    return Entry(desk, draft)


def _of_session(desk: Desk, files: SessionFiles, sent: SentFields) -> Entry:
    """The draft of a session, over what its workbook holds now; one that says nothing of its own goes.

    What a page sent was typed before anybody there saw what Excel has changed since: it is a side of the merge.
    """
    drafts = drafts_of(desk)
    draft, empreinte = drafts.of(files.id), stamp(files.workbook)
    session = desk.readings.of(files.workbook, editable)
    if session is None:
        raise NotEditable(files, draft)
    old, there = Known(files, session, contents_by_row(session), empreinte), saisie_of(session, files.nom)
    if draft is None and sent.fields:
        draft = _before(files, there, sent)
    if draft is not None and draft.empreinte != empreinte:
        write(draft.form, sent.fields)
        draft = merge(draft, there, empreinte)
        if draft.choix or draft.changes:
            drafts.save(draft)
        else:
            drafts.drop(draft)
            draft = None
    if draft is None:
        draft = SessionDraft(
            files.id, form=there, session=files.id, base=saisie_of(session, files.nom), empreinte=empreinte
        )
    return Entry(desk, draft, old)


def _before(files: SessionFiles, there: Form, sent: SentFields) -> SessionDraft:
    """The draft as it was before a page sent its first change: what it showed may not be in the workbook any more."""
    base, form = deepcopy(there), deepcopy(there)
    for each in (base, form):
        write(each, {path: sent.before[path] for path in sent.fields if path in sent.before})
    return SessionDraft(files.id, form=form, session=files.id, base=base)


def is_begun(entry: Entry) -> bool:
    """Whether something typed is not in a workbook yet."""
    draft = entry.draft
    return entry.old is None or bool(draft.changes or draft.choix or draft.form.listes or draft.form.colonnes)
