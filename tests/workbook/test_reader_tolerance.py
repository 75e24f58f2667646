"""What people really type is understood."""

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction

import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from builders import cda, session
from proofs import mostly_proofs
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Convocation, Genre, Habilitation, Jury, Plage, Role, Session
from tpplanner.errors import Severity, WorkbookRefused
from tpplanner.referentiels import dump, find
from tpplanner.sheets.colonne import DISPONIBLE, INDISPONIBLE, Forme
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import Index, closest
from workbook.samples import BY_KEY, Changes, address, opened, place, reading_of, with_cell, write

CDA = example_session(find("CDA"))
LUNDI = date(2027, 6, 14)


def read(changes: Changes, session: Session = CDA) -> Session:
    return reading_of(session, changes).session


def at(heure: int, minute: int = 0, jour: int = 0) -> datetime:
    return datetime(2027, 6, 14 + jour, heure, minute)


@pytest.mark.parametrize(
    ("typed", "expected"),
    {
        "14/06": [Plage(at(0), at(0, jour=1))],
        "lundi 14 juin 2027 matin": [Plage(at(0), at(13))],
        "Jour 2 après-midi": [Plage(at(13, jour=1), at(0, jour=2))],
        "jour 2 apres midi ; 14/06 de 9h à 11h30": [Plage(at(9), at(11, 30)), Plage(at(13, jour=1), at(0, jour=2))],
        "14/06 9h-11h": [Plage(at(9), at(11))],
        "14/06 entre 9h et 11h": [Plage(at(9), at(11))],
        "14/06 jusqu'à 10h": [Plage(at(0), at(10))],
        "14/06 à partir de 15h": [Plage(at(15), at(0, jour=1))],
        "14/06, 15/06": [Plage(at(0), at(0, jour=2))],
        "matin": [Plage(at(0, jour=j), at(13, jour=j)) for j in range(3)],
        "Jour 1 (matin)\nJour 1 après-midi": [Plage(at(0), at(0, jour=1))],
    }.items(),
)
def test_absences_are_told_in_many_ways(typed, expected):
    session = read({("candidats", "indisponible", 0): typed})
    assert session.candidats[0].indisponibilites == tuple(expected)


def test_the_only_days_of_somebody_leave_the_others_out():
    session = read({("membres", "disponible", 0): "Jour 1 matin ; Jour 2"})
    assert session.membres[0].indisponibilites == (
        Plage(at(13), at(0, jour=1)),
        Plage(at(0, jour=2), at(0, jour=3)),
    )


def test_absences_listed_by_row_join_those_of_the_persons_own_sheet():
    changes = {
        ("membres", "indisponible", 0): "14/06 matin",
        ("surveillants", "nom", 3): "GARNIER",
        ("surveillants", "prenom", 3): "Paul",
        ("surveillants", "indisponible", 3): "15/06",
        ("indisponibilites", "qui", 0): "paul garnier",
        ("indisponibilites", "jour", 0): "Jour 1",
        ("indisponibilites", "de", 0): "13h",
        ("indisponibilites", "a", 0): "14h",
        ("indisponibilites", "qui", 1): "SALLE 101",
        ("indisponibilites", "moment", 1): "Matin",
    }
    session = read(changes)
    paul = (Plage(at(0), at(14)), Plage(at(0, jour=1), at(0, jour=2)))
    assert session.membre("M1").indisponibilites == paul
    assert session.personne("M1").indisponibilites == paul
    assert session.salle("Salle 101").indisponibilites == tuple(Plage(at(0, jour=j), at(13, jour=j)) for j in range(3))


def test_a_human_of_several_sheets_is_one():
    changes = {("comediens", "nom", 0): "roche", ("comediens", "prenom", 0): "YVES"}
    session = read(changes)
    (yves,) = [p for p in session.personnes if p.nom_complet.casefold() == "roche yves"]
    assert set(yves.roles) == {Role.COMEDIEN, Role.RESPONSABLE}


def test_the_responsable_may_be_named_in_the_form_alone():
    session = replace(CDA, personnes=tuple(p for p in CDA.personnes if Role.RESPONSABLE not in p.roles))
    changes = {
        ("session", "responsable", 0): "PETIT Isabelle",
        ("session", "contact_responsable", 0): "01 00 00 00 01",
        ("session", "suppleants", 0): "Yves ROCHE ; Paul Garnier",
        ("session", "contact_suppleants", 0): "01 00 00 00 02 ; 01 00 00 00 03",
    }
    lus = read(changes, session).avec_role(Role.RESPONSABLE)
    assert [(p.nom_complet, p.suppleant, p.contact) for p in lus] == [
        ("GARNIER Paul", True, "01 00 00 00 03"),
        ("PETIT Isabelle", False, "01 00 00 00 01"),
        ("ROCHE Yves", True, "01 00 00 00 02"),
    ]
    assert next(p for p in lus if p.nom == "GARNIER").id == "M1"


def test_a_formateur_whom_no_sheet_lists_is_added():
    session = read({("candidats", "formateurs", 0): "LEROUX Antoine ; NOUVEAU Max, Paul Garnier"})
    formateurs = session.candidats[0].formateurs
    assert [session.personne(f).nom_complet if f != "M1" else f for f in formateurs] == [
        "LEROUX Antoine",
        "NOUVEAU Max",
        "M1",
    ]
    assert session.personne(formateurs[1]).roles == (Role.FORMATEUR,)


def test_a_name_with_a_comma_is_one_name():
    changes = {
        ("formateurs", "nom", 0): "LEROUX, fils",
        ("candidats", "formateurs", 0): "LEROUX, fils Antoine",
        **{("candidats", "formateurs", rank): "" for rank in range(1, 8)},
    }
    session = read(changes)
    assert session.personne(session.candidats[0].formateurs[0]).nom == "LEROUX, fils"


def test_majorations_are_exact_however_typed():
    changes = {
        ("candidats", "majoration_ecrit", 0): "33 %",
        ("candidats", "majoration_oral", 0): 0.33,
        ("candidats", "majoration_pratique", 0): "Tiers temps",
    }
    assert read(changes).candidats[0].majorations == tuple((n, Fraction(1, 3)) for n in Nature)


def test_what_a_candidat_is_presented_to_is_told_in_many_ways():
    changes = {
        ("session", "genre", 0): "CCP",
        ("candidats", "presente", 0): "ccp 1",
        ("candidats", "presente", 1): "3 ; 1",
        ("candidats", "presente", 2): "CCP1, CCP2",
        ("candidats", "presente", 3): "TITRE",
        ("candidats", "dernier_ccp", 1): "X",
        **{("candidats", "presente", rank): "CCP2" for rank in range(4, 8)},
    }
    session = read(changes)
    assert session.genre is Genre.CCP
    assert [c.ccps for c in session.candidats[:3]] == [("CCP1",), ("CCP1", "CCP3"), ("CCP1", "CCP2")]
    assert session.candidats[3].titre
    assert session.candidats[1].dernier_ccp


def test_exemptions_are_named_by_modality_or_name():
    changes = {("candidats", "dispenses", 0): "qp", ("candidats", "dispenses", 1): "questionnaire professionnel"}
    assert [c.dispenses for c in read(changes).candidats[:2]] == [("QP",), ("QP",)]


def test_habilitations_are_typed_in_columns_or_in_one_cell():
    changes = {
        ("membres", "habilitation", 0): "CDA m04",
        ("membres", "millesime", 0): "",
        ("membres", "autres_habilitations", 0): "DWWM 4 jusqu'au 31/08/2028 ; TP-01281 m03 (1er mai 2026)",
        ("membres", "habilitation", 1): "TP-01281m04",
        ("membres", "millesime", 1): None,
        ("membres", "millesime", 2): 4,
    }
    session = read(changes)
    fin = date(2028, 12, 31)
    assert session.membres[0].habilitations == (
        Habilitation("CDA", "04", fin),
        Habilitation("DWWM", "04", date(2028, 8, 31)),
        Habilitation("TP-01281", "03", date(2026, 5, 1)),
    )
    assert session.membres[1].habilitations == (Habilitation("TP-01281", "04", fin),)
    assert session.membres[2].habilitations == (Habilitation("CDA", "04", fin),)


def test_rooms_tell_their_uses_and_resources():
    changes = {
        ("salles", "usages", 0): "Écrit / jury".replace(" / ", "\n"),
        ("salles", "ressources", 0): "poste informatique : 12 ; caisse x 2 ; 3 box ; box 4",
    }
    salle = read(changes).salles[0]
    assert salle.usages == ("ecrit", "jury")
    assert salle.ressources == (("poste informatique", 12), ("caisse", 2), ("box", 7))


def test_given_juries_and_convocations_name_people_either_way_round():
    changes = {
        ("jurys", "nom", 0): "Jury A",
        ("jurys", "membre_1", 0): "Sylvie Fontaine",
        ("jurys", "autres", 0): "GARNIER Paul ; adjani samir",
        ("convocations", "personne", 0): "Léa MOREAU",
        ("convocations", "jour", 0): "Jour 1",
        ("convocations", "heure", 0): "8h45",
        ("convocations", "accord", 0): "x",
    }
    session = read(changes)
    assert session.jurys == (Jury("Jury A", ("M2", "M1", "M3")),)
    assert session.convocations == (Convocation("C1", LUNDI, time(8, 45), accord=True),)


def test_reglages_take_units_and_levels_take_words():
    changes = {
        ("reglages", "lecture", 0): "20 min",
        ("reglages", "travail_continu", 0): "4h30",
        ("reglages", "fin_tardive", 0): "17h30",
        ("reglages", "ordre", 0): "Alphabetique",
        ("reglages", "enchainer", 0): "Non",
        ("reglages", "niveau_equilibre", 0): "non",
        ("reglages", "niveau_ordre", 0): "4A",
    }
    reglages = read(changes).reglages
    assert (reglages.lecture, reglages.travail_continu, reglages.fin_tardive) == (20, 270, time(17, 30))
    assert (reglages.ordre, reglages.enchainer) == ("alphabetique", False)
    assert [(n.nom, [t.regle for t in n.termes]) for n in reglages.niveaux][4:] == [
        ("4a", ["jours_candidat", "ordre"]),
        ("4b", ["attente", "fin_tardive"]),
    ]
    typed = {"lecture", "travail_continu", "fin_tardive", "ordre", "enchainer", "niveaux"}
    assert set(reglages.origines) == {*typed, "quota"}, "the example types the candidats that its hours allow"


def test_an_agrement_file_counts_its_days():
    changes = {
        ("session", "usage", 0): "Dossier d'agrement",
        ("jours", "date", 0): "Jour 1",
        ("jours", "date", 1): "jour 2",
        ("jours", "date", 2): "J4",
        **{("jours", "etiquette", rank): "" for rank in range(3)},
    }
    session = read(changes)
    assert session.fictive
    assert [(j.date, j.etiquette) for j in session.jours] == [
        (date(2000, 1, 3), "Jour 1"),
        (date(2000, 1, 4), "Jour 2"),
        (date(2000, 1, 6), "Jour 4"),
    ]


def test_numbers_are_drawn_by_the_seed_whatever_the_order_of_the_rows_and_kept_afterwards():
    blank = {("candidats", "numero_tire", rank): None for rank in range(8)}
    drawn = {c.nom: c.numero_tire for c in read(blank).candidats}
    assert sorted(drawn.values()) == list(range(1, 9))
    inverse = replace(CDA, candidats=CDA.candidats[::-1])
    assert {c.nom: c.numero_tire for c in read(blank, inverse).candidats} == drawn
    other = {c.nom: c.numero_tire for c in read(blank | {("reglages", "graine", 0): 7}).candidats}
    assert other != drawn
    kept = read({("candidats", "numero_tire", 2): 42, ("candidats", "numero_tire", 5): None})
    assert kept.candidats[2].numero_tire == 42
    assert kept.candidats[5].numero_tire not in {c.numero_tire for c in kept.candidats if c.id != "C6"}


def test_a_workbook_keeps_a_centres_own_referentiel(tmp_path):
    own = replace(cda(), sigle="MIEN", millesime="07", code="TP-99999", intitule="Titre du centre")
    session = replace(example_session(own), liens=())
    assert read_session(write(tmp_path / "session.xlsx", session)).session.referentiel == own
    assert "MIEN" in dump(own)


def test_a_referentiel_given_takes_the_place_of_the_workbooks(tmp_path):
    other = replace(CDA.referentiel, quota=2)
    path = write(tmp_path / "session.xlsx", CDA)
    assert read_session(path, other).session.referentiel.quota == 2


def test_title_rows_merged_headers_and_moved_columns_do_not_matter(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    sheet = book["Candidats"]
    sheet.insert_rows(1, 4)
    sheet["A1"] = "Ma session"
    sheet.move_range(f"C7:C{sheet.max_row}", cols=40)
    book["Membres"].title = "MEMBRES  DE JURY"
    book["Épreuves"].title = "E\u0301preuves"
    book["Jours"].append([None] * 8)
    for row in range(300, 330):
        book["Jours"].cell(row, 3).number_format = "hh:mm"
    book.save(path)
    assert read_session(path).session == CDA


def test_a_workbook_that_counts_from_1904_gives_the_same_days(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    book.epoch = CALENDAR_MAC_1904
    sheet = book["Jours"]
    sheet["A5"] = (date(2027, 6, 15) - date(1904, 1, 1)).days
    sheet["A5"].number_format = "General"
    book.save(path)
    reading = read_session(path)
    assert reading.session == CDA
    assert "15/06/2027" in reading.avertissements[0].message


def test_a_merged_cell_stands_for_all_its_rows(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    sheet = book["Candidats"]
    for row in range(5, 12):
        sheet.cell(row, 10).value = None
    sheet.merge_cells("J4:J11")
    book.save(path)
    assert {c.organisme for c in read_session(path).session.candidats} == {CDA.candidats[0].organisme}


def test_a_row_that_only_shows_cells_merged_from_above_is_no_row(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    sheet = book["Candidats"]
    first = 4 + len(CDA.candidats)
    sheet.cell(first, 1, "DURAND")
    sheet.cell(first, 2, "Zoé")
    sheet.merge_cells(start_row=first, end_row=first + 2, start_column=1, end_column=1)
    sheet.merge_cells(start_row=first, end_row=first + 2, start_column=2, end_column=2)
    book.save(path)
    reading = read_session(path)
    assert [c.nom for c in reading.session.candidats[len(CDA.candidats) :]] == ["DURAND"]
    assert reading.avertissements == ()


def test_a_name_merged_over_rows_that_hold_something_else_is_refused(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    sheet = book["Membres"]
    sheet.merge_cells("A4:A5")
    sheet.merge_cells("B4:B5")
    book.save(path)
    with pytest.raises(WorkbookRefused, match="fusionnée") as refusal:
        read_session(path)
    assert [i.place for i in refusal.value.issues if "fusionnée" in i.message] == ["Membres!A5"]


def test_a_nom_merged_over_several_prenoms_is_a_family(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    book["Candidats"].merge_cells("A4:A5")
    book.save(path)
    assert [c.nom for c in read_session(path).session.candidats[:2]] == [CDA.candidats[0].nom] * 2


def test_every_field_of_every_subject_has_its_cell_those_of_availability_if_they_say_something(tmp_path):
    reading = read_session(write(tmp_path / "session.xlsx", CDA))
    assert reading.cells["candidats", "C3", "majoration_oral"] == place("candidats", "majoration_oral", 2)
    assert reading.cells["candidats", "C3"] == place("candidats", "nom", 2)
    assert reading.cells["reglages", "pas"] == place("reglages", "pas")
    assert reading.cells["session", "sigle"] == place("session", "sigle")
    assert reading.cells["liens", "C1", "M1", "motif"] == place("liens", "motif")
    subjects = {"candidats": ["C1"], "membres": ["M5"], "salles": ["Salle 101"], "jours": ["2027-06-15"], "session": []}
    for feuille in FEUILLES:
        if feuille.cle in subjects:
            for colonne in (c for c in feuille.colonnes if c.champ not in (DISPONIBLE.champ, INDISPONIBLE.champ)):
                assert (feuille.cle, *subjects[feuille.cle], colonne.champ) in reading.cells
    assert ("membres", "M5", "indisponible") not in reading.cells
    typed = reading_of(CDA, {("membres", "indisponible", 4): "14/06"})
    assert typed.cells["membres", "M5", "indisponible"] == place("membres", "indisponible", 4)
    assert all(f.forme is Forme.FICHE or f.colonnes for f in FEUILLES)


def low(rank: int, cle: str, **champs: object) -> Changes:
    """A row of a sheet so many rows lower than its first."""
    return {(cle, champ, rank): value for champ, value in champs.items()}


@pytest.mark.parametrize("rank", mostly_proofs([204, 9_990], 204))
def test_what_is_typed_hundreds_of_rows_lower_counts(tmp_path, rank):
    changes = {
        **low(rank, "candidats", nom="DURAND", prenom="Zoé"),
        **low(rank, "liens", candidat="DURAND Zoé", membre="GARNIER Paul", motif="voisins"),
        **low(rank, "indisponibilites", qui="DURAND Zoé", jour="Jour 1"),
    }
    book = opened(write(tmp_path / "session.xlsx", CDA))
    for (cle, champ, row), value in changes.items():
        book[BY_KEY[cle].titre][address(cle, champ, row)] = value
    book.save(tmp_path / "session.xlsx")
    session = read_session(tmp_path / "session.xlsx").session
    zoe = next(c for c in session.candidats if c.nom == "DURAND")
    assert [(lien.candidat, lien.membre) for lien in session.liens if lien.motif == "voisins"] == [(zoe.id, "M1")]
    assert zoe.indisponibilites == (Plage(at(0), at(0, jour=1)),)


def test_a_link_typed_three_hundred_rows_lower_is_at_its_row():
    with pytest.raises(WorkbookRefused) as refusal:
        reading_of(CDA, low(296, "liens", candidat="PERSONNE Jean", membre="GARNIER Paul"))
    assert [issue.place for issue in refusal.value.issues if issue.severity is Severity.ERROR] == [
        "Liens jury-candidats!A300"
    ]


def test_only_cells_that_hold_something_beyond_the_last_row_are_told(tmp_path):
    for typed, told in (("DURAND", True), (None, False), (" ", False)):
        path = write(tmp_path / "session.xlsx", CDA)
        book = opened(path)
        sheet = book["Candidats"]
        sheet["A30000"].font = Font(bold=True)
        sheet["A30000"] = typed
        book.save(path)
        avertissements = read_session(path).avertissements
        assert any("au-delà de la ligne 20000" in issue.message for issue in avertissements) is told


@pytest.mark.parametrize("value", ["<v></v>", "<v/>"])
@pytest.mark.parametrize(
    "formula",
    mostly_proofs(
        [
            '<f>IF(1=0,"oui","")</f>',
            '<f t="array" ref="{ref}">IF(1=0,"oui","")</f>',
            '<f t="shared" ref="{ref}" si="0">""</f>',
        ],
        '<f>IF(1=0,"oui","")</f>',
    ),
)
def test_a_formula_that_gives_the_empty_text_is_an_empty_cell(tmp_path, formula, value):
    path = write(tmp_path / "session.xlsx", CDA)
    ref = address("candidats", "vae", 1)
    path = with_cell(path, "Candidats", ref, f'<c r="{ref}" t="str">{formula.format(ref=ref)}{value}</c>')
    reading = read_session(path)
    assert reading.session == CDA
    assert reading.avertissements == ()


@pytest.mark.parametrize("value", mostly_proofs(["<v></v>", "<v/>", ""], "<v/>"))
def test_a_formula_that_nothing_has_calculated_is_refused(tmp_path, value):
    path = write(tmp_path / "session.xlsx", CDA)
    ref = address("candidats", "vae", 1)
    path = with_cell(path, "Candidats", ref, f'<c r="{ref}"><f>IF(1=0,"oui","")</f>{value}</c>')
    with pytest.raises(WorkbookRefused, match="jamais été calculée"):
        read_session(path)


def called(nom):
    """A session with a candidat whose names were typed in one cell, as `nom`."""
    base = session(candidats=2)
    return replace(base, candidats=(replace(base.candidats[0], nom=nom, prenom=""), *base.candidats[1:]))


def numbers_after(avant, changes=None, base=CDA):
    """By name, the numbers of a workbook in which none is typed, read after that session was planned."""
    blank = {("candidats", "numero_tire", rank): None for rank in range(len(base.candidats))}
    session = reading_of(base, blank | (changes or {}), avant=avant).session
    return {c.nom_complet: c.numero_tire for c in session.candidats}


def test_who_remains_keeps_the_number_that_he_had_in_the_planning_before():
    first = {c.nom_complet: c.numero_tire for c in CDA.candidats}
    gone = next(nom for nom, numero in first.items() if numero == 4)
    fewer = replace(CDA, candidats=tuple(c for c in CDA.candidats if c.nom_complet != gone))
    remain = {nom: numero for nom, numero in first.items() if nom != gone}
    assert numbers_after(CDA, base=fewer) == remain
    assert numbers_after(None, base=fewer) != remain
    assert numbers_after(fewer) == first, "who comes back draws what is left"


def test_another_seed_or_another_session_draws_anew():
    fresh = numbers_after(None)
    swapped = [replace(c, numero_tire=9 - c.numero_tire) for c in CDA.candidats]
    avant = replace(CDA, candidats=tuple(swapped))
    assert numbers_after(avant) == {c.nom_complet: c.numero_tire for c in swapped}
    assert numbers_after(replace(avant, reglages=replace(avant.reglages, graine=7))) == fresh
    later = tuple(replace(j, date=date(2028, 1, 10 + n)) for n, j in enumerate(avant.jours))
    assert numbers_after(replace(avant, jours=later)) == fresh


def test_a_name_typed_in_one_cell_is_known_whichever_of_its_words_comes_first():
    assert Index(called("Nathalie Vasseur")).candidat("Vasseur Nathalie") == "C1"
    assert Index(called("Nathalie Vasseur")).candidat("Vasseur") is None


def test_a_name_the_other_way_round_is_nobody_s_where_it_could_be_two_people_s():
    base = called("Nathalie Marie Vasseur")
    two = replace(base, candidats=(base.candidats[0], replace(base.candidats[1], nom="Marie Nathalie Vasseur")))
    two = replace(two, candidats=tuple(replace(c, prenom="") for c in two.candidats))
    assert Index(two).candidat("Vasseur Nathalie Marie") is None
    assert Index(two).candidat("Nathalie Marie Vasseur") == "C1"


@pytest.mark.parametrize("typed", ["Roux", "fanny", "Fany Roux", "ROUX Fany"])
def test_a_name_typed_in_part_or_nearly_is_answered_with_the_names_that_it_may_stand_for(typed):
    assert closest(typed, ["VINCENT Hugo", "ROUX Fanny", "MARTIN Paul"]) == ["ROUX Fanny"]


@pytest.mark.parametrize("titre", mostly_proofs(["Téléphone", "TEL", "Tél.", "portable", "N° de téléphone"], "Tél."))
def test_a_telephone_is_read_under_its_usual_titles_beside_an_address(tmp_path, titre):
    book = opened(write(tmp_path / "session.xlsx", CDA))
    for feuille in ("Candidats", "Membres", "Surveillants", "Formateurs"):
        title = next(cell for row in book[feuille].iter_rows() for cell in row if cell.value == "Téléphone")
        title.value = titre
        below = book[feuille].cell(title.row + 1, title.column, 612345678)
        below.number_format = "General"
    book.save(tmp_path / "session.xlsx")
    session = read_session(tmp_path / "session.xlsx").session
    first_of_each = (
        session.candidats[0],
        session.membres[0],
        session.avec_role(Role.SURVEILLANT)[0],
        session.avec_role(Role.FORMATEUR)[0],
    )
    assert [(somebody.telephone, somebody.contact) for somebody in first_of_each] == [("0612345678", "")] * 4
