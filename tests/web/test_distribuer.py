"""Distribuer: six cards, each printed whole; a message a person; what is marked, and what is stale after a change."""

import io
import os
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pypdfium2
import pytest

from builders import session
from change.test_retouches import DEUX_JURYS
from edits import changed
from journees import journee
from served import served
from tpplanner.commands.export import export_planning
from tpplanner.domain.session import Designation
from tpplanner.files.names import documents
from tpplanner.texts.documents import INACHEVE
from tpplanner.web.handed.bundles import BUNDLES, are_made, files_by_audience
from tpplanner.web.handed.followup import read_followup
from tpplanner.web.handed.mails import address_of
from tpplanner.web.handed.papers import PaperCard
from tpplanner.web.pages import distribuer
from tpplanner.web.sessions.folders import ident
from tpplanner.workbook.reader import read_session
from web.lives import until
from web_stories import with_planning


def reachable():
    """Two juries; C1, C2 and M1 have an address, the others have none."""
    s = session(nb_membres=4, nb_salles=2)
    for id_, contact in (
        ("C1", "06 12 34 56 78, sacha.un@exemple.fr"),
        ("C2", "c2@exemple.fr"),
        ("M1", "m1@exemple.fr"),
    ):
        s = changed(s, id_, contact=contact)
    return replace(s, site="3 rue Haute 44000 Nantes", centre="Centre d'essai")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder of sessions: one, its planning, all its documents."""
    root = tmp_path_factory.mktemp("sessions")
    s = reachable()
    path = with_planning(root, s, journee(s, DEUX_JURYS)) / "session-planning-v1.xlsx"
    export_planning(path, documents(path))
    return root


@pytest.fixture(scope="module")
def looked_at(made):
    """The page of it, for tests that change nothing."""
    with served(made) as page:
        yield page, made / "CDA juin" / "session-planning-v1.xlsx"


@pytest.fixture
def marked(made, tmp_path):
    """The same, to be changed."""
    root = tmp_path / "sessions"
    shutil.copytree(made, root)  # with their ages
    with served(root) as page:
        yield page, root / "CDA juin" / "session-planning-v1.xlsx"


def address(path, rest=""):
    return f"/planning/{ident(path)}/documents{rest}"


def told(page, path):
    text = unescape(page.get(address(path))[2])
    return re.sub(r"[\u00a0\u202f]", " ", text)


def card(page, path, id_):
    """What the card of that name tells."""
    text = told(page, path)
    return text[text.index(f'id="{id_}"') :].split("</article>")[0]


def raw(page, path):
    """The bytes at an address, as they are."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=60)
    connection.request("GET", path, headers=page.ours)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def printed(page, path, rest):
    """The text of each page of what a button prints."""
    status, content = raw(page, address(path, f"/imprimer/{rest}"))
    assert status == 200
    return [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(content)]


# The cards.


def test_the_cards_stand_in_the_order_of_the_calendar_each_with_its_audience(looked_at):
    text = told(*looked_at)
    titles = re.findall(r"<h2[^>]*>(\d [^<]+)</h2>", text)
    assert titles == [
        *("1 Agrément", "2 Convoquer les candidats", "3 Convoquer les jurys", "4 Afficher"),
        *("5 Dossiers des jurys", "6 Accueil et surveillance"),
    ]
    for words in ("Sans noms", "Personnel", "Numéros, sans noms", "Ne pas afficher", "Interne"):
        assert f"<strong>{words}</strong>" in text
    assert "3 lettres" in card(*looked_at, "candidats")
    assert "4 lettres, avec déclarations" in card(*looked_at, "jurys")


def test_no_name_of_a_file_is_told(looked_at):
    text = re.sub(r"<[^>]+>", " ", told(*looked_at))
    assert not re.findall(r"\S+\.(?:pdf|ics|docx|xlsx|png|svg)\b", text)


@pytest.mark.parametrize("lot", BUNDLES)
def test_each_card_has_a_picture_of_what_its_first_button_prints(looked_at, lot):
    page, path = looked_at
    status, content = raw(page, address(path, f"/apercu/{lot}"))
    assert status == 200
    assert content.startswith(b"\x89PNG")
    assert len(content) < 30_000


def test_all_letters_are_printed_at_once_each_on_its_own_page(looked_at):
    pages = printed(*looked_at, "candidats")
    assert len(pages) == 3
    assert [f"CANDIDAT{n} Sacha" in text.replace("\r\n", " ") for n, text in enumerate(pages, 1)] == [True] * 3
    assert "Tout imprimer, A4, 3 p." in card(*looked_at, "candidats")


def test_a_membre_s_letter_is_followed_by_their_declaration(looked_at):
    pages = [text.replace("\r\n", " ") for text in printed(*looked_at, "jurys")]
    assert ["Je déclare" in text for text in pages] == [False, True] * 4
    assert all(f"MEMBRE{n // 2 + 1} Alix" in text for n, text in enumerate(pages))


def test_each_size_of_paper_has_its_button(looked_at):
    page, path = looked_at
    for lot, wide in (("affiche", 842), ("portes", 595)):
        status, content = raw(page, address(path, f"/imprimer/{lot}"))
        assert status == 200
        sheets = {tuple(round(x) for x in sheet.get_size()) for sheet in pypdfium2.PdfDocument(content)}
        assert {min(size) for size in sheets} == {wide}, "A3 and A4, in points"


@pytest.mark.parametrize(
    "rest",
    ["/imprimer/x", "/apercu/x", "/messages/affichage", "/messages/x", "/999", "/imprimer/candidats?personne=C9"],
)
def test_what_is_not_there_is_not_found(looked_at, rest):
    page, path = looked_at
    assert page.get(address(path, rest))[0] == 404


@pytest.mark.proof
def test_a_paper_of_a_planning_before_is_neither_printed_nor_listed(marked):
    page, path = marked
    import os

    old = documents(path) / "affichage" / "porte Salle perdue.pdf"
    shutil.copy(documents(path) / "affichage" / "affichage A4.pdf", old)
    before = path.stat().st_mtime - 60
    os.utime(old, (before, before))
    assert "Salle perdue" not in told(page, path)
    rooms = len(printed(page, path, "portes"))
    os.utime(old)
    assert len(printed(page, path, "portes")) == rooms + 1


@pytest.mark.parametrize("rest", ["/0", "/tout"])
@pytest.mark.parametrize("become", [lambda _: None, Path.mkdir, os.mkfifo], ids=["nothing", "a folder", "a pipe"])
def test_a_document_that_becomes_another_thing_once_it_is_listed_is_told_and_no_fault(
    marked, monkeypatch, rest, become
):
    page, path = marked

    def listed_and_gone(planning):
        for audience, document in files_by_audience(planning):
            document.unlink()
            become(document)
            yield audience, document

    monkeypatch.setattr(distribuer, "files_by_audience", listed_and_gone)
    status, _, text = page.get(address(path, rest))
    assert (status in (404, 503), "Un fichier de" in text) == (True, True)


def test_all_documents_are_taken_whatever_their_days_and_none_whose_name_is_no_text(marked):
    page, path = marked
    (*_, (audience, document)) = files_by_audience(path)
    odd = document.with_name(os.fsdecode(b"\xe9t\xe9.pdf"))
    shutil.copy(document, odd)
    for file in (path, document):
        os.utime(file, (-(10**9), -(10**9)))
    assert document in [file for _, file in files_by_audience(path)]
    status, content = raw(page, address(path, "/tout"))
    assert status == 200
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert f"{audience.value}/{document.name}" in names
    assert len(names) == len([*files_by_audience(path)])
    assert odd not in [file for _, file in files_by_audience(path)]


# Made by themselves.


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n1 0 obj\n"])
def test_a_document_that_does_not_open_is_told_with_what_to_do_and_hides_no_card(marked, content):
    page, path = marked
    letters = sorted(documents(path).rglob("convocation CANDIDAT*.pdf"))
    letters[0].write_bytes(content)
    assert "Tout imprimer, A4 " in f"{card(page, path, 'candidats')} ".replace("<", " <")
    assert "Refaire tous les documents" in told(page, path)
    for rest in ("/imprimer/candidats", "/apercu/candidats"):
        status, _, text = page.get(address(path, rest))
        assert status == 409
        assert "Un document à imprimer ne s'ouvre plus." in unescape(text)


def test_documents_are_made_by_themselves_and_the_page_shows_itself_anew(marked):
    page, path = marked
    shutil.rmtree(documents(path))
    state = page.get(address(path, "/etat"))[2]
    text = told(page, path)
    assert "Les documents se préparent" in text
    assert 'class="apercu"' in text
    assert "3 lettres" in text
    until(lambda: page.get(address(path, "/etat"))[2] != state and are_made(path))
    assert "Tout imprimer, A4, 3 p." in told(page, path)


@pytest.mark.proof
def test_documents_that_were_left_half_written_are_made_again(marked):
    page, path = marked
    (documents(path) / INACHEVE).touch()
    assert "Les documents se préparent" in told(page, path)
    until(lambda: are_made(path))


def test_a_failure_is_told_once_and_not_tried_again_by_itself(marked):
    page, path = marked
    shutil.rmtree(documents(path))
    documents(path).write_bytes(b"in the way")
    told(page, path)
    until(lambda: "Les documents n'ont pas pu être faits" in told(page, path))
    assert len(page.desk.jobs._jobs) == 1  # noqa: SLF001 - how many were begun
    assert page.post(address(path))[0] == 303
    assert len(page.desk.jobs._jobs) == 2  # noqa: SLF001


# Messages.


def mails(page, path, rest):
    status, content = raw(page, address(path, f"/messages/{rest}"))
    assert status == 200
    if content[:2] != b"PK":
        return {"": message_from_bytes(content, policy=policy.default)}
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {name: message_from_bytes(archive.read(name), policy=policy.default) for name in archive.namelist()}


def test_each_gets_one_message_of_their_own_with_their_letter(looked_at):
    written = mails(*looked_at, "candidats")
    assert sorted(written) == ["CANDIDAT1 Sacha.eml", "CANDIDAT2 Sacha.eml"]
    first = written["CANDIDAT1 Sacha.eml"]
    assert first["X-Unsent"] == "1"
    assert [a.addr_spec for a in first["To"].addresses] == ["sacha.un@exemple.fr"]
    assert first["Cc"] is first["Bcc"] is first["From"] is None
    assert first["Subject"].startswith("Convocation – ")
    names = [part.get_filename() for part in first.iter_attachments()]
    assert names == ["convocation CANDIDAT1 Sacha.pdf", "calendrier CANDIDAT1 Sacha.ics"]
    assert all("CANDIDAT2" not in str(part) for part in first.walk())
    body = first.get_body().get_content()
    assert re.search(r"lundi 14 juin 2027, à \d+.h", body)
    assert "3 rue Haute" in body


def test_those_without_an_address_are_named_with_their_letter_to_print(looked_at):
    assert "2 courriels ; sans adresse, lettre à imprimer : CANDIDAT3 Sacha" in card(*looked_at, "candidats")
    assert "/imprimer/candidats?personne=C3" in card(*looked_at, "candidats")
    assert "/messages/candidats?personne=C3" not in card(*looked_at, "candidats")
    assert len(printed(*looked_at, "candidats?personne=C3")) == 1


def test_one_message_is_sent_as_it_is(looked_at):
    (alone,) = mails(*looked_at, "jurys?personne=M1").values()
    assert len(list(alone.iter_attachments())) == 3
    assert "déclaration" in alone.get_body().get_content()


@pytest.mark.parametrize(
    ("typed", "address_"),
    [
        ("06 12 34 56 78", ""),
        ("tél. 06 12, Lea.D-R@mail.ac-nantes.fr (le soir)", "Lea.D-R@mail.ac-nantes.fr"),
        ("a@b.fr;c@d.fr", "a@b.fr"),
        ("léa@exemple.fr\nBcc: x@y.fr", "x@y.fr"),
        ("a@b", ""),
        ("@twitter", ""),
    ],
)
def test_an_address_is_found_in_what_was_typed(typed, address_):
    assert address_of(typed) == address_


# What is marked, and what is stale.


def mark(page, path, carte, faire="tous", papiers=()):
    body = [("carte", carte), ("faire", faire), *(("papier", p) for p in papiers)]
    from urllib.parse import urlencode

    kind = "application/x-www-form-urlencoded"
    return page.ask("POST", address(path, "/envoi"), urlencode(body).encode(), Content_Type=kind)[0]


def envois(path):
    return read_followup(path.with_name("session.xlsx")).envois


def test_what_left_is_marked_by_somebody_and_taken_back_by_them(marked):
    page, path = marked
    assert mark(page, path, "agrement") == 303
    assert "Envoyé le" in card(page, path, "agrement")
    assert mark(page, path, "affichage") == 303
    assert "Affiché le" in card(page, path, "affichage")
    assert mark(page, path, "agrement", "annuler") == 303
    assert "Envoyé le" not in card(page, path, "agrement")
    assert set(envois(path)) == {"affichage"}


def test_some_are_marked_before_the_others(marked):
    page, path = marked
    key = "jurys/MEMBRE2 Alix"
    assert mark(page, path, "jurys", "choisis", [key, "jurys/nobody", "candidats/CANDIDAT1 Sacha"]) == 303
    assert set(envois(path)) == {key}
    assert "(1 sur 4)" in card(page, path, "jurys")
    assert f'value="{key}"' not in card(page, path, "jurys")
    assert read_session(path).session.convocations_envoyees == date.today()  # noqa: DTZ011 - the centre's day
    assert mark(page, path, "jurys") == 303
    assert "(4 sur 4)" in card(page, path, "jurys")
    assert are_made(path), "marking outdates no document"


@pytest.mark.parametrize("carte", ["", "dossiers", "accueil", "x"])
def test_what_nobody_sends_cannot_be_marked(marked, carte):
    assert mark(*marked, carte) == 404


def test_only_letters_that_changed_are_to_be_sent_again(marked):
    page, path = marked
    for carte in ("candidats", "jurys", "affichage"):
        mark(page, path, carte)
    assert "Rien n'a changé depuis le dernier envoi" in told(page, path)
    from tpplanner.web.handed.followup import Sent, change_followup, sent

    key = "candidats/CANDIDAT2 Sacha"
    other = Sent(date(2027, 1, 5), 1, "what it told before")
    change_followup(path.with_name("session.xlsx"), sent({key: other, "candidats/PARTI Luc": other}))
    text = card(page, path, "candidats")
    assert "1 lettre à renvoyer : CANDIDAT2 Sacha" in text
    assert "PARTI Luc n'est plus convoqué" in text
    assert "2 documents à renvoyer ou à afficher" in told(page, path)
    (again,) = mails(page, path, f"candidats?seulement={quote('renvoyer')}").values()
    assert again["Subject"].startswith("Convocation modifiée – ")
    assert "Elle remplace celle" in again.get_body().get_content()
    assert len(printed(page, path, "candidats?seulement=renvoyer")) == 1
    mark(page, path, "candidats")
    assert "Rien n'a changé depuis le dernier envoi" in told(page, path)
    mark(page, path, "candidats", "annuler")
    assert "1 lettre à renvoyer : CANDIDAT2 Sacha" in card(page, path, "candidats")
    assert envois(path)[key] == other


def test_the_wall_says_whether_it_names_people(tmp_path):
    s = replace(reachable(), affichage=Designation.NOM)
    path = with_planning(tmp_path, s, journee(s, DEUX_JURYS)) / "session-planning-v1.xlsx"
    with served(tmp_path) as page:
        assert "Avec noms" in card(page, path, PaperCard.AFFICHAGE)


def test_nothing_is_handed_out_of_a_planning_that_breaks_a_rule(tmp_path):
    from tpplanner.audit import check
    from tpplanner.commands.outputs import write_excel
    from tpplanner.domain.answers import Planned

    s = reachable()
    folder = with_planning(tmp_path, s, journee(s, DEUX_JURYS))
    plan = journee(s, DEUX_JURYS)
    broken = replace(plan, passages=plan.passages[1:])
    path = folder / "session-planning-v2.xlsx"
    write_excel(path, s, Planned(broken, ()), check(s, broken), malgre_manquements=True)
    with served(tmp_path) as page:
        text = told(page, path)
        assert "Non conforme" in text
        assert "Rien ne se distribue" in text
        assert "/imprimer/" not in text
        assert page.get(address(path, "/imprimer/candidats"))[0] == 404
