"""The organisation détaillée of an agrément file, page by page: each says its day, and the totals are whole."""

from dataclasses import replace
from datetime import date

import pytest

from export.dossiers import needs_poppler, pages_of
from export.rich import candidats, deux_jurys, fictive, plan_de, soixante
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.domain.duties import Verification
from tpplanner.export.documents import Matter
from tpplanner.export.documents.pages import emargement, feuille_de_route, feuilles_de_jury, organisation
from tpplanner.texts.classeur import TOTAUX_TITRE, sujet_de_page
from tpplanner.texts.noms import periode
from tpplanner.texts.referentiels import brouillon

pytestmark = needs_poppler


def matter(session, par_jury):
    plan = plan_de(session, par_jury)
    return Matter(session, plan, check(session, plan))


def feet(pages):
    """The day that each page says that it is of."""
    return [page.partition("CDA – ")[2].partition(" – ")[0] for page in (p[p.rindex("CDA – ") :] for p in pages)]


def days_in(pages):
    """The last day that a page or one before it begins."""
    told, day = [], ""
    for page in pages:
        begun = [d for d in ("Lundi 14 juin 2027", "Mardi 15 juin 2027") if f"{d} " in page]
        day = begun[0] if begun else day
        told.append(day[:1].lower() + day[1:])
    return told


@pytest.mark.parametrize("document", mostly_proofs([organisation, feuille_de_route, emargement], organisation))
def test_the_foot_of_each_page_tells_the_day_of_the_page(document):
    pages = pages_of(document(matter(deux_jurys(), 2)))
    with_days = [(foot, day) for foot, day in zip(feet(pages), days_in(pages), strict=True) if "au" not in foot]
    assert {foot for foot, _ in with_days} == {"lundi 14 juin 2027", "mardi 15 juin 2027"}
    assert all(foot == day for foot, day in with_days)


def test_the_foot_of_a_jurys_sheet_tells_the_day_of_the_page():
    copies = list(feuilles_de_jury(matter(deux_jurys(), 2)))
    assert [feet(pages_of(copy.contenu)) for copy in copies] == [["lundi 14 juin 2027", "mardi 15 juin 2027"]] * 2


def test_a_fictive_file_says_jour_1_then_jour_2():
    pages = pages_of(organisation(matter(fictive(), 2)))
    assert list(dict.fromkeys(feet(pages))) == ["Jour 1", "Jour 2", "Jour 1 à Jour 2"]


@pytest.mark.parametrize("nombre", mostly_proofs([3, 8, 11, 14, 17, 20], 3, 17))
def test_the_totals_of_a_session_stand_whole_on_one_page(nombre):
    session = replace(soixante(), candidats=candidats(nombre))
    pages = pages_of(organisation(matter(session, 3)))
    (whole,) = [page for page in pages if TOTAUX_TITRE in page]
    rows = whole[whole.index(TOTAUX_TITRE) :]
    assert all(f"Candidat {n} session titre" in rows for n in range(1, nombre + 1))


def test_totals_longer_than_a_page_begin_at_the_top_of_one():
    pages = pages_of(organisation(matter(soixante(), 3)))
    (first,) = [page for page in pages if TOTAUX_TITRE in page]
    assert first.removeprefix(brouillon(Verification.ABSENTE)).strip().startswith(TOTAUX_TITRE)


def test_the_foot_of_what_is_of_all_days_tells_the_first_and_the_last():
    session = deux_jurys()
    jours = [jour.date for jour in session.jours]
    assert sujet_de_page(session, jours) == "CDA – 14 au 15/06/2027 – Centre de formation de l'Ouest"
    assert sujet_de_page(session, jours[:1]) == "CDA – 14/06/2027 – Centre de formation de l'Ouest"


@pytest.mark.parametrize(
    ("premier", "dernier", "told"),
    [
        (date(2027, 6, 14), date(2027, 6, 15), "du lundi 14 au mardi 15 juin 2027"),
        (date(2027, 6, 30), date(2027, 7, 1), "du mercredi 30 juin au jeudi 1er juillet 2027"),
        (date(2027, 12, 31), date(2028, 1, 3), "du vendredi 31 décembre 2027 au lundi 3 janvier 2028"),
    ],
)
def test_what_two_days_share_is_said_once(premier, dernier, told):
    assert periode(premier, dernier) == told
