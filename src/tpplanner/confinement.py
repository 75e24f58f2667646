"""What a process may take, by its own word: memory, processor, other processes; on Windows by a job object."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_PROCESS_TIME, _ACTIVE_PROCESS, _PROCESS_MEMORY, _KILL_ON_CLOSE, _EXTENDED = 0x2, 0x8, 0x100, 0x2000, 9


class JobObject:
    """On Windows: the job that this process puts itself into, which ends it once it takes more than it may."""

    def __init__(self) -> None:
        """Put this process into a job of its own, without limits yet; raises OSError."""
        import ctypes  # noqa: PLC0415 - on Windows alone
        from ctypes import wintypes  # noqa: PLC0415 - likewise

        class Basic(ctypes.Structure):
            _fields_ = (
                ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
                ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
                ("LimitFlags", wintypes.DWORD),
                ("MinimumWorkingSetSize", ctypes.c_size_t),
                ("MaximumWorkingSetSize", ctypes.c_size_t),
                ("ActiveProcessLimit", wintypes.DWORD),
                ("Affinity", ctypes.c_size_t),
                ("PriorityClass", wintypes.DWORD),
                ("SchedulingClass", wintypes.DWORD),
            )

        class Extended(ctypes.Structure):
            _fields_ = (
                ("BasicLimitInformation", Basic),
                ("IoInfo", ctypes.c_ulonglong * 6),
                ("ProcessMemoryLimit", ctypes.c_size_t),
                ("JobMemoryLimit", ctypes.c_size_t),
                ("PeakProcessMemoryUsed", ctypes.c_size_t),
                ("PeakJobMemoryUsed", ctypes.c_size_t),
            )

        kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.QueryInformationJobObject.argtypes = (
            *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.c_void_p),
        )
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        self._ctypes: Any = ctypes
        self._kernel, self._limits = kernel, Extended()
        self._job = kernel.CreateJobObjectW(None, None)
        self._told(kernel.AssignProcessToJobObject(self._job, kernel.GetCurrentProcess()))

    def limit(self, processor_seconds: float, memory: int, processes: int = 0) -> None:
        """Allow so many seconds of processor since this process began, so many bytes; so many processes (0: any)."""
        limits = self._limits
        limits.BasicLimitInformation.PerProcessUserTimeLimit = int(processor_seconds * 10_000_000)
        limits.BasicLimitInformation.ActiveProcessLimit = processes
        flags = _PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE | (_ACTIVE_PROCESS if processes else 0)
        limits.BasicLimitInformation.LimitFlags = flags
        limits.ProcessMemoryLimit = memory
        reference, size = self._ctypes.byref(limits), self._ctypes.sizeof(limits)
        self._told(self._kernel.SetInformationJobObject(self._job, _EXTENDED, reference, size))

    def memory(self) -> int:
        """The most bytes that this process has held so far, as the job counts them; raises OSError."""
        held = type(self._limits)()
        reference, size = self._ctypes.byref(held), self._ctypes.sizeof(held)
        self._told(self._kernel.QueryInformationJobObject(self._job, _EXTENDED, reference, size, None))
        return int(held.PeakProcessMemoryUsed)

    def _told(self, done: object) -> None:
        if not done:
            raise OSError(self._ctypes.get_last_error())


def limit_memory_left(most: int) -> None:
    """Let this process, which has imported what it needs, hold so many bytes in all; nothing where none can be set.

    Counted are its own data, which a file can make grow; libraries and threads already have theirs. Not on Windows.
    """
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        with suppress(OSError, ValueError, KeyError):
            data, resident = _held()
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            wished = data + max(0, most - resident)
            resource.setrlimit(
                resource.RLIMIT_DATA, (wished if hard == resource.RLIM_INFINITY else min(wished, hard), hard)
            )


def _held() -> tuple[int, int]:
    """The bytes of data of this process, and those of it that are in memory."""
    lines = (line.partition(":") for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    fields = {name: value for name, _, value in lines}
    data, resident = (int(fields[name].split()[0]) * 1024 for name in ("VmData", "VmRSS"))
    return data, resident
