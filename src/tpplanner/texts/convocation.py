"""What a convocation says, in our own letter and in that of the centre."""

from collections.abc import Iterable, Sequence

from tpplanner.domain.noms import cle

TITRE_CANDIDAT = "Convocation à une session d'examen"
TITRE_MEMBRE = "Convocation d'un membre de jury"

APPORTER = (
    "cette convocation",
    "une pièce d'identité en cours de validité, avec photographie",
)
APPORTER_DOSSIER = "votre dossier professionnel (DP)"
APPORTER_PREREQUIS = "le cas échéant, les justificatifs des prérequis non encore remis"

APPORTER_MEMBRE = (
    "cette convocation",
    "une pièce d'identité en cours de validité",
    "la déclaration d'absence de lien, signée, si vous ne l'avez pas déjà renvoyée",
)
RESPONSABLE_DE_SESSION = "responsable de session"
"""As what the responsable signs."""

A_REMPLIR = "…" * 12
"""Where something is left to write by hand."""

TITRE_DECLARATION = "Déclaration d'absence de lien"
SANS_CONTACT = "le centre"
SEPARATEUR = " ; "
"""Between things that are told in one line: each may hold a comma."""

MODELE_VIDE = "Cette lettre est un fichier vide, et non un document Word (.docx)."
MODELE_ILLISIBLE = "Ce fichier n'est pas un document Word (.docx) que l'on puisse lire."
MODELE_ILLISIBLE_CONSEIL = "Ouvrez-le dans Word et enregistrez-le au format .docx."
MODELE_TROP_GROS_CONSEIL = "Retirez-en les images, ou réduisez-les : Word sait les compresser."
MODELE_REFUSE_CONSEIL = (
    "Corrigez-le dans Word. Les champs permis sont dans le guide, et dans « modèle de convocation.docx »."
)


MODELE_INTERDIT = "elle contient une instruction qui n'est pas un champ."
MODELE_FILTRE = "après un « | », elle emploie un mot qui n'est pas permis."
MODELE_MAL_ECRIT = "des accolades ou des « {% … %} » ne vont pas ensemble."
MODELE_IMPOSSIBLE = "un champ y sert à un calcul, ou un « {%tr … %} » n'est pas seul dans sa ligne."


def modele_trop_gros(octets: int) -> str:
    """That a letter is too big once unpacked."""
    return f"Cette lettre est trop grosse : plus de {octets // 1_000_000} Mo une fois décompressée."


def champs_inconnus(champs: Iterable[str]) -> str:
    """Fields of the centre's letter that mean nothing."""
    return f"La lettre du centre demande des champs inconnus : {', '.join(sorted(champs))}."


def accolades_simples(noms: Sequence[str]) -> str:
    """Fields of the centre's letter in one brace only, as typed there."""
    ecrits = ", ".join(f"{{{nom}}}" for nom in noms)
    justes = ", ".join(f"{{{{ {'.'.join(_champ(part) for part in nom.split('.'))} }}}}" for nom in noms)
    return f"La lettre du centre contient {ecrits} : un champ s'écrit entre deux accolades. Écrivez {justes}."


def _champ(nom: str) -> str:
    return cle(nom).replace(" ", "_")


MODELE_SANS_CHAMP = (
    "La lettre du centre ne contient aucun champ : chacun recevrait le même texte, sans nom ni heure. Un champ s'écrit "
    "entre deux accolades, par exemple {{ prenom }}."
)


def modele_refuse(detail: str) -> str:
    """A letter of the centre that cannot be filled."""
    return f"La lettre du centre ne peut pas être remplie : {detail}"


def champ_absent(noms: Sequence[str]) -> str:
    """A field of a field that does not exist (the last name said)."""
    return f"le champ « {noms[-1]} » n'existe pas." if noms else "un champ n'existe pas."


def horaire(plages: Sequence[tuple[str, str]]) -> str:
    """``de 9 h à 12 h, puis de 12 h 45 à 13 h 45``."""
    return ", puis ".join(f"de {debut} à {fin}" for debut, fin in plages)


def siege(jour: str, debut: str, fin: str, jury: str) -> str:
    """When and where a membre sits, in one phrase."""
    return f"{jour}, {debut} – {fin}, {jury}"


def appel(jour: str, debut: str, epreuves: Iterable[str]) -> str:
    """When a candidat is called and for what, in one phrase."""
    return f"{jour} à {debut} ({', '.join(epreuves)})"


def responsable(nom: str, contact: str) -> str:
    """Whom to reach: ``PETIT Anne (01 23 45 67 89)``."""
    return f"{nom} ({contact})" if contact else nom
