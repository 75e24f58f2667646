"""The hard rules posted on the variables: one function a rule, by theme, each for all of its subjects.

A function says its formula in its docstring, names the requirement before it posts, and prunes nothing.
"""

from collections.abc import Callable

from tpplanner.solver.model.constraints import candidat, history, juries, places
from tpplanner.solver.model.posting import Poster
from tpplanner.solver.model.problem import Problem
from tpplanner.solver.model.variables import Variables

Posting = Callable[[Problem, Variables, Poster], None]

CONSTRAINTS: dict[str, Posting] = {
    "ordre_epreuves": candidat.ordre_epreuves,
    "oraux_enchaines": candidat.oraux_enchaines,
    "entretien_final_dernier": candidat.entretien_final_dernier,
    "candidat_sans_chevauchement": candidat.candidat_sans_chevauchement,
    "candidat_disponible": candidat.candidat_disponible,
    "pause_candidat": candidat.pause_candidat,
    "epreuve_longue": candidat.epreuve_longue,
    "accueil_candidats": candidat.accueil_candidats,
    "ouverture_plis": candidat.ouverture_plis,
    "ouverture": candidat.ouverture,
    "passage_fige": candidat.passage_fige,
    "convocation_respectee": candidat.convocation_respectee,
    "deja_commence": history.deja_commence,
    "jury_nombre": juries.jury_nombre,
    "membre_habilite": juries.membre_habilite,
    "membre_qualifie": juries.membre_qualifie,
    "membre_disponible": juries.membre_disponible,
    "lien_exclu": juries.lien_exclu,
    "jury_constant": juries.jury_constant,
    "quota_jury": juries.quota_jury,
    "jurys_distincts": juries.jurys_distincts,
    "personne_sans_chevauchement": juries.personne_sans_chevauchement,
    "jury_sans_chevauchement": juries.jury_sans_chevauchement,
    "candidat_seul_au_jury": juries.candidat_seul_au_jury,
    "accueil_jury": juries.accueil_jury,
    "correction": juries.correction,
    "lecture_dossier": juries.lecture_dossier,
    "battement": juries.battement,
    "pause_meridienne": juries.pause_meridienne,
    "travail_continu": juries.travail_continu,
    "cloture": juries.cloture,
    "surveillance": places.surveillance,
    "formateur_a_part": places.formateur_a_part,
    "aide_presente": places.aide_presente,
    "comedien_present": places.comedien_present,
    "responsable_present": places.responsable_present,
    "salle_capacite": places.salle_capacite,
    "salle_adaptee": places.salle_adaptee,
    "salle_jury": places.salle_jury,
    "salle_disponible": places.salle_disponible,
}

STRUCTURES: tuple[str, ...] = ("epreuves_completes", "duree_exacte", "epreuve_collective", "deliberation")
"""The rules that the variables cannot break."""
