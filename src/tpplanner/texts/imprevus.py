"""What happened to a session: in the words of the sheet *Imprévus*, and each event in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

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
    Evenement,
    Imprevu,
    JuryInterrompu,
    Prolongation,
    Remplacement,
    SallePerdue,
    TravauxSeuls,
)
from tpplanner.domain.session import Session
from tpplanner.texts.changements import TRAVAUX_SEULS, plage
from tpplanner.texts.noms import Noms, date_chiffres
from tpplanner.texts.phrases import Avis, Phrase

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
A_DEMANDER = "à demander"
"""Of an agreement on which a planning counts: nobody has given it yet."""
COMPOSE = "a déjà composé"
"""Of a candidat who is postponed: what they have sat stays theirs."""
PRECISIONS = (*DECISIONS.values(), REPORTE, ADMIS, NON_ADMIS, A_DEMANDER, COMPOSE)

note_de_sante = Avis(
    "Le motif d'une absence (santé, famille) n'est gardé nulle part : cette note n'est pas lue.",
    "Effacez-la ; l'absence suffit, sans son motif.",
)
encore_compte = Avis(
    "« Repris le » est vide : cet imprévu compte encore.", "S'il a pris fin, écrivez-y le jour et l'heure."
)
soi_meme = Avis("Personne ne prend sa propre place.", "Écrivez qui vient à sa place ; personne : une absence.")
precision_attendue = Avis("Ici, {titre} est : {choix:liste}.", "Choisissez-en une, ou effacez cette cellule.")
"""What a column takes on the row of that event."""
jury_inconnu = Avis("Aucun jury ne porte ce nom.", "{propositions:proche}")
epreuve_inconnue = Avis("Aucune épreuve du titre ne porte ce nom.", "{propositions:proche}")
usage_inconnu = Avis("Aucune dérogation n'est possible à ce nom.", "{propositions:proche}")
derogation_trop_large = Avis(
    "Une dérogation est de {most:duree} au plus, et laisse la durée dans les bornes de Réglages.",
    "Corrigez le nombre de minutes ; moins de minutes s'écrit −10.",
)
moment_illisible = Avis("Ce moment n'est pas lisible.", "Un jour et une heure : « 14/06/2027 10:40 ».")
deja_commence = Avis(
    "{nom} avait déjà commencé à l'heure de « Prévenu le » : son créneau reste tel quel.",
    "Effacez cette ligne ; notez son départ à l'émargement et au procès-verbal.",
)
plus_de_candidat = Avis(
    "Tous les candidats sont partis : il n'y a plus de session.", "Notez dans « Repris le » ceux qui reviennent."
)

# Each event in a sentence.

PHRASES: Mapping[type[Evenement], Phrase] = {
    Absence: Phrase("Absence de {personne} : {quand}."),
    CandidatAbsent: Phrase("Absence du candidat {candidat}."),
    CandidatEnRetard: Phrase("Retard de {candidat} : {minutes:duree}{reporte}."),
    CandidatReporte: Phrase("Report du candidat {candidat} à une autre session."),
    CandidatRefuse: Phrase("Candidat {admis} à {moment:heure} : {candidat}."),
    SallePerdue: Phrase("Salle perdue, {salle} : {quand}."),
    Prolongation: Phrase("Fin au plus tard, {jour} : {fin:heure}."),
    Accord: Phrase("Accord {a_demander}de {personne} pour une autre heure que sur sa convocation, {jour}."),
    Remplacement: Phrase("Absence de {absent}, que {par} remplace : {quand}."),
    Deport: Phrase("{membre} se déporte : il ou elle ne juge pas {candidat}."),
    Derogation: Phrase("Dérogation à l'usage, {jour} : {regle}, {minutes:duree} ({sujet})."),
    Decalage: Phrase("{jury} a {minutes:duree} de retard, {quand} à {moment:heure}."),
    TravauxSeuls: Phrase(TRAVAUX_SEULS),
    EcritInterrompu: Phrase("« {epreuve} » interrompue, {jour}, de {debut:heure} à {reprise:heure}."),
    JuryInterrompu: Phrase("{jury} interrompu, {jour} à {moment:heure}, devant {candidat} : {decision}."),
}
"""Each kind of event, its fields by name; `quand` is from when to when, or the day."""

_DECIDE = {
    Decision.POURSUIVRE: "le jury poursuit",
    Decision.SUSPENDRE: "l'épreuve est suspendue",
    Decision.ANNULER: "l'épreuve est annulée et recommence",
    Decision.REPORTER: "le candidat est reporté à une autre session",
}
A_DECIDER = "à décider"
TOUS_LES_JOURS = "tous les jours"
TOUTES = "pour tous"
signale = Phrase("signalé le {jour} à {moment:heure}")
repris = Phrase("repris le {jour} à {moment:heure}")


def phrase(session: Session, evenement: Evenement) -> str:
    """An event, with the names of the session in which it is told."""
    noms, values = Noms(session), {field.name: getattr(evenement, field.name) for field in fields(evenement)}
    tellers = _tellers(noms)
    words = {name: tellers[name](value) if name in tellers else value for name, value in values.items()}
    if "moment" in values:
        words["quand"] = noms.jour(values["moment"].date())
    elif "debut" in values and "fin" in values and values["debut"] is not None:
        words["quand"] = plage(noms, values["debut"], values["fin"], [jour.date for jour in session.jours])
    message = PHRASES[type(evenement)]
    return message(**{champ: words[champ] for champ in message.champs})


def _tellers(noms: Noms) -> Mapping[str, Callable[[Any], str]]:
    """How fields that are no number and no hour are told, by their names."""
    people = dict.fromkeys(("personne", "candidat", "absent", "par", "membre"), noms.etiquette)
    return people | {
        "salle": noms.etiquette_salle,
        "jury": noms.jury,
        "epreuve": noms.epreuve,
        "sujet": lambda id_: noms.etiquette(id_) if id_ else TOUTES,
        "jour": lambda jour: noms.jour(jour) if jour is not None else TOUS_LES_JOURS,
        "reporte": lambda reporte: ", ses passages sont placés plus tard" if reporte else "",
        "a_demander": lambda a_demander: "à obtenir " if a_demander else "",
        "admis": lambda admis: "admis" if admis else "non admis",
        "decision": lambda decision: _DECIDE.get(decision, A_DECIDER),
    }


def quand(imprevu: Imprevu) -> str:
    """When it was told, and taken back."""
    moments = [(signale, imprevu.dit_le), (repris, imprevu.repris_le)]
    return ", ".join(say(date_chiffres(moment.date()), moment) for say, moment in moments if moment is not None)
