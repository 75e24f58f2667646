"""What a person finds odd in a plan, counted by hand; and what is asked of the check in few words."""

from dataclasses import replace

import pytest

from builders import LUNDI, a, ecrit, jours, oral, passage, referentiel, session, travail
from edits import accueil, changed, on_day, welcoming, with_people, with_presences, without_role
from journees import UN, journee
from tpplanner.audit import check, holds, led_hours, measured, oddities, order_asked_for
from tpplanner.domain.plan import (
    Accueil,
    Composition,
    NatureAccueil,
    NatureTravail,
    Partie,
    Passage,
    Plan,
    Presence,
)
from tpplanner.domain.session import Personne, Role, Salle, Session
from worlds import chantier, comedie, vagues


def odd(s: Session, plan: Plan, nom: str) -> int:
    """That measure of common sense, on a plan."""
    return {m.regle: m.valeur for m in check(s, plan).bon_sens}[nom]


@pytest.mark.parametrize(
    ("used", "expected"), [((), 0), ((1,), 0), ((1, 2), 0), ((2,), 1), ((1, 3), 0), ((3, 4), 2), ((2, 4), 1)]
)
def test_days_that_stay_free_before_the_first_one_used_are_told(used, expected):
    s = session(candidats=4, nb_jours=5)
    passages = (passage(f"C{jour}", "QP", a("9:00", jour - 1), 30, "Ecrit") for jour in used)
    assert odd(s, Plan(tuple(passages)), "jours_avant") == expected


# Rooms


ROOMS = (
    Salle("Grande", "Grande salle", ("ecrit",), postes=20),
    Salle("Deux", "Salle de deux", ("ecrit",), postes=2),
    Salle("Une", "Salle d'un", ("ecrit",), postes=1),
)


def writing(*rooms: str, hour: str = "9:00", first: int = 1) -> tuple[Passage, ...]:
    """The QP of one candidat after the other, each in the next of these rooms."""
    return tuple(passage(f"C{n}", "QP", a(hour), 30, salle) for n, salle in enumerate(rooms, first))


@pytest.mark.parametrize(
    ("rooms", "expected"),
    [
        (("Grande", "Grande", "Grande"), 0),
        (("Grande", "Deux", "Grande"), 1),
        (("Une", "Deux", "Grande"), 2),
        (("Deux", "Deux", "Une"), 0),  # neither has posts enough for three
        (("Deux", "Une", "Une"), 0),
        (("Deux", "Une"), 1),
        (("Grenier", "Deux", "Deux"), 0),  # of a room that nobody knows, those who are in it are all that it takes
        (("Grenier", "Grenier", "Une"), 0),
        (("Grenier", "Grande"), 1),
        (("Grenier", "Une"), 0),
    ],
)
def test_a_room_is_too_many_where_the_others_have_posts_enough(rooms, expected):
    s = session(candidats=3, salles=ROOMS)
    assert odd(s, Plan(writing(*rooms)), "salles_de_trop") == expected


def test_each_common_start_counts_for_itself():
    s = session(candidats=4, salles=ROOMS)
    twice = (*writing("Deux", "Grande"), *writing("Deux", "Grande", hour="9:10", first=3))
    assert odd(s, Plan(twice), "salles_de_trop") == 2
    apart = (*writing("Deux"), *writing("Grande", hour="9:10", first=2))
    assert odd(s, Plan(apart), "salles_de_trop") == 0


def test_who_has_a_room_apart_is_not_counted_nor_is_that_room():
    s = session(candidats=3, salles=ROOMS)
    plan = Plan(writing("Grande", "Grande", "Une"))
    assert odd(s, plan, "salles_de_trop") == 1
    assert odd(changed(s, "C3", salle_a_part=True), plan, "salles_de_trop") == 0
    everybody = replace(s, candidats=tuple(replace(c, salle_a_part=True) for c in s.candidats))
    assert odd(everybody, plan, "salles_de_trop") == 0
    unknown = replace(s, candidats=s.candidats[:2])
    assert odd(unknown, plan, "salles_de_trop") == 1


def test_what_each_sits_alone_is_in_as_many_rooms_as_one_likes():
    s = session(vagues(), candidats=2)
    plan = Plan(tuple(passage(c, "MSP", a("9:00"), 50, salle) for c, salle in (("C1", "Plateau"), ("C2", "Ecrit"))))
    assert odd(s, plan, "salles_de_trop") == 0
    nobody_knows = Plan(tuple(replace(p, epreuve="inconnue") for p in plan.passages))
    assert odd(s, nobody_knows, "salles_de_trop") == 0


def test_the_room_of_who_is_cut_by_midday_is_that_in_which_he_begins():
    s = session(chantier(), candidats=2)
    one, other = (
        Passage(c, "MSP", (Partie(0, a("9:00"), a("12:00"), "Plateau"), Partie(0, a("12:45"), a("13:45"), salle)))
        for c, salle in (("C1", "Plateau"), ("C2", "Ecrit"))
    )
    assert odd(s, Plan((one, other)), "salles_de_trop") == 0


# The order of days


HEARD = referentiel(ecrit("QP", 30), oral("PP", 30), oral("EF", 15))


def heard(candidat: str, jour: int, epreuve: str = "EF") -> Passage:
    return passage(candidat, epreuve, a("9:00", jour - 1), 20, "S1", "J1")


@pytest.mark.parametrize(
    ("days", "expected"),
    [((1, 1, 1), 0), ((1, 2, 3), 0), ((2, 1, 3), 1), ((3, 2, 1), 3), ((2, 1, 1), 2), ((1, 3, 2), 1)],
)
def test_pairs_of_whom_the_later_in_the_order_asked_for_comes_on_an_earlier_day(days, expected):
    s = session(HEARD, candidats=3, nb_jours=3)
    passages = (heard(f"C{n}", jour) for n, jour in enumerate(days, 1))
    assert odd(s, Plan(tuple(passages)), "ordre_des_jours") == expected


def test_the_first_day_on_which_a_jury_hears_him_counts():
    s = session(HEARD, candidats=2, nb_jours=3)
    written = passage("C1", "QP", a("9:00"), 30, "Ecrit")
    twice = (heard("C1", 1, "PP"), heard("C1", 3))
    assert odd(s, Plan((written, heard("C1", 3), heard("C2", 2))), "ordre_des_jours") == 1
    assert odd(s, Plan((*twice, heard("C2", 2))), "ordre_des_jours") == 0


def test_those_who_pass_other_epreuves_are_not_compared_nor_is_somebody_unknown():
    s = session(HEARD, candidats=3, nb_jours=2)
    backwards = Plan((heard("C1", 2), heard("C2", 1), heard("inconnu", 1)))
    assert odd(s, backwards, "ordre_des_jours") == 1
    assert odd(changed(s, "C2", dispenses=("PP",)), backwards, "ordre_des_jours") == 0


# Who waits to be of service


def there(personne: str, role: Role, debut: str, fin: str, candidat: str = "", jour: int = 0) -> Presence:
    return Presence(personne, role, a(debut, jour), a(fin, jour), candidat=candidat, epreuve="MSP" if candidat else "")


WELCOMED = there("K1", Role.COMEDIEN, "9:00", "9:15")
PLAYED, AGAIN = there("K1", Role.COMEDIEN, "9:40", "10:20", "C1"), there("K1", Role.COMEDIEN, "11:15", "11:55", "C2")
SOONER = there("K1", Role.COMEDIEN, "8:00", "8:15")
OTHER = there("K2", Role.COMEDIEN, "9:20", "9:35"), there("K2", Role.COMEDIEN, "9:40", "10:20", "C2")
TUESDAY = there("K1", Role.COMEDIEN, "9:00", "9:15", jour=1), there("K1", Role.COMEDIEN, "9:16", "9:56", "C2", 1)


@pytest.mark.parametrize(
    ("presences", "expected"),
    [
        ((WELCOMED, PLAYED, AGAIN), 25),
        ((SOONER, WELCOMED, PLAYED), 85),  # since he was welcomed first
        ((WELCOMED,), 0),
        ((PLAYED,), 0),
        ((WELCOMED, there("K1", Role.COMEDIEN, "9:10", "9:50", "C1")), 0),
        ((WELCOMED, PLAYED, *OTHER), 25 + 5),
        ((WELCOMED, PLAYED, *TUESDAY), 25 + 1),
        ((there("inconnu", Role.COMEDIEN, "8:00", "8:15"), there("inconnu", Role.COMEDIEN, "9:00", "9:40", "C1")), 0),
    ],
)
def test_a_comedien_waits_from_his_accueil_to_his_first_passage(presences, expected):
    actors = (Personne(k, k, (Role.COMEDIEN,)) for k in ("K1", "K2"))
    s = with_people(session(comedie(), candidats=2, nb_jours=2), *actors)
    assert odd(s, Plan((), presences=presences), "attente_au_service") == expected


@pytest.mark.parametrize(
    ("leading", "expected"),
    [
        ((), 0),
        ((there("R1", Role.RESPONSABLE, "8:30", "12:00"),), 0),
        ((there("R1", Role.RESPONSABLE, "8:00", "12:00"),), 30),
        ((there("R1", Role.RESPONSABLE, "8:40", "12:00"),), 0),
        ((there("R1", Role.RESPONSABLE, "8:10", "9:00"), there("R2", Role.RESPONSABLE, "8:20", "12:00")), 20),
        ((there("R1", Role.RESPONSABLE, "8:00", "12:00", jour=1), there("R1", Role.RESPONSABLE, "8:20", "12:00")), 10),
    ],
)
def test_who_leads_waits_from_his_coming_to_the_first_thing_of_the_day(leading, expected):
    """It is the accueil, at 8:30; on a day on which nothing else is, nobody waits for it."""
    s = with_people(session(candidats=1, nb_jours=2), Personne("R2", "SUPPLEANT", (Role.RESPONSABLE,)))
    plan = with_presences(without_role(journee(s, UN), Role.RESPONSABLE), *leading)
    assert odd(s, plan, "attente_au_service") == expected


# The room of a jury


def sat(jour: int, salle: str, *membres: str, hour: str = "9:00") -> Composition:
    return Composition("J1", a(hour, jour - 1), a("12:00", jour - 1), membres, salle)


@pytest.mark.parametrize(
    ("compositions", "expected"),
    [
        ((sat(1, "S1", "M1", "M2"), sat(2, "S1", "M2", "M1")), 0),
        ((sat(1, "S1", "M1", "M2"), sat(2, "S2", "M2", "M1")), 1),
        ((sat(1, "S1", "M1", "M2"), sat(2, "S2", "M1", "M2"), sat(3, "S1", "M1", "M2")), 2),
        ((sat(1, "S1", "M1", "M2"), sat(3, "S2", "M1", "M2")), 1),
        ((sat(1, "S1", "M1", "M2"), sat(2, "S2", "M1", "M3")), 0),
        ((sat(1, "S1", "M1", "M2"), sat(1, "S2", "M1", "M2", hour="10:00"), sat(2, "S1", "M1", "M2")), 0),
    ],
)
def test_the_same_membres_keep_their_room_from_a_day_to_the_next(compositions, expected):
    s = session(candidats=1, nb_membres=4, nb_jours=3)
    assert odd(s, Plan((), compositions=compositions), "salles_de_jury_changees") == expected


# In few words


def test_of_plans_alike_in_all_else_the_sooner_a_written_epreuve_begins_the_better():
    """From 8:30, when candidats may be called: at 9:00, and on the second day at 8:20; another day is of no session."""
    s = session(candidats=4, nb_jours=2)
    starts = (*writing("Ecrit", "Ecrit"), *writing("Ecrit", hour="9:10", first=3))
    assert oddities(s, Plan(starts))[-1] == 30 + 40
    early = passage("C4", "QP", a("8:20", 1), 30, "Ecrit")
    assert oddities(s, Plan((*starts, early)))[-1] == 30 + 40
    assert oddities(s, Plan((*starts, passage("C4", "QP", a("9:00", 9), 30, "Ecrit"))))[-1] == 30 + 40


# Juries, files, hours


def test_a_jury_for_one_candidat_beside_another_is_odd():
    s = session(HEARD, candidats=4, nb_membres=4)
    beside = (heard("C1", 1), heard("C2", 1), *(replace(heard(c, 1), parties=(before("J2"),)) for c in ("C3", "C4")))
    assert odd(s, Plan(beside), "jurys_d_un_candidat") == 0
    assert odd(s, Plan(beside[1:]), "jurys_d_un_candidat") == 1
    assert odd(s, Plan(beside[:1]), "jurys_d_un_candidat") == 0


def before(jury: str) -> Partie:
    return Partie(0, a("9:00"), a("9:20"), "S2", jury)


@pytest.mark.parametrize(
    ("read", "oral", "expected"),
    [("8:45", "9:00", 0), ("8:45", "15:00", 1), ("13:00", "15:00", 0), ("9:00", "15:00", 0)],
)
def test_a_file_is_read_in_the_half_day_of_its_oral_or_while_its_candidat_writes(read, oral, expected):
    s = session(HEARD, candidats=2)
    passages = (passage("C1", "QP", a("9:00"), 30, "Ecrit"), passage("C1", "PP", a(oral), 30, "S1", "J1"))
    other = passage("C2", "PP", a("10:00"), 30, "S1", "J1")
    lecture = travail("J1", NatureTravail.LECTURE, a(read), 15, "C1")
    assert odd(s, Plan((*passages, other), (lecture,)), "lectures_eloignees") == expected
    assert odd(s, Plan(passages, (lecture,)), "lectures_eloignees") == 0


def test_a_day_begins_when_candidats_may_be_called():
    s = session(HEARD, candidats=1, nb_jours=2)
    first = Plan((passage("C1", "QP", a("9:10"), 30, "Ecrit"), heard("C1", 2)))
    assert odd(s, first, "debuts_du_jour") == 40 + 30
    welcomed = replace(first, accueils=(Accueil(NatureAccueil.ACCUEIL, a("8:40"), a("9:10")),))
    assert odd(s, welcomed, "debuts_du_jour") == 10 + 30


@pytest.mark.parametrize(
    ("lunches", "expected"), [((), 0), (("12:00",), 0), (("12:00", "12:00"), 0), (("12:00", "12:30", "13:00"), 2)]
)
def test_juries_have_lunch_together(lunches, expected):
    s = session(HEARD, candidats=1)
    breaks = (travail(f"J{n}", NatureTravail.PAUSE, a(hour), 60) for n, hour in enumerate(lunches))
    assert odd(s, Plan((), tuple(breaks)), "dejeuners_separes") == expected


@pytest.mark.parametrize(("heard_at", "expected"), [("9:00", 0), ("13:15", 1)])
def test_a_jury_that_hears_nobody_before_its_lunch_is_called_too_soon(heard_at, expected):
    s = session(candidats=1)
    works = (
        travail("J1", NatureTravail.ACCUEIL, a("8:30"), 10),
        travail("J1", NatureTravail.LECTURE, a("8:40"), 15, "C1"),
        travail("J1", NatureTravail.PAUSE, a("12:00"), 60),
    )
    plan = Plan((passage("C1", "PP", a(heard_at), 40, "S1", "J1"),), works)
    assert odd(s, plan, "jurys_appeles_tot") == expected
    assert odd(s, replace(plan, travaux=works[:2]), "jurys_appeles_tot") == 0


def test_hours_that_nothing_binds_are_multiples_of_five():
    s = session(HEARD, candidats=1)
    works = (
        travail("J1", NatureTravail.LECTURE, a("8:16"), 15, "C1"),
        travail("J1", NatureTravail.CORRECTION, a("8:35"), 5, "C1", "QP"),
        travail("J1", NatureTravail.DELIBERATION, a("9:51"), 10, "C1"),
    )
    after = (passage("C1", "PP", a("9:00"), 31, "S1", "J1"), passage("C1", "EF", a("9:31"), 20, "S1", "J1"))
    assert odd(s, Plan(after, works), "heures_rompues") == 1
    assert odd(s, Plan(after[1:], works), "heures_rompues") == 2


@pytest.mark.parametrize(("hours", "expected"), [(("8:00", "8:00"), 0), (("8:15", "8:15"), 1), (("8:15", "8:20"), 2)])
def test_an_accueil_is_somebody_else_s_where_whoever_leads_receives_the_candidats(hours, expected):
    s = session(candidats=1, nb_membres=4)
    plan = with_presences(journee(s, UN), there("R1", Role.RESPONSABLE, "8:00", "12:00"))
    plan = welcoming(plan, accueil("8:10", "9:00"))
    works = [t for t in plan.travaux if t.nature is not NatureTravail.ACCUEIL]
    works += [travail(f"J{n}", NatureTravail.ACCUEIL, a(hour), 10) for n, hour in enumerate(hours, 1)]
    assert odd(s, replace(plan, travaux=tuple(works)), "accueils_a_confier") == expected


def test_what_is_odd_is_told_the_gravest_first():
    s = session(candidats=2, nb_jours=3, salles=ROOMS)
    plan = on_day(Plan(writing("Deux", "Grande")), 1)
    assert oddities(s, plan)[:3] == (1, 0, 1)
    assert [m.regle for m in check(s, plan).bon_sens][:3] == ["jours_avant", "jurys_d_un_candidat", "salles_de_trop"]


def test_a_plan_holds_that_breaks_no_rule():
    s = session(candidats=1)
    plan = journee(s, UN)
    assert holds(s, plan)
    assert not holds(s, without_role(plan, Role.RESPONSABLE))


def test_a_day_is_led_from_its_first_thing_to_its_last_whoever_leads_it():
    s = session(candidats=1, nb_jours=2)
    plan = with_presences(journee(s, UN), there("R1", Role.RESPONSABLE, "8:00", "19:00"))
    assert led_hours(s, plan, LUNDI) == (a("8:30"), a("11:50"))
    assert led_hours(s, plan, jours(2)[1].date) is None
    watched = with_presences(plan, there("S1", Role.SURVEILLANT, "8:20", "12:00"))
    assert led_hours(s, watched, LUNDI) == (a("8:20"), a("12:00"))


def test_levels_are_measured_by_name_and_the_order_asked_for_is_told():
    s = changed(session(candidats=3), "C3", passer_tot=True)
    assert order_asked_for(s) == {"C3": 0, "C1": 1, "C2": 2}
    plan = journee(session(candidats=1), UN)
    assert measured(session(candidats=1), plan) == {n.nom: n.valeur for n in check(session(candidats=1), plan).niveaux}
