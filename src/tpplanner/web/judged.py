"""What files tell now: a workbook read; a planning read, judged by the check, drawn."""

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tpplanner.domain.answers import Changements, Reading
from tpplanner.errors import Issue, UserError
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.page import Checks, Drawings, checks_of, drawings
from tpplanner.pipeline import Checked, check_planning
from tpplanner.steps import missing_for_documents, on_public_holidays, where_broken
from tpplanner.texts import page as textes
from tpplanner.texts.classeur import phrase_session
from tpplanner.texts.commande import ou_est
from tpplanner.texts.fautes import phrase
from tpplanner.web.issues import told
from tpplanner.web.venue import Reponses, Venue, answers_of, venue_of


@dataclass(frozen=True, slots=True)
class Look:
    """What a workbook tells, or why it is refused; what is to be known of it."""

    reading: Reading | None
    issues: tuple[Issue, ...]


def look(path: Path) -> Look:
    """Read a workbook, without planning anything."""
    from tpplanner.workbook.reader import read_session

    try:
        reading = read_session(path)
    except UserError as refusal:
        return Look(None, refusal.issues)
    known = (*reading.avertissements, *on_public_holidays(reading), *missing_for_documents(reading))
    return Look(replace(reading, avertissements=known), known)


@dataclass(frozen=True)
class Judged:
    """A planning as it is in its file now: judged, drawn; `refus` where it cannot be read."""

    checked: Checked | None
    refus: tuple[dict[str, object], ...] = ()
    resume: str = ""
    dessin: Drawings | None = None
    controle: Checks | None = None
    manquements: tuple[tuple[str, list[str]], ...] = ()
    retards: tuple[str, ...] = ()

    @property
    def reponses(self) -> Reponses | None:
        """What membres have answered."""
        return answers_of(self.checked.reading) if self.checked else None

    @cached_property
    def venue(self) -> Venue | None:
        """Who will come: each membre in turn is left out and the planning judged, which takes its time."""
        return venue_of(self.checked.reading) if self.checked and self.reponses else None

    @property
    def changements(self) -> Changements:
        """What the planning tells of the change that made it."""
        return self.checked.reading.changements if self.checked else Changements()

    @property
    def messages(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Whom that change concerns, and what to tell them."""
        return [(m.nom, m.role, m.phrases) for m in self.changements.messages]

    @property
    def a_refaire(self) -> list[str]:
        """The ids of those of them who are there still."""
        return [m.personne for m in self.changements.messages if m.personne]


def judge(path: Path) -> Judged:
    """Read, check and draw a planning."""
    try:
        checked = check_planning(path)
    except UserError as refusal:
        return Judged(None, tuple(told(refusal.issues)))
    return judged(checked)


def judged(checked: Checked) -> Judged:
    """What the check found, in words and drawings."""
    reading, report = checked.reading, checked.report
    session = reading.session
    agenda = Agenda(inert(session), reading.edite[0])
    return Judged(
        checked,
        resume=phrase_session(session),
        dessin=drawings(agenda, found=True),
        controle=checks_of(agenda, report, checked.remarques),
        retards=tuple(
            textes.retard_note(agenda.names.candidat(r.candidat), r.minutes, agenda.names.epreuve(r.epreuve))
            for r in reading.changements.retards
        ),
        manquements=tuple((phrase(session, v), ou_est(*where_broken(reading, v))) for v in report.violations),
    )
