"""The data of a session for `session.mzn`, in MiniZinc's words."""

from collections.abc import Callable, Iterable, Sequence

from benchmarks.peers.offer import Offer
from benchmarks.peers.question import CannotSay, Question
from benchmarks.peers.teams import absences, must_sit, sitting_sizes, useful_slots
from tpplanner.domain.reglages import MINUTES_LIBRES
from tpplanner.domain.session import cle
from tpplanner.solver.model.problem import DAY, Day, Slot, minute


class Instance:
    """One session's data; a stage and the caps of those before are all that changes."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.offer = Offer(question)
        self.slots: list[Slot] = [slot for day in question.days for slot in useful_slots(question, day)]
        if not self.slots:
            raise CannotSay("no jury may sit")
        self.membres = sorted({p for slot in self.slots for p in slot.pool})
        self._fixed = "\n".join(
            f"{name} = {value};" for name, value in {**self._candidats(), **self._juries(), **self._rest()}.items()
        )

    def text(self, stage: int, caps: Sequence[int]) -> str:
        """The data file of a stage."""
        names = ("juries", "presence")
        told = "".join(f"cap_{name} = {cap};\n" for name, cap in zip(names, caps, strict=True))
        return f"stage = {stage};\n{told}{self._fixed}\n"

    def _day(self, slot: Slot) -> Day:
        return self.question.days[slot.day]

    def _candidats(self) -> dict[str, str]:
        q, offer = self.question, self.offer
        scale = q.session.referentiel.titre.minutes_jury or 1
        weights = [int(block.weight * scale) for block in q.blocks]
        entries = [
            {DAY * d.index + e for d in q.days for e in offer.entries[block.applicant.index, d.index]}
            for block in q.blocks
        ]
        extra = [{d.index for d in q.days if offer.extra_day(block, d)} for block in q.blocks]
        written = [
            [max((p.end for p in offer.of(block) if p.day == d.index), default=0) for d in q.days] for block in q.blocks
        ]
        return {
            "n_candidats": str(len(q.blocks)),
            "entries": _list(map(_set, entries)),
            "before": _list(block.correcting + q.reglages.battement for block in q.blocks),
            "minutes": _list(block.minutes for block in q.blocks),
            "weight": _list(weights),
            "quota": str(q.quota * scale if q.quota is not None else sum(weights)),
            "extra": _list(map(_set, extra)),
            "wait_weight": _list(block.applicant.wait_weight for block in q.blocks),
            "eaten": _table("C", "D", [[offer.eaten_from(block, d) for d in q.days] for block in q.blocks]),
            "written": _table("C", "D", written),
        }

    def _juries(self) -> dict[str, str]:
        q, ref = self.question, self.question.session.referentiel
        people = [q.problem.people[p] for p in self.membres]
        holds = [[cle(quality) in map(cle, p.qualites) for p in people] for quality in ref.qualites]
        sits = [[p.index in s.pool and p.habilite[s.day] for s in self.slots] for p in people]
        absent = [[_minutes(absences(q, p, self._day(s))) for s in self.slots] for p in people]
        linked = [[p in block.linked for p in self.membres] for block in q.blocks]
        return {
            "n_slots": str(len(self.slots)),
            "n_membres": str(len(people)),
            "day": _list(s.day for s in self.slots),
            "given": _list(_word(bool(s.given)) for s in self.slots),
            "least": _list(ref.membres_min for _ in self.slots),
            "most": _list(len(s.pool) if s.given else sitting_sizes(q)[-1] for s in self.slots),
            "may_sit": _table("M", "S", sits, _word),
            "must_sit": _table("M", "S", [[p.index in must_sit(q, s) for s in self.slots] for p in people], _word),
            "absent": _table("M", "S", absent, _set),
            "linked": _table("C", "M", linked, _word),
            "n_qualities": str(len(holds)),
            "holds": _table(f"1..{len(holds)}", "M", holds, _word),
        }

    def _rest(self) -> dict[str, str]:
        return {**self._days(), **self._posts()}

    def _days(self) -> dict[str, str]:
        q, r = self.question, self.question.reglages
        written = [any(paper.day == d.index for paper in self.offer.papers) for d in q.days]
        per_day: dict[str, list[object]] = {
            "opens": [d.open for d in q.days],
            "closes": [d.close for d in q.days],
            "lunch_from": [d.lunch[0] for d in q.days],
            "lunch_to": [d.lunch[1] for d in q.days],
            "jury_rooms": [q.open_jury_rooms(d) for d in q.days],
            "written_on": [_word(w) for w in written],
        }
        lengths = {
            "accueil": r.accueil_jury,
            "cloture": r.cloture,
            "lecture": r.lecture,
            "deliberation": r.deliberation,
            "pause": r.pause_jury,
            "rest_length": MINUTES_LIBRES,
            "limit": r.travail_continu,
            "late": minute(r.fin_tardive),
            "step": r.pas,
            "midday": r.presence_midi,
            "midday_from": minute(r.midi_debut),
            "midday_to": minute(r.midi_fin),
            "pause_candidat": r.pause_candidat,
            "wait_unit": q.problem.waits.unite,
        }
        arrays = {name: f"array1d(D, {_list(values)})" for name, values in per_day.items()}
        return {"n_days": str(len(q.days)), **arrays, **{name: str(length) for name, length in lengths.items()}}

    def _posts(self) -> dict[str, str]:
        q = self.question
        kinds = self.offer.kinds_of_rooms()
        order = {block.applicant.index: c + 1 for c, block in enumerate(q.blocks)}
        stays = [
            (order[block.applicant.index], offset, length, k + 1)
            for k, some in enumerate(kinds.values())
            for block, offset, length in some
        ]
        closures = [
            (DAY * d.index + start, end - start, k + 1, q.posts((room,), shared=shared))
            for k, (rooms, shared) in enumerate(kinds)
            for room in rooms
            for d in q.days
            for start, end in q.problem.rooms[room].closed[d.index]
        ]
        return {
            "n_kinds": str(len(kinds)),
            "posts": _list(q.posts(rooms, shared=shared) for rooms, shared in kinds),
            "n_stays": str(len(stays)),
            **_columns(("stay_of", "stay_from", "stay_length", "stay_kind"), stays),
            "n_closures": str(len(closures)),
            **_columns(("closure_start", "closure_length", "closure_kind", "closure_posts"), closures),
        }


def _columns(names: Sequence[str], rows: Sequence[Sequence[int]]) -> dict[str, str]:
    return {name: _list(row[i] for row in rows) for i, name in enumerate(names)}


def _list(values: Iterable[object]) -> str:
    return f"[{', '.join(map(str, values))}]"


def _set(values: Iterable[int]) -> str:
    return f"{{{', '.join(map(str, sorted(values)))}}}"


def _word(value: object) -> str:
    return "true" if value else "false"


def _minutes(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {m for start, end in spans for m in range(start, end)}


def _table(rows: str, columns: str, values: Iterable[Iterable[object]], word: Callable[..., str] = str) -> str:
    return f"array2d({rows}, {columns}, {_list(word(v) for row in values for v in row)})"
