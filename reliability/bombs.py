"""Files that would cost whoever reads them far more than they weigh, made the same at each run.

What they multiply: uses of one thing by many, depth, sizes, names that are alike, texts that a pattern tries again.
"""

import re
import shlex
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from io import BytesIO

from export.test_centre_letter import letter
from reliability.campaign import Result, sample
from reliability.command import Ran, apart
from reliability.corpus import AVEC_TITRE, CHECK, DATES, INIT, INIT_TITRE, LETTRE, LIRE, Command, in_a_folder
from reliability.hostile import Hostile, many, planning_bytes, session_bytes
from tpplanner import referentiels
from tpplanner.errors import ExitCode

SECONDS, MEGABYTES = 5.0, 400.0
"""Of processor and of memory, the whole process: what a command may take for any file."""
PROMISE = (
    "des fichiers qui coûteraient bien plus qu'ils ne pèsent (un texte repris par mille cellules, des noms par "
    "milliers, des éléments emboîtés, des longueurs sans fin), écrits avant d'être essayés : chaque commande les "
    f"lit ou les refuse, avec une phrase en français, en {SECONDS:.0f} s de processeur et {MEGABYTES:.0f} Mo, "
    "démarrage compris."
)
LIMIT = 1_800.0
TURNS = 3
"""A command that takes too long is run again: on a machine that others use, the least is its own."""
SAMPLE = ("usages : deux textes de 32 000 signes dans 37 800 cellules",)
"""What `make test` tries."""

OF_A_BOOK: tuple[Command, ...] = (CHECK, DATES, INIT)
COMMANDS: dict[str, tuple[Command, ...]] = {
    "usages": OF_A_BOOK,
    "noms": OF_A_BOOK,
    "tailles": OF_A_BOOK,
    "au ras": OF_A_BOOK,
    "liste": (INIT,),
    "toml": (AVEC_TITRE, INIT_TITRE),
    "lettre": (LETTRE,),
    "pdf": (LIRE,),
}
"""By kind of file."""

Parts = dict[str, bytes]
Make = Callable[[], bytes]

LONG = 32_000
"""Characters of a cell that Excel would still write."""
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "docProps/core.xml"
_FIRST = 20
"""The row below what the small session holds."""


# A session's workbook, and what is put into it.


@cache
def _parts() -> Parts:
    """Of the small session, as a program that is not tpplanner has saved it: all of it is read."""
    with zipfile.ZipFile(BytesIO(session_bytes())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return parts | {CORE: re.sub(rb"(:modified[^>]*>)\d{4}", rb"\g<1>2031", parts[CORE])}


def zipped(parts: Parts) -> bytes:
    """An archive of these parts."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def workbook(**changes: bytes) -> bytes:
    """The small session with parts changed or added, by their names."""
    return zipped(_parts() | changes)


def part_of(titre: str) -> str:
    """The part of a sheet of the small session."""
    before = _parts()["xl/workbook.xml"].partition(f'name="{titre}"'.encode())[0]
    return f"xl/worksheets/sheet{before.count(b'<sheet ')}.xml"


def before_end(part: str, end: bytes, added: bytes) -> Parts:
    """A part of the small session where something stands before that end tag."""
    head, tag, tail = _parts()[part].partition(end)
    assert tag, (part, end)
    return {part: head + added + tag + tail}


def rows(titre: str, *added: bytes) -> Parts:
    """A sheet with these cells in rows of their own, below what it holds."""
    put = (b'<row r="%d">%s</row>' % (_FIRST + n, cells) for n, cells in enumerate(added))
    return before_end(part_of(titre), b"</sheetData>", b"".join(put))


def typed(titre: str, *added: Sequence[str]) -> bytes:
    """The small session where these texts are typed below what the sheet holds, one row each."""
    return workbook(**rows(titre, *(_cells(values, _FIRST + n) for n, values in enumerate(added))))


def _cells(values: Iterable[str], row: int) -> bytes:
    return b"".join(
        f'<c r="{_letter(n)}{row}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'.encode()
        for n, value in enumerate(values)
        if value
    )


def _letter(column: int) -> str:
    high, low = divmod(column, 26)
    return (_letter(high - 1) if high else "") + chr(65 + low)


def shared(texts: Iterable[bytes], titre: str, uses: int, width: int = 8) -> Parts:
    """A sheet whose rows use these shared texts in turn, so many cells."""
    texts = list(texts)
    known = _parts()["xl/sharedStrings.xml"].count(b"<si>")
    cells = [b'<c t="s"><v>%d</v></c>' % (known + n % len(texts)) for n in range(uses)]
    put = (b"".join(cells[n : n + width]) for n in range(0, uses, width))
    strings = b"".join(b"<si>%s</si>" % text for text in texts)
    return before_end("xl/sharedStrings.xml", b"</sst>", strings) | rows(titre, *put)


def _t(text: bytes) -> bytes:
    return b"<t>%s</t>" % text


def formatted(code: str, uses: int, value: bytes = b"46000") -> Parts:
    """Cells of a number format."""
    styles = _parts()["xl/styles.xml"]
    xfs = styles.partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")
    styles = styles.replace(b"</numFmts>", f'<numFmt numFmtId="999" formatCode="{code}"/></numFmts>'.encode())
    styles = styles.replace(b"</cellXfs>", b'<xf numFmtId="999" applyNumberFormat="1"/></cellXfs>')
    cell = b'<c s="%d"><v>%s</v></c>' % (xfs, value)
    return {"xl/styles.xml": styles} | rows("Candidats", *[cell * 10] * (uses // 10))


def after_cells(titre: str, *added: bytes) -> Parts:
    """A sheet with something behind its cells."""
    part = part_of(titre)
    return {part: _parts()[part].replace(b"</sheetData>", b"</sheetData>" + b"".join(added), 1)}


def linked(titre: str, kind: str, target: str, content: bytes) -> Parts:
    """A part that lies over a sheet."""
    part = part_of(titre)
    links = f"{part.replace('worksheets/', 'worksheets/_rels/')}.rels"
    head = f'<Relationship Id="rId99" Type="{_LINKS}/{kind}" Target="../{target}"/>'.encode()
    old = _parts().get(links, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">')
    return {links: old.replace(b"</Relationships>", b"") + head + b"</Relationships>", f"xl/{target}": content}


def comments(texts: Iterable[str]) -> bytes:
    """A part of comments, one a cell."""
    each = (f'<comment ref="A{n}" authorId="0"><text><t>{text}</t></text></comment>' for n, text in enumerate(texts, 1))
    head = b'<comments xmlns="%s"><authors><author/></authors><commentList>' % _MAIN
    return head + "".join(each).encode() + b"</commentList></comments>"


def boxes(count: int) -> bytes:
    """A drawing with so many text boxes, each in a cell of its own."""
    draw = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    one = (
        "<x:twoCellAnchor><x:from><x:col>0</x:col><x:row>{n}</x:row></x:from>"
        "<x:sp><x:txBody><a:p><a:r><a:t>boite {n}</a:t></a:r></a:p></x:txBody></x:sp></x:twoCellAnchor>"
    )
    head = f'<x:wsDr xmlns:x="{draw}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    return (head + "".join(one.format(n=n) for n in range(count)) + "</x:wsDr>").encode()


def sheets(titles: Sequence[str]) -> bytes:
    """The small session with more sheets, each of one cell."""
    book, links = _parts()["xl/workbook.xml"], _parts()["xl/_rels/workbook.xml.rels"]
    listed = "".join(f'<sheet name="{t}" sheetId="{900 + n}" r:id="x{n}"/>' for n, t in enumerate(titles)).encode()
    kind = f"{_LINKS}/worksheet"
    told = "".join(
        f'<Relationship Id="x{n}" Type="{kind}" Target="worksheets/x{n}.xml"/>' for n in range(len(titles))
    ).encode()
    one = b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>' % _MAIN
    return workbook(
        **{
            "xl/workbook.xml": book.replace(b"</sheets>", listed + b"</sheets>"),
            "xl/_rels/workbook.xml.rels": links.replace(b"</Relationships>", told + b"</Relationships>"),
            **{f"xl/worksheets/x{n}.xml": one for n in range(len(titles))},
        }
    )


def titled(*titles: str) -> bytes:
    """The small session whose sheet Candidats bears these titles of columns."""
    part = part_of("Candidats")
    head, _, tail = _parts()[part].partition(b'<row r="3"')
    row = b'<row r="3">' + _cells(titles, 3) + b"</row>"
    return workbook(**{part: head + row + tail.partition(b"</row>")[2]})


def formulas(count: int, one: bytes) -> Parts:
    """Cells that calculate."""
    return rows("Candidats", *[b"<c><f>%s</f><v>1</v></c>" % one * 10] * (count // 10))


def names(count: int) -> list[str]:
    """Names of people that nobody bears, each of its own letters."""
    letters = "BCDFGHJKLMNPRSTV"
    return [
        "".join(letters[(n // 16**k) % 16] + "AEIOU"[(n + k) % 5] for k in range(4)) + f" Zo{chr(97 + n % 26)}"
        for n in range(count)
    ]


USES: dict[str, Make] = {
    "deux textes de 32 000 signes dans 37 800 cellules": lambda: workbook(
        **shared([_t(b"A" * LONG), _t(b"b" * LONG)], "Candidats", 37_800)
    ),
    "un texte de 32 000 signes dans 100 000 cellules hors des titres": lambda: workbook(
        **shared([_t(b"a b " * (LONG // 4))], "Listes", 100_000, 16)
    ),
    "mille textes de 30 000 signes, cent fois chacun": lambda: workbook(
        **shared((_t(b"%d " % n * 6_000) for n in range(1_000)), "Membres", 100_000)
    ),
    "un texte de 300 signes dans 300 000 cellules": lambda: workbook(
        **shared([_t(b"mot " * 75)], "Candidats", 300_000, 20)
    ),
    "un texte de 5 000 morceaux dans 20 000 cellules": lambda: workbook(
        **shared([b"<r><t>a</t></r>" * 5_000], "Candidats", 20_000)
    ),
    "un texte de 20 Mo, une fois": lambda: workbook(**shared([_t(b"a" * 20_000_000)], "Candidats", 1)),
    "un texte de 950 ko dans 5 000 cellules": lambda: workbook(**shared([_t(b"a" * 950_000)], "Salles", 5_000)),
    "un titre de 30 000 signes dans 200 colonnes": lambda: titled("Nom", *["Prénom " * 4_000] * 199),
    "des indications phonétiques de 30 Mo": lambda: workbook(
        **shared([_t(b"a") + b'<rPh sb="0" eb="1"><t>%s</t></rPh>' % (b"a" * 30_000)] * 1_000, "Candidats", 1_000)
    ),
    "un format de nombre de 60 000 signes sur 100 000 cellules": lambda: workbook(
        **formatted("0" * 60_000, 100_000, b"1")
    ),
    "un format de date de 30 000 signes sur 50 000 cellules": lambda: workbook(**formatted("dd/mm/" * 5_000, 50_000)),
    "49 000 formats, un par cellule": lambda: workbook(
        **before_end("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 49_000)
        | rows("Candidats", *(b'<c s="%d"><v>1</v></c>' % (40 + n) for n in range(19_000)))
    ),
    "une formule de 8 000 signes partagée par 100 000 cellules": lambda: workbook(
        **rows(
            "Candidats",
            b'<c><f t="shared" ref="A20:J20000" si="0">%s1</f><v>1</v></c>' % (b"1+" * 4_000),
            *[b'<c><f t="shared" si="0"/><v>1</v></c>' * 10] * 10_000,
        )
    ),
    "5 000 formules de 8 000 signes": lambda: workbook(**formulas(5_000, b"1+" * 4_000 + b"1")),
    "150 000 formules": lambda: workbook(**formulas(150_000, b"1+1")),
    "390 000 formules": lambda: workbook(**formulas(390_000 // 2, b"1+1")),
    "1 500 textes en ligne de 30 000 signes": lambda: typed("Candidats", *[["a" * 30_000]] * 1_500),
    "10 000 textes en ligne de cent morceaux": lambda: workbook(
        **rows("Candidats", *[b'<c t="inlineStr"><is>%s</is></c>' % (b"<r><t>ab</t></r>" * 35)] * 10_000)
    ),
    "une formule matricielle sur toute la feuille, 10 000 fois": lambda: workbook(
        **rows("Candidats", *[b'<c><f t="array" ref="A1:XFD1048576">1+1</f><v>1</v></c>'] * 10_000)
    ),
    "200 000 erreurs": lambda: workbook(**rows("Candidats", *[b'<c t="e"><v>#N/A</v></c>' * 10] * 19_500)),
    "350 000 vrais": lambda: workbook(**rows("Candidats", *[b'<c t="b"><v>1</v></c>' * 17] * 19_900)),
    "200 000 dates impossibles": lambda: workbook(**formatted("dd/mm/yyyy", 190_000, b"99999999999")),
}

NAMES: dict[str, Make] = {
    "4 000 noms inconnus dans les indisponibilités": lambda: typed(
        "Indisponibilités", *[[name, "14/06/2027"] for name in names(4_000)]
    ),
    "19 000 noms inconnus dans les liens": lambda: typed(
        "Liens jury-candidats",
        *[[name, other] for name, other in zip(names(19_000), reversed(names(19_000)), strict=True)],
    ),
    "19 000 candidats à une lettre près": lambda: typed(
        "Candidats", *[["MARTIN" + name.split()[0], "Zoé"] for name in names(19_000)]
    ),
    "5 000 membres à une lettre près": lambda: typed(
        "Membres", *[["MARTIN" + name.split()[0][-4:], f"Zo{n}"] for n, name in enumerate(names(5_000))]
    ),
    "10 000 homonymes": lambda: typed("Candidats", *[["MARTIN", "Zoé"]] * 10_000),
    "10 000 salles de même nom": lambda: typed("Salles", *[["Salle 1"]] * 10_000),
    "100 noms de 32 000 lettres": lambda: typed("Candidats", *[["ab" * 16_000 + str(n), "Zoé"] for n in range(100)]),
    "un nom de 16 000 mots": lambda: typed("Candidats", *[[f"x{n} " * 8_000, "a b " * 8_000] for n in range(20)]),
    "20 cellules de 8 000 noms": lambda: typed(
        "Liens jury-candidats", *[[" ; ".join(names(3_000)), " ; ".join(names(3_000))]] * 20
    ),
    "un nom de 8 000 « et »": lambda: typed("Indisponibilités", *[["A et " * 6_400 + str(n)] for n in range(20)]),
    "des parenthèses jamais fermées": lambda: typed("Candidats", *[["(" * LONG + str(n), "Zoé"] for n in range(20)]),
    "des parenthèses dans les indisponibilités": lambda: typed(
        "Indisponibilités", *[["(" * LONG + str(n)] for n in range(20)]
    ),
    "des chiffres sans fin": lambda: typed("Candidats", *[["1" * LONG, "1 " * (LONG // 2)]] * 20),
    "des arobases sans fin": lambda: typed("Membres", *[["a@" * (LONG // 2), "@" * LONG]] * 20),
    "des zéros entre des lettres": lambda: typed("Candidats", *[["a0" * (LONG // 2) + "@"]] * 20),
    "des accents l'un sur l'autre": lambda: typed("Candidats", *[["e" + "\u0301\u0316" * (LONG // 2), "Zoé"]] * 20),
    "des espaces sans fin": lambda: typed("Candidats", *[["a" + " " * LONG + "b", "\u00a0" * LONG + "c"]] * 20),
    "des traits d'union sans fin": lambda: typed("Membres", *[["-" * LONG, "a-" * (LONG // 2)]] * 20),
    "des initiales sans fin": lambda: typed("Liens jury-candidats", *[["A. " * 10_000, "A-" * (LONG // 2)]] * 20),
    "des dates sans fin": lambda: typed("Indisponibilités", *[["CANDIDAT1 Sacha", "1/1/" * (LONG // 4)]] * 100),
    "des heures sans fin": lambda: typed(
        "Indisponibilités", *[["CANDIDAT1 Sacha", "", "9h" * (LONG // 2), "9 h " * 8_000]] * 100
    ),
    "des absences du 1 au 2 sans fin": lambda: typed(
        "Candidats", *[[f"A{n}", "Zoé", *["du 1 au 2 juin, " * 2_000] * 22] for n in range(20)]
    ),
    "des majorations sans fin": lambda: typed(
        "Candidats", *[[f"A{n}", "Zoé", *["1/3 tiers 33 % " * 2_000] * 22] for n in range(20)]
    ),
    "des points-virgules sans fin": lambda: typed(
        "Candidats", *[[f"A{n}", "Zoé", *[";a" * 16_000] * 22] for n in range(20)]
    ),
    "des virgules sans fin dans 5 000 lignes": lambda: typed("Indisponibilités", *[["a, " * 1_000]] * 5_000),
    "19 000 questions de personne": lambda: typed("Questions", *[[name, name, name, "oui"] for name in names(19_000)]),
    "19 000 réglages inconnus": lambda: typed("Réglages", *[[name, name] for name in names(19_000)]),
    "19 000 informations inconnues": lambda: typed("Session", *[[name * 3, name] for name in names(19_000)]),
    "19 000 imprévus": lambda: typed("Imprévus", *[[name] * 8 for name in names(19_000)]),
    "19 000 membres de 19 000 organismes": lambda: typed(
        "Membres", *[[n.split()[0], n.split()[1], n, n, n, n] for n in names(19_000)]
    ),
    "16 000 colonnes de même titre": lambda: titled(*["Nom"] * 16_000),
    "200 colonnes presque de même titre": lambda: titled(
        "Nom", "Prénom", *(f"Indisponible le {'x' * n}" for n in range(198))
    ),
    "un nombre de 30 000 chiffres": lambda: workbook(
        **rows("Candidats", *[b"<c><v>%s</v></c>" % (b"9" * 30_000)] * 100)
    ),
    "200 000 nombres de quinze chiffres": lambda: workbook(
        **rows("Jours", *[b"<c><v>1.7976931348623157e308</v></c>" * 10] * 19_000)
    ),
}

SIZES: dict[str, Make] = {
    "1 900 feuilles": lambda: sheets([f"Feuille {n}" for n in range(1_900)]),
    "1 000 feuilles presque de même nom": lambda: sheets([f"Candidats{n}" for n in range(1_000)]),
    "un nom de feuille de 1 Mo": lambda: sheets(["a" * 1_000_000]),
    "500 noms de feuille de 30 000 signes": lambda: sheets([f"{n}" + "Candidats" * 3_000 for n in range(500)]),
    "40 000 fusions de deux cellules": lambda: workbook(
        **after_cells(
            "Candidats",
            b"<mergeCells>",
            *(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(30, 40_030)),
            b"</mergeCells>",
        )
    ),
    "390 fusions de 1 000 cellules": lambda: workbook(
        **after_cells(
            "Candidats",
            b"<mergeCells>",
            *(b'<mergeCell ref="A%d:J%d"/>' % (n, n + 99) for n in range(30, 39_030, 100)),
            b"</mergeCells>",
        )
    ),
    "390 fusions au même endroit": lambda: workbook(
        **after_cells("Candidats", b"<mergeCells>", b'<mergeCell ref="A30:J129"/>' * 390, b"</mergeCells>")
    ),
    "390 000 cellules de titres fusionnées": lambda: workbook(
        **after_cells(
            "Candidats",
            b"<mergeCells>",
            *(b'<mergeCell ref="A%d:A%d"/>' % (n, n + 999) for n in range(3, 390)),
            b"</mergeCells>",
        )
    ),
    "49 000 liens": lambda: workbook(
        **after_cells("Candidats", b"<hyperlinks>", b'<hyperlink ref="A4" location="A1"/>' * 24_000, b"</hyperlinks>")
    ),
    "49 000 commentaires": lambda: workbook(
        **linked("Candidats", "comments", "comments9.xml", comments(f"commentaire {n}" for n in range(49_000)))
    ),
    "1 000 commentaires de 30 000 signes à la même cellule": lambda: workbook(
        **linked(
            "Candidats",
            "comments",
            "comments9.xml",
            comments(f"{n} " * 7_000 for n in range(1_000)).replace(b'ref="A', b'ref="A1" x="'),
        )
    ),
    "100 000 zones de texte": lambda: workbook(
        **linked("Candidats", "drawing", "drawings/drawing9.xml", boxes(100_000))
    ),
    "20 000 zones de texte": lambda: workbook(**linked("Candidats", "drawing", "drawings/drawing9.xml", boxes(20_000))),
    "zones de texte l'une dans l'autre": lambda: workbook(
        **linked(
            "Candidats",
            "drawing",
            "drawings/drawing9.xml",
            b"<x>"
            + b"<twoCellAnchor>" * 190
            + b"<t>%s</t>" % (b"mot " * 400_000)
            + b"</twoCellAnchor>" * 190
            + b"</x>",
        )
    ),
    "49 000 formats conditionnels de cent plages": lambda: workbook(
        **after_cells(
            "Candidats",
            b'<conditionalFormatting sqref="%s"><cfRule type="expression" priority="1"><formula>1</formula></cfRule>'
            b"</conditionalFormatting>" % b" ".join(b"A%d:B%d" % (n, n) for n in range(1, 100)) * 20_000,
        )
    ),
    "des validations d'un million de cellules": lambda: workbook(
        **after_cells(
            "Candidats",
            b"<dataValidations>",
            b'<dataValidation type="list" sqref="%s"/>' % b" ".join(b"A%d" % n for n in range(1, 100_000)) * 10,
            b"</dataValidations>",
        )
    ),
    "49 000 noms définis": lambda: workbook(
        **before_end(
            "xl/workbook.xml",
            b"</definedNames>",
            b"".join(b'<definedName name="n%d">Candidats!$A$1:$XFD$1048576</definedName>' % n for n in range(45_000)),
        )
    ),
    "un nom défini de 30 Mo": lambda: workbook(
        **before_end(
            "xl/workbook.xml",
            b"</definedNames>",
            b'<definedName name="_xlnm.Print_Area" localSheetId="3">%s</definedName>'
            % (b"Candidats!$A$1:$B$2," * 90_000),
        )
    ),
    "200 000 colonnes décrites": lambda: workbook(
        **{
            part_of("Candidats"): _parts()[part_of("Candidats")].replace(
                b"</cols>", b'<col min="1" max="16384" width="9"/>' * 200_000 + b"</cols>"
            )
        }
    ),
    "390 000 lignes vides": lambda: workbook(**rows("Candidats", *[b""] * 390_000)),
    "100 000 fois la dernière ligne": lambda: workbook(
        **before_end(
            part_of("Candidats"), b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' * 100_000
        )
    ),
    "49 000 liens de paquet": lambda: workbook(
        **{
            "xl/worksheets/_rels/sheet4.xml.rels": many(
                b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">',
                b'<Relationship Id="x" Type="%s/comments" Target="../comments9.xml"/>' % _LINKS.encode(),
                49_000,
                b"</Relationships>",
            ),
            "xl/comments9.xml": comments(["un mot"] * 1_000),
        }
    ),
    "45 000 types de contenu": lambda: workbook(
        **before_end(
            "[Content_Types].xml",
            b"</Types>",
            b'<Override PartName="/xl/x.xml" ContentType="application/xml"/>' * 45_000,
        )
    ),
    "200 000 propriétés": lambda: workbook(
        **{
            "docProps/custom.xml": many(
                b"<Properties>", b'<property name="a"><lpwstr>a</lpwstr></property>', 200_000, b"</Properties>"
            )
        }
    ),
    "une propriété de 50 Mo": lambda: workbook(
        **before_end(
            "docProps/core.xml",
            b"</cp:coreProperties>",
            many(b"", b"<dc:title>" + b"a" * 950_000 + b"</dc:title>", 50, b""),
        )
    ),
    "190 noms de fichiers de 60 000 signes": lambda: workbook(
        **{f"xl/{n}{'a' * 60_000}.xml": b"<x/>" for n in range(190)}
    ),
    "des noms de fichiers à 30 000 dossiers": lambda: workbook(
        **{f"xl/{n}/" + "../" * 20_000 + "a.xml": b"<x/>" for n in range(190)}
    ),
    "1 900 parts de 30 ko": lambda: workbook(
        **{f"customXml/item{n}.xml": many(b"<x>", b"<y/>", 300, b"</x>") + b" " * 30_000 for n in range(1_900)}
    ),
    "390 000 textes vides": lambda: workbook(
        **before_end("xl/sharedStrings.xml", b"</sst>", b"<si><t/></si>" * 390_000)
    ),
    "un classeur lié de 300 000 cellules": lambda: workbook(
        **{
            "xl/externalLinks/externalLink1.xml": many(
                b'<externalLink xmlns="%s"><externalBook><sheetDataSet><sheetData sheetId="0">' % _MAIN,
                b'<row r="1"><cell r="A1"><v>1</v></cell></row>',
                190_000,
                b"</sheetData></sheetDataSet></externalBook></externalLink>",
            )
        }
    ),
    "un cache de tableau croisé de 600 000 valeurs": lambda: workbook(
        **{"xl/pivotCache/pivotCacheRecords1.xml": many(b"<x>", b"<n/>", 1_400_000, b"</x>")}
    ),
    "un dessin ancien de 50 Mo": lambda: workbook(
        **{"xl/drawings/vmlDrawing1.vml": many(b"<xml>", b"<br>" + b"a" * 1_000, 50_000, b"</xml>")}
    ),
    "des attributs de 950 ko": lambda: workbook(
        **rows("Candidats", *[b'<c x="%s"><v>1</v></c>' % (b"a" * 950_000)] * 60)
    ),
    "300 000 espaces de noms": lambda: workbook(
        **rows("Candidats", b"<c " + b" ".join(b'xmlns:a%d="u%d"' % (n, n) for n in range(100_000)) + b"/>")
    ),
    "390 000 nombres dans la feuille des candidats": lambda: workbook(
        **rows("Candidats", *[b"<c><v>1</v></c>" * 19] * 19_400)
    ),
    "des éléments à 190 de profondeur, 5 000 fois": lambda: workbook(
        **rows("Candidats", *[b"<c><v>1</v>" + b"<x>" * 190 + b"</x>" * 190 + b"</c>"] * 5_000)
    ),
    "390 Mo de vide dans une image": lambda: workbook(**{"xl/media/image1.png": bytes(199_000_000 - 2_000_000)}),
    "un thème de 50 Mo": lambda: workbook(
        **{"xl/theme/theme1.xml": many(b"<x>", b"<y>" + b"a" * 950_000 + b"</y>", 56, b"</x>")}
    ),
}


# What is just within every bound that is counted.

UNDER: dict[str, Make] = {
    f"{count} lignes de {titre} : {what}": partial(typed, titre, *rows_of)
    for count in (1_950,)
    for titre, what, rows_of in (
        (
            "Candidats",
            "noms à une lettre près",
            [["MARTIN" + n.split()[0][-4:], f"Zo{k}"] for k, n in enumerate(names(1_950))],
        ),
        ("Candidats", "homonymes", [["MARTIN", "Zoé"]] * 1_950),
        (
            "Candidats",
            "formateurs à une lettre près",
            [[n.split()[0], "Zoé", *[""] * 5, "MARTIN" + n] for n in names(1_950)],
        ),
        (
            "Membres",
            "noms à une lettre près",
            [["MARTIN" + n.split()[0][-4:], f"Zo{k}"] for k, n in enumerate(names(1_950))],
        ),
        ("Membres", "organismes à une lettre près", [[n.split()[0], "Zoé", *[f"AFPA {n}"] * 6] for n in names(1_950)]),
        ("Salles", "noms à une lettre près", [[f"Salle {n}", "10"] for n in names(1_950)]),
        ("Surveillants", "noms à une lettre près", [["MARTIN" + n.split()[0][-4:], "Zoé"] for n in names(1_950)]),
        ("Formateurs", "noms à une lettre près", [["MARTIN" + n.split()[0][-4:], "Zoé"] for n in names(1_950)]),
        (
            "Liens jury-candidats",
            "noms inconnus",
            [[n, m] for n, m in zip(names(1_950), names(1_950)[::-1], strict=True)],
        ),
        ("Indisponibilités", "noms inconnus", [[n, "14/06/2027"] for n in names(1_950)]),
        ("Questions", "questions de personne", [[n, n, n, "oui"] for n in names(1_950)]),
        ("Jurys", "jurys sans membre", [[f"J{k}", n, n, n] for k, n in enumerate(names(1_950))]),
        ("Imprévus", "imprévus de personne", [[n] * 8 for n in names(1_950)]),
        ("Session", "informations inconnues", [[n * 3, n] for n in names(1_950)]),
        ("Réglages", "réglages inconnus", [[n, n] for n in names(1_950)]),
        ("Épreuves", "épreuves inconnues", [[n, n] for n in names(1_950)]),
        ("Véhicules", "véhicules à une lettre près", [[f"Voiture {n}"] for n in names(1_950)]),
        ("Aides", "aides de personne", [[n] * 4 for n in names(1_950)]),
    )
}
LONG_TEXTS = {
    "parenthèses": "(" * 4_900,
    "chiffres": "1" * 4_900,
    "chiffres espacés": "1 " * 2_450,
    "arobases": "a@" * 2_450,
    "accents": "e" + "\u0301\u0316" * 2_440,
    "espaces": "a" + " " * 4_890 + "b",
    "traits d'union": "a-" * 2_450,
    "initiales": "A. " * 1_630,
    "et": "A et " * 980,
    "dates": "1/1/" * 1_220,
    "heures": "9 h " * 1_220,
    "du au": "du 1 au 2 juin, " * 300,
    "fractions": "1/3 tiers 33 % " * 320,
    "points-virgules": "ab;" * 1_600,
    "virgules": "ab, " * 1_220,
    "mots": "abc " * 1_220,
}
UNDER |= {
    f"30 lignes de {titre} : {what} dans chaque colonne": partial(
        typed, titre, *[[f"DURAND{n}", "Zoé"][:alone] + [text] * (1 + alone) for n in range(30)]
    )
    for what, text in LONG_TEXTS.items()
    for titre, alone in (("Candidats", 2), ("Indisponibilités", 0), ("Membres", 2))
}
UNDER |= {
    "9 Mo de textes dans vingt feuilles": lambda: workbook(
        **{
            name: part
            for titre in ("Candidats", "Membres", "Salles", "Jurys", "Surveillants", "Aides", "Formateurs", "Véhicules")
            for name, part in rows(titre, *[b'<c t="inlineStr"><is><t>%s</t></is></c>' % (b"ab " * 1_600)] * 95).items()
        }
    ),
    "390 000 morceaux de textes partagés": lambda: workbook(
        **shared([b"<r><t>a</t></r>" * 1_000] * 380, "Candidats", 380)
    ),
}


# Lists, letters, titres.

WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'


def word(body: str) -> bytes:
    """A Word document with that in its body."""
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    parts = {"[Content_Types].xml": types, "word/document.xml": f"{WORD}{body}</w:body></w:document>"}
    return zipped({name: text.encode() for name, text in parts.items()})


def nested(depth: int, text: str) -> str:
    """Tables within each other, around a text."""
    return "<w:tbl><w:tr><w:tc>" * depth + f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth


LISTS: dict[str, tuple[str, Make]] = {
    "tableaux à 60 de profondeur": ("docx", lambda: word(nested(60, "DURAND Zoé " * 100_000))),
    "cent tableaux à 60 de profondeur": ("docx", lambda: word(nested(60, "DURAND Zoé " * 1_000) * 100)),
    "300 000 paragraphes": ("docx", lambda: word("<w:p><w:r><w:t>DURAND Zoé</w:t></w:r></w:p>" * 300_000)),
    "une cellule de 5 Mo": ("docx", lambda: word(nested(1, "(" * 1_900_000))),
    "un paragraphe de 100 000 morceaux": (
        "docx",
        lambda: word("<w:p>" + "<w:r><w:t>a </w:t></w:r>" * 300_000 + "</w:p>"),
    ),
    "un paragraphe à 190 de profondeur": (
        "docx",
        lambda: word("<w:p>" + "<w:r>" * 190 + "<w:t>" + "mot " * 400_000 + "</w:t>" + "</w:r>" * 190 + "</w:p>"),
    ),
    "29 Mo d'adresses": ("txt", lambda: b"a@b.fr " * 4_000_000),
    "une ligne de 29 Mo": ("txt", lambda: b"(" * 29_000_000),
    "29 Mo de lignes d'une lettre": ("txt", lambda: b"a\n" * 14_000_000),
    "29 Mo de lignes vides": ("txt", lambda: b"\n" * 29_000_000),
    "un mail cité un million de fois": (
        "eml",
        lambda: b"From: a@b.fr\nSubject: liste\n\n" + b">" * 1_000_000 + b" DURAND\n",
    ),
    "29 Mo de citations": ("eml", lambda: b"> > > > DURAND Lea\n" * 1_500_000),
    "900 lignes de 30 000 signes": ("txt", lambda: b"".join(b"%d Durand Lea " % n * 2_000 + b"\n" for n in range(900))),
    "2 000 noms presque pareils": (
        "txt",
        lambda: "\n".join(f"MARTIN{n.split()[0]} Zoé" for n in names(2_000)).encode(),
    ),
    "300 lignes de 10 000 parenthèses": ("txt", lambda: (b"Durand " + b"(" * 10_000 + b"\n") * 300),
    "300 lignes de 10 000 chiffres": ("txt", lambda: (b"Durand " + b"06 " * 3_000 + b"\n") * 300),
    "300 lignes de 10 000 espaces": ("txt", lambda: (b"Durand " + b" " * 10_000 + b"x\n") * 300),
    "300 lignes de 5 000 « du au »": ("txt", lambda: ("Durand " + "du 1 au 2 " * 1_000 + "\n").encode() * 300),
    "une visite de 2 Mo": ("vcf", lambda: b"BEGIN:VCARD\n" + b"FN:Durand Lea\n" * 150_000 + b"END:VCARD\n"),
    "400 000 colonnes": ("csv", lambda: b"Nom;Prenom;" + b";" * 4_000_000 + b"\nA;B\n"),
    "2 000 lignes de 5 000 colonnes": (
        "csv",
        lambda: b"Nom;Prenom" + b";x" * 5_000 + b"\n" + (b"A;B" + b";x" * 5_000 + b"\n") * 2_000,
    ),
    "29 Mo de guillemets": ("csv", lambda: b"Nom;Prenom\n" + b'"' * 28_000_000),
    "guillemets et points-virgules": ("csv", lambda: b"Nom;Prenom\n" + b'"a;' * 5_000_000),
    "29 Mo de balises": ("txt", lambda: b"a <b> " * 4_500_000),
    "29 Mo d'espaces": ("txt", lambda: b"a" + b" " * 28_000_000 + b"b"),
    "29 Mo d'accents": ("txt", ("e" + "\u0301\u0316" * 6_000_000).encode),
    "29 Mo en UTF-16": ("txt", lambda: ("Durand Zoé\n" * 1_200_000).encode("utf-16")),
    "4 000 lignes de noms de trois mots": ("txt", lambda: "\n".join(f"{n} {n}" for n in names(4_000)).encode()),
}


def _toml(**added: str) -> bytes:
    return (referentiels.dump(referentiels.find("CDA")) + "\n".join(added.values())).encode()


TOMLS: dict[str, Make] = {
    "un entier de 190 000 chiffres": lambda: _toml(a="\na = " + "9" * 150_000),
    "un réel de 150 000 chiffres": lambda: _toml(a="\na = 1." + "9" * 150_000),
    "40 000 tables": lambda: _toml(a="\n" + "".join(f"[t{n}]\n" for n in range(15_000))),
    "15 000 épreuves vides": lambda: _toml(a="\n" + "[[titre.epreuves]]\n" * 9_000),
    "tables en ligne l'une dans l'autre": lambda: _toml(a="\na = " + "{a=" * 40_000),
    "100 niveaux de clés sur 1 000 lignes": lambda: (
        ".".join("a" * 99).encode()
        + b" = 1\n"
        + b"".join(f"{'.'.join(f'b{n}' for _ in range(30))} = 1\n".encode() for n in range(1_500))
    ),
    "guillemets échappés": lambda: _toml(a='\na = "' + '\\"' * 70_000),
    "listes de listes": lambda: _toml(a="\na = [" + "[[[[[]]]]]," * 12_000 + "]"),
}

LETTERS: dict[str, Make] = {
    "mille boucles l'une dans l'autre": lambda: letter("{% for a in nom %}" * 50 + "x" + "{% endfor %}" * 50),
    "une page de 20 000 champs": lambda: letter(*["{{ nom }}"] * 20_000),
    "2 000 conditions l'une dans l'autre": lambda: letter("{% if nom %}" * 2_000 + "x" + "{% endif %}" * 2_000),
    "une addition de 5 000 textes": lambda: letter("{{ " + "nom ~ " * 5_000 + "nom }}"),
    "20 000 filtres": lambda: letter("{{ nom" + "|upper" * 20_000 + " }}"),
    "50 000 parenthèses": lambda: letter("{{ " + "(" * 50_000),
    "macros qui s'appellent": lambda: letter("{% macro a(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}{{ a(1) }}"),
    "un texte multiplié par des affectations": lambda: letter(
        "{{ nom }}{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a ~ a ~ a %}" * 30 + "{{ a }}"
    ),
    "une image de 150 Mo": lambda: with_more(letter("Madame {{ nom }}"), "word/media/image1.png", bytes(150_000_000)),
}


def with_more(content: bytes, name: str, part: bytes) -> bytes:
    """The archive with one more part."""
    target = BytesIO(content)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return target.getvalue()


# PDF, written by hand: a reader finds the objects by their marks where there is no table of them.


def pdf(*objects: bytes) -> bytes:
    """A document of these objects, numbered from 1: the first is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        body
        + head
        + table
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    )


def stream(content: bytes, head: bytes = b"") -> bytes:
    """A stream that is packed."""
    packed = zlib.compress(content, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (head, len(packed), packed)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>"
)
CATALOGUE, TREE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


def page_of(content: bytes, *more: bytes) -> bytes:
    """A document of one page that draws that."""
    return pdf(CATALOGUE, TREE, PAGE, stream(content), FONT, *more)


def _said(count: int) -> bytes:
    return b"BT /F 9 Tf " + b"1 0 0 1 50 500 Tm (Referentiel d'evaluation) Tj " * count + b"ET"


PDFS: dict[str, Make] = {
    "un flux de 1 Go": lambda: page_of(b" " * 1_000_000_000),
    "un flux empaqueté deux fois": lambda: pdf(
        CATALOGUE,
        TREE,
        PAGE,
        stream(zlib.compress(b" " * 900_000_000), b"/X 1").replace(
            b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]"
        ),
        FONT,
    ),
    "un million de textes": lambda: page_of(_said(1_000_000)),
    "100 000 pages": lambda: pdf(
        CATALOGUE, b"<</Type/Pages/Kids[%s]/Count 100000>>" % (b"3 0 R " * 100_000), PAGE, stream(_said(100)), FONT
    ),
    "dix milliards de pages annoncées": lambda: pdf(
        CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 9999999999>>", PAGE, stream(_said(1)), FONT
    ),
    "un arbre de pages qui se contient": lambda: pdf(
        CATALOGUE, b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", PAGE, stream(_said(1)), FONT
    ),
    "des formes qui s'appellent": lambda: page_of(
        b"/X Do",
        *(
            stream(
                b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
            )
            for n in range(6, 30)
        ),
        stream(b"0 0 m 9 9 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"),
    ),
    "une image de 30 000 sur 30 000": lambda: page_of(
        _said(1) + b" q 500 0 0 500 0 0 cm /X Do Q",
        stream(
            bytes(100_000_000),
            b"/Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceGray",
        ),
    ),
    "un million de traits": lambda: page_of(_said(100) + b"0 0 m 9 9 l S " * 1_000_000),
    "un million de rectangles": lambda: page_of(_said(100) + b"10 10 500 10 re S " * 1_000_000),
    "une correspondance de 2 millions de lettres": lambda: pdf(
        CATALOGUE,
        TREE,
        PAGE,
        stream(_said(100)),
        b"<</Type/Font/Subtype/TrueType/BaseFont/A/ToUnicode 6 0 R>>",
        stream(b"beginbfchar " + b"<0041> <0042>\n" * 2_000_000 + b"endbfchar"),
    ),
    "100 000 crochets": lambda: pdf(CATALOGUE, TREE, b"[" * 100_000 + b"]" * 100_000, stream(_said(1)), FONT),
    "49 Mo d'octets": lambda: b"%PDF-1.7\n" + b"1 0 obj\n" * 6_000_000,
    "1 000 états enregistrés sans fin": lambda: page_of(b"q " * 5_000_000 + _said(10)),
}


@cache
def files() -> dict[str, Hostile]:
    """Every bomb, by kind and name."""
    books = {"usages": USES, "noms": NAMES, "tailles": SIZES, "au ras": UNDER}
    made = [Hostile(kind, name, "xlsx", make) for kind, family in books.items() for name, make in family.items()]
    made += [Hostile("liste", name, extension, make) for name, (extension, make) in LISTS.items()]
    made += [Hostile("toml", name, "toml", make) for name, make in TOMLS.items()]
    made += [Hostile("lettre", name, "docx", make) for name, make in LETTERS.items()]
    made += [Hostile("pdf", name, "pdf", make) for name, make in PDFS.items()]
    return {f"{file.kind} : {file.name}": file for file in made}


# The campaign.


def cases(scale: float) -> list[str]:
    """The files."""
    return sample(list(files()), scale)


def run(case: str) -> Result:
    """Give a file to each of its commands."""
    file = files()[case]
    content = file.make()
    done = {command[0].split()[0]: tried(file, content, command) for command in COMMANDS[file.kind]}
    faulty = [
        f"{name}: {', '.join(found)} ({last.said.strip()[-300:]})" for name, (last, found) in done.items() if found
    ]
    runs = [last for last, _ in done.values()]
    refused = sum(last.code == ExitCode.REFUSED for last in runs)
    answer = next((line for line in runs[0].said.splitlines() if line.strip()), "")
    return Result(
        not faulty,
        " ; ".join(faulty),
        sum(last.seconds for last in runs),
        max(last.megabytes for last in runs),
        {
            "octets": len(content),
            "essais": len(runs),
            "refus": refused,
            "plus lent": max(last.seconds for last in runs),
            "réponse": answer[:160],
        },
    )


def tried(file: Hostile, content: bytes, command: Command) -> tuple[Ran, list[str]]:
    """How a command ends on the file, the quickest of a few times, and what is wrong with that."""
    words, allowed = command
    name = f"fichier.{file.extension}"
    inputs = {name: content}
    if "planning.xlsx" in words:
        inputs["planning.xlsx"] = planning_bytes()
    if "session.xlsx" in words:
        inputs["session.xlsx"] = session_bytes()
    asked = shlex.split(words.replace("FICHIER", name))
    for _ in range(TURNS):
        last = in_a_folder(inputs, lambda folder: apart(asked, folder), allowed, (SECONDS, MEGABYTES))
        if not last[1]:
            break
    return last


def tables(results: Mapping[str, Result]) -> Iterator[str]:
    """Each file: bytes, the most that a command took of processor and of memory, how many refused it, what was said."""
    yield "| Fichier | ko | Processeur (s) | Mémoire (Mo) | Commandes | Refus | Réponse de la première |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for case, result in results.items():
        of = result.extra
        slowest = f"{float(of['plus lent']):.1f}".replace(".", ",")
        answer = str(of["réponse"]).replace("|", "¦")
        kilobytes = f"{int(of.get('octets', 0)) / 1000:.0f}"
        cells = (case, kilobytes, slowest, f"{result.megabytes:.0f}", of["essais"], of["refus"], answer)
        yield f"| {' | '.join(map(str, cells))} |"
