"""Sessions that have no plan, of many kinds, each with the rules that were made to collide.

The colliding rules are for whoever reads a failure: no code under test sees them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from builders import TOUTES, a, absent, cda, ecrit, joue, oral, pratique, referentiel, sc, session
from edits import changed, heures, reglees, room, with_people
from small_sessions import links, pinned
from tpplanner.domain.session import Convocation, Habilitation, Jury, Personne, Role, Salle, Session


@dataclass(frozen=True, slots=True)
class Case:
    """An impossible session: its kind, and the rules that collide in it."""

    kind: str
    intended: frozenset[str]
    session: Session


def _each(s: Session, who: str, **values: object) -> Session:
    for item in getattr(s, who):
        s = changed(s, item.id, **values)
    return s


# Places and hours


def one_too_many(candidats: int, membres: int, jours_: int) -> Session:
    """Three places a jury-day, and one candidat more than they make."""
    return session(cda(), candidats, membres, jours_)


def one_too_many_by_hours(candidats: int, membres: int, jours_: int) -> Session:
    """Nothing but the length of the days limits a jury, and one candidat more than they hold."""
    return heures(session(replace(sc(), quota=None), candidats, membres, jours_), fin=time(17, 30))


def closes_early(candidats: int, membres: int, jours_: int, fin: time) -> Session:
    """Enough places by the quota, not by the clock."""
    return heures(session(cda(), candidats, membres, jours_), fin=fin)


def opens_late(candidats: int, membres: int) -> Session:
    """The candidats are welcomed at the end of the morning."""
    return heures(session(cda(), candidats, membres), accueil=time(11, 30))


def all_slower(candidats: int, membres: int) -> Session:
    """Three candidats with a tiers temps do not fit a day."""
    return _each(session(cda(), candidats, membres), "candidats", majorations=TOUTES)


def long_reading(candidats: int, membres: int) -> Session:
    """An hour to read each dossier, half an hour to deliberate."""
    return reglees(session(cda(), candidats, membres), lecture=60, deliberation=30)


def long_midday(candidats: int, membres: int) -> Session:
    """Two hours for the jury's break, and half an hour between candidats."""
    return reglees(session(cda(), candidats, membres), pause_jury=120, battement=30, deliberation=20)


# Juries


def links_cross(membres: int, *pairs: str) -> Session:
    """Links leave no two membres for all of the candidats at once."""
    return heures(links(session(cda(), 3, membres), *pairs), fin=time(15))


def every_pair_linked(candidats: int) -> Session:
    """Three membres until three in the afternoon, and each candidat knows one of them."""
    s = heures(session(cda(), candidats, 3), fin=time(15))
    return links(s, *(f"C{i + 1} M{i % 3 + 1}" for i in range(candidats)))


def away(candidats: int, membres: int, jours_: int, gone: int) -> Session:
    """So many membres are away from one o'clock on, every day."""
    s = session(cda(), candidats, membres, jours_)
    for m in range(1, gone + 1):
        plages = tuple(absent("13:00", "23:00", j) for j in range(jours_))
        s = changed(s, f"M{m}", indisponibilites=plages)
    return s


def half_days_apart(candidats: int) -> Session:
    """One of two membres comes in the morning, the other in the afternoon."""
    s = session(cda(), candidats, 2)
    s = changed(s, "M1", indisponibilites=(absent("12:00", "23:00"),))
    return changed(s, "M2", indisponibilites=(absent("0:00", "13:00"),))


def habilitation_ended(candidats: int, membres: int) -> Session:
    """One membre in two is no longer habilité on the second day, and one day is not enough."""
    s = session(cda(), candidats, membres, 2)
    for m in range(1, membres, 2):
        ended = (Habilitation("CDA", "01", date(2027, 6, 14)),)
        s = changed(s, f"M{m}", habilitations=ended)
    return s


def one_qualified(candidats: int, membres: int) -> Session:
    """The RE asks for a quality, one membre has it, and two juries are needed."""
    s = session(replace(cda(), qualites=("anglais",)), candidats, membres)
    return changed(s, "M1", qualites=("anglais",))


def of_two_organismes(candidats: int, membres: int) -> Session:
    """The RE asks for different organismes, one membre comes from elsewhere than all others; two juries are needed."""
    s = session(replace(cda(), organismes_differents=True), candidats, membres)
    for n in range(1, membres + 1):
        s = changed(s, f"M{n}", organisme="Port" if n > 1 else "Gare")
    return s


def given_juries(candidats: int) -> Session:
    """The juries of the centre each know somebody whom the other cannot take."""
    s = session(cda(), candidats, 4, jurys=(Jury("A", ("M1", "M2")), Jury("B", ("M3", "M4"))))
    return links(s, "C1 M1", "C1 M3")


# Rooms


def one_jury_room(candidats: int, membres: int) -> Session:
    """Juries enough, and one room for them."""
    return session(cda(), candidats, membres, nb_salles=1)


def jury_room_closed(candidats: int, membres: int) -> Session:
    """The room of one of two juries closes at noon."""
    s = session(cda(), candidats, membres)
    return room(s, "S1", indisponibilites=(absent("12:00", "23:00"),))


def written_room_closed(candidats: int, membres: int) -> Session:
    """The written room opens when it is too late for the orals."""
    s = session(cda(), candidats, membres)
    return room(s, "Ecrit", indisponibilites=(absent("0:00", "14:30"),))


def few_posts(candidats: int, membres: int) -> Session:
    """One post on which each candidat stays for an hour and a half."""
    return room(session(pratique(), candidats, membres), "Plateau", postes=1)


def not_accessible() -> Session:
    """The only accessible room for juries closes at ten."""
    s = changed(session(cda(), 3, 4), "C2", salle_accessible=True)
    s = room(s, "S1", indisponibilites=(absent("10:00", "23:00"),))
    return room(s, "S2", accessible=False)


# Other people


def surveillant_away(candidats: int, membres: int) -> Session:
    """The surveillant comes when it is too late for the orals."""
    s = session(cda(), candidats, membres)
    return changed(s, "S1", indisponibilites=(absent("0:00", "14:30"),))


def two_rooms_one_surveillant(candidats: int, membres: int) -> Session:
    """The posts are in two rooms, and there is one surveillant."""
    s = room(session(cda(), candidats, membres), "Ecrit", postes=candidats // 2)
    return replace(s, salles=(*s.salles, Salle("Ecrit2", "Autre salle d'écrit", ("ecrit",), candidats // 2)))


def leads_and_judges() -> Session:
    """The only responsable is one of the two membres."""
    s = session(cda(), 3, 2)
    return replace(s, personnes=(s.personnes[0], Personne("M1", "MEMBRE1", (Role.RESPONSABLE,), "Alix")))


def responsable_away(candidats: int, membres: int) -> Session:
    """The responsable leaves at noon, and has no suppléant."""
    s = session(cda(), candidats, membres)
    return changed(s, "R1", indisponibilites=(absent("12:00", "23:00"),))


def comedien_away(candidats: int, membres: int) -> Session:
    """The comédien is there for an hour."""
    ref = referentiel(joue(oral("MSP", 40)), oral("EF", 20, apres=("MSP",)), sigle="CDA")
    s = with_people(session(ref, candidats, membres), Personne("K1", "COMEDIEN", (Role.COMEDIEN,)))
    return changed(s, "K1", indisponibilites=(absent("0:00", "9:00"), absent("10:00", "23:00")))


def aide_away(candidats: int, membres: int) -> Session:
    """Who writes for a candidat comes in the afternoon, when the questionnaire is too late for the others."""
    s = with_people(session(cda(), candidats, membres), Personne("A1", "AIDE", (Role.AIDE,)))
    s = changed(s, "C1", aide="A1")
    return changed(s, "A1", indisponibilites=(absent("0:00", "14:30"),))


# Candidats, pins, convocations


def candidat_away(candidats: int, membres: int) -> Session:
    """A candidat is away for all but the evening, and the questionnaire is for all at once."""
    s = session(cda(), candidats, membres)
    return changed(s, "C1", indisponibilites=(absent("0:00", "15:30"),))


def long_ecrit_in_the_afternoon(candidats: int) -> Session:
    """A written épreuve of four hours, and a candidat who comes at eleven."""
    s = session(sc(), candidats, 2)
    return changed(s, "C1", indisponibilites=(absent("0:00", "11:00"),))


def pinned_together(candidats: int, membres: int) -> Session:
    """Two candidats before one jury at the same hour."""
    s = session(cda(), candidats, membres, nb_salles=1)
    return pinned(pinned(s, "C1", "PP", a("10:00")), "C2", "PP", a("10:30"))


def pinned_too_early(candidats: int, membres: int) -> Session:
    """A questionnaire that is pinned before the candidats are welcomed."""
    return pinned(session(cda(), candidats, membres), "C1", "QP", a("8:45"))


def convened_late(candidats: int, membres: int) -> Session:
    """The first jury was convened for the afternoon."""
    s = session(cda(), candidats, membres)
    told = tuple(Convocation(f"M{m}", s.jours[0].date, time(13)) for m in (1, 2))
    return replace(s, convocations=told)


def convened_another_day(candidats: int) -> Session:
    """A candidat was convened for the second day alone, and the questionnaire was pinned to the first."""
    s = session(cda(), candidats, 2, 2)
    s = pinned(s, "C2", "QP", a("9:00"))
    return replace(s, convocations=(Convocation("C1", s.jours[1].date, time(8, 30)),))


def short_breaks(candidats: int) -> Session:
    """Two hours before the jury for each candidat, and no more than three hours of work without a rest."""
    ref = referentiel(ecrit("QP", 30), oral("ET", 60, apres=("QP",)), oral("EF", 60, apres=("ET",)), sigle="CDA")
    return heures(reglees(session(ref, candidats, 2), travail_continu=180), fin=time(15, 15))


_MADE: tuple[tuple[str, str, set[str], Callable[[], Session]], ...] = (
    ("one-too-many-4", "one candidat too many", {"quota_jury"}, lambda: one_too_many(4, 2, 1)),
    ("one-too-many-7", "one candidat too many", {"quota_jury"}, lambda: one_too_many(7, 4, 1)),
    ("one-too-many-13", "one candidat too many", {"quota_jury"}, lambda: one_too_many(13, 4, 2)),
    ("hours-one-too-many-4", "one candidat too many", {"ouverture"}, lambda: one_too_many_by_hours(4, 2, 1)),
    ("hours-one-too-many-7", "one candidat too many", {"ouverture"}, lambda: one_too_many_by_hours(7, 4, 1)),
    ("closes-early-3", "a day too short", {"ouverture"}, lambda: closes_early(3, 2, 1, time(16))),
    ("closes-early-12", "a day too short", {"ouverture"}, lambda: closes_early(12, 4, 2, time(16))),
    ("opens-late", "a day too short", {"accueil_candidats"}, lambda: opens_late(6, 4)),
    ("slower-3", "majorations", {"duree_exacte"}, lambda: all_slower(3, 2)),
    ("slower-12", "majorations", {"duree_exacte"}, lambda: all_slower(12, 8)),
    ("long-reading-3", "a réglage too large", {"lecture_dossier"}, lambda: long_reading(3, 2)),
    ("long-reading-12", "a réglage too large", {"lecture_dossier"}, lambda: long_reading(12, 8)),
    ("long-midday", "a réglage too large", {"pause_meridienne", "battement"}, lambda: long_midday(3, 2)),
    ("links-1", "links", {"lien_exclu"}, lambda: links_cross(2, "C1 M1")),
    ("links-4", "links", {"lien_exclu"}, lambda: links_cross(4, "C1 M1", "C1 M2", "C2 M3", "C2 M4", "C3 M1", "C3 M3")),
    ("links-3", "links", {"ouverture"}, lambda: every_pair_linked(3)),
    ("away-6", "membres away", {"membre_disponible"}, lambda: away(6, 4, 1, 2)),
    ("away-12", "membres away", {"membre_disponible"}, lambda: away(12, 4, 2, 2)),
    ("half-days", "membres away", {"membre_disponible"}, lambda: half_days_apart(2)),
    ("ended-6", "habilitation ended", {"membre_habilite"}, lambda: habilitation_ended(6, 2)),
    ("ended-12", "habilitation ended", {"membre_habilite"}, lambda: habilitation_ended(12, 4)),
    ("qualified", "one qualified membre", {"membre_qualifie"}, lambda: one_qualified(6, 4)),
    ("qualified-12", "one qualified membre", {"membre_qualifie"}, lambda: one_qualified(12, 8)),
    ("organismes", "one organisme but for one", {"organismes_differents"}, lambda: of_two_organismes(6, 4)),
    ("organismes-12", "one organisme but for one", {"organismes_differents"}, lambda: of_two_organismes(12, 8)),
    ("given", "juries of the centre", {"jury_nombre", "lien_exclu"}, lambda: given_juries(4)),
    ("one-room-6", "rooms for juries", {"salle_capacite"}, lambda: one_jury_room(6, 4)),
    ("one-room-12", "rooms for juries", {"salle_capacite"}, lambda: one_jury_room(12, 8)),
    ("room-closed", "rooms for juries", {"salle_disponible"}, lambda: jury_room_closed(6, 4)),
    ("written-closed-3", "a room closed", {"salle_disponible"}, lambda: written_room_closed(3, 2)),
    ("written-closed-12", "a room closed", {"salle_disponible"}, lambda: written_room_closed(12, 8)),
    ("posts", "posts", {"salle_capacite"}, lambda: few_posts(6, 4)),
    ("accessible", "an accessible room", {"salle_adaptee"}, not_accessible),
    ("surveillant", "surveillants", {"personne_disponible"}, lambda: surveillant_away(3, 2)),
    ("surveillant-12", "surveillants", {"personne_disponible"}, lambda: surveillant_away(12, 8)),
    ("two-rooms", "surveillants", {"surveillance"}, lambda: two_rooms_one_surveillant(12, 8)),
    ("responsable", "responsable", {"responsable_present"}, leads_and_judges),
    ("responsable-away", "responsable", {"personne_disponible"}, lambda: responsable_away(3, 2)),
    ("responsable-away-12", "responsable", {"personne_disponible"}, lambda: responsable_away(12, 8)),
    ("comedien", "comédien", {"personne_disponible"}, lambda: comedien_away(3, 2)),
    ("comedien-12", "comédien", {"personne_disponible"}, lambda: comedien_away(12, 8)),
    ("aide", "aide", {"personne_disponible"}, lambda: aide_away(3, 2)),
    ("aide-12", "aide", {"personne_disponible"}, lambda: aide_away(12, 8)),
    ("candidat-away", "a candidat away", {"candidat_disponible"}, lambda: candidat_away(6, 4)),
    ("long-ecrit", "a long écrit", {"epreuve_longue"}, lambda: long_ecrit_in_the_afternoon(3)),
    ("pins-together", "pins", {"passage_fige"}, lambda: pinned_together(3, 2)),
    ("pins-early", "pins", {"passage_fige"}, lambda: pinned_too_early(12, 8)),
    ("convened-late", "convocations", {"convocation_respectee"}, lambda: convened_late(6, 4)),
    ("convened-day", "convocations", {"convocation_respectee"}, lambda: convened_another_day(3)),
    ("rests", "work without a rest", {"pause_meridienne"}, lambda: short_breaks(3)),
)

CASES: dict[str, Case] = {name: Case(kind, frozenset(intended), make()) for name, kind, intended, make in _MADE}
"""Every case by name, the same on every run."""
