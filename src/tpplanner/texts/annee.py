"""What is said of a year of sessions: its workbook, its rules, its programmation."""

from collections.abc import Iterable, Sequence
from datetime import date

from tpplanner.domain.annee import Annee, Periode, Voie, par_id
from tpplanner.domain.answers import NiveauAtteint, Requirement, Valeur, Violation
from tpplanner.domain.session import Genre
from tpplanner.rules import ANNEE_BY_NAME
from tpplanner.texts.noms import MOIS, Texte, accorde, date_chiffres, date_courte, date_longue
from tpplanner.texts.phrases import Avis, Phrase, et, remplie

# What is said of a year of sessions: its workbook, its rules, its programmation.

SEMAINE = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MOIS_DE_L_ANNEE = MOIS

# -- reading

PERIODE = Texte(
    "Cette période n'est pas lisible.",
    "Écrivez des dates (14/06/2027), « du 02/08 au 20/08 », un mois (mars) ou un jour (lundi), séparés par « ; ».",
)
PERIODE_A_L_ENVERS = Texte("Cette période finit avant de commencer.", "Échangez les deux dates.")
CETTE_SESSION = "cette session"
CE_TITRE = "ce titre"
CETTE_SALLE = "cette salle"
NOMBRE_NUL = Texte("Il faut au moins 1.", "Corrigez le nombre, ou laissez la case vide.")
NOMBRE_NEGATIF = Texte("Un nombre négatif n'a pas de sens ici.", "Corrigez le nombre, ou laissez la case vide.")
DEUX_PRESENTATIONS = Texte(
    "Présenté à plus d'une sorte de session.",
    "Gardez « titre », ou ses CCP, ou ses CCS : CERES sépare les sessions titre, CCP et CCS.",
)
DEJA_COMMENCEE = Texte(
    "Cette session a déjà commencé, et sa date de création dans CERES n'est pas saisie : les 91 jours ne sont pas"
    " vérifiés.",
    "Remplissez « Créée dans CERES le » pour qu'ils le soient.",
)
FIN_INCONNUE = Texte(
    "Formé, mais sans date de fin de formation : ses 12 mois ne sont pas vérifiés.", "Remplissez « Fin de formation »."
)
SANS_HABILITATION = Texte(
    "Sans habilitation, il ne sera proposé dans aucun jury.", "Écrivez par exemple « CDA 04 31/12/2028 »."
)

fin_avant_debut = Avis("La période finit avant de commencer ({debut:date_chiffres}).", "Corrigez « Du » ou « Au ».")
periode_trop_longue = Avis(
    "La période dépasse deux ans.", "Une programmation est annuelle ou semestrielle : un classeur par année."
)
titre_sans_places = Avis(
    "tpplanner ne connaît pas le référentiel de {sigle} : il ne peut pas estimer le nombre de candidats qu'un jury "
    "entend par jour.",
    "Remplissez « Candidats par jury et par jour » et « Millésime ».",
)


def titre_inconnu(connus: Sequence[str]) -> Texte:
    """A titre that the sheet of titres does not list."""
    return Texte("Ce titre n'est pas dans la feuille Titres.", f"Titres saisis : {', '.join(connus) or 'aucun'}.")


# -- rules


def phrase(annee: Annee, violation: Violation) -> str:
    """The sentence that tells the breach of a rule of a year."""
    card = ANNEE_BY_NAME[violation.regle]
    noms = _noms(annee)
    champs = {kind.value: noms.get(id_, id_) for kind, id_ in zip(card.subject, violation.sujet, strict=True)}
    champs |= {cle: _valeur(noms, valeur) for cle, valeur in violation.donnees}
    return remplie(card.manquements[violation.cas], champs)


def _noms(annee: Annee) -> dict[str, str]:
    return par_id([*annee.candidats, *annee.membres, *annee.responsables])


def _valeur(noms: dict[str, str], valeur: Valeur) -> str:
    match valeur:
        case date():
            return date_longue(valeur)
        case str():
            return noms.get(valeur, valeur)
        case _:
            return str(valeur)


NOMMES = 5
"""People named in one sentence: beyond, the others are counted."""


def exigence(annee: Annee, requirement: Requirement) -> str:
    """One requirement of a year in a sentence."""
    noms = _noms(annee)
    premier = noms.get(requirement.sujet[0], requirement.sujet[0])
    qui = _enumere([noms.get(id_, id_) for id_ in requirement.sujet])
    match requirement.regle:
        case "jury_sans_lien":
            suite = _enumere([noms.get(id_, id_) for id_ in requirement.sujet[1:]])
            return f"{requirement.sujet[0]} : assez de membres sans lien avec {suite}."
        case "habilitation_en_vigueur":
            return f"{premier} : habilitation en vigueur pour {requirement.sujet[1]}."
        case "candidat_inscrit":
            return f"{qui} : {_inscrit(annee, requirement.sujet)}."
        case "candidat_douze_mois":
            return f"{qui} : {_douze_mois(annee, requirement.sujet[0])}."
        case regle:
            return f"{qui} : {_EXIGENCES[regle]}."


def _inscrit(annee: Annee, ids: Sequence[str]) -> str:
    voies = {c.voie for c in annee.candidats if c.id in ids}
    if voies == {Voie.VAE}:
        return "une session (un candidat VAE ne peut pas être refusé)"
    return "une session au moins, comme toute personne formée"


def _douze_mois(annee: Annee, id_: str) -> str:
    candidat = next(c for c in annee.candidats if c.id == id_)
    if candidat.fin_formation is None or candidat.limite is None:
        return "trois sessions au plus"
    entre = f"du {date_chiffres(candidat.fin_formation)} au {date_chiffres(candidat.limite)}"
    return f"session dans les 12 mois qui suivent la formation ({entre}), trois au plus"


_EXIGENCES = {
    "jours_ouverts": "des jours qui se suivent, tous ouverts",
    "dates_permises": "dans la période et entre les dates saisies",
    "creation_91_jours": "au moins 91 jours après sa création dans CERES",
    "titre_en_vigueur": "titre en vigueur (créée avant son échéance, tenue dans l'année qui suit)",
    "agrement_en_vigueur": "agrément valable jusqu'au dernier jour",
    "responsable_designe": "un responsable et un suppléant",
    "responsable_une_session": "une session à la fois, des jours où il est disponible",
    "membres_assez": "assez de membres par jury, et de jurys pour ses candidats",
    "membre_une_session": "une session à la fois, des jours où il est disponible",
    "membre_journees": "pas plus de journées qu'il n'en donne",
    "salle_une_session": "une session à la fois, des jours où elle est libre",
    "capacite_session": "pas plus de candidats que sa capacité",
}

PISTES = {
    "jours_ouverts": "rouvrir des jours (Fermetures, Samedis)",
    "dates_permises": "élargir « Pas avant » et « Pas après »",
    "creation_91_jours": "repousser la session, ou saisir sa création dans CERES si elle est faite",
    "titre_en_vigueur": "avancer la session, ou créer dès maintenant les sessions du titre dans CERES",
    "agrement_en_vigueur": "renouveler l'agrément, ou avancer la session",
    "responsable_designe": "ajouter un responsable ou un suppléant",
    "responsable_une_session": "ajouter un responsable, ou une disponibilité",
    "membres_assez": "ajouter des membres habilités, des jours ou des jurys à la session",
    "habilitation_en_vigueur": "renouveler l'habilitation, ou ajouter un membre habilité",
    "membre_une_session": "ajouter un membre habilité, ou une disponibilité",
    "membre_journees": "ajouter un membre habilité, ou obtenir une journée de plus",
    "jury_sans_lien": "ajouter un membre habilité sans lien",
    "salle_une_session": "ajouter une salle, ou séparer les salles des sessions",
    "capacite_session": "augmenter la capacité, ou ajouter une session",
    "candidat_inscrit": "ajouter une session de ce titre et de ce type",
    "candidat_douze_mois": "ajouter une session dans ses 12 mois",
}
"""What a centre may change about each rule in conflict; a candidat is never left out, a VAE candidat least of all."""


def pistes(regles: Iterable[str]) -> list[str]:
    """What could be changed, each once."""
    return list(dict.fromkeys(PISTES[regle] for regle in regles if regle in PISTES))


def _enumere(noms: Sequence[str]) -> str:
    if len(noms) > NOMMES:
        return f"{', '.join(noms[:NOMMES])} et {len(noms) - NOMMES} de plus"
    return et(noms)


def periode(p: Periode) -> str:
    """A period as it is typed: ``du 02/08/2027 au 20/08/2027``, or a day."""
    if p.debut == p.fin:
        return date_chiffres(p.debut)
    return f"du {date_chiffres(p.debut)} au {date_chiffres(p.fin)}"


# What the workbook of a programmation says, and the command that writes it.

POUR_LE_SERVICE = "À transmettre au service départemental"
INTERNE = "Document interne, à ne pas diffuser"

SESSIONS = {Genre.TITRE: "Sessions titre", Genre.CCP: "Sessions CCP", Genre.CCS: "Sessions CCS"}
AUCUNE = "Aucune."
ENTETES_SERVICE = (
    "Titre",
    "Session",
    "Du",
    "Au",
    "Jours",
    "Candidats attendus",
    "Jurys",
    "Responsable de session",
    "Suppléant",
    "N° CERES",
)
ENTETES_CALENDRIER = (
    "Du",
    "Au",
    "Session",
    "À créer dans CERES au plus tard le",
    "Candidats",
    "Responsable, suppléant",
    "Membres de jury",
    "Salles",
    "Planning",
)
ENTETES_JURYS = ("Membre de jury", "Journées", "Journées données", "Frais", "Sessions")
ENTETES_INSCRIPTIONS = ("Candidat", "Titre", "Présenté à", "Voie", "Fin de formation", "12 mois jusqu'au", "Sessions")
ENTETES_REGLES = ("Règle", "Résultat", "Source")
ENTETES_NIVEAUX = ("Ce qui est cherché, dans cet ordre", "Valeur", "Au mieux")
CALENDRIER_AIDE = (
    "Les sessions dans l'ordre de leurs dates ; 91 jours avant le premier jour, elles sont créées dans CERES."
)
JURYS_AIDE = "Une session compte pour tous ses jours ; le planning de la session peut en demander moins."
CREEE = "créée"
SANS_LIMITE = "sans limite"
TENUE = "tenue"
NIVEAUX_TITRE = "Ce qui rend cette programmation meilleure qu'une autre"
REGLES_TITRE = "Règles de l'année"
AVERTISSEMENTS = "À savoir"
AUCUN_AVERTISSEMENT = "Rien."
SANS_CANDIDAT = "{} : aucun candidat n'y est inscrit."

PLANNING = {
    "planifiee": "planning écrit et contrôlé",
    "impossible": "aucun planning n'existe avec ces jours et ces membres",
    "pas_trouve": "aucun planning trouvé dans le temps imparti",
    "echec": "erreur interne, cette session seulement",
    "sans_modele": "pas de classeur modèle : non planifiée",
    "autre_modele": "classeur de session d'un autre titre : non planifiée",
    "non_ecrit": "planning trouvé, mais son fichier n'a pas pu être écrit",
    "sans_candidat": "aucun candidat : non planifiée",
    "arret": "arrêté avant d'être planifiée",
}

NIVEAUX = {
    "A1": ("Journées de membre de jury", "{} journée(s)"),
    "A2": ("Frais des membres de jury", "{} €"),
    "A3": ("Sessions hors des périodes souhaitées", "{} session(s)"),
    "A4": ("Sessions qui commencent une semaine déjà prise", "{} session(s)"),
    "A5": ("Journées du membre le plus sollicité", "{} journée(s)"),
    "A6": ("Jours ouverts avant les sessions, en tout (au plus tôt)", "{} jour(s)"),
}


def titre(debut: date, fin: date) -> str:
    """The title of the programmation."""
    if (debut.month, debut.day, fin.month, fin.day, fin.year - debut.year) == (1, 1, 12, 31, 0):
        return f"Programmation prévisionnelle {debut.year}"
    return f"Programmation prévisionnelle du {date_chiffres(debut)} au {date_chiffres(fin)}"


def valeur(niveau: str, nombre: int) -> str:
    """A level's value in words."""
    if niveau == "A2":
        return NIVEAUX[niveau][1].format(euros(nombre))
    return accorde(NIVEAUX[niveau][1].format(nombre))


def euros(centimes: int) -> str:
    """``1 234,50``."""
    return f"{centimes / 100:,.2f}".replace(",", "\u202f").replace(".", ",")


def conclusion(atteint: NiveauAtteint) -> str:
    """Whether a level is proven, or the gap that is left."""
    if atteint.prouve:
        return "prouvé : aucune programmation ne fait mieux"
    if atteint.borne is None:
        return "aucune borne connue"
    ecart = 100 * (atteint.valeur - atteint.borne) / max(1, atteint.valeur)
    return f"au moins {valeur(atteint.nom, atteint.borne)} (écart de {ecart:.1f} %)".replace(".", ",")


autre_titre = Avis(
    "Ce classeur est celui du titre {porte} millésime {le_sien}, pas de {attendu} millésime {voulu}.",
    "Corrigez « Classeur modèle » dans Titres, ou « Son classeur » dans Sessions.",
)
ccp_inconnu = Avis(
    "Le référentiel ne connaît pas {demandes:liste}.",
    "Connus : {connus:liste}. Corrigez « Présenté à » dans Candidats.",
)
modele_absent = Avis(
    "Le classeur « {nom} » n'est pas dans le dossier du classeur de l'année.",
    "Placez-l'y, ou corrigez son nom dans Titres ou Sessions.",
)

# -- the command

RIEN_A_PROPOSER = "Rien n'est laissé ouvert : la programmation est contrôlée telle quelle."
CONFORME = "Programmation écrite et contrôlée ({} règles, aucun manquement) : {}"
IMPOSSIBLE = "Aucune programmation ne respecte tout ce qui est saisi. Exigences impossibles à respecter ensemble :"
CONFLIT_INCONNU = "Les exigences contradictoires n'ont pas pu être isolées dans le temps imparti."
MINIMAL = (
    "Minimal, prouvé : sans l'une d'elles, quelle qu'elle soit, le reste de cette liste peut être respecté. Une autre "
    "contradiction peut subsister : relancez après correction."
)
PEUT_ETRE_TROP = "Certaines de ces exigences sont peut-être de trop : le temps a manqué pour le vérifier."
PROGRAMMATION_PISTES = "Ce que vous pouvez changer (pistes, non vérifiées) :"
RIEN_TROUVE = (
    "Aucune programmation trouvée dans le temps imparti, et rien ne prouve qu'il n'en existe pas : --time-limit 600."
)
ECRITS = "Écrit : {}. {} : tpplanner annee {}"
REMPLIR = "Remplissez-le dans Excel, puis"
ESSAYER = "Pour essayer"

lu = Phrase(
    "{sessions} session(s), {candidats} candidat(s), {membres} membre(s) de jury, {responsables} responsable(s)."
)
devenir = Phrase("{nom} : {quoi}.")
manquements = Phrase("{nombre} manquement(s) à corriger dans ce qui est saisi : rien n'est proposé.")


def niveau(atteint: NiveauAtteint) -> str:
    """A level's result on one line."""
    return f"  {NIVEAUX[atteint.nom][0]} : {valeur(atteint.nom, atteint.valeur)} — {conclusion(atteint)}"


def bilan(comptes: Iterable[tuple[str, int]], secondes: float) -> str:
    """How the plannings of the year came out."""
    parts = " ; ".join(f"{nombre} × {PLANNING[quoi]}" for quoi, nombre in comptes)
    return f"Plannings en {secondes:.1f} s : {parts}.".replace(".", ",", 1)


def du_au(jours: Sequence[date]) -> str:
    """``lun. 7 juin – mar. 8 juin``."""
    if len(jours) == 1:
        return date_courte(jours[0])
    return f"{date_courte(jours[0])} – {date_courte(jours[-1])}"
