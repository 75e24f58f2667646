from dataclasses import replace

import pytest

from builders import a, ecrit, oral, passage, referentiel, session, travail
from edits import reglees, settle, shifted, with_passages, with_work, without_work, work_lasting, work_shifted
from halves import both_allow, both_refuse, cannot_be_said
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.plan import NatureTravail
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Genre
from worlds import vagues

REGLE = "correction"
CORRECTION = NatureTravail.CORRECTION


@pytest.mark.parametrize(
    ("minutes", "cas"), [(0, None), (-1, "trop_tot"), (5, None), (6, "trop_tard"), (60, "trop_tard")]
)
def test_it_is_between_his_end_and_his_next_passage(minutes, cas):
    """The QP ends at 9:30 and the PP begins at 9:40; five minutes to correct."""
    s = session(candidats=1)
    plan = settle(s, work_shifted(journee(s, UN), minutes, CORRECTION))
    if cas is None:
        both_allow(s, plan, REGLE)
    else:
        both_refuse(s, plan, REGLE, cas)


def test_it_is_after_his_own_end_not_that_of_others():
    s = session(candidats=1)
    longer = session(candidats=tuple(replace(c, majorations=((Nature.ECRIT, 1),)) for c in s.candidats))
    both_refuse(longer, journee(longer, UN), REGLE, "trop_tot")
    both_allow(longer, journee(longer, UN.replace("9:00 QP", "8:30 QP")), REGLE)


@pytest.mark.parametrize(
    ("epreuve", "minutes"),
    [
        (ecrit("QP", 30), 5),
        (ecrit("MSP", 30), 15),
        (replace(ecrit("MSP", 30), nature=Nature.PRATIQUE), 5),
        (ecrit("MSP", 30, correction=8), 8),
    ],
)
def test_it_lasts_what_its_kind_takes_or_what_the_referentiel_says(epreuve, minutes):
    s = session(referentiel(epreuve, oral("EF", 20)), candidats=1)
    plan = journee(
        s,
        f"""
        9:00 {epreuve.id} C1
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:30 correction C1 {epreuve.id}
        10:00 EF C1
        10:30 cloture
        """,
    )
    both_allow(s, plan, REGLE)
    both_allow(s, work_lasting(plan, minutes, CORRECTION), REGLE)
    cannot_be_said(s, work_lasting(plan, minutes - 1, CORRECTION), REGLE, "courte")
    assert breaches(s, work_lasting(plan, minutes + 1, CORRECTION), REGLE) == ()


def test_lengths_are_reglages():
    s = session(candidats=1)
    cannot_be_said(reglees(s, correction_qp=6), journee(s, UN), REGLE, "courte")


def test_each_epreuve_that_the_jury_did_not_watch_is_corrected():
    s = session(candidats=1)
    cannot_be_said(s, without_work(journee(s, UN), CORRECTION), REGLE, "absente")


def test_what_the_jury_watched_in_part_asks_for_none():
    phases = (Phase(20, Surveillance.SURVEILLANT, "ecrit", partagee=True), Phase(20, Surveillance.JURY))
    s = session(referentiel(replace(oral("PP", 1), phases=phases), oral("EF", 20)), candidats=1)
    plan = journee(
        s,
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 PP C1
        9:40 EF C1
        10:10 cloture
        """,
    )
    both_allow(s, plan, REGLE)


def test_nothing_before_the_jury_follows_an_epreuve_that_comes_last():
    s = session(candidats=1)
    both_refuse(s, settle(s, shifted(journee(s, UN), 300, "C1", "QP")), REGLE, "sans_suite")


DEUX_JOURS = """
9:00 MSP C1
J1 : M1 M2 en S1
{today}
jour 2
8:30 accueil
8:40 lecture C1
{correction} correction C1 MSP
9:30 EF C1
10:00 cloture
"""


@pytest.mark.parametrize(("correction", "allowed"), [("8:55", True), ("9:15", True), ("9:16", False), ("8:00", True)])
def test_it_is_on_the_day_of_that_passage(correction, allowed):
    s = session(referentiel(ecrit("MSP", 60), oral("EF", 20)), candidats=1, nb_jours=2)
    plan = journee(s, DEUX_JOURS.format(today="", correction=correction))
    (both_allow if allowed else both_refuse)(s, plan, REGLE)


def test_the_evening_before_is_another_day():
    s = session(referentiel(ecrit("MSP", 60), oral("EF", 20)), candidats=1, nb_jours=2)
    today = "17:00 accueil\n17:10 correction C1 MSP\n17:30 cloture"
    plan = journee(s, DEUX_JOURS.format(today=today, correction="8:55"))
    travaux = tuple(t for t in plan.travaux if not (t.nature is CORRECTION and t.debut.hour == 8))
    cannot_be_said(s, replace(plan, travaux=travaux), REGLE, "jour")


AVANT_EF = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 PP C1
{} correction C1 QP
10:15 EF C1
10:45 cloture
"""


def test_it_may_be_due_before_an_epreuve_that_the_referentiel_names():
    """Not before the next passage, the PP, but before the EF."""
    ref = referentiel(ecrit("QP", 30, correction_avant="EF"), oral("PP", 30), oral("EF", 20))
    s = session(ref, candidats=1)
    text = AVANT_EF
    both_allow(s, journee(s, text.format("10:10")), REGLE)
    both_refuse(s, journee(s, text.format("10:11")), REGLE, "trop_tard")
    named = replace(ref, titre=replace(ref.titre, epreuves=(ecrit("QP", 30), *ref.titre.epreuves[1:])))
    both_refuse(session(named, candidats=1), journee(s, text.format("10:10")), REGLE, "trop_tard")


@pytest.mark.parametrize(("correction", "cas"), [("10:10", None), ("10:11", "trop_tard"), ("10:20", "trop_tard")])
@pytest.mark.parametrize("named", ["EF", ""])
def test_of_an_epreuve_in_two_phases_it_is_before_the_first(correction, cas, named):
    """Named by the référentiel, or the next."""
    final = replace(oral("EF", 1), phases=(Phase(10, Surveillance.JURY), Phase(10, Surveillance.JURY)))
    s = session(referentiel(ecrit("QP", 30, correction_avant=named), oral("PP", 30), final), candidats=1)
    plan = journee(s, AVANT_EF.format(correction), ("9:30 PP", "9:30 PP" if named else "8:30 PP"))
    if cas is None:
        both_allow(s, plan, REGLE)
    else:
        both_refuse(s, plan, REGLE, cas)


def test_where_the_epreuve_named_is_before_no_jury_it_is_before_the_next_passage():
    ref = referentiel(ecrit("QP", 30, correction_avant="EF"), oral("PP", 30), oral("EF", 20))
    s = session(ref, candidats=1)
    plan = journee(s, AVANT_EF.format("10:10"))
    passages = tuple(
        replace(p, parties=tuple(replace(x, jury="") for x in p.parties)) if p.epreuve == "EF" else p
        for p in plan.passages
    )
    cannot_be_said(s, replace(plan, passages=passages), REGLE, "trop_tard")


def test_the_next_passage_is_the_first_after_his_end():
    """His PP was before the QP: the correction is due before the EF."""
    s = session(referentiel(ecrit("QP", 30), oral("PP", 30), oral("EF", 20)), candidats=1)
    text = """
    9:40 QP C1
    J1 : M1 M2 en S1
    8:30 accueil
    8:40 lecture C1
    9:05 PP C1
    {} correction C1 QP
    10:30 EF C1
    11:00 cloture
    """
    both_allow(s, journee(s, text.format("10:25")), REGLE)
    both_refuse(s, journee(s, text.format("10:26")), REGLE, "trop_tard")
    both_refuse(s, journee(s, text.format("9:35")), REGLE, "trop_tot")


def test_a_ccp_candidats_written_epreuves_are_corrected_each():
    s = session(candidats=1, genre=Genre.CCP)
    s = replace(s, candidats=tuple(replace(c, ccps=("CCP1", "CCP2")) for c in s.candidats))
    text = """
    9:00 CCP1.QP C1
    9:30 CCP2.QP C1
    J1 : M1 M2 en S1
    8:30 accueil
    8:40 lecture C1
    9:30 correction C1 CCP1.QP
    10:00 correction C1 CCP2.QP
    10:10 CCP1.PP C1
    10:30 CCP1.ET C1
    11:00 CCP2.PP C1
    11:30 CCP2.ET C1
    12:10 cloture
    """
    both_allow(s, journee(s, text), REGLE)
    both_refuse(s, journee(s, text, ("10:00 correction", "10:06 correction")), REGLE, "trop_tard")
    both_refuse(s, journee(s, text, ("10:00 correction", "9:59 correction")), REGLE, "trop_tot")


def test_a_practical_epreuve_in_waves_is_corrected_too():
    s = session(vagues(), candidats=1)
    text = """
    9:00 MSP C1
    J1 : M1 M2 en S1
    8:30 accueil
    8:40 lecture C1
    {} correction C1 MSP
    10:00 ET C1
    10:25 EF C1
    10:50 cloture
    """
    both_allow(s, journee(s, text.format("9:50")), REGLE)
    both_refuse(s, journee(s, text.format("9:49")), REGLE, "trop_tot")


@pytest.mark.parametrize(("pp", "allowed"), [("9:30", False), ("9:29", True)])
def test_a_passage_that_begins_at_the_very_end_is_the_next(pp, allowed):
    """Then nothing can be corrected before it; a passage that began a minute earlier is not the next one."""
    s = session(referentiel(ecrit("QP", 30), oral("PP", 30), oral("EF", 20)), candidats=1)
    text = f"""
    9:00 QP C1
    J1 : M1 M2 en S1
    8:00 accueil
    8:10 lecture C1
    {pp} PP C1
    10:05 correction C1 QP
    10:20 EF C1
    11:00 cloture
    """
    (both_allow if allowed else both_refuse)(s, journee(s, text), REGLE)


@pytest.mark.parametrize(
    ("first", "second", "broken"),
    [("9:31", "9:20", []), ("9:20", "9:31", []), ("9:20", "9:36", ["trop_tot"])],
)
def test_of_two_one_is_enough_and_where_both_are_wrong_the_first_is_told(first, second, broken):
    """His PP is at 9:40."""
    s = session(candidats=1)
    two = (travail("J1", CORRECTION, a(hour), 5, "C1", "QP") for hour in (first, second))
    plan = with_work(without_work(journee(s, UN), CORRECTION), *two)
    assert [v.cas for v in breaches(s, plan, REGLE)] == broken


def test_an_epreuve_named_that_he_passes_twice_is_waited_for_the_first_time():
    ref = referentiel(ecrit("QP", 30, correction_avant="EF"), oral("PP", 30), oral("EF", 20))
    s = session(ref, candidats=1)
    again = passage("C1", "EF", a("12:00"), 20, "S1", "J1")
    plan = with_passages(journee(s, AVANT_EF.format("10:11")), again)
    assert [dict(v.donnees)["attendu"] for v in breaches(s, plan, REGLE)] == [a("10:15")]
