"""*Par salle*: what takes place in each room, day by day; candidats who do the same there are one row."""

from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.labels import devant, ensemble, quoi, salle_et_postes
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte

_WIDTHS = (7, 7, 40, 58, 40, 10)
_CENTRED = {0, 1, 5}


def par_salle(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[3], _WIDTHS)
    for (jour, salle), moments in agenda.des_salles.items():
        first = sheet.row
        sheet.banner(f"{salle_et_postes(agenda, salle)} – {agenda.names.jour(jour)}")
        sheet.header(texte.SALLE_ENTETES)
        for groupe in ensemble(agenda, moments):
            _line(sheet, agenda, salle, groupe)
        sheet.skip()
        sheet.keep_together(first)
    sheet.paginate()
    sheet.close()


def _line(sheet: Sheet, agenda: Agenda, salle: str, groupe: list[Moment]) -> None:
    premier = groupe[0]
    plain = looks.STRONG if premier.sort is Sort.EPREUVE else looks.SOFT
    candidats = agenda.ordre_des_numeros(m.candidat for m in groupe if m.candidat)
    sheet.line(
        (
            premier.debut,
            premier.fin,
            quoi(agenda, premier),
            " ; ".join(f"{agenda.numeros.get(c, '')} {agenda.names.candidat(c)}".strip() for c in candidats),
            devant(agenda, premier),
            _posts(agenda, salle, premier),
        ),
        looks.CELL if premier.sort is Sort.EPREUVE else looks.SOFT,
        {2: plain} | {column: looks.centred(plain) for column in _CENTRED},
    )


def _posts(agenda: Agenda, salle: str, moment: Moment) -> str:
    """The posts in use when that moment begins, out of those of the room; empty where posts do not count."""
    phase = agenda.phase(moment)
    connue = next((s for s in agenda.session.salles if s.id == salle), None)
    if moment.sort is not Sort.EPREUVE or phase is None or not phase.partagee or connue is None:
        return ""
    ensemble = [m for m in agenda.des_salles[moment.jour, salle] if m.debut <= moment.debut < m.fin and m.epreuve]
    return texte.postes(len({m.candidat for m in ensemble if m.sort is Sort.EPREUVE}), connue.postes)
