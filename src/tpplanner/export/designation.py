"""How what several people can see names a candidat."""

from enum import StrEnum

from tpplanner.export.agenda import Agenda
from tpplanner.export.safe_text import one_line
from tpplanner.texts import affichage as texte


class Designation(StrEnum):
    """By his drawn number, or by his first name if the centre asks."""

    NUMERO = "numero"
    PRENOM = "prenom"
    """``Léa D.``, with the number where two would read the same"""


def designations(agenda: Agenda, designation: Designation) -> dict[str, str]:
    """What each candidat is called."""
    numbers = {c.id: texte.numero(agenda.numeros[c.id]) for c in agenda.session.candidats}
    if designation is Designation.NUMERO:
        return numbers
    names = {c.id: one_line(texte.prenom_n(one_line(c.prenom), one_line(c.nom))) for c in agenda.session.candidats}
    taken = list(names.values())
    return {id_: nom if taken.count(nom) == 1 else f"{nom} ({numbers[id_]})" for id_, nom in names.items()}
