"""Two sessions in one centre on one day: what the first takes, the second does without."""

from dataclasses import replace

import pytest

from builders import LUNDI, a, absent, cda, jours, membres, plan_cda_trois, session
from tpplanner.audit import check
from tpplanner.change.bookings import Beside, beside, shared_responsables
from tpplanner.diagnosis.attempt import solve_session
from tpplanner.domain.answers import Infeasible, Planned
from tpplanner.domain.plan import Plan, Presence
from tpplanner.domain.session import Candidat, Personne, Plage, Role, Salle, Vehicule
from tpplanner.solver import Budget

ALL_DAY = Plage(a("8:30"), a("17:00"))


@pytest.fixture
def first():
    """A day of three candidats before M1 and M2 in « Salle 1 », all of it by hand."""
    return Beside("juin.xlsx", session(), plan_cda_trois())


def second(**fields):
    """Another session of the centre: one candidat, the same membres under other ids, the same rooms."""
    theirs = tuple(replace(m, id=f"X{m.id}") for m in membres(2, "CDA"))
    return session(candidats=(Candidat("C1", "AUTRE", "Lou"),), **{"membres": theirs, **fields})


def cut(base, *others):
    return beside(base, others)[0]


# What is taken


def test_membres_are_away_as_long_as_their_other_jury_is_together(first):
    away = cut(second(), first)
    assert [m.indisponibilites for m in away.membres] == [(ALL_DAY,), (ALL_DAY,)]


@pytest.mark.parametrize("nom", ["membre1", "MEMBRE1  ", "Mémbre1"])
def test_names_are_compared_whatever_their_case_accents_and_spaces(first, nom):
    base = second()
    renamed = replace(base, membres=(replace(base.membres[0], nom=nom, prenom="ALIX"), *base.membres[1:]))
    assert cut(renamed, first).membres[0].indisponibilites == (ALL_DAY,)


def test_whoever_is_not_named_there_stays_free(first):
    base = second(membres=(*second().membres, replace(second().membres[0], id="Y", nom="LIBRE")))
    assert cut(base, first).membre("Y").indisponibilites == ()


def test_own_absences_are_kept_and_joined(first):
    base = second()
    tired = replace(base.membres[0], indisponibilites=(absent("16:00", "18:00"), absent("9:00", "10:00", 1)))
    away = cut(replace(base, jours=jours(2), membres=(tired, *base.membres[1:])), first)
    assert away.membres[0].indisponibilites == (Plage(a("8:30"), a("18:00")), absent("9:00", "10:00", 1))


def test_a_jurys_room_is_taken_all_day_another_while_somebody_sits_there(first):
    rooms = {s.nom: s.indisponibilites for s in cut(second(), first).salles}
    assert rooms == {"Salle 1": (ALL_DAY,), "Salle d'écrit": (absent("9:00", "9:30"),), "Plateau": ()}


def test_rooms_of_another_site_are_others(first):
    elsewhere = replace(first, session=replace(first.session, site="2 rue du Port, Brest"))
    assert cut(second(site="2 RUE DU PORT - BREST"), elsewhere).salle("S1").indisponibilites == (ALL_DAY,)
    away = cut(second(site="9 quai Sud, Lorient"), elsewhere)
    assert all(salle.indisponibilites == () for salle in away.salles)
    assert away.membres[0].indisponibilites == (ALL_DAY,), "people are the same wherever they are"


def test_a_surveillant_is_away_while_he_is_needed_there(first):
    assert cut(second(), first).personne("S1").indisponibilites == (absent("9:00", "9:30"),)


def test_a_responsable_of_both_is_not_taken_away_but_he_is_from_anything_else(first):
    away = cut(second(), first)
    assert away.personne("R1").indisponibilites == ()
    also = Personne("S2", "RESPONSABLE", (Role.SURVEILLANT,))
    assert cut(second(personnes=(also,)), first).personne("S2").indisponibilites == (ALL_DAY,)


def test_a_candidat_of_both_is_away_while_he_passes_there(first):
    twice = replace(second(), candidats=(Candidat("C9", "CANDIDAT1", "Sacha"), Candidat("C8", "MEMBRE1", "Alix")))
    away = cut(twice, first)
    assert away.candidat("C9").indisponibilites == (absent("9:00", "9:30"), absent("9:40", "11:25"))
    assert away.candidat("C8").indisponibilites == (), "a membre's namesake is somebody else"


def test_only_the_days_of_the_session_count(first):
    later = second(jours=jours(2)[1:])
    away, issues = beside(later, [first])
    assert away == later
    assert "aucun jour en commun" in issues[0].message


def test_several_plannings_add_up(first):
    evening = Plan(passages=(), presences=(Presence("S1", Role.SURVEILLANT, a("17:30"), a("18:00"), "Ecrit"),))
    away = cut(second(), first, Beside("soir.xlsx", first.session, replace(first.plan, presences=evening.presences)))
    assert away.personne("S1").indisponibilites == (absent("9:00", "9:30"), absent("17:30", "18:00"))


def test_who_and_what_is_taken_is_told(first):
    (issue,) = beside(second(), [first])[1]
    assert "« juin.xlsx » occupe déjà : MEMBRE1 Alix, MEMBRE2 Alix, SURVEILLANT ; salles" in issue.message
    assert "Salle 1" in issue.message
    assert "RESPONSABLE" not in issue.message


# The rules keep them apart


def test_the_audit_refuses_a_plan_that_takes_what_is_taken(first):
    base = session()
    alone = plan_cda_trois()
    assert check(base, alone).conforme
    broken = {(v.regle, v.sujet[0]) for v in check(cut(base, first), alone).violations}
    assert broken >= {
        ("membre_disponible", "M1"),
        ("membre_disponible", "M2"),
        ("salle_disponible", "S1"),
        ("salle_disponible", "Ecrit"),
        ("candidat_disponible", "C1"),
    }


def _spans(base, plan):
    """When each person and room is taken, by name; the responsable left out."""
    named = {m.id: m.nom_complet for m in base.membres} | {p.id: p.nom_complet for p in base.personnes}
    rooms = {s.id: s.nom for s in base.salles}
    for c in plan.compositions:
        yield from ((named[m], c.debut, c.fin) for m in c.membres)
        yield rooms[c.salle], c.debut, c.fin
    for p in (p for p in plan.presences if p.role != Role.RESPONSABLE):
        yield named[p.personne], p.debut, p.fin
    for partie in (partie for p in plan.passages for partie in p.parties):
        yield rooms[partie.salle], partie.debut, partie.fin


def test_the_second_session_is_planned_beside_the_first(first):
    """One room and two membres are free besides; the written room and the surveillant are shared."""
    base = second()
    more = replace(
        base,
        membres=(*base.membres, *(replace(m, id=f"Z{m.id}", nom=f"AUTRE {m.nom}") for m in base.membres)),
        salles=(*base.salles, Salle("S9", "Salle 9", ("jury",))),
    )
    outcome, report = solve_session(cut(more, first), Budget(30, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    assert report.conforme
    assert outcome.plan.jours() == (LUNDI,)
    taken = list(_spans(first.session, first.plan))
    for nom, debut, fin in _spans(more, outcome.plan):
        assert not any(nom == n and debut < f and d < fin for n, d, f in taken), nom


def test_without_anybody_left_it_goes_to_the_next_day_or_nowhere(first):
    budget = Budget(30, workers=1, reproducible=True)
    outcome, _ = solve_session(cut(second(jours=jours(2)), first), budget)
    assert outcome.plan.jours() == (jours(2)[1].date,)
    assert isinstance(solve_session(cut(second(), first), budget)[0], Infeasible)


# The responsable of both


def test_one_responsable_of_two_sessions_at_once_is_a_warning(first):
    (issue,) = shared_responsables(session(), plan_cda_trois(), [first])
    assert issue.message.replace("\u00a0", " ") == (
        "RESPONSABLE est responsable de deux sessions à la fois le lundi 14 juin 2027, de 8 h 30 à 17 h (« juin.xlsx »)."
    )


def test_at_other_hours_or_under_another_name_he_is_not(first):
    plan = plan_cda_trois()
    later = tuple(replace(p, debut=a("17:00"), fin=a("18:00")) for p in plan.presences)
    assert shared_responsables(session(), replace(plan, presences=later), [first]) == ()
    base = session()
    other = tuple(replace(p, nom="QUELQU'UN") if p.id == "R1" else p for p in base.personnes)
    assert shared_responsables(replace(base, personnes=other), plan, [first]) == ()


def test_a_titre_of_its_own_does_not_matter(first):
    assert cut(second(referentiel=replace(cda(), sigle="AUTRE")), first).membres[0].indisponibilites == (ALL_DAY,)


def test_a_vehicle_of_the_same_name_is_taken_while_somebody_drives_it_on_the_same_site(first):
    (passage, *others) = first.plan.passages
    parties = tuple(replace(p, vehicules=("V1",)) for p in passage.parties)
    clio = Vehicule("V1", "Clio 1", "voiture")
    driven = replace(first, session=replace(first.session, vehicules=(clio,)))
    driven = replace(driven, plan=replace(first.plan, passages=(replace(passage, parties=parties), *others)))
    ours = Vehicule("V7", "CLIO 1", "voiture"), Vehicule("V1", "Zoé", "voiture")
    busy, free = cut(second(vehicules=ours), driven).vehicules
    assert busy.indisponibilites == (Plage(passage.debut, passage.fin),)
    assert free.indisponibilites == ()
    elsewhere = replace(driven, session=replace(driven.session, site="Brest"))
    assert cut(second(vehicules=ours, site="Lyon"), elsewhere).vehicules == ours
