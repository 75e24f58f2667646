"""What was read of a document of ours, beside what it says."""

from collections.abc import Iterator

from re_pdf.made import MadeScope, Year
from re_pdf.variants import Variant
from tpplanner.re_pdf.document import ClueKind, Document, Scope, Stated

ORDER = {ClueKind.AFTER, ClueKind.AT_ONCE, ClueKind.BEFORE}
"""The clues of which none may be read that is not there"""


def silent(variant: Variant, document: Document) -> list[str]:
    """What was read wrong, or not at all, and is not asked of the scope in which it stands."""
    asked = {question.scope for question in document.questions}
    return [f"{scope or 'head'}: {what}" for scope, what in _differences(variant, document) if scope not in asked]


def different(variant: Variant, document: Document) -> list[str]:
    """What was read wrong, or not at all, asked or not."""
    return [f"{scope or 'head'}: {what}" for scope, what in _differences(variant, document)]


def wrong(variant: Variant, document: Document) -> list[str]:
    """What was read wrong, though it might be asked: a value stands where another is printed."""
    return [text for text in different(variant, document) if not text.endswith("read None")]


def _plain(value: object) -> object:
    return value.replace("’", "'") if isinstance(value, str) else value


def _value(stated: Stated[object] | None) -> object:
    return stated.value if stated else None


def _differences(variant: Variant, document: Document) -> Iterator[tuple[str, str]]:
    values = variant.values
    for name in ("genre", "sigle", "code", "millesime", "intitule", "niveau", "jo", "mise_a_jour", "arrete", "effet"):
        printed, read = getattr(values, name), _value(getattr(document.head, name))
        if _plain(read) != _plain(printed):
            yield "", f"{name} {printed}, read {read}"
    if variant.layout.footer_changes and not any(question.scope == "" for question in document.questions):
        yield "", "the footer changes, nothing asked"
    if _value(document.quota) != values.quota:
        yield "", f"quota {values.quota}, read {_value(document.quota)}"
    shared = [item.shared_by for item in document.equipment]
    if shared != [item.shared_by for item in values.equipment]:
        yield "", f"shared by {[item.shared_by for item in values.equipment]}, read {shared}"
    if _value(document.different_organismes) is not True and any(
        "différents" in s.composition[0] for s in values.scopes
    ):
        yield "", f"different organismes, read {_value(document.different_organismes)}"
    read_scopes = {scope.id: scope for scope in document.scopes}
    if list(read_scopes) != (ids := [scope.id for scope in values.scopes]):
        yield "", f"scopes {ids}, read {list(read_scopes)}"
    for scope in values.scopes:
        if scope.id in read_scopes:
            yield from ((scope.id, what) for what in _of_scope(scope, read_scopes[scope.id], variant))


def _of_scope(printed: MadeScope, read: Scope, variant: Variant) -> Iterator[str]:
    if printed.id != "titre" and _plain(read.name) != _plain(printed.name):
        yield f"name {printed.name}, read {read.name}"
    if (minutes := _value(read.total)) != printed.total:
        yield f"total {printed.total}, read {minutes}"
    if (minutes := _value(read.presence)) != printed.presence:
        yield f"presence {printed.presence}, read {minutes}"
    if variant.layout.year is not Year.Y2013 and printed.watch != ("Sans objet",) and not read.watch:
        yield "watch, read None"
    yield from _of_rows(printed, read)
    yield from _of_clues(printed, read)


def _of_rows(printed: MadeScope, read: Scope) -> Iterator[str]:
    used = {row.modalite: _value(row.minutes) for row in read.rows if row.minutes and row.modalite}
    durations = {row.modalite: row.minutes for row in printed.rows if row.minutes}
    for modalite in dict.fromkeys((*durations, *used)):
        if used.get(modalite) != durations.get(modalite):
            yield f"{modalite} {durations.get(modalite)}, read {used.get(modalite)}"
    parts = {row.modalite: tuple(part.minutes.value for part in row.parts) for row in read.rows}
    for row in printed.rows:
        if parts.get(row.modalite, ()) != row.parts:
            yield f"parts of {row.modalite} {row.parts}, read {parts.get(row.modalite) or None}"


def _of_clues(printed: MadeScope, read: Scope) -> Iterator[str]:
    clues = {(clue.kind, clue.of, clue.others) for clue in read.clues}
    told = {(clue.kind, row.modalite, clue.others) for row in printed.rows for clue in row.clues}
    for kind, of, others in sorted(told - clues):
        yield f"{kind} of {of} {others}, read None"
    for kind, of, others in sorted(clues - told):
        if kind in ORDER:
            yield f"no clue, read {kind} of {of} {others}"
