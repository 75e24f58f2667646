"""Delays counted from a day: the day from which one counts is never one of them.

A delay in months or years ends on the day of the same number; where that month has none, on its last day (the rule
of article 641 of the code de procédure civile, taken here in both directions): one month before 31 March is 28 or
29 February, a year after 29 February is 28 February.
"""

from calendar import monthrange
from datetime import date, timedelta


def days_before(jour: date, days: int) -> date:
    """So many calendar days earlier."""
    return jour - timedelta(days=days)


def days_after(jour: date, days: int) -> date:
    """So many calendar days later."""
    return jour + timedelta(days=days)


def months_after(jour: date, months: int) -> date:
    """So many months later (earlier, where negative)."""
    year, month = divmod(jour.year * 12 + jour.month - 1 + months, 12)
    return date(year, month + 1, min(jour.day, monthrange(year, month + 1)[1]))


def months_before(jour: date, months: int) -> date:
    """So many months earlier."""
    return months_after(jour, -months)


def years_after(jour: date, years: int) -> date:
    """So many years later."""
    return months_after(jour, 12 * years)


def first_day_a_month_ahead(today: date) -> date:
    """The earliest day that is still a whole month away: what had to be done a month before it may be done today.

    Not always a month after today: from 31 January it is 1 March, for a month before 28 February is 28 January.
    """
    jour = months_after(today, 1)
    while months_before(jour, 1) < today:
        jour += timedelta(days=1)
    return jour
