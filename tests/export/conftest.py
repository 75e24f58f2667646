from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from export import rich
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.export.excel import write_affichage, write_planning

CASES = {
    "deux_jurys": (rich.deux_jurys, 2),
    "soixante": (rich.soixante, 3),
    "sur_postes": (rich.sur_postes, 3),
    "en_ccp": (rich.en_ccp, 2),
    "fictive": (rich.fictive, 2),
    "coupee": (rich.coupee, 2),
}


QUICK = ("deux_jurys", "sur_postes", "coupee")
"""The others take longer to write: among the proofs."""


@pytest.fixture(scope="session", params=mostly_proofs(CASES, *QUICK), ids=CASES)
def written(request, tmp_path_factory):
    """Both files of each of the rich sessions, written once."""
    make, par_jury = CASES[request.param]
    session = make()
    plan = rich.plan_de(session, par_jury)
    report = check(session, plan)
    folder = tmp_path_factory.mktemp(request.param)
    planning = write_planning(folder / "planning.xlsx", session, plan, report).path
    affichage = write_affichage(folder / "planning-affichage.xlsx", session, plan).path
    return SimpleNamespace(
        session=session,
        plan=plan,
        report=report,
        planning=planning,
        affichage=affichage,
        book=load_workbook(planning),
        poster=load_workbook(affichage),
    )
