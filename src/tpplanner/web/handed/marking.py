"""What somebody marks of a session: papers that left or hang, échéances that are done. Each stands where it can."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from tpplanner.commands.notes import note_done
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.domain.answers import Reading
from tpplanner.web.desk import Desk, now
from tpplanner.web.handed.due import FIELDS, TICKED
from tpplanner.web.handed.followup import Followup, Sent, change_followup, done, read_followup, sent
from tpplanner.web.handed.papers import PERSONAL, PaperCard, leaving, of_card, prints_of, state_of, taken_back
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.judged import judge, look
from tpplanner.workbook.done import done_on

SENT_ON = FIELDS[N.CONVOCATIONS]
"""The field of the form in which the day stands on which convocations left: rules hold to it."""


def mark_papers(desk: Desk, session: SessionFiles, planning: Path, keys: Collection[str], jour: date) -> None:
    """Papers of a planning left, or hang, since a day; people not called any more were told so.

    Convocations bind: the day of the first is noted in the workbook and in the planning. Raises UserError, CannotWrite.
    """
    reading = _planned(desk, planning)
    if reading is None:
        return
    prints = prints_of(reading)
    if any(of_card(card, key) and key in prints for key in keys for card in PERSONAL):
        _note_sent(desk, session, planning, jour)
    version = next((p.version for p in session.plannings() if p.path == planning), 0)
    mark = Sent(jour, version, "", now().isoformat())
    change_followup(session.workbook, lambda f: sent(leaving(keys, prints, f, mark))(f))


def unmark_papers(desk: Desk, session: SessionFiles, planning: Path, card: PaperCard) -> None:
    """What was marked last of a card did not leave, after all; raises UserError and CannotWrite."""
    before = read_followup(session.workbook)
    days = {before.envois[key].le for key in taken_back(card, before)}
    left = change_followup(session.workbook, lambda f: sent(taken_back(card, f))(f))
    if card in PERSONAL and not any(of_card(other, key) for key in left.envois for other in PERSONAL):
        _note_unsent(desk, session, planning, days)


def _note_sent(desk: Desk, session: SessionFiles, planning: Path, jour: date) -> None:
    """Note since when convocations are sent, where nothing says so yet."""
    with desk.noting:
        _note_in_both(desk, session, planning, {None}, jour)


def _note_unsent(desk: Desk, session: SessionFiles, planning: Path, days: Collection[date]) -> None:
    """Convocations are not sent, where one of these days was noted: any other was typed by somebody."""
    with desk.noting:
        _note_in_both(desk, session, planning, days, None)


def _note_in_both(
    desk: Desk, session: SessionFiles, planning: Path, before: Collection[date | None], jour: date | None
) -> None:
    """Note the day in the workbook and in the planning, side by side, in each that tells one of those before."""

    def note(path: Path) -> None:
        reading = _reading(desk, path)
        if reading is not None and done_on(reading.session, SENT_ON) in before:
            note_done(path, SENT_ON, jour, desk.readings.call)

    with ThreadPoolExecutor() as pool:
        list(pool.map(note, dict.fromkeys((session.workbook, planning))))


def _reading(desk: Desk, path: Path) -> Reading | None:
    """A workbook, or a planning, as it is read."""
    return desk.readings.of(path, look).reading


def _planned(desk: Desk, planning: Path) -> Reading | None:
    checked = desk.readings.of(planning, judge).checked
    return checked.reading if checked is not None else None


def tick(desk: Desk, session: SessionFiles, key: str, jour: date | None) -> bool:
    """An échéance, by its key, was done on a day (None: it was not); False for none. Raises UserError, CannotWrite."""
    nature = next((n for n in (*FIELDS, *TICKED) if key.partition("/")[0] == n), None)
    in_force = session.in_force()
    if nature is None:
        return False
    cards = {N.CONVOCATIONS: PERSONAL, N.AFFICHAGE: (PaperCard.AFFICHAGE,)}.get(nature, ())
    if cards and in_force is not None:
        _mark_cards(desk, session, in_force.path, cards, jour)
    elif nature in FIELDS:
        with desk.noting:
            note_done(session.workbook, FIELDS[nature], jour, desk.readings.call)
    else:
        change_followup(session.workbook, done(key, jour))
    return True


def _mark_cards(
    desk: Desk, session: SessionFiles, planning: Path, cards: Collection[PaperCard], jour: date | None
) -> None:
    """All papers of some cards left on a day, or none did."""
    reading = _planned(desk, planning)
    if jour is None or reading is None:
        for card in cards:
            unmark_papers(desk, session, planning, card)
        return
    prints = prints_of(reading)
    states = [state_of(card, prints, Followup()) for card in cards]
    mark_papers(desk, session, planning, [key for state in states for key in state.unsent], jour)
