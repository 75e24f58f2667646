"""What is granted is told in minutes, to whoever grants it."""

from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest

from tpplanner.domain.duties import epreuves_de, longer_epreuves
from tpplanner.domain.referentiel import Nature
from tpplanner.referentiels import find, shipped
from tpplanner.texts.majorations import accordee, accordees
from tpplanner.workbook.example import example_session

CDA = find("CDA")


def with_(session, **granted):
    first, *others = (replace(c, majorations=(), majorations_a_confirmer=()) for c in session.candidats)
    return replace(session, candidats=(replace(first, nom="DUVAL", prenom="Léa", **granted), *others))


def test_each_epreuve_that_lasts_longer_is_told_with_its_minutes_before_and_after():
    session = with_(example_session(CDA), majorations=((Nature.ECRIT, Fraction(1, 3)),))
    assert accordees(session) == ["DUVAL Léa : QP 30 → 40 min"]


def test_what_is_to_be_confirmed_is_told_so():
    granted = ((Nature.ECRIT, Fraction(1, 3)),)
    session = with_(example_session(CDA), majorations=granted, majorations_a_confirmer=(Nature.ECRIT,))
    assert accordees(session) == ["DUVAL Léa : QP 30 → 40 min (à confirmer)"]


def test_nothing_granted_is_not_told():
    assert accordees(with_(example_session(CDA))) == []


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_the_minutes_are_those_of_each_phase_rounded_up(referentiel):
    session = with_(example_session(referentiel), majorations=tuple((n, Fraction(1, 3)) for n in Nature))
    candidat = session.candidats[0]
    told = longer_epreuves(referentiel, candidat)
    assert [e for e, _, _ in told] == list(epreuves_de(referentiel, candidat))
    for epreuve, before, after in told:
        assert before == sum(p.minutes for p in epreuve.phases)
        assert after == sum(ceil(Fraction(4, 3) * p.minutes) for p in epreuve.phases)
        assert f"{before} → {after} min" in accordee(referentiel, candidat)
