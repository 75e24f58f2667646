"""The sheet *Imprévus*: each event as the cells of a row, and read back from them."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from tpplanner.domain.answers import Reading
from tpplanner.domain.held import PAUSE, held
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decalage,
    Decision,
    Deport,
    Derogation,
    EcritInterrompu,
    Evenement,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.reglages import BORNES, DEROGATION, SEARCH
from tpplanner.domain.session import Plage, Session
from tpplanner.sheets.session import CANDIDATS, IMPREVUS, MEMBRES, REGLAGES, SALLES
from tpplanner.texts import imprevus as textes
from tpplanner.texts import lecture
from tpplanner.texts.imprevus import A_DEMANDER, ADMIS, COMPOSE, DECISIONS, NON_ADMIS, QUOI, REPORTE
from tpplanner.texts.noms import Noms, Texte, date_chiffres, heure_chiffres
from tpplanner.workbook.cells import Raw, Unreadable, folded
from tpplanner.workbook.forms import Days, day_in
from tpplanner.workbook.grid import Location
from tpplanner.workbook.majorations import says_why
from tpplanner.workbook.records import Humain, Index, Record, Source, closest, key, resolve

ImprevuRow = dict[str, Any]
"""What the cells of a row show, by field."""

USAGES = {
    PAUSE: PAUSE.replace("_", " "),
    **{champ: REGLAGES.colonne(champ).titre for champ in BORNES if champ not in SEARCH and not BORNES[champ].count},
}
"""What a derogation may be to, by its name: the window of the break, and lengths, as *Réglages* calls them."""

# Written.


def rows_of_imprevus(session: Session, noms: Noms, day: Callable[[date], date | str]) -> Iterator[ImprevuRow]:
    """The rows of the sheet; `day` shows a day as its cell does."""
    writer = _Shown(session, noms, day)
    for imprevu in session.imprevus:
        yield {
            "quoi": QUOI[type(imprevu.evenement)],
            **writer.row(imprevu.evenement),
            "dit_le": moment_shown(imprevu.dit_le),
            "repris_le": moment_shown(imprevu.repris_le),
            "note": imprevu.note,
        }


def moment_shown(moment: datetime | None) -> str | None:
    """``14/06/2027 10:40``, as its cell takes it."""
    return f"{date_chiffres(moment.date())} {heure_chiffres(moment)}" if moment is not None else None


class _Shown:
    """Events as rows, in the names of a session."""

    def __init__(self, session: Session, noms: Noms, day: Callable[[date], date | str]) -> None:
        self._noms, self._day = noms, day
        self._humans = {x.id for x in _humans(session)}

    def row(self, evenement: Evenement) -> ImprevuRow:
        """What the event itself fills."""
        own: Mapping[type, Callable[[Any], ImprevuRow]] = {
            Absence: lambda e: self._of(e.personne) | self._stretch(e.debut, e.fin),
            Accord: lambda e: (
                self._of(e.personne) | self._on(e.jour) | ({"precision": A_DEMANDER} if e.a_demander else {})
            ),
            CandidatAbsent: lambda e: self._of(e.candidat),
            CandidatEnRetard: self._late,
            CandidatRefuse: self._turned_away,
            CandidatReporte: lambda e: self._of(e.candidat) | ({"precision": COMPOSE} if e.compose else {}),
            Decalage: lambda e: self._of(e.jury) | self._at(e.moment) | {"minutes": e.minutes},
            Deport: lambda e: self._of(e.membre) | self._with(e.candidat),
            Derogation: self._derogation,
            EcritInterrompu: self._stopped,
            JuryInterrompu: self._interrupted,
            Prolongation: lambda e: self._on(e.jour) | {"a": e.fin},
            Remplacement: lambda e: self._of(e.absent) | self._with(e.par) | self._stretch(e.debut, e.fin),
            SallePerdue: lambda e: {"qui": self._noms.etiquette_salle(e.salle)} | self._stretch(e.debut, e.fin),
        }
        return own[type(evenement)](evenement) if type(evenement) in own else {}

    def _of(self, id_: str) -> ImprevuRow:
        """Somebody, or a jury."""
        return {"qui": self._noms.etiquette(id_) if id_ in self._humans else self._noms.jury(id_)}

    def _with(self, id_: str) -> ImprevuRow:
        return {"avec": self._noms.etiquette(id_)}

    def _on(self, jour: date | None) -> ImprevuRow:
        return {"jour": self._day(jour)} if jour is not None else {}

    def _at(self, moment: datetime) -> ImprevuRow:
        return {"jour": self._day(moment.date()), "de": moment.time()}

    def _stretch(self, debut: datetime, fin: datetime) -> ImprevuRow:
        """From a day and an hour, if it is not the first one, to others."""
        last = fin.date() - timedelta(days=1) if fin.time() == time() else fin.date()
        return {
            "jour": self._day(debut.date()),
            "de": debut.time() if debut.time() != time() else None,
            "jusque": self._day(last) if last != debut.date() else None,
            "a": fin.time() if fin.time() != time() else None,
        }

    def _late(self, retard: CandidatEnRetard) -> ImprevuRow:
        row = self._of(retard.candidat) | {"minutes": retard.minutes, "precision": REPORTE if retard.reporte else None}
        if retard.debut is not None and retard.fin is not None:
            return row | self._stretch(retard.debut, retard.fin)
        return row | self._on(retard.jour)

    def _turned_away(self, refuse: CandidatRefuse) -> ImprevuRow:
        precision = ADMIS if refuse.admis else NON_ADMIS
        return self._of(refuse.candidat) | self._at(refuse.moment) | {"detail": refuse.motif, "precision": precision}

    def _derogation(self, derogation: Derogation) -> ImprevuRow:
        named = {"minutes": derogation.minutes, "detail": USAGES.get(derogation.regle, derogation.regle)}
        return (self._of(derogation.sujet) if derogation.sujet else {}) | self._on(derogation.jour) | named

    def _stopped(self, interrompu: EcritInterrompu) -> ImprevuRow:
        row = {"qui": self._noms.etiquette_epreuve(interrompu.epreuve)}
        return row | self._on(interrompu.jour) | {"de": interrompu.debut, "a": interrompu.reprise}

    def _interrupted(self, interrompu: JuryInterrompu) -> ImprevuRow:
        row = self._of(interrompu.jury) | self._with(interrompu.candidat)
        row |= {"precision": DECISIONS[interrompu.decision]}
        if interrompu.reprise is not None:
            return row | self._stretch(interrompu.moment, interrompu.reprise)
        return row | self._at(interrompu.moment)


# Read.


def read_imprevus(source: Source, index: Index, days: Days) -> tuple[Imprevu, ...]:
    """What happened, in the order of the rows; what cannot be read is an error at its cell."""
    kinds = {label: kind for kind, label in QUOI.items()}
    imprevus: list[Imprevu] = []
    for record in source.records(IMPREVUS):
        line = _Line(source, record, index, days)
        kind = kinds.get(record.choice("quoi", tuple(kinds)))
        if not record.has("quoi"):
            record.text("quoi")  # it is missed
        evenement = _READERS[kind](line) if kind is not None else None
        dit_le, repris_le = line.moment("dit_le"), line.moment("repris_le")
        imprevu = Imprevu(evenement, dit_le, line.note(), repris_le) if evenement is not None else None
        if kind is not None:
            line.let_go()
        else:
            line.known()
        if imprevu is not None:
            source.keep(record, str(len(imprevus) + 1))
            imprevus.append(imprevu)
    return tuple(imprevus)


def refuse_nobody_left(source: Source, session: Session) -> None:
    """An error where everybody of a session is gone by what happened."""
    if session.candidats and not held(session).candidats:
        source.notes.error(textes.plus_de_candidat(), source.records(IMPREVUS)[0].place())


def refuse_gone_begun(source: Source, planned: Reading) -> None:
    """An error for each candidat who is gone by what happened, and had begun something in the planning by then.

    What is over is a fact: it stays in the planning. Raises WorkbookRefused.
    """
    noms = Noms(planned.session)
    for rank, imprevu in enumerate(planned.session.imprevus, 1):
        gone = _gone_by(imprevu.evenement)
        since = imprevu.dit_le if imprevu.repris_le is None and gone else None
        if since and any(p.debut < since for plan in planned.ecrit for p in plan.du_candidat(gone)):
            sheet, _, cell = source.cells[IMPREVUS.cle, str(rank), "qui"].partition("!")
            source.notes.error(textes.deja_commence(noms.candidat(gone)), Location(sheet, cell))
    source.notes.refuse_if_needed()


def _gone_by(evenement: Evenement) -> str:
    """The candidat (id) who passes nothing more by an event; empty for none."""
    match evenement:
        case (
            CandidatAbsent(candidat) | CandidatReporte(candidat, compose=False) | CandidatRefuse(candidat, admis=False)
        ):
            return candidat
    return ""


_Event = TypeVar("_Event", bound=Evenement)


def _made(kind: Callable[..., _Event], *parts: Any) -> _Event | None:
    """The event, of parts that were all read; None where one was not, which is told."""
    return None if None in parts else kind(*parts)


class _Line:
    """A row, whose cells are read in the names of a session."""

    def __init__(self, source: Source, record: Record, index: Index, days: Days) -> None:
        self._source, self._record, self._index, self._days = source, record, index, days
        self._jour = day_in(record, "jour", days)
        self._de, self._a = record.hour("de", None), record.hour("a", None)
        self._jusque = record.read("jusque", days.find, None)
        self._minutes = record.integer("minutes", None)
        self._precision = record.choice("precision", textes.PRECISIONS)
        self._used = {"quoi", "dit_le", "repris_le", "note"}

    def let_go(self) -> None:
        """Say of each cell for which the event has no use that nothing comes of it."""
        for champ in self._record.cells:
            if champ not in self._used:
                self._record.raw(champ)
                self._record.notes.warning(lecture.sans_effet(), self._record.place(champ))

    def known(self) -> None:
        """Say whether those whom the row names are of the session, where nobody knows what happened."""
        for champ in ("qui", "avec"):
            nom = self._record.text(champ)
            ids = (*self._index.candidats(nom), *self._index.personnes(nom), *self._index.salles(nom))
            if nom and not ids and self._index.jury(nom) is None and self._index.epreuve(nom, "") is None:
                labels = [self._index.noms.etiquette(x.id) for x in _humans(self._index.session)]
                self._refuse(lecture.nom_sans_feuille(closest(nom, labels)), champ)

    def note(self) -> str:
        """What the centre notes; why somebody is absent is kept nowhere."""
        note = self._without_motive("note")
        if _OVER.match(folded(note)) and not self._record.has("repris_le"):
            self._record.notes.warning(textes.encore_compte(), self._record.place("note"))
        return note

    def _without_motive(self, champ: str) -> str:
        lu = self._record.text(champ)
        if not says_why(lu) and not _MOTIVE.search(folded(lu)):
            return lu
        self._record.notes.warning(textes.note_de_sante(), self._record.place(champ, ""))
        return ""

    def moment(self, champ: str) -> datetime | None:
        """A day and an hour in one cell."""
        return self._record.read(champ, lambda value: _moment(value, self._days), None)

    # Who or what

    def anybody(self, champ: str = "qui") -> str | None:
        """Somebody of the session."""
        nom = self._needed(champ)
        ids = tuple(dict.fromkeys((*self._index.candidats(nom), *self._index.personnes(nom))))
        return self._resolved(champ, nom, ids, lecture.FEUILLES_DE_PERSONNES, _humans(self._index.session))

    def staff(self, champ: str = "qui") -> str | None:
        """Somebody who is no candidat."""
        nom, session = self._needed(champ), self._index.session
        humans: Sequence[Humain] = (*session.membres, *session.personnes)
        return self._resolved(champ, nom, self._index.personnes(nom), lecture.FEUILLES_DE_PERSONNES, humans)

    def another(self, champ: str, than: str | None) -> str | None:
        """Somebody else who is no candidat."""
        other = self.staff(champ)
        if other is not None and other == than:
            self._refuse(textes.soi_meme(), champ)
            return None
        return other

    def membre(self) -> str | None:
        """A membre."""
        nom, membres = self._needed("qui"), self._index.session.membres
        ids = [id_ for id_ in self._index.personnes(nom) if any(m.id == id_ for m in membres)]
        return self._resolved("qui", nom, ids, MEMBRES.titre, membres)

    def candidat(self, champ: str = "qui") -> str | None:
        """A candidat."""
        nom = self._needed(champ)
        candidats = self._index.session.candidats
        return self._resolved(champ, nom, self._index.candidats(nom), CANDIDATS.titre, candidats)

    def room(self) -> str | None:
        """A room."""
        nom = self._needed("qui")
        if not nom:
            return None
        ids = self._index.salles(nom) or self._index.salles(lecture.sans_prefixe_de_salle(nom))
        if len(ids) != 1:
            labels = [self._index.noms.etiquette_salle(s.id) for s in self._index.session.salles]
            self._refuse(lecture.nom_inconnu(SALLES.titre, closest(nom, labels)), "qui")
            return None
        return ids[0]

    def jury(self) -> str | None:
        """A jury, the centre's or a composed one."""
        nom = self._needed("qui")
        id_ = self._index.jury(nom) if nom else None
        if nom and id_ is None:
            juries = [self._index.noms.jury(jury.id) for jury in self._index.session.jurys]
            self._refuse(textes.jury_inconnu(closest(nom, juries)), "qui")
        return id_

    def epreuve(self) -> str | None:
        """An épreuve of the titre."""
        nom = self._needed("qui")
        id_ = self._index.epreuve(nom, "") if nom else None
        if nom and id_ is None:
            labels = [self._index.noms.etiquette_epreuve(e.id) for e in self._index.session.referentiel.epreuves()]
            self._refuse(textes.epreuve_inconnue(closest(nom, labels)), "qui")
        return id_

    def usage(self) -> str | None:
        """What a derogation is to, by its name in the sheet."""
        nom = self._needed("detail")
        by_key = {key(label): name for name, label in USAGES.items()} | {key(name): name for name in USAGES}
        if nom and key(nom) not in by_key:
            self._refuse(textes.usage_inconnu(closest(nom, list(USAGES.values()))), "detail")
        return by_key.get(key(nom)) if nom else None

    def _resolved(self, champ: str, nom: str, ids: Sequence[str], feuille: str, humans: Sequence[Humain]) -> str | None:
        if not nom:
            return None
        naming = self._index.naming(feuille, humans)
        return resolve(self._source.notes, self._record.place(champ), nom, ids, naming)

    # When, how long, which

    def day(self) -> date | None:
        """A day, which must be told."""
        return self._jour if self._needed("jour") else None

    def day_or_any(self) -> date | None:
        """A day, or none where the cell is empty."""
        self._used.add("jour")
        return self._jour

    def hour(self) -> time | None:
        """The hour from which something is, which must be told."""
        return self._de if self._needed("de") else None

    def end(self) -> time | None:
        """The hour until which something is, which must be told."""
        return self._a if self._needed("a") else None

    def at(self) -> datetime | None:
        """The day and the hour from which something is."""
        jour, heure = self.day(), self.hour()
        return datetime.combine(jour, heure) if jour is not None and heure is not None else None

    def stretch(self) -> Plage | None:
        """From a day and an hour to others; where no day is told, all of the session."""
        self._used |= {"jour", "de", "jusque", "a"}
        has = self._record.has
        if not (has("jour") or has("de") or has("jusque") or has("a")):
            return Plage(_midnight(self._days.dates[0]), _midnight(self._days.dates[-1], 1))
        jour = self.day()
        last = self._jusque if has("jusque") else jour
        if jour is None or last is None:
            return None
        debut = datetime.combine(jour, self._de or time())
        fin = datetime.combine(last, self._a) if self._a is not None else _midnight(last, 1)
        if fin <= debut:
            self._refuse(lecture.plage_a_l_envers(), "a")
            return None
        return Plage(debut, fin)

    def minutes(self) -> int | None:
        """A number of minutes, which must be told."""
        return self._minutes if self._needed("minutes") else None

    def more_or_less(self, usage: str | None) -> int | None:
        """The minutes of a derogation to a usage: few, and the length stays within its bounds."""
        minutes = self.minutes()
        if minutes is None or usage is None:
            return None
        usual = getattr(self._index.session.reglages, usage, 0)
        if abs(minutes) > DEROGATION or (usage in BORNES and not BORNES[usage].hold(usual + minutes)):
            self._refuse(textes.derogation_trop_large(DEROGATION), "minutes")
            return None
        return minutes

    def precision(self, *options: str) -> str:
        """What is decided, of these options; empty where nothing is."""
        self._used.add("precision")
        if self._precision and self._precision not in options:
            titre = IMPREVUS.colonne("precision").titre
            self._refuse(textes.precision_attendue(titre=f"« {titre} »", choix=options), "precision")
            return ""
        return self._precision

    def text(self, champ: str) -> str:
        """A text, or none."""
        self._used.add(champ)
        return self._record.text(champ)

    def motive(self) -> str:
        """What a candidat did not show: no word of health."""
        self._used.add("detail")
        return self._without_motive("detail")

    def has(self, champ: str) -> bool:
        """Whether something is typed there."""
        return self._record.has(champ)

    def _needed(self, champ: str) -> str:
        """What is typed there, as a text; missed where nothing is."""
        self._used.add(champ)
        if not self._record.has(champ):
            self._refuse(lecture.valeur_manquante(IMPREVUS.colonne(champ).titre), champ)
            return ""
        return self._record.text(champ)

    def _refuse(self, texte: Texte, champ: str) -> None:
        self._record.notes.error(texte, self._record.place(champ))


def _humans(session: Session) -> Sequence[Humain]:
    return (*session.candidats, *session.membres, *session.personnes)


def _midnight(jour: date, days: int = 0) -> datetime:
    return datetime.combine(jour + timedelta(days=days), time())


_MOMENT = re.compile(r"(?P<jour>.*?\S)(?:\s*,\s*|\s+)(?:\w\s+)?(?P<h>\d{1,2})\s*[h:]\s*(?P<min>\d{2})?(?::\d{2})?")
"""A moment of the day or of the night: people telephone at any hour."""


_MOTIVE = re.compile(
    r"\b(?:gripp\w*|covid\w*|gastro\w*|angines?|bronchites?|migraines?|fievres?|contagieu\w*|cas contact"
    r"|hopital|hospitali\w*|cliniques?|urgences|operee?s?|chirurg\w*|accident\w*|bless\w*|fractur\w*|entorses?"
    r"|accouch\w*|maternite|arret (?:de travail|maladie)|en arret|depress\w*|burn[ -]?out|cancer\w*"
    r"|deces|decede\w*|deuil|obseques|enterrement)\b"
)
"""Words that say why somebody is absent, beside those of health that no sheet keeps."""
_OVER = re.compile(r"(?:repris|annul|revenu|termine|fini)")
"""What a note begins with, where it says that the event holds no more."""


def _moment(value: Raw, days: Days) -> datetime:
    """``14/06/2027 10:40``, ``lundi 14/06 à 10h40``, a cell of dates and hours; a day alone is its beginning."""
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, str) and (lu := _MOMENT.fullmatch(value.strip())):
        hour, minute = int(lu["h"]), int(lu["min"] or 0)
        if hour > 23 or minute > 59:
            raise Unreadable(textes.moment_illisible())
        return datetime.combine(_day_of(lu["jour"], days), time(hour, minute))
    if isinstance(value, str | date):
        return datetime.combine(_day_of(value, days), time())
    raise Unreadable(textes.moment_illisible())


def _day_of(value: str | date, days: Days) -> date:
    """The day of a moment; what is no date at all is no moment."""
    try:
        return days.find(value)
    except Unreadable as refusal:
        if refusal.texte.message == lecture.date_illisible().message:
            raise Unreadable(textes.moment_illisible()) from refusal
        raise


def _stretched(kind: Callable[[Any, datetime, datetime], _Event], who: Any, line: _Line) -> _Event | None:
    plage = line.stretch()
    return kind(who, plage.debut, plage.fin) if who is not None and plage is not None else None


def _replaced(line: _Line) -> Remplacement | None:
    absent = line.staff()
    par, plage = line.another("avec", absent), line.stretch()
    return _made(Remplacement, absent, par, *((plage.debut, plage.fin) if plage else (None,)))


def _late(line: _Line) -> CandidatEnRetard | None:
    candidat, minutes, reporte = line.candidat(), line.minutes(), line.precision(REPORTE) == REPORTE
    if not reporte:
        jour = line.day_or_any()
        return CandidatEnRetard(candidat, minutes, jour=jour) if candidat and minutes is not None else None
    fin, plage = line.end(), line.stretch()
    if candidat is None or minutes is None or fin is None or plage is None:
        return None
    return CandidatEnRetard(candidat, minutes, True, plage.debut.date(), plage.debut, plage.fin)


def _turned_away(line: _Line) -> CandidatRefuse | None:
    admis = line.precision(ADMIS, NON_ADMIS) == ADMIS
    return _made(CandidatRefuse, line.candidat(), line.at(), line.motive(), admis)


def _stopped(line: _Line) -> EcritInterrompu | None:
    return _made(EcritInterrompu, line.epreuve(), line.day(), line.hour(), line.end())


def _interrupted(line: _Line) -> JuryInterrompu | None:
    jury, moment, candidat = line.jury(), line.at(), line.candidat("avec")
    decisions = {label: decision for decision, label in DECISIONS.items()}
    decision = decisions.get(line.precision(*decisions), Decision.EN_ATTENTE)
    plage = line.stretch() if line.has("a") else None
    if jury is None or moment is None or candidat is None:
        return None
    return JuryInterrompu(jury, moment.date(), moment, candidat, decision, plage.fin if plage else None)


def _derogated(line: _Line) -> Derogation | None:
    usage = line.usage()
    return _made(Derogation, usage, "", line.day(), line.more_or_less(usage))


def _agreed(line: _Line) -> Accord | None:
    qui, jour, asked = line.anybody(), line.day_or_any(), line.precision(A_DEMANDER) == A_DEMANDER
    return Accord(qui, jour, asked) if qui is not None else None


_READERS: Mapping[type, Callable[[_Line], Evenement | None]] = {
    Absence: lambda line: _stretched(Absence, line.anybody(), line),
    Accord: _agreed,
    CandidatAbsent: lambda line: _made(CandidatAbsent, line.candidat()),
    CandidatEnRetard: _late,
    CandidatRefuse: _turned_away,
    CandidatReporte: lambda line: _made(CandidatReporte, line.candidat(), line.precision(COMPOSE) == COMPOSE),
    Decalage: lambda line: _made(Decalage, line.jury(), line.at(), line.minutes()),
    Deport: lambda line: _made(Deport, line.membre(), line.candidat("avec")),
    Derogation: _derogated,
    EcritInterrompu: _stopped,
    JuryInterrompu: _interrupted,
    Prolongation: lambda line: _made(Prolongation, line.day(), line.end()),
    Remplacement: _replaced,
    SallePerdue: lambda line: _stretched(SallePerdue, line.room(), line),
    TravauxSeuls: lambda _: TravauxSeuls(),
}
