"""A session that was changed in Excel while it was typed here: both changes in one form, what differs asked.

Field by field, against the form as it was filled: what only one side changed is taken; what both changed alike is no
question; what both changed otherwise stays as it is here until somebody chooses.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace

from tpplanner.web.typed.drafts import Choice, SessionDraft, TakenOver
from tpplanner.web.typed.paths import ByPath, fields_of, form_of, order_of
from tpplanner.web.typed.saisie import CLE, YES, Form, FormRow, is_blank, name_of

AWAY = "retirees."
"""How the path of a row that was taken away begins."""


def merge(draft: SessionDraft, theirs: Form, empreinte: str) -> SessionDraft:
    """A draft over what its workbook holds now, by its stamp."""
    base = draft.base or Form()
    mine = _of_the_same_people(draft.form, base, theirs)
    sides = _ThreeSides(fields_of(base), fields_of(mine), fields_of(_with_gone(base, theirs)))
    chosen, choices, taken = dict(sides.mine), list(sides.still(draft)), list(draft.reprises)
    for path in sides.changed_there():
        here, there = sides.mine.get(path, ""), sides.theirs.get(path, "")
        if sides.is_asked(path):
            choices.append(Choice(path, here, there))
        elif here != there:
            chosen[path] = there
            taken.append(TakenOver(path, here, there))
    choices += [Choice(path, YES, "") for path in sides.gone_here_changed_there()]
    form = form_of(chosen, _order(theirs, mine))
    form.listes = draft.form.listes
    _drop_gone(form, base, theirs)
    return replace(
        draft,
        form=form,
        base=theirs,
        empreinte=empreinte,
        choix=tuple({choice.path: choice for choice in choices}.values()),
        reprises=tuple({each.path: each for each in taken}.values()),
    )


@dataclass(frozen=True, slots=True)
class _ThreeSides:
    """What stood in the form as it was filled, what stands in it, what stands in Excel."""

    base: ByPath
    mine: ByPath
    theirs: ByPath

    def changed_there(self) -> Iterator[str]:
        paths = dict.fromkeys([*self.base, *self.theirs])
        return (path for path in paths if self.theirs.get(path, "") != self.base.get(path, "") and path != "nom")

    def is_asked(self, path: str) -> bool:
        """Whether here too it was changed, otherwise; or a row that is gone there was changed here."""
        if path.startswith(AWAY):
            return not self.mine.get(path) and self._row_differs(self.mine, path.removeprefix(AWAY))
        here = self.mine.get(path, "")
        return here != self.base.get(path, "") and here != self.theirs.get(path, "")

    def gone_here_changed_there(self) -> Iterator[str]:
        """The rows that were taken away here, and changed in Excel."""
        for path in self.mine:
            if path.startswith(AWAY) and not self.base.get(path) and not self.theirs.get(path):
                row = path.removeprefix(AWAY)
                if self._stands(self.base, row) and self._row_differs(self.theirs, row):
                    yield path

    def still(self, draft: SessionDraft) -> Iterator[Choice]:
        """What was to be chosen before, and differs still."""
        for choice in draft.choix:
            gone = choice.path.startswith(AWAY)
            there = choice.excel if gone else self.theirs.get(choice.path, "")
            if there != self.mine.get(choice.path, ""):
                yield replace(choice, excel=there)

    def _row_differs(self, side: ByPath, row: str) -> bool:
        prefix = f"{row}."
        paths = {path for path in (*side, *self.base) if path.startswith(prefix)}
        return any(side.get(path, "") != self.base.get(path, "") for path in paths)

    @staticmethod
    def _stands(side: ByPath, row: str) -> bool:
        return any(path.startswith(f"{row}.") for path in side)


def _with_gone(base: Form, theirs: Form) -> Form:
    """What stands in Excel, the rows that are gone there marked so rather than missing."""
    form = deepcopy(theirs)
    for table, rows in base.rows.items():
        there = {row[CLE] for row in form.rows.get(table, [])}
        gone = [dict(row) for row in rows if row[CLE] not in there]
        form.rows.setdefault(table, []).extend(gone)
        form.retirees |= {f"{table}.{row[CLE]}" for row in gone}
    return form


def _drop_gone(form: Form, base: Form, theirs: Form) -> None:
    """Take out the rows that are gone on both sides."""
    for table, rows in form.rows.items():
        before, there = ({row[CLE] for row in side.rows.get(table, [])} for side in (base, theirs))
        gone = {row[CLE] for row in rows if row[CLE] in before - there and form.is_away(table, row)}
        form.rows[table] = [row for row in rows if row[CLE] not in gone]
        form.retirees -= {f"{table}.{cle}" for cle in gone}


def _of_the_same_people(mine: Form, base: Form, theirs: Form) -> Form:
    """What stands here, whoever was added on both sides under the key that they bear in Excel: nobody stands twice."""
    form = deepcopy(mine)
    for table, rows in form.rows.items():
        before = {row[CLE] for row in base.rows.get(table, [])}
        fresh = {_name(row): row[CLE] for row in theirs.rows.get(table, []) if row[CLE] not in before}
        there = {row[CLE] for row in rows}
        for row in rows:
            cle = fresh.get(_name(row)) if row[CLE] not in before and not is_blank(row) else None
            if cle is not None and cle not in there:
                form.retirees = frozenset(f"{table}.{cle}" if r == f"{table}.{row[CLE]}" else r for r in form.retirees)
                row[CLE] = cle
                there.add(cle)
    return form


def _name(row: FormRow) -> str:
    """By what a row that is new on both sides is one: a name, or a date."""
    return row.get("date", "").strip() or name_of(row)


def _order(theirs: Form, mine: Form) -> dict[str, list[str]]:
    """The rows as Excel has them, then those that stand here alone."""
    there, here = order_of(theirs), order_of(mine)
    return {table: [*dict.fromkeys([*there.get(table, []), *here.get(table, [])])] for table in {**there, **here}}


def resolve(draft: SessionDraft, path: str, *, excel: bool) -> None:
    """Keep what stands in Excel at a path that both changed, or what stands here."""
    chosen = next((choice for choice in draft.choix if choice.path == path), None)
    if chosen is None:
        return
    draft.choix = tuple(choice for choice in draft.choix if choice is not chosen)
    if excel:
        fields = {**fields_of(draft.form), path: chosen.excel}
        listes, order = draft.form.listes, order_of(draft.form)
        draft.form = form_of(fields, order)
        draft.form.listes = listes
