"""A day drawn: each thing of the plan once in each group, nothing hidden by another, as many pixels as minutes."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export import rich
from export.test_pictures import agenda_of, huit_jurys
from some import some
from tpplanner.domain.plan import minutes_between
from tpplanner.export.agenda import Agenda, Sort, inert
from tpplanner.web.plannings.timeline.axis import NAMES, ZOOMS, HourAxis, zoom_within
from tpplanner.web.plannings.timeline.canvas import MANY, Canvas
from tpplanner.web.plannings.timeline.capsules import BarKind
from tpplanner.web.plannings.timeline.drawing import NARROW, ONE_LINE, PAGES, DayView
from tpplanner.web.plannings.timeline.rows import CANDIDATS, JURYS, SALLES, Tracks
from tpplanner.web.plannings.timeline.waiting import on_site
from workbook.plans import plans

SESSIONS = (rich.deux_jurys(), rich.sur_postes(), rich.en_ccp(), rich.coupee())
TENTH = 0.1
"""Pixels to which places are written."""


@pytest.fixture(params=[(rich.deux_jurys, 2), (rich.sur_postes, 3), (huit_jurys, 2)], ids=lambda p: p[0].__name__)
def agenda(request):
    make, par_jury = request.param
    return Agenda(make(), rich.plan_de(make(), par_jury))


def groups_of(agenda, jour, zoom=96):
    return {g.cle: g for g in Canvas(Tracks(agenda)).drawn(DayView(jour, zoom)).groups}


def shown(group):
    return Counter(m for row in group.rows for shape in row.shapes for m in shape.bar.moments)


def holds_each_once(agenda):
    for jour in some(agenda.jours):
        groups, moments = groups_of(agenda, jour), [m for m in agenda.moments if m.jour == jour]
        assert shown(groups[JURYS]) == Counter(m for m in moments if m.jury)
        assert shown(groups[CANDIDATS]) == Counter(m for m in moments if m.sort is Sort.EPREUVE)
        welcomes = (Sort.ACCUEIL, Sort.PLIS)
        assert shown(groups[SALLES]) == Counter(m for m in moments if m.salle or m.sort in welcomes)


def test_each_moment_is_drawn_once_in_each_group(agenda):
    holds_each_once(agenda)


@settings(max_examples=4)
@given(st.data(), st.sampled_from(SESSIONS))
def test_so_it_is_whatever_the_plan(data, base):
    plan = data.draw(plans(base))
    if plan.passages:
        agenda = Agenda(inert(base), plan)
        holds_each_once(agenda)
        nothing_is_hidden(agenda)


def nothing_is_hidden(agenda):
    for jour in agenda.jours:
        for group in groups_of(agenda, jour).values():
            for row in group.rows:
                assert sum(map(len, row.row.voies)) == len(row.shapes)
                for voie in row.row.voies:
                    for bar, other in combinations(voie, 2):
                        apart = all(f <= debut or until <= d for d, f in other.runs for debut, until in bar.runs)
                        assert apart, (row.row.titre, bar, other)


def test_no_bar_of_a_lane_hides_another(agenda):
    nothing_is_hidden(agenda)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_minutes_are_pixels_on_one_axis_for_every_day_and_group(agenda, zoom):
    axes = set()
    for jour in some(agenda.jours):
        drawing = Canvas(Tracks(agenda)).drawn(DayView(jour, zoom))
        axes.add((drawing.axis.premiere, drawing.axis.derniere, drawing.axis.zoom))
        for shape in some(s for g in drawing.groups for row in g.rows for s in row.shapes):
            minutes = minutes_between(drawing.axis.debut, shape.bar.debut)
            assert shape.x == pytest.approx(minutes * zoom / 60, abs=TENTH)
            assert shape.width == pytest.approx(shape.bar.minutes * zoom / 60, abs=2 * TENTH)
            assert 0 <= shape.x <= shape.x + shape.width <= drawing.axis.width + TENTH
    assert len(axes) == 1


def test_no_minute_of_a_candidat_on_site_is_left_blank(agenda):
    for jour in agenda.jours:
        tracks = Tracks(agenda)
        for row in some(tracks.of_candidats(jour)):
            stay = tracks.stays[jour][row.ident]
            at = stay.debut
            for debut, fin in sorted(run for bar in row.bars for run in bar.runs):
                assert debut == at, row.titre
                at = fin
            assert at == stay.fin


def test_a_candidat_waits_where_they_neither_pass_nor_are_welcomed_nor_lunch():
    agenda = Agenda(rich.deux_jurys(), rich.plan_de(rich.deux_jurys(), 2))
    rows = Tracks(agenda).of_candidats(agenda.jours[0])
    for row in some(rows):
        waiting = sum(bar.minutes for bar in row.bars if bar.kind is BarKind.ATTENTE)
        stay = Tracks(agenda).stays[agenda.jours[0]][row.ident]
        others = sum(minutes_between(*run) for bar in row.bars if bar.kind is not BarKind.ATTENTE for run in bar.runs)
        assert waiting == minutes_between(stay.debut, stay.fin) - others
    assert any(bar.kind is BarKind.ATTENTE for row in rows for bar in row.bars)


def test_those_on_site_are_counted_by_half_hour(agenda):
    jour, tracks = agenda.jours[0], Tracks(agenda)
    stays = list(tracks.stays[jour].values())
    axis = HourAxis(jour, 6, 20, 64)
    for half, number in zip(axis.halves(), on_site(stays, axis.halves()), strict=True):
        minutes = [half + timedelta(minutes=n) for n in range(30)]
        assert number == len({s.candidat for s in stays for minute in minutes if s.debut <= minute < s.fin})
    assert sum(on_site(stays, axis.halves())) >= len(stays)


def test_the_scale_is_the_largest_that_shows_the_whole_day_and_never_under_the_smallest():
    for window in (320, 900, 1280, 1920, 3840):
        zoom = zoom_within(11, window)
        larger = [z for z in ZOOMS if z > zoom]
        assert zoom == ZOOMS[0] or 11 * zoom + NAMES < window
        assert not larger or 11 * larger[0] + NAMES + 40 > window
    assert zoom_within(11, 1280) == 96


def test_candidats_are_grouped_by_jury_then_sorted_by_the_hour_at_which_they_arrive(agenda):
    tracks = Tracks(agenda)
    for jour in agenda.jours:
        rows = tracks.of_candidats(jour)
        keys = [next((bar.jury for bar in row.bars if bar.jury), "") for row in rows]
        assert [k for k, _ in Counter(keys).items()] == list(dict.fromkeys(keys))
        for jury in set(keys):
            arrivals = [tracks.stays[jour][r.ident].debut for r, k in zip(rows, keys, strict=True) if k == jury]
            assert arrivals == sorted(arrivals)


def test_a_common_written_test_is_one_bar_on_its_room():
    agenda = Agenda(rich.deux_jurys(amenages=False), rich.plan_de(rich.deux_jurys(amenages=False), 2))
    bars = [s for row in groups_of(agenda, agenda.jours[0], 240)[SALLES].rows for s in row.shapes if s.bar.candidats]
    common = next(s for s in bars if len(s.bar.candidats) > 1)
    nombre = len({m.candidat for m in agenda.moments if m.sort is Sort.EPREUVE and m.debut == common.bar.debut})
    assert [w.texte for w in common.mots] == [f"QP - {nombre}\xa0candidats"]


def test_every_group_is_open_where_all_of_it_is_seen_at_once_and_a_crowd_is_one_line():
    few, crowd = replace(rich.deux_jurys(), candidats=rich.candidats(4)), huit_jurys()
    for base, open_ in ((few, {JURYS, SALLES, CANDIDATS}), (rich.deux_jurys(), {JURYS, CANDIDATS}), (crowd, {JURYS})):
        agenda = Agenda(base, rich.plan_de(base, 2))
        groups = groups_of(agenda, agenda.jours[0])
        assert {cle for cle, g in groups.items() if g.ouvert} == open_
        assert bool(groups[CANDIDATS].presents) is (base is crowd)
    assert sum(n for _, n, _ in groups[CANDIDATS].presents) >= len(groups[CANDIDATS].rows)


@pytest.mark.parametrize(("candidats", "folded"), [(6, ()), (12, ()), (40, ()), (120, (CANDIDATS,))])
def test_a_day_stands_on_one_page_and_candidats_are_folded_where_they_would_be_too_small(candidats, folded):
    agenda = agenda_of(huit_jurys())
    drawn = Canvas(Tracks(agenda)).drawn(DayView(agenda.jours[0]))
    rows = {g.cle: g.rows for g in drawn.groups}
    many = replace(rows[CANDIDATS][0], height=NARROW if candidats > MANY else ONE_LINE)
    groups = [replace(g, rows=(many,) * candidats if g.cle == CANDIDATS else g.rows) for g in drawn.groups]
    drawn = replace(drawn, groups=tuple(groups))
    assert drawn.folded == folded
    rows = [row for g in drawn.groups if g.cle not in folded for row in g.rows]
    across, down = PAGES[drawn.large]
    assert sum(row.height for row in rows) * drawn.scale <= 100 * (down - len(rows)), "a line below each"
    assert (drawn.axis.width + NAMES) * drawn.scale <= 100 * across
    assert drawn.scale >= 50
