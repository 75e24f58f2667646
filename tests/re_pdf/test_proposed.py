"""The form of a titre is filled from what was read; what nothing states stays empty, and each value has its words."""

import re
from dataclasses import replace

from parsed import SOURCE
from tpplanner.domain.referentiel import Surveillance
from tpplanner.re_pdf.clues import read_prose
from tpplanner.re_pdf.conditions import different_organismes, presence_questions
from tpplanner.re_pdf.document import (
    Document,
    Equipment,
    ReHead,
    ReLine,
    RePart,
    RePassage,
    ReRow,
    Scope,
    Stated,
    Whereabouts,
)
from tpplanner.re_pdf.proposed import ENTETE, proposed
from tpplanner.texts.re_pdf import demande
from tpplanner.workbook.entered import read_titre

HERE = Whereabouts(4)


def said(value, words=""):
    return Stated(value, words or str(value), HERE)


def read(minutes, presence=None, more=None, watch=(), *, composition=(), id_="titre", equipment=(), quota=None):
    """A document of one scope with those minutes, and those sentences about each modalité."""
    rows = [ReRow(sigle, said(m) if m else None) for sigle, m in minutes.items()]
    passages = [RePassage(RePart.MORE, of, tuple(ReLine(t, HERE) for t in texts)) for of, texts in (more or {}).items()]
    for part, texts in ((RePart.WATCH, watch), (RePart.COMPOSITION, composition)):
        passages.append(RePassage(part, "", tuple(ReLine(text, HERE) for text in texts)))
    prose = read_prose(id_, rows, passages)
    rows = [replace(row, parts=prose.parts.get(row.modalite, ())) for row in rows]
    scope = Scope(
        id_,
        "Tenir la boutique",
        tuple(rows),
        said(sum(filter(None, minutes.values()))),
        said(presence) if presence else None,
        prose.clues,
        prose.protocol,
        prose.composition,
        prose.watch,
    )
    head = ReHead(said("RE"), said("VBX"), said("TP-09876"), said("02"), said("Vendeur de boutons"))
    questions = (*prose.questions, *presence_questions(scope))
    different = different_organismes([scope])
    return Document("0" * 64, 30, head, (scope,), quota, different, (), tuple(equipment), questions)


def rows_of(proposal):
    return proposal.entered.tables[0].rows


def titre_of(proposal):
    """The référentiel that the form holds, once the nature of its mises en situation is given."""
    for row in rows_of(proposal):
        if row["modalite"].startswith("MSP"):
            row.setdefault("nature", "pratique")
    referentiel, issues = read_titre(proposal.entered)
    assert [issue.issue.message for issue in issues] == []
    return referentiel.titre


TOGETHER = "Tous les candidats composent en même temps."
USUAL = {
    "ET": ["L'entretien technique a lieu immédiatement après la présentation du projet."],
    "QP": [TOGETHER, "Le questionnaire est passé avant la présentation du projet."],
}


def test_the_order_is_that_of_the_prose_and_not_that_of_the_table():
    titre = titre_of(proposed(read({"PP": 40, "ET": 30, "QP": 45, "EF": 15}, 85, USUAL)))
    assert [epreuve.id for epreuve in titre.epreuves] == ["QP", "PP", "ET", "EF"]
    qp, pp, et, ef = titre.epreuves
    assert (qp.collective, qp.phases[0].presence, qp.phases[0].partagee) == (True, Surveillance.SURVEILLANT, True)
    assert (pp.apres, et.aussitot_apres, ef.apres) == (("QP",), ("PP",), ())


def test_without_a_sentence_there_is_no_order():
    proposal = proposed(read({"PP": 40, "ET": 30, "EF": 15}, 85))
    assert [row.get("apres") for row in rows_of(proposal)] == [None, None, None]
    assert titre_of(proposal).minutes_jury == 85


def test_whether_a_questionnaire_is_for_all_at_once_is_asked_where_nothing_says_it():
    proposal = proposed(read({"PP": 40, "QP": 45, "EF": 15}, 55))
    _, issues = read_titre(proposal.entered)
    assert "titre-1-collective" in {issue.champ for issue in issues}


PARTS = [
    "La mise en situation comporte deux parties. Elles peuvent se dérouler de façon distincte.",
    "Accueil des clients (1 h 00) :",
    "Le candidat prépare son étal (15 minutes). Il accueille ensuite deux figurants (45 minutes).",
    "Livraison (30 minutes) :",
    "Le candidat livre un figurant à bord d'une voiture.",
]
IF_SEVERAL = "Une surveillance est nécessaire pendant la préparation de la mise en situation professionnelle si plusieurs candidats sont présents dans une même salle."


def test_parts_that_may_lie_apart_are_epreuves_of_their_own_with_their_people_and_vehicles():
    titre = titre_of(proposed(read({"MSP": 90, "ET": 20, "EF": 10}, 105, {"MSP": PARTS}, [IF_SEVERAL])))
    first, second = titre.epreuves[:2]
    assert [(e.id, e.modalite, e.separee, e.minutes) for e in (first, second)] == [
        ("MSP1", "MSP", True, 60),
        ("MSP2", "MSP", True, 30),
    ]
    preparation, session = first.phases
    assert (
        preparation.minutes,
        preparation.presence,
        preparation.usage,
        preparation.partagee,
        preparation.comediens,
    ) == (
        15,
        Surveillance.SI_PLUSIEURS,
        "preparation",
        True,
        0,
    )
    assert (session.minutes, session.presence, session.comediens, session.role) == (
        45,
        Surveillance.JURY,
        2,
        "figurant",
    )
    (driven,) = second.phases
    assert (driven.usage, driven.vehicules, driven.comediens) == ("circulation", ("voiture",), 1)


def test_what_follows_a_mise_en_situation_follows_each_of_its_parts():
    more = {"MSP": PARTS, "ET": ["L'entretien technique a lieu après la mise en situation professionnelle."]}
    titre = titre_of(proposed(read({"MSP": 90, "ET": 20, "EF": 10}, 105, more, [IF_SEVERAL])))
    assert titre.epreuves[2].apres == ("MSP1", "MSP2")


def test_a_preparation_that_the_presence_counts_holds_the_jury_and_is_asked():
    proposal = proposed(read({"MSP": 90, "ET": 20, "EF": 10}, 120, {"MSP": PARTS}, [IF_SEVERAL]))
    assert titre_of(proposal).epreuves[0].phases[0].presence is Surveillance.JURY
    assert [question.code for question in proposal.questions] == ["presence_counts_preparation"]


def test_who_watches_a_preparation_is_asked_where_nothing_says_it():
    proposal = proposed(read({"MSP": 90, "ET": 20, "EF": 10}, 105, {"MSP": PARTS}))
    assert rows_of(proposal)[0].get("presence") is None
    assert [(question.code, question.data["field"]) for question in proposal.questions] == [
        ("preparation_watched", "presence")
    ]


def test_a_presence_that_nothing_explains_leaves_empty_who_is_there():
    proposal = proposed(read({"MSP": 90, "ET": 20, "EF": 10}, 99, {"MSP": PARTS}, [IF_SEVERAL]))
    assert [row.get("presence") for row in rows_of(proposal)] == [None, None, None, "jury", "jury"]
    assert any(question.blocking for question in proposal.questions)


def test_neighbouring_stretches_with_the_same_people_are_one_phase():
    more = {"QAP": ["Le candidat présente sa production (10 minutes).", "Le jury le questionne (20 minutes)."]}
    titre = titre_of(proposed(read({"QAP": 30, "EF": 10}, 40, more)))
    assert [phase.minutes for phase in titre.epreuves[0].phases] == [30]


def test_an_ecrit_is_corrected_before_what_its_sentence_names_where_the_jury_may_come_earlier():
    more = {"MSP": ["Le candidat range."], "QP": [TOGETHER, "Le questionnaire est passé avant l'entretien technique."]}
    titre = titre_of(proposed(read({"MSP": 30, "ET": 20, "QP": 15, "EF": 10}, 60, more)))
    assert {epreuve.id: epreuve.correction_avant for epreuve in titre.epreuves}["QP"] == "ET"
    alone = titre_of(proposed(read({"ET": 20, "QP": 15, "EF": 10}, 30, {"QP": more["QP"]})))
    assert {epreuve.correction_avant for epreuve in alone.epreuves} == {""}


def test_epreuves_that_precede_each_other_are_asked():
    more = {
        "ET": ["L'entretien technique a lieu après la présentation du projet."],
        "PP": ["La présentation du projet a lieu après l'entretien technique."],
    }
    proposal = proposed(read({"PP": 40, "ET": 30, "EF": 15}, 85, more))
    assert [(q.code, q.data["epreuves"]) for q in proposal.questions] == [("order_circular", ["ET", "PP"])]


def test_devices_that_so_many_share_are_the_resource_of_the_ecrit():
    pupitres = Equipment(
        Stated("Pupitres (modèle au choix) – Pour le questionnaire professionnel", "Pupitres (modèle au choix)", HERE),
        12,
        HERE,
    )
    phones = Equipment(said("Téléphone"), 12, HERE)
    titre = titre_of(proposed(read({"PP": 40, "QP": 45, "EF": 15, "ET": 30}, 85, USUAL, equipment=[phones, pupitres])))
    assert [(e.ressource, e.partage) for e in titre.epreuves if e.id == "QP"] == [("Pupitres", 12)]


def test_what_is_brought_stands_as_a_convocation_says_it_and_once():
    more = {
        "MSP": [*PARTS, "Le candidat se munit d'un tablier."],
        "EF": ["Précisions pour le candidat :", "Le candidat présente, en début de session, l’original de son permis."],
    }
    apron = Equipment(Stated("Gants de cuir. – EPI apporté par le candidat", "Gants de cuir.", HERE), 1, HERE)
    other = "EPI apporté par le candidat, uniquement pour les sessions du CCS « en mer »"
    vest = Equipment(Stated(f"Gilet. – {other}", "Gilet.", HERE), 1, HERE)
    document = read({"MSP": 90, "ET": 20, "EF": 10}, 105, more, [IF_SEVERAL], equipment=[apron, vest])
    assert [epreuve.apporter for epreuve in titre_of(proposed(document)).epreuves] == [
        ("l'original de votre permis", "vos gants de cuir", "votre tablier"),
        (),
        (),
        (),
    ]
    at_sea = replace(document, scopes=(replace(document.scopes[0], name="Vendre en mer"),))
    assert "votre gilet" in titre_of(proposed(at_sea)).epreuves[0].apporter


def test_whatever_is_asked_has_a_sentence():
    assert [code for code in CODES if not demande(code, "titre", "ET", [(4, 4)], DATA).message] == []


CODES = (
    *("prose_order", "prose_names_itself", "prose_manner", "prose_unused", "prose_stretches"),
    *("presence_differs", "presence_counts_preparation", "composition", "quota_differs"),
    *("preparation_watched", "helpers_count", "order_of_parts", "order_circular", "parts_unknown"),
)
DATA = {
    "words": "Le candidat attend.",
    "minutes": 60,
    "presence": 60,
    "preparation": 20,
    "values": [3, 4],
    "role": "figurant",
    "epreuves": ["ET", "PP"],
}


def test_the_codes_are_all_that_is_asked():
    code = re.compile(
        r"(?:ReQuestion|ask|_ask)\(\s*\"(\w+)\"|doubts\.append\(\(\"(\w+)\"|code = \"(\w+)\" if counted else \"(\w+)\""
    )
    modules = ("clues", "conditions", "epreuves", "passage_order")
    texts = ((SOURCE / "re_pdf" / f"{name}.py").read_text(encoding="utf-8") for name in modules)
    assert {found for text in texts for match in code.findall(text) for found in match if found} == set(CODES)


def test_the_head_holds_what_the_document_says_of_the_jury():
    outside = {"MSP": ["Deux figurants viennent. Ils ne doivent pas être en formation avec le candidat."]}
    texts = ["Les membres du jury exercent dans des entreprises différentes."]
    head = proposed(read({"MSP": 40, "EF": 15}, 55, outside, composition=texts, quota=said(5))).entered.entete
    assert (head["quota"], head["organismes_differents"], head["comediens_exterieurs"]) == ("5", "oui", "oui")
    assert head["source"].startswith("RE TP-09876 millésime 02")
    bare = proposed(read({"MSP": 40, "EF": 15}, 55)).entered.entete
    assert {"quota", "organismes_differents", "comediens_exterieurs", "qualites"}.isdisjoint(bare)


def test_a_duration_that_is_asked_is_an_empty_cell():
    document = read({"PP": None, "ET": 30, "EF": 15}, 85)
    assert [row["modalite"][:2] for row in rows_of(proposed(document))] == ["ET", "EF"]
    asked = replace(document, questions=(*document.questions, question("PP")))
    assert next((row["modalite"][:2], row.get("duree")) for row in rows_of(proposed(asked))) == ("PP", None)


def question(modalite):
    from tpplanner.re_pdf.document import ReQuestion

    return ReQuestion("minutes", "titre", modalite)


def test_each_value_has_its_words_in_the_cell_that_it_fills():
    proposal = proposed(
        read({"MSP": 90, "ET": 20, "QP": 15, "EF": 10}, 105, {"MSP": PARTS, "QP": [TOGETHER]}, [IF_SEVERAL])
    )
    for evidence in proposal.evidence:
        table = proposal.entered.tables[0]
        cells = (
            proposal.entered.entete
            if evidence.table == ENTETE
            else table.autour
            if evidence.row < 0
            else table.rows[evidence.row]
        )
        assert cells[evidence.field] == evidence.proposed
        assert evidence.said.words
    shown = {(evidence.row, evidence.field) for evidence in proposal.evidence if evidence.table == "titre"}
    bare = {(n, champ) for n, row in enumerate(rows_of(proposal)) for champ in row} - shown
    assert {champ for _, champ in bare} <= {"modalite", "nom"}


def test_who_watches_a_part_is_not_filled_in_for_the_whole_where_the_presence_of_the_jury_says_otherwise():
    more = {"MSP": ["Le candidat manipule en présence d'un surveillant, puis restitue devant le jury."]}
    asked = proposed(read({"MSP": 240, "ET": 30, "EF": 15}, 75, more))
    assert "presence" not in rows_of(asked)[0]
    assert "presence_differs" in {question.code for question in asked.questions}
    whole = proposed(read({"MSP": 240, "ET": 30, "EF": 15}, 45, more))
    assert rows_of(whole)[0]["presence"] == "surveillant"
