"""What all that a child process does shares: what it tells while it goes on, who stops it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from tpplanner.errors import Issue
from tpplanner.texts.page import problemes
from tpplanner.web.searches.jobs import Send
from tpplanner.web.sessions.folders import stamp

if TYPE_CHECKING:
    from tpplanner.commands.following import Follower
    from tpplanner.domain.plan import Plan
    from tpplanner.domain.session import Session
    from tpplanner.solver import Budget, Progress


_T = TypeVar("_T")


Fin = dict[str, Any]
"""How work ended, as plain data that can be pickled: `quoi` is the kind of end, on which the other keys depend."""


TOLD_EVERY = 0.5
"""The least seconds between two drawings."""


@dataclass(slots=True)
class Bench:
    """What all kinds of work share: who stops them, the pipe to the server, what was said and warned so far."""

    stop: Event
    send: Send
    phrases: list[str] = field(default_factory=list)
    warned: list[dict[str, object]] = field(default_factory=list)

    def budget(self, seconds: float) -> "Budget":
        """So many seconds, unless it is told to stop."""
        from tpplanner.solver import Budget

        return Budget(seconds, stop=self.stop)

    def follower(self) -> "Follower":
        """Who hears what is to be known while it goes on."""
        from tpplanner.commands.following import Follower

        return Follower(self._warn, self._say, self._tried, self._search)

    def _warn(self, issues: Iterable[Issue]) -> None:
        self.warned += problemes(issues)
        self.send("averti", list(self.warned))

    def _say(self, phrase: str) -> None:
        self.phrases.append(phrase)
        self.send("dit", list(self.phrases))

    def _tried(self, done: int, of: int) -> None:
        self.send("essais", [done, of])

    @contextmanager
    def _search(self, session: "Session | None") -> "Iterator[Callable[[Progress], None] | None]":
        if session is None:
            yield None
            return

        def drawn(plan: "Plan") -> None:
            self.send("dessin", shown(session, plan))

        with newest(drawn) as draw:

            def hear(progress: "Progress") -> None:
                self.send("avancement", [progress.plans, *_level_told(session, progress)])
                if progress.plan is not None:
                    draw(progress.plan)

            yield hear


@contextmanager
def newest(tell: Callable[[_T], None]) -> "Iterator[Callable[[_T], None]]":
    """Yield a function that takes what a search finds; the newest of it is told by a thread of its own.

    Telling (`tell`) takes time, which is not the search's. Once the search is over nothing more is told: its end is
    told whole.
    """
    latest: list[_T] = []
    news, ended = Event(), Event()

    def hear(value: _T) -> None:
        if not latest or value is not latest[0]:
            latest[:] = [value]
            news.set()

    def work() -> None:
        while news.wait() and not ended.is_set():
            news.clear()
            tell(latest[0])
            ended.wait(TOLD_EVERY)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield hear
    finally:
        ended.set()
        news.set()
        thread.join()


def _level_told(session: "Session", progress: "Progress") -> tuple[str, str, str]:
    """The level that is searched: its name, what it counts, the least that any plan costs there, as far as is known."""
    from tpplanner.domain.appels import poids_des_attentes
    from tpplanner.texts.classeur import nom_de_preference, valeur_de_niveau

    niveau = next((n for n in session.niveaux if n.nom == progress.niveau), None)
    if niveau is None:
        return progress.niveau, "", ""
    quoi = " + ".join(nom_de_preference(terme.regle) for terme in niveau.termes)
    return niveau.nom, quoi, valeur_de_niveau(niveau, progress.borne, poids_des_attentes(session).unite_du(niveau))


def shown(session: "Session", plan: "Plan") -> dict[str, Any]:
    """A plan while a search goes on: its days drawn, its cost level by level, whether the audit accepts it.

    `premier` is the level that is compared first, with what the plan costs there.
    """
    from tpplanner.audit import check, measured
    from tpplanner.domain.appels import poids_des_attentes
    from tpplanner.export.agenda import Agenda, inert
    from tpplanner.texts.classeur import nom_de_preference, valeur_de_niveau
    from tpplanner.web.plannings.timeline.canvas import Canvas
    from tpplanner.web.plannings.timeline.drawing import DayView
    from tpplanner.web.plannings.timeline.rows import Tracks

    costs, poids = dict(measured(session, plan)), poids_des_attentes(session)
    canvas = Canvas(Tracks(Agenda(inert(session), plan)))
    niveaux = [
        (" + ".join(nom_de_preference(t.regle) for t in n.termes), valeur_de_niveau(n, costs[n.nom], poids.unite_du(n)))
        for n in session.niveaux
        if n.nom in costs
    ]
    first = next(n for n in session.niveaux if n.nom in costs)
    return {
        "niveaux": niveaux,
        "jours": [canvas.drawn(DayView(jour)) for jour in canvas.agenda.jours],
        "conforme": check(session, plan).conforme,
        "premier": (first.nom, valeur_de_niveau(first, costs[first.nom], poids.unite_du(first))),
    }


def tell_judged(bench: Bench, path: Path) -> None:
    """Read back what was written, judge and draw it: its page is then there at once."""
    from tpplanner.web.sessions.judged import judge

    bench.send("juge", (path, stamp(path), judge(path)))
