"""What concerns candidats happens when they are there: nobody is welcomed, and no plis opened, before the calls."""

from dataclasses import replace
from datetime import time

import pytest

from builders import LUNDI, a, cda, ecrit, oral, referentiel, sc, session
from example_sessions import EXAMPLES
from example_workbooks import SMALL, example
from export.dossiers import dossier, needs_poppler
from export.xlsx import plain
from journees import journee
from proofs import mostly_proofs
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import NatureAccueil, Plan
from tpplanner.domain.session import Candidat, Convocation, Genre, Habilitation, Role, Session
from tpplanner.export.agenda import Agenda, Sort
from tpplanner.export.calendars import responsable_calendars
from tpplanner.export.calls import chaines, heure_d_appel, presents_a, summons
from tpplanner.export.lists import ligne, run_sheet
from tpplanner.export.posters import demi_journees
from tpplanner.planner import any_plan
from tpplanner.referentiels import find
from tpplanner.solver import Budget
from tpplanner.workbook.reader import read_session


def calls(agenda: Agenda, candidat: str) -> dict:
    """When a candidat is called, by what he begins then."""
    starts = [p.debut for p in agenda.plan.du_candidat(candidat) if agenda.collective(p.epreuve)]
    starts += [chaine[0].debut for chaine in chaines(agenda, candidat)]
    return {start: heure_d_appel(agenda, candidat, start) for start in starts}


def all_happens_when_they_are_there(s: Session, plan: Plan) -> None:
    """Fail at a moment for candidats before those whom it concerns are called, or before anybody is that day."""
    agenda = Agenda(s, plan)
    by_candidat = {c.id: calls(agenda, c.id) for c in s.candidats}
    for moment in (m for m in agenda.moments if m.sort in (Sort.ACCUEIL, Sort.PLIS)):
        of_day = [at for known in by_candidat.values() for at in known.values() if at.date() == moment.jour]
        assert moment.debut >= min(of_day), moment
        there = presents_a(agenda, moment)
        assert there, moment
        for candidat in there:
            assert any(at <= moment.debut for at in by_candidat[candidat].values() if at.date() == moment.jour), moment
    for opened in (x for x in plan.accueils if x.nature is NatureAccueil.PLIS):
        sit = [p.candidat for p in plan.passages if (p.epreuve, p.debut) == (opened.epreuve, opened.fin)]
        assert sit
        assert all(by_candidat[c][opened.fin] <= opened.debut for c in sit if opened.fin in by_candidat[c])
    for leads in (p for p in plan.presences if p.role == Role.RESPONSABLE):
        things = [x.debut for x in (*plan.travaux, *plan.accueils) if x.debut.date() == leads.debut.date()]
        assert leads.debut >= min(things)


NAMES = sorted([*EXAMPLES, *SMALL])


SAMPLE = (
    "R04-deux-ccp-et-final-cda",
    "R13-absent-le-second-jour-sc",
    "a-S-infeasible-1",
    "b-S-tight-1",
    "ecsr-12-candidats",
)
"""Among them those in whose plans candidats come at several hours of several days, and the one whose juries share rooms,
vehicles and comédiens, so that no first hours hold. The others are a proof."""


@pytest.mark.parametrize("name", mostly_proofs(NAMES, *SAMPLE))
def test_on_every_example_and_session_nothing_for_candidats_comes_before_their_call(name):
    s = read_session(example(name)).session
    outcome, _ = any_plan(s, Budget(seconds=30, workers=1, reproducible=True))
    if isinstance(outcome, Infeasible):
        assert "infeasible" in name or name == "R20-un-de-trop-cda"
        return
    assert isinstance(outcome, Planned), outcome
    all_happens_when_they_are_there(s, outcome.plan)


def told(s: Session, plan: Plan) -> dict[str, list[tuple[str, str]]]:
    """The run sheet: by hour, what is done and who is there; of several days, the last one that has that hour."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for tasks in run_sheet(Agenda(s, plan)).values():
        for task in tasks:
            lines.setdefault(f"{task.heure:%H:%M}", []).append((plain(task.quoi), plain(task.qui).split(" ; ")[0]))
    return lines


def whats(s: Session, plan: Plan, jour: int = 0) -> list[tuple[str, str, str]]:
    """What a day does for candidats, as the organisation détaillée tells it: when, what, who."""
    agenda = Agenda(s, plan)
    rows = [ligne(agenda, m) for m in agenda.moments if m.sort in (Sort.ACCUEIL, Sort.PLIS)]
    return [
        (f"{r.debut:%H:%M}", r.quoi.split(" : ")[0], r.qui) for r in rows if r.debut.date() == a("0:00", jour).date()
    ]


APRES_MIDI = """
13:00 MSP C1 C2
jour 2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:10 correction C1 MSP
9:25 correction C2 MSP
9:45 ET C1
10:05 EF C1
10:45 ET C2
11:05 EF C2
11:35 cloture
"""


def test_a_written_epreuve_of_the_afternoon_is_opened_in_the_afternoon():
    """As GCF was planned: at 8:50 nobody was there yet."""
    s = session(sc(), candidats=2, nb_jours=2)
    plan = journee(s, APRES_MIDI)
    all_happens_when_they_are_there(s, plan)
    assert whats(s, plan) == [
        ("12:30", "Accueil des candidats", "Tous les candidats"),
        ("12:50", "Ouverture des plis devant les candidats", "Tous les candidats"),
    ]
    assert min(p.debut for p in plan.presences) == a("12:30")
    assert [x.heure for x in summons(Agenda(s, plan), "C1")] == [a("12:30"), a("9:30", 1)]


@needs_poppler
def test_the_run_sheet_on_paper_says_so():
    s = session(sc(), candidats=2, nb_jours=2)
    texts = dossier(s, journee(s, APRES_MIDI), pour=("responsable",), formats=("pdf",))
    text = texts["responsable/feuille de route.pdf"]
    first, second = text.split("Mardi 15 juin 2027")[:2] if "Mardi 15 juin 2027" in text else (text, "")
    assert "12:30 Accueil des candidats" in first
    assert "12:50 Ouverture des plis" in first
    assert "08:30" not in first
    assert "09:30 Accueil des candidats n° 1" in second


def test_candidats_who_were_convened_at_nine_open_their_plis_then():
    """As four of DWWM who held their convocations: the plis were opened at 8:50."""
    s = session(find("DWWM"), candidats=2, nb_membres=2)
    habilitations = tuple(Habilitation("DWWM", s.referentiel.millesime) for _ in range(1))
    s = replace(
        s,
        membres=tuple(replace(m, habilitations=habilitations) for m in s.membres),
        convocations=tuple(Convocation(c.id, LUNDI, time(9)) for c in s.candidats),
    )
    outcome, report = any_plan(s, Budget(seconds=20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned), outcome
    assert report.conforme
    all_happens_when_they_are_there(s, outcome.plan)
    assert all(x.debut >= a("9:00") for x in outcome.plan.accueils)


CCPS = """
9:00 CCP1.QP C1 C2
11:00 CCP2.QP C3
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
8:55 lecture C2
9:30 correction C1 CCP1.QP
9:40 CCP1.PP C1
10:00 CCP1.ET C1
10:40 correction C2 CCP1.QP
10:50 CCP1.PP C2
11:10 CCP1.ET C2
11:50 lecture C3
12:05 correction C3 CCP2.QP
12:15 pause
13:20 CCP2.PP C3
13:50 CCP2.ET C3
14:30 cloture
"""


def test_each_questionnaire_is_opened_in_front_of_those_who_sit_it():
    """As seven candidats of CDA on three CCP, of whom five came after 10:00, with one opening at 8:50."""
    ccps = (("CCP1",), ("CCP1",), ("CCP2",))
    people = tuple(Candidat(f"C{i}", f"CANDIDAT{i}", "Sacha", titre=False, ccps=c) for i, c in enumerate(ccps, 1))
    s = session(cda(), people, genre=Genre.CCP)
    plan = journee(s, CCPS)
    all_happens_when_they_are_there(s, plan)
    assert whats(s, plan) == [
        ("08:30", "Accueil des candidats", "2 candidats (n° 1, 2)"),
        ("08:50", "Ouverture des plis devant les candidats", "2 candidats (n° 1, 2)"),
        ("10:50", "Ouverture des plis devant les candidats", "n° 3 CANDIDAT3 Sacha"),
    ]
    lines = told(s, plan)
    assert ("Accueil des candidats", "2 candidats (n° 1, 2)") in lines["08:30"]
    assert ("Convocation à l'accueil", "n° 3 CANDIDAT3 Sacha") in lines["10:45"]
    assert not any(quoi == "Convocation à l'accueil" for quoi, _ in lines["08:30"])


SECOND = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 PP C1
10:20 ET C1
11:05 EF C1
11:35 cloture
jour 2
12:00 accueil
12:10 lecture C2
12:25 correction C2 QP
12:35 PP C2
13:15 ET C2
14:00 EF C2
14:30 cloture
"""


def test_on_a_second_day_whoever_comes_alone_is_welcomed_alone_and_the_responsable_no_earlier():
    s = session(candidats=2, nb_jours=2)
    plan = journee(s, SECOND)
    all_happens_when_they_are_there(s, plan)
    assert whats(s, plan, 1) == [("12:20", "Accueil des candidats", "n° 2 CANDIDAT2 Sacha")]
    assert min(p.debut for p in plan.presences if p.debut.date() > LUNDI) == a("12:00", 1)
    assert {d.jour: [x.heure for x in d.individuels] for d in demi_journees(Agenda(s, plan))}[a("0:00", 1).date()] == [
        a("12:20", 1)
    ]


def test_the_calendar_of_the_responsable_says_when_candidats_are_welcomed_and_plis_opened():
    s = session(candidats=2, nb_jours=2)
    (calendar,) = (c for c in responsable_calendars(Agenda(s, journee(s, SECOND))) if "RESPONSABLE" in c.nom)
    first, second = calendar.events
    told_first = plain(first.detail).splitlines()
    assert ["Accueil des candidats" in line for line in told_first] == [True, False]
    assert ["Ouverture des plis" in line for line in told_first] == [False, True]
    assert "Ouverture des plis" not in second.detail


def test_a_call_never_comes_after_the_plis_are_opened():
    """Whoever leaves an épreuve shortly before is called to the plis of the next, not to the épreuve."""
    papers = (ecrit(id_, 30, modalite="QP") for id_ in ("QP1", "QP2"))
    s = session(referentiel(*papers, oral("EF", 15)), candidats=1)
    text = "9:00 QP1 C1\n9:40 QP2 C1\nJ1 : M1 M2 en S1\n8:30 accueil\n8:40 lecture C1\n"
    plan = journee(s, f"{text}10:30 correction C1 QP1\n10:35 correction C1 QP2\n10:45 EF C1\n11:10 cloture")
    assert heure_d_appel(Agenda(s, plan), "C1", a("9:40")) == a("9:30")
    all_happens_when_they_are_there(s, plan)
