"""Sessions so small that everything can be tried: one to four candidats, a grid of ten minutes or of five."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time

from builders import LUNDI, SUIVIE, SURVEILLEE, TIERS, a, absent, cda, ecrit, oral, referentiel, session
from edits import changed, heures, room, with_people
from tpplanner.domain.plan import Partie
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Table
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Convocation, Genre, Jury, Lien, Personne, Pin, Portee, Role, Salle, Session

DIX = Reglages(
    lecture=20,
    correction_qp=10,
    correction_ecrit=20,
    correction_autre=10,
    deliberation=10,
    battement=10,
    courte_pause=0,
    pause_candidat=40,
    accueil_autres_jours=20,
    cloture=20,
    pas=10,
)
"""Every length a multiple of ten minutes: then some best plan has all its moments on the grid."""


def court(**autres: object) -> Referentiel:
    """A questionnaire, then two orals."""
    return referentiel(ecrit("QP", 30), oral("PP", 30, apres=("QP",)), oral("EF", 30, apres=("PP",)), **autres)


def long_ecrit() -> Referentiel:
    """A written épreuve of three hours, then two orals."""
    return referentiel(ecrit("MSP", 180), oral("ET", 20, apres=("MSP",)), oral("EF", 20, apres=("ET",)))


def sur_poste() -> Referentiel:
    """An hour on a post, of which the jury watches the end; then an oral."""
    phases = (Phase(40, SURVEILLEE, "plateau", partagee=True), Phase(20, SUIVIE, "plateau", partagee=True))
    msp = Epreuve("MSP", "Mise en situation", "MSP", Nature.PRATIQUE, phases)
    return referentiel(msp, oral("EF", 30, apres=("MSP",)))


def deux_ccps() -> Referentiel:
    """Two CCP, each a questionnaire and an oral; the titre ends with an interview."""

    def ccp(n: int, pp: int) -> Table:
        qp = ecrit(f"CCP{n}.QP", 20)
        return Table(f"CCP{n}", f"CCP {n}", (qp, oral(f"CCP{n}.PP", pp, apres=(qp.id,))))

    titre = (ecrit("QP", 20), oral("PP", 40, apres=("QP",)), oral("EF", 20, apres=("PP",)))
    return referentiel(*titre, ccps=(ccp(1, 30), ccp(2, 20)), quota=3)


def deux_ccs() -> Referentiel:
    """Two CCS, each with its own entretien final: a practical oral, and a questionnaire and an oral."""
    titre = (oral("PP", 40), oral("EF", 20, apres=("PP",)))
    msp = oral("CCS1.MSP", 30, nature=Nature.PRATIQUE)
    first = (msp, oral("CCS1.ET", 20, aussitot_apres=(msp.id,)), oral("CCS1.EF", 10, apres=("CCS1.ET",)))
    qp = ecrit("CCS2.QP", 20)
    second = (qp, oral("CCS2.PP", 20, apres=(qp.id,)), oral("CCS2.EF", 10, apres=("CCS2.PP",)))
    return referentiel(*titre, ccss=(Table("CCS1", "CCS 1", first), Table("CCS2", "CCS 2", second)), quota=3)


def after_three(candidats: int, nb_membres: int, **autres: object) -> Session:
    """All come at 15:00, an hour each: by 19:00, with deliberation and clôture, a jury hears three, never four."""
    s = session(referentiel(oral("E", 60)), candidats, nb_membres, **autres)
    for c in s.candidats:
        s = changed(s, c.id, indisponibilites=(absent("8:00", "15:00"),))
    return s


def small(ref: Referentiel | None = None, candidats: int = 2, **autres: object) -> Session:
    """A session on the grid of ten minutes, from 8:00 to 18:00."""
    base = session(ref or court(), candidats=candidats, **{"reglages": DIX, **autres})
    return heures(base, fin=time(18))


def on_ccps(s: Session, *choices: tuple[str, ...], last: int = -1) -> Session:
    """A session CCP, or CCS: who is presented to what; the candidat of that rank ends the titre with it."""
    genre = Genre.CCS if choices[0][0].startswith("CCS") else Genre.CCP
    told = (
        replace(c, titre=False, ccps=ccps, dernier_ccp=i == last)
        for i, (c, ccps) in enumerate(zip(s.candidats, choices, strict=True))
    )
    return replace(s, genre=genre, candidats=tuple(told))


def links(s: Session, *pairs: str) -> Session:
    """Candidats and membres who know each other."""
    return replace(s, liens=tuple(Lien(*pair.split(), "voisins") for pair in pairs))


def pinned(s: Session, candidat: str, epreuve: str, moment: datetime) -> Session:
    """A passage that must begin then."""
    return replace(s, pins=(*s.pins, Pin(candidat, epreuve, Portee.HEURE, (Partie(0, moment, moment, ""),))))


def _tiers_temps() -> Session:
    return changed(small(), "C1", majorations=((Nature.ECRIT, TIERS), (Nature.ORAL, TIERS)))


def _two_juries_of_two() -> Session:
    return small(court(quota=2), candidats=4, nb_membres=4)


def _two_days() -> Session:
    return small(court(quota=2), candidats=3, nb_membres=2, nb_jours=2)


def _links_leave_one_pair() -> Session:
    return links(small(nb_membres=3), "C1 M2", "C2 M2")


def _links_ask_for_two_juries() -> Session:
    return links(small(nb_membres=4), "C1 M1", "C1 M2", "C2 M3", "C2 M4")


def _away_in_the_morning() -> Session:
    return changed(small(), "C2", indisponibilites=(absent("9:30", "13:30"),))


def _half_day_membres() -> Session:
    s = small(nb_membres=3)
    s = changed(s, "M1", indisponibilites=(absent("11:00", "18:00"),))
    return changed(s, "M3", indisponibilites=(absent("8:00", "13:00"),))


def _one_post() -> Session:
    return room(small(sur_poste(), candidats=2), "Plateau", postes=1)


def _one_post_for_two_juries() -> Session:
    s = small(sur_poste(), candidats=2, nb_membres=4)
    s = links(s, "C1 M1", "C1 M2", "C2 M3", "C2 M4")
    return heures(room(s, "Plateau", postes=1), fin=time(12))


def _three_on_posts() -> Session:
    return small(sur_poste(), candidats=3)


def _two_ccps() -> Session:
    return heures(on_ccps(small(deux_ccps()), ("CCP1", "CCP2"), ("CCP2",)), fin=time(13))


def _last_ccp() -> Session:
    return heures(on_ccps(small(deux_ccps()), ("CCP1",), ("CCP2",), last=1), fin=time(12, 40))


def _two_ccps_on_two_days() -> Session:
    """A day that ends at 10:50 is too short for both."""
    s = on_ccps(small(deux_ccps(), candidats=1, nb_jours=2), ("CCP1", "CCP2"))
    return heures(s, fin=time(10, 50))


def _quota_of_ccps() -> Session:
    s = small(replace(deux_ccps(), quota=1), candidats=3, nb_jours=2)
    return heures(on_ccps(s, ("CCP1",), ("CCP1",), ("CCP2",)), fin=time(12))


def _lunch_in_the_middle() -> Session:
    return heures(small(), ouverture=time(11), accueil=time(11))


def _lunch_before() -> Session:
    return heures(small(), ouverture=time(12, 20), accueil=time(12, 20))


def _narrow_lunch() -> Session:
    s = small(candidats=3)
    return replace(s, jours=tuple(replace(j, pause_debut=time(12), pause_fin=time(13)) for j in s.jours))


def _paper_until_lunch() -> Session:
    return small(long_ecrit(), candidats=2)


def _paper_in_the_afternoon() -> Session:
    return changed(small(long_ecrit(), candidats=2), "C1", indisponibilites=(absent("8:00", "12:30"),))


def _late() -> Session:
    s = small(reglages=replace(DIX, fin_tardive=time(15, 30)))
    return heures(s, ouverture=time(13), accueil=time(13))


def _rests() -> Session:
    return small(candidats=3, reglages=replace(DIX, travail_continu=180))


def _no_air() -> Session:
    return small(candidats=3, reglages=replace(DIX, battement=0, courte_pause=10))


def _jury_of_three() -> Session:
    return small(candidats=2, nb_membres=3, jurys=(Jury("Rouge", ("M1", "M2", "M3")),))


def _convened() -> Session:
    s = small()
    told = (
        Convocation("C1", LUNDI, time(10)),
        Convocation("C2", LUNDI, time(9)),
        Convocation("M1", LUNDI, time(9, 30)),
    )
    return replace(s, convocations=told)


def _pinned() -> Session:
    return pinned(pinned(small(), "C2", "PP", a("10:20")), "C1", "QP", a("9:20"))


def _pinned_to_two_days() -> Session:
    s = small(nb_jours=2)
    return pinned(pinned(s, "C1", "PP", a("10:10")), "C2", "PP", a("9:30", 1))


def _one_room() -> Session:
    """Two juries by their links, one room: one after the other."""
    s = links(small(nb_membres=4, nb_salles=1), "C1 M1", "C1 M2", "C2 M3", "C2 M4")
    return heures(s, fin=time(15))


def _shared_membre() -> Session:
    """Three membres, and nobody but M2 who may hear both."""
    return links(small(nb_membres=3), "C1 M3", "C2 M1")


def _surveillant_comes_late() -> Session:
    return changed(small(), "S1", indisponibilites=(absent("8:00", "10:00"),))


def _leads_or_sits() -> Session:
    s = with_people(small(nb_membres=3), Personne("M1", "MEMBRE1", (Role.RESPONSABLE,), "Alix", suppleant=True))
    return changed(s, "R1", indisponibilites=(absent("8:00", "18:00"),))


def _room_apart() -> Session:
    rooms = (*small().salles, Salle("Ecrit2", "Petite salle", ("ecrit",), postes=1))
    s = changed(small(salles=rooms), "C2", salle_a_part=True)
    return with_people(s, Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT,)))


def _two_days_by_absence() -> Session:
    s = small(nb_jours=2, nb_membres=3)
    s = changed(s, "C1", indisponibilites=(absent("8:00", "18:00"),))
    return changed(s, "M2", indisponibilites=(absent("8:00", "18:00", 1),))


def _room_closes_at_midday() -> Session:
    return room(small(candidats=1, nb_membres=4, nb_salles=1), "S1", indisponibilites=(absent("12:50", "19:00"),))


def _room_opens_late() -> Session:
    s = changed(heures(small(candidats=1), fin=time(15)), "S1", indisponibilites=(absent("14:20", "19:00"),))
    return room(s, "S1", indisponibilites=(absent("8:00", "11:40"),))


def _convened_late_on_one_day() -> Session:
    """Two mornings; M1 was convened for the first of them, at 10:40."""
    s = heures(links(small(nb_membres=3, nb_jours=2, nb_salles=1), "C2 M3"), fin=time(13))
    return replace(s, convocations=(Convocation("M1", LUNDI, time(10, 40)),))


def _too_short() -> Session:
    return heures(small(candidats=3), fin=time(12, 30))


def _nobody_left() -> Session:
    return links(small(nb_membres=3), "C1 M1", "C1 M2")


def _cda(n: int) -> Callable[[], Session]:
    return lambda: session(cda(), candidats=n)


SMALL: dict[str, Callable[[], Session]] = {
    "one candidat": lambda: small(candidats=1),
    "two candidats": small,
    "three candidats": lambda: small(candidats=3),
    "a tiers temps": _tiers_temps,
    "two juries of two": _two_juries_of_two,
    "two days": _two_days,
    "links leave one pair": _links_leave_one_pair,
    "links ask for two juries": _links_ask_for_two_juries,
    "away in the morning": _away_in_the_morning,
    "half-day membres": _half_day_membres,
    "one post": _one_post,
    "one post for two juries": _one_post_for_two_juries,
    "three on posts": _three_on_posts,
    "two CCP": _two_ccps,
    "a last CCP": _last_ccp,
    "two CCP on two days": _two_ccps_on_two_days,
    "a quota of CCP": _quota_of_ccps,
    "lunch in the middle": _lunch_in_the_middle,
    "lunch before": _lunch_before,
    "a narrow lunch": _narrow_lunch,
    "a paper until lunch": _paper_until_lunch,
    "a paper in the afternoon": _paper_in_the_afternoon,
    "late": _late,
    "rests": _rests,
    "no air": _no_air,
    "a jury of three": _jury_of_three,
    "convened": _convened,
    "pinned": _pinned,
    "pinned to two days": _pinned_to_two_days,
    "one room": _one_room,
    "a shared membre": _shared_membre,
    "the surveillant comes late": _surveillant_comes_late,
    "leads or sits": _leads_or_sits,
    "a room apart": _room_apart,
    "two days by absence": _two_days_by_absence,
    "a room closes at midday": _room_closes_at_midday,
    "a room opens late": _room_opens_late,
    "convened late on one day": _convened_late_on_one_day,
    "too short": _too_short,
    "nobody left": _nobody_left,
    "CDA, one": _cda(1),
    "CDA, two": _cda(2),
    "CDA, three": _cda(3),
}
"""Each by what is hard about it."""

MINUTE_BY_MINUTE = ("one candidat", "lunch before", "a paper until lunch")
"""Those in which juries are tried at any minute too: one begins a minute before its break would be over."""
