"""A centre types its own titre in one sheet: what it typed is understood, or told with its cell."""

import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils.cell import coordinate_to_tuple

from builders import cda, joue, oral
from proofs import mostly_proofs
from referentiel_strategies import referentiels
from some import some
from tpplanner.domain.referentiel import Nature, Phase, Surveillance, Table
from tpplanner.errors import CannotWrite, UserError
from tpplanner.referentiels import find, load, shipped
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.sheets.colonne import Saisie
from tpplanner.texts.referentiels import insecable
from tpplanner.workbook import titre_read
from tpplanner.workbook.titre_read import read_referentiel_sheet
from tpplanner.workbook.titre_write import entered_titre, write_referentiel_template
from workbook.samples import opened_grids, typed_in, with_cell

ESSAIS = Path(__file__).parent.parent / "referentiels"
CHAMPS = [colonne.champ for colonne in feuille.EPREUVES.colonnes]
ENTETE = [colonne.champ for colonne in feuille.ENTETE.colonnes]


@cache
def template(referentiel=None):
    """The sheet of a titre, to be filled or filled in."""
    with TemporaryDirectory() as folder:
        chemin = Path(folder) / "titre.xlsx"
        write_referentiel_template(chemin, referentiel)
        return chemin.read_bytes()


@cache
def opened_once(referentiel=None):
    """The same as a reader opens it."""
    return opened_grids(template(referentiel))


class Sheet:
    """The sheet as a person fills it: cells by field and row; what is only typed takes no opening of the workbook."""

    def __init__(self, chemin, referentiel=None):
        self.chemin, self.referentiel = chemin, referentiel
        self.typed = {}
        chemin.write_bytes(template(referentiel))
        rows = {row.number: row.cells for row in opened_once(referentiel).grids[feuille.TITRE].rows}
        textes = [str(rows[n][1].value) if 1 in rows.get(n, {}) else "" for n in range(1, max(rows) + 1)]
        self.tete = textes.index("Sigle *") + 1
        barres = [n for n, t in enumerate(textes, 1) if t.startswith("Session titre (") or t[:3] == "CCP"]
        self.barres = dict(zip(["titre", *(f"CCP{n}" for n in range(1, 10))], barres, strict=False))
        self.textes = textes

    @cached_property
    def classeur(self):
        """The workbook, opened with what was typed so far."""
        classeur = openpyxl.load_workbook(self.chemin)
        for ref, valeur in self.typed.items():
            classeur.active[ref] = valeur
        return classeur

    @property
    def feuille(self):
        return self.classeur.active

    def head(self, champ):
        return f"B{self.tete + ENTETE.index(champ)}"

    def first(self, table):
        """The row of the first épreuve of a table: under its titles, its help and its example."""
        titres = self.textes.index("Modalité", self.barres[table] - 1) + 1
        return titres + (7 if table == "titre" else 1)

    def cell(self, champ, ligne=0, table="titre"):
        return f"{openpyxl.utils.get_column_letter(CHAMPS.index(champ) + 1)}{self.first(table) + ligne}"

    def total(self, libelle, table="titre"):
        return f"B{self.textes.index(libelle, self.barres[table] - 1) + 1}"

    def type(self, **cells):
        self.typed |= cells
        calculated = any(str(valeur)[:1] in ("=", "#") for valeur in cells.values())
        if calculated or "classeur" in self.__dict__:
            for ref, valeur in cells.items():
                self.feuille[ref] = valeur
        return self

    def row(self, ligne, table="titre", **champs):
        return self.type(**{self.cell(champ, ligne, table): valeur for champ, valeur in champs.items()})

    def read(self, reader=read_referentiel_sheet):
        if "classeur" in self.__dict__:
            self.classeur.save(self.chemin)
            return reader(self.chemin)
        book = opened_once(self.referentiel)
        typed = {coordinate_to_tuple(ref): (valeur, Saisie.TEXTE) for ref, valeur in self.typed.items()}
        grids = book.grids | {feuille.TITRE: typed_in(book.grids[feuille.TITRE], typed)}
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(titre_read, "open_book", lambda *_: replace(book, grids=grids, intact=False))
            return reader(self.chemin)

    def issues(self):
        with pytest.raises(UserError) as refus:
            self.read()
        return refus.value.issues


@pytest.fixture
def vide(tmp_path):
    return Sheet(tmp_path / "titre.xlsx")


@pytest.fixture
def saisie(tmp_path):
    """CDA, filled in."""
    return Sheet(tmp_path / "titre.xlsx", find("CDA"))


TOUS = [*shipped(), *(load(fichier) for fichier in sorted(ESSAIS.glob("*.toml")))]


def typed(referentiel):
    """What a sheet holds of it: whoever types a titre was not shown the pages of its document."""
    return replace(referentiel, document=None)


class TestRoundTrip:
    @pytest.mark.parametrize("referentiel", TOUS, ids=lambda r: f"{r.sigle}{r.millesime}")
    def test_a_titre_that_is_written_is_read_again(self, tmp_path, referentiel):
        write_referentiel_template(tmp_path / "titre.xlsx", referentiel)
        assert read_referentiel_sheet(tmp_path / "titre.xlsx") == typed(referentiel)

    @settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(referentiel=referentiels())
    def test_any_sound_titre_that_is_written_is_read_again(self, tmp_path, referentiel):
        chemin = tmp_path / "titre.xlsx"
        chemin.unlink(missing_ok=True)
        referentiel = without_commas(referentiel)
        write_referentiel_template(chemin, referentiel)
        assert read_referentiel_sheet(chemin) == typed(referentiel)

    def test_a_titre_of_which_something_is_not_known_waits_with_empty_cells(self, tmp_path):
        known = find("CDA")
        partly = entered_titre(known)
        partly.entete["sigle"] = ""
        partly.tables[0].rows[1]["duree"] = ""
        write_referentiel_template(tmp_path / "titre.xlsx", partly)
        with pytest.raises(UserError) as refusal:
            read_referentiel_sheet(tmp_path / "titre.xlsx")
        assert {issue.message for issue in refusal.value.issues} == {
            "« Sigle » est à remplir.",
            "« Durée » est à remplir.",
        }
        saisie = Sheet(tmp_path / "filled.xlsx", known)
        saisie.chemin.write_bytes((tmp_path / "titre.xlsx").read_bytes())
        saisie.type(**{saisie.head("sigle"): "CDA", saisie.cell("duree", 1): "40"})
        saisie.classeur.save(saisie.chemin)
        assert read_referentiel_sheet(saisie.chemin) == typed(known)


def without_commas(referentiel):
    """The domain allows in a list what separates the parts of a cell; a cell does not."""
    qualites = dict.fromkeys(q.replace(",", "").replace(";", "") for q in referentiel.qualites)
    return replace(referentiel, qualites=tuple(qualites))


class TestTypedByHand:
    def test_a_file_in_which_it_was_typed_tells_what_is_told_here_without_a_file(self, saisie):
        saisie.row(1, duree="bientôt", nom=None).type(**{saisie.head("date_entete"): datetime(2023, 5, 24)})
        without = saisie.issues()
        assert saisie.classeur.sheetnames
        assert saisie.issues() == without

    def test_table_3_1_of_cda_typed_as_its_re_prints_it_gives_cda(self, vide):
        """In the RE's order: the project, its entretien, then the questionnaire that comes before both."""
        entete = {
            "sigle": "cda",
            "code": "TP-01281 m04",
            "millesime": 4,
            "intitule": "Concepteur développeur d'applications",
            "rncp": "RNCP 37873",
            "date_entete": date(2024, 7, 2),
            "jo": date(2023, 5, 13),
            "effet": date(2023, 12, 18),
            "source": find("CDA").source,
            "verifie": "Oui",
            "quota": 4,
        }
        vide.type(**{vide.head(champ): valeur for champ, valeur in entete.items()})
        vide.row(0, modalite="Présentation d’un projet", duree="00 h 40 min", presence="Jury", apres="QP")
        vide.row(0, apporter="votre dossier de projet imprimé")
        vide.row(1, modalite="ET", duree="45", presence="jury", apres="pp", delai="Aussitôt")
        vide.row(2, modalite="qp – questionnaire professionnel", duree="0h30", presence="SURVEILLANT")
        vide.row(2, collective="x", usage="Salle d'écrit", partagee="oui")
        vide.row(3, modalite="Entretien final", duree="20 min", presence="jury", apres="Entretien technique")
        totaux = {vide.total(feuille.TOTAL_CANDIDAT): "02 h 15 min", vide.total(feuille.PRESENCE_JURY): "1:45"}
        vide.type(**totaux)
        assert vide.read() == replace(typed(find("CDA")), ccps=())

    @pytest.mark.parametrize(
        "text",
        [
            "02 h 15 min",
            "2h15",
            "2 H 15",
            "02\u00a0h\u00a015\u00a0min",
            "2:15",
            "135",
            "135 min",
            135,
            time(2, 15),
            timedelta(hours=2, minutes=15),
            "2h15 ",
        ],
    )
    def test_a_duration_is_understood_as_it_is_typed(self, saisie, text):
        saisie.type(**{saisie.total(feuille.TOTAL_CANDIDAT): text})
        assert saisie.read() == typed(find("CDA"))

    @pytest.mark.parametrize("typed", ["24/05/2023", "24 mai 2023", datetime(2023, 5, 24), "le 24-05-2023"])
    def test_a_date_is_understood_as_it_is_typed(self, saisie, typed):
        saisie.type(**{saisie.head("date_entete"): typed})
        assert saisie.read().date_entete == date(2023, 5, 24)

    @pytest.mark.parametrize("typed", ["01281", "tp-01281", "TP 01281m04", 1281])
    def test_a_code_is_understood_as_it_is_typed(self, saisie, typed):
        saisie.type(**{saisie.head("code"): typed})
        assert saisie.read().code == "TP-01281"

    def test_an_epreuve_may_have_several_phases(self, vide_filled):
        vide_filled.row(
            0,
            modalite="MSP",
            nature="oral",
            duree=45,
            presence="Personne",
            collective="non",
            usage="Salle de préparation",
        )
        vide_filled.row(1, modalite="suite", duree=10, presence="jury")
        vide_filled.row(2, modalite="EF", duree=20, presence="jury")
        msp = vide_filled.read().titre.epreuves[0]
        assert [(p.minutes, p.presence, p.usage) for p in msp.phases] == [
            (45, Surveillance.SEUL, "salle de preparation"),
            (10, Surveillance.JURY, "jury"),
        ]

    def test_two_parts_of_one_modalite_are_numbered_and_may_be_days_apart(self, vide_filled):
        partie = {"modalite": "MSP", "nature": "écrit", "duree": 240, "presence": "surveillant"}
        partie |= {"collective": "oui", "usage": "écrit"}
        vide_filled.row(0, **partie, nom="Partie 1")
        vide_filled.row(1, **partie, nom="Partie 2", apres="msp1", delai="2 jours")
        vide_filled.row(2, modalite="EF", duree=20, presence="jury", apres="MSP2 ; Partie 1", delai=" ; 1 j")
        une, deux, final = vide_filled.read().titre.epreuves
        assert (une.id, deux.id, deux.jours_min) == ("MSP1", "MSP2", (("MSP1", 2),))
        assert (final.apres, final.jours_min) == (("MSP2",), (("MSP1", 1),))
        assert une.phases[0].partagee, "a collective épreuve is on posts of one room unless said otherwise"

    def test_the_ccp_that_are_left_empty_do_not_exist(self, vide_filled):
        vide_filled.row(0, modalite="EF", duree=20, presence="jury")
        vide_filled.row(0, "CCP2", modalite="ET", duree=20, presence="jury")
        vide_filled.type(**{f"B{vide_filled.barres['CCP2'] + 1}": "Deuxième"})
        (ccp,) = vide_filled.read().ccps
        assert (ccp.id, ccp.nom, ccp.epreuves[0].id, ccp.epreuves[0].nom) == (
            "CCP2",
            "Deuxième",
            "CCP2.ET",
            "Entretien technique (CCP2)",
        )
        assert ccp.epreuves[0].nature is Nature.ORAL

    def test_what_is_not_known_is_to_be_confirmed(self, vide_filled):
        vide_filled.row(0, modalite="EF", duree=20, presence="jury", a_confirmer="Présence du jury ; usage\nORDRE")
        assert vide_filled.read().titre.epreuves[0].a_confirmer == ("presence", "usage", "apres")

    def test_rows_may_be_added_and_columns_moved(self, saisie):
        saisie.feuille.insert_rows(saisie.first("titre"), 3)
        saisie.feuille.move_range(f"C{saisie.first('titre') - 8}:C200", cols=30)
        assert saisie.read() == typed(find("CDA"))

    def test_the_sheet_may_have_been_renamed(self, saisie):
        saisie.feuille.title = "Mon titre"
        assert saisie.read() == typed(find("CDA"))


@pytest.fixture
def vide_filled(vide):
    """An empty sheet with its head filled in."""
    entete = {"sigle": "X", "code": "1", "millesime": "1", "intitule": "X", "source": "X", "verifie": "non"}
    return vide.type(**{vide.head(champ): valeur for champ, valeur in entete.items()})


FAUTES_D_EPREUVE = [
    # champ, row, typed, fragment of the sentence, fragment of the cure
    ("duree", 1, "bientôt", "On attend une durée", "1h30"),
    ("duree", 1, None, "« Durée » est à remplir", "00 h 40 min"),
    ("duree", 1, 0, "au moins une minute", "durée du RE"),
    ("duree", 1, "13 h", "plus qu'une journée", "parties"),
    ("presence", 1, "juri", "« jury »", "« jury »"),
    ("presence", 1, None, "« Qui est présent » est à remplir", "surveillant"),
    ("modalite", 1, "MSP ou PP", "On attend « MSP »", ""),
    ("modalite", 1, None, "modalité est vide", "liste"),
    ("modalite", 0, "suite", "pas d'épreuve au-dessus", "modalité"),
    ("nature", 1, "dessin", "« écrit »", ""),
    ("collective", 1, "peut-être", "oui ou non", ""),
    ("collective", 0, None, "il faut indiquer si l'épreuve est collective", "ensemble"),
    ("collective", 1, "oui", "collective et le jury en suit", "surveillant"),
    ("usage", 0, None, "type de salle", "plateau"),
    ("usage", 0, "jury", "que le jury ne suit pas", "autre type"),
    ("partagee", 1, "oui", "ne peut pas être à postes partagés", "plateau"),
    ("apres", 1, "QPP", "ne désigne aucune épreuve", "« QP »"),
    ("delai", 1, "bientôt", "« aussitôt » ou un nombre de jours", ""),
    ("delai", 1, "aussitôt ; 2 jours", "2 délais pour 1 épreuve", "même ordre"),
    ("simultanes", 1, "deux", "nombre entier", ""),
    ("simultanes", 0, 2, "n'en suit aucune phase", ""),
    ("ressource", 1, "caisse : beaucoup", "une ressource et son partage", "caisse : 2"),
    ("ressource", 1, "caisse", "que hors de la salle du jury", ""),
    ("correction", 0, "un peu", "durée de correction", "15 min avant ET"),
    ("correction", 0, 0, "au moins une minute", ""),
    ("correction", 0, "15 min avant XX", "devant le jury, placée plus bas", ""),
    ("correction", 1, "15 min", "que le jury suit", ""),
    ("coupure_midi", 1, "oui", "coupure de midi", ""),
    ("a_confirmer", 1, "salles", "« salles » n'est pas une information", "type de salle"),
    ("repere", 1, "Q P", "ne peut pas servir de repère", ""),
    ("repere", 1, "QP", "Deux épreuves portent le repère", ""),
    ("nom", 1, "Questionnaire professionnel", "Deux épreuves s'appellent", ""),
    ("duree", 1, "#N/A", "erreur d'Excel", ""),
    ("duree", 1, "=20+20", "jamais été calculée", "Excel"),
]


@pytest.mark.parametrize(("champ", "ligne", "typed", "phrase", "remede"), FAUTES_D_EPREUVE)
def test_each_fault_of_an_epreuve_is_told_in_its_cell(saisie, champ, ligne, typed, phrase, remede):
    """In CDA's sheet, row 0 is the questionnaire, row 1 the presentation."""
    saisie.row(ligne, **{champ: typed})
    issues = saisie.issues()
    told = [i for i in issues if phrase in i.message]
    assert [(i.sheet, i.cell) for i in told] == [(feuille.TITRE, saisie.cell(champ, ligne))], issues
    assert remede in told[0].hint


@pytest.mark.parametrize(
    ("champ", "typed", "phrase"),
    [
        ("sigle", None, "« Sigle » est à remplir"),
        ("sigle", "C D A", "sans espace"),
        ("code", "RNCP37873", "TP-00000"),
        ("millesime", "quatre", "deux chiffres"),
        ("intitule", None, "« Intitulé du titre » est à remplir"),
        ("source", " ", "« Source » est à remplir"),
        ("verifie", None, "« Recopié du RE officiel ? » est à remplir"),
        ("verifie", "je crois", "oui ou non"),
        ("date_entete", "05/24/2023", "à l'américaine"),
        ("date_entete", "31/02/2023", "n'existe pas"),
        ("membres_min", 1, "au moins deux membres"),
        ("quota", "trois", "nombre entier"),
        ("quota", 0, "au moins 1"),
        ("rncp", "ABC", "chiffres seulement"),
    ],
)
def test_each_fault_of_the_head_is_told_in_its_cell(saisie, champ, typed, phrase):
    saisie.type(**{saisie.head(champ): typed})
    (issue,) = saisie.issues()
    assert (issue.sheet, issue.cell) == (feuille.TITRE, saisie.head(champ))
    assert phrase in issue.message


class TestWholeSheet:
    @pytest.mark.parametrize(
        ("libelle", "typed", "phrase"),
        [
            (feuille.TOTAL_CANDIDAT, "2h20", "la somme des épreuves fait 2 h 15"),
            (feuille.PRESENCE_JURY, "2h15", "la somme des phases devant le jury fait 1 h 45"),
        ],
    )
    def test_the_sums_that_the_re_prints_are_checked(self, saisie, libelle, typed, phrase):
        ref = saisie.total(libelle)
        (issue,) = saisie.type(**{ref: typed}).issues()
        assert issue.cell == ref
        assert phrase in issue.message.replace("\u00a0", " ")

    def test_a_sum_of_a_ccp_is_told_in_its_own_table(self, saisie):
        ref = saisie.total(feuille.TOTAL_CANDIDAT, "CCP2")
        (issue,) = saisie.type(**{ref: "1h20"}).issues()
        assert issue.cell == ref

    def test_a_sum_is_not_blamed_for_a_duration_that_cannot_be_read(self, saisie):
        (issue,) = saisie.row(0, duree="?").issues()
        assert issue.cell == saisie.cell("duree", 0)

    def test_everything_is_told_at_once_from_top_to_bottom(self, saisie):
        saisie.type(**{saisie.head("code"): "?"}).row(0, presence="?").row(2, "CCP3", duree="?", presence="?")
        assert [issue.cell for issue in saisie.issues()] == [
            saisie.head("code"),
            saisie.cell("presence", 0),
            saisie.cell("duree", 2, "CCP3"),
            saisie.cell("presence", 2, "CCP3"),
        ]

    def test_a_titre_without_entretien_final_is_refused_at_its_table(self, saisie):
        for champ in CHAMPS:
            saisie.row(3, **{champ: None})
        issues = saisie.type(**{saisie.total(feuille.TOTAL_CANDIDAT): None}).issues()
        assert any("pas d'entretien final" in i.message and i.cell == f"A{saisie.barres['titre']}" for i in issues)

    def test_an_entretien_final_in_a_ccp_is_refused(self, saisie):
        saisie.row(3, "CCP1", modalite="EF", duree=20, presence="jury")
        told = [i for i in saisie.issues() if "dans le tableau d'un CCP" in i.message]
        assert [i.cell for i in told] == [saisie.cell("modalite", 3, "CCP1")]

    def test_a_ccp_without_name_is_refused(self, saisie):
        ref = f"B{saisie.barres['CCP1'] + 1}"
        (issue,) = saisie.type(**{ref: None}).issues()
        assert issue.cell == ref

    def test_a_ccp_that_has_a_name_and_nothing_else_is_refused(self, saisie):
        saisie.type(**{f"B{saisie.barres['CCP5'] + 1}": "Cinquième"})
        (issue,) = saisie.issues()
        assert issue.cell == f"A{saisie.barres['CCP5']}"
        assert "« Cinquième » n'a aucune épreuve" in issue.message

    def test_a_sheet_that_has_lost_its_first_table_is_refused(self, saisie):
        issues = saisie.type(**{f"A{saisie.barres['titre']}": "Épreuves"}).issues()
        assert any("« Session titre » est introuvable" in issue.message for issue in issues)

    def test_two_tables_of_one_ccp_are_refused(self, saisie):
        ref = f"A{saisie.barres['CCP2']}"
        told = [i for i in saisie.type(**{ref: "CCP1"}).issues() if "deux fois" in i.message]
        assert [i.cell for i in told] == [ref]

    def test_an_unknown_column_gets_the_nearest_title(self, saisie):
        ref = f"B{saisie.first('titre') - 7}"
        issues = saisie.type(**{ref: "Durées (h)"}).issues()
        told = next(i for i in issues if "inconnue" in i.message)
        assert told.cell == ref
        assert "« Durée »" in told.hint
        assert any("« Durée » manque" in i.message for i in issues)

    def test_links_in_a_circle_are_refused(self, saisie):
        issues = saisie.row(0, apres="ET").issues()
        assert any("placée plus bas" in issue.message for issue in issues)

    def test_a_formula_over_merged_cells_is_told_once(self, saisie):
        (issue,) = saisie.type(**{saisie.head("quota"): "=1+1"}).issues()
        assert (issue.cell, issue.value) == (saisie.head("quota"), "")


class TestFiles:
    def test_an_empty_sheet_asks_for_its_head_and_its_epreuves(self, vide):
        assert len(vide.issues()) == 7

    def test_another_workbook_is_refused_with_a_way_out(self, tmp_path):
        classeur = openpyxl.Workbook()
        classeur.create_sheet("Autre")
        classeur.save(tmp_path / "autre.xlsx")
        with pytest.raises(UserError, match="pas de feuille « Référentiel »"):
            read_referentiel_sheet(tmp_path / "autre.xlsx")

    def test_a_lone_sheet_of_something_else_is_refused(self, tmp_path):
        openpyxl.Workbook().save(tmp_path / "autre.xlsx")
        with pytest.raises(UserError, match="« Session titre » est introuvable"):
            read_referentiel_sheet(tmp_path / "autre.xlsx")

    @pytest.mark.parametrize("ref", ["XFD1048576", "A2001", "CW1"])
    def test_a_sheet_larger_than_any_referentiel_is_not_walked_through(self, saisie, ref):
        (issue,) = saisie.type(**{ref: "x"}).issues()
        assert "plus grande" in issue.message

    def test_a_file_that_is_no_workbook_is_named(self, tmp_path):
        (tmp_path / "titre.xlsx").write_text("a;b;c\n1;2;3\n")
        with pytest.raises(UserError, match="fichier texte"):
            read_referentiel_sheet(tmp_path / "titre.xlsx")

    def test_the_file_that_is_read_is_not_touched(self, saisie):
        saisie.read()
        avant = saisie.chemin.read_bytes()
        read_referentiel_sheet(saisie.chemin)
        assert saisie.chemin.read_bytes() == avant


ANYTHING = (0, -5, 1e9, 0.4, True, "x", ";;", "ex.", "CCP1", "suite", "=1/0", "#REF!", time(9), date(2027, 6, 14), None)


@pytest.mark.parametrize("graine", mostly_proofs(range(12), 0))
def test_whatever_is_typed_anywhere_is_read_or_refused_in_french(saisie, graine):
    """Only ever a `UserError`: cells at random get anything at all, and two of them change places."""
    hasard = random.Random(graine)  # noqa: S311 - seeded on purpose
    refs = [cell.coordinate for row in saisie.feuille.iter_rows(max_row=80) for cell in row if cell.data_type != "n"]
    une, autre = hasard.sample(refs, 2)
    valeurs = {une: saisie.feuille[autre].value, autre: saisie.feuille[une].value}
    valeurs |= {ref: hasard.choice(ANYTHING) for ref in hasard.sample(refs, 6)}
    issues = ()
    try:
        saisie.type(**valeurs).read()
    except UserError as refus:
        issues = refus.issues
    assert all(issue.message and issue.sheet == feuille.TITRE for issue in issues)


class TestTemplate:
    def test_nothing_that_exists_is_written_over(self, tmp_path):
        (tmp_path / "titre.xlsx").write_text("des heures de saisie")
        with pytest.raises(CannotWrite, match="existe déjà"):
            write_referentiel_template(tmp_path / "titre.xlsx")
        assert (tmp_path / "titre.xlsx").read_text() == "des heures de saisie"

    def test_a_folder_that_does_not_exist_is_told(self, tmp_path):
        with pytest.raises(CannotWrite, match="ne peut pas être écrit"):
            write_referentiel_template(tmp_path / "absent" / "titre.xlsx")

    def test_the_same_titre_gives_the_same_file(self, tmp_path):
        for nom in ("a.xlsx", "b.xlsx"):
            write_referentiel_template(tmp_path / nom, cda())
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_it_has_one_sheet_with_lists_help_and_cells_that_keep_what_is_typed(self, vide):
        assert vide.classeur.sheetnames == [feuille.TITRE, "_ecrit"]
        listes = {v.formula1 for v in vide.feuille.data_validations.dataValidation}
        assert '"oui,non"' in listes
        assert any("MSP – Mise en situation professionnelle" in liste for liste in listes)
        assert {vide.feuille[vide.cell(champ)].number_format for champ in CHAMPS} == {"@"}
        aides = [vide.feuille.cell(vide.first("titre") - 6, n).value for n in range(1, len(CHAMPS) + 1)]
        assert aides == [insecable(colonne.aide) for colonne in feuille.EPREUVES.colonnes]
        assert vide.textes[vide.first("titre") - 5].startswith("ex. PP")

    def test_a_list_fits_what_excel_allows(self, vide):
        assert all(len(v.formula1) <= 257 for v in some(vide.feuille.data_validations.dataValidation))

    def test_it_prints_on_landscape_a4_with_its_audience(self, vide):
        assert (vide.feuille.page_setup.orientation, vide.feuille.page_setup.paperSize) == ("landscape", 9)
        assert "document interne" in vide.feuille.oddFooter.left.text

    def test_what_looks_like_a_formula_is_written_as_text(self, tmp_path):
        sheet = Sheet(tmp_path / "titre.xlsx", replace(cda(), source="=cmd()", intitule="http://exemple.fr"))
        assert sheet.feuille[sheet.head("source")].data_type == "s"
        assert sheet.read().source == "=cmd()"


def test_a_formula_that_gives_the_empty_text_leaves_its_cell_empty(saisie):
    saisie.type(**{saisie.head("rncp"): "=1"}).classeur.save(saisie.chemin)
    ref = saisie.head("rncp")
    for typed, refused in ((' t="str"', False), ("", True)):
        with_cell(saisie.chemin, saisie.feuille.title, ref, f'<c r="{ref}"{typed}><f>IF(1=0,"x","")</f><v></v></c>')
        if refused:
            with pytest.raises(UserError, match="jamais été calculée"):
                read_referentiel_sheet(saisie.chemin)
        else:
            assert read_referentiel_sheet(saisie.chemin).rncp == ""


# A row « suite » tells its own phase; what it says of the whole épreuve is told, never dropped.

PREPARED = replace(
    joue(replace(oral("MSP", 1), nom="Mise en situation professionnelle"), 1),
    phases=(
        Phase(20, Surveillance.SEUL, "plateau", partagee=True, nature=Nature.ECRIT),
        Phase(30, Surveillance.JURY, comediens=1),
        Phase(10, Surveillance.JURY),
    ),
)
EN_PHASES = replace(
    typed(find("CDA")),
    titre=Table("titre", "Session titre", (cda().titre.epreuves[0], PREPARED, oral("EF", 20))),
    ccps=(),
)
EPREUVE, SUITE, LAST_SUITE = 1, 2, 3
"""Rows of that titre: the first phase of its MSP, the second, the third."""

TYPED = {
    "modalite": "ET – Entretien technique",
    "duree": 25,
    "presence": "surveillant",
    "apres": "QP",
    "delai": "aussitôt",
    "usage": "atelier",
    "nature": "pratique",
    "nom": "Autre",
    "repere": "AUTRE",
    "ressource": "caisse",
    "simultanes": 2,
    "correction": "15 min",
    "role": "élève conducteur",
    "vehicules": "voiture",
    "apporter": "votre tenue",
    "a_confirmer": "ordre",
}
"""Something that may be typed in each column but those of yes and no, where it says something new."""


def test_a_comedien_plays_in_the_phases_whose_row_says_so(tmp_path):
    def played(**rows):
        sheet = Sheet(tmp_path / "titre.xlsx", EN_PHASES)
        for ligne, said in rows.items():
            sheet.row({"first": EPREUVE, "suite": SUITE, "last": LAST_SUITE}[ligne], comediens=said)
        return [phase.comediens for phase in sheet.read().titre.epreuves[1].phases]

    assert played() == [0, 1, 0]
    assert played(suite=None, last="oui") == [0, 0, 1]
    assert played(last=4) == [0, 1, 4]
    assert played(suite="non") == [0, 0, 0]


def test_a_comedien_where_the_candidat_is_alone_is_refused(tmp_path):
    sheet = Sheet(tmp_path / "titre.xlsx", EN_PHASES).row(EPREUVE, comediens="oui")
    (issue,) = [i for i in sheet.issues() if "le candidat est seul" in i.message]
    assert issue.cell == sheet.cell("comediens", EPREUVE)
    assert "ligne « suite »" in issue.hint


def test_a_phase_is_of_the_nature_of_the_first_unless_its_row_says_another(tmp_path):
    def natures(**said):
        sheet = Sheet(tmp_path / "titre.xlsx", EN_PHASES)
        sheet.row(EPREUVE, nature="pratique").row(SUITE, nature=said["suite"]).row(LAST_SUITE, nature=None)
        epreuve = sheet.read().titre.epreuves[1]
        return [epreuve.nature_de(phase) for phase in epreuve.phases]

    assert natures(suite=None) == [Nature.PRATIQUE] * 3
    assert natures(suite="oral") == [Nature.PRATIQUE, Nature.ORAL, Nature.PRATIQUE]


@pytest.mark.parametrize("ligne", [EPREUVE, SUITE])
@pytest.mark.parametrize("champ", CHAMPS)
def test_whatever_a_row_says_has_an_effect_or_is_told(tmp_path, champ, ligne):
    sheet = Sheet(tmp_path / "titre.xlsx", EN_PHASES).row(ligne, **{champ: TYPED.get(champ, "oui")})
    read, issues = answer(sheet)
    if read is None:
        shape = champ in ("modalite", "duree", "presence")
        assert shape or sheet.cell(champ, ligne) in [issue.cell for issue in issues]
    else:
        says_again = {"comediens": SUITE, "partagee": EPREUVE}.get(champ) == ligne
        assert (read == EN_PHASES) == says_again


def answer(sheet):
    """What is read of the rows, or why they are refused, as where they are typed in the page: no cell is left over."""

    def from_rows(chemin):
        grid, notes, _ = titre_read.open_sheet(chemin)
        return titre_read.read_titre_grid(grid, notes)

    try:
        return sheet.read(from_rows), ()
    except UserError as refusal:
        return None, refusal.issues


@pytest.mark.parametrize("ligne", [SUITE, LAST_SUITE])
def test_what_a_suite_repeats_of_its_epreuve_is_taken(tmp_path, ligne):
    sheet = Sheet(tmp_path / "titre.xlsx", EN_PHASES).row(EPREUVE, apres="QP", collective="non")
    read = sheet.read()
    again = Sheet(tmp_path / "titre.xlsx", EN_PHASES).row(EPREUVE, apres="QP", collective="non")
    assert again.row(ligne, apres="qp", collective="non", plis="non").read() == read
