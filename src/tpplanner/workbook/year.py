"""The workbook of a year: cells understood, sheets read, rows made, an example, files written."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from tpplanner.domain.annee import (
    Annee,
    CandidatPrevu,
    Disponibilite,
    LectureAnnee,
    MembrePrevu,
    Periode,
    Programmation,
    Programmee,
    ResponsablePrevu,
    SallePrevue,
    SessionPrevue,
    TitrePrevu,
    Voie,
    par_id,
)
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Habilitation, cle
from tpplanner.errors import UserError
from tpplanner.files.writing import save_new
from tpplanner.referentiels import find
from tpplanner.sheets.annee import (
    ANNEE,
    CANDIDATS,
    FEUILLES_ANNEE,
    MEMBRES,
    PROGRAMMATION_PRODUITES,
    RESPONSABLES,
    SALLES,
    SESSIONS,
    TITRES,
    VOIES,
)
from tpplanner.sheets.session import LISTES, SESSION
from tpplanner.texts import annee as texte_annee
from tpplanner.texts import lecture
from tpplanner.texts import modele as texte_modele
from tpplanner.texts.annee import MOIS_DE_L_ANNEE, PERIODE, PERIODE_A_L_ENVERS, SEMAINE, periode
from tpplanner.texts.noms import GENRES
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Unreadable, folded
from tpplanner.workbook.contents import Contents, Fields, habilitations_shown, joined, shown
from tpplanner.workbook.example import candidats_a_day
from tpplanner.workbook.forms import meant
from tpplanner.workbook.grid import Notes, open_book
from tpplanner.workbook.guard import read_checked, titles_of
from tpplanner.workbook.kit import Book, made
from tpplanner.workbook.people import habilitation_typed, tell_homonyms
from tpplanner.workbook.records import Naming, Record, Sheets, Source, is_first, key, read_as, resolve
from tpplanner.workbook.template import Lists, Writer, choices_of, write_sheets, write_template

# Periods of a year, from what people type: dates, from one to another, months, days of the week.

_SPAN = re.compile(r"(?:du |de |entre )?(?:le )?(?P<de>.*?\d.*?) (?:au|a|et|jusqu'au|-|–) (?:le )?(?P<a>.*\d.*)")
_MONTH = re.compile(r"(?:en )?(?P<mois>[a-z]+)(?: (?P<annee>\d{4}))?")
_WEEKDAY = re.compile(r"(?:les? )?(?P<jour>[a-z]+?)s?")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a year, by which dates without a year, months and days of the week are understood."""

    debut: date
    fin: date

    @property
    def days(self) -> list[date]:
        """Every day of the year."""
        return [self.debut + timedelta(days=n) for n in range((self.fin - self.debut).days + 1)]

    def periods(self, value: Raw) -> tuple[Periode, ...]:
        """What a cell lists; raises Unreadable."""
        if not isinstance(value, str):
            jour = cells.jour(value, self.days)
            return (Periode(jour, jour),)
        return tuple(period for text in cells.liste(value) for period in self._read(folded(text)))

    def _read(self, text: str) -> Iterator[Periode]:
        if (m := _SPAN.fullmatch(text)) is not None:
            debut, fin = (cells.jour(m[part], self.days) for part in ("de", "a"))
            if fin < debut:
                raise Unreadable(PERIODE_A_L_ENVERS)
            yield Periode(debut, fin)
        elif (m := _WEEKDAY.fullmatch(text)) is not None and m["jour"] in SEMAINE:
            yield from (Periode(jour, jour) for jour in self.days if jour.weekday() == SEMAINE.index(m["jour"]))
        elif (m := _MONTH.fullmatch(text)) is not None and m["mois"] in _MONTHS:
            yield from self._month(_MONTHS.index(m["mois"]) + 1, m["annee"])
        else:
            yield self._day(text)

    def _day(self, text: str) -> Periode:
        try:
            jour = cells.jour(text, self.days)
        except Unreadable as refusal:
            raise Unreadable(PERIODE if not re.search(r"\d", text) else refusal.texte) from None
        return Periode(jour, jour)

    def _month(self, month: int, year: str | None) -> Iterator[Periode]:
        for n in sorted({jour.year for jour in self.days}) if year is None else [int(year)]:
            following = date(n + month // 12, month % 12 + 1, 1)
            yield Periode(date(n, month, 1), following - timedelta(days=1))


_MONTHS = tuple(folded(month) for month in MOIS_DE_L_ANNEE)


def periods_in(record: Record, champ: str, calendar: Calendar) -> tuple[Periode, ...]:
    """The periods that a cell lists; none, and an error, where it is not understood."""
    if not record.has(champ):
        return ()
    try:
        return calendar.periods(record.raw(champ))
    except Unreadable as refusal:
        record.notes.error(refusal.texte, record.place(champ))
        return ()


def disponibilite_of(record: Record, calendar: Calendar) -> Disponibilite:
    """When somebody or something is there, by its two columns."""
    return Disponibilite(periods_in(record, "disponible", calendar), periods_in(record, "indisponible", calendar))


# The people of a year: candidats expected, membres, responsables; and finding them by name.


def titre_in(record: Record, titres: dict[str, str]) -> str:
    """The id of the titre that a row names; empty, with an error, where the sheet of titres lacks it."""
    texte = record.text("titre")
    return _titre_named(record, "titre", texte, titres) if texte else ""


def _titre_named(record: Record, champ: str, texte: str, titres: dict[str, str]) -> str:
    if key(texte) not in titres:
        record.notes.error(texte_annee.titre_inconnu(sorted(set(titres.values()))), record.place(champ, texte))
    return titres.get(key(texte), "")


class References:
    """The names by which cells refer to the rows of another sheet; those that several rows bear get their id beside."""

    def __init__(self, feuille: str, labels: Mapping[str, str]) -> None:
        self._ids: dict[str, list[str]] = defaultdict(list)
        for id_, label in labels.items():
            self._ids[key(label)].append(id_)
        double = {label for label in labels.values() if len(self._ids[key(label)]) > 1}
        self._naming = Naming(feuille, {i: f"{lab} ({i})" if lab in double else lab for i, lab in labels.items()})
        for id_, label in self._naming.etiquettes.items():
            if id_ not in self._ids[key(label)]:
                self._ids[key(label)] = [id_]

    def know(self, texte: str) -> bool:
        """Whether some row bears that name."""
        return key(texte) in self._ids

    def all(self, record: Record, champ: str) -> tuple[str, ...]:
        """The ids that a cell names; names that are nobody's, or several people's, are errors."""
        place = record.place(champ)
        ids = (
            resolve(record.notes, place, texte, self._ids.get(key(texte), ()), self._naming)
            for texte in record.names(champ, self.know)
        )
        return tuple(dict.fromkeys(id_ for id_ in ids if id_ is not None))


def read_membres(source: Source, calendar: Calendar) -> tuple[MembrePrevu, ...]:
    """The membres, in the order of their sheet."""
    membres = []
    records = source.records(MEMBRES)
    for rank, record in enumerate(records, 1):
        habilitations = tuple(_habilitations(record))
        if not habilitations:
            record.notes.warning(texte_annee.SANS_HABILITATION, record.place("habilitations"))
        who = {"id": f"M{rank}", "nom": record.name("nom"), "prenom": record.name("prenom")}
        membre = read_as(
            record,
            MembrePrevu,
            who | {"habilitations": habilitations},
            journees_max=lambda record, champ: _positive(record, champ) if record.has(champ) else None,
            indemnite=_positive,
            km=_positive,
            disponibilite=lambda record, _: disponibilite_of(record, calendar),
        )
        membres.append(membre)
        source.keep(record, f"M{rank}")
    tell_homonyms(source.notes, membres, records)
    return tuple(membres)


def _positive(record: Record, champ: str) -> int:
    number = record.integer(champ, 0)
    if number < 0:
        record.notes.error(texte_annee.NOMBRE_NEGATIF, record.place(champ))
    return max(0, number)


def _habilitations(record: Record) -> list[Habilitation]:
    typed = (habilitation_typed(record, "habilitations", texte) for texte in record.names("habilitations"))
    return [habilitation for habilitation in typed if habilitation is not None]


def read_responsables(source: Source, calendar: Calendar, titres: dict[str, str]) -> tuple[ResponsablePrevu, ...]:
    """Those who may lead a session."""
    responsables = []
    records = source.records(RESPONSABLES)
    for rank, record in enumerate(records, 1):
        mine = [
            titre
            for texte in record.names("titres", lambda texte: key(texte) in titres)
            if (titre := _titre_named(record, "titres", texte, titres))
        ]
        nom, prenom = record.name("nom"), record.name("prenom")
        responsables.append(ResponsablePrevu(f"R{rank}", nom, prenom, tuple(mine), disponibilite_of(record, calendar)))
        source.keep(record, f"R{rank}")
    tell_homonyms(source.notes, responsables, records)
    return tuple(responsables)


def read_candidats(
    source: Source, titres: dict[str, str], sessions: References, membres: References
) -> tuple[CandidatPrevu, ...]:
    """The candidats expected."""
    candidats = []
    records = source.records(CANDIDATS)
    for rank, record in enumerate(records, 1):
        titre = titre_in(record, titres)
        genre, ccps = _presented(record)
        voie = Voie.VAE if record.choice("voie", VOIES) == VOIES[1] else Voie.FORMATION
        who = {"id": f"C{rank}", "nom": record.name("nom"), "prenom": record.name("prenom"), "titre": titre}
        candidat = read_as(
            record,
            CandidatPrevu,
            who | {"genre": genre, "ccps": ccps, "voie": voie},
            deja=_positive,
            sessions=sessions.all,
            formateurs=lambda record, champ: record.names(champ, membres.know),
            liens=lambda record, champ: record.names(champ, membres.know),
        )
        if voie is Voie.FORMATION and candidat.fin_formation is None:
            record.notes.warning(texte_annee.FIN_INCONNUE, record.place("fin_formation"))
        source.keep(record, candidat.id)
        candidats.append(candidat)
    tell_homonyms(source.notes, candidats, records)
    return tuple(candidats)


def _presented(record: Record) -> tuple[Genre, tuple[str, ...]]:
    """What a candidat presents themselves for: the titre, or these CCP, or these CCS."""
    names = record.names("presente")
    ccps = tuple(nom.upper().replace(" ", "") for nom in names if cle(nom) != "titre")
    ccss = [ccp for ccp in ccps if ccp.startswith("CCS")]
    if (ccps and len(ccps) < len(names)) or len(ccss) not in (0, len(ccps)):
        record.notes.error(texte_annee.DEUX_PRESENTATIONS, record.place("presente"))
    if not ccps:
        return Genre.TITRE, ()
    return (Genre.CCS if ccss else Genre.CCP), ccps


# Reading a workbook of a year: everything that is wrong is said at once, each at its cell.

MOST_DAYS = 366 * 2
"""The longest period that a workbook of a year may have, its first day left out."""


def is_of_a_year(path: Path) -> bool:
    """Whether a workbook is one of a year: it has its sheet and not that of a session. Raises WorkbookRefused."""
    titres = {cle(titre) for titre in titles_of(read_checked(path))}
    own, others = ({cle(nom) for nom in (f.titre, *f.alias)} for f in (ANNEE, SESSION))
    return bool(titres & own) and not titres & others


def read_annee(path: str | Path, aujourdhui: date) -> LectureAnnee:
    """What a workbook of a year tells. Raises WorkbookRefused, with every issue, where no year can be made of it."""
    checked = read_checked(Path(path))
    notes = Notes(dict.fromkeys(checked.avertissements))
    book = open_book(checked, notes, (LISTES, *PROGRAMMATION_PRODUITES))
    sheets = Sheets(book, notes, FEUILLES_ANNEE, (LISTES, *PROGRAMMATION_PRODUITES), lecture.MODELE_D_ANNEE)
    sheets.refuse_another_kind(ANNEE, SESSION.titre, lecture.CLASSEUR_DE_SESSION)
    sheets.warn_of_unknown_sheets()
    source = Source(sheets, notes)
    forms = source.records(ANNEE, needed=True)
    for form in forms:
        source.keep(form)
    annee = _read(source, forms[0] if forms else Record(ANNEE, ANNEE.titre, 0, {}, {}, Notes()), aujourdhui)
    notes.refuse_if_needed()
    sheets.close_account()
    return LectureAnnee(annee, notes.avertissements, source.cells)


def _read(source: Source, form: Record, aujourdhui: date) -> Annee:
    calendar = _calendar(form, aujourdhui)
    salles = _salles(source, calendar)
    salle_names = References(SALLES.titre, {s.id: s.id for s in salles})
    titres = _titres(source, salle_names)
    titre_ids = {key(nom): t.id for t in titres for nom in (t.sigle, t.id)}
    membres = read_membres(source, calendar)
    responsables = read_responsables(source, calendar, titre_ids)
    people = (References(MEMBRES.titre, par_id(membres)), References(RESPONSABLES.titre, par_id(responsables)))
    sessions = _sessions(source, calendar, titre_ids, salle_names, people, aujourdhui)
    known = {
        "debut": calendar.debut,
        "fin": calendar.fin,
        "aujourdhui": aujourdhui,
        "titres": titres,
        "sessions": sessions,
        "candidats": read_candidats(
            source, titre_ids, References(SESSIONS.titre, {s.id: s.id for s in sessions}), people[0]
        ),
        "membres": membres,
        "responsables": responsables,
        "salles": salles,
    }
    return read_as(form, Annee, known, fermetures=lambda form, champ: periods_in(form, champ, calendar))


def _calendar(form: Record, aujourdhui: date) -> Calendar:
    """The period of the workbook; where it cannot be read, with an error, this year: the other sheets are read too."""
    for champ in ("debut", "fin"):
        form.text(champ)
    debut = form.day("debut") or date(aujourdhui.year, 1, 1)
    fin = form.day("fin") or date(debut.year, 12, 31)
    if fin < debut:
        form.notes.error(texte_annee.fin_avant_debut(debut), form.place("fin"))
        fin = debut
    if (fin - debut).days > MOST_DAYS:
        form.notes.error(texte_annee.periode_trop_longue(), form.place("fin"))
        fin = debut + timedelta(days=MOST_DAYS)
    return Calendar(debut, fin)


def _unique(source: Source, record: Record, nom: str, seen: dict[str, Record], quoi: str, champ: str) -> bool:
    """Whether a row bears a name that no row before it bears; a repeated name is an error."""
    unique = bool(nom) and is_first(record, champ, key(nom), seen, quoi)
    if unique:
        source.keep(record, nom)
    return unique


def _salles(source: Source, calendar: Calendar) -> tuple[SallePrevue, ...]:
    seen: dict[str, Record] = {}
    salles = []
    for record in source.records(SALLES):
        salle = SallePrevue(record.name("nom"), disponibilite_of(record, calendar))
        if _unique(source, record, salle.id, seen, texte_annee.CETTE_SALLE, "nom"):
            salles.append(salle)
    return tuple(salles)


def _titres(source: Source, salles: References) -> tuple[TitrePrevu, ...]:
    seen: dict[str, Record] = {}
    titres = []
    for record in source.records(TITRES, needed=True):
        titre = _titre(record, record.name("sigle"), salles)
        if _unique(source, record, titre.id, seen, texte_annee.CE_TITRE, "sigle"):
            titres.append(titre)
    return tuple(titres)


def _titre(record: Record, sigle: str, salles: References) -> TitrePrevu:
    millesime = record.text("millesime")
    referentiel = _shipped(sigle, millesime)
    if sigle and referentiel is None and not (record.has("places") and millesime):
        record.notes.error(texte_annee.titre_sans_places(sigle), record.place("sigle"))
    return TitrePrevu(
        id=sigle,
        sigle=referentiel.sigle if referentiel else sigle,
        millesime=(referentiel.millesime if referentiel else millesime).zfill(2),
        places=at_least_one(record, "places", candidats_a_day(referentiel) if referentiel else 1),
        membres_min=at_least_one(record, "membres_min", referentiel.membres_min if referentiel else 2),
        expiration=record.day("expiration") or (referentiel.expiration if referentiel else None),
        agrement=record.text("agrement"),
        agrement_fin=record.day("agrement_fin"),
        salles=salles.all(record, "salles"),
        modele=record.text("modele"),
        places_premier=_places_on_first_day(record, referentiel),
        capacite=at_least_one(record, "capacite", 1) if record.has("capacite") else None,
    )


def _places_on_first_day(record: Record, referentiel: Referentiel | None) -> int | None:
    """How many candidats a jury hears on the first day: typed, else estimated; None if the other days' are typed."""
    if record.has("places_premier"):
        return at_least_one(record, "places_premier", 1)
    return None if referentiel is None or record.has("places") else candidats_a_day(referentiel, first=True)


def _shipped(sigle: str, millesime: str) -> Referentiel | None:
    try:
        return find(sigle, millesime or None)
    except UserError:
        return None


def at_least_one(record: Record, champ: str, default: int) -> int:
    """The number of a cell, the default where it is empty; less than 1 is an error."""
    number = record.integer(champ, default)
    if number < 1:
        record.notes.error(texte_annee.NOMBRE_NUL, record.place(champ))
        return max(1, default)
    return number


def _sessions(
    source: Source,
    calendar: Calendar,
    titres: dict[str, str],
    salles: References,
    people: tuple[References, References],
    aujourdhui: date,
) -> tuple[SessionPrevue, ...]:
    seen: dict[str, Record] = {}
    sessions = []
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
        if _unique(source, record, nom, seen, texte_annee.CETTE_SESSION, "nom") and titre:
            if session.jour is not None and session.jour <= aujourdhui and not session.creee:
                record.notes.warning(texte_annee.DEJA_COMMENCEE, record.place("creee_le"))
            sessions.append(session)
    return tuple(sessions)


def _session(record: Record, nom: str, titre: str, calendar: Calendar) -> SessionPrevue:
    """What a row says of a session, without the people and rooms that it names."""
    capacite = at_least_one(record, "capacite", 1) if record.has("capacite") else None
    jurys = at_least_one(record, "jurys", 1) if record.has("jurys") else None
    return SessionPrevue(
        nom,
        titre,
        meant(record, "genre", GENRES, Genre.TITRE),
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


# What the sheets of a year hold: rows of plain values by field, read back as the same year.


def annee_contents(annee: Annee, programmation: Programmation | None = None) -> Contents:
    """The rows of every sheet; with a programmation, what it decides is written where it was open."""
    noms = par_id([*annee.membres, *annee.responsables])
    decided = {s.session: s for s in programmation.sessions} if programmation else {}
    entered = {
        c.id: tuple(s.session for s in decided.values() if c.id in s.candidats) if decided else c.sessions
        for c in annee.candidats
    }
    return {
        "annee": [shown(ANNEE, annee, fermetures=_periods(annee.fermetures))],
        "titres": [shown(TITRES, titre, sigle=titre.id) for titre in annee.titres],
        "sessions": [_session_row(s, decided.get(s.id) or Programmee(s.id), noms) for s in annee.sessions],
        "candidats": [_candidat_row(c, entered[c.id]) for c in annee.candidats],
        "membres": [_membre_row(m) for m in annee.membres],
        "responsables": [shown(RESPONSABLES, r, **_disponibilite_fields(r.disponibilite)) for r in annee.responsables],
        "salles": [shown(SALLES, s, nom=s.id, **_disponibilite_fields(s.disponibilite)) for s in annee.salles],
    }


def with_period(contents: Contents, year: int) -> Contents:
    """The rows of a workbook with the period of a year."""
    form = contents["annee"][0] if contents.get("annee") else {}
    return {**contents, "annee": [{**form, "debut": date(year, 1, 1), "fin": date(year, 12, 31)}]}


def _session_row(prevue: SessionPrevue, decided: Programmee, noms: dict[str, str]) -> Fields:
    return shown(
        SESSIONS,
        prevue,
        nom=prevue.id,
        genre=GENRES[prevue.genre],
        jour=decided.jours[0] if decided.jours else prevue.jour,
        jurys=decided.jurys or prevue.jurys,
        souhaits=_periods(prevue.souhaits),
        responsable=noms.get(decided.responsable or prevue.responsable, ""),
        suppleants=joined(noms[p] for p in decided.suppleants or prevue.suppleants),
        membres=joined(noms[m] for m in decided.membres or prevue.membres),
    )


def _candidat_row(c: CandidatPrevu, sessions: Iterable[str]) -> Fields:
    return shown(
        CANDIDATS,
        c,
        presente="titre" if c.genre is Genre.TITRE else joined(c.ccps),
        voie=VOIES[c.voie is Voie.VAE],
        deja=c.deja or None,
        sessions=joined(sessions),
    )


def _membre_row(m: MembrePrevu) -> Fields:
    habilitations = habilitations_shown(m.habilitations)
    costs = {"indemnite": m.indemnite or None, "km": m.km or None}
    return shown(MEMBRES, m, habilitations=habilitations, **costs, **_disponibilite_fields(m.disponibilite))


def _disponibilite_fields(disponibilite: Disponibilite) -> Fields:
    return {"disponible": _periods(disponibilite.seulement), "indisponible": _periods(disponibilite.sauf)}


def _periods(periods: Iterable[Periode]) -> str:
    return joined(map(periode, periods))


# A year to learn with: two titres, invented people; proposed and planned as it is.

EXAMPLE_TITRES = {"CDA": "CDA", "DWWM": "DWWM"}
"""The titres of the example, by their id."""


def example_annee(year: int) -> Annee:
    """A year seen from the November before: five sessions of two titres, one of them CCP."""
    debut = date(year, 1, 1)
    first = debut + timedelta(days=120)
    titres = tuple(_example_titre(id_, sigle, debut.year) for id_, sigle in EXAMPLE_TITRES.items())
    closed = Periode(date(debut.year, 8, 2), date(debut.year, 8, 20))
    return Annee(
        debut,
        date(debut.year, 12, 31),
        date(year - 1, 11, 2),
        titres,
        tuple(_example_sessions(first)),
        tuple(_example_candidats(first)),
        tuple(_example_membre(rank, titres, debut.year) for rank in range(len(texte_modele.MEMBRES))),
        tuple(ResponsablePrevu(f"R{n}", nom, prenom) for n, (nom, prenom) in enumerate(texte_modele.RESPONSABLES, 1)),
        (SallePrevue(texte_modele.SALLES_ANNEE[0]), SallePrevue(texte_modele.SALLES_ANNEE[1])),
        fermetures=(closed,),
        centre=texte_modele.CENTRE,
        site=texte_modele.SITE,
        departement="29",
        service_departemental=texte_modele.SERVICE,
    )


def _example_titre(id_: str, sigle: str, year: int) -> TitrePrevu:
    referentiel = find(sigle)
    return TitrePrevu(
        id_,
        sigle,
        referentiel.millesime,
        candidats_a_day(referentiel),
        referentiel.membres_min,
        None,
        texte_modele.AGREMENT,
        date(year + 1, 12, 31),
        (texte_modele.SALLES_ANNEE[list(EXAMPLE_TITRES).index(id_)],),
        f"modele-{sigle}.xlsx",
        candidats_a_day(referentiel, first=True),
        8,
    )


def _example_sessions(first: date) -> list[SessionPrevue]:
    wished = Periode(first + timedelta(days=30), first + timedelta(days=60))
    return [
        SessionPrevue("CDA 1", "CDA", duree=2, souhaits=(wished,)),
        SessionPrevue("CDA 2", "CDA", duree=2, au_plus_tot=first + timedelta(days=120)),
        SessionPrevue("CDA CCP", "CDA", Genre.CCP),
        SessionPrevue("DWWM 1", "DWWM", duree=2, capacite=6),
        SessionPrevue("DWWM 2", "DWWM", duree=2, capacite=6),
    ]


def _example_candidats(first: date) -> list[CandidatPrevu]:
    """Eight of each titre; one by VAE, one on a CCP."""
    candidats = []
    for rank in range(2 * len(texte_modele.CANDIDATS)):
        nom, prenom = texte_modele.CANDIDATS[rank % len(texte_modele.CANDIDATS)]
        titre = list(EXAMPLE_TITRES)[rank // len(texte_modele.CANDIDATS)]
        vae, ccp = rank == 3, rank == 5
        candidats.append(
            CandidatPrevu(
                f"C{rank + 1}",
                nom if rank < len(texte_modele.CANDIDATS) else f"{nom}-{texte_modele.SECOND_NOM}",
                prenom,
                titre,
                Genre.CCP if ccp else Genre.TITRE,
                ("CCP1",) if ccp else (),
                voie=Voie.VAE if vae else Voie.FORMATION,
                fin_formation=None if vae else first - timedelta(days=20),
                deja=1 if ccp else 0,
                organisme=texte_modele.CENTRE,
                employeur=texte_modele.EMPLOYEURS[rank % len(texte_modele.EMPLOYEURS)],
                liens=(" ".join(texte_modele.MEMBRES[0][:2]),) if rank == 0 else (),
            )
        )
    return candidats


def _example_membre(rank: int, titres: tuple[TitrePrevu, ...], year: int) -> MembrePrevu:
    nom, prenom, employeur = texte_modele.MEMBRES[rank]
    mine = titres if rank % 3 == 0 else (titres[rank % 2],)
    away = date(year, 3, 1) + timedelta(days=20 * rank)
    return MembrePrevu(
        f"M{rank + 1}",
        nom,
        prenom,
        employeur=employeur,
        habilitations=tuple(Habilitation(t.sigle, t.millesime, date(year + 1, 6, 30)) for t in mine),
        journees_max=8,
        indemnite=90,
        km=10 + 12 * rank,
        disponibilite=Disponibilite(sauf=(Periode(away, away + timedelta(days=11)),)),
    )


# Writing the sheets of a year: a new workbook to fill, an example, or a copy beside a programmation.


def write_annee_template(path: str | Path, year: int, *, exemple: bool = False) -> tuple[Path, ...]:
    """Write a workbook of a year to fill; the files written.

    `exemple` fills it with invented people, and writes beside it the session workbook of each titre that it names.
    Raises CannotWrite, also where a file exists.
    """
    target = Path(path)
    if not exemple:
        save_new(target, annee_bytes(with_period({}, year)))
        return (target,)
    annee = example_annee(year)
    save_new(target, annee_bytes(annee_contents(annee)))
    models = []
    for titre in annee.titres:
        model = target.with_name(titre.modele)
        if not model.exists():
            write_template(model, find(EXAMPLE_TITRES[titre.id]), exemple=True)
            models.append(model)
    return (target, *models)


def annee_bytes(contents: Contents) -> bytes:
    """A workbook of a year, to be filled further."""
    return made(lambda book: write_annee_sheets(book, contents, live=True))


def write_annee_sheets(book: Book, contents: Contents, *, footer: str = "", live: bool = False) -> None:
    """Add the sheets of a year to a workbook; `live` with empty rows to fill."""
    write_sheets(Writer(book, Lists(choices_of(FEUILLES_ANNEE)), footer, live=live), FEUILLES_ANNEE, contents)
