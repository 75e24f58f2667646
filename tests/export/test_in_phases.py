"""What papers say of somebody who is there in some phases of a passage: in those, and in no others."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest

from builders import TIERS, joue, oral, referentiel, session
from edits import changed, with_people
from journees import journee
from tpplanner.audit import check
from tpplanner.domain.referentiel import Nature, Phase, Surveillance
from tpplanner.domain.session import Personne, Role, Salle
from tpplanner.export.agenda import Agenda, Moment, Sort, amenagements, devant, remarque
from tpplanner.export.documents import Matter
from tpplanner.export.documents.pages import consignes_au_comedien
from tpplanner.export.posters import demi_journees, ou
from tpplanner.export.staff import attended

DAY = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
10:07 EF C1
10:32 cloture
"""


def agenda(**granted) -> Agenda:
    """A MSP written alone until 9:27, played before the jury until 9:47, then talked over until 10:07; an aide."""
    phases = (
        Phase(20, Surveillance.SEUL, "plateau", partagee=True, nature=Nature.ECRIT),
        Phase(20, Surveillance.JURY),
        Phase(20, Surveillance.JURY),
    )
    msp = joue(replace(oral("MSP", 1), phases=phases), 1)
    rooms = (Salle("Plateau", "Plateau", ("plateau",), postes=9), Salle("S1", "Salle 1", ("jury",)))
    s = session(referentiel(msp, oral("EF", 15, apres=("MSP",))), candidats=1, salles=rooms)
    s = with_people(s, Personne("K1", "ACTEUR", (Role.COMEDIEN,)), Personne("A1", "LECTRICE", (Role.AIDE,)))
    s = changed(s, "C1", aide="A1", majorations=((Nature.ECRIT, TIERS),), **granted)
    return Agenda(s, journee(s, DAY))


def passed(of: Agenda) -> list[Moment]:
    return [m for m in of.moments if m.sort is Sort.EPREUVE]


def test_the_comedien_is_named_in_the_phases_in_which_he_plays():
    of = agenda()
    assert ["ACTEUR" in devant(of, m) for m in passed(of)] == [False, True, False, False]
    assert [f"{m.debut:%H:%M}-{m.fin:%H:%M}" for m in passed(of)] == [
        "09:00-09:27",
        "09:27-09:47",
        "09:47-10:07",
        "10:07-10:22",
    ]


@pytest.mark.parametrize(
    ("granted", "there", "told"),
    [
        ({}, [True, True, True, True], "aide : LECTRICE"),
        ({"aide_natures": tuple(Nature)}, [True, True, True, True], "aide : LECTRICE"),
        ({"aide_natures": (Nature.ECRIT,)}, [True, False, False, False], "aide : LECTRICE (écrit)"),
        ({"aide_natures": (Nature.ORAL,)}, [False, True, True, True], "aide : LECTRICE (oral)"),
        ({"aide_epreuves": ("EF",)}, [False, False, False, True], "aide : LECTRICE (Épreuve EF)"),
    ],
)
def test_the_aide_is_noted_in_the_phases_that_it_is_granted_for(granted, there, told):
    of = agenda(**granted)
    assert ["LECTRICE" in remarque(of, m) for m in passed(of)] == there
    assert told in amenagements(of, "C1").split(" ; ")


def test_more_time_is_noted_in_the_phases_of_its_kind():
    of = agenda()
    assert ["1/3" in remarque(of, m) for m in passed(of)] == [True, False, False, False]


def test_the_poster_tells_both_rooms_in_which_a_candidat_passes():
    of = agenda()
    ((appel,),) = (d.individuels for d in demi_journees(of))
    assert ou(of, appel) == "Plateau, puis Salle 1"


def test_the_consignes_of_the_comedien_tell_how_long_he_plays_and_no_longer():
    of = agenda()
    (copy,) = consignes_au_comedien(Matter(of.session, of.plan, check(of.session, of.plan)))
    told = [paragraph.text for paragraph in docx.Document(BytesIO(copy.contenu)).paragraphs]
    assert [line for line in told if "MSP" in line] == ["Épreuve MSP : 20\xa0min, individuelle, devant le jury"]


def test_a_paper_of_the_comedien_tells_his_own_phase():
    of = agenda()
    (played,) = (p for p in of.plan.presences if p.role == Role.COMEDIEN and p.candidat)
    assert [m.phase for m in attended(of, played)] == [1]
