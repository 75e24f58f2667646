"""Who is who is asked, never guessed: until it is answered, nobody judges whom they may have trained."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proofs import mostly_proofs
from tpplanner.domain.duties import WhyColleagues, colleagues, exclusions, without_presumed
from tpplanner.domain.questions import Question, Sujet, open_questions
from tpplanner.domain.session import Lien, MotifLien, Role, Session
from tpplanner.errors import Severity, WorkbookRefused
from tpplanner.referentiels import find
from tpplanner.workbook import identity
from tpplanner.workbook.example import example_session
from tpplanner.workbook.reader import read_session
from workbook.samples import reading_of, row, spoiled, write

CDA = example_session(find("CDA"))
CANDIDAT, MEMBRE = CDA.candidats[1], CDA.membres[1]
"""BENALI Karim, FONTAINE Sylvie"""

ASKED = (
    "S. Fontaine",
    "FONTAINE S",
    "Fontaine",
    "Mme Fontaine",
    "Sylvie",
    "FONTENE Sylvie",
    "FONTAINE-LEBRUN Sylvie",
    "Fontaine (anglais)",
    "LEROUX Antoine et Fontaine",
    "S. FONTAINE / X",
)
"""Ten ways to type a formateur who may be a membre."""
EXACT = (
    "FONTAINE Sylvie",
    "Sylvie Fontaine",
    "Mme Sylvie FONTAINE",
    "fontaine sylvie",
    "LEROUX Antoine et FONTAINE Sylvie",
)
"""Ways that leave nothing to ask."""


def typed_as(formateur: str, *changes):
    cells = {("candidats", "formateurs", 1): formateur}
    for others in changes:
        cells |= others
    return reading_of(CDA, cells)


def excluded(session: Session) -> dict[tuple[str, str], MotifLien]:
    return {(e.candidat, e.membre): e.motif for e in exclusions(session)}


def test_more_names_than_can_be_compared_in_time_are_refused(monkeypatch):
    candidats, others = len(CDA.candidats), len(CDA.membres) + len(CDA.personnes)
    pairs = others * (others - 1) // 2 + candidats * others
    monkeypatch.setattr(identity, "MOST_PAIRS", pairs)
    assert len(typed_as("").session.membres) == len(CDA.membres)
    monkeypatch.setattr(identity, "MOST_PAIRS", pairs - 1)
    with pytest.raises(WorkbookRefused) as refusal:
        typed_as("")
    (issue,) = refusal.value.issues
    assert issue.message.replace("\xa0", " ").startswith(f"Candidats : {candidats} ; autres personnes : {others}.")


def answer(ecrit: str, autre: str, reponse: str, sujet: str = "personne", rank: int = 0):
    return row("questions", rank, sujet=sujet, ecrit=ecrit, autre=autre, reponse=reponse)


@pytest.mark.parametrize("typed", ASKED)
def test_a_formateur_who_may_be_a_membre_judges_nobody_whom_they_trained_and_it_is_asked(typed):
    reading = typed_as(typed)
    (question,) = open_questions(reading.session.questions)
    assert (question.sujet, question.autre) == (Sujet.PERSONNE, "FONTAINE Sylvie")
    assert excluded(reading.session)[CANDIDAT.id, MEMBRE.id] is MotifLien.QUESTION
    (issue,) = (i for i in reading.avertissements if i.severity is Severity.QUESTION)
    assert issue.place == "Candidats!M5"
    assert issue.message == f"« {question.ecrit} » : est-ce FONTAINE Sylvie ? oui, non."
    assert "tenus pour liés" in issue.hint


@pytest.mark.parametrize("typed", EXACT)
def test_an_exact_name_is_asked_nothing(typed):
    session = typed_as(typed).session
    assert session.questions == ()
    assert excluded(session)[CANDIDAT.id, MEMBRE.id] is MotifLien.FORMATEUR


@pytest.mark.parametrize("typed", ASKED[:4])
def test_answered_yes_they_are_one(typed):
    session = typed_as(typed, answer(typed, "FONTAINE Sylvie", "oui")).session
    assert open_questions(session.questions) == ()
    assert session.candidat(CANDIDAT.id).formateurs == (MEMBRE.id,)
    assert excluded(session)[CANDIDAT.id, MEMBRE.id] is MotifLien.FORMATEUR


@pytest.mark.parametrize("typed", ASKED[:4])
def test_answered_no_they_are_two(typed):
    reading = typed_as(typed, answer(typed, "FONTAINE Sylvie", "non"))
    assert open_questions(reading.session.questions) == ()
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(reading.session)
    assert not [i for i in reading.avertissements if i.severity is Severity.QUESTION]


@pytest.mark.parametrize("reponse", ["", "oui", "non"])
@pytest.mark.parametrize(
    "typed", mostly_proofs(["S. Fontaine", "Mme FONTAINE", "LEROUX Antoine et Fontaine"], "LEROUX Antoine et Fontaine")
)
def test_written_back_and_read_again_the_question_is_as_it_was(tmp_path, typed, reponse):
    asked = "Fontaine" if " et " in typed else typed
    first = typed_as(typed, answer(asked, "FONTAINE Sylvie", reponse)).session
    again = read_session(write(tmp_path / "again.xlsx", first)).session
    assert [q.reponse for q in again.questions] == [{"": None, "oui": True, "non": False}[reponse]]
    assert excluded(again) == excluded(first)
    assert open_questions(again.questions) == open_questions(first.questions)


def test_an_answer_may_be_typed_either_way_round_and_without_its_subject():
    told = row("questions", 0, ecrit="Sylvie FONTAINE", autre="fontaine s.", reponse="oui")
    session = typed_as("S. Fontaine", told).session
    assert excluded(session)[CANDIDAT.id, MEMBRE.id] is MotifLien.FORMATEUR


def test_a_surveillant_who_may_be_a_formateur_does_not_watch():
    surveillant = next(p for p in CDA.personnes if Role.SURVEILLANT in p.roles)
    session = typed_as(f"{surveillant.prenom[0]}. {surveillant.nom}").session
    assert session.candidat(CANDIDAT.id).formateurs_possibles == (surveillant.id,)


def test_one_surname_is_asked_of_each_who_bears_it():
    others = row("membres", 3, nom="FONTAINE", prenom="Luc")
    session = typed_as("Fontaine", others).session
    assert {q.autre for q in open_questions(session.questions)} == {"FONTAINE Sylvie", "FONTAINE Luc"}
    assert {m for c, m in excluded(session) if c == CANDIDAT.id} == {MEMBRE.id, CDA.membres[3].id}


@pytest.mark.parametrize("typed", ["FONTAINE Paul", "P. Fontaine", "PERSONNE Jean"])
def test_somebody_else_is_nobody_of_the_session(typed):
    session = typed_as(typed).session
    assert session.questions == ()
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(session)


# Links.


@pytest.mark.parametrize("typed", mostly_proofs(["S. Fontaine", "Mme Fontaine", "Fontaine"], "Mme Fontaine"))
def test_a_link_holds_with_all_whom_it_may_name_and_stays_as_typed(tmp_path, typed):
    cells = row("liens", 1, candidat="Benali", membre=typed, motif="voisins")
    session = reading_of(CDA, cells).session
    assert excluded(session)[CANDIDAT.id, MEMBRE.id] is MotifLien.QUESTION
    assert {(q.ecrit, q.autre) for q in open_questions(session.questions)} == {
        ("Benali", "BENALI Karim"),
        (typed, "FONTAINE Sylvie"),
    }
    again = read_session(write(tmp_path / "again.xlsx", session)).session
    assert again == session


def test_a_release_that_may_name_somebody_releases_nobody():
    same = row("candidats", 1, organisme="AFPA") | row("membres", 1, organisme="AFPA")
    cells = row("liens", 1, candidat="BENALI Karim", membre="Fontaine", motif="a quitté l'AFPA", leve="oui")
    session = reading_of(CDA, same | cells).session
    assert excluded(session)[CANDIDAT.id, MEMBRE.id] is MotifLien.ORGANISME
    yes = same | cells | answer("Fontaine", "FONTAINE Sylvie", "oui")
    session = reading_of(CDA, yes).session
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(session)


def test_two_membres_in_one_cell_are_two_links():
    cells = row("liens", 1, candidat="BENALI Karim", membre="FONTAINE Sylvie et ADJANI Samir", motif="voisins")
    session = reading_of(CDA, cells).session
    assert Lien(CANDIDAT.id, "M2", "voisins") in session.liens
    assert Lien(CANDIDAT.id, "M3", "voisins") in session.liens


def test_a_declared_link_holds_for_a_membre_who_may_be_the_one_it_names(tmp_path):
    cells = row("liens", 1, candidat="BENALI Karim", membre="FONTAINE Sylvie", motif="voisins")
    twice = row("membres", 4, nom="FONTAINE", prenom="S.")
    session = reading_of(CDA, cells | twice).session
    assert excluded(session)[CANDIDAT.id, "M5"] is MotifLien.QUESTION
    assert excluded(session)[CANDIDAT.id, "M2"] is MotifLien.DECLARE
    assert excluded(without_presumed(session)).get((CANDIDAT.id, "M5")) is None
    assert read_session(write(tmp_path / "again.xlsx", session)).session == session


def test_where_one_person_is_needed_a_refusal_asks_and_an_answer_cures_it():
    cells = row("jurys", 0, nom="Jury A", membre_1="GARNIER Paul", membre_2="S. Fontaine")
    with pytest.raises(WorkbookRefused, match="est-ce « FONTAINE Sylvie »"):
        reading_of(CDA, cells)
    answered = cells | answer("S. Fontaine", "FONTAINE Sylvie", "oui")
    session = reading_of(CDA, answered).session
    assert session.jurys[0].membres == ("M1", "M2")


# Families and firms.


@pytest.mark.parametrize(
    ("cells", "sujet", "ecrit", "autre"),
    [
        (row("candidats", 1, nom="FONTAINE"), Sujet.PARENTE, "FONTAINE Karim", "FONTAINE Sylvie"),
        (
            row("candidats", 1, employeur="Leclerc") | row("membres", 1, employeur="E. Leclerc Brest"),
            Sujet.EMPLOYEUR,
            "Leclerc",
            "E. Leclerc Brest",
        ),
        (
            row("candidats", 1, organisme="AFPA") | row("membres", 1, organisme="AFPA Brest"),
            Sujet.ORGANISME,
            "AFPA",
            "AFPA Brest",
        ),
    ],
)
def test_one_family_or_firm_is_asked_and_no_link_until_the_answer_is_yes(tmp_path, cells, sujet, ecrit, autre):
    def read(*more):
        changes = cells
        for other in more:
            changes = changes | other
        return reading_of(CDA, changes).session

    session = read()
    assert [(q.sujet, q.ecrit, q.autre) for q in open_questions(session.questions)] == [(sujet, ecrit, autre)]
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(session)
    assert excluded(read(answer(ecrit, autre, "oui", sujet.value)))[CANDIDAT.id, MEMBRE.id] is MotifLien.DECLARE
    refused = read(answer(ecrit, autre, "non", sujet.value))
    assert open_questions(refused.questions) == ()
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(refused)
    yes = read(answer(ecrit, autre, "oui", sujet.value))
    assert read_session(write(tmp_path / "again.xlsx", yes)).session == yes


def test_two_sites_of_a_firm_are_two():
    cells = row("candidats", 1, organisme="AFPA Brest") | row("membres", 1, organisme="AFPA Rennes")
    assert reading_of(CDA, cells).session.questions == ()


def test_sixty_candidats_of_one_employer_ask_once(tmp_path):
    many = tuple(
        replace(CDA.candidats[0], id=f"C{n}", nom=f"CANDIDAT {n}", employeur="Leclerc", numero_tire=n, numero_ceres="")
        for n in range(1, 61)
    )
    membres = (replace(MEMBRE, employeur="E. Leclerc Brest"), *CDA.membres[2:])
    session = replace(CDA, candidats=many, membres=membres, liens=())
    found = read_session(write(tmp_path / "session.xlsx", session)).session
    assert [q.sujet for q in found.questions] == [Sujet.EMPLOYEUR]


def test_nobody_is_asked_of_a_fictive_session():
    cells = {("session", "usage", 0): "dossier d'agrément", ("candidats", "formateurs", 1): "S. Fontaine"}
    assert reading_of(CDA, cells).session.questions == ()


def test_a_row_that_answers_nothing_is_kept_while_it_names_somebody():
    session = typed_as("LEROUX Antoine", answer("S. Fontaine", "FONTAINE Sylvie", "oui")).session
    assert session.questions == (Question(Sujet.PERSONNE, "S. Fontaine", "FONTAINE Sylvie", reponse=True),)


def test_a_row_that_answers_nothing_and_names_nobody_is_told():
    reading = typed_as("S. Fontaine", answer("S. Fontaine", "FONTAINE Silvie", "oui"))
    told = [i for i in reading.avertissements if i.place == "Questions!B4"]
    assert ["ne répond à aucune question" in i.message for i in told] == [True]
    assert len(open_questions(reading.session.questions)) == 1


def test_two_answers_that_say_the_contrary_answer_nothing_and_are_told():
    both = answer("S. Fontaine", "FONTAINE Sylvie", "non") | answer("Fontaine S.", "FONTAINE Sylvie", "oui", rank=1)
    reading = typed_as("S. Fontaine", both)
    assert len(open_questions(reading.session.questions)) == 1
    assert excluded(reading.session)[CANDIDAT.id, MEMBRE.id] is MotifLien.QUESTION
    told = [i.place for i in reading.avertissements if "se contredisent" in i.message]
    assert told == ["Questions!B4", "Questions!B5"]


def test_the_answer_of_a_command_stands_before_that_of_the_sheet(tmp_path):
    cells = {("candidats", "formateurs", 1): "S. Fontaine"} | answer("S. Fontaine", "FONTAINE Sylvie", "oui")
    path = spoiled(tmp_path / "session.xlsx", CDA, cells)
    session = read_session(path, reponses=["S. Fontaine = FONTAINE Sylvie : non"]).session
    assert [q.reponse for q in session.questions] == [False]
    assert (CANDIDAT.id, MEMBRE.id) not in excluded(session)


# Whatever the spelling, whoever would be excluded by the exact name is excluded.


def spelt(draw, nom: str, prenom: str) -> str:
    """One of the ways in which people write a name: parts of it, an order, a slip, a civility, somebody beside."""
    surname = draw(st.sampled_from([nom, nom.capitalize(), nom.lower(), slipped(draw, nom)]))
    given = draw(st.sampled_from([prenom, f"{prenom[0]}.", prenom[0], prenom[:4], slipped(draw, prenom), ""]))
    words = draw(st.permutations([w for w in (surname, given) if w]))
    civility = draw(st.sampled_from(["", "", "M. ", "Mme ", "Monsieur ", "Dr "]))
    after = draw(st.sampled_from(["", "", " (formateur)", " / PERSONNE Jean", " et LEROUX Antoine", " & X"]))
    return f"{civility}{' '.join(words)}{after}"


def slipped(draw, word: str) -> str:
    """A word with one slip: a letter twice, left out, or exchanged with the next; never its first one."""
    at = draw(st.integers(1, len(word) - 2))
    return draw(
        st.sampled_from(
            [
                word[:at] + word[at] + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )


@st.composite
def spellings(draw) -> tuple[int, str]:
    """A membre, by rank, and a way to write their name."""
    rank = draw(st.integers(0, len(CDA.membres) - 1))
    membre = CDA.membres[rank]
    return rank, spelt(draw, membre.nom, membre.prenom)


def held_as_by_the_exact_name(rank: int, typed: str) -> None:
    exact = excluded(typed_as(CDA.membres[rank].nom_complet).session)
    try:
        found = excluded(typed_as(typed).session)
    except WorkbookRefused:
        return
    assert exact.keys() <= found.keys()


MANY = settings(suppress_health_check=[HealthCheck.too_slow])


@given(spellings())
@settings(MANY, max_examples=8)
def test_whatever_the_spelling_the_exclusions_are_those_of_the_exact_name_at_least(spelling):
    held_as_by_the_exact_name(*spelling)


@pytest.mark.proof
@given(spellings())
@settings(MANY, max_examples=150)
def test_whatever_the_spelling_the_exclusions_are_those_of_the_exact_name_at_least_ever(spelling):
    held_as_by_the_exact_name(*spelling)


# Membres of one organisme, where the RE asks for different ones.

DIFFERENT = replace(CDA, referentiel=replace(CDA.referentiel, organismes_differents=True))


def asking_of(*whence: str):
    """What is asked of membres with these organismes, in their order; the others come each from elsewhere."""
    others = ("Lycée Zola", "Ateliers Nord", "Mairie", "Usine", "Banque", "Musée", "Cinéma", "Théâtre", "Piscine")
    cells = row("membres", 0, employeur="")
    for n in range(len(DIFFERENT.membres)):
        typed = whence[n] if n < len(whence) else others[n - len(whence)]
        cells = cells | row("membres", n, organisme=typed, employeur="")
    return cells


def test_membres_whose_organismes_may_be_one_do_not_sit_together_until_the_answer_is_no():
    cells = asking_of("ECF Brest", "ECF Rennes")
    (question,) = open_questions(reading_of(DIFFERENT, cells).session.questions)
    assert (question.sujet, question.ecrit, question.autre) == (Sujet.ENSEIGNE, "ECF Brest", "ECF Rennes")
    for reponse, provenances in (("oui", [WhyColleagues.MEME]), ("non", []), ("", [WhyColleagues.QUESTION])):
        changes = cells | answer("ECF Brest", "ECF Rennes", reponse, "enseigne") if reponse else cells
        assert [c.why for c in colleagues(reading_of(DIFFERENT, changes).session)] == provenances


def test_of_a_membre_without_organisme_it_is_asked_and_nothing_held():
    reading = reading_of(DIFFERENT, asking_of(""))
    first = DIFFERENT.membres[0].nom_complet
    (question,) = open_questions(reading.session.questions)
    assert (question.sujet, question.ecrit, question.ids) == (
        Sujet.SANS_ORGANISME,
        first,
        (DIFFERENT.membres[0].id, ""),
    )
    assert colleagues(reading.session) == ()
    (told,) = [i for i in reading.avertissements if first in i.message and "organisme" in i.message]
    assert (told.sheet, bool(told.cell)) == ("Membres", True)
    refused = asking_of("") | answer(question.ecrit, question.autre, "non", "organisme d'un membre")
    assert {c.why for c in colleagues(reading_of(DIFFERENT, refused).session)} == {WhyColleagues.NON_SAISIE}


def test_where_the_re_does_not_ask_nothing_is_asked():
    assert reading_of(CDA, asking_of("", "ECF Brest", "ECF Rennes")).session.questions == ()


def test_a_jury_of_the_centre_of_one_organisme_is_told_at_its_row():
    cells = asking_of("Port", "port") | row("jurys", 0, nom="Jury A", membre_1=name(0), membre_2=name(1))
    told = [i for i in reading_of(DIFFERENT, cells).avertissements if "tous deux du même organisme (Port)" in i.message]
    assert [issue.sheet for issue in told] == ["Jurys"]


def name(n: int) -> str:
    return DIFFERENT.membres[n].nom_complet
