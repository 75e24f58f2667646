"""*Par candidat*: one row a candidat and day, one column an épreuve; a table for each set of épreuves."""

from collections import defaultdict

from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Candidat
from tpplanner.export.agenda import Agenda
from tpplanner.export.amenagements import amenagements
from tpplanner.export.appels import heure_d_appel
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Cell, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.labels import horaires, parcours
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte
from tpplanner.texts.temps import date_courte, duree

_LEFT = (5, 26, 15, 8)
_EPREUVE = 14
_RIGHT = (7, 10, 20, 24)


def par_candidat(draft: Draft) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    groupes: dict[tuple[str, ...], list[Candidat]] = defaultdict(list)
    for candidat in agenda.session.candidats:
        groupes[tuple(e.id for e in agenda.dues(candidat.id))].append(candidat)
    most = max((len(ids) for ids in groupes), default=0)
    sheet = draft.sheet(FEUILLES_PRODUITES[1], (*_LEFT, *[_EPREUVE] * most, *_RIGHT))
    header = 0
    for rang, (ids, candidats) in enumerate(groupes.items()):
        if rang:
            sheet.skip()
        header = _table(sheet, agenda, [agenda.epreuves[id_] for id_ in ids], candidats, most)
    if len(groupes) == 1:
        sheet.repeat(header, header)
    sheet.close()


def _table(sheet: Sheet, agenda: Agenda, epreuves: list[Epreuve], candidats: list[Candidat], most: int) -> int:
    """Write a table; answers the row of its header."""
    sheet.banner(texte.PARCOURS.format(parcours=parcours(agenda, candidats[0])))
    titles = [f"{agenda.names.epreuve(e.id)}\n({duree(e.minutes)})" for e in epreuves]
    blank = [""] * (most - len(epreuves))
    header = sheet.header([*texte.CANDIDATS_ENTETES, *titles, *blank, *texte.CANDIDATS_ENTETES_FIN])
    own: dict[int, looks.Look] = dict.fromkeys(range(len(sheet.widths)), looks.CENTRED)
    own |= {1: looks.STRONG, len(sheet.widths) - 1: looks.CELL}
    for candidat in sorted(candidats, key=lambda c: agenda.numeros[c.id]):
        for values in _rows(agenda, candidat, epreuves, most):
            sheet.line(values, looks.CELL, own)
    return header


def _rows(agenda: Agenda, candidat: Candidat, epreuves: list[Epreuve], most: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    passages = agenda.plan.du_candidat(candidat.id)
    for jour in sorted({p.jour for p in passages}):
        du_jour = [p for p in passages if p.jour == jour]
        juries = dict.fromkeys(agenda.names.jury(x.jury) for p in du_jour for x in p.suivies)
        salles = dict.fromkeys(agenda.names.salle(x.salle) for p in du_jour for x in p.parties)
        rows.append(
            [
                agenda.numeros[candidat.id],
                agenda.names.candidat(candidat.id),
                agenda.names.jour(jour) if agenda.session.fictive else date_courte(jour),
                heure_d_appel(agenda, candidat.id, du_jour[0].debut),
                *("\n".join("\n".join(horaires(p)) for p in du_jour if p.epreuve == e.id) for e in epreuves),
                *[None] * (most - len(epreuves)),
                max(p.fin for p in du_jour),
                ", ".join(juries),
                ", ".join(salles),
                amenagements(agenda, candidat.id),
            ]
        )
    return rows
