"""The échéances of a session as one page of HTML that needs nothing else: no script, no picture, no address."""

from tpplanner.domain.echeances import Echeancier, Etat
from tpplanner.export.safe_text import safe
from tpplanner.texts import echeancier as textes
from tpplanner.texts.classeur import insecable
from tpplanner.texts.temps import date_longue

_ORDER = tuple(Etat)
"""The worst first; what is done comes last."""


def page_of(echeancier: Echeancier, sigle: str, centre: str) -> str:
    """The page. Every text that was typed is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - slow to import

    environment = Environment(
        loader=PackageLoader("tpplanner.export"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
    )
    template = environment.get_template("echeances.html")
    parts = [(etat, textes.TITRES[etat], echeancier.en_etat(etat)) for etat in _ORDER]
    return template.render(
        titre=textes.titre(sigle, centre),
        dates=textes.dates(echeancier),
        compte=textes.compte_de(echeancier),
        bilan=textes.bilan(echeancier),
        entete=tuple(textes.entete(echeancier)),
        parties=[part for part in parts if part[2]],
        jour=date_longue,
        details=textes.details,
        source=textes.source,
        sans_date=textes.SANS_DATE,
    )


def _shown(value: object) -> object:
    """What is shown of a value: a text without what could turn or break it, its guillemets kept with their words."""
    return insecable(safe(value)) if type(value) is str else value
