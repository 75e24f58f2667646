"""Days, membres, responsables and candidats for all the sessions of a year, by CP-SAT: model, costs, search, trials."""

import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from math import ceil

from ortools.sat.python import cp_model

from tpplanner.domain.annee import (
    NIVEAUX_ANNEE,
    SESSIONS_DU_CANDIDAT,
    Annee,
    CandidatPrevu,
    Disponibilite,
    OutcomeAnnee,
    Programmation,
    Programmee,
    Proposee,
    SessionPrevue,
    Voie,
    jours_de_suite,
    jurys_pour,
    months_after,
    semaine,
)
from tpplanner.domain.answers import Borne, Infeasible, Requirement, Unfinished
from tpplanner.domain.facts import as_rules_see
from tpplanner.rules import ANNEE, ANNEE_PREFERENCES, halves
from tpplanner.solver.model.posting import Expr, Poster, total
from tpplanner.solver.run import FOUND, Budget, Clock, hint, run
from tpplanner.tuning import STAGE

# The decisions of a year: when each session begins, who sits and who leads, which candidats it receives.


@dataclass(frozen=True, slots=True)
class Cohort:
    """Candidats to enter somewhere whom no rule tells apart, and the membres to whom they have a link."""

    candidats: tuple[CandidatPrevu, ...]
    linked: frozenset[str]

    @property
    def ids(self) -> tuple[str, ...]:
        """Who they are."""
        return tuple(c.id for c in self.candidats)

    @property
    def one(self) -> CandidatPrevu:
        """One of them: what is said of them is said of all."""
        return self.candidats[0]


Participation = tuple[str, str]
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
        self.sits: dict[Participation, cp_model.IntVar] = {}
        self.leads: dict[Participation, cp_model.IntVar] = {}
        self.replaces: dict[Participation, cp_model.IntVar] = {}
        self.entered: dict[tuple[int, str], cp_model.IntVar] = {}
        self.receives: dict[tuple[int, str], cp_model.IntVar] = {}
        self.cohorts = _cohorts(annee)
        self.known = {s.id: [c for c in annee.candidats if s.id in c.sessions] for s in annee.sessions}
        for session in annee.sessions:
            self._session(session)
            self._people(session)
        for rank, cohort in enumerate(self.cohorts):
            self._post_cohort(rank, cohort)

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

    def _post_cohort(self, rank: int, cohort: Cohort) -> None:
        """How many of the cohort each session of their titre receives, all of them in one session each at most."""
        size = len(cohort.candidats)
        for session in self.annee.sessions:
            if session.titre == cohort.one.titre and session.genre is cohort.one.genre:
                count = self.model.new_int_var(0, size, f"entered {rank} {session.id}")
                some = self.model.new_bool_var(f"receives {rank} {session.id}")
                self.model.add(count <= size * some)
                self.entered[rank, session.id], self.receives[rank, session.id] = count, some
        self.model.add(total(self.entered_of(rank)) <= size)

    # -- questions

    def entered_of(self, rank: int) -> list[cp_model.IntVar]:
        """How many of a cohort each session receives."""
        return [count for (cohort, _), count in self.entered.items() if cohort == rank]

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

    def absences(self, disponibilite: Disponibilite) -> list[cp_model.IntervalVar]:
        """The stretches of open days on which somebody is not there."""
        stretches: list[list[int]] = []
        for i, jour in enumerate(self.days):
            if not disponibilite.libre(jour):
                if stretches and stretches[-1][-1] == i - 1:
                    stretches[-1].append(i)
                else:
                    stretches.append([i])
        return [self.model.new_fixed_size_interval_var(s[0], len(s), f"away {s[0]}") for s in stretches]

    # -- the answer

    def read(self, solver: cp_model.CpSolver) -> Programmation:
        """What a solution decides."""
        waiting = {rank: list(cohort.ids) for rank, cohort in enumerate(self.cohorts)}
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

        def chosen(seats: dict[Participation, cp_model.IntVar]) -> tuple[str, ...]:
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


def _cohorts(annee: Annee) -> list[Cohort]:
    """The candidats whom the workbook enters nowhere, in cohorts."""
    alike: dict[object, list[CandidatPrevu]] = defaultdict(list)
    for c in annee.candidats:
        if not c.sessions:
            alike[as_rules_see(c), linked(annee, c)].append(c)
    return [Cohort(tuple(members), linked(annee, members[0])) for members in alike.values()]


def linked(annee: Annee, candidat: CandidatPrevu) -> frozenset[str]:
    """The membres habilités for their titre who may not judge a candidat."""
    titre = annee.titre(candidat.titre)
    return frozenset(m.id for m in annee.membres if m.habilitation(titre) is not None and m.a_un_lien(candidat))


# The hard rules of a year, one function each, posted in the name of their subject.


def jours_ouverts(year: YearModel, post: Poster) -> None:
    """A session begins on a day from which its days follow each other, all open."""
    for s in year.annee.sessions:
        _begin_among(year, post.for_requirement("jours_ouverts", s.id), s, year.beginnings(s))


def _begin_among(year: YearModel, post: Poster, session: SessionPrevue, ranks: list[int]) -> None:
    domain = cp_model.Domain.from_values(ranks)
    allowed = post.model.new_bool_var("")
    post.model.add_linear_expression_in_domain(year.start[session.id], domain).only_enforce_if(allowed)
    post.add(allowed == 1) if ranks else post.add(year.start[session.id] < 0)


def dates_permises(year: YearModel, post: Poster) -> None:
    """Start ≥ the first day allowed, last ≤ the last one."""
    for s in year.annee.sessions:
        post.for_requirement("dates_permises", s.id)
        tot = max(year.annee.debut, s.au_plus_tot or year.annee.debut)
        tard = min(year.annee.fin, s.au_plus_tard or year.annee.fin)
        post.add(year.start[s.id] >= year.first_from(tot))
        post.add(year.last(s.id) <= year.last_until(tard))


def creation_91_jours(year: YearModel, post: Poster) -> None:
    """Start ≥ 91 days after the creation, or after today."""
    for s in year.annee.sessions:
        limite = s.creable_pour(year.annee.aujourdhui)
        if limite is not None:
            post.for_requirement("creation_91_jours", s.id).add(year.start[s.id] >= year.first_from(limite))


def titre_en_vigueur(year: YearModel, post: Poster) -> None:
    """Last ≤ a year after the titre ends; where it has ended, only what is created may still begin."""
    for s in year.annee.sessions:
        expiration = year.annee.titre(s.titre).expiration
        if expiration is not None:
            post.for_requirement("titre_en_vigueur", s.id)
            post.add(year.last(s.id) <= year.last_until(months_after(expiration, 12)))
            if expiration < year.annee.aujourdhui and not s.creee:
                post.add(year.start[s.id] <= year.last_until(year.annee.aujourdhui))


def agrement_en_vigueur(year: YearModel, post: Poster) -> None:
    """Last ≤ the end of the agrément."""
    for s in year.annee.sessions:
        limite = year.annee.titre(s.titre).agrement_fin
        if limite is not None:
            post.for_requirement("agrement_en_vigueur", s.id).add(year.last(s.id) <= year.last_until(limite))


def responsable_designe(year: YearModel, post: Poster) -> None:
    """Σ who leads = 1; Σ who replaces ≥ 1 where the centre has several; nobody does both."""
    for s in year.annee.sessions:
        post.for_requirement("responsable_designe", s.id)
        leads = {who: lit for (who, name), lit in year.leads.items() if name == s.id}
        replaces = {who: lit for (who, name), lit in year.replaces.items() if name == s.id}
        post.add(total(leads.values()) == 1)
        if year.annee.suppleant_exige:
            post.add(total(replaces.values()) >= 1)
        if not s.suppleants:
            post.add(total(replaces.values()) <= 1)
        for who in leads.keys() & replaces.keys():
            post.add(leads[who] + replaces[who] <= 1)


def responsable_une_session(year: YearModel, post: Poster) -> None:
    """The sessions that somebody leads or replaces in, and their absences, do not overlap."""
    for person in year.annee.responsables:
        seats = [(seat, lit) for of in (year.leads, year.replaces) for seat, lit in of.items() if seat[0] == person.id]
        _apart(year, post.for_requirement("responsable_une_session", person.id), seats, person.disponibilite)


def membre_une_session(year: YearModel, post: Poster) -> None:
    """The sessions in which a membre sits, and their absences, do not overlap."""
    for membre in year.annee.membres:
        seats = [(seat, lit) for seat, lit in year.sits.items() if seat[0] == membre.id]
        _apart(year, post.for_requirement("membre_une_session", membre.id), seats, membre.disponibilite)


def _apart(
    year: YearModel, post: Poster, seats: list[tuple[Participation, cp_model.IntVar]], disponibilite: Disponibilite
) -> None:
    intervals = [year.within(session, lit) for (_, session), lit in seats]
    if intervals:
        post.no_overlap([*intervals, *year.absences(disponibilite)])


def membres_assez(year: YearModel, post: Poster) -> None:
    """Σ who sits ≥ membres a jury x juries; candidats ≤ places x days x juries."""
    for s in year.annee.sessions:
        titre = year.annee.titre(s.titre)
        post.for_requirement("membres_assez", s.id)
        post.add(total(year.sitting(s.id)) >= titre.membres_min * year.juries[s.id])
        post.add(year.candidats_of(s.id) <= titre.places_en(s.duree) * year.juries[s.id])


def habilitation_en_vigueur(year: YearModel, post: Poster) -> None:
    """Who sits is habilité on the last day."""
    membres = {m.id: m for m in year.annee.membres}
    for (membre, session), lit in year.sits.items():
        habilitation = membres[membre].habilitation(year.annee.titre(year.sessions[session].titre))
        post.for_requirement("habilitation_en_vigueur", membre, session)
        if habilitation is None:
            post.add(lit == 0)
        elif habilitation.fin is not None and habilitation.fin < year.days[-1]:
            post.add(year.last(session) <= year.last_until(habilitation.fin) + (1 - lit) * len(year.days))


def membre_journees(year: YearModel, post: Poster) -> None:
    """Σ days of the sessions in which they sit ≤ what they give."""
    for membre in year.annee.membres:
        if membre.journees_max is not None:
            days = total(
                lit * year.sessions[session].duree for (who, session), lit in year.sits.items() if who == membre.id
            )
            post.for_requirement("membre_journees", membre.id).add(days <= membre.journees_max)


def jury_sans_lien(year: YearModel, post: Poster) -> None:
    """For each candidat received, Σ who sits and has no link with them ≥ membres a jury."""
    for session in year.annee.sessions:
        least = year.annee.titre(session.titre).membres_min
        alike: dict[frozenset[str], list[CandidatPrevu]] = defaultdict(list)
        for c in year.known[session.id]:
            alike[linked(year.annee, c)].append(c)
        for who, candidats in alike.items():
            for c in candidats if who else ():
                post.for_requirement("jury_sans_lien", session.id, c.id)
                post.add(total(year.sitting(session.id, who)) >= least)
        for rank, cohort in enumerate(year.cohorts):
            if cohort.linked and (rank, session.id) in year.receives:
                post.for_requirement("jury_sans_lien", session.id, *cohort.ids)
                received = year.receives[rank, session.id]
                post.add(total(year.sitting(session.id, cohort.linked)) >= least, received)


def salle_une_session(year: YearModel, post: Poster) -> None:
    """The sessions that need a room, and the days on which it is taken, do not overlap."""
    for salle in year.annee.salles:
        intervals = [year.held[s.id] for s in year.annee.sessions if salle.id in year.annee.salles_de(s)]
        if intervals:
            post.for_requirement("salle_une_session", salle.id).no_overlap(
                [*intervals, *year.absences(salle.disponibilite)]
            )


def capacite_session(year: YearModel, post: Poster) -> None:
    """Candidats ≤ capacity."""
    for s in year.annee.sessions:
        capacite = year.annee.capacite(s)
        if capacite is not None:
            post.for_requirement("capacite_session", s.id).add(year.candidats_of(s.id) <= capacite)


def candidat_inscrit(year: YearModel, post: Poster) -> None:
    """Σ over sessions of those of a cohort that are received = all of them."""
    for rank, cohort in enumerate(year.cohorts):
        post.for_requirement("candidat_inscrit", *cohort.ids)
        post.add(total(year.entered_of(rank)) >= len(cohort.candidats))


def candidat_douze_mois(year: YearModel, post: Poster) -> None:
    """Who is received has ended their training before, at most twelve months before, and has sessions left."""
    for rank, cohort in enumerate(year.cohorts):
        post.for_requirement("candidat_douze_mois", *cohort.ids)
        for session in year.annee.sessions:
            if (rank, session.id) in year.receives:
                _after_training(year, post, cohort.one, session.id, year.receives[rank, session.id])
        if cohort.one.deja >= SESSIONS_DU_CANDIDAT and cohort.one.voie is not Voie.VAE:
            post.add(total(year.entered_of(rank)) <= 0)
    for session_id, candidats in year.known.items():
        for c in candidats:
            post.for_requirement("candidat_douze_mois", c.id)
            _after_training(year, post, c, session_id)


def _after_training(
    year: YearModel, post: Poster, candidat: CandidatPrevu, session: str, *when: cp_model.IntVar
) -> None:
    if candidat.limite is not None and candidat.fin_formation is not None:
        following = candidat.fin_formation + timedelta(days=1)
        post.add(year.start[session] >= year.first_from(following), *when)
        post.add(year.last(session) <= year.last_until(candidat.limite), *when)


CONSTRAINTS_ANNEE: dict[str, Callable[[YearModel, Poster], None]] = halves(ANNEE, sys.modules[__name__])
"""Each rule but `candidat_de_ce_titre`, which the variables cannot break, in the order of the cards."""


def post_all(year: YearModel, post: Poster) -> None:
    """Post every rule."""
    for function in CONSTRAINTS_ANNEE.values():
        function(year, post)


# The soft rules of a year as costs, one function each, and the levels that they make.


def journees_annee(year: YearModel) -> Expr:
    """Σ days of who sits."""
    return total(lit * year.sessions[session].duree for (_, session), lit in year.sits.items())


def frais_annee(year: YearModel) -> Expr:
    """Σ days x cost of a day of who sits."""
    couts = {m.id: year.annee.cout(m) for m in year.annee.membres}
    return total(lit * (year.sessions[session].duree * couts[who]) for (who, session), lit in year.sits.items())


def souhaits_annee(year: YearModel) -> Expr:
    """Σ sessions that begin outside their wished days."""
    outside = []
    for s in year.annee.sessions:
        if s.souhaits:
            ranks = [i for i, jour in enumerate(year.days) if any(jour in periode for periode in s.souhaits)]
            missed = year.model.new_bool_var(f"missed {s.id}")
            domain = cp_model.Domain.from_values(ranks)
            if ranks:
                year.model.add_linear_expression_in_domain(year.start[s.id], domain).only_enforce_if(~missed)
            else:
                year.model.add(missed == 1)
            outside.append(missed)
    return total(outside)


def etalement_annee(year: YearModel) -> Expr:
    """Σ over weeks of the sessions that begin in it beyond the first."""
    weeks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, jour in enumerate(year.days):
        weeks[semaine(jour)].append(i)
    begun: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
    for s in year.annee.sessions:
        mine = []
        for week, ranks in weeks.items():
            lit = year.model.new_bool_var(f"{s.id} in {week}")
            domain = cp_model.Domain(ranks[0], ranks[-1])
            year.model.add_linear_expression_in_domain(year.start[s.id], domain).only_enforce_if(lit)
            mine.append(lit)
            begun[week].append(lit)
        year.model.add_exactly_one(mine)
    beyond = []
    for week, lits in begun.items():
        excess = year.model.new_int_var(0, len(lits), f"beyond {week}")
        year.model.add(excess >= total(lits) - 1)
        beyond.append(excess)
    return total(beyond)


def charge_annee(year: YearModel) -> Expr:
    """The most days of one membre."""
    most = year.model.new_int_var(0, sum(s.duree for s in year.annee.sessions), "charge")
    for m in year.annee.membres:
        mine = [lit * year.sessions[session].duree for (who, session), lit in year.sits.items() if who == m.id]
        year.model.add(total(mine) <= most)
    return total([most])


def attente_annee(year: YearModel) -> Expr:
    """Σ ranks of the first days."""
    return total(year.start.values())


COSTS_ANNEE: dict[str, Callable[[YearModel], Expr]] = halves(ANNEE_PREFERENCES, sys.modules[__name__])
"""The cost of each preference, in the order of the cards."""


def levels(year: YearModel) -> dict[str, Expr]:
    """The cost of each level, by its name, in order."""
    return {niveau.nom: total(COSTS_ANNEE[t.regle](year) * t.poids for t in niveau.termes) for niveau in NIVEAUX_ANNEE}


# The search for the best year, level by level, within a budget.


def best_year(annee: Annee, budget: Budget) -> OutcomeAnnee:
    """The best programmation found, with a bound for each level; or that there is none; or neither in the time.

    The bound of a level holds given the levels before it.
    """
    year = YearModel(annee)
    post_all(year, Poster(year.model))
    order_the_alike(year)
    costs = levels(year)
    clock = Clock(budget, strong=False)
    solver, status = run(year.model, clock)  # any at all first: without a cost it is found many times faster
    if status not in FOUND:
        return Infeasible() if status == cp_model.INFEASIBLE else Unfinished(interrompu=budget.stop.is_set())
    best = year.read(solver)
    bornes: list[Borne] = []
    for rank, (nom, cost) in enumerate(costs.items(), 1):
        hint(year.model, solver)
        year.model.minimize(cost)
        seconds = clock.left() * (STAGE if rank < len(costs) else 1.0)
        improving, status = run(year.model, clock, seconds)
        if status not in FOUND:
            break
        solver, best = improving, year.read(improving)
        bornes.append(Borne(nom, ceil(improving.best_objective_bound - 1e-6)))
        year.model.add(cost <= improving.value(cost))
    return Proposee(best, tuple(bornes), budget.stop.is_set())


def order_the_alike(year: YearModel) -> None:
    """Of two sessions that only their names tell apart, the first in the workbook is the first to begin.

    Cuts no optimum: whatever they are, the two may be exchanged.
    """
    alike = defaultdict(list)
    for s in year.annee.sessions:
        if not year.known[s.id] and s.jour is None:
            alike[replace(s, id="")].append(s.id)
    for names in alike.values():
        for first, second in pairwise(names):
            year.model.add(year.start[first] <= year.start[second])


# Whether some of a year's requirements, without the others, can hold together.


class Trials:
    """A year whose requirements can each be left out; every trial is a search of its own."""

    def __init__(self, annee: Annee, budget: Budget) -> None:
        self._year = YearModel(annee)
        self._post = Poster(self._year.model, guarded=True)
        post_all(self._year, self._post)
        self._clock = Clock(budget, strong=False)

    @property
    def requirements(self) -> list[Requirement]:
        """All of them."""
        return list(self._post.guards)

    def refutes(self, requirements: Collection[Requirement], seconds: float) -> bool | None:
        """Whether these alone cannot hold together; None where it was not settled in the time."""
        model = self._year.model.clone()
        for requirement, guard in self._post.guards.items():
            model.add(model.get_bool_var_from_proto_index(guard.index) == (requirement in requirements))
        _, status = run(model, self._clock, seconds)
        if status == cp_model.INFEASIBLE:
            return True
        return False if status in FOUND else None


__all__ = ["CONSTRAINTS_ANNEE", "COSTS_ANNEE", "Trials", "best_year"]
