"""A newer mise à jour beside the titre that is known: what changed, in words; what was not read is no change."""

from dataclasses import replace
from datetime import date

import pytest

from tpplanner.re_pdf.differences import Age, compared, known_of
from tpplanner.referentiels import find, shipped
from tpplanner.texts.titre_lu import difference
from tpplanner.workbook.titre_write import entered_titre


def words(known, entered):
    told = (difference(d.table, d.epreuve, d.field, d.before, d.after) for d in compared(known, entered).changes)
    return [text.replace("\xa0", " ") for text in told]


@pytest.fixture
def known():
    return find("CDA")


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_a_titre_beside_itself_is_the_same(referentiel):
    comparison = compared(referentiel, entered_titre(referentiel))
    assert comparison.changes == ()
    assert comparison.age is (Age.SAME if referentiel.date_entete else Age.UNKNOWN)


def test_each_change_is_told_in_words(known):
    entered = entered_titre(known)
    titre, ccp1, *_ = entered.tables
    entered.entete["quota"] = "12"
    titre.rows[2]["duree"] = "00 h 50 min"
    titre.rows[2]["delai"] = ""
    titre.autour["total_candidat"] = "02 h 20 min"
    ccp1.rows[0] |= {"presence": "jury", "collective": "non"}
    ccp1.rows.pop()
    entered.tables.pop()
    assert words(known, entered) == [
        f"quota : 12 candidats par jury et par jour au lieu de {known.quota}",
        "Session titre, durée totale : 2 h 20 au lieu de 2 h 15",
        "Entretien technique : 50 min au lieu de 45 min",
        "Entretien technique, passe après : PP au lieu de PP aussitôt",
        "CCP1, Questionnaire professionnel, qui est présent : jury 30 min au lieu de surveillant 30 min",
        "CCP1, Questionnaire professionnel, épreuve collective : non au lieu de oui",
        "CCP1, Entretien technique : n'y est plus",
        f"CCP3, {known.ccps[2].nom} : n'y est plus",
    ]


def test_the_same_minutes_cut_otherwise_are_a_change(known):
    entered = entered_titre(known)
    row = entered.tables[0].rows[1]
    entered.tables[0].rows[1:2] = [{**row, "duree": "10"}, {"modalite": "suite", "duree": "30", "presence": "jury"}]
    assert words(known, entered) == [
        "Présentation d'un projet, qui est présent : jury 10 min, puis jury 30 min au lieu de jury 40 min"
    ]


def test_what_was_not_read_is_no_change(known):
    entered = entered_titre(known)
    entered.entete["intitule"] = ""
    entered.tables[0].rows[1]["duree"] = ""
    entered.tables[0].rows[1]["presence"] = ""
    entered.tables[0].autour.clear()
    assert words(known, entered) == []


@pytest.mark.parametrize(
    ("millesime", "jour", "age"),
    [
        ("04", "01/01/2031", Age.NEWER),
        ("04", "01/01/2011", Age.OLDER),
        ("05", "01/01/2011", Age.NEWER),
        ("03", "01/01/2031", Age.OLDER),
        ("04", "", Age.UNKNOWN),
    ],
)
def test_a_document_is_newer_or_older_by_millesime_then_by_mise_a_jour(known, millesime, jour, age):
    entered = entered_titre(known)
    entered.entete |= {"millesime": millesime, "date_entete": jour}
    assert compared(known, entered).age is age


def test_the_titre_of_a_document_is_found_by_its_code_and_the_newest_of_them_is_taken(known):
    newer = replace(known, sigle="CDAPP", date_entete=date(2030, 1, 1))
    assert known_of(entered_titre(known), (*shipped(), newer)) is newer
    unknown = entered_titre(replace(known, code="TP-09999"))
    assert known_of(unknown, shipped()) is None
