"""How a référentiel is shown and warned about, in French."""

import re
from collections.abc import Iterable
from datetime import date

from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.texts.accord import accorde
from tpplanner.texts.temps import date_chiffres, duree
from tpplanner.texts.titres_refuses import TitreRefuse

MODALITES = {
    "MSP": "Mise en situation professionnelle",
    "PP": "Présentation d'un projet",
    "ET": "Entretien technique",
    "QP": "Questionnaire professionnel",
    "QAP": "Questionnement à partir de production(s)",
    "EF": "Entretien final",
}
"""The modalités of the RE, by their initials."""

PRESENCES = {
    Surveillance.JURY: "jury",
    Surveillance.SURVEILLANT: "surveillant",
    Surveillance.SEUL: "seul",
}
"""Who is with the candidat, as a cell says it."""

NATURES = {Nature.ECRIT: "écrit", Nature.ORAL: "oral", Nature.PRATIQUE: "pratique"}

USAGES = {"jury": "salle du jury", "ecrit": "salle d'écrit", "plateau": "plateau technique"}
"""The usual kinds of room; another kind is its own name."""

LIBELLES_USAGES = {"jury": "jury", "ecrit": "écrit", "plateau": "plateau"}
"""The same, as a cell says them."""

CHAMPS = {
    "modalite": "modalité",
    "nature": "nature",
    "phases": "découpage en phases",
    "presence": "présence du jury",
    "usage": "type de salle",
    "partagee": "postes partagés",
    "collective": "épreuve collective",
    "separee": "épreuve à part",
    "apres": "ordre",
    "aussitot_apres": "enchaînement immédiat",
    "jours_min": "jours d'écart",
    "ressource": "ressource",
    "partage": "partage de la ressource",
    "simultanes": "candidats suivis ensemble",
    "comedien": "comédien",
    "correction": "correction",
    "coupure_midi": "coupure de midi",
    "plis": "sujets sous pli",
}
"""What people call the fields that may be « à confirmer »."""

NON_INDIQUE = "non indiqué par la source : à vérifier dans le RE"
"""The note on a value that the source does not state."""

ENTETE_TOML = """\
Référentiel d'un titre professionnel. Les durées sont en minutes ; les épreuves, dans l'ordre de passage.
Une épreuve est une suite de phases. presence : "jury", "surveillant" ou "seul" ; usage, le type de salle : "jury"
(par défaut), "ecrit", "plateau" ou un mot à vous ; partagee : plusieurs candidats dans la salle, chacun à son poste.
« apres » nomme l'épreuve qui précède ; « aussitot_apres », celle qui est suivie sans attente."""
"""The comment at the head of a référentiel written by tpplanner."""

_LARGEUR = 100


def usage(cle: str) -> str:
    """A kind of room in words: ``salle d'écrit``; an unusual one is its own name."""
    return USAGES.get(cle, cle)


def insecable(texte: str) -> str:
    """The text with the no-break spaces of French typography: a line never begins with a mark, nor ends with «."""
    return re.sub(r"(?<=«) | (?=[»:;?!–])", "\u00a0", texte)


def duree_du_re(minutes: int) -> str:
    """A duration as a RE prints it: ``00 h 40 min``."""
    return f"{minutes // 60:02}\u00a0h\u00a0{minutes % 60:02}\u00a0min"


def titre_court(referentiel: Referentiel) -> str:
    """``CDA (TP-01281 m04)``."""
    return f"{referentiel.sigle} ({referentiel.code} m{referentiel.millesime})"


def verification(referentiel: Referentiel) -> str:
    """Whether its values were compared with the official document, in one sentence."""
    if referentiel.verifie:
        date_entete = f" du {date_chiffres(referentiel.date_entete)}" if referentiel.date_entete else ""
        return f"Référentiel {titre_court(referentiel)} vérifié sur le référentiel d'évaluation{date_entete}."
    return (
        f"Référentiel {titre_court(referentiel)} non vérifié : ses durées n'ont pas été comparées au référentiel "
        "d'évaluation officiel. Comparez-les au RE avant de vous en servir."
    )


def verifiees_par_le_centre(jour: date | None, nom: str) -> str:
    """That the centre compared the durations with the RE, as everybody may read it; empty where no day is told."""
    if jour is None:
        return ""
    par = f" ({nom})" if nom else ""
    return f"Durées du référentiel d'évaluation vérifiées par le centre le {date_chiffres(jour)}{par}."


def re_cite(referentiel: Referentiel) -> str:
    """The RE by which a session goes, as a file names it: ``RE CDA (TP-01281 m04) du 24/05/2023``."""
    du = f" du {date_chiffres(referentiel.date_entete)}" if referentiel.date_entete else ""
    return f"RE {titre_court(referentiel)}{du}"


def phrase_a_confirmer(epreuve: Epreuve) -> str:
    """The values of an épreuve that its source does not state, in one sentence; empty when it states all."""
    if not epreuve.a_confirmer:
        return ""
    champs = ", ".join(CHAMPS[champ] for champ in epreuve.a_confirmer)
    return f"« {epreuve.nom} » : {champs} ; {NON_INDIQUE}."


def avertissements(
    referentiel: Referentiel, epreuves: Iterable[Epreuve] | None = None, *, compare: bool = False
) -> tuple[str, ...]:
    """What the responsable is told of a référentiel, one sentence each, and nobody else.

    That it was not verified (unless `compare`: the centre did), its own warnings, and the values « à confirmer » of
    those épreuves (of all of them by default).
    """
    concernees = referentiel.epreuves() if epreuves is None else epreuves
    non_verifie = () if referentiel.verifie or compare else (verification(referentiel),)
    a_confirmer = (phrase_a_confirmer(epreuve) for epreuve in concernees)
    return (*non_verifie, *referentiel.avertissements, *filter(None, a_confirmer))


def fiche(referentiel: Referentiel) -> str:
    """A plain-text page that shows a titre as its RE would: a table for the titre, one for each CCP."""
    blocs = [_entete(referentiel), _jury(referentiel)]
    blocs += [_table(referentiel, table) for table in referentiel.tables]
    if referentiel.ccps and referentiel.entretien_final:
        final = referentiel.epreuve(referentiel.entretien_final)
        blocs.append([f"Au dernier CCP d'un candidat s'ajoute l'entretien final ({duree(final.minutes)})."])
    if any(epreuve.a_confirmer for epreuve in referentiel.epreuves()):
        blocs.append([f"(?) {NON_INDIQUE} ; le planning est fait avec la valeur proposée."])
    return "\n\n".join("\n".join(bloc) for bloc in blocs) + "\n"


def catalogue(referentiels: Iterable[Referentiel], refuses: Iterable[TitreRefuse]) -> str:
    """The titres that are shipped, one a line, then those that are not, with the reason of each."""
    lignes = ["Titres fournis", "--------------"]
    for referentiel in referentiels:
        etat = "vérifié sur le RE" if referentiel.verifie else "non vérifié"
        identite = f"{referentiel.sigle:<6}{referentiel.intitule:<46}{referentiel.code} m{referentiel.millesime}"
        lignes.append(f"{identite}   {etat}")
    lignes += ["", "Titres connus, non fournis", "--------------------------"]
    for refuse in refuses:
        lignes += _plier(f"{refuse.sigle} ({refuse.intitule}) : {refuse.raison}")
    lignes += ["", "Tout autre titre se saisit avec « tpplanner titres nouveau »."]
    return "\n".join(lignes) + "\n"


def _entete(referentiel: Referentiel) -> list[str]:
    rncp = f", RNCP{referentiel.rncp}" if referentiel.rncp else ""
    lignes = [
        f"{referentiel.sigle} – {referentiel.intitule}",
        f"{referentiel.code}, millésime {referentiel.millesime}{rncp}",
        *_plier(verification(referentiel)),
        *_plier(f"Source : {referentiel.source}."),
    ]
    if referentiel.expiration:
        lignes.append(f"Fin de validité du titre : {date_chiffres(referentiel.expiration)}.")
    for avertissement in referentiel.avertissements:
        lignes += _plier(f"À savoir : {avertissement}")
    return lignes


def _jury(referentiel: Referentiel) -> list[str]:
    quota = (
        f"{referentiel.quota} candidats au plus par jury et par jour"
        if referentiel.quota
        else "le référentiel ne fixe pas de nombre de candidats par jury et par jour"
    )
    lignes = [f"Jury : {referentiel.membres_min} membres habilités au moins ; {quota}."]
    if referentiel.qualites:
        lignes.append(f"L'un des membres doit pouvoir se prononcer sur : {', '.join(referentiel.qualites)}.")
    return lignes


def _table(referentiel: Referentiel, table: Table) -> list[str]:
    titre = table.nom if table is referentiel.titre else f"Session {table.id} – {table.nom}"
    lignes = [*_plier(titre), "-" * min(len(titre), _LARGEUR)]
    for rang, epreuve in enumerate(table.epreuves, start=1):
        lignes += _epreuve(referentiel, rang, epreuve)
    lignes.append("")
    origine = "total imprimé par le RE" if referentiel.verifie else "total donné par la source"
    for libelle, somme, imprime in (
        ("Durée totale de l'épreuve pour le candidat", table.minutes, table.total_candidat),
        ("Durée totale de présence du jury", table.minutes_jury, table.presence_jury),
    ):
        lignes.append(f"{libelle} : {duree(somme)} ({origine if imprime else 'somme des épreuves'})")
    return lignes


def _epreuve(referentiel: Referentiel, rang: int, epreuve: Epreuve) -> list[str]:
    nom = f"{_repere(epreuve.id)} – {epreuve.nom}{_doute(epreuve, 'modalite')}"
    premiere = f"{rang}. {nom:<68} {duree(epreuve.minutes):>8}   {_presences(epreuve)}"
    details = [*_organisation(epreuve), *_ordre(referentiel, epreuve), *_particularites(epreuve)]
    return [premiere, *_plier(" ; ".join(details), "   ")]


def _repere(id_: str) -> str:
    """The id of an épreuve inside its own table: ``ET`` for ``CCP1.ET``."""
    return id_.rpartition(".")[2]


def _presences(epreuve: Epreuve) -> str:
    """Who is present, phase by phase: ``surveillant 45 min, puis jury 10 min``."""
    doute = _doute(epreuve, "presence", "phases")
    if len(epreuve.phases) == 1:
        return _qui(epreuve.phases[0]) + doute
    return ", puis ".join(f"{_qui(phase)} {duree(phase.minutes)}" for phase in epreuve.phases) + doute


def _qui(phase: Phase) -> str:
    return "candidat seul" if phase.presence is Surveillance.SEUL else PRESENCES[phase.presence]


def _organisation(epreuve: Epreuve) -> list[str]:
    """Kind of épreuve, collective or not, kinds of room."""
    collective = "collective (tous en même temps)" if epreuve.collective else "individuelle"
    if epreuve.simultanes > 1:
        collective = f"{epreuve.simultanes} candidats suivis ensemble au plus"
    salles = dict.fromkeys(
        f"{usage(phase.usage)}{' (postes)' if phase.partagee else ''}{_doute(epreuve, 'usage', 'partagee')}"
        for phase in epreuve.phases
    )
    nature = f"{NATURES[epreuve.nature]}{_doute(epreuve, 'nature')}"
    return [nature, f"{collective}{_doute(epreuve, 'collective')}", ", puis ".join(salles)]


def _ordre(referentiel: Referentiel, epreuve: Epreuve) -> list[str]:
    liens = []
    if epreuve.apres:
        liens.append(f"après {', '.join(map(_repere, epreuve.apres))}{_doute(epreuve, 'apres')}")
    for avant in epreuve.aussitot_apres:
        liens.append(f"aussitôt après {_repere(avant)}{_doute(epreuve, 'aussitot_apres')}")
    for avant, jours in epreuve.jours_min:
        liens.append(f"{accorde(f'{jours} jour(s)')} au moins après {_repere(avant)}{_doute(epreuve, 'jours_min')}")
    if epreuve.id == referentiel.entretien_final:
        liens.append("dernière épreuve")
    return liens


def _particularites(epreuve: Epreuve) -> list[str]:
    """What few épreuves have."""
    rares = {
        "comedien": "avec un comédien" if epreuve.comedien else "",
        "separee": "à part des autres passages" if epreuve.separee else "",
        "coupure_midi": "s'arrête pour déjeuner" if epreuve.coupure_midi else "",
        "plis": "sujets sous pli" if epreuve.plis else "",
        "ressource": _ressource(epreuve),
        "correction": _correction(epreuve),
        "apporter": f"apporter {', '.join(epreuve.apporter)}" if epreuve.apporter else "",
    }
    return [f"{texte}{_doute(epreuve, champ)}" for champ, texte in rares.items() if texte]


def _ressource(epreuve: Epreuve) -> str:
    partage = f" pour {epreuve.partage} candidats" if epreuve.partage > 1 else " par candidat"
    return f"1 × {epreuve.ressource}{partage}" if epreuve.ressource else ""


def _correction(epreuve: Epreuve) -> str:
    minutes = f"correction en {duree(epreuve.correction)}" if epreuve.correction else ""
    avant = f"avant {_repere(epreuve.correction_avant)}" if epreuve.correction_avant else ""
    return f"{minutes or 'correction'} {avant}".strip() if minutes or avant else ""


def _doute(epreuve: Epreuve, *champs: str) -> str:
    return " (?)" if any(champ in epreuve.a_confirmer for champ in champs) else ""


def _plier(texte: str, marge: str = "") -> list[str]:
    """Lines of at most `_LARGEUR` characters."""
    lignes: list[str] = []
    for mot in insecable(texte).split(" "):
        if lignes and len(lignes[-1]) + 1 + len(mot) <= _LARGEUR:
            lignes[-1] += f" {mot}"
        else:
            lignes.append(f"{marge}{mot}")
    return lignes
