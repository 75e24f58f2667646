"""Words of a planning that is changed by hand: what is asked, what it costs, why it cannot be."""

from collections.abc import Sequence

from tpplanner.domain.session import MotifLien
from tpplanner.texts.noms import accorde, duree
from tpplanner.texts.phrases import Phrase, et

# What a hand changes, in the list and as the cause of a version.

DEPLACE = Phrase("{qui} : {quand}")
DEPLACE_SEULE = Phrase("{qui}, {epreuve} seule : {quand}")
ECHANGE = Phrase("{un} et {autre} échangés")
GARDE = Phrase("{qui} gardé à cette heure")
LIBERE = Phrase("{qui} n'est plus gardé à cette heure")
REMPLACE = Phrase("{nouveau} à la place de {ancien}, {jury}, {jour}")
LOGE = Phrase("{jury} en {salle}, {jour}")

DEPLACEMENT = Phrase("déplacement de {noms}")
ECHANGE_DE = Phrase("échange de {un} et {autre}")
GARDES = Phrase("heure gardée pour {noms}")
LIBERES = Phrase("heure rendue libre pour {noms}")
REMPLACEMENT = Phrase("remplacement de {ancien} par {nouveau}")
SALLE_DE = Phrase("{jury} en {salle}")


def titre_de_la_barre(deplacements: int, nombre: int) -> str:
    """How much a hand has changed: ``3 déplacements``."""
    return accorde(f"{nombre} déplacement(s)" if deplacements == nombre else f"{nombre} changement(s)")


def noms(qui: Sequence[str]) -> str:
    """Several people, each once."""
    return et(list(dict.fromkeys(qui)))


# What it costs.

SANS_COUT = "sans rien changer d'autre"


def cout(journees: int, presence: int, attente: int) -> str:
    """``+5 min de présence``."""
    parts = [accorde(f"{_signe(journees)}{abs(journees)} journée(s) de membre")] if journees else []
    parts += [f"{_signe(presence)}{duree(abs(presence))} de présence"] if presence else []
    parts += [f"{_signe(attente)}{duree(abs(attente))} d'attente"] if attente else []
    return ", ".join(parts) or SANS_COUT


def _signe(valeur: int) -> str:
    return "+" if valeur > 0 else "−"


# Why not.

COMPLET = Phrase("{jury} est complet : il entend déjà {nombre} candidats ce jour-là")
FERME = Phrase("{nom} finirait trop tard, ou commencerait trop tôt")
DEJA_ENTENDU = Phrase("{jury} entend {nom} à cette heure")
DEJA_PRIS = Phrase("{nom} passe une autre épreuve à cette heure")
ABSENT = Phrase("{nom} n'est pas disponible à cette heure")
LIENS = {
    MotifLien.DECLARE: Phrase("{jury} a un lien avec {nom}"),
    MotifLien.FORMATEUR: Phrase("{jury} a formé {nom}"),
    MotifLien.ORGANISME: Phrase("{jury} est du même organisme que {nom}"),
    MotifLien.EMPLOYEUR: Phrase("{jury} a le même employeur que {nom}"),
    MotifLien.QUESTION: Phrase("{jury} a peut-être formé {nom} : une question est sans réponse"),
}
JURY_ABSENT = Phrase("{jury} ne siège pas ce jour-là")

IMMOBILES = {
    "collective": "Cette épreuve commence pour tous au même moment : elle ne se déplace pas pour un seul.",
    "fige": "Ce passage est gardé à cette heure : cliquez sur « Ne plus garder » pour le déplacer.",
    "commence": "Ce passage a commencé : il reste où il est.",
}

# The page.

PHRASE = "Prenez un passage et posez-le ailleurs : rien n'est écrit avant « Garder »."
AUCUNE = "Aucune autre heure n'est libre si tous les autres restent où ils sont."
AUCUN_ECHANGE = "Aucun échange n'est possible si tous les autres restent où ils sont."
RIEN = "Rien n'a bougé."
ANNULE = Phrase("Annulé : {quoi}.")
HEURE_ILLISIBLE = Phrase("« {saisi} » n'est pas une heure : écrivez-la ainsi, 10h30.")
JOUR_INCONNU = "Ce jour n'est pas un jour de la session."
INCONNU = "Ce passage n'est plus dans ce planning : choisissez-le de nouveau."
JURY_INCONNU = "Ce jury, ou ce nom, n'est plus dans ce planning : choisissez-le de nouveau."
EN_ECHANGE = "siège ailleurs ce jour-là : les deux échangent leurs places"
PERSONNE_NE_PEUT = "Personne d'autre ne peut siéger à cette place sans que le reste change."
AUCUNE_SALLE = "Aucune autre salle ne convient à ce jury ce jour-là."
REPRISES = Phrase(
    "Le planning a changé dans Excel depuis. Vos changements tiennent encore : {restent} sur {nombre} ont été repris."
)
GARDER = Phrase("Garder comme version {version}")
GARDER_NON_CONFORME = Phrase("Garder comme version {version}, non conforme")


REFUS = "Ce n'est pas possible ainsi."


def regles_rompues(nombre: int) -> str:
    """Over the list of what a change would break."""
    return f"{nombre} règles ne seraient pas respectées" if nombre > 1 else "Une règle ne serait pas respectée"
