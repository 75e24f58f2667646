"""The soft rules of a year as costs, one function each, and the levels that they make."""

from collections import defaultdict
from collections.abc import Callable

from ortools.sat.python import cp_model

from tpplanner.domain.annee import NIVEAUX_ANNEE, semaine
from tpplanner.solver.annee.model import YearModel
from tpplanner.solver.posting import Expr, total


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


COSTS_ANNEE: dict[str, Callable[[YearModel], Expr]] = {
    f.__name__: f for f in (journees_annee, frais_annee, souhaits_annee, etalement_annee, charge_annee, attente_annee)
}
"""Each soft rule by its name."""


def levels(year: YearModel) -> dict[str, Expr]:
    """The cost of each level, by its name, in order."""
    return {niveau.nom: total(COSTS_ANNEE[t.regle](year) * t.poids for t in niveau.termes) for niveau in NIVEAUX_ANNEE}
