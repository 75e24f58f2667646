"""When people are called and welcomed, minute by minute; and what a minute that a candidat waits counts."""

from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, TIERS, a, absent, cda, ecrit, oral, passage, plan_cda_trois, pratique, referentiel, session
from edits import accueil, changed, heures, plis, reglees
from tpplanner.domain.appels import (
    PoidsAttente,
    accueil_au_plus_tot,
    accueils_de,
    appel_au_plus_tot,
    appel_usuel,
    appels,
    begun_accueils,
    chained,
    collectives,
    convocation_du_membre,
    heure_d_appel,
    minutes_de_jury,
    plis_ouverts,
    poids_des_attentes,
    whole_units,
)
from tpplanner.domain.plan import Composition, Plan, Presence
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Candidat, Convocation, Role

S = session(nb_jours=2)
WORKED = plan_cda_trois()
MARDI = S.jours[1].date


def told(s, *passages):
    """What these passages ask of the responsable: what, from when to when, for which épreuve."""
    return [
        (x.nature.value, f"{x.debut:%H:%M}", f"{x.fin:%H:%M}", x.epreuve, (x.jour - LUNDI).days)
        for x in accueils_de(s, passages)
    ]


def convened(heure, qui="C1", jour=LUNDI, **champs):
    return Convocation(qui, jour, time(*map(int, heure.split(":"))), **champs)


QP = passage("C1", "QP", a("9:00"), 30, "Ecrit")
PP = passage("C1", "PP", a("10:00"), 40, "S1", "J1")
SECOND = passage("C2", "PP", a("10:00", 1), 40, "S1", "J1")


# What the responsable does before candidats pass.


def test_candidats_are_welcomed_half_an_hour_before_the_first_epreuve_a_quarter_on_other_days():
    assert told(S, SECOND, PP, QP) == [
        ("accueil", "08:30", "09:00", "", 0),
        ("accueil", "09:45", "10:00", "", 1),
        ("plis", "08:50", "09:00", "QP", 0),
    ]


def test_plis_of_an_epreuve_are_opened_once_before_those_who_sit_it_first():
    later = passage("C2", "QP", a("14:00"), 30, "Ecrit")
    assert [x for x in told(S, QP, later) if x[0] == "plis"] == [("plis", "08:50", "09:00", "QP", 0)]
    assert [x for x in told(reglees(S, plis=0), QP) if x[0] == "plis"] == []


@pytest.mark.parametrize(
    ("length", "opened", "welcomed"), [(30, "08:30", "08:30"), (40, "08:20", "08:20"), (20, "08:40", "08:30")]
)
def test_an_accueil_begins_no_later_than_the_plis_of_the_first_epreuve(length, opened, welcomed):
    s = reglees(S, plis=length)
    assert told(s, QP) == [("accueil", welcomed, "09:00", "", 0), ("plis", opened, "09:00", "QP", 0)]


def test_long_plis_of_a_later_epreuve_do_not_move_the_accueil():
    s = session(referentiel(oral("ET", 20), ecrit("QP", 30)))
    first = passage("C1", "ET", a("9:00"), 20, "S1", "J1")
    assert told(reglees(s, plis=60), first, passage("C1", "QP", a("9:30"), 30, "Ecrit")) == [
        ("accueil", "08:30", "09:00", "", 0),
        ("plis", "08:30", "09:30", "QP", 0),
    ]


@pytest.mark.parametrize(
    ("opening", "welcomed"), {"8:00": ["08:30"], "8:40": ["08:40"], "8:59": ["08:59"], "9:00": []}.items()
)
def test_nobody_is_welcomed_before_the_site_opens(opening, welcomed):
    s = heures(S, ouverture=a(opening).time())
    assert [x[1] for x in told(s, QP) if x[0] == "accueil"] == welcomed


def test_an_accueil_waits_for_the_first_of_those_who_begin_then_by_their_convocations():
    s = replace(S, convocations=(convened("8:50"), convened("8:40", "C2"), convened("8:00", "C3")))
    both = (QP, replace(QP, candidat="C2"), passage("C3", "PP", a("9:30"), 40, "S1", "J1"))
    assert told(s, *both)[0] == ("accueil", "08:40", "09:00", "", 0)


def history(now, *accueils, passages=()):
    return replace(S, reference=(Plan(tuple(passages), accueils=accueils),), maintenant=a(now) if now else None)


BEGUN = accueil("8:20", "9:00")


def test_an_accueil_that_has_begun_stays_as_it_was_and_is_the_only_one_of_its_day():
    assert told(history("8:21", BEGUN), QP)[:1] == [("accueil", "08:20", "09:00", "", 0)]
    assert [x[1] for x in told(history("8:21", BEGUN), QP) if x[0] == "accueil"] == ["08:20"]
    assert [x[1] for x in told(history("8:20", BEGUN), QP) if x[0] == "accueil"] == ["08:30"]
    assert begun_accueils(history(None, BEGUN)) == ()


def test_plis_that_were_opened_welcome_nobody():
    s = history("8:21", plis("QP", "8:20", "9:00"))
    assert told(s, QP) == [("plis", "08:20", "09:00", "QP", 0), ("accueil", "08:30", "09:00", "", 0)]


@pytest.mark.parametrize(("now", "welcomed"), [(None, 1), ("8:59", 1), ("9:00", 1), ("9:01", 0)])
def test_nobody_is_welcomed_for_what_has_begun_without_it(now, welcomed):
    assert len([x for x in told(history(now), QP) if x[0] == "accueil"]) == welcomed


def test_without_a_plan_before_nothing_is_history():
    assert told(replace(S, maintenant=a("9:01")), QP)[0][0] == "accueil"


def test_plis_are_open_once_they_were_or_somebody_has_begun():
    assert plis_ouverts(history("9:01", passages=(QP, SECOND))) == {"QP"}
    assert plis_ouverts(history("9:00", passages=(QP,))) == frozenset()
    assert plis_ouverts(history("8:51", plis("QP", "8:50", "9:00"), BEGUN)) == {"QP"}
    assert plis_ouverts(history("8:50", plis("QP", "8:50", "9:00"))) == frozenset()
    assert plis_ouverts(history(None, plis("QP", "8:50", "9:00"), passages=(QP,))) == frozenset()


# When candidats are called.


@pytest.mark.parametrize(
    ("debut", "called"),
    {
        a("8:50"): a("8:35"),
        a("9:00"): a("8:30"),
        a("9:14"): a("8:30"),
        a("9:15"): a("9:00"),
        a("9:00", 1): a("8:45", 1),
    }.items(),
)
def test_who_begins_as_an_accueil_ends_or_soon_after_is_called_as_it_opens(debut, called):
    assert appel_usuel(S, [plis("QP", "8:40", "9:00"), accueil("8:30", "9:00")], debut) == called


def test_a_call_is_that_of_the_last_convocation_held_for_the_day_unless_they_agreed():
    others = (convened("11:00", jour=MARDI), convened("12:00", "C2"), convened("13:00", accord=True))
    s = replace(S, convocations=(convened("9:00"), convened("8:00"), *others))
    assert appel_au_plus_tot(s, "C1", LUNDI) == accueil_au_plus_tot(s, "C1", LUNDI) == a("9:00")
    assert appel_au_plus_tot(s, "C3", LUNDI) == a("0:00")
    assert accueil_au_plus_tot(s, "C3", LUNDI) == a("8:00")


@pytest.mark.parametrize(("held", "called", "welcomed"), [("9:00", "8:30", "8:00"), ("9:30", "9:30", "9:30")])
def test_a_convocation_at_the_hour_of_the_plan_before_is_that_plans_call(held, called, welcomed):
    before = Plan((QP, PP, passage("C1", "EF", a("8:30", 1), 20, "S1", "J1")), accueils=(accueil("8:30", "9:00"),))
    s = replace(S, reference=(before,), convocations=(convened(held),))
    assert appel_au_plus_tot(s, "C1", LUNDI) == a(called)
    assert accueil_au_plus_tot(s, "C1", LUNDI) == a(welcomed)


def test_the_hour_of_the_plan_before_is_that_of_the_day_of_the_letter():
    before = Plan((QP, passage("C1", "EF", a("8:30", 1), 20, "S1", "J1")))
    s = replace(S, reference=(before,), convocations=(convened("8:30", jour=MARDI),))
    assert appel_au_plus_tot(s, "C1", MARDI) == a("8:15", 1)


def test_a_plan_before_says_nothing_of_whom_no_letter_was_sent_to():
    s = replace(S, reference=(Plan((passage("C1", "QP", a("0:00"), 30, "Ecrit"),)),))
    assert appel_au_plus_tot(s, "C1", LUNDI) == a("0:00")


def orals(*hours):
    """Épreuves of 40 minutes before the jury at these hours."""
    return [passage("C1", f"E{n}", a(hour), 40, "S1", "J1") for n, hour in enumerate(hours)]


@pytest.mark.parametrize(
    ("hours", "chains"),
    [
        (["9:00"], [1]),
        (["9:00", "9:40"], [2]),
        (["9:00", "9:45", "10:30"], [3]),
        (["9:00", "9:46"], [1, 1]),
        (["9:00", "9:39"], [1, 1]),
        (["9:00", "9:45", "11:00", "11:40"], [2, 2]),
    ],
)
def test_passages_within_the_courte_pause_are_one_chain(hours, chains):
    assert [len(chain) for chain in chained(S, orals(*hours), frozenset())] == chains


def test_what_all_begin_at_once_is_in_no_chain():
    assert collectives(S) == {"QP", "CCP1.QP", "CCP2.QP", "CCP3.QP"}
    assert [[p.epreuve for p in chain] for chain in chained(S, WORKED.du_candidat("C1"), collectives(S))] == [
        ["PP", "ET", "EF"]
    ]


def test_each_is_called_for_what_is_collective_and_for_each_chain():
    assert appels(S, WORKED) == {
        **{(c, "QP"): a("8:30") for c in ("C1", "C2", "C3")},
        ("C1", "PP"): a("9:40"),  # he leaves the QP at 9:30: too late to be called before
        ("C2", "PP"): a("12:30"),
        ("C3", "PP"): a("14:35"),
    }


BUSY = passage("C1", "QP", a("9:00"), 30, "Ecrit")


@pytest.mark.parametrize(
    ("debut", "called"), {"9:45": "9:30", "9:44": "9:44", "9:30": "9:30", "11:00": "10:45"}.items()
)
def test_who_is_busy_until_shortly_before_is_called_at_that_very_moment(debut, called):
    his = [BUSY, passage("C1", "PP", a(debut), 40, "S1", "J1")]
    assert heure_d_appel(S, [], his, a(debut)) == a(called)


def test_what_was_done_on_another_day_or_is_done_afterwards_keeps_nobody_busy():
    day_before = passage("C1", "QP", a("9:00"), 30, "Ecrit")
    his = [
        day_before,
        passage("C1", "PP", a("9:00", 1), 40, "S1", "J1"),
        passage("C1", "EF", a("9:40", 1), 20, "S1", "J1"),
    ]
    assert heure_d_appel(S, [], his, a("9:00", 1)) == a("8:45", 1)


def test_a_call_of_more_than_a_day_before_has_nothing_to_do_with_the_day_before():
    s = reglees(S, convocation=25 * 60)
    his = [BUSY, passage("C1", "PP", a("9:00", 1), 40, "S1", "J1")]
    assert appel_usuel(s, [accueil("8:30", "9:00")], a("9:00", 1)) == a("8:00")
    assert heure_d_appel(s, [], his, a("9:00", 1)) == a("8:00")


@pytest.mark.parametrize(
    ("opened", "called"),
    [
        (plis("QP", "8:40", "9:00"), "8:40"),
        (plis("QP", "8:50", "9:00"), "8:45"),
        (plis("PP", "8:40", "9:00"), "8:45"),
        (plis("QP", "8:30", "8:59"), "8:45"),
        (accueil("8:40", "8:45"), "8:45"),
        (accueil("8:40", "9:00"), "8:40"),
    ],
)
def test_who_begins_with_plis_is_called_before_they_are_opened(opened, called):
    his = [QP, passage("C1", "PP", a("10:00"), 40, "S1", "J1")]
    assert heure_d_appel(S, [opened], his, a("9:00")) == a(called)


def test_who_is_busy_until_his_plis_are_opened_is_called_then():
    his = [passage("C1", "PP", a("8:00"), 40, "S1", "J1"), QP]
    assert heure_d_appel(S, [plis("QP", "8:50", "9:00")], his, a("9:00")) == a("8:45")
    assert heure_d_appel(reglees(S, convocation=25), [plis("QP", "8:50", "9:00")], his, a("9:00")) == a("8:50")


@pytest.mark.parametrize(
    ("letters", "called"),
    [
        ([convened("8:55")], "8:55"),
        ([convened("8:30")], "8:45"),
        ([convened("9:30")], "9:00"),
        ([convened("8:50"), convened("8:55")], "8:55"),
        ([convened("8:55", accord=True)], "8:45"),
        ([convened("8:55", deduite=True)], "8:45"),
        ([convened("8:55", "C2")], "8:45"),
        ([convened("8:55", jour=MARDI)], "8:45"),
    ],
)
def test_nobody_is_called_before_the_hour_of_a_letter_that_he_holds_for_that_day(letters, called):
    assert heure_d_appel(replace(S, convocations=tuple(letters)), [], [QP], a("9:00")) == a(called)


# When membres are convened.

SITS = Composition("J1", a("9:03"), a("17:00"), ("M1", "M2"), "S1")


def test_a_membre_is_convened_at_a_round_hour():
    assert convocation_du_membre(S, WORKED, "M1", SITS) == a("9:00")


def other(debut, fin, *who):
    return Composition("J2", a(debut), a(fin), who, "S2")


@pytest.mark.parametrize(
    ("s", "plan", "convened_at"),
    [
        (heures(S, ouverture=time(9, 2)), Plan(()), "9:02"),
        (heures(S, ouverture=time(9, 3)), Plan(()), "9:03"),
        (heures(S, ouverture=time(9, 4)), Plan(()), "9:00"),
        (changed(S, "M1", indisponibilites=(absent("8:00", "9:01"), absent("9:10", "9:20"))), Plan(()), "9:01"),
        (changed(S, "M2", indisponibilites=(absent("8:00", "9:01"),)), Plan(()), "9:00"),
        (S, Plan((), compositions=(other("8:00", "9:01", "M1"), other("8:00", "9:02", "M3"))), "9:01"),
        (S, Plan((), presences=(Presence("M1", Role.AIDE, a("8:00"), a("9:02")),)), "9:02"),
        (S, Plan((), presences=(Presence("M2", Role.AIDE, a("8:00"), a("9:02")),)), "9:00"),
        (replace(S, convocations=(convened("9:02", "M1"),)), Plan(()), "9:02"),
        (replace(S, convocations=(convened("9:02", "M2"),)), Plan(()), "9:00"),
        (replace(S, convocations=(convened("9:02", "M1", accord=True),)), Plan(()), "9:00"),
        (replace(S, convocations=(convened("9:02", "M1", deduite=True),)), Plan(()), "9:00"),
    ],
)
def test_a_membre_is_not_convened_before_he_can_be_there(s, plan, convened_at):
    assert convocation_du_membre(s, plan, "M1", SITS) == a(convened_at)


# What a minute that a candidat waits counts.


@pytest.mark.parametrize(
    ("ref", "champs", "reglages", "minutes"),
    [
        (cda(), {}, {}, 5 + 10 + 5 + 40 + 45 + 20),
        (cda(), {"dispenses": ("QP",)}, {}, 5 + 10 + 40 + 45 + 20),
        (cda(), {"majorations": ((Nature.ORAL, TIERS),)}, {"pas": 1}, 5 + 10 + 5 + 54 + 60 + 27),
        (cda(), {"majorations": ((Nature.ORAL, TIERS),)}, {}, 165),
        (cda(), {"majorations": ((Nature.ECRIT, TIERS),)}, {}, 125),
        (pratique(), {}, {}, 5 + 10 + 30 + 30 + 15),
        (cda(), {}, {"pas": 10}, 130),
        (cda(), {}, {"battement": 7, "deliberation": 11, "pas": 1}, 128),
        (cda(), {"dispenses": ("QP", "PP", "ET", "EF")}, {"battement": 0, "deliberation": 0}, 5),
    ],
)
def test_a_candidat_keeps_the_jury_from_his_entry_to_the_next_in_whole_steps(ref, champs, reglages, minutes):
    s = reglees(session(ref), **reglages)
    assert minutes_de_jury(s, Candidat("C1", "DURAND", **champs)) == minutes


def test_where_all_keep_the_jury_as_long_a_minute_counts_for_one():
    assert poids_des_attentes(S) == PoidsAttente({"C1": 1, "C2": 1, "C3": 1}, 1)
    assert poids_des_attentes(session(candidats=())) == PoidsAttente({}, 1)


@pytest.mark.parametrize(("alone", "unit"), [(("ET", "PP"), 25), (("PP",), 17), ((), 25)])
def test_the_unit_is_what_counts_for_most_the_least_of_equals(alone, unit):
    """125 minutes, or 85 without the PP, or 40 without the ET either: 25, 17 and 8 parts."""
    s = changed(session(candidats=4), "C1", dispenses=("PP",))
    s = changed(s, "C2", dispenses=alone)
    assert poids_des_attentes(s).unite == unit


@pytest.mark.parametrize("quota", [2, None])
def test_among_those_with_more_time_the_first_drawn_are_put_forward_the_last_back(quota):
    """Of six, those for whom a jury of two has its first place: three; a jury of six, one."""
    s = replace(session(candidats=6), referentiel=replace(cda(), quota=quota))
    for n in range(1, 7):
        s = changed(s, f"C{n}", numero_tire=7 - n, majorations=((Nature.ECRIT, TIERS),))
    places = poids_des_attentes(s).poids
    ahead, behind = (3, 3) if quota else (1, 1)
    expected = [4] * ahead + [2] * (6 - ahead - behind) + [1] * behind
    assert [places[f"C{n}"] for n in range(6, 0, -1)] == expected


def test_who_is_not_majored_keeps_his_place_and_who_passes_early_goes_forward():
    s = session(candidats=4)
    for id_, champs in {
        "C1": {"numero_tire": 1},
        "C2": {"numero_tire": 2, "passer_tot": True},
        "C3": {"numero_tire": None, "majorations": ((Nature.ECRIT, TIERS),)},
        "C4": {"numero_tire": 3},
    }.items():
        s = changed(s, id_, **champs)
    assert poids_des_attentes(s).poids == {"C1": 2, "C2": 4, "C3": 1, "C4": 2}


WAITS = Niveau("4b", (Terme("attente", 3), Terme("fin_tardive", 2)))


def test_beside_waits_a_minute_is_as_many_parts_as_theirs():
    weights = PoidsAttente({}, 5)
    assert [weights.du_terme(WAITS, terme) for terme in WAITS.termes] == [3, 10]
    without = Niveau("5", (Terme("fin_tardive", 2), Terme("ordre")))
    assert [weights.unite_du(niveau) for niveau in (WAITS, without)] == [5, 1]
    assert [weights.du_terme(without, terme) for terme in without.termes] == [2, 1]


@pytest.mark.parametrize(
    ("parts", "unit", "whole"), [(0, 4, 0), (1, 4, 0), (2, 4, 1), (5, 4, 1), (6, 4, 2), (1, 3, 0), (2, 3, 1), (7, 1, 7)]
)
def test_parts_are_told_in_whole_minutes_half_a_one_as_one(parts, unit, whole):
    assert whole_units(parts, unit) == whole
