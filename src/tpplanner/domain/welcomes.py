"""Who welcomes whom: candidats, their plis, the juries that begin together. Nobody welcomes in two places at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tpplanner.domain.plan import NatureAccueil, NatureTravail, Plan
from tpplanner.domain.session import Plage, Role, Session


class Welcomed(StrEnum):
    """Who or what is welcomed, in the order in which whoever leads the day sees to it where they cannot do all."""

    PLIS = "plis"
    CANDIDATS = "candidats"
    JURYS = "jurys"


@dataclass(frozen=True, slots=True)
class Welcome:
    """A while in which somebody receives people in one place: candidats, those before whom plis are opened, juries.

    `salle` is empty at the accueil of the site: so are plis opened before those who then part for several rooms.
    `par` is who does (id), empty where nobody is named. `suppleant`: it is not whoever leads the day, who is elsewhere.
    """

    debut: datetime
    fin: datetime
    nature: Welcomed
    epreuve: str = ""
    jurys: tuple[str, ...] = ()
    salle: str = ""
    par: str = ""
    suppleant: bool = False

    def meets(self, debut: datetime, fin: datetime) -> bool:
        """Whether it has a minute in common with that while."""
        return self.debut < fin and debut < self.fin


def welcomes(session: Session, plan: Plan) -> tuple[Welcome, ...]:
    """Those of a plan, in order of time: juries that begin together are welcomed together, in the room of the first."""
    held: list[Welcome] = []
    asked = [*_of_candidats(plan), *_of_juries(plan)]
    for welcome in sorted(asked, key=lambda w: ([*Welcomed].index(w.nature), w.debut, w.salle)):
        held.append(_held(session, plan, welcome, held))
    return tuple(sorted(held, key=lambda w: (w.debut, [*Welcomed].index(w.nature), w.salle)))


def _of_candidats(plan: Plan) -> Iterator[Welcome]:
    """Accueils until the plis that are opened at their end; openings, one for a room."""
    plis = [a for a in plan.accueils if a.nature is NatureAccueil.PLIS]
    for accueil in plan.accueils:
        fin = min([accueil.fin, *(a.debut for a in plis if a.fin == accueil.fin)])
        if accueil.nature is NatureAccueil.ACCUEIL and accueil.debut < fin:
            yield Welcome(accueil.debut, fin, Welcomed.CANDIDATS)
    for accueil in plis:
        begun = (p for p in plan.passages if (p.epreuve, p.debut) == (accueil.epreuve, accueil.fin))
        salles = {p.parties[0].salle for p in begun}
        salle = salles.pop() if len(salles) == 1 else ""
        yield Welcome(accueil.debut, accueil.fin, Welcomed.PLIS, accueil.epreuve, salle=salle)


def _of_juries(plan: Plan) -> Iterator[Welcome]:
    together: dict[tuple[datetime, datetime], list[str]] = defaultdict(list)
    for travail in plan.travaux:
        if travail.nature is NatureTravail.ACCUEIL:
            together[travail.debut, travail.fin].append(travail.jury)
    for (debut, fin), jurys in together.items():
        jurys.sort(key=lambda jury: (len(jury), jury))
        salle = next((c.salle for c in plan.compositions if c.jury == jurys[0] and c.jour == debut.date()), "")
        yield Welcome(debut, fin, Welcomed.JURYS, jurys=tuple(jurys), salle=salle)


def _held(session: Session, plan: Plan, welcome: Welcome, others: Iterable[Welcome]) -> Welcome:
    """It, by whoever leads the day then, else by a suppléant who is free, else by one who is still to be named."""
    juries = welcome.nature is Welcomed.JURYS
    elsewhere = [o for o in others if juries or o.salle != welcome.salle]
    meanwhile = [o for o in elsewhere if o.meets(welcome.debut, welcome.fin)]
    leading = [
        p.personne
        for p in plan.presences
        if p.role == Role.RESPONSABLE and p.debut <= welcome.debut and welcome.fin <= p.fin
    ]
    named = session.avec_role(Role.RESPONSABLE)
    if not named and not any(not other.suppleant for other in meanwhile):
        return welcome
    for id_ in dict.fromkeys([*leading, *(p.id for p in named)]):
        if not any(o.par == id_ for o in meanwhile) and _is_free(session, plan, id_, welcome, leads=id_ in leading):
            return replace(welcome, par=id_, suppleant=id_ not in leading)
    return replace(welcome, suppleant=True)


def _is_free(session: Session, plan: Plan, id_: str, welcome: Welcome, *, leads: bool) -> bool:
    """Whether somebody does nothing else then; a suppléant is there, and neither membre nor comédien that day."""
    jour, brief = welcome.debut.date(), timedelta(minutes=session.reglages.convocation + session.reglages.plis)
    others = [p for p in plan.presences if p.personne == id_ and p.role != Role.RESPONSABLE]
    if any(welcome.meets(p.debut - brief, p.fin) and p.salle != welcome.salle for p in others):
        return False
    if leads:
        return True
    plays = any(p.role == Role.COMEDIEN and p.debut.date() == jour for p in others)
    sits = any(id_ in c.membres and c.jour == jour for c in plan.compositions)
    absences = (plages for known, plages in _absences(session) if known == id_)
    away = any(welcome.meets(plage.debut, plage.fin) for plages in absences for plage in plages)
    return not (plays or sits or away)


def _absences(session: Session) -> Iterator[tuple[str, tuple[Plage, ...]]]:
    """Those of each person, and of the same human as a membre."""
    yield from ((p.id, p.indisponibilites) for p in session.personnes)
    yield from ((m.id, m.indisponibilites) for m in session.membres)
