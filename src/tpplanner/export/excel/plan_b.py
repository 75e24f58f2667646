"""The workbook of plan B: the matrix, who cannot be replaced, what to hold in reserve; then case by case."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tpplanner.domain.answers import Contingencies, Verdict
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel import Provenance, looks
from tpplanner.export.excel.book import PrintedSheet, Publication, write_safely
from tpplanner.export.lists import Block, FailureInWords, blocks, file_name, told
from tpplanner.export.standing import made_for, stamp
from tpplanner.export.tokens import LIGHT
from tpplanner.files.writing import Placed
from tpplanner.texts import plan_b as texte
from tpplanner.texts.classeur import INTERNE
from tpplanner.texts.plain import one_line
from tpplanner.workbook.kit import Book, Look

_NAME, _ROLE, _CASE = 28, 24, 22
"""Widths in characters."""

_LOOKS: dict[Verdict, Look] = {
    Verdict.UNTOUCHED: {**looks.SOFT_CENTRED, "bg_color": looks.PALER},
    Verdict.LEAST: {**looks.STRONG_CENTRED, "bg_color": LIGHT["ok-fond"]},
    Verdict.SURVIVES: {**looks.CENTRED, "bg_color": LIGHT["ok-fond"]},
    Verdict.IMPOSSIBLE: {**looks.STRONG_CENTRED, "border": 2, "bg_color": LIGHT["faute-fond"]},
    Verdict.ASKED: {**looks.CENTRED, "border": 2, "bg_color": looks.WARM},
    Verdict.OPEN: {**looks.SOFT_CENTRED, "bold": True, "font_color": looks.BLACK, "bg_color": looks.WARM},
}

_CHARGES: dict[str, Look] = {
    "": {},
    texte.Charge.PEU: {"bg_color": LIGHT["ok-fond"]},
    texte.Charge.QUELQUES: {"bg_color": LIGHT["ok-fond"], "bold": True},
    texte.Charge.BEAUCOUP: {"bg_color": looks.WARM},
}
"""A plan there is: how many people it disturbs."""

_CASE_WIDTHS = (30, 34, 18, 12, 66)


def write_plan_b(
    path: Path,
    session: Session,
    plan: Plan,
    contingencies: Contingencies,
    *,
    provenance: Provenance | None = None,
    files: bool = False,
) -> Placed:
    """Write the workbook; `files`: the plans were written too, and each case names its own. Raises `CannotWrite`."""
    provenance = provenance or Provenance()

    def fill(book: Book) -> None:
        publication = Publication(book, Agenda(session, plan), INTERNE)
        _matrix(publication, session, contingencies)
        _cases(publication, told(session, contingencies), files=files)

    titres = (texte.TITRE, texte.TITRE_DES_CAS)
    named: dict[str, Any] = {"titre": texte.TITRE, "created": provenance.created, "marks": {"subject": stamp(session)}}
    return write_safely(Path(path), fill, titres, replaces=made_for(stamp(session)), **named)


def _matrix(publication: Publication, session: Session, contingencies: Contingencies) -> None:
    parts = blocks(session, contingencies)
    across = max(sum(len(moments) for _, moments in block.days) for block in parts)
    sheet = publication.sheet(texte.TITRE, (_NAME, _ROLE, *[_CASE] * across), texte.AIDE, alerts=True)
    for line in texte.en_trois_lignes(session, contingencies):
        sheet.wide(one_line(line), looks.ALERT)
    sheet.skip(8)
    sheet.wide(texte.bilan(contingencies))
    sheet.wide(texte.ENVOYEES if contingencies.sent else texte.AVANT_ENVOI)
    if contingencies.interrupted:
        sheet.wide(texte.INTERROMPU, looks.ALERT)
    sheet.skip()
    for block in parts:
        _block(sheet, block)
        sheet.skip(14)
    _listed(sheet, texte.TITRE_IRREMPLACABLES, texte.irremplacables(session, contingencies))
    _listed(sheet, texte.TITRE_RESERVES, texte.reserves(session, contingencies))
    _legend(sheet, session)
    sheet.close()


def _block(sheet: PrintedSheet, block: Block) -> None:
    """The heads of its days and moments, then a row for each resource."""
    top, column = sheet.row, 2
    for offset, title in enumerate((texte.RESSOURCE, texte.ROLE)):
        sheet.merge(top, offset, top + 1, offset, title, looks.HEADER)
    for day, moments in block.days:
        sheet.merge(top, column, top, column + len(moments) - 1, day, looks.HEADER)
        for moment in moments:
            sheet.write(top + 1, column, moment, looks.HEADER)
            column += 1
    sheet.set_height(top, 18)
    sheet.set_height(top + 1, 18)
    sheet.row = top + 2
    for row in block.rows:
        by_column = {n: _look(case.verdict, case.charge) for n, case in enumerate(row.cases, 2)}
        words = (case.words for case in row.cases)
        sheet.line((row.nom, row.role, *words), looks.CELL, {0: looks.STRONG, **by_column}, least=20)


def _look(verdict: Verdict, charge: str) -> Look:
    return {**_LOOKS[verdict], **_CHARGES[charge]}


def _listed(sheet: PrintedSheet, title: str, lines: Iterable[str]) -> None:
    sheet.heading(title)
    for line in lines:
        sheet.wide(one_line(line))
    sheet.skip(14)


def _legend(sheet: PrintedSheet, session: Session) -> None:
    sheet.heading(texte.TITRE_LEGENDE)
    for verdict, sentence in texte.LEGENDE.items():
        cells, spans = (texte.VERDICTS[verdict], sentence), (1, len(sheet.widths) - 1)
        sheet.line(cells, {**looks.NOTE, "indent": 1, "valign": "vcenter"}, {0: _LOOKS[verdict]}, 18, spans)
    for charge, cells in texte.legende_de_charge(session).items():
        own, spans = {0: _look(Verdict.SURVIVES, charge)}, (1, len(sheet.widths) - 1)
        sheet.line(cells, {**looks.NOTE, "indent": 1, "valign": "vcenter"}, own, 18, spans)


def _cases(publication: Publication, cases: tuple[FailureInWords, ...], *, files: bool) -> None:
    sheet = publication.sheet(texte.TITRE_DES_CAS, _CASE_WIDTHS, texte.AIDE_DES_CAS, alerts=True)
    sheet.repeat(sheet.header(texte.ENTETES_DES_CAS))
    for case in cases:
        recourse = case.recourse
        name = f"\n{file_name(case)}" if files and recourse.planned else ""
        values = (
            f"{case.nom}\n{case.role}",
            case.quand,
            case.verdict,
            str(recourse.disturbed) if recourse.has_plan else "",
            f"{case.explication}{name}",
        )
        sheet.line(values, looks.CELL, {0: looks.STRONG, 2: _look(recourse.verdict, case.charge), 3: looks.CENTRED})
    sheet.close()
