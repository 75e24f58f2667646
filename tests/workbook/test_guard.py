"""Files that are no workbook, or that would harm whoever opens them, are refused by name and at once."""

import re
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tpplanner.errors import Severity, WorkbookRefused
from tpplanner.workbook import grid, guard
from tpplanner.workbook.grid import Notes, open_book
from tpplanner.workbook.guard import Cost, opened_zip, read_checked, weigh
from tpplanner.workbook.reader import read_session


@cache
def plain_workbook() -> bytes:
    """Made once: it tells when."""
    target = BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "bonjour"
    book.save(target)
    return target.getvalue()


def rezipped(replace: dict[str, bytes] | None = None, *, drop: tuple[str, ...] = ()) -> bytes:
    """The plain workbook with some parts replaced, added or dropped."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(plain_workbook())) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: source.read(name) for name in source.namelist() if name not in drop} | (replace or {})
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def zip_of(**parts: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def sheet(body: bytes, head: bytes = HEAD) -> bytes:
    return rezipped({SHEET: head + body + b"</worksheet>"})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BILLION = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
)

NOT_WORKBOOKS = {
    "empty": (b"", "est vide"),
    "old xls": (OLE + "Workbook".encode("utf-16-le"), "ancien classeur Excel"),
    "encrypted": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "old word": (OLE, "ancien document Office"),
    "csv": (b"Nom;Pr\xe9nom\r\nDURAND;L\xe9a\r\n", "fichier texte"),
    "html": (b"<html><body><table><tr><td>Nom</td></tr></table></body></html>", "page web"),
    "html with doctype": (b"\xef\xbb\xbf<!DOCTYPE html><p>", "page web"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "unknown": (bytes(range(256)), "pas un classeur Excel"),
    "a word": (b"bonjour", "pas un classeur Excel"),
    "ods": (zip_of(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods"),
    "xlsb": (zip_of(**{"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), ".xlsb"),
    "docx": (zip_of(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}), "pas un classeur Excel"),
    "numbers": (zip_of(**{"Index/Document.iwa": "x", "preview.jpg": "x"}), "Numbers"),
    "archive": (zip_of(**{"session.xlsx": "x"}), "archive"),
    "archive with an index": (zip_of(**{"Index/notes.txt": "x", "photo.iwa": "x"}), "archive"),
    "truncated": (plain_workbook()[:1500], "endommagé"),
    "no sheets part": (rezipped(drop=("xl/workbook.xml",)), "endommagé"),
    "missing sheet": (rezipped(drop=(SHEET,)), "son contenu manque"),
    "no sheet": (
        rezipped(
            {
                "xl/workbook.xml": b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
            }
        ),
        "aucune feuille",
    ),
    "empty zip": (b"PK\x05\x06" + bytes(18), "endommagé"),
    "strict": (
        rezipped({"xl/workbook.xml": b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'}),
        "Strict",
    ),
    "billion laughs": (rezipped({SHEET: BILLION}), "DTD"),
    "entities in utf-16": (rezipped({SHEET: BILLION.decode().encode("utf-16")}), "DTD"),
    "not xml": (rezipped({SHEET: b"<worksheet><sheetData><row"}), "endommagé"),
    "a part that stops": (rezipped({"xl/autre.xml": b"<autre><ligne/>"}), "endommagé"),
    "bad shared string": (
        sheet(b'<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c></row></sheetData>'),
        "endommagé",
    ),
    "bad number": (sheet(b'<sheetData><row r="1"><c r="A1"><v>douze</v></c></row></sheetData>'), "endommagé"),
    "bad style": (sheet(b'<sheetData><row r="1"><c r="A1" s="999"><v>1</v></c></row></sheetData>'), "endommagé"),
}


@pytest.mark.parametrize(("content", "fragment"), NOT_WORKBOOKS.values(), ids=NOT_WORKBOOKS)
def test_what_is_no_workbook_is_named(tmp_path, content, fragment):
    path = tmp_path / "session.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(path)
    (issue,) = refusal.value.issues
    assert fragment in issue.message
    assert issue.severity is Severity.ERROR
    assert issue.hint
    assert path.read_bytes() == content


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path):
    for path, fragment in ((tmp_path / "absent.xlsx", "n'existe pas"), (tmp_path, "dossier")):
        with pytest.raises(WorkbookRefused, match=fragment):
            read_checked(path)


def test_the_name_of_a_file_does_not_tell_what_it_is(tmp_path):
    path = tmp_path / "session.xls"
    path.write_bytes(plain_workbook())
    assert read_checked(path).contenu == plain_workbook()


@pytest.mark.parametrize(
    ("limit", "value", "content", "fragment"),
    [
        ("MAX_BYTES", 1_000, plain_workbook(), "Mo"),
        ("MAX_UNPACKED", 100_000, rezipped({"xl/media/image1.png": b" " * 200_000}), "Décompressé"),
        (
            "MAX_UNPACKED",
            100_000,
            rezipped({"xl/sharedStrings.xml": b"<sst>" + b" " * 200_000 + b"</sst>"}),
            "Décompressé",
        ),
        ("MAX_CELLS", 500, sheet(b"<sheetData>" + b'<row><c r="A1"/></row>' * 300 + b"</sheetData>"), "cellules"),
        ("MAX_ENTRIES", 5, plain_workbook(), "endommagé"),
    ],
)
def test_what_would_fill_the_memory_is_refused_before_it_does(tmp_path, monkeypatch, limit, value, content, fragment):
    monkeypatch.setattr(guard, limit, value)
    path = tmp_path / "session.xlsx"
    path.write_bytes(content)
    with pytest.raises(WorkbookRefused, match=fragment):
        read_checked(path)


def test_as_much_as_is_allowed_is_read_and_no_more(tmp_path, monkeypatch):
    path = tmp_path / "session.xlsx"
    path.write_bytes(plain_workbook())
    cost, archive = Cost(), opened_zip(plain_workbook())
    weigh(archive, cost)
    exact = {
        "MAX_BYTES": len(plain_workbook()),
        "MAX_ENTRIES": len(archive.namelist()),
        "MAX_UNPACKED": sum(info.file_size for info in archive.infolist()),
        "MAX_XML": cost.xml,
        "MAX_ELEMENTS": cost.elements,
        "MAX_CELLS": cost.cells,
        "MAX_LOOKS": cost.looks,
        "MAX_TEXT": cost.texts,
    }
    for bound, there in exact.items():
        with monkeypatch.context() as patched:
            patched.setattr(guard, bound, there)
            read_checked(path)
            patched.setattr(guard, bound, there - 1)
            with pytest.raises(WorkbookRefused):
                read_checked(path)


def test_every_element_and_every_attribute_is_counted():
    cost = Cost()
    weigh(opened_zip(zip_of(**{"a.xml": '<a><b c="1"/><b/></a>'})), cost)
    assert cost.elements == 4


COUNTED = {
    '<a><c/><row/><si/><r/><z:c xmlns:z="z"/></a>': {"elements": 7, "cells": 5},
    "<a><xf/><font/><cfRule/></a>": {"elements": 4, "looks": 3},
    '<a><mergeCell ref="A1:B5"/></a>': {"elements": 3, "looks": 1, "cells": 10},
    '<a><hyperlink ref="A1:A3"/></a>': {"elements": 3, "looks": 4},
    '<a><mergeCell ref="partout"/><hyperlink ref="1A"/></a>': {"elements": 5, "looks": 2},
    '<a><sheet name="Candidats"/></a>': {"elements": 3, "looks": 100},
    "<a>deux<b>mots</b></a>": {"elements": 2, "written": 8},
    "<a><si><t>mot</t></si><si><r><t>un</t></r> </si></a>": {
        "elements": 6,
        "cells": 3,
        "written": 6,
        "lengths": {("", "0"): 3, ("", "1"): 3},
    },
    '<a><c t="s">-<v> 01</v></c><c><v>1</v></c><c t="s"/><v>x</v></a>': {
        "elements": 9,
        "cells": 3,
        "written": 6,
        "uses": {("", "1"): 1},
    },
    '<a><f t="shared" si="7">1+1</f><f t="shared" si="7"/><f>2</f></a>': {
        "elements": 8,
        "written": 4,
        "lengths": {("a.xml", "7"): 3},
        "uses": {("a.xml", "7"): 2},
    },
}
"""A part, and what is counted in it besides its bytes."""


@pytest.mark.parametrize(("part", "counted"), COUNTED.items())
def test_each_thing_is_counted_once_as_what_it_is(part, counted):
    cost = Cost()
    weigh(opened_zip(zip_of(**{"a.xml": part})), cost)
    assert cost == Cost(unpacked=len(part), xml=len(part), **counted)


def shown(uses: int, length: int) -> bytes:
    """The plain workbook where so many cells show one text that long, which stands behind them in the file."""
    cells = b'<row r="1">' + b'<c t="s"><v>1</v></c>' * uses + b"</row>"
    strings = b"<sst><si><t>autre</t></si><si><t>%s</t></si></sst>" % (b"a" * length)
    body = HEAD + b"<sheetData>" + cells + b"</sheetData></worksheet>"
    return rezipped({SHEET: body, "xl/sharedStrings.xml": strings}, drop=(SHEET, "xl/sharedStrings.xml"))


def texts_of(content: bytes) -> int:
    cost = Cost()
    weigh(opened_zip(content), cost)
    return cost.texts


def test_each_use_of_a_shared_text_costs_as_much_as_it_is_long():
    none, once, twice = (texts_of(shown(uses, 700)) for uses in (0, 1, 2))
    assert once - none == twice - once == 700 + len("1")


def test_two_short_texts_that_many_cells_show_are_refused_before_any_cell_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "load_library", None)
    path = tmp_path / "session.xlsx"
    path.write_bytes(shown(40_000, 32_000))
    assert path.stat().st_size < 20_000
    with pytest.raises(WorkbookRefused, match="chacun compté autant de fois qu'il s'y montre"):
        read_session(path)


@pytest.mark.parametrize("number", ["-1", "un", ""])
def test_a_number_of_a_text_that_excel_would_not_take_is_damage(tmp_path, number):
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(f'<sheetData><row r="1"><c r="A1" t="s"><v>{number}</v></c></row></sheetData>'.encode()))
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


@pytest.mark.parametrize(("kind", "attribute", "most"), [("numFmt", "formatCode", 1_000), ("sheet", "name", 300)])
def test_a_format_and_a_title_may_be_long_but_not_without_end(kind, attribute, most):
    archives = [
        zip_of(**{"a.xml": f'<a><{kind} {attribute}="{"0" * n}" b="{"0" * n}"/></a>'}) for n in (most, most + 1)
    ]
    weigh(opened_zip(archives[0]), Cost())
    with pytest.raises(guard.TooDearError, match="bien plus d'éléments"):
        weigh(opened_zip(archives[1]), Cost())


@pytest.mark.parametrize("quiet", [96, 97])
def test_as_long_without_an_element_as_is_allowed_is_read_and_no_longer(monkeypatch, quiet):
    monkeypatch.setattr(guard, "CHUNK", 1)
    monkeypatch.setattr(guard, "_QUIET", 100)
    archive = opened_zip(zip_of(**{"a.xml": "<a>" + " " * quiet + "</a>"}))  # the end of the element is as quiet
    if quiet == 96:
        weigh(archive, Cost())
    else:
        with pytest.raises(guard.TooDearError):
            weigh(archive, Cost())


def test_elements_may_be_as_deep_as_is_allowed_whatever_stood_before(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MAX_DEPTH", 50)
    path = tmp_path / "session.xlsx"
    for deep in (49, 50):  # within the sheet itself
        path.write_bytes(sheet(b"<y/>" * 20 + b"<x>" * deep + b"</x>" * deep))
        if deep == 49:
            read_checked(path)
        else:
            with pytest.raises(WorkbookRefused, match="bien plus d'éléments"):
                read_checked(path)


@pytest.mark.parametrize(
    "ref", [b'ref="A1:XFD1048576"', b"ref = '$a$1:xfd90000'", b'ref="&#65;:Z"', b'x="" ref="1:999"']
)
@pytest.mark.parametrize(("tag", "said"), [(b"mergeCell", "cellules"), (b"hyperlink", "liens")])
def test_a_range_over_the_whole_sheet_is_refused_however_it_is_written(tmp_path, tag, said, ref):
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(b"<sheetData/><%ss><%s %s/></%ss>" % (tag, tag, ref, tag)))
    with pytest.raises(WorkbookRefused, match=said):
        read_checked(path)


def test_a_tag_cut_between_two_reads_is_counted_once(tmp_path, monkeypatch):
    path = tmp_path / "session.xlsx"
    merged = b'<mergeCells><mergeCell ref="A1:B5"/><mergeCell ref="D1:E5"/></mergeCells>'
    path.write_bytes(sheet(b"<sheetData>" + b'<row><c r="A1"/></row>' * 40 + b"</sheetData>" + merged + b" " * 300))
    for chunk in (33, 64, 100):
        monkeypatch.setattr(guard, "CHUNK", chunk)
        monkeypatch.setattr(guard, "MAX_CELLS", 100)
        read_checked(path)
        monkeypatch.setattr(guard, "MAX_CELLS", 99)
        with pytest.raises(WorkbookRefused):
            read_checked(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_under_one_name_are_refused(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(plain_workbook())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


@pytest.mark.parametrize("parts", [slice(None), slice(2, 3)], ids=["all", "one"])
def test_an_encrypted_zip_asks_to_remove_the_password(tmp_path, parts):
    content = bytearray(plain_workbook())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in [*re.finditer(re.escape(header), bytes(content))][parts]:
            content[match.start() + flags] |= 1
    path = tmp_path / "session.xlsx"
    path.write_bytes(bytes(content))
    with pytest.raises(WorkbookRefused, match="mot de passe"):
        read_checked(path)


@pytest.mark.parametrize("lock", ["~$session.xlsx", ".~lock.session.xlsx#"])
def test_a_workbook_that_is_open_elsewhere_is_read_with_a_warning(tmp_path, lock):
    path = tmp_path / "session.xlsx"
    path.write_bytes(plain_workbook())
    (tmp_path / lock).write_bytes(b"")
    (warning,) = read_checked(path).avertissements
    assert "ouvert" in warning.message


def test_macros_and_links_are_ignored_with_a_warning(tmp_path):
    path = tmp_path / "session.xlsm"
    path.write_bytes(rezipped({"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}))
    assert [w.message.split()[4] for w in read_checked(path).avertissements] == ["macros", "liaisons"]


def test_each_cell_that_shares_a_formula_is_one_that_nothing_has_calculated(tmp_path):
    cells = [b'<c r="A1"><f t="shared" ref="A1:A2" si="0">1+1</f></c>', b'<c r="A2"><f t="shared" si="0"/></c>']
    rows = b"".join(b'<row r="%d">%s</row>' % (number, cell) for number, cell in enumerate(cells, 1))
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(b"<sheetData>" + rows + b"</sheetData>"))
    (grid,) = open_book(read_checked(path), Notes()).grids.values()
    assert [row.cells[1].formula for row in grid.rows] == [True, True]


def test_a_far_cell_and_styled_empty_rows_take_no_time(tmp_path: Path):
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    far = b"<sheetData>" + cells + b"</sheetData>"
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(b'<dimension ref="A1:XFD1048576"/>' + far))
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(path)
    assert any("ne sont pas lues" in issue.message for issue in refusal.value.issues)


def every_part_changed(old: bytes, new: bytes) -> bytes:
    """The plain workbook where a text is replaced in every part."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(plain_workbook())) as source, zipfile.ZipFile(target, "w") as changed:
        for name in source.namelist():
            changed.writestr(name, source.read(name).replace(old, new))
    return target.getvalue()


DEAR = {
    "formats": every_part_changed(b"</cellXfs>", b'<xf numFmtId="0"/>' * 600 + b"</cellXfs>"),
    "names": every_part_changed(
        b"</sheets>", b"</sheets><definedNames>" + b'<definedName name="a">A1</definedName>' * 600 + b"</definedNames>"
    ),
    "rules": sheet(b'<conditionalFormatting sqref="A1">' + b"<cfRule/>" * 600 + b"</conditionalFormatting>"),
    "rules with a prefix": sheet(b'<ext xmlns:z="z">' + b"<z:cfRule/>" * 600 + b"</ext>"),
    "validations": sheet(b"<dataValidations>" + b"<dataValidation/>" * 600 + b"</dataValidations>"),
    "links": sheet(b'<hyperlinks><hyperlink ref="A1:T30" location="A1"/></hyperlinks>'),
    "comments": rezipped({"xl/comments/comment1.xml": b"<comments>" + b'<comment ref="A1"/>' * 600 + b"</comments>"}),
}


@pytest.mark.parametrize("content", DEAR.values(), ids=DEAR)
def test_what_costs_a_library_more_than_cells_is_counted_apart(tmp_path, monkeypatch, content):
    path = tmp_path / "session.xlsx"
    path.write_bytes(content)
    read_checked(path)
    monkeypatch.setattr(guard, "MAX_LOOKS", 500)
    with pytest.raises(WorkbookRefused, match="mises en forme, règles, noms, liens"):
        read_checked(path)


CELLS = HEAD + b"<sheetData>" + b"<row><c/></row>" * 300 + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "parts", [{"xl/autre/feuille.bin": CELLS}, {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 600 + b"</sst>"}]
)
def test_cells_and_shared_texts_are_counted_wherever_their_part_stands(tmp_path, monkeypatch, parts):
    monkeypatch.setattr(guard, "MAX_CELLS", 500)
    path = tmp_path / "session.xlsx"
    path.write_bytes(rezipped(parts))
    with pytest.raises(WorkbookRefused, match="cellules"):
        read_checked(path)


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_cells_are_counted_in_any_encoding(tmp_path, monkeypatch, encoding):
    path = tmp_path / "session.xlsx"
    declared = CELLS.replace(b"?>", f' encoding="{encoding}"?>'.encode(), 1)
    path.write_bytes(rezipped({SHEET: declared.decode().encode(encoding)}))
    read_checked(path)
    monkeypatch.setattr(guard, "MAX_CELLS", 500)
    with pytest.raises(WorkbookRefused, match="cellules"):
        read_checked(path)


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16-le", "cp037", "shift_jis"])
def test_an_encoding_that_nothing_can_be_counted_in_is_refused(tmp_path, encoding):
    path = tmp_path / "session.xlsx"
    declared = CELLS.replace(b"?>", f' encoding="{encoding}"?>'.encode(), 1)
    path.write_bytes(rezipped({SHEET: declared.decode().encode(encoding)}))
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/workbook.xml", SHEET])
def test_an_encoding_that_nobody_knows_is_refused(tmp_path, part):
    path = tmp_path / "session.xlsx"
    with zipfile.ZipFile(BytesIO(plain_workbook())) as archive:
        declared = b'<?xml version="1.0" encoding="TF-8"?>' + archive.read(part).partition(b"?>")[2]
    path.write_bytes(rezipped({part: declared}))
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


ODD = {
    "attributes": b"<sheetData " + b" ".join(b'a%d="1"' % n for n in range(3000)) + b"/>",
    "elements of another kind": b"<x/>" * 3000,
    "a few attributes each": b'<x a="1" b="2" c="3" d="4" e="5"/>' * 500,
    "elements within each other": b"<x>" * 300 + b"</x>" * 300,
    "a comment": b"<!--" + b" " * 9000 + b"-->",
    "a text": b"<x>" + b"a" * 9000 + b"</x>",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
def test_what_is_long_or_deep_as_nothing_of_excel_is_refused(tmp_path, monkeypatch, body):
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(b""))
    for bound, value in (("MAX_ELEMENTS", 2_000), ("_QUIET", 6_000), ("CHUNK", 500)):
        monkeypatch.setattr(guard, bound, value)
    read_checked(path)
    path.write_bytes(sheet(body))
    with pytest.raises(WorkbookRefused, match="bien plus d'éléments"):
        read_checked(path)


def test_more_parts_than_a_workbook_has_are_not_even_listed(tmp_path, monkeypatch):
    path = tmp_path / "session.xlsx"
    path.write_bytes(plain_workbook())
    monkeypatch.setattr(guard, "MAX_ENTRIES", 3)
    monkeypatch.setattr(guard.zipfile, "ZipFile", None)
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


def test_a_part_that_is_two_sheets_is_refused(tmp_path):
    path = tmp_path / "session.xlsx"
    twice = re.sub(rb"(<sheet [^>]*?/>)", rb"\1\1", plain_part("xl/workbook.xml"))
    assert twice.count(b"<sheet ") == 2
    path.write_bytes(rezipped({"xl/workbook.xml": twice}))
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


def plain_part(name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(plain_workbook())) as source:
        return source.read(name)


def test_a_part_packed_as_office_does_not_is_refused(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(plain_workbook())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("x.bin", bytes(100), zipfile.ZIP_LZMA)
    with pytest.raises(WorkbookRefused, match="endommagé"):
        read_checked(path)


@pytest.mark.parametrize("drawing", [b"<xml><br></xml>", b'<?xml version="1.0" encoding="TF-8"?><xml/>'])
def test_an_old_drawing_that_is_no_xml_and_a_picture_are_no_damage(tmp_path, drawing):
    path = tmp_path / "session.xlsx"
    path.write_bytes(rezipped({"xl/drawings/v.vml": drawing, "xl/media/i.png": bytes(600_000)}))
    assert read_checked(path).contenu


def test_what_follows_the_damage_of_an_old_drawing_counts_for_nothing(tmp_path, monkeypatch):
    for bound, value in (("_QUIET", 6_000), ("CHUNK", 500)):
        monkeypatch.setattr(guard, bound, value)
    path = tmp_path / "session.xlsx"
    path.write_bytes(rezipped({"xl/drawings/v.vml": b"<xml><br></xml>" + b" " * 9_000}))
    assert read_checked(path).contenu


def test_a_dtd_is_refused_wherever_its_part_stands(tmp_path):
    path = tmp_path / "session.xlsx"
    path.write_bytes(rezipped({"xl/autre/feuille.bin": BILLION}))
    with pytest.raises(WorkbookRefused, match="DTD"):
        read_checked(path)


def read_grid(tmp_path: Path, body: bytes) -> grid.Grid:
    path = tmp_path / "session.xlsx"
    path.write_bytes(sheet(b"<sheetData>" + body + b"</sheetData>"))
    (read,) = open_book(read_checked(path), Notes()).grids.values()
    return read


@pytest.mark.parametrize(("signs", "cells"), [(1, 20), (24, 20), (25, 10), (75, 5)])
def test_a_sheet_is_read_up_to_so_many_cells_a_long_text_counting_as_several(tmp_path, monkeypatch, signs, cells):
    monkeypatch.setattr(grid, "_MOST_READ", 20)
    row = b'<row><c t="inlineStr"><is><t>' + b"a" * signs + b"</t></is></c></row>"
    exact = read_grid(tmp_path, row * cells)
    more = read_grid(tmp_path, row * (cells + 1))
    assert (len(exact.rows), exact.cut) == (len(more.rows), False) == (cells, False)
    assert more.cut


def test_empty_rows_and_looks_never_cut_a_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(grid, "_MOST_READ", 1)
    assert not read_grid(tmp_path, b"<row><c><v>1</v></c></row>" + b'<row><c s="0"/></row>' * 9).cut


@pytest.mark.parametrize(("signs", "value"), [(50, "a" * 50), (51, None)])
def test_a_text_may_be_long_but_not_without_end(tmp_path, monkeypatch, signs, value):
    monkeypatch.setattr(grid, "_MAX_SIGNS", 50)
    read = read_grid(tmp_path, b'<row><c t="inlineStr"><is><t>' + b"a" * signs + b"</t></is></c></row>")
    cell = read.rows[0].cells[1]
    assert cell.value == value
    assert (cell.refusal is None) is (value is not None)


STRINGS = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


def test_a_text_in_pieces_is_one_text_wherever_it_stands(tmp_path):
    pieces = b"<t>Mar</t><r><rPr><b/></rPr><t>tin</t></r><rPh><t>non</t></rPh>"
    strings = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>' + pieces + b"</si></sst>"
    inline = read_grid(tmp_path, b'<row><c t="inlineStr"><is>' + pieces + b"</is></c></row>")
    path = tmp_path / "partages.xlsx"
    body = b'<sheetData><row><c t="s"><v>0</v></c></row></sheetData></worksheet>'
    types = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % STRINGS
    with zipfile.ZipFile(BytesIO(plain_workbook())) as archive:
        kinds = archive.read("[Content_Types].xml").replace(b"</Types>", types)
    path.write_bytes(rezipped({"xl/sharedStrings.xml": strings, SHEET: HEAD + body, "[Content_Types].xml": kinds}))
    (common,) = open_book(read_checked(path), Notes()).grids.values()
    assert [g.rows[0].cells[1].value for g in (inline, common)] == ["Martin", "Martin"]
