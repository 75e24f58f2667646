"""The réglages of a session as its report of conformity tells them: value, bounds, and who chose it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tpplanner.domain.reglages import BORNES, Reglages
from tpplanner.export.agenda import Agenda
from tpplanner.sheets import REGLAGES
from tpplanner.sheets.reglages import CHAMPS
from tpplanner.texts import conformite as texte


@dataclass(frozen=True, slots=True)
class Reglage:
    """One réglage in words."""

    titre: str
    valeur: str
    repere: str
    origine: str
    hors_bornes: bool


def reglages(agenda: Agenda) -> Iterator[Reglage]:
    """Each réglage, in the order of the workbook."""
    chosen = agenda.session.reglages
    for champ in CHAMPS:
        colonne = REGLAGES.colonne(champ)
        valeur = getattr(chosen, champ)
        dehors = champ in BORNES and not BORNES[champ][0] <= valeur <= BORNES[champ][1]
        origine = _origin(agenda, champ)
        yield Reglage(
            colonne.titre,
            texte.valeur_de_reglage(champ, agenda.session.quota if champ == "quota" else valeur),
            colonne.repere,
            f"{origine}, {texte.HORS_BORNES}" if dehors else origine,
            dehors,
        )


def _origin(agenda: Agenda, champ: str) -> str:
    chosen, usual = agenda.session.reglages, Reglages()
    if champ in chosen.origines or getattr(chosen, champ) != getattr(usual, champ):
        return texte.ORIGINE_CLASSEUR
    return texte.ORIGINE_RE if champ == "quota" and agenda.session.quota is not None else texte.ORIGINE_DEFAUT
