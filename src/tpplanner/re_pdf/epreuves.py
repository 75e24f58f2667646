"""The épreuves of a scope as they are proposed: their parts, their phases, who is there, with the words for each."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tpplanner.domain.referentiel import Nature, Surveillance
from tpplanner.re_pdf.clues import kinds_of_vehicle
from tpplanner.re_pdf.conditions import UNWATCHED_BY_NATURE, preparation_minutes, presence_left
from tpplanner.re_pdf.document import Clue, ClueKind, Document, Doing, ReQuestion, ReRow, Scope, Stated, Stretch
from tpplanner.re_pdf.sentences import folded
from tpplanner.texts import re_propose
from tpplanner.texts.referentiels import LIBELLES_USAGES, MODALITES, NATURES, PRESENCES, duree_du_re

Words = dict[str, Stated[object]]
"""The words behind each field."""


@dataclass(slots=True)
class PhaseDraft:
    """A row of the form: what each of its cells holds, and the words for it."""

    minutes: int | None
    cells: dict[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=dict)

    def put(self, champ: str, value: str, said: Stated[object] | None) -> None:
        """Fill a cell, with the words that say so."""
        if value:
            self.cells[champ] = value
            if said is not None:
                self.words[champ] = said


@dataclass(slots=True)
class EpreuveDraft:
    """An épreuve of the form: its id in its table, its modalité, the row of which it is, its phases."""

    repere: str
    modalite: str
    row: ReRow
    phases: list[PhaseDraft]

    @property
    def first(self) -> PhaseDraft:
        """The phase on whose row stands what is said of the whole épreuve."""
        return self.phases[0]

    @property
    def before_jury(self) -> bool:
        """Whether the jury watches any phase of it, as far as it is known."""
        return any(phase.cells.get("presence") == PRESENCES[Surveillance.JURY] for phase in self.phases)


class ScopeDraft:
    """The épreuves of a scope in the order of its table, before any order between them is laid down."""

    def __init__(self, document: Document, scope: Scope) -> None:
        self.document = document
        self.scope = scope
        self.questions: list[ReQuestion] = []
        self._left = presence_left(scope)
        self._preparation = preparation_minutes(scope)
        self.epreuves = [epreuve for row in scope.rows if self._stands(row) for epreuve in self._of_row(row)]
        self._whole_scope()

    def _stands(self, row: ReRow) -> bool:
        """Whether a row is an épreuve: it is used, or what it lacks is asked."""
        asked = (q for q in self.document.questions if q.scope == self.scope.id and q.blocking)
        return bool(row.minutes) or any(q.modalite == row.modalite for q in asked)

    def clues(self, of: str, *kinds: ClueKind) -> list[Clue]:
        """What is said of a modalité, of those kinds."""
        return [clue for clue in self.scope.clues if clue.of == of and clue.kind in kinds]

    def ask(self, code: str, of: str, clue: Clue, **data: object) -> None:
        """Ask something of a sentence."""
        full = {"words": clue.said.words, **data}
        self.questions.append(ReQuestion(code, self.scope.id, of, full, (clue.said.where,), blocking=False))

    # the épreuves of a row

    def _of_row(self, row: ReRow) -> Iterator[EpreuveDraft]:
        apart = self.clues(row.modalite, ClueKind.APART)
        ranks = sorted({part.within for part in row.parts if part.within is not None})
        if not (apart and len(ranks) > 1):
            if apart:
                self.ask("parts_unknown", row.modalite, apart[0], field="separee")
            yield self._epreuve(row, row.modalite, row.parts, None)
            return
        for n, rank in enumerate(ranks, 1):
            stretches = [part for part in row.parts if part.within == rank]
            epreuve = self._epreuve(row, f"{row.modalite}{n}", stretches, rank)
            epreuve.first.put("separee", "oui", apart[0].said)
            epreuve.first.put("nom", self._name_of_part(n), None)
            yield epreuve

    def _name_of_part(self, rank: int) -> str:
        if self.scope.id == "titre":
            return re_propose.PARTIE.format(rang=rank)
        return re_propose.PARTIE_D_UNE_TABLE.format(rang=rank, table=self.scope.id)

    def _epreuve(self, row: ReRow, repere: str, stretches: Sequence[Stretch], part: int | None) -> EpreuveDraft:
        phases = [self._phase(row, stretch, part) for stretch in stretches] or [self._phase(row, None, part)]
        epreuve = EpreuveDraft(repere, row.modalite, row, _merged(phases))
        if row.modalite == "MSP":  # of the others the form knows it
            epreuve.first.put("nature", NATURES[Nature.PRATIQUE], row.minutes)
        self._written(epreuve)
        return epreuve

    def _phase(self, row: ReRow, stretch: Stretch | None, part: int | None) -> PhaseDraft:
        minutes: Stated[int] | None = stretch.minutes if stretch else row.minutes
        phase = PhaseDraft(minutes.value if minutes else None)
        if minutes:
            phase.put("duree", duree_du_re(minutes.value), minutes)
        preparing = stretch is not None and stretch.doing is Doing.PREPARATION
        if preparing:
            self._preparing(row, phase)
        else:
            self._presence(row, phase)
            within = stretch.within if stretch else None
            self._people(row, phase, stretch, part if part is not None else within)
            self._vehicles(row, phase, part if part is not None else within)
        return phase

    # who is there

    def _preparing(self, row: ReRow, phase: PhaseDraft) -> None:
        """The preparation: with the jury where 4.1 counts it, else as the prose says."""
        watched = [clue for clue in self.clues(row.modalite, *_WATCHES) if clue.doing is Doing.PREPARATION]
        phase.put("usage", re_propose.PREPARATION, phase.words.get("duree"))
        if self._left == 0:
            phase.put("presence", PRESENCES[Surveillance.JURY], self.scope.presence)
        elif watched and self._left in (None, self._preparation):
            presence = _WATCHES[watched[0].kind]
            phase.put("presence", PRESENCES[presence], watched[0].said)
            phase.put("partagee", "oui" if presence is Surveillance.SI_PLUSIEURS else "", watched[0].said)
        elif phase.minutes:
            said = phase.words["duree"]
            data: dict[str, object] = {"words": said.words, "field": "presence"}
            question = ReQuestion(
                "preparation_watched", self.scope.id, row.modalite, data, (said.where,), blocking=False
            )
            self.questions.append(question)

    def _presence(self, row: ReRow, phase: PhaseDraft) -> None:
        watched = [clue for clue in self.clues(row.modalite, *_WATCHES) if clue.doing is not Doing.PREPARATION]
        watched = [clue for clue in watched if clue.kind is not ClueKind.WATCHED_IF_SEVERAL]
        without = bool(self.clues(row.modalite, ClueKind.WITHOUT_JURY)) or row.modalite in UNWATCHED_BY_NATURE
        fits = self._left in (0, self._preparation)
        if watched:
            if fits or self._left is None or row.modalite in UNWATCHED_BY_NATURE:  # else a part of it may be meant
                phase.put("presence", PRESENCES[_WATCHES[watched[0].kind]], watched[0].said)
        elif not without and (fits or row.modalite in _BEFORE_JURY):
            phase.put("presence", PRESENCES[Surveillance.JURY], self.scope.presence or row.minutes)
        elif row.modalite in UNWATCHED_BY_NATURE:
            phase.put("presence", PRESENCES[Surveillance.SURVEILLANT], row.minutes)

    # who plays, what is driven, what is brought

    def _people(self, row: ReRow, phase: PhaseDraft, stretch: Stretch | None, part: int | None) -> None:
        helpers = self.clues(row.modalite, ClueKind.HELPERS)
        those = [clue for clue in helpers if clue.part == part] or [clue for clue in helpers if clue.part is None]
        if not those:
            return
        at = [clue for clue in those if stretch and clue.said.words == stretch.minutes.words] if stretch else []
        said_at = {s.minutes.words for s in row.parts if s.within == part and s is not stretch}
        if not at and any(clue.count and clue.said.words in said_at for clue in those):
            return
        counted = [clue for clue in at or those if clue.count]
        if not counted:
            self.ask("helpers_count", row.modalite, those[0], role=those[0].what[0], field="comediens")
            return
        most = max(counted, key=lambda clue: clue.count or 0)
        role = most.what[0] if most.what and most.what[0] not in re_propose.COMEDIENS else ""
        phase.put("comediens", str(most.count), most.said)
        phase.put("role", role, most.said)

    def _vehicles(self, row: ReRow, phase: PhaseDraft, part: int | None) -> None:
        driven = [clue for clue in self.clues(row.modalite, ClueKind.VEHICLE) if clue.part in (part, None)]
        own = [clue for clue in driven if clue.part == part]
        if not own or (part is None and not any(clue.what for clue in own)):
            return
        kinds = {
            kind: clue.said
            for clue in driven
            if clue.part == part or not any(c.what for c in own)
            for kind in clue.what
        }
        said: Stated[object] = next(iter(kinds.values()), own[0].said)
        names = list(kinds) or list(self._kinds_of_means()) or [re_propose.VEHICULE]
        phase.put("vehicules", " ; ".join(names), said)
        track = next((clue for clue in own if "hors circulation" in folded(clue.said.words)), None)
        phase.put("usage", re_propose.PISTE if track else re_propose.CIRCULATION, track.said if track else said)
        phase.put("partagee", "" if track else "oui", said)

    def _kinds_of_means(self) -> Iterator[str]:
        """The kinds of vehicle of annexe 1 that are for every session."""
        for means in self.document.equipment:
            if not names_a_session(str(means.name.value)):
                yield from kinds_of_vehicle(means.name.words)

    def _brought(self, epreuve: EpreuveDraft, things: dict[str, Stated[object]]) -> None:
        """What a candidat brings, in the words of a convocation, on the row of an épreuve."""
        if things:
            text = " ; ".join(map(re_propose.a_apporter, things))
            epreuve.first.put("apporter", text, next(iter(things.values())))

    def _things(self, *modalites: str) -> dict[str, Stated[object]]:
        """What the prose says to bring for those modalités, the empty one being the whole session."""
        clues = [clue for modalite in modalites for clue in self.clues(modalite, ClueKind.BROUGHT)]
        return {thing: clue.said for clue in clues for thing in clue.what}

    def _own_means(self) -> dict[str, Stated[object]]:
        """What annexe 1 has the candidat bring to this session."""
        return {
            means.name.words: means.name
            for means in self.document.equipment
            if "apporte par le candidat" in folded(str(means.name.value)) and self._is_for(str(means.name.value))
        }

    def _is_for(self, text: str) -> bool:
        """Whether what annexe 1 says of its means holds for this session, which it calls by words of its name."""
        plain = folded(text)
        if not names_a_session(text):
            return True
        quoted = re.findall(r"\u00ab ?([^\u00bb]+?) ?\u00bb", plain)
        return any(words.replace("-", " ") in folded(self.scope.name).replace("-", " ") for words in quoted)

    def _written(self, epreuve: EpreuveDraft) -> None:
        """What all sit at one time: together, at posts of a room, with devices that so many share."""
        together = self.clues(epreuve.modalite, ClueKind.TOGETHER)
        first = epreuve.first
        if epreuve.modalite in UNWATCHED_BY_NATURE and len(epreuve.phases) == 1:
            first.put("usage", LIBELLES_USAGES["ecrit"], epreuve.row.minutes)
        if not together:
            return
        first.put("collective", "oui", together[0].said)
        if "usage" in first.cells:
            first.put("partagee", "oui", together[0].said)
        for means in self.document.equipment:
            name = folded(str(means.name.value))
            if means.shared_by and means.shared_by > 1 and folded(MODALITES[epreuve.modalite]) in name:
                short = re_propose.droit(means.name.words).split(":")[0].split("(")[0].strip()
                first.put("ressource", f"{short} : {means.shared_by}", means.name)
                return

    def _whole_scope(self) -> None:
        seen: set[str] = set()
        for epreuve in self.epreuves:
            own = () if epreuve.modalite in seen else (epreuve.modalite,)
            whole = {} if seen else {**self._things(""), **self._own_means()}
            self._brought(epreuve, {**whole, **self._things(*own)})
            seen.add(epreuve.modalite)
            if epreuve.modalite:
                libelle = f"{epreuve.modalite} – {MODALITES[epreuve.modalite]}"
                epreuve.first.put("modalite", libelle, epreuve.row.minutes)


_WATCHES = {
    ClueKind.WATCHED: Surveillance.SURVEILLANT,
    ClueKind.WATCHED_IF_SEVERAL: Surveillance.SI_PLUSIEURS,
    ClueKind.UNWATCHED: Surveillance.SEUL,
}
_BEFORE_JURY = ("ET", "QAP", "EF", "PP")
"""The modalités that are before the jury by the glossary of every RE."""


def names_a_session(text: str) -> bool:
    """Whether a row of annexe 1 is for some of the sessions only."""
    return "uniquement pour" in folded(text)


def _merged(phases: Iterable[PhaseDraft]) -> list[PhaseDraft]:
    """Phases of which neighbours that differ in their minutes alone are one."""
    merged: list[PhaseDraft] = []
    for phase in phases:
        last = merged[-1] if merged else None
        if last and _without_minutes(last) == _without_minutes(phase) and last.minutes and phase.minutes:
            total = last.minutes + phase.minutes
            cells = {**last.cells, "duree": duree_du_re(total)}
            merged[-1] = replace(last, minutes=total, cells=cells)
        else:
            merged.append(phase)
    return merged


def _without_minutes(phase: PhaseDraft) -> dict[str, str]:
    return {champ: value for champ, value in phase.cells.items() if champ != "duree"}
