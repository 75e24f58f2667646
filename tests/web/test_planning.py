"""The page of a planning: its verdict and figure as its file tells them, what is broken and where, its day drawn."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from builders import LUNDI, plan_cda_trois
from served import served
from some import some
from tpplanner.audit import check
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.answers import Planned
from tpplanner.web.desk import TEMPLATES
from tpplanner.web.plannings.drawn import drawn_planning
from tpplanner.web.plannings.timeline.canvas import Canvas
from tpplanner.web.plannings.timeline.drawing import DayView
from tpplanner.web.sessions.folders import ident
from tpplanner.web.sessions.judged import Judged, judge
from tpplanner.workbook.marks import read_marks
from tpplanner.workbook.template import write_session
from web.moving import a_planning, address, asked, listed, moved, version
from web_stories import journee_de_trois, with_planning


def plain(html):
    return unescape(html).replace("\xa0", " ").replace("\u202f", " ")


def text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", plain(html)).split())


def shown(tmp_path, plan, borne=None, asked=""):
    """The page of a planning, whose file tells that bound of the first level."""
    s, folder = journee_de_trois(), tmp_path / "tpplanner" / "CDA juin"
    folder.mkdir(parents=True)
    report = check(s, plan)
    first, *others = report.niveaux
    report = replace(report, niveaux=(replace(first, borne=borne), *others))
    write_session(folder / "session.xlsx", s)
    path = folder / "session-planning-v1.xlsx"
    write_excel(path, s, Planned(plan, ()), report, malgre_manquements=True)
    with served(tmp_path / "tpplanner") as page:
        return page.get(f"/planning/{ident(path)}{asked}")[2]


@pytest.mark.parametrize(
    ("borne", "told"),
    [
        (2, "Conforme. 2 journées de membre : aucun planning ne fait mieux."),
        (1, "Conforme. 2 journées de membre (1 au mieux, pas encore prouvé)."),
        (None, "Conforme. 2 journées de membre."),
    ],
)
def test_the_figure_claims_what_the_file_tells_to_be_proven_and_no_more(tmp_path, borne, told):
    page = text(shown(tmp_path, plan_cda_trois(), borne))
    assert told in page
    assert ("Prouvé" in page) is (borne == 2)
    assert "Durées à vérifier Celles du titre" in page, "a conform planning says beside it what nobody compared"


def earlier(plan, candidat, minutes):
    """The plan with what a candidat passes before the jury that much earlier."""
    apart = timedelta(minutes=minutes)
    return replace(
        plan,
        passages=tuple(
            p.deplace(lambda moment: moment - apart) if p.candidat == candidat and p.suivies else p
            for p in plan.passages
        ),
    )


def test_what_is_broken_is_red_grouped_by_its_cause_and_leads_to_its_bar(tmp_path):
    page = shown(tmp_path, earlier(plan_cda_trois(), "C2", 60))
    said = text(page)
    assert re.search(r"Non conforme : \d+ règles non respectées\.", said)
    assert "Conforme." not in said
    assert "Distribuer</a>" not in page.split('aria-label="Verdict"')[1].split("</section>")[0]
    causes = re.findall(r"<li><strong>(.*?)</strong>", page.split('class="causes"')[1].split("</ul>\n</section")[0])
    assert "CANDIDAT2 Sacha" in causes[0], "who is in most of it"
    for jour, ancre in some(re.findall(r'href="\?jour=([\d-]+)#([^"]+)"', page)):
        assert jour == LUNDI.isoformat()
        assert f'id="{ancre}"' in page, ancre
    bar = re.search(r'<g class="b passage faute"[^>]*data-c="C2".*?<title>(.*?)</title>', page)
    assert "règle non respectée : " in plain(bar[1])
    assert "conforme" not in bar[1]


def test_each_bar_says_all_of_itself_and_the_day_stands_in_a_table_too(tmp_path):
    page = plain(shown(tmp_path, plan_cda_trois()))
    assert "<title>Passage de CANDIDAT1 Sacha, Jury 1, salle 1, 9 h 40 à 11 h 25, conforme</title>" in page
    assert page.count('tabindex="0"><') == 0
    assert len(re.findall(r'<g class="b [^>]*tabindex="0"', page)) == 1, "one bar is reached by the tabulator"
    table = page.split('class="tableau journee"')[1].split("</table>")[0]
    assert "9 h 40 à 11 h 25" in table
    assert "CANDIDAT1 Sacha : Épreuve PP, Épreuve ET, Épreuve EF" in table
    assert table.count("<tr") == 1 + len(re.findall(r'id="j-[^"]+" tabindex', page)) + 3  # accueil, plis, QP


@pytest.mark.parametrize("zoom", [64, 240])
def test_the_scale_that_is_asked_for_is_kept_for_the_next_page(tmp_path, zoom):
    folder = tmp_path / "tpplanner"
    shown(tmp_path, plan_cda_trois())
    with served(folder) as page:
        path = f"/planning/{ident(next(folder.rglob('*-v1.xlsx')))}"
        _, headers, drawn = page.get(f"{path}?zoom={zoom}")
        assert f'data-zoom="{zoom}"' in drawn
        assert headers["set-cookie"].startswith(f"zoom={zoom};")
        assert f'data-zoom="{zoom}"' not in page.get(path)[2]
        assert 'data-zoom="96"' in page.get(f"{path}?zoom=95")[2], "a scale that is none is not taken"


def test_a_name_leads_to_whom_it_names_and_a_filter_leaves_them_alone(tmp_path):
    found = shown(tmp_path, plan_cda_trois(), asked="?cherche=candidat2")
    assert re.findall(r'class="voie trouve" id="c-(\w+)"', found) == ["C2"]
    assert {*re.findall(r'class="b passage trouve"[^>]*data-c="(\w+)"', found)} == {"C2"}
    folder = tmp_path / "tpplanner"
    with served(folder) as page:
        path = f"/planning/{ident(next(folder.rglob('*-v1.xlsx')))}"
        nobody = plain(page.get(f"{path}?cherche=MARTIN")[2])
        assert "Personne ne s'appelle « MARTIN » dans cette session." in nobody
        assert re.findall(r'data-de="(\w+)"', page.get(f"{path}?filtre=fautes")[2]) == []
        assert len(re.findall(r'data-de="(\w+)"', page.get(f"{path}?filtre=J1")[2])) == 3


def test_a_planning_that_has_gone_while_its_day_is_drawn_is_not_drawn(tmp_path, monkeypatch):
    with a_planning(tmp_path) as (page, path):
        read = page.desk.readings.of
        looks = iter([read(path, judge)])
        monkeypatch.setattr(page.desk.readings, "of", lambda *_: next(looks, Judged(None)))
        assert drawn_planning(page.desk, page.desk.library.sessions()[0], path, DayView()) is None


def test_a_day_is_drawn_once_until_what_it_draws_changes(tmp_path, monkeypatch):
    drawn = []
    monkeypatch.setattr(Canvas, "drawn", lambda self, view, draw=Canvas.drawn: drawn.append(view) or draw(self, view))
    with a_planning(tmp_path) as (page, path):
        first, again = page.get(address(path))[2], page.get(address(path))[2]
        assert (len(drawn), first) == (1, again)
        page.get(f"{address(path)}?cherche=candidat2")
        page.get(f"{address(path)}/dessin?cherche=candidat2")
        assert len(drawn) == 2, "a page and its piece show one drawing"
        page.post(f"{address(path)}/en-vigueur", {})
        asked(page, path, **moved("13h30"))
        listed(page, path, "garder")
        other = address(version(path, 2))
        proposed = page.get(other)[2]
        assert 'class="ghost"' in proposed
        page.post(f"{other}/en-vigueur", {})
        assert 'class="ghost"' not in page.get(other)[2], "those who know it see nothing moved"
        assert 'class="ghost"' not in page.get(address(path))[2]


def test_what_breaks_rules_is_planned_around_what_was_moved_and_nobody_holds_to_it(tmp_path, monkeypatch):
    with a_planning(tmp_path) as (page, path):
        asked(page, path, **moved("11h00", tout="malgre"))
        listed(page, path, "garder")
        broken = version(path, 2)
        page.post(f"{address(path)}/en-vigueur", {})
        assert "Replacer autour" in page.get(address(broken))[2]
        tasks = []
        monkeypatch.setattr(page.desk.jobs, "start", lambda _, task, **_aside: tasks.append(task) or Doing(task))
        page.post(f"{address(broken)}/retouche/replacer", {})
        (task,) = tasks
        assert (task["travail"], task["planning"]) == ("autour", broken.resolve())
        assert {(put.candidat, f"{put.debut:%H:%M}") for put in task["ailleurs"]} == {("C2", "11:00")}
        assert read_marks(broken).en_vigueur is None


class Doing:
    """A search that is said to have begun."""

    def __init__(self, task):
        self.task, self.id = task, "0123456789abcdef"


def test_durations_are_compared_where_the_link_leads_and_the_planning_says_so(tmp_path):
    told = shown(tmp_path, plan_cda_trois())
    assert "Durées à vérifier Celles du titre" in text(told)
    (href,) = re.findall(r'<a href="([^"]+)">Les comparer</a>', told)
    step, _, field = href.partition("#")
    workbook = next((tmp_path / "tpplanner").rglob("session.xlsx"))
    with served(tmp_path / "tpplanner") as page:
        assert page.get(step)[0] == 200
        assert f"id='{field}'" in (TEMPLATES / "saisie_titre.html").read_text(encoding="utf-8")
        compared = replace(journee_de_trois(), re_verifie_le=LUNDI, re_verifie_par="AUBIN Paule")
        workbook.unlink()
        write_session(workbook, compared)
        planning = f"/planning/{ident(workbook.with_name('session-planning-v1.xlsx'))}"
        assert "Vérifiées Durées du titre comparées au RE par AUBIN Paule" in text(page.get(planning)[2])


def test_a_version_that_is_replaced_says_so_and_leads_to_the_one_in_force(tmp_path):
    """Its button was « Distribuer »: papers of a planning that nobody follows."""
    first = with_planning(tmp_path) / "session-planning-v1.xlsx"
    second = first.with_name("session-planning-v2.xlsx")
    second.write_bytes(first.read_bytes())
    with served(tmp_path) as page:
        old, new = (page.get(f"/planning/{ident(path)}")[2] for path in (first, second))
    assert "Cette version est remplacée." in text(old)
    assert f'<a class="bouton principal" href="/planning/{ident(second)}">' in old
    assert "Distribuer" in text(new)
    assert "remplacée" not in text(new)
