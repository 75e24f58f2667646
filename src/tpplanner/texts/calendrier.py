"""What calendars say."""

from collections.abc import Iterable

MEMBRE_DE_JURY = "membre de jury"
PRODUIT = "-//tpplanner//tpplanner//FR"


def nom(sigle: str, qui: str) -> str:
    """The name of a calendar: ``CDA – DURAND Léa``."""
    return f"{sigle} – {qui}"


def se_presenter(epreuve: str) -> str:
    """What the time between the call and the épreuve is for."""
    return f"Se présenter à l'accueil : {epreuve}"


def appele_a(heure: str, jury: str) -> str:
    """What a candidat's event says besides."""
    return ". ".join(filter(None, (f"Convoqué à {heure}", jury))) + "."


def suite(texte: str) -> str:
    """What goes on after midday."""
    return f"{texte} (suite)"


def siege(sigle: str, jury: str) -> str:
    """A membre's day: ``CDA – membre de jury, Jury 2``."""
    return f"{sigle} – {MEMBRE_DE_JURY}, {jury}"


def presence(sigle: str, role: str) -> str:
    """What somebody is there for."""
    return f"{sigle} – {role}"


def salle_occupee(sigle: str, par: Iterable[str]) -> str:
    """What a room is taken by."""
    return f"{sigle} – {', '.join(dict.fromkeys(par))}"


def ligne(horaire: str, quoi: str, numero: int | None) -> str:
    """A line of a jury's day: ``09:40 – 10:20 Entretien technique (n° 7)``."""
    return f"{horaire} {quoi}" + (f" (n° {numero})" if numero is not None else "")


def lieu(salle: str, site: str) -> str:
    """A room and the address of its site."""
    return ", ".join(filter(None, (salle, site)))
