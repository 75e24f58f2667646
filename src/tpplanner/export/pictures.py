"""A day as a picture: boxes along an axis of hours, as SVG or PNG; the same input gives the same text."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from html import escape
from itertools import chain

from tpplanner.domain.plan import NatureTravail, Plan, minutes_between
from tpplanner.domain.session import Designation, Role, Session
from tpplanner.export.agenda import Agenda, Moment, Sort, designations, qui, sigle
from tpplanner.export.calls import presents_a
from tpplanner.export.posters import AppelCollectif, AppelIndividuel, demi_journees, jury_dit
from tpplanner.export.text_size import text_points
from tpplanner.export.tokens import LIGHT, declared
from tpplanner.texts import classeur as texte
from tpplanner.texts import documents
from tpplanner.texts.documents import INITIALES, LEGENDE, LEGENDE_TITRE, description, infobulle, sigles, titre
from tpplanner.texts.noms import dit_le_numero, heure, heure_chiffres

# A day as a picture: time down, a column for the site, each jury, each room in which candidats compose.


class Trait(StrEnum):
    """How a box is drawn."""

    DEVANT_JURY = "devant_jury"
    SURVEILLE = "surveille"
    TRAVAIL = "travail"
    PAUSE = "pause"
    SITE = "site"
    APPEL = "appel"
    """an hour at which to come: as long for everybody"""


@dataclass(frozen=True, slots=True)
class Boite:
    """Something that lasts, in a few words; in fewer (a number for a name) where the place is short."""

    debut: datetime
    fin: datetime
    texte: str
    court: str
    trait: Trait

    @property
    def reste(self) -> str:
        """What the few words leave out."""
        return self.texte.removeprefix(self.court).strip(" –")


@dataclass(frozen=True, slots=True)
class Timeline:
    """A jury, a room, the site or somebody: boxes in as many lanes as it takes for none to overlap."""

    titre: str
    sous_titre: str
    voies: tuple[tuple[Boite, ...], ...]


def timelines(agenda: Agenda, jour: date) -> tuple[Timeline, ...]:
    """The columns of a day."""
    moments = [m for m in agenda.moments if m.jour == jour]
    accueils = [_site_box(agenda, m) for m in moments if m.sort in (Sort.ACCUEIL, Sort.PLIS)]
    site = (Timeline(texte.SITE, texte.SITE_AIDE, lanes(accueils)),) if accueils else ()
    return (*site, *_juries(agenda, jour), *_rooms(agenda, jour))


def _site_box(agenda: Agenda, moment: Moment) -> Boite:
    nom = texte.PLIS_COURT if moment.sort is Sort.PLIS else texte.ACCUEIL_COURT
    return Boite(moment.debut, moment.fin, f"{nom} – {qui(agenda, presents_a(agenda, moment))}", nom, Trait.SITE)


def _juries(agenda: Agenda, jour: date) -> Iterable[Timeline]:
    for (date_, jury), moments in agenda.des_jurys.items():
        if date_ != jour:
            continue
        compositions = agenda.compositions(jury, jour)
        salles = ", ".join(dict.fromkeys(agenda.names.salle(c.salle) for c in compositions))
        membres = ", ".join(dict.fromkeys(agenda.names.personne(m) for c in compositions for m in c.membres))
        sous_titre = "\n".join(filter(None, (salles, membres)))
        yield Timeline(agenda.names.jury(jury), sous_titre, lanes([_jury_box(agenda, m) for m in moments]))


def _jury_box(agenda: Agenda, moment: Moment) -> Boite:
    if moment.sort is Sort.EPREUVE:
        quoi, trait = sigle(agenda, moment.epreuve), Trait.DEVANT_JURY
    else:
        quoi = texte.TRAVAUX_COURTS[moment.nature] if moment.nature else ""
        if moment.nature is NatureTravail.CORRECTION and moment.epreuve:
            quoi = f"{quoi} {sigle(agenda, moment.epreuve)}"
        trait = Trait.PAUSE if moment.sort is Sort.PAUSE else Trait.TRAVAIL
    if not moment.candidat:
        return Boite(moment.debut, moment.fin, quoi, quoi, trait)
    return Boite(moment.debut, moment.fin, *_of_one(agenda, quoi, moment.candidat), trait)


def _of_one(agenda: Agenda, quoi: str, candidat: str) -> tuple[str, str]:
    """What somebody does, by their number and name, and by their number alone."""
    nom, numero = agenda.names.candidat(candidat), agenda.numeros.get(candidat)
    court = f"{quoi} – {candidat}" if numero is None else texte.numero(quoi, numero)
    return (court if numero is not None and dit_le_numero(nom, numero) else f"{court} {nom}"), court


def _rooms(agenda: Agenda, jour: date) -> Iterable[Timeline]:
    """The rooms where candidats are without their jury in its own room; those who do the same there are one box."""
    for (date_, salle), moments in agenda.des_salles.items():
        dehors = [m for m in moments if m.sort is Sort.EPREUVE and not _in_own_room(agenda, m)]
        if date_ != jour or not dehors:
            continue
        ensemble: dict[tuple[datetime, datetime, str, str], list[Moment]] = defaultdict(list)
        for moment in dehors:
            ensemble[moment.debut, moment.fin, moment.epreuve, moment.jury].append(moment)
        fiche = agenda.salles.get(salle)
        postes = texte.nombre_de_postes(fiche.postes) if fiche and fiche.postes > 1 else ""
        boites = [_room_box(agenda, groupe) for groupe in ensemble.values()]
        surveillants = ", ".join(dict.fromkeys(filter(None, (agenda.presents(Role.SURVEILLANT, m) for m in dehors))))
        sous_titre = "\n".join(filter(None, (postes, surveillants)))
        yield Timeline(agenda.names.salle(salle), sous_titre, lanes(boites))


def _in_own_room(agenda: Agenda, moment: Moment) -> bool:
    composition = agenda.composition(moment.jury, moment.debut) if moment.jury else None
    return composition is not None and composition.salle == moment.salle


def _room_box(agenda: Agenda, ensemble: list[Moment]) -> Boite:
    premier = ensemble[0]
    trait = Trait.DEVANT_JURY if premier.jury else Trait.SURVEILLE
    quoi = sigle(agenda, premier.epreuve)
    if len(ensemble) == 1:
        un_seul = _of_one(agenda, quoi, premier.candidat)
        return Boite(premier.debut, premier.fin, *un_seul, trait)
    plusieurs = texte.ensemble(quoi, len(ensemble))
    return Boite(premier.debut, premier.fin, plusieurs, plusieurs, trait)


def lanes(boites: Iterable[Boite]) -> tuple[tuple[Boite, ...], ...]:
    """Boxes spread over the fewest lanes in which none overlaps another, each in the first lane that is free."""
    voies: list[list[Boite]] = []
    for boite in sorted(boites, key=lambda b: (b.debut, b.fin, b.texte)):
        libre = next((voie for voie in voies if voie[-1].fin <= boite.debut), None)
        if libre is None:
            voies.append([boite])
        else:
            libre.append(boite)
    return tuple(tuple(voie) for voie in voies)


# A day from the side of the candidats: a row for each, for internal documents; or their hours of call, for a
# wall.

APPEL = timedelta(minutes=30)
"""How long every bar of a call is, where candidats are numbers."""
APPEL_NOMME = timedelta(minutes=60)
"""The same where they are first names."""


def lignes_des_candidats(agenda: Agenda, jour: date) -> tuple[Timeline, ...]:
    """A row for each candidat who passes something that day, by number: real hours, for internal documents only."""
    par_candidat: dict[str, list[Moment]] = defaultdict(list)
    for moment in agenda.moments:
        if moment.jour == jour and moment.sort is Sort.EPREUVE:
            par_candidat[moment.candidat].append(moment)
    return tuple(
        Timeline(
            documents.candidat(agenda.numeros.get(candidat), agenda.names.candidat(candidat)),
            "",
            lanes(_box(agenda, moment) for moment in _joined(par_candidat[candidat])),
        )
        for candidat in agenda.ordre_des_numeros(par_candidat)
    )


def _joined(moments: list[Moment]) -> list[Moment]:
    """Parts of one passage that follow each other before the same eyes are one stretch."""
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if last and (last.epreuve, last.jury, last.salle, last.fin) == (
            moment.epreuve,
            moment.jury,
            moment.salle,
            moment.debut,
        ):
            joined[-1] = replace(last, fin=moment.fin)
        else:
            joined.append(moment)
    return joined


def _box(agenda: Agenda, moment: Moment) -> Boite:
    court = sigle(agenda, moment.epreuve)
    ou = agenda.names.jury(moment.jury) if moment.jury else agenda.names.salle(moment.salle)
    trait = Trait.DEVANT_JURY if moment.jury else Trait.SURVEILLE
    tout = f"{court} – {ou}" if ou else court
    return Boite(moment.debut, moment.fin, tout, court, trait)


def lignes_des_appels(
    agenda: Agenda, jour: date, noms: Mapping[str, str], lasting: timedelta = APPEL
) -> tuple[Timeline, ...]:
    """The calls of a day, by jury: what may be posted, candidats being called by their `noms`, all bars as long."""
    demis = [demi for demi in demi_journees(agenda) if demi.jour == jour]
    collectifs = [_collective(agenda, appel, lasting) for demi in demis for appel in demi.collectifs]
    salles = dict.fromkeys(s for demi in demis for appel in demi.collectifs for s in appel.salles)
    ensemble = (Timeline(documents.COLLECTIVES, _places(agenda, salles), lanes(collectifs)),) if collectifs else ()
    par_jury: dict[str, list[AppelIndividuel]] = defaultdict(list)
    for appel in (appel for demi in demis for appel in demi.individuels):
        par_jury[appel.jury].append(appel)
    return (*ensemble, *(_jury(agenda, jury, appels, noms, lasting) for jury, appels in par_jury.items()))


def _collective(agenda: Agenda, appel: AppelCollectif, lasting: timedelta) -> Boite:
    court = sigle(agenda, appel.epreuve)
    return Boite(appel.heure, appel.heure + lasting, f"{court} – {heure(appel.heure)}", court, Trait.APPEL)


def _jury(
    agenda: Agenda, jury: str, appels: list[AppelIndividuel], noms: Mapping[str, str], lasting: timedelta
) -> Timeline:
    salles = dict.fromkeys(salle for appel in appels for salle in appel.salles)
    boites = lanes(_call(appel, noms[appel.candidat], lasting) for appel in appels)
    return Timeline(jury_dit(agenda, jury), _places(agenda, salles), boites)


def _call(appel: AppelIndividuel, nom: str, lasting: timedelta) -> Boite:
    return Boite(appel.heure, appel.heure + lasting, f"{nom} – {heure(appel.heure)}", nom, Trait.APPEL)


def _places(agenda: Agenda, salles: Iterable[str]) -> str:
    return documents.salles(agenda.names.salle(salle) for salle in salles)


# How the pictures look, in light and in dark: the colours of `tokens`, and one sheet of styles.

CLASSES = {
    Trait.DEVANT_JURY: "j",
    Trait.SURVEILLE: "s",
    Trait.TRAVAIL: "t",
    Trait.PAUSE: "p",
    Trait.SITE: "a",
    Trait.APPEL: "j",
}
"""The class of each kind of bar: one letter, there are hundreds of them."""

EDGE, STRIPE = 4.0, 0.25
"""the width of the left edge of an épreuve without its jury; how much of their colour the stripes of work show"""

FONT = "Arial,'Liberation Sans',Helvetica,sans-serif"

Colour = Callable[[str], str]
"""How a colour is written, by its name."""


def variable(name: str) -> str:
    """A colour that follows the page: the variable of a page, else the one on white."""
    return f"var(--{name},{LIGHT[name]})"


def literal(name: str) -> str:
    """A colour as it is on white, for programs that know no variables."""
    return LIGHT[name]


def styles(colour: Colour) -> str:
    """The rules that dress the pictures, wherever they stand: kinds of bars are told apart without colours too."""
    c = colour
    return (
        f".tp text{{font:10px {FONT};fill:{c('encre')}}}"
        f".tp .h{{font:11px {FONT};fill:{c('doux')};text-anchor:middle}}"
        f".tp .e{{text-anchor:end}}.tp .k{{font:bold 13px {FONT}}}"
        f".tp .n{{font:bold 11px {FONT}}}.tp .m{{font:9px {FONT};fill:{c('doux')}}}"
        f".tp g text{{text-anchor:middle;pointer-events:none}}"
        f".tp .j text{{font-weight:bold}}.tp .t text{{font-style:italic}}"
        f".tp .g{{fill:{c('fond')}}}.tp .b{{fill:{c('plan')}}}"
        f".tp path{{stroke:{c('trait')};fill:none}}.tp .d{{stroke-dasharray:2 3}}"
        f".tp .j rect{{fill:{c('passage')};stroke:{c('action')};stroke-width:1.5}}"
        f".tp .s rect{{fill:{c('fond')};stroke:{c('action')};stroke-width:1.5}}"
        f".tp .s path{{stroke:{c('action')};stroke-width:{EDGE:g}}}"
        f".tp .t rect{{fill:url(#tp-t);stroke:{c('travail-bord')}}}"
        f".tp .p rect{{fill:{c('pause')}}}"
        f".tp .a rect{{fill:{c('accueil')};stroke:{c('accueil-bord')};stroke-dasharray:1.5 2.5}}"
        f".tp-1{{fill:{c('travail')}}}.tp-2{{fill:{c('travail-bord')};fill-opacity:{STRIPE}}}"
    )


PATTERNS = (
    '<defs><pattern id="tp-t" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="tp-1" width="6" height="6"/><rect class="tp-2" width="2" height="6"/></pattern></defs>'
)
"""What a jury's own work is filled with: stripes. Once in a page or a file."""

# Which words fit where: in a bar, in the titles of the rows. Widths are those of Arial.

BAR, LINE = 10.0, 11.0
"""size of the letters in a bar, height of a line"""
_MARGIN = 1.5

Lines = tuple[str, ...]


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines no wider than that, broken after spaces and hyphens; a word too long is broken anywhere."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"[^ -]*-|[^ -]+ ?", paragraph):
            for piece in _pieces(word, width, size, bold=bold):
                if line and text_points((line + piece).rstrip(), size, bold=bold) > width:
                    lines.append(line.rstrip())
                    line = ""
                line += piece
        if line:
            lines.append(line.rstrip())
    return lines


def _pieces(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    if text_points(word.rstrip(), size, bold=bold) <= width:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and text_points(piece + letter, size, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def words_in(boite: Boite, width: float, height: float) -> Lines:
    """The most that can be read of a box in a bar of that size; nothing at all where nothing fits."""
    room = int((height - 2) // LINE)
    bold = boite.trait in (Trait.DEVANT_JURY, Trait.APPEL)
    for lines in _called(boite, width) if boite.trait is Trait.APPEL else _wordings(boite):
        margin = 0 if max(map(len, lines)) == 1 else _MARGIN
        fits = all(text_points(line, BAR, bold=bold) <= width - 2 * margin for line in lines)
        if len(lines) <= room and fits:
            return lines
    return ()


def _called(boite: Boite, width: float) -> list[Lines]:
    """Who is called, on as many lines as it takes, then when, on a line of its own wherever the bar stands."""
    return [(*wrapped(boite.court, width - 2 * _MARGIN, BAR, bold=True), boite.reste), (boite.reste,)]


def _wordings(boite: Boite) -> list[Lines]:
    """The ways to say it, from the whole in one line to a letter."""
    quoi, _, numero = boite.court.partition(" – ")
    initial = INITIALES.get(quoi.split(" ")[0], INITIALES.get(quoi, ""))
    ways: list[Lines] = [(boite.texte,)]
    ways += [(boite.court, boite.reste)] if boite.reste else []
    ways += [(boite.court,)]
    ways += [(quoi, numero)] if numero else []
    first, _, others = quoi.partition(" ")
    ways += [(quoi,), (first, others), (first,)] if others else [(quoi,)]
    ways += [(initial, numero.removeprefix("n° "))] if initial and numero else []
    ways += [(initial,)] if initial else []
    return ways


# One picture: rows of bars along an axis of hours, as SVG text; the same input gives the same text.

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
class Scale:
    """The hours that the pictures of all days show, in whole hours of the day, and how wide the titles of rows are."""

    debut: int
    fin: int
    left: float


def scale_of(lignes: Iterable[Timeline]) -> Scale:
    """The scale that shows all these rows, of whatever days: from the hour of the first bar to that after the last."""
    rows = tuple(lignes)
    boites = [b for ligne in rows for voie in ligne.voies for b in voie]
    debut = min((b.debut.hour for b in boites), default=8)
    fin = max((b.fin.hour + (b.fin.minute > 0) for b in boites), default=debut + 1)
    return Scale(debut, max(fin, debut + 1), _labels(rows))


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: its day and what it shows of it, its rows, how many lines of words a bar has room for.

    `sigles`: the épreuves that it tells in a few letters. `echelle`: how hours stand across, the same for all days.
    """

    jour: str
    sujet: str
    lignes: tuple[Timeline, ...]
    echelle: Scale
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
        return self.left + minutes_between(self.debut, moment) * self.pace

    @property
    def pace(self) -> float:
        """Units a minute."""
        return (WIDTH - self.left - 1) / max(1, minutes_between(self.debut, self.fin))

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
        bands.append(_band(y, height, dark=bool(rank % 2)))
        titles += _row_titles(ligne, axis, y)
        for name, bar in _row_bars(ligne, axis, y, mots=picture.mots):
            bars[name].append(bar)
        y += height + _GAP
    around, bottom = _below(_kinds(picture), picture.sigles, y) if alone else ([], y)
    around += [_caption(picture, audience)] if alone else []
    groups = [f'<g class="{name}">{"".join(inside)}</g>' for name, inside in bars.items()]
    body = "".join((_ground(bottom), *bands, *_grid(axis, y), *titles, *groups, *around))
    alternative = description([ligne.titre for ligne in picture.lignes])
    return Drawn(picture.titre, alternative, body, bottom)


def legend(pictures: Iterable[Picture]) -> str:
    """What each kind of bar means, and each sigle, once for pictures that do not stand alone, as HTML."""
    shown = tuple(pictures)
    kinds = {kind for picture in shown for kind in _kinds(picture)}
    named = {sigle: nom for picture in shown for sigle, nom in picture.sigles.items()}
    samples = "".join(
        f'<li><svg class="tp" viewBox="0 0 24 14" aria-hidden="true"><g class="{CLASSES[kind]}">'
        f"{_sample(kind, 1, 1)}</g></svg> {escape(LEGENDE[kind.value])}</li>"
        for kind in Trait
        if kind in kinds
    )
    abbreviations = f"<p>{escape(texte.sans_coupure(sigles(named)))}</p>" if named else ""
    return f'<div class="legende"><ul aria-label="{LEGENDE_TITRE}">{samples}</ul>{abbreviations}</div>'


def svg(drawing: Drawn, ident: str, *, head: str = "", size: bool = False) -> str:
    """An ``<svg>`` element named by its title; `head` is what it carries inside to look as it should.

    `ident` tells its title and description apart from those of the other pictures of a page. `size` gives it its
    own size, for a file; otherwise it is as large as the page lets it.
    """
    height = _n(drawing.hauteur)
    own = f' width="{_n(WIDTH)}" height="{height}"' if size else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tp" viewBox="0 0 {_n(WIDTH)} {height}"{own}'
        ' role="img"'
        f' aria-labelledby="{ident}-t {ident}-d"><title id="{ident}-t">{escape(drawing.titre)}</title>'
        f'<desc id="{ident}-d">{escape(texte.sans_coupure(drawing.description))}</desc>{head}{drawing.corps}</svg>'
    )


# -- the axis


def _axis(picture: Picture, top: float) -> _Axis:
    boites = (b for ligne in picture.lignes for voie in ligne.voies for b in voie)
    day = datetime.combine(min((b.debut.date() for b in boites), default=date(2000, 1, 1)), time())
    echelle = picture.echelle
    return _Axis(day + timedelta(hours=echelle.debut), day + timedelta(hours=echelle.fin), echelle.left, top)


def _labels(lignes: Sequence[Timeline]) -> float:
    """The width of the titles: what the longest takes, within bounds; longer ones are wrapped."""
    wide = [text_points(ligne.titre, _TITLE, bold=True) for ligne in lignes]
    wide += [text_points(part, _SUBTITLE) for ligne in lignes for part in ligne.sous_titre.split("\n")]
    return min(_LABELS_MOST, max([_LABELS_LEAST, *wide])) + 8


def _grid(axis: _Axis, bottom: float) -> Iterator[str]:
    lines: dict[str, list[str]] = {"": [], ' class="d"': []}
    for moment in axis.halves():
        dashed = ' class="d"' if moment.minute else ""
        lines[dashed].append(f"M{_n(axis.x(moment))} {_n(axis.top + _AXIS - 4)}V{_n(bottom)}")
        if not moment.minute and moment < axis.fin:
            anchor = _n(max(axis.x(moment), axis.left + 8))
            yield f'<text class="h" x="{anchor}" y="{_n(axis.top + 12)}">{heure(moment)}</text>'
    for dashed, across in lines.items():
        yield f'<path{dashed} d="{"".join(across)}"/>'


# -- the rows


def _lane_height(ligne: Timeline, *, mots: int) -> float:
    return _ONE_LINE + (mots - 1 if len(ligne.voies) <= _FEW else 0) * LINE


def _height(ligne: Timeline, left: float, *, mots: int) -> float:
    """What a row takes: its lanes, or its titles if they take more."""
    title, subtitle = _titles(ligne, left)
    words = len(title) * (_TITLE + 1) + len(subtitle) * (_SUBTITLE + 1) + 2
    return max(len(ligne.voies) * _lane_height(ligne, mots=mots), words)


def _titles(ligne: Timeline, left: float) -> tuple[list[str], list[str]]:
    room = left - 8
    return wrapped(ligne.titre, room, _TITLE, bold=True), wrapped(ligne.sous_titre, room, _SUBTITLE)


def _row_titles(ligne: Timeline, axis: _Axis, y: float) -> Iterator[str]:
    title, subtitle = _titles(ligne, axis.left)
    for lines, size, name in ((title, _TITLE, "n"), (subtitle, _SUBTITLE, "m")):
        for line in lines:
            y += size + 1
            yield f'<text class="{name}" x="2" y="{_n(y - 1)}">{escape(line)}</text>'


def _band(y: float, height: float, *, dark: bool) -> str:
    """The ground of a row; nothing of a light one."""
    place = f'y="{_n(y - 2)}" width="{_n(WIDTH)}" height="{_n(height + _GAP)}"'
    return f'<rect class="b" {place}/>' if dark else ""


def _row_bars(ligne: Timeline, axis: _Axis, y: float, *, mots: int) -> Iterator[tuple[str, str]]:
    """The bars of a row, each with the class of its kind."""
    lane = _lane_height(ligne, mots=mots)
    for rank, voie in enumerate(ligne.voies):
        for boite in voie:
            bar = _bar(boite, axis, y + rank * lane, lane)
            yield CLASSES[boite.trait], bar


def _bar(boite: Boite, axis: _Axis, y: float, lane: float) -> str:
    length = minutes_between(boite.debut, boite.fin) * axis.pace
    left, width = axis.x(boite.debut), max(1, int(length) - 1)
    height = _bar_height(boite.trait, lane)
    lines = words_in(boite, width, height)
    first = y + lane / 2 - LINE * len(lines) / 2 + BAR * 0.85
    words = "".join(
        f'<text x="{_n(left + length / 2)}" y="{_n(first + rank * LINE)}">{escape(line)}</text>'
        for rank, line in enumerate(lines)
    )
    place = f'x="{_n(left + 1)}" y="{_n(y + (lane - height) / 2)}" width="{width}" height="{_n(height)}"'
    bar = f"<rect {place}><title>{escape(_told(boite, lines))}</title></rect>"
    return f"{bar}{_thick_edge(left + 1, y + 1, lane - 2) if boite.trait is Trait.SURVEILLE else ''}{words}"


def _bar_height(trait: Trait, lane: float) -> float:
    """A pause is half as high, as far as a word leaves it."""
    return max(LINE + 2, lane / 2) if trait is Trait.PAUSE else lane - 2


def _thick_edge(left: float, top: float, height: float) -> str:
    return f'<path d="M{_n(left + EDGE / 2)} {_n(top)}v{_n(height)}"/>'


def _told(boite: Boite, lines: Lines) -> str:
    """What a bar says when pointed at, beside the words that it holds; a call has no end to tell."""
    if boite.trait is Trait.APPEL:
        return boite.texte
    whole = lines in ((boite.texte,), (boite.court, boite.reste))
    unsaid = "" if whole else boite.reste if lines == (boite.court,) else boite.texte
    return infobulle(unsaid, heure_chiffres(boite.debut), heure_chiffres(boite.fin))


# -- around


def _ground(height: float) -> str:
    return f'<rect class="g" width="{_n(WIDTH)}" height="{_n(height)}"/>'


def _caption(picture: Picture, audience: str) -> str:
    addressee = f'<text class="e" x="{_n(WIDTH - 2)}" y="16">{escape(audience)}</text>' if audience else ""
    return f'<text class="k" x="2" y="16">{escape(picture.titre)}</text>{addressee}'


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
        yield f'<g class="{CLASSES[kind]}">{_sample(kind, x, y + 1)}</g>'
        yield f'<text x="{_n(x + 27)}" y="{_n(y + 10)}">{escape(words)}</text>'
        x += 27 + text_points(words, BAR) + 18


def _sample(kind: Trait, x: float, y: float) -> str:
    height = 6 if kind is Trait.PAUSE else 12
    edge = _thick_edge(x, y, height) if kind is Trait.SURVEILLE else ""
    return f'<rect x="{_n(x)}" y="{_n(y + (12 - height) / 2)}" width="22" height="{height}"/>{edge}'


def _n(number: float) -> str:
    """A coordinate: whole units are as fine as eyes are."""
    return str(round(number))


# Which pictures there are of each day of a session: for the responsable, or for a wall.

MOST_ROWS = 30
"""candidats in one picture: more would be too small on a page"""


def internal_pictures(agenda: Agenda, jour: date) -> tuple[Picture, ...]:
    """Juries and rooms, then candidats, some thirty a picture: names and real hours, for internal documents only."""
    return (*jury_pictures(agenda, jour), *_candidats(agenda, jour))


def jury_pictures(agenda: Agenda, jour: date) -> tuple[Picture, ...]:
    """Juries and rooms alone, for internal documents only; none for a day on which nothing happens."""
    par_jour = {date_: timelines(agenda, date_) for date_ in (*agenda.jours, jour)}
    lignes, echelle = par_jour[jour], scale_of(chain.from_iterable(par_jour.values()))
    picture = Picture(agenda.names.jour(jour), documents.JURYS, lignes, echelle, sigles=_sigles(agenda, jour))
    return (picture,) if lignes else ()


def _candidats(agenda: Agenda, jour: date) -> Iterator[Picture]:
    par_jour = {date_: lignes_des_candidats(agenda, date_) for date_ in (*agenda.jours, jour)}
    lignes, echelle = par_jour[jour], scale_of(chain.from_iterable(par_jour.values()))
    pages = -(-len(lignes) // MOST_ROWS)
    size = -(-len(lignes) // pages) if pages else 0
    for page in range(pages):
        sujet = documents.sur(documents.CANDIDATS, page + 1, pages)
        some = lignes[page * size : (page + 1) * size]
        yield Picture(agenda.names.jour(jour), sujet, some, echelle, 1, _sigles(agenda, jour))


def posted_pictures(agenda: Agenda, jour: date, designation: Designation = Designation.NUMERO) -> tuple[Picture, ...]:
    """The hours of call, for all to see: nothing that tells of an aménagement, candidats named as on the poster."""
    named = designation is not Designation.NUMERO
    lasting = APPEL_NOMME if named else APPEL
    noms = designations(agenda, designation)
    par_jour = {date_: lignes_des_appels(agenda, date_, noms, lasting) for date_ in (*agenda.jours, jour)}
    lignes, echelle = par_jour[jour], scale_of(chain.from_iterable(par_jour.values()))
    collective = {appel.epreuve for demi in demi_journees(agenda) if demi.jour == jour for appel in demi.collectifs}
    sigles = {sigle(agenda, epreuve): agenda.names.epreuve(epreuve) for epreuve in collective}
    nom, sujet = agenda.names.jour(jour), documents.IMAGE_APPELS
    return (Picture(nom, sujet, lignes, echelle, 3 if named else 2, sigles),) if lignes else ()


def _sigles(agenda: Agenda, jour: date) -> dict[str, str]:
    """What is passed on a day, by its few letters."""
    return {sigle(agenda, p.epreuve): agenda.names.epreuve(p.epreuve) for p in agenda.plan.passages if p.jour == jour}


# A picture as a file: SVG that follows the reader's light or dark, or PNG, the same on every machine.

_DOTS_AN_INCH = 144.0
_POINTS_ACROSS = WIDTH * 0.75
_PAGE = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.picture), format: "svg", width: {width}pt, alt: "")
"""


def svg_file(picture: Picture, audience: str = "") -> bytes:
    """The picture as a file of its own, which says for whom it is."""
    head = f"<style>{declared()}{styles(variable)}</style>{PATTERNS}"
    return svg(drawn(picture, alone=True, audience=audience), "tp", head=head, size=True).encode()


def png_file(picture: Picture, audience: str = "") -> bytes:
    """The same in light colours, two dots a unit across; its letters are those of typst's own fonts.

    The SVG goes to typst as an input, never as source: no name in it can be run.
    """
    from typst import compile as typeset  # noqa: PLC0415 - a heavy library, wanted by few

    head = f"<style>{styles(literal)}</style>{PATTERNS}"
    drawing = svg(drawn(picture, alone=True, audience=audience), "tp", head=head, size=True)
    page = _PAGE.format(width=_POINTS_ACROSS).encode()
    image = typeset(page, format="png", ppi=_DOTS_AN_INCH, sys_inputs={"picture": drawing}, ignore_system_fonts=True)
    return bytes(image)


# A plan in a notebook: the pictures of its days, where a cell ends with ``tpplanner.show(session, plan)``.


@dataclass(frozen=True, slots=True, repr=False)
class Shown:
    """Pictures that a notebook displays, in light colours; `str` of it is what a page would hold."""

    pictures: tuple[Picture, ...]

    def __repr__(self) -> str:
        return f"<{', '.join(picture.titre for picture in self.pictures)}>"

    def _repr_html_(self) -> str:
        return str(self)

    def __str__(self) -> str:
        head = f"<style>{styles(literal)}</style>{PATTERNS}"
        parts = (
            f"<figure>{svg(drawn(picture, alone=True), f'tp{rank}', head=head)}</figure>"
            for rank, picture in enumerate(self.pictures)
        )
        return "".join(parts)


def show(session: Session, plan: Plan, jour: date | None = None, *, candidats: bool = False) -> Shown:
    """The days of a plan as pictures, or that day alone: juries and rooms, then each candidat if wanted.

    Names and real hours: for those who make the planning, not for a wall.
    """
    agenda = Agenda(session, plan)
    jours = agenda.jours if jour is None else (jour,)
    pictures = internal_pictures if candidats else jury_pictures
    return Shown(tuple(picture for date_ in jours for picture in pictures(agenda, date_)))
