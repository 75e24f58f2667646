"""A small year of sessions, and a programmation of it that breaks no rule; every person in it is invented."""

from dataclasses import replace
from datetime import date, timedelta

from tpplanner.domain.annee import (
    Annee,
    CandidatPrevu,
    MembrePrevu,
    Periode,
    Programmation,
    Programmee,
    ResponsablePrevu,
    SallePrevue,
    SessionPrevue,
    TitrePrevu,
    Voie,
)
from tpplanner.domain.session import Genre, Habilitation

LUNDI = date(2027, 6, 7)
AUJOURDHUI = date(2027, 1, 4)
FORMATION = date(2027, 5, 21)


def jour(n: int) -> date:
    """The nth day from the first Monday."""
    return LUNDI + timedelta(days=n)


def le(n: int, fin: int | None = None) -> Periode:
    """A period of those days."""
    return Periode(jour(n), jour(n if fin is None else fin))


def annee(**autres: object) -> Annee:
    """Two weeks; session A of two days and B of one, of one titre; three candidats, four membres, three leaders."""
    base = Annee(
        LUNDI,
        jour(13),
        AUJOURDHUI,
        (TitrePrevu("T", "T", "01", places=2, salles=("S",)),),
        (SessionPrevue("A", "T", duree=2), SessionPrevue("B", "T")),
        tuple(CandidatPrevu(f"C{n}", f"CANDIDAT{n}", "Sacha", "T", fin_formation=FORMATION) for n in (1, 2, 3)),
        tuple(membre(n) for n in (1, 2, 3, 4)),
        tuple(ResponsablePrevu(f"R{n}", f"RESPONSABLE{n}", "Alix") for n in (1, 2, 3)),
        (SallePrevue("S"),),
    )
    return replace(base, **autres)


def membre(n: int) -> MembrePrevu:
    """A membre whose day costs ten times his number."""
    habilitations = (Habilitation("T", "01", date(2028, 1, 1)),)
    return MembrePrevu(f"M{n}", f"MEMBRE{n}", "Alix", habilitations=habilitations, indemnite=10 * n)


def programmation(**changes: object) -> Programmation:
    """A on the first Monday and Tuesday, B on Wednesday, each with two membres; ``A__jours=…`` changes a part."""
    sessions = {
        "A": Programmee("A", (jour(0), jour(1)), 1, ("M1", "M2"), "R1", ("R2",), ("C1", "C2")),
        "B": Programmee("B", (jour(2),), 1, ("M1", "M2"), "R1", ("R2",), ("C3",)),
    }
    for name, value in changes.items():
        session, champ = name.split("__")
        sessions[session] = replace(sessions[session], **{champ: value})
    return Programmation(tuple(sessions.values()))


def with_session(base: Annee, id_: str, **autres: object) -> Annee:
    """The same year with one session changed."""
    return replace(base, sessions=tuple(replace(s, **autres) if s.id == id_ else s for s in base.sessions))


def with_candidat(base: Annee, id_: str, **autres: object) -> Annee:
    """The same year with one candidat changed."""
    return replace(base, candidats=tuple(replace(c, **autres) if c.id == id_ else c for c in base.candidats))


def with_membre(base: Annee, id_: str, **autres: object) -> Annee:
    """The same year with one membre changed."""
    return replace(base, membres=tuple(replace(m, **autres) if m.id == id_ else m for m in base.membres))


def with_titre(base: Annee, **autres: object) -> Annee:
    """The same year with its titre changed."""
    return replace(base, titres=(replace(base.titres[0], **autres),))


__all__ = ["Genre", "Voie", "annee", "jour", "le", "membre", "programmation", "with_candidat", "with_membre"]
