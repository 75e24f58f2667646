"""Whatever is done to a plan, the check says of it what it said when that was read: a change of the check is seen."""

from pathlib import Path

from odd_plans import as_text, scenes_of, told
from sabotage import rows

TOLD = Path(__file__).with_name("odd_plans.txt")


def test_of_each_odd_plan_the_check_says_what_it_said():
    """Where it is meant to say something else, ``make docs`` writes it: read what differs."""
    kept = TOLD.read_text(encoding="utf-8")
    said = told()
    assert [*said] == [line.removeprefix("# ") for line in kept.splitlines() if line.startswith("# ")]
    for name, lines in said.items():
        assert as_text({name: lines}) in kept


def test_a_row_less_in_the_table_of_sabotages_leaves_the_plans_of_all_others():
    first, *others = rows()
    whole, without = ({name: plan for name, _, plan in scenes_of(table)} for table in ([first, *others], others))
    assert without == {name: whole[name] for name in without}
    assert len(whole) - len(without) == 3
