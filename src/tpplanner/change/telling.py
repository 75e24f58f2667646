"""In which order people are told of a change, and what to say to each, in one sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from tpplanner.domain.answers import Message, Priorite
from tpplanner.domain.appels import first_calls
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
    before, after = (_by_person(first_calls(session, plan)) for plan in (avant, apres))
    changes = [(m, _Hours.of(before.get(m.personne, {}), after.get(m.personne, {}))) for m in messages]
    order = {priorite: rank for rank, priorite in enumerate(Priorite)}
    changes.sort(key=lambda c: (order[c[1].priorite], not c[1].moments, c[1].moments[:1]))
    return tuple(replace(m, priorite=hours.priorite, a_dire=_said(noms, hours, m)) for m, hours in changes)


def _by_person(calls: Mapping[tuple[str, date], time]) -> dict[str, dict[date, time]]:
    days: dict[str, dict[date, time]] = {}
    for (id_, jour), heure in sorted(calls.items()):
        days.setdefault(id_, {})[jour] = heure
    return days


@dataclass(frozen=True, slots=True)
class _Hours:
    """When somebody is called on days that differ: new ones, those that are no more, those at another hour."""

    come: tuple[datetime, ...]
    gone: tuple[datetime, ...]
    moved: tuple[tuple[datetime, datetime], ...]
    """before, after"""
    called: bool
    """whether they were called at all before"""

    @classmethod
    def of(cls, before: Mapping[date, time], after: Mapping[date, time]) -> "_Hours":
        """What differs from some days to others."""
        at = datetime.combine
        return cls(
            tuple(at(jour, heure) for jour, heure in after.items() if jour not in before),
            tuple(at(jour, heure) for jour, heure in before.items() if jour not in after),
            tuple(
                (at(jour, before[jour]), at(jour, heure))
                for jour, heure in after.items()
                if before.get(jour, heure) != heure
            ),
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
        return sorted((*self.come, *self.gone, *(moment for pair in self.moved for moment in pair)))


def _said(noms: Noms, hours: _Hours, message: Message) -> str:
    """One sentence for each thing to say: mostly one."""
    come, gone = (
        [textes.jour_et_heure(noms.jour(m.date()), m) for m in moments] for moments in (hours.come, hours.gone)
    )
    sentences = []
    if come and gone:
        sentences.append(textes.venir_au_lieu(come, gone))
    elif come:
        sentences.append(textes.venir(come, "" if hours.called else message.role))
    elif gone:
        sentences.append(textes.ne_pas_venir(gone))
    for was, now in hours.moved:
        sentence = textes.venir_plus_tot if now < was else textes.venir_plus_tard
        sentences.append(sentence(jour=noms.jour(now.date()), heure_d_appel=now, avant=was))
    return " ".join(sentences or [textes.meme_heure(message.phrases)])
