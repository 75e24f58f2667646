"""What a list gives: each of its lines as a person, something to check, or nothing, with what was taken from it."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tpplanner.sheets.colonne import Feuille
from tpplanner.texts import listes as textes


class Triage(StrEnum):
    """What became of a line."""

    PERSONNE = "personne"
    A_VERIFIER = "a_verifier"
    IGNOREE = "ignoree"


@dataclass(frozen=True, slots=True)
class Fait:
    """What is told of somebody: a field of their sheet, what is to be typed there, the piece of text that tells it."""

    champ: str
    valeur: str
    texte: str


@dataclass(frozen=True, slots=True)
class Entree:
    """One or more lines of a list, or a part of one, and what became of them.

    `source` is their text as it stands; `raison` why it is not simply a person, empty where it is; `autre_nom` a name
    that no field takes; `questions` what only the responsable can answer; `reste` the text that nothing was made of.
    """

    lignes: tuple[int, ...]
    source: str
    etat: Triage
    raison: str = ""
    nom: str = ""
    prenom: str = ""
    autre_nom: str = ""
    faits: tuple[Fait, ...] = ()
    questions: tuple[str, ...] = ()
    reste: str = ""

    @property
    def nom_complet(self) -> str:
        """``NOM Prénom``, or what there is of it."""
        return f"{self.nom} {self.prenom}".strip()

    def fields(self) -> dict[str, str]:
        """Their row, as it would be typed: several facts of one field one below the other, or apart by semicolons."""
        row = {"nom": self.nom, "prenom": self.prenom}
        for fait in self.faits:
            joint = "\n" if fait.champ == "contact" else " ; "
            row[fait.champ] = joint.join(filter(None, (row.get(fait.champ), fait.valeur)))
        return row


@dataclass(frozen=True)
class Liste:
    """The entries of a list of the people of that sheet, in its order; `titres` are those of its columns, if it has."""

    feuille: Feuille
    entrees: tuple[Entree, ...]
    titres: tuple[str, ...] = ()

    @cached_property
    def personnes(self) -> tuple[Entree, ...]:
        """Those that are simply people."""
        return tuple(e for e in self.entrees if e.etat is Triage.PERSONNE)

    @property
    def somme(self) -> str:
        """``14 lignes : 12 candidats, 1 à vérifier, 1 ignorée``."""
        count = Counter(e.etat for e in self.entrees)
        counted = [count[etat] for etat in Triage]
        return textes.somme(len(self.entrees), self.feuille.cle, *counted)
