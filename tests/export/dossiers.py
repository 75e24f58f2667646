"""Dossiers written and read back as text, by other readers than wrote them: poppler for a PDF, zip and XML for a .docx,
lxml for a page, an XML parser for a picture, a reader of our own for a calendar."""

import os
import re
import shutil
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from defusedxml.ElementTree import fromstring
from lxml import html

from export.ics_reader import read
from export.xlsx import plain
from tpplanner import write_documents
from tpplanner.audit import check

MISSING = [tool for tool in ("pdftotext", "pdfinfo", "pdffonts") if shutil.which(tool) is None]
needs_poppler = pytest.mark.skipif(
    bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOUR = re.compile(r"\b\d{1,2} h(?: \d\d(?! h\b))?\b|\b\d\d:\d\d\b")
"""« 10 h 10 h 55 » are two: the end of a line, and the beginning of the next."""
LENGTH = re.compile(r"\b\d+ min\b")


@cache
def octets(session, plan, **wishes):
    """The bytes of every file of a dossier, by the same names."""
    with TemporaryDirectory() as folder:
        written = write_documents(
            Path(folder) / "d", session, plan, check(session, plan), malgre_manquements=True, **wishes
        )
        return {f"{path.parent.name}/{path.name}": path.read_bytes() for path in written.fichiers}


@cache
def dossier(session, plan, **wishes):
    """The text of every file of a dossier: ``affichage/affichage A4.pdf`` → its text, on one line."""
    files = octets(session, plan, **wishes)
    with TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        return {name: text_of(Path(folder, name)) for name in files}


def besides(content):
    """What a file holds besides what is read in it: its properties, its parts, how each is marked; hours left out."""
    if content.startswith(b"%PDF"):
        told = subprocess.run(["pdfinfo", "-"], input=content, check=True, capture_output=True, timeout=60).stdout
        return [line for line in told.decode().splitlines() if not line.startswith(("File size", "CreationDate"))]
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as archive:
            return [(name, besides(archive.read(name))) for name in archive.namelist()]
    if content.startswith(b"\x89PNG"):
        return sorted(set(re.findall(rb"[a-z]{2}XT|tEXt|eXIf|tIME", content)))
    if content.startswith(b"BEGIN:VCALENDAR"):
        return sorted(timed for line in content.decode().splitlines() if (timed := re.sub(r"\d", "0", line)))
    if content.lstrip().startswith(b"<"):
        marks = ((e.tag, *sorted(e.keys()), e.get("class", "")) for e in fromstring(content).iter())
        return sorted({tuple(map(str, mark)) for mark in marks})
    return []


def text_of(path):
    return one_line(READERS[path.suffix](path))


def pdf_text(path):
    """The words in the order in which they were set: a table row by row."""
    answer = subprocess.run(["pdftotext", "-raw", path, "-"], check=True, capture_output=True, timeout=60)
    return plain(answer.stdout.decode())


def pages_of(pdf):
    """The text of each page of a PDF given as bytes, on one line."""
    answer = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, check=True, capture_output=True, timeout=60)
    return [one_line(page) for page in answer.stdout.decode().split("\f")[:-1]]


def docx_text(path):
    """Every paragraph of every part of the file."""
    with ZipFile(path) as archive:
        parts = [
            fromstring(archive.read(n)) for n in archive.namelist() if n.endswith(".xml") and n.startswith("word/")
        ]
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for part in parts for p in part.iter(f"{W}p"))


def html_text(path):
    """What the page says, pictures and their descriptions included."""
    return " ".join(html.document_fromstring(path.read_bytes().decode()).itertext())


def svg_text(path):
    """What the picture says, to those who see it and to those who do not; its style and its scale of hours left out."""
    root = fromstring(path.read_bytes())
    return " ".join(e.text or "" for e in root.iter() if not e.tag.endswith("style") and e.get("class") != "h")


def png_text(path):
    """That of the SVG beside it, of which it is the drawing."""
    beside = path.with_suffix(".svg")
    return svg_text(beside) if beside.exists() else ""


def ics_text(path):
    """What each event says, with its hours as people write them."""
    calendar = read(path.read_bytes())
    told = [calendar.value("X-WR-CALNAME"), calendar.value("DESCRIPTION")]
    for event in calendar.all("VEVENT"):
        hours = [f"{event.moment(name)[0]:%d/%m/%Y %H:%M}" for name in ("DTSTART", "DTEND")]
        told += [*hours, *(event.value(name) for name in ("SUMMARY", "LOCATION", "DESCRIPTION"))]
    return " ".join(told)


READERS = {
    ".pdf": pdf_text,
    ".docx": docx_text,
    ".html": html_text,
    ".svg": svg_text,
    ".ics": ics_text,
    ".png": png_text,
}


def one_line(text):
    return " ".join(plain(text).replace("\f", " ").split())


def bare(text):
    """The text without a space: what wraps in a cell is whole again."""
    return re.sub(r"\s", "", plain(text))


def timeless(text):
    """The words of a text in order, hours and lengths left out: what must not depend on a majoration."""
    return LENGTH.sub("", HOUR.sub("", text)).split()


def of(texts, audience):
    return {name: text for name, text in texts.items() if name.startswith(f"{audience}/")}
