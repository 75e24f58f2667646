"""What bars say: as much of a name as their place holds, never the same of two people, and where somebody was."""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest

from builders import LUNDI, plan_cda_trois, session
from export.rich import deux_jurys, plan_de
from tpplanner.domain.session import Candidat
from tpplanner.export.agenda import Agenda
from tpplanner.export.text_size import text_points
from tpplanner.web.plannings.timeline.canvas import Canvas
from tpplanner.web.plannings.timeline.drawing import DayView
from tpplanner.web.plannings.timeline.labels import NAMED, NUMBERED, SHORTENED, SIZE, Labels
from tpplanner.web.plannings.timeline.rows import Tracks

PEOPLE = (
    Candidat("C1", "MARTIN", "Paul", numero_tire=11),
    Candidat("C2", "MARTIN", "Paul", numero_tire=12),
    Candidat("C3", "MARTIN", "Zoé", numero_tire=3),
    Candidat("C4", "DUPONT-MOREAU", "Élodie", numero_tire=4),
    Candidat("C5", "DUPONT-MARTIN", "Élise", numero_tire=5),
    Candidat("C6", "O'NEILL", "Bruno", numero_tire=6),
)


@pytest.fixture
def labels():
    return Labels(Agenda(replace(session(), candidats=PEOPLE), plan_cda_trois()))


def test_no_two_read_alike_at_any_width(labels):
    for width in range(NUMBERED, 260):
        for one, other in combinations(PEOPLE, 2):
            told = labels.at(width, one.id)
            assert not told or told != labels.at(width, other.id), (width, told)


def test_a_name_fits_in_its_bar(labels):
    for width in range(1, 260):
        for one in PEOPLE:
            assert text_points(labels.at(width, one.id), SIZE, bold=True) <= width


@pytest.mark.parametrize(
    ("width", "told"),
    [(10, ""), (NUMBERED, "6"), (SHORTENED, "O'…"), (NAMED, "O'NEILL"), (100, "O'NEILL B."), (160, "O'NEILL Bruno")],
)
def test_the_wider_a_bar_the_more_of_a_name_it_holds(labels, width, told):
    assert labels.at(width, "C6") == told


def test_those_who_bear_one_name_are_told_apart_by_their_number(labels):
    assert labels.at(300, "C1") == "MARTIN Paul n°\xa011"
    assert labels.at(300, "C3") == "MARTIN Zoé"


def test_a_capsule_that_has_moved_is_marked_and_its_old_place_is_a_ghost():
    s, plan = session(), plan_cda_trois()
    later = timedelta(minutes=30)
    moved = tuple(
        p.deplace(lambda m: m + later) if (p.candidat, bool(p.suivies)) == ("C1", True) else p for p in plan.passages
    )
    after = replace(plan, passages=moved)
    canvas = Canvas(Tracks(Agenda(s, after)), avant=Tracks(Agenda(s, plan)))
    rows = [row for g in canvas.drawn(DayView(LUNDI, 96)).groups for row in g.rows]
    marked = {shape.bar.candidat for row in rows for shape in row.shapes if shape.etat.bouge}
    assert marked == {"C1"}
    ghosts = [(row.row.ident, span.x) for row in rows for span, _ in row.ghosts]
    own = next(s for row in rows if row.row.ident == "C1" for s in row.shapes if s.bar.jury)
    assert ghosts == [("J1", pytest.approx(own.x - 48)), ("C1", pytest.approx(own.x - 48))]
    assert not any(
        row.ghosts for g in Canvas(Tracks(Agenda(s, after))).drawn(DayView(LUNDI, 96)).groups for row in g.rows
    )


def test_what_is_over_is_told_from_what_is_to_come():
    agenda = Agenda(deux_jurys(), plan_de(deux_jurys(), 2))
    noon = agenda.moments[0].debut.replace(hour=12, minute=0)
    drawing = Canvas(Tracks(agenda), maintenant=noon).drawn(DayView(noon.date(), 96))
    shapes = [s for g in drawing.groups for row in g.rows for s in row.shapes]
    assert {s.etat.fini for s in shapes} == {True, False}
    assert all(s.etat.fini is (s.bar.fin <= noon) for s in shapes)
    assert drawing.ici == drawing.axis.x(noon)
