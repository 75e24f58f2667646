"""Who receives candidats and juries: each person in one place at a time, by hand."""

from dataclasses import replace

import pytest

from builders import a, absent, session, travail
from edits import accueil, changed, plis, with_people
from tpplanner.domain.plan import Composition, NatureTravail, Plan, Presence
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.domain.welcomes import Welcomed, welcomes

LED = Presence("R1", Role.RESPONSABLE, a("8:00"), a("18:00"))
MORNING = (accueil("8:30", "9:00"), plis("QP", "8:50", "9:00"))

ALONE = session(candidats=3, nb_membres=6)
WITH_SUPPLEANT = with_people(ALONE, Personne("R2", "SUPPLEANTE", (Role.RESPONSABLE,), suppleant=True))


def sitting(**juries: str) -> Plan:
    """Juries, each by the hour at which it begins, in a room of its own; candidats are received from 8:30 to 9:00."""
    works = tuple(travail(jury, NatureTravail.ACCUEIL, a(hour), 10) for jury, hour in juries.items())
    return Plan(
        (),
        travaux=works,
        presences=(LED,),
        compositions=tuple(
            Composition(jury, a(hour), a("17:00"), (f"M{2 * n - 1}", f"M{2 * n}"), f"S{n}")
            for n, (jury, hour) in enumerate(juries.items(), 1)
        ),
        accueils=MORNING,
    )


def received(s: Session, plan: Plan) -> list[tuple[str, str, str]]:
    """What is received, where, by whom: ``?`` where a suppléant is still to be named."""
    words = {Welcomed.JURYS: lambda w: "+".join(w.jurys)}
    return [
        (words.get(w.nature, lambda w: w.nature.value)(w), w.salle, w.par or ("?" if w.suppleant else "responsable"))
        for w in welcomes(s, plan)
    ]


def test_juries_that_begin_together_before_the_candidats_are_received_by_the_responsable_in_one_room():
    plan = sitting(J1="8:15", J2="8:15", J3="8:15")
    assert received(ALONE, plan) == [("J1+J2+J3", "S1", "R1"), ("candidats", "", "R1"), ("plis", "", "R1")]


def test_three_juries_at_once_with_the_candidats_are_one_suppleant_s():
    plan = sitting(J1="8:35", J2="8:35", J3="8:35")
    assert received(WITH_SUPPLEANT, plan) == [("candidats", "", "R1"), ("J1+J2+J3", "S1", "R2"), ("plis", "", "R1")]


def test_where_no_suppleant_is_there_one_is_to_be_named():
    assert received(ALONE, sitting(J1="8:35"))[1] == ("J1", "S1", "?")


def test_nobody_is_named_for_two_rooms_at_once():
    plan = sitting(J1="8:35", J2="8:40")
    assert received(WITH_SUPPLEANT, plan)[1:3] == [("J1", "S1", "R2"), ("J2", "S2", "?")]
    after = sitting(J1="8:30", J2="8:40")
    assert {who for what, _, who in received(WITH_SUPPLEANT, after) if what in ("J1", "J2")} == {"R2"}


@pytest.mark.parametrize(
    "busy",
    [
        pytest.param(lambda s, plan: (changed(s, "R2", indisponibilites=(absent("8:00", "8:36"),)), plan), id="away"),
        pytest.param(
            lambda s, plan: (
                s,
                replace(
                    plan,
                    compositions=(*plan.compositions, Composition("J9", a("14:00"), a("17:00"), ("R2", "M6"), "S3")),
                ),
            ),
            id="a membre that day",
        ),
        pytest.param(
            lambda s, plan: (
                s,
                replace(plan, presences=(LED, Presence("R2", Role.SURVEILLANT, a("9:00"), a("9:30"), "Ecrit"))),
            ),
            id="about to watch",
        ),
        pytest.param(
            lambda s, plan: (
                s,
                replace(plan, presences=(LED, Presence("R2", Role.COMEDIEN, a("15:00"), a("16:00"), "", "C1", "PP"))),
            ),
            id="a comédien that day",
        ),
    ],
)
def test_a_suppleant_who_is_elsewhere_is_not_named(busy):
    s, plan = busy(WITH_SUPPLEANT, sitting(J1="8:35"))
    assert ("J1", "S1", "?") in received(s, plan)


def test_a_suppleant_who_watches_later_that_day_may_receive():
    watches = Presence("R2", Role.SURVEILLANT, a("10:00"), a("10:30"), "Ecrit")
    plan = replace(sitting(J1="8:35"), presences=(LED, watches))
    assert ("J1", "S1", "R2") in received(WITH_SUPPLEANT, plan)


def test_a_responsable_who_is_not_named_is_in_one_place_too():
    s = replace(ALONE, personnes=())
    plan = replace(sitting(J1="8:15", J2="8:35"), presences=())
    assert received(s, plan) == [
        ("J1", "S1", "responsable"),
        ("candidats", "", "responsable"),
        ("J2", "S2", "?"),
        ("plis", "", "responsable"),
    ]


def test_whoever_leads_the_afternoon_receives_then():
    other = Personne("R3", "AUTRE", (Role.RESPONSABLE,))
    plan = replace(
        sitting(J1="8:15", J2="13:00"),
        presences=(
            replace(LED, fin=a("12:30")),
            Presence("R3", Role.RESPONSABLE, a("12:30"), a("18:00")),
        ),
    )
    assert [w.par for w in welcomes(with_people(ALONE, other), plan) if w.jurys] == ["R1", "R3"]
