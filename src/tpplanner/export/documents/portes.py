"""A sheet for the door of each room: what the poster tells of that room, and no more.

A room of which no call may be told (a candidat sits there apart) has a sheet all the same, which says only that it is
kept for the session: no door tells more of somebody than another.
"""

from collections.abc import Iterator
from typing import Any

from tpplanner.export.appels import DemiJournee, demi_journees
from tpplanner.export.designation import designations
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.export.poster import quelle, qui
from tpplanner.texts import affichage as texte
from tpplanner.texts.temps import heure


def portes(matter: Matter) -> Iterator[Copy]:
    """A PDF a room that the plan uses."""
    agenda = matter.agenda
    compositions = {c.salle for c in agenda.plan.compositions}
    parties = {partie.salle for passage in agenda.plan.passages for partie in passage.parties}
    for salle in agenda.session.salles:
        if salle.id in compositions | parties:
            yield Copy(agenda.names.salle(salle.id), _porte(matter, salle.id))


def _porte(matter: Matter, salle: str) -> bytes:
    demis = [_half_day(matter, salle, demi) for demi in demi_journees(matter.agenda)]
    return typeset(
        "porte",
        matter,
        Audience.AFFICHAGE,
        matter.agenda.names.salle(salle),
        demis=[demi for demi in demis if demi["lignes"]],
    )


def _half_day(matter: Matter, salle: str, demi: DemiJournee) -> dict[str, Any]:
    agenda, noms = matter.agenda, designations(matter.agenda, matter.designation)
    collectifs = [
        (heure(a.heure), quelle(agenda, a), qui(agenda, a, noms)) for a in demi.collectifs if salle in a.salles
    ]
    individuels = [
        (heure(a.heure), agenda.names.jury(a.jury) if a.jury else texte.SANS_JURY, noms[a.candidat])
        for a in demi.individuels
        if salle in a.salles
    ]
    return {
        "titre": texte.demi_journee(agenda.names.jour(demi.jour), matin=demi.matin),
        "lignes": [*collectifs, *individuels],
    }
