"""Sentences about a RE read from its PDF: files that are refused, and what a document leaves to be asked."""

from collections.abc import Iterable, Mapping

from tpplanner.texts import re_propose
from tpplanner.texts.noms import Texte
from tpplanner.texts.phrases import Avis

# Files that are refused, each in one sentence with its cure.

_DEMANDEZ = "Déposez le référentiel d'évaluation (RE) tel que le ministère le publie."
_ENREGISTREZ = "Demandez le fichier d'origine, ou ouvrez-le et enregistrez-le de nouveau en PDF."

PAS_UN_PDF = Avis("« {fichier} » n'est pas un PDF.", _DEMANDEZ)
PROTEGE = Avis(
    "« {fichier} » est protégé par un mot de passe.",
    "Demandez le fichier d'origine, que rien ne protège à l'ouverture.",
)
ABIME = Avis("« {fichier} » est abîmé : il ne s'ouvre pas.", "Téléchargez-le ou copiez-le de nouveau.")
TROP_GROS = Avis("« {fichier} » est trop gros pour un RE : plus de {limite:mo} Mo.", _DEMANDEZ)
TROP_DE_PAGES = Avis("« {fichier} » a {pages} pages, un RE n'en a pas plus de {limite}.", _DEMANDEZ)
SANS_TEXTE = Avis("« {fichier} » : ce PDF ne contient pas de texte : demandez le fichier d'origine.", "")
TEXTE_BROUILLE = Avis("« {fichier} » : le texte de ce PDF ne se lit pas : demandez le fichier d'origine.", "")
REAC = Avis("« {fichier} » : c'est le référentiel d'activités, prenez le RE.", "")
AUTRE_DOCUMENT = Avis("« {fichier} » n'est pas un référentiel d'évaluation.", _DEMANDEZ)
SANS_TABLEAU = Avis(
    "« {fichier} » : aucun tableau des modalités d'évaluation n'y a été reconnu.",
    "Vérifiez que c'est bien le RE, complet ; sinon saisissez le titre à la main (feuille Titres).",
)
TROP_LONG = Avis("« {fichier} » demande trop de temps ou de mémoire pour être lu.", _ENREGISTREZ)
ILLISIBLE = Avis("« {fichier} » n'a pas pu être lu.", _ENREGISTREZ)

# What is asked of a document.

MODALITES = {
    "MSP": "mise en situation professionnelle",
    "PP": "présentation d'un projet",
    "ET": "entretien technique",
    "QP": "questionnaire professionnel",
    "QAP": "questionnement à partir de production(s)",
    "EF": "entretien final",
}
"""The modalités, as the documents call them."""

_CHAMPS = {
    "genre": "le type de document",
    "sigle": "le sigle",
    "code": "le code du titre",
    "millesime": "le millésime",
    "intitule": "l'intitulé",
    "niveau": "le niveau",
    "jo": "la date du JO",
    "mise_a_jour": "la date de mise à jour",
    "arrete": "la date de l'arrêté",
    "effet": "la date d'effet",
}
_TAPEZ_LA_DUREE = "Lisez la page et tapez la durée."

QUESTIONS = {
    "head_missing": Avis("il manque {champ}.", "Lisez les premières pages et tapez ce qui manque."),
    "footer_changes": Avis(
        "{champ} change d'une page à l'autre, au bas des pages ({valeurs:cites}).",
        "Les pages viennent peut-être de deux documents : demandez le fichier d'origine, ou indiquez ce qui vaut.",
    ),
    "head_differs": Avis(
        "{champ} : le bas des pages et la partie 1 diffèrent ({valeurs:cites}).", "Indiquez ce qui vaut."
    ),
    "pages_jump": Avis(
        "les numéros imprimés ne se suivent pas.",
        "Il manque des pages, ou elles viennent de deux documents : vérifiez.",
    ),
    "pages_missing": Avis(
        "le fichier a {pages} pages, la dernière devrait porter le numéro {imprimees}.",
        "Il manque des pages : demandez le fichier d'origine.",
    ),
    "stray_table": Avis(
        "un tableau de modalités n'est d'aucune session reconnue.", "Lisez la page et saisissez ses épreuves."
    ),
    "no_table": Avis("aucun tableau de modalités n'y a été reconnu.", "Lisez la page et saisissez ses épreuves."),
    "number_differs": Avis(
        "le document lui donne le numéro {numero}.", "Vérifiez que toutes les sessions ont été lues."
    ),
    "jury_of_other": Avis(
        "la partie sur le jury nomme une autre session (« {titre} »).", "Vérifiez à quelle session elle s'applique."
    ),
    "label_missing": Avis(
        "une ligne du tableau n'a pas de nom (« {texte} »).", "Indiquez de quelle modalité elle est."
    ),
    "label_unknown": Avis("« {texte} » n'est pas une modalité connue.", "Indiquez de quelle modalité il s'agit."),
    "label_either": Avis(
        "la première ligne vaut pour une mise en situation ou pour une présentation.", "Indiquez laquelle des deux."
    ),
    "modalite_twice": Avis("cette modalité est deux fois dans le tableau.", "Vérifiez chaque durée."),
    "duration_unknown": Avis("la durée imprimée (« {texte} ») n'a pas été comprise.", _TAPEZ_LA_DUREE),
    "duration_missing": Avis("la durée manque.", _TAPEZ_LA_DUREE),
    "duration_zero": Avis("la durée imprimée est nulle, mais l'épreuve est décrite.", _TAPEZ_LA_DUREE),
    "unused_with_duration": Avis(
        "« Sans objet », mais avec une durée de {minutes:duree}.", "Indiquez si cette épreuve a lieu."
    ),
    "duration_long": Avis("la durée imprimée est de {minutes:duree}.", "Vérifiez-la, puis tapez-la."),
    "total_missing": Avis("la durée totale n'a pas été trouvée.", "Lisez la page et comparez avec la somme."),
    "total_unknown": Avis(
        "la durée totale (« {texte} ») n'a pas été comprise.", "Lisez la page et comparez avec la somme."
    ),
    "presence_missing": Avis("la présence du jury n'a pas été trouvée.", "Lisez la partie 4.1 et tapez-la."),
    "presence_unknown": Avis(
        "la présence du jury (« {texte} ») n'a pas été comprise.", "Lisez la partie 4.1 et tapez-la."
    ),
    "sum_differs": Avis(
        "la somme des durées est de {somme:duree}, le total imprimé de {total:duree}.",
        "Vérifiez chaque durée du tableau.",
    ),
    "ways_differ": Avis("« {ligne} » : les deux lectures du tableau ne s'accordent pas.", _TAPEZ_LA_DUREE),
    "ways_total": Avis("les deux lectures de la durée totale ne s'accordent pas.", "Lisez la page et tapez-la."),
    "ways_presence": Avis("les deux lectures de la présence du jury ne s'accordent pas.", "Lisez la page et tapez-la."),
}
"""What is asked, by the code of the question; its place stands before."""


def lieu(session: str, modalite: str, pages: Iterable[tuple[int, int | None]]) -> str:
    """``CCP 1, entretien technique, page 17 (la 18e du fichier)``: where a question stands in the document."""
    sessions = {"": "Document", "titre": "Titre"}
    nom = sessions.get(session) or f"{session[:3]} {session[3:]}"
    numeros = dict.fromkeys(_page(fichier, imprimee) for fichier, imprimee in pages)
    return ", ".join(filter(None, [nom, MODALITES.get(modalite, ""), *list(numeros)[:2]]))


def _page(fichier: int, imprimee: int | None) -> str:
    if imprimee is None or imprimee == fichier:
        return f"page {fichier}"
    return f"page {imprimee} (la {fichier}e du fichier)"


def demande(
    code: str, session: str, modalite: str, pages: Iterable[tuple[int, int | None]], data: Mapping[str, object]
) -> Texte:
    """What is asked of a document, with its place and what to do; raises KeyError for a code that has no sentence."""
    avis = (QUESTIONS | re_propose.QUESTIONS)[code]
    champ = _CHAMPS.get(str(data.get("champ", "")), "")
    blanks = {**data, "champ": champ}
    message, conseil = avis(**{name: blanks[name] for name in avis.champs})
    return Texte(f"{lieu(session, modalite, pages)} : {message}", conseil)
