"""What the form *Session* asks for the dates around a session; all of it may stay empty."""

from tpplanner.sheets.colonne import Colonne, Saisie


def _fait(champ: str, titre: str, aide: str, *alias: str, rubrique: str = "") -> Colonne:
    return Colonne(champ, titre, aide, Saisie.DATE, alias=alias, rubrique=rubrique, rare=True)


LIEU = (
    Colonne(
        "departement",
        "Département du site",
        "Son numéro : 75, 2A, 974… Pour les jours fériés, les vacances et l'adresse du service départemental. Vide :"
        " d'après le code postal du site.",
        exemple="29",
        alias=("département",),
        rare=True,
    ),
    Colonne(
        "contact_service",
        "Contact du service départemental",
        "Courriel où envoyer PV et programmation. Vide en Île-de-France : l'adresse publiée par la DRIEETS.",
        alias=("contact ddets", "courriel du service départemental"),
        rare=True,
    ),
    Colonne(
        "bail_fin",
        "Fin du bail",
        "Dernier jour du bail ou de la mise à disposition des locaux, s'il en a un.",
        Saisie.DATE,
        exemple="31/08/2029",
        alias=("bail jusqu'au",),
        rare=True,
    ),
)
"""Where the site is, and its premises."""

SUIVI = (
    _fait(
        "programmation_transmise",
        "Programmation transmise le",
        "La programmation prévisionnelle qui contient cette session, envoyée au service départemental.",
        rubrique="Ce qui est déjà fait (pour « tpplanner dates » ; tout peut rester vide)",
    ),
    _fait("dte_commandes", "DTE commandés le", "Les sujets, commandés dans CERES.", "sujets commandés le"),
    _fait("plis_recus", "Plis reçus le", "Les sujets sous pli, arrivés au centre.", "dte reçus le"),
    _fait(
        "sujets_detruits",
        "Sujets détruits le",
        "Ceux de la session, et les DTE non utilisés (détruits ou renvoyés).",
        "dte détruits le",
    ),
    _fait("pv_transmis", "PV transmis le", "PV général et individuels, signés, au service départemental."),
    _fait(
        "resultats_valides",
        "Résultats validés le",
        "Validation de la session par le service départemental : avant, rien ne s'affiche.",
    ),
    _fait("annulee", "Session annulée le", "Seulement si la session est annulée.", "annulation"),
    _fait(
        "pieces_demandees",
        "Modifications demandées le",
        "Demande reçue sur le dossier d'agrément, tant que vous n'avez pas répondu. Sinon vide.",
        "pièces demandées le",
    ),
)
"""What was done, by the fields of `domain.suivi.Suivi`."""
