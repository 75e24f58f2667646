"""What a session requires, and the looser session in which some of it is not asked.

A requirement is a rule for one subject: an absence, a link, a pin, the hours of a day, a length of the réglages, a
candidat. To leave it out is to build another session, which goes down the same street as any: no plan of the session
is lost by it. What is in no family is never doubted: nobody is in two places at once, durations are those of the RE, a
jury is of two membres at least and the same throughout, orals follow each other.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import time

from tpplanner.diagnosis.loosening import (
    absence_of,
    with_candidat,
    with_epreuves,
    with_jour,
    with_membre,
    with_reglages,
    without_absence,
    without_candidats,
    without_link,
    without_pin,
    without_role,
)
from tpplanner.diagnosis.rooms import room_enough, usages
from tpplanner.domain.liens import exclusions
from tpplanner.domain.outcome import Requirement
from tpplanner.domain.parcours import epreuves_de
from tpplanner.domain.referentiel import Epreuve
from tpplanner.domain.session import Habilitation, Role, Session

Subject = tuple[str, ...]

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
    from tpplanner.solver.compilation import habilite  # noqa: PLC0415 - OR-Tools is slow to import

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
