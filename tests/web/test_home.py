"""*Mes sessions*: what tpplanner is, then cards, what is to be done; nothing is read on the way, nothing fails."""

import errno
import json
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from threading import Event

import pytest

from builders import plan_cda_trois
from served import served
from tpplanner.commands.notes import note_in_force
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Reponse
from tpplanner.referentiels import find
from tpplanner.web.handed.followup import file_beside
from tpplanner.web.pages import home
from tpplanner.web.reading.readings import Readings
from tpplanner.web.searches.jobs import Job
from tpplanner.web.sessions import glance, shelf
from tpplanner.web.sessions.folders import SessionFiles, ident
from tpplanner.web.sessions.purge import left_of
from tpplanner.web.sessions.shelf import Badge, SessionCard, Stage, shelf_of, worst_of
from tpplanner.web.sessions.states import CardState, PlanState
from tpplanner.web.sessions.summaries import FILE, MADE_AT_ONCE, Summaries, forget
from tpplanner.web.typed.entry import drafts_of
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.template import write_session
from tpplanner.workbook.year import write_annee_template
from web.lives import SECONDS
from web_stories import journee_de_trois, with_planning

BEFORE, ON, AFTER = date(2027, 6, 1), date(2027, 6, 14), date(2027, 7, 1)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "sessions").mkdir()
    return tmp_path / "sessions"


@pytest.fixture
def page(root):
    with served(root) as page:
        yield page


def on(monkeypatch, day):
    monkeypatch.setattr(home, "today", lambda: day)


def read_all(page):
    """What the small requests of the page tell, until nothing is left."""
    for _ in range(50):
        told = json.loads(page.get("/sessions/etat")[2])
        if not told["reste"]:
            return told
    raise AssertionError("never done")


def cards(page, day):
    sessions = page.desk.library.sessions()
    return shelf_of(page.desk, sessions, drafts_of(page.desk).all(), day)


def card_on(page, root, day, nom="CDA juin"):
    """The card of a session once it was read, seen from a day."""
    files = SessionFiles(root / nom / "session.xlsx")
    page.desk.summaries.made([files], day, lambda session: glance.summarized(page.desk, session, day), None)
    return next(card for card in cards(page, day).cartes if card.id == files.id)


def session_without_planning(root, of=None, nom="CDA juin"):
    (root / nom).mkdir()
    write_session(root / nom / "session.xlsx", of or journee_de_trois())
    return SessionFiles(root / nom / "session.xlsx")


# The first time.


def test_where_there_is_no_session_the_page_says_what_it_is_for_and_where_to_begin(page):
    status, _, told = page.get("/")
    assert status == 200
    assert "Le planning de vos sessions de titre professionnel" in told
    assert 'href="/nouvelle"' in told
    assert told.count('<svg class="esquisse"') == 3
    assert 'id="a-faire"' not in told


def test_the_example_is_finished_and_is_then_a_session_like_another(page):
    status, headers, _ = page.post("/exemple")
    assert status == 303
    assert page.get(headers["location"])[0] == 200
    (files,) = page.desk.library.sessions()
    assert page.post("/exemple")[1]["location"] == headers["location"], "once is enough"
    assert "Conforme, version 1 en vigueur" in read_all(page)["cartes"][files.id].replace("\u00a0", " ")


# Cards.


def test_a_card_tells_how_a_session_stands_on_each_day(page, root):
    with_planning(root)
    before, on_the_day, after = (card_on(page, root, day) for day in (BEFORE, ON, AFTER))
    assert [badge.etat for badge in before.badges] == [PlanState.CONFORME]
    assert [badge.etat for badge in on_the_day.badges] == [CardState.AUJOURDHUI, PlanState.CONFORME]
    assert [badge.etat for badge in after.badges] == [CardState.TERMINEE]
    assert [card.stage for card in (before, on_the_day, after)] == [Stage.PRETES, Stage.PRETES, Stage.TERMINEES]
    assert on_the_day.reponses == before.reponses
    assert (before.prochain, after.prochain) == (ON, None)
    assert before.lignes == ("lun. 14 juin", "3 candidats, 4 membres")
    assert before.reponses.startswith("Réponses : 0 sur ")
    assert after.reponses == ""


def test_without_a_planning_it_is_to_be_planned_or_to_be_completed(page, root):
    session_without_planning(root)
    session_without_planning(root, replace(journee_de_trois(), candidats=()), "Sans personne")
    assert [badge.etat for badge in card_on(page, root, BEFORE).badges] == [CardState.A_CALCULER]
    (badge,) = card_on(page, root, BEFORE, "Sans personne").badges
    assert (badge.etat, badge.mot) == (CardState.BROUILLON, "À compléter")


def test_a_planning_that_breaks_a_rule_is_never_told_as_conform(page, root):
    folder = with_planning(root)
    late = replace(journee_de_trois(), jours=tuple(replace(j, fin=j.accueil) for j in journee_de_trois().jours))
    plan = plan_cda_trois()
    from tpplanner.audit import check
    from tpplanner.commands.outputs import write_excel
    from tpplanner.domain.answers import Planned

    write_excel(
        folder / "session-planning-v2.xlsx", late, Planned(plan, ()), check(late, plan), malgre_manquements=True
    )
    card = card_on(page, root, BEFORE)
    assert [badge.etat for badge in card.badges] == [PlanState.NON_CONFORME]
    assert card.badges[0].mot.startswith("Non conforme, version 2")
    assert card.stage is Stage.EN_PREPARATION


def test_a_newer_version_that_waits_to_be_in_force_is_told(page, root):
    folder = with_planning(root)
    first = folder / "session-planning-v1.xlsx"
    (folder / "session-planning-v2.xlsx").write_bytes(first.read_bytes())
    assert card_on(page, root, BEFORE).proposee == "", "the newest is in force where none was put so"
    note_in_force(first, datetime(2027, 5, 1, 9))
    card = card_on(page, root, BEFORE)
    assert card.badges[0].mot == "Conforme, version 1 en vigueur"
    assert card.proposee == "Version 2 proposée"


def test_a_planning_that_no_longer_holds_for_its_session_is_to_be_looked_at(page, root):
    folder = with_planning(root)
    of = journee_de_trois()
    shorter = replace(of, jours=tuple(replace(j, fin=time(10)) for j in of.jours))
    (folder / "session.xlsx").unlink()
    write_session(folder / "session.xlsx", shorter)
    card = card_on(page, root, BEFORE)
    assert [badge.etat for badge in card.badges] == [PlanState.DEPASSE]
    assert card.cause == "La session a changé depuis ce planning"
    assert card.stage is Stage.EN_PREPARATION


def test_that_a_session_is_impossible_is_remembered_until_it_changes(page, root, monkeypatch):
    files = session_without_planning(root)
    assert [badge.etat for badge in card_on(page, root, BEFORE).badges] == [CardState.A_CALCULER]
    proof = Job("x", files.id, {}, {"fin": {"quoi": "impossible"}}, ended=True)
    with monkeypatch.context() as searched:
        searched.setattr(page.desk.jobs, "last", lambda _: proof)
        assert page.get("/")[0] == 200
    page.desk.summaries = Summaries(page.desk.data)
    assert [badge.etat for badge in card_on(page, root, BEFORE).badges] == [PlanState.IMPOSSIBLE]
    assert [badge.etat for badge in card_on(page, root, ON - timedelta(days=2)).badges] == [PlanState.IMPOSSIBLE]
    files.workbook.unlink()
    write_session(files.workbook, journee_de_trois(nb_jours=2))
    assert [badge.etat for badge in card_on(page, root, BEFORE).badges] == [CardState.A_CALCULER]


def test_those_that_are_folded_show_their_worst_state():
    conform, broken = (
        SessionCard("", "", "", badges=(Badge(state),)) for state in (PlanState.CONFORME, PlanState.NON_CONFORME)
    )
    asked = SessionCard("", "", "", badges=(Badge(CardState.AUJOURDHUI), Badge(PlanState.A_VERIFIER)))
    assert worst_of([]) is worst_of([conform]) is None
    assert worst_of([conform, asked]) is PlanState.A_VERIFIER
    assert worst_of([asked, broken]) is PlanState.NON_CONFORME


def test_who_answered_is_counted(page, root):
    of = journee_de_trois()
    of = replace(of, membres=(replace(of.membres[0], reponse=Reponse.CONFIRME), *of.membres[1:]))
    with_planning(root, of)
    assert card_on(page, root, BEFORE).reponses.startswith("Réponses : 1 sur ")


def test_a_file_that_is_no_workbook_has_a_card_that_says_so(page, root):
    (root / "Cassée").mkdir()
    (root / "Cassée" / "session.xlsx").write_bytes(b"x")
    assert [badge.etat for badge in card_on(page, root, BEFORE, "Cassée").badges] == [CardState.ILLISIBLE]


def test_a_draft_has_a_card_that_leads_to_its_step(page):
    drafts = drafts_of(page.desk)
    draft = drafts.new()
    draft.form.nom, draft.etape = "DWWM février", "candidats"
    draft.form.rows["candidats"] = [{"nom": "PETIT"}, {"nom": "ROUX"}]
    drafts.save(draft)
    (card,) = cards(page, BEFORE).cartes
    assert (card.nom, card.adresse) == ("DWWM février", f"/saisie/{draft.id}/candidats")
    assert card.lignes == ("dates à choisir", "2 candidats")
    assert card.badges[0].mot == "Brouillon, étape 3 sur 5"
    told = page.get("/")[2]
    assert "Brouillon, étape 3 sur 5" in told.replace("\u00a0", " ")


def test_those_with_the_nearest_days_come_first_and_those_that_are_over_are_folded(page, root, monkeypatch):
    on(monkeypatch, BEFORE)
    of = journee_de_trois()

    def moved(days):
        return replace(of, jours=tuple(replace(j, date=j.date + timedelta(days=days)) for j in of.jours))

    for nom, days in (("Plus tard", 60), ("Bientôt", 1), ("Passée", -60), ("Ensuite", 20)):
        session_without_planning(root, moved(days), nom)
    read_all(page)
    names = [card.nom for card in cards(page, BEFORE).cartes]
    assert names[:3] == ["Bientôt", "Ensuite", "Plus tard"]
    told = page.get("/")[2].replace("\u00a0", " ")
    assert "Terminées (1)" in told
    assert told.index("Terminées (1)") < told.index(">Passée<")


# Quick, whatever stands in the folder.


def test_no_workbook_is_read_to_show_the_page(page, root, monkeypatch):
    for nom in ("A", "B"):
        with_planning(root, nom=nom)
    (root / "C").mkdir()
    (root / "C" / "session.xlsx").write_bytes(b"x")
    first = read_all(page)
    assert len(first["cartes"]) <= 3

    def never(*_):
        raise AssertionError("read")

    monkeypatch.setattr(home, "read_ahead", lambda *_: None)
    for module, name in ((home, "summarized"), (glance, "look"), (glance, "judge"), (glance, "due")):
        monkeypatch.setattr(module, name, never)
    status, _, told = page.get("/")
    assert (status, "data-attend" in told.replace("data-attendues", "")) == (200, False)
    assert json.loads(page.get("/sessions/etat")[2])["reste"] == 0
    page.desk.summaries = Summaries(page.desk.data)
    assert "data-attend>" not in page.get("/")[2], "it is remembered from one server to the next"


def test_what_is_not_known_yet_is_told_by_small_requests(page, root):
    folder = with_planning(root)
    id_ = ident(folder / "session.xlsx")
    told = page.get("/")[2]
    assert f'id="carte-{id_}" data-attend' in told
    assert "Lecture de 1 session" in told.replace("\u00a0", " ")
    answer = json.loads(page.get("/sessions/etat")[2])
    assert answer["reste"] == 0
    assert "Conforme" in answer["cartes"][id_]


def test_files_that_are_slow_keep_neither_the_page_nor_the_other_cards_waiting(page, root, monkeypatch):
    slow = {session_without_planning(root, nom=f"Lente {n}").workbook for n in range(2)}
    quick = [session_without_planning(root, nom=f"Vive {n}").id for n in range(4)]
    monkeypatch.setattr(home, "read_ahead", lambda *_: None)
    monkeypatch.setattr(home, "offered", lambda *_: [])
    go_on = Event()

    def held(make, path, *args):
        assert path not in slow or go_on.wait(SECONDS)
        return make(path, *args)

    page.desk.readings = Readings(held)
    page.desk.patience, told = 0.01, {}
    try:
        for _ in range(1000):
            if told.keys() >= {*quick}:
                break
            answer = json.loads(page.get("/sessions/etat")[2])
            told |= answer["cartes"]
        assert (sorted(told), answer["reste"]) == (sorted(quick), len(slow))
        shown = page.get("/")[2]
        assert shown.count("lecture en cours") == len(slow)
    finally:
        go_on.set()
    page.desk.patience = None
    last = json.loads(page.get(f"/sessions/etat?vu={answer['vu']}")[2])
    assert (len(last["cartes"]), last["reste"]) == (len(slow), 0)


def test_a_card_that_was_made_between_two_requests_is_told_by_the_second(page, root, monkeypatch):
    on(monkeypatch, BEFORE)
    files = session_without_planning(root)
    monkeypatch.setattr(home, "read_ahead", lambda *_: None)
    shown = re.search(r'data-vu="(\d+)"', page.get("/")[2])[1]
    card_on(page, root, BEFORE)
    first = json.loads(page.get(f"/sessions/etat?vu={shown}")[2])
    assert (list(first["cartes"]), first["reste"]) == ([files.id], 0)
    assert json.loads(page.get(f"/sessions/etat?vu={first['vu']}")[2])["cartes"] == {}


def test_a_card_is_made_once_whoever_asks_and_is_left_to_come_behind_files_that_are_slow(page, root):
    sessions = [session_without_planning(root, nom=f"S{n}") for n in range(MADE_AT_ONCE + 2)]
    go_on, begun = Event(), []

    def held(session):
        begun.append(session.id)
        assert go_on.wait(SECONDS)
        return glance.summarized(page.desk, session, BEFORE)

    for _ in range(3):
        assert page.desk.summaries.made(sessions, BEFORE, held, 0.0) == {}
    go_on.set()
    assert page.desk.summaries.made(sessions, BEFORE, held, None).keys() == {session.id for session in sessions}
    assert sorted(begun) == sorted(session.id for session in sessions)


def test_a_card_is_told_anew_once_one_of_its_files_changes(page, root):
    files = session_without_planning(root)
    read_all(page)
    assert page.desk.summaries.known(files) is not None
    write = with_planning(root, nom="autre")
    (root / "CDA juin" / "session-planning-v1.xlsx").write_bytes((write / "session-planning-v1.xlsx").read_bytes())
    assert page.desk.summaries.known(files) is None


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b'{"x": {}}', b'{"x": 1}', b"\xff"])
def test_a_memory_that_is_damaged_is_made_anew(page, root, broken):
    with_planning(root)
    page.desk.data.mkdir(parents=True, exist_ok=True)
    (page.desk.data / FILE).write_bytes(broken)
    assert page.get("/")[0] == 200
    assert len(read_all(page)["cartes"]) == 1
    assert json.loads((page.desk.data / FILE).read_bytes())


def test_what_is_remembered_goes_with_its_session(page, root):
    with_planning(root)
    read_all(page)
    names = json.dumps(json.loads((page.desk.data / FILE).read_bytes()))
    assert "CDA" in names
    page.desk.summaries.keep([])
    assert json.loads((page.desk.data / FILE).read_bytes()) == {}
    forget(page.desk.data)
    forget(page.desk.data)
    assert not (page.desk.data / FILE).exists()


def test_the_first_page_shows_whatever_stands_in_the_folder(page, root):
    (root / "vide").mkdir()
    (root / "session.xlsx").write_bytes(b"")
    (root / "A").mkdir()
    (root / "A" / "session.xlsx").write_bytes(b"PK\x03\x04 no zip")
    (root / "A" / "session-suivi.json").write_text("[]")
    (root / "A" / "session-planning-v1.xlsx").write_bytes(b"y")
    (root / "B").symlink_to(root / "nowhere")
    with_planning(root, nom="C")
    (root / "C" / "session-planning-v2.xlsx").write_bytes(b"z")
    (page.desk.data / "brouillons").mkdir(parents=True)
    (page.desk.data / "brouillons" / "0123456789abcdef.json").write_text("{")
    assert page.get("/")[0] == 200
    read_all(page)
    status, _, told = page.get("/")
    assert status == 200
    assert "Planning illisible, version 2" in told.replace("\u00a0", " ")
    assert "Raccourci qui ne mène plus à rien" in told
    assert "« B »" in told.replace("\u00a0", " ")


def test_a_session_whose_folder_moves_while_the_page_is_made_is_no_fault(page, root, monkeypatch):
    session_without_planning(root)
    known = Summaries.known

    def moved(summaries, session):
        if not (root / "CDA juin").is_symlink():
            (root / "CDA juin").rename(root.parent / "ailleurs")
            (root / "CDA juin").symlink_to(root.parent / "ailleurs")
        return known(summaries, session)

    monkeypatch.setattr(Summaries, "known", moved)
    assert page.get("/")[0] == 200


def test_a_file_that_goes_or_is_closed_while_a_page_is_made_is_told_by_that_page(page, root, monkeypatch):
    files = session_without_planning(root)
    for number, status in ((errno.ENOENT, 404), (errno.EACCES, 403), (errno.EIO, 503)):
        refusal = OSError(number, "refused", str(files.workbook))

        def refused(*_, refusal=refusal):
            raise refusal

        monkeypatch.setattr("tpplanner.web.pages.shelving.left_of", refused)
        given, _, told = page.get(f"/session/{files.id}/supprimer")
        assert given == status
        assert "Un fichier de «\u00a0CDA juin\u00a0»" in told


def test_what_is_nearest_to_today_comes_first_and_what_is_far_away_is_counted(page, root, monkeypatch):
    of = journee_de_trois()
    for n in range(8):
        days = tuple(replace(j, date=j.date + timedelta(days=n)) for j in of.jours)
        session_without_planning(root, replace(of, jours=days), f"S{n}")
    on(monkeypatch, ON - timedelta(days=20))
    read_all(page)
    due = cards(page, ON - timedelta(days=20)).a_faire
    distances = [abs((date.fromisoformat(d.ligne.jour) - ON + timedelta(days=20)).days) for d in due if d.ligne.jour]
    assert distances == sorted(distances)
    assert len(due) > home.NEAREST
    told = page.get("/")[2].replace("\u00a0", " ")
    assert f"Et {len(due) - home.FIRST} autres" in told
    assert f"{len(due) - home.NEAREST} tâches de plus" in told
    assert told.count('<li>\n<span class="quand">') == home.NEAREST


def test_what_to_do_first_is_the_one_filled_button(page, root, monkeypatch):
    files = session_without_planning(root)
    on(monkeypatch, ON - timedelta(days=20))
    read_all(page)
    due = cards(page, ON - timedelta(days=20)).a_faire
    (filled,) = re.findall(r'<a class="bouton principal[^"]*" href="([^"]*)"', page.get("/")[2])
    assert filled == due[0].ligne.adresse
    (card,) = cards(page, ON - timedelta(days=20)).cartes
    assert card.badges[-1].etat is CardState.A_CALCULER
    assert card.suite[1] == f"/session/{files.id}/saisie/verifier"
    assert page.get(card.suite[1])[0] == 200


def test_what_is_done_goes_from_the_list_at_once(page, root, monkeypatch):
    files = session_without_planning(root)
    on(monkeypatch, ON - timedelta(days=20))
    read_all(page)
    first = next(d for d in cards(page, ON - timedelta(days=20)).a_faire if d.ligne.cle)
    sent = {"cle": first.ligne.cle, "fait": "oui", "retour": "/"}
    status, headers, _ = page.post(f"/session/{files.id}/fait", sent)
    assert (status, headers["location"]) == (303, "/")
    told = page.get("/")[2]
    assert "data-attend>" not in told
    assert first.ligne.quoi not in [d.ligne.quoi for d in cards(page, ON - timedelta(days=20)).a_faire]


# Looking for one.


def test_a_session_is_looked_for_by_its_name_and_one_alone_is_opened(page, root):
    for nom in ("CDA juin", "CDA mai", "DWWM été"):
        session_without_planning(root, nom=nom)
    told = page.get("/?cherche=cda")[2]
    assert ">CDA juin<" in told
    assert ">CDA mai<" in told
    assert ">DWWM été<" not in told
    status, headers, _ = page.get("/?cherche=ETE")
    assert (status, headers["location"]) == (303, f"/session/{ident(root / 'DWWM été' / 'session.xlsx')}")
    assert "Aucune session pour" in page.get("/?cherche=zzz")[2]


def test_more_than_twelve_are_filtered_by_how_far_they_are(page, root):
    for n in range(13):
        (root / f"S{n}").mkdir()
        (root / f"S{n}" / "session.xlsx").write_bytes(b"x")
    told = page.get("/")[2]
    assert "?etape=pretes" in told
    assert ">S1<" in told
    assert ">S1<" not in page.get("/?etape=pretes")[2]
    (root / "S12" / "session.xlsx").unlink()
    assert "?etape=pretes" not in page.get("/")[2]


# What is done with a session.


def test_a_copy_takes_along_what_is_of_the_centre_and_nobody_who_passes(page, root):
    of = replace(example_session(find("CDA")), agrement="AG-1", numero_ceres="27-1", reglages=Reglages(lecture=17))
    files = session_without_planning(root, of)
    status, headers, _ = page.post(f"/session/{files.id}/copier")
    assert (status, headers["location"].endswith("/titre")) == (303, True)
    (draft,) = drafts_of(page.desk).all()
    assert draft.form.nom == "CDA juin (copie)"
    assert (draft.form.present("candidats"), draft.form.present("jours")) == ([], [])
    assert [row["nom"] for row in draft.form.present("membres")] == [m.nom for m in of.membres]
    draft.form.rows["jours"] = [{"date": "14/09/2027"}]
    draft.form.rows["candidats"] = [{"nom": "NOUVEAU", "prenom": "Zoé"}]
    drafts_of(page.desk).save(draft)
    address = headers["location"].removesuffix("/titre")
    assert page.post(f"{address}/verifier", {"faire": "enregistrer"})[0] == 303
    made = read_session(root / "CDA juin (copie)" / "session.xlsx").saisie
    assert [c.nom for c in made.candidats] == ["NOUVEAU"]
    assert (made.agrement, made.numero_ceres, made.reglages.lecture) == ("AG-1", "", 17)


def test_a_session_is_put_away_and_taken_back(page, root):
    with_planning(root)
    id_ = ident(root / "CDA juin" / "session.xlsx")
    assert page.post(f"/session/{id_}/archiver", {"archivee": "oui"})[0] == 303
    assert card_on(page, root, BEFORE).stage is Stage.TERMINEES
    assert page.post(f"/session/{id_}/archiver", {"archivee": ""})[0] == 303
    assert card_on(page, root, BEFORE).stage is Stage.PRETES


def test_what_is_deleted_is_told_first_and_nothing_else_is(page, root):
    folder = with_planning(root)
    other = with_planning(root, nom="autre")
    mine = folder / "lettre.docx"
    mine.write_bytes(b"mine")
    files = SessionFiles(folder / "session.xlsx")
    file_beside(files.workbook).write_text("{}")
    (folder / "anciennes saisies").mkdir()
    (folder / "anciennes saisies" / "session 2026-12-01 10h00m00.000001.xlsx").write_bytes(b"old")
    status, _, told = page.get(f"/session/{files.id}/supprimer")
    assert status == 200
    assert all(path.name in told for path in left_of(files).old)
    assert "1 planning" in told.replace("\u00a0", " ")
    before = {path for path in root.rglob("*") if path.is_file()}
    assert page.post(f"/session/{files.id}/supprimer", {"empreinte": "other"})[0] == 409
    assert {path for path in root.rglob("*") if path.is_file()} == before
    empreinte = told.split('name="empreinte" value="')[1].split('"')[0]
    assert page.post(f"/session/{files.id}/supprimer", {"empreinte": empreinte})[0] == 303
    assert [path for path in folder.rglob("*") if path.is_file()] == [mine]
    assert {path for path in other.rglob("*") if path.is_file()} <= before
    assert page.get(f"/session/{files.id}")[0] == 404


def test_of_two_sessions_in_one_folder_only_the_one_is_deleted(root):
    folder = with_planning(root)
    for path in list(folder.iterdir()):
        path.with_name(path.name.replace("session", "autre")).write_bytes(path.read_bytes())
    gone = left_of(SessionFiles(folder / "session.xlsx")).old
    assert {path.name for path in gone} == {
        "session.xlsx",
        "session-planning-v1.xlsx",
        "session-planning-v1-affichage.xlsx",
    }


def test_a_workbook_that_is_open_in_excel_stays_and_is_told(page, root):
    folder = with_planning(root)
    files = SessionFiles(folder / "session.xlsx")
    (folder / "~$session.xlsx").write_bytes(b"")
    told = page.get(f"/session/{files.id}/supprimer")[2]
    assert "ouvert dans Excel" in told
    assert files.workbook not in left_of(files).old


def test_a_draft_is_deleted_once_that_is_confirmed(page):
    drafts = drafts_of(page.desk)
    draft = drafts.new()
    draft.form.nom = "Essai"
    drafts.save(draft)
    assert "Supprimer Essai" in page.get(f"/saisie/{draft.id}/supprimer")[2].replace("\u00a0", " ")
    assert len(drafts.all()) == 1
    assert page.post(f"/saisie/{draft.id}/supprimer")[0] == 303
    assert drafts.all() == []


def test_the_workbook_of_a_year_is_a_tab_and_no_card(page, root):
    (root / "Année 2027").mkdir()
    write_annee_template(root / "Année 2027" / "annee.xlsx", 2027)
    told = read_all(page)
    assert list(told["cartes"].values()) == [""]
    assert cards(page, BEFORE).annees == ((ident(root / "Année 2027" / "annee.xlsx"), "2027"),)
    assert cards(page, BEFORE).cartes == ()
    assert f'href="/session/{ident(root / "Année 2027" / "annee.xlsx")}">Année 2027' in page.get("/")[2].replace(
        "\u00a0", " "
    )


def test_shelf_words_are_those_of_the_cards():
    assert [stage.cle for stage in shelf.Stage] == ["en_preparation", "pretes", "terminees"]


def test_a_card_is_told_at_whichever_look_its_plannings_are_taken_away(page, root, monkeypatch):
    with_planning(root)
    files, real, looked = SessionFiles(root / "CDA juin" / "session.xlsx"), SessionFiles.plannings, []

    def told_where_there_are_none_after(looks):
        def taken_away(files):
            looked.append(files)
            return real(files) if len(looked) <= looks else []

        looked.clear()
        monkeypatch.setattr(SessionFiles, "plannings", taken_away)
        return glance.summarized(page.desk, files, BEFORE).lisible

    assert told_where_there_are_none_after(1000)
    assert all(told_where_there_are_none_after(looks) for looks in range(len(looked)))
