"""What a sheet and its columns are made of."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Saisie(StrEnum):
    """What a cell takes."""

    TEXTE = "texte"
    CONTACT = "contact"
    """an address, line by line"""
    ENTIER = "entier"
    MINUTES = "minutes"
    DATE = "date"
    HEURE = "heure"
    OUI_NON = "oui_non"
    CHOIX = "choix"
    FRACTION = "fraction"
    NOMS = "noms"
    """names of people or things that stand elsewhere in the workbook, separated by semicolons"""
    LISTE = "liste"
    """several texts, separated by semicolons"""
    PLAGES = "plages"
    """days, half-days and hours, separated by semicolons"""


class Forme(StrEnum):
    """A table has one row a thing; a form one row a field, its value beside it."""

    TABLE = "table"
    FICHE = "fiche"


@dataclass(frozen=True, slots=True)
class Colonne:
    """A column of a table, or a row of a form.

    `champ` is the reader's name for it; `alias` other titles under which people know it; `liste` the list of
    the sheet *Listes* that it offers, where `choix` does not spell it out. A hidden column (`cachee`) is written in a
    copy of the inputs and is nothing for people to fill. In a form, `rubrique` is the heading that it opens and
    `repere` what stands beside the value (unit, default, bounds). `au_plus` is the greatest whole number that it takes;
    `exemple` is shown where help gives one.
    A column that must be filled is `obligatoire` where a row cannot be read without it, `necessaire` where nothing can
    be planned of the row. A `rare` column is folded away until it is filled; a `tolerant` one that cannot be read gives
    a warning, no error.
    """

    champ: str
    titre: str
    aide: str = ""
    saisie: Saisie = Saisie.TEXTE
    exemple: str = ""
    choix: tuple[str, ...] = ()
    liste: str = ""
    obligatoire: bool = False
    necessaire: bool = False
    rare: bool = False
    tolerant: bool = False
    alias: tuple[str, ...] = ()
    largeur: int = 14
    cachee: bool = False
    rubrique: str = ""
    repere: str = ""
    au_plus: int = 9_999

    @property
    def marquee(self) -> bool:
        """Whether the column bears the mark of what must be filled."""
        return self.obligatoire or self.necessaire

    def dit(self, aide: str) -> "Colonne":
        """The same column, with the help that people read of it."""
        return replace(self, aide=aide)


OUI_NON = ("oui", "non")
"""What a yes-or-no cell offers."""


@dataclass(frozen=True, slots=True)
class Sorte:
    """A kind of column, with the width and the choices that are usual for it."""

    saisie: Saisie
    largeur: int
    choix: tuple[str, ...] = ()

    def __call__(self, champ: str, titre: str, *alias: str, **precisions: Any) -> Colonne:
        """A column of that kind: its field, its title, other titles for it, and what is particular to it."""
        usuel: dict[str, Any] = {"largeur": self.largeur, "choix": self.choix}
        return Colonne(champ, titre, saisie=self.saisie, alias=alias, **usuel | precisions)


texte = Sorte(Saisie.TEXTE, 14)
contact = Sorte(Saisie.CONTACT, 14)
entier = Sorte(Saisie.ENTIER, 10)
minutes = Sorte(Saisie.MINUTES, 10)
date = Sorte(Saisie.DATE, 12)
heure = Sorte(Saisie.HEURE, 12)
oui_non = Sorte(Saisie.OUI_NON, 10, OUI_NON)
choix = Sorte(Saisie.CHOIX, 11)
fraction = Sorte(Saisie.FRACTION, 11)
noms = Sorte(Saisie.NOMS, 20)
liste = Sorte(Saisie.LISTE, 12)
plages = Sorte(Saisie.PLAGES, 16)
"""The kinds of column; widths count in tables alone."""


class Groupe(StrEnum):
    """What people do with a sheet; the groups of tabs, in their order, by what people read of each."""

    REGARDER = "à regarder"
    MODIFIER = "à modifier"
    SAISIE = "saisie"


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: its title, what it is for in one line, its columns; `indispensable` if a first planning needs it."""

    cle: str
    titre: str
    but: str
    colonnes: tuple[Colonne, ...] = ()
    forme: Forme = Forme.TABLE
    alias: tuple[str, ...] = ()
    indispensable: bool = False
    groupe: Groupe = Groupe.SAISIE

    def colonne(self, champ: str) -> Colonne:
        """The column of that field; raises KeyError."""
        for colonne in self.colonnes:
            if colonne.champ == champ:
                return colonne
        raise KeyError(champ)

    def avec_colonnes(self, *colonnes: Colonne) -> "Feuille":
        """The same sheet, with those columns in place of its own."""
        return replace(self, colonnes=colonnes)


TETE_DE_FICHE = ("Champ", "Votre réponse", "Repère", "Aide")
"""The header of a form: the field, what the user types, its unit or default, its help."""

IDENTIFIANT = texte("id", "Identifiant", largeur=10, cachee=True).dit(
    "Numéro interne, écrit par tpplanner dans ses copies. Ne pas remplir."
)
"""Keeps an id with its row when rows are sorted, and tells homonyms apart."""

DISPONIBLE = plages(
    "disponible", "Disponible seulement", "disponibilités", "disponibilité", "disponible", rare=True
).dit("Vide : tous les jours. Sinon : « 14/06 ; 15/06 matin ». Le matin finit à 13 h.")
INDISPONIBLE = plages("indisponible", "Indisponible", "indisponibilités", "absences", "absent").dit(
    "Par exemple « 14/06 ; 15/06 de 9h à 11h », ou dans la feuille Indisponibilités."
)
CONTACT = contact(
    "contact",
    "Adresse et courriel",
    *("contact", "adresse", "courriel", "e-mail", "email", "mail", "coordonnées"),
    rare=True,
    largeur=18,
).dit("Facultatif, pour les convocations seulement.")
TELEPHONE = contact(
    "telephone",
    "Téléphone",
    *("tél", "tel", "portable", "mobile", "numéro de téléphone", "n° de téléphone", "téléphone portable"),
    rare=True,
).dit("Facultatif, pour appeler la personne si son heure change.")
