"""Who plays, the parts that they may play, whom they may not play for; the centre's vehicles: as typed in a workbook."""

from dataclasses import replace

import pytest

from builders import oral, prend, referentiel, session
from edits import with_people
from journees import journee
from tpplanner.audit import check
from tpplanner.domain.duties import exclusions_des_comediens
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Lien, MotifLien, Personne, Role, Vehicule
from tpplanner.export.excel import write_planning
from tpplanner.workbook.contents import contents_by_row
from tpplanner.workbook.entered import read_entered
from tpplanner.workbook.planning_rows import plan_of, rows_of
from tpplanner.workbook.reader import read_session
from worlds import comedie


def typed(*, des_candidats="Auto-école A", de_k1="Auto-école B", liens=(), exterieurs=True):
    """What is read of the rows of a session in which K1 plays, with the warnings."""
    ref = replace(comedie(), comediens_exterieurs=exterieurs)
    k1 = Personne("K1", "BERGER", (Role.COMEDIEN,), "Luc", organisme=de_k1, joue=("élève conducteur", "client"))
    s = with_people(session(ref, candidats=2), k1)
    s = replace(s, candidats=tuple(replace(c, organisme=des_candidats) for c in s.candidats), liens=liens)
    reading = read_entered(contents_by_row(s), ref)
    return reading.session, [w.message for w in reading.avertissements if "en formation avec" in w.message]


def test_the_parts_that_somebody_may_play_are_read_back():
    s, _ = typed()
    (k1,) = s.avec_role(Role.COMEDIEN)
    assert k1.joue == ("élève conducteur", "client")


@pytest.mark.parametrize("leve", [True, False])
def test_a_row_of_liens_may_name_who_plays(leve):
    s, _ = typed(de_k1="Auto-école A", liens=(Lien("C1", "K1", "autre promotion", leve=leve),))
    motifs = {(e.candidat, e.membre): e.motif for e in exclusions_des_comediens(s)}
    assert motifs.get(("C1", "K1")) == (None if leve else MotifLien.DECLARE)
    assert motifs[("C2", "K1")] is MotifLien.ORGANISME


@pytest.mark.parametrize(
    ("des_candidats", "de_k1", "told"),
    [("Auto-école A", "Auto-école B", 0), ("Auto-école A", "", 1), ("", "Auto-école B", 1)],
)
def test_an_organisme_that_is_not_typed_is_told_once_and_makes_no_link(des_candidats, de_k1, told):
    s, warnings = typed(des_candidats=des_candidats, de_k1=de_k1)
    assert len(warnings) == told
    assert exclusions_des_comediens(s) == ()
    assert typed(des_candidats=des_candidats, de_k1=de_k1, exterieurs=False)[1] == []


def test_two_spellings_of_one_organisme_are_asked_about():
    s, _ = typed(des_candidats="Auto-école du Port", de_k1="Auto école du Porc")
    assert [(q.ecrit, q.autre) for q in s.questions] == [("Auto-école du Port", "Auto école du Porc")]
    assert exclusions_des_comediens(s) == ()


def test_vehicles_are_read_back_and_one_without_a_kind_is_refused():
    ref: Referentiel = referentiel(oral("MSP", 40), oral("EF", 15))
    s = session(ref, candidats=1, vehicules=(Vehicule("V1", "Clio 1", "voiture"), Vehicule("V2", "Clio 2", "")))
    with pytest.raises(Exception, match="Sorte"):
        read_entered(contents_by_row(s), ref)
    s = replace(s, vehicules=s.vehicules[:1])
    assert read_entered(contents_by_row(s), ref).session.vehicules == s.vehicules


JOUR = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 MSP C1
9:40 EF C1
10:05 cloture
"""


def driven():
    """A candidat who drives, of two vehicles of the centre, before a jury."""
    ref = referentiel(prend(oral("MSP", 40), "voiture"), oral("EF", 15, apres=("MSP",)), sigle="CDA")
    cars = tuple(Vehicule(f"V{i}", f"Clio {i}", "voiture") for i in (1, 2))
    s = session(ref, candidats=1, vehicules=cars)
    plan = journee(s, JOUR)
    parties = {p.epreuve: tuple(replace(x, vehicules=("V1",)) for x in p.parties) for p in plan.passages}
    passages = (replace(p, parties=parties[p.epreuve]) if p.epreuve == "MSP" else p for p in plan.passages)
    return s, replace(plan, passages=tuple(passages))


def test_a_planning_keeps_the_vehicle_of_each_passage_as_written_and_as_edited():
    s, plan = driven()
    rows = rows_of(s, plan)
    assert plan_of(s, rows) == plan
    edited = [replace(row, personnes=("Clio 2",)) if row.epreuve == "Épreuve MSP" else row for row in rows]
    assert {v for p in plan_of(s, edited).passages for x in p.parties for v in x.vehicules} == {"V2"}


def test_the_file_of_a_planning_is_read_back_with_its_vehicles(tmp_path):
    s, plan = driven()
    write_planning(tmp_path / "planning.xlsx", s, plan, check(s, plan))
    reading = read_session(tmp_path / "planning.xlsx")
    assert reading.session.vehicules == s.vehicules
    assert reading.edite == (plan,)
    assert reading.editions == ()
