import re
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest

from tpplanner.cli import run
from tpplanner.domain.answers import Unfinished
from tpplanner.errors import ExitCode
from tpplanner.workbook.reader import read_session

planned = cache(read_session)
"""What a planning holds that no test changes."""


@pytest.fixture(scope="module")
def planning(tmp_path_factory):
    """The worked day of three CDA candidats, two membres more, two rooms for juries."""
    from dataclasses import replace

    from builders import plan_cda_trois, session
    from tpplanner.audit import check
    from tpplanner.export.excel import write_planning
    from tpplanner.referentiels import find

    small = session(find("CDA"), candidats=3, nb_membres=4)
    habilite = tuple(
        replace(m, habilitations=tuple(replace(h, titre="CDA", millesime="04") for h in m.habilitations))
        for m in small.membres
    )
    of, plan = replace(small, membres=habilite), plan_cda_trois()
    return write_planning(tmp_path_factory.mktemp("planning") / "p.xlsx", of, plan, check(of, plan)).path


def replanned(planning, tmp_path, *options: str) -> int:
    return run(["replan", str(planning), "-o", str(tmp_path / "n.xlsx"), "--time-limit", "10", *options])


def edited(planning, tmp_path, change):
    """The planning after a hand changed its sheet *Planning*: `change(cell, row)` for each row, by its titles."""
    book = openpyxl.load_workbook(planning)
    sheet = book["Planning"]
    header = next(r for r in range(1, 12) if sheet.cell(r, 1).value == "Jour")
    titles = {sheet.cell(header, c).value: c for c in range(1, sheet.max_column + 1)}
    for r in range(header + 1, sheet.max_row + 1):
        change(lambda title, r=r: sheet.cell(r, titles[title]))
    path = tmp_path / "edited.xlsx"
    book.save(path)
    return path


def test_without_event_the_planning_comes_back_and_nobody_is_named(planning, tmp_path, capsys):
    assert replanned(planning, tmp_path) == ExitCode.OK
    assert "Rien ne change" in capsys.readouterr().err
    assert read_session(tmp_path / "n.xlsx").edite == planned(planning).edite


@pytest.mark.proof
def test_what_changes_is_told_even_if_it_cannot_be_written(planning, tmp_path, capsys, monkeypatch):
    from tpplanner.files.place import cannot_write

    def full(path, *_, **__):
        raise cannot_write(path, "Le disque est plein.")

    monkeypatch.setattr("tpplanner.commands.outputs.write_excel", full)
    assert replanned(planning, tmp_path, "--detail") == ExitCode.CANNOT_WRITE
    err = capsys.readouterr().err
    assert "Rien ne change" in err
    assert "niveau 1" in err
    assert err.rstrip().endswith("Le disque est plein.")


def test_an_absence_is_told_to_those_whom_it_concerns_and_kept_in_the_workbook(planning, tmp_path, capsys):
    before = planned(planning)
    gone = before.edite[0].compositions[0].membres[0]
    nom = before.session.membre(gone).nom_complet
    assert replanned(planning, tmp_path, "--absent", nom) == ExitCode.OK
    told = capsys.readouterr().err
    assert f"{nom} (membre de jury)" not in told, "it is they who told it"
    at_once, first, line = (line for line in told.splitlines() if "personne à prévenir" in line.casefold())
    assert at_once.endswith(first)
    assert first.startswith("Une personne à prévenir : ")
    assert "1 membre convoqué en plus" in line
    assert "aucun planning ne dérange moins, c'est prouvé" in line
    assert "niveau" not in told
    after = read_session(tmp_path / "n.xlsx")
    assert gone not in {m for c in after.edite[0].compositions for m in c.membres}
    assert after.session.membre(gone).indisponibilites
    assert after.session.convocations == before.session.convocations
    assert openpyxl.load_workbook(tmp_path / "n.xlsx").active.title == "Changements"
    assert run(["check", str(tmp_path / "n.xlsx")]) == ExitCode.OK


def test_names_and_hours_that_cannot_be_read_are_told_all_at_once(planning, tmp_path, capsys):
    code = replanned(planning, tmp_path, "--absent", "Personne", "--a", "demain", "--retard", "CANDIDAT1 Sacha", "peu")
    told = capsys.readouterr().err
    assert code == ExitCode.REFUSED
    assert all(option in told for option in ("--absent", "--a ", "--retard"))
    assert not (tmp_path / "n.xlsx").exists()


@pytest.mark.parametrize(
    ("options", "word"),
    [(("--de", "13h"), "--de"), (("--reporter",), "--reporter"), (("--jour", "Jour 9"), "Jour 9")],
)
def test_an_option_that_says_nothing_alone_is_told(planning, tmp_path, capsys, options, word):
    assert replanned(planning, tmp_path, *options) == ExitCode.REFUSED
    assert word in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        pytest.param(lambda _: (), "Questionnaire", marks=pytest.mark.proof, id="for the first épreuve"),
        pytest.param(lambda jour: ("--jour", jour, "--a", "9h45"), "Jury", id="for the next one"),
    ],
)
def test_a_late_candidat_keeps_his_hours_and_is_marked_where_he_signs(planning, tmp_path, options, word):
    late = planned(planning).session.candidats[0].nom_complet
    jour = f"{planned(planning).session.jours[0].date:%d/%m/%Y}"
    assert replanned(planning, tmp_path, "--retard", late, "25min", *options(jour)) == ExitCode.OK
    assert read_session(tmp_path / "n.xlsx").edite == planned(planning).edite
    sheet = openpyxl.load_workbook(tmp_path / "n.xlsx")["Émargement"]
    cells = [str(c.value).replace("\u00a0", " ") for row in sheet.iter_rows() for c in row if c.value]
    mark = f"{late} (retard annoncé : 25 min)"
    assert cells.count(mark) == 1
    page = [value for value in cells[: cells.index(mark)] if value.startswith("Émargement des candidats")][-1]
    assert word in page


@pytest.mark.proof
def test_an_absence_that_nothing_makes_up_for_is_told_as_the_reason(planning, tmp_path, capsys):
    before = planned(planning).session
    alone = next(p for p in before.personnes if "surveillant" in {r.value for r in p.roles})
    others = [p.nom_complet for p in before.personnes if p is not alone and set(p.roles) & set(alone.roles)]
    gone = [option for nom in (alone.nom_complet, *others) for option in ("--absent", nom)]
    assert replanned(planning, tmp_path, *gone) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    assert f"{alone.nom_complet} n'est pas disponible" in told
    assert not (tmp_path / "n.xlsx").exists()


@pytest.mark.proof
def test_a_room_lost_without_which_there_is_no_plan_is_told_as_the_reason(planning, tmp_path, capsys):
    written = next(s for s in planned(planning).session.salles if "jury" not in s.usages)
    assert replanned(planning, tmp_path, "--salle-perdue", written.nom) == ExitCode.INFEASIBLE
    assert f"« {written.nom} »" in capsys.readouterr().err


@pytest.fixture(scope="module")
def of_different_ccps(tmp_path_factory):
    """A planning of two candidats who are not presented to the same CCP."""
    from dataclasses import replace

    from builders import session
    from small_sessions import on_ccps
    from tpplanner.referentiels import find
    from tpplanner.workbook.contents import contents_of
    from tpplanner.workbook.template import workbook_bytes

    small = on_ccps(session(find("CDA"), candidats=2), ("CCP1",), ("CCP2",))
    habilite = tuple(
        replace(m, habilitations=tuple(replace(h, titre="CDA", millesime="04") for h in m.habilitations))
        for m in small.membres
    )
    folder = tmp_path_factory.mktemp("ccps")
    book, target = folder / "session.xlsx", folder / "p.xlsx"
    book.write_bytes(workbook_bytes(small.referentiel, contents_of(replace(small, membres=habilite))))
    assert run(["solve", str(book), "-o", str(target), "--time-limit", "20", "--reproductible"]) == ExitCode.OK
    return target


@pytest.fixture
def on_different_ccps(of_different_ccps, tmp_path):
    """That planning, and a list of two more."""
    (tmp_path / "liste.csv").write_text("Nom;Prénom\nNOUVEAU;Camille\nAUTRE;Dominique\n", encoding="utf-8")
    return of_different_ccps, tmp_path / "liste.csv"


def test_candidats_are_not_added_to_ccps_that_nobody_said(on_different_ccps, tmp_path, capsys):
    planning, more = on_different_ccps
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "feuille Candidats" in err
    assert err.count("--ajouter ne sait pas") == 1


def test_candidats_are_added_to_the_ccps_that_their_list_gives_whatever_the_others_pass(on_different_ccps, tmp_path):
    planning, more = on_different_ccps
    more.write_text("Nom;Prénom;Présenté à\nNOUVEAU;Camille;CCP2\n", encoding="utf-8")
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.OK
    (new,) = (c for c in read_session(tmp_path / "n.xlsx").session.candidats if c.nom == "NOUVEAU")
    assert new.ccps == ("CCP2",)


def test_a_list_that_gives_the_ccps_of_some_only_is_refused_at_the_cells_of_the_others(
    on_different_ccps, tmp_path, capsys
):
    planning, more = on_different_ccps
    more.write_text("Nom;Prénom;Présenté à\nA;Ana;CCP2\nB;Bea;\nC;Cleo;\n", encoding="utf-8")
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert [f"ligne {row}]" in err for row in (2, 3, 4)] == [False, True, True]
    assert "colonne « Présenté à »" in err


@cache
def example_workbook():
    """The workbook of the example: bytes."""
    from tpplanner.referentiels import find
    from tpplanner.workbook.template import write_template

    with TemporaryDirectory() as folder:
        write_template(Path(folder) / "liste.xlsx", find("CDA"), exemple=True)
        return (Path(folder) / "liste.xlsx").read_bytes()


def own_list(tmp_path, *changes):
    """The workbook of the example as a list of candidats, with cells of its sheet changed."""
    book = openpyxl.load_workbook(BytesIO(example_workbook()))
    sheet = book["Candidats"]
    sheet.delete_rows(5, 30)
    titles = {cell.value: cell.column for cell in sheet[3]}
    for title, value in changes:
        sheet.cell(4, titles[title]).value = value
    book.save(tmp_path / "liste.xlsx")
    return tmp_path / "liste.xlsx"


@pytest.mark.proof
def test_candidats_of_a_workbook_of_tpplanner_are_added_with_what_is_granted(planning, tmp_path, capsys):
    more = own_list(tmp_path, ("Nom *", "VIDAL"), ("Majoration oral", "1/3"), ("Formateurs", "INCONNU Jean"))
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.OK
    err = capsys.readouterr().err
    assert "« liste.xlsx, Candidats » – " in err
    assert " : 1 candidat, 0 à vérifier," in err
    assert "Candidat ajouté : VIDAL Léa." in err
    assert "[liste.xlsx, Candidats!ligne 4, Formateurs] : Ce formateur n'est dans aucune feuille du planning" in err
    before, after = planned(planning).session.candidats, read_session(tmp_path / "n.xlsx").session.candidats
    assert [c.nom_complet for c in after[: len(before)]] == [c.nom_complet for c in before]
    assert [(c.nom, [n.value for n, _ in c.majorations]) for c in after[len(before) :]] == [("VIDAL", ["oral"])]


@pytest.mark.proof
def test_who_bears_the_name_of_another_is_told_apart_by_the_number_that_he_draws(planning, tmp_path, capsys):
    there = planned(planning).session.candidats
    more = tmp_path / "liste.csv"
    more.write_text("Nom;Prénom;N° CERES\nVIDAL;Léa;999991\nVIDAL;Léa;999992\n", encoding="utf-8")
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.OK
    written = tmp_path / "n.xlsx"
    assert run(["check", str(written)]) == ExitCode.OK
    capsys.readouterr()
    numbers = [c.numero_tire for c in read_session(written).session.candidats]
    assert numbers[: len(there)] == [c.numero_tire for c in there]
    assert len(set(numbers)) == len(there) + 2
    sheet = openpyxl.load_workbook(written)["Candidats"]
    (column,) = (cell.column for cell in sheet[3] if cell.value == "Numéro tiré")
    assert sorted(sheet.cell(4 + row, column).value for row in range(len(numbers))) == sorted(numbers)


def test_who_is_there_already_is_not_added_again(planning, tmp_path, capsys):
    someone = planned(planning).session.candidats[0]
    more = own_list(tmp_path, ("Nom *", someone.nom), ("Prénom", someone.prenom), ("N° CERES", someone.numero_ceres))
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.REFUSED
    err = capsys.readouterr().err
    assert "déjà dans la session" in err
    assert someone.nom_complet in err
    assert not (tmp_path / "n.xlsx").exists()


def test_what_cannot_be_read_of_a_candidat_to_add_is_told_with_its_cell(planning, tmp_path, capsys):
    more = own_list(tmp_path, ("Nom *", "VIDAL"), ("Majoration oral", "beaucoup"))
    assert replanned(planning, tmp_path, "--ajouter", str(more)) == ExitCode.REFUSED
    assert "[liste.xlsx, Candidats!ligne 4, Majoration oral]" in capsys.readouterr().err


def test_when_everybody_is_away_there_is_no_plan_and_nothing_is_written(planning, tmp_path, capsys):
    absents = [x for m in planned(planning).session.membres for x in ("--absent", m.nom_complet)]
    content = planning.read_bytes()
    assert replanned(planning, tmp_path, *absents) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    assert "Aucun planning" in told
    jour = planned(planning).session.jours[0].date
    assert replanned(planning, tmp_path, *absents, "--jour", f"{jour:%d/%m/%Y}", "--a", "8h") == ExitCode.INFEASIBLE
    assert "places devant les jurys" in capsys.readouterr().err
    assert planning.read_bytes() == content


@pytest.fixture(scope="module")
def at_its_limit(planning):
    """The planning of a day that must be over when it is, and five minutes' delay told at its last candidat's hour."""
    reading = planned(planning)
    plan, jour = reading.edite[0], reading.session.jours[0].date
    sheet, _, cell = reading.cells["jours", jour.isoformat(), "fin"].partition("!")
    book = openpyxl.load_workbook(planning)
    book[sheet][cell].value = max(t.fin for t in plan.travaux).time()
    path = planning.with_name("limit.xlsx")
    book.save(path)
    first = min(p.debut for p in plan.du_candidat(plan.passages[-1].candidat) if p.suivies)
    return path, ("--jour", f"{jour:%d/%m/%Y}", "--a", f"{first:%Hh%M}", "--decalage", "Jury 1", "5min"), cell


def test_a_delay_that_the_day_has_no_room_for_ends_it_later_and_says_so_first(at_its_limit, tmp_path, capsys):
    path, options, _ = at_its_limit
    assert replanned(path, tmp_path, *options) == ExitCode.OK
    told = capsys.readouterr().err.replace("\u00a0", " ")
    assert "À décider par le responsable : la journée finit à" in told
    assert "avec l'accord de ceux qui restent" in told


def test_a_search_that_is_stopped_says_no_more(at_its_limit, tmp_path, monkeypatch):
    monkeypatch.setattr("tpplanner.change.steps.ladder.Ladder._stopped", lambda _: True)
    monkeypatch.setattr("tpplanner.change.steps.ladder.any_plan", lambda *_: (Unfinished(interrompu=True), None))
    monkeypatch.setattr("tpplanner.change.steps.ladder.least_plan", lambda *_: (Unfinished(interrompu=True), None))
    path, options, _ = at_its_limit
    assert replanned(path, tmp_path, *options) == ExitCode.INTERRUPTED


def test_a_rank_that_no_answer_has_is_refused(at_its_limit, tmp_path, capsys):
    path, options, _ = at_its_limit
    assert replanned(path, tmp_path, *options, "--reponse-choisie", "9") == ExitCode.REFUSED
    assert "réponse" in capsys.readouterr().err


def test_another_answer_is_offered_by_a_command_that_chooses_once(planning, tmp_path, capsys):
    plan = planned(planning).edite[0]
    first = plan.passages[0]
    late = next(p for p in plan.passages if p.suivies and p.debut >= first.debut)
    told = ("--jour", f"{late.debut:%d/%m/%Y}", "--a", f"{late.debut:%Hh%M}", "--decalage", "Jury 1", "25min")
    assert replanned(planning, tmp_path, *told, "--reponse-choisie", "2") == ExitCode.OK
    offered = next(line for line in capsys.readouterr().err.splitlines() if line.startswith("Réponse écrite : la 2"))
    assert offered.count("--reponse-choisie") == 1
    assert "…" in offered.rpartition("--reponse-choisie")[2]


def test_what_a_hand_moved_is_a_wish(planning, tmp_path, capsys):
    """The last candidat five minutes later: legal, hence taken as it is."""
    from datetime import datetime, time, timedelta

    last = max(planned(planning).edite[0].passages, key=lambda p: p.debut).candidat
    noms = planned(planning).session.candidat(last).nom_complet

    def later(cell):
        mine = cell("Candidat").value == noms and cell("Nature").value == "épreuve"
        if mine and cell("Épreuve").value == "Présentation d'un projet":
            moment = cell("Début").value
            hour = moment if isinstance(moment, time) else moment.time()
            cell("Début").value = (datetime.combine(datetime(2000, 1, 1), hour) + timedelta(minutes=5)).time()

    path = edited(planning, tmp_path, later)
    assert replanned(path, tmp_path) == ExitCode.OK
    told = capsys.readouterr().err
    assert "retouché à la main" in told
    assert f"{noms} (candidat)" in told
    wished = {p.debut for p in read_session(path).edite[0].passages if p.candidat == last}
    assert {p.debut for p in read_session(tmp_path / "n.xlsx").edite[0].passages if p.candidat == last} == wished


def test_what_the_status_says_begun_is_history(planning, tmp_path):
    first = planned(planning).edite[0].passages[0]

    def begun(cell):
        if cell("Épreuve").value and cell("Nature").value == "épreuve":
            cell("Statut").value = (
                "Commencé" if "QCM" in cell("Épreuve").value or "uestion" in cell("Épreuve").value else None
            )

    reading = read_session(edited(planning, tmp_path, begun))
    assert {e.debut for e in reading.commence} == {first.debut}
    assert reading.editions == ()


def test_solve_says_that_it_does_not_keep_what_has_begun(planning, tmp_path, capsys, monkeypatch):
    def begun(cell):
        cell("Statut").value = "commencé" if cell("Nature").value == "épreuve" else None

    monkeypatch.setattr("tpplanner.commands.solve.solve_session", lambda *_, **__: (Unfinished(), None))
    for path, told in ((planning, False), (edited(planning, tmp_path, begun), True)):
        assert run(["solve", str(path), "-o", str(tmp_path / "solved.xlsx")]) == ExitCode.UNFINISHED
        assert ("La colonne Statut n'est pas prise en compte" in capsys.readouterr().err) is told


def test_what_has_begun_says_so_and_stays_without_being_told_again(planning, tmp_path):
    jour = f"{planned(planning).session.jours[0].date:%d/%m/%Y}"
    assert replanned(planning, tmp_path, "--jour", jour, "--a", "10h") == ExitCode.OK
    reading = read_session(tmp_path / "n.xlsx")
    assert reading.commence
    plan = reading.edite[0]
    everything = [*plan.passages, *plan.travaux, *plan.presences, *plan.compositions, *plan.accueils]
    assert set(reading.commence) == {e for e in everything if e.debut.hour < 10}
    assert run(["check", str(tmp_path / "n.xlsx")]) == ExitCode.OK
    assert replanned(tmp_path / "n.xlsx", tmp_path, "-o", str(tmp_path / "again.xlsx")) == ExitCode.OK
    assert read_session(tmp_path / "again.xlsx").edite == reading.edite


def test_a_candidat_heard_in_part_may_go_on_before_a_jury_that_keeps_one_of_its_membres():
    from builders import session
    from journees import journee
    from sabotage.juries import DEUX_JOURS, second_day_with
    from tpplanner.audit import breaches
    from tpplanner.domain.answers import Reading
    from tpplanner.workbook.breaches import as_of_now
    from worlds import en_deux_temps

    s = session(en_deux_temps(), candidats=1, nb_membres=4, nb_jours=2)
    for second_day, kept in (("M1", "M3"), True), (("M3", "M4"), False):
        plan = second_day_with(*second_day)(journee(s, DEUX_JOURS))
        heard = tuple(p for p in plan.passages if p.jour == s.jours[0].date)
        assert breaches(as_of_now(Reading(s, edite=(plan,))), plan, "jury_constant")
        begun = as_of_now(Reading(s, edite=(plan,), commence=heard))
        assert (breaches(begun, plan, "jury_constant") == ()) is kept


def test_a_weekday_names_the_only_day_of_the_session_that_it_can_be():
    from dataclasses import replace

    from builders import jours, session
    from tpplanner.change.statement import Interpreter, Statement
    from tpplanner.domain.plan import Plan

    base = session(candidats=2, nb_jours=3)
    told = Interpreter(base, Plan((), (), (), ()), Statement(jour="Mardi"))
    assert (told.jour, told.refusals) == (base.jours[1].date, [])
    twice = replace(base, jours=jours(9))
    assert [t.message for t in Interpreter(twice, Plan((), (), (), ()), Statement(jour="mardi")).refusals] == [
        "« mardi » n'est pas un jour de la session."
    ]


def test_who_is_back_stays_called_no_more_than_before_and_is_free_again(planning, tmp_path, capsys):
    before = planned(planning)
    gone = before.edite[0].compositions[0].membres[0]
    nom = before.session.membre(gone).nom_complet
    assert replanned(planning, tmp_path, "--absent", nom, "--absent-candidat", "CANDIDAT1 Sacha") == ExitCode.OK
    second = [*("replan", str(tmp_path / "n.xlsx"), "-o", str(tmp_path / "m.xlsx"), "--time-limit", "10")]
    assert run([*second, "--reprendre", "PERSONNE"]) == ExitCode.REFUSED
    assert f"1 : candidat absent, CANDIDAT1 Sacha ; 2 : absence, {nom}" in capsys.readouterr().err
    assert run([*second, "--reprendre", nom]) == ExitCode.OK
    assert f"Repris : absence, {nom}." in capsys.readouterr().err
    after = read_session(tmp_path / "m.xlsx")
    assert after.session.membre(gone).indisponibilites == ()
    assert [c.nom_complet for c in after.saisie.candidats] == [c.nom_complet for c in before.session.candidats]
    assert len(after.session.candidats) == 2, "who does not come was not taken back"
    assert [imprevu.repris_le is None for imprevu in after.saisie.imprevus] == [True, False]
    assert after.edite[0].compositions == read_session(tmp_path / "n.xlsx").edite[0].compositions


def test_who_was_taken_back_by_their_row_passes_again(planning, tmp_path):
    assert replanned(planning, tmp_path, "--absent-candidat", "CANDIDAT1 Sacha") == ExitCode.OK
    second = [*("replan", str(tmp_path / "n.xlsx"), "-o", str(tmp_path / "m.xlsx"), "--time-limit", "10")]
    assert run([*second, "--reprendre", "1"]) == ExitCode.OK
    passing = {p.candidat for p in read_session(tmp_path / "m.xlsx").edite[0].passages}
    assert passing == {p.candidat for p in planned(planning).edite[0].passages}


@pytest.mark.proof
def test_whom_a_jury_was_hearing_waits_and_what_is_advised_of_him_is_what_to_type(planning, tmp_path, capsys):
    """At 10:30 one of the two membres who hear C1 leaves: the others have a plan, then he has one too."""
    before = planned(planning)
    leaving = before.session.membre(before.edite[0].compositions[0].membres[0]).nom_complet
    heard = before.session.candidats[0].id
    assert replanned(planning, tmp_path, "--a", "10h30", "--absent", f"{leaving}, 10h30") == ExitCode.OK
    waiting = tmp_path / "waiting.xlsx"
    (tmp_path / "n.xlsx").rename(waiting)
    advice = re.search(r'--jury-interrompu "([^"]+)" --decision annuler', capsys.readouterr().err)
    (after,) = read_session(waiting).edite
    assert {p.epreuve for p in after.du_candidat(heard)} < {p.epreuve for p in before.edite[0].du_candidat(heard)}
    assert run(["check", str(waiting)]) == ExitCode.OK
    told = ["--jury-interrompu", advice[1], "--decision", "annuler", "--a", "10h31", "--fin", "23h"]
    assert replanned(waiting, tmp_path, *told) == ExitCode.OK
    (decided,) = read_session(tmp_path / "n.xlsx").edite
    assert {p.epreuve for p in decided.du_candidat(heard)} == {p.epreuve for p in before.edite[0].du_candidat(heard)}


def test_who_had_begun_when_it_was_told_is_not_typed_away(planning, tmp_path, capsys):
    assert replanned(planning, tmp_path, "--salle-perdue", "Salle 2") == ExitCode.OK
    book = openpyxl.load_workbook(tmp_path / "n.xlsx")
    sheet = book["Imprévus"]
    gone = {"A5": "candidat absent", "B5": "CANDIDAT1 Sacha", "K5": "14/06/2027 10h"}
    for cell, value in gone.items():
        sheet[cell] = value
    book.save(tmp_path / "typed.xlsx")
    assert run(["check", str(tmp_path / "typed.xlsx")]) == ExitCode.REFUSED
    assert "[Imprévus!B5] : CANDIDAT1 Sacha avait déjà commencé" in capsys.readouterr().err
    sheet["K5"] = None
    book.save(tmp_path / "typed.xlsx")
    assert "CANDIDAT1" not in {c.nom for c in read_session(tmp_path / "typed.xlsx").session.candidats}
