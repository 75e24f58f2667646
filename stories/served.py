"""The page of somebody who has just installed tpplanner, opened in a browser: what a story is told to."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from stories.teller import PATIENCE, Teller

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CLOSING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody's sessions stand, and the environment of a command of theirs."""

    folder: Path

    @property
    def sessions(self) -> Path:
        """*Documents/tpplanner*."""
        return self.folder / "Documents" / "tpplanner"

    @property
    def environment(self) -> dict[str, str]:
        """What tells a command that this is home."""
        own = {
            "HOME": self.folder,
            "XDG_RUNTIME_DIR": self.folder / "run",
            "XDG_DOCUMENTS_DIR": self.folder / "Documents",
        }
        inherited = {name: value for name, value in os.environ.items() if name != "XDG_DATA_HOME"}
        return inherited | {name: str(path) for name, path in own.items()}

    @contextmanager
    def opened(self) -> Iterator[str]:
        """The page served, and the address that opens it."""
        command = [sys.executable, "-m", "tpplanner", "ouvrir", "--sans-navigateur"]
        process = subprocess.Popen(command, env=self.environment, stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None
            lines = (line.strip() for line in process.stderr)
            yield next(line for line in lines if re.match(r"http://\S+/entrer\?", line))
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=CLOSING_SECONDS)


@contextmanager
def a_browser() -> Iterator["Browser"]:
    """A browser for all stories: two cannot run in one process."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def told_to(
    browser: "Browser", *, width: int = 1280, dark: bool = False, keyboard: bool = False, pictures: Path | None = None
) -> Iterator[tuple[Teller, Home]]:
    """Somebody who tells a story to a browser, and the home that it is told in; `pictures`: where some are kept."""
    with TemporaryDirectory() as folder:
        home = Home(Path(folder))
        home.sessions.mkdir(parents=True)
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light", locale="fr-FR"
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        with home.opened() as address:
            page.goto(address)
            yield Teller(page, pictures, keyboard), home
            context.close()
