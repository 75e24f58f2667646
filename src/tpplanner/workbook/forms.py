"""The forms *Session* and *Réglages*, the days, and when somebody or something is not available."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.reglages import BORNES, PAS_PERMIS, Niveau, Reglages, Terme, avec_reserve
from tpplanner.domain.session import (
    Designation,
    Fuseau,
    Genre,
    Jour,
    Session,
    Suivi,
    cle,
    numero_de_millesime,
)
from tpplanner.errors import Severity, UserError
from tpplanner.referentiels import find, load_text, refused, shipped
from tpplanner.rules import PREFERENCES
from tpplanner.sheets.colonne import Saisie
from tpplanner.sheets.session import (
    AFFICHAGES,
    CHAMPS,
    FUSEAUX,
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
from tpplanner.texts.noms import (
    GENRES,
    LUNDI_FICTIF,
    Texte,
    code_de,
    code_du_site,
    date_chiffres,
    etiquette_du_jour,
    nom_complet,
)
from tpplanner.texts.referentiels import changes_of_mise_a_jour, quota_en_mots
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable
from tpplanner.workbook.grid import Location, Notes
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


def certificat_of(referentiel: Referentiel, texte: str, genre: Genre) -> str:
    """``CCP1``, ``ccs 1``, the name of a CCP or of a CCS; ``1`` is a CCS in a session CCS, else a CCP."""
    lu = cle(texte).replace(" ", "")
    numbered = tables_du_genre(referentiel, Genre.CCS if genre is Genre.CCS else Genre.CCP)
    for table in referentiel.certificats:
        if lu in (cle(table.id), cle(table.nom).replace(" ", "")) or (table in numbered and lu == table.id[3:]):
            return table.id
    return ""


_OF_A_CCP = re.compile(r"\s*(.*?\S)\s*[:=]\s*(\S.*?)\s*")


def ceres_of_ccps(record: Record, referentiel: Referentiel, genre: Genre) -> tuple[tuple[str, str], ...]:
    """The CERES number of each CCP or CCS, in the order of the référentiel; an error for what names none of them."""
    numbers: dict[str, str] = {}
    for texte in record.names("ceres_par_ccp"):
        m = _OF_A_CCP.fullmatch(texte)
        id_ = certificat_of(referentiel, m[1], genre) if m else ""
        if m and id_:
            numbers[id_] = m[2]
        else:
            avis = lecture.ceres_sans_ccp([table.id for table in referentiel.certificats])
            record.notes.error(avis, record.place("ceres_par_ccp", texte))
    return tuple((table.id, numbers[table.id]) for table in referentiel.certificats if table.id in numbers)


def meant(record: Record, champ: str, noms: Mapping[_E, str], usuel: _E) -> _E:
    """What one of these words means; the usual meaning of an empty cell, and of an unknown word, which is told."""
    word = record.choice(champ, tuple(noms.values()))
    return next((meant for meant, nom in noms.items() if nom == word), usuel)


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
        avis = lecture.departement_du_site(nom_complet(du_site)) if du_site else lecture.departement_inconnu()
        record.notes.warning(avis, record.place(champ))
    return code


_BESIDE_A_KIND = "titres ccps ccss agrement de un une pour partielle professionnel tp"
_OF_A_KIND = frozenset(cle(" ".join((*GENRES.values(), *USAGES_DU_CLASSEUR, _BESIDE_A_KIND))).split())
"""Words that name a kind of session, or the usage of a workbook."""


def _kind(record: Record) -> tuple[Genre, bool]:
    """The kind of session, and whether it is only the example of an agrément file (said in either field)."""
    fichier = cle(USAGES_DU_CLASSEUR[1])
    usage, genre = record.key("usage"), record.key("genre")
    for champ, options in (("usage", USAGES_DU_CLASSEUR), ("genre", tuple(GENRES.values()))):
        if not _OF_A_KIND.issuperset(record.key(champ).split()):  # a word more may say the contrary
            record.choice(champ, options)
    fictive = fichier in (usage, genre) or "agrement" in usage.split() or "agrement" in genre.split()
    if not fictive:
        record.choice("usage", USAGES_DU_CLASSEUR)
    for kind in (Genre.CCP, Genre.CCS):
        if kind in genre.split():
            return kind, fictive
    if not record.has("genre"):
        record.notes.warning(lecture.genre_vide(GENRES[Genre.TITRE]), record.place("genre"))
    elif "titre" not in genre.split() and not fictive:
        record.choice("genre", tuple(GENRES.values()))
    return Genre.TITRE, fictive


@dataclass(frozen=True, slots=True)
class Goes:
    """The référentiel that a session goes by, and the one whose rows its sheet *Épreuves* shows."""

    by: Referentiel
    shows: Referentiel


def read_referentiel(source: Source, head: Head, given: Referentiel | None) -> Goes | None:
    """The référentiel by which the session goes: the one given, else the workbook's own, else the shipped one.

    None, and errors, where there is none, where it is not the one that the form names, or where the titre cannot be
    planned.
    """
    sigle, millesime = head.record.text("sigle"), head.record.text("millesime")
    carried = _of_that_titre(_carried(source), sigle)
    asked = head.record.day("date_entete")
    ours = None if carried or given else _shipped(head.record, sigle, millesime)
    referentiel = given or _of_mise_a_jour(head.record, carried, asked) or ours
    if referentiel is None:
        return None
    if carried is not None and referentiel is not carried:
        _tell_otherwise(head.record, carried, referentiel)
    elif ours is not None and ours.date_entete and not head.record.has("date_entete"):
        avis = lecture.mise_a_jour_non_dite(prise=ours.date_entete, quota=quota_en_mots(ours.quota))
        head.record.notes.warning(avis, head.record.place("date_entete"))
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
    of_another = carried is not None and carried.date_entete != referentiel.date_entete
    return Goes(referentiel, carried if carried is not None and of_another else referentiel)


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
        note_all(source, refusal, Location(REFERENTIEL))
        return None


def _of_mise_a_jour(record: Record, carried: Referentiel | None, asked: date | None) -> Referentiel | None:
    """The référentiel that a workbook holds; the one that is shipped where the workbook asks for its mise à jour.

    A newer one than the workbook's is told, with what it changes: nothing is planned under it unasked.
    """
    if carried is None:
        return None
    newer = _newer_than(carried)
    if newer is not None and asked == newer.date_entete:
        return newer
    if asked is not None and asked != carried.date_entete:
        dates = [lecture.la_mise_a_jour(r.date_entete) for r in (carried, newer) if r is not None]
        record.notes.error(lecture.mise_a_jour_inconnue(voulue=asked, connues=dates), record.place("date_entete"))
    elif newer is not None and carried.date_entete and newer.date_entete:
        changes = changes_of_mise_a_jour(carried, newer)
        avis = lecture.mise_a_jour_plus_recente(carried.date_entete, newer.date_entete, changes)
        record.notes.warning(avis, record.place("date_entete"))
    return carried


def _of_that_titre(carried: Referentiel | None, sigle: str) -> Referentiel | None:
    """What a workbook holds; nothing where it is a titre that is shipped, and the form names another one."""
    is_shipped = carried is not None and any(r.code == carried.code for r in shipped())
    if carried is None or (is_shipped and sigle and cle(sigle) not in _names(carried)):
        return None
    return carried


def _newer_than(carried: Referentiel) -> Referentiel | None:
    """The same titre and millésime as it is shipped, where its mise à jour is a later one."""
    same = (r for r in shipped() if (r.code, r.millesime) == (carried.code, carried.millesime))
    later = (r for r in same if r.date_entete and carried.date_entete and r.date_entete > carried.date_entete)
    return next(later, None)


def _tell_otherwise(record: Record, carried: Referentiel, taken: Referentiel) -> None:
    changes = changes_of_mise_a_jour(carried, taken)
    if changes or carried.date_entete != taken.date_entete:
        sienne, prise = (lecture.la_mise_a_jour(ref.date_entete) for ref in (carried, taken))
        record.notes.warning(lecture.autre_mise_a_jour(sienne, prise, changes), record.place("date_entete"))


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


def note_all(source: Source, refusal: UserError, place: Location) -> None:
    """Repeat the issues of something read elsewhere, at a place of the workbook."""
    for issue in refusal.issues:
        note = source.notes.error if issue.severity is Severity.ERROR else source.notes.warning
        message = f"{issue.cell} : {issue.message}" if issue.cell else issue.message
        note(Texte(message, issue.hint), replace(place, valeur=issue.value))


# The days of a session, and finding one by its date or its label.

_NUMERO = re.compile(r"(?:jour|j) ?(\d{1,2})")
_RANG = re.compile(r"(?:le )?(?:(\d{1,2})(?:er|e|eme)|(premier|deuxieme|second|troisieme)) jour")
_RANGS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3}
_DERNIER = frozenset({"dernier jour", "le dernier jour"})


def _rank_of(lu: str) -> int:
    """``2`` for « J2 » and « le 2e jour »; 0 for what counts no day."""
    if m := _NUMERO.fullmatch(lu):
        return int(m[1])
    m = _RANG.fullmatch(lu)
    return (_RANGS[m[2]] if m[2] else int(m[1])) if m else 0


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
        known = {cle(jour.etiquette): jour.date for jour in reversed(self.jours)}
        for nom in (lu, cle(etiquette_du_jour(rang))) if (rang := _rank_of(lu)) else (lu,):
            if nom in known:
                return known[nom]
        if lu in _DERNIER and self.jours:
            return self.dates[-1]
        if self.fictive and (m := _NUMERO.fullmatch(lu)):
            return LUNDI_FICTIF + timedelta(days=int(m[1]) - 1)
        return cells.jour(value, self.dates)

    def near(self, jour: date) -> list[str]:
        """What may have been meant by a day that is none of them: its day and its month exchanged, or the first."""
        exchanged = [date_chiffres(d) for d in self.dates if (d.month, d.day) == (jour.day, jour.month)]
        return exchanged or [j.etiquette for j in self.jours[:3]]


def read_days(source: Source, *, fictive: bool) -> Days:
    """The days that the workbook lists, by date; a fictive session may count them from its Monday."""
    seen: dict[date, Record] = {}
    unlabelled: list[Jour] = []
    for record in source.records(JOURS, needed=True):
        date_ = _date_of(record, fictive=fictive)
        jour = _jour_of(record, date_ or LUNDI_FICTIF)
        if date_ is None:
            continue
        if is_first(record, "date", date_, seen, lecture.CE_JOUR):
            unlabelled.append(jour)
            source.keep(record, date_.isoformat())
    jours = _labelled(sorted(unlabelled, key=lambda jour: jour.date), fictive=fictive)
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
        record.notes.warning(lecture.jour_inconnu(days.near(jour)), record.place(champ))
    return jour


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
    if lue is not None and BORNES[champ].forbid(lue):
        record.notes.error(lecture.reglage_nul(REGLAGES.colonne(champ).titre), record.place(champ))
        return usuelle
    if champ == "pas" and lue not in PAS_PERMIS:
        record.notes.error(lecture.pas_inconnu(PAS_PERMIS), record.place(champ))
        return usuelle
    return _told_outside(record, champ, lue)


def _count(record: Record, champ: str) -> int | None:
    usuelle: int | None = getattr(_USUELS, champ)
    lu = record.integer(champ, usuelle)
    if lu is not None and champ in BORNES and BORNES[champ].forbid(lu):
        least = lecture.compte_trop_petit(REGLAGES.colonne(champ).titre, BORNES[champ].least)
        record.notes.error(lecture.quota_nul() if champ == "quota" else least, record.place(champ))
        return usuelle
    return _told_outside(record, champ, lu)


def _told_outside(record: Record, champ: str, value: int | None) -> int | None:
    """A value as it is, with a warning where it is outside its bounds."""
    bornes = BORNES.get(champ)
    if value is not None and bornes is not None and not bornes.hold(value):
        avis = lecture.compte_hors_bornes if bornes.count else lecture.reglage_hors_bornes
        record.notes.warning(avis(REGLAGES.colonne(champ).titre, bornes.least, bornes.most), record.place(champ))
    return value


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
