"""Two plans side by side: what differs, what to tell each person whom it concerns, what the second costs more."""

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from tpplanner.audit import check
from tpplanner.change.concerned import Concerned, concerned, of_change
from tpplanner.change.events import Changed
from tpplanner.change.telling import in_order
from tpplanner.domain.answers import Changements, Concern, Difference, Ecart, Message, Place, Report
from tpplanner.domain.appels import appels, convocation_du_membre
from tpplanner.domain.plan import Composition, NatureTravail, Passage, Plan, Presence
from tpplanner.domain.session import Candidat, Membre, Personne, Session, code_of
from tpplanner.texts import changements as textes
from tpplanner.texts.noms import ROLES, TRAVAUX, Noms


def difference(
    session: Session, avant: Plan, apres: Plan, avis: tuple[str, ...] = (), away: frozenset[str] = frozenset()
) -> Changements:
    """What differs from one plan to another, and what to tell those whom it concerns, in French.

    `session` knows the names of both; `away` (ids) told it.
    """
    return replace(_between(session, avant, apres, concerned(session, avant, apres, away)), avis=avis)


def changes(changed: Changed, apres: Plan) -> Changements:
    """What differs from the plan that people knew to one that comes of a change, and what to tell whom, in French."""
    changements = _between(changed.connus, changed.avant, apres, of_change(changed, apres))
    return replace(changements, avis=changed.avis, retards=changed.retards)


def _between(session: Session, avant: Plan, apres: Plan, people: Concerned) -> Changements:
    sides = _Sides(session, avant, apres)
    messages = sorted(sides.messages(people), key=lambda m: (_rang(m.role), m.nom))
    calls = in_order(session, avant, apres, messages)
    return Changements((), tuple(sides.differences()), calls, affiches=sides.posted_otherwise())


def _rang(role: str) -> int:
    """Candidats first, then membres, whatever else they are."""
    return next((rang for rang, premier in enumerate((textes.CANDIDAT, textes.MEMBRE)) if role.startswith(premier)), 9)


_Key = TypeVar("_Key", bound=Hashable)
_Parts = tuple[str, ...]
"""What is told of one thing, part by part: day, hours, room, people; nothing where it is not."""
_Pair = tuple[_Parts, _Parts]
"""Before and after."""


class _Sides:
    def __init__(self, session: Session, avant: Plan, apres: Plan) -> None:
        self.session, self.noms, self.avant, self.apres = session, Noms(session), avant, apres

    def differences(self) -> Iterator[Difference]:
        """Passages, then juries, their work, everybody else, and what is done with candidats before they pass."""
        for (candidat, epreuve), pair in self._passages().items():
            yield _difference(textes.passage(self.noms.candidat(candidat), self.noms.epreuve(epreuve)), pair)
        for pairs in (self._sittings(), self._works(), self._presences(), self._accueils()):
            for quoi, pair in pairs.items():
                yield _difference(quoi, pair)

    # Passages

    def _passages(self) -> dict[tuple[str, str], _Pair]:
        before = {(p.candidat, p.epreuve): self._passage(self.avant, p) for p in self.avant.passages}
        after = {(p.candidat, p.epreuve): self._passage(self.apres, p) for p in self.apres.passages}
        return _changed(before, after)

    def _passage(self, plan: Plan, passage: Passage) -> _Parts:
        salles = dict.fromkeys(self.noms.salle(p.salle) for p in passage.parties)
        membres = " et ".join(self.noms.personne(m) for m in sorted(plan.membres_devant(passage)))
        devant = textes.devant(membres) if membres else ""
        heures = textes.heures(passage.debut, passage.fin)
        return self.noms.jour(passage.jour), heures, ", ".join(salles), devant

    def _appels(self) -> dict[tuple[str, str], _Pair]:
        """Calls at another hour of candidats who pass as before: the accueil of their day moved."""
        passages = self._passages()
        changed = _changed(self._called(self.avant), self._called(self.apres))
        both = {key: pair for key, pair in changed.items() if all(pair)}
        return {key: pair for key, pair in both.items() if key not in passages or _untold(passages[key])}

    def _called(self, plan: Plan) -> dict[tuple[str, str], _Parts]:
        calls = appels(self.session, plan)
        return {key: (self.noms.jour(heure.date()), textes.convoque(heure)) for key, heure in calls.items()}

    # Juries

    def _sittings(self) -> dict[str, _Pair]:
        return _changed(self._by_jury(self.avant), self._by_jury(self.apres))

    def _by_jury(self, plan: Plan) -> dict[str, _Parts]:
        """The sittings of each set of membres: the names of juries may differ from one plan to another."""
        sittings: dict[str, _Parts] = {}
        for c in plan.compositions:
            quoi = f"Jury {' et '.join(sorted(self.noms.personne(m) for m in c.membres))}, {self.noms.jour(c.jour)}"
            sittings[quoi] = self._sitting(c)
        return sittings

    def _sitting(self, c: Composition) -> _Parts:
        return textes.heures(c.debut, c.fin), self.noms.salle(c.salle)

    def _works(self) -> dict[str, _Pair]:
        return _changed(self._by_work(self.avant), self._by_work(self.apres))

    def _by_work(self, plan: Plan) -> dict[str, _Parts]:
        membres = {(c.jury, c.jour): sorted(self.noms.personne(m) for m in c.membres) for c in plan.compositions}
        works: dict[str, list[str]] = defaultdict(list)
        for t in plan.travaux:
            if t.nature is NatureTravail.DELIBERATION:
                continue  # it follows its passage
            jour = self.noms.jour(t.debut.date())
            qui = " et ".join(membres.get((t.jury, t.debut.date()), []))
            quoi = self.noms.element(t) if t.candidat else f"{TRAVAUX[t.nature]}, {qui}, {jour}"
            works[quoi].append(f"{jour}, {textes.heures(t.debut, t.fin)}")
        return {quoi: (" ; ".join(sorted(moments)),) for quoi, moments in works.items()}

    # Everybody else

    def _presences(self) -> dict[str, _Pair]:
        return {
            f"{self.noms.personne(personne)}, {ROLES.get(role, role)}, {self.noms.jour(jour)}": pair
            for (personne, role, jour), pair in self._by_person().items()
        }

    def _by_person(self) -> dict[tuple[str, str, date], _Pair]:
        return _changed(self._stays(self.avant), self._stays(self.apres))

    def _stays(self, plan: Plan) -> dict[tuple[str, str, date], _Parts]:
        stays: dict[tuple[str, str, date], list[str]] = defaultdict(list)
        for p in plan.presences:
            stays[p.personne, p.role, p.debut.date()].append(self._stay(plan, p))
        return {key: (" ; ".join(texts),) for key, texts in stays.items()}

    def _stay(self, plan: Plan, p: Presence) -> str:
        """When, for which passage, and where: somebody beside a candidat is in the rooms of the passage."""
        salles, passage = [p.salle], ""
        if p.candidat:
            parties = (x for own in plan.du_candidat(p.candidat) if own.epreuve == p.epreuve for x in own.pendant(p))
            salles = [x.salle for x in parties]
            passage = textes.passage(self.noms.candidat(p.candidat), self.noms.epreuve(p.epreuve))
        ou = ", ".join(dict.fromkeys(self.noms.salle(salle) for salle in salles if salle))
        return ", ".join(filter(None, (textes.heures(p.debut, p.fin), passage, ou)))

    def _accueils(self) -> dict[str, _Pair]:
        return _changed(self._welcomes(self.avant), self._welcomes(self.apres))

    def _welcomes(self, plan: Plan) -> dict[str, _Parts]:
        return {
            f"{self.noms.element(a)}, {self.noms.jour(a.jour)}": (textes.heures(a.debut, a.fin),) for a in plan.accueils
        }

    # Posters

    def posted_otherwise(self) -> tuple[date, ...]:
        """The days of which the wall shows something else: a call, a passage, its jury, its room."""
        before, after = (self._posted(plan) for plan in (self.avant, self.apres))
        return tuple(sorted(jour for jour in {*before, *after} if before.get(jour) != after.get(jour)))

    def _posted(self, plan: Plan) -> dict[date, set[tuple[object, ...]]]:
        calls = appels(self.session, plan)
        posted: dict[date, set[tuple[object, ...]]] = defaultdict(set)
        for p in plan.passages:
            rooms = tuple((partie.salle, self.noms.jury(partie.jury)) for partie in p.parties)
            posted[p.jour].add((p.candidat, p.epreuve, p.a_partir_de, rooms, calls.get((p.candidat, p.epreuve))))
        return posted

    # Messages

    def messages(self, people: Concerned) -> Iterator[Message]:
        """One for each person whose own day, hour, room or presence changes, whatever their roles."""
        by_person: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for (candidat, epreuve), (avant, apres) in self._passages().items():
            if not _untold((avant, apres)):  # no document names the membres to candidats
                phrase = textes.change(textes.epreuve(self.noms.epreuve(epreuve)), _own(avant), _own(apres))
                by_person[candidat][textes.CANDIDAT].append(phrase)
        for (candidat, epreuve), pair in self._appels().items():
            by_person[candidat][textes.CANDIDAT].append(
                textes.change(textes.epreuve(self.noms.epreuve(epreuve)), *pair)
            )
        for membre, phrases in self._of_membres().items():
            by_person[membre][textes.MEMBRE] += phrases
        for (personne, role, jour), pair in self._by_person().items():
            phrase = textes.change(self.noms.jour(jour), *pair, textes.PLUS_ATTENDU)
            by_person[personne][ROLES.get(role, role)].append(phrase)
        humans: list[Candidat | Membre | Personne] = [*self.session.candidats, *self.session.membres]
        telephones = {h.id: h.telephone for h in (*humans, *self.session.personnes) if h.telephone}
        for id_, concern in self._concerns(people):
            by_role = by_person.get(id_, {})
            every = tuple(phrase for of_role in by_role.values() for phrase in of_role)
            nom, role = self.noms.etiquette(id_), ", ".join(by_role)
            yield Message(id_, nom, role, every, telephones.get(id_, ""), concern=concern)

    def _concerns(self, people: Concerned) -> Iterator[tuple[str, Concern]]:
        """Whom there is something to tell, and why: of the absent, those who still have something to do."""
        yield from ((id_, Concern.IMPOSE) for id_ in people.imposes)
        yield from ((id_, Concern.AUTRE) for id_ in people.autres)
        expected = {p.personne for p in self.apres.presences} | {m for c in self.apres.compositions for m in c.membres}
        yield from ((id_, Concern.OBSERVATEUR) for id_ in people.observateurs)
        yield from ((id_, Concern.ABSENT) for id_ in people.absents & expected)

    def _of_membres(self) -> dict[str, list[str]]:
        """Of each membre and day: when and where they sit, with whom, and whom they hear, if any of it differs."""
        before, after = self._seats(self.avant), self._seats(self.apres)
        phrases: dict[str, list[str]] = defaultdict(list)
        for (membre, jour), pair in sorted(_changed(before, after).items()):
            if _untold(pair):
                continue
            phrases[membre].append(textes.change(self.noms.jour(jour), *pair, textes.PLUS_ATTENDU))
        heard_before, heard_after = _heard(self.avant), _heard(self.apres)
        for key in sorted({*heard_before, *heard_after}):
            plus, moins = (
                sorted(self.noms.candidat(c) for c in one.get(key, set()) - other.get(key, set()))
                for one, other in ((heard_after, heard_before), (heard_before, heard_after))
            )
            if (plus or moins) and key in before and key in after:
                phrases[key[0]].append(f"{self.noms.jour(key[1])} : {textes.entend(plus, moins)}")
        return phrases

    def _seats(self, plan: Plan) -> dict[tuple[str, date], _Parts]:
        seats: dict[tuple[str, date], list[_Parts]] = defaultdict(list)
        for c in plan.compositions:
            for membre in c.membres:
                others = " et ".join(sorted(self.noms.personne(m) for m in c.membres if m != membre))
                heures = textes.heures(convocation_du_membre(self.session, plan, membre, c), c.fin)
                seats[membre, c.jour].append((heures, self.noms.salle(c.salle), textes.avec(others)))
        return {
            key: sittings[0] if len(sittings) == 1 else (" ; ".join(", ".join(one) for one in sittings),)
            for key, sittings in seats.items()
        }


def _heard(plan: Plan) -> dict[tuple[str, date], set[str]]:
    """The candidats before each membre on each day."""
    heard: dict[tuple[str, date], set[str]] = defaultdict(set)
    for passage in plan.passages:
        if passage.suivies:
            for membre in plan.membres_devant(passage):
                heard[membre, passage.jour].add(passage.candidat)
    return heard


def _own(parts: _Parts) -> _Parts:
    """What is told of a passage or of a sitting, without the people before whom or with whom it is."""
    return (*parts[:-1], "") if len(parts) > 1 else parts


def _untold(pair: _Pair) -> bool:
    """Whether somebody who passes or sits has nothing to be told of it."""
    return _own(pair[0]) == _own(pair[1])


def _difference(quoi: str, pair: _Pair) -> Difference:
    return Difference(quoi, *(", ".join(filter(None, side)) for side in pair))


def _changed(before: dict[_Key, _Parts], after: dict[_Key, _Parts]) -> dict[_Key, _Pair]:
    keys = dict.fromkeys([*before, *after])
    pairs = {key: (before.get(key, ()), after.get(key, ())) for key in keys}
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}


# What a place costs beside the planning there is: what it measures more, whom it moves, who has other hours.


class Prices:
    """The prices of places in the planning that a session has as its reference."""

    def __init__(self, session: Session) -> None:
        self.session, self.plan = session, session.reference[0]
        self.before = check(session, self.plan)
        self.niveaux = session.reglages.niveaux
        self.noms = Noms(session)

    def place(self, plan: Plan, report: Report, passage: Passage, heures: tuple[datetime, ...]) -> Place:
        """The place that a passage has in another plan, which the check accepts by that report; `heures` as told."""
        own = passage.candidat
        deplaces = tuple(c.id for c in self.session.candidats if c.id != own and self._differs(plan, c.id))
        others = concerned(self.session, self.plan, plan).a_prevenir - {own, *deplaces}
        humans: tuple[Candidat | Membre | Personne, ...] = (*self.session.candidats, *self.session.membres)
        prevenus = tuple(dict.fromkeys(h.id for h in (*humans, *self.session.personnes) if h.id in others))
        ecarts = tuple(self._ecarts(report))
        return Place(
            plan=plan,
            passage=passage,
            membres=membres_of(plan, passage),
            heures=heures,
            deplaces=deplaces,
            prevenus=prevenus,
            ecarts=ecarts,
            cout=self._cout(report),
            code=code_of((self._told(plan, (own, *deplaces), prevenus), ecarts)),
        )

    def _told(self, plan: Plan, candidats: tuple[str, ...], others: tuple[str, ...]) -> tuple[object, ...]:
        """What a plan is for these people, under the names that they bear: when, where, before whom."""
        noms, hours = self.noms, _hours(plan)
        passages = [
            (
                noms.etiquette(candidat),
                noms.etiquette_epreuve(epreuve),
                debut,
                fin,
                [noms.etiquette_salle(salle) for salle in salles],
                sorted(noms.etiquette(m) for m in membres),
            )
            for candidat in candidats
            for epreuve, debut, fin, salles, membres in _seen_by(plan, candidat)
        ]
        presences = [
            (noms.etiquette(id_), str(role), debut, fin, noms.etiquette_salle(salle))
            for id_ in others
            for role, debut, fin, salle in hours.get(id_, ())
        ]
        return sorted(passages, key=repr), sorted(presences, key=repr)

    def _differs(self, plan: Plan, candidat: str) -> bool:
        return _seen_by(self.plan, candidat) != _seen_by(plan, candidat)

    def _ecarts(self, report: Report) -> Iterator[Ecart]:
        before = {m.regle: m.valeur for m in self.before.mesures}
        after = {m.regle: m.valeur for m in report.mesures}
        for terme in (t for niveau in self.niveaux for t in niveau.termes):
            if after[terme.regle] != before[terme.regle]:
                yield Ecart(terme.regle, after[terme.regle] - before[terme.regle])

    def _cout(self, report: Report) -> tuple[int, ...]:
        before = {n.nom: n.valeur for n in self.before.niveaux}
        after = {n.nom: n.valeur for n in report.niveaux}
        return tuple(after[n.nom] - before[n.nom] for n in self.niveaux)


def membres_of(plan: Plan, passage: Passage) -> tuple[str, ...]:
    """The membres before whom a passage is."""
    return tuple(sorted(plan.membres_devant(passage)))


def _seen_by(plan: Plan, candidat: str) -> list[tuple[str, datetime, datetime, tuple[str, ...], tuple[str, ...]]]:
    """A candidat's passages as they know them: when, where, before whom."""
    return [
        (p.epreuve, p.debut, p.fin, tuple(part.salle for part in p.parties), membres_of(plan, p))
        for p in plan.du_candidat(candidat)
    ]


def _hours(plan: Plan) -> dict[str, set[tuple[str, datetime, datetime, str]]]:
    hours: dict[str, set[tuple[str, datetime, datetime, str]]] = {}
    for c in plan.compositions:
        for membre in c.membres:
            hours.setdefault(membre, set()).add(("", c.debut, c.fin, c.salle))
    for p in plan.presences:
        hours.setdefault(p.personne, set()).add((p.role, p.debut, p.fin, p.salle))
    return hours
