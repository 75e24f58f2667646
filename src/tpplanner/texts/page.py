"""What the page for the responsable de session says."""

TITRE = "Planning de la session d'examen"
ALLER_AU_CONTENU = "Aller au contenu"
SOMMAIRE = "Sommaire"

RESUME, IMAGES, CANDIDATS, JURYS = "En bref", "Les journées en image", "Par candidat", "Par jury"
SALLES, AUTRES, CONFORMITE, QUALITE = "Par salle", "Autres présences", "Conformité", "Qualité"

INDEX_CANDIDATS = "Candidats, par numéro tiré"
CANDIDAT_ENTETES = ("Convoqué à", "Horaire", "Épreuve", "Jury et salle")
JURY_ENTETES = ("Horaire", "Ce que fait le jury", "Candidat")
SALLE_ENTETES = ("Horaire", "Épreuve", "Candidats", "Jury ou surveillant")
AUTRES_ENTETES = ("Personne", "Fonction", "Jour", "Horaire", "Où, pour qui")
PARCOURS_COMMUN = "Tous les candidats sont présentés à : {parcours}."
PARCOURS_DU_CANDIDAT = "Présenté à : {parcours}"
AUCUN_PASSAGE = "Aucun passage dans ce planning."
SUR_PLACE = "sur place"
LEGENDE = "Légende"
DEFILER = "image large, à faire défiler"

CONFORME = "Aucun manquement : le planning respecte toutes les règles contrôlées."


def non_conforme(nombre: int) -> str:
    """That rules are broken."""
    if nombre == 1:
        return "1 manquement : voir Conformité."
    return f"{nombre} manquements : voir Conformité."


def comptes(candidats: int, jurys: int, jours: int) -> str:
    """``12 candidats, 4 journées de jury, 2 jours``."""
    parts = (
        _compte(candidats, "candidat", "candidats"),
        _compte(jurys, "journée de jury", "journées de jury"),
        _compte(jours, "jour", "jours"),
    )
    return ", ".join(parts)


def _compte(nombre: int, un: str, plusieurs: str) -> str:
    return f"{nombre} {plusieurs if nombre > 1 else un}"


def numero_et_nom(numero: int | None, nom: str) -> str:
    """``n° 7 – DURAND Léa``."""
    return nom if numero is None else f"n° {numero} – {nom}"


def jury_du_jour(jury: str, jour: str) -> str:
    """``Jury 1 – lundi 14 juin 2027``."""
    return f"{jury} – {jour}"


def salle_du_jury(jury: str, membres: str, debut: str, fin: str) -> str:
    """Whose own room it is."""
    return f"Salle de {jury} ({membres}) de {debut} à {fin}."


def pour(candidat: str, epreuve: str) -> str:
    """With whom somebody is, at which épreuve."""
    return f"{candidat}, {epreuve}"


def etabli(phrase: str, version: int) -> str:
    """Where a planning comes from, and which it is where it is not the first."""
    return phrase if version == 1 else f"{phrase} Version {version}."
