"""The sheets of views: by candidat, by jury, by room, lists to sign, conformity, quality, the poster."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat
from math import ceil

from tpplanner.domain.answers import NiveauAtteint, Report, Retard
from tpplanner.domain.duties import re_lu
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Candidat
from tpplanner.errors import Issue
from tpplanner.export import calls, lists
from tpplanner.export.agenda import (
    Agenda,
    Moment,
    Sort,
    amenagements,
    devant,
    ensemble,
    horaires,
    parcours,
    quoi,
    salle_et_postes,
)
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import PrintedSheet, Publication
from tpplanner.export.excel.planning import held_by
from tpplanner.export.verdicts import (
    Compliance,
    conforme_re,
    niveau_dit,
    non_verifie,
    reglages,
    remarques,
    rules_by_theme,
)
from tpplanner.rules import BY_NAME, HARD
from tpplanner.sheets.produites import (
    CONFORMITE,
    CORRESPONDANCE,
    EMARGEMENT,
    ORGANISATION,
    PAR_CANDIDAT,
    PAR_JURY,
    PAR_SALLE,
    QUALITE,
)
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts.fautes import combien
from tpplanner.texts.noms import date_courte, duree, heure
from tpplanner.texts.questions import en_bref
from tpplanner.texts.referentiels import verification
from tpplanner.workbook.kit import CellValue, Look, Minutes

# *Par candidat*: one row a candidat and day, one column an épreuve; a table for each set of épreuves.

_LEFT = (5, 26, 15, 8)
_EPREUVE = 14
_RIGHT = (7, 10, 20, 24)


def par_candidat(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    groupes: dict[tuple[str, ...], list[Candidat]] = defaultdict(list)
    for candidat in agenda.session.candidats:
        groupes[tuple(e.id for e in agenda.dues(candidat.id))].append(candidat)
    most = max((len(ids) for ids in groupes), default=0)
    sheet = publication.of(PAR_CANDIDAT, (*_LEFT, *[_EPREUVE] * most, *_RIGHT))
    header = 0
    for rang, (ids, candidats) in enumerate(groupes.items()):
        if rang:
            sheet.skip()
        header = _table(sheet, agenda, [agenda.epreuves[id_] for id_ in ids], candidats, most)
    if len(groupes) == 1:
        sheet.repeat(header)
    sheet.close()


def _table(sheet: PrintedSheet, agenda: Agenda, epreuves: list[Epreuve], candidats: list[Candidat], most: int) -> int:
    """Write a table; answers the row of its header."""
    sheet.banner(texte_classeur.PARCOURS.format(parcours=parcours(agenda, candidats[0])))
    titles = [f"{agenda.names.epreuve(e.id)}\n({duree(e.minutes)})" for e in epreuves]
    blank = [""] * (most - len(epreuves))
    header = sheet.header([*texte_classeur.CANDIDATS_ENTETES, *titles, *blank, *texte_classeur.CANDIDATS_ENTETES_FIN])
    own: dict[int, Look] = dict.fromkeys(range(len(sheet.widths)), looks.CENTRED)
    own |= {1: looks.STRONG, len(sheet.widths) - 1: looks.CELL}
    for candidat in sorted(candidats, key=lambda c: agenda.numeros[c.id]):
        for values in _rows(agenda, candidat, epreuves, most):
            sheet.line(values, looks.CELL, own)
    return header


def _rows(agenda: Agenda, candidat: Candidat, epreuves: list[Epreuve], most: int) -> list[list[CellValue]]:
    rows: list[list[CellValue]] = []
    passages = agenda.plan.du_candidat(candidat.id)
    for jour in sorted({p.jour for p in passages}):
        du_jour = [p for p in passages if p.jour == jour]
        juries = dict.fromkeys(agenda.names.jury(x.jury) for p in du_jour for x in p.suivies)
        salles = dict.fromkeys(agenda.names.lieu(x) for p in du_jour for x in p.parties)
        rows.append(
            [
                agenda.numeros[candidat.id],
                agenda.names.candidat(candidat.id),
                agenda.names.jour(jour) if agenda.session.fictive else date_courte(jour),
                calls.heure_d_appel(agenda, candidat.id, du_jour[0].debut),
                *("\n".join("\n".join(horaires(p)) for p in du_jour if p.epreuve == e.id) for e in epreuves),
                *[None] * (most - len(epreuves)),
                max(p.fin for p in du_jour),
                ", ".join(juries),
                ", ".join(salles),
                amenagements(agenda, candidat.id),
            ]
        )
    return rows


# *Par jury*: a page a jury and day, all that the jury does.

_JURY_WIDTHS = (7, 7, 8, 42, 5, 38, 22, 34)
_JURY_SMALLEST = 72
"""per cent: below it, a long day goes on to a second page"""
_JURY_CENTRED = {0, 1, 2, 4}


def par_jury(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    sheet = publication.of(PAR_JURY, _JURY_WIDTHS)
    for rang, ((_, jury), moments) in enumerate(agenda.des_jurys.items()):
        if rang:
            sheet.skip()
            sheet.break_here()
        _jury_day(sheet, agenda, jury, moments)
    sheet.paginate(sheet.scale_of_pages(sheet.longest_page(), _JURY_SMALLEST))
    sheet.close()


def _jury_day(sheet: PrintedSheet, agenda: Agenda, jury: str, moments: list[Moment]) -> None:
    jury_day = lists.journee_du_jury(agenda, moments)
    sheet.banner(
        texte_classeur.bandeau_du_jury(
            agenda.names.jury(jury),
            agenda.names.jour(jury_day.debut.date()),
            jury_day.salles,
            agenda.membres(jury, jury_day.debut),
            texte_classeur.bornes(heure(jury_day.debut), heure(jury_day.fin)),
        )
    )
    sheet.wide(jury_day.presence)
    sheet.header(texte_classeur.JURY_ENTETES)
    for moment in moments:
        _of_jury(sheet, agenda, moment)


def _of_jury(sheet: PrintedSheet, agenda: Agenda, moment: Moment) -> None:
    plain = looks.STRONG if moment.sort is Sort.EPREUVE else looks.SOFT
    if moment.sort is Sort.PAUSE:
        plain = {**looks.SOFT, "bg_color": looks.PALER}
    sheet.line(
        (
            moment.debut,
            moment.fin,
            Minutes(moment.minutes),
            quoi(agenda, moment),
            agenda.numeros.get(moment.candidat),
            agenda.names.candidat(moment.candidat) if moment.candidat else "",
            agenda.names.lieu(replace(moment, salle=agenda.room_of(moment))) if moment.salle else "",
            amenagements(agenda, moment.candidat) if moment.sort is Sort.EPREUVE else "",
        ),
        plain,
        {column: looks.centred(plain) for column in _JURY_CENTRED},
    )


# *Par salle*: what takes place in each room, day by day; candidats who do the same there are one row.

_SALLES_WIDTHS = (7, 7, 40, 58, 40, 10)
_SALLES_CENTRED = {0, 1, 5}


def par_salle(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    sheet = publication.of(PAR_SALLE, _SALLES_WIDTHS)
    for (jour, salle), moments in agenda.des_salles.items():
        first = sheet.row
        sheet.banner(f"{salle_et_postes(agenda, salle)} – {agenda.names.jour(jour)}")
        sheet.header(texte_classeur.SALLE_ENTETES)
        for groupe in ensemble(agenda, moments):
            _of_room(sheet, agenda, salle, groupe)
        sheet.skip()
        sheet.keep_together(first)
    sheet.paginate()
    sheet.close()


def _of_room(sheet: PrintedSheet, agenda: Agenda, salle: str, groupe: list[Moment]) -> None:
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
        {2: plain} | {column: looks.centred(plain) for column in _SALLES_CENTRED},
    )


def _posts(agenda: Agenda, salle: str, moment: Moment) -> str:
    """The posts in use when that moment begins, out of those of the room; empty where posts do not count."""
    phase = agenda.phase(moment)
    fiche = agenda.salles.get(salle)
    if moment.sort is not Sort.EPREUVE or phase is None or not phase.partagee or fiche is None:
        return ""
    ensemble = [m for m in agenda.des_salles[moment.jour, salle] if m.debut <= moment.debut < m.fin and m.epreuve]
    return texte_classeur.postes(len({m.candidat for m in ensemble if m.sort is Sort.EPREUVE}), fiche.postes)


# *Organisation détaillée*: what the agrément file asks, and the totals of the RE against the plan's.

_ORGANISATION_WIDTHS = (7, 7, 5, 24, 41, 8, 8, 47, 18, 20)
_ORGANISATION_CENTRED = {0, 1, 2, 5, 6}


def organisation(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    audience = texte_classeur.DOSSIER_AGREMENT if agenda.session.fictive else ""
    sheet = publication.of(ORGANISATION, _ORGANISATION_WIDTHS, audience=audience, alerts=True)
    if agenda.session.fictive and agenda.brouillon:
        sheet.wide(agenda.brouillon, looks.ALERT)
        sheet.mark(agenda.brouillon)
    lu = re_lu(agenda.session)
    header = sheet.header(texte_classeur.du_re(entete, lu=lu) for entete in texte_classeur.ORGANISATION_ENTETES)
    first = sheet.row
    for titre, _, lignes in lists.journees(agenda):
        if sheet.row > first:
            sheet.break_here()
        sheet.banner(titre)
        for ligne in lignes:
            _of_organisation(sheet, ligne)
    sheet.repeat(header)
    sheet.skip(14)
    totals = sheet.row
    _totals(sheet, agenda)
    sheet.keep_together(totals)
    sheet.paginate()
    sheet.close()


def _of_organisation(sheet: PrintedSheet, ligne: lists.MomentInWords) -> None:
    plain = looks.CELL if ligne.epreuve else looks.SOFT
    own: dict[int, Look] = {column: looks.centred(plain) for column in _ORGANISATION_CENTRED}
    if ligne.epreuve:
        own[3] = own[4] = looks.STRONG
    values: list[CellValue] = [
        ligne.debut,
        ligne.fin,
        ligne.numero,
        ligne.qui,
        ligne.quoi,
        None if ligne.minutes_re is None else Minutes(ligne.minutes_re),
        Minutes(ligne.minutes),
        ligne.devant,
        ligne.salle,
        ligne.remarque,
    ]
    sheet.line(values, plain, own)


def _totals(sheet: PrintedSheet, agenda: Agenda) -> None:
    lu = re_lu(agenda.session)
    sheet.heading(texte_classeur.totaux_titre(lu=lu))
    for table in lists.tables_passees(agenda):
        sheet.wide(texte_classeur.totaux_du_re(table, lu=lu))
    sheet.wide(texte_classeur.TOTAUX_AIDE)
    spans = (1, 3, 1, 1, 1, 1, 1, 1)
    entetes = [texte_classeur.du_re(entete, lu=lu) for entete in texte_classeur.TOTAUX_ENTETES]
    sheet.header(entetes, least=30, spans=spans)
    for values in lists.totaux(agenda):
        sheet.line(values, looks.CENTRED, {1: looks.STRONG}, spans=spans)


# *Émargement*: the lists to sign, laid out on pages.

_SIGNED_COLUMNS = 12
"""a page is laid out on a grid of equal columns, its tables on spans of them"""
_SIGNED_WIDTH = 11.0
_BOX = 28.0
"""height of a box in which one signs"""
_AROUND = 116.0
"""points that a page's titles take, and the boxes at its foot"""


def emargement(publication: Publication, retards: Sequence[Retard] = ()) -> None:
    """Write the sheet; a candidat who was said to be late is marked so, where they sign."""
    agenda = publication.agenda
    sheet = publication.of(EMARGEMENT, [_SIGNED_WIDTH] * _SIGNED_COLUMNS, texte_classeur.EMARGEMENT_AIDE)
    head = sheet.row
    for page in lists.sign_lists(agenda, retards):
        if sheet.row > head:
            sheet.break_here()
        for rank, rows in enumerate(_shares(page.rows, sheet, sheet.row == head)):
            if rank:
                sheet.break_here()
            _list_to_sign(sheet, page, rows, suite=rank > 0)
    sheet.paginate()
    sheet.close()


def _shares(
    rows: Sequence[Sequence[CellValue]], sheet: PrintedSheet, below_head: bool
) -> list[Sequence[Sequence[CellValue]]]:
    """The rows of each page: as many pages as it takes, about as full each."""
    room = sheet.page_height(sheet.width_scale()) - _AROUND
    whole, first = (int(points // _BOX) for points in (room, room - below_head * sheet.span(0, sheet.row - 1)))
    pages = 1 + max(0, ceil((len(rows) - first) / whole))
    share = min(first, ceil(len(rows) / pages))
    rest = rows[share:]
    return [rows[:share], *(_shares(rest, sheet, below_head=False) if rest else [])]


def _list_to_sign(
    sheet: PrintedSheet, page: lists.SignList, rows: Sequence[Sequence[CellValue]], *, suite: bool
) -> None:
    """A page, which its surveillant or responsable signs: each of a list's pages stands alone."""
    titre = texte_classeur.EMARGEMENT_SUITE.format(titre=page.titre) if suite else page.titre
    sheet.heading(titre)
    sheet.banner(page.sous_titre)
    spans = _list_spans(page)
    sheet.header(page.entetes, least=26, spans=spans)
    for row in rows:
        sheet.line(row, looks.CENTRED, least=_BOX, spans=spans)
    sheet.skip(6)
    half = len(sheet.widths) // len(page.pied)
    sheet.line(page.pied, {**looks.CELL, "valign": "top"}, least=42, spans=repeat(half))
    sheet.skip(12)


def _list_spans(page: lists.SignList) -> tuple[int, ...]:
    """The columns of the grid that each column of a list spans."""
    match page.signers:
        case lists.Signers.PAR_SALLE:
            return (1, 4, 1, 3, 3)
        case lists.Signers.PERSONNES:
            return (1, 3, 2, 3, 3)
        case lists.Signers.PAR_JURY:
            return _spans_with_boxes(len(page.entetes) - 3)


def _spans_with_boxes(boxes: int) -> tuple[int, ...]:
    """Number, name, hour, then as many boxes as épreuves over what is left of the grid."""
    name = 4 if boxes <= 6 else 3 if boxes <= 7 else 2
    width = _SIGNED_COLUMNS - 2 - name
    share, more = divmod(width, boxes) if boxes <= width else (1, 0)
    return (1, name, 1, *(share + (1 if i < more else 0) for i in range(boxes)))


# *Conformité*: what was checked, rule by rule, with the kind of its source; and what was not.

_CONFORMITE_WIDTHS = (70, 44, 22, 32)
_RULE = (1, 1, 2)
"""over how many of them rule, result and source stand"""


def conformite(publication: Publication, report: Report, avertissements: Iterable[Issue], provenance: str) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    sheet = publication.of(CONFORMITE, _CONFORMITE_WIDTHS, alerts=True)
    sheet.wide(texte_classeur.introduction(len(HARD), len(report.violations)), {**looks.ALERT, "font_size": 10})
    left_out = combien(agenda.session) if agenda.session.non_places else ""
    for line in filter(None, (left_out, en_bref(agenda.session))):
        sheet.wide(line, {**looks.ALERT, "font_size": 10})
    for line in filter(None, (held_by(agenda.session), provenance)):
        sheet.wide(line)
    sheet.skip()
    _rules_checked(sheet, agenda, report)
    _referentiel(sheet, agenda)
    _warnings(sheet, remarques(agenda, report, avertissements))
    _reglages(sheet, agenda)
    sheet.heading(texte_classeur.NON_VERIFIE, 14)
    for point in non_verifie(agenda):
        sheet.wide(point, looks.CELL)
    sheet.print_nothing()


def _rules_checked(sheet: PrintedSheet, agenda: Agenda, report: Report) -> None:
    """Rule by rule, with its result and its source."""
    sheet.line(texte_classeur.CONFORMITE_ENTETES, looks.HEADER, spans=_RULE)
    regle = conforme_re(agenda, report)
    values = (regle.enonce, regle.resultat, regle.source)
    sheet.line(values, looks.CELL if regle.sorte is Compliance.KEPT else looks.WARNING, spans=_RULE)
    shown = {Compliance.KEPT: looks.CELL, Compliance.VOID: looks.SOFT, Compliance.BROKEN: looks.WARNING}
    for theme in rules_by_theme(agenda, report):
        sheet.line((theme.titre, *texte_classeur.CONFORMITE_ENTETES[1:]), looks.HEADER, spans=_RULE)
        for regle in theme.regles:
            values = (regle.enonce, regle.resultat, regle.source)
            sheet.line(values, looks.CELL, {1: shown[regle.sorte]}, spans=_RULE)


def _referentiel(sheet: PrintedSheet, agenda: Agenda) -> None:
    ref = agenda.session.referentiel
    sheet.heading(texte_classeur.REFERENTIEL, 14)
    sheet.wide(agenda.verifiees or verification(ref), looks.CELL if agenda.verifiees or ref.verifie else looks.WARNING)
    sheet.wide(texte_classeur.source(ref.source), looks.CELL)
    for line in agenda.document_lu:
        sheet.wide(line, looks.CELL)
    if ref.expiration:
        sheet.wide(texte_classeur.expiration(ref.expiration), looks.CELL)
    for avertissement in agenda.avertissements:
        if avertissement != verification(ref):
            sheet.wide(avertissement, looks.WARNING)


def _warnings(sheet: PrintedSheet, lignes: list[str]) -> None:
    sheet.heading(texte_classeur.AVERTISSEMENTS, 14)
    for avertissement in lignes or [texte_classeur.AUCUN_AVERTISSEMENT]:
        sheet.wide(avertissement, looks.CELL)


def _reglages(sheet: PrintedSheet, agenda: Agenda) -> None:
    sheet.heading(texte_classeur.REGLAGES, 14)
    sheet.wide(texte_classeur.REGLAGES_AIDE)
    sheet.header(texte_classeur.REGLAGES_ENTETES)
    for reglage in reglages(agenda):
        look = looks.WARNING if reglage.hors_bornes else looks.CELL
        cells = (reglage.titre, reglage.valeur, reglage.repere, reglage.origine)
        sheet.line(cells, look, {1: looks.centred(look), 2: looks.centred(look)})


# *Qualité*: each level and each soft rule, measured on the plan, beside what is proven.

_QUALITE_WIDTHS = (10, 62, 22, 22, 18, 34)


def qualite(publication: Publication, report: Report) -> None:
    """Write the sheet."""
    sheet = publication.of(QUALITE, _QUALITE_WIDTHS, texte_classeur.QUALITE_AIDE)
    sheet.heading(texte_classeur.NIVEAUX_TITRE)
    sheet.header(texte_classeur.NIVEAUX_ENTETES)
    for atteint in report.niveaux:
        _level(sheet, publication, atteint)
    sheet.skip(14)
    _common_sense(sheet, report)
    _preferences(sheet, publication, report)
    sheet.print_nothing()


def _level(sheet: PrintedSheet, publication: Publication, atteint: NiveauAtteint) -> None:
    values = niveau_dit(publication.agenda, atteint)
    conclusion = looks.STRONG if atteint.prouve else looks.CELL
    sheet.line(values, looks.CENTRED, {0: looks.STRONG_CENTRED, 1: looks.CELL, 5: conclusion})


def _common_sense(sheet: PrintedSheet, report: Report) -> None:
    sheet.heading(texte_classeur.BON_SENS_TITRE)
    phrase = texte_classeur.bon_sens(report.bon_sens)
    sheet.wide(f"{phrase[0].upper()}{phrase[1:]}.", looks.CELL)
    sheet.wide(texte_classeur.BON_SENS_AIDE)
    sheet.skip(14)


def _preferences(sheet: PrintedSheet, publication: Publication, report: Report) -> None:
    places = {t.regle: (n.nom, t.poids) for n in publication.agenda.session.niveaux for t in n.termes}
    sheet.heading(texte_classeur.PREFERENCES_TITRE)
    spans = (2, 1, 1, 1)
    sheet.header(texte_classeur.PREFERENCES_ENTETES, spans=spans)
    for mesure in report.mesures:
        enonce = (
            BY_NAME[mesure.regle].enonce if mesure.regle in BY_NAME else texte_classeur.nom_de_preference(mesure.regle)
        )
        niveau, poids = places.get(mesure.regle, (texte_classeur.INCONNUE, 0))
        values = (
            enonce,
            niveau,
            str(poids) if poids else texte_classeur.INCONNUE,
            texte_classeur.mesure(mesure.regle, mesure.valeur),
        )
        row = sheet.line(values, looks.CENTRED, {0: looks.CELL}, spans=spans)
        sheet.set_height(row, sheet.needed(enonce, 0, 1, looks.CELL))


# *Table de correspondance*: the drawn number beside the name, for the responsable alone and never for the wall.

_CORRESPONDANCE_WIDTHS = (9, 30, 24, 16, 40, 16, 12)


def correspondance(publication: Publication) -> None:
    """Write the sheet."""
    agenda = publication.agenda
    aide, *notes = lists.notes_de_correspondance(agenda)
    sheet = publication.of(CORRESPONDANCE, _CORRESPONDANCE_WIDTHS, aide)
    for note in notes:
        sheet.wide(note)
    header = sheet.header(texte_classeur.CORRESPONDANCE_ENTETES)
    own = {0: looks.STRONG_CENTRED, 1: looks.STRONG, 3: looks.CENTRED, 5: looks.CENTRED, 6: looks.CENTRED}
    for values in lists.lignes(agenda):
        sheet.line(values, looks.CELL, own)
    sheet.repeat(header)
    sheet.close()
