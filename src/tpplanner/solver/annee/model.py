"""The decisions of a year: when each session begins, who sits and who leads, which candidats it receives.

Days are counted by their rank among those on which the centre is open. Candidats that no rule tells apart are
counted together (`Group`), those whom the workbook enters somewhere are counted there.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ortools.sat.python import cp_model

from tpplanner.domain.annee import (
    Agenda,
    Annee,
    CandidatPrevu,
    Programmation,
    Programmee,
    SessionPrevue,
    jours_de_suite,
    jurys_pour,
)
from tpplanner.solver.posting import Expr, total


@dataclass(frozen=True, slots=True)
class Group:
    """Candidats to enter somewhere whom no rule tells apart, and the membres to whom they have a link."""

    candidats: tuple[CandidatPrevu, ...]
    linked: frozenset[str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Who they are."""
        return tuple(c.id for c in self.candidats)

    @property
    def one(self) -> CandidatPrevu:
        """One of them: what is said of him is said of all."""
        return self.candidats[0]


Seat = tuple[str, str]
"""Somebody in a session."""


class YearModel:
    """A CP-SAT model with the decisions of a year and none of its rules."""

    def __init__(self, annee: Annee) -> None:
        self.annee = annee
        self.model = cp_model.CpModel()
        self.days = annee.jours_ouverts()
        self.sessions = {s.id: s for s in annee.sessions}
        self.start: dict[str, cp_model.IntVar] = {}
        self.held: dict[str, cp_model.IntervalVar] = {}
        self.juries: dict[str, cp_model.IntVar] = {}
        self.sits: dict[Seat, cp_model.IntVar] = {}
        self.leads: dict[Seat, cp_model.IntVar] = {}
        self.replaces: dict[Seat, cp_model.IntVar] = {}
        self.entered: dict[tuple[int, str], cp_model.IntVar] = {}
        self.receives: dict[tuple[int, str], cp_model.IntVar] = {}
        self.groups = _groups(annee)
        self.known = {s.id: [c for c in annee.candidats if s.id in c.sessions] for s in annee.sessions}
        for session in annee.sessions:
            self._session(session)
            self._people(session)
        for rank, group in enumerate(self.groups):
            self._group(rank, group)

    def _session(self, session: SessionPrevue) -> None:
        name, last = session.id, max(0, len(self.days) - 1)
        fixed = self.first_from(session.jour) if session.jour is not None else None
        lower, upper = (0, last) if fixed is None else (fixed, fixed)
        self.start[name] = self.model.new_int_var(lower, upper, f"start {name}")
        self.held[name] = self.model.new_fixed_size_interval_var(self.start[name], session.duree, f"held {name}")
        titre = self.annee.titre(session.titre)
        most = jurys_pour(titre, session, len(self.annee.candidats))
        lower, upper = (1, most) if session.jurys is None else (session.jurys, session.jurys)
        self.juries[name] = self.model.new_int_var(lower, upper, f"juries {name}")

    def _people(self, session: SessionPrevue) -> None:
        titre = self.annee.titre(session.titre)
        for membre in self.annee.membres:
            if membre.habilitation(titre) is not None or membre.id in session.membres:
                lit = self._literal(f"sits {membre.id} {session.id}", fixed=membre.id in session.membres)
                self.sits[membre.id, session.id] = lit
        for person in self.annee.responsables:
            seat = person.id, session.id
            if not person.titres or session.titre in person.titres or person.id == session.responsable:
                self.leads[seat] = self._literal(f"leads {seat}", fixed=person.id == session.responsable)
            if not person.titres or session.titre in person.titres or person.id in session.suppleants:
                self.replaces[seat] = self._literal(f"replaces {seat}", fixed=person.id in session.suppleants)

    def _literal(self, name: str, *, fixed: bool) -> cp_model.IntVar:
        return self.model.new_int_var(int(fixed), 1, name)

    def _group(self, rank: int, group: Group) -> None:
        """How many of the group each session of their titre receives, all of them in one session each at most."""
        size = len(group.candidats)
        for session in self.annee.sessions:
            if session.titre == group.one.titre and session.genre is group.one.genre:
                count = self.model.new_int_var(0, size, f"entered {rank} {session.id}")
                some = self.model.new_bool_var(f"receives {rank} {session.id}")
                self.model.add(count <= size * some)
                self.entered[rank, session.id], self.receives[rank, session.id] = count, some
        self.model.add(total(self.entered_of(rank)) <= size)

    # -- questions

    def entered_of(self, rank: int) -> list[cp_model.IntVar]:
        """How many of a group each session receives."""
        return [count for (group, _), count in self.entered.items() if group == rank]

    def candidats_of(self, session: str) -> Expr:
        """How many candidats a session receives."""
        return total(n for (_, name), n in self.entered.items() if name == session) + len(self.known[session])

    def sitting(self, session: str, but: Iterable[str] = ()) -> list[cp_model.IntVar]:
        """Whether each membre sits in a session, some left out."""
        left_out = set(but)
        return [lit for (membre, name), lit in self.sits.items() if name == session and membre not in left_out]

    def last(self, session: str) -> Expr:
        """The rank of a session's last day."""
        return self.start[session] + (self.sessions[session].duree - 1)

    def first_from(self, jour: date) -> int:
        """The rank of the first open day from that one on; the number of open days where there is none."""
        return bisect_left(self.days, jour)

    def last_until(self, jour: date) -> int:
        """The rank of the last open day until that one, -1 where there is none; beyond the year, beyond every rank.

        Days after the year are nobody's rule but `dates_permises`.
        """
        return bisect_right(self.days, jour) - 1 if jour <= self.annee.fin else 2 * len(self.days)

    def beginnings(self, session: SessionPrevue) -> list[int]:
        """The ranks of the days on which it may begin: the calendar's next ones are open too."""
        ranks = range(len(self.days) - session.duree + 1)
        wanted = (jours_de_suite(self.days[i], session.duree) for i in ranks)
        return [i for i, days in zip(ranks, wanted, strict=True) if days == self.days[i : i + session.duree]]

    def within(self, session: str, literal: cp_model.IntVar) -> cp_model.IntervalVar:
        """The days of a session, where the literal holds."""
        duree = self.sessions[session].duree
        name = f"{literal.name} when held"
        return self.model.new_optional_fixed_size_interval_var(self.start[session], duree, literal, name)

    def absences(self, agenda: Agenda) -> list[cp_model.IntervalVar]:
        """The stretches of open days on which somebody is not there."""
        stretches: list[list[int]] = []
        for i, jour in enumerate(self.days):
            if not agenda.libre(jour):
                if stretches and stretches[-1][-1] == i - 1:
                    stretches[-1].append(i)
                else:
                    stretches.append([i])
        return [self.model.new_fixed_size_interval_var(s[0], len(s), f"away {s[0]}") for s in stretches]

    # -- the answer

    def read(self, solver: cp_model.CpSolver) -> Programmation:
        """What a solution decides."""
        waiting = {rank: list(group.ids) for rank, group in enumerate(self.groups)}
        decided = []
        for session in self.annee.sessions:
            mine = {c.id for c in self.known[session.id]}
            for rank, ids in waiting.items():
                if (rank, session.id) in self.entered:
                    count = solver.value(self.entered[rank, session.id])
                    mine |= set(ids[:count])
                    del ids[:count]
            decided.append(self._decided(solver, session, mine))
        return Programmation(tuple(decided))

    def _decided(self, solver: cp_model.CpSolver, session: SessionPrevue, candidats: set[str]) -> Programmee:
        begin = solver.value(self.start[session.id])

        def chosen(seats: dict[Seat, cp_model.IntVar]) -> tuple[str, ...]:
            return tuple(who for (who, name), lit in seats.items() if name == session.id and solver.value(lit))

        return Programmee(
            session.id,
            self.days[begin : begin + session.duree],
            solver.value(self.juries[session.id]),
            chosen(self.sits),
            "".join(chosen(self.leads)[:1]),
            chosen(self.replaces),
            tuple(c.id for c in self.annee.candidats if c.id in candidats),
        )


def _groups(annee: Annee) -> list[Group]:
    """The candidats whom the workbook enters nowhere, in groups."""
    alike: dict[object, list[CandidatPrevu]] = defaultdict(list)
    for c in annee.candidats:
        if not c.sessions:
            alike[c.titre, c.genre, c.voie, c.fin_formation, c.deja, linked(annee, c)].append(c)
    return [Group(tuple(members), linked(annee, members[0])) for members in alike.values()]


def linked(annee: Annee, candidat: CandidatPrevu) -> frozenset[str]:
    """The membres habilités for his titre who may not judge a candidat."""
    titre = annee.titre(candidat.titre)
    return frozenset(m.id for m in annee.membres if m.habilitation(titre) is not None and m.a_un_lien(candidat))
