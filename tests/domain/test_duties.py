"""What a session owes: what candidats pass, whether it holds together, links, who is left out, what is left of a plan."""

from dataclasses import replace
from datetime import timedelta

import pytest

from builders import LUNDI, a, absent, cda, ecrit, membres, oral, passage, plan_cda_trois, referentiel, session, travail
from edits import changed
from small_sessions import deux_ccs
from tpplanner.domain.duties import (
    Exclusion,
    called_in,
    declined_away,
    epreuves_de,
    exclusions,
    faults,
    leaving_out,
    left_out_as,
    lien_deduit,
    minutes_de_correction,
    plan_without,
    reserve_aside,
    tables_de,
    taking_back,
    with_absences,
    with_one,
    with_reasons,
)
from tpplanner.domain.plan import Accueil, Composition, NatureAccueil, NatureTravail, Partie, Passage, Plan, Presence
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import (
    Candidat,
    Convocation,
    Jury,
    Lien,
    Membre,
    MotifLien,
    Personne,
    Pin,
    Plage,
    Portee,
    Reponse,
    Role,
)

# What a candidat has to pass.


@pytest.mark.parametrize(
    ("candidat", "tables", "epreuves"),
    [
        ({}, ["titre"], ["QP", "PP", "ET", "EF"]),
        ({"dernier_ccp": True}, ["titre"], ["QP", "PP", "ET", "EF"]),
        ({"dispenses": ("PP", "EF")}, ["titre"], ["QP", "ET"]),
        ({"titre": False}, [], []),
        ({"titre": False, "ccps": ("CCP2",)}, ["CCP2"], ["CCP2.QP", "CCP2.PP", "CCP2.ET"]),
        (
            {"titre": False, "ccps": ("CCP3", "CCP1"), "dernier_ccp": True, "dispenses": ("CCP1.PP",)},
            ["CCP1", "CCP3"],
            ["CCP1.QP", "CCP1.ET", "CCP3.QP", "CCP3.PP", "CCP3.ET", "EF"],
        ),
    ],
)
def test_a_candidat_passes_the_titre_or_ccps_and_the_entretien_final_when_they_end_it(candidat, tables, epreuves):
    who = Candidat("C1", "DURAND", **candidat)
    assert [t.id for t in tables_de(cda(), who)] == tables
    assert [e.id for e in epreuves_de(cda(), who)] == epreuves


def test_a_candidat_of_ccss_passes_each_with_its_own_entretien_final_and_never_the_titre_s():
    who = Candidat("C1", "DURAND", titre=False, ccps=("CCS2", "CCS1"))
    assert [t.id for t in tables_de(deux_ccs(), who)] == ["CCS1", "CCS2"]
    assert [e.id for e in epreuves_de(deux_ccs(), who)] == [
        *("CCS1.MSP", "CCS1.ET", "CCS1.EF"),
        *("CCS2.QP", "CCS2.PP", "CCS2.EF"),
    ]


def test_an_entretien_final_closes_the_titre_or_its_own_ccs():
    ref = deux_ccs()
    assert ref.entretiens_finals == ("EF", "CCS1.EF", "CCS2.EF")
    assert [ref.closes(*pair) for pair in (("EF", "CCS1.ET"), ("EF", "EF"), ("PP", "EF"))] == [True, False, False]
    assert [ref.closes("CCS2.EF", other) for other in ("CCS2.QP", "CCS1.ET", "CCS2.EF")] == [True, False, False]


def test_a_titre_without_an_entretien_final_ends_without_one():
    ref = replace(cda(), entretien_final="")
    who = Candidat("C1", "DURAND", titre=False, ccps=("CCP1",), dernier_ccp=True)
    assert [e.id for e in epreuves_de(ref, who)] == ["CCP1.QP", "CCP1.PP", "CCP1.ET"]


@pytest.mark.parametrize(
    ("epreuve", "minutes"),
    [
        (ecrit("QP", 30), 6),
        (ecrit("MSP", 30), 16),
        (oral("MSP", 30), 4),
        (oral("QP", 30), 6),
        (ecrit("MSP", 30, nature=Nature.PRATIQUE), 4),
        (ecrit("QP", 30, correction=0), 0),
        (oral("ET", 30, correction=9), 9),
    ],
)
def test_the_referentiel_says_how_long_a_correction_is_else_the_reglages_by_kind(epreuve, minutes):
    reglages = Reglages(correction_qp=6, correction_ecrit=16, correction_autre=4)
    assert minutes_de_correction(reglages, epreuve) == minutes


# Whether a session holds together.

BASE = session(nb_jours=2)
C1, C2, C3 = BASE.candidats
PIN = Pin("C1", "QP", Portee.HEURE, (Partie(0, a("9:00"), a("9:30"), "Ecrit"),))


def with_first(**champs):
    return replace(BASE, candidats=(replace(C1, **champs), C2, C3))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (replace(BASE, jours=(BASE.jours[0], BASE.jours[0])), ["jour '2027-06-14' stands 2 times"]),
        (replace(BASE, candidats=(C1, C2, C2, C2)), ["candidat 'C2' stands 3 times"]),
        (replace(BASE, membres=(*BASE.membres, BASE.membres[0])), ["membre 'M1' stands 2 times"]),
        (replace(BASE, jurys=(Jury("J", ("M1",)), Jury("J", ("M2",)))), ["jury 'J' stands 2 times"]),
        (replace(BASE, salles=(*BASE.salles, BASE.salles[0])), ["salle 'Ecrit' stands 2 times"]),
        (replace(BASE, personnes=(*BASE.personnes, BASE.personnes[0])), ["personne 'S1' stands 2 times"]),
        (
            replace(BASE, referentiel=referentiel(oral("ET", 20), oral("ET", 20))),
            ["epreuve 'ET' stands 2 times"],
        ),
        (replace(BASE, jours=()), ["no day"]),
        (replace(BASE, candidats=()), ["no candidat"]),
        (replace(BASE, jurys=(Jury("J", ("M1", "M9")),)), ["jury J names an unknown membre 'M9'"]),
        (
            replace(BASE, liens=(Lien("C9", "M9"),)),
            ["a link names an unknown candidat 'C9'", "a link names an unknown membre 'M9'"],
        ),
        (
            replace(BASE, pins=(replace(PIN, candidat="C9", epreuve="XX"),)),
            ["a pin names an unknown candidat 'C9'", "a pin names an unknown epreuve 'XX'"],
        ),
        (with_first(aide="A9"), ["candidat C1 names an unknown personne 'A9'"]),
        (with_first(dispenses=("XX",)), ["candidat C1 names an unknown epreuve 'XX'"]),
        (
            replace(BASE, convocations=(Convocation("X9", LUNDI, a("9:00").time()),)),
            ["a convocation names an unknown person 'X9'"],
        ),
        (with_first(titre=False), ["candidat C1 is presented to nothing"]),
        (with_first(dispenses=("PP", "ET", "EF")), ["candidat C1 passes nothing before the jury"]),
    ],
)
def test_what_does_not_hold_together_is_told(broken, told):
    assert list(faults(broken)) == told


def test_a_session_that_names_those_who_are_there_holds_together():
    nine = a("9:00").time()
    named = replace(
        with_first(aide="S1", dispenses=("PP", "ET")),
        jurys=(Jury("J", ("M1", "M2")),),
        liens=(Lien("C1", "M2"),),
        pins=(PIN,),
        convocations=tuple(Convocation(id_, LUNDI, nine) for id_ in ("C1", "M1", "R1")),
    )
    assert faults(named) == ()


# Links.

NOBODY, GRETA = Membre("M1", "PÉRON"), Membre("M1", "PÉRON", organisme="Greta Ouest", employeur="Usine")


@pytest.mark.parametrize(
    ("candidat", "membre", "motif"),
    [
        ({}, NOBODY, None),
        ({}, GRETA, None),
        ({"formateurs": ("M2", "M1"), "organisme": "Greta Ouest"}, GRETA, MotifLien.FORMATEUR),
        ({"organisme": "GRETA  ouest", "employeur": "Usine"}, GRETA, MotifLien.ORGANISME),
        ({"organisme": "Usine", "employeur": "usine"}, GRETA, MotifLien.EMPLOYEUR),
        ({"organisme": "Usine", "employeur": "Greta Ouest", "formateurs": ("M2",)}, GRETA, None),
    ],
)
def test_a_link_that_nobody_declares_is_the_strongest_there_is(candidat, membre, motif):
    assert lien_deduit(Candidat("C1", "DURAND", **candidat), membre) == motif


def linked(*liens, **champs):
    base = replace(BASE, membres=(replace(GRETA, id="M1"), replace(GRETA, id="M2", organisme="")), liens=liens)
    return changed(base, "C2", **({"organisme": "Greta Ouest"} | champs))


@pytest.mark.parametrize(
    ("liens", "champs", "found"),
    [
        ((), {}, [("C2", "M1", MotifLien.ORGANISME, "")]),
        (
            (Lien("C3", "M2", "voisins"), Lien("C2", "M1", "cousins")),
            {},
            [("C2", "M1", MotifLien.DECLARE, "cousins"), ("C3", "M2", MotifLien.DECLARE, "voisins")],
        ),
        ((Lien("C2", "M1", "réglé", leve=True),), {}, []),
        ((Lien("C2", "M1", "", leve=True),), {}, [("C2", "M1", MotifLien.ORGANISME, "")]),
        ((Lien("C2", "M2", "réglé", leve=True),), {}, [("C2", "M1", MotifLien.ORGANISME, "")]),
        (
            (Lien("C2", "M1", "réglé", leve=True),),
            {"formateurs": ("M1",)},
            [("C2", "M1", MotifLien.FORMATEUR, "")],
        ),
        ((Lien("C2", "M2", "réglé", leve=True), Lien("C2", "M1", "réglé", leve=True)), {"employeur": "Usine"}, []),
    ],
)
def test_a_declared_link_holds_and_a_deduced_one_is_released_with_a_reason(liens, champs, found):
    assert exclusions(linked(*liens, **champs)) == tuple(Exclusion(*e) for e in found)


def test_a_link_with_an_observateur_excludes_nothing():
    base = linked(Lien("C2", "M2", "voisins"), Lien("C3", "M1", "voisins"))
    watching = replace(base, membres=(replace(base.membres[0], observateur=True), base.membres[1]))
    assert [(e.candidat, e.membre) for e in exclusions(watching)] == [("C2", "M2")]


# One of a session's people or rooms changed.


def test_one_of_a_collection_is_changed_and_no_other():
    base = with_one(BASE, "salles", "S1", postes=7)
    assert [s.postes for s in base.salles] == [20, 10, 7]


def test_absences_are_changed_in_all_the_roles_of_an_id_or_in_those_that_are_told():
    gone, others = (absent("9:00", "10:00"),), (absent("14:00", "15:00"),)
    both = with_one(BASE, "membres", "M2", indisponibilites=others)
    both = replace(both, personnes=(Personne("M1", "MEMBRE1", (Role.RESPONSABLE,)), *BASE.personnes))
    everywhere = with_absences(both, "M1", lambda before: (*before, *gone))
    assert [m.indisponibilites for m in everywhere.membres] == [gone, others]
    assert [p.indisponibilites for p in everywhere.personnes] == [gone, (), ()]
    there = with_absences(both, "M1", lambda before: (*before, *gone), ["personnes"])
    assert there.membres == both.membres
    assert there.personnes[0].indisponibilites == gone


def test_who_declined_is_away_from_now_to_the_end_but_for_whom_a_plan_has_called():
    declined = [replace(m, reponse=Reponse.DECLINE) for m in membres(2, "CDA")]
    others = [
        replace(m, id=f"N{m.id}", reponse=r) for m, r in zip(membres(2, "CDA"), (None, Reponse.CONFIRME), strict=True)
    ]
    base = replace(BASE, membres=(*declined, *others))
    whole = Plage(a("0:00"), a("0:00", 2))
    assert [m.indisponibilites for m in declined_away(base).membres] == [(whole,), (whole,), (), ()]
    assert [m.indisponibilites for m in declined_away(base, ["M2"]).membres] == [(whole,), (), (), ()]
    for now, since in ((a("12:00"), a("12:00")), (a("0:00") - timedelta(days=3), a("0:00"))):
        later = declined_away(replace(base, maintenant=now))
        assert later.membres[0].indisponibilites == (Plage(since, a("0:00", 2)),)


def test_who_is_in_reserve_neither_sits_nor_watches_unless_the_centre_or_a_plan_has_called_them():
    waiting = tuple(replace(m, reserve=True) for m in membres(3, "CDA"))
    both = Personne("P8", "DEUX", (Role.SURVEILLANT, Role.RESPONSABLE), reserve=True)
    base = replace(BASE, membres=waiting, personnes=(*BASE.personnes, both))
    aside = reserve_aside(base)
    assert [bool(m.indisponibilites) for m in aside.membres] == [True] * 3
    assert aside.personnes == (*BASE.personnes, replace(both, roles=(Role.RESPONSABLE,)))
    alone = replace(base, personnes=(both,))
    assert reserve_aside(alone).personnes == (both,)
    typed = reserve_aside(replace(base, jurys=(Jury("J1", ("M1", "M2")),)))
    assert [bool(m.indisponibilites) for m in typed.membres] == [False, False, True]
    plan = replace(plan_cda_trois(), presences=(Presence("P8", Role.SURVEILLANT, a("9:00"), a("10:00")),))
    called = reserve_aside(replace(base, reference=(plan,)))
    assert [m.id for m in called.membres if not m.indisponibilites] == sorted(called_in(plan))
    assert called.personnes == base.personnes


def test_a_plan_calls_the_membres_of_all_its_juries():
    one = plan_cda_trois()
    other = Composition("J2", a("8:30"), a("17:00"), ("M2", "M3"), "S2")
    assert called_in(replace(one, compositions=(*one.compositions, other))) == {"M1", "M2", "M3"}


# Candidats left out, and taken back.

NAMED = replace(
    BASE,
    liens=(Lien("C1", "M1", "voisins"), Lien("C2", "M1")),
    convocations=(Convocation("C1", LUNDI, a("9:00").time()), Convocation("M1", LUNDI, a("9:00").time())),
    pins=(PIN, replace(PIN, candidat="C3")),
    reference=(plan_cda_trois(),),
)


def test_who_is_left_out_is_kept_aside_with_all_that_names_him_alone():
    left = leaving_out(NAMED, ["C1"])
    (aside,) = left.non_places
    assert (aside.candidat, aside.liens, aside.convocations, aside.pins) == (
        NAMED.candidats[0],
        NAMED.liens[:1],
        NAMED.convocations[:1],
        NAMED.pins[:1],
    )
    assert [c.id for c in left.candidats] == ["C2", "C3"]
    assert (left.liens, left.convocations, left.pins) == (NAMED.liens[1:], NAMED.convocations[1:], NAMED.pins[1:])
    assert {p.candidat for p in left.reference[0].passages} == {"C2", "C3"}
    assert [n.candidat.id for n in leaving_out(left, ["C3"]).non_places] == ["C1", "C3"]


def test_who_is_taken_back_comes_after_those_who_are_there():
    left = leaving_out(NAMED, ["C1", "C2"])
    one = taking_back(left, ["C2"])
    assert [c.id for c in one.candidats] == ["C3", "C2"]
    assert [n.candidat.id for n in one.non_places] == ["C1"]
    assert one.liens == NAMED.liens[1:]
    every = taking_back(left)
    assert [c.id for c in every.candidats] == ["C3", "C1", "C2"]
    assert (set(every.liens), set(every.convocations), set(every.pins)) == (
        set(NAMED.liens),
        set(NAMED.convocations),
        set(NAMED.pins),
    )
    assert every.non_places == ()


def test_reasons_are_told_of_whom_they_are_and_the_others_keep_theirs():
    left = with_reasons(leaving_out(NAMED, ["C1", "C2"]), {"C1": ("trop long", "un jour", "prouvé")})
    told = {n.candidat.id: (n.pourquoi, n.remede, n.certitude) for n in left.non_places}
    assert told == {"C1": ("trop long", "un jour", "prouvé"), "C2": ("", "", "")}
    again = with_reasons(left, {"C2": ("absent", "", "")})
    assert [n.pourquoi for n in again.non_places] == ["trop long", "absent"]
    same = left_out_as(NAMED, left)
    assert [c.id for c in same.candidats] == ["C3"]
    assert same.non_places == left.non_places


# What is left of a plan.


def two_juries():
    """C1 and C2 before J1, C3 before J2 on the next day; a surveillant and an aide for C3 alone."""
    passages = (
        passage("C1", "QP", a("9:00"), 30, "Ecrit"),
        passage("C2", "QP", a("9:00"), 30, "Ecrit"),
        passage("C1", "ET", a("10:00"), 20, "S1", "J1"),
        passage("C2", "ET", a("11:00"), 20, "S1", "J1"),
        passage("C3", "MSP", a("9:00", 1), 30, "Plateau"),
        passage("C3", "ET", a("10:00", 1), 20, "S2", "J1"),
    )
    travaux = (
        travail("J1", NatureTravail.LECTURE, a("9:00"), 15, "C1"),
        travail("J1", NatureTravail.LECTURE, a("9:15"), 15, "C2"),
        travail("J1", NatureTravail.CLOTURE, a("12:00"), 15),
        travail("J1", NatureTravail.CLOTURE, a("12:00", 1), 15),
    )
    presences = (
        Presence("S1", Role.SURVEILLANT, a("9:00"), a("9:30"), "Ecrit"),
        Presence("S1", Role.SURVEILLANT, a("9:00", 1), a("9:30", 1), "Plateau"),
        Presence("A1", Role.AIDE, a("9:00", 1), a("9:30", 1), "Plateau", "C3", "MSP"),
        Presence("R1", Role.RESPONSABLE, a("8:30"), a("12:15")),
        Presence("R1", Role.RESPONSABLE, a("8:30", 1), a("12:15", 1)),
    )
    compositions = tuple(Composition("J1", a("9:00", day), a("12:15", day), ("M1", "M2"), "S1") for day in range(2))
    accueils = (
        Accueil(NatureAccueil.ACCUEIL, a("8:30"), a("9:00")),
        Accueil(NatureAccueil.PLIS, a("8:50"), a("9:00"), "QP"),
        Accueil(NatureAccueil.ACCUEIL, a("8:45", 1), a("9:00", 1)),
        Accueil(NatureAccueil.PLIS, a("8:50", 1), a("9:00", 1), "MSP"),
    )
    return Plan(passages, travaux, presences, compositions, accueils)


def test_a_plan_without_a_candidat_keeps_what_is_there_for_others():
    plan = two_juries()
    left = plan_without(plan, ["C1"])
    assert [(p.candidat, p.epreuve) for p in left.passages] == [("C2", "QP"), ("C2", "ET"), ("C3", "MSP"), ("C3", "ET")]
    assert [t.candidat for t in left.travaux] == ["C2", "", ""]
    assert (left.presences, left.compositions, left.accueils) == (plan.presences, plan.compositions, plan.accueils)


def test_a_plan_without_whom_it_does_not_have_is_what_it_was():
    plan = replace(plan_cda_trois(), passages=())
    assert plan_without(plan, ["C1"]) == plan


def test_a_plan_without_the_only_candidat_of_a_day_keeps_nothing_of_that_day():
    plan = two_juries()
    left = plan_without(plan, ["C3"])
    for pieces in ("travaux", "presences"):
        assert getattr(left, pieces) == tuple(x for x in getattr(plan, pieces) if x.debut.date() == LUNDI)
    assert (left.compositions, left.accueils) == (plan.compositions[:1], plan.accueils[:2])


def test_a_plan_keeps_no_plis_of_an_epreuve_that_nobody_sits_on_a_day_that_others_have():
    plan = two_juries()
    early = passage("C1", "PP", a("9:00", 1), 30, "S1", "J1")
    left = plan_without(replace(plan, passages=(*plan.passages, early)), ["C3"])
    assert [(x.nature, x.epreuve) for x in left.accueils if x.jour > LUNDI] == [(NatureAccueil.ACCUEIL, "")]


SEATED = Presence("S1", Role.SURVEILLANT, a("9:30"), a("10:00"), "Ecrit")


@pytest.mark.parametrize(
    ("debut", "minutes", "salle", "kept"),
    [
        ("9:00", 30, "Ecrit", False),
        ("9:00", 31, "Ecrit", True),
        ("9:40", 10, "Ecrit", True),
        ("9:40", 10, "Plateau", False),
        ("9:59", 30, "Ecrit", True),
        ("10:00", 30, "Ecrit", False),
    ],
)
def test_a_surveillant_stays_where_somebody_is_in_the_room_with_him(debut, minutes, salle, kept):
    gone = passage("C1", "QP", a("9:30"), 30, "Ecrit")
    plan = Plan((gone, passage("C2", "QP", a(debut), minutes, salle)), presences=(SEATED,))
    assert plan_without(plan, ["C1"]).presences == ((SEATED,) if kept else ())


def test_a_surveillant_stays_with_any_part_of_a_passage():
    parts = (Partie(0, a("9:00"), a("9:30"), "Plateau"), Partie(1, a("9:30"), a("10:00"), "Ecrit"))
    plan = Plan((passage("C1", "QP", a("9:30"), 30, "Ecrit"), Passage("C2", "MSP", parts)), presences=(SEATED,))
    assert plan_without(plan, ["C1"]).presences == (SEATED,)


def playing(personne, candidat, day):
    return Presence(personne, Role.COMEDIEN, a("9:00", day), a("9:30", day), "Plateau", candidat, "MSP")


def welcomed(personne, day):
    return Presence(personne, Role.COMEDIEN, a("8:30", day), a("8:45", day))


@pytest.mark.parametrize(
    ("gone", "kept"),
    [
        ([], [("K1", 0), ("K2", 0), ("K1", 1)]),
        (["C1"], [("K2", 0), ("K1", 1)]),
        (["C3"], [("K1", 0), ("K2", 0)]),
        (["C1", "C3"], [("K2", 0)]),
    ],
)
def test_a_comedien_is_welcomed_on_the_days_on_which_he_still_plays(gone, kept):
    """K1 plays for C1 then, the next day, for C3; K2 for C2."""
    days = {"C1": ("K1", 0), "C2": ("K2", 0), "C3": ("K1", 1)}
    passages = tuple(passage(c, "MSP", a("9:00", day), 30, "Plateau") for c, (_, day) in days.items())
    others = tuple(passage(c, "ET", a("11:00", day), 20, "S1", "J1") for c in ("C2",) for day in (0, 1))
    presences = [playing(k, c, day) for c, (k, day) in days.items()]
    presences += [welcomed(k, day) for k, day in days.values()]
    left = plan_without(Plan((*passages, *others), presences=tuple(presences)), gone)
    told = [(p.personne, (p.debut.date() - LUNDI).days) for p in left.presences if not p.candidat]
    assert sorted(told) == sorted(kept)
    assert sorted(p.candidat for p in left.presences if p.candidat) == sorted({*days} - {*gone})
