"""What the pictures of a day say."""

from collections.abc import Mapping, Sequence

from tpplanner.texts.classeur import SIGLES

JURYS, CANDIDATS, APPELS = "Jurys et salles", "Candidats", "Heures de convocation"
COLLECTIVES = "Épreuves collectives"
SANS_JURY = "Sans jury"

LEGENDE_TITRE = "Légende"
LEGENDE = {
    "devant_jury": "devant le jury",
    "surveille": "sous surveillance ou seul",
    "travail": "travail du jury (A accueil, L lecture, C correction, D délibération, Cl. clôture)",
    "pause": "pause méridienne",
    "site": "avec les candidats (A accueil, P ouverture des plis)",
    "appel": "heure de convocation",
}
INITIALES = {
    "Lecture": "L",
    "Corr.": "C",
    "Délib.": "D",
    "Clôture": "Cl.",
    "Accueil du jury": "A",
    "Accueil des candidats": "A",
    "Ouverture des plis": "P",
}
"""Travaux, accueils and openings of plis in a letter, where a bar has room for no more."""


def sigles(noms: Mapping[str, str]) -> str:
    """What épreuves are called in a few letters: ``Sigles : ET = Entretien technique ; QP = …``."""
    return SIGLES.format(sigles=" ; ".join(f"{sigle} = {nom}" for sigle, nom in sorted(noms.items())))


def titre(jour: str, sujet: str) -> str:
    """``Lundi 14 juin 2027 – jurys et salles``."""
    return f"{jour[:1].upper()}{jour[1:]} – {sujet[:1].lower()}{sujet[1:]}"


def sur(sujet: str, page: int, pages: int) -> str:
    """``Candidats (2 sur 3)``; the subject alone where one picture is enough."""
    return f"{sujet} ({page} sur {pages})" if pages > 1 else sujet


FEW = 12
"""rows that a description names"""


def description(lignes: Sequence[str]) -> str:
    """What somebody who does not see the picture is told of it."""
    qui = f"une ligne pour chacun : {', '.join(lignes)}" if len(lignes) <= FEW else f"{len(lignes)} lignes"
    return f"Frise horaire, {qui}. Les mêmes heures sont en toutes lettres dans les tableaux du planning."


def infobulle(texte: str, debut: str, fin: str) -> str:
    """What a bar says when pointed at: its hours, after its words where it has no room for them."""
    return ", ".join(filter(None, (texte, f"{debut} – {fin}")))


def candidat(numero: int | None, nom: str) -> str:
    """The title of a candidat's row: ``7 · DURAND Léa``."""
    return nom if numero is None else f"{numero} · {nom}"
