"""A new workbook: what a responsable finds in it, on the screen and on paper."""

import errno
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tpplanner.domain.noms import propre
from tpplanner.domain.session import Genre
from tpplanner.errors import CannotWrite, WorkbookRefused
from tpplanner.referentiels import find, shipped
from tpplanner.sheets import CANDIDATS, EPREUVES, FEUILLES, LISTES, REFERENTIEL, TETE_DE_FICHE, Forme, Saisie
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import save_new, write_template
from tpplanner.workbook.template.page import lines
from workbook.samples import BY_KEY, address, example, opened, write

ORANGE = "FFFFC000"


@pytest.fixture(scope="module")
def blank(tmp_path_factory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("modele") / "session.xlsx"
    write_template(path, find("SC"))
    return opened(path)


def validations(sheet: Worksheet, cell: str) -> list:
    return [dv for dv in sheet.data_validations.dataValidation if cell in dv.sqref]


def test_it_has_every_sheet_in_order_and_two_hidden_ones_at_most(blank):
    assert blank.sheetnames == [*(f.titre for f in FEUILLES), LISTES]
    assert blank[LISTES].sheet_state == "hidden"


def test_every_column_has_its_title_its_help_and_stays_in_sight(blank):
    for feuille in FEUILLES:
        sheet = blank[feuille.titre]
        if feuille.forme is Forme.TABLE:
            assert [c.value for c in sheet[2]][: len(feuille.colonnes)] == [c.aide for c in feuille.colonnes]
            titles = [str(c.value).removesuffix(" *") for c in sheet[3]][: len(feuille.colonnes)]
            assert titles == [c.titre for c in feuille.colonnes]
            assert sheet.freeze_panes in ("B4", "C4")
            assert sheet.print_title_rows == "$1:$3"
        elif feuille.colonnes:
            assert [sheet.cell(2, i).value for i in range(1, 5)] == list(TETE_DE_FICHE)
            shown = [sheet.cell(row, 1).value for row in range(3, sheet.max_row + 1)]
            assert {c.titre for c in feuille.colonnes} <= {str(titre).removesuffix(" *") for titre in shown}


def test_it_prints_on_a4_in_landscape_as_wide_as_the_page(blank):
    for feuille in FEUILLES:
        setup = blank[feuille.titre].page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == (
            "landscape",
            9,
            0,
        ) or feuille.cle == "lisez_moi"
        assert blank[feuille.titre].sheet_properties.pageSetUpPr.fitToPage
        assert blank[feuille.titre].oddFooter.center.text is not None
    assert blank["Candidats"].page_setup.fitToWidth == 2
    assert blank["Candidats"].print_title_cols == "$A:$B"
    across = {str(area) for area in blank["Candidats"].merged_cells.ranges if area.min_row == 1}
    assert "A1:B1" in across, "what is printed on both pages does not go beyond their common columns"


def test_cells_that_excel_would_turn_into_something_else_are_text(blank):
    for cle, champ in (
        ("candidats", "majoration_ecrit"),
        ("candidats", "numero_ceres"),
        ("candidats", "indisponible"),
        ("membres", "millesime"),
        ("salles", "ressources"),
        ("session", "millesime"),
        ("session", "agrement"),
    ):
        sheet = blank[BY_KEY[cle].titre]
        assert sheet[address(cle, champ, 3)].number_format == "@", champ
    column = openpyxl.utils.get_column_letter([c.champ for c in CANDIDATS.colonnes].index("majoration_oral") + 1)
    assert blank["Candidats"].column_dimensions[column].width


def test_cells_offer_lists_that_follow_what_is_typed(blank):
    names = validations(blank["Jurys"], "B4")
    assert names[0].formula1.startswith("OFFSET(Listes!")
    assert not names[0].showErrorMessage
    yes = validations(blank["Candidats"], address("candidats", "vae", 5))
    assert yes[0].formula1.startswith("Listes!$")
    assert "VAE" in yes[0].prompt
    column = next(c for c in range(1, 40) if blank[LISTES].cell(1, c).value == "membres")
    assert "Membres!$A:$A" in blank[LISTES].cell(2, column).value
    assert "Membres!$B:$B" in blank[LISTES].cell(2, column).value


def test_epreuves_are_filled_and_what_the_source_does_not_state_is_orange(blank):
    sheet = blank["Épreuves"]
    names = [sheet.cell(row, 2).value for row in range(4, sheet.max_row + 1)]
    assert names == [e.nom for e in find("SC").epreuves()]
    orange = {c.champ for i, c in enumerate(EPREUVES.colonnes, 1) if sheet.cell(4, i).fill.start_color.rgb == ORANGE}
    assert {"nature", "presence", "usage", "partagee", "collective", "a_confirmer", "confirme"} <= orange
    assert "minutes" not in orange
    assert "non indiqué par la source : à vérifier dans le RE" in sheet[address("epreuves", "a_confirmer")].value


def test_no_help_is_longer_than_excel_shows():
    for feuille in FEUILLES:
        for colonne in feuille.colonnes:
            assert len(colonne.aide) <= 255, colonne.champ
            assert len(colonne.titre) <= 32, colonne.champ
            assert colonne.aide.endswith((".", "…", "?")), colonne.champ


def test_titles_and_aliases_of_a_sheet_name_one_column_each():
    for feuille in FEUILLES:
        champs = [c.champ for c in feuille.colonnes]
        assert len(champs) == len(set(champs))
        titres = [c.titre for c in feuille.colonnes]
        assert len(titres) == len(set(titres))


def test_an_empty_workbook_asks_for_what_is_missing_only(tmp_path):
    write_template(tmp_path / "session.xlsx", find("CDA"))
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(tmp_path / "session.xlsx")
    assert [i.sheet for i in refusal.value.issues] == ["Jours", "Candidats"]


def test_a_workbook_for_a_session_ccp_says_so(tmp_path):
    write_template(tmp_path / "session.xlsx", find("CDA"), genre=Genre.CCP)
    assert opened(tmp_path / "session.xlsx")["Session"][address("session", "genre")].value == "session CCP"


def test_an_existing_file_is_never_replaced(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_text("mes saisies")
    with pytest.raises(CannotWrite, match="existe déjà"):
        write_template(path, find("CDA"))
    assert path.read_text() == "mes saisies"
    with pytest.raises(CannotWrite, match="ne peut pas être écrit"):
        write_template(tmp_path / "absent" / "session.xlsx", find("CDA"))


def test_equal_inputs_give_equal_files(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_template(tmp_path / name, find("CDA"), exemple=True)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_only_a_titre_that_is_not_shipped_is_carried_by_the_workbook(tmp_path):
    write_template(tmp_path / "a.xlsx", find("CDA"), exemple=True)
    assert REFERENTIEL not in opened(tmp_path / "a.xlsx").sheetnames
    write_template(tmp_path / "b.xlsx", replace(find("CDA"), sigle="MIEN"), exemple=True)
    assert opened(tmp_path / "b.xlsx")[REFERENTIEL].sheet_state == "veryHidden"
    assert read_session(tmp_path / "b.xlsx").session.referentiel.sigle == "MIEN"


@pytest.mark.parametrize("nom", ["=1+1", "+33", "@x", "-5", "\tx", "a\x0bb", "x" * 40_000, "http://x.fr", "é\u0301"])
def test_names_stay_inert_text(tmp_path, nom):

    session = example_session(find("CDA"))
    path = write(tmp_path / "session.xlsx", replace(session, centre=nom))
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in content for content in sheets)
    assert read_session(path).session.centre == propre(nom.replace("\x0b", ""))[:32_000]


def test_the_room_of_a_text_is_counted_in_words():
    assert lines("un deux trois", 20) == 1
    assert lines("un deux trois", 7) == 2
    assert lines("anticonstitutionnellement", 10) == 3
    assert lines("a\nb", 20) == 2
    assert lines("", 20) == 1


def test_the_copy_in_a_planning_offers_names_as_values(tmp_path):
    book = opened(example(tmp_path / "copie.xlsx", find("CDA")))
    column = next(c for c in range(1, 40) if book[LISTES].cell(1, c).value == "membres")
    assert book[LISTES].cell(2, column).value == "GARNIER Paul"
    everyone = next(c for c in range(1, 40) if book[LISTES].cell(1, c).value == "tous")
    assert "Salle 101" in [book[LISTES].cell(r, everyone).value for r in range(2, 40)]


def test_what_a_cell_takes_is_known_for_every_column():
    for feuille in FEUILLES:
        for colonne in feuille.colonnes:
            assert colonne.saisie in Saisie
            if colonne.saisie in (Saisie.OUI_NON, Saisie.CHOIX):
                assert colonne.choix, (feuille.cle, colonne.champ)
    assert all(shipped())


def test_a_disk_that_fills_up_is_told_and_leaves_no_half_of_a_workbook(tmp_path, monkeypatch):
    class Full(BytesIO):
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(self, *_):
        self.touch()
        return Full()

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(CannotWrite) as refused:
        save_new(tmp_path / "s.xlsx", b"content")
    assert "disque est plein" in refused.value.issues[0].message
    assert not list(tmp_path.iterdir())
