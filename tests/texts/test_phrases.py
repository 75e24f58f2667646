"""Sentences as data: their blanks are filled as they say, and every call of one fills them all."""

import ast
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest

from parsed import SOURCE, tree_of
from tpplanner.texts.phrases import FORMES, Avis, Phrase

TEXTS = "tpplanner.texts"
NB = "\u00a0"


def _told() -> Iterator[tuple[str, Phrase | Avis]]:
    """Every sentence of the catalogue, with where it stands."""
    for path in sorted((SOURCE / "texts").glob("*.py")):
        for name, value in vars(import_module(f"{TEXTS}.{path.stem}")).items():
            if isinstance(value, Phrase | Avis):
                yield f"{path.stem}.{name}", value


TOLD = dict(_told())


def test_blanks_are_filled_in_the_order_in_which_they_appear_or_by_name():
    said = Avis("{jury} finit à {fin:heure}.", "Lisez {noms:cites}, {jury}.")
    assert said.champs == ("jury", "fin", "noms")
    assert said("Jury 1", datetime(2027, 6, 14, 9, 5), ["A", "B"]) == said(
        noms=["A", "B"], fin=datetime(2027, 6, 14, 9, 5), jury="Jury 1"
    )
    assert said("J", datetime(2027, 6, 14, 14), ["A"]) == (f"J finit à 14{NB}h.", "Lisez « A », J.")


@pytest.mark.parametrize(("values", "named"), [((), {}), (("a",), {}), (("a", "b", "c"), {}), (("a",), {"a": "x"})])
def test_a_sentence_with_a_blank_left_is_not_told(values, named):
    with pytest.raises(TypeError):
        Phrase("{a} et {b}")(*values, **named)


def test_what_fills_a_blank_is_not_read_as_a_sentence():
    assert Phrase("« {nom} »")("{x} 2 mot(s)") == "« {x} 2 mot(s) »"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("AUBRY Solène", "Absence d'AUBRY Solène, qu'on sait"),
        ("ÉVEN Rozenn", "Absence d'ÉVEN Rozenn, qu'on sait"),
        ("Yves", "Absence d'Yves, qu'on sait"),
        ("YON Éloi", "Absence de YON Éloi, qu'on sait"),
        ("HAMON Lia", "Absence de HAMON Lia, qu'on sait"),
        ("PÉRON Alix", "Absence de PÉRON Alix, qu'on sait"),
        ("oui", "Absence de oui, qu'on sait"),
        ("onze", "Absence de onze, qu'on sait"),
        ("OUIN Léa", "Absence d'OUIN Léa, qu'on sait"),
        ("« Oral »", "Absence de « Oral », qu'on sait"),
        ("2 membres", "Absence de 2 membres, qu'on sait"),
        ("", "Absence de , qu'on sait"),
    ],
)
def test_de_and_que_lose_their_vowel_before_another(name, told):
    assert Phrase("Absence de {nom}, que {on} sait")(nom=name, on="on") == told


COUNTS_AND_HOURS = re.compile(r"heure\(|accorde\(|noms\.jour\(|\.numerator$|^[A-Z]+( \+ 1)?$|lourde$|^bloc$")
"""What begins with a figure, or with a word of ours that is no vowel's."""
OURS = {"avant", "before", "debut", "de", "ecart", "et(avant)", "fins[1]", "nombre", "', '.join(qui)"}


def test_no_sentence_outside_the_catalogue_says_de_before_a_name_that_may_begin_with_a_vowel():
    """Such a one goes through `de_qui`, or is a Phrase."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.JoinedStr):
                continue
            for before, after in pairwise(node.values):
                if isinstance(before, ast.Constant) and re.search(r"\b[dq]u?e $", before.value, re.IGNORECASE):
                    value = ast.unparse(after.value)
                    assert value in OURS or COUNTS_AND_HOURS.search(value), f"{path.name}:{node.lineno}: {value}"
    for path in SOURCE.rglob("*.html"):
        found = re.findall(
            r"\b[dq]u?e (?:\{\{ |' ~ )(?!\(|annees|imprime)\w+.*?(?=\}\}|$)", path.read_text(encoding="utf-8")
        )
        assert not found, f"{path.name}: {found}"


def test_words_agree_with_the_number_that_fills_a_blank():
    assert Phrase("{n} ligne(s) lue(s)")(2) == "2 lignes lues"
    assert Phrase("{n} ligne(s) lue(s)")(1) == "1 ligne lue"


@pytest.mark.parametrize(
    ("form", "value", "told"),
    [
        ("liste", (5, 10), "5, 10"),
        ("cites_ou", ["A", "B"], "« A » ou « B »"),
        ("proche", ["A"], "Vouliez-vous dire « A » ?"),
        ("proche", [], ""),
        ("avec_option", "-o", " avec -o"),
        ("avec_option", "", ""),
        ("jour_de_semaine", date(2027, 6, 14), "lundi"),
        ("heure_tapee", datetime(2027, 6, 14, 9, 5), "09h05"),
        ("milliers", 1_000_000, "1\u202f000\u202f000"),
        ("mo", 20_999_999, "20"),
        ("s", 1, ""),
        ("s", 2, "s"),
        ("s", ["A"], ""),
        ("s", ["A", "B"], "s"),
    ],
)
def test_a_blank_says_in_which_form_it_is_filled(form, value, told):
    assert FORMES[form](value) == told


# The laws


def test_every_blank_has_a_name_and_a_known_form():
    blanks = [
        (where, name, form, turned)
        for where, said in TOLD.items()
        for text in (said.message, getattr(said, "conseil", ""))
        for _, name, form, turned in Formatter().parse(text)
        if name is not None
    ]
    assert len(blanks) > 200
    wrong = [b for b in blanks if not b[1].isidentifier() or b[3] or not (b[2] == "" or b[2] in FORMES)]
    assert wrong == []
    assert {form for _, _, form, _ in blanks} >= set(FORMES), "a form that no sentence uses"


class _Names:
    """What the names of a module mean, as far as they are sentences or modules of sentences."""

    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.modules: dict[str, str] = {}
        self.sentences: dict[str, str] = {}
        if path.parent.name == "texts":
            self.sentences = {name: f"{path.stem}.{name}" for name in _of(path.stem)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == TEXTS:
                self.modules |= {alias.asname or alias.name: alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"{TEXTS}."):
                module = node.module.removeprefix(f"{TEXTS}.")
                self.sentences |= {
                    a.asname or a.name: f"{module}.{a.name}" for a in node.names if a.name in _of(module)
                }

    def said_by(self, called: ast.expr) -> Iterator[tuple[str, Phrase | Avis]]:
        """The sentences that an expression which is called may be."""
        where = ""
        if isinstance(called, ast.IfExp):
            yield from self.said_by(called.body)
            yield from self.said_by(called.orelse)
        elif isinstance(called, ast.Name):
            where = self.sentences.get(called.id, "")
        elif isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            where = f"{self.modules.get(called.value.id, '')}.{called.attr}"
        if where in TOLD:
            yield where, TOLD[where]


def _of(module: str) -> set[str]:
    return {name for stem, _, name in (where.partition(".") for where in TOLD) if stem == module}


@cache
def _calls() -> tuple[tuple[str, ast.Call, Phrase | Avis], ...]:
    return tuple(_found_calls())


def _found_calls() -> Iterator[tuple[str, ast.Call, Phrase | Avis]]:
    for path in sorted(SOURCE.rglob("*.py")):
        tree = tree_of(path)
        names = _Names(path, tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for where, said in names.said_by(node.func):
                    yield f"{path.relative_to(SOURCE)}:{node.lineno} {where}", node, said


def _last_name(value: ast.expr) -> str:
    return value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""


def _in_templates() -> set[str]:
    """The sentences that a template tells, by what they are called."""
    said = {
        name for path in SOURCE.rglob("templates/*.html") for name in re.findall(r"\.(\w+)\(", path.read_text("utf-8"))
    }
    return {where for where in TOLD if where.partition(".")[2] in said}


def _of_kinds() -> Iterator[tuple[str, list[str]]]:
    """The enumerations whose members are sentences, of which one is told: where, and what these are called."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = tree_of(path)
        names = _Names(path, tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "Enum" in map(_last_name, node.bases):
                values = (each.value for each in node.body if isinstance(each, ast.Assign))
                said = [where for value in values for where, _ in names.said_by(value)]
                if len(said) > 1:
                    yield f"{path.relative_to(SOURCE)}:{node.lineno}", said


def test_sentences_of_which_one_is_told_have_the_same_blanks():
    kinds = dict(_of_kinds())
    assert kinds
    assert [place for place, said in kinds.items() if len({frozenset(TOLD[where].champs) for where in said}) > 1] == []


def test_the_calls_of_sentences_are_found():
    called = {place.split()[1] for place, _, _ in _calls()} | _in_templates()
    called |= {where for _, said in _of_kinds() for where in said}
    assert len(called) > 0.95 * len(TOLD), sorted(set(TOLD) - called)


def test_every_call_of_a_sentence_fills_its_blanks_each_once():
    wrong = []
    for place, call, said in _calls():
        by_order, by_name = said.champs[: len(call.args)], [keyword.arg for keyword in call.keywords]
        starred = any(isinstance(value, ast.Starred) for value in call.args) or None in by_name
        if starred or len(by_order) < len(call.args) or sorted([*by_order, *by_name], key=str) != sorted(said.champs):
            wrong.append((place, len(call.args), by_name, said.champs))
    assert wrong == []


def test_no_call_of_a_sentence_puts_a_thing_in_the_blank_of_another():
    """Something that bears the name of a blank fills that one."""
    wrong = [
        (place, champ, _last_name(value))
        for place, call, said in _calls()
        for champ, value in zip(said.champs, call.args, strict=False)
        if _last_name(value) != champ and _last_name(value) in said.champs
    ]
    assert wrong == []
