"""The public holidays of a year, where the centre is."""

from dataclasses import replace
from datetime import date, timedelta

from tpplanner.domain.annee import Annee
from tpplanner.year.working_days import WorkingDays


def with_public_holidays(annee: Annee) -> Annee:
    """The year with the public holidays of its département, on which no session is held."""
    return replace(annee, feries=public_holidays(annee.departement, annee.debut, annee.fin))


def public_holidays(departement: str, debut: date, fin: date) -> tuple[date, ...]:
    """Those of a département between two days."""
    calendar = WorkingDays(departement.strip().upper())
    days = (debut + timedelta(days=n) for n in range((fin - debut).days + 1))
    return tuple(jour for jour in days if calendar.holiday(jour))
