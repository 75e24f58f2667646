"""The page of spellings says how each is read; workbook, lists and form read it so, and say what it says.

The tables of ``docs/saisies.md`` are the expected values, decided by what whoever types means.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import ceil
from pathlib import Path

import pytest

from proofs import mostly_proofs
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Jour
from tpplanner.errors import Severity, UserError
from tpplanner.referentiels import find
from tpplanner.sheets.session import CANDIDATS
from tpplanner.texts.noms import etiquette_du_jour
from tpplanner.web.typed import paths
from tpplanner.web.typed.intake import intake_of, take
from tpplanner.web.typed.saisie import Form, contents_typed
from tpplanner.workbook import cells
from tpplanner.workbook.contents import contents_by_row, plages_shown
from tpplanner.workbook.entered import field_of, read_entered, read_titre, sums
from tpplanner.workbook.example import example_session
from tpplanner.workbook.lists import read_list, read_text
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.titre_write import EnteredTable, entered_titre
from workbook.samples import address, opened, spoiled, write

PAGE = Path(__file__).parents[2] / "docs" / "saisies.md"
CDA = find("CDA")
DAYS = (date(2027, 6, 7), date(2027, 6, 8), date(2027, 6, 11), date(2027, 7, 8))
REFUSED = "refusé"
"""what the page says of a spelling that nothing is planned with"""


def rows(titre):
    """Of a part of the page: each spelling, how it is read, what is said of it."""
    part = PAGE.read_text(encoding="utf-8").split(f"\n## {titre}\n")[1].split("\n## ")[0]
    for line in part.splitlines():
        if line.startswith("| `"):
            typed, read, said = (cell.strip() for cell in line.strip("|").split("|"))
            for spelling in re.findall("`([^`]+)`", typed):
                yield (
                    spelling,
                    read,
                    [fragment for fragment in said.split(" ; ") if fragment] if said.count("→") < 2 else [said],
                )


PARTS = ("Majorations", "Heures", "Durées", "Dates", "Absences et disponibilités", "Oui ou non")
TABLE = {part: list(rows(part)) for part in PARTS}


def test_the_page_has_hundreds_of_spellings_none_of_them_twice_in_a_table():
    assert sum(map(len, TABLE.values())) > 700
    for part, spellings in TABLE.items():
        typed = [spelling for spelling, _, _ in spellings]
        assert [s for s in typed if typed.count(s) > 1] == [], part


# What is read of a column of spellings, one a candidat: by workbook, by list, by the form.


def session_of(nombre):
    """A session of these four days, with so many candidats of whom nothing is known."""
    session = example_session(CDA)
    jours = tuple(Jour(jour, etiquette_du_jour(rang)) for rang, jour in enumerate(DAYS, 1))
    somebody = replace(session.candidats[0], majorations=(), indisponibilites=(), numero_tire=None, salle_a_part=False)
    everybody = tuple(
        replace(somebody, id=f"C{n}", nom=f"NOM{n}", prenom="Ada", numero_ceres=f"{n}") for n in range(1, nombre + 1)
    )
    return replace(session, jours=jours, candidats=everybody, reference=(), liens=(), convocations=())


def by_workbook(tmp_path, champ, spellings):
    session = session_of(len(spellings))
    typed = {("candidats", champ, rank): spelling for rank, spelling in enumerate(spellings)}
    path = spoiled(tmp_path / "session.xlsx", session, typed)
    ranks = {address("candidats", champ, rank): rank for rank in range(len(spellings))}
    return answers(lambda: read_session(path), lambda issue: ranks.get(issue.cell), len(spellings))


def by_form(_, champ, spellings):
    session = session_of(len(spellings))
    saisie = _typed(session, {f"candidats.candidats{n}.{champ}": typed for n, typed in enumerate(spellings)})
    return _of_form(saisie, session, champ, len(spellings))


def by_pasted_list(_, champ, spellings):
    session = session_of(0)
    titre = CANDIDATS.colonne(champ).titre
    lines = [f"NOM{n}\tAda\t{spelling}" for n, spelling in enumerate(spellings, 1)]
    pasted = "\n".join([f"Nom\tPrénom\t{titre}", *lines])
    saisie = _typed(session, {})
    take(saisie, "candidats", read_text(pasted, CANDIDATS), pasted)
    assert len(intake_of(saisie, "candidats").lignes) == len(spellings) + 1
    assert len(saisie.rows["candidats"]) == len(spellings)
    return _of_form(saisie, session, champ, len(spellings))


def by_csv(tmp_path, champ, spellings):
    titre = CANDIDATS.colonne(champ).titre
    lines = [f'NOM{n};Ada;"{spelling}"' for n, spelling in enumerate(spellings, 1)]
    path = tmp_path / "liste.csv"
    path.write_text("\n".join([f"Nom;Prénom;{titre}", *lines]), encoding="utf-8")
    session = session_of(len(spellings))
    liste = read_list(path, CANDIDATS)
    contents = contents_by_row(session) | {"candidats": liste.rows}
    session, said = answers(lambda: read_entered(contents, CDA), _rank_at(champ), len(spellings))
    return session, said


WAYS = {"workbook": by_workbook, "form": by_form, "pasted list": by_pasted_list, "list in a file": by_csv}


def _typed(session, fields):
    """A form filled from that session as a browser fills it, with other values in those fields."""
    contents = contents_by_row(session)
    sent = {"titre": "CDA", "session.genre": "session titre"}
    for cle in ("jours", "candidats", "membres", "salles"):
        for n, row in enumerate(contents[cle]):
            sent |= {f"{cle}.{cle}{n}.{champ}": _shown(value) for champ, value in row.items() if champ != "id"}
    form = Form()
    paths.write(form, sent | fields)
    return form


def _shown(value):
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
        case time():
            return f"{value:%H:%M}"
        case bool():
            return "oui" if value else "non"
    return str(value)


def _of_form(saisie, session, champ, nombre):
    contents = contents_typed(saisie, CDA, contents_by_row(session) | {"candidats": []})
    return answers(lambda: read_entered(contents, CDA), _rank_at(champ), nombre)


def _rank_at(champ, feuille="candidats"):
    def rank(issue):
        field = field_of(issue)
        return field.rang if field is not None and (field.feuille, field.champ) == (feuille, champ) else None

    return rank


def answers(read, rank_of, nombre):
    """What came of reading: the session, None where it was refused; by rank, whether refused, and what is said."""
    try:
        reading = read()
        session, issues = reading.session, reading.avertissements
    except UserError as refusal:
        session, issues = None, refusal.issues
    said = dict.fromkeys(range(nombre), (False, ""))
    for issue in issues:
        if (rank := rank_of(issue)) is not None:
            refused, text = said[rank]
            wrong = issue.severity is Severity.ERROR
            said[rank] = (refused or wrong, f"{text} {issue.message} {issue.hint} ({issue.value})")
    return session, said


def check(way, tmp_path, champ, part, shown):
    """Every spelling of a part in that column: those that are read, then those that are refused."""
    table = TABLE[part]
    accepted = [(s, read, said) for s, read, said in table if read != REFUSED]
    session, told = WAYS[way](tmp_path, champ, [s for s, _, _ in accepted])
    assert session is not None, {accepted[n][0]: text for n, (refused, text) in told.items() if refused}
    seen = {s: shown(session, candidat) for (s, _, _), candidat in zip(accepted, session.candidats, strict=True)}
    assert seen == {s: read for s, read, _ in accepted}
    if "list" in way:  # what is left of a line stands beside it, as its source
        accepted = [(s, read, [f for f in said if "le reste de cette cellule" not in f]) for s, read, said in accepted]
    _check_said(accepted, told, refused=False)
    others = [(s, read, said) for s, read, said in table if read == REFUSED]
    session, told = WAYS[way](tmp_path, champ, [s for s, _, _ in others])
    assert session is None
    _check_said(others, told, refused=True)


def _check_said(table, told, *, refused):
    wrong = {}
    for rank, (spelling, _, said) in enumerate(table):
        was_refused, text = told[rank]
        missing = [fragment for fragment in said if plain(fragment) not in plain(text)]
        if was_refused != refused or missing or (not refused and not said and text):
            wrong[spelling] = (said, text)
    assert wrong == {}


def plain(text):
    return re.sub(r"[\s\u00a0\u202f]+", " ", text).casefold()


# The parts of the page, each by all the ways that take it.


def majoration_shown(_, candidat):
    part = candidat.majoration(Nature.ECRIT)
    if not part:
        return "rien"
    minutes = ", ".join(f"{n} → {ceil(n * (1 + part))}" for n in (30, 60))
    return f"{minutes}, à confirmer" if Nature.ECRIT in candidat.majorations_a_confirmer else minutes


@pytest.mark.parametrize("way", mostly_proofs(WAYS, "workbook", "form"))
def test_a_majoration_is_what_the_page_says(way, tmp_path):
    check(way, tmp_path, "majoration_ecrit", "Majorations", majoration_shown)


WHY = re.compile(r"rqth|mdph|pap\b|pps|pai\b|aesh|dys|tdah|handicap|malentendant|médical|médecin", re.IGNORECASE)
"""the words of the page that tell of somebody's health"""


@pytest.mark.parametrize("way", mostly_proofs(WAYS, "form"))
def test_why_somebody_has_more_time_is_repeated_nowhere(way, tmp_path):
    for champ, part in (("majoration_ecrit", "Majorations"), ("salle_a_part", "Oui ou non")):
        spellings = [s for s, _, _ in TABLE[part] if WHY.search(s)]
        assert spellings
        _, told = WAYS[way](tmp_path, champ, spellings)
        assert [text for _, text in told.values() if WHY.search(text)] == []


def test_a_list_gives_nothing_of_why_somebody_has_more_time(tmp_path):
    spellings = [s for s, _, _ in TABLE["Majorations"] if WHY.search(s)]
    lines = "".join(f"NOM{n};Ada;{s}\n" for n, s in enumerate(spellings))
    path = tmp_path / "liste.csv"
    path.write_text(f"Nom;Prénom;Majoration oral\n{lines}", encoding="utf-8")
    granted = [row["majoration_oral"] for row in read_list(path, CANDIDATS).rows]
    assert len(granted) == len(spellings)
    assert set(granted) == {"1/3", "?"}


def yes_shown(_, candidat):
    return "oui" if candidat.salle_a_part else "non"


def absence_shown(session, candidat):
    return plages_shown(session, candidat.indisponibilites) or "rien"


@pytest.mark.parametrize("way", mostly_proofs(WAYS, "workbook", "list in a file"))
def test_yes_and_no_are_what_the_page_says(way, tmp_path):
    check(way, tmp_path, "salle_a_part", "Oui ou non", yes_shown)


@pytest.mark.parametrize("way", mostly_proofs(["workbook", "form"], "form"))
def test_an_absence_is_what_the_page_says(way, tmp_path):
    check(way, tmp_path, "indisponible", "Absences et disponibilités", absence_shown)


# Hours, dates and lengths, where forms and workbook take them.


def check_column(part, contents_of, rank_of, shown):
    """Every spelling of a part in a column of one reading: those that are read, then those that are refused."""
    for refused in (False, True):
        table = [(s, read, said) for s, read, said in TABLE[part] if (read == REFUSED) == refused]
        contents = contents_of([s for s, _, _ in table])
        session, told = answers(lambda c=contents: read_entered(c, CDA), rank_of, len(table))
        assert (session is None) == refused, told
        if session is not None:
            assert dict(zip([s for s, _, _ in table], shown(session), strict=True)) == {s: r for s, r, _ in table}
        _check_said(table, told, refused=refused)


def test_an_hour_is_what_the_page_says():
    def contents_of(spellings):
        days = [
            {"date": DAYS[0] + timedelta(days=n), "ouverture": s, "fin": time(23, 59)} for n, s in enumerate(spellings)
        ]
        return contents_by_row(session_of(1)) | {"jours": days}

    def shown(session):
        return [f"{jour.ouverture:%H:%M}" for jour in session.jours]

    check_column("Heures", contents_of, _rank_at("ouverture", "jours"), shown)


def test_a_date_is_what_the_page_says():
    session = session_of(max(len(TABLE["Dates"]), 1))

    def contents_of(spellings):
        absent = [{"qui": f"NOM{n} Ada", "jour": spelling} for n, spelling in enumerate(spellings, 1)]
        return contents_by_row(session) | {"indisponibilites": absent}

    def shown(session):
        return [f"{p.debut:%d/%m/%Y}" for c in session.candidats for p in c.indisponibilites]

    check_column("Dates", contents_of, _rank_at("jour", "indisponibilites"), shown)


def test_a_length_is_what_the_page_says():
    usual = contents_by_row(session_of(1))
    for spelling, read, said in TABLE["Durées"]:
        contents = usual | {"reglages": [{"battement": spelling}]}
        session, told = answers(lambda c=contents: read_entered(c, CDA), _rank_at("battement", "reglages"), 1)
        refused, text = told[0]
        text = re.sub(r" « Battement.*telle quelle\. \(.*?\)", "", text)  # the bounds that are usual
        assert (REFUSED if refused else f"{session.reglages.battement} min") == read, spelling
        _check_said([(spelling, read, said)], {0: (refused, text)}, refused=read == REFUSED)


def test_a_length_of_a_titre_that_is_typed_is_what_the_page_says():
    typed = entered_titre(CDA)
    row = typed.tables[0].rows[0]
    others = [(s, read, said) for s, read, said in TABLE["Durées"] if read == REFUSED]
    typed.tables[0].rows = [row | {"repere": f"X{n}", "duree": spelling} for n, (spelling, _, _) in enumerate(others)]
    found = {f.champ: f"{f.issue.message} {f.issue.hint}" for f in read_titre(typed)[1]}
    told = {n: (f"titre-{n}-duree" in found, found.get(f"titre-{n}-duree", "")) for n in range(len(others))}
    _check_said(others, told, refused=True)
    for spelling, read, _ in TABLE["Durées"]:
        if read != REFUSED:
            assert f"{sums(EnteredTable('titre', rows=[{'duree': spelling}])).candidat} min" == read


# What Excel makes of what is typed, in a workbook that does not hold it as text, is read as what was typed.


def as_excel_turns(spelling):
    """What a French Excel holds of what is typed in a cell of no format; None where it keeps the text."""
    bare = spelling.strip().replace("\u00a0", " ")
    if m := re.fullmatch(r"(\d+(?:,\d+)?) ?%", bare):
        return float(m[1].replace(",", ".")) / 100
    if m := re.fullmatch(r"(\d{1,2})/(\d{1,2})", bare):
        return datetime(2027, int(m[2]), int(m[1])) if 1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 28 else None
    if m := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", bare):
        return (
            datetime(int(m[3]), int(m[2]), int(m[1])) if int(m[2]) <= 12 and int(m[1]) <= 28 and m[1] != "0" else None
        )
    if m := re.fullmatch(r"(\d{1,2}):([0-5]\d)(?::00)?", bare):
        return time(int(m[1]), int(m[2])) if int(m[1]) < 24 else None
    if re.fullmatch(r"\d+(?:,\d+)?", bare):
        return float(bare.replace(",", ".")) if "," in bare else int(bare)
    return {"vrai": True, "VRAI": True, "faux": False}.get(bare)


def _is_a_whole_date(value, part):
    """Whether Excel gave a day and a month the year in which they were typed."""
    return part != "Majorations" and isinstance(value, datetime)


def by_excel(tmp_path, champ, values):
    path = write(tmp_path / "session.xlsx", session_of(len(values)))
    book = opened(path)
    ranks = {address("candidats", champ, rank): rank for rank in range(len(values))}
    for cell, rank in ranks.items():
        book["Candidats"][cell].number_format = "General"
        book["Candidats"][cell].value = values[rank]
    book.save(path)
    return answers(lambda: read_session(path), lambda issue: ranks.get(issue.cell), len(values))


@pytest.mark.parametrize(
    ("champ", "part", "shown"),
    mostly_proofs(
        [
            ("majoration_ecrit", "Majorations", majoration_shown),
            ("salle_a_part", "Oui ou non", yes_shown),
            ("indisponible", "Absences et disponibilités", absence_shown),
        ],
        ("majoration_ecrit", "Majorations", majoration_shown),
    ),
)
def test_what_excel_made_of_a_spelling_is_read_as_the_spelling(tmp_path, champ, part, shown):
    turned = [(s, read, as_excel_turns(s)) for s, read, _ in TABLE[part] if as_excel_turns(s) is not None]
    assert len(turned) > 3
    accepted = [(s, read, value) for s, read, value in turned if read != REFUSED]
    session, told = by_excel(tmp_path, champ, [value for _, _, value in accepted])
    assert session is not None, told
    seen = {s: shown(session, candidat) for (s, _, _), candidat in zip(accepted, session.candidats, strict=True)}
    assert seen == {s: read for s, read, _ in accepted}
    others = [(s, value) for s, read, value in turned if read == REFUSED and not _is_a_whole_date(value, part)]
    if others:
        _, told = by_excel(tmp_path, champ, [value for _, value in others])
        assert [others[n] for n, (refused, _) in told.items() if not refused] == []


@pytest.mark.parametrize(("part", "read"), [("Heures", cells.heure), ("Durées", cells.minutes), ("Dates", None)])
def test_what_excel_made_of_an_hour_a_length_or_a_date_is_read_as_what_was_typed(part, read):
    read = read or (lambda value: cells.jour(value, DAYS))
    for spelling, expected, _ in TABLE[part]:
        value = as_excel_turns(spelling)
        if value is None or (expected == REFUSED and _is_a_whole_date(value, part)):
            continue
        try:
            lu = read(value)
        except cells.Unreadable:
            assert expected == REFUSED, spelling
            continue
        shown = {time: "{:%H:%M}", date: "{:%d/%m/%Y}"}.get(type(lu), "{} min")
        assert shown.format(lu) == expected, spelling
