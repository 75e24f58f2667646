"""The page for the responsable, read back by another parser than wrote it."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from example_sessions import dwwm_30
from export.rich import coupee, deux_jurys, en_ccp, fictive, plan_de, soixante, sur_postes
from some import some
from tpplanner.audit import check
from tpplanner.domain.plan import Plan
from tpplanner.export.agenda import Agenda, Sort, stretches
from tpplanner.export.html_page import html_page
from tpplanner.rules import HARD
from tpplanner.texts.classeur import sans_coupure
from tpplanner.texts.documents import numero_et_nom

CASES = {
    "deux_jurys": (deux_jurys, 2),
    "soixante": (soixante, 3),
    "sur_postes": (sur_postes, 3),
    "en_ccp": (en_ccp, 2),
    "fictive": (fictive, 2),
    "coupee": (coupee, 2),
}
HOURS = re.compile(r"(\d\d:\d\d) – (\d\d:\d\d)")


def page_of(session, plan, **options):
    return html_page(session, plan, check(session, plan), **options)


class Read:
    """A session, its plan, and its page as a tree."""

    def __init__(self, make, par_jury):
        self.session = make()
        self.plan = plan_de(self.session, par_jury)
        self.agenda = Agenda(self.session, self.plan)
        self.text = page_of(self.session, self.plan, classeur_lu="juin.xlsx", version="0.1.0")
        self.tree = html.document_fromstring(self.text)

    def cards(self, section):
        """The blocks of a section: title, then rows of cells, each under the title of its group."""
        for article in self.tree.xpath(f"//section[@id='{section}']//article"):
            rows, group = [], ""
            for row in article.xpath(".//tbody/tr"):
                cells = [cell.text_content() for cell in row.xpath("th|td")]
                if len(cells) == 1:
                    group = cells[0]
                else:
                    rows.append((group, *cells))
            yield article.findtext("h3"), rows


@pytest.fixture(scope="module", params=CASES)
def page(request):
    return Read(*CASES[request.param])


def test_each_candidat_has_his_hours_day_by_day(page):
    cards = dict(page.cards("candidats"))
    names = page.agenda.names
    assert len(cards) == len(page.session.candidats)
    for candidat in page.session.candidats:
        title = numero_et_nom(page.agenda.numeros[candidat.id], names.candidat(candidat.id))
        told = Counter(
            (day, epreuve, pair) for day, _, hours, epreuve, _ in cards[title] for pair in HOURS.findall(hours)
        )
        passages = page.plan.du_candidat(candidat.id)
        expected = Counter(
            (names.jour(p.jour), names.epreuve(p.epreuve), (f"{debut:%H:%M}", f"{fin:%H:%M}"))
            for p in passages
            for debut, fin in stretches(p)
        )
        assert told == expected
        for passage in passages:
            (where,) = [r[4] for r in cards[title] if r[3] == names.epreuve(passage.epreuve)]
            assert all(names.salle(x.salle) in where for x in passage.parties)
            assert all(names.jury(x.jury) in where for x in passage.suivies)


def test_each_jury_has_all_that_it_does(page):
    cards = dict(page.cards("jurys"))
    for (jour, jury), moments in some(page.agenda.des_jurys.items()):
        rows = cards[f"{page.agenda.names.jury(jury)} – {page.agenda.names.jour(jour)}"]
        assert [r[1] for r in rows] == [f"{m.debut:%H:%M} – {m.fin:%H:%M}" for m in moments]
        for moment, row in zip(moments, rows, strict=True):
            assert not moment.candidat or page.agenda.names.candidat(moment.candidat) in row[3]


def test_each_membre_is_named_where_he_sits(page):
    notes = {a.findtext("h3"): a.text_content() for a in page.tree.xpath("//section[@id='jurys']//article")}
    for c in some(page.plan.compositions):
        text = notes[f"{page.agenda.names.jury(c.jury)} – {page.agenda.names.jour(c.jour)}"]
        assert all(page.agenda.names.personne(m) in text for m in c.membres)


def test_each_room_has_what_candidats_pass_there(page):
    cards = list(page.cards("salles"))
    assert len(cards) == len(page.agenda.des_salles)
    for (_, rows), ((_, _), moments) in zip(cards, page.agenda.des_salles.items(), strict=True):
        passed = [m for m in moments if m.sort is Sort.EPREUVE]
        told = Counter((hours, who) for _, hours, _, whole, _ in rows for who in whole.split("\xa0; "))
        expected = Counter(
            (
                f"{m.debut:%H:%M} – {m.fin:%H:%M}",
                numero_et_nom(page.agenda.numeros[m.candidat], page.agenda.names.candidat(m.candidat)),
            )
            for m in passed
        )
        assert told == expected


def test_everybody_else_is_there_with_his_hours(page):
    rows = [[c.text_content() for c in r.xpath("th|td")] for r in page.tree.xpath("//section[@id='autres']//tbody/tr")]
    expected = Counter(
        (
            page.agenda.names.personne(p.personne),
            page.agenda.names.jour(p.debut.date()),
            f"{p.debut:%H:%M} – {p.fin:%H:%M}",
        )
        for p in page.plan.presences
    )
    assert Counter((r[0], r[2], r[3]) for r in rows) == expected


def test_every_rule_stands_with_its_result(page):
    rules = {r.xpath("th")[0].text_content() for r in page.tree.xpath("//section[@id='conformite']//tr[td]")}
    assert {sans_coupure(carte.enonce) for carte in HARD} <= rules
    assert len(page.tree.xpath("//section[@id='qualite']//tbody/tr")) == len(page.session.niveaux)


def test_every_link_leads_somewhere_in_the_page_and_no_name_stands_twice(page):
    idents = page.tree.xpath("//@id")
    assert len(set(idents)) == len(idents)
    targets = [a.get("href") for a in page.tree.xpath("//a")]
    assert {t.removeprefix("#") for t in targets} <= set(idents)
    for named in page.tree.xpath("//@aria-labelledby"):
        assert set(named.split()) <= set(idents)


def test_nothing_in_it_is_fetched_or_run(page):
    assert page.tree.xpath("//script|//link|//img|//iframe|//object|//form|//base") == []
    assert page.tree.xpath("//@style|//@src|//@onload|//@onclick") == []
    addresses = re.findall(r"https?://[^\s\"'<]+", page.text)
    assert set(addresses) == {"http://www.w3.org/2000/svg"}
    (policy,) = page.tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_what_the_index_offers_is_called_as_its_section_is(page):
    offered = {a.get("href").removeprefix("#"): a.text_content() for a in page.tree.xpath("//nav//a")}
    titles = {h.get("id").removeprefix("h-"): h.text_content() for h in page.tree.xpath("//h2[@id]")}
    assert titles.items() <= offered.items()
    assert [offered[section] for section in ("candidats", "jurys", "salles", "conformite")] == [
        "Par candidat",
        "Par jury",
        "Par salle",
        "Conformité",
    ]


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(h.tag[1]) for h in page.tree.xpath("//h1|//h2|//h3|//h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_it_says_for_whom_it_is_and_where_it_comes_from(page):
    text = page.tree.text_content()
    assert text.count("Responsable de session – document interne, ne pas diffuser") == 2
    assert "d'après juin.xlsx, par tpplanner 0.1.0" in text
    assert page.tree.get("lang") == "fr"


def test_thirty_candidats_fit_in_a_page_that_can_be_sent():
    session = dwwm_30()
    assert len(page_of(session, plan_de(session, 4)).encode()) < 160_000


def test_a_planning_that_follows_another_says_which_it_is():
    session = replace(deux_jurys(), version_planning=3)
    text = html.document_fromstring(page_of(session, plan_de(session, 2))).text_content()
    assert "Version 3." in text


def test_a_breach_is_told_at_the_top():
    session = deux_jurys()
    plan = plan_de(session, 2)
    tree = html.document_fromstring(page_of(session, replace(plan, travaux=())))
    (verdict,) = tree.xpath("//section[@id='resume']//p[contains(@class, 'verdict')]")
    assert re.fullmatch(r"\d+ manquements\xa0: voir Conformité\.", verdict.text_content())
    assert tree.xpath("//tr[@class='broken']")


def test_an_empty_plan_has_its_page():
    tree = html.document_fromstring(page_of(deux_jurys(), Plan(())))
    assert "Aucun passage" in tree.text_content()


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; &amp;",
    "x\n\r\u2028y\u202e\x00",
    "=cmd|' /C calc'!A0",
)


def attacked(text):
    session = deux_jurys()
    ref = replace(session.referentiel, intitule=text, source=text, avertissements=(text,))
    epreuves = tuple(replace(e, nom=f"{text}{e.id}") for e in ref.titre.epreuves)
    return replace(
        session,
        centre=text,
        site=text,
        agrement=text,
        referentiel=replace(ref, titre=replace(ref.titre, epreuves=epreuves)),
        candidats=tuple(replace(c, nom=text, prenom=c.id) for c in session.candidats),
        membres=tuple(replace(m, nom=text, prenom=m.id) for m in session.membres),
        personnes=tuple(replace(p, nom=text, prenom=p.id) for p in session.personnes),
        salles=tuple(replace(s, nom=f"{text}{s.id}") for s in session.salles),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_is_text_and_nothing_else(text):
    session = attacked(text)
    plan = plan_de(session, 2)
    sound = html.document_fromstring(page_of(deux_jurys(), plan_de(deux_jurys(), 2)))
    tree = html.document_fromstring(page_of(session, plan, classeur_lu=text))
    foreign = {"svg", "g", "rect", "text", "path", "desc", "defs", "pattern", "circle"}
    assert {e.tag for e in tree.iter()} - foreign == {e.tag for e in sound.iter()} - foreign
    assert len(list(tree.iter("script", "img"))) == 0
    assert {name for e in tree.iter() for name in e.attrib} == {name for e in sound.iter() for name in e.attrib}
    shown = " ".join(re.sub("[\x00\u202e\u2028\u2029]", " ", text).split())
    words = " ".join(
        re.sub("[\u2028\u2029]", " ", tree.xpath("//section[@id='candidats']//h3")[0].text_content()).split()
    )
    assert shown.replace(" y ", " y") in words.replace(" y ", " y")
    assert "49" not in words


def test_the_same_plan_gives_the_same_page():
    session = deux_jurys()
    plan = plan_de(session, 2)
    assert page_of(session, plan) == page_of(session, plan)
