"""What the workbook of a programmation says, and the command that writes it."""

from collections.abc import Iterable, Sequence
from datetime import date

from tpplanner.domain.outcome import NiveauAtteint
from tpplanner.texts.accord import accorde
from tpplanner.texts.message import Texte
from tpplanner.texts.temps import date_chiffres, date_courte

POUR_LE_SERVICE = "À transmettre au service départemental"
INTERNE = "Document interne, à ne pas diffuser"

SESSIONS_TITRE = "Sessions titre"
SESSIONS_CCP = "Sessions CCP"
AUCUNE = "Aucune."
ENTETES_SERVICE = (
    "Titre",
    "Session",
    "Du",
    "Au",
    "Jours",
    "Candidats attendus",
    "Jurys",
    "Responsable de session",
    "Suppléant",
    "N° CERES",
)
ENTETES_CALENDRIER = (
    "Du",
    "Au",
    "Session",
    "À créer dans CERES au plus tard le",
    "Candidats",
    "Responsable, suppléant",
    "Membres de jury",
    "Salles",
    "Planning",
)
ENTETES_JURYS = ("Membre de jury", "Journées", "Journées données", "Frais", "Sessions")
ENTETES_INSCRIPTIONS = ("Candidat", "Titre", "Présenté à", "Voie", "Fin de formation", "12 mois jusqu'au", "Sessions")
ENTETES_REGLES = ("Règle", "Résultat", "Source")
ENTETES_NIVEAUX = ("Ce qui est cherché, dans cet ordre", "Valeur", "Au mieux")
CALENDRIER_AIDE = (
    "Les sessions dans l'ordre de leurs dates ; 91 jours avant le premier jour, elles sont créées dans CERES."
)
JURYS_AIDE = "Une session compte pour tous ses jours ; le planning de la session peut en demander moins."
CREEE = "créée"
SANS_LIMITE = "sans limite"
TENUE = "tenue"
INCONNUE = "inconnu"
NIVEAUX_TITRE = "Ce qui rend cette programmation meilleure qu'une autre"
REGLES_TITRE = "Règles de l'année"
AVERTISSEMENTS = "À savoir"
AUCUN_AVERTISSEMENT = "Rien."
SANS_CANDIDAT = "{} : aucun candidat n'y est inscrit."

PLANNING = {
    "planifiee": "planning écrit et contrôlé",
    "impossible": "aucun planning n'existe avec ces jours et ces membres",
    "pas_trouve": "aucun planning trouvé dans le temps imparti",
    "echec": "erreur interne, cette session seulement",
    "sans_modele": "pas de classeur modèle : non planifiée",
    "autre_modele": "classeur de session d'un autre titre : non planifiée",
    "non_ecrit": "planning trouvé, mais son fichier n'a pas pu être écrit",
    "sans_candidat": "aucun candidat : non planifiée",
    "arret": "arrêté avant d'être planifiée",
}

NIVEAUX = {
    "A1": ("Journées de membre de jury", "{} journée(s)"),
    "A2": ("Frais des membres de jury", "{} €"),
    "A3": ("Sessions hors des périodes souhaitées", "{} session(s)"),
    "A4": ("Sessions qui commencent une semaine déjà prise", "{} session(s)"),
    "A5": ("Journées du membre le plus sollicité", "{} journée(s)"),
    "A6": ("Jours ouverts avant les sessions, en tout (au plus tôt)", "{} jour(s)"),
}


def titre(debut: date, fin: date) -> str:
    """The title of the programmation."""
    if (debut.month, debut.day, fin.month, fin.day, fin.year - debut.year) == (1, 1, 12, 31, 0):
        return f"Programmation prévisionnelle {debut.year}"
    return f"Programmation prévisionnelle du {date_chiffres(debut)} au {date_chiffres(fin)}"


def valeur(niveau: str, nombre: int) -> str:
    """A level's value in words."""
    if niveau == "A2":
        return NIVEAUX[niveau][1].format(euros(nombre))
    return accorde(NIVEAUX[niveau][1].format(nombre))


def euros(centimes: int) -> str:
    """``1 234,50``."""
    return f"{centimes / 100:,.2f}".replace(",", "\u202f").replace(".", ",")


def conclusion(atteint: NiveauAtteint) -> str:
    """Whether a level is proven, or the gap that is left."""
    if atteint.prouve:
        return "prouvé : aucune programmation ne fait mieux"
    if atteint.borne is None:
        return "aucune borne connue"
    ecart = 100 * (atteint.valeur - atteint.borne) / max(1, atteint.valeur)
    return f"au moins {valeur(atteint.nom, atteint.borne)} (écart de {ecart:.1f} %)".replace(".", ",")


def autre_titre(porte: str, millesime: str, attendu: str, voulu: str) -> Texte:
    """A session workbook of another titre."""
    return Texte(
        f"Ce classeur est celui du titre {porte} millésime {millesime}, pas de {attendu} millésime {voulu}.",
        "Corrigez « Classeur modèle » dans Titres, ou « Son classeur » dans Sessions.",
    )


def ccp_inconnu(demandes: Sequence[str], connus: Sequence[str]) -> Texte:
    """A CCP that the référentiel does not have."""
    return Texte(
        f"Le référentiel ne connaît pas {', '.join(demandes)}.",
        f"CCP connus : {', '.join(connus)}. Corrigez « Présenté à » dans Candidats.",
    )


def modele_absent(nom: str) -> Texte:
    """A session workbook that is not where it is said to be."""
    return Texte(
        f"Le classeur « {nom} » n'est pas dans le dossier du classeur de l'année.",
        "Placez-l'y, ou corrigez son nom dans Titres ou Sessions.",
    )


# -- the command

RIEN_A_PROPOSER = "Rien n'est laissé ouvert : la programmation est contrôlée telle quelle."
CONFORME = "Programmation écrite et contrôlée ({} règles, aucun manquement) : {}"
IMPOSSIBLE = "Aucune programmation ne respecte tout ce qui est saisi. Exigences impossibles à respecter ensemble :"
CONFLIT_INCONNU = "Les exigences contradictoires n'ont pas pu être isolées dans le temps imparti."
MINIMAL = (
    "Minimal, prouvé : sans l'une d'elles, quelle qu'elle soit, le reste de cette liste peut être respecté. Une autre "
    "contradiction peut subsister : relancez après correction."
)
PEUT_ETRE_TROP = "Certaines de ces exigences sont peut-être de trop : le temps a manqué pour le vérifier."
PISTES = "Ce que vous pouvez changer (pistes, non vérifiées) :"
RIEN_TROUVE = (
    "Aucune programmation trouvée dans le temps imparti, et rien ne prouve qu'il n'en existe pas : --time-limit 600."
)
ECRITS = "Écrit : {}. {} : tpplanner annee {}"
REMPLIR = "Remplissez-le dans Excel, puis"
ESSAYER = "Pour essayer"


def lu(sessions: int, candidats: int, membres: int, responsables: int) -> str:
    """How much the workbook of a year holds."""
    return accorde(
        f"{sessions} session(s), {candidats} candidat(s), {membres} membre(s) de jury, {responsables} responsable(s)."
    )


def manquements(nombre: int) -> str:
    """How often what is typed breaks a rule."""
    return accorde(f"{nombre} manquement(s) dans ce qui est saisi : corrigez-les, rien n'est proposé.")


def niveau(atteint: NiveauAtteint) -> str:
    """A level's result on one line."""
    return f"  {NIVEAUX[atteint.nom][0]} : {valeur(atteint.nom, atteint.valeur)} — {conclusion(atteint)}"


def session_planifiee(rang: int, total: int, nom: str, suite: str) -> str:
    """What became of the planning of one session."""
    return f"[{rang:>{len(str(total))}}/{total}] {nom} : {suite}"


def bilan(comptes: Iterable[tuple[str, int]], secondes: float) -> str:
    """How the plannings of the year came out."""
    parts = "; ".join(f"{nombre} × {PLANNING[quoi]}" for quoi, nombre in comptes)
    return f"Plannings en {secondes:.1f} s : {parts}.".replace(".", ",", 1)


def du_au(jours: Sequence[date]) -> str:
    """``lun. 7 juin – mar. 8 juin``."""
    if len(jours) == 1:
        return date_courte(jours[0])
    return f"{date_courte(jours[0])} – {date_courte(jours[-1])}"
