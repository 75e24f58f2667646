"""Which function reads which hard rule, in reading order."""

from collections.abc import Callable, Iterator

from tpplanner.audit import candidat, commence, composition, presence, salle, temps, travaux
from tpplanner.audit.view import View
from tpplanner.domain.outcome import Violation

Lecture = Callable[[View], Iterator[Violation]]

REGLES: dict[str, Lecture] = {
    "epreuves_completes": candidat.epreuves_completes,
    "duree_exacte": candidat.duree_exacte,
    "ordre_epreuves": candidat.ordre_epreuves,
    "oraux_enchaines": candidat.oraux_enchaines,
    "entretien_final_dernier": candidat.entretien_final_dernier,
    "candidat_sans_chevauchement": candidat.candidat_sans_chevauchement,
    "candidat_disponible": candidat.candidat_disponible,
    "pause_candidat": candidat.pause_candidat,
    "epreuve_collective": temps.epreuve_collective,
    "epreuve_longue": temps.epreuve_longue,
    "accueil_candidats": temps.accueil_candidats,
    "ouverture_plis": temps.ouverture_plis,
    "ouverture": temps.ouverture,
    "passage_fige": temps.passage_fige,
    "convocation_respectee": temps.convocation_respectee,
    "deja_commence": commence.deja_commence,
    "jury_nombre": composition.jury_nombre,
    "membre_habilite": composition.membre_habilite,
    "membre_qualifie": composition.membre_qualifie,
    "membre_disponible": composition.membre_disponible,
    "lien_exclu": composition.lien_exclu,
    "jury_constant": composition.jury_constant,
    "quota_jury": composition.quota_jury,
    "jurys_distincts": composition.jurys_distincts,
    "personne_sans_chevauchement": composition.personne_sans_chevauchement,
    "jury_sans_chevauchement": travaux.jury_sans_chevauchement,
    "candidat_seul_au_jury": travaux.candidat_seul_au_jury,
    "accueil_jury": travaux.accueil_jury,
    "correction": travaux.correction,
    "lecture_dossier": travaux.lecture_dossier,
    "deliberation": travaux.deliberation,
    "battement": travaux.battement,
    "pause_meridienne": travaux.pause_meridienne,
    "travail_continu": travaux.travail_continu,
    "cloture": travaux.cloture,
    "surveillance": presence.surveillance,
    "formateur_a_part": presence.formateur_a_part,
    "aide_presente": presence.aide_presente,
    "comedien_present": presence.comedien_present,
    "responsable_present": presence.responsable_present,
    "salle_capacite": salle.salle_capacite,
    "salle_adaptee": salle.salle_adaptee,
    "salle_jury": salle.salle_jury,
    "salle_disponible": salle.salle_disponible,
}
