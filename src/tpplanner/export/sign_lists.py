"""Lists to sign: candidats by collective épreuve and room, then by jury; membres; the others.

A list passes from hand to hand: it bears the hour at which all begin, or that of each call, never an end.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tpplanner.domain.changements import Retard
from tpplanner.domain.plan import Passage
from tpplanner.domain.session import Role
from tpplanner.export.agenda import Agenda, natural
from tpplanner.export.appels import appel_du_passage
from tpplanner.texts import classeur as texte
from tpplanner.texts.noms import ROLES
from tpplanner.texts.temps import duree


class Signers(StrEnum):
    """Who signs a list, hence its columns."""

    PAR_SALLE = "par_salle"
    """candidats in a room: number, name, hour, then two boxes"""
    PAR_JURY = "par_jury"
    """candidats before a jury: number, name, hour, then a box an épreuve"""
    PERSONNES = "personnes"
    """number, name, function, then two boxes"""


@dataclass(frozen=True, slots=True)
class SignList:
    """A list to sign: its day and titles, the titles of its columns, its rows (boxes empty or barred), who signs it."""

    signers: Signers
    jour: date
    titre: str
    sous_titre: str
    entetes: Sequence[str]
    rows: Sequence[Sequence[int | str | datetime | None]]
    pied: Sequence[str]


def sign_lists(agenda: Agenda, retards: Sequence[Retard] = ()) -> Iterable[SignList]:
    """Every list of a session; a candidat who was said to be late is marked so, where he signs."""
    yield from _by_room(agenda, retards)
    yield from _by_jury(agenda, retards)
    yield from _membres(agenda)
    yield from _others(agenda)


# -- candidats


def _by_room(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[SignList]:
    """A list for each épreuve that no jury watches from its start, and each room where it takes place."""
    lists: dict[tuple[date, datetime | None, str, str], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        collective = agenda.collective(passage.epreuve)
        if collective or not passage.parties[0].jury:
            commun = passage.debut if collective else None
            lists[passage.jour, commun, passage.epreuve, passage.parties[0].salle].append(passage)
    for (jour, debut, epreuve_id, salle), passages in lists.items():
        par_candidat = {p.candidat: p.debut if debut else appel_du_passage(agenda, p) for p in passages}
        rows = [
            (agenda.numeros.get(c), _nom(agenda, c, [epreuve_id], retards), par_candidat[c], "", "")
            for c in agenda.ordre_des_numeros(par_candidat)
        ]
        yield SignList(
            Signers.PAR_SALLE,
            jour,
            f"{texte.EMARGEMENT_CANDIDATS} – {agenda.names.epreuve(epreuve_id)}",
            f"{agenda.names.jour(jour)} – {agenda.names.salle(salle)}",
            texte.EMARGEMENT_COLLECTIF_ENTETES if debut else texte.EMARGEMENT_INDIVIDUEL_ENTETES,
            rows,
            (texte.SIGNATURE_SURVEILLANT, texte.SIGNATURE_RESPONSABLE),
        )


def _by_jury(agenda: Agenda, retards: Sequence[Retard]) -> Iterable[SignList]:
    """A list for each jury and day: one box for each épreuve that it watches from the start."""
    for (jour, jury), moments in agenda.des_jurys.items():
        passages = [
            p
            for p in agenda.plan.passages
            if p.jour == jour and p.parties[0].jury == jury and not agenda.collective(p.epreuve)
        ]
        if not passages:
            continue
        epreuves = list(dict.fromkeys(p.epreuve for p in sorted(passages, key=lambda p: _rank(agenda, p.epreuve))))
        first = {p.candidat: p for p in reversed(passages)}
        rows = [
            (
                agenda.numeros.get(c),
                _nom(agenda, c, epreuves, retards),
                appel_du_passage(agenda, first[c]),
                *("" if any((p.candidat, p.epreuve) == (c, e) for p in passages) else "–" for e in epreuves),
            )
            for c in sorted(first, key=lambda c: first[c].debut)
        ]
        membres = agenda.membres(jury, moments[0].debut)
        yield SignList(
            Signers.PAR_JURY,
            jour,
            f"{texte.EMARGEMENT_CANDIDATS} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {membres}",
            (*texte.EMARGEMENT_JURY_ENTETES, *(agenda.names.epreuve(e) for e in epreuves)),
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )


def _nom(agenda: Agenda, candidat: str, epreuves: Sequence[str], retards: Sequence[Retard]) -> str:
    """His name, with what was said of his lateness for one of these épreuves."""
    late = [r.minutes for r in retards if r.candidat == candidat and r.epreuve in epreuves]
    nom = agenda.names.candidat(candidat)
    return texte.EMARGEMENT_RETARD.format(nom=nom, duree=duree(max(late))) if late else nom


def _rank(agenda: Agenda, epreuve: str) -> int:
    """The place of an épreuve in the référentiel, the entretien final last: it ends a CCP session too."""
    known = [id_ for id_ in agenda.epreuves if id_ != agenda.session.referentiel.entretien_final]
    return known.index(epreuve) if epreuve in known else len(known)


# -- others


def _membres(agenda: Agenda) -> Iterable[SignList]:
    """A list for each jury and day: its membres."""
    observateurs = {m.id for m in agenda.session.membres if m.observateur}
    par_jury: dict[tuple[date, str], list[str]] = defaultdict(list)
    for composition in agenda.plan.compositions:
        par_jury[composition.jour, composition.jury] += composition.membres
    for (jour, jury), membres in sorted(par_jury.items(), key=lambda item: (item[0][0], natural(item[0][1]))):
        salles = dict.fromkeys(
            agenda.names.salle(c.salle) for c in agenda.plan.compositions if (c.jour, c.jury) == (jour, jury)
        )
        rows = [
            (rang, agenda.names.personne(m), texte.OBSERVATEUR if m in observateurs else texte.MEMBRE_DE_JURY, "", "")
            for rang, m in enumerate(dict.fromkeys(membres), start=1)
        ]
        yield SignList(
            Signers.PERSONNES,
            jour,
            f"{texte.EMARGEMENT_MEMBRES} – {agenda.names.jury(jury)}",
            f"{agenda.names.jour(jour)} – {', '.join(salles)}",
            texte.EMARGEMENT_PERSONNES_ENTETES,
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )


def _others(agenda: Agenda) -> Iterable[SignList]:
    """A list for each day: responsables, surveillants, comédiens, aides, without a word of whom they are for."""
    par_jour: dict[date, list[tuple[Role, str]]] = defaultdict(list)
    for presence in agenda.plan.presences:
        par_jour[presence.debut.date()].append((Role(presence.role), presence.personne))
    for jour, presents in sorted(par_jour.items()):
        rows = [
            (rang, agenda.names.personne(personne), ROLES[role], "", "")
            for rang, (role, personne) in enumerate(sorted(dict.fromkeys(presents)), start=1)
        ]
        yield SignList(
            Signers.PERSONNES,
            jour,
            texte.EMARGEMENT_AUTRES,
            agenda.names.jour(jour),
            texte.EMARGEMENT_PERSONNES_ENTETES,
            rows,
            (texte.SIGNATURE_RESPONSABLE,),
        )
