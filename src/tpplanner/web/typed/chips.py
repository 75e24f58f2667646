"""What counts for the planning of each candidat, as chips: what a list told or somebody typed, and where."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tpplanner.domain.questions import Question, Sujet, open_questions
from tpplanner.domain.session import Session
from tpplanner.sheets import puces as textes
from tpplanner.sheets.puces import ADAPTATIONS, FACETTES, Facette
from tpplanner.texts.liste_collee import ou
from tpplanner.web.typed.intake import Intake, Origin
from tpplanner.web.typed.saisie import CLE, FormRow, name_of
from tpplanner.workbook.resemblance import named_apart, words_in_order

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Chip:
    """A fact as it is shown; `question`: somebody has still to say whether it is so."""

    facette: Facette
    mot: str
    question: bool = False


@dataclass(frozen=True, slots=True)
class CandidatRow:
    """A row of the table: its chips, what lasts longer, what was left of its line, what is asked of it."""

    rang: int
    row: FormRow
    qui: str
    chips: tuple[Chip, ...]
    durees: tuple[tuple[str, str], ...]
    origine: Origin
    en_suspens: bool
    """whether a line of the list that tells of them is still to be settled"""

    @property
    def cle(self) -> str:
        """Its key in the form."""
        return self.row[CLE]

    @property
    def adaptee(self) -> bool:
        """Whether something adapts how they pass, or is asked about that."""
        return bool(self.demandes) or any(chip.facette.id in ADAPTATIONS for chip in self.chips)

    @property
    def a_verifier(self) -> bool:
        """Whether somebody has still to say something of them."""
        return self.en_suspens or bool(self.demandes) or any(chip.question for chip in self.chips)

    @property
    def demandes(self) -> tuple[str, ...]:
        """What is asked of it and no chip tells yet: of a tiers temps that stands there, its question asks."""
        there = any(chip.facette.id == "temps" for chip in self.chips)
        return () if there else self.origine.demandes

    @property
    def ou(self) -> str:
        """In which lines of the list they stand."""
        return ou(self.origine.numeros)

    @property
    def libres(self) -> tuple[Facette, ...]:
        """What may be added: what is not there yet."""
        there = {chip.facette.id for chip in self.chips}
        return tuple(facette for facette in FACETTES if facette.id not in there)


def rows_shown(rows: "Iterable[FormRow]", intake: Intake, session: Session | None) -> list[CandidatRow]:
    """The rows of the candidats, each with what is known of it; `session` is what they were read as, if they were."""
    candidats = {name_of({"nom": c.nom, "prenom": c.prenom}): c for c in session.candidats} if session else {}
    spellings = _doubtful_spellings(session)
    doubtful = intake.doubtful
    shown = []
    for rang, row in enumerate(rows, 1):
        candidat = candidats.get(name_of(row))
        origine = intake.origines.get(row[CLE], Origin())
        chips = tuple(chips_of(row, spellings))
        durees = tuple(textes.durees(session.referentiel, candidat)) if session and candidat else ()
        qui = f"{row.get('nom', '')} {row.get('prenom', '')}".strip()
        shown.append(CandidatRow(rang, row, qui, chips, durees, origine, row[CLE] in doubtful))
    return shown


def chips_of(row: FormRow, spellings: frozenset[str] = frozenset()) -> list[Chip]:
    """What counts of a row, in the order of the facets; `spellings` are names of which it is asked whose they are."""
    there = [facette for facette in FACETTES if any(row.get(champ) for champ in facette.champs)]
    chips = []
    for facette in there:
        mot = facette.dit(row)
        asked = facette.id == "formateurs" and not spellings.isdisjoint(_spelt(row["formateurs"]))
        chips.append(Chip(facette, f"{mot} ?" if asked else mot, asked or mot.endswith("?")))
    return chips


def _doubtful_spellings(session: Session | None) -> frozenset[str]:
    asked = open_questions(session.questions) if session else ()
    return frozenset(words_in_order(q.ecrit) for q in asked if q.sujet is Sujet.PERSONNE)


def _spelt(formateurs: str) -> set[str]:
    """The names of a field, each as it is compared."""
    typed = [part.strip() for part in formateurs.split(";")]
    return {words_in_order(nom) for part in typed for nom in (part, *named_apart(part))}


def rows_with(rows: "Iterable[CandidatRow]", question: Question) -> list[CandidatRow]:
    """Those of which a question is: who names what it asks about, or whom it names."""
    asked = words_in_order(question.ecrit)
    fields = {Sujet.EMPLOYEUR: "employeur", Sujet.ORGANISME: "organisme"}
    if (champ := fields.get(question.sujet)) is not None:
        return [each for each in rows if words_in_order(each.row.get(champ, "")) == asked]
    named = [each for each in rows if each.row.get("formateurs") and asked in _spelt(each.row["formateurs"])]
    sides = {words_in_order(side) for side in (question.ecrit, question.autre)}
    return named or [each for each in rows if words_in_order(each.qui) in sides or _is_in(each.qui, question.autre)]


def _is_in(qui: str, texte: str) -> bool:
    """Whether a text that asks about somebody names them: ``accordé à LEFÈVRE Jean-François (écrit)``."""
    return bool(qui) and qui in texte
