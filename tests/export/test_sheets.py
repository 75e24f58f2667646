"""Every sheet tells the plan's own hours, for every candidat, jury and room."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, time
from itertools import groupby, pairwise

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from export.rich import fictive, plan_de, sur_postes
from export.xlsx import at, parts, plain, rows, table, texts
from some import some
from tpplanner.audit import check
from tpplanner.domain.answers import Change, Changements
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.session import NonPlace
from tpplanner.export.agenda import Agenda, sigle
from tpplanner.export.calls import appel_du_passage
from tpplanner.export.excel import in_sight as shown_of
from tpplanner.export.excel import write_planning
from tpplanner.sheets.colonne import Groupe
from tpplanner.sheets.produites import EMARGEMENT, EN_VUE, FEUILLES_D_UN_PLANNING, GRILLE, ORGANISATION
from tpplanner.sheets.session import FEUILLES, LISTES, MEMBRES, REFERENTIEL, TRACE
from tpplanner.texts.noms import TRAVAUX, date_courte
from tpplanner.workbook.reader import read_session

HOURS = re.compile(r"(\d\d:\d\d) – (\d\d:\d\d)")


def agenda_of(written):
    return Agenda(written.session, written.plan)


def day_in(agenda, text):
    """The day that a banner names."""
    return next(j.date for j in agenda.session.jours if plain(agenda.names.jour(j.date)) in text)


def every_part(agenda):
    return Counter(
        (agenda.names.candidat(p.candidat), agenda.names.epreuve(p.epreuve), x.debut, x.fin)
        for p in agenda.plan.passages
        for x in p.parties
    )


def bare(epreuve):
    """An épreuve without its phase."""
    return re.sub(r"( – phase \d sur \d)?( \(suite\))?$", "", epreuve)


def in_sight(book):
    return [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]


def test_it_opens_on_the_grille(written):
    assert written.book.active.title == GRILLE.titre
    assert [s.title for s in written.book.worksheets if s.sheet_view.tabSelected] == [GRILLE.titre]


def test_it_opens_on_what_changed_or_on_who_is_left_out(tmp_path):
    base = sur_postes()
    plan = plan_de(base, 3)
    left = replace(base, non_places=(NonPlace(base.candidats[0], "pourquoi", "remède", "prouvé"),))
    change = Change(base, Changements())
    for name, titre, session, options in (
        ("left", "Non placés", left, {}),
        ("changed", "Changements", base, {"change": change}),
    ):
        path = write_planning(tmp_path / f"{name}.xlsx", session, plan, check(session, plan), **options).path
        told = parts(path)["xl/workbook.xml"]
        tabs = [tab.partition("/>")[0] for tab in told.split("<sheet ")[1:]]
        opened = tabs[int(re.search(r'activeTab="(\d+)"', told)[1])]
        assert f'name="{titre}"' in opened
        assert sum("state=" not in tab for tab in tabs) <= 12


def test_a_dozen_tabs_at_most_are_in_sight(written):
    assert len(EN_VUE) <= 12
    assert in_sight(written.book) == [f.titre for f in shown_of(written.session) if f.titre in written.book.sheetnames]
    assert {"Planning", "Candidats", "Membres"} <= set(in_sight(written.book))


def test_a_fictive_session_shows_what_its_agrement_asks_for_and_nothing_to_sign():
    shown = shown_of(fictive())
    assert ORGANISATION in shown
    assert EMARGEMENT not in shown


def test_the_tabs_of_a_group_stand_together_in_a_colour_of_its_own(written):
    colours = [
        sheet.sheet_properties.tabColor.rgb
        for sheet in written.book.worksheets
        if sheet.title not in (LISTES, TRACE) and sheet.title != REFERENTIEL
    ]
    groups = [colour for colour, _ in groupby(colours)]
    assert len(groups) == len(set(groups)) == len(Groupe)


def test_the_first_sheet_names_every_other_with_what_it_is_for(written):
    """From a tab in sight it leads there; of the others it tells how to show them, for Excel goes to no hidden sheet."""
    first = written.book.worksheets[0]
    told = {row[0]: row[1:3] for row in rows(first) if row[2] in ("en vue", "masqué")}
    shown = set(in_sight(written.book))
    users = [s.title for s in written.book.worksheets[1:] if s.title not in (LISTES, TRACE, REFERENTIEL)]
    assert list(told) == users
    assert [titre for titre, (but, where) in told.items() if not but or (where == "en vue") != (titre in shown)] == []
    links = {cell.value: cell.hyperlink.location for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert links == {titre: f"'{titre}'!A1" for titre in users if titre in shown}
    assert any("clic droit" in text for text in texts(first))


def test_each_sheet_says_in_a_line_what_it_is_for(written):
    for feuille in FEUILLES_D_UN_PLANNING:
        if feuille.titre in written.book.sheetnames:
            told = [text for text in texts(written.book[feuille.titre])[:4] if plain(feuille.but) in text]
            assert told, feuille.titre


def test_a_sheet_that_tpplanner_hid_is_read_and_not_warned_of_and_one_that_a_hand_hid_is(tmp_path):
    base = sur_postes()
    plan = plan_de(base, 3)
    path = write_planning(tmp_path / "p.xlsx", base, plan, check(base, plan)).path
    reading = read_session(path)
    assert [i for i in reading.avertissements if "masquée" in i.message] == []
    assert len(reading.session.salles) == len(base.salles), "Salles is hidden"
    book = load_workbook(path)
    book[MEMBRES.titre].sheet_state = "hidden"
    book.save(tmp_path / "hidden.xlsx")
    told = [i.sheet for i in read_session(tmp_path / "hidden.xlsx").avertissements if "masquée" in i.message]
    assert told == [MEMBRES.titre]


def test_what_is_for_the_screen_has_nothing_to_print(written):
    """A cell in sight, beside what is written, is the print area; no row or column of titles is repeated over it."""
    screen = {"Sommaire", "Planning", "Conformité", "Qualité", *(feuille.titre for feuille in FEUILLES)}
    sheets = [written.book[f.titre] for f in FEUILLES_D_UN_PLANNING if f.titre in written.book.sheetnames]
    for sheet in (sheet for sheet in sheets if sheet.title in screen):
        left, _, right, _ = range_boundaries(sheet.print_area.rpartition("!")[2])
        assert left == right > sheet.max_column, sheet.title
        hidden = [group for group in sheet.column_dimensions.values() if group.hidden]
        assert not any(group.min <= left <= group.max for group in hidden), sheet.title
        assert (sheet.print_title_rows, sheet.print_title_cols) == (None, None)
    assert all(":" in sheet.print_area for sheet in sheets if sheet.title not in screen)


def test_the_detailed_organisation_tells_who_passes_what_before_whom_when_and_where(written):
    agenda = agenda_of(written)
    noms = {agenda.names.epreuve(e) for e in agenda.epreuves}
    found, juries = Counter(), set()
    for banner, row in table(written.book["Organisation détaillée"], "Début"):
        if (
            not isinstance(row["Fin"], object)
            or row["Début"] is None
            or bare(str(row["Épreuve ou moment"])) not in noms
        ):
            continue
        jour = day_in(agenda, banner)
        key = (row["Candidat"], bare(row["Épreuve ou moment"]), at(jour, row["Début"]), at(jour, row["Fin"]))
        found[key] += 1
        juries.add((*key, row["Jury ou surveillant"], row["Salle"]))
        assert row["Durée prévue"] == (key[3] - key[2]).seconds // 60
    assert found == every_part(agenda)
    for passage in agenda.plan.passages:
        for partie in passage.suivies:
            qui = f"{agenda.names.jury(partie.jury)} : {agenda.membres(partie.jury, partie.debut)}"
            key = (agenda.names.candidat(passage.candidat), agenda.names.epreuve(passage.epreuve))
            assert any(
                j[:4] == (*key, partie.debut, partie.fin)
                and j[4].startswith(qui)
                and j[5] == agenda.names.salle(partie.salle)
                for j in juries
            )


def test_the_detailed_organisation_tells_the_work_of_the_juries_the_accueil_and_the_plis(written):
    agenda = agenda_of(written)
    told = Counter(
        row["Épreuve ou moment"].split(" : ")[0]
        for _, row in table(written.book["Organisation détaillée"], "Début")
        if isinstance(row["Épreuve ou moment"], str)
    )
    for nature in NatureTravail:
        assert told[TRAVAUX[nature]] == sum(t.nature is nature for t in agenda.plan.travaux)
    assert told["Ouverture des plis devant les candidats"] == sum(bool(x.epreuve) for x in agenda.plan.accueils)
    assert told["Accueil des candidats"] == len({p.jour for p in agenda.plan.passages})


def test_the_totals_are_on_one_page(written):
    sheet = written.book["Organisation détaillée"]
    titles = [row[0] for row in rows(sheet)]
    start = next(i for i, text in enumerate(titles) if str(text).startswith("Totaux du référentiel"))
    points = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    top = max(b.id for b in [*sheet.row_breaks.brk] if b.id <= start) if sheet.row_breaks.brk else 0
    page = (210 - 12 - 18) / 25.4 * 72 / sheet.page_setup.scale * 100
    alone = sum(points[start:])
    assert top == start or sum(points[top:]) <= page or alone > page


def test_the_totals_set_the_plan_against_the_re(written):
    agenda = agenda_of(written)
    sheet = written.book["Organisation détaillée"]
    start = next(i for i, row in enumerate(rows(sheet)) if row[0] == "N°" and row[1] == "Candidat")
    lines = [[v for v in row if v is not None] for row in rows(sheet)[start + 1 :]]
    assert len(lines) == len(agenda.session.candidats)
    for line in lines:
        candidat = next(c for c in agenda.session.candidats if str(agenda.numeros[c.id]) == line[0])
        majore = any(f for _, f in candidat.majorations)
        assert (line[3] == line[4]) is not majore
        assert (line[7] == "aucun") is not majore


def test_par_candidat_tells_each_stretch_of_each_passage(written):
    agenda = agenda_of(written)
    expected, found = Counter(), Counter()
    for p in agenda.plan.passages:
        libres = [x for i, x in enumerate(p.parties) if i == 0 or p.parties[i - 1].fin != x.debut]
        fins = [x for i, x in enumerate(p.parties) if i + 1 == len(p.parties) or p.parties[i + 1].debut != x.fin]
        for debut, fin in zip((x.debut for x in libres), (x.fin for x in fins), strict=True):
            expected[agenda.numeros[p.candidat], agenda.names.epreuve(p.epreuve), debut, fin] += 1
    labels = {
        (agenda.names.jour(j.date) if agenda.session.fictive else date_courte(j.date)): j.date
        for j in agenda.session.jours
    }
    for _, row in table(written.book["Par candidat"], "N°"):
        for title, value in row.items():
            if isinstance(title, str) and "(" in title and isinstance(value, str) and HOURS.search(value):
                for debut, fin in HOURS.findall(value):
                    jour = labels[row["Jour"]]
                    key = (row["N°"], title.split("\n")[0], moment(jour, debut), moment(jour, fin))
                    found[key] += 1
    assert found == expected


def moment(jour, hour):
    return datetime.combine(jour, time.fromisoformat(hour))


def test_par_jury_tells_all_that_each_jury_does(written):
    agenda = agenda_of(written)
    found = Counter()
    for banner, row in table(written.book["Par jury"], "Début"):
        if not isinstance(row["Début"], time):
            continue
        found[row["Ce que fait le jury"], row["N°"], row["Début"], row["Fin"]] += 1
        assert banner
    expected = Counter()
    for moments in agenda.des_jurys.values():
        for m in moments:
            numero = agenda.numeros.get(m.candidat)
            expected[quoi_of(agenda, m), numero, m.debut.time(), m.fin.time()] += 1
    assert found == expected


def quoi_of(agenda, m):
    if m.nature is None:
        epreuve = agenda.epreuves[m.epreuve]
        suffix = f" – phase {m.phase + 1} sur {len(epreuve.phases)}" if len(epreuve.phases) > 1 else ""
        return agenda.names.epreuve(m.epreuve) + suffix
    if m.nature is NatureTravail.CORRECTION:
        return f"correction : {agenda.names.epreuve(m.epreuve)}"
    return TRAVAUX[m.nature]


def test_each_jury_day_begins_a_page(written):
    sheet = written.book["Par jury"]
    jury_days = len(agenda_of(written).des_jurys)
    assert len(sheet.row_breaks.brk) == jury_days - 1


def test_par_salle_tells_who_is_in_each_room(written):
    agenda = agenda_of(written)
    found = Counter()
    for _, row in table(written.book["Par salle"], "Début"):
        for candidat in filter(None, (row["Candidats"] or "").split(" ; ")):
            found[candidat.split(" ")[0], row["Début"], row["Fin"], bare(row["Épreuve ou moment"])] += 1
    for p in some(agenda.plan.passages):
        for x in p.parties:
            key = (str(agenda.numeros[p.candidat]), x.debut.time(), x.fin.time(), agenda.names.epreuve(p.epreuve))
            assert found[key] >= 1, key


def test_the_grid_draws_each_box_from_its_start_to_its_end(written):
    """Hours stand at the left of rows: a box spans the rows from its first hour to its last."""
    agenda = agenda_of(written)
    sheet = written.book["Grille"]
    drawn = Counter(_drawn(agenda, sheet))
    for passage in some(agenda.plan.passages):
        for x in passage.suivies:
            who = f"{sigle(agenda, passage.epreuve)} – n° {agenda.numeros[passage.candidat]}"
            assert _covered(drawn, who, x.debut, x.fin), (who, x.debut)


def _drawn(agenda, sheet):
    """The boxes: text without its hours, day, first and last hour."""
    spans = {(m.min_row, m.min_col): m.max_row for m in sheet.merged_cells.ranges}
    hours, jour = {}, None
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if isinstance(row[0], str) and re.fullmatch(r"\d\d:\d\d", row[0]):
            hours[number] = (jour, row[0])
        elif isinstance(row[0], str) and any(plain(agenda.names.jour(j)) in plain(row[0]) for j in agenda.jours):
            jour = day_in(agenda, plain(row[0])) if not row[0].startswith("Grille") else jour
    for number, (day, debut) in hours.items():
        for column in range(2, sheet.max_column + 1):
            value = sheet.cell(number, column).value
            if isinstance(value, str):
                last = spans.get((number, column), number)
                end = hours.get(last + 1, (day, None))[1]
                who = re.match(r".* – n° \d+", plain(value).split("\n")[0])
                yield (who[0] if who else plain(value)), moment(day, debut), moment(day, end)


def _covered(drawn, who, debut, fin):
    """Whether boxes of that text cover the stretch exactly (a day cut over two pages cuts a box in two)."""
    pieces = sorted((d, f) for (w, d, f) in drawn if w == who and debut <= d < fin)
    return bool(pieces) and pieces[0][0] == debut and pieces[-1][1] == fin


def test_the_grid_shows_the_lunch_of_each_jury(written):
    agenda = agenda_of(written)
    pauses = [t for t in agenda.plan.travaux if t.nature is NatureTravail.PAUSE]
    shown = [t for t in texts(written.book["Grille"]) if t.startswith("Pause déjeuner")]
    assert len(shown) >= len(pauses)


def test_every_candidat_signs_once_for_each_collective_epreuve_and_each_jury_day(written):
    agenda = agenda_of(written)
    signed = Counter()
    page = ""
    for row in rows(written.book["Émargement"]):
        if isinstance(row[0], str) and row[0].startswith("Émargement des candidats – "):
            page = row[0].removeprefix("Émargement des candidats – ").removesuffix(" (suite)")
        elif isinstance(row[0], str) and row[0].startswith("Émargement des"):
            page = ""
        elif isinstance(row[0], int) and page:
            signed[page, row[0]] += 1
    expected = Counter()
    for candidat in agenda.session.candidats:
        passages = agenda.plan.du_candidat(candidat.id)
        numero = agenda.numeros[candidat.id]
        for p in passages:
            if agenda.epreuves[p.epreuve].collective or not p.parties[0].jury:
                expected[agenda.names.epreuve(p.epreuve), numero] += 1
        for jury in {(p.jour, p.parties[0].jury) for p in passages if p.parties[0].jury}:
            expected[agenda.names.jury(jury[1]), numero] += 1
    assert signed == expected


def signing_pages(sheet):
    """Of each page to sign, its title, and whom it lists."""
    pages = []
    for row in rows(sheet):
        if isinstance(row[0], str) and row[0].startswith("Émargement des"):
            pages.append((row[0], []))
        elif isinstance(row[0], int) and pages:
            pages[-1][1].append(row[0])
    return pages


def test_a_list_to_sign_is_shared_evenly_between_its_pages_each_signed_at_its_foot(written):
    sheet = written.book["Émargement"]
    lists: list[list[int]] = []
    for titre, numbers in signing_pages(sheet):
        if titre.endswith("(suite)"):
            lists[-1].append(len(numbers))
        else:
            lists.append([len(numbers)])
    for sizes in lists:
        others = sizes[1:] or sizes
        assert max(others) - min(others) <= 1
        assert min(sizes) * 2 >= max(sizes), "the first, below the head of the sheet, may hold a few less"
    assert sum("Responsable de session : " in text for text in texts(sheet)) == sum(map(len, lists))


def test_what_a_page_to_sign_holds_fits_it(written):
    sheet = written.book["Émargement"]
    points = [sheet.row_dimensions[row].height or 15 for row in range(1, sheet.max_row + 1)]
    ends = [0, *(b.id for b in sheet.row_breaks.brk), sheet.max_row]
    page = (210 - 12 - 18) / 25.4 * 72 / sheet.page_setup.scale * 100
    assert max(sum(points[a:b]) for a, b in pairwise(ends)) <= page


def test_the_entretien_final_is_the_last_box_to_sign(written):
    agenda = agenda_of(written)
    finals = {agenda.names.epreuve(e.id) for e in agenda.epreuves.values() if e.modalite == "EF"}
    headers = [[v for v in row if v is not None] for row in rows(written.book["Émargement"]) if row[0] == "N°"]
    assert finals
    assert all(not finals & set(map(str, titles[:-1])) for titles in some(headers))


def test_no_end_is_printed_on_a_page_that_passes_from_hand_to_hand(written):
    agenda = agenda_of(written)
    hours = {v for row in rows(written.book["Émargement"]) for v in row if isinstance(v, time)}
    collective = {p.debut.time() for p in agenda.plan.passages if agenda.epreuves[p.epreuve].collective}
    calls = {appel_du_passage(agenda, passage).time() for passage in agenda.plan.passages}
    assert hours <= collective | calls


def test_every_membre_signs_on_each_of_his_days(written):
    agenda = agenda_of(written)
    told = Counter(texts(written.book["Émargement"]))
    sieges = Counter(
        agenda.names.personne(m) for m, _ in {(m, c.jour) for c in agenda.plan.compositions for m in c.membres}
    )
    for nom, times in some(sieges.items()):
        assert told[nom] >= times


def test_the_table_of_correspondence_links_each_number_to_a_name(written):
    agenda = agenda_of(written)
    found = {
        row["N° tiré"]: (row["Nom"], row["Prénom"] or "")
        for _, row in table(written.book["Table de correspondance"], "N° tiré")
    }
    assert found == {agenda.numeros[c.id]: (c.nom, c.prenom) for c in agenda.session.candidats}
