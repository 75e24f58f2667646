"""The independent check: hard rules read on a plan, in plain Python on datetimes; and the measures of soft ones.

It knows the session and the plan, never the solver's problem: someone who does not trust the solver can read and run
it without OR-Tools.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from tpplanner.audit import candidat, juries, places
from tpplanner.audit.measures import bon_sens, etendue_du_jour, mesures, niveaux, rang_de_bon_sens, rangs_demandes
from tpplanner.audit.view import View
from tpplanner.domain.answers import Report, Violation
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session

# Which function reads which hard rule, in reading order.

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
    "epreuve_collective": candidat.epreuve_collective,
    "epreuve_longue": candidat.epreuve_longue,
    "accueil_candidats": candidat.accueil_candidats,
    "ouverture_plis": candidat.ouverture_plis,
    "ouverture": candidat.ouverture,
    "passage_fige": candidat.passage_fige,
    "convocation_respectee": candidat.convocation_respectee,
    "deja_commence": candidat.deja_commence,
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
    "deliberation": juries.deliberation,
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


def check(session: Session, plan: Plan) -> Report:
    """Judge a plan against every hard rule, and measure it against every soft one (no bounds are known here)."""
    view = View(session, plan)
    violations = tuple(violation for regle in REGLES for violation in REGLES[regle](view))
    return Report(violations=violations, mesures=mesures(view), niveaux=niveaux(view), bon_sens=bon_sens(view))


def breaches(session: Session, plan: Plan, regle: str) -> tuple[Violation, ...]:
    """The breaches of one hard rule alone."""
    return tuple(REGLES[regle](View(session, plan)))


def measured(session: Session, plan: Plan) -> dict[str, int]:
    """What a plan costs at each level, by name."""
    return {niveau.nom: niveau.valeur for niveau in niveaux(View(session, plan))}


def oddities(session: Session, plan: Plan) -> tuple[int, ...]:
    """How odd a person would find a plan: of two that cost the same, the lower one is to be preferred."""
    return rang_de_bon_sens(View(session, plan))


def led_hours(session: Session, plan: Plan, jour: date) -> tuple[datetime, datetime] | None:
    """From the first to the last thing of a day, during which a responsable has to be there."""
    return etendue_du_jour(View(session, plan), jour)


def order_asked_for(session: Session) -> dict[str, int]:
    """The rank of each candidat in the order asked for."""
    return rangs_demandes(View(session, Plan(())))


__all__ = ["breaches", "check", "led_hours", "measured", "oddities", "order_asked_for"]
