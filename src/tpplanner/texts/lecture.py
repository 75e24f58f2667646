"""What is said of the layout of a workbook: sheets, columns, rows, and names that refer to something else."""

from collections.abc import Sequence

from tpplanner.texts.ecriture import AFFICHE
from tpplanner.texts.message import Texte

MODELE = "« tpplanner init » écrit un classeur neuf, avec toutes ses feuilles."
MODELE_D_ANNEE = "« tpplanner init --annee » écrit un classeur d'année neuf, avec toutes ses feuilles."


def proche(propositions: Sequence[str]) -> str:
    """The hint that names the closest matches, empty where there is none."""
    return f"Vouliez-vous dire {' ou '.join(f'« {p} »' for p in propositions)} ?" if propositions else ""


CLASSEUR_D_ANNEE = Texte(
    "Ce classeur est celui d'une année, pas celui d'une session.",
    "Pour programmer l'année : « tpplanner annee ». Une session a son propre classeur : « tpplanner init ».",
)
CLASSEUR_DE_SESSION = Texte(
    "Ce classeur est celui d'une session, pas celui d'une année.",
    "Pour son planning : « tpplanner solve ». Une année a son propre classeur : « tpplanner init --annee ».",
)
PLAN_B = Texte("Ce classeur est le plan B d'un planning, pas le planning.", "Donnez le planning lui-même.")


def affiche(fichier: str) -> Texte:
    """The poster in place of its planning."""
    nom, point, suffixe = fichier.rpartition(".")
    planning = f" : « {nom.removesuffix(AFFICHE)}{point}{suffixe} »" if nom.endswith(AFFICHE) else ""
    return Texte(
        "Ce classeur est l'affiche d'une session : il ne contient ni ce qui a été saisi, ni le planning.",
        f"Donnez le planning écrit avec elle{planning}.",
    )


def feuille_absente(titre: str, voisine: str, modele: str = MODELE) -> Texte:
    """A sheet without which nothing can be built."""
    conseil = f"Renommez « {voisine} » en « {titre} »." if voisine else modele
    return Texte(f"Il manque la feuille « {titre} ».", conseil)


def feuille_a_ajouter(titre: str) -> str:
    """How to come by a sheet that the workbook does without."""
    return (
        f"La feuille {titre} n'est pas dans ce classeur : ajoutez-la avec ses titres de colonnes, tels que les écrit "
        "« tpplanner init … --complet »."
    )


def feuille_facultative_absente(titre: str, voisine: str) -> Texte:
    """A sheet that may be missing, but looks misnamed."""
    return Texte(f"La feuille « {titre} » n'y est pas.", f"Si « {voisine} » la remplace, renommez-la.")


def feuille_inconnue(propositions: Sequence[str]) -> Texte:
    """A sheet that nobody reads."""
    return Texte("Cette feuille n'est pas lue.", proche(propositions))


def feuille_en_double(titre: str) -> Texte:
    """Two sheets under one name."""
    return Texte(f"Deux feuilles s'appellent « {titre} » à la casse et aux accents près.", "N'en gardez qu'une.")


def feuille_masquee() -> Texte:
    """A hidden input sheet."""
    return Texte("Cette feuille est masquée, et elle est lue.", "Affichez-la pour la vérifier.")


def feuille_tronquee(lignes: int, colonnes: int) -> Texte:
    """Cells beyond what is read."""
    return Texte(
        f"Des cellules au-delà de la ligne {lignes} ou de la colonne {colonnes} ne sont pas lues.",
        "Supprimez les lignes et les colonnes vides ou mises en forme après vos données.",
    )


def titres_introuvables(modele: str = MODELE) -> Texte:
    """No header row."""
    return Texte("Les titres des colonnes ne sont pas reconnus.", modele)


def colonne_absente(titre: str, propositions: Sequence[str], modele: str = MODELE) -> Texte:
    """A column without which the sheet says nothing."""
    return Texte(f"Il manque la colonne « {titre} ».", proche(propositions) or modele)


def colonne_en_double(titre: str) -> Texte:
    """Two columns under one name."""
    return Texte(f"Deux colonnes s'appellent « {titre} ».", "N'en gardez qu'une.")


def colonne_inconnue(propositions: Sequence[str]) -> Texte:
    """A column that nobody reads."""
    return Texte("Cette colonne n'est pas lue.", proche(propositions))


def colonne_sans_titre() -> Texte:
    """Cells under an empty header."""
    return Texte("Cette colonne a des valeurs mais pas de titre : elle n'est pas lue.")


def champ_en_double(titre: str) -> Texte:
    """Two rows of a form under one name."""
    return Texte(f"« {titre} » figure deux fois dans cette feuille.", "N'en gardez qu'une ligne.")


def champ_inconnu(propositions: Sequence[str]) -> Texte:
    """A row of a form that nobody reads."""
    return Texte("Cette ligne n'est pas lue.", proche(propositions))


def lignes_masquees(lignes: Sequence[int]) -> Texte:
    """Rows that a filter or a hand hides, and that count."""
    numeros = ", ".join(str(n) for n in lignes[:10]) + (", …" if len(lignes) > 10 else "")
    sujet = f"La ligne {numeros} est masquée" if len(lignes) == 1 else f"Les lignes {numeros} sont masquées"
    return Texte(f"{sujet} (par un filtre peut-être), et lue comme les autres.", "Affichez-la pour vérifier.")


def valeur_manquante(titre: str) -> Texte:
    """An empty cell in a column that must be filled."""
    return Texte(f"« {titre} » est vide.", "Remplissez cette cellule, ou effacez toute la ligne.")


def champ_manquant(titre: str) -> Texte:
    """An empty value in a form."""
    return Texte(f"« {titre} » est vide.", "Remplissez cette cellule.")


def point_virgule() -> Texte:
    """A name with what separates names."""
    return Texte(
        "Un nom ne contient pas de « ; » : c'est ce qui sépare les noms d'une liste.",
        "Écrivez-le sans « ; » ; s'il y en a plusieurs dans cette cellule, donnez une ligne à chacun.",
    )


def nom_fusionne() -> Texte:
    """A row whose name is that of the row above, with which its cells are merged."""
    return Texte(
        "Ce nom vient d'une cellule fusionnée avec celle du dessus : il compterait une deuxième fois.",
        "Séparez les cellules (Fusionner et centrer), puis gardez une seule ligne pour chacun.",
    )


def nom_inconnu(feuille: str, propositions: Sequence[str]) -> Texte:
    """A name that refers to nobody."""
    return Texte(
        f"Ce nom ne figure pas dans la feuille {feuille}.",
        proche(propositions) or f"Ajoutez-le dans la feuille {feuille}, ou corrigez-le ici.",
    )


def nom_ambigu(etiquettes: Sequence[str]) -> Texte:
    """A name that several bear."""
    return Texte(
        "Plusieurs personnes portent ce nom.",
        f"Écrivez {' ou '.join(f'« {e} »' for e in etiquettes)}.",
    )


def identique(autre: str, quoi: str) -> Texte:
    """Two rows that must differ."""
    return Texte(f"{quoi} figure déjà en {autre}.", "Corrigez ou supprimez l'une des deux lignes.")


def rien_a_planifier(titre: str) -> Texte:
    """A sheet that must have rows has none."""
    return Texte(f"La feuille « {titre} » est vide.", "Il en faut au moins une ligne.")


def jour_inconnu(propositions: Sequence[str]) -> Texte:
    """A day that is not one of the session's."""
    return Texte("Ce jour n'est pas un jour de la session : cette ligne n'a pas d'effet.", proche(propositions))


FEUILLES_DE_PERSONNES = "des candidats, des membres ou d'autres personnes"


def nom_sans_feuille(propositions: Sequence[str]) -> Texte:
    """A name that is neither somebody's nor a room's."""
    return Texte(
        "Ce nom n'est celui d'aucune personne ni d'aucune salle du classeur.",
        proche(propositions) or "Écrivez-le comme dans sa feuille : NOM Prénom.",
    )


_PREFIXE_DE_SALLE = "salle "


def salle_designee(nom: str) -> str:
    """A room named so that nobody who bears its name is meant: ``salle Ada``."""
    return f"{_PREFIXE_DE_SALLE}{nom}"


def sans_prefixe_de_salle(texte: str) -> str:
    """What follows ``salle``; empty where nothing precedes it."""
    return texte[len(_PREFIXE_DE_SALLE) :] if texte.casefold().startswith(_PREFIXE_DE_SALLE) else ""


def personne_plutot_que_salle(nom: str) -> Texte:
    """A name that somebody and a room both bear."""
    return Texte(
        "Ce nom est celui d'une personne et d'une salle : compté comme la personne.",
        f"Pour la salle, écrivez « {salle_designee(nom)} ».",
    )
