"""Midday breaks: where, in somebody's day, the break of n minutes that a rule asks for can be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tpplanner.audit.view import entre, minutes
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import Jour

Intervalle = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Fenetre:
    """A lunch window and the free minutes asked for inside it."""

    debut: datetime
    fin: datetime
    duree: int

    def laisse_trop_peu(self, occupe: Intervalle) -> bool:
        """Whether that one stretch alone leaves fewer than the minutes asked for, before and after it."""
        debut, fin = occupe
        avant = entre(self.debut, max(self.debut, min(debut, self.fin)))
        apres = entre(min(self.fin, max(fin, self.debut)), self.fin)
        return max(avant, apres) < self.duree


def fenetre_jury(jour: Jour, duree: int) -> Fenetre:
    """The juries' lunch window of that day."""
    return Fenetre(jour.a(jour.pause_debut), jour.a(jour.pause_fin), duree)


def fenetre_candidat(jour: Jour, duree: int) -> Fenetre:
    """The candidats' lunch window of that day, which opens earlier."""
    return Fenetre(jour.a(jour.pause_debut) - minutes(AVANCE_PAUSE_CANDIDAT), jour.a(jour.pause_fin), duree)


def premiere_pause(
    fenetre: Fenetre, occupations: Iterable[Intervalle], seules: Iterable[Intervalle] = ()
) -> Intervalle | None:
    """The earliest break: free of `occupations`, inside the window, or just after a stretch that fills it alone.

    `seules` are the stretches that may push the break out of the window (a watched phase, a passage). None if there
    is no such break.
    """
    occupees = sorted(occupations)
    duree = minutes(fenetre.duree)
    debuts = [fenetre.debut, *(fin for _, fin in occupees if fin >= fenetre.debut)]
    places = [debut for debut in debuts if debut + duree <= fenetre.fin]
    places += [fin for debut, fin in seules if fenetre.laisse_trop_peu((debut, fin))]
    for debut in sorted(places):
        if not any(d < debut + duree and debut < f for d, f in occupees):
            return debut, debut + duree
    return None
