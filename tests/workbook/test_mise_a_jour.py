"""A workbook stays under the mise à jour of its RE that it was made under, and is told of a newer one."""

from dataclasses import replace
from datetime import date

import pytest

from tpplanner.errors import Severity
from tpplanner.referentiels import find
from tpplanner.workbook.example import example_session
from workbook.samples import reading_of

NOW = find("CDA")


def as_before(table):
    first, *others = table.epreuves
    longer = replace(first, phases=(replace(first.phases[0], minutes=25), *first.phases[1:]))
    return replace(table, epreuves=(longer, *others)) if table.id == "titre" else table


BEFORE = replace(
    replace(NOW, date_entete=date(2023, 5, 24), quota=3, document=None).with_tables(as_before),
    titre=replace(as_before(NOW.titre), total_candidat=0),
)
OLD = replace(example_session(BEFORE), re_verifie_le=None, re_verifie_par="")
CELL = ("session", "date_entete", 0)


def told(reading):
    return [i.message for i in reading.avertissements if "mise à jour" in i.message]


def test_an_earlier_one_is_kept_and_what_the_newer_changes_is_told():
    reading = reading_of(OLD, {})
    assert (reading.session.referentiel.date_entete, reading.session.quota) == (date(2023, 5, 24), 3)
    (message,) = told(reading)
    assert "reste lu avec elle. Celle du 02/07/2024 est fournie" in message
    assert "candidats par jury et par jour : 3, puis 4" in message
    assert "« Questionnaire professionnel » : 25\u00a0min, puis 30\u00a0min" in message


def test_whoever_writes_its_date_takes_the_newer_and_is_told_what_that_changes():
    reading = reading_of(OLD, {CELL: date(2024, 7, 2)})
    assert (reading.session.referentiel, reading.session.quota) == (NOW, 4)
    (message,) = told(reading)
    assert message.startswith(
        "Ce classeur est fait sous la mise à jour du 24/05/2023 du RE, et lu avec la mise à jour du 02/07"
    )
    assert "candidats par jury et par jour : 3, puis 4" in message


def test_one_that_nobody_knows_is_refused():
    with pytest.raises(Exception, match="mise à jour du 01/01/2025 n'est pas connue") as refusal:
        reading_of(OLD, {CELL: date(2025, 1, 1)})
    assert [i.severity for i in refusal.value.issues] == [Severity.ERROR]


def test_the_one_of_today_says_nothing():
    assert told(reading_of(replace(OLD, referentiel=NOW), {})) == []
