"""A session typed on the page becomes a workbook, complete; one that is there is shown and given back whole."""

import json
from dataclasses import replace
from datetime import date
from functools import cache

import openpyxl
import pytest
from openpyxl.comments import Comment

from proofs import mostly_proofs
from served import quick_jobs, served
from tpplanner.domain.session import Jury, Role
from tpplanner.referentiels import find
from tpplanner.web import saisie
from tpplanner.web.centre import centre_of, fill
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes
from web.forms import filled, form_of

CDA = find("CDA")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sessions"


@pytest.fixture
def page(root):
    with served(root) as page:
        yield page
        page.desk.jobs.stop_all()


def workbook_of(root, name="CDA juin 2027"):
    return root / name / "session.xlsx"


# A new session.


def test_what_is_typed_without_a_script_is_a_workbook_without_a_remark(page, root):
    status, headers, _ = filled(page).press("enregistrer")
    assert status == 303
    assert headers["location"].startswith("/session/")
    reading = read_session(workbook_of(root))
    session = reading.session
    assert [c.nom_complet for c in session.candidats] == ["DURAND Léa", "PETIT Zoé", "ROUX Hugo"]
    assert session.candidats[1].employeur == "Beta"
    assert [jour.date for jour in session.jours] == [date(2027, 6, 14), date(2027, 6, 15)]
    assert {(h.titre, h.millesime) for m in session.membres for h in m.habilitations} == {("CDA", "04")}
    assert [(s.nom, s.usages, s.postes) for s in session.salles] == [("A101", ("jury",), 1), ("A102", ("ecrit",), 12)]
    (responsable,) = session.avec_role(Role.RESPONSABLE)
    assert (responsable.nom_complet, responsable.contact) == ("BLEU Inès", "ines@x.fr")
    assert [i.message for i in reading.avertissements] == ["Aucun suppléant n'est saisi."]


def test_what_is_granted_is_told_in_minutes_below_the_form(page):
    form = filled(page)
    others = [""] * (len(form.values("candidats.nom")) - 3)
    form.fill("candidats.majoration_ecrit", "1h20 au lieu de 1h", "", "1,33", *others)
    _, _, form = form.press("verifier")
    assert "×1,33 : 30 → 40 min ; 1,33 % : 30 → 31 min" in _spaced(form.text)
    form.fill("candidats.majoration_ecrit", "1h20 au lieu de 1h", "", "1/3 ?")
    _, _, form = form.press("verifier")
    assert "DURAND Léa : QP 30 → 40 min</li>" in _spaced(form.text)
    assert "ROUX Hugo : QP 30 → 40 min (à confirmer)</li>" in _spaced(form.text)


def _spaced(text):
    """A page with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_calculer_writes_the_workbook_and_begins_the_search(page, root):
    status, headers, _ = filled(page).press("calculer")
    assert status == 303
    assert headers["location"].startswith("/calcul/")
    assert workbook_of(root).is_file()


def test_an_empty_form_is_told_all_that_is_missing_with_a_link_to_each_field(page, root):
    status, _, form = form_of(page, "/nouvelle").press("calculer")
    assert status == 400
    assert {"nom", "titre"} <= set(form.targets)
    form.fill("nom", "Essai").fill("titre", "CDA-04")
    status, _, form = form.press("calculer")
    assert status == 400
    assert {"jours", "candidats"} <= set(form.targets)
    assert set(form.targets) - {"contenu"} <= set(form.ids)
    assert list(root.rglob("*")) == []


def test_what_counting_proves_too_little_is_missing_and_may_still_be_kept_for_later(page, root):
    form = filled(page).fill("membres.nom", "NOIR", "").fill("membres.prenom", "Anne", "")
    status, _, form = form.press("calculer")
    assert status == 400
    assert "Il faut 2 membres de jury" in form.text
    assert "membres" in form.targets
    assert form.press("enregistrer")[0] == 303
    assert len(read_session(workbook_of(root)).session.membres) == 1


@pytest.mark.parametrize(
    ("champ", "valeur", "cible"),
    mostly_proofs(
        [
            ("jours.date", "31/06/2027", "jours-0-date"),
            ("jours.fin", "très tard", "jours-0-fin"),
            ("candidats.nom", "", "candidats-0-nom"),
            ("salles.postes", "beaucoup", "salles-0-postes"),
        ],
        ("jours.date", "31/06/2027", "jours-0-date"),
        ("salles.postes", "beaucoup", "salles-0-postes"),
    ),
)
@pytest.mark.parametrize("bouton", ["calculer", "enregistrer"])
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_written(page, root, champ, valeur, cible, bouton):
    status, _, form = filled(page).fill(champ, valeur).press(bouton)
    assert status == 400
    assert cible in form.targets
    assert cible in form.ids
    assert list(root.rglob("*.xlsx")) == []
    assert form.values(champ)[0] == valeur, "what was typed stays to be corrected"


def test_a_list_is_shown_before_it_is_taken_with_the_lines_that_it_leaves(page):
    form = form_of(page, "/nouvelle").fill("titre", "CDA-04")
    form.fill("collage.candidats", "Bonjour,\nDURAND Léa\nTotal : 1")
    form = form.press("lire-candidats")[2]
    assert "3 lignes : 1 candidat, 0 à vérifier, 2 ignorées" in form.text.replace("\u00a0", " ")
    assert not any(form.values("candidats.nom"))
    assert form.press("prendre-candidats")[2].values("candidats.nom")[0] == "DURAND"


def test_a_list_comes_back_from_its_preview_as_it_was_pasted(page):
    pasted = "\nNOM\tPrénom\tEntreprise\nDURAND\tLéa\tL'« Atelier » & fils\n"
    form = form_of(page, "/nouvelle").fill("collage.candidats", pasted).press("lire-candidats")[2]
    assert form.values("collage.candidats") == [pasted]
    assert form.press("prendre-candidats")[2].values("candidats.employeur")[0] == "L'« Atelier » & fils"


def test_who_is_in_the_table_already_is_not_taken_again(page):
    form = filled(page).fill("collage.candidats", "Durand Léa\nNOUVEAU Ida")
    form = form.press("prendre-candidats")[2]
    assert [nom for nom in form.values("candidats.nom") if nom] == ["DURAND", "PETIT", "ROUX", "NOUVEAU"]


def test_columns_of_a_list_that_the_form_does_not_show_are_shown_and_kept(page, root):
    form = filled(page).fill("collage.candidats", "NOM\tPrénom\tN° CERES\nNOUVEAU\tIda\t00123\n")
    form = form.press("prendre-candidats")[2]
    assert form.values("candidats.numero_ceres")[3] == "00123"
    assert form.press("enregistrer")[0] == 303
    assert read_session(workbook_of(root)).session.candidats[3].numero_ceres == "00123"


def test_the_centre_the_membres_and_the_rooms_of_another_session_are_taken_over_once(page):
    filled(page).press("enregistrer")
    form = form_of(page, "/nouvelle").fill("titre", "CDA-04").fill("session.centre", "Autre")
    form = form.press("reprendre")[2].press("reprendre")[2]
    assert form.values("session.centre") == ["Autre"]
    assert form.values("session.responsable") == ["BLEU Inès"]
    assert [nom for nom in form.values("membres.nom") if nom] == ["NOIR", "BLANC"]
    assert [nom for nom in form.values("salles.nom") if nom] == ["A101", "A102"]
    assert form.values("salles.postes")[1] == "12"
    assert not any(form.values("candidats.nom"))
    assert not any(form.values("jours.date"))


def test_nothing_is_taken_over_from_a_workbook_that_cannot_be_read(page, root):
    (root / "Cassée").mkdir(parents=True)
    (root / "Cassée" / "session.xlsx").write_bytes(b"x")
    assert form_of(page, "/nouvelle").press("reprendre")[0] == 200


def test_a_row_is_taken_away_and_the_others_stay(page):
    form = filled(page).press("retirer-candidats-1")[2]
    assert [nom for nom in form.values("candidats.nom") if nom] == ["DURAND", "ROUX"]
    assert [nom for nom in form.values("candidats.employeur") if nom] == ["Acme", "Acme"]


def test_a_session_ccp_asks_for_its_ccps_once_for_all_or_for_each(page, root):
    form = filled(page).fill("session.genre", "session CCP").press("verifier")[2]
    form.fill("candidats.presente", "", "CCP2", "").fill("ccps", "CCP1")
    assert form.press("enregistrer")[0] == 303
    session = read_session(workbook_of(root)).session
    assert [c.ccps for c in session.candidats] == [("CCP1",), ("CCP2",), ("CCP1",)]


def test_public_holidays_are_those_of_the_site(page):
    assert "Vendredi saint" not in page.get("/feries")[2]
    assert "Vendredi saint" in json.loads(page.get("/feries?site=1+place+Kleber+67000+Strasbourg")[2]).values()


def test_two_sessions_of_one_name_have_a_folder_each(page, root):
    assert filled(page).press("enregistrer")[0] == 303
    assert filled(page).press("enregistrer")[0] == 303
    assert {p.parent.name for p in root.rglob("session.xlsx")} == {"CDA juin 2027", "CDA juin 2027 (2)"}


def test_a_disk_that_is_full_leaves_nothing_and_the_same_name_may_be_tried_again(page, root, monkeypatch):
    form = filled(page)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        status, _, answer = form.press("enregistrer")
    assert status == 409
    assert "disque" in answer.text
    assert [path for path in root.rglob("*") if path.is_file()] == []
    assert answer.press("enregistrer")[0] == 303
    assert workbook_of(root).is_file()


def test_a_thousand_candidats_and_more_are_all_kept(page):
    form = filled(page)
    for n in range(1100):
        form.fields += [["candidats.nom", f"NOM{n}"], ["candidats.prenom", ""], ["candidats.employeur", ""]]
        form.fields += [["candidats.id", ""]]
    kept = form.press("verifier")[2]
    assert len([nom for nom in kept.values("candidats.nom") if nom]) == 1103


@pytest.mark.parametrize(
    "nom", mostly_proofs(["../ailleurs", "CON", "a/b\\c", "<script>alert(1)</script>", "..."], "../ailleurs")
)
def test_a_name_leads_to_no_other_folder(page, root, nom):
    assert filled(page).fill("nom", nom).press("enregistrer")[0] == 303
    (path,) = root.rglob("*.xlsx")
    assert path.parent.parent == root


def test_names_are_shown_and_never_run(page):
    hostile = '"><script>alert(1)</script>'
    form = filled(page).fill("candidats.nom", hostile).fill("session.centre", hostile)
    form = form.fill("collage.membres", f"{hostile} NOIR Léa\n{hostile}").press("lire-membres")[2]
    assert "<script>alert" not in form.text
    assert form.values("candidats.nom")[0] == hostile
    assert form.values("session.centre") == [hostile]


def test_what_is_no_field_of_ours_is_left(page):
    form = filled(page)
    form.fields += [["candidats.inconnu", "x"], ["salles", "x"], ["candidats.id", "C1"], ["colonnes", "x.y"]]
    status, _, form = form.press("retirer-autre-99")
    assert status == 200
    assert form.press("prendre-autre")[0] == 200


# A session that is there already.


@cache
def known_workbook():
    """The workbook of a session with jurys, links, réglages and absences: bytes."""
    session = example_session(CDA)
    session = replace(
        session,
        candidats=session.candidats[:3],
        jurys=(Jury("Jury A", ("M1", "M2")),),
        reglages=replace(session.reglages, lecture=20, origines=("lecture",)),
        personnes=tuple(
            replace(p, contact="3 rue Haute\n44000 Nantes") if Role.RESPONSABLE in p.roles and not p.suppleant else p
            for p in session.personnes
        ),
    )
    return workbook_bytes(session.referentiel, contents_of(session))


@pytest.fixture
def known(root):
    """That workbook, and its form."""
    path = workbook_of(root, "Connue")
    path.parent.mkdir(parents=True)
    path.write_bytes(known_workbook())
    return path


def path_of(page):
    (session,) = page.desk.library.sessions()
    return f"/session/{session.id}/saisie"


def test_a_session_given_back_untouched_is_the_same(page, known):
    before = read_session(known).session
    assert form_of(page, path_of(page)).press("enregistrer")[0] == 303
    assert read_session(known).session == before


def test_a_change_keeps_all_the_rest_even_of_who_is_renamed(page, known):
    before = read_session(known).session
    form = form_of(page, path_of(page))
    form.fill("candidats.nom", "RENOMMÉE").fill("session.site", "ailleurs 75001 Paris")
    assert form.press("enregistrer")[0] == 303
    after = read_session(known).session
    renamed = replace(before.candidats[0], nom="RENOMMÉE")
    assert after == replace(before, candidats=(renamed, *before.candidats[1:]), site="ailleurs 75001 Paris")


def test_the_responsable_may_be_another(page, known):
    form = form_of(page, path_of(page))
    form.fill("session.responsable", "NEUVE Ida").fill("session.contact_responsable", "ida@x.fr")
    assert form.press("enregistrer")[0] == 303
    named = [(p.nom_complet, p.contact) for p in read_session(known).session.avec_role(Role.RESPONSABLE)]
    assert ("NEUVE Ida", "ida@x.fr") in named
    assert len(named) == 2


def test_who_is_taken_away_takes_what_names_them_along(page, known):
    form = form_of(page, path_of(page)).press("retirer-candidats-0")[2]
    assert form.press("enregistrer")[0] == 303
    session = read_session(known).session
    assert session.liens == ()
    assert "C1" not in {c.id for c in session.candidats}


def test_the_workbook_that_was_replaced_stays_beside(page, known):
    before = known.read_bytes()
    form_of(page, path_of(page)).fill("session.site", "ailleurs").press("enregistrer")
    (kept,) = known.parent.glob("anciennes saisies/*.xlsx")
    assert kept.read_bytes() == before
    assert len(page.desk.library.sessions()) == 1


def test_a_workbook_that_changed_meanwhile_is_left_as_it_is(page, known):
    form = form_of(page, path_of(page)).fill("session.site", "ailleurs")
    book = openpyxl.load_workbook(known)
    book["Candidats"]["B5"] = "Hugues"
    book.save(known)
    now = known.read_bytes()
    status, _, answer = form.press("enregistrer")
    assert status == 409
    assert "a changé depuis" in answer.text
    assert known.read_bytes() == now


@pytest.mark.parametrize("lock", mostly_proofs(["~$session.xlsx", ".~lock.session.xlsx#"], "~$session.xlsx"))
def test_a_workbook_that_is_open_is_never_written(page, known, lock):
    form = form_of(page, path_of(page)).fill("session.site", "ailleurs")
    before = known.read_bytes()
    (known.parent / lock).write_bytes(b"")
    status, _, answer = form.press("enregistrer")
    assert status == 409
    assert "ouvert dans Excel" in answer.text
    assert known.read_bytes() == before
    assert not list(known.parent.glob("anciennes*"))


def test_a_workbook_that_holds_more_is_for_excel(page, known):
    book = openpyxl.load_workbook(known)
    book["Candidats"]["A4"].comment = Comment("à rappeler", "Anne")
    book.save(known)
    status, _, text = page.get(path_of(page))
    assert status == 200
    assert "Modifiez-le dans Excel" in text
    assert "data-saisie" not in text


def until_told(pipe, _):
    """In the child: find nothing, and end when told to."""
    pipe.recv()
    pipe.send(("fin", {"quoi": "arret"}))


def test_a_workbook_is_not_written_under_a_search_that_goes_on(page, known):
    page.desk.jobs = quick_jobs(until_told)
    form = form_of(page, path_of(page))
    (session,) = page.desk.library.sessions()
    page.desk.start(session, "calculer", classeur=known, out=session.next_planning(), secondes=60.0, partiel=False)
    before = known.read_bytes()
    status, _, answer = form.fill("session.site", "ailleurs").press("calculer")
    assert status == 409
    assert "déjà en cours" in answer.text
    assert known.read_bytes() == before


def test_a_full_disk_is_told_and_the_workbook_stays(page, known, monkeypatch):
    form = form_of(page, path_of(page)).fill("session.site", "ailleurs")
    before = known.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    status, _, answer = form.press("enregistrer")
    assert status == 409
    assert "disque" in answer.text
    assert known.read_bytes() == before


MAIL = "Bonjour Martine,\n\nLEFÈVRE Jean-François (tiers temps)\nLEROY Didier - seulement le 12\nWALLON Ambre, a abandonné\n"


def test_each_entry_of_a_list_is_shown_with_its_state_its_line_and_its_facts(page):
    form = form_of(page, "/nouvelle").fill("collage.candidats", MAIL).press("lire-candidats")[2]
    text = form.text.replace("\u00a0", " ")
    assert "4 lignes : 2 candidats, 1 à vérifier, 1 ignorée" in text
    assert "WALLON Ambre, a abandonné" in text
    assert "Majoration écrit : 1/3 ?" in text
    assert form.values("pris.candidats") == ["1", "2"]
    assert form.values("faits.candidats") == ["1.0", "1.1", "1.2", "2.0"]


def test_who_and_what_is_unchecked_is_not_taken_and_who_is_checked_is(page):
    form = form_of(page, "/nouvelle").fill("collage.candidats", MAIL).press("lire-candidats")[2]
    form.tick("pris.candidats", "1", on=False).tick("pris.candidats", "3").tick("faits.candidats", "2.0", on=False)
    form = form.press("prendre-candidats")[2]
    assert [nom for nom in form.values("candidats.nom") if nom] == ["LEROY", "WALLON"]
    assert not any(form.values("candidats.disponible"))


def test_what_was_chosen_of_another_text_is_not_chosen_of_this_one(page):
    form = form_of(page, "/nouvelle").fill("collage.candidats", MAIL).press("lire-candidats")[2]
    form.tick("pris.candidats", "1", on=False)
    form = form.fill("collage.candidats", "DURAND Léa\nPETIT Zoé").press("prendre-candidats")[2]
    assert [nom for nom in form.values("candidats.nom") if nom] == ["DURAND", "PETIT"]


def test_the_days_of_a_list_are_kept_by_the_form(page):
    form = (
        filled(page).fill("collage.candidats", "LEROY Didier - seulement le 14/06/2027").press("prendre-candidats")[2]
    )
    assert "14/06/2027" in form.values("candidats.disponible")[3]


def test_who_compared_the_durations_is_typed_and_never_taken_over_from_another_session(page, root):
    form = filled(page).fill("session.re_verifie_le", "03/05/2027").fill("session.re_verifie_par", "PETIT Anne")
    form.press("enregistrer")
    session = read_session(workbook_of(root)).session
    assert (session.re_verifie_le, session.re_verifie_par) == (date(2027, 5, 3), "PETIT Anne")
    taken = saisie.Form()
    fill(taken, centre_of(session))
    assert not {"re_verifie_le", "re_verifie_par"} & taken.session.keys()
