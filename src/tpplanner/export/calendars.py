"""Calendars (iCalendar, RFC 5545): who has what in theirs; the échéances as a calendar and as a page."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tpplanner.domain.answers import Echeance, Echeancier, Etat
from tpplanner.domain.appels import convocation_du_membre
from tpplanner.domain.plan import Composition, Passage, Presence
from tpplanner.domain.session import Role, Session
from tpplanner.domain.welcomes import Welcome
from tpplanner.export.agenda import Agenda, Moment, quoi, stretches
from tpplanner.export.calls import appel_du_passage, is_summoned
from tpplanner.export.lists import breaks, stands_in
from tpplanner.export.posters import salles_retenues
from tpplanner.export.staff import (
    arrival,
    attended,
    helpers,
    place_of,
    plis_before,
    received,
    receives,
    relief_arrival,
    reliefs,
    rooms,
    sent,
)
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import documents as texte
from tpplanner.texts import echeances as textes
from tpplanner.texts.classeur import de_a, numeros_ceres
from tpplanner.texts.noms import ROLES, heure, heure_chiffres
from tpplanner.texts.plain import one_line

if TYPE_CHECKING:
    import icalendar
    from icalendar import Event as Entry

# What stands in whose calendar.


@dataclass(frozen=True, slots=True)
class Event:
    """Something in a calendar; `uid` names it whatever its hours, so that a new planning moves it."""

    uid: str
    debut: datetime
    fin: datetime
    titre: str
    lieu: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """A calendar: its own stable name, whose it is (an id, a name), what stands in it by order of time."""

    uid: str
    de: str
    nom: str
    events: tuple[Event, ...]


def candidat_calendars(agenda: Agenda) -> Iterator[Timetable]:
    """One for each candidat whose hours are given: when to come, and their épreuves."""
    for candidat in agenda.session.candidats:
        if candidat.majorations_a_confirmer:
            continue
        events = [e for p in agenda.plan.du_candidat(candidat.id) for e in _of_passage(agenda, p)]
        uid = _uid(agenda.session, "candidat", candidat.numero_ceres or candidat.id)
        yield _timetable(uid, candidat.id, agenda.names.candidat(candidat.id), events)


def membre_calendars(agenda: Agenda) -> Iterator[Timetable]:
    """One for each membre who sits: their jury-days, and whatever else they are there for."""
    for membre in agenda.session.membres:
        sieges = [c for c in agenda.plan.compositions if membre.id in c.membres]
        if sieges:
            seats = [_seat(agenda, membre.id, rang, c) for rang, c in enumerate(sieges, 1)]
            uid = _uid(agenda.session, "personne", membre.id)
            nom = agenda.names.personne(membre.id)
            yield _timetable(uid, membre.id, nom, [*seats, *_presences(agenda, membre.id)])


def helper_calendars(agenda: Agenda) -> Iterator[Timetable]:
    """One for everybody who watches, plays or helps, and sits in no jury."""
    return _calendars_of(agenda, helpers(agenda))


def responsable_calendars(agenda: Agenda) -> Iterator[Timetable]:
    """One for everybody who leads a day, or stands in for an accueil, and does nothing else."""
    leading = dict.fromkeys(p.personne for p in agenda.plan.presences if p.role == Role.RESPONSABLE)
    leading |= dict.fromkeys(personne for personne, *_ in stands_in(agenda))
    others = helpers(agenda)
    return _calendars_of(agenda, (id_ for id_ in leading if id_ not in others))


def _calendars_of(agenda: Agenda, personnes: Iterable[str]) -> Iterator[Timetable]:
    siegent = {membre for c in agenda.plan.compositions for membre in c.membres}
    for id_ in (p for p in personnes if p not in siegent):
        uid = _uid(agenda.session, "personne", id_)
        yield _timetable(uid, id_, agenda.names.personne(id_), _presences(agenda, id_))


def salle_calendars(agenda: Agenda) -> Iterator[Timetable]:
    """One for each room that serves: the mornings and days for which it is kept."""
    for salle in agenda.session.salles:
        events = [
            Event(_uid(agenda.session, "salle", salle.id, str(rang)), t.debut, t.fin, t.titre, _place(agenda, salle.id))
            for rang, t in enumerate(_taken(agenda, salle.id), 1)
        ]
        if events:
            uid = _uid(agenda.session, "salle", salle.id)
            yield _timetable(uid, salle.id, agenda.names.salle(salle.id), events)


def every_uid(agenda: Agenda) -> frozenset[str]:
    """The uids of all events that take place, in whoever's calendar, also where no hour is told yet."""
    events = [event for passage in agenda.plan.passages for event in _of_passage(agenda, passage)]
    for kind in (membre_calendars, helper_calendars, responsable_calendars, salle_calendars):
        events += [event for timetable in kind(agenda) for event in timetable.events]
    return frozenset(event.uid for event in events)


def uids_of_people(session: Session, personnes: Collection[str]) -> frozenset[str]:
    """The uids of the calendars of these people (ids), called or not."""
    numbers = {c.id: c.numero_ceres or c.id for c in session.candidats}
    return frozenset(
        _uid(session, "candidat", numbers[id_]) if id_ in numbers else _uid(session, "personne", id_)
        for id_ in personnes
    )


def of_tpplanner(uid: str) -> bool:
    """Whether an event or a calendar is one of ours, by its uid."""
    return uid.endswith(_OURS)


def _timetable(uid: str, de: str, nom: str, events: Iterable[Event]) -> Timetable:
    return Timetable(uid, de, nom, tuple(sorted(events, key=lambda e: (e.debut, e.fin, e.uid))))


# -- identity


def _uid(session: Session, *parts: str) -> str:
    """A name that no other event bears, which tells nothing: the session, then who, then what; never an hour."""
    ref = session.referentiel
    premier = session.jours[0].date.isoformat() if session.jours else ""
    numero = numeros_ceres(session)
    own = (numero,) if numero else (session.centre, session.agrement, premier)
    key = "\x1f".join((ref.code, ref.millesime, session.genre.value, *own, *parts))
    return f"{sha256(key.encode()).hexdigest()[:32]}{_OURS}"


_OURS = "@tpplanner"


# -- candidats


def _of_passage(agenda: Agenda, passage: Passage) -> Iterator[Event]:
    fiche = agenda.candidats.get(passage.candidat)
    who = fiche.numero_ceres or fiche.id if fiche else passage.candidat
    nom = agenda.names.epreuve(passage.epreuve)
    appel = appel_du_passage(agenda, passage)
    convoque = is_summoned(agenda, passage.candidat, appel)
    jury = next((agenda.names.jury(partie.jury) for partie in passage.suivies), "")
    place = _place(agenda, passage.parties[0].salle)
    if _opens(agenda, passage, appel):
        uid = _uid(agenda.session, "candidat", who, passage.epreuve, "appel")
        titre = texte.se_presenter(nom) if convoque else texte.revenir(nom)
        yield Event(uid, appel, passage.debut, titre, texte.lieu("", _site(agenda)))
    for rang, (debut, fin) in enumerate(stretches(passage)):
        uid = _uid(agenda.session, "candidat", who, passage.epreuve, *([str(rang + 1)] if rang else []))
        titre = texte.suite(nom) if rang else nom
        yield Event(uid, debut, fin, titre, place, texte.appele_a(heure(appel) if convoque else "", jury))


def _opens(agenda: Agenda, passage: Passage, appel: datetime) -> bool:
    """Whether the call is to that passage: before it, and to none of those before it."""
    earlier = (p for p in agenda.passages_du_jour(passage.candidat, passage.jour) if p.debut < passage.debut)
    return appel < passage.debut and all(appel_du_passage(agenda, p) != appel for p in earlier)


# -- juries and others


def _seat(agenda: Agenda, membre: str, rang: int, seat: Composition) -> Event:
    uid = _uid(agenda.session, "membre", membre, "jury", str(rang))
    sigle = one_line(agenda.session.referentiel.sigle)
    of_the_day = agenda.des_jurys.get((seat.jour, seat.jury), [])
    lines = (_line_of_jury(agenda, m) for m in of_the_day if seat.debut <= m.debut < seat.fin)
    titre = texte.siege(sigle, agenda.names.jury(seat.jury))
    convoque = convocation_du_membre(agenda.session, agenda.plan, membre, seat)
    return Event(uid, convoque, seat.fin, titre, _place(agenda, seat.salle), "\n".join(lines))


def _line_of_jury(agenda: Agenda, moment: Moment) -> str:
    """A line, with the room where that is not the jury's own."""
    return ", ".join(filter(None, (_line(agenda, moment), agenda.elsewhere(moment))))


def _line(agenda: Agenda, moment: Moment) -> str:
    horaire = de_a(heure_chiffres(moment.debut), heure_chiffres(moment.fin))
    vehicles = agenda.names.lieu(replace(moment, salle=""))
    what = texte_classeur.LIEU_ET_VEHICULE.join(filter(None, (quoi(agenda, moment), vehicles)))
    return texte.ligne(horaire, what, agenda.numeros.get(moment.candidat))


def _presences(agenda: Agenda, personne: str) -> Iterator[Event]:
    sigle = one_line(agenda.session.referentiel.sigle)
    seen: dict[tuple[str, str, str], int] = {}
    for presence in (p for p in agenda.plan.presences if p.personne == personne):
        key = (presence.role, presence.candidat, presence.epreuve)
        seen[key] = seen.get(key, 0) + 1
        uid = _uid(agenda.session, "personne", personne, *key, str(seen[key]))
        titre = texte.presence(sigle, ROLES.get(presence.role, presence.role))
        places = sent(agenda, personne, arrival(agenda, presence), texte.PUIS.join(rooms(agenda, presence)))
        lieu = texte.lieu(places, _site(agenda))
        yield Event(uid, arrival(agenda, presence), presence.fin, titre, lieu, "\n".join(_what(agenda, presence)))
    for rang, welcome in enumerate(receives(agenda, personne), 1):
        uid = _uid(agenda.session, "personne", personne, "accueil", str(rang))
        titre = texte.presence(sigle, texte.SUPPLEANCE)
        lieu = texte.lieu(place_of(agenda, welcome), _site(agenda))
        yield Event(uid, welcome.debut, welcome.fin, titre, lieu, _received(agenda, welcome))
    for rang, pause in enumerate((p for p in breaks(agenda) if p.par == personne), 1):
        uid = _uid(agenda.session, "personne", personne, "pause", str(rang))
        if pause.debut is not None and pause.fin is not None:
            detail = texte.pause_du_responsable(nom=agenda.names.personne(pause.personne), fin=heure(pause.fin))
            titre = texte.presence(sigle, texte.SUPPLEANCE)
            yield Event(uid, pause.debut, pause.fin, titre, texte.lieu("", _site(agenda)), detail)
    for rang, relief in enumerate((r for r in reliefs(agenda) if r.par == personne), 1):
        uid = _uid(agenda.session, "personne", personne, "releve", str(rang))
        titre = texte.presence(sigle, texte.releve_de(nom=agenda.names.personne(relief.surveillant)))
        yield Event(uid, relief_arrival(agenda, relief), relief.fin, titre, _place(agenda, relief.salle))


def _received(agenda: Agenda, welcome: Welcome) -> str:
    """Who is received, from when to when, where."""
    horaire = de_a(heure_chiffres(welcome.debut), heure_chiffres(welcome.fin))
    return " – ".join((texte.ligne(horaire, received(agenda, welcome), None), place_of(agenda, welcome)))


def _what(agenda: Agenda, presence: Presence) -> Iterator[str]:
    """What somebody does, line by line; candidats are numbers."""
    if presence.role == Role.RESPONSABLE:
        theirs = (w for w in agenda.welcomes if w.par == presence.personne and not w.suppleant)
        yield from (_received(agenda, w) for w in theirs if presence.debut <= w.debut < presence.fin)
        return
    yield from (_line(agenda, plis) for plis in plis_before(agenda, presence))
    yield from (_line(agenda, m) for m in attended(agenda, presence))


# -- rooms


def _taken(agenda: Agenda, salle: str) -> list[Event]:
    """When a room is kept for the session; the uid of each stretch is still to be given."""
    sigle = one_line(agenda.session.referentiel.sigle)
    return [
        Event("", debut, fin, texte.salle_occupee(sigle, par)) for debut, fin, par in salles_retenues(agenda, salle)
    ]


# -- places


def _site(agenda: Agenda) -> str:
    return one_line(agenda.session.site or agenda.session.centre)


def _place(agenda: Agenda, salle: str) -> str:
    return texte.lieu(agenda.names.salle(salle) if salle else "", _site(agenda))


# A calendar as a file: iCalendar (RFC 5545), in the centre's own time zone, told whole in the file.

_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def issued(session: Session) -> datetime:
    """When a calendar says that it was made: by the version of the planning, so that one planning gives one file."""
    return _FIRST + timedelta(days=session.version_planning)


def ics(session: Session, timetable: Timetable, audience: str = "") -> bytes:
    """The file of a calendar, which says for whom it is."""
    from icalendar import Calendar  # noqa: PLC0415 - only who wants calendars waits for it

    zone = ZoneInfo(session.fuseau.value)
    calendar = Calendar.new(
        prodid=texte.PRODUIT,
        method="PUBLISH",
        uid=timetable.uid,
        description=audience or None,
        language="fr",
        name=texte.nom(one_line(session.referentiel.sigle), timetable.nom),
        subcomponents=[_event(session, event, zone) for event in timetable.events],
    )
    years = {moment.year for event in timetable.events for moment in (event.debut, event.fin)} or {_FIRST.year}
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 1, 12, 31))
    return bytes(calendar.to_ical())


def _event(session: Session, event: Event, zone: ZoneInfo) -> "icalendar.Event":
    from icalendar import CLASS, Event  # noqa: PLC0415 - as above

    stamp = issued(session)
    return Event.new(
        uid=event.uid,
        sequence=session.version_planning - 1,
        stamp=stamp,
        last_modified=stamp,
        classification=CLASS.PRIVATE,
        start=event.debut.replace(tzinfo=zone),
        end=event.fin.replace(tzinfo=zone),
        summary=event.titre,
        location=event.lieu or None,
        description=event.detail or None,
    )


# The échéances of a session as a calendar that Outlook, Google and others import (iCalendar, RFC 5545).

_REMINDER = timedelta(days=-textes.RAPPEL_JOURS, hours=9)
"""From midnight of the day: at nine in the morning, a week before."""


def calendar_of(echeancier: Echeancier, sigle: str, today: date, stamped: str = "") -> bytes:
    """The calendar file; what is done already is left out. `today` dates it, `stamped` says of which session it is."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to import
    from icalendar import Event as Entry  # noqa: PLC0415

    stamp = datetime.combine(today, time(), ZoneInfo("UTC"))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//tpplanner//tpplanner//FR")
    calendar.add("method", "PUBLISH")
    if stamped:
        calendar.add("x-wr-caldesc", stamped)
    ranks: dict[str, int] = {}
    for echeance in echeancier.echeances:
        rank = ranks[echeance.nature] = ranks.get(echeance.nature, 0) + 1
        if echeance.au_plus_tard is None or echeance.etat in (Etat.FAIT, Etat.FAIT_TARD):
            continue
        uid = _uid_of_date(echeancier.cle, echeance.nature, rank)
        calendar.add_component(_whole_day(echeance, echeance.au_plus_tard, sigle, uid, stamp))
    zone = ZoneInfo(echeancier.time_zone)
    for rank, (debut, fin) in enumerate(echeancier.jours, 1):
        event = Entry.new(
            uid=_uid_of_date(echeancier.cle, "jour", rank),
            stamp=stamp,
            summary=one_line(textes.jour_de_session(sigle, rank, len(echeancier.jours))),
            start=debut.replace(tzinfo=zone),
            end=fin.replace(tzinfo=zone),
        )
        calendar.add_component(event)
    years = [jour.year for pair in echeancier.jours for jour in pair]
    calendar.add_missing_timezones(date(min(years) - 1, 1, 1), date(max(years) + 2, 1, 1))
    return bytes(calendar.to_ical())


def _uid_of_date(cle: str, quoi: str, rank: int) -> str:
    """The same for the same thing of the same session: importing again replaces instead of adding."""
    return f"{sha256(f'{cle}/{quoi}/{rank}'.encode()).hexdigest()[:24]}@tpplanner"


def _whole_day(echeance: Echeance, jour: date, sigle: str, uid: str, stamp: datetime) -> "Entry":
    from icalendar import TRANSP, Alarm  # noqa: PLC0415 - as above
    from icalendar import Event as Entry  # noqa: PLC0415

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(echeance.quoi))
    alarm.add("trigger", _REMINDER)
    lines = (echeance.regle, *echeance.precisions, textes.source(echeance))
    return Entry.new(
        uid=uid,
        stamp=stamp,
        summary=one_line(textes.evenement(sigle, echeance.quoi)),
        start=jour,
        end=jour + timedelta(days=1),
        transparency=TRANSP.TRANSPARENT,
        description="\n".join(one_line(line) for line in lines if line),
        subcomponents=[alarm],
    )
