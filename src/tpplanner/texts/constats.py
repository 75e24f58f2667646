"""What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong."""

from collections.abc import Sequence
from datetime import date, time

from tpplanner.texts.noms import ATTENDU, JOURS, Texte, accorde, date_chiffres, duree, heure

# What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong.

CE_JOUR = "Ce jour"
CE_LIBELLE = "Ce libellé"
CE_NOM = "Ce nom"
CE_NUMERO = "Ce numéro"
CE_LIEN = "Ce lien"
CETTE_CONVOCATION = "Cette convocation"


def _liste(noms: Sequence[str]) -> str:
    return ", ".join(f"« {nom} »" for nom in noms)


def heures_a_l_envers(ouverture: time, fin: time) -> Texte:
    """A day that ends before it begins."""
    return Texte(f"Ce jour finit à {heure(fin)} et ouvre à {heure(ouverture)}.", "Corrigez l'une des deux heures.")


def midi_a_l_envers(debut: time, fin: time) -> Texte:
    """A lunch window that ends before it begins."""
    return Texte(f"La plage de midi va de {heure(debut)} à {heure(fin)}.", "Corrigez l'une des deux heures.")


def accueil_hors_ouverture(accueil: time) -> Texte:
    """The candidats' accueil lies outside the opening hours."""
    return Texte(f"L'accueil des candidats ({heure(accueil)}) est hors des heures d'ouverture de ce jour.")


def genre_vide(retenu: str) -> Texte:
    """The kind of session is not said."""
    return Texte(f"Le type de session est vide : compté comme « {retenu} ».", "Choisissez dans la liste.")


def autre_titre(porte: str, saisi: str) -> Texte:
    """The form names another titre than the référentiel of the workbook."""
    return Texte(
        f"Le classeur porte le référentiel {porte}, et la feuille Session indique « {saisi} ».",
        f"Remettez {porte}, ou refaites un classeur pour l'autre titre (« tpplanner init --titre »).",
    )


def autre_millesime(sigle: str, porte: str) -> Texte:
    """The form names another millésime than the référentiel of the workbook."""
    return Texte(
        f"Le référentiel {sigle} de ce classeur est de millésime {porte}.",
        "Corrigez le millésime, ou refaites un classeur avec le référentiel de l'autre millésime.",
    )


def millesime_vide(sigle: str, retenu: str) -> Texte:
    """The millésime is not said."""
    return Texte(f"Le millésime est vide : le référentiel {sigle} {retenu} est pris.", f"Écrivez {retenu}.")


def departement_inconnu() -> Texte:
    """A département that nobody knows."""
    return Texte("Ce département n'est pas connu : les jours fériés seront ceux de toute la France.", ATTENDU)


def sans_referentiel(sigle: str) -> Texte:
    """Dates told of a titre whose référentiel is not known."""
    return Texte(
        f"Le référentiel de {sigle} n'est pas lu : les échéances sont données sans lui (fin du titre inconnue).",
        "Vérifiez le sigle. Un titre du transport que tpplanner ne connaît pas a 5 jours, et non 15, pour ses PV.",
    )


def titre_transport(sigle: str) -> Texte:
    """A titre whose jury differs by épreuve."""
    return Texte(
        f"Les titres de transport comme {sigle} ne sont pas pris en charge : leur jury change selon l'épreuve et le"
        " candidat, et leurs durées ne sont pas connues."
    )


def non_place(nom: str) -> Texte:
    """A candidat whom a partial planning leaves out."""
    return Texte(
        f"« {nom} » n'est pas placé : ce planning le laisse de côté.",
        "Supprimez sa ligne de la feuille Non placés pour que le prochain calcul le place.",
    )


def personne_de_place() -> Texte:
    """Everybody left out."""
    return Texte("Tous les candidats sont laissés de côté.", "Supprimez des lignes de la feuille Non placés.")


def homonymes(nom: str, premiere: str) -> Texte:
    """Two people of one name in one sheet."""
    return Texte(
        f"« {nom} » figure aussi en {premiere} : comptés comme deux homonymes.",
        "S'il s'agit de la même personne, supprimez une ligne.",
    )


def meme_personne(nom: str, feuille: str) -> Texte:
    """One name in two sheets."""
    return Texte(
        f"« {nom} » figure aussi dans la feuille {feuille} : compté comme la même personne.",
        "Si ce sont deux personnes, distinguez leurs noms (second prénom).",
    )


def plusieurs_homonymes(nom: str) -> Texte:
    """A name that several bear in other sheets."""
    return Texte(
        f"Plusieurs personnes s'appellent « {nom} » : celle-ci est comptée à part.",
        "Distinguez leurs noms (second prénom), sans quoi on ne voit pas qu'elle serait à deux endroits.",
    )


def formateur_ajoute(nom: str, propositions: Sequence[str]) -> Texte:
    """A formateur of a candidat who stands in no sheet of people."""
    conseil = (
        f"Vouliez-vous dire {_liste(propositions)} ?" if propositions else "Ajoutez-le dans la feuille Formateurs."
    )
    return Texte(f"« {nom} » n'est dans aucune feuille de personnes : compté comme formateur.", conseil)


def formateur_etranger() -> Texte:
    """A formateur of a candidat who is added, whom the session does not know."""
    return Texte("Ce formateur n'est dans aucune feuille du planning : il n'y est pas repris.", "")


def version_impossible() -> Texte:
    """A version of the planning under 1."""
    return Texte("La version du planning est un nombre à partir de 1.", "Laissez la cellule vide pour la première.")


def deux_presentations() -> Texte:
    """Both the titre and CCP."""
    return Texte("Un candidat est présenté au titre ou à des CCP, pas aux deux.", "Gardez l'un ou l'autre.")


TITRE = "titre"


def ccp_inconnu(choix: Sequence[str], *, titre: bool) -> Texte:
    """A CCP that the référentiel has not; `titre`: whether a candidat of the session may be presented to the titre."""
    if not choix:
        return Texte("Ce référentiel n'a pas de CCP.", f"Écrivez « {TITRE} », ou laissez vide.")
    if not titre:
        return Texte("Ce CCP n'est pas dans le référentiel.", f"Écrivez {_liste(choix)}.")
    return Texte("Ce n'est ni le titre, ni un CCP du référentiel.", f"Écrivez {_liste((TITRE, *choix))}.")


def ccp_manquant() -> Texte:
    """A session CCP, and no CCP for a candidat."""
    return Texte(
        "Dans une session CCP, il faut les CCP auxquels le candidat est présenté.", "Par exemple « CCP1 ; CCP2 »."
    )


def autre_genre(titre: bool) -> Texte:
    """A candidat of the other kind of session."""
    quoi = "au titre dans une session CCP" if titre else "à des CCP dans une session titre"
    return Texte(f"Ce candidat est présenté {quoi}.", "CERES sépare les sessions titre des sessions CCP : vérifiez.")


def dernier_ccp_sans_objet() -> Texte:
    """The last CCP of somebody presented to the titre."""
    return Texte("« Dernier CCP » est sans objet pour un candidat au titre.", "Effacez cette cellule.")


def rien_devant_le_jury() -> Texte:
    """Nothing is left before the jury."""
    return Texte("Ce candidat ne passe rien devant le jury.", "Vérifiez ses CCP et ses dispenses.")


def dispense_inconnue(epreuves: Sequence[str]) -> Texte:
    """An exemption from something that he has not to pass."""
    return Texte("Ce candidat n'a pas à passer cette épreuve.", f"Les siennes : {_liste(epreuves)}.")


def numero_impossible() -> Texte:
    """A drawn number under 1."""
    return Texte("Un numéro tiré va de 1 à 9999.", "Laissez la cellule vide : il sera tiré au sort.")


def presentation_hors_bornes() -> Texte:
    """A presentation that is not the first, second or third."""
    return Texte("Le numéro de présentation est 1, 2 ou 3.", "Trois sessions au plus dans les 12 mois de la formation.")


def majoration_forte() -> Texte:
    """More than a third."""
    return Texte(
        "Cette majoration dépasse le tiers du temps, qui est le maximum sauf décision exceptionnelle.",
        "Vérifiez la décision.",
    )


def sans_habilitation() -> Texte:
    """A membre without any habilitation."""
    return Texte("Aucune habilitation n'est saisie : ce membre ne peut pas siéger.", "Remplissez « Habilité pour ».")


def habilitation_sans_millesime() -> Texte:
    """A habilitation whose millésime is not said."""
    return Texte("Le millésime de l'habilitation est vide : elle ne compte pas.", "Écrivez-le, par exemple 04.")


def habilitation_illisible() -> Texte:
    """Not a titre with its millésime."""
    return Texte("Cette habilitation n'est pas lisible : elle ne compte pas.", "Par exemple « DWWM 04 31/08/2028 ».")


def postes_vides() -> Texte:
    """A room for several, whose posts are not said."""
    return Texte("Le nombre de postes est vide : compté pour un seul candidat.", "Écrivez le nombre de postes.")


def postes_nuls() -> Texte:
    """No post."""
    return Texte("Une salle a au moins un poste.", "Écrivez un nombre, ou supprimez la ligne.")


def usage_inconnu(propositions: Sequence[str], connus: Sequence[str]) -> Texte:
    """A kind of room that no épreuve asks for."""
    conseil = f"Vouliez-vous dire {_liste(propositions)} ?" if propositions else f"Types demandés : {_liste(connus)}."
    return Texte("Aucune épreuve ne demande ce type de salle.", conseil)


def sans_usage(connus: Sequence[str]) -> Texte:
    """A room that serves for nothing."""
    return Texte("Cette salle n'a pas de type : elle ne sert à rien.", f"Écrivez un ou plusieurs de {_liste(connus)}.")


def ressource_sans_nombre() -> Texte:
    """A resource without its number."""
    return Texte("Le nombre n'est pas indiqué : compté pour 1.", "Écrivez par exemple « caisse : 2 ».")


def deja_dans_ce_jury() -> Texte:
    """The same membre twice in one jury."""
    return Texte("Ce membre figure deux fois dans ce jury.", "Effacez l'une des deux cellules.")


def jury_incomplet(nombre: int, attendu: int) -> Texte:
    """Fewer membres than a jury needs."""
    return Texte(
        accorde(
            f"Ce jury compte {nombre} membre(s) (observateurs non compris) ; il en faut {attendu} au moins : "
            "il ne siégera pas."
        ),
        "Complétez-le, ou videz la feuille Jurys pour que les jurys soient composés.",
    )


def leve_sans_motif() -> Texte:
    """A link released without a reason."""
    return Texte("Un lien se lève avec un motif : sans lui, cette ligne n'a pas d'effet.", "Écrivez le motif.")


def moment_et_heures() -> Texte:
    """A half-day and hours at once."""
    return Texte("On attend un moment ou des heures, pas les deux.", "Effacez l'un des deux.")


def reglage_nul(titre: str) -> Texte:
    """A length that may not be 0."""
    return Texte(f"« {titre} » ne peut pas être 0.", "Laissez vide pour la valeur habituelle.")


def reglage_hors_bornes(titre: str, moins: int, plus: int) -> Texte:
    """A length out of its bounds, which are ours."""
    return Texte(
        f"« {titre} » est d'habitude entre {moins} et {plus} minutes.",
        "Ces bornes sont celles de tpplanner, non d'un texte : la valeur est prise telle quelle.",
    )


def pas_inconnu(permis: Sequence[int]) -> Texte:
    """A grid of minutes that does not fit the hour."""
    return Texte("Ce pas n'est pas possible.", f"Choisissez {', '.join(str(p) for p in permis)}.")


def quota_nul() -> Texte:
    """No candidat a day."""
    return Texte("Un jury reçoit au moins un candidat par jour.", "Laissez vide pour le nombre du RE.")


def poids_negatif() -> Texte:
    """A weight under 0."""
    return Texte("Un poids n'est pas négatif.", "Écrivez 1, ou « non » au niveau pour ignorer cette préférence.")


def niveau_illisible(offerts: Sequence[str]) -> Texte:
    """Not a level."""
    return Texte("Ce niveau n'est pas lisible.", f"Écrivez {', '.join(offerts)}, ou « non ».")


# What looks wrong in a session that can be planned all the same: dates, habilitations, links, spellings.


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
