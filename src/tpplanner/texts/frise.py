"""What the drawing of a day says: its bars, its groups, its days, its legend."""

from collections.abc import Sequence
from datetime import date, datetime

from tpplanner.domain.plan import NatureTravail
from tpplanner.texts.noms import date_courte, de_qui, duree, heure

SUR_PLACE = "Accueil"
GROUPES = {"jurys": "Jurys", "salles": "Salles", "candidats": "Candidats"}
"""What the groups of rows are called."""

TRAVAUX = {
    NatureTravail.ACCUEIL: ("accueil du jury", "accueil", "A"),
    NatureTravail.LECTURE: ("lecture des dossiers", "lecture", "L"),
    NatureTravail.CORRECTION: ("correction", "corr.", "C"),
    NatureTravail.DELIBERATION: ("délibération", "délib.", "D"),
    NatureTravail.PAUSE: ("pause déjeuner", "pause", ""),
    NatureTravail.CLOTURE: ("clôture", "clôture", "Cl"),
}
"""What a jury does by itself: in full, in a word, in a letter or two."""

ACCUEIL = ("accueil des candidats", "accueil", "A")
PLIS = ("ouverture des plis", "plis", "P")
PAUSE = ("pause déjeuner", "pause")

LEGENDE = (
    ("passage", "passage devant le jury"),
    ("seul", "épreuve sans jury"),
    ("travail", "travail du jury (A accueil, L lecture, C correction, D délibération, Cl clôture)"),
    ("accueil", "accueil des candidats, ouverture des plis"),
    ("pause", "pause déjeuner"),
    ("attente", "attente, en minutes"),
)
"""What each kind of bar is."""

MARQUES = (
    ("faute", "règle non respectée"),
    ("question", "question sans réponse"),
    ("cadenas", "gardé à cette heure"),
    ("bouge", "déplacé depuis la version en vigueur, et sa place d'avant"),
    ("ici", "maintenant"),
)
"""What each sign on a bar is."""

FILTRES = {"": "Tout", "fautes": "Règles non respectées", "bouges": "Ce qui a bougé"}
"""What a day may be narrowed to, beside a jury."""

PAS_IMPRIMES = (
    "Les candidats ne sont pas imprimés ici, ils seraient illisibles. Filtrez un jury pour imprimer les siens."
)

PASSAGE = "Passage"
SALLE = "salle "
CONFORME = "conforme"
QUESTION = "question sans réponse"
FIGE = "gardé à cette heure"
BOUGE = "déplacé"


def initiale(nom: str, prenom: str) -> str:
    """``GARCIA I.``."""
    return f"{nom} {prenom[0].upper()}."


def avec_numero(nom: str, numero: str) -> str:
    """``MARTIN Paul n° 11``."""
    return f"{nom} n°\u00a0{numero}" if numero else nom


def ensemble(quoi: str, nombre: int) -> str:
    """``QP - 30 candidats``."""
    return f"{quoi} - {nombre}\u00a0candidats"


def ensemble_court(quoi: str, nombre: int) -> str:
    """The same where the place is short."""
    return f"{quoi} - {nombre}"


def nombreux(nombre: int) -> str:
    """``30 candidats``."""
    return f"{nombre}\u00a0candidats"


def passage_a(nom: str, epreuve: str, debut: datetime) -> str:
    """Whose passage rules are broken by, and when it begins."""
    return f"{nom}, {epreuve} à {heure(debut)}"


def de_a(debut: datetime, fin: datetime) -> str:
    """``9 h à 12 h 55``."""
    return f"{heure(debut)} à {heure(fin)}"


def passage_dit(quoi: str, qui: str, ou: Sequence[str], quand: str, etats: Sequence[str]) -> str:
    """``Passage de GARCIA Inès, Jury 1, salle 3, 9 h à 12 h 55, conforme``."""
    return ", ".join(filter(None, (f"{quoi} {de_qui(qui)}", *ou, quand, *etats)))


def chose_dite(quoi: str, ou: Sequence[str], quand: str, etats: Sequence[str] = ()) -> str:
    """What is no passage, in a sentence."""
    return ", ".join(filter(None, (f"{quoi[0].upper()}{quoi[1:]}", *ou, quand, *etats)))


def ligne(qui: str, quoi: str) -> str:
    """``GARCIA Inès : Mise en situation, Entretien technique``, in the list of a day."""
    return f"{qui} : {quoi}"


def attend(nom: str, minutes: int, quand: str) -> str:
    """``Attente de GARCIA Inès, 35 min, 9 h à 9 h 35``."""
    return f"Attente {de_qui(nom)}, {duree(minutes)}, {quand}"


def place_d_avant(nom: str, quand: str) -> str:
    """What the ghost of a capsule says."""
    return f"{nom} était ici, {quand}"


def faute_dite(phrases: Sequence[str]) -> str:
    """The rules that a bar breaks."""
    return f"règle non respectée : {' '.join(phrases)}"


def nombre_du_groupe(groupe: str, nombre: int) -> str:
    """``Jurys (3)``."""
    return f"{GROUPES[groupe]} ({nombre})"


def onglet(jour: date, etiquette: str, candidats: int) -> str:
    """``mer. 13 janv. (6)``."""
    return f"{etiquette or date_courte(jour)} ({candidats})"


def maintenant(moment: datetime) -> str:
    """The hour on the line of now."""
    return heure(moment)


def sur_place(nombre: int, demi: datetime) -> str:
    """How many candidats are on site in a half hour."""
    return f"{nombre} candidat{'s' if nombre > 1 else ''} sur place à {heure(demi)}"
