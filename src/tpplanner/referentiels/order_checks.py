"""The faults of the order of the épreuves of one table.

Épreuves stand in the order in which they are passed: a link names only what stands higher. So no circle of links can
be written, and the table reads as the candidat's day.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.referentiels.fault import Fault, Lieu
from tpplanner.texts.referentiels_fautes import lien_inconnu

JOURS_MAX = 60
"""The longest gap between two épreuves, in days."""


def faults_of_order(rank: int, table: Table) -> Iterator[Fault]:
    """The faults of the links between the épreuves of the table of that rank."""
    ids = [epreuve.id for epreuve in table.epreuves]
    for n, epreuve in enumerate(table.epreuves):
        for champ, noms in _links(epreuve).items():
            lieu = Lieu(champ, rank, n)
            yield from (_misplaced(lieu, epreuve, nom, ids, n) for nom in noms if nom not in ids[:n])
        yield from _contradictions(rank, n, epreuve)
        yield from _gaps(Lieu("jours_min", rank, n), epreuve)
        yield from _corrected_before(Lieu("correction_avant", rank, n), epreuve, table.epreuves[n + 1 :])
    yield from _both_at_once(rank, table)


def _links(epreuve: Epreuve) -> dict[str, tuple[str, ...]]:
    jours_min = tuple(nom for nom, _ in epreuve.jours_min)
    return {"apres": epreuve.apres, "aussitot_apres": epreuve.aussitot_apres, "jours_min": jours_min}


def _misplaced(lieu: Lieu, epreuve: Epreuve, nom: str, ids: list[str], n: int) -> Fault:
    if nom in ids:
        return Fault(lieu, "lien_vers_le_bas", {"valeur": nom, "epreuve": epreuve.nom})
    return Fault(lieu, "lien_inconnu", {"valeur": nom, "propose": lien_inconnu(_nearest(nom, ids), ", ".join(ids[:n]))})


def _nearest(nom: str, ids: list[str]) -> str:
    return next(iter(get_close_matches(nom, ids, n=1, cutoff=0.6)), "")


def _contradictions(rank: int, n: int, epreuve: Epreuve) -> Iterator[Fault]:
    for champ, noms in _links(epreuve).items():
        for nom, times in Counter(noms).items():
            deja = champ == "apres" and nom in epreuve.aussitot_apres
            if times > 1 or deja:
                yield Fault(Lieu(champ, rank, n), "lien_double", {"valeur": nom})
            if champ == "jours_min" and nom in epreuve.aussitot_apres:
                yield Fault(Lieu(champ, rank, n), "jours_et_aussitot", {"valeur": nom, "epreuve": epreuve.nom})
    if len(set(epreuve.aussitot_apres)) > 1:
        yield Fault(Lieu("aussitot_apres", rank, n), "aussitot_plusieurs", {"epreuve": epreuve.nom})


def _gaps(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    for _, jours in epreuve.jours_min:
        if not 1 <= jours <= JOURS_MAX:
            yield Fault(lieu, "jours_min", {"valeur": jours})


def _corrected_before(lieu: Lieu, epreuve: Epreuve, suivantes: tuple[Epreuve, ...]) -> Iterator[Fault]:
    avant = epreuve.correction_avant
    if not avant:
        return
    if epreuve.devant_jury:
        yield Fault(lieu, "correction_suivie", {"valeur": avant})
    elif not any(suivante.id == avant and suivante.devant_jury for suivante in suivantes):
        yield Fault(lieu, "correction_avant", {"valeur": avant})


def _both_at_once(rank: int, table: Table) -> Iterator[Fault]:
    """Two épreuves that would each have to follow the same one at once."""
    premiere: dict[str, Epreuve] = {}
    for n, epreuve in enumerate(table.epreuves):
        for nom in epreuve.aussitot_apres:
            autre = premiere.setdefault(nom, epreuve)
            if autre is not epreuve:
                donnees = {"valeur": nom, "epreuve": epreuve.nom, "autre": autre.nom}
                yield Fault(Lieu("aussitot_apres", rank, n), "aussitot_partage", donnees)
