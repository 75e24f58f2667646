"""What the responsable's run sheet says."""

TITRE = "Feuille de route du responsable"
AIDE = (
    "Tout ce qui a lieu sur le site, dans l'ordre. Votre présence, ou celle d'un suppléant, est obligatoire du "
    "premier accueil à la fin. Aucun formateur n'approche les candidats ni le jury."
)
ENTETES = ("Heure", "Quoi", "Qui, et à vérifier", "Où, avec qui", "Fait")
SEPARATEUR = " ; "

ACCUEIL = "Accueil des candidats"
ACCUEIL_QUOI = "identité, convocation, adresse postale, prérequis, dossier professionnel ; consignes"
PLIS = "Ouverture des plis : {epreuve}"
PLIS_QUOI = "vérifier qu'ils sont cachetés, les ouvrir devant les candidats, faire signer l'un d'eux"
APPEL = "Convocation à l'accueil"
ACCUEIL_JURY = "{jury} : accueil du jury"
ACCUEIL_JURY_QUOI = "{membres} : identité, consignes, dossiers des candidats"
PAUSE = "{jury} : pause méridienne jusqu'à {fin}"
CLOTURE = "{jury} : clôture"
CLOTURE_QUOI = "{membres} : résultats dans CERES, procès-verbaux signés"
SURVEILLANCE = "Surveillance : {nom}, jusqu'à {fin}"
ACCUEIL_COMEDIEN = "Accueil du comédien : {nom}"
ACCUEIL_COMEDIEN_QUOI = "identité, consignes"
RESPONSABLE = "Présence du responsable : {nom}, jusqu'à {fin}"
PAUSE_DU_RESPONSABLE = "Pause de {nom}, jusqu'à {fin}"
PAUSE_CALME = "rien n'est à faire à ce moment"
PAUSE_RELAYEE = "{nom} assure la présence"
SANS_PAUSE = "{nom} : aucune pause possible entre {debut} et {fin}"
SANS_PAUSE_QUOI = "prévoyez un suppléant pour {duree}"
DEBUT = "Début : {epreuve}"
FIN = "Fin : {epreuve}"
FIN_AVEC_SUJET = "Fin : {epreuve} – ramasser les sujets et les copies"
FIN_DE_JOURNEE = "Fin de la journée"
FIN_DE_SESSION = "Fin de la session"
FIN_QUOI = {
    False: "sujets comptés et mis sous clé, émargements complets",
    True: "sujets et plis non utilisés détruits, procès-verbaux signés, à transmettre sous 15 jours",
}
