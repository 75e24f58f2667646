from datetime import datetime, time

from export.xlsx import rows
from some import some
from tpplanner.sheets.session import AFFICHE, CLE_DE_LIGNE, PLANNING, jumelle
from tpplanner.workbook.planning_rows import Row, beside_twins, plan_of, rows_of, values_of

WIDTH = len(PLANNING.colonnes)


def planning_of(written):
    """The sheet, its header's row number (from 1) and the rows below."""
    sheet = written.book["Planning"]
    every = rows(sheet)
    header = next(i for i, row in enumerate(every) if row[:2] == ["Jour", "Début"])
    return sheet, header + 1, every[header + 1 :]


def plainly(value, labels=None):
    if labels and value in labels:
        return labels[value]
    return value.date() if isinstance(value, datetime) else ("" if value is None else value)


def labels_of(written):
    """What the days of a fictive session are called, which is what the sheet holds."""
    return {j.etiquette: j.date for j in written.session.jours} if written.session.fictive else {}


def test_each_row_of_the_plan_is_a_row_of_the_sheet(written):
    _, _, lines = planning_of(written)
    expected = [[("" if v is None else v) for v in values_of(row)] for row in rows_of(written.session, written.plan)]
    labels = labels_of(written)
    assert [[plainly(v, labels) for v in line[:WIDTH]] for line in lines] == expected


def test_reading_the_sheet_back_gives_the_plan(written):
    _, _, lines = planning_of(written)
    back, labels = [], labels_of(written)
    for line in lines:
        champs = dict(zip((c.champ for c in PLANNING.colonnes), (plainly(v, labels) for v in line), strict=False))
        champs["personnes"] = tuple(filter(None, champs["personnes"].split(" ; ")))
        champs["phase"] = champs["phase"] or None
        back.append(Row(**champs))
    assert plan_of(written.session, back) == written.plan


def test_hidden_twins_keep_what_was_written_and_a_key_numbers_the_rows(written):
    sheet, header, lines = planning_of(written)
    titles = [cell.value for cell in sheet[header]]
    assert titles[WIDTH:] == [*(jumelle(c).titre for c in PLANNING.colonnes), CLE_DE_LIGNE.titre, AFFICHE.titre]
    assert all(line[WIDTH : 2 * WIDTH] == line[:WIDTH] for line in lines)
    rows = enumerate(rows_of(written.session, written.plan), 1)
    assert [tuple(line[2 * WIDTH :]) for line in lines] == [beside_twins(row, n, len(lines)) for n, row in rows]
    hidden = [sheet.column_dimensions[cell.column_letter].hidden for cell in sheet[header]]
    # openpyxl groups columns of one width: a hidden column is hidden itself or stands in a hidden group
    assert not any(hidden[:WIDTH])
    assert hidden[WIDTH]


def test_dates_and_hours_are_real_ones_in_french(written):
    sheet, header, lines = planning_of(written)
    for number, line in some(enumerate(lines, start=header + 1)):
        assert isinstance(line[1], time)
        assert isinstance(line[2], time)
        if written.session.fictive:
            assert line[0] in ("Jour 1", "Jour 2")
        else:
            assert isinstance(line[0], datetime)
            assert sheet.cell(number, 1).number_format == "[$-40C]ddd d mmm yyyy"


def test_a_pin_is_chosen_from_a_list(written):
    sheet, header, lines = planning_of(written)
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == '"heure,tout"'
    column = [c.champ for c in PLANNING.colonnes].index("fige") + 1
    assert {cell.min_col for cell in validation.sqref.ranges} == {column}
    assert min(cell.min_row for cell in validation.sqref.ranges) == header + 1
    assert max(cell.max_row for cell in validation.sqref.ranges) >= header + len(lines)


def test_the_header_stays_in_sight_and_filters(written):
    sheet, header, lines = planning_of(written)
    assert sheet.freeze_panes == f"A{header + 1}"
    # sorting by the filter moves the hidden twins and keys with their row
    assert sheet.auto_filter.ref == f"A{header}:Z{header + len(lines)}"


def test_what_a_hand_changes_stands_out(written):
    sheet, header, lines = planning_of(written)
    (area,) = sheet.conditional_formatting
    assert str(area.sqref) == f"A{header + 1}:J{header + len(lines)}"
    assert area.rules[0].formula == [f"A{header + 1}<>M{header + 1}"]
