"""Small moves that take a plan, or the session around it, to the edges of rules and over them."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from drawing import settled
from tpplanner.audit import breaches
from tpplanner.domain.plan import Composition, Passage, Plan, Travail
from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.reglages import BORNES, Reglages
from tpplanner.domain.session import (
    Candidat,
    Convocation,
    Habilitation,
    Jury,
    Lien,
    Membre,
    Personne,
    Pin,
    Plage,
    Portee,
    Reponse,
    Role,
    Salle,
    Session,
)
from tpplanner.rules import EXIGENCES, LOOSENINGS

Scene = tuple[Session, Plan]
Move = Callable[[Session, Plan, Random], Scene]

_T = TypeVar("_T")


def moved(session: Session, plan: Plan, rng: Random, focus: Sequence[Move] = ()) -> Scene:
    """The same after a few moves of the plan, of the session, or of both, and most of those in focus; settled."""
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3, 10))):
        session, plan = rng.choice(PLAN_MOVES)(session, plan, rng)
    if rng.random() < 0.95:
        plan = settled(session, plan, rng)
    for _ in range(rng.choice((0, 0, 1, 2)) if focus else rng.choice((0, 1, 2, 3))):
        session, plan = rng.choice(SESSION_MOVES)(session, plan, rng)
    for move in focus:
        if rng.random() < 0.8:
            session, plan = move(session, plan, rng)
    return session, plan


# Moments worth going to


def _step(rng: Random) -> int:
    return rng.choice((-60, -30, -15, -10, -5, -2, -1, 1, 2, 5, 10, 15, 30, 60))


def _edges(session: Session, plan: Plan, jour: date) -> list[datetime]:
    """Where things begin and end that day, and the hours of the day."""
    moments = [m for p in plan.passages for x in p.parties for m in (x.debut, x.fin) if m.date() == jour]
    moments += [m for t in plan.travaux for m in (t.debut, t.fin) if m.date() == jour]
    for j in (j for j in session.jours if j.date == jour):
        moments += [j.a(h) for h in (j.ouverture, j.accueil, j.fin, j.pause_debut, j.pause_fin)]
        moments += [j.a(j.pause_debut) + timedelta(minutes=m) for m in (-30, 60)]
    return sorted(set(moments))


def _delta(session: Session, plan: Plan, debut: datetime, fin: datetime, rng: Random) -> timedelta:
    """A small step, or what brings the start or the end of a stretch to an edge, give or take a minute."""
    edges = _edges(session, plan, debut.date())
    if not edges or rng.random() < 0.4:
        return timedelta(minutes=_step(rng))
    near = sorted(edges, key=lambda m: abs(m - debut))[: max(6, len(edges) // 2)]
    target = rng.choice(near) + timedelta(minutes=rng.choice((-5, -1, 0, 0, 0, 1, 5)))
    return target - rng.choice((debut, fin))


# Moves of the plan


def _shifted(passage: Passage, delta: timedelta) -> Passage:
    parties = tuple(replace(p, debut=p.debut + delta, fin=p.fin + delta) for p in passage.parties)
    moved_ = replace(passage, parties=parties)
    return moved_ if moved_.jour == passage.jour else passage


def _later(travail: Travail, delta: timedelta) -> Travail:
    moved_ = replace(travail, debut=travail.debut + delta, fin=travail.fin + delta)
    return moved_ if moved_.debut.date() == travail.debut.date() else travail


def shift_passage(session: Session, plan: Plan, rng: Random) -> Scene:
    """One passage earlier or later; a collective épreuve for all, most of the time."""
    chosen = rng.choice(plan.passages)
    delta = _delta(session, plan, chosen.debut, chosen.fin, rng)
    together = session.referentiel.epreuve(chosen.epreuve).collective and rng.random() < 0.95
    passages = (
        _shifted(p, delta) if p is chosen or (together and p.epreuve == chosen.epreuve) else p for p in plan.passages
    )
    return session, replace(plan, passages=tuple(passages))


def shift_candidat(session: Session, plan: Plan, rng: Random) -> Scene:
    """All that a candidat has before his jury on one day."""
    chosen = _choice([p for p in plan.passages if p.suivies], rng)
    if chosen is None:
        return session, plan
    delta = _delta(session, plan, chosen.debut, chosen.fin, rng)
    key = chosen.candidat, chosen.jour
    passages = (_shifted(p, delta) if p.suivies and (p.candidat, p.jour) == key else p for p in plan.passages)
    return session, replace(plan, passages=tuple(passages))


def shift_travail(session: Session, plan: Plan, rng: Random) -> Scene:
    """One of the jury's own works."""
    chosen = rng.choice(plan.travaux)
    delta = _delta(session, plan, chosen.debut, chosen.fin, rng)
    return session, replace(plan, travaux=tuple(_later(t, delta) if t is chosen else t for t in plan.travaux))


def shift_jury(session: Session, plan: Plan, rng: Random) -> Scene:
    """A whole jury-day."""
    chosen = rng.choice(plan.compositions)
    delta = _delta(session, plan, chosen.debut, chosen.fin, rng)
    key = chosen.jury, chosen.jour
    passages = (_shifted(p, delta) if p.suivies and (p.suivies[0].jury, p.jour) == key else p for p in plan.passages)
    travaux = (_later(t, delta) if (t.jury, t.debut.date()) == key else t for t in plan.travaux)
    return session, replace(plan, passages=tuple(passages), travaux=tuple(travaux))


def swap_candidats(session: Session, plan: Plan, rng: Random) -> Scene:
    """Two passages at one épreuve change places, with their works or without."""
    chosen = rng.choice(plan.passages)
    other = _choice([p for p in plan.passages if p.epreuve == chosen.epreuve and p is not chosen], rng)
    if other is None:
        return session, plan
    names = {chosen.candidat: other.candidat, other.candidat: chosen.candidat}
    whole = rng.random() < 0.5
    passages = (
        replace(p, candidat=names.get(p.candidat, p.candidat)) if whole or p in (chosen, other) else p
        for p in plan.passages
    )
    travaux = (replace(t, candidat=names.get(t.candidat, t.candidat)) if whole else t for t in plan.travaux)
    return session, replace(plan, passages=tuple(passages), travaux=tuple(travaux))


def other_jury(session: Session, plan: Plan, rng: Random) -> Scene:
    """One passage, or all that a candidat has, before another jury of the plan."""
    chosen = _choice([p for p in plan.passages if p.suivies], rng)
    jury = rng.choice(plan.compositions)
    if chosen is None or chosen.jour != jury.jour:
        return session, plan
    whole = rng.random() < 0.6
    mine = [p for p in plan.passages if p.suivies and p.candidat == chosen.candidat] if whole else [chosen]
    passages = (_before(p, jury) if p in mine and p.jour == jury.jour else p for p in plan.passages)
    travaux = (
        replace(t, jury=jury.jury) if whole and (t.candidat, t.debut.date()) == (chosen.candidat, jury.jour) else t
        for t in plan.travaux
    )
    return session, replace(plan, passages=tuple(passages), travaux=tuple(travaux))


def _before(passage: Passage, jury: Composition) -> Passage:
    own = {p.salle for p in passage.suivies if p.salle.startswith("S")}
    parties = (
        replace(p, jury=jury.jury, salle=jury.salle if p.salle in own else p.salle) if p.jury else p
        for p in passage.parties
    )
    return replace(passage, parties=tuple(parties))


def other_day(session: Session, plan: Plan, rng: Random) -> Scene:
    """A passage, or all that a candidat or a collective épreuve has on a day, on another day."""
    chosen = rng.choice(plan.passages)
    delta = rng.choice(session.jours).date - chosen.jour
    whole = rng.random() < 0.7
    collective = session.referentiel.epreuve(chosen.epreuve).collective

    def goes(passage: Passage) -> bool:
        if collective:
            return passage.epreuve == chosen.epreuve
        return passage is chosen or (
            whole and (passage.candidat, passage.jour) == (chosen.candidat, chosen.jour) and bool(passage.suivies)
        )

    passages = (_on_day(p, delta) if goes(p) else p for p in plan.passages)
    return session, replace(plan, passages=tuple(passages))


def _on_day(passage: Passage, delta: timedelta) -> Passage:
    parties = tuple(replace(p, debut=p.debut + delta, fin=p.fin + delta) for p in passage.parties)
    return replace(passage, parties=parties)


def other_room(session: Session, plan: Plan, rng: Random) -> Scene:
    """A passage elsewhere, or a jury with its orals."""
    salle = rng.choice(session.salles).id
    if rng.random() < 0.5:
        chosen = rng.choice(plan.compositions)
        passages = tuple(_with_jury_in(p, chosen, salle) for p in plan.passages)
        compositions = (replace(c, salle=salle) if c is chosen else c for c in plan.compositions)
        return session, replace(plan, passages=passages, compositions=tuple(compositions))
    elsewhere = rng.choice(plan.passages)
    epreuve = session.referentiel.epreuve(elsewhere.epreuve)
    parties = (replace(p, salle=salle) if epreuve.phases[p.phase].usage != "jury" else p for p in elsewhere.parties)
    moved_ = replace(elsewhere, parties=tuple(parties))
    return session, replace(plan, passages=tuple(moved_ if p is elsewhere else p for p in plan.passages))


def _with_jury_in(passage: Passage, jury: Composition, salle: str) -> Passage:
    parties = (
        replace(p, salle=salle) if p.jury == jury.jury and p.salle == jury.salle and passage.jour == jury.jour else p
        for p in passage.parties
    )
    return replace(passage, parties=tuple(parties))


def other_membres(session: Session, plan: Plan, rng: Random) -> Scene:
    """One membre of a jury replaced, added or gone."""
    chosen = rng.choice(plan.compositions)
    known = next(((*j.membres, *j.remplacants) for j in session.jurys if j.id == chosen.jury), None)
    pool = [m for m in (known or [m.id for m in session.membres]) if m not in chosen.membres]
    kept = list(chosen.membres)
    if rng.random() < 0.7 and kept:
        kept.remove(rng.choice(kept))
    if pool and rng.random() < 0.7:
        kept.append(rng.choice(pool))
    compositions = (replace(c, membres=tuple(sorted(kept))) if c is chosen else c for c in plan.compositions)
    return session, replace(plan, compositions=tuple(compositions))


def typed_juries(session: Session, plan: Plan, rng: Random) -> Scene:
    """The centre gives the juries of a plan, one membre more or less in some, with those who may replace them."""
    ids = [m.id for m in session.membres]
    jurys: dict[str, Jury] = {}
    for composition in plan.compositions:
        membres = list(composition.membres)
        if rng.random() < 0.3 and len(membres) > 1:
            membres.remove(rng.choice(membres))
        if rng.random() < 0.3:
            membres.append(rng.choice(ids))
        others = tuple(m for m in ids if m not in membres and rng.random() < 0.5)
        jurys[composition.jury] = Jury(composition.jury, tuple(dict.fromkeys(membres)), others)
    return replace(session, jurys=tuple(jurys.values())), plan


def sitter_away(session: Session, plan: Plan, rng: Random) -> Scene:
    """A membre of a given jury is away for some hours of a day of it, has declined, or is not able."""
    given = [m for jury in session.jurys for m in jury.membres]
    if not given:
        return session, plan
    membre = session.membre(rng.choice(given))
    start = datetime.combine(rng.choice(plan.compositions).jour, time(rng.randrange(23)))
    gone = replace(membre, indisponibilites=(*membre.indisponibilites, Plage(start, start + timedelta(hours=1))))
    other = rng.choice((gone, gone, replace(membre, reponse=Reponse.DECLINE), replace(membre, habilitations=())))
    return replace(session, membres=_with(session.membres, other)), plan


def same_membres(session: Session, plan: Plan, rng: Random) -> Scene:
    """A jury with the membres of another of its day, or nearly."""
    chosen, other = (rng.choice(plan.compositions) for _ in range(2))
    membres = tuple(rng.sample(other.membres, len(other.membres)))[: rng.choice((1, 2, 2, 3))]
    compositions = (replace(c, membres=membres) if c is chosen else c for c in plan.compositions)
    return session, replace(plan, compositions=tuple(compositions))


PLAN_MOVES: tuple[Move, ...] = (
    shift_passage,
    shift_passage,
    shift_candidat,
    shift_candidat,
    shift_travail,
    shift_travail,
    shift_jury,
    swap_candidats,
    other_jury,
    other_day,
    other_room,
    other_membres,
)


# Moves of the session


def _span_of(plan: Plan, id_: str, rng: Random) -> tuple[datetime, datetime] | None:
    """A stretch during which somebody, or a room or a vehicle, is in use."""
    used = {id(p): {p.candidat, *(s for x in p.parties for s in (x.salle, *x.vehicules))} for p in plan.passages}
    spans = [(p.debut, p.fin) for p in plan.passages if id_ in used[id(p)]]
    spans += [(c.debut, c.fin) for c in plan.compositions if id_ in (*c.membres, c.salle)]
    spans += [(p.debut, p.fin) for p in plan.presences if id_ in (p.personne, p.salle)]
    return _choice(spans, rng)


def _away(plan: Plan, id_: str, rng: Random) -> Plage | None:
    """An absence that ends or begins near something that he does."""
    span = _span_of(plan, id_, rng)
    if span is None:
        return None
    debut, fin = span
    step, length = timedelta(minutes=rng.choice((-30, -1, 0, 0, 1, 30))), timedelta(minutes=rng.choice((10, 60, 240)))
    if rng.random() < 0.5:
        return Plage(debut + step - length, debut + step)
    return Plage(fin + step, fin + step + length)


def absence(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody is away, or a room is closed, around what happens there."""
    return _absent(session, plan, rng, rng.choice(("candidats", "membres", "personnes", "salles")))


def _absent(session: Session, plan: Plan, rng: Random, field_: str) -> Scene:
    fiches: tuple[Candidat | Membre | Personne | Salle, ...] = getattr(session, field_)
    chosen = rng.choice(fiches)
    plage = _away(plan, chosen.id, rng)
    if plage is None:
        return session, plan
    away = replace(chosen, indisponibilites=(*chosen.indisponibilites, plage))
    return replace(session, **{field_: tuple(away if f is chosen else f for f in fiches)}), plan


def convocation(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody was convened at about the hour at which he begins, or on another day."""
    people = [f.id for f in (*session.candidats, *session.membres, *session.personnes)]
    id_ = rng.choice(people)
    span = _span_of(plan, id_, rng)
    if span is None:
        return session, plan
    hour = span[0] + timedelta(minutes=rng.choice((-30, -1, 0, 0, 1, 15)))
    jour = rng.choice((span[0].date(), span[0].date(), session.jours[-1].date))
    told = Convocation(id_, jour, hour.time(), accord=rng.random() < 0.2)
    others = tuple(c for c in session.convocations if (c.personne, c.jour) != (id_, jour))
    session = replace(session, convocations=(*others, told))
    return session, settled(session, plan, rng)


def pin(session: Session, plan: Plan, rng: Random) -> Scene:
    """A passage is pinned where it is, or a little beside."""
    chosen = rng.choice(plan.passages)
    other = _shifted(chosen, timedelta(minutes=rng.choice((0, 0, 0, 0, 1, -5))))
    if rng.random() < 0.2:
        other = replace(other, parties=tuple(replace(p, salle="Ecrit2") for p in other.parties))
    sitting = [c.membres for c in plan.compositions if chosen.suivies and c.jury == chosen.suivies[0].jury]
    membres = sitting[0] if sitting and rng.random() < 0.7 else ()
    if membres and rng.random() < 0.3:
        membres = (membres[0], rng.choice(session.membres).id)
    told = Pin(chosen.candidat, chosen.epreuve, rng.choice(list(Portee)), other.parties, membres)
    return replace(session, pins=(*session.pins, told)), plan


def link(session: Session, plan: Plan, rng: Random) -> Scene:
    """A candidat and a membre know each other, or work at the same place."""
    candidat, membre = rng.choice(session.candidats), rng.choice(session.membres)
    if rng.random() < 0.5:
        lien = Lien(candidat.id, membre.id, "voisins", leve=rng.random() < 0.2)
        return replace(session, liens=(*session.liens, lien)), plan
    here, there = replace(candidat, organisme="École du Port"), replace(membre, organisme="ecole du  port")
    return replace(session, candidats=_with(session.candidats, here), membres=_with(session.membres, there)), plan


def formateur(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody has trained a candidat."""
    candidat = rng.choice(session.candidats)
    trainer = rng.choice([*session.personnes, *session.membres]).id
    return replace(session, candidats=_with(session.candidats, replace(candidat, formateurs=(trainer,)))), plan


def needs(session: Session, plan: Plan, rng: Random) -> Scene:
    """A candidat needs a room apart, or an accessible one."""
    candidat = rng.choice(session.candidats)
    apart = rng.random() < 0.5
    needy = replace(candidat, salle_a_part=apart, salle_accessible=not apart)
    return replace(session, candidats=_with(session.candidats, needy)), plan


def habilitation(session: Session, plan: Plan, rng: Random) -> Scene:
    """A membre's habilitation ends about the days of the session, is of another millésime, or by code."""
    membre = rng.choice(session.membres)
    ref = session.referentiel
    last = session.jours[0].date + timedelta(days=rng.choice((-1, 0, 0, 1)))
    told = Habilitation(
        rng.choice((ref.sigle, ref.code, "AUTRE")), rng.choice(("01", "1", "M01", "02")), rng.choice((None, last))
    )
    changed = replace(membre, habilitations=(told,))
    expired = replace(ref, expiration=rng.choice((None, last, last - timedelta(days=400))))
    return replace(session, membres=_with(session.membres, changed), referentiel=expired), plan


def quality(session: Session, plan: Plan, rng: Random) -> Scene:
    """The référentiel asks for a quality that some have."""
    able = {m.id for m in session.membres if rng.random() < 0.5}
    people = tuple(replace(m, qualites=("Anglais",) if m.id in able else ()) for m in session.membres)
    return replace(session, membres=people, referentiel=replace(session.referentiel, qualites=("anglais",))), plan


def organismes(session: Session, plan: Plan, rng: Random) -> Scene:
    """The référentiel asks for different organismes: of few, of nobody knows which, or of two that may be one."""
    whence = ("Port", "Gare", "ECF Nord", "ECF Sud", "")
    people = []
    for membre in session.membres:
        there = rng.choice(whence)
        people.append(replace(membre, organisme=there, employeur=rng.choice(("", "", "gare"))))
    asked = [Question(Sujet.ENSEIGNE, "ECF Nord", "ECF Sud", reponse=rng.choice((None, True, False)))]
    asked += [
        Question(Sujet.SANS_ORGANISME, m.nom_complet, "ailleurs", (m.id, ""), rng.choice((None, None, True, False)))
        for m in people
        if not (m.organisme or m.employeur)
    ]
    ref = replace(session.referentiel, organismes_differents=rng.random() < 0.9)
    return replace(session, membres=tuple(people), referentiel=ref, questions=tuple(asked)), plan


def reglage(session: Session, plan: Plan, rng: Random) -> Scene:
    """A length that plans do not carry is another; or the accueil, or plis, with which those who lead come."""
    chosen = rng.choice(
        (
            {"battement": rng.choice((0, 4, 6, 10))},
            {"travail_continu": rng.choice((180, 240))},
            {"courte_pause": rng.choice((0, 4, 10))},
            {"enchainer": False},
            {"epreuve_longue": rng.choice((20, 30, 40, 60))},
            {"pause_candidat": rng.choice((30, 60, 90)), "plis": 15},
            {"accueil": rng.choice((15, 25, 31, 60))},
            {"quota": rng.choice((1, 2))},
            {"salle_a_midi": False},
        )
    )
    if "pause_candidat" in chosen and any(e.coupure_midi for e in session.referentiel.epreuves()):
        return session, plan
    changed = replace(session, reglages=replace(session.reglages, **chosen))
    return changed, settled(changed, plan, rng) if {"accueil", "plis"} & chosen.keys() else plan


def fewer_posts(session: Session, plan: Plan, rng: Random) -> Scene:
    """A room has as many posts as it needs, one less, or other resources."""
    salle = rng.choice(session.salles)
    ressources = tuple((name, rng.choice((1, n))) for name, n in salle.ressources)
    smaller = replace(salle, postes=rng.choice((1, 2, 3)), ressources=ressources)
    return replace(session, salles=_with(session.salles, smaller)), plan


def leader(session: Session, plan: Plan, rng: Random) -> Scene:
    """Fewer lead the session, or a membre does; those who are there are told afresh."""
    kept = tuple(p for p in session.personnes if p.id != rng.choice(("R1", "R2")))
    changed = replace(session, personnes=kept)
    return changed, settled(changed, plan, rng)


def hours_of(*champs: str) -> Move:
    """Hours of a day are about that at which something begins or ends; what is placed by them is told afresh."""

    def near(session: Session, plan: Plan, rng: Random) -> Scene:
        jour = rng.choice(session.jours)
        moments = [m for m in _edges(session, plan, jour.date) if m.date() == jour.date]
        hour = (rng.choice(moments) + timedelta(minutes=rng.choice((-1, 0, 0, 1)))).time()
        changed = replace(jour, **{rng.choice(champs): hour})
        lunch = datetime.combine(jour.date, changed.pause_fin) - datetime.combine(jour.date, changed.pause_debut)
        if lunch < timedelta(minutes=max(session.reglages.pause_jury, session.reglages.pause_candidat)):
            return session, plan
        session = replace(session, jours=tuple(changed if j is jour else j for j in session.jours))
        return session, settled(session, plan, rng)

    return near


hours = hours_of("ouverture", "accueil", "fin", "pause_debut", "pause_fin")


def long_enough(session: Session, plan: Plan, rng: Random) -> Scene:
    """An épreuve is long, and the hours at which it may begin are about those at which it does."""
    starts = [p.debut + timedelta(minutes=rng.choice((-1, 0, 1))) for p in plan.passages]
    morning, afternoon = sorted(m.time() for m in (rng.choice(starts), rng.choice(starts) + timedelta(minutes=90)))
    hours_ = {"epreuve_longue": rng.choice((20, 30, 40)), "longue_matin": morning, "longue_apres_midi": afternoon}
    return replace(session, reglages=replace(session.reglages, **hours_)), plan


def long_lunch(session: Session, plan: Plan, rng: Random) -> Scene:
    """Candidats have more time for lunch, as much as their window holds at most."""
    if any(e.coupure_midi for e in session.referentiel.epreuves()):
        return session, plan
    return replace(session, reglages=replace(session.reglages, pause_candidat=rng.choice((75, 90, 105, 120)))), plan


def sooner_tired(session: Session, plan: Plan, rng: Random) -> Scene:
    """Membres work for less long without a rest: about as long as a jury does for two candidats."""
    limit = rng.choice(range(150, 241, 5))
    return replace(session, reglages=replace(session.reglages, travail_continu=limit)), plan


def double_role(session: Session, plan: Plan, rng: Random) -> Scene:
    """A membre, or somebody who has a role, gets another one; everybody is placed afresh."""
    id_ = rng.choice([*(m.id for m in session.membres), *(p.id for p in session.personnes)])
    role = rng.choice((Role.SURVEILLANT, Role.RESPONSABLE, Role.COMEDIEN))
    known = next((p for p in session.personnes if p.id == id_), Personne(id_, id_, ()))
    told = replace(known, roles=tuple(dict.fromkeys((*known.roles, role))))
    kept = tuple(p for p in session.personnes if p.id != id_ and (role not in p.roles or rng.random() < 0.5))
    session = replace(session, personnes=(*kept, told))
    return session, settled(session, plan, rng)


def lone_surveillant(session: Session, plan: Plan, rng: Random) -> Scene:
    """One surveillant for all the rooms, whether he can or not."""
    kept = tuple(p for p in session.personnes if Role.SURVEILLANT not in p.roles or p.id == "P1")
    session = replace(session, personnes=kept)
    return session, settled(session, plan, rng)


def shift_presence(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody is there earlier or later."""
    chosen = _choice(list(plan.presences), rng)
    if chosen is None:
        return session, plan
    delta = _delta(session, plan, chosen.debut, chosen.fin, rng)
    later = replace(chosen, debut=chosen.debut + delta, fin=chosen.fin + delta)
    return session, replace(plan, presences=tuple(later if p is chosen else p for p in plan.presences))


def drop_presence(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody who should be there is not."""
    gone = _choice(list(plan.presences), rng)
    return session, replace(plan, presences=tuple(p for p in plan.presences if p is not gone))


def other_person(session: Session, plan: Plan, rng: Random) -> Scene:
    """Another is there in his stead."""
    chosen = _choice([p for p in plan.presences if p.role != Role.RESPONSABLE], rng)
    if chosen is None:
        return session, plan
    others = [p.id for p in session.personnes if chosen.role in p.roles]
    name = rng.choice(others or [chosen.personne])
    if chosen.role != Role.COMEDIEN:
        changed = tuple(replace(p, personne=name) if p is chosen else p for p in plan.presences)
        return session, replace(plan, presences=changed)
    mine = (chosen.role, chosen.personne)
    return session, replace(
        plan, presences=tuple(replace(p, personne=name) if (p.role, p.personne) == mine else p for p in plan.presences)
    )


def other_vehicle(session: Session, plan: Plan, rng: Random) -> Scene:
    """A passage that takes a vehicle takes another one, or none."""
    driving = [p for p in plan.passages if any(x.vehicules for x in p.parties)]
    chosen = _choice(driving, rng)
    if chosen is None:
        return session, plan
    old = rng.choice([v for x in chosen.parties for v in x.vehicules])
    new = rng.choice([(v.id,) for v in session.vehicules] + [()])
    parties = tuple(
        replace(x, vehicules=tuple(w for v in x.vehicules for w in (new if v == old else (v,)))) for x in chosen.parties
    )
    other = replace(chosen, parties=parties)
    return session, replace(plan, passages=tuple(other if p is chosen else p for p in plan.passages))


def link_of_actor(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody who plays is linked to a candidat, or released."""
    played = [p for p in plan.presences if p.role == Role.COMEDIEN and p.candidat]
    chosen = _choice(played, rng)
    if chosen is None:
        return session, plan
    leve, motif, presume = rng.choice((False, True)), rng.choice(("", "voisins")), rng.random() < 0.2
    lien = Lien(chosen.candidat, chosen.personne, motif, leve, presume)
    return replace(session, liens=(*session.liens, lien)), plan


def parts(session: Session, plan: Plan, rng: Random) -> Scene:
    """Somebody may play other parts."""
    actors = session.avec_role(Role.COMEDIEN)
    chosen = _choice(actors, rng)
    if chosen is None:
        return session, plan
    roles = sorted({p.role for e in session.referentiel.epreuves() for p in e.phases if p.comediens})
    joue = rng.choice([(), *((role,) for role in roles), ("client",)])
    return replace(session, personnes=_with(session.personnes, replace(chosen, joue=joue))), plan


def absence_of(*fields: str) -> Move:
    """Absences of candidats, membres, personnes or salles alone."""

    def away(session: Session, plan: Plan, rng: Random) -> Scene:
        return _absent(session, plan, rng, rng.choice(fields))

    return away


def of_card(regle: str) -> tuple[Move, ...]:
    """What brings plans to the edge of a rule as far as its card tells: what it asks for by the workbook is asked.

    A length that is on by default is left as it is: plans carry it.
    """
    exigence = EXIGENCES.get(regle)
    if exigence is None:
        return ()
    needs_ = [champ for champ, free in exigence.candidats.items() if free is False]
    numbers = [c for c in exigence.reglages if BORNES[c].count or getattr(Reglages(), c) is None]
    return (
        *((absence_of(exigence.absents),) if exigence.absents else ()),
        *((hours_of(*exigence.jours),) if exigence.jours else ()),
        *((needing(*needs_),) if needs_ else ()),
        *(at_the_edge(regle, champ) for champ in numbers),
    )


def needing(*champs: str) -> Move:
    """A candidat is one of those for whom something special is asked."""

    def need(session: Session, plan: Plan, rng: Random) -> Scene:
        needy = replace(rng.choice(session.candidats), **{rng.choice(champs): True})
        return replace(session, candidats=_with(session.candidats, needy)), plan

    return need


def at_the_edge(regle: str, champ: str) -> Move:
    """A réglage on one side or the other of where the audit changes its mind about the plan."""

    def near(session: Session, plan: Plan, rng: Random) -> Scene:
        def asking(value: int) -> Session:
            return replace(session, reglages=replace(session.reglages, **{champ: value}))

        values = range(BORNES[champ].least, BORNES[champ].most + 1)
        allowed_above = not LOOSENINGS[champ].downwards
        edge = bisect_left(values, True, key=lambda v: (breaches(asking(v), plan, regle) == ()) is allowed_above)
        return asking(values[min(max(edge - rng.choice((0, 1)), 0), len(values) - 1)]), plan

    return near


def restaffed(session: Session, plan: Plan, rng: Random) -> Scene:
    """Everybody placed afresh around what is known now."""
    return session, settled(session, plan, rng)


SESSION_MOVES: tuple[Move, ...] = (
    absence,
    absence,
    absence,
    convocation,
    convocation,
    pin,
    link,
    formateur,
    needs,
    habilitation,
    quality,
    reglage,
    reglage,
    fewer_posts,
    leader,
    hours,
    double_role,
)


def _with(items: tuple[_T, ...], changed: _T) -> tuple[_T, ...]:
    return tuple(changed if i.id == changed.id else i for i in items)  # type: ignore[attr-defined]


def _choice(items: Sequence[_T], rng: Random) -> _T | None:
    return rng.choice(items) if items else None
