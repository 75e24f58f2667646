"""What is told of a planning under a hand: its retouches in words, where a passage may go and why not elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tpplanner.change.by_hand import Exchange, Padlock, Relocation, Retouch, Seat
from tpplanner.change.displacement import Put, jury_of, passage_of, whole_passage
from tpplanner.change.free_places import FreePlace, FreePlaces, HandCost, Obstacle, Obstruction, Reason, Swap
from tpplanner.commands.retouch import Retouching
from tpplanner.domain.plan import Composition, Passage, minutes_between
from tpplanner.domain.session import cle
from tpplanner.texts import retouche as textes
from tpplanner.texts.fautes import phrase
from tpplanner.texts.noms import Noms, heure


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """Where a passage may go, as a button: what it asks for, in words, what it costs."""

    jour: str
    heure: str
    jury: str
    quand: str
    dit: str
    cout: str


@dataclass(frozen=True, slots=True)
class ShownSwap:
    """With whom a passage may be exchanged: whose épreuve it is, in words, what it costs, why not."""

    candidat: str
    epreuve: str
    qui: str
    quand: str
    cout: str
    raison: str = ""


class Told:
    """The words for what is asked of a planning under a hand."""

    def __init__(self, retouching: Retouching) -> None:
        self.session, self.plan, self.noms = retouching.session, retouching.plan, Noms(retouching.session)
        names = [cle(c.nom) for c in self.session.candidats]
        self._alone = {c.id for c in self.session.candidats if names.count(cle(c.nom)) == 1}
        self._several_days = len(self.session.jours) > 1

    # People, places

    def candidat(self, id_: str) -> str:
        """A candidat: their name alone, where nobody else bears it."""
        known = next((c for c in self.session.candidats if c.id == id_), None)
        return known.nom if known is not None and known.id in self._alone and known.nom else self.noms.etiquette(id_)

    def moment(self, debut: datetime, jury: str = "") -> str:
        """When and before whom: ``mardi 12 janvier, 13 h 05, Jury 2``."""
        jour = self.noms.jour(debut.date()) if self._several_days else ""
        return ", ".join(filter(None, (jour, heure(debut), self.noms.jury(jury) if jury else "")))

    def passage(self, passage: Passage) -> dict[str, Any]:
        """A whole passage, where it is: who, when, before whom, where, with which épreuves."""
        chain = whole_passage(self.session, self.plan, passage)
        jury = next((j for p in chain if (j := jury_of(p))), "")
        siege = self.plan.siege(jury, passage.jour) if jury else None
        end = max(p.fin for p in chain)
        return {
            "candidat": passage.candidat,
            "epreuve": chain[0].epreuve,
            "nom": self.noms.etiquette(passage.candidat),
            "court": self.candidat(passage.candidat),
            "jour": passage.jour.isoformat(),
            "jour_dit": self.noms.jour(passage.jour),
            "heures": f"{heure(chain[0].debut)} – {heure(end)}",
            "heure": f"{chain[0].debut:%H:%M}",
            "heure_dite": heure(chain[0].debut),
            "minutes": minutes_between(chain[0].debut, end),
            "jury": jury,
            "devant": self.noms.jury(jury) if jury else "",
            "membres": [(m, self.noms.etiquette(m)) for m in siege.membres] if siege is not None else [],
            "salles": list(dict.fromkeys(self.noms.salle(x.salle) for p in chain for x in p.parties)),
            "epreuves": [
                (
                    p.epreuve,
                    self.noms.etiquette_epreuve(p.epreuve),
                    f"{heure(p.debut)} – {heure(p.fin)}",
                    f"{p.debut:%H:%M}",
                )
                for p in chain
            ],
            "garde": all(p.fige for p in chain),
        }

    def wholes(self) -> Iterator[dict[str, Any]]:
        """Every whole passage that may be taken, by candidat, in order of time."""
        seen: set[Passage] = set()
        for candidat in self.session.candidats:
            for passage in self.plan.du_candidat(candidat.id):
                if passage not in seen and not self.session.referentiel.epreuve(passage.epreuve).collective:
                    seen |= set(whole_passage(self.session, self.plan, passage))
                    yield self.passage(passage)

    # What a hand has changed

    def retouche(self, one: Retouch) -> str:
        """One change, as the list tells it."""
        match one:
            case Put():
                if one.seule:
                    epreuve = self.noms.etiquette_epreuve(one.epreuve)
                    return textes.DEPLACE_SEULE(self.candidat(one.candidat), epreuve, self.moment(one.debut, one.jury))
                return textes.DEPLACE(self.candidat(one.candidat), self.moment(one.debut, one.jury))
            case Exchange():
                return textes.ECHANGE(self.candidat(one.un.candidat), self.candidat(one.autre.candidat))
            case Padlock():
                return (textes.GARDE if one.portee else textes.LIBERE)(self.candidat(one.candidat))
            case Seat():
                nouveau, ancien = self.noms.etiquette(one.remplacant), self.noms.etiquette(one.membre)
                return textes.REMPLACE(nouveau, ancien, self.noms.jury(one.jury), self.noms.jour(one.jour))
            case Relocation():
                return textes.LOGE(self.noms.jury(one.jury), self.noms.salle(one.salle), self.noms.jour(one.jour))

    def cause(self, retouches: Sequence[Retouch]) -> str:
        """What a version was made for: ``déplacement de MOREAU, échange de DUPONT et MARTIN``."""
        moved = [self.candidat(r.candidat) for r in retouches if isinstance(r, Put)]
        held = [self.candidat(r.candidat) for r in retouches if isinstance(r, Padlock) and r.portee]
        freed = [self.candidat(r.candidat) for r in retouches if isinstance(r, Padlock) and not r.portee]
        words = [textes.DEPLACEMENT(textes.noms(moved))] if moved else []
        words += list(dict.fromkeys(map(self._of_juries, (r for r in retouches if not isinstance(r, Put | Padlock)))))
        words += [textes.GARDES(textes.noms(held))] if held else []
        words += [textes.LIBERES(textes.noms(freed))] if freed else []
        return ", ".join(words)

    def _of_juries(self, one: Retouch) -> str:
        match one:
            case Exchange():
                return textes.ECHANGE_DE(self.candidat(one.un.candidat), self.candidat(one.autre.candidat))
            case Seat():
                return textes.REMPLACEMENT(self.noms.etiquette(one.membre), self.noms.etiquette(one.remplacant))
            case Relocation():
                return textes.SALLE_DE(self.noms.jury(one.jury), self.noms.salle(one.salle))
        return ""

    # Where a passage may go, why not elsewhere

    def place(self, place: FreePlace) -> ShownPlace:
        """A free place, as a button."""
        debut = place.put.debut
        quand = self.moment(debut, place.put.jury)
        return ShownPlace(
            debut.date().isoformat(), f"{debut:%H:%M}", place.put.jury, quand, heure(debut), self.cost(place.cost)
        )

    def cost(self, cost: HandCost) -> str:
        """What it costs."""
        return textes.cout(cost.journees, cost.presence, cost.attente)

    def swap(self, swap: Swap) -> ShownSwap:
        """An exchange: with whom, when they pass now, what it costs, why not."""
        other = swap.exchange.autre
        here = passage_of(self.plan, other.candidat, other.epreuve)
        quand = self.moment(here.debut, jury_of(here)) if here is not None else ""
        raison = phrase(self.session, swap.violation) if swap.violation is not None else ""
        return ShownSwap(
            other.candidat, other.epreuve, self.noms.etiquette(other.candidat), quand, self.cost(swap.cost), raison
        )

    def rows(self, places: FreePlaces) -> list[dict[str, Any]]:
        """For each day and jury: the hours that are free, and stretches of hours with the first reason why not."""
        rows: dict[tuple[date, str], dict[str, Any]] = {}
        for place in places.places:
            row = self._row(rows, place.put.debut.date(), place.put.jury)
            row["libres"].append([f"{place.put.debut:%H:%M}", heure(place.put.debut), self.cost(place.cost)])
        for one in places.obstructions:
            row = self._row(rows, one.debut.date(), one.jury)
            row["raisons"].append([f"{one.debut:%H:%M}", f"{one.fin:%H:%M}", self.reason(one, places.passage)])
        return list(rows.values())

    @staticmethod
    def _row(rows: dict[tuple[date, str], dict[str, Any]], jour: date, jury: str) -> dict[str, Any]:
        return rows.setdefault((jour, jury), {"jour": jour.isoformat(), "jury": jury, "libres": [], "raisons": []})

    def reason(self, one: Obstruction, passage: Passage) -> str:
        """The first reason why a passage cannot be there."""
        nom, jury = self.candidat(passage.candidat), self.noms.jury(one.jury) if one.jury else ""
        return _reason(self, one.reason, nom, jury)


def _reason(words: Told, reason: Reason, nom: str, jury: str) -> str:
    if reason.motif is not None:
        return textes.LIENS[reason.motif](jury=jury, nom=nom)
    if reason.violation is not None:
        return phrase(words.session, reason.violation)
    plain = {
        Obstacle.QUOTA: textes.COMPLET(jury, words.session.quota),
        Obstacle.OUVERTURE: textes.FERME(nom),
        Obstacle.JURY_PRIS: textes.DEJA_ENTENDU(jury, words.candidat(reason.qui)),
        Obstacle.CANDIDAT_PRIS: textes.DEJA_PRIS(nom),
        Obstacle.INDISPONIBLE: textes.ABSENT(nom),
    }
    return plain[reason.obstacle]


def sitting_told(noms: Noms, sitting: Composition) -> dict[str, Any]:
    """A jury on a day: its name, hours, room, membres."""
    return {
        "jury": sitting.jury,
        "nom": noms.jury(sitting.jury),
        "jour": sitting.jour.isoformat(),
        "jour_dit": noms.jour(sitting.jour),
        "heures": f"{heure(sitting.debut)} – {heure(sitting.fin)}",
        "salle": noms.salle(sitting.salle),
        "membres": [(m, noms.etiquette(m)) for m in sitting.membres],
    }
