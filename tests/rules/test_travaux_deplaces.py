import pytest

from builders import session
from changed_from import disturbs
from edits import sitting, work_shifted
from journees import UN, journee
from tpplanner.domain.plan import NatureTravail

REGLE = "travaux_deplaces"


@pytest.mark.parametrize(
    ("nature", "expected"),
    [
        (NatureTravail.LECTURE, 1),
        (NatureTravail.CORRECTION, 1),
        (NatureTravail.ACCUEIL, 1),
        (NatureTravail.CLOTURE, 1),
        (NatureTravail.DELIBERATION, 0),  # it follows the passage
    ],
)
def test_work_at_another_moment_counts(nature, expected):
    s = session(candidats=1, nb_jours=2)
    plan = journee(s, UN)
    disturbs(s, work_shifted(plan, 5, nature), plan, REGLE, expected)
    disturbs(
        s,
        work_shifted(plan, 24 * 60, nature),
        plan,
        REGLE,
        expected if expected and nature.value in "lecture correction" else 0,
    )


def test_of_a_jury_that_no_longer_sits_only_the_work_on_candidats_does():
    s = session(candidats=1, nb_membres=3)
    plan = journee(s, UN)
    disturbs(s, work_shifted(sitting(plan, "M1", "M3"), 5, NatureTravail.ACCUEIL), plan, REGLE, 0)
    disturbs(s, work_shifted(sitting(plan, "M1", "M3"), 5, NatureTravail.LECTURE), plan, REGLE, 1)
