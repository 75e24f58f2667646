"""What *Jour J* says: what happens, what can be done about it, whom to call and what to say."""

from collections.abc import Sequence
from datetime import datetime

from tpplanner.texts.noms import de_qui, heure
from tpplanner.texts.phrases import Phrase, et

SORTES = {
    "membre_absent": ("Un membre absent", "absent"),
    "membre_retard": ("Un membre en retard", "absent"),
    "candidat_absent": ("Un candidat absent", "candidat"),
    "candidat_retard": ("Un candidat en retard", "candidat"),
    "salle": ("Une salle perdue", "salle"),
}
"""The five things that happen most: their names, and what of a planning they are about."""

OUI, NON, SANS_REPONSE, PREVENU = "oui", "non", "sans réponse", "prévenu"
"""What comes of a call."""

DITES = {OUI: "accepte", NON: "refuse", SANS_REPONSE: "pas de réponse", PREVENU: "c'est fait"}
"""The same, on a badge."""

PAPIERS = {"affiche": "affiche", "dossiers": "feuilles de jury", "accueil": "émargement et feuilles d'accueil"}
"""The papers that a change makes anew, by what they are printed with."""

demande_venir = Phrase("Pouvez-vous venir ? {phrase}")
avant_d_agir = Phrase("À décider avant {limite:heure} : il reste {reste:duree}.")
avant_le = Phrase("À décider avant le {jour:date_longue}, {limite:heure}.")
A_DECIDER = "L'heure pour décider est passée : appelez d'abord, puis mettez en vigueur."
usage = Phrase("Usage à accepter : {quoi}.")
manquent = Phrase("Il manque l'accord de {noms}. Notez sa réponse, ou cherchez une autre solution.")


def commence(maintenant: datetime, nombre: int) -> str:
    """How many passages have begun at an hour: ``À 7 h 52, aucun passage n'a commencé``."""
    if not nombre:
        return f"À {heure(maintenant)}, aucun passage n'a commencé."
    return f"À {heure(maintenant)}, {nombre} passage{'s ont' if nombre > 1 else ' a'} commencé."


def il_reste(limite: datetime, maintenant: datetime) -> str:
    """By when one has to decide."""
    minutes = int((limite - maintenant).total_seconds() // 60)
    if limite.date() != maintenant.date() and minutes > 0:
        return avant_le(limite.date(), limite)
    return avant_d_agir(limite, minutes) if minutes > 0 else A_DECIDER


def passe(nom: str, nouveau: datetime | None, ancien: datetime, jour: str) -> str:
    """``GARCIA Inès passe à 9 h 30 au lieu de 9 h.`` `jour`: the new day, where it is another."""
    if nouveau is None:
        return f"{nom} ne passe plus devant un jury."
    quand = f"{jour} à {heure(nouveau)}" if jour else f"à {heure(nouveau)}"
    return f"{nom} passe {quand} au lieu de {heure(ancien)}."


def il_manque(noms: Sequence[str]) -> str:
    """Whose yes is missing before a planning is in force."""
    return manquent(et(noms))


def imprimer_ces(nombre: int) -> str:
    """All that changes, printed at once."""
    return f"Imprimer ces {nombre}" if nombre > 1 else "Imprimer"


def remplace(came: Sequence[str], gone: Sequence[str], jury: str, jour: str) -> str:
    """Who takes whose seat in a jury."""
    verbe = "remplacent" if len(came) > 1 else "remplace"
    return f"{et(came)} {verbe} {et(gone)} : {jury}, {jour}"


def change(quoi: str, avant: str, apres: str) -> str:
    """One thing that is no longer where it was."""
    if not avant:
        return f"{quoi} : {apres}"
    return f"{quoi} : {apres or 'supprimé'} au lieu {de_qui(avant)}"


def choix_de_sorte(planning: str) -> list[tuple[str, str]]:
    """The kinds of event, each with the address at which its fields are."""
    return [(nom, f"/planning/{planning}/imprevu?sorte={cle}") for cle, (nom, _) in SORTES.items()]
