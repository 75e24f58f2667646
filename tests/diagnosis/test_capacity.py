from dataclasses import replace

import pytest

from builders import TOUTES, absent, cda, ecrit, joue, oral, pratique, referentiel, session
from tpplanner.diagnosis import shortages
from tpplanner.domain.session import Candidat, Lien, Role, Salle
from tpplanner.texts.fautes import manque

PLAIN = session()


def _without(session_, *salles):
    return replace(session_, salles=tuple(s for s in session_.salles if s.id not in salles))


CASES = {
    "membres": replace(PLAIN, membres=PLAIN.membres[:1]),
    "qualites": replace(PLAIN, referentiel=replace(cda(), qualites=("anglais",))),
    "membres_candidat": replace(PLAIN, liens=(Lien("C2", "M1"),)),
    "minutes_jury": session(replace(cda(), quota=None), candidats=9),
    "quota": session(candidats=4),
    "salles": _without(PLAIN, "S1"),
    "salles_accessibles": session(
        candidats=(Candidat("C1", "UN", salle_accessible=True),),
        salles=tuple(replace(s, accessible=False) for s in PLAIN.salles),
    ),
    "postes": replace(PLAIN, salles=(Salle("Ecrit", "Écrit", ("ecrit",), 2), *PLAIN.salles[1:])),
    "ressources": session(
        referentiel(replace(ecrit("QP", 30), ressource="poste"), oral("EF", 20, apres=("QP",)), sigle="CDA"),
    ),
    "comediens": session(referentiel(joue(oral("MSP", 60)), oral("EF", 15), sigle="CDA")),
    "duree_epreuve": session(referentiel(ecrit("MSP", 700), oral("EF", 20, apres=("MSP",)), sigle="SC")),
    "minutes_candidat": session(candidats=(Candidat("C1", "UN", indisponibilites=(absent("8:00", "17:30"),)),)),
    "surveillants": replace(
        PLAIN, salles=(Salle("A", "A", ("ecrit",), 2), Salle("B", "B", ("ecrit",), 2), *PLAIN.salles[2:])
    ),
}


@pytest.mark.parametrize("quoi", CASES)
def test_the_shortage_is_proven_and_told(quoi):
    found = shortages(CASES[quoi])
    assert quoi in [m.quoi for m in found]
    for shortage in found:
        assert shortage.besoin > shortage.disponible
        assert manque(CASES[quoi], shortage).endswith(".")


@pytest.mark.parametrize(
    "enough",
    [PLAIN, session(pratique()), session(candidats=6, nb_membres=4), session(candidats=6, nb_jours=2)],
)
def test_a_session_with_enough_lacks_nothing(enough):
    assert shortages(enough) == ()


def test_exactly_enough_posts_are_enough():
    just = replace(PLAIN, salles=(Salle("Ecrit", "Écrit", ("ecrit",), 3), *PLAIN.salles[1:]))
    assert shortages(just) == ()


def test_majorations_count_in_the_minutes():
    majorated = tuple(replace(c, majorations=TOUTES) for c in session(candidats=8).candidats)
    plain = replace(session(replace(cda(), quota=None), candidats=8), candidats=session(candidats=8).candidats)
    assert shortages(replace(plain, candidats=majorated)) != shortages(plain)


def test_a_session_without_surveillants_is_not_short_of_them():
    alone = replace(
        CASES["surveillants"], personnes=tuple(p for p in PLAIN.personnes if Role.SURVEILLANT not in p.roles)
    )
    assert shortages(alone) == ()


def test_a_shortage_is_told_in_the_words_of_the_workbook():
    room = next(manque(PLAIN, s) for s in shortages(_without(PLAIN, "Ecrit")) if s.quoi == "salles")
    assert room == "Aucune salle de type « écrit » : il en faut une pour « Épreuve QP »."
    places = next(s for s in shortages(CASES["quota"]) if s.quoi == "quota")
    assert manque(PLAIN, places).startswith("Il faut 4 places devant les jurys")
    assert manque(PLAIN, replace(places, besoin=1)).startswith("Il faut 1 place devant")
