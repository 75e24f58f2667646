"""The référentiel d'évaluation (RE) of one titre and millésime: its épreuves, exactly timed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Surveillance(StrEnum):
    """Who is with the candidat during a phase; `SI_PLUSIEURS`: nobody, or a surveillant if others are in the room."""

    JURY = "jury"
    SURVEILLANT = "surveillant"
    SI_PLUSIEURS = "si_plusieurs"
    SEUL = "seul"


class Nature(StrEnum):
    """Kinds of épreuve by which a majoration is granted."""

    ECRIT = "ecrit"
    ORAL = "oral"
    PRATIQUE = "pratique"


USAGE_JURY = "jury"
"""The kind of room of a phase that takes place in the jury's own room."""

MODALITES = ("MSP", "PP", "ET", "QP", "QAP", "EF")
"""The modalités that a RE may print (its annexe 3), by their initials."""

AVEC_SUJET = ("QP", "MSP")
"""The modalités in which a candidat receives a sealed subject (`DTE`); in the others the jury has its own guide."""

CONFIRMABLES = (
    "modalite",
    "nature",
    "phases",
    "presence",
    "usage",
    "partagee",
    "collective",
    "separee",
    "apres",
    "aussitot_apres",
    "jours_min",
    "ressource",
    "partage",
    "simultanes",
    "comediens",
    "vehicules",
    "correction",
    "coupure_midi",
    "plis",
)
"""The fields of an `Epreuve` or its phases that may be « à confirmer »; never a duration: nothing could be planned."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of an épreuve with the same people in the same kind of room.

    `usage` is the kind of room; `partagee` says that candidats share its posts, otherwise the phase has it alone.
    `nature` is None where it is that of the first phase of its épreuve. `comediens` is how many people play in it at
    once, and `role` what they play (empty: anything); `vehicules` are the kinds of vehicle of which it takes one each.
    """

    minutes: int
    presence: Surveillance
    usage: str = USAGE_JURY
    partagee: bool = False
    nature: Nature | None = None
    comediens: int = 0
    role: str = ""
    vehicules: tuple[str, ...] = ()

    @property
    def surveillable(self) -> bool:
        """Whether a surveillant has to be there, always or once others are in the room."""
        return self.presence in (Surveillance.SURVEILLANT, Surveillance.SI_PLUSIEURS)


@dataclass(frozen=True, slots=True)
class Reservation:
    """What phases of an épreuve (indices) take besides a jury and a room, the same throughout a passage.

    They are `combien` people who play the part `sorte`, or a vehicle of that kind.
    """

    vehicule: bool
    sorte: str
    combien: int
    phases: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Epreuve:
    """One épreuve of a table of the RE; its duration is the sum of its phases, contiguous and in order.

    `id` is unique in the référentiel (``QP``, ``CCP1.QP``); the order links name ids of the same table. `nature` is
    that of its first phase, and of all that say no other (`nature_de`). `partage` is how many candidats may share one
    `ressource` at once, `simultanes` how many one jury may watch at once. `correction` overrides the réglage (minutes)
    and `correction_avant` names the épreuve before which the jury must have corrected this one. `plis`: its subjects
    come sealed and are opened in front of those who sit it first, as those of a collective épreuve with a subject are
    anyway. `apporter` is what a candidat brings for it, in the words of their convocation. `a_confirmer` names the
    fields whose value the source does not state (`CONFIRMABLES`).
    """

    id: str
    nom: str
    modalite: str
    nature: Nature
    phases: tuple[Phase, ...]
    collective: bool = False
    separee: bool = False
    apres: tuple[str, ...] = ()
    aussitot_apres: tuple[str, ...] = ()
    jours_min: tuple[tuple[str, int], ...] = ()
    ressource: str = ""
    partage: int = 1
    simultanes: int = 1
    correction: int | None = None
    correction_avant: str = ""
    coupure_midi: bool = False
    plis: bool = False
    apporter: tuple[str, ...] = ()
    a_confirmer: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if any(phase.nature for phase in self.phases):
            first = self.nature_de(self.phases[0])
            natures = (None if (nature := self.nature_de(p)) is first else nature for p in self.phases)
            phases = tuple(replace(p, nature=nature) for p, nature in zip(self.phases, natures, strict=True))
            object.__setattr__(self, "phases", phases)
            object.__setattr__(self, "nature", first)

    def nature_de(self, phase: Phase) -> Nature:
        """What one of its phases is, by which a majoration or an aide is granted."""
        return phase.nature or self.nature

    @property
    def natures(self) -> tuple[Nature, ...]:
        """What its phases are, each once, in their order."""
        return tuple(dict.fromkeys(map(self.nature_de, self.phases)))

    @property
    def comediens(self) -> int:
        """How many people play in it, in the phase in which most do."""
        return max((phase.comediens for phase in self.phases), default=0)

    @property
    def vehicules(self) -> tuple[str, ...]:
        """The kinds of vehicle that any of its phases takes, each once."""
        return tuple(r.sorte for r in self.reservations if r.vehicule)

    @property
    def reservations(self) -> tuple[Reservation, ...]:
        """Those who play, then the vehicles, in the order of the phases that take them."""
        played = [(False, p.role, p.comediens, i) for i, p in enumerate(self.phases) if p.comediens]
        driven = [(True, sorte, 1, i) for i, p in enumerate(self.phases) for sorte in p.vehicules]
        phases: dict[tuple[bool, str, int], list[int]] = {}
        for vehicule, sorte, combien, phase in (*played, *driven):
            phases.setdefault((vehicule, sorte, combien), []).append(phase)
        return tuple(Reservation(*taken, tuple(those)) for taken, those in phases.items())

    @property
    def minutes(self) -> int:
        """The duration that the RE prints."""
        return sum(phase.minutes for phase in self.phases)

    @property
    def minutes_jury(self) -> int:
        """The minutes during which the jury watches."""
        return sum(phase.minutes for phase in self.phases if phase.presence is Surveillance.JURY)

    @property
    def devant_jury(self) -> bool:
        """Whether the jury watches any phase of it."""
        return self.minutes_jury > 0

    @property
    def a_un_sujet(self) -> bool:
        """Whether candidats receive a subject."""
        return self.plis or self.modalite in AVEC_SUJET

    @property
    def sous_plis(self) -> bool:
        """Whether its subjects are opened in front of those who sit it first."""
        return self.plis or (self.collective and self.a_un_sujet)

    @property
    def phase_coupee(self) -> int:
        """Index of the phase in which `coupure_midi` stops the clock: the longest, the first of equals."""
        return max(range(len(self.phases)), key=lambda i: (self.phases[i].minutes, -i))


@dataclass(frozen=True, slots=True)
class Table:
    """The épreuves of the session titre, of one CCP or one CCS, with the totals that the RE prints (0: none)."""

    id: str
    nom: str
    epreuves: tuple[Epreuve, ...]
    total_candidat: int = 0
    presence_jury: int = 0

    @property
    def minutes(self) -> int:
        """The candidat's time, summed over the épreuves."""
        return sum(epreuve.minutes for epreuve in self.epreuves)

    @property
    def minutes_jury(self) -> int:
        """The jury's presence with one candidat, summed over the épreuves."""
        return sum(epreuve.minutes_jury for epreuve in self.epreuves)


@dataclass(frozen=True, slots=True)
class DocumentRe:
    """The document that a référentiel was read from, and who confirmed what was read beside it.

    `empreinte` is the SHA-256 of its file (hexadecimal), `pages` the printed pages by id of épreuve. Its mise à jour is
    the référentiel's `date_entete`. `valeurs` is a print of the values that were confirmed
    (`referentiels.confirmation`): others are not.
    """

    empreinte: str
    pages: tuple[tuple[str, tuple[int, ...]], ...] = ()
    verifie_le: date | None = None
    verifie_par: str = ""
    valeurs: str = ""


@dataclass(frozen=True, slots=True)
class Referentiel:
    """A titre professionnel at one millésime and mise à jour (`date_entete`).

    `entretien_final` is the id of that épreuve in the table of the titre (empty if there is none); the table of a CCS
    has its own (`closes`). `quota` is the number of candidats that a jury may receive in a day, where the RE gives one.
    `organismes_differents`: the membres of a jury come from different organismes, groups or enseignes (4.3).
    `comediens_exterieurs`: nobody who is in training with a candidat plays for them.
    `avertissements` are French sentences that every output repeats.
    """

    sigle: str
    code: str
    millesime: str
    intitule: str
    titre: Table
    source: str
    verifie: bool
    ccps: tuple[Table, ...] = ()
    ccss: tuple[Table, ...] = ()
    entretien_final: str = ""
    date_entete: date | None = None
    jo: date | None = None
    effet: date | None = None
    rncp: str = ""
    expiration: date | None = None
    membres_min: int = 2
    qualites: tuple[str, ...] = ()
    organismes_differents: bool = False
    comediens_exterieurs: bool = False
    quota: int | None = None
    transport: bool = False
    avertissements: tuple[str, ...] = ()
    document: DocumentRe | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The table of the titre, then those of the CCP, then those of the CCS."""
        return (self.titre, *self.ccps, *self.ccss)

    def with_tables(self, change: Callable[[Table], Table]) -> "Referentiel":
        """The référentiel whose every table is changed so."""
        ccps, ccss = (tuple(map(change, tables)) for tables in (self.ccps, self.ccss))
        return replace(self, titre=change(self.titre), ccps=ccps, ccss=ccss)

    @property
    def certificats(self) -> tuple[Table, ...]:
        """The tables of the CCP, then those of the CCS: all but the titre's."""
        return (*self.ccps, *self.ccss)

    @property
    def entretiens_finals(self) -> tuple[str, ...]:
        """The entretien final of the titre, then that of each CCS, by their ids."""
        of_ccss = (e.id for table in self.ccss for e in table.epreuves if e.modalite == "EF")
        return tuple(filter(None, (self.entretien_final, *of_ccss)))

    def closes(self, final: str, epreuve: str) -> bool:
        """Whether that entretien final closes that épreuve: the titre's any, a CCS's its own table's."""
        if final not in self.entretiens_finals or final == epreuve:
            return False
        return final == self.entretien_final or epreuve in {e.id for e in self.table_de(final).epreuves}

    def epreuves(self) -> Iterator[Epreuve]:
        """Every épreuve of every table."""
        for table in self.tables:
            yield from table.epreuves

    def epreuve(self, id_: str) -> Epreuve:
        """The épreuve of that id; raises KeyError."""
        for epreuve in self.epreuves():
            if epreuve.id == id_:
                return epreuve
        raise KeyError(id_)

    def table_de(self, epreuve: str) -> Table:
        """The table in which that épreuve stands; raises KeyError."""
        for table in self.tables:
            if any(e.id == epreuve for e in table.epreuves):
                return table
        raise KeyError(epreuve)
