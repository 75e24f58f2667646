"""Whatever was typed is shown as it was typed: it runs in no format, and breaks no page."""

import re
import subprocess
from dataclasses import replace

import pytest

from export.dossiers import bare, docx_text, dossier, needs_poppler, of
from export.rich import deux_jurys, plan_de
from some import some
from tpplanner import write_documents
from tpplanner.audit import check

pytestmark = needs_poppler

HOSTILE = (
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    '#read("/etc/passwd")',
    "deux\nlignes",
    "*gras* _ital_ $x^2$ @ref <label> \\ [c] ]",
    "{% raw %} & <w:p/> ]]>",
    "A" * 40,
)


@pytest.fixture(scope="module")
def hostile():
    base = deux_jurys(amenages=False)
    gens = tuple(replace(c, nom=h, prenom="") for c, h in zip(base.candidats, HOSTILE, strict=True))
    return replace(
        base,
        candidats=gens,
        membres=tuple(replace(m, nom=f"{HOSTILE[i]} M", prenom="") for i, m in enumerate(base.membres)),
        salles=(*base.salles[:2], *(replace(s, nom=f"{HOSTILE[3]} {s.id}") for s in base.salles[2:])),
        centre=HOSTILE[3],
        site=HOSTILE[2],
        contact=HOSTILE[1],
        numero_ceres=HOSTILE[6],
    )


@pytest.fixture(scope="module")
def texts(hostile):
    return dossier(hostile, plan_de(hostile, 2), formats=("pdf", "docx"))


@pytest.mark.parametrize("name", ["responsable/table de correspondance.pdf", "equipe/liste d'accueil.pdf"])
def test_every_name_is_printed_as_it_was_typed(texts, name):
    assert [h for h in HOSTILE if bare(h) not in bare(texts[name])] == []


def test_a_letter_of_ours_shows_names_and_places_as_they_were_typed(texts):
    letters = [bare(text) for name, text in of(texts, "candidat").items() if "convocation" in name]
    assert all(any(bare(h) in letter for letter in letters) for h in HOSTILE)
    assert all(bare(HOSTILE[3]) in letter and bare(HOSTILE[2]) in letter for letter in letters)


def test_nothing_was_read_or_computed(texts):
    for name, text in some(texts.items()):
        assert "root:" not in text, name
        assert not re.search(r"\b49\b", text), name


def test_consignes_hold_what_was_typed_and_are_sound_files(texts):
    assert bare(HOSTILE[3]) in bare(texts["jury/consignes au jury.docx"])


def test_a_letter_of_the_centre_shows_names_as_they_were_typed(hostile, tmp_path):
    plan = plan_de(hostile, 2)
    report = check(hostile, plan)
    written = write_documents(tmp_path / "m", hostile, plan, report, pour=["responsable"], formats=["docx"])
    letter = next(p for p in written.fichiers if p.name.startswith("modèle"))
    filled = write_documents(
        tmp_path / "d", hostile, plan, report, pour=["candidat"], formats=["docx"], convocation=letter
    ).fichiers
    letters = [bare(docx_text(p)) for p in filled if p.name.startswith("convocation")]
    assert len(letters) == len(HOSTILE)
    assert [h for h in HOSTILE if not any(bare(f"À {h}") in text for text in letters)] == []
    assert all(bare(HOSTILE[2]) in text for text in letters), "the place, whose text looks like a field"


def test_pages_are_tagged_french_and_carry_their_fonts(tmp_path):
    session = deux_jurys(2)
    plan = plan_de(session, 2)
    written = write_documents(tmp_path, session, plan, check(session, plan), pour=["affichage"], formats=["pdf"])
    for path in some(written.fichiers):
        content = path.read_bytes()
        assert b"pdfuaid" in content, path.name
        assert b"(fr-FR)" in content or b"(fr)" in content, path.name
        info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        assert re.search(r"Tagged:\s+yes", info)
        fonts = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
        assert fonts
        assert all(re.search(r"\byes\s+yes\b", line) for line in fonts), "each font stands in the file"


def test_a_letter_that_no_font_has_does_not_stop_the_dossier(tmp_path):
    base = deux_jurys(2, amenages=False)
    session = replace(base, candidats=(replace(base.candidats[0], nom="日本 😀"), *base.candidats[1:]))
    plan = plan_de(session, 2)
    written = write_documents(tmp_path, session, plan, check(session, plan), pour=["candidat"], formats=["pdf"])
    assert len(written.fichiers) == len(session.candidats)
