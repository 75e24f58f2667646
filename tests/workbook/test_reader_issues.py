"""A broken workbook per kind of issue: each is told at its cell, in French, with what was expected."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from itertools import groupby, zip_longest
from warnings import warn

import pytest

from builders import pratique
from drawing import seeded
from proofs import mostly_proofs
from small_sessions import deux_ccs, small
from some import some
from tpplanner.domain.answers import Reading
from tpplanner.domain.reglages import BORNES, Bounds
from tpplanner.domain.session import Candidat, Membre, Role, Session
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.referentiels import find
from tpplanner.sheets.colonne import Saisie
from tpplanner.sheets.session import FEUILLES
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.year.echeances import echeancier
from workbook.samples import (
    Changes,
    address,
    opened,
    part_of,
    place,
    reading_of,
    reading_of_cell,
    rezipped,
    row,
    spoiled,
    write,
)

CDA = example_session(find("CDA"))
SC = example_session(find("SC"))
ERROR, WARNING, QUESTION = Severity


def issues_of(path) -> tuple[Issue, ...]:
    return _issues(lambda: read_session(path))


def _issues(read: Callable[[], Reading]) -> tuple[Issue, ...]:
    try:
        return read().avertissements
    except WorkbookRefused as refusal:
        return refusal.issues


def issues_in(session: Session, changes: Changes) -> tuple[Issue, ...]:
    """Those of the workbook of a session in which other values are typed."""
    return _issues(lambda: reading_of(session, changes))


def told(issues: tuple[Issue, ...], severity: Severity, where: str, fragment: str) -> bool:
    return any(i.severity is severity and i.place == where and fragment in i.message + i.hint for i in issues)


ONE_CELL = [
    # Session
    ("session", "sigle", 0, "CDAA", ERROR, "Vouliez-vous dire"),
    ("session", "sigle", 0, "", ERROR, "est vide"),
    ("session", "sigle", 0, "TSSR", ERROR, "TSSR"),
    ("session", "sigle", 0, "CTRMTV", ERROR, "transport"),
    ("session", "millesime", 0, "03", ERROR, "04"),
    ("session", "millesime", 0, "", WARNING, "04"),
    ("session", "genre", 0, "session bloc", ERROR, "session titre"),
    ("session", "genre", 0, "", WARNING, "session titre"),
    ("session", "usage", 0, "essai", ERROR, "dossier d'agrément"),
    ("session", "agrement_fin", 0, date(2027, 6, 1), WARNING, "avant la fin de la session"),
    ("session", "re_verifie_par", 0, "PETIT Anne", WARNING, "« RE vérifié le » est vide"),
    ("session", "affichage", 0, "initiales", ERROR, "NOM Prénom"),
    ("session", "agrement_fin", 0, "bientôt", WARNING, "pas lisible"),
    ("session", "convocations_envoyees", 0, "hier", ERROR, "pas lisible"),
    ("session", "convocations_envoyees", 0, date(2027, 6, 20), WARNING, "après le début"),
    ("session", "departement", 0, "99", WARNING, "ceux de toute la France"),
    ("session", "fuseau", 0, "Brest", ERROR, "La Réunion"),
    ("session", "version_planning", 0, 0, ERROR, "à partir de 1"),
    ("session", "version_planning", 0, "deux", ERROR, "nombre"),
    # Jours
    ("jours", "date", 1, "15/13/2027", ERROR, "pas"),
    ("jours", "date", 1, "06/15/2027", ERROR, "américaine"),
    ("jours", "date", 1, date(2027, 6, 14), ERROR, "figure déjà"),
    ("jours", "date", 1, "mardi 16/06/2027", ERROR, "mercredi"),
    ("jours", "date", 2, date(2027, 6, 19), WARNING, "samedi"),
    ("jours", "date", 2, date(2028, 9, 14), WARNING, "plus d'un an"),
    ("jours", "ouverture", 0, "tôt", ERROR, "9h30"),
    ("jours", "ouverture", 0, "minuit", ERROR, "Minuit"),
    ("jours", "fin", 0, time(7), ERROR, "ouvre à"),
    ("jours", "pause_fin", 0, time(11), ERROR, "plage de midi"),
    ("jours", "accueil", 0, time(7), WARNING, "hors des heures"),
    ("jours", "etiquette", 1, "Jour 1", ERROR, "figure déjà"),
    # Épreuves
    ("epreuves", "minutes", 1, 45, ERROR, "durées du référentiel"),
    ("epreuves", "presence", 1, "surveillant", ERROR, "--referentiel"),
    ("epreuves", "collective", 1, "oui", ERROR, "--referentiel"),
    ("epreuves", "usage", 1, "écrit", ERROR, "--referentiel"),
    ("epreuves", "phase", 1, 2, ERROR, "n'est pas une épreuve"),
    ("epreuves", "ordre", 1, "quand on veut", WARNING, "pas d'effet"),
    # Candidats
    ("candidats", "nom", 1, "", ERROR, "est vide"),
    ("candidats", "presente", 1, "CCP9", ERROR, "CCP1"),
    ("candidats", "presente", 1, "titer", ERROR, "Écrivez « titre », « CCP1 », "),
    ("candidats", "presente", 1, "titre ; CCP1", ERROR, "pas à plusieurs"),
    ("candidats", "presente", 1, "CCP1", WARNING, "CERES sépare"),
    ("candidats", "dernier_ccp", 1, "oui", WARNING, "sans objet"),
    ("candidats", "dispenses", 1, "Natation", ERROR, "n'a pas à passer"),
    ("candidats", "dispenses", 1, "PP ; ET ; EF", ERROR, "rien devant le jury"),
    ("candidats", "vae", 1, "peut-être", ERROR, "oui ou non"),
    ("candidats", "presentation", 1, 4, WARNING, "1, 2 ou 3"),
    ("candidats", "presentation", 1, "première", WARNING, "entier"),
    ("candidats", "fin_formation", 1, date(2026, 5, 1), WARNING, "12 mois"),
    ("candidats", "fin_formation", 1, date(2027, 9, 1), WARNING, "après la session"),
    ("candidats", "formateurs", 1, "LEROUX Antoin", QUESTION, "LEROUX Antoin » : est-ce LEROUX Antoine ?"),
    ("candidats", "majoration_ecrit", 1, "oui", ERROR, "1/3"),
    ("candidats", "majoration_ecrit", 1, "4/3", ERROR, "×4/3 : 30 → 40 min"),
    ("candidats", "majoration_ecrit", 1, "33 %", WARNING, "1/3 exactement"),
    ("candidats", "aide", 1, "PERSONNE Jean", ERROR, "feuille Aides"),
    ("candidats", "aide_pour", 1, "les contrôles", ERROR, "Écrivez « écrit », « oral », « pratique », « toutes »"),
    ("candidats", "aide_pour", 1, "sauf QP", ERROR, "Questionnaire professionnel"),
    ("candidats", "aide_pour", 1, "pratique", WARNING, "présente nulle part"),
    ("candidats", "aide_pour", 1, "écrit", WARNING, "personne n'est nommé"),
    ("candidats", "salle_accessible", 1, "sans doute", ERROR, "oui ou non"),
    ("candidats", "indisponible", 1, "le soir", ERROR, "14/06 matin"),
    ("candidats", "indisponible", 1, "15/06 de 11h à 9h", ERROR, "pas après le début"),
    ("candidats", "indisponible", 1, "18/06/2027", WARNING, "pas un jour de la session"),
    ("candidats", "disponible", 1, "Jour 12", ERROR, "14/06 matin"),
    ("candidats", "numero_tire", 1, 0, ERROR, "1 à 9999"),
    ("candidats", "numero_tire", 1, "sept", ERROR, "entier"),
    # Membres
    ("membres", "nom", 1, "", ERROR, "est vide"),
    ("membres", "habilitation", 1, "", WARNING, "ne peut pas siéger"),
    ("membres", "habilitation", 1, "DWWM", WARNING, "CDA 04"),
    ("membres", "millesime", 1, "03", WARNING, "CDA 04"),
    ("membres", "millesime", 1, "", WARNING, "millésime"),
    ("membres", "habilitation_fin", 1, date(2027, 6, 15), WARNING, "ne siégera pas ensuite"),
    ("membres", "habilitation_fin", 1, date(2027, 6, 1), WARNING, "il ne siégera pas"),
    ("membres", "autres_habilitations", 1, "DWWM", WARNING, "pas lisible"),
    ("membres", "observateur", 1, "hum", ERROR, "oui ou non"),
    # Liens, salles, absences, convocations
    ("liens", "candidat", 0, "MOROT Léa", QUESTION, "est-ce MOREAU Léa"),
    ("liens", "membre", 0, "", ERROR, "est vide"),
    ("liens", "leve", 0, "oui", WARNING, "rien à lever"),
    ("salles", "nom", 1, "SALLE des ecrits", ERROR, "figure déjà"),
    ("salles", "usages", 0, "écriit", WARNING, "écrit"),
    ("salles", "usages", 0, "", WARNING, "ne sert à rien"),
    ("salles", "postes", 0, "", WARNING, "un seul candidat"),
    ("salles", "postes", 0, 0, ERROR, "au moins un poste"),
    ("salles", "postes", 0, "une dizaine", ERROR, "entier"),
    ("salles", "ressources", 0, "imprimante", WARNING, "compté pour 1"),
    # Réglages
    ("reglages", "lecture", 0, 0, ERROR, "ne peut pas être 0"),
    ("reglages", "lecture", 0, 75, WARNING, "entre 5 et 60"),
    ("reglages", "lecture", 0, "longtemps", ERROR, "durée"),
    ("reglages", "pas", 0, 7, ERROR, "1, 5, 10, 15"),
    ("reglages", "quota", 0, 5, WARNING, "le RE en indique 4"),
    ("reglages", "quota", 0, 0, ERROR, "au moins un candidat"),
    ("reglages", "ordre", 0, "au hasard", ERROR, "tirage"),
    ("reglages", "niveau_attente", 0, "haut", ERROR, "4b"),
    ("reglages", "poids_attente", 0, -1, ERROR, "négatif"),
    ("reglages", "fin_tardive", 0, "tard", ERROR, "9h30"),
]


def one_in_each_sheet() -> Iterator[list[tuple]]:
    """What is wrong in one cell: alone where all else is read by it, else with as bad a cell of each other sheet."""
    by_it = ("session", "jours", "epreuves")
    yield from ([wrong] for wrong in ONE_CELL if wrong[0] in by_it)
    for severity in (ERROR, WARNING):
        others = (wrong for wrong in ONE_CELL if wrong[0] not in by_it and wrong[4] is severity)
        sheets = groupby(others, key=lambda wrong: wrong[0])
        for together in zip_longest(*(list(wrongs) for _, wrongs in sheets)):
            yield [wrong for wrong in together if wrong]


@pytest.mark.parametrize("wrongs", list(one_in_each_sheet()), ids=lambda wrongs: f"{wrongs[0][1]}, {len(wrongs)}")
def test_what_is_wrong_in_one_cell_is_told_there(wrongs):
    changes = {(cle, champ, rank): value for cle, champ, rank, value, *_ in wrongs}
    issues = issues_in(CDA, changes)
    for cle, champ, rank, value, severity, fragment in some(wrongs):
        there = place(cle, champ, rank)
        assert told(issues, severity, there, fragment), (there, value, [(i.place, i.message) for i in issues])


@pytest.mark.parametrize(
    ("value", "severity", "fragment"), [(0, ERROR, "est au moins 1"), (60, WARNING, "entre 1 et 50.")]
)
def test_a_count_outside_its_bounds_is_refused_below_and_told_above(tmp_path, monkeypatch, value, severity, fragment):
    monkeypatch.setitem(BORNES, "absence_lourde", Bounds(1, 50, count=True))
    issues = issues_of(spoiled(tmp_path / "session.xlsx", CDA, {("reglages", "absence_lourde", 0): value}))
    assert told(issues, severity, place("reglages", "absence_lourde", 0), fragment)


SEVERAL_CELLS: dict[str, tuple[Changes, Severity, str, str]] = {
    "two candidats of one name": (
        row("candidats", 8, nom="Moreau", prenom="LEA", id=""),
        WARNING,
        place("candidats", "nom", 8),
        "homonymes",
    ),
    "a name that two bear": (
        row("candidats", 8, nom="Moreau", prenom="LEA", id=""),
        ERROR,
        place("liens", "candidat", 0),
        "MOREAU Léa (n° ",
    ),
    "one drawn number for two": (
        row("candidats", 0, numero_tire=5) | row("candidats", 1, numero_tire=5),
        ERROR,
        place("candidats", "numero_tire", 1),
        "figure déjà en Candidats!",
    ),
    "one n° CERES for two": (
        row("candidats", 1, numero_ceres="900001"),
        WARNING,
        place("candidats", "numero_ceres", 1),
        "figure déjà",
    ),
    "a session CCP without CCP": (
        row("session", 0, genre="session CCP") | row("candidats", 1, presente=""),
        ERROR,
        place("candidats", "presente", 1),
        "CCP1 ; CCP2",
    ),
    "somebody in two sheets": (
        row("surveillants", 3, nom="garnier", prenom="PAUL"),
        WARNING,
        place("surveillants", "nom", 3),
        "même personne",
    ),
    "a candidat who bears a membre's name": (
        row("candidats", 1, nom="GARNIER", prenom="Paul"),
        QUESTION,
        place("candidats", "nom", 1),
        "sont-ils de la même famille",
    ),
    "a candidat who nearly bears it": (
        row("candidats", 1, nom="GARNIEZ", prenom="Paul"),
        QUESTION,
        place("candidats", "nom", 1),
        "sont-ils de la même famille",
    ),
    "a surveillant who is nearly a membre": (
        row("surveillants", 3, nom="GARNIEZ", prenom="Paul"),
        QUESTION,
        place("surveillants", "nom", 3),
        "« GARNIEZ Paul » : est-ce GARNIER Paul ?",
    ),
    "two organismes spelt nearly alike": (
        row("membres", 1, organisme="Centre de formation du Val d'Aubraye"),
        QUESTION,
        place("candidats", "organisme", 0),
        "est-ce aussi « Centre de formation du Val d'Aubraye »",
    ),
    "two employers spelt nearly alike": (
        row("membres", 1, employeur="Atelier Belmont"),
        QUESTION,
        place("candidats", "employeur", 0),
        "est-ce aussi « Atelier Belmont »",
    ),
    "one contact for the responsable and his suppléant": (
        row("responsables", 1, contact="01 00 00 00 01"),
        WARNING,
        place("responsables", "contact", 1),
        "même contact",
    ),
    "a responsable who trained a candidat": (
        row("candidats", 1, formateurs="PETIT Isabelle"),
        WARNING,
        place("responsables", "nom", 0),
        "a formé BENALI Karim",
    ),
    "a convocation for nobody": (
        row("convocations", 0, personne="INCONNU Jean", jour=date(2027, 6, 14), heure=time(9)),
        ERROR,
        place("convocations", "personne", 0),
        "ne figure pas",
    ),
    "a convocation without its hour": (
        row("convocations", 0, personne="MOREAU Léa", jour=date(2027, 6, 14)),
        ERROR,
        place("convocations", "heure", 0),
        "est vide",
    ),
    "a convocation for another day": (
        row("convocations", 0, personne="MOREAU Léa", jour=date(2027, 7, 1), heure=time(9)),
        WARNING,
        place("convocations", "jour", 0),
        "pas un jour de la session",
    ),
    "two convocations of one day": (
        row("convocations", 0, personne="MOREAU Léa", jour="Jour 1", heure="9h")
        | row("convocations", 1, personne="Léa Moreau", jour=date(2027, 6, 14), heure="10h"),
        ERROR,
        place("convocations", "personne", 1),
        "figure déjà en Convocations!A4",
    ),
    "an absence of nobody": (
        row("indisponibilites", 0, qui="INCONNU Jean", jour="Jour 1"),
        ERROR,
        place("indisponibilites", "qui", 0),
        "aucune personne ni d'aucune salle",
    ),
    "a half-day and hours at once": (
        row("indisponibilites", 0, qui="GARNIER Paul", jour="Jour 1", moment="matin", de="9h"),
        ERROR,
        place("indisponibilites", "moment", 0),
        "pas les deux",
    ),
    "an absence that ends before it begins": (
        row("indisponibilites", 0, qui="Salle 101", jour="Jour 1", de="11h", a="9h"),
        ERROR,
        place("indisponibilites", "a", 0),
        "pas après le début",
    ),
    "a jury of one": (
        row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul"),
        WARNING,
        place("jurys", "nom", 0),
        "il en faut 2",
    ),
    "a jury with somebody twice": (
        row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="Paul GARNIER"),
        WARNING,
        place("jurys", "membre_2", 0),
        "deux fois",
    ),
    "a jury of one and an observateur": (
        row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="FONTAINE Sylvie")
        | row("membres", 1, observateur="oui"),
        WARNING,
        place("jurys", "nom", 0),
        "il ne siégera pas",
    ),
    "a jury of one named twice": (
        row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="Paul GARNIER"),
        WARNING,
        place("jurys", "nom", 0),
        "il ne siégera pas",
    ),
    "a jury with a stranger": (
        row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="FONTAINE Silvie"),
        ERROR,
        place("jurys", "membre_2", 0),
        "FONTAINE Sylvie",
    ),
    "two juries of one name": (
        row("jurys", 0, nom="Jury A") | row("jurys", 1, nom="jury a"),
        ERROR,
        place("jurys", "nom", 1),
        "figure déjà",
    ),
    "a link released without a reason": (
        row("liens", 1, candidat="MOREAU Léa", membre="FONTAINE Sylvie", leve="oui"),
        WARNING,
        place("liens", "motif", 1),
        "motif",
    ),
    "the link of a formateur released": (
        row("candidats", 1, formateurs="GARNIER Paul")
        | row("liens", 1, candidat="BENALI Karim", membre="GARNIER Paul", motif="vu", leve="oui"),
        WARNING,
        place("liens", "leve", 1),
        "ne se lève pas",
    ),
    "one link twice": (
        row("liens", 1, candidat="MOREAU Léa", membre="GARNIER Paul"),
        WARNING,
        place("liens", "candidat", 1),
        "figure déjà",
    ),
    "a département that is none, where the postal code of the site tells it": (
        {("session", "departement", 0): "99", ("session", "site", 0): "3 rue des Bateliers, 67000 Strasbourg"},
        WARNING,
        place("session", "departement", 0),
        "celui du code postal du site, 67 Bas-Rhin, est pris",
    ),
    "no accessible room": (
        {("salles", "accessible", rank): "non" for rank in range(5)} | row("candidats", 1, salle_accessible="oui"),
        WARNING,
        place("candidats", "salle_accessible", 1),
        "accessible",
    ),
}


@pytest.mark.parametrize("wrongs", list(one_in_each_sheet())[-1::-20], ids=lambda wrongs: f"{wrongs[0][1]}")
def test_a_file_in_which_it_was_typed_tells_what_is_told_here_without_a_file(tmp_path, wrongs):
    changes = {(cle, champ, rank): value for cle, champ, rank, value, *_ in wrongs}
    assert issues_of(spoiled(tmp_path / "session.xlsx", CDA, changes)) == issues_in(CDA, changes)


@pytest.mark.parametrize(("changes", "severity", "where", "fragment"), SEVERAL_CELLS.values(), ids=SEVERAL_CELLS)
def test_what_does_not_hold_together_is_told_where_it_stands(changes, severity, where, fragment):
    issues = issues_in(CDA, changes)
    assert told(issues, severity, where, fragment), [(i.severity, i.place, i.message) for i in issues]


def test_every_issue_is_told_at_once_errors_first():
    changes = {
        ("jours", "ouverture", 0): "tôt",
        ("candidats", "vae", 2): "bof",
        ("membres", "observateur", 0): "bof",
        ("reglages", "lecture", 0): 75,
        ("session", "sigle", 0): "XXXX",
    }
    with pytest.raises(WorkbookRefused) as refusal:
        reading_of(CDA, changes)
    severities = [issue.severity for issue in refusal.value.issues]
    assert severities == sorted(severities, key=[ERROR, WARNING].index)
    assert {place(*cell) for cell in changes} <= {issue.place for issue in refusal.value.issues}


def without(session: Session, **changes: object) -> Session:
    return replace(session, **changes)


@pytest.mark.parametrize(
    ("session", "where", "fragment"),
    [
        (without(CDA, personnes=()), "Responsables", "Aucun responsable"),
        (without(CDA, personnes=()), "Surveillants", "Aucun surveillant"),
        (without(CDA, personnes=CDA.personnes[:4]), "Responsables", "Aucun suppléant"),
        (
            without(CDA, referentiel=replace(CDA.referentiel, expiration=date(2027, 6, 10))),
            "Session!B6",
            "année supplémentaire",
        ),
        (
            without(CDA, referentiel=replace(CDA.referentiel, expiration=date(2025, 6, 10))),
            "Session!B6",
            "plus d'un an",
        ),
    ],
)
def test_what_a_session_lacks_is_told(tmp_path, session, where, fragment):
    reading = read_session(
        write(
            tmp_path / "session.xlsx",
            replace(session, candidats=tuple(replace(c, formateurs=()) for c in session.candidats)),
        )
    )
    assert told(reading.avertissements, WARNING, where, fragment), [
        (i.place, i.message) for i in reading.avertissements
    ]


WRONG = [case[:4] for case in ONE_CELL if case[4] is ERROR]
"""What no session can be planned with."""


def test_whatever_is_wrong_elsewhere_the_days_are_read_for_the_dates():
    for cle, champ, at, value in some(WRONG[::12]):
        with pytest.raises(WorkbookRefused):
            reading_of(CDA, {(cle, champ, at): value})
        reading = reading_of(CDA, {(cle, champ, at): value}, patient=True)
        assert reading.session.jours, (cle, champ, value)
        assert {issue.severity for issue in reading.avertissements} == {WARNING}
        assert echeancier(reading.session).echeances, (cle, champ, value)


def test_for_its_dates_a_transport_titre_is_read(tmp_path):
    ref = replace(pratique(), transport=True)
    path = write(tmp_path / "session.xlsx", replace(CDA, referentiel=pratique(), liens=()))
    assert read_session(path, ref, dates_only=True).session.referentiel.transport


def test_a_transport_titre_is_refused_with_a_sentence(tmp_path):
    ref = replace(pratique(), transport=True)
    path = write(tmp_path / "session.xlsx", replace(CDA, referentiel=pratique(), liens=()))
    with pytest.raises(WorkbookRefused, match="transport"):
        read_session(path, ref)


def test_what_the_source_does_not_state_may_be_changed_and_confirmed(tmp_path):
    changes = {
        ("epreuves", "presence", 0): "jury",
        ("epreuves", "usage", 0): "jury",
        ("epreuves", "partagee", 0): "non",
        ("epreuves", "collective", 0): "non",
        ("epreuves", "nature", 0): "oral",
        ("epreuves", "confirme", 0): "oui",
    }
    reading = reading_of(SC, changes)
    msp = reading.session.referentiel.epreuve("MSP")
    assert (msp.devant_jury, msp.collective, msp.a_confirmer) == (True, False, ())
    again = read_session(write(tmp_path / "copie.xlsx", reading.session)).session
    assert again.referentiel == reading.session.referentiel


def test_a_change_that_makes_no_sound_referentiel_is_refused_in_words():
    changes = {("epreuves", "presence", 0): "jury", ("epreuves", "usage", 0): "jury"}
    issues = issues_in(SC, changes)
    assert any(i.severity is ERROR and i.sheet == "Épreuves" and i.hint for i in issues), issues


def edited(tmp_path, edit) -> tuple[Issue, ...]:
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    edit(book)
    book.save(path)
    return issues_of(path)


def _rename(titre: str, other: str):
    return lambda book: setattr(book[titre], "title", other)


def _set(titre: str, cell: str, value: object):
    def edit(book) -> None:
        book[titre][cell] = value

    return edit


def _plain(titre: str, cell: str, value: object, number_format: str = "General"):
    def edit(book) -> None:
        book[titre][cell] = value
        book[titre][cell].number_format = number_format

    return edit


def _hide_row(book) -> None:
    book["Candidats"].row_dimensions[6].hidden = True


def _hide_sheet(book) -> None:
    book["Membres"].sheet_state = "hidden"


def _second_sheet(book) -> None:
    book.create_sheet("candidats ")["A1"] = "Nom"


def _more_fields(book) -> None:
    book["Réglages"]["A60"], book["Réglages"]["B60"] = "Lecture du dosier", 20
    book["Session"]["A60"], book["Session"]["B60"] = "Centre", "Autre"


LAYOUT = {
    "a sheet misnamed": (_rename("Candidats", "Candidat s"), ERROR, "Candidats", "Renommez « Candidat s »"),
    "an optional sheet misnamed": (_rename("Surveillants", "Surveilants"), WARNING, "Surveilants", "Surveillants"),
    "a sheet that nobody reads": (lambda book: book.create_sheet("Brouillon"), WARNING, "Brouillon", "pas lue"),
    "two sheets of one name": (_second_sheet, ERROR, "candidats ", "à la casse et aux accents près"),
    "no header": (lambda book: book["Candidats"].delete_rows(1, 3), ERROR, "Candidats", "titres des colonnes"),
    "an empty table": (lambda book: book["Candidats"].delete_rows(4, 50), ERROR, "Candidats", "est vide"),
    "an unknown field": (_more_fields, WARNING, "Réglages!A60:B60", "Lecture du dossier"),
    "a field twice": (_more_fields, ERROR, "Session!A60", "deux fois"),
    "a hidden row": (_hide_row, WARNING, "Candidats!A6", "masquée"),
    "a hidden sheet": (_hide_sheet, WARNING, "Membres", "masquée"),
    "an error of Excel": (_set("Jours", "C4", "#N/A"), ERROR, "Jours!C4", "erreur d'Excel"),
    "a formula never calculated": (_set("Candidats", "A5", "=UPPER(A4)"), ERROR, "Candidats!A5", "jamais été calculée"),
    "a number for a date": (_plain("Jours", "A5", 46553), WARNING, "Jours!A5", "lu comme le 15/06/2027"),
    "a number for an hour": (_plain("Jours", "C4", 8.5), ERROR, "Jours!C4", "08:30 ou 08:50"),
    "a third turned into a date": (
        _plain("Candidats", "N5", datetime(2027, 3, 1), "dd-mmm"), WARNING, "Candidats!N5", "en date",
    ),
    "an hour of the day after": (_set("Jours", "E4", datetime(1900, 1, 1)), ERROR, "Jours!E4", "Minuit"),
    "épreuves missing": (lambda book: book.remove(book["Épreuves"]), WARNING, "Épreuves", "absente"),
    "an épreuve missing": (lambda book: book["Épreuves"].delete_rows(4), WARNING, "Épreuves", "n'ont pas de ligne"),
}  # fmt: skip


TOGETHER = (
    (
        "a sheet misnamed",
        "an optional sheet misnamed",
        "a sheet that nobody reads",
        "an unknown field",
        "a field twice",
    ),
    ("two sheets of one name", "a hidden sheet", "an error of Excel", "a number for a date"),
    ("no header", "a number for an hour", "an épreuve missing"),
    ("an empty table", "an hour of the day after", "épreuves missing"),
    ("a hidden row", "a formula never calculated", "a third turned into a date"),
)
"""What may happen to one workbook at once."""


@pytest.mark.parametrize("names", TOGETHER, ids=", ".join)
def test_a_workbook_that_has_been_rearranged_is_told_so(tmp_path, names):
    assert {*LAYOUT} == {name for some_names in TOGETHER for name in some_names}

    def edit(book) -> None:
        for change in {LAYOUT[name][0]: None for name in names}:
            change(book)

    issues = edited(tmp_path, edit)
    untold = [name for name in names if not told(issues, *LAYOUT[name][1:])]
    assert untold == [], [(i.severity, i.place, i.message, i.hint) for i in issues]


TYPED = {
    "a missing column": (("Candidats", "A3", "Patronyme"), ERROR, "Candidats", "Il manque la colonne « Nom »"),
    "a misspelt column": (("Candidats", "M3", "Formatteurs"), WARNING, "Candidats!M3:M11", "dire « Formateurs »"),
    "a column twice": (("Candidats", "F3", "Prénom"), ERROR, "Candidats!F3", "Deux colonnes"),
    "a column without a title": (("Candidats", "J3", None), WARNING, "Candidats!J4:J11", "pas de titre"),
    "an épreuve unknown": (("Épreuves", "O4", "XX"), ERROR, "Épreuves!B4", "n'est pas une épreuve"),
    "two columns that mean the same": (
        ("Candidats", "Z3", "Courriel"), ERROR, "Candidats!Z3", "« Adresse et courriel » et « Courriel » sont lues",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "severity", "where", "fragment"), TYPED.values(), ids=TYPED)
def test_a_cell_in_which_something_else_is_typed_is_told_so(typed, severity, where, fragment):
    issues = _issues(lambda: reading_of_cell(CDA, *typed))
    assert told(issues, severity, where, fragment), [(i.severity, i.place, i.message, i.hint) for i in issues]


def test_people_are_not_lost_behind_what_looks_like_nothing(tmp_path):
    candidats = (Candidat("C1", "NA", "None"), Candidat("C2", "Null", "nan"))
    membres = (*CDA.membres, Membre("M9", "NULL", habilitations=CDA.membres[0].habilitations))
    session = replace(CDA, candidats=candidats, membres=membres, liens=())
    reading = read_session(write(tmp_path / "session.xlsx", session))
    assert [c.nom_complet for c in reading.session.candidats] == ["NA None", "Null nan"]


def test_the_titre_is_not_offered_in_a_session_of_ccp():
    issues = issues_in(CDA, {("session", "genre", 0): "session CCP", ("candidats", "presente", 1): "CCP9"})
    (issue,) = [i for i in issues if i.value == "CCP9"]
    assert (issue.message, "titre" in issue.hint) == ("Ce CCP n'est pas dans le référentiel.", False)


def test_a_session_of_ccs_offers_its_ccs_and_keeps_ccps_and_the_titre_apart():
    of_ccs = {("session", "genre", 0): "session CCS"}
    both = {("candidats", "presente", 0): "1", ("candidats", "presente", 1): "CCS3", ("candidats", "presente", 2): ""}
    issues = issues_in(small(deux_ccs(), candidats=3), of_ccs | both)
    assert [(i.message, i.hint) for i in issues if i.value == "CCS3"] == [
        ("Ce CCS n'est pas dans le référentiel.", "Écrivez « CCS1 », « CCS2 ».")
    ]
    assert [i.message for i in issues if i.place == "Candidats!C6"] == [
        "Dans une session CCS, il faut les CCS auxquels le candidat est présenté."
    ]


def without_parts(path, *titres: str):
    lost = {part_of(path, titre) for titre in titres}
    return rezipped(path, lambda name, content: None if name in lost else content)


@pytest.mark.parametrize("feuille", FEUILLES, ids=lambda f: f.cle)
def test_a_sheet_that_is_listed_and_has_no_part_is_never_taken_as_empty(tmp_path, feuille):
    path = without_parts(write(tmp_path / "session.xlsx", CDA), feuille.titre)
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(path)
    assert told(refusal.value.issues, ERROR, feuille.titre, "son contenu manque")


def test_every_sheet_without_its_part_is_told_at_once(tmp_path):
    path = without_parts(write(tmp_path / "session.xlsx", CDA), "Liens jury-candidats", "Réglages")
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(path)
    assert [issue.sheet for issue in refusal.value.issues] == ["Liens jury-candidats", "Réglages"]


def test_what_the_library_leaves_out_is_told_unless_it_is_known_to_matter_to_nobody(tmp_path, monkeypatch):
    path = write(tmp_path / "session.xlsx", CDA)

    def warned(text):
        dimensions = "openpyxl.worksheet._reader.WorksheetReader.bind_row_dimensions"
        monkeypatch.setattr(dimensions, lambda _: warn(text, stacklevel=1))
        return read_session(path).avertissements

    assert warned("Unknown type for a property") == ()
    (warning,) = warned("Row 7 was left out")
    assert "n'a pas été comprise" in warning.message
    assert "Row 7 was left out" in warning.message


NAMED = [f for f in FEUILLES if {"nom", "prenom"} <= {c.champ for c in f.colonnes}]


@pytest.mark.parametrize("champ", ["nom", "prenom"])
@pytest.mark.parametrize("feuille", NAMED, ids=lambda f: f.cle)
def test_a_semicolon_in_the_name_of_a_person_is_refused_at_its_cell(feuille, champ):
    who = {"nom": "DURAND", "prenom": "Zoé"} | {champ: "LEROUX ; DUPONT"}
    issues = issues_in(CDA, row(feuille.cle, 0, **who))
    assert told(issues, ERROR, place(feuille.cle, champ), "sépare les noms d'une liste")


WHOLE = [(f.cle, c.champ, c.au_plus) for f in FEUILLES for c in f.colonnes if c.saisie is Saisie.ENTIER]


@pytest.mark.parametrize("typed", [2**63, 2**62, 1e300, "99999999999999999999"])
def test_a_whole_number_beyond_its_bound_is_told_at_its_cell_with_the_bound(typed):
    issues = issues_in(CDA, {(cle, champ, 0): typed for cle, champ, _ in WHOLE})
    for cle, champ, au_plus in some(WHOLE):
        told_there = [i.message for i in issues if i.place == place(cle, champ)]
        bound = f"trop grand : {au_plus:_} au plus".replace("_", "\u202f")
        assert any(bound in message for message in told_there), (cle, champ)


@pytest.mark.parametrize("typed", [3_000_000, 10_000])
def test_a_version_that_no_calendar_could_bear_is_refused(typed):
    issues = issues_in(CDA, {("session", "version_planning", 0): typed})
    assert told(issues, ERROR, place("session", "version_planning"), "trop grand : 9\u202f999 au plus")


LENGTHS = [c.champ for f in FEUILLES if f.cle == "reglages" for c in f.colonnes if c.saisie is Saisie.MINUTES]


@pytest.mark.parametrize("typed", [1441, 99_999, "999h"])
def test_a_length_of_more_than_a_day_is_refused(typed):
    issues = issues_in(CDA, {("reglages", champ, 0): typed for champ in LENGTHS})
    for champ in some(LENGTHS):
        assert told(issues, ERROR, place("reglages", champ), "dépasse une journée"), champ


@pytest.mark.parametrize("number_format", mostly_proofs(["General", "hh:mm", "[h]:mm"], "General"))
def test_a_number_typed_in_a_cell_of_hours_is_an_hour_and_told_there(tmp_path, number_format):
    path = spoiled(tmp_path / "session.xlsx", CDA, {("jours", "fin", 0): "18h"})
    book = opened(path)
    book["Jours"][address("jours", "fin")] = 18
    book["Jours"][address("jours", "fin")].number_format = number_format
    book.save(path)
    reading = read_session(path)
    assert reading.session.jours[0].fin == time(18)
    assert told(reading.avertissements, WARNING, place("jours", "fin"), "lu comme 18:00")


FILLED: Changes = (
    row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="FONTAINE Sylvie")
    | row("indisponibilites", 0, qui="GARNIER Paul", jour="Jour 3", de="9h", a="10h")
    | row("convocations", 0, personne="MOREAU Léa", jour="Jour 1", heure="9h")
    | row("imprevus", 0, quoi="absence", qui="GARNIER Paul", jour="Jour 1", de="9h", a="10h")
    | row("questions", 0, sujet="personne", ecrit="S. Fontaine", autre="FONTAINE Sylvie", reponse="oui")
    | row("comediens", 0, nom="DURAND", prenom="Zoé")
    | row("vehicules", 0, nom="Clio 1", sorte="voiture")
    | row("aides", 0, nom="PETIT", prenom="Max")
)
"""A row in the sheets that the example leaves empty."""

UNREADABLE = {
    Saisie.DATE: "bientôt",
    Saisie.HEURE: "bientôt",
    Saisie.ENTIER: "douze",
    Saisie.MINUTES: "longtemps",
    Saisie.OUI_NON: "peut-être",
    Saisie.FRACTION: "beaucoup",
    Saisie.CHOIX: "autre chose",
    Saisie.PLAGES: "un de ces jours",
    Saisie.NOMS: "PERSONNE Jean",
}

DAMAGES = [
    (f.cle, c.champ, "" if c.saisie is Saisie.TEXTE else UNREADABLE[c.saisie])
    for f in FEUILLES
    for c in f.colonnes
    if (c.saisie in UNREADABLE or (c.obligatoire and c.saisie is Saisie.TEXTE))
    and (f.cle, c.champ) not in (("session", "responsable"), ("session", "suppleants"))
]
"""What cannot be read in each cell of the first row of each sheet; any name is a responsable's."""

BY_SHEET = [[d for d in DAMAGES if d[0] == f.cle] for f in FEUILLES if any(d[0] == f.cle for d in DAMAGES)]


def untold(*damages: tuple[str, str, str]) -> list[str]:
    """The cells of which nothing is said, when all these are damaged at once."""
    changes = FILLED | {(cle, champ, 0): value for cle, champ, value in damages}
    places = {issue.place for issue in issues_in(CDA, changes)}
    return [place(cle, champ) for cle, champ, _ in damages if place(cle, champ) not in places]


@pytest.mark.parametrize("rank", range(8))
def test_one_damage_in_every_input_sheet_at_once_is_told_in_one_run(rank):
    damages = [mine[rank % len(mine)] for mine in BY_SHEET]
    if ("session", "sigle", "") in damages:
        damages = [d for d in damages if d[0] != "epreuves" and d[1] != "dispenses"]
    assert untold(*damages) == []


def test_without_a_titre_what_needs_none_is_read_all_the_same():
    row_of = [d for d in DAMAGES if d[0] == "candidats" and d[1] not in ("dispenses", "formateurs", "numero_tire")]
    assert untold(("session", "sigle", ""), *row_of) == []


@pytest.mark.parametrize("seed", [*range(8), *(pytest.param(n, marks=pytest.mark.proof) for n in range(8, 100))])
def test_two_damages_drawn_anywhere_are_both_told(seed):
    draw = seeded(seed)
    among = draw.choice(BY_SHEET) if seed % 2 else [d for d in DAMAGES if d[0] != "epreuves"]
    assert untold(*draw.sample(among, min(2, len(among)))) == []


@pytest.mark.parametrize("mine", BY_SHEET, ids=lambda mine: mine[0][0])
def test_what_lacks_its_name_or_its_day_is_read_to_its_end(mine):
    assert untold(*mine) == []


@pytest.mark.parametrize("gone", mostly_proofs(["Session", "Jours", "Candidats"], "Candidats"))
def test_without_one_sheet_the_others_are_read_all_the_same(tmp_path, gone):
    path = spoiled(tmp_path / "session.xlsx", CDA, {("reglages", "lecture", 0): "longtemps"})
    book = opened(path)
    del book[gone]
    book["Membres"]["A4"] = None
    book.save(path)
    issues = issues_of(path)
    assert told(issues, ERROR, gone, "Il manque la feuille")
    assert told(issues, ERROR, place("reglages", "lecture"), "durée")
    assert told(issues, ERROR, "Membres!A4", "est vide")


@pytest.mark.parametrize("gone", ["Membres", "Salles"])
def test_a_sheet_that_a_first_planning_needs_is_told_to_be_missing(tmp_path, gone):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    del book[gone]
    book.save(path)
    assert told(issues_of(path), WARNING, gone, f"Il manque la feuille « {gone} »")


def test_without_the_sheet_of_epreuves_those_of_the_titre_are_told_of_alone(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    del book["Épreuves"]
    book.save(path)
    messages = [i.message for i in issues_of(path) if i.sheet == "Épreuves"]
    assert messages == ["La feuille Épreuves est absente ou vide : les épreuves sont celles du référentiel CDA."]


def test_without_the_column_of_habilitations_it_is_told_of_all_membres_at_once(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    header = next(cell for cell in book["Membres"][3] if str(cell.value).startswith("Habilité"))
    header.value = "Zut"
    book.save(path)
    seats = [i for i in issues_of(path) if "siéger" in i.message]
    assert [(i.place, i.message) for i in seats] == [
        ("Membres", "Aucune habilitation n'est saisie : aucun membre ne peut siéger.")
    ]


def test_an_hour_typed_as_a_number_is_quoted_as_typed(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    book["Jours"][address("jours", "fin")].value = 14.3
    book["Jours"][address("jours", "fin")].number_format = "hh:mm"
    book.save(path)
    assert next(i.value for i in issues_of(path) if "ambiguë" in i.message) == "14,3"


def test_somebody_may_be_named_as_a_refusal_proposed_once_the_fault_beside_it_is_mended():
    twice = replace(CDA.candidats[1], nom=CDA.candidats[0].nom, prenom=CDA.candidats[0].prenom)
    linked = {("liens", "candidat", 0): f"{twice.nom_complet} ({twice.id})"}
    session = replace(CDA, candidats=(CDA.candidats[0], twice, *CDA.candidats[2:]))
    assert reading_of(session, linked).session.liens[0].candidat == twice.id


def test_a_column_that_is_missing_is_told_once_and_not_row_by_row(tmp_path):
    path = write(tmp_path / "session.xlsx", CDA)
    book = opened(path)
    book["Membres"]["A3"] = "Zut"
    book.save(path)
    errors = [i for i in issues_of(path) if i.severity is ERROR and i.sheet == "Membres"]
    assert [i.message for i in errors] == ["Il manque la colonne « Nom »."]


def test_a_suppleant_who_is_the_responsable_himself_is_told_as_such(tmp_path):
    responsable, *others = (p for p in CDA.personnes if Role.RESPONSABLE in p.roles)
    alone = replace(CDA, personnes=tuple(p for p in CDA.personnes if p not in others))
    named = {("session", "suppleants", 0): f"{responsable.prenom} {responsable.nom}"}
    issues = issues_in(alone, named)
    assert told(issues, WARNING, place("session", "suppleants"), "à la fois responsable de session et suppléant")
    assert not any("Aucun suppléant" in issue.message for issue in issues)
    assert told(issues_of(write(tmp_path / "none.xlsx", alone)), WARNING, "Responsables", "Aucun suppléant")
