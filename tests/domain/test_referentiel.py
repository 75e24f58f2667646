"""An épreuve and its table: what follows from phases."""

from dataclasses import replace

import pytest

from builders import SUIVIE, SURVEILLEE, cda, ecrit, oral, pratique
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Surveillance


def phases(*lengths, presence=SUIVIE):
    return Epreuve("E", "Épreuve", "ET", Nature.ORAL, tuple(Phase(n, presence) for n in lengths))


def test_lengths_are_summed_over_phases_and_the_jurys_over_those_that_it_watches():
    alone = Phase(25, Surveillance.SEUL)
    msp = replace(pratique().epreuve("MSP"), phases=(*pratique().epreuve("MSP").phases, alone))
    assert (msp.minutes, msp.minutes_jury, msp.devant_jury) == (115, 30, True)
    assert not ecrit("QP", 30).devant_jury
    assert phases(1).devant_jury
    table = cda().titre
    assert (table.minutes, table.minutes_jury) == (135, 105)


@pytest.mark.parametrize(("lengths", "longest"), {(5,): 0, (5, 9): 1, (9, 5): 0, (5, 9, 9): 1, (9, 9, 5): 0}.items())
def test_the_clock_stops_in_the_longest_phase_the_first_of_equals(lengths, longest):
    assert phases(*lengths, presence=SURVEILLEE).phase_coupee == longest


@pytest.mark.parametrize(
    ("epreuve", "subject", "sealed"),
    [
        (ecrit("QP", 30), True, True),
        (oral("MSP", 30), True, False),
        (oral("ET", 30), False, False),
        (oral("ET", 30, plis=True), True, True),
        (oral("ET", 30, collective=True), False, False),
    ],
)
def test_plis_are_opened_where_they_are_told_or_all_sit_a_subject_together(epreuve, subject, sealed):
    assert (epreuve.a_un_sujet, epreuve.sous_plis) == (subject, sealed)


def test_epreuves_stand_in_the_table_of_the_titre_then_in_those_of_ccps():
    ref = cda()
    assert [t.id for t in ref.tables] == ["titre", "CCP1", "CCP2", "CCP3"]
    assert [e.id for e in ref.epreuves()][3:6] == ["EF", "CCP1.QP", "CCP1.PP"]
    assert ref.epreuve("CCP2.ET").minutes == 30
    assert ref.table_de("ET") == ref.titre
    assert ref.table_de("CCP3.ET") == ref.ccps[2]
    for find in (ref.epreuve, ref.table_de):
        with pytest.raises(KeyError):
            find("CCP9.ET")
