"""What is posted: who is called when, from which hour each passage may begin, before which jury, in which room.

Poster, doors and pictures of the calls are made of `demi_journees` alone, whoever reads them and however they are laid
out: nothing here tells what anybody is granted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from tpplanner.domain.plan import Passage, minutes_between
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.export.agenda import Agenda, natural
from tpplanner.export.calls import chaines, du_matin, heure_d_appel
from tpplanner.texts import documents as texte
from tpplanner.texts.noms import duree, heure

# Who is called when: all that a candidat has to know of their session, and nothing of anybody's aménagements.


@dataclass(frozen=True, slots=True)
class AppelCollectif:
    """One hour for all who sit a collective épreuve, when it begins for all of them, the rooms that may be told.

    `fin` is when it ends for whoever has the time of the RE.
    """

    heure: datetime
    debut: datetime
    fin: datetime
    epreuve: str
    candidats: tuple[str, ...]
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageAffiche:
    """An épreuve, and the moment from which a candidat may be called to it."""

    epreuve: str
    a_partir_de: datetime


@dataclass(frozen=True, slots=True)
class AppelIndividuel:
    """One hour for one candidat: before which jury (none if none watches), in which room, for which passages."""

    heure: datetime
    candidat: str
    passages: tuple[PassageAffiche, ...]
    jury: str
    salles: tuple[str, ...]

    @property
    def debut(self) -> datetime:
        """The moment from which the first of the passages may begin."""
        return self.passages[0].a_partir_de


@dataclass(frozen=True, slots=True)
class DemiJournee:
    """The calls of a morning or of an afternoon, the individual ones by jury, then by hour."""

    jour: date
    matin: bool
    collectifs: tuple[AppelCollectif, ...]
    individuels: tuple[AppelIndividuel, ...]

    @property
    def jurys(self) -> tuple[tuple[str, tuple[AppelIndividuel, ...]], ...]:
        """Each jury with its calls, in order of time."""
        return tuple((jury, tuple(appels)) for jury, appels in groupby(self.individuels, key=attrgetter("jury")))


def demi_journees(agenda: Agenda) -> tuple[DemiJournee, ...]:
    """The calls of a session, half-day by half-day; those of a half-day without any are left out."""
    collectifs: dict[tuple[date, bool], list[AppelCollectif]] = defaultdict(list)
    individuels: dict[tuple[date, bool], list[AppelIndividuel]] = defaultdict(list)
    for appel in _collectifs(agenda):
        collectifs[appel.heure.date(), du_matin(agenda, appel.debut)].append(appel)
    for individuel in _individuels(agenda):
        individuels[individuel.heure.date(), du_matin(agenda, individuel.debut, individuel.jury)].append(individuel)
    moments = sorted({*collectifs, *individuels}, key=lambda key: (key[0], not key[1]))
    return tuple(
        DemiJournee(
            jour,
            matin,
            tuple(sorted(collectifs[jour, matin], key=lambda a: (a.heure, a.epreuve))),
            tuple(sorted(individuels[jour, matin], key=lambda a: (natural(a.jury), a.heure, a.candidat))),
        )
        for jour, matin in moments
    )


def _collectifs(agenda: Agenda) -> Iterable[AppelCollectif]:
    par_epreuve: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        if agenda.collective(passage.epreuve):
            par_epreuve[passage.epreuve, passage.debut].append(passage)
    for (epreuve, debut), passages in par_epreuve.items():
        candidats = tuple(agenda.ordre_des_numeros(p.candidat for p in passages))
        heure = min(heure_d_appel(agenda, candidat, debut) for candidat in candidats)
        salles = _salles_communes(agenda, epreuve, debut.date())
        yield AppelCollectif(heure, debut, _fin_du_re(agenda, passages), epreuve, candidats, salles)


def _fin_du_re(agenda: Agenda, passages: Iterable[Passage]) -> datetime:
    """When they end for whoever has the time of the RE."""
    return min(passage.fin - _en_plus(agenda, passage) for passage in passages)


def _en_plus(agenda: Agenda, passage: Passage) -> timedelta:
    """By how much a passage is longer than the RE has it."""
    epreuve = agenda.epreuves.get(passage.epreuve)
    minutes = sum(minutes_between(partie.debut, partie.fin) for partie in passage.parties)
    return timedelta(minutes=minutes - epreuve.minutes if epreuve is not None else 0)


def _individuels(agenda: Agenda) -> Iterable[AppelIndividuel]:
    for candidat in agenda.session.candidats:
        for chaine in chaines(agenda, candidat.id):
            premiere = chaine[0]
            suivies = [partie for passage in chaine for partie in passage.suivies]
            yield AppelIndividuel(
                heure_d_appel(agenda, candidat.id, premiere.debut),
                candidat.id,
                tuple(PassageAffiche(p.epreuve, p.debut) for p in chaine),
                suivies[0].jury if suivies else "",
                _salles_dites(agenda, premiere),
            )


def _salles_dites(agenda: Agenda, passage: Passage) -> tuple[str, ...]:
    premiere = passage.parties[0]
    composition = agenda.composition(premiere.jury, premiere.debut) if premiere.jury else None
    if composition is not None and composition.salle == premiere.salle:
        return (premiere.salle,)
    return _salles_communes(agenda, passage.epreuve, passage.jour)


def _salles_communes(agenda: Agenda, epreuve: str, jour: date) -> tuple[str, ...]:
    """The rooms where that épreuve begins on that day, less those of candidats apart, in the workbook's order."""
    communes = {
        passage.parties[0].salle
        for passage in agenda.plan.passages
        if (passage.epreuve, passage.jour) == (epreuve, jour) and not _a_part(agenda, passage.candidat)
    }
    rangs = {salle.id: rang for rang, salle in enumerate(agenda.session.salles)}
    return tuple(sorted(communes, key=lambda s: (rangs.get(s, len(rangs)), s)))


def _a_part(agenda: Agenda, candidat: str) -> bool:
    fiche = agenda.candidats.get(candidat)
    return fiche is not None and fiche.salle_a_part


# What the poster tells, in words: whoever reads it learns an hour, a place, a jury, and the épreuves of the RE.


def titre_de_demi(agenda: Agenda, demi: DemiJournee) -> str:
    """A half-day."""
    return texte.demi_journee(agenda.names.jour(demi.jour), matin=demi.matin)


def jury_dit(agenda: Agenda, jury: str) -> str:
    """A jury, or that there is none."""
    return agenda.names.jury(jury) if jury else texte.SANS_JURY


def qui(agenda: Agenda, appel: AppelCollectif, noms: Mapping[str, str]) -> str:
    """Those whom a collective call calls: everybody, numbers, or names (`noms`: what each candidat is called)."""
    shown = [c for c in appel.candidats if c in noms]
    if len(shown) == len(agenda.session.candidats):
        return texte.TOUS
    numbers = {texte.numero(agenda.numeros[c]) for c in shown}
    if numbers == {noms[c] for c in shown}:
        return texte.numeros([agenda.numeros[c] for c in shown])
    return ", ".join(noms[c] for c in shown)


def quelle(agenda: Agenda, appel: AppelCollectif) -> str:
    """What a collective call calls to, and when it begins."""
    return texte.commune(agenda.names.epreuve(appel.epreuve), heure(appel.debut))


def passages_dits(agenda: Agenda, appel: AppelIndividuel) -> list[tuple[str, str]]:
    """Each passage of a call: its épreuve, and the hour from which it may begin."""
    return [(agenda.names.epreuve(p.epreuve), heure(p.a_partir_de)) for p in appel.passages]


def ou(agenda: Agenda, appel: AppelCollectif | AppelIndividuel) -> str:
    """The rooms that may be told of a call."""
    return texte.salles(agenda.names.salle(salle) for salle in appel.salles)


def tables(agenda: Agenda) -> list[Table]:
    """Each table that somebody sits, as the RE has it: exemptions and aménagements left out."""
    ref = agenda.session.referentiel
    ccps = {ccp for c in agenda.session.candidats if not c.titre for ccp in c.ccps}
    titre = [ref.titre] if any(c.titre for c in agenda.session.candidats) else []
    return [*titre, *(table for table in ref.ccps if table.id in ccps)]


def titre_de_table(agenda: Agenda, table: Table) -> str:
    """What a table is headed by; nothing for that of the titre."""
    return "" if table.id == agenda.session.referentiel.titre.id else texte.PAR_TABLE.format(table=table.nom)


def lignes_de_table(table: Table) -> list[tuple[str, str, str]]:
    """An épreuve, its length, how it is organised; then the total."""
    rows = [(e.nom, duree(e.minutes), organisee(e)) for e in table.epreuves]
    return [*rows, (texte.TOTAL, duree(table.minutes), "")]


def organisee(epreuve: Epreuve) -> str:
    """Together or one by one, before the jury or not."""
    if epreuve.collective:
        return texte.COLLECTIVE
    if not epreuve.devant_jury:
        return texte.INDIVIDUELLE
    entire = epreuve.minutes_jury == epreuve.minutes
    return texte.DEVANT_LE_JURY if entire else texte.EN_PARTIE_DEVANT_LE_JURY


def final_du_dernier_ccp(agenda: Agenda) -> str:
    """That those who end a titre with a CCP also sit the entretien final; empty where nobody does."""
    ref = agenda.session.referentiel
    if not ref.entretien_final or not any(c.dernier_ccp and not c.titre for c in agenda.session.candidats):
        return ""
    return texte.FINAL_DERNIER_CCP.format(duree=duree(ref.epreuve(ref.entretien_final).minutes))
