"""What the sessions of a centre have in common: kept in the application's data, taken into sessions, added to."""

import json
from dataclasses import replace
from datetime import date, time

import pytest

from served import served
from tpplanner.domain.session import Habilitation, Plage, Reponse
from tpplanner.errors import CannotWrite
from tpplanner.referentiels import find
from tpplanner.web.sessions.folders import ident
from tpplanner.web.sessions.purge import given_up
from tpplanner.web.typed import centre as centres
from tpplanner.web.typed import saisie
from tpplanner.web.typed.centre import (
    KINDS,
    Centre,
    centre_files,
    centre_of,
    columns_along,
    fill,
    for_titre,
    joined_with,
    learn,
    newcomers,
    read_centre,
    write_centre,
)
from tpplanner.workbook.example import example_session
from tpplanner.workbook.template import write_session
from web.forms import Form

CDA, DWWM = find("CDA"), find("DWWM")


def the_centre():
    return centre_of(example_session(CDA))


def named(rows):
    return [(row["nom"], row.get("prenom", "")) for row in rows]


def test_what_was_told_is_found_again(tmp_path):
    assert read_centre(tmp_path).vide
    write_centre(tmp_path / "données", the_centre())
    assert read_centre(tmp_path / "données") == the_centre()
    assert not the_centre().vide
    assert [path.name for path in (tmp_path / "données").iterdir()] == ["centre.json"]


@pytest.mark.parametrize("broken", [b"", b"\xff", b"{}", b"[]", b'{"session": [], "rows": {}}', b'{"session": {"site'])
def test_what_cannot_be_read_is_told_and_put_aside_once_something_is_kept(tmp_path, broken):
    (tmp_path / "centre.json").write_bytes(broken)
    unread = read_centre(tmp_path)
    assert (unread.illisible, unread.vide) == (True, True)
    assert (tmp_path / "centre.json").read_bytes() == broken, "to look at it changes nothing"
    write_centre(tmp_path, the_centre())
    assert read_centre(tmp_path) == the_centre()
    aside = [path for path in centre_files(tmp_path) if path.name != "centre.json"]
    assert [path.read_bytes() for path in aside] == [broken]


def test_what_is_not_ours_in_the_file_is_left(tmp_path):
    told = '{"session": {"site": "Nantes", "candidat": "X"}, "rows": {"membres": [{"nom": "PETIT", "reponse": "confirmé"}]}}'
    (tmp_path / "centre.json").write_text(told)
    kept = read_centre(tmp_path)
    assert (kept.session, kept.rows["membres"], kept.rows["salles"]) == ({"site": "Nantes"}, [{"nom": "PETIT"}], [])


def test_a_file_that_cannot_be_put_aside_is_not_replaced(tmp_path, monkeypatch):
    (tmp_path / "centre.json").write_bytes(b"x")

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(centres.Path, "rename", refuse)
    with pytest.raises(CannotWrite):
        write_centre(tmp_path, the_centre())
    assert (tmp_path / "centre.json").read_bytes() == b"x"


def test_what_is_of_one_session_alone_does_not_go_along():
    """What membres answered, the days on which they are not there, whether they wait in réserve."""
    there = example_session(CDA)
    away = (Plage(there.jours[0].a(time(8)), there.jours[0].a(time(13))),)
    own = {"reponse": Reponse.DECLINE, "repondu_le": date(2027, 5, 3), "indisponibilites": away, "reserve": True}
    membres = tuple(replace(m, telephone="06 01 02 03 04", **own) for m in there.membres)
    rooms = tuple(replace(salle, indisponibilites=away) for salle in there.salles)
    people = tuple(replace(p, reserve=True, indisponibilites=away) for p in there.personnes)
    kept = centre_of(replace(there, membres=membres, salles=rooms, personnes=people))
    champs = {champ for rows in kept.rows.values() for row in rows for champ in row}
    assert not champs & {"id", "reponse", "repondu_le", "disponible", "indisponible", "reserve"}
    assert {row["telephone"] for row in kept.rows["membres"]} == {"06 01 02 03 04"}


def test_each_column_of_the_centre_is_taken_into_a_session_as_it_was_told():
    told = Centre(
        dict.fromkeys(centres.SESSION_FIELDS, "x"),
        {cle: [{c.champ: f"{c.champ} de {cle}" for c in columns_along(cle)}] for cle in KINDS},
    )
    form = saisie.Form()
    fill(form, told)
    assert (form.session, form.rows) == (told.session, told.rows)


def test_nobody_is_taken_twice_and_what_is_typed_stays():
    form = saisie.Form(session={"site": "Brest"}, rows={"membres": [{"nom": "petit", "prenom": "Anne"}, {}]})
    fill(form, Centre({"site": "Nantes", "centre": "Greta"}, {"membres": [{"nom": "PETIT", "prenom": "Anne"}]}))
    assert (form.session["site"], form.session["centre"]) == ("Brest", "Greta")
    assert named(form.rows["membres"]) == [("petit", "Anne")]


def test_for_a_titre_only_those_are_taken_who_are_habilites_for_it():
    rows = [
        {"nom": "A", "habilitation": "CDA", "millesime": "04"},
        {"nom": "B", "habilitation": "DWWM", "autres_habilitations": "TP-X 02 ; cda 03 31/08/2028"},
        {"nom": "C", "habilitation": "DWWM"},
        {"nom": "D"},
        {"nom": "E", "observateur": "oui"},
        {"nom": "F", "habilitation": CDA.code},
    ]
    taken = for_titre(Centre({}, {"membres": rows, "salles": [{"nom": "A1"}]}), CDA)
    assert [row["nom"] for row in taken.rows["membres"]] == ["A", "B", "E", "F"]
    assert taken.rows["salles"] == [{"nom": "A1"}]


def test_whoever_sits_in_a_session_and_is_not_known_can_be_added():
    there = the_centre()
    first, *others = there.rows["membres"]
    known = Centre({"site": "Brest"}, {"membres": [{**first, "contact": "a@x.fr"}]})
    assert newcomers(known, there)["membres"] == others
    both = joined_with(known, there)
    assert named(both.rows["membres"]) == named(there.rows["membres"])
    assert both.rows["membres"][0]["contact"] == "a@x.fr", "what was told is not replaced"
    assert (both.session["site"], both.session["centre"]) == ("Brest", there.session["centre"])
    assert joined_with(both, there) == both, "once is enough"


def test_another_habilitation_joins_those_that_a_membre_has():
    base = example_session(CDA)
    of_dwwm = replace(
        base,
        membres=tuple(replace(m, habilitations=(Habilitation("DWWM", "04", date(2028, 8, 31)),)) for m in base.membres),
    )
    both = joined_with(centre_of(base), centre_of(of_dwwm))
    assert {row["autres_habilitations"] for row in both.rows["membres"]} == {"DWWM 04 31/08/2028"}
    assert for_titre(both, DWWM).rows["membres"] == for_titre(both, CDA).rows["membres"] == both.rows["membres"]
    assert joined_with(both, centre_of(of_dwwm)) == both


def test_the_first_session_tells_what_is_of_its_centre_and_no_other_replaces_it(tmp_path):
    learn(tmp_path, example_session(CDA))
    assert read_centre(tmp_path) == the_centre()
    learn(tmp_path, example_session(DWWM))
    assert read_centre(tmp_path) == the_centre()
    (tmp_path / "centre.json").write_bytes(b"x")
    learn(tmp_path, example_session(DWWM))
    assert (tmp_path / "centre.json").read_bytes() == b"x", "what cannot be read is told first"


def test_a_centre_that_nobody_has_touched_for_years_is_named_by_purger(tmp_path):
    write_centre(tmp_path, the_centre())
    (tmp_path / "centre illisible.json").write_bytes(b"x")
    assert given_up(tmp_path, date.min) == {}
    assert set(given_up(tmp_path, date.max)) == {tmp_path / "centre.json", tmp_path / "centre illisible.json"}


# Its page.


@pytest.fixture
def root(tmp_path):
    (tmp_path / "sessions").mkdir()
    return tmp_path / "sessions"


@pytest.fixture
def page(root):
    with served(root) as page:
        yield page


class CentreForm(Form):
    """The form of the page, as a browser without a script sends it."""

    def __init__(self, page, query=""):
        self.status, _, text = page.get(f"/centre{query}")
        super().__init__(page, "/centre", text.replace("data-centre", "data-saisie"))

    def ask(self, button):
        """Send it by a button; the page that it leads to."""
        status, headers, _ = self.press(button)
        assert status == 303
        return CentreForm(self.page, headers["location"].removeprefix("/centre").partition("#")[0])


def test_what_is_typed_on_the_page_is_kept_and_a_row_more_always_waits(page):
    form = CentreForm(page).fill("session.centre", "Greta <de> l'Ouest").fill("membres.nom", "PETIT")
    form.fill("membres.habilitation", "CDA").fill("salles.nom", "A 101")
    form = form.ask("enregistrer")
    assert "Enregistré." in form.text
    kept = read_centre(page.desk.data)
    assert kept.session == {"centre": "Greta <de> l'Ouest"}
    assert (kept.rows["membres"], kept.rows["salles"]) == (
        [{"nom": "PETIT", "habilitation": "CDA"}],
        [{"nom": "A 101"}],
    )
    assert form.values("membres.nom") == ["PETIT", ""]
    form.fill("membres.nom", "PETIT", "ROUX").ask("ligne-membres")
    assert named(read_centre(page.desk.data).rows["membres"]) == [("PETIT", ""), ("ROUX", "")]


def test_a_script_keeps_it_at_each_pause_and_is_told_when(page):
    form = CentreForm(page).fill("session.site", "Nantes")
    status, _, told = form.press("garder")
    answer = json.loads(told.text)
    assert (status, answer["dit"][:13]) == (200, "Enregistré à ")
    assert read_centre(page.desk.data).session == {"site": "Nantes"}
    form.fill("empreinte", answer["empreinte"]).fill("session.site", "Brest").press("garder")
    assert read_centre(page.desk.data).session == {"site": "Brest"}


def test_a_page_that_is_older_than_what_is_kept_replaces_nothing(page):
    old = CentreForm(page)
    CentreForm(page).fill("session.site", "Nantes").press("enregistrer")
    for button in ("garder", "enregistrer", "ajouter"):
        status, _, told = old.fill("session.site", "Brest").press(button)
        assert status == 409
        assert "autre fenêtre" in told.text
    assert read_centre(page.desk.data).session == {"site": "Nantes"}


def test_what_two_windows_typed_is_joined_and_saved_once_it_was_read_again(page):
    here, there = CentreForm(page), CentreForm(page)
    there.fill("session.site", "Nantes").fill("salles.nom", "A 101").press("enregistrer")
    status, _, told = here.fill("session.centre", "Greta").fill("salles.nom", "B 202").press("enregistrer")
    assert status == 409
    assert read_centre(page.desk.data).session == {"site": "Nantes"}, "nothing is saved before somebody has seen it"
    Form(page, "/centre", told.text.replace("data-centre", "data-saisie")).press("enregistrer")
    both = read_centre(page.desk.data)
    assert both.session == {"centre": "Greta", "site": "Nantes"}
    assert {row["nom"] for row in both.rows["salles"]} == {"A 101", "B 202"}


def test_a_row_that_was_taken_away_can_be_put_back(page):
    write_centre(page.desk.data, the_centre())
    before = read_centre(page.desk.data)
    status, _, told = CentreForm(page).press("retirer-membres-1")
    gone = " ".join(named(before.rows["membres"])[1])
    assert (status, f"{gone} n" in told.text) == (200, True)
    assert named(read_centre(page.desk.data).rows["membres"]) == [
        n for n in named(before.rows["membres"]) if " ".join(n) != gone
    ]
    form = Form(page, "/centre", told.text.replace("data-centre", "data-saisie"))
    assert form.press("remettre")[0] == 303
    assert read_centre(page.desk.data) == before


def test_whom_a_session_knows_and_the_centre_does_not_is_ticked_and_added(page, root):
    (root / "CDA juin").mkdir()
    write_session(root / "CDA juin" / "session.xlsx", example_session(CDA))
    form = CentreForm(page).fill("depuis", ident(root / "CDA juin" / "session.xlsx")).ask("voir")
    everybody = the_centre().rows["membres"]
    assert f"Membres ({len(everybody)})" in form.text.replace("&nbsp;", " ")
    left = next(value for name, value in form.fields if name == "prendre" and value.startswith("membres"))
    form.tick("prendre", left, on=False).press("ajouter")
    kept = read_centre(page.desk.data)
    assert len(kept.rows["membres"]) == len(everybody) - 1
    assert (kept.session, kept.rows["salles"]) == (the_centre().session, the_centre().rows["salles"])


def test_a_session_that_cannot_be_read_adds_nothing_and_says_so(page, root):
    (root / "Cassée").mkdir()
    (root / "Cassée" / "session.xlsx").write_bytes(b"x")
    id_ = ident(root / "Cassée" / "session.xlsx")
    assert "ne peut pas être lue" in CentreForm(page, f"?depuis={id_}").text
    assert CentreForm(page, f"?depuis={id_}").press("ajouter")[0] == 303
    assert read_centre(page.desk.data).vide


def test_what_could_not_be_read_is_told_on_the_page(page):
    page.desk.data.mkdir(parents=True)
    (page.desk.data / "centre.json").write_bytes(b"x")
    assert "ne peut plus être lu" in CentreForm(page).text
