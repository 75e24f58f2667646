"""What is calculated after the planning in force holds to what happened, keeps what is over, and says whom to tell."""

from dataclasses import replace
from datetime import datetime, time
from shutil import copy2

import pytest

from builders import plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.change.statement import Statement
from tpplanner.commands.in_force import ignored_events, version_in_force
from tpplanner.commands.replan import replan_planning
from tpplanner.commands.solve import solve_workbook
from tpplanner.export.excel import write_planning
from tpplanner.referentiels import find
from tpplanner.solver import Budget
from tpplanner.workbook.marks import in_force
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session

SOON = Budget(seconds=60, workers=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A session, its planning, and that planning after a membre was away from 10 h 40."""
    here = tmp_path_factory.mktemp("in force")
    small = session(find("CDA"), candidats=3, nb_membres=4)
    habilite = tuple(
        replace(m, habilitations=tuple(replace(h, titre="CDA", millesime="04") for h in m.habilitations))
        for m in small.membres
    )
    of, plan = replace(small, membres=habilite), plan_cda_trois()
    write_session(here / "session.xlsx", of)
    write_planning(here / "planning.xlsx", of, plan, check(of, plan))
    (jour,) = {j.date for j in of.jours}
    gone = of.membre(plan.compositions[0].membres[0]).nom_complet
    told = Statement(absents=(gone,), de="13h", maintenant="10h40", jour=f"{jour:%d/%m/%Y}")
    replan_planning(here / "planning.xlsx", told, SOON)
    return here


def test_a_workbook_planned_again_after_an_event_keeps_it_and_what_is_over(folder, tmp_path):
    known = read_session(folder / "planning-modifié.xlsx")
    solved = solve_workbook(folder / "session.xlsx", SOON, tmp_path / "n.xlsx", avant=folder / "planning-modifié.xlsx")
    again = read_session(tmp_path / "n.xlsx")
    assert again.saisie.imprevus == known.saisie.imprevus
    assert again.session.membres == known.session.membres
    assert solved.en_vigueur == "planning-modifié.xlsx"
    assert solved.changements.messages == ()
    told = datetime.combine(known.saisie.jours[0].date, time(10, 40))
    assert {imprevu.dit_le for imprevu in known.saisie.imprevus} == {told}
    over = [p for p in known.edite[0].passages if p.debut < told]
    assert over
    assert set(over) <= set(again.edite[0].passages)
    assert again.saisie.version_planning == known.saisie.version_planning + 1


def test_the_last_change_of_a_planning_is_in_force_unless_another_is_marked(folder, tmp_path):
    for file in folder.glob("planning*.xlsx"):
        copy2(file, tmp_path)
    planning, changed = tmp_path / "planning.xlsx", tmp_path / "planning-modifié.xlsx"
    assert version_in_force(planning) == changed
    assert version_in_force(tmp_path / "other.xlsx") == tmp_path / "other.xlsx"
    planning.write_bytes(in_force(planning, datetime(2027, 6, 14, 7, 52)))
    assert version_in_force(planning) == version_in_force(changed) == planning


def test_by_command_the_event_of_the_planning_beside_is_not_forgotten(folder, tmp_path):
    for file in folder.glob("*.xlsx"):
        copy2(file, tmp_path)
    solved = solve_workbook(tmp_path / "session.xlsx", SOON)
    assert solved.en_vigueur == "planning-modifié.xlsx"
    known, again = (read_session(tmp_path / name).saisie for name in ("planning-modifié.xlsx", "planning.xlsx"))
    assert again.imprevus == known.imprevus != ()


def test_a_planning_older_than_the_one_in_force_is_told_what_it_does_not_know(folder, tmp_path):
    for file in folder.glob("planning*.xlsx"):
        copy2(file, tmp_path)
    old = read_session(tmp_path / "planning-modifié.xlsx")
    unaware = replace(old, base=(replace(old.saisie, imprevus=()),))
    (warning,) = ignored_events(unaware, tmp_path / "planning.xlsx")
    assert "Absence de" in warning.message
    assert ignored_events(old, tmp_path / "planning-modifié.xlsx") == ()
