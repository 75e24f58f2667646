"""The steps of an answer, each with those before it; the first that works is told at once, better ones looked for."""

from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import chain, islice

from tpplanner.audit import holds
from tpplanner.change.anew import with_pins
from tpplanner.change.diff import changes
from tpplanner.change.events import Changed
from tpplanner.change.steps.asking import Demande, accords_of, agreed, as_convened, demandes, may_be_asked
from tpplanner.change.steps.in_place import gaps, replaced
from tpplanner.change.steps.replacing import anybody_may_replace, remplacements, with_remplacements
from tpplanner.change.steps.right_shift import right_shifted
from tpplanner.change.steps.transplant import complete, transplanted
from tpplanner.change.steps.usage import (
    Loosened,
    events_of,
    fewest_minutes,
    granted,
    loosened,
    loosenings,
    on_that_day_alone,
    staying_late,
)
from tpplanner.diagnosis import shortages
from tpplanner.diagnosis.attempt import Remainder
from tpplanner.diagnosis.explain import impossible_days, placing_most, repairs_of, troubled
from tpplanner.domain.annee import DELAI_CREATION, MOIS_DU_CANDIDAT, SESSIONS_DU_CANDIDAT, months_after
from tpplanner.domain.answers import (
    Changements,
    Infeasible,
    Outcome,
    Planned,
    Repair,
    Report,
    Unfinished,
)
from tpplanner.domain.duties import plan_without
from tpplanner.domain.held import with_event
from tpplanner.domain.imprevus import CandidatReporte, Imprevu, Remplacement
from tpplanner.domain.plan import Plan
from tpplanner.domain.reglages import DEMANDE
from tpplanner.domain.session import Candidat, Session
from tpplanner.errors import Bug
from tpplanner.planner import any_plan, judged, near_plan
from tpplanner.planner import plan as least_plan
from tpplanner.solver import Budget, Listener
from tpplanner.tuning import (
    ANY_SHARE,
    ASKING_SHARE,
    DAY_SECONDS,
    DAY_SHARE,
    POSTPONING_SHARE,
    REPAIRING_SHARE,
    USAGE_SHARE,
    WISHED_SHARE,
)


class Rung(StrEnum):
    """What an answer asks for, the least first: each step allows what those before it do."""

    IN_PLACE = "a"
    """people already there, or in réserve, and rooms take the place of others: nobody's hour moves"""
    LATER = "b"
    """passages at another hour, nobody earlier than convened"""
    USAGE = "c"
    """usage loosened by half an hour at most, or somebody else in a jury that the centre gives: for the responsable"""
    OTHER_HOUR = "d"
    """people agree to come earlier on a day for which they are convened"""
    OTHER_DAY = "e"
    """people are called, or agree to come on another day of the session"""
    POSTPONED = "f"
    """candidats are postponed to another session"""
    NOTHING = "g"
    """no plan: what would make one possible is told"""


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """One way to go on: its step, the plan, whom it asks what, which usage it loosens, whom it postpones.

    `change` is what is written with it. `least`: it is proven that nobody less is to be asked. `undecided` are the
    steps before it of which nothing is known. `repairs`, where there is no plan, would each make one possible.
    """

    step: Rung
    change: Changed
    outcome: Outcome
    report: Report | None = None
    changements: Changements = Changements()
    accords: tuple[Demande, ...] = ()
    usage: tuple[Loosened, ...] = ()
    tard: tuple[str, ...] = ()
    """who stays after the usual end of the day"""
    reportes: tuple[CandidatReporte, ...] = ()
    remplacements: tuple[Remplacement, ...] = ()
    """who takes whose place in a jury that the centre gives, without being noted for it"""
    ensemble: bool = False
    """whether all that a late jury has still to do is as much later, in its order"""
    least: bool = False
    undecided: tuple[Rung, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def cost(self) -> tuple[int, ...]:
        """What it asks for, then what it disturbs: of two answers of a step, the lower one is better."""
        called = {demande.personne for demande in self.accords if demande.autre_jour}
        others = {demande.personne for demande in self.accords} - called
        minutes = sum(more.minutes for more in self.usage)
        disturbed = (niveau.valeur for niveau in self.report.niveaux) if self.report is not None else ()
        return len(self.reportes), len(called), len(others), len(self.remplacements), minutes, *disturbed

    @property
    def asks(self) -> bool:
        """Whether somebody has to agree to it, or the responsable to note it, before it holds."""
        return bool(self.accords or self.usage or self.reportes or self.remplacements)


def answers(changed: Changed, budget: Budget, listen: Listener | None = None) -> Iterator[DayAnswer]:
    """The answers to a change as they are found; the last one told of a step takes the place of those before it."""
    return Ladder(changed, budget, listen).climb()


def side_by_side(every: Collection[DayAnswer], most: int = 3) -> tuple[DayAnswer, ...]:
    """The answers to choose from, the least step first, the last found of each; what would avoid them comes last.

    The last one of a step disturbs fewest; that in which all of a late jury is later together stands beside it.
    """
    last = {answer.step: answer for answer in every}
    together = {answer.step: answer for answer in every if answer.ensemble}
    both = [(last[step], together.get(step, last[step])) for step in Rung if step in last]
    in_order = [answer for least, other in both for answer in ((least,) if other is least else (least, other))]
    return tuple(answer for answer in in_order if len(in_order) == 1 or answer.report is not None or answer.repairs)[
        :most
    ]


@dataclass
class Ladder:
    """The climb from step to step, within one budget; `settled` are the steps shown to have no plan."""

    changed: Changed
    budget: Budget
    listen: Listener | None = None
    settled: set[Rung] = field(default_factory=set)
    best: dict[Rung, "DayAnswer"] = field(default_factory=dict)
    wished: bool = False

    def __post_init__(self) -> None:
        self.left = Remainder(self.budget)
        self.why: Outcome = Unfinished()

    @cached_property
    def convened(self) -> Session:
        """The session in which nobody is asked anything."""
        return as_convened(self.changed.session)

    @cached_property
    def asking(self) -> Session:
        """The session in which everybody may be asked, but those who refuse."""
        return self._may_be_asked(self.convened)

    def _may_be_asked(self, convened: Session) -> Session:
        """That session, in which everybody else may be asked, and replace a membre of a jury that the centre gives."""
        return anybody_may_replace(may_be_asked(convened, self.changed.refus), self.changed.refus)

    def climb(self) -> Iterator[DayAnswer]:
        """Each answer as it is found."""
        for step in (
            self._as_wished,
            self._together,
            self._in_place,
            self._at_once,
            self._convened,
            self._asking,
            self._usage,
            self._postponing,
        ):
            if not (self._stopped() or self._is_enough(step)):
                yield from self._better(step())
        if not set(self.best) - {Rung.POSTPONED}:
            yield self._nothing()

    def _is_enough(self, step: Callable[[], Iterator[DayAnswer]]) -> bool:
        """Whether the answers found make a step useless: nothing is asked where nothing has to be."""
        nobody_asked = bool({Rung.IN_PLACE, Rung.LATER} & set(self.best))
        if step == self._postponing:
            return bool(self.best)
        return nobody_asked and (self.wished or step in (self._asking, self._usage))

    def _better(self, more: Iterator[DayAnswer]) -> Iterator[DayAnswer]:
        """Those that are better than the answer of their step, if there was one, or proven where it was not."""
        for answer in more:
            known = self.best.get(answer.step)
            if known is None or (answer.cost, not answer.least) < (known.cost, not known.least):
                self.best[answer.step] = answer
                yield answer

    def _stopped(self) -> bool:
        return self.budget.stop.is_set()

    # The steps

    def _as_wished(self) -> Iterator[DayAnswer]:
        """Every passage that a hand moved, at the hour typed."""
        if not self.changed.souhaits:
            return
        wished = replace(self.convened, pins=(*self.convened.pins, *self.changed.souhaits))
        outcome, _ = least_plan(wished, self.left.budget(WISHED_SHARE), self.listen)
        if isinstance(outcome, Planned):
            self.wished = True
            yield from self._told(self.convened, replace(outcome, plan=with_pins(self.convened, outcome.plan)))

    def _together(self) -> Iterator[DayAnswer]:
        """All that a late jury has still to do, as much later."""
        for plan in right_shifted(self.changed):
            yield from self._told(self.convened, Planned(plan, ()), ensemble=True)

    def _in_place(self) -> Iterator[DayAnswer]:
        """Somebody else in one place: told at once, where nobody has to be asked."""
        for plan in replaced(self.convened, self.convened.reference[0])[:1]:
            yield from self._told(self.convened, Planned(plan, ()))

    def _at_once(self) -> Iterator[DayAnswer]:
        """What needs no search, where people are asked: somebody called in one place, a jury that sits another day."""
        asking = self.asking
        if asking != self.convened and not self.best:
            for plan in islice(
                chain(replaced(asking, asking.reference[0]), transplanted(asking, asking.reference[0])), 1
            ):
                yield from self._told(self.convened, Planned(plan, ()))

    def _convened(self) -> Iterator[DayAnswer]:
        """Everybody as convened: the least disturbing plan; a near one first, so that there is one."""
        start = self._plan_of(Rung.IN_PLACE, Rung.LATER)
        if not start and not holds(self.convened, self.convened.reference[0]):
            outcome, report = _any(self.convened, self.left.budget(ANY_SHARE))
            if isinstance(outcome, Unfinished) and not self._stopped():
                outcome = impossible_days(self.convened, self.left.budget(DAY_SHARE, DAY_SECONDS)) or outcome
            if isinstance(outcome, Infeasible):
                self.settled |= {Rung.IN_PLACE, Rung.LATER}
                self.why = outcome
            if not isinstance(outcome, Planned):
                return
            start = _on_step(outcome)
            yield from self._told(self.convened, outcome, report)
        if not self._stopped():
            outcome, report = least_plan(self.convened, self.left.budget(), self.listen, start)
            if isinstance(outcome, Planned):
                yield from self._told(self.convened, outcome, report)

    def _asking(self) -> Iterator[DayAnswer]:
        """As few as can be are called, then asked for another hour."""
        if self.asking == self.convened:
            if Rung.LATER in self.settled:
                self.settled |= {Rung.OTHER_HOUR, Rung.OTHER_DAY}
            return
        outcome: Outcome = Unfinished()
        report: Report | None = None
        start = self._plan_of(Rung.OTHER_HOUR, Rung.OTHER_DAY)
        if not start:
            outcome, report = _any(self.asking, self.left.budget(ANY_SHARE))
            start = _on_step(outcome)
        if isinstance(outcome, Planned):
            yield from self._told(self.convened, outcome, report)
        if not isinstance(outcome, Infeasible):
            outcome, report = least_plan(self.asking, self.left.budget(ASKING_SHARE), self.listen, start)
        if isinstance(outcome, Infeasible):
            self.settled |= {Rung.IN_PLACE, Rung.LATER, Rung.OTHER_HOUR, Rung.OTHER_DAY}
            self.why = outcome
        elif isinstance(outcome, Planned):
            self._settle_before(report)
            yield from self._told(self.convened, outcome, report)

    def _plan_of(self, *steps: Rung) -> Plan | None:
        """The plan of the first answer of these steps, if there is one."""
        outcomes = (self.best[step].outcome for step in steps if step in self.best)
        return next((outcome.plan for outcome in outcomes if isinstance(outcome, Planned)), None)

    def _settle_before(self, report: Report | None) -> None:
        """Settle the steps that would ask less than a bound of whom there is to ask."""
        for niveau, before in zip(DEMANDE, ((Rung.OTHER_HOUR,), (Rung.IN_PLACE, Rung.LATER)), strict=True):
            if report is not None and any(n.nom == niveau.nom and n.borne for n in report.niveaux):
                self.settled |= {Rung.IN_PLACE, Rung.LATER, *before}

    def _usage(self) -> Iterator[DayAnswer]:
        """Usage loosened on a day in trouble, by what asks least of what has a plan."""
        for jour in troubled(self.convened)[:1]:
            every = loosenings(self.convened, jour)
            budget = self.left.budget(USAGE_SHARE)
            part = replace(budget, seconds=budget.seconds / (len(every) + 1))
            outcome, _ = _any(loosened(self.convened, every[-1]), part)
            if isinstance(outcome, Infeasible):
                self.settled.add(Rung.USAGE)
            for more in every if isinstance(outcome, Planned) else ():
                replies = () if self._stopped() else self._loosened(more, part)
                yield from replies
                if replies:
                    return

    def _loosened(self, more: Loosened, budget: Budget) -> tuple[DayAnswer, ...]:
        """The answer in which usage is loosened so, if one is found."""
        looser = loosened(self.convened, more)
        outcome, report = _any(looser, budget)
        if not isinstance(outcome, Planned):
            return ()
        near, own = near_plan(looser, budget)
        outcome, report = (near, own) if isinstance(near, Planned) else (outcome, report)
        plan = on_that_day_alone(self.convened, outcome.plan, more)
        less = fewest_minutes(self.convened, plan, more)
        if not holds(granted(self.convened, less), plan):
            return ()
        return tuple(self._told(self.convened, replace(outcome, plan=plan), report, usage=(less,)))

    def _postponing(self) -> Iterator[DayAnswer]:
        """As few candidats as can be pass in another session, whoever is asked; last those who have sat something."""
        last, begun = self._last_chances(), self._begun()
        heard = {id_ for id_ in begun if self._has_been_heard(id_)}
        yield from self._without_what_is_lost(last | heard)
        for staying in (last | begun, last | heard):
            placed = placing_most(_in_trouble_last(self.asking), self.left.budget(POSTPONING_SHARE), staying)
            if placed is not None:
                gone = {c.id for c in self.asking.candidats} - {c.id for c in placed.session.candidats}
                yield from self._without(gone, placed.most, None if gone & begun else placed.plan)
                return
            if not begun - heard:
                return

    def _without_what_is_lost(self, staying: Set[str]) -> Iterator[DayAnswer]:
        """All those postponed whom the juries would hear that lost a membre or their room: it needs no search."""
        convened, now = self.convened, self.convened.maintenant
        plan = convened.reference[0]
        lost = {
            (c.jury, c.jour)
            for resource, plage in gaps(convened, plan)
            for c in plan.compositions
            if resource.id in (*c.membres, c.salle) and plage.coupe(c.debut, c.fin)
        }
        to_come = (p for p in plan.passages if now is None or p.debut >= now)
        gone = {p.candidat for p in to_come if any((x.jury, p.jour) in lost for x in p.suivies)}
        if gone and not gone & staying and gone < {c.id for c in convened.candidats}:
            reportes = self._reportes(gone)
            rest = _postponed(convened, reportes)
            left = complete(rest, _without_juries(rest.reference[0], lost))
            if holds(rest, left):
                yield from self._told(rest, Planned(left, ()), reportes=reportes, most_placed=False)

    def _reportes(self, gone: set[str]) -> tuple[CandidatReporte, ...]:
        """Their postponement: what they have sat they keep."""
        return tuple(CandidatReporte(id_, compose=id_ in self._begun()) for id_ in sorted(gone))

    def _without(self, gone: set[str], most: bool, first: Planned | None) -> Iterator[DayAnswer]:
        """The answers in which these candidats are postponed, of which a plan may be known."""
        reportes = self._reportes(gone)
        convened = _postponed(self.convened, reportes)
        asking = self._may_be_asked(convened)
        outcome, report = (first, None) if first is not None else _any(asking, self.left.budget(ANY_SHARE))
        if isinstance(outcome, Planned):
            yield from self._told(convened, outcome, report, reportes=reportes, most_placed=most)
            start = _on_step(outcome)
            outcome, report = least_plan(asking, self.left.budget(ASKING_SHARE), self.listen, start)
            if isinstance(outcome, Planned):
                yield from self._told(convened, outcome, report, reportes=reportes, most_placed=most)

    def _begun(self) -> set[str]:
        """The candidats who have sat something."""
        now = self.convened.maintenant
        return {p.candidat for p in self.convened.reference[0].passages if now is not None and p.debut < now}

    def _has_been_heard(self, candidat: str) -> bool:
        """Whether a jury has begun to hear a candidat, or to work on what is theirs."""
        now, plan = self.convened.maintenant, self.convened.reference[0]
        begun = [p.debut for p in plan.du_candidat(candidat) if p.suivies]
        begun += [t.debut for t in plan.travaux if t.candidat == candidat]
        return now is not None and any(debut < now for debut in begun)

    def _last_chances(self) -> set[str]:
        """The candidats whom no other session could take."""
        last = max(jour.date for jour in self.convened.jours)
        return {c.id for c in self.convened.candidats if _last_chance(c, last)}

    def _nothing(self) -> DayAnswer:
        """No plan: what would make one possible."""
        if self._stopped():
            return DayAnswer(
                Rung.NOTHING, self.changed, Unfinished(interrompu=True), undecided=self._undecided(Rung.NOTHING)
            )
        repairs = repairs_of(self.convened, None, self.left.budget(REPAIRING_SHARE)).proposals
        away = {resource.id for resource, _ in gaps(self.convened, self.convened.reference[0])}
        return DayAnswer(
            Rung.NOTHING,
            self.changed,
            self.why,
            changements=Changements(self.changed.avis),
            undecided=self._undecided(Rung.NOTHING),
            repairs=tuple(r for r in repairs if not any(away & set(a.subject) for a in r.amendments)),
        )

    # An answer

    def _told(
        self,
        convened: Session,
        outcome: Planned,
        report: Report | None = None,
        usage: tuple[Loosened, ...] = (),
        reportes: tuple[CandidatReporte, ...] = (),
        *,
        most_placed: bool = True,
        ensemble: bool = False,
    ) -> Iterator[DayAnswer]:
        """The answer that a plan is, judged in the session in which all that it asks for is agreed to.

        Whoever is not asked is called by their letter: where a plan forgot it, another one is looked for.
        """
        asked, replacing = demandes(convened, outcome.plan), remplacements(convened, outcome.plan)
        session = with_remplacements(agreed(convened, asked), replacing)
        for more in usage:
            session = granted(session, more)
        given = outcome.plan
        if not holds(session, outcome.plan):
            again, report = near_plan(session, self.left.budget(ANY_SHARE))
            if not isinstance(again, Planned):
                return
            outcome = again
        _, own = judged(session, replace(outcome, bornes=()))
        if own is None:
            raise Bug("a plan is judged")
        step = _step(convened.reference[0], outcome.plan, asked, (*usage, *replacing), reportes)
        saisie = self._on_record(session, usage, asked, (*replacing, *reportes))
        yield DayAnswer(
            step,
            replace(self.changed, session=replace(session, imprevus=saisie.imprevus), saisie=saisie),
            outcome,
            _with_proofs(own, report),
            changes(self.changed, outcome.plan),
            asked,
            usage,
            tuple(id_ for more in usage if more.fin for id_ in staying_late(convened, outcome.plan, more.jour)),
            reportes,
            replacing,
            ensemble=ensemble and outcome.plan is given,
            least=most_placed and report is not None and all(_proven(report, niveau.nom) for niveau in DEMANDE),
            undecided=self._undecided(step),
        )

    def _on_record(
        self,
        session: Session,
        usage: Collection[Loosened],
        asked: Collection[Demande],
        others: Collection[Remplacement | CandidatReporte],
    ) -> Session:
        """The session to be written: what the answer asks for is among what happened."""
        evenements = (
            *(evenement for more in usage for evenement in events_of(self.convened, more)),
            *accords_of(asked),
            *others,
        )
        imprevus = tuple(Imprevu(evenement, session.maintenant) for evenement in evenements)
        return replace(self.changed.saisie, imprevus=(*self.changed.saisie.imprevus, *imprevus))

    def _undecided(self, step: Rung) -> tuple[Rung, ...]:
        return tuple(
            before for before in Rung if before < step and before not in self.settled and before is not Rung.IN_PLACE
        )


def _step(
    before: Plan,
    after: Plan,
    asked: Collection[Demande],
    decided: Collection[Loosened | Remplacement],
    reportes: Collection[CandidatReporte],
) -> Rung:
    """The step that a plan needs; `decided` is what the responsable decides."""
    if reportes:
        return Rung.POSTPONED
    if asked:
        return Rung.OTHER_DAY if any(demande.autre_jour for demande in asked) else Rung.OTHER_HOUR
    if decided:
        return Rung.USAGE
    hours = {(p.candidat, p.epreuve): p.debut for p in before.passages}
    moved = any(hours.get((p.candidat, p.epreuve)) != p.debut for p in after.passages)
    return Rung.LATER if moved else Rung.IN_PLACE


def _any(session: Session, budget: Budget) -> tuple[Outcome, Report | None]:
    """Any plan of a session, unless counting shows that there is none."""
    manques = shortages(session)
    return (Infeasible(manques), None) if manques else any_plan(session, budget)


def _on_step(outcome: Outcome) -> Plan | None:
    """A plan from which a search may start: at any minute, it would keep to no step."""
    return outcome.plan if isinstance(outcome, Planned) and not outcome.a_la_minute else None


def _with_proofs(own: Report, report: Report | None) -> Report:
    """A report with what the search has proven of its levels, as far as they measure what the search says."""
    bounds = {niveau.nom: niveau for niveau in report.niveaux} if report is not None else {}
    return replace(
        own,
        niveaux=tuple(
            bounds[niveau.nom] if niveau.nom in bounds and bounds[niveau.nom].valeur == niveau.valeur else niveau
            for niveau in own.niveaux
        ),
    )


def _proven(report: Report, nom: str) -> bool:
    """Whether a level is proven, or counts nothing."""
    return next((niveau.prouve for niveau in report.niveaux if niveau.nom == nom), True)


def _postponed(session: Session, reportes: Collection[CandidatReporte]) -> Session:
    """The session without candidats who pass in another one, or without what they would pass before a jury."""
    imprevus = (*session.imprevus, *(Imprevu(reporte, session.maintenant) for reporte in reportes))
    session = replace(session, imprevus=imprevus)
    for reporte in reportes:
        session = with_event(session, reporte)
    gone = {reporte.candidat for reporte in reportes if not reporte.compose}
    unheard = {reporte.candidat for reporte in reportes if reporte.compose}
    return replace(
        session, reference=tuple(_unheard_in(plan_without(plan, gone), unheard) for plan in session.reference)
    )


def _without_juries(plan: Plan, lost: Collection[tuple[str, date]]) -> Plan:
    """The plan without these jury-days and what they do by themselves."""
    return replace(
        plan,
        compositions=tuple(c for c in plan.compositions if (c.jury, c.jour) not in lost),
        travaux=tuple(t for t in plan.travaux if (t.jury, t.debut.date()) not in lost),
    )


def _unheard_in(plan: Plan, ids: Collection[str]) -> Plan:
    """The plan in which these candidats pass nothing before a jury."""
    return replace(
        plan,
        passages=tuple(p for p in plan.passages if p.candidat not in ids or not p.suivies),
        travaux=tuple(t for t in plan.travaux if t.candidat not in ids),
    )


def _in_trouble_last(session: Session) -> Session:
    """The session whose candidats heard on a day in trouble come last: of those alike, they are postponed first.

    Nobody else is for a majoration of theirs.
    """
    days = set(troubled(session))
    touched = {p.candidat for p in session.reference[0].passages if p.jour in days and p.suivies}
    return replace(session, candidats=tuple(sorted(session.candidats, key=lambda c: (c.id in touched, not c.majore))))


def _last_chance(candidat: Candidat, jour: date) -> bool:
    """Whether no other session could be a candidat's: of a VAE, presented for the last time, or soon out of time.

    A session is created so many days before it: twelve months that end sooner leave none.
    """
    if candidat.vae or candidat.presentation >= SESSIONS_DU_CANDIDAT:
        return True
    if candidat.fin_formation is None:
        return False
    return (months_after(candidat.fin_formation, MOIS_DU_CANDIDAT) - jour).days < DELAI_CREATION
