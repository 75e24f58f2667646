"""The lines of *Planning*: its rows as they stand and as they were written, in the unique labels of the session."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any, TypeVar

from tpplanner.domain.plan import NatureAccueil
from tpplanner.domain.session import Portee, cle, propre
from tpplanner.sheets.session import AFFICHE, CLE_DE_LIGNE, COMMENCE, EN_COURS, PLANNING, TERMINE
from tpplanner.texts import lecture as textes
from tpplanner.texts.noms import ACCUEIL_DE, EPREUVE, JURY, NATURES, PRESENCES, ROLE_DE, TRAVAIL_DE, Texte
from tpplanner.texts.plain import number_in_digits
from tpplanner.workbook import cells
from tpplanner.workbook.cells import Raw, Tell, Unreadable, silent
from tpplanner.workbook.forms import Days
from tpplanner.workbook.grid import Location, Notes
from tpplanner.workbook.pairing import Pairs, paired
from tpplanner.workbook.planning_rows import Row, widest
from tpplanner.workbook.records import Index, Record, closest

_WRITTEN = "_ecrit"
_KEPT = tuple(colonne.champ for colonne in PLANNING.colonnes if colonne.champ != "statut")
"""The columns without whose hidden twins nothing is known of what was written."""

_Value = TypeVar("_Value")


@dataclass(slots=True)
class TrackedRow:
    """A row of the sheet: what is typed, what tpplanner had written (None: nothing), what it becomes."""

    number: int
    typed: Row
    written: Row | None
    now: Row
    record: Record

    def touched(self, *champs: str) -> bool:
        """Whether a hand changed one of these columns."""
        return self.written is not None and any(getattr(self.typed, c) != getattr(self.written, c) for c in champs)

    def follow(self, **champs: object) -> None:
        """Change columns that no hand changed."""
        self.now = replace(self.now, **{c: v for c, v in champs.items() if not self.touched(c)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Gone:
    """A row as written that no row of the sheet tells any more; the record that stands in its place, if one does."""

    written: Row
    record: Record | None


@dataclass(frozen=True, slots=True)
class TrackedSheet:
    """The sheet: what its rows tell, the rows as written, those of them that are gone.

    `deleted` counts the written rows of which nothing is left.
    """

    lines: list[TrackedRow]
    written: list[Row]
    gone: list[Gone]
    deleted: int


class LineReader:
    """Reads rows into labels; what is wrong is told as a warning."""

    def __init__(self, notes: Notes, index: Index, days: Days) -> None:
        self._notes = notes
        self._index = index
        self._days = days

    def read(self, records: Sequence[Record]) -> TrackedSheet:
        """Every row, with the written one that it is (`workbook.pairing`)."""
        twins, own = self._twins(records)
        written = [twin.row for twin in twins]
        shown = {r.number: r for r in records if any(r.has(colonne.champ) for colonne in PLANNING.colonnes)}
        typed = {number: row for number, record in shown.items() if (row := self._typed(record)) is not None}
        typed = _spelt_once(typed, written)
        illegible = shown.keys() - typed.keys()
        pairs = paired(typed, own, written, illegible)
        lines = self._lines(shown, typed, written, pairs)
        self._tell_juries(list(lines.values()), written)
        emptied = (r for r in records if r.number in pairs.written and r.number not in (*lines, *illegible))
        gone = [(pairs.written[record.number], record) for record in emptied]
        lost = [Gone(written[position], record) for position, record in (*gone, *((p, None) for p in pairs.gone))]
        deleted = max((twin.total for twin in twins), default=0) - len(written)
        return TrackedSheet(list(lines.values()), written, lost, max(0, deleted))

    def _twins(self, records: Sequence[Record]) -> tuple[list["_Twin"], dict[int, int]]:
        """What stands in the hidden columns, and where by row; a row copied with them was written once."""
        twins: list[_Twin] = []
        by_key: dict[str, int] = {}
        own: dict[int, int] = {}
        has_twins = records[:1] and all(f"{champ}{_WRITTEN}" in records[0].adresses for champ in _KEPT)
        for record in records if has_twins else ():
            key = record.text(CLE_DE_LIGNE.champ)
            if key not in by_key:
                row = self._row(record, _WRITTEN)
                if row is None:
                    continue
                twins.append(_Twin(replace(row, affiche=self._posted(record, row)), _total(key)))
            own[record.number] = by_key.get(key, len(twins) - 1)
            if key:
                by_key[key] = own[record.number]
        return twins, own

    def _posted(self, record: Record, row: Row) -> datetime | None:
        """The moment posted for the passage of a row as written, where there is one."""
        try:
            value = record.raw(AFFICHE.champ)
            return None if cells.is_empty(value) else datetime.combine(row.jour, _moment(value))
        except Unreadable:
            return None

    def _lines(
        self, shown: Mapping[int, Record], typed: Mapping[int, Row], written: Sequence[Row], pairs: Pairs
    ) -> dict[int, TrackedRow]:
        """The rows that tell something; one that repeats another is told, and only its pin and its note are kept."""
        lines: dict[int, TrackedRow] = {}
        for number, row in typed.items():
            if number not in pairs.repeats:
                before = written[pairs.written[number]] if number in pairs.written else None
                own = row if before is None else replace(row, affiche=before.affiche)
                lines[number] = TrackedRow(number, own, before, own, shown[number])
        for number, first in pairs.repeats.items():
            line, repeat = lines[first], typed[number]
            fige, statut = widest([line.typed.fige, repeat.fige]), line.typed.statut or repeat.statut
            line.typed = line.now = replace(line.typed, fige=fige, statut=statut)
            self._notes.warning(textes.ligne_repetee(first), shown[number].place())
        for line in lines.values():
            self._tell_backwards(line)
        return lines

    def _typed(self, record: Record) -> Row | None:
        """The row as it stands; None, and a warning, where no piece of a plan can be made of it."""
        if self._is_without_value(record):
            return None
        row = self._row(record, "")
        if row is None:
            return None
        missing = _missing(row)
        for champ in missing:
            self._notes.warning(textes.colonne_requise(PLANNING.colonne(champ).titre), record.place(champ))
        return None if missing else row

    def _is_without_value(self, record: Record) -> bool:
        """Whether what the row tells is not known, for a formula gives no value (told in *Statut* too, a mere note)."""
        aside = []
        for colonne in PLANNING.colonnes:
            cell = record.cells.get(colonne.champ)
            if cell is None or cell.refusal is None:
                continue
            self._notes.warning(cell.refusal, cell.place)
            if colonne.champ != "statut":
                aside.append(cell.place)
        for place in aside[:1]:
            self._notes.warning(textes.ligne_sans_valeur(), place)
        return bool(aside)

    def _tell_backwards(self, line: TrackedRow) -> None:
        """A row that ends before it begins, but where only its start was moved: the end follows then."""
        row = line.typed
        follows = line.touched("debut") and not line.touched("fin")
        if row.fin <= row.debut and row.fin != time(0) and not follows:
            self._notes.warning(textes.fin_avant_debut(), line.record.place("fin"))

    def _row(self, record: Record, suffix: str) -> Row | None:
        """The columns of one side of the row, in the labels of the session; None where one of the first is missing."""
        typed = not suffix
        try:
            jour = _legible(record, f"jour{suffix}", self._day)
            debut = _legible(record, f"debut{suffix}", self._moment(record, "debut") if typed else _moment)
            fin = _legible(record, f"fin{suffix}", self._moment(record, "fin") if typed else _moment)
            nature = _legible(record, f"nature{suffix}", _nature)
            numero = _legible(record, f"phase{suffix}", _phase)
        except _Illegible as refusal:
            if typed:
                self._notes.warning(refusal.texte, record.place(refusal.champ))
                self._notes.warning(textes.ligne_illisible(), record.place(refusal.champ))
            return None
        texts = {c: cells.texte(record.raw(f"{c}{suffix}")) for c in ("candidat", "epreuve", "jury", "salle", "statut")}
        personnes = cells.liste(record.raw(f"personnes{suffix}"), lambda t: self._named(nature, t) is not None)
        fige = self._pin(record, f"fige{suffix}", typed=typed)
        if typed and texts["statut"] and cle(texts["statut"]) not in COMMENCE:
            proches = closest(texts["statut"], (EN_COURS, TERMINE), 1) or (EN_COURS, TERMINE)
            self._tell(record, "statut", texts["statut"], textes.statut_inconnu(proches))
        row = Row(jour, debut, fin, nature, phase=numero, personnes=personnes, fige=fige, affiche=None, **texts)
        return self._labelled(self._as_read(row, record) if typed else row, record if typed else None)

    def _as_read(self, row: Row, record: Record) -> Row:
        """The row without what no row of its nature tells, so that nothing counts as changed; each is told."""
        columns = _columns_of(row.nature, driven=bool(self._index.session.vehicules))
        unread = {champ: _EMPTY[champ] for champ in _SOMETIMES - columns if getattr(row, champ)}
        for champ in (c.champ for c in PLANNING.colonnes if c.champ in unread):
            self._notes.warning(textes.colonne_sans_effet(champ, row.nature, row.jury), record.place(champ))
        if row.nature in ROLE_DE and len(row.personnes) > 1:
            lue, *others = row.personnes
            self._notes.warning(textes.une_personne_par_ligne(row.nature, lue, others), record.place("personnes"))
            unread["personnes"] = (lue,)
        return replace(row, **unread)

    def _pin(self, record: Record, champ: str, *, typed: bool) -> str:
        value = record.raw(champ)
        try:
            return "" if cells.is_empty(value) else cells.choix(value, [portee.value for portee in Portee])
        except Unreadable as refusal:
            if typed:
                self._notes.warning(refusal.texte, record.place(champ))
            return ""

    def _moment(self, record: Record, champ: str) -> Callable[[Raw], time]:
        """How to read an hour that stands in that column, and to tell there what it was read as."""
        return lambda value: _moment(value, lambda texte: self._notes.warning(texte, record.place(champ)))

    def _day(self, value: Raw) -> date:
        if cells.is_empty(value):
            raise Unreadable(textes.ligne_illisible())
        return self._days.find(value)

    def _labelled(self, row: Row, record: Record | None) -> Row:
        """The row with every name under its unique label; names that nobody bears stay as they are, and are told."""
        index, noms = self._index, self._index.noms
        candidat = index.candidat(row.candidat) if row.candidat else ""
        epreuve = index.epreuve(row.epreuve, candidat or "") if row.epreuve else ""
        salle = index.salle(row.salle) if row.salle else ""
        jury = index.jury(row.jury) if row.jury else ""
        personnes = [self._named(row.nature, nom) for nom in row.personnes]
        label = noms.vehicule if row.nature == EPREUVE else noms.etiquette
        if record is not None:
            self._tell_unknown(record, row, (candidat, epreuve, salle), personnes)
        return replace(
            row,
            candidat=noms.etiquette(candidat) if candidat else row.candidat,
            epreuve=noms.etiquette_epreuve(epreuve) if epreuve else row.epreuve,
            salle=noms.etiquette_salle(salle) if salle else row.salle,
            jury=noms.jury(jury) if jury else row.jury,
            personnes=tuple(label(id_) if id_ else nom for id_, nom in zip(personnes, row.personnes, strict=True)),
        )

    def _named(self, nature: str, nom: str) -> str | None:
        """Whom *Personnes* names; of an épreuve, which vehicle."""
        return self._index.vehicule(nom) if nature == EPREUVE else self._index.personne(nom)

    def _tell_unknown(
        self, record: Record, row: Row, ids: tuple[str | None, ...], personnes: Sequence[str | None]
    ) -> None:
        session, noms = self._index.session, self._index.noms
        labels = (
            ("candidat", textes.CANDIDAT, [noms.etiquette(c.id) for c in session.candidats]),
            ("epreuve", textes.EPREUVE, [noms.etiquette_epreuve(e.id) for e in session.referentiel.epreuves()]),
            ("salle", textes.SALLE, [noms.etiquette_salle(s.id) for s in session.salles]),
        )
        for (champ, quoi, known), id_ in zip(labels, ids, strict=True):
            if id_ is None:
                self._tell_nobodys(record, champ, getattr(row, champ), quoi, known)
        humains = dict.fromkeys(h.id for people in (session.personnes, session.membres) for h in people)
        quoi, known = textes.PERSONNE, [noms.etiquette(h) for h in humains]
        if row.nature == EPREUVE:
            quoi, known = textes.VEHICULE, [v.nom for v in session.vehicules]
        for nom, id_ in zip(row.personnes, personnes, strict=True):
            if id_ is None:
                self._tell_nobodys(record, "personnes", nom, quoi, known)

    def _tell_juries(self, lines: Sequence[TrackedRow], written: Sequence[Row]) -> None:
        """Juries of which no row says who sits, none that the centre gave either; and juries that a hand took away."""
        centre_juries = [self._index.noms.jury(jury.id) for jury in self._index.session.jurys]
        seated = [row.jury for row in (*(line.typed for line in lines), *written) if row.nature == JURY]
        known = list(dict.fromkeys((*centre_juries, *seated)))
        for line in lines:
            nom = line.typed.jury
            if nom and known and nom not in known:
                self._tell_nobodys(line.record, "jury", nom, textes.NOM_DE_JURY, known)
            elif not nom and line.written is not None and line.written.jury and line.typed.nature == EPREUVE:
                place = line.record.place("jury")
                self._notes.warning(textes.jury_efface(line.written.jury, sorted(known)), place)

    def _tell_nobodys(self, record: Record, champ: str, nom: str, quoi: str, known: Sequence[str]) -> None:
        """That a name is nobody's, with the closest of those that are known."""
        self._tell(record, champ, nom, textes.nom_de_planning_inconnu(quoi, closest(nom, known)))

    def _tell(self, record: Record, champ: str, lu: str, texte: Texte) -> None:
        """Something of what was read in a column."""
        place = record.place(champ)
        self._notes.warning(texte, Location(place.feuille, place.cellule, lu))


_SOMETIMES = frozenset({"candidat", "epreuve", "phase", "jury", "salle", "personnes", "fige"})
"""The columns that only rows of some natures tell something by."""
_EMPTY: dict[str, Any] = {field.name: field.default for field in fields(Row)}


def _columns_of(nature: str, *, driven: bool) -> frozenset[str]:
    """Those of these columns that a row of that nature is read by; `driven`: an épreuve may take vehicles."""
    if nature == EPREUVE:
        return _SOMETIMES - (frozenset() if driven else {"personnes"})
    if nature == JURY:
        return frozenset({"jury", "salle", "personnes"})
    if nature in TRAVAIL_DE:
        return frozenset({"jury", "candidat", "epreuve"})
    if nature in ROLE_DE:
        return frozenset({"personnes", "salle", "candidat", "epreuve"})
    return frozenset({"epreuve"} if ACCUEIL_DE[nature] is NatureAccueil.PLIS else ())


def _spelt_once(typed: Mapping[int, Row], written: Sequence[Row]) -> dict[int, Row]:
    """A jury that rows alone name bears one name, whatever its case: that of its own rows, as written if it was."""
    noms: dict[str, str] = {}
    for row in (*written, *typed.values()):
        if row.nature == JURY:
            noms.setdefault(propre(row.jury).casefold(), row.jury)
    return {number: replace(row, jury=noms.get(propre(row.jury).casefold(), row.jury)) for number, row in typed.items()}


@dataclass(frozen=True, slots=True)
class _Twin:
    """A row as written, and of how many."""

    row: Row
    total: int


def _total(key: str) -> int:
    _, _, total = key.partition("/")
    return number_in_digits(total) or 0


class _Illegible(Exception):
    """A column of a row that cannot be read."""

    def __init__(self, champ: str, texte: Texte) -> None:
        super().__init__(champ)
        self.champ, self.texte = champ, texte


def _legible(record: Record, champ: str, read: Callable[[Raw], _Value]) -> _Value:
    try:
        return read(record.raw(champ))
    except Unreadable as refusal:
        raise _Illegible(champ, refusal.texte) from refusal


def _nature(value: Raw) -> str:
    return cells.choix(value, NATURES)


def _phase(value: Raw) -> int | None:
    return None if cells.is_empty(value) else cells.entier(value)


def _moment(value: Raw, tell: Tell = silent) -> time:
    """An hour of the planning, where midnight may stand (the end of a day)."""
    if value in (time(0), datetime(1899, 12, 30), datetime(1900, 1, 1), datetime(1899, 12, 31)) or value == 0:
        return time(0)
    if cells.is_empty(value):
        raise Unreadable(textes.ligne_illisible())
    return cells.heure(value, tell)


def _missing(row: Row) -> list[str]:
    """The columns without which a row of that nature tells nothing."""
    needed = []
    if row.nature == EPREUVE:
        needed = ["candidat", "epreuve"]
    elif row.nature in TRAVAIL_DE or row.nature == JURY:
        needed = ["jury"]
    elif row.nature in PRESENCES.values():
        needed = ["personnes"]
    elif ACCUEIL_DE.get(row.nature) is NatureAccueil.PLIS:
        needed = ["epreuve"]
    return [champ for champ in needed if not getattr(row, champ)]
