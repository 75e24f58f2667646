from datetime import datetime

import pandas as pd

from builders import plan_cda_trois, session
from export.rich import coupee, deux_jurys, plan_de, sur_postes
from some import some
from tpplanner.domain.plan import Plan
from tpplanner.export.tables import frames


def test_every_piece_of_the_plan_is_a_row():
    base = deux_jurys()
    plan = plan_de(base, 2)
    tables = frames(base, plan)
    assert {name: len(table) for name, table in tables.items()} == {
        "passages": len(plan.passages),
        "parties": sum(len(p.parties) for p in plan.passages),
        "travaux": len(plan.travaux),
        "presences": len(plan.presences),
        "compositions": sum(len(c.membres) for c in plan.compositions),
    }


def test_hours_are_datetimes_and_lengths_whole_minutes():
    passages = frames(session(), plan_cda_trois())["passages"]
    assert passages.dtypes["debut"] == passages.dtypes["jour"] == "datetime64[ns]"
    c1 = passages[(passages.candidat_id == "C1") & (passages.epreuve_id == "PP")].iloc[0]
    assert c1.debut == datetime(2027, 6, 14, 9, 40)
    assert (c1.minutes, c1.minutes_re, c1.jury, c1.salle) == (40, 40, "Jury 1", "Salle 1")


def test_a_majoration_shows_against_the_minutes_of_the_re():
    base = deux_jurys()
    passages = frames(base, plan_de(base, 2))["passages"].set_index(["candidat_id", "epreuve_id"])
    assert tuple(passages.loc[("C1", "PP"), ["minutes", "minutes_re"]]) == (54, 40)


def test_the_midday_break_is_no_part_of_a_length():
    base = coupee()
    tables = frames(base, plan_de(base))
    msp = tables["passages"][tables["passages"].epreuve_id == "MSP"]
    assert set(msp.minutes) == {240}
    assert list(tables["parties"][tables["parties"].epreuve_id == "MSP"].rang) == [0, 1, 0, 1]


def test_each_part_says_who_the_referentiel_puts_there():
    base = sur_postes()
    parties = frames(base, plan_de(base))["parties"]
    msp = parties[parties.epreuve_id == "MSP"]
    assert list(msp.presence[:2]) == ["surveillant", "jury"]


def test_an_empty_plan_has_the_same_columns_and_types():
    full, empty = frames(session(), plan_cda_trois()), frames(session(), Plan(()))
    for name, table in some(full.items()):
        assert list(empty[name].columns) == list(table.columns)
        assert empty[name].empty
        pd.testing.assert_series_equal(empty[name].dtypes, table.dtypes)


def test_tables_join_by_their_ids():
    base = deux_jurys()
    tables = frames(base, plan_de(base, 2))
    joined = tables["passages"].merge(tables["compositions"], on=["jury_id", "jour"], how="inner")
    suivis = tables["passages"][tables["passages"].jury_id != ""]
    assert len(joined) == 2 * len(suivis)
