"""What is written is read again, equal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from builders import cda, pratique, sc
from referentiel_strategies import referentiels
from tpplanner.domain.referentiel import DocumentRe, Table
from tpplanner.errors import UserError
from tpplanner.referentiels import dump, load, load_text, shipped
from tpplanner.referentiels.checks import faults
from tpplanner.referentiels.confirmation import confirmed

DU_DOSSIER = [load(fichier) for fichier in sorted(Path(__file__).parent.glob("*.toml"))]


@pytest.mark.parametrize("referentiel", [*shipped(), *DU_DOSSIER, cda(), sc(), pratique()], ids=lambda r: r.intitule)
def test_a_referentiel_is_written_and_read_again(referentiel):
    assert load_text(dump(referentiel)) == referentiel


@settings(max_examples=60)
@given(referentiel=referentiels())
def test_any_sound_referentiel_is_written_and_read_again(referentiel):
    assert not faults(referentiel)
    assert load_text(dump(referentiel)) == referentiel


def test_the_document_that_it_was_read_from_and_who_confirmed_it_are_written():
    pages = (("QP", (5, 6)), ("CCP1.QP", (17,)))
    read = replace(cda(), document=DocumentRe("0" * 64, pages), jo=date(2023, 5, 13), effet=date(2023, 12, 18))
    referentiel = confirmed(read, date(2026, 11, 30), "MOREAU Alix")
    assert load_text(dump(referentiel)) == referentiel
    unconfirmed = replace(referentiel, document=DocumentRe("f" * 64))
    assert load_text(dump(unconfirmed)) == unconfirmed


def test_a_table_of_a_ccs_is_written_after_those_of_the_ccps_and_its_faults_are_told_by_its_name():
    final = replace(cda().ccps[0].epreuves[1], id="CCS1.EF", nom="Entretien final (CCS1)", apres=())
    texte = dump(replace(cda(), ccss=(Table("CCS1", "Animer", (final,)),)))
    assert texte.index('id = "CCP3"') < texte.index("[[ccss]]") < texte.index('id = "CCS1"')
    with pytest.raises(UserError) as refused:
        load_text(texte.replace('id = "CCS1.EF"', 'id = "CCS1.EF"\nplie = true'))
    assert "CCS1.EF : plie" in [issue.cell for issue in refused.value.issues]


def test_awkward_texts_are_written_inert():
    texte = 'a "b" \\ c\n\t\x07\x7f é œ « » # = [x]'
    referentiel = replace(shipped()[0], source=texte)
    assert load_text(dump(referentiel)).source == texte


def test_the_text_explains_itself_and_leaves_defaults_out():
    texte = dump(cda())
    assert texte.startswith("# Référentiel d'un titre professionnel.")
    assert "partage =" not in texte
    assert "correction" not in texte
