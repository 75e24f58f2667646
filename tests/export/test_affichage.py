"""The poster tells each candidat when and where to come, and nothing about anybody."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from builders import TOUTES
from export.dossiers import needs_poppler, octets
from export.dossiers import pages_of as pages_of_pdf
from export.rich import candidats, deux_jurys, en_ccp, plan_de, soixante
from export.xlsx import parts, plain, rows, texts
from proofs import mostly_proofs
from some import some
from tpplanner.domain.affichage import posted_as, without_majorations
from tpplanner.domain.imprevus import Accord, Imprevu
from tpplanner.export.agenda import Agenda, designations
from tpplanner.export.documents import Audience, Format, Matter, pages
from tpplanner.export.excel import Designation, write_affichage
from tpplanner.export.posters import demi_journees, half_days_in_words, ou
from tpplanner.export.text_size import text_points
from tpplanner.texts.documents import REGLEMENT
from tpplanner.texts.noms import heure
from tpplanner.texts.reponses import PROVISOIRE

HOUR = re.compile(r"^\d{1,2} h(?: \d\d)?$")


def poster(tmp_path, session, plan, name="affichage", **options):
    return write_affichage(tmp_path / f"{name}.xlsx", session, plan, **options).path


def sheet_of(path):
    return load_workbook(path).worksheets[0]


HALF_DAY = re.compile(r" – (matin|après-midi)$")


def filled(sheet):
    """The cells of each row that say something, by their columns, with plain spaces."""
    for row in sheet.iter_rows():
        yield {cell.column: plain(str(cell.value)) for cell in row if cell.value is not None}


def called(sheet):
    """What each half-day posts, block by block: the title of the block, then who is called when, and to what."""
    half_days, blocks = [], {}
    lines = [{}, *filled(sheet), {}]
    for above, cells, below in zip(lines, lines[1:], lines[2:], strict=False):
        for column, text in cells.items():
            if HALF_DAY.search(text):
                blocks = {}
                half_days.append((text, []))
            elif text in ("Convoqué à", "Présent dès") and half_days:
                blocks[column] = []
                half_days[-1][1].append((above.get(column), blocks[column]))
            elif column in blocks and HOUR.match(text):
                who = next(cells[c] for c in sorted(cells) if c > column)
                blocks[column].append((text, who, next(below[c] for c in sorted(below) if c >= column)))
    return half_days


def in_words(session, plan, designation=Designation.NUMERO):
    agenda = Agenda(session, plan)
    return half_days_in_words(agenda, designations(agenda, designation))


def test_it_is_a_visible_sheet_a_paper(written):
    told = [(s.title, s.sheet_state, s.page_setup.paperSize) for s in written.poster.worksheets]
    assert told == [("Affichage A4", "visible", 9), ("Affichage A3", "visible", 8)]
    for sheet in written.poster.worksheets:
        assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))


def test_both_papers_have_the_same_cells_the_larger_printed_larger(written):
    a4, a3 = written.poster.worksheets
    assert rows(a4) == rows(a3)
    assert [b.id for b in a4.row_breaks.brk] == [b.id for b in a3.row_breaks.brk]
    assert a3.page_setup.scale == pytest.approx((a4.page_setup.scale or 100) * 2**0.5, abs=1.5)


def test_it_tells_what_the_pdf_tells_block_by_block(written, monkeypatch):
    told = {}
    monkeypatch.setattr(pages, "typeset", lambda *_, **contents: told.update(contents) or b"")
    pages.affichage("a4")(Matter(written.session, written.plan, written.report))
    for sheet in written.poster.worksheets:
        posted = called(sheet)
        assert [titre for titre, _ in posted] == [plain(demi["titre"]) for demi in told["demis"]]
        for (_, blocks), demi in zip(posted, told["demis"], strict=True):
            hours = [[(heure, qui) for heure, qui, _ in calls] for _, calls in blocks]
            common = [(plain(c["heure"]), plain(c["qui"])) for c in demi["collectifs"]]
            juries = [[(plain(heure), plain(qui)) for heure, qui, *_ in j["lignes"]] for j in demi["jurys"]]
            assert hours == ([common] if common else []) + juries


def test_each_block_is_a_jury_with_its_room_its_hours_in_order_and_its_passages(written):
    for (_, blocks), demi in zip(
        called(written.poster.worksheets[0]), in_words(written.session, written.plan), strict=True
    ):
        juries = blocks[bool(demi.collectifs) :]
        assert [titre for titre, _ in juries] == [
            plain(f"{j.jury} – {j.salle}" if j.salle else j.jury) for j in demi.jurys
        ]
        for (_, calls), jury in zip(juries, demi.jurys, strict=True):
            minutes = [heure_en_minutes(heure) for heure, *_ in calls]
            assert minutes == sorted(minutes)
            for (*_, what), appel in zip(calls, jury.appels, strict=True):
                passages = ", ".join(plain(f"{epreuve} {heure}") for epreuve, heure in appel.passages)
                assert what == (passages if jury.salle else f"{passages} – {plain(appel.salle)}")


def test_its_hours_and_rooms_are_those_of_the_calls(written):
    agenda = Agenda(written.session, written.plan)
    for demi, told in zip(demi_journees(agenda), in_words(written.session, written.plan), strict=True):
        common = [(heure(a.heure), heure(a.debut)) for a in demi.collectifs]
        assert [(c.heure, c.debut) for c in told.collectifs] == common
        calls = [(jury, [(heure(a.heure), ou(agenda, a)) for a in appels]) for jury, appels in demi.jurys]
        assert [[(a.heure, a.salle) for a in jury.appels] for jury in told.jurys] == [appels for _, appels in calls]


def heure_en_minutes(text):
    hours, minutes = re.fullmatch(r"(\d{1,2}) h(?: (\d\d))?", text).groups()
    return int(hours) * 60 + int(minutes or 0)


def test_it_reminds_of_the_reglement_as_the_pdf_does(written):
    told = texts(written.poster.worksheets[0])
    assert [rule for rule in REGLEMENT if f"•  {rule}" not in told] == []


def test_it_names_nobody_and_tells_nothing_granted(written):
    text = " ".join(parts(written.affichage).values())
    for rule in REGLEMENT:
        text = text.replace(rule, "")
    people = (*written.session.candidats, *written.session.membres, *written.session.personnes)
    forbidden = {p.nom for p in people if len(p.nom) > 3 and not written.session.fictive}
    forbidden |= {p.prenom for p in people if len(p.prenom) > 3}
    forbidden |= {c.numero_ceres for c in written.session.candidats if c.numero_ceres}
    forbidden |= {
        "majoration",
        "majoré",
        "tiers",
        "aide",
        "à part",
        "accessible",
        "handicap",
        "lien",
        "interprète",
        "salle 12",
    }
    assert [word for word in forbidden if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)] == []


def test_its_properties_are_neutral(written):
    core = parts(written.affichage)["docProps/core.xml"]
    properties = written.poster.properties
    assert (properties.title, properties.creator, properties.lastModifiedBy) == ("Planning", None, None)
    assert properties.created == properties.modified == datetime(2000, 1, 1)
    assert "description" not in core
    assert "keywords" not in core


def test_no_end_of_a_passage_is_told(tmp_path):
    session = deux_jurys()
    plan = plan_de(session, 2)
    text = plain(" ".join(texts(sheet_of(poster(tmp_path, session, plan)))))
    agenda = Agenda(session, plan)
    told = {a.heure for d in demi_journees(agenda) for a in (*d.collectifs, *d.individuels)}
    told |= {a.debut for d in demi_journees(agenda) for a in d.collectifs}
    told |= {p.a_partir_de for d in demi_journees(agenda) for a in d.individuels for p in a.passages}
    for moment in some({p.fin for p in plan.passages} - told):
        assert plain(heure(moment)) not in re.findall(r"\b\d{1,2} h(?: \d\d)?\b", text)


def aspect(path):
    """All of a poster but its hours of call: every part of the file, and the looks of every cell."""
    sheet = sheet_of(path)
    bare = [
        ["HEURE" if isinstance(v, str) and HOUR.match(plain(v)) and i == 0 else v for i, v in enumerate(row)]
        for row in rows(sheet)
    ]
    every = parts(path)
    return (
        bare,
        every["xl/styles.xml"],
        every["xl/workbook.xml"],
        re.sub(r"<v>\d+</v>", "", every["xl/worksheets/sheet1.xml"]),
        sorted(every),
    )


def pages_of(sheet):
    """The rows of each page, from first to last."""
    ends = [b.id for b in sheet.row_breaks.brk if b.id < sheet.max_row]
    return list(zip([1, *(end + 1 for end in ends)], [*ends, sheet.max_row], strict=True))


def letters(path):
    """The sizes of the hours of call, and of those whom they call one by one, page by page."""
    sheet = sheet_of(path)
    for first, last in pages_of(sheet):
        cells = [c for row in sheet.iter_rows(first, last) for c in row if isinstance(c.value, str)]
        sizes = {c.font.size for c in cells if c.font.b and (HOUR.match(plain(c.value)) or plain(c.value)[:3] == "n° ")}
        if any(HALF_DAY.search(c.value) for c in cells):
            yield sizes


@pytest.mark.parametrize(("n", "least"), [(4, 27), (8, 26), (12, 25)])
def test_its_letters_are_as_large_as_the_page_of_a_day_allows(tmp_path, n, least):
    session = replace(deux_jurys(amenages=False), candidats=candidats(n))
    for sizes in letters(poster(tmp_path, session, plan_de(session, 3))):
        assert len(sizes) == 1
        assert sizes.pop() >= least


def test_a_crowded_day_takes_a_page_a_half_day(tmp_path):
    base = soixante()
    session = replace(base, candidats=candidats(30), jours=base.jours[:2])
    sheet = sheet_of(poster(tmp_path, session, plan_de(session, 3)))
    cells = [[c.value for row in sheet.iter_rows(*page, max_col=1) for c in row if c.value] for page in pages_of(sheet)]
    assert [[t for t in titles if HALF_DAY.search(t)] for titles in cells] == [
        ["Lundi 14 juin 2027 – matin"],
        ["Lundi 14 juin 2027 – après-midi"],
        ["Mardi 15 juin 2027 – matin", "Mardi 15 juin 2027 – après-midi"],
        [],
    ]


CROWDS = {
    "6": lambda: (replace(deux_jurys(amenages=False), candidats=candidats(6)), 3),
    "12": lambda: (replace(deux_jurys(amenages=False), candidats=candidats(12)), 3),
    "24": lambda: (replace(soixante(), candidats=candidats(24), jours=soixante().jours[:2]), 3),
    "60": lambda: (soixante(), 3),
    "ccp": lambda: (en_ccp(), 2),
}


@pytest.mark.parametrize("crowd", mostly_proofs(list(CROWDS), "12", "ccp"))
def test_each_page_fits_its_paper_as_it_is(tmp_path, crowd):
    """No page is scaled by hand: rows, columns and letters fit at the scale that is written in the file."""
    session, par_jury = CROWDS[crowd]()
    book = load_workbook(poster(tmp_path, session, plan_de(session, par_jury)))
    for sheet, (across, down) in zip(book.worksheets, ((210, 297), (297, 420)), strict=True):
        setup, margins, scale = sheet.page_setup, sheet.page_margins, (sheet.page_setup.scale or 100) / 100
        assert setup.orientation == "portrait"
        assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
        pixels = [sheet.column_dimensions["A"].width * 7] * sheet.max_column
        inches = sum(pixels) / 96 * scale
        assert inches * 1.06 <= across / 25.4 - margins.left - margins.right, "LibreOffice has columns 6 % wider"
        for first, last in pages_of(sheet):
            points = sum(sheet.row_dimensions[row].height or 15 for row in range(first, last + 1)) * scale
            assert points / 72 <= down / 25.4 - margins.top - margins.bottom
        for merged in sheet.merged_cells.ranges:
            cell = sheet.cell(merged.min_row, merged.min_col)
            if isinstance(cell.value, str) and HOUR.match(plain(cell.value)):
                room = sum(pixels[: merged.size["columns"]]) * 0.75
                assert text_points(cell.value, cell.font.size, bold=cell.font.b) < room, cell.value


GRANTED = {
    "time": {"majorations": TOUTES},
    "all": {"majorations": TOUTES, "aide": "A1", "salle_a_part": True},
    "room": {"salle_a_part": True, "salle_accessible": True},
    "aide": {"aide": "A1"},
}


@pytest.mark.parametrize("granted", mostly_proofs(list(GRANTED), "all"))
@pytest.mark.parametrize("who", mostly_proofs([0, 3, 7], 0))
def test_with_or_without_something_granted_only_hours_of_call_differ(tmp_path, granted, who):
    without = deux_jurys(amenages=False)
    gens = list(without.candidats)
    gens[who] = replace(gens[who], **GRANTED[granted])
    with_ = replace(without, candidats=tuple(gens))
    plans = plan_de(without, 2), posted_as(plan_de(with_, 2), plan_de(without_majorations(with_), 2))
    assert plans[0] != plans[1], "what is granted must change the plan for this to say anything"
    before, after = (
        aspect(poster(tmp_path, s, p, str(i))) for i, (s, p) in enumerate(zip((without, with_), plans, strict=True))
    )
    assert before == after


def test_a_first_name_and_an_initial_if_the_centre_asks(tmp_path):
    session = deux_jurys(amenages=False)
    path = poster(tmp_path, session, plan_de(session, 2), designation=Designation.PRENOM)
    told = texts(sheet_of(path))
    assert "Zoé A." in told
    assert "Marie-Françoise Éléonore D." in told
    assert not any("ABÉLARD" in text or "BOURDONNAYE" in text for text in told)


def test_names_if_the_centre_asks(tmp_path):
    session = deux_jurys(amenages=False)
    told = texts(sheet_of(poster(tmp_path, session, plan_de(session, 2), designation=Designation.NOM)))
    assert "ABÉLARD Zoé" in told
    assert not any("n° 8" in text for text in told)


def test_two_who_would_read_the_same_also_bear_their_number(tmp_path):
    session = deux_jurys(amenages=False)
    gens = (replace(session.candidats[1], nom="ARNAUD", prenom="Zoé"), *session.candidats[2:])
    session = replace(session, candidats=(session.candidats[0], *gens))
    told = texts(sheet_of(poster(tmp_path, session, plan_de(session, 2), designation=Designation.PRENOM)))
    assert {"Zoé A. (n° 1)", "Zoé A. (n° 8)"} <= set(told)


def test_the_epreuves_stand_once_with_the_minutes_of_the_re(tmp_path):
    session = deux_jurys()
    lines = rows(sheet_of(poster(tmp_path, session, plan_de(session, 2))))
    told = [
        tuple(plain(text) for text in row if text)[:2]
        for row in lines
        if row[0] in {"Questionnaire professionnel (QP)", "Entretien final (EF)", "Durée totale"}
    ]
    assert told == [
        ("Questionnaire professionnel (QP)", "30 min"),
        ("Entretien final (EF)", "20 min"),
        ("Durée totale", "2 h 15"),
    ]


def test_no_note_on_the_referentiel_is_posted(written):
    told = texts(written.poster.worksheets[0])
    notes = Agenda(written.session, written.plan).avertissements
    assert [note for note in notes if plain(note) in told] == []


def test_the_poster_says_that_the_centre_compared_the_durations_with_the_re(tmp_path):
    base = replace(deux_jurys(), re_verifie_le=date(2027, 5, 3), re_verifie_par="PETIT Anne")
    told = " ".join(parts(write_affichage(tmp_path / "a.xlsx", base, plan_de(base, 2)).path).values())
    assert "Durées du référentiel d'évaluation vérifiées par le centre le 03/05/2027 (PETIT Anne)." in plain(told)


@needs_poppler
def test_a_planning_that_counts_on_agreements_says_so_on_each_wall_and_names_nobody(tmp_path):
    session = deux_jurys()
    plan = plan_de(session)
    asked = Accord(session.candidats[0].id, plan.jours()[0], a_demander=True)
    for papers, there in ((session, False), (replace(session, imprevus=(Imprevu(asked),)), True)):
        path = poster(tmp_path, papers, plan, name=str(there))
        assert all((PROVISOIRE in texts(sheet)) == there for sheet in load_workbook(path).worksheets)
        printed = octets(papers, plan, pour=(Audience.AFFICHAGE,), formats=(Format.PDF,))
        told = [page for file in printed.values() for page in pages_of_pdf(file)]
        assert told
        assert all((PROVISOIRE in page) == there for page in told)
