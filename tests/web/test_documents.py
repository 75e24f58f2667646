"""What the page of the documents says of what stands beside a planning."""

from html import unescape

import pytest

from tpplanner.commands.reading import read_planning
from tpplanner.domain.plan import Plan
from tpplanner.export.excel import write_affichage
from tpplanner.files.names import documents, poster
from tpplanner.texts.documents import INACHEVE
from web.moving import a_planning, address


@pytest.fixture
def page(tmp_path):
    with a_planning(tmp_path) as served:
        yield served


def told(page, path):
    return unescape(page.get(f"{address(path)}/documents")[2]).replace("\xa0", " ")


def test_a_poster_of_another_planning_is_told_as_it_is_now(page):
    page, path = page
    lu = read_planning(path)
    assert "n'est pas celle de ce planning" not in told(page, path)
    write_affichage(poster(path), lu.session, Plan(lu.edite[0].passages[1:]))
    assert f"« {poster(path).name} », à côté, n'est pas celle de ce planning" in told(page, path)
    write_affichage(poster(path), lu.session, lu.edite[0])
    assert "n'est pas celle de ce planning" not in told(page, path)


def test_documents_left_half_written_are_told(page):
    page, path = page
    assert "inachevés" not in told(page, path)
    documents(path).mkdir()
    (documents(path) / INACHEVE).touch()
    assert f"Les documents du dossier « {documents(path).name} » sont inachevés" in told(page, path)
