"""Connections held open by whoever asks for nothing: each is cut after a while, the oldest sooner among many."""

from asyncio import BaseTransport, TimerHandle

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

HEAD_SECONDS = 10.0
"""For a connection to say what it asks for: a browser keeps some that it does not use yet, and makes others."""

MOST_WAITING = 200
"""Connections that have not said what they ask for."""


class Connection(H11Protocol):
    """One of the server's connections."""

    _timer: TimerHandle | None = None
    _answered: RequestResponseCycle | None = None
    """what was asked for last when the timer began"""

    def connection_made(self, transport: BaseTransport) -> None:
        """It begins to be waited for."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._begin()
        waiting = [each for each in self.connections if isinstance(each, Connection) and each.is_waiting()]
        if len(waiting) > MOST_WAITING:
            min(waiting, key=Connection.until).cut()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is waited for no more."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def is_waiting(self) -> bool:
        """Whether it has still to say what it asks for, or what else."""
        return not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete)

    def until(self) -> float:
        """When it is looked at again."""
        return self._timer.when() if self._timer is not None else 0.0

    def cut(self) -> None:
        """End it, whatever the other side does."""
        self.transport.abort()

    def _begin(self) -> None:
        self._answered, self._timer = self.cycle, self.loop.call_later(HEAD_SECONDS, self._look)

    def _look(self) -> None:
        if self.is_waiting() and self.cycle is self._answered:
            self.cut()
        else:
            self._begin()
