from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from builders import a, absent, joue, oral, referentiel, session
from edits import changed, on_day, with_people, with_presences, without_role
from halves import audit_allows, both_allow, both_refuse, cannot_be_said
from journees import journee
from tpplanner.audit import breaches
from tpplanner.diagnosis import shortages
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.referentiel import Phase, Surveillance
from tpplanner.domain.session import Personne, Role, Salle, Session
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget
from tpplanner.texts.fautes import manque, phrase
from worlds import JOUR_DE_COMEDIE, comedie

REGLE = "comedien_present"


def played(*ids: str) -> tuple[Session, Plan]:
    s = with_people(session(comedie(), candidats=2), *(Personne(k, k, (Role.COMEDIEN,)) for k in ids))
    return s, journee(s, JOUR_DE_COMEDIE)


def test_a_comedien_plays_at_each_passage_that_needs_one():
    s, plan = played("K1")
    assert [(f"{p.debut:%H:%M}", p.candidat) for p in plan.presences if p.role == Role.COMEDIEN] == [
        ("09:25", ""),
        ("09:40", "C1"),
        ("11:15", "C2"),
    ]
    both_allow(s, plan, REGLE)


def test_nobody_at_all_is_refused():
    s, plan = played("K1")
    both_refuse(s, without_role(plan, Role.COMEDIEN), REGLE, "absent")


@pytest.mark.parametrize("candidat", ["C1", "C2"])
def test_one_passage_without_is_refused(candidat):
    s, plan = played("K1")
    kept = tuple(p for p in plan.presences if p.candidat != candidat)
    both_refuse(s, replace(plan, presences=kept), REGLE, "absent")


@pytest.mark.parametrize("change", [{"debut": a("9:41")}, {"fin": a("10:19")}])
def test_he_is_there_from_the_first_to_the_last_minute(change):
    s, plan = played("K1")
    shorter = tuple(replace(p, **change) if p.candidat == "C1" else p for p in plan.presences)
    cannot_be_said(s, replace(plan, presences=shorter), REGLE, "absent")


@pytest.mark.parametrize(
    ("away", "allowed"),
    [
        (absent("8:00", "9:25"), True),
        (absent("8:00", "9:26"), False),
        (absent("10:20", "11:15"), True),
        (absent("10:19", "11:15"), False),
        (absent("11:55", "18:00"), True),
        (absent("11:54", "18:00"), False),
    ],
)
def test_a_comedien_who_is_away_plays_nothing(away, allowed):
    s, plan = played("K1")
    s = changed(s, "K1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def accueil(plan: Plan, minute: int, length: int = 15) -> Plan:
    """His accueil at that minute after 9:00."""

    def told(p):
        if p.role != Role.COMEDIEN or p.candidat:
            return p
        debut = p.debut.replace(hour=9, minute=minute)
        return replace(p, debut=debut, fin=debut.replace(minute=minute + length))

    return replace(plan, presences=tuple(told(p) for p in plan.presences))


@pytest.mark.parametrize(("minute", "allowed"), [(25, True), (26, False), (5, True), (40, False)])
def test_he_is_welcomed_before_his_first_passage_of_the_day(minute, allowed):
    s, plan = played("K1")
    (both_allow if allowed else both_refuse)(s, accueil(plan, minute), REGLE)


def test_for_as_long_as_the_reglage_says():
    s, plan = played("K1")
    cannot_be_said(s, accueil(plan, 20, 14), REGLE, "accueil")


def test_each_comedien_is_welcomed():
    s, plan = played("K1", "K2")
    names = {"C1": "K1", "C2": "K2", "": "K1"}
    mixed = tuple(replace(p, personne=names[p.candidat]) if p.role == Role.COMEDIEN else p for p in plan.presences)
    cannot_be_said(s, replace(plan, presences=mixed), REGLE, "accueil")


@pytest.mark.parametrize(("debut", "broken"), [("9:40", []), ("9:39", ["accueil"])])
def test_of_two_who_play_together_the_first_to_come_is_welcomed(debut, broken):
    s, plan = played("K1")
    s = with_people(s, Personne("K2", "K2", (Role.COMEDIEN,)))
    second = Presence("K2", Role.COMEDIEN, a(debut), a("10:20"), candidat="C1", epreuve="MSP")
    told = breaches(s, with_presences(plan, second), REGLE)
    assert [(v.cas, v.elements[0]) for v in told] == [(cas, second) for cas in broken]
    sooner = Presence("K2", Role.COMEDIEN, a("8:30"), a("9:10"), candidat="C2", epreuve="MSP")
    assert [v.cas for v in breaches(s, with_presences(plan, second, sooner), REGLE)] == broken


def test_he_is_welcomed_on_each_day():
    s, plan = played("K1")
    s, later = replace(s, jours=session(nb_jours=2).jours), on_day(plan, 1)
    passages = tuple(p for day, c in ((plan, "C1"), (later, "C2")) for p in day.passages if p.candidat == c)
    both = replace(plan, passages=passages, presences=(*plan.presences, *later.presences))
    assert breaches(s, both, REGLE) == ()
    once = tuple(p for p in both.presences if p.candidat or p.role != Role.COMEDIEN or p.debut < a("0:00", 1))
    assert [v.sujet for v in breaches(s, replace(both, presences=once), REGLE)] == [("C2", "MSP")]


def test_who_is_no_comedien_plays_nothing():
    s, plan = played("K1")
    s = changed(s, "K1", roles=(Role.SURVEILLANT,))
    assert not audit_allows(s, plan, REGLE)


def test_an_epreuve_without_one_asks_for_none():
    s, plan = played("K1")
    calm = replace(
        s.referentiel,
        titre=replace(
            s.referentiel.titre,
            epreuves=tuple(
                replace(e, phases=tuple(replace(p, comediens=0) for p in e.phases))
                for e in s.referentiel.titre.epreuves
            ),
        ),
    )
    both_allow(replace(s, referentiel=calm), without_role(plan, Role.COMEDIEN), REGLE)


# Of an épreuve of several phases he is there in those that ask for him.

PREPARE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
10:00 EF C1
10:25 cloture
"""
SALLES = (Salle("Plateau", "Plateau", ("plateau",), postes=9), Salle("S1", "Salle 1", ("jury",)))


def in_phases(*phases: int, nombre: int = 3) -> tuple[Session, Plan]:
    """A MSP prepared alone from 9:00 to 9:20, before the jury until 10:00, with a comédien in these of its phases."""
    shared = Phase(20, Surveillance.SEUL, "plateau", partagee=True)
    lengths = (20, 10, 10) if nombre == 4 else (40,)
    msp = replace(oral("MSP", 1), phases=(shared, *(Phase(n, Surveillance.JURY) for n in lengths)))
    ref = referentiel(joue(msp, *phases), oral("EF", 15, apres=("MSP",)))
    s = with_people(session(ref, candidats=1, salles=SALLES), Personne("K1", "K1", (Role.COMEDIEN,)))
    return s, journee(s, PREPARE)


def hours_of(plan: Plan) -> list[str]:
    """When comédiens are there: the accueil, then each stretch in which they play."""
    return [f"{p.debut:%H:%M}-{p.fin:%H:%M}" for p in plan.presences if p.role == Role.COMEDIEN]


@pytest.mark.parametrize(
    ("phases", "hours"),
    [
        ((1,), ["09:05-09:20", "09:20-09:40"]),
        ((1, 2), ["09:05-09:20", "09:20-09:50"]),
        ((2, 3), ["09:25-09:40", "09:40-10:00"]),
        ((1, 3), ["09:05-09:20", "09:20-09:40", "09:50-10:00"]),
    ],
)
def test_he_plays_in_the_phases_that_ask_for_him(phases, hours):
    s, plan = in_phases(*phases, nombre=4)
    assert hours_of(plan) == hours
    both_allow(s, plan, REGLE)
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert not report.violations
    lasts = [p.fin - p.debut for p in outcome.plan.presences if p.role == Role.COMEDIEN]
    assert lasts == [p.fin - p.debut for p in plan.presences if p.role == Role.COMEDIEN]


@pytest.mark.parametrize(("away", "allowed"), [(absent("8:00", "9:05"), True), (absent("8:00", "9:06"), False)])
def test_he_may_come_while_the_candidat_prepares_alone(away, allowed):
    s, plan = in_phases(1)
    s = changed(s, "K1", indisponibilites=(away,))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_between_two_phases_he_is_free():
    s, plan = in_phases(1, 3, nombre=4)
    s = changed(s, "K1", indisponibilites=(absent("9:40", "9:50"),))
    both_allow(s, plan, REGLE)
    both_refuse(changed(s, "K1", indisponibilites=(absent("9:39", "9:50"),)), plan, REGLE, "absent")


@pytest.mark.parametrize("stretch", ["9:20", "9:50"])
def test_each_stretch_needs_him(stretch):
    s, plan = in_phases(1, 3, nombre=4)
    kept = tuple(p for p in plan.presences if p.role != Role.COMEDIEN or p.debut != a(stretch))
    assert [(v.cas, v.sujet) for v in breaches(s, replace(plan, presences=kept), REGLE)] == [("absent", ("C1", "MSP"))]
    cannot_be_said(s, replace(plan, presences=kept), REGLE, "absent")


def test_two_do_not_share_one_passage():
    s, plan = in_phases(1, 3, nombre=4)
    s = with_people(s, Personne("K2", "K2", (Role.COMEDIEN,)))
    shared = tuple(replace(p, personne="K2") if p.debut == a("9:50") else p for p in plan.presences)
    assert [v.cas for v in breaches(s, replace(plan, presences=shared), REGLE)] == ["absent"]


def test_who_stays_longer_than_he_plays_is_told_nothing():
    s, plan = in_phases(1)
    longer = tuple(replace(p, debut=a("9:00")) if p.role == Role.COMEDIEN and p.candidat else p for p in plan.presences)
    welcomed = tuple(replace(p, debut=a("8:45"), fin=a("9:00")) if not p.candidat else p for p in longer)
    leaders = tuple(p for p in plan.presences if p.role != Role.COMEDIEN)
    whole = replace(plan, presences=(*leaders, *(p for p in welcomed if p.role == Role.COMEDIEN)))
    assert breaches(s, whole, REGLE) == ()


# Several play at once, each what they may.


def troupe(combien: int, *joue: tuple[str, ...], role: str = "élève") -> tuple[Session, Plan]:
    """One candidat for whom so many play that part at once, of people K1, K2… who may play these."""
    ref = referentiel(
        replace(oral("MSP", 1), phases=(Phase(40, Surveillance.JURY, comediens=combien, role=role),)),
        oral("EF", 15, apres=("MSP",)),
    )
    people = (Personne(f"K{i}", f"K{i}", (Role.COMEDIEN,), joue=parts) for i, parts in enumerate(joue, 1))
    s = with_people(session(ref, candidats=1, salles=SALLES), *people)
    return s, journee(s, PREPARE.replace("10:00 EF", "9:40 EF").replace("10:25 cloture", "10:05 cloture"))


@pytest.mark.parametrize("combien", [1, 2, 4])
def test_as_many_play_as_the_phase_asks_for(combien):
    s, plan = troupe(combien, *4 * ((),))
    assert len({p.personne for p in plan.presences if p.role == Role.COMEDIEN}) == combien
    both_allow(s, plan, REGLE)
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert not report.violations


def test_one_too_few_is_told_with_what_he_would_play():
    s, plan = troupe(4, *4 * ((),))
    fewer = replace(plan, presences=tuple(p for p in plan.presences if p.personne != "K2"))
    both_refuse(s, fewer, REGLE, "absent")
    (violation,) = breaches(s, fewer, REGLE)
    assert (dict(violation.donnees)["nombre"], dict(violation.donnees)["role"]) == (1, "élève")
    assert phrase(s, violation).endswith("il manque 1 personne pour jouer « élève » de 9\u00a0h à 9\u00a0h\u00a040.")


@pytest.mark.parametrize(
    ("joue", "allowed"),
    [((), True), (("élève",), True), (("Eleve",), True), (("client", "élève"), True), (("client",), False)],
)
def test_each_plays_what_they_may(joue, allowed):
    s, plan = troupe(1, joue)
    if allowed:
        both_allow(s, plan, REGLE)
    else:
        s, plan = troupe(1, ())
        both_refuse(changed(s, "K1", joue=joue), plan, REGLE, "absent")


def test_where_no_part_is_told_anybody_plays():
    s, plan = troupe(1, ("client",), role="")
    both_allow(s, plan, REGLE)


def test_each_of_them_is_welcomed():
    s, plan = troupe(2, (), ())
    second = tuple(p for p in plan.presences if p.personne != "K2" or p.candidat)
    assert [v.cas for v in breaches(s, replace(plan, presences=second), REGLE)] == ["accueil"]
    cannot_be_said(s, replace(plan, presences=second), REGLE, "accueil")


def test_explain_counts_how_many_are_missing_of_which_part():
    s, _ = troupe(4, ("élève",), (), ("client",))
    assert [manque(s, lack) for lack in shortages(s)] == [
        "« Épreuve MSP » demande 4 personnes pour jouer « élève », le classeur en liste 2."
    ]


def two_parts(*roles: str) -> tuple[Session, Plan]:
    """One candidat of two phases, in each of which one plays the part of that name; K1 and K2 play anything."""
    phases = tuple(Phase(20, Surveillance.JURY, comediens=1, role=role) for role in roles)
    ref = referentiel(replace(oral("MSP", 1), phases=phases), oral("EF", 15, apres=("MSP",)))
    s = with_people(session(ref, candidats=1, salles=SALLES), *(Personne(k, k, (Role.COMEDIEN,)) for k in ("K1", "K2")))
    return s, journee(s, PREPARE.replace("10:00 EF", "9:40 EF").replace("10:25 cloture", "10:05 cloture"))


def test_two_parts_may_be_played_by_one_or_by_two():
    s, plan = two_parts("élève", "client")
    for first, second in product(("K1", "K2"), repeat=2):
        passing = {a("9:00"): first, a("9:20"): second}
        cast = tuple(
            replace(p, personne=passing[p.debut]) if p.role == Role.COMEDIEN and p.candidat else p
            for p in plan.presences
        )
        welcomes = tuple(
            Presence(k, Role.COMEDIEN, first_of(cast, k) - timedelta(minutes=15), first_of(cast, k))
            for k in sorted({first, second})
        )
        kept = tuple(p for p in cast if p.role != Role.COMEDIEN or p.candidat)
        both_allow(s, replace(plan, presences=(*kept, *welcomes)), REGLE)


def first_of(presences: tuple[Presence, ...], personne: str) -> datetime:
    return min(p.debut for p in presences if p.personne == personne and p.candidat)
