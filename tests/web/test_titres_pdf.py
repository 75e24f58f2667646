"""A titre from the PDF of its référentiel: dropped, confirmed step by step beside its pages, kept as verified."""

import hashlib
import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from served import served
from tpplanner.commands.titre import ReReading
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.re_pdf.document import Document, Frame, ReHead, ReQuestion, Stated, Whereabouts
from tpplanner.re_pdf.picture import EDGE, TINT
from tpplanner.re_pdf.proposed import Evidence, Proposal
from tpplanner.referentiels import dump, find, load
from tpplanner.web import confirming
from tpplanner.web.desk import today
from tpplanner.web.pages import relire
from tpplanner.workbook.titre_write import entered_titre
from web.forms import begun, form_of

FRAMES = {"PP": Frame(100, 50, 300, 80), "QP": Frame(100, 200, 300, 230)}


def blank_pdf(pages=20):
    pdf = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        pdf.new_page(800, 400)
    target = BytesIO()
    pdf.save(target)
    pdf.close()
    return target.getvalue()


PDF = blank_pdf()


def proposal():
    """What is proposed of CDA: who is present at its PP is asked, all else is said on pages 10 and 11."""
    entered = entered_titre(replace(find("CDA"), verifie=False))
    rows = entered.tables[0].rows
    rows[1]["presence"] = ""
    said = {
        (0, "duree"): ("00 h 30 min", 10, FRAMES["QP"]),
        (1, "duree"): ("00 h 40 min", 10, FRAMES["PP"]),
        (2, "delai"): ("Il a lieu immédiatement après.", 11, Frame(10, 10, 90, 20)),
    }
    evidence = [
        Evidence("titre", row, field, Stated(words, words, Whereabouts(page, page - 1, (frame,))), rows[row][field])
        for (row, field), (words, page, frame) in said.items()
    ]
    quota = Stated(4, "Un jury peut recevoir quatre candidats.", Whereabouts(19, 18, ()))
    evidence.append(Evidence("", -1, "quota", quota, "4"))
    asked = ReQuestion("label_unknown", "titre", "PP", {"texte": "Projet"}, (Whereabouts(10, 9, (FRAMES["PP"],)),))
    return Proposal(entered, tuple(evidence), (asked,))


@pytest.fixture(autouse=True)
def read(monkeypatch):
    """The document is read as `proposal` says; answers the refusals that a test asks for."""
    refusals = []

    def read_re(path):
        if refusals:
            raise UserError(Issue(Severity.ERROR, refusals[0]))
        content = path.read_bytes()
        return ReReading(Document(hashlib.sha256(content).hexdigest(), 20, ReHead()), proposal())

    monkeypatch.setattr(relire, "read_re", read_re)
    return refusals


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sessions"


@pytest.fixture
def page(root):
    with served(root) as page:
        yield page


def drop(page, content=PDF, nom="RE_CDA.pdf"):
    """Drop a file as a browser without JavaScript sends it: status, headers, text."""
    head = (
        f'--fin\r\nContent-Disposition: form-data; name="re"; filename="{nom}"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    body = head.encode() + content + b"\r\n--fin--\r\n"
    return page.ask("POST", "/titres/lire", body, Content_Type="multipart/form-data; boundary=fin")


def dropped(page):
    """Where what was read of it is shown."""
    status, headers, text = drop(page)
    assert status == 303, text
    return headers["location"]


def steps(page, where):
    """The steps, in their order."""
    return re.findall(rf'{where}/etape/([^"?]+)">', page.get(where)[2].split("data-etapes")[1].split("</ol>")[0])


def shown(text):
    return unescape(text).replace("\xa0", " ").replace("\u202f", " ").replace("\u2060", "")


def confirm(page, where, *left):
    """Say « juste » to every step but those; « jury » is the answer to what is asked."""
    for step in steps(page, where):
        if step not in left:
            form = form_of(page, f"{where}/etape/{step}")
            if step == "titre-pp":
                form.fill("titre.presence", "jury")
            status, headers, form = form.press("juste")
            assert status == 303, (step, form.text)
    return headers["location"]


def kept(root):
    return load(root / "titres" / "CDA-m04.toml")


def test_a_titre_is_kept_as_verified_once_every_step_is_confirmed(page, root):
    where = dropped(page)
    assert confirm(page, where) == f"{where}/fin"
    status, headers, _ = page.post(f"{where}/fin", {"nom": "BLEU Inès"})
    assert status == 303
    referentiel = kept(root)
    assert referentiel == replace(find("CDA"), document=referentiel.document)
    document = referentiel.document
    assert document.empreinte == hashlib.sha256(PDF).hexdigest()
    assert (document.verifie_le, document.verifie_par) == (today(), "BLEU Inès")
    assert dict(document.pages) == {"QP": (9,), "PP": (9,), "ET": (10,)}
    _, headers, _ = page.get(headers["location"])
    form = form_of(page, headers["location"])
    assert form.values("titre"), "the session that comes has it chosen"
    assert "par BLEU Inès" in page.get("/titres")[2]


def test_nothing_of_it_stays_but_the_titre(page, root):
    where = dropped(page)
    (folder,) = (page.desk.data / confirming.FOLDER).iterdir()
    assert [path.name for path in folder.iterdir()] == ["RE_CDA.pdf"]
    assert not root.exists(), "nothing beside the sessions"
    confirm(page, where)
    page.post(f"{where}/fin", {"nom": "BLEU Inès"})
    assert list((page.desk.data / confirming.FOLDER).iterdir()) == []
    assert [path.name for path in root.rglob("*.*")] == ["CDA-m04.toml"]
    assert page.get(where)[0] == 404


def test_questions_come_first_then_the_document_in_its_order(page):
    where = dropped(page)
    assert steps(page, where) == [
        "titre-pp",
        "entete",
        "titre-qp",
        "titre-et",
        "titre-ef",
        "titre",
        "CCP1",
        "CCP2",
        "CCP3",
    ]


def test_what_has_to_be_answered_cannot_be_said_to_be_right(page):
    where = dropped(page)
    asked = page.get(f"{where}/etape/titre-pp")[2]
    assert "« Projet »" in shown(asked)
    assert "Juste" not in asked
    assert "Juste, suivant" in page.get(f"{where}/etape/titre-qp")[2]
    status, _, form = form_of(page, f"{where}/etape/titre-pp").press("juste")
    assert status == 400
    assert "titre-0-presence" in set(form.targets) & set(form.ids)
    assert not list(page.desk.data.rglob(confirming.STATE))


@pytest.mark.parametrize(
    ("asked", "note"),
    [
        (ReQuestion("composition", "titre", "", {"words": "Ils savent tisser."}, blocking=False), True),
        (ReQuestion("order_of_parts", "titre", "ET", {"words": "Après.", "field": "delai"}, blocking=False), True),
        (
            ReQuestion(
                "helpers_count", "titre", "ET", {"words": "x", "role": "x", "field": "comediens"}, blocking=False
            ),
            False,
        ),
        (ReQuestion("quota_differs", "", "", {"values": [3, 4], "field": "quota"}, blocking=False), True),
    ],
)
def test_what_needs_no_answer_is_a_note_beside_what_can_be_said_to_be_right(page, monkeypatch, asked, note):
    reading = ReReading(Document("ab" * 32, 20, ReHead()), replace(proposal(), questions=(asked,)))
    monkeypatch.setattr(relire, "read_re", lambda _: reading)
    where = dropped(page)
    step = {"ET": "titre-et", "": "titre" if asked.scope else "entete"}[asked.modalite]
    text = shown(page.get(f"{where}/etape/{step}")[2])
    assert ("À vérifier" in text, "Juste, suivant" in text) == (note, note)
    assert ("Votre réponse" in text) != note


def test_each_epreuve_is_told_in_a_sentence_with_the_words_of_the_document(page):
    text = shown(page.get(f"{dropped(page)}/etape/titre-et")[2])
    assert "45 min devant le jury ; aussitôt après « Présentation d'un projet »" in text
    assert "« Il a lieu immédiatement après. »" in text
    assert 'href="#page-11"' in text
    assert "page 10</a>" in text, "by its printed number"


def test_the_page_is_a_picture_with_the_passage_of_that_step_framed(page):
    where = dropped(page)
    (source,) = re.findall(r'<img src="(/titres[^"]+)"', page.get(f"{where}/etape/titre-qp")[2])
    assert source == f"{where}/page/10?etape=titre-qp"
    status, headers, content = raw(page, source)
    assert (status, headers["content-type"], headers["cache-control"]) == (200, "image/png", "no-store")
    picture = Image.open(BytesIO(content))
    scale = picture.width / 800
    middle = {name: picture.getpixel((200 * scale, (f.top + f.bottom) / 2 * scale)) for name, f in FRAMES.items()}
    assert middle == {"QP": TINT, "PP": (255, 255, 255)}
    assert EDGE in {picture.getpixel((int(100 * scale) - dx, 215 * scale)) for dx in range(6)}


def raw(page, path):
    """An answer that is no text."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=60)
    try:
        connection.request("GET", path, headers={k: v for k, v in page.ours.items() if k != "Origin"})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/page/0", "/page/21", "/page/x", "/etape/titre-msp", "/etape/CCP9"])
def test_what_the_document_does_not_have_is_not_found(page, path):
    assert page.get(dropped(page) + path)[0] == 404


@pytest.mark.parametrize("id_", ["..", "%2e%2e", "0" * 16, "titres lus", "re.pdf"])
def test_no_other_file_is_reached(page, id_):
    dropped(page)
    assert page.get(f"/titres/lus/{id_.replace(' ', '%20')}")[0] == 404
    assert page.get(f"/titres/lus/{id_.replace(' ', '%20')}/page/1")[0] == 404


def test_a_confirmation_that_was_left_is_taken_up_again_by_another_server(root):
    with served(root) as page:
        where = dropped(page)
        confirm(page, where, "CCP2", "CCP3")
    with served(root) as page:
        listed = shown(page.get("/titres")[2])
        assert "CDA – Concepteur développeur d'applications" in listed
        assert "7 écrans confirmés" in listed
        assert dropped(page) == where, "dropped again, it goes on"
        assert confirm(page, where, *(set(steps(page, where)) - {"CCP2", "CCP3"})) == f"{where}/fin"
        assert page.post(f"{where}/fin", {"nom": "BLEU Inès"})[0] == 303
    assert kept(root).titre == find("CDA").titre


@pytest.mark.parametrize(
    "state", ["", "{", "[]", '{"saisie": null, "confirmees": {"CCP1": "x"}}', '{"saisie": {"tables": 3}}']
)
def test_what_is_damaged_is_begun_again(page, state):
    where = dropped(page)
    confirm(page, where)
    (file,) = page.desk.data.rglob(confirming.STATE)
    file.write_text(state)
    assert "9 écrans à confirmer" in shown(page.get(f"{where}/fin")[2])


def test_a_value_corrected_is_kept_and_its_table_is_to_be_confirmed_again(page, root):
    where = dropped(page)
    confirm(page, where)
    form = form_of(page, f"{where}/etape/titre-et").fill("titre.duree", "00 h 50 min")
    status, headers, _ = form.press("juste")
    assert (status, headers["location"]) == (303, f"{where}/etape/titre")
    assert page.post(f"{where}/fin", {"nom": "BLEU Inès"})[0] == 400
    form = form_of(page, f"{where}/etape/titre")
    assert "Juste" not in form.text, "the sum is no longer that of the document"
    form.fill("titre.total_candidat", "02 h 20 min").fill("titre.presence_jury", "01 h 50 min")
    assert form.press("juste")[0] == 303
    assert page.post(f"{where}/fin", {"nom": "BLEU Inès"})[0] == 303
    assert kept(root).epreuve("ET").minutes == 50


def test_an_epreuve_that_becomes_another_is_still_answered_where_it_was_asked(page):
    form = form_of(page, f"{dropped(page)}/etape/titre-et").fill("titre.modalite", "MSP – Mise en situation")
    form = form.press("ligne-titre")[2]
    assert re.findall(r'action="[^"]*/etape/([^"]+)"', form.text) == ["titre-et"]


def test_a_tab_that_was_left_open_takes_no_correction_back(page):
    where = dropped(page)
    stale = form_of(page, f"{where}/etape/titre-et")
    form = form_of(page, f"{where}/etape/titre-et").fill("titre.duree", "00 h 50 min")
    assert form.press("juste")[0] == 303
    status, _, again = stale.press("juste")
    assert status == 409
    assert "corrigé ailleurs" in shown(again.text)
    assert again.values("titre.duree") == ["00 h 50 min"]
    assert again.press("juste")[0] == 303


def test_a_file_that_is_no_pdf_is_refused(page, read):
    read.append("This is not read.")
    status, _, text = drop(page, b"PK", "notes.docx")
    assert (status, "« notes.docx » n'est pas un PDF." in shown(text)) == (400, True)
    assert not page.desk.data.exists() or not list(page.desk.data.rglob("*.pdf"))


def test_an_epreuve_gets_a_phase_more_and_stays_itself(page, root):
    where = dropped(page)
    form = form_of(page, f"{where}/etape/titre-et").press("ligne-titre")[2]
    form.fill("titre.modalite", "ET – Entretien technique", "suite").fill("titre.duree", "20", "25")
    form.fill("titre.presence", "jury", "jury")
    assert form.press("juste")[0] == 303
    confirm(page, where, "titre-et")
    page.post(f"{where}/fin", {"nom": "BLEU Inès"})
    assert [phase.minutes for phase in kept(root).epreuve("ET").phases] == [20, 25]


def test_a_document_is_told_what_it_changes_of_the_titre_that_is_known(page, root):
    known = replace(find("CDA"), quota=9, date_entete=date(2020, 1, 1))
    (root / "titres").mkdir(parents=True)
    (root / "titres" / "CDA-m04.toml").write_text(dump(replace(known, date_entete=date(2030, 1, 1))))
    text = shown(page.get(dropped(page))[2])
    assert "plus ancien que celui du 01/01/2030" in text
    assert f"quota : {find('CDA').quota} candidats par jury et par jour au lieu de 9" in text


def test_a_titre_of_the_centre_is_replaced_and_what_it_was_stays_beside(page, root):
    (root / "titres").mkdir(parents=True)
    before = dump(replace(find("CDA"), quota=9))
    (root / "titres" / "CDA-m04.toml").write_text(before)
    where = dropped(page)
    confirm(page, where)
    assert "est remplacé" in page.get(f"{where}/fin")[2]
    page.post(f"{where}/fin", {"nom": "BLEU Inès"})
    assert kept(root).quota == find("CDA").quota
    (aside,) = root.glob("titres/anciennes saisies/*.toml")
    assert aside.read_text() == before


def test_who_verified_has_to_be_named(page, root):
    where = dropped(page)
    confirm(page, where)
    status, _, text = page.post(f"{where}/fin", {"nom": "  "})
    assert status == 400
    assert "Le nom de qui a vérifié" in shown(text)
    assert not root.exists()


def test_a_document_that_is_refused_is_told_in_its_sentence_and_not_kept(page, read):
    read.append("C'est le référentiel d'activités, prenez le RE.")
    status, _, text = drop(page)
    assert status == 400
    assert "prenez le RE" in text
    assert not list(page.desk.data.rglob("*.pdf"))


def test_nothing_dropped_is_told(page):
    status, _, text = drop(page, b"")
    assert (status, "Déposez un fichier" in text or "fichier" in text) == (400, True)


def test_a_reading_given_up_leaves_nothing(page):
    where = dropped(page)
    assert page.post(f"{where}/abandonner")[0] == 303
    assert not list(page.desk.data.rglob("*.pdf"))


def test_the_name_of_the_file_harms_nothing(page):
    assert drop(page, nom="..\\..\\autre/nom?.pdf")[0] == 303
    (folder,) = (page.desk.data / confirming.FOLDER).iterdir()
    assert len(list(folder.iterdir())) == 1


def test_a_new_session_leads_to_the_drop(page):
    text = shown(begun(page).step("titre").text)
    assert "Votre titre n'est pas dans la liste ?" in text
    assert 'href="/titres#deposer"' in text
    assert 'id="deposer"' in page.get("/titres")[2]


def test_what_is_proposed_is_not_changed_by_what_is_confirmed(page):
    where = dropped(page)
    confirm(page, where)
    (pdf,) = page.desk.data.rglob("*.pdf")
    assert page.desk.pdfs.known(pdf, relire.read_re).proposal == proposal()
