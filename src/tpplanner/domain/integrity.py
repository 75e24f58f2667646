"""Whether a session holds together: what the types alone cannot say.

The workbook reader finds the same faults earlier, with their cells; this is for sessions built in Python, and a
net under the reader.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from tpplanner.domain.parcours import epreuves_de, tables_de
from tpplanner.domain.session import Session


def faults(session: Session) -> tuple[str, ...]:
    """Every incoherence, in English (a caller's mistake): duplicate ids, unknown references, nothing to plan."""
    return tuple(_all_faults(session))


def _all_faults(session: Session) -> Iterator[str]:
    yield from _duplicates("jour", (jour.date.isoformat() for jour in session.jours))
    for what, items in _collections(session).items():
        yield from _duplicates(what, items)
    if not session.jours:
        yield "no day"
    if not session.candidats:
        yield "no candidat"
    yield from _unknown_references(session)
    yield from _nothing_before_the_jury(session)


def _collections(session: Session) -> dict[str, list[str]]:
    return {
        "candidat": [c.id for c in session.candidats],
        "membre": [m.id for m in session.membres],
        "jury": [j.id for j in session.jurys],
        "salle": [s.id for s in session.salles],
        "personne": [p.id for p in session.personnes],
        "epreuve": [e.id for e in session.referentiel.epreuves()],
    }


def _duplicates(what: str, ids: Iterable[str]) -> Iterator[str]:
    for id_, times in Counter(ids).items():
        if times > 1:
            yield f"{what} {id_!r} stands {times} times"


def _unknown_references(session: Session) -> Iterator[str]:
    known = {what: set(ids) for what, ids in _collections(session).items()}
    people = known["membre"] | known["personne"] | known["candidat"]
    references = [
        *(("membre", membre, f"jury {jury.id}") for jury in session.jurys for membre in jury.membres),
        *(("candidat", lien.candidat, "a link") for lien in session.liens),
        *(("membre", lien.membre, "a link") for lien in session.liens),
        *(("candidat", pin.candidat, "a pin") for pin in session.pins),
        *(("epreuve", pin.epreuve, "a pin") for pin in session.pins),
        *(("personne", c.aide, f"candidat {c.id}") for c in session.candidats if c.aide),
        *(("epreuve", e, f"candidat {c.id}") for c in session.candidats for e in c.dispenses),
    ]
    for what, id_, where in references:
        if id_ not in known[what]:
            yield f"{where} names an unknown {what} {id_!r}"
    for convocation in session.convocations:
        if convocation.personne not in people:
            yield f"a convocation names an unknown person {convocation.personne!r}"


def _nothing_before_the_jury(session: Session) -> Iterator[str]:
    for candidat in session.candidats:
        if not tables_de(session.referentiel, candidat):
            yield f"candidat {candidat.id} is presented to nothing"
        elif not any(e.devant_jury for e in epreuves_de(session.referentiel, candidat)):
            yield f"candidat {candidat.id} passes nothing before the jury"
