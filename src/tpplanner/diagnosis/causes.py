"""A set of requirements that cannot hold together, as small as the time lets it be made.

Each trial builds a session with only some of the requirements and asks whether it has a plan: nothing is taken from a
solver's own account of a conflict. Whole rules are left out first, many at a time, then the subjects of those that
remain. "Not settled" counts as needed: the set may be larger than it must, never wrong.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from tpplanner.diagnosis.requirements import FAMILIES, keeping, requirements
from tpplanner.domain.liens import exclusions
from tpplanner.domain.outcome import Cause, Infeasible, Outcome, Planned, Requirement
from tpplanner.domain.session import Session

CANDIDATS = "epreuves_completes"

HOURS = (
    "travail_continu",
    "epreuve_longue",
    "lecture_dossier",
    "correction",
    "deliberation",
    "battement",
    "accueil_jury",
    "cloture",
    "accueil_candidats",
    "pause_meridienne",
    "duree_exacte",
    "ouverture",
)
"""Rules that are a cause together or not at all, most of the time: tried one by one when not."""

Settle = Callable[[Session], Outcome]
"""Whether a session has a plan, in a time that is the caller's business."""

Group = tuple[Requirement, ...]


@dataclass
class _Shrinking:
    """Requirements being left out of a session, for good where what remains still has no plan."""

    session: Session
    settle: Settle
    kept: list[Requirement]
    all_settled: bool = True
    known: dict[frozenset[Requirement], bool | None] = field(default_factory=dict)

    def refuted_without(self, gone: Iterable[Requirement]) -> bool | None:
        """Whether what is kept, less these, has no plan."""
        left_out = set(gone)
        return self.refutes([r for r in self.kept if r not in left_out])

    def refutes(self, kept: list[Requirement]) -> bool | None:
        """Whether these requirements alone admit no plan; None where it was not settled."""
        key = frozenset(kept)
        if key not in self.known:
            self.known[key] = self._refutes(keeping(self.session, key))
        return self.known[key]

    def _refutes(self, looser: Session) -> bool | None:
        if not looser.candidats:
            return False
        match self.settle(looser):
            case Infeasible():
                return True
            case Planned():
                return False
            case _:
                return None

    def leave_out(self, groups: list[Group], *, one_by_one: bool = False) -> list[Group]:
        """Leave out as many groups as can be; those that stay."""
        if not groups:
            return []
        members = [r for group in groups for r in group]
        refuted = self.refuted_without(members)
        if refuted:
            gone = set(members)
            self.kept = [r for r in self.kept if r not in gone]
            return []
        if len(groups) == 1:
            self.all_settled = self.all_settled and refuted is False
            return groups
        if one_by_one:
            return [group for single in groups for group in self.leave_out([single])]
        half = len(groups) // 2
        return [*self.leave_out(groups[:half]), *self.leave_out(groups[half:])]


def minimal_cause(session: Session, settle: Settle, confirm: Settle) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where that is not confirmed.

    `confirm` settles what is found once more, by other means than `settle` if possible.
    """
    shrinking = _Shrinking(session, settle, list(requirements(session)))
    needed = _rules(shrinking)
    by_rule = shrinking.all_settled
    shrinking.all_settled = True
    _subjects(shrinking, needed)
    found = tuple(shrinking.kept)
    if not isinstance(confirm(keeping(session, set(found))), Infeasible):
        return None
    return Cause(found, regles_minimales=by_rule, minimale=by_rule and shrinking.all_settled)


def _rules(shrinking: _Shrinking) -> list[str]:
    """Leave out whole rules; the names of those that stay."""
    groups = {f.regle: tuple(r for r in shrinking.kept if r.regle == f.regle) for f in FAMILIES}
    groups = {regle: group for regle, group in groups.items() if group and regle != CANDIDATS}
    besides = [group for regle, group in groups.items() if regle not in HOURS]
    hours = [group for regle, group in groups.items() if regle in HOURS]
    needed = shrinking.leave_out(hours, one_by_one=True) + shrinking.leave_out(besides)
    return [group[0].regle for group in needed]


def _subjects(shrinking: _Shrinking, needed: list[str]) -> None:
    """Leave out subjects of the rules that stay: candidats first, which makes all the rest smaller."""
    _candidats(shrinking)
    for regle in needed:
        singles: list[Group] = [(r,) for r in shrinking.kept if r.regle == regle]
        if len(singles) > 1:
            shrinking.leave_out(singles)


def _candidats(shrinking: _Shrinking) -> None:
    """Leave out candidats; where one is needed, so are those who differ from him by their name alone."""
    alike: dict[object, list[Requirement]] = {}
    mine = [r for r in shrinking.kept if r.regle == CANDIDATS]
    traits = _traits(keeping(shrinking.session, set(shrinking.kept)))
    for requirement in mine:
        alike.setdefault(traits[requirement.sujet[0]], []).append(requirement)
    shrinking.leave_out([tuple(group) for group in alike.values() if len(group) == 1])
    for group in alike.values():
        if len(group) > 1:
            _fewer_of(shrinking, group)


def _fewer_of(shrinking: _Shrinking, group: list[Requirement]) -> None:
    """Leave out as many candidats who are alike as can be: how many it takes is all that there is to find."""
    low, high = 0, len(group)
    while low < high:
        # settled: `high` of them are enough for there to be no plan, fewer than `low` are not
        few = (low + high) // 2
        refuted = shrinking.refuted_without(group[few:])
        if refuted:
            high = few
        else:
            low = few + 1
            shrinking.all_settled = shrinking.all_settled and refuted is False
    gone = set(group[high:])
    shrinking.kept = [r for r in shrinking.kept if r not in gone]


def _traits(session: Session) -> dict[str, object]:
    """What tells candidats apart, in a session."""
    links: dict[str, set[str]] = {}
    for exclusion in exclusions(session):
        links.setdefault(exclusion.candidat, set()).add(exclusion.membre)
    singular = {p.candidat for p in session.pins} | {c.personne for c in session.convocations}
    traits: dict[str, object] = {}
    for c in session.candidats:
        nameless = replace(
            c, id="", nom="", prenom="", contact="", numero_ceres="", numero_tire=None, presentation=1,
            fin_formation=None, vae=False, organisme="", employeur="", formateurs=(),
        )  # fmt: skip
        mark = c.id if c.id in singular or c.formateurs else ""
        traits[c.id] = (nameless, frozenset(links.get(c.id, ())), mark)
    return traits
