from dataclasses import replace

import pytest

from builders import session
from edits import changed, sitting
from halves import both_allow, both_refuse
from journees import UN, journee
from tpplanner.audit import breaches
from tpplanner.domain.session import Lien, Session
from worlds import observateur

REGLE = "lien_exclu"


def linked(*liens: Lien, candidat: dict[str, object] | None = None, membre: dict[str, object] | None = None) -> Session:
    s = session(candidats=2, nb_membres=3)
    s = changed(changed(s, "C1", **(candidat or {})), "M1", **(membre or {}))
    return replace(s, candidats=s.candidats[:1], liens=liens)


DECLARE = Lien("C1", "M1", "beau-frère")


@pytest.mark.parametrize(
    ("s", "cas"),
    [
        (linked(DECLARE), "declare"),
        (linked(candidat={"formateurs": ("M1",)}), "formateur"),
        (linked(candidat={"formateurs_possibles": ("M1",)}), "question"),
        (linked(Lien("C1", "M1", "voisins", presume=True)), "question"),
        (linked(DECLARE, Lien("C1", "M1", "non", leve=True, presume=True)), "declare"),
        (
            linked(
                Lien("C1", "M1", "ancien", leve=True),
                candidat={"organisme": "École", "formateurs_possibles": ("M1",)},
                membre={"organisme": "École"},
            ),
            "question",
        ),
        (
            linked(
                Lien("C1", "M1", "ancien", leve=True, presume=True),
                candidat={"organisme": "École"},
                membre={"organisme": "École"},
            ),
            "organisme",
        ),  # released only if that is who is meant
        (linked(candidat={"organisme": "École du Port"}, membre={"organisme": "ECOLE  du port"}), "organisme"),
        (linked(candidat={"employeur": "Armor"}, membre={"employeur": "armor"}), "employeur"),
        (linked(Lien("C1", "M1", "ancien", leve=True), candidat={"formateurs": ("M1",)}), "formateur"),
        (linked(DECLARE, Lien("C1", "M1", "non", leve=True)), "declare"),
        (
            linked(Lien("C1", "M1", leve=True), candidat={"organisme": "École"}, membre={"organisme": "École"}),
            "organisme",
        ),  # released without a motif
    ],
)
def test_a_membre_with_a_link_does_not_judge_the_candidat(s, cas):
    both_refuse(s, journee(s, UN), REGLE, cas)
    both_allow(s, sitting(journee(s, UN), "M2", "M3"), REGLE)


@pytest.mark.parametrize(
    "s",
    [
        linked(),
        linked(Lien("C1", "M3", "voisins")),
        linked(
            Lien("C1", "M1", "quitté en 2019", leve=True),
            candidat={"organisme": "École"},
            membre={"organisme": "École"},
        ),
        linked(
            Lien("C1", "M1", "autre site", leve=True), candidat={"employeur": "Armor"}, membre={"employeur": "Armor"}
        ),
        linked(Lien("C1", "M1", "voisins", leve=True, presume=True)),
        linked(candidat={"organisme": ""}, membre={"organisme": ""}),
        linked(candidat={"organisme": "Armor"}, membre={"employeur": "Armor"}),
    ],
)
def test_what_is_no_link_or_was_released_with_a_motif_excludes_nobody(s):
    both_allow(s, journee(s, UN), REGLE)


def test_another_candidat_of_the_same_jury_does_not_matter():
    s = session(candidats=2, nb_membres=3, liens=(Lien("C2", "M1", "voisins"),))
    both_allow(
        replace(s, candidats=s.candidats[:1], liens=()), journee(replace(s, candidats=s.candidats[:1]), UN), REGLE
    )


def test_an_observateur_judges_nobody():
    s = linked(Lien("C1", "O1", "voisins"))
    s = replace(s, membres=(*s.membres, observateur("O1")))
    assert breaches(s, sitting(journee(s, UN), "M1", "M2", "O1"), REGLE) == ()
