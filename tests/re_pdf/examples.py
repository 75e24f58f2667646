"""A small invented RE, and the four years in which it is laid out; each is typeset and opened once."""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from re_pdf.made import Layout, MadeRe, MadeRow, MadeScope, Rules, Unused, Year, made

TITRE = MadeScope(
    "titre",
    "Tisserand de ville",
    (
        MadeRow("PP", 90, ("Préparer la chaîne", "Tisser en 1 h 30"), ("La personne montre sa bande.",)),
        MadeRow("ET", 30, ("Préparer la chaîne",), ("Les membres du jury reviennent sur la bande.",)),
        MadeRow("QP", 45, ("Lire un plan",), ("Vingt questions sur les fibres.",)),
        MadeRow("EF", 15, (), ("Y compris l’échange sur le dossier professionnel.",)),
    ),
    135,
)
CCP = MadeScope(
    "CCP1",
    "Vendre des étoffes",
    (
        MadeRow("PP", 30, ("Vendre",), ("La personne montre son catalogue.",)),
        MadeRow("QAP", 20, ("Vendre",), ("Les membres du jury l’interrogent.",)),
    ),
    50,
)
CCS = MadeScope(
    "CCS1",
    "Tisser la soie",
    (
        MadeRow("MSP", 60, ("Tisser",), ("Elle tisse.",)),
        MadeRow("EF", 15, (), ("Les membres du jury échangent avec elle.",)),
    ),
    75,
)
RE = MadeRe(
    *("TIV", "TP-09001", "03", "Tisserand de ville", 4),
    *(date(2023, 5, 13), date(2024, 7, 2), date(2023, 4, 26), date(2023, 9, 1)),
    *(TITRE, (CCP,), (CCS,), 4),
)

LAYOUTS = {
    "2013": Layout(Year.Y2013, Rules.CURVES, Unused.EMPTY),
    "2018": Layout(Year.Y2018, Rules.RECTS, total_alone=True),
    "2021": Layout(Year.Y2021, push=170, soft=True, ligatures=True, cover=1, merged=True),
    "2023": Layout(Year.Y2023, Rules.LINES, Unused.ZERO, cut_total=True),
}


_TOGETHER = "Tous les candidats répondent au questionnaire professionnel en même temps."
WHOLE = replace(
    RE, titre=replace(TITRE, rows=(*TITRE.rows[:2], replace(TITRE.rows[2], more=(_TOGETHER,)), TITRE.rows[3]))
)
"""Of this one nothing has to be answered."""


@cache
def whole() -> bytes:
    """The file of `WHOLE`, as laid out in 2023."""
    return made(WHOLE, LAYOUTS["2023"])


@cache
def example(year: str) -> bytes:
    """The file, as laid out in a year."""
    return made(RE, LAYOUTS[year])


@cache
def example_outline(year: str) -> Any:
    """Its lines, grouped."""
    import pypdfium2

    from tpplanner.re_pdf.sections import outline
    from tpplanner.re_pdf.text_layer import printed_pages

    pdf = pypdfium2.PdfDocument(example(year))
    try:
        return outline(printed_pages(pdf))
    finally:
        pdf.close()


def printed_minutes(scope: MadeScope) -> dict[str, int]:
    """The durations that a table prints, by modalité."""
    return {row.modalite: row.minutes for row in scope.rows}
