"""The form *Réglages*: lengths, hours and preferences, each with its bounds."""

import re
from dataclasses import replace
from typing import Any

from tpplanner.domain.noms import cle
from tpplanner.domain.reglages import BORNES, INTERDIT_A_ZERO, PAS_PERMIS, Niveau, Reglages, Terme, avec_reserve
from tpplanner.rules import PREFERENCES
from tpplanner.sheets import REGLAGES, Saisie
from tpplanner.sheets.reglages import CHAMPS, NIVEAUX_OFFERTS, ORDRES, champ_niveau, champ_poids
from tpplanner.texts import constats
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source

_IGNORED = frozenset({"non", "aucun", "0", "sans"})


def read_reglages(source: Source) -> Reglages:
    """The réglages, the usual ones where nothing is typed; `origines` names those that differ from the usual ones."""
    records = source.records(REGLAGES)
    usuels = Reglages()
    if not records:
        return usuels
    record = records[0]
    source.keep(record)
    lus = {champ: _value(record, champ, getattr(usuels, champ)) for champ in CHAMPS}
    niveaux = _levels(record, usuels)
    lus["niveaux"] = avec_reserve(niveaux) if lus["reserve"] else niveaux
    reglages = replace(usuels, **lus)
    return replace(reglages, origines=origines(reglages))


def origines(reglages: Reglages) -> tuple[str, ...]:
    """The names of the réglages that differ from the usual ones."""
    usuels = Reglages()
    return tuple(c for c in (*CHAMPS, "niveaux") if getattr(reglages, c) != getattr(usuels, c))


def _value(record: Record, champ: str, usuelle: Any) -> Any:
    match REGLAGES.colonne(champ).saisie:
        case Saisie.OUI_NON:
            return record.yes_or(champ, usuelle)
        case Saisie.HEURE:
            return record.hour(champ, usuelle)
        case Saisie.CHOIX:
            return cle(record.choice(champ, ORDRES)) or usuelle
        case Saisie.MINUTES:
            return _length(record, champ, usuelle)
    return _count(record, champ, usuelle)


def _length(record: Record, champ: str, usuelle: int) -> int:
    lue = record.length(champ, usuelle)
    moins, plus = BORNES[champ]
    if lue == 0 and champ in INTERDIT_A_ZERO:
        record.notes.error(constats.reglage_nul(REGLAGES.colonne(champ).titre), record.place(champ))
        return usuelle
    if champ == "pas" and lue not in PAS_PERMIS:
        record.notes.error(constats.pas_inconnu(PAS_PERMIS), record.place(champ))
        return usuelle
    if not moins <= lue <= plus:
        texte = constats.reglage_hors_bornes(REGLAGES.colonne(champ).titre, moins, plus)
        record.notes.warning(texte, record.place(champ))
    return lue


def _count(record: Record, champ: str, usuelle: int | None) -> int | None:
    lu = record.integer(champ, usuelle)
    if champ == "quota" and lu is not None and lu < 1:
        record.notes.error(constats.quota_nul(), record.place(champ))
        return usuelle
    return lu


def _levels(record: Record, usuels: Reglages) -> tuple[Niveau, ...]:
    """The soft rules by level, in the order of the levels; a rule without a level, or without weight, is left out."""
    places = {t.regle: (niveau.nom, t.poids) for niveau in usuels.niveaux for t in niveau.termes}
    niveaux: dict[str, list[Terme]] = {}
    for carte in PREFERENCES:
        niveau, poids = places[carte.name]
        if record.has(champ_niveau(carte.name)):
            niveau = _level(record, champ_niveau(carte.name))
        poids = record.integer(champ_poids(carte.name), poids)
        if poids < 0:
            record.notes.error(constats.poids_negatif(), record.place(champ_poids(carte.name)))
        if niveau and poids > 0:
            niveaux.setdefault(niveau, []).append(Terme(carte.name, poids))
    return tuple(Niveau(nom, tuple(niveaux[nom])) for nom in sorted(niveaux, key=_rank))


def _level(record: Record, champ: str) -> str:
    """A number, perhaps with a letter (``4a``); empty where the rule is to be ignored."""
    lu = cle(record.text(champ)).replace(" ", "")
    if lu in _IGNORED:
        return ""
    if not re.fullmatch(r"[1-9]\d?[a-z]?", lu):
        record.notes.error(constats.niveau_illisible(NIVEAUX_OFFERTS), record.place(champ))
        return ""
    return lu


def _rank(niveau: str) -> tuple[int, str]:
    chiffres = re.match(r"\d+", niveau)
    return (int(chiffres[0]) if chiffres else 0), niveau
