"""One picture: rows of bars along an axis of hours, as SVG text; the same input gives the same text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape

from tpplanner.export.agenda import minutes_entre
from tpplanner.export.frise import Boite, Colonne, Trait
from tpplanner.export.metrics import text_points
from tpplanner.export.svg.lettering import BAR, LINE, Lines, words_in, wrapped
from tpplanner.export.svg.palette import CLASSES
from tpplanner.texts.image import LEGENDE, LEGENDE_TITRE, description, infobulle, sigles, titre
from tpplanner.texts.temps import heure, heure_chiffres

WIDTH = 1240.0
"""units across, whatever the day: a page shows it from edge to edge"""
_LABELS_LEAST, _LABELS_MOST = 90.0, 240.0
_AXIS, _GAP, _ONE_LINE = 20.0, 4.0, 19.0
"""heights: the hours above, the space between rows, a lane with one line of words"""
_TITLE, _SUBTITLE = 11.0, 9.0
_FEW = 2
"""lanes up to which a row affords more than a line of words in each"""
_CAPTION, _LEGEND, _FOOT = 24.0, 22.0, 5.0
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: its day and what it shows of it, its rows, how many lines of words a bar has room for.

    `sigles`: the épreuves that it tells in a few letters.
    """

    jour: str
    sujet: str
    lignes: tuple[Colonne, ...]
    mots: int = 2
    sigles: Mapping[str, str] = field(default_factory=dict)

    @property
    def titre(self) -> str:
        """``Lundi 14 juin 2027 – jurys et salles``."""
        return titre(self.jour, self.sujet)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as SVG elements, to be put in a page or a file by `svg`."""

    titre: str
    description: str
    corps: str
    hauteur: float


@dataclass(frozen=True, slots=True)
class _Axis:
    """Where moments stand across: from the hour before the first to the hour after the last."""

    debut: datetime
    fin: datetime
    left: float
    top: float

    def x(self, moment: datetime) -> float:
        """The abscissa of a moment."""
        return self.left + minutes_entre(self.debut, moment) * self.pace

    @property
    def pace(self) -> float:
        """Units a minute."""
        return (WIDTH - self.left - 1) / max(1, minutes_entre(self.debut, self.fin))

    def halves(self) -> Iterator[datetime]:
        """Each hour and half-hour."""
        moment = self.debut
        while moment <= self.fin:
            yield moment
            moment += _HALF_HOUR


def drawn(picture: Picture, *, alone: bool = False, audience: str = "") -> Drawn:
    """The picture as SVG elements; where it stands alone, its title and for whom it is above, its legend below."""
    axis = _axis(picture, top=_CAPTION if alone else 0.0)
    bands: list[str] = []
    titles: list[str] = []
    bars: dict[str, list[str]] = defaultdict(list)
    y = axis.top + _AXIS
    for rank, ligne in enumerate(picture.lignes):
        height = _height(ligne, axis.left, mots=picture.mots)
        if rank % 2:
            bands.append(f'<rect class="b" y="{_n(y - 2)}" width="{_n(WIDTH)}" height="{_n(height + _GAP)}"/>')
        titles += _row_titles(ligne, axis, y)
        for name, bar in _row_bars(ligne, axis, y, mots=picture.mots):
            bars[name].append(bar)
        y += height + _GAP
    around, bottom = _below(_kinds(picture), picture.sigles, y) if alone else ([], y)
    around += [_caption(picture, audience)] if alone else []
    groups = [f'<g class="{name}">{"".join(inside)}</g>' for name, inside in bars.items()]
    body = "".join((_ground(bottom), *bands, *_grid(axis, y), *titles, *groups, *around))
    told = description([ligne.titre for ligne in picture.lignes])
    return Drawn(picture.titre, told, body, bottom)


def legend(pictures: Iterable[Picture]) -> Drawn:
    """What each kind of bar means, and each sigle, once for pictures that do not stand alone."""
    shown = tuple(pictures)
    kinds = {kind for picture in shown for kind in _kinds(picture)}
    named = {sigle: nom for picture in shown for sigle, nom in picture.sigles.items()}
    elements, bottom = _below(kinds, named, 0)
    told = [", ".join(LEGENDE[kind.value] for kind in Trait if kind in kinds), *([sigles(named)] if named else [])]
    return Drawn(LEGENDE_TITRE, ". ".join(told), "".join((_ground(bottom), *elements)), bottom)


def svg(drawing: Drawn, ident: str, *, head: str = "", size: bool = False) -> str:
    """An ``<svg>`` element named by its title; `head` is what it carries inside to look as it should.

    `ident` tells its title and description apart from those of the other pictures of a page. `size` gives it its
    own size, for a file; otherwise it is as large as the page lets it.
    """
    height = _n(drawing.hauteur)
    own = f' width="{_n(WIDTH)}" height="{height}"' if size else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tp" viewBox="0 0 {_n(WIDTH)} {height}"{own} role="img"'
        f' aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">{escape(drawing.titre)}</title>'
        f'<desc id="{ident}-d">{escape(drawing.description)}</desc>{head}{drawing.corps}</svg>'
    )


# -- the axis


def _axis(picture: Picture, top: float) -> _Axis:
    boites = [b for ligne in picture.lignes for voie in ligne.voies for b in voie]
    debut = min((b.debut for b in boites), default=datetime(2000, 1, 1, 8))
    fin = max((b.fin for b in boites), default=debut)
    hour = timedelta(hours=1)
    end = fin.replace(minute=0)
    end = end if end == fin and fin > debut else end + hour
    return _Axis(debut.replace(minute=0), end, _labels(picture.lignes), top)


def _labels(lignes: Sequence[Colonne]) -> float:
    """The width of the titles: what the longest takes, within bounds; longer ones are wrapped."""
    wide = [text_points(ligne.titre, _TITLE, bold=True) for ligne in lignes]
    wide += [text_points(part, _SUBTITLE) for ligne in lignes for part in ligne.sous_titre.split("\n")]
    return min(_LABELS_MOST, max([_LABELS_LEAST, *wide])) + 8


def _grid(axis: _Axis, bottom: float) -> Iterator[str]:
    for moment in axis.halves():
        x = _n(axis.x(moment))
        dashed = ' class="d"' if moment.minute else ""
        yield f'<path{dashed} d="M{x} {_n(axis.top + _AXIS - 4)}V{_n(bottom)}"/>'
        if not moment.minute and moment < axis.fin:
            anchor = _n(max(axis.x(moment), axis.left + 8))
            yield f'<text class="h" x="{anchor}" y="{_n(axis.top + 12)}">{heure(moment)}</text>'


# -- the rows


def _lane_height(ligne: Colonne, *, mots: int) -> float:
    return _ONE_LINE + (mots - 1 if len(ligne.voies) <= _FEW else 0) * LINE


def _height(ligne: Colonne, left: float, *, mots: int) -> float:
    """What a row takes: its lanes, or its titles if they take more."""
    title, subtitle = _titles(ligne, left)
    words = len(title) * (_TITLE + 1) + len(subtitle) * (_SUBTITLE + 1) + 2
    return max(len(ligne.voies) * _lane_height(ligne, mots=mots), words)


def _titles(ligne: Colonne, left: float) -> tuple[list[str], list[str]]:
    room = left - 8
    return wrapped(ligne.titre, room, _TITLE, bold=True), wrapped(ligne.sous_titre, room, _SUBTITLE)


def _row_titles(ligne: Colonne, axis: _Axis, y: float) -> Iterator[str]:
    title, subtitle = _titles(ligne, axis.left)
    for lines, size, name in ((title, _TITLE, "n"), (subtitle, _SUBTITLE, "m")):
        for line in lines:
            y += size + 1
            yield f'<text class="{name}" x="2" y="{_n(y - 1)}">{escape(line)}</text>'


def _row_bars(ligne: Colonne, axis: _Axis, y: float, *, mots: int) -> Iterator[tuple[str, str]]:
    """The bars of a row, each with the class of its kind."""
    lane = _lane_height(ligne, mots=mots)
    for rank, voie in enumerate(ligne.voies):
        for boite in voie:
            yield CLASSES[boite.trait], _bar(boite, axis, y + rank * lane, lane)


def _bar(boite: Boite, axis: _Axis, y: float, lane: float) -> str:
    length = minutes_entre(boite.debut, boite.fin) * axis.pace
    left, width = axis.x(boite.debut), max(1, int(length) - 1)
    lines = words_in(boite, width, lane - 2)
    first = y + lane / 2 - LINE * len(lines) / 2 + BAR * 0.85
    words = "".join(
        f'<text x="{_n(left + length / 2)}" y="{_n(first + rank * LINE)}">{escape(line)}</text>'
        for rank, line in enumerate(lines)
    )
    place = f'x="{_n(left + 1)}" y="{_n(y + 1)}" width="{width}" height="{_n(lane - 2)}"'
    return f"<rect {place}><title>{escape(_told(boite, lines))}</title></rect>{words}"


def _told(boite: Boite, lines: Lines) -> str:
    """What a bar says when pointed at; a call has no end to tell."""
    if boite.trait is Trait.APPEL:
        return boite.texte
    unsaid = "" if lines == (boite.texte,) else boite.texte
    return infobulle(unsaid, heure_chiffres(boite.debut), heure_chiffres(boite.fin))


# -- around


def _ground(height: float) -> str:
    return f'<rect class="g" width="{_n(WIDTH)}" height="{_n(height)}"/>'


def _caption(picture: Picture, audience: str) -> str:
    told = f'<text class="e" x="{_n(WIDTH - 2)}" y="16">{escape(audience)}</text>' if audience else ""
    return f'<text class="k" x="2" y="16">{escape(picture.titre)}</text>{told}'


def _kinds(picture: Picture) -> set[Trait]:
    return {b.trait for ligne in picture.lignes for voie in ligne.voies for b in voie}


def _below(kinds: Collection[Trait], named: Mapping[str, str], y: float) -> tuple[list[str], float]:
    """The legend from that height down: a sample of each kind of bar, then the sigles; and where it ends."""
    elements = [*_samples(kinds, y + 4)]
    y += _LEGEND
    for line in wrapped(sigles(named), WIDTH - 4, BAR) if named else []:
        y += LINE
        elements.append(f'<text x="2" y="{_n(y)}">{escape(line)}</text>')
    return elements, y + (_FOOT if named else 0)


def _samples(kinds: Collection[Trait], y: float) -> Iterator[str]:
    """A sample of each kind of bar, and what it means."""
    x = 2.0
    for kind in (kind for kind in Trait if kind in kinds):
        words = LEGENDE[kind.value]
        yield f'<g class="{CLASSES[kind]}"><rect x="{_n(x)}" y="{_n(y + 1)}" width="22" height="12"/></g>'
        yield f'<text x="{_n(x + 27)}" y="{_n(y + 10)}">{escape(words)}</text>'
        x += 27 + text_points(words, BAR) + 18


def _n(number: float) -> str:
    """A coordinate: whole units are as fine as eyes are."""
    return str(round(number))
