"""What is typed is on the disk at each moment: whole, found again, put aside where it cannot be read."""

import json
import shutil
from datetime import date

import pytest

from served import served
from tpplanner.web.sessions.purge import given_up
from tpplanner.web.typed.drafts import ASIDE, EXTENSION, FOLDER, Drafts
from tpplanner.web.typed.entry import drafts_of
from web.forms import TYPED, begun, filled, form_of, saisie_of


@pytest.fixture
def page(tmp_path):
    with served(tmp_path / "sessions") as page:
        yield page
        page.desk.jobs.stop_all()


@pytest.fixture
def drafts(page):
    return drafts_of(page.desk)


def path_of(page, saisie):
    return page.desk.data / FOLDER / f"{saisie.path.rpartition('/')[2]}{EXTENSION}"


def keep(page, saisie, **fields):
    status, _, text = page.post(f"{saisie.path}/garder", fields)
    assert status == 200, text
    return json.loads(text)


def test_a_session_of_which_nothing_is_typed_leaves_nothing(page, drafts):
    begun(page).step("jours")
    assert drafts.all() == []
    assert not drafts.folder.exists()


def test_a_field_is_on_the_disk_once_it_is_sent_and_the_page_is_told_when(page, drafts):
    answer = keep(page, begun(page), nom="CDA juin")
    assert answer["dit"].startswith("Enregistré à ")
    (draft,) = drafts.all()
    assert (draft.form.nom, draft.etape) == ("CDA juin", "titre")


def test_every_field_comes_back_from_the_disk_as_it_was_typed(page, drafts):
    filled(page, **{"candidats.c1.contact": "3 rue Haute\n44000 Nantes", "ccps.CCP1": "oui"})
    (draft,) = drafts.all()
    again = Drafts(drafts.folder).read(draft.id)
    assert again.form == draft.form
    assert [row["nom"] for row in again.form.rows["candidats"]] == ["DURAND", "PETIT", "ROUX"]
    assert again.form.rows["candidats"][1]["contact"] == "3 rue Haute\n44000 Nantes"
    assert again.form.ccps == ("CCP1",)


def test_what_is_sent_twice_stands_once(page, drafts):
    saisie = filled(page)
    before = drafts.all()[0].form
    for _ in range(3):
        keep(page, saisie, **TYPED)
    assert drafts.all()[0].form == before


def test_two_tabs_keep_what_each_of_them_changed(page):
    saisie = filled(page)
    one, other = saisie.step("jurys"), saisie.step("jurys")
    one.fill("membres.employeur", "Delta").press("")
    other.fill("membres.prenom", "Anna").press("")
    form = saisie.step("jurys")
    assert form.values("membres.employeur")[0] == "Delta", "the tab that came later had not changed it"
    assert form.values("membres.prenom")[0] == "Anna"


def test_two_tabs_add_a_row_each(page):
    saisie = begun(page)
    keep(page, saisie, nom="Essai")
    one, other = saisie.step("candidats"), saisie.step("candidats")
    one.fill("candidats.nom", "DURAND").press("")
    other.fill("candidats.nom", "PETIT").press("")
    assert [nom for nom in saisie.values("candidats.nom") if nom] == ["DURAND", "PETIT"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"etape": "autre"}', '{"etape": "titre", "saisie": 3}'])
def test_a_draft_that_cannot_be_read_is_put_aside_and_told(page, drafts, damage):
    saisie = filled(page)
    path_of(page, saisie).write_text(damage, encoding="utf-8")
    status, _, text = page.get(f"{saisie.path}/titre")
    assert status == 410
    assert "mis de côté" in text
    (aside,) = drafts.folder.glob(f"*{ASIDE}")
    assert aside.read_text(encoding="utf-8") == damage
    assert drafts.all() == []


def test_a_disk_that_is_full_is_told_and_what_was_kept_stays(page, monkeypatch):
    saisie = filled(page)
    before = path_of(page, saisie).read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        status, _, text = page.post(f"{saisie.path}/garder", {"nom": "Autre"})
    assert status == 409
    assert "n'est pas enregistré" in json.loads(text)["dit"]
    assert "disque" in json.loads(text)["dit"]
    assert ".json" not in text
    assert path_of(page, saisie).read_bytes() == before


def test_another_server_goes_on_with_a_draft(tmp_path):
    with served(tmp_path / "sessions") as page:
        path = filled(page).path
    with served(tmp_path / "sessions") as page:
        assert form_of(page, f"{path}/titre").values("nom") == ["CDA juin 2027"]


def test_once_it_is_written_its_address_leads_to_the_session_and_nobody_is_named_in_what_is_left(page):
    saisie = filled(page)
    _, headers, _ = saisie.press("enregistrer")
    assert "DURAND" not in path_of(page, saisie).read_text(encoding="utf-8")
    for answer in (page.get(f"{saisie.path}/jours"), page.post(f"{saisie.path}/verifier", {"faire": "enregistrer"})):
        assert (answer[0], answer[1]["location"]) == (303, headers["location"])
    assert len(page.desk.library.sessions()) == 1


def test_a_draft_whose_workbook_was_written_before_the_server_was_killed_writes_no_second_one(
    page, tmp_path, monkeypatch
):
    saisie = filled(page)
    path = path_of(page, saisie)
    left = tmp_path / "left"

    def killed(*_, **__):
        shutil.copy(path, left)
        raise OSError("the server is killed here")

    with monkeypatch.context() as server:
        server.setattr(Drafts, "drop", killed)
        assert page.post(f"{saisie.path}/verifier", {"faire": "enregistrer"})[0] == 500
    shutil.copy(left, path)
    keep(page, saisie, **{"candidats.c0.prenom": "Léone"})
    assert saisie.press("enregistrer")[0] == 303
    (files,) = page.desk.library.sessions()
    assert saisie_of(page, files.workbook).values("candidats.prenom")[0] == "Léone"


def test_drafts_that_nobody_touched_for_long_are_purged_those_put_aside_too(page, drafts):
    saisie = filled(page)
    path_of(page, filled(page)).write_text("{", encoding="utf-8")
    drafts.all()
    assert given_up(page.desk.data, date.min) == {}
    names = {path.name.partition(" ")[2] or path.name for path in given_up(page.desk.data, date.max)}
    assert path_of(page, saisie).name in names
    assert len(names) == 2
