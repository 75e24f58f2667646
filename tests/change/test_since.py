"""What a plan changes for those who know another one, of a workbook that was edited since."""

from dataclasses import replace
from datetime import datetime

import pytest

from builders import session
from change.test_retold import rows_exchanged
from drawing import seeded
from imprevus import some_imprevus
from journees import TROIS, journee
from tpplanner.change.bookings import retold
from tpplanner.change.since import changes_since, events_retold, events_together
from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import plan_without
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import Absence, CandidatAbsent, Imprevu
from tpplanner.texts.changements import CANDIDAT
from tpplanner.texts.noms import Noms


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


@pytest.mark.parametrize("seed", range(5))
def test_what_happened_is_told_of_the_same_people_whatever_their_rows(seed):
    s, _, _ = day()
    other = rows_exchanged(s)
    imprevus = tuple(some_imprevus(s, seeded(seed)))
    told = events_retold(imprevus, s, other)
    names = [
        [Noms(of).etiquette(i.evenement.personne) for i in some if isinstance(i.evenement, Absence)]
        for of, some in ((s, imprevus), (other, told))
    ]
    assert names[0] == names[1]
    assert told != imprevus
    assert events_retold(told, other, s) == imprevus


def test_what_happened_to_somebody_gone_is_not_told_of_another():
    s, _, _ = day()
    gone = s.candidats[0]
    rest = tuple(replace(c, id=before.id) for c, before in zip(s.candidats[1:], s.candidats, strict=False))
    assert events_retold((Imprevu(CandidatAbsent(gone.id)),), s, replace(s, candidats=rest)) == ()


def test_whoever_does_not_come_is_not_told_so():
    s, plan, avant = day()
    away = s.candidats[0]
    happened = held(replace(s, imprevus=(Imprevu(CandidatAbsent(away.id)),)))
    changements = changes_since(avant, happened, plan_without(plan, {away.id}))
    assert away.nom_complet not in [m.nom for m in changements.messages]


MATIN, PLUS_TARD, APRES = (datetime(2027, 6, 14, hour) for hour in (8, 9, 10))


@pytest.mark.parametrize(
    ("here", "there", "holds"),
    [
        ([(MATIN, None)], [], True),
        ([], [(MATIN, None)], True),
        ([(MATIN, None)], [(MATIN, PLUS_TARD)], False),
        ([(MATIN, PLUS_TARD)], [(MATIN, None)], False),
        ([(None, PLUS_TARD)], [(APRES, None)], True),
        ([(MATIN, PLUS_TARD), (APRES, None)], [(MATIN, None)], True),
        ([(None, None)], [(None, PLUS_TARD)], False),
    ],
)
def test_an_event_told_in_two_places_is_one_and_holds_as_was_said_last(here, there, holds):
    s, _, _ = day()
    away = CandidatAbsent(s.candidats[0].id)

    def told(moments):
        return replace(s, imprevus=tuple(Imprevu(away, dit, repris_le=repris) for dit, repris in moments))

    (one,) = events_together(told(here), told(there))
    assert one.evenement == away
    assert (one.repris_le is None) is holds
