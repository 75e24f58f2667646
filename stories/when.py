"""The days of the stories: of the month after this one, whatever today is, as the calendar of the page names them."""

from datetime import date, timedelta

from tpplanner.texts.noms import date_longue
from tpplanner.year.echeances import holidays_named


def three_days(today: date) -> tuple[str, ...]:
    """Three days that follow each other, none a holiday, in the month after that of `today`."""
    first = date(today.year + today.month // 12, today.month % 12 + 1, 8)
    free = holidays_named("", first.year, first.year)
    starts = (first + timedelta(days=n) for n in range(14))
    weeks = ([start + timedelta(days=n) for n in range(3)] for start in starts)
    return tuple(date_longue(d) for d in next(w for w in weeks if w[-1].weekday() in (2, 3, 4) and not {*w} & {*free}))
