"""What holds for every sheet of both files: values, inert texts, pages that print."""

import re
from dataclasses import replace
from datetime import datetime
from itertools import cycle, islice
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from builders import plan_cda_trois, session
from export.rich import candidats, deux_jurys, plan_de
from export.xlsx import parts, plain, rows
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check
from tpplanner.export.excel import Provenance, write_affichage, write_planning
from tpplanner.texts.noms import date_longue
from tpplanner.texts.plain import LONGEST, one_line, safe

HOSTILE = {
    "formula": "=cmd|'/C calc'!A0",
    "plus": "+33612345678",
    "at": "@SUM(1+1)",
    "link": "http://exemple.invalid/x",
    "markup": '<script>alert(1)</script> & "co"',
    "newline": "DU\r\nPONT\tJean",
    "surrogate": "DU\ud800PONT",
    "control": "DU\x00\x01\x0bPONT",
    "nonchar": "DU\uffffPONT",
    "bidi": "DU\u202ePONT\u200b",
    "escape": "_x0041_ DUPONT",
    "long": "N" * 300,
    "words": "Nom " * 75,
    "emoji": "\U0001f393 Éléonore",
    "ampersands": "&" * 200,
    "endless": "x" * 40_000,
}


def test_no_cell_holds_a_formula_or_a_link_that_leads_out_of_the_file(written):
    for path in (written.planning, written.affichage):
        for name, part in parts(path).items():
            assert not re.search(r"<f[ >/]", part), name
            assert not name.endswith(".rels") or "hyperlink" not in part, name


def test_every_sheet_prints_on_a4_landscape_fitted_to_the_width(written):
    for sheet in some(written.book.worksheets[:10]):
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape"), sheet.title
        assert sheet.print_area, sheet.title
        if sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage:
            assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        else:
            shown = [d for d in sheet.column_dimensions.values() if not d.hidden]
            pixels = sum(dimension.width * 7 for dimension in shown)
            assert pixels * (setup.scale or 100) / 100 < 277 / 25.4 * 96, sheet.title


def test_the_audience_stands_in_every_footer(written):
    for sheet in (s for s in written.book.worksheets if s.sheet_state == "visible"):
        audience = sheet.oddFooter.left.text
        agrement = written.session.fictive and sheet.title == "Organisation détaillée"
        assert ("dossier de demande d'agrément" if agrement else "Document interne – ne pas diffuser") in audience
        assert sheet.oddFooter.right.text.strip() == "&P / &N"
    assert "à l'attention des candidats" in written.poster.worksheets[0].oddFooter.left.text


def test_long_tables_repeat_their_titles_on_every_page(written):
    for name in ("Organisation détaillée", "Table de correspondance"):
        assert written.book[name].print_title_rows, name


def test_every_font_is_one_that_every_desk_has(written):
    for path in (written.planning, written.affichage):
        fonts = re.search(r"<fonts.*</fonts>", parts(path)["xl/styles.xml"])[0]
        assert set(re.findall(r"<name val=\"([^\"]+)\"/>", fonts)) <= {"Arial", "Courier New"}
        assert "scheme" not in fonts


def test_dates_are_formatted_in_french_whatever_the_desk(written):
    styles = parts(written.planning)["xl/styles.xml"]
    codes = re.findall(r'formatCode="([^"]+)"', styles)
    assert all("[$-40C]" in code for code in codes if "mmm" in code)


def test_nothing_is_told_by_colour_alone(written):
    """Every shaded cell of the picture of the day also bears words, or belongs to one that does."""
    sheet = written.book["Grille"]
    covered = {(r, c) for m in sheet.merged_cells.ranges for r, c in m.cells if (r, c) != (m.min_row, m.min_col)}
    for row in some(sheet.iter_rows()):
        for cell in row:
            shaded = cell.fill.fill_type == "solid"
            assert not shaded or cell.value or (cell.row, cell.column) in covered, cell.coordinate


def test_equal_inputs_give_equal_files(tmp_path):
    base, plan = session(), plan_cda_trois()
    report = check(base, plan)
    for name in ("a", "b"):
        write_planning(tmp_path / f"{name}.xlsx", base, plan, report, provenance=Provenance("session.xlsx", "0.1.0"))
        write_affichage(tmp_path / f"{name}-affichage.xlsx", base, plan)
    for suffix in ("", "-affichage"):
        assert (tmp_path / f"a{suffix}.xlsx").read_bytes() == (tmp_path / f"b{suffix}.xlsx").read_bytes()


def test_the_date_in_the_file_is_the_one_given(tmp_path):
    base, plan = session(), plan_cda_trois()
    provenance = Provenance(created=datetime(2027, 5, 3, 9, 12))
    path = write_planning(tmp_path / "p.xlsx", base, plan, check(base, plan), provenance=provenance).path
    assert load_workbook(path).properties.created == datetime(2027, 5, 3, 9, 12)


THREE_BY_THREE = [[*HOSTILE][n : n + 3] for n in range(0, len(HOSTILE), 3)]


@pytest.mark.parametrize(
    "names",
    mostly_proofs(THREE_BY_THREE, ["formula", "plus", "at"], ["surrogate", "control", "nonchar"]),
    ids=", ".join,
)
def test_whatever_was_typed_arrives_as_inert_text(tmp_path, names):
    base, plan = session(), plan_cda_trois()
    one, two, three = islice(cycle([HOSTILE[name] for name in names]), 3)
    who = zip(base.candidats, (one, two, three), strict=True)
    base = replace(
        base,
        centre=one,
        site=two,
        candidats=tuple(replace(c, nom=typed, prenom="Léa", organisme=typed) for c, typed in who),
        membres=(replace(base.membres[0], nom=three), base.membres[1]),
        salles=(replace(base.salles[0], nom=one), *base.salles[1:]),
    )
    report = check(base, plan)
    planning = write_planning(tmp_path / "p.xlsx", base, plan, report).path
    affichage = write_affichage(tmp_path / "a.xlsx", base, plan).path
    books = {path: load_workbook(path) for path in (planning, affichage)}
    for path, book in books.items():
        for name, part in parts(path).items():
            ElementTree.fromstring(part)  # noqa: S314 - our own file
            assert not re.search(r"<f[ >/]", part), name
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert cell.hyperlink is None or cell.hyperlink.id is None
                    assert not isinstance(cell.value, str) or len(cell.value) <= LONGEST
    told = {v for row in rows(books[planning]["Table de correspondance"]) for v in row}
    for typed in (one, two, three):
        assert one_line(typed) in told or "_x005F_" + one_line(typed)[1:] in told


def test_a_safe_text_keeps_what_a_cell_can_hold():
    assert safe("Œuvre d'art « naïve » – 12 €\nsuite") == "Œuvre d'art « naïve » – 12 €\nsuite"
    assert one_line(" a\r\nb\tc\u00a0d ") == "a b c d"
    assert safe("a\x00\ud800\u202eb") == "ab"
    assert safe("e\u0301") == "é"
    assert len(safe("x" * 100_000)) <= LONGEST


def test_a_file_is_dated_by_the_days_used_not_by_those_that_might_have_been(tmp_path):
    session = deux_jurys(3)
    plan = plan_de(session, 1)
    used = session.jours[1].date
    kinds = ("passages", "travaux", "presences", "compositions")
    kept = {kind: tuple(x for x in getattr(plan, kind) if x.debut.date() == used) for kind in kinds}
    one = replace(plan, **kept)
    paths = (
        write_planning(tmp_path / "p.xlsx", session, one, check(session, one)).path,
        write_affichage(tmp_path / "a.xlsx", session, one).path,
    )
    for path in some(paths):
        sheet = load_workbook(path).worksheets[0]
        head = plain(" ".join(str(value) for row in rows(sheet)[:4] for value in row))
        assert f"– le {date_longue(used)}" in head
        assert f"{used:%d/%m/%Y}" in sheet.oddFooter.center.text


def test_twelve_candidats_sign_six_and_six_not_nine_and_three(tmp_path):
    session = replace(deux_jurys(amenages=False), candidats=candidats(12))
    plan = plan_de(session, 3)
    book = load_workbook(write_planning(tmp_path / "p.xlsx", session, plan, check(session, plan)).path)
    sizes: list[int] = []
    for row in rows(book["Émargement"]):
        if isinstance(row[0], str) and row[0].startswith("Émargement des"):
            sizes.append(0)
        elif isinstance(row[0], int):
            sizes[-1] += 1
    assert sizes[:2] == [6, 6]
