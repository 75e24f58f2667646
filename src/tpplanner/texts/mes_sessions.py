"""What *Mes sessions* and *Mon centre* say that their templates do not."""

from collections.abc import Sequence
from datetime import date, datetime
from string import ascii_uppercase

from tpplanner.texts.noms import JOURS, MOIS, accorde, heure
from tpplanner.texts.phrases import Avis, Phrase, cites

# Cards.

EN_PREPARATION, PRETES, TERMINEES = "En préparation", "Prêtes", "Terminées"
"""How far sessions are."""

SESSIONS, TOUTES = "Sessions", "Toutes"
SANS_NOM = "Session sans nom"
SANS_DATES = "dates à choisir"
FICTIVE = "dossier d'agrément, sans dates"
A_COMPLETER = "À compléter"
CALCULER = "Vérifier et calculer"
ILLISIBLE_POURQUOI = "Son fichier ne peut pas être lu. Ouvrez la session pour voir pourquoi."
ANNEE_SANS_DATE = "à dater"
EXEMPLE = "Exemple terminé"
"""What the folder of the example is called."""


def jour_court(jour: date) -> str:
    """``lun. 11 janvier``."""
    return f"{_jour(jour)} {MOIS[jour.month - 1]}"


def _jour(jour: date) -> str:
    return f"{JOURS[jour.weekday()][:3]}. {'1er' if jour.day == 1 else jour.day}"


def jours(days: Sequence[date], today: date) -> str:
    """``lun. 11 – mer. 13 janvier``; the year where it is another than today's."""
    if not days:
        return SANS_DATES
    first, last = days[0], days[-1]
    year = "" if last.year == today.year else f" {last.year}"
    if first == last:
        return f"{jour_court(first)}{year}"
    before = _jour(first) if (first.year, first.month) == (last.year, last.month) else jour_court(first)
    if first.year != last.year:
        before = f"{before} {first.year}"
        year = f" {last.year}"
    return f"{before} – {jour_court(last)}{year}"


def jours_tapes(days: Sequence[str]) -> str:
    """The days of a draft, as they are typed."""
    return f"{days[0]} – {days[-1]}" if len(days) > 1 else next(iter(days), SANS_DATES)


def effectifs(candidats: int, membres: int) -> str:
    """How many people a session has."""
    return accorde(f"{candidats} candidat(s), {membres} membre(s)") if membres else accorde(f"{candidats} candidat(s)")


def etat_de_version(mot: str, version: int) -> str:
    """``Conforme, version 4 en vigueur``."""
    return f"{mot}, version {version} en vigueur"


def reponses(confirmes: int, appeles: int) -> str:
    """How many membres have said that they come."""
    return f"Réponses : {confirmes} sur {appeles}"


proposee = Phrase("Version {version} proposée")
planning_illisible = Phrase("Planning illisible, version {version}")
brouillon = Phrase("Brouillon, étape {etape} sur {etapes}")
reprendre_la_saisie = Phrase("Reprendre la saisie, étape {etape}")
copie_de = Phrase("{nom} (copie)")


def suite(nombre: int) -> str:
    """How many more things are to be done."""
    return accorde(f"Et {nombre} autre(s)")


def au_dela(nombre: int) -> str:
    """How many things to do are too far away to be listed."""
    return accorde(f"{nombre} tâche(s) de plus, plus loin : voyez le suivi de chaque session.")


def en_lecture(nombre: int) -> str:
    """How many sessions are still to be read."""
    return accorde(f"Lecture de {nombre} session(s)…")


def trouvees(nombre: int, cherche: str) -> str:
    """How many sessions have a name that holds what was looked for."""
    return accorde(f"{nombre} session(s) pour « {cherche} ».") if nombre else f"Aucune session pour « {cherche} »."


annee = Phrase("Année {annee}")

ANNEE_ILLISIBLE = Avis("Cette année n'est pas lisible.", "Écrivez quatre chiffres : 2027.")()


def lieu(place: str) -> str:
    """Where something stands in a workbook that is filled in Excel: ``Sessions, ligne 5``."""
    feuille, _, cellule = place.partition("!")
    ligne = cellule.partition(":")[0].lstrip(ascii_uppercase)
    return f"{feuille}, ligne {ligne}" if ligne else feuille


# What cannot be shown among the sessions.

FERME = Avis(
    "Fermé à votre compte : {noms}.",
    "Demandez à la personne qui l'a créé de vous y donner accès, puis rechargez cette page.",
)
NULLE_PART = Avis(
    "Raccourci qui ne mène plus à rien : {noms}.", "Supprimez-le, ou remettez à sa place ce qu'il désignait."
)
NOM_ILLISIBLE = Avis("Nom qui ne peut pas être lu : {noms}.", "Renommez-le avec des lettres et des chiffres.")
PAS_UN_CLASSEUR = Avis(
    "Porte le nom d'un classeur et n'en est pas un : {noms}.", "Sortez-le de ce dossier, ou donnez-lui un autre nom."
)
PAS_UN_DOSSIER = Avis(
    "Vos sessions ne peuvent pas être rangées dans {noms} : c'est un fichier, il faut un dossier.",
    "Déplacez ce fichier ou renommez-le, puis rechargez cette page.",
)
MUET = Avis("Ne répond pas : {noms}.", "Vérifiez que le disque ou le réseau est branché, puis rechargez cette page.")
TROP_DE_FICHIERS = Avis(
    "Contient trop de fichiers pour être montré en entier : {noms}.", "Sortez-en ce qui n'est pas de vos sessions."
)
TROP_DE_SESSIONS = Avis(
    "Trop de sessions dans {noms} : une partie seulement est montrée.",
    "Rangez les plus anciennes dans un autre dossier.",
)
MEME_NOM = Avis("Même nom, aux accents ou aux majuscules près : {noms}.", "Renommez-en un pour ne pas les confondre.")

NOMMES = 5
"""Names that are said in one line."""


def nommes(noms: Sequence[str]) -> str:
    """The first of some names, and how many there are besides."""
    au_dela = accorde(f" et {len(noms) - NOMMES} autre(s)") if len(noms) > NOMMES else ""
    return cites(noms[:NOMMES]) + au_dela


# What is done with a session.

CE_BROUILLON = "ce brouillon, dont aucun planning n'a été fait"
EFFACEMENT_CHANGE = Avis(
    "Les fichiers de cette session ont changé depuis que cette page est ouverte : rien n'a été supprimé.",
    "Relisez la liste, puis confirmez de nouveau.",
)()
pas_efface = Phrase("« {fichier} » : {raison}")


def effaces(nombre: int) -> str:
    """How many files were deleted."""
    return accorde(f"{nombre} fichier(s) supprimé(s).")


def a_effacer(plannings: int, documents: int) -> str:
    """What is deleted with the workbook of a session."""
    phrases = ["le classeur de la session"]
    phrases += [accorde(f"{plannings} planning(s)")] if plannings else []
    phrases += [accorde(f"{documents} autre(s) fichier(s)")] if documents else []
    return ", ".join(phrases)


# The centre.

AIDES = {
    "centre": "Le nom de l'organisme agréé.",
    "site": "L'adresse du site agréé : ses jours fériés et son service départemental s'en déduisent.",
    "contact": "Téléphone ou courriel, pour les documents.",
    "responsable": "NOM Prénom.",
    "contact_responsable": "Téléphone ou courriel, autre que celui du suppléant : CERES le demande.",
    "suppleants": "NOM Prénom, séparés par « ; ». Prévoyez toujours quelqu'un.",
    "contact_suppleants": "Dans le même ordre, séparés par « ; ».",
    "autres_habilitations": "Titre, millésime et fin, séparés par « ; » : DWWM 04 31/08/2028 ; CDA 03",
    "qualites": "Compétences que le jury doit réunir, séparées par « ; » : anglais…",
    "ressources": "Nom et nombre, séparés par « ; » : poste informatique : 12 ; caisse : 2",
    "joue": "Les rôles qu'il peut jouer, séparés par « ; ». Vide : tous.",
}
"""What is to be known of the fields of the centre."""

PAS_MIS_DE_COTE = Avis(
    "Ce qui est gardé de votre centre ne peut être ni lu ni mis de côté : rien n'a été enregistré.",
    "Demandez à la personne qui vous aide ; le diagnostic dit où tpplanner garde ce qui est à lui.",
)()
CENTRE_CHANGE = Avis(
    "Votre centre a changé dans une autre fenêtre depuis que cette page est là : rien n'est encore enregistré ici.",
    "Ce que vous avez saisi ici et là-bas est réuni ci-dessous : relisez, puis enregistrez.",
)()
CENTRE_A_REUNIR = "Votre centre a changé dans une autre fenêtre : « Enregistrer » réunit les deux saisies."


def enregistre(moment: datetime) -> str:
    """``Enregistré à 14 h 02``."""
    return f"Enregistré à {heure(moment)}"
