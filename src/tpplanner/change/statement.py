"""Events as people tell them, understood against a workbook."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from tpplanner.change.events import Ajout, Changed, changed
from tpplanner.domain.answers import Reading
from tpplanner.domain.duties import epreuves_de, taking_back
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    Decalage,
    Decision,
    Deport,
    EcritInterrompu,
    Evenement,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    SallePerdue,
    TravauxSeuls,
    names_of,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session, cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.session import CANDIDATS
from tpplanner.texts import changements as textes
from tpplanner.texts.noms import JOURS, Noms, Texte, date_chiffres
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Unreadable
from tpplanner.workbook.grid import Location, Notes
from tpplanner.workbook.imprevus import rows_of_imprevus
from tpplanner.workbook.lists import read_list
from tpplanner.workbook.people import newcomers
from tpplanner.workbook.reader import with_imprevus
from tpplanner.workbook.records import Index, closest

# Events as people tell them, names and hours, understood against a workbook. Everything wrong is said at once.

_Value = TypeVar("_Value")

DECISIONS = tuple(decision for decision in Decision if decision is not Decision.EN_ATTENTE)
"""Those that a responsable may tell."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What was told on a command line; empty where nothing was.

    `jour` is the day of `de`, `jusqu_a`, `maintenant`, `fin`, `reprise`.

    `maintenant` may have a day of its own before it: ``15/06/2027, 7h52``. Whoever or whatever is away, late or lost
    may have a day and an hour of its own behind its name: ``MARTIN Paul, 15/06/2027, 13h``. The hour at which somebody
    is late has come. Nothing is asked of those who are in `refus`. `reprendre` names what is taken back: by its row in
    *Imprévus*, or by whom or what it names.
    """

    absents: tuple[str, ...] = ()
    candidats: tuple[str, ...] = ()
    retards: tuple[tuple[str, str], ...] = ()
    reporter: bool = False
    decalages: tuple[tuple[str, str], ...] = ()
    interruptions: tuple[tuple[str, str], ...] = ()
    jurys_interrompus: tuple[str, ...] = ()
    decision: str = ""
    reprise: str = ""
    deports: tuple[tuple[str, str], ...] = ()
    refuses: tuple[tuple[str, str], ...] = ()
    admis: tuple[tuple[str, str], ...] = ()
    salles: tuple[str, ...] = ()
    ajouter: Path | None = None
    travaux_seuls: bool = False
    accords: tuple[str, ...] = ()
    refus: tuple[str, ...] = ()
    reprendre: tuple[str, ...] = ()
    fin: str = ""
    jour: str = ""
    de: str = ""
    jusqu_a: str = ""
    maintenant: str = ""


@dataclass(frozen=True, slots=True)
class _Quand:
    """The day and the hour told of one event, empty where they are those of all."""

    jour: str = ""
    heure: str = ""


def _is_an_hour(texte: str) -> bool:
    try:
        cells.heure(texte)
    except Unreadable:
        return False
    return True


def told_events(reading: Reading, statement: Statement, known: Sequence[Imprevu] = ()) -> Changed:
    """What is to be planned after what was told; `reading` holds a plan. Raises UserError.

    `known` is what happened before, where the planning does not tell it yet.
    """
    reading, reprises = _taken_back(reading, statement)
    listener = Interpreter(reading.session, reading.edite[0], statement)
    evenements, refus = tuple(listener.evenements()), tuple(listener.refus())
    moments = (listener.now(), *listener.come, _begun_by_status(reading))
    maintenant = max(filter(None, moments), default=None)
    if awaited := [id_ for id_ in refus if id_ in reading.saisie.attendus]:
        listener.refusals.append(textes.refus_attendu([listener.index.noms.etiquette(id_) for id_ in awaited]))
    if listener.refusals:
        raise UserError(*(Issue(Severity.ERROR, r.message, r.conseil) for r in listener.refusals))
    happened = (*(imprevu.evenement for imprevu in known), *evenements)
    change = changed(reading.saisie, reading.edite[0], happened, maintenant, reading.ecrit[0])
    change = replace(change, saisie=_as_known(change.saisie, known, len(reading.saisie.imprevus)))
    avis, lu = (*reprises, *change.avis), listener.lu
    change = replace(change, lu=lu, avertissements=listener.avertissements, avis=avis, refus=refus)
    if reading.editions:
        change = replace(change, avis=(textes.planning_retouche(len(reading.editions)), *change.avis))
    return change


def _as_known(saisie: Session, known: Sequence[Imprevu], first: int) -> Session:
    """The session in which what happened before, on record from a rank on, stands as it was told then."""
    rows, rest = list(saisie.imprevus), list(known)
    for rank, row in enumerate(rows[first:], first):
        if rest and (type(row.evenement), names_of(row.evenement)) == (
            type(rest[0].evenement),
            names_of(rest[0].evenement),
        ):
            rows[rank] = rest.pop(0)
    return replace(saisie, imprevus=tuple(rows))


# What was told before, taken back.


def _taken_back(reading: Reading, statement: Statement) -> tuple[Reading, tuple[str, ...]]:
    """The reading in which what is taken back holds no more, and what is said of it. Raises UserError."""
    if not statement.reprendre:
        return reading, ()
    saisie = reading.saisie
    now = Interpreter(reading.session, reading.edite[0], statement).now()
    first = datetime.combine(saisie.jours[0].date, time())
    ranks, refusals = set(), []
    for nom in statement.reprendre:
        rank = _rank_of(saisie, nom)
        if isinstance(rank, Texte):
            refusals.append(rank)
        else:
            ranks.add(rank)
    if refusals:
        raise UserError(*(Issue(Severity.ERROR, r.message, r.conseil) for r in refusals))
    imprevus = tuple(
        replace(imprevu, repris_le=now or imprevu.dit_le or first) if rank in ranks else imprevu
        for rank, imprevu in enumerate(saisie.imprevus, 1)
    )
    shown = _events_shown(saisie)
    back = replace(reading, base=(), session=replace(saisie, imprevus=imprevus))
    return with_imprevus(back), tuple(textes.repris(shown[rank]) for rank in sorted(ranks))


def _rank_of(saisie: Session, nom: str) -> int | Texte:
    """The rank of the event that holds and is meant by its row, or by whom or what it names; or why there is none."""
    shown = {
        rank: label for rank, label in _events_shown(saisie).items() if saisie.imprevus[rank - 1].repris_le is None
    }
    if nom.strip().isdecimal():
        meant = [rank for rank in shown if rank == int(nom)]
    else:
        index = Index(saisie)
        ids = {*index.candidats(nom), *index.personnes(nom), *index.salles(nom)}
        meant = [rank for rank in shown if ids & names_of(saisie.imprevus[rank - 1].evenement)]
    listed = [f"{rank} : {label}" for rank, label in shown.items() if rank in meant or not meant]
    return meant[0] if len(meant) == 1 else textes.reprise_ambigue(nom, listed, several=bool(meant))


def _events_shown(saisie: Session) -> dict[int, str]:
    """What happened, by its row, in a few words."""
    rows = rows_of_imprevus(saisie, Noms(saisie), date_chiffres)
    return {rank: ", ".join(filter(None, (row["quoi"], row.get("qui")))) for rank, row in enumerate(rows, 1)}


def _begun_by_status(reading: Reading) -> datetime | None:
    """A minute after the last beginning of what *Statut* says begun."""
    return max((e.debut + timedelta(minutes=1) for e in reading.commence), default=None)


class Interpreter:
    """What was told, name by name and hour by hour; what cannot be understood is kept to be said at once."""

    def __init__(self, session: Session, plan: Plan, statement: Statement) -> None:
        self.session, self.plan, self.statement = session, plan, statement
        self.index = Index(session)
        self.refusals: list[Texte] = []
        self.lu = ""
        self.avertissements: tuple[Issue, ...] = ()
        self.come: list[datetime] = []
        """the moments told of those who are late"""
        self.jour = self._jour(statement.jour) or (self._only_day() if not statement.jour else None)

    def evenements(self) -> Iterator[Evenement | Ajout]:
        """The events told, in the order in which they bear on each other."""
        statement = self.statement
        if statement.ajouter is not None:
            yield self._added(statement.ajouter)
        for nom in statement.candidats:
            if (id_ := self._one("--absent-candidat", nom, self.index.candidats, self._candidats())) is not None:
                yield CandidatAbsent(id_)
        yield from self._at_the_door()
        yield from self._jurys_interrompus()
        yield from self._absences()
        yield from self._retards()
        yield from self._decalages()
        yield from self._interruptions()
        if statement.travaux_seuls:
            yield TravauxSeuls()
        yield from self._made_possible()
        if statement.reporter and not statement.retards:
            self.refusals.append(textes.reporter_sans_objet())
        if statement.de and not (statement.absents or statement.salles):
            self.refusals.append(textes.de_sans_objet())
        if (statement.decision or statement.reprise) and not statement.jurys_interrompus:
            self.refusals.append(textes.decision_sans_objet())

    def _added(self, path: Path) -> Ajout:
        """The candidats of a list; raises UserError where it cannot be read, or has nobody new."""
        taken, notes = read_list(path, CANDIDATS), Notes()
        new = newcomers(taken.records(notes), self.session)
        if new.deja_la:
            notes.warning(textes.deja_la(new.deja_la))
        if not new.candidats:
            notes.error(textes.personne_a_ajouter(), Location(valeur=taken.source))
        for place in new.indecis:
            notes.error(textes.ajout_ambigu(), place)
        notes.refuse_if_needed()
        self.lu, self.avertissements = taken.told, (*taken.avertissements, *notes.avertissements)
        return Ajout(new.candidats, new.personnes, new.questions)

    def now(self) -> datetime | None:
        """The hour told as being the present one."""
        jour, _, heure = self.statement.maintenant.rpartition(",")
        return self._moment("--a", heure.strip(), self._jour(jour) if jour else self.jour)

    def _absences(self) -> Iterator[Evenement]:
        labels = [self.index.noms.etiquette(id_) for id_ in self._people()]
        for nom in self.statement.absents:
            qui, quand = self._apart(nom, self.index.personnes)
            debut, fin = self._stretch(quand)
            if (id_ := self._one("--absent", qui, self.index.personnes, labels)) is not None:
                yield Absence(id_, debut, fin)
        rooms = [self.index.noms.etiquette_salle(s.id) for s in self.session.salles]
        for nom in self.statement.salles:
            quoi, quand = self._apart(nom, self.index.salles)
            debut, fin = self._stretch(quand)
            if (id_ := self._one("--salle-perdue", quoi, self.index.salles, rooms)) is not None:
                yield SallePerdue(id_, debut, fin)

    def _retards(self) -> Iterator[Evenement]:
        for nom, texte in self.statement.retards:
            qui, quand = self._apart(nom, self.index.candidats)
            id_ = self._one("--retard", qui, self.index.candidats, self._candidats())
            minutes = self._read("--retard", texte, cells.minutes, textes.ATTENDU_DUREE)
            if id_ is None or minutes is None:
                continue
            his = sorted({p.jour for p in self.plan.du_candidat(id_)})
            jour = self._day_of(quand) or (his[0] if len(his) == 1 else None)
            self._has_come(quand, jour)
            if jour is not None or not his:
                yield CandidatEnRetard(id_, minutes, self.statement.reporter, jour)
            elif not (self.statement.jour or quand.jour):
                self.refusals.append(textes.jour_a_preciser("--retard", [self.index.noms.jour(j) for j in his]))

    def _decalages(self) -> Iterator[Evenement]:
        for nom, texte in self.statement.decalages:
            quoi, quand = self._apart(nom, lambda known: (self.index.jury(known) or "",))
            minutes = self._read("--decalage", texte, cells.minutes, textes.ATTENDU_DUREE)
            jour = self._day_of(quand)
            if jour is None:
                if not quand.jour:
                    self.refusals.append(textes.jour_a_preciser("--decalage", self._days()))
                continue
            own = self._has_come(quand, jour)
            now = self.now()
            of_now = now if now is not None and now.date() == jour and not quand.jour else None
            if minutes is not None:
                moment = own or of_now or datetime.combine(jour, time())
                yield Decalage(self.index.jury(quoi) or quoi, moment, minutes)

    def _at_the_door(self) -> Iterator[Evenement]:
        """Who has not shown what they must, admitted or turned away; who says that they are linked to a candidat."""
        candidats = [("--refuse", *r, False) for r in self.statement.refuses]
        candidats += [("--admis", *r, True) for r in self.statement.admis]
        for option, nom, motif, admis in candidats:
            qui, quand = self._apart(nom, self.index.candidats)
            id_ = self._one(option, qui, self.index.candidats, self._candidats())
            moment = self._happened(option, quand)
            if cle(motif) not in map(cle, textes.MOTIFS):
                self.refusals.append(textes.motif_inconnu(option, motif, textes.MOTIFS))
            elif id_ is not None and moment is not None:
                yield CandidatRefuse(id_, moment, next(m for m in textes.MOTIFS if cle(m) == cle(motif)), admis)
        labels = [self.index.noms.etiquette(m.id) for m in self.session.membres]
        for nom, candidat in self.statement.deports:
            membre = self._one("--deport", nom, self._membres, labels)
            id_ = self._one("--deport", candidat, self.index.candidats, self._candidats())
            if membre is not None and id_ is not None:
                yield Deport(membre, id_)

    def _membres(self, nom: str) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.index.personnes(nom) if any(m.id == id_ for m in self.session.membres))

    def _jurys_interrompus(self) -> Iterator[Evenement]:
        for nom in self.statement.jurys_interrompus:
            quoi, quand = self._apart(nom, lambda known: (self.index.jury(known) or "",))
            moment = self._happened("--jury-interrompu", quand)
            reprise = self._moment("--reprise", self.statement.reprise, moment.date() if moment else None)
            decision = next((d for d in DECISIONS if cle(d) == cle(self.statement.decision)), None)
            if decision is None:
                self.refusals.append(textes.decision_attendue(DECISIONS))
            elif moment is not None:
                yield JuryInterrompu(self.index.jury(quoi) or quoi, moment.date(), moment, "", decision, reprise)

    def _interruptions(self) -> Iterator[Evenement]:
        """Épreuves that candidats sit together, stopped for some time."""
        labels = [self.index.noms.etiquette_epreuve(e.id) for e in self.session.referentiel.epreuves()]
        for nom, texte in self.statement.interruptions:
            quoi, quand = self._apart(nom, self._epreuves)
            epreuve = self._one("--interruption", quoi, self._epreuves, labels)
            minutes = self._read("--interruption", texte, cells.minutes, textes.ATTENDU_DUREE)
            moment = self._happened("--interruption", quand)
            if epreuve is not None and minutes is not None and moment is not None:
                reprise = moment + timedelta(minutes=minutes)
                yield EcritInterrompu(epreuve, moment.date(), moment.time(), reprise.time())

    def _epreuves(self, nom: str) -> tuple[str, ...]:
        """Those that somebody passes under that name."""
        named = (self.index.epreuve(nom, c.id) for c in self.session.candidats)
        return tuple(dict.fromkeys(id_ for id_ in named if id_))

    def _happened(self, option: str, quand: "_Quand") -> datetime | None:
        """When something happened: its own hour, else the present one; it has come."""
        jour = self._day_of(quand)
        moment = self._has_come(quand, jour) or (self.now() if not quand.jour else None)
        if moment is None and not self.refusals:
            self.refusals.append(textes.heure_attendue(option))
        return moment

    def _has_come(self, quand: "_Quand", jour: date | None) -> datetime | None:
        """The moment told of somebody who is late, if one is: it is the present one, or was."""
        moment = self._moment("--a", quand.heure, jour)
        self.come += [moment] if moment is not None else []
        return moment

    def _made_possible(self) -> Iterator[Evenement]:
        """A day that may last longer, people who agree to other hours."""
        if (fin := self._moment("--fin", self.statement.fin, self.jour)) is not None:
            yield Prolongation(fin.date(), fin.time())
        yield from map(Accord, self._everyone("--accord", self.statement.accords))

    def refus(self) -> Iterator[str]:
        """Those (ids) who agree to nothing."""
        return self._everyone("--refus", self.statement.refus)

    def _everyone(self, option: str, noms: Sequence[str]) -> Iterator[str]:
        everybody = [*(c.id for c in self.session.candidats), *self._people()]
        labels = [self.index.noms.etiquette(id_) for id_ in everybody]
        for nom in noms:
            if (id_ := self._one(option, nom, self._anybody, labels)) is not None:
                yield id_

    def _anybody(self, nom: str) -> tuple[str, ...]:
        return (*self.index.candidats(nom), *self.index.personnes(nom))

    def _people(self) -> list[str]:
        return [*(m.id for m in self.session.membres), *(p.id for p in self.session.personnes)]

    # Days and hours

    def _days(self) -> list[str]:
        return [self.index.noms.jour(jour.date) for jour in self.session.jours]

    def _only_day(self) -> date | None:
        """The only one on which the plan has anything."""
        jours = self.plan.jours()
        return jours[0] if len(jours) == 1 else None

    def _jour(self, texte: str) -> date | None:
        """The day told, if one is."""
        if not texte:
            return None
        known = {j.date for j in self.session.jours}
        for jour in self.session.jours:
            if texte.strip().casefold() in (jour.etiquette.casefold(), self.index.noms.jour(jour.date)):
                return jour.date
        named = [j for j in known if not self.session.fictive and cle(texte) == JOURS[j.weekday()]]
        if len(named) == 1:
            return named[0]
        try:
            lu = cells.jour(texte, sorted(known))
        except Unreadable:
            lu = None
        if lu not in known:
            self.refusals.append(textes.jour_inconnu(texte, self._days()))
            return None
        return lu

    def _day_of(self, quand: "_Quand") -> date | None:
        """The day of something: its own, else the one told for all."""
        return self._jour(quand.jour) if quand.jour else self.jour

    def _moment(self, option: str, texte: str, jour: date | None) -> datetime | None:
        if not texte:
            return None
        heure = self._read(option, texte, cells.heure, textes.ATTENDU_HEURE)
        if jour is None and not self.statement.jour:
            refusal = textes.jour_a_preciser(option, self._days())
            self.refusals += [refusal] if refusal not in self.refusals else []
        return datetime.combine(jour, heure) if heure is not None and jour is not None else None

    def _stretch(self, quand: "_Quand") -> tuple[datetime, datetime]:
        """From when to when somebody is away or a room is lost: some hours, a day, or the whole session."""
        days = [jour.date for jour in self.session.jours]
        de = quand.heure or ("" if quand.jour else self.statement.de)
        if not (self.statement.jour or quand.jour or de or self.statement.jusqu_a):
            return datetime.combine(min(days), time()), _midnight_after(max(days))
        jour = self._day_of(quand)
        debut = self._moment("--de", de, jour) if jour is not None or not quand.jour else None
        debut = debut or datetime.combine(jour or min(days), time())
        fin = self._moment("--jusqu-a", self.statement.jusqu_a, jour)
        if fin is not None and fin <= debut:
            self.refusals.append(textes.illisible("--jusqu-a", self.statement.jusqu_a, textes.ATTENDU_PLUS_TARD))
        return debut, fin or _midnight_after(jour or min(days))

    def _apart(self, nom: str, find: Callable[[str], tuple[str, ...]]) -> tuple[str, "_Quand"]:
        """A name, and the day and the hour behind it: what is known by the whole is a name with a comma in it."""
        parts = [part.strip() for part in nom.split(",")]
        of_name = next((n for n in range(len(parts), 0, -1) if any(find(", ".join(parts[:n])))), 1)
        quand = parts[of_name:]
        if len(quand) == 1 and _is_an_hour(quand[0]):
            quand = ["", *quand]
        if len(quand) > 2:
            self.refusals.append(textes.jour_inconnu(", ".join(quand), self._days()))
            quand = []
        return ", ".join(parts[:of_name]), _Quand(*quand)

    # Names and values

    def _candidats(self) -> list[str]:
        return [self.index.noms.etiquette(c.id) for c in self.session.candidats]

    def _one(self, option: str, nom: str, find: Callable[[str], tuple[str, ...]], labels: Sequence[str]) -> str | None:
        """The one id that a name stands for; None, and a refusal, where it stands for nobody or several."""
        ids = tuple(dict.fromkeys(find(nom)))
        if len(ids) == 1:
            return ids[0]
        self.refusals.append(_nobody(self.session, option, nom, [self.index.noms.etiquette(i) for i in ids], labels))
        return None

    def _read(self, option: str, texte: str, read: Callable[[str], _Value], attendu: str) -> _Value | None:
        try:
            return read(texte)
        except Unreadable:
            self.refusals.append(textes.illisible(option, texte, attendu))
            return None


def _nobody(session: Session, option: str, nom: str, several: Sequence[str], labels: Sequence[str]) -> Texte:
    """That a name stands for nobody, for several, or for a candidat whom the planning leaves out."""
    whole, left_out = taking_back(session), {n.candidat.id for n in session.non_places}
    aside = [id_ for id_ in Index(whole).candidats(nom) if id_ in left_out]
    if aside and not several:
        return textes.laisse_de_cote(option, Noms(whole).etiquette(aside[0]))
    return textes.nom_inconnu(option, nom, several or closest(nom, labels), plusieurs=bool(several))


def _midnight_after(jour: date) -> datetime:
    return datetime.combine(jour, time()) + timedelta(days=1)


def told_passage(session: Session, candidat: str, epreuve: str = "") -> tuple[str, str]:
    """The candidat and the épreuve (ids) that two names stand for; no épreuve for no name. Raises UserError."""
    index = Index(session)
    ids = tuple(dict.fromkeys(index.candidats(candidat)))
    if len(ids) != 1:
        labels = [index.noms.etiquette(c.id) for c in session.candidats]
        refusal = _nobody(session, "CANDIDAT", candidat, [index.noms.etiquette(id_) for id_ in ids], labels)
        raise UserError(Issue(Severity.ERROR, refusal.message, refusal.conseil))
    siennes = [e.id for e in epreuves_de(session.referentiel, session.candidat(ids[0]))]
    nommee = index.epreuve(epreuve, ids[0]) if epreuve else ""
    if nommee is None or (nommee and nommee not in siennes):
        refusal = textes.epreuve_inconnue(epreuve, [index.noms.etiquette_epreuve(e) for e in siennes])
        raise UserError(Issue(Severity.ERROR, refusal.message, refusal.conseil))
    return ids[0], nommee
