"""The vehicle of a passage stands beside its place, on the paper of everybody whom it concerns."""

from dataclasses import replace

from builders import oral, prend, referentiel, session
from journees import journee
from tpplanner.audit import check
from tpplanner.domain.session import Personne, Role, Vehicule
from tpplanner.export import lists, posters, staff
from tpplanner.export.agenda import Agenda
from tpplanner.export.html_page import html_page
from tpplanner.export.tables import frames

JOUR = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
9:40 EF C1
10:05 cloture
"""


def driven():
    epreuve = prend(oral("MSP", 40), "voiture")
    phases = tuple(replace(p, usage="plateau", comediens=1, role="élève conducteur") for p in epreuve.phases)
    ref = referentiel(replace(epreuve, phases=phases), oral("EF", 15, apres=("MSP",)))
    s = session(ref, candidats=1, vehicules=(Vehicule("V1", "Clio 1", "voiture"),))
    s = replace(s, personnes=(*s.personnes, Personne("K1", "ELEVE", (Role.COMEDIEN,))))
    return s, journee(s, JOUR)


def test_the_door_and_the_wall_name_it_beside_the_passage():
    s, plan = driven()
    agenda = Agenda(s, plan)
    (demi,) = posters.demi_journees(agenda)
    (call,) = demi.individuels
    assert posters.passages_en_bref(agenda, call).startswith("MSP (Clio\u00a01)\u00a09\u00a0h")


def test_whoever_leads_the_jury_and_who_plays_read_it():
    s, plan = driven()
    agenda = Agenda(s, plan)
    assert any("Plateau · Clio 1" in errand.ou for day in lists.run_sheet(agenda).values() for errand in day)
    (shift,) = staff.shifts(agenda, "K1")
    assert [(duty.quoi, duty.ou) for duty in shift.duties][1:] == [
        ("Épreuve MSP – élève conducteur", "Plateau · Clio 1, Jury 1")
    ]
    (msp,) = (m for m in agenda.des_jurys[s.jours[0].date, "J1"] if m.epreuve == "MSP")
    assert agenda.elsewhere(msp) == "Plateau · Clio 1"


def test_the_page_and_the_tables_hold_it():
    s, plan = driven()
    assert "Plateau · Clio 1" in html_page(s, plan, check(s, plan))
    assert list(frames(s, plan)["parties"]["vehicules"]) == ["Clio 1", ""]
