"""*Conformité* tells each rule's verdict and its limits; *Qualité* what is proven."""

from dataclasses import replace
from datetime import time
from functools import cache

import pytest
from openpyxl import load_workbook

from builders import a, plan_cda_trois, session
from export.rich import deux_jurys, fictive, plan_de, sur_postes
from export.xlsx import plain, rows, texts
from some import some
from tpplanner.audit import check
from tpplanner.domain.answers import NiveauAtteint, Reading, Violation
from tpplanner.errors import Issue, Severity
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel import Provenance, write_planning
from tpplanner.export.verdicts import Compliance, verdicts
from tpplanner.rules import BY_NAME, HARD, PREFERENCES
from tpplanner.texts.fautes import phrase
from tpplanner.texts.referentiels import NON_INDIQUE


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    def make(base, plan, report=None, lu=None, **options):
        path = tmp_path_factory.mktemp("conformite") / "planning.xlsx"
        write_planning(path, lu or base, plan, report or check(base, plan), **options)
        return load_workbook(path)

    plainly = cache(make)
    return lambda base, plan, *told, **more: (make if told or more else plainly)(base, plan, *told, **more)


def results(sheet):
    """Each rule's statement with its result and its source."""
    return {plain(row[0]): (plain(row[1]), plain(row[2])) for row in rows(sheet) if isinstance(row[0], str) and row[2]}


def test_it_begins_by_saying_what_kind_of_check_it_is(book):
    told = texts(book(session(), plan_cda_trois())["Conformité"])
    assert any(
        t.startswith(f"Contrôle automatique de {len(HARD)} règles : aucun manquement trouvé.")
        and "pas un avis de l'administration" in t
        for t in told[:6]
    )


def test_each_rule_stands_with_its_verdict_and_the_kind_of_its_source(book):
    told = results(book(session(), plan_cda_trois())["Conformité"])
    for carte in HARD:
        resultat, source = told[plain(carte.enonce)]
        assert resultat == "Respectée" or resultat.startswith("Sans objet"), carte.name
        assert source == ", ".join(s.value for s in carte.sources)


def test_a_breach_is_told_with_its_sentences(book):
    base, plan = session(), plan_cda_trois()
    sans_cloture = replace(plan, travaux=tuple(t for t in plan.travaux if t.nature != "cloture"))
    report = check(base, sans_cloture)
    sheet = book(base, sans_cloture, report)["Conformité"]
    told = results(sheet)
    assert "2 manquements" in " ".join(texts(sheet)) or len(report.violations) != 2
    for violation in report.violations:
        resultat, _ = told[plain(BY_NAME[violation.regle].enonce)]
        assert resultat.startswith("NON RESPECTÉE")
        assert plain(phrase(base, violation)) in resultat


def test_rules_on_named_people_are_without_object_in_a_fictive_session(book):
    base = fictive()
    sheet = book(base, plan_de(base, 2))["Conformité"]
    told = results(sheet)
    for carte in some(carte for carte in HARD if carte.nommees):
        assert told[plain(carte.enonce)][0].startswith("Sans objet (session fictive"), carte.name


@pytest.mark.parametrize(
    ("regle", "base"),
    [
        ("comedien_present", sur_postes()),
        ("aide_presente", deux_jurys()),
        ("epreuve_collective", deux_jurys()),
        ("quota_jury", deux_jurys()),
        ("surveillance", deux_jurys()),
        ("entretien_final_dernier", deux_jurys()),
    ],
)
def test_a_rule_that_concerns_somebody_is_kept_not_without_object(regle, base):
    plan = plan_de(base, 3)
    assert verdicts(Agenda(base, plan), check(base, plan))[regle].verdict is Compliance.KEPT


@pytest.mark.parametrize(
    ("regle", "base"),
    [
        ("comedien_present", deux_jurys()),
        ("aide_presente", deux_jurys(amenages=False)),
        ("epreuve_collective", sur_postes()),
        ("quota_jury", sur_postes()),
        ("passage_fige", session()),
    ],
)
def test_a_rule_that_concerns_nobody_says_so(regle, base):
    report = check(session(), plan_cda_trois())
    assert verdicts(Agenda(base, plan_cda_trois()), report)[regle].verdict is Compliance.VOID


@pytest.mark.parametrize("regle", ["surveillance", "responsable_present"])
def test_a_rule_on_people_whom_nobody_lists_is_not_checked_and_says_so(regle):
    base = replace(session(), personnes=())
    finding = verdicts(Agenda(base, plan_cda_trois()), check(session(), plan_cda_trois()))[regle]
    assert finding.verdict is Compliance.VOID
    assert finding.texte.startswith("Non contrôlée (le classeur ne liste aucun ")


def test_a_breach_shows_even_of_a_rule_without_object():
    base, plan = session(), plan_cda_trois()
    sujet = ("C1", "QP")
    report = replace(check(base, plan), violations=(Violation("passage_fige", sujet, "salle"),))
    assert verdicts(Agenda(base, plan), report)["passage_fige"].verdict is Compliance.BROKEN


def test_the_referentiel_is_told_verified_or_not_with_its_values_to_confirm(book):
    base = deux_jurys(2)
    verified = results(book(base, plan_de(base, 2))["Conformité"])
    line = "Conformité des épreuves et de leurs durées au référentiel d'évaluation."
    assert verified[line][0] == "Sous réserve : recopiées du document officiel, non comparées par le centre"
    base = sur_postes()
    sheet = book(base, plan_de(base))["Conformité"]
    assert results(sheet)[line][0].startswith("Sous réserve")
    told = " ".join(texts(sheet))
    assert "non vérifié" in told
    assert NON_INDIQUE in told


def test_a_warning_on_the_referentiel_is_repeated_whole_where_it_counts(book):
    base = deux_jurys(2)
    written = book(base, plan_de(base, 2))
    for name in ("Planning", "Organisation détaillée", "Conformité"):
        assert any("02/07/2024" in t for t in texts(written[name])), name
    for name in ("Par candidat", "Par jury", "Par salle", "Grille", "Émargement", "Qualité"):
        assert any("voir la feuille Conformité" in t for t in texts(written[name])), name


def test_reglages_stand_with_their_value_and_where_it_comes_from(book):
    base = session()
    reglages = replace(base.reglages, lecture=75, fin_tardive=time(17, 30), quota=4, origines=("lecture", "quota"))
    sheet = book(replace(base, reglages=reglages), plan_cda_trois())["Conformité"]
    told = {row[0]: [plain(str(v)) for v in row[1:]] for row in rows(sheet) if isinstance(row[0], str)}
    assert told["Lecture du dossier"][0::2] == ["75 min", "choisi dans le classeur, hors bornes"]
    assert told["Fin tardive"][0::2] == ["17:30", "choisi dans le classeur"]
    assert told["Candidats par jury et par jour"][0::2] == ["4", "choisi dans le classeur"]
    assert told["Délibération"][0::2] == ["10 min", "valeur habituelle"]
    usual = book(base, plan_cda_trois())["Conformité"]
    told = {row[0]: [plain(str(v)) for v in row[1:]] for row in rows(usual) if isinstance(row[0], str)}
    assert told["Candidats par jury et par jour"][0::2] == ["3", "référentiel"]


def test_what_is_not_checked_is_told(book):
    told = " ".join(texts(book(session(), plan_cda_trois())["Conformité"]))
    for words in ("plateau technique", "identité", "CERES", "règlement général", "pas été lu en entier"):
        assert words in told


def test_the_warnings_what_has_begun_and_where_the_plan_comes_from_are_told(book):
    base, plan = session(), plan_cda_trois()
    lu = Reading(
        base, (Issue(Severity.WARNING, "Deux candidats portent le même nom.", "Vérifiez.", "Candidats", "A4"),)
    )
    report = replace(check(base, plan), avertissements=(Issue(Severity.WARNING, "Habilitation échue."),))
    constat = Violation("cloture", ("J1", a("9:00").date().isoformat()), "absente")
    provenance = Provenance("session.xlsx", "0.1.0")
    told = texts(book(base, plan, replace(report, constats=(constat,)), lu, provenance=provenance)["Conformité"])
    assert "Candidats!A4 : Deux candidats portent le même nom. Vérifiez." in told
    assert "Habilitation échue." in told
    assert any(t.startswith("Constaté (déjà passé) : Jury 1") for t in told)
    assert "Planning établi d'après session.xlsx, par tpplanner 0.1.0." in told


def test_quality_tells_each_level_with_its_bound_and_whether_it_is_proven(book):
    base, plan = session(), plan_cda_trois()
    report = check(base, plan)
    niveaux = (
        NiveauAtteint("1", 2, 2),
        NiveauAtteint("3", 450, 430),
        NiveauAtteint("4b", 435),
        NiveauAtteint("9", 3, 3),
    )
    sheet = book(base, plan, replace(report, niveaux=niveaux))["Qualité"]
    told = {row[0]: [plain(str(v)) for v in row[1:]] for row in rows(sheet) if row[0] in {"1", "3", "4b", "9"}}
    assert told == {
        "1": [
            "journées de membre de jury",
            "2 journées de membre de jury",
            "2 journées de membre de jury",
            "0 journée de membre de jury",
            "Prouvé : aucun planning ne fait mieux au pas choisi",
        ],
        "3": ["présence des jurys", "7 h 30", "7 h 10", "20 min", "Non prouvé : un meilleur planning existe peut-être"],
        "4b": ["attente des candidats + fin tardive", "7 h 15", "–", "–", "Aucune borne connue"],
        "9": ["None", "3 points", "3 points", "0 point", "Prouvé : aucun planning ne fait mieux au pas choisi"],
    }


def test_quality_tells_each_preference_measured(book):
    told = {
        plain(row[0]): row[4] for row in rows(book(session(), plan_cda_trois())["Qualité"]) if isinstance(row[0], str)
    }
    for carte in PREFERENCES:
        assert plain(carte.enonce) in told
    assert told[plain(BY_NAME["journees_membre"].enonce)] == "2 journées de membre de jury"
