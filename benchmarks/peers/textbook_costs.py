"""The levels of the réglages as costs of the textbook model."""

from collections.abc import Callable, Iterable
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.peers.textbook_model import Model
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import cle
from tpplanner.solver.model.problem import DAY, Applicant, Day, Slot, minute

Expr = cp_model.LinearExprT


def levels(m: Model) -> list[Expr]:
    """Each level: the weighted sum of its soft rules."""
    du_terme = m.q.problem.waits.du_terme
    return [_total(du_terme(n, t) * COSTS[t.regle](m) for t in n.termes) for n in m.r.niveaux]


def _total(terms: Iterable[Expr]) -> Expr:
    return cp_model.LinearExpr.sum(list(terms))


def _opening(day: Day) -> int:
    return day.close - day.open


def journees_membre(m: Model) -> Expr:
    """A membre sits in one jury a day: Σ sits."""
    return _total(m.sits.values())


def jours(m: Model) -> Expr:
    """Σ used(day)."""
    return _total(m.day_used)


def jours_sautes(m: Model) -> Expr:
    """Σ of the days that are not used, between two that are."""
    skipped = [m.bool() for _ in m.day_used]
    for first, this, last in combinations(range(len(m.day_used)), 3):
        m.model.add_bool_or([m.day_used[first].negated(), m.day_used[this], m.day_used[last].negated(), skipped[this]])
    return _total(skipped)


def presence_jury(m: Model) -> Expr:
    """Σ end - accueil, less the lunch inside, in whole steps; and midday."""
    return _total(_in_steps(m, slot) + _midday(m, slot) for slot in m.slots)


def _in_steps(m: Model, slot: Slot) -> Expr:
    steps = m.model.new_int_var(0, DAY // m.r.pas + 1, "")
    m.model.add(m.r.pas * steps >= _presence(m, slot)).only_enforce_if(m.used[slot.index])
    return m.r.pas * steps


def _midday(m: Model, slot: Slot) -> Expr:
    """Nothing for a jury that is over before midday, or begins after it."""
    before, after, midnight = m.bool(), m.bool(), DAY * slot.day
    m.model.add(m.end[slot.index] <= midnight + minute(m.r.midi_debut)).only_enforce_if(before)
    m.model.add(m.accueil[slot.index] >= midnight + minute(m.r.midi_fin)).only_enforce_if(after)
    for literal in (before, after):
        m.model.add_implication(literal, m.used[slot.index])
    m.model.add_at_most_one(before, after)
    return m.r.presence_midi * (m.used[slot.index] - before - after)


def _presence(m: Model, slot: Slot) -> Expr:
    """The lunch counts when it is inside the day and there could have been none before the accueil.

    What a battement takes of it does not count. Whatever the hours, the jury is there for all of its work.
    """
    inside, n, deducted = m.bool(), m.r.pause_jury, m.model.new_int_var(0, m.r.pause_jury, "")
    begins, lunch, ends = m.accueil[slot.index], m.lunch[slot.index], m.end[slot.index]
    m.model.add_implication(inside, m.used[slot.index])
    m.model.add(begins < lunch).only_enforce_if(inside)
    m.model.add(lunch + n <= ends - m.r.cloture).only_enforce_if(inside)
    m.model.add(begins < DAY * slot.day + m.q.days[slot.day].lunch[0] + n).only_enforce_if(inside)
    m.model.add(deducted <= n * inside)
    rest = m.model.new_optional_interval_var(lunch, deducted, m.moment(), inside, "")
    m.model.add_no_overlap([rest, *m.changeovers(slot)])
    presence = ends - begins - deducted
    own = (m.r.accueil_jury + m.r.cloture) * m.used[slot.index]
    work = [m.work_on(b) * m.hears[b.applicant.index, slot.index] for b in m.q.blocks]
    m.model.add(presence >= own + _total(work))
    return presence


def jours_candidat(m: Model) -> Expr:
    """Σ active(candidat, day)."""
    return _total(m.active.values())


def attente(m: Model) -> Expr:
    """Σ weight · (last - first - passages, less the break between them)."""
    everybody = m.q.problem.applicants
    waits = [a.wait_weight * _wait(m, a, day) for a in everybody for day in m.q.days]
    return _total(waits)


def _wait(m: Model, applicant: Applicant, day: Day) -> Expr:
    tasks = [m.q.problem.tasks[t] for t in applicant.tasks]
    wait = m.model.new_int_var(0, _opening(day), "")
    if len(tasks) == 1:
        return wait
    first, last, active = m.moment(), m.moment(), m.active[applicant.index, day.index]
    between, n, lunch = m.bool(), m.r.pause_candidat, m.candidat_lunch[applicant.index, day.index]
    opens, goes_on = [], []
    low = DAY * day.index + day.lunch[0] - AVANCE_PAUSE_CANDIDAT
    for task in tasks:
        start, on = m.start[task.index], m.on[task.index, day.index]
        m.model.add(first <= start).only_enforce_if(on)
        m.model.add(last >= start + task.minutes).only_enforce_if(on)
        before, after = m.bool(), m.bool()
        m.model.add_implication(before, on)
        m.model.add_implication(after, on)
        m.model.add(start < lunch).only_enforce_if(before)
        m.model.add(start < low + n).only_enforce_if(before)
        m.model.add(start + task.minutes > lunch + n).only_enforce_if(after)
        opens.append(before)
        goes_on.append(after)
    m.model.add_bool_or([between.negated(), *opens])
    m.model.add_bool_or([between.negated(), *goes_on])
    passing = _total(task.minutes * m.on[task.index, day.index] for task in tasks)
    m.model.add(wait >= last - first - passing - n * between).only_enforce_if(active)
    return wait


def fin_tardive(m: Model) -> Expr:
    """Σ max(0, end - late hour), of juries and of candidats."""
    late = [_late(m, applicant, day) for applicant in m.q.problem.applicants for day in m.q.days]
    for slot in m.slots:
        minutes = m.model.new_int_var(0, DAY, "")
        m.model.add(minutes >= m.end[slot.index] - DAY * slot.day - minute(m.r.fin_tardive)).only_enforce_if(
            m.used[slot.index]
        )
        late.append(minutes)
    return _total(late)


def _late(m: Model, applicant: Applicant, day: Day) -> Expr:
    minutes = m.model.new_int_var(0, DAY, "")
    for task in (m.q.problem.tasks[t] for t in applicant.tasks):
        end = m.start[task.index] + task.minutes - DAY * day.index
        m.model.add(minutes >= end - minute(m.r.fin_tardive)).only_enforce_if(m.on[task.index, day.index])
    return minutes


def equilibre(m: Model) -> Expr:
    """Σ over days of the most less the fewest candidats of the juries in use."""
    n, spreads = len(m.q.blocks), []
    for day in m.q.days:
        most, fewest = m.model.new_int_var(0, n, ""), m.model.new_int_var(0, n, "")
        for slot in (s for s in m.slots if s.day == day.index):
            heard = _total(m.hears[b.applicant.index, slot.index] for b in m.q.blocks)
            m.model.add(most >= heard)
            m.model.add(fewest <= heard).only_enforce_if(m.used[slot.index])
        m.model.add(most >= fewest)
        spreads.append(most - fewest)
    return _total(spreads)


def ordre(m: Model) -> Expr:
    """Pairs heard by one jury against the order asked for."""
    keys: dict[str, Callable[[Applicant], tuple[object, ...]]] = {
        "alphabetique": lambda a: (cle(a.fiche.nom), cle(a.fiche.prenom), a.index),
        "tirage": lambda a: (a.fiche.numero_tire is None, a.fiche.numero_tire or 0, a.index),
    }
    ranked = sorted(m.q.blocks, key=lambda b: keys.get(m.r.ordre, lambda a: (a.index,))(b.applicant))
    inverted = []
    for early, late in combinations(ranked, 2):
        against = m.bool()
        for slot in m.slots:
            both = [m.hears[b.applicant.index, slot.index] for b in (early, late)]
            in_order = m.model.add(m.start[early.orals[0][0].index] <= m.start[late.orals[0][0].index])
            in_order.only_enforce_if([*both, against.negated()])
        inverted.append(against)
    return _total(inverted)


COSTS: dict[str, Callable[[Model], Expr]] = {
    "journees_membre": journees_membre,
    "jours": jours,
    "jours_sautes": jours_sautes,
    "presence_jury": presence_jury,
    "jours_candidat": jours_candidat,
    "attente": attente,
    "fin_tardive": fin_tardive,
    "equilibre": equilibre,
    "ordre": ordre,
}
