"""Another planning of the centre: what it takes is not there for this one; its plan in the words of this one.

People and rooms are the same under the same name. What binds them is put in the session as absences, so that the
rules of availability, in the solver as in the audit, keep the plannings apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tpplanner.audit import check
from tpplanner.domain.answers import Reading
from tpplanner.domain.appels import first_calls
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.session import Convocation, Plage, Role, Session
from tpplanner.errors import Issue, Misused, Severity, UserError, WorkbookRefused
from tpplanner.texts import changements as textes
from tpplanner.texts.fautes import phrase
from tpplanner.texts.noms import Noms, Texte
from tpplanner.workbook.absences import merged
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import key


@dataclass(frozen=True, slots=True)
class Beside:
    """Another planning, under the name of its file."""

    fichier: str
    session: Session
    plan: Plan


def read_others(avec: Iterable[Path], classeur: Path, reading: Reading) -> tuple[Beside, ...]:
    """The other plannings; raises WorkbookRefused, with everything wrong in them, and Misused for the same file."""
    others: list[Beside] = []
    issues: list[Issue] = []
    for path in dict.fromkeys(avec):
        if path.resolve() == classeur.resolve():
            raise Misused(textes.lui_meme(path.name))
        try:
            others.append(_other(path))
        except UserError as refusal:
            issues += refusal.issues
    if others and reading.session.fictive:
        issues.append(Issue(Severity.ERROR, *textes.fictif(classeur.name)))
    if issues:
        raise WorkbookRefused(*issues)
    return tuple(others)


def _other(path: Path) -> Beside:
    """The planning of a file; raises UserError."""
    try:
        reading = read_session(path)
    except UserError as refusal:
        raise UserError(*(replace(i, message=textes.dans(path.name, i.message)) for i in refusal.issues)) from None
    if reading.session.fictive:
        raise UserError(Issue(Severity.ERROR, *textes.fictif(path.name)))
    if not reading.edite:
        raise UserError(Issue(Severity.ERROR, *textes.sans_planning(path.name)))
    return Beside(path.name, reading.session, reading.edite[0])


@dataclass(frozen=True, slots=True)
class Booking:
    """A stretch of time that another planning takes, and as what (a role, or ``membre``)."""

    plage: Plage
    role: str


_MEMBRE = "membre"


def beside(session: Session, others: Iterable[Beside]) -> tuple[Session, tuple[Issue, ...]]:
    """The session without what the other plannings take on its days, and what to say of it.

    A responsable of both is not taken away, for there may be no other (`shared_responsables` tells). Rooms of two
    sites that are told, and differ, are not the same.
    """
    issues = []
    for other in others:
        busy = _Busy(session, other)
        before, session = session, busy.cut()
        issues.append(_warning(busy.told(before)))
    return session, tuple(issues)


def _warning(texte: Texte) -> Issue:
    return Issue(Severity.WARNING, texte.message, texte.conseil)


class _Busy:
    """What one planning takes, by the names of those of the session whom it concerns."""

    def __init__(self, session: Session, other: Beside) -> None:
        self._session, self._other = session, other
        self._days = {jour.date for jour in session.jours}
        noms = Noms(other.session)
        self._candidats = self._by_key((noms.candidat(id_), booking) for id_, booking in _candidats(other.plan))
        self._people = self._by_key((noms.personne(id_), booking) for id_, booking in _people(other.plan))
        rooms = _rooms(other.plan) if same_site(session, other.session) else ()
        self._rooms = self._by_key((noms.salle(id_), booking) for id_, booking in rooms)
        vehicles = _vehicles(other.plan) if same_site(session, other.session) else ()
        self._vehicles = self._by_key((noms.vehicule(id_), booking) for id_, booking in vehicles)

    def _by_key(self, named: Iterable[tuple[str, Booking]]) -> dict[str, list[Booking]]:
        by_key: dict[str, list[Booking]] = defaultdict(list)
        for nom, booking in named:
            if booking.plage.debut.date() in self._days:
                by_key[key(nom)].append(booking)
        return by_key

    def cut(self) -> Session:
        """The session, its people, rooms and vehicles away while they are taken."""
        s = self._session
        return replace(
            s,
            candidats=tuple(
                replace(c, indisponibilites=_with(c.indisponibilites, self._candidats.get(key(c.nom_complet), ())))
                for c in s.candidats
            ),
            membres=tuple(
                replace(m, indisponibilites=_with(m.indisponibilites, self._people.get(key(m.nom_complet), ())))
                for m in s.membres
            ),
            personnes=tuple(
                replace(p, indisponibilites=_with(p.indisponibilites, self._of(key(p.nom_complet), p.roles)))
                for p in s.personnes
            ),
            salles=tuple(
                replace(r, indisponibilites=_with(r.indisponibilites, self._rooms.get(key(r.nom), ())))
                for r in s.salles
            ),
            vehicules=tuple(
                replace(v, indisponibilites=_with(v.indisponibilites, self._vehicles.get(key(v.nom), ())))
                for v in s.vehicules
            ),
        )

    def _of(self, nom: str, roles: Sequence[Role]) -> list[Booking]:
        """What takes somebody with these roles away: not that they are responsable there, where they are here."""
        both = Role.RESPONSABLE in roles
        return [t for t in self._people.get(nom, ()) if not (both and t.role == Role.RESPONSABLE)]

    def told(self, session: Session) -> Texte:
        """Who and what is taken."""
        people = [m.nom_complet for m in session.membres if self._people.get(key(m.nom_complet))]
        people += [p.nom_complet for p in session.personnes if self._of(key(p.nom_complet), p.roles)]
        candidats = [c.nom_complet for c in session.candidats if self._candidats.get(key(c.nom_complet))]
        rooms = [r.nom for r in session.salles if self._rooms.get(key(r.nom))]
        rooms += [v.nom for v in session.vehicules if self._vehicles.get(key(v.nom))]
        if not self._days & set(self._other.plan.jours()):
            return textes.aucun_jour_commun(self._other.fichier)
        names = (list(dict.fromkeys(people)), candidats, rooms)
        return textes.pris(self._other.fichier, *names, meme_site=same_site(session, self._other.session))


def same_site(session: Session, other: Session) -> bool:
    """Whether two sessions may share their rooms: their sites are the same, or one of them is not told."""
    return not session.site or not other.site or key(session.site) == key(other.site)


def _with(absences: Sequence[Plage], bookings: Iterable[Booking]) -> tuple[Plage, ...]:
    more = [t.plage for t in bookings]
    return merged([*absences, *more]) if more else tuple(absences)


def _candidats(plan: Plan) -> Iterator[tuple[str, Booking]]:
    for passage in plan.passages:
        yield passage.candidat, Booking(Plage(passage.debut, passage.fin), "")


def _people(plan: Plan) -> Iterator[tuple[str, Booking]]:
    """Membres for as long as their jury is together, others for as long as they are there."""
    for composition in plan.compositions:
        for membre in composition.membres:
            yield membre, Booking(Plage(composition.debut, composition.fin), _MEMBRE)
    for presence in plan.presences:
        yield presence.personne, Booking(Plage(presence.debut, presence.fin), presence.role)


def _rooms(plan: Plan) -> Iterator[tuple[str, Booking]]:
    """A jury's room for as long as it is together, any other while somebody sits there, whole."""
    for composition in plan.compositions:
        if composition.salle:
            yield composition.salle, Booking(Plage(composition.debut, composition.fin), "")
    for passage in plan.passages:
        for partie in passage.parties:
            yield partie.salle, Booking(Plage(partie.debut, partie.fin), "")


def _vehicles(plan: Plan) -> Iterator[tuple[str, Booking]]:
    """While a passage takes them."""
    for partie in (partie for passage in plan.passages for partie in passage.parties):
        for vehicule in partie.vehicules:
            yield vehicule, Booking(Plage(partie.debut, partie.fin), "")


def shared_responsables(session: Session, plan: Plan, others: Iterable[Beside]) -> tuple[Issue, ...]:
    """A warning for each day on which somebody is responsable of two sessions at once."""
    return tuple(_warning(texte) for other in others for texte in _shared(session, plan, other))


def _shared(session: Session, plan: Plan, other: Beside) -> Iterator[Texte]:
    mine, theirs = Noms(session), Noms(other.session)
    seen: set[tuple[str, date]] = set()
    for here in _responsables(plan):
        for there in _responsables(other.plan):
            nom = mine.personne(here.personne)
            same = key(nom) == key(theirs.personne(there.personne))
            together = Plage(here.debut, here.fin).coupe(there.debut, there.fin)
            if same and together and (here.personne, here.debut.date()) not in seen:
                seen.add((here.personne, here.debut.date()))
                debut, fin = max(here.debut, there.debut), min(here.fin, there.fin)
                yield textes.responsable_de_deux(nom, debut, fin, other.fichier)


def _responsables(plan: Plan) -> list[Presence]:
    return [presence for presence in plan.presences if presence.role == Role.RESPONSABLE]


# A plan in the words of another session: ids are rows of one workbook, names are those of people and rooms.


class _Renamed:
    """Ids of one session told as ids of another, by name; `lost` are the names that it does not have."""

    def __init__(self, old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> None:
        self._names = dict(old)
        self._ids = {name: id_ for id_, name in new}
        self.lost: dict[str, None] = {}

    def __call__(self, id_: str) -> str:
        if id_ not in self._names:
            return id_
        name = self._names[id_]
        if name not in self._ids:
            self.lost[name] = None
        return self._ids.get(name, id_)


def retold(plan: Plan, old: Session, new: Session) -> tuple[Plan, tuple[str, ...]]:
    """The plan with the ids of `new`, and the names of whoever and whatever it needs that is no longer there."""
    noms, named = Noms(old), Noms(new)
    people = _Renamed(_named_people(old, noms.etiquette), _named_people(new, named.etiquette))
    rooms = _Renamed(_named_rooms(old, noms.etiquette_salle), _named_rooms(new, named.etiquette_salle))
    vehicles = _Renamed(*([(v.id, v.nom) for v in session.vehicules] for session in (old, new)))
    passages = tuple(
        replace(
            p,
            candidat=people(p.candidat),
            parties=tuple(
                replace(x, salle=rooms(x.salle), vehicules=tuple(map(vehicles, x.vehicules))) for x in p.parties
            ),
        )
        for p in plan.passages
    )
    compositions = tuple(
        replace(c, membres=tuple(people(m) for m in c.membres), salle=rooms(c.salle)) for c in plan.compositions
    )
    presences = tuple(
        replace(p, personne=people(p.personne), salle=rooms(p.salle), candidat=people(p.candidat))
        for p in plan.presences
    )
    travaux = tuple(replace(t, candidat=people(t.candidat)) for t in plan.travaux)
    again = replace(plan, passages=passages, travaux=travaux, presences=presences, compositions=compositions)
    return again, (*people.lost, *rooms.lost, *vehicles.lost)


def _named_people(session: Session, name: Callable[[str], str]) -> list[tuple[str, str]]:
    candidats, membres = ([x.id for x in some] for some in (session.candidats, session.membres))
    ids = (*candidats, *membres, *(p.id for p in session.personnes))
    return [(id_, name(id_)) for id_ in ids]


def _named_rooms(session: Session, name: Callable[[str], str]) -> list[tuple[str, str]]:
    return [(s.id, name(s.id)) for s in session.salles]


# The hours that people were told.


def hours_told(session: Session, planning: Reading) -> tuple[Convocation, ...]:
    """The hours at which a planning of the session calls its people, in its ids; what is typed comes first."""
    old, plan = planning.session, planning.ecrit[0]
    names = dict(_named_people(old, Noms(old).etiquette))
    ids = {name: id_ for id_, name in _named_people(session, Noms(session).etiquette)}
    days = {jour.date for jour in session.jours}
    typed = ((c.personne, c.jour, c) for c in old.convocations)
    letters = {(id_, jour): Convocation(id_, jour, heure) for (id_, jour), heure in first_calls(old, plan).items()}
    letters |= {(id_, jour): c for id_, jour, c in typed}
    due = [c for c in letters.values() if names[c.personne] in ids and c.jour in days]
    ours = {(ids[names[c.personne]], c.jour): replace(c, personne=ids[names[c.personne]]) for c in due}
    ours |= {(c.personne, c.jour): c for c in session.convocations}
    return tuple(c for _, c in sorted(ours.items()))


# Whether a plan still holds for a workbook that was edited since.


@dataclass(frozen=True, slots=True)
class Still:
    """Whether a plan still holds for a workbook that was edited since: who is gone of it, or else its breaches."""

    partis: tuple[str, ...]
    phrases: tuple[str, ...]

    @property
    def tient(self) -> bool:
        """Whether it does."""
        return not self.partis and not self.phrases


def still_holds(session: Session, planning: Reading) -> Still:
    """Judge the plan of a planning by the session as another workbook tells it now; `planning` holds a plan."""
    plan, partis = retold(planning.edite[0], planning.session, session)
    if partis:
        return Still(partis, ())
    return Still((), tuple(phrase(session, v) for v in check(session, plan).violations))
