"""Each rule of a year, by both its halves: the check names the breach, the solver cannot make it."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from ortools.sat.python import cp_model
from regenerate import ROOT

from tpplanner.audit.programmation import MESURES_ANNEE, REGLES_ANNEE, check_annee
from tpplanner.domain.annee import NIVEAUX_ANNEE, Disponibilite, Programmation, SessionPrevue, Voie, ouverte, saisie
from tpplanner.domain.answers import Requirement
from tpplanner.domain.session import Genre, Habilitation
from tpplanner.rules import ANNEE, ANNEE_BY_NAME, ANNEE_PREFERENCES, SolverHalf
from tpplanner.solver.model.posting import Poster
from tpplanner.solver.programmation import CONSTRAINTS_ANNEE, COSTS_ANNEE, YearModel
from tpplanner.texts import annee as sorties
from tpplanner.texts import annee as textes
from years import (
    AUJOURDHUI,
    FORMATION,
    LUNDI,
    annee,
    jour,
    le,
    programmation,
    with_candidat,
    with_membre,
    with_session,
    with_titre,
)

BASE, BON = annee(), programmation()
DEUX_LIENS = with_candidat(BASE, "C1", liens=("MEMBRE1 Alix",))
CCP = with_candidat(BASE, "C3", genre=Genre.CCP, ccps=("CCP1",))

BREACHES = [
    ("jours_ouverts", "ferme", replace(BASE, feries=(jour(1),)), BON),
    ("jours_ouverts", "ferme", BASE, programmation(A__jours=(jour(4), jour(5)))),
    ("jours_ouverts", "sans_date", BASE, programmation(B__jours=())),
    ("dates_permises", "tot", with_session(BASE, "B", au_plus_tot=jour(3)), BON),
    ("dates_permises", "tard", with_session(BASE, "A", au_plus_tard=jour(0)), BON),
    ("creation_91_jours", "trop_tot", replace(BASE, aujourdhui=LUNDI - timedelta(days=90)), BON),
    ("creation_91_jours", "retard", with_session(BASE, "A", creee_le=LUNDI - timedelta(days=90)), BON),
    ("titre_en_vigueur", "creation", with_titre(BASE, expiration=AUJOURDHUI - timedelta(days=1)), BON),
    ("titre_en_vigueur", "fin", with_titre(with_session(with_session(BASE, "A", numero_ceres="1"), "B", numero_ceres="2"), expiration=date(2026, 6, 7)), BON),
    ("agrement_en_vigueur", "fin", with_titre(BASE, agrement_fin=jour(1)), BON),
    ("responsable_designe", "responsable", BASE, programmation(A__responsable="")),
    ("responsable_designe", "suppleant", BASE, programmation(A__suppleants=())),
    ("responsable_designe", "titre", replace(BASE, responsables=(replace(BASE.responsables[0], titres=("U",)), *BASE.responsables[1:])), BON),
    ("responsable_une_session", "deux", with_titre(BASE, salles=()), programmation(B__jours=(jour(1),), B__membres=("M3", "M4"))),
    ("responsable_une_session", "absent", replace(BASE, responsables=(replace(BASE.responsables[0], disponibilite=Disponibilite(sauf=(le(2),))), *BASE.responsables[1:])), BON),
    ("membres_assez", "membres", BASE, programmation(A__membres=("M1",))),
    ("membres_assez", "membres", BASE, programmation(A__jurys=0, A__membres=())),
    ("membres_assez", "jurys", with_titre(BASE, places=1), programmation(A__candidats=("C1", "C2", "C3"), B__candidats=())),
    ("habilitation_en_vigueur", "aucune", with_membre(BASE, "M1", habilitations=(Habilitation("T", "02"),)), BON),
    ("habilitation_en_vigueur", "fin", with_membre(BASE, "M1", habilitations=(Habilitation("T", "01", jour(1)),)), BON),
    ("membre_une_session", "deux", with_titre(BASE, salles=()), programmation(B__jours=(jour(0),), B__responsable="R3", B__suppleants=(), B__membres=("M2", "M3"))),
    ("membre_une_session", "absent", with_membre(BASE, "M2", disponibilite=Disponibilite(seulement=(le(0, 1),))), BON),
    ("membre_journees", "trop", with_membre(BASE, "M1", journees_max=2), BON),
    ("jury_sans_lien", "peu", DEUX_LIENS, BON),
    ("jury_sans_lien", "peu", DEUX_LIENS, programmation(A__membres=("M1",))),
    ("salle_une_session", "deux", BASE, programmation(B__jours=(jour(1),), B__responsable="R3", B__suppleants=(), B__membres=("M3", "M4"))),
    ("salle_une_session", "absente", replace(BASE, salles=(replace(BASE.salles[0], disponibilite=Disponibilite(sauf=(le(2),))),)), BON),
    ("capacite_session", "trop", with_session(BASE, "A", capacite=1), BON),
    ("candidat_inscrit", "formation", BASE, programmation(B__candidats=())),
    ("candidat_inscrit", "vae", with_candidat(BASE, "C3", voie=Voie.VAE), programmation(B__candidats=())),
    ("candidat_douze_mois", "avant", with_candidat(BASE, "C3", fin_formation=jour(2)), BON),
    ("candidat_douze_mois", "apres", with_candidat(BASE, "C3", fin_formation=date(2026, 6, 8)), BON),
    ("candidat_douze_mois", "trop", with_candidat(BASE, "C3", deja=3), BON),
    ("candidat_de_ce_titre", "genre", CCP, BON),
    ("candidat_de_ce_titre", "titre", with_candidat(replace(BASE, titres=(*BASE.titres, replace(BASE.titres[0], id="U", sigle="U"))), "C3", titre="U"), BON),
]  # fmt: skip
IDS = [f"{regle} {cas} {n}" for n, (regle, cas, _, _) in enumerate(BREACHES)]

NOT_BREACHES = [
    ("creation_91_jours", replace(BASE, aujourdhui=LUNDI - timedelta(days=91)), BON),
    ("creation_91_jours", with_session(BASE, "A", creee_le=LUNDI - timedelta(days=91)), BON),
    ("creation_91_jours", with_session(with_session(replace(BASE, aujourdhui=LUNDI - timedelta(days=9)), "A", numero_ceres="1"), "B", numero_ceres="2"), BON),
    ("titre_en_vigueur", with_titre(BASE, expiration=AUJOURDHUI), BON),
    ("titre_en_vigueur", with_titre(with_session(with_session(BASE, "A", numero_ceres="1"), "B", numero_ceres="2"), expiration=date(2026, 6, 9)), BON),
    ("agrement_en_vigueur", with_titre(BASE, agrement_fin=jour(2)), BON),
    ("dates_permises", with_session(with_session(BASE, "A", au_plus_tard=jour(1)), "B", au_plus_tot=jour(2)), BON),
    ("habilitation_en_vigueur", with_membre(BASE, "M1", habilitations=(Habilitation("T", "01", jour(2)),)), BON),
    ("membre_journees", with_membre(BASE, "M1", journees_max=3), BON),
    ("capacite_session", with_session(BASE, "A", capacite=2), BON),
    ("candidat_douze_mois", with_candidat(BASE, "C3", fin_formation=jour(1)), BON),
    ("candidat_douze_mois", with_candidat(BASE, "C3", fin_formation=date(2026, 6, 9)), BON),
    ("candidat_douze_mois", with_candidat(BASE, "C3", deja=2), BON),
    ("candidat_douze_mois", with_candidat(BASE, "C3", deja=9, voie=Voie.VAE), BON),
    ("jury_sans_lien", with_candidat(BASE, "C1", liens=("MEMBRE3 Alix",)), BON),
    ("responsable_designe", replace(BASE, responsables=tuple(replace(r, titres=("T",)) for r in BASE.responsables)), BON),
    ("responsable_designe", replace(BASE, responsables=BASE.responsables[:1]), programmation(A__suppleants=(), B__suppleants=())),
    ("habilitation_en_vigueur", with_membre(BASE, "M1", habilitations=(Habilitation("T", "01"),)), BON),
    ("candidat_douze_mois", with_candidat(BASE, "C3", deja=4), programmation(B__candidats=())),
]  # fmt: skip


def _violations(year, programme, regle):
    return [v.cas for v in check_annee(year, programme).violations if v.regle == regle]


@pytest.mark.parametrize(("regle", "cas", "year", "programme"), BREACHES, ids=IDS)
def test_the_check_names_a_breach_and_tells_it(regle, cas, year, programme):
    violations = [v for v in check_annee(year, programme).violations if v.regle == regle]
    assert {v.cas for v in violations} == {cas}
    for violation in violations:
        assert len(violation.sujet) == len(ANNEE_BY_NAME[regle].subject)
        told = textes.phrase(year, violation)
        assert "{" not in told
        assert told.endswith((".", ")"))


@pytest.mark.parametrize(("regle", "year", "programme"), [(r, y, p) for r, _, y, p in BREACHES], ids=IDS)
def test_the_solver_half_alone_refuses_it(regle, year, programme):
    assert not admits(year, programme, regle)


@pytest.mark.parametrize(("regle", "year", "programme"), NOT_BREACHES)
def test_what_is_right_on_the_edge_is_no_breach_for_either(regle, year, programme):
    assert _violations(year, programme, regle) == []
    assert admits(year, programme, regle)


def created(year):
    """The same year, its session noted in CERES on a day that nobody knows."""
    return with_session(year, "A", numero_ceres="1")


LONG = annee(sessions=(SessionPrevue("A", "T", duree=3),), candidats=BASE.candidats[:2])
THREE_DAYS = Programmation((replace(BON.session("A"), jours=(jour(0), jour(1), jour(2))),))
"""A session of three days alone, so that its first day, its second and its last are told apart."""

DATED = [
    ("dates_permises", "tot", lambda day: with_session(LONG, "A", au_plus_tot=day), jour(0), jour(1), jour(0)),
    ("dates_permises", "tard", lambda day: with_session(LONG, "A", au_plus_tard=day), jour(2), jour(1), jour(2)),
    ("creation_91_jours", "trop_tot", lambda day: replace(LONG, aujourdhui=day), jour(-91), jour(-90), jour(0)),
    ("creation_91_jours", "retard", lambda day: with_session(LONG, "A", creee_le=day), jour(-91), jour(-90), jour(0)),
    ("titre_en_vigueur", "creation", lambda day: replace(with_titre(LONG, expiration=AUJOURDHUI), aujourdhui=day), jour(0), jour(-1), None),
    ("titre_en_vigueur", "fin", lambda day: with_titre(created(LONG), expiration=day), date(2026, 6, 9), date(2026, 6, 8), jour(2)),
    ("agrement_en_vigueur", "fin", lambda day: with_titre(LONG, agrement_fin=day), jour(2), jour(1), jour(2)),
    ("habilitation_en_vigueur", "fin", lambda day: with_membre(LONG, "M1", habilitations=(Habilitation("T", "01", day),)), jour(2), jour(1), jour(2)),
    ("candidat_douze_mois", "avant", lambda day: with_candidat(LONG, "C1", fin_formation=day), jour(-1), jour(0), jour(0)),
    ("candidat_douze_mois", "apres", lambda day: with_candidat(LONG, "C1", fin_formation=day), date(2026, 6, 9), date(2026, 6, 8), jour(2)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("regle", "cas", "year", "right", "wrong", "told"), DATED, ids=[f"{d[0]} {d[1]}" for d in DATED]
)
def test_a_session_of_three_days_is_judged_by_its_first_or_its_last(regle, cas, year, right, wrong, told):
    assert _violations(year(right), THREE_DAYS, regle) == []
    assert admits(year(right), THREE_DAYS, regle)
    (violation,) = (v for v in check_annee(year(wrong), THREE_DAYS).violations if v.regle == regle)
    assert (violation.cas, dict(violation.donnees).get("jour")) == (cas, told)
    assert not admits(year(wrong), THREE_DAYS, regle)


@pytest.mark.parametrize("regle", CONSTRAINTS_ANNEE)
def test_a_plain_year_breaks_nothing(regle):
    assert check_annee(BASE, BON).conforme
    assert admits(BASE, BON, regle)


def admits(year, programme, regle):
    """Whether the variables can say a programmation, and one rule alone lets it be."""
    model = YearModel(year)
    if regle in CONSTRAINTS_ANNEE:
        CONSTRAINTS_ANNEE[regle](model, Poster(model.model, self_contained=True))
    if not _pin(model, programme):
        return False
    return cp_model.CpSolver().solve(model.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _pin(year, programme):
    """Pin everything; False where the variables cannot say it."""
    model = year.model
    for s in programme.sessions:
        if not s.jours:
            return False
        model.add(year.start[s.session] == year.first_from(s.jours[0]))
        model.add(year.juries[s.session] == s.jurys)
        for seats, chosen in ((year.sits, s.membres), (year.leads, [s.responsable]), (year.replaces, s.suppleants)):
            mine = {who: lit for (who, name), lit in seats.items() if name == s.session}
            if not {*filter(None, chosen)} <= mine.keys():
                return False
            for who, lit in mine.items():
                model.add(lit == (who in chosen))
        for rank, cohort in enumerate(year.cohorts):
            count = len({*cohort.ids} & {*s.candidats})
            if count and (rank, s.session) not in year.entered:
                return False
            if (rank, s.session) in year.entered:
                model.add(year.entered[rank, s.session] == count)
                model.add(year.receives[rank, s.session] == (count > 0))
    return True


def test_what_is_not_decided_yet_breaks_nothing():
    assert ouverte(BASE)
    assert check_annee(BASE, saisie(BASE), complete=False).conforme
    given = with_session(with_session(BASE, "A", jour=jour(0)), "B", jour=jour(1))
    assert {v.regle for v in check_annee(given, saisie(given), complete=False).violations} == {"salle_une_session"}


def _still_open(year, **changes):
    return [v.regle for v in check_annee(year, programmation(**changes), complete=False).violations]


def test_a_link_is_judged_once_a_jury_has_all_its_membres():
    assert _still_open(DEUX_LIENS, A__membres=("M1",)) == []
    assert _still_open(DEUX_LIENS, A__membres=("M1", "M2")) == ["jury_sans_lien"]
    assert _violations(BASE, programmation(A__membres=("M1",)), "jury_sans_lien") == []


def test_candidats_are_too_many_for_juries_once_these_are_counted():
    assert _still_open(BASE, A__jurys=0) == []


@pytest.mark.parametrize(
    ("souhaits", "missed"),
    [((), 0), ((le(0),), 0), ((le(5), le(0)), 0), ((le(1, 2),), 1), ((le(-1), le(1, 2)), 1)],
)
def test_a_wish_is_granted_by_the_first_day(souhaits, missed):
    assert _measured(with_session(LONG, "A", souhaits=souhaits), THREE_DAYS, "souhaits_annee") == missed


def test_a_session_is_of_the_week_in_which_it_begins():
    over_two_weeks = programmation(A__jours=(*map(jour, range(5)), jour(7)))
    assert _measured(BASE, over_two_weeks, "etalement_annee") == 1
    assert _measured(BASE, programmation(B__jours=(jour(7),)), "etalement_annee") == 0


def test_nobody_has_any_day_where_there_is_nobody():
    assert _measured(replace(BASE, membres=()), programmation(A__membres=(), B__membres=()), "charge_annee") == 0


def _measured(year, programme, regle):
    return {m.regle: m.valeur for m in check_annee(year, programme).mesures}[regle]


def test_every_card_has_its_halves_and_its_words():
    halves = {
        **dict.fromkeys(CONSTRAINTS_ANNEE, SolverHalf.CONSTRAINT),
        "candidat_de_ce_titre": SolverHalf.STRUCTURE,
    }
    assert [c.name for c in ANNEE] == list(REGLES_ANNEE)
    assert {c.name: c.solver for c in ANNEE} == halves
    names = [c.name for c in ANNEE_PREFERENCES]
    assert names == list(MESURES_ANNEE) == list(COSTS_ANNEE)
    assert [t.regle for n in NIVEAUX_ANNEE for t in n.termes] == names
    assert list(sorties.NIVEAUX) == [n.nom for n in NIVEAUX_ANNEE]
    assert {(regle, cas) for regle, cas, _, _ in BREACHES} == {(c.name, cas) for c in ANNEE for cas in c.manquements}


@pytest.mark.parametrize("card", [*ANNEE, *ANNEE_PREFERENCES], ids=lambda card: card.name)
def test_a_card_is_told_in_french_and_on_the_page_of_rules(card):
    page = (ROOT / "docs/regles.md").read_text(encoding="utf-8")
    assert re.match(r"[A-ZÉÀ].*\.$", card.enonce)
    assert card.sources
    assert f"`{card.name}`" in page
    assert card.enonce in page


@pytest.mark.parametrize("regle", CONSTRAINTS_ANNEE)
def test_a_requirement_has_its_sentence_and_something_to_change(regle):
    model = YearModel(with_titre(with_session(DEUX_LIENS, "A", capacite=2), agrement_fin=jour(9), expiration=jour(9)))
    model.annee = replace(model.annee, membres=tuple(replace(m, journees_max=9) for m in model.annee.membres))
    poster = Poster(model.model, guarded=True)
    CONSTRAINTS_ANNEE[regle](model, poster)
    assert poster.guards
    for requirement in poster.guards:
        assert textes.exigence(model.annee, requirement).endswith(".")
    assert textes.pistes([regle])


def test_breaches_of_what_is_typed_are_counted_in_words_that_agree():
    told = [textes.manquements(n).replace("\u00a0", " ") for n in (1, 2)]
    assert told == [
        "1 manquement à corriger dans ce qui est saisi : rien n'est proposé.",
        "2 manquements à corriger dans ce qui est saisi : rien n'est proposé.",
    ]


def test_no_clue_ever_leaves_a_candidat_out():
    told = " ".join(textes.PISTES.values()).lower()
    assert not re.search(r"retirer|supprimer|refuser|sans (?:le|ce) candidat|reporter", told)
    vae = with_candidat(BASE, "C1", voie=Voie.VAE)
    assert "ne peut pas être refusé" in textes.exigence(vae, Requirement("candidat_inscrit", ("C1",)))


def test_feries_and_saturdays_are_as_the_year_says():
    assert not BASE.ouvert(jour(5))
    assert replace(BASE, samedis=True).ouvert(jour(5))
    assert not replace(BASE, samedis=True).ouvert(jour(6))
    assert not replace(BASE, fermetures=(le(0, 3),)).ouvert(jour(3))
    assert BASE.candidats[0].limite == date(2028, 5, 21) == FORMATION.replace(year=2028)
    leap = replace(BASE.candidats[0], fin_formation=date(2028, 2, 29))
    assert leap.limite == date(2029, 2, 28)
