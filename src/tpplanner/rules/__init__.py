"""The catalogue of rules: one card each, by theme, in reading order.

A card says what a rule is; its two other halves are `solver.model.constraints` (or `.objective`) and `audit`, which
share its name and nothing else.
"""

from tpplanner.rules import cards, oddities, preferences, programmation
from tpplanner.rules.card import (
    Authority,
    Binding,
    Card,
    CommonSenseCard,
    Entity,
    Exigence,
    HardCard,
    Loosening,
    SoftCard,
    SolverHalf,
    Tally,
    Theme,
    halves,
)
from tpplanner.rules.cards import DOUBTED, DOUBTED_HOURS, DOUBTED_LAST, EXIGENCES, LOOSENINGS

HARD: tuple[HardCard, ...] = cards.CARDS
PREFERENCES: tuple[SoftCard, ...] = preferences.PREFERENCE_CARDS
"""The soft rules that a centre orders as it likes; those of a change come before them, in an order of their own."""
RESERVES: tuple[SoftCard, ...] = preferences.RESERVE_CARDS
PERTURBATIONS: tuple[SoftCard, ...] = preferences.PERTURBATION_CARDS
DEMANDES: tuple[SoftCard, ...] = preferences.DEMANDE_CARDS
"""Those of whom a change asks, where people may be asked: before what it disturbs."""
SOFT: tuple[SoftCard, ...] = (*PREFERENCES, *RESERVES, *DEMANDES, *PERTURBATIONS)
CARDS: tuple[Card, ...] = (*HARD, *SOFT)
COMMON_SENSE: tuple[CommonSenseCard, ...] = oddities.CARDS
ANNEE: tuple[Card, ...] = programmation.CARDS
"""The hard rules of a year of sessions: a catalogue of its own, beside that of a session's planning."""
ANNEE_PREFERENCES: tuple[Card, ...] = programmation.PREFERENCES
ANNEE_BY_NAME: dict[str, Card] = {card.name: card for card in (*ANNEE, *ANNEE_PREFERENCES)}
BY_NAME: dict[str, Card] = {card.name: card for card in CARDS}
SOFT_BY_NAME: dict[str, SoftCard] = {card.name: card for card in SOFT}


def binding(*bindings: Binding) -> tuple[str, ...]:
    """The hard rules that bind one of these, in the order of their cards."""
    return tuple(card.name for card in HARD if {*bindings} & {*card.binds})


def tallied(how: Tally) -> tuple[str, ...]:
    """The soft rules that bounds count so."""
    return tuple(card.name for card in SOFT if card.tally is how)


__all__ = [
    "ANNEE",
    "ANNEE_BY_NAME",
    "ANNEE_PREFERENCES",
    "BY_NAME",
    "CARDS",
    "COMMON_SENSE",
    "DEMANDES",
    "DOUBTED",
    "DOUBTED_HOURS",
    "DOUBTED_LAST",
    "EXIGENCES",
    "HARD",
    "LOOSENINGS",
    "PERTURBATIONS",
    "PREFERENCES",
    "RESERVES",
    "SOFT",
    "SOFT_BY_NAME",
    "Authority",
    "Binding",
    "Card",
    "CommonSenseCard",
    "Entity",
    "Exigence",
    "HardCard",
    "Loosening",
    "SoftCard",
    "SolverHalf",
    "Tally",
    "Theme",
    "binding",
    "halves",
    "tallied",
]
