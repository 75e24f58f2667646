"""What the page asks of the machine: a file opened with its own program, the folder of documents."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def open_with_own_program(path: Path) -> bool:
    """Open a file or a folder as a double click would; whether something was there to do it."""
    if sys.platform == "win32":
        with suppress(OSError):
            os.startfile(path)  # noqa: S606 - as a double click does
            return True
        return False
    program = "open" if sys.platform == "darwin" else "xdg-open"
    try:
        subprocess.Popen(  # noqa: S603 - a file that we know, by the program that the system names
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    return True


def show_message(text: str) -> None:
    """Say something in a window of the system, where there is no terminal: Windows alone starts us so."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "tpplanner", 0)


def documents_folder() -> Path:
    """*Documents/tpplanner* of whoever uses this machine, wherever the system has put *Documents*."""
    return _documents() / "tpplanner"


def _documents() -> Path:
    if sys.platform == "win32":
        told = _windows_documents()
        if told is not None:
            return told
    named = os.environ.get("XDG_DOCUMENTS_DIR")
    if named:
        return Path(named)
    return Path.home() / "Documents"


def _windows_documents() -> Path | None:
    """Where Windows says that *Documents* is: it may be on a network or in a cloud."""
    if sys.platform != "win32":
        return None
    import winreg

    folders = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, folders) as key:
            return Path(os.path.expandvars(str(winreg.QueryValueEx(key, "Personal")[0])))
    except OSError:
        return None


def state_folder() -> Path:
    """Where a running page says how it is reached: of this user alone."""
    named = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_RUNTIME_DIR")
    if named:
        return Path(named) / "tpplanner"
    return Path.home() / (".tpplanner" if sys.platform == "win32" else ".cache/tpplanner")
