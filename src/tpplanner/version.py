"""Which tpplanner this is, as files and the fingerprint of an outcome say it."""

__version__ = "0.1.0"
