"""The rules that a planning breaks: on which bars each is seen, and what makes several of them at once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.answers import Element, Violation
from tpplanner.domain.plan import Accueil, Composition, Passage, Presence, Travail
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.texts import frise as textes
from tpplanner.texts.fautes import phrase
from tpplanner.texts.plain import one_line
from tpplanner.web.plannings.timeline.capsules import Bar

PieceMark = tuple[str, ...]
"""By which a piece of a plan is found again among bars and rows."""


def of_passage(candidat: str, epreuve: str) -> PieceMark:
    """That of an épreuve of somebody."""
    return "passage", candidat, epreuve


def of_jury(jury: str, jour: date) -> PieceMark:
    """That of a jury on a day."""
    return "jury", jury, jour.isoformat()


def of_element(element: Element) -> PieceMark:
    """That of a piece of a plan; empty for what no bar shows."""
    match element:
        case Passage():
            return of_passage(element.candidat, element.epreuve)
        case Travail():
            return "travail", element.jury, element.debut.isoformat()
        case Presence():
            return of_passage(element.candidat, element.epreuve) if element.candidat else ()
        case Composition():
            return of_jury(element.jury, element.jour)
        case Accueil():
            return "accueil", element.epreuve, element.debut.isoformat()


def of_moment(moment: Moment) -> PieceMark:
    """That of a moment, as of the piece of the plan that it comes from."""
    match moment.sort:
        case Sort.EPREUVE:
            return of_passage(moment.candidat, moment.epreuve)
        case Sort.ACCUEIL | Sort.PLIS:
            return "accueil", moment.epreuve, moment.debut.isoformat()
    return "travail", moment.jury, moment.debut.isoformat()


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that is broken, in a sentence; the day and the mark of the bar or row where it is seen, if any is."""

    phrase: str
    jour: date | None
    marque: PieceMark


@dataclass(frozen=True, slots=True)
class FaultCause:
    """What makes rules broken: whose passage, which jury; empty where nothing alone does."""

    titre: str
    regles: tuple[BrokenRule, ...]


@dataclass(frozen=True, slots=True)
class Faults:
    """What is broken, by cause; the sentences that each mark bears."""

    causes: tuple[FaultCause, ...] = ()
    par_marque: tuple[tuple[PieceMark, tuple[str, ...]], ...] = ()

    def on(self, bar: Bar) -> tuple[str, ...]:
        """The sentences that a bar bears."""
        marks = {of_moment(m) for m in bar.moments}
        return tuple(dict.fromkeys(p for mark, phrases in self.par_marque if mark in marks for p in phrases))

    def at(self, mark: PieceMark) -> tuple[str, ...]:
        """Those of a mark."""
        return next((phrases for known, phrases in self.par_marque if known == mark), ())


def faults_of(agenda: Agenda, violations: Iterable[Violation], moved: Collection[str] = ()) -> Faults:
    """What is broken; `moved`: the candidats (ids) who were moved last, who are its cause rather than others."""
    violations = list(violations)
    marked: dict[PieceMark, list[str]] = defaultdict(list)
    for violation in violations:
        for element in violation.elements:
            marked[of_element(element)].append(_sentence(agenda, violation))
    marked.pop((), None)
    return Faults(
        tuple(_causes(agenda, violations, moved)),
        tuple((mark, tuple(dict.fromkeys(phrases))) for mark, phrases in marked.items()),
    )


def _sentence(agenda: Agenda, violation: Violation) -> str:
    return one_line(phrase(agenda.session, violation))


def _causes(agenda: Agenda, violations: list[Violation], moved: Collection[str]) -> Iterator[FaultCause]:
    """Violations under whatever stands in most of them: somebody moved first, then any candidat, then any jury."""
    left = violations
    while left:
        blame = Counter(mark for violation in left for mark in _blamed(agenda, violation))
        if not blame:
            yield FaultCause("", tuple(_told(agenda, violation) for violation in left))
            return
        worst = max(blame, key=lambda mark: (mark[0] == "candidat" and mark[1] in moved, blame[mark], mark))
        mine = [violation for violation in left if worst in _blamed(agenda, violation)]
        left = [violation for violation in left if violation not in mine]
        yield FaultCause(_title(agenda, worst, mine), _once(_told(agenda, violation) for violation in mine))


def _blamed(agenda: Agenda, violation: Violation) -> set[PieceMark]:
    """The candidats whom a violation is about, else the juries."""
    candidats = {x.candidat for x in violation.elements if isinstance(x, Passage | Presence | Travail) and x.candidat}
    candidats |= {id_ for id_ in violation.sujet if id_ in agenda.candidats}
    if candidats:
        return {("candidat", id_) for id_ in candidats}
    return {("jury", x.jury) for x in violation.elements if isinstance(x, Travail | Composition)}


def _title(agenda: Agenda, mark: PieceMark, violations: Iterable[Violation]) -> str:
    sort, ident = mark
    if sort == "jury":
        return agenda.names.jury(ident)
    own = [x for v in violations for x in v.elements if isinstance(x, Passage) and x.candidat == ident]
    nom = agenda.names.candidat(ident)
    if not own:
        return nom
    first = min(own, key=lambda passage: passage.debut)
    return textes.passage_a(nom, agenda.names.epreuve(first.epreuve), first.debut)


def _told(agenda: Agenda, violation: Violation) -> BrokenRule:
    shown = [x for x in violation.elements if of_element(x)]
    shown.sort(key=lambda x: not isinstance(x, Passage))
    first = shown[0] if shown else None
    return BrokenRule(
        _sentence(agenda, violation),
        first.debut.date() if first is not None else None,
        of_element(first) if first is not None else (),
    )


def _once(regles: Iterable[BrokenRule]) -> tuple[BrokenRule, ...]:
    """Each sentence once."""
    return tuple({regle.phrase: regle for regle in regles}.values())
