"""What is said of one cell that cannot be read, or that was read as something else than it shows."""

from collections.abc import Iterable
from datetime import date, time
from fractions import Fraction

from tpplanner.texts.message import Texte
from tpplanner.texts.temps import JOURS, date_chiffres, heure_chiffres

_HEURES = "Écrivez par exemple 9h30 ou 09:30."
_DATES = "Écrivez jour/mois/année, par exemple 14/06/2027."
_FRACTIONS = "Écrivez 1/3, 1/4, 33 % ou « tiers »."


def heure_illisible() -> Texte:
    """No hour can be read."""
    return Texte("Cette heure n'est pas lisible.", _HEURES)


def heure_ambigue(une: time, autre: time) -> Texte:
    """A decimal number: two hours may be meant."""
    lectures = dict.fromkeys((heure_chiffres(une), heure_chiffres(autre)))
    return Texte(f"Cette heure est ambiguë : {' ou '.join(lectures)} ?", _HEURES)


def heure_lue_d_un_nombre(lue: time) -> Texte:
    """A bare number in a column of hours."""
    return Texte(f"Ce nombre a été lu comme {heure_chiffres(lue)}.", _HEURES)


def minuit() -> Texte:
    """Midnight, as an hour of a day of session."""
    return Texte("Minuit n'est pas une heure de session.", "Écrivez une heure entre 0:01 et 23:59.")


def date_pour_heure() -> Texte:
    """A date stands where an hour is expected."""
    return Texte("C'est une date, et non une heure.", _HEURES)


def date_illisible() -> Texte:
    """No date can be read."""
    return Texte("Cette date n'est pas lisible.", _DATES)


def date_impossible() -> Texte:
    """No such day in the calendar."""
    return Texte("Ce jour n'existe pas dans le calendrier.", _DATES)


def date_americaine() -> Texte:
    """Month before day."""
    return Texte(
        "Cette date semble écrite à l'américaine (mois/jour/année) : toute la colonne est douteuse.",
        "Écrivez le jour d'abord : 31/12/2027.",
    )


def date_sans_annee() -> Texte:
    """A day and a month which are no day of the session."""
    return Texte("Il manque l'année, et ce n'est pas un jour de la session.", _DATES)


def jour_de_semaine(lu: date) -> Texte:
    """The weekday that is typed is not that of the date."""
    return Texte(f"Le {date_chiffres(lu)} est un {JOURS[lu.weekday()]}.", "Corrigez le jour de la semaine ou la date.")


def date_lue_d_un_nombre(lu: date) -> Texte:
    """A serial number in a date column."""
    return Texte(f"Ce nombre a été lu comme le {date_chiffres(lu)}.", "Donnez à la cellule le format « Date ».")


def oui_non_illisible() -> Texte:
    """Neither yes nor no."""
    return Texte("On attend oui ou non.", "Écrivez « oui », ou laissez vide pour non.")


def entier_illisible() -> Texte:
    """Not a whole number."""
    return Texte("On attend un nombre entier.", "Écrivez-le en chiffres, sans unité.")


def entier_trop_grand(limite: int) -> Texte:
    """A whole number beyond what its cell takes."""
    return Texte(f"Ce nombre est trop grand : {limite:_} au plus.".replace("_", "\u202f"), "Corrigez-le.")


def duree_trop_longue() -> Texte:
    """A length of more than a day."""
    return Texte("Cette durée dépasse une journée.", "Écrivez-la en minutes (90), ou 1h30.")


def duree_illisible() -> Texte:
    """Not a length of time."""
    return Texte("On attend une durée.", "Écrivez par exemple 90, 90 min ou 1h30.")


def fraction_illisible() -> Texte:
    """Not a fraction."""
    return Texte("Cette majoration n'est pas lisible.", _FRACTIONS)


def fraction_sans_valeur() -> Texte:
    """A plain yes where the fraction is asked for."""
    return Texte("Il faut la majoration accordée, pas seulement « oui ».", _FRACTIONS)


def fraction_ambigue() -> Texte:
    """1 may be 1 % or the whole time again."""
    return Texte("« 1 » peut vouloir dire 1 % ou le double du temps.", _FRACTIONS)


def fraction_hors_bornes() -> Texte:
    """Less than nothing, or more than the whole time again."""
    return Texte(
        "Une majoration va de 0 à 1 (le double du temps).",
        "Écrivez ce qui s'ajoute : 1/3 pour un tiers temps, et non 4/3.",
    )


def fraction_lue_d_une_date(lue: Fraction) -> Texte:
    """Excel had turned 1/3 into a date."""
    return Texte(
        f"Excel avait changé cette majoration en date ; elle est lue comme {lue}.",
        "Mettez la cellule au format « Texte », puis écrivez à nouveau la fraction.",
    )


def fraction_exacte(lue: Fraction) -> Texte:
    """A rounded third is exactly a third."""
    return Texte(f"Lu comme {lue} exactement, et non comme une valeur arrondie.", f"Écrivez {lue}.")


def choix_inconnu(choix: Iterable[str], proche: str) -> Texte:
    """None of the values that the cell takes."""
    attendu = ", ".join(f"« {c} »" for c in choix if c)
    conseil = f"Vouliez-vous dire « {proche} » ?" if proche else "Choisissez dans la liste de la cellule."
    return Texte(f"On attend {attendu}.", conseil)


def valeur_d_erreur() -> Texte:
    """An error value of Excel."""
    return Texte("La cellule contient une erreur d'Excel.", "Corrigez la formule, ou écrivez la valeur.")


def formule_non_calculee() -> Texte:
    """A formula that no spreadsheet has calculated."""
    return Texte(
        "La formule de cette cellule n'a jamais été calculée.",
        "Ouvrez le classeur dans Excel et enregistrez-le, ou écrivez la valeur.",
    )


def plage_illisible() -> Texte:
    """Not a list of days and half-days."""
    return Texte(
        "Ces jours ne sont pas lisibles.",
        "Écrivez par exemple « 14/06 matin ; 15/06 » ou « Jour 2 de 9h à 11h ».",
    )


def plage_a_l_envers() -> Texte:
    """The end is not after the start."""
    return Texte("La fin n'est pas après le début.", "Corrigez l'une des deux heures.")
