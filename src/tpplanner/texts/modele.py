"""What a new workbook says: how to fill it, what its cells answer, its invented people."""

from collections.abc import Sequence

from tpplanner.domain.referentiel import Referentiel
from tpplanner.texts.noms import Texte, accorde
from tpplanner.texts.phrases import Avis, Phrase
from tpplanner.texts.referentiels import avertissements, titre_court, verification

# What a new workbook says: how to fill it, and what its cells answer to somebody who types something else.

INTITULE_LISTE = "À choisir dans la liste"
ERREUR_LISTE = "Cette valeur n'est pas dans la liste. La garder quand même ?"
OBLIGATOIRE = "*"
"""After the title of a column that must be filled."""

_REMPLIR = (
    "Une feuille par sujet ; la ligne en italique, sous le titre, indique ce qu'il faut écrire dans chaque colonne.",
    "Les colonnes marquées * doivent être remplies ; toutes les autres peuvent rester vides.",
    "Les cellules acceptent l'écriture ordinaire : 9h30 ou 09:30 ; 14/06/2027 ou « lundi 14 juin 2027 » ; oui ou x.",
    "Une majoration s'écrit 1/3, 33 % ou « tiers » : c'est toujours un tiers exact.",
    "Une personne se nomme NOM Prénom ; plusieurs noms se séparent par « ; ».",
    "Une même personne peut figurer dans plusieurs feuilles : sous le même nom, elle est comptée comme une seule.",
    "Matin : jusqu'à 13 h ; après-midi : à partir de 13 h.",
    "Les réglages laissés vides prennent la valeur habituelle, écrite à côté.",
    "Vous pouvez trier, insérer et supprimer des lignes ; ne changez pas les titres des colonnes.",
)

_ORDRE = (
    "1. Session : le centre, le site, le responsable de session et ses suppléants.",
    "2. Jours : les dates et les heures d'ouverture.",
    "3. Candidats, Membres, Salles : les personnes, et les salles qui les accueillent.",
    "4. Épreuves : déjà remplie. Vérifiez dans le référentiel d'évaluation (RE) les cellules orange, s'il y en a.",
)
_SUITE = (
    "5. Surveillants, Responsables, Formateurs, et s'il y a lieu Comédiens et Aides.",
    "6. Indisponibilités et Liens jury-candidats.",
    "7. Jurys, seulement si vous les composez vous-même. Convocations, seulement quand elles sont parties.",
)
_REPLIE = (
    "Ce qui sert plus rarement est replié : le bouton + au-dessus des colonnes, ou à gauche des lignes, le montre."
)


def _d_autres_feuilles(titres: Sequence[str]) -> tuple[str, ...]:
    """How to come by the sheets that the workbook does without."""
    return (
        f"Ce classeur suffit à un premier planning. D'autres feuilles existent : {', '.join(titres)}.",
        "« tpplanner init … --complet » les écrit toutes, et planning.xlsx les contient.",
        "Une feuille que vous ajoutez ici sous un de ces noms est lue, si elle porte les mêmes titres de colonnes.",
    )


_ENSUITE = (
    "tpplanner solve session.xlsx -o planning.xlsx",
    "Le planning est un autre fichier : ce classeur n'est jamais modifié.",
    "Dans planning.xlsx, ces feuilles viennent en dernier et ne s'impriment pas.",
    "Pour en imprimer une malgré tout : Mise en page, Zone d'impression, Annuler.",
)

_DONNEES = (
    "N'écrivez que ce qui sert au planning : l'aménagement accordé, jamais sa raison médicale.",
    "L'adresse et le courriel sont facultatifs ; ils ne servent qu'aux convocations.",
    "Ce classeur contient des données personnelles : gardez-le dans un dossier à accès limité.",
)


def lisez_moi(referentiel: Referentiel, absentes: Sequence[str] = ()) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parts of *Lisez-moi*: a heading, then its lines; `absentes` are sheets that the workbook does without."""
    suite = _d_autres_feuilles(absentes) if absentes else _SUITE
    return (
        ("Les feuilles et leurs colonnes", (*_REMPLIR, _REPLIE)),
        ("Dans quel ordre", (*_ORDRE, *suite)),
        ("Ensuite", _ENSUITE),
        ("Données personnelles", _DONNEES),
        (f"Le référentiel {titre_court(referentiel)}", _du_referentiel(referentiel)),
    )


def _du_referentiel(referentiel: Referentiel) -> tuple[str, ...]:
    source = f"Source : {referentiel.source}."
    dits = avertissements(referentiel)
    return (
        referentiel.intitule,
        *([] if verification(referentiel) in dits else [verification(referentiel)]),
        source,
        *dits,
    )


existe_deja = Avis("« {nom} » existe déjà : il n'est pas remplacé.", "Choisissez un autre nom, ou déplacez-le.")
non_ecrit = Avis("« {nom} » ne peut pas être écrit.", "Vérifiez que le dossier existe et que vous pouvez y écrire.")
disque_plein = Avis("« {nom} » ne peut pas être écrit : le disque est plein.", "Libérez de la place, puis relancez.")


def colonnes_prises(fichier: str, feuille: str, prises: Sequence[tuple[str, str]], lus: int) -> str:
    """Which column of the centre's own list was taken for what."""
    ou = f"« {fichier} »" + (f", feuille « {feuille} »" if feuille else "")
    lignes = [accorde(f"{lus} candidat(s) lu(s) dans {ou} :")]
    lignes += [f"  colonne « {titre} » → {pour}" for titre, pour in prises]
    return "\n".join(lignes)


def colonnes_relues(ligne: int, prises: Sequence[tuple[str, str]]) -> str:
    """Which columns are taken for what from a header on that stands lower down."""
    dites = ", ".join(f"« {titre} » → {pour}" for titre, pour in prises)
    return f"  à partir de la ligne {ligne}, d'autres titres : {dites}"


def colonne_en_double(laissee: tuple[str, str], prise: tuple[str, str]) -> Texte:
    """A column that means the same as another: each as its letter and its title."""
    return Texte(
        f"La colonne {laissee[0]} « {laissee[1]} » n'est pas lue : la colonne {prise[0]} « {prise[1]} » est prise.",
        "Si elle nomme d'autres candidats, mettez-les sous les premiers ; pour la préférer, supprimez l'autre.",
    )


feuille_non_lue = Avis(
    "La feuille « {titre} » porte aussi des noms : elle n'est pas lue.",
    "Si ce sont des candidats, mettez-les tous sur une seule feuille.",
)


def deux_fois(nom: str, lignes: Sequence[int]) -> Texte:
    """The same names in several rows of that list."""
    dites = f"{', '.join(map(str, lignes[:-1]))} et {lignes[-1]}"
    return Texte(
        f"« {nom} » figure plusieurs fois dans la liste : lignes {dites}.",
        "Supprimez la ligne en trop ; si ce sont deux personnes, donnez à chacune son n° CERES.",
    )


def colonnes_laissees(titres: Sequence[str]) -> str:
    """The columns of that list which were left aside."""
    return f"  colonnes laissées : {', '.join(f'« {t} »' for t in titres)}" if titres else ""


trop_de_lignes = Phrase("plus de {lignes:milliers} lignes : ce n'est pas une liste de personnes")
colonne_sans_titre = Phrase("sans titre, qui commence par « {exemple} »")


def liste_sans_nom(trouvees: Sequence[str]) -> Texte:
    """No column of names in that list."""
    vues = f" Colonnes vues : {', '.join(f'« {t} »' for t in trouvees)}." if trouvees else ""
    return Texte(
        f"Aucune colonne de noms n'est reconnue dans cette liste.{vues}",
        "Il faut une ligne de titres, avec « Nom » (et « Prénom »), ou « Nom et prénom ».",
    )


def lignes_laissees(lignes: Sequence[tuple[int, str]]) -> str:
    """The rows of that list which name nobody, with what stands there as a name."""
    dites = [f"ligne {numero} ({_cite(nom)})" for numero, nom in lignes[:_LIGNES_DITES]]
    suite = accorde(f" et {len(lignes) - _LIGNES_DITES} autre(s)") if len(lignes) > _LIGNES_DITES else ""
    return f"  lignes laissées, où personne n'est nommé : {', '.join(dites)}{suite}" if lignes else ""


def lignes_sans_prenom(lignes: Sequence[tuple[int, str]]) -> str:
    """The rows without a prénom of a list that has prénoms, all of them: one of them may be somebody."""
    dites = ", ".join(f"ligne {numero} ({_cite(nom)})" for numero, nom in lignes)
    return f"  lignes laissées, sans prénom : {dites}. Si c'est un candidat, écrivez son prénom." if lignes else ""


_LIGNES_DITES = 8
_NOM_CITE = 40
_LISTE_A_REMPLIR = "Remplissez-la, ou donnez un autre fichier."


def _cite(nom: str) -> str:
    coupe = nom if len(nom) <= _NOM_CITE else f"{nom[:_NOM_CITE].rstrip()}…"
    return f"« {coupe} »" if nom else "sans nom"


def liste_vide(feuille: str) -> Texte:
    """A list, or a sheet of a workbook, without anybody."""
    if feuille:
        return Texte(f"La feuille « {feuille} » de cette liste ne contient aucun candidat.", _LISTE_A_REMPLIR)
    return Texte("Cette liste ne contient aucun candidat.", _LISTE_A_REMPLIR)


liste_trop_longue = Avis("Cette liste contient plus de {limite} candidats.", "Gardez ceux de la session.")
liste_illisible = Avis("Cette liste n'est ni un classeur .xlsx ni un fichier .csv lisible.", "Enregistrez-la en .xlsx.")
guillemet_ouvert = Avis(
    "Un guillemet (\") ouvert à la ligne {ligne} n'est pas refermé où il faut : les lignes suivantes seraient perdues "
    "dans sa cellule.",
    "Ouvrez la liste dans le Bloc-notes et supprimez ou refermez ce guillemet à la ligne {ligne} ; ou enregistrez-la "
    "en .xlsx.",
)
"""Of a CSV."""
lignes_en_une = Avis(
    'Des guillemets (") font une seule ligne des lignes {premiere} à {derniere} du fichier.',
    "Si elles nomment plusieurs candidats, supprimez le guillemet de la ligne {premiere}.",
)

NOM_COMPLET = "nom et prénom"
"""A column that holds both."""

NOMS = ("nom du candidat", "nom candidat", "nom du stagiaire", "nom stagiaire", "nom de l'apprenant")
"""Titles of a column of noms."""
PRENOMS = ("prénom du candidat", "prénom candidat", "prénom du stagiaire", "prénom stagiaire", "prénom de l'apprenant")
"""Titles of a column of prénoms."""
EN_UNE_CELLULE = (
    "nom et prénom",
    "nom prénom",
    "nom & prénom",
    "prénom et nom",
    "prénom nom",
    "nom complet",
    "candidat",
    "candidats",
    "stagiaire",
    "stagiaires",
    "apprenant",
    "participant",
    "élève",
    "identité",
)
"""Titles of a column that holds both names, in the lists that centres have."""
DEBUTS_DE_NOTE = frozenset(
    {
        "total",
        "totaux",
        "effectif",
        "effectifs",
        "nb",
        "nombre",
        "legende",
        "signature",
        "signatures",
        "session",
        "groupe",
    }
    | {
        "voir",
        "attention",
        "penser",
        "prevoir",
        "appeler",
        "note",
        "notes",
        "nota",
        "ps",
        "cf",
        "remarque",
        "remarques",
    }
    | {"rappel", "bonjour", "bonsoir", "cordialement", "merci", "liste", "visa", "cachet", "date", "observations"}
)
"""First words of what stands below a list and names nobody, folded."""
NOTES_DE_DEUX_MOTS = frozenset(
    {
        ("sous", "total"),
        ("sous", "totaux"),
        ("fait", "a"),
        ("fait", "le"),
        ("mise", "a"),
        ("mis", "a"),
        ("a", "completer"),
    }
)
"""The first two of such words."""
COORDONNEES = (
    "code postal",
    "ville",
    "rue",
    "adresse postale",
    "adresse mail",
    "adresse e-mail",
)
"""Titles of columns that make up an address."""
MEMBRE_EN_UNE_CELLULE = ("membre", "membres", "membre de jury", "membre du jury", "membres du jury", "juré", "jurés")
"""Titles of a column that holds both names, in a list of membres."""
ENTREPRISES = ("entreprise d'accueil", "employeur / entreprise")
"""Titles of a column of employers."""

# The invented people and places of example workbooks, and of agrément files where nobody is named yet.

CENTRE = "Centre de formation du Val d'Aubray"
SITE = "12 rue des Tanneurs, 00000 Aubray"
CONTACT = "examens@val-aubray.exemple"
AGREMENT = "AGR-0000-EXEMPLE"
SERVICE = "DDETS d'exemple"

CANDIDATS = (
    ("MOREAU", "Léa"),
    ("BENALI", "Karim"),
    ("LEFÈVRE", "Inès"),
    ("DA COSTA", "Hugo"),
    ("NGUYEN", "Thi Mai"),
    ("ŒUVRARD", "Chloé"),
    ("ROUSSEAU", "Yanis"),
    ("MARCHETTI", "Giulia"),
)
EMPLOYEURS = ("Ateliers Belmont", "", "Société Varenne", "", "Groupe Hardouin", "", "Maison Tillac", "")

MEMBRES = (
    ("GARNIER", "Paul", "Numalis"),
    ("FONTAINE", "Sylvie", "Cabinet Orfeuil"),
    ("ADJANI", "Samir", "Banque du Littoral"),
    ("PÉRON", "Maëlle", "Coopérative Armen"),
    ("VASSEUR", "Odile", "Études Quentin"),
)

SURVEILLANTS = (("DELMAS", "Anne"), ("BARBIER", "Lucas"), ("KERVELLA", "Nadège"))
COMEDIENS = (("JOURDAN", "Élise"), ("SABATIER", "Marc"))
RESPONSABLE = ("PETIT", "Isabelle", "01 00 00 00 01")
SUPPLEANT = ("ROCHE", "Yves", "01 00 00 00 02")
FORMATEUR = ("LEROUX", "Antoine")

MOTIF_DU_LIEN = "ancien maître de stage"

SALLES = {"ecrit": "Salle des écrits", "plateau": "Plateau technique"}
"""Names of rooms, by kind; another kind is its own name."""
PETITE_SALLE = "Petite salle"


def salle_de_jury(rang: int) -> str:
    """``Salle 101``."""
    return f"Salle {100 + rang}"


candidat_inconnu = Phrase("Candidat {rang}")


def jury_nomme(rang: int) -> str:
    """``Jury B``."""
    return f"Jury {chr(64 + rang)}"


def membre_inconnu(jury: int, rang: int) -> tuple[str, str]:
    """``Membre B1 à désigner``: nom and prénom."""
    return f"Membre {chr(64 + jury)}{rang}", "à désigner"


RESPONSABLE_INCONNU = ("Responsable", "à désigner")
SUPPLEANT_INCONNU = ("Suppléant", "à désigner")
SURVEILLANT_INCONNU = "à désigner"


def surveillant_inconnu(rang: int) -> tuple[str, str]:
    """``Surveillant 1 à désigner``."""
    return f"Surveillant {rang}", SURVEILLANT_INCONNU


def comedien_inconnu(rang: int) -> tuple[str, str]:
    """``Comédien 1 à désigner``."""
    return f"Comédien {rang}", SURVEILLANT_INCONNU


RESPONSABLES = (("PETIT", "Isabelle"), ("ROCHE", "Yves"), ("LAMY", "Denise"))
"""Of the example of a year."""
SALLES_ANNEE = ("Plateau CDA", "Plateau DWWM")
SECOND_NOM = "VIDAL"
"""Joined to names of candidats, so that the second group of the example bears other ones."""
