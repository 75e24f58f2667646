"""What is written in the form of a titre for what a RE says, and what is asked of its prose."""

import re

from tpplanner.texts.phrases import Avis

SOURCE = "RE {code} millésime {millesime}{jo}{mise_a_jour}, {pages} pages"
SOURCE_JO = ", JO du {date}"
SOURCE_MISE_A_JOUR = ", mise à jour du {date}"
PARTIE = "Mise en situation, partie {rang}"
PARTIE_D_UNE_TABLE = "Mise en situation, partie {rang} ({table})"
PREPARATION = "préparation"
CIRCULATION = "circulation"
PISTE = "piste"
COMEDIENS = ("comédien", "comédienne")
"""The roles for which the column *Rôle* stays empty."""
VEHICULE = "véhicule"
"""A vehicle whose kind the document does not name."""

_ARTICLE = re.compile(r"(?P<pluriel>(?:les|des|ses)\s)|(?:le|la|un|une|son|sa)\s|l'", re.IGNORECASE)


def a_apporter(chose: str) -> str:
    """What a candidat brings in a convocation: ``votre casque`` for « Un casque », ``l'original de votre permis``."""
    dit = droit(chose).strip(" ,;.:")
    if re.search(r"\b(?:son|sa|ses) ", dit[4:]):
        return re.sub(r"\b(?:son|sa) ", "votre ", re.sub(r"\bses ", "vos ", dit))
    article = _ARTICLE.match(dit)
    reste = dit[article.end() :] if article else dit
    mot = reste.split(" ", 1)[0]
    pluriel = article["pluriel"] if article else mot.endswith(("s", "x"))
    return f"{'vos' if pluriel else 'votre'} {mot[:1].lower()}{reste[1:]}"


def droit(texte: str) -> str:
    """The text with the apostrophe that the keyboard has."""
    return texte.replace("\u2019", "'")


_LISEZ = "Lisez la phrase et sa page, et corrigez s'il le faut."

QUESTIONS = {
    "prose_order": Avis("cette phrase parle d'un ordre qui n'a pas été compris : « {words} »", _LISEZ),
    "prose_names_itself": Avis("cette phrase place l'épreuve après elle-même : « {words} »", _LISEZ),
    "prose_manner": Avis("cette phrase parle de l'organisation et n'a pas été comprise : « {words} »", _LISEZ),
    "prose_unused": Avis("cette phrase parle d'une épreuve absente du tableau : « {words} »", _LISEZ),
    "prose_stretches": Avis(
        "les durées données dans le texte ne font pas la durée du tableau ({minutes:duree}) : « {words} »",
        "Indiquez les étapes de l'épreuve ; sa durée reste celle du tableau.",
    ),
    "presence_differs": Avis(
        "la présence du jury imprimée ({presence:duree}) n'est pas celle que donnent les épreuves ({minutes:duree} en"
        " tout).",
        "Indiquez qui est présent dans chaque épreuve.",
    ),
    "presence_counts_preparation": Avis(
        "la présence du jury imprimée ({presence:duree}) compte la préparation ({preparation:duree}) : le jury est"
        " retenu et ne reçoit personne d'autre. Est-ce juste ?",
        "Sinon, indiquez que le candidat prépare seul, et videz la présence du jury.",
    ),
    "composition": Avis(
        "composition du jury : « {words} »", "À vérifier pour chaque membre ; aucun planning n'en tient compte."
    ),
    "quota_differs": Avis("le nombre de candidats par jury et par jour diffère : {values:liste}.", "Tapez le bon."),
    "helpers_count": Avis("combien de personnes jouent « {role} » n'est pas indiqué : « {words} »", _LISEZ),
    "preparation_watched": Avis(
        "qui est présent pendant la préparation n'est pas indiqué : « {words} »",
        "Choisissez : seul, seul (surveillé si plusieurs), surveillant ou jury.",
    ),
    "order_of_parts": Avis(
        "« {words} » : l'ordre des parties n'est pas indiqué ; la dernière est proposée juste avant.",
        "Changez-la si une autre partie est passée en dernier.",
    ),
    "order_circular": Avis("ces épreuves se précèdent l'une l'autre : {epreuves:liste}.", "Corrigez « Passe après »."),
    "parts_unknown": Avis(
        "des parties peuvent être séparées, mais leurs durées n'ont pas été lues : « {words} »", _LISEZ
    ),
}
"""What is asked, by code."""
