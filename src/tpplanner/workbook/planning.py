"""A planning read back: the plan as written, what a hand changed, what follows from it, what is pinned; its changes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby, pairwise, takewhile

from tpplanner.domain.answers import Changements, Concern, Edition, Element, Message, Priorite, Reading, Retard
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Plan
from tpplanner.domain.referentiel import Phase
from tpplanner.domain.session import Pin, Portee, Role, Session, cle
from tpplanner.sheets.session import COMMENCE, PLANNING, PLANNING_COMPLET
from tpplanner.texts import lecture as textes
from tpplanner.texts.changements import (
    AFFICHES_TITRE,
    APPELS_TITRES,
    AVIS_TITRE,
    CANDIDAT,
    DIFFERENCES_TITRE,
    RETARDS_TITRE,
)
from tpplanner.texts.classeur import BORNE, INCONNUE, NIVEAUX_ENTETES
from tpplanner.texts.lecture import Changement
from tpplanner.texts.noms import EPREUVE, JURY, PRESENCES, TRAVAIL_DE, TRAVAUX
from tpplanner.texts.plain import number_in_digits
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw
from tpplanner.workbook.forms import Days
from tpplanner.workbook.grid import Grid, Location, MildNotes
from tpplanner.workbook.planning_lines import LineReader, TrackedRow, TrackedSheet
from tpplanner.workbook.planning_rows import Row, elements_of, plan_from, plan_of, reading_order
from tpplanner.workbook.records import Index, Record, Source, header_row, names_of, title_of

# What follows where a hand changed only a start, a room or a jury of a row of *Planning*.

_TIMES = ("jour", "debut", "fin")
_SPANS = frozenset({JURY, PRESENCES[Role.RESPONSABLE], PRESENCES[Role.SURVEILLANT]})
"""Natures of rows that last as long as others do: their end does not follow their start."""
_ABOUT = frozenset(TRAVAUX[n] for n in (NatureTravail.LECTURE, NatureTravail.CORRECTION, NatureTravail.DELIBERATION))
"""The jury's work on one candidat, which goes with them to another jury."""

_Matched = tuple[TrackedRow, Row]
"""A line, and its row as written."""


def follow_edits(session: Session, index: Index, lines: Sequence[TrackedRow]) -> None:
    """Let the rows follow what a hand changed: sets `now` of each line."""
    Propagation(session, index, lines).run()


class Propagation:
    """The lines of a planning, and how they hang together."""

    def __init__(self, session: Session, index: Index, lines: Sequence[TrackedRow]) -> None:
        self._session = session
        self._index = index
        self._lines = sorted(lines, key=lambda line: reading_order(line.written or line.typed))
        self._pause = timedelta(minutes=session.reglages.courte_pause)
        self._epreuves = {e.id: e for e in session.referentiel.epreuves()}

    def run(self) -> None:
        """Ends, chains, juries' rooms, then what is derived, the widest last."""
        for line, written in self._pairs():
            _end_follows(line, written)
        for chain in self._chains():
            _shift(chain)
            self._join(chain)
        for line, written in self._pairs(JURY):
            self._room_of_jury(line, written)
        for line, written in self._pairs(PRESENCES[Role.COMEDIEN], PRESENCES[Role.AIDE]):
            self._stretch(line, written, partial(_beside, written))
        for line, written in self._pairs(PRESENCES[Role.SURVEILLANT]):
            self._surveillance(line, written)
        for line, written in self._pairs(JURY):
            self._stretch(line, written, partial(_done_by, written.jury), alone=True)
        for line, written in self._pairs(PRESENCES[Role.RESPONSABLE]):
            self._responsable(line, written)

    def _pairs(self, *natures: str) -> Iterator[_Matched]:
        """The lines that tpplanner wrote, of these natures (of any by default)."""
        for line in self._lines:
            if line.written is not None and (not natures or line.written.nature in natures):
                yield line, line.written

    # -- one candidat's rows

    def _chains(self) -> Iterator[list[_Matched]]:
        """One candidat's parts of one day which were written one after the other, with the deliberation at their end.

        A collective épreuve is a chain by itself: it starts when it starts for all.
        """
        parts = [
            (line, w)
            for line, w in self._pairs(EPREUVE)
            if line.typed.nature == EPREUVE and not line.touched("candidat")
        ]
        ends = [(line, w) for line, w in self._pairs(TRAVAUX[NatureTravail.DELIBERATION])]
        parts.sort(key=lambda pair: (pair[1].candidat, pair[1].moment_debut))
        for _, rows in groupby(parts, key=lambda pair: (pair[1].candidat, pair[1].jour)):
            for chain in _split(list(rows), self._glued):
                last = chain[-1][1]
                glued = [(li, w) for li, w in ends if w.candidat == last.candidat and w.moment_debut == last.moment_fin]
                yield chain + glued

    def _glued(self, before: Row, after: Row) -> bool:
        if before.epreuve == after.epreuve:
            return True
        if self._collective(before) or self._collective(after):
            return False
        return timedelta(0) <= after.moment_debut - before.moment_fin <= self._pause

    def _collective(self, row: Row) -> bool:
        epreuve = self._epreuves.get(self._index.epreuve(row.epreuve, self._index.candidat(row.candidat) or "") or "")
        return epreuve is not None and epreuve.collective

    def _join(self, chain: Sequence[_Matched]) -> None:
        """Rooms, juries, vehicles of a chain follow what a hand changed; the jury's work on the candidat too."""
        for champ in ("salle", "jury", "personnes"):
            changed = [(line, w) for line, w in chain if line.touched(champ) and getattr(line.typed, champ)]
            for line, written in chain:
                models = [m for m, w in changed if getattr(w, champ) == getattr(written, champ)]
                if models:
                    line.follow(**{champ: getattr(models[0].typed, champ)})
        juries = [(line, w) for line, w in chain if line.now.jury and line.now.jury != w.jury and w.jury]
        if juries:
            self._change_jury(chain, juries[0][1].jury, juries[0][0].now.jury)

    def _change_jury(self, chain: Sequence[_Matched], old: str, new: str) -> None:
        candidat = chain[0][1].candidat
        for line, written in self._pairs(*_ABOUT):
            if written.candidat == candidat and written.jury == old:
                line.follow(jury=new)
        for line, written in chain:
            own_room, other_room = self._room_of(old, written.jour), self._room_of(new, line.now.jour)
            if written.salle and written.salle == own_room and other_room and line.now.jury == new:
                line.follow(salle=other_room)

    def _room_of(self, jury: str, jour: date) -> str:
        rooms = [line.typed.salle for line, w in self._pairs(JURY) if w.jury == jury and line.typed.jour == jour]
        return rooms[0] if rooms else ""

    def _room_of_jury(self, line: TrackedRow, written: Row) -> None:
        """The candidats of a jury that changes its room go there with it."""
        if not line.touched("salle"):
            return
        for other, w in self._pairs(EPREUVE):
            if w.jury == written.jury and w.salle == written.salle and _within(w, written):
                other.follow(salle=line.typed.salle)

    # -- what is derived

    def _stretch(self, line: TrackedRow, written: Row, counts: Callable[[Row], bool], *, alone: bool = False) -> None:
        """A row whose bounds were those of others follows them, on their day; `alone` where newcomers widen it too.

        A newcomer was moved or added: what no hand changed widens nothing.
        """
        followed = [(li, w) for li, w in self._pairs() if li is not line and counts(w) and _within(w, written)]
        if not followed or line.touched("jour"):
            return
        current = [li.now for li, _ in followed if counts(li.now)]
        if alone and self._spans_of(written, written.jour) == [line]:
            known = {id(li) for li, _ in followed}
            others = (li for li in self._lines if id(li) not in known and li is not line and li.now != li.written)
            current += [li.now for li in others if counts(li.now) and li.now.jour == written.jour]
        self._bound(line, written, [w for _, w in followed], current)

    def _spans_of(self, written: Row, jour: date) -> list[TrackedRow]:
        """The rows that tell the same span (of one jury, of one person) on that day."""
        return [
            li
            for li, w in self._pairs(written.nature)
            if w.jour == jour and w.jury == written.jury and (w.jury or w.personnes == written.personnes)
        ]

    def _bound(self, line: TrackedRow, written: Row, before: Sequence[Row], current: Sequence[Row]) -> None:
        """Set the bounds, and the day where all have moved to one on which nothing else tells the span."""
        jours = {row.jour for row in current}
        jour = written.jour if written.jour in jours else next(iter(jours), None)
        if jour is None or (jour != written.jour and (len(jours) > 1 or self._spans_of(written, jour))):
            return
        debut, fin = _envelope(row for row in current if row.jour == jour)
        line.follow(jour=jour)
        if written.moment_debut == _envelope(before)[0]:
            line.follow(debut=debut.time())
        if written.moment_fin == _envelope(before)[1]:
            line.follow(fin=fin.time())

    def _surveillance(self, line: TrackedRow, written: Row) -> None:
        """Whoever watches a room follows those who sit in it."""
        followed = [
            (li, w)
            for li, w in self._pairs(EPREUVE)
            if w.salle == written.salle and self._watched(w) and _overlap(w, written)
        ]
        salles = {li.now.salle for li, _ in followed}
        if not followed or line.touched("jour"):
            return
        if len(salles) == 1:
            line.follow(salle=salles.pop())
        current = [li.now for li, _ in followed if li.now.salle == line.now.salle]
        self._bound(line, written, [w for _, w in followed], current)

    def _watched(self, row: Row) -> bool:
        phase = self._phase(row)
        return phase is not None and phase.surveillable

    def _phase(self, row: Row) -> Phase | None:
        epreuve = self._epreuves.get(self._index.epreuve(row.epreuve, self._index.candidat(row.candidat) or "") or "")
        rang = (row.phase or 1) - 1
        return epreuve.phases[rang] if epreuve is not None and 0 <= rang < len(epreuve.phases) else None

    def _responsable(self, line: TrackedRow, written: Row) -> None:
        """The responsable is there from the first thing of the day to the last."""
        before = [w for li, w in self._pairs() if w.jour == written.jour and w.nature != written.nature]
        current = [li.now for li in self._lines if li.now.jour == written.jour and li.now.nature != written.nature]
        if not before or not current or line.touched("jour"):
            return
        if written.moment_debut == _envelope(before)[0]:
            line.follow(debut=_envelope(current)[0].time())
        if written.moment_fin == _envelope(before)[1]:
            line.follow(fin=_envelope(current)[1].time())


def _end_follows(line: TrackedRow, written: Row) -> None:
    """A row that only starts at another moment lasts as long as before."""
    if line.touched("jour", "debut") and not line.touched("fin") and written.nature not in _SPANS:
        duree = written.moment_fin - written.moment_debut
        line.now = line.typed.at(line.typed.moment_debut, line.typed.moment_debut + duree)


def _shift(chain: Sequence[_Matched]) -> None:
    """The parts that no hand moved go with the nearest one before that a hand moved, else with the first after."""
    moves: list[timedelta | None] = []
    for line, written in chain:
        shift = line.now.moment_debut - written.moment_debut
        lasts = line.now.moment_fin - line.now.moment_debut == written.moment_fin - written.moment_debut
        moves.append(shift if shift and lasts else None)
    first = next((move for move in moves if move), None)
    if first is None:
        return
    current = first
    for (line, written), move in zip(chain, moves, strict=True):
        current = move or current
        if not line.touched(*_TIMES):
            line.now = line.now.at(written.moment_debut + current, written.moment_fin + current)


def _split(pairs: Sequence[_Matched], glued: Callable[[Row, Row], bool]) -> Iterator[list[_Matched]]:
    """Maximal runs of pairs, each glued to the one before."""
    chain = list(pairs[:1])
    for before, after in pairwise(pairs):
        if not glued(before[1], after[1]):
            yield chain
            chain = []
        chain.append(after)
    if chain:
        yield chain


def _is_thing(row: Row) -> bool:
    """Whether a row is something that a jury does (its break is not)."""
    pause = TRAVAUX[NatureTravail.PAUSE]
    return row.nature == EPREUVE or (row.nature in TRAVAIL_DE and row.nature != pause)


def _done_by(jury: str, row: Row) -> bool:
    return row.jury == jury and _is_thing(row)


def _beside(written: Row, row: Row) -> bool:
    """Whether a row is the passage at which somebody is there."""
    return row.nature == EPREUVE and (row.candidat, row.epreuve) == (written.candidat, written.epreuve)


def _within(row: Row, span: Row) -> bool:
    return span.moment_debut <= row.moment_debut and row.moment_fin <= span.moment_fin


def _overlap(row: Row, span: Row) -> bool:
    return row.moment_debut < span.moment_fin and span.moment_debut < row.moment_fin


def _envelope(rows: Iterable[Row]) -> tuple[datetime, datetime]:
    spans = list(rows)
    return min(row.moment_debut for row in spans), max(row.moment_fin for row in spans)


# The sheet *Planning* read back: the plan as written, the plan as it stands, what a hand changed, what is pinned.

_NOTES_OF_PEOPLE = ("statut",)
"""Columns that are for people's own notes: no edition of the planning."""

_OPTIONAL = ("phase", "fige", "statut")
"""Columns without which the sheet still tells a plan."""


def read_planning(source: Source, session: Session) -> Reading:
    """What the sheet tells of a session, whose pins are there; no plan where the workbook has none.

    Its faults are warnings, but for those that leave no plan where the workbook is read for it: WorkbookRefused then.
    """
    if source.planifie and not source.sheets.has(PLANNING):
        _tell_missing(source)
        raise source.notes.refusal()
    records = source.sheets.planning()
    if not records and source.planifie:
        source.notes.error(textes.SANS_LIGNE, Location(PLANNING.titre))
        raise source.notes.refusal()
    if not records:
        return Reading(session)
    index = Index(session)
    notes = MildNotes(source.notes.issues)
    absent = [c.titre for c in PLANNING.colonnes if c.champ not in (*records[0].adresses, *_OPTIONAL)]
    if absent and source.planifie:
        source.notes.error(textes.colonnes_absentes(absent), Location(records[0].titre))
        raise source.notes.refusal()
    if absent:
        notes.warning(textes.colonnes_absentes(absent), Location(records[0].titre))
        return Reading(session)
    planning = LineReader(notes, index, Days(session.jours, session.fictive)).read(records)
    if planning.lines and not planning.written:
        notes.warning(textes.EDITE_SANS_TRACE, Location(records[0].titre))
    elements = _told_by(session, index, planning.lines)
    edite = plan_from(element for element, _ in elements)
    ecrit = plan_of(session, planning.written) if planning.written else edite
    bare = bool(edite.passages) and not ecrit.accueils and not edite.accueils
    if bare:
        notes.warning(textes.SANS_ACCUEIL, Location(records[0].titre))
        ecrit, edite = (_welcomed(session, plan) for plan in (ecrit, edite))
    return Reading(
        replace(session, pins=tuple(pins_of(session, edite))),
        ecrit=(ecrit,),
        edite=(edite,),
        editions=tuple(_editions(planning)) if planning.written else (),
        lignes=_rows(planning.lines, elements),
        sans_edition=Undone(session, index, planning, bare=bare) if planning.written else {},
        commence=tuple(element for element, rows in elements if any(_begun(planning.lines[row]) for row in rows)),
    )


def _told_by(session: Session, index: Index, lines: Sequence[TrackedRow]) -> list[tuple[Element, tuple[int, ...]]]:
    """What lines tell, once what hangs on an edited one has followed."""
    follow_edits(session, index, lines)
    return elements_of(session, [line.now for line in lines])


def _welcomed(session: Session, plan: Plan) -> Plan:
    """The plan of a sheet that tells no accueil."""
    return replace(plan, accueils=accueils_de(session, plan.passages))


class Undone(Mapping[int, Plan]):
    """By the number of each row that a hand changed, added or emptied: the plan without that, made when asked for."""

    def __init__(self, session: Session, index: Index, planning: TrackedSheet, *, bare: bool) -> None:
        self._session, self._index, self._lines, self._bare = session, index, planning.lines, bare
        edited = [li for li in planning.lines if li.written is None or _changes(li.written, li.typed)]
        self._written = {li.number: li.written for li in edited}
        self._written |= {gone.record.number: gone.written for gone in planning.gone if gone.record is not None}

    def __getitem__(self, number: int) -> Plan:
        written = self._written[number]
        lines = [replace(li, now=li.typed) for li in self._lines if li.number != number]
        if written is not None:
            lines.append(TrackedRow(number, written, written, written, self._lines[0].record))
        plan = plan_from(element for element, _ in _told_by(self._session, self._index, lines))
        return _welcomed(self._session, plan) if self._bare else plan

    def __iter__(self) -> Iterator[int]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)


def _tell_missing(source: Source) -> None:
    """That there is no *Planning*: another would lose what a hand changed in one that bears another title."""
    needed = {c.champ for c in PLANNING.colonnes} - set(_OPTIONAL)
    headers = ((grid.titre, header_row(PLANNING_COMPLET, grid)) for grid in source.sheets.strangers())
    names = names_of(PLANNING.colonnes)
    titres = [
        titre
        for titre, header in headers
        if header is not None and needed <= {names.get(title_of(cell), "") for cell in header.cells.values()}
    ]
    if titres:
        source.notes.error(textes.feuille_absente(PLANNING.titre, titres[0]), Location(titres[0]))
    else:
        source.notes.error(textes.AUCUN_PLANNING)


def _begun(line: TrackedRow) -> bool:
    """Whether *Statut* says that a row has begun."""
    return cle(line.now.statut) in COMMENCE


def _rows(
    lines: Sequence[TrackedRow], elements: Sequence[tuple[Element, tuple[int, ...]]]
) -> dict[Element, tuple[int, ...]]:
    """The numbers, in the sheet, of the rows of each piece (of two equal ones, the rows of both)."""
    numbers: dict[Element, tuple[int, ...]] = {}
    for element, positions in elements:
        numbers[element] = (*numbers.get(element, ()), *(lines[position].number for position in positions))
    return numbers


def _editions(planning: TrackedSheet) -> Iterator[Edition]:
    """What a hand did, row by row in the order of the sheet, and what followed."""
    for line in planning.lines:
        quoi = _told(line.typed)
        if line.written is None:
            yield Edition(textes.ajoutee(line.number, quoi), _cell(line.record, "jour"))
            continue
        typed = _changes(line.written, line.typed)
        followed = _changes(line.typed, line.now)
        if typed:
            first = next(c.champ for c in PLANNING.colonnes if c.titre == typed[0][0])
            yield Edition(textes.modifiee(line.number, quoi, typed, followed), _cell(line.record, first))
        elif followed:
            first = next(c.champ for c in PLANNING.colonnes if c.titre == followed[0][0])
            yield Edition(textes.suivie(line.number, quoi, followed), _cell(line.record, first))
    for gone in planning.gone:
        cell = _cell(gone.record, "jour") if gone.record is not None else ""
        yield Edition(textes.effacee(_told(gone.written), gone.written.moment_debut), cell)
    if planning.deleted:
        yield Edition(textes.supprimees(planning.deleted))


def _told(row: Row) -> str:
    return textes.ligne(row.nature, row.candidat, row.epreuve, row.jury, row.personnes)


def _changes(before: Row, after: Row) -> list[Changement]:
    return [
        (colonne.titre, getattr(before, colonne.champ), getattr(after, colonne.champ))
        for colonne in PLANNING.colonnes
        if colonne.champ not in _NOTES_OF_PEOPLE and getattr(before, colonne.champ) != getattr(after, colonne.champ)
    ]


def _cell(record: Record, champ: str) -> str:
    return str(record.place(champ))


def pins_of(session: Session, plan: Plan) -> Iterator[Pin]:
    """What is frozen in the plan as it stands: juries are pinned as membres, never by the id of a composed one."""
    candidats = {candidat.id for candidat in session.candidats}
    epreuves = {epreuve.id for epreuve in session.referentiel.epreuves()}
    for passage in plan.passages:
        if passage.fige and passage.candidat in candidats and passage.epreuve in epreuves:
            portee = Portee(passage.fige)
            parties = tuple(replace(p, jury="") for p in passage.parties)
            membres = _membres(plan, passage) if portee is Portee.TOUT else ()
            yield Pin(passage.candidat, passage.epreuve, portee, parties, membres)


def _membres(plan: Plan, passage: Passage) -> tuple[str, ...]:
    for partie in passage.suivies:
        for composition in plan.compositions:
            if _holds(composition, partie):
                return composition.membres
    return ()


def _holds(composition: Composition, partie: Partie) -> bool:
    return composition.jury == partie.jury and composition.debut <= partie.debut and partie.fin <= composition.fin


# The sheet *Changements*: what happened, whom to tell what, who is late.

_TITRES = {
    cle(titre): titre
    for titre in (
        AVIS_TITRE,
        RETARDS_TITRE,
        *APPELS_TITRES.values(),
        AFFICHES_TITRE,
        DIFFERENCES_TITRE,
    )
}
"""The parts of the sheet."""


def changes_told(grid: Grid | None, session: Session) -> Changements:
    """What the sheet tells, without its differences; nothing where there is no sheet.

    It is the words of a planning for people, and notes of who is late; no plan depends on it. Somebody whom the session
    has no more bears no id.
    """
    parts = _parts(grid) if grid is not None else {}
    index = Index(session)
    days = {index.noms.jour(jour.date): jour.date for jour in session.jours}
    calls = {priorite: parts.get(titre, ())[1:] for priorite, titre in APPELS_TITRES.items()}
    return Changements(
        tuple(next(iter(row.values())) for row in parts.get(AVIS_TITRE, ())),
        messages=tuple(_message(row, priorite, index) for priorite, rows in calls.items() for row in rows if 2 in row),
        retards=tuple(_retards(parts.get(RETARDS_TITRE, ())[1:], index)),
        affiches=tuple(days[nom] for row in parts.get(AFFICHES_TITRE, ()) for nom in row.values() if nom in days),
    )


def levels_told(grid: Grid | None) -> tuple[tuple[str, ...], ...]:
    """The levels of *Qualité* that have a bound, a row each as it tells them; nothing where there is no sheet."""
    lines = grid.rows if grid is not None else []
    rows = [tuple(_lines(c.value) for _, c in sorted(row.cells.items()) if not c.spread) for row in lines]
    try:
        first = rows.index(NIVEAUX_ENTETES) + 1
    except ValueError:
        return ()
    levels = takewhile(lambda row: len(row) == len(NIVEAUX_ENTETES), rows[first:])
    return tuple(row for row in levels if row[NIVEAUX_ENTETES.index(BORNE)] != INCONNUE)


_Row = Mapping[int, str]
"""The text of a row's own cells, by column (from 1)."""


def _parts(grid: Grid) -> dict[str, list[_Row]]:
    """The rows below each title."""
    parts: dict[str, list[_Row]] = {}
    below: list[_Row] = []
    for row in grid.rows:
        shown = {column: _lines(cell.value) for column, cell in sorted(row.cells.items()) if not cell.spread}
        titre = _TITRES.get(cle(*shown.values())) if len(shown) == 1 else None
        if titre is not None:
            below = parts.setdefault(titre, [])
        elif shown:
            below.append(shown)
    return parts


def _lines(value: Raw) -> str:
    """The text of a cell, line by line."""
    return "\n".join(map(cells.texte, value.splitlines())) if isinstance(value, str) else cells.texte(value)


def _message(row: _Row, priorite: Priorite, index: Index) -> Message:
    """A call, as *Changements* writes it: a box, who and as what, the number, what to say, what changes, a note."""
    who, telephone, a_dire, phrases, joint = (row.get(column, "") for column in range(2, 7))
    nom, _, qualite = who.partition("\n")
    concern = next((c for c in Concern if c and qualite.endswith(f", {c}")), Concern.AUTRE)
    role = qualite.removesuffix(f", {concern}")
    ids = index.candidats(nom) if role.startswith(CANDIDAT) else index.personnes(nom)
    personne = ids[0] if len(ids) == 1 else ""
    return Message(personne, nom, role, tuple(phrases.splitlines()), telephone, priorite, a_dire, joint, concern)


def _retards(rows: Sequence[_Row], index: Index) -> Iterator[Retard]:
    """Those of candidats and épreuves that the session has."""
    for nom, epreuve, minutes in (row.values() for row in rows if len(row) == 3):
        ids = index.candidats(nom)
        id_ = index.epreuve(epreuve, ids[0]) if len(ids) == 1 else None
        if id_ is not None and (late := number_in_digits(minutes)) is not None:
            yield Retard(ids[0], id_, late)
