"""Why there is no plan: what counting proves, and which rules cannot hold together."""

from tpplanner.diagnosis.capacity import shortages

__all__ = ["shortages"]
