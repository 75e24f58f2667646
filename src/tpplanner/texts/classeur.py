"""What the sheets of an exported planning say, *Conformité* and *Qualité* among them."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, time
from fractions import Fraction

from tpplanner.domain.answers import Mesure, NiveauAtteint
from tpplanner.domain.appels import whole_units
from tpplanner.domain.referentiel import Nature, Surveillance, Table
from tpplanner.domain.reglages import BORNES, Niveau
from tpplanner.domain.session import Candidat, Jour, Session
from tpplanner.rules import COMMON_SENSE, SOFT_BY_NAME, Theme
from tpplanner.texts.noms import GENRES, Noms, accorde, date_chiffres, date_longue, duree, heure_chiffres, periode
from tpplanner.texts.phrases import Phrase
from tpplanner.texts.referentiels import NATURES

# What the sheets of an exported planning say, for the responsable de session.

TITRE_DU_FICHIER = "Planning de session"
RETOUCHE = "Retouche à la main"
INTERNE = "Document interne – ne pas diffuser"
DOSSIER_AGREMENT = "Session fictive – dossier de demande d'agrément"

SOMMAIRE_ENTETES = ("Feuille", "Ce qu'on y trouve", "Onglet")
EN_VUE, MASQUEE = "en vue", "masqué"
ONGLETS_MASQUES = (
    "Les onglets les plus utiles sont en vue : un clic sur leur nom y mène. Les autres sont masqués, et lus comme les "
    "autres. Pour en afficher un : clic droit sur n'importe quel onglet en bas de l'écran, « Afficher… » (Excel) ou "
    "« Afficher la feuille… » (LibreOffice), puis choisissez son nom."
)

PLANNING_AIDE = (
    "Changez une heure de début, une salle, un jury ou des personnes, puis "
    "lancez « tpplanner check » sur ce fichier. Ce qui diffère de ce qui a été écrit apparaît en gras italique sur "
    "fond jaune. Figé : « heure » garde le jour et l'heure, « tout » garde aussi les membres et la salle. "
    "Elle ne s'imprime pas : imprimez les suivantes."
)
FIGE_TITRE = "Figé"
FIGE_ERREUR = "Écrivez « heure », « tout », ou rien."

ACCUEIL_CANDIDATS = "Accueil des candidats : identités, consignes"
PLIS = "Ouverture des plis devant les candidats : {epreuve}"
ACCUEIL_COURT = "Accueil des candidats"
PLIS_COURT = "Ouverture des plis"
TOUS = "Tous les candidats"
SITE = "Accueil"
SITE_AIDE = "Candidats convoqués"

PRESENCES = {
    Surveillance.JURY: "Jury",
    Surveillance.SURVEILLANT: "Surveillant",
    Surveillance.SI_PLUSIEURS: "Seul",
    Surveillance.SEUL: "Seul",
}

ORGANISATION_ENTETES = (
    "Début",
    "Fin",
    "N°",
    "Candidat",
    "Épreuve ou moment",
    "Durée du RE",
    "Durée prévue",
    "Jury ou surveillant",
    "Salle",
    "Remarque",
)
TOTAUX_TITRE = "Totaux du référentiel d'évaluation (RE) et du planning"
TOTAUX_NON_LUS = "Totaux du référentiel utilisé et du planning"
TOTAUX_AIDE = (
    "Les totaux sont ceux de ce à quoi chaque candidat est présenté. Un écart vient d'un temps majoré, arrondi à la "
    "minute supérieure."
)
TOTAUX_ENTETES = (
    "N°",
    "Candidat",
    "Présenté à",
    "Total candidat, RE",
    "Total candidat, planning",
    "Présence du jury, RE",
    "Présence du jury, planning",
    "Écart",
)
SANS_ECART = "aucun"
DISPENSE = "dispensé de : {epreuves}"

CANDIDATS_ENTETES = ("N°", "Candidat", "Jour", "Convoqué à")
CANDIDATS_ENTETES_FIN = ("Fin", "Jury", "Salle(s)", "Aménagements")
PARCOURS = "Candidats présentés à : {parcours}"
DERNIER_CCP = "dernier CCP, avec entretien final"

JURY_ENTETES = ("Début", "Fin", "Durée", "Ce que fait le jury", "N°", "Candidat", "Salle", "Aménagements")

SALLE_ENTETES = ("Début", "Fin", "Épreuve ou moment", "Candidats", "Jury ou surveillant", "Postes occupés")

GRILLE_AIDE = (
    "Le temps descend ; une colonne par jury et par salle où l'on compose. Gras dans un cadre épais : devant le jury. "
    "Cadre fin : sous surveillance ou seul. Italique : travail du jury. Fond gris : pause déjeuner. Chaque ligne "
    "commence à l'heure écrite à gauche ; les hauteurs suivent les durées quand la place le permet."
)
GRILLE_HEURE = "Heure"
GRILLE_SUITE = "{jour} (suite)"
SUITE = "(suite)"
TRAVAUX_COURTS = {
    "accueil": "Accueil du jury",
    "lecture": "Lecture",
    "correction": "Corr.",
    "deliberation": "Délib.",
    "pause": "Pause déjeuner",
    "cloture": "Clôture",
}
SIGLES = "Sigles : {sigles}."

EMARGEMENT_AIDE = (
    "Une page par épreuve collective et par salle, une par jury pour ses candidats, une pour ses membres, une pour "
    "les autres personnes. Aucune heure de fin n'est imprimée : elle révélerait un temps majoré à qui signe après."
)
EMARGEMENT_CANDIDATS = "Émargement des candidats"
EMARGEMENT_MEMBRES = "Émargement des membres du jury"
EMARGEMENT_AUTRES = "Émargement des autres personnes"
EMARGEMENT_RETARD = "{nom} (retard annoncé : {duree})"
EMARGEMENT_SUITE = "{titre} (suite)"
ENTREE, SORTIE = "Heure d'entrée et signature", "Heure de sortie et signature"
ARRIVEE, DEPART = "Heure d'arrivée et signature", "Heure de départ et signature"
EMARGEMENT_COLLECTIF_ENTETES = ("N°", "Candidat", "Début", ENTREE, SORTIE)
EMARGEMENT_INDIVIDUEL_ENTETES = ("N°", "Candidat", "Convoqué à", ENTREE, SORTIE)
EMARGEMENT_PERSONNES_ENTETES = ("N°", "Nom et prénom", "Fonction", ARRIVEE, DEPART)
EMARGEMENT_JURY_ENTETES = ("N°", "Candidat", "Convoqué à")
MEMBRE_DE_JURY = "membre de jury"
OBSERVATEUR = "observateur"
SIGNATURE_SURVEILLANT = "Surveillant : nom et signature"
SIGNATURE_RESPONSABLE = "Responsable de session : nom et signature"

CORRESPONDANCE_TITRE = "Table de correspondance"
CORRESPONDANCE_AIDE = (
    "Confidentiel, pour le responsable de session seul : relie chaque numéro tiré à un nom. La feuille de "
    "chaque jury donne déjà le nom de ses candidats."
)
CORRESPONDANCE_ENTETES = ("N° tiré", "Nom", "Prénom", "N° CERES", "Présenté à", "Jury", "N° de présentation")
CORRESPONDANCE_SANS_TIRAGE = (
    "Certains candidats n'avaient pas de numéro tiré : ils ont reçu les plus petits numéros libres, dans l'ordre de la "
    "liste."
)


plusieurs = Phrase("{nombre} candidats ({numeros})")
"""``8 candidats (n° 1 à 8)``."""


_NUMERO = re.compile(r"(?<![\d+])[+0](?:[ .-]?\(?\d+\)?){2,}")


def insecable(texte: str) -> str:
    """A text whose guillemets stay with the words that they enclose, and whose telephone numbers stay whole."""
    texte = texte.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    return _NUMERO.sub(lambda m: m[0].replace(" ", "\u00a0") if sum(map(str.isdigit, m[0])) >= 9 else m[0], texte)


def sans_coupure(texte: str) -> str:
    """The same for a page, no line of which begins with a mark. Cells, which people search, keep plain spaces there."""
    return re.sub(r" (?=[:;?!])", "\u00a0", insecable(texte))


def phrase_session(session: Session) -> str:
    """``Concepteur développeur d'applications – CDA, TP-01281, millésime 04 – session titre``."""
    ref = session.referentiel
    return f"{ref.intitule} – {ref.sigle}, {ref.code}, millésime {ref.millesime} – {GENRES[session.genre]}"


def numeros_ceres(session: Session, ccps: Collection[str] | None = None) -> str:
    """The CERES number of a session; those of its CCP or CCS (of these), where each has its own: ``27-14 (CCP1)``."""
    par_ccp = [(ccp, numero) for ccp, numero in session.ceres_par_ccp if ccps is None or ccp in ccps]
    return ", ".join(f"{numero} ({ccp})" for ccp, numero in par_ccp) or session.numero_ceres


def phrase_centre(session: Session) -> str:
    """The centre, its site, its agrément and the number of the session, as far as they are known."""
    parts = (
        session.centre,
        session.site,
        f"agrément n° {session.agrement}" if session.agrement else "",
        f"session CERES n° {numeros_ceres(session)}" if numeros_ceres(session) else "",
    )
    return " – ".join(filter(None, parts))


def phrase_dates(session: Session, jours: Sequence[date]) -> str:
    """``du lundi 14 au mardi 15 juin 2027`` for the days used, or the labels of a fictive session's."""
    premier, dernier = _bornes(session, jours)
    if session.fictive:
        return premier.etiquette if premier == dernier else f"{premier.etiquette} à {dernier.etiquette}"
    if premier == dernier:
        return f"le {date_longue(premier.date)}"
    return periode(premier.date, dernier.date)


def _bornes(session: Session, jours: Sequence[date]) -> tuple[Jour, Jour]:
    """The first and the last of the days used; of all the possible ones where none of them is used."""
    utilises = [jour for jour in session.jours if jour.date in jours] or session.jours
    return utilises[0], utilises[-1]


def sujet_de_page(session: Session, jours: Sequence[date]) -> str:
    """What the foot of a page names: titre, the days used, centre."""
    return " – ".join(filter(None, (session.referentiel.sigle, _jours_en_bref(session, jours), session.centre)))


def sujet_du_jour(session: Session, jour: str) -> str:
    """The same of a page that is of one day."""
    return " – ".join(filter(None, (session.referentiel.sigle, jour, session.centre)))


def _jours_en_bref(session: Session, jours: Sequence[date]) -> str:
    """``14 au 15/06/2027``, ``30/06 au 01/07/2027``; ``Jour 1 à Jour 2`` in a fictive session."""
    premier, dernier = _bornes(session, jours)
    if session.fictive or premier == dernier:
        return phrase_dates(session, jours) if session.fictive else date_chiffres(premier.date)
    debut, fin = premier.date, dernier.date
    debut_bref = "%d" if (debut.year, debut.month) == (fin.year, fin.month) else "%d/%m"
    return f"{debut:{debut_bref if debut.year == fin.year else '%d/%m/%Y'}} au {date_chiffres(fin)}"


jour_et_ouverture = Phrase("{jour} – site ouvert de {ouverture} à {fin}")
"""The banner of a day: ``lundi 14 juin 2027 – site ouvert de 8 h à 19 h``."""


def bandeau_du_jury(jury: str, jour: str, salle: str, membres: str, bornes: str) -> str:
    """The banner of a jury's day."""
    return f"{jury} – {jour}, {bornes} – {salle} – {membres}"


bornes = Phrase("de {debut} à {fin}")
"""``de 8 h 30 à 17 h``."""


de_a = Phrase("{debut} – {fin}")
"""``09:00 – 09:30``."""


phase_suivie_des = Phrase("(jury dès {heure})")
"""Within a passage, when the jury comes."""


def phase(nom: str, rang: int, total: int, *, suite: bool) -> str:
    """An épreuve, and which of its phases if it has several: ``Mise en situation – phase 2 sur 2``."""
    texte = nom if total <= 1 else f"{nom} – phase {rang} sur {total}"
    return f"{texte} {SUITE}" if suite else texte


numero = Phrase("{quoi} – n° {n}")
"""``PP – n° 7``."""


ensemble = Phrase("{quoi} – {nombre} candidats")
"""``QP – 12 candidats``."""


correction_de = Phrase("correction : {epreuve}")
"""``correction : Questionnaire professionnel``."""


def majoration(fraction: Fraction) -> str:
    """``temps majoré de 1/3``."""
    return f"temps majoré de {fraction.numerator}/{fraction.denominator}"


def majoration_par_nature(fraction: Fraction, natures: Iterable[Nature]) -> str:
    """``temps majoré de 1/3 (écrit, oral)``; the kinds are left out when it holds for all of them."""
    liste = [NATURES[nature] for nature in natures]
    return majoration(fraction) + ("" if len(liste) == len(NATURES) else f" ({', '.join(liste)})")


aide = Phrase("aide : {nom}")
"""The aide that a candidat has."""

TOUTES = "toutes"
"""An aide is granted for all that a candidat passes."""


def aide_pour(noms: Noms, candidat: Candidat) -> list[str]:
    """For what their aide is granted: ``écrit``, ``QP``; ``toutes`` for all kinds, nothing where nobody says."""
    natures = [NATURES[nature] for nature in candidat.aide_natures]
    kinds = [TOUTES] if len(natures) == len(NATURES) else natures
    return [*kinds, *(noms.etiquette_epreuve(epreuve) for epreuve in candidat.aide_epreuves)]


def aide_accordee(noms: Noms, candidat: Candidat) -> str:
    """Their aide, and for what it is granted where not for all: ``aide : GIRARD Nadia (écrit)``."""
    pour = ", ".join(aide_pour(noms, candidat))
    return aide(noms.personne(candidat.aide)) + (f" ({pour})" if pour and pour != TOUTES else "")


comedien = Phrase("{role} : {nom}")
LIEU_ET_VEHICULE = " · "
"""between a room and the vehicles that are taken there"""
"""Who plays opposite the candidat."""


SALLE_A_PART = "salle à part"
SALLE_ACCESSIBLE = "salle accessible"


def du_re(entete: str, *, lu: bool) -> str:
    """A heading of durations of the RE; that they are to be compared with it, where nobody read it (not `lu`)."""
    return entete if lu else re.sub(r"(?: du|,) RE$", " à comparer au RE", entete)


def totaux_titre(*, lu: bool) -> str:
    """The title of the totals, those of the RE where it was read."""
    return TOTAUX_TITRE if lu else TOTAUX_NON_LUS


def totaux_du_re(table: Table, *, lu: bool) -> str:
    """The totals that the RE prints for a table (its source, where nobody read it), and the sums of its épreuves."""
    imprimes = [
        f"{duree(minutes)} {quoi}"
        for minutes, quoi in ((table.total_candidat, "pour le candidat"), (table.presence_jury, "de présence du jury"))
        if minutes
    ]
    donnes = f"{'le RE imprime' if lu else 'la source donne'} {' et '.join(imprimes)} ; " if imprimes else ""
    sommes = f"{duree(table.minutes)} pour le candidat et {duree(table.minutes_jury)} de présence du jury"
    return f"{table.nom} : {donnes}somme des épreuves : {sommes}."


postes = Phrase("{occupes} sur {total}")
"""``12 sur 20``."""


def nombre_de_postes(total: int) -> str:
    """``20 postes``."""
    return f"{total} poste" + ("s" if total > 1 else "")


presence_du_jury = Phrase("Présence du jury de {debut} à {fin}, soit {minutes:duree} pause déjeuner déduite.")
"""How long a jury is there, its pause left out."""


# What *Conformité* and *Qualité* say: what was checked, how, what was not, and how good the plan is proven to be.

RENVOI = "Avertissements sur le référentiel : voir la feuille Conformité (masquée : voir Sommaire)."

CONFORMITE_ENTETES = ("Règle", "Résultat", "Source")
THEMES = {
    Theme.CANDIDAT: "Les épreuves de chaque candidat",
    Theme.TEMPS: "Les heures",
    Theme.COMPOSITION: "Les jurys",
    Theme.TRAVAUX: "La journée du jury",
    Theme.PRESENCE: "Les autres présences",
    Theme.SALLE: "Les salles",
}

RESPECTEE = "Respectée"
RESPECTEE_SAUF = "Respectée, non contrôlée pour {noms} : ni organisme ni employeur saisi"
NON_CONTROLEE = "Non contrôlée"
NON_RESPECTEE = "NON RESPECTÉE"
SANS_OBJET = "Sans objet"
CONSTATE = "Constaté (déjà passé) : {phrase}"

FICTIVE = "session fictive : la règle porte sur des personnes nommées"

CONFORME_RE = "Conformité des épreuves et de leurs durées au référentiel d'évaluation."
CONFORME_RE_PAR_LE_CENTRE = "Oui, vérifié par le centre"
CONFORME_RE_RECOPIE = "Sous réserve : recopiées du document officiel, non comparées par le centre"
CONFORME_RE_NON_VERIFIE = "Sous réserve : le référentiel n'a pas été vérifié"
CONFORME_RE_A_CONFIRMER = "Sous réserve : des valeurs sont à confirmer"
CONFORME_RE_NON = "NON : voir les règles non respectées"

REFERENTIEL = "Référentiel utilisé"
AVERTISSEMENTS = "Avertissements"
AUCUN_AVERTISSEMENT = "Rien d'autre à signaler."
RE_NON_LU = "{resultat} – référentiel non comparé au RE"
"""A result on what the RE says, where nobody read it."""
REGLAGES = "Réglages : ce que le centre choisit"
REGLAGES_AIDE = (
    "Les bornes sont celles de tpplanner, pas du RE ; une valeur hors bornes est permise, et signalée en gras."
)
REGLAGES_ENTETES = ("Réglage", "Valeur", "Habituel (bornes)", "Origine")
ORIGINE_CLASSEUR = "choisi dans le classeur"
ORIGINE_DEFAUT = "valeur habituelle"
ORIGINE_RE = "référentiel"
NON_REGLE = "aucun"
HORS_BORNES = "hors bornes"
OUI, NON = "oui", "non"

NON_VERIFIE = "Ce qui n'est pas vérifié"
NON_COMPARE = "Les durées : personne au centre n'a encore indiqué les avoir comparées au référentiel d'évaluation."
NON_VERIFIE_LISTE = (
    "Le plateau technique : matériel, postes et locaux réels, comparés à l'annexe du RE.",
    "L'identité des candidats, des membres du jury et du comédien, et les pièces que chacun apporte.",
    "Les habilitations dans CERES : seules comptent ici les dates saisies dans le classeur.",
    "Les liens que personne n'a déclarés entre un candidat et un membre du jury.",
    "Le règlement général des sessions d'examen : son texte n'a pas été lu en entier.",
    "Ce qui n'est pas traité : titres du transport, jury qui corrige un jour ce qu'il entend un autre.",
)

QUALITE_AIDE = (
    "Le planning est cherché niveau par niveau : un niveau n'est jamais amélioré aux dépens d'un niveau précédent. La "
    "borne est la limite qu'aucun planning ne peut dépasser, à niveaux précédents égaux ; « prouvé » quand le "
    "planning l'atteint, pour les horaires du pas choisi."
)
NIVEAUX_TITRE = "Par niveau"
BORNE = "Borne"
NIVEAUX_ENTETES = ("Niveau", "Ce qui est compté", "Mesuré", BORNE, "Écart", "Conclusion")
PREFERENCES_TITRE = "Par préférence"
PREFERENCES_ENTETES = ("Préférence", "Niveau", "Poids", "Mesuré")
PROUVE = "Prouvé : aucun planning ne fait mieux au pas choisi"
POUR_L_AFFICHE = "Au-dessus du minimum prouvé, pour que l'affiche ne trahisse aucun temps majoré"
ECART_CONNU = "Non prouvé : un meilleur planning existe peut-être"
SANS_BORNE = "Aucune borne connue"
INCONNUE = "–"
DE_JURY = " de jury"
"""What « journées de membre de jury » is told without where one sees that it is of juries."""

_POINTS = ("point", "points")


def introduction(nombre: int, violations: int) -> str:
    """What *Conformité* begins with: what kind of check this is, and what it found."""
    constat = (
        "aucun manquement trouvé"
        if not violations
        else f"{violations} manquement{'s' if violations > 1 else ''} trouvé"
    )
    pluriel = "s" if violations > 1 else ""
    return (
        f"Contrôle automatique de {nombre} règles : {constat}{pluriel}. Ce n'est pas un avis de l'administration, et "
        "il ne porte que sur ce qui est écrit dans ce classeur."
    )


def sans_objet(raison: str, *, controlee: bool = True) -> str:
    """That a rule concerns nothing here, or is not checked, and why."""
    return f"{SANS_OBJET if controlee else NON_CONTROLEE} ({raison})"


def version_tenue(version: int, tenus: int, repris: int) -> str:
    """Which version of a planning it is, and what it holds to; empty for a first one to which nothing happened."""
    if version == 1 and not tenus and not repris:
        return ""
    imprevus = accorde(f"{tenus} imprévu(s) tenu(s)") if tenus else "aucun imprévu tenu"
    fin = accorde(f", {repris} repris") if repris else ""
    return (
        f"Version {version} du planning, en vigueur tant qu'aucune autre ne l'a été depuis : {imprevus}{fin}"
        " (feuille Imprévus)."
    )


def etabli(classeur: str, version: str) -> str:
    """Where the plan comes from."""
    parts = (
        f"d'après {classeur}" if classeur else "",
        f"par tpplanner {version}" if version else "par tpplanner",
    )
    return f"Planning établi {', '.join(filter(None, parts))}."


def _unite(regle: str) -> tuple[str, str] | None:
    """One and several of what a rule counts; None where it is a length."""
    return SOFT_BY_NAME[regle].unite if regle in SOFT_BY_NAME else _POINTS


def mesure(regle: str, valeur: int) -> str:
    """A soft rule's measure with its unit."""
    unite = _unite(regle)
    if unite is None:
        return duree(valeur)
    un, plusieurs = unite
    return f"{valeur} {plusieurs if valeur > 1 else un}"


def valeur_de_niveau(niveau: Niveau | None, valeur: int, unite: int = 1) -> str:
    """A level's measure: in the unit of its soft rules when they share one, in points otherwise.

    It is counted in parts, of which `unite` make one that is told.
    """
    termes = niveau.termes if niveau else ()
    valeur = whole_units(valeur, unite)
    if len(termes) == 1 and termes[0].poids == 1:
        return mesure(termes[0].regle, valeur)
    if termes and all(_unite(terme.regle) is None and terme.poids == 1 for terme in termes):
        return duree(valeur)
    return f"{valeur} {_POINTS[valeur > 1]}"


def conclusion(atteint: NiveauAtteint) -> str:
    """Whether a level is proven, or else why it is above its bound where that is known."""
    if atteint.borne is None:
        return SANS_BORNE
    if atteint.prouve:
        return PROUVE
    return POUR_L_AFFICHE if atteint.prouve_sans_affiche else ECART_CONNU


def poids(valeurs: Iterable[tuple[str, int]]) -> str:
    """What a level counts, with the weights that are not 1."""
    return " + ".join(nom if facteur == 1 else f"{facteur} × {nom}" for nom, facteur in valeurs)


BON_SENS_TITRE = "Bon sens"
BON_SENS_RIEN = "rien à signaler"
BON_SENS_AIDE = "Cherché une fois tous les niveaux atteints, sans rien leur coûter ; rien n'est prouvé."
_BON_SENS = {card.name: card.constat for card in COMMON_SENSE}


def bon_sens(mesures: Iterable[Mesure]) -> str:
    """What a person would find odd in a plan, in one line."""
    constats = [f"{m.valeur} {_BON_SENS[m.regle][m.valeur > 1]}" for m in mesures if m.valeur]
    return " ; ".join(constats) or BON_SENS_RIEN


_AUTRES_MESURES = {"candidat_place": "candidats sans place"}
"""What is measured without being a rule."""


def nom_de_preference(regle: str) -> str:
    """A soft rule in a few words."""
    return SOFT_BY_NAME[regle].nom if regle in SOFT_BY_NAME else _AUTRES_MESURES.get(regle, regle)


source = Phrase("Source : {texte}.")
"""Where the référentiel comes from."""


expiration = Phrase("Fin de validité du titre : {jour:date_longue}.")
"""Until when the titre is valid."""


def valeur_de_reglage(champ: str, valeur: object) -> str:
    """A réglage's value, written as its usual one is in the sheet of the réglages."""
    match valeur:
        case None:
            return NON_REGLE
        case bool():
            return OUI if valeur else NON
        case time():
            return heure_chiffres(valeur)
        case int() if champ in BORNES and not BORNES[champ].count:
            return f"{valeur} min"
    return str(valeur)
