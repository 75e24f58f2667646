"""The pictures of documents in README and guide: pages as they are, of invented people. Those of screens are the stories'.

``make images`` writes them (poppler turns pages into pictures, Chromium looks at the HTML page). To add one, name it in
`PICTURES`.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from export.rich import deux_jurys, plan_de
from tpplanner import write_documents
from tpplanner.audit import check
from tpplanner.domain.affichage import posted_as, without_majorations

ROOT = Path(__file__).parents[1]
DOTS_AN_INCH = "80"


def page(name: str, number: int = 1) -> Callable[[Path], bytes]:
    """A page of a PDF of the dossier, as a PNG."""

    def picture(folder: Path) -> bytes:
        command = ["pdftoppm", "-png", "-r", DOTS_AN_INCH, "-f", str(number), "-l", str(number), "-gray"]
        return subprocess.run([*command, folder / name], check=True, capture_output=True).stdout

    return picture


def as_written(name: str) -> Callable[[Path], bytes]:
    """A picture of the dossier."""
    return lambda folder: (folder / name).read_bytes()


def screen(width: int, height: int) -> Callable[[Path], bytes]:
    """The HTML page on a screen of that size."""

    def picture(folder: Path) -> bytes:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="light")
            page.goto((folder / "responsable" / "planning.html").as_uri())
            return page.screenshot()

    return picture


PICTURES: dict[str, Callable[[Path], bytes]] = {
    "affichage.png": page("affichage/affichage A4.pdf"),
    "convocation.png": page("candidat/convocation ABÉLARD Zoé.pdf"),
    "feuille-de-route.png": page("responsable/feuille de route.pdf"),
    "feuille-de-surveillant.png": page("equipe/feuille VINCENT Hugo.pdf"),
    "liste-d-accueil.png": page("equipe/liste d'accueil.pdf"),
    "journee.png": as_written("responsable/journée lundi 14 juin 2027 – jurys et salles.png"),
    "heures-de-convocation.png": as_written("affichage/heures de convocation lundi 14 juin 2027.png"),
    "page.png": screen(1280, 860),
}
"""Each picture of ``docs/images``, and what makes it from a dossier."""


def main() -> None:
    """Write every picture."""
    session = deux_jurys()
    plan = posted_as(plan_de(session, 2), plan_de(without_majorations(session), 2))
    with TemporaryDirectory() as folder:
        write_documents(Path(folder) / "d", session, plan, check(session, plan), formats=["pdf", "png", "html"])
        for name, picture in PICTURES.items():
            (ROOT / "docs" / "images" / name).write_bytes(picture(Path(folder) / "d"))


if __name__ == "__main__":
    main()
