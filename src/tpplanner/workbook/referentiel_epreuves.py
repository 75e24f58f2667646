"""The épreuves of one table of the sheet of a titre, from its rows."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import zip_longest

from tpplanner.domain.noms import cle, propre
from tpplanner.domain.referentiel import CONFIRMABLES, USAGE_JURY, Epreuve, Nature, Phase, Surveillance
from tpplanner.sheets import titre_nouveau as feuille
from tpplanner.texts import titre_nouveau as textes
from tpplanner.texts.referentiels import CHAMPS, LIBELLES_USAGES, MODALITES, NATURES, PRESENCES, USAGES
from tpplanner.texts.referentiels_fautes import lien_inconnu
from tpplanner.workbook.cells import Unreadable, choix, entier, liste, minutes, oui_non
from tpplanner.workbook.referentiel_grid import Case, Notes
from tpplanner.workbook.referentiel_parts import NOWHERE, Section
from tpplanner.workbook.referentiel_rows import default_ids, default_name

Ligne = dict[str, Case]
"""The cells of a row, by field."""

_NATURES_USUELLES = {
    "QP": Nature.ECRIT,
    "PP": Nature.ORAL,
    "ET": Nature.ORAL,
    "QAP": Nature.ORAL,
    "EF": Nature.ORAL,
}
"""What the glossary of the RE says of each modalité; a MSP is of any kind."""


@dataclass(frozen=True, slots=True)
class Typed:
    """An épreuve and the rows where it stands: one for each of its phases."""

    epreuve: Epreuve
    lignes: tuple[Ligne, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one épreuve, with its modalité and its id inside the table."""

    modalite: str
    repere: str
    lignes: tuple[Ligne, ...]


def read_epreuves(section: Section, prefix: str, notes: Notes) -> list[Typed]:
    """The épreuves of a table in the order in which they are passed: links obeyed, the entretien final last.

    `prefix` is the id of a CCP, empty for the titre. What cannot be read is noted, and replaced by something plain.
    """
    groups = _groups(section, notes)
    ids = _ids_by_name(groups)
    return _in_order_of_passage([_typed(group, ids, prefix, notes) for group in groups])


def _ids_by_name(groups: list[_Group]) -> dict[str, str]:
    """The id of an épreuve by what a cell may call it: its id, or its name where no other has it."""
    noms = Counter(_shown_name(group) for group in groups)
    par_nom = {_shown_name(group): group.repere for group in groups if noms[_shown_name(group)] == 1}
    return par_nom | {cle(group.repere): group.repere for group in groups}


def _shown_name(group: _Group) -> str:
    return cle(_case(group.lignes[0], "nom").texte or MODALITES[group.modalite])


def _groups(section: Section, notes: Notes) -> list[_Group]:
    """Rows gathered by épreuve: « suite » belongs to the row above."""
    gathered: list[tuple[str, list[Ligne]]] = []
    for ligne in section.lignes:
        modalite = _modalite(_case(ligne, "modalite"), notes)
        if modalite != feuille.SUITE:
            gathered.append((modalite, [ligne]))
        elif gathered:
            gathered[-1][1].append(ligne)
        else:
            notes.say(textes.SUITE_SEULE, _case(ligne, "modalite"))
    defaults = default_ids([modalite for modalite, _ in gathered])
    return [
        _Group(modalite, _case(lignes[0], "repere").texte or default, tuple(lignes))
        for (modalite, lignes), default in zip(gathered, defaults, strict=True)
    ]


def _modalite(case: Case, notes: Notes) -> str:
    """``MSP`` for « MSP », « Mise en situation professionnelle », or both as the list has them."""
    if case.vide:
        notes.say(textes.SANS_MODALITE, case)
        return "MSP"
    noms = {sigle: (sigle, nom, feuille.libelle_modalite(sigle)) for sigle, nom in MODALITES.items()}
    par_cle = {cle(nom): sigle for sigle, tous in noms.items() for nom in tous} | {feuille.SUITE: feuille.SUITE}
    lu = cle(case.texte)
    if lu in par_cle:
        return par_cle[lu]
    return notes.read(case, lambda valeur: choix(valeur, (*MODALITES, *MODALITES.values(), feuille.SUITE)), "MSP")


def _typed(group: _Group, ids: dict[str, str], prefix: str, notes: Notes) -> Typed:
    ligne = group.lignes[0]
    collective = _yes(ligne, "collective", notes)
    phases = tuple(_phase(suivante, collective, notes) for suivante in group.lignes)
    if _case(ligne, "collective").vide and all(phase.presence is not Surveillance.JURY for phase in phases):
        notes.say(textes.COLLECTIVE_A_DIRE, _case(ligne, "collective"))
    apres, aussitot, jours = _links(ligne, ids, prefix, notes)
    ressource, partage = _resource(ligne, notes)
    correction, avant = _correction(ligne, notes)
    epreuve = Epreuve(
        id=_full(group.repere, prefix),
        nom=_case(ligne, "nom").texte or default_name(group.modalite, prefix),
        modalite=group.modalite,
        nature=_nature(ligne, group.modalite, notes),
        phases=phases,
        collective=collective,
        separee=_yes(ligne, "separee", notes),
        apres=apres,
        aussitot_apres=aussitot,
        jours_min=jours,
        ressource=ressource,
        partage=partage,
        simultanes=notes.read(_case(ligne, "simultanes"), entier, 1),
        comedien=_yes(ligne, "comedien", notes),
        correction=correction,
        correction_avant=_full(ids.get(cle(avant), avant), prefix) if avant else "",
        coupure_midi=_yes(ligne, "coupure_midi", notes),
        plis=_yes(ligne, "plis", notes),
        apporter=_to_bring(_case(ligne, "apporter")),
        a_confirmer=_to_confirm(_case(ligne, "a_confirmer"), notes),
    )
    return Typed(epreuve, group.lignes)


def _case(ligne: Ligne, champ: str) -> Case:
    return ligne.get(champ, NOWHERE)


def _full(repere: str, prefix: str) -> str:
    return f"{prefix}.{repere}" if prefix else repere


def _yes(ligne: Ligne, champ: str, notes: Notes) -> bool:
    return notes.read(_case(ligne, champ), oui_non, default=False)


def _phase(ligne: Ligne, collective: bool, notes: Notes) -> Phase:
    duree = _required(ligne, "duree", notes)
    presence = _required(ligne, "presence", notes)
    qui = _presence(presence, Surveillance.SURVEILLANT if collective else Surveillance.JURY, notes)
    salle = _case(ligne, "usage")
    if salle.vide and qui is not Surveillance.JURY and not presence.vide:
        notes.say(textes.SALLE_A_DIRE, salle)
    usage = _usage(salle) or (USAGE_JURY if qui is Surveillance.JURY else "ecrit")
    partagee = notes.read(_case(ligne, "partagee"), oui_non, collective and usage != USAGE_JURY)
    return Phase(notes.read(duree, minutes, 1), qui, usage, partagee)


def _presence(case: Case, sinon: Surveillance, notes: Notes) -> Surveillance:
    if cle(case.texte) == feuille.PERSONNE:
        return Surveillance.SEUL
    par_mot = {mot: qui for qui, mot in PRESENCES.items()}
    return par_mot[notes.read(case, lambda valeur: choix(valeur, tuple(par_mot)), PRESENCES[sinon])]


def _required(ligne: Ligne, champ: str, notes: Notes) -> Case:
    """A cell that must be filled; noted when it is not."""
    case, colonne = _case(ligne, champ), feuille.EPREUVES.colonne(champ)
    if case.vide:
        notes.say(textes.CASE_VIDE, case, titre=colonne.titre, aide=colonne.aide)
    return case


def _usage(case: Case) -> str:
    """``ecrit`` for « écrit », « salle d'écrit »; a word of the centre's own otherwise."""
    lu = cle(case.texte)
    usuels = {cle(nom): usage for noms in (LIBELLES_USAGES, USAGES) for usage, nom in noms.items()}
    return usuels.get(lu, lu)


def _nature(ligne: Ligne, modalite: str, notes: Notes) -> Nature:
    case = _case(ligne, "nature")
    usuelle = _NATURES_USUELLES.get(modalite)
    if case.vide and usuelle is None:
        notes.say(textes.NATURE_A_DIRE, case)
    par_mot = {mot: nature for nature, mot in NATURES.items()}
    mot = notes.read(case, lambda valeur: choix(valeur, tuple(par_mot)), NATURES[usuelle or Nature.ECRIT])
    return par_mot[mot]


_Links = tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, int], ...]]


def _links(ligne: Ligne, ids: dict[str, str], prefix: str, notes: Notes) -> _Links:
    """The épreuves that it follows: at any time, at once, or days later."""
    noms, delais = liste(_case(ligne, "apres").valeur), _delays(_case(ligne, "delai"), notes)
    if len(delais) > len(noms):
        champs = {"delais": len(delais), "epreuves": len(noms)}
        notes.say(textes.DELAIS_EN_TROP, _case(ligne, "delai"), **champs)
    suivies = [_full(ids.get(cle(nom), nom), prefix) for nom in noms]
    liens = list(zip_longest(suivies, delais[: len(noms)], fillvalue=None))
    apres = tuple(avant for avant, delai in liens if avant and delai is None)
    aussitot = tuple(avant for avant, delai in liens if avant and delai == 0)
    jours = tuple((avant, delai) for avant, delai in liens if avant and delai)
    return apres, aussitot, jours


def _delays(case: Case, notes: Notes) -> list[int | None]:
    """None for any time after, 0 for at once, otherwise a number of days; one for each part of the cell."""
    return [] if case.vide else [_delay(part, case, notes) for part in case.texte.split(";")]


def _delay(part: str, case: Case, notes: Notes) -> int | None:
    lu = cle(part)
    if lu in ("", cle(feuille.APRES)):
        return None
    if lu in {cle(alias) for alias in feuille.AUSSITOT_ALIAS}:
        return 0
    jours = re.fullmatch(r"(\d{1,3})(?: ?j(?:ours?(?: s)?)?)?", lu)
    if jours and int(jours[1]):
        return int(jours[1])
    notes.say(textes.DELAI_ILLISIBLE, case)
    return None


def _resource(ligne: Ligne, notes: Notes) -> tuple[str, int]:
    """``caisse : 2``: its name, and how many candidats share one."""
    case = _case(ligne, "ressource")
    nom, deux_points, partage = case.texte.partition(":")
    if not deux_points:
        return nom.strip(), 1
    if nom.strip() and re.fullmatch(r"\s*\d{1,3}\s*", partage):
        return nom.strip(), int(partage)
    notes.say(textes.RESSOURCE_ILLISIBLE, case)
    return nom.strip(), 1


def _correction(ligne: Ligne, notes: Notes) -> tuple[int | None, str]:
    """``15 min avant ET``: how long, and before which épreuve; either may be left out."""
    case = _case(ligne, "correction")
    if not isinstance(case.valeur, str):
        return notes.read(case, minutes, None), ""
    duree, _, avant = f" {case.texte} ".partition(f" {feuille.AVANT} ")
    try:
        return (minutes(duree) if duree.strip() else None), avant.strip()
    except Unreadable:
        notes.say(textes.CORRECTION_ILLISIBLE, case)
        return None, ""


def _to_bring(case: Case) -> tuple[str, ...]:
    """``votre dossier de projet imprimé ; votre tenue``: each thing by itself; a comma cuts none."""
    return tuple(filter(None, map(propre, case.texte.split(";"))))


def _to_confirm(case: Case, notes: Notes) -> tuple[str, ...]:
    champs = {cle(nom): champ for champ, nom in CHAMPS.items()} | {cle(champ): champ for champ in CONFIRMABLES}
    lus = []
    for mot in liste(case.valeur):
        champ = champs.get(cle(mot))
        if champ is None:
            proches = get_close_matches(cle(mot), champs, n=1)
            permis = ", ".join(CHAMPS.values())
            proche = lien_inconnu(CHAMPS[champs[proches[0]]] if proches else "", permis)
            notes.say(textes.CHAMP_INCONNU, case, valeur=mot, proche=proche)
        else:
            lus.append(champ)
    return tuple(lus)


def _in_order_of_passage(typed: list[Typed]) -> list[Typed]:
    """As typed, but each after those that it follows, and the entretien final last.

    A RE prints the questionnaire under the entretien that follows it. What cannot be ordered stays as typed.
    """
    reste, places = sorted(typed, key=lambda t: t.epreuve.modalite == "EF"), list[Typed]()
    while reste:
        en_attente = {t.epreuve.id for t in reste}
        suivant = next((t for t in reste if not (_before(t.epreuve) & en_attente)), None)
        if suivant is None:
            return places + reste
        reste = [t for t in reste if t is not suivant]
        places.append(suivant)
    return places


def _before(epreuve: Epreuve) -> set[str]:
    return {*epreuve.apres, *epreuve.aussitot_apres, *(avant for avant, _ in epreuve.jours_min)}
