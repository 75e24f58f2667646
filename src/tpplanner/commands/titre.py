"""``tpplanner titres lire``: a titre read from the PDF of its référentiel; what is proposed, asked and kept of it."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tpplanner.domain.referentiel import DocumentRe, Referentiel
from tpplanner.domain.session import cle
from tpplanner.files.names import file_name
from tpplanner.files.place import try_new_file
from tpplanner.files.writing import save_new
from tpplanner.re_pdf.apart import read_apart
from tpplanner.re_pdf.differences import Comparison, compared, known_of
from tpplanner.re_pdf.document import Document, ReQuestion, Whereabouts
from tpplanner.re_pdf.proposed import ENTETE as HEAD_OF_FORM
from tpplanner.re_pdf.proposed import Evidence, Proposal, proposed
from tpplanner.referentiels import dump, shipped
from tpplanner.referentiels.confirmation import confirmed
from tpplanner.sheets.titre_nouveau import DE_LA_PHASE, ENTETE, EPREUVES, TABLE
from tpplanner.texts.referentiels import CHAMPS
from tpplanner.texts.titre_lu import TITRE_SANS_SIGLE, difference, epreuve_en_clair
from tpplanner.workbook.entered import EnteredEpreuve, PlacedIssue, epreuves_of, read_titre
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre, write_referentiel_template

_TO_CONFIRM = {
    **{champ: champ for champ in ("presence", "usage", "partagee", "collective", "apres", "nature", "separee")},
    **{champ: champ for champ in ("ressource", "simultanes", "coupure_midi", "plis", "correction", "comediens")},
    "vehicules": "vehicules",
    "delai": "aussitot_apres",
}
"""The field of an épreuve that is « à confirmer » where a cell of that column was proposed."""


@dataclass(frozen=True, slots=True)
class ReReading:
    """A document as it was read, and what is proposed of it."""

    document: Document
    proposal: Proposal

    @property
    def evidence(self) -> Mapping[tuple[str, str], tuple[Evidence, ...]]:
        """The words behind the values of each épreuve, by its table and its id there; with "", of the table itself."""
        evidences: dict[tuple[str, str], list[Evidence]] = {}
        owners = dict(_owners(self.proposal.entered))
        for evidence in self.proposal.evidence:
            owner = owners.get((evidence.table, evidence.row))
            evidences.setdefault((evidence.table, owner.id if owner else ""), []).append(evidence)
        return {key: tuple(those) for key, those in evidences.items()}

    @property
    def questions(self) -> tuple[ReQuestion, ...]:
        """What has to be answered: without it there is no titre, or a value of it is lacking."""
        entered = self.proposal.entered
        return tuple(each for each in self.proposal.questions if each.blocking or _asks_for_a_value(each, entered))

    @property
    def notes(self) -> tuple[ReQuestion, ...]:
        """What is to be known of what is proposed, and needs no answer where that is right."""
        questions = self.questions
        return tuple(each for each in self.proposal.questions if each not in questions)


def _asks_for_a_value(asked: ReQuestion, entered: EnteredTitre) -> bool:
    """Whether the field of which it speaks is empty."""
    champ, table = str(asked.data.get("field", "")), next((t for t in entered.tables if t.id == asked.scope), None)
    if champ in {colonne.champ for colonne in ENTETE.colonnes}:
        return not entered.entete.get(champ)
    if table is None or not champ:
        return False
    if champ in {colonne.champ for colonne in TABLE.colonnes}:
        return not table.autour.get(champ)
    filled = [bool(row.get(champ)) for e in epreuves_of(table) if is_of(e, asked.modalite) for row in e.rows]
    return not (all(filled) if champ in DE_LA_PHASE else any(filled))


def is_of(epreuve: EnteredEpreuve, modalite: str) -> bool:
    """Whether an épreuve is of a modalité, by its id."""
    return cle(epreuve.id).startswith(cle(modalite))


def _owners(entered: EnteredTitre) -> Iterator[tuple[tuple[str, int], EnteredEpreuve]]:
    """The épreuve of each row, by the id of its table and its rank there."""
    for table in entered.tables:
        for epreuve in epreuves_of(table):
            yield from (((table.id, epreuve.first + n), epreuve) for n in range(len(epreuve.rows)))


def field_title(evidence: Evidence) -> str:
    """The title of the field that a value stands in, as the form has it."""
    sheets = (ENTETE,) if evidence.table == HEAD_OF_FORM else (EPREUVES, TABLE)
    titles = {colonne.champ: colonne.titre for sheet in sheets for colonne in sheet.colonnes}
    return titles.get(evidence.field, evidence.field)


def described(table: EnteredTable) -> list[tuple[EnteredEpreuve, str]]:
    """The épreuves of a table as it is typed, each in a sentence."""
    epreuves = epreuves_of(table)
    noms = {cle(epreuve.id): epreuve.nom for epreuve in epreuves}
    colonnes = {colonne.champ: colonne.titre for colonne in EPREUVES.colonnes}
    return [(e, epreuve_en_clair(e.rows, [minutes for minutes, _ in e.phases], noms, colonnes)) for e in epreuves]


def pages_said(places: Iterable[Whereabouts]) -> list[int]:
    """The pages of those places by their printed numbers, else by their rank in the file."""
    return sorted({where.printed or where.page for where in places})


def read_re(path: Path) -> ReReading:
    """What a PDF says, and what is proposed of it.

    Raises UserError for what is no référentiel d'évaluation, or cannot be read within the limits.
    """
    document = read_apart(path)
    return ReReading(document, proposed(document))


def compared_with_known(reading: ReReading, own: Iterable[Referentiel] = ()) -> Comparison | None:
    """The document beside the titre that it is of, where that is shipped, or among the centre's `own`."""
    entered = reading.proposal.entered
    known = known_of(entered, (*own, *shipped()))
    return compared(known, entered) if known else None


def changes_in_words(comparison: Comparison) -> list[str]:
    """What a document says otherwise than the titre that is known."""
    return [difference(c.table, c.epreuve, c.field, c.before, c.after) for c in comparison.changes]


def titre_of_reading(
    reading: ReReading, entered: EnteredTitre, verifie_le: date | None = None, verifie_par: str = ""
) -> tuple[Referentiel | None, list[PlacedIssue]]:
    """The référentiel of what is proposed, or of what somebody made of it, with its document; else all that is wrong.

    It counts as verified where a day and a name tell who confirmed it.
    """
    typed = deepcopy(entered)
    typed.entete["verifie"] = "oui" if verifie_le else "non"
    referentiel, faults = read_titre(typed)
    if referentiel is None:
        return None, faults
    read = replace(referentiel, document=DocumentRe(reading.document.print_, _pages(reading, typed)))
    return (confirmed(read, verifie_le, verifie_par) if verifie_le else read), []


def _pages(reading: ReReading, entered: EnteredTitre) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The printed pages on which each épreuve stands, by its id in the référentiel."""
    evidence = reading.evidence
    pages = []
    for table in entered.tables:
        for epreuve in epreuves_of(table):
            numbers = pages_said(e.said.where for e in evidence.get((table.id, epreuve.id), ()))
            if numbers:
                pages.append((epreuve.id if table.id == "titre" else f"{table.id}.{epreuve.id}", tuple(numbers)))
    return tuple(pages)


def to_confirm(reading: ReReading) -> EnteredTitre:
    """What is proposed, each épreuve telling which of its values come from a sentence that nobody has confirmed."""
    entered = deepcopy(reading.proposal.entered)
    evidence = reading.evidence
    for table in entered.tables:
        for epreuve in epreuves_of(table):
            fields = [e.field for e in evidence.get((table.id, epreuve.id), ())]
            doubts = [_TO_CONFIRM[field] for field in fields if field in _TO_CONFIRM]
            doubts += ["phases"] if len(epreuve.rows) > 1 else []
            table.rows[epreuve.first]["a_confirmer"] = " ; ".join(CHAMPS[doubt] for doubt in dict.fromkeys(doubts))
    return entered


@dataclass(frozen=True, slots=True)
class ReWritten:
    """The file that was written: a référentiel, or the sheet to fill where something is asked (`faults`: what)."""

    path: Path
    referentiel: Referentiel | None
    faults: list[PlacedIssue]


def stem_of(entered: EnteredTitre) -> str:
    """What the file of a titre is called: ``CDA-m04``."""
    sigle, millesime = (entered.entete.get(champ, "").strip() for champ in ("sigle", "millesime"))
    return file_name(f"{sigle or TITRE_SANS_SIGLE}{f'-m{millesime}' if millesime else ''}")


def write_reading(reading: ReReading, folder: Path, target: Path | None = None) -> ReWritten:
    """Write the référentiel that is proposed, not verified; where something is asked, the sheet in which to say it.

    In `folder`, under the sigle and the millésime, or in `target` (its end is that of what is written). Raises
    CannotWrite, also where a file of that name stands there.
    """
    entered = to_confirm(reading)
    asked = any(question.blocking for question in reading.proposal.questions)
    referentiel, faults = (None, []) if asked else titre_of_reading(reading, entered)
    if target is None:
        target = folder / f"{stem_of(entered)}.toml"
    if referentiel is None:
        target = target.with_suffix(".xlsx")
        write_referentiel_template(target, entered)
    else:
        try_new_file(target)
        save_new(target, dump(referentiel).encode())
    return ReWritten(target, referentiel, faults)
