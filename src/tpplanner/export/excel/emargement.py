"""*Émargement*: pages to sign. For candidats, by collective épreuve and room, then by jury; for membres; for others.

A page passes from hand to hand: it bears the hour at which all begin, or that of each call, never an end.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from tpplanner.domain.changements import Retard
from tpplanner.domain.plan import Passage
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, natural
from tpplanner.export.appels import appel_du_passage
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Cell, Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import classeur as texte
from tpplanner.texts.noms import ROLES
from tpplanner.texts.temps import duree

_COLUMNS = 12
"""a page is laid out on a grid of equal columns, its tables on spans of them"""
_WIDTH = 11.0
_BOX = 28.0
"""height of a box in which one signs"""
_AROUND = 116.0
"""points that a page's titles take, and the boxes at its foot"""


@dataclass(frozen=True, slots=True)
class _Page:
    """A list to sign: its titles, the titles of its columns, their spans, its rows, who signs at the foot."""

    titre: str
    sous_titre: str
    entetes: Sequence[str]
    spans: Sequence[int]
    rows: Sequence[Sequence[Cell]]
    pied: Sequence[str]


def emargement(draft: Draft, retards: Sequence[Retard] = ()) -> None:
    """Write the sheet; a candidat who was said to be late is marked so, where he signs."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[5], [_WIDTH] * _COLUMNS, texte.EMARGEMENT_AIDE)
    head = sheet.row
    for page in (*_by_room(agenda, retards), *_by_jury(agenda, retards), *_membres(agenda), *_others(agenda)):
        if sheet.row > head:
            sheet.break_here()
        for rank, rows in enumerate(_shares(page.rows, sheet, sheet.row == head)):
            if rank:
                sheet.break_here()
            _write(sheet, page, rows, suite=rank > 0)
    sheet.paginate()
    sheet.close()


def _shares(rows: Sequence[Sequence[Cell]], sheet: Sheet, below_head: bool) -> list[Sequence[Sequence[Cell]]]:
    """The rows of each page: as many pages as it takes, about as full each."""
    room = sheet.page_height(sheet.width_scale()) - _AROUND
    whole, first = (int(points // _BOX) for points in (room, room - below_head * sheet.span(0, sheet.row - 1)))
    pages = 1 + max(0, ceil((len(rows) - first) / whole))
    share = min(first, ceil(len(rows) / pages))
    rest = rows[share:]
    return [rows[:share], *(_shares(rest, sheet, below_head=False) if rest else [])]


def _write(sheet: Sheet, page: _Page, rows: Sequence[Sequence[Cell]], *, suite: bool) -> None:
    """A page, which its surveillant or responsable signs: each of a list's pages stands alone."""
    titre = texte.EMARGEMENT_SUITE.format(titre=page.titre) if suite else page.titre
    sheet.heading(titre)
    sheet.banner(page.sous_titre)
    _spanned(sheet, page.spans, page.entetes, looks.HEADER, 26)
    for row in rows:
        _spanned(sheet, page.spans, row, looks.CENTRED, _BOX)
    sheet.skip(6)
    half = len(sheet.widths) // len(page.pied)
    _spanned(sheet, [half] * len(page.pied), page.pied, {**looks.CELL, "valign": "top"}, 42)
    sheet.skip(12)


def _spanned(sheet: Sheet, spans: Sequence[int], values: Sequence[Cell], look: looks.Look, least: float) -> None:
    column, needed = 0, least
    for span, value in zip(spans, values, strict=True):
        sheet.merge(sheet.row, column, sheet.row, column + span - 1, value, look)
        needed = max(needed, sheet.needed(value, column, column + span - 1, look))
        column += span
    sheet.set_height(sheet.row, needed)
    sheet.row += 1


# -- candidats


def _by_room(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[_Page]:
    """A page for each épreuve that no jury watches from its start, and each room where it takes place."""
    lists: dict[tuple[date, datetime | None, str, str], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        collective = agenda.collective(passage.epreuve)
        if collective or not passage.parties[0].jury:
            commun = passage.debut if collective else None
            lists[passage.jour, commun, passage.epreuve, passage.parties[0].salle].append(passage)
    for (jour, debut, epreuve_id, salle), passages in lists.items():
        par_candidat = {p.candidat: p.debut if debut else appel_du_passage(agenda, p) for p in passages}
        rows = [
            (agenda.numeros.get(c), _nom(agenda, c, [epreuve_id], retards), par_candidat[c], "", "")
            for c in agenda.ordre_des_numeros(par_candidat)
        ]
        yield _Page(
            f"{texte.EMARGEMENT_CANDIDATS} – {agenda.names.epreuve(epreuve_id)}",
            f"{agenda.names.jour(jour)} – {agenda.names.salle(salle)}",
            texte.EMARGEMENT_COLLECTIF_ENTETES if debut else texte.EMARGEMENT_INDIVIDUEL_ENTETES,
            (1, 4, 1, 3, 3),
            rows,
            (texte.SIGNATURE_SURVEILLANT, texte.SIGNATURE_RESPONSABLE),
        )


def _by_jury(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[_Page]:
    """A page for each jury and day: one box for each épreuve that it watches from the start."""
    for (jour, jury), moments in agenda.des_jurys.items():
        passages = [
            p
            for p in agenda.plan.passages
            if p.jour == jour and p.parties[0].jury == jury and not agenda.collective(p.epreuve)
        ]
        if not passages:
            continue
        epreuves = list(dict.fromkeys(p.epreuve for p in sorted(passages, key=lambda p: _rank(agenda, p.epreuve))))
        first = {p.candidat: p for p in reversed(passages)}
        rows = [
            (
                agenda.numeros.get(c),
                _nom(agenda, c, epreuves, retards),
                appel_du_passage(agenda, first[c]),
                *("" if any((p.candidat, p.epreuve) == (c, e) for p in passages) else "–" for e in epreuves),
            )
            for c in sorted(first, key=lambda c: first[c].debut)
        ]
        membres = agenda.membres(jury, moments[0].debut)
        yield _Page(
            f"{texte.EMARGEMENT_CANDIDATS} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {membres}",
            (*texte.EMARGEMENT_JURY_ENTETES, *(agenda.names.epreuve(e) for e in epreuves)),
            _box_spans(len(epreuves)),
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )


def _nom(agenda: Agenda, candidat: str, epreuves: Sequence[str], retards: Sequence[Retard]) -> str:
    """His name, with what was said of his lateness for one of these épreuves."""
    late = [r.minutes for r in retards if r.candidat == candidat and r.epreuve in epreuves]
    nom = agenda.names.candidat(candidat)
    return texte.EMARGEMENT_RETARD.format(nom=nom, duree=duree(max(late))) if late else nom


def _rank(agenda: Agenda, epreuve: str) -> int:
    """The place of an épreuve in the référentiel, the entretien final last: it ends a CCP session too."""
    known = [id_ for id_ in agenda.epreuves if id_ != agenda.session.referentiel.entretien_final]
    return known.index(epreuve) if epreuve in known else len(known)


def _box_spans(boxes: int) -> tuple[int, ...]:
    """Number, name, hour, then as many boxes as épreuves over what is left of the grid."""
    name = 4 if boxes <= 6 else 3 if boxes <= 7 else 2
    left = _COLUMNS - 2 - name
    share, more = divmod(left, boxes) if boxes <= left else (1, 0)
    return (1, name, 1, *(share + (1 if i < more else 0) for i in range(boxes)))


# -- others


def _membres(agenda: Agenda) -> Iterable[_Page]:
    """A page for each jury and day: its membres."""
    observateurs = {m.id for m in agenda.session.membres if m.observateur}
    par_jury: dict[tuple[date, str], list[str]] = defaultdict(list)
    for composition in agenda.plan.compositions:
        par_jury[composition.jour, composition.jury] += composition.membres
    for (jour, jury), membres in sorted(par_jury.items(), key=lambda item: (item[0][0], natural(item[0][1]))):
        salles = dict.fromkeys(
            agenda.names.salle(c.salle) for c in agenda.plan.compositions if (c.jour, c.jury) == (jour, jury)
        )
        rows = [
            (rang, agenda.names.personne(m), texte.OBSERVATEUR if m in observateurs else texte.MEMBRE_DE_JURY, "", "")
            for rang, m in enumerate(dict.fromkeys(membres), start=1)
        ]
        yield _Page(
            f"{texte.EMARGEMENT_MEMBRES} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {', '.join(salles)}",
            texte.EMARGEMENT_PERSONNES_ENTETES,
            (1, 3, 2, 3, 3),
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )


def _others(agenda: Agenda) -> Iterable[_Page]:
    """A page for each day: responsables, surveillants, comédiens, aides, without a word of whom they are for."""
    par_jour: dict[date, list[tuple[Role, str]]] = defaultdict(list)
    for presence in agenda.plan.presences:
        par_jour[presence.debut.date()].append((Role(presence.role), presence.personne))
    for jour, presents in sorted(par_jour.items()):
        rows = [
            (rang, agenda.names.personne(personne), ROLES[role], "", "")
            for rang, (role, personne) in enumerate(sorted(dict.fromkeys(presents)), start=1)
        ]
        yield _Page(
            texte.EMARGEMENT_AUTRES,
            agenda.names.jour(jour),
            texte.EMARGEMENT_PERSONNES_ENTETES,
            (1, 3, 2, 3, 3),
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )
