"""The workbook of a programmation: the service départemental's sheet, the centre's own, the inputs completed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tpplanner.domain.annee import DELAI_CREATION, Annee, Programmation, Programmee, SessionPrevue, Voie, par_id
from tpplanner.domain.answers import Report
from tpplanner.domain.session import Genre
from tpplanner.errors import Issue
from tpplanner.export.excel import looks
from tpplanner.export.excel.book import PrintedSheet, write_safely
from tpplanner.export.standing import a_programmation_of
from tpplanner.files.writing import Placed
from tpplanner.rules import ANNEE
from tpplanner.sheets.annee import FEUILLES_ANNEE, PROGRAMMATION_PRODUITES, VOIES
from tpplanner.texts import annee as regles
from tpplanner.texts import annee as texte
from tpplanner.texts.plain import one_line
from tpplanner.workbook.kit import Book, CellValue
from tpplanner.workbook.year import annee_contents, write_annee_sheets


@dataclass(frozen=True, slots=True)
class YearDraft:
    """What is to be written: a year, what is decided of it, how it was judged, which plannings were made."""

    annee: Annee
    programmation: Programmation
    report: Report
    avertissements: tuple[Issue, ...] = ()
    plannings: Mapping[str, str] = field(default_factory=dict)

    @property
    def titre(self) -> str:
        """What the workbook is of."""
        return texte.titre(self.annee.debut, self.annee.fin)

    def par_date(self) -> list[tuple[SessionPrevue, Programmee]]:
        """The sessions that have days, in the order of these."""
        dated = [s for s in self.programmation.sessions if s.jours]
        rank = {s.session: n for n, s in enumerate(dated)}
        ordered = sorted(dated, key=lambda s: (s.jours, rank[s.session]))
        return [(self.annee.session(s.session), s) for s in ordered]


def write_programmation(path: Path, draft: YearDraft) -> Placed:
    """Write the workbook; raises CannotWrite."""

    def fill(book: Book) -> None:
        _service(book, draft)
        _calendar(book, draft)
        _juries(book, draft)
        _entries(book, draft)
        _check(book, draft)
        contents = annee_contents(draft.annee, draft.programmation)
        write_annee_sheets(book, contents, footer=texte.INTERNE)

    titles = (*PROGRAMMATION_PRODUITES, *(f.titre for f in FEUILLES_ANNEE))
    return write_safely(path, fill, titles, titre=draft.titre, replaces=a_programmation_of(draft.annee))


def _sheet(book: Book, draft: YearDraft, rank: int, widths: tuple[float, ...], *lines: str) -> PrintedSheet:
    audience = texte.POUR_LE_SERVICE if rank == 0 else texte.INTERNE
    sheet = PrintedSheet(book, PROGRAMMATION_PRODUITES[rank], widths, audience, draft.titre)
    annee = draft.annee
    place = " – ".join(filter(None, (annee.centre, annee.site)))
    sheet.head(draft.titre if rank == 0 else PROGRAMMATION_PRODUITES[rank], filter(None, (place, *lines)))
    return sheet


def _service(book: Book, draft: YearDraft) -> None:
    """Sessions titre, CCP and CCS apart; nobody's name but the responsables'."""
    sheet = _sheet(book, draft, 0, (16, 18, 16, 16, 7, 11, 7, 24, 24, 13), draft.annee.service_departemental)
    noms = par_id(draft.annee.responsables)
    for genre in Genre:
        sheet.heading(texte.SESSIONS[genre])
        mine = [(prevue, s) for prevue, s in draft.par_date() if prevue.genre is genre]
        if not mine:
            sheet.wide(texte.AUCUNE)
        else:
            sheet.header(texte.ENTETES_SERVICE)
        for prevue, s in mine:
            titre = draft.annee.titre(prevue.titre)
            values: tuple[CellValue, ...] = (
                f"{titre.sigle} m{titre.millesime}",
                s.session,
                s.jours[0],
                s.jours[-1],
                len(s.jours),
                len(s.candidats),
                s.jurys,
                noms.get(s.responsable, ""),
                _names(noms, s.suppleants),
                prevue.numero_ceres,
            )
            sheet.line(values, looks.CENTRED, dict.fromkeys((0, 1, 7, 8), looks.CELL))
        sheet.skip()
    sheet.close()


def _names(noms: Mapping[str, str], ids: Iterable[str]) -> str:
    return ", ".join(noms[id_] for id_ in ids)


def _calendar(book: Book, draft: YearDraft) -> None:
    sheet = _sheet(book, draft, 1, (16, 16, 16, 17, 10, 26, 40, 24, 26), texte.CALENDRIER_AIDE)
    noms = par_id([*draft.annee.responsables, *draft.annee.membres])
    sheet.repeat(sheet.header(texte.ENTETES_CALENDRIER))
    for prevue, s in draft.par_date():
        creation: CellValue = texte.CREEE if prevue.creee else s.jours[0] - timedelta(days=DELAI_CREATION)
        late = isinstance(creation, date) and creation < draft.annee.aujourdhui
        values: tuple[CellValue, ...] = (
            s.jours[0],
            s.jours[-1],
            s.session,
            creation,
            len(s.candidats),
            _names(noms, filter(None, (s.responsable, *s.suppleants))),
            _names(noms, s.membres),
            ", ".join(draft.annee.salles_de(prevue)),
            draft.plannings.get(s.session, ""),
        )
        centred = dict.fromkeys((0, 1, 4), looks.CENTRED) | {3: looks.WARNING if late else looks.CENTRED}
        sheet.line(values, looks.CELL, centred)
    sheet.close()


def _juries(book: Book, draft: YearDraft) -> None:
    sheet = _sheet(book, draft, 2, (30, 11, 12, 14, 90), texte.JURYS_AIDE)
    sheet.repeat(sheet.header(texte.ENTETES_JURYS))
    for m in draft.annee.membres:
        mine = [s for _, s in draft.par_date() if m.id in s.membres]
        journees = sum(len(s.jours) for s in mine)
        values: tuple[CellValue, ...] = (
            m.nom_complet,
            journees,
            texte.SANS_LIMITE if m.journees_max is None else m.journees_max,
            texte.euros(journees * draft.annee.cout(m)),
            " ; ".join(f"{s.session} ({texte.du_au(s.jours)})" for s in mine),
        )
        sheet.line(values, looks.CELL, dict.fromkeys((1, 2, 3), looks.CENTRED))
    sheet.close()


def _entries(book: Book, draft: YearDraft) -> None:
    sheet = _sheet(book, draft, 3, (30, 10, 14, 12, 14, 14, 60))
    sheet.repeat(sheet.header(texte.ENTETES_INSCRIPTIONS))
    for c in draft.annee.candidats:
        mine = [s for _, s in draft.par_date() if c.id in s.candidats]
        values: tuple[CellValue, ...] = (
            c.nom_complet,
            c.titre,
            ", ".join(c.ccps) or "titre",
            VOIES[c.voie is Voie.VAE],
            c.fin_formation,
            c.limite,
            " ; ".join(f"{s.session} ({texte.du_au(s.jours)})" for s in mine),
        )
        sheet.line(values, looks.CELL, dict.fromkeys((1, 2, 3, 4, 5), looks.CENTRED))
    sheet.close()


def _check(book: Book, draft: YearDraft) -> None:
    sheet = _sheet(book, draft, 4, (86, 44, 44))
    sheet.heading(texte.REGLES_TITRE)
    sheet.header(texte.ENTETES_REGLES)
    for card in ANNEE:
        broken = [regles.phrase(draft.annee, v) for v in draft.report.violations if v.regle == card.name]
        sources = ", ".join(source.value for source in card.sources)
        breaches = "\n".join(broken) or texte.TENUE
        sheet.line((card.enonce, breaches, sources), looks.WARNING if broken else looks.CELL)
    sheet.skip()
    sheet.heading(texte.NIVEAUX_TITRE)
    sheet.header(texte.ENTETES_NIVEAUX)
    for n in draft.report.niveaux:
        sheet.line((texte.NIVEAUX[n.nom][0], texte.valeur(n.nom, n.valeur), texte.conclusion(n)), looks.CELL)
    sheet.skip()
    sheet.heading(texte.AVERTISSEMENTS)
    remarks = [one_line(f"{i.place} : {i.message}" if i.place else i.message) for i in draft.avertissements]
    empty = [texte.SANS_CANDIDAT.format(s.session) for s in draft.programmation.sessions if not s.candidats]
    for text in [*remarks, *empty] or [texte.AUCUN_AVERTISSEMENT]:
        sheet.wide(text, {**looks.CELL, "text_wrap": True})
    sheet.close()
