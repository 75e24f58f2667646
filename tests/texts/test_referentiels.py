"""A titre is shown as its RE would show it, and what is not sure of it is said."""

from pathlib import Path

import pytest

from some import some
from tpplanner.domain.referentiel import CONFIRMABLES, MODALITES, Nature, Surveillance
from tpplanner.referentiels import find, load, refused, shipped
from tpplanner.texts import referentiels as textes
from tpplanner.texts.referentiels import avertissements, catalogue, demandes, duree_du_re, fiche

ICI = Path(__file__).parent.parent / "referentiels"


def page(sigle):
    return fiche(find(sigle)).replace("\u00a0", " ")


def test_the_page_of_cda_has_the_two_totals_of_the_re():
    texte = page("CDA")
    assert "Durée totale de l'épreuve pour le candidat : 2 h 15 (total imprimé par le RE)" in texte
    assert "Durée totale de présence du jury : 1 h 45 (total imprimé par le RE)" in texte


def test_the_page_of_cda_tells_who_is_present_how_long_and_in_which_order():
    lignes = page("CDA").splitlines()
    debut = lignes.index("Session titre")
    assert [" ".join(ligne.split()) for ligne in lignes[debut + 2 : debut + 10]] == [
        "1. QP – Questionnaire professionnel 30 min surveillant",
        "écrit ; collective (tous en même temps) ; salle d'écrit (postes)",
        "2. PP – Présentation d'un projet 40 min jury",
        "oral ; individuelle ; salle du jury ; après QP ; apporter votre dossier de projet imprimé",
        "3. ET – Entretien technique 45 min jury",
        "oral ; individuelle ; salle du jury ; aussitôt après PP",
        "4. EF – Entretien final 20 min jury",
        "oral ; individuelle ; salle du jury ; après ET ; dernière épreuve",
    ]


def test_the_page_of_cda_tells_its_quota_and_its_source():
    texte = " ".join(page("CDA").split())
    assert "4 candidats au plus par jury et par jour (soit 7 h d'épreuves, plus les lectures" in texte
    assert "vérifié sur le référentiel d'évaluation du 02/07/2024" in texte
    assert "mise à jour du 02/07/2024" in texte
    assert "À savoir" not in texte, "no update is known that was not read"
    assert "Session CCP3 – Préparer le déploiement d'une application sécurisée" in texte
    assert "Au dernier CCP d'un candidat s'ajoute l'entretien final (20 min)" in texte


def test_what_a_source_does_not_state_is_marked_on_the_page():
    texte = page("SC")
    assert "non vérifié" in texte
    assert "surveillant (?)" in texte
    assert "écrit (?) ; collective (tous en même temps) (?) ; salle d'écrit (postes) (?)" in texte
    assert "après MSP (?)" in texte
    assert "(?) non indiqué par la source : à vérifier dans le RE" in texte


def test_a_page_without_doubt_has_no_mark():
    assert "(?)" not in page("DWWM")


def test_what_few_epreuves_have_is_told():
    texte = fiche(load(ICI / "jours-m01.toml")).replace("\u00a0", " ")
    assert "candidat seul 45 min, puis jury 10 min" in texte
    assert "1 jour au moins après MSP1" in texte
    assert "correction en 20 min avant QAP" in texte
    assert "Jury : 3 membres" in texte
    assert "se prononcer sur : anglais" in fiche(load(ICI / "cda-m03.toml"))
    assert "avec un comédien" in fiche(load(ICI / "advf-m07.toml"))
    assert "s'arrête pour déjeuner" in fiche(load(ICI / "coupure-m01.toml"))
    simultanes = " ".join(fiche(load(ICI / "simultanes-m01.toml")).split())
    assert "2 candidats suivis ensemble au plus" in simultanes
    assert "1 × caisse pour 2 candidats" in simultanes


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_no_page_is_wider_than_a_screen(referentiel):
    assert max(map(len, fiche(referentiel).splitlines())) <= 112


@pytest.mark.parametrize("referentiel", shipped(), ids=lambda r: r.sigle)
def test_msp_ou_pp_reaches_no_page(referentiel):
    assert "MSP_ou_PP" not in fiche(referentiel)
    assert "MSP_ou_PP" not in " ".join(avertissements(referentiel))


def test_an_unverified_titre_warns_of_itself_and_of_each_epreuve_in_doubt():
    dits = avertissements(find("GCF"))
    assert "GCF (TP-00140 m09) non vérifié" in dits[0]
    douteuses = [e for e in find("GCF").epreuves() if e.a_confirmer]
    assert len(dits) == 1 + len(douteuses)
    assert "« Mise en situation professionnelle » : nature, présence du jury, type de salle" in dits[1]
    assert dits[1].endswith("non indiqué par la source : à vérifier dans le RE.")


def test_a_session_titre_is_not_warned_of_what_concerns_ccp_only():
    gcf = find("GCF")
    assert not any("CCP" in dit for dit in some(avertissements(gcf, gcf.titre.epreuves)))


def test_cda_warns_of_the_unread_update_alone():
    assert avertissements(find("CDA")) == find("CDA").avertissements
    assert not avertissements(find("DWWM"))


def test_the_catalogue_lists_what_is_shipped_and_what_is_not_with_its_reason():
    texte = " ".join(catalogue(shipped(), refused()).split())
    fournis, non_fournis = texte.split("Titres connus, non fournis")
    assert "CDA Concepteur développeur d'applications TP-01281 m04 vérifié sur le RE" in fournis
    assert "SC Secrétaire comptable TP-00402 m09 non vérifié" in fournis
    assert "NTC (Négociateur technico-commercial) : les sources lues se contredisent" in non_fournis
    assert "CTRMP (Conducteur" in non_fournis
    assert max(map(len, catalogue(shipped(), refused()).splitlines())) <= 100


def test_every_word_of_the_domain_has_its_french_one():
    assert tuple(textes.CHAMPS) == CONFIRMABLES
    assert tuple(textes.MODALITES) == MODALITES
    assert set(textes.PRESENCES) == set(Surveillance)
    assert set(textes.NATURES) == set(Nature)


def test_what_is_asked_of_a_room_is_told_in_the_words_of_the_sheet():
    told = [
        line for table in find("ECSR").certificats for e in table.epreuves for p in e.phases for line in demandes(e, p)
    ]
    assert {"préparation", "séance"} <= set(told) | {line.removesuffix(" (un poste par candidat)") for line in told}
    assert not any(line.startswith(("preparation", "seance")) for line in told)


@pytest.mark.parametrize(("minutes", "ecrit"), [(40, "00 h 40 min"), (135, "02 h 15 min"), (60, "01 h 00 min")])
def test_a_duration_is_written_as_the_re_prints_it(minutes, ecrit):
    assert duree_du_re(minutes).replace("\u00a0", " ") == ecrit
