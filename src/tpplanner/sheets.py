"""The sheets of a workbook and their columns, in one table: it feeds the template, the reader and the documentation.

No Excel library here; what a user reads of a sheet (title, help, example) is written here and nowhere else.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class Saisie(StrEnum):
    """What a cell takes."""

    TEXTE = "texte"
    ENTIER = "entier"
    DATE = "date"
    HEURE = "heure"
    OUI_NON = "oui_non"
    CHOIX = "choix"
    FRACTION = "fraction"
    NOMS = "noms"
    """names of people or things that stand elsewhere in the workbook, separated by semicolons"""


class Forme(StrEnum):
    """A table has one row a thing; a form one row a field, its value beside it."""

    TABLE = "table"
    FICHE = "fiche"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a table, or a row of a form.

    `champ` is the reader's name for it; `alias` other titles under which people know it; `liste` the sheet and
    column whose values it offers (``candidats.nom``), where `choix` does not list them.
    """

    champ: str
    titre: str
    aide: str
    saisie: Saisie = Saisie.TEXTE
    exemple: str = ""
    choix: tuple[str, ...] = ()
    liste: str = ""
    obligatoire: bool = False
    alias: tuple[str, ...] = ()
    largeur: int = 14


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: its title, what it is for in one line, and its columns."""

    cle: str
    titre: str
    but: str
    colonnes: tuple[Colonne, ...] = field(default=())
    forme: Forme = Forme.TABLE
    alias: tuple[str, ...] = ()

    def colonne(self, champ: str) -> Colonne:
        """The column of that field; raises KeyError."""
        for colonne in self.colonnes:
            if colonne.champ == champ:
                return colonne
        raise KeyError(champ)


PLANNING = Feuille(
    cle="planning",
    titre="Planning",
    but="Le planning, une ligne par partie de passage, travail ou présence. Seule feuille à modifier à la main.",
    colonnes=(
        Colonne("jour", "Jour", "Date du jour.", Saisie.DATE, largeur=16),
        Colonne("debut", "Début", "Heure de début.", Saisie.HEURE, largeur=8),
        Colonne("fin", "Fin", "Heure de fin.", Saisie.HEURE, largeur=8),
        Colonne("nature", "Nature", "Ce dont il s'agit.", Saisie.CHOIX, largeur=20),
        Colonne("candidat", "Candidat", "Le candidat concerné.", liste="candidats", largeur=26),
        Colonne("epreuve", "Épreuve", "L'épreuve concernée.", largeur=34),
        Colonne("phase", "Phase", "Numéro de la phase, si l'épreuve en a plusieurs.", Saisie.ENTIER, largeur=7),
        Colonne("jury", "Jury", "Le jury concerné.", largeur=12),
        Colonne("salle", "Salle", "La salle.", liste="salles", largeur=18),
        Colonne("personnes", "Personnes", "Membres du jury, ou personne présente.", Saisie.NOMS, largeur=36),
        Colonne(
            "fige",
            "Figé",
            "« heure » garde le jour et l'heure ; « tout » garde aussi les membres et la salle.",
            Saisie.CHOIX,
            choix=("", "heure", "tout"),
            largeur=8,
        ),
        Colonne("statut", "Statut", "Pour vos notes : commencé, terminé, absent…", largeur=14),
    ),
)
"""The sheet that is read back. Each column has a hidden twin, in the same order, that keeps what was written."""
