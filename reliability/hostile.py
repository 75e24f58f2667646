"""Files that harm, mislead or are merely odd, made the same at each run."""

import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
from openpyxl.workbook import Workbook

from builders import plan_cda_trois, session
from export.test_centre_letter import letter
from tpplanner import referentiels
from tpplanner.audit import check
from tpplanner.domain.session import Habilitation, Session
from tpplanner.export.excel import write_planning
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.template import workbook_bytes
from tpplanner.workbook.titre_write import write_referentiel_template
from tpplanner.workbook.year import annee_bytes, annee_contents, example_annee
from workbook.test_guard import CELLS, DEAR, HEAD, NOT_WORKBOOKS, ODD, SHEET, rezipped, sheet


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file and how it is made."""

    kind: str
    name: str
    extension: str
    make: Callable[[], bytes]


def small_session() -> Session:
    """One candidat of CDA and two membres: planned in a moment."""
    base = session(referentiels.find("CDA"), candidats=1)
    membres = tuple(replace(m, habilitations=(Habilitation("CDA", "04"),)) for m in base.membres)
    return replace(base, membres=membres)


@cache
def session_bytes() -> bytes:
    """Its workbook."""
    base = small_session()
    return workbook_bytes(base.referentiel, contents_of(base))


@cache
def planning_bytes() -> bytes:
    """The planning of a day planned by hand, as tpplanner writes it."""
    base, plan = session(), plan_cda_trois()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "planning.xlsx"
        write_planning(path, base, plan, check(base, plan))
        return path.read_bytes()


@cache
def annee_workbook() -> bytes:
    """A year."""
    return annee_bytes(annee_contents(example_annee(2027)))


@cache
def titre_sheet() -> bytes:
    """A titre on a sheet."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "titre.xlsx"
        write_referentiel_template(path, referentiels.find("CDA"))
        return path.read_bytes()


@cache
def letter_bytes() -> bytes:
    """The centre's own letter."""
    return letter("Madame, Monsieur {{ nom }}", "{%p for c in convocations %}", "{{ c.heure }}", "{%p endfor %}")


# Damage to the container, the same for every kind of file.


def cut(content: bytes, percent: int) -> bytes:
    """Its beginning."""
    return content[: len(content) * percent // 100]


def flipped(content: bytes, seed: int) -> bytes:
    """A few of its bytes changed."""
    draw, damaged = random.Random(seed), bytearray(content)  # noqa: S311 - the same each time
    for _ in range(draw.choice((1, 3, 10))):
        damaged[draw.randrange(len(damaged))] ^= draw.randrange(1, 256)
    return bytes(damaged)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes | None], **more: bytes) -> bytes:
    """The archive with a part changed, or taken out where it becomes none."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            put = change(old.read(part)) if part == name else old.read(part)
            if put is not None:
                new.writestr(part, put)
        for part, put in more.items():
            new.writestr(part, put)
    return target.getvalue()


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "ôtée": lambda _: None,
    "vide": lambda _: b"",
    "coupée": lambda part: part[: len(part) // 2],
    "utf-16": lambda part: part.decode("utf-8", "replace").encode("utf-16"),
    "autre": lambda _: b"<x/>",
}


def damaged(kind: str, extension: str, content: Callable[[], bytes], cuts: int, flips: int) -> Iterator[Hostile]:
    """Truncated, with bytes flipped, and each part in turn taken out or spoiled."""
    for n in range(cuts):
        percent = n * 100 // cuts
        yield Hostile(kind, f"coupé à {percent} %", extension, lambda p=percent: cut(content(), p))
    for seed in range(flips):
        yield Hostile(kind, f"octets changés {seed}", extension, lambda s=seed: flipped(content(), s))


def spoiled_parts(kind: str, extension: str, content: Callable[[], bytes], every: int = 1) -> Iterator[Hostile]:
    """Each part of the archive in turn, spoiled in the ways of `DAMAGES`, each way for every so many parts."""
    with zipfile.ZipFile(BytesIO(content())) as archive:
        names = archive.namelist()
    pairs = [(name, way) for name in names for way in DAMAGES]
    for name, way in pairs[::every]:
        make = partial(lambda n, w: with_part(content(), n, DAMAGES[w]), name, way)
        yield Hostile(kind, f"{name.replace('/', '.')} {way}", extension, make)


# Workbooks that cost: each was seen to take minutes, or gigabytes, where nothing is counted.


def many(before: bytes, one: bytes, count: int, after: bytes) -> bytes:
    """The same thing so many times."""
    return before + one * count + after


def giant_cells(count: int, encoding: str = "utf-8") -> bytes:
    """A sheet of that many cells."""
    head = HEAD.replace(b"?>", f' encoding="{encoding}"?>'.encode(), 1)
    rows = many(head + b"<sheetData>", b"<row>" + b"<c><v>1</v></c>" * 20 + b"</row>", count // 20, b"")
    return (rows + b"</sheetData></worksheet>").decode().encode(encoding)


def in_styles(one: bytes, count: int) -> bytes:
    """A part of styles with that many of one thing."""
    head = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    return many(head, one, count, b"</cellXfs></styleSheet>")


GIANTS: dict[str, Callable[[], bytes]] = {
    "900 000 cellules": lambda: rezipped({SHEET: giant_cells(900_000)}),
    "3 millions de cellules en UTF-16": lambda: rezipped({SHEET: giant_cells(3_000_000, "utf-16")}),
    "3 millions de cellules ailleurs": lambda: rezipped({"xl/autre/feuille.bin": giant_cells(3_000_000)}),
    "14 millions de textes": lambda: rezipped(
        {"xl/sharedStrings.xml": many(b"<sst>", b"<si/>", 14_000_000, b"</sst>")}
    ),
    "3 millions de formats": lambda: rezipped({"xl/styles.xml": in_styles(b'<xf numFmtId="0"/>', 3_000_000)}),
    "500 000 règles": lambda: sheet(
        many(b'<conditionalFormatting sqref="A1">', b"<cfRule/>", 500_000, b"</conditionalFormatting>")
    ),
    "500 000 validations": lambda: sheet(
        many(b"<dataValidations>", b"<dataValidation/>", 500_000, b"</dataValidations>")
    ),
    "liens sur 125 000 cellules": lambda: sheet(
        many(b"<sheetData/><hyperlinks>", b'<hyperlink ref="A1:A125000" location="A1"/>', 7, b"</hyperlinks>")
    ),
    "fusion de toute la feuille": lambda: sheet(
        b'<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "une ligne au bout du monde": lambda: sheet(
        b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "1 Go d'espaces": lambda: rezipped({"xl/media/image1.png": bytes(1_000_000_000)}),
    "60 000 fichiers": lambda: rezipped({f"xl/x{n}.xml": b"" for n in range(60_000)}),
    "cinq millions d'éléments": lambda: sheet(b"<x/>" * 5_000_000),
    "100 000 éléments emboîtés": lambda: sheet(b"<x>" * 100_000 + b"</x>" * 100_000),
    "un texte de 200 Mo": lambda: sheet(b"<x>" + b"a" * 200_000_000 + b"</x>"),
}


def containers() -> Iterator[Hostile]:
    """What is no workbook of tpplanner's, or no longer one."""
    kind = "conteneur"
    yield from damaged(kind, "xlsx", session_bytes, 20, 25)
    yield from spoiled_parts(kind, "xlsx", session_bytes, 2)
    for name, (content, _) in NOT_WORKBOOKS.items():
        yield Hostile(kind, name, "xlsx", lambda c=content: c)
    for name, content in DEAR.items():
        yield Hostile(kind, f"dear {name}", "xlsx", lambda c=content: c)
    for name, body in ODD.items():
        yield Hostile(kind, f"odd {name}", "xlsx", lambda b=body: sheet(b))
    for encoding in ("utf-7", "utf-16-le", "cp037", "shift_jis", "utf-32", "latin-1"):
        declared = CELLS.replace(b"?>", f' encoding="{encoding}"?>'.encode(), 1)
        yield Hostile(
            kind, f"encodage {encoding}", "xlsx", lambda d=declared, e=encoding: rezipped({SHEET: d.decode().encode(e)})
        )
    for name, make in GIANTS.items():
        yield Hostile("démesure", name, "xlsx", make)


# What is typed.

VALUES: dict[str, object] = {
    "texte": "n'importe quoi",
    "injection": "=cmd|'/c calc'!A0",
    "balise": "<script>alert(1)</script>&amp;",
    "jinja": "{{ 7*7 }}{% for x in y %}",
    "chemin": "../../../etc/passwd",
    "5000 signes": "é" * 5_000,
    "lignes": "un\ndeux\r\ntrois",
    "nul": "a_x0000_b",
    "droite à gauche": "\u202eסוף",
    "emoji": "👩🏽‍🏫" * 57,
    "négatif": -1,
    "zéro": 0,
    "énorme": 10**18,
    "infime": 1e-300,
    "énorme flottant": 1e300,
    "virgule": "3,5",
    "vrai": True,
    "date": date(2027, 6, 14),
    "date ancienne": date(1900, 1, 1),
    "date lointaine": date(9999, 12, 31),
    "instant": datetime(2027, 6, 14, 23, 59),
    "heure": time(23, 59),
    "minuit": time(0, 0),
    "liste": ";;;a;;b;",
    "espaces": " \u00a0\u202f\u200b",
    "erreur": "#N/A",
    "24:00": "24:00",
    "pourcent": "33 %",
    "barre": "1/0",
    "oui": "oui",
}
FORMULAS = {
    "erreur calculée": '<c r="{ref}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    "formule jamais calculée": '<c r="{ref}"><f>A1</f></c>',
    "formule calculée": '<c r="{ref}" t="str"><f>"a"</f><v>DURAND</v></c>',
    "formule au texte vide": '<c r="{ref}" t="str"><f>IF(1,"")</f><v></v></c>',
    "texte sans fin": '<c r="{ref}" t="inlineStr"><is><t>a</t></is></c>',
    "type inconnu": '<c r="{ref}" t="zz"><v>1</v></c>',
    "nombre qui n'en est pas": '<c r="{ref}"><v>1e999</v></c>',
}


def typed(changes: dict[tuple[str, str], object]) -> bytes:
    """The small session where something else is typed in the first row of those fields."""
    base = small_session()
    contents = contents_of(base)
    for (key, champ), value in changes.items():
        rows = contents.setdefault(key, [])
        rows[:1] = [{**(rows[0] if rows else {}), champ: value}]
    return workbook_bytes(base.referentiel, contents)


def edited(content: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook after an edit, as a library saves it."""
    book, target = openpyxl.load_workbook(BytesIO(content)), BytesIO()
    edit(book)
    book.save(target)
    return target.getvalue()


def with_xml(content: bytes, titre: str, ref: str, xml: str) -> bytes:
    """The workbook where a cell is written so."""
    rank = openpyxl.load_workbook(BytesIO(content), read_only=True).sheetnames.index(titre) + 1
    pattern = rf'<c r="{ref}"(?:[^>]*/>|[^>]*>.*?</c>)'.encode()
    change = partial(re.sub, pattern, lambda _: xml.format(ref=ref).encode())
    return with_part(content, f"xl/worksheets/sheet{rank}.xml", change)


def _moved(book: Workbook, titre: str, by: int) -> None:
    sheet = book[titre]
    sheet.move_range(f"A4:Z{sheet.max_row}", rows=by)


def _cells(book: Workbook, titre: str, **cells: object) -> None:
    sheet = book[titre]
    for ref, value in cells.items():
        row, column = sheet[ref].row, sheet[ref].column
        for merged in [*sheet.merged_cells.ranges]:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                sheet.unmerge_cells(merged.coord)
        sheet[ref] = value


def _dropped(book: Workbook, titre: str) -> None:
    del book[titre]


def _hidden(book: Workbook, titre: str) -> None:
    book[titre].sheet_state = "veryHidden"


def _renamed(book: Workbook, titre: str) -> None:
    book[titre].title = f"{titre} (2)"


def _doubled(book: Workbook, titre: str) -> None:
    book.copy_worksheet(book[titre])


def _header_again(book: Workbook, titre: str) -> None:
    sheet = book[titre]
    for cell in sheet[3]:
        sheet.cell(6, cell.column, cell.value)


def _headless(book: Workbook, titre: str) -> None:
    book[titre].delete_rows(3)


def _twice_a_column(book: Workbook, titre: str) -> None:
    sheet = book[titre]
    sheet["B3"] = sheet["A3"].value


def _merged(book: Workbook, titre: str) -> None:
    book[titre].merge_cells("A4:B6")


def _sorted_columns(book: Workbook, titre: str) -> None:
    sheet = book[titre]
    for row in sheet.iter_rows(min_row=3):
        values = [cell.value for cell in row]
        for cell, value in zip(row, reversed(values), strict=True):
            if type(cell).__name__ == "Cell":
                cell.value = value


EDITS = {
    "ôtée": _dropped,
    "très cachée": _hidden,
    "renommée": _renamed,
    "doublée": _doubled,
    "en-tête répété": _header_again,
    "sans en-tête": _headless,
    "colonne en double": _twice_a_column,
    "fusionnée": _merged,
    "à l'envers": _sorted_columns,
    "vide de 205": partial(_moved, by=205),
    "vide de 5000": partial(_moved, by=5_000),
}


def contents() -> Iterator[Hostile]:
    """What is typed in a session: each field in turn with one of the values, a name with all of them; its sheets."""
    kind, names = "session", list(VALUES)
    fields = [(f.cle, c.champ) for f in FEUILLES for c in f.colonnes]
    for rank, field in enumerate(fields):
        name = names[rank % len(names)]
        make = partial(lambda f, v: typed({f: v}), field, VALUES[name])
        yield Hostile(kind, f"{'.'.join(field)} {name}", "xlsx", make)
    for name, value in VALUES.items():
        people = {("candidats", "nom"): value, ("membres", "nom"): value, ("salles", "nom"): value}
        yield Hostile(kind, f"noms {name}", "xlsx", partial(typed, people))
    for name, xml in FORMULAS.items():
        yield Hostile(kind, f"cellule {name}", "xlsx", lambda x=xml: with_xml(session_bytes(), "Candidats", "A4", x))
    titres = openpyxl.load_workbook(BytesIO(session_bytes()), read_only=True).sheetnames
    for rank, (name, edit) in enumerate(EDITS.items()):
        for titre in titres[rank % 3 :: 3] if name != "ôtée" else titres:
            make = partial(lambda t, e: edited(session_bytes(), partial(e, titre=t)), titre, edit)
            yield Hostile(kind, f"feuille {titre} {name}", "xlsx", make)


def plannings() -> Iterator[Hostile]:
    """A planning that somebody spoiled, by its cells, its rows, its sheets, its bytes."""
    kind, titre = "planning", "Planning"
    yield from damaged(kind, "xlsx", planning_bytes, 4, 6)

    def row_gone(book: Workbook, row: int, count: int) -> None:
        book[titre].delete_rows(row, count)

    for row, count in ((6, 1), (8, 1), (10, 3), (6, 100), (1, 5), (5, 1)):
        yield Hostile(
            kind,
            f"lignes {row}+{count} ôtées",
            "xlsx",
            lambda r=row, c=count: edited(planning_bytes(), partial(row_gone, row=r, count=c)),
        )
    for rank, (name, value) in enumerate(VALUES.items()):
        ref = "ABCDEFGHIJ"[rank % 10] + str(6 + rank % 7)
        make = partial(lambda r, v: edited(planning_bytes(), partial(_cells, titre=titre, **{r: v})), ref, value)
        yield Hostile(kind, f"{ref} {name}", "xlsx", make)
    for name, edit in EDITS.items():
        yield Hostile(kind, f"feuille {name}", "xlsx", lambda e=edit: edited(planning_bytes(), partial(e, titre=titre)))


TABLE = "Nom;Prénom;Courriel\nDURAND;Léa;lea@exemple.fr\nPETIT;Zoé;\n"
LISTS: dict[str, bytes] = {
    "vide": b"",
    "blancs": b" \n\t\n",
    "sans en-tête": b"DURAND;L\xc3\xa9a\n",
    "en-tête seul": b"Nom;Pr\xc3\xa9nom\n",
    "utf-16": TABLE.encode("utf-16"),
    "utf-16 sans marque": TABLE.encode("utf-16-le"),
    "utf-8 marqué": TABLE.encode("utf-8-sig"),
    "latin-1": TABLE.encode("latin-1"),
    "cp437": TABLE.encode("cp437"),
    "mac": TABLE.encode("mac-roman"),
    "octets": bytes(range(256)) * 40,
    "nul": TABLE.encode().replace(b"a", b"\0"),
    "guillemet ouvert": TABLE.encode() + b'A;"B\nC;D\n',
    "guillemets": b'"Nom";"Pr\xc3\xa9nom"\n"a""b";"c"\n',
    "séparateurs mêlés": b"Nom,Pr\xc3\xa9nom;Courriel\tx\na,b;c\td\n",
    "point virgule nom": b'Nom,Pr\xc3\xa9nom\n"A;B",C\n',
    "ligne de 5 Mo": b"Nom;Pr\xc3\xa9nom\n" + b"a" * 5_000_000,
    "un million de lignes": b"Nom;Pr\xc3\xa9nom\n" + b"A;B\n" * 1_000_000,
    "100 000 colonnes": b";".join([b"Nom"] * 100_000),
    "40 Mo": b"a;b\n" * 10_000_000,
    "retours": b"Nom;Pr\xc3\xa9nom\rA;B\rC;D\r",
    "formule": b"Nom;Pr\xc3\xa9nom\n=1+1;@SUM(A1)\n",
    "balises": b"Nom;Pr\xc3\xa9nom\n<script>;</script>\n",
    "html": b"<html><table><tr><td>Nom</td></tr></table>",
    "json": b'{"Nom": ["A"]}',
    "homonymes": b"Nom;Pr\xc3\xa9nom\nA;B\nA;B\n",
    "cinq mille signes": b"Nom;Pr\xc3\xa9nom\n" + b"X" * 5_000 + b";B\n",
    "en-tête deux fois": b"Nom;Nom;Pr\xc3\xa9nom\nA;B;C\n",
    "zip": b"PK\x03\x04" + bytes(100),
    "sep": b"sep=;\nNom;Pr\xc3\xa9nom\nA;B\n",
    "guillemets profonds": b"Nom;Pr\xc3\xa9nom\n" + b'"' * 100_001,
    "accents composés": "Nom;Pre\u0301nom\nA;B\n".encode(),
    "emoji": "Nom;Prénom\n👩🏽‍🏫;Zoé\n".encode(),
    "droite à gauche": "Nom;Prénom\n\u202eABC;Zoé\n".encode(),
}

TOMLS: dict[str, Callable[[str], str | bytes]] = {
    "vide": lambda _: "",
    "moitié": lambda t: t[: len(t) // 2],
    "crochet": lambda t: t + "\n[[",
    "clé double": lambda t: t + t,
    "points": lambda _: ".".join("a" * 20_000) + " = 1",
    "profond": lambda _: "a = " + "[" * 50_000,
    "négatif": lambda t: re.sub(r"= \d+", "= -1", t),
    "énorme": lambda t: re.sub(r"= \d+", "= 99999999999999999999", t),
    "infini": lambda t: re.sub(r"= \d+", "= inf", t),
    "date": lambda t: re.sub(r"= \d+", "= 2027-01-01", t),
    "textes vides": lambda t: re.sub(r'"[^"\n]*"', '""', t),
    "textes longs": lambda t: t.replace('"', '"' + "x" * 5_000, 1),
    "nul": lambda t: t.replace("e", "\0"),
    "utf-16": lambda t: t.encode("utf-16"),
    "latin-1": lambda t: t.encode("latin-1", "replace"),
    "octets": lambda _: bytes(range(256)),
    "20 Mo": lambda _: "#" * 20_000_000,
    "script": lambda t: t.replace("CDA", "<script>"),
    "vrai": lambda t: re.sub(r"= \d+", "= true", t),
    "clés inconnues": lambda t: re.sub(r"^(\w+) =", r"\1x =", t, flags=re.M),
}


def others() -> Iterator[Hostile]:
    """Lists, years, titres, letters."""
    for name, content in LISTS.items():
        yield Hostile("liste", name, "csv", lambda c=content: c)
    yield from damaged("année", "xlsx", annee_workbook, 4, 6)
    titres = openpyxl.load_workbook(BytesIO(annee_workbook()), read_only=True).sheetnames
    for rank, (name, value) in enumerate(VALUES.items()):
        titre, ref = titres[rank % len(titres)], "ABCDEFGH"[rank % 8] + "4"
        make = partial(lambda t, r, v: edited(annee_workbook(), partial(_cells, titre=t, **{r: v})), titre, ref, value)
        yield Hostile("année", f"{titre} {ref} {name}", "xlsx", make)
    for rank, (name, edit) in enumerate(EDITS.items()):
        titre = titres[rank % len(titres)]
        yield Hostile(
            "année",
            f"feuille {titre} {name}",
            "xlsx",
            lambda t=titre, e=edit: edited(annee_workbook(), partial(e, titre=t)),
        )
    yield from damaged("titre", "xlsx", titre_sheet, 3, 4)
    for rank, (name, value) in enumerate(VALUES.items()):
        ref = "ABCDEFGHIJKL"[rank % 12] + str(4 + rank % 20)
        sheet_name = openpyxl.load_workbook(BytesIO(titre_sheet()), read_only=True).sheetnames[0]
        make = partial(
            lambda t, r, v: edited(titre_sheet(), partial(_cells, titre=t, **{r: v})), sheet_name, ref, value
        )
        yield Hostile("titre", f"{ref} {name}", "xlsx", make)
    source = referentiels.dump(referentiels.find("CDA"))
    for name, change in TOMLS.items():
        made = partial(lambda c: c if isinstance(c := c(source), bytes) else c.encode("utf-8", "replace"), change)
        yield Hostile("toml", name, "toml", made)
    yield from damaged("lettre", "docx", letter_bytes, 4, 10)
    yield from spoiled_parts("lettre", "docx", letter_bytes, 5)
    for name, text in LETTERS.items():
        yield Hostile("lettre", name, "docx", partial(letter, text))


LETTERS = {
    "boucle": "{% for a in nom %}" * 12 + "x" + "{% endfor %}" * 12,
    "échappée": "{{ ''.__class__.__mro__ }}",
    "inclusion": "{% include '/etc/passwd' %}",
    "puissance": "{{ 9**9**9 }}",
    "liste énorme": "{{ [0]*300000000 }}",
    "texte énorme": "{{ 'a'*3000000000 }}",
    "inconnu": "{{ inconnu }}",
    "ouverte": "{{ nom",
    "vide": "",
    "appel": "{{ nom() }}",
}


@cache
def files() -> dict[str, Hostile]:
    """Every file, by kind and name."""
    made = [*containers(), *contents(), *plannings(), *others()]
    return {f"{file.kind} : {file.name}": file for file in made}
