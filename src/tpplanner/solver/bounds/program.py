"""The integer program of whole jury-days: how many of each column every day has, at the prices known so far."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from tpplanner.domain.reglages import Niveau
from tpplanner.solver.bounds.columns import Column, Columns, ColumnUse, Price, Sharing, inside
from tpplanner.solver.bounds.patterns import Key, Kind
from tpplanner.solver.model.posting import Expr, skipped, total, weighted
from tpplanner.solver.model.problem import Day
from tpplanner.solver.model.strengthen import least_length, pairs_of_membres, rooms_for_juries
from tpplanner.solver.model.workload import (
    hidden_in_break,
    hours_beside_break,
    in_steps,
    juries_in_turn,
    least_work_in,
)
from tpplanner.tuning import FEW


@dataclass(frozen=True, slots=True)
class JuryDay:
    """A jury-day of a solution: its day, its hours, whom it hears, what it costs at each level in minutes."""

    day: int
    key: Key
    minutes: tuple[int, ...]


_Taken = tuple[Column, tuple[int, ...], cp_model.IntVar]
"""A column, what it costs at each level in minutes, how many times it is taken."""


class Program:
    """The integer program: how many of each column every day has; `partial`: candidats may be left out."""

    def __init__(self, columns: Columns, limits: Sequence[tuple[Niveau, int]] = (), partial: bool = False) -> None:
        self.columns, self.problem, self.partial = columns, columns.problem, partial
        self.model = model = cp_model.CpModel()
        days, n = self.problem.days, len(self.problem.applicants)
        self.on = {(e, d.index): model.new_bool_var("") for e in columns.collectives for d in days}
        """whether a collective épreuve is passed on a day"""
        self.first = [model.new_bool_var("") for _ in days]
        """by day: whether it is the first on which anything happens"""
        self.active = [model.new_bool_var("") for _ in days]
        """by day: whether anything happens"""
        self.called = [model.new_int_var(0, len(columns.membres(d)), "") for d in days]
        """by day: how many membres are called"""
        self.heard = {
            (g, d, s): model.new_int_var(0, group.number, "")
            for g, group in enumerate(columns.groups)
            for d, s in group.kinds
        }
        """(group, day, épreuves passed without jury that day): how many candidats are heard"""
        self.times: list[_Taken] = [
            (column, minutes, model.new_int_var(0, n // column[1].size, ""))
            for column in columns.columns
            if column[1].possible
            for minutes in variants(column[1], columns.granularities)
        ]
        """(column, what it costs by level, how many times it is used)"""
        self.tracks = [
            (d, track, model.new_int_var(0, n // track.size, "")) for d, track in columns.tracks if track.possible
        ]
        """(day, track, number): a track is a sequence of juries that follow each other, told by whom they hear"""
        self.shares = [
            (d, price, model.new_int_var(0, len(self.problem.people), ""))
            for d, price in (columns.unsplit if columns.tracks else ())
            if price.possible
        ]
        """(day, share, number): a share is what one membre hears in all their juries of a day"""
        self.most = [self._most_heard_on(day) for day in days]
        self._presence = self._level_of_presence()
        self._tied: list[Expr] = []
        """by day: what juries that share membres cost more than their columns, for midday"""
        self._post_candidats()
        for day in days:
            self._post_day(day)
        for closed, value in limits:
            model.add(self._level(closed) <= value)

    def minimize(self, niveau: Niveau, least: int = 0) -> None:
        """Minimise a level, which is known to cost `least` or more."""
        self.model.add(self._level(niveau) >= least)
        self.model.minimize(self._level(niveau))

    def prefer(self, doubt: Callable[[Key, tuple[int, ...]], int], niveau: Niveau, value: int) -> None:
        """Minimise the `doubt` of all the jury-days used; the level costs no more than a value."""
        self.model.add(self._level(niveau) <= value)
        self.model.minimize(weighted((doubt(p.key, minutes), z) for (_, p), minutes, z in self.times))

    def hear_most(self) -> None:
        """Maximise the candidats heard, then minimise the juries that hear them."""
        juries = total(z for _, _, z in self.times)
        self.model.maximize(total(self.heard.values()) * (1 + len(self.problem.applicants)) - juries)

    def _most_heard_on(self, day: Day) -> int:
        """The most candidats heard on a day: by how many juries it may have, or by what its membres may hear."""
        problem, everybody = self.problem, len(self.problem.applicants)
        least = problem.session.referentiel.membres_min
        if not problem.shared_membres:
            largest = max((p.size for (d, p), _, _ in self.times if d == day.index), default=0)
            return min(everybody, largest * (len(self.columns.membres(day)) // least))
        if problem.session.quota is not None and not self.columns.quota_counts_candidats:
            return everybody
        people = (p for p in problem.people if p.membre and p.habilite[day.index])
        return min(everybody, sum(self.columns.heard_by[p.index, day.index] for p in people) // least)

    # Constraints

    def _post_candidats(self) -> None:
        model, days = self.model, self.problem.days
        for e in self.columns.collectives:
            model.add_exactly_one(self.on[e, d.index] for d in days)
        model.add_exactly_one(self.first)
        for (e, d), there in self.on.items():
            # groups are told one by one below: together, no more are heard than a day holds
            model.add(total(v for (_, k, s), v in self.heard.items() if k == d and e in s) <= self.most[d] * there)
        for g, group in enumerate(self.columns.groups):
            mine = [v for (k, _, _), v in self.heard.items() if k == g]
            model.add(total(mine) <= group.number if self.partial else total(mine) == group.number)
            for (_, d, same_day), heard in ((k, v) for k, v in self.heard.items() if k[0] == g):
                for e in group.collectives:
                    there = self.on[e, d]
                    model.add(heard <= group.number * (there if e in same_day else 1 - there))
                    if e in group.before and (group.before[e] or e not in same_day):
                        earlier = (b.index for b in days if b.offset + max(1, group.before[e]) <= days[d].offset)
                        model.add(heard <= group.number * total(self.on[e, b] for b in earlier))

    def _post_day(self, day: Day) -> None:
        model, d = self.model, day.index
        here = [times for times in self.times if times[0][0] == d]
        supply: dict[Kind, list[Expr]] = {}
        for (g, k, same_day), heard in self.heard.items():
            if k == d:
                supply.setdefault(self.columns.groups[g].kinds[d, same_day], []).append(heard)
        demand: dict[Kind, list[tuple[int, cp_model.IntVar]]] = {}
        for (_, price), _, z in here:
            for kind, count in price.counts.items():
                demand.setdefault(kind, []).append((count, z))
        for kind, terms in supply.items():
            model.add(total(terms) == weighted(demand.get(kind, [])))
        if self.columns.tracks:
            self._post_tracks(d, supply)
            self._post_shares(day, supply)
        self._post_first(d, here)
        self._post_starts(d, here)
        self._post_membres(day, here)
        self._post_rooms(day, here)

    def _post_first(self, d: int, here: list[_Taken]) -> None:
        """A day is active where a jury sits or a collective épreuve is passed; no active day is before the first."""
        model, n = self.model, self.most[d]
        model.add(weighted((p.size, z) for (_, p), _, z in here) <= n * self.active[d])
        for e in self.columns.collectives:
            model.add_implication(self.on[e, d], self.active[d])
        model.add_implication(self.first[d], self.active[d])
        for before in range(d):
            model.add_implication(self.first[d], ~self.active[before])
        model.add(weighted((p.size, z) for (_, p), _, z in here if p.key.first) <= n * self.first[d])
        model.add(weighted((p.size, z) for (_, p), _, z in here if not p.key.first) <= n * (1 - self.first[d]))

    def _post_starts(self, d: int, here: list[_Taken]) -> None:
        """A collective épreuve begins within the same hours for all the jury-days of a day."""
        for e, spans in self.columns.starts[d].items():
            begins = [self.model.new_bool_var("") for _ in spans]
            self.model.add(total(begins) == self.on[e, d])
            for span, literal in zip(spans, begins, strict=True):
                juries = total(z for (_, p), _, z in here if (e, span) in p.key.starts)
                self.model.add(juries <= len(self.problem.slots_of(d)) * literal)

    def _post_membres(self, day: Day, here: list[_Taken]) -> None:
        """Enough membres for the juries of every window, in their hours and quota, and what sharing them costs."""
        problem, model, d = self.problem, self.model, day.index
        least = problem.session.referentiel.membres_min
        at_once = model.new_int_var(0, len(problem.people), "")
        model.add(least * at_once <= self.called[d])
        model.add(juries_in_turn(problem, day) * self.called[d] >= least * total(z for _, _, z in here))
        juries = [ColumnUse(p.key.window, p.size, self._work(p, minutes), z) for (_, p), minutes, z in here]
        seats = Sharing(self.columns, model)
        for distinct in seats.without_shared_membres(day, juries):
            model.add(total(number for _, number in distinct) <= at_once)
            for window, membres in self.columns.windows[d].items():
                # juries of narrower hours are left out: they may have membres who are not there for the whole window
                model.add(total(number for w, number in distinct if inside(window, w)) <= membres // least)
        quota = problem.session.quota
        seen = weighted((p.size, z) for (_, p), _, z in here)
        if quota is not None and self.columns.quota_counts_candidats:
            self._post_most_heard(day, seen, quota)
            if problem.shared_membres:
                self._post_quota_packed(day, juries, quota)
        if problem.shared_membres:
            unable = seats.unable_to_share(day, juries)
            self._post_parallel(day, juries, unable)
            self._post_tied(day, here, [j in unable for j in juries])

    def _post_tracks(self, d: int, supply: dict[Kind, list[Expr]]) -> None:
        """The juries of a day form at most k tracks, where k is how many juries its membres make at once.

        At most k juries sit at any moment, and intervals of which at most k overlap at once partition into k sequences
        without overlap: interval graphs are perfect.
        """
        here = [(track, number) for k, track, number in self.tracks if k == d]
        least, n = self.problem.session.referentiel.membres_min, len(self.problem.applicants)
        self.model.add(least * total(number for _, number in here) <= self.called[d])
        self.model.add(total(number for track, number in here if track.key.first) <= n * self.first[d])
        for kind, terms in supply.items():
            covered = weighted((track.counts.get(kind, 0), number) for track, number in here)
            self.model.add(covered >= total(terms))

    def _post_shares(self, day: Day, supply: dict[Kind, list[Expr]]) -> None:
        """What a membre hears in all their juries of a day, one jury could hear; enough membres hear each candidat.

        One jury could hear it within these hours: it has one accueil and one clôture only, and the membre's break and
        rests are due once in the day either way.
        """
        d, windows = day.index, self.columns.windows[day.index]
        least, n = self.problem.session.referentiel.membres_min, len(self.problem.people)
        opening = self.columns.patterns.opening(d)
        hulls = (self.columns.hull(day, away) for away in self.columns.membres(day))
        alike = Counter(hull if hull in windows else opening for hull in hulls)
        here = [(price, z) for k, price, z in self.shares if k == d and price.key.window in alike]
        for window, number in alike.items():
            self.model.add(total(z for price, z in here if price.key.window == window) <= number)
        self.model.add(total(z for _, z in here) <= self.called[d])
        self.model.add(total(z for price, z in here if price.key.first) <= n * self.first[d])
        for kind, terms in supply.items():
            heard = weighted((price.counts.get(kind, 0), z) for price, z in here)
            self.model.add(heard >= least * total(terms))
        self._post_moments(day, here, total(v for terms in supply.values() for v in terms))

    def _post_moments(self, day: Day, shares: list[tuple[Price, cp_model.IntVar]], heard: Expr) -> None:
        """Beyond as many as its juries need, each who sits at a moment hears a candidat whom enough others hear."""
        least = self.problem.session.referentiel.membres_min
        for moment in self.columns.moments[day.index]:
            sitting = [z for price, z in shares if (price.key, moment) in self.columns.sits]
            if not sitting:
                continue
            juries = self.model.new_int_var(0, self.columns.there(day, moment.minute) // least, "")
            self.model.add(least * juries <= self.called[day.index])
            beyond = total(sitting) - least * juries
            self.model.add(weighted((price.size, z) for price, z in shares) >= least * heard + beyond)

    def _post_most_heard(self, day: Day, seen: Expr, most: int) -> None:
        """No membre called hears more than `most`, nor than they can; the bound calls those who can hear most."""
        least = self.problem.session.referentiel.membres_min
        if pairs_of_membres(self.problem):
            at_once = self.model.new_int_var(0, len(self.problem.people), "")
            self.model.add(least * at_once <= self.called[day.index])
            self.model.add(most * at_once >= seen)
            return
        people = (p for p in self.problem.people if p.membre and p.habilite[day.index])
        alike = Counter(min(most, self.columns.heard_by[p.index, day.index]) for p in people)
        called = {most: self.model.new_int_var(0, number, "") for most, number in sorted(alike.items())}
        self.model.add(total(called.values()) == self.called[day.index])
        self.model.add(weighted(called.items()) >= least * seen)

    def _post_quota_packed(self, day: Day, juries: list[ColumnUse], quota: int) -> None:
        """What a membre hears in all their juries of a day fits into the quota, as items into a bin.

        One dual feasible function for each threshold: a jury larger than the quota less the threshold counts for all of
        the quota, since none as large as the threshold fits beside it; a smaller one than the threshold, for nothing.
        """
        called, least = self.called[day.index], self.problem.session.referentiel.membres_min
        for threshold in range(2, quota // 2 + 1):
            counted = [
                (quota if j.size > quota - threshold else j.size, j.number) for j in juries if j.size >= threshold
            ]
            self.model.add(least * weighted(counted) <= quota * called)

    def _post_parallel(self, day: Day, juries: list[ColumnUse], unable: list[ColumnUse]) -> None:
        """Σ work ≤ juries that the membres called make at once · hours beside their break.

        Posted for all juries, then for the juries that can share membres, with the membres whom the others (`unable`)
        leave.
        """
        problem, model, called = self.problem, self.model, self.called[day.index]
        least = problem.session.referentiel.membres_min
        at_once = model.new_int_var(0, len(problem.people), "")
        model.add(least * at_once <= called)
        hours, hidden = hours_beside_break(problem, day), hidden_in_break(problem)
        for apart in ([], unable) if unable else ([],):
            work = weighted((j.work - hidden, j.number) for j in juries if j not in apart)
            away = total(j.number for j in apart)
            model.add(work <= hours * (at_once - away))

    def _post_tied(self, day: Day, here: list[_Taken], unable: list[bool]) -> None:
        """Where juries outnumber what the membres make at once, some share membres, and each of these costs midday.

        Juries that share no membre (`alone`) have membres of their own; two juries that share have at least one membre
        more than one jury. A price that exceeds the jury-day's work may count midday already: only what it lacks of
        work and midday is added. `unable` tells which juries can share no membre: they are alone, whatever they cost.
        """
        if self._presence is None:
            return
        problem, everybody = self.problem, len(self.problem.applicants)
        least, midday = problem.session.referentiel.membres_min, problem.reglages.presence_midi
        model, called = self.model, self.called[day.index]
        some, (at_once, alone) = model.new_bool_var(""), (model.new_int_var(0, everybody, "") for _ in range(2))
        model.add(least * at_once <= called)
        model.add(total(z for _, _, z in here) <= at_once + everybody * some)
        model.add(least * alone + (least + (not problem.session.jurys)) * some <= called)
        model.add(alone >= total(z for (_, _, z), sits_alone in zip(here, unable, strict=True) if sits_alone))
        without: dict[int, list[cp_model.IntVar]] = {}
        turns: list[tuple[int, cp_model.IntVar]] = []
        with_midday: list[cp_model.IntVar] = []
        alone_with_midday: list[cp_model.IntVar] = []
        for ((_, p), minutes, z), sits_alone in zip(here, unable, strict=True):
            more = min(midday, in_steps(problem, p.work) + midday - minutes[self._presence])
            if p.key.turn:
                turns.append((max(0, more), z))
            elif more > 0:
                without.setdefault(more, []).append(z)
            else:
                with_midday.append(z)
                alone_with_midday += [z] * sits_alone
        tied = {more: model.new_int_var(0, everybody, "") for more in without}
        for more, juries in without.items():
            model.add(tied[more] <= total(juries))
        model.add(
            total(tied.values())
            >= total(z for juries in without.values() for z in juries)
            - (alone - total(alone_with_midday))
            - everybody * (1 - some)
        )
        if turns:
            # a turn is tied to another jury of its day, which begins before midday and is therefore no turn
            model.add(total(z for _, z in turns) <= everybody * some)
            model.add(total(z for _, z in turns) <= everybody * total([*tied.values(), *with_midday]))
        self._tied.append(weighted([*tied.items(), *turns]))

    def _post_rooms(self, day: Day, here: list[_Taken]) -> None:
        """Each jury keeps its room from its start to its end: bin packing, in which a room is a bin as long as the day.

        One dual feasible function for each threshold: a jury longer than the day less the threshold counts for the
        whole day, since nothing as long as the threshold fits beside it; a jury shorter than the threshold counts for
        nothing. Where a day surely has no more juries than rooms, these sums, half of the program, say nothing.
        """
        rooms, hours = len(rooms_for_juries(self.problem, day)), day.close - day.open
        least = self.problem.session.referentiel.membres_min
        enough = juries_in_turn(self.problem, day) * len(self.columns.membres(day)) <= least * rooms
        if enough or not self.problem.reglages.salle_a_midi:
            return
        works = [(self._work(p, minutes), z) for (_, p), minutes, z in here]
        length_of = {work: least_length(self.problem, day, work) for work, _ in works}
        lengths = [(length_of[work], z) for work, z in works]
        thresholds = sorted({length for length, _ in lengths if 2 * length <= hours}, reverse=True)[:FEW]
        for threshold in {0, *thresholds, hours // 2}:
            counted = [
                (hours if length > hours - threshold else length, z) for length, z in lengths if length >= threshold
            ]
            self.model.add(weighted(counted) <= rooms * hours)

    def _level_of_presence(self) -> int | None:
        """The index, among the levels in minutes, of the one that is the presence of juries alone, if any."""
        alone = [[(t.regle, t.poids) for t in n.termes] == [("presence_jury", 1)] for n in self.columns.patterns.levels]
        return alone.index(True) if True in alone else None

    def _work(self, price: Price, minutes: tuple[int, ...]) -> int:
        """A lower bound of a jury-day's work: at least its presence without midday and the rounding up to steps."""
        if self._presence is None:
            return price.work
        return max(price.work, least_work_in(self.problem, minutes[self._presence]))

    # Levels

    def _level(self, niveau: Niveau) -> Expr:
        names = [n.nom for n in self.columns.patterns.levels]
        weight = self.problem.waits.du_terme
        days = total(weight(niveau, t) * DAYS[t.regle](self) for t in niveau.termes if t.regle in DAYS)
        if niveau.nom not in names:
            return days
        level = names.index(niveau.nom)
        tied = total(self._tied if level == self._presence else ())
        return days + weighted((m[level], z) for _, m, z in self.times) + tied

    def membre_days(self) -> Expr:
        """Σ called."""
        return total(self.called)

    def days(self) -> Expr:
        """Σ active days."""
        return total(self.active)

    def days_skipped(self) -> Expr:
        """Σ days that are not active, between the first and the last that are."""
        return skipped(self.model, self.active)

    def candidat_days(self) -> Expr:
        """Σ over groups and days: all of a group where it passes a collective épreuve, else those heard."""
        terms = []
        for g, group in enumerate(self.columns.groups):
            for day in self.problem.days:
                there = self.model.new_int_var(0, group.number, "")
                heard = total(v for (k, d, _), v in self.heard.items() if (k, d) == (g, day.index))
                self.model.add(there >= heard)
                for e in group.collectives:
                    both = total(v for (k, d, s), v in self.heard.items() if (k, d) == (g, day.index) and e in s)
                    self.model.add(there >= heard + group.number * self.on[e, day.index] - both)
                terms.append(there)
        return total(terms)

    # Solutions

    def jury_days(self, solver: cp_model.CpSolver) -> Iterator[JuryDay]:
        """The jury-days of a solution."""
        for (day, price), minutes, z in self.times:
            for _ in range(solver.value(z)):
                yield JuryDay(day, price.key, minutes)

    def collective_days(self, solver: cp_model.CpSolver) -> dict[str, int]:
        """The day of each collective épreuve."""
        return {e: d for (e, d), literal in self.on.items() if solver.boolean_value(literal)}


DAYS: dict[str, Callable[[Program], Expr]] = {
    "journees_membre": Program.membre_days,
    "jours": Program.days,
    "jours_sautes": Program.days_skipped,
    "jours_candidat": Program.candidat_days,
}
"""Soft rules that count days, as a program sees them."""


def variants(price: Price, units: Sequence[int]) -> list[tuple[int, ...]]:
    """The vectors of costs from which a jury-day's costs, level by level, are bounded: one of them is below.

    Either every level is at its lexicographic least; or one level costs more, by its granularity (`units`) at least,
    and the levels after it are at their least whatever the others cost.
    """
    least = price.first_costs(len(price.alone))
    variants = [tuple(least)]
    for i in range(len(least) - 1):
        more = (*least[:i], units[i] * (least[i] // units[i] + 1), *price.alone[i + 1 :])
        if any(a < b for a, b in zip(more, least, strict=True)):
            variants.append(more)
    return variants
