"""A search in a child process: what it tells while it goes on, and how it is stopped; a page may come and go.

The child hears its stop, or the death of the server, by the same pipe: either way it keeps the best plan and writes it.
"""

import multiprocessing
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from tpplanner.texts import page as textes

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

Order = Mapping[str, Any]
"""What is asked of a child: which function of `work`, and what it takes; all of it can be pickled."""

Send = Callable[[str, Any], None]
"""By which a child tells something: which part of the state it is, and its new value."""


@dataclass(slots=True)
class Job:
    """One search, as far as it is known here. `state` is the last value told of each part; `changes` counts them."""

    id: str
    session: str
    task: Order
    state: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    ended: bool = False
    stopping: bool = False
    aside: bool = False
    """whether it writes nothing: it goes on beside a search that does"""
    begun: float = field(default_factory=monotonic)
    process: BaseProcess | None = None
    pipe: "Connection[Any, Any] | None" = None

    @property
    def seconds(self) -> float:
        """How long it has gone on."""
        return monotonic() - self.begun

    def stop(self) -> None:
        """Ask it to end with the best that it has."""
        self.stopping = True
        if self.pipe is not None and not self.ended:
            with suppress(OSError):
                self.pipe.send("stop")

    def follow(self) -> None:
        """Hear the child until it ends; that it ended without an answer is an answer too."""
        assert self.pipe is not None, "followed once it has begun"  # noqa: S101
        assert self.process is not None, "likewise"  # noqa: S101
        with suppress(EOFError, OSError):
            while True:
                self._heard(*self.pipe.recv())
        self.process.join()
        if "fin" not in self.state:
            self._heard("fin", {"quoi": "echec", "phrases": [textes.SANS_REPONSE]})
        for part in ("dessin", "places"):  # what was found is shown from its file, or told whole
            self.state.pop(part, None)
        self.ended = True
        self.pipe.close()

    def _heard(self, part: str, value: Any) -> None:
        self.state[part] = value
        self.changes[part] = self.changes.get(part, 0) + 1


class Jobs:
    """The searches of a server: one at a time for a session that writes, one at a time beside it that does not."""

    def __init__(
        self,
        run: "Callable[[Connection[Any, Any], Order], None]",
        context: "SpawnContext | ForkServerContext | None" = None,
    ) -> None:
        """`run` is what the child calls, with its end of the pipe; children come from `context`, else are spawned."""
        self._run = run
        self._context = context or multiprocessing.get_context("spawn")
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()

    def get(self, id_: str) -> Job | None:
        """The job of an id."""
        return self._jobs.get(id_)

    def faults(self) -> list[str]:
        """Of what kind the faults of ours were that ended searches, the last first."""
        ends = (job.state.get("fin", {}) for job in reversed([*self._jobs.values()]))
        return [end["erreur"] for end in ends if "erreur" in end]

    def running(self, session: str) -> Job | None:
        """The job of a session that has not ended, of those that write."""
        return self._running(session, aside=False)

    def last(self, session: str) -> Job | None:
        """The last job of a session that has ended, of those that write."""
        ended = (job for job in reversed(self._jobs.values()) if job.session == session and job.ended)
        return next((job for job in ended if not job.aside), None)

    def _running(self, session: str, *, aside: bool) -> Job | None:
        jobs = (job for job in self._jobs.values() if job.session == session and job.aside is aside)
        return next((job for job in jobs if not (job.ended or (job.stopping and aside))), None)

    def promised(self, session: str) -> set[Path]:
        """The files that searches of a session which have not ended are to write."""
        jobs = (job for job in list(self._jobs.values()) if job.session == session and not job.ended)
        return {job.task["out"] for job in jobs if "out" in job.task}

    def start(self, session: str, task: Order, *, aside: bool = False) -> Job:
        """Begin a job; where the session has one that has not ended, that one is the answer.

        `aside`: it writes nothing, and stops the one before it that does not.
        """
        with self._lock:
            known = self._running(session, aside=aside)
            if known is not None and (not aside or known.task == task):
                return known
            if known is not None:
                known.stop()
            job = Job(secrets.token_hex(8), session, task, aside=aside)
            job.pipe, theirs = self._context.Pipe()
            job.process = self._context.Process(target=self._run, args=(theirs, dict(task)), daemon=False)
            job.process.start()
            theirs.close()
            self._jobs[job.id] = job
            for old in [id_ for id_, other in self._jobs.items() if other.ended][:-REMEMBERED]:
                del self._jobs[old]
        Thread(target=job.follow, daemon=True).start()
        return job

    def stop_all(self) -> None:
        """Ask all of them to end, and wait for what they write."""
        for job in list(self._jobs.values()):
            job.stop()
        for job in list(self._jobs.values()):
            if job.process is not None and not job.ended:
                job.process.join(STOPPING_SECONDS)


REMEMBERED = 50
"""Searches that have ended whose answer is kept."""

STOPPING_SECONDS = 15
"""The most that the server waits for searches that it has stopped."""


def heard_stop(pipe: "Connection[Any, Any]", stop: Event) -> None:
    """In a child: set an event once it is told to stop, or once the server is gone."""

    def listen() -> None:
        with suppress(EOFError, OSError):
            pipe.recv()
        stop.set()

    Thread(target=listen, daemon=True).start()
