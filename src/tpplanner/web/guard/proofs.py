"""What who has a key makes of words, and words drawn by who has it: each is good once, for a while."""

import hmac
import json
import secrets
import time
from collections.abc import Callable
from threading import Lock

DRAWN_SECONDS = 30.0
"""For as long what was drawn is good, once."""


def signed(key: str, who: str, port: int, *words: str) -> str:
    """What who has the key makes of words, at that port, as one of those who prove something to each other."""
    return hmac.new(key.encode(), json.dumps([who, port, *words], separators=(",", ":")).encode(), "sha256").hexdigest()


def same(answer: object, expected: str) -> bool:
    """Whether an answer is what was expected, compared in a time that tells nothing of it."""
    return isinstance(answer, str) and hmac.compare_digest(answer.encode(errors="replace"), expected.encode())


class Draws:
    """Words drawn for whoever asks: of those that nobody has used nothing is kept."""

    def __init__(self, key: str, port: int, now: Callable[[], float] = time.monotonic) -> None:
        self._key, self._port, self._now = key, port, now
        self._used: dict[str, float] = {}
        self._lock = Lock()

    def draw(self) -> str:
        """Something new that tells by itself when it was drawn, and by whom."""
        drawn = f"{self._now():.3f}.{secrets.token_urlsafe(16)}"
        return f"{drawn}.{signed(self._key, 'tirage', self._port, drawn)}"

    def use(self, drawn: str) -> bool:
        """Whether we drew it a moment ago; it is not good again."""
        text, _, signature = drawn.rpartition(".")
        if not same(signature, signed(self._key, "tirage", self._port, text)):
            return False
        now = self._now()
        with self._lock:
            if drawn in self._used:
                return False
            self._used = {one: when for one, when in self._used.items() if now - when < DRAWN_SECONDS}
            self._used[drawn] = now
        return 0 <= now - float(text.rpartition(".")[0]) < DRAWN_SECONDS
