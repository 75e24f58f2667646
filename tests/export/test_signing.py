"""How a session ends, told to each: what is signed before leaving, who signs the procès-verbaux when, who comes back."""

import re
from dataclasses import replace

from builders import LUNDI
from export.dossiers import bare, dossier, needs_poppler
from export.rich import deux_jurys, plan_de
from tpplanner.domain.plan import NatureTravail, Plan
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents.letters import champs_du_membre
from tpplanner.export.lists import run_sheet
from tpplanner.export.signing import leaving, signing
from tpplanner.texts.noms import heure


def one_jury_leaves_on_monday():
    """Jury 2 hears on Monday only; jury 1 on both days, and closes the session."""
    session = deux_jurys(6, amenages=False)
    plan = plan_de(session, 2)
    gone = {p.candidat for p in plan.passages for x in p.suivies if x.jury == "J2" and x.debut.date() != LUNDI}
    return session, replace(
        plan,
        passages=tuple(p for p in plan.passages if p.candidat not in gone),
        travaux=tuple(t for t in plan.travaux if t.jury == "J1" or t.debut.date() == LUNDI),
        compositions=tuple(c for c in plan.compositions if c.jury == "J1" or c.jour == LUNDI),
    )


def test_those_who_close_last_sign_and_the_others_are_named_with_their_hour():
    session, plan = one_jury_leaves_on_monday()
    agenda = Agenda(session, plan)
    end = signing(agenda)
    last = max(plan.compositions, key=lambda c: c.fin)
    assert (end.heure, set(end.presents)) == (last.fin, set(last.membres))
    (monday,) = (c for c in plan.compositions if c.jury == "J2")
    assert dict(end.partis) == dict.fromkeys(monday.membres, monday.fin)
    assert leaving(agenda, "J2", LUNDI) == (monday.membres, ())
    assert leaving(agenda, "J1", LUNDI) == ((), ())
    assert leaving(agenda, "J1", end.jour) == ((), last.membres)


def test_whoever_comes_back_before_the_end_leaves_on_their_last_day_alone():
    session = deux_jurys(7, amenages=False)
    plan = plan_de(session, 2)
    agenda = Agenda(session, plan)
    tuesday = signing(agenda).jour
    assert leaving(agenda, "J2", LUNDI) == ((), ())
    assert leaving(agenda, "J2", tuesday) == (("M3", "M4"), ())


def test_a_session_without_a_jury_has_no_signing():
    session = deux_jurys(2, amenages=False)
    assert signing(Agenda(session, Plan(()))) is None
    assert leaving(Agenda(session, Plan(())), "J1", LUNDI) == ((), ())


def test_the_run_sheet_says_what_each_cloture_is_for_and_who_is_still_to_sign():
    session, plan = one_jury_leaves_on_monday()
    agenda = Agenda(session, plan)
    days = run_sheet(agenda)
    closes = {e.quoi: e.qui for e in days[LUNDI] if "clôture" in e.quoi}
    of_two = "résultats de 2 candidats dans CERES (7\xa0min par candidat), fiches d'évaluation signées"
    assert closes["Jury 1 : clôture"] == f"MARTIN Paul, BERNARD Éloïse : {of_two}"
    stay = "ne partent pas sans avoir signé : DUBOIS Karim, MOREAU Chloé"
    assert closes["Jury 2 : clôture"] == f"DUBOIS Karim, MOREAU Chloé : {of_two} ; {stay}"
    end = days[max(days)][-1]
    fin = heure(max(c.fin for c in plan.compositions if c.jury == "J2"))
    assert end.quoi == "Fin de la session"
    last = next(e for e in days[max(days)] if e.quoi == "Jury 1 : clôture")
    assert last.qui.endswith(f"{of_two} ; procès-verbaux édités une fois tous les résultats saisis")
    assert "signés par MARTIN Paul, BERNARD Éloïse, puis par vous" in end.qui
    assert f"à faire signer aussi à : DUBOIS Karim, MOREAU Chloé (jusqu'à {fin}, lundi 14 juin 2027)" in end.qui


def test_a_convocation_says_on_which_day_and_no_hour():
    session, plan = one_jury_leaves_on_monday()
    agenda = Agenda(session, plan)
    early, late = (champs_du_membre(agenda, m)["signature_pv"] for m in ("M3", "M1"))
    assert early.startswith("Avant de partir, signez la fiche d'évaluation de chaque candidat")
    assert "Le procès-verbal est signé mardi 15 juin 2027, quand le dernier jury a clos" in early
    assert late == "Vous signez le procès-verbal mardi 15 juin 2027, à la clôture, avant de partir."


def test_where_several_juries_sit_on_the_last_day_each_may_have_to_wait_for_the_others():
    session = deux_jurys(8, amenages=False)
    agenda = Agenda(session, plan_de(session, 2))
    for membre in session.membres:
        text = champs_du_membre(agenda, membre.id)["signature_pv"]
        assert text.startswith(
            "Le procès-verbal est signé mardi 15 juin 2027, quand tous les jurys ont clos : si le vôtre"
        )


@needs_poppler
def test_the_sheet_of_a_jury_says_it_to_those_who_leave_and_to_those_who_close():
    session, plan = one_jury_leaves_on_monday()
    texts = dossier(session, plan, pour=("jury",), formats=("pdf",))
    end = heure(signing(Agenda(session, plan)).heure)
    leave = bare(texts["jury/feuille du Jury 2.pdf"])
    assert bare("DUBOIS Karim, MOREAU Chloé : Avant de partir, signez la fiche") in leave
    assert bare(f"signé mardi 15 juin 2027 à {end}, quand le dernier jury a clos") in leave
    close = bare(texts["jury/feuille du Jury 1.pdf"])
    assert bare("MARTIN Paul, BERNARD Éloïse : votre jury clôt le dernier.") in close
    assert bare("Avant de partir") not in close
    letter = bare(texts["jury/convocation DUBOIS Karim.pdf"])
    assert bare("Procès-verbal : Avant de partir, signez") in letter


@needs_poppler
def test_an_empty_while_of_a_jury_is_called_a_pause():
    session = deux_jurys(2, amenages=False)
    plan = plan_de(session, 2)
    late = next(t for t in plan.travaux if t.nature is NatureTravail.CLOTURE)
    moved = replace(late, debut=late.debut + 2 * (late.fin - late.debut), fin=late.fin + 2 * (late.fin - late.debut))
    plan = replace(plan, travaux=tuple(moved if t == late else t for t in plan.travaux))
    text = dossier(session, plan, pour=("jury",), formats=("pdf",))["jury/feuille du Jury 1.pdf"]
    assert f"{late.debut:%H:%M} {moved.debut:%H:%M} 30 min pause" in text
    assert session.reglages.battement == 5
    assert not re.search(r"\b5 min pause", text), "a candidat who comes in needs no name"
