import json
from dataclasses import replace

from builders import session
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Cause, Infeasible, Requirement, Shortage, Unfinished
from tpplanner.domain.session import NonPlace
from tpplanner.solver import Budget
from tpplanner.wire import Answer, answer, dump, schema


def test_an_answer_reads_back_equal():
    base = session(candidats=1)
    outcome, report = solve_session(base, Budget(10, workers=1, reproducible=True))
    value = answer(base, outcome, report, secondes=1.5)
    assert Answer.model_validate_json(dump(value)) == value
    assert value.secondes == 1.5


def test_times_are_iso_and_absences_null():
    base = session(candidats=1)
    outcome, report = solve_session(base, Budget(10, workers=1, reproducible=True))
    raw = json.loads(dump(answer(base, outcome, report, secondes=0)))
    qp = next(p for p in raw["passages"] if p["epreuve"] == "QP")
    assert qp["parts"][0]["debut"].startswith("2027-06-14T")
    assert qp["parts"][0]["jury"] is None


def test_whom_a_plan_leaves_out_has_a_name_too():
    base = session()
    *others, last = base.candidats
    left = replace(base, candidats=tuple(others), non_places=(NonPlace(last),))
    assert answer(left, Unfinished(), None, secondes=0).noms.candidats[last.id] == last.nom_complet


def test_why_not_is_told_in_sentences():
    base = session()
    infeasible = Infeasible((Shortage("membres", (), 2, 1),), Cause((Requirement("quota_jury"),)))
    value = answer(base, infeasible, None, secondes=0)
    assert value.statut == "infeasible"
    assert value.manques[0].phrase == "Il faut 2 membres de jury habilités et disponibles, il y en a 1."
    assert value.conflits[0].phrase
    assert answer(base, Unfinished(), None, secondes=0).statut == "unfinished"


def test_where_to_read_why_not_is_told_and_that_nothing_tells_it():
    base = session()
    missing, cause = (Shortage("membres", (), 2, 1),), Cause((Requirement("quota_jury"),))
    answers = [answer(base, Infeasible(*why), None, secondes=0) for why in ((missing, None), ((), cause), ((), None))]
    assert [value.raison for value in answers] == ["manques", "conflits", "inconnue"]
    assert all(getattr(value, value.raison) for value in answers[:2])
    assert answer(base, Unfinished(), None, secondes=0).raison is None


def test_the_schema_names_every_field_of_an_answer():
    assert set(schema()["properties"]) == set(Answer.model_fields)
