"""A planning put on its hours day by day: which day is asked for, its rows, what of them is to be seen."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from tpplanner.domain.session import Session, cle
from tpplanner.export.agenda import Agenda
from tpplanner.texts import frise as textes
from tpplanner.web.plannings.timeline.anchors import anchor
from tpplanner.web.plannings.timeline.axis import ZOOMS, HourAxis, hours_around, px, zoom_within
from tpplanner.web.plannings.timeline.capsules import Bar
from tpplanner.web.plannings.timeline.drawing import (
    NARROW,
    ONE_LINE,
    TWO_LINES,
    DayTab,
    DayView,
    Drawing,
    DrawnGroup,
    DrawnRow,
)
from tpplanner.web.plannings.timeline.faults import Faults, of_jury, of_moment
from tpplanner.web.plannings.timeline.ghosts import Moved
from tpplanner.web.plannings.timeline.rows import CANDIDATS, JURYS, SALLES, TrackRow, Tracks
from tpplanner.web.plannings.timeline.shapes import BarState, PixelSpan, Placing
from tpplanner.web.plannings.timeline.waiting import on_site

MANY = 24
"""Rows of a group from which on they are narrow."""
SEEN_AT_ONCE = 400
"""Pixels of rows that a screen of 800 has room for below the verdict: where there are more, rooms are folded."""
CROWD = 60
"""Candidats from whom on theirs are folded to one line."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What of a day is to be seen: capsules (candidat, jury) that are elsewhere, where they were, who is sought."""

    elsewhere: Collection[tuple[str, str]]
    ghosts: Collection[Bar]
    sought: Collection[str]


@dataclass(frozen=True)
class Canvas:
    """A planning that is drawn day by day: what it breaks, what moved, who is asked about, what the hour is.

    `ouvert`: the hours at which something could be are drawn too.
    """

    tracks: Tracks
    faults: Faults = field(default_factory=Faults)
    avant: Tracks | None = None
    maintenant: datetime | None = None
    ouvert: bool = False

    @property
    def agenda(self) -> Agenda:
        """What its rows are made from."""
        return self.tracks.agenda

    @cached_property
    def moved(self) -> Moved | None:
        """What is elsewhere than in the planning that people know, where they know another one."""
        return Moved(self.tracks, self.avant) if self.avant is not None else None

    @cached_property
    def hours(self) -> tuple[int, int]:
        """The hours of every day and every group."""
        there = ((s.debut, s.fin) for of_day in self.tracks.stays.values() for s in of_day.values())
        jours = self.agenda.session.jours if self.ouvert else ()
        open_hours = ((j.a(j.ouverture), j.a(j.fin)) for j in jours)
        return hours_around([*((m.debut, m.fin) for m in self.agenda.moments), *there, *open_hours])

    @cached_property
    def asked_about(self) -> frozenset[str]:
        """The candidats (ids) on whom a question is open."""
        return asked_about(self.agenda.session)

    @cached_property
    def pinned(self) -> frozenset[tuple[str, str]]:
        """The passages that are left at their hour."""
        return frozenset((p.candidat, p.epreuve) for p in self.agenda.plan.passages if p.fige)

    def drawn(self, view: DayView) -> Drawing:
        """A day of it."""
        sought = self._found(view.cherche)
        jour = self._day(view, sought)
        first, last = self.hours
        zoom = view.zoom if view.zoom in ZOOMS else zoom_within(last - first, *([view.window] if view.window else []))
        axis = HourAxis(jour, first, last, zoom)
        labels, groups = self.tracks.labels, tuple(self._groups(jour, axis, view, sought))
        return Drawing(
            self.agenda.names.jour(jour),
            axis,
            groups,
            tuple(self._tabs(jour)),
            view,
            tuple(labels.whole(id_) for id_ in sought),
            tuple(labels.whole(c.id) for c in self.agenda.session.candidats),
            tuple((jury, self.agenda.names.jury(jury)) for d, jury in self.agenda.des_jurys if d == jour),
            self.maintenant,
        )

    def _found(self, cherche: str) -> list[str]:
        """The candidats (ids) whom a search names: by a name, part of it, or a number."""
        key = cle(cherche)
        names = {c.id: (cle(c.nom_complet), self.tracks.labels.number(c.id)) for c in self.agenda.session.candidats}
        exact = [id_ for id_ in names if cle(self.tracks.labels.whole(id_)) == key or names[id_][1] == key]
        return exact or [id_ for id_, (name, _) in names.items() if key and key in name]

    def _day(self, view: DayView, sought: Collection[str]) -> date:
        """The day asked for; else that of who is looked for, else today, else the first."""
        jours = self.agenda.jours or tuple(j.date for j in self.agenda.session.jours[:1])
        theirs = [p.jour for id_ in sought for p in self.agenda.plan.du_candidat(id_)]
        if view.jour in jours and (not theirs or view.jour in theirs):
            return view.jour
        today = self.maintenant.date() if self.maintenant else None
        return next((jour for jour in (*sorted(theirs), today) if jour in jours), jours[0])

    def _tabs(self, shown: date) -> Iterator[DayTab]:
        broken = [regle.jour for cause in self.faults.causes for regle in cause.regles]
        labels = {j.date: j.etiquette for j in self.agenda.session.jours if self.agenda.session.fictive}
        for jour in self.agenda.jours:
            nom = textes.onglet(jour, labels.get(jour, ""), len(self.tracks.stays.get(jour, {})))
            yield DayTab(jour, nom, jour == shown, broken.count(jour))

    # -- groups and rows

    def _groups(self, jour: date, axis: HourAxis, view: DayView, sought: Collection[str]) -> Iterator[DrawnGroup]:
        marked = Marked(
            self.moved.elsewhere(jour) if self.moved else set(), self.moved.ghosts(jour) if self.moved else [], sought
        )
        rows = {
            JURYS: self.tracks.of_juries(jour),
            SALLES: self.tracks.of_rooms(jour),
            CANDIDATS: self.tracks.of_candidats(jour),
        }
        left = self._left(rows[CANDIDATS], view.filtre, marked.elsewhere)
        drawn: dict[str, tuple[DrawnRow, ...]] = {}
        for groupe, of_group in rows.items():
            shown = [row for row in of_group if left is None or _concerns(row, left, view.filtre)]
            placing = self._placing(groupe, axis, len(shown))
            drawn[groupe] = tuple(self._row(row, placing, marked) for row in shown)
        fits = sum(row.height for those in drawn.values() for row in those) <= SEEN_AT_ONCE
        crowd = len(self.agenda.session.candidats) >= CROWD
        open_ = {JURYS: True, SALLES: fits, CANDIDATS: not crowd or any(row.trouve for row in drawn[CANDIDATS])}
        for groupe, those in drawn.items():
            titre = textes.nombre_du_groupe(groupe, len([row for row in those if row.row.ident]))
            presents = tuple(self._presents(jour, axis)) if groupe == CANDIDATS and crowd else ()
            yield DrawnGroup(groupe, titre, those, open_[groupe] or left is not None, presents)

    def _placing(self, groupe: str, axis: HourAxis, rows: int) -> Placing:
        """How the bars of a group of so many rows are placed."""
        lane = TWO_LINES if groupe == JURYS else NARROW if rows > MANY else ONE_LINE
        labels = self.tracks.labels
        return Placing(self.agenda, labels, axis, lane, two_lines=groupe == JURYS, owner=groupe == CANDIDATS)

    def _left(self, rows: Collection[TrackRow], filtre: str, elsewhere: Collection[tuple[str, str]]) -> set[str] | None:
        """The candidats (ids) whom a filter leaves; None where all are shown."""
        if filtre == "fautes":
            return {row.ident for row in rows if any(self.faults.on(bar) for bar in row.bars)}
        if filtre == "bouges":
            return {candidat for candidat, _ in elsewhere}
        if not filtre:
            return None
        return {row.ident for row in rows if any(bar.jury == filtre for bar in row.bars)}

    def _row(self, row: TrackRow, placing: Placing, marked: Marked) -> DrawnRow:
        shapes = tuple(
            placing.shape(bar, rank, self._anchor(row, bar), self._state(bar, marked))
            for rank, voie in enumerate(row.voies)
            for bar in voie
        )
        whose = {JURYS: "jury", CANDIDATS: "candidat"}.get(row.groupe)
        ghosts = [g for g in marked.ghosts if whose and getattr(g, whose) == row.ident]
        return DrawnRow(
            row,
            max(1, len(row.voies)) * placing.lane,
            placing.lane,
            shapes,
            tuple(self._ghost(placing.axis, g) for g in ghosts),
            self.faults.at(of_jury(row.ident, placing.axis.jour)) if row.groupe == JURYS else (),
            trouve=row.groupe == CANDIDATS and row.ident in marked.sought,
            ancre=f"{row.groupe[0]}-{row.ident}",
        )

    def _ghost(self, axis: HourAxis, bar: Bar) -> tuple[PixelSpan, str]:
        nom = self.agenda.names.candidat(bar.candidat)
        left = axis.x(bar.debut)
        return PixelSpan(left, px(axis.x(bar.fin) - left)), textes.place_d_avant(nom, textes.de_a(bar.debut, bar.fin))

    def _state(self, bar: Bar, marked: Marked) -> BarState:
        now = self.maintenant
        return BarState(
            self.faults.on(bar),
            question=bar.candidat in self.asked_about and bool(bar.moments),
            fige=any((bar.candidat, epreuve) in self.pinned for epreuve in bar.epreuves),
            bouge=bool(bar.moments) and (bar.candidat, bar.jury) in marked.elsewhere,
            fini=now is not None and now.date() == bar.debut.date() and bar.fin <= now,
            trouve=bar.candidat in marked.sought and bool(bar.moments),
        )

    @staticmethod
    def _anchor(row: TrackRow, bar: Bar) -> str:
        """By which a bar is sought on the page."""
        return anchor(row.groupe, of_moment(bar.moments[0]), bar.debut) if bar.moments else ""

    def _presents(self, jour: date, axis: HourAxis) -> Iterator[tuple[PixelSpan, int, str]]:
        halves = list(axis.halves())
        for half, number in zip(halves, on_site(self.tracks.stays.get(jour, {}).values(), halves), strict=True):
            yield PixelSpan(axis.x(half), axis.zoom // 2), number, textes.sur_place(number, half)


def _concerns(row: TrackRow, left: Collection[str], filtre: str) -> bool:
    """Whether a row is one of those that a filter leaves: theirs, or one where one of them is."""
    if row.groupe == CANDIDATS:
        return row.ident in left
    if row.groupe == JURYS and filtre not in textes.FILTRES:
        return row.ident == filtre
    return any(id_ in left for bar in row.bars for id_ in bar.candidats)


def asked_about(session: Session) -> frozenset[str]:
    """The candidats (ids) on whom a question is open: who trained them, to whom they are linked."""
    trained = (c.id for c in session.candidats if c.formateurs_possibles)
    return frozenset([*trained, *(lien.candidat for lien in session.liens if lien.presume)])
