"""What the command says is said on a screen without cells, files of ours, options, commands, or the names of errors."""

import ast
import re
from pathlib import Path

import pytest

from tpplanner import rules, sheets, texts
from tpplanner.errors import Issue, Severity
from tpplanner.texts.ecran import conseil_sur_ecran, sur_ecran, techniques
from tpplanner.texts.page import problemes

SOURCES = [path for module in (texts, rules, sheets) for path in sorted(Path(module.__path__[0]).rglob("*.py"))]


NAMED = re.compile(r"« \{[^{}]*\} »")
"""Where a text may name a file."""


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


def texts_of(path):
    """The same, those with fields put together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    fielded = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    whole = ["".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values) for node in fielded]
    return [*sentences(path), *whole]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Aucun planning n'existe.", "Aucun planning n'existe."),
        ("Mettez-le à côté. « tpplanner check » le dit.", "Mettez-le à côté."),
        ("Date illisible (Jours!A4).", "Date illisible."),
        ("--reprendre : rien n'est à reprendre.", "Rien n'est à reprendre."),
        ("« CDA. Juin.xlsx » (Jours!A4) est lu.", "« CDA. Juin.xlsx » est lu."),
        ("Donnez l'autre. Voyez « M. Le Goff.docx ».", "Donnez l'autre. Voyez « M. Le Goff.docx »."),
        ("« tpplanner check session.xlsx » le dit.", "Tpplanner le dit."),
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


@pytest.mark.parametrize("file", ["modele-CDA.xlsx", "M. Le Goff – CDA. Juin.xlsx"])
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_file_in_quotes_keeps_its_name_on_a_screen_or_its_sentence_is_not_there(path, file):
    for said in (NAMED.sub(f"« {file} »", text) for text in texts_of(path) if NAMED.search(text)):
        for shown in (sur_ecran(said), conseil_sur_ecran(said)):
            assert shown.count("«") == shown.count("»"), said
            assert shown.lower().count("le fichier") <= said.lower().count("le fichier"), said


def test_what_is_wrong_is_told_by_its_sheet_and_never_by_its_cell():
    (told,) = problemes(
        [Issue(Severity.ERROR, "Date illisible.", "Voyez « tpplanner check ».", "Jours", "A4", "le 11")]
    )
    assert told == {"erreur": True, "place": "Jours", "message": "Date illisible.", "valeur": "le 11", "conseil": ""}
