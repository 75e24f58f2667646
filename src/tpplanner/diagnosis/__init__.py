"""Why there is no plan: what counting proves, what cannot hold together, and what would make it possible."""

from tpplanner.diagnosis.capacity import shortages

__all__ = ["shortages"]
