"""A référentiel file is read whole or refused with all that is wrong in it, each with its key."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from some import some
from tpplanner.errors import UserError
from tpplanner.referentiels import MAX_BYTES, MOST_SAID, load, load_text, read_document
from tpplanner.texts.referentiels import FAUTES

SOUND = """
sigle = "ESSAI"
code = "TP-12345"
millesime = "01"
intitule = "Titre d'essai"
source = "inventé"
verifie = false
entretien_final = "EF"

[titre]
nom = "Session titre"
total_candidat = 140
presence_jury = 80

[[titre.epreuves]]
id = "QP"
nom = "Questionnaire"
modalite = "QP"
nature = "ecrit"
collective = true
phases = [{ minutes = 60, presence = "surveillant", usage = "ecrit", partagee = true }]

[[titre.epreuves]]
id = "MSP"
nom = "Mise en situation"
modalite = "MSP"
nature = "pratique"
apres = ["QP"]
phases = [{ minutes = 60, presence = "jury", usage = "plateau" }]

[[titre.epreuves]]
id = "EF"
nom = "Entretien"
modalite = "EF"
nature = "oral"
apres = ["MSP"]
phases = [{ minutes = 20, presence = "jury" }]

[[ccps]]
id = "CCP1"
nom = "Premier"

[[ccps.epreuves]]
id = "CCP1.ET"
nom = "Entretien technique"
modalite = "ET"
nature = "oral"
phases = [{ minutes = 30, presence = "jury" }]

[[ccss]]
id = "CCS1"
nom = "Spécialité"

[[ccss.epreuves]]
id = "CCS1.EF"
nom = "Entretien de spécialité"
modalite = "EF"
nature = "oral"
phases = [{ minutes = 15, presence = "jury" }]
"""


def test_a_sound_text_is_read():
    referentiel = load_text(SOUND)
    assert [e.id for e in referentiel.epreuves()] == ["QP", "MSP", "EF", "CCP1.ET", "CCS1.EF"]


class Case(NamedTuple):
    code: str
    place: str
    value: str
    old: str
    new: str


QP_PHASES = 'phases = [{ minutes = 60, presence = "surveillant", usage = "ecrit", partagee = true }]'
MSP_PHASES = 'phases = [{ minutes = 60, presence = "jury", usage = "plateau" }]'
EF_PHASES = 'phases = [{ minutes = 20, presence = "jury" }]'
TOTALS = "total_candidat = 140\npresence_jury = 80\n"
EF_OF_CCS = 'phases = [{ minutes = 15, presence = "jury" }]'
ET_15 = 'modalite = "ET"\nnature = "oral"\nphases = [{ minutes = 15'
CCP = SOUND[SOUND.index("[[ccps]]") : SOUND.index("[[ccss]]")]
LAST = '[[titre.epreuves]]\nid = "EF"'
EPREUVE_EF = SOUND[SOUND.index(LAST) : SOUND.index("[[ccps]]")]


ET_APART = """[[titre.epreuves]]
id = "ET"
nom = "Entretien à part"
modalite = "ET"
nature = "oral"
separee = true
apres = ["MSP"]
phases = [{ minutes = 30, presence = "jury" }]

"""
ET_WRITTEN = ET_APART.replace("separee = true\n", "").replace(
    'presence = "jury"', 'presence = "surveillant", usage = "ecrit"'
)
ET_THE_DAY_AFTER = ET_APART.replace('apres = ["MSP"]', "jours_min = { MSP = 1 }")


def msp(line):
    return f"{line}\n{MSP_PHASES}"


CASES = [
    Case("sigle", "sigle", "É SAI", '"ESSAI"', '"É SAI"'),
    Case("code", "code", "12345", '"TP-12345"', '"12345"'),
    Case("millesime", "millesime", "1", 'millesime = "01"', 'millesime = "1"'),
    Case("intitule", "intitule", "", '"Titre d\'essai"', '" "'),
    Case("source", "source", "", '"inventé"', '""'),
    Case("rncp", "rncp", "RNCP1", "verifie =", 'rncp = "RNCP1"\nverifie ='),
    Case("membres_min", "membres_min", "1", "verifie =", "membres_min = 1\nverifie ="),
    Case("quota", "quota", "0", "verifie =", "quota = 0\nverifie ="),
    Case("qualites", "qualites", "anglais", "verifie =", 'qualites = ["anglais", "anglais"]\nverifie ='),
    Case("trop_grand", "quota", "10000", "verifie =", "quota = 10000\nverifie ="),
    Case("trop_grand", "membres_min", "100", "verifie =", "membres_min = 100\nverifie ="),
    Case("trop_grand", "MSP : partage", "10000", MSP_PHASES, msp('ressource = "x"\npartage = 10000')),
    Case("trop_grand", "MSP : simultanes", "100", MSP_PHASES, msp("simultanes = 100")),
    Case("trop_grand", "QP : correction", "721", QP_PHASES, f"correction = 721\n{QP_PHASES}"),
    Case("qualites_separateur", "qualites", "lu, écrit", "verifie =", 'qualites = ["lu, écrit"]\nverifie ='),
    Case("transport", "transport", "", "verifie =", "transport = true\nverifie ="),
    Case("table_id", "C1 : id", "C1", 'id = "CCP1"', 'id = "C1"'),
    Case("table_double", "CCP1 : id", "CCP1", CCP, CCP + CCP.replace("CCP1.ET", "CCP1.PP").replace("technique", "2")),
    Case("table_nom", "CCP1 : nom", "", '"Premier"', '""'),
    Case("table_vide", "CCP1 : epreuves", "", CCP[CCP.index("[[ccps.epreuves]]") :], "epreuves = []\n"),
    Case(
        "sans_jury",
        "CCP1 : epreuves",
        "",
        'phases = [{ minutes = 30, presence = "jury" }]',
        'phases = [{ minutes = 30, presence = "seul", usage = "ecrit" }]',
    ),
    Case("total_candidat", "titre : total_candidat", "141", "total_candidat = 140", "total_candidat = 141"),
    Case("presence_jury", "titre : presence_jury", "79", "presence_jury = 80", "presence_jury = 79"),
    Case(
        "simultanes_plusieurs",
        "EF : simultanes",
        "",
        EF_PHASES,
        f"simultanes = 2\n{EF_PHASES}",
    ),
    Case("final_absent", "entretien_final", "", 'entretien_final = "EF"', 'entretien_final = ""'),
    Case("final_inconnu", "entretien_final", "FIN", 'entretien_final = "EF"', 'entretien_final = "FIN"'),
    Case("final_modalite", "EF : modalite", "EF", 'modalite = "EF"', 'modalite = "ET"'),
    Case(
        "final_dernier",
        "QAP : id",
        "",
        "[[ccps]]",
        LAST.replace("EF", "QAP") + '\nnom = "Q"\nmodalite = "QAP"\nnature = "oral"\n' + EF_PHASES + "\n\n[[ccps]]",
    ),
    Case("final_en_ccp", "CCP1.ET : modalite", "", 'modalite = "ET"', 'modalite = "EF"'),
    Case(
        "final_absent_ccs", "CCS1 : epreuves", "", 'modalite = "EF"\nnature = "oral"\nphases = [{ minutes = 15', ET_15
    ),
    Case(
        "final_non_suivi", "CCS1.EF : presence", "", EF_OF_CCS, EF_OF_CCS.replace('"jury"', '"seul", usage = "ecrit"')
    ),
    Case("table_id", "CCP2 : id", "CCP2", 'id = "CCS1"', 'id = "CCP2"'),
    Case("final_double", "MSP : modalite", "", 'modalite = "MSP"', 'modalite = "EF"'),
    Case(
        "final_non_suivi",
        "EF : presence",
        "",
        EF_PHASES,
        EF_PHASES.replace('"jury"', '"seul", usage = "ecrit"'),
    ),
    Case("id", "Q P : id", "Q P", 'id = "QP"', 'id = "Q P"'),
    Case("id_double", "QP : id", "QP", 'id = "MSP"', 'id = "QP"'),
    Case("id_prefixe", "ET : id", "ET", 'id = "CCP1.ET"', 'id = "ET"'),
    Case("nom", "QP : nom", "", '"Questionnaire"', '" "'),
    Case("nom_separateur", "QP : nom", "Partie A ; B", '"Questionnaire"', '"Partie A ; B"'),
    Case("nom_double", "CCP1.ET : nom", "Entretien", '"Entretien technique"', '"Entretien"'),
    Case("phases", "MSP : phases", "", MSP_PHASES, "phases = []"),
    Case("minutes", "MSP : minutes", "0", 'minutes = 60, presence = "jury"', 'minutes = 0, presence = "jury"'),
    Case("duree", "MSP : minutes", "", 'minutes = 60, presence = "jury"', 'minutes = 721, presence = "jury"'),
    Case("usage", "MSP : usage", "Plateau", '"plateau"', '"Plateau"'),
    Case("usage_jury", "QP : usage", "", ', usage = "ecrit"', ""),
    Case(
        "usage_jury_partagee",
        "EF : partagee",
        "",
        '{ minutes = 20, presence = "jury" }',
        '{ minutes = 20, presence = "jury", partagee = true }',
    ),
    Case(
        "si_plusieurs_partagee",
        "MSP, phase 2 : partagee",
        "",
        MSP_PHASES,
        MSP_PHASES.replace("}]", '}, { minutes = 9, presence = "si_plusieurs", usage = "preparation" }]'),
    ),
    Case(
        "comedien_seul",
        "MSP, phase 2 : comediens",
        "",
        MSP_PHASES,
        MSP_PHASES.replace("}]", '}, { minutes = 9, presence = "seul", usage = "ecrit", comedien = true }]'),
    ),
    Case("comediens", "MSP : comediens", "10", MSP_PHASES, MSP_PHASES.replace("}]", ", comediens = 10 }]")),
    Case("role", "MSP : role", "élève", MSP_PHASES, MSP_PHASES.replace("}]", ', role = "élève" }]')),
    Case("vehicules", "MSP : vehicules", "D ; d", MSP_PHASES, MSP_PHASES.replace("}]", ', vehicules = ["D", "d"] }]')),
    Case(
        "comedien_ou",
        "MSP : comedien",
        "",
        MSP_PHASES,
        msp("comedien = true").replace("}]", '}, { minutes = 9, presence = "jury" }]'),
    ),
    Case("sans_suite", "EF : phases", "", EF_PHASES, EF_PHASES.replace('"jury"', '"seul", usage = "ecrit"')),
    Case("collective_suivie", "MSP : collective", "", MSP_PHASES, msp("collective = true")),
    Case("simultanes", "MSP : simultanes", "0", MSP_PHASES, msp("simultanes = 0")),
    Case("simultanes_sans_jury", "QP : simultanes", "2", QP_PHASES, f"simultanes = 2\n{QP_PHASES}"),
    Case("partage", "MSP : partage", "0", MSP_PHASES, msp("partage = 0")),
    Case("partage_sans_ressource", "MSP : partage", "2", MSP_PHASES, msp("partage = 2")),
    Case("ressource_separateur", "MSP : ressource", "PC, écran", MSP_PHASES, msp('ressource = "PC, écran"')),
    Case("ressource_salle_jury", "EF : ressource", "caisse", EF_PHASES, f'ressource = "caisse"\n{EF_PHASES}'),
    Case("correction", "QP : correction", "0", QP_PHASES, f"correction = 0\n{QP_PHASES}"),
    Case("correction_suivie", "MSP : correction", "5", MSP_PHASES, msp("correction = 5")),
    Case("correction_avant", "QP : correction_avant", "ET", QP_PHASES, f'correction_avant = "ET"\n{QP_PHASES}'),
    Case("coupure_midi", "MSP : coupure_midi", "", MSP_PHASES, msp("coupure_midi = true")),
    Case("a_confirmer", "MSP : a_confirmer", "minutes", MSP_PHASES, msp('a_confirmer = ["minutes"]')),
    Case("lien_inconnu", "MSP : apres", "QPP", 'apres = ["QP"]', 'apres = ["QPP"]'),
    Case("lien_vers_le_bas", "QP : apres", "MSP", QP_PHASES, f'apres = ["MSP"]\n{QP_PHASES}'),
    Case("lien_double", "MSP : apres", "QP", MSP_PHASES, msp('aussitot_apres = ["QP"]')),
    Case(
        "aussitot_plusieurs",
        "EF : aussitot_apres",
        "",
        'apres = ["MSP"]',
        'aussitot_apres = ["MSP", "QP"]',
    ),
    Case("aussitot_partage", "EF : aussitot_apres", "QP", 'apres = ["MSP"]', 'aussitot_apres = ["QP"]'),
    Case("jours_min", "MSP : jours_min", "0", 'apres = ["QP"]', "jours_min = { QP = 0 }"),
    Case(
        "jours_et_aussitot",
        "MSP : jours_min",
        "QP",
        'apres = ["QP"]',
        'aussitot_apres = ["QP"]\njours_min = { QP = 1 }',
    ),
    Case("entre_deux", "ET : apres", "", LAST, ET_APART + LAST),
    Case("entre_deux", "ET : apres", "", LAST, ET_WRITTEN + LAST),
    Case("entre_deux", "ET : jours_min", "", LAST, ET_THE_DAY_AFTER + LAST),
    Case("aussitot_et_suite", "EF : aussitot_apres", "QP", 'apres = ["MSP"]', 'aussitot_apres = ["QP"]'),
    Case("aussitot_correction", "MSP : aussitot_apres", "QP", 'apres = ["QP"]', 'aussitot_apres = ["QP"]'),
    Case("aussitot_plis", "EF : aussitot_apres", "", 'apres = ["MSP"]', 'aussitot_apres = ["MSP"]\nplis = true'),
    Case("aussitot_plis", "EF : separee", "", 'apres = ["MSP"]', 'apres = ["MSP"]\nplis = true'),
    Case("missing", "MSP : phases", "", MSP_PHASES, ""),
    Case("missing", "titre, épreuve n° 1 : id", "", 'id = "QP"\n', ""),
    Case("missing", "CCP n° 1 : id", "", 'id = "CCP1"\n', ""),
    Case("missing", "sigle", "", 'sigle = "ESSAI"', ""),
    Case("extra_forbidden", "QP : colective", "", "collective =", "colective ="),
    Case("extra_forbidden", "QP : partage", "", "partagee =", "partage ="),
    Case("string_type", "millesime", "1", 'millesime = "01"', "millesime = 1"),
    Case("int_type", "titre : total_candidat", "2 h 20", "total_candidat = 140", 'total_candidat = "2 h 20"'),
    Case("bool_type", "QP : collective", "oui", "collective = true", 'collective = "oui"'),
    Case("date_type", "date_entete", "24/05/2023", "verifie =", 'date_entete = "24/05/2023"\nverifie ='),
    Case("list_type", "MSP : apres", "QP", 'apres = ["QP"]', 'apres = "QP"'),
    Case("dict_type", "MSP : jours_min", "", 'apres = ["QP"]', 'jours_min = ["QP"]'),
    Case("model_type", "titre", "3", SOUND[SOUND.index("[titre]") : SOUND.index("[[ccps]]")], "titre = 3\n"),
    Case("literal_error", "MSP : modalite", "MSP_ou_PP", 'modalite = "MSP"', 'modalite = "MSP_ou_PP"'),
    Case(
        "literal_error",
        "MSP, phase 2 : presence",
        "Jury",
        MSP_PHASES,
        MSP_PHASES.replace("}]", '}, { minutes = 1, presence = "Jury" }]'),
    ),
]


def refusal(texte):
    with pytest.raises(UserError) as refus:
        load_text(texte, "essai.toml")
    return refus.value.issues


def sentence_of(code):
    phrase, _ = FAUTES[code]
    return re.compile(".*".join(map(re.escape, re.split(r"\{\w+\}", phrase))), re.DOTALL)


def damaged(case):
    texte = SOUND.replace(case.old, case.new, 1)
    assert texte != SOUND
    if case.code == "simultanes_plusieurs":
        texte = texte.replace(MSP_PHASES, msp("simultanes = 2"))
    if case.code == "aussitot_partage":
        texte = texte.replace('\napres = ["QP"]', '\naussitot_apres = ["QP"]')
    return texte if case.code in ("total_candidat", "presence_jury") else texte.replace(TOTALS, "")


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.place}" for case in CASES])
def test_each_fault_is_told_with_its_key_its_value_and_a_cure(case):
    issues = refusal(damaged(case))
    told = [i for i in issues if sentence_of(case.code).fullmatch(i.message)]
    assert [(i.sheet, i.cell, i.value) for i in told] == [("essai.toml", case.place, case.value)]
    assert told[0].hint


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.place}" for case in CASES])
def test_no_sentence_keeps_a_blank_or_an_english_word(case):
    for issue in some(refusal(damaged(case))):
        assert not re.search(r"\{\w*\}|\b(?:should|must|valid|input|field)\b", issue.message + issue.hint)


def test_every_fault_that_has_a_sentence_is_tried_above_or_below():
    of_files = {"absent", "classeur", "encodage", "syntaxe", "trop_gros", "trop", "autre", "modalite"}
    assert {case.code for case in CASES} | of_files == set(FAUTES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("verifie =", "quota = 1\nverifie ="),
        ("verifie =", "membres_min = 2\nverifie ="),
        ('minutes = 60, presence = "jury"', 'minutes = 720, presence = "jury"'),
        ('minutes = 60, presence = "jury"', 'minutes = 1, presence = "jury"'),
        (QP_PHASES, f"correction = 1\n{QP_PHASES}"),
        (QP_PHASES, f'correction_avant = "MSP"\n{QP_PHASES}'),
        (QP_PHASES, f"coupure_midi = true\n{QP_PHASES.replace('60', '120')}"),
        ('apres = ["QP"]', "jours_min = { QP = 1 }"),
        ('apres = ["QP"]', "jours_min = { QP = 60 }"),
        (MSP_PHASES, msp("collective = true\nsimultanes = 2")),
        (LAST, ET_APART.replace("separee = true\n", "") + LAST),  # all in a row
        (LAST, ET_APART.replace('apres = ["MSP"]', 'apres = ["QP"]') + LAST),  # before those in a row
        (LAST, ET_APART.replace("minutes = 30", "minutes = 5") + LAST),  # within the short pause
        (MSP_PHASES, msp('ressource = "caisse"\npartage = 2')),
        (MSP_PHASES, msp("plis = true")),  # the first of those in a row
        ('apres = ["MSP"]', 'apres = ["MSP"]\nplis = true\nseparee = true'),
    ],
)
def test_what_is_just_within_the_bounds_is_read(old, new):
    texte = SOUND.replace(TOTALS, "").replace(old, new, 1)
    assert new in texte
    load_text(texte)


def test_all_faults_are_told_at_once():
    texte = SOUND.replace('"TP-12345"', '"12345"').replace("140", "150").replace('["MSP"]', '["QAP"]')
    assert [issue.cell for issue in refusal(texte)] == ["code", "titre : total_candidat", "EF : apres"]


def test_an_unknown_key_hides_nothing_else():
    texte = SOUND.replace("verifie =", "verife = 1\nverifie =").replace("140", "150")
    issues = refusal(texte)
    assert [issue.cell for issue in issues] == ["verife", "titre : total_candidat"]
    assert "« verifie »" in issues[0].hint


def test_an_unknown_link_gets_the_nearest_name():
    (issue,) = refusal(SOUND.replace('apres = ["MSP"]', 'apres = ["MPS"]'))
    assert "« MSP »" in issue.hint


def test_the_sums_are_told_as_hours():
    (issue,) = refusal(SOUND.replace("= 80", "= 100"))
    assert "1\u00a0h\u00a040 selon le RE" in issue.message
    assert "1\u00a0h\u00a020" in issue.message


@pytest.mark.parametrize(
    ("texte", "fragment", "value"),
    [
        ('sigle = "A"\ncode = TP', "ligne 2", "code = TP"),
        ("sigle =\n", "ligne 1", "sigle ="),
        ('sigle = "A"\nsigle = "B"\n', "ligne 2", 'sigle = "B"'),
        ("titre = [", "fin du fichier", ""),
        ("a = " + "[" * 5000, "TOML", ""),
    ],
)
def test_a_text_that_is_no_toml_is_refused_with_its_line(texte, fragment, value):
    (issue,) = refusal(texte)
    assert fragment in issue.message
    assert issue.value == value


def paths(value, path=()):
    """Every place of a document."""
    yield path
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in keys:
        yield from paths(inner, (*path, key))


PLACES = [path for path in paths(tomllib.loads(SOUND)) if path]
ANYTHING = (3, -1, "x", "", True, date(2027, 6, 14), 1.5, [], {}, [3], [{}], [[]], {"x": 1})


@pytest.mark.parametrize("place", PLACES, ids=lambda place: ".".join(map(str, place)))
def test_whatever_stands_anywhere_is_read_or_refused_in_french(place):
    """Only ever a `UserError`, with a place, whatever the type of what is typed."""
    for anything in ANYTHING:
        document = tomllib.loads(SOUND)
        inner = document
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = anything
        issues = ()
        try:
            read_document(document, "essai.toml")
        except UserError as refus:
            issues = refus.issues
        assert all(issue.cell and issue.message for issue in issues)


class TestFiles:
    def test_a_file_of_windows_notepad_is_read(self, tmp_path):
        fichier = tmp_path / "essai.toml"
        fichier.write_bytes(b"\xef\xbb\xbf" + SOUND.replace("\n", "\r\n").encode())
        assert load(fichier) == load_text(SOUND)

    @pytest.mark.parametrize(
        ("contenu", "fragment"),
        [
            (SOUND.encode("cp1252"), "UTF-8"),
            (b"PK\x03\x04reste", "est un classeur"),
        ],
    )
    def test_another_kind_of_file_is_named(self, tmp_path, contenu, fragment):
        fichier = tmp_path / "essai.toml"
        fichier.write_bytes(contenu)
        with pytest.raises(UserError) as refus:
            load(fichier)
        (issue,) = refus.value.issues
        assert fragment in issue.message
        assert issue.sheet == "essai.toml"

    def test_a_missing_file_and_a_folder_are_refused(self, tmp_path):
        for chemin in (tmp_path / "absent.toml", tmp_path):
            with pytest.raises(UserError, match="ne peut pas être lu"):
                load(chemin)


@pytest.mark.parametrize("fichier", sorted(Path(__file__).parent.glob("*.toml")), ids=lambda fichier: fichier.stem)
def test_the_titres_that_serve_the_tests_load(fichier):
    referentiel = load(fichier)
    assert fichier.stem == f"{referentiel.sigle.lower()}-m{referentiel.millesime}".replace("simul-", "simultanes-")


def test_a_file_larger_than_any_referentiel_is_refused_unparsed(tmp_path, monkeypatch):
    path, text = tmp_path / "gros.toml", SOUND.encode()
    path.write_bytes(text + b"#" * (MAX_BYTES - len(text)))
    assert load(path) == load_text(SOUND)
    path.write_bytes(path.read_bytes() + b"#")
    monkeypatch.setattr(tomllib, "loads", None)
    with pytest.raises(UserError, match="trop gros pour un référentiel, qui a 200 ko au plus"):
        load(path)


def test_of_a_file_with_thousands_of_faults_the_first_are_told_and_that_there_are_more():
    text = "\n".join(f"[[ccps]]\ncode = {n}" for n in range(2 * MOST_SAID))
    with pytest.raises(UserError) as refus:
        load_text(text)
    *told, last = refus.value.issues
    assert len(told) == MOST_SAID
    assert last.message == f"Plus de {MOST_SAID} remarques : les autres ne sont pas données."


def test_a_key_of_thousands_of_dots_is_refused_at_its_line(tmp_path):
    path = tmp_path / "titre.toml"
    for line in ("a" + ".a" * 20_000 + " = 1", "[a" + " . a" * 20_000 + "]", "x = { a" + ".a" * 20_000 + " = 1 }"):
        path.write_text(f"# titre\n{line}\n", encoding="utf-8")
        with pytest.raises(UserError, match="ligne 2"):
            load(path)


def test_dot_leaders_in_a_text_are_no_key(tmp_path):
    path = tmp_path / "titre.toml"
    path.write_text(SOUND.replace('intitule = "', f'intitule = "Durée {"." * 400} '), encoding="utf-8")
    assert load(path).intitule.startswith("Durée")
