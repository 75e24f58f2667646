"""An outcome as JSON, for programs: one documented, versioned schema (`schema()`); times are ISO and local.

And what tpplanner keeps for itself between two runs: a session's fingerprint, an outcome that can be read back.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from tpplanner.domain.answers import Infeasible, NiveauAtteint, Outcome, Planned, Report, Unfinished
from tpplanner.domain.appels import whole_units
from tpplanner.domain.session import Session
from tpplanner.errors import Issue
from tpplanner.texts.fautes import exigence, manque

VERSION = 1


class _Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_W = TypeVar("_W", bound=_Wire)


class Niveau(_Wire):
    """A level: its value measured on the plan, a bound if one is known, whether the value is proven least."""

    nom: str
    valeur: int | None
    borne: int | None
    prouve: bool


class Part(_Wire):
    """A stretch of a passage; `jury` is null where none watches. `phase` counts from 0."""

    phase: int
    debut: datetime
    fin: datetime
    jury: str | None
    salle: str
    vehicules: tuple[str, ...] = ()


class Passage(_Wire):
    """One candidat at one épreuve; `affiche` is when it begins on the poster, null where that is when it does."""

    candidat: str
    epreuve: str
    parts: tuple[Part, ...]
    fige: str | None
    affiche: datetime | None


class Travail(_Wire):
    """A jury's own work; the break is written only where it lies between its first and last thing."""

    jury: str
    nature: str
    debut: datetime
    fin: datetime
    candidat: str | None
    epreuve: str | None


class Presence(_Wire):
    """Somebody in a role other than membre."""

    personne: str
    role: str
    debut: datetime
    fin: datetime
    salle: str | None
    candidat: str | None
    epreuve: str | None


class Composition(_Wire):
    """Who sits in a jury from when to when, and its room."""

    jury: str
    jour: date
    debut: datetime
    fin: datetime
    membres: tuple[str, ...]
    salle: str


class Accueil(_Wire):
    """Candidats welcomed (`accueil`), or the sealed subjects of an épreuve opened in front of them (`plis`)."""

    nature: str
    debut: datetime
    fin: datetime
    epreuve: str | None


class Manque(_Wire):
    """A shortage that arithmetic proves, and its French sentence."""

    quoi: str
    sujet: tuple[str, ...]
    besoin: int
    disponible: int
    phrase: str


class Conflit(_Wire):
    """A rule that cannot hold together with the others listed."""

    regle: str
    sujet: tuple[str, ...]
    phrase: str


class NonPlace(_Wire):
    """A candidat whom a partial planning leaves out; why, what would place them, whether it must be so, in French."""

    candidat: str
    nom: str
    pourquoi: str
    remede: str
    certitude: str


class Avertissement(_Wire):
    """Something to know, with its place in the workbook if it has one."""

    message: str
    lieu: str | None
    conseil: str | None


class Noms(_Wire):
    """The names behind the ids of the plan."""

    candidats: dict[str, str]
    personnes: dict[str, str]
    salles: dict[str, str]
    vehicules: dict[str, str] = {}
    epreuves: dict[str, str]


class Answer(_Wire):
    """What `solve --json` prints."""

    version: int = VERSION
    statut: Literal["planned", "infeasible", "unfinished"]
    secondes: float
    interrompu: bool = False
    niveaux: tuple[Niveau, ...] = ()
    bon_sens: dict[str, int] = Field(default={}, description="what a person would find odd, without any proof")
    passages: tuple[Passage, ...] = ()
    travaux: tuple[Travail, ...] = ()
    presences: tuple[Presence, ...] = ()
    compositions: tuple[Composition, ...] = ()
    accueils: tuple[Accueil, ...] = ()
    raison: Literal["manques", "conflits", "inconnue"] | None = None
    manques: tuple[Manque, ...] = ()
    conflits: tuple[Conflit, ...] = ()
    non_places: tuple[NonPlace, ...] = Field(default=(), description="whom a partial planning leaves out")
    avertissements: tuple[Avertissement, ...] = ()
    noms: Noms | None = None
    fichiers: tuple[str, ...] = Field(default=(), description="what was written")


def answer(
    session: Session,
    outcome: Outcome,
    report: Report | None,
    *,
    secondes: float,
    avertissements: tuple[Issue, ...] = (),
    fichiers: tuple[str, ...] = (),
) -> Answer:
    """An outcome, with its report if it is a plan, as one JSON value."""
    bare = Answer(
        statut="unfinished",
        secondes=round(secondes, 3),
        avertissements=_warnings(avertissements),
        noms=_names(session),
        fichiers=fichiers,
        non_places=tuple(
            _told(NonPlace, n, candidat=n.candidat.id, nom=n.candidat.nom_complet) for n in session.non_places
        ),
    )
    return bare.model_copy(update=_answered(session, outcome, report))


def _niveau(atteint: NiveauAtteint) -> Niveau:
    borne = None if atteint.borne is None else whole_units(atteint.borne, atteint.unite)
    return Niveau(
        nom=atteint.nom, valeur=whole_units(atteint.valeur, atteint.unite), borne=borne, prouve=atteint.prouve
    )


def _answered(session: Session, outcome: Outcome, report: Report | None) -> dict[str, object]:
    match outcome:
        case Planned():
            plan, levels = outcome.plan, report.niveaux if report is not None else ()
            niveaux = tuple(_niveau(n) for n in levels)
            return {
                "statut": "planned",
                "interrompu": outcome.interrompu,
                "niveaux": niveaux,
                "bon_sens": {m.regle: m.valeur for m in report.bon_sens} if report is not None else {},
                "passages": tuple(
                    _told(Passage, p, parts=tuple(_told(Part, part) for part in p.parties)) for p in plan.passages
                ),
                "travaux": tuple(_told(Travail, t, nature=t.nature.value) for t in plan.travaux),
                "presences": tuple(_told(Presence, p, role=str(p.role)) for p in plan.presences),
                "compositions": tuple(_told(Composition, c) for c in plan.compositions),
                "accueils": tuple(_told(Accueil, a, nature=a.nature.value) for a in plan.accueils),
            }
        case Infeasible():
            why, conflits = ("conflits", outcome.cause.exigences) if outcome.cause is not None else ("inconnue", ())
            return {
                "statut": "infeasible",
                "raison": "manques" if outcome.manques else why,
                "manques": tuple(_told(Manque, m, phrase=manque(session, m)) for m in outcome.manques),
                "conflits": tuple(_told(Conflit, r, phrase=exigence(session, r)) for r in conflits),
            }
        case Unfinished():
            niveaux = tuple(Niveau(nom=b.niveau, valeur=None, borne=b.valeur, prouve=False) for b in outcome.bornes)
            return {"statut": "unfinished", "interrompu": outcome.interrompu, "niveaux": niveaux}


def _told(kind: type[_W], thing: object, **own: object) -> _W:
    """A thing of the domain on the wire: what it has under the same names (no text may be null), and `own`."""
    same = {name: getattr(thing, name) for name in kind.model_fields if name not in own}
    may_be_null = {name for name in same if kind.model_fields[name].annotation == str | None}
    return kind(**{name: (value or None) if name in may_be_null else value for name, value in same.items()} | own)


def _warnings(issues: tuple[Issue, ...]) -> tuple[Avertissement, ...]:
    return tuple(Avertissement(message=i.message, lieu=i.place or None, conseil=i.hint or None) for i in issues)


def _names(session: Session) -> Noms:
    personnes = {p.id: p.nom_complet for p in session.personnes} | {m.id: m.nom_complet for m in session.membres}
    return Noms(
        candidats={c.id: c.nom_complet for c in (*session.candidats, *(n.candidat for n in session.non_places))},
        personnes=personnes,
        salles={s.id: s.nom for s in session.salles},
        vehicules={v.id: v.nom for v in session.vehicules},
        epreuves={e.id: e.nom for e in session.referentiel.epreuves()},
    )


def dump(value: Answer) -> str:
    """The JSON text, indented, accents as they are."""
    return value.model_dump_json(indent=2)


def schema() -> dict[str, object]:
    """The JSON schema of an answer."""
    return Answer.model_json_schema(mode="serialization")


@cache
def _shape(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def fingerprint(session: Session, settings: Iterable[object] = ()) -> str:
    """A name (64 hexadecimal digits) that equal sessions planned with equal settings share, and no others."""
    content = _shape(Session).dump_json(session) + "".join(f"\n{setting}" for setting in settings).encode()
    return sha256(content).hexdigest()


def dump_outcome(outcome: Outcome) -> bytes:
    """An outcome as JSON, whole: ids and hours, no name."""
    return _shape(Planned | Infeasible).dump_json(outcome, indent=1)


def load_outcome(text: bytes) -> Outcome:
    """What `dump_outcome` wrote; raises ValueError where it did not."""
    outcome: Outcome = _shape(Planned | Infeasible).validate_json(text)
    return outcome
