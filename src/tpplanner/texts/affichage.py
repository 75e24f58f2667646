"""What the poster says: to candidats, and nothing about any of them but a number, an hour, a jury, a room."""

from collections.abc import Iterable, Sequence

TITRE_DU_FICHIER = "Planning"
FEUILLE = "Affichage"
AUDIENCE = "Affichage – à l'attention des candidats"
TITRE = "Planning de la session d'examen"

CONSIGNE = (
    "Présentez-vous à l'accueil à l'heure de convocation, avec votre convocation et une pièce d'identité ; votre salle "
    "vous sera confirmée à l'accueil. Une épreuve passée en même temps par tous commence à l'heure de début affichée, "
    "les autres à l'heure de convocation ou peu après. Un retard ne décale pas la fin de l'épreuve."
)
EPREUVES_TITRE = "Épreuves et durées du référentiel d'évaluation"
EPREUVES_ENTETES = ("Épreuve", "Durée", "Organisation")
PAR_TABLE = "Épreuves de la session : {table}"
TOTAL = "Durée totale"
COLLECTIVE = "en même temps pour tous"
DEVANT_LE_JURY = "individuelle, devant le jury"
EN_PARTIE_DEVANT_LE_JURY = "individuelle, en partie devant le jury"
INDIVIDUELLE = "individuelle"
FINAL_DERNIER_CCP = "Au dernier CCP d'un titre, entretien final devant le jury : {duree}"

COLLECTIFS_ENTETES = ("Convoqué à", "Épreuve", "Candidats", "Salle")
INDIVIDUELS_ENTETES = ("Convoqué à", "Candidat", "Jury", "Salle")
MATIN, APRES_MIDI = "matin", "après-midi"
TOUS = "tous les candidats"
SANS_JURY = "Sans jury"
A_L_ACCUEIL = "indiquée à l'accueil"


def demi_journee(jour: str, *, matin: bool) -> str:
    """``Lundi 14 juin 2027 – matin``."""
    return f"{jour[:1].upper()}{jour[1:]} – {MATIN if matin else APRES_MIDI}"


def commune(epreuve: str, debut: str) -> str:
    """An épreuve that begins at one hour for all, which has a line of its own: no hour makes a text longer."""
    return f"{epreuve}\ndébut à {debut}"


def numeros(liste: Sequence[int]) -> str:
    """``n° 1 à 12, 14``: runs of three or more are told by their ends."""
    suites: list[list[int]] = []
    for n in sorted(liste):
        if suites and n == suites[-1][-1] + 1:
            suites[-1].append(n)
        else:
            suites.append([n])
    textes = [f"{s[0]} à {s[-1]}" if len(s) > 2 else ", ".join(map(str, s)) for s in suites]
    return "n° " + ", ".join(textes)


def numero(n: int) -> str:
    """``n° 7``."""
    return f"n° {n}"


def prenom_n(prenom: str, nom: str) -> str:
    """``Léa D.``; a name alone where there is no first name."""
    return f"{prenom} {nom[:1].upper()}." if prenom and nom else (prenom or nom)


def salles(noms: Iterable[str]) -> str:
    """The rooms that may be told."""
    return ", ".join(noms) or A_L_ACCUEIL
