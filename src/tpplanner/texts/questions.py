"""What people are asked, what holds until they answer, and how to answer."""

from collections.abc import Sequence

from tpplanner.domain.questions import Question, Sujet, open_questions
from tpplanner.domain.session import Session
from tpplanner.texts.noms import Texte
from tpplanner.texts.phrases import Phrase, cites_ou

SUJETS = {
    Sujet.PERSONNE: "personne",
    Sujet.PARENTE: "parenté",
    Sujet.EMPLOYEUR: "employeur",
    Sujet.ORGANISME: "organisme",
    Sujet.ENSEIGNE: "enseigne",
    Sujet.SANS_ORGANISME: "organisme d'un membre",
    Sujet.MAJORATION: "majoration",
    Sujet.DECISION: "décision",
}
"""What a question is about, as people choose it."""

_DEMANDES = {
    Sujet.PERSONNE: Phrase("« {ecrit} » : est-ce {autre} ?"),
    Sujet.PARENTE: Phrase("{ecrit}, candidat, et {autre}, membre, portent le même nom : sont-ils de la même famille ?"),
    Sujet.EMPLOYEUR: Phrase("Employeur « {ecrit} » : est-ce aussi « {autre} », celui d'un membre ?"),
    Sujet.ORGANISME: Phrase("Organisme « {ecrit} » : est-ce aussi « {autre} », celui d'un membre ?"),
    Sujet.ENSEIGNE: Phrase(
        "« {ecrit} » et « {autre} », pour deux membres : est-ce un même organisme, groupe ou enseigne ?"
    ),
    Sujet.SANS_ORGANISME: Phrase("{ecrit}, membre, sans organisme ni employeur saisi : est-ce quelqu'un {autre} ?"),
    Sujet.MAJORATION: Phrase("Majoration « {ecrit} », à confirmer : est-ce {autre} ?"),
    Sujet.DECISION: Phrase("Majoration de {ecrit}, au-dessus du tiers : est-ce {autre}, et par quelle décision ?"),
}
_ENTRE_TEMPS = {
    Sujet.PERSONNE: "Sans réponse, les deux sont tenus pour liés : ni l'un ni l'autre n'évalue ni ne surveille un"
    " candidat que l'un des deux a formé, ou avec qui il a un lien.",
    Sujet.PARENTE: "Sans réponse, aucun lien n'est retenu.",
    Sujet.EMPLOYEUR: "Sans réponse, aucun lien n'est retenu.",
    Sujet.ORGANISME: "Sans réponse, aucun lien n'est retenu.",
    Sujet.ENSEIGNE: "Sans réponse, c'est le même : ces membres ne siègent pas dans un même jury.",
    Sujet.SANS_ORGANISME: "Le plus simple : saisir son organisme ou son employeur. Sans réponse, rien n'est retenu ; si"
    " c'est non, ce membre ne siège avec personne tant que rien n'est saisi.",
    Sujet.MAJORATION: "Sans réponse, elle est comptée, et ce candidat n'a pas de convocation.",
    Sujet.DECISION: "Sans réponse, elle est comptée.",
}


D_AILLEURS = "d'un autre organisme que les autres membres"
"""what is asked of a membre of whom none is typed"""


def demande(question: Question) -> str:
    """``« C. Rousseau » : est-ce ROUSSEAU Catherine ?``."""
    return _DEMANDES[question.sujet](ecrit=question.ecrit, autre=question.autre)


def posee(question: Question) -> Texte:
    """The question, and what holds until it is answered."""
    return Texte(f"{demande(question)} oui, non.", _ENTRE_TEMPS[question.sujet])


def sans_reponse(combien: int) -> str:
    """How many are open: ``2 questions sans réponse``."""
    return f"{combien} questions sans réponse" if combien > 1 else "1 question sans réponse"


def en_bref(session: Session) -> str:
    """What nobody has answered, on a line; empty where there is nothing."""
    asked = open_questions(session.questions)
    return f"{sans_reponse(len(asked))} : {' '.join(map(demande, asked))}" if asked else ""


def ligne(question: Question) -> str:
    """The row to type in *Questions*: ``personne | C. Rousseau | ROUSSEAU Catherine | oui``."""
    reponse = {True: "oui", False: "non", None: "oui ou non"}[question.reponse]
    return " | ".join((SUJETS[question.sujet], question.ecrit, question.autre, reponse))


def nom_a_preciser(texte: str, propositions: Sequence[str]) -> Texte:
    """A name that names nobody as it is typed, where exactly one person is needed, and whom it may mean."""
    return Texte(
        f"« {texte} » n'est le nom exact de personne : est-ce {cites_ou(propositions)} ?",
        f"Écrivez le nom en entier ; ou répondez dans la feuille Questions (« {texte} », le nom, oui).",
    )


DABORD = (
    "Répondez d'abord à ces questions : c'est faute de réponse que des personnes sont tenues pour liées, et si la"
    " réponse est non, ce qui suit peut ne plus tenir."
)
"""before why there is no plan"""


def reponse_a_taper(question: Question) -> str:
    """What ``--reponse`` takes: ``C. Rousseau = ROUSSEAU Catherine : oui``."""
    return f"{question.ecrit} = {question.autre} : oui"


pour_repondre = Phrase("Pour répondre (oui ou non) : {mots}, ou dans la feuille Questions.")
A_RECOPIER = "Dans la feuille Questions du classeur de la session, pour que la question n'y soit plus posée, ajoutez :"
REPONSE_MAL_DITE = "une réponse s'écrit « ce qui est écrit = qui ce serait : oui » (ou non)"


def reponse_a_noter(question: Question) -> Texte:
    """That an answer cannot be put in a workbook of Excel's, and the row to type there."""
    return Texte(
        "La réponse n'a pas pu être notée dans ce classeur sans rien en perdre d'autre : il est resté tel quel.",
        f"Ajoutez-y, dans une feuille Questions (Au sujet de, Écrit, Est-ce, Réponse), la ligne : {ligne(question)}.",
    )


QUESTION_INCONNUE = "Cette question n'est plus posée : rechargez la page."


LIEN_PAR_REPONSE = Phrase("réponse « oui » : {demande}")
"""the reason of a link that an answer made"""
MEME_PERSONNE_DEUX_LIGNES = Texte(
    "Cette personne est sur deux lignes de cette feuille, d'après votre réponse.", "Supprimez l'une des deux."
)
REPONSES_CONTRAIRES = Texte(
    "Cette réponse et une autre se contredisent : la question reste posée.", "Gardez l'une des deux."
)
REPONSE_SANS_QUESTION = Texte(
    "Cette ligne ne répond à aucune question posée.", "Recopiez « Écrit » et « Est-ce » tels que la question les donne."
)
