"""How the échéances of a session are laid out: on the terminal, in the workbook, on the page, in the calendar."""

from collections.abc import Iterator

from tpplanner.domain.echeances import Echeance, Echeancier, Etat
from tpplanner.texts.departements import nom_complet
from tpplanner.texts.temps import date_chiffres, date_courte_annee, date_longue, periode

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
    "Ce qu'il faut faire autour de la session, et pour quand. Une ligne en gras sur fond jaune est passée, à la date "
    "où vous ouvrez ce fichier. Notez ce qui est fait dans la feuille Session, puis : tpplanner dates planning.xlsx."
)
FEUILLE_ENTETES = ("Au plus tard", "Quoi", "À savoir", "Comment c'est compté, source", "État")
RIEN_EN_RETARD = "Rien n'est en retard."
PROCHAINE = "Prochaine échéance"
RAPPEL_JOURS = 7
SANS_DATES = "Un dossier d'agrément n'a pas de dates : ses jours sont fictifs."
SANS_DATES_CONSEIL = "Lancez « tpplanner dates » sur le classeur d'une session réelle."
DATE_ILLISIBLE = "Une date s'écrit 01/03/2027."


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
        combien = f"{len(noms)} personne{'s' if len(noms) > 1 else ''}"
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


def agenda_ecrit(fichier: str) -> str:
    """The calendar was written."""
    return f"Calendrier écrit : {fichier} (à ouvrir ou à importer dans Outlook, Google Agenda…)."


def page_ecrite(fichier: str) -> str:
    """The page was written."""
    return f"Page écrite : {fichier} (à ouvrir dans un navigateur ; elle s'imprime)."
