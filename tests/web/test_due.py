"""What is left to do around a session: échéances ticked, papers that are stale, answers that one waits for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import LUNDI, plan_cda_trois, session
from tpplanner.commands.notes import note_answer, note_done
from tpplanner.domain.answers import Reading
from tpplanner.domain.session import Reponse
from tpplanner.texts.suivi import COURTES
from tpplanner.web.desk import Desk
from tpplanner.web.handed import due as module
from tpplanner.web.handed.due import due, tick_of
from tpplanner.web.handed.followup import Followup, Sent, asked_again, change_followup, file_beside
from tpplanner.web.handed.marking import mark_papers, tick, unmark_papers
from tpplanner.web.handed.papers import PaperCard, leaving, name_in, prints_of, state_of
from tpplanner.web.searches import work
from tpplanner.web.searches.jobs import Jobs
from tpplanner.web.sessions.folders import SessionFiles
from tpplanner.web.sessions.library import Library
from tpplanner.workbook.reader import read_session
from tpplanner.year.echeances import echeancier
from web_stories import with_planning

TODAY = LUNDI - timedelta(days=20)


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """A desk and a session that has a planning, three weeks before it begins."""
    monkeypatch.setattr(module, "today", lambda: TODAY)
    folder = with_planning(tmp_path / "sessions")
    desk = Desk(Library(tmp_path / "sessions"), Jobs(work.run), tmp_path / "data")
    return desk, SessionFiles(folder / "session.xlsx")


def todos(planned):
    return {todo.quoi: todo for todo in due(*planned, TODAY)}


def keys_of(planned, card):
    reading = read_session(planned[1].in_force().path)
    return [key for key in prints_of(reading) if key.startswith(card)]


def test_late_comes_first_and_each_says_where_it_is_done(planned):
    told = due(*planned, TODAY)
    late = [todo.retard for todo in told]
    assert late == sorted(late, reverse=True)
    convocations = todos(planned)["Envoyer les convocations"]
    assert convocations.retard
    assert convocations.quand.startswith("il y a")
    assert convocations.bouton == "Distribuer"
    assert convocations.adresse == f"/planning/{planned[1].in_force().id}/documents"


def test_every_kind_of_echeance_is_told_in_a_few_words():
    kinds = {e.nature for e in echeancier(session(), plan_cda_trois(), TODAY).echeances}
    assert kinds <= COURTES.keys()


@pytest.mark.parametrize(
    "nature", ["dte", "saisie", *(pytest.param(x, marks=pytest.mark.proof) for x in ("creation", "plis"))]
)
def test_what_is_ticked_is_due_no_more_until_it_is_ticked_off(planned, nature):
    desk, files = planned
    cle = {todo.cle for todo in due(desk, files, LUNDI - timedelta(days=1)) if todo.cle.startswith(nature)}
    assert cle == {nature}
    assert tick(desk, files, nature, TODAY)
    assert nature not in {todo.cle for todo in due(desk, files, LUNDI)}
    assert tick(desk, files, nature, None)
    assert nature in {todo.cle for todo in due(desk, files, LUNDI - timedelta(days=1))}


def test_a_day_for_which_the_workbook_has_a_field_stands_there_and_nowhere_else(planned):
    desk, files = planned
    tick(desk, files, "dte", TODAY)
    assert read_session(files.workbook).session.suivi.dte_commandes == TODAY
    assert not file_beside(files.workbook).exists()


def test_each_of_several_is_ticked_by_its_own_day(planned):
    desk, files = planned
    several = [todo.cle for todo in due(desk, files, TODAY + timedelta(days=10)) if "/" in todo.cle]
    tick(desk, files, several[0], TODAY)
    assert several[0] not in {todo.cle for todo in due(desk, files, TODAY + timedelta(days=10))}


@pytest.mark.parametrize("key", ["", "habilitations", "bail", "x", "../x"])
def test_what_a_tick_does_not_make_true_cannot_be_ticked(planned, key):
    assert tick(*planned, key, TODAY) is False


def test_only_what_can_be_ticked_has_a_key():
    for echeance in echeancier(session(), plan_cda_trois(), TODAY).echeances:
        assert (tick_of(echeance) == "") is (echeance.nature in ("archives", "si_annulation", "douze_mois", "titre"))


def test_the_first_convocations_that_leave_are_noted_where_rules_hold_to_them(planned):
    desk, files = planned
    path = files.in_force().path
    mark_papers(desk, files, path, keys_of(planned, "candidats"), TODAY)
    for file in (files.workbook, path):
        assert read_session(file).session.convocations_envoyees == TODAY
    assert "Envoyer les convocations" in todos(planned), "those of the jury are not sent"
    mark_papers(desk, files, path, keys_of(planned, "jurys"), TODAY + timedelta(days=1))
    assert read_session(path).session.convocations_envoyees == TODAY
    assert "Envoyer les convocations" not in todos(planned)


@pytest.mark.proof
def test_what_did_not_leave_after_all_is_to_be_sent_again(planned):
    desk, files = planned
    path = files.in_force().path
    tick(desk, files, "convocations", TODAY)
    assert "Envoyer les convocations" not in todos(planned)
    unmark_papers(desk, files, path, PaperCard.CANDIDATS)
    assert read_session(path).session.convocations_envoyees == TODAY
    unmark_papers(desk, files, path, PaperCard.JURYS)
    assert read_session(path).session.convocations_envoyees is None
    assert "Envoyer les convocations" in todos(planned)


@pytest.mark.proof
def test_a_day_that_somebody_typed_is_not_taken_away(planned):
    desk, files = planned
    path = files.in_force().path
    tick(desk, files, "dte", TODAY)
    typed = TODAY - timedelta(days=3)
    note_done(path, "convocations_envoyees", typed)
    mark_papers(desk, files, path, keys_of(planned, "jurys"), TODAY)
    unmark_papers(desk, files, path, PaperCard.JURYS)
    assert read_session(path).session.convocations_envoyees == typed


def test_one_waits_for_answers_of_those_who_were_sent_their_convocation(planned):
    desk, files = planned
    path = files.in_force().path
    mark_papers(desk, files, path, keys_of(planned, "jurys"), TODAY - timedelta(days=9))
    told = todos(planned)["Sans réponse : MEMBRE1 Alix, MEMBRE2 Alix"]
    assert told.quand == "il y a 9\u00a0j"
    note_answer(path, "M1", Reponse.CONFIRME, TODAY)
    assert "Sans réponse : MEMBRE2 Alix" in todos(planned)
    change_followup(files.workbook, asked_again({"MEMBRE2 Alix": TODAY}))
    assert not any(quoi.startswith("Sans réponse") for quoi in todos(planned))


@pytest.mark.proof
def test_who_declined_and_is_called_still_is_late(planned):
    note_answer(planned[1].in_force().path, "M1", Reponse.DECLINE, TODAY)
    assert todos(planned)["A décliné, et le planning compte encore dessus : MEMBRE1 Alix"].retard


# What left, beside what papers tell now.


def later(plan, candidat, minutes=5):
    def moved(passage):
        shift = timedelta(minutes=minutes)
        parties = tuple(replace(p, debut=p.debut + shift, fin=p.fin + shift) for p in passage.parties)
        return replace(passage, parties=parties) if passage.candidat == candidat else passage

    return replace(plan, passages=tuple(map(moved, plan.passages)))


def reading(plan=None, of=None):
    return Reading(of or session(), edite=(plan or plan_cda_trois(),))


def left(before):
    prints = prints_of(before)
    return Followup(envois=leaving(prints, prints, Followup(), Sent(TODAY, 1, "")))


@pytest.mark.parametrize("candidat", ["C1", "C2", "C3"])
def test_a_letter_is_stale_where_its_reader_comes_at_another_hour_and_nobody_else_s_is(candidat):
    after = reading(later(plan_cda_trois(), candidat, 20))
    state = state_of(PaperCard.CANDIDATS, prints_of(after), left(reading()))
    nom = next(c.nom_complet for c in session().candidats if c.id == candidat)
    assert [name_in(key) for key in state.stale] == [nom]
    assert len(state.current) == 2


def test_a_letter_is_not_stale_where_only_its_date_is_written():
    sent_on = replace(session(), convocations_envoyees=TODAY, signataire="BLEU Inès")
    state = state_of(PaperCard.CANDIDATS, prints_of(reading(of=sent_on)), left(reading()))
    assert len(state.current) == 3
    assert not state.stale


def test_who_is_called_no_more_is_to_be_told():
    plan = plan_cda_trois()
    without = replace(plan, passages=tuple(p for p in plan.passages if p.candidat != "C3"))
    state = state_of(PaperCard.CANDIDATS, prints_of(reading(without)), left(reading()))
    assert [name_in(key) for key in state.gone] == [session().candidats[2].nom_complet]


def test_the_wall_is_stale_where_an_hour_changes_and_so_is_the_dossier_of_the_administration():
    prints, before = prints_of(reading(later(plan_cda_trois(), "C1", 20))), left(reading())
    for card in (PaperCard.AFFICHAGE, PaperCard.AGREMENT):
        assert state_of(card, prints, before).stale == (card,)
        assert state_of(card, prints_of(reading()), before).current == (card,)


def test_nothing_left_yet_is_not_stale():
    state = state_of(PaperCard.CANDIDATS, prints_of(reading()), Followup())
    assert len(state.unsent) == 3
    assert not state.touched
