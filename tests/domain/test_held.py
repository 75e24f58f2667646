"""What events do to a session: what each does alone, that it holds once, and that one taken back never was."""

from dataclasses import replace
from datetime import time

from builders import LUNDI, a, absent, session
from drawing import seeded
from imprevus import some_imprevus
from tpplanner.domain.duties import exclusions, faults
from tpplanner.domain.held import held
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Deport,
    Evenement,
    Imprevu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.session import Convocation, Lien, Pin, Portee, Session

SESSION = session()
C1 = SESSION.candidats[0].id
M1, M2 = (membre.id for membre in SESSION.membres[:2])
S1 = SESSION.salles[0].id


def after(*evenements: Evenement, before: Session = SESSION) -> Session:
    return held(replace(before, imprevus=tuple(Imprevu(evenement) for evenement in evenements)))


def test_drawn_events_hold_once_however_often_one_asks_and_keep_the_session_in_one_piece():
    rng = seeded("held")
    for _ in range(60):
        typed = replace(SESSION, imprevus=tuple(some_imprevus(SESSION, rng)))
        assert held(held(typed)) == held(typed)
        assert set(faults(held(typed))) <= {"no candidat"}


def test_what_was_taken_back_never_was():
    rng = seeded("taken back")
    for _ in range(60):
        imprevus = tuple(some_imprevus(SESSION, rng))
        still = tuple(imprevu for imprevu in imprevus if imprevu.repris_le is None)
        without = held(replace(SESSION, imprevus=still))
        assert held(replace(SESSION, imprevus=imprevus)) == replace(without, imprevus=imprevus)


def test_somebody_is_away_in_all_of_their_roles_and_a_room_is_lost():
    now = after(Absence(M1, a("9:00"), a("12:00")), SallePerdue(S1, a("13:00"), a("19:00")))
    assert now.membre(M1).indisponibilites == (absent("9:00", "12:00"),)
    assert now.salle(S1).indisponibilites == (absent("13:00", "19:00"),)


def test_whoever_is_replaced_is_away():
    now = after(Remplacement(M1, M2, a("9:00"), a("12:00")))
    assert now.membre(M1).indisponibilites == (absent("9:00", "12:00"),)
    assert now.membre(M2).indisponibilites == ()


def test_a_candidat_who_passes_nothing_is_gone_with_all_that_names_them_alone():
    epreuve = SESSION.referentiel.titre.epreuves[0].id
    before = replace(
        SESSION,
        liens=(Lien(C1, M1),),
        pins=(Pin(C1, epreuve, Portee.HEURE, ()),),
        convocations=(Convocation(C1, LUNDI, time(9)),),
    )
    for evenement in (CandidatAbsent(C1), CandidatReporte(C1), CandidatRefuse(C1, a("8:30"), "sans pièce")):
        now = after(evenement, before=before)
        assert [c.id for c in now.candidats] == [c.id for c in SESSION.candidats[1:]]
        assert (now.liens, now.pins, now.convocations) == ((), (), ())


def test_a_candidat_who_is_let_in_or_late_at_their_hours_stays():
    for evenement in (CandidatRefuse(C1, a("8:30"), admis=True), CandidatEnRetard(C1, 20), TravauxSeuls()):
        now = after(evenement)
        assert replace(now, imprevus=()) == SESSION


def test_a_candidat_who_passes_later_is_not_there_before():
    now = after(CandidatEnRetard(C1, 40, True, LUNDI, a("0:00"), a("9:40")))
    assert now.candidat(C1).indisponibilites == (absent("0:00", "9:40"),)


def test_somebody_agrees_to_a_day_or_to_all():
    before = replace(SESSION, convocations=(Convocation(M1, LUNDI, time(10)),))
    now = after(Accord(M1, LUNDI), Accord(M2), before=before)
    assert [(c.personne, c.heure, c.accord) for c in now.convocations] == [
        (M1, time(10), True),
        *((M2, jour.ouverture, True) for jour in SESSION.jours),
    ]


def test_a_day_lasts_longer_that_day_alone():
    now = after(Prolongation(LUNDI, time(20)))
    assert [j.fin for j in now.jours] == [time(20), *(j.fin for j in SESSION.jours[1:])]


def test_a_membre_who_steps_aside_judges_that_candidat_no_more_even_where_a_link_was_released():
    before = replace(SESSION, liens=(Lien(C1, M1, "autre service", leve=True),))
    assert (C1, M1) in {(e.candidat, e.membre) for e in exclusions(after(Deport(M1, C1), before=before))}
