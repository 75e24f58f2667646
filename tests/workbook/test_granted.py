"""For what an aide is granted, as centres type it; what is not understood is refused, never guessed."""

from dataclasses import replace

import pytest

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Personne, Role, Session
from tpplanner.errors import Severity, WorkbookRefused
from tpplanner.referentiels import find
from tpplanner.workbook.example import example_session
from workbook.samples import Changes, place, reading_of

CDA = example_session(find("CDA"))
HELPED = replace(
    CDA,
    candidats=(replace(CDA.candidats[0], aide="A1"), *CDA.candidats[1:]),
    personnes=(*CDA.personnes, Personne("A1", "UGUEN", (Role.AIDE,), "Maïwenn")),
)
TOUTES = tuple(Nature)


def granted(text: str, session: Session = HELPED) -> tuple[tuple[Nature, ...], tuple[str, ...]]:
    """The kinds and the épreuves that the first candidat's aide is granted for."""
    first = reading_of(session, {("candidats", "aide_pour", 0): text}).session.candidats[0]
    return first.aide_natures, first.aide_epreuves


def issues(changes: Changes, session: Session = HELPED) -> list[tuple[Severity, str]]:
    """What is told of the first candidat's aide: how gravely, and the cure."""
    try:
        told = reading_of(session, changes).avertissements
    except WorkbookRefused as refusal:
        told = refusal.issues
    cells = {place("candidats", champ) for champ in ("aide", "aide_pour")}
    return [(i.severity, i.hint) for i in told if i.place in cells]


@pytest.mark.parametrize(
    ("text", "natures", "epreuves"),
    [
        ("écrit", (Nature.ECRIT,), ()),
        ("Ecrits", (Nature.ECRIT,), ()),
        ("épreuves écrites", (Nature.ECRIT,), ()),
        ("à l'oral", (Nature.ORAL,), ()),
        ("pour les oraux", (Nature.ORAL,), ()),
        ("écrit et oral", (Nature.ECRIT, Nature.ORAL), ()),
        ("oral / écrit", (Nature.ECRIT, Nature.ORAL), ()),
        ("toutes", TOUTES, ()),
        ("Toutes les épreuves", TOUTES, ()),
        ("QP", (), ("QP",)),
        ("QP ; entretien technique", (), ("QP", "ET")),
        ("ET, QP", (), ("QP", "ET")),
        ("questionnaire professionnel et EF", (), ("QP", "EF")),
        ("écrit ; EF", (Nature.ECRIT,), ("EF",)),
    ],
)
def test_a_cell_names_kinds_and_epreuves_as_people_type_them(text, natures, epreuves):
    assert granted(text) == (natures, epreuves)
    assert not issues({("candidats", "aide_pour", 0): text})


@pytest.mark.parametrize("text", ["QCM", "tout sauf QP", "dictée", "oui", "1/3", "écrit QP", "le QP et rien d'autre"])
def test_what_is_neither_is_refused_with_what_may_stand_there(text):
    ((severity, hint), *_) = issues({("candidats", "aide_pour", 0): text})
    assert severity is Severity.ERROR
    assert "« Questionnaire professionnel »" in hint


def test_an_aide_granted_for_nothing_told_is_there_for_all_and_that_is_told():
    assert granted("") == ((), ())
    ((severity, hint),) = issues({})
    assert severity is Severity.WARNING
    assert "« toutes »" in hint


def test_a_kind_that_the_candidat_does_not_pass_is_told():
    ((severity, _),) = issues({("candidats", "aide_pour", 0): "pratique"})
    assert severity is Severity.WARNING


@pytest.mark.parametrize("text", ["UGUEN Maïwenn (QP)", "UGUEN Maïwenn : QP"])
def test_what_it_is_for_beside_the_name_is_told_where_it_belongs(text):
    ((severity, hint), *_) = issues({("candidats", "aide", 0): text})
    assert severity is Severity.ERROR
    assert "« UGUEN Maïwenn »" in hint
    assert "« QP » dans la colonne « Aide pour »" in hint


def test_all_the_epreuves_of_a_modality_bear_its_name_too():
    ccps = replace(HELPED.candidats[0], titre=False, ccps=tuple(c.id for c in CDA.referentiel.ccps))
    several = [e.id for ccp in CDA.referentiel.ccps for e in ccp.epreuves if e.modalite == "ET"]
    assert len(several) > 1
    assert granted("ET", replace(HELPED, candidats=(ccps, *HELPED.candidats[1:]))) == ((), tuple(several))
