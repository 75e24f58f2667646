"""Whatever is done to a plan, the check says of it what it said when that was read: a change of the check is seen."""

from pathlib import Path

from odd_plans import as_text, told

TOLD = Path(__file__).with_name("odd_plans.txt")


def test_of_each_odd_plan_the_check_says_what_it_said():
    """Where it is meant to say something else, ``make docs`` writes it: read what differs."""
    kept = TOLD.read_text(encoding="utf-8")
    said = told()
    assert [*said] == [line.removeprefix("# ") for line in kept.splitlines() if line.startswith("# ")]
    for name, lines in said.items():
        assert as_text({name: lines}) in kept
