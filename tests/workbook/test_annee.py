"""The workbook of a year: what is written is read back; what is wrong is said at its cell, all at once."""

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from benchmarks.year import AUJOURDHUI, year_of

from example_workbooks import example
from proofs import mostly_proofs
from some import some
from tpplanner.domain.annee import Periode, Voie, saisie
from tpplanner.domain.session import Genre, Habilitation
from tpplanner.errors import CannotWrite, WorkbookRefused
from tpplanner.sheets.annee import FEUILLES_ANNEE
from tpplanner.sheets.colonne import Saisie
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.year import (
    Calendar,
    annee_bytes,
    annee_contents,
    example_annee,
    read_annee,
    write_annee_template,
)


@pytest.fixture
def book(tmp_path):
    """The example as a workbook open for changes; ``book.read()`` reads it as it then is."""

    class Book:
        def __init__(self):
            self.path = tmp_path / "annee.xlsx"
            self.path.write_bytes(annee_bytes(annee_contents(example_annee(2027))))
            self.sheets = openpyxl.load_workbook(self.path)

        def cell(self, sheet, titre, row=0):
            page = self.sheets[sheet]
            column = next(c.column for c in page[3] if str(c.value).rstrip(" *") == titre)
            return page.cell(4 + row, column)

        def read(self):
            self.sheets.save(self.path)
            return read_annee(self.path, AUJOURDHUI)

    return Book()


@pytest.mark.parametrize("annee", [year_of(20, 60, 20, 8), example_annee(2027)], ids=["drawn", "example"])
def test_what_is_written_is_read_back(annee, tmp_path):
    path = tmp_path / "annee.xlsx"
    path.write_bytes(annee_bytes(annee_contents(annee)))
    lecture = read_annee(path, AUJOURDHUI)
    again = replace(
        lecture.annee,
        titres=tuple(
            replace(t, expiration=u.expiration) for t, u in zip(lecture.annee.titres, annee.titres, strict=True)
        ),
    )
    assert replace(again, aujourdhui=annee.aujourdhui) == annee


def test_what_a_centre_types_by_hand_is_understood(book):
    book.cell("Sessions", "Premier jour").value = "lundi 14 juin 2027"
    book.cell("Sessions", "Membres de jury").value = "garnier paul"
    book.cell("Sessions", "Responsable").value = "ROCHE Yves"
    book.cell("Sessions", "Type", 1).value = "Session CCP"
    book.cell("Membres", "Habilitations").value = "CDA m04 (31/12/2028) ; DWWM 04"
    book.cell("Membres", "Indisponible", 1).value = "mars ; vendredis ; du 1er juin au 10 juin"
    book.cell("Candidats", "Voie", 1).value = "vae"
    book.cell("Candidats", "Présenté à", 2).value = "CCP 2 ; CCP3"
    book.cell("Candidats", "Inscrit à", 3).value = "cda 1"
    annee = book.read().annee
    first = annee.sessions[0]
    assert (first.jour, first.membres, first.responsable) == (date(2027, 6, 14), ("M1",), "R2")
    assert annee.sessions[1].genre is Genre.CCP
    assert annee.membres[0].habilitations == (Habilitation("CDA", "04", date(2028, 12, 31)), Habilitation("DWWM", "04"))
    away = annee.membres[1].disponibilite
    assert not away.libre(date(2027, 3, 31))
    assert not away.libre(date(2027, 4, 2))
    assert not away.libre(date(2027, 6, 10))
    assert away.libre(date(2027, 4, 1))
    assert annee.candidats[1].voie is Voie.VAE
    assert (annee.candidats[2].genre, annee.candidats[2].ccps) == (Genre.CCP, ("CCP2", "CCP3"))
    assert saisie(annee).session("CDA 1").candidats == ("C4",)


def test_everything_wrong_is_said_at_once_at_its_cell(book):
    faults = {
        ("Sessions", "Titre", 0): "CDB",
        ("Sessions", "Premier jour", 1): "31/02/2027",
        ("Sessions", "Jours", 2): 0,
        ("Sessions", "Membres de jury", 3): "PERSONNE Jean",
        ("Sessions", "Souhaits", 3): "bientôt",
        ("Candidats", "Titre", 0): "XYZ",
        ("Candidats", "Inscrit à", 1): "CDA 9",
        ("Candidats", "Présenté à", 2): "titre ; CCP1",
        ("Membres", "Kilomètres", 0): -3,
        ("Responsables", "Titres", 0): "CDB",
        ("Salles", "Nom", 1): "Plateau CDA",
    }
    cells = set()
    for (sheet, titre, row), value in faults.items():
        cell = book.cell(sheet, titre, row)
        cell.value = value
        cells.add(f"{sheet}!{cell.coordinate}")
    with pytest.raises(WorkbookRefused) as refused:
        book.read()
    assert cells <= {issue.place for issue in refused.value.issues}
    assert all(issue.hint for issue in refused.value.issues if issue.place in cells)


def test_a_workbook_of_the_other_kind_is_refused_with_the_command_that_takes_it(book):
    with pytest.raises(WorkbookRefused) as refused:
        read_session(book.path)
    (issue,) = refused.value.issues
    assert "celui d'une année" in issue.message
    assert "« tpplanner annee »" in issue.hint
    with pytest.raises(WorkbookRefused) as refused:
        read_annee(example("R01-tiers-temps-dwwm"), AUJOURDHUI)
    (issue,) = refused.value.issues
    assert "celui d'une session" in issue.message
    assert "« tpplanner solve »" in issue.hint


def test_a_titre_that_is_not_shipped_needs_its_places_and_millesime(book):
    cell = book.cell("Titres", "Titre")
    cell.value = "ABC"
    for titre in ("Candidats par jury et par jour", "Millésime"):
        book.cell("Titres", titre).value = None
    with pytest.raises(WorkbookRefused) as refused:
        book.read()
    assert "Titres!A4" in {issue.place for issue in refused.value.issues}


def test_homonyms_are_told_apart_by_what_the_refusal_proposes(book):
    for row in (0, 1):
        book.cell("Membres", "Nom", row).value, book.cell("Membres", "Prénom", row).value = "GARNIER", "Paul"
    book.cell("Sessions", "Membres de jury").value = "GARNIER Paul"
    with pytest.raises(WorkbookRefused) as refused:
        book.read()
    told = next(issue for issue in refused.value.issues if "Plusieurs personnes" in issue.message)
    assert "GARNIER Paul (M2)" in told.hint
    book.cell("Sessions", "Membres de jury").value = "GARNIER Paul (M2)"
    assert book.read().annee.sessions[0].membres == ("M2",)


def test_a_new_workbook_is_of_next_year_and_says_what_is_missing(tmp_path):
    path = tmp_path / "annee.xlsx"
    assert write_annee_template(path, 2027) == (path,)
    page = openpyxl.load_workbook(path)
    assert page.sheetnames[: len(FEUILLES_ANNEE)] == [f.titre for f in FEUILLES_ANNEE]
    with pytest.raises(WorkbookRefused) as refused:
        read_annee(path, date(2026, 11, 2))
    assert {i.sheet for i in refused.value.issues} == {"Titres", "Sessions"}
    with pytest.raises(CannotWrite):
        write_annee_template(path, 2027)


CALENDAR = Calendar(date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("typed", "first", "last", "count"),
    [
        ("14/06", date(2027, 6, 14), date(2027, 6, 14), 1),
        ("du 14/06 au 18/06/2027", date(2027, 6, 14), date(2027, 6, 18), 1),
        ("14/06 au 18/06", date(2027, 6, 14), date(2027, 6, 18), 1),
        ("en février", date(2027, 2, 1), date(2027, 2, 28), 1),
        ("décembre 2027", date(2027, 12, 1), date(2027, 12, 31), 1),
        ("les lundis", date(2027, 1, 4), date(2027, 12, 27), 52),
        ("mars ; 14 juin", date(2027, 3, 1), date(2027, 6, 14), 2),
        (date(2027, 5, 3), date(2027, 5, 3), date(2027, 5, 3), 1),
    ],
)
def test_a_period_as_people_type_it(typed, first, last, count):
    periods = CALENDAR.periods(typed)
    assert (periods[0].debut, periods[-1].fin, len(periods)) == (first, last, count)


@pytest.mark.parametrize("typed", ["bientôt", "du 18/06 au 14/06", "32/06", "2027"])
def test_what_is_no_period_is_refused(typed):
    with pytest.raises(Unreadable):
        CALENDAR.periods(typed)


def test_months_of_a_year_that_spans_two():
    periods = Calendar(date(2026, 9, 1), date(2027, 8, 31)).periods("octobre")
    assert Periode(date(2026, 10, 1), date(2026, 10, 31)) in periods


@pytest.mark.parametrize(
    ("sheet", "titre"),
    mostly_proofs(
        [
            ("Membres", "Nom"),
            ("Responsables", "Prénom"),
            ("Salles", "Nom"),
            ("Sessions", "Session"),
            ("Titres", "Titre"),
        ],
        ("Responsables", "Prénom"),
    ),
)
def test_a_semicolon_in_what_lists_name_is_refused_at_its_cell(book, sheet, titre):
    cell = book.cell(sheet, titre)
    cell.value = "Nord ; Sud"
    with pytest.raises(WorkbookRefused) as refusal:
        book.read()
    (issue,) = [i for i in refusal.value.issues if "sépare les noms d'une liste" in i.message]
    assert issue.place == f"{sheet}!{cell.coordinate}"


def test_a_comma_in_a_name_that_the_year_knows_cuts_no_link(book):
    nom, prenom = book.cell("Membres", "Nom"), book.cell("Membres", "Prénom")
    nom.value = f"{nom.value}, fils"
    book.cell("Candidats", "Liens déclarés").value = f"{nom.value} {prenom.value}"
    assert book.read().annee.candidats[0].liens == (f"{nom.value} {prenom.value}",)


WHOLE = [(f.titre, c.titre, c.au_plus) for f in FEUILLES_ANNEE[1:] for c in f.colonnes if c.saisie is Saisie.ENTIER]


def test_a_whole_number_beyond_its_bound_is_told_with_the_bound(book):
    cells = {(sheet, titre): book.cell(sheet, titre) for sheet, titre, _ in some(WHOLE)}
    for cell in cells.values():
        cell.value = 2**62
    with pytest.raises(WorkbookRefused) as refusal:
        book.read()
    told = {i.place: i.message for i in refusal.value.issues}
    for sheet, titre, au_plus in WHOLE:
        place = f"{sheet}!{cells[sheet, titre].coordinate}"
        assert f"{au_plus:_} au plus".replace("_", "\u202f") in told[place]


def test_without_the_form_the_other_sheets_are_read_all_the_same(book):
    del book.sheets["Année"]
    book.cell("Sessions", "Titre").value = "TSSR"
    jours = book.cell("Sessions", "Jours")
    jours.value = "douze"
    with pytest.raises(WorkbookRefused) as refusal:
        book.read()
    places = [i.place for i in refusal.value.issues]
    assert {"Année", f"Sessions!{jours.coordinate}"} <= set(places)
