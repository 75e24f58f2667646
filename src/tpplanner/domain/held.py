"""What an event does to a session, said here alone; the session in which all of its events hold."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from tpplanner.domain.duties import epreuves_de, with_absences, with_one
from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decision,
    Deport,
    Derogation,
    Evenement,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
)
from tpplanner.domain.reglages import BORNES
from tpplanner.domain.session import Convocation, Jour, Lien, Plage, Session

PEOPLE = ("candidats", "membres", "personnes")
"""The collections of a session whose people may be away."""

PAUSE = "pause_meridienne"
"""The rule to whose window a derogation is: of what is usage, days alone have hours of their own."""


def held(session: Session) -> Session:
    """The session in which its events hold, but those that were taken back; the same where they hold already.

    What shifts a plan once is held by the plan that came of it, and changes nothing here.
    """
    for evenement in without_superseded(session.evenements):
        session = with_event(session, evenement)
    return session


def without_superseded(evenements: Sequence[Evenement]) -> Iterator[Evenement]:
    """The events that hold: of what was decided of one candidat's interrupted hearing, the last decision alone."""
    last = {e.candidat: e for e in evenements if isinstance(e, JuryInterrompu)}
    return (e for e in evenements if not isinstance(e, JuryInterrompu) or last[e.candidat] is e)


def told_since(session: Session) -> datetime | None:
    """The latest moment of the session at which something was told or taken back: what had begun then is history.

    None where nothing was, but before its first day.
    """
    moments = (m for imprevu in session.imprevus for m in (imprevu.dit_le, imprevu.repris_le) if m is not None)
    first = datetime.combine(min(jour.date for jour in session.jours), time())
    return max((moment for moment in moments if moment > first), default=None)


def with_event(session: Session, evenement: Evenement) -> Session:
    """The session in which an event holds."""
    match evenement:
        case Absence(personne, debut, fin) | Remplacement(personne, _, debut, fin):
            session = _away(session, personne, Plage(debut, fin), *PEOPLE)
        case CandidatEnRetard(candidat, reporte=True, debut=datetime() as debut, fin=datetime() as fin):
            session = _away(session, candidat, Plage(debut, fin), *PEOPLE)
        case SallePerdue(salle, debut, fin):
            session = _away(session, salle, Plage(debut, fin), "salles")
        case JuryInterrompu(candidat=candidat, decision=Decision.EN_ATTENTE | Decision.REPORTER) | CandidatReporte(
            candidat, compose=True
        ):
            session = _unheard(session, candidat)
        case CandidatAbsent(candidat) | CandidatReporte(candidat) | CandidatRefuse(candidat, admis=False):
            session = without_candidats(session, (candidat,))
        case Prolongation(jour, fin):
            session = replace(session, jours=tuple(replace(j, fin=fin) if j.date == jour else j for j in session.jours))
        case Derogation(regle, _, jour, minutes) if regle == PAUSE:
            session = replace(session, jours=tuple(_wider(j, minutes) if j.date == jour else j for j in session.jours))
        case Accord():
            session = _agreed(session, evenement)
        case Deport(membre, candidat):
            session = _linked(session, Lien(candidat, membre))
    return session


def _wider(jour: Jour, minutes: int) -> Jour:
    """The day whose break may begin so many minutes earlier than usual, and end as many later; never narrower."""
    more = max(0, minutes - jour.pause_elargie)
    return replace(
        jour,
        pause_debut=_shifted(jour.pause_debut, -more),
        pause_fin=_shifted(jour.pause_fin, more),
        pause_elargie=jour.pause_elargie + more,
    )


def _shifted(hour: time, minutes: int) -> time:
    """So many minutes later, the same day."""
    return time(*divmod(min(max(0, 60 * hour.hour + hour.minute + minutes), 24 * 60 - 1), 60))


def without_candidats(session: Session, ids: Iterable[str]) -> Session:
    """The session without these candidats, placed or left out, nor what names them alone."""
    gone = set(ids)
    return replace(
        session,
        candidats=tuple(c for c in session.candidats if c.id not in gone),
        liens=tuple(lien for lien in session.liens if lien.candidat not in gone),
        pins=tuple(pin for pin in session.pins if pin.candidat not in gone),
        convocations=tuple(c for c in session.convocations if c.personne not in gone),
        non_places=tuple(n for n in session.non_places if n.candidat.id not in gone),
    )


def _unheard(session: Session, id_: str) -> Session:
    """The session in which a candidat passes nothing before a jury; without them where nothing else is left to pass."""
    candidat = next((c for c in session.candidats if c.id == id_), None)
    if candidat is None:
        return session
    dues = epreuves_de(session.referentiel, candidat)
    unheard = [e.id for e in dues if e.devant_jury]
    if len(unheard) == len(dues):
        return without_candidats(session, (id_,))
    dispenses = tuple(dict.fromkeys((*candidat.dispenses, *unheard)))
    pins = tuple(pin for pin in session.pins if pin.candidat != id_ or pin.epreuve not in unheard)
    return with_one(replace(session, pins=pins), "candidats", id_, dispenses=dispenses)


def _away(session: Session, id_: str, plage: Plage, *parmi: str) -> Session:
    """Somebody, or a room, is not there then."""
    return with_absences(
        session, id_, lambda plages: plages if plage in plages or plage.debut >= plage.fin else (*plages, plage), parmi
    )


def _agreed(session: Session, accord: Accord) -> Session:
    """Convened, at any hour, on each day to which somebody agrees, unless they are gone.

    Whom no convocation binds comes on any day: to agree to one binds them to none.
    """
    if not any(x.id == accord.personne for parmi in PEOPLE for x in getattr(session, parmi)):
        return session
    if accord.jour is not None and not any(c.personne == accord.personne for c in session.convocations):
        return session
    convocations = {(c.personne, c.jour): c for c in session.convocations}
    for jour in session.jours:
        if accord.jour in (None, jour.date):
            key = accord.personne, jour.date
            convocations[key] = replace(convocations.get(key, Convocation(*key, jour.ouverture)), accord=True)
    return replace(session, convocations=tuple(c for _, c in sorted(convocations.items())))


def _linked(session: Session, lien: Lien) -> Session:
    """A link of candidat and membre is in force, whatever was released, unless the candidat is gone."""
    if not any(c.id == lien.candidat for c in session.candidats):
        return session
    others = tuple(
        other
        for other in session.liens
        if (other.candidat, other.membre) != (lien.candidat, lien.membre) or not other.leve
    )
    return session if lien in others else replace(session, liens=(*others, lien))


# Lengths that a derogation makes shorter, or longer, on one day.


def derogated(session: Session) -> tuple[Derogation, ...]:
    """The derogations to lengths: what they let shorter (or longer) on their day is no breach."""
    return tuple(
        e
        for e in session.evenements
        if isinstance(e, Derogation) and e.regle in BORNES and not BORNES[e.regle].count and not e.sujet
    )


def with_lengths(session: Session, derogations: Iterable[Derogation]) -> Session:
    """The session whose lengths are so on every day."""
    usual = session.reglages
    values = {d.regle: max(0, getattr(usual, d.regle) + d.minutes) for d in derogations}
    return replace(session, reglages=replace(usual, **values))
