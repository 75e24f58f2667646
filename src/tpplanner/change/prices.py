"""What a place costs beside the planning there is: what it measures more, whom it moves, who has other hours."""

from collections.abc import Iterator
from datetime import datetime

from tpplanner.audit import check
from tpplanner.domain.answers import Ecart, Place, Report
from tpplanner.domain.plan import Passage, Plan
from tpplanner.domain.session import Session, code_of
from tpplanner.texts.noms import Noms


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
        prevenus = told_otherwise(self.session, self.plan, plan)
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
    juries = {(partie.jury, partie.debut.date()) for partie in passage.suivies}
    return next((tuple(sorted(c.membres)) for c in plan.compositions if (c.jury, c.jour) in juries), ())


def _seen_by(plan: Plan, candidat: str) -> list[tuple[str, datetime, datetime, tuple[str, ...], tuple[str, ...]]]:
    """A candidat's passages as they know them: when, where, before whom."""
    return [
        (p.epreuve, p.debut, p.fin, tuple(part.salle for part in p.parties), membres_of(plan, p))
        for p in plan.du_candidat(candidat)
    ]


def told_otherwise(session: Session, avant: Plan, apres: Plan) -> tuple[str, ...]:
    """Membres and others (ids) whose days or hours of presence differ from one plan to another."""
    before, after = _hours(avant), _hours(apres)
    ids = dict.fromkeys((*(m.id for m in session.membres), *(p.id for p in session.personnes)))
    return tuple(id_ for id_ in ids if before.get(id_) != after.get(id_))


def _hours(plan: Plan) -> dict[str, set[tuple[str, datetime, datetime, str]]]:
    hours: dict[str, set[tuple[str, datetime, datetime, str]]] = {}
    for c in plan.compositions:
        for membre in c.membres:
            hours.setdefault(membre, set()).add(("", c.debut, c.fin, c.salle))
    for p in plan.presences:
        hours.setdefault(p.personne, set()).add((p.role, p.debut, p.fin, p.salle))
    return hours
