"""Tell the stories: ``python -m stories [NAME …] [--width 390] [--dark] [--keyboard] [--words] [--pictures FOLDER]``.

Each is told from the beginning, by a page of its own, in a home that is made for it. At the end: what it asked of a
person. An exit code of 1 says that one did not come to its end.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stories.served import a_browser, told_to
from stories.tales import TALES

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def main() -> int:
    """Tell those that are asked for."""
    parser = argparse.ArgumentParser(prog="stories", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(TALES)}; all of them without any")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--keyboard", action="store_true", help="nothing is pointed at")
    parser.add_argument("--words", action="store_true", help="say each act, as a person can follow it")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    asked = parser.parse_args()
    if unknown := sorted({*asked.names} - {*TALES}):
        parser.error(f"no such story: {', '.join(unknown)}")
    if shutil.which("chromium") is None:
        parser.error("Chromium is not installed: sh scripts/system-packages.sh")
    with a_browser() as browser:
        told = [_is_told(browser, name, asked) for name in asked.names or TALES]
    return 0 if all(told) else 1


def _is_told(browser: "Browser", name: str, asked: argparse.Namespace) -> bool:
    """Tell a story; whether it came to its end."""
    how = {"width": asked.width, "dark": asked.dark, "keyboard": asked.keyboard, "pictures": asked.pictures}
    with told_to(browser, **how) as (teller, home):
        try:
            TALES[name](teller, home)
            print(f"{name}: {teller.end().row()}")
        except Exception as failure:
            print(f"{name}: stopped after « {teller.said[-1] if teller.said else ''} »: {failure}", file=sys.stderr)
            teller.picture(f"{name}-stopped")
            return False
        finally:
            if asked.words:
                print("\n".join(f"  {rank}. {words}" for rank, words in enumerate(teller.said, 1)))
    return True


if __name__ == "__main__":
    sys.exit(main())
