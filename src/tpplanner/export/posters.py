"""What is posted: who is called when, from which hour each passage may begin, before which jury, in which room.

Posters, doors and pictures of the calls are made of `demi_journees` alone, calendars of rooms of `salles_retenues`:
they are the same whoever has a majoration, however they are laid out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter

from tpplanner.domain.affichage import as_everybody_sees, has_majorations, posted_plan
from tpplanner.domain.appels import appel_affiche
from tpplanner.domain.duties import re_lu, tables_de
from tpplanner.domain.plan import Partie, Passage
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.domain.session import NOON, Jour
from tpplanner.export.agenda import Agenda, Moment, Sort, natural, sigle
from tpplanner.export.calls import chaines, du_matin, heure_d_appel
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import sujet_du_jour
from tpplanner.texts.noms import duree, heure

# Who is called when: all that a candidat has to know of their session, and nothing of anybody's aménagements.


@dataclass(frozen=True, slots=True)
class AppelCollectif:
    """One hour for all who sit a collective épreuve, when it begins for all of them, the rooms that may be told.

    `fin` is when it ends for whoever has the time of the RE, None where midday may stop the clock.
    """

    heure: datetime
    debut: datetime
    fin: datetime | None
    epreuve: str
    candidats: tuple[str, ...]
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageAffiche:
    """An épreuve, and the moment from which a candidat may be called to it."""

    epreuve: str
    a_partir_de: datetime
    vehicules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AppelIndividuel:
    """One hour for one candidat: before which jury (none if none watches), in which room, for which passages.

    `ensuite` is the room (id) of the jury that hears them there, at first or later.
    """

    heure: datetime
    candidat: str
    passages: tuple[PassageAffiche, ...]
    jury: str
    salles: tuple[str, ...]
    ensuite: str

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


def as_posted(agenda: Agenda) -> Agenda:
    """What everybody may see of a plan: it depends on no majoration. The plan itself where nobody has any."""
    if not has_majorations(agenda.session):
        return agenda
    return Agenda(as_everybody_sees(agenda.session), posted_plan(agenda.session, agenda.plan))


def demi_journees(agenda: Agenda) -> tuple[DemiJournee, ...]:
    """The calls of a session, half-day by half-day; those of a half-day without any are left out."""
    posted = as_posted(agenda)
    collectifs: dict[tuple[date, bool], list[AppelCollectif]] = defaultdict(list)
    individuels: dict[tuple[date, bool], list[AppelIndividuel]] = defaultdict(list)
    for appel in _collectifs(posted):
        collectifs[appel.heure.date(), du_matin(posted, appel.debut)].append(appel)
    for individuel in _individuels(posted):
        individuels[individuel.heure.date(), du_matin(posted, individuel.debut, individuel.jury)].append(individuel)
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


def _collectifs(posted: Agenda) -> Iterable[AppelCollectif]:
    par_epreuve: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in posted.plan.passages:
        if posted.collective(passage.epreuve):
            par_epreuve[passage.epreuve, passage.debut].append(passage)
    for (epreuve, debut), passages in par_epreuve.items():
        candidats = tuple(posted.ordre_des_numeros(p.candidat for p in passages))
        heure = min(heure_d_appel(posted, candidat, debut) for candidat in candidats)
        fin = _fin_du_re(posted, epreuve, debut)
        salles = _salles_communes(posted, epreuve, debut.date())
        yield AppelCollectif(heure, debut, fin, epreuve, candidats, salles)


def _fin_du_re(posted: Agenda, epreuve: str, debut: datetime) -> datetime | None:
    fiche = posted.epreuves[epreuve]
    return None if fiche.coupure_midi else debut + timedelta(minutes=fiche.minutes)


def _individuels(posted: Agenda) -> Iterable[AppelIndividuel]:
    for candidat in posted.session.candidats:
        for chaine in chaines(posted, candidat.id):
            premiere = chaine[0]
            suivies = [partie for passage in chaine for partie in passage.suivies]
            yield AppelIndividuel(
                _called(posted, premiere),
                candidat.id,
                tuple(PassageAffiche(p.epreuve, p.debut, _vehicules(p)) for p in chaine),
                suivies[0].jury if suivies else "",
                _salles_dites(posted, premiere),
                next((x.salle for x in suivies if x.salle in _salles_des_jurys(posted, x)), ""),
            )


def _vehicules(passage: Passage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for partie in passage.parties for v in partie.vehicules))


def _called(posted: Agenda, passage: Passage) -> datetime:
    theirs = posted.plan.du_candidat(passage.candidat)
    return appel_affiche(posted.session, posted.plan.accueils, theirs, passage.debut)


def _salles_des_jurys(posted: Agenda, partie: Partie) -> set[str]:
    """The rooms of the jury that watches it."""
    return {c.salle for c in posted.compositions(partie.jury, partie.debut.date())} if partie.jury else set()


def _salles_dites(posted: Agenda, passage: Passage) -> tuple[str, ...]:
    premiere = passage.parties[0]
    if premiere.salle in _salles_des_jurys(posted, premiere):
        return (premiere.salle,)
    return _salles_communes(posted, passage.epreuve, passage.jour)


def _salles_communes(posted: Agenda, epreuve: str, jour: date) -> tuple[str, ...]:
    """The rooms where that épreuve begins on that day, less those of candidats apart, in the workbook's order."""
    communes = {
        passage.parties[0].salle
        for passage in posted.plan.passages
        if (passage.epreuve, passage.jour) == (epreuve, jour) and not _a_part(posted, passage.candidat)
    }
    rangs = {salle.id: rang for rang, salle in enumerate(posted.session.salles)}
    return tuple(sorted(communes, key=lambda s: (rangs.get(s, len(rangs)), s)))


def _a_part(posted: Agenda, candidat: str) -> bool:
    fiche = posted.candidats.get(candidat)
    return fiche is not None and fiche.salle_a_part


# Rooms, for a morning or a day: a stretch that ended with what takes place there would tell who takes longer.


def salles_retenues(agenda: Agenda, salle: str) -> Iterator[tuple[datetime, datetime, list[str]]]:
    """From when to when a room is kept for the session, and for whom (jury or épreuve): a morning, or a day."""
    posted = as_posted(agenda)
    for jour in agenda.session.jours:
        uses = [m for m in posted.moments if m.jour == jour.date and _takes(posted, m, salle)]
        if not uses:
            continue
        afternoon = max(m.fin for m in uses) > jour.a(NOON)
        fin = jour.a(jour.fin) if afternoon or _longer_than_a_morning(agenda, jour, salle) else jour.a(jour.pause_fin)
        yield (
            jour.a(jour.ouverture),
            fin,
            [posted.names.jury(m.jury) if m.jury else posted.names.epreuve(m.epreuve) for m in uses],
        )


def kept_longer(agenda: Agenda) -> tuple[str, ...]:
    """The rooms (ids) whose calendar tells a majoration: posted for a morning, they serve in the afternoon."""
    posted = as_posted(agenda)
    longer = []
    for salle in agenda.session.salles:
        for jour in agenda.session.jours:
            ends = [m.fin for m in posted.moments if m.jour == jour.date and _takes(posted, m, salle.id)]
            if ends and max(ends) <= jour.a(NOON) and _longer_than_a_morning(agenda, jour, salle.id):
                longer.append(salle.id)
    return tuple(longer)


def _longer_than_a_morning(agenda: Agenda, jour: Jour, salle: str) -> bool:
    ends = [m.fin for m in agenda.moments if m.jour == jour.date and _takes(agenda, m, salle)]
    ends += [c.fin for c in agenda.plan.compositions if (c.jour, c.salle) == (jour.date, salle)]
    return max(ends) > jour.a(jour.pause_fin)


def _takes(agenda: Agenda, moment: Moment, salle: str) -> bool:
    """Whether that is passed in the room, or before a jury that sits there."""
    sitting = agenda.compositions(moment.jury, moment.jour) if moment.jury else []
    return moment.sort is Sort.EPREUVE and (moment.salle == salle or any(c.salle == salle for c in sitting))


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


def passages_en_bref(agenda: Agenda, appel: AppelIndividuel) -> str:
    """The passages of a call, each with its vehicles and the hour from which it may begin: ``PP 9 h 40, ET 10 h``."""
    return ", ".join(f"{_said(agenda, p)}\u00a0{heure(p.a_partir_de)}" for p in appel.passages)


def _said(agenda: Agenda, passage: PassageAffiche) -> str:
    """An épreuve, with the vehicles that it takes: ``MSP (Clio 1)``, apart from the hour that follows."""
    epreuve, *vehicules = (
        name.replace(" ", "\u00a0")
        for name in (sigle(agenda, passage.epreuve), *map(agenda.names.vehicule, passage.vehicules))
    )
    return f"{epreuve} ({', '.join(vehicules)})" if vehicules else epreuve


def ou(agenda: Agenda, appel: AppelCollectif | AppelIndividuel) -> str:
    """The rooms that may be told of a call; where a jury hears them later, its room after those where they begin."""
    places = texte.salles(agenda.names.salle(salle) for salle in appel.salles)
    if isinstance(appel, AppelIndividuel) and appel.ensuite not in ("", *appel.salles):
        return texte.PUIS.join([places, agenda.names.salle(appel.ensuite)])
    return places


@dataclass(frozen=True, slots=True)
class CommonCallInWords:
    """A collective call: when, to what, until when (empty: not places), whom, where."""

    heure: str
    debut: str
    fin: str
    epreuve: str
    qui: str
    salle: str


@dataclass(frozen=True, slots=True)
class CallInWords:
    """A call of one candidat: when, whom, where, to which passages, each with the hour from which it may begin."""

    heure: str
    qui: str
    salle: str
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class JuryInWords:
    """A jury, and those whom it hears, in order of time."""

    jury: str
    appels: tuple[CallInWords, ...]

    @property
    def salle(self) -> str:
        """The room to which all of them are called; empty where there are several."""
        salles = {appel.salle for appel in self.appels}
        return salles.pop() if len(salles) == 1 else ""


@dataclass(frozen=True, slots=True)
class HalfDayInWords:
    """What the poster tells of a half-day; `jour` is what the foot of its page names."""

    jour: str
    titre: str
    collectifs: tuple[CommonCallInWords, ...]
    jurys: tuple[JuryInWords, ...]


def half_days_in_words(agenda: Agenda, noms: Mapping[str, str]) -> list[HalfDayInWords]:
    """What the poster tells, which each of its forms lays out; `noms`: what each candidat is called."""
    return [
        HalfDayInWords(
            sujet_du_jour(agenda.session, agenda.names.jour(demi.jour)),
            titre_de_demi(agenda, demi),
            tuple(_common_call(agenda, appel, noms) for appel in demi.collectifs),
            tuple(
                JuryInWords(jury_dit(agenda, jury), tuple(_call(agenda, appel, noms) for appel in appels))
                for jury, appels in demi.jurys
            ),
        )
        for demi in demi_journees(agenda)
    ]


def _common_call(agenda: Agenda, appel: AppelCollectif, noms: Mapping[str, str]) -> CommonCallInWords:
    fin = heure(appel.fin) if appel.fin is not None else ""
    epreuve = agenda.names.epreuve(appel.epreuve)
    return CommonCallInWords(
        heure(appel.heure), heure(appel.debut), fin, epreuve, qui(agenda, appel, noms), ou(agenda, appel)
    )


def _call(agenda: Agenda, appel: AppelIndividuel, noms: Mapping[str, str]) -> CallInWords:
    passages = tuple(
        (
            _said(agenda, p),
            heure(p.a_partir_de),
        )
        for p in appel.passages
    )
    return CallInWords(heure(appel.heure), noms[appel.candidat], ou(agenda, appel), passages)


def tables(agenda: Agenda) -> list[Table]:
    """Each table that somebody sits, as the RE has it: exemptions and aménagements left out."""
    ref = agenda.session.referentiel
    sat = {table.id for c in agenda.session.candidats for table in tables_de(ref, c)}
    return [table for table in ref.tables if table.id in sat]


def titre_de_table(agenda: Agenda, table: Table) -> str:
    """What a table is headed by; nothing for that of the titre."""
    return "" if table.id == agenda.session.referentiel.titre.id else texte.PAR_TABLE.format(table=table.nom)


def lignes_de_table(agenda: Agenda, table: Table) -> list[tuple[str, str, str]]:
    """An épreuve with its few letters, its length, how it is organised; then the total."""
    rows = [
        (
            texte.epreuve_et_sigle(e.nom.removesuffix(f" ({table.id})"), sigle(agenda, e.id)),
            duree(e.minutes),
            organisee(e),
        )
        for e in table.epreuves
    ]
    return [*rows, (texte.TOTAL, duree(table.minutes), "")]


def organisee(epreuve: Epreuve) -> str:
    """Together or one by one, before the jury or not."""
    if epreuve.collective:
        return texte.COLLECTIVE
    if not epreuve.devant_jury:
        return texte.INDIVIDUELLE
    entire = epreuve.minutes_jury == epreuve.minutes
    return texte.DEVANT_LE_JURY if entire else texte.EN_PARTIE_DEVANT_LE_JURY


def titre_des_epreuves(agenda: Agenda) -> str:
    """What heads the épreuves and their durations: that they are those of the RE, where somebody read it."""
    return texte.EPREUVES_TITRE if re_lu(agenda.session) else texte.EPREUVES_NON_LUES


def final_du_dernier_ccp(agenda: Agenda) -> str:
    """That those who end a titre with a CCP also sit the entretien final; empty where nobody does."""
    ref = agenda.session.referentiel
    if not ref.entretien_final or not any(c.dernier_ccp and not c.titre for c in agenda.session.candidats):
        return ""
    return texte.FINAL_DERNIER_CCP.format(duree=duree(ref.epreuve(ref.entretien_final).minutes))
