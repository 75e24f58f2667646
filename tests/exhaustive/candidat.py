"""What a candidat may do on a day: when he writes, when he is heard, whether it leaves him his lunch, how long he waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise, permutations, product
from math import ceil, gcd

from exhaustive.jury_day import Entrant, Hearing, Span, Work
from tpplanner.domain.duties import epreuves_de, tables_de
from tpplanner.domain.referentiel import Epreuve, Nature, Surveillance
from tpplanner.domain.reglages import AVANCE_PAUSE_CANDIDAT
from tpplanner.domain.session import Candidat, Plage, Session

READING = "lecture"


class NotTried(Exception):
    """A session with something that is not tried here."""


def minute(moment: time) -> int:
    """The minute of the day."""
    return moment.hour * 60 + moment.minute


def away(plages: tuple[Plage, ...], day: date) -> list[Span]:
    """The minutes of a day for which somebody is away."""
    start = datetime.combine(day, time())
    end = start + timedelta(days=1)
    cut = [(max(p.debut, start), min(p.fin, end)) for p in plages if p.coupe(start, end)]
    return [((d - start) // timedelta(minutes=1), (f - start) // timedelta(minutes=1)) for d, f in cut]


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches have a minute in common."""
    return one[0] < other[1] and other[0] < one[1]


def length(candidat: Candidat, epreuve: Epreuve) -> int:
    """How long it takes him."""
    return sum(phases(candidat, epreuve))


def phases(candidat: Candidat, epreuve: Epreuve) -> list[int]:
    """The minutes of each of its phases for him."""
    return [ceil(p.minutes * (1 + candidat.majoration(epreuve.nature_de(p)))) for p in epreuve.phases]


def closed_by(session: Session, candidat: Candidat, final: Epreuve) -> set[str]:
    """What of him an entretien final comes after: all of it, but a CCS's own alone where it is a CCS's."""
    if final.modalite != "EF":
        return set()
    own = [t for t in session.referentiel.ccss if final in t.epreuves]
    dues = own[0].epreuves if own else epreuves_de(session.referentiel, candidat)
    return {e.id for e in dues} - {final.id}


def alone_first(candidat: Candidat, epreuve: Epreuve) -> int:
    """How long he works at it before the jury watches: in the first phase or not at all."""
    watched = [p.presence is Surveillance.JURY for p in epreuve.phases]
    if not all(watched[1:]):
        raise NotTried(f"{epreuve.id}: phases that no jury watches after the first")
    return 0 if watched[0] else phases(candidat, epreuve)[0]


def waiting(session: Session) -> tuple[dict[str, int], int]:
    """What a minute counts that each candidat waits, and what any other minute does beside it.

    In proportion to the steps from his entry to the next one's; most of them count what any other minute does. Of those
    who have more time, the first of the draw count double and the last half, as many as a jury-day has first ones.
    """
    paths = [Path(session, c) for c in session.candidats]
    steps = {p.candidat.id: 2 * -(-p.keeps_the_jury() // session.reglages.pas) for p in paths}
    everybody = sorted(session.candidats, key=lambda c: c.numero_tire or 1000)
    firsts = ceil(len(everybody) / min(session.quota or 1000, len(everybody)))
    for rank, candidat in enumerate(everybody):
        more = any(part > 0 for _, part in candidat.majorations)
        if candidat.passer_tot or (more and rank < firsts):
            steps[candidat.id] *= 2
        elif more and rank >= len(everybody) - firsts:
            steps[candidat.id] //= 2
    common = gcd(*steps.values())
    weights = {who: n // common for who, n in steps.items()}
    usual = sorted(weights.values(), key=lambda w: (-list(weights.values()).count(w), w))
    return weights, usual[0]


@dataclass(frozen=True, slots=True)
class Written:
    """What he writes on a day, from when to when; `due` says that the jury corrects it on that very day."""

    epreuve: str
    span: Span
    due: bool


@dataclass(frozen=True)
class Path:
    """What one candidat passes: what all write, and groups of what he has before the jury, one a table."""

    session: Session
    candidat: Candidat

    @cached_property
    def written(self) -> tuple[Epreuve, ...]:
        """What no jury watches."""
        return tuple(e for e in epreuves_de(self.session.referentiel, self.candidat) if not e.devant_jury)

    @cached_property
    def waiting(self) -> tuple[dict[str, int], int]:
        """What minutes that candidats wait count, and others beside them."""
        return waiting(self.session)

    @cached_property
    def groups(self) -> tuple[tuple[Epreuve, ...], ...]:
        """What each table has before the jury, then what stands in none of his tables."""
        dues = [e for e in epreuves_de(self.session.referentiel, self.candidat) if e.devant_jury]
        for epreuve in (*dues, *self.written):
            self._is_tried(epreuve)
        tables = tables_de(self.session.referentiel, self.candidat)
        grouped = [tuple(e for e in dues if e in table.epreuves) for table in tables]
        rest = tuple(e for e in dues if not any(e in group for group in grouped))
        return tuple(group for group in (*grouped, rest) if group)

    def _is_tried(self, epreuve: Epreuve) -> None:
        apart = epreuve.separee or epreuve.simultanes > 1 or epreuve.comediens or epreuve.coupure_midi
        alone = not epreuve.devant_jury and not epreuve.collective
        if (
            apart
            or alone
            or epreuve.jours_min
            or (epreuve.plis and not epreuve.collective)
            or epreuve.correction_avant
            or (epreuve.devant_jury and epreuve.collective)
        ):
            raise NotTried(epreuve.id)

    def correcting(self, epreuve: str) -> int:
        """Minutes to correct it."""
        fiche, reglages = self.session.referentiel.epreuve(epreuve), self.session.reglages
        if fiche.correction is not None:
            return fiche.correction
        if fiche.modalite == "QP":
            return reglages.correction_qp
        return reglages.correction_ecrit if Nature.ECRIT in fiche.natures else reglages.correction_autre

    def keeps_the_jury(self) -> int:
        """Minutes from his entry to the next one's: air and corrections, what the jury watches, the deliberation."""
        dues = epreuves_de(self.session.referentiel, self.candidat)
        heard = sum(length(self.candidat, e) - alone_first(self.candidat, e) for e in dues if e.devant_jury)
        corrected = sum(self.correcting(e.id) for e in dues if not e.devant_jury)
        return self.session.reglages.battement + corrected + heard + self.session.reglages.deliberation

    # A day

    def entrant(
        self,
        day: date,
        opens: int,
        groups: tuple[int, ...],
        written: tuple[Written, ...],
        earlier: tuple[str, ...],
        first: bool,
    ) -> Entrant:
        """Him before a jury on a day that opens to candidats then, heard in these groups, besides what he writes.

        `earlier`: what is corrected that day and was written before. `first`: the jury has not seen him yet.
        """
        key = (day, opens, groups, written, earlier, first)
        if key not in self._known:
            reading = [Work(READING, self.session.reglages.lecture)] if first else []
            works = [Work(w.epreuve, self.correcting(w.epreuve), w.span[1]) for w in written if w.due]
            works += [Work(e, self.correcting(e)) for e in earlier]
            hearings = tuple(self._hearings(day, opens, groups, written))
            self._known[key] = Entrant(self.candidat.id, (*reading, *works), hearings)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[object, Entrant]:
        return {}

    def _hearings(
        self, day: date, opens: int, groups: tuple[int, ...], written: tuple[Written, ...]
    ) -> Iterator[Hearing]:
        pas, short = self.session.reglages.pas, self.session.reglages.courte_pause
        fiche = self.session.jour(day)
        for order in permutations(groups):
            chain = [e for g in order for e in self.groups[g]]
            heads = {self.groups[g][0] for g in order}
            for pauses in product(range(0, short + 1, pas), repeat=len(chain) - 1):
                for start in range(-(-opens // pas) * pas, minute(fiche.fin), pas):
                    hearing = self._hearing(day, chain, [0, *pauses], start, written)
                    if hearing and all(s % pas == 0 for e, s in hearing.passages if self._epreuve(e) in heads):
                        yield hearing

    def _epreuve(self, id_: str) -> Epreuve:
        return self.session.referentiel.epreuve(id_)

    def _hearing(
        self, day: date, chain: list[Epreuve], pauses: list[int], start: int, written: tuple[Written, ...]
    ) -> Hearing | None:
        """Him heard in that order from then on, if his own rules let him."""
        spans, now = [], start
        for epreuve, pause in zip(chain, pauses, strict=True):
            now += pause
            spans.append((epreuve, (now, now + length(self.candidat, epreuve))))
            now = spans[-1][1][1]
        if not self._in_order(spans, written):
            return None
        wait = self.day(day, [*spans, *((self._epreuve(w.epreuve), w.span) for w in written)])
        if wait is None:
            return None
        watched = start + alone_first(self.candidat, chain[0])
        if any(alone_first(self.candidat, e) for e in chain[1:]):
            raise NotTried("alone in the middle of what the jury sees")
        passages = tuple((e.id, s) for e, (s, _) in spans)
        return Hearing(watched, now + self.session.reglages.deliberation, wait, passages)

    def _in_order(self, spans: list[tuple[Epreuve, Span]], written: tuple[Written, ...]) -> bool:
        """Whether what is due is written before, the rest after; links of order hold; nothing follows the final."""
        start, end = spans[0][1][0], spans[-1][1][1]
        if any(w.span[1] > start if w.due else w.span[0] < end for w in written):
            return False
        for i, (epreuve, _) in enumerate(spans):
            before = closed_by(self.session, self.candidat, epreuve)
            if any(e.id in before for e, _ in spans[i + 1 :]) or any(
                w.epreuve in before and not w.due for w in written
            ):
                return False
        at = {e.id: span for e, span in spans} | {w.epreuve: w.span for w in written}
        short = self.session.reglages.courte_pause
        for epreuve, (begins, _) in spans:
            if any(begins < at[b][1] for b in epreuve.apres if b in at):
                return False
            if any(not 0 <= begins - at[b][1] <= short for b in epreuve.aussitot_apres if b in at):
                return False
        return True

    def day(self, day: date, passages: list[tuple[Epreuve, Span]]) -> int | None:
        """How long he waits, and is kept late, on a day with these passages; None where a rule about him is broken."""
        reglages, fiche = self.session.reglages, self.session.jour(day)
        ordered = sorted(passages, key=lambda x: x[1])
        n = reglages.plis
        plis = [(start - n, start) for epreuve, (start, _) in ordered if n and epreuve.sous_plis]
        spans = sorted([*plis, *(span for _, span in ordered)])
        absences = away(self.candidat.indisponibilites, day)
        if any(b < a for (_, a), (b, _) in pairwise(spans)) or any(overlap(s, a) for s in spans for a in absences):
            return None
        if ordered[0][1][0] < minute(fiche.ouverture) or minute(fiche.fin) < spans[-1][1]:
            return None
        if not self._convened(day, spans[0][0]) or not all(self._begins(day, e, span[0]) for e, span in ordered):
            return None
        if any(start < minute(fiche.accueil) for start, _ in plis):
            return None
        spans = [span for _, span in ordered]
        lunch = self._lunch(day, spans, plis)
        if lunch is None:
            return None
        between = spans[0][0] < lunch and lunch + reglages.pause_candidat < spans[-1][1]
        idle = spans[-1][1] - spans[0][0] - sum(f - d for d, f in spans)
        weights, usual = self.waiting
        late = max(0, spans[-1][1] - minute(reglages.fin_tardive))
        return weights[self.candidat.id] * (idle - (reglages.pause_candidat if between else 0)) + usual * late

    def _convened(self, day: date, start: int) -> bool:
        mine = {c.jour: c for c in self.session.convocations if c.personne == self.candidat.id}
        return not mine or (day in mine and (mine[day].accord or start >= minute(mine[day].heure)))

    def _begins(self, day: date, epreuve: Epreuve, start: int) -> bool:
        """Whether it may begin then: long épreuves not in the middle of the day, pinned ones where they are."""
        reglages = self.session.reglages
        low, high = minute(reglages.longue_matin), minute(reglages.longue_apres_midi)
        if epreuve.minutes >= reglages.epreuve_longue and low < start < high:
            return False
        pins = (p for p in self.session.pins if (p.candidat, p.epreuve) == (self.candidat.id, epreuve.id))
        moment = datetime.combine(day, time()) + timedelta(minutes=start)
        return all(pin.parties[0].debut == moment for pin in pins)

    def _lunch(self, day: date, spans: list[Span], plis: list[Span]) -> int | None:
        """The first minute of his break: in the window, or after the passage that fills it; None where he has none."""
        fiche, n = self.session.jour(day), self.session.reglages.pause_candidat
        low, high = minute(fiche.pause_debut) - AVANCE_PAUSE_CANDIDAT, minute(fiche.pause_fin)
        places = [low, *(f for _, f in spans if low <= f)]
        places = [p for p in places if p + n <= high]
        places += [f for d, f in spans if d - low < n and high - f < n]
        free = [p for p in places if not any(overlap(s, (p, p + n)) for s in (*spans, *plis))]
        return min(free, default=None)
