"""The option ``--referentiel``: a centre's own référentiel, as TOML or as a filled sheet."""

from pathlib import Path

from tpplanner.domain.referentiel import Referentiel


def read_referentiel(path: Path | None) -> Referentiel | None:
    """The référentiel of a file, None without one; raises UserError."""
    if path is None:
        return None
    if path.suffix.lower() == ".toml":
        from tpplanner.referentiels import load

        return load(path)
    from tpplanner.workbook.referentiel_sheet import read_referentiel_sheet

    return read_referentiel_sheet(path)
