"""*Conformité*: what was checked, rule by rule, with the kind of its source; and what was not."""

from collections.abc import Iterable

from tpplanner.domain.outcome import Report
from tpplanner.errors import Issue
from tpplanner.export.agenda import Agenda
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import Sheet
from tpplanner.export.excel.draft import Draft
from tpplanner.export.reglages import reglages
from tpplanner.export.verdicts import Verdict, conforme_re, remarques, verdicts
from tpplanner.rules import HARD, Theme
from tpplanner.sheets import FEUILLES_PRODUITES
from tpplanner.texts import conformite as texte
from tpplanner.texts.partiel import combien
from tpplanner.texts.referentiels import verification

_WIDTHS = (70, 44, 22, 32)


def conformite(draft: Draft, report: Report, avertissements: Iterable[Issue], provenance: str) -> None:
    """Write the sheet."""
    agenda = draft.agenda
    sheet = draft.sheet(FEUILLES_PRODUITES[7], _WIDTHS, alerts=True)
    sheet.wide(texte.introduction(len(HARD), len(report.violations)), {**looks.ALERT, "font_size": 10})
    if agenda.session.non_places:
        sheet.wide(combien(agenda.session), {**looks.ALERT, "font_size": 10})
    sheet.wide(provenance)
    sheet.skip()
    _rules(sheet, agenda, report)
    _referentiel(sheet, agenda)
    _warnings(sheet, remarques(agenda, report, avertissements))
    _reglages(sheet, agenda)
    sheet.skip(14)
    sheet.heading(texte.NON_VERIFIE)
    for ligne in texte.NON_VERIFIE_LISTE:
        sheet.wide(ligne, looks.CELL)
    sheet.close_for_screen()


def _rules(sheet: Sheet, agenda: Agenda, report: Report) -> None:
    _spanned(sheet, texte.CONFORMITE_ENTETES, looks.HEADER)
    regle, resultat, tenu = conforme_re(agenda, report)
    _spanned(sheet, (regle, resultat, agenda.session.referentiel.source), looks.CELL if tenu else looks.WARNING)
    par_regle = verdicts(agenda, report)
    for theme in Theme:
        cartes = [carte for carte in HARD if carte.theme is theme]
        if cartes:
            _spanned(sheet, (texte.THEMES[theme], *texte.CONFORMITE_ENTETES[1:]), looks.HEADER)
        for carte in cartes:
            sources = ", ".join(source.value for source in carte.sources)
            verdict = par_regle[carte.name]
            look = {Verdict.KEPT: looks.CELL, Verdict.VOID: looks.SOFT, Verdict.BROKEN: looks.WARNING}[verdict.verdict]
            _spanned(sheet, (carte.enonce, verdict.texte, sources), looks.CELL, look)


def _spanned(sheet: Sheet, values: tuple[str, str, str], look: looks.Look, second: looks.Look | None = None) -> None:
    """Rule, result, source: the source over the last two columns."""
    row = sheet.row
    cells = ((0, 0, values[0], look), (1, 1, values[1], second or look), (2, 3, values[2], look))
    for first, last, value, own in cells:
        sheet.merge(row, first, row, last, value, own)
    sheet.set_height(row, max(sheet.needed(value, first, last, own) for first, last, value, own in cells))
    sheet.row += 1


def _referentiel(sheet: Sheet, agenda: Agenda) -> None:
    ref = agenda.session.referentiel
    sheet.skip(14)
    sheet.heading(texte.REFERENTIEL)
    sheet.wide(agenda.verifiees or verification(ref), looks.CELL if agenda.verifiees or ref.verifie else looks.WARNING)
    sheet.wide(texte.source(ref.source), looks.CELL)
    if ref.expiration:
        sheet.wide(texte.expiration(ref.expiration), looks.CELL)
    for avertissement in agenda.avertissements:
        if avertissement != verification(ref):
            sheet.wide(avertissement, looks.WARNING)


def _warnings(sheet: Sheet, lignes: list[str]) -> None:
    sheet.skip(14)
    sheet.heading(texte.AVERTISSEMENTS)
    for ligne in lignes or [texte.AUCUN_AVERTISSEMENT]:
        sheet.wide(ligne, looks.CELL)


def _reglages(sheet: Sheet, agenda: Agenda) -> None:
    sheet.skip(14)
    sheet.heading(texte.REGLAGES)
    sheet.wide(texte.REGLAGES_AIDE)
    sheet.header(texte.REGLAGES_ENTETES)
    for reglage in reglages(agenda):
        look = looks.WARNING if reglage.hors_bornes else looks.CELL
        cells = (reglage.titre, reglage.valeur, reglage.repere, reglage.origine)
        sheet.line(cells, look, {1: looks.centred(look), 2: looks.centred(look)})
