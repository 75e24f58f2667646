from dataclasses import replace
from datetime import date, timedelta

import pytest

from builders import LUNDI, session
from edits import changed, sitting
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.audit.juries import est_habilite
from tpplanner.domain.session import Habilitation
from worlds import observateur

REGLE = "membre_habilite"


def holding(*habilitations: Habilitation, expiration: date | None = None):
    s = changed(session(candidats=1, nb_membres=3), "M1", habilitations=habilitations)
    return replace(s, referentiel=replace(s.referentiel, code="TP-01281", millesime="04", expiration=expiration))


@pytest.mark.parametrize(
    ("titre", "millesime", "allowed"),
    [
        ("CDA", "04", True),
        ("cda ", "M04", True),
        ("CDA", "4", True),
        ("TP-01281", "m04", True),
        ("tp 01281", "04", True),
        ("CDA", "03", False),
        ("DWWM", "04", False),
        ("CDA", "", False),
    ],
)
def test_it_is_for_this_titre_and_millesime_however_written(titre, millesime, allowed):
    s = changed(holding(), "M2", habilitations=(Habilitation("CDA", "04"),))
    s = changed(s, "M1", habilitations=(Habilitation("AUTRE", "01"), Habilitation(titre, millesime)))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(("days", "allowed"), [(0, True), (-1, False), (300, True)])
def test_it_is_valid_to_the_day(days, allowed):
    s = changed(holding(), "M2", habilitations=(Habilitation("CDA", "04"),))
    s = changed(s, "M1", habilitations=(Habilitation("CDA", "04", LUNDI + timedelta(days=days)),))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


@pytest.mark.parametrize(
    ("expiration", "fin", "allowed"),
    [
        (LUNDI - timedelta(days=1), LUNDI - timedelta(days=1), True),  # ran to the titre's end
        (LUNDI - timedelta(days=1), LUNDI - timedelta(days=2), False),  # had ended before
        (LUNDI.replace(year=LUNDI.year - 1), LUNDI.replace(year=LUNDI.year - 1), True),  # a year to the day
        (
            LUNDI.replace(year=LUNDI.year - 1) - timedelta(days=1),
            LUNDI.replace(year=LUNDI.year - 1) - timedelta(days=1),
            False,
        ),
        (LUNDI, LUNDI - timedelta(days=1), False),  # the titre has not ended yet
    ],
)
def test_in_the_year_after_the_titres_end_a_habilitation_that_ran_to_it_still_serves(expiration, fin, allowed):
    s = changed(holding(expiration=expiration), "M2", habilitations=(Habilitation("CDA", "04"),))
    s = changed(s, "M1", habilitations=(Habilitation("CDA", "04", fin),))
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_who_does_not_sit_needs_none():
    s = changed(session(candidats=1, nb_membres=3), "M3", habilitations=())
    both_allow(s, journee(s, UN), REGLE)
    both_refuse(s, sitting(journee(s, UN), "M1", "M3"), REGLE)


@pytest.mark.parametrize(
    ("jour", "allowed"), [(date(2028, 2, 29), True), (date(2029, 2, 28), True), (date(2029, 3, 1), False)]
)
def test_the_year_after_a_29_february_ends_on_the_28th(jour, allowed):
    leap = date(2028, 2, 29)
    s = holding(Habilitation("CDA", "04", leap), expiration=leap)
    assert est_habilite(s.referentiel, s.membres[0], jour) is allowed


def test_nobody_knows_a_habilitation_of_somebody_unknown():
    s = session(candidats=1)
    told = breaches(s, sitting(journee(s, UN), "M1", "inconnu"), REGLE)
    assert [v.sujet[0] for v in told] == ["inconnu"]


def test_an_observateur_needs_none():
    s = session(candidats=1)
    s = replace(s, membres=(*s.membres, replace(observateur("O1"), habilitations=())))
    assert breaches(s, sitting(journee(s, UN), "M1", "M2", "O1"), REGLE) == ()
