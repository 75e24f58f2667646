"""What is said of majorations: what cannot be read in a cell, in how many ways it can, what is granted in minutes."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from math import ceil

from tpplanner.domain.duties import epreuves_de, longer_epreuves
from tpplanner.domain.referentiel import Nature, Referentiel
from tpplanner.domain.session import Candidat, Session
from tpplanner.texts.noms import Noms, Texte, duree, etiquettes_d_epreuves
from tpplanner.texts.phrases import Avis, Phrase
from tpplanner.texts.referentiels import NATURES

# Numbers as people read them.


def decimal(nombre: Fraction) -> str:
    """``1,33``."""
    return f"{float(nombre):.10g}".replace(".", ",")


def pourcentage(part: Fraction) -> str:
    """``25 %``."""
    return f"{decimal(part * 100)} %"


def de_trente(part: Fraction) -> str:
    """``30 → 40 min``: what an épreuve of thirty minutes becomes."""
    return f"30 → {ceil(30 * (1 + part))} min"


# What cannot be read, or not in one way alone.

_FRACTIONS = "Écrivez 1/3, 1/4, 33 % ou « tiers »."

illisible = Avis("Cette majoration n'est pas lisible.", _FRACTIONS)
sans_valeur = Avis("Il faut la majoration accordée, pas seulement « oui ».", _FRACTIONS)
hors_bornes = Avis(
    "Une majoration ajoute du temps, jusqu'au double.", "Écrivez ce qui s'ajoute : 1/3 pour un tiers temps."
)
inconnue = Avis(
    "Qu'est-ce qui est accordé, pour quelles épreuves ? Un motif n'accorde rien en soi.",
    "Écrivez la majoration seule dans la colonne de chaque nature d'épreuve : 1/3, ou « 1/3 ? » si elle est à "
    "confirmer ; laissez vide s'il n'y en a pas. tpplanner n'a pas à savoir pourquoi elle est accordée.",
)

LE_DOUBLE = "le double"
par_heure = Phrase("{chiffres} min par heure")
du_temps = Phrase("{chiffres} du temps")
de_plus = Phrase("{chiffres} de plus")


def infime(part: Fraction) -> Texte:
    """Less than anybody grants."""
    return Texte(
        f"Une majoration de moins de 5 % est invraisemblable ({pourcentage(part)} : {de_trente(part)}).",
        "Écrivez ce qui s'ajoute : 1/3 (30 → 40 min) ou 33 %.",
    )


def ambigue(lectures: Iterable[tuple[str, Fraction]]) -> Texte:
    """What may be read in several ways, with what thirty minutes would become by each."""
    exemples = " ; ".join(f"{mots} : {de_trente(part)}" for mots, part in lectures)
    return Texte(
        f"Cette majoration peut se lire de plusieurs façons : {exemples}.",
        "Écrivez ce qui s'ajoute, sans équivoque : 1/3 (30 → 40 min), 33 %, « 20 min par heure » ou « le double ».",
    )


def en_minutes(plus: int) -> Texte:
    """So many minutes more, of nobody knows how many."""
    parts = " ; ".join(f"sur {duree(sur)}, {Fraction(plus, sur)}" for sur in (30, 60))
    return Texte(
        f"{duree(plus)} de plus, mais sur quelle durée ? Ce serait {parts}.",
        f"Écrivez par exemple « 20 min par heure », ou « {30 + plus} min au lieu de 30 », dans la colonne de cette "
        "nature d'épreuve.",
    )


_LA_NATURE = {Nature.ECRIT: "l'écrit", Nature.ORAL: "l'oral", Nature.PRATIQUE: "la pratique"}


def d_une_nature(nature: Nature) -> Texte:
    """A majoration typed for other épreuves than those of its column."""
    return Texte(
        f"Cette colonne ne vaut que pour {_LA_NATURE[nature]}.",
        "Écrivez la majoration seule (1/3) dans la colonne de chaque nature d'épreuve pour laquelle elle est accordée.",
    )


# What was read otherwise than it shows.

lue_d_une_date = Avis(
    "Excel avait changé cette majoration en date ; elle est lue comme {lue}.",
    "Mettez la cellule au format « Texte », puis écrivez à nouveau la fraction.",
)
exacte = Avis("Lu comme {lue} exactement, et non comme une valeur arrondie.", "Écrivez {lue}.")
reste_non_garde = Avis(
    "Lu comme {lue} ; le reste de cette cellule n'est pas gardé.",
    "Écrivez la majoration seule : tpplanner n'a pas à savoir pourquoi elle est accordée.",
)


def lue_d_un_nombre(lue: Fraction) -> Texte:
    """A bare number that is a percentage."""
    return Texte(f"Ce nombre a été lu comme {pourcentage(lue)}.", f"Écrivez {pourcentage(lue)}, ou {lue}.")


def accordees(session: Session) -> list[str]:
    """What is granted to each candidat, in minutes: ``DUVAL Léa : QP 30 → 40 min, ET 45 → 60 min``. For no wall."""
    noms = Noms(session)
    return [
        f"{noms.etiquette(candidat.id)} : {majorations}"
        for candidat in session.candidats
        if (majorations := accordee(session.referentiel, candidat))
    ]


def accordee(referentiel: Referentiel, candidat: Candidat) -> str:
    """The same of one of them, without their name; empty where nothing is granted."""
    modalites = Counter(epreuve.modalite for epreuve in epreuves_de(referentiel, candidat))
    etiquettes = etiquettes_d_epreuves(referentiel)
    majorations = []
    for epreuve, avant, apres in longer_epreuves(referentiel, candidat):
        nom = epreuve.modalite if modalites[epreuve.modalite] == 1 else etiquettes[epreuve.id]
        doute = A_CONFIRMER if set(epreuve.natures) & set(candidat.majorations_a_confirmer) else ""
        majorations.append(f"{nom} {avant} → {apres} min{doute}")
    return ", ".join(majorations)


A_CONFIRMER = " (à confirmer)"
temps_majore = Phrase("Temps majoré – {dit}.")

sans_decision = Avis(
    "Cette majoration dépasse le tiers du temps, et aucune décision ne l'accorde d'après la feuille Questions.",
    "Écrivez la majoration accordée, ou corrigez la réponse.",
)
sans_convocation = Avis(
    "{nom} : sa convocation n'est pas faite, sa majoration est à confirmer.",
    "Répondez dans la feuille Questions, ou effacez le « ? » dans la feuille Candidats, puis refaites les documents.",
)


def accordee_a(qui: str, nature: Nature) -> str:
    """What is asked of a majoration that is typed: ``accordé à DUVAL Léa (écrit)``."""
    return f"accordé à {qui} ({NATURES[nature]})"
