"""A planning made anew in a child process, after an event or around what a hand moved."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tpplanner.errors import CannotWrite, Severity, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.searches.bench import Bench, Fin, tell_judged
from tpplanner.web.searches.solving import why_told, without_plan

if TYPE_CHECKING:
    from tpplanner.change.statement import Statement
    from tpplanner.commands.replan import Replanned
    from tpplanner.domain.imprevus import Imprevu


def replan(
    bench: Bench, planning: Any, out: Any, imprevu: dict[str, Any], secondes: float, liste: str = "", note: Any = None
) -> Fin:
    """A planning after an event: whom to tell what. `liste`: candidats to add, as they were pasted.

    `note`: the workbook in which the event is noted, and the present moment.
    """
    from tpplanner.change.statement import Statement
    from tpplanner.commands.replan import replan_planning

    with _pasted(liste) as ajouter, _in_words_of_the_page():
        statement = Statement(**imprevu, ajouter=ajouter)
        known = _note_told(bench, planning, statement, *note) if note is not None else ()
        replanned = replan_planning(
            planning, statement, bench.budget(secondes), out, known=known, follower=bench.follower()
        )
    if replanned.report is None:
        without = without_plan(replanned.reading, replanned.change.session, replanned.outcome)
        return {**without, "reponses": cards_of(replanned)}
    return {**_changed(bench, replanned), "reponses": cards_of(replanned), "choix": replanned}


def cards_of(replanned: "Replanned") -> list[dict[str, Any]]:
    """The answers that were sought, in words: what each is, what to do, what is not known of it."""
    from tpplanner.change.steps.told import first_line, undecided
    from tpplanner.texts.reponses import ETAPES

    return [
        {
            "etape": ETAPES[answer.step],
            "ligne": first_line(answer),
            "non_tranche": undecided(answer) if answer.undecided else "",
        }
        for answer in replanned.answers
    ]


def _note_told(
    bench: Bench, planning: Any, statement: "Statement", classeur: Any, moment: Any
) -> "tuple[Imprevu, ...]":
    """Note in the workbook what is told of a planning; what it tells besides, which that planning does not know.

    It is noted before an answer is looked for; where that cannot be, it is warned of. Raises UserError for what cannot
    be understood, or done: nothing is noted then.
    """
    from tpplanner.change.statement import told_events
    from tpplanner.commands.notes import events_unknown_to, note_events
    from tpplanner.commands.reading import read_planning

    if classeur == planning:  # it is written with the next version
        return ()
    reading = read_planning(planning)
    known = events_unknown_to(reading.saisie, classeur)
    change = told_events(reading, statement, known)
    try:
        note_events(classeur, reading.saisie, change.saisie, moment)
    except UserError as refusal:
        bench.follower().warn(replace(issue, severity=Severity.WARNING) for issue in refusal.issues)
    return known


@contextmanager
def _pasted(liste: str) -> Iterator[Path | None]:
    """A file that holds what was pasted, where something was: lists are read from files."""
    if not liste.strip():
        yield None
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / textes.LISTE_COLLEE
        path.write_text(liste, encoding="utf-8")
        yield path


@contextmanager
def _in_words_of_the_page() -> Iterator[None]:
    """Tells what is refused inside the block with the fields of the page instead of the command's options."""
    try:
        yield
    except UserError as refusal:
        issues = (
            replace(issue, message=textes.sans_options(issue.message), hint=textes.sans_options(issue.hint))
            for issue in refusal.issues
        )
        raise UserError(*issues) from None


def _changed(bench: Bench, replanned: "Replanned") -> Fin:
    if replanned.written is None or isinstance(replanned.written, CannotWrite):
        issues = replanned.written.issues if replanned.written else ()
        return {"quoi": "refus", "problemes": problemes(issues)}
    path = replanned.written.fichiers[0]
    tell_judged(bench, path)
    return {
        "quoi": "planning",
        "planning": str(path),
        "problemes": problemes((*replanned.remarques, *replanned.written.avertissements)),
        "avis": list(replanned.change.avis),
        "messages": [(m.nom, m.en_tant_que, list(m.sentences)) for m in replanned.changements.messages],
        "a_refaire": [m.personne for m in replanned.changements.messages],
    }


def around(bench: Bench, planning: Any, out: Any, ailleurs: Any, retouches: Any, secondes: float) -> Fin:
    """A planning in which passages stay where a hand put them, and the others give way."""
    from tpplanner.commands.retouch import replan_around
    from tpplanner.domain.answers import Infeasible

    replanned = replan_around(
        planning, ailleurs, bench.budget(secondes), out, retouches=retouches, follower=bench.follower()
    )
    if replanned.report is not None:
        return _changed(bench, replanned)
    if isinstance(replanned.outcome, Infeasible):
        return {"quoi": "impossible", **why_told(replanned.reading, replanned.outcome), "reponses": []}
    return without_plan(replanned.reading, replanned.reading.session, replanned.outcome)
