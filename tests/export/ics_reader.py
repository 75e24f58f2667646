"""Calendars read back by another reader than wrote them: lines unfolded, properties split, nothing else."""

import re
from dataclasses import dataclass, field
from datetime import datetime

_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@dataclass
class Component:
    kind: str
    properties: list[tuple[str, str, str]] = field(default_factory=list)
    inside: list["Component"] = field(default_factory=list)

    def value(self, name):
        """The value of a property that stands once at most; empty if it does not."""
        (value,) = [v for n, _, v in self.properties if n == name] or [""]
        return re.sub(r"\\[nN,;\\]", lambda m: _ESCAPES[m.group()], value)

    def moment(self, name):
        """A local moment, and its time zone."""
        ((_, parameters, value),) = [p for p in self.properties if p[0] == name]
        return datetime.strptime(value, "%Y%m%dT%H%M%S"), parameters.removeprefix("TZID=")  # noqa: DTZ007

    def all(self, kind):
        return [c for c in self.inside if c.kind == kind]


def read(content):
    """The VCALENDAR of a file; raises AssertionError where it is not one."""
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = content.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    stack = [Component("")]
    for line in lines:
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        if name == "BEGIN":
            stack[-1].inside.append(Component(value))
            stack.append(stack[-1].inside[-1])
        elif name == "END":
            assert stack.pop().kind == value
        else:
            stack[-1].properties.append((name, parameters, value))
    (calendar,) = stack[0].inside
    assert (len(stack), calendar.kind) == (1, "VCALENDAR")
    return calendar
