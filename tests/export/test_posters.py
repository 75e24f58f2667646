"""The posters are read from afar: their letters are as large as the page allows, the same whoever has more time."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from itertools import islice

import pytest
from defusedxml.ElementTree import fromstring

from builders import TOUTES
from example_sessions import EXAMPLES
from export.dossiers import HOUR, bare, needs_poppler, pages_of
from export.rich import candidats, deux_jurys, plan_de, soixante
from export.xlsx import plain
from proofs import mostly_proofs
from some import some
from tpplanner.audit import check
from tpplanner.domain.affichage import posted_as, without_majorations
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Designation
from tpplanner.export.agenda import Agenda, designations
from tpplanner.export.documents import Matter
from tpplanner.export.documents.pages import affichage, portes
from tpplanner.export.posters import lignes_de_table, tables

pytestmark = needs_poppler


def of(n, nb_jours=2, **granted):
    base = deux_jurys(amenages=False)
    gens = candidats(n)
    return replace(base, candidats=(replace(gens[0], **granted), *gens[1:]), jours=base.jours[:nb_jours])


def trente():
    base = soixante()
    return replace(base, candidats=candidats(30), jours=base.jours[:2])


@cache
def poster(session, par_jury=3, paper="a3", designation=Designation.NUMERO):
    """The pages of a poster: for each its texts with their size in points."""
    plan = posted_as(plan_de(session, par_jury), plan_de(without_majorations(session), par_jury))
    pdf = affichage(paper)(Matter(session, plan, check(session, plan), designation=designation))
    command = ["pdftohtml", "-xml", "-stdout", "-i", "-zoom", "1", "-", "-"]
    told = subprocess.run(command, input=pdf, check=True, capture_output=True, timeout=60).stdout
    root = fromstring(told)
    sizes = {font.get("id"): int(font.get("size")) for font in root.iter("fontspec")}
    return [
        [(plain("".join(t.itertext())).strip(), sizes[t.get("font")]) for t in page.iter("text")]
        for page in root.iter("page")
    ]


def calls(page):
    """The hours and numbers of a page, with their sizes: those of passages and of what is common, in small, left out."""
    told = [(text, size) for text, size in page if not re.search(r"début|jusqu'à|^[A-Z]{2,} \d", text)]
    return [(t, size) for text, size in told for t in (*HOUR.findall(text), *re.findall(r"n° \d+$", text))]


def sizes(pages):
    """The size of the calls of each page that has some."""
    by_page = [{size for text, size in calls(page) if not text.endswith("h 15") and size > 16} for page in pages]
    assert all(len(found) <= 1 for found in by_page)
    return [found.pop() for found in by_page if found]


@pytest.mark.parametrize("n", mostly_proofs([3, 6, 9, 12, 15], 3, 15))
def test_hours_and_numbers_are_read_from_afar_up_to_fifteen_candidats(n):
    pages = poster(of(n, 1 if n == 3 else 2), 4 if n == 15 else 3)
    assert all(size >= 28 for size in sizes(pages))
    assert len(sizes(pages)) >= 1


def test_each_day_is_one_page_and_the_rules_another():
    pages = poster(of(12))
    assert [any("Règlement" in text for text, _ in page) for page in pages] == [False, False, True]
    for page, jour in zip(pages, ("Lundi 14 juin 2027", "Mardi 15 juin 2027"), strict=False):
        assert {text.partition(" – ")[0] for text, _ in page if re.search(r" – (matin|après-midi)$", text)} == {jour}


def test_a_day_alone_is_one_page_with_the_rules():
    (page,) = poster(of(3, 1))
    assert any("Règlement" in text for text, _ in page)
    assert min(size for text, size in calls(page) if HOUR.match(text) and size > 16) >= 28


@pytest.mark.proof
def test_a_crowded_day_takes_a_page_a_half_day_rather_than_small_letters():
    session = replace(trente(), jours=trente().jours[:1])
    pages = poster(session, 5, designation=Designation.NOM)
    halves = [[text for text, _ in page if re.search(r" – (matin|après-midi)$", text)] for page in pages]
    assert [len(half) for half in halves] == [1, 1, 0]


@pytest.mark.parametrize("designation", mostly_proofs([Designation.PRENOM, Designation.NOM], Designation.NOM))
def test_no_name_is_cut_nor_runs_over_its_place(designation):
    session = of(12)
    words = " ".join(text for page in poster(session, designation=designation) for text, _ in page)
    plan = plan_de(session, 3)
    for nom in some(designations(Agenda(session, plan), designation).values()):
        assert bare(nom) in bare(words)


@pytest.mark.proof
def test_the_page_is_full_of_its_letters():
    fewer, more = sizes(poster(of(6), 2)), sizes(poster(trente()))
    assert min(fewer) > max(more)


def test_an_epreuve_of_a_ccp_names_it_once():
    session = EXAMPLES["cda-ccp"]()
    agenda = Agenda(session, Plan((), (), (), ()))
    for table in some(tables(agenda)):
        *epreuves, _ = lignes_de_table(agenda, table)
        assert [name.count(table.id) for name, *_ in epreuves] == [1] * len(table.epreuves)


def test_a_door_is_one_sheet_however_many_days_it_tells():
    session = soixante()
    plan = plan_de(session, 3)
    (sheet,) = islice((c for c in portes(Matter(session, plan, check(session, plan))) if c.nom == "Salle 1"), 1)
    (page,) = pages_of(sheet.contenu)
    assert page.count("Présent dès") == 2 * len(session.jours)


def test_letters_of_a4_are_those_of_a3_made_smaller():
    a3, a4 = poster(of(6)), poster(of(6), paper="a4")
    assert [[text for text, _ in page] for page in a3] == [[text for text, _ in page] for page in a4]
    for large, small in zip(sizes(a3), sizes(a4), strict=True):
        assert large == pytest.approx(small * 2**0.5, abs=1)


@pytest.mark.parametrize("n", mostly_proofs([6, 8, 12], 8))
def test_a_majoration_changes_no_letter(n):
    session = of(n, majorations=TOUTES)
    others = replace(session, candidats=tuple(replace(c, majorations=()) for c in session.candidats[:-1]))
    others = replace(others, candidats=(*others.candidats, replace(session.candidats[-1], majorations=TOUTES)))
    assert plan_de(session) != plan_de(others), "what is granted must change the plan for this to say anything"
    assert poster(session) == poster(others)


def test_what_is_common_to_all_is_told_with_the_hour_at_which_it_begins():
    words = " ".join(text for text, _ in poster(of(6), 2)[0])
    assert "Convoqué à" in words
    assert re.search(r"8 h 30 début à 9 h tous les candidats Questionnaire professionnel", words)
