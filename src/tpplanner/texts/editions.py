"""What a hand changed in *Planning*, and what followed: one French sentence a row."""

from collections.abc import Sequence
from datetime import date, time

from tpplanner.texts.message import Texte
from tpplanner.texts.temps import date_chiffres, heure

Changement = tuple[str, object, object]
"""The title of a column, what stood there, what stands there now."""


SANS_ACCUEIL = Texte(
    "Cette feuille ne dit ni accueil des candidats ni ouverture des plis : ils sont déduits de l'heure des épreuves.",
    "« tpplanner solve » les écrit ; leurs natures sont « accueil des candidats » et « ouverture des plis ».",
)


def modifiee(ligne: int, quoi: str, saisis: Sequence[Changement], suivis: Sequence[Changement]) -> str:
    """A row that a hand changed, with what followed on that row."""
    suite = f" ; en conséquence, {_suites(suivis)}" if suivis else ""
    return f"Ligne {ligne}, {quoi} : {_changements(saisis)}{suite}."


def suivie(ligne: int, quoi: str, suivis: Sequence[Changement]) -> str:
    """A row that followed another."""
    return f"Ligne {ligne}, {quoi} : en conséquence, {_suites(suivis)}."


def ajoutee(ligne: int, quoi: str) -> str:
    """A row that tpplanner did not write."""
    return f"Ligne {ligne} ajoutée : {quoi}."


def supprimees(nombre: int) -> str:
    """Rows that tpplanner wrote and that are no longer there."""
    if nombre == 1:
        return "Une ligne écrite par tpplanner a été supprimée."
    return f"{nombre} lignes écrites par tpplanner ont été supprimées."


def _changements(changements: Sequence[Changement]) -> str:
    return ", ".join(f"{_nomme(titre, avant)} → {_valeur(apres)}" for titre, avant, apres in changements)


def _nomme(titre: str, valeur: object) -> str:
    """A value under its title, unless it bears it already: ``Fin 15 h``, ``Jury 2``."""
    return _valeur(valeur) if _valeur(valeur).startswith(f"{titre} ") else f"{titre} {_valeur(valeur)}"


def _suites(changements: Sequence[Changement]) -> str:
    """What followed, as it stands now: ``début à 15 h 50, fin à 16 h 50``."""
    return ", ".join(_suite(titre, apres) for titre, _, apres in changements)


def _suite(titre: str, apres: object) -> str:
    match apres:
        case time():
            return f"{titre.lower()} à {_valeur(apres)}"
        case date():
            return f"{titre.lower()} le {_valeur(apres)}"
    return f"{titre.lower()} : {_valeur(apres)}"


def _valeur(valeur: object) -> str:
    match valeur:
        case time():
            return heure(valeur)
        case date():
            return date_chiffres(valeur)
        case tuple():
            return " ; ".join(str(v) for v in valeur) or "(vide)"
    return str(valeur) if valeur not in (None, "") else "(vide)"


def ligne(nature: str, candidat: str, epreuve: str, jury: str, personnes: Sequence[str]) -> str:
    """What a row tells, in few words: ``« Entretien technique » de DURAND Léa``."""
    debut = f"« {epreuve} »" if nature == "épreuve" and epreuve else nature
    de = f" de {candidat}" if candidat else ""
    par = f" ({', '.join(personnes)})" if personnes else f" ({jury})" if jury and not candidat else ""
    return f"{debut}{de}{par}"


def ligne_illisible() -> Texte:
    """A row of which no piece of a plan can be made."""
    return Texte(
        "Cette ligne du planning est incomplète ou illisible : elle n'est pas prise en compte.",
        "Il y faut au moins le jour, le début, la fin et la nature ; ou supprimez-la.",
    )


def fin_avant_debut() -> Texte:
    """A row that ends before it begins."""
    return Texte("Cette ligne finit avant de commencer.", "Corrigez l'une des deux heures.")


def nom_inconnu(quoi: str, propositions: Sequence[str]) -> Texte:
    """A name that the session does not know."""
    conseil = f"Vouliez-vous dire {' ou '.join(f'« {p} »' for p in propositions)} ?" if propositions else ""
    return Texte(f"{quoi} inconnu dans ce classeur.", conseil)


def colonnes_absentes(titres: Sequence[str]) -> Texte:
    """Columns that the sheet must have, under these titles."""
    s = "s" if len(titres) > 1 else ""
    noms = ", ".join(f"« {titre} »" for titre in titres)
    return Texte(
        f"Il manque {'les' if s else 'la'} colonne{s} {noms} : le planning n'est pas lu.",
        "Remettez ce titre au-dessus de sa colonne." if not s else "Remettez ces titres au-dessus de leurs colonnes.",
    )


def colonne_requise(titre: str) -> Texte:
    """A row that must say something in that column."""
    return Texte(f"« {titre} » manque sur cette ligne du planning.", "Complétez-la, ou supprimez la ligne.")


CANDIDAT, EPREUVE, SALLE, PERSONNE = "Candidat", "Nom d'épreuve", "Nom de salle", "Nom de personne"
NOM_DE_JURY = "Nom de jury"
EDITE_SANS_TRACE = Texte(
    "Les colonnes cachées du planning manquent : ce qui y a été modifié à la main ne peut pas être retrouvé.",
    "Modifiez plutôt le fichier écrit par tpplanner, sans copier ses lignes ailleurs.",
)
