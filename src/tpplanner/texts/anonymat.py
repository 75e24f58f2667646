"""What people are called where they may not be named."""

from tpplanner.texts.noms import ROLES


def candidat(n: int) -> str:
    """``Candidat 3``."""
    return f"Candidat {n}"


def membre(n: int) -> str:
    """``Membre 2``."""
    return f"Membre {n}"


def personne(role: str, n: int) -> str:
    """``Surveillant 1``."""
    return f"{ROLES[role].capitalize()} {n}"
