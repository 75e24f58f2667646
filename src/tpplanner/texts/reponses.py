"""What an answer to an event asks for, in the words of whoever has to act on it."""

from collections.abc import Sequence

from tpplanner.texts.phrases import Avis, Phrase

NOMBRES = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
"""From two on."""

Quoi = tuple[str, str]
"""Of one, and of several, after their number."""


def combien(nombre: int, quoi: Quoi) -> str:
    """``un candidat à reporter``, ``trois candidats à reporter``, ``12 candidats à reporter``."""
    if nombre == 1:
        return quoi[0]
    mot = NOMBRES[nombre - 2] if nombre - 2 < len(NOMBRES) else str(nombre)
    return f"{mot} {quoi[1]}"


REPORTES = ("un candidat à reporter à une autre session", "candidats à reporter à une autre session")
REPORTES_APRES_L_ECRIT = (
    "un candidat dont l'oral est à reporter à une autre session (ce qu'il a composé reste acquis)",
    "candidats dont l'oral est à reporter à une autre session (ce qu'ils ont composé reste acquis)",
)
AUTRE_JOUR = (
    "un candidat à faire passer un autre jour, s'il l'accepte",
    "candidats à faire passer un autre jour, s'ils l'acceptent",
)
APPELES = ("une personne à appeler", "personnes à appeler")
AUTRE_HEURE = (
    "un accord à demander, pour commencer plus tôt",
    "accords à demander, pour commencer plus tôt",
)

noms = Phrase("{quoi} : {noms:liste}")
ce_jour = Phrase("{nom} ({jour}, {heure:heure})")
plus_tot = Phrase("{nom} ({heure:heure} au lieu de {avant:heure}, {jour})")
pause = Phrase("{jury} déjeune de {debut:heure} à {fin:heure} ({jour})")
pause_du_jour = Phrase("la pause se prend de {debut:heure} à {fin:heure} ({jour})")
fin = Phrase("la journée finit à {fin:heure} ({jour}), avec l'accord de ceux qui restent : {noms:liste}")
longueur = Phrase("{quoi} : {minutes:duree} au lieu de {usuel:duree} ({jour})")
LONGUEURS = {
    "lecture": "la lecture d'un dossier",
    "correction_ecrit": "la correction d'un écrit",
    "correction_autre": "la correction d'une autre épreuve",
    "correction_qp": "la correction d'un QP",
    "deliberation": "la délibération",
    "accueil_jury": "l'accueil du jury",
    "cloture": "la clôture",
    "battement": "le battement",
    "pause_jury": "la pause du jury",
    "travail_continu": "le travail d'affilée",
}
derogation = Phrase("à décider par le responsable : {quoi}")
remplace = Phrase("{par} prend la place de {absent} dans son jury ({jour})")
SUR_PLACE = "les personnes déjà là ou en réserve suffisent : aucun autre passage ne change d'heure"
PLUS_TARD = "personne n'arrive ce jour-là avant l'heure de sa convocation"
ENSEMBLE = "tout ce que ce jury a encore à faire est décalé d'autant, dans le même ordre"
A_PREVENIR = ("une personne à prévenir", "personnes à prévenir")
TEL_QUEL = "le planning reste valable"


def il_suffirait(quoi: Sequence[str]) -> str:
    """What would make a plan possible, each alone."""
    return f"pour ne rien reporter, il suffirait, au choix : {' ; ou '.join(quoi)}"


def dans_la_phrase(texte: str) -> str:
    """A sentence as a part of another: without its capital, unless it begins with a name, nor its full stop."""
    texte = texte.rstrip(".")
    return texte if texte[:2].isupper() else f"{texte[:1].lower()}{texte[1:]}"


RIEN = "aucun planning n'a été trouvé, ni ce qui en rendrait un possible"


def premiere_ligne(parts: Sequence[str]) -> str:
    """What to do, on one line."""
    line = " ; ".join(parts)
    return f"{line[:1].upper()}{line[1:]}."


premiere = Phrase("Une réponse est trouvée ; une meilleure est encore cherchée. {ligne}")
AU_PLUS = "Un autre planning en demanderait peut-être moins : le temps n'a pas suffi pour le savoir."
LE_MOINS = "Aucun planning n'en demande moins, c'est prouvé."
LE_MOINS_SINON = "Si cela n'est pas possible, aucun planning n'en demande moins, c'est prouvé."
"""After what is not settled: only that could ask for less."""

ETAPES = {
    "a": "remplacer sur place",
    "b": "passer à une autre heure, sans rien demander",
    "c": "déroger à un usage, 30 minutes au plus, ou remplacer dans un jury du centre",
    "d": "demander une autre heure le même jour",
    "e": "appeler, ou demander un autre jour de la session",
    "f": "reporter à une autre session",
    "g": "ce qui manque",
}
"""What each step is, by its letter."""

non_tranche = Phrase("Indéterminé dans le temps imparti : {etapes:liste}.")
choix = Phrase("  {rang}. {ligne}")
COTE_A_COTE = "Les réponses, de la moins exigeante à la plus exigeante :"
choisie = Phrase("Réponse écrite : la {rang}. Pour une autre : {commande}")
rang_inconnu = Phrase("--reponse-choisie {rang} : il n'y a que {nombre} réponse(s).")
NOTER = (
    "Feuille Imprévus : effacez « à demander » pour qui accepte. Si quelqu'un refuse, relancez tpplanner replan sur le "
    "planning d'avant, avec --refus."
)
provisoire = Avis("Planning provisoire : accord à obtenir de {noms:liste}.", NOTER)
PROVISOIRE = "PROVISOIRE : des accords restent à obtenir"
"""What stands on each page: it names nobody."""
CERES = "Un autre jour n'est possible que si la session CERES le compte déjà ; sinon l'unité départementale en décide."
