"""The forms *Session* and *Réglages*, the days, and when somebody or something is not available."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import BORNES, INTERDIT_A_ZERO, PAS_PERMIS, Niveau, Reglages, Terme, avec_reserve
from tpplanner.domain.session import (
    NOON,
    Designation,
    Fuseau,
    Genre,
    Jour,
    Plage,
    Session,
    Suivi,
    cle,
    numero_de_millesime,
)
from tpplanner.errors import Severity, UserError
from tpplanner.referentiels import find, load_text, refused
from tpplanner.rules import PREFERENCES
from tpplanner.sheets.colonne import Saisie
from tpplanner.sheets.session import (
    AFFICHAGES,
    CHAMPS,
    FUSEAUX,
    GENRES,
    JOURS,
    NIVEAUX_OFFERTS,
    ORDRES,
    REFERENTIEL,
    REGLAGES,
    SESSION,
    USAGES_DU_CLASSEUR,
    champ_niveau,
    champ_poids,
)
from tpplanner.texts import lecture
from tpplanner.texts.noms import LUNDI_FICTIF, Texte, code_de, code_du_site, etiquette_du_jour, nom_complet
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable, folded
from tpplanner.workbook.grid import Notes, Place
from tpplanner.workbook.records import Record, Source, is_first, read_as, read_fields

_E = TypeVar("_E")

# The form *Session*: what kind of session it is, where, and by which référentiel it goes.


@dataclass(frozen=True, slots=True)
class Head:
    """The form as read; `record` gives the places of its fields."""

    record: Record
    genre: Genre
    fictive: bool
    champs: dict[str, Any]
    """the fields of the session that it tells, each under its own name"""


def read_head(source: Source) -> Head | None:
    """The form, None where its sheet is missing."""
    records = source.records(SESSION, needed=True)
    for record in records:
        source.keep(record)
    return _head(records[0]) if records else None


def empty_head() -> Head:
    """A form where nothing is typed, of which nothing is said: it lets the other sheets be read."""
    return _head(Record(SESSION, SESSION.titre, 0, {}, {}, Notes()))


_TOLD = (
    *("centre", "site", "contact", "agrement", "agrement_fin", "numero_ceres", "service_departemental", "departement"),
    *("re_verifie_le", "re_verifie_par", "affichage", "signataire", "qualite_du_signataire", "contact_service"),
    *("bail_fin", "suivi", "convocations_envoyees", "fuseau", "version_planning"),
)
"""The fields of a session that the form tells, in the order in which they are read."""


def _head(record: Record) -> Head:
    genre, fictive = _kind(record)
    champs = read_fields(
        record,
        Session,
        _TOLD,
        departement=_departement,
        affichage=lambda record, champ: meant(record, champ, AFFICHAGES, Designation.NUMERO),
        fuseau=lambda record, champ: meant(record, champ, FUSEAUX, Fuseau.METROPOLE),
        suivi=lambda record, _: read_as(record, Suivi, {}),
        version_planning=_version,
    )
    return Head(record, genre, fictive, champs)


def meant(record: Record, champ: str, noms: Mapping[_E, str], usuel: _E) -> _E:
    """What one of these words means; the usual meaning of an empty cell, and of an unknown word, which is told."""
    told = record.choice(champ, tuple(noms.values()))
    return next((meant for meant, nom in noms.items() if nom == told), usuel)


def _version(record: Record, champ: str) -> int:
    version = record.integer(champ, 1)
    if version < 1:
        record.notes.error(lecture.version_impossible(), record.place(champ))
    return version


def _departement(record: Record, champ: str) -> str:
    """Its number; a warning for a text that names none, with what is then taken: what the site tells, if it does."""
    texte = record.text(champ)
    code = code_de(texte)
    if texte and not code:
        du_site = code_du_site(record.text("site"))
        told = lecture.departement_du_site(nom_complet(du_site)) if du_site else lecture.departement_inconnu()
        record.notes.warning(told, record.place(champ))
    return code


def _kind(record: Record) -> tuple[Genre, bool]:
    """The kind of session, and whether it is only the example of an agrément file (said in either field)."""
    fichier = cle(USAGES_DU_CLASSEUR[1])
    usage, genre = record.key("usage"), record.key("genre")
    fictive = fichier in (usage, genre) or "agrement" in usage.split() or "agrement" in genre.split()
    if not fictive:
        record.choice("usage", USAGES_DU_CLASSEUR)
    if "ccp" in genre.split():
        return Genre.CCP, fictive
    if not record.has("genre"):
        record.notes.warning(lecture.genre_vide(GENRES[0]), record.place("genre"))
    elif "titre" not in genre.split() and not fictive:
        record.choice("genre", GENRES)
    return Genre.TITRE, fictive


def read_referentiel(source: Source, head: Head, given: Referentiel | None) -> Referentiel | None:
    """The référentiel by which the session goes: the one given, else the workbook's own, else the shipped one.

    None, and errors, where there is none, where it is not the one that the form names, or where the titre cannot be
    planned.
    """
    sigle, millesime = head.record.text("sigle"), head.record.text("millesime")
    referentiel = given or _carried(source) or _shipped(head.record, sigle, millesime)
    if referentiel is None:
        return None
    if sigle and cle(sigle) not in _names(referentiel):
        source.notes.error(lecture.autre_titre(referentiel.sigle, sigle), head.record.place("sigle"))
        return None
    if millesime and numero_de_millesime(millesime) != numero_de_millesime(referentiel.millesime):
        texte = lecture.autre_millesime(referentiel.sigle, referentiel.millesime)
        source.notes.error(texte, head.record.place("millesime"))
        return None
    if not millesime:
        texte = lecture.millesime_vide(referentiel.sigle, referentiel.millesime)
        source.notes.warning(texte, head.record.place("millesime"))
    if referentiel.transport and not source.notes.patient:
        source.notes.error(lecture.titre_transport(referentiel.sigle), head.record.place("sigle"))
        return None
    return referentiel


def named_titre(head: Head) -> dict[str, Any]:
    """What the form alone tells of its titre, for a session whose référentiel is not known."""
    sigle = head.record.text("sigle") if head.record.has("sigle") else ""
    known = next((r for r in refused() if cle(sigle) in {cle(nom) for nom in (r.sigle, *r.codes)}), None)
    return {
        "sigle": known.sigle if known else sigle,
        "intitule": known.intitule if known else "",
        "millesime": head.record.text("millesime"),
        "transport": known is not None and known.transport,
    }


def _names(referentiel: Referentiel) -> set[str]:
    code = referentiel.code
    complet = f"{code}m{referentiel.millesime}"
    noms = (referentiel.sigle, referentiel.intitule, code, complet, code.removeprefix("TP-"), complet[3:])
    return {cle(nom) for nom in noms}


def _carried(source: Source) -> Referentiel | None:
    """The référentiel whose text the workbook holds; errors where that text has been damaged."""
    text = source.sheets.referentiel_text()
    if not text.strip():
        return None
    try:
        return load_text(text, REFERENTIEL)
    except UserError as refusal:
        note_all(source, refusal, Place(REFERENTIEL))
        return None


def _shipped(record: Record, sigle: str, millesime: str) -> Referentiel | None:
    if not sigle or any(
        issue.severity is Severity.ERROR and issue.sheet == REFERENTIEL for issue in record.notes.issues
    ):
        return None
    try:
        return find(sigle, millesime or None)
    except UserError as refusal:
        champ = "millesime" if _known(sigle) else "sigle"
        for issue in refusal.issues:
            record.notes.error(Texte(issue.message, issue.hint), record.place(champ, issue.value))
        return None


def _known(sigle: str) -> bool:
    try:
        find(sigle)
    except UserError:
        return False
    return True


def note_all(source: Source, refusal: UserError, place: Place) -> None:
    """Repeat the issues of something read elsewhere, at a place of the workbook."""
    for issue in refusal.issues:
        note = source.notes.error if issue.severity is Severity.ERROR else source.notes.warning
        message = f"{issue.cell} : {issue.message}" if issue.cell else issue.message
        note(Texte(message, issue.hint), replace(place, valeur=issue.value))


# The days of a session, and finding one by its date or its label.

_NUMERO = re.compile(r"(?:jour|j) ?(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a session in order of date."""

    jours: tuple[Jour, ...]
    fictive: bool = False

    @property
    def dates(self) -> tuple[date, ...]:
        """Their dates."""
        return tuple(jour.date for jour in self.jours)

    def find(self, value: Raw) -> date:
        """The date that a cell names, by a label or as a date; raises Unreadable."""
        lu = cle(cells.texte(value))
        for jour in self.jours:
            if lu == cle(jour.etiquette):
                return jour.date
        if self.fictive and (m := _NUMERO.fullmatch(lu)):
            return LUNDI_FICTIF + timedelta(days=int(m[1]) - 1)
        return cells.jour(value, self.dates)


def read_days(source: Source, *, fictive: bool) -> Days:
    """The days that the workbook lists, by date; a fictive session may count them from its Monday."""
    seen: dict[date, Record] = {}
    trouves: list[Jour] = []
    for record in source.records(JOURS, needed=True):
        date_ = _date_of(record, fictive=fictive)
        jour = _jour_of(record, date_ or LUNDI_FICTIF)
        if date_ is None:
            continue
        if is_first(record, "date", date_, seen, lecture.CE_JOUR):
            trouves.append(jour)
            source.keep(record, date_.isoformat())
    jours = _labelled(sorted(trouves, key=lambda jour: jour.date), fictive=fictive)
    labels: dict[str, Record] = {}
    for jour in jours:
        is_first(seen[jour.date], "etiquette", cle(jour.etiquette), labels, lecture.CE_LIBELLE)
    return Days(jours, fictive)


def _date_of(record: Record, *, fictive: bool) -> date | None:
    if fictive and (m := _NUMERO.fullmatch(record.key("date"))) and int(m[1]):
        return LUNDI_FICTIF + timedelta(days=int(m[1]) - 1)
    record.text("date")
    return record.day("date")


def _jour_of(record: Record, jour: date) -> Jour:
    lu = read_as(record, Jour, {"date": jour})
    _check_hours(record, lu)
    return lu


def _check_hours(record: Record, jour: Jour) -> None:
    if jour.ouverture >= jour.fin:
        record.notes.error(lecture.heures_a_l_envers(jour.fin, jour.ouverture), record.place("fin"))
    if jour.pause_debut >= jour.pause_fin:
        record.notes.error(lecture.midi_a_l_envers(jour.pause_debut, jour.pause_fin), record.place("pause_fin"))
    if not jour.ouverture <= jour.accueil < jour.fin:
        record.notes.warning(lecture.accueil_hors_ouverture(jour.accueil), record.place("accueil"))


def _labelled(jours: Sequence[Jour], *, fictive: bool) -> tuple[Jour, ...]:
    """Each day with a label: what is typed, else its rank (in a fictive session, its rank from the first Monday)."""
    nommes = []
    for rang, jour in enumerate(jours, 1):
        depuis = (jour.date - LUNDI_FICTIF).days + 1
        numero = depuis if fictive and 0 < depuis < 100 else rang
        etiquette = jour.etiquette or etiquette_du_jour(numero)
        nommes.append(replace(jour, etiquette=etiquette))
    return tuple(nommes)


def day_in(record: Record, champ: str, days: Days) -> date | None:
    """The day of the session that a cell names; None where it is empty, unreadable, or not one of them (told)."""
    if not record.has(champ):
        return None
    try:
        jour = days.find(record.raw(champ))
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return None
    if jour not in days.dates:
        proposes = [j.etiquette for j in days.jours[:3]]
        record.notes.warning(lecture.jour_inconnu(proposes), record.place(champ))
    return jour


# When somebody or something is not available, from what people type: days, half-days, hours.

_HOUR = r"(?:\d{1,2} ?(?:h|:|\.) ?\d{0,2}|midi)"
_HOURS = re.compile(
    rf"(?P<jour>.*?)(?:^|\s|,)\(?(?:(?:de |entre )?(?P<de>{_HOUR}) ?(?:a|-|–|et|jusqu'a) ?(?P<a>{_HOUR})"
    rf"|(?:des|a partir de|apres|depuis) (?P<des>{_HOUR})|(?:jusqu'a|avant) (?P<jusque>{_HOUR}))\)?"
)
_MOMENT = re.compile(
    r"(?P<jour>.*?)(?:^|\s|,)(?:le |l'|en |au )?(?:\()?(?P<moment>matin(?:ee)?|apres[- ]?midi|journee)\)?"
)


def whole_day(jour: date) -> Plage:
    """From midnight to midnight."""
    return between(jour, None, None)


def between(jour: date, de: time | None, a: time | None) -> Plage:
    """From an hour to another of one day; None is its beginning, or its end."""
    debut = datetime.combine(jour, de or time(0))
    fin = datetime.combine(jour, a) if a else datetime.combine(jour + timedelta(days=1), time(0))
    if fin <= debut:
        raise Unreadable(lecture.plage_a_l_envers())
    return Plage(debut, fin)


def moment_of(jour: date, moment: str) -> Plage:
    """A half-day or the whole day, by its folded name."""
    if moment.startswith("matin"):
        return between(jour, None, NOON)
    if moment.startswith("apres"):
        return between(jour, NOON, None)
    return whole_day(jour)


def plages_typed(value: Raw, days: Days) -> tuple[Plage, ...]:
    """What a cell lists: ``14/06 matin ; Jour 2 de 9h à 11h``; a moment alone stands for every day."""
    if not isinstance(value, str):
        return (whole_day(days.find(value)),)
    return tuple(plage for morceau in cells.liste(value) for plage in _plages_of(folded(morceau), days))


def _plages_of(morceau: str, days: Days) -> list[Plage]:
    if m := _MOMENT.fullmatch(morceau):
        return [moment_of(jour, m["moment"]) for jour in _days_named(m["jour"], days)]
    if m := _HOURS.fullmatch(morceau):
        de, a = m["de"] or m["des"], m["a"] or m["jusque"]
        hours = [cells.heure(texte) if texte else None for texte in (de, a)]
        return [between(jour, hours[0], hours[1]) for jour in _days_named(m["jour"], days)]
    return [whole_day(jour) for jour in _days_named(morceau, days)]


def _days_named(texte: str, days: Days) -> Sequence[date]:
    texte = re.sub(r"^le |[\s,:]+$", "", texte)
    if not texte:
        return days.dates
    try:
        return [days.find(texte)]
    except Unreadable as refusal:
        if refusal.texte.message == lecture.date_illisible().message:
            raise Unreadable(lecture.plage_illisible()) from None
        raise


def merged(plages: Iterable[Plage]) -> tuple[Plage, ...]:
    """The same absences in order, those that touch made one."""
    suite: list[Plage] = []
    for plage in sorted(plages, key=lambda p: (p.debut, p.fin)):
        if suite and plage.debut <= suite[-1].fin:
            suite[-1] = Plage(suite[-1].debut, max(suite[-1].fin, plage.fin))
        else:
            suite.append(plage)
    return tuple(suite)


def absences_but(presences: Iterable[Plage], jours: Iterable[Jour]) -> list[Plage]:
    """What is left of the days of the session outside the only times of availability."""
    presentes = merged(presences)
    absences = []
    for jour in jours:
        debut, fin = whole_day(jour.date).debut, whole_day(jour.date).fin
        for plage in presentes:
            if not plage.coupe(debut, fin):
                continue
            if debut < plage.debut:
                absences.append(Plage(debut, plage.debut))
            debut = max(debut, plage.fin)
        if debut < fin:
            absences.append(Plage(debut, fin))
    return absences


def plages_of(record: Record, days: Days) -> list[Plage]:
    """The absences that a row of people or rooms tells in its two columns of availability."""
    absences = list(_typed(record, "indisponible", days))
    if record.has("disponible"):
        presences = _typed(record, "disponible", days)
        absences += absences_but(presences, days.jours) if presences else []
    return absences


def _typed(record: Record, champ: str, days: Days) -> tuple[Plage, ...]:
    if not record.has(champ):
        return ()
    try:
        plages = plages_typed(record.raw(champ), days)
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return ()
    _tell_of_other_days(record.notes, record, champ, plages, days)
    return plages


def _tell_of_other_days(notes: Notes, record: Record, champ: str, plages: Iterable[Plage], days: Days) -> None:
    if any(plage.debut.date() not in days.dates for plage in plages):
        notes.warning(lecture.jour_inconnu([j.etiquette for j in days.jours[:3]]), record.place(champ))


# The form *Réglages*: lengths, hours and preferences, each with its bounds.

_USUELS = Reglages()
_IGNORED = frozenset({"non", "aucun", "0", "sans"})


def read_reglages(source: Source) -> Reglages:
    """The réglages, the usual ones where nothing is typed; `origines` names those that differ from the usual ones."""
    records = source.records(REGLAGES)
    if not records:
        return _USUELS
    record = records[0]
    source.keep(record)
    by_kind = {Saisie.CHOIX: _order, Saisie.MINUTES: _length, Saisie.ENTIER: _count}
    code = {c.champ: by_kind[c.saisie] for c in REGLAGES.colonnes if c.champ in CHAMPS and c.saisie in by_kind}
    lus = read_fields(record, Reglages, CHAMPS, **code)
    niveaux = _levels(record)
    lus["niveaux"] = avec_reserve(niveaux) if lus["reserve"] else niveaux
    reglages = replace(_USUELS, **lus)
    return replace(reglages, origines=origines(reglages))


def origines(reglages: Reglages) -> tuple[str, ...]:
    """The names of the réglages that differ from the usual ones."""
    return tuple(c for c in (*CHAMPS, "niveaux") if getattr(reglages, c) != getattr(_USUELS, c))


def _order(record: Record, champ: str) -> str:
    return cle(record.choice(champ, ORDRES)) or _USUELS.ordre


def _length(record: Record, champ: str) -> int | None:
    usuelle: int | None = getattr(_USUELS, champ)
    lue = record.length(champ, usuelle)
    moins, plus = BORNES[champ]
    if lue == 0 and champ in INTERDIT_A_ZERO:
        record.notes.error(lecture.reglage_nul(REGLAGES.colonne(champ).titre), record.place(champ))
        return usuelle
    if champ == "pas" and lue not in PAS_PERMIS:
        record.notes.error(lecture.pas_inconnu(PAS_PERMIS), record.place(champ))
        return usuelle
    if lue is not None and not moins <= lue <= plus:
        texte = lecture.reglage_hors_bornes(REGLAGES.colonne(champ).titre, moins, plus)
        record.notes.warning(texte, record.place(champ))
    return lue


def _count(record: Record, champ: str) -> int | None:
    usuelle: int | None = getattr(_USUELS, champ)
    lu = record.integer(champ, usuelle)
    if champ == "quota" and lu is not None and lu < 1:
        record.notes.error(lecture.quota_nul(), record.place(champ))
        return usuelle
    return lu


def _levels(record: Record) -> tuple[Niveau, ...]:
    """The soft rules by level, in the order of the levels; a rule without a level, or without weight, is left out."""
    places = {t.regle: (niveau.nom, t.poids) for niveau in _USUELS.niveaux for t in niveau.termes}
    niveaux: dict[str, list[Terme]] = {}
    for carte in PREFERENCES:
        niveau, poids = places[carte.name]
        if record.has(champ_niveau(carte.name)):
            niveau = _level(record, champ_niveau(carte.name))
        poids = record.integer(champ_poids(carte.name), poids)
        if poids < 0:
            record.notes.error(lecture.poids_negatif(), record.place(champ_poids(carte.name)))
        if niveau and poids > 0:
            niveaux.setdefault(niveau, []).append(Terme(carte.name, poids))
    return tuple(Niveau(nom, tuple(niveaux[nom])) for nom in sorted(niveaux, key=_rank))


def _level(record: Record, champ: str) -> str:
    """A number, perhaps with a letter (``4a``); empty where the rule is to be ignored."""
    lu = cle(record.text(champ)).replace(" ", "")
    if lu in _IGNORED:
        return ""
    if not re.fullmatch(r"[1-9]\d?[a-z]?", lu):
        record.notes.error(lecture.niveau_illisible(NIVEAUX_OFFERTS), record.place(champ))
        return ""
    return lu


def _rank(niveau: str) -> tuple[int, str]:
    chiffres = re.match(r"\d+", niveau)
    return (int(chiffres[0]) if chiffres else 0), niveau
