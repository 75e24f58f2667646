"""What was read of a document, as JSON that a child process writes on a pipe, and back: nothing is ever unpickled."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from tpplanner.re_pdf import document
from tpplanner.re_pdf.document import Document

_TYPES = {
    name: kind
    for name, kind in vars(document).items()
    if isinstance(kind, type) and kind.__module__ == document.__name__
}
"""The classes of `document`, by name: no other class is made of what comes back."""


def dumped(read: Document) -> bytes:
    """The document as JSON: each object a list of its class and its fields."""
    return json.dumps(_plain(read), ensure_ascii=False).encode()


def loaded(text: bytes) -> Document:
    """The document again; raises ValueError, KeyError, TypeError or RecursionError for anything else."""
    read = _built(json.loads(text))
    if not isinstance(read, Document):
        raise TypeError(type(read).__name__)
    return read


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return {"enum": [type(value).__name__, value.value]}
        case None | bool() | int() | float() | str():
            return value
        case date():
            return {"date": value.isoformat()}
        case tuple() | list():
            return [_plain(part) for part in value]
        case dict():
            return {"dict": [[key, _plain(part)] for key, part in value.items()]}
    assert is_dataclass(value), type(value)  # noqa: S101
    return {"made": [type(value).__name__, *(_plain(getattr(value, field.name)) for field in fields(value))]}


def _built(plain: Any) -> Any:
    match plain:
        case list():
            return tuple(_built(part) for part in plain)
        case {"enum": [str(name), value]}:
            return _TYPES[name](value)
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"dict": list(pairs)}:
            return {str(key): _built(part) for key, part in pairs}
        case {"made": [str(name), *parts]}:
            return _TYPES[name](*(_built(part) for part in parts))
        case dict():
            raise ValueError(plain)
    return plain
