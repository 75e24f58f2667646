"""What looks wrong in a session that can be planned all the same: dates, habilitations, links, spellings."""

from datetime import date, time

from tpplanner.texts.message import Texte
from tpplanner.texts.temps import JOURS, date_chiffres, duree, heure


def formation_apres(fin: date) -> Texte:
    """The formation ends after the session."""
    return Texte(f"Sa formation finit le {date_chiffres(fin)}, après la session.", "Vérifiez la date.")


def formation_ancienne(fin: date) -> Texte:
    """The formation ended more than a year before the session."""
    return Texte(
        f"Sa formation a fini le {date_chiffres(fin)}, plus de 12 mois avant la session.",
        "Vérifiez qu'il peut encore se présenter sans repasser par la formation.",
    )


def jours_eloignes(premier: date, dernier: date) -> Texte:
    """More than a year between two days of one session."""
    return Texte(
        f"Les jours vont du {date_chiffres(premier)} au {date_chiffres(dernier)} : plus d'un an.",
        "Vérifiez les années.",
    )


def fin_de_semaine(jour: date) -> Texte:
    """A Saturday or a Sunday."""
    return Texte(f"Le {date_chiffres(jour)} est un {JOURS[jour.weekday()]}.", "Vérifiez la date.")


def jour_ferie(jour: date, nom: str, *, departement: bool) -> Texte:
    """A public holiday, where the centre is or, its département unknown, in all France."""
    ailleurs = (
        ""
        if departement
        else " Le « Département du site » (feuille Session) indiquerait aussi ceux qui lui sont propres."
    )
    return Texte(f"Le {date_chiffres(jour)} est férié ({nom}).", f"Vérifiez la date.{ailleurs}")


def jour_sans_marge(jour: str, derniere: time, fin: time, marge: int) -> Texte:
    """A day that ends so few minutes before it must."""
    reste = f"{duree(marge)} avant la fin au plus tard" if marge else "à la fin au plus tard"
    return Texte(
        f"{jour[:1].upper()}{jour[1:]} finit à {heure(derniere)}, {reste} ({heure(fin)}).",
        "Un retard plus long n'y tiendrait pas : reculez « Fin au plus tard » si le centre peut rester ouvert.",
    )


def agrement_fini(fin: date) -> Texte:
    """The agrément ends before the session does."""
    return Texte(
        f"L'agrément finit le {date_chiffres(fin)}, avant la fin de la session.", "Vérifiez son renouvellement."
    )


def verifie_sans_date() -> Texte:
    """Somebody compared the référentiel with the RE, nobody knows when."""
    return Texte(
        "« RE vérifié le » est vide : les documents n'en feront pas mention.", "Écrivez la date de la vérification."
    )


def titre_expire(sigle: str, fin: date, dans_l_annee: bool) -> Texte:
    """The titre ends before the session does."""
    suite = (
        "la session tombe dans l'année supplémentaire : seulement pour qui avait commencé avant"
        if dans_l_annee
        else "plus d'un an avant la fin de la session"
    )
    return Texte(
        f"Le titre {sigle} finit le {date_chiffres(fin)} : {suite}.", "Vérifiez auprès du service départemental."
    )


def a_la_minute(pas: int) -> Texte:
    """No plan keeps to the step of the réglages; one that does not was found."""
    return Texte(
        f"Aucun planning n'existe avec des débuts toutes les {pas} minutes : ceux de ce planning tombent à la minute.",
        "« tpplanner explain » indique ce qui permettrait de les garder.",
    )


A_TROUVER = "à trouver"


def a_trouver(nom: str) -> Texte:
    """Somebody or a room that has no name yet."""
    return Texte(
        f"« {nom} » reste à trouver : ce planning ne vaut que s'il est remplacé.",
        "Remplacez son nom partout, puis vérifiez ses absences, son habilitation, ses liens.",
    )


def convocations_sans_heures() -> Texte:
    """Sent, but nobody knows for which hour."""
    return Texte(
        "Les convocations sont envoyées, mais la feuille Convocations est vide : « solve » n'impose aucune heure "
        "(« replan » respecte celles du planning).",
        "Recopiez-y les heures envoyées.",
    )


def convocations_tardives() -> Texte:
    """Sent after the session has begun."""
    return Texte("Cette date d'envoi est après le début de la session.", "Vérifiez la date.")


def pas_habilite(titre: str) -> Texte:
    """Habilité, but on something else."""
    return Texte(f"Ce membre n'a pas d'habilitation pour {titre} : il ne siégera pas.", "Vérifiez titre et millésime.")


def habilitation_courte(fin: date, jamais: bool) -> Texte:
    """A habilitation that ends before the session does."""
    suite = "il ne siégera pas" if jamais else "il ne siégera pas ensuite"
    return Texte(f"Son habilitation finit le {date_chiffres(fin)}, avant la fin de la session : {suite}.")


def jury_sans(jury: str, jour: str, nom: str, *, lie: bool, empeche: bool) -> Texte:
    """A membre of a jury that the centre gave who does not sit with it."""
    raison = "Il n'est pas libre, ou pas habilité, ce jour-là." if empeche else "Rien dans le classeur ne l'en empêche."
    if lie:
        raison = "Il se déporte : il a un lien avec un candidat que ce jury entend ce jour-là."
    return Texte(f"{jury}, {jour} : siège sans {nom}, qui en est membre dans la feuille Jurys.", raison)


def jury_avec(jury: str, jour: str, nom: str) -> Texte:
    """Somebody who sits in a jury of which the centre did not make him a membre."""
    return Texte(
        f"{jury}, {jour} : siège avec {nom}, qui n'en est pas membre dans la feuille Jurys.",
        "Complétez cette feuille si c'est voulu.",
    )


def jury_inconnu(jury: str, jour: str) -> Texte:
    """A jury of the planning, where the centre gave others."""
    return Texte(
        f"{jury}, {jour} : ce jury n'est pas dans la feuille Jurys, où les jurys sont donnés.",
        "Corrigez son nom dans le planning, ou ajoutez-le.",
    )


def lien_de_formateur() -> Texte:
    """What cannot be released."""
    return Texte("Ce membre a formé le candidat : ce lien ne se lève pas.", "Supprimez cette ligne.")


def rien_a_lever() -> Texte:
    """Nothing to release."""
    return Texte("Aucun lien n'est déduit entre eux : il n'y a rien à lever.", "Supprimez cette ligne.")


def sans_responsable() -> Texte:
    """No responsable."""
    return Texte(
        "Aucun responsable de session n'est saisi : sa présence n'est ni planifiée ni contrôlée.",
        "La session ne peut pas se dérouler sans lui : saisissez-le.",
    )


def sans_suppleant() -> Texte:
    """Nobody to replace the responsable."""
    return Texte("Aucun suppléant n'est saisi.", "Prévoyez toujours un plan B pour le responsable de session.")


def suppleant_responsable(nom: str) -> Texte:
    """Who would replace the responsable is the responsable himself."""
    return Texte(
        f"{nom} est à la fois responsable de session et suppléant : personne ne le remplacerait.",
        "Nommez quelqu'un d'autre comme suppléant.",
    )


def meme_contact(un: str, autre: str) -> Texte:
    """Two responsables under one contact."""
    return Texte(f"{un} et {autre} ont le même contact.", "CERES demande des coordonnées différentes.")


def responsable_formateur(responsable: str, candidat: str) -> Texte:
    """The responsable trained a candidat."""
    return Texte(
        f"{responsable}, responsable de session, a formé {candidat}.",
        "Les formateurs ne doivent pas être en contact avec les candidats ni le jury : prévoyez un autre responsable.",
    )


def quota_releve(saisi: int, du_re: int) -> Texte:
    """More candidats a day than the RE says."""
    return Texte(
        f"Vous acceptez {saisi} candidats par jury et par jour ; le RE en indique {du_re}.",
        "Le rapport le signalera. Laissez vide pour le nombre du RE.",
    )


def sans_surveillant() -> Texte:
    """Nobody to watch over the written épreuves."""
    return Texte(
        "Aucun surveillant n'est saisi : la surveillance des écrits n'est ni planifiée ni contrôlée.",
        "Il en faut un par salle où l'on compose.",
    )


def aucune_salle_accessible() -> Texte:
    """A need that no room answers."""
    return Texte("Aucune salle n'est marquée accessible.", "Écrivez « oui » en face des salles accessibles.")


def organismes_proches(un: str, autre: str, place: str) -> Texte:
    """Two organismes spelt nearly alike."""
    return Texte(
        f"« {autre} » ressemble à « {un} » ({place}) : comptés comme deux organismes.",
        "Écrivez-les pareil si c'est le même : un membre n'évalue pas un candidat de son organisme.",
    )


def employeurs_proches(un: str, autre: str, place: str) -> Texte:
    """Two employers spelt nearly alike."""
    return Texte(
        f"« {autre} » ressemble à « {un} » ({place}) : comptés comme deux employeurs.",
        "Écrivez-les pareil si c'est le même : un membre n'évalue pas un candidat de son employeur.",
    )


def candidat_et_autre(candidat: str, autre: str, meme: bool) -> Texte:
    """A candidat and somebody else under one name, or nearly."""
    lien = "porte le nom" if meme else "porte presque le nom"
    return Texte(
        f"Le candidat {candidat} {lien} de {autre} : comptés comme deux personnes.",
        "Vérifiez l'orthographe, et un lien éventuel à déclarer (famille).",
    )


def noms_proches(un: str, autre: str) -> Texte:
    """Two people under nearly one name."""
    return Texte(
        f"« {autre} » ressemble à « {un} » : comptés comme deux personnes.",
        "Écrivez-les pareil si c'est la même.",
    )
