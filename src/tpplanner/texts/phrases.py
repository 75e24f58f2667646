"""Sentences as data: each is written once, with its blanks, and told by calling it with what fills them."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from string import Formatter
from typing import Any

from tpplanner.texts.noms import (
    JOURS,
    Texte,
    accorde,
    date_chiffres,
    date_longue,
    duree,
    elide,
    heure,
    heure_chiffres,
)

# How a blank is filled: « {fin:heure} », « {noms:liste} ».


def liste(choses: Iterable[object]) -> str:
    """``A, B, C``."""
    return ", ".join(map(str, choses))


def et(choses: Sequence[str]) -> str:
    """``A, B et C``."""
    return " et ".join(filter(None, (", ".join(choses[:-1]), choses[-1])))


def cites(noms: Iterable[str]) -> str:
    """``« A », « B »``."""
    return ", ".join(f"« {nom} »" for nom in noms)


def cites_ou(noms: Iterable[str]) -> str:
    """``« A » ou « B »``."""
    return " ou ".join(f"« {nom} »" for nom in noms)


def proche(propositions: Collection[str]) -> str:
    """The hint that names the closest matches, empty where there is none."""
    return f"Vouliez-vous dire {cites_ou(propositions)} ?" if propositions else ""


def avec_option(option: str) -> str:
    """`` avec -o``, empty where there is no option."""
    return f" avec {option}" if option else ""


def jour_de_semaine(jour: date) -> str:
    """``lundi``."""
    return JOURS[jour.weekday()]


def heure_tapee(moment: datetime) -> str:
    """``9h05``, as an option of the command takes it."""
    return f"{moment:%Hh%M}"


def milliers(nombre: int) -> str:
    """``1 000 000``."""
    return f"{nombre:_}".replace("_", "\u202f")


def mo(octets: int) -> str:
    """A number of bytes in Mo."""
    return str(octets // 1_000_000)


def s(combien: int | Collection[object]) -> str:
    """The mark of the plural, where « (s) » would not agree: away from its number, or beside a name that is typed."""
    return "s" if (combien if isinstance(combien, int) else len(combien)) > 1 else ""


FORMES: Mapping[str, Callable[[Any], str]] = {
    forme.__name__: forme
    for forme in (
        *(heure, heure_chiffres, heure_tapee, date_longue, date_chiffres, jour_de_semaine, duree),
        *(liste, cites, cites_ou, proche, avec_option, milliers, mo, s),
    )
}


_BLANKS = Formatter()


def _champs(texte: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(nom for _, nom, _, _ in _BLANKS.parse(texte) if nom is not None))


def _par_nom(champs: tuple[str, ...], valeurs: tuple[object, ...], nommes: Mapping[str, object]) -> dict[str, object]:
    tous = [*zip(champs, valeurs, strict=False), *nommes.items()]
    if len(valeurs) + len(nommes) != len(champs) or {nom for nom, _ in tous} != set(champs):
        raise TypeError(f"{champs} cannot be filled with {len(valeurs)} values and {sorted(nommes)}")
    return dict(tous)


def remplie(texte: str, champs: Mapping[str, object]) -> str:
    """A sentence with its blanks filled: « (s) » agrees with its number, « de » and « que » with what follows them."""
    dite = ""
    for lit, nom, forme, _ in _BLANKS.parse(texte):
        valeur = "" if nom is None else FORMES[forme](champs[nom]) if forme else str(champs[nom])
        dite += elide(lit, valeur)
    return accorde(dite) if "(s)" in texte else dite


@dataclass(frozen=True)
class Phrase:
    """A sentence. What fills its blanks is given by name, or in the order in which they first appear."""

    message: str

    @cached_property
    def champs(self) -> tuple[str, ...]:
        """The names of its blanks."""
        return _champs(self.message)

    def __call__(self, *valeurs: object, **nommes: object) -> str:
        """The sentence, filled."""
        return remplie(self.message, _par_nom(self.champs, valeurs, nommes))


@dataclass(frozen=True)
class Avis:
    """A sentence and its cure, likewise; the blanks of the cure come after those of the sentence."""

    message: str
    conseil: str = ""

    @cached_property
    def champs(self) -> tuple[str, ...]:
        """The names of their blanks."""
        return _champs(self.message + self.conseil)

    def __call__(self, *valeurs: object, **nommes: object) -> Texte:
        """The two of them, filled."""
        champs = _par_nom(self.champs, valeurs, nommes)
        return Texte(remplie(self.message, champs), remplie(self.conseil, champs))
