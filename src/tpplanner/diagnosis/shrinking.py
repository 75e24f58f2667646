"""A set of requirements that cannot hold together, made as small as the time lets it be: left out by halves."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from tpplanner.domain.answers import Requirement

Refute = Callable[[Collection[Requirement]], bool | None]
"""Whether these requirements alone cannot hold together; None where it was not settled."""

Bundle = tuple[Requirement, ...]


@dataclass
class Shrinking:
    """Requirements being left out, for good where those that remain still cannot hold together."""

    refute: Refute
    core: list[Requirement]
    doubtful: list[Bundle] = field(default_factory=list)
    """what was left in because no trial settled whether it is needed"""
    known: dict[frozenset[Requirement], bool | None] = field(default_factory=dict)

    def of_rule(self, regle: str) -> Bundle:
        """What the core holds of a rule."""
        return tuple(r for r in self.core if r.regle == regle)

    def refuted_without(self, gone: Iterable[Requirement]) -> bool | None:
        """Whether the core, less these, cannot hold together; None where it was not settled."""
        left_out = set(gone)
        key = frozenset(r for r in self.core if r not in left_out)
        if key not in self.known:
            self.known[key] = self.refute(key)
        return self.known[key]

    def leave_out(self, groups: list[Bundle], *, one_by_one: bool = False) -> list[Bundle]:
        """Leave out as many groups as can be; those that stay."""
        if not groups:
            return []
        members = [r for group in groups for r in group]
        refuted = self.refuted_without(members)
        if refuted:
            gone = set(members)
            self.core = [r for r in self.core if r not in gone]
            return []
        if len(groups) == 1:
            self.doubtful += groups if refuted is None else []
            return groups
        if one_by_one:
            return [group for single in groups for group in self.leave_out([single])]
        half = len(groups) // 2
        return [*self.leave_out(groups[:half]), *self.leave_out(groups[half:])]

    def taken_doubtful(self) -> list[Bundle]:
        """What is doubtful so far, to be tried again."""
        doubtful, self.doubtful = self.doubtful, []
        return doubtful

    def settles(self, doubtful: list[Bundle]) -> bool:
        """Try once more to leave these out, now that less is left; whether all of it is settled."""
        for group in doubtful:
            self.leave_out([remaining] if (remaining := tuple(r for r in group if r in self.core)) else [])
        return not self.taken_doubtful()

    def be_patient(self, patient: Refute) -> None:
        """From now on take more time; what was not settled may be."""
        self.refute = patient
        self.known = {key: refuted for key, refuted in self.known.items() if refuted is not None}
