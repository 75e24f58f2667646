"""What a centre notes of the dates around a session."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Suivi:
    """On which day each thing was done, as the centre notes it (None: not noted), and what it was asked.

    `annulee` is the day on which the session was called off; `pieces_demandees` the day on which the administration
    asked for changes to the agrément file, not yet answered.
    """

    programmation_transmise: date | None = None
    dte_commandes: date | None = None
    plis_recus: date | None = None
    sujets_detruits: date | None = None
    pv_transmis: date | None = None
    resultats_valides: date | None = None
    annulee: date | None = None
    pieces_demandees: date | None = None
