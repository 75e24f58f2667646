"""The page of samples: every component in each of its states, as a browser shows it."""

import hashlib
import re
import subprocess
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from PIL import Image

from served import served
from tpplanner.domain.questions import Question, Sujet
from tpplanner.texts.questions import demande
from tpplanner.web.desk import render
from tpplanner.web.kept import FOLDER
from tpplanner.web.sessions.states import Aside, CardState, PlanState, PlanVerdict
from web.browsing import chromium

BROWSER = "156."
"""the version of Chromium that drew the pictures which are kept"""
FONT, FONT_HOLDS = "Liberation Sans", "bade59d822652f76"
"""the font of the pictures; how the digest of its file begins"""
KEPT = Path(__file__).parent / "samples"

CAUSES = {
    PlanState.NON_CONFORME: "1 déplacement, 3 règles non respectées",
    PlanState.IMPOSSIBLE: "9 places pour 12 candidats",
    PlanState.DEPASSE: "il ne tient pas compte de ce qui s'est passé",
    PlanState.ACCORD: "tient si 4 personnes acceptent",
    PlanState.A_VERIFIER: "1 question sans réponse",
}
DURATIONS = Aside(
    PlanState.A_VERIFIER,
    "Celles du titre n'ont pas été comparées à votre RE.",
    "#re",
    "Les comparer",
    "Durées à vérifier",
)
FIGURE = "14 journées de membre : aucun planning ne fait mieux."


def samples():
    """The page of samples, as HTML."""
    asked = Question(Sujet.PERSONNE, "C. Rousseau", "ROUSSEAU Catherine")
    question = SimpleNamespace(
        question=asked, demande=demande(asked), entre_temps="En attendant, elle ne juge aucun d'eux."
    )
    verdicts = [PlanVerdict(state, CAUSES.get(state, ""), FIGURE) for state in PlanState]
    return render(
        "echantillons.html",
        verdicts=[*verdicts[:-1], PlanVerdict(PlanState.CONFORME, "", FIGURE, (DURATIONS,))],
        etats=[*PlanState, *CardState],
        etat=PlanState,
        questions=[question],
        problemes=[
            {"erreur": True, "message": "La date est illisible.", "valeur": "le 11", "conseil": "Écrivez 11/01/2027."},
            {"erreur": False, "message": "Deux membres portent ce nom.", "valeur": "", "conseil": ""},
        ],
        signes=re.findall('id="([a-z]+)"', (FOLDER / "icones.svg").read_text(encoding="utf-8")),
    )


@contextmanager
def shown(browser, server, width=1280, scheme="light", height=900, **context):
    """The page of samples in a browser, as the server would send it."""
    opened = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **context)
    page = opened.new_page()
    page.goto(server.door())
    page.route("**/echantillons", lambda route: route.fulfill(body=samples(), content_type="text/html; charset=utf-8"))
    page.goto(f"{server.address}/echantillons", wait_until="networkidle")
    yield page
    opened.close()


PINNED = f"""body {{ font-family: "{FONT}" }} input[type=file], select {{ visibility: hidden }}"""
"""One font everywhere; what the system draws in its own way or language is left out."""


def drawn(browser, server, scheme):
    """A picture of the page of samples, the same on every machine of that browser and font."""
    with shown(browser, server, 1000, scheme, 3600, bypass_csp=True, reduced_motion="reduce") as page:
        page.add_style_tag(content=PINNED)
        page.evaluate("document.fonts.ready")
        return Image.open(BytesIO(page.screenshot(animations="disabled", full_page=True))).convert("RGB")


def font_holds():
    """How the digest of the font's file begins; empty where it is not there."""
    try:
        path = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", FONT], capture_output=True, text=True, check=True
        ).stdout.partition("|")
    except OSError:
        return ""
    return hashlib.sha256(Path(path[2]).read_bytes()).hexdigest()[:16] if FONT in path[0] else ""


def renew():
    """Draw the pictures that are kept anew: `PYTHONPATH=src:tests python -m web.samples`, then look at them."""
    KEPT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, served(Path(folder) / "sessions") as server, chromium() as browser:
        print(browser.version, font_holds())  # noqa: T201 - a script
        for scheme in ("light", "dark"):
            drawn(browser, server, scheme).quantize(128, dither=0).save(KEPT / f"{scheme}.png", optimize=True)


if __name__ == "__main__":
    renew()
