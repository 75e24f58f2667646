"""The verdict of a page is the worst state that is true of a planning, whatever else is true of it."""

from dataclasses import replace
from itertools import product

import pytest

from builders import LUNDI
from example_sessions import cda_12
from tpplanner.domain.answers import Report, Violation
from tpplanner.domain.imprevus import Accord, Imprevu
from tpplanner.domain.questions import Question, Sujet
from tpplanner.texts.etats import CHANGEE_DEPUIS
from tpplanner.web.desk import render
from tpplanner.web.sessions.states import CardState, PlanState, verdict_of

CASES = list(product((False, True), repeat=5))
"""Rules broken, outdated, an agreement to obtain, a question open, durations compared with the RE: each true or not."""

WORST = {
    PlanState.NON_CONFORME: "Non conforme : 2 règles non respectées.",
    PlanState.DEPASSE: "Dépassé : la session a changé depuis ce planning.",
    PlanState.ACCORD: "Accord à obtenir : tient si ",
    PlanState.A_VERIFIER: "À vérifier : 1 question sans réponse.",
    PlanState.CONFORME: "Conforme.",
}


def verdict_on(case, **told):
    """How the planning of a case stands."""
    broken, outdated, agreement, question, compared = case
    session = cda_12()
    asked = Imprevu(Accord(session.candidats[0].id, a_demander=True))
    session = replace(
        session,
        imprevus=(asked,) if agreement else (),
        questions=(Question(Sujet.ENSEIGNE, "ECF Nord", "ECF Sud", reponse=None if question else True),),
        re_verifie_le=LUNDI if compared else None,
        re_verifie_par="Paule Aubin" if compared else "",
    )
    report = Report((Violation("pause", ()),) * 2 if broken else (), (), ())
    return verdict_of(session, report, depasse=CHANGEE_DEPUIS if outdated else "", **told)


def worst(broken, outdated, agreement, question, _):
    """The table of states, from the worst to the best."""
    if broken:
        return PlanState.NON_CONFORME
    if outdated:
        return PlanState.DEPASSE
    if agreement:
        return PlanState.ACCORD
    return PlanState.A_VERIFIER if question else PlanState.CONFORME


@pytest.mark.parametrize("case", CASES)
def test_a_page_tells_the_worst_state_that_is_true(case):
    verdict = verdict_on(case)

    assert verdict.etat is worst(*case)
    assert verdict.cause.startswith(WORST[worst(*case)])


@pytest.mark.parametrize("case", CASES)
def test_durations_stand_beside_the_verdict_and_never_change_it(case):
    (aside,) = verdict_on(case).a_cote

    assert (aside.etat is PlanState.CONFORME) is case[4]
    assert ("Paule Aubin" in aside.phrase) is case[4]
    assert verdict_on((*case[:4], True)).cause == verdict_on((*case[:4], False)).cause


@pytest.mark.parametrize("case", CASES)
def test_the_verdict_is_drawn_with_its_sign_and_its_word(case):
    verdict = verdict_on(case, chiffre="14 journées de membre.")

    page = render("_verdict.html", v=verdict)

    assert verdict.cause.split(" :")[0].rstrip(".") in page
    assert "14 journées de membre." in page
    assert f'class="verdict {verdict.etat.classe}"' in page
    assert f"#{verdict.etat.signe}" in page


def test_states_are_told_apart_by_their_words():
    words = [state.mot for state in (*PlanState, *CardState)]
    assert len(set(words)) == len(words)
