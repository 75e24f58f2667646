"""Who sits, and before whom."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from builders import a, absent, oral, referentiel
from edits import (
    before,
    changed,
    renamed,
    sitting,
    with_people,
    with_presences,
    without_role,
    work_at,
)
from journees import UN
from sabotage.base import (
    Damage,
    Sabotage,
    bare,
    base,
    of,
    people,
    settled_after,
    trois,
    watched_by,
)
from sabotage.candidats import DEUX_JOURS
from tpplanner.domain.plan import NatureTravail as T
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.questions import Question, Sujet
from tpplanner.domain.session import Habilitation, Jury, Lien, Personne, Role, Session
from worlds import en_deux_temps

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


def rows() -> list[Sabotage]:
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
        "question": changed(s, "C2", formateurs_possibles=("M3",)),
    }
    differing = replace(s, referentiel=replace(s.referentiel, organismes_differents=True))
    for membre, organisme in (("M1", "Port"), ("M2", "Gare"), ("M3", "Gare Nord")):
        differing = changed(differing, membre, organisme=organisme)
    colleagues = {
        "meme": changed(differing, "M3", organisme="PORT"),
        "question": replace(differing, questions=(Question(Sujet.ENSEIGNE, "Port", "Gare Nord"),)),
        "non_saisie": replace(
            changed(differing, "M3", organisme=""),
            questions=(Question(Sujet.SANS_ORGANISME, "MEMBRE3 Alix", "ailleurs", ("M3", ""), reponse=False),),
        ),
    }
    ef = referentiel(oral("EF", 20), quota=1)
    two = of(changed(base(ef, 2), "M4", habilitations=(Habilitation("TEST", "01"),)), DEUX_JURYS.format("M3 M4"))
    apart = of(two[0], MATIN_ET_APRES_MIDI)
    two_days = of(base(en_deux_temps(), 1, nb_jours=2), DEUX_JOURS)
    fit = changed(two_days[0], "M4", habilitations=(Habilitation("TEMPS", "01"),))
    heard = replace(fit, reference=(two_days[1],), maintenant=a("7:00", 1)), two_days[1]
    rooms_apart = of(changed(base(), "C3", salle_a_part=True))
    leads = with_people(s, Personne("M3", "MEMBRE3", (Role.RESPONSABLE,)))
    un = of(base(candidats=1), UN)
    return [
        Sabotage("jury_nombre", "", s, plan, bare(lambda p: sitting(p, "M1"))),
        *(Sabotage("jurys_du_centre", cas, *given, damage) for cas, given, damage in _given_juries(s, plan)),
        Sabotage("membre_habilite", "", s, plan, bare(lambda p: sitting(p, "M1", "M4"))),
        Sabotage("membre_qualifie", "", asked, plan, bare(lambda p: sitting(p, "M2", "M3"))),
        *(Sabotage("organismes_differents", cas, of_one, plan, third) for cas, of_one in colleagues.items()),
        Sabotage("membre_disponible", "", away, plan, third),
        *(Sabotage("lien_exclu", cas, linked, plan, third) for cas, linked in links.items()),
        Sabotage(
            "jury_constant",
            "jurys",
            *two,
            settled_after(read_by("J2", "C1"), lambda p: work_at(p, a("8:30"), T.LECTURE, "C1")),
        ),
        Sabotage("jury_constant", "membres", *two_days, bare(second_day_with("M1", "M3"))),
        Sabotage("jury_constant", "suite", *heard, bare(second_day_with("M3", "M4"))),
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
            "jurys_distincts",
            "",
            *of(base(referentiel(oral("EF", 15)), 2), MATIN_ET_APRES_MIDI.replace("M3 M4", "M2 M3")),
            bare(lambda p: sitting(p, "M1", "M2", jury="J2")),
        ),
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


def _given_juries(s: Session, plan: Plan) -> Iterator[tuple[str, tuple[Session, Plan], Damage]]:
    """Ways in which the jury of a plan may be another than the one that the centre gives."""
    trio = replace(s, jurys=(Jury("J1", ("M1", "M2", "M3")),))
    pair = replace(s, jurys=(Jury("J1", ("M1", "M2"), remplacants=("M3",)),))
    whole = sitting(plan, "M1", "M2", "M3")
    yield "sans", (trio, whole), bare(lambda p: sitting(p, "M1", "M2"))
    yield "avec", (replace(pair, jurys=(Jury("J1", ("M1", "M2")),)), plan), bare(lambda _: whole)
    yield "en_trop", (pair, plan), bare(lambda _: whole)
    yield "inconnu", (pair, plan), bare(lambda p: renamed(p, J1="J2"))


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
