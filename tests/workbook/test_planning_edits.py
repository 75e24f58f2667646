"""A planning that a hand has changed: what was written is known, what is glued follows, and all of it is told."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders import SUIVIE, SURVEILLEE, a, cda, joue, plan_cda_trois, pratique, session, travail
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.domain.answers import Reading
from tpplanner.domain.plan import Composition, NatureAccueil, NatureTravail, Partie, Passage, Plan, Presence
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Candidat, Personne, Pin, Portee, Role, Session
from tpplanner.errors import Issue, Severity, WorkbookRefused
from tpplanner.sheets.session import PLANNING
from tpplanner.texts.fautes import phrase
from tpplanner.workbook.planning_rows import rows_of
from tpplanner.workbook.reader import read_session
from workbook.plans import plans
from workbook.samples import PLANNING_HEADER, opened, reading_of_planning, with_planning

NUMBERED = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", numero_tire=i) for i in (1, 2, 3))
SESSION = session(candidats=NUMBERED, nb_jours=2)
PLAN = plan_cda_trois()
FIVE = timedelta(minutes=5)
COLUMNS = [colonne.champ for colonne in PLANNING.colonnes]


class Hand:
    """Somebody who edits the sheet *Planning*; what is only typed in its cells takes no opening of the workbook."""

    def __init__(self, path: Path, seance: Session = SESSION, plan: Plan = PLAN) -> None:
        self.path = path / "planning.xlsx"
        self.seance, self.plan = seance, plan
        self.rows = rows_of(seance, plan)
        self.typed: dict[tuple[int, int], object] = {}

    @cached_property
    def book(self) -> Workbook:
        """The workbook, opened with what was typed so far."""
        return opened(with_planning(self.path, self.seance, self.plan, self.typed))

    @property
    def sheet(self) -> Worksheet:
        return self.book["Planning"]

    def row(self, nature: str, candidat: str = "", epreuve: str = "") -> int:
        """The number of a row."""
        for rank, row in enumerate(self.rows, 1):
            if (row.nature, row.candidat.startswith(candidat), row.epreuve.endswith(epreuve)) == (nature, True, True):
                return PLANNING_HEADER + rank
        raise AssertionError(nature, candidat, epreuve)

    def type(self, row: int, **champs: object) -> "Hand":
        typed = {(row, COLUMNS.index(champ) + 1): value for champ, value in champs.items()}
        self.typed |= typed
        if "book" in self.__dict__:
            for (at, column), value in typed.items():
                self.sheet.cell(at, column).value = value
        return self

    def read(self) -> Reading:
        if "book" not in self.__dict__:
            return reading_of_planning(self.seance, self.plan, self.typed)
        self.book.save(self.path)
        return read_session(self.path)


def found(reading: Reading, candidat: str, epreuve: str) -> Passage:
    (plan,) = reading.edite
    return next(p for p in plan.passages if (p.candidat, p.epreuve) == (candidat, epreuve))


def of_jury(reading: Reading, nature: NatureTravail, candidat: str = "") -> list:
    return [t for t in reading.edite[0].travaux if t.nature is nature and t.candidat == candidat]


def test_a_file_in_which_it_was_typed_tells_what_is_told_here_without_a_file(tmp_path):
    hand = Hand(tmp_path)
    hand.type(PLANNING_HEADER + 2, debut="9h05", salle="Salle 10").type(PLANNING_HEADER + 3, debut=time(9), fige="oui")
    path = with_planning(hand.path, hand.seance, hand.plan, hand.typed)
    assert hand.read() == read_session(path)


def test_an_untouched_planning_is_what_was_written(tmp_path):
    reading = read_session(with_planning(tmp_path / "planning.xlsx", SESSION, PLAN))
    assert (reading.ecrit, reading.edite, reading.editions) == ((PLAN,), (PLAN,), ())
    assert not [w for w in reading.avertissements if w.sheet == "Planning"]
    assert reading.session == SESSION


def test_each_piece_of_the_plan_knows_its_rows(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.read()
    assert reading.lignes[found(reading, "C2", "ET")] == (hand.row("épreuve", "CANDIDAT2", "ET"),)
    assert len(reading.lignes) == len(hand.rows)


def test_a_workbook_without_a_planning_holds_no_plan(tmp_path):
    hand = Hand(tmp_path)
    del hand.book["Planning"]
    reading = hand.read()
    assert (reading.ecrit, reading.edite, reading.editions, reading.lignes) == ((), (), (), {})


def test_the_end_and_the_chain_and_the_deliberation_follow_a_start(tmp_path):
    hand = Hand(tmp_path)
    row = hand.row("épreuve", "CANDIDAT3", "PP")
    reading = hand.type(row, debut="15h").read()
    assert [(found(reading, "C3", e).debut, found(reading, "C3", e).fin) for e in ("PP", "ET", "EF")] == [
        (a("15:00"), a("15:40")),
        (a("15:40"), a("16:25")),
        (a("16:25"), a("16:45")),
    ]
    assert of_jury(reading, NatureTravail.DELIBERATION, "C3")[0].debut == a("16:45")
    assert reading.ecrit == (PLAN,)
    messages = [e.message for e in reading.editions]
    assert messages[0].startswith(
        f"Ligne {row}, « Épreuve PP » de CANDIDAT3 Sacha : Début 14\u00a0h\u00a050 → 15\u00a0h"
    )
    assert "en conséquence, fin à" in messages[0]
    assert reading.editions[0].cell == f"Planning!B{row}"
    assert len(messages) == 4
    assert all("en conséquence" in message for message in messages[1:])


def test_what_the_jury_does_for_others_does_not_move(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15h").read()
    untouched = {t for t in PLAN.travaux if t.candidat != "C3" or t.nature is not NatureTravail.DELIBERATION}
    assert untouched <= set(reading.edite[0].travaux)


def test_a_start_changed_inside_a_chain_takes_the_whole_chain(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "ET"), debut=time(10, 30)).read()
    assert found(reading, "C1", "PP").debut == a("9:50")
    assert found(reading, "C1", "EF").fin == a("11:35")


def test_the_bounds_of_the_jury_and_of_the_responsable_follow(tmp_path):
    hand = Hand(tmp_path)
    hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15:30")
    reading = hand.type(hand.row("clôture"), debut="17h25").read()
    (composition,) = reading.edite[0].compositions
    assert (composition.debut, composition.fin) == (a("8:30"), a("17:40"))
    responsable = next(p for p in reading.edite[0].presences if p.role == Role.RESPONSABLE)
    assert (responsable.debut, responsable.fin) == (a("8:30"), a("17:40"))


def test_the_surveillance_follows_those_who_sit(tmp_path):
    hand = Hand(tmp_path)
    for candidat in ("CANDIDAT1", "CANDIDAT2", "CANDIDAT3"):
        hand.type(hand.row("épreuve", candidat, "QP"), debut="9h10")
    reading = hand.read()
    surveillance = next(p for p in reading.edite[0].presences if p.role == Role.SURVEILLANT)
    assert (surveillance.debut, surveillance.fin) == (a("9:10"), a("9:40"))
    assert found(reading, "C1", "PP").debut == a("9:40")


def test_an_end_that_is_typed_stays_as_typed(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "EF"), fin="16h40").read()
    assert found(reading, "C3", "EF").fin == a("16:40")
    assert of_jury(reading, NatureTravail.DELIBERATION, "C3")[0].debut == a("16:35")
    both = Hand(tmp_path)
    reading = both.type(both.row("épreuve", "CANDIDAT3", "PP"), debut="15h", fin="15h20").read()
    assert (found(reading, "C3", "PP").fin, found(reading, "C3", "ET").debut) == (a("15:20"), a("15:30"))


def test_a_row_of_the_chain_that_a_hand_also_moved_goes_where_it_says(tmp_path):
    hand = Hand(tmp_path)
    hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15h")
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "ET"), debut="15h45").read()
    assert found(reading, "C3", "PP").fin == a("15:40")
    assert found(reading, "C3", "ET").debut == a("15:45")
    assert found(reading, "C3", "EF").debut == a("16:30")


def test_a_part_whose_end_a_hand_typed_does_not_follow(tmp_path):
    hand = Hand(tmp_path)
    hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15h")
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "EF"), fin="16h40").read()
    assert found(reading, "C3", "ET").debut == a("15:40")
    assert (found(reading, "C3", "EF").debut, found(reading, "C3", "EF").fin) == (a("16:15"), a("16:40"))


def test_a_collective_epreuve_is_no_part_of_a_chain(tmp_path):
    moved = tuple(
        replace(p, parties=tuple(replace(x, debut=x.debut - FIVE, fin=x.fin - FIVE) for x in p.parties))
        for p in PLAN.passages
        if p.candidat == "C1" and p.epreuve != "QP"
    )
    others = tuple(p for p in PLAN.passages if p.candidat != "C1" or p.epreuve == "QP")
    plan = replace(PLAN, passages=moved + others)
    hand = Hand(tmp_path, SESSION, plan)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "PP"), debut="9h45").read()
    assert found(reading, "C1", "QP").debut == a("9:00")
    assert found(reading, "C1", "EF").fin == a("11:30")


def whole_jury_to_the_second_day(hand: Hand) -> Reading:
    for rank, row in enumerate(hand.rows, PLANNING_HEADER + 1):
        if row.jury == "Jury 1" and row.nature != "jury" and row.jour == PLAN.compositions[0].jour:
            hand.type(rank, jour="15/06/2027")
    return hand.read()


def test_a_jury_all_of_whose_day_moves_moves_with_it(tmp_path):
    reading = whole_jury_to_the_second_day(Hand(tmp_path))
    (composition,) = reading.edite[0].compositions
    assert (composition.debut, composition.fin) == (a("8:30", 1), a("17:00", 1))


def test_a_jury_that_sits_on_the_other_day_already_is_not_there_twice(tmp_path):
    second = Composition("J1", a("9:00", 1), a("10:00", 1), ("M1", "M2"), "S1")
    accueil = travail("J1", NatureTravail.ACCUEIL, a("9:00", 1), 60)
    plan = replace(PLAN, travaux=(*PLAN.travaux, accueil), compositions=(*PLAN.compositions, second))
    reading = whole_jury_to_the_second_day(Hand(tmp_path, SESSION, plan))
    assert [c.debut for c in reading.edite[0].compositions] == [a("8:30"), a("8:30", 1)]


def test_a_day_changed_takes_the_chain_to_that_day(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), jour="Jour 2").read()
    assert found(reading, "C3", "EF").fin == a("16:35", 1)
    assert of_jury(reading, NatureTravail.DELIBERATION, "C3")[0].debut == a("16:35", 1)
    assert reading.edite[0].compositions[0].jour == a("8:30").date()


def test_a_room_takes_the_chain_with_it(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "ET"), salle="plateau").read()
    assert {found(reading, "C1", e).parties[0].salle for e in ("PP", "ET", "EF")} == {"Plateau"}
    assert found(reading, "C2", "PP").parties[0].salle == "S1"


def test_the_candidats_go_where_their_jury_goes(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("jury"), salle="Plateau").read()
    assert reading.edite[0].compositions[0].salle == "Plateau"
    assert {partie.salle for p in reading.edite[0].passages for partie in p.suivies} == {"Plateau"}
    assert found(reading, "C1", "QP").parties[0].salle == "Ecrit"


def two_juries() -> tuple[Session, Plan]:
    second = Composition("J2", a("13:00"), a("17:00"), ("M3", "M4"), "S2")
    plan = Plan(PLAN.passages, PLAN.travaux, PLAN.presences, (*PLAN.compositions, second))
    return session(candidats=NUMBERED, nb_membres=4), plan


def test_a_jury_takes_the_work_on_the_candidat_and_its_own_room(tmp_path):
    seance, plan = two_juries()
    hand = Hand(tmp_path, seance, plan)
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "ET"), jury="jury 2").read()
    assert {found(reading, "C3", e).parties[0].jury for e in ("PP", "ET", "EF")} == {"J2"}
    assert {found(reading, "C3", e).parties[0].salle for e in ("PP", "ET", "EF")} == {"S2"}
    assert {t.jury for t in reading.edite[0].travaux if t.candidat == "C3"} == {"J2"}
    assert {t.jury for t in reading.edite[0].travaux if t.candidat == "C1"} == {"J1"}


@pytest.mark.parametrize("named", ["jury a", "JURY A", " Jury  A"])
def test_a_jury_that_rows_alone_name_is_one_whatever_its_case(tmp_path, named):
    hand = Hand(tmp_path)
    ours = [n for n, row in enumerate(hand.rows, PLANNING_HEADER + 1) if row.jury]
    for n in ours:
        hand.type(n, jury=named if n == ours[-1] else "Jury A")
    reading = hand.read()
    (plan,) = reading.edite
    assert {p.jury for passage in plan.passages for p in passage.parties if p.jury} == {"Jury A"}
    assert {t.jury for t in plan.travaux} == {"Jury A"}
    assert not check(reading.session, plan).violations


def test_those_who_are_there_for_a_candidat_follow_him(tmp_path):
    phases = (Phase(60, SURVEILLEE, "plateau", partagee=True), Phase(30, SUIVIE, "plateau", partagee=True))
    msp = joue(replace(pratique().titre.epreuves[0], phases=phases, nature=Nature.PRATIQUE))
    ref = replace(pratique(), titre=replace(pratique().titre, epreuves=(msp, *pratique().titre.epreuves[1:])))
    aides = (Personne("P1", "COMEDIEN", (Role.COMEDIEN,)), Personne("P2", "AIDE", (Role.AIDE,)))
    parties = (Partie(0, a("9:00"), a("10:00"), "Plateau"), Partie(1, a("10:00"), a("10:30"), "Plateau", "J1"))
    plan = Plan(
        (Passage("C1", "MSP", parties),),
        presences=(
            Presence("P1", Role.COMEDIEN, a("9:00"), a("10:30"), "Plateau", "C1", "MSP"),
            Presence("P2", Role.AIDE, a("9:00"), a("10:30"), "", "C1", "MSP"),
            Presence("P1", Role.COMEDIEN, a("8:45"), a("9:00")),
        ),
    )
    hand = Hand(tmp_path, session(ref, candidats=NUMBERED, personnes=aides), plan)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1"), debut="9h20").read()
    assert [(p.role, p.debut, p.fin) for p in reading.edite[0].presences] == [
        (Role.COMEDIEN, a("8:45"), a("9:00")),
        (Role.AIDE, a("9:20"), a("10:50")),
        (Role.COMEDIEN, a("9:20"), a("10:50")),
    ]
    assert found(reading, "C1", "MSP").fin == a("10:50")


def played_twice() -> tuple[Session, Plan]:
    """A passage from 9:00 to 10:10, in whose second and fourth phases a comédien plays; the aide writes in the first."""
    lengths = ((20, Surveillance.SEUL), (20, SUIVIE), (10, SUIVIE), (20, SUIVIE))
    phases = tuple(Phase(n, who, "plateau", partagee=True) for n, who in lengths)
    msp = joue(replace(pratique().titre.epreuves[0], phases=phases), 1, 3)
    ref = replace(pratique(), titre=replace(pratique().titre, epreuves=(msp, *pratique().titre.epreuves[1:])))
    hours = ("9:00", "9:20", "9:40", "9:50", "10:10")
    parties = tuple(Partie(i, a(hours[i]), a(hours[i + 1]), "Plateau", "J1" if i else "") for i in range(4))
    presences = (
        Presence("P1", Role.COMEDIEN, a("9:05"), a("9:20")),
        Presence("P1", Role.COMEDIEN, a("9:20"), a("9:40"), "", "C1", "MSP"),
        Presence("P1", Role.COMEDIEN, a("9:50"), a("10:10"), "", "C1", "MSP"),
        Presence("P2", Role.AIDE, a("9:00"), a("9:20"), "", "C1", "MSP"),
    )
    people = (Personne("P1", "COMEDIEN", (Role.COMEDIEN,)), Personne("P2", "AIDE", (Role.AIDE,)))
    return session(ref, candidats=NUMBERED, personnes=people), Plan(
        (Passage("C1", "MSP", parties),), presences=presences
    )


def those_beside(reading: Reading) -> list[tuple[str, str, str]]:
    """Who is there for a candidat, from when to when."""
    return [
        (p.role, f"{p.debut:%H:%M}", f"{p.fin:%H:%M}") for plan in reading.edite for p in plan.presences if p.candidat
    ]


def test_each_stretch_of_who_is_there_for_some_phases_follows_its_own(tmp_path):
    hand = Hand(tmp_path, *played_twice())
    assert those_beside(hand.read()) == [
        (Role.AIDE, "09:00", "09:20"),
        (Role.COMEDIEN, "09:20", "09:40"),
        (Role.COMEDIEN, "09:50", "10:10"),
    ]
    reading = hand.type(hand.row("épreuve", "CANDIDAT1"), debut="9h20").read()
    assert those_beside(reading) == [
        (Role.AIDE, "09:20", "09:40"),
        (Role.COMEDIEN, "09:40", "10:00"),
        (Role.COMEDIEN, "10:10", "10:30"),
    ]


def test_a_stretch_that_a_hand_changes_is_that_one_and_its_lack_is_told(tmp_path):
    hand = Hand(tmp_path, *played_twice())
    (second,) = (i for i, r in enumerate(hand.rows) if r.nature == "comédien" and f"{r.debut:%H:%M}" == "09:50")
    reading = hand.type(PLANNING_HEADER + 1 + second, debut="9h55").read()
    assert those_beside(reading)[1:] == [(Role.COMEDIEN, "09:20", "09:40"), (Role.COMEDIEN, "09:55", "10:10")]
    told = [
        (v.regle, v.cas) for v in check(reading.session, reading.edite[0]).violations if v.regle.endswith("present")
    ]
    assert told == [("comedien_present", "absent")]


def sorted_by(hand: Hand, column: Callable[[tuple], object]) -> None:
    first = PLANNING_HEADER + 1
    rows = [
        [c.value for c in row] for row in hand.sheet.iter_rows(min_row=first, max_row=PLANNING_HEADER + len(hand.rows))
    ]
    for number, row in enumerate(sorted(rows, key=column), first):
        for place, value in enumerate(row, 1):
            hand.sheet.cell(number, place).value = value


def test_sorted_rows_are_the_same_planning_and_edits_are_still_known(tmp_path):
    hand = Hand(tmp_path)
    hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15h")
    edited = hand.read().edite
    again = Hand(tmp_path)
    again.type(again.row("épreuve", "CANDIDAT3", "PP"), debut=time(15))
    sorted_by(again, lambda row: (str(row[4]), str(row[3]), str(row[1])))
    reading = again.read()
    assert reading.edite == edited
    assert reading.ecrit == (PLAN,)
    assert len(reading.editions) == 4


def test_inserted_and_deleted_rows_are_told(tmp_path):
    hand = Hand(tmp_path)
    last = PLANNING_HEADER + len(hand.rows)
    hand.type(last + 1, jour="14/06/2027", debut="16h50", fin="16h55", nature="Correction", candidat="Sacha CANDIDAT2")
    hand.type(last + 1, epreuve="QP", jury="Jury 1")
    hand.sheet.delete_rows(hand.row("pause méridienne"))
    reading = hand.read()
    messages = [e.message for e in reading.editions]
    assert any("ajoutée : correction de CANDIDAT2 Sacha" in m for m in messages)
    assert "Une ligne écrite par tpplanner a été supprimée." in messages
    assert not of_jury(reading, NatureTravail.PAUSE)
    assert len(of_jury(reading, NatureTravail.CORRECTION, "C2")) == 2


def test_a_copied_row_counts_once_as_written(tmp_path):
    hand = Hand(tmp_path)
    source, target = hand.row("lecture du dossier", "CANDIDAT1"), PLANNING_HEADER + len(hand.rows) + 1
    for column in range(1, 26):
        hand.sheet.cell(target, column).value = hand.sheet.cell(source, column).value
    reading = hand.type(target, debut="16h", fin="16h15").read()
    assert reading.ecrit == (PLAN,)
    assert len(of_jury(reading, NatureTravail.LECTURE, "C1")) == 2
    assert "ajoutée" in reading.editions[-1].message


def test_a_row_added_to_a_jurys_day_widens_it(tmp_path):
    hand = Hand(tmp_path)
    last = PLANNING_HEADER + len(hand.rows) + 1
    hand.type(last, jour="Jour 1", debut="17h", fin="17h20", nature="lecture du dossier", candidat="CANDIDAT1 Sacha")
    reading = hand.type(last, jury="Jury 1").read()
    assert reading.edite[0].compositions[0].fin == a("17:20")


def test_pinned_rows_are_pins_of_membres_and_rooms(tmp_path):
    hand = Hand(tmp_path)
    hand.type(hand.row("épreuve", "CANDIDAT1", "PP"), fige="Tout")
    hand.type(hand.row("épreuve", "CANDIDAT2", "QP"), fige="heure")
    hand.type(hand.row("épreuve", "CANDIDAT2", "EF"), fige="HEURE")
    reading = hand.read()
    assert reading.session.pins == (
        Pin("C2", "QP", Portee.HEURE, (Partie(0, a("9:00"), a("9:30"), "Ecrit"),)),
        Pin("C1", "PP", Portee.TOUT, (Partie(0, a("9:40"), a("10:20"), "S1"),), ("M1", "M2")),
        Pin("C2", "EF", Portee.HEURE, (Partie(0, a("14:10"), a("14:30"), "S1"),)),
    )
    assert found(reading, "C1", "PP").fige == "tout"


def test_a_pinned_passage_that_moved_is_pinned_where_it_stands(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT3", "PP"), debut="15h", fige="heure").read()
    assert reading.session.pins[0].parties[0].debut == a("15:00")


ILLEGIBLE = {
    "no hour": ({"debut": None}, "incomplète ou illisible"),
    "an hour that is none": ({"debut": "bientôt"}, "pas lisible"),
    "a nature that is none": ({"nature": "recréation"}, "On attend"),
    "no candidat": ({"candidat": None}, "« Candidat » manque"),
    "an unknown candidat": ({"candidat": "CANDIDAT9 Sacha"}, "Candidat inconnu"),
    "an unknown room": ({"salle": "Salle 10"}, "Nom de salle inconnu"),
    "an unknown jury": ({"jury": "Jury 9"}, "Nom de jury inconnu dans ce classeur.Vouliez-vous dire « Jury 1 » ?"),
    "an unknown épreuve": ({"epreuve": "Natation"}, "Nom d'épreuve inconnu"),
    "an end before the start": ({"debut": "11h", "fin": "10h50"}, "finit avant de commencer"),
    "a pin that is none": ({"fige": "oui"}, "« heure », « tout »"),
    "a status that is none": ({"statut": "terminer"}, "commencé.Vouliez-vous dire « terminé » ?"),
    "a status like no other": ({"statut": "bientôt"}, "Vouliez-vous dire « commencé » ou « terminé » ?"),
    "no hidden columns": ({}, "colonnes cachées"),
}


@pytest.mark.parametrize(("typed", "fragment"), ILLEGIBLE.values(), ids=ILLEGIBLE)
def test_what_cannot_be_read_in_a_planning_is_a_warning(tmp_path, typed, fragment):
    hand = Hand(tmp_path)
    if not typed:
        hand.sheet.delete_cols(13, 13)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "PP"), **typed).read()
    (warning,) = [w for w in reading.avertissements if fragment in w.message + w.hint]
    assert warning.sheet == "Planning"


UNREAD = {
    "people on an épreuve": (
        "épreuve",
        {"personnes": "MEMBRE1 Alix"},
        "J",
        "Les membres de « Jury 1 » se changent sur sa",
    ),
    "a candidat on a jury": ("jury", {"candidat": "CANDIDAT1 Sacha"}, "E", "la colonne Jury de ses lignes « épreuve »"),
    "a room on a reading": ("lecture du dossier", {"salle": "Salle 1"}, "I", "sa ligne « jury », colonne Salle"),
    "a jury on a presence": ("responsable", {"jury": "Jury 1"}, "H", "Videz cette cellule"),
    "a pin on a jury": ("jury", {"fige": "tout"}, "K", "lignes « épreuve » qui se figent"),
    "a phase on a presence": ("responsable", {"phase": 2}, "G", "sur la ligne « épreuve » du candidat"),
    "people on an accueil": ("accueil des candidats", {"personnes": "MEMBRE1 Alix"}, "J", "sa propre ligne"),
}


@pytest.mark.parametrize(("nature", "typed", "column", "cure"), UNREAD.values(), ids=UNREAD)
def test_what_no_row_of_that_nature_tells_is_told_with_where_it_counts_and_is_no_edition(
    tmp_path, nature, typed, column, cure
):
    hand = Hand(tmp_path)
    *_, row = (PLANNING_HEADER + rank for rank, r in enumerate(hand.rows, 1) if r.nature == nature)
    reading = hand.type(row, **typed).read()
    (warning,) = [w for w in reading.avertissements if f"n'est pas lue sur une ligne « {nature} »" in w.message]
    assert warning.place == f"Planning!{column}{row}"
    assert cure in warning.hint
    assert (reading.edite, reading.editions) == ((PLAN,), ())


def test_a_second_person_on_a_row_of_one_is_told(tmp_path):
    hand = Hand(tmp_path)
    row = hand.row("responsable")
    (seul,) = hand.rows[row - PLANNING_HEADER - 1].personnes
    reading = hand.type(row, personnes=f"{seul} ; MEMBRE1 Alix").read()
    (warning,) = [w for w in reading.avertissements if "n'a qu'une personne" in w.message]
    assert warning.place == f"Planning!J{row}"
    assert "« MEMBRE1 Alix » n'est pas pris en compte" in warning.message
    assert (reading.edite, reading.editions) == ((PLAN,), ())


FORMULAS = {"the end": ("fin", "C"), "the candidat": ("candidat", "E"), "the room": ("salle", "I")}


@pytest.mark.parametrize(("champ", "column"), mostly_proofs(FORMULAS.values(), FORMULAS["the end"]), ids=FORMULAS)
def test_a_formula_never_calculated_is_told_as_such_and_its_row_is_not_to_be_deleted(tmp_path, champ, column):
    hand = Hand(tmp_path)
    row = hand.row("épreuve", "CANDIDAT1", "PP")
    hand.sheet.cell(row, COLUMNS.index(champ) + 1).value = "=A1&B1"
    warnings = hand.read().avertissements
    told = [w for w in warnings if w.place == f"Planning!{column}{row}"]
    assert "jamais été calculée" in told[0].message
    assert "enregistrez-le" in told[0].hint
    assert "n'est pas prise en compte" in told[1].message
    assert not [w for w in warnings if "ou supprimez" in w.hint]


def test_a_jury_taken_away_is_told_at_its_cell_and_its_other_work_stays_the_jurys(tmp_path):
    hand = Hand(tmp_path)
    row = hand.row("épreuve", "CANDIDAT3", "PP")
    reading = hand.type(row, jury=None).read()
    (warning,) = [w for w in reading.avertissements if w.place == f"Planning!H{row}"]
    assert "« Jury 1 »" in warning.message
    assert warning.hint == "Écrivez-y l'un des jurys de ce planning : « Jury 1 »."
    assert all(t.jury for t in reading.edite[0].travaux)
    told = [phrase(reading.session, breach) for breach in check(reading.session, reading.edite[0]).violations]
    assert any("aucun jury ne suit" in sentence for sentence in told)
    assert not [sentence for sentence in told if not sentence[0].isalpha()]


def test_an_unknown_person_of_a_jury_is_told(tmp_path):
    hand = Hand(tmp_path)
    row = hand.row("jury")
    warnings = hand.type(row, personnes="INCONNU Jean").read().avertissements
    assert [w.message for w in warnings if w.place == f"Planning!J{row}"] == [
        "Nom de personne inconnu dans ce classeur."
    ]


PLACES = {
    "the start": ({"debut": "bientôt"}, "B", "bientôt"),
    "the end": ({"fin": "jamais"}, "C", "jamais"),
    "the nature": ({"nature": "recréation"}, "D", "recréation"),
    "the status": ({"statut": "bientôt"}, "L", "bientôt"),
}


@pytest.mark.parametrize(("typed", "column", "value"), PLACES.values(), ids=PLACES)
def test_what_cannot_be_read_is_told_with_its_own_cell(tmp_path, typed, column, value):
    hand = Hand(tmp_path)
    row = hand.row("épreuve", "CANDIDAT1", "PP")
    warnings = hand.type(row, **typed).read().avertissements
    assert any((w.cell, w.value) == (f"{column}{row}", value) for w in warnings)


@pytest.mark.parametrize("statut", ["commencé", "TERMINE", "en cours", " ", None])
def test_a_status_that_is_known_is_not_told(tmp_path, statut):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "PP"), statut=statut).read()
    assert not [w for w in reading.avertissements if "statut" in w.message]


def test_a_start_moved_beyond_the_end_is_no_mistake_as_the_end_follows(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("épreuve", "CANDIDAT1", "PP"), debut="15h").read()
    assert not [w for w in reading.avertissements if "finit avant" in w.message]
    assert found(reading, "C1", "PP").fin == a("15:40")


def test_a_planning_without_its_titles_prevents_no_session(tmp_path):
    hand = Hand(tmp_path)
    hand.sheet.delete_rows(PLANNING_HEADER)
    reading = hand.read()
    assert reading.edite == ()
    assert any("titres des colonnes" in w.message for w in reading.avertissements)


def test_a_planning_without_a_column_that_it_needs_is_told_once(tmp_path):
    hand = Hand(tmp_path)
    hand.sheet.cell(PLANNING_HEADER, COLUMNS.index("jour") + 1).value = "Quand"
    reading = hand.read()
    assert reading.edite == ()
    told = [w.message for w in reading.avertissements]
    assert [t for t in told if "planning" in t] == ["Il manque la colonne « Jour » : le planning n'est pas lu."]


def refused(hand: Hand) -> tuple[Issue, ...]:
    """The errors of a workbook that is read for its planning."""
    hand.book.save(hand.path)
    with pytest.raises(WorkbookRefused) as refusal:
        read_session(hand.path, planifie=True)
    return tuple(issue for issue in refusal.value.issues if issue.severity is Severity.ERROR)


@pytest.mark.parametrize("titre", mostly_proofs(["Planning v2", "Semaine 23"], "Semaine 23"))
def test_a_planning_under_another_title_is_to_be_renamed_and_not_made_anew(tmp_path, titre):
    hand = Hand(tmp_path)
    hand.sheet.title = titre
    (error,) = refused(hand)
    assert (error.sheet, error.message) == (titre, "Il manque la feuille « Planning ».")
    assert error.hint == f"Renommez « {titre} » en « Planning »."


def test_a_sheet_that_only_names_some_columns_of_a_planning_is_not_taken_for_one(tmp_path):
    hand = Hand(tmp_path)
    del hand.book["Planning"]
    hand.book.create_sheet("Planning des salles").append(["Jour", "Salle"])
    (error,) = refused(hand)
    assert (error.message, error.hint) == (
        "Ce classeur ne contient pas de planning.",
        "« tpplanner solve » en écrit un.",
    )


def test_a_planning_that_cannot_be_read_is_refused_where_it_is_read_for(tmp_path):
    hand = Hand(tmp_path)
    hand.sheet.cell(PLANNING_HEADER, COLUMNS.index("jour") + 1).value = "Quand"
    assert [e.message for e in refused(hand)] == ["Il manque la colonne « Jour » : le planning n'est pas lu."]
    hand.sheet.delete_rows(PLANNING_HEADER, 500)
    assert [e.message for e in refused(hand)] == ["La feuille « Planning » n'a aucune ligne qui se lise."]


def test_a_planning_may_lack_the_columns_that_few_fill(tmp_path):
    hand = Hand(tmp_path)
    for champ in ("phase", "fige", "statut"):
        hand.sheet.cell(PLANNING_HEADER, COLUMNS.index(champ) + 1).value = None
    assert hand.read().edite[0].passages


@given(st.data())
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plan_written_in_a_workbook_is_read_back_equal(tmp_path, data):
    seance = data.draw(st.sampled_from([SESSION, session(cda(), candidats=NUMBERED, nb_membres=4, nb_jours=2)]))
    plan = data.draw(plans(seance))
    reading = read_session(with_planning(tmp_path / "planning.xlsx", seance, plan))
    expected = (plan,) if rows_of(seance, plan) else ()
    assert (reading.ecrit, reading.edite, reading.editions) == (expected, expected, ())
    assert not [w for w in reading.avertissements if "pas lue sur une ligne" in w.message]


def test_a_planning_read_hundreds_of_rows_lower_is_the_same(tmp_path):
    hand = Hand(tmp_path)
    middle = PLANNING_HEADER + len(hand.rows) // 2
    hand.sheet.insert_rows(middle, 300)
    reading = hand.read()
    assert (reading.ecrit, reading.edite, reading.editions) == ((PLAN,), (PLAN,), ())


# Accueils and plis


def test_an_accueil_has_a_row_that_a_hand_may_move(tmp_path):
    hand = Hand(tmp_path)
    reading = hand.type(hand.row("accueil des candidats"), debut=time(8, 35)).read()
    (accueil,) = (x for x in reading.edite[0].accueils if x.nature is NatureAccueil.ACCUEIL)
    assert (accueil.debut, accueil.fin) == (a("8:35"), a("9:05"))


def test_an_epreuve_moved_without_its_accueil_and_its_plis_is_a_breach_of_both(tmp_path):
    hand = Hand(tmp_path)
    for n in (1, 2, 3):
        hand.type(hand.row("épreuve", f"CANDIDAT{n}", "QP"), debut=time(9, 10))
    reading = hand.read()
    assert reading.edite[0].accueils == PLAN.accueils
    broken = {(v.regle, v.cas): v for v in check(reading.session, reading.edite[0]).violations}
    assert ("accueil_candidats", "fin") in broken
    assert ("ouverture_plis", "moment") in broken
    assert phrase(SESSION, broken["accueil_candidats", "fin"]) == (
        "Lundi 14 juin 2027 : l'accueil des candidats finit à 9\u00a0h, alors que la première épreuve (« Épreuve QP » de "
        "CANDIDAT1 Sacha) commence à 9\u00a0h\u00a010."
    )
    rows = {row for element in broken["ouverture_plis", "moment"].elements for row in reading.lignes[element]}
    assert rows == {hand.row("ouverture des plis")}


def test_the_responsable_comes_when_the_first_thing_does(tmp_path):
    """The jury's first work and the accueil are put off by hand: nobody has to be there before."""
    hand = Hand(tmp_path)
    hand.type(hand.row("accueil des candidats"), debut=time(8, 35))
    hand.type(hand.row("accueil du jury"), debut=time(8, 35))
    reading = hand.read()
    (lead,) = (p for p in reading.edite[0].presences if p.role == Role.RESPONSABLE)
    assert lead.debut == a("8:35")


def test_a_planning_that_tells_no_accueil_gets_those_of_its_epreuves(tmp_path):
    before = replace(PLAN, accueils=())
    reading = Hand(tmp_path, plan=before).read()
    assert reading.edite == (PLAN,)
    assert any("ni accueil des candidats ni ouverture des plis" in w.message for w in reading.avertissements)


def test_an_accueil_deleted_by_hand_is_missed(tmp_path):
    hand = Hand(tmp_path)
    hand.sheet.delete_rows(hand.row("accueil des candidats"))
    reading = hand.read()
    assert [v.cas for v in check(reading.session, reading.edite[0]).violations] == ["absent"]
