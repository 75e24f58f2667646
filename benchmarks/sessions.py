"""The family of sessions that everything is measured on: seeded, invented, each known to have a plan (or none).

`FAMILY` lists them by name, the real world first. A case is made when asked for, the same on every run.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from benchmarks.kinds import KINDS, made_of_kind
from benchmarks.real import REAL
from benchmarks.shapes import AD, CATL, CDA, CV, DWWM, EC, GCF, MAV, SC, SIZES, Made, Size, Titre, made
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session


@dataclass(frozen=True, slots=True)
class Case:
    """A session of the family: ``R`` or a size, a shape (``a``, ``b``, ``c``), a variant, a word on what is hard.

    Names begin with ``R``, with a shape (``a-M-loose-1``), or with a kind (``noquota-M-gcf``), whose variant it is:
    patterns such as ``?-M-*`` find the shapes alone, ``*-M-*`` the kinds too.
    """

    name: str
    size: str
    shape: str
    variant: str
    difficulty: str
    make: Callable[[], Made]

    @property
    def feasible(self) -> bool:
        """Whether it has a plan."""
        return self.variant not in ("infeasible", *(kind for kind, told in KINDS.items() if not told.feasible))

    def session(self) -> Session:
        """The session."""
        return _made(self.name).session

    def plan(self) -> Plan | None:
        """The plan that it was made from; None where it has none."""
        return _made(self.name).plan


@lru_cache(maxsize=4)
def _made(name: str) -> Made:
    return FAMILY[name].make()


ROTATION: dict[str, dict[str, tuple[Titre, ...]]] = {
    "a": {"loose": (CDA, DWWM), "tight": (CDA, DWWM), "infeasible": (DWWM, CDA), "ccp": (CDA, DWWM)},
    "b": {"loose": (SC, GCF, AD), "tight": (GCF, SC, MAV), "infeasible": (SC, GCF), "ccp": (SC, GCF)},
    "c": {"loose": (CATL, EC, CV), "tight": (CATL, EC, CV), "infeasible": (EC, CATL), "ccp": (CATL, EC)},
}
"""The titres of each shape and variant, in turn."""

HOW_MANY = {
    "S": {"loose": 3, "tight": 3, "infeasible": 1, "ccp": 2},
    "M": {"loose": 3, "tight": 3, "infeasible": 1, "ccp": 2},
    "L": {"loose": 2, "tight": 2, "infeasible": 1, "ccp": 1},
    "XL": {"loose": 2, "tight": 1, "infeasible": 1, "ccp": 1},
    "XXL": {"loose": 1, "tight": 1, "infeasible": 1},
    "3XL": {"loose": 1, "tight": 1, "infeasible": 1},
}

DIFFICULTIES = {
    "loose": "membres, places and rooms to spare: which days and which juries is a choice",
    "tight": "nine places in ten taken, and no room to spare",
    "infeasible": "one candidat or one absence too many, by counting places",
    "ccp": "candidats on different CCP, some on two, some on their last",
}


def _offered(size: str, shape: str, variant: str) -> Size:
    """One day for a small CCP session, three for one of shape c."""
    base = SIZES[size]
    if size == "S" and variant == "ccp":
        return Size(base.candidats, base.juries, 1)
    if size == "S" and shape == "c":
        return Size(base.candidats, base.juries, 3)
    return base


def _sized() -> Iterator[Case]:
    for size, variants in HOW_MANY.items():
        for shape, titres in ROTATION.items():
            for variant, times in variants.items():
                for n in range(times):
                    titre = titres[variant][n % len(titres[variant])]
                    name = f"{shape}-{size}-{variant}-{n + 1}"
                    yield Case(name, size, shape, variant, _difficulty(titre, variant), _maker(titre, name))


def _difficulty(titre: Titre, variant: str) -> str:
    return f"{titre.sigle}: {DIFFICULTIES[variant]}"


def _maker(titre: Titre, name: str) -> Callable[[], Made]:
    shape, size, variant, _ = name.split("-")
    return lambda: made(titre, _offered(size, shape, variant), variant, name)


def _real() -> Iterator[Case]:
    for r in REAL:
        yield Case(r.name, "R", r.shape, r.variant, r.difficulty, r.make)


def _of_kinds() -> Iterator[Case]:
    shapes = {titre.sigle: shape for shape, by in ROTATION.items() for titres in by.values() for titre in titres}
    for kind, told in KINDS.items():
        for size in told.sizes:
            for titre in told.titres:
                name = f"{kind}-{size}-{titre.sigle.casefold()}"
                difficulty = f"{titre.sigle}: {told.difficulty}"
                yield Case(name, size, shapes[titre.sigle], kind, difficulty, _kind_maker(kind, titre, size, name))


def _kind_maker(kind: str, titre: Titre, size: str, name: str) -> Callable[[], Made]:
    return lambda: made_of_kind(kind, titre, size, name)


FAMILY: dict[str, Case] = {case.name: case for case in (*_real(), *_sized(), *_of_kinds())}
"""Every case, by name."""


def matching(patterns: Iterable[str]) -> list[Case]:
    """The cases whose name matches one of the patterns (``R*``, ``a-M-*``), in the order of the family."""
    wanted = list(patterns)
    return [case for name, case in FAMILY.items() if any(fnmatchcase(name, p) for p in wanted)]
