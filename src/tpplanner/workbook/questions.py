"""The questions that a reading asks, and the answers that the sheet *Questions* gives them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.session import cle
from tpplanner.workbook.grid import NOWHERE, Location
from tpplanner.workbook.resemblance import words_in_order


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A row of the sheet *Questions*: of one of these subjects, all of them where it names none."""

    sujets: tuple[Sujet, ...]
    ecrit: str
    autre: str
    reponse: bool | None
    place: Location
    before: bool = False
    """whether it is an answer of the planning that there was, which may answer nothing any more"""

    @property
    def source(self) -> int:
        """How sure its answer is, the least first: a command's, that of the sheet, that of a planning before."""
        return 2 if self.before else 1 if self.place.feuille else 0

    def is_about(self, sujet: Sujet, ecrit: str, autre: str) -> bool:
        """Whether it is that question, the two sides in either order, their words too."""
        return sujet in self.sujets and _sides(self.ecrit, self.autre) == _sides(ecrit, autre)


_TOLD = re.compile(r"(?P<ecrit>.+?)\s*=\s*(?P<autre>.+?)\s*:\s*(?P<reponse>oui|non)\s*", re.IGNORECASE)


def told_in_words(texte: str) -> QuestionRow:
    """The answer that ``C. Rousseau = ROUSSEAU Catherine : oui`` tells; raises ValueError where it tells none."""
    match = _TOLD.fullmatch(texte.strip())
    if match is None:
        raise ValueError(texte)
    return QuestionRow(tuple(Sujet), match["ecrit"], match["autre"], cle(match["reponse"]) == "oui", NOWHERE)


@dataclass(slots=True)
class Asked:
    """What a reading asks, in its order, and the rows of the sheet *Questions*."""

    rows: list[QuestionRow] = field(default_factory=list)
    asked: dict[tuple[Sujet, Sequence[str]], Question] = field(default_factory=dict)

    def answer(self, sujet: Sujet, ecrit: str, autre: str) -> bool | None:
        """What is answered: by the command, else by the sheet, else before; None without an answer, or with both."""
        rows = [row for row in self.rows if row.reponse is not None and row.is_about(sujet, ecrit, autre)]
        first = min((row.source for row in rows), default=0)
        surest = {row.reponse for row in rows if row.source == first}
        return surest.pop() if len(surest) == 1 else None

    def contrary(self) -> list[QuestionRow]:
        """The rows of which another one from the same source says the contrary: they answer nothing."""
        beside: dict[tuple[int, Sequence[str]], list[QuestionRow]] = defaultdict(list)
        for row in self.rows:
            if row.reponse is not None:
                beside[row.source, _sides(row.ecrit, row.autre)].append(row)
        return [
            row
            for rows in beside.values()
            for row in rows
            if any(row.reponse is not other.reponse and not {*row.sujets}.isdisjoint(other.sujets) for other in rows)
        ]

    def ask(self, sujet: Sujet, ecrit: str, autre: str, ids: tuple[str, str] = ("", "")) -> bool | None:
        """Ask whether this is that, once; the answer, None until there is one."""
        reponse = self.answer(sujet, ecrit, autre)
        self.asked.setdefault((sujet, _sides(ecrit, autre)), Question(sujet, ecrit, autre, ids, reponse))
        return reponse

    def idle(self) -> list[QuestionRow]:
        """The rows that answer nothing that was asked, less those that another row answers."""
        current = (r for r in self.rows if not r.before)
        rows = (r for r in current if not any((s, _sides(r.ecrit, r.autre)) in self.asked for s in r.sujets))
        return [r for r in rows if r.reponse is not None or self.answer(r.sujets[0], r.ecrit, r.autre) is None]

    def all(self) -> tuple[Question, ...]:
        """What was asked, then what the sheet answers though nothing asks it any more."""
        contrary = self.contrary()
        others = {  # of several rows, the first is the surest
            (row.sujets[0], _sides(row.ecrit, row.autre)): Question(
                row.sujets[0], row.ecrit, row.autre, ("", ""), row.reponse
            )
            for row in reversed(self.rows)
            if row.reponse is not None
            and row not in contrary
            and not any((s, _sides(row.ecrit, row.autre)) in self.asked for s in row.sujets)
        }
        return (*self.asked.values(), *reversed(others.values()))


def _sides(ecrit: str, autre: str) -> tuple[str, ...]:
    """The same whichever of the two stands first, and in whatever order their words stand."""
    return tuple(sorted(map(words_in_order, (ecrit, autre))))


def other_names(questions: Iterable[Question]) -> dict[str, tuple[str, ...]]:
    """The other names of somebody, by the words in order of each, as answers tell them, however many it takes."""
    groups: list[dict[str, str]] = []
    for question in questions:
        if question.sujet is Sujet.PERSONNE and question.reponse:
            pair = {words_in_order(nom): nom for nom in (question.autre, question.ecrit)}
            joined = [group for group in groups if not pair.keys().isdisjoint(group)]
            groups = [group for group in groups if group not in joined]
            groups.append({side: nom for group in (*joined, pair) for side, nom in group.items()})
    return {side: tuple(n for s, n in group.items() if s != side) for group in groups for side in group}
