"""A collective épreuve begins at one minute for all: what counting finds at none of them, and no more than that."""

from dataclasses import replace
from datetime import time
from fractions import Fraction
from random import Random

import pytest

from builders import (
    SURVEILLEE,
    TIERS,
    a,
    absent,
    cda,
    ecrit,
    jours,
    oral,
    referentiel,
    sc,
    session,
)
from drawing import seeded
from edits import changed, heures, reglees, room, with_people
from proofs import mostly_proofs
from small_sessions import court, long_ecrit, pinned
from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.attempt import explain_session, solve_session
from tpplanner.diagnosis.requirements import cells_of, cells_of_shortage
from tpplanner.domain.answers import Infeasible, Planned, Requirement, Shortage
from tpplanner.domain.referentiel import Epreuve, Nature, Phase
from tpplanner.domain.session import Candidat, Convocation, Personne, Plage, Role, Salle, Session
from tpplanner.planner import any_plan
from tpplanner.solver import Budget, first_plan
from tpplanner.texts.fautes import manque
from tpplanner.workbook.contents import contents_of
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import workbook_bytes

BUDGET = Budget(20, workers=1, reproducible=True)

AIDE = Personne("A1", "LECTRICE", (Role.AIDE,))

CANDIDAT = Candidat("", "")

TOGETHER = ("debut_commun", "aide_commune", "salles_debut", "surveillants_debut", "moyens_debut")

DRAWN, DRAWN_SAMPLE = 400, 4
"""How many sessions are drawn at random, and how many of them are always tried."""


def only_on(s: Session, id_: str, jour: int) -> Session:
    """Somebody, or a room, is there on one day alone."""
    return away(s, id_, *(absent("0:00", "23:59", d) for d in range(len(s.jours)) if d != jour))


def lacks(s: Session) -> list[Shortage]:
    """What counting lacks for a start in common."""
    return [m for m in shortages(s) if m.quoi in TOGETHER]


def told(s: Session) -> list[tuple[str, tuple[str, ...]]]:
    return [(m.quoi, m.sujet) for m in lacks(s)]


def away(s: Session, id_: str, *absences: Plage) -> Session:
    """Somebody, or a room, is not there then."""
    change = room if any("ecrit" in salle.usages for salle in s.salles if salle.id == id_) else changed
    return change(s, id_, indisponibilites=absences)


def without(s: Session, id_: str) -> Session:
    """The session without a candidat, an aide or what he helps."""
    kept = tuple(c for c in s.candidats if c.id != id_)
    return replace(s, candidats=tuple(replace(c, aide="" if c.aide == id_ else c.aide) for c in kept))


def three_rooms(s: Session, *watching: str) -> Session:
    """A large room and two small ones to write in, and these surveillants."""
    small = (Salle("E2", "Petite salle", ("ecrit",), 2), Salle("E3", "Autre petite salle", ("ecrit",), 2))
    others = tuple(p for p in s.personnes if Role.SURVEILLANT not in p.roles)
    more = tuple(Personne(id_, id_, (Role.SURVEILLANT,)) for id_ in watching)
    return replace(s, salles=(*s.salles, *small), personnes=(*others, *more))


def twenty() -> Session:
    return session(sc(), candidats=20, nb_membres=8, nb_jours=3)


CASES: dict[str, tuple[Session, tuple[str, tuple[str, ...]]]] = {
    "two candidats there on other days": (
        only_on(only_on(twenty(), "C3", 0), "C9", 2),
        ("debut_commun", ("MSP", "C3", "C9")),
    ),
    "three who are there two by two": (
        changed(
            changed(
                changed(session(nb_jours=3), "C1", indisponibilites=(absent("0:00", "23:59", 0),)),
                "C2",
                indisponibilites=(absent("0:00", "23:59", 1),),
            ),
            "C3",
            indisponibilites=(absent("0:00", "23:59", 2),),
        ),
        ("debut_commun", ("QP", "C1", "C2", "C3")),
    ),
    "one who is never there long enough": (
        changed(session(sc()), "C2", indisponibilites=(absent("9:30", "10:30"), absent("15:30", "16:00"))),
        ("debut_commun", ("MSP", "C2")),
    ),
    "one whose tiers temps leaves him too few hours": (
        changed(
            changed(session(sc()), "C2", majorations=((Nature.ECRIT, TIERS),)),
            "C2",
            indisponibilites=(absent("14:19", "19:00"),),
        ),
        ("debut_commun", ("MSP", "C2")),
    ),
    "an aide who is there on another day": (
        only_on(only_on(with_people(changed(session(nb_jours=2), "C2", aide="A1"), AIDE), "A1", 1), "C3", 0),
        ("debut_commun", ("QP", "C2", "C3", "A1")),
    ),
    "an aide for two": (
        with_people(changed(changed(twenty(), "C4", aide="A1"), "C17", aide="A1"), AIDE),
        ("aide_commune", ("MSP", "A1", "C4", "C17")),
    ),
    "two pinned at other minutes": (
        pinned(pinned(session(), "C1", "QP", a("9:00")), "C2", "QP", a("9:01")),
        ("debut_commun", ("QP", "C1", "C2")),
    ),
    "one convened later than the other is there": (
        replace(
            changed(session(), "C1", indisponibilites=(absent("11:00", "19:00"),)),
            convocations=(Convocation("C2", a("8:00").date(), time(10, 31)),),
        ),
        ("debut_commun", ("QP", "C1", "C2")),
    ),
    "three alone in a room, and three rooms for them and one more": (
        changed(
            changed(changed(three_rooms(session(candidats=4), "S1", "S2", "S3", "S4"), "C1", salle_a_part=True), "C2", salle_a_part=True),
            "C3",
            salle_a_part=True,
        ),
        ("salles_debut", ("QP", "ecrit", "C1", "C2", "C3")),
    ),
    "two alone in a room, and one surveillant": (
        changed(changed(three_rooms(session(), "S1"), "C1", salle_a_part=True), "C2", salle_a_part=True),
        ("surveillants_debut", ("QP", "C1")),
    ),
    "three who need an accessible room with two posts": (
        replace(
            changed(
                changed(changed(three_rooms(session(), "S1", "S2"), "C1", salle_accessible=True), "C2", salle_accessible=True),
                "C3",
                salle_accessible=True,
            ),
            salles=(
                Salle("Ecrit", "Écrit", ("ecrit",), 20, accessible=False),
                Salle("E2", "Petite salle", ("ecrit",), 2),
                Salle("S1", "Salle 1", ("jury",)),
            ),
        ),
        ("salles_debut", ("QP", "ecrit", "C1", "C2", "C3")),
    ),
    "a room that closes too early for a tiers temps": (
        room(
            changed(session(sc()), "C2", majorations=((Nature.ECRIT, TIERS),)),
            "Ecrit",
            indisponibilites=(absent("14:19", "19:00"),),
        ),
        ("salles_debut", ("MSP", "ecrit", "C2", "Ecrit")),
    ),
    "the surveillant is there on the day when a candidat is not": (
        only_on(only_on(session(nb_jours=2), "S1", 0), "C2", 1),
        ("surveillants_debut", ("QP", "C2", "S1")),
    ),
    "rooms on one day, surveillants on the other": (
        only_on(only_on(session(nb_jours=2), "Ecrit", 1), "S1", 0),
        ("moyens_debut", ("QP",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_no_minute_has_is_told_and_nothing_else(case):
    s, lack = CASES[case]
    assert told(s) == [lack]
    (shortage,) = lacks(s)
    assert shortage.besoin > shortage.disponible
    assert manque(s, shortage).endswith(".")


@pytest.mark.parametrize("case", CASES)
def test_without_any_whom_it_names_counting_is_silent(case):
    s, _ = CASES[case]
    (shortage,) = lacks(s)
    minimal(s, shortage)


@pytest.mark.parametrize("case", mostly_proofs(CASES, *list(CASES)[::4]))
def test_the_solver_finds_no_plan_either(case):
    s, (_, sujet) = CASES[case]
    kept = {c.id for c in s.candidats if c.id in sujet} or {c.id for c in s.candidats}
    if "salles" in case or "room" in case or "surveillant" in case:
        kept = {c.id for c in s.candidats}
    small = replace(s, candidats=tuple(c for c in s.candidats if c.id in kept))
    assert isinstance(first_plan(reglees(small, pas=1), BUDGET), Infeasible)


SENTENCES = {
    "two candidats there on other days": (
        "« Épreuve MSP » commence au même moment pour tous, et aucun moment de la session ne convient à la fois à "
        "CANDIDAT3 Sacha et à CANDIDAT9 Sacha."
    ),
    "one who is never there long enough": (
        "« Épreuve MSP » : aucun moment de la session ne convient à CANDIDAT2 Sacha."
    ),
    "an aide who is there on another day": (
        "« Épreuve QP » commence au même moment pour tous, et aucun moment de la session ne convient à la fois à "
        "CANDIDAT2 Sacha (avec son aide, LECTRICE) et à CANDIDAT3 Sacha."
    ),
    "an aide for two": (
        "« Épreuve MSP » commence au même moment pour tous, et CANDIDAT4 Sacha et CANDIDAT17 Sacha ont la même aide, "
        "LECTRICE, qui ne peut être qu'auprès d'un seul."
    ),
    "two alone in a room, and one surveillant": (
        "« Épreuve QP » commence au même moment pour tous, CANDIDAT1 Sacha y est seul dans une salle : il y faut au "
        "moins 2 surveillants à la fois, il y en a 1 au plus."
    ),
    "the surveillant is there on the day when a candidat is not": (
        "« Épreuve QP » commence au même moment pour tous, tout moment ne convient pas à CANDIDAT2 Sacha : il y faut "
        "au moins 1 surveillant à la fois, il y en a 0 au plus (SURVEILLANT n'est pas disponible à toute heure)."
    ),
    "three who need an accessible room with two posts": (
        "« Épreuve QP » commence au même moment pour tous, CANDIDAT1 Sacha, CANDIDAT2 Sacha et CANDIDAT3 Sacha ont "
        "besoin d'une salle accessible : les salles de type « écrit » ouvertes à la fois (1 au plus) ne suffisent pas."
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SENTENCES)
def test_it_is_told_in_one_sentence(case):
    s, _ = CASES[case]
    assert [manque(s, shortage) for shortage in shortages(s)] == [SENTENCES[case]]


def staggered() -> Session:
    """Ten minutes in a large room, then ten on the only post: all at once there, but for who has twice the time."""
    phases = (Phase(10, SURVEILLEE, "ecrit", partagee=True), Phase(10, SURVEILLEE, "plateau", partagee=True))
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.ECRIT, phases, collective=True)
    s = session(referentiel(msp, oral("EF", 20, apres=("MSP",)), sigle="CDA"), candidats=2, nb_membres=4)
    s = with_people(
        changed(s, "C2", majorations=((Nature.ECRIT, Fraction(1)),)), Personne("S2", "S2", (Role.SURVEILLANT,))
    )
    return room(s, "Plateau", postes=1)  # fmt: skip


def watched_by_their_aide(*natures: Nature) -> Session:
    """Ten minutes of writing in two rooms, then ten of practice in one; two may watch, one of them helps C1."""
    phases = (
        Phase(10, SURVEILLEE, "ecrit", partagee=True),
        Phase(10, SURVEILLEE, "plateau", partagee=True, nature=Nature.PRATIQUE),
    )
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.ECRIT, phases, collective=True)
    rooms = (Salle("E1", "E1", ("ecrit",)), Salle("E2", "E2", ("ecrit",)), Salle("P", "P", ("plateau",), postes=2))
    ref = referentiel(msp, oral("EF", 20, apres=("MSP",)), sigle="CDA")
    s = session(ref, candidats=2, nb_membres=4, salles=(*rooms, Salle("S1", "Salle 1", ("jury",))))
    both = Personne("A1", "LECTRICE", (Role.AIDE, Role.SURVEILLANT))
    return changed(with_people(s, both), "C1", aide="A1", aide_natures=natures)


JUST_POSSIBLE = {
    "an aide for two, of whom one has them elsewhere": with_people(
        changed(changed(twenty(), "C4", aide="A1"), "C17", aide="A1", aide_natures=(Nature.ORAL,)), AIDE
    ),
    "an aide who is there on another day, and is needed there alone": only_on(
        only_on(with_people(changed(session(nb_jours=2), "C2", aide="A1", aide_natures=(Nature.ORAL,)), AIDE), "A1", 1),
        "C3",
        0,
    ),
    "who watches before they help": watched_by_their_aide(Nature.PRATIQUE),
    "the same day for two": only_on(only_on(session(nb_jours=2), "C1", 1), "C2", 1),
    "one minute off the grid suits both": changed(
        changed(session(), "C1", indisponibilites=(absent("9:31", "19:00"),)),
        "C2",
        indisponibilites=(absent("8:00", "9:01"),),
    ),
    "the posts of the second phase are never needed at once": staggered(),
    "as many rooms as it takes": changed(
        changed(three_rooms(session(), "S1", "S2", "S3"), "C1", salle_a_part=True), "C2", salle_a_part=True
    ),
    "a surveillant takes over from another": replace(
        session(sc(), nb_membres=2),
        personnes=(
            Personne("S1", "S1", (Role.SURVEILLANT,), indisponibilites=(absent("11:00", "19:00"),)),
            Personne("S2", "S2", (Role.SURVEILLANT,), indisponibilites=(absent("8:00", "11:00"),)),
        ),
    ),
    "the tiers temps ends in the last minute": changed(
        changed(session(sc()), "C2", majorations=((Nature.ECRIT, TIERS),)),
        "C2",
        indisponibilites=(absent("14:20", "15:00"),),
    ),
}


@pytest.mark.parametrize("case", JUST_POSSIBLE)
def test_counting_is_silent_where_it_is_just_possible(case):
    assert told(JUST_POSSIBLE[case]) == []


def test_who_helps_with_what_they_would_watch_is_missed_there():
    assert told(watched_by_their_aide(Nature.ECRIT)) == [("surveillants_debut", ("MSP", "C1", "A1"))]
    assert isinstance(any_plan(watched_by_their_aide(Nature.PRATIQUE), BUDGET)[0], Planned)


def test_posts_that_a_majoration_keeps_from_being_needed_at_once_are_planned():
    assert isinstance(any_plan(staggered(), BUDGET)[0], Planned)


def test_an_epreuve_that_has_begun_is_judged_no_more():
    s = only_on(only_on(session(nb_jours=2), "C1", 0), "C2", 1)
    assert [quoi for quoi, _ in told(s)] == ["debut_commun"]
    outcome, _ = any_plan(replace(s, candidats=s.candidats[:1]), BUDGET)
    assert isinstance(outcome, Planned)
    begun = replace(s, reference=(outcome.plan,), maintenant=a("18:59"))
    assert told(begun) == []


def test_among_five_hundred_candidats_the_two_are_found():
    s = session(sc(), candidats=500, nb_membres=8, nb_jours=5)
    s = room(only_on(only_on(s, "C250", 0), "C400", 4), "Ecrit", postes=500)
    assert ("debut_commun", ("MSP", "C250", "C400")) in told(s)


@pytest.mark.parametrize("ask", [solve_session, explain_session])
def test_solve_and_explain_tell_it_before_any_search(ask):
    s, lack = CASES["two candidats there on other days"]
    outcome, _ = ask(s, Budget(0.001, reproducible=True))
    assert isinstance(outcome, Infeasible)
    assert [(m.quoi, m.sujet) for m in outcome.manques] == [lack]


@pytest.mark.parametrize(
    ("case", "expected"),
    mostly_proofs(
        [
            ("two candidats there on other days", ["Indisponibilités"]),
            ("an aide for two", ["aide"]),
            ("two alone in a room, and one surveillant", ["salle_a_part"]),
            ("three who need an accessible room with two posts", ["salle_accessible"]),
            ("an aide who is there on another day", ["Indisponibilités"]),
            ("a room that closes too early for a tiers temps", ["Indisponibilités"]),
            ("the surveillant is there on the day when a candidat is not", ["Indisponibilités"]),
        ],
        ("an aide for two", ["aide"]),
        ("a room that closes too early for a tiers temps", ["Indisponibilités"]),
    ),
)
def test_its_cells_are_those_that_make_it_so(tmp_path, case, expected):
    s, _ = CASES[case]
    path = tmp_path / "session.xlsx"
    path.write_bytes(workbook_bytes(s.referentiel, contents_of(s)))
    reading = read_session(path, s.referentiel)
    (shortage,) = lacks(reading.session)
    champs = {cell: key[2] for key, cell in reading.cells.items() if len(key) == 3}
    cells = cells_of_shortage(reading, shortage)
    assert cells
    for cell in cells:
        assert cell.partition("!")[0] in expected or champs[cell] in expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [({"indisponible": "14/06"}, "indisponible"), ({"disponible": "15/06"}, "disponible"), ({}, None)],
)
def test_an_absence_is_told_at_the_cell_in_which_it_is_typed_or_at_none(tmp_path, typed, expected):
    """Typed in no sheet, it was told on the command line, or comes from another planning."""
    contents = contents_of(session(sc(), nb_jours=2))
    contents["membres"][0] |= typed
    path = tmp_path / "session.xlsx"
    path.write_bytes(workbook_bytes(sc(), contents))
    reading = read_session(path, sc())
    cells = cells_of(reading, Requirement("membre_disponible", ("M1", a("0:00").isoformat())))
    champs = [key[2] for key, cell in reading.cells.items() if cell in cells and len(key) == 3]
    assert champs == [champ for champ in [expected] if champ]


# Sessions drawn at random


def drawn(seed: int) -> Session:
    """A session with a collective épreuve around which much may not fit."""
    rng = seeded(f"collective {seed}")
    make = rng.choice((court, court, long_ecrit, cda, sc))
    s = session(make(), candidats=rng.choice((1, 2, 2, 3)), nb_membres=4, nb_jours=rng.choice((1, 2, 3)))
    s = reglees(s, pas=rng.choice((1, 5, 5)))
    s = replace(
        s,
        salles=(
            *s.salles,
            *(Salle(f"E{i}", f"Écrit {i}", ("ecrit",), rng.choice((1, 2))) for i in range(rng.choice((0, 1, 2)))),
        ),
    )
    s = room(s, "Ecrit", postes=rng.choice((1, 2, 20)), accessible=rng.random() < 0.6)
    s = with_people(
        s, AIDE, *(Personne(f"S{i}", f"S{i}", (Role.SURVEILLANT,)) for i in range(2, rng.choice((2, 2, 3, 4))))
    )
    for candidat in s.candidats:
        s = _harder(s, candidat.id, rng)
    for id_ in (
        *(salle.id for salle in s.salles if "ecrit" in salle.usages),
        *(p.id for p in s.personnes if p.id != "R1"),
    ):
        if rng.random() < 0.3:
            s = away(s, id_, *_absences(s, rng))
    return s  # fmt: skip


def _harder(s: Session, id_: str, rng: Random) -> Session:
    if rng.random() < 0.6:
        s = changed(s, id_, indisponibilites=_absences(s, rng))
    if rng.random() < 0.2:
        s = changed(s, id_, majorations=((Nature.ECRIT, rng.choice((TIERS, Fraction(1)))),))
    for champ, value in (("aide", "A1"), ("salle_a_part", True), ("salle_accessible", True)):
        if rng.random() < 0.2:
            s = changed(s, id_, **{champ: value})
    if rng.random() < 0.3:
        s = changed(s, id_, aide_natures=rng.choice(((Nature.ECRIT,), (Nature.ORAL,))))
    return s


def _absences(s: Session, rng: Random):
    days = rng.sample(range(len(s.jours)), rng.randint(1, len(s.jours)))
    hours = (
        ("0:00", "23:59"),
        ("0:00", "23:59"),
        ("0:00", "13:00"),
        ("12:00", "23:59"),
        ("9:40", "10:10"),
        ("13:10", "14:55"),
    )
    return tuple(absent(*rng.choice(hours), day) for day in sorted(days))  # fmt: skip


def agrees(seed: int) -> bool:
    """Fail where counting says that there is no plan, and the solver without it finds one; whether it says so."""
    s = drawn(seed)
    found = [m for m in shortages(s) if m.quoi in (*TOGETHER, "postes", "surveillants")]
    if found:
        assert not isinstance(first_plan(s, BUDGET), Planned), found
        for lack in (m for m in found if m.quoi in TOGETHER):
            minimal(s, lack)
    return bool(found)


def minimal(s: Session, lack: Shortage) -> None:
    """Fail where those whom a lack names, all others being like most, do not lack it; or do it without one of them."""
    ids = {c.id for c in s.candidats}
    alone = replace(
        s,
        candidats=tuple(
            replace(c, aide=c.aide if c.aide in lack.sujet else "")
            if c.id in lack.sujet
            else replace(CANDIDAT, id=c.id, nom=c.nom)
            for c in s.candidats
        ),
        pins=tuple(p for p in s.pins if p.candidat in lack.sujet),
        convocations=tuple(c for c in s.convocations if c.personne in lack.sujet),
    )
    assert lack.quoi in [m.quoi for m in lacks(alone)], lack
    for id_ in (id_ for id_ in lack.sujet if id_ in ids | {AIDE.id}):
        fewer = without(alone, id_)
        assert not [m for m in lacks(fewer) if (m.quoi, m.sujet[0]) == (lack.quoi, lack.sujet[0])], (lack, id_)


def test_what_counting_says_of_drawn_sessions_the_solver_without_it_agrees_with():
    assert sum(agrees(seed) for seed in range(DRAWN_SAMPLE)) > DRAWN_SAMPLE // 4


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(DRAWN_SAMPLE, DRAWN))
def test_it_agrees_with_it_on_more_of_them(seed):
    agrees(seed)


def test_hours_too_short_for_everybody_are_told_once():
    s = heures(session(sc()), fin=time(12, 0))
    assert [quoi for quoi, _ in told(s)].count("debut_commun") == 0
    assert "duree_epreuve" in [m.quoi for m in shortages(s)]


def test_hours_at_which_a_long_epreuve_may_not_begin_are_told():
    late = replace(session(sc()), jours=jours(1, accueil=time(10, 0), fin=time(16, 0)))
    assert ("debut_commun", ("MSP", "C1")) in told(late)


def test_an_epreuve_that_needs_nobody_at_once_is_left_alone():
    apart = referentiel(replace(ecrit("QP", 30), collective=False), oral("EF", 20, apres=("QP",)), sigle="CDA")
    assert told(only_on(only_on(session(apart, candidats=2, nb_jours=2, nb_membres=4), "C1", 0), "C2", 1)) == []
