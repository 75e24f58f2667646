"""What a session requires, the looser session in which some of it is not asked, and the cells that it comes from."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, time

from tpplanner.domain.answers import Reading, Requirement, Shortage
from tpplanner.domain.duties import epreuves_de, exclusions, plan_without
from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Table
from tpplanner.domain.session import Candidat, Habilitation, Jour, Lien, Membre, Personne, Plage, Role, Salle, Session

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


def with_candidat(session: Session, id_: str, **values: object) -> Session:
    """The session with another fiche for a candidat."""
    candidats = tuple(
        replace(c, **values) if c.id == id_ else c  # type: ignore[arg-type]
        for c in session.candidats
    )
    return replace(session, candidats=candidats)


def with_membre(session: Session, id_: str, **values: object) -> Session:
    """The session with another fiche for a membre."""
    membres = tuple(
        replace(m, **values) if m.id == id_ else m  # type: ignore[arg-type]
        for m in session.membres
    )
    return replace(session, membres=membres)


def with_epreuves(session: Session, change: Callable[[Epreuve], Epreuve]) -> Session:
    """The session whose référentiel has every épreuve changed."""

    def changed(table: Table) -> Table:
        return replace(table, epreuves=tuple(change(e) for e in table.epreuves))

    ref = session.referentiel
    return replace(
        session, referentiel=replace(ref, titre=changed(ref.titre), ccps=tuple(changed(t) for t in ref.ccps))
    )


def without_candidats(session: Session, ids: Collection[str]) -> Session:
    """The session without these candidats, nor what names them: of its reference plan, what is there for others."""
    return replace(
        session,
        candidats=tuple(c for c in session.candidats if c.id not in ids),
        liens=tuple(lien for lien in session.liens if lien.candidat not in ids),
        pins=tuple(p for p in session.pins if p.candidat not in ids),
        convocations=tuple(c for c in session.convocations if c.personne not in ids),
        reference=tuple(plan_without(plan, ids) for plan in session.reference),
    )


def without_pin(session: Session, subject: Subject) -> Session:
    """The session in which a candidat's passage of an épreuve is free."""
    return replace(session, pins=tuple(p for p in session.pins if (p.candidat, p.epreuve) != subject))


def without_role(session: Session, role: Role) -> Session:
    """The session in which nobody has that role: its rule then asks for nobody."""
    personnes = tuple(replace(p, roles=tuple(r for r in p.roles if r is not role)) for p in session.personnes)
    return replace(session, personnes=personnes)


def without_link(session: Session, subject: Subject) -> Session:
    """The session in which a candidat and a membre have no link, whatever its reason."""
    candidat, membre = subject
    free = with_candidat(
        session, candidat, formateurs=tuple(f for f in session.candidat(candidat).formateurs if f != membre)
    )
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
    """Those of one collection who may be absent."""
    collections: dict[str, tuple[Absent, ...]] = {
        "candidats": session.candidats,
        "membres": session.membres,
        "personnes": session.personnes,
        "salles": session.salles,
    }
    return collections[who]


def _touches(jour: Jour, plage: Plage) -> bool:
    return plage.coupe(jour.a(jour.ouverture), jour.a(jour.fin))


def without_absence(session: Session, subject: Subject) -> Session:
    """The session in which somebody, or a room, is there for all of an absence (its beginning, ISO)."""
    id_, debut = subject

    def kept(plages: tuple[Plage, ...]) -> tuple[Plage, ...]:
        return tuple(p for p in plages if p.debut.isoformat() != debut)

    return with_absences(session, id_, kept)


def with_absences(session: Session, id_: str, change: Callable[[tuple[Plage, ...]], tuple[Plage, ...]]) -> Session:
    """The session in which the absences of an id are changed, in all of its roles."""
    return replace(
        session,
        candidats=tuple(
            replace(x, indisponibilites=change(x.indisponibilites)) if x.id == id_ else x for x in session.candidats
        ),
        membres=tuple(
            replace(x, indisponibilites=change(x.indisponibilites)) if x.id == id_ else x for x in session.membres
        ),
        personnes=tuple(
            replace(x, indisponibilites=change(x.indisponibilites)) if x.id == id_ else x for x in session.personnes
        ),
        salles=tuple(
            replace(x, indisponibilites=change(x.indisponibilites)) if x.id == id_ else x for x in session.salles
        ),
    )


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

EARLIEST, LATEST = time(0, 0), time(23, 59)
MIDI_LARGE = time(0, 30)
"""The candidats' lunch window opens half an hour before the juries'."""

TOUT_LE_JOUR = 24 * 60


@dataclass(frozen=True, slots=True)
class Family:
    """The requirements of one rule: their subjects in a session, and the session without one of them."""

    regle: str
    subjects: Callable[[Session], Iterator[Subject]]
    without: Callable[[Session, Subject], Session]


def requirements(session: Session) -> tuple[Requirement, ...]:
    """Everything that may be left out of a session, rule by rule, but for what history holds."""
    families = (f for f in FAMILIES if session.maintenant is None or f.regle not in HELD_BY_HISTORY)
    return tuple(Requirement(f.regle, subject) for f in families for subject in f.subjects(session))


def keeping(session: Session, kept: Collection[Requirement]) -> Session:
    """The session in which nothing else is required; one without any candidat where none is kept."""
    left_out = [r for r in requirements(session) if r not in kept]
    return without(session, left_out)


def without(session: Session, left_out: Collection[Requirement]) -> Session:
    """The looser session in which these are not required."""
    for family in FAMILIES:
        for requirement in left_out:
            if requirement.regle == family.regle:
                session = family.without(session, requirement.sujet)
    return session


HELD_BY_HISTORY = (
    "lecture_dossier",
    "correction",
    "deliberation",
    "accueil_jury",
    "cloture",
    "comedien_present",
    "aide_presente",
    "duree_exacte",
    "surveillance",
    "accueil_candidats",
)
"""Rules without which what has begun would not be as it was, so long or with those people: a session without one of
them is no looser.
"""


# What each family holds


def _whole(_: Session) -> Iterator[Subject]:
    yield ()


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


def _formateurs(session: Session) -> Iterator[Subject]:
    """Who trained a candidat and could watch over him or play for him."""
    others = {p.id for p in session.personnes if {Role.SURVEILLANT, Role.COMEDIEN} & set(p.roles)}
    return ((c.id, f) for c in session.candidats for f in c.formateurs if f in others)


def _without_habilitation(session: Session) -> Iterator[Subject]:
    from tpplanner.solver.model.compilation import habilite  # noqa: PLC0415 - OR-Tools is slow to import

    for membre in session.membres:
        days = (j.date for j in session.jours)
        if not membre.observateur and not all(habilite(session, membre.id, day) for day in days):
            yield (membre.id,)


def _qualites(session: Session) -> Iterator[Subject]:
    return ((q,) for q in session.referentiel.qualites)


def _given_juries(session: Session) -> Iterator[Subject]:
    if session.jurys:
        yield ()


def _quota(session: Session) -> Iterator[Subject]:
    if session.quota is not None:
        yield ()


def _passed(session: Session) -> list[Epreuve]:
    """The épreuves that somebody passes, each once."""
    dues = (e for c in session.candidats for e in epreuves_de(session.referentiel, c))
    return list(dict.fromkeys(dues))


def _orders(session: Session) -> Iterator[Subject]:
    passed = {e.id for e in _passed(session)}
    return ((avant, e.id) for e in _passed(session) for avant in e.apres if avant in passed)


def _comediens(session: Session) -> Iterator[Subject]:
    if any(e.comedien for e in _passed(session)):
        yield ()


def _accessible(session: Session) -> Iterator[Subject]:
    return ((c.id,) for c in session.candidats if c.salle_accessible)


def _helped(session: Session) -> Iterator[Subject]:
    return ((c.id,) for c in session.candidats if c.aide or c.salle_a_part)


def _majores(session: Session) -> Iterator[Subject]:
    return ((c.id,) for c in session.candidats if c.majorations)


def _role(role: Role) -> Callable[[Session], Iterator[Subject]]:
    def there(session: Session) -> Iterator[Subject]:
        if session.avec_role(role):
            yield ()

    return there


def _usages(session: Session) -> Iterator[Subject]:
    return ((usage,) for usage in usages(session))


# What it is to leave one out


def _longer(session: Session, subject: Subject) -> Session:
    return with_jour(session, subject[0], ouverture=EARLIEST, fin=LATEST)


def _welcomed_at_once(session: Session, subject: Subject) -> Session:
    return with_jour(session, subject[0], accueil=EARLIEST)


def _any_midday(session: Session, subject: Subject) -> Session:
    """A break at any hour is none: it stands before the first thing or after the last."""
    return with_jour(session, subject[0], pause_debut=MIDI_LARGE, pause_fin=LATEST)


def _length(**lengths: int) -> Callable[[Session, Subject], Session]:
    return lambda session, _: with_reglages(session, **lengths)


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
    return with_membre(session, membre.id, habilitations=(*membre.habilitations, Habilitation(ref.code, ref.millesime)))


def _unqualified(session: Session, subject: Subject) -> Session:
    ref = session.referentiel
    qualites = tuple(q for q in ref.qualites if q != subject[0])
    return replace(session, referentiel=replace(ref, qualites=qualites))


def _no_quota(session: Session, _: Subject) -> Session:
    free = replace(session, referentiel=replace(session.referentiel, quota=None))
    return with_reglages(free, quota=None)


def _composed(session: Session, _: Subject) -> Session:
    return replace(session, jurys=())


def _no_comedien(session: Session, _: Subject) -> Session:
    return with_epreuves(session, lambda e: replace(e, comedien=False))


def _anywhere(session: Session, subject: Subject) -> Session:
    return with_candidat(session, subject[0], salle_accessible=False)


def _unhelped(session: Session, subject: Subject) -> Session:
    return with_candidat(session, subject[0], aide="", salle_a_part=False)


def _not_majored(session: Session, subject: Subject) -> Session:
    return with_candidat(session, subject[0], majorations=())


def _no_formateur(session: Session, subject: Subject) -> Session:
    candidat, personne = subject
    others = tuple(f for f in session.candidat(candidat).formateurs if f != personne)
    return with_candidat(session, candidat, formateurs=others)


FAMILIES: tuple[Family, ...] = (
    Family("surveillance", _role(Role.SURVEILLANT), lambda s, _: without_role(s, Role.SURVEILLANT)),
    Family("responsable_present", _role(Role.RESPONSABLE), lambda s, _: without_role(s, Role.RESPONSABLE)),
    Family("comedien_present", _comediens, _no_comedien),
    Family("aide_presente", _helped, _unhelped),
    Family("formateur_a_part", _formateurs, _no_formateur),
    Family("personne_disponible", absence_of("personnes"), without_absence),
    Family("salle_capacite", _usages, lambda s, subject: room_enough(s, subject[0])),
    Family("salle_adaptee", _accessible, _anywhere),
    Family("salle_disponible", absence_of("salles"), without_absence),
    Family("ordre_epreuves", _orders, _no_order),
    Family("passage_fige", _pins, without_pin),
    Family("convocation_respectee", _convened, _not_convened),
    Family("candidat_disponible", absence_of("candidats"), without_absence),
    Family("lien_exclu", _links, without_link),
    Family("membre_habilite", _without_habilitation, _habilite),
    Family("membre_qualifie", _qualites, _unqualified),
    Family("jury_nombre", _given_juries, _composed),
    Family("membre_disponible", absence_of("membres"), without_absence),
    Family("quota_jury", _quota, _no_quota),
    Family("travail_continu", _whole, _length(travail_continu=TOUT_LE_JOUR)),
    Family("epreuve_longue", _whole, _length(epreuve_longue=TOUT_LE_JOUR)),
    Family("lecture_dossier", _whole, _length(lecture=0)),
    Family("correction", _whole, _no_correction),
    Family("deliberation", _whole, _length(deliberation=0)),
    Family("battement", _whole, _length(battement=0)),
    Family("accueil_jury", _whole, _length(accueil_jury=0)),
    Family("cloture", _whole, _length(cloture=0)),
    Family("accueil_candidats", _jours, _welcomed_at_once),
    Family("ouverture_plis", _whole, _length(plis=0)),
    Family("pause_meridienne", _jours, _any_midday),
    Family("duree_exacte", _majores, _not_majored),
    Family("ouverture", _jours, _longer),
    Family("epreuves_completes", _candidats, without_candidats),
)
"""Every family, those that are seldom a cause first."""

# Where in the workbook each requirement comes from.

Key = tuple[str, ...]

MOST = 6
"""Cells told for one sentence."""

LENGTHS: dict[str, tuple[str, ...]] = {
    "quota_jury": ("quota",),
    "travail_continu": ("travail_continu",),
    "epreuve_longue": ("epreuve_longue",),
    "lecture_dossier": ("lecture",),
    "correction": ("correction_qp", "correction_ecrit", "correction_autre"),
    "deliberation": ("deliberation",),
    "battement": ("battement",),
    "accueil_jury": ("accueil_jury",),
    "ouverture_plis": ("plis",),
    "cloture": ("cloture",),
}
"""The réglages behind each rule of lengths."""

HOURS: dict[str, tuple[str, ...]] = {
    "ouverture": ("ouverture", "fin"),
    "accueil_candidats": ("accueil",),
    "pause_meridienne": ("pause_debut", "pause_fin"),
}
"""The columns of *Jours* behind each rule of a day."""

ABSENCES: dict[str, tuple[str, ...]] = {
    "candidat_disponible": ("candidats",),
    "membre_disponible": ("membres",),
    "salle_disponible": ("salles",),
    "personne_disponible": tuple(f"{role.value}s" for role in Role),
}
"""The sheets in which those who may be absent stand."""


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
    keys = (key for r in requirements for key in _keys(reading, r))
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


def _reasons(reading: Reading, shortage: Shortage, subject: str) -> Iterator[Key]:
    """Why somebody cannot begin with the others: his aide, the room that he needs; or else absences."""
    if shortage.quoi not in TOGETHER:
        return
    session = reading.session
    candidat = next((c for c in session.candidats if c.id == subject), None)
    special = [champ for champ in TOGETHER[shortage.quoi] if candidat is not None and getattr(candidat, champ)]
    yield from (("candidats", subject, champ) for champ in special)
    for sheets in ABSENCES.values() if not special and shortage.quoi != "aide_commune" else ():
        who = sheets[0] if len(sheets) == 1 else "personnes"
        if who != "salles" or shortage.quoi == "salles_debut":
            absences = (absence for absence in absence_of(who)(session) if absence[0] == subject)
            yield from (key for absence in absences for key in _absence(reading, sheets, absence))


def _keys(reading: Reading, requirement: Requirement) -> Iterator[Key]:
    regle, sujet = requirement.regle, requirement.sujet
    if regle in LENGTHS:
        yield from (("reglages", champ) for champ in LENGTHS[regle])
    elif regle in HOURS:
        yield from (("jours", sujet[0], champ) for champ in HOURS[regle])
    elif regle in ABSENCES:
        yield from _absence(reading, ABSENCES[regle], sujet)
    elif regle in _OTHERS:
        yield from _OTHERS[regle](reading.session, sujet)


def _absence(reading: Reading, sheets: tuple[str, ...], sujet: Key) -> Iterator[Key]:
    """The row of *Indisponibilités*; else the column of who is absent."""
    row = ("indisponibilites", sujet[0], sujet[1])
    day = date.fromisoformat(sujet[1][:10])
    rows = [row] if row in reading.cells else []
    rows = rows or [k for k in reading.cells if k[:2] == row[:2] and len(k) == 3 and k[2][:10] == day.isoformat()]
    yield from rows
    for sheet in sheets if not rows else ():
        yield (sheet, sujet[0], "indisponible")


def _link(session: Session, sujet: Key) -> Iterator[Key]:
    candidat, membre = sujet
    if any((lien.candidat, lien.membre) == sujet for lien in session.liens):
        yield ("liens", candidat, membre)
    else:
        yield ("candidats", candidat)
        yield ("membres", membre)


def _with_role(role: Role) -> Callable[[Session, Key], Iterator[Key]]:
    return lambda session, _: ((f"{role.value}s", p.id) for p in session.avec_role(role))


def _fields(sheet: str, *champs: str) -> Callable[[Session, Key], Iterator[Key]]:
    return lambda _, sujet: ((sheet, sujet[0], champ) for champ in champs)


_OTHERS: dict[str, Callable[[Session, Key], Iterator[Key]]] = {
    "epreuves_completes": lambda _, sujet: iter([("candidats", sujet[0])]),
    "duree_exacte": _fields("candidats", "majoration_ecrit", "majoration_oral", "majoration_pratique"),
    "ordre_epreuves": lambda _, sujet: iter([("epreuves", sujet[1], "ordre")]),
    "convocation_respectee": lambda s, sujet: (
        ("convocations", c.personne, c.jour.isoformat()) for c in s.convocations if c.personne == sujet[0]
    ),
    "jury_nombre": lambda s, _: (("jurys", j.id) for j in s.jurys),
    "membre_habilite": _fields("membres", "habilitation", "millesime", "habilitation_fin"),
    "membre_qualifie": lambda s, _: (("membres", m.id, "qualites") for m in s.membres),
    "lien_exclu": _link,
    "surveillance": _with_role(Role.SURVEILLANT),
    "comedien_present": _with_role(Role.COMEDIEN),
    "responsable_present": _with_role(Role.RESPONSABLE),
    "formateur_a_part": _fields("candidats", "formateurs"),
    "aide_presente": _fields("candidats", "aide", "salle_a_part"),
    "salle_adaptee": _fields("candidats", "salle_accessible"),
    "salle_capacite": lambda s, sujet: (("salles", r.id) for r in s.salles if sujet[0] in r.usages),
}
