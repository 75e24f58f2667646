"""The échéances of small sessions, day by day; and how each stands as days go by."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from builders import LUNDI, cda, plan_cda_trois, session
from some import some
from tpplanner.domain.answers import Etat
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.domain.plan import Composition
from tpplanner.domain.session import Candidat, Fuseau, Genre, Habilitation, Jour, Suivi
from tpplanner.texts.echeances import CARTES
from tpplanner.year.echeances import echeancier

PARIS = {"departement": "75"}
FORMATION = date(2027, 5, 28)


def on(premier: date, *autres: date, **fields):
    """A session on those days, in Paris."""
    days = tuple(Jour(jour, f"Jour {rang}") for rang, jour in enumerate((premier, *autres), 1))
    return session(**{**PARIS, "jours": days, **fields})


def of(found, nature):
    return [e for e in found.echeances if e.nature is nature]


def the(found, nature):
    (echeance,) = of(found, nature)
    return echeance


def told(echeance):
    return " ".join((echeance.quoi, echeance.regle, *echeance.precisions))


# The days


@pytest.mark.parametrize(
    ("nature", "limite", "avant", "rule"),
    [
        (N.PROGRAMMATION, date(2027, 1, 30), date(2027, 1, 29), "before 31 January; the 30th is a Saturday"),
        (N.CREATION, date(2027, 3, 15), date(2027, 3, 15), "91 days before Monday 14 June"),
        (N.DTE, date(2027, 3, 15), date(2027, 3, 15), "the same"),
        (N.CONVOCATIONS, date(2027, 5, 14), date(2027, 5, 14), "a month before"),
        (N.CONGES, date(2027, 5, 30), date(2027, 5, 28), "15 days before is a Sunday: the Friday"),
        (N.PLIS, date(2027, 5, 31), date(2027, 5, 31), "two weeks before"),
        (N.AFFICHAGE, date(2027, 6, 13), date(2027, 6, 11), "the day before is a Sunday: the Friday"),
        (N.SAISIE, date(2027, 6, 14), date(2027, 6, 14), "on the last day"),
        (N.DESTRUCTION, date(2027, 6, 14), date(2027, 6, 14), "as soon as it is over"),
        (N.PV, date(2027, 6, 29), date(2027, 6, 29), "15 days after"),
        (N.ARCHIVES, date(2032, 6, 14), date(2032, 6, 14), "5 years after"),
    ],
)
def test_a_session_on_monday_14_june_2027(nature, limite, avant, rule):
    echeance = the(echeancier(session(**PARIS), plan_cda_trois()), nature)
    assert (echeance.limite, echeance.au_plus_tard) == (limite, avant), rule


@pytest.mark.parametrize(
    ("premier", "nature", "limite", "avant", "rule"),
    [
        (date(2027, 6, 13), N.CREATION, date(2027, 3, 14), date(2027, 3, 12), "J-91 is a Sunday: the Friday before"),
        (date(2027, 8, 16), N.CREATION, date(2027, 5, 17), date(2027, 5, 14), "J-91 is Whit Monday: the Friday before"),
        (date(2028, 3, 31), N.CONVOCATIONS, date(2028, 2, 29), date(2028, 2, 29), "a month before 31 March, leap year"),
        (date(2027, 3, 31), N.CONVOCATIONS, date(2027, 2, 28), date(2027, 2, 26), "28 February 2027 is a Sunday"),
        (date(2027, 6, 8), N.CONVOCATIONS, date(2027, 5, 8), date(2027, 5, 7), "8 May, a holiday on a Saturday"),
        (date(2027, 1, 30), N.PROGRAMMATION, date(2026, 1, 30), date(2026, 1, 30), "that of the year before"),
        (date(2027, 2, 1), N.PROGRAMMATION, date(2027, 1, 30), date(2027, 1, 29), "that of the year"),
        (date(2027, 12, 20), N.PV, date(2028, 1, 4), date(2028, 1, 4), "15 days, over the new year"),
        (date(2027, 4, 30), N.PV, date(2027, 5, 15), date(2027, 5, 14), "15 May is a Saturday: earlier, by caution"),
        (date(2028, 2, 29), N.ARCHIVES, date(2033, 2, 28), date(2033, 2, 28), "no 29 February in 2033"),
    ],
)
def test_other_first_days(premier, nature, limite, avant, rule):
    echeance = the(echeancier(on(premier)), nature)
    assert (echeance.limite, echeance.au_plus_tard) == (limite, avant), rule


def test_in_la_reunion_what_falls_on_20_december_is_done_before():
    worked = on(date(2028, 1, 20))
    assert the(echeancier(worked), N.CONVOCATIONS).au_plus_tard == date(2027, 12, 20)
    overseas = echeancier(replace(worked, departement="974"))
    echeance = the(overseas, N.CONVOCATIONS)
    assert (echeance.limite, echeance.au_plus_tard) == (date(2027, 12, 20), date(2027, 12, 17))
    assert "Abolition de l'esclavage" in told(echeance)
    assert overseas.time_zone == "Indian/Reunion"
    assert echeancier(replace(worked, fuseau=Fuseau.MAYOTTE)).time_zone == "Indian/Mayotte", "what is told comes first"


def test_a_titre_of_transport_has_five_days_for_its_pv():
    pv = the(echeancier(session(replace(cda(), transport=True), **PARIS), plan_cda_trois()), N.PV)
    assert (pv.limite, pv.au_plus_tard) == (date(2027, 6, 19), date(2027, 6, 18))
    assert "5 jours" in pv.regle


def test_days_are_counted_from_the_plan_where_there_is_one():
    longer = session(nb_jours=3, **PARIS)
    possible, planned = echeancier(longer), echeancier(longer, plan_cda_trois())
    assert (possible.premier, possible.dernier) == (LUNDI, LUNDI + timedelta(days=2))
    assert the(possible, N.PV).limite == date(2027, 7, 1)
    assert possible.provisoire
    assert any("jours possibles" in avis for avis in possible.avis)
    assert (planned.premier, planned.dernier) == (LUNDI, LUNDI)
    assert the(planned, N.PV).limite == date(2027, 6, 29)
    assert not planned.provisoire
    assert planned.jours == ((datetime.combine(LUNDI, time(8, 30)), datetime.combine(LUNDI, time(17))),)


def test_they_come_in_the_order_of_their_days_and_each_has_its_source():
    found = echeancier(session(**PARIS), plan_cda_trois())
    days = [e.au_plus_tard for e in found.echeances if e.au_plus_tard]
    assert days == sorted(days)
    assert all(e.source for e in found.echeances)
    assert all(card.quoi and card.source for card in CARTES.values())
    assert set(CARTES) == set(N)


def test_a_fictive_session_has_no_dates():
    with pytest.raises(ValueError, match="fictive"):
        echeancier(session(fictive=True))


# How they stand

CONVENED = {"convocations_envoyees": date(2027, 5, 10)}
LATE = {"convocations_envoyees": date(2027, 5, 20)}


@pytest.mark.parametrize(
    ("nature", "fields", "today", "etat", "why"),
    [
        (N.CREATION, {}, date(2027, 3, 15), Etat.A_FAIRE, "its last day"),
        (N.CREATION, {}, date(2027, 3, 16), Etat.INTENABLE, "a day too late, and it cannot be caught up"),
        (N.CREATION, {}, date(2027, 6, 14), Etat.A_VERIFIER, "the session has begun: it must have been created"),
        (N.CREATION, {"numero_ceres": "27-1"}, date(2027, 6, 1), Etat.FAIT, "its number says so"),
        (N.CONVOCATIONS, CONVENED, date(2027, 6, 1), Etat.FAIT, "sent in time"),
        (N.CONVOCATIONS, LATE, date(2027, 6, 1), Etat.FAIT_TARD, "sent six days late"),
        (N.CONVOCATIONS, {}, date(2027, 5, 15), Etat.INTENABLE, "not sent"),
        (N.DTE, {"suivi": Suivi(dte_commandes=date(2027, 3, 15))}, date(2027, 6, 1), Etat.FAIT, "on the last day"),
        (N.DTE, {"suivi": Suivi(dte_commandes=date(2027, 3, 16))}, date(2027, 6, 1), Etat.FAIT_TARD, "a day late"),
        (N.PROGRAMMATION, {}, date(2027, 2, 1), Etat.EN_RETARD, "late, and to be done"),
        (N.PROGRAMMATION, {"suivi": Suivi(programmation_transmise=date(2027, 3, 1))}, date(2027, 4, 1), Etat.FAIT, "half-yearly"),
        (N.CONGES, {}, date(2027, 5, 31), Etat.A_VERIFIER, "nothing in the workbook tells"),
        (N.PLIS, {}, date(2027, 6, 1), Etat.EN_RETARD, "not noted"),
        (N.PLIS, {"suivi": Suivi(plis_recus=date(2027, 6, 10))}, date(2027, 6, 11), Etat.FAIT, "they are there"),
        (N.PV, {}, date(2027, 6, 29), Etat.A_FAIRE, "its last day"),
        (N.PV, {}, date(2027, 6, 30), Etat.EN_RETARD, "late, and still due"),
        (N.PV, {"suivi": Suivi(pv_transmis=date(2027, 7, 1))}, date(2027, 8, 1), Etat.FAIT_TARD, "two days late"),
        (N.DESTRUCTION, {}, date(2027, 6, 15), Etat.EN_RETARD, "due at once"),
        (N.DESTRUCTION, {"suivi": Suivi(sujets_detruits=date(2027, 6, 15))}, date(2027, 7, 1), Etat.FAIT, "done"),
        (N.RESULTATS, {}, date(2027, 7, 1), Etat.A_SAVOIR, "they wait"),
        (N.RESULTATS, {"suivi": Suivi(resultats_valides=date(2027, 7, 5))}, date(2027, 7, 6), Etat.FAIT, "validated"),
        (N.ARCHIVES, {}, date(2030, 1, 1), Etat.A_SAVOIR, "kept until then"),
    ],
)  # fmt: skip
def test_how_an_echeance_stands(nature, fields, today, etat, why):
    assert the(echeancier(session(**PARIS, **fields), plan_cda_trois(), today), nature).etat is etat, why


def test_what_can_no_longer_be_met_says_when_a_session_still_can():
    found = echeancier(session(**PARIS), plan_cda_trois(), date(2027, 5, 20))
    assert "jeudi 19 août 2027" in told(the(found, N.CREATION))
    assert "dimanche 20 juin 2027" in told(the(found, N.CONVOCATIONS))
    early = echeancier(session(**PARIS), plan_cda_trois(), date(2027, 3, 1))
    assert "au plus tôt" not in told(the(early, N.CREATION))


def test_without_a_day_nothing_is_late():
    assert {e.etat for e in echeancier(session(**PARIS), plan_cda_trois()).echeances} == {Etat.A_FAIRE, Etat.A_SAVOIR}


def test_what_is_not_done_says_where_to_note_it_and_what_is_done_does_not():
    found = echeancier(session(**PARIS, **CONVENED), plan_cda_trois(), date(2027, 5, 11))
    assert "« DTE commandés le »" in told(the(found, N.DTE))
    assert "notez-le" not in told(the(found, N.CONVOCATIONS))


# How many, and whom


def test_subjects_are_ordered_for_every_candidat_and_one_or_two_more():
    assert "13 ou 14 : 12 candidats" in told(the(echeancier(session(candidats=12, **PARIS)), N.DTE))
    assert "2 ou 3 : 1 candidat," in told(the(echeancier(session(candidats=1, **PARIS)), N.DTE))


def test_in_a_ccp_session_they_are_ordered_by_ccp():
    parcours = (("CCP1",), ("CCP1", "CCP3"), ("CCP3",), ("CCP3",))
    candidats = tuple(Candidat(f"C{i}", f"N{i}", titre=False, ccps=ccps) for i, ccps in enumerate(parcours))
    dte = the(echeancier(session(candidats=candidats, genre=Genre.CCP, **PARIS)), N.DTE)
    assert "CCP1 : 3 ou 4 pour 2 candidats, CCP3 : 4 ou 5 pour 3 candidats." in told(dte)
    assert "CCP2" not in told(dte)


def test_each_membre_asks_for_leave_before_his_own_first_day():
    two = session(nb_membres=4, nb_jours=2, **PARIS)
    plan = plan_cda_trois()
    second = Composition("J2", datetime(2027, 6, 15, 9), datetime(2027, 6, 15, 17), ("M2", "M3"), "S1")
    found = echeancier(two, replace(plan, compositions=(*plan.compositions, second)))
    assert [(e.limite, e.noms) for e in of(found, N.CONGES)] == [
        (date(2027, 5, 30), ("MEMBRE1 Alix", "MEMBRE2 Alix")),
        (date(2027, 5, 31), ("MEMBRE3 Alix",)),
    ]


def test_addresses_are_verified_along_the_formation_and_at_the_session():
    candidats = (
        Candidat("C1", "UN", debut_formation=date(2026, 10, 5), fin_formation=FORMATION),
        Candidat("C2", "DEUX", debut_formation=date(2026, 10, 5), fin_formation=FORMATION),
        Candidat("C3", "TROIS", fin_formation=FORMATION),
        Candidat("C4", "QUATRE", vae=True, fin_formation=FORMATION),
    )
    found = of(echeancier(session(candidats=candidats, **PARIS)), N.ADRESSES)
    assert [(e.limite, len(e.noms)) for e in found] == [
        (date(2026, 10, 5), 2),
        (date(2027, 1, 30), 2),
        (FORMATION, 3),
        (LUNDI, 4),
    ]
    assert found[1].au_plus_tard == date(2027, 1, 29), "a Saturday"


def test_nobody_is_named_but_in_the_names():
    found = echeancier(session(**PARIS), plan_cda_trois(), LUNDI)
    for echeance in some(found.echeances):
        assert "CANDIDAT" not in told(echeance)
        assert "MEMBRE" not in told(echeance)


# What runs out


@pytest.mark.parametrize(
    ("fin", "premier", "rank", "etat", "said"),
    [
        (date(2026, 7, 1), date(2027, 6, 14), 2, Etat.A_SAVOIR, "encore 1 session possible"),
        (date(2026, 7, 1), date(2027, 6, 14), 1, Etat.A_SAVOIR, "encore 2 sessions possibles"),
        (date(2026, 7, 1), date(2027, 6, 14), 3, Etat.A_SAVOIR, "troisième et dernière"),
        (date(2026, 6, 14), date(2027, 6, 14), 1, Etat.A_SAVOIR, "se crée dans CERES au plus tard le 15/03/2027"),
        (date(2026, 6, 13), date(2027, 6, 14), 1, Etat.INTENABLE, "après leurs 12 mois"),
        (
            date(2027, 5, 14),
            date(2027, 6, 14),
            1,
            Etat.A_SAVOIR,
            "le 12/05/2028 se crée dans CERES au plus tard le 11/02/2028",
        ),
        (date(2028, 2, 29), date(2029, 2, 28), 1, Etat.A_SAVOIR, "le 29/11/2028"),
        (date(2028, 2, 29), date(2029, 3, 1), 1, Etat.INTENABLE, "29/02/2028"),
    ],
)
def test_the_twelve_months_of_a_candidat(fin, premier, rank, etat, said):
    candidat = Candidat("C1", "UN", fin_formation=fin, presentation=rank)
    echeance = the(echeancier(on(premier, candidats=(candidat,))), N.DOUZE_MOIS)
    assert echeance.etat is etat
    assert said in told(echeance)


def test_the_last_day_of_the_twelve_months_is_worked():
    candidat = Candidat("C1", "UN", fin_formation=date(2027, 5, 14))
    echeance = the(echeancier(on(LUNDI, candidats=(candidat,))), N.DOUZE_MOIS)
    assert (echeance.limite, echeance.au_plus_tard) == (date(2028, 5, 14), date(2028, 5, 12))
    assert "dimanche 14 mai 2028, qui n'est pas ouvré" in told(echeance)


def test_a_vae_candidat_has_no_twelve_months():
    candidat = Candidat("C1", "UN", vae=True, fin_formation=FORMATION)
    assert of(echeancier(session(candidats=(candidat,), **PARIS)), N.DOUZE_MOIS) == []


@pytest.mark.parametrize(
    ("expiration", "etat", "said"),
    [
        (LUNDI, None, ""),
        (date(2027, 6, 13), Etat.A_VERIFIER, "année supplémentaire (jusqu'au 13/06/2028)"),
        (date(2026, 6, 14), Etat.A_VERIFIER, "année supplémentaire (jusqu'au 14/06/2027)"),
        (date(2026, 6, 13), Etat.INTENABLE, "aucune session n'est possible"),
    ],
)
def test_the_end_of_a_titre(expiration, etat, said):
    found = of(echeancier(session(replace(cda(), expiration=expiration), **PARIS)), N.TITRE)
    assert [e.etat for e in found] == ([etat] if etat else [])
    assert all(said in told(e) for e in found)


@pytest.mark.parametrize(
    ("expiration", "limite", "said"),
    [
        (date(2027, 3, 17), date(2027, 3, 15), "91 jours avant le premier jour"),
        (date(2027, 3, 16), date(2027, 3, 15), "91 jours avant le premier jour"),
        (date(2027, 3, 15), date(2027, 3, 14), "avant la fin du titre (15/03/2027)"),
    ],
)
def test_a_session_is_created_before_the_titre_ends(expiration, limite, said):
    creation = the(echeancier(session(replace(cda(), expiration=expiration), **PARIS)), N.CREATION)
    assert creation.limite == limite
    assert said in creation.regle


def test_an_agrement_that_ends_before_the_last_day_is_renewed_three_months_ahead():
    ends = {"agrement_fin": date(2027, 6, 13)}
    renewal = the(echeancier(session(**PARIS, **ends), None, date(2027, 4, 1)), N.AGREMENT)
    assert (renewal.limite, renewal.etat) == (date(2027, 3, 14), Etat.EN_RETARD)
    assert "13/06/2027" in told(renewal)
    assert of(echeancier(session(**PARIS, agrement_fin=LUNDI)), N.AGREMENT) == []


def test_a_lease_that_ends_before_the_last_day():
    assert the(echeancier(session(**PARIS, bail_fin=date(2027, 6, 13))), N.BAIL).limite == date(2027, 6, 13)
    assert of(echeancier(session(**PARIS, bail_fin=LUNDI)), N.BAIL) == []


def habilites(*fins: date | None, millesime: str = "01"):
    plain = session(nb_membres=len(fins), **PARIS)
    membres = (
        replace(m, habilitations=(Habilitation("CDA", millesime, fin),))
        for m, fin in zip(plain.membres, fins, strict=True)
    )
    return replace(plain, membres=tuple(membres))


def test_habilitations_that_end_before_the_last_day_are_told_by_their_end():
    short = habilites(date(2027, 6, 13), LUNDI, None, date(2027, 5, 1))
    assert [(e.limite, e.noms) for e in of(echeancier(short), N.HABILITATIONS)] == [
        (date(2027, 5, 1), ("MEMBRE4 Alix",)),
        (date(2027, 6, 13), ("MEMBRE1 Alix",)),
    ]
    assert of(echeancier(short, plan_cda_trois()), N.HABILITATIONS)[0].noms == ("MEMBRE1 Alix",), "who sits alone"


def test_a_habilitation_of_another_millesime_is_no_matter_here():
    assert of(echeancier(habilites(date(2027, 1, 1), millesime="02")), N.HABILITATIONS) == []


def test_a_request_on_the_agrement_file_is_answered_within_three_weeks():
    asked = session(**PARIS, suivi=Suivi(pieces_demandees=date(2027, 2, 1)))
    answer = the(echeancier(asked, None, date(2027, 2, 23)), N.PIECES)
    assert (answer.limite, answer.etat) == (date(2027, 2, 22), Etat.EN_RETARD)


# Called off


@pytest.mark.parametrize("sent", [date(2027, 5, 10), date(2027, 6, 1)])
def test_a_session_called_off_after_the_convocations_still_owes_a_pv(sent):
    called_off = session(**PARIS, convocations_envoyees=sent, suivi=Suivi(annulee=date(2027, 6, 1)))
    found = echeancier(called_off, None, date(2027, 6, 2))
    assert {e.nature for e in found.echeances} == {N.ANNULATION, N.RETOUR_DTE, N.PV_ANNULATION, N.ARCHIVES}
    assert the(found, N.PV_ANNULATION).limite == date(2027, 6, 16)
    assert the(found, N.RETOUR_DTE).etat is Etat.EN_RETARD
    archives = the(found, N.ARCHIVES)
    assert (archives.limite, archives.regle) == (date(2032, 6, 1), "5 ans après l'annulation")


@pytest.mark.parametrize("sent", [None, date(2027, 6, 2)])
def test_called_off_before_them_it_owes_none(sent):
    called_off = session(**PARIS, convocations_envoyees=sent, suivi=Suivi(annulee=date(2027, 6, 1)))
    assert {e.nature for e in echeancier(called_off).echeances} == {N.ANNULATION, N.RETOUR_DTE}


# What is said of the whole


def test_days_of_the_session_on_holidays_are_told():
    found = echeancier(on(date(2027, 5, 5), date(2027, 5, 6)))
    assert "Le jeudi 6 mai 2027, jour de la session, est férié (Ascension)." in found.avis
    winter = echeancier(on(date(2027, 2, 8), departement="75"))
    assert any("Vacances d'hiver (zone C) : 08/02/2027" in avis for avis in winter.avis)
    assert not any("zone" in avis for avis in echeancier(on(date(2027, 2, 8), departement="29")).avis)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"departement": ""}, "n'est pas saisi"),
        ({"departement": "", "site": "29200 Brest"}, "29 Finistère, d'après le code postal"),
        ({"departement": "974"}, "vacances scolaires de La Réunion ne sont pas connues"),
    ],
)
def test_where_the_centre_is_and_what_is_not_known_of_it(fields, said):
    assert any(said in avis for avis in echeancier(session(**fields)).avis)


@pytest.mark.parametrize(
    ("fields", "contact"),
    [
        ({}, "UD 75 : drieets-idf-ud75.titres-professionnels@drieets.gouv.fr"),
        ({"service_departemental": "Mon UD", "contact_service": "ud@exemple.fr"}, "Mon UD : ud@exemple.fr"),
        ({"departement": "29"}, ""),
        ({"departement": "29", "service_departemental": "DDETS du Finistère"}, "DDETS du Finistère"),
    ],
)
def test_whom_to_write_to(fields, contact):
    assert echeancier(session(**{**PARIS, **fields})).contact == contact
