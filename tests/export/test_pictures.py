"""The pictures of a day: exact, read by everybody, and silent on aménagements where several people look."""

import re
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from builders import LUNDI, TOUTES, jours
from export.rich import NOMS, candidats, deux_jurys, nommes, plan_de, soixante, sur_postes
from some import some
from tpplanner import show
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Salle
from tpplanner.export.agenda import Agenda, Sort, sigle
from tpplanner.export.pictures import (
    MOST_ROWS,
    WIDTH,
    Boite,
    Trait,
    drawn,
    internal_pictures,
    jury_pictures,
    legend,
    png_file,
    posted_pictures,
    svg_file,
    words_in,
    wrapped,
)
from tpplanner.export.text_size import text_points
from tpplanner.referentiels import find, shipped
from tpplanner.texts.documents import COLLECTIVES, INITIALES, LEGENDE

SVG = "{http://www.w3.org/2000/svg}"


def agenda_of(session, par_jury=2):
    return Agenda(session, plan_de(session, par_jury))


def huit_jurys():
    """Sixty candidats, eight juries, five days."""
    base = soixante()
    salles = (
        *(s for s in base.salles if "ecrit" in s.usages),
        *(Salle(f"S{i}", f"Salle {i}", ("jury",)) for i in range(1, 9)),
    )
    return replace(base, jours=jours(5), candidats=candidats(60), membres=nommes(16, "CDA"), salles=salles)


CASES = {"deux_jurys": (deux_jurys, 2), "huit_jurys": (huit_jurys, 2), "sur_postes": (sur_postes, 3)}


@pytest.fixture(scope="module", params=CASES)
def agenda(request):
    make, par_jury = CASES[request.param]
    return agenda_of(make(), par_jury)


def elements(picture):
    return fromstring(svg_file(picture))


def bars(picture):
    """Each bar: its class, its ends, what it says when pointed at."""
    for group in elements(picture).iter(f"{SVG}g"):
        for rect in group.iter(f"{SVG}rect"):
            title = rect.find(f"{SVG}title")
            if title is not None:
                yield group.get("class"), float(rect.get("x")), float(rect.get("width")), title.text


def hours(told):
    return re.findall(r"(\d\d):(\d\d)", told)[-2:]


def test_every_stretch_of_every_jury_is_a_bar_with_its_hours(agenda):
    for jour in some(agenda.jours):
        (picture,) = jury_pictures(agenda, jour)
        told = sorted(tuple(":".join(h) for h in hours(title)) for kind, *_, title in bars(picture) if kind != "a")
        of_juries = [m for m in agenda.moments if m.jour == jour and m.jury]
        outside = {
            (m.debut, m.fin, m.epreuve, m.salle, m.jury)
            for m in agenda.moments
            if m.jour == jour and m.sort is Sort.EPREUVE and not m.jury
        }
        expected = [(f"{m.debut:%H:%M}", f"{m.fin:%H:%M}") for m in of_juries]
        missing = [pair for pair in expected if told.count(pair) < expected.count(pair)]
        assert missing == []
        assert len(told) >= len(of_juries) + len(outside)


def test_every_passage_of_every_candidat_is_a_bar_in_his_row(agenda):
    for jour in some(agenda.jours):
        pictures = internal_pictures(agenda, jour)[1:]
        told = [":".join(hours(title)[0]) for p in pictures for *_, title in bars(p)]
        expected = [f"{p.debut:%H:%M}" for p in agenda.plan.passages if p.jour == jour]
        assert [t for t in expected if told.count(t) < expected.count(t)] == []


def test_a_bar_is_as_long_as_it_lasts(agenda):
    for jour in some(agenda.jours):
        for picture in some(internal_pictures(agenda, jour)):
            lasting = [
                (60 * (int(h2) - int(h1)) + int(m2) - int(m1), width)
                for _, _, width, title in bars(picture)
                for (h1, m1), (h2, m2) in [hours(title)]
            ]
            minutes, width = max(lasting)
            pace = (width + 1) / minutes
            assert [(m, w) for m, w in lasting if abs(w + 1 - m * pace) > 1.5] == []


def test_bars_of_one_lane_do_not_overlap_and_stay_in_the_picture(agenda):
    for jour in some(agenda.jours):
        for picture in some(internal_pictures(agenda, jour)):
            lanes = {}
            for rect in elements(picture).iter(f"{SVG}rect"):
                if rect.find(f"{SVG}title") is not None:
                    lanes.setdefault(rect.get("y"), []).append((float(rect.get("x")), float(rect.get("width"))))
            for lane in some(lanes.values()):
                assert all(x + w <= after for (x, w), (after, _) in pairwise(sorted(lane)))
                assert all(x > 0 and x + w <= WIDTH for x, w in lane)


def test_whole_names_stand_beside_the_rows(agenda):
    for jour in some(agenda.jours):
        for picture in some(internal_pictures(agenda, jour)):
            text = re.sub(r"\s+", "", "".join(t.text or "" for t in elements(picture).iter(f"{SVG}text")))
            for ligne in some(picture.lignes):
                assert re.sub(r"\s+", "", ligne.titre) in text
                assert re.sub(r"\s+", "", ligne.sous_titre) in text


def test_it_has_a_title_and_a_description_for_those_who_do_not_see_it(agenda):
    for picture in some(internal_pictures(agenda, agenda.jours[0])):
        root = elements(picture)
        named = {e.get("id"): e.text for e in root if e.get("id")}
        title, description = (named[i] for i in root.get("aria-labelledby").split())
        assert root.get("role") == "img"
        assert title == picture.titre
        assert "tableaux" in description


def words(root):
    return " ".join(t.text or "" for t in root.iter(f"{SVG}text"))


def test_the_legend_tells_every_letter_and_every_sigle_that_bars_use(agenda):
    for jour in agenda.jours:
        rows, people, posted = (
            jury_pictures(agenda, jour),
            internal_pictures(agenda, jour)[1:],
            posted_pictures(agenda, jour),
        )
        passed = {p.epreuve for p in agenda.plan.passages if p.jour == jour}
        for picture in (*rows, *people):
            told = words(elements(picture))
            assert [e for e in passed if f"{sigle(agenda, e)} = {agenda.names.epreuve(e)}" not in told] == []
        for picture in posted:
            collective = {b.court for b in picture.lignes[0].voies[0] if picture.lignes[0].titre == COLLECTIVES}
            assert [s for s in collective if f"{s} = " not in words(elements(picture))] == []
    assert [
        letter
        for letter in INITIALES.values()
        if not re.search(rf"\b{re.escape(letter)} ", LEGENDE["travail"] + LEGENDE["site"])
    ] == []


def test_a_legend_of_many_sigles_stays_in_its_picture():
    agenda = agenda_of(deux_jurys())
    named = {f"PP CCP{n}": f"Présentation d'un projet (CCP{n})" for n in range(12)}
    picture = replace(jury_pictures(agenda, LUNDI)[0], sigles=named)
    root = elements(picture)
    assert all(f"PP CCP{n} =" in words(root) for n in range(12))
    bottom = max(float(t.get("y")) for t in root.iter(f"{SVG}text"))
    assert bottom < float(root.get("height"))
    assert all(text_points(t.text, 10.0) <= WIDTH for t in root.iter(f"{SVG}text"))


def test_the_legend_of_several_pictures_is_words_that_a_narrow_page_wraps():
    agenda = agenda_of(deux_jurys())
    pictures = [replace(p, sigles={"EF": "Entretien <final>"}) for p in jury_pictures(agenda, LUNDI)]
    told = legend(pictures)
    kinds = {boite.trait for p in pictures for ligne in p.lignes for voie in ligne.voies for boite in voie}
    assert len(kinds) > 1
    assert told.count("<li>") == len(kinds)
    assert [kind for kind in kinds if LEGENDE[kind.value] not in told] == []
    assert "EF = Entretien &lt;final&gt;" in told
    assert "<text" not in told


def test_no_picture_has_more_candidats_than_can_be_read():
    agenda = agenda_of(huit_jurys())
    for jour in agenda.jours:
        _, *people = internal_pictures(agenda, jour)
        assert all(len(p.lignes) <= MOST_ROWS for p in people)
        heard = {p.candidat for p in agenda.plan.passages if p.jour == jour}
        assert sum(len(p.lignes) for p in people) == len(heard)
    assert [p.sujet for p in internal_pictures(agenda, agenda.jours[0])[1:]] == [
        "Candidats (1 sur 2)",
        "Candidats (2 sur 2)",
    ]


def test_the_same_plan_gives_the_same_picture():
    first, second = (svg_file(jury_pictures(agenda_of(deux_jurys()), LUNDI)[0]) for _ in range(2))
    assert first == second


def test_a_day_without_anything_has_no_picture():
    agenda = Agenda(deux_jurys(), Plan(()))
    assert internal_pictures(agenda, LUNDI) == posted_pictures(agenda, LUNDI) == ()


# -- words


def test_the_longest_wording_that_fits_is_taken():
    debut = agenda_of(deux_jurys()).moments[0].debut
    boite = Boite(debut, debut + timedelta(minutes=45), "ET – n° 7 MORVAN Anaëlle", "ET – n° 7", Trait.DEVANT_JURY)
    asked = [words_in(boite, width, 28) for width in (200, 100, 62, 32, 19, 4)]
    assert asked == [
        ("ET – n° 7 MORVAN Anaëlle",),
        ("ET – n° 7", "MORVAN Anaëlle"),
        ("ET – n° 7",),
        ("ET", "n° 7"),
        ("ET",),
        (),
    ]


def test_a_travail_too_short_for_a_word_is_a_letter():
    debut = agenda_of(deux_jurys()).moments[0].debut
    boite = Boite(debut, debut, "Délib. – n° 12 PETIT Léa", "Délib. – n° 12", Trait.TRAVAIL)
    assert words_in(boite, 17, 28) == ("D", "12")
    assert words_in(boite, 17, 17) == ("D",)


@pytest.mark.parametrize("nom", [f"{nom} {prenom}" for nom, prenom in NOMS] + ["X" * 60])
def test_a_title_is_wrapped_without_losing_a_letter(nom):
    lines = wrapped(nom, 90, 11, bold=True)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", nom)
    assert all(text_points(line, 11, bold=True) <= 90 for line in lines)


# -- for all to see


def test_what_is_posted_shows_calls_alone_all_as_long(agenda):
    for jour in some(agenda.jours):
        for picture in some(posted_pictures(agenda, jour)):
            assert len({width for _, _, width, _ in bars(picture)}) == 1
            lasting = {b.fin - b.debut for ligne in picture.lignes for voie in ligne.voies for b in voie}
            assert lasting == {timedelta(minutes=30)}


def test_what_is_posted_names_nobody():
    agenda = agenda_of(deux_jurys())
    text = b"".join(svg_file(p) for jour in agenda.jours for p in posted_pictures(agenda, jour)).decode()
    people = (*agenda.session.candidats, *agenda.session.membres, *agenda.session.personnes)
    assert [p.nom for p in people if p.nom in text] == []
    assert "Salle 12" not in text, "the room of a candidat apart is nobody's business"


def test_a_longer_time_leaves_no_trace_on_what_is_posted():
    session = deux_jurys(amenages=False)
    plan = plan_de(session, 2)
    last = max((p for p in plan.passages if p.epreuve == "EF"), key=lambda p: p.fin)
    longer = replace(last, parties=(replace(last.parties[-1], fin=last.fin + timedelta(minutes=40)),))
    changed = replace(plan, passages=tuple(longer if p == last else p for p in plan.passages))
    granted = tuple(replace(c, majorations=TOUTES) if c.id == last.candidat else c for c in session.candidats)
    before, after = Agenda(session, plan), Agenda(replace(session, candidats=granted), changed)
    for jour in before.jours:
        posted = [[svg_file(p) for p in posted_pictures(agenda, jour)] for agenda in (before, after)]
        assert posted[0] == posted[1]
    assert drawn(jury_pictures(before, last.jour)[0]) != drawn(jury_pictures(after, last.jour)[0])


# -- files and notebooks


def test_the_png_is_the_picture_with_its_letters():
    agenda = agenda_of(deux_jurys())
    (picture,) = jury_pictures(agenda, LUNDI)
    image = Image.open(BytesIO(png_file(picture))).convert("L")
    assert image.width == round(WIDTH * 1.5)
    assert abs(image.height - drawn(picture, alone=True).hauteur * 1.5) < 2
    titles = image.crop((0, 60, 180, image.height - 40))
    assert sum(titles.histogram()[:100]) > 400, "the names of the rows are written"


def test_a_notebook_shows_the_days_of_a_plan():
    session = deux_jurys()
    plan = plan_de(session, 2)
    assert show(session, plan)._repr_html_().count("<svg") == 2
    assert show(session, plan, LUNDI, candidats=True)._repr_html_().count("<svg") == 2
    assert "D&#x27;ŒUVRAY Loïc" in show(session, plan)._repr_html_()


def test_pictures_of_one_notebook_do_not_share_their_names():
    html = str(show(deux_jurys(), plan_de(deux_jurys(), 2), candidats=True))
    idents = re.findall(r'<(?:title|desc) id="([^"]+)"', html)
    assert len(idents) == len(set(idents)) == 8


@pytest.mark.parametrize("ref", shipped(), ids=lambda ref: ref.sigle)
def test_a_sigle_is_a_word_of_the_referentiel_and_of_one_epreuve(ref):
    agenda = Agenda(replace(deux_jurys(2), referentiel=ref), Plan(()))
    for table in ref.tables:
        told = [sigle(agenda, epreuve.id) for epreuve in table.epreuves]
        assert len({*told}) == len(told)
        for epreuve, words in zip(table.epreuves, told, strict=True):
            assert words.startswith(epreuve.modalite)
            assert "_" not in words
            assert "." not in words


def test_two_epreuves_of_one_modalite_are_told_apart_by_the_words_of_the_referentiel():
    agenda = Agenda(replace(deux_jurys(2), referentiel=find("AD")), Plan(()))
    assert [sigle(agenda, e) for e in ("MSP_ecrite", "MSP_orale")] == ["MSP écrite", "MSP orale"]


@pytest.mark.parametrize("make", [internal_pictures, posted_pictures])
def test_all_days_have_one_scale(make):
    agenda = agenda_of(huit_jurys())
    scales = defaultdict(set)
    for jour in agenda.jours:
        for picture in make(agenda, jour):
            hours = re.findall(r'<text class="h" x="([\d.]+)" y="[\d.]+">(.*?)<', drawn(picture).corps)
            scales[picture.sujet.partition(" (")[0]].add(tuple(hours))
    assert scales
    assert {len(told) for told in scales.values()} == {1}
    assert all(len(hours) > 2 for told in scales.values() for hours in told)
