"""How much a minute that a candidat waits counts: in proportion to the time that he keeps his jury.

Candidats heard one after the other then wait as much in any order: who waits for a longer one counts for less. A plain
sum of minutes would put the longest last, each time, whoever that is. Where breaks leave one place in the day for the
longest that costs least, it would be his each time: of those who have a majoration the draw therefore puts as many
forward, and as many back, as come first or last of a jury-day.
"""

from collections import Counter
from dataclasses import dataclass
from math import ceil, gcd

from tpplanner.domain.parcours import epreuves_de, minutes_de_correction
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.reglages import Niveau, Terme
from tpplanner.domain.session import Candidat, Session

REGLE = "attente"


@dataclass(frozen=True, slots=True)
class PoidsAttente:
    """What a minute of each candidat (id) counts: `unite` for most of them, and 1 where they are all alike."""

    poids: dict[str, int]
    unite: int

    def du_terme(self, niveau: Niveau, terme: Terme) -> int:
        """What one of a soft rule counts in a level: beside waits, a minute is as many parts as theirs."""
        return terme.poids * (1 if terme.regle == REGLE else self.unite_du(niveau))

    def unite_du(self, niveau: Niveau) -> int:
        """In how many parts a level counts: those of a minute where it counts waits."""
        return self.unite if any(terme.regle == REGLE for terme in niveau.termes) else 1


def entieres(valeur: int, unite: int) -> int:
    """What is told of so many parts: whole minutes, or whatever a level counts."""
    return (2 * valeur + unite) // (2 * unite)


EN_AVANT, A_SA_PLACE, EN_ARRIERE = 4, 2, 1
"""What multiplies the minutes of who is put forward, of most, of who is put back."""


def poids_des_attentes(session: Session) -> PoidsAttente:
    """The weights of a session: small whole numbers in the proportions of `minutes_de_jury`, put forward or back."""
    places = _places(session)
    minutes = {c.id: minutes_de_jury(session, c) * places[c.id] for c in session.candidats}
    commun = gcd(*minutes.values()) or 1
    poids = {id_: n // commun for id_, n in minutes.items()}
    nombres = Counter(poids.values())
    return PoidsAttente(poids, min(nombres, key=lambda p: (-nombres[p], p), default=1))


def _places(session: Session) -> dict[str, int]:
    """Who is put forward or back: those who should pass early, and of those with a majoration as the draw has it."""
    nombre = len(session.candidats)
    devant_un_jury = min(nombre, session.quota or nombre)
    tires = sorted(session.candidats, key=lambda c: (c.numero_tire is None, c.numero_tire or 0))
    places: dict[str, int] = {}
    for rang, candidat in enumerate(tires):
        places[candidat.id] = A_SA_PLACE
        if candidat.passer_tot or (candidat.majore and rang * devant_un_jury < nombre):
            places[candidat.id] = EN_AVANT
        elif candidat.majore and (nombre - 1 - rang) * devant_un_jury < nombre:
            places[candidat.id] = EN_ARRIERE
    return places


def minutes_de_jury(session: Session, candidat: Candidat) -> int:
    """From a candidat's entry to that of the next one, in whole steps: what the jury does for him but the reading."""
    reglages, total = session.reglages, session.reglages.battement + session.reglages.deliberation
    for epreuve in epreuves_de(session.referentiel, candidat):
        part = 1 + candidat.majoration(epreuve.nature)
        suivies = (p.minutes for p in epreuve.phases if p.presence is Surveillance.JURY)
        total += (
            sum(ceil(n * part) for n in suivies) if epreuve.devant_jury else minutes_de_correction(reglages, epreuve)
        )
    return max(1, ceil(total / reglages.pas)) * reglages.pas
