"""What the planner claims of sessions drawn at random: plans of their neighbours, or the rules alone, may refute it."""

from collections.abc import Sequence

from refute import WAYS, tried

from reliability.campaign import Result, sample

PROMISE = (
    "« impossible » et « on ne peut faire mieux » sont mis à l'épreuve sur des sessions tirées au hasard : par les "
    "plannings de sessions voisines, et par les règles seules."
)
FIRST, MANY = 20_000, 200
SAMPLE = ()  # tests/solver/test_laws.py and test_attack.py try draws of their own
SHARE = 0.1


def cases(scale: float) -> Sequence[str]:
    """Each draw both ways."""
    return sample([f"{way} {FIRST + n}" for n in range(MANY) for way in WAYS], scale)


def run(case: str) -> Result:
    """Try to refute what is claimed of one draw."""
    way, seed = case.split()
    _, refuted, seconds = tried(way, int(seed))
    return Result(not refuted, "; ".join(refuted), seconds, extra={"way": way})
