"""Référentiels d'évaluation: one TOML file per titre and millésime, read, checked, found, written."""

from tpplanner.referentiels.catalogue import find, refused, shipped
from tpplanner.referentiels.dumping import dump
from tpplanner.referentiels.loader import load, load_text

__all__ = ["dump", "find", "load", "load_text", "refused", "shipped"]
