"""A titre that a centre types from its RE: sums checked, kept as a file, planned with and read again everywhere."""

from dataclasses import replace

import pytest

from proofs import mostly_proofs
from served import served
from tpplanner.referentiels import dump, find, load
from tpplanner.texts.noms import duree
from tpplanner.web.sessions.judged import judge, look
from tpplanner.workbook.reader import read_session
from web.forms import TYPED, Saisie, form_of, saisie_of


@pytest.fixture
def root(tmp_path):
    return tmp_path / "sessions"


@pytest.fixture
def page(root):
    with served(root) as page:
        yield page
        page.desk.jobs.stop_all()


HEAD = {
    "sigle": "MON",
    "code": "TP-09999",
    "millesime": "02",
    "intitule": "Monteur en essais",
    "source": "RE TP-09999 millésime 02",
    "verifie": "oui",
}


def typed(page):
    """A titre of two épreuves, as its RE prints them."""
    form = form_of(page, "/titres/nouveau")
    for champ, value in HEAD.items():
        form.fill(f"entete.{champ}", value)
    form.fill("titre.modalite", "ET – Entretien technique", "EF – Entretien final")
    form.fill("titre.duree", "00 h 40 min", "20").fill("titre.presence", "jury", "jury")
    return form.fill("titre.apres", "", "ET").fill("titre.total_candidat", "01 h 00 min")


def shown(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_titre_typed_is_a_file_that_the_command_reads_too(page, root):
    status, headers, _ = typed(page).press("enregistrer")
    assert status == 303
    assert headers["location"].startswith("/nouvelle?titre=")
    referentiel = load(root / "titres" / "MON-m02.toml")
    assert (referentiel.sigle, referentiel.titre.minutes, referentiel.titre.total_candidat) == ("MON", 60, 60)
    assert referentiel.epreuve("EF").apres == ("ET",)


def test_sums_are_told_beside_those_of_the_re(page):
    form = typed(page).press("verifier")[2]
    assert "= total du RE" in form.text
    form = form.fill("titre.total_candidat", "01 h 30 min").press("verifier")[2]
    assert f"écart de {shown(duree(30))}" in shown(form.text)
    assert "titre-total_candidat" in form.targets


def test_a_sum_that_differs_is_refused_at_its_field_and_nothing_is_written(page, root):
    status, _, form = typed(page).fill("titre.total_candidat", "01 h 30 min").press("enregistrer")
    assert status == 400
    assert "titre-total_candidat" in set(form.targets) & set(form.ids)
    assert list(root.rglob("*.toml")) == []


def test_each_fault_leads_to_its_field(page):
    form = typed(page).fill("titre.duree", "longtemps", "20").fill("entete.code", "").press("enregistrer")[2]
    assert {"titre-0-duree", "entete-code"} <= set(form.targets) & set(form.ids)


def test_a_phase_that_follows_and_a_ccp_are_typed_too(page, root):
    form = typed(page).press("ligne-titre")[2]
    form.fill("titre.modalite", "ET – Entretien technique", "suite", "EF – Entretien final")
    form.fill("titre.duree", "30", "10", "20").fill("titre.presence", "surveillant", "jury", "jury")
    form.fill("titre.usage", "atelier").fill("titre.collective", "non").fill("titre.apres", "", "", "ET")
    form = form.press("ccp")[2]
    form.fill("CCP1.intitule", "Monter").fill("CCP1.modalite", "ET – Entretien technique")
    form.fill("CCP1.duree", "25").fill("CCP1.presence", "jury")
    assert form.press("enregistrer")[0] == 303
    referentiel = load(root / "titres" / "MON-m02.toml")
    assert [(p.minutes, p.usage) for p in referentiel.epreuve("ET").phases] == [(30, "atelier"), (10, "jury")]
    assert [(c.id, c.nom, c.minutes) for c in referentiel.ccps] == [("CCP1", "Monter", 25)]


@pytest.mark.parametrize("sigle", mostly_proofs(["CDA", "DWWM", "AD", "EC"], "AD"))
def test_a_known_titre_typed_back_from_its_form_is_the_same(page, root, sigle):
    known = find(sigle)
    form = form_of(page, f"/titres/nouveau?depuis={sigle}-{known.millesime}")
    assert form.press("enregistrer")[0] == 303
    typed_back = replace(known, document=None)  # whoever types a titre was not shown the pages of its document
    assert load(root / "titres" / f"{sigle}-m{known.millesime}.toml") == typed_back


def test_a_session_of_it_is_planned_with_it_and_read_again_without_its_file(page, root):
    _, headers, _ = typed(page).press("enregistrer")
    _, headers, _ = page.get(headers["location"])
    saisie = Saisie(page, headers["location"].rpartition("/")[0])
    assert saisie.values("titre"), "the new titre is chosen already"
    rooms = {"salles.s0.nom": "A101", "salles.s0.usages": "jury"}
    others = {path: value for path, value in TYPED.items() if path.partition(".")[0] not in ("titre", "salles")}
    page.post(f"{saisie.path}/garder", others | rooms | {"nom": "Essai"})
    status, headers, _ = saisie.press("calculer")
    assert status == 303
    job = page.desk.jobs.get(headers["location"].rpartition("/")[2])
    (root / "titres" / "MON-m02.toml").unlink()
    job.process.join(120)
    planning = root / "Essai" / "session-planning-v1.xlsx"
    assert judge(planning).checked.report.conforme
    assert look(root / "Essai" / "session.xlsx").reading.session.referentiel.titre.minutes == 60
    (session,) = page.desk.library.sessions()
    again = saisie_of(page, session.workbook)
    assert again.press("enregistrer")[0] == 303
    assert read_session(session.workbook).session.referentiel.sigle == "MON"


def test_a_workbook_to_fill_in_excel_is_of_it_too(page, root):
    typed(page).press("enregistrer")
    (titre,) = [line for line in page.get("/")[2].split("<option") if "MON" in line]
    id_ = titre.split('value="')[1].split('"')[0]
    assert page.post("/sessions", {"nom": "Excel", "titre": id_, "exemple": "on"})[0] == 303
    assert read_session(root / "Excel" / "session.xlsx").session.referentiel.sigle == "MON"


def test_the_same_titre_is_not_written_over_by_a_new_one(page, root):
    typed(page).press("enregistrer")
    before = (root / "titres" / "MON-m02.toml").read_bytes()
    status, _, form = typed(page).fill("entete.intitule", "Autre chose").press("enregistrer")
    assert status == 409
    assert "a déjà un titre MON" in form.text
    assert (root / "titres" / "MON-m02.toml").read_bytes() == before


def address_of(page):
    (link,) = [part for part in page.get("/titres")[2].split('href="') if "MON –" in part]
    return link.split('"')[0]


def test_a_titre_is_corrected_and_what_it_was_stays_beside(page, root):
    typed(page).press("enregistrer")
    before = (root / "titres" / "MON-m02.toml").read_bytes()
    form = form_of(page, address_of(page)).fill("entete.intitule", "Monteur en essais divers")
    assert form.press("enregistrer")[0] == 303
    assert load(root / "titres" / "MON-m02.toml").intitule == "Monteur en essais divers"
    (kept,) = root.glob("titres/anciennes saisies/*.toml")
    assert kept.read_bytes() == before


def test_a_titre_that_changed_meanwhile_is_left_as_it_is(page, root):
    typed(page).press("enregistrer")
    form = form_of(page, address_of(page)).fill("entete.intitule", "Autre")
    path = root / "titres" / "MON-m02.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# à relire\n", encoding="utf-8")
    now = path.read_bytes()
    status, _, form = form.press("enregistrer")
    assert status == 409
    assert "a changé depuis" in form.text
    assert path.read_bytes() == now


def test_a_file_that_cannot_be_read_is_told_and_offered_nowhere(page, root):
    (root / "titres").mkdir(parents=True)
    (root / "titres" / "casse.toml").write_text("sigle = 'X'\n[titre", encoding="utf-8")
    assert "ne peut pas être lu" in page.get("/titres")[2]
    assert "casse" not in page.get("/saisie/0123456789abcdef/titre")[2]
    assert page.get("/saisie/0123456789abcdef/titre")[0] == 200


def test_what_is_typed_is_shown_and_never_run(page):
    hostile = '"><script>alert(1)</script>'
    form = typed(page).fill("entete.intitule", hostile).fill("titre.duree", hostile)
    form = form.press("verifier")[2]
    assert "<script>alert" not in form.text
    form.fill("titre.duree", "40").press("enregistrer")
    for path in ("/titres", "/saisie/0123456789abcdef/titre", "/"):
        assert "<script>alert" not in page.get(path)[2]


def test_a_titre_kept_by_the_command_is_offered_as_well(page, root):
    (root / "titres").mkdir(parents=True)
    (root / "titres" / "à moi.toml").write_text(dump(find("CDA")).replace("TP-01281", "TP-09998"), encoding="utf-8")
    assert "TP-09998" in page.get("/titres")[2]
