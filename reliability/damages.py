"""What is done to a valid plan, or to the session around it, and the rule that it breaks as people read the rules.

Nothing here is taken from the audit or from the solver: a damage knows one sentence of docs/regles.md, and touches what
that sentence speaks of. Harmless changes break nothing. None: there is nothing of that kind in this plan.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from random import Random

from edits import changed, heures, on_day, renamed, room
from tpplanner.domain.plan import Composition, NatureAccueil, NatureTravail, Partie, Passage, Plan
from tpplanner.domain.session import Lien, Plage, Role, Session

Scene = tuple[Session, Plan]
Damaging = Callable[[Session, Plan, Random], Scene | None]


@dataclass(frozen=True, slots=True)
class Damage:
    """What is done, and the rule that it breaks: none where the plan stays conform."""

    name: str
    rule: str
    done: Damaging


# Of passages


def _passage(plan: Plan, rng: Random) -> Passage:
    return rng.choice(plan.passages)


def _left_out(session: Session, plan: Plan, rng: Random) -> Scene:
    gone = _passage(plan, rng)
    return session, replace(plan, passages=tuple(p for p in plan.passages if p != gone))


def _twice(session: Session, plan: Plan, rng: Random) -> Scene:
    again = _passage(plan, rng).deplace(lambda t: t + timedelta(minutes=1))
    return session, replace(plan, passages=(*plan.passages, again))


def _of_nobody(session: Session, plan: Plan, rng: Random) -> Scene:
    stranger = replace(_passage(plan, rng), candidat="nobody")
    return session, replace(plan, passages=(*plan.passages, stranger))


def _lasting(minutes: int) -> Damaging:
    def done(session: Session, plan: Plan, rng: Random) -> Scene:
        old = _passage(plan, rng)
        last = old.parties[-1]
        new = replace(old, parties=(*old.parties[:-1], replace(last, fin=last.fin + timedelta(minutes=minutes))))
        return session, replace(plan, passages=tuple(new if p == old else p for p in plan.passages))

    return done


def _interrupted(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """A phase in two parts with five minutes between them, where midday stops no clock."""
    whole = [
        (p, n)
        for p in plan.passages
        for n, part in enumerate(p.parties)
        if part.fin - part.debut > timedelta(minutes=10) and not session.referentiel.epreuve(p.epreuve).coupure_midi
    ]
    if not whole:
        return None
    passage, n = rng.choice(whole)
    part = passage.parties[n]
    middle = part.debut + timedelta(minutes=5)
    cut = (replace(part, fin=middle), replace(part, debut=middle + timedelta(minutes=5)))
    new = replace(passage, parties=(*passage.parties[:n], *cut, *passage.parties[n + 1 :]))
    return session, replace(plan, passages=tuple(new if p == passage else p for p in plan.passages))


def _at_once(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """Two passages of one candidat at the same minute."""
    pairs = [(p, q) for p, q in combinations(plan.passages, 2) if p.candidat == q.candidat]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    new = other.deplace(lambda t: t + (one.debut - other.debut))
    return session, replace(plan, passages=tuple(new if p == other else p for p in plan.passages))


def _before_what_it_follows(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """A passage that ends as the one begins that it must follow."""
    pairs = [
        (p, q)
        for p in plan.passages
        for q in plan.passages
        if p.candidat == q.candidat and q.epreuve in session.referentiel.epreuve(p.epreuve).apres
    ]
    if not pairs:
        return None
    after, first = rng.choice(pairs)
    new = after.deplace(lambda t: t + (first.debut - after.fin))
    return session, replace(plan, passages=tuple(new if p == after else p for p in plan.passages))


def _later_than_the_others(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """One of several candidats of a collective épreuve begins a minute after the others."""
    together = [
        (p, q)
        for p, q in combinations(plan.passages, 2)
        if p.epreuve == q.epreuve and p.debut == q.debut and session.referentiel.epreuve(p.epreuve).collective
    ]
    if not together:
        return None
    late = rng.choice(together)[1]
    new = late.deplace(lambda t: t + timedelta(minutes=1))
    return session, replace(plan, passages=tuple(new if p == late else p for p in plan.passages))


def _in_a_room_for_something_else(session: Session, plan: Plan, rng: Random) -> Scene | None:
    passage = _passage(plan, rng)
    epreuve = session.referentiel.epreuve(passage.epreuve)
    usages = {phase.usage for phase in epreuve.phases}
    wrong = [s for s in session.salles if not usages & set(s.usages)]
    if not wrong:
        return None
    there = rng.choice(wrong).id
    new = replace(passage, parties=tuple(replace(x, salle=there) for x in passage.parties))
    return session, replace(plan, passages=tuple(new if p == passage else p for p in plan.passages))


# Of the work of juries, and of who is there


def _without_work(nature: NatureTravail) -> Damaging:
    def done(session: Session, plan: Plan, rng: Random) -> Scene | None:
        works = [t for t in plan.travaux if t.nature is nature]
        if not works:
            return None
        gone = rng.choice(works)
        return session, replace(plan, travaux=tuple(t for t in plan.travaux if t != gone))

    return done


def _without_role(role: Role) -> Damaging:
    def done(session: Session, plan: Plan, rng: Random) -> Scene | None:  # noqa: ARG001 - all of them go
        if not any(p.role == role for p in plan.presences):
            return None
        return session, replace(plan, presences=tuple(p for p in plan.presences if p.role != role))

    return done


def _without_accueil(nature: NatureAccueil) -> Damaging:
    def done(session: Session, plan: Plan, rng: Random) -> Scene | None:
        found = [x for x in plan.accueils if x.nature is nature]
        if not found:
            return None
        gone = rng.choice(found)
        return session, replace(plan, accueils=tuple(x for x in plan.accueils if x != gone))

    return done


# Of juries


def _with_composition(plan: Plan, old: Composition, new: Composition) -> Plan:
    return replace(plan, compositions=tuple(new if c == old else c for c in plan.compositions))


def _too_few(session: Session, plan: Plan, rng: Random) -> Scene:
    old = rng.choice(plan.compositions)
    counted = [m for m in old.membres if not session.membre(m).observateur]
    few = tuple(counted[: session.referentiel.membres_min - 1])
    return session, _with_composition(plan, old, replace(old, membres=few))


def _in_two_juries(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """A membre sits in two juries while both are there."""
    pairs = [(c, d) for c, d in combinations(plan.compositions, 2) if c.debut < d.fin and d.debut < c.fin]
    pairs = [(c, d) for c, d in pairs if c.jury != d.jury and set(c.membres) - set(d.membres)]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    both = rng.choice(sorted(set(one.membres) - set(other.membres)))
    return session, _with_composition(plan, other, replace(other, membres=(*other.membres, both)))


def _sitting(session: Session, plan: Plan, rng: Random) -> tuple[str, Composition] | None:
    seats = [(m, c) for c in plan.compositions for m in c.membres if not session.membre(m).observateur]
    return rng.choice(seats) if seats else None


# Of the session around it: what was allowed is no more


def _away(span: tuple) -> Plage:
    return Plage(*span)


def _membre_away(session: Session, plan: Plan, rng: Random) -> Scene | None:
    found = _sitting(session, plan, rng)
    if found is None:
        return None
    who, seat = found
    return changed(session, who, indisponibilites=(_away((seat.debut, seat.fin)),)), plan


def _candidat_away(session: Session, plan: Plan, rng: Random) -> Scene:
    passage = _passage(plan, rng)
    gone = _away((passage.fin - timedelta(minutes=1), passage.fin + timedelta(hours=1)))
    return changed(session, passage.candidat, indisponibilites=(gone,)), plan


def _room_closed(session: Session, plan: Plan, rng: Random) -> Scene:
    part: Partie = rng.choice(_passage(plan, rng).parties)
    return room(session, part.salle, indisponibilites=(_away((part.debut, part.debut + timedelta(minutes=1))),)), plan


def _room_out_of_reach(session: Session, plan: Plan, rng: Random) -> Scene:
    passage = _passage(plan, rng)
    needing = changed(session, passage.candidat, salle_accessible=True)
    return room(needing, passage.parties[0].salle, accessible=False), plan


def _linked(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """A link with who hears him."""
    heard = [(p.candidat, m) for p in plan.passages for m in plan.membres_devant(p)]
    if not heard:
        return None
    return replace(session, liens=(*session.liens, Lien(*rng.choice(heard), "voisins"))), plan


def _not_entitled(session: Session, plan: Plan, rng: Random) -> Scene | None:
    found = _sitting(session, plan, rng)
    return (changed(session, found[0], habilitations=()), plan) if found else None


def _ended_entitlement(session: Session, plan: Plan, rng: Random) -> Scene | None:
    """Entitled until the day before."""
    found = _sitting(session, plan, rng)
    if found is None:
        return None
    until = found[1].jour - timedelta(days=1)
    ended = tuple(replace(h, fin=until) for h in session.membre(found[0]).habilitations)
    return changed(session, found[0], habilitations=ended), plan


def _opens_later(session: Session, plan: Plan, _: Random) -> Scene:
    first = min(p.debut for p in plan.passages) + timedelta(minutes=1)
    return heures(session, ouverture=first.time(), accueil=first.time()), plan


def _ends_sooner(session: Session, plan: Plan, _: Random) -> Scene:
    last = max(p.fin for p in plan.passages) - timedelta(minutes=1)
    return heures(session, fin=last.time()), plan


def _another_day(session: Session, plan: Plan, _: Random) -> Scene:
    """All of it, forty days later."""
    return session, on_day(plan, 40)


DAMAGES = (
    Damage("passage ôté", "epreuves_completes", _left_out),
    Damage("passage doublé", "epreuves_completes", _twice),
    Damage("passage d'un inconnu", "epreuves_completes", _of_nobody),
    Damage("une minute de moins", "duree_exacte", _lasting(-1)),
    Damage("une minute de plus", "duree_exacte", _lasting(1)),
    Damage("phase interrompue", "duree_exacte", _interrupted),
    Damage("deux épreuves à la fois", "candidat_sans_chevauchement", _at_once),
    Damage("avant celle qu'elle suit", "ordre_epreuves", _before_what_it_follows),
    Damage("collective, l'un plus tard", "epreuve_collective", _later_than_the_others),
    Damage("salle d'un autre usage", "salle_adaptee", _in_a_room_for_something_else),
    Damage("sans lecture du dossier", "lecture_dossier", _without_work(NatureTravail.LECTURE)),
    Damage("sans délibération", "deliberation", _without_work(NatureTravail.DELIBERATION)),
    Damage("sans clôture", "cloture", _without_work(NatureTravail.CLOTURE)),
    Damage("sans accueil du jury", "accueil_jury", _without_work(NatureTravail.ACCUEIL)),
    Damage("sans correction", "correction", _without_work(NatureTravail.CORRECTION)),
    Damage("sans surveillant", "surveillance", _without_role(Role.SURVEILLANT)),
    Damage("sans responsable", "responsable_present", _without_role(Role.RESPONSABLE)),
    Damage("sans aide", "aide_presente", _without_role(Role.AIDE)),
    Damage("sans comédien", "comedien_present", _without_role(Role.COMEDIEN)),
    Damage("sans accueil des candidats", "accueil_candidats", _without_accueil(NatureAccueil.ACCUEIL)),
    Damage("plis non ouverts", "ouverture_plis", _without_accueil(NatureAccueil.PLIS)),
    Damage("jury trop petit", "jury_nombre", _too_few),
    Damage("membre de deux jurys", "personne_sans_chevauchement", _in_two_juries),
    Damage("membre absent", "membre_disponible", _membre_away),
    Damage("candidat absent", "candidat_disponible", _candidat_away),
    Damage("salle fermée", "salle_disponible", _room_closed),
    Damage("salle inaccessible", "salle_adaptee", _room_out_of_reach),
    Damage("lien avec le jury", "lien_exclu", _linked),
    Damage("membre non habilité", "membre_habilite", _not_entitled),
    Damage("habilitation finie la veille", "membre_habilite", _ended_entitlement),
    Damage("site ouvert plus tard", "ouverture", _opens_later),
    Damage("site fermé plus tôt", "ouverture", _ends_sooner),
    Damage("hors des jours", "ouverture", _another_day),
)


# Harmless


def _juries_renamed(session: Session, plan: Plan, _: Random) -> Scene | None:
    if session.jurys or session.pins:
        return None
    names = {c.jury: f"Jury {c.jury} bis" for c in plan.compositions}
    return session, renamed(plan, **names)


def _membres_turned(session: Session, plan: Plan, _: Random) -> Scene:
    return session, replace(plan, compositions=tuple(replace(c, membres=c.membres[::-1]) for c in plan.compositions))


def _rows_shuffled(session: Session, plan: Plan, rng: Random) -> Scene:
    fields = ("passages", "travaux", "presences", "compositions", "accueils")
    return session, Plan(*(tuple(rng.sample(getattr(plan, f), len(getattr(plan, f)))) for f in fields))


def _somebody_more(session: Session, plan: Plan, rng: Random) -> Scene:
    """A room and a membre more, of whom nothing is asked."""
    salle = replace(rng.choice(session.salles), id="Annexe", nom="Annexe")
    membre = replace(rng.choice(session.membres), id="M99", nom="NOUVEAU99", indisponibilites=())
    return replace(session, salles=(*session.salles, salle), membres=(*session.membres, membre)), plan


def _lifted(session: Session, plan: Plan, _: Random) -> Scene | None:
    """No absence and no link any more: what was allowed is."""
    if session.pins or session.reference:
        return None
    free = replace(
        session,
        liens=(),
        membres=tuple(replace(m, indisponibilites=()) for m in session.membres),
        candidats=tuple(replace(c, indisponibilites=()) for c in session.candidats),
        salles=tuple(replace(s, indisponibilites=()) for s in session.salles),
    )
    return free, plan


def _both_on_another_day(session: Session, plan: Plan, _: Random) -> Scene | None:
    """Session and plan a week later, where nothing else is dated."""
    dated = (*session.membres, *session.candidats, *session.personnes, *session.salles)
    ends = (h.fin for m in session.membres for h in m.habilitations)
    if session.pins or session.convocations or any(x.indisponibilites for x in dated) or any(ends):
        return None
    jours = tuple(replace(j, date=j.date + timedelta(days=7)) for j in session.jours)
    return replace(session, jours=jours), on_day(plan, 7)


HARMLESS = (
    Damage("jurys renommés", "", _juries_renamed),
    Damage("membres dans un autre ordre", "", _membres_turned),
    Damage("lignes dans un autre ordre", "", _rows_shuffled),
    Damage("une salle et un membre de plus", "", _somebody_more),
    Damage("sans absences ni liens", "", _lifted),
    Damage("une semaine plus tard", "", _both_on_another_day),
)
