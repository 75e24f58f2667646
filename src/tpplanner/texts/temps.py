"""French dates, hours and lengths. The hours are wall-clock; the lengths whole minutes."""

from datetime import date, datetime, time

JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def date_longue(jour: date) -> str:
    """``mardi 1er décembre 2026``."""
    return f"{JOURS[jour.weekday()]} {_quantieme(jour)} {MOIS[jour.month - 1]} {jour.year}"


def periode(premier: date, dernier: date) -> str:
    """``du lundi 14 au mardi 15 juin 2027``; what the two days share is said once."""
    depart = date_longue(premier)
    if premier.year == dernier.year:
        same_month = premier.month == dernier.month
        depart = depart.removesuffix(f" {premier.year}").removesuffix(
            f" {MOIS[premier.month - 1]}" if same_month else ""
        )
    return f"du {depart} au {date_longue(dernier)}"


def date_courte(jour: date) -> str:
    """``mar. 1er déc.``: for headers of tables."""
    mois = MOIS[jour.month - 1]
    abrege = mois if len(mois) <= 4 else {"juillet": "juil."}.get(mois, mois[: 4 if mois.startswith("f") else 3] + ".")
    return f"{JOURS[jour.weekday()][:3]}. {_quantieme(jour)} {abrege}"


def date_courte_annee(jour: date) -> str:
    """``mar. 1er déc. 2026``."""
    return f"{date_courte(jour)} {jour.year}"


def date_chiffres(jour: date) -> str:
    """``01/12/2026``."""
    return f"{jour:%d/%m/%Y}"


def _quantieme(jour: date) -> str:
    return "1er" if jour.day == 1 else str(jour.day)


def heure(moment: datetime | time) -> str:
    """``9 h 05``, ``14 h``."""
    minutes = f"\u00a0{moment.minute:02}" if moment.minute else ""
    return f"{moment.hour}\u00a0h{minutes}"


def heure_chiffres(moment: datetime | time) -> str:
    """``09:05``: for tables."""
    return f"{moment:%H:%M}"


def duree(minutes: int) -> str:
    """``45 min``, ``1 h``, ``1 h 05``."""
    if minutes < 0:
        return f"-{duree(-minutes)}"
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h" + (f"\u00a0{reste:02}" if reste else "")
