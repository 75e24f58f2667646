from dataclasses import replace

import pytest

from builders import session
from edits import changed, sitting
from halves import both_allow, both_refuse
from journees import UN, journee

REGLE = "membre_qualifie"


def asking(*qualites: str, **of: tuple[str, ...]):
    s = session(candidats=1, nb_membres=3)
    for membre, his in of.items():
        s = changed(s, membre, qualites=his)
    return replace(s, referentiel=replace(s.referentiel, qualites=qualites))


@pytest.mark.parametrize(
    ("asked", "m1", "m2", "allowed"),
    [
        (("anglais",), ("anglais",), (), True),
        (("anglais",), (), ("Anglais ",), True),
        (("anglais",), (), (), False),
        (("anglais", "soudure"), ("anglais",), ("soudure",), True),
        (("anglais", "soudure"), ("anglais", "soudure"), (), True),
        (("anglais", "soudure"), ("anglais",), ("dessin",), False),
        ((), (), (), True),
    ],
)
def test_every_quality_is_in_the_jury_whoever_has_it(asked, m1, m2, allowed):
    s = asking(*asked, M1=m1, M2=m2)
    (both_allow if allowed else both_refuse)(s, journee(s, UN), REGLE)


def test_a_quality_of_somebody_who_does_not_sit_is_of_no_use():
    s = asking("anglais", M3=("anglais",))
    both_refuse(s, journee(s, UN), REGLE)
    both_allow(s, sitting(journee(s, UN), "M1", "M3"), REGLE)
