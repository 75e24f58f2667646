"""What the command says is said on a screen without cells, files of ours, options, commands, or the names of errors."""

import ast
from pathlib import Path

import pytest

from tpplanner import rules, sheets, texts
from tpplanner.errors import Issue, Severity
from tpplanner.texts.ecran import conseil_sur_ecran, sur_ecran, techniques
from tpplanner.texts.page import problemes

SOURCES = [path for module in (texts, rules, sheets) for path in sorted(Path(module.__path__[0]).rglob("*.py"))]


def sentences(path):
    """Every text of a module that somebody may read: not its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value.strip()
        and id(node) not in aside
    ]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Aucun planning n'existe.", "Aucun planning n'existe."),
        ("Mettez-le à côté. « tpplanner check » le dit.", "Mettez-le à côté."),
        ("Date illisible (Jours!A4).", "Date illisible."),
        ("--reprendre : rien n'est à reprendre.", "Rien n'est à reprendre."),
        ("Affichez planning-affichage.xlsx", "Affichez le planning"),
        ("Ce classeur a été fait par « tpplanner init --annee ».", "Ce classeur a été fait par tpplanner."),
    ],
)
def test_a_sentence_is_plain_on_a_screen(said, shown):
    assert sur_ecran(said).replace("\xa0", " ").lstrip(" :") in (shown, shown[:1].lower() + shown[1:])
    assert techniques(sur_ecran(said)) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_text_keeps_them_on_a_screen(path):
    for said in sentences(path):
        assert techniques(sur_ecran(said)) == [], said
        assert techniques(conseil_sur_ecran(said)) == [], said
        assert sur_ecran(said).strip(), "something is always said"


def test_what_is_wrong_is_told_by_its_sheet_and_never_by_its_cell():
    (told,) = problemes(
        [Issue(Severity.ERROR, "Date illisible.", "Voyez « tpplanner check ».", "Jours", "A4", "le 11")]
    )
    assert told == {"erreur": True, "place": "Jours", "message": "Date illisible.", "valeur": "le 11", "conseil": ""}
