"""A plan seen from the sides from which rules look at it, to the minute."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from builders import LUNDI, a, absent, ecrit, oral, passage, referentiel, session, travail
from edits import accueil, changed, on_day, plis, reglees, with_people
from journees import UN, journee
from tpplanner.audit.view import Chose, View
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan, Presence
from tpplanner.domain.session import Convocation, Personne, Role, Session
from worlds import observateur, pratique

MARDI = LUNDI + timedelta(days=1)
T = NatureTravail


@pytest.mark.parametrize(
    ("debut", "fin", "cut"),
    [("8:00", "9:00", False), ("8:00", "9:01", True), ("9:30", "10:00", False), ("9:29", "10:00", True)],
)
def test_what_only_touches_has_no_minute_in_common(debut, fin, cut):
    assert Chose(a("9:00"), a("9:30"), travail("J1", T.LECTURE, a("9:00"), 30)).coupe(a(debut), a(fin)) is cut


# Juries


WHOLE = Composition("J1", a("9:00"), a("12:00"), ("M1", "M2"), "S1")


@pytest.mark.parametrize(
    ("debut", "fin", "held"),
    [("9:00", "12:00", True), ("8:59", "10:00", False), ("11:00", "12:01", False), ("10:00", "10:30", True)],
)
def test_a_composition_holds_from_its_first_to_its_last_minute(debut, fin, held):
    view = View(session(), Plan((), compositions=(WHOLE,)))
    assert view.composition_a("J1", a(debut), a(fin)) == (WHOLE if held else None)
    assert view.composition_a("J2", a(debut), a(fin)) is None
    assert view.composition_a("J1", a(debut, 1), a(fin, 1)) is None


def test_known_membres_count_once_and_observateurs_do_not():
    s = session(candidats=1)
    s = replace(s, membres=(*s.membres, observateur("O1")))
    seated = replace(WHOLE, membres=("M2", "O1", "M1", "M2", "inconnu"))
    assert View(s, Plan(())).siegent(seated) == ["M2", "M1"]


def test_the_presence_of_a_jury_is_of_what_it_does_while_its_membres_sit():
    travaux = (
        travail("J1", T.ACCUEIL, a("8:30"), 30),  # over as they come
        travail("J1", T.LECTURE, a("9:10"), 20),
        travail("J1", T.PAUSE, a("11:00"), 60),  # nothing that it does
        travail("J2", T.LECTURE, a("11:00"), 20),
        travail("J1", T.LECTURE, a("10:00", 1), 20),
        travail("J1", T.CLOTURE, a("12:00"), 15),  # begun as they leave
    )
    view = View(session(), Plan((), travaux, compositions=(WHOLE,)))
    assert view.presence_de(WHOLE) == (a("9:10"), a("9:30"))
    assert view.presence_de(replace(WHOLE, jury="J3")) is None


def test_a_membre_is_in_each_jury_of_a_day_once_in_their_order():
    halves = (replace(WHOLE, fin=a("10:00")), replace(WHOLE, debut=a("10:00")))
    other = replace(WHOLE, jury="J0", membres=("M2", "M3"))
    tuesday = replace(WHOLE, debut=a("9:00", 1), fin=a("12:00", 1))
    view = View(session(), Plan((), compositions=(*halves, other, tuesday)))
    assert view.jurys_du_membre["M2", LUNDI] == [("J0", LUNDI), ("J1", LUNDI)]
    assert view.jurys_du_membre["M1", LUNDI] == [("J1", LUNDI)]
    assert view.jurys_du_membre["M1", MARDI] == [("J1", MARDI)]


@pytest.mark.parametrize(
    ("debut", "fin", "away"), [("8:00", "9:00", False), ("8:00", "9:01", True), ("10:00", "11:00", False)]
)
def test_who_is_away_as_a_membre_or_in_another_role_is_away(debut, fin, away):
    s = changed(session(candidats=1), "M1", indisponibilites=(absent("9:00", "9:30"),))
    s = with_people(s, Personne("M1", "MEMBRE1", (Role.AIDE,), indisponibilites=(absent("9:15", "10:00"),)))
    assert View(s, Plan(())).absent("M1", a(debut), a(fin)) is away
    assert View(s, Plan(())).absent("M1", a("9:45"), a("9:50"))
    assert not View(s, Plan(())).absent("M2", a("9:00"), a("10:00"))


@pytest.mark.parametrize(("phase", "minutes"), [(0, 60), (1, 30), (2, None), (-1, None)])
def test_a_phase_is_one_of_the_epreuve(phase, minutes):
    view = View(session(pratique()), Plan(()))
    partie = Partie(phase, a("9:00"), a("10:00"), "Plateau")
    found = view.phase(Passage("C1", "MSP", (partie,)), partie)
    assert (found and found.minutes) == minutes
    assert view.phase(Passage("C1", "inconnue", (partie,)), partie) is None


# What was done in vain


def changed_at(hour: str, *work: object, heard: str = "J2") -> View:
    """A change at that hour, where J1 has done this work, and another jury hears C1."""
    s = session(candidats=1, nb_jours=2)
    s = replace(s, reference=(Plan(()),), maintenant=a(hour))
    return View(s, Plan((passage("C1", "EF", a("10:00"), 20, "S1", heard),), work))


READ = travail("J1", T.LECTURE, a("9:00"), 15, "C1")


@pytest.mark.parametrize(("now", "vain"), [("9:15", True), ("9:01", True), ("9:30", True), ("9:00", False)])
def test_what_has_begun_as_a_session_changes_may_have_been_done_in_vain(now, vain):
    view = changed_at(now, READ)
    assert view.en_vain == (frozenset({READ}) if vain else frozenset())
    assert view.travaux(T.LECTURE) == ([] if vain else [READ])


def test_only_readings_and_corrections_of_whom_that_jury_hears_no_more_are():
    assert changed_at("9:30", READ, heard="J1").en_vain == frozenset()
    assert changed_at("9:30", replace(READ, nature=T.CORRECTION)).en_vain
    assert changed_at("9:30", replace(READ, nature=T.DELIBERATION)).en_vain == frozenset()
    on_tuesday = replace(READ, debut=a("9:00", 1), fin=a("9:15", 1))
    view = changed_at("9:30", on_tuesday, heard="J1")
    assert view.en_vain == frozenset()
    assert View(replace(view.session, maintenant=a("9:30", 1)), view.plan).en_vain == {on_tuesday}
    assert View(replace(changed_at("9:30", READ).session, reference=()), changed_at("9:30", READ).plan).en_vain == set()
    assert View(replace(changed_at("9:30", READ).session, maintenant=None), view.plan).en_vain == set()


# Plis


@pytest.mark.parametrize(
    ("epreuve", "opened"),
    [
        (ecrit("E", 30, modalite="QP"), True),
        (ecrit("E", 30, modalite="MSP"), True),
        (ecrit("E", 30, modalite="PP"), False),
        (ecrit("E", 30, modalite="QP", collective=False), False),
        (ecrit("E", 30, modalite="QP", collective=False, plis=True), True),
        (oral("E", 30), False),
        (oral("E", 30, plis=True), True),
    ],
)
def test_plis_are_those_of_sealed_subjects(epreuve, opened):
    s = session(referentiel(epreuve, oral("EF", 20)), candidats=1)
    assert View(s, Plan(())).a_ouvrir("E") is opened
    assert not View(reglees(s, plis=0), Plan(())).a_ouvrir("E")
    assert not View(s, Plan(())).a_ouvrir("inconnue")


SAT = passage("C1", "QP", a("9:00"), 30, "Ecrit")
OPENED = plis("QP", "8:50", "9:00")


@pytest.mark.parametrize(
    ("now", "before", "still"),
    [
        ("8:50", {"accueils": (OPENED,)}, True),
        ("8:51", {"accueils": (OPENED,)}, False),
        ("9:00", {"passages": (SAT,)}, True),
        ("9:01", {"passages": (SAT,)}, False),
        ("12:00", {"passages": (replace(SAT, epreuve="CCP1.QP"),)}, True),
        ("12:00", {}, True),
    ],
)
def test_plis_that_were_opened_before_a_change_are_not_opened_again(now, before, still):
    s = replace(session(candidats=1), reference=(replace(Plan(()), **before),), maintenant=a(now))
    assert View(s, Plan(())).a_ouvrir("QP") is still


def test_an_accueil_is_history_once_it_has_begun_before_a_change():
    s = replace(session(candidats=1), reference=(Plan(()),), maintenant=a("8:31"))
    assert View(s, Plan(())).commence(accueil("8:30", "9:00"))
    assert not View(s, Plan(())).commence(accueil("8:31", "9:00"))
    assert not View(replace(s, reference=()), Plan(())).commence(accueil("8:30", "9:00"))
    assert not View(replace(s, maintenant=None), Plan(())).commence(accueil("8:30", "9:00"))


def test_the_openings_before_a_passage_are_of_its_epreuve_and_end_as_it_begins():
    accueils = (OPENED, plis("QP", "8:45", "8:55"), plis("CCP1.QP", "8:50", "9:00"), accueil("8:30", "9:00"))
    again = replace(SAT, parties=(Partie(0, a("9:30"), a("10:00"), "Ecrit"),))
    view = View(session(), Plan((SAT, again), accueils=accueils))
    assert view.plis_devant(SAT) == [OPENED]
    assert view.plis_devant(replace(SAT, epreuve="")) == [], "an accueil opens nothing"
    assert view.premiere_fois("QP") == a("9:00")
    assert view.premiere_fois("CCP1.QP") is None


# Calls


def called(*calls: Convocation, before: Plan | None = None) -> View:
    s = replace(session(candidats=2, nb_jours=2), convocations=calls)
    return View(replace(s, reference=(before,) if before else ()), Plan(()))


def test_who_was_called_for_a_day_holds_the_last_hour_that_he_was_told():
    first, last = Convocation("C1", LUNDI, time(8, 30)), Convocation("C1", LUNDI, time(8, 45))
    agreed, tuesday = replace(last, heure=time(9, 0), accord=True), replace(last, jour=MARDI, heure=time(10, 0))
    view = called(first, last, agreed, tuesday, Convocation("C2", LUNDI, time(11, 0)))
    assert view.convocation("C1", LUNDI) == view.lettre("C1", LUNDI) == view.appel_au_plus_tot("C1", LUNDI) == a("8:45")
    assert view.convocation("C1", MARDI) == a("10:00", 1)
    assert view.convocation("C2", MARDI) is view.lettre("C2", MARDI) is view.appel_au_plus_tot("C2", MARDI) is None


NINE = Convocation("C1", LUNDI, time(9, 0))


@pytest.mark.parametrize(
    ("accueils", "hour"),
    [
        ((), "8:45"),  # a quarter of an hour before
        ((accueil("8:20", "9:00"),), "8:20"),
        ((accueil("8:20", "8:46"),), "8:20"),
        ((accueil("8:20", "8:45"),), "8:45"),  # it was over before he had to come
        ((accueil("8:20", "9:01"),), "8:45"),
        ((plis("QP", "8:20", "9:00"),), "8:45"),
        ((accueil("8:20", "9:00", 1),), "8:45"),
        ((accueil("8:10", "8:50"), accueil("8:20", "9:00")), "8:10"),
    ],
)
def test_whom_the_plan_before_has_begin_at_his_hour_was_called_by_its_accueil(accueils, hour):
    before = Plan((SAT, passage("C1", "EF", a("10:00"), 20, "S1", "J1")), accueils=accueils)
    view = called(NINE, before=before)
    assert view.session.reglages.convocation == 15
    assert view.convocation("C1", LUNDI) == a("9:00")
    assert view.lettre("C1", LUNDI) is None, "he has no other letter"
    assert view.appel_au_plus_tot("C1", LUNDI) == a(hour)


def test_an_hour_at_which_the_plan_before_does_not_have_him_begin_is_of_his_letter():
    for before in (
        Plan((passage("C1", "QP", a("8:55"), 30, "Ecrit"), passage("C1", "EF", a("9:00"), 20, "S1", "J1"))),
        Plan((passage("C2", "QP", a("9:00"), 30, "Ecrit"),)),
        on_day(Plan((SAT,)), 1),
        Plan(()),
    ):
        view = called(NINE, before=before)
        assert view.lettre("C1", LUNDI) == view.appel_au_plus_tot("C1", LUNDI) == a("9:00")


# People


def test_presences_are_of_those_who_have_the_role_and_are_there():
    s = changed(session(candidats=1), "S1", indisponibilites=(absent("10:00", "11:00"),))

    def watching(who: str, debut: str, fin: str) -> Presence:
        return Presence(who, Role.SURVEILLANT, a(debut), a(fin), "Ecrit")

    good = watching("S1", "9:00", "10:00")
    others = (watching("S1", "9:30", "10:01"), watching("R1", "9:00", "9:30"), watching("inconnu", "9:00", "9:30"))
    leads = Presence("R1", Role.RESPONSABLE, a("8:00"), a("12:00"))
    view = View(s, Plan((), presences=(good, *others, leads)))
    assert view.presences(Role.SURVEILLANT) == [good]
    assert view.presences(Role.RESPONSABLE) == [leads]


def test_everything_that_takes_time_is_there():
    s = session(candidats=1)
    plan = journee(s, UN)
    elements = [element for _, _, element in View(s, plan).evenements()]
    assert elements == [*plan.passages, *plan.travaux, *plan.presences, *plan.accueils]
    assert all((debut, fin) == (e.debut, e.fin) for debut, fin, e in View(s, plan).evenements())


def test_work_is_looked_for_by_its_jury_and_its_candidat():
    s: Session = session(candidats=2)
    mine, his, theirs = READ, replace(READ, candidat="C2"), replace(READ, jury="J2")
    view = View(s, Plan((), (mine, his, theirs, replace(READ, nature=T.CLOTURE))))
    assert view.travaux(T.LECTURE, jury="J1") == [mine, his]
    assert view.travaux(T.LECTURE, candidat="C1") == [mine, theirs]
    assert view.travaux(T.LECTURE, jury="J1", candidat="C1") == [mine]
