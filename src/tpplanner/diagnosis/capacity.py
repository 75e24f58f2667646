"""What counting proves: shortages that no plan can overcome, found without any search."""

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from math import ceil

from tpplanner.diagnosis.collective import duree, missing_together
from tpplanner.domain.liens import exclusions
from tpplanner.domain.noms import cle
from tpplanner.domain.outcome import Shortage
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.referentiel import Surveillance
from tpplanner.domain.session import Candidat, Jour, Membre, Plage, Role, Session


def shortages(session: Session) -> tuple[Shortage, ...]:
    """Every lack that arithmetic proves: membres, minutes, places, rooms, posts, people."""
    counts = (_membres, _minutes_jury, _quota, _salles, missing_together, _people, _durees)
    return tuple(shortage for count in counts for shortage in count(session))


def _membres(session: Session) -> Iterator[Shortage]:
    """Enough membres habilités at all, with each quality, and without a link to each candidat."""
    sitting = _siegeables(session)
    least = session.referentiel.membres_min
    if len(sitting) < least:
        yield Shortage("membres", (), least, len(sitting))
        return
    for qualite in session.referentiel.qualites:
        if not any(cle(qualite) in {cle(q) for q in membre.qualites} for membre in sitting):
            yield Shortage("qualites", (qualite,), 1, 0)
    linked = {(e.candidat, e.membre) for e in exclusions(session)}
    for candidat in session.candidats:
        free = sum((candidat.id, membre.id) not in linked for membre in sitting)
        if free < least:
            yield Shortage("membres_candidat", (candidat.id,), least, free)


def _siegeables(session: Session) -> list[Membre]:
    """Membres who could sit on some day."""
    return [m for m in session.membres if any(_minutes_du_membre(session, m, jour) for jour in session.jours)]


def _minutes_du_membre(session: Session, membre: Membre, jour: Jour) -> int:
    """The minutes of a day that a membre could give: none without a habilitation, or for an observateur."""
    if membre.observateur or not _habilite(session, membre, jour.date):
        return 0
    return _libres(jour, membre.indisponibilites)


def _habilite(session: Session, membre: Membre, jour: date) -> bool:
    """A generous reading: same titre, and not surely ended; what is refused here is refused by every rule."""
    noms = {cle(session.referentiel.sigle), cle(session.referentiel.code)}
    fin = session.referentiel.expiration
    return any(
        cle(h.titre) in noms and (h.fin is None or h.fin >= jour or (fin is not None and h.fin >= fin))
        for h in membre.habilitations
    )


def _libres(jour: Jour, absences: tuple[Plage, ...]) -> int:
    """Minutes of a day's opening hours outside some absences."""
    debut, fin = jour.a(jour.ouverture), jour.a(jour.fin)
    return _mesure(debut, fin, absences)


def _mesure(debut: datetime, fin: datetime, absences: tuple[Plage, ...]) -> int:
    total, reached = 0, debut
    for absence in sorted(absences, key=lambda a: a.debut):
        if absence.debut > reached:
            total += _minutes(reached, min(absence.debut, fin))
        reached = max(reached, min(absence.fin, fin))
    return total + _minutes(reached, fin)


def _minutes(debut: datetime, fin: datetime) -> int:
    return max(0, int((fin - debut).total_seconds()) // 60)


def _minutes_jury(session: Session) -> Iterator[Shortage]:
    """Minutes of membre: what juries must do with and for each candidat, against what membres have."""
    reglages = session.reglages
    besoin = 0
    for candidat in session.candidats:
        epreuves = epreuves_de(session.referentiel, candidat)
        if any(e.simultanes > 1 for e in epreuves):
            return
        besoin += reglages.lecture + reglages.deliberation
        besoin += sum(duree(candidat, e, p) for e in epreuves for p in e.phases if p.presence is Surveillance.JURY)
    besoin *= session.referentiel.membres_min
    disponible = sum(_minutes_du_membre(session, m, jour) for m in session.membres for jour in session.jours)
    if besoin > disponible > 0:
        yield Shortage("minutes_jury", (), besoin, disponible)


def _quota(session: Session) -> Iterator[Shortage]:
    """Places before juries: each membre sees at most the quota in a day, and each candidat takes several membres."""
    quota, reference = session.quota, session.referentiel.titre.minutes_jury
    if quota is None or not reference:
        return
    poids = sum((_poids(session, candidat, reference) for candidat in session.candidats), Fraction(0))
    jours = sum(_minutes_du_membre(session, m, jour) > 0 for m in session.membres for jour in session.jours)
    places = Fraction(quota * jours, session.referentiel.membres_min)
    if poids > places:
        yield Shortage("quota", (), ceil(poids), int(places))


def _poids(session: Session, candidat: Candidat, reference: int) -> Fraction:
    if candidat.titre:
        return Fraction(1)
    return Fraction(sum(e.minutes_jury for e in epreuves_de(session.referentiel, candidat)), reference)


def _salles(session: Session) -> Iterator[Shortage]:
    """A room of each kind asked for, and an accessible one for who needs it."""
    told: set[tuple[str, ...]] = set()
    for candidat in session.candidats:
        for epreuve in epreuves_de(session.referentiel, candidat):
            for usage in (phase.usage for phase in epreuve.phases):
                rooms = [s for s in session.salles if usage in s.usages]
                shortage = None
                if not rooms:
                    shortage = Shortage("salles", (usage, epreuve.id), 1, 0)
                elif candidat.salle_accessible and not any(s.accessible for s in rooms):
                    shortage = Shortage("salles_accessibles", (usage, candidat.id), 1, 0)
                if shortage is not None and shortage.sujet not in told:
                    told.add(shortage.sujet)
                    yield shortage


def _people(session: Session) -> Iterator[Shortage]:
    """A comédien where an épreuve needs one."""
    needing = [e for e in session.referentiel.epreuves() if e.comedien]
    for epreuve in needing:
        sat = any(epreuve in epreuves_de(session.referentiel, c) for c in session.candidats)
        if sat and not session.avec_role(Role.COMEDIEN):
            yield Shortage("comediens", (epreuve.id,), 1, 0)


def _durees(session: Session) -> Iterator[Shortage]:
    """Each épreuve fits some day after the accueil, and each candidat's épreuves fit his days."""
    shortest = min(session.reglages.accueil, session.reglages.accueil_autres_jours)
    longest = max(_minutes(j.a(j.accueil), j.a(j.fin)) - shortest for j in session.jours)
    told: set[str] = set()
    for candidat in session.candidats:
        durees = {
            e.id: sum(duree(candidat, e, phase) for phase in e.phases)
            for e in epreuves_de(session.referentiel, candidat)
        }
        for epreuve, minutes in durees.items():
            if minutes > longest and epreuve not in told:
                told.add(epreuve)
                yield Shortage("duree_epreuve", (epreuve,), minutes, longest)
        free = sum(_mesure(j.a(j.accueil), j.a(j.fin), candidat.indisponibilites) for j in session.jours)
        if sum(durees.values()) > free:
            yield Shortage("minutes_candidat", (candidat.id,), sum(durees.values()), free)
