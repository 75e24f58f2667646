from dataclasses import replace

import pytest

from builders import a, oral, passage, referentiel, session
from edits import settle, shifted, with_passages
from halves import both_allow, both_refuse
from journees import UN, journee
from small_sessions import deux_ccs, on_ccps, small
from tpplanner.audit import breaches

REGLE = "entretien_final_dernier"


@pytest.mark.parametrize(("minutes", "allowed"), [(0, True), (-1, False), (-120, False), (30, True)])
def test_nothing_of_the_candidat_ends_after_it_begins(minutes, allowed):
    s = session(candidats=1)
    plan = settle(s, shifted(journee(s, UN), minutes, "C1", "EF"))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_a_written_epreuve_after_it_counts_too():
    s = session(candidats=1)
    both_refuse(s, settle(s, shifted(journee(s, UN), 180, "C1", "QP")), REGLE)


def test_what_others_do_after_it_does_not_matter():
    s = session(candidats=2)
    plan = journee(
        s, UN.replace("QP C1\n", "QP C1 C2\n").replace("8:40 lecture C1", "8:40 lecture C1\n8:55 lecture C2")
    )
    assert plan
    late = journee(
        s,
        UN.replace("QP C1\n", "QP C1 C2\n"),
        (
            "11:35 cloture",
            "12:30 lecture C2\n12:45 correction C2 QP\n13:00 PP C2\n13:40 ET C2\n14:25 EF C2\n15:00 cloture",
        ),
    )
    both_allow(s, late, REGLE)


@pytest.mark.parametrize(
    ("first", "allowed"),
    [
        ("9:00 CCS1.MSP C1\n9:30 CCS1.ET C1\n9:50 CCS1.EF C1\n10:00 CCS2.PP C1\n10:20 CCS2.EF C1", True),
        ("9:00 CCS1.MSP C1\n9:30 CCS1.ET C1\n9:50 CCS2.PP C1\n10:10 CCS2.EF C1\n10:20 CCS1.EF C1", True),
        ("9:00 CCS1.EF C1\n9:10 CCS1.MSP C1\n9:40 CCS1.ET C1\n10:00 CCS2.PP C1\n10:20 CCS2.EF C1", False),
    ],
)
def test_that_of_a_ccs_closes_its_own_ccs_alone(first, allowed):
    s = on_ccps(small(without_papers(deux_ccs()), candidats=1), ("CCS1", "CCS2"))
    plan = journee(s, f"J1 : M1 M2 en S1\n8:30 accueil\n8:40 lecture C1\n{first}\n10:40 cloture")
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def without_papers(ref):
    return ref.with_tables(
        lambda t: replace(t, epreuves=tuple(replace(e, apres=()) for e in t.epreuves if e.devant_jury))
    )


def test_a_titre_without_one_has_no_last_epreuve():
    s = session(referentiel(oral("PP", 30), oral("ET", 20)), candidats=1)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 ET C1
        9:20 PP C1
        10:00 cloture
        """,
    )
    both_allow(s, plan, REGLE)
    nameless = passage("C1", "", a("8:30"), 10, "S1")
    assert breaches(s, with_passages(plan, nameless), REGLE) == ()
