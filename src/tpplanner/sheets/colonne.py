"""What a sheet and its columns are made of."""

from dataclasses import dataclass, field
from enum import StrEnum


class Saisie(StrEnum):
    """What a cell takes."""

    TEXTE = "texte"
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
    `sheets.listes` that it offers, where `choix` does not spell it out. A hidden column (`cachee`) is written in a
    copy of the inputs and is nothing for people to fill. In a form, `rubrique` is the heading that it opens and
    `repere` what stands beside the value (unit, default, bounds). `au_plus` is the greatest whole number that it takes.
    A column that must be filled is `obligatoire` where a row cannot be read without it, `necessaire` where nothing can
    be planned of the row. A `rare` one is folded away until it is filled.
    """

    champ: str
    titre: str
    aide: str
    saisie: Saisie = Saisie.TEXTE
    exemple: str = ""
    choix: tuple[str, ...] = ()
    liste: str = ""
    obligatoire: bool = False
    necessaire: bool = False
    rare: bool = False
    alias: tuple[str, ...] = ()
    largeur: int = 14
    cachee: bool = False
    rubrique: str = ""
    repere: str = ""
    au_plus: int = 9_999

    @property
    def marquee(self) -> bool:
        """Whether it bears the mark of what must be filled."""
        return self.obligatoire or self.necessaire


@dataclass(frozen=True, slots=True)
class Feuille:
    """A sheet: its title, what it is for in one line, its columns; `premiere` if a first planning needs it."""

    cle: str
    titre: str
    but: str
    colonnes: tuple[Colonne, ...] = field(default=())
    forme: Forme = Forme.TABLE
    alias: tuple[str, ...] = ()
    premiere: bool = False

    def colonne(self, champ: str) -> Colonne:
        """The column of that field; raises KeyError."""
        for colonne in self.colonnes:
            if colonne.champ == champ:
                return colonne
        raise KeyError(champ)


TETE_DE_FICHE = ("Champ", "Votre réponse", "Repère", "Aide")
"""The header of a form: the field, what the user types, its unit or default, its help."""

OUI_NON = ("oui", "non")
"""What a yes-or-no cell offers."""

IDENTIFIANT = Colonne(
    "id",
    "Identifiant",
    "Numéro interne, écrit par tpplanner dans ses copies. Ne pas remplir.",
    largeur=10,
    cachee=True,
)
"""Keeps an id with its row when rows are sorted, and tells homonyms apart."""

DISPONIBLE = Colonne(
    "disponible",
    "Disponible seulement",
    "Vide : tous les jours. Sinon : « 14/06 ; 15/06 matin ». Le matin finit à 13 h.",
    Saisie.PLAGES,
    exemple="14/06 ; 15/06 matin",
    alias=("disponibilités", "disponibilité", "disponible"),
    rare=True,
    largeur=16,
)
INDISPONIBLE = Colonne(
    "indisponible",
    "Indisponible",
    "Par exemple « 14/06 ; 15/06 de 9h à 11h », ou dans la feuille Indisponibilités.",
    Saisie.PLAGES,
    exemple="15/06 après-midi",
    alias=("indisponibilités", "absences", "absent"),
    largeur=16,
)
CONTACT = Colonne(
    "contact",
    "Adresse et courriel",
    "Facultatif, pour les convocations seulement.",
    alias=("contact", "adresse", "courriel", "e-mail", "email", "mail", "coordonnées", "téléphone"),
    exemple="l.moreau@exemple.fr",
    rare=True,
    largeur=18,
)
