"""Files that a stranger may call a référentiel d'évaluation: each kind, made by hand."""

import hashlib
import os
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

from re_pdf.made import file_of
from re_pdf.variants import variant

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
MEGABYTE = 1_000_000
_PASSWORD_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

Maker = Callable[[Path], None]
"""Makes the file of a kind at a path"""

KINDS: dict[str, Maker] = {}
"""Every kind of file, by its name"""

_NETWORK_PORT = "9"
"""That of the addresses in the files; `addressed` puts another in its place."""


def kind(name: str) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Registers what makes the bytes of a kind."""

    def registered(content: Callable[[], bytes]) -> Callable[[], bytes]:
        KINDS[name] = lambda path: path.write_bytes(content())
        return content

    return registered


def in_folder(name: str) -> Callable[[Maker], Maker]:
    """Registers what makes something else than a plain file."""

    def registered(maker: Maker) -> Maker:
        KINDS[name] = maker
        return maker

    return registered


def addressed(content: bytes, port: int) -> bytes:
    """The file, its addresses those of a port of this machine."""
    return content.replace(b"127.0.0.1:9/", b"127.0.0.1:%d/" % port)


# Pieces.


def stream(data: bytes, dictionary: bytes = b"", *, length: bytes | None = None) -> bytes:
    """A stream object, its length told right unless another is given."""
    told = b"%d" % len(data) if length is None else length
    return b"<<%s/Length %s>>\nstream\n%s\nendstream" % (dictionary, told, data)


def packed(data: bytes) -> bytes:
    """A stream object, deflated."""
    return stream(zlib.compress(data), b"/Filter/FlateDecode")


def document(
    content: bytes = b"",
    *,
    catalog: bytes = b"",
    page: bytes = b"",
    font: bytes = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    more: dict[int, bytes] | None = None,
    trailer: bytes = b"",
    box: bytes = b"[0 0 842 595]",
) -> bytes:
    """A file of one page: object 4 is its content (a whole stream object), object 5 its font, `more` what is beside."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
        % (box, b"" if b"/Font" in page else page),
        4: content or stream(b"BT /F1 12 Tf 60 500 Td (Bonjour) Tj ET"),
        5: font,
    }
    return file_of(HEAD, objects | (more or {}), b"/Root 1 0 R" + trailer)


def deflated_alike(size: int, byte: bytes = b" ") -> bytes:
    """So many bytes alike (whole megabytes), deflated; their sum is told wrong, which is seen only after the last."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = machine.compress(byte * MEGABYTE) + machine.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + piece * (size // MEGABYTE) + b"\x03\0" + b"\0\0\0\x01"


@cache
def reference() -> bytes:
    """A référentiel d'évaluation of ours, which is read."""
    return variant(3).pdf()


def action(words: bytes) -> bytes:
    """A référentiel of ours with something that its opening would do."""
    return reference().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<<%s>>" % words, 1)


# No PDF.

kind("empty")(lambda: b"")
kind("one byte")(lambda: b"%")
kind("60 MB of spaces")(lambda: b" " * 60 * MEGABYTE)
kind("60 MB of spaces before a PDF")(lambda: b" " * 60 * MEGABYTE + reference())
kind("text")("Durée totale de l’épreuve pour le candidat : 02 h 00 min\n".encode)
kind("header alone")(lambda: HEAD)
kind("zeros")(lambda: b"\0" * MEGABYTE)
kind("endless comment")(lambda: HEAD + b"%" * 20 * MEGABYTE)


@kind("zip")
def _zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("RE.pdf", reference())
    return target.getvalue()


@kind("docx")
def _docx() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


@kind("xlsx")
def _xlsx() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/bomb.xml", b" " * 50 * MEGABYTE)
    return target.getvalue()


# Damaged.

kind("truncated in the middle")(lambda: reference()[: len(reference()) // 2])
kind("truncated after 1 kB")(lambda: reference()[:1000])
kind("truncated before its trailer")(lambda: reference()[:-400])
kind("its first half twice")(lambda: reference()[: len(reference()) // 2] * 2)
kind("startxref beyond the file")(lambda: re.sub(rb"startxref\n\d+", b"startxref\n99999999999", reference()))
kind("startxref negative")(lambda: re.sub(rb"startxref\n\d+", b"startxref\n-1", reference()))
kind("references shifted")(lambda: re.sub(rb"(\d{10}) 00000 n", b"0000000007 00000 n", reference()))
kind("Length too long")(lambda: re.sub(rb"/Length \d+", b"/Length 2000000000", reference()))
kind("Length too short")(lambda: re.sub(rb"/Length \d+", b"/Length 5", reference()))
kind("Length negative")(lambda: re.sub(rb"/Length \d+", b"/Length -1", reference()))
kind("Length of itself")(lambda: document(stream(b"BT ET", length=b"4 0 R")))
kind("string without end")(lambda: document(stream(b"BT /F1 12 Tf (" + b"(" * MEGABYTE)))
kind("inline image without end")(
    lambda: document(stream(b"BI /W 9999999 /H 9999999 /BPC 8 /CS /RGB ID " + b"\xff" * MEGABYTE))
)


@kind("one byte in a hundred changed")
def _noise() -> bytes:
    content = bytearray(reference())
    for place in range(200, len(content), 100):
        content[place] = (content[place] * 7 + 13) % 256
    return bytes(content)


# Loops.


@kind("xref loop")
def _xref_loop() -> bytes:
    content = reference()
    start = re.search(rb"startxref\n(\d+)", content)
    assert start
    return re.sub(rb"(trailer\s*<<)", rb"\1/Prev %s" % start[1], content)


@kind("xref loop of two")
def _xref_loop_of_two() -> bytes:
    body = HEAD + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    first = len(body)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 2/Prev %010d>>\n"
    second = first + len(table % 0)
    return body + table % second + table % first + b"startxref\n%d\n%%%%EOF\n" % first


kind("xref of four thousand million")(
    lambda: (
        HEAD
        + b"xref\n0 4000000000\n0000000000 65535 f \ntrailer\n<</Root 1 0 R/Size 4000000000>>\nstartxref\n15\n%%EOF\n"
    )
)
kind("pages that hold themselves")(
    lambda: file_of(
        HEAD,
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]/Parent 2 0 R>>"},
        b"/Root 1 0 R",
    )
)
kind("pages in a ring")(
    lambda: file_of(
        HEAD,
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            3: b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>",
        },
        b"/Root 1 0 R",
    )
)
kind("a thousand million pages told")(
    lambda: file_of(
        HEAD, {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1000000000/Kids[]>>"}, b"/Root 1 0 R"
    )
)
kind("root of itself")(lambda: file_of(HEAD, {1: b"1 0 R"}, b"/Root 1 0 R"))
kind("no root")(lambda: file_of(HEAD, {1: b"<<>>"}, b""))


@kind("pages nested ten thousand deep")
def _deep_pages() -> bytes:
    depth = 10_000
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    for n in range(2, depth):
        objects[n] = b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1)
    objects[depth] = b"<</Type/Page/MediaBox[0 0 842 595]/Parent %d 0 R>>" % (depth - 1)
    return file_of(HEAD, objects, b"/Root 1 0 R")


def _many_pages(count: int, *, one: bool) -> bytes:
    kids = [4 if one else 10 + n for n in range(count)]
    page = b"<</Type/Page/MediaBox[0 0 842 595]/Parent 2 0 R/Contents 3 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b" ".join(b"%d 0 R" % kid for kid in kids)),
        3: stream(b"BT /F1 12 Tf 60 500 Td (Bonjour) Tj ET"),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    return file_of(HEAD, objects | dict.fromkeys(kids, page), b"/Root 1 0 R")


kind("100,000 pages")(lambda: _many_pages(100_000, one=False))
kind("one page 100,000 times")(lambda: _many_pages(100_000, one=True))
kind("a form that draws itself")(
    lambda: document(
        stream(b"/X Do"),
        page=b"/XObject<</X 6 0 R>>",
        more={6: stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")},
    )
)


@kind("forms that draw ten of the next")
def _billion_laughs() -> bytes:
    forms = {
        n: stream(
            b"/X Do " * 10 if n < 17 else b"BT /F1 9 Tf (ha) Tj ET",
            b"/Type/XObject/Subtype/Form/BBox[0 0 842 595]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
            % (n + 1),
        )
        for n in range(6, 18)
    }
    return document(stream(b"/X Do"), page=b"/XObject<</X 6 0 R>>", more=forms)


kind("a glyph drawn with its own font")(
    lambda: document(
        stream(b"BT /F1 12 Tf 60 500 Td (aaaa) Tj ET"),
        font=b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/FirstChar 97/LastChar 97"
        b"/Widths[9]/Encoding<</Type/Encoding/Differences[97/a]>>/Resources<</Font<</F1 5 0 R>>>>>>",
        more={6: stream(b"9 0 d0 BT /F1 12 Tf (aaaa) Tj ET")},
    )
)
kind("a shading of itself")(
    lambda: document(
        stream(b"/S sh"),
        page=b"/Shading<</S<</ShadingType 2/ColorSpace/DeviceGray/Coords[0 0 9 9]/Function 6 0 R>>>>",
        more={6: b"<</FunctionType 3/Domain[0 1]/Functions[6 0 R 6 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>"},
    )
)

# Bombs.

kind("a content of 1 GB")(lambda: document(stream(deflated_alike(1000 * MEGABYTE), b"/Filter/FlateDecode")))
kind("a content of 30 GB, deflated twice")(
    lambda: document(stream(zlib.compress(deflated_alike(30_000 * MEGABYTE), 9), b"/Filter[/FlateDecode/FlateDecode]"))
)
kind("a content of 30 GB, deflated three times")(
    lambda: document(
        stream(
            zlib.compress(zlib.compress(deflated_alike(30_000 * MEGABYTE, b"\0"), 9), 9),
            b"/Filter[/FlateDecode/FlateDecode/FlateDecode]",
        )
    )
)
kind("a hundred filters")(lambda: document(stream(b"x" * 99, b"/Filter[%s]" % (b"/FlateDecode" * 1000))))
kind("a run-length bomb")(lambda: document(stream(b"\x81 " * 4 * MEGABYTE + b"\x80", b"/Filter/RunLengthDecode")))
kind("a LZW of garbage")(lambda: document(stream(bytes(range(256)) * 20_000, b"/Filter/LZWDecode")))
kind("an ASCII85 of garbage")(lambda: document(stream(b"z" * 30 * MEGABYTE + b"~>", b"/Filter/ASCII85Decode")))
kind("a predictor of two thousand million columns")(
    lambda: document(
        stream(
            deflated_alike(MEGABYTE),
            b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>",
        )
    )
)
kind("a predictor of a negative column")(
    lambda: document(stream(deflated_alike(MEGABYTE), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns -4>>"))
)
kind("a font that is a bomb")(
    lambda: document(
        font=b"<</Type/Font/Subtype/TrueType/BaseFont/Bomb/FirstChar 32/LastChar 33/Widths[9 9]/FontDescriptor 6 0 R>>",
        more={
            6: b"<</Type/FontDescriptor/FontName/Bomb/Flags 4/FontBBox[0 0 9 9]/ItalicAngle 0/Ascent 9/Descent 0/CapHeight 9/StemV 1/FontFile2 7 0 R>>",
            7: stream(deflated_alike(1000 * MEGABYTE, b"\0"), b"/Filter/FlateDecode/Length1 1000000000"),
        },
    )
)


def _with_cmap(cmap: bytes) -> bytes:
    return document(
        stream(b"BT /F1 12 Tf 60 500 Td <00010002> Tj ET"),
        font=b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        more={
            6: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 8 0 R>>",
            7: cmap,
            8: b"<</Type/FontDescriptor/FontName/Helvetica/Flags 4/FontBBox[0 0 9 9]/ItalicAngle 0/Ascent 9/Descent 0/CapHeight 9/StemV 1>>",
        },
    )


_CMAP = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n"
kind("a cmap of 1 GB")(lambda: _with_cmap(stream(deflated_alike(1000 * MEGABYTE), b"/Filter/FlateDecode")))
kind("a cmap of four thousand million letters")(
    lambda: _with_cmap(packed(_CMAP + b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap end end"))
)
kind("a cmap of a million ranges")(
    lambda: _with_cmap(
        packed(_CMAP + b"1 beginbfrange <0000> <FFFF> <0041> endbfrange\n" * 20_000 + b"endcmap end end")
    )
)
kind("a cmap of long words")(
    lambda: _with_cmap(
        packed(_CMAP + b"1 beginbfchar <0001> <" + b"0041" * 5 * MEGABYTE + b"> endbfchar endcmap end end")
    )
)


@kind("objects packed in a bomb")
def _object_stream_bomb() -> bytes:
    return document(
        more={
            9: stream(
                deflated_alike(1000 * MEGABYTE), b"/Type/ObjStm/N 100000000/First 10/Filter/FlateDecode/Extends 9 0 R"
            )
        }
    )


@kind("references packed in a bomb")
def _xref_stream_bomb() -> bytes:
    body = HEAD + b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    xref = stream(
        deflated_alike(1000 * MEGABYTE, b"\0"),
        b"/Type/XRef/Root 1 0 R/Size 250000000/W[1 2 1]/Index[0 250000000]/Filter/FlateDecode",
    )
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (xref, len(body))


# Sizes.

kind("a page as large as a country")(lambda: document(box=b"[0 0 1000000000 1000000000]"))
kind("a page of negative size")(lambda: document(box=b"[842 595 -842 -595]"))
kind("a page of no size")(lambda: document(box=b"[0 0 0 0]"))
kind("a page of numbers that are none")(lambda: document(box=b"[nan inf 1e999 --5]"))
kind("numbers too long")(
    lambda: document(stream(b"BT /F1 12 Tf " + b"9" * MEGABYTE + b" " + b"9" * MEGABYTE + b" Td (a) Tj ET"))
)
kind("arrays nested deep")(lambda: document(catalog=b"/Deep " + b"[" * 200_000 + b"]" * 200_000))
kind("dictionaries nested deep")(lambda: document(catalog=b"/Deep " + b"<</A " * 200_000 + b"1" + b">>" * 200_000))
kind("arrays nested deep in a content")(lambda: document(stream(b"[" * 500_000 + b"] TJ")))
kind("a million states saved")(lambda: document(stream(b"q " * MEGABYTE)))
kind("a million words")(
    lambda: document(
        packed(
            b"BT /F1 6 Tf "
            + b"".join(b"1 0 0 1 %d %d Tm (mot) Tj\n" % (n % 800, n // 800 % 590) for n in range(MEGABYTE))
            + b"ET"
        )
    )
)
kind("a million rectangles")(
    lambda: document(packed(b"".join(b"%d %d 1 1 re f\n" % (n % 800, n // 800 % 590) for n in range(MEGABYTE))))
)
kind("a table of 20,000 cells")(
    lambda: document(
        packed(
            b"BT /F1 4 Tf (a) Tj ET "
            + b"".join(b"0 %d m 842 %d l S\n" % (y, y) for y in range(0, 595, 3))
            + b"".join(b"%d 0 m %d 595 l S\n" % (x, x) for x in range(0, 842, 8))
        )
    )
)
kind("a million letters in one place")(
    lambda: document(packed(b"BT /F1 6 Tf " + b"1 0 0 1 9 9 Tm (a) Tj\n" * MEGABYTE + b"ET"))
)

# Something that would act.

kind("JavaScript at the opening")(lambda: action(b"/S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\))"))
kind("a program at the opening")(
    lambda: action(b"/S/Launch/F(touch)/Unix(touch launched)/Win<</F(cmd.exe)/P(/c echo > launched)>>")
)
kind("an address at the opening")(lambda: action(b"/S/URI/URI(http://127.0.0.1:9/)"))
kind("a form sent at the opening")(lambda: action(b"/S/SubmitForm/F(http://127.0.0.1:9/)/Flags 4"))
kind("another file at the opening")(lambda: action(b"/S/GoToR/F(\\\\\\\\127.0.0.1:9/\\\\share)/D[0/Fit]"))
kind("an embedded file")(
    lambda: document(
        catalog=b"/Names<</EmbeddedFiles<</Names[(virus.exe) 6 0 R]>>>>",
        more={6: b"<</Type/Filespec/F(../virus.exe)/EF<</F 7 0 R>>>>", 7: stream(b"MZ", b"/Type/EmbeddedFile")},
    )
)
kind("XFA")(
    lambda: document(
        catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>",
        more={
            6: stream(
                b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/"><!ENTITY c "&b;&b;">]><xdp>&c;</xdp>'
            )
        },
    )
)
kind("a content in another file")(lambda: document(stream(b"", b"/F(/etc/passwd)/FFilter/FlateDecode")))
kind("a content at an address")(lambda: document(stream(b"", b"/F<</FS/URL/F(http://127.0.0.1:9/)>>")))
kind("XMP with entities")(
    lambda: document(
        catalog=b"/Metadata 6 0 R",
        more={
            6: stream(
                b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', b"/Type/Metadata/Subtype/XML"
            )
        },
    )
)

# Pictures.


def _with_image(dictionary: bytes, data: bytes) -> bytes:
    return document(
        stream(b"842 0 0 595 0 0 cm /X Do"),
        page=b"/XObject<</X 6 0 R>>",
        more={6: stream(data, b"/Type/XObject/Subtype/Image" + dictionary)},
    )


_GREY = b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
kind("scanned")(lambda: _with_image(_GREY % (100, 100) + b"/Filter/FlateDecode", deflated_alike(MEGABYTE, b"\xf0")))
kind("a picture of 10,000 megapixels")(
    lambda: _with_image(_GREY % (100_000, 100_000) + b"/Filter/FlateDecode", deflated_alike(1000 * MEGABYTE, b"\xf0"))
)
kind("JBIG2 of garbage")(
    lambda: _with_image(_GREY % (60_000, 60_000) + b"/Filter/JBIG2Decode", bytes(range(256)) * 400)
)
kind("JPX of garbage")(lambda: _with_image(b"/Filter/JPXDecode", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(range(256)) * 400))
kind("DCT of garbage")(
    lambda: _with_image(_GREY % (60_000, 60_000) + b"/Filter/DCTDecode", b"\xff\xd8\xff" + bytes(range(256)) * 400)
)

# Encrypted.


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _encrypted(user: bytes, owner: bytes) -> bytes:
    """A référentiel of ours under the standard handler of 40 bits."""
    padded = [(word + _PASSWORD_PADDING)[:32] for word in (user, owner)]
    of_owner = _rc4(_md5(padded[1])[:5], padded[0])
    permissions, identity = -44, b"0123456789abcdef"
    key = _md5(padded[0] + of_owner + permissions.to_bytes(4, "little", signed=True) + identity)[:5]
    of_user = _rc4(key, _PASSWORD_PADDING)
    objects = {}
    for match in re.finditer(rb"(\d+) 0 obj\n(.*?)\nendobj", reference(), re.DOTALL):
        number, body = int(match[1]), match[2]
        found = re.match(rb"(<<.*?>>)\s*stream\n(.*)\nendstream", body, re.DOTALL)
        if found:
            secret = _rc4(_md5(key + number.to_bytes(3, "little") + b"\0\0")[:10], found[2])
            body = b"%s\nstream\n%s\nendstream" % (found[1], secret)
        objects[number] = body
    root = re.search(rb"/Root \d+ 0 R", reference())
    assert root
    number = max(objects) + 1
    objects[number] = b"<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P %d>>" % (
        of_owner.hex().encode(),
        of_user.hex().encode(),
        permissions,
    )
    ids = identity.hex().encode()
    return file_of(HEAD, objects, root[0] + b"/Encrypt %d 0 R/ID[<%s><%s>]" % (number, ids, ids))


kind("encrypted, a password to open it")(lambda: _encrypted(b"secret", b"owner"))
kind("encrypted, a password to change it")(lambda: _encrypted(b"", b"owner"))
kind("encrypted by an unknown handler")(
    lambda: document(trailer=b"/Encrypt<</Filter/Adobe.PubSec/V 5/R 6/Length 256>>/ID[<00><00>]")
)
kind("encrypted by itself")(lambda: document(trailer=b"/Encrypt 6 0 R/ID[<00><00>]", more={6: b"6 0 R"}))
kind("encrypted with a key of no bits")(
    lambda: document(trailer=b"/Encrypt<</Filter/Standard/V 4/R 4/Length 0/O<00>/U<00>/P -1>>/ID[<00><00>]")
)

# Other documents.

kind("another PDF")(document)
kind("a PDF without pages")(
    lambda: file_of(HEAD, {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"}, b"/Root 1 0 R")
)


@kind("REAC")
def _reac() -> bytes:
    from dataclasses import replace

    from re_pdf.made import made

    base = variant(3)
    return made(replace(base.values, genre="REAC"), base.layout)


@kind("words turned about")
def _bidi() -> bytes:
    cmap = _CMAP + b"2 beginbfchar <0001> <202E0030> <0002> <200B202E2066D83DDE00> endbfchar endcmap end end"
    return _with_cmap(packed(cmap))


# What a folder holds beside plain files.


@in_folder("missing")
def _missing(path: Path) -> None:
    path.unlink(missing_ok=True)


@in_folder("a folder")
def _folder(path: Path) -> None:
    path.mkdir()


@in_folder("a pipe that nobody writes")
def _pipe(path: Path) -> None:
    os.mkfifo(path)


@in_folder("a link to itself")
def _link_loop(path: Path) -> None:
    path.symlink_to(path)


@in_folder("a link to zeros without end")
def _link_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


@in_folder("a link to nothing")
def _link_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing.pdf"))


@in_folder("a link to a PDF")
def _link(path: Path) -> None:
    target = path.with_name("other.pdf")
    target.write_bytes(reference())
    path.symlink_to(target)


@in_folder("2 GB of holes")
def _holes(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEAD)
        file.truncate(2000 * MEGABYTE)


@in_folder("changing")
def _changing(path: Path) -> None:
    path.write_bytes(reference())


@contextmanager
def changed_meanwhile(path: Path) -> Iterator[None]:
    """The file is cut and written again as long as the context lasts."""
    done, content = Event(), reference()

    def change() -> None:
        while not done.is_set():
            path.write_bytes(content[: len(content) // 3])
            time.sleep(0.003)
            path.write_bytes(content)
            time.sleep(0.003)

    thread = Thread(target=change)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
