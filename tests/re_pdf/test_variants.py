"""Référentiels of invented content in the layouts of four years are read wholly right, or asked about."""

import subprocess

import pytest

from proofs import mostly_proofs
from re_pdf.compared import silent, wrong
from re_pdf.variants import ALTERED, VARIANTS, altered, original, variant
from tpplanner.re_pdf.two_readings import read_pdf


@pytest.mark.parametrize("seed", mostly_proofs(VARIANTS, 1, 4))
def test_a_document_is_read_wholly_right_or_asked_about(seed):
    made = variant(seed)
    read = read_pdf(made.pdf(), "RE.pdf")
    assert silent(made, read) == []
    assert wrong(made, read) == []


@pytest.mark.proof
@pytest.mark.parametrize("seed", VARIANTS)
def test_a_document_rewritten_by_another_program_has_its_durations_or_questions(seed, tmp_path):
    made = variant(seed)
    (tmp_path / "a.pdf").write_bytes(made.pdf())
    subprocess.run(["pdftocairo", "-pdf", tmp_path / "a.pdf", tmp_path / "b.pdf"], check=True)
    read = read_pdf((tmp_path / "b.pdf").read_bytes(), "RE.pdf")
    assert silent(made, read) == []
    # Known: the name of a CCP takes the paragraph below it, and a document asked about may lack its certificates.
    assert [what for what in wrong(made, read) if ": name " not in what and "scopes " not in what] == []


@pytest.mark.parametrize("seed", mostly_proofs(ALTERED, 0))
def test_an_altered_number_is_told_by_a_question_of_its_scope(seed):
    alteration = altered(seed)
    before = read_pdf(original(alteration).pdf(), "RE.pdf")
    after = read_pdf(alteration.variant.pdf(), "RE.pdf")
    known = {(question.code, question.scope, question.modalite) for question in before.questions}
    told = [q for q in after.questions if (q.code, q.scope, q.modalite) not in known]
    assert alteration.scope in {question.scope for question in told}, alteration.what
