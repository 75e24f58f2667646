"""Valid plans, each damaged in as many places as it takes to break one rule alone.

Where logic will not have it alone, `others` names the rules that are broken with it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import time

from builders import LUNDI, a, absent, cda, ecrit, oral, referentiel, sc, session
from edits import (
    before,
    changed,
    in_room,
    jury_in,
    lasting,
    reglees,
    renamed,
    room,
    settle,
    shifted,
    sitting,
    with_passages,
    with_people,
    with_presences,
    without_passage,
    without_role,
    without_work,
    work_at,
    work_lasting,
    work_shifted,
)
from journees import TROIS, UN, journee
from tpplanner.domain.plan import NatureTravail as T
from tpplanner.domain.plan import Partie, Passage, Plan, Presence
from tpplanner.domain.referentiel import Phase, Surveillance
from tpplanner.domain.session import (
    Convocation,
    Genre,
    Habilitation,
    Lien,
    Personne,
    Pin,
    Portee,
    Role,
    Salle,
    Session,
)
from worlds import chantier, comedie, en_deux_temps, vagues

Damage = Callable[[Session, Plan], Plan]


@dataclass(frozen=True)
class Sabotage:
    """A rule, the way in which it is broken, a session with a valid plan, and what is done to the plan."""

    regle: str
    cas: str
    session: Session
    plan: Plan
    damage: Damage
    others: frozenset[str] = field(default=frozenset())

    @property
    def damaged(self) -> Plan:
        """The plan as it is after that."""
        return self.damage(self.session, self.plan)


ROOMS = (
    Salle("Ecrit", "Salle d'écrit", ("ecrit",), postes=20, ressources=(("caisse", 1),)),
    Salle("Ecrit2", "Petite salle", ("ecrit",), postes=2),
    Salle("Etage", "Salle à l'étage", ("ecrit", "jury"), postes=9, accessible=False),
    Salle("Plateau", "Plateau", ("plateau",), postes=10, ressources=(("caisse", 3),)),
    Salle("Plateau2", "Petit plateau", ("plateau",), postes=10, ressources=(("caisse", 1),)),
    Salle("S1", "Salle 1", ("jury",)),
    Salle("S2", "Salle 2", ("jury",)),
)
PEOPLE = (
    Personne("P1", "SURVEILLANT1", (Role.SURVEILLANT,)),
    Personne("P2", "SURVEILLANT2", (Role.SURVEILLANT, Role.FORMATEUR)),
    Personne("R1", "RESPONSABLE", (Role.RESPONSABLE,)),
)


def base(ref=None, candidats=3, **autres: object) -> Session:
    """Rooms, membres and people enough; M4 is in no way fit to sit."""
    s = session(ref or cda(), candidats, nb_membres=4, salles=ROOMS, personnes=PEOPLE, **autres)
    return changed(s, "M4", habilitations=())


def trois(**autres: object) -> tuple[Session, Plan]:
    """The worked day."""
    s = base(**autres)
    return s, journee(s, TROIS)


def of(session_: Session, text: str = TROIS) -> tuple[Session, Plan]:
    """The plan that these lines say in that session."""
    return session_, journee(session_, text)


def settled_after(*damages: Callable[[Plan], Plan]) -> Damage:
    """All these, one after the other, then all that follows from passages."""

    def damage(s: Session, plan: Plan) -> Plan:
        for one in damages:
            plan = one(plan)
        return settle(s, plan)

    return damage


def bare(*damages: Callable[[Plan], Plan]) -> Damage:
    """All these, and nothing else."""

    def damage(_: Session, plan: Plan) -> Plan:
        for one in damages:
            plan = one(plan)
        return plan

    return damage


def parts(candidat: str, epreuve: str, *spans: tuple[int, str, str]) -> Callable[[Plan], Plan]:
    """A passage in these parts: phase, from, to."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if (p.candidat, p.epreuve) != (candidat, epreuve):
                return p
            first = p.parties[0]
            return replace(p, parties=tuple(Partie(i, a(d), a(f), first.salle, first.jury) for i, d, f in spans))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def watched_by(jury: str, candidat: str, epreuve: str) -> Callable[[Plan], Plan]:
    """A passage before that jury, or none."""

    def damage(plan: Plan) -> Plan:
        passages = (
            replace(p, parties=tuple(replace(x, jury=jury) for x in p.parties))
            if (p.candidat, p.epreuve) == (candidat, epreuve)
            else p
            for p in plan.passages
        )
        return replace(plan, passages=tuple(passages))

    return damage


def people(told: Callable[[Presence], Presence]) -> Callable[[Plan], Plan]:
    """Every presence told otherwise."""
    return lambda plan: replace(plan, presences=tuple(told(p) for p in plan.presences))


def rows() -> list[Sabotage]:
    """Every row, by theme."""
    return [*candidats(), *hours(), *juries(), *works(), *others(), *rooms()]


# What each candidat passes


CHANTIER = """
9:00 MSP C1 C2
J1 : M1 M2 en S1
14:00 accueil
14:10 lecture C1
14:25 lecture C2
14:40 correction C1 MSP
14:45 correction C2 MSP
15:00 EF C1
15:35 EF C2
16:05 cloture
"""

DEUX_PHASES = replace(
    oral("PP", 1),
    phases=(Phase(20, Surveillance.SEUL, "plateau"), Phase(20, Surveillance.JURY)),
)

CCP = """
9:00 CCP1.QP C1
9:30 CCP2.QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
10:00 correction C1 CCP1.QP
10:05 correction C1 CCP2.QP
10:15 CCP1.PP C1
10:35 CCP1.ET C1
11:05 CCP2.PP C1
11:35 CCP2.ET C1
12:15 cloture
"""

DEUX_JOURS = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 PP C1
9:40 cloture
jour 2
8:30 accueil
9:00 ET C1
9:20 QAP C1
9:40 EF C1
10:05 cloture
"""

MIDI = """
11:00 QP C1
J1 : M1 M2 en S1
9:00 accueil
9:10 lecture C1
12:30 correction C1 QP
12:45 EF C1
14:15 cloture
"""


def candidats() -> list[Sabotage]:
    """Épreuves, their lengths and their order; a candidat's own time."""
    un = of(base(candidats=1), UN)
    midday = of(base(chantier(), 2), CHANTIER)
    two_phases = of(
        base(referentiel(DEUX_PHASES, oral("EF", 20)), 1),
        """
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        9:00 PP C1
        9:40 EF C1
        10:10 cloture
        """,
    )
    loose = of(
        base(referentiel(ecrit("QP", 30), oral("PP", 40), oral("EF", 20)), 1),
        UN.replace("10:20 ET C1\n11:05 EF", "10:20 EF"),
    )
    ccps = of(changed(base(candidats=1, genre=Genre.CCP), "C1", ccps=("CCP1", "CCP2")), CCP)
    two_days = of(base(en_deux_temps(), 1, nb_jours=2), DEUX_JOURS)
    one_table = of(
        base(referentiel(oral("PP", 30), oral("ET", 20), oral("QAP", 20), oral("EF", 15)), 1, nb_jours=2),
        DEUX_JOURS.replace("9:40 cloture\njour 2\n8:30 accueil\n9:00 ET", "9:30 ET")
        .replace("9:20 QAP", "9:50 QAP")
        .replace("9:40 EF", "10:10 EF")
        .replace("10:05", "10:35"),
    )
    away = of(changed(base(), "C2", indisponibilites=(absent("15:00", "19:00"),)))
    lunch = of(base(referentiel(ecrit("QP", 60), oral("EF", 80)), 1), MIDI)
    duree = "duree_exacte"
    return [
        Sabotage(
            "epreuves_completes",
            "",
            *un,
            settled_after(lambda p: without_passage(p, "C1", "EF"), lambda p: work_shifted(p, -20, T.CLOTURE)),
        ),
        Sabotage(
            "epreuves_completes",
            "",
            *un,
            bare(lambda p: with_passages(p, replace(p.passages[0], candidat="C9"))),
        ),
        Sabotage(duree, "epreuve", *un, settled_after(lambda p: lasting(p, 19, "C1", "EF"))),
        Sabotage(duree, "phase", *two_phases, settled_after(halved("PP", "9:21", "9:40"))),
        Sabotage(
            duree,
            "phase_inconnue",
            *un,
            bare(parts("C1", "EF", (3, "11:05", "11:25"))),
        ),
        Sabotage(duree, "ordre", *two_phases, bare(backwards("PP"))),
        Sabotage(
            duree,
            "interrompue",
            *un,
            settled_after(
                parts("C1", "EF", (0, "11:05", "11:15"), (0, "11:16", "11:26")), lambda p: work_shifted(p, 1, T.CLOTURE)
            ),
        ),
        Sabotage(duree, "coupure_phase", *of(base(en_deux_phases(), 1), SEUL), settled_after(cut_elsewhere)),
        Sabotage(duree, "coupure_duree", *midday, settled_after(both_cut("12:00", "12:44", "13:44"))),
        Sabotage(
            duree,
            "coupure_hors_plage",
            *midday,
            settled_after(both_cut("10:59", "11:44", "13:45")),
        ),
        Sabotage(
            duree,
            "coupure_commune",
            *midday,
            settled_after(parts("C1", "MSP", (0, "9:00", "12:05"), (0, "12:50", "13:45"))),
        ),
        Sabotage(
            "ordre_epreuves",
            "aussitot_apres",
            *un,
            settled_after(lambda p: shifted(p, 45, "C1", "PP"), lambda p: shifted(p, -40, "C1", "ET")),
        ),
        Sabotage(
            "ordre_epreuves",
            "apres",
            *of(
                base(referentiel(ecrit("QP", 30), oral("PP", 40), oral("ET", 45, apres=("PP",)), oral("EF", 20)), 1), UN
            ),
            settled_after(lambda p: shifted(p, 45, "C1", "PP"), lambda p: shifted(p, -40, "C1", "ET")),
        ),
        Sabotage("ordre_epreuves", "jours_min", *two_days, squeezed),
        Sabotage(
            "oraux_enchaines",
            "attente",
            *trois(),
            settled_after(lambda p: shifted(p, 6, "C3", "EF"), lambda p: work_shifted(p, 6, T.CLOTURE)),
        ),
        Sabotage("oraux_enchaines", "jours", *one_table, stretched),
        Sabotage(
            "entretien_final_dernier",
            "",
            *loose,
            settled_after(lambda p: shifted(p, 20, "C1", "PP"), lambda p: shifted(p, -40, "C1", "EF")),
        ),
        Sabotage("candidat_sans_chevauchement", "", *ccps, settled_after(lambda p: shifted(p, -20, "C1", "CCP2.QP"))),
        Sabotage("candidat_disponible", "", *away, lambda s, p: settle(s, exchanged(p, "C2", "C3"))),
        Sabotage("pause_candidat", "", *lunch, settled_after(lambda p: shifted(p, -5, "C1", "EF"))),
    ]


SEUL = """
9:00 MSP C1
J1 : M1 M2 en S1
14:00 accueil
14:10 lecture C1
14:40 correction C1 MSP
15:00 EF C1
16:05 cloture
"""


def en_deux_phases():
    """As `chantier`, with a short phase after the long one."""
    ref = chantier()
    msp = ref.titre.epreuves[0]
    (phase,) = msp.phases
    two = replace(msp, phases=(replace(phase, minutes=150), replace(phase, minutes=90)), collective=False)
    return replace(ref, titre=replace(ref.titre, epreuves=(two, *ref.titre.epreuves[1:])))


def cut_elsewhere(plan: Plan) -> Plan:
    """Midday stops the second phase, which is not the longest."""
    return parts("C1", "MSP", (0, "9:00", "11:30"), (1, "11:30", "12:00"), (1, "12:45", "13:45"))(plan)


def both_cut(stop: str, resumed: str, end: str) -> Callable[[Plan], Plan]:
    """The two candidats of `chantier` cut alike."""
    spans = ((0, "9:00", stop), (0, resumed, end))
    return lambda plan: parts("C1", "MSP", *spans)(parts("C2", "MSP", *spans)(plan))


def halved(epreuve: str, middle: str, end: str) -> Callable[[Plan], Plan]:
    """A passage whose first phase ends at another minute."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if p.epreuve != epreuve:
                return p
            one, two = p.parties
            return replace(p, parties=(replace(one, fin=a(middle)), replace(two, debut=a(middle), fin=a(end))))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def backwards(epreuve: str) -> Callable[[Plan], Plan]:
    """A passage whose phases change places."""

    def damage(plan: Plan) -> Plan:
        def told(p: Passage) -> Passage:
            if p.epreuve != epreuve:
                return p
            one, two = p.parties
            first = replace(two, debut=one.debut, fin=one.debut + (two.fin - two.debut))
            return replace(p, parties=(first, replace(one, debut=first.fin, fin=two.fin)))

        return replace(plan, passages=tuple(told(p) for p in plan.passages))

    return damage


def squeezed(s: Session, _: Plan) -> Plan:
    """What must be on two days, on one."""
    text = DEUX_JOURS.replace("9:40 cloture\njour 2\n8:30 accueil\n9:00 ET", "9:30 ET").replace("9:20 QAP", "9:50 QAP")
    return journee(s, text.replace("9:40 EF", "10:10 EF").replace("10:05", "10:35"))


def stretched(s: Session, _: Plan) -> Plan:
    """What must be on one day, on two."""
    return journee(s, DEUX_JOURS)


def exchanged(plan: Plan, one: str, other: str) -> Plan:
    """Two candidats change places."""
    return renamed(plan, **{one: other, other: one})


# Hours


def hours() -> list[Sabotage]:
    """When things may begin, and what was fixed beforehand."""
    long = of(
        base(sc(), 1),
        """
        10:00 MSP C1
        J1 : M1 M2 en S1
        14:30 accueil
        14:40 lecture C1
        14:55 correction C1 MSP
        15:15 ET C1
        15:35 EF C1
        16:05 cloture
        """,
    )
    s, plan = trois()
    ef = next(p for p in plan.passages if (p.candidat, p.epreuve) == ("C3", "EF"))
    by_hour = replace(s, pins=(Pin("C3", "EF", Portee.HEURE, ef.parties),)), plan
    whole = replace(s, pins=(Pin("C3", "EF", Portee.TOUT, ef.parties, ("M1", "M2")),)), plan
    convened = replace(s, convocations=(Convocation("M1", LUNDI, time(8, 30)),)), plan
    two_days = replace(s, jours=session(nb_jours=2).jours, convocations=(Convocation("M3", LUNDI, time(8, 0)),))
    later = shifted_chain("C3", 5)
    return [
        Sabotage("epreuve_collective", "", *trois(), settled_after(lambda p: shifted(p, 5, "C3", "QP"))),
        Sabotage("epreuve_longue", "", *long, settled_after(lambda p: shifted(p, 5, "C1", "MSP"))),
        Sabotage("accueil_candidats", "", *trois(), settled_after(lambda p: shifted(p, -5, "", "QP"))),
        Sabotage("ouverture", "", *trois(), settled_after(lambda p: work_at(p, a("18:50"), T.CLOTURE))),
        Sabotage("passage_fige", "heure", *by_hour, settled_after(later)),
        Sabotage("passage_fige", "salle", *whole, bare(lambda p: jury_in(p, "S2"))),
        Sabotage("passage_fige", "membres", *whole, bare(lambda p: sitting(p, "M1", "M3"))),
        Sabotage("convocation_respectee", "heure", *convened, settled_after(lambda p: work_shifted(p, -5, T.ACCUEIL))),
        Sabotage(
            "convocation_respectee", "jour", *of(two_days, "jour 2\n" + TROIS), bare(lambda p: sitting(p, "M1", "M3"))
        ),
    ]


def shifted_chain(candidat: str, minutes: int) -> Callable[[Plan], Plan]:
    """His orals and the clôture after them so many minutes later."""
    return lambda p: work_shifted(shifted(p, minutes, candidat, "PP", "ET", "EF"), minutes, T.CLOTURE)


# Juries


DEUX_JURYS = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:35 cloture
J2 : {} en S2
8:00 accueil
8:10 lecture C2
9:00 EF C2
9:35 cloture
"""


MATIN_ET_APRES_MIDI = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
9:00 EF C1
9:35 cloture
J2 : M3 M4 en S2
14:00 accueil
14:10 lecture C2
14:30 EF C2
15:00 cloture
"""


def juries() -> list[Sabotage]:
    """Who sits, and before whom."""
    s, plan = trois()
    asked = changed(replace(s, referentiel=replace(s.referentiel, qualites=("anglais",))), "M1", qualites=("Anglais",))
    away = changed(s, "M3", indisponibilites=(absent("13:00", "19:00"),))
    third = bare(lambda p: sitting(p, "M1", "M3"))
    links = {
        "declare": replace(s, liens=(Lien("C2", "M3", "voisins"),)),
        "formateur": changed(s, "C2", formateurs=("M3",)),
        "organisme": changed(changed(s, "C2", organisme="École"), "M3", organisme="ecole"),
        "employeur": changed(changed(s, "C2", employeur="Armor"), "M3", employeur="ARMOR"),
    }
    ef = referentiel(oral("EF", 20), quota=1)
    two = of(changed(base(ef, 2), "M4", habilitations=(Habilitation("TEST", "01"),)), DEUX_JURYS.format("M3 M4"))
    apart = of(two[0], MATIN_ET_APRES_MIDI)
    two_days = of(base(en_deux_temps(), 1, nb_jours=2), DEUX_JOURS)
    rooms_apart = of(changed(base(), "C3", salle_a_part=True))
    leads = with_people(s, Personne("M3", "MEMBRE3", (Role.RESPONSABLE,)))
    un = of(base(candidats=1), UN)
    return [
        Sabotage("jury_nombre", "", s, plan, bare(lambda p: sitting(p, "M1"))),
        Sabotage("membre_habilite", "", s, plan, bare(lambda p: sitting(p, "M1", "M4"))),
        Sabotage("membre_qualifie", "", asked, plan, bare(lambda p: sitting(p, "M2", "M3"))),
        Sabotage("membre_disponible", "", away, plan, third),
        *(Sabotage("lien_exclu", cas, linked, plan, third) for cas, linked in links.items()),
        Sabotage(
            "jury_constant",
            "jurys",
            *two,
            settled_after(read_by("J2", "C1"), lambda p: work_at(p, a("8:30"), T.LECTURE, "C1")),
        ),
        Sabotage("jury_constant", "membres", *two_days, bare(second_day_with("M1", "M3"))),
        Sabotage("jury_constant", "sans_jury", *un, bare(watched_by("", "C1", "ET"))),
        Sabotage(
            "jury_constant",
            "jury_en_trop",
            *of(base(candidats=1), UN),
            bare(watched_by("J1", "C1", "QP")),
        ),
        Sabotage(
            "quota_jury",
            "jury",
            *apart,
            settled_after(
                lambda p: before(p, "J1", "C2"),
                without_jury("J2"),
                lambda p: work_at(p, a("15:00"), T.CLOTURE, jury="J1"),
            ),
        ),
        Sabotage("quota_jury", "membre", *apart, bare(lambda p: sitting(p, "M1", "M3", jury="J2"))),
        Sabotage(
            "personne_sans_chevauchement",
            "chevauchement",
            *rooms_apart,
            bare(people(lambda p: replace(p, personne="P1") if p.role == Role.SURVEILLANT else p)),
        ),
        Sabotage(
            "personne_sans_chevauchement",
            "responsable",
            leads,
            without_role(plan, Role.RESPONSABLE, "M3"),
            bare(lambda p: with_presences(p, Presence("M1", Role.RESPONSABLE, a("8:30"), a("9:00")))),
        ),
    ]


def read_by(jury: str, candidat: str) -> Callable[[Plan], Plan]:
    """His file read by another jury than his."""

    def damage(plan: Plan) -> Plan:
        travaux = (
            replace(t, jury=jury) if (t.nature, t.candidat) == (T.LECTURE, candidat) else t for t in plan.travaux
        )
        return replace(plan, travaux=tuple(travaux))

    return damage


def second_day_with(*membres_: str) -> Callable[[Plan], Plan]:
    """Other membres in the jury of the second day."""

    def damage(plan: Plan) -> Plan:
        last = max(c.debut for c in plan.compositions)
        compositions = (replace(c, membres=membres_) if c.debut == last else c for c in plan.compositions)
        return replace(plan, compositions=tuple(compositions))

    return damage


def without_jury(jury: str) -> Callable[[Plan], Plan]:
    """Neither composition nor work of that jury."""
    return lambda plan: replace(
        plan,
        compositions=tuple(c for c in plan.compositions if c.jury != jury),
        travaux=tuple(t for t in plan.travaux if t.jury != jury),
    )


# The juries' own work


ENTRE = """
J1 : M1 M2 en S1
8:00 accueil
8:10 lecture C1
8:25 lecture C2
9:00 PP C1
9:30 EF C1
10:00 PP C2
10:30 EF C2
11:00 cloture
"""

APRES_MIDI = """
J1 : M1 M2 en S1
12:30 accueil
12:40 lecture C1
13:00 EF C1
14:10 lecture C2
14:30 EF C2
16:00 lecture C3
16:20 EF C3
17:30 cloture
"""

QP_DERNIER = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 ET C1
10:10 cloture
"""


def works() -> list[Sabotage]:
    """A jury's day."""
    s, plan = trois()
    loose = of(reglees(base(referentiel(oral("PP", 30), oral("EF", 15)), 2), enchainer=False), ENTRE)
    busy = of(base(referentiel(oral("EF", 60))), APRES_MIDI)
    last = of(base(referentiel(ecrit("QP", 30), oral("ET", 20)), 1), QP_DERNIER)
    two_days = of(base(referentiel(ecrit("QP", 30), oral("EF", 20)), 2, nb_jours=2), AVEC_VEILLE)
    reading = of(base(referentiel(oral("EF", 20)), 2, nb_jours=2), LU_LA_VEILLE)
    return [
        Sabotage("jury_sans_chevauchement", "", s, plan, settled_after(lambda p: work_shifted(p, -1, T.LECTURE, "C3"))),
        Sabotage(
            "candidat_seul_au_jury",
            "",
            *loose,
            settled_after(
                lambda p: shifted(p, 45, "C1", "EF"),
                lambda p: shifted(p, -20, "C2", "PP"),
                lambda p: shifted(p, 10, "C2", "EF"),
                lambda p: work_shifted(p, 10, T.CLOTURE),
            ),
        ),
        Sabotage("accueil_jury", "absent", s, plan, settled_after(lambda p: without_work(p, T.ACCUEIL))),
        Sabotage("accueil_jury", "court", s, plan, settled_after(lambda p: work_lasting(p, 9, T.ACCUEIL))),
        Sabotage(
            "accueil_jury",
            "premier",
            s,
            plan,
            settled_after(lambda p: work_shifted(p, 15, T.ACCUEIL), lambda p: work_shifted(p, -10, T.LECTURE, "C1")),
        ),
        Sabotage("correction", "absente", s, plan, bare(lambda p: without_work(p, T.CORRECTION, "C2"))),
        Sabotage("correction", "courte", s, plan, bare(lambda p: work_lasting(p, 4, T.CORRECTION, "C2"))),
        Sabotage("correction", "trop_tot", s, plan, bare(lambda p: work_at(p, a("9:25"), T.CORRECTION, "C2"))),
        Sabotage(
            "correction",
            "trop_tard",
            s,
            plan,
            bare(
                lambda p: work_at(p, a("14:40"), T.CORRECTION, "C2"),
                lambda p: work_at(p, a("12:35"), T.CORRECTION, "C3"),
            ),
        ),
        Sabotage("correction", "jour", *two_days, bare(lambda p: work_at(p, a("10:10"), T.CORRECTION, "C2"))),
        Sabotage(
            "correction",
            "sans_suite",
            *last,
            settled_after(lambda p: shifted(p, 120, "C1", "QP"), lambda p: without_work(p, T.CORRECTION)),
        ),
        Sabotage("lecture_dossier", "absente", s, plan, bare(lambda p: without_work(p, T.LECTURE, "C3"))),
        Sabotage("lecture_dossier", "courte", s, plan, bare(lambda p: work_lasting(p, 14, T.LECTURE, "C3"))),
        Sabotage(
            "lecture_dossier", "trop_tard", *trois_tard(), bare(lambda p: work_at(p, a("16:45"), T.LECTURE, "C3"))
        ),
        Sabotage("lecture_dossier", "jour", *reading, bare(lambda p: work_at(p, a("9:40"), T.LECTURE, "C2"))),
        Sabotage("deliberation", "absente", s, plan, bare(lambda p: without_work(p, T.DELIBERATION, "C3"))),
        Sabotage("deliberation", "courte", s, plan, bare(lambda p: work_lasting(p, 9, T.DELIBERATION, "C3"))),
        Sabotage("deliberation", "moment", s, plan, settled_cloture(5)),
        Sabotage("battement", "", s, plan, bare(lambda p: work_shifted(p, 1, T.CORRECTION, "C2"))),
        Sabotage(
            "pause_meridienne",
            "absente",
            s,
            without_work(plan, T.PAUSE),
            bare(lambda p: work_at(p, a("12:05"), T.CORRECTION, "C3")),
        ),
        Sabotage("pause_meridienne", "ecrite", s, plan, bare(lambda p: work_shifted(p, 1, T.PAUSE))),
        Sabotage(
            "travail_continu",
            "",
            *busy,
            settled_after(
                lambda p: shifted(p, -5, "C3"),
                lambda p: work_shifted(p, -5, T.LECTURE, "C3"),
                lambda p: work_shifted(p, -5, T.CLOTURE),
            ),
        ),
        Sabotage("cloture", "absente", s, plan, settled_after(lambda p: without_work(p, T.CLOTURE))),
        Sabotage("cloture", "courte", s, plan, settled_after(lambda p: work_lasting(p, 14, T.CLOTURE))),
        Sabotage(
            "cloture", "derniere", *of(base(candidats=1), UN), settled_after(lambda p: work_at(p, a("9:05"), T.CLOTURE))
        ),
    ]


AVEC_VEILLE = """
9:00 QP C1 C2
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 EF C1
10:20 cloture
jour 2
8:30 accueil
8:40 lecture C2
8:55 correction C2 QP
9:10 EF C2
9:45 cloture
"""

LU_LA_VEILLE = """
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:00 EF C1
10:00 cloture
jour 2
8:30 accueil
8:40 lecture C2
9:10 EF C2
9:45 cloture
"""


def trois_tard() -> tuple[Session, Plan]:
    """The worked day, with a quarter of an hour to spare before the clôture."""
    s = base()
    return s, journee(s, TROIS, ("16:45 cloture", "17:00 cloture"))


def settled_cloture(minutes: int) -> Damage:
    """The last deliberation, and the clôture after it, so many minutes late."""

    def damage(s: Session, plan: Plan) -> Plan:
        late = settle(s, work_shifted(plan, minutes, T.CLOTURE))
        return work_shifted(late, minutes, T.DELIBERATION, "C3")

    return damage


# Everybody else


COMEDIE = """
9:00 QP C1
J1 : M1 M2 en S1
8:30 accueil
8:40 lecture C1
9:30 correction C1 QP
9:40 MSP C1
10:20 ET C1
10:40 EF C1
11:10 cloture
"""


def others() -> list[Sabotage]:
    """Surveillants, formateurs, aides, comédiens, responsables."""
    un = of(base(candidats=1), UN)
    by_p1 = people(lambda p: replace(p, personne="P1") if p.role == Role.SURVEILLANT else p)
    by_p2 = people(lambda p: replace(p, personne="P2") if p.role == Role.SURVEILLANT else p)
    trained = changed(un[0], "C1", formateurs=("P2",)), by_p1(un[1])
    helped = of(with_people(changed(base(candidats=1), "C1", aide="A1"), Personne("A1", "AIDE", (Role.AIDE,))), UN)
    apart = of(changed(base(), "C3", salle_a_part=True))
    play = comedie()
    actors = tuple(Personne(k, k, (Role.COMEDIEN, Role.FORMATEUR)) for k in ("K1", "K2"))
    comic = base(play, 1)
    comic = replace(comic, personnes=(*comic.personnes, *actors))
    played = (
        comic,
        people(lambda p: replace(p, personne="K1") if p.role == Role.COMEDIEN else p)(journee(comic, COMEDIE)),
    )
    pupil = changed(comic, "C1", formateurs=("K2",)), played[1]
    return [
        Sabotage("surveillance", "", *un, bare(lambda p: without_role(p, Role.SURVEILLANT))),
        Sabotage("formateur_a_part", "surveillant", *trained, bare(by_p2)),
        Sabotage(
            "formateur_a_part",
            "comedien",
            *pupil,
            bare(people(lambda p: replace(p, personne="K2") if p.role == Role.COMEDIEN else p)),
        ),
        Sabotage(
            "aide_presente",
            "absente",
            *helped,
            bare(lambda p: replace(p, presences=tuple(x for x in p.presences if x.epreuve != "EF"))),
        ),
        Sabotage("aide_presente", "salle", *apart, settled_after(lambda p: in_room(p, "Ecrit", "C3", "QP"))),
        Sabotage(
            "comedien_present",
            "absent",
            *played,
            bare(lambda p: replace(p, presences=tuple(x for x in p.presences if x.epreuve != "MSP"))),
        ),
        Sabotage(
            "comedien_present",
            "accueil",
            *played,
            bare(
                lambda p: replace(p, presences=tuple(x for x in p.presences if x.role != Role.COMEDIEN or x.candidat))
            ),
        ),
        Sabotage("responsable_present", "", *un, bare(lambda p: without_role(p, Role.RESPONSABLE))),
    ]


# Places


def rooms() -> list[Sabotage]:
    """Where things take place."""
    s, plan = trois()
    ef = referentiel(oral("EF", 20))
    two = of(changed(base(ef, 2), "M4", habilitations=(Habilitation("TEST", "01"),)), DEUX_JURYS.format("M3 M4"))
    mixed = replace(s, salles=(*s.salles, Salle("Mixte", "Salle mixte", ("jury", "ecrit"), postes=20)))
    waves = of(
        base(vagues(), 2),
        """
        9:00 MSP C1 C2
        J1 : M1 M2 en S1
        8:30 accueil
        8:40 lecture C1
        8:55 lecture C2
        9:50 correction C1 MSP
        9:55 correction C2 MSP
        10:05 ET C1
        10:30 EF C1
        11:00 ET C2
        11:25 EF C2
        11:50 cloture
        """,
    )
    needs = changed(s, "C3", salle_accessible=True), plan
    closed = room(s, "S2", indisponibilites=(absent("16:00", "18:00"),)), plan
    return [
        Sabotage("salle_capacite", "postes", s, plan, settled_after(*(moved("Ecrit2", c) for c in ("C1", "C2", "C3")))),
        Sabotage(
            "salle_capacite", "ressource", *waves, settled_after(*(moved("Plateau2", c, "MSP") for c in ("C1", "C2")))
        ),
        Sabotage("salle_capacite", "seul", *preparing(), together),
        Sabotage("salle_adaptee", "usage", s, plan, settled_after(moved("Plateau", "C1"))),
        Sabotage("salle_adaptee", "inconnue", s, plan, settled_after(moved("Grenier", "C1"))),
        Sabotage("salle_adaptee", "accessible", *needs, settled_after(moved("Etage", "C3"))),
        Sabotage(
            "salle_jury",
            "absente",
            s,
            plan,
            bare(lambda p: replace(p, compositions=tuple(replace(c, salle="Plateau") for c in p.compositions))),
            frozenset(),
        ),
        Sabotage("salle_jury", "jury", *waiting(), bare(lambda p: jury_in(p, "S1", "J2"))),
        Sabotage("salle_jury", "candidat", *stranger(mixed), settled_after(moved("Mixte", "C3"))),
        Sabotage("salle_jury", "ailleurs", s, plan, bare(lambda p: in_room(p, "S2", "C3", "EF"))),
        Sabotage("salle_disponible", "", *closed, bare(lambda p: jury_in(p, "S2"))),
        *(
            [
                Sabotage(
                    "salle_capacite", "seul", *two, bare(lambda p: jury_in(p, "S1", "J2")), frozenset({"salle_jury"})
                )
            ]
        ),
    ]


def moved(salle: str, candidat: str, epreuve: str = "QP") -> Callable[[Plan], Plan]:
    """A candidat at an épreuve in another room."""
    return lambda plan: in_room(plan, salle, candidat, epreuve)


def preparing() -> tuple[Session, Plan]:
    """Two candidats who prepare alone, one after the other, in the one room for it."""
    phases = (Phase(20, Surveillance.SEUL, "ecrit"), Phase(20, Surveillance.JURY))
    ref = referentiel(replace(oral("EF", 1), phases=phases))
    s = changed(base(ref, 2), "M4", habilitations=(Habilitation("TEST", "01"),))
    return s, journee(
        s, DEUX_JURYS.format("M3 M4").replace("9:00 EF C2\n9:35", "9:20 EF C2\n10:10").replace("9:35", "9:50")
    )


def together(s: Session, _: Plan) -> Plan:
    """Both prepare in it at once."""
    return journee(
        s, DEUX_JURYS.format("M3 M4").replace("9:00 EF C2\n9:35", "9:15 EF C2\n10:10").replace("9:35", "9:50")
    )


def waiting() -> tuple[Session, Plan]:
    """A jury that has done with its candidat when another begins, but not with its day."""
    s = changed(base(referentiel(oral("EF", 20)), 2), "M4", habilitations=(Habilitation("TEST", "01"),))
    text = DEUX_JURYS.format("M3 M4").replace(
        "en S2\n8:00 accueil\n8:10 lecture C2\n9:00 EF C2\n9:35",
        "en S2\n9:35 accueil\n9:45 lecture C2\n10:05 EF C2\n10:40",
    )
    return s, journee(s, text.replace("9:35 cloture", "9:40 cloture"))


def stranger(s: Session) -> tuple[Session, Plan]:
    """A jury in a room where others might write, and a candidat whom it hears on another day."""
    two_days = replace(s, jours=session(nb_jours=2).jours)
    text = TROIS.replace(
        "14:40 correction C3 QP\n14:50 PP C3\n15:30 ET C3\n16:15 EF C3\n16:45 cloture\n", "14:45 cloture\n"
    )
    text = text.replace("9:10 lecture C3\n", "").replace("en S1", "en Mixte")
    text += "jour 2\n8:30 accueil\n8:40 lecture C3\n8:55 correction C3 QP\n9:10 PP C3\n9:50 ET C3\n10:35 EF C3\n11:10 cloture"
    plan = journee(two_days, text)
    return two_days, plan
