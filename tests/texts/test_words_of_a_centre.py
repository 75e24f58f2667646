"""The catalogue of what people read, searched for words that no French exam centre would write."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import tpplanner
from builders import session
from edits import without_passage
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.answers import NiveauAtteint
from tpplanner.domain.reglages import NIVEAUX
from tpplanner.sheets.session import LISEZ_MOI
from tpplanner.texts import changements, classeur, commande, lecture
from tpplanner.texts.fautes import phrase
from tpplanner.texts.modele import lisez_moi

ROOT = Path(tpplanner.__file__).parent
MODULES = [path for room in ("rules", "texts", "sheets", "cli") for path in sorted((ROOT / room).glob("*.py"))]
TEMPLATES = [path for path in sorted((ROOT / "export" / "templates").iterdir()) if path.is_file()]

BANNED = {
    "en présentiel": r"se passent en présence",
    "convoqué à": r"\bappelée?s? à|\bappel à|heures? d'appel|est appelé\b",
    "vous sera confirmée à l'accueil": r"vous y est confirmée",
    "le cas échéant": r"s'il en demande et|s'il en manque",
    "exigé par le référentiel": r"que demande le référentiel",
    "consignée au procès-verbal": r"écrite au procès-verbal",
    "signalez, indiquez": r"\bdites\b|\b(est|sont|était|étaient|sera|seront) dite?s?\b|va être dit",
    "indique lesquels": r"\bdit (lesquels|lesquelles|pourquoi|ce qui)\b|ne le dit pas\b",
    "le concernant": r"délibérez pas pour lui",
    "prenez également connaissance": r"voyez aussi les résultats",
    "figurer sur la boîte aux lettres": r"doit être sur la boîte",
    "précise, pour chaque absence": r"dit de chaque absence",
    "aménagement accordé": r"l'accord d'appliquer",
    "battement": r"\bsouffle",
    "présent": r"\best là (de|du|pendant|toute)\b|\bn'est pas là\b",
    "activité, tâche, journée": r"\bchoses?\b",
    "sauf s'il arrive après": r"finir avant suffit",
    "contrainte matérielle": r"évidence matérielle",
    "rien": r"graine des tirages|\(transport : 5\)",
    "un simple décompte": r"suffit à le prouver",
    "journées de membre de jury": r"journées? de membres?\b(?! de jury)(?! sans relève)",
    "interversions": r"contre l'ordre demandé",
    "n'est pas planifiée": r"fois au lieu de \{",
    "en conséquence": r"\bsuit : ",
    "n'est plus attendu": r"(?<!n'est )plus prévu\b",
    "pour respecter ce délai": r"qui le tient\b",
    "indiquez le classeur": r"l'argument\b",
    "tient": r"\bsurvi(t|ve|vent)\b",
    "indéterminé": r"non tranché|ait tranché",
    "optimal, sauf": r"\bexclu$",
    "respectées ensemble": r"tenir ensemble|tiennent ensemble",
    "ce qu'il faut écrire dans": r"attend chaque colonne",
    "séparés par, compétences": r"fin, séparées par|demande au jury, séparées",
    "usages": r"à quoi elle sert",
    "rang de présentation": r"combientième",
    "si elle est remplie": r"\bremplie : ils",
    "sinon : dates": r"Sinon : Dates",
    "indique, fait mention": r"\b(disent|diront|dirait|diraient)\b",
    "le nom de la salle seul": r"\bla salle \{",
    "le nom une fois": r"\b(Jury Jury|Salle Salle)\b",
}
"""What a centre writes, and the pattern of what it does not."""

ALLOWED = {
    ("rules/preferences.py", "journées de membre"): "part of the title of a column, by which filled workbooks are read",
}


def _read(path: Path) -> Iterator[str]:
    """The strings of a module, f-strings with {} for what they hold; of `cli` also the help that click shows."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and path.parent.name != "cli"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


@cache
def _catalogue() -> list[tuple[str, str]]:
    modules = [(path, text) for path in MODULES for text in _read(path)]
    templates = [(path, path.read_text(encoding="utf-8")) for path in TEMPLATES]
    return [(path.relative_to(ROOT).as_posix(), " ".join(text.split())) for path, text in modules + templates]


def test_the_catalogue_is_read_whole():
    assert len(_catalogue()) > 2_000
    assert {"rules", "texts", "sheets", "cli", "export"} == {place.split("/")[0] for place, _ in _catalogue()}


@pytest.mark.parametrize(("written", "pattern"), BANNED.items(), ids=BANNED.keys())
def test_people_read_the_words_of_a_centre(written, pattern):
    banned = re.compile(pattern) if pattern[0].isupper() or "Sinon" in pattern else re.compile(pattern, re.IGNORECASE)
    found = [(place, text) for place, text in _catalogue() if banned.search(text) and (place, text) not in ALLOWED]
    assert found == [], f"a centre writes « {written} »"


def test_what_is_allowed_is_still_there():
    assert not set(ALLOWED) - set(_catalogue())


def test_a_name_that_bears_the_title_of_its_column_is_told_once():
    told = lecture.modifiee(7, "accueil du jury", [("Jury", "Jury 2", "Jury 1"), ("Salle", "Salle 101", "Plateau")], [])
    assert told == "Ligne 7, accueil du jury : Jury 2 → Jury 1, Salle 101 → Plateau."


def test_an_epreuve_that_is_missing_is_told_as_such():
    s = session(candidats=1)
    (breach,) = breaches(s, without_passage(journee(s, UN), "C1", "QP"), "epreuves_completes")
    assert "n'est pas planifiée" in phrase(s, breach)


def test_a_level_is_named_once_on_its_line():
    journees = NIVEAUX[0]
    for valeur, told in ((6, "6 journées de membre de jury"), (1, "1 journée de membre de jury")):
        line = commande.niveau_atteint(journees, NiveauAtteint(journees.nom, valeur, valeur))
        assert line == f"  niveau {journees.nom:<2} {told} — {classeur.PROUVE}"


def test_a_batch_names_what_is_not_proven():
    atteints = [NiveauAtteint(niveau.nom, 1, 1) for niveau in NIVEAUX]
    assert commande.niveaux(NIVEAUX, atteints) == "le meilleur au pas choisi, prouvé"
    last = [*atteints[:-1], NiveauAtteint(NIVEAUX[-1].nom, 1, 0)]
    of_last = ", ".join(classeur.nom_de_preference(terme.regle) for terme in NIVEAUX[-1].termes)
    assert commande.niveaux(NIVEAUX, last) == f"optimal, sauf {of_last}"
    assert commande.niveaux(NIVEAUX, [NiveauAtteint(NIVEAUX[0].nom, 1, 0), *atteints[1:]]) == "optimalité non prouvée"


def test_somebody_who_is_not_needed_any_more_is_told_so():
    told = changements.change("lundi 14 juin 2027", ("8 h 20 – 18 h",), (), changements.PLUS_ATTENDU)
    assert told == "lundi 14 juin 2027 : n'est plus attendu (8 h 20 – 18 h)."


def test_lisez_moi_bears_its_title_once():
    from tpplanner.referentiels import find

    headings = [LISEZ_MOI.but, *(heading for heading, _ in lisez_moi(find("CDA")))]
    assert len({heading.rstrip(".") for heading in headings}) == len(headings)
