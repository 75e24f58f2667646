"""Both files turned into pages by LibreOffice, as a person without Excel would see them."""

import os
import re
import shutil
import subprocess
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from export.rich import deux_jurys, plan_de
from export.test_affichage import CROWDS, pages_of
from export.xlsx import plain, rows
from some import some
from tpplanner.audit import check
from tpplanner.export.excel import write_affichage, write_planning
from tpplanner.sheets.produites import FEUILLES_PRODUITES
from tpplanner.sheets.session import FEUILLES, LISTES
from tpplanner.year.echeances import echeancier

TOOLS = ("soffice", "pdftotext", "pdfinfo")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(bool(MISSING) and not os.environ.get("CI"), reason=f"not installed: {', '.join(MISSING)}"),
]

PAGE_BREAK = "\f"
ON_SCREEN = ("Sommaire", "Planning", "Conformité", "Qualité", "Échéances")
"""What of the planning is not for paper, beside the inputs."""


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The pages of both files as text, laid out; made by one run of LibreOffice."""
    folder = tmp_path_factory.mktemp("paper")
    session = deux_jurys()
    plan = plan_de(session, 2)
    report, dates = check(session, plan), echeancier(session, plan)
    files = {
        "planning": write_planning(folder / "planning.xlsx", session, plan, report, echeancier=dates).path,
        "affichage": write_affichage(folder / "affichage.xlsx", session, plan).path,
    }
    _show_every_tab(files["planning"])
    _printed(folder, *files.values())
    pages = {name: _text(path.with_suffix(".pdf")).split(PAGE_BREAK)[:-1] for name, path in files.items()}
    return SimpleNamespace(pages=pages, files=files, folder=folder, session=session)


def _printed(folder, *paths):
    """Turned into PDF beside them."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", folder, *paths], check=True, capture_output=True, timeout=240)


def _show_every_tab(path):
    """As whoever prints a sheet that is hidden does."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    tabs = parts["xl/workbook.xml"].decode().split("<sheet ")
    shown = [tab if f'name="{LISTES}"' in tab else tab.replace(' state="hidden"', "") for tab in tabs]
    parts["xl/workbook.xml"] = "<sheet ".join(shown).encode()
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def _text(pdf):
    answer = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, timeout=60)
    return plain(answer.stdout.decode())


def produced(printed):
    """The pages of the planning."""
    return printed.pages["planning"]


def test_what_is_printed_are_the_views_for_people(printed):
    first_lines = [page.strip().splitlines()[0] for page in produced(printed)]
    assert [line for line in first_lines if any(line.startswith(f"{f.titre}   {f.but[:20]}") for f in FEUILLES)] == []
    assert [line for line in first_lines if line.startswith(ON_SCREEN)] == []
    book = load_workbook(printed.files["planning"])
    assert set(ON_SCREEN) <= set(book.sheetnames)
    views = [feuille.titre for feuille in FEUILLES_PRODUITES if feuille.titre in book.sheetnames]
    views = [titre for titre in views if titre not in ON_SCREEN]
    assert [titre for titre in views if not any(line.startswith(titre) for line in first_lines)] == []
    assert not any("Comment remplir ce classeur" in page for page in produced(printed))


def test_dates_are_in_french(printed):
    text = " ".join(produced(printed))
    assert "lundi 14 juin 2027" in text
    assert "mardi 15 juin 2027" in text
    assert not re.search(r"\b(Mon|Tue|Monday|Tuesday|June|Jun)\b", text)


def test_no_number_hour_or_date_is_too_wide_for_its_cell(printed):
    # the hidden twin of a date, of no width, leaves signs at the end of a line that nobody sees
    lines = "\n".join(produced(printed) + printed.pages["affichage"]).splitlines()
    assert [line for line in lines if "###" in line.removesuffix("###")] == []


def test_every_word_of_every_sheet_is_on_paper(printed):
    book = load_workbook(printed.files["planning"])
    text = set(re.findall(r"\w+", " ".join(produced(printed))))
    for sheet in some(sheet for sheet in book.worksheets[:11] if sheet.title not in ON_SCREEN):
        visible = [i for i in range(sheet.max_column) if not sheet.column_dimensions[_letter(i)].hidden][:12]
        for row in rows(sheet):
            for value in (row[i] for i in visible):
                missing = set(re.findall(r"\w+", value)) - text if isinstance(value, str) else set()
                assert not missing, (sheet.title, value)


def _letter(index):
    return chr(ord("A") + index) if index < 26 else "A" + chr(ord("A") + index - 26)


@pytest.mark.parametrize(
    ("sheet", "first", "last"),
    [
        ("Organisation détaillée", "Début", "Remarque"),
        ("Par candidat", "N°", "Aménagements"),
        ("Par jury", "Début", "Aménagements"),
        ("Par salle", "Début", "occupés"),
        ("Table de correspondance", "N° tiré", "présentation"),
    ],
)
def test_the_first_and_the_last_column_are_on_the_same_page(printed, sheet, first, last):
    page = next(p for p in produced(printed) if p.lstrip().startswith(sheet))
    assert first in page
    assert last in page


def test_no_page_is_blank(printed):
    for page in (*produced(printed), *printed.pages["affichage"]):
        assert len(page.split()) > 15, page


def test_a_jury_has_its_day_on_one_page(printed):
    for jury in ("Jury 1", "Jury 2"):
        for jour in ("lundi 14 juin 2027", "mardi 15 juin 2027"):
            titled = [p for p in produced(printed) if f"{jury} – {jour}, de" in p]
            assert len(titled) == 1
            assert "clôture" in titled[0]


def test_each_day_of_the_grid_is_on_one_page(printed):
    grids = [p for p in produced(printed) if "Heure" in p and "Accueil" in p and "Pause déjeuner" in p]
    assert len(grids) == 2


@pytest.mark.parametrize("crowd", CROWDS)
def test_each_page_of_the_poster_is_one_sheet_of_its_paper(tmp_path, crowd):
    """As it is opened: LibreOffice breaks no page that the file does not break, on A4 and on A3."""
    session, par_jury = CROWDS[crowd]()
    path = write_affichage(tmp_path / "a.xlsx", session, plan_de(session, par_jury)).path
    asked = [len(pages_of(sheet)) for sheet in load_workbook(path).worksheets]
    _printed(tmp_path, path)
    pdf = path.with_suffix(".pdf")
    told = subprocess.run(["pdfinfo", "-l", "99", pdf], check=True, capture_output=True, timeout=60).stdout.decode()
    sizes = [round(float(width)) for width in re.findall(r"Page +\d+ size: +([\d.]+) x", told)]
    assert sizes == [595] * asked[0] + [842] * asked[1]
    assert all("Planning de la session d'examen" in page for page in _text(pdf).split(PAGE_BREAK)[:-1])
