"""What a breach tells besides whom it concerns: the minutes, hours and names that a hand finds in the damaged plan."""

from datetime import time

import pytest

from builders import a
from sabotage import rows
from tpplanner.audit import breaches

TOLD = {
    ("epreuves_completes", "absente"): [{"fois": 0, "attendu": 1}],
    ("epreuves_completes", "en_trop"): [{"fois": 1, "attendu": 0}],
    ("epreuves_completes", "repetee"): [{"fois": 2, "attendu": 1}],
    ("duree_exacte", "epreuve"): [{"phase": 1, "constate_minutes": 19, "attendu_minutes": 20}],
    ("duree_exacte", "phase"): [{"phase": 1, "constate_minutes": 21, "attendu_minutes": 20}],
    ("duree_exacte", "interrompue"): [{"fin": a("11:15")}],
    ("duree_exacte", "coupure_duree"): 2 * [{"constate_minutes": 44, "attendu_minutes": 45}],
    ("ordre_epreuves", "jours_min"): [{"nombre": 1}],
    ("oraux_enchaines", "attente"): [{"attente_minutes": 6}],
    ("entretien_final_dernier", ""): [{"autre_epreuve": "PP", "fin": a("10:40"), "debut": a("9:40")}],
    ("candidat_sans_chevauchement", ""): [
        {"premiere": "CCP1.QP", "fin": a("9:30"), "seconde": "CCP2.QP", "debut": a("9:10")}
    ],
    ("candidat_disponible", ""): [
        {"epreuve": "PP", "debut": a("14:50")},
        {"epreuve": "ET", "debut": a("15:30")},
        {"epreuve": "EF", "debut": a("16:15")},
    ],
    ("pause_candidat", ""): [{"duree_minutes": 45, "debut": a("11:00"), "fin": a("14:30")}],
    ("epreuve_collective", ""): [{"debut": a("9:00"), "autre_debut": a("9:05"), "candidat": "C3"}],
    ("epreuve_longue", ""): [{"debut": a("10:05")}],
    ("accueil_candidats", "avant"): [{"candidat": "C1", "epreuve": "QP", "debut": a("8:55"), "attendu": a("9:00")}],
    ("accueil_candidats", "tot"): [{"debut": a("8:25"), "attendu": time(8, 30)}],
    ("accueil_candidats", "absent"): [{"candidat": "C1", "epreuve": "QP", "debut": a("9:00")}],
    ("accueil_candidats", "court"): [{"constate_minutes": 20, "attendu_minutes": 30}],
    ("accueil_candidats", "fin"): [{"fin": a("8:55"), "candidat": "C1", "epreuve": "QP", "debut": a("9:00")}],
    ("ouverture_plis", "absente"): [{"debut": a("9:00")}],
    ("ouverture_plis", "courte"): [{"constate_minutes": 5, "attendu_minutes": 10}],
    ("ouverture_plis", "moment"): [{"fin": a("8:50"), "debut": a("9:00")}],
    ("ouverture_plis", "vide"): [{"debut": a("8:50")}],
    ("ouverture_plis", "ailleurs"): [{"candidat": "C1", "debut": a("9:25"), "fin": a("9:35")}],
    ("ouverture_plis", "absent"): [{"candidat": "C1", "debut": a("9:30"), "fin": a("9:40")}],
    ("ouverture", ""): [
        {"debut": a("18:50"), "fin": a("19:05")},  # the clôture,
        {"debut": a("8:30"), "fin": a("19:05")},  # and the responsable with it
    ],
    ("passage_fige", "heure"): [{"debut": a("16:15")}],
    ("convocation_respectee", "heure"): [{"debut": a("8:25"), "attendu": time(8, 30)}],
    ("convocation_respectee", "plis"): [{"epreuve": "QP", "debut": a("8:45"), "attendu": a("8:50")}],
    ("convocation_respectee", "jour"): [{"debut": a("8:30", 1)}],
    ("deja_commence", "nouveau"): [{"debut": a("14:50"), "attendu": a("14:53")}],
    ("jury_nombre", ""): [{"nombre": 1, "debut": a("8:30"), "fin": a("8:40"), "attendu": 2}],
    ("membre_habilite", ""): [{"sigle": "CDA", "millesime": "01"}],
    ("membre_qualifie", ""): [{"qualite": "anglais"}],
    ("organismes_differents", "meme"): [{"membre": "M1", "autre_membre": "M3", "texte": "Port"}],
    ("organismes_differents", "question"): [{"membre": "M1", "autre_membre": "M3", "texte": "Port, Gare Nord"}],
    ("organismes_differents", "non_saisie"): [{"membre": "M1", "autre_membre": "M3", "texte": "MEMBRE3 Alix"}],
    ("membre_disponible", ""): [{"debut": a("8:30"), "fin": a("17:00")}],
    ("lien_exclu", "declare"): [{"texte": " (voisins)"}],
    ("lien_exclu", "formateur"): [{"texte": ""}],
    ("jury_constant", "sans_jury"): [{"epreuve": "ET", "debut": a("10:20")}],
    ("jury_constant", "jury_en_trop"): [{"epreuve": "QP", "debut": a("9:00")}],
    ("quota_jury", "jury"): [{"nombre": 2, "attendu": 1}],
    ("quota_jury", "membre"): [{"membre": "M1", "nombre": 2, "attendu": 1}],
    ("jurys_distincts", ""): [{"autre_jury": "J1"}],
    ("personne_sans_chevauchement", "chevauchement"): [{"fin": a("9:30"), "debut": a("9:00")}],
    ("jury_sans_chevauchement", ""): [{"fin": a("9:10"), "debut": a("9:09")}],
    ("candidat_seul_au_jury", ""): [
        {"jury": "J1", "autre_candidat": "C2", "debut": a("9:40"), "fin": a("10:40")},
        {"jury": "J1", "autre_candidat": "C1", "debut": a("10:15"), "fin": a("11:10")},
    ],
    ("accueil_jury", "court"): [{"constate_minutes": 9, "attendu_minutes": 10}],
    ("accueil_jury", "premier"): [{"debut": a("8:30")}],
    ("cloture", "courte"): [{"constate_minutes": 14, "attendu_minutes": 15}],
    ("cloture", "derniere"): [{"fin": a("9:35")}],
    ("correction", "courte"): [{"constate_minutes": 4, "attendu_minutes": 5}],
    ("correction", "trop_tot"): [{"debut": a("9:25"), "attendu": a("9:30")}],
    ("correction", "trop_tard"): [{"fin": a("14:45"), "attendu": a("12:45")}],
    ("lecture_dossier", "courte"): [{"constate_minutes": 14, "attendu_minutes": 15}],
    ("lecture_dossier", "trop_tard"): [{"fin": a("17:00"), "attendu": a("14:50")}],
    ("deliberation", "courte"): [{"constate_minutes": 9, "attendu_minutes": 10}],
    ("deliberation", "moment"): [{"debut": a("16:40"), "attendu": a("16:35")}],
    ("battement", ""): [{"fin": a("12:41"), "duree_minutes": 5, "debut": a("12:45")}],
    ("pause_meridienne", "absente"): 2 * [{"duree_minutes": 60, "debut": a("11:30"), "fin": a("14:30")}],
    ("pause_meridienne", "ecrite"): 2 * [{"debut": a("11:36")}],
    ("travail_continu", ""): 2 * [{"debut": a("12:40"), "fin": a("17:25")}],
    ("surveillance", ""): [{"debut": a("9:00"), "fin": a("9:30")}],
    ("formateur_a_part", "surveillant"): [{"epreuve": "QP"}],
    ("formateur_a_part", "comedien"): [{"epreuve": "MSP"}],
    ("aide_presente", "absente"): [{"debut": a("11:05"), "fin": a("11:25")}],
    ("aide_presente", "salle"): [{"autre_candidat": "C1"}],
    ("comedien_present", "absent"): [{"debut": a("9:40"), "fin": a("10:20"), "role": "", "nombre": 1}],
    ("comedien_present", "accueil"): [{"personne": "K1", "duree_minutes": 15, "debut": a("9:40")}],
    ("comedien_sans_lien", "declare"): [{"texte": " (voisins)"}],
    ("comedien_sans_lien", "organisme"): [{"texte": ""}],
    ("vehicule_reserve", "absent"): [{"sorte": "voiture", "debut": a("9:00"), "fin": a("9:40")}],
    ("vehicule_reserve", "pris"): [{"vehicule": "V2", "debut": a("9:00")}],
    ("vehicule_reserve", "indisponible"): [{"vehicule": "V3", "debut": a("9:00")}],
    ("responsable_present", ""): [{"debut": a("8:30"), "fin": a("11:50")}],
    ("salle_capacite", "postes"): [{"debut": a("9:00"), "nombre": 3, "attendu": 2}],
    ("salle_capacite", "ressource"): [{"debut": a("9:00"), "nombre": 2, "ressource": "caisse", "attendu": 1}],
    ("salle_capacite", "seul"): [{"debut": a("9:15"), "candidat": "C1", "epreuve": "EF"}],
    ("salle_adaptee", "usage"): [{"salle": "Plateau", "usage": "ecrit"}],
    ("salle_adaptee", "inconnue"): [{"salle": "Grenier"}],
    ("salle_adaptee", "accessible"): [{"salle": "Etage"}],
    ("salle_jury", "jury"): [{"salle": "S1", "autre_jury": "J2"}],
    ("salle_jury", "candidat"): [{"salle": "Mixte", "candidat": "C3", "debut": a("9:00")}],
    ("salle_jury", "ailleurs"): [{"epreuve": "EF", "candidat": "C3", "autre_salle": "S2", "salle": "S1"}],
    ("salle_disponible", ""): [
        {"debut": a("15:30"), "fin": a("16:15")},
        {"debut": a("16:15"), "fin": a("16:35")},
        {"debut": a("8:30"), "fin": a("17:00")},  # the jury, which keeps the room all day
    ],
}

DAMAGED = {(row.regle, row.cas): row for row in reversed(rows())}


@pytest.mark.parametrize(("regle", "cas"), TOLD, ids=" ".join)
def test_a_breach_tells_what_a_hand_finds_in_the_plan(regle, cas):
    row = DAMAGED[regle, cas]
    found = breaches(row.session, row.damaged, regle)
    assert [dict(violation.donnees) for violation in found] == TOLD[regle, cas]
