"""What is said of several plannings of one centre side by side."""

from collections.abc import Sequence
from datetime import datetime

from tpplanner.texts.message import Texte
from tpplanner.texts.temps import date_longue, heure


def pris(
    fichier: str, personnes: Sequence[str], candidats: Sequence[str], salles: Sequence[str], *, meme_site: bool
) -> Texte:
    """Who and what another planning takes on the days of this session."""
    pris_ = [
        f"{quoi} {', '.join(noms)}"
        for quoi, noms in (("", personnes), ("candidats", candidats), ("salles", salles))
        if noms
    ]
    sites = "" if meme_site else " Les sites diffèrent : leurs salles ne sont pas les mêmes."
    if not pris_:
        return Texte(f"« {fichier} » ne prend ni personne ni salle de cette session.{sites}")
    return Texte(
        f"« {fichier} » occupe déjà : {' ; '.join(p.strip() for p in pris_)}.{sites}",
        "Comptés comme absents aux heures de cet autre planning. Même nom : même personne, même salle.",
    )


def aucun_jour_commun(fichier: str) -> Texte:
    """Another planning on other days."""
    return Texte(f"« {fichier} » n'a aucun jour en commun avec cette session.")


def responsable_de_deux(nom: str, debut: datetime, fin: datetime, fichier: str) -> Texte:
    """One responsable for two sessions at once."""
    return Texte(
        f"{nom} est responsable de deux sessions à la fois le {date_longue(debut.date())}, de {heure(debut)} à "
        f"{heure(fin)} (« {fichier} »).",
        "Sa présence est indispensable sur toute la durée de chacune : prévoyez un autre responsable, ou un suppléant.",
    )


def dans(fichier: str, message: str) -> str:
    """Something wrong in the other workbook."""
    return f"« {fichier} » : {message}"


def sans_planning(fichier: str) -> Texte:
    """A workbook without a planning."""
    return Texte(
        f"« {fichier} » ne contient pas de planning.", "Donnez à --avec un fichier planning.xlsx écrit par tpplanner."
    )


def fictif(fichier: str) -> Texte:
    """An agrément file, whose days are no dates."""
    return Texte(f"« {fichier} » est un dossier d'agrément : ses jours ne sont pas des dates.", "Retirez --avec.")


def lui_meme(fichier: str) -> str:
    """A workbook beside itself."""
    return f"--avec attend un autre planning : « {fichier} » est celui dont il s'agit."
