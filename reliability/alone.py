"""``python -I -S alone.py WHERE SECONDS BYTES COMMAND…`` runs it within limits, writes how it ended and what it spent.

Linux counts as the most that a process held what its parent held as it was forked. So what measures a command is forked
from this, which holds next to nothing, whatever called it.
"""

import json
import os
import resource
import sys


def main() -> None:
    """Run the command as a child; what would fill the machine is ended."""
    where, seconds, size, *command = sys.argv[1:]
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
            resource.setrlimit(resource.RLIMIT_AS, (int(size), int(size)))
            os.execv(command[0], command)  # noqa: S606 - our own words
        finally:
            os._exit(99)
    _, status, used = os.wait4(child, 0)
    told = {
        "code": os.waitstatus_to_exitcode(status),
        "seconds": used.ru_utime + used.ru_stime,
        "megabytes": used.ru_maxrss / 1024,
    }
    with open(where, "w", encoding="ascii") as file:
        json.dump(told, file)


if __name__ == "__main__":
    main()
