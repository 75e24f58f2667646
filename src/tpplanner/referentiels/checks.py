"""What makes a référentiel sound: every fault of its épreuves and of their order, each with its place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import pairwise

from tpplanner.domain.duties import minutes_de_correction
from tpplanner.domain.referentiel import (
    CONFIRMABLES,
    MODALITES,
    USAGE_JURY,
    Epreuve,
    Phase,
    Referentiel,
    Surveillance,
    Table,
)
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import cle
from tpplanner.texts.noms import duree
from tpplanner.texts.referentiels import lien_inconnu

# A fault of a référentiel, and where it stands.


@dataclass(frozen=True, slots=True)
class Lieu:
    """A place in a référentiel: a field of its header, of a table, of an épreuve, of a phase.

    `table` is 0 for the titre's, then 1… for the CCP's, then those of the CCS; `epreuve` and `phase` are ranks from 0.
    """

    champ: str
    table: int | None = None
    epreuve: int | None = None
    phase: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong there: a code of `texts.referentiels.FAUTES` with the data of its sentence."""

    lieu: Lieu
    code: str
    donnees: Mapping[str, object] = field(default_factory=dict)
    """with ``valeur``, what was typed, where there is something"""


# The faults of one épreuve by itself: names, phases, what few épreuves have.

_ID = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")

SEPARATEURS = r"[;,\r\n]"
"""What is between the elements of a list in a cell of a workbook."""

MINUTES_MAX = 12 * 60
COMEDIENS_MAX = 9
"""The longest épreuve that one day can hold; a longer one is several, in parts."""

COUPURE_MIN = 2 * 60
"""The shortest épreuve whose clock may stop for lunch."""


def faults_of_epreuve(lieu: Lieu, epreuve: Epreuve, prefix: str) -> Iterator[Fault]:
    """The faults of an épreuve at that place; in a CCP or CCS, `prefix` is the id of its table."""
    yield from _names(lieu, epreuve, prefix)
    yield from _phases(lieu, epreuve)
    yield from _watched_together(lieu, epreuve)
    yield from _resource(lieu, epreuve)
    yield from _correction(lieu, epreuve)
    yield from _too_great(lieu, epreuve)
    if epreuve.coupure_midi and epreuve.minutes < COUPURE_MIN:
        donnees = {"minimum": duree(COUPURE_MIN), "duree": duree(epreuve.minutes)}
        yield Fault(replace(lieu, champ="coupure_midi"), "coupure_midi", donnees)
    for champ, times in Counter(epreuve.a_confirmer).items():
        if champ not in CONFIRMABLES or times > 1:
            donnees = {"valeur": champ, "permis": ", ".join(CONFIRMABLES)}
            yield Fault(replace(lieu, champ="a_confirmer"), "a_confirmer", donnees)


def _too_great(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    for champ, limite in (("partage", 9_999), ("simultanes", 99), ("correction", MINUTES_MAX)):
        valeur = getattr(epreuve, champ)
        if valeur is not None and valeur > limite:
            yield Fault(replace(lieu, champ=champ), "trop_grand", {"valeur": valeur, "limite": limite})


def _names(lieu: Lieu, epreuve: Epreuve, prefix: str) -> Iterator[Fault]:
    if not _ID.fullmatch(epreuve.id):
        yield Fault(replace(lieu, champ="id"), "id", {"valeur": epreuve.id})
    elif prefix and not epreuve.id.startswith(f"{prefix}."):
        yield Fault(replace(lieu, champ="id"), "id_prefixe", {"valeur": epreuve.id, "table": prefix})
    if not epreuve.nom.strip():
        yield Fault(replace(lieu, champ="nom"), "nom")
    if ";" in epreuve.nom:
        yield Fault(replace(lieu, champ="nom"), "nom_separateur", {"valeur": epreuve.nom})
    if epreuve.modalite not in MODALITES:
        yield Fault(replace(lieu, champ="modalite"), "modalite", {"valeur": epreuve.modalite})


def _phases(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    if not epreuve.phases:
        yield Fault(replace(lieu, champ="phases"), "phases")
    for n, phase in enumerate(epreuve.phases):
        yield from _phase(replace(lieu, phase=n), phase)
    if epreuve.minutes > MINUTES_MAX:
        yield Fault(replace(lieu, champ="minutes"), "duree", {"duree": duree(epreuve.minutes)})


def _phase(lieu: Lieu, phase: Phase) -> Iterator[Fault]:
    if phase.minutes < 1:
        yield Fault(replace(lieu, champ="minutes"), "minutes", {"valeur": phase.minutes})
    if not phase.usage or phase.usage != cle(phase.usage):
        donnees = {"valeur": phase.usage, "propose": cle(phase.usage) or "atelier"}
        yield Fault(replace(lieu, champ="usage"), "usage", donnees)
    if phase.usage == USAGE_JURY and phase.presence is not Surveillance.JURY:
        yield Fault(replace(lieu, champ="usage"), "usage_jury")
    if not 0 <= phase.comediens <= COMEDIENS_MAX:
        yield Fault(replace(lieu, champ="comediens"), "comediens", {"valeur": phase.comediens})
    if phase.comediens and phase.presence in (Surveillance.SEUL, Surveillance.SI_PLUSIEURS):
        yield Fault(replace(lieu, champ="comediens"), "comedien_seul")
    if phase.role and not phase.comediens:
        yield Fault(replace(lieu, champ="role"), "role", {"valeur": phase.role})
    sortes = {cle(sorte) for sorte in phase.vehicules if ";" not in sorte} - {""}
    if len(sortes) < len(phase.vehicules):
        yield Fault(replace(lieu, champ="vehicules"), "vehicules", {"valeur": " ; ".join(phase.vehicules)})
    if phase.usage == USAGE_JURY and phase.partagee:
        yield Fault(replace(lieu, champ="partagee"), "usage_jury_partagee")
    elif phase.presence is Surveillance.SI_PLUSIEURS and not phase.partagee:
        yield Fault(replace(lieu, champ="partagee"), "si_plusieurs_partagee")


def _watched_together(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    simultanes = replace(lieu, champ="simultanes")
    if epreuve.simultanes < 1:
        yield Fault(simultanes, "simultanes", {"valeur": epreuve.simultanes})
    if epreuve.simultanes > 1 and not epreuve.devant_jury:
        yield Fault(simultanes, "simultanes_sans_jury", {"valeur": epreuve.simultanes})
    if epreuve.collective and epreuve.devant_jury and epreuve.simultanes == 1:
        yield Fault(replace(lieu, champ="collective"), "collective_suivie")


def _resource(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    if epreuve.partage < 1:
        yield Fault(replace(lieu, champ="partage"), "partage", {"valeur": epreuve.partage})
    if epreuve.partage > 1 and not epreuve.ressource:
        yield Fault(replace(lieu, champ="partage"), "partage_sans_ressource", {"valeur": epreuve.partage})
    if re.search(SEPARATEURS, epreuve.ressource):
        yield Fault(replace(lieu, champ="ressource"), "ressource_separateur", {"valeur": epreuve.ressource})
    if epreuve.ressource and all(phase.usage == USAGE_JURY for phase in epreuve.phases):
        yield Fault(replace(lieu, champ="ressource"), "ressource_salle_jury", {"valeur": epreuve.ressource})


def _correction(lieu: Lieu, epreuve: Epreuve) -> Iterator[Fault]:
    if epreuve.correction is None:
        return
    if epreuve.correction < 1:
        yield Fault(replace(lieu, champ="correction"), "correction", {"valeur": epreuve.correction})
    if epreuve.devant_jury:
        yield Fault(replace(lieu, champ="correction"), "correction_suivie", {"valeur": epreuve.correction})


# The faults of the order of the épreuves of one table.

JOURS_MAX = 60
"""The longest gap between two épreuves, in days."""

HABITUELS = Reglages()
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
    """What the order puts between épreuves that follow each other: no candidat could pass it, in whatever time.

    What no jury watches is also passed before something that the jury watches, for it to be corrected in between.
    """
    before = _before(table)
    watched = [epreuve for epreuve in table.epreuves if epreuve.devant_jury]
    for n, epreuve in enumerate(table.epreuves):
        if epreuve.minutes <= HABITUELS.courte_pause:
            continue
        for suite in (suite for suite in _suites(table) if epreuve not in suite):
            avant = [autre for autre in suite if autre.id in before[epreuve.id]]
            apres = [autre for autre in suite if epreuve.id in before[autre.id]]
            later = [autre for autre in watched if autre is not epreuve and autre.id not in before[epreuve.id]]
            if not epreuve.devant_jury and all(autre in suite for autre in later):
                apres += later
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
            minutes = minutes_de_correction(HABITUELS, avant) + (HABITUELS.battement if comes_in else 0)
            if due and epreuve.devant_jury and minutes > HABITUELS.courte_pause:
                donnees = {"epreuve": epreuve.nom, "valeur": avant.id, "minutes": duree(minutes)}
                yield Fault(Lieu("aussitot_apres", rank, n), "aussitot_correction", donnees)


def _opened_at_once(rank: int, table: Table) -> Iterator[Fault]:
    """What always begins within a short pause after another, though whoever sits it sees its plis opened before."""
    if HABITUELS.plis <= HABITUELS.courte_pause:
        return
    par_id, earlier, chains = {epreuve.id: epreuve for epreuve in table.epreuves}, _earlier(table), _chains(table)
    for n, epreuve in ((n, epreuve) for n, epreuve in enumerate(table.epreuves) if epreuve.sous_plis):
        at_once = [par_id[nom] for nom in epreuve.aussitot_apres if nom in par_id]
        chain = next((chain for chain in chains if epreuve in chain), [])
        others = (autre for autre in chain if autre is not epreuve)
        chained = [autre for autre in others if autre.id in earlier[epreuve.id] or _begins(autre, par_id, chain)]
        for champ, avants in (("aussitot_apres", at_once), ("separee", chained)):
            if avants:
                donnees = {"epreuve": epreuve.nom, "avant": avants[-1].nom, "minutes": duree(HABITUELS.plis)}
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
    return any(avant not in chain and avant.minutes > HABITUELS.courte_pause for avant in avants)


# What makes a référentiel sound: every fault of one, each with its place.

_SIGLE = re.compile(r"[A-Za-z0-9]{1,15}")
_CODE = re.compile(r"TP-[0-9]{5}")
_MILLESIME = re.compile(r"[0-9]{2}")
_RNCP = re.compile(r"[0-9]*")
_CCP = re.compile(r"CCP[1-9][0-9]?")
_CCS = re.compile(r"CCS[1-9][0-9]?")


def faults(referentiel: Referentiel) -> tuple[Fault, ...]:
    """Every fault, from the header down to the last épreuve; a sound référentiel has none."""
    return (
        *_header(referentiel),
        *_qualities(referentiel),
        *_unique_names(referentiel),
        *_entretien_final(referentiel),
        *_ids_of_tables(referentiel),
        *(fault for rank, table in enumerate(referentiel.tables) for fault in _table(rank, table)),
    )


def _header(referentiel: Referentiel) -> Iterator[Fault]:
    for champ, pattern in (("sigle", _SIGLE), ("code", _CODE), ("millesime", _MILLESIME), ("rncp", _RNCP)):
        valeur = getattr(referentiel, champ)
        if not pattern.fullmatch(valeur):
            yield Fault(Lieu(champ), champ, {"valeur": valeur})
    for champ in ("intitule", "source"):
        if not getattr(referentiel, champ).strip():
            yield Fault(Lieu(champ), champ)
    if referentiel.membres_min < 2:
        yield Fault(Lieu("membres_min"), "membres_min", {"valeur": referentiel.membres_min})
    if referentiel.quota is not None and referentiel.quota < 1:
        yield Fault(Lieu("quota"), "quota", {"valeur": referentiel.quota})
    for champ, limite in (("membres_min", 99), ("quota", 9_999)):
        valeur = getattr(referentiel, champ)
        if valeur is not None and valeur > limite:
            yield Fault(Lieu(champ), "trop_grand", {"valeur": valeur, "limite": limite})
    if referentiel.transport:
        yield Fault(Lieu("transport"), "transport")


def _qualities(referentiel: Referentiel) -> Iterator[Fault]:
    for qualite, times in Counter(referentiel.qualites).items():
        if times > 1 or not qualite.strip():
            yield Fault(Lieu("qualites"), "qualites", {"valeur": qualite})
        if re.search(SEPARATEURS, qualite):
            yield Fault(Lieu("qualites"), "qualites_separateur", {"valeur": qualite})


def _unique_names(referentiel: Referentiel) -> Iterator[Fault]:
    """Ids and names that stand twice, in the whole référentiel; told where they stand again."""
    tables: set[str] = set()
    seen: dict[str, set[str]] = {"id": set(), "nom": set()}
    for rank, table in enumerate(referentiel.tables):
        if table.id in tables:
            yield Fault(Lieu("id", rank), "table_double", {"valeur": table.id})
        tables.add(table.id)
        for n, epreuve in enumerate(table.epreuves):
            for champ, values in seen.items():
                valeur = getattr(epreuve, champ)
                if valeur in values:
                    yield Fault(Lieu(champ, rank, n), f"{champ}_double", {"valeur": valeur})
                values.add(valeur)


def _entretien_final(referentiel: Referentiel) -> Iterator[Fault]:
    """The titre's exists and ends its table; each CCS has its own, which ends its table; no CCP has one."""
    epreuves, final = referentiel.titre.epreuves, referentiel.entretien_final
    place = next((n for n, epreuve in enumerate(epreuves) if epreuve.id == final), None)
    if place is None:
        yield Fault(Lieu("entretien_final"), "final_inconnu" if final else "final_absent", {"valeur": final})
    else:
        if epreuves[place].modalite != "EF":
            yield Fault(Lieu("modalite", 0, place), "final_modalite", {"valeur": final})
        yield from _ends_its_table(0, referentiel.titre, place)
    for rank, table in enumerate(referentiel.ccps, start=1):
        for n, epreuve in enumerate(table.epreuves):
            if epreuve.modalite == "EF":
                yield Fault(Lieu("modalite", rank, n), "final_en_ccp", {"epreuve": epreuve.nom})
    for rank, table in enumerate(referentiel.ccss, start=1 + len(referentiel.ccps)):
        finals = [n for n, epreuve in enumerate(table.epreuves) if epreuve.modalite == "EF"]
        if finals:
            yield from _ends_its_table(rank, table, finals[-1])
        elif table.epreuves:
            yield Fault(Lieu("epreuves", rank), "final_absent_ccs", {"table": table.id})


def _ends_its_table(rank: int, table: Table, place: int) -> Iterator[Fault]:
    """The épreuve at that place of the table is its only entretien final, its last épreuve, before the jury."""
    if not table.epreuves[place].devant_jury:
        yield Fault(Lieu("presence", rank, place), "final_non_suivi")
    for n in range(place + 1, len(table.epreuves)):
        yield Fault(Lieu("id", rank, n), "final_dernier", {"epreuve": table.epreuves[n].nom})
    for n, epreuve in enumerate(table.epreuves):
        if epreuve.modalite == "EF" and n != place:
            yield Fault(Lieu("modalite", rank, n), "final_double")


def _ids_of_tables(referentiel: Referentiel) -> Iterator[Fault]:
    """A table of a CCP is named ``CCP1``…, that of a CCS ``CCS1``…."""
    patterns = [(_CCP, "CCP")] * len(referentiel.ccps) + [(_CCS, "CCS")] * len(referentiel.ccss)
    for rank, (table, (pattern, bloc)) in enumerate(zip(referentiel.certificats, patterns, strict=True), start=1):
        if not pattern.fullmatch(table.id):
            yield Fault(Lieu("id", rank), "table_id", {"valeur": table.id, "bloc": bloc})


def _table(rank: int, table: Table) -> Iterator[Fault]:
    if not table.nom.strip():
        yield Fault(Lieu("nom", rank), "table_nom")
    if not table.epreuves:
        yield Fault(Lieu("epreuves", rank), "table_vide", {"table": table.nom or table.id})
        return
    if not any(epreuve.devant_jury for epreuve in table.epreuves):
        yield Fault(Lieu("epreuves", rank), "sans_jury", {"table": table.nom or table.id})
    yield from _totals(rank, table)
    yield from _followed_by_the_jury(rank, table)
    several = [n for n, epreuve in enumerate(table.epreuves) if epreuve.simultanes > 1]
    for n in several[1:]:
        yield Fault(Lieu("simultanes", rank, n), "simultanes_plusieurs", {"epreuve": table.epreuves[n].nom})
    for n in range(len(table.epreuves)):
        prefix = "" if rank == 0 else table.id
        yield from faults_of_epreuve(Lieu("", rank, n), table.epreuves[n], prefix)
    yield from faults_of_order(rank, table)


def _totals(rank: int, table: Table) -> Iterator[Fault]:
    """The totals that the RE prints are the sums of the phases; 0 says that it prints none."""
    for champ, somme in (("total_candidat", table.minutes), ("presence_jury", table.minutes_jury)):
        imprime = getattr(table, champ)
        if imprime not in (0, somme):
            donnees = {"imprime": duree(imprime), "somme": duree(somme), "valeur": imprime}
            yield Fault(Lieu(champ, rank), champ, donnees)


def _followed_by_the_jury(rank: int, table: Table) -> Iterator[Fault]:
    """What the jury did not watch must be followed by something before it: that is when it answers for its mark."""
    watched = [n for n, epreuve in enumerate(table.epreuves) if epreuve.devant_jury]
    for n, epreuve in enumerate(table.epreuves):
        if watched and epreuve.phases and n > watched[-1]:
            yield Fault(Lieu("phases", rank, n), "sans_suite", {"epreuve": epreuve.nom})
