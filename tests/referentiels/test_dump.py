"""What is written is read again, equal."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from builders import cda, pratique, sc
from referentiel_strategies import referentiels
from tpplanner.referentiels import dump, load, load_text, shipped
from tpplanner.referentiels.checks import faults

DU_DOSSIER = [load(fichier) for fichier in sorted(Path(__file__).parent.glob("*.toml"))]


@pytest.mark.parametrize("referentiel", [*shipped(), *DU_DOSSIER, cda(), sc(), pratique()], ids=lambda r: r.intitule)
def test_a_referentiel_is_written_and_read_again(referentiel):
    assert load_text(dump(referentiel)) == referentiel


@settings(max_examples=60)
@given(referentiel=referentiels())
def test_any_sound_referentiel_is_written_and_read_again(referentiel):
    assert not faults(referentiel)
    assert load_text(dump(referentiel)) == referentiel


def test_awkward_texts_are_written_inert():
    texte = 'a "b" \\ c\n\t\x07\x7f é œ « » # = [x]'
    referentiel = replace(shipped()[0], source=texte)
    assert load_text(dump(referentiel)).source == texte


def test_the_text_explains_itself_and_leaves_defaults_out():
    texte = dump(cda())
    assert texte.startswith("# Référentiel d'un titre professionnel.")
    assert "partage =" not in texte
    assert "correction" not in texte
