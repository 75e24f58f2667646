"""What each field of a session is a fact of: whom it tells, what it belongs to, what it has an effect on.

Whatever blanks or copies fields asks here which ones: no list of names has to be thought of where a field is added. A
field says its three facts where it stands, ``prenom: Annotated[str, WHO, ALONG, ORDER] = ""``.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from enum import Enum, auto
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin


class Tells(Enum):
    """Whom a field tells."""

    WHO = auto()
    """who somebody of the session is, or how to reach them: a name, a number of theirs, words that may name them"""
    SIGNER = auto()
    """who answers for the centre under their own name"""
    NOBODY = auto()


class Belongs(Enum):
    """Where a field stays."""

    HERE = auto()
    """in this session: another one has its own"""
    ALONG = auto()
    """with the centre, the titre, the person or the room: it goes along to their next session"""


class Effect(Enum):
    """What changes where a field does; the first that is true."""

    RULES = auto()
    """whether a plan holds: a rule reads it, in one of its halves"""
    DEDUCED = auto()
    """what is deduced of it (`domain.duties`), and read in its place: links, who is called no more"""
    ORDER = auto()
    """which of the plans that hold is the better one"""
    DATES = auto()
    """the dates around the session, and no plan"""
    PAPERS = auto()
    """what people read, and no plan"""
    KEY = auto()
    """nothing: it is the id by which others speak of it"""


WHO, SIGNER, NOBODY = Tells.WHO, Tells.SIGNER, Tells.NOBODY
HERE, ALONG = Belongs.HERE, Belongs.ALONG
RULES, DEDUCED, ORDER, DATES, PAPERS, KEY = Effect

ON_A_PLAN = frozenset({RULES, DEDUCED, ORDER})
"""The effects of what may change a plan."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a field says of itself."""

    tells: Tells
    belongs: Belongs
    effect: Effect

    @property
    def counts(self) -> bool:
        """Whether a plan may be another where the field is another."""
        return self.effect in ON_A_PLAN


_Thing = TypeVar("_Thing")


@cache
def facts(kind: type) -> Mapping[str, Facts]:
    """What each field of a class says; raises TypeError with the name of one that does not say it all, once each."""
    return MappingProxyType({f.name: _said(kind, f) for f in fields(kind)})


@cache
def says(kind: type) -> bool:
    """Whether the fields of a class say facts: at least one does."""
    return is_dataclass(kind) and any(_words(f) for f in fields(kind))


def blanked(thing: _Thing, which: Callable[[Facts], bool]) -> _Thing:
    """The same thing, those of its own fields as if nothing had been typed; what has to hold something still does."""
    kind: Any = type(thing)
    facts_of = facts(kind)
    chosen = [f for f in fields(kind) if which(facts_of[f.name])]
    return replace(thing, **{f.name: _nothing(f, getattr(thing, f.name)) for f in chosen})  # type: ignore[type-var]


def without_names(thing: _Thing) -> _Thing:
    """The same thing, and all that is in it, without what tells who somebody is."""
    return _throughout(thing, lambda field: field.tells is WHO)


def taken_along(thing: _Thing) -> _Thing:
    """The same thing, and all that is in it, as another session has it: without what is of this session alone.

    Ids stay, by which its things speak of each other.
    """
    return _throughout(thing, lambda field: field.belongs is HERE and field.effect is not KEY)


def _throughout(thing: _Thing, which: Callable[[Facts], bool]) -> _Thing:
    if isinstance(thing, tuple):
        return tuple(_throughout(item, which) for item in thing)  # type: ignore[return-value]
    kind: Any = type(thing)
    if not says(kind):
        return thing
    bare = blanked(thing, which)
    return replace(bare, **{f.name: _throughout(getattr(bare, f.name), which) for f in fields(kind)})  # type: ignore[type-var]


def as_rules_see(thing: _Thing) -> _Thing:
    """The same thing with nothing but what rules read of it: two that are then equal are alike for every rule."""
    return blanked(thing, lambda field: field.effect is not RULES)


def _said(kind: type, field: Field[Any]) -> Facts:
    words = _words(field)
    sorted_out = [[w for w in words if isinstance(w, axis)] for axis in (Tells, Belongs, Effect)]
    if any(len(axis_words) != 1 for axis_words in sorted_out):
        raise TypeError(f"{kind.__name__}.{field.name} must say whom it tells, where it belongs and its effect")
    ((tells,), (belongs,), (effect,)) = sorted_out
    return Facts(tells, belongs, effect)  # type: ignore[arg-type]


def _words(field: Field[Any]) -> tuple[Any, ...]:
    return tuple(getattr(field.type, "__metadata__", ()))


_EMPTY: Mapping[Any, Any] = {str: "", tuple: ()}


def _nothing(field: Field[Any], value: Any) -> Any:
    """What a field holds where nothing is typed: its default, or no text, or none of them; else what it held."""
    if field.default is not MISSING:
        return field.default
    plain: Any = get_args(field.type)[0]
    return _EMPTY.get(get_origin(plain) or plain, value)
