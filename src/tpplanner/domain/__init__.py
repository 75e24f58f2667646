"""The types of a session, its référentiel, its plan and what is said of them. Standard library only."""
