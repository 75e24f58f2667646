"""The question once papers are placed: when each candidat may enter on each day, and what that costs him."""

from collections.abc import Iterator

from benchmarks.peers.papers import place_papers
from benchmarks.peers.question import Block, CannotSay, Paper, Question
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.solver.model.problem import DAY, Day, Span


class Offer:
    """Papers put first by hand, and the entries that they leave. Raises CannotSay where somebody has none."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.papers = place_papers(question)
        self.first_day = min((p.day for p in self.papers), default=None)
        self.entries = {
            (block.applicant.index, day.index): question.entries(block, day, self.of(block), self.first_day)
            for block in question.blocks
            for day in question.days
        }
        if not all(any(self.entries[b.applicant.index, d.index] for d in question.days) for b in question.blocks):
            raise CannotSay("somebody may enter on no day")

    def of(self, block: Block) -> list[Paper]:
        """A candidat's papers."""
        return [p for p in self.papers if p.task.candidat == block.applicant.index]

    def ranges(self, block: Block, day: Day) -> Iterator[Span]:
        """The stretches (both ends included) of minutes at which he may enter: neighbours on the grid make one."""
        step, reached = self.question.reglages.pas, None
        for entry in self.entries[block.applicant.index, day.index]:
            if reached is not None and entry - reached[1] <= step:
                reached = (reached[0], entry)
                continue
            if reached is not None:
                yield reached
            reached = (entry, entry)
        if reached is not None:
            yield reached

    def extra_day(self, block: Block, day: Day) -> int:
        """How many days he comes besides those of his papers, if heard that day."""
        return int(all(paper.day != day.index for paper in self.of(block)))

    def eaten_from(self, block: Block, day: Day) -> int:
        """The entry from which on his break lies between his papers and his block that day; never is a day's end."""
        r, low, high = self.question.reglages, day.lunch[0] - AVANCE_PAUSE_CANDIDAT, day.lunch[1]
        mine = [p for p in self.of(block) if p.day == day.index]
        first = min((p.start - r.plis * p.task.epreuve.sous_plis for p in mine), default=DAY)
        if first - low >= r.pause_candidat:
            return DAY
        rested = max(low, *(p.end for p in mine)) + r.pause_candidat
        return rested if rested <= high else DAY

    def kinds_of_rooms(self) -> dict[tuple[tuple[int, ...], bool], list[tuple[Block, int, int]]]:
        """By rooms (indices) and whether posts are shared: each stay of a candidat, with its offset and its length."""
        kinds: dict[tuple[tuple[int, ...], bool], list[tuple[Block, int, int]]] = {}
        for block in self.question.blocks:
            for _, step, offset in block.steps():
                kinds.setdefault((step.rooms, step.shared), []).append((block, offset, step.minutes))
        return kinds
