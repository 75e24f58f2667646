"""The juries of a plan as relations: who sits where, and what each does by itself."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from tpplanner.domain.plan import Composition, NatureTravail, Partie, Passage, Travail
from tpplanner.solver.pinning.passages import NotExpressible, Passages, length
from tpplanner.solver.posting import total
from tpplanner.solver.problem import Applicant, Slot, minute
from tpplanner.solver.run import Relation


class Juries(Passages):
    """Compositions, and the juries' own work."""

    @cached_property
    def travaux(self) -> tuple[Travail, ...]:
        """The works that the model has words for: not those of candidats whom another jury hears after a change."""
        now = self.problem.session.maintenant
        heard = {(x.jury, x.debut.date(), p.candidat) for p in self.plan.passages for x in p.suivies}
        return tuple(
            t
            for t in self.plan.travaux
            if t.nature not in (NatureTravail.LECTURE, NatureTravail.CORRECTION)
            or now is None
            or t.fin > now
            or (t.jury, t.debut.date(), t.candidat) in heard
        )

    def juries(self) -> Iterator[Relation]:
        """Every jury with its membres, its room, its work and its break where the plan writes one."""
        for slot in self.problem.slots:
            if slot in self.slots.values():
                yield from self._jury(slot, self.composition(slot))
            else:
                yield self.x.used(slot) == 0
        for applicant in self.problem.applicants:
            yield from self._work_on(applicant)
        self._nothing_besides()

    def _jury(self, slot: Slot, composition: Composition) -> Iterator[Relation]:
        self._holds_what_it_does(composition)
        known = {self.problem.people[person].id for person in slot.pool}
        if not set(composition.membres) <= known or len(set(composition.membres)) < len(composition.membres):
            raise NotExpressible(f"{composition.jury} has membres who may not sit in it, or one of them twice")
        for person in slot.pool:
            yield self.x.sits(person, slot) == int(self.problem.people[person].id in composition.membres)
        if composition.salle not in self.room_of:
            raise NotExpressible(f"{composition.jury} has no known room")
        for room in self.problem.rooms:
            yield self.x.jury_in(slot, room.index) == int(room.id == composition.salle)
        yield from self._bounds_and_break(slot, composition)

    def _holds_what_it_does(self, composition: Composition) -> None:
        things: list[Travail | Partie] = [t for t in self.travaux if t.nature is not NatureTravail.PAUSE]
        things += [part for passage in self.plan.passages for part in passage.suivies]
        mine = [t for t in things if t.jury == composition.jury and t.debut.date() == composition.jour]
        if any(thing.debut < composition.debut or composition.fin < thing.fin for thing in mine):
            raise NotExpressible(f"{composition.jury} does something while nobody sits in it")

    def _bounds_and_break(self, slot: Slot, composition: Composition) -> Iterator[Relation]:
        jury, reglages = composition.jury, self.problem.reglages
        accueil = self._travail(NatureTravail.ACCUEIL, reglages.accueil_jury, slot.day, jury)
        cloture = self._travail(NatureTravail.CLOTURE, reglages.cloture, slot.day, jury)
        yield self.x.accueil(slot) == minute(accueil.debut)
        yield self.x.cloture(slot) == minute(cloture.debut)
        if self._travaux(NatureTravail.PAUSE, slot.day, jury):
            pause = self._travail(NatureTravail.PAUSE, reglages.pause_jury, slot.day, jury)
            yield self.x.pause(slot) == minute(pause.debut)
        elif not reglages.salle_a_midi:
            yield self.x.breaks_inside(slot) == 0

    def _travaux(
        self, nature: NatureTravail, day: int | None, jury: str = "", candidat: str = "", epreuve: str = ""
    ) -> list[Travail]:
        return [
            t
            for t in self.travaux
            if t.nature is nature
            and jury in ("", t.jury)
            and (t.candidat, t.epreuve) == (candidat, epreuve)
            and day in (None, self.day(t.debut))
        ]

    def _travail(
        self,
        nature: NatureTravail,
        minutes: int,
        day: int | None,
        jury: str = "",
        candidat: str = "",
        epreuve: str = "",
    ) -> Travail:
        """The one such travail, which lasts exactly that long."""
        found = self._travaux(nature, day, jury, candidat, epreuve)
        if len(found) != 1 or length(found[0]) != minutes:
            raise NotExpressible(f"{nature} for {jury}{candidat} {epreuve}: missing, twice there, or too long or short")
        return found[0]

    # Work on a candidat

    def _work_on(self, applicant: Applicant) -> Iterator[Relation]:
        yield self.x.lecture(applicant) == minute(self._lecture(applicant).debut)
        for task in (self.problem.tasks[t] for t in applicant.tasks if not self.problem.tasks[t].watched):
            minutes = self.problem.correction(task.epreuve)
            ids = {"candidat": applicant.id, "epreuve": task.epreuve.id}
            travail = self._travail(NatureTravail.CORRECTION, minutes, None, **ids)
            yield self.x.correction(task) == minute(travail.debut)
            slot = self.slots.get((travail.jury, self.day(travail.debut)))
            if slot is None:
                raise NotExpressible("a correction is not in its jury's day")
            units = [self.problem.units[u] for u in applicant.units]
            yield total(self.x.corrected_before(task, unit) for unit in units) == 1
            for unit in units:
                yield self.x.corrected_before(task, unit) <= self.x.hears(unit, slot)
        self._deliberations(applicant)

    def _before_jury(self, applicant: Applicant) -> list[Passage]:
        """The passages of a candidat that a jury watches, as the model orders them: equal starts as in the RE."""
        tasks = (self.problem.tasks[t] for t in applicant.tasks)
        return sorted((self.passage(t) for t in tasks if t.watched), key=lambda p: p.debut)

    def _lecture(self, applicant: Applicant) -> Travail:
        """The reading of his file, in the jury-day of his first passage."""
        lecture = self._travail(NatureTravail.LECTURE, self.problem.reglages.lecture, None, candidat=applicant.id)
        first = self._before_jury(applicant)[0]
        if (lecture.jury, lecture.debut.date()) != (first.suivies[0].jury, first.jour):
            raise NotExpressible("the reading is not in the jury-day of his first passage")
        return lecture

    def _deliberations(self, applicant: Applicant) -> None:
        """Each day where his last passage ends, by the jury that heard it."""
        heard = self._before_jury(applicant)
        minutes = self.problem.reglages.deliberation
        for day in {p.jour for p in heard}:
            of_day = [p for p in heard if p.jour == day]
            last, end = of_day[-1], max(p.fin for p in of_day)
            travail = self._travail(NatureTravail.DELIBERATION, minutes, self.day_of[day], candidat=applicant.id)
            if (travail.debut, last.fin) != (end, end) or travail.jury != last.suivies[0].jury:
                raise NotExpressible("a deliberation is not where the last passage of the day ends")

    def _nothing_besides(self) -> None:
        """No work of a jury but what the model holds: two bounds a jury-day, and the work on each candidat."""
        due: Counter[NatureTravail] = Counter()
        due[NatureTravail.ACCUEIL] = due[NatureTravail.CLOTURE] = len(self.slots)
        for applicant in self.problem.applicants:
            due[NatureTravail.LECTURE] += 1
            due[NatureTravail.CORRECTION] += sum(not self.problem.tasks[t].watched for t in applicant.tasks)
            due[NatureTravail.DELIBERATION] += len({p.jour for p in self._before_jury(applicant)})
        done = Counter(t.nature for t in self.travaux if t.nature is not NatureTravail.PAUSE)
        elsewhere = [t for t in self.travaux if (t.jury, self.day_of.get(t.debut.date())) not in self.slots]
        if done != due or elsewhere:
            raise NotExpressible("juries do more than they must, or work on days on which they do not sit")
