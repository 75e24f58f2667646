"""How a session ends: when its procès-verbaux are signed, which membres are there then, which have left before."""

from dataclasses import dataclass
from datetime import date, datetime

from tpplanner.export.agenda import Agenda, Sort


@dataclass(frozen=True, slots=True)
class Signing:
    """When the last jury has closed; the membres (ids) who close with it; the others, until when each sits."""

    heure: datetime
    presents: tuple[str, ...]
    partis: tuple[tuple[str, datetime], ...]

    @property
    def jour(self) -> date:
        """The day."""
        return self.heure.date()


def signing(agenda: Agenda) -> Signing | None:
    """That of a session; None where no jury sits."""
    ends: dict[str, datetime] = {}
    for composition in agenda.plan.compositions:
        for membre in composition.membres:
            ends[membre] = max(composition.fin, ends.get(membre, composition.fin))
    if not ends:
        return None
    heure = max(ends.values())
    partis = sorted(((m, fin) for m, fin in ends.items() if fin < heure), key=lambda item: (item[1], item[0]))
    return Signing(heure, tuple(m for m, fin in ends.items() if fin == heure), tuple(partis))


def leaving(agenda: Agenda, jury: str, jour: date) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Of the membres of a jury-day (ids): those who sit no more and leave before the signing; those who sign then."""
    end = signing(agenda)
    if end is None:
        return (), ()
    last = dict(end.partis)
    there = dict.fromkeys(m for c in agenda.compositions(jury, jour) for m in c.membres)
    early = tuple(m for m in there if m in last and last[m].date() == jour)
    return early, tuple(m for m in there if m in end.presents and end.jour == jour)


def heard(agenda: Agenda, jury: str, jour: date) -> int:
    """How many candidats a jury hears on a day: those whose results it closes with."""
    moments = agenda.des_jurys.get((jour, jury), ())
    return len({m.candidat for m in moments if m.sort is Sort.EPREUVE})
