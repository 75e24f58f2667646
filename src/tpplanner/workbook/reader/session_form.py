"""The form *Session*: what kind of session it is, where, and by which référentiel it goes."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tpplanner.domain.fuseau import Fuseau
from tpplanner.domain.noms import cle
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Designation, Genre
from tpplanner.domain.suivi import Suivi
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.referentiels import find, load_text, refused
from tpplanner.sheets import REFERENTIEL, SESSION
from tpplanner.sheets.cadre import AFFICHAGES, FUSEAUX, GENRES, USAGES_DU_CLASSEUR
from tpplanner.texts import constats
from tpplanner.texts.departements import code_de
from tpplanner.texts.message import Texte
from tpplanner.workbook.reader.notes import Notes, Place
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source


@dataclass(frozen=True, slots=True)
class Head:
    """The form as read; `record` gives the places of its fields."""

    record: Record
    genre: Genre
    fictive: bool
    centre: str
    site: str
    contact: str
    agrement: str
    agrement_fin: date | None
    numero_ceres: str
    service_departemental: str
    departement: str
    re_verifie_le: date | None
    re_verifie_par: str
    affichage: Designation
    signataire: str
    qualite_du_signataire: str
    contact_service: str
    bail_fin: date | None
    suivi: Suivi
    convocations_envoyees: date | None
    fuseau: Fuseau
    version_planning: int


def read_head(source: Source) -> Head | None:
    """The form, None where its sheet is missing."""
    records = source.records(SESSION, needed=True)
    for record in records:
        source.keep(record)
    return _head(records[0]) if records else None


def empty_head() -> Head:
    """A form where nothing is typed, of which nothing is said: it lets the other sheets be read."""
    return _head(Record(SESSION, SESSION.titre, 0, {}, {}, Notes()))


def _head(record: Record) -> Head:
    genre, fictive = _kind(record)
    return Head(
        record,
        genre,
        fictive,
        centre=record.text("centre"),
        site=record.text("site"),
        contact=record.contact("contact"),
        agrement=record.text("agrement"),
        agrement_fin=record.day("agrement_fin", mild=True),
        numero_ceres=record.text("numero_ceres"),
        service_departemental=record.text("service_departemental"),
        departement=_departement(record),
        re_verifie_le=record.day("re_verifie_le", mild=True),
        re_verifie_par=record.text("re_verifie_par"),
        affichage=_affichage(record),
        signataire=record.text("signataire"),
        qualite_du_signataire=record.text("qualite_du_signataire"),
        contact_service=record.contact("contact_service"),
        bail_fin=record.day("bail_fin", mild=True),
        suivi=Suivi(**{f.name: record.day(f.name, mild=True) for f in fields(Suivi)}),
        convocations_envoyees=record.day("convocations_envoyees"),
        fuseau=_place(record),
        version_planning=_version(record),
    )


def _place(record: Record) -> Fuseau:
    """By whose clock hours are told; an unknown place is told, and the clock of the métropole taken."""
    told = record.choice("fuseau", tuple(FUSEAUX.values()))
    return next((fuseau for fuseau, nom in FUSEAUX.items() if nom == told), Fuseau.METROPOLE)


def _affichage(record: Record) -> Designation:
    """How the wall names candidats; an unknown word is told, and drawn numbers taken."""
    told = record.choice("affichage", tuple(AFFICHAGES.values()))
    return next((designation for designation, nom in AFFICHAGES.items() if nom == told), Designation.NUMERO)


def _version(record: Record) -> int:
    version = record.integer("version_planning", 1)
    if version < 1:
        record.notes.error(constats.version_impossible(), record.place("version_planning"))
    return version


def _departement(record: Record) -> str:
    """Its number; a warning for a text that names none."""
    texte = record.text("departement")
    code = code_de(texte)
    if texte and not code:
        record.notes.warning(constats.departement_inconnu(), record.place("departement"))
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
        record.notes.warning(constats.genre_vide(GENRES[0]), record.place("genre"))
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
        source.notes.error(constats.autre_titre(referentiel.sigle, sigle), head.record.place("sigle"))
        return None
    if millesime and _number(millesime) != _number(referentiel.millesime):
        texte = constats.autre_millesime(referentiel.sigle, referentiel.millesime)
        source.notes.error(texte, head.record.place("millesime"))
        return None
    if not millesime:
        texte = constats.millesime_vide(referentiel.sigle, referentiel.millesime)
        source.notes.warning(texte, head.record.place("millesime"))
    if referentiel.transport and not source.notes.patient:
        source.notes.error(constats.titre_transport(referentiel.sigle), head.record.place("sigle"))
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


def _number(millesime: str) -> str:
    return cle(millesime).removeprefix("m").strip().lstrip("0")


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
        place = record.place("millesime" if _known(sigle) else "sigle")
        for issue in refusal.issues:
            record.notes.error(Texte(issue.message, issue.hint), Place(place.feuille, place.cellule, issue.value))
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
        texte = _told(issue)
        if issue.severity is Severity.ERROR:
            source.notes.error(texte, Place(place.feuille, place.cellule, issue.value))
        else:
            source.notes.warning(texte, Place(place.feuille, place.cellule, issue.value))


def _told(issue: Issue) -> Texte:
    message = f"{issue.cell} : {issue.message}" if issue.cell else issue.message
    return Texte(message, issue.hint)
