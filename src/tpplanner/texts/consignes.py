"""The instructions that the responsable reads out and hands over: to candidats, to the jury, to the comédien."""

from collections.abc import Sequence
from dataclasses import dataclass

MODIFIABLE = "Modèle à relire et à adapter à votre session avant de le remettre."


@dataclass(frozen=True, slots=True)
class Consignes:
    """A page of instructions: its title, then parts, each a heading and its sentences."""

    titre: str
    parties: Sequence[tuple[str, Sequence[str]]]


def aux_candidats(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What candidats are told at their accueil; `epreuves` with their durations."""
    return Consignes(
        "Consignes aux candidats",
        (
            (
                "À l'accueil",
                (
                    "Présentez votre convocation et une pièce d'identité avec photographie, et signez l'émargement.",
                    "Confirmez votre adresse postale : le parchemin y sera envoyé.",
                    "Votre nom doit figurer sur la boîte aux lettres.",
                    "Remettez votre dossier professionnel.",
                    "Remettez aussi, le cas échéant, les justificatifs des prérequis non encore remis.",
                    "Votre numéro, votre heure de convocation et votre salle vous sont confirmés ici.",
                ),
            ),
            ("Les épreuves de la session", epreuves),
            (
                "Pendant les épreuves",
                (
                    "Les sujets arrivent sous pli cacheté : il est ouvert devant vous, et l'un de vous signe.",
                    "Seuls les documents et matériels autorisés sont admis.",
                    "Téléphones et montres connectées sont éteints et rangés.",
                    "Écoutez le jury : il annonce le passage d'une épreuve à la suivante.",
                    "Rendez sujets, brouillons et copies à la fin de l'épreuve ; ne quittez pas la salle sans accord.",
                    "Un retard ne décale pas la fin de l'épreuve ; le responsable décide si vous pouvez composer.",
                    "Toute fraude est consignée au procès-verbal.",
                    "Ne parlez ni aux formateurs, ni au jury hors des épreuves.",
                ),
            ),
            (
                "Après",
                (
                    "Le jury délibère seul et ne donne aucun résultat.",
                    "Les résultats sont affichés après leur validation par le service départemental.",
                    "Vos fiches d'évaluation sont conservées 5 ans. Votre dossier professionnel vous est rendu.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


def au_jury(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What membres are told at the accueil of their jury."""
    return Consignes(
        "Consignes au jury",
        (
            (
                "Avant le premier candidat",
                (
                    "Présentez votre convocation et une pièce d'identité, et signez l'émargement.",
                    "Signalez tout lien avec un candidat : formation, employeur, organisme, famille, amitié.",
                    "Vous n'évaluez pas un candidat que vous connaissez.",
                    "Ne participez pas à la délibération le concernant.",
                    "Lisez chaque dossier dans le temps prévu : dossier professionnel, évaluations en formation.",
                    "Prenez également connaissance des résultats des épreuves passées hors de votre présence.",
                ),
            ),
            ("Les épreuves et leurs durées", epreuves),
            (
                "Devant le candidat",
                (
                    "Suivez votre feuille de jury : chaque épreuve dure le temps indiqué, ni plus ni moins.",
                    "Annoncez le début de chaque épreuve, et le passage à l'épreuve suivante.",
                    "Pendant une présentation, écoutez sans intervenir quand le référentiel le demande.",
                    "Évaluez tous les candidats de la même façon, selon les critères du référentiel.",
                    "Un retard ou un incident : appelez le responsable. La fin de l'épreuve n'est pas décalée.",
                ),
            ),
            (
                "Délibération et clôture",
                (
                    "Délibérez seuls, à au moins deux membres. Ne communiquez aucun résultat à personne.",
                    "Remplissez et signez chaque fiche d'évaluation.",
                    "Vérifiez le procès-verbal saisi dans CERES, puis signez-le.",
                    "Rendez tous les dossiers, sujets et notes au responsable.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


def au_comedien(epreuves: Sequence[str], joindre: str) -> Consignes:
    """What a comédien is told before his first passage; `epreuves` are those in which he plays."""
    return Consignes(
        "Consignes au comédien",
        (
            (
                "À l'accueil",
                (
                    "Présentez une pièce d'identité et signez l'émargement.",
                    "Signalez au responsable tout candidat que vous connaissez : un autre comédien jouera avec lui.",
                    "Lisez le scénario du dossier technique d'évaluation ; vous le rendez à la fin.",
                ),
            ),
            ("Vous intervenez dans", epreuves),
            (
                "Pendant l'épreuve",
                (
                    "Jouez le rôle écrit, de la même façon avec chaque candidat : mêmes demandes, même difficulté.",
                    "N'aidez pas le candidat, ne le jugez pas, ne commentez pas sa prestation.",
                    "Commencez et finissez au signal du jury ; le temps de l'épreuve ne change pas.",
                    "Entre deux candidats, restez à l'écart d'eux, des formateurs et du public.",
                ),
            ),
            (
                "Après",
                (
                    "Vous ne participez ni à l'évaluation, ni à la délibération.",
                    "Ne gardez et ne divulguez rien du sujet : il peut servir à d'autres sessions.",
                    f"Une question : adressez-vous à {joindre}.",
                ),
            ),
        ),
    )


def epreuve(nom: str, duree: str, organisation: str) -> str:
    """``Entretien technique : 45 min, individuelle, devant le jury``."""
    return f"{nom} : {duree}, {organisation}"


MODELE_TITRE = "Convocation à une session d'examen"
MODELE_INTRO = (
    "Modèle à adapter dans Word : les champs entre accolades sont remplis pour chaque candidat. Supprimez cette ligne."
)
