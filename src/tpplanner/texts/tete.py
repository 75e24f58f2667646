"""What stands above a planning: which version it is, what it costs and what of that is proven."""

from datetime import datetime

from tpplanner.texts.noms import date_longue, heure


def titre(session: str, version: int, statut: str) -> str:
    """``Conseiller de vente, janvier, version 4, en vigueur``; the session alone without a version."""
    return f"{session}, version {version}, {statut.lower()}" if version else session


def faite(cause: str, quand: str) -> str:
    """``« déplacement de MOREAU », hier 16 h 20``."""
    return ", ".join(filter(None, (f"« {cause} »" if cause else "", quand)))


def quand_dit(moment: datetime, maintenant: datetime) -> str:
    """``hier 16 h 20``, ``lundi 11 janvier, 16 h 20``."""
    jours = (maintenant.date() - moment.date()).days
    if jours in (0, 1):
        return f"{'hier' if jours else 'aujourd’hui'} {heure(moment)}"
    jour = date_longue(moment.date())
    if moment.year == maintenant.year:
        jour = jour.removesuffix(f" {moment.year}")
    return f"{jour}, {heure(moment)}"


def chiffre_prouve(valeur: str) -> str:
    """The figure, once nothing better exists."""
    return f"{valeur} : aucun planning ne fait mieux."


def chiffre_borne(valeur: str, borne: str) -> str:
    """The figure, and what it is known to be at least."""
    return f"{valeur} ({borne} au mieux, pas encore prouvé)."


def chiffre_seul(valeur: str) -> str:
    """The figure, of which nothing more is known."""
    return f"{valeur}."
