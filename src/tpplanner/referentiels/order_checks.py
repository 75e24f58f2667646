"""The faults of the order of the épreuves of one table.

Épreuves stand in the order in which they are passed: a link names only what stands higher. So no circle of links can
be written, and the table reads as the candidat's day.
"""

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from tpplanner.domain.parcours import minutes_de_correction
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.domain.reglages import Reglages
from tpplanner.referentiels.fault import Fault, Lieu
from tpplanner.texts.referentiels_fautes import lien_inconnu
from tpplanner.texts.temps import duree

JOURS_MAX = 60
"""The longest gap between two épreuves, in days."""

_HABITUELS = Reglages()
"""The réglages of a centre that changes none."""


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
    if len(set(ids)) == len(ids):
        yield from _chained_and_at_once(rank, table)
        yield from _between_what_follows(rank, table)
        yield from _corrected_at_once(rank, table)
        yield from _opened_at_once(rank, table)


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


def _chained_and_at_once(rank: int, table: Table) -> Iterator[Fault]:
    """What would follow at once another épreuve than the one before it in the chain, or stand in the chain's way."""
    noms = {epreuve.id: epreuve.nom for epreuve in table.epreuves}
    suivantes = {avant.id: apres for avant, apres in _neighbours(table)}
    precedentes = {apres.id: avant for avant, apres in _neighbours(table)}
    for n, epreuve in enumerate(table.epreuves):
        for nom in (nom for nom in epreuve.aussitot_apres if nom in noms):
            lieu = Lieu("aussitot_apres", rank, n)
            avant, autre = precedentes.get(epreuve.id), suivantes.get(nom)
            if avant is not None and avant.id != nom:
                yield Fault(lieu, "aussitot_et_suite", {"epreuve": epreuve.nom, "valeur": nom, "avant": avant.nom})
            elif autre is not None and autre is not epreuve and nom not in autre.aussitot_apres:
                yield Fault(lieu, "aussitot_partage", {"valeur": nom, "epreuve": epreuve.nom, "autre": autre.nom})


def _neighbours(table: Table) -> Iterator[tuple[Epreuve, Epreuve]]:
    """Two épreuves in a row of a chain, where none apart before the jury stands between them in the table."""
    rangs = {epreuve.id: n for n, epreuve in enumerate(table.epreuves)}
    for avant, apres in (pair for chain in _chains(table) for pair in pairwise(chain)):
        if not any(epreuve.devant_jury for epreuve in table.epreuves[rangs[avant.id] + 1 : rangs[apres.id]]):
            yield avant, apres


def _between_what_follows(rank: int, table: Table) -> Iterator[Fault]:
    """What the order puts between épreuves that follow each other: no candidat could pass it, however much time he has.

    What no jury watches is also passed before something that the jury watches, for it to be corrected in between.
    """
    before = _before(table)
    watched = [epreuve for epreuve in table.epreuves if epreuve.devant_jury]
    for n, epreuve in enumerate(table.epreuves):
        if epreuve.minutes <= _HABITUELS.courte_pause:
            continue
        for suite in (suite for suite in _suites(table) if epreuve not in suite):
            avant = [autre for autre in suite if autre.id in before[epreuve.id]]
            apres = [autre for autre in suite if epreuve.id in before[autre.id]]
            left = [autre for autre in watched if autre is not epreuve and autre.id not in before[epreuve.id]]
            if not epreuve.devant_jury and all(autre in suite for autre in left):
                apres += left
            if avant and apres:
                donnees = {"epreuve": epreuve.nom, "avant": avant[-1].nom, "suivante": apres[0].nom}
                champ = next(champ for champ, noms in _links(epreuve).items() if noms)
                yield Fault(Lieu(champ, rank, n), "entre_deux", donnees)
                break


def _before(table: Table) -> dict[str, set[str]]:
    """What each épreuve comes after, by its own links and by theirs; the entretien final comes after all."""
    before: dict[str, set[str]] = {}
    for epreuve in table.epreuves:
        named = [nom for noms in _links(epreuve).values() for nom in noms if nom in before]
        named += list(before) if epreuve.modalite == "EF" else []
        before[epreuve.id] = set(named).union(*(before[nom] for nom in named))
    return before


def _suites(table: Table) -> list[list[Epreuve]]:
    """Épreuves between which there is a short pause at most: chains before the jury; joined with what is at once."""
    par_id = {epreuve.id: epreuve for epreuve in table.epreuves}
    at_once = ([par_id[nom], epreuve] for epreuve in table.epreuves for nom in epreuve.aussitot_apres if nom in par_id)
    whole: list[list[Epreuve]] = []
    for suite in (*_chains(table), *at_once):
        joined = [other for other in whole if any(epreuve in other for epreuve in suite)]
        longer = [epreuve for epreuve in table.epreuves if any(epreuve in part for part in (suite, *joined))]
        whole = [*(other for other in whole if other not in joined), longer]
    return [*_chains(table), *whole]


def _chains(table: Table) -> list[list[Epreuve]]:
    """The épreuves that a candidat passes before the jury one after the other on one day, where there are several."""
    chains: list[list[Epreuve]] = [[]]
    for epreuve in (epreuve for epreuve in table.epreuves if epreuve.devant_jury and not epreuve.separee):
        if any(avant in (autre.id for autre in chains[-1]) for avant, _ in epreuve.jours_min):
            chains.append([])
        chains[-1].append(epreuve)
    return [chain for chain in chains if len(chain) > 1]


def _corrected_at_once(rank: int, table: Table) -> Iterator[Fault]:
    """What the jury would have to correct within a short pause, for it receives the candidat at once."""
    par_id, before = {epreuve.id: epreuve for epreuve in table.epreuves}, _before(table)
    for n, epreuve in enumerate(table.epreuves):
        watched = [autre for autre in table.epreuves[:n] if autre.devant_jury]
        for avant in (par_id[nom] for nom in epreuve.aussitot_apres if nom in par_id):
            due = not avant.devant_jury and avant.correction_avant in ("", epreuve.id)
            comes_in = all(avant.id in before[autre.id] for autre in watched)
            minutes = minutes_de_correction(_HABITUELS, avant) + (_HABITUELS.battement if comes_in else 0)
            if due and epreuve.devant_jury and minutes > _HABITUELS.courte_pause:
                donnees = {"epreuve": epreuve.nom, "valeur": avant.id, "minutes": duree(minutes)}
                yield Fault(Lieu("aussitot_apres", rank, n), "aussitot_correction", donnees)


def _opened_at_once(rank: int, table: Table) -> Iterator[Fault]:
    """What always begins within a short pause after another, though whoever sits it sees its plis opened before."""
    if _HABITUELS.plis <= _HABITUELS.courte_pause:
        return
    par_id, earlier, chains = {epreuve.id: epreuve for epreuve in table.epreuves}, _earlier(table), _chains(table)
    for n, epreuve in ((n, epreuve) for n, epreuve in enumerate(table.epreuves) if epreuve.sous_plis):
        at_once = [par_id[nom] for nom in epreuve.aussitot_apres if nom in par_id]
        chain = next((chain for chain in chains if epreuve in chain), [])
        others = (autre for autre in chain if autre is not epreuve)
        chained = [autre for autre in others if autre.id in earlier[epreuve.id] or _begins(autre, par_id, chain)]
        for champ, avants in (("aussitot_apres", at_once), ("separee", chained)):
            if avants:
                donnees = {"epreuve": epreuve.nom, "avant": avants[-1].nom, "minutes": duree(_HABITUELS.plis)}
                yield Fault(Lieu(champ, rank, n), "aussitot_plis", donnees)
                break


def _earlier(table: Table) -> dict[str, set[str]]:
    """What each épreuve comes after, where what follows it at once comes after that."""
    earlier = _before(table)
    for epreuve in reversed(table.epreuves):
        for nom in (nom for nom in epreuve.aussitot_apres if nom in earlier):
            earlier[nom] = earlier[nom] | (earlier[epreuve.id] - {nom})
    return earlier


def _begins(epreuve: Epreuve, par_id: dict[str, Epreuve], chain: list[Epreuve]) -> bool:
    """Whether a chain begins with it, for it follows at once what has no room between two épreuves of the chain."""
    avants = (par_id[nom] for nom in epreuve.aussitot_apres if nom in par_id)
    return any(avant not in chain and avant.minutes > _HABITUELS.courte_pause for avant in avants)
