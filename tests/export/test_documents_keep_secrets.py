"""An audience learns its minimum: no name on a wall, nothing granted anywhere but with the responsable, no trace of it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from builders import TOUTES
from example_sessions import EXAMPLES
from export.dossiers import HOUR, bare, besides, dossier, needs_poppler, octets, of, timeless
from export.rich import deux_jurys, plan_de
from proofs import mostly_proofs
from some import some
from tpplanner.diagnosis.requirements import with_epreuves
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Designation
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents import Audience
from tpplanner.export.excel import affichage_file
from tpplanner.texts.referentiels import avertissements, verification

pytestmark = needs_poppler

GRANTED = ("majoration", "majoré", "tiers", "à part", "accessible", "aide", "handicap", "aménagement", "interprète")
EVERYBODY_ELSE = [a.value for a in Audience if a is not Audience.RESPONSABLE]
WHO = 0


def with_(base, **granted):
    gens = list(base.candidats)
    gens[WHO] = replace(gens[WHO], **granted)
    return replace(base, candidats=tuple(gens))


def told_to_others(session, plan):
    """What everybody but the responsable reads."""
    return dossier(session, plan, pour=tuple(EVERYBODY_ELSE))


def given_to_others(session, plan):
    """The bytes of every file that they are given."""
    return octets(session, plan, pour=tuple(EVERYBODY_ELSE))


@pytest.fixture(scope="module")
def plain_session():
    return deux_jurys(3, amenages=False)


@pytest.fixture(scope="module")
def without(plain_session):
    return told_to_others(plain_session, plan_de(plain_session, 2))


@pytest.fixture(scope="module")
def majored(plain_session):
    session = with_(plain_session, majorations=TOUTES)
    return told_to_others(session, plan_de(session, 2))


@pytest.fixture(scope="module")
def apart():
    session = deux_jurys()
    return session, dossier(session, plan_de(session, 2))


def words(text):
    return [w for w in GRANTED if re.search(rf"\b{w}", text, re.IGNORECASE)]


@pytest.mark.parametrize("audience", EVERYBODY_ELSE)
def test_nothing_granted_is_said_of_anybody(apart, audience):
    _, texts = apart
    spared = {CONFORMITY, *HERS}  # the rules themselves, the same for every session; what she does, whom she helps
    told = {name: words(text) for name, text in of(texts, audience).items() if name not in spared}
    assert {name: found for name, found in told.items() if found} == {}


def test_the_team_reads_when_each_leaves_and_never_why(apart):
    """The surveillant lets one go at 9:40; the name of who is beside him is all that is told of it."""
    _, texts = apart
    sheet = texts["equipe/feuille ROUX Fanny.pdf"]
    assert "09:00 09:40 1 ABÉLARD Zoé" in sheet
    assert "GIRARD Nadia" in sheet
    assert words(sheet) == []
    assert "GIRARD Nadia intervenant" in texts["responsable/émargements.pdf"]
    assert "GIRARD Nadia intervenant 8 h 45 : accueil, puis Salle 12" in texts["equipe/liste d'accueil.pdf"]


def test_the_responsable_is_told_what_he_must_apply(apart):
    assert "temps majoré de 1/3" in apart[1]["responsable/feuille de route.pdf"]


@pytest.mark.parametrize("audience", EVERYBODY_ELSE)
def test_with_or_without_a_majoration_only_hours_differ(without, majored, audience):
    before, after = of(without, audience), of(majored, audience)
    assert list(before) == list(after)
    assert before != after, "what is granted must change the plan for this to say anything"
    for name in before:
        if name.startswith(IN_ORDER_OF_TIME):  # the lines change places
            assert sorted(timeless(before[name])) == sorted(timeless(after[name]))
        else:
            assert timeless(before[name]) == timeless(after[name]), name


CONFORMITY = "agrement/rapport de conformité.pdf"
HERS = {"equipe/feuille GIRARD Nadia.pdf", "equipe/calendrier GIRARD Nadia.ics"}
"""Of whoever helps a candidat: nobody else reads that she does."""
IN_ORDER_OF_TIME = ("agrement/organisation détaillée.pdf", "equipe/feuille ", "equipe/calendrier ")
GRANTS = {
    "what changes nothing of the plan": {"passer_tot": True},
    "all that there is": {
        "passer_tot": True,
        "majorations": TOUTES,
        "aide": "A1",
        "aide_natures": (Nature.ECRIT,),
        "salle_a_part": True,
        "salle_accessible": True,
    },
}


@pytest.mark.parametrize("granted", mostly_proofs(GRANTS.values(), GRANTS["all that there is"]), ids=GRANTS)
def test_where_the_plan_is_the_same_every_byte_for_others_is(plain_session, granted):
    """Metadata, hidden parts, sizes, order: what is granted is in none. But a report says what the plan breaks."""
    plan = plan_de(plain_session, 2)
    session = with_(plain_session, **granted)
    before, after = given_to_others(plain_session, plan), given_to_others(session, plan)
    assert before.keys() == after.keys()
    differ = {name for name in before if before[name] != after[name]}
    assert differ == (set() if len(granted) == 1 else {CONFORMITY})
    assert poster(plain_session, plan) == poster(session, plan)


def poster(session, plan):
    """The bytes of the workbook that is put on the wall."""
    return affichage_file(Path("affichage.xlsx"), session, plan, Designation.NUMERO).octets


@pytest.mark.proof
def test_where_hours_differ_nothing_else_of_a_file_does(plain_session):
    """Its properties, its parts and how they are marked: with a majoration as without."""
    session = with_(plain_session, majorations=TOUTES)
    plans = plan_de(plain_session, 2), plan_de(session, 2)
    before, after = given_to_others(plain_session, plans[0]), given_to_others(session, plans[1])
    assert before.keys() == after.keys()
    assert [name for name in before if besides(before[name]) != besides(after[name])] == []
    walls = poster(plain_session, plans[0]), poster(session, plans[1])
    assert walls[0] != walls[1]
    assert besides(walls[0]) == besides(walls[1])


def test_a_room_apart_has_a_door_that_says_nothing(apart):
    text = apart[1]["affichage/porte Salle 12.pdf"]
    assert "Salle réservée à la session d'examen" in text
    assert HOUR.findall(text) == []
    assert "Questionnaire" not in text
    others = [t for n, t in of(apart[1], "affichage").items() if "Salle 12" not in n]
    assert not any("Salle 12" in text for text in others)


EXAMPLE = {
    name: replace(base, candidats=tuple(replace(c, salle_a_part=False) for c in base.candidats[:3]))
    for name in ("cda-12-candidats", "gcf-10-candidats", "agrement-cda")
    for base in (EXAMPLES[name](),)
}


def test_no_note_on_the_referentiel_reaches_anybody_but_the_responsable(apart):
    notes_reach_the_responsable_alone(apart[0], plan_de(apart[0], 2), apart[1])


@pytest.mark.proof
@pytest.mark.parametrize("name", EXAMPLE)
def test_nor_does_any_of_an_example(name):
    session = EXAMPLE[name]
    plan = plan_de(session, 5)
    notes_reach_the_responsable_alone(session, plan, dossier(session, plan))


def notes_reach_the_responsable_alone(session, plan, texts):
    ref = session.referentiel
    notes = [*avertissements(ref), verification(ref), "easycfa", "document interne)"]
    beginnings = [bare(note)[:40] for note in notes]
    told = {n: [b for b in beginnings if b in bare(t)] for n, t in texts.items() if not n.startswith("responsable/")}
    assert {n: found for n, found in told.items() if found} == {}
    assert not any("vérifiées par le centre" in text for text in texts.values())
    assert all(bare(note) in bare(texts["responsable/planning.html"]) for note in Agenda(session, plan).avertissements)


@pytest.mark.parametrize("name", mostly_proofs(EXAMPLE, "agrement-cda"))
def test_the_wall_and_the_agrement_file_say_that_the_centre_compared_the_durations(name):
    confirmed = with_epreuves(EXAMPLE[name], lambda e: replace(e, a_confirmer=()))
    session = replace(confirmed, re_verifie_le=date(2027, 5, 3), re_verifie_par="PETIT Anne")
    texts = dossier(session, plan_de(session, 5), pour=("affichage", "agrement"), formats=("pdf",))
    said = bare("Durées du référentiel d'évaluation vérifiées par le centre le 03/05/2027 (PETIT Anne).")
    saying = {n for n, t in texts.items() if said in bare(t)}
    assert saying == {
        "affichage/affichage A3.pdf",
        "affichage/affichage A4.pdf",
        "agrement/organisation détaillée.pdf",
        "agrement/rapport de conformité.pdf",
    }


def test_no_name_is_on_the_wall(apart):
    session, texts = apart
    people = (*session.candidats, *session.membres, *session.personnes)
    wall = bare(" ".join(of(texts, "affichage").values()))
    assert [p.id for p in people if bare(p.nom_complet) in wall or (len(p.nom) > 3 and bare(p.nom) in wall)] == []


def test_first_names_are_on_the_wall_if_the_centre_asks():
    session = deux_jurys(3, amenages=False)
    texts = dossier(session, plan_de(session, 2), affichage="prenom", pour=("affichage",), formats=("pdf",))
    poster = texts["affichage/affichage A4.pdf"]
    assert "Zoé A." in poster
    assert "ABÉLARD" not in " ".join(texts.values())


def test_names_are_on_the_wall_if_the_session_says_so_unless_the_command_says_otherwise():
    session = replace(deux_jurys(3, amenages=False), affichage=Designation.NOM)
    plan = plan_de(session, 2)
    told = dossier(session, plan, pour=("affichage", "candidat"), formats=("pdf",))
    for name in ("affichage/affichage A3.pdf", "affichage/affichage A4.pdf", "affichage/porte Salle 1.pdf"):
        assert "ABÉLARD Zoé" in told[name], name
    letter = "candidat/convocation ABÉLARD Zoé.pdf"
    assert "vous êtes désigné(e) par : ABÉLARD Zoé" in told[letter]
    numbers = dossier(session, plan, pour=("affichage", "candidat"), formats=("pdf",), affichage="numero")
    assert not any("ABÉLARD" in text for name, text in numbers.items() if name.startswith("affichage/"))
    assert "vous êtes désigné(e) par : n° 1" in numbers[letter]


def test_the_administration_reads_no_name_and_no_number_of_the_wall(apart):
    session, texts = apart
    told = bare(" ".join(of(texts, "agrement").values()))
    people = (*session.candidats, *session.membres, *session.personnes)
    assert [p.id for p in people if bare(p.nom_complet) in told] == []
    assert not any(c.numero_ceres in told for c in session.candidats)
    # the second of the list drew number 8: he is « Candidat 2 »
    assert session.candidats[1].numero_tire == 8
    projet = plan_de(session, 2).du_candidat("C2")[1]
    organisation = texts["agrement/organisation détaillée.pdf"]
    assert re.search(rf"{projet.debut:%H:%M} {projet.fin:%H:%M} Candidat 2 Présentation", organisation)


def test_a_candidat_reads_the_name_of_no_other(apart):
    session, texts = apart
    for name, text in some(of(texts, "candidat").items()):
        named = [c for c in session.candidats if bare(c.nom_complet) in bare(text)]
        assert len(named) == name.startswith(("candidat/convocation", "candidat/calendrier")), name
        people = (*session.membres, *(p for p in session.personnes if p.id != "R1"))
        assert [p.id for p in people if bare(p.nom_complet) in bare(text)] == []


def test_a_membre_reads_no_contact_of_a_candidat():
    session = with_(deux_jurys(2, amenages=False), contact="06 00 00 00 42")
    texts = dossier(session, plan_de(session, 2), pour=tuple(EVERYBODY_ELSE), formats=("pdf",))
    told = [name for name, text in texts.items() if "06 00 00 00 42" in text]
    assert told == [f"candidat/convocation {session.candidats[WHO].nom_complet}.pdf"]
