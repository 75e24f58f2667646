"""What is proposed of a document that was read: the rows of the form of a titre, each value with its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tpplanner.re_pdf.document import ClueKind, Document, ReQuestion, Scope, Stated
from tpplanner.re_pdf.epreuves import EpreuveDraft, ScopeDraft
from tpplanner.re_pdf.passage_order import lay_out
from tpplanner.sheets.colonne import OUI_NON
from tpplanner.sheets.titre_nouveau import SUITE
from tpplanner.texts import re_propose
from tpplanner.texts.noms import date_chiffres
from tpplanner.texts.referentiels import duree_du_re
from tpplanner.workbook.titre_write import EnteredTable, EnteredTitre

ENTETE = ""
"""What `Evidence.table` is for the head of the form."""
BESIDE = -1
"""What `Evidence.row` is for what stands beside the rows of a table."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a value of the form *Titres*: `proposed`, in that field of that row of that table.

    `table` is ``titre``, ``CCP1``… or `ENTETE`; `row` the rank of the row in it, or `BESIDE`.
    """

    table: str
    row: int
    field: str
    said: Stated[object]
    proposed: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form filled with what was read: what nothing states is an empty cell, and what is asked stands beside."""

    entered: EnteredTitre
    evidence: tuple[Evidence, ...] = ()
    questions: tuple[ReQuestion, ...] = ()


def proposed(document: Document) -> Proposal:
    """The form as far as the document fills it; order and manner come from its prose alone."""
    head = dict(_head(document))
    cells = {champ: text for champ, (text, _) in head.items()}
    evidence = [Evidence(ENTETE, BESIDE, champ, said, text) for champ, (text, said) in head.items() if said]
    questions = list(document.questions)
    tables = []
    for scope in document.scopes:
        draft = ScopeDraft(document, scope)
        table, words = _table(scope, lay_out(draft))
        tables.append(table)
        evidence += words
        questions += draft.questions
    return Proposal(EnteredTitre(cells, tables), tuple(evidence), tuple(questions))


_Head = tuple[str, Stated[object] | None]


def _head(document: Document) -> Iterator[tuple[str, _Head]]:
    head = document.head
    plain: dict[str, Stated[str] | None] = {
        "sigle": head.sigle,
        "code": head.code,
        "millesime": head.millesime,
        "intitule": head.intitule,
    }
    yield from ((champ, (re_propose.droit(said.value), said)) for champ, said in plain.items() if said)
    dates = {"date_entete": head.mise_a_jour, "jo": head.jo, "effet": head.effet}
    yield from ((champ, (date_chiffres(said.value), said)) for champ, said in dates.items() if said)
    yield "source", (_source(document), None)
    yield "verifie", (OUI_NON[1], None)
    if document.quota:
        yield "quota", (str(document.quota.value), document.quota)
    if document.qualities:
        yield "qualites", (" ; ".join(said.value for said in document.qualities), document.qualities[0])
    if document.different_organismes:
        yield "organismes_differents", (OUI_NON[0], document.different_organismes)
    outsiders = [c.said for scope in document.scopes for c in scope.clues if c.kind is ClueKind.OUTSIDERS]
    if outsiders:
        yield "comediens_exterieurs", (OUI_NON[0], outsiders[0])


def _source(document: Document) -> str:
    """By what the form goes: the document with its dates and how many pages it has."""
    head = document.head
    return re_propose.SOURCE.format(
        code=head.code.value if head.code else "",
        millesime=head.millesime.value if head.millesime else "",
        jo=_dated(re_propose.SOURCE_JO, head.jo),
        mise_a_jour=_dated(re_propose.SOURCE_MISE_A_JOUR, head.mise_a_jour),
        pages=document.pages,
    )


def _dated(text: str, said: Stated[date] | None) -> str:
    return text.format(date=date_chiffres(said.value)) if said else ""


def _table(scope: Scope, epreuves: list[EpreuveDraft]) -> tuple[EnteredTable, list[Evidence]]:
    around: dict[str, Stated[object] | None] = {"total_candidat": scope.total, "presence_jury": scope.presence}
    table = EnteredTable(scope.id, {} if scope.id == "titre" else {"nom": re_propose.droit(scope.name)})
    evidence = []
    for champ, said in around.items():
        if said:
            table.autour[champ] = duree_du_re(int(str(said.value)))
            evidence.append(Evidence(scope.id, BESIDE, champ, said, table.autour[champ]))
    for epreuve in epreuves:
        for rank, phase in enumerate(epreuve.phases):
            row = {**phase.cells, "modalite": SUITE} if rank else phase.cells
            words = {champ: said for champ, said in phase.words.items() if champ in phase.cells}
            evidence += [Evidence(scope.id, len(table.rows), c, said, row[c]) for c, said in words.items()]
            table.rows.append(dict(row))
    return table, evidence
