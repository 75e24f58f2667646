"""Changes that make an impossible session possible: planned again, never what regulation forbids, written to a copy."""

from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest

from builders import absent, cda, session
from diagnosis.impossible import CASES
from edits import changed, heures, reglees, room, with_people
from small_sessions import pinned
from some import some
from tpplanner.audit import check
from tpplanner.commands.explain import write_repaired
from tpplanner.diagnosis.explain import explain, repairs_of
from tpplanner.diagnosis.repairs import (
    amended,
    code_of_repair,
    cost,
    levers,
    levers_of,
    repair_told,
    repaired,
    repairs,
    within,
)
from tpplanner.diagnosis.requirements import requirements, with_epreuves
from tpplanner.domain.answers import Amendment, Cause, Infeasible, PartOfDay, Planned, Remedy, Repair
from tpplanner.domain.duties import faults
from tpplanner.domain.reglages import BORNES
from tpplanner.domain.session import Convocation, Jury, Personne, Role, Session
from tpplanner.planner import plan
from tpplanner.referentiels import find
from tpplanner.rules import EXIGENCES, LOOSENINGS
from tpplanner.solver import Budget
from tpplanner.texts.fautes import reparation
from tpplanner.workbook.reader import read_session
from worlds import comedie

BUDGET = Budget(60, workers=1, reproducible=True)

SAMPLE = ("links-1",)


def repairs_for(s: Session) -> tuple[Repair, ...]:
    outcome = explain(s, BUDGET)
    assert isinstance(outcome, Infeasible)
    return repairs_of(s, outcome.cause, BUDGET).proposals


def try_repairs(s: Session) -> None:
    found = repairs_for(s)
    assert found, "nothing makes it possible"
    assert list(found) == sorted(found, key=lambda r: r.cost)
    for repair in found:
        assert reparation(s, repair).endswith(".")
        after = repaired(s, repair)
        assert faults(after) == ()
        assert after.referentiel == s.referentiel, "regulation is not to be changed"
        assert [c.id for c in after.candidats] == [c.id for c in s.candidats], "nobody is to be left out"
        assert after.liens == s.liens, "links are not to be released"
        assert repair_told(s, code_of_repair(s, repair)) == repair, "its code names it"
    after = repaired(s, found[0])
    outcome, _ = plan(after, replace(BUDGET, seconds=5))
    assert isinstance(outcome, Planned)
    assert check(after, outcome.plan).violations == ()


@pytest.mark.parametrize("name", SAMPLE)
def test_the_first_repair_makes_the_session_possible(name):
    try_repairs(CASES[name].session)


@pytest.mark.proof
@pytest.mark.parametrize("name", [name for name in CASES if name not in SAMPLE])
def test_the_first_repair_makes_each_session_possible(name):
    try_repairs(CASES[name].session)


def told(s: Session, amendment: Amendment) -> str:
    return reparation(s, Repair((amendment,))).replace("\u00a0", " ")


LUNDI = "2027-06-14"
RICHE = changed(
    room(
        pinned(
            replace(
                session(cda(), 3, 3, jurys=(Jury("A", ("M1", "M2")),)),
                convocations=(Convocation("M1", session().jours[0].date, time(13)),),
            ),
            "C1",
            "QP",
            session().jours[0].a(time(9)),
        ),
        "S1",
        indisponibilites=(absent("12:00", "23:00"),),
    ),
    "M2",
    indisponibilites=(absent("0:00", "13:00"),),
)

SENTENCES = {
    Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.MORNING), 1): (
        "Un membre habilité de plus le lundi 14 juin 2027 au matin, sans lien avec les candidats."
    ),
    Amendment(Remedy.JOURS, (), 2): "2 jours de plus, où chacun est disponible.",
    Amendment(Remedy.SALLE, ("jury",), 1): "Une salle de type « jury » de plus.",
    Amendment(Remedy.VEHICULE, ("voiture",), 1): "1 véhicule « voiture » de plus.",
    Amendment(Remedy.LATER, (), 30): "Finir 30 min plus tard (19 h 30 au plus tard).",
    Amendment(Remedy.EARLIER, (LUNDI,), 30): (
        "Commencer 30 min plus tôt le lundi 14 juin 2027 (ouverture à 7 h 30, accueil à 8 h)."
    ),
    Amendment(Remedy.MIDDAY, (), 30): "Élargir la plage de midi (de 11 h à 15 h).",
    Amendment(Remedy.THERE_FROM, ("M2", f"{LUNDI}T00:00:00"), 600): (
        "MEMBRE2 Alix disponible le lundi 14 juin 2027 dès 10 h."
    ),
    Amendment(Remedy.THERE_UNTIL, ("S1", f"{LUNDI}T12:00:00"), 840): (
        "« Salle 1 » disponible le lundi 14 juin 2027 jusqu'à 14 h."
    ),
    Amendment(Remedy.THERE, ("S1", f"{LUNDI}T12:00:00")): (
        "« Salle 1 » disponible le lundi 14 juin 2027 toute la journée."
    ),
    Amendment(Remedy.UNPINNED, ("C1", "QP")): "Ne plus figer « Épreuve QP » de CANDIDAT1 Sacha.",
    Amendment(Remedy.REGLAGE, ("lecture",), 5): "Ramener la lecture d'un dossier de 15 min à 5 min.",
    Amendment(Remedy.AGREED, ("M1",), 1): "MEMBRE1 Alix accepte de venir plus tôt, et un autre jour que convoqué.",
    Amendment(Remedy.ROLE, ("surveillant",), 2): "2 surveillants de plus.",
    Amendment(Remedy.ROLE, ("responsable",), 3): "3 suppléants du responsable de plus.",
    Amendment(Remedy.COMPOSED): "Laisser tpplanner composer les jurys.",
    Amendment(Remedy.REMPLACANT, ("A", "M3")): "Noter MEMBRE3 Alix comme remplaçant dans A (feuille Jurys).",
}


@pytest.mark.parametrize("amendment", SENTENCES, ids=lambda a: f"{a.change.name}-{a.amount}")
def test_each_change_is_told_and_changes_the_session(amendment):
    assert told(RICHE, amendment) == SENTENCES[amendment]
    after = amended(RICHE, amendment)
    assert after != RICHE
    assert faults(after) == ()


def test_every_kind_of_change_is_told():
    assert {a.change for a in SENTENCES} == set(Remedy)


AWAY = (absent("12:00", "23:00"),)
DRIVEN = with_epreuves(
    replace(RICHE, referentiel=comedie()),
    lambda e: replace(e, phases=tuple(replace(p, vehicules=("voiture",) * p.comediens) for p in e.phases)),
)
ASKING = reglees(
    with_people(
        changed(DRIVEN, "C1", indisponibilites=AWAY),
        *(Personne(f"P{n}", f"PERSONNE{n}", (role,), indisponibilites=AWAY) for n, role in enumerate(Role)),
    ),
    **{champ: BORNES[champ].most if way.downwards else BORNES[champ].least for champ, way in LOOSENINGS.items()},
)
"""A session in which every rule that a centre may ask less of asks for as much as it may."""


@pytest.mark.parametrize("regle", EXIGENCES)
def test_explain_offers_to_loosen_each_rule_unless_it_is_firm(regle):
    asked = tuple(r for r in requirements(ASKING) if r.regle == regle)
    offered = [lever for lever in levers_of(ASKING, Cause(asked)) if lever]
    if EXIGENCES[regle].firm:
        assert offered == [], f"{regle} is said to be firm: on its card"
        return
    assert asked, f"{regle} asks for nothing: let ASKING ask for it"
    assert offered, (
        f"{regle}: what may a centre loosen? A réglage on its card, a method of its name in `repairs`, or firm"
    )
    for lever in offered:
        assert len({told(ASKING, step[0]) for step in lever}) == len(lever)
        for less, more in pairwise(lever):
            assert within(less, more)
            assert not within(more, less)
            assert cost(less) <= cost(more)
    for champ in EXIGENCES[regle].reglages:
        (lever,) = (lever for lever in offered if lever[0][0].subject == (champ,))
        looser = getattr(repaired(ASKING, Repair(lever[-1])).reglages, champ)
        asked_for, free = getattr(ASKING.reglages, champ), LOOSENINGS[champ].free
        assert BORNES[champ].hold(looser)
        assert looser > asked_for if free is None else abs(looser - free) < abs(asked_for - free)


@pytest.mark.parametrize(
    ("of_re", "of_centre", "steps"), [(None, 2, range(3, 13)), (6, 4, [6]), (6, 6, []), (6, None, [])]
)
def test_a_count_is_raised_one_by_one_or_at_once_to_what_the_re_says(of_re, of_centre, steps):
    s = reglees(session(replace(cda(), quota=of_re)), quota=of_centre)
    offered = [lever for lever in levers_of(s, None) if lever and lever[0][0].subject == ("quota",)]
    assert [step[0].amount for lever in offered for step in lever] == list(steps)
    sentences = [told(s, step[0]) for lever in offered for step in lever]
    first = "Porter de 2 à 3 le nombre" if of_re is None else "Revenir au nombre du référentiel : 6 candidats"
    assert all(sentence.startswith(first) for sentence in sentences[:1])


def test_no_lever_goes_beyond_what_a_centre_may_do():
    for case in some(CASES.values()):
        for lever in levers(case.session, None):
            after = repaired(case.session, Repair(lever[-1]))
            assert all(time(7) <= j.ouverture or j.ouverture in _openings(case.session) for j in after.jours)
            assert all(j.fin <= time(21) or j.fin in _ends(case.session) for j in after.jours)
            for champ, bounds in BORNES.items():
                value = getattr(after.reglages, champ)
                assert value == getattr(case.session.reglages, champ) or bounds.hold(value)
            assert len(after.referentiel.qualites) == len(case.session.referentiel.qualites)


def _openings(s: Session) -> set[time]:
    return {j.ouverture for j in s.jours}


def _ends(s: Session) -> set[time]:
    return {j.fin for j in s.jours}


def _needing(membres: int, rooms: int):
    """A session that is planned with so many membres more on any day, and rooms for juries."""
    base = session(candidats=3)

    def plans(s: Session) -> bool:
        more = len(s.membres) - len(base.membres), len(s.salles) - len(base.salles)
        return more[0] >= membres and more[1] >= rooms

    return repairs(base, None, plans)


def test_no_more_of_anything_is_asked_for_than_is_enough():
    (found,) = [r for r in _needing(3, 1) if Remedy.MEMBRES in {a.change for a in r.amendments}][:1]
    assert {a.change: a.amount for a in found.amendments} == {Remedy.MEMBRES: 3, Remedy.SALLE: 1}
    assert {a.change: a.cost for a in found.amendments} == {Remedy.MEMBRES: 66, Remedy.SALLE: 20}


def test_no_repair_is_told_that_does_all_that_another_does_and_more():
    found = _needing(1, 0)
    assert found
    told = [r.amendments for r in found]
    assert not [(one, more) for one in told for more in told if one is not more and within(one, more)]


@pytest.mark.proof
def test_the_quota_of_the_re_is_never_exceeded():
    fewer = reglees(session(candidats=3), quota=2)
    found = repairs_for(fewer)
    assert found[0].amendments == (Amendment(Remedy.REGLAGE, ("quota",), 3, 6),)
    assert told(fewer, found[0].amendments[0]).startswith("Revenir au nombre du référentiel : 3 candidats")
    for lever in levers(session(candidats=4), None):
        assert all(a.subject != ("quota",) for step in lever for a in step)


@pytest.mark.proof
def test_a_day_too_short_by_a_little_is_made_longer_by_a_little():
    found = repairs_for(heures(session(candidats=3), fin=time(16, 45)))
    first = {r.amendments for r in found if r.cost <= 10}
    assert (Amendment(Remedy.LATER, (), 30, 6),) in first


def real(s: Session) -> Session:
    """The same with the référentiel of CDA that is shipped."""
    ref = find("CDA")
    membres = tuple(
        replace(m, habilitations=(replace(m.habilitations[0], titre="CDA", millesime="04"),)) for m in s.membres
    )
    return replace(s, referentiel=ref, membres=membres)


def test_the_copy_holds_the_repaired_session(tmp_path):
    s = real(session(candidats=4, nb_membres=2))
    repair = Repair((Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.AFTERNOON), 2), Amendment(Remedy.SALLE, ("jury",), 1)))
    assert isinstance(write_repaired(tmp_path / "copie.xlsx", s, repair, BUDGET), Planned)
    read = read_session(tmp_path / "copie.xlsx").session
    wanted = repaired(s, repair)
    assert read.membres == wanted.membres
    assert read.salles == wanted.salles
    assert read.jours == wanted.jours
    assert [c.id for c in read.candidats] == [c.id for c in wanted.candidats]


def test_who_and_what_is_to_be_found_is_said_until_it_is_named(tmp_path):
    more = (Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.DAY), 1), Amendment(Remedy.SALLE, ("jury",), 1))
    write_repaired(tmp_path / "copie.xlsx", real(session()), Repair(more), BUDGET)
    told = [w for w in read_session(tmp_path / "copie.xlsx").avertissements if "reste à trouver" in w.message]
    assert [(w.sheet, w.cell[0]) for w in told] == [("Membres", "A"), ("Salles", "A")]


def test_the_copy_keeps_the_pins_that_are_not_let_go(tmp_path):
    s = real(session(candidats=2))
    s = pinned(pinned(s, "C1", "PP", s.jours[0].a(time(10))), "C2", "PP", s.jours[0].a(time(10, 30)))
    repair = Repair((Amendment(Remedy.UNPINNED, ("C2", "PP")),))
    write_repaired(tmp_path / "copie.xlsx", s, repair, BUDGET)
    read = read_session(tmp_path / "copie.xlsx").session
    assert [(p.candidat, p.epreuve, p.parties[0].debut.time()) for p in read.pins] == [("C1", "PP", time(10))]


DAY_OF_M2 = ("M2", f"{LUNDI}T00:00:00")

LESS_AND_MORE = [
    (Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.MORNING), 1), Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.DAY), 2)),
    (Amendment(Remedy.LATER, (LUNDI,), 30), Amendment(Remedy.LATER, (), 30)),
    (Amendment(Remedy.REGLAGE, ("lecture",), 10), Amendment(Remedy.REGLAGE, ("lecture",), 5)),
    (Amendment(Remedy.THERE_FROM, DAY_OF_M2, 600), Amendment(Remedy.THERE_FROM, DAY_OF_M2, 540)),
    (Amendment(Remedy.THERE_UNTIL, DAY_OF_M2, 600), Amendment(Remedy.THERE, DAY_OF_M2)),
    (Amendment(Remedy.SALLE, ("jury",), 1), Amendment(Remedy.SALLE, ("jury",), 2)),
]


@pytest.mark.parametrize(("less", "more"), LESS_AND_MORE, ids=lambda a: a.change.name)
def test_a_change_lies_within_a_larger_one_of_its_kind_and_no_other(less, more):
    assert within((less,), (more,))
    assert within((less,), (Amendment(Remedy.JOURS, (), 1), more))
    assert not within((more,), (less,))
    assert not within((less, Amendment(Remedy.JOURS, (), 1)), (more,))


def test_what_lies_within_a_change_that_was_refuted_is_not_tried():
    s, tried = session(candidats=4, nb_membres=2), []

    def plans(changed_: Session) -> bool:
        tried.append(changed_)
        return False

    assert repairs(s, None, plans) == ()
    assert len(tried) == len(set(tried))
    most = repaired(s, Repair((Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.DAY), 4),)))
    morning = repaired(s, Repair((Amendment(Remedy.MEMBRES, (LUNDI, PartOfDay.MORNING), 4),)))
    assert most in tried
    assert morning not in tried
