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
from tpplanner.web.typed.centre import centre_of, fill, write_centre
from tpplanner.web.typed.drafts import ETAPES
from tpplanner.web.typed.saisie import Form as TypedForm
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes
from web.forms import TYPED, begun, filled, saisie_of

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
    saisie = begun(page)
    for name in ("nom", "titre", "session.centre", "session.site", "session.responsable"):
        saisie.fill(name, TYPED[name])
    saisie.fill("session.contact_responsable", "ines@x.fr").fill("jours.date", "14/06/2027").fill(
        "jours.date", "14/06/2027", "15/06/2027"
    )
    form = saisie.step("candidats").fill(
        "collage.candidats", "NOM\tPrénom\tEmployeur\nDURAND\tLéa\tAcme\nPETIT\tZoé\tBeta"
    )
    form.press("lire-candidats")
    form = saisie.step("jurys").fill("collage.membres", "NOIR Anne\nBLANC Luc").press("lire-membres")[2]
    form.fill("salles.nom", "A101", "A102").fill("salles.usages", "jury", "écrit").fill("salles.postes", "", "12")
    form.fill("surveillants.nom", "VERT").fill("surveillants.prenom", "Paul").press("")
    status, headers, answer = saisie.press("enregistrer")
    assert status == 303, answer.text
    assert headers["location"].startswith("/session/")
    reading = read_session(workbook_of(root))
    session = reading.session
    assert [c.nom_complet for c in session.candidats] == ["DURAND Léa", "PETIT Zoé"]
    assert session.candidats[1].employeur == "Beta"
    assert [jour.date for jour in session.jours] == [date(2027, 6, 14), date(2027, 6, 15)]
    assert {(h.titre, h.millesime) for m in session.membres for h in m.habilitations} == {("CDA", "04")}
    assert [(s.nom, s.usages, s.postes) for s in session.salles] == [("A101", ("jury",), 1), ("A102", ("ecrit",), 12)]
    (responsable,) = session.avec_role(Role.RESPONSABLE)
    assert (responsable.nom_complet, responsable.contact) == ("BLEU Inès", "ines@x.fr")
    assert [i.message for i in reading.avertissements] == ["Aucun suppléant n'est saisi."]


def test_what_is_granted_is_told_in_minutes_where_it_is_verified(page):
    saisie = filled(
        page, **{"candidats.c0.majoration_ecrit": "1h20 au lieu de 1h", "candidats.c2.majoration_ecrit": "1,33"}
    )
    assert "×1,33 : 30 → 40 min ; 1,33 % : 30 → 31 min" in _spaced(saisie.step("verifier").text)
    page.post(f"{saisie.path}/garder", {"candidats.c2.majoration_ecrit": "1/3 ?"})
    told = _spaced(saisie.step("verifier").text)
    assert "DURAND Léa : QP 30 → 40 min</li>" in told
    assert "ROUX Hugo : QP 30 → 40 min (à confirmer)</li>" in told


def _spaced(text):
    """A page with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_calculer_writes_the_workbook_and_begins_the_search(page, root):
    status, headers, _ = filled(page).press("calculer")
    assert status == 303
    assert headers["location"].startswith("/calcul/")
    assert workbook_of(root).is_file()


def test_an_empty_session_is_told_all_that_is_missing_with_a_link_to_each_field(page, root):
    saisie = begun(page)
    status, _, answer = saisie.press("calculer")
    assert status == 400
    assert {"nom", "titre"} <= set(answer.targets)
    status, _, answer = saisie.fill("nom", "Essai").fill("titre", "CDA-04").press("calculer")
    assert status == 400
    assert {"jours", "candidats"} <= set(answer.targets)
    there = {id_ for etape in ETAPES for id_ in saisie.step(etape).ids}
    assert set(answer.targets) <= there
    assert list(root.rglob("*")) == []


def test_a_step_is_ticked_once_nothing_of_it_is_missing(page):
    saisie = begun(page).fill("nom", "Essai")
    assert saisie.step("titre").text.count("(complète)") == 0
    assert saisie.fill("titre", "CDA-04").step("titre").text.count("(complète)") == 1
    assert filled(page).step("titre").text.count("(complète)") == 4


def test_a_session_goes_on_at_the_step_that_was_shown_last(page):
    saisie = filled(page)
    assert "<h1>Candidats" in saisie.step("jours").press("continuer")[2].text
    saisie.step("candidats").press("")
    assert page.get(saisie.path)[1]["location"] == f"{saisie.path}/candidats"


def test_what_counting_proves_too_little_is_missing_and_leads_to_what_would_be_enough(page, root):
    saisie = filled(page, **{"retirees.membres.m1": "oui"})
    answer = saisie.step("verifier")
    assert "Il faut 2 membres de jury" in answer.text
    assert "/jurys?vers=membres#membres" in answer.text
    status, headers, _ = saisie.press("calculer")
    assert (status, headers["location"].startswith("/calcul/")) == (303, True)
    assert len(read_session(workbook_of(root)).session.membres) == 1


@pytest.mark.parametrize(
    ("champ", "valeur"),
    mostly_proofs(
        [
            ("jours.j0.date", "31/06/2027"),
            ("jours.j0.fin", "très tard"),
            ("candidats.c0.nom", ""),
            ("salles.s0.postes", "beaucoup"),
        ],
        ("jours.j0.date", "31/06/2027"),
        ("salles.s0.postes", "beaucoup"),
    ),
)
@pytest.mark.parametrize("bouton", ["calculer", "enregistrer"])
def test_what_cannot_be_read_is_told_at_its_field_and_nothing_is_written(page, root, champ, valeur, bouton):
    saisie = filled(page, **{champ: valeur})
    status, _, answer = saisie.press(bouton)
    assert status == 400
    cible = champ.replace(".", "-")
    assert cible in answer.targets
    form = saisie.step(champ.partition(".")[0].replace("salles", "jurys"))
    assert cible in form.ids
    assert list(root.rglob("*.xlsx")) == []
    assert [v for n, v in form.fields if n == champ] == [valeur], "what was typed stays to be corrected"


def test_who_and_what_is_ticked_of_the_centre_is_taken_once(page):
    filled(page).press("enregistrer")
    write_centre(page.desk.data, centre_of(read_session(workbook_of(page.desk.library.root)).session))
    saisie = begun(page).fill("session.centre", "Autre").fill("titre", "CDA-04")
    assert saisie.values("session.centre") == ["Autre"]
    assert saisie.values("session.responsable") == ["BLEU Inès"]
    for _ in range(2):
        saisie.press("centre-membres", **{"centre.membres": "noir anne"})
        saisie.press("centre-salles", **{"centre.salles": "a102"})
    assert [nom for nom in saisie.values("membres.nom") if nom] == ["NOIR"]
    assert [nom for nom in saisie.values("salles.nom") if nom] == ["A102"]
    assert saisie.values("salles.postes")[0] == "12"
    assert not any(saisie.values("candidats.nom"))


def test_a_row_is_taken_away_and_put_back_where_it_was(page):
    saisie = filled(page)
    saisie.press("retirer-candidats-c1")
    assert [nom for nom in saisie.values("candidats.nom") if nom] == ["DURAND", "ROUX"]
    saisie.press("remettre-candidats-c1")
    assert [nom for nom in saisie.values("candidats.nom") if nom] == ["DURAND", "PETIT", "ROUX"]


def test_a_session_ccp_asks_for_its_ccps_once_for_all_or_for_each(page, root):
    more = {"session.genre": "session CCP", "candidats.c1.presente": "CCP2", "ccps.CCP1": "oui"}
    saisie = filled(page, **more)
    assert "ccps.CCP1" in {name for name, _ in saisie.step("titre").fields}
    assert saisie.press("enregistrer")[0] == 303
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
    saisie = filled(page)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        status, _, answer = saisie.press("enregistrer")
    assert status == 409
    assert "disque" in answer.text
    assert [path for path in root.rglob("*") if path.is_file()] == []
    assert saisie.press("enregistrer")[0] == 303
    assert workbook_of(root).is_file()


def test_a_thousand_candidats_and_more_are_all_kept(page):
    saisie = filled(page, **{f"candidats.n{n}.nom": f"NOM{n}" for n in range(1100)})
    assert len([nom for nom in saisie.values("candidats.nom") if nom]) == 1103


@pytest.mark.parametrize(
    "nom", mostly_proofs(["../ailleurs", "CON", "a/b\\c", "<script>alert(1)</script>", "..."], "../ailleurs")
)
def test_a_name_leads_to_no_other_folder(page, root, nom):
    assert filled(page, nom=nom).press("enregistrer")[0] == 303
    (path,) = root.rglob("*.xlsx")
    assert path.parent.parent == root


def test_names_are_shown_and_never_run(page):
    hostile = '"><script>alert(1)</script>'
    saisie = filled(page, **{"candidats.c0.nom": hostile, "session.centre": hostile})
    saisie.fill("collage.membres", f"{hostile} NOIR Léa\n{hostile}")
    assert all("<script>alert" not in saisie.step(etape).text for etape in ETAPES)
    assert saisie.values("candidats.nom")[0] == hostile
    assert saisie.values("session.centre") == [hostile]


def test_what_is_no_field_of_ours_is_left(page):
    strange = {"candidats.c0.inconnu": "x", "salles": "x", "candidats.../x.nom": "x", "autre.x.y": "x", "choix": "x"}
    saisie = filled(page, **strange)
    assert saisie.press("retirer-autre-99")[0] == 200
    assert saisie.press("prendre-autre")[0] == 200
    assert saisie.press("enregistrer")[0] == 303


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


def test_a_session_given_back_untouched_is_the_same(page, known):
    before = read_session(known).session
    assert saisie_of(page, known).press("enregistrer")[0] == 303
    assert read_session(known).session == before


def test_a_change_keeps_all_the_rest_even_of_who_is_renamed(page, known):
    before = read_session(known).session
    form = saisie_of(page, known)
    form.fill("candidats.nom", "RENOMMÉE").fill("session.site", "ailleurs 75001 Paris")
    assert form.press("enregistrer")[0] == 303
    after = read_session(known).session
    renamed = replace(before.candidats[0], nom="RENOMMÉE")
    assert after == replace(before, candidats=(renamed, *before.candidats[1:]), site="ailleurs 75001 Paris")


def test_the_responsable_may_be_another(page, known):
    form = saisie_of(page, known)
    form.fill("session.responsable", "NEUVE Ida").fill("session.contact_responsable", "ida@x.fr")
    assert form.press("enregistrer")[0] == 303
    named = [(p.nom_complet, p.contact) for p in read_session(known).session.avec_role(Role.RESPONSABLE)]
    assert ("NEUVE Ida", "ida@x.fr") in named
    assert len(named) == 2


def test_who_is_taken_away_takes_what_names_them_along(page, known):
    form = saisie_of(page, known)
    first = next(name for name, _ in form.step("candidats").fields if name.startswith("candidats.")).split(".")[1]
    form.press(f"retirer-candidats-{first}")
    assert form.press("enregistrer")[0] == 303
    session = read_session(known).session
    assert session.liens == ()
    assert "C1" not in {c.id for c in session.candidats}


def test_the_workbook_that_was_replaced_stays_beside(page, known):
    before = known.read_bytes()
    saisie_of(page, known).fill("session.site", "ailleurs").press("enregistrer")
    (kept,) = known.parent.glob("anciennes saisies/*.xlsx")
    assert kept.read_bytes() == before
    assert len(page.desk.library.sessions()) == 1


@pytest.mark.parametrize("lock", mostly_proofs(["~$session.xlsx", ".~lock.session.xlsx#"], "~$session.xlsx"))
def test_a_workbook_that_is_open_is_never_written(page, known, lock):
    form = saisie_of(page, known).fill("session.site", "ailleurs")
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
    status, _, text = page.get(f"{saisie_of(page, known).path}/titre")
    assert status == 200
    assert "Cette session se modifie dans Excel" in text
    assert "data-brouillon" not in text


def until_told(pipe, _):
    """In the child: find nothing, and end when told to."""
    pipe.recv()
    pipe.send(("fin", {"quoi": "arret"}))


def test_a_workbook_is_not_written_under_a_search_that_goes_on(page, known):
    page.desk.jobs = quick_jobs(until_told)
    form = saisie_of(page, known)
    (session,) = page.desk.library.sessions()
    page.desk.start(session, "calculer", classeur=known, out=session.next_planning(), secondes=60.0, partiel=False)
    before = known.read_bytes()
    status, _, answer = form.fill("session.site", "ailleurs").press("calculer")
    assert status == 409
    assert "déjà en cours" in answer.text
    assert known.read_bytes() == before


def test_a_full_disk_is_told_and_the_workbook_stays(page, known, monkeypatch):
    form = saisie_of(page, known).fill("session.site", "ailleurs")
    before = known.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    status, _, answer = form.press("enregistrer")
    assert status == 409
    assert "disque" in answer.text
    assert known.read_bytes() == before


def test_who_compared_the_durations_is_typed_and_never_taken_over_from_another_session(page, root):
    form = filled(page, **{"session.re_verifie_le": "03/05/2027", "session.re_verifie_par": "PETIT Anne"})
    form.press("enregistrer")
    session = read_session(workbook_of(root)).session
    assert (session.re_verifie_le, session.re_verifie_par) == (date(2027, 5, 3), "PETIT Anne")
    taken = TypedForm()
    fill(taken, centre_of(session))
    assert not {"re_verifie_le", "re_verifie_par"} & taken.session.keys()
