"""*Par salle*: what takes place in each room, day by day; candidats who do the same there are one row."""

from collections import defaultdict
from datetime import datetime

from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.labels import devant, quoi
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte

_WIDTHS = (7, 7, 40, 58, 40, 10)
_CENTRED = {0, 1, 5}

Same = tuple[datetime, datetime, str, str]


def par_salle(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[3], _WIDTHS)
    for (jour, salle), moments in agenda.des_salles.items():
        first = sheet.row
        sheet.banner(f"{_title(agenda, salle)} – {agenda.names.jour(jour)}")
        sheet.header(texte.SALLE_ENTETES)
        for groupe in _together(agenda, moments):
            _line(sheet, agenda, salle, groupe)
        sheet.skip()
        sheet.keep_together(first)
    sheet.paginate()
    sheet.close()


def _title(agenda: Agenda, salle: str) -> str:
    connue = next((s for s in agenda.session.salles if s.id == salle), None)
    postes = [texte.nombre_de_postes(connue.postes)] if connue and connue.postes > 1 else []
    return ", ".join([agenda.names.salle(salle), *postes])


def _together(agenda: Agenda, moments: list[Moment]) -> list[list[Moment]]:
    """Moments by what happens: those of candidats who begin and end the same phase together are one."""
    groupes: dict[Same, list[Moment]] = defaultdict(list)
    for moment in moments:
        groupes[moment.debut, moment.fin, quoi(agenda, moment), moment.jury].append(moment)
    return list(groupes.values())


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
