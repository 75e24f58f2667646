"""The échéances of a session: what must be done by when, told in French, and how each stands on a given day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NatureEcheance(StrEnum):
    """What an échéance is about."""

    PROGRAMMATION = "programmation"
    CREATION = "creation"
    DTE = "dte"
    CONVOCATIONS = "convocations"
    CONGES = "conges"
    PLIS = "plis"
    AFFICHAGE = "affichage"
    ADRESSES = "adresses"
    SAISIE = "saisie"
    PV = "pv"
    RESULTATS = "resultats"
    DESTRUCTION = "destruction"
    ARCHIVES = "archives"
    SI_ANNULATION = "si_annulation"
    ANNULATION = "annulation"
    RETOUR_DTE = "retour_dte"
    PV_ANNULATION = "pv_annulation"
    HABILITATIONS = "habilitations"
    TITRE = "titre"
    AGREMENT = "agrement"
    BAIL = "bail"
    DOUZE_MOIS = "douze_mois"
    PIECES = "pieces"


class Etat(StrEnum):
    """How an échéance stands, the worst first.

    `A_VERIFIER`: its day is past and nothing in the workbook tells whether it was done. `A_SAVOIR`: nothing to do by a
    day, or a day to know of.
    """

    INTENABLE = "intenable"
    EN_RETARD = "en_retard"
    A_VERIFIER = "a_verifier"
    A_FAIRE = "a_faire"
    A_SAVOIR = "a_savoir"
    FAIT_TARD = "fait_tard"
    FAIT = "fait"


@dataclass(frozen=True, slots=True)
class Echeance:
    """Something to be done by a day.

    `limite` is the last day by the text that `regle` applies; `au_plus_tard` the working day by which to have done it.
    `fait` is the day on which it was done, where the workbook tells it. `noms` are the people concerned; no other
    field names anybody.
    """

    nature: NatureEcheance
    quoi: str
    etat: Etat
    limite: date | None = None
    au_plus_tard: date | None = None
    fait: date | None = None
    regle: str = ""
    precisions: tuple[str, ...] = ()
    noms: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Echeancier:
    """All the échéances of a session, in the order of their days, those without a day last.

    `premier` and `dernier` are the days from which they are counted: those of the plan, or (`provisoire`) the first
    and last possible ones. `aujourdhui` is None where no état depends on the day. `departement` is a number, or empty;
    `time_zone` the name of its time zone. `jours` tells from when to when each day of the session goes; `cle` stands
    for the session, and names nobody.
    """

    premier: date
    dernier: date
    echeances: tuple[Echeance, ...]
    avis: tuple[str, ...] = ()
    aujourdhui: date | None = None
    provisoire: bool = False
    departement: str = ""
    time_zone: str = "Europe/Paris"
    contact: str = ""
    jours: tuple[tuple[datetime, datetime], ...] = ()
    cle: str = ""

    def en_etat(self, *etats: Etat) -> tuple[Echeance, ...]:
        """Those that stand so."""
        return tuple(e for e in self.echeances if e.etat in etats)
