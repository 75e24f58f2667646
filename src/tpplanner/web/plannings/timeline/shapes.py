"""Bars placed: pixels for minutes, as many words as each has room for, what each says to a reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from tpplanner.export.agenda import Agenda, Moment, Sort, sigle
from tpplanner.export.text_size import text_points
from tpplanner.texts import frise as textes
from tpplanner.texts.noms import duree
from tpplanner.web.plannings.timeline.axis import HourAxis, px
from tpplanner.web.plannings.timeline.capsules import Bar, BarKind, EpreuveSegment
from tpplanner.web.plannings.timeline.labels import SIZE, Labels, first_that_fits

EDGE = 2
"""Pixels of a row above and below its bars."""
LEAST_WORD = 14
"""Pixels that the shortest word takes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A text in a bar, by the middle of its line: a name, or what it passes."""

    x: float
    y: float
    texte: str
    nom: bool = False


@dataclass(frozen=True, slots=True)
class PixelSpan:
    """Pixels from left to right; `seul`: no jury is there."""

    x: float
    width: float
    seul: bool = False


@dataclass(frozen=True, slots=True)
class BarState:
    """How a bar stands: the rules that it breaks, a question on whose it is, whether it is pinned, moved, found."""

    fautes: tuple[str, ...] = ()
    question: bool = False
    fige: bool = False
    bouge: bool = False
    fini: bool = False
    trouve: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar where it stands on its row: its box, its runs with a thin line between, its épreuves, its words.

    `parts`: who or what, before whom and where, for a list. `barres`: where an épreuve ends and the next begins, in
    pixels. `dit` is its whole sentence.
    """

    bar: Bar
    ancre: str
    x: float
    y: float
    width: float
    height: float
    runs: tuple[PixelSpan, ...]
    seuls: tuple[PixelSpan, ...]
    barres: tuple[float, ...]
    mots: tuple[Word, ...]
    dit: str
    parts: tuple[str, str]
    etat: BarState
    two_lines: bool

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return px(self.y + self.height / 2)

    @property
    def separated(self) -> float:
        """From which height down its épreuves are told apart: below the name, where one stands above them."""
        return self.middle if self.two_lines else self.y


@dataclass(frozen=True)
class Placing:
    """How the bars of a row are placed: along which hours, how high a lane is, whether names stand above épreuves."""

    agenda: Agenda
    labels: Labels
    axis: HourAxis
    lane: int
    two_lines: bool
    owner: bool
    """whether the row is a candidat's own: no name stands in its bars, but the jury"""

    def shape(self, bar: Bar, rank: int, ancre: str, state: BarState) -> Shape:
        """A bar of the lane of that rank."""
        top, height = self._heights(bar, rank)
        span = self._span(bar.debut, bar.fin)
        stretches = bar.stretches
        return Shape(
            bar,
            ancre,
            span.x,
            top,
            span.width,
            height,
            tuple(self._span(debut, fin) for debut, fin in bar.runs),
            tuple(self._span(s.debut, s.fin) for s in stretches if not s.jury and bar.kind is BarKind.PASSAGE),
            self._limits(stretches) if self.two_lines or self.owner else (),
            tuple(self._words(bar, top, height)),
            told(self.agenda, bar, state),
            in_list(self.agenda, bar),
            state,
            self.two_lines,
        )

    def _limits(self, segments: Sequence[EpreuveSegment]) -> tuple[float, ...]:
        return tuple(self.axis.x(b.debut) for a, b in pairwise(segments) if a.fin == b.debut)

    def _heights(self, bar: Bar, rank: int) -> tuple[float, float]:
        top, height = rank * self.lane + EDGE, self.lane - 2 * EDGE
        if bar.kind in (BarKind.PAUSE, BarKind.ATTENTE):
            least = max(height / 2, LEAST_WORD)
            return px(top + (height - least) / 2), px(least)
        return top, height

    def _span(self, debut: datetime, fin: datetime) -> PixelSpan:
        left = self.axis.x(debut)
        return PixelSpan(left, px(self.axis.x(fin) - left))

    def _words(self, bar: Bar, top: float, height: float) -> Iterator[Word]:
        middle = top + height / 2
        if not (bar.candidat and bar.moments):
            text = first_that_fits(common_words(self.agenda, bar), self._span(bar.debut, bar.fin).width + 6)
            if text:
                yield self._word(bar.debut, bar.fin, middle, text)
            return
        below = middle
        if self.two_lines:
            yield from self._name(bar, top + height / 4 + 1)
            below = top + height * 3 / 4
        elif not self.owner:
            yield from self._name(bar, middle)
            return
        for rank, stretch in enumerate(bar.stretches):
            text = first_that_fits(self._epreuve(bar, stretch, rank), self._span(stretch.debut, stretch.fin).width + 6)
            if text:
                yield self._word(stretch.debut, stretch.fin, below, text)

    def _epreuve(self, bar: Bar, stretch: EpreuveSegment, rank: int) -> list[str]:
        """What stands in a segment: the épreuve, on a candidat's own row with the jury or the room at first."""
        court = sigle(self.agenda, stretch.epreuve)
        if not self.owner or rank:
            return [court]
        if bar.jury:
            return [f"{self.agenda.names.jury(bar.jury)} {court}", f"{bar.jury} {court}", court]
        salle = self.agenda.names.salle(bar.moments[0].salle)
        return [f"{court} {salle}", court]

    def _name(self, bar: Bar, middle: float) -> Iterator[Word]:
        """Whose it is, in its first run, which may be too short for all of it: then across the whole capsule."""
        runs = [self._span(debut, fin) for debut, fin in bar.runs]
        span = max(runs, key=lambda run: run.width)
        text = self.labels.at(span.width, bar.candidat)
        if text:
            left = span.x + (span.width - text_points(text, SIZE, bold=True)) / 2 if span.width < 44 else span.x + 6
            yield Word(px(left), px(middle), text, nom=True)

    def _word(self, debut: datetime, fin: datetime, middle: float, text: str) -> Word:
        span = self._span(debut, fin)
        return Word(px(span.x + span.width / 2), px(middle), text)


def common_words(agenda: Agenda, bar: Bar) -> list[str]:
    """What a bar that is no single passage may say, the longest first."""
    if bar.kind is BarKind.ATTENTE:
        return [duree(bar.minutes), str(bar.minutes)]
    if bar.candidats:
        quoi, nombre = sigle(agenda, bar.epreuves[0]), len(bar.candidats)
        return [textes.ensemble(quoi, nombre), textes.ensemble_court(quoi, nombre), quoi]
    return [word for word in _named(bar) if word]


def _named(bar: Bar) -> Sequence[str]:
    moment = bar.moments[0] if bar.moments else None
    if bar.kind is BarKind.ACCUEIL:
        return textes.PLIS if moment is not None and moment.sort is Sort.PLIS else textes.ACCUEIL
    if bar.kind is BarKind.PAUSE:
        return textes.PAUSE
    return textes.TRAVAUX[moment.nature] if moment is not None and moment.nature else ()


# What each bar says to a reader, in one sentence.


def told(agenda: Agenda, bar: Bar, state: BarState) -> str:
    """All that a bar shows."""
    quand = textes.de_a(bar.debut, bar.fin)
    if bar.candidat and not bar.moments:
        return _told_around(agenda, bar, quand)
    etats = list(_states(bar, state))
    if bar.candidats:
        return textes.passage_dit(_what(agenda, bar), _who(agenda, bar), _where(agenda, bar.moments), quand, etats)
    moment = bar.moments[0]
    quoi = _named(bar)[0] if _named(bar) else ""
    if moment.candidat:
        quoi = f"{quoi} ({agenda.names.candidat(moment.candidat)})"
    return textes.chose_dite(quoi, _where(agenda, bar.moments), quand, etats)


def _told_around(agenda: Agenda, bar: Bar, quand: str) -> str:
    nom = agenda.names.candidat(bar.candidat)
    if bar.kind is BarKind.ATTENTE:
        return textes.attend(nom, bar.minutes, quand)
    quoi = textes.PAUSE[0] if bar.kind is BarKind.PAUSE else textes.ACCUEIL[0]
    return textes.chose_dite(quoi, [nom], quand)


def _what(agenda: Agenda, bar: Bar) -> str:
    """A passage before a jury, else the épreuve by its name."""
    if bar.kind is BarKind.PASSAGE and bar.candidat:
        return textes.PASSAGE
    return agenda.names.epreuve(bar.epreuves[0])


def _who(agenda: Agenda, bar: Bar) -> str:
    """Whose it is, or how many sit it."""
    noms = [agenda.names.candidat(id_) for id_ in bar.candidats]
    return noms[0] if len(noms) == 1 else textes.nombreux(len(noms))


def _where(agenda: Agenda, moments: Sequence[Moment]) -> list[str]:
    juries = dict.fromkeys(agenda.names.jury(m.jury) for m in moments if m.jury)
    salles = dict.fromkeys(agenda.names.salle(s) for m in moments if (s := agenda.room_of(m)))
    return [*juries, *(_lowered(salle) for salle in salles)]


def _lowered(salle: str) -> str:
    """« salle 3 » in a sentence, where the room is called « Salle 3 »."""
    return f"{salle[0].lower()}{salle[1:]}" if salle[:6].casefold() == textes.SALLE else salle


def _states(bar: Bar, state: BarState) -> Iterator[str]:
    if state.fautes:
        yield textes.faute_dite(state.fautes)
    if state.question:
        yield textes.QUESTION
    if state.bouge:
        yield textes.BOUGE
    if state.fige:
        yield textes.FIGE
    if bar.candidats and not state.fautes and not state.question:
        yield textes.CONFORME


def in_list(agenda: Agenda, bar: Bar) -> tuple[str, str]:
    """Who or what it is, and before whom and where, as a list tells it."""
    if not bar.moments:
        return "", ""
    ou = ", ".join(_where(agenda, bar.moments))
    if bar.candidats:
        quoi = ", ".join(agenda.names.epreuve(epreuve) for epreuve in bar.epreuves)
        return textes.ligne(_who(agenda, bar), quoi), ou
    return (_named(bar) or ("",))[0], ou
