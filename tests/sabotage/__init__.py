"""Valid plans, each damaged in as many places as it takes to break one rule alone.

Where logic will not have it alone, `others` names the rules that are broken with it.
"""

from sabotage import candidats, hours, juries, others, rooms, works
from sabotage.base import Sabotage


def rows() -> list[Sabotage]:
    """Every row, by theme."""
    return [
        *candidats.rows(),
        *hours.rows(),
        *juries.rows(),
        *works.rows(),
        *others.rows(),
        *rooms.rows(),
    ]


__all__ = ["Sabotage", "rows"]
