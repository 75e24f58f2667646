"""What a planning tells of the change that made it is read again: what happened, whom to tell, who is late."""

from builders import LUNDI, plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Change, Changements, Difference, Message, Planned, Priorite, Retard
from tpplanner.workbook.reader import read_session

AVIS = ("Absence de MEMBRE1 Alix : lundi 14 juin 2027.", "Retard de CANDIDAT2 Sacha : 20 min.")
LATE = (Retard("C2", "QP", 20), Retard("C3", "EF", 5))
TOLD = (
    Message(
        *("M1", "MEMBRE1 Alix", "membre de jury, surveillant", ("lundi : 9 h (nouveau).",), "", Priorite.VENIR),
        *("Pouvez-vous venir ?", "7 h 52, oui"),
    ),
    Message(
        "M2", "MEMBRE2 Alix", "membre de jury", ("lundi : n'est plus attendu.",), "", Priorite.NE_PAS_VENIR, "Non."
    ),
    Message("C2", "CANDIDAT2 Sacha", "candidat", ("« Épreuve QP » : 10 h.", "« Épreuve EF » : 11 h."), "0612345678"),
)


def read_again(tmp_path, told):
    s, plan = session(nb_membres=4), plan_cda_trois()
    path = tmp_path / "planning.xlsx"
    write_excel(path, s, Planned(plan, ()), check(s, plan), change=Change(s, told))
    return read_session(path).changements


def test_all_of_it_but_its_differences(tmp_path):
    told = Changements(AVIS, (Difference("X", "9 h", "10 h"),), TOLD, LATE, (LUNDI,))
    assert read_again(tmp_path, told) == Changements(AVIS, (), TOLD, LATE, (LUNDI,))


def test_who_is_late_where_nothing_else_differs(tmp_path):
    assert read_again(tmp_path, Changements(AVIS, retards=LATE)) == Changements(AVIS, retards=LATE)


def test_somebody_who_is_there_no_more_bears_no_id(tmp_path):
    gone = Message("C9", "PARTI Luc", "candidat", ("« Épreuve QP » : n'est plus prévu.",))
    told = Changements(AVIS, (Difference("X", "9 h", ""),), (gone,), (Retard("C9", "QP", 5),))
    read = read_again(tmp_path, told)
    assert [(m.personne, m.nom) for m in read.messages] == [("", "PARTI Luc")]
    assert read.retards == ()


def test_a_planning_that_no_change_made_tells_none(tmp_path):
    s, plan = session(nb_membres=4), plan_cda_trois()
    write_excel(tmp_path / "p.xlsx", s, Planned(plan, ()), check(s, plan))
    assert read_session(tmp_path / "p.xlsx").changements == Changements()
