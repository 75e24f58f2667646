"""What a session requires, the looser session in which some of it is not asked, and the cells that it comes from."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tpplanner.audit.juries import est_habilite
from tpplanner.domain.answers import Reading, Requirement, Shortage
from tpplanner.domain.duties import (
    colleagues,
    epreuves_de,
    exclusions,
    exclusions_des_comediens,
    leaving_out,
    with_absences,
    with_one,
)
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Table
from tpplanner.domain.session import (
    Candidat,
    Habilitation,
    Jour,
    Lien,
    Membre,
    Personne,
    Plage,
    Role,
    Salle,
    Session,
    Vehicule,
)
from tpplanner.rules import DOUBTED, DOUBTED_HOURS, DOUBTED_LAST, EXIGENCES, Exigence, Loosening

# Sessions changed one thing at a time: what requirements and repairs have in common.

Subject = tuple[str, ...]

MOTIF = "sans objet"


def with_reglages(session: Session, **values: object) -> Session:
    """The session with other réglages."""
    return replace(session, reglages=replace(session.reglages, **values))  # type: ignore[arg-type]


def with_jour(session: Session, jour: str, **values: object) -> Session:
    """The session with other hours on a day (ISO date)."""
    day = date.fromisoformat(jour)
    jours = tuple(replace(j, **values) if j.date == day else j for j in session.jours)  # type: ignore[arg-type]
    return replace(session, jours=jours)


def with_epreuves(session: Session, change: Callable[[Epreuve], Epreuve]) -> Session:
    """The session whose référentiel has every épreuve changed."""

    def changed(table: Table) -> Table:
        return replace(table, epreuves=tuple(change(e) for e in table.epreuves))

    return replace(session, referentiel=session.referentiel.with_tables(changed))


def without_candidats(session: Session, ids: Iterable[str]) -> Session:
    """The session without these candidats, nor what names them; nobody is kept aside."""
    return replace(leaving_out(session, ids), non_places=session.non_places)


def without_pin(session: Session, subject: Subject) -> Session:
    """The session in which a candidat's passage of an épreuve is free."""
    return replace(session, pins=tuple(p for p in session.pins if (p.candidat, p.epreuve) != subject))


def with_vehicle(session: Session, sorte: str, nom: str) -> Session:
    """The session with one more vehicle of a kind, under a name that is free."""
    taken = {v.id for v in session.vehicules}
    name = next(n for n in (nom, *(f"{nom} ({i})" for i in range(2, len(taken) + 3))) if n not in taken)
    return replace(session, vehicules=(*session.vehicules, Vehicule(name, name, sorte)))


def without_role(session: Session, role: Role) -> Session:
    """The session in which nobody has that role: its rule then asks for nobody."""
    personnes = tuple(replace(p, roles=tuple(r for r in p.roles if r is not role)) for p in session.personnes)
    return replace(session, personnes=personnes)


def without_formateur(session: Session, candidat: str, personne: str) -> Session:
    """The session in which somebody did not train a candidat, and cannot have."""
    fiche = session.candidat(candidat)
    sure, possible = (tuple(f for f in ids if f != personne) for ids in (fiche.formateurs, fiche.formateurs_possibles))
    return with_one(session, "candidats", candidat, formateurs=sure, formateurs_possibles=possible)


def without_link(session: Session, subject: Subject) -> Session:
    """The session in which a candidat and a membre have no link, whatever its reason."""
    candidat, membre = subject
    free = without_formateur(session, candidat, membre)
    others = tuple(lien for lien in session.liens if (lien.candidat, lien.membre) != subject)
    return replace(free, liens=(*others, Lien(candidat, membre, MOTIF, leve=True)))


# Absences


Absent = Candidat | Membre | Personne | Salle


def absence_of(who: str) -> Callable[[Session], Iterator[Subject]]:
    """The absences of the candidats, membres, salles or other personnes: ids, and when each begins.

    A membre with another role is told among membres.
    """

    def subjects(session: Session) -> Iterator[Subject]:
        membres = {m.id for m in session.membres}
        for item in absents(session, who):
            if who == "personnes" and item.id in membres:
                continue
            for plage in item.indisponibilites:
                if any(_touches(jour, plage) for jour in session.jours):
                    yield item.id, plage.debut.isoformat()

    return subjects


def absents(session: Session, who: str) -> tuple[Absent, ...]:
    """Those of one collection."""
    there: tuple[Absent, ...] = getattr(session, who)
    return there


def _touches(jour: Jour, plage: Plage) -> bool:
    return plage.coupe(jour.a(jour.ouverture), jour.a(jour.fin))


def without_absence(session: Session, subject: Subject) -> Session:
    """The session in which somebody, or a room, is there for all of an absence (its beginning, ISO)."""
    id_, debut = subject

    def kept(plages: tuple[Plage, ...]) -> tuple[Plage, ...]:
        return tuple(p for p in plages if p.debut.isoformat() != debut)

    return with_absences(session, id_, kept)


# Rooms that a session could have besides its own: one of a kind, or as many as could ever serve.

PREFIX = "+"
"""Of the ids of rooms that are not there."""


def usages(session: Session) -> tuple[str, ...]:
    """The kinds of room that somebody's épreuves need, the juries' own first."""
    dues = (e for c in session.candidats for e in epreuves_de(session.referentiel, c))
    return tuple(dict.fromkeys([USAGE_JURY, *(phase.usage for e in dues for phase in e.phases)]))


def with_room(session: Session, usage: str, nom: str, posts: int | None = None) -> Session:
    """The session with one more room of a kind: with posts and resources for all, unless told."""
    everybody = max(1, len(session.candidats))
    named = {e.ressource for c in session.candidats for e in epreuves_de(session.referentiel, c) if e.ressource}
    salle = Salle(
        id=_free_id(session),
        nom=nom,
        usages=(usage,),
        postes=posts if posts is not None else (1 if usage == USAGE_JURY else everybody),
        ressources=tuple((nom_, everybody) for nom_ in sorted(named)) if usage != USAGE_JURY else (),
    )
    return replace(session, salles=(*session.salles, salle))


def room_enough(session: Session, usage: str) -> Session:
    """The session with as many rooms of a kind as could ever serve at once."""
    dues = [e for c in session.candidats for e in epreuves_de(session.referentiel, c)]
    phases = [p for e in dues for p in e.phases if p.usage == usage]
    together = phases and all(p.partagee for p in phases) and not any(c.salle_a_part for c in session.candidats)
    seats = 2 * len(session.membres) // session.referentiel.membres_min
    most = min(len(session.candidats), seats if usage == USAGE_JURY else len(session.candidats))
    for n in range(1 if together else most):
        session = with_room(session, usage, f"{usage} {n + 1}")
    return session


def _free_id(session: Session) -> str:
    taken = {s.id for s in session.salles}
    return next(id_ for n in range(1, len(taken) + 2) if (id_ := f"{PREFIX}{n}") not in taken)


# What a session requires, and the looser session in which some of it is not asked.

CellKey = tuple[str, ...]
"""What finds a cell in a reading."""

Subjects = Callable[[Session], Iterator[Subject]]
Without = Callable[[Session, Subject], Session]
CellsOf = Callable[[Reading, Subject], Iterator[CellKey]]


@dataclass(frozen=True, slots=True)
class Family:
    """The requirements of one rule: their subjects in a session, the session without one of them, and its cells."""

    subjects: Subjects
    without: Without
    cells: CellsOf


def requirements(session: Session) -> tuple[Requirement, ...]:
    """Everything that may be left out of a session, rule by rule, but for what history holds."""
    regles = (regle for regle in FAMILIES if session.maintenant is None or not EXIGENCES[regle].held)
    return tuple(Requirement(regle, subject) for regle in regles for subject in FAMILIES[regle].subjects(session))


def keeping(session: Session, required: Collection[Requirement]) -> Session:
    """The session in which nothing else is required; one without any candidat where none is kept."""
    left_out = [r for r in requirements(session) if r not in required]
    return without(session, left_out)


def without(session: Session, left_out: Collection[Requirement]) -> Session:
    """The looser session in which these are not required."""
    for regle, family in FAMILIES.items():
        for requirement in left_out:
            if requirement.regle == regle:
                session = family.without(session, requirement.sujet)
    return session


# What each family holds


def _whole(where: Callable[[Session], object] = lambda _: True) -> Subjects:
    """The session as a whole, where that is so of it."""
    return lambda session: iter([()] if where(session) else [])


def _numbers(champs: Iterable[str]) -> Subjects:
    """The same, where one of the réglages holds at all."""
    return _whole(lambda session: any(session.reglage(champ) is not None for champ in champs))


def _candidats(session: Session) -> Iterator[Subject]:
    return ((c.id,) for c in session.candidats)


def _jours(session: Session) -> Iterator[Subject]:
    return ((j.date.isoformat(),) for j in session.jours)


def _pins(session: Session) -> Iterator[Subject]:
    return ((p.candidat, p.epreuve) for p in session.pins)


def _convened(session: Session) -> Iterator[Subject]:
    return ((id_,) for id_ in dict.fromkeys(c.personne for c in session.convocations))


def _links(session: Session) -> Iterator[Subject]:
    return ((e.candidat, e.membre) for e in exclusions(session))


def _links_of_comediens(session: Session) -> Iterator[Subject]:
    return ((e.candidat, e.membre) for e in exclusions_des_comediens(session))


def _formateurs(session: Session) -> Iterator[Subject]:
    """Who trained a candidat and could watch over them or play for them."""
    others = {p.id for p in session.personnes if {Role.SURVEILLANT, Role.COMEDIEN} & set(p.roles)}
    return ((c.id, f) for c in session.candidats for f in c.formateurs_tenus if f in others)


def _without_habilitation(session: Session) -> Iterator[Subject]:
    for membre in session.membres:
        days = (j.date for j in session.jours)
        if not membre.observateur and not all(est_habilite(session.referentiel, membre, day) for day in days):
            yield (membre.id,)


def _qualites(session: Session) -> Iterator[Subject]:
    return ((q,) for q in session.referentiel.qualites)


def _passed(session: Session) -> list[Epreuve]:
    """The épreuves that somebody passes, each once."""
    dues = (e for c in session.candidats for e in epreuves_de(session.referentiel, c))
    return list(dict.fromkeys(dues))


def _orders(session: Session) -> Iterator[Subject]:
    passed = {e.id for e in _passed(session)}
    return ((avant, e.id) for e in _passed(session) for avant in e.apres if avant in passed)


def _majores(session: Session) -> Iterator[Subject]:
    return ((c.id,) for c in session.candidats if c.majorations)


def _usages(session: Session) -> Iterator[Subject]:
    return ((usage,) for usage in usages(session))


# What it is to leave one out


def _no_correction(session: Session, _: Subject) -> Session:
    freed = with_reglages(session, correction_qp=0, correction_ecrit=0, correction_autre=0)
    return with_epreuves(freed, lambda e: replace(e, correction=None if e.correction is None else 0))


def _no_order(session: Session, subject: Subject) -> Session:
    avant, apres = subject
    return with_epreuves(
        session, lambda e: replace(e, apres=tuple(a for a in e.apres if a != avant)) if e.id == apres else e
    )


def _not_convened(session: Session, subject: Subject) -> Session:
    return replace(session, convocations=tuple(c for c in session.convocations if c.personne != subject[0]))


def _habilite(session: Session, subject: Subject) -> Session:
    ref = session.referentiel
    membre = session.membre(subject[0])
    habilitations = (*membre.habilitations, Habilitation(ref.code, ref.millesime))
    return with_one(session, "membres", membre.id, habilitations=habilitations)


def _unqualified(session: Session, subject: Subject) -> Session:
    ref = session.referentiel
    qualites = tuple(q for q in ref.qualites if q != subject[0])
    return replace(session, referentiel=replace(ref, qualites=qualites))


def _of_any_organisme(session: Session, _: Subject) -> Session:
    return replace(session, referentiel=replace(session.referentiel, organismes_differents=False))


def _whence(reading: Reading, _: Subject) -> Iterator[CellKey]:
    """Where it stands of those who may not sit together whence they come."""
    ids = dict.fromkeys(id_ for c in colleagues(reading.session) for id_ in (c.un, c.autre))
    return (("membres", id_, champ) for id_ in ids for champ in ("organisme", "employeur"))


def _freed(session: Session, loosenings: Mapping[str, Loosening]) -> Session:
    """The session in which these réglages ask for nothing, nor does the référentiel in their place."""
    values = {champ: loosening.free for champ, loosening in loosenings.items()}
    of_re: dict[str, Any] = {
        champ: None for champ, free in values.items() if free is None and hasattr(session.referentiel, champ)
    }
    return with_reglages(replace(session, referentiel=replace(session.referentiel, **of_re)), **values)


def _composed(session: Session, _: Subject) -> Session:
    return replace(session, jurys=())


def _without(**values: object) -> Callable[[Session, Subject], Session]:
    """The session in which no phase asks for what has these values."""

    def changed(epreuve: Epreuve) -> Epreuve:
        return replace(epreuve, phases=tuple(replace(p, **values) for p in epreuve.phases))  # type: ignore[arg-type]

    return lambda session, _: with_epreuves(session, changed)


def _not_majored(session: Session, subject: Subject) -> Session:
    return with_one(session, "candidats", subject[0], majorations=())


def _no_formateur(session: Session, subject: Subject) -> Session:
    return without_formateur(session, *subject)


# Where in the workbook each requirement comes from.

MOST = 6
"""Cells told for one sentence."""

SHEETS: dict[str, tuple[str, ...]] = {
    "candidats": ("candidats",),
    "membres": ("membres",),
    "salles": ("salles",),
    "personnes": tuple(f"{role.value}s" for role in Role),
}
"""The sheets in which those who may be absent stand, by collection of a session."""

TOGETHER: dict[str, tuple[str, ...]] = {
    "aide_commune": ("aide",),
    "debut_commun": (),
    "salles_debut": ("salle_a_part", "salle_accessible"),
    "surveillants_debut": ("salle_a_part",),
    "moyens_debut": ("salle_a_part", "salle_accessible"),
}
"""The columns of *Candidats* behind each lack where an épreuve begins for all at once, besides absences."""


def cells_of(reading: Reading, *requirements: Requirement) -> tuple[str, ...]:
    """The cells of the workbook that requirements come from, the first ones where they are many."""
    keys = (key for r in requirements for key in FAMILIES[r.regle].cells(reading, r.sujet))
    cells = (reading.cells[key] for key in keys if key in reading.cells)
    return tuple(dict.fromkeys(cells))[:MOST]


def cells_of_shortage(reading: Reading, shortage: Shortage) -> tuple[str, ...]:
    """The cells in which the subject of a shortage stands."""
    sheets = ("candidats", "epreuves", "membres", "salles")
    keys = [key for subject in shortage.sujet for key in _reasons(reading, shortage, subject)]
    keys = keys or [(sheet, subject) for subject in shortage.sujet for sheet in sheets]
    keys += [("jours", d.jour.isoformat()) for d in shortage.detail]
    keys += [("jours", *shortage.sujet, "fin")] if shortage.quoi == "fin_du_jour" else []
    return tuple(dict.fromkeys(reading.cells[key] for key in keys if key in reading.cells))[:MOST]


def _reasons(reading: Reading, shortage: Shortage, subject: str) -> Iterator[CellKey]:
    """Why somebody cannot begin with the others: their aide, the room that they need; or else absences."""
    if shortage.quoi not in TOGETHER:
        return
    session = reading.session
    candidat = next((c for c in session.candidats if c.id == subject), None)
    special = [champ for champ in TOGETHER[shortage.quoi] if candidat is not None and getattr(candidat, champ)]
    yield from (("candidats", subject, champ) for champ in special)
    for who in SHEETS if not special and shortage.quoi != "aide_commune" else ():
        if who != "salles" or shortage.quoi == "salles_debut":
            absences = (absence for absence in absence_of(who)(session) if absence[0] == subject)
            yield from (key for absence in absences for key in _absence(who)(reading, absence))


def _absence(who: str) -> CellsOf:
    """The row of *Indisponibilités*; else the cells of who is absent in which something is typed."""

    def cells(reading: Reading, sujet: Subject) -> Iterator[CellKey]:
        row = ("indisponibilites", sujet[0], sujet[1])
        day = date.fromisoformat(sujet[1][:10])
        rows = [row] if row in reading.cells else []
        rows = rows or [k for k in reading.cells if k[:2] == row[:2] and len(k) == 3 and k[2][:10] == day.isoformat()]
        yield from rows
        for sheet in SHEETS[who] if not rows else ():
            yield from ((sheet, sujet[0], champ) for champ in ("indisponible", "disponible"))

    return cells


def _link(reading: Reading, sujet: Subject) -> Iterator[CellKey]:
    candidat, membre = sujet
    if any((lien.candidat, lien.membre) == sujet for lien in reading.session.liens):
        yield ("liens", candidat, membre)
    else:
        yield ("candidats", candidat)
        yield ("membres", membre)


def _link_of_comedien(reading: Reading, sujet: Subject) -> Iterator[tuple[str, ...]]:
    candidat, personne = sujet
    if any((lien.candidat, lien.membre) == sujet for lien in reading.session.liens):
        yield ("liens", candidat, personne)
    else:
        yield ("candidats", candidat, "organisme")
        yield ("comediens", personne, "organisme")


def _with_role(role: str) -> CellsOf:
    return lambda reading, _: ((f"{role}s", p.id) for p in reading.session.avec_role(Role(role)))


def _fields(sheet: str, champs: Iterable[str]) -> CellsOf:
    return lambda _, sujet: ((sheet, sujet[0], champ) for champ in champs)


def _of_reglages(champs: Iterable[str]) -> CellsOf:
    return lambda _reading, _sujet: (("reglages", champ) for champ in champs)


# The families: as the cards tell them, or composed here.


def _told_by(exigence: Exigence) -> Family:
    """The family of an exigence that says all of it."""
    if exigence.absents:
        return Family(absence_of(exigence.absents), without_absence, _absence(exigence.absents))
    if exigence.jours:
        hours = exigence.jours
        return Family(_jours, lambda s, subject: with_jour(s, subject[0], **hours), _fields("jours", hours))
    if exigence.candidats:
        free = exigence.candidats
        return Family(
            lambda s: (
                (c.id,) for c in s.candidats if any(getattr(c, champ) != value for champ, value in free.items())
            ),
            lambda s, subject: with_one(s, "candidats", subject[0], **free),
            _fields("candidats", free),
        )
    if exigence.role:
        role = Role(exigence.role)
        return Family(_whole(lambda s: s.avec_role(role)), lambda s, _: without_role(s, role), _with_role(role))
    loosenings = exigence.reglages
    return Family(_numbers(loosenings), lambda s, _: _freed(s, loosenings), _of_reglages(loosenings))


COMPOSED: dict[str, Family] = {
    "comedien_present": Family(
        _whole(lambda s: any(e.comediens for e in _passed(s))),
        _without(comediens=0, role=""),
        _with_role(Role.COMEDIEN),
    ),
    "comedien_sans_lien": Family(_links_of_comediens, without_link, _link_of_comedien),
    "vehicule_reserve": Family(
        _whole(lambda s: any(e.vehicules for e in _passed(s))),
        _without(vehicules=()),
        lambda reading, _: (("vehicules", v.id) for v in reading.session.vehicules),
    ),
    "formateur_a_part": Family(_formateurs, _no_formateur, _fields("candidats", ("formateurs",))),
    "salle_capacite": Family(
        _usages,
        lambda s, subject: room_enough(s, subject[0]),
        lambda reading, sujet: (("salles", r.id) for r in reading.session.salles if sujet[0] in r.usages),
    ),
    "ordre_epreuves": Family(_orders, _no_order, lambda _, sujet: iter([("epreuves", sujet[1], "ordre")])),
    "passage_fige": Family(_pins, without_pin, lambda _reading, _sujet: iter(())),
    "convocation_respectee": Family(
        _convened,
        _not_convened,
        lambda reading, sujet: (
            ("convocations", c.personne, c.jour.isoformat())
            for c in reading.session.convocations
            if c.personne == sujet[0]
        ),
    ),
    "lien_exclu": Family(_links, without_link, _link),
    "membre_habilite": Family(
        _without_habilitation, _habilite, _fields("membres", ("habilitation", "millesime", "habilitation_fin"))
    ),
    "membre_qualifie": Family(
        _qualites, _unqualified, lambda reading, _: (("membres", m.id, "qualites") for m in reading.session.membres)
    ),
    "organismes_differents": Family(_whole(colleagues), _of_any_organisme, _whence),
    "jurys_du_centre": Family(
        _whole(lambda s: s.jurys), _composed, lambda reading, _: (("jurys", j.id) for j in reading.session.jurys)
    ),
    "correction": Family(_whole(), _no_correction, _of_reglages(EXIGENCES["correction"].reglages)),
    "duree_exacte": Family(
        _majores,
        _not_majored,
        _fields("candidats", ("majoration_ecrit", "majoration_oral", "majoration_pratique")),
    ),
    "epreuves_completes": Family(_candidats, without_candidats, lambda _, sujet: iter([("candidats", sujet[0])])),
}
"""Those that no exigence can say by itself."""

FAMILIES: dict[str, Family] = {
    regle: COMPOSED.get(regle) or _told_by(EXIGENCES[regle]) for regle in (*DOUBTED, *DOUBTED_HOURS, DOUBTED_LAST)
}
"""Every family, those that are seldom a cause first."""
