"""The sheet *Imprévus*: what happened is read back as it was written, by whoever corrects it too."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from drawing import seeded
from imprevus import KINDS, some_imprevus
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    Decalage,
    Decision,
    Deport,
    Derogation,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
)
from tpplanner.domain.session import Plage
from tpplanner.errors import WorkbookRefused
from tpplanner.referentiels import find
from tpplanner.sheets.session import IMPREVUS
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.entered import read_entered
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from workbook.samples import write

CDA = example_session(find("CDA"))
JOUR = CDA.jours[0].date
FIRST, SECOND = (membre.nom_complet for membre in CDA.membres[:2])
LEA = CDA.candidats[0].nom_complet
ROOM = CDA.salles[0].nom


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(JOUR, time(hour, minute))


def read(*rows: dict[str, object]):
    return read_entered(contents_of(CDA) | {"imprevus": list(rows)}, CDA.referentiel)


def the_event(**row: object):
    (imprevu,) = read(row).saisie.imprevus
    return imprevu.evenement


def test_any_events_are_read_back_as_they_were_written(tmp_path):
    rng = seeded("rows of events")
    for _ in range(15):
        typed = replace(CDA, imprevus=tuple(some_imprevus(CDA, rng)))
        reading = read_entered(contents_of(typed), typed.referentiel)
        assert reading.saisie == typed
        assert reading.avertissements == ()
    assert len(typed.imprevus) == len(KINDS)
    assert read_session(write(tmp_path / "session.xlsx", typed)).saisie == typed


def test_what_is_read_holds_and_what_is_typed_stays():
    reading = read({"quoi": "absence", "qui": FIRST, "jour": JOUR, "de": time(13)})
    away = Plage(at(13), datetime.combine(date.fromordinal(JOUR.toordinal() + 1), time()))
    assert reading.session.membre(M1).indisponibilites == (*CDA.membres[0].indisponibilites, away)
    assert reading.saisie.membres == CDA.membres


def test_a_candidat_who_does_not_come_stands_in_their_sheet_still():
    reading = read({"quoi": "candidat absent", "qui": LEA})
    assert CDA.candidats[0] not in reading.session.candidats
    assert CDA.candidats[0] in reading.saisie.candidats


def test_what_was_taken_back_holds_no_more():
    row = {"quoi": "candidat absent", "qui": LEA, "dit_le": f"{JOUR:%d/%m/%Y} 08:00", "repris_le": at(8, 30)}
    reading = read(row)
    assert reading.session.candidats == CDA.candidats
    assert reading.saisie.imprevus == (Imprevu(CandidatAbsent(CDA.candidats[0].id), at(8), "", at(8, 30)),)


M1, M2, C1, S1 = CDA.membres[0].id, CDA.membres[1].id, CDA.candidats[0].id, CDA.salles[0].id
MIDNIGHT = datetime.combine(date.fromordinal(JOUR.toordinal() + 1), time())
AS_TYPED = {
    "a whole session": (
        {"quoi": "Absence", "qui": FIRST},
        Absence(M1, at(0), datetime.combine(date.fromordinal(CDA.jours[-1].date.toordinal() + 1), time())),
    ),
    "hours": ({"quoi": "absence", "qui": FIRST, "jour": "14/06", "de": "9h", "a": "11h30"}, None),
    "a room": ({"quoi": "salle perdue", "qui": ROOM, "jour": JOUR, "de": time(13)}, SallePerdue(S1, at(13), MIDNIGHT)),
    "in the place of": (
        {"quoi": "remplacement", "qui": FIRST, "avec": SECOND, "jour": JOUR},
        Remplacement(M1, M2, at(0), MIDNIGHT),
    ),
    "late": ({"quoi": "candidat en retard", "qui": LEA, "minutes": 20}, CandidatEnRetard(C1, 20)),
    "a jury that is late": (
        {"quoi": "jury en retard", "qui": "jury 2", "jour": JOUR, "de": "10:40", "minutes": 25},
        Decalage("J2", at(10, 40), 25),
    ),
    "an agreement": ({"quoi": "accord pour une autre heure", "qui": FIRST}, Accord(M1)),
    "an agreement to ask for": (
        {"quoi": "accord pour une autre heure", "qui": FIRST, "precision": "à demander"},
        Accord(M1, a_demander=True),
    ),
    "a later end": ({"quoi": "fin plus tardive", "jour": JOUR, "a": "19h30"}, Prolongation(JOUR, time(19, 30))),
    "a link at the door": ({"quoi": "membre qui se déporte", "qui": FIRST, "avec": LEA}, Deport(M1, C1)),
    "a derogation": (
        {"quoi": "dérogation à un usage", "detail": "pause méridienne du jury", "jour": JOUR, "minutes": -10},
        Derogation("pause_jury", "", JOUR, -10),
    ),
    "turned away": (
        {"quoi": "candidat sans pièce ou sans prérequis", "qui": LEA, "jour": JOUR, "de": "8h40", "detail": "identité"},
        CandidatRefuse(C1, at(8, 40), "identité"),
    ),
    "a jury that is interrupted": (
        {"quoi": "jury interrompu", "qui": "Jury 1", "avec": LEA, "jour": JOUR, "de": "9h", "precision": "Annuler"},
        JuryInterrompu("J1", JOUR, at(9), C1, Decision.ANNULER),
    ),
}


@pytest.mark.parametrize("typed", AS_TYPED)
def test_each_event_is_understood_as_people_type_it(typed):
    row, evenement = AS_TYPED[typed]
    assert the_event(**row) == (evenement or Absence(M1, at(9), at(11, 30)))


REFUSED = {
    "quoi": ({"qui": FIRST}, "A4"),
    "unknown": ({"quoi": "grève", "qui": FIRST}, "A4"),
    "nobody": ({"quoi": "absence", "qui": "PERSONNE Aucune"}, "B4"),
    "missing": ({"quoi": "candidat absent"}, "B4"),
    "no room": ({"quoi": "salle perdue", "qui": "Salle 999"}, "B4"),
    "backwards": ({"quoi": "absence", "qui": FIRST, "jour": JOUR, "de": "14h", "a": "9h"}, "F4"),
    "no minutes": ({"quoi": "jury en retard", "qui": "Jury 1", "jour": JOUR, "de": "9h"}, "H4"),
    "no hour": ({"quoi": "fin plus tardive", "jour": JOUR}, "F4"),
    "no usage": ({"quoi": "dérogation à un usage", "detail": "le règlement", "jour": JOUR, "minutes": 5}, "J4"),
    "a rule of the RE": (
        {"quoi": "dérogation à un usage", "detail": "deux membres", "jour": JOUR, "minutes": 5},
        "J4",
    ),
    "too much of a derogation": (
        {"quoi": "dérogation à un usage", "detail": "pause méridienne du jury", "jour": JOUR, "minutes": -200},
        "H4",
    ),
    "a length made nothing": (
        {"quoi": "dérogation à un usage", "detail": "lecture", "jour": JOUR, "minutes": -15},
        "H4",
    ),
    "another's decision": (
        {"quoi": "jury interrompu", "qui": "Jury 1", "avec": LEA, "jour": JOUR, "de": "9h", "precision": "admis"},
        "I4",
    ),
    "no moment": ({"quoi": "candidat absent", "qui": LEA, "dit_le": "tôt"}, "K4"),
    "an hour without its day": ({"quoi": "candidat absent", "qui": LEA, "dit_le": "7h50"}, "K4"),
    "a word for a moment": ({"quoi": "candidat absent", "qui": LEA, "repris_le": "repris"}, "L4"),
    "in their own place": ({"quoi": "remplacement", "qui": FIRST, "avec": FIRST, "jour": JOUR}, "G4"),
    "a candidat in the place of a membre": ({"quoi": "remplacement", "qui": FIRST, "avec": LEA, "jour": JOUR}, "G4"),
    "a candidat whose place is taken": ({"quoi": "remplacement", "qui": LEA, "avec": FIRST, "jour": JOUR}, "B4"),
    "a link of a candidat": ({"quoi": "membre qui se déporte", "qui": LEA, "avec": LEA}, "B4"),
    "no épreuve": ({"quoi": "écrit interrompu", "qui": "Dictée", "jour": JOUR, "de": "9h", "a": "10h"}, "B4"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_a_row_that_cannot_be_read_is_refused_at_its_cell(why):
    row, cell = REFUSED[why]
    with pytest.raises(WorkbookRefused) as refused:
        read(row)
    assert [(i.sheet, i.cell) for i in refused.value.issues] == [(IMPREVUS.titre, cell)]


def test_a_session_whose_candidats_are_all_gone_is_refused():
    with pytest.raises(WorkbookRefused, match="Tous les candidats sont partis"):
        read(*({"quoi": "candidat absent", "qui": c.nom_complet} for c in CDA.candidats))


def test_a_word_of_health_is_neither_read_nor_repeated():
    reading = read({"quoi": "absence", "qui": FIRST, "jour": JOUR, "note": "malade, certificat du médecin"})
    (warning,) = reading.avertissements
    assert reading.saisie.imprevus[0].note == ""
    assert "santé" in warning.message
    assert "malade" not in f"{warning}"


@pytest.mark.parametrize("why", ["grippe", "Gastro", "son fils est à l'hôpital", "arrêt de travail", "deuil"])
def test_why_somebody_is_absent_is_neither_read_nor_repeated(why):
    reading = read({"quoi": "absence", "qui": FIRST, "jour": JOUR, "note": why})
    (warning,) = reading.avertissements
    assert reading.saisie.imprevus[0].note == ""
    assert why not in f"{warning}"


def test_a_moment_that_is_none_is_told_as_one():
    for typed in ("7h50", "repris", "hier"):
        with pytest.raises(WorkbookRefused, match="Ce moment n'est pas lisible"):
            read({"quoi": "absence", "qui": FIRST, "dit_le": typed})


def test_a_note_that_says_that_it_is_over_takes_nothing_back_and_is_told():
    row = {"quoi": "absence", "qui": FIRST, "jour": JOUR, "note": "Repris à 9 h"}
    (warning,) = read(row).avertissements
    assert (warning.sheet, warning.cell) == (IMPREVUS.titre, "M4")
    assert read(row | {"repris_le": at(9)}).avertissements == ()


def test_what_an_event_has_no_use_for_is_told():
    (warning,) = read({"quoi": "candidat absent", "qui": LEA, "minutes": 20}).avertissements
    assert (warning.sheet, warning.cell) == (IMPREVUS.titre, "H4")
