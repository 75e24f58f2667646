"""A titre from a PDF that is really read: dropped, confirmed beside its pages, kept as verified."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from re_pdf.examples import WHOLE, printed_minutes, whole
from served import served
from tpplanner.referentiels import load
from web.test_titres_pdf import confirm, drop, raw, shown, steps

PDF = whole()


@pytest.fixture
def page(tmp_path):
    with served(tmp_path / "sessions") as page:
        yield page


def test_a_pdf_that_is_really_read_is_confirmed_and_kept(page, tmp_path):
    status, headers, text = drop(page, PDF)
    assert status == 303, text
    where = headers["location"]
    assert "rien n'est à deviner" in shown(page.get(where)[2])
    status, _, picture = raw(page, f"{where}/page/3?etape={steps(page, where)[1]}")
    assert (status, Image.open(BytesIO(picture)).format) == (200, "PNG")
    assert confirm(page, where) == f"{where}/fin"
    assert page.post(f"{where}/fin", {"nom": "BLEU Inès"})[0] == 303
    titre = load(tmp_path / "sessions" / "titres" / "TIV-m03.toml")
    assert {table.id: {e.modalite: e.minutes for e in table.epreuves} for table in titre.tables} == {
        scope.id: printed_minutes(scope) for scope in WHOLE.scopes
    }
    assert (titre.verifie, titre.document.verifie_par) == (True, "BLEU Inès")
    assert titre.document.empreinte == hashlib.sha256(PDF).hexdigest()
    assert not any(e.a_confirmer for e in titre.epreuves())
