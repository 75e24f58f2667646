"""What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong."""

from collections.abc import Sequence
from datetime import date, time

from tpplanner.texts.noms import ATTENDU, Texte, date_chiffres, duree, heure
from tpplanner.texts.phrases import Avis, cites

# What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong.

CE_JOUR = "Ce jour"
CE_LIBELLE = "Ce libellé"
CE_NOM = "Ce nom"
CE_NUMERO = "Ce numéro"
CE_LIEN = "Ce lien"
CETTE_CONVOCATION = "Cette convocation"


heures_a_l_envers = Avis("Ce jour finit à {fin:heure} et ouvre à {ouverture:heure}.", "Corrigez l'une des deux heures.")
midi_a_l_envers = Avis("La plage de midi va de {debut:heure} à {fin:heure}.", "Corrigez l'une des deux heures.")
accueil_hors_ouverture = Avis("L'accueil des candidats ({accueil:heure}) est hors des heures d'ouverture de ce jour.")
decline_et_appele = Avis(
    "{nom} a décliné, et ce planning l'appelle encore.",
    "Refaites le planning : « Un imprévu » sur la page, ou tpplanner replan, le remplace en dérangeant le moins.",
)
genre_vide = Avis("Le type de session est vide : compté comme « {retenu} ».", "Choisissez dans la liste.")
autre_titre = Avis(
    "Le classeur porte le référentiel {porte}, et la feuille Session indique « {saisi} ».",
    "Remettez {porte}, ou refaites un classeur pour l'autre titre (« tpplanner init --titre »).",
)
autre_millesime = Avis(
    "Le référentiel {sigle} de ce classeur est de millésime {porte}.",
    "Corrigez le millésime, ou refaites un classeur avec le référentiel de l'autre millésime.",
)
millesime_vide = Avis("Le millésime est vide : le référentiel {sigle} {retenu} est pris.", "Écrivez {retenu}.")
departement_inconnu = Avis("Ce département n'est pas connu : les jours fériés seront ceux de toute la France.", ATTENDU)
sans_referentiel = Avis(
    "Le référentiel de {sigle} n'est pas lu : les échéances sont données sans lui (fin du titre inconnue).",
    "Vérifiez le sigle. Un titre du transport que tpplanner ne connaît pas a 5 jours, et non 15, pour ses PV.",
)
titre_transport = Avis(
    "Les titres de transport comme {sigle} ne sont pas pris en charge : leur jury change selon l'épreuve et le "
    "candidat, et leurs durées ne sont pas connues."
)
non_place = Avis(
    "« {nom} » n'est pas placé : ce planning le laisse de côté.",
    "Supprimez sa ligne de la feuille Non placés pour que le prochain calcul le place.",
)
personne_de_place = Avis("Tous les candidats sont laissés de côté.", "Supprimez des lignes de la feuille Non placés.")
homonymes = Avis(
    "« {nom} » figure aussi en {premiere} : comptés comme deux homonymes.",
    "S'il s'agit de la même personne, supprimez une ligne.",
)
meme_personne = Avis(
    "« {nom} » figure aussi dans la feuille {feuille} : compté comme la même personne.",
    "Si ce sont deux personnes, distinguez leurs noms (second prénom).",
)
plusieurs_homonymes = Avis(
    "Plusieurs personnes s'appellent « {nom} » : celle-ci est comptée à part.",
    "Distinguez leurs noms (second prénom), sans quoi on ne voit pas qu'elle serait à deux endroits.",
)


def formateur_ajoute(nom: str, propositions: Sequence[str]) -> Texte:
    """A formateur of a candidat who stands in no sheet of people."""
    conseil = f"Vouliez-vous dire {cites(propositions)} ?" if propositions else "Ajoutez-le dans la feuille Formateurs."
    return Texte(f"« {nom} » n'est dans aucune feuille de personnes : compté comme formateur.", conseil)


formateur_etranger = Avis("Ce formateur n'est dans aucune feuille du planning : il n'y est pas repris.")
"""of a candidat who is added"""
version_impossible = Avis(
    "La version du planning est un nombre à partir de 1.", "Laissez la cellule vide pour la première."
)
deux_presentations = Avis("Un candidat est présenté au titre ou à des CCP, pas aux deux.", "Gardez l'un ou l'autre.")

TITRE = "titre"


def ccp_inconnu(choix: Sequence[str], *, titre: bool) -> Texte:
    """A CCP that the référentiel has not; `titre`: whether a candidat of the session may be presented to the titre."""
    if not choix:
        return Texte("Ce référentiel n'a pas de CCP.", f"Écrivez « {TITRE} », ou laissez vide.")
    if not titre:
        return Texte("Ce CCP n'est pas dans le référentiel.", f"Écrivez {cites(choix)}.")
    return Texte("Ce n'est ni le titre, ni un CCP du référentiel.", f"Écrivez {cites((TITRE, *choix))}.")


ccp_manquant = Avis(
    "Dans une session CCP, il faut les CCP auxquels le candidat est présenté.", "Par exemple « CCP1 ; CCP2 »."
)


def autre_genre(titre: bool) -> Texte:
    """A candidat of the other kind of session."""
    quoi = "au titre dans une session CCP" if titre else "à des CCP dans une session titre"
    return Texte(f"Ce candidat est présenté {quoi}.", "CERES sépare les sessions titre des sessions CCP : vérifiez.")


dernier_ccp_sans_objet = Avis("« Dernier CCP » est sans objet pour un candidat au titre.", "Effacez cette cellule.")
rien_devant_le_jury = Avis("Ce candidat ne passe rien devant le jury.", "Vérifiez ses CCP et ses dispenses.")
dispense_inconnue = Avis("Ce candidat n'a pas à passer cette épreuve.", "Les siennes : {epreuves:cites}.")
numero_impossible = Avis("Un numéro tiré va de 1 à 9999.", "Laissez la cellule vide : il sera tiré au sort.")
presentation_hors_bornes = Avis(
    "Le numéro de présentation est 1, 2 ou 3.", "Trois sessions au plus dans les 12 mois de la formation."
)
majoration_forte = Avis(
    "Cette majoration dépasse le tiers du temps, qui est le maximum sauf décision exceptionnelle.",
    "Vérifiez la décision.",
)
sans_habilitation = Avis(
    "Aucune habilitation n'est saisie : ce membre ne peut pas siéger.", "Remplissez « Habilité pour »."
)
habilitation_sans_millesime = Avis(
    "Le millésime de l'habilitation est vide : elle ne compte pas.", "Écrivez-le, par exemple 04."
)
habilitation_illisible = Avis(
    "Cette habilitation n'est pas lisible : elle ne compte pas.", "Par exemple « DWWM 04 31/08/2028 »."
)
postes_vides = Avis("Le nombre de postes est vide : compté pour un seul candidat.", "Écrivez le nombre de postes.")
postes_nuls = Avis("Une salle a au moins un poste.", "Écrivez un nombre, ou supprimez la ligne.")


def usage_inconnu(propositions: Sequence[str], connus: Sequence[str]) -> Texte:
    """A kind of room that no épreuve asks for."""
    conseil = f"Vouliez-vous dire {cites(propositions)} ?" if propositions else f"Types demandés : {cites(connus)}."
    return Texte("Aucune épreuve ne demande ce type de salle.", conseil)


sans_usage = Avis("Cette salle n'a pas de type : elle ne sert à rien.", "Écrivez un ou plusieurs de {connus:cites}.")
ressource_sans_nombre = Avis("Le nombre n'est pas indiqué : compté pour 1.", "Écrivez par exemple « caisse : 2 ».")
deja_dans_ce_jury = Avis("Ce membre figure deux fois dans ce jury.", "Effacez l'une des deux cellules.")
jury_incomplet = Avis(
    "Ce jury compte {nombre} membre(s) (observateurs non compris) ; il en faut {attendu} au moins : il ne siégera pas.",
    "Complétez-le, ou videz la feuille Jurys pour que les jurys soient composés.",
)
leve_sans_motif = Avis("Un lien se lève avec un motif : sans lui, cette ligne n'a pas d'effet.", "Écrivez le motif.")
moment_et_heures = Avis("On attend un moment ou des heures, pas les deux.", "Effacez l'un des deux.")
reglage_nul = Avis("« {titre} » ne peut pas être 0.", "Laissez vide pour la valeur habituelle.")
reglage_hors_bornes = Avis(
    "« {titre} » est d'habitude entre {moins} et {plus} minutes.",
    "Ces bornes sont celles de tpplanner, non d'un texte : la valeur est prise telle quelle.",
)
pas_inconnu = Avis("Ce pas n'est pas possible.", "Choisissez {permis:liste}.")
quota_nul = Avis("Un jury reçoit au moins un candidat par jour.", "Laissez vide pour le nombre du RE.")
poids_negatif = Avis("Un poids n'est pas négatif.", "Écrivez 1, ou « non » au niveau pour ignorer cette préférence.")
niveau_illisible = Avis("Ce niveau n'est pas lisible.", "Écrivez {offerts:liste}, ou « non ».")

# What looks wrong in a session that can be planned all the same: dates, habilitations, links, spellings.

formation_apres = Avis("Sa formation finit le {fin:date_chiffres}, après la session.", "Vérifiez la date.")
formation_ancienne = Avis(
    "Sa formation a fini le {fin:date_chiffres}, plus de 12 mois avant la session.",
    "Vérifiez qu'il peut encore se présenter sans repasser par la formation.",
)
jours_eloignes = Avis(
    "Les jours vont du {premier:date_chiffres} au {dernier:date_chiffres} : plus d'un an.", "Vérifiez les années."
)
fin_de_semaine = Avis("Le {jour:date_chiffres} est un {jour:jour_de_semaine}.", "Vérifiez la date.")


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


agrement_fini = Avis(
    "L'agrément finit le {fin:date_chiffres}, avant la fin de la session.", "Vérifiez son renouvellement."
)
verifie_sans_date = Avis(
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


a_la_minute = Avis(
    "Aucun planning n'existe avec des débuts toutes les {pas} minutes : ceux de ce planning tombent à la minute.",
    "« tpplanner explain » indique ce qui permettrait de les garder.",
)

A_TROUVER = "à trouver"

a_trouver = Avis(
    "« {nom} » reste à trouver : ce planning ne vaut que s'il est remplacé.",
    "Remplacez son nom partout, puis vérifiez ses absences, son habilitation, ses liens.",
)
convocations_sans_heures = Avis(
    "Les convocations sont envoyées, mais la feuille Convocations est vide : « solve » n'impose aucune heure "
    "(« replan » respecte celles du planning).",
    "Recopiez-y les heures envoyées.",
)
convocations_tardives = Avis("Cette date d'envoi est après le début de la session.", "Vérifiez la date.")
pas_habilite = Avis(
    "Ce membre n'a pas d'habilitation pour {titre} : il ne siégera pas.", "Vérifiez titre et millésime."
)


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


jury_avec = Avis(
    "{jury}, {jour} : siège avec {nom}, qui n'en est pas membre dans la feuille Jurys.",
    "Complétez cette feuille si c'est voulu.",
)
jury_inconnu = Avis(
    "{jury}, {jour} : ce jury n'est pas dans la feuille Jurys, où les jurys sont donnés.",
    "Corrigez son nom dans le planning, ou ajoutez-le.",
)
lien_de_formateur = Avis("Ce membre a formé le candidat : ce lien ne se lève pas.", "Supprimez cette ligne.")
rien_a_lever = Avis("Aucun lien n'est déduit entre eux : il n'y a rien à lever.", "Supprimez cette ligne.")
sans_responsable = Avis(
    "Aucun responsable de session n'est saisi : sa présence n'est ni planifiée ni contrôlée.",
    "La session ne peut pas se dérouler sans lui : saisissez-le.",
)
sans_suppleant = Avis("Aucun suppléant n'est saisi.", "Prévoyez toujours un plan B pour le responsable de session.")
suppleant_responsable = Avis(
    "{nom} est à la fois responsable de session et suppléant : personne ne le remplacerait.",
    "Nommez quelqu'un d'autre comme suppléant.",
)
meme_contact = Avis("{un} et {autre} ont le même contact.", "CERES demande des coordonnées différentes.")
responsable_formateur = Avis(
    "{responsable}, responsable de session, a formé {candidat}.",
    "Les formateurs ne doivent pas être en contact avec les candidats ni le jury : prévoyez un autre responsable.",
)
quota_releve = Avis(
    "Vous acceptez {saisi} candidats par jury et par jour ; le RE en indique {du_re}.",
    "Le rapport le signalera. Laissez vide pour le nombre du RE.",
)
sans_surveillant = Avis(
    "Aucun surveillant n'est saisi : la surveillance des écrits n'est ni planifiée ni contrôlée.",
    "Il en faut un par salle où l'on compose.",
)
aucune_salle_accessible = Avis(
    "Aucune salle n'est marquée accessible.", "Écrivez « oui » en face des salles accessibles."
)
organismes_proches = Avis(
    "« {autre} » ressemble à « {un} » ({place}) : comptés comme deux organismes.",
    "Écrivez-les pareil si c'est le même : un membre n'évalue pas un candidat de son organisme.",
)
employeurs_proches = Avis(
    "« {autre} » ressemble à « {un} » ({place}) : comptés comme deux employeurs.",
    "Écrivez-les pareil si c'est le même : un membre n'évalue pas un candidat de son employeur.",
)


def candidat_et_autre(candidat: str, autre: str, meme: bool) -> Texte:
    """A candidat and somebody else under one name, or nearly."""
    lien = "porte le nom" if meme else "porte presque le nom"
    return Texte(
        f"Le candidat {candidat} {lien} de {autre} : comptés comme deux personnes.",
        "Vérifiez l'orthographe, et un lien éventuel à déclarer (famille).",
    )


noms_proches = Avis(
    "« {autre} » ressemble à « {un} » : comptés comme deux personnes.", "Écrivez-les pareil si c'est la même."
)
