"""``tpplanner titres lire RE.pdf``: what was read with its page, what is asked, and the file that comes of it."""

from dataclasses import replace

import pytest

from re_pdf.examples import WHOLE, printed_minutes, whole
from tpplanner.cli import run
from tpplanner.commands import titre
from tpplanner.domain.referentiel import Nature
from tpplanner.errors import ExitCode
from tpplanner.re_pdf.document import Document, ReHead, ReQuestion, Stated, Whereabouts
from tpplanner.re_pdf.proposed import Evidence, Proposal
from tpplanner.referentiels import find, load
from tpplanner.workbook.titre_read import read_referentiel_sheet
from tpplanner.workbook.titre_write import entered_titre

LABEL = ReQuestion("label_unknown", "titre", "PP", {"texte": "Projet"}, (Whereabouts(10, 9),))


@pytest.fixture
def proposal(monkeypatch, tmp_path):
    """What is read of `RE.pdf`: CDA, its QP told on page 9; a test changes it."""
    entered = entered_titre(replace(find("CDA"), verifie=False))
    rows = entered.tables[0].rows
    places = {"duree": Whereabouts(10, 9), "presence": Whereabouts(11)}
    said = {champ: Stated(None, f"Phrase sur {champ}.", where) for champ, where in places.items()}
    evidence = [Evidence("titre", 0, champ, stated, rows[0][champ]) for champ, stated in said.items()]
    evidence.append(Evidence("", -1, "quota", Stated(4, "Quatre par jour.", Whereabouts(40, 39)), "4"))
    proposal = Proposal(entered, tuple(evidence), ())
    document = Document("ab" * 32, 42, ReHead())
    monkeypatch.setattr(titre, "read_apart", lambda path: path.read_bytes() and document)
    monkeypatch.setattr(titre, "proposed", lambda _: proposal)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "RE.pdf").write_bytes(b"%PDF-")
    return proposal


def told(capsys):
    captured = capsys.readouterr()
    return captured.out.replace("\xa0", " ").replace("\u202f", " "), captured.err


@pytest.mark.usefixtures("proposal")
def test_a_titre_read_whole_is_written_unverified_with_what_only_a_sentence_says_to_be_confirmed(tmp_path, capsys):
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.OK
    referentiel = load(tmp_path / "CDA-m04.toml")
    assert not referentiel.verifie
    assert (referentiel.document.empreinte, referentiel.document.verifie_le) == ("ab" * 32, None)
    assert dict(referentiel.document.pages) == {"QP": (9, 11)}
    doubts = {e.id: e.a_confirmer for e in referentiel.epreuves() if e.a_confirmer}
    assert doubts == {"QP": ("presence",)}, "the printed duration is no doubt"
    out, err = told(capsys)
    assert "Questionnaire professionnel : 30 min avec un surveillant en salle d'écrit" in out
    assert "[pages 9 et 11]" in out
    assert "Qui est présent : surveillant ← « Phrase sur presence. » [page 11]" in out
    assert "Candidats par jury et par jour : 4 ← « Quatre par jour. » [page 39]" in out
    assert "Durée totale pour le candidat : 2 h 15 imprimé, 2 h 15 en additionnant" in out
    assert "Rien n'a changé" in out
    assert "CDA-m04.toml (non vérifié)" in err


def test_where_something_is_asked_the_sheet_waits_with_what_was_read(proposal, monkeypatch, tmp_path, capsys):
    proposal.entered.tables[0].rows[1]["duree"] = ""
    monkeypatch.setattr(titre, "proposed", lambda _: replace(proposal, questions=(LABEL,)))
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.OK
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ".pdf"] == ["CDA-m04.xlsx"]
    out, err = told(capsys)
    assert "1. Titre, présentation d'un projet, page 9 (la 10e du fichier) : « Projet » n'est pas une modalité" in out
    assert "tpplanner titres lire CDA-m04.xlsx" in err
    assert run(["titres", "lire", "CDA-m04.xlsx"]) == ExitCode.REFUSED
    assert "« Durée » est à remplir" in told(capsys)[1]


def test_a_question_that_blocks_nothing_keeps_no_titre_back(proposal, monkeypatch, tmp_path):
    asked = (replace(LABEL, blocking=False),)
    monkeypatch.setattr(titre, "proposed", lambda _: replace(proposal, questions=asked))
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.OK
    assert (tmp_path / "CDA-m04.toml").exists()


def test_a_sum_that_is_not_the_printed_one_is_told_and_the_sheet_written(proposal, tmp_path, capsys):
    proposal.entered.tables[0].rows[1]["duree"] = "00 h 45 min"
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.OK
    out, err = told(capsys)
    assert "2 h 15 imprimé, 2 h 20 en additionnant" in out
    assert "Présentation d'un projet : 45 min au lieu de 40 min" in out
    assert "2 h 20" in err.replace("\xa0", " ")
    assert (tmp_path / "CDA-m04.xlsx").exists()


@pytest.mark.parametrize("asked", [(), (LABEL,)], ids=["toml", "sheet"])
@pytest.mark.usefixtures("proposal")
def test_nothing_is_written_over(proposal, monkeypatch, tmp_path, asked):
    monkeypatch.setattr(titre, "proposed", lambda _: replace(proposal, questions=asked))
    there = tmp_path / f"CDA-m04{'.xlsx' if asked else '.toml'}"
    there.write_text("à moi")
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.CANNOT_WRITE
    assert there.read_text() == "à moi"


@pytest.mark.usefixtures("proposal")
def test_it_is_written_where_it_is_asked_for(tmp_path):
    assert run(["titres", "lire", "RE.pdf", "-o", "mien.toml"]) == ExitCode.OK
    assert load(tmp_path / "mien.toml").sigle == "CDA"


def test_of_a_document_without_sigle_the_sheet_has_a_name_all_the_same(proposal, tmp_path):
    proposal.entered.entete |= {"sigle": "", "millesime": ""}
    assert run(["titres", "lire", "RE.pdf"]) == ExitCode.OK
    assert (tmp_path / "titre.xlsx").exists()


def test_the_sheet_filled_is_the_titre(proposal, monkeypatch, tmp_path):
    monkeypatch.setattr(titre, "proposed", lambda _: replace(proposal, questions=(LABEL,)))
    run(["titres", "lire", "RE.pdf"])
    read = read_referentiel_sheet(tmp_path / "CDA-m04.xlsx")
    assert replace(read, verifie=True) == replace(find("CDA"), titre=read.titre, document=None)
    assert read.epreuve("QP").a_confirmer == ("presence",)


def test_a_pdf_that_is_really_read_is_a_titre_in_the_folder_one_is_in(monkeypatch, tmp_path, capsys):
    documents, here = tmp_path / "Documents", tmp_path / "ici"
    documents.mkdir()
    here.mkdir()
    (documents / "RE.pdf").write_bytes(whole())
    monkeypatch.chdir(here)
    assert run(["titres", "lire", str(documents / "RE.pdf")]) == ExitCode.OK
    assert [path.name for path in documents.iterdir()] == ["RE.pdf"], "nothing is written beside the document"
    titre = load(here / "TIV-m03.toml")
    assert {table.id: {e.modalite: e.minutes for e in table.epreuves} for table in titre.tables} == {
        scope.id: printed_minutes(scope) for scope in WHOLE.scopes
    }
    assert (titre.verifie, titre.quota) == (False, WHOLE.quota)
    (msp,) = [e for e in titre.epreuves() if e.modalite == "MSP"]
    assert (msp.natures, "nature" in msp.a_confirmer) == ((Nature.PRATIQUE,), True)
    assert "(pratique)" in told(capsys)[0]
