"""What *Conformité* and *Qualité* say: what was checked, how, what was not, and how good the plan is proven to be."""

from collections.abc import Iterable
from datetime import date, time

from tpplanner.domain.attente import entieres
from tpplanner.domain.outcome import Mesure, NiveauAtteint
from tpplanner.domain.reglages import BORNES, Niveau
from tpplanner.rules.card import Theme
from tpplanner.texts.temps import date_longue, duree, heure_chiffres

RENVOI = "Avertissements sur le référentiel : voir la feuille Conformité."

CONFORMITE_ENTETES = ("Règle", "Résultat", "Source")
THEMES = {
    Theme.CANDIDAT: "Les épreuves de chaque candidat",
    Theme.TEMPS: "Les heures",
    Theme.COMPOSITION: "Les jurys",
    Theme.TRAVAUX: "La journée du jury",
    Theme.PRESENCE: "Les autres présences",
    Theme.SALLE: "Les salles",
}

RESPECTEE = "Respectée"
NON_RESPECTEE = "NON RESPECTÉE"
SANS_OBJET = "Sans objet"
CONSTATE = "Constaté (déjà passé) : {phrase}"

FICTIVE = "session fictive : la règle porte sur des personnes nommées"
PAS_DE_COMEDIEN = "aucune épreuve ne demande de comédien"
PAS_D_AIDE = "aucun candidat n'a d'aide ni de salle à part"
PAS_DE_FIGE = "aucun passage n'est figé"
PAS_DE_CONVOCATION = "aucune convocation n'est envoyée"
RIEN_DE_COMMENCE = "rien n'a commencé"
PAS_DE_QUALITE = "le référentiel ne demande aucune qualité particulière"
PAS_DE_QUOTA = "ni le référentiel ni le centre ne fixe de nombre"
PAS_DE_SURVEILLANT = "le classeur ne liste aucun surveillant : non vérifiée"
PAS_DE_RESPONSABLE = "le classeur ne liste aucun responsable de session : non vérifiée"
PAS_DE_FINAL = "personne ne passe d'entretien final"
PAS_DE_COLLECTIVE = "aucune épreuve n'est collective"
PAS_DE_LONGUE = "aucune épreuve n'est longue"
PAS_DE_FORMATEUR = "aucun formateur n'est déclaré"

CONFORME_RE = "Les épreuves et leurs durées sont celles du référentiel d'évaluation."
CONFORME_RE_VERIFIE = "Oui, comparé au document officiel"
CONFORME_RE_PAR_LE_CENTRE = "Oui, vérifié par le centre"
CONFORME_RE_NON_VERIFIE = "Sous réserve : le référentiel n'a pas été vérifié"
CONFORME_RE_A_CONFIRMER = "Sous réserve : des valeurs sont à confirmer"
CONFORME_RE_NON = "NON : voir les règles non respectées"

REFERENTIEL = "Référentiel utilisé"
AVERTISSEMENTS = "Avertissements"
AUCUN_AVERTISSEMENT = "Aucun."
REGLAGES = "Réglages : ce que le RE laisse au choix du centre"
REGLAGES_AIDE = (
    "Les bornes sont celles de tpplanner, pas du RE ; une valeur hors bornes est permise, et signalée en gras."
)
REGLAGES_ENTETES = ("Réglage", "Valeur", "Habituel (bornes)", "Origine")
ORIGINE_CLASSEUR = "choisi dans le classeur"
ORIGINE_DEFAUT = "valeur habituelle"
ORIGINE_RE = "référentiel"
SANS_QUOTA = "aucun"
HORS_BORNES = "hors bornes"
OUI, NON = "oui", "non"

NON_VERIFIE = "Ce qui n'est pas vérifié"
NON_VERIFIE_LISTE = (
    "Le plateau technique : matériel, postes et locaux réels, comparés à l'annexe du RE.",
    "L'identité des candidats, des membres du jury et du comédien, et les pièces que chacun apporte.",
    "Les habilitations dans CERES : seules comptent ici les dates saisies dans le classeur.",
    "Les liens que personne n'a déclarés entre un candidat et un membre du jury.",
    "Le règlement général des sessions d'examen : son texte n'a pas été lu en entier.",
    "Ce qui n'est pas traité : sessions CCS, titres du transport, jury qui corrige un jour ce qu'il entend un autre.",
)

QUALITE_AIDE = (
    "Le planning est cherché niveau par niveau : un niveau n'est jamais amélioré aux dépens d'un niveau précédent. La "
    "borne est la limite qu'aucun planning ne peut dépasser, à niveaux précédents égaux ; « prouvé » quand le "
    "planning l'atteint, pour les horaires du pas choisi."
)
NIVEAUX_TITRE = "Par niveau"
NIVEAUX_ENTETES = ("Niveau", "Ce qui est compté", "Mesuré", "Borne", "Écart", "Conclusion")
PREFERENCES_TITRE = "Par préférence"
PREFERENCES_ENTETES = ("Préférence", "Niveau", "Poids", "Mesuré")
PROUVE = "Prouvé : aucun planning ne fait mieux"
ECART_CONNU = "Non prouvé : un meilleur planning existe peut-être"
SANS_BORNE = "Aucune borne connue"
INCONNUE = "–"

_UNITES = {
    "journees_membre": ("journée de membre de jury", "journées de membre de jury"),
    "jours": ("jour", "jours"),
    "jours_candidat": ("journée de candidat", "journées de candidat"),
    "equilibre": ("candidat d'écart", "candidats d'écart"),
    "ordre": ("inversion", "inversions"),
    "sans_releve": ("demi-journée de membre sans relève", "demi-journées de membre sans relève"),
    "sans_marge": ("journée de jury sans marge", "journées de jury sans marge"),
    "membres_appeles": ("membre convoqué", "membres convoqués"),
    "jurys_rompus": ("jury", "jurys"),
    "jours_changes": ("passage", "passages"),
    "personnes_a_prevenir": ("personne", "personnes"),
    "salles_changees": ("passage", "passages"),
    "travaux_deplaces": ("travail", "travaux"),
    "presences_changees": ("présence", "présences"),
}
_EN_MINUTES = ("presence_jury", "attente", "fin_tardive", "heures_changees")
_POINTS = ("point", "points")


def introduction(nombre: int, violations: int) -> str:
    """What *Conformité* begins with: what kind of check this is, and what it found."""
    trouve = (
        "aucun manquement trouvé"
        if not violations
        else f"{violations} manquement{'s' if violations > 1 else ''} trouvé"
    )
    pluriel = "s" if violations > 1 else ""
    return (
        f"Contrôle automatique de {nombre} règles : {trouve}{pluriel}. Ce n'est pas un avis de l'administration, et il "
        "ne porte que sur ce qui est écrit dans ce classeur."
    )


def sans_objet(raison: str) -> str:
    """That a rule concerns nothing here, and why."""
    return f"{SANS_OBJET} ({raison})"


def etabli(classeur: str, version: str) -> str:
    """Where the plan comes from."""
    parts = (
        f"d'après {classeur}" if classeur else "",
        f"par tpplanner {version}" if version else "par tpplanner",
    )
    return f"Planning établi {', '.join(filter(None, parts))}."


def mesure(regle: str, valeur: int) -> str:
    """A soft rule's measure with its unit."""
    if regle in _EN_MINUTES:
        return duree(valeur)
    un, plusieurs = _UNITES.get(regle, _POINTS)
    return f"{valeur} {plusieurs if valeur > 1 else un}"


def valeur_de_niveau(niveau: Niveau | None, valeur: int, unite: int = 1) -> str:
    """A level's measure: in the unit of its soft rules when they share one, in points otherwise.

    It is counted in parts, of which `unite` make one that is told.
    """
    termes = niveau.termes if niveau else ()
    valeur = entieres(valeur, unite)
    if len(termes) == 1 and termes[0].poids == 1:
        return mesure(termes[0].regle, valeur)
    if termes and all(terme.regle in _EN_MINUTES and terme.poids == 1 for terme in termes):
        return duree(valeur)
    return f"{valeur} {_POINTS[valeur > 1]}"


def conclusion(atteint: NiveauAtteint) -> str:
    """Whether a level is proven."""
    if atteint.borne is None:
        return SANS_BORNE
    return PROUVE if atteint.prouve else ECART_CONNU


def poids(valeurs: Iterable[tuple[str, int]]) -> str:
    """What a level counts, with the weights that are not 1."""
    return " + ".join(nom if facteur == 1 else f"{facteur} × {nom}" for nom, facteur in valeurs)


BON_SENS_TITRE = "Bon sens"
BON_SENS_RIEN = "rien à signaler"
BON_SENS_AIDE = "Cherché une fois tous les niveaux atteints, sans rien leur coûter ; rien n'est prouvé."
_BON_SENS = {
    "jours_sautes": ("jour laissé libre avant le dernier", "jours laissés libres avant le dernier"),
    "salles_de_trop": (
        "salle de plus qu'il n'en faut pour une épreuve commune",
        "salles de plus qu'il n'en faut pour une épreuve commune",
    ),
    "ordre_des_jours": (
        "paire de candidats qui n'est pas dans l'ordre demandé d'un jour à l'autre",
        "paires de candidats qui ne sont pas dans l'ordre demandé d'un jour à l'autre",
    ),
    "attente_au_service": ("minute d'attente pour le comédien", "minutes d'attente pour le comédien"),
    "salles_de_jury_changees": ("changement de salle d'un même jury", "changements de salle d'un même jury"),
}


def bon_sens(mesures: Iterable[Mesure]) -> str:
    """What a person would find odd in a plan, in one line."""
    trouves = [f"{m.valeur} {_BON_SENS[m.regle][m.valeur > 1]}" for m in mesures if m.valeur]
    return " ; ".join(trouves) or BON_SENS_RIEN


_PREFERENCES = {
    "candidat_place": "candidats sans place",
    "journees_membre": "journées de membre de jury",
    "jours": "jours de session",
    "presence_jury": "présence des jurys",
    "jours_candidat": "journées sur place des candidats",
    "attente": "attente des candidats",
    "fin_tardive": "fin tardive",
    "equilibre": "équilibre entre jurys",
    "ordre": "ordre de passage",
    "sans_releve": "membres sans relève",
    "sans_marge": "jurys sans marge",
    "membres_appeles": "membres convoqués en plus",
    "jurys_rompus": "jurys rompus",
    "jours_changes": "changements de jour",
    "personnes_a_prevenir": "personnes à prévenir",
    "heures_changees": "changements d'heure",
    "salles_changees": "changements de salle",
    "travaux_deplaces": "travaux du jury déplacés",
    "presences_changees": "présences changées",
}


def nom_de_preference(regle: str) -> str:
    """A soft rule in a few words."""
    return _PREFERENCES.get(regle, regle)


def source(texte: str) -> str:
    """Where the référentiel comes from."""
    return f"Source : {texte}."


def expiration(jour: date) -> str:
    """Until when the titre is valid."""
    return f"Fin de validité du titre : {date_longue(jour)}."


def valeur_de_reglage(champ: str, valeur: object) -> str:
    """A réglage's value, written as its usual one is in the sheet of the réglages."""
    match valeur:
        case None:
            return SANS_QUOTA
        case bool():
            return OUI if valeur else NON
        case time():
            return heure_chiffres(valeur)
        case int() if champ in BORNES:
            return f"{valeur} min"
    return str(valeur)
