"""The page of samples: every component in each of its states, as a browser shows it."""

import re
from contextlib import contextmanager
from types import SimpleNamespace

from tpplanner.domain.questions import Question, Sujet
from tpplanner.texts.questions import demande
from tpplanner.web.desk import render
from tpplanner.web.kept import FOLDER
from tpplanner.web.states import Aside, CardState, PlanState, PlanVerdict

CAUSES = {
    PlanState.NON_CONFORME: "1 déplacement, 3 règles non respectées",
    PlanState.IMPOSSIBLE: "9 places pour 12 candidats",
    PlanState.ACCORD: "tient si 2 personnes acceptent",
    PlanState.A_VERIFIER: "1 question sans réponse",
}
DURATIONS = Aside(PlanState.A_VERIFIER, "Durées du titre à vérifier sur votre RE", "#re", "Vérifier maintenant")
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
        questions=[question],
        problemes=[
            {"erreur": True, "message": "La date est illisible.", "valeur": "le 11", "conseil": "Écrivez 11/01/2027."},
            {"erreur": False, "message": "Deux membres portent ce nom.", "valeur": "", "conseil": ""},
        ],
        signes=re.findall('id="([a-z]+)"', (FOLDER / "icones.svg").read_text(encoding="utf-8")),
    )


@contextmanager
def shown(browser, server, width=1280, scheme="light", **context):
    """The page of samples in a browser, as the server would send it."""
    opened = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **context)
    page = opened.new_page()
    page.goto(server.door())
    page.route("**/echantillons", lambda route: route.fulfill(body=samples(), content_type="text/html; charset=utf-8"))
    page.goto(f"{server.address}/echantillons")
    yield page
    opened.close()
