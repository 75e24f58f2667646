"""Files as people make them, by the programs that they use, of up to 30 MB: each is read."""

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter
from docx import Document
from docx.shared import Cm
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from PIL import Image

from re_pdf.variants import variant
from reliability.bombs import MEGABYTES, SECONDS, before_end, names, tried, workbook
from reliability.campaign import Result, sample
from reliability.corpus import ANNEE, CHECK, DATES, INIT, LETTRE, LIRE, Command
from reliability.hostile import Hostile, annee_workbook, planning_bytes, session_bytes
from tpplanner.errors import ExitCode

PROMISE = (
    "des fichiers comme les centres en ont, jusqu'à 30 Mo, écrits par LibreOffice, par typst, et par ce qui écrit les "
    "fichiers d'Excel et de Word hors d'eux (photos collées, formats jusqu'à la dernière ligne, mises en forme "
    "conditionnelles, commentaires, filtres, autres langues) : tous "
    f"sont lus, en {SECONDS:.0f} s de processeur et {MEGABYTES:.0f} Mo, démarrage compris."
)
LIMIT = 1_800.0
SAMPLE = ("session : zones d'impression",)
"""What `make test` tries."""

READ: dict[str, Command] = {
    kind: (words, tuple(code for code in allowed if code != ExitCode.REFUSED))
    for kind, (words, allowed) in {
        "session": DATES,
        "planning": CHECK,
        "année": ANNEE,
        "liste": INIT,
        "lettre": LETTRE,
        "pdf": LIRE,
    }.items()
}
"""By kind of file, the command that reads it, and how that may end: never by a refusal."""


# What people do to a workbook.

Edit = Callable[[Any], object]


@cache
def photo(width: int, height: int, kind: str = "png") -> bytes:
    """A picture that packs no better than a photo does."""
    pixels = random.Random(width).randbytes(width * height * 3)  # noqa: S311 - the same each time
    target = BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(target, kind, quality=95)
    return target.getvalue()


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook after edits, as a library saves it."""
    book, target = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    for edit in edits:
        edit(book)
    book.save(target)
    return target.getvalue()


def _photos(book: Any, *sizes: tuple[int, int], titre: str = "Candidats", kind: str = "png") -> None:
    for rank, size in enumerate(sizes):
        book[titre].add_image(Picture(BytesIO(photo(*size, kind))), f"AC{4 + 20 * rank}")


def _formats_to_row(book: Any, last: int, columns: int) -> None:
    fill = PatternFill("solid", fgColor="FFF2CC")
    for row in book["Candidats"].iter_rows(min_row=30, max_row=last, max_col=columns):
        for cell in row:
            cell.fill = fill


def _formats_to_last_column(book: Any) -> None:
    for row in book["Candidats"].iter_rows(min_row=30, max_row=35, max_col=16_384):
        for cell in row:
            cell.font = Font(bold=True)


def _blank_at_the_end(book: Any) -> None:
    book["Candidats"]["XFD1048576"] = " "


def _whole_columns(book: Any) -> None:
    for letter in ("A", "B", "AZ", "XFD"):
        book["Membres"].column_dimensions[letter].font = Font(bold=True)
        book["Membres"].column_dimensions[letter].width = 30


def _high_rows(book: Any) -> None:
    for row in range(4, 20_000):
        book["Salles"].row_dimensions[row].height = 20


def _rules(book: Any) -> None:
    sheet, red = book["Candidats"], PatternFill("solid", bgColor="FFC7CE")
    for n in range(100):
        sheet.conditional_formatting.add(f"A{4 + n}:Z{4 + n}", FormulaRule(formula=[f'$A{4 + n}=""'], fill=red))
        sheet.conditional_formatting.add(f"H4:H{400 + n}", CellIsRule("equal", ['"oui"'], fill=red))
    sheet.conditional_formatting.add("A4:Z1000", ColorScaleRule(start_type="min", end_type="max"))


def _validations(book: Any) -> None:
    for letter in "ABCDEFGHIJKLMNOPQRST":
        rule = DataValidation("list", formula1='"oui,non"', allow_blank=True)
        rule.add(f"{letter}4:{letter}1048576")
        book["Membres"].add_data_validation(rule)


def _comments(book: Any, count: int) -> None:
    for n in range(count):
        book["Candidats"].cell(30 + n, 40).comment = Comment(
            f"Vu avec le formateur le {n % 28 + 1} juin. " * 5, "centre"
        )


def _filters(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.auto_filter.ref = "A3:Z200"
        sheet.auto_filter.add_filter_column(0, ["DURAND"])


def _print_areas(book: Any) -> None:
    for sheet in book.worksheets[:10]:
        sheet.print_area = "A1:Z60"
        sheet.print_title_rows = "1:3"
        sheet.oddHeader.center.text = "&A — page &P sur &N"
        sheet.freeze_panes = "C4"
        sheet.sheet_view.zoomScale = 70


def _links(book: Any) -> None:
    for n in range(500):
        cell = book.worksheets[0].cell(100 + n, 1)
        cell.value, cell.hyperlink = f"Fiche {n}", f"mailto:candidat{n}@exemple.fr"


def _names(book: Any) -> None:
    for n in range(300):
        book.defined_names[f"zone_{n}"] = DefinedName(f"zone_{n}", attr_text=f"Candidats!$A${n + 1}:$Z${n + 1}")


def _merged(book: Any) -> None:
    for n in range(500):
        book["Lisez-moi"].merge_cells(start_row=200 + n, end_row=200 + n, start_column=1, end_column=8)


def _chart(book: Any) -> None:
    sheet = _annex(book, "Statistiques", [[n, n * n] for n in range(50)])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=50))
    sheet.add_chart(chart, "D2")


def _table(book: Any) -> None:
    sheet = _annex(book, "Suivi", [["Nom", "Note"], *([name, n] for n, name in enumerate(names(200)))])
    sheet.add_table(Table(displayName="Suivi", ref="A1:B201"))


def _protected(book: Any) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = True
        sheet.protection.password = "centre"  # noqa: S105 - an example
        sheet["A4"].protection = Protection(locked=False)


def _annex(book: Any, titre: str, rows: Any, index: int | None = None) -> Any:
    sheet = book.create_sheet(titre, index)
    for row in rows:
        sheet.append(list(row))
    return sheet


def _languages(book: Any) -> None:
    for titre, word in (("قائمة", "اسم المرشح"), ("名单", "考生姓名"), ("Список", "Имя кандидата"), ("רשימה", "שם")):
        _annex(book, titre, [[f"{word} {n}", "👩🏽‍🏫", n] for n in range(300)])


def _long_notes(book: Any) -> None:
    _annex(book, "Notes", [["Compte rendu de la réunion. " * 140] for _ in range(60)])


def with_macros() -> bytes:
    """The session with a project of macros, as Excel keeps one."""
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    types = before_end(
        "[Content_Types].xml",
        b"</Types>",
        b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    )["[Content_Types].xml"]
    macros = types.replace(kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    return workbook(**{"[Content_Types].xml": macros, "xl/vbaProject.bin": photo(300, 300)})


def converted(content: bytes, before: str, *after: str) -> bytes:
    """A file saved by LibreOffice under other kinds, one after another."""
    with TemporaryDirectory() as kept:
        folder = Path(kept)
        path = folder / f"fichier.{before}"
        path.write_bytes(content)
        for extension in after:
            out = folder / extension
            own = f"-env:UserInstallation=file://{folder}/profil"
            command = ["soffice", own, "--headless", "--convert-to", extension, "--outdir", str(out), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=600)  # noqa: S603 - our own words
            path = out / f"fichier.{extension}"
        return path.read_bytes()


def has_libreoffice(extension: str) -> bool:
    """Whether its part is there that saves such files: Calc, or Writer."""
    part, program = {"xlsx": "libsclo.*", "docx": "libswlo.*"}[extension], shutil.which("soffice")
    return program is not None and any(Path(program).resolve().parent.glob(part))


SESSIONS: dict[str, tuple[Edit, ...]] = {
    "une photo de 9 Mo": (lambda b: _photos(b, (2_000, 1_500)),),
    "trois photos, 27 Mo": (lambda b: _photos(b, (2_000, 1_500), (2_001, 1_490), (2_002, 1_480)),),
    "vingt petites photos": (lambda b: _photos(b, *((300 + n, 300) for n in range(20))),),
    "photos d'un téléphone": (lambda b: _photos(b, (3_000, 2_000), (2_999, 2_000), kind="jpeg"),),
    "formats jusqu'à la ligne 20 000": (lambda b: _formats_to_row(b, 20_000, 12),),
    "formats jusqu'à la ligne 100 000": (lambda b: _formats_to_row(b, 100_000, 2),),
    "formats jusqu'à la dernière colonne": (_formats_to_last_column,),
    "une espace dans la dernière cellule": (_blank_at_the_end,),
    "colonnes entières mises en forme": (_whole_columns,),
    "hauteurs de 20 000 lignes": (_high_rows,),
    "200 mises en forme conditionnelles": (_rules,),
    "listes déroulantes jusqu'en bas": (_validations,),
    "300 commentaires": (lambda b: _comments(b, 300),),
    "filtres": (_filters,),
    "zones d'impression": (_print_areas,),
    "500 liens": (_links,),
    "300 noms de plages": (_names,),
    "500 lignes fusionnées": (_merged,),
    "un graphique": (_chart,),
    "un tableau": (_table,),
    "feuilles protégées": (_protected,),
    "feuilles dans d'autres langues": (_languages,),
    "une annexe de 100 000 nombres": (lambda b: _annex(b, "Annexe", ([n] * 20 for n in range(5_000))),),
    "une annexe de 100 000 nombres devant": (lambda b: _annex(b, "Annexe", ([n] * 20 for n in range(5_000)), 0),),
    "une annexe de 5 000 personnes": (lambda b: _annex(b, "Anciens", (name.split() for name in names(5_000))),),
    "une annexe de 50 000 formules": (lambda b: _annex(b, "Calculs", ([f"=A{n}+1"] * 10 for n in range(1, 5_001))),),
    "vingt annexes": tuple(
        partial(_annex, titre=f"Annexe {n}", rows=[[k] * 20 for k in range(100)]) for n in range(20)
    ),
    "de longs comptes rendus": (_long_notes,),
    "tout à la fois": (_filters, _print_areas, _rules, _validations, lambda b: _comments(b, 50), _links),
}


# Lists, letters.


def written_list(count: int, *, photos: int = 0, constant: bool = False) -> bytes:
    """A list of people as xlsxwriter writes it."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "constant_memory": constant})
    sheet, bold = book.add_worksheet("Inscrits"), book.add_format({"bold": True, "bg_color": "#DDEBF7"})
    sheet.write_row(0, 0, ["Nom", "Prénom", "Courriel"], bold)
    for n, name in enumerate(names(count), 1):
        sheet.write_row(n, 0, [*name.split(), f"{name.split()[0].lower()}@exemple.fr"])
    sheet.autofilter(0, 0, count, 2)
    sheet.conditional_format(1, 0, 1_048_575, 2, {"type": "duplicate", "format": bold})
    for n in range(photos):
        sheet.insert_image(n * 20, 6, "photo.png", {"image_data": BytesIO(photo(1_500 + n, 1_000))})
    book.close()
    return target.getvalue()


def word_list(count: int, *, photos: int = 0, within: bool = False) -> bytes:
    """A list of people in a table of a Word document, or in a table of its layout."""
    document, target = Document(), BytesIO()
    document.add_heading("Candidats présentés")
    for n in range(photos):
        document.add_picture(BytesIO(photo(1_500 + n, 1_000)), width=Cm(12))
    place: Any = document.add_table(1, 1).cell(0, 0) if within else document
    table = place.add_table(count + 1, 2)
    for row, words in zip(table.rows, [["Nom", "Prénom"], *(name.split() for name in names(count))], strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(target)
    return target.getvalue()


def word_letter(*, photos: int = 0, paragraphs: int = 3) -> bytes:
    """A letter of a centre."""
    document, target = Document(), BytesIO()
    for n in range(photos):
        document.add_picture(BytesIO(photo(1_500 + n, 1_000)), width=Cm(12))
    for _ in range(paragraphs):
        document.add_paragraph("{{ nom }}, vous êtes convoqué pour la session du titre. Merci de venir avec une pièce.")
    document.save(target)
    return target.getvalue()


def _plain(separator: str, encoding: str, count: int = 60) -> bytes:
    lines = [separator.join(["Nom", "Prénom"]), *(separator.join(name.split()) for name in names(count))]
    return "\r\n".join(lines).encode(encoding)


def _in_a_mail() -> bytes:
    people = "\n".join(
        f"- {name}, tiers temps le 14 juin" if n % 7 == 0 else f"- {name}" for n, name in enumerate(names(40))
    )
    return f"Bonjour,\n\nVoici la liste des candidats :\n{people}\n\nCordialement,\nLe secrétariat\n".encode()


LISTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "120 personnes et des filtres": ("xlsx", lambda: written_list(120)),
    "1 000 personnes": ("xlsx", lambda: written_list(1_000)),
    "écrite au fil de l'eau": ("xlsx", lambda: written_list(120, constant=True)),
    "six photos, 27 Mo": ("xlsx", lambda: written_list(60, photos=6)),
    "dans Word": ("docx", lambda: word_list(60)),
    "dans Word, six photos, 27 Mo": ("docx", lambda: word_list(60, photos=6)),
    "dans un tableau de mise en page": ("docx", lambda: word_list(60, within=True)),
    "d'Excel en français": ("csv", lambda: _plain(";", "cp1252")),
    "de Google Sheets": ("csv", lambda: _plain(",", "utf-8")),
    "collée depuis Excel": ("txt", lambda: _plain("\t", "utf-16")),
    "dans un courriel": ("txt", _in_a_mail),
}

LIBREOFFICE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "enregistrée par LibreOffice": ("session", "xlsx", lambda: converted(session_bytes(), "xlsx", "ods", "xlsx")),
    "avec photo, enregistrée par LibreOffice": (
        "session",
        "xlsx",
        lambda: converted(edited(session_bytes(), lambda b: _photos(b, (1_500, 1_000))), "xlsx", "ods", "xlsx"),
    ),
    "formats jusqu'en bas, enregistrée par LibreOffice": (
        "session",
        "xlsx",
        lambda: converted(
            edited(session_bytes(), lambda b: _formats_to_row(b, 5_000, 6), _whole_columns), "xlsx", "ods", "xlsx"
        ),
    ),
    "enregistré par LibreOffice": ("planning", "xlsx", lambda: converted(planning_bytes(), "xlsx", "ods", "xlsx")),
    "liste enregistrée par LibreOffice": ("liste", "xlsx", lambda: converted(written_list(120), "xlsx", "ods", "xlsx")),
    "Word enregistré par LibreOffice": ("liste", "docx", lambda: converted(word_list(60), "docx", "odt", "docx")),
}


@cache
def files() -> dict[str, Hostile]:
    """Every file, by kind and name."""
    made = [
        Hostile("session", name, "xlsx", partial(lambda e: edited(session_bytes(), *e), edits))
        for name, edits in SESSIONS.items()
    ]
    made += [
        Hostile("session", "des macros", "xlsm", with_macros),
        Hostile("planning", "tel qu'écrit", "xlsx", planning_bytes),
        Hostile("planning", "enregistré par une autre bibliothèque", "xlsx", lambda: edited(planning_bytes())),
        Hostile(
            "planning",
            "une photo",
            "xlsx",
            lambda: edited(planning_bytes(), lambda b: _photos(b, (2_000, 1_500), titre="Planning")),
        ),
        Hostile("année", "commentaires et filtres", "xlsx", lambda: edited(annee_workbook(), _filters)),
        Hostile("lettre", "six photos, 27 Mo", "docx", lambda: word_letter(photos=6)),
        Hostile("lettre", "trente paragraphes", "docx", lambda: word_letter(paragraphs=30)),
    ]
    made += [Hostile("liste", name, extension, make) for name, (extension, make) in LISTS.items()]
    made += [Hostile("pdf", f"un RE, mise en page {n}", "pdf", lambda n=n: variant(n).pdf()) for n in range(4)]
    saved = ((name, *file) for name, file in LIBREOFFICE.items() if has_libreoffice(file[1]))
    made += [Hostile(kind, name, extension, make) for name, kind, extension, make in saved]
    return {f"{file.kind} : {file.name}": file for file in made}


def cases(scale: float) -> list[str]:
    """The files."""
    return sample(list(files()), scale)


def run(case: str) -> Result:
    """Have a file read."""
    file = files()[case]
    content = file.make()
    last, found = tried(file, content, READ[file.kind])
    said = f"{', '.join(found)} ({last.said.strip()[-300:]})" if found else ""
    extra: dict[str, str | int | float] = {"octets": len(content)}
    return Result(not found, said, last.seconds, last.megabytes, extra)


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """Each file: its size, what reading it took."""
    yield "| Fichier | Mo | Processeur (s) | Mémoire (Mo) | Lu |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for case, result in results.items():
        size, seconds = (
            f"{n:.1f}".replace(".", ",") for n in (int(result.extra.get("octets", 0)) / 1e6, result.seconds)
        )
        yield f"| {case} | {size} | {seconds} | {result.megabytes:.0f} | {'oui' if result.ok else 'non'} |"
