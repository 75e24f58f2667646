"""What is typed where nothing is read is told at its place, in few lines; what tpplanner wrote there is not."""

import pytest
from openpyxl.comments import Comment

from export.rich import deux_jurys, plan_de
from tpplanner.audit import check
from tpplanner.errors import WorkbookRefused
from tpplanner.export.excel import write_planning
from tpplanner.referentiels import find
from tpplanner.sheets.session import MEMBRES, TRACE
from tpplanner.texts import lecture
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from workbook.samples import address, opened

CDA = example_session(find("CDA"))


@pytest.fixture(scope="module")
def written_once(tmp_path_factory):
    """The workbook of a session and that of a planning, each with what is told of it."""
    folder = tmp_path_factory.mktemp("written")
    write_session(folder / "session.xlsx", CDA)
    base = deux_jurys(3)
    plan = plan_de(base, 2)
    write_planning(folder / "planning.xlsx", base, plan, check(base, plan))
    return {path.stem: (path, told(read_session(path))) for path in folder.glob("*.xlsx")}


@pytest.fixture
def session(written_once, tmp_path):
    """The workbook of a session, opened to be changed; what is told of it then."""
    return Changed(tmp_path / "session.xlsx", *written_once["session"])


@pytest.fixture
def planning(written_once, tmp_path):
    """The same of a planning."""
    return Changed(tmp_path / "planning.xlsx", *written_once["planning"])


class Changed:
    def __init__(self, path, written, before):
        self.path, self.before = path, before
        self.book = opened(written)

    def read(self):
        self.book.save(self.path)
        return read_session(self.path)

    def told(self):
        """What is told now that was not before: place, sentence, what stands there."""
        return [line for line in told(self.read()) if line not in self.before]


def told(reading):
    return [(i.place, i.message, i.value) for i in reading.avertissements]


def test_a_row_above_the_titles_is_told_with_its_cure(session):
    links = session.book["Liens jury-candidats"]
    links.insert_rows(3)
    links["A3"], links["B3"], links["C3"] = "BENALI Karim", "ADJANI Samir", "sa voisine"
    (issue,) = [i for i in session.read().avertissements if i.sheet == links.title]
    assert (issue.place, issue.message) == ("Liens jury-candidats!A3:C3", lecture.ligne_au_dessus(4).message)
    assert issue.hint == "Déplacez-la sous les titres (ligne 4)."


def test_rows_that_a_sort_took_above_their_titles_are_told(session):
    sheet = session.book["Salles"]
    for column in range(1, sheet.max_column + 1):
        sheet.cell(3, column).value, sheet.cell(6, column).value = (
            sheet.cell(6, column).value,
            sheet.cell(3, column).value,
        )
    assert [place for place, message, _ in session.told() if message == lecture.ligne_au_dessus(6).message] == [
        "Salles!A3:H5"
    ]


def test_what_stands_beside_or_below_the_answers_of_a_form_is_told(session):
    cells = {"C5": "Dans cette feuille", "G6": "Dans", "B70": "Dans cette feuille"}
    for cell in cells:
        session.book["Session"][cell] = f"appeler la DDETS de {cell}"
    told = {place: (said, value) for place, said, value in session.told()}
    assert told.keys() == {f"Session!{cell}" for cell in cells}
    for cell, message in cells.items():
        said, value = told[f"Session!{cell}"]
        assert value == f"appeler la DDETS de {cell}"
        assert said.startswith(message)


def test_a_note_below_the_candidats_is_told_and_nobody(session):
    sheet = session.book["Candidats"]
    first = 4 + len(CDA.candidats)
    for row, text in enumerate(
        ("* URVOAS : tiers temps", "Total : 8", "Fait à Brest, le 3 mai", "Signature"), first + 1
    ):
        sheet.cell(row, 1).value = text
    reading = session.read()
    assert len(reading.session.candidats) == len(CDA.candidats)
    places = {i.place for i in reading.avertissements if i.message == lecture.ne_nomme_personne().message}
    assert places == {f"Candidats!A{row}" for row in range(first + 1, first + 5)}


MORE_THAN_A_NAME = [
    ("URVOAS (tiers temps)", "Maël", "A"),
    ("URVOAS", "Maël absent le 8", "B"),
    ("URVOAS", "Maël RQTH", "B"),
    ("URVOAS tiers temps", None, "A"),
    ("URVOAS", "ABANDON", "B"),
    ("URVOAS, formé par X", "Maël", "A"),
    ("URVOAS 06 12 34 56 78", "Maël", "A"),
    ("En attente", None, "A"),
]


def test_what_is_typed_beside_a_name_is_told(session):
    first = 5 + len(CDA.candidats) + len(CDA.membres)
    typed = [(f, *more) for f in ("Candidats", "Membres") for more in enumerate(MORE_THAN_A_NAME, first)]
    for feuille, row, (nom, prenom, _) in typed:
        session.book[feuille][f"A{row}"], session.book[feuille][f"B{row}"] = nom, prenom
    places = {place for place, message, _ in session.told() if message == lecture.plus_qu_un_nom().message}
    assert places == {f"{feuille}!{column}{row}" for feuille, row, (*_, column) in typed}


def test_a_name_that_is_only_one_is_not_told(session):
    for row, typed in enumerate((("MAI", "Son"), ("d'ALMEIDA-ROUX", "Jean-François"), ("LE PORT", "J.-P.")), 30):
        session.book["Candidats"][f"A{row}"], session.book["Candidats"][f"B{row}"] = typed
    assert lecture.plus_qu_un_nom().message not in [message for _, message, _ in session.told()]


def test_a_fact_typed_over_a_table_in_a_comment_or_on_a_sheet_of_their_own_is_told_there_alone(session):
    cell = address("candidats", "nom", 2)
    session.book.create_sheet("Référentiel")["A1"] = "URVOAS : tiers temps"
    session.book.create_sheet("Suivi")["B7"] = "voir avec Paul"
    session.book["Épreuves"]["A4"] = "tiers temps pour URVOAS"
    session.book["Candidats"][cell].comment = Comment("tiers temps", "X")
    told = {place: (message, value) for place, message, value in session.told()}
    assert {place: value for place, (_, value) in told.items()} == {
        "Référentiel": "",
        "Suivi": "",
        "Épreuves!A4": "tiers temps pour URVOAS",
        f"Candidats!{cell}": "tiers temps",
    }
    assert told["Suivi"][0] == lecture.feuille_inconnue([]).message
    assert told[f"Candidats!{cell}"][0] == lecture.commentaire().message


def test_words_more_in_the_kind_of_session_are_refused(session):
    session.book["Session"]["B4"] = "session titre, sauf URVOAS au CCP"
    session.book["Session"]["B5"] = "pas un dossier d'agrément"
    with pytest.raises(WorkbookRefused) as refusal:
        session.read()
    assert {"Session!B4", "Session!B5"} <= {issue.place for issue in refusal.value.issues}


def test_columns_of_their_own_never_refuse_a_workbook_and_a_pasted_block_is_one_line(session):
    sheet = session.book["Membres"]
    beside = len(MEMBRES.colonnes) + 1
    for row in range(3, 3 + 1 + len(CDA.membres)):
        for column in range(beside, beside + 40):
            sheet.cell(row, column).value = f"note {row} {column}"
    ((place, message, value),) = session.told()
    assert (place, message) == ("Membres!S3:BF8", "Ces colonnes ne sont pas lues.")
    assert value == f"note 3 {beside} ; note 3 {beside + 1} ; note 3 {beside + 2} ; …"


def test_a_value_that_a_merge_hides_is_told_at_its_cell(session):
    """LibreOffice keeps what stood in merged cells; Excel and openpyxl take it away."""
    sheet = session.book["Liens jury-candidats"]
    below = sheet["C12"]
    sheet.merge_cells("C11:C12")
    below.value = "voisins"
    sheet._cells[12, 3] = below  # noqa: SLF001 - no public way keeps it there
    assert ("Liens jury-candidats!C12", lecture.sous_fusion().message, "voisins") in session.told()


def test_a_cell_of_which_nothing_is_made_is_told(session):
    """Several titres in one cell bear their own ends: the column of one end tells nothing."""
    session.book["Membres"][address("membres", "habilitation")] = "CDA 04 31/12/2029 ; DWWM 04 31/12/2029"
    assert ("Membres!F4:G4", lecture.sans_effet().message) in [line[:2] for line in session.told()]


def test_what_is_changed_on_a_sheet_written_to_be_read_is_told_at_its_cell(planning):
    sheet = planning.book["Par jury"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value is not None and c.column == 4 and c.row > 6)
    cell.value = "ROUX Inès à 10 h"
    grid = planning.book["Grille"]
    grid.cell(grid.max_row + 2, 2).value = "pause à 10 h"
    assert [(place, value) for place, _, value in planning.told()] == [
        (f"Grille!B{grid.max_row}", "pause à 10 h"),
        (f"Par jury!{cell.coordinate}", "ROUX Inès à 10 h"),
    ]


def test_rows_that_only_stand_elsewhere_there_are_not_told_and_a_copied_one_is(planning):
    sheet = planning.book["Table de correspondance"]
    row = next(r for r in range(1, 30) if sheet.cell(r, 1).value == 1)
    for column in range(1, sheet.max_column + 1):
        a, b = sheet.cell(row, column), sheet.cell(row + 1, column)
        a.value, b.value = b.value, a.value
    assert planning.told() == []
    for column in range(1, sheet.max_column + 1):
        sheet.cell(row, column).value = sheet.cell(row + 1, column).value
    assert {place.partition("!")[0] for place, *_ in planning.told()} == {"Table de correspondance"}


def test_that_nothing_tells_any_more_what_was_written_is_told_once(planning):
    del planning.book[TRACE]
    (lost,) = [line for line in planning.told() if line[1].startswith("Rien n'indique plus")]
    assert "Par jury" in lost[1]
