"""The pictures of the README and the guide: pages of the documents as they are, of invented people.

``make images`` writes them (poppler turns pages into pictures). To add one, name it in `PICTURES`.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from export.rich import deux_jurys, plan_de
from tpplanner import write_documents
from tpplanner.audit import check

ROOT = Path(__file__).parents[1]
DOTS_AN_INCH = "80"


def page(name: str, number: int = 1) -> Callable[[Path], bytes]:
    """A page of a PDF of the dossier, as a PNG."""

    def picture(folder: Path) -> bytes:
        command = ["pdftoppm", "-png", "-r", DOTS_AN_INCH, "-f", str(number), "-l", str(number), "-gray"]
        return subprocess.run([*command, folder / name], check=True, capture_output=True).stdout

    return picture


PICTURES: dict[str, Callable[[Path], bytes]] = {
    "affichage.png": page("affichage/affichage A4.pdf"),
    "convocation.png": page("candidat/convocation ABÉLARD Zoé.pdf"),
    "feuille-de-jury.png": page("jury/feuille du Jury 2.pdf"),
    "feuille-de-route.png": page("responsable/feuille de route.pdf"),
}
"""Each picture of ``docs/images``, and what makes it from a dossier."""


def main() -> None:
    """Write every picture."""
    session = deux_jurys()
    plan = plan_de(session, 2)
    with TemporaryDirectory() as folder:
        write_documents(Path(folder) / "d", session, plan, check(session, plan), formats=["pdf"])
        for name, picture in PICTURES.items():
            (ROOT / "docs" / "images" / name).write_bytes(picture(Path(folder) / "d"))


if __name__ == "__main__":
    main()
