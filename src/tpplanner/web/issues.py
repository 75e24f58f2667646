"""Problems of what was read as values for a template."""

from collections.abc import Iterable
from typing import Any

from tpplanner.errors import Issue, Severity


def told(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues as values for a template, errors first."""
    ordered = sorted(dict.fromkeys(issues), key=lambda issue: issue.severity is not Severity.ERROR)
    return [
        {
            "erreur": issue.severity is Severity.ERROR,
            "place": issue.place,
            "message": issue.message,
            "valeur": issue.value,
            "conseil": issue.hint,
        }
        for issue in ordered
    ]
