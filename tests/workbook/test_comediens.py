"""Who plays, the parts that they may play, whom they may not play for; the centre's vehicles: as typed in a workbook."""

from dataclasses import replace

import pytest

from builders import oral, referentiel, session
from edits import with_people
from tpplanner.domain.duties import exclusions_des_comediens
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Lien, MotifLien, Personne, Role, Vehicule
from tpplanner.workbook.contents import contents_by_row
from tpplanner.workbook.entered import read_entered
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
