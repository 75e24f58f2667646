"""What is written is read back the same: sessions and plans as workbooks, answers as JSON by the published schema."""

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import jsonschema
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from drawing import seeded
from reliability.campaign import Result, sample
from tpplanner.audit import check
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Planned
from tpplanner.domain.session import Session
from tpplanner.export.excel import write_planning
from tpplanner.solver import Budget
from tpplanner.wire import Answer, answer, dump, schema
from tpplanner.workbook.reader import read_session
from wide_draws import drawn_wide
from workbook.plans import plans
from workbook.samples import asked_nothing, with_planning, write
from workbook.sessions import sessions
from worlds import valid

PROMISE = (
    "ce qui est écrit est relu à l'identique : sessions et plannings en classeurs Excel, réponses en JSON, selon le "
    "schéma publié."
)
EACH, EXAMPLES = 75, 3


def cases(scale: float) -> Sequence[str]:
    """Each way as often."""
    return sample([f"{way} {n}" for n in range(EACH) for way in WAYS], scale)


def run(case: str) -> Result:
    """Write and read one draw, or a few of them."""
    way, number = case.split()
    tried = WAYS[way](int(number))
    return Result(True, extra={"essais": tried, "way": way})


def _drawn(number: int, strategy: st.SearchStrategy, same: Callable[[Path, st.DataObject], None]) -> int:
    """A few draws of one seed, each in a folder of its own."""

    @seed(number)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def each(drawn: object) -> None:
        with tempfile.TemporaryDirectory() as folder:
            same(Path(folder, "classeur.xlsx"), drawn)

    each()
    return EXAMPLES


def _session(number: int) -> int:
    def same(path: Path, session: object) -> None:
        assert asked_nothing(read_session(write(path, session)).saisie) == session

    return _drawn(number, sessions(), same)


def _any_plan(number: int) -> int:
    """Plans that need respect no rule, of one session."""
    session, _ = next(valid(seeded(f"any plan {number}")))

    def same(path: Path, plan: object) -> None:
        assert read_session(with_planning(path, session, plan)).edite == (plan,)

    return _drawn(number, plans(session), same)


def _planning(number: int) -> int:
    """A planning as it is written for a centre, and what the check says of it.

    The session is one that was read: numbers that nobody drew are drawn then.
    """
    drawn = (world for world in valid(seeded(f"planning {number}")) if _can_be_told(world[0]))
    session, plan = next(islice(drawn, number % 12, None))
    with tempfile.TemporaryDirectory() as folder:
        session = read_session(write(Path(folder, "session.xlsx"), session)).session
        report = check(session, plan)
        path = Path(folder, "planning.xlsx")
        write_planning(path, session, plan, report)
        lu = read_session(path)
    assert (lu.ecrit, lu.edite, lu.editions) == ((plan,), (plan,), ())
    assert check(lu.session, lu.edite[0]) == report
    return 1


def _can_be_told(session: Session) -> bool:
    """Whether a workbook may hold it: none tells of papers that are corrected in no time, which are drawn elsewhere."""
    return all(epreuve.correction != 0 for epreuve in session.referentiel.epreuves())


def _answer(number: int) -> int:
    """What is answered to a session, judged by the schema; then each hour of the plan looked for in it."""
    session = drawn_wide(f"answer {number}")
    outcome, report = solve_session(session, Budget(2, workers=1, reproducible=True))
    told = answer(session, outcome, report, secondes=1.0)
    raw = json.loads(dump(told))
    jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker()).validate(raw)
    assert Answer.model_validate_json(dump(told)) == told
    if isinstance(outcome, Planned):
        parts = [
            (p["candidat"], p["epreuve"], x["phase"], datetime.fromisoformat(x["debut"]), x["salle"], x["jury"] or "")
            for p in raw["passages"]
            for x in p["parts"]
        ]
        assert parts == [
            (p.candidat, p.epreuve, x.phase, x.debut, x.salle, x.jury) for p in outcome.plan.passages for x in p.parties
        ]
    return 1


WAYS: dict[str, Callable[[int], int]] = {
    "session": _session,
    "any-plan": _any_plan,
    "planning": _planning,
    "answer": _answer,
}
"""The first three by workbook, the last as JSON."""
