"""A set of requirements that cannot hold together, as small as the time lets it be made.

Each trial builds a session with only some of the requirements and asks whether it has a plan: nothing is taken from a
solver's own account of a conflict. Whole rules are left out first, many at a time, then the subjects of those that
remain. Trials are brief: what they do not settle is tried once more at the end, when less is left, with more patience.
"Not settled" then counts as needed: the set may be larger than it must, never wrong.
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
    "ouverture_plis",
    "pause_meridienne",
    "duree_exacte",
    "ouverture",
)
"""Rules that are a cause together or not at all, most of the time: tried one by one when not."""

BESIDES = tuple(f.regle for f in FAMILIES if f.regle not in HOURS and f.regle != CANDIDATS)
"""All other rules."""

Settle = Callable[[Session], Outcome]
"""Whether a session has a plan, in a time that is the caller's business."""

Group = tuple[Requirement, ...]


@dataclass
class _Shrinking:
    """Requirements being left out of a session, for good where what remains still has no plan."""

    session: Session
    settle: Settle
    kept: list[Requirement]
    doubtful: list[Group] = field(default_factory=list)
    """what was left in because no trial settled whether it is needed"""
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
            self.doubtful += groups if refuted is None else []
            return groups
        if one_by_one:
            return [group for single in groups for group in self.leave_out([single])]
        half = len(groups) // 2
        return [*self.leave_out(groups[:half]), *self.leave_out(groups[half:])]

    def taken_doubtful(self) -> list[Group]:
        """What is doubtful so far, to be tried again."""
        doubtful, self.doubtful = self.doubtful, []
        return doubtful

    def settles(self, doubtful: list[Group]) -> bool:
        """Try once more to leave these out, now that less is left; whether all of it is settled."""
        for group in doubtful:
            self.leave_out([left] if (left := tuple(r for r in group if r in self.kept)) else [])
        return not self.taken_doubtful()

    def be_patient(self, patient: Settle) -> None:
        """From now on take more time; what was not settled may be."""
        self.settle = patient
        self.known = {key: refuted for key, refuted in self.known.items() if refuted is not None}


def minimal_cause(session: Session, brief: Settle, patient: Settle, confirm: Settle) -> Cause | None:
    """Requirements that cannot hold together in a session that has no plan; None where that is not confirmed.

    `patient` settles more than `brief`, in more time; `confirm` settles what is found once more, by other means if
    possible.
    """
    shrinking = _Shrinking(session, brief, list(requirements(session)))
    needed = _rules(shrinking, HOURS, one_by_one=True) + _rules(shrinking, BESIDES)
    rules = shrinking.taken_doubtful()
    _subjects(shrinking, needed)
    subjects = shrinking.taken_doubtful()
    shrinking.be_patient(patient)
    by_rule, by_subject = shrinking.settles(rules), shrinking.settles(subjects)
    found = tuple(shrinking.kept)
    if not isinstance(confirm(keeping(session, set(found))), Infeasible):
        return None
    return Cause(found, regles_minimales=by_rule, minimale=by_rule and by_subject)


def _of_rule(shrinking: _Shrinking, regle: str) -> Group:
    return tuple(r for r in shrinking.kept if r.regle == regle)


def _rules(shrinking: _Shrinking, regles: Iterable[str], *, one_by_one: bool = False) -> list[str]:
    """Leave out whole rules; the names of those that stay."""
    groups = [group for regle in regles if (group := _of_rule(shrinking, regle))]
    return [group[0].regle for group in shrinking.leave_out(groups, one_by_one=one_by_one)]


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
    marks = traits(keeping(shrinking.session, set(shrinking.kept)))
    for requirement in mine:
        alike.setdefault(marks[requirement.sujet[0]], []).append(requirement)
    shrinking.leave_out([tuple(group) for group in alike.values() if len(group) == 1])
    for group in alike.values():
        if len(group) > 1:
            _fewer_of(shrinking, group)


def _fewer_of(shrinking: _Shrinking, group: list[Requirement]) -> None:
    """Leave out as many candidats who are alike as can be: how many it takes is all that there is to find."""
    low, high, doubtful = 0, len(group), False
    while low < high:
        # settled: `high` of them are enough for there to be no plan, fewer than `low` are not
        few = (low + high) // 2
        refuted = shrinking.refuted_without(group[few:])
        if refuted:
            high = few
        else:
            low, doubtful = few + 1, doubtful or refuted is None
    gone = set(group[high:])
    shrinking.kept = [r for r in shrinking.kept if r not in gone]
    shrinking.doubtful += [(r,) for r in group[:high]] if doubtful else []


def traits(session: Session) -> dict[str, object]:
    """What tells candidats apart, in a session."""
    links: dict[str, set[str]] = {}
    for exclusion in exclusions(session):
        links.setdefault(exclusion.candidat, set()).add(exclusion.membre)
    singular = {p.candidat for p in session.pins} | {c.personne for c in session.convocations}
    told: dict[str, object] = {}
    for c in session.candidats:
        nameless = replace(
            c, id="", nom="", prenom="", contact="", numero_ceres="", numero_tire=None, presentation=1,
            passer_tot=False, fin_formation=None, vae=False, organisme="", employeur="", formateurs=(),
        )  # fmt: skip
        mark = c.id if c.id in singular or c.formateurs else ""
        told[c.id] = (nameless, frozenset(links.get(c.id, ())), mark)
    return told
