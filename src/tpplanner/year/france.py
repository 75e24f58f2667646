"""Public and school holidays of France, without those of the two hundred and fifty other countries.

The library has a module a country, of which its package imports all before it gives one: a tenth of a second, of the
three that a person waits for a planning of a small session.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

_COUNTRIES = "holidays.countries"
_alone = Lock()


def holidays_of_france(subdivision: str | None, *, years: Iterable[int] = (), school: bool = False) -> "HolidayBase":
    """The holidays, by day, with their French names; `subdivision` as the library names it, None for all France."""
    categories = {"categories": "school"} if school else {}
    return _class()(subdiv=subdivision, years=years, language="fr", **categories)  # type: ignore[no-any-return]


@cache
def _class() -> type:
    with _alone, _no_other_country():
        return import_module(f"{_COUNTRIES}.france").France  # type: ignore[no-any-return]


@contextmanager
def _no_other_country() -> Iterator[None]:
    """Meanwhile the package of countries imports none by itself; nothing changes where it is imported already."""
    if _COUNTRIES in sys.modules:
        yield
        return
    library = import_module("holidays")
    empty = ModuleType(_COUNTRIES)
    empty.__path__ = [f"{path}/countries" for path in library.__path__]
    sys.modules[_COUNTRIES] = empty
    try:
        yield
    finally:
        del sys.modules[_COUNTRIES]
