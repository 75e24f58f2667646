"""No paper, sheet or page says that anybody compared what nobody did; what may not leave the centre says so on each page.

Over all titres that are shipped and one of a centre's own, whoever vouches for their durations.
"""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from export.dossiers import dossier, needs_poppler, octets, pages_of
from export.rich import plan_de
from export.xlsx import plain, texts
from proofs import mostly_proofs
from tpplanner.audit import check
from tpplanner.domain.duties import Verification, re_lu, verification_du_re
from tpplanner.export.documents import Audience, Format
from tpplanner.export.excel import write_affichage, write_planning
from tpplanner.referentiels import find, load, shipped
from tpplanner.referentiels.confirmation import confirmed
from tpplanner.sheets.session import FEUILLES, LISTES, REFERENTIEL, TRACE
from tpplanner.workbook.example import agrement_session, example_session
from workbook.samples import reading_of

pytestmark = needs_poppler

OWN = load(Path(__file__).parents[1] / "referentiels" / "rpms-m01.toml")
TITRES = {ref.sigle: ref for ref in (*shipped(), OWN)}
LE, PAR = date(2027, 5, 3), "PETIT Anne"
WORDS = {"nobody": {}, "a day": {"re_verifie_le": LE}, "a name": {"re_verifie_par": PAR}}
BOTH = {"re_verifie_le": LE, "re_verifie_par": PAR}

OF_THE_CENTRE = re.compile(r"vérifiée?s? par le centre|(?<!non )comparées? par le centre", re.IGNORECASE)
OF_WHOEVER_READ_THE_RE = re.compile(
    r"sont celles du (?:RE|référentiel)|le RE imprime|le RE lu|vérifié sur le référentiel|\bRE [A-Z]{2,} \(TP"
    r"|durées? du (?:RE|référentiel d'évaluation)|Totaux du référentiel d'évaluation|, RE\b(?! non lu)|Demandé par le RE"
)
TYPED = {*(feuille.titre for feuille in FEUILLES), LISTES, REFERENTIEL, TRACE}
"""Sheets that people fill, and those that a program reads: their help says what to compare."""
BAND = "Brouillon – "
READ = (Format.PDF, Format.DOCX, Format.HTML, Format.SVG)
"""A calendar tells hours, and a PNG what the SVG beside it does."""


def all_stated(ref):
    """The titre once the values that its source does not state are confirmed."""
    tables = [
        replace(table, epreuves=tuple(replace(e, a_confirmer=()) for e in table.epreuves))
        for table in (ref.titre, *ref.ccps)
    ]
    return replace(ref, titre=tables[0], ccps=tuple(tables[1:]))


@cache
def session_of(sigle, make, *, whole=False, **_):
    ref = all_stated(TITRES[sigle]) if whole else TITRES[sigle]
    return agrement_session(ref, 4) if make == "fictive" else example_session(ref)


@cache
def plan_of(session):
    return plan_de(session, 2)


def said(session, folder):
    """What every file says, by its name: the dossier, each sheet of the planning, the poster of Excel."""
    plan = plan_of(replace(session, re_verifie_le=None, re_verifie_par=""))
    written = dict(dossier(session, plan, formats=READ))
    planning = write_planning(folder / "planning.xlsx", session, plan, check(session, plan)).path
    poster = write_affichage(folder / "affiche.xlsx", session, plan).path
    for path in (planning, poster):
        for sheet in load_workbook(path).worksheets:
            if sheet.title not in TYPED:
                written[sheet.title] = " | ".join(map(plain, texts(sheet)))
    return written


def pages(session):
    plan = plan_of(replace(session, re_verifie_le=None, re_verifie_par=""))
    files = octets(session, plan, pour=(Audience.AGREMENT,))
    return [page for name, file in files.items() if name.endswith(".pdf") for page in pages_of(file)]


CASES = [(sigle, make, who) for sigle in TITRES for make in ("fictive", "example") for who in WORDS]


@pytest.mark.parametrize(("sigle", "make", "who"), mostly_proofs(CASES, ("GCF", "fictive", "a day")))
def test_nothing_claims_a_comparison_that_nobody_made(sigle, make, who, tmp_path):
    session = replace(session_of(sigle, make), **WORDS[who])
    assert verification_du_re(session) is Verification.ABSENTE
    for name, text in said(session, tmp_path).items():
        assert not OF_THE_CENTRE.search(text), name
        assert re_lu(session) or not OF_WHOEVER_READ_THE_RE.search(text), name
    told = pages(session)
    assert told
    assert all(page.startswith(f"{BAND}durées non comparées au référentiel : ne pas transmettre") for page in told)


@pytest.mark.parametrize("sigle", mostly_proofs(TITRES, "GCF"))
def test_values_to_confirm_leave_a_draft_whatever_the_centre_says(sigle):
    session = replace(session_of(sigle, "fictive"), **BOTH)
    told = pages(session)
    if session.referentiel.verifie:
        assert not any(BAND in page for page in told)
    else:
        assert all(page.startswith(f"{BAND}valeurs du référentiel à confirmer") for page in told)


@pytest.mark.parametrize("sigle", mostly_proofs(TITRES, "GCF"))
def test_once_the_centre_has_compared_each_line_the_file_says_so_and_is_no_draft(sigle):
    session = replace(session_of(sigle, "fictive", whole=True), **BOTH)
    assert verification_du_re(session) is Verification.FAITE
    plan = plan_of(replace(session, re_verifie_le=None, re_verifie_par=""))
    written = dossier(session, plan, pour=(Audience.AGREMENT,), formats=(Format.PDF,))
    for name in ("agrement/organisation détaillée.pdf", "agrement/rapport de conformité.pdf"):
        assert BAND not in written[name], name
        assert "vérifiées par le centre le 03/05/2027 (PETIT Anne)" in written[name], name


def test_a_titre_confirmed_beside_its_document_says_who_and_gives_the_document():
    """As it is read back from its workbook, too."""
    read = confirmed(find("CDA"), LE, PAR)
    session = replace(example_session(read), re_verifie_le=None, re_verifie_par="")
    assert verification_du_re(session) is Verification.FAITE
    assert reading_of(session, {}).session.referentiel.document == read.document
    written = dossier(session, plan_of(session), pour=(Audience.AGREMENT,), formats=(Format.PDF,))
    report = written["agrement/rapport de conformité.pdf"]
    assert BAND not in report
    for words in (
        "vérifiées par le centre le 03/05/2027 (PETIT Anne)",
        f"RE de la mise à jour du 02/07/2024 (empreinte SHA-256 {read.document.empreinte[:12]}…)",
        "Questionnaire professionnel p. 4, 8, 13",
    ):
        assert words in report, words


def test_one_from_before_the_mise_a_jour_is_no_comparison():
    session = replace(session_of("CDA", "example"), re_verifie_le=date(2024, 7, 1), re_verifie_par=PAR)
    assert verification_du_re(session) is Verification.ABSENTE
    assert verification_du_re(replace(session, re_verifie_le=date(2024, 7, 2))) is Verification.FAITE


@pytest.mark.parametrize("sigle", mostly_proofs(TITRES, "GCF"))
def test_the_file_tells_roles_and_rooms_and_no_setting_of_the_search(sigle):
    session = session_of(sigle, "fictive")
    written = dossier(replace(session, **WORDS["a day"]), plan_of(session), formats=READ)
    organisation = written["agrement/organisation détaillée.pdf"]
    for words in ("Responsable de session", "Suppléant du responsable", "Salles et postes", "Postes, ressources"):
        assert words in organisation, words
    report = written["agrement/rapport de conformité.pdf"]
    for words in ("Graine", "Coût d'une présence", "Pas des horaires", "Réserve", "Absence qui en dérange"):
        assert words not in report, words
    assert not re.search(r"n° (\d+)(?: –)? Candidat \1\b", " ".join(written.values()))
