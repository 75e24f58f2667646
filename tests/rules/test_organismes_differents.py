from dataclasses import replace

import pytest

from builders import absent, session
from edits import changed, sitting
from halves import both_allow, both_refuse, least_cost
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.audit.measures import MESURES
from tpplanner.audit.view import View
from tpplanner.change.reliance import reliances
from tpplanner.diagnosis import shortages
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.duties import WhyColleagues, colleagues, of_no_organisme, without_presumed
from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.session import Jury
from tpplanner.planner import plan as planned
from tpplanner.solver import Budget

REGLE = "organismes_differents"
NOTHING = {"organisme": "", "employeur": ""}


def coming_from(*whence: dict[str, str], candidats: int = 1, asked: bool = True, **autres: object):
    """A session whose RE asks for different organismes, and where each of its membres comes from."""
    s = session(candidats=candidats, nb_membres=len(whence), **autres)
    for n, his in enumerate(whence, start=1):
        s = changed(s, f"M{n}", **{**NOTHING, **his})
    return replace(s, referentiel=replace(s.referentiel, organismes_differents=asked))


def org(nom: str) -> dict[str, str]:
    return {"organisme": nom}


def emp(nom: str) -> dict[str, str]:
    return {"employeur": nom}


@pytest.mark.parametrize(
    ("m1", "m2", "cas"),
    [
        (org("École du Port"), org("Conduite Plus"), None),
        (org("École du Port"), org("ecole du  PORT"), "meme"),
        (emp("École du Port"), emp("Ecole du port"), "meme"),
        (org("École du Port"), emp("École du Port"), "meme"),
        (org("A") | emp("École du Port"), org("B") | emp("École du Port"), "meme"),
        ({}, {}, None),
        (org("École du Port"), {}, None),
    ],
)
def test_two_of_one_organisme_or_employeur_do_not_sit_together(m1, m2, cas):
    s = coming_from(m1, m2)
    if cas is None:
        both_allow(s, journee(s, UN), REGLE)
    else:
        both_refuse(s, journee(s, UN), REGLE, cas)


def test_where_the_re_does_not_ask_they_do():
    s = coming_from(org("École"), org("École"), asked=False)
    both_allow(s, journee(s, UN), REGLE)


def test_who_sits_in_another_jury_or_observes_does_not_count():
    s = coming_from(org("École"), org("Port"), org("École"))
    both_allow(s, journee(s, UN), REGLE)
    both_refuse(s, sitting(journee(s, UN), "M1", "M2", "M3"), REGLE)
    watching = changed(s, "M3", observateur=True)
    assert breaches(watching, sitting(journee(watching, UN), "M1", "M2", "M3"), REGLE) == ()


@pytest.mark.parametrize(("reponse", "cas"), [(None, "question"), (True, "meme"), (False, None)])
def test_two_names_that_may_be_one_enseigne_are_one_until_the_answer_is_no(reponse, cas):
    s = coming_from(org("ECF Brest"), org("ECF Rennes"))
    s = replace(s, questions=(Question(Sujet.ENSEIGNE, "ECF Rennes", "ECF Brest", reponse=reponse),))
    if cas is None:
        both_allow(s, journee(s, UN), REGLE)
    else:
        both_refuse(s, journee(s, UN), REGLE, cas)
    assert (colleagues(without_presumed(s)) == ()) is (reponse is not True)


@pytest.mark.parametrize(("reponse", "held"), [(None, False), (True, False), (False, True)])
def test_of_whom_nothing_is_typed_nothing_is_held_unless_an_answer_says_so(reponse, held):
    s = coming_from(org("École"), {}, org("Port"))
    s = replace(s, questions=(Question(Sujet.SANS_ORGANISME, "MEMBRE2 Alix", "ailleurs", ("M2", ""), reponse),))
    (both_refuse if held else both_allow)(s, journee(s, UN), REGLE)
    assert [c.why for c in colleagues(s)] == ([WhyColleagues.NON_SAISIE] * 2 if held else [])
    assert [m.id for m in of_no_organisme(s)] == (["M2"] if reponse is None else [])


def test_a_plan_mixes_them():
    """Two of each of two organismes, two juries: each has one of each."""
    s = coming_from(org("A"), org("A"), org("B"), org("B"), candidats=6, nb_salles=2)
    outcome, report = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report is not None
    assert report.conforme
    own = {m.id: m.organisme for m in s.membres}
    assert {frozenset(own[m] for m in c.membres) for c in outcome.plan.compositions} == {frozenset("AB")}
    assert len(outcome.plan.compositions) == 2


def test_counting_tells_that_no_jury_can_be_composed():
    (shortage,) = shortages(coming_from(org("A"), org("A"), org("a")))
    assert (shortage.quoi, shortage.sujet, shortage.besoin, shortage.disponible) == (
        "organismes",
        ("M1", "M2", "M3"),
        2,
        1,
    )
    assert shortages(coming_from(org("A"), org("A"), org("B"))) == ()


def test_a_jury_of_the_centre_is_held_to_it():
    s = coming_from(org("A"), org("A"), org("B"), jurys=(Jury("A", ("M1", "M2")),))
    outcome, _ = planned(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Infeasible)
    other = replace(s, jurys=(Jury("A", ("M1", "M3")),))
    assert isinstance(planned(other, Budget(20, workers=1, reproducible=True))[0], Planned)


def test_who_stands_in_is_of_another_organisme_than_who_stays():
    """M3 comes from where M1 does: he takes the place of M1, and not of M2."""
    s = coming_from(org("A"), org("B"), org("A"))
    places = {r.membre: r.remplacants for r in reliances(s, journee(s, UN))}
    assert places == {"M1": ("M3",), "M2": ()}


def test_a_relief_who_may_not_sit_with_the_others_is_none():
    """Only M3 is free; he is a colleague of M1, so that the jury has nobody in reserve."""
    s = coming_from(org("A"), org("B"), org("C"))
    plan = journee(s, UN)
    reserve = replace(s, membres=tuple(replace(m, organisme="A") if m.id == "M3" else m for m in s.membres))
    assert [MESURES["sans_releve"](View(each, plan)) for each in (s, reserve)] == [0, 2]
    assert [least_cost(each, plan, "sans_releve") for each in (s, reserve)] == [0, 2]


def test_a_replacement_of_a_jury_that_the_centre_gives_is_judged_too():
    s = coming_from(org("A"), org("B"), org("A"), jurys=(Jury("J1", ("M1", "M2"), remplacants=("M3",)),))
    s = changed(s, "M2", indisponibilites=(absent("0:00", "23:59"),))
    assert isinstance(planned(s, Budget(20, workers=1, reproducible=True))[0], Infeasible)
    elsewhere = changed(s, "M3", organisme="C")
    assert isinstance(planned(elsewhere, Budget(20, workers=1, reproducible=True))[0], Planned)
