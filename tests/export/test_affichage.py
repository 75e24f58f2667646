"""The poster tells each candidat when and where to come, and nothing about anybody."""

import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from builders import TOUTES
from export.rich import candidats, deux_jurys, plan_de, soixante
from export.xlsx import parts, plain, rows, texts
from proofs import mostly_proofs
from some import some
from tpplanner.domain.affichage import posted_as, without_majorations
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel import Designation, write_affichage
from tpplanner.export.posters import demi_journees
from tpplanner.texts.noms import heure

HOUR = re.compile(r"^\d{1,2} h(?: \d\d)?$")


def poster(tmp_path, session, plan, name="affichage", **options):
    return write_affichage(tmp_path / f"{name}.xlsx", session, plan, **options).path


def sheet_of(path):
    return load_workbook(path).worksheets[0]


def test_it_is_one_visible_sheet(written):
    assert [s.sheet_state for s in written.poster.worksheets] == ["visible"]
    sheet = written.poster.worksheets[0]
    assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))


def test_it_calls_every_candidat_for_each_of_his_chains(written):
    agenda = Agenda(written.session, written.plan)
    called = [row[1] for row in rows(written.poster.worksheets[0]) if str(row[1]).startswith("n° ")]
    expected = [f"n° {agenda.numeros[i.candidat]}" for d in demi_journees(agenda) for i in d.individuels]
    assert called == expected


def test_its_hours_are_those_of_the_calls_and_no_other(written):
    agenda = Agenda(written.session, written.plan)
    demis = demi_journees(agenda)
    calls = {plain(heure(a.heure)) for d in demis for a in (*d.collectifs, *d.individuels)}
    column = [plain(row[0]) for row in rows(written.poster.worksheets[0]) if isinstance(row[0], str)]
    assert {text for text in column if HOUR.match(text)} == calls
    others = {
        t for row in rows(written.poster.worksheets[0]) for t in row[1:] if isinstance(t, str) and HOUR.match(plain(t))
    }
    durations = {plain(t) for t in others}
    begins = {plain(f"début à {heure(a.debut)}") for d in demis for a in d.collectifs}
    assert {plain(t).partition("\n")[2] for t in texts(written.poster.worksheets[0]) if "\ndébut à" in t} == begins
    assert durations <= {"1 h", "1 h 10", "1 h 20", "1 h 30", "2 h 15", "4 h", "4 h 20"}, "only lengths of the RE"


def test_it_names_nobody_and_tells_nothing_granted(written):
    text = " ".join(parts(written.affichage).values())
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


def letters(path):
    """The sizes of the hours of call, and of those whom they call one by one."""
    cells = [cell for row in sheet_of(path).iter_rows() for cell in row[:2] if isinstance(cell.value, str)]
    return {cell.font.size for cell in cells if HOUR.match(plain(cell.value)) or cell.value.startswith("n° ")}


@pytest.mark.parametrize(("n", "least"), [(4, 32), (8, 24), (12, 24)])
def test_its_letters_are_as_large_as_the_page_of_a_day_allows(tmp_path, n, least):
    session = replace(deux_jurys(amenages=False), candidats=candidats(n))
    path = poster(tmp_path, session, plan_de(session, 3))
    assert len(letters(path)) == 1
    assert letters(path).pop() >= least


def test_a_crowded_day_takes_a_page_a_half_day(tmp_path):
    base = soixante()
    session = replace(base, candidats=candidats(30), jours=base.jours[:2])
    sheet = sheet_of(poster(tmp_path, session, plan_de(session, 3)))
    titles = [c.row for row in sheet.iter_rows() for c in row[:1] if re.search(r" – (matin|après-midi)$", str(c.value))]
    assert [b.id for b in sheet.row_breaks.brk][: len(titles) - 1] == [row - 1 for row in titles[1:]]


@pytest.mark.parametrize(
    "granted",
    [
        {"majorations": TOUTES},
        {"majorations": TOUTES, "aide": "A1", "salle_a_part": True},
        {"salle_a_part": True, "salle_accessible": True},
        {"aide": "A1"},
    ],
)
@pytest.mark.parametrize("who", mostly_proofs([0, 3, 7], 0))
def test_with_or_without_something_granted_only_hours_of_call_differ(tmp_path, granted, who):
    without = deux_jurys(amenages=False)
    gens = list(without.candidats)
    gens[who] = replace(gens[who], **granted)
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
        (row[0], plain(row[2]))
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
