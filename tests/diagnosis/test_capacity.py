from dataclasses import replace

import pytest

from builders import TOUTES, absent, cda, ecrit, joue, oral, pratique, referentiel, session
from tpplanner.diagnosis import shortages
from tpplanner.domain.session import Candidat, Lien, Personne, Role, Salle
from tpplanner.texts.fautes import manque

PLAIN = session()


def _without(session_, *salles):
    return replace(session_, salles=tuple(s for s in session_.salles if s.id not in salles))


def devices(candidats: int, *salles: tuple[str, int, int]):
    """A paper of which one set of devices serves 20 at most, in rooms with so many posts and sets each."""
    ref = referentiel(
        replace(ecrit("QP", 30), ressource="boîtiers", partage=20), oral("EF", 20, apres=("QP",)), sigle="CDA"
    )
    rooms = tuple(Salle(nom, f"Salle {nom}", ("ecrit",), posts, (("boîtiers", sets),)) for nom, posts, sets in salles)
    s = session(ref, candidats=candidats, nb_membres=8, nb_jours=3)
    watch = tuple(Personne(f"W{nom}", nom, (Role.SURVEILLANT,)) for nom, _, _ in salles)
    return replace(s, salles=(*rooms, *s.salles[2:]), personnes=(*s.personnes, *watch))


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
    "materiel_en_salle": devices(40, ("A", 21, 1), ("B", 19, 1)),
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


@pytest.mark.parametrize(
    ("candidats", "rooms", "told"),
    [
        (45, [("A", 45, 3)], ""),
        (45, [("A", 45, 2)], "45 candidats : il faut 3 × « boîtiers » (1 pour 20), il y en a 2 dans les salles."),
        (45, [("A", 25, 2), ("B", 20, 1)], ""),
        (41, [("A", 21, 1), ("B", 20, 1)], "41 candidats : il faut 3 × « boîtiers » (1 pour 20), il y en a 2"),
        (40, [("A", 21, 2), ("B", 19, 1)], ""),  # 21 take two sets, 19 one
        (40, [("A", 20, 1), ("B", 20, 1)], ""),
        (
            40,
            [("A", 21, 1), ("B", 19, 1)],
            "« Salle A » 21 postes et 1 ; « Salle B » 19 postes et 1. Il y a place pour 39 au",
        ),
        (
            45,
            [("A", 15, 2), ("B", 30, 1)],
            "« Salle A » 15 postes et 2 ; « Salle B » 30 postes et 1. Il y a place pour 35 au",
        ),
    ],
)
def test_a_set_of_devices_serves_those_of_its_own_room_and_no_more_than_it_may(candidats, rooms, told):
    s = devices(candidats, *rooms)
    of_devices = [m for m in shortages(s) if m.quoi in ("ressources", "materiel_en_salle")]
    assert [told in manque(s, shortage) for shortage in of_devices] == [True] * bool(told)
