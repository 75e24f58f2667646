"""How the days of a session are called when nobody has named them."""

from datetime import date

LUNDI_FICTIF = date(2000, 1, 3)
"""The Monday from which a fictive session counts its days."""


def etiquette_du_jour(rang: int) -> str:
    """``Jour 1``."""
    return f"Jour {rang}"
