"""How what several people can see names a candidat."""

from tpplanner.domain.session import Designation
from tpplanner.export.agenda import Agenda
from tpplanner.export.safe_text import one_line
from tpplanner.texts import affichage as texte


def designations(agenda: Agenda, designation: Designation) -> dict[str, str]:
    """What each candidat is called: a first name with its number where two would read the same."""
    candidats = agenda.session.candidats
    numbers = {c.id: texte.numero(agenda.numeros[c.id]) for c in candidats}
    if designation is Designation.NUMERO:
        return numbers
    if designation is Designation.NOM:
        return {c.id: agenda.names.candidat(c.id) for c in candidats}
    names = {c.id: one_line(texte.prenom_n(one_line(c.prenom), one_line(c.nom))) for c in candidats}
    taken = list(names.values())
    return {id_: nom if taken.count(nom) == 1 else f"{nom} ({numbers[id_]})" for id_, nom in names.items()}
