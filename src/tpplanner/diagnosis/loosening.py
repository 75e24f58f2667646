"""Sessions changed one thing at a time: what requirements and repairs have in common."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date

from tpplanner.domain.left_out import plan_without
from tpplanner.domain.referentiel import Epreuve, Table
from tpplanner.domain.session import Candidat, Jour, Lien, Membre, Personne, Plage, Role, Salle, Session

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
