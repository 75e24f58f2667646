"""A file is opened without waiting: what stood there a moment ago may be a pipe now."""

import os

import pytest

from tpplanner.files.regular import bytes_of
from tpplanner.web.handed.followup import Followup, file_beside, read_followup
from tpplanner.workbook.marks import Marks, read_marks


def test_what_a_file_holds_is_read(tmp_path):
    (tmp_path / "x").write_bytes(b"abc")
    assert bytes_of(tmp_path / "x") == b"abc"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="none there")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_a_folder_and_a_device_are_refused_at_once(tmp_path, make):
    workbook = tmp_path / "session.xlsx"
    for path in (workbook, file_beside(workbook)):
        make(path)
    with pytest.raises(OSError, match="Invalid argument"):
        bytes_of(workbook)
    assert read_marks(workbook) == Marks()
    assert read_followup(workbook) == Followup()
