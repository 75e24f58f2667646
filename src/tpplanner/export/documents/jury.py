"""A sheet for each jury: its own day, minute by minute, and the passage from one épreuve to the next to announce.

Its hours are those of its plan; what is granted to a candidat, and why an épreuve lasts longer, is not told.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from tpplanner.export.agenda import Agenda, Moment, Sort, minutes_entre
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.labels import quoi
from tpplanner.export.matter import Audience, Copy, Matter
from tpplanner.texts import classeur
from tpplanner.texts import documents as texte
from tpplanner.texts.temps import duree, heure, heure_chiffres


def feuilles_de_jury(matter: Matter) -> Iterator[Copy]:
    """A PDF a jury, a page a day."""
    agenda = matter.agenda
    par_jury: dict[str, list[list[Moment]]] = defaultdict(list)
    for (_, jury), moments in agenda.des_jurys.items():
        par_jury[jury].append(moments)
    for jury, journees in par_jury.items():
        nom = agenda.names.jury(jury)
        jours = [_jour(agenda, jury, moments) for moments in journees]
        yield Copy(nom, typeset("jury", matter, Audience.JURY, nom, jours=jours))


def _jour(agenda: Agenda, jury: str, moments: list[Moment]) -> dict[str, Any]:
    debut, fin = min(m.debut for m in moments), max(m.fin for m in moments)
    pauses = sum(m.minutes for m in moments if m.sort is Sort.PAUSE)
    salles = dict.fromkeys(agenda.names.salle(m.salle) for m in moments if m.sort is not Sort.EPREUVE and m.salle)
    return {
        "titre": agenda.names.jour(debut.date()),
        "sujet": classeur.sujet_du_jour(agenda.session, agenda.names.jour(debut.date())),
        "salle": ", ".join(salles),
        "membres": _membres(agenda, jury, moments),
        "presence": classeur.presence_du_jury(heure(debut), heure(fin), minutes_entre(debut, fin) - pauses),
        "lignes": list(_lignes(agenda, moments)),
    }


def _membres(agenda: Agenda, jury: str, moments: list[Moment]) -> str:
    """Who sits; by hours where it changes during the day."""
    jour = moments[0].jour
    du_jour = [c for c in agenda.plan.compositions if (c.jury, c.jour) == (jury, jour)]
    noms = [", ".join(agenda.names.personne(m) for m in c.membres) for c in du_jour]
    if len(set(noms)) <= 1:
        return noms[0] if noms else ""
    bornes = [classeur.bornes(heure(c.debut), heure(c.fin)) for c in du_jour]
    return " ; ".join(f"{nom} ({borne})" for nom, borne in zip(noms, bornes, strict=True))


def _lignes(agenda: Agenda, moments: list[Moment]) -> Iterator[dict[str, Any]]:
    heard: dict[str, str] = {}
    for moment in moments:
        if moment.sort is Sort.EPREUVE:
            before = heard.get(moment.candidat, moment.epreuve)
            if before != moment.epreuve:
                epreuve = agenda.names.epreuve(moment.epreuve)
                yield {"annonce": texte.annoncer(heure(moment.debut), epreuve)}
            heard[moment.candidat] = moment.epreuve
        yield {
            "sort": moment.sort.value,
            "cellules": (
                heure_chiffres(moment.debut),
                heure_chiffres(moment.fin),
                duree(moment.minutes),
                quoi(agenda, moment),
                str(agenda.numeros.get(moment.candidat, "")),
                agenda.names.candidat(moment.candidat) if moment.candidat else "",
                _elsewhere(agenda, moment),
            ),
        }


def _elsewhere(agenda: Agenda, moment: Moment) -> str:
    """The room of a moment that does not take place in the jury's own."""
    composition = agenda.composition(moment.jury, moment.debut)
    own = composition.salle if composition else ""
    return agenda.names.salle(moment.salle) if moment.salle and moment.salle != own else ""
