"""Reading a workbook of a year: everything that is wrong is said at once, each at its cell."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from tpplanner.domain.annee import Annee, LectureAnnee, SallePrevue, SessionPrevue, TitrePrevu, par_id
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre
from tpplanner.errors import UserError
from tpplanner.referentiels import find
from tpplanner.sheets import LISTES, SESSION
from tpplanner.sheets.annee import (
    ANNEE,
    FEUILLES_ANNEE,
    MEMBRES,
    PROGRAMMATION_PRODUITES,
    RESPONSABLES,
    SALLES,
    SESSIONS,
    TITRES,
)
from tpplanner.sheets.cadre import GENRES
from tpplanner.texts import annee as textes
from tpplanner.texts import lecture
from tpplanner.workbook.example import candidats_a_day
from tpplanner.workbook.guard import read_checked
from tpplanner.workbook.index import key
from tpplanner.workbook.reader.annee_people import Names, read_candidats, read_membres, read_responsables, titre_in
from tpplanner.workbook.reader.grid import open_book
from tpplanner.workbook.reader.notes import Notes
from tpplanner.workbook.reader.periods import Calendar, agenda_of, periods_in
from tpplanner.workbook.reader.record import Record
from tpplanner.workbook.reader.source import Source
from tpplanner.workbook.reader.table import Sheets

TARIF_KM = 50
"""Centimes a kilometre, where the workbook says nothing: told as ours in the sheet."""
LONGEST = 366 * 2


def read_annee(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells. Raises WorkbookRefused, with every issue, where no year can be made of it."""
    checked = read_checked(Path(path))
    notes = Notes(list(checked.avertissements))
    book = open_book(checked, notes, (LISTES, *PROGRAMMATION_PRODUITES))
    sheets = Sheets(book, notes, FEUILLES_ANNEE, PROGRAMMATION_PRODUITES, lecture.MODELE_D_ANNEE)
    sheets.refuse_another_kind(ANNEE, SESSION.titre, lecture.CLASSEUR_DE_SESSION)
    sheets.warn_of_unknown_sheets()
    source = Source(sheets, notes)
    forms = source.records(ANNEE, needed=True)
    for form in forms:
        source.keep(form)
    annee = _read(source, forms[0] if forms else Record(ANNEE, ANNEE.titre, 0, {}, {}, Notes()), aujourdhui)
    notes.refuse_if_needed()
    return LectureAnnee(annee, notes.avertissements, source.cells)


def _read(source: Source, form: Record, aujourdhui: date) -> Annee:
    calendar = _calendar(form, aujourdhui)
    salles = _salles(source, calendar)
    salle_names = Names(SALLES.titre, {s.id: s.id for s in salles})
    titres = _titres(source, salle_names)
    titre_ids = {key(nom): t.id for t in titres for nom in (t.sigle, t.id)}
    membres = read_membres(source, calendar)
    responsables = read_responsables(source, calendar, titre_ids)
    people = (Names(MEMBRES.titre, par_id(membres)), Names(RESPONSABLES.titre, par_id(responsables)))
    sessions = _sessions(source, calendar, titre_ids, salle_names, people, aujourdhui)
    return Annee(
        calendar.debut,
        calendar.fin,
        aujourdhui,
        titres,
        sessions,
        read_candidats(source, titre_ids, Names(SESSIONS.titre, {s.id: s.id for s in sessions}), people[0]),
        membres,
        responsables,
        salles,
        fermetures=periods_in(form, "fermetures", calendar),
        samedis=form.yes("samedis"),
        tarif_km=form.integer("tarif_km", TARIF_KM),
        centre=form.text("centre"),
        site=form.text("site"),
        departement=form.text("departement"),
        service_departemental=form.text("service_departemental"),
    )


def _calendar(form: Record, aujourdhui: date) -> Calendar:
    """The period; this year, where it cannot be read (told), so that the other sheets are."""
    for champ in ("debut", "fin"):
        form.text(champ)
    debut = form.day("debut") or date(aujourdhui.year, 1, 1)
    fin = form.day("fin") or date(debut.year, 12, 31)
    if fin < debut:
        form.notes.error(textes.fin_avant_debut(debut), form.place("fin"))
        fin = debut
    if (fin - debut).days > LONGEST:
        form.notes.error(textes.periode_trop_longue(), form.place("fin"))
        fin = debut + timedelta(days=LONGEST)
    return Calendar(debut, fin)


def _unique(source: Source, record: Record, nom: str, seen: dict[str, Record], quoi: str, champ: str) -> bool:
    """Whether a row bears a name, and one that no row before bears (told otherwise)."""
    if nom and key(nom) in seen:
        premiere = str(seen[key(nom)].place(champ))
        source.notes.error(lecture.identique(premiere, quoi), record.place(champ))
        return False
    if nom:
        seen[key(nom)] = record
        source.keep(record, nom)
    return bool(nom)


def _salles(source: Source, calendar: Calendar) -> tuple[SallePrevue, ...]:
    seen: dict[str, Record] = {}
    found = []
    for record in source.records(SALLES):
        salle = SallePrevue(record.name("nom"), agenda_of(record, calendar))
        if _unique(source, record, salle.id, seen, textes.CETTE_SALLE, "nom"):
            found.append(salle)
    return tuple(found)


def _titres(source: Source, salles: Names) -> tuple[TitrePrevu, ...]:
    seen: dict[str, Record] = {}
    found = []
    for record in source.records(TITRES, needed=True):
        titre = _titre(record, record.name("sigle"), salles)
        if _unique(source, record, titre.id, seen, textes.CE_TITRE, "sigle"):
            found.append(titre)
    return tuple(found)


def _titre(record: Record, sigle: str, salles: Names) -> TitrePrevu:
    millesime = record.text("millesime")
    referentiel = _known(sigle, millesime)
    if sigle and referentiel is None and not (record.has("places") and millesime):
        record.notes.error(textes.titre_sans_places(sigle), record.place("sigle"))
    return TitrePrevu(
        sigle,
        referentiel.sigle if referentiel else sigle,
        (referentiel.millesime if referentiel else millesime).zfill(2),
        at_least_one(record, "places", candidats_a_day(referentiel) if referentiel else 1),
        at_least_one(record, "membres_min", referentiel.membres_min if referentiel else 2),
        record.day("expiration") or (referentiel.expiration if referentiel else None),
        record.text("agrement"),
        record.day("agrement_fin"),
        salles.all(record, "salles"),
        record.text("modele"),
        _first_day(record, referentiel),
        at_least_one(record, "capacite", 1) if record.has("capacite") else None,
    )


def _first_day(record: Record, referentiel: Referentiel | None) -> int | None:
    """Candidats of a jury on the first day: typed, else estimated, unless those of other days are typed."""
    if record.has("places_premier"):
        return at_least_one(record, "places_premier", 1)
    return None if referentiel is None or record.has("places") else candidats_a_day(referentiel, first=True)


def _known(sigle: str, millesime: str) -> Referentiel | None:
    try:
        return find(sigle, millesime or None)
    except UserError:
        return None


def at_least_one(record: Record, champ: str, default: int) -> int:
    """A number of 1 or more."""
    number = record.integer(champ, default)
    if number < 1:
        record.notes.error(textes.NOMBRE_NUL, record.place(champ))
        return max(1, default)
    return number


def _sessions(
    source: Source,
    calendar: Calendar,
    titres: dict[str, str],
    salles: Names,
    people: tuple[Names, Names],
    aujourdhui: date,
) -> tuple[SessionPrevue, ...]:
    seen: dict[str, Record] = {}
    found = []
    for record in source.records(SESSIONS, needed=True):
        nom = record.name("nom")
        titre = titre_in(record, titres)
        membres, responsables = people
        session = replace(
            _session(record, nom, titre, calendar),
            membres=membres.all(record, "membres"),
            responsable="".join(responsables.all(record, "responsable")[:1]),
            suppleants=responsables.all(record, "suppleants"),
            salles=salles.all(record, "salles"),
        )
        if _unique(source, record, nom, seen, textes.CETTE_SESSION, "nom") and titre:
            if session.jour is not None and session.jour <= aujourdhui and not session.creee:
                record.notes.warning(textes.DEJA_COMMENCEE, record.place("creee_le"))
            found.append(session)
    return tuple(found)


def _session(record: Record, nom: str, titre: str, calendar: Calendar) -> SessionPrevue:
    """What a row says of a session, but for the names."""
    capacite = at_least_one(record, "capacite", 1) if record.has("capacite") else None
    jurys = at_least_one(record, "jurys", 1) if record.has("jurys") else None
    return SessionPrevue(
        nom,
        titre,
        Genre.CCP if record.choice("genre", GENRES) == GENRES[1] else Genre.TITRE,
        at_least_one(record, "duree", 1),
        jurys,
        record.day("jour", calendar.days),
        record.day("au_plus_tot", calendar.days),
        record.day("au_plus_tard", calendar.days),
        periods_in(record, "souhaits", calendar),
        capacite,
        creee_le=record.day("creee_le"),
        numero_ceres=record.text("numero_ceres"),
        classeur=record.text("classeur"),
    )
