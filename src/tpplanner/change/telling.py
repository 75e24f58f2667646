"""In which order people are called after a change, and what to say to each, in a sentence or two."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from tpplanner.domain.answers import Concern, Message, Priorite
from tpplanner.domain.appels import appels, first_calls
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.texts import changements as textes
from tpplanner.texts.noms import Noms


def in_order(session: Session, avant: Plan, apres: Plan, messages: Iterable[Message]) -> tuple[Message, ...]:
    """The messages in the order in which people are called, each with its priority and what to say.

    First who is to come, or to agree to an earlier hour or another day; then who is not to come; then who has other
    hours or rooms. In each, whose hour is nearest comes first.
    """
    noms = Noms(session)
    before, after = (_days(session, plan) for plan in (avant, apres))
    changes = [(m, _Change.of(before.get(m.personne, {}), after.get(m.personne, {}))) for m in messages]
    order = {priorite: rank for rank, priorite in enumerate(Priorite)}
    changes.sort(key=lambda c: (order[c[1].priorite], not c[1].moments, c[1].moments[:1]))
    return tuple(replace(m, priorite=change.priorite, a_dire=_said(noms, change, m)) for m, change in changes)


@dataclass(slots=True)
class _Day:
    """The hours of somebody's day: each call, by what calls them (an épreuve, or nothing); when they leave.

    Nobody is told when a candidat leaves.
    """

    calls: dict[str, datetime]
    fin: datetime | None = None


def _days(session: Session, plan: Plan) -> dict[str, dict[date, _Day]]:
    days: dict[str, dict[date, _Day]] = defaultdict(lambda: defaultdict(lambda: _Day({})))
    for (candidat, epreuve), heure in appels(session, plan).items():
        days[candidat][heure.date()].calls[epreuve] = heure
    for (id_, jour), heure_du_jour in first_calls(session, plan).items():
        if not days[id_][jour].calls:
            days[id_][jour].calls[""] = datetime.combine(jour, heure_du_jour)
    leaving = [(membre, c.fin) for c in plan.compositions for membre in c.membres]
    for id_, fin in (*leaving, *((p.personne, p.fin) for p in plan.presences)):
        day = days[id_][fin.date()]
        day.fin = max(fin, day.fin or fin)
    return days


_Hours = tuple[datetime, datetime]
"""Before and after."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What changes of somebody's hours: days on which they are to come, or no more; other hours to come, or to leave.

    `called`: whether they were at all before.
    """

    come: tuple[datetime, ...]
    gone: tuple[datetime, ...]
    moved: tuple[_Hours, ...]
    leave: tuple[_Hours, ...]
    called: bool

    @classmethod
    def of(cls, before: Mapping[date, _Day], after: Mapping[date, _Day]) -> "_Change":
        """What differs from some days to others."""
        both = [(before[jour], day) for jour, day in sorted(after.items()) if jour in before]
        moved = dict.fromkeys(
            (was.calls[what], heure) for was, now in both for what, heure in now.calls.items() if what in was.calls
        )
        leave = [(was.fin, now.fin) for was, now in both if was.fin is not None and now.fin is not None]
        return cls(
            tuple(min(day.calls.values()) for jour, day in sorted(after.items()) if jour not in before),
            tuple(min(day.calls.values()) for jour, day in sorted(before.items()) if jour not in after),
            tuple((was, now) for was, now in moved if was != now),
            tuple((was, now) for was, now in leave if was != now),
            bool(before),
        )

    @property
    def priorite(self) -> Priorite:
        """What they are called for."""
        if self.come or any(now < was for was, now in self.moved):
            return Priorite.VENIR
        return Priorite.NE_PAS_VENIR if self.gone else Priorite.CHANGER

    @property
    def moments(self) -> list[datetime]:
        """All hours, old or new, that change, in order of time."""
        return sorted((*self.come, *self.gone, *(moment for pair in (*self.moved, *self.leave) for moment in pair)))


def _said(noms: Noms, change: _Change, message: Message) -> str:
    """One sentence for each thing to say: mostly one."""
    come, gone = ([textes.jour_et_heure(noms.jour(m.date()), m) for m in some] for some in (change.come, change.gone))
    sentences = []
    if come and gone:
        sentences.append(textes.venir_au_lieu(come, gone))
    elif come:
        sentences.append(textes.venir(come, "" if change.called else message.role))
    elif gone:
        known = message.concern is Concern.ABSENT
        sentences.append(textes.absence_notee(gone) if known else textes.ne_pas_venir(gone))
    for was, now in change.moved:
        jour = noms.jour(now.date())
        if now < was:
            sentences.append(textes.venir_plus_tot(jour=jour, heure_d_appel=now, avant=was))
        else:
            sentences.append(textes.venir_plus_tard(jour=jour, heure_d_appel=now, avant=was))
    sentences += [textes.finir(jour=noms.jour(now.date()), fin=now, avant=was) for was, now in change.leave]
    return " ".join(sentences) or textes.MEME_HEURE
