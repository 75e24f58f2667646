"""Spellings composed as people compose them: each is read as what it was composed of, or refused where it must be."""

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Jour
from tpplanner.texts.noms import etiquette_du_jour
from tpplanner.workbook import cells
from tpplanner.workbook.absences import plages_typed
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.forms import Days
from tpplanner.workbook.majorations import majoration, shown

# Majorations.


@dataclass(frozen=True)
class Spelt:
    """A spelling, and what one minute grows by; `doubtful` where it is to be confirmed."""

    text: str
    part: Fraction
    doubtful: bool = False


def length(draw, minutes):
    """A length as people write it."""
    hours, left = divmod(minutes, 60)
    ways = [f"{minutes} min", f"{minutes} minutes", f"{minutes}mn"]
    if hours:
        ways += [f"{hours}h{left:02}", f"{hours} h {left:02}", f"{hours}h{left:02} min"]
        ways += [] if left else [f"{hours}h", f"{hours} heure" + "s" * (hours > 1)]
    return draw(st.sampled_from(ways))


def decimal(value):
    return f"{float(value):.10g}".replace(".", ",")


def near(part):
    """A third, or two, where it is so rounded."""
    for exact, gap in ((Fraction(1, 3), Fraction(4, 1000)), (Fraction(2, 3), Fraction(75, 10_000))):
        if abs(part - exact) < gap:
            return exact
    return part


ratios = st.tuples(st.integers(1, 11), st.integers(2, 12), st.sampled_from(["/", " / "])).filter(lambda r: r[0] < r[1])
percents = st.tuples(st.integers(10, 1980), st.sampled_from([" %", "%", " pour cent"]))
signs = st.sampled_from(["×", "x", "x ", "coefficient "])
words = st.sampled_from(
    [("tiers", 3), ("un tiers", 3), ("un quart", 4), ("un cinquième", 5), ("la moitié", 2), ("TT", 3)]
)


@st.composite
def lengths_in_place_of_others(draw):
    """``1h20 au lieu de 1h``."""
    usual = draw(st.integers(10, 300))
    granted = usual + draw(st.integers(1, usual))
    between = draw(st.sampled_from(["au lieu de", "pour", "contre"]))
    return Spelt(f"{length(draw, granted)} {between} {length(draw, usual)}", Fraction(granted - usual, usual))


@st.composite
def lengths_by_length(draw):
    """``20 min par heure``."""
    more, among = draw(st.integers(1, 60)), draw(st.sampled_from([60, 30, 45]))
    return Spelt(f"{more} min par {'heure' if among == 60 else f'{among} min'}", Fraction(more, among))


cores = st.one_of(
    ratios.map(lambda r: Spelt(f"{r[0]}{r[2]}{r[1]}", Fraction(r[0], r[1]))),
    percents.map(lambda p: Spelt(f"{decimal(Fraction(p[0], 20))}{p[1]}", near(Fraction(p[0], 2000)))),
    st.integers(1, 999).map(lambda n: Spelt(decimal(Fraction(n, 1000)), near(Fraction(n, 1000)))),
    lengths_by_length(),
    lengths_in_place_of_others(),
    st.tuples(st.integers(1, 100), signs).map(
        lambda f: Spelt(f"{f[1]}{decimal(1 + Fraction(f[0], 100))}", near(Fraction(f[0], 100)))
    ),
    words.map(lambda word: Spelt(word[0], Fraction(1, word[1]))),
)
"""How much, in one of the ways to say it."""


@st.composite
def spellings(draw):
    """A majoration with the words that people put around it."""
    core = draw(cores)
    before = draw(st.sampled_from(["", "+", "+ ", "oui, ", "majoration : ", "écrit : "]))
    after = draw(st.sampled_from(["", " en plus", " de temps en plus", " (écrit)", " à l'écrit", ".", " accordé"]))
    doubt = draw(st.sampled_from(["", "", " ?", " (à confirmer)", " à vérifier"]))
    cased = draw(st.sampled_from([str, str.upper, str.capitalize]))
    return Spelt(cased(f"{before}{core.text}{after}{doubt}"), core.part, bool(doubt))


def hold_a_majoration(spelt):
    if not Fraction(1, 20) <= spelt.part <= 1:
        with pytest.raises(Unreadable):
            majoration(spelt.text, Nature.ECRIT)
        return
    read = majoration(spelt.text, Nature.ECRIT)
    assert read.a_confirmer == spelt.doubtful
    for minutes in (20, 30, 45, 60, 95, 210):
        grown = minutes * (spelt.part.denominator + spelt.part.numerator)
        assert ceil(minutes * (1 + read.part)) == -(-grown // spelt.part.denominator), spelt
    assert majoration(shown(read), Nature.ECRIT) == read


@given(spellings())
@settings(max_examples=60)
def test_a_majoration_is_what_it_is_composed_of(spelt):
    hold_a_majoration(spelt)


@pytest.mark.proof
@given(spellings())
@settings(max_examples=3_000)
def test_many_majorations_are_what_they_are_composed_of(spelt):
    hold_a_majoration(spelt)


# Days and moments of a session.

JOURS = (date(2027, 6, 7), date(2027, 6, 8), date(2027, 6, 11), date(2027, 7, 8))
DAYS = Days(tuple(Jour(jour, etiquette_du_jour(rang)) for rang, jour in enumerate(JOURS, 1)))
NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = {6: "juin", 7: "juillet"}


def day(draw, jour):
    """A day of the session as people write it, if it may be no other one."""
    week = NAMES[jour.weekday()]
    ways = [f"{jour.day}/{jour.month}", f"{jour:%d/%m/%Y}", f"{jour.day} {MONTHS[jour.month]}"]
    ways += [f"{week} {jour.day}", f"{week} {jour.day} {MONTHS[jour.month]}", f"{week[:3]}. {jour:%d/%m}", week]
    ways += [f"le {jour.day} {MONTHS[jour.month]}", f"le {week} {jour.day}", f"Jour {JOURS.index(jour) + 1}"]
    return draw(st.sampled_from(ways))


@given(st.data())
@settings(max_examples=60)
def test_a_day_is_the_one_that_is_written(data):
    jour = data.draw(st.sampled_from(JOURS))
    assert DAYS.find(day(data.draw, jour)) == jour


MOMENTS = {
    "{} matin": (None, time(13)),
    "le matin du {}": (None, time(13)),
    "{} après-midi": (time(13), None),
    "l'après-midi du {}": (time(13), None),
    "{}": (None, None),
    "toute la journée du {}": (None, None),
    "{} de 9h à 11h30": (time(9), time(11, 30)),
    "{} (9h-11h30)": (time(9), time(11, 30)),
    "entre 9h et 11h30 {}": (time(9), time(11, 30)),
    "{} à partir de 14 h": (time(14), None),
    "{} avant 10h": (None, time(10)),
}


@given(st.data())
@settings(max_examples=60)
def test_an_absence_is_the_days_and_hours_that_are_written(data):
    days = data.draw(st.lists(st.sampled_from(JOURS), min_size=1, max_size=3, unique=True))
    drawn = [(jour, data.draw(st.sampled_from(list(MOMENTS)))) for jour in days]
    typed = [moment.format(day(data.draw, jour)) for jour, moment in drawn]
    read = plages_typed(" ; ".join(typed).replace("du le", "du"), DAYS)
    told = [(p.debut.date(), p.debut.time(), p.fin.time()) for p in read]
    assert told == [(j, MOMENTS[m][0] or time(0), MOMENTS[m][1] or time(0)) for j, m in drawn]


@given(st.data(), st.times(time(6), time(23, 59)))
@settings(max_examples=60)
def test_an_hour_is_the_one_that_is_written(data, moment):
    h, m = moment.hour, moment.minute
    ways = [f"{h}h{m:02}", f"{h} h {m:02}", f"{h:02}:{m:02}", f"{h}H{m:02}", f"à {h}h{m:02}", f"{h} heures {m:02}"]
    ways += [f"{h}.{m:02}", f"{h}h{m:02} min", f"{h:02}{m:02}", *([f"{h}h", f"{h} heures"] if not m else [])]
    ways += [f"{h - 12}h{m:02} de l'après-midi"] if h > 12 else []
    ways += [f"{h}h et demie"] if m == 30 else []
    assert cells.heure(data.draw(st.sampled_from(ways))) == time(h, m)
