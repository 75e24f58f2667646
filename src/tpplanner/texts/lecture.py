"""What is said of a workbook: its file, its layout, cells that cannot be read, changes by hand, what looks wrong."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from fractions import Fraction

from tpplanner.domain.session import Genre
from tpplanner.texts.commande import AFFICHE
from tpplanner.texts.noms import ATTENDU, GENRES, Texte, date_chiffres, de_qui, duree, heure, heure_chiffres
from tpplanner.texts.phrases import Avis, Phrase, cites, proche

# What is said of the layout of a workbook: sheets, columns, rows, and names that refer to something else.

MODELE = "« tpplanner init … --complet » écrit un classeur neuf, avec toutes ses feuilles."
MODELE_D_ANNEE = "« tpplanner init --annee » écrit un classeur d'année neuf, avec toutes ses feuilles."


REPONSE_DE_PERSONNE = Texte("Ce membre n'est plus dans ce planning.", "Rechargez la page.")
REPONSE_NON_NOTEE = Texte(
    "La réponse n'a pas pu être notée dans ce fichier sans rien y changer d'autre : il est resté tel quel.",
    "Ouvrez-le dans Excel, et écrivez-la dans les colonnes « Réponse » et « Réponse le » de la feuille Membres.",
)
IMPREVU_NON_NOTE = Texte(
    "L'imprévu n'a pas pu être noté dans le classeur sans toucher à d'autres cellules : il est resté tel quel.",
    "Il tient par le planning en vigueur ; écrivez-le aussi dans la feuille Imprévus du classeur.",
)
fait_non_note = Avis(
    "« {titre} » n'a pas pu être noté dans le classeur sans toucher à d'autres cellules : il est resté tel quel.",
    "Ouvrez-le dans Excel, et écrivez ce jour dans la feuille Session.",
)
SANS_PROPRIETES = Texte(
    "Ce fichier n'a pas de propriétés où noter qu'il est en vigueur : il est resté tel quel.",
    "Ouvrez-le dans Excel, enregistrez-le, puis recommencez.",
)
CLASSEUR_D_ANNEE = Texte(
    "Ce classeur est celui d'une année, pas celui d'une session.",
    "Pour programmer l'année : « tpplanner annee ». Une session a son propre classeur : « tpplanner init ».",
)
CLASSEUR_DE_SESSION = Texte(
    "Ce classeur est celui d'une session, pas celui d'une année.",
    "Pour son planning : « tpplanner solve ». Une année a son propre classeur : « tpplanner init --annee ».",
)
PLAN_B = Texte("Ce classeur est le plan B d'un planning, pas le planning.", "Donnez le planning lui-même.")


def affiche(fichier: str) -> Texte:
    """The poster in place of its planning."""
    nom, point, suffixe = fichier.rpartition(".")
    planning = f" : « {nom.removesuffix(AFFICHE)}{point}{suffixe} »" if nom.endswith(AFFICHE) else ""
    return Texte(
        "Ce classeur est l'affiche d'une session : il ne contient ni ce qui a été saisi, ni le planning.",
        f"Donnez le planning écrit avec elle{planning}.",
    )


def feuille_absente(titre: str, voisine: str, modele: str = MODELE) -> Texte:
    """A sheet without which nothing can be built."""
    conseil = f"Renommez « {voisine} » en « {titre} »." if voisine else modele
    return Texte(f"Il manque la feuille « {titre} ».", conseil)


feuille_a_ajouter = Phrase(
    "La feuille {titre} n'est pas dans ce classeur : ajoutez-la avec ses titres de colonnes, tels que les écrit "
    "« tpplanner init … --complet »."
)
feuille_facultative_absente = Avis("La feuille « {titre} » n'y est pas.", "Si « {voisine} » la remplace, renommez-la.")
feuille_inconnue = Avis("Cette feuille n'est pas lue : rien de ce qui y est écrit ne compte.", "{propositions:proche}")
feuille_en_double = Avis("Deux feuilles s'appellent « {titre} » à la casse et aux accents près.", "N'en gardez qu'une.")
feuille_masquee = Avis("Cette feuille est masquée, et elle est lue.", "Affichez-la pour la vérifier.")
feuille_tronquee = Avis(
    "Des cellules au-delà de la ligne {lignes} ou de la colonne {colonnes} ne sont pas lues.",
    "Supprimez les lignes et les colonnes vides ou mises en forme après vos données.",
)
titres_introuvables = Avis("Les titres des colonnes ne sont pas reconnus.", "{modele}")


def colonne_absente(titre: str, propositions: Sequence[str], modele: str = MODELE) -> Texte:
    """A column without which the sheet says nothing."""
    return Texte(f"Il manque la colonne « {titre} ».", proche(propositions) or modele)


colonne_en_double = Avis("Deux colonnes s'appellent « {titre} ».", "N'en gardez qu'une.")
colonnes_de_meme_sens = Avis(
    "Les colonnes « {titre} » et « {autre} » sont lues l'une comme l'autre pour « {lue} ».",
    "Réunissez-les en une seule ; ou renommez celle qui n'est pas à lire, par exemple en « Note : {autre} ».",
)
colonne_inconnue = Avis("Cette colonne n'est pas lue.", "{propositions:proche}")
colonnes_inconnues = Avis("Ces colonnes ne sont pas lues.")
colonne_sans_titre = Avis("Cette colonne a des valeurs mais pas de titre : elle n'est pas lue.")


def valeurs(premieres: Sequence[str], *, plus: bool) -> str:
    """The first things that stand in a block of cells, and that there are more."""
    return " ; ".join((*premieres, "…") if plus else premieres)


au_dessus_des_titres = Avis(
    "Au-dessus des titres des colonnes, rien n'est lu.", "Ce qui doit compter s'écrit sous les titres (ligne {ligne})."
)
ligne_au_dessus = Avis(
    "Cette ligne n'est pas lue : elle est au-dessus des titres des colonnes.",
    "Déplacez-la sous les titres (ligne {ligne}).",
)
hors_reponse = Avis(
    "Dans cette feuille, seule la colonne « {colonne} » est lue.", "Ce qui doit compter s'écrit dans cette colonne."
)
sans_effet = Avis("Cette cellule n'est pas lue : rien n'en dépend ici.")
ne_nomme_personne = Avis(
    "Cette ligne ne nomme personne : elle n'est pas lue.",
    "Une majoration, une absence s'écrivent sur la ligne de la personne. Si c'est une personne, donnez son nom et son"
    " prénom.",
)
plus_qu_un_nom = Avis(
    "Ce n'est pas seulement un nom : rien d'autre n'y est lu.",
    "Tel quel, il serait affiché et convoqué sous ce nom. Gardez le nom ; une majoration, une absence, un CCP, un"
    " abandon s'écrivent dans leur colonne ou leur feuille. Si ce n'est personne, effacez la ligne.",
)
pas_relue = Avis(
    "Cette feuille n'est pas relue : ce qui y a été écrit depuis ne compte pas.",
    "Un changement s'écrit dans Planning, ou dans la feuille de ce qui change (Candidats, Membres, Salles…).",
)
sans_trace = Avis(
    "Rien n'indique plus ce que tpplanner avait écrit dans {feuilles:liste} : ce qui y a été changé ne compte pas, et"
    " n'est pas signalé."
)
sous_fusion = Avis(
    "Cette valeur est cachée sous des cellules fusionnées : elle n'est pas lue.",
    "Défusionnez ces cellules pour la voir, puis déplacez-la ou effacez-la.",
)
commentaire = Avis(
    "Les commentaires et les zones de texte ne sont pas lus.",
    "Ce qui doit compter s'écrit dans une cellule qui est lue.",
)
champ_en_double = Avis("« {titre} » figure deux fois dans cette feuille.", "N'en gardez qu'une ligne.")
champ_inconnu = Avis("Cette ligne n'est pas lue.", "{propositions:proche}")


def lignes_masquees(lignes: Sequence[int]) -> Texte:
    """Rows that a filter or a hand hides, and that count."""
    numeros = ", ".join(str(n) for n in lignes[:10]) + (", …" if len(lignes) > 10 else "")
    sujet = f"La ligne {numeros} est masquée" if len(lignes) == 1 else f"Les lignes {numeros} sont masquées"
    return Texte(f"{sujet} (par un filtre peut-être), et lue comme les autres.", "Affichez-la pour vérifier.")


valeur_manquante = Avis("« {titre} » est vide.", "Remplissez cette cellule, ou effacez toute la ligne.")
champ_manquant = Avis("« {titre} » est vide.", "Remplissez cette cellule.")
point_virgule = Avis(
    "Un nom ne contient pas de « ; » : c'est ce qui sépare les noms d'une liste.",
    "Écrivez-le sans « ; » ; s'il y en a plusieurs dans cette cellule, donnez une ligne à chacun.",
)
nom_fusionne = Avis(
    "Ce nom vient d'une cellule fusionnée avec celle du dessus : il compterait une deuxième fois.",
    "Séparez les cellules (Fusionner et centrer), puis gardez une seule ligne pour chacun.",
)


def nom_inconnu(feuille: str, propositions: Sequence[str]) -> Texte:
    """A name that refers to nobody."""
    return Texte(
        f"Ce nom ne figure pas dans la feuille {feuille}.",
        proche(propositions) or f"Ajoutez-le dans la feuille {feuille}, ou corrigez-le ici.",
    )


nom_ambigu = Avis("Plusieurs personnes portent ce nom.", "Écrivez {etiquettes:cites_ou}.")
identique = Avis("{quoi} figure déjà en {autre}.", "Corrigez ou supprimez l'une des deux lignes.")
rien_a_planifier = Avis("La feuille « {titre} » est vide.", "Il en faut au moins une ligne.")
jour_inconnu = Avis("Ce jour n'est pas un jour de la session : cette ligne n'a pas d'effet.", "{propositions:proche}")

FEUILLES_DE_PERSONNES = "des candidats, des membres ou d'autres personnes"


def nom_sans_feuille(propositions: Sequence[str]) -> Texte:
    """A name that is neither somebody's nor a room's."""
    return Texte(
        "Ce nom n'est celui d'aucune personne ni d'aucune salle du classeur.",
        proche(propositions) or "Écrivez-le comme dans sa feuille : NOM Prénom.",
    )


_PREFIXE_DE_VEHICULE = "véhicule "
_PREFIXE_DE_SALLE = "salle "


def heures_de_la_plage(de: time | None, a: time | None) -> str:
    """Between which hours of a day somebody is away, as a cell of *Indisponible* takes it."""
    if de and a:
        return f"de {de:%Hh%M} à {a:%Hh%M}"
    return f"dès {de:%Hh%M}" if de else f"jusqu'à {a:%Hh%M}"


def salle_designee(nom: str) -> str:
    """A room named so that nobody who bears its name is meant: ``salle Ada``."""
    return f"{_PREFIXE_DE_SALLE}{nom}"


def sans_prefixe_de_salle(texte: str) -> str:
    """What follows ``salle``; empty where nothing precedes it."""
    return texte[len(_PREFIXE_DE_SALLE) :] if texte.casefold().startswith(_PREFIXE_DE_SALLE) else ""


def organisme_a_dire(noms: Sequence[str]) -> Texte:
    """Those of whom one does not know whether they train together."""
    premiers = ", ".join(noms[:3]) + (f" et {len(noms) - 3} autres" if len(noms) > 3 else "")
    return Texte(
        "Qui joue ne doit pas être en formation avec le candidat, et l'organisme de certains n'est pas saisi : "
        f"{premiers}.",
        "Saisissez l'organisme de chacun (Candidats, Comédiens), ou vérifiez, et écrivez qui ne joue pas pour qui dans "
        "« Liens jury-candidats ».",
    )


def vehicule_designe(nom: str) -> str:
    """A vehicle named so that nobody, and no room, of its name is meant: ``véhicule Ada``."""
    return f"{_PREFIXE_DE_VEHICULE}{nom}"


def sans_prefixe_de_vehicule(texte: str) -> str:
    """What follows ``véhicule``; empty where nothing precedes it."""
    return texte[len(_PREFIXE_DE_VEHICULE) :] if texte.casefold().startswith(_PREFIXE_DE_VEHICULE) else ""


def personne_plutot_que_salle(nom: str) -> Texte:
    """A name that somebody and a room both bear."""
    return Texte(
        "Ce nom est celui d'une personne et d'une salle : compté comme la personne.",
        f"Pour la salle, écrivez « {salle_designee(nom)} ».",
    )


# What is said of one cell that cannot be read, or that was read as something else than it shows.

_HEURES = "Écrivez par exemple 9h30 ou 09:30."
_DATES = "Écrivez jour/mois/année, par exemple 14/06/2027."

heure_illisible = Avis("Cette heure n'est pas lisible.", _HEURES)


def heure_ambigue(une: time, autre: time) -> Texte:
    """A decimal number: two hours may be meant."""
    lectures = dict.fromkeys((heure_chiffres(une), heure_chiffres(autre)))
    return Texte(f"Cette heure est ambiguë : {' ou '.join(lectures)} ?", _HEURES)


heure_lue_d_un_nombre = Avis("Ce nombre a été lu comme {lue:heure_chiffres}.", _HEURES)
heure_avec_secondes = Avis("Cette heure a des secondes : elle a été lue {lue:heure_chiffres}.", _HEURES)
duree_avec_secondes = Avis("Cette durée a des secondes.", "Écrivez-la en minutes : 90, 90 min ou 1h30.")
heure_de_nuit = Avis(
    "{lue:heure_chiffres} est en pleine nuit.", "Si c'est l'après-midi, écrivez {autre:heure_chiffres}."
)
minuit = Avis("Minuit n'est pas une heure de session.", "Écrivez une heure entre 0:01 et 23:59.")
date_pour_heure = Avis("C'est une date, et non une heure.", _HEURES)
date_illisible = Avis("Cette date n'est pas lisible.", _DATES)
date_impossible = Avis("Ce jour n'existe pas dans le calendrier.", _DATES)
date_americaine = Avis(
    "Cette date semble écrite à l'américaine (mois/jour/année) : toute la colonne est douteuse.",
    "Écrivez le jour d'abord : 31/12/2027.",
)
date_sans_annee = Avis("Il manque l'année, et ce n'est pas un jour de la session.", _DATES)


def jour_a_preciser(jours: Sequence[date]) -> Texte:
    """What may name one of these days."""
    suite = " …" if len(jours) > 4 else ""
    return Texte(f"Est-ce le {' ou '.join(map(date_chiffres, jours[:4]))}{suite} ?", _DATES)


def aucun_de_ces_jours(jours: Sequence[date]) -> Texte:
    """A day of no session; the first of its days are told."""
    dates = ", ".join(date_chiffres(jour) for jour in jours[:5]) + (", …" if len(jours) > 5 else "")
    return Texte(f"Ce n'est aucun des jours de la session : {dates}.", _DATES)


jour_de_semaine = Avis(
    "Le {lu:date_chiffres} est un {lu:jour_de_semaine}.", "Corrigez le jour de la semaine ou la date."
)
date_lue_d_un_nombre = Avis(
    "Ce nombre a été lu comme le {lu:date_chiffres}.", "Donnez à la cellule le format « Date »."
)
oui_non_illisible = Avis("On attend oui ou non.", "Écrivez « oui », ou laissez vide pour non.")
entier_illisible = Avis("On attend un nombre entier.", "Écrivez-le en chiffres, sans unité.")
entier_trop_grand = Avis("Ce nombre est trop grand : {limite:milliers} au plus.", "Corrigez-le.")
duree_trop_longue = Avis("Cette durée dépasse une journée.", "Écrivez-la en minutes (90), ou 1h30.")


def duree_ambigue(lue: Fraction, autre: int | None) -> Texte:
    """A decimal number without its unit: hours, minutes, or hours and minutes."""
    decimal = f"{float(lue):g}".replace(".", ",")
    heures = f"{decimal} h ({round(lue * 60)} min)"
    une, seconde = (f"{duree(autre)} ({autre} min)", heures) if autre is not None else (heures, f"{decimal} min")
    return Texte(f"Cette durée est ambiguë : {une} ou {seconde} ?", "Écrivez par exemple 90, 90 min ou 1h30.")


duree_illisible = Avis("On attend une durée.", "Écrivez par exemple 90, 90 min ou 1h30.")


def choix_inconnu(choix: Iterable[str], proche: str) -> Texte:
    """None of the values that the cell takes."""
    attendu = ", ".join(f"« {c} »" for c in choix if c)
    conseil = f"Vouliez-vous dire « {proche} » ?" if proche else "Choisissez dans la liste de la cellule."
    return Texte(f"On attend {attendu}.", conseil)


valeur_d_erreur = Avis("La cellule contient une erreur d'Excel.", "Corrigez la formule, ou écrivez la valeur.")
formule_non_calculee = Avis(
    "La formule de cette cellule n'a jamais été calculée.",
    "Ouvrez le classeur dans Excel et enregistrez-le, ou écrivez la valeur.",
)
plage_illisible = Avis(
    "Ces jours ne sont pas lisibles.", "Écrivez par exemple « 14/06 matin ; 15/06 » ou « Jour 2 de 9h à 11h »."
)
plage_partagee = Avis(
    "Ce moment vaut-il pour un seul de ces jours, ou tous ?",
    "Écrivez-le pour chaque jour, séparés par « ; » : « 14/06 matin ; 15/06 matin ».",
)
chaque_jour = Avis("Sans jour, cela vaut pour chaque jour de la session.", "Écrivez le jour : « 14/06 matin ».")
plage_a_l_envers = Avis("La fin n'est pas après le début.", "Corrigez l'une des deux heures.")

# What is said of a file before its cells are read: what it is, why it cannot be opened, how to cure it.

EN_XLSX = "Dans Excel : Fichier > Enregistrer sous > « Classeur Excel (*.xlsx) », puis relancez sur ce fichier."
_REPRENDRE = "Ouvrez-le dans Excel et enregistrez-le à nouveau, ou reprenez une copie."

INTROUVABLE = Texte("Ce fichier n'existe pas.", "Vérifiez le nom et le dossier.")
DOSSIER = Texte("C'est un dossier, pas un classeur.", "Indiquez le fichier .xlsx lui-même.")
PAS_UN_FICHIER = Texte(
    "Ce n'est pas un fichier du disque (c'est un périphérique, ou un tube).", "Indiquez un fichier .xlsx enregistré."
)
ILLISIBLE = Texte(
    "Ce fichier ne peut pas être lu : il est ouvert ailleurs, ou vous n'en avez pas le droit.",
    "Fermez-le dans Excel, ou copiez-le dans un dossier à vous.",
)
VIDE = Texte("Ce fichier est vide.", "Le téléchargement ou la copie a sans doute échoué : recommencez.")
XLS = Texte("C'est un ancien classeur Excel (.xls).", EN_XLSX)
PROTEGE = Texte(
    "Ce classeur est protégé par un mot de passe.",
    "Retirez-le dans Excel (Fichier > Informations > Protéger le classeur), enregistrez, puis relancez.",
)
OLE = Texte("C'est un ancien document Office (Word, Outlook…), pas un classeur .xlsx.", EN_XLSX)
ODS = Texte(
    "C'est un classeur LibreOffice (.ods).", "Dans LibreOffice : Fichier > Enregistrer sous > « Excel (.xlsx) »."
)
XLSB = Texte("C'est un classeur Excel binaire (.xlsb).", EN_XLSX)
NUMBERS = Texte("C'est un classeur Numbers.", "Dans Numbers : Fichier > Exporter vers > Excel, format .xlsx.")
AUTRE_OFFICE = Texte("C'est un document Office, mais pas un classeur Excel.", "Indiquez le fichier .xlsx.")
ARCHIVE = Texte(
    "C'est une archive .zip, pas un classeur.", "Décompressez-la et indiquez le fichier .xlsx qu'elle contient."
)
HTML = Texte("C'est une page web (HTML) enregistrée sous un nom de classeur.", EN_XLSX)
CSV = Texte("C'est un fichier texte (CSV), pas un classeur.", EN_XLSX)
PDF = Texte("C'est un PDF, pas un classeur.", "Indiquez le fichier .xlsx.")
INCONNU = Texte("Ce n'est pas un classeur Excel.", EN_XLSX)
STRICT = Texte(
    "Ce classeur est enregistré au format « Feuille de calcul Open XML Strict ».",
    "Dans Excel : Fichier > Enregistrer sous > « Classeur Excel (*.xlsx) », sans « Strict ».",
)
ENDOMMAGE = Texte("Ce fichier est endommagé ou incomplet.", _REPRENDRE)
ENTITES = Texte("Ce fichier contient des définitions (DTD) qu'Excel n'écrit jamais : il est refusé.", _REPRENDRE)
SANS_FEUILLE = Texte("Ce classeur ne contient aucune feuille de calcul.", _REPRENDRE)
FEUILLE_PERDUE = Texte(
    "Cette feuille est annoncée par le classeur, mais son contenu manque dans le fichier.",
    "Ouvrez le classeur dans Excel, vérifiez cette feuille et enregistrez-le à nouveau, ou reprenez une copie.",
)

non_compris = Avis(
    "Une partie de ce classeur n'a pas été comprise et n'est pas lue : « {dit} ».",
    "Enregistrez le classeur à nouveau dans Excel ; sinon, vérifiez que tout ce qui a été saisi est repris.",
)
"""Something that the library which reads the file leaves out, in that library's words."""
trop_gros = Avis(
    "Ce fichier pèse {octets:mo} Mo ; il ne faut pas plus de {limite:mo} Mo.",
    "Retirez-en les images et les feuilles étrangères à la session.",
)
trop_dense = Avis(
    "Décompressé, ce fichier dépasse {limite:mo} Mo : il est refusé par prudence.",
    "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
)
trop_de_cellules = Avis(
    "Ce classeur contient plus de {limite:milliers} cellules : il est refusé par prudence.",
    "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
)
trop_de_formes = Avis(
    "Ce classeur contient plus de {limite:milliers} mises en forme, règles, noms, liens ou commentaires : il est "
    "refusé par prudence.",
    "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
)
trop_a_dire = Avis(
    "Plus de {limite:milliers} remarques : la lecture s'est arrêtée là.",
    "Corrigez les premières, ou recopiez ce qui est utile dans un classeur neuf (« tpplanner init »).",
)
texte_trop_long = Avis("Ce texte a plus de {limite:milliers} signes : il n'est pas lu.", "Raccourcissez-le.")
feuille_trop_remplie = Avis(
    "Cette feuille est bien plus remplie que celle d'une session (plus de {lignes:milliers} lignes, ou de très longs "
    "textes) : elle n'est pas lue.",
    "N'y gardez que la session ; le reste peut aller dans une autre feuille, ou un autre classeur.",
)
trop_de_personnes = Avis(
    "Candidats : {candidats:milliers} ; autres personnes : {autres:milliers}. C'est bien plus qu'une session : ce "
    "classeur n'est pas lu.",
    "N'y gardez que les personnes de cette session.",
)
trop_de_texte = Avis(
    "Les textes de ce fichier font plus de {limite:milliers} signes, chacun compté autant de fois qu'il s'y montre : "
    "il est refusé par prudence.",
    "Copiez ce qui y est utile dans un fichier neuf ; un long texte n'a sa place que dans une cellule.",
)
TROP_DETAILLE = Texte(
    "Ce fichier contient bien plus d'éléments qu'une session ou qu'une lettre : il est refusé par prudence.",
    "Copiez ce qui y est utile dans un fichier neuf.",
)

OUVERT = Texte(
    "Ce classeur semble ouvert dans Excel ou LibreOffice : ce qui n'est pas enregistré n'est pas lu.",
    "Enregistrez-le, puis relancez.",
)
MACROS = Texte("Ce classeur contient des macros : elles sont ignorées.")
LIAISONS = Texte(
    "Ce classeur contient des liaisons vers d'autres fichiers : elles ne sont pas suivies.",
    "Vérifiez que les valeurs affichées sont à jour.",
)

# What a hand changed in *Planning*, and what followed: one French sentence a row.

Changement = tuple[str, object, object]
"""The title of a column, what stood there, what stands there now."""


SANS_ACCUEIL = Texte(
    "Cette feuille ne dit ni accueil des candidats ni ouverture des plis : ils sont déduits de l'heure des épreuves.",
    "« tpplanner solve » les écrit ; leurs natures sont « accueil des candidats » et « ouverture des plis ».",
)


def modifiee(ligne: int, quoi: str, saisis: Sequence[Changement], suivis: Sequence[Changement]) -> str:
    """A row that a hand changed, with what followed on that row."""
    suite = f" ; en conséquence, {_suites(suivis)}" if suivis else ""
    return f"Ligne {ligne}, {quoi} : {_changements(saisis)}{suite}."


def suivie(ligne: int, quoi: str, suivis: Sequence[Changement]) -> str:
    """A row that followed another."""
    return f"Ligne {ligne}, {quoi} : en conséquence, {_suites(suivis)}."


ajoutee = Phrase("Ligne {ligne} ajoutée : {quoi}.")
effacee = Phrase("Plus aucune ligne ne dit : {quoi}, le {debut:date_chiffres} à {debut:heure}.")


def supprimees(nombre: int) -> str:
    """Rows that tpplanner wrote and that are no longer there."""
    if nombre == 1:
        return "Une ligne écrite par tpplanner a été supprimée."
    return f"{nombre} lignes écrites par tpplanner ont été supprimées."


def _changements(changements: Sequence[Changement]) -> str:
    return ", ".join(f"{_nomme(titre, avant)} → {_valeur(apres)}" for titre, avant, apres in changements)


def _nomme(titre: str, valeur: object) -> str:
    """A value under its title, unless it bears it already: ``Fin 15 h``, ``Jury 2``."""
    return _valeur(valeur) if _valeur(valeur).startswith(f"{titre} ") else f"{titre} {_valeur(valeur)}"


def _suites(changements: Sequence[Changement]) -> str:
    """What followed, as it stands now: ``début à 15 h 50, fin à 16 h 50``."""
    return ", ".join(_suite(titre, apres) for titre, _, apres in changements)


def _suite(titre: str, apres: object) -> str:
    match apres:
        case time():
            return f"{titre.lower()} à {_valeur(apres)}"
        case date():
            return f"{titre.lower()} le {_valeur(apres)}"
    return f"{titre.lower()} : {_valeur(apres)}"


def _valeur(valeur: object) -> str:
    match valeur:
        case time():
            return heure(valeur)
        case date():
            return date_chiffres(valeur)
        case tuple():
            return " ; ".join(str(v) for v in valeur) or "(vide)"
    return str(valeur) if valeur not in (None, "") else "(vide)"


def ligne(nature: str, candidat: str, epreuve: str, jury: str, personnes: Sequence[str]) -> str:
    """What a row tells, in few words: ``« Entretien technique » de DURAND Léa``."""
    debut = f"« {epreuve} »" if nature == "épreuve" and epreuve else nature
    a_qui = f" {de_qui(candidat)}" if candidat else ""
    par = f" ({', '.join(personnes)})" if personnes else f" ({jury})" if jury and not candidat else ""
    return f"{debut}{a_qui}{par}"


ligne_illisible = Avis(
    "Cette ligne du planning est incomplète ou illisible : elle n'est pas prise en compte.",
    "Il y faut au moins le jour, le début, la fin et la nature ; ou supprimez-la.",
)
ligne_repetee = Avis(
    "Cette ligne répète la ligne {ligne} : elle n'est comptée qu'une fois.",
    "Supprimez-la, ou changez-y ce qui devait l'être.",
)
ligne_sans_valeur = Avis(
    "Cette ligne du planning n'est pas prise en compte tant que cette cellule n'a pas de valeur lisible.",
    "Ne la supprimez pas : corrigez la cellule, puis relancez.",
)
fin_avant_debut = Avis("Cette ligne finit avant de commencer.", "Corrigez l'une des deux heures.")
statut_inconnu = Avis(
    "Ce statut n'est pas connu : la ligne compte comme si rien n'avait commencé.", "{propositions:proche}"
)
jury_efface = Avis(
    "Le jury manque sur cette ligne, où tpplanner avait écrit « {ecrit} » : personne ne suit cette épreuve.",
    "Écrivez-y l'un des jurys de ce planning : {connus:cites_ou}.",
)
nom_de_planning_inconnu = Avis("{quoi} inconnu dans ce classeur.", "{propositions:proche}")


def colonnes_absentes(titres: Sequence[str]) -> Texte:
    """Columns that the sheet must have, under these titles."""
    s = "s" if len(titres) > 1 else ""
    noms = ", ".join(f"« {titre} »" for titre in titres)
    return Texte(
        f"Il manque {'les' if s else 'la'} colonne{s} {noms} : le planning n'est pas lu.",
        "Remettez ce titre au-dessus de sa colonne." if not s else "Remettez ces titres au-dessus de leurs colonnes.",
    )


colonne_requise = Avis("« {titre} » manque sur cette ligne du planning.", "Complétez-la, ou supprimez la ligne.")


def colonne_sans_effet(champ: str, nature: str, jury: str) -> Texte:
    """A column of *Planning* that a row of that nature is not read by, and which row says what was meant."""
    autre_ligne = _AUTRES_LIGNES.get((champ, bool(jury)), "")
    return Texte(
        f"Cette colonne n'est pas lue sur une ligne « {nature} » : ce qui y est écrit ne change rien.",
        f"{autre_ligne.format(jury=jury)} Videz cette cellule.".strip(),
    )


_LIGNES_D_EPREUVE = "Un candidat change de jury par la colonne Jury de ses lignes « épreuve »."
_AUTRES_LIGNES = {
    ("candidat", True): _LIGNES_D_EPREUVE,
    ("epreuve", True): _LIGNES_D_EPREUVE,
    ("jury", True): _LIGNES_D_EPREUVE,
    ("phase", True): "La phase se change sur la ligne « épreuve » du candidat.",
    ("phase", False): "La phase se change sur la ligne « épreuve » du candidat.",
    ("salle", True): "La salle de « {jury} » se change sur sa ligne « jury », colonne Salle.",
    ("personnes", True): "Les membres de « {jury} » se changent sur sa ligne « jury », colonne Personnes.",
    ("personnes", False): "Qui surveille, aide ou joue se change sur sa propre ligne, colonne Personnes.",
    ("fige", True): "Ce sont les lignes « épreuve » qui se figent : « tout » y garde aussi les membres et la salle.",
    ("fige", False): "Ce sont les lignes « épreuve » qui se figent : « tout » y garde aussi les membres et la salle.",
}
"""By column, and whether the row names a jury."""


def une_personne_par_ligne(nature: str, lue: str, autres: Sequence[str]) -> Texte:
    """Several people on a row that tells when one is there."""
    sont = "ne sont pas pris" if len(autres) > 1 else "n'est pas pris"
    return Texte(
        f"Une ligne « {nature} » n'a qu'une personne : « {lue} » ; {cites(autres)} {sont} en compte.",
        "Donnez une ligne à chaque personne.",
    )


AUCUN_PLANNING = Texte("Ce classeur ne contient pas de planning.", "« tpplanner solve » en écrit un.")
SANS_LIGNE = Texte(
    "La feuille « Planning » n'a aucune ligne qui se lise.",
    "Remettez ses titres et ses lignes, ou reprenez le fichier écrit par tpplanner.",
)

CANDIDAT, EPREUVE, SALLE, PERSONNE = "Candidat", "Nom d'épreuve", "Nom de salle", "Nom de personne"
NOM_DE_JURY = "Nom de jury"
VEHICULE = "Véhicule"
EDITE_SANS_TRACE = Texte(
    "Les colonnes cachées du planning manquent : ce qui y a été modifié à la main ne peut pas être retrouvé.",
    "Modifiez plutôt le fichier écrit par tpplanner, sans copier ses lignes ailleurs.",
)


# What reading notices about a session whose cells are all legible: what does not hold together, or looks wrong.

CE_JOUR = "Ce jour"
CE_LIBELLE = "Ce libellé"
CE_NOM = "Ce nom"
CE_NUMERO = "Ce numéro"
CE_LIEN = "Ce lien"
CETTE_CONVOCATION = "Cette convocation"
CETTE_REMISE = "Cette remise"


heures_a_l_envers = Avis("Ce jour finit à {fin:heure} et ouvre à {ouverture:heure}.", "Corrigez l'une des deux heures.")
midi_a_l_envers = Avis("La plage de midi va de {debut:heure} à {fin:heure}.", "Corrigez l'une des deux heures.")
accueil_hors_ouverture = Avis("L'accueil des candidats ({accueil:heure}) est hors des heures d'ouverture de ce jour.")
decline_et_appele = Avis(
    "{nom} a décliné, et ce planning l'appelle encore.",
    "Refaites le planning : « Jour J » sur la page, ou tpplanner replan, le remplace en dérangeant le moins.",
)
APPELLE = ("l'appelle", "les appelle")
"""One person, several."""
a_remettre = Avis(
    "Version {version} du planning, pas encore remise : {noms:liste}.",
    "Remettez-leur leurs documents (« tpplanner export », --changements après un imprévu), puis notez-le : feuille "
    "Documents remis.",
)
pas_acceptee = Avis(
    "Ont reçu la version {version}, et ne l'acceptent pas : {noms:liste}.",
    "Tant qu'ils n'acceptent pas, ce planning ne tient pas : cherchez-en un autre (« tpplanner replan »).",
)
reserve_appelee = Avis(
    "{noms} : en réserve, et ce planning {appelle}.",
    "Prévenez sans attendre. Aucun planning n'a été trouvé avec les seuls autres : il manque quelqu'un, ou du temps.",
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
departement_du_site = Avis("Ce département n'est pas connu : celui du code postal du site, {nom}, est pris.", ATTENDU)
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
deux_presentations = Avis(
    "Un candidat est présenté au titre, à des CCP ou à des CCS : pas à plusieurs.", "N'en gardez qu'un."
)

TITRE = "titre"


def ccp_inconnu(choix: Sequence[str], session: Genre) -> Texte:
    """A CCP or CCS that the référentiel has not; `choix`: those to which candidats may be presented."""
    if session is Genre.TITRE:
        if not choix:
            return Texte("Ce référentiel n'a ni CCP ni CCS.", f"Écrivez « {TITRE} », ou laissez vide.")
        return Texte("Ce n'est ni le titre, ni un CCP ou CCS du référentiel.", f"Écrivez {cites((TITRE, *choix))}.")
    bloc = session.upper()
    if not choix:
        return Texte(f"Ce référentiel n'a pas de {bloc}.", "Vérifiez le type de session, ou le référentiel.")
    return Texte(f"Ce {bloc} n'est pas dans le référentiel.", f"Écrivez {cites(choix)}.")


def ccp_manquant(genre: Genre) -> Texte:
    """A candidat of a session CCP or CCS of whom it is not told to which they are presented."""
    bloc = genre.upper()
    quoi = f"Dans une session {bloc}, il faut les {bloc} auxquels le candidat est présenté."
    return Texte(quoi, f"Par exemple « {bloc}1 » ou « {bloc}1 ; {bloc}2 ».")


_PRESENTE_A = {Genre.TITRE: "au titre", Genre.CCP: "à des CCP", Genre.CCS: "à des CCS"}


def autre_genre(presente: Genre, session: Genre) -> Texte:
    """A candidat of another kind of session."""
    quoi = f"Ce candidat est présenté {_PRESENTE_A[presente]} dans une {GENRES[session]}."
    return Texte(quoi, "CERES sépare les sessions titre, CCP et CCS : vérifiez.")


def dernier_ccp_sans_objet(*, ccs: bool) -> Texte:
    """« Dernier CCP » of a candidat who ends nothing with a CCP."""
    qui = _PRESENTE_A[Genre.CCS] if ccs else _PRESENTE_A[Genre.TITRE]
    return Texte(f"« Dernier CCP » est sans objet pour un candidat présenté {qui}.", "Effacez cette cellule.")


rien_devant_le_jury = Avis(
    "Ce candidat ne passe rien devant le jury.", "Vérifiez ce à quoi il est présenté et ses dispenses."
)
aide_pour_tout = Avis(
    "Rien n'indique pour quoi l'aide est accordée : elle est prévue à toutes les épreuves du candidat.",
    "Écrivez dans « Aide pour » ce que dit la décision : écrit, oral, pratique, des épreuves (QP), ou « toutes ».",
)
aide_pour_inconnue = Avis(
    "Ce n'est ni une nature d'épreuve, ni une épreuve que ce candidat passe.",
    "Écrivez « écrit », « oral », « pratique », « toutes », ou l'une de ses épreuves : {epreuves:cites}.",
)
aide_pour_rien = Avis(
    "Ce candidat n'a aucune épreuve de cette nature : son aide ne serait présente nulle part.",
    "Vérifiez la décision ; la feuille Épreuves donne la nature de chacune.",
)
aide_sans_nom = Avis(
    "Une aide est accordée et personne n'est nommé : aucune n'est prévue.",
    "Nommez-la dans « Aide » et dans la feuille Aides (« Aide 1 » tant qu'elle n'est pas désignée).",
)
aide_et_pour = Avis(
    "« Aide » ne nomme qu'une personne.", "Écrivez ici « {nom} », et « {reste} » dans la colonne « Aide pour »."
)
dispense_inconnue = Avis("Ce candidat n'a pas à passer cette épreuve.", "Les siennes : {epreuves:cites}.")
numero_impossible = Avis("Un numéro tiré va de 1 à 9999.", "Laissez la cellule vide : il sera tiré au sort.")
presentation_hors_bornes = Avis(
    "Le numéro de présentation est 1, 2 ou 3.", "Trois sessions au plus dans les 12 mois de la formation."
)
sans_habilitation = Avis(
    "Aucune habilitation n'est saisie : ce membre ne peut pas siéger.", "Remplissez « Habilité pour »."
)
aucune_habilitation = Avis(
    "Aucune habilitation n'est saisie : aucun membre ne peut siéger.", "Remplissez la colonne « Habilité pour »."
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
_jury_d_un_organisme = Avis(
    "{un} et {autre} sont {sur} du même organisme ({texte}) : le RE ne les veut pas dans un même jury. Celui-ci ne"
    " pourra pas siéger.",
    "Remplacez l'un des deux, corrigez leur organisme ou leur employeur, ou répondez à la question posée.",
)
leve_sans_motif = Avis("Un lien se lève avec un motif : sans lui, cette ligne n'a pas d'effet.", "Écrivez le motif.")
moment_et_heures = Avis("On attend un moment ou des heures, pas les deux.", "Effacez l'un des deux.")
reglage_nul = Avis("« {titre} » ne peut pas être 0.", "Laissez vide pour la valeur habituelle.")
reglage_hors_bornes = Avis(
    "« {titre} » est d'habitude entre {moins} et {plus} minutes.",
    "Ces bornes sont celles de tpplanner, non d'un texte : la valeur est prise telle quelle.",
)
compte_trop_petit = Avis("« {titre} » est au moins {moins}.", "Laissez vide pour la valeur habituelle.")
compte_hors_bornes = Avis(
    "« {titre} » est d'habitude entre {moins} et {plus}.",
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


def moins_que_le_re(du_re: int, candidats: int) -> Texte:
    """A plan whose juries each hear fewer candidats a day than the RE allows."""
    return Texte(
        f"Le RE admet {du_re} candidats par jury et par jour ; ce planning en donne {candidats} au plus.",
        "Lectures, corrections, délibérations, pauses et clôture tiennent aussi dans la journée d'un jury : pour un "
        f"candidat de plus, reculez « Fin au plus tard » si le centre peut rester ouvert. Si {candidats} suffisent, "
        f"écrivez {candidats} dans Réglages (« Candidats par jury et par jour ») : le calcul est plus rapide.",
    )


agrement_fini = Avis(
    "L'agrément finit le {fin:date_chiffres}, avant la fin de la session.", "Vérifiez son renouvellement."
)
verifie_sans_date = Avis(
    "« RE vérifié le » est vide : les documents n'en feront pas mention.", "Écrivez la date de la vérification."
)


def mise_a_jour_plus_recente(la_sienne: date, fournie: date, changements: Sequence[str]) -> Texte:
    """A newer mise à jour is known than the one under which a workbook was made."""
    quoi = " ; ".join(changements) or "ni durée ni nombre de candidats ne change"
    return Texte(
        f"Ce classeur est fait sous la mise à jour du {date_chiffres(la_sienne)} du RE, et reste lu avec elle. Celle du"
        f" {date_chiffres(fournie)} est fournie : {quoi}.",
        f"Pour la prendre, écrivez {date_chiffres(fournie)} dans « Mise à jour du RE », puis comparez les durées.",
    )


def autre_mise_a_jour(la_sienne: str, prise: str, changements: Sequence[str]) -> Texte:
    """A workbook is read under another mise à jour than the one under which it was made."""
    quoi = " ; ".join(changements) or "ni durée ni nombre de candidats ne change"
    return Texte(
        f"Ce classeur est fait sous {la_sienne} du RE, et lu avec {prise} : {quoi}.",
        "Vérifiez le planning de nouveau : les heures calculées avant ne valent plus forcément.",
    )


def la_mise_a_jour(jour: date | None) -> str:
    """``la mise à jour du 02/07/2024``."""
    return f"la mise à jour du {date_chiffres(jour)}" if jour else "une mise à jour sans date"


mise_a_jour_inconnue = Avis(
    "La mise à jour du {voulue:date_chiffres} n'est pas connue ici : le classeur serait lu avec {connues:liste}.",
    "Corrigez la date, ou donnez ce référentiel (--referentiel).",
)
mise_a_jour_non_dite = Avis(
    "Ce classeur ne dit pas sous quelle mise à jour du RE il est fait : il est lu avec celle du {prise:date_chiffres}"
    " ({quota}).",
    "Si c'est bien elle, écrivez sa date dans « Mise à jour du RE ».",
)
verifie_avant_mise_a_jour = Avis(
    "« RE vérifié le » ({le:date_chiffres}) est d'avant la mise à jour du {mise_a_jour:date_chiffres} : les documents "
    "n'en feront pas mention.",
    "Comparez les durées à cette mise à jour, puis écrivez la date de cette vérification.",
)
verifie_sans_nom = Avis(
    "« RE vérifié par » est vide : les documents n'en feront pas mention.", "Écrivez qui a comparé les durées au RE."
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

RETOUCHES = {
    "jury_days_closed_up": "un jury appelé plus tard, ou libéré plus tôt",
    "candidat_at_another_hour": "un candidat à une autre heure",
    "candidat_before_another_jury": "un candidat devant un autre jury",
    "first_candidats_sooner": "le premier candidat d'un jury plus tôt",
    "candidats_exchanged": "deux candidats échangés",
    "membres_exchanged": "deux membres échangés",
    "works_elsewhere": "une lecture ou une correction à un autre moment",
    "works_exchanged": "deux lectures ou corrections échangées",
    "rooms_exchanged": "deux salles échangées",
}
"""What is tried on a planning, one change at a time, once the search has ended."""

AUTRES_RETOUCHES = "l'ordre et les salles d'usage"

_non_essayees = Avis(
    "Le temps a manqué pour essayer toutes les retouches de ce planning ({lesquelles}) : l'une d'elles l'améliorerait "
    "peut-être.",
    "Donnez plus de temps à la recherche.",
)


def non_essayees(noms: Iterable[str]) -> Texte:
    """Some kinds of moves were not all tried."""
    return _non_essayees(", ".join(dict.fromkeys(RETOUCHES.get(nom, AUTRES_RETOUCHES) for nom in noms)))


def affiche_parlante(qui: Sequence[str], montre: Sequence[str]) -> Texte:
    """A poster that gives the true hours of some candidats, of all if none is told, and what may be seen of it."""
    heures = f"de {', '.join(qui)}" if qui else "des candidats"
    vu = f" On y voit : {' ; '.join(montre)}." if montre else ""
    return Texte(
        f"L'affiche donne l'heure réelle {heures}, et laisse deviner qui a un temps majoré : ce planning ne suit pas "
        f"l'ordre, les jurys et les heures qu'il aurait sans majoration.{vu}",
        "Relisez-la avant de l'afficher. Sinon, remettez les convocations seules, ou cherchez avec plus de temps ou un "
        "jour de plus.",
    )


def vu_sur_l_affiche(jury: str, de: time, a: time, minutes: int) -> str:
    """From when to when the poster shows a jury with a candidat who has more time."""
    return f"{jury}, {heure(de)} → {heure(a)} ({duree(minutes)})"


def salle_gardee_plus_tard(salles: Sequence[str]) -> Texte:
    """Calendars of rooms that last longer than they would without majorations."""
    return Texte(
        f"Le calendrier d'occupation ({', '.join(salles)}) laisse deviner un temps majoré : une salle annoncée pour le "
        "matin sert l'après-midi.",
        "Ne le diffusez pas, ou retenez ces salles pour la journée.",
    )


def cout_de_l_affiche(couts: Iterable[str]) -> Texte:
    """What it costs that the poster tells no majoration: « attente : 12 min »."""
    return Texte(f"Ce que coûte une affiche qui ne trahit aucun temps majoré, au plus : {', '.join(couts)}.")


A_TROUVER = "à trouver"

a_trouver = Avis(
    "« {nom} » reste à trouver : ce planning ne vaut que s'il est remplacé.",
    "Remplacez son nom partout, puis vérifiez ses absences, son habilitation, ses liens.",
)


def ceres_sans_ccp(ccps: Sequence[str]) -> Texte:
    """A CERES number that is of no CCP and of no CCS."""
    exemple = " ; ".join(f"{ccp} : 27-06{14 + n}" for n, ccp in enumerate(ccps[:2]))
    return Texte(
        "Ce numéro n'est celui d'aucun CCP ou CCS de ce titre.", f"Écrivez par exemple « {exemple or 'rien'} »."
    )


convocations_sans_heures = Avis(
    "Les convocations sont envoyées, mais le planning envoyé est introuvable : aucune de leurs heures n'est tenue.",
    "Mettez-le à côté du classeur, sous le nom planning.xlsx : chaque heure est tenue, sans rien recopier.",
)
convocations_tenues = Avis(
    "Convocations envoyées le {envoi:date_chiffres} : personne n'est convoqué plus tôt, ni un autre jour, que dans le "
    "planning envoyé.",
    "Pour changer le moins d'heures possible, partez de ce planning : « tpplanner replan ».",
)
convocations_tardives = Avis("Cette date d'envoi est après le début de la session.", "Vérifiez la date.")
pas_habilite = Avis(
    "Ce membre n'a pas d'habilitation pour {titre} : il ne siégera pas.", "Vérifiez titre et millésime."
)


def habilitation_courte(fin: date, jamais: bool) -> Texte:
    """A habilitation that ends before the session does."""
    suite = "il ne siégera pas" if jamais else "il ne siégera pas ensuite"
    return Texte(f"Son habilitation finit le {date_chiffres(fin)}, avant la fin de la session : {suite}.")


jury_sans = Avis("{jury}, {jour} : siège sans {nom}, qui en est membre dans la feuille Jurys.", "{raison}")
A_DECLINE = "Ce membre a décliné : colonne Réponse de la feuille Membres."
SE_DEPORTE = "Il se déporte : il a un lien avec un candidat que ce jury entend ce jour-là."
EMPECHE = "Il n'est pas libre, ou pas habilité, ce jour-là."
RIEN_NE_L_EMPECHE = "Rien dans le classeur ne l'en empêche."
jury_avec = Avis("{jury}, {jour} : siège avec {nom}, qui n'en est pas membre.", "{raison}")
REMPLACE = "Il y remplace un membre, comme la feuille Jurys, ou un imprévu, l'admet."
NON_ADMIS = "La feuille Jurys ne l'admet pas : notez-le dans la colonne Remplaçants si c'est voulu."
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


def jury_d_un_organisme(un: str, autre: str, organisme: str, *, sure: bool) -> Texte:
    """That two membres of a jury that the centre gives may not sit together."""
    return _jury_d_un_organisme(un=un, autre=autre, sur="tous deux" if sure else "peut-être", texte=organisme)


def candidat_et_autre(candidat: str, autre: str, meme: bool) -> Texte:
    """A candidat and somebody else under one name, or nearly."""
    lien = "porte le nom" if meme else "porte presque le nom"
    return Texte(
        f"Le candidat {candidat} {lien} {de_qui(autre)} : comptés comme deux personnes.",
        "Vérifiez l'orthographe, et un lien éventuel à déclarer (famille).",
    )
