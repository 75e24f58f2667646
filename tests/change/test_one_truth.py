"""Replan, plan B, the check and places never disagree on one plan, whatever happens to it."""

from collections import Counter

import pytest

from drawing import seeded
from one_truth import answers, disagreements, drawn_sessions, happening_to, misplaced
from tpplanner.domain.answers import Planned

SESSIONS, EVENTS = 40, 25
"""Of the proof; the sample of `make test` is one event each of a few sessions that are soon answered."""

UNDECIDED = 0.05


def agreement(seed: str, sessions: int, events: int) -> Counter[str]:
    """Fail at the first happening of which two things are said; what came of the others, counted."""
    counts: Counter[str] = Counter()
    for n, (session, plan) in enumerate(drawn_sessions(seed, sessions)):
        rng = seeded(f"{seed} {n}")
        for event in range(events):
            happening = happening_to(session, plan, rng)
            told = answers(happening)
            wrong = list(disagreements(happening, told))
            if isinstance(told.replanned, Planned) and event % 5 == 4:
                wrong += misplaced(happening, told.replanned.plan, rng)
            assert not wrong, f"seed {seed}, session {n}, event {event}, {happening.evenement}: {wrong}"
            counts["undecided" if told.undecided else type(told.replanned).__name__] += 1
    return counts


@pytest.mark.parametrize("n", [3, 6, 7, 11, 12])
def test_what_is_said_of_a_plan_and_an_event_is_one_truth(n):
    assert agreement(f"small {n}", 2, 1).total() == 2


@pytest.mark.proof(1)
@pytest.mark.parametrize("part", range(SESSIONS // 2))
def test_what_is_said_of_many_more_is_one_truth(part):
    counts = agreement(f"one truth {part}", 2, EVENTS)
    assert counts["undecided"] <= UNDECIDED * counts.total(), counts
