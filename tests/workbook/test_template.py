"""A new workbook: what a responsable finds in it, on the screen and on paper."""

import errno
import os
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from builders import joue
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.session import Genre, Role, propre
from tpplanner.errors import CannotWrite, WorkbookRefused
from tpplanner.files.writing import save_new
from tpplanner.referentiels import find, shipped
from tpplanner.sheets.colonne import TETE_DE_FICHE, Forme, Saisie
from tpplanner.sheets.session import CANDIDATS, EPREUVES, FEUILLES, LISTES, REFERENTIEL, TRACE
from tpplanner.workbook.contents import blank_contents
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import is_needed, lines, write_session, write_template
from workbook.samples import BY_KEY, address, example, opened, write

ORANGE = "FFFFC000"


@pytest.fixture(scope="module")
def blank(tmp_path_factory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("modele") / "session.xlsx"
    write_template(path, find("SC"), complet=True)
    return opened(path)


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("modele") / "session.xlsx"
    write_template(path, find("CDA"))
    return opened(path)


def folded_columns(sheet: Worksheet) -> set[str]:
    """The titles of the columns of a table that are folded away."""
    return {
        str(sheet.cell(3, column).value)
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.outlineLevel
        for column in range(dimension.min, dimension.max + 1)
    }


def folded_rows(sheet: Worksheet) -> list[int]:
    return [number for number, row in sorted(sheet.row_dimensions.items()) if row.hidden and row.outlineLevel]


def validations(sheet: Worksheet, cell: str) -> list:
    return [dv for dv in sheet.data_validations.dataValidation if cell in dv.sqref]


def test_it_has_the_sheets_of_a_first_planning_and_no_other(first):
    shown = [sheet.title for sheet in first.worksheets if sheet.sheet_state == "visible"]
    assert shown == ["Lisez-moi", "Session", "Jours", "Candidats", "Membres", "Salles", "Épreuves", "Surveillants"]


@pytest.mark.parametrize("genre", Genre)
@pytest.mark.parametrize("ref", shipped(), ids=lambda ref: ref.sigle)
def test_surveillants_are_asked_for_where_somebody_sits_an_epreuve_under_their_eyes(ref, genre):
    sheets = {f.cle for f in FEUILLES if is_needed(f, ref, blank_contents(ref, genre))}
    tables = {Genre.TITRE: (ref.titre,), Genre.CCP: ref.ccps, Genre.CCS: ref.ccss}[genre]
    phases = [phase for table in tables for epreuve in table.epreuves for phase in epreuve.phases]
    watched = (Surveillance.SURVEILLANT, Surveillance.SI_PLUSIEURS)
    assert ("surveillants" in sheets) is any(phase.presence in watched for phase in phases)


def test_a_complete_one_has_every_sheet_in_order_and_hidden_ones_behind(blank):
    assert blank.sheetnames == [*(f.titre for f in FEUILLES), LISTES, TRACE, REFERENTIEL]
    assert (blank[LISTES].sheet_state, blank[TRACE].sheet_state) == ("hidden", "veryHidden")


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


def test_rare_columns_are_folded_away_behind_a_button_before_them(first):
    assert folded_columns(first["Candidats"]) >= {"Dispenses", "VAE", "N° CERES", "Salle à part", "Numéro tiré"}
    assert not folded_columns(first["Candidats"]) & {"Nom *", "Prénom", "Présenté à", "Majoration écrit", "Formateurs"}
    assert folded_columns(first["Jours"]) == {"Libellé", "Midi : de", "Midi : à"}
    for titre in ("Jours", "Candidats", "Membres", "Salles", "Épreuves"):
        sheet = first[titre]
        assert not sheet.sheet_properties.outlinePr.summaryRight
        assert folded_columns(sheet)
    assert first["Candidats"].column_dimensions["D"].collapsed, "the button that brings them back"


def test_what_is_filled_or_to_be_verified_is_in_sight(tmp_path):
    write_template(tmp_path / "a.xlsx", find("CDA"), exemple=True)
    assert not folded_columns(opened(tmp_path / "a.xlsx")["Candidats"]) & {"N° CERES", "Fin de formation"}
    write_template(tmp_path / "b.xlsx", find("SC"))
    assert not folded_columns(opened(tmp_path / "b.xlsx")["Épreuves"]) & {"Modalité", "Nature", "Postes partagés"}


def test_session_is_four_blocks_and_the_rest_folded_below(first):
    sheet = first["Session"]
    away = folded_rows(sheet)
    headings = [
        sheet.cell(r, 1).value for r in range(3, away[0]) if sheet.cell(r, 2).value is None and is_wide(sheet, r)
    ]
    assert headings == [
        "La session",
        "Le centre",
        "Le responsable de session",
        "Le référentiel",
        "Plus tard, si besoin : affichage, convocations, agrément",
    ]
    assert away == list(range(away[0], sheet.max_row + 1))
    assert sheet.row_dimensions[away[0] - 1].collapsed, "the button that brings them back"
    written = {sheet.cell(row, 1).value for row in range(3, away[0])}
    assert {"Centre", "Site", "Responsable de session", "Contact du responsable", "Suppléants"} <= written


def is_wide(sheet: Worksheet, row: int) -> bool:
    return any(area.min_row == row for area in sheet.merged_cells.ranges)


def test_what_nothing_can_be_planned_without_bears_an_asterisk(first):
    for titre, columns in (("Membres", ("Habilité pour", "Millésime")), ("Salles", ("Types",)), ("Jours", ("Date",))):
        titles = [cell.value for cell in first[titre][3]]
        assert all(f"{column} *" in titles for column in columns), titre


def test_no_formula_of_a_first_workbook_looks_into_a_sheet_that_it_does_without(first):
    formulas = [str(cell.value) for row in first[LISTES] for cell in row if str(cell.value).startswith("=")]
    absent = [f.titre for f in FEUILLES if f.titre not in first.sheetnames]
    assert formulas
    assert not [f for f in formulas for titre in absent if f"{titre}!" in f]


def test_it_says_which_other_sheets_there_are_and_how_to_come_by_them(first, blank):
    told = " ".join(str(row[0].value) for row in first["Lisez-moi"].iter_rows())
    absent = [f.titre for f in FEUILLES if f.titre not in first.sheetnames]
    assert f"D'autres feuilles existent : {', '.join(absent)}." in told
    assert "--complet" in told
    assert "--complet" not in " ".join(str(row[0].value) for row in blank["Lisez-moi"].iter_rows())


def test_what_has_something_to_hold_is_written_and_what_the_titre_asks_for(tmp_path):
    write_template(tmp_path / "a.xlsx", find("CDA"), exemple=True)
    assert {"Surveillants", "Responsables", "Formateurs", "Liens jury-candidats"} <= set(
        opened(tmp_path / "a.xlsx").sheetnames
    )
    cda = find("CDA")
    played = replace(cda.titre, epreuves=(joue(cda.titre.epreuves[0]), *cda.titre.epreuves[1:]))
    write_template(tmp_path / "b.xlsx", replace(cda, sigle="MIEN", titre=played))
    assert "Comédiens" in opened(tmp_path / "b.xlsx").sheetnames


def filled(path: Path, **wishes: bool) -> Path:
    """A new workbook as somebody fills it for a first planning: nothing but what must be."""
    write_template(path, find("CDA"), **wishes)
    book = opened(path)
    for titre, rows in (
        ("Jours", [{"date": date(2027, 6, 14)}]),
        ("Candidats", [{"nom": "MOREAU", "prenom": "Léa"}, {"nom": "BENALI", "prenom": "Karim"}]),
        ("Membres", [{"nom": nom, "habilitation": "CDA", "millesime": "04"} for nom in ("GARNIER", "FONTAINE")]),
        ("Salles", [{"nom": "Salle 1", "usages": "jury"}, {"nom": "Salle 2", "usages": "écrit", "postes": 8}]),
    ):
        cle = next(f.cle for f in FEUILLES if f.titre == titre)
        for rank, fields in enumerate(rows):
            for champ, value in fields.items():
                book[titre][address(cle, champ, rank)] = value
    book.save(path)
    return path


def test_sheets_that_are_not_there_are_read_as_empty(tmp_path):
    simple = read_session(filled(tmp_path / "a.xlsx"))
    complete = read_session(filled(tmp_path / "b.xlsx", complet=True))
    assert simple.session == complete.session
    places = {issue.place for issue in simple.avertissements}
    assert {(i.severity, i.message) for i in simple.avertissements} == {
        (i.severity, i.message) for i in complete.avertissements
    }
    assert "Responsables" not in places, "its field of Session is there to be filled"


def test_what_speaks_of_a_sheet_that_is_not_there_says_how_to_come_by_it(tmp_path):
    path = filled(tmp_path / "a.xlsx")
    book = opened(path)
    book["Candidats"][address("candidats", "formateurs")] = "LEROUX Antoine"
    del book["Surveillants"]
    book.save(path)
    hints = {issue.message: issue.hint for issue in read_session(path).avertissements}
    told = [hint for message, hint in hints.items() if "surveillant" in message or "LEROUX" in message]
    assert len(told) == 2
    for titre in ("Surveillants", "Formateurs"):
        assert any(f"La feuille {titre} n'est pas dans ce classeur : ajoutez-la" in hint for hint in told)
    complete = filled(tmp_path / "b.xlsx", complet=True)
    assert not any("n'est pas dans ce classeur" in i.hint for i in read_session(complete).avertissements)


def test_a_sheet_added_by_hand_is_read(tmp_path):
    path = filled(tmp_path / "a.xlsx")
    book = opened(path)
    sheet = book.create_sheet("Aides")
    sheet.append(["Nom", "Prénom"])
    sheet.append(["DELMAS", "Anne"])
    book.save(path)
    assert [p.nom_complet for p in read_session(path).session.avec_role(Role.AIDE)] == ["DELMAS Anne"]


def test_it_prints_on_a4_in_landscape_as_wide_as_the_page(blank, tmp_path):
    for feuille in FEUILLES:
        setup = blank[feuille.titre].page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == (
            "landscape",
            9,
            0,
        ) or feuille.cle == "lisez_moi"
        assert blank[feuille.titre].sheet_properties.pageSetUpPr.fitToPage
        assert blank[feuille.titre].oddFooter.center.text is not None
    assert blank["Candidats"].page_setup.fitToWidth in (None, 1), "what is folded takes no room"
    everything = replace(
        example_session(find("SC")).candidats[0],
        dispenses=(find("SC").titre.epreuves[0].id,),
        vae=True,
        contact="a@b.fr",
        salle_a_part=True,
        debut_formation=date(2026, 10, 5),
        salle_accessible=True,
    )
    session = replace(example_session(find("SC")), candidats=(everything, *example_session(find("SC")).candidats[1:]))
    write_session(tmp_path / "wide.xlsx", session)
    wide = opened(tmp_path / "wide.xlsx")["Candidats"]
    assert wide.page_setup.fitToWidth == 2
    assert wide.print_title_cols == "$A:$B"
    across = {str(area) for area in wide.merged_cells.ranges if area.min_row == 1}
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


@pytest.mark.parametrize("referentiel", [find("CDA"), replace(find("CDA"), sigle="MIEN")], ids=lambda r: r.sigle)
def test_a_workbook_carries_its_titre_shipped_or_not(tmp_path, referentiel):
    write_template(tmp_path / "a.xlsx", referentiel, exemple=True)
    assert opened(tmp_path / "a.xlsx")[REFERENTIEL].sheet_state == "veryHidden"
    assert read_session(tmp_path / "a.xlsx").session.referentiel.sigle == referentiel.sigle


def test_names_stay_inert_text(tmp_path):
    centre, *noms = "=1+1", "+33", "@x", "-5", "\tx", "a\x0bb", "x" * 5_000, "http://x.fr", "é\u0301"
    session = example_session(find("CDA"))
    candidats = tuple(replace(c, organisme=nom) for c, nom in zip(session.candidats, noms, strict=True))
    path = write(tmp_path / "session.xlsx", replace(session, centre=centre, candidats=candidats))
    with zipfile.ZipFile(path) as archive:
        sheets = [archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in content for content in sheets)
    session = read_session(path).session
    assert [session.centre, *(c.organisme for c in session.candidats)] == [
        propre(nom.replace("\x0b", "")) for nom in (centre, *noms)
    ]


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

    def opened(path, *_, **__):
        path.touch()
        return Full()

    monkeypatch.setattr("tpplanner.files.beside.open", opened, raising=False)
    with pytest.raises(CannotWrite) as refused:
        save_new(tmp_path / "s.xlsx", b"content")
    assert "disque est plein" in refused.value.issues[0].message
    assert not list(tmp_path.iterdir())


def no_links(*_):
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize("link", [os.link, no_links], ids=["links", "no links"])
def test_a_new_workbook_has_its_name_once_it_is_whole(tmp_path, monkeypatch, link):
    path, seen = tmp_path / "s.xlsx", []
    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(path.exists()))
    save_new(path, b"content")
    assert seen == [False], "a kill may come at any moment"
    assert path.read_bytes() == b"content"
    assert [*tmp_path.iterdir()] == [path]


def test_a_file_that_came_meanwhile_stays(tmp_path, monkeypatch):
    path = tmp_path / "s.xlsx"
    monkeypatch.setattr(os, "fsync", lambda _: path.write_bytes(b"mes saisies"))
    with pytest.raises(CannotWrite, match="existe déjà"):
        save_new(path, b"content")
    assert path.read_bytes() == b"mes saisies"
    assert [*tmp_path.iterdir()] == [path]
