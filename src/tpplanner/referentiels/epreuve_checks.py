"""The faults of one épreuve by itself: names, phases, what few épreuves have."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import CONFIRMABLES, MODALITES, USAGE_JURY, Epreuve, Phase, Surveillance
from tpplanner.referentiels.fault import Fault, Lieu
from tpplanner.texts.temps import duree

_ID = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")

SEPARATEURS = r"[;,\r\n]"
"""What is between the elements of a list in a cell of a workbook."""

MINUTES_MAX = 12 * 60
"""The longest épreuve that one day can hold; a longer one is several, in parts."""

COUPURE_MIN = 2 * 60
"""The shortest épreuve whose clock may stop for lunch."""


def faults_of_epreuve(lieu: Lieu, epreuve: Epreuve, prefix: str) -> Iterator[Fault]:
    """The faults of an épreuve at that place; in a CCP, `prefix` is the id of its table."""
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
    if phase.usage == USAGE_JURY and phase.partagee:
        yield Fault(replace(lieu, champ="partagee"), "usage_jury_partagee")


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
