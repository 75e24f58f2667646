"""What is said of the échéances of a session, and how they are laid out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.answers import Echeance, Echeancier, Etat
from tpplanner.domain.answers import NatureEcheance as N
from tpplanner.domain.duties import sujets
from tpplanner.texts.noms import accorde, date_chiffres, date_courte_annee, date_longue, nom_complet, periode
from tpplanner.texts.phrases import Phrase

# What is said of the échéances of a session: what to do, how the day is counted, what to know, where it comes
# from.

_WEBINAIRE = "webinaire de la DRIEETS Île-de-France du 03/07/2025"
_REGLEMENT = "règlement général des sessions (arrêté du 21/07/2016)"
_FAQ = "responsabledesession.fr, foire aux questions"


@dataclass(frozen=True, slots=True)
class Carte:
    """What is always said of a kind of échéance: what to do, by which rule its day is counted, from which source."""

    quoi: str
    source: str
    regle: str = ""
    precisions: tuple[str, ...] = ()


CARTES: Mapping[N, Carte] = {
    N.PROGRAMMATION: Carte(
        "Transmettre au service départemental la programmation prévisionnelle qui contient cette session",
        f"{_WEBINAIRE} (annuelle ou semestrielle) ; {_REGLEMENT} (avant le 31 janvier)",
        "avant le 31 janvier qui précède la session",
        ("Sessions titre, sessions CCP et sessions CCS y sont distinguées.",),
    ),
    N.CREATION: Carte(
        "Créer la session dans CERES",
        _WEBINAIRE,
        "au moins 91 jours avant le premier jour",
        ("Vérifiez qu'une fiche candidat n'existe pas déjà (doublons, homonymes), surtout pour un CCP ou un CCS.",),
    ),
    N.DTE: Carte("Commander les sujets (DTE)", _WEBINAIRE, "au moins 91 jours avant le premier jour"),
    N.CONVOCATIONS: Carte(
        "Envoyer les convocations, avec accusé de réception ou remises en main propre",
        _WEBINAIRE,
        "au moins 1 mois avant le premier jour",
        (
            "CERES bloque toute modification une fois les convocations éditées : arrêtez d'abord le planning.",
            "Passé cette étape, la session donne toujours lieu à un PV, même si elle est annulée.",
        ),
    ),
    N.CONGES: Carte(
        "Membres salariés : demande d'autorisation d'absence à l'employeur, convocation jointe",
        "DEETS de La Réunion, « Devenir juré de titre professionnel »",
        "au moins 15 jours avant leur premier jour",
        ("Convoquez-les donc plus tôt : un mois avant leur laisse deux semaines.",),
    ),
    N.PLIS: Carte(
        "Vérifier que les plis (sujets) sont arrivés, sinon appeler l'expéditeur",
        _FAQ,
        "2 semaines avant le premier jour",
    ),
    N.AFFICHAGE: Carte(
        "Afficher sur le site l'organisation : règlement, planning, salles et jurys",
        f"{_WEBINAIRE} (affichage, sans date) ; la veille est un usage",
        "dernier jour ouvré avant le premier jour",
        ("Affichez l'affiche A3, ou le classeur d'affichage ; jamais le planning lui-même.",),
    ),
    N.ADRESSES: Carte("Vérifier l'adresse postale des candidats", _WEBINAIRE),
    N.SAISIE: Carte(
        "Saisir les résultats dans CERES, puis éditer les PV ; les membres signent, puis le responsable",
        _WEBINAIRE,
        "à la fin de la session, avant d'éditer les PV",
    ),
    N.DESTRUCTION: Carte(
        "Détruire les sujets et les DTE non utilisés",
        _WEBINAIRE,
        "aussitôt la session terminée",
        ("Les dossiers professionnels sont rendus aux candidats : n'en gardez copie qu'avec leur accord exprès.",),
    ),
    N.PV: Carte(
        "Transmettre le PV général et les PV individuels, signés, au service départemental",
        _WEBINAIRE,
        precisions=("L'envoi numérique par France Transfert est accepté.",),
    ),
    N.RESULTATS: Carte(
        "Résultats : rien n'est affiché ni communiqué aux candidats avant la validation par le service départemental",
        _WEBINAIRE,
    ),
    N.ARCHIVES: Carte(
        "Conserver les fiches individuelles d'évaluation et la copie des PV jusqu'à ce jour au moins",
        _WEBINAIRE,
        "5 ans après le dernier jour",
    ),
    N.SI_ANNULATION: Carte(
        "Si la session est annulée : le signaler dans CERES, renvoyer les sujets à l'expéditeur ou les détruire sans "
        "ouvrir les plis",
        _WEBINAIRE,
        precisions=("Si les convocations sont passées par CERES, un PV d'annulation est dû au service départemental.",),
    ),
    N.ANNULATION: Carte(
        "Session annulée : la mentionner comme telle dans CERES", _WEBINAIRE, "aussitôt (source sans délai)"
    ),
    N.RETOUR_DTE: Carte(
        "Session annulée : renvoyer les DTE à l'expéditeur, ou les détruire sans ouvrir les plis",
        _WEBINAIRE,
        "aussitôt (source sans délai)",
    ),
    N.PV_ANNULATION: Carte(
        "Session annulée après la convocation : adresser le PV d'annulation au service départemental",
        _WEBINAIRE,
        "15 jours après l'annulation (source sans délai : celui des PV, par prudence)",
    ),
    N.HABILITATIONS: Carte(
        "Habilitations qui finissent avant le dernier jour : à renouveler, ou un autre membre",
        "responsabledesession.fr, « Les 13 engagements » : habilitation active aux dates de l'examen",
        "fin de l'habilitation",
    ),
    N.TITRE: Carte(
        "Titre qui finit avant le dernier jour de la session",
        f"{_WEBINAIRE} ; responsabledesession.fr, « La demande d'agrément »",
        "fin du titre ; 1 an supplémentaire",
    ),
    N.AGREMENT: Carte(
        "Agrément qui finit avant le dernier jour : déposer la demande de renouvellement",
        f"{_WEBINAIRE} (environ 3 mois d'instruction)",
        "3 mois avant le premier jour, au plus tôt possible",
        ("Il faut un bail valide, et aucune session hors agrément.",),
    ),
    N.BAIL: Carte(
        "Bail qui finit avant le dernier jour : le renouveler",
        f"{_WEBINAIRE} (bail valide à la première session)",
        "fin du bail",
    ),
    N.DOUZE_MOIS: Carte(
        "Dernier jour des 12 mois après la formation",
        _WEBINAIRE,
        "12 mois après la fin de formation ; 3 sessions au plus",
    ),
    N.PIECES: Carte(
        "Répondre à la demande de modifications du dossier d'agrément",
        _WEBINAIRE,
        "3 semaines après la demande",
        ("Sans réponse dans ce délai, le dossier est classé sans suite.",),
    ),
}

# What is added of one échéance

noter = Phrase("Une fois fait, notez-le : feuille Session, « {titre_du_champ} ».")
au_plus_tot = Phrase(
    "Ce premier jour est trop proche : pour respecter ce délai, la session doit commencer au plus tôt le "
    "{jour:date_longue}. Déplacez-la, ou demandez au service départemental."
)


def jour_non_ouvre(limite: date, ferie: str) -> str:
    """Why the day by which to act is earlier than the limit."""
    pourquoi = f"est férié ({ferie})" if ferie else "n'est pas ouvré"
    return f"Limite : le {date_longue(limite)}, qui {pourquoi} ; à faire le jour ouvré d'avant."


def nombre_de_dte(candidats: int) -> str:
    """How many subjects to order."""
    if not candidats:
        return "Autant que de candidats, et toujours 1 ou 2 de plus (aucun candidat n'est encore saisi)."
    least, most = sujets(candidats)
    return accorde(f"{least} ou {most} : {candidats} candidat(s), et toujours 1 ou 2 de plus.")


def dte_par_ccp(nombres: Sequence[tuple[str, int]]) -> str:
    """The same in a session CCP or CCS, by CCP or CCS."""
    comptes = ((ccp, n, *sujets(n)) for ccp, n in nombres)
    par_ccp = ", ".join(f"{ccp} : {a} ou {b} pour {accorde(f'{n} candidat(s)')}" for ccp, n, a, b in comptes)
    return f"Toujours 1 ou 2 de plus que de candidats. {par_ccp}."


def delai_pv(jours: int) -> str:
    """How the PV's day is counted."""
    if jours == 5:
        return "au plus tard 5 jours après le dernier jour : titre du transport"
    return f"au plus tard {jours} jours après le dernier jour ; 5 pour un titre du transport"


AU_DEBUT = "au début de la formation"
EN_COURS = "en cours de formation (à mi-parcours : choix de tpplanner)"
A_LA_FIN = "à la fin de la formation"
A_LA_SESSION = "au début de la session, avec la pièce d'identité et la convocation"
ADRESSE_POURQUOI = "Le parchemin part à cette adresse : le nom du candidat doit figurer sur la boîte aux lettres."

CREATION_AVANT_FIN = (
    "Toutes les sessions doivent être créées avant la fin du titre, même celles de l'année supplémentaire."
)
ARCHIVES_ANNULATION = "5 ans après l'annulation"
RESULTATS_VALIDES = "Validés : la liste des reçus et des réussites partielles peut être affichée."

regle_creation = Phrase("avant la fin du titre ({expiration:date_chiffres}), qui vient avant les 91 jours")
"""How the day of creation is counted where the titre ends first."""
annee_supplementaire = Phrase(
    "Le titre finit le {expiration:date_chiffres} ; la session tombe dans l'année supplémentaire (jusqu'au "
    "{jusqu_au:date_chiffres}), ouverte seulement aux candidats en échec, en réussite partielle ou entrés en "
    "formation avant. Faites-le confirmer par le service départemental."
)
titre_fini = Phrase(
    "Le titre finit le {expiration:date_chiffres} et l'année supplémentaire le {jusqu_au:date_chiffres} : aucune "
    "session n'est possible à ces dates."
)

HABILITES_JUSQU_A_LA_FIN = (
    "Leur habilitation va jusqu'à la fin du titre, et la session est dans l'année supplémentaire : tpplanner les "
    "admet, faites-le confirmer."
)

fin_d_agrement = Phrase("L'agrément finit le {fin:date_chiffres}.")


def douze_mois(fin: date, rang: int, rattrapage: date, creation: date) -> str:
    """What the twelve months leave to do: `rang` is the candidats' n° of presentation.

    `rattrapage` is the last working day of the twelve months, `creation` the one by which to create a session then.
    """
    if rang >= 3:
        return f"Formation finie le {date_chiffres(fin)} ; cette session est leur troisième et dernière."
    reste = "encore 1 session possible" if rang == 2 else "encore 2 sessions possibles"
    return (
        f"Formation finie le {date_chiffres(fin)} ; après celle-ci, {reste} d'ici là. Une session de rattrapage le "
        f"{date_chiffres(rattrapage)} se crée dans CERES au plus tard le {date_chiffres(creation)}."
    )


hors_des_douze_mois = Phrase(
    "Formation finie le {fin:date_chiffres} : cette session tombe après leurs 12 mois. Demandez au service "
    "départemental avant de les inscrire."
)

# What is said of the whole

provisoire = Phrase(
    "Compté d'après les jours possibles (du {premier:date_chiffres} au {dernier:date_chiffres}) : le planning une "
    "fois calculé, relancez sur planning.xlsx, qui connaît le premier et le dernier jour."
)
departement_deduit = Phrase(
    "Département {nom}, d'après le code postal du site (feuille Session : « Département du site »)."
)

SANS_DEPARTEMENT = (
    "Le département du site n'est pas saisi : seuls les jours fériés de toute la France sont comptés, et les vacances "
    "scolaires ne sont pas regardées (feuille Session : « Département du site »)."
)

vacances_inconnues = Phrase(
    "Les vacances scolaires de {nom} ne sont pas connues de tpplanner : regardez le calendrier de l'académie."
)
jour_ferie = Phrase("Le {jour:date_longue}, jour de la session, est férié ({nom}).")


def jours_de_vacances(jours: Sequence[date], nom: str, zone: str) -> str:
    """Days of the session in school holidays."""
    lesquels = ", ".join(date_chiffres(jour) for jour in jours)
    return f"{nom} (zone {zone}) : {lesquels}. Membres et candidats peuvent être moins disponibles."


def contact(service: str, courriel: str) -> str:
    """Whom to write to."""
    return " : ".join(filter(None, (service, courriel)))


REPORT = (
    "Quand une limite tombe un samedi, un dimanche ou un jour férié, tpplanner donne le jour ouvré d'avant : aucun "
    "texte lu ne prévoit de prolongation."
)


# How the échéances of a session are laid out: on the terminal, in the workbook, on the page, in the calendar.

ETATS = {
    Etat.INTENABLE: "intenable",
    Etat.EN_RETARD: "en retard",
    Etat.A_VERIFIER: "à vérifier",
    Etat.A_FAIRE: "à faire",
    Etat.A_SAVOIR: "à savoir",
    Etat.FAIT_TARD: "fait, en retard",
    Etat.FAIT: "fait",
}
"""One word or two for each état."""

TITRES = {
    Etat.INTENABLE: "Ne peut plus être tenu",
    Etat.EN_RETARD: "En retard, à faire aujourd'hui",
    Etat.A_VERIFIER: "Date passée : vérifiez que c'est fait (le classeur ne l'indique pas)",
    Etat.A_FAIRE: "À venir",
    Etat.A_SAVOIR: "À savoir",
    Etat.FAIT_TARD: "Fait après la limite",
    Etat.FAIT: "Fait",
}
"""The heading under which échéances of an état are listed."""

SANS_DATE = "–"
FEUILLE_AIDE = (
    "Une ligne en gras sur fond jaune est passée, à la date "
    "où vous ouvrez ce fichier. Notez ce qui est fait dans la feuille Session, puis : tpplanner dates planning.xlsx."
)
FEUILLE_ENTETES = ("Au plus tard", "Quoi", "À savoir", "Comment c'est compté, source", "État")
RIEN_EN_RETARD = "Rien n'est en retard."
PROCHAINE = "Prochaine échéance"
RAPPEL_JOURS = 7
SANS_DATES = "Un dossier d'agrément n'a pas de dates : ses jours sont fictifs."
SANS_DATES_CONSEIL = "Lancez « tpplanner dates » sur le classeur d'une session réelle."


def titre(sigle: str, centre: str) -> str:
    """What the whole is of."""
    return " – ".join(filter(None, (f"Échéancier de la session {sigle}", centre)))


def dates(echeancier: Echeancier) -> str:
    """From when to when the session goes."""
    premier, dernier = echeancier.premier, echeancier.dernier
    if premier == dernier:
        return f"Session le {date_longue(premier)}."
    return f"Session {periode(premier, dernier)}."


def entete(echeancier: Echeancier) -> Iterator[str]:
    """What stands above the échéances: whom to write to, how days are counted, what to know of the days."""
    if echeancier.contact:
        yield f"Service départemental : {echeancier.contact}"
    yield from echeancier.avis


def compte_de(echeancier: Echeancier) -> str:
    """On which day it is looked at, where."""
    ou = f", département {nom_complet(echeancier.departement)}" if echeancier.departement else ""
    quand = f"Au {date_longue(echeancier.aujourdhui)}" if echeancier.aujourdhui else ""
    return f"{quand}{ou}."


def details(echeance: Echeance, montres: int = 10_000) -> Iterator[str]:
    """What there is to know of an échéance, the people last; so many of them at most."""
    if echeance.fait is not None:
        yield f"Fait le {date_chiffres(echeance.fait)}."
    yield from echeance.precisions
    noms = echeance.noms
    if noms:
        suite = f" et {len(noms) - montres} de plus" if len(noms) > montres else ""
        combien = accorde(f"{len(noms)} personne(s)")
        yield f"{combien} : {', '.join(noms[:montres])}{suite}."


MONTRES = 6
"""People named on the terminal; the sheet and the page have them all."""


def ligne(echeance: Echeance) -> str:
    """An échéance on a line of the terminal."""
    quand = date_courte_annee(echeance.au_plus_tard) if echeance.au_plus_tard else SANS_DATE
    return f"  {quand:<17} {echeance.quoi}"


def details_courts(echeance: Echeance) -> Iterator[str]:
    """What there is to know of it, and how its day is counted."""
    if echeance.etat is Etat.FAIT:
        return
    yield from details(echeance, MONTRES)
    if echeance.regle:
        yield f"({echeance.regle})"


def source(echeance: Echeance) -> str:
    """Where it comes from."""
    return f"Source : {echeance.source}." if echeance.source else ""


def bilan(echeancier: Echeancier) -> str:
    """What is late, and what comes next, in a line."""
    late = len(echeancier.en_etat(Etat.EN_RETARD))
    lost = len(echeancier.en_etat(Etat.INTENABLE))
    morceaux = []
    if lost:
        morceaux.append("1 délai ne peut plus être tenu" if lost == 1 else f"{lost} délais ne peuvent plus être tenus")
    if late:
        morceaux.append("1 échéance en retard" if late == 1 else f"{late} échéances en retard")
    debut = f"{' ; '.join(morceaux)}." if morceaux else RIEN_EN_RETARD
    suivante = next(iter(echeancier.en_etat(Etat.A_FAIRE)), None)
    if suivante is None or suivante.au_plus_tard is None:
        return debut
    return f"{debut} {PROCHAINE} : {date_longue(suivante.au_plus_tard)}, {minuscule(suivante.quoi)}."


def minuscule(texte: str) -> str:
    """The text as the middle of a sentence."""
    return texte if texte[:2].isupper() else texte[:1].lower() + texte[1:]


def evenement(sigle: str, quoi: str) -> str:
    """The title of an échéance in a calendar."""
    return f"{sigle} : {minuscule(quoi)}"


def jour_de_session(sigle: str, rang: int, total: int) -> str:
    """The title of a day of the session in a calendar."""
    return f"Session {sigle}" + (f", jour {rang} sur {total}" if total > 1 else "")


agenda_ecrit = Phrase("Calendrier écrit : {fichier} (à ouvrir ou à importer dans Outlook, Google Agenda…).")
page_ecrite = Phrase("Page écrite : {fichier} (à ouvrir dans un navigateur ; elle s'imprime).")
