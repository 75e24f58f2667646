"""From a référentiel's TOML document, in its form, to the domain's words; sound or not, which is for `checks`.

It reads the document itself and not what `schema` makes of it: the référentiels that are shipped have been found in
their form, and need not load what tells so.
"""

from typing import Any

from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table

TITRE = "titre"
"""The id of the table of the titre."""

Keys = dict[str, Any]


def build(document: Keys) -> Referentiel:
    """The référentiel of a document that has the form of `schema.ReferentielToml`."""
    document = dict(document)
    titre = _table({"id": TITRE, **document.pop(TITRE)})
    ccps = tuple(_table(ccp) for ccp in document.pop("ccps", ()))
    return Referentiel(titre=titre, ccps=ccps, **_frozen(document))


def _table(keys: Keys) -> Table:
    """A table ``[titre]`` or ``[[ccps]]``."""
    keys = dict(keys)
    epreuves = tuple(_epreuve(epreuve) for epreuve in keys.pop("epreuves"))
    return Table(epreuves=epreuves, **keys)


def _epreuve(keys: Keys) -> Epreuve:
    """A table ``[[titre.epreuves]]`` or ``[[ccps.epreuves]]``."""
    keys = dict(keys)
    nature = Nature(keys.pop("nature"))
    phases = tuple(_phase(phase) for phase in keys.pop("phases"))
    jours_min = tuple(keys.pop("jours_min", {}).items())
    return Epreuve(nature=nature, phases=phases, jours_min=jours_min, **_frozen(keys))


def _phase(keys: Keys) -> Phase:
    """An inline table of `phases`."""
    return Phase(**{**keys, "presence": Surveillance(keys["presence"])})


def _frozen(keys: Keys) -> Keys:
    """Lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}
