"""Tell the stories: ``python -m stories [NAME …] [--width 390] [--dark] [--keyboard] [--words] [--pictures FOLDER]``.

Each is told from the beginning, by a page of its own, in a home that is made for it. At the end: what it asked of a
person. An exit code of 1 says that one did not come to its end.
"""

import argparse
import shutil
import sys
from pathlib import Path

from stories.served import told_to
from stories.tales import TALES


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
    failures = 0
    for name in asked.names or TALES:
        tale = TALES[name]
        with told_to(width=asked.width, dark=asked.dark, keyboard=asked.keyboard, pictures=asked.pictures) as (
            teller,
            home,
        ):
            try:
                tale(teller, home)
                print(f"{name}: {teller.end().row()}")
            except Exception as failure:
                failures += 1
                print(f"{name}: stopped after « {teller.said[-1] if teller.said else ''} »: {failure}", file=sys.stderr)
                teller.picture(f"{name}-stopped")
            if asked.words:
                print("\n".join(f"  {rank}. {words}" for rank, words in enumerate(teller.said, 1)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
