"""Who is called and convened when: what a candidat has to know, the hours of a convocation, what the poster tells."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tpplanner.domain import appels
from tpplanner.domain.appels import convocation_du_membre
from tpplanner.domain.plan import Passage
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.domain.session import NOON
from tpplanner.export.agenda import Agenda, Moment, Sort, natural
from tpplanner.texts import documents as texte
from tpplanner.texts.noms import duree, heure

# Who is called when: all that a candidat has to know of their session, and nothing of anybody's aménagements.


@dataclass(frozen=True, slots=True)
class AppelCollectif:
    """One hour for all who sit a collective épreuve, when it begins for all of them, the rooms that may be told."""

    heure: datetime
    debut: datetime
    epreuve: str
    candidats: tuple[str, ...]
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppelIndividuel:
    """One hour for one candidat: before which jury (none if none watches), in which room, for which épreuves.

    `debut` is when the first of them begins.
    """

    heure: datetime
    debut: datetime
    candidat: str
    epreuves: tuple[str, ...]
    jury: str
    salles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemiJournee:
    """The calls of a morning or of an afternoon, the individual ones by jury, then by hour."""

    jour: date
    matin: bool
    collectifs: tuple[AppelCollectif, ...]
    individuels: tuple[AppelIndividuel, ...]


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


def du_matin(agenda: Agenda, debut: datetime, jury: str = "") -> bool:
    """Whether what begins then is of the morning: before the pause of its jury, whatever the hour of that pause.

    A clock would put a candidat on the other side of 13:00 because the one before them has a temps majoré. A jury
    without a pause that arrives after lunch, or leaves for it, works on one side only; otherwise the clock decides.
    """
    moments = agenda.des_jurys.get((debut.date(), jury), [])
    pause = next((moment.debut for moment in moments if moment.sort is Sort.PAUSE), None)
    if pause is not None:
        return debut < pause
    jour = next((j for j in agenda.session.jours if moments and j.date == debut.date()), None)
    if jour is not None:
        dejeuner = timedelta(minutes=agenda.session.reglages.pause_jury)
        if moments[0].debut >= jour.a(jour.pause_debut) + dejeuner:
            return False
        if max(moment.fin for moment in moments) <= jour.a(jour.pause_fin) - dejeuner:
            return True
    return debut.time() < NOON


def heure_d_appel(agenda: Agenda, candidat: str, debut: datetime) -> datetime:
    """When a candidat is called for what begins at `debut`, one of their passages."""
    passages = agenda.plan.du_candidat(candidat)
    return appels.heure_d_appel(agenda.session, agenda.plan.accueils, passages, debut)


def presents_a(agenda: Agenda, moment: Moment) -> tuple[str, ...]:
    """The candidats of an accueil (those who are called as it opens), or before whom plis are opened, by number."""
    if moment.sort is Sort.PLIS:
        fins = [a.fin for a in agenda.plan.accueils if (a.epreuve, a.debut) == (moment.epreuve, moment.debut)]
        presents = [p.candidat for p in agenda.plan.passages if p.epreuve == moment.epreuve and p.debut in fins]
    else:
        presents = [c for c in agenda.candidats if moment.debut in _appels_du_jour(agenda, c, moment.jour)]
    return tuple(agenda.ordre_des_numeros(dict.fromkeys(presents)))


def _appels_du_jour(agenda: Agenda, candidat: str, jour: date) -> Iterator[datetime]:
    """The hours at which a candidat is called on a day."""
    passages = agenda.plan.du_candidat(candidat)
    for premier in appels.premiers(agenda.session, passages, appels.collectives(agenda.session)):
        if premier.jour == jour:
            yield heure_d_appel(agenda, candidat, premier.debut)


def _collectifs(agenda: Agenda) -> Iterable[AppelCollectif]:
    par_epreuve: dict[tuple[str, datetime], list[Passage]] = defaultdict(list)
    for passage in agenda.plan.passages:
        if agenda.collective(passage.epreuve):
            par_epreuve[passage.epreuve, passage.debut].append(passage)
    for (epreuve, debut), passages in par_epreuve.items():
        candidats = tuple(agenda.ordre_des_numeros(p.candidat for p in passages))
        heure = min(heure_d_appel(agenda, candidat, debut) for candidat in candidats)
        yield AppelCollectif(heure, debut, epreuve, candidats, _salles_communes(agenda, epreuve, debut.date()))


def _individuels(agenda: Agenda) -> Iterable[AppelIndividuel]:
    for candidat in agenda.session.candidats:
        for chaine in chaines(agenda, candidat.id):
            premiere = chaine[0]
            suivies = [partie for passage in chaine for partie in passage.suivies]
            yield AppelIndividuel(
                heure_d_appel(agenda, candidat.id, premiere.debut),
                premiere.debut,
                candidat.id,
                tuple(p.epreuve for p in chaine),
                suivies[0].jury if suivies else "",
                _salles_dites(agenda, premiere),
            )


def chaines(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """A candidat's individual passages, those that follow each other within the courte pause together."""
    return appels.chained(agenda.session, agenda.plan.du_candidat(candidat), appels.collectives(agenda.session))


def appel_du_passage(agenda: Agenda, passage: Passage) -> datetime:
    """When a candidat is called for the chain in which a passage stands (for the passage itself if collective)."""
    for chaine in chaines(agenda, passage.candidat):
        if passage in chaine:
            return heure_d_appel(agenda, passage.candidat, chaine[0].debut)
    return heure_d_appel(agenda, passage.candidat, passage.debut)


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


# Who is convened when: the hours of a convocation, one for each half-day, and what the person does then.


@dataclass(frozen=True, slots=True)
class Summons:
    """One hour of a candidat's convocation, and the passages of that half-day, in order of time."""

    heure: datetime
    passages: tuple[Passage, ...]

    @property
    def jour(self) -> date:
        """The day."""
        return self.heure.date()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One stretch of a membre's convocation: in which jury, for when (a little before the jury begins), until when."""

    debut: datetime
    fin: datetime
    jury: str


def summons(agenda: Agenda, candidat: str) -> tuple[Summons, ...]:
    """The hours of a candidat's convocation, in order of time."""
    halves = _halves(agenda, candidat)
    return tuple(Summons(heure_d_appel(agenda, candidat, half[0].debut), tuple(half)) for half in halves)


def is_summoned(agenda: Agenda, candidat: str, appel: datetime) -> bool:
    """Whether their convocation has that hour; at any other, later in a half-day, they come back from a wait."""
    return any(convocation.heure == appel for convocation in summons(agenda, candidat))


def _halves(agenda: Agenda, candidat: str) -> list[list[Passage]]:
    """Their passages by half-day; those that follow each other within the courte pause are never parted."""
    pause = timedelta(minutes=agenda.session.reglages.courte_pause)
    halves: list[list[Passage]] = []
    for passage in agenda.plan.du_candidat(candidat):
        before = halves[-1][-1] if halves else None
        if before is not None and before.jour == passage.jour:
            of_one_half = _du_matin(agenda, before) == _du_matin(agenda, passage)
            if of_one_half or passage.debut - before.fin <= pause:
                halves[-1].append(passage)
                continue
        halves.append([passage])
    return halves


def _du_matin(agenda: Agenda, passage: Passage) -> bool:
    juries = () if agenda.collective(passage.epreuve) else passage.suivies
    return du_matin(agenda, passage.debut, juries[0].jury if juries else "")


def sittings(agenda: Agenda, membre: str) -> tuple[Sitting, ...]:
    """The stretches during which a membre sits, in order of time; one a jury and day."""
    stretches: dict[tuple[date, str], Sitting] = {}
    for composition in agenda.plan.compositions:
        if membre in composition.membres:
            key = composition.jour, composition.jury
            earlier = stretches.get(key)
            convoque = convocation_du_membre(agenda.session, agenda.plan, membre, composition)
            debut = min(convoque, earlier.debut) if earlier else convoque
            fin = max(composition.fin, earlier.fin) if earlier else composition.fin
            stretches[key] = Sitting(debut, fin, composition.jury)
    return tuple(sorted(stretches.values(), key=lambda s: (s.debut, s.jury)))


def summoned_candidats(agenda: Agenda) -> Iterator[str]:
    """The candidats who have something to pass, in the order of the workbook."""
    passent = {p.candidat for p in agenda.plan.passages}
    yield from (c.id for c in agenda.session.candidats if c.id in passent)


def convened_candidats(agenda: Agenda) -> Iterator[str]:
    """Those of them to whom hours are given: none whose majoration is still to be confirmed, and may change them."""
    yield from (c for c in summoned_candidats(agenda) if not agenda.session.candidat(c).majorations_a_confirmer)


def summoned_membres(agenda: Agenda) -> Iterator[str]:
    """The membres who sit, in the order of the workbook."""
    siegent = {m for c in agenda.plan.compositions for m in c.membres}
    yield from (m.id for m in agenda.session.membres if m.id in siegent)


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
