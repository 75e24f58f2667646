"""The order of the épreuves of a scope, from its prose alone, and the rows in an order in which links point upwards."""

from collections.abc import Iterator

from tpplanner.re_pdf.document import Clue, ClueKind, ReQuestion, Stated
from tpplanner.re_pdf.epreuves import EpreuveDraft, ScopeDraft
from tpplanner.sheets import titre_nouveau as feuille

_Precedences = dict[str, dict[str, tuple[bool, Stated[object]]]]
"""For each épreuve, those that it follows: whether at once, and the words for it."""


def lay_out(draft: ScopeDraft) -> list[EpreuveDraft]:
    """The épreuves in an order of passage, their links filled in."""
    links = _precedences(draft)
    _corrected(draft, links)
    for epreuve in draft.epreuves:
        followed = links.get(epreuve.repere, {})
        if followed:
            said = next(iter(followed.values()))[1]
            delays = [feuille.AUSSITOT if at_once else "" for at_once, _ in followed.values()]
            epreuve.first.put("apres", " ; ".join(followed), said)
            epreuve.first.put("delai", " ; ".join(delays) if any(delays) else "", said)
    return _in_order(draft, links)


def _precedences(draft: ScopeDraft) -> _Precedences:
    links: _Precedences = {}
    for clue, later, earlier in _pairs(draft):
        at_once = clue.kind is ClueKind.AT_ONCE
        for n, following in enumerate(_of(draft, later)):
            preceding = _of(draft, earlier)
            if at_once and len(preceding) > 1:
                draft.ask("order_of_parts", later, clue, field="delai")
            for rank, epreuve in enumerate(preceding, 1):
                soon = at_once and rank == len(preceding) and n == 0
                before = links.setdefault(following.repere, {}).get(epreuve.repere)
                if before is None or (soon and not before[0]):
                    links[following.repere][epreuve.repere] = (soon, clue.said)
    return links


def _pairs(draft: ScopeDraft) -> Iterator[tuple[Clue, str, str]]:
    """A clue, the modalité that comes later by it, and the one that comes earlier."""
    for clue in draft.scope.clues:
        if clue.kind in (ClueKind.AFTER, ClueKind.AT_ONCE):
            yield from ((clue, clue.of, other) for other in clue.others)
        elif clue.kind in (ClueKind.BEFORE, ClueKind.MARKED_BEFORE):
            yield from ((clue, other, clue.of) for other in clue.others)


def _of(draft: ScopeDraft, modalite: str) -> list[EpreuveDraft]:
    return [epreuve for epreuve in draft.epreuves if epreuve.modalite == modalite]


def _corrected(draft: ScopeDraft, links: _Precedences) -> None:
    """Say before what the jury corrects an écrit, where it may hear the candidat in something else before."""
    for clue in draft.scope.clues:
        if clue.kind not in (ClueKind.BEFORE, ClueKind.MARKED_BEFORE) or len(clue.others) != 1:
            continue
        for written in (e for e in _of(draft, clue.of) if not e.before_jury):
            for target in _of(draft, clue.others[0]):
                later = _after(target.repere, links)
                free = (e for e in draft.epreuves if e.before_jury and e.repere not in later and e.modalite != "EF")
                if any(epreuve is not target for epreuve in free):
                    written.first.put("correction", f"{feuille.AVANT} {target.repere}", clue.said)


def _after(repere: str, links: _Precedences) -> set[str]:
    """What comes after an épreuve by the links, near or far."""
    later: set[str] = set()
    front = {repere}
    while front:
        front = {epreuve for epreuve, followed in links.items() if front & set(followed)} - later
        later |= front
    return later


def _in_order(draft: ScopeDraft, links: _Precedences) -> list[EpreuveDraft]:
    """Each after those that it follows, otherwise as printed; what turns in a circle is asked and stays as printed."""
    left, placed = list(draft.epreuves), list[EpreuveDraft]()
    while left:
        waiting = {epreuve.repere for epreuve in left}
        free = next((e for e in left if not waiting & set(links.get(e.repere, {}))), None)
        if free is None:
            data: dict[str, object] = {"epreuves": sorted(waiting), "field": "apres"}
            draft.questions.append(ReQuestion("order_circular", draft.scope.id, "", data, (), blocking=False))
            return placed + left
        left.remove(free)
        placed.append(free)
    return placed
