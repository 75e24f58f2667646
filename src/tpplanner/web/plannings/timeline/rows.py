"""The rows of a day: juries, rooms, candidats, each with its bars in lanes."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tpplanner.export.agenda import Agenda, Moment, Sort, natural
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import frise as textes
from tpplanner.texts.plain import one_line
from tpplanner.web.plannings.timeline.capsules import Bar, Lanes, lanes_of, passages, together, works
from tpplanner.web.plannings.timeline.labels import Labels
from tpplanner.web.plannings.timeline.waiting import DayOnSite, between, stays

JURYS, SALLES, CANDIDATS = "jurys", "salles", "candidats"
"""The groups."""


@dataclass(frozen=True, slots=True)
class TrackRow:
    """A jury, a room or a candidat (id): its name, what stands beside and below it, its bars in lanes."""

    groupe: str
    ident: str
    titre: str
    a_cote: str
    dessous: str
    voies: Lanes

    @property
    def bars(self) -> tuple[Bar, ...]:
        """All of them."""
        return tuple(bar for voie in self.voies for bar in voie)


@dataclass(frozen=True)
class Tracks:
    """The rows of a planning, day by day."""

    agenda: Agenda

    @cached_property
    def labels(self) -> Labels:
        """What bars are called."""
        return Labels(self.agenda)

    @cached_property
    def juries(self) -> dict[tuple[str, str], str]:
        """The jury (id) that hears each passage (candidat, épreuve), where one does."""
        return {(p.candidat, p.epreuve): p.suivies[0].jury for p in self.agenda.plan.passages if p.suivies}

    @cached_property
    def stays(self) -> dict[date, dict[str, DayOnSite]]:
        """Who is on site on each day, and from when to when."""
        return stays(self.agenda)

    @cached_property
    def _families(self) -> dict[str, str]:
        """The membres by their family names, in full where two bear one."""
        membres, names = self.agenda.session.membres, self.agenda.names
        often = Counter(m.nom for m in membres)
        unknown = {id_: names.personne(id_) for c in self.agenda.plan.compositions for id_ in c.membres}
        return unknown | {m.id: one_line(m.nom) if often[m.nom] == 1 else names.personne(m.id) for m in membres}

    def of_juries(self, jour: date) -> list[TrackRow]:
        """A row for each jury of a day."""
        return [self._jury(jour, jury, moments) for (d, jury), moments in self.agenda.des_jurys.items() if d == jour]

    def _jury(self, jour: date, jury: str, moments: list[Moment]) -> TrackRow:
        compositions, names = self.agenda.compositions(jury, jour), self.agenda.names
        heard = [m for m in moments if m.sort is Sort.EPREUVE]
        others = [m for m in moments if m.sort is not Sort.EPREUVE]
        return TrackRow(
            JURYS,
            jury,
            names.jury(jury),
            ", ".join(dict.fromkeys(names.salle(c.salle) for c in compositions)),
            ", ".join(self._families[m] for m in dict.fromkeys(m for c in compositions for m in c.membres)),
            lanes_of([*passages(heard, self.juries), *works(others)]),
        )

    def of_rooms(self, jour: date) -> list[TrackRow]:
        """A row for each room of a day, after that of the accueil of candidats."""
        rows = [self._room(salle, moments) for (d, salle), moments in self.agenda.des_salles.items() if d == jour]
        welcomes = [m for m in self.agenda.moments if m.jour == jour and m.sort in (Sort.ACCUEIL, Sort.PLIS)]
        site = TrackRow(SALLES, "", textes.SUR_PLACE, "", "", lanes_of(works(welcomes)))
        return [*([site] if welcomes else []), *rows]

    def _room(self, salle: str, moments: list[Moment]) -> TrackRow:
        fiche = self.agenda.salles.get(salle)
        postes = texte_classeur.nombre_de_postes(fiche.postes) if fiche and fiche.postes > 1 else ""
        sat = [m for m in moments if m.sort is Sort.EPREUVE]
        others = [m for m in moments if m.sort is not Sort.EPREUVE]
        bars = [*together(sat, self.juries), *works(others)]
        return TrackRow(SALLES, salle, self.agenda.names.salle(salle), postes, "", lanes_of(bars))

    @cached_property
    def _candidats(self) -> dict[date, list[TrackRow]]:
        return {jour: self._of_candidats(jour) for jour in self.agenda.jours}

    def of_candidats(self, jour: date) -> list[TrackRow]:
        """A row for each candidat of a day: by jury, then by the hour at which they arrive."""
        return self._candidats.get(jour, [])

    def _of_candidats(self, jour: date) -> list[TrackRow]:
        of_one: dict[str, list[Moment]] = defaultdict(list)
        for m in self.agenda.moments:
            if m.jour == jour and m.sort is Sort.EPREUVE:
                of_one[m.candidat].append(m)
        rows = [self._candidat(jour, candidat, moments) for candidat, moments in of_one.items()]
        return sorted(rows, key=lambda row: self._arrival(jour, row))

    def _candidat(self, jour: date, candidat: str, moments: list[Moment]) -> TrackRow:
        bars = [*passages(moments, self.juries), *between(self.agenda, self.stays[jour][candidat], moments)]
        numero = self.labels.number(candidat)
        return TrackRow(CANDIDATS, candidat, self.labels.whole(candidat), numero, "", lanes_of(bars))

    def _arrival(self, jour: date, row: TrackRow) -> tuple[object, ...]:
        jury = next((bar.jury for bar in row.bars if bar.jury), "")
        return natural(jury), self.stays[jour][row.ident].debut, row.titre
