import errno
import json
import shlex
import shutil
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from regenerate import ROOT

from builders import cda, plan_cda_trois, session
from cli.test_partiel import cda_session
from example_workbooks import example
from tpplanner.cli import run, tpplanner
from tpplanner.commands.remarks import fewer_than_the_re, on_public_holidays, without_margin
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Habilitation
from tpplanner.errors import ExitCode
from tpplanner.referentiels import find
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes


@pytest.fixture(scope="module")
def small_once(tmp_path_factory):
    """A workbook of two CDA candidats that is planned in a moment."""
    path = tmp_path_factory.mktemp("small") / "session.xlsx"
    path.write_bytes(workbook_bytes(find("CDA"), contents_of(cda_session(2))))
    return path


@pytest.fixture
def small(small_once, tmp_path):
    """A copy of it."""
    return Path(shutil.copy(small_once, tmp_path))


@pytest.fixture(scope="module")
def solved(small_once):
    """Its planning, solved with --json; what was said on each stream."""
    target = small_once.with_name("planning.xlsx")
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        assert run(["solve", str(small_once), "--json", "--time-limit", "20"]) == ExitCode.OK
    return target, out.getvalue(), err.getvalue()


def _with(base, **autres):
    from dataclasses import replace

    return replace(base, **autres)


def test_init_solve_check_go_through(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["init", "s.xlsx", "--titre", "CDA", "--exemple"]) == ExitCode.OK
    assert run(["solve", "s.xlsx", "-o", "p.xlsx", "--time-limit", "8"]) == ExitCode.OK
    assert {p.name for p in tmp_path.iterdir()} == {"s.xlsx", "p.xlsx", "p-affichage.xlsx"}
    err = capsys.readouterr().err
    assert "aucun manquement" in err
    granted = "Temps majoré – LEFÈVRE Inès : QP 30 → 40 min"
    assert granted in err
    assert granted in _conformite(tmp_path / "p.xlsx")
    assert run(["check", "p.xlsx"]) == ExitCode.OK
    told = capsys.readouterr()
    assert "Aucun manquement." in told.out
    assert granted in told.err


def _conformite(path):
    """All that the sheet *Conformité* of a planning shows."""
    sheet = openpyxl.load_workbook(path)["Conformité"]
    return "\n".join(str(value) for row in sheet.iter_rows(values_only=True) for value in row if value)


def test_a_first_workbook_is_short_and_a_complete_one_has_every_sheet(tmp_path):
    short, whole = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assert run(["init", str(short), "--titre", "CDA"]) == ExitCode.OK
    assert run(["init", str(whole), "--titre", "CDA", "--complet"]) == ExitCode.OK
    visible = [[s.title for s in openpyxl.load_workbook(path) if s.sheet_state == "visible"] for path in (short, whole)]
    assert len(visible[0]) == 8
    assert visible[1] == [feuille.titre for feuille in FEUILLES]


def test_json_stands_alone_on_stdout(solved):
    answer = json.loads(solved[1])
    assert answer["statut"] == "planned"
    assert {n["nom"]: n["prouve"] for n in answer["niveaux"]}["1"] is True
    assert {p["candidat"] for p in answer["passages"]} == {"C1", "C2"}
    assert answer["compositions"][0]["membres"] == ["M1", "M2"]
    assert [Path(f).name for f in answer["fichiers"]] == ["planning.xlsx", "planning-affichage.xlsx"]


def test_what_was_found_is_told_even_if_it_cannot_be_written(small, capsys, monkeypatch):
    from tpplanner.files.place import cannot_write

    def full(path, *_, **__):
        raise cannot_write(path, "Le disque est plein.")

    monkeypatch.setattr("tpplanner.commands.outputs.write_excel", full)
    assert run(["solve", str(small), "--json", "--time-limit", "20"]) == ExitCode.CANNOT_WRITE
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert (answer["statut"], answer["fichiers"], len(answer["passages"]) > 0) == ("planned", [], True)
    assert "niveau 1" in told.err
    assert told.err.rstrip().endswith("Le disque est plein.")
    assert "écrit et contrôlé" not in told.err


def test_an_impossible_session_says_what_is_missing_and_exit_4(tmp_path, capsys, monkeypatch):
    referentiel = find("CDA")
    monkeypatch.chdir(tmp_path)
    path = Path("ma session") / "trop.xlsx"
    path.parent.mkdir()
    crowded = session(referentiel, candidats=4)
    membres = tuple(_with(m, habilitations=(_with(m.habilitations[0], millesime="04"),)) for m in crowded.membres)
    path.write_bytes(workbook_bytes(referentiel, contents_of(_with(crowded, membres=membres))))
    assert run(["solve", str(path)]) == ExitCode.INFEASIBLE
    err = capsys.readouterr().err
    assert (
        "3 places au plus pour 4 candidats : 1 jury × 3 le lundi 14 juin 2027. "
        "Le RE en admet 4 par jury ; les heures de ces jours, non. [Jours!A4]"
    ) in err.replace("\u00a0", " ")
    shown = err[err.index("« tpplanner explain") + 1 : err.rindex("»")]
    assert Path(shlex.split(shown)[2]).is_file(), "the command works as it is shown, from here"
    assert not path.with_name("planning.xlsx").exists()


def test_a_refused_workbook_is_exit_3_and_writes_nothing(tmp_path, capsys):
    path = tmp_path / "faux.xlsx"
    path.write_text("pas un classeur")
    assert run(["solve", str(path)]) == ExitCode.REFUSED
    assert "ERREUR" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["faux.xlsx"]


def test_without_an_answer_stdout_is_empty_as_the_page_says(tmp_path, capsys):
    (tmp_path / "faux.xlsx").write_text("pas un classeur")
    (tmp_path / "n.xlsx").mkdir()
    asked = ["solve", str(tmp_path / "faux.xlsx"), "--json"]
    codes = {
        run(["solve", str(tmp_path / "absent.xlsx"), "--json"]),
        run(asked),
        run([*asked, "-o", str(tmp_path / "n.xlsx")]),
    }
    assert codes == {ExitCode.USAGE, ExitCode.REFUSED, ExitCode.CANNOT_WRITE}
    assert capsys.readouterr().out == ""
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    silent = page[page.index("la sortie standard reste vide") :]
    assert all(f"{code:d} (" in silent for code in codes)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["slove"], "Vouliez-vous dire solve"),
        (["solve"], "Indiquez le classeur, par exemple : tpplanner solve session.xlsx"),
        (["solve", "rien.xlsx"], "Le classeur « rien.xlsx » est introuvable."),
        (["solve", "mes", "sessions.xlsx"], "Un nom de fichier qui contient des espaces se met entre guillemets."),
        (["solve", "--faux"], "Option inconnue"),
        (["init", "x.xlsx"], "--titre"),
        (["init", "x.txt", "--titre", "CDA"], ".xlsx"),
        (["init", "x.xlsx", "--titre", "CDA", "--fictif", "douze"], "nombre entier"),
        (["init", "x.xlsx", "--titre", "CDA", "--exemple", "--ccp"], "--ccp ne s'emploie pas avec --exemple"),
        (["init", "x.xlsx", "--titre", "CDA", "--fictif", "8", "--ccp"], "--ccp ne s'emploie pas avec --fictif"),
        (["init", "x.xlsx", "--titre", "CDA", "--annee", "2027"], "--titre ne s'emploie pas avec --annee"),
        (["init", "x.xlsx", "--annee", "2027", "--complet"], "--complet ne s'emploie pas avec --annee"),
        (["check", __file__, "retouché.xlsx"], "mots en trop : retouché.xlsx. Un nom de fichier"),
        (["titres", "CDA", "04"], "mots en trop : 04"),
        (["titres", "nouveau", "mien.toml"], "doit finir par .xlsx"),
        (["titres", "lire", __file__, "-o", "mien.xlsx"], "doit finir par .toml"),
    ],
)
def test_usage_errors_are_french_and_exit_2(arguments, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_an_unknown_titre_is_answered_with_those_known(capsys):
    assert run(["titres", "CDQ"]) == ExitCode.REFUSED
    assert "CDA" in capsys.readouterr().err


def test_titres_lists_shows_and_reads(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["titres"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "TP-01281" in out
    assert "CTRMTV" in out
    assert run(["titres", "CDA"]) == ExitCode.OK
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert "2 h 15" in out
    assert "1 h 45" in out
    assert run(["titres", "montrer", "CDA"]) == ExitCode.OK
    assert capsys.readouterr().out.replace("\u00a0", " ") == out
    assert run(["titres", "nouveau", "mien.xlsx"]) == ExitCode.OK
    assert (tmp_path / "mien.xlsx").exists()


@pytest.mark.proof
def test_a_titre_of_the_centre_serves_end_to_end(tmp_path, monkeypatch):
    from tpplanner.workbook.titre_write import write_referentiel_template

    monkeypatch.chdir(tmp_path)
    write_referentiel_template(tmp_path / "mien.xlsx", find("DWWM"))
    assert run(["titres", "lire", "mien.xlsx"]) == ExitCode.OK
    assert run(["init", "s.xlsx", "--referentiel", "mien.toml", "--exemple"]) == ExitCode.OK
    assert run(["solve", "s.xlsx", "--time-limit", "40"]) == ExitCode.OK


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("arguments", [["titres", "lire", "mien.xlsx"], ["init", "s.xlsx", "--titre", "CDA"]])
def test_a_full_disk_leaves_no_half_of_a_new_file(tmp_path, monkeypatch, capsys, arguments, number):
    from tpplanner.workbook.titre_write import write_referentiel_template

    def full(_):
        raise OSError(number, "full")

    monkeypatch.chdir(tmp_path)
    write_referentiel_template(tmp_path / "mien.xlsx", find("DWWM"))
    monkeypatch.setattr("os.fsync", full)
    assert run(arguments) == ExitCode.CANNOT_WRITE
    assert "le disque est plein" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mien.xlsx"]


def test_an_unexpected_error_is_no_traceback(monkeypatch, capsys, small):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("DURAND Léa")

    monkeypatch.setattr("tpplanner.commands.reading.read_session", broken)
    assert run(["check", str(small)]) == ExitCode.BUG
    err = capsys.readouterr().err
    assert "Erreur interne" in err
    assert "DURAND" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "name", ["SIGINT", *(pytest.param(name, marks=pytest.mark.proof) for name in ("SIGTERM", "SIGHUP"))]
)
def test_a_signal_stops_the_search_and_leaves_nothing_half_written(tmp_path, name):
    """A real one as soon as the workbook is read, on a session that would be searched for a long time."""
    path, target = example("a-S-ccp-1"), tmp_path / "p.xlsx"
    command = [sys.executable, "-m", "tpplanner", "solve", str(path), "-o", str(target), "--time-limit", "3000"]
    # a signal that whoever runs the tests ignores (nohup) would be ignored by the command too
    heeded = partial(signal.signal, getattr(signal, name), signal.SIG_DFL)
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeded)  # noqa: PLW1509 - one call
    told = ""
    while "candidats" not in told:
        told = process.stderr.readline()
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=120)
    assert "Arrêt demandé" in err
    assert process.returncode in (ExitCode.OK, ExitCode.INTERRUPTED)
    assert target.exists() == (process.returncode == ExitCode.OK)


def _commands():
    def walk(command, path):
        yield path, command
        for name, sub in getattr(command, "commands", {}).items():
            yield from walk(sub, [*path, name])

    yield from walk(tpplanner, [])


@pytest.mark.parametrize(
    ("path", "command"), list(_commands()), ids=lambda x: "-".join(x) if isinstance(x, list) else ""
)
def test_each_command_has_a_help_with_two_examples_and_stands_in_the_guide(path, command, capsys):
    assert run([*path, "--help"]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "Utilisation :" in out
    assert "TEXT" not in out, "click's own word for a value is English"
    if len(path) == 1 and path != ["ouvrir"]:
        assert "Sans terminal" in out, "whoever has no terminal is told where it is"
    assert out.count("tpplanner " + (path[0] if path else "")) >= 2
    guide = (Path(__file__).parents[2] / "docs" / "commandes.md").read_text(encoding="utf-8")
    if path:
        assert " ".join(path) in guide, f"docs/commandes.md says nothing of « tpplanner {' '.join(path)} »"
        for option in (o for o in command.params if o.param_type_name == "option" and len(path) == 1):
            assert any(name in guide for name in option.opts), f"docs/commandes.md says nothing of {option.opts}"


def test_the_list_of_commands_cuts_no_sentence(capsys):
    assert run(["--help"]) == ExitCode.OK
    _, commands = capsys.readouterr().out.split("Commandes")
    assert "..." not in commands


def test_help_loads_no_heavy_library():
    code = "import sys, tpplanner.cli as c; c.run(['--help']); print(sorted(set(sys.modules) & {'ortools','pandas','openpyxl','xlsxwriter','pydantic','numpy'}), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_cda_builder_and_the_shipped_cda_agree():
    """What the tests of rules stand on has the durations of the official RE."""
    shipped, built = find("CDA"), cda()
    assert [e.minutes for e in shipped.titre.epreuves] == [e.minutes for e in built.titre.epreuves]
    assert [[e.minutes for e in t.epreuves] for t in shipped.ccps] == [
        [e.minutes for e in t.epreuves] for t in built.ccps
    ]


@pytest.mark.parametrize(
    ("day", "where", "told"),
    [
        (date(2027, 7, 14), {}, "Le 14/07/2027 est férié (Fête nationale)."),
        (date(2027, 3, 26), {"departement": "67"}, "Le 26/03/2027 est férié (Vendredi saint)."),
        (date(2027, 3, 26), {"departement": "35"}, ""),
        (date(2027, 7, 14), {"fictive": True}, ""),
    ],
)
def test_a_public_holiday_where_the_session_is_held_is_told_in_its_cell(tmp_path, day, where, told):
    referentiel = find("CDA")
    base = session(referentiel, candidats=2)
    changed = replace(base, jours=(replace(base.jours[0], date=day),), **where)
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook_bytes(referentiel, contents_of(changed)))
    reading = read_session(path)
    issues = on_public_holidays(reading)
    assert [(issue.message, issue.place) for issue in issues] == (
        [(told, reading.cells["jours", day.isoformat()])] if told else []
    )


@pytest.mark.parametrize(
    ("du_re", "du_centre", "told"),
    [
        (4, None, "Le RE admet 4 candidats par jury et par jour ; ce planning en donne 3 au plus."),
        (3, None, ""),
        (None, None, ""),
        (4, 3, ""),
    ],
)
def test_a_plan_whose_juries_hear_fewer_than_the_re_allows_says_what_else_fills_their_day(
    tmp_path, du_re, du_centre, told
):
    """Two juries of three and one, where one of four would do."""
    referentiel = replace(find("CDA"), quota=du_re)
    base = session(referentiel, candidats=4, reglages=Reglages(quota=du_centre))
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook_bytes(referentiel, contents_of(base)))
    reading = read_session(path)
    passages = [replace(p, candidat="C4") for p in plan_cda_trois("J2").passages if p.candidat == "C3"]
    plan = replace(plan_cda_trois(), passages=(*plan_cda_trois().passages, *passages))
    issues = fewer_than_the_re(reading, plan)
    said = [(issue.message.replace("\u00a0", " "), issue.place) for issue in issues]
    assert said == ([(told, reading.cells["jours", "2027-06-14", "fin"])] if told else [])


@pytest.mark.parametrize(
    ("fin", "told"),
    [
        (time(17, 0), "Lundi 14 juin 2027 finit à 17 h, à la fin au plus tard (17 h)."),
        (time(17, 14), "Lundi 14 juin 2027 finit à 17 h, 14 min avant la fin au plus tard (17 h 14)."),
        (time(17, 15), ""),
        (time(16, 55), ""),
    ],
)
def test_a_day_that_ends_less_than_fifteen_minutes_before_it_must_is_told_in_its_cell(tmp_path, fin, told):
    referentiel = find("CDA")
    base = session(referentiel, candidats=3)
    path = tmp_path / "s.xlsx"
    pressed = replace(base, jours=(replace(base.jours[0], fin=fin),))
    path.write_bytes(workbook_bytes(referentiel, contents_of(pressed)))
    reading = read_session(path)
    issues = without_margin(reading, plan_cda_trois())
    said = [(issue.message.replace("\u00a0", " "), issue.place) for issue in issues]
    assert said == ([(told, reading.cells["jours", "2027-06-14", "fin"])] if told else [])


def test_solve_and_check_warn_of_a_public_holiday_and_of_a_day_without_margin(small, tmp_path, capsys):
    book = openpyxl.load_workbook(small)
    sheet = book["Jours"]
    titles = {c.value: c for row in sheet.iter_rows(max_row=6) for c in row}
    title = next(c for value, c in titles.items() if str(value).startswith("Fin au plus tard"))
    row = next(r for r in range(title.row + 1, 12) if sheet.cell(r, 1).value == datetime(2027, 6, 14))
    sheet.cell(row, 1).value = datetime(2027, 7, 14)
    sheet.cell(row, title.column).value = time(14, 50)
    book.save(small)
    planning = tmp_path / "p.xlsx"
    for command in (["solve", str(small), "-o", str(planning), "--time-limit", "20"], ["check", str(planning)]):
        assert run(command) == ExitCode.OK
        said = capsys.readouterr().err
        assert "Le 14/07/2027 est férié (Fête nationale)." in said
        assert [line for line in said.splitlines() if "fin au plus tard" in line]
    assert "replan" not in said, "nothing is to be cured"


def test_a_breach_made_by_hand_is_told_with_its_row_and_replan_may_cure_it(solved, tmp_path, capsys):
    book = openpyxl.load_workbook(solved[0])
    sheet = book["Planning"]
    rows = [row for row in sheet.iter_rows() if any(cell.value == "délibération" for cell in row)]
    sheet.delete_rows(rows[0][0].row)
    edited = tmp_path / "edited.xlsx"
    book.save(edited)
    assert run(["check", str(edited)]) == ExitCode.BREACH
    told = capsys.readouterr()
    assert "délibération n'est pas prévue" in told.out
    assert f"« tpplanner replan {edited} » cherche le planning le plus proche" in told.err
    assert run(["replan", str(edited), "-o", str(tmp_path / "n.xlsx"), "--time-limit", "20"]) == ExitCode.OK
    assert run(["check", str(tmp_path / "n.xlsx")]) == ExitCode.OK


@pytest.mark.proof
def test_the_numbers_drawn_stay_when_a_candidat_is_taken_out_and_the_session_solved_again(tmp_path):
    referentiel = find("CDA")
    base = session(referentiel, candidats=tuple(Candidat(f"C{n}", f"NOM{n}", "Alix") for n in (1, 2)))
    habilite = (Habilitation("CDA", "04"),)
    base = replace(base, membres=tuple(replace(m, habilitations=habilite) for m in base.membres))
    book, planning = tmp_path / "s.xlsx", tmp_path / "p.xlsx"
    drawn = []
    for gone in (None, 1):
        remain = tuple(c for c in base.candidats if gone is None or drawn[0][c.nom] != gone)
        book.write_bytes(workbook_bytes(referentiel, contents_of(replace(base, candidats=remain))))
        assert run(["solve", str(book), "-o", str(planning), "--time-limit", "20"]) == ExitCode.OK
        drawn.append({c.nom: c.numero_tire for c in read_session(planning).session.candidats})
    assert sorted(drawn[1].values()) == [2]
    assert drawn[1].items() <= drawn[0].items()


def test_what_documents_would_want_is_told_before_the_session_is_planned(solved):
    before, _, after = solved[2].partition("candidats, ")
    assert "Il manque encore « Site », pour les documents : le « Lieu » des convocations" in before
    assert "Il manque encore" not in after
