from dataclasses import replace
from datetime import time

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TOUTES, a, cda, ecrit, oral, passage, plan_cda_trois, pratique, referentiel, session
from some import some
from tpplanner.domain.plan import Composition, Partie, Passage, Plan
from tpplanner.domain.session import Candidat, Genre, Jury, Personne, Role, Salle
from tpplanner.sheets.session import PLANNING
from tpplanner.texts.noms import Noms
from tpplanner.workbook.planning_rows import Row, elements_of, plan_of, rows_of, values_of
from workbook.plans import plans

HOMONYMES = (
    Candidat("C1", "DURAND", "Léa", numero_tire=2),
    Candidat("C2", "Durand", "LÉA", numero_tire=1),
    Candidat("C3", "MEMBRE1", "Alix", majorations=TOUTES),
)
COUPEE = referentiel(
    replace(ecrit("MSP", 300), coupure_midi=True), oral("ET", 20, apres=("MSP",)), oral("EF", 20), sigle="MIDI"
)
CCP = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", titre=False, ccps=("CCP1", "CCP3"), dernier_ccp=i == 1) for i in (1, 2))
SESSIONS = (
    session(),
    session(candidats=HOMONYMES, nb_jours=2),
    session(COUPEE),
    session(pratique(), nb_membres=4),
    session(cda(), candidats=CCP, genre=Genre.CCP, jurys=(Jury("Jury A", ("M1", "M2")), Jury("Jury 2", ("M2",)))),
    session(
        personnes=(
            Personne("M1", "MEMBRE1", (Role.SURVEILLANT, Role.COMEDIEN), "Alix"),
            Personne("P1", "PETIT", (Role.RESPONSABLE, Role.AIDE), "Anne"),
            Personne("P2", "PETIT", (Role.AIDE,), "Anne"),
        ),
        salles=(Salle("a", "Salle", ("jury",)), Salle("b", "salle", ("ecrit",)), Salle("Salle 3", "Salle 3", ("x",))),
    ),
)


@given(st.data())
@settings(max_examples=25)
def test_a_plan_written_as_rows_is_read_back_equal_whatever_the_order_of_the_rows(data):
    seance = data.draw(st.sampled_from(SESSIONS))
    plan = data.draw(plans(seance))
    rows = rows_of(seance, plan)
    assert plan_of(seance, data.draw(st.permutations(rows))) == plan


def test_every_row_has_a_value_for_each_column_of_the_sheet():
    for row in some(rows_of(session(), plan_cda_trois())):
        assert len(values_of(row)) == len(PLANNING.colonnes)


def test_the_people_of_a_row_are_shown_by_name():
    jury = next(row for row in rows_of(session(), plan_cda_trois()) if row.nature == "jury")
    assert values_of(jury)[7:10] == ("Jury 1", "Salle 1", "MEMBRE1 Alix ; MEMBRE2 Alix")


def test_homonyms_are_told_apart_by_their_number():
    noms = Noms(session(candidats=HOMONYMES))
    assert [noms.etiquette(id_) for id_ in ("C1", "C2", "C3", "M1")] == [
        "DURAND Léa (n° 2)",
        "Durand LÉA (n° 1)",
        "MEMBRE1 Alix (C3)",
        "MEMBRE1 Alix (M1)",
    ]


def test_epreuves_that_bear_one_name_are_told_apart_by_their_ccp():
    noms = Noms(session(candidats=CCP, genre=Genre.CCP))
    assert noms.etiquette_epreuve("QP") == "Épreuve QP"
    assert noms.etiquette_epreuve("CCP2.QP") == "Épreuve CCP2.QP"
    commune = replace(cda().ccps[0].epreuves[0], nom="Épreuve QP")
    ccps = (replace(cda().ccps[0], epreuves=(commune,)),)
    assert Noms(session(replace(cda(), ccps=ccps))).etiquette_epreuve("CCP1.QP") == "Épreuve QP (CCP1)"


def test_an_epreuve_typed_by_its_modality_is_the_candidats_own():
    seance = session(candidats=(Candidat("C1", "SEUL", titre=False, ccps=("CCP2",)),), genre=Genre.CCP)
    row = Row(a("9:00").date(), time(9), time(9, 30), "épreuve", candidat="seul", epreuve="qp", salle="SALLE D ECRIT")
    assert plan_of(seance, [row]).passages == (passage("C1", "CCP2.QP", a("9:00"), 30, "Ecrit"),)


def test_the_same_epreuve_planned_twice_stays_two_passages():
    deux = Plan((passage("C1", "QP", a("9:00"), 30, "Ecrit"), passage("C1", "QP", a("14:00"), 30, "Ecrit")))
    assert plan_of(session(), rows_of(session(), deux)) == deux


def test_the_same_epreuve_in_two_rooms_at_once_is_the_same_plan_in_either_order_of_its_rows():
    rows = rows_of(session(), Plan(tuple(passage("C1", "QP", a("9:00"), 30, salle) for salle in ("Ecrit", "Plateau"))))
    assert plan_of(session(), rows) == plan_of(session(), rows[::-1])


def test_a_pin_on_one_part_holds_the_whole_passage():
    parties = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a("10:00"), a("10:30"), "Plateau", "J1"))
    seance = session(pratique())
    rows = rows_of(seance, Plan((Passage("C1", "MSP", parties),)))
    assert [row.phase for row in rows] == [1, 2]
    figee = plan_of(seance, [rows[0], replace(rows[1], fige="heure")])
    assert figee.passages[0].fige == "heure"


def test_a_name_that_two_bear_names_neither():
    rows = rows_of(session(candidats=HOMONYMES), plan_cda_trois())
    anonymous = [replace(row, candidat="DURAND Léa") for row in rows if row.nature == "épreuve"]
    assert {p.candidat for p in plan_of(session(candidats=HOMONYMES), anonymous).passages} == {"DURAND Léa"}


def test_a_clock_that_stops_at_midday_makes_two_parts_and_no_more():
    parties = [Partie(0, a(f"{h}:00"), a(f"{h}:30"), "Ecrit") for h in (9, 13, 16)]
    rows = rows_of(session(COUPEE), Plan(tuple(Passage("C1", "MSP", (p,)) for p in parties)))
    assert [len(p.parties) for p in plan_of(session(COUPEE), rows).passages] == [2, 1]


def test_a_row_that_ends_at_midnight_ends_with_its_day():
    plan = Plan((), compositions=(Composition("J1", a("20:00"), a("0:00", 1), ("M1", "M2"), "S1"),))
    rows = rows_of(session(), plan)
    assert rows[0].fin == time(0)
    assert plan_of(session(), rows) == plan


def test_unknown_names_stay_as_typed_for_the_check_to_see():
    rows = [replace(row, salle="Cave", candidat="PERSONNE") for row in rows_of(session(), plan_cda_trois())]
    lu = plan_of(session(), [row for row in rows if row.nature == "épreuve"])
    assert {p.candidat for p in lu.passages} == {"PERSONNE"}
    assert {partie.salle for p in lu.passages for partie in p.parties} == {"Cave"}


def test_each_piece_of_the_plan_knows_its_rows():
    seance = session(pratique())
    parties = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a("10:00"), a("10:30"), "Plateau", "J1"))
    rows = rows_of(seance, Plan((Passage("C2", "MSP", parties),)))
    ((element, positions),) = elements_of(seance, rows[::-1])
    assert (element.candidat, positions) == ("C2", (1, 0))
