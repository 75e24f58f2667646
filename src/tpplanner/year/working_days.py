"""Which days are worked where a centre is: Monday to Friday, public holidays of its territory left out.

Public and school holidays come from the library `holidays`, which knows Alsace-Moselle and each overseas territory.
Where a day is a holiday by custom only in part of a territory, it counts as one: what must be done by then is done
before.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from tpplanner.texts.departements import DEPARTEMENTS

if TYPE_CHECKING:
    from holidays import HolidayBase

_SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF"} | {
    **{code: code for code in ("971", "972", "973", "974", "976")},
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
"""By département, the subdivision under which the library knows its public holidays; none: those of all France."""

_TIME_ZONES = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy",
    "978": "America/Marigot",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def time_zone(departement: str) -> str:
    """The name of the time zone of a département's hours; that of Paris where it is not known."""
    return _TIME_ZONES.get(departement, "Europe/Paris")


class WorkingDays:
    """The calendar of a département (its number), of all France where it is empty."""

    def __init__(self, departement: str = "") -> None:
        self.departement = departement

    @cached_property
    def _public(self) -> "HolidayBase":
        from holidays import country_holidays  # noqa: PLC0415 - slow to import

        return country_holidays("FR", subdiv=_SUBDIVISIONS.get(self.departement), language="fr")

    @cached_property
    def _school(self) -> "HolidayBase | None":
        from holidays import country_holidays  # noqa: PLC0415 - slow to import

        zone = self.zone
        return country_holidays("FR", subdiv=f"Zone {zone}", language="fr", categories="school") if zone else None

    @property
    def zone(self) -> str:
        """The zone of its school holidays, empty where it has a calendar of its own, which is not known here."""
        return DEPARTEMENTS[self.departement].zone if self.departement in DEPARTEMENTS else ""

    def holiday(self, jour: date) -> str:
        """The French name of that public holiday, empty for any other day."""
        return str(self._public.get(jour) or "")

    def school_holiday(self, jour: date) -> str:
        """The French name of those school holidays, empty outside them or where they are not known."""
        return str(self._school.get(jour) or "") if self._school is not None else ""

    def worked(self, jour: date) -> bool:
        """Whether it is neither a Saturday, a Sunday nor a public holiday."""
        return jour.weekday() < 5 and not self.holiday(jour)

    def worked_by(self, jour: date) -> date:
        """That day if it is worked, else the last worked day before it."""
        while not self.worked(jour):
            jour -= timedelta(days=1)
        return jour
