"""What happened to a session, in sentences."""

from dataclasses import replace
from datetime import datetime

import pytest

from builders import session
from drawing import seeded
from imprevus import KINDS, some_imprevus
from tpplanner.domain.imprevus import Absence, Decalage, Imprevu
from tpplanner.texts.imprevus import phrase, quand


@pytest.mark.parametrize("seed", range(5))
def test_each_event_is_a_sentence_that_names_whoever_it_is_about(seed):
    s = session(nb_membres=4, nb_jours=2)
    names = {x.nom_complet for x in (*s.candidats, *s.membres, *s.personnes)} | {x.nom for x in s.salles}
    for imprevu in some_imprevus(s, seeded(seed)):
        told = phrase(s, imprevu.evenement)
        assert told.endswith(".")
        about = {v for v in vars_of(imprevu.evenement) if v in {x.id for x in (*s.candidats, *s.membres, *s.personnes)}}
        assert not about or any(name in told for name in names)
        assert not any(f" {id_} " in told for id_ in about), "an id is nobody's name"


def vars_of(evenement):
    return [getattr(evenement, name) for name in type(evenement).__slots__]


def test_every_kind_of_event_has_its_sentence():
    s = session(nb_membres=4)
    assert {type(i.evenement) for i in some_imprevus(s, seeded(0))} == set(KINDS)


def test_it_says_from_when_and_when_it_was_told_and_taken_back():
    s = session(nb_membres=4)
    jour = s.jours[0].date
    away = Absence(s.membres[0].id, datetime(2027, 6, 14, 13), datetime(2027, 6, 15))
    assert (
        phrase(s, away).replace("\xa0", " ")
        == f"Absence de {s.membres[0].nom_complet} : lundi 14 juin 2027 à partir de 13 h."
    )
    late = Decalage("J1", datetime(2027, 6, 14, 9, 5), 20)
    assert phrase(s, late).replace("\xa0", " ") == "Jury 1 a 20 min de retard, lundi 14 juin 2027 à 9 h 05."
    told = Imprevu(away, datetime(2027, 6, 14, 7, 50))
    assert jour == told.dit_le.date()
    assert quand(told).replace("\xa0", " ") == "signalé le 14/06/2027 à 7 h 50"
    back = replace(told, repris_le=datetime(2027, 6, 14, 8, 15))
    assert quand(back).replace("\xa0", " ").endswith("repris le 14/06/2027 à 8 h 15")
    assert quand(Imprevu(away)) == ""
