"""The step *Candidats*: a pasted list goes into the table, what is doubtful above it; chips; a second list compared."""

import re
from functools import partial

import pytest

from tpplanner.sheets.puces import FACETTES
from tpplanner.sheets.session import CANDIDATS
from tpplanner.web.typed.chips import chips_of
from tpplanner.web.typed.entry import drafts_of
from tpplanner.web.typed.intake import blank, choose, intake_of, put_back, settle, take, take_away
from tpplanner.web.typed.lacking import Assessment, complete_steps
from tpplanner.web.typed.saisie import CLE, Form
from tpplanner.workbook.lists import Triage, read_text
from web.browsing import needs_chromium, visit
from web.forms import begun, filled

MAIL = """Bonjour Martine, voici la liste :
DUPONT-MOREAU Élodie, Leclerc Brest
LEFÈVRE Jean-François (tiers temps), formé par C. Rousseau
LEROY Didier - seulement le 14/06/2027
BEN SALAH Aïcha - VAE, formée par C. Rousseau, 06 12 34 56 78
GARCIA Inès, formée par C. Rousseau
Kévin le gall
MARTIN Paul
MARTIN Paul
CELIK Maëlys RQTH
"""


def taken(*lists):
    """The form after these lists."""
    form = Form()
    for text in lists:
        take(form, "candidats", read_text(text, CANDIDATS), text)
    return form


def names(form):
    return [f"{row['nom']} {row['prenom']}" for row in form.present("candidats")]


def row_of(form, nom):
    return next(row for row in form.rows["candidats"] if row.get("nom") == nom)


# A list, then another.


def test_people_go_into_the_table_and_a_greeting_does_not():
    form = taken(MAIL)
    assert len(names(form)) == 8
    assert "LE GALL Kévin" in names(form)
    assert row_of(form, "LEROY")["disponible"] == "14/06/2027"
    assert [line.numeros for _, line in intake_of(form, "candidats").ignored] == [(1,)]


def test_who_stands_twice_is_not_counted_until_somebody_says_so():
    form = taken(MAIL)
    ((rang, line),) = intake_of(form, "candidats").open
    assert (line.numeros, names(form).count("MARTIN Paul")) == ((9,), 1)
    settle(form, "candidats", str(rang), right=True)
    assert names(form).count("MARTIN Paul") == 2
    assert not intake_of(form, "candidats").open


def test_a_line_that_was_ignored_becomes_a_person_once_a_name_is_typed():
    form = taken(MAIL)
    ((rang, _),) = intake_of(form, "candidats").ignored
    cle = settle(form, "candidats", str(rang), right=True)
    assert [line.cle for _, line in intake_of(form, "candidats").open if line.numeros == (1,)] == [cle]
    form.rows["candidats"].append({CLE: cle, "nom": "LE FLOCH", "prenom": "Martine"})
    settle(form, "candidats", str(rang), right=True)
    assert "LE FLOCH Martine" in names(form)
    assert not intake_of(form, "candidats").ignored


def test_a_list_pasted_twice_changes_nothing():
    once, twice = taken(MAIL), taken(MAIL, MAIL)
    assert names(once) == names(twice)
    assert [dict(row, cle="") for row in once.rows["candidats"]] == [dict(r, cle="") for r in twice.rows["candidats"]]
    assert not intake_of(twice, "candidats").differences


def test_a_second_list_adds_who_is_new_and_asks_of_what_differs():
    form = taken("NOM\tPrénom\tEmployeur\nLEROY\tDidier\tLeclerc\nPETIT\tZoé\tBeta\n")
    text = "NOM\tPrénom\tEmployeur\nPetit\tZoe\tBeta\nLEROY\tDidier\tCarrefour\nROUX\tHugo\t\n"
    take(form, "candidats", read_text(text, CANDIDATS), text)
    assert names(form) == ["LEROY Didier", "PETIT Zoé", "ROUX Hugo"]
    assert row_of(form, "LEROY")["employeur"] == "Leclerc"
    ((difference),) = intake_of(form, "candidats").differences
    assert (difference.champ, difference.liste) == ("employeur", "Carrefour")


@pytest.mark.parametrize(("of_list", "employeur"), [(True, "Carrefour"), (False, "Leclerc")])
def test_what_differs_is_taken_or_left_as_one_says(of_list, employeur):
    form = taken(
        "NOM\tPrénom\tEmployeur\nLEROY\tDidier\tLeclerc\n", "NOM\tPrénom\tEmployeur\nLEROY\tDidier\tCarrefour\n"
    )
    choose(form, "candidats", row_of(form, "LEROY")[CLE], "employeur", of_list=of_list)
    assert row_of(form, "LEROY")["employeur"] == employeur
    assert not intake_of(form, "candidats").differences


def test_who_was_taken_away_does_not_come_back_by_a_list():
    form = taken("LEROY Didier\nPETIT Zoé\n")
    take_away(form, "candidats", row_of(form, "LEROY")[CLE], "")
    take(form, "candidats", read_text("LEROY Didier\nPETIT Zoé\n", CANDIDATS), "")
    assert names(form) == ["PETIT Zoé"]
    ((rang, _),) = intake_of(form, "candidats").open
    settle(form, "candidats", str(rang), right=True)
    assert names(form) == ["LEROY Didier", "PETIT Zoé"]


def test_what_is_doubtful_of_a_first_list_stays_after_a_second():
    form = taken(MAIL, "ROUX Hugo\n")
    assert [line.etat for line in intake_of(form, "candidats").lignes] == [Triage.PERSONNE, Triage.A_VERIFIER]


# Chips.


def test_what_counts_is_told_by_its_word():
    form = taken(MAIL)
    chips = {row["nom"]: [chip.mot for chip in chips_of(row)] for row in form.present("candidats")}
    assert chips["LEFÈVRE"] == ["Tiers temps ?", "formé par C. Rousseau"]
    assert chips["BEN SALAH"] == ["formé par C. Rousseau", "VAE"]
    assert chips["LEROY"] == ["seulement 14/06/2027"]
    assert chips["MARTIN"] == []


@pytest.mark.parametrize("facette", FACETTES, ids=lambda facette: facette.id)
def test_each_facet_says_something_of_each_field_alone(facette):
    for champ in facette.champs:
        (chip,) = chips_of({"nom": "A", champ: "oui"})
        assert chip.facette is facette
        assert chip.mot


def test_a_chip_is_taken_off_and_put_back():
    form = taken(MAIL)
    cle = row_of(form, "BEN SALAH")[CLE]
    blank(form, "candidats", cle, ("vae",), "VAE")
    assert not row_of(form, "BEN SALAH")["vae"]
    assert put_back(form, "candidats") == cle
    assert row_of(form, "BEN SALAH")["vae"] == "oui"


# The page, without a script.


def press(saisie, faire, **more):
    """A button of the step: the page that comes back."""
    status, headers, text = saisie.page.post(f"{saisie.path}/candidats", {"faire": faire, **more})
    if status == 303:
        status, _, text = saisie.page.get(headers["location"].partition("#")[0])
    return re.sub(r"\s+", " ", text)


@pytest.fixture
def mail(server):
    """A session of which that mail was pasted; ROUSSEAU Catherine is a membre."""
    saisie = filled(server, **{f"candidats.c{n}.nom": "" for n in range(3)}, **{"membres.m0.nom": "ROUSSEAU"})
    server.post(f"{saisie.path}/garder", {"membres.m0.prenom": "Catherine", **_without_those_there()})
    saisie.paste = partial(press, saisie, "lire-candidats")
    return saisie


def _without_those_there():
    return {f"retirees.candidats.c{n}": "oui" for n in range(3)}


def form_of(saisie):
    return drafts_of(saisie.page.desk).read(saisie.path.rpartition("/")[2]).form


def test_one_question_a_spelling_is_asked_and_answered(mail):
    text = mail.paste(**{"collage.candidats": MAIL})
    assert text.count("« C. Rousseau » : est-ce ROUSSEAU Catherine, membre de jury ?</strong>") == 1
    assert "l. 3, 5, 6" in text
    assert "En attendant, ROUSSEAU Catherine ne jugera aucun de ces 3 candidats." in text
    oui = re.search(r'value="(question-candidats-\w+-oui)"[^>]*aria-label="Oui : « C\. Rousseau', text)[1]
    unknown = press(mail, oui.replace("-oui", "-rien"))
    assert "Vous ne savez pas encore. En attendant" in unknown
    assert "est-ce ROUSSEAU Catherine" not in press(mail, oui)
    assert [row["reponse"] for row in form_of(mail).rows["questions"]] == ["oui"]


def test_what_is_granted_is_asked_once_and_told_in_minutes(mail):
    text = mail.paste(**{"collage.candidats": MAIL})
    assert "Tiers temps, LEFÈVRE Jean-François : est-ce accordé ?" in text
    assert "QP 30 min → 40 min" in text
    oui = re.search(r'value="(question-candidats-\w+-oui)"[^>]*aria-label="Oui : Tiers temps', text)[1]
    assert "est-ce accordé" not in press(mail, oui)
    assert len(form_of(mail).rows["questions"]) == 3


def test_a_chip_shows_its_source_and_its_field_and_comes_back_once_taken_off(mail):
    mail.paste(**{"collage.candidats": MAIL})
    cle = row_of(form_of(mail), "BEN SALAH")[CLE]
    shown = mail.page.get(f"{mail.path}/candidats?puce={cle}.vae")[2]
    assert "<q>VAE</q>" in shown
    assert f'name="candidats.{cle}.vae"' in shown
    assert "VAE, BEN SALAH Aïcha : retiré." in press(mail, f"oter-{cle}-vae")
    assert not row_of(form_of(mail), "BEN SALAH").get("vae")
    press(mail, "annuler-candidats")
    assert row_of(form_of(mail), "BEN SALAH")["vae"] == "oui"
    press(mail, f"mettre-{cle}-salle_a_part")
    assert row_of(form_of(mail), "BEN SALAH")["salle_a_part"] == "oui"


def test_the_step_is_not_ticked_while_a_line_is_left_to_be_settled():
    form = taken(MAIL)
    assert "candidats" not in complete_steps(form, Assessment(()))
    settle(form, "candidats", "8", right=False)
    assert "candidats" in complete_steps(form, Assessment(()))


def test_rows_are_filtered_by_what_is_special_of_them(mail):
    mail.paste(**{"collage.candidats": MAIL})
    path = f"{mail.path}/candidats"
    assert 'data-nom="LEFÈVRE Jean-François"' in mail.page.get(f"{path}?filtre=adaptation")[2]
    assert 'data-nom="GARCIA Inès"' not in mail.page.get(f"{path}?filtre=adaptation")[2]
    assert 'data-nom="GARCIA Inès"' in mail.page.get(f"{path}?filtre=verifier")[2]


def test_a_file_is_read_as_a_list(mail):
    boundary = "limit"
    named = 'Content-Disposition: form-data; name="'
    table = "Nom;Prénom;Tiers temps\nROUX;Hugo;oui\nNOIR;Ida;\n"
    parts = [
        f'--{boundary}\r\n{named}faire"\r\n\r\nlire-candidats\r\n',
        f'--{boundary}\r\n{named}fichier.candidats"; filename="liste.csv"\r\n\r\n{table}\r\n',
        f"--{boundary}--\r\n",
    ]
    kind = f"multipart/form-data; boundary={boundary}"
    status, *_ = mail.page.ask("POST", f"{mail.path}/candidats", "".join(parts).encode(), Content_Type=kind)
    assert status == 303
    assert names(form_of(mail)) == ["ROUX Hugo", "NOIR Ida"]


def test_nothing_pasted_is_told_and_nothing_is_lost(mail):
    assert "Collez d&#39;abord une liste" in press(mail, "lire-candidats")


def test_membres_are_pasted_by_the_same_list(server):
    saisie = begun(server).fill("titre", "CDA-04").fill("jours.date", "14/06/2027")
    path = f"{saisie.path}/jurys"
    server.post(path, {"faire": "lire-membres", "collage.membres": "NOIR Anne, Fleurs de Brest\nBLANC Luc\nBonjour,"})
    text = re.sub(r"\s+", " ", server.get(path)[2])
    assert "Votre liste : 3 lignes – 2 personnes, 1 ignorée" in text.replace("\u00a0", " ")
    assert row_of_table(form_of(saisie), "membres", "NOIR")["employeur"] == "Fleurs de Brest"


def row_of_table(form, table, nom):
    return next(row for row in form.rows[table] if row["nom"] == nom)


def test_a_button_of_nobody_does_nothing(mail):
    for faire in (
        "juste-candidats-99",
        "pas-candidats-",
        "oter-zz-vae",
        "prendre-candidats-zz-nom",
        "question-candidats-z-oui",
    ):
        assert press(mail, faire)


# In a browser.


@needs_chromium
def test_a_list_is_pasted_and_settled_by_the_keyboard_alone(server, browser):
    saisie = filled(server)
    with visit(browser, server.door()) as page:
        page.goto(f"{server.address}{saisie.path}/candidats")
        page.locator("summary", has_text="Coller ou déposer une liste").focus()
        page.keyboard.press("Enter")
        page.get_by_label("La liste des candidats").focus()
        page.keyboard.insert_text(MAIL)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="C'est juste, l. 9").focus()
        page.keyboard.press("Enter")
        page.locator('tr[data-nom="MARTIN Paul"]').nth(1).wait_for()
        page.locator(".puce a", has_text="VAE").focus()
        page.keyboard.press("Enter")
        page.locator("dialog:modal select").wait_for()
        assert page.evaluate("document.activeElement.tagName") == "SELECT"
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")
        page.locator('tr[data-nom="BEN SALAH Aïcha"]:focus').wait_for()
