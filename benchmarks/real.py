"""The real world: small sessions as a centre has them, one difficulty of the trade in each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from benchmarks import people
from benchmarks.planned import outline, plan_of
from benchmarks.shapes import ALL_KINDS, TIERS, Made, strangers
from tpplanner.domain.appels import appel_usuel
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Candidat, Convocation, Jury, Lien, Personne, Plage, Role, Session
from tpplanner.referentiels import find


@dataclass(frozen=True, slots=True)
class Real:
    """A session of the real world, and a word on what is hard about it."""

    name: str
    shape: str
    difficulty: str
    make: Callable[[], Made]
    variant: str = "real"


def _session(sigle: str, qui: Iterable[Candidat], membres: int, jours: int = 1, **autres: object) -> Session:
    """A session with one written room, two plateaux posts and as many juries' rooms as pairs of membres."""
    referentiel = find(sigle)
    candidats = tuple(qui)
    usages = {phase.usage for e in referentiel.epreuves() for phase in e.phases}
    salles = (
        *((people.salle("Atelier", "ecrit", 12),) if "ecrit" in usages else ()),
        *((people.salle("Plateau", "plateau", 2),) if "plateau" in usages else ()),
        *people.bureaux(max(1, membres // 2)),
    )
    base = people.session(
        referentiel,
        candidats,
        jours=people.jours(jours),
        membres=people.membres(membres, referentiel),
        salles=salles,
    )
    return replace(base, **autres)


def _planned(session: Session, juries: tuple[int, ...] = (1,), sit: dict[tuple[int, int], str] | None = None) -> Plan:
    """Its plan by hand: juries each day, M1 and M2 in the first, M3 and M4 in the second, unless told."""
    shape = outline(session, juries)
    assert not shape.left, "every candidat of a real session has a place"
    pairs = {(s.jour, s.rang): f"M{2 * s.rang + 1} M{2 * s.rang + 2}" for s in shape.sittings} | (sit or {})
    return plan_of(session, shape, {key: tuple(who.split()) for key, who in pairs.items()})


def _changed(session: Session, kind: str, id_: str, **autres: object) -> Session:
    """The session with one of its candidats, membres, personnes or rooms told otherwise."""
    fiches = (replace(x, **autres) if x.id == id_ else x for x in getattr(session, kind))
    return replace(session, **{kind: tuple(fiches)})


def _away(jour: int, debut: int = 0, fin: int = 24) -> tuple[Plage, ...]:
    """Away on a day, from one hour to another."""
    midnight = people.at(jour, 0)
    return (Plage(midnight + timedelta(hours=debut), midnight + timedelta(hours=fin)),)


def _with_one(qui: tuple[Candidat, ...], rang: int, **autres: object) -> list[Candidat]:
    """The candidats, the one of that rank told otherwise."""
    return [replace(c, **autres) if i == rang else c for i, c in enumerate(qui)]


def _on(candidat: Candidat, *ccps: str, dernier: bool = False) -> Candidat:
    return replace(candidat, titre=False, ccps=ccps, dernier_ccp=dernier, presentation=2)


def tiers_temps() -> Made:
    """Four DWWM in a day, of whom one has a tiers temps on everything."""
    s = _session("DWWM", _with_one(people.candidats(4), 1, majorations=ALL_KINDS), 2)
    return Made(s, _planned(s))


def half_day() -> Made:
    """Four CDA in a day: the fourth goes before a jury of which one membre leaves at 13:00."""
    s = _session("CDA", people.candidats(4, 4), 4)
    s = _changed(s, "membres", "M3", indisponibilites=_away(0, 13))
    return Made(s, _planned(s, (2,)))


def jury_of_three() -> Made:
    """The centre's own jury, three people who sit together."""
    s = _session("CDA", people.candidats(2, 7), 3, jurys=(Jury("Jury 1", ("M1", "M2", "M3")),))
    return Made(s, _planned(s, sit={(0, 0): "M1 M2 M3"}))


def two_ccps_and_a_final() -> Made:
    """A CCP session: one candidat on two, one who ends the titre with his last."""
    un, deux, trois, quatre = people.candidats(4, 10)
    qui = (_on(un, "CCP1", "CCP2"), _on(deux, "CCP3", dernier=True), _on(trois, "CCP1"), _on(quatre, "CCP2"))
    s = _session("CDA", qui, 2)
    return Made(s, _planned(s))


def paper_until_half_past_one() -> Made:
    """AD writes from 9:00 to 13:30: the orals of both are in the afternoon."""
    s = _session("AD", people.candidats(2, 2), 2)
    return Made(s, _planned(s))


def one_surveillant() -> Made:
    """Two rooms of two posts, one before ten and one after; one person to watch over both."""
    un, deux, trois, quatre = people.candidats(4, 14)
    s = _session("CDA", (_on(un, "CCP1"), _on(deux, "CCP1"), _on(trois, "CCP2"), _on(quatre, "CCP2")), 2)
    early, late = people.salle("Salle Océan", "ecrit", 2), people.salle("Salle Île", "ecrit", 2)
    early = replace(early, indisponibilites=_away(0, 10))
    late = replace(late, indisponibilites=_away(0, 0, 10))
    s = replace(s, salles=(early, late, *people.bureaux(1)))
    shape = outline(s, (1,), ecrits={"CCP1.QP": 540, "CCP2.QP": 600})
    return Made(s, plan_of(s, shape, {(0, 0): ("M1", "M2")}))


def evening_limit() -> Made:
    """Three CDA in a day that ends at 17:15."""
    s = _session("CDA", people.candidats(3, 17), 2)
    s = replace(s, jours=tuple(replace(j, fin=time(17, 15)) for j in s.jours))
    return Made(s, _planned(s))


def one_candidat() -> Made:
    """One candidat, three membres, one of whom knows him."""
    s = _session("CDA", people.candidats(1, 20), 3, liens=(Lien("C1", "M1", "ancien collègue"),))
    return Made(s, _planned(s, sit={(0, 0): "M2 M3"}))


def eleven() -> Made:
    """Eleven DWWM, five membres, two days; one tiers temps."""
    qui = _with_one(people.candidats(11, 3), 6, majorations=ALL_KINDS)
    s = _session("DWWM", qui, 5, 2)
    s = _changed(s, "membres", "M5", indisponibilites=_away(1, 0, 13))
    return Made(s, _planned(s, (2, 2)))


def everybody_knows_somebody() -> Made:
    """Eight CDA: each of them is linked with a membre, two by an employer."""
    s = _session("CDA", people.candidats(8, 21), 4, 2)
    plan = _planned(s, (2, 1), sit={(1, 0): "M1 M3"})
    known = dict(strangers(s, plan))
    by_employer = ("C2", "C7")
    s = replace(s, liens=tuple(Lien(c, m, "ancien collègue") for c, m in known.items() if c not in by_employer))
    for c in by_employer:
        s = _changed(s, "candidats", c, employeur=s.membre(known[c]).employeur)
    return Made(s, plan)


def somebody_writes_for_him() -> Made:
    """Four DWWM: one writes apart through a scripteur, with a third more time and his own surveillant."""
    majorations = ((Nature.ECRIT, TIERS),)
    qui = _with_one(people.candidats(4, 25), 2, majorations=majorations, salle_a_part=True, aide="P5")
    gens = (*people.personnes(2), Personne("P5", "UGUEN", (Role.AIDE,), "Maïwenn"))
    s = _session("DWWM", qui, 2, personnes=gens)
    s = replace(s, salles=(*s.salles, people.salle("Petite salle", "ecrit", 2)))
    return Made(s, _planned(s))


def wheelchair() -> Made:
    """Four CATL before two juries; one room of the two is upstairs."""
    qui = _with_one(people.candidats(4, 8), 0, salle_accessible=True)
    s = _changed(_session("CATL", qui, 4), "salles", "Bureau 2", accessible=False)
    return Made(s, _planned(s, (2,)))


def away_on_the_second_day() -> Made:
    """Eight SC on two days: one of them can come on the first only."""
    qui = _with_one(people.candidats(8, 11), 6, indisponibilites=_away(1))
    s = _session("SC", qui, 3, 2)
    s = replace(s, reglages=people.with_quota(s.reglages, 4))
    away_first = (*(c for c in s.candidats if c.indisponibilites), *(c for c in s.candidats if not c.indisponibilites))
    return Made(s, _planned(replace(s, candidats=away_first), (1, 1)))


def one_post() -> Made:
    """Four CATL before two juries: one post for all."""
    s = _changed(_session("CATL", people.candidats(4, 15), 4), "salles", "Plateau", postes=1)
    shape = outline(s, (2,), earliest={(0, 1): 600})
    return Made(s, plan_of(s, shape, {(0, 0): ("M1", "M2"), (0, 1): ("M3", "M4")}))


def habilitation_ends() -> Made:
    """Four CDA on two days: one membre's habilitation ends on the first, another is away that day."""
    s = _session("CDA", people.candidats(4, 18), 3, 2)
    first = s.jours[0].date
    ended = tuple(replace(h, fin=first) for h in s.membres[0].habilitations)
    s = _changed(s, "membres", "M1", habilitations=ended)
    s = _changed(s, "membres", "M3", indisponibilites=_away(0))
    return Made(s, _planned(s, (1, 1), sit={(0, 0): "M1 M2", (1, 0): "M2 M3"}))


def already_convened() -> Made:
    """Four DWWM who have their convocations: nobody comes before his hour."""
    s = _session("DWWM", people.candidats(4, 22), 3)
    plan = _planned(s)
    calls = {c.id: appel_usuel(s, plan.accueils, plan.du_candidat(c.id)[0].debut) for c in s.candidats}
    told = tuple(Convocation(id_, s.jours[0].date, heure.time()) for id_, heure in calls.items())
    convened = {m: k.debut.time() for k in plan.compositions for m in k.membres}
    told += tuple(Convocation(m, s.jours[0].date, heure) for m, heure in convened.items())
    return Made(replace(s, convocations=told, convocations_envoyees=date(2027, 5, 3)), plan)


def leads_or_sits() -> Made:
    """Three GCF: the responsable is away, and his suppléant is one of the three membres."""
    s = _session("GCF", people.candidats(3, 6), 3)
    third = s.membre("M3")
    suppleant = Personne("M3", third.nom, (Role.RESPONSABLE,), third.prenom, suppleant=True)
    gens = (*people.personnes(1)[:2], suppleant)
    s = _changed(replace(s, personnes=gens), "personnes", "P2", indisponibilites=_away(0))
    return Made(s, _planned(s))


def exempted() -> Made:
    """Two EC: one by VAE who has more time for orals, one who need not pass the questions."""
    un, deux = people.candidats(2, 9)
    un = replace(un, vae=True, organisme="", majorations=((Nature.ORAL, TIERS),))
    s = _session("EC", (un, replace(deux, dispenses=("QAP",))), 2)
    return Made(s, _planned(s))


def written_with_more_time() -> Made:
    """Eleven GCF on two days: one writes until 14:40, apart."""
    qui = _with_one(people.candidats(11, 19), 3, majorations=((Nature.ECRIT, TIERS),), salle_a_part=True)
    s = _session("GCF", qui, 4, 2, personnes=people.personnes(2))
    s = replace(
        s, salles=(*s.salles, people.salle("Petite salle", "ecrit", 2)), reglages=people.with_quota(s.reglages, 3)
    )
    return Made(s, _planned(s, (2, 2)))


def one_candidat_too_many() -> Made:
    """Five CDA in a day before two membres, who may hear four."""
    return Made(_session("CDA", people.candidats(5, 13), 2), None)


REAL: tuple[Real, ...] = (
    Real("R01-tiers-temps-dwwm", "a", "a tiers temps on a full day of four", tiers_temps),
    Real("R02-demi-journee-cda", "a", "a membre there in the morning only", half_day),
    Real("R03-jury-de-trois-cda", "a", "the centre's own jury of three", jury_of_three),
    Real("R04-deux-ccp-et-final-cda", "a", "two CCP for one, the entretien final for another", two_ccps_and_a_final),
    Real("R05-ecrit-jusqu-a-13h30-ad", "b", "a paper until 13:30, then all orals", paper_until_half_past_one),
    Real("R06-un-surveillant-cda", "a", "one surveillant for two rooms, one after the other", one_surveillant),
    Real("R07-limite-du-soir-cda", "a", "a full day that must end at 17:15", evening_limit),
    Real("R08-un-candidat-cda", "a", "one candidat, one linked membre of three", one_candidat),
    Real("R09-onze-dwwm", "a", "eleven candidats, five membres, two days, a tiers temps", eleven),
    Real("R10-liens-cda", "a", "every candidat linked with a membre", everybody_knows_somebody),
    Real("R11-scripteur-dwwm", "a", "a scripteur, a room apart and its own surveillant", somebody_writes_for_him),
    Real("R12-fauteuil-catl", "c", "an accessible room for one of four", wheelchair),
    Real("R13-absent-le-second-jour-sc", "b", "a candidat who can come on the first day only", away_on_the_second_day),
    Real("R14-un-poste-catl", "c", "one post for two juries", one_post),
    Real("R15-habilitation-finit-cda", "a", "an habilitation that ends between two days", habilitation_ends),
    Real("R16-deja-convoques-dwwm", "a", "convocations sent: nobody comes earlier", already_convened),
    Real("R17-responsable-ou-jury-gcf", "b", "the only one who can lead is a membre too", leads_or_sits),
    Real("R18-dispense-ec", "c", "an exemption, and more time for orals", exempted),
    Real("R19-ecrit-majore-gcf", "b", "a paper until 14:40 in a room apart, eleven candidats", written_with_more_time),
    Real("R20-un-de-trop-cda", "a", "five candidats where a jury may hear four", one_candidat_too_many, "infeasible"),
)
"""Every one, in order."""
