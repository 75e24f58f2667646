"""What people are asked of a session, because what they typed may mean two things; nothing of it is ever guessed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from tpplanner.domain.facts import DEDUCED, HERE, NOBODY, WHO


class Sujet(StrEnum):
    """What a question is about, and so what holds until it is answered."""

    PERSONNE = "personne"
    """whether a name as it is typed is somebody: one for all that protects, until the answer is no"""
    PARENTE = "parente"
    """whether a candidat and a membre of one surname are of one family: no link until the answer is yes"""
    EMPLOYEUR = "employeur"
    """whether a candidat's and a membre's are one under two spellings: no link until the answer is yes"""
    ORGANISME = "organisme"
    """the same of what trained the candidat"""
    ENSEIGNE = "enseigne"
    """whether two membres' organismes are one, of one group or enseigne: they are, until the answer is no"""
    SANS_ORGANISME = "sans_organisme"
    """whether a membre of whom none is typed is of another than the others: nothing is held, unless the answer is no"""
    MAJORATION = "majoration"
    """whether a majoration that is typed with a doubt is granted: it counts, without a convocation, until the answer"""
    DECISION = "decision"
    """whether a decision grants one above a third of the time: it counts until the answer is no"""


@dataclass(frozen=True, slots=True)
class Question:
    """Whether what is typed (`ecrit`) is, or is linked to, something else of the session (`autre`).

    `ids` are those of the people whom the two name, empty for a text that names nobody exactly. `reponse` is None until
    somebody answers.
    """

    sujet: Annotated[Sujet, NOBODY, HERE, DEDUCED]
    ecrit: Annotated[str, WHO, HERE, DEDUCED]
    autre: Annotated[str, WHO, HERE, DEDUCED]
    ids: Annotated[tuple[str, str], NOBODY, HERE, DEDUCED] = ("", "")
    reponse: Annotated[bool | None, NOBODY, HERE, DEDUCED] = None


def held_as_one(questions: Iterable[Question]) -> dict[str, frozenset[str]]:
    """By id, those who may be the same person as somebody, until it is answered that they are not."""
    lookalikes: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        un, autre = question.ids
        if question.sujet is Sujet.PERSONNE and question.reponse is not False and un and autre:
            lookalikes[un].add(autre)
            lookalikes[autre].add(un)
    return {id_: frozenset(others) for id_, others in lookalikes.items()}


def open_questions(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Those that nobody has answered, in their order."""
    return tuple(question for question in questions if question.reponse is None)
