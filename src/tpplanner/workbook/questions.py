"""The questions that a reading asks, and the answers that the sheet *Questions* gives them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.session import cle


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the sheet *Questions*: of one of these subjects, all of them where it names none."""

    sujets: tuple[Sujet, ...]
    ecrit: str
    autre: str
    reponse: bool | None

    def is_about(self, sujet: Sujet, ecrit: str, autre: str) -> bool:
        """Whether it is that question, the two sides in either order, their words too."""
        return sujet in self.sujets and _sides(self.ecrit, self.autre) == _sides(ecrit, autre)


@dataclass(slots=True)
class Asked:
    """What a reading asks, in its order, and the rows of the sheet *Questions*."""

    told: list[Told] = field(default_factory=list)
    asked: dict[tuple[Sujet, Sequence[str]], Question] = field(default_factory=dict)

    def answer(self, sujet: Sujet, ecrit: str, autre: str) -> bool | None:
        """What the sheet answers, None where it does not."""
        return next((row.reponse for row in self.told if row.is_about(sujet, ecrit, autre)), None)

    def ask(self, sujet: Sujet, ecrit: str, autre: str, ids: tuple[str, str] = ("", "")) -> bool | None:
        """Ask whether this is that, once; the answer, None until there is one."""
        reponse = self.answer(sujet, ecrit, autre)
        self.asked.setdefault((sujet, _sides(ecrit, autre)), Question(sujet, ecrit, autre, ids, reponse))
        return reponse

    def all(self) -> tuple[Question, ...]:
        """What was asked, then what the sheet answers though nothing asks it any more."""
        others = {
            (row.sujets[0], _sides(row.ecrit, row.autre)): Question(
                row.sujets[0], row.ecrit, row.autre, ("", ""), row.reponse
            )
            for row in self.told
            if row.reponse is not None and not any((s, _sides(row.ecrit, row.autre)) in self.asked for s in row.sujets)
        }
        return (*self.asked.values(), *others.values())


def _sides(ecrit: str, autre: str) -> tuple[str, ...]:
    """The same whichever of the two stands first, and in whatever order their words stand."""
    return tuple(sorted(" ".join(sorted((cle(texte) or texte).split())) for texte in (ecrit, autre)))
