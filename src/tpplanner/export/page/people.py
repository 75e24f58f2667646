"""What the page tells of people and rooms: a card for each candidat, jury-day and room-day, rows of hours."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.plan import Passage, Presence
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, Moment, Sort, minutes_entre
from tpplanner.export.amenagements import amenagements
from tpplanner.export.appels import appel_du_passage
from tpplanner.export.labels import devant, ensemble, horaires, parcours, quoi, salle_et_postes
from tpplanner.texts import classeur as texte
from tpplanner.texts import page as textes
from tpplanner.texts.noms import ROLES
from tpplanner.texts.temps import heure, heure_chiffres

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title of their own (a day), empty where there is none."""

    titre: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A block of the page: its anchor, its title, what is said before its table, the rows."""

    ancre: str
    titre: str
    notes: tuple[str, ...]
    groups: tuple[Group, ...]


# -- candidats


def candidat_cards(agenda: Agenda) -> list[Card]:
    """A card for each candidat, by number: when he is called, what he passes, before whom, where."""
    return [
        _candidat(agenda, c) for c in agenda.ordre_des_numeros(candidat.id for candidat in agenda.session.candidats)
    ]


def shared_parcours(agenda: Agenda) -> str:
    """What all candidats are presented to, where that is the same; empty otherwise: each card says it then."""
    different = {parcours(agenda, candidat) for candidat in agenda.session.candidats}
    return textes.PARCOURS_COMMUN.format(parcours=different.pop()) if len(different) == 1 else ""


def _candidat(agenda: Agenda, candidat: str) -> Card:
    connu = agenda.candidats[candidat]
    presente = "" if shared_parcours(agenda) else textes.PARCOURS_DU_CANDIDAT.format(parcours=parcours(agenda, connu))
    passages = agenda.plan.du_candidat(candidat)
    jours = dict.fromkeys(p.jour for p in passages)
    groups = tuple(Group(agenda.names.jour(jour), _of_day(agenda, candidat, jour)) for jour in jours)
    notes = (presente, amenagements(agenda, candidat))
    titre = textes.numero_et_nom(agenda.numeros.get(candidat), agenda.names.candidat(candidat))
    return Card(f"c{agenda.rangs[candidat] + 1}", titre, tuple(filter(None, notes)), groups)


def _of_day(agenda: Agenda, candidat: str, jour: date) -> tuple[Row, ...]:
    """His passages of a day; the hour of call stands once for those that it calls to together."""
    rows: list[Row] = []
    told = ""
    for passage in agenda.passages_du_jour(candidat, jour):
        appel = heure_chiffres(appel_du_passage(agenda, passage))
        rows.append(_passage(agenda, passage, "" if appel == told else appel))
        told = appel
    return tuple(rows)


def _passage(agenda: Agenda, passage: Passage, appel: str) -> Row:
    jurys = dict.fromkeys(agenda.names.jury(partie.jury) for partie in passage.suivies)
    salles = dict.fromkeys(agenda.names.salle(partie.salle) for partie in passage.parties)
    heures = "\n".join(horaires(passage))
    return appel, heures, agenda.names.epreuve(passage.epreuve), ", ".join((*jurys, *salles))


# -- juries


def jury_cards(agenda: Agenda) -> list[Card]:
    """A card for each jury and day: all that the jury does."""
    return [_jury(agenda, rang, jury, moments) for rang, ((_, jury), moments) in enumerate(agenda.des_jurys.items(), 1)]


def _jury(agenda: Agenda, rang: int, jury: str, moments: list[Moment]) -> Card:
    debut, fin = min(m.debut for m in moments), max(m.fin for m in moments)
    pauses = sum(m.minutes for m in moments if m.sort is Sort.PAUSE)
    salles = dict.fromkeys(agenda.names.salle(m.salle) for m in moments if m.sort is not Sort.EPREUVE and m.salle)
    titre = textes.jury_du_jour(agenda.names.jury(jury), agenda.names.jour(debut.date()))
    notes = (
        " – ".join(filter(None, (agenda.membres(jury, debut), ", ".join(salles)))),
        texte.presence_du_jury(heure(debut), heure(fin), minutes_entre(debut, fin) - pauses),
    )
    rows = tuple((_hours(m), _what_and_where(agenda, m), _who(agenda, [m])) for m in moments)
    return Card(f"j{rang}", titre, tuple(filter(None, notes)), (Group("", rows),))


def _what_and_where(agenda: Agenda, moment: Moment) -> str:
    """What a jury does, and in which room where that is not its own."""
    composition = agenda.composition(moment.jury, moment.debut)
    dehors = moment.salle and composition and composition.salle != moment.salle
    return f"{quoi(agenda, moment)} ({agenda.names.salle(moment.salle)})" if dehors else quoi(agenda, moment)


# -- rooms


def room_cards(agenda: Agenda) -> list[Card]:
    """A card for each room and day: what candidats pass there, those who do the same together, and whose room it is."""
    return [
        _salle(agenda, rang, salle, moments) for rang, ((_, salle), moments) in enumerate(agenda.des_salles.items(), 1)
    ]


def _salle(agenda: Agenda, rang: int, salle: str, moments: list[Moment]) -> Card:
    titre = f"{salle_et_postes(agenda, salle)} – {agenda.names.jour(moments[0].jour)}"
    jour = moments[0].jour
    rows = tuple(
        (_hours(groupe[0]), quoi(agenda, groupe[0]), _who(agenda, groupe), _before(agenda, groupe[0]))
        for groupe in ensemble(agenda, (m for m in moments if m.sort is Sort.EPREUVE))
    )
    sieges = (c for c in agenda.plan.compositions if (c.salle, c.jour) == (salle, jour))
    notes = tuple(
        textes.salle_du_jury(agenda.names.jury(c.jury), agenda.membres(c.jury, c.debut), heure(c.debut), heure(c.fin))
        for c in sieges
    )
    return Card(f"s{rang}", titre, notes, (Group("", rows),) if rows else ())


def _before(agenda: Agenda, moment: Moment) -> str:
    """Before whom, a jury without its membres: the page names them once."""
    if not moment.jury:
        return devant(agenda, moment)
    comedien = agenda.presents(Role.COMEDIEN, moment)
    return " ; ".join(filter(None, (agenda.names.jury(moment.jury), texte.comedien(comedien) if comedien else "")))


def _hours(moment: Moment) -> str:
    return texte.de_a(heure_chiffres(moment.debut), heure_chiffres(moment.fin))


def _who(agenda: Agenda, moments: list[Moment]) -> str:
    candidats = agenda.ordre_des_numeros(m.candidat for m in moments if m.candidat)
    return " ; ".join(textes.numero_et_nom(agenda.numeros.get(c), agenda.names.candidat(c)) for c in candidats)


# -- others


def other_presences(agenda: Agenda) -> tuple[Row, ...]:
    """Who else is there, from when to when: surveillants, comédiens, aides, responsables."""
    par_personne: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for presence in agenda.plan.presences:
        par_personne[agenda.names.personne(presence.personne), presence.role].append(presence)
    ordered = sorted(par_personne.items(), key=lambda item: item[0])
    return tuple(row for (nom, role), presences in ordered for row in _rows_of(agenda, nom, role, presences))


def _rows_of(agenda: Agenda, nom: str, role: str, presences: list[Presence]) -> Iterator[Row]:
    for presence in presences:
        horaire = texte.de_a(heure_chiffres(presence.debut), heure_chiffres(presence.fin))
        yield nom, ROLES.get(role, role), agenda.names.jour(presence.debut.date()), horaire, _where(agenda, presence)


def _where(agenda: Agenda, presence: Presence) -> str:
    salle = agenda.names.salle(presence.salle) if presence.salle else ""
    if not presence.candidat:
        return salle or textes.SUR_PLACE
    avec = textes.pour(agenda.names.candidat(presence.candidat), agenda.names.epreuve(presence.epreuve))
    return " – ".join(filter(None, (salle, avec)))
