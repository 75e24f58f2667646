"""A session changed in Excel while it is typed here: what one side changed is taken, what both changed is asked."""

import json
import random
import re
from copy import deepcopy
from html import unescape

import openpyxl
import pytest
from openpyxl.comments import Comment

from served import served
from tpplanner.domain.session import cle
from tpplanner.referentiels import find
from tpplanner.web.sessions.folders import ident
from tpplanner.web.typed.drafts import SessionDraft
from tpplanner.web.typed.entry import drafts_of
from tpplanner.web.typed.merging import AWAY, merge, resolve
from tpplanner.web.typed.paths import fields_of, form_of, write
from tpplanner.web.typed.saisie import CLE, Form, saisie_of
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes
from web import forms

CDA = find("CDA")


def a_form(**fields):
    """The form of a session that is there: three candidats, a membre."""
    form = Form(session={"site": "Nantes"})
    rows = {"candidats.c1": ("C1", "DURAND"), "candidats.c2": ("C2", "PETIT"), "membres.m1": ("M1", "NOIR")}
    write(form, {f"{row}.id": id_ for row, (id_, _) in rows.items()} | {f"{r}.nom": n for r, (_, n) in rows.items()})
    write(form, {path.replace("__", "."): value for path, value in fields.items()})
    return form


def changed(form, fields):
    other = deepcopy(form)
    write(other, fields)
    return other


def without(form, table, key):
    other = deepcopy(form)
    other.rows[table] = [row for row in other.rows[table] if row[CLE] != key]
    return other


def drafted(mine, base):
    return SessionDraft("0123456789abcdef", form=mine, base=base, session="0123456789abcdef")


def merged(base, mine, theirs):
    return merge(drafted(mine, base), theirs, "later")


def test_what_differs_in_other_fields_is_taken_from_both():
    base = a_form()
    draft = merged(base, changed(base, {"session.site": "Brest"}), changed(base, {"candidats.c1.prenom": "Léa"}))
    fields = fields_of(draft.form)
    assert (fields["session.site"], fields["candidats.c1.prenom"]) == ("Brest", "Léa")
    assert draft.choix == ()
    assert [(t.path, t.avant, t.excel) for t in draft.reprises] == [("candidats.c1.prenom", "", "Léa")]
    assert draft.empreinte == "later"


def test_what_both_changed_alike_is_no_question():
    base = a_form()
    same = {"session.site": "Brest"}
    draft = merged(base, changed(base, same), changed(base, same))
    assert (draft.choix, draft.reprises, draft.changes) == ((), (), {})


@pytest.mark.parametrize("excel", [True, False])
def test_what_both_changed_otherwise_is_asked_and_stays_until_it_is_chosen(excel):
    base = a_form()
    draft = merged(base, changed(base, {"session.site": "Brest"}), changed(base, {"session.site": "Lyon"}))
    assert [(c.path, c.ici, c.excel) for c in draft.choix] == [("session.site", "Brest", "Lyon")]
    assert draft.form.session["site"] == "Brest"
    resolve(draft, "session.site", excel=excel)
    assert draft.form.session["site"] == ("Lyon" if excel else "Brest")
    assert draft.choix == ()


def test_who_was_added_on_both_sides_stands_once():
    base = a_form()
    mine = changed(base, {"candidats.k7.nom": "Roux", "candidats.k7.prenom": "Hugo", "candidats.k7.contact": "h@x.fr"})
    theirs = changed(base, {"candidats.c3.id": "C3", "candidats.c3.nom": "ROUX", "candidats.c3.prenom": "Hugo"})
    draft = merged(base, mine, theirs)
    rows = [row for row in draft.form.rows["candidats"] if cle(row.get("nom", "")) == "roux"]
    assert [(row["id"], row["contact"]) for row in rows] == [("C3", "h@x.fr")]


def test_a_row_that_is_gone_there_goes_here_unless_it_was_changed_here():
    base = a_form()
    draft = merged(base, changed(base, {"session.site": "Brest"}), without(base, "candidats", "c2"))
    assert [row["nom"] for row in draft.form.present("candidats")] == ["DURAND"]
    draft = merged(base, changed(base, {"candidats.c2.prenom": "Zoé"}), without(base, "candidats", "c2"))
    assert [row["nom"] for row in draft.form.present("candidats")] == ["DURAND", "PETIT"]
    assert [c.path for c in draft.choix] == [f"{AWAY}candidats.c2"]
    resolve(draft, f"{AWAY}candidats.c2", excel=True)
    assert [row["nom"] for row in draft.form.present("candidats")] == ["DURAND"]


def test_a_row_that_was_taken_away_here_and_changed_there_is_asked():
    base = a_form()
    mine = changed(base, {f"{AWAY}candidats.c2": "oui"})
    draft = merged(base, mine, changed(base, {"candidats.c2.prenom": "Zoé"}))
    assert [c.path for c in draft.choix] == [f"{AWAY}candidats.c2"]
    assert [row["nom"] for row in draft.form.present("candidats")] == ["DURAND"]
    resolve(draft, f"{AWAY}candidats.c2", excel=True)
    assert [row.get("prenom") for row in draft.form.present("candidats")] == [None, "Zoé"]


def test_what_excel_takes_back_is_asked_no_more():
    base = a_form()
    mine = changed(base, {"session.site": "Brest"})
    first = merged(base, mine, changed(base, {"session.site": "Lyon"}))
    assert merge(first, changed(base, {"session.site": "Brest"}), "again").choix == ()
    again = merge(first, changed(base, {"session.site": "Lyon", "candidats.c1.prenom": "Léa"}), "again")
    assert [c.excel for c in again.choix] == ["Lyon"]


PATHS = [f"{row}.{champ}" for row in ("candidats.c1", "candidats.c2", "membres.m1") for champ in ("nom", "prenom")]
PATHS += ["session.site", "session.centre"]


def some_changes(rng, form, newcomer):
    """A form in which somebody changed some fields, and added somebody or took a row away perhaps."""
    other = changed(form, {path: rng.choice(("", "A", "B", "C")) for path in rng.sample(PATHS, rng.randint(0, 4))})
    if rng.random() < 0.5:
        write(other, {f"candidats.{newcomer}.nom": rng.choice(("Xi", "Yi"))})
    if rng.random() < 0.3:
        write(other, {f"{AWAY}candidats.{rng.choice(('c1', 'c2'))}": "oui"})
    return other


@pytest.mark.parametrize("seed", range(60))
def test_whatever_both_sides_changed_each_change_stands_or_is_asked(seed):
    """The property of a merge: a field that one side alone changed stands as it left it, none is lost in silence."""
    rng = random.Random(seed)  # noqa: S311 - which changes
    base = a_form()
    mine, theirs = some_changes(rng, base, "k1"), some_changes(rng, base, "x1")
    gone = {row.partition(".")[2] for row in theirs.retirees}
    theirs.rows["candidats"] = [row for row in theirs.rows["candidats"] if row[CLE] not in gone]
    theirs.retirees = frozenset()
    draft = merged(base, mine, theirs)
    before, here, there, now = map(fields_of, (base, mine, theirs, draft.form))
    asked = {choice.path for choice in draft.choix}
    rows_asked = {path.removeprefix(AWAY) for path in asked if path.startswith(AWAY)}
    new = [{row["nom"] for row in side.rows["candidats"] if row[CLE] in ("k1", "x1")} for side in (mine, theirs)]
    assert sorted(row["nom"] for row in draft.form.rows["candidats"] if row[CLE] in ("k1", "x1")) == sorted(
        set.union(*new)
    )
    for path in {*before, *here, *there}:
        if ".k1." in path or ".x1." in path:
            continue
        row = path.rpartition(".")[0]
        if path.startswith(AWAY) or row.partition(".")[2] in gone or row in rows_asked:
            continue
        values = {side.get(path, "") for side in (here, there)}
        by_here, by_there = (side.get(path, "") != before.get(path, "") for side in (here, there))
        expected = here if by_here else there
        assert now.get(path, "") == expected.get(path, ""), path
        assert (path in asked) == (by_here and by_there and len(values) == 2), path
    for cle_ in gone:
        touched = (
            any(here.get(path, "") != before.get(path, "") for path in {*here, *before} if f".{cle_}." in path)
            and f"candidats.{cle_}" not in mine.retirees
        )
        assert (f"candidats.{cle_}" in rows_asked) == touched
    again = form_of(fields_of(draft.form), {})
    assert fields_of(again) == fields_of(draft.form)


# On the page.


@pytest.fixture
def page(tmp_path):
    with served(tmp_path / "sessions") as page:
        yield page
        page.desk.jobs.stop_all()


@pytest.fixture
def known(page):
    path = page.desk.library.root / "Connue" / "session.xlsx"
    path.parent.mkdir(parents=True)
    session = example_session(CDA)
    path.write_bytes(workbook_bytes(session.referentiel, contents_of(session)))
    return path


def typed(page, path, employeur):
    """Type that of the first candidat: the session as it is typed."""
    saisie = forms.saisie_of(page, path)
    first = saisie_of(read_session(path).saisie, "").rows["candidats"][0][CLE]
    before = json.dumps({f"candidats.{first}.employeur": read_session(path).saisie.candidats[0].employeur})
    kept, _, told = page.post(f"{saisie.path}/garder", {f"candidats.{first}.employeur": employeur, "avant": before})
    assert kept == 200, told
    return saisie


def employeur_of(page, path):
    """What is typed of the first candidat."""
    return drafts_of(page.desk).read(ident(path)).form.rows["candidats"][0]["employeur"]


def in_excel(path, titre, value, row=4):
    """Somebody writes a value in that column of *Candidats*, and saves."""
    book = openpyxl.load_workbook(path)
    sheet = book["Candidats"]
    sheet.cell(row, next(c.column for c in sheet[3] if c.value == titre)).value = value
    book.save(path)


def text_of(html):
    return re.sub(r"[\u00a0\u202f]", " ", unescape(html))


def test_an_excel_that_is_saved_meanwhile_is_taken_in_and_told_in_the_strip(page, known):
    saisie = forms.saisie_of(page, known).fill("session.site", "ailleurs 75001 Paris")
    in_excel(known, "Employeur", "Delta")
    form = saisie.step("candidats")
    assert employeur_of(page, known) == "Delta"
    assert "La session a changé dans Excel : 1 champ repris." in text_of(form.text)
    assert saisie.values("session.site") == ["ailleurs 75001 Paris"]
    assert saisie.press("enregistrer")[0] == 303
    session = read_session(known).session
    assert (session.candidats[0].employeur, session.site) == ("Delta", "ailleurs 75001 Paris")


def test_what_both_changed_is_shown_with_both_values_and_nothing_is_written_before_it_is_chosen(page, known):
    saisie = typed(page, known, "Gamma")
    in_excel(known, "Employeur", "Delta")
    told = text_of(saisie.step("verifier").text)
    assert "La session a changé dans Excel : 1 à choisir." in told
    assert "Garder « Gamma », saisi ici" in told
    assert "Prendre « Delta », d'Excel" in told
    before = known.read_bytes()
    status, _, answer = saisie.press("enregistrer")
    assert status == 409
    assert "il reste à choisir" in answer.text
    assert known.read_bytes() == before
    (button,) = re.findall(r'value="(excel-[^"]+)"', saisie.step("verifier").text)
    page.post(f"{saisie.path}/verifier", {"faire": button})
    assert employeur_of(page, known) == "Delta"
    assert saisie.press("enregistrer")[0] == 303


def test_a_draft_that_says_what_its_workbook_says_goes(page, known):
    saisie = typed(page, known, "Delta")
    in_excel(known, "Employeur", "Delta")
    saisie.step("verifier")
    assert drafts_of(page.desk).read(ident(known)) is None


def test_a_workbook_that_holds_more_now_tells_what_was_typed_here(page, known):
    saisie = typed(page, known, "Gamma")
    book = openpyxl.load_workbook(known)
    book["Candidats"]["A4"].comment = Comment("à rappeler", "Anne")
    book.save(known)
    status, _, text = page.get(f"{saisie.path}/candidats")
    assert status == 409
    assert "Ce que vous aviez changé ici (1)" in text_of(text)
    assert "Gamma" in text
    assert drafts_of(page.desk).read(ident(known)) is not None


def test_a_form_of_a_workbook_has_the_same_keys_whenever_it_is_read(known):
    first, again = (saisie_of(read_session(known).saisie, "") for _ in range(2))
    assert fields_of(first) == fields_of(again)
    keys = [row[CLE] for rows in first.rows.values() for row in rows]
    assert len(keys) == len(set(keys))
