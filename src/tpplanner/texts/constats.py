"""What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong."""

from collections.abc import Sequence
from datetime import time

from tpplanner.texts.accord import accorde
from tpplanner.texts.departements import ATTENDU
from tpplanner.texts.message import Texte
from tpplanner.texts.temps import heure

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
