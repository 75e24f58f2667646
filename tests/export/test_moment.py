"""Papers of the moment: whom to call, in order, with what to say; who is in réserve, and when they may be reached;
what happened, for the PV."""

from dataclasses import replace

import pytest

from builders import LUNDI, a, absent, plan_cda_trois, session
from edits import changed, sitting, with_people
from export.dossiers import needs_poppler, pages_of
from export.xlsx import plain
from tpplanner.audit import check
from tpplanner.change.diff import difference
from tpplanner.domain.answers import Changements
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    Decision,
    Imprevu,
    JuryInterrompu,
    TravauxSeuls,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents import Matter
from tpplanner.export.documents.moment import a_joindre, releve_d_incidents
from tpplanner.export.documents.pages import liste_d_accueil
from tpplanner.export.reserve import in_reserve

BASE = with_people(
    changed(session(nb_membres=4), "M4", reserve=True, telephone="06 11 22 33 44"),
    Personne("S2", "VEILLEUR", (Role.SURVEILLANT, Role.COMEDIEN), "Luc", reserve=True, contact="luc@exemple.fr"),
)
PLAN = plan_cda_trois()


def matter(of: Session = BASE, plan: Plan = PLAN, changements: Changements | None = None) -> Matter:
    return Matter(of, plan, check(of, plan), changements=changements or Changements())


def waiting(of: Session = BASE, plan: Plan = PLAN) -> list[tuple[str, str, str]]:
    return [(w.personne, w.role, w.telephone) for w in in_reserve(Agenda(of, plan)).get(LUNDI, [])]


def test_who_is_in_reserve_may_be_reached_from_an_hour_before_the_first_call_to_the_last_end():
    (membre, surveillant) = in_reserve(Agenda(BASE, PLAN))[LUNDI]
    assert (membre.personne, membre.role, membre.telephone) == ("M4", "membre de jury", "06 11 22 33 44")
    assert (surveillant.personne, surveillant.role) == ("S2", "surveillant, comédien")
    assert surveillant.telephone == "luc@exemple.fr"
    assert (membre.debut, membre.fin) == (a("7:30"), a("17:00"))


def test_who_is_called_that_day_or_away_all_of_it_is_not_waited_for():
    assert [id_ for id_, *_ in waiting()] == ["M4", "S2"]
    assert [id_ for id_, *_ in waiting(plan=sitting(PLAN, "M1", "M4"))] == ["S2"]
    assert [id_ for id_, *_ in waiting(changed(BASE, "M4", indisponibilites=(absent("7:00", "20:00"),)))] == ["S2"]
    assert [id_ for id_, *_ in waiting(changed(BASE, "M4", indisponibilites=(absent("8:00", "20:00"),)))] == [
        "M4",
        "S2",
    ]


@needs_poppler
def test_the_list_of_the_accueil_names_them_without_their_numbers():
    paper = plain(" ".join(pages_of(liste_d_accueil(matter()))))
    assert "En réserve, à faire venir par le responsable : MEMBRE4 Alix (membre de jury), VEILLEUR Luc" in paper
    assert "06 11 22 33 44" not in paper
    nobody = replace(BASE, membres=BASE.membres[:3], personnes=BASE.personnes[:-1])
    assert "En réserve" not in " ".join(pages_of(liste_d_accueil(matter(nobody))))


@needs_poppler
def test_who_is_to_come_is_first_on_the_paper_and_whoever_waits_is_last():
    plan = sitting(PLAN, "M1", "M2")
    after = sitting(PLAN, "M1", "M4")
    (copy,) = a_joindre(matter(plan=after, changements=difference(BASE, plan, after, ("Absence de MEMBRE2 Alix.",))))
    paper = plain(" ".join(pages_of(copy.contenu)))
    said = ("Absence de MEMBRE2", "MEMBRE4 Alix", "06 11 22 33 44", "Pouvez-vous venir", "Ne venez pas", "VEILLEUR Luc")
    assert sorted(said, key=paper.index) == list(said)


@pytest.mark.parametrize("of", [session(nb_membres=4)])
def test_there_is_no_such_paper_where_nobody_is_to_be_reached(of):
    assert list(a_joindre(matter(of))) == []


# What happened, for the PV.


def incidents(*imprevus: Imprevu) -> str:
    """The page, of a session in which that happened."""
    typed = replace(BASE, imprevus=imprevus)
    of = held(typed)
    return plain(" ".join(pages_of(next(releve_d_incidents(replace(matter(of), saisie=typed))).contenu)))


@needs_poppler
def test_what_happened_stands_in_order_of_time_with_its_hour_and_what_was_decided():
    paper = incidents(
        Imprevu(CandidatEnRetard("C2", 20), a("9:05"), repris_le=a("9:20")),
        Imprevu(Absence("M3", a("8:00"), a("19:00")), a("7:52"), note="appelée par sa sœur"),
        Imprevu(CandidatRefuse("C3", a("8:40"), "la pièce d'identité", admis=True), a("8:41")),
        Imprevu(CandidatAbsent("C1")),
        Imprevu(TravauxSeuls(), a("9:30")),
        Imprevu(Accord("M2", LUNDI, a_demander=True), a("9:40")),
    )
    said = (
        *("avant la session", "Absence du candidat CANDIDAT1 Sacha"),
        *("7 h 52", "Absence de MEMBRE3 Alix"),
        *("8 h 41", "CANDIDAT3 Sacha", "Il manque : la pièce d'identité.", "admis"),
        *("9 h 05", "Retard de CANDIDAT2 Sacha : 20 min", "Pris fin le 14/06/2027 à 9 h 20."),
        *("Le responsable de session", "Pour le jury"),
    )
    assert [words for words in said if words not in paper] == []
    hours = ("avant la session", "7 h 52", "8 h 41", "9 h 05")
    assert sorted(hours, key=paper.index) == list(hours)
    assert "sœur" not in paper
    assert "9 h 30" not in paper
    assert "9 h 40" not in paper, "what nobody has agreed to yet has not happened"


@needs_poppler
def test_what_is_still_to_be_decided_is_left_to_be_written():
    for decision, words in ((Decision.SUSPENDRE, "suspendre"), (Decision.EN_ATTENTE, "")):
        stopped = JuryInterrompu("J1", LUNDI, a("10:00"), "C1", decision)
        paper = incidents(Imprevu(stopped, a("10:05")))
        assert "10 h 05" in paper
        assert ("suspendre" in paper) is bool(words)


def test_a_session_that_is_invented_has_no_incidents():
    assert list(releve_d_incidents(matter(replace(BASE, fictive=True)))) == []
