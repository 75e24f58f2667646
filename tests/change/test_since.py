"""What a plan changes for those who know another one, of a workbook that was edited since."""

from dataclasses import replace

from builders import session
from change.test_retold import rows_exchanged
from journees import TROIS, journee
from tpplanner.change.bookings import retold
from tpplanner.change.since import changes_since
from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import plan_without
from tpplanner.texts.changements import CANDIDAT


def day():
    s = session(nb_membres=4)
    plan = journee(s, TROIS)
    return s, plan, Reading(s, edite=(plan,), ecrit=(plan,))


def test_nobody_is_told_of_rows_that_change_places():
    s, plan, avant = day()
    other = rows_exchanged(s)
    told, _ = retold(plan, s, other)
    assert changes_since(avant, other, told).aucun
    assert changes_since(avant, other, told).messages == ()


def test_whoever_is_gone_of_the_workbook_is_told_and_nobody_else():
    s, plan, avant = day()
    gone = s.candidats[0]
    # the row of the one who goes is taken by the next: the id that they had is somebody else's now
    rest = [replace(c, id=before.id) for c, before in zip(s.candidats[1:], s.candidats, strict=False)]
    other = replace(s, candidats=tuple(rest))
    told, _ = retold(plan_without(plan, {gone.id}), s, other)
    changements = changes_since(avant, other, told)
    assert [m.nom for m in changements.messages if m.role == CANDIDAT] == [gone.nom_complet]
