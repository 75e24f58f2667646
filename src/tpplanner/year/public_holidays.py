"""The public holidays of a year, where the centre is."""

from dataclasses import replace
from datetime import date

from tpplanner.domain.annee import Annee

_SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "975": "PM", "977": "BL", "978": "MF"} | {
    **{code: code for code in ("971", "972", "973", "974", "976")},
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
"""By département, the name under which the library `holidays` knows its own; none: those of all France."""


def with_public_holidays(annee: Annee) -> Annee:
    """The year with the public holidays of its département, on which no session is held."""
    return replace(annee, feries=public_holidays(annee.departement, annee.debut, annee.fin))


def public_holidays(departement: str, debut: date, fin: date) -> tuple[date, ...]:
    """Those of a département between two days."""
    from holidays import country_holidays  # noqa: PLC0415 - slow to import

    years = range(debut.year, fin.year + 1)
    code = departement.strip().upper()
    known = country_holidays("FR", subdiv=_SUBDIVISIONS.get(code), years=years)
    return tuple(sorted(jour for jour in known if debut <= jour <= fin))
