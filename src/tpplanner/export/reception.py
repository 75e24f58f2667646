"""Who is expected on a day, by name: at which hour, in which room. It answers « quelle salle ? » in one look."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from tpplanner.domain.plan import Passage, Presence, heure_ronde
from tpplanner.domain.session import Role, cle
from tpplanner.export.agenda import Agenda, Sort
from tpplanner.export.calls import chaines, heure_d_appel, sittings
from tpplanner.export.lists import stands_in
from tpplanner.export.staff import arrival, place_of_plis, relief_arrival, reliefs, rooms, sent
from tpplanner.texts import documents as texte
from tpplanner.texts.documents import PUIS
from tpplanner.texts.noms import ROLES


@dataclass(frozen=True, slots=True)
class Coming:
    """An hour at which somebody comes to the accueil, and where they are sent."""

    heure: datetime
    ou: str


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on a day: their name, what they are there for, where they go, in order of time."""

    nom: str
    qui: str
    comings: tuple[Coming, ...]


_Entry = tuple[str, str, Coming]
"""a name (or an id), what for, when and where"""


def expected(agenda: Agenda) -> dict[date, list[Expected]]:
    """Everybody of each day, in alphabetical order: one line each, whatever they are there for."""
    entries: dict[date, dict[str, list[tuple[str, Coming]]]] = defaultdict(lambda: defaultdict(list))
    for nom, what, coming in (*_candidats(agenda), *_membres(agenda), *_staff(agenda)):
        entries[coming.heure.date()][nom].append((what, coming))
    return {
        jour: [_expected(nom, theirs) for nom, theirs in _by_name(of_day)] for jour, of_day in sorted(entries.items())
    }


def _by_name(of_day: dict[str, list[tuple[str, Coming]]]) -> list[tuple[str, list[tuple[str, Coming]]]]:
    return sorted(of_day.items(), key=lambda item: cle(item[0]))


def _expected(nom: str, theirs: list[tuple[str, Coming]]) -> Expected:
    comings = sorted({coming for _, coming in theirs}, key=lambda s: (s.heure, s.ou))
    return Expected(nom, ", ".join(dict.fromkeys(what for what, _ in theirs)), tuple(comings))


def _candidats(agenda: Agenda) -> Iterator[_Entry]:
    """A candidat is called for each collective épreuve, and for each chain of passages."""
    for candidat in agenda.session.candidats:
        collectives = [[p] for p in agenda.plan.du_candidat(candidat.id) if agenda.collective(p.epreuve)]
        for chain in (*collectives, *chaines(agenda, candidat.id)):
            what = texte.CANDIDAT_N.format(numero=agenda.numeros[candidat.id])
            where = PUIS.join([*_before(agenda, chain[0]), _where(agenda, chain)])
            coming = Coming(heure_d_appel(agenda, candidat.id, chain[0].debut), where)
            yield agenda.names.candidat(candidat.id), what, coming


def _before(agenda: Agenda, passage: Passage) -> Iterator[str]:
    """Where they wait for the plis, where these are not opened in their room."""
    for plis in (m for m in agenda.moments if m.sort is Sort.PLIS):
        if (plis.epreuve, plis.fin) == (passage.epreuve, passage.debut):
            place = place_of_plis(agenda, plis)
            if place != agenda.names.salle(passage.parties[0].salle):
                yield texte.POUR_LES_PLIS.format(lieu=place)


def _where(agenda: Agenda, chain: list[Passage]) -> str:
    """Before which jury, in which rooms one after the other."""
    parties = [partie for passage in chain for partie in passage.parties]
    juries = dict.fromkeys(agenda.names.jury(partie.jury) for partie in parties if partie.jury)
    places = dict.fromkeys(map(agenda.names.lieu, parties))
    return _place(PUIS.join(places), ", ".join(juries))


def _place(salle: str, jury: str = "") -> str:
    return f"{salle} ({jury})" if salle and jury else salle or jury


def _membres(agenda: Agenda) -> Iterator[_Entry]:
    for membre in agenda.session.membres:
        for sitting in sittings(agenda, membre.id):
            jury = agenda.names.jury(sitting.jury)
            coming = Coming(sitting.debut, _place(_salle_du_jury(agenda, sitting.jury, sitting.debut.date()), jury))
            yield agenda.names.personne(membre.id), texte.MEMBRE_DU.format(jury=jury), coming


def _salle_du_jury(agenda: Agenda, jury: str, jour: date) -> str:
    """Where a jury is received, then its own room."""
    welcomed = (w.salle for w in agenda.welcomes if jury in w.jurys and w.debut.date() == jour)
    ids = [*welcomed, *(c.salle for c in agenda.compositions(jury, jour)[:1])]
    return texte.PUIS.join(dict.fromkeys(agenda.names.salle(salle) for salle in ids if salle))


def _staff(agenda: Agenda) -> Iterator[_Entry]:
    """Everybody else; whoever has a brief first is sent to it, not to their room."""
    for personne, what, coming in _comings(agenda):
        yield (
            agenda.names.personne(personne),
            what,
            Coming(coming.heure, sent(agenda, personne, coming.heure, coming.ou)),
        )


def _comings(agenda: Agenda) -> Iterator[_Entry]:
    """Who (id) comes or goes elsewhere when; whoever helps a candidat is told by no word that says so."""
    words = {**ROLES, Role.AIDE: texte.INTERVENANT}
    last: dict[tuple[str, date], tuple[str, datetime]] = {}
    for presence in agenda.plan.presences:
        key, place = (presence.personne, presence.debut.date()), _destination(agenda, presence)
        before, left = last.get(key, ("", presence.debut))
        comes_back = presence.role == Role.SURVEILLANT and left < arrival(agenda, presence)
        if before != place or comes_back:
            coming = Coming(arrival(agenda, presence), place)
            yield presence.personne, words.get(presence.role, presence.role), coming
        last[key] = place, presence.fin
    for personne, debut, _, place in stands_in(agenda):
        yield personne, texte.SUPPLEANT_ATTENDU, Coming(heure_ronde(debut), place)
    for relief in (r for r in reliefs(agenda) if r.par):
        coming = Coming(relief_arrival(agenda, relief), agenda.names.salle(relief.salle))
        yield relief.par, ROLES[Role.SURVEILLANT], coming


def _destination(agenda: Agenda, presence: Presence) -> str:
    """The rooms of a presence; after a brief, those of what follows it that day."""
    later = (p for p in agenda.plan.presences if p.personne == presence.personne and p.debut >= presence.debut)
    names = next((there for p in later if p.debut.date() == presence.debut.date() and (there := rooms(agenda, p))), ())
    return PUIS.join(names) if presence.role != Role.RESPONSABLE and names else texte.SUR_PLACE
