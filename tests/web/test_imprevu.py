"""What is told in the fields of *Un imprévu*, as the command would be told it."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.datastructures import FormData

from tpplanner.change.statement import Statement
from tpplanner.sheets.session import CANDIDATS
from tpplanner.texts import changements
from tpplanner.texts.page import sans_options
from tpplanner.web.pages.imprevu import told_by
from tpplanner.workbook.lists import read_list


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"qui": "absent:X", "de": "10h", "jour": "J"}, Statement(absents=("X",), de="10h", jour="J")),
        ({"qui": "salle:S", "jour": "J"}, Statement(salles=("S",), jour="J")),
        ({"qui": "candidat:C", "de": "10h"}, Statement(candidats=("C",), maintenant="10h")),
        ({"qui": "candidat:C", "duree": "20 min"}, Statement(retards=(("C", "20 min"),))),
        (
            {"qui": "candidat:C", "duree": "20 min", "reporter": "on"},
            Statement(retards=(("C", "20 min"),), reporter=True),
        ),
        (
            {"qui": "jury:Jury 1", "duree": "5 min", "de": "9h"},
            Statement(decalages=(("Jury 1", "5 min"),), maintenant="9h"),
        ),
        ({"qui": "", "fin": "18h30", "jour": "J"}, Statement(fin="18h30", jour="J")),
        (
            {"qui": "absent:X", "jour": "J2", "aujourdhui": "J1", "maintenant": "7h50"},
            Statement(absents=("X",), jour="J2", maintenant="J1, 7h50"),
        ),
        (
            {"interrompu": "Jury 1", "decision": "suspendre", "reprise": "11h", "jour": "J", "de": "10h"},
            Statement(jurys_interrompus=("Jury 1, J, 10h",), decision="suspendre", reprise="11h", jour="J"),
        ),
        ({"ecrit": "QP", "arret": "15 min"}, Statement(interruptions=(("QP", "15 min"),))),
        ({"deport": "M", "deport_de": "C"}, Statement(deports=(("M", "C"),))),
        ({"sans_piece": "C", "motif": "identité", "de": "9h"}, Statement(refuses=(("C, 9h", "identité"),))),
        ({"sans_piece": "C", "motif": "prérequis", "admis": "on"}, Statement(admis=(("C", "prérequis"),))),
        ({"qui": "", "travaux_seuls": "on"}, Statement(travaux_seuls=True)),
        ({"qui": "autre:Z"}, Statement()),
        (
            {"qui": "absent:X", "combien": "heure", "jusqu_a": "10h30", "jour": "J"},
            Statement(absents=("X",), jusqu_a="10h30", jour="J"),
        ),
        ({"qui": "absent:X", "combien": "journee", "jusqu_a": "10h30"}, Statement(absents=("X",))),
        ({"qui": "absent:X", "sans_premier": "oui", "deport": "M"}, Statement(deports=(("M", ""),))),
    ],
    ids=str,
)
def test_each_thing_is_told_as_its_option(fields, told):
    assert told_by(FormData(fields)) == told


def test_several_things_happen_at_once_each_with_its_own_length():
    form = FormData(
        [
            *(("qui", qui) for qui in ("absent:X", "", "candidat:C")),
            *(("duree", duree) for duree in ("", "", "15 min")),
            *(("accord", nom) for nom in ("A", "B")),
            ("de", "9h"),
        ]
    )
    told = Statement(absents=("X",), de="9h", retards=(("C", "15 min"),), maintenant="9h", accords=("A", "B"))
    assert told_by(form) == told


def test_what_happens_with_the_first_thing_may_have_its_own_day_and_hour():
    form = FormData(
        [
            *(("qui", qui) for qui in ("absent:X", "jury:Jury 2", "candidat:C", "salle:S")),
            *(("duree", duree) for duree in ("", "20 min", "15 min", "")),
            *(("jour_propre", jour) for jour in ("J2", "", "J3")),
            *(("heure_propre", heure) for heure in ("9h", "", "")),
            *(("jour", "J1"), ("de", "13h")),
        ]
    )
    told = Statement(absents=("X",), salles=("S, J3",), jour="J1", de="13h", decalages=(("Jury 2, J2, 9h", "20 min"),))
    assert told_by(form) == replace(told, retards=(("C", "15 min"),), maintenant="13h")


def test_no_sentence_of_a_change_speaks_of_options_on_the_page():
    phrases = [
        text
        for avis in vars(changements).values()
        if isinstance(avis, changements.Avis)
        for text in (avis.message, avis.conseil)
    ]
    assert any("--" in phrase for phrase in phrases)
    of_the_command = ("--avec",)  # another planning of the centre: the page has no field for it
    left = [p for p in map(sans_options, phrases) if "--" in p and not any(o in p for o in of_the_command)]
    assert left == []


@pytest.mark.parametrize(
    ("pasted", "names"),
    [
        ("DURAND Léa\nMARTIN Paul", ["DURAND Léa", "MARTIN Paul"]),
        ("DURAND\tLéa\nDA COSTA\tHugo\n", ["DURAND Léa", "DA COSTA Hugo"]),
        ("Nom\tPrénom\nDurand\tLéa", ["Durand Léa"]),
        ("DURAND Léa\tCentre A\nDA COSTA Hugo\tCentre B", ["DURAND Léa", "DA COSTA Hugo"]),
        ("Durand;Léa", ["DURAND Léa"]),
    ],
)
def test_a_list_is_taken_as_it_was_pasted(tmp_path, pasted, names):
    path = Path(tmp_path) / "liste.csv"
    path.write_text(pasted, encoding="utf-8")
    people = read_list(path, CANDIDATS).rows
    assert [f"{row['nom']} {row['prenom']}" for row in people] == names
