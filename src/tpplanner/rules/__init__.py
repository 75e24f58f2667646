"""The catalogue of rules: one card each, by theme, in reading order.

A card says what a rule is; its two other halves are `solver.model.constraints` (or `.objective`) and `audit`, which
share its name and nothing else.
"""

from tpplanner.rules import annee, cards
from tpplanner.rules.cards import Card, Kind, SolverHalf, Source, Theme

CARDS: tuple[Card, ...] = (
    *cards.CANDIDAT_CARDS,
    *cards.TEMPS_CARDS,
    *cards.CARDS,
    *cards.TRAVAUX_CARDS,
    *cards.PRESENCE_CARDS,
    *cards.SALLE_CARDS,
    *cards.PREFERENCE_CARDS,
    *cards.RESERVE_CARDS,
    *cards.PERTURBATION_CARDS,
)
HARD: tuple[Card, ...] = tuple(card for card in CARDS if card.hard)
SOFT: tuple[Card, ...] = tuple(card for card in CARDS if not card.hard)
PREFERENCES: tuple[Card, ...] = cards.PREFERENCE_CARDS
"""The soft rules that a centre orders as it likes; those of a change come before them, in an order of their own."""
ANNEE: tuple[Card, ...] = annee.CARDS
"""The hard rules of a year of sessions: a catalogue of its own, beside that of a session's planning."""
ANNEE_PREFERENCES: tuple[Card, ...] = annee.PREFERENCES
ANNEE_BY_NAME: dict[str, Card] = {card.name: card for card in (*ANNEE, *ANNEE_PREFERENCES)}
BY_NAME: dict[str, Card] = {card.name: card for card in CARDS}

__all__ = [
    "ANNEE",
    "ANNEE_BY_NAME",
    "ANNEE_PREFERENCES",
    "BY_NAME",
    "CARDS",
    "HARD",
    "PREFERENCES",
    "SOFT",
    "Card",
    "Kind",
    "SolverHalf",
    "Source",
    "Theme",
]
