"""What is said of a file before its cells are read: what it is, why it cannot be opened, how to cure it."""

from tpplanner.texts.message import Texte

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
UTF_16 = Texte("Ce fichier est codé en UTF-16, ce qu'Excel n'écrit jamais : il est refusé.", _REPRENDRE)
SANS_FEUILLE = Texte("Ce classeur ne contient aucune feuille de calcul.", _REPRENDRE)
FEUILLE_PERDUE = Texte(
    "Cette feuille est annoncée par le classeur, mais son contenu manque dans le fichier.",
    "Ouvrez le classeur dans Excel, vérifiez cette feuille et enregistrez-le à nouveau, ou reprenez une copie.",
)


def non_compris(dit: str) -> Texte:
    """Something of the file that the library which reads it leaves out, in that library's words."""
    return Texte(
        f"Une partie de ce classeur n'a pas été comprise et n'est pas lue : « {dit} ».",
        "Enregistrez le classeur à nouveau dans Excel ; sinon, vérifiez que tout ce qui a été saisi est repris.",
    )


def trop_gros(octets: int, limite: int) -> Texte:
    """The file is heavier than what is read."""
    return Texte(
        f"Ce fichier pèse {octets // 1_000_000} Mo ; il ne faut pas plus de {limite // 1_000_000} Mo.",
        "Retirez-en les images et les feuilles étrangères à la session.",
    )


def trop_dense(limite: int) -> Texte:
    """Once unpacked, the file is larger than what is read."""
    return Texte(
        f"Décompressé, ce fichier dépasse {limite // 1_000_000} Mo : il est refusé par prudence.",
        "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
    )


def trop_de_cellules(limite: int) -> Texte:
    """The file has more cells or rows than what is read."""
    return Texte(
        f"Ce classeur contient plus de {limite:_} cellules : il est refusé par prudence.".replace("_", "\u202f"),
        "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
    )


def trop_de_formes(limite: int) -> Texte:
    """The file has more formats, rules, names, links and comments than what is read."""
    return Texte(
        f"Ce classeur contient plus de {limite:_} mises en forme, règles, noms, liens ou commentaires : il est refusé "
        "par prudence.".replace("_", "\u202f"),
        "Copiez vos feuilles dans un classeur neuf (« tpplanner init »).",
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
