"""What is only usage, loosened for one day by half an hour at most: the hours of the break, the end, lengths."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from tpplanner.audit import holds
from tpplanner.domain.held import PAUSE, with_event, with_lengths
from tpplanner.domain.imprevus import Derogation, Imprevu, Prolongation
from tpplanner.domain.plan import ARRONDI, NatureTravail, Plan, Travail
from tpplanner.domain.reglages import BORNES, DEROGATION
from tpplanner.domain.session import Session

LENGTHS = (
    ("lecture", -10),
    ("correction_ecrit", -10),
    ("correction_autre", -3),
    ("correction_qp", -3),
    ("deliberation", -5),
    ("accueil_jury", -5),
    ("cloture", -10),
    ("pause_jury", -15),
    ("battement", -5),
    ("travail_continu", 30),
)
"""Réglages that a day may know shorter, or longer, by so many minutes at most, within their bounds: never nothing."""


@dataclass(frozen=True, slots=True)
class Loosened:
    """By how many minutes usage is loosened on a day: the window of the break on either side, the end of the day.

    `lengths` are réglages, with so many minutes more or less.
    """

    jour: date
    pause: int = 0
    fin: int = 0
    lengths: tuple[tuple[str, int], ...] = ()

    @property
    def minutes(self) -> int:
        """All in all."""
        return self.pause + self.fin + sum(abs(minutes) for _, minutes in self.lengths)


def loosenings(session: Session, jour: date) -> tuple[Loosened, ...]:
    """All that may be loosened on a day, by what asks least: the break, a later end, both, lengths, everything."""
    hours = (
        Loosened(jour, pause=DEROGATION),
        Loosened(jour, fin=DEROGATION),
        Loosened(jour, pause=DEROGATION, fin=DEROGATION),
    )
    lengths = tuple(_lengths(session))
    others = Loosened(jour, lengths=lengths), Loosened(jour, pause=DEROGATION, fin=DEROGATION, lengths=lengths)
    return (*hours, *others) if lengths else hours


def _lengths(session: Session) -> Iterator[tuple[str, int]]:
    """None once a jury is at work: what has begun keeps its own, and a search knows one length for all."""
    now = session.maintenant
    begun = any(now is not None and t.debut < now for plan in session.reference for t in plan.travaux)
    for regle, most in LENGTHS if not begun else ():
        usual, bounds = getattr(session.reglages, regle), BORNES[regle]
        minutes = min(most, bounds.most - usual) if most > 0 else max(most, bounds.least - usual)
        if minutes * most > 0:
            yield regle, minutes


def loosened(session: Session, more: Loosened) -> Session:
    """The session to search, in which usage is loosened so; its lengths are, on every day."""
    lengths = []
    for evenement in events_of(session, more):
        if isinstance(evenement, Derogation) and evenement.regle != PAUSE:
            lengths.append(evenement)
        else:
            session = with_event(session, evenement)
    return with_lengths(session, lengths)


def granted(session: Session, more: Loosened) -> Session:
    """The session in which a plan that loosens usage so is judged: it has the derogations on record."""
    evenements = events_of(session, more)
    for evenement in evenements:
        session = with_event(session, evenement)
    imprevus = (Imprevu(evenement, session.maintenant) for evenement in evenements)
    return replace(session, imprevus=(*session.imprevus, *imprevus))


def on_that_day_alone(session: Session, plan: Plan, more: Loosened) -> Plan:
    """The plan whose works on other days are as long as they were, where they begin as they did."""
    before = {(t.jury, t.nature, t.candidat, t.epreuve, t.debut): t for t in session.reference[0].travaux}
    return replace(
        plan,
        travaux=tuple(
            t if t.debut.date() == more.jour else before.get((t.jury, t.nature, t.candidat, t.epreuve, t.debut), t)
            for t in plan.travaux
        ),
    )


def events_of(session: Session, more: Loosened) -> tuple[Derogation | Prolongation, ...]:
    """What is loosened, as it stands in the sheet *Imprévus*."""
    pause = Derogation(PAUSE, "", more.jour, more.pause)
    jour = session.jour(more.jour)
    minute = min(60 * jour.fin.hour + jour.fin.minute + more.fin, 24 * 60 - 1)
    fin = Prolongation(more.jour, time(*divmod(minute, 60)))
    lengths = (Derogation(regle, "", more.jour, minutes) for regle, minutes in more.lengths)
    return (*((pause,) if more.pause else ()), *((fin,) if more.fin else ()), *lengths)


def fewest_minutes(session: Session, plan: Plan, more: Loosened) -> Loosened:
    """As little of it as the plan needs, by steps of five minutes; no length that it does without."""
    for length in more.lengths:
        less = replace(more, lengths=tuple(other for other in more.lengths if other != length))
        if holds(granted(session, less), plan):
            more = less
    for pause in range(0, more.pause, ARRONDI):
        if holds(granted(session, replace(more, pause=pause)), plan):
            more = replace(more, pause=pause)
            break
    for fin in range(0, more.fin, ARRONDI):
        if holds(granted(session, replace(more, fin=fin)), plan):
            more = replace(more, fin=fin)
            break
    return more


def later_breaks(session: Session, plan: Plan, more: Loosened) -> list[Travail]:
    """The breaks of juries that only the wider window allows; `session` is the one in which it is wider."""
    jour = session.jour(more.jour)
    wider = timedelta(minutes=more.pause)
    first, last = jour.a(jour.pause_debut) + wider, jour.a(jour.pause_fin) - wider
    pauses = (t for t in plan.travaux if t.nature is NatureTravail.PAUSE and t.debut.date() == more.jour)
    return [t for t in pauses if t.debut < first or t.fin > last]


def staying_late(session: Session, plan: Plan, jour: date) -> tuple[str, ...]:
    """Who is still there after the usual end of a day: candidats, membres, whoever is present."""
    over = session.jour(jour).a(session.jour(jour).fin)
    here = {p.candidat for p in plan.passages if p.jour == jour and p.fin > over}
    here |= {m for c in plan.compositions if c.jour == jour and c.fin > over for m in c.membres}
    here |= {p.personne for p in plan.presences if p.debut.date() == jour and p.fin > over}
    return tuple(sorted(here))
