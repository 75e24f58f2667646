"""What the page says that its templates do not: how a search ended, what is refused, what stands on buttons."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from tpplanner.domain.session import Reponse
from tpplanner.errors import Issue, Severity
from tpplanner.texts.classeur import INCONNUE, PROUVE
from tpplanner.texts.ecran import conseil_sur_ecran, sur_ecran
from tpplanner.texts.noms import Texte, accorde, date_chiffres, heure
from tpplanner.texts.phrases import Avis, Phrase, et

PAGES = (("Sessions", "/"), ("Titres", "/titres"), ("Mon centre", "/centre"))
"""The pages that are at hand everywhere, with their addresses."""
PLANNING, DISTRIBUER, JOUR_J, SUIVI, SAISIE = "Planning", "Distribuer", "Jour J", "Suivi", "Saisie"
"""The tabs of a session."""
SERVEUR_ARRETE = (
    "tpplanner s'est arrêté. Votre saisie est gardée. Relancez-le par son icône : cette page reprendra seule."
)

SANS_REPONSE = "Le calcul s'est arrêté sans donner de réponse. Rien n'a été perdu : relancez-le."
BOGUE = (
    "Erreur interne de tpplanner. Rien n'a été perdu : revenez en arrière et recommencez. Si elle revient, envoyez le "
    "diagnostic (menu « … ») à la personne qui vous aide."
)
derniere_erreur = Phrase("Dernière erreur de la page : {erreur}")
CAUSE_INCONNUE = "La cause n'a pas pu être isolée dans le temps imparti : cherchez-la avec plus de temps."
NON_CONFORME = (
    "Ce planning a des manquements : ses documents ne sont pas faits. Corrigez-les, ou refaites le planning avec "
    "« Jour J »."
)

ENTREE_REFUSEE = (
    "Cette page n'est accessible qu'à la personne qui l'a ouverte, et son adresse change chaque fois que tpplanner est "
    "lancé. Ouvrez tpplanner par son icône : la page s'ouvre d'elle-même."
)
ADRESSE_REFUSEE = "Cette adresse n'est pas celle de la page de tpplanner."
ORIGINE_REFUSEE = "Cette demande ne vient pas de la page de tpplanner."
ADRESSE_ILLISIBLE = "Cette adresse contient des caractères qui ne peuvent pas être lus."
ENVOI_ILLISIBLE = "Ce qui a été envoyé ne peut pas être lu : revenez en arrière et recommencez."
fichier_disparu = Phrase(
    "Un fichier de « {nom} » a été déplacé ou supprimé pendant que cette page se préparait. Rechargez-la."
)
fichier_ferme = Phrase(
    "Un fichier de « {nom} » est fermé à votre compte. Demandez à la personne qui l'a créé de vous y donner accès."
)
fichier_muet = Phrase(
    "Un fichier de « {nom} » ne répond pas. Vérifiez que le disque ou le réseau est branché, puis rechargez cette page."
)
INTROUVABLE = "Ce fichier n'est plus là, ou cette page n'existe pas."
TROP_GROS = "Ce fichier est trop gros : ce n'est ni un classeur de tpplanner, ni un référentiel."
LECTURE_TROP_LONGUE = Texte(
    "Ce fichier demande trop de temps pour être lu : il est refusé par prudence.",
    "Copiez ce qui y est utile dans un fichier neuf.",
)
LECTURE_TROP_GRANDE = Texte(
    "Ce fichier demande trop de mémoire pour être lu : il est refusé par prudence.",
    "Retirez-en les images, ou copiez ce qui y est utile dans un fichier neuf.",
)
LECTURE_ARRETEE = Texte(
    "La lecture de ce fichier s'est arrêtée d'un coup.",
    "Enregistrez-le à nouveau, puis rechargez cette page. Si cela recommence, copiez ce qui y est utile dans un "
    "fichier neuf.",
)
PAS_DE_LECTEUR = Texte(
    "L'ordinateur n'a pas assez de mémoire pour lire ce fichier maintenant.",
    "Fermez d'autres programmes, puis rechargez cette page.",
)
TROP_LENT = "L'envoi a pris trop de temps : recommencez."
EN_COURS = "Ce calcul est déjà en cours pour cette session : un seul à la fois. Arrêtez-le, ou attendez sa fin."

ouverte = Phrase("La page de tpplanner est ouverte : {adresse}\nCtrl-C pour l'arrêter.")
deja_ouverte = Phrase("La page de tpplanner est déjà ouverte : elle passe devant ({adresse}).")
LECTURE = "Vos fichiers sont en cours de lecture : la page s'affiche d'elle-même ensuite."
OISIVE = "La page n'a pas servi depuis un jour : elle s'arrête. « tpplanner ouvrir » la rouvre."
ARRET = "La page s'arrête ; ce qui a été trouvé est écrit."
PAS_OUVERTE = "La page de tpplanner n'est pas ouverte."
PAS_FERMEE = "La page de tpplanner ne s'est pas encore arrêtée : elle écrit ce qui a été trouvé."
OUVRIR = "Ouvrir tpplanner"
mis_de_cote = Phrase(
    "« {nom} », dans {dossier}, n'est pas tel que tpplanner l'a écrit, ou d'autres pouvaient le lire : il est mis de "
    "côté sous le nom « {autre} », et un nouveau le remplace. Si cela se répète, prévenez la personne qui vous aide."
)
pas_a_vous_seul = Phrase(
    "Le dossier {dossier} n'est pas à vous seul : tpplanner n'y garde rien, et un second lancement ouvrira une autre "
    "page. Prévenez la personne qui gère cet ordinateur."
)
A_COPIER = "Copiez cette adresse dans votre navigateur :"
SANS_NAVIGATEUR = "Aucun navigateur n'a pu être ouvert : copiez cette adresse dans le vôtre."


def plain_issue(issue: Issue) -> Issue:
    """An issue as it stands on a screen: its sheet without the cell, fields in place of options."""
    message, hint = sur_ecran(sans_options(issue.message)), conseil_sur_ecran(sans_options(issue.hint))
    return replace(issue, message=message, hint=hint, cell="")


def problemes(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    """Issues as values for a template, errors first; questions stand elsewhere, with their buttons."""
    unasked = (issue for issue in issues if issue.severity is not Severity.QUESTION)  # these are asked by themselves
    ordered = sorted(dict.fromkeys(map(plain_issue, unasked)), key=lambda issue: issue.severity is not Severity.ERROR)
    return [
        {
            "erreur": issue.severity is Severity.ERROR,
            "place": issue.place,
            "message": issue.message,
            "valeur": issue.value,
            "conseil": issue.hint,
        }
        for issue in ordered
    ]


def plannings(nombre: int) -> str:
    """How many plannings a session has."""
    return accorde(f"{nombre} planning(s)") if nombre else "aucun planning encore"


def effectifs(candidats: int, membres: int, jours: int) -> str:
    """How many are in a session."""
    return accorde(f"{candidats} candidat(s), {membres} membre(s) de jury, {jours} jour(s)")


TRAVAUX = {
    "calculer": "Calcul du planning",
    "expliquer": "Recherche de ce qui rendrait un planning possible",
    "essayer": "Essai d'un changement",
    "imprevu": "Nouveau planning après un imprévu",
    "places": "Recherche des places d'un passage, en déplaçant d'autres",
    "autour": "Nouveau planning autour d'un passage déplacé",
    "plan_b": "Plan B : chaque imprévu est essayé",
    "documents": "Préparation des documents",
    "programmer": "Programmation de l'année",
    "planifier": "Plannings des sessions de l'année",
}
"""What each kind of work is called while it goes on."""

GROUPES = ("Membres du jury", "Candidats", "Jurys en retard", "Salles perdues", "Autres personnes")
"""What an event may be about."""

LISTE_COLLEE = "liste collée.csv"
"""The name under which problems of a pasted list are told."""

_CHAMPS = {
    "--absent": "« Qui, ou quoi »",
    "--absent-candidat": "« Qui, ou quoi » sans durée",
    "--salle-perdue": "« Qui, ou quoi »",
    "--retard": "« De combien de temps »",
    "--decalage": "« De combien de temps »",
    "--interruption": "« L'épreuve »",
    "--jury-interrompu": "« Le jury »",
    "--decision": "« Décision du responsable »",
    "--reprise": "« Il reprend à »",
    "--deport": "« Le membre »",
    "--refuse": "« Le candidat »",
    "--admis": "« Le candidat »",
    "--reporter": "« Replacer ses passages plus tard »",
    "--ajouter": "« Candidats en plus »",
    "--fin": "« La journée peut finir à »",
    "--accord": "« Qui accepte d'autres heures »",
    "--refus": "« Refuse »",
    "--jour": "« Quel jour »",
    "--de": "« À partir de quelle heure »",
    "--jusqu-a": "« Jusqu'à »",
    "--a": "« Il est »",
}
"""The fields of *Un imprévu* by the options of the command."""


def sans_options(texte: str) -> str:
    """The same sentence for the page: fields in place of options."""
    return re.sub(r"--[a-z][a-z-]*", lambda m: _CHAMPS.get(m[0], m[0]), texte)


ENTETES_ANNEE = (
    "Quand",
    "Session",
    "Titre",
    "Candidats",
    "Jurys",
    "Responsable, suppléant",
    "Membres de jury",
)
"""The columns of the sessions of a year."""

programmation_v = Phrase("{nom} – programmation, version {version}")

ECHEANCES_ICS = "echeances.ics"


def dans(jours: int) -> str:
    """How far a day is from today."""
    if jours == 0:
        return "aujourd'hui"
    if jours == 1:
        return "demain"
    return f"dans {jours} jours" if jours > 0 else accorde(f"il y a {-jours} jour(s)")


def enregistre(moment: datetime) -> str:
    """When a file was saved: ``01/12/2026, 16 h 20``."""
    return f"{date_chiffres(moment.date())}, {heure(moment)}"


retard_note = Phrase("{nom} : {minutes:duree} de retard, « {epreuve} ».")


def a_prevenir(nombre: int) -> str:
    """How many people a change concerns."""
    return accorde(f"{nombre} personne(s) à prévenir") if nombre else "Personne à prévenir"


ARRET_DEMANDE = "Arrêt demandé : le meilleur planning trouvé va être écrit."
RIEN_DEPOSE = "Aucun fichier n'a été déposé : choisissez un planning Excel."


CHERCHE_PREMIER = "Je cherche un premier planning."
CHERCHE_CE_QUI_SUFFIRAIT = (
    "Je cherche encore ce qui suffirait : une salle, un membre, un jour de plus, finir plus tard…"
)


def trouve(valeur: str, quoi: str, borne: str, *, conforme: bool) -> str:
    """What a search has found, and what it looks for now: better at the first level (`borne`), else at another."""
    avant = "Un planning conforme est trouvé" if conforme else "Un planning est trouvé, à contrôler"
    if borne:
        return (
            f"{avant} : {valeur}. Je cherche mieux ({borne} au moins)." if borne != valeur else f"{avant} : {valeur}."
        )
    return f"{avant} : {valeur}. J'améliore le reste{f' : {quoi}' if quoi else ''}."


def impossible(places: str) -> str:
    """That no planning exists, with the count that says so where one does."""
    return f"Impossible : {places}." if places else "Impossible : aucun planning n'existe pour ce qui est saisi."


def places_pour(places: int, candidats: int) -> str:
    """How many places before juries there are for how many candidats."""
    return accorde(f"{places} place(s) pour {candidats} candidat(s)")


def depuis(secondes: float) -> str:
    """How long a search has gone on: ``0 min 12 s``."""
    minutes, reste = divmod(int(secondes), 60)
    return f"{minutes}\u00a0min\u00a0{reste:02}\u00a0s"


essais = Phrase("{faits} imprévus essayés sur {tous}")


def preuve(borne: str, conclusion: str) -> str:
    """What is proven of a level: that nothing does better, or what no planning does better than."""
    return conclusion if borne == INCONNUE or conclusion == PROUVE else f"{conclusion} (au moins {borne})"


# The form of a session: what is missing, and where.

SANS_NOM = Avis("La session n'a pas de nom.", "Donnez-lui celui sous lequel vous la retrouverez.")
SANS_TITRE = Avis("Le titre n'est pas choisi.", "Choisissez-le dans la liste.")
VIDES = {
    "jours": Avis("Aucun jour n'est choisi.", "Choisissez-les dans le calendrier, ou écrivez une date."),
    "candidats": Avis("Il n'y a aucun candidat.", "Collez leur liste, ou écrivez leurs noms."),
}
"""What is said of a table without which nothing can be planned."""
REMPLACEES = "anciennes saisies"
"""The folder of the workbooks that were replaced, beside the one that stands."""

CHANGE_AILLEURS = Avis(
    "Le classeur a changé depuis que cette page l'a lu : rien n'a été écrit.",
    "Rouvrez la page : elle montrera ce qu'il contient maintenant, et vous y reporterez vos changements.",
)
TITRE_CHANGE_AILLEURS = Avis(
    "Le fichier de ce titre a changé depuis que cette page l'a lu : rien n'a été écrit.", "Rouvrez la page."
)
EN_LECTURE = "Titre en cours de lecture"


def titre_en_lecture(sigle: str, intitule: str) -> str:
    """What a titre that is being confirmed is called."""
    return " – ".join(filter(None, (sigle, intitule))) or EN_LECTURE


titre_deja_la = Avis(
    "Votre centre a déjà un titre {sigle}, millésime {millesime} : rien n'a été écrit.",
    "Corrigez-le depuis la liste des titres, ou donnez un autre sigle ou un autre millésime.",
)
OUVERT_DANS_EXCEL = Avis(
    "Le classeur est ouvert dans Excel : rien n'a été écrit.", "Fermez-le dans Excel, puis recommencez."
)


def ou(titre: str, rang: int | None, champ: str) -> str:
    """Where something was typed: ``Candidats, ligne 3 : Nom``."""
    ligne = f", ligne {rang + 1}" if rang is not None else ""
    return f"{titre}{ligne}{f' : {champ}' if champ else ''}"


# Membres who are asked to come: their answers, what hangs on each, who could sit in their place.

CHOIX = {"": "pas encore sollicité", "sollicite": "sollicité", "confirme": "confirmé", "decline": "décliné"}
"""What may be chosen, by the value of the field."""

siege = Phrase("{jour}, {debut:heure} – {fin:heure}, {jury}")
noter = Phrase("Noter la réponse de {nom}")
reponse_de = Phrase("Réponse de {nom}")
jour_de = Phrase("Jour de la réponse de {nom}")
plus_appele = Phrase("{nom} a décliné{quand} : ce planning ne l'appelle plus.")
encore_appele = Phrase("{nom} a décliné{quand}, et ce planning l'appelle encore.")
JOUR_ILLISIBLE = "Ce jour est illisible : une date s'écrit 03/12/2026."
PERSONNE = "Ce planning n'appelle aucun membre."
SANS_APPEL = "Personne n'est à solliciter : la session est fictive, ou ce planning ne peut pas être lu."

sans_lui = Phrase("{jour} : le jury peut siéger sans {nom}, qui n'a pas à être remplacé.")
seul = Phrase(
    "{jour} : si {nom} décline, {combien} sans jury ({candidats:liste}). Personne d'autre n'est habilité, sans lien et "
    "libre à ces heures."
)


def le(jour: date | None) -> str:
    """`` le 03/12/2026``, empty where it is not told."""
    return f" le {date_chiffres(jour)}" if jour else ""


def qui_peut(noms: Sequence[str]) -> str:
    """``A, B ou C peut``."""
    *autres, dernier = noms
    return f"{', '.join(autres)} ou {dernier} peut" if autres else f"{dernier} peut"


def remplacable(jour: str, avant: str, sur_place: Sequence[str], a_rappeler: Sequence[str]) -> str:
    """Who may sit in somebody's place on a day: before convocations are sent (`avant`), and after.

    Then whoever is there or in réserve comes, and any other has to agree. `avant` is empty once they are sent.
    """
    venus = [f"{qui_peut(sur_place)} siéger (sur place, ou en réserve)"] if sur_place else []
    rappeles = [f"{et(a_rappeler)} à rappeler, avec leur accord"] if a_rappeler else []
    apres = " ; ".join([*venus, *rappeles])
    if not avant:
        return f"{jour} : à sa place, {apres}."
    ensuite = f"une fois les convocations envoyées : {apres}"
    return f"{jour} : {avant} siéger à sa place, sans rien déplacer d'autre ; {ensuite}."


def restent(nombre: int) -> str:
    """``3 candidats restent``."""
    return accorde(f"{nombre} candidat(s)") + (" restent" if nombre > 1 else " reste")


def resume(reponses: Collection[Reponse | None]) -> str:
    """How many of those who are called have answered what."""
    wordings = (
        (Reponse.CONFIRME, "confirmé(s)"),
        (Reponse.SOLLICITE, "sollicité(s) sans réponse"),
        (None, "pas encore sollicité(s)"),
        (Reponse.DECLINE, "a décliné"),
    )
    counts = [(sum(r is reponse for r in reponses), mot) for reponse, mot in wordings]
    parts = [_compte(nombre, mot) for nombre, mot in counts if nombre]
    return accorde(f"{len(reponses)} membre(s) appelé(s)") + f" : {', '.join(parts)}."


def _compte(nombre: int, mot: str) -> str:
    if mot == "a décliné":
        return f"{nombre} {'ont' if nombre > 1 else 'a'} décliné"
    pluriel = "s" if nombre > 1 else ""
    return f"{nombre} {mot.replace('(s)', pluriel)}"


def tient_a(noms: Sequence[str]) -> str:
    """On whom a planning hangs, of those who have not confirmed; empty for nobody."""
    if not noms:
        return ""
    place = "leur place" if len(noms) > 1 else "sa place"
    return f"Le planning tient à {et(noms)} : personne ne peut siéger à {place} sans qu'un passage change."


# A diagnostic: what runs where, what can be written, whether the solver answers.

ENTETE = (
    "Diagnostic de tpplanner, à envoyer à la personne qui vous aide. Il ne contient aucun nom, ni rien de vos "
    "sessions : votre dossier personnel y est écrit « ~ »."
)
MOI = "(vous)"
"""In place of the name of whoever uses the machine, and of the machine's own."""
ECRITURE = "on peut y écrire"
SANS_ECRITURE = "on ne peut pas y écrire"
ABSENT = "pas encore créé"
ICI = "dossier d'où la commande est lancée"

LIGNES = {
    "systeme": "Système",
    "python": "Python",
    "processeurs": "Processeurs",
    "console": "Écriture à l'écran",
    "programme": "Programme",
    "documents": "Sessions",
    "etat": "Page en cours",
    "donnees": "Lectures en cours",
    "temporaire": "Fichiers temporaires",
    "ici": "Ici",
    "calcul": "Calcul d'essai",
}
"""What each line is about."""

conforme = Phrase("un planning trouvé et contrôlé en {secondes} s")
SANS_PLANNING = "aucun planning trouvé : c'est anormal"
echec = Phrase("échec ({erreur}) : c'est anormal")
endroit = Phrase("{chemin} – {ecriture}")


# Passages moved by hand on the page.


PASSAGE_INCONNU = "Ce passage n'est plus dans ce planning : revenez au planning et prenez-le de nouveau."
PERSONNE_NE_PEUT = "Personne d'autre ne peut siéger à cette place sans que le reste change."
AUCUNE_SALLE = "Aucune autre salle ne convient à ce jury ce jour-là."
SANS_AVANT = "Ce planning n'est la suite d'aucun autre qui soit encore dans le dossier."


def manquements(nombre: int) -> str:
    """What marks a planning that was kept though it breaks rules."""
    return accorde(f"gardé avec {nombre} manquement(s)") if nombre else ""


# Files of old sessions: which there are, why some stay, what was deleted.


D_AILLEURS = "tpplanner ne l'a pas fait"
D_UNE_AUTRE = "ce dossier peut être celui d'une autre session : s'il est ancien, effacez-le vous-même"
OUVERT_AILLEURS = "ouvert dans Excel : fermez-le d'abord"
DEPLACE = "il n'est plus à la même place"
EFFACEMENT_REFUSE = "le système refuse de l'effacer"

vieux_fichier = Phrase("{fichier} (session finie le {fin:date_chiffres})")
ancien_fichier = Phrase("{fichier} (gardé par tpplanner, inchangé depuis le {jour:date_chiffres})")
efface = Phrase("effacé : {fichier}")
laisse = Phrase("laissé : {fichier} ({raison})")
sans_dossier = Phrase("Le dossier « {dossier} » n'existe pas.")


rien_de_vieux = Phrase("Rien dans « {dossier} » d'une session finie avant le {avant:date_chiffres}.")
bilan_des_vieux = Phrase(
    "{nombre} fichier(s) de sessions finies, ou de lectures laissées, avant le {avant:date_chiffres}. Rien n'est "
    "effacé : --effacer le fait, sans retour possible."
)


def effaces(nombre: int, restent: int) -> str:
    """How many files were deleted, and how many are still there."""
    suite = accorde(f" {restent} fichier(s) restent à effacer.") if restent else ""
    return accorde(f"{nombre} fichier(s) effacé(s).") + suite
