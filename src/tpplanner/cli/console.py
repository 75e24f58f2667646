"""What goes to the terminal: answers to stdout, the rest to stderr; reasons why there is no plan; Ctrl-C."""

import errno
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event
from typing import TYPE_CHECKING

import click

from tpplanner.domain.appels import poids_des_attentes
from tpplanner.domain.questions import open_questions
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, ExitCode, Issue, Severity
from tpplanner.texts import commande, majorations, plan_b, questions
from tpplanner.texts.classeur import valeur_de_niveau

if TYPE_CHECKING:
    from tpplanner.commands.following import Follower
    from tpplanner.domain.answers import Infeasible, Outcome, Reading, Repairs
    from tpplanner.solver import Progress

# What goes to the terminal: answers to stdout, the rest to stderr, nothing animated where nobody watches.

SHOWN = 50
"""Issues shown at once: beyond, the first ones are to be cured first."""


CLOSED = (errno.EPIPE, errno.EINVAL)
"""What writing to a pipe that nobody reads gives, the second on Windows."""


def answer(text: str) -> None:
    """What was asked for, on stdout; raises CannotWrite where that is a file that takes no more."""
    try:
        click.echo(text)
    except OSError as error:
        _silence(1)
        if error.errno not in CLOSED:
            cure = commande.sortie_pleine(error.errno)
            raise CannotWrite(Issue(Severity.ERROR, commande.SORTIE_PERDUE, cure)) from error


def say(text: str = "", *, ended: bool = True) -> None:
    """A line on stderr, or the beginning of one."""
    try:
        click.echo(text, err=True, nl=ended)
    except OSError:
        _silence(2)


def _silence(stream: int) -> None:
    """Let all that a standard stream (by its number) is still given go nowhere, what it holds back too."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream)
        os.close(nowhere)


def hold_streams() -> None:
    """Take the numbers of standard streams that are closed, lest what is told be written into a file opened later."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)


def say_issues(issues: Iterable[Issue]) -> None:
    """Issues, errors first."""
    ordered = sorted(issues, key=lambda issue: issue.severity is not Severity.ERROR)
    for issue in ordered[:SHOWN]:
        say(commande.probleme(issue))
    if len(ordered) > SHOWN:
        say(f"… +{len(ordered) - SHOWN}")


def say_granted(session: Session) -> None:
    """What is granted to each candidat, in minutes."""
    for majoration in majorations.accordees(session):
        say(majorations.temps_majore(majoration))


class LiveLine:
    """One line that is rewritten while a search goes on; silent where stderr is no terminal."""

    def __init__(self) -> None:
        self._live = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def shows(self, session: Session) -> "Callable[[Progress], None]":
        """What says how far the search for a plan of that session is."""
        niveaux = {niveau.nom: niveau for niveau in session.niveaux}
        poids = poids_des_attentes(session)

        def show(p: "Progress") -> None:
            niveau = niveaux.get(p.niveau)
            unite = poids.unite_du(niveau) if niveau else 1
            valeurs = (valeur_de_niveau(niveau, v, unite) for v in (p.valeur, max(0, p.borne)))
            self.tell(commande.avancement(p.seconds, p.plans, p.niveau, *valeurs))

        return show

    def tell(self, text: str, end: str = "") -> None:
        """Say anything on that line."""
        if self._live and (text or self._width):
            say("\r" + text.ljust(self._width) + end, ended=False)
            self._width = len(text)

    def clear(self) -> None:
        """Take the line away."""
        self.tell("", end="\r")


def following(stop: Event | None = None, reply: str = commande.ARRET) -> "Follower":
    """The terminal, where a first Ctrl-C, answered so, sets an event that stops the search."""
    from tpplanner.commands.following import Follower

    line = LiveLine()

    @contextmanager
    def search(session: Session | None) -> "Iterator[Callable[[Progress], None] | None]":
        with stoppable(stop or Event(), reply):
            yield line.shows(session) if session else None
        line.clear()

    return Follower(say_issues, say, lambda n, of: line.tell(plan_b.en_cours(n, of)), search)


# Ctrl-C, a terminal closed, a machine that stops: the first asks a search to stop, the second abandons.

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
"""Those that ask to stop and leave the time to write: not each system has them all."""


@contextmanager
def stoppable(stop: Event, reply: str) -> Iterator[None]:
    """Set an event at the first Ctrl-C, or whatever else asks to stop; the second one abandons."""

    def on_signal(_signal: int, _frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        say()
        say(reply)

    heard = [s for s in SIGNALS if s == signal.SIGINT or signal.getsignal(s) is not signal.SIG_IGN]  # nohup's wish
    before = {s: signal.signal(s, on_signal) for s in heard}
    try:
        with _console_closed(stop.set):
            yield
    finally:
        for s, handler in before.items():
            signal.signal(s, handler)


CLOSING = (2, 5, 6)
"""What Windows tells where its console is closed, the user leaves, the machine stops: no signal of Python's."""

CLOSING_SECONDS = 30
"""For the plan to be written; Windows ends the program after some seconds whatever it is told."""

_handlers: list[object] = []
"""Those that Windows was given: it may still be in one when nothing else names it."""


@contextmanager
def _console_closed(ask: Callable[[], None]) -> Iterator[None]:
    """Ask to stop where Windows closes the console, and hold it back while what was found is written."""
    if sys.platform == "win32":
        import ctypes

        @ctypes.WINFUNCTYPE(ctypes.c_int, ctypes.c_uint)
        def told(event: int) -> int:
            if event not in CLOSING:
                return 0
            ask()
            time.sleep(CLOSING_SECONDS)
            return 1

        _handlers.append(told)
        kernel = ctypes.windll.kernel32
        kernel.SetConsoleCtrlHandler(told, 1)
        try:
            yield
        finally:
            kernel.SetConsoleCtrlHandler(told, 0)
    else:
        yield


# Why there is no plan, on the terminal: each reason with the cells of the workbook that it comes from.


def say_why(reading: "Reading", outcome: "Infeasible") -> None:
    """What counting lacks, or what cannot hold together."""
    from tpplanner.diagnosis.why import why_not

    why = why_not(reading, outcome)
    say(commande.IMPOSSIBLE)
    for phrase in why.dabord:
        say(phrase)
    say(why.introduction or commande.CONFLIT_INCONNU)
    for phrase, cells in why.points:
        say(commande.point(phrase, cells))
    if why.certitude:
        say(why.certitude)


def say_questions(issues: Iterable[Issue], session: Session, *words: str) -> None:
    """What nobody has answered, after a verdict; `words` is a command by which to answer, less the answer."""
    open_issues = dict.fromkeys(issue for issue in issues if issue.severity is Severity.QUESTION)
    if not open_issues:
        return
    say(f"{questions.sans_reponse(len(open_issues))} :")
    for issue in open_issues:
        say(commande.probleme(issue))
    first = open_questions(session.questions)[0]
    say(questions.pour_repondre(commande.commande(*words, "--reponse", questions.reponse_a_taper(first))))


def say_answers(session: Session, reponses: Iterable[str]) -> None:
    """The rows by which the workbook of the session would hold the answers that were given."""
    from tpplanner.workbook.questions import told_in_words

    rows = [told_in_words(reponse) for reponse in reponses]
    own_questions = [q for q in session.questions if any(row.is_about(q.sujet, q.ecrit, q.autre) for row in rows)]
    if own_questions:
        say(questions.A_RECOPIER)
    for question in own_questions:
        say(f"    {questions.ligne(question)}")


def say_unfinished(outcome: "Outcome") -> ExitCode:
    """That no plan was found, in the time or before it was stopped; the exit code."""
    interrupted = getattr(outcome, "interrompu", False)
    say(commande.INTERROMPU_SANS_PLAN if interrupted else commande.RIEN_TROUVE)
    return ExitCode.INTERRUPTED if interrupted else ExitCode.UNFINISHED


def say_repairs(session: "Session", repairs: "Repairs", heading: str = commande.REPARATIONS) -> None:
    """What would make it possible, each with its code; whether there may be more. `heading` comes before them."""
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.texts.fautes import reparation

    say(heading if repairs.proposals else commande.SANS_REPARATION)
    for repair in repairs.proposals:
        say(f"  {code_of_repair(session, repair)}  {reparation(session, repair)}")
    if repairs.proposals and repairs.unsettled:
        say(commande.non_tranches(repairs.unsettled))
