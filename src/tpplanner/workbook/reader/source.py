"""What every part of the reader works on: the sheets, what there is to say, and where each subject stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from tpplanner.domain.session import Session
from tpplanner.sheets import Feuille
from tpplanner.texts import lecture
from tpplanner.workbook.index import Naming, key, words_in_order
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.table import Sheets


@dataclass(frozen=True, slots=True)
class Source:
    """The sheets of a workbook, the issues found so far, and the cells of what has been read.

    `avant`: the session as it was planned before, whose drawn numbers stay.
    """

    sheets: Sheets
    notes: Notes
    cells: dict[tuple[str, ...], str] = field(default_factory=dict)
    avant: Session | None = None

    def records(self, feuille: Feuille, *, needed: bool = False) -> list[Record]:
        """The rows of a table, or the one record of a form."""
        return self.sheets.records(feuille, needed=needed)

    def keep(self, record: Record, *sujet: str) -> None:
        """Remember where a subject and each of its fields stand: ``("candidats", "C3", "aide")`` → ``Candidats!P6``."""
        adresses = record.adresses
        self.cells.setdefault((record.feuille.cle, *sujet), f"{record.titre}!{next(iter(adresses.values()), '')}")
        for champ, adresse in adresses.items():
            self.cells.setdefault((record.feuille.cle, *sujet, champ), f"{record.titre}!{adresse}")


def closest(texte: str, choix: Sequence[str], n: int = 2) -> list[str]:
    """The choices whose spelling is nearest, best first; then those that have its words, all or in another order."""
    par_cle, dans_l_ordre = {key(c): c for c in choix}, {words_in_order(c): c for c in choix}
    proches = [par_cle[proche] for proche in get_close_matches(key(texte), par_cle, n=n)]
    mots = set(key(texte).split())
    complets = [c for k, c in par_cle.items() if mots and mots <= set(k.split())]
    tournes = [dans_l_ordre[proche] for proche in get_close_matches(words_in_order(texte), dans_l_ordre, n=n)]
    return list(dict.fromkeys((*proches, *complets, *tournes)))[:n]


def resolve(notes: Notes, place: Place, texte: str, ids: Sequence[str], naming: Naming) -> str | None:
    """The one id that a name stands for; None, and an error, where nobody or several bear it."""
    permis = [id_ for id_ in ids if id_ in naming.etiquettes]
    if len(permis) == 1:
        return permis[0]
    ici = Place(place.feuille, place.cellule, texte)
    if permis:
        notes.error(lecture.nom_ambigu([naming.etiquettes[id_] for id_ in permis]), ici)
    else:
        proches = closest(texte, list(naming.etiquettes.values()))
        notes.error(lecture.nom_inconnu(naming.feuille, proches), ici)
    return None
