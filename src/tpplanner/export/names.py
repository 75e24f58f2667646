"""The names that outputs print: those of `texts.noms`, made inert and kept on one line."""

from datetime import date

from tpplanner.domain.session import Session
from tpplanner.export.safe_text import one_line
from tpplanner.texts.noms import Noms


class Names(Noms):
    """The names of a session, whatever was typed in them."""

    def candidat(self, id_: str) -> str:
        """``DURAND Léa``, with his number if somebody else bears that name."""
        return one_line(super().etiquette(id_))

    def personne(self, id_: str) -> str:
        """A membre, or anybody else."""
        return one_line(super().etiquette(id_))

    def epreuve(self, id_: str) -> str:
        """``Entretien technique``, with its CCP where the référentiel has several of that name."""
        return one_line(super().etiquette_epreuve(id_))

    def salle(self, id_: str) -> str:
        """A room under a name that no other room bears."""
        return one_line(super().etiquette_salle(id_))

    def jury(self, id_: str) -> str:
        """``Jury 2``, or the name that the centre gave."""
        return one_line(super().jury(id_))

    def jour(self, jour: date | str) -> str:
        """The day in full, or its label in a fictive session."""
        return one_line(super().jour(jour))


def numeros(session: Session) -> dict[str, int]:
    """The number of each candidat, never twice the same.

    The drawn one; candidats without one (a session built in Python) take the smallest numbers left, in the order of
    the list.
    """
    pris: set[int] = set()
    par_candidat: dict[str, int] = {}
    for candidat in session.candidats:
        if candidat.numero_tire is not None and candidat.numero_tire not in pris:
            par_candidat[candidat.id] = candidat.numero_tire
            pris.add(candidat.numero_tire)
    libres = (n for n in range(1, len(session.candidats) + len(pris) + 1) if n not in pris)
    for candidat in session.candidats:
        if candidat.id not in par_candidat:
            par_candidat[candidat.id] = next(libres)
    return par_candidat
