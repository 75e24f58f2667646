"""Order and manner are read from the sentences; what comes near and says something else is no clue."""

import pytest

from tpplanner.re_pdf.clues import read_prose
from tpplanner.re_pdf.document import ClueKind, Doing, Frame, ReLine, RePart, RePassage, ReRow, Stated, Whereabouts

MINUTES = {"MSP": 90, "PP": 40, "ET": 30, "QP": 45, "QAP": 20, "EF": 15}


def lines(*texts, page=3):
    return tuple(
        ReLine(text, Whereabouts(page, page, (Frame(50, 100 + 12 * n, 50 + 5 * len(text), 110 + 12 * n),)))
        for n, text in enumerate(texts)
    )


def prose(own, *texts, part=RePart.MORE, used=MINUTES):
    rows = [ReRow(sigle, Stated(minutes, "", Whereabouts(2))) for sigle, minutes in used.items()]
    return read_prose("titre", rows, [RePassage(part, own, lines(*texts))])


def clues(own, *texts, **more):
    return {(clue.kind, clue.of, clue.others) for clue in prose(own, *texts, **more).clues}


ORDERS = [
    ("ET", "L’entretien technique a lieu après la mise en situation professionnelle.", ClueKind.AFTER, "ET", ("MSP",)),
    ("ET", "L'entretien se tient obligatoirement à l’issue de la présentation du projet.", ClueKind.AT_ONCE, "ET", ("PP",)),
    ("QAP", "Cette épreuve a lieu immédiatement après l’entretien technique.", ClueKind.AT_ONCE, "QAP", ("ET",)),
    ("QP", "Le questionnaire est proposé en amont de l’entretien technique.", ClueKind.BEFORE, "QP", ("ET",)),
    ("MSP", "Avant la mise en situation professionnelle, le candidat répond au questionnaire professionnel.", ClueKind.BEFORE, "QP", ("MSP",)),
    ("MSP", "À l'issue du questionnaire professionnel, l'entretien technique commence.", ClueKind.AT_ONCE, "ET", ("QP",)),
    ("ET", "L'entretien se place après la mise en situation professionnelle et après le questionnaire.", ClueKind.AFTER, "ET", ("QP",)),
    ("ET", "L'entretien se place après la mise en situation et le questionnaire professionnel.", ClueKind.AFTER, "ET", ("MSP", "QP")),
    ("MSP", "La mise en situation professionnelle est suivie immédiatement d'un entretien technique.", ClueKind.AT_ONCE, "ET", ("MSP",)),
    ("MSP", "Le questionnaire professionnel précède la mise en situation professionnelle.", ClueKind.BEFORE, "QP", ("MSP",)),
    ("QP", "Le jury corrige les copies avant l’entretien technique.", ClueKind.MARKED_BEFORE, "QP", ("ET",)),
    ("QP", "Les évaluateurs notent les réponses avant sa présentation.", ClueKind.MARKED_BEFORE, "QP", ("PP",)),
]  # fmt: skip


@pytest.mark.parametrize(("own", "text", "kind", "of", "others"), ORDERS)
def test_an_order_is_read_from_its_sentence(own, text, kind, of, others):
    assert (kind, of, others) in clues(own, text)
    assert prose(own, text).questions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Le dossier est remis avant la session.",
        "En amont de l’épreuve, le candidat réalise une maquette.",
        "Le candidat explique ses choix faits lors de la mise en situation professionnelle.",
        "Le jury interroge le candidat sur le questionnaire professionnel.",
        "À l'issue de sa formation, le candidat reçoit un livret.",
        "Les établis sont nettoyés après usage.",
    ],
)
def test_what_speaks_of_another_time_is_no_order_and_is_not_asked(text):
    kinds = {clue.kind for clue in prose("ET", text).clues}
    assert kinds.isdisjoint({ClueKind.AFTER, ClueKind.AT_ONCE, ClueKind.BEFORE, ClueKind.MARKED_BEFORE})
    assert prose("ET", text).questions == ()


def test_what_the_jury_reads_before_is_no_order_of_epreuves():
    assert clues("PP", "Le jury prend connaissance du dossier avant la présentation du candidat.") == {
        (ClueKind.READ_BEFORE, "PP", ())
    }


MANNERS = [
    ("QP", "Les candidats composent tous en même temps.", ClueKind.TOGETHER, "QP"),
    ("QP", "L’ensemble des candidats répond simultanément.", ClueKind.TOGETHER, "QP"),
    ("QP", "L’épreuve se passe en présence d’un surveillant.", ClueKind.WATCHED, "QP"),
    ("QP", "Une surveillance est nécessaire pendant la composition.", ClueKind.WATCHED, "QP"),
    ("QP", "Le candidat compose sans surveillant.", ClueKind.UNWATCHED, "QP"),
    ("MSP", "La première heure se déroule hors de la présence du jury.", ClueKind.WITHOUT_JURY, "MSP"),
    ("MSP", "Les deux parties peuvent être passées de façon distincte.", ClueKind.APART, "MSP"),
    ("EF", "Y compris le temps consacré au dossier professionnel.", ClueKind.INCLUDED, "EF"),
]


@pytest.mark.parametrize(("own", "text", "kind", "of"), MANNERS)
def test_a_manner_is_read_from_its_sentence(own, text, kind, of):
    assert (kind, of, ()) in clues(own, text)


@pytest.mark.parametrize(
    ("own", "text", "kind"),
    [
        ("MSP", "Le candidat pilote deux machines en même temps.", ClueKind.TOGETHER),
        ("QP", "Le candidat compose sans surveillant.", ClueKind.WATCHED),
        ("MSP", "Les compétences sont évaluées de façon distincte.", ClueKind.APART),
        ("MSP", "Les deux parties ne peuvent pas être passées de façon distincte.", ClueKind.APART),
        ("ET", "L'entretien ne se place pas après la mise en situation professionnelle.", ClueKind.AFTER),
        ("PP", "Le dossier décrit les réalisations, y compris la sécurité.", ClueKind.INCLUDED),
        ("MSP", "Plusieurs candidats sont présents dans une même salle.", ClueKind.WATCHED_IF_SEVERAL),
    ],
)
def test_what_comes_near_a_manner_is_none(own, text, kind):
    assert kind not in {found for found, _, _ in clues(own, text)}


@pytest.mark.parametrize(
    ("own", "text", "code"),
    [
        ("MSP", "Le candidat pilote deux machines en même temps.", "prose_order"),
        ("MSP", "Les compétences sont évaluées de façon distincte.", "prose_manner"),
        ("MSP", "Les deux parties ont lieu le même jour.", "prose_order"),
        ("MSP", "Puis le candidat répond au questionnaire professionnel.", "prose_order"),
        ("MSP", "Plusieurs candidats sont présents dans une même salle.", "prose_manner"),
        ("ET", "L'entretien ne se place pas après la mise en situation professionnelle.", "prose_order"),
        ("QP", "Le surveillant note les retards.", "prose_manner"),
        ("ET", "L'entretien suit ce qui précède.", "prose_order"),
    ],
)
def test_a_sentence_of_order_or_manner_that_fits_no_kind_is_asked_and_blocks_nothing(own, text, code):
    asked = [question for question in prose(own, text).questions if question.code == code]
    assert [question.data["words"] for question in asked] == [text]
    assert not any(question.blocking for question in asked)


def test_an_epreuve_that_would_come_after_itself_is_asked_and_the_rest_is_read():
    read = prose("ET", "L'entretien se tient après la mise en situation professionnelle et l'entretien technique.")
    assert [(q.code, q.data["itself"]) for q in read.questions] == [("prose_names_itself", "ET")]
    assert {(c.kind, c.of, c.others) for c in read.clues} == {(ClueKind.AFTER, "ET", ("MSP",))}


def test_an_order_that_names_what_the_table_does_not_use_is_asked():
    read = prose("ET", "L'entretien technique a lieu après le questionnaire professionnel.", used={"MSP": 60, "ET": 30})
    assert [(q.code, q.data["absent"]) for q in read.questions] == [("prose_order", ["QP"])]
    assert read.clues == ()


def test_a_preparation_alone_is_watched_only_where_several_are_in_one_room():
    text = "Une surveillance est nécessaire pendant la préparation de l'entretien technique si plusieurs candidats sont réunis dans une même salle."
    (clue,) = prose("", text, part=RePart.WATCH).clues
    assert (clue.kind, clue.of, clue.doing) == (ClueKind.WATCHED_IF_SEVERAL, "ET", Doing.PREPARATION)


def test_who_watches_is_told_of_each_epreuve_that_the_sentence_names():
    text = "Une surveillance est nécessaire pendant la mise en situation professionnelle et le questionnaire professionnel."
    assert clues("", text, part=RePart.WATCH) == {(ClueKind.WATCHED, "MSP", ()), (ClueKind.WATCHED, "QP", ())}
    assert clues("ET", "La mise en situation professionnelle se passe sous surveillance.") == {
        (ClueKind.WATCHED, "MSP", ())
    }


def test_what_a_candidat_made_is_corrected_before_what_follows():
    text = "Le jury prend connaissance des productions du candidat avant l'entretien technique."
    assert clues("ET", text) == {(ClueKind.MARKED_BEFORE, "MSP", ("ET",))}


def test_a_sentence_is_rejoined_over_lines_and_pages_and_has_its_place():
    first = lines("Le candidat compose. L'entretien technique se tient", page=4)
    rest = lines("après le questionnaire professionnel.", page=5)
    rows = [ReRow(sigle, Stated(30, "", Whereabouts(2))) for sigle in ("ET", "QP")]
    passages = [RePassage(RePart.MORE, "ET", first), RePassage(RePart.MORE, "ET", rest)]
    (clue,) = read_prose("titre", rows, passages).clues
    assert (clue.kind, clue.others) == (ClueKind.AFTER, ("QP",))
    assert clue.said.words == "L'entretien technique se tient après le questionnaire professionnel."
    assert (clue.said.where.page, len(clue.said.where.frames)) == (4, 1)


def test_helpers_are_counted_with_what_they_are():
    (clue,) = prose("MSP", "Le candidat accueille trois figurants dans son atelier.").clues
    assert (clue.kind, clue.count, clue.what) == (ClueKind.HELPERS, 3, ("figurant",))
    (clue,) = prose("MSP", "Deux personnes jouent le rôle d'un client mécontent.").clues
    assert (clue.kind, clue.count, clue.what) == (ClueKind.HELPERS, 2, ("client mécontent",))


def test_those_whom_a_sentence_does_not_count_are_one_or_unknown():
    assert [clue.count for clue in prose("MSP", "Le candidat accueille le figurant.").clues] == [1]
    assert [clue.count for clue in prose("MSP", "Le candidat accueille les figurants.").clues] == [None]


def test_they_are_parts_only_where_the_sentence_before_says_so():
    parts = clues("MSP", "L'épreuve a deux parties. Elles peuvent avoir lieu de façon distincte.")
    assert (ClueKind.APART, "MSP", ()) in parts
    others = prose("MSP", "Le jury note les compétences. Elles sont examinées de façon distincte.")
    assert [question.code for question in others.questions] == ["prose_manner"]
    assert others.clues == ()


def test_a_jury_that_plays_a_part_is_no_helper():
    assert prose("MSP", "Un membre du jury joue le rôle du client.").clues == ()


def test_the_vehicle_that_a_candidat_uses_is_told_and_one_that_is_talked_of_is_not():
    (clue,) = prose("MSP", "Le candidat évolue à bord d’une voiture école.").clues
    assert (clue.kind, clue.what) == (ClueKind.VEHICLE, ("voiture",))
    (clue,) = prose("MSP", "Le candidat tire au sort une catégorie de véhicule (C ou BE).").clues
    assert clue.what == ("C", "BE")
    assert prose("MSP", "Le jury questionne sur l'entretien des véhicules.").clues == ()


def test_what_a_candidat_brings_is_in_the_words_of_the_document():
    (clue,) = prose("PP", "Pour l’épreuve, le candidat prépare un seul dossier de création imprimé.").clues
    assert (clue.kind, clue.what) == (ClueKind.BROUGHT, ("dossier de création imprimé",))
    (clue,) = prose("MSP", "Le candidat se munit de chaussures de sécurité.").clues
    assert clue.what == ("chaussures de sécurité",)
    assert prose("PP", "Le dossier imprimé du candidat est remis au centre avant la session.").clues == ()


def test_void_passages_say_nothing():
    read = prose("", "Sans objet", part=RePart.COMPOSITION)
    assert (read.composition, read.questions) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "La mise en situation professionnelle se déroule sur deux jours.",
        "Le candidat dispose de 2 journées.",
        "Le premier jour, le candidat monte la cloison.",
        "L'épreuve occupe plusieurs demi-journées.",
    ],
)
def test_an_epreuve_over_several_days_is_asked(text):
    assert [question.code for question in prose("MSP", text).questions] == ["prose_order"]


def test_days_before_the_session_are_not_asked():
    assert prose("MSP", "Le candidat remet son dossier 6 jours ouvrés avant la session.").questions == ()


def test_what_stands_below_the_presence_of_the_jury_is_read():
    text = "Le jury n'est pas présent pendant la mise en situation professionnelle."
    assert (ClueKind.WITHOUT_JURY, "MSP", ()) in clues("", text, part=RePart.PRESENCE)


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("ET", "L'entretien technique ne peut avoir lieu avant la mise en situation professionnelle."),
        ("ET", "L'entretien technique ne saurait se tenir avant la mise en situation professionnelle."),
        ("ET", "L'entretien technique peut avoir lieu avant ou après la mise en situation professionnelle."),
        ("ET", "L'entretien technique se déroule dans la foulée."),
        ("QP", "Le questionnaire professionnel se déroule la veille de la mise en situation professionnelle."),
        ("QAP", "Le questionnement à partir de productions fait suite à la mise en situation professionnelle."),
        ("MSP", "Une pause d'une heure est prévue entre les deux parties."),
    ],
)
def test_an_order_that_is_forbidden_free_or_told_in_other_words_is_asked_and_not_proposed(own, text):
    assert clues(own, text) == set()
    assert [question.code for question in prose(own, text).questions] == ["prose_order"]


@pytest.mark.parametrize(
    "text",
    [
        "Le jury est absent pendant les deux premières heures.",
        "La présence du jury n'est requise que pendant la dernière heure.",
        "Le questionnaire se passe en dehors du temps de présence du jury.",
        "Le candidat choisit l'une des deux mises en situation.",
        "L'épreuve est une étude de cas ou une maquette, au choix du candidat.",
        "Le jury évalue deux candidats à la fois.",
    ],
)
def test_who_is_there_and_what_is_chosen_in_words_that_are_not_known_is_asked(text):
    assert "prose_manner" in {question.code for question in prose("MSP", text).questions}
