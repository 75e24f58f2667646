"""Who bears which number: the rows of the *table de correspondance*."""

from collections.abc import Iterator

from tpplanner.export.agenda import Agenda
from tpplanner.export.labels import parcours
from tpplanner.export.safe_text import one_line

Ligne = tuple[int, str, str, str, str, str, int]
"""number, nom, prénom, n° CERES, what he is presented to, his juries, n° de présentation"""


def lignes(agenda: Agenda) -> Iterator[Ligne]:
    """A row a candidat, in the order of the numbers."""
    for candidat in sorted(agenda.session.candidats, key=lambda c: agenda.numeros[c.id]):
        juries = dict.fromkeys(
            agenda.names.jury(partie.jury) for p in agenda.plan.du_candidat(candidat.id) for partie in p.suivies
        )
        yield (
            agenda.numeros[candidat.id],
            one_line(candidat.nom),
            one_line(candidat.prenom),
            one_line(candidat.numero_ceres),
            parcours(agenda, candidat),
            ", ".join(juries),
            candidat.presentation,
        )
