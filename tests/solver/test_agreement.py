"""The two halves of every rule, on the same random plans: what the audit refuses, the solver would, and conversely.

One rule is posted alone, with nothing pruned, the plan is pinned, and the verdicts are compared. Plans are near the
edges of the rules: valid ones after small moves, of the plan or of the session around it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

import moves
import worlds
from drawing import Drawing, Undrawable, seeded, welcomed
from halves import SolverHalf, Verdict, audit_allows, juries_a_day, least_cost
from moves import Move, moved
from references import a_moment, at_other_hours, disturbed
from tpplanner.audit.measures import MESURES
from tpplanner.audit.view import View
from tpplanner.domain.duties import faults
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.rules import HARD
from tpplanner.solver.model.constraints import CONSTRAINTS
from tpplanner.solver.model.disturbance import PARTS
from tpplanner.solver.model.objective import COSTS

EACH, AT_LEAST, TRIES = 3, 10, 4000
"""Plans of each verdict that a rule is tried on, how many of many it must be, and how many are drawn to find them."""

MANY = 300
"""Plans of each verdict in the longer proof, which draws five times as often."""

STRICTER = {
    "jury_nombre": "no more sit than the rules ask for",
    "quota_jury": "a candidat seen by two juries that share a membre is counted for each",
    "surveillance": "four turns at most, none where each room may have a surveillant of its own",
    "aide_presente": "the aide is not called away while midday stops the clock",
    "travail_continu": "two juries of one membre are 20 minutes apart",
    "comedien_present": "as many comédiens a passage as its phases ask for, no more",
}
"""Where the solver half asks more than the rule on purpose: what it allows, the audit does, and no more is claimed."""

FOCUS: dict[str, tuple[Move, ...]] = {
    "pause_candidat": (moves.long_lunch, moves.hours, moves.shift_candidat, moves.shift_passage),
    "epreuve_longue": (moves.long_enough,),
    "accueil_candidats": (moves.reglage,),
    "ouverture_plis": (moves.absence_of("candidats"), moves.shift_candidat, moves.shift_passage, moves.reglage),
    "ouverture": (moves.shift_jury,),
    "passage_fige": (moves.pin,),
    "convocation_respectee": (moves.convocation,),
    "jury_nombre": (moves.other_membres,),
    "jurys_du_centre": (moves.typed_juries, moves.typed_juries, moves.sitter_away, moves.other_membres, moves.link),
    "membre_habilite": (moves.habilitation,),
    "membre_qualifie": (moves.quality,),
    "organismes_differents": (moves.organismes, moves.organismes, moves.other_membres),
    "lien_exclu": (moves.link, moves.formateur),
    "jury_constant": (moves.other_jury, moves.other_membres),
    "quota_jury": (moves.other_membres,),
    "jurys_distincts": (moves.same_membres, moves.other_membres),
    "personne_sans_chevauchement": (moves.double_role, moves.lone_surveillant, moves.other_person, moves.shift_jury),
    "travail_continu": (moves.sooner_tired, moves.shift_candidat),
    "surveillance": (moves.absence_of("personnes"), moves.drop_presence, moves.shift_candidat),
    "formateur_a_part": (moves.formateur,),
    "aide_presente": (moves.absence_of("personnes"), moves.shift_passage),
    "comedien_present": (moves.absence_of("personnes"), moves.shift_presence, moves.parts, moves.drop_presence),
    "comedien_sans_lien": (moves.link_of_actor, moves.link_of_actor, moves.other_person),
    "vehicule_reserve": (moves.absence_of("vehicules"), moves.other_vehicle, moves.shift_candidat),
    "responsable_present": (moves.absence_of("personnes"), moves.leader, moves.double_role, moves.restaffed),
    "salle_capacite": (moves.fewer_posts, moves.shift_passage),
    "salle_adaptee": (moves.other_room,),
    "salle_jury": (moves.other_room, moves.shift_jury),
}
"""Moves that bring plans to the edge of one rule, besides those that its card tells."""

WORLDS: dict[str, tuple[worlds.Drawn, ...]] = {
    "comedien_present": (worlds.with_comediens, worlds.in_phases, worlds.with_vehicles),
    "comedien_sans_lien": (worlds.with_comediens, worlds.with_vehicles),
    "vehicule_reserve": (worlds.with_vehicles,),
    "ouverture_plis": (worlds.under_seal, worlds.ccps, worlds.under_seal),
    "surveillance": (
        *(worlds.prepared_together, worlds.practical, worlds.prepared_together, worlds.in_waves),
        *(worlds.two_juries, worlds.with_comediens, worlds.over_midday),
    ),
    "pause_candidat": (worlds.watched_together, worlds.in_waves, worlds.over_midday, worlds.two_days, worlds.practical),
    "quota_jury": (worlds.one_jury, worlds.ccps, worlds.shared_membre, worlds.two_juries),
    "jurys_distincts": (worlds.two_juries, worlds.shared_membre, worlds.in_waves),
    "jury_constant": (worlds.two_juries, worlds.days_apart, worlds.two_days, worlds.shared_membre),
    "aide_presente": (worlds.with_comediens, worlds.practical, worlds.one_jury, worlds.in_phases),
    "salle_jury": (worlds.two_juries, worlds.in_waves, worlds.practical, worlds.shared_membre),
}
"""The worlds in which a rule has something to say, where not all."""


def scenes(regle: str, rng: Random, tries: int) -> Iterator[tuple[Session, Plan]]:
    """Plans about the edges of a rule, of sessions that hold together: no half ever sees another."""
    for i in range(tries):
        known = WORLDS.get(regle, worlds.WORLDS)
        world = known[i % len(known)](rng)
        try:
            plan = Drawing(world.session, rng).plan(world.sittings)
        except Undrawable:
            continue
        scene, drawn = moved(world.session, plan, rng, (*moves.of_card(regle), *FOCUS.get(regle, ())))
        if regle == "deja_commence" or (regle == "jury_constant" and rng.random() < 0.5):
            scene = replace(scene, reference=(plan,), maintenant=a_moment(plan, rng))
            drawn = disturbed(scene, plan, rng) if regle == "deja_commence" else drawn
        drawn = welcomed(scene, drawn)
        if not faults(scene) and _speaks_of_juries(drawn, regle):
            yield scene, drawn


def _speaks_of_juries(plan: Plan, regle: str) -> bool:
    """Whether other rules than those on that have something to say: somebody sits in each jury, until midnight."""
    juries = plan.compositions
    sat_in = regle == "jury_nombre" or all(c.membres for c in juries)
    return sat_in and (regle == "ouverture" or all(c.fin.date() == c.jour for c in juries))


def verdicts(regle: str, rng: Random, each: int, tries: int) -> Iterator[tuple[bool, bool]]:
    """What audit and solver say of plans that the model can say: as many allowed by the audit as refused, if drawn."""
    wanted = {True: each, False: each}
    for session, plan in scenes(regle, rng, tries):
        audit = audit_allows(session, plan, regle)
        if wanted[audit]:
            solver = SolverHalf(session, juries_a_day(plan)).verdict(plan, regle)
            if solver is not Verdict.NOT_EXPRESSIBLE:
                wanted[audit] -= 1
                yield audit, solver is Verdict.ALLOWED
        if not any(wanted.values()):
            return


def compare(regle: str, seed: int, each: int, tries: int) -> None:
    """Fail at the first plan of which the halves say different things, or when the plans were too tame."""
    seen: Counter[bool] = Counter()
    rng = seeded(f"{regle} {seed}")
    for n, (audit, solver) in enumerate(verdicts(regle, rng, each, tries)):
        agree = audit == solver or (regle in STRICTER and audit)
        assert agree, f"{regle}, plan {n} of seed {seed}: the audit {_says(audit)}, the solver {_says(solver)}"
        seen[audit] += 1
    assert min(seen[True], seen[False]) >= min(each, AT_LEAST), (
        f"{regle}: these plans are too tame, see FOCUS and WORLDS: {dict(seen)}"
    )


def _says(verdict: bool) -> str:
    return "allows" if verdict else "refuses"


EXACT = [regle for regle in CONSTRAINTS if regle not in STRICTER]


@pytest.mark.parametrize("regle", EXACT)
def test_the_halves_of_a_rule_say_the_same_of_random_plans(regle):
    compare(regle, 1, EACH, TRIES)


@pytest.mark.parametrize("regle", STRICTER)
def test_what_a_stricter_solver_half_allows_the_audit_allows(regle):
    compare(regle, 1, EACH, TRIES)


@pytest.mark.proof(42)
@pytest.mark.parametrize("seed", range(1, 8))
@pytest.mark.parametrize("regle", CONSTRAINTS)
def test_the_halves_agree_on_many_more_plans(regle, seed):
    compare(regle, seed, MANY, 5 * TRIES)


def test_a_plan_that_the_model_can_say_breaks_no_structure():
    told = 0
    for session, plan in scenes("", seeded(1), 50):
        if SolverHalf(session, juries_a_day(plan)).verdict(plan) is Verdict.ALLOWED:
            told += 1
            for card in (card for card in HARD if not card.binds):
                assert audit_allows(session, plan, card.name), card.name
    assert told > 15


def costs(regle: str, seed: int, number: int) -> None:
    """Fail where a valid plan does not cost what the audit measures."""
    rng = seeded(f"reference {seed}")
    for n, (drawn, plan) in enumerate(islice(worlds.valid(seeded(seed)), number)):
        reference = (disturbed(drawn, plan, rng),) if regle in PARTS else ()
        session = replace(drawn, reference=reference)
        measure = MESURES[regle](View(session, plan))
        assert least_cost(session, plan, regle) == measure, f"{regle}, plan {n} of seed {seed}"


@pytest.mark.parametrize("regle", COSTS)
def test_a_soft_rule_costs_what_it_measures(regle):
    costs(regle, 3, 4)


def test_calls_that_move_are_counted_by_both_halves():
    """Each plan has the accueils that follow from its own passages."""
    rng, moved = seeded("calls"), 0
    for n, (session, plan) in enumerate(islice(worlds.valid(seeded(11)), 30)):
        reglages = replace(session.reglages, convocation=rng.choice((0, 5, 15, 30, 45)))
        told = replace(session, reglages=reglages)
        before = welcomed(told, at_other_hours(told, plan, rng))
        told, after = replace(told, reference=(before,)), welcomed(told, plan)
        measure = MESURES["personnes_a_prevenir"](View(told, after))
        assert least_cost(told, after, "personnes_a_prevenir") == measure, f"plan {n}"
        as_before = replace(after, accueils=before.accueils)
        moved += measure != MESURES["personnes_a_prevenir"](View(told, as_before))
    assert moved >= EACH


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3, 8))
@pytest.mark.parametrize("regle", COSTS)
def test_a_soft_rule_costs_what_it_measures_on_many_plans(regle, seed):
    costs(regle, seed, 400)


def test_every_hard_rule_is_compared_or_is_a_structure():
    assert {card.name for card in HARD if card.binds} == set(CONSTRAINTS)
