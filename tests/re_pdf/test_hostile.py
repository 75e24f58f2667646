"""A file that a stranger calls a référentiel is refused in one sentence or read, within its limits, and does nothing."""

import re
import socket

import pytest

from proofs import mostly_proofs
from re_pdf.hostile import KINDS, addressed
from re_pdf.outcome import NAME, outcome, outcome_of

READ = (
    "a form sent at the opening",
    "a link to a PDF",
    "a program at the opening",
    "an address at the opening",
    "another file at the opening",
    "encrypted, a password to change it",
    "JavaScript at the opening",
)
"""What is a référentiel all the same"""


@pytest.mark.parametrize("kind", mostly_proofs(KINDS, "another PDF"))
def test_a_hostile_file_is_refused_in_a_sentence_or_read_within_its_limits(kind, tmp_path):
    found = outcome(kind, tmp_path)
    print(f"{kind:45} {found.seconds:5.2f} s {found.megabytes:4.0f} MB  {found.sentence or ' '.join(found.scopes)}")  # noqa: T201 - what `pytest -s` is asked for
    assert found.faults() == []


@pytest.mark.parametrize("kind", mostly_proofs(READ, "a program at the opening"))
def test_what_would_act_at_the_opening_is_read_and_does_nothing(kind, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        path = tmp_path / NAME
        KINDS[kind](path)
        if not path.is_symlink():
            path.write_bytes(addressed(path.read_bytes(), server.getsockname()[1]))
        found = outcome_of(path)
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert found.faults() == []
    assert "titre" in found.scopes


def test_there_are_sixty_kinds_and_more():
    assert len(KINDS) >= 60
    assert not [kind for kind in KINDS if not re.fullmatch(r"[\w ,.-]+", kind)]
