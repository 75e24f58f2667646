"""The réglages: every length and preference that the RE leaves open, with its default, its bounds, its help."""

from dataclasses import fields
from datetime import time

from tpplanner.domain.reglages import BORNES, NIVEAUX, PAS_PERMIS, Reglages
from tpplanner.rules import PREFERENCES
from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille, Forme, Saisie

ORDRES = ("liste", "alphabétique", "tirage")
NIVEAUX_OFFERTS = tuple(niveau.nom for niveau in NIVEAUX)

_PAR_DEFAUT = Reglages()

_TEXTES: dict[str, tuple[str, str, str]] = {
    "lecture": ("Lecture du dossier", "Par candidat, avant de le recevoir. Jamais 0.", "Le travail du jury"),
    "correction_qp": ("Correction d'un questionnaire", "Par candidat. Jamais 0.", ""),
    "correction_ecrit": ("Correction d'un écrit", "Par candidat, pour une MSP écrite. Jamais 0.", ""),
    "correction_autre": ("Correction d'une autre épreuve", "Par candidat, si le jury n'y a pas assisté. Jamais 0.", ""),
    "deliberation": ("Délibération", "Par candidat, dès la fin de son dernier passage. Jamais 0.", ""),
    "battement": ("Battement", "Minutes libres du jury avant de recevoir un candidat.", ""),
    "accueil_jury": ("Accueil du jury", "Identités et consignes, au début de sa journée.", ""),
    "cloture": ("Clôture", "Résultats, fiches et signatures, à la fin de la journée du jury.", ""),
    "pause_jury": ("Pause méridienne du jury", "Dans la plage de midi de la feuille Jours. Jamais 0.", ""),
    "travail_continu": ("Travail continu", "Durée au-delà de laquelle il faut 20 minutes libres à un membre.", ""),
    "salle_a_midi": ("Salle gardée à midi", "Oui : personne d'autre n'entre dans la salle du jury à midi.", ""),
    "fin_tardive": (
        "Fin tardive",
        "Heure au-delà de laquelle chaque minute d'un jury ou d'un candidat est pénalisée.",
        "",
    ),
    "presence_midi": (
        "Coût d'une présence à midi",
        "En minutes de présence : jury sur place à midi, ou dont un membre siège dans deux jurys du jour.",
        "",
    ),
    "midi_debut": ("Midi, de", "Un jury qui a fini à cette heure n'est pas sur place à midi…", ""),
    "midi_fin": ("Midi, à", "… ni un jury qui commence à cette heure ou plus tard.", ""),
    "reserve": (
        "Réserve",
        "Oui : à présence égale, garder un membre libre qui puisse relever chaque jury, et 30 min en fin de jour.",
        "",
    ),
    "absence_lourde": (
        "Absence qui en dérange beaucoup",
        "En %, des personnes présentes ce jour-là : au-delà, planb la signale et cherche une réserve.",
        "",
    ),
    "quota": (
        "Candidats par jury et par jour",
        "Vide : le nombre du RE, s'il en donne un. Une autre valeur est signalée dans le rapport.",
        "",
    ),
    "accueil": (
        "Accueil le premier jour",
        "Des candidats : identités, consignes. Il finit quand commence la première épreuve.",
        "Les candidats",
    ),
    "accueil_autres_jours": ("Accueil les autres jours", "Des candidats.", ""),
    "plis": ("Ouverture des plis", "Les dernières minutes avant l'épreuve dont les sujets sont sous pli.", ""),
    "convocation": ("Convocation", "Combien de minutes avant son heure un candidat est convoqué.", ""),
    "pause_candidat": ("Pause du candidat", "Pour déjeuner.", ""),
    "courte_pause": ("Courte pause", "Entre deux passages qui s'enchaînent, au plus.", ""),
    "enchainer": ("Enchaîner les oraux", "Oui : les passages d'un candidat devant le jury se suivent.", ""),
    "accueil_comedien": ("Accueil du comédien", "Avant son premier passage du jour.", ""),
    "epreuve_longue": ("Épreuve longue", "Durée à partir de laquelle une épreuve commence tôt.", ""),
    "longue_matin": ("Épreuve longue, le matin", "Elle commence à cette heure au plus tard…", ""),
    "longue_apres_midi": ("Épreuve longue, l'après-midi", "… ou à partir de cette heure.", ""),
    "ordre": ("Ordre de passage", "Souhaité, devant un même jury : celui du tirage, de la liste ou alphabétique.", ""),
    "pas": (
        "Pas des horaires",
        "Les débuts tombent sur un multiple de ce nombre de minutes : 1, 5, 10 ou 15.",
        "Calcul",
    ),
    "graine": ("Graine", "Nombre qui fixe les tirages au sort : le même redonne les mêmes numéros.", ""),
}
"""Label, help and heading of each réglage, in the order of the sheet."""


def _saisie(valeur: object) -> Saisie:
    match valeur:
        case bool():
            return Saisie.OUI_NON
        case time():
            return Saisie.HEURE
        case str():
            return Saisie.CHOIX
    return Saisie.ENTIER


def _repere(champ: str, valeur: object) -> str:
    """``15 min (5 à 60)``."""
    match valeur:
        case bool():
            return "oui" if valeur else "non"
        case time():
            return f"{valeur:%H:%M}"
        case int() if champ in BORNES:
            moins, plus = BORNES[champ]
            return f"{valeur} min ({moins} à {plus})"
        case None:
            return "celui du RE"
    return str(valeur)


def _choix(champ: str, valeur: object) -> tuple[str, ...]:
    if champ == "pas":
        return tuple(str(pas) for pas in PAS_PERMIS)
    if champ == "ordre":
        return ORDRES
    return OUI_NON if isinstance(valeur, bool) else ()


def _reglage(champ: str) -> Colonne:
    titre, aide, rubrique = _TEXTES[champ]
    valeur = getattr(_PAR_DEFAUT, champ)
    saisie = Saisie.MINUTES if champ in BORNES else _saisie(valeur)
    return Colonne(
        champ,
        titre,
        aide,
        saisie,
        exemple=_repere(champ, valeur).split(" ", maxsplit=1)[0],
        choix=_choix(champ, valeur),
        rubrique=rubrique,
        repere=_repere(champ, valeur),
        au_plus=_LAST_SEED if champ == "graine" else 9_999,
    )


_LAST_SEED = 999_999_999


_PREFERENCES = {
    "journees_membre": "journées de membre",
    "jours": "jours de session",
    "presence_jury": "présence du jury",
    "jours_candidat": "jours sur place",
    "attente": "attente",
    "fin_tardive": "fin tardive",
    "equilibre": "équilibre",
    "ordre": "ordre de passage",
}
"""What people call each soft rule."""


def champ_niveau(regle: str) -> str:
    """The field that holds the level of a soft rule."""
    return f"niveau_{regle}"


def champ_poids(regle: str) -> str:
    """The field that holds the weight of a soft rule in its level."""
    return f"poids_{regle}"


def _preference(regle: str, enonce: str, rubrique: str) -> tuple[Colonne, Colonne]:
    niveau, poids = next((n.nom, t.poids) for n in NIVEAUX for t in n.termes if t.regle == regle)
    nom = _PREFERENCES[regle]
    return (
        Colonne(
            champ_niveau(regle),
            f"Niveau : {nom}",
            enonce,
            Saisie.CHOIX,
            exemple=niveau,
            choix=NIVEAUX_OFFERTS,
            rubrique=rubrique,
            repere=f"{niveau} (« non » pour l'ignorer)",
        ),
        Colonne(
            champ_poids(regle),
            f"Poids : {nom}",
            "Dans son niveau, combien compte une unité.",
            Saisie.ENTIER,
            exemple=str(poids),
            repere=str(poids),
        ),
    )


_RUBRIQUE_DES_PREFERENCES = "Préférences, niveau par niveau : aucun n'est amélioré aux dépens d'un précédent"

REGLAGES = Feuille(
    cle="reglages",
    titre="Réglages",
    but="Ce que le RE laisse au choix du centre. Vide : la valeur habituelle, à côté.",
    forme=Forme.FICHE,
    alias=("reglage", "paramètres"),
    colonnes=(
        *(_reglage(champ) for champ in _TEXTES),
        *(
            colonne
            for rang, carte in enumerate(PREFERENCES)
            for colonne in _preference(carte.name, carte.enonce, "" if rang else _RUBRIQUE_DES_PREFERENCES)
        ),
    ),
)

CHAMPS = tuple(f.name for f in fields(Reglages) if f.name in _TEXTES)
"""The réglages that the sheet holds one by one, in the order of `domain.reglages.Reglages`."""
