"""``python -m tpplanner``."""

from tpplanner.cli import main

if __name__ == "__main__":
    main()
