from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from builders import a, plan_cda_trois, session
from export.rich import deux_jurys, plan_de, sur_postes
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel.planning import DayDrawn
from tpplanner.export.pictures import Trait, timelines


def test_a_day_has_a_column_for_the_site_each_jury_and_each_room_where_candidats_compose():
    base = deux_jurys()
    agenda = Agenda(base, plan_de(base, 2))
    premier, second = (timelines(agenda, jour) for jour in agenda.jours)
    assert [c.titre for c in premier] == ["Accueil", "Jury 1", "Jury 2", "Salle d'écrit", "Salle 12"]
    assert [c.titre for c in second] == ["Accueil", "Jury 1", "Jury 2"]


def test_boxes_of_one_lane_never_overlap_and_none_is_lost():
    base = sur_postes()
    plan = plan_de(base)
    # everybody on the posts at once, each an hour after the one before, the jury watching none for long
    serres = tuple(
        replace(p, parties=tuple(replace(x, debut=x.debut + d, fin=x.fin + d) for x in p.parties))
        for p, d in ((p, a("9:00") - p.debut + timedelta(minutes=20 * i)) for i, p in enumerate(plan.passages))
        if p.epreuve == "MSP"
    )
    agenda = Agenda(base, replace(plan, passages=serres))
    (plateau,) = (c for c in timelines(agenda, a("9:00").date()) if c.titre == "Plateau")
    assert len(plateau.voies) > 1
    for voie in plateau.voies:
        assert all(avant.fin <= apres.debut for avant, apres in pairwise(voie))
    drawn = sorted((b.debut, b.fin) for voie in plateau.voies for b in voie)
    assert drawn == sorted((x.debut, x.fin) for p in serres for x in p.parties)


def test_those_who_do_the_same_in_a_room_are_one_box():
    agenda = Agenda(session(), plan_cda_trois())
    (salle,) = (c for c in timelines(agenda, a("9:00").date()) if c.titre == "Salle d'écrit")
    assert [(b.texte, b.debut, b.fin, b.trait) for voie in salle.voies for b in voie] == [
        ("QP – 3 candidats", a("9:00"), a("9:30"), Trait.SURVEILLE)
    ]


def test_a_box_has_a_short_text_for_a_short_place():
    agenda = Agenda(session(), plan_cda_trois())
    (jury,) = (c for c in timelines(agenda, a("9:00").date()) if c.titre == "Jury 1")
    textes = {(b.texte, b.court) for voie in jury.voies for b in voie}
    assert ("PP – n° 1 CANDIDAT1 Sacha", "PP – n° 1") in textes
    assert ("Corr. QP – n° 1 CANDIDAT1 Sacha", "Corr. QP – n° 1") in textes
    assert ("Pause déjeuner", "Pause déjeuner") in textes


def test_a_day_too_long_for_a_page_has_its_long_rows_lowered_before_it_is_cut():
    # 40 rows of 5 minutes and 5 hours in one: 480 + 216 points at the usual pace
    begin = datetime(2027, 6, 14, 8)
    moments = [begin + timedelta(minutes=5 * n) for n in range(41)]
    day = DayDrawn(begin.date(), (), (*moments, moments[-1] + timedelta(hours=5)))
    assert sum(day.heights()) == pytest.approx(696)
    assert day.heights_within(700) == day.heights()
    lowered = day.heights_within(600)
    assert sum(lowered) <= 600
    assert lowered[:40] == day.heights()[:40], "a line of text still fits"
    assert day.heights_within(500) == day.heights(), "cut anyway: at the usual pace"
