"""Every card has its other pieces: a solver half, an audit half, a test file, its line on the page of rules."""

import ast
import re
from dataclasses import fields, replace
from datetime import time
from inspect import isfunction, signature
from pathlib import Path

import pytest
from regenerate import CHAMPS, PAGES, ROOT, in_general

from builders import a
from export.rich import deux_jurys, sur_postes
from some import some
from tpplanner import audit
from tpplanner.audit import REGLES
from tpplanner.audit.measures import MESURES
from tpplanner.diagnosis.requirements import COMPOSED, requirements
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT, BORNES, DEMANDE, NIVEAUX, PERTURBATION, RESERVE, Reglages
from tpplanner.domain.session import Candidat, Jour, Role, Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.verdicts import CONCERNS, reglages
from tpplanner.referentiels import find
from tpplanner.rules import (
    ANNEE_BY_NAME,
    BY_NAME,
    CARDS,
    COMMON_SENSE,
    DOUBTED,
    DOUBTED_HOURS,
    DOUBTED_LAST,
    EXIGENCES,
    HARD,
    LOOSENINGS,
    PREFERENCES,
    SOFT,
    Binding,
    SolverHalf,
    Tally,
    Theme,
    binding,
    tallied,
)
from tpplanner.sheets.session import CHAMPS as COLUMNS
from tpplanner.sheets.session import REGLAGES
from tpplanner.solver.bounds.program import DAYS
from tpplanner.solver.model import constraints
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.objective import COSTS, OF_JURY_DAY
from tpplanner.texts.classeur import THEMES, mesure
from tpplanner.texts.fautes import COMPOSEES
from tpplanner.workbook.contents import contents_by_row
from tpplanner.workbook.entered import read_entered
from tpplanner.workbook.example import example_session

HERE = Path(__file__).parent
SOLVER_HALVES = {SolverHalf.CONSTRAINT: CONSTRAINTS, SolverHalf.COST: COSTS}


def _name(card):
    return card.name


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_the_solver_half_that_it_says(card):
    for half, names in some(SOLVER_HALVES.items()):
        assert (card.name in names) is (half is card.solver), (
            f"{card.name} is missing as a {half.value}, or there as one"
        )


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_an_audit_half(card):
    assert card.name in (REGLES if card.hard else MESURES), f"{card.name} has no audit half"


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_a_test_file_that_names_it(card):
    test = HERE / f"test_{card.name}.py"
    assert test.exists(), f"{card.name} has no {test.name}"
    assert f'REGLE = "{card.name}"' in test.read_text(encoding="utf-8")


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_has_its_line_on_the_page_of_rules(card):
    page = (ROOT / "docs/regles.md").read_text(encoding="utf-8")
    assert f"`{card.name}`" in page, f"{card.name} is not in docs/regles.md"
    assert card.enonce in page
    assert all(in_general(sentence) in page for sentence in card.manquements.values())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_what_the_code_says(path):
    written = (ROOT / path).read_text(encoding="utf-8")
    assert written == PAGES[path](), f"{path} is out of date: make docs"


HALVES = {
    ("view",): (REGLES, (audit.candidat, audit.juries, audit.places)),
    ("problem", "x", "post"): (
        CONSTRAINTS,
        (constraints.candidat, constraints.history, constraints.juries, constraints.places),
    ),
}
"""The arguments of a half, those that are known, and where halves stand."""

BESIDE = {"pinned_without_hours"}
"""What is posted without being a rule: what the model without hours keeps of one."""


@pytest.mark.parametrize("arguments", HALVES)
def test_no_half_is_without_a_card(arguments):
    known, modules = HALVES[arguments]
    written = [f for m in modules for f in vars(m).values() if isfunction(f) and f.__module__ == m.__name__]
    public = [f for f in written if not f.__name__.startswith("_") and tuple(signature(f).parameters) == arguments]
    assert sorted({f.__name__ for f in public} - BESIDE) == sorted(known)


def test_cards_are_named_once_and_read_in_the_order_of_their_audit():
    assert len(BY_NAME) == len(CARDS)
    assert [card.name for card in HARD] == list(REGLES)
    assert {card.name for card in SOFT} == set(MESURES)


@pytest.mark.parametrize("card", CARDS, ids=_name)
def test_a_card_says_in_french_what_it_asks_and_where_it_comes_from(card):
    assert re.match(r"[A-ZÉÀ]", card.enonce)
    assert card.enonce.endswith(".")
    assert card.sources
    assert card.hard == bool(card.manquements)
    assert all(re.search(r"[.)]$", sentence) for sentence in card.manquements.values())


@pytest.mark.parametrize("card", HARD, ids=_name)
def test_every_word_of_a_breach_has_a_name_on_the_page(card):
    for sentence in some(card.manquements.values()):
        assert set(re.findall(r"\{(\w+)\}", sentence)) <= set(CHAMPS)


def test_every_theme_of_hard_rules_has_a_title():
    assert set(THEMES) == set(Theme) - {Theme.PREFERENCE, Theme.ANNEE}


# What a hard rule binds, what may be left out of it, when it concerns nothing.


@pytest.mark.parametrize("card", HARD, ids=_name)
def test_a_constraint_says_what_it_binds(card):
    assert bool(card.binds) is (card.solver is SolverHalf.CONSTRAINT), f"{card.name}: say in `binds` what it binds"
    assert Binding.SESSION not in card.binds or len(card.binds) == 1
    assert Binding.MEMBRE not in card.binds or Binding.JURY_DAY in card.binds


def test_rules_are_found_by_what_they_bind_and_by_nothing_else():
    assert binding() == ()
    assert set(binding(Binding.ROOMS, Binding.DAYS)) == {*binding(Binding.ROOMS), *binding(Binding.DAYS)} < {*BY_NAME}


def test_what_may_be_left_out_of_a_session_is_doubted_once_by_explain():
    assert sorted([*DOUBTED, *DOUBTED_HOURS, DOUBTED_LAST]) == sorted(EXIGENCES)


@pytest.mark.parametrize("regle", EXIGENCES)
def test_an_exigence_says_how_it_is_left_out_and_how_it_is_told(regle):
    told = EXIGENCES[regle]
    means = (told.absents, told.jours, told.candidats, told.role, told.reglages)
    assert any(means) or regle in COMPOSED, f"{regle}: nothing says how to leave it out (its card, or COMPOSED)"
    sentences = (bool(told.phrase), bool(told.absents), regle in COMPOSEES)
    assert sentences.count(True) == 1, f"{regle}: one sentence is needed (its phrase, or COMPOSEES)"


def test_hours_and_lengths_of_a_day_that_are_left_out_leave_all_of_it():
    """The candidats' lunch window then opens at midnight, that long before the jury's."""
    hours = {champ: hour for told in EXIGENCES.values() for champ, hour in told.jours.items()}
    assert (hours["accueil"], hours["ouverture"], hours["fin"]) == (time(0), time(0), time(23, 59))
    assert (hours["pause_debut"], hours["pause_fin"]) == (time(0, AVANCE_PAUSE_CANDIDAT), time(23, 59))
    lengths = {champ: loosening.free for champ, loosening in LOOSENINGS.items() if loosening.free}
    assert lengths.items() >= {"epreuve_longue": 1_440, "travail_continu": 1_440}.items()


@pytest.mark.parametrize("regle", EXIGENCES)
def test_nothing_is_left_out_of_a_candidat_for_whom_nothing_special_is_asked(regle):
    usual = Candidat("C1", "DURAND")
    assert all(getattr(usual, champ) == value for champ, value in EXIGENCES[regle].candidats.items())


@pytest.mark.parametrize("regle", EXIGENCES)
def test_an_exigence_stands_in_the_workbook(regle):
    told = EXIGENCES[regle]
    assert set(told.reglages) <= set(COLUMNS), f"{regle}: a réglage has no row in the sheet of réglages"
    assert set(told.jours) <= {f.name for f in fields(Jour)}
    assert set(told.candidats) <= {f.name for f in fields(Candidat)}
    assert told.absents in {"", *(f.name for f in fields(Session))}
    assert told.role in {"", *Role}


def test_once_a_day_has_begun_nothing_that_it_is_made_of_is_left_out():
    """Lengths of épreuves, works of juries, accueils, and those who are there: the rest may be asked less of."""
    both = (deux_jurys(), sur_postes())
    every = {r.regle for s in both for r in requirements(s)}
    later = {r.regle for s in both for r in requirements(replace(s, maintenant=a("12:00")))}
    assert every - later == {
        "accueil_candidats",
        "accueil_jury",
        "aide_presente",
        "cloture",
        "comedien_present",
        "correction",
        "deliberation",
        "duree_exacte",
        "lecture_dossier",
        "surveillance",
    }
    assert {"battement", "ouverture", "quota_jury", "travail_continu"} <= later


@pytest.mark.parametrize("regle", EXIGENCES)
def test_a_number_is_told_with_its_unit(regle):
    for champ in EXIGENCES[regle].reglages:
        assert champ in BORNES, f"{regle}: is {champ} minutes, or a count? `domain.reglages` says so, with its bounds"


def test_reglages_left_empty_are_the_usual_ones_and_are_told():
    titre = find("DWWM")
    session = example_session(titre)
    assert session.reglages == Reglages()
    read = read_entered(contents_by_row(session), titre).session
    assert read.reglages == Reglages(), "a réglage without a value must be read from an empty cell"
    told = some(list(reglages(Agenda(read, Plan(())))))
    assert {r.titre for r in told} == {REGLAGES.colonne(champ).titre for champ in COLUMNS}
    for reglage in told:
        assert "None" not in (reglage.valeur, reglage.repere)
        assert not reglage.hors_bornes


def test_only_the_quota_may_be_that_of_the_referentiel():
    usual = Reglages()
    for champ in some([champ for champ in COLUMNS if getattr(usual, champ) is None]):
        assert (REGLAGES.colonne(champ).repere == "celui du RE") is (champ == "quota"), (
            f"{champ}: what holds without it?"
        )


def test_what_a_repair_changes_is_asked_by_one_rule():
    every = EXIGENCES.values()
    assert len(LOOSENINGS) == sum(len(exigence.reglages) for exigence in every)
    for named in ([e.role for e in every if e.role], [e.absents for e in every if e.absents]):
        assert len(named) == len(set(named))


@pytest.mark.parametrize("champ", LOOSENINGS)
def test_a_looser_reglage_is_told_with_what_it_was_and_what_it_would_be(champ):
    loosening, of_re = LOOSENINGS[champ], champ in {f.name for f in fields(Referentiel)}
    assert {"{de}", "{a}"} <= set(re.findall(r"\{\w*\}", loosening.phrase)), f"{champ}: from how much to how much?"
    assert ("{a}" in loosening.phrase_du_re) is of_re, f"{champ}: what if the référentiel says it?"


@pytest.mark.parametrize("card", HARD, ids=_name)
def test_what_says_that_a_rule_concerns_nothing_has_its_reason(card):
    assert card.name not in CONCERNS or card.sans_objet, f"{card.name} is tried, and has no reason"
    assert not card.sans_objet or card.exigence or card.name in CONCERNS, f"{card.name}: when is it without object?"


@pytest.mark.parametrize("card", [card for card in HARD if card.exigence and card.exigence.reglages], ids=_name)
def test_a_rule_that_is_off_without_its_reglage_says_so(card):
    off = all(getattr(Reglages(), champ) is None for champ in card.exigence.reglages)
    assert card.sans_objet or not off, f"{card.name} asks for nothing until a réglage is set: say so in `sans_objet`"


BY_RULE = {
    "diagnosis/requirements.py": {"COMPOSED"},
    "export/verdicts.py": {"CONCERNS"},
    "solver/bounds/aggregate.py": {"costs"},
    "solver/bounds/program.py": {"DAYS"},
    "solver/model/objective.py": {"OF_JURY_DAY"},
    "texts/annee.py": {"PISTES", "_EXIGENCES"},
    "texts/fautes.py": {"COMPOSEES"},
}
"""The tables that are keyed by rules and do not stand on cards: halves in code, and what only a session can tell.

But for those of the year's sentences, what is in them is a function.
"""


@pytest.mark.proof
def test_no_other_table_is_keyed_by_rules():
    found = {}
    for path in some(sorted((ROOT / "src/tpplanner").rglob("*.py"))):
        named = {name for name, keys in _tables(ast.parse(path.read_text(encoding="utf-8"))) if _keyed_by_rules(keys)}
        if named:
            found[path.relative_to(ROOT / "src/tpplanner").as_posix()] = named
    assert found == BY_RULE, "a fact of a rule stands on its card"


def _tables(tree):
    """The names that are given dicts, and what these hold for keys."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Dict(keys=keys)):
                yield name, keys
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Dict(keys=keys)):
                yield name, keys


def _keyed_by_rules(keys):
    written = [key.value for key in keys if isinstance(key, ast.Constant)]
    return len(written) > 2 and set(written) <= {*BY_NAME, *ANNEE_BY_NAME}


def test_what_is_composed_is_a_rule():
    assert {*COMPOSED, *COMPOSEES} <= set(EXIGENCES)
    assert set(CONCERNS) <= {card.name for card in HARD}


def test_rules_about_named_people_are_those_of_what_only_somebody_known_can_have():
    """An absence, a letter, a habilitation, a link, an employer, an aide, seats in juries, two things at once."""
    assert {card.name for card in HARD if card.nommees} == {
        "aide_presente",
        "candidat_disponible",
        "comedien_sans_lien",
        "convocation_respectee",
        "formateur_a_part",
        "jurys_distincts",
        "jurys_du_centre",
        "lien_exclu",
        "membre_disponible",
        "membre_habilite",
        "membre_qualifie",
        "organismes_differents",
        "personne_sans_chevauchement",
    }


# How a soft rule is counted and told.


@pytest.mark.parametrize("card", SOFT, ids=_name)
def test_a_soft_rule_is_told_in_a_unit_of_its_own(card):
    assert card.nom
    assert "point" not in mesure(card.name, 2)
    assert card.unite or card.complement or card not in PREFERENCES, f"{card.name}: minutes of what? Its `complement`"
    assert bool(card.colonne) is (card in PREFERENCES), f"{card.name}: its name in the sheet of réglages"


def test_bounds_count_a_soft_rule_as_its_card_says():
    assert set(OF_JURY_DAY) == set(tallied(Tally.MINUTES))
    assert set(DAYS) == set(tallied(Tally.DAYS))


def test_levels_stand_in_one_piece():
    names = [niveau.nom for niveau in (*NIVEAUX, RESERVE, *DEMANDE, *PERTURBATION)]
    assert len(names) == len(set(names))


def test_every_soft_rule_is_in_a_level_by_default():
    assert {terme.regle for niveau in (*NIVEAUX, RESERVE, *DEMANDE, *PERTURBATION) for terme in niveau.termes} == {
        card.name for card in SOFT
    }


@pytest.mark.parametrize("card", COMMON_SENSE, ids=lambda card: card.name)
def test_the_test_that_shows_what_common_sense_measures_is_there(card):
    path, _, name = card.essai.partition("::")
    functions = [
        node.name
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert name in functions


def test_each_preference_has_the_test_that_the_page_names():
    assert [card.name for card in PREFERENCES if not (ROOT / f"tests/rules/test_{card.name}.py").is_file()] == []
