"""What a session is held with, beside what its référentiel asks: who leads and watches, rooms and posts; no name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tpplanner.domain.plan import Partie
from tpplanner.domain.referentiel import Epreuve, Phase
from tpplanner.domain.session import Role, Salle
from tpplanner.export.agenda import Agenda
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import nombre_de_postes
from tpplanner.texts.noms import heure
from tpplanner.texts.referentiels import demandes


def encadrement(agenda: Agenda) -> Iterator[tuple[str, str, str]]:
    """The roles beside the juries: what each is, when somebody is there, how many they are; the suppléant's always."""
    hours: dict[tuple[Role, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    people: dict[Role, set[str]] = defaultdict(set)
    for presence in agenda.plan.presences:
        role = Role(presence.role)
        hours[role, presence.debut.date()].append((presence.debut, presence.fin))
        people[role].add(presence.personne)
    for role in (Role.RESPONSABLE, Role.SURVEILLANT, Role.COMEDIEN):
        days = [(jour, spans) for (of, jour), spans in sorted(hours.items()) if of is role]
        hours_of_days = [texte.present(agenda.names.jour(jour), *_bounds(spans)) for jour, spans in days]
        if hours_of_days or role is Role.RESPONSABLE:
            quand = texte.SEPARATEUR.join(hours_of_days) or texte.TOUT_DU_LONG
            yield texte.FONCTIONS[role], quand, texte.prevus(len(people[role]))
        if role is Role.RESPONSABLE:
            suppleants = sum(p.suppleant for p in agenda.session.avec_role(role))
            yield texte.SUPPLEANT, texte.SUPPLEE, texte.prevus(suppleants)


def _bounds(spans: Iterable[tuple[datetime, datetime]]) -> tuple[str, str]:
    some = list(spans)
    return heure(min(debut for debut, _ in some)), heure(max(fin for _, fin in some))


def salles(agenda: Agenda) -> Iterator[tuple[str, str, str, str, str]]:
    """A row for each room and what is asked of it.

    The épreuves, what their référentiel asks, the room, what it has, the most candidats together for one of them.
    """
    uses: dict[tuple[str, str], list[Partie]] = defaultdict(list)
    for passage in agenda.plan.passages:
        for partie in passage.parties:
            uses[passage.epreuve, partie.salle].append(partie)
    rangs = {epreuve: rang for rang, epreuve in enumerate(agenda.epreuves)}
    ranks = {salle.id: rang for rang, salle in enumerate(agenda.session.salles)}
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id_, salle in sorted(uses, key=lambda use: (rangs.get(use[0], 0), ranks.get(use[1], 0))):
        epreuve = agenda.epreuves.get(id_)
        asked = texte.SEPARATEUR.join(_asked(epreuve, _phases(epreuve, uses[id_, salle]))) if epreuve else ""
        rows[asked, salle].append(id_)
    for (asked, salle), epreuves in rows.items():
        noms = ", ".join(agenda.names.epreuve(id_) for id_ in epreuves)
        most = max(_together(uses[id_, salle]) for id_ in epreuves)
        yield noms, asked, agenda.names.salle(salle), _held(agenda.salles.get(salle)), str(most)


def _phases(epreuve: Epreuve, parties: Iterable[Partie]) -> list[Phase]:
    """The phases that take place in a room, in their order."""
    return [epreuve.phases[rang] for rang in sorted({p.phase for p in parties}) if rang < len(epreuve.phases)]


def _asked(epreuve: Epreuve, phases: Iterable[Phase]) -> Iterator[str]:
    yield from dict.fromkeys(part for phase in phases for part in demandes(epreuve, phase))


def _held(salle: Salle | None) -> str:
    if salle is None:
        return ""
    ressources = (texte.ressource(nombre, nom) for nom, nombre in salle.ressources)
    return texte.SEPARATEUR.join([nombre_de_postes(salle.postes), *ressources])


def _together(parties: Iterable[Partie]) -> int:
    """The most of those parts that go on at one moment."""
    some = list(parties)
    return max(sum(p.debut <= moment < p.fin for p in some) for moment in {p.debut for p in some})
