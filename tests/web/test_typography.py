"""The words of every page: the spaces of French, nothing technical; what fields hold comes back as it went."""

import re
from html.parser import HTMLParser

import pytest

from tpplanner.domain.answers import Unfinished
from tpplanner.export.html_page import spaced, template
from tpplanner.texts.ecran import techniques
from tpplanner.web.desk import TEMPLATES
from tpplanner.web.sessions.folders import ident
from web.moving import a_planning, address

TORN = re.compile(r"[ \n][:;?!»]|«[ \n]")
READ = ("aria-label", "title", "placeholder", "alt", "data-muet", "data-ferie")
PAGES = (
    *(
        "/",
        "/saisie/0123456789abcdef/titre",
        "/titres",
        "/titres/nouveau",
        "/centre",
        "/controle",
        "/diagnostic",
        "/nothing",
    ),
    *(
        *(f"{{session}}/saisie/{etape}" for etape in ("titre", "jours", "candidats", "jurys", "verifier")),
        "{session}/echeances",
        "{session}/suivi",
    ),
    *("{planning}", "{planning}/complet", "{planning}/retouche", "{planning}/retouche?candidat=C1&epreuve=PP"),
    *("{planning}/imprevu", "{planning}/documents"),
)
TECHNICAL = ("/diagnostic", "{session}/echeances", "{planning}/complet")
"""For whoever helps; papers."""


class Seen(HTMLParser):
    """What is read of a page: texts, and the attributes that are told."""

    def __init__(self, html):
        super().__init__()
        self.inside, self.told = "", []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        self.told += [value for name, value in attrs if name in READ]

    def handle_endtag(self, _):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in ("script", "style", "textarea"):
            self.told.append(data)


def torn(html):
    return [told for told in Seen(html).told if TORN.search(told)]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with a_planning(tmp_path_factory.mktemp("served")) as (page, path):
        yield page, path


@pytest.mark.parametrize("where", PAGES)
def test_no_line_of_a_page_begins_with_a_mark(served, where, monkeypatch):
    monkeypatch.setattr("tpplanner.planner.plan", lambda *_: (Unfinished(), None))  # tried by the page /diagnostic
    page, path = served
    session = f"/session/{ident(path.with_name('session.xlsx'))}"
    status, _, html = page.get(where.format(session=session, planning=address(path)))
    assert (status, torn(html)) == (404 if where == "/nothing" else 200, [])
    assert where in TECHNICAL or [told for told in Seen(html).told if techniques(told)] == []


@pytest.mark.parametrize("name", sorted(path.name for path in TEMPLATES.iterdir()))
def test_no_word_of_a_template_does(name):
    words = re.sub(r"\{\{.*?\}\}", "x", spaced((TEMPLATES / name).read_text()))
    assert torn(re.sub(r"\{[%#].*?[%#]\}", "", words)) == []


def test_words_are_spaced_and_nothing_else(tmp_path):
    (tmp_path / "page.html").write_text(
        '<p title="Quoi ?" class="a : b" data-id="{{ id }}">Où ? « {{ id }} » : {{ "oui" if 1 != 2 }}</p>'
        '<script src="/a.js">a ? b : c</script><input value="{{ id }}" aria-label="{{ id }} !">'
    )
    assert template(tmp_path, "page.html").render(id="A : <B>") == (
        '<p title="Quoi\xa0?" class="a : b" data-id="A : &lt;B&gt;">Où\xa0? «\xa0A\xa0: &lt;B&gt;\xa0»\xa0: oui</p>'
        '<script src="/a.js">a ? b : c</script><input value="A : &lt;B&gt;" aria-label="A\xa0: &lt;B&gt;\xa0!">'
    )
