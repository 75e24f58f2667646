"""What happened to a session, in the words of the sheet *Imprévus*."""

from tpplanner.domain.imprevus import (
    Absence,
    Accord,
    CandidatAbsent,
    CandidatEnRetard,
    CandidatRefuse,
    CandidatReporte,
    Decalage,
    Decision,
    Deport,
    Derogation,
    EcritInterrompu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.texts.phrases import Avis

QUOI: dict[type, str] = {
    Absence: "absence",
    Remplacement: "remplacement",
    CandidatAbsent: "candidat absent",
    CandidatEnRetard: "candidat en retard",
    CandidatReporte: "candidat reporté à une autre session",
    CandidatRefuse: "candidat sans pièce ou sans prérequis",
    SallePerdue: "salle perdue",
    Decalage: "jury en retard",
    JuryInterrompu: "jury interrompu",
    EcritInterrompu: "écrit interrompu",
    Deport: "membre qui se déporte",
    Accord: "accord pour une autre heure",
    Prolongation: "fin plus tardive",
    Derogation: "dérogation à un usage",
    TravauxSeuls: "travaux des jurys replacés",
}
"""What happened, as people choose it, by the class of the event."""

DECISIONS = {
    Decision.POURSUIVRE: "poursuivre",
    Decision.SUSPENDRE: "suspendre",
    Decision.ANNULER: "annuler",
    Decision.REPORTER: "reporter",
    Decision.EN_ATTENTE: "à décider",
}
"""What the responsable decides of a jury that is interrupted."""

REPORTE = "reporté"
"""Of a candidat who comes late: they pass later."""
ADMIS, NON_ADMIS = "admis", "non admis"
"""Of a candidat without what they have to show."""
PRECISIONS = (*DECISIONS.values(), REPORTE, ADMIS, NON_ADMIS)

note_de_sante = Avis(
    "Une raison de santé n'est gardée nulle part : cette note n'est pas lue.",
    "Effacez-la ; l'absence suffit, sans son motif.",
)
precision_attendue = Avis("Ici, {titre} est : {choix:liste}.", "Choisissez-en une, ou effacez cette cellule.")
"""What a column takes on the row of that event."""
jury_inconnu = Avis("Aucun jury ne porte ce nom.", "{propositions:proche}")
epreuve_inconnue = Avis("Aucune épreuve du titre ne porte ce nom.", "{propositions:proche}")
usage_inconnu = Avis("Ce n'est le nom d'aucun réglage ni d'aucune règle.", "{propositions:proche}")
moment_illisible = Avis("Ce moment n'est pas lisible.", "Un jour et une heure : « 14/06/2027 10:40 ».")
plus_de_candidat = Avis(
    "Tous les candidats sont partis : il n'y a plus de session.", "Notez dans « Repris le » ceux qui reviennent."
)
