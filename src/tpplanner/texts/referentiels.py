"""Sentences about référentiels: titres refused, shown, at fault; the sheet *Épreuves*; a centre's own titre."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tpplanner.domain.duties import Verification
from tpplanner.domain.referentiel import Epreuve, Nature, Phase, Referentiel, Surveillance, Table
from tpplanner.texts.noms import Texte, accorde, date_chiffres, duree, etiquettes_d_epreuves
from tpplanner.texts.phrases import Avis, et

# The titres that are known and not shipped, each with its reason.

# ends of the sentence « … n'est pas fourni : »
_SOURCES = (
    "les sources lues se contredisent sur ses épreuves ou leurs durées : {detail}. Demandez le RE en vigueur, puis "
    "saisissez-le avec « tpplanner titres nouveau »."
)
_TRANSPORT = (
    "ses durées ne sont dans aucune source lue, et son jury change selon l'épreuve et le candidat (inspecteur seul, "
    "ou avec des professionnels), ce que tpplanner ne sait pas planifier."
)


@dataclass(frozen=True, slots=True)
class TitreRefuse:
    """A titre that tpplanner knows and does not plan; `raison` says why, as a sentence's end."""

    sigle: str
    intitule: str
    raison: str
    codes: tuple[str, ...] = ()
    transport: bool = False


TITRES_REFUSES = (
    TitreRefuse(
        "ARH",
        "Assistant ressources humaines",
        _SOURCES.format(detail="le millésime (03 ou 04) et les durées de ses épreuves ne sont pas sûrs"),
        ("TP-01284",),
    ),
    TitreRefuse("CTCR", "Conducteur de transport en commun sur route", _TRANSPORT, ("TP-00071",), transport=True),
    TitreRefuse("CTRMP", "Conducteur du transport routier de marchandises sur porteur", _TRANSPORT, transport=True),
    TitreRefuse("CTRMTV", "Conducteur du transport routier de marchandises tous véhicules", _TRANSPORT, transport=True),
    TitreRefuse(
        "FPA",
        "Formateur professionnel d'adultes",
        _SOURCES.format(
            detail="questionnement à partir de production(s) de 1 h 35 ou de 1 h 45, entretien final de 10 ou 20 min"
        ),
        ("TP-00350",),
    ),
    TitreRefuse(
        "NTC",
        "Négociateur technico-commercial",
        _SOURCES.format(detail="4 h d'épreuves en tout selon l'une, plus de 8 h selon l'autre"),
        ("TP-00338",),
    ),
    TitreRefuse(
        "TSSR",
        "Technicien supérieur systèmes et réseaux",
        _SOURCES.format(detail="mise en situation de 2 h 30 selon l'une, de 45 min selon d'autres"),
    ),
)
"""In the order of their sigles."""

# How a référentiel is shown and warned about, in French.

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
    Surveillance.SI_PLUSIEURS: "seul (surveillé si plusieurs)",
    Surveillance.SEUL: "seul",
}
"""Who is with the candidat, as a cell says it."""

NATURES = {Nature.ECRIT: "écrit", Nature.ORAL: "oral", Nature.PRATIQUE: "pratique"}

USAGES = {"jury": "salle du jury", "ecrit": "salle d'écrit", "plateau": "plateau technique"}
"""The usual kinds of room, in a sentence; any other kind is told by its own name."""

LIBELLES_USAGES = {
    "jury": "jury",
    "ecrit": "écrit",
    "plateau": "plateau",
    "preparation": "préparation",
    "seance": "séance",
}
"""The usual kinds of room, in a cell."""

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
    "comediens": "comédiens",
    "vehicules": "véhicules",
    "correction": "correction",
    "coupure_midi": "coupure de midi",
    "plis": "sujets sous pli",
}
"""The fields of an épreuve that may be « à confirmer », as people call them."""

NON_INDIQUE = "non indiqué par la source : à vérifier dans le RE"
"""The note on a value that the source does not state."""

ENTETE_TOML = """\
Référentiel d'un titre professionnel. Les durées sont en minutes ; les épreuves, dans l'ordre de passage.
Une épreuve est une suite de phases. presence : "jury", "surveillant", "seul", ou "si_plusieurs" (seul, et un
surveillant dès que d'autres sont dans la salle) ; usage, le type de salle : "jury" (par défaut), "ecrit", "plateau" ou
un mot à vous ; partagee : plusieurs candidats dans la salle, chacun à son poste.
nature : celle de l'épreuve, sauf pour la phase qui indique la sienne ; comediens : combien jouent dans cette phase, et
role : ce qu'ils jouent ; vehicules : les sortes de véhicule qu'elle prend, un de chacune.
« apres » nomme l'épreuve qui précède ; « aussitot_apres », celle qui est suivie sans attente."""
"""The comment at the head of a référentiel written by tpplanner."""

_LARGEUR = 100


def usage(cle: str) -> str:
    """A kind of room in words: ``salle d'écrit``; an unusual one is told as its cell shows it: ``préparation``."""
    return USAGES.get(cle, usage_affiche(cle))


def insecable(texte: str) -> str:
    """The text with the no-break spaces of French typography: a line never begins with a mark, nor ends with «."""
    return re.sub(r"(?<=«) | (?=[»:;?!–])", "\u00a0", texte)


def duree_du_re(minutes: int) -> str:
    """A duration as a RE prints it: ``00 h 40 min``."""
    return f"{minutes // 60:02}\u00a0h\u00a0{minutes % 60:02}\u00a0min"


def titre_court(referentiel: Referentiel) -> str:
    """A titre by its sigle, code and millésime: ``CDA (TP-01281 m04)``."""
    return f"{referentiel.sigle} ({referentiel.code} m{referentiel.millesime})"


def verification(referentiel: Referentiel) -> str:
    """Whether its values were compared with the official document, in one sentence."""
    document = referentiel.document
    if document and document.verifie_le:
        par = f"le {date_chiffres(document.verifie_le)} par {document.verifie_par}"
        return f"Référentiel {titre_court(referentiel)} vérifié par le centre, à côté de son document, {par}."
    if referentiel.verifie:
        date_entete = f" du {date_chiffres(referentiel.date_entete)}" if referentiel.date_entete else ""
        return f"Référentiel {titre_court(referentiel)} vérifié sur le référentiel d'évaluation{date_entete}."
    return (
        f"Référentiel {titre_court(referentiel)} non vérifié : ses durées n'ont pas été comparées au référentiel "
        "d'évaluation officiel. Comparez-les au RE avant de vous en servir."
    )


_BROUILLONS = {
    Verification.ABSENTE: "durées non comparées au référentiel",
    Verification.A_CONFIRMER: "valeurs du référentiel à confirmer (cellules orange)",
}


def brouillon(verification: Verification) -> str:
    """The band of each page that goes to the administration and may not yet; empty where it may."""
    pourquoi = _BROUILLONS.get(verification)
    return f"Brouillon – {pourquoi} : ne pas transmettre" if pourquoi else ""


def verifiees_par_le_centre(jour: date, nom: str) -> str:
    """That the centre compared the durations with the RE, as documents for everybody tell it."""
    return f"Durées du référentiel d'évaluation vérifiées par le centre le {date_chiffres(jour)} ({nom})."


def document_lu(referentiel: Referentiel, epreuves: Iterable[Epreuve]) -> tuple[str, ...]:
    """The document that a référentiel was read from: its mise à jour and print, the pages of those épreuves."""
    document = referentiel.document
    if document is None:
        return ()
    de = f" de la mise à jour du {date_chiffres(referentiel.date_entete)}" if referentiel.date_entete else ""
    pages, noms = dict(document.pages), etiquettes_d_epreuves(referentiel)
    cited = [f"{noms[e.id]} p. {_pages(pages[e.id])}" for e in epreuves if e.id in pages]
    cites = [f"Pages du RE : {' ; '.join(cited)}."] if cited else []
    return (f"Document lu : le RE{de} (empreinte SHA-256 {document.empreinte[:_PRINT]}…).", *cites)


_PRINT = 12
"""How many characters of a print tell two documents apart for people."""


def _pages(pages: Iterable[int]) -> str:
    """``4, 8 à 10``."""
    runs: list[list[int]] = []
    for page in sorted(set(pages)):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = (f"{run[0]} à {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(shown)


def changes_of_mise_a_jour(before: Referentiel, after: Referentiel) -> tuple[str, ...]:
    """What a mise à jour of a titre changes, in words: the quota, épreuves that come or go, durations, the jury."""
    changes = []
    if before.quota != after.quota:
        avant, apres = (f"{ref.quota}" if ref.quota else "aucun nombre" for ref in (before, after))
        changes.append(f"candidats par jury et par jour : {avant}, puis {apres}")
    if before.membres_min != after.membres_min:
        changes.append(f"membres d'un jury : {before.membres_min}, puis {after.membres_min}")
    olds, news = ({e.id: e for e in ref.epreuves()} for ref in (before, after))
    names = etiquettes_d_epreuves(before) | etiquettes_d_epreuves(after)
    for id_ in dict.fromkeys((*olds, *news)):
        old, new = olds.get(id_), news.get(id_)
        if old is None or new is None:
            changes.append(f"« {names[id_]} » : {'nouvelle épreuve' if old is None else 'épreuve supprimée'}")
        elif old.minutes != new.minutes:
            changes.append(f"« {names[id_]} » : {duree(old.minutes)}, puis {duree(new.minutes)}")
        elif [(p.minutes, p.presence) for p in old.phases] != [(p.minutes, p.presence) for p in new.phases]:
            changes.append(f"« {names[id_]} » : {presences(old)}, puis {presences(new)}")
    return tuple(changes)


def re_cite(referentiel: Referentiel, *, lu: bool) -> str:
    """By what a session goes: ``RE CDA (TP-01281 m04) du 02/07/2024``; where nobody read the RE, that it was not."""
    if not lu:
        return f"Référentiel {titre_court(referentiel)}, RE non lu"
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
    """What the responsable, and nobody else, is told of a référentiel: one sentence each.

    That it was not verified (unless `compare`: the centre compared it), its own warnings, and the values « à
    confirmer » of these épreuves, by default of all.
    """
    concernees = referentiel.epreuves() if epreuves is None else epreuves
    non_verifie = () if referentiel.verifie or compare else (verification(referentiel),)
    a_confirmer = (phrase_a_confirmer(epreuve) for epreuve in concernees)
    return (*non_verifie, *referentiel.avertissements, *filter(None, a_confirmer))


def fiche(referentiel: Referentiel) -> str:
    """A plain-text page that shows a titre as its RE would: a table for the titre, one for each CCP and CCS."""
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


def quota_en_mots(quota: int | None) -> str:
    """``4 candidats au plus par jury et par jour``."""
    if quota:
        return f"{quota} candidats au plus par jury et par jour"
    return "le référentiel ne fixe pas de nombre de candidats par jury et par jour"


def _jury(referentiel: Referentiel) -> list[str]:
    quota = quota_en_mots(referentiel.quota)
    if referentiel.quota:
        quota = f"{quota} ({_devant_le_jury(referentiel)})"
    lignes = _plier(f"Jury : {referentiel.membres_min} membres habilités au moins ; {quota}.")
    if referentiel.qualites:
        lignes.append(f"L'un des membres doit pouvoir se prononcer sur : {', '.join(referentiel.qualites)}.")
    if referentiel.organismes_differents:
        lignes.append("Les membres d'un jury viennent d'organismes, de groupements ou d'enseignes différents.")
    return lignes


def _devant_le_jury(referentiel: Referentiel) -> str:
    """Why a day rarely holds that many: ``soit 7 h d'épreuves, à quoi s'ajoutent lectures, …``."""
    minutes = (referentiel.quota or 0) * referentiel.titre.minutes_jury
    return f"soit {duree(minutes)} d'épreuves, plus les lectures, corrections, délibérations, pauses et la clôture"


def _table(referentiel: Referentiel, table: Table) -> list[str]:
    titre = table.nom if table is referentiel.titre else f"Session {table.id} – {table.nom}"
    lignes = [*_plier(titre), "-" * min(len(titre), _LARGEUR)]
    for rang, epreuve in enumerate(table.epreuves, start=1):
        lignes += _epreuve(referentiel, rang, epreuve)
    lignes.append("")
    origine = "total imprimé par le RE" if referentiel.verifie or referentiel.document else "total donné par la source"
    for libelle, somme, imprime in (
        ("Durée totale de l'épreuve pour le candidat", table.minutes, table.total_candidat),
        ("Durée totale de présence du jury", table.minutes_jury, table.presence_jury),
    ):
        lignes.append(f"{libelle} : {duree(somme)} ({origine if imprime else 'somme des épreuves'})")
    return lignes


def _epreuve(referentiel: Referentiel, rang: int, epreuve: Epreuve) -> list[str]:
    nom = f"{_repere(epreuve.id)} – {epreuve.nom}{_doute(epreuve, 'modalite')}"
    premiere, presence = f"{rang}. {nom:<68} {duree(epreuve.minutes):>8}", presences(epreuve)
    details = [*_organisation(epreuve), *_ordre_en_fiche(referentiel, epreuve), *_autres_en_fiche(epreuve)]
    head = [f"{premiere}   {presence}"] if len(epreuve.phases) == 1 else [premiere, *_plier(presence, "   ")]
    return [*head, *_plier(" ; ".join(details), "   ")]


def _repere(id_: str) -> str:
    """The id of an épreuve without that of its table: ``ET`` for ``CCP1.ET``."""
    return id_.rpartition(".")[2]


def presences(epreuve: Epreuve) -> str:
    """Who is present, phase by phase: ``surveillant 45 min, puis jury 10 min``."""
    doute = _doute(epreuve, "presence", "phases")
    if len(epreuve.phases) == 1:
        return _qui(epreuve.phases[0]) + doute
    return ", puis ".join(f"{_qui(phase)} {duree(phase.minutes)}" for phase in epreuve.phases) + doute


def _qui(phase: Phase) -> str:
    seul = phase.presence in (Surveillance.SEUL, Surveillance.SI_PLUSIEURS)
    return f"candidat {PRESENCES[phase.presence]}" if seul else PRESENCES[phase.presence]


def _organisation(epreuve: Epreuve) -> list[str]:
    """The nature of an épreuve, whether it is collective, its kinds of room."""
    collective = "collective (tous en même temps)" if epreuve.collective else "individuelle"
    if epreuve.simultanes > 1:
        collective = f"{epreuve.simultanes} candidats suivis ensemble au plus"
    salles = dict.fromkeys(
        f"{usage(phase.usage)}{' (postes)' if phase.partagee else ''}{_doute(epreuve, 'usage', 'partagee')}"
        for phase in epreuve.phases
    )
    nature = f"{', puis '.join(NATURES[nature] for nature in epreuve.natures)}{_doute(epreuve, 'nature')}"
    return [nature, f"{collective}{_doute(epreuve, 'collective')}", ", puis ".join(salles)]


def _ordre_en_fiche(referentiel: Referentiel, epreuve: Epreuve) -> list[str]:
    """The links of an épreuve to others, which are named by their ids: the sheet (`ordre`) has names."""
    liens = []
    if epreuve.apres:
        liens.append(f"après {', '.join(map(_repere, epreuve.apres))}{_doute(epreuve, 'apres')}")
    for avant in epreuve.aussitot_apres:
        liens.append(f"aussitôt après {_repere(avant)}{_doute(epreuve, 'aussitot_apres')}")
    for avant, jours in epreuve.jours_min:
        liens.append(f"{accorde(f'{jours} jour(s)')} au moins après {_repere(avant)}{_doute(epreuve, 'jours_min')}")
    if epreuve.id in referentiel.entretiens_finals:
        liens.append("dernière épreuve")
    return liens


def _autres_en_fiche(epreuve: Epreuve) -> list[str]:
    """What only few épreuves have, such as a comédien, a cut at midday or sealed subjects."""
    rares = {
        "comediens": _comediens(epreuve),
        "vehicules": _vehicules(epreuve),
        "separee": "à part des autres passages" if epreuve.separee else "",
        "coupure_midi": "s'arrête pour déjeuner" if epreuve.coupure_midi else "",
        "plis": "sujets sous pli" if epreuve.plis else "",
        "ressource": _ressource(epreuve),
        "correction": _correction(epreuve),
        "apporter": f"apporter {', '.join(epreuve.apporter)}" if epreuve.apporter else "",
    }
    return [f"{texte}{_doute(epreuve, champ)}" for champ, texte in rares.items() if texte]


def demandes(epreuve: Epreuve, phase: Phase) -> tuple[str, ...]:
    """What a référentiel asks of whoever receives a phase: who is present, which room, which posts and resources."""
    poste = " (un poste par candidat)" if phase.partagee else ""
    salle = f"{usage(phase.usage)}{poste}{_doute(epreuve, 'usage', 'partagee')}"
    return tuple(filter(None, (_qui(phase) + _doute(epreuve, "presence"), salle, _ressource(epreuve))))


def _ressource(epreuve: Epreuve) -> str:
    partage = f" pour {epreuve.partage} candidats" if epreuve.partage > 1 else " par candidat"
    return f"1 × {epreuve.ressource}{partage}" if epreuve.ressource else ""


def _comediens(epreuve: Epreuve) -> str:
    """Who plays, and in which phases where it is not in all: ``avec 4 élèves conducteurs (phase 2)``."""
    troupes = [(phase.comediens, phase.role) if phase.comediens else None for phase in epreuve.phases]
    return " ; ".join(
        f"avec {figurants(*t)}{_dans([t == each for each in troupes])}" for t in dict.fromkeys(troupes) if t
    )


def _vehicules(epreuve: Epreuve) -> str:
    """The vehicles that it takes, and in which phases: ``véhicule : voiture (phase 2)``."""
    sortes = [f"{s}{_dans([s in phase.vehicules for phase in epreuve.phases])}" for s in epreuve.vehicules]
    return f"{'véhicules' if len(sortes) > 1 else 'véhicule'} : {', '.join(sortes)}" if sortes else ""


def _dans(concernees: Sequence[bool]) -> str:
    """The phases that something concerns, where it is not all of them: `` (phases 1 et 3)``."""
    rangs = [str(rang) for rang, concernee in enumerate(concernees, 1) if concernee]
    return "" if all(concernees) else f" ({'phases' if len(rangs) > 1 else 'phase'} {et(rangs)})"


def figurants(combien: int, role: str) -> str:
    """``un comédien``, ``4 comédiens (élève conducteur)``."""
    qui = "un comédien" if combien == 1 else f"{combien} comédiens"
    return f"{qui} ({role})" if role else qui


def _correction(epreuve: Epreuve) -> str:
    minutes = f"correction en {duree(epreuve.correction)}" if epreuve.correction else ""
    avant = f"avant {_repere(epreuve.correction_avant)}" if epreuve.correction_avant else ""
    return f"{minutes or 'correction'} {avant}".strip() if minutes or avant else ""


def _doute(epreuve: Epreuve, *champs: str) -> str:
    """A mark where the source does not state one of these fields."""
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


# The faults of a référentiel, as `referentiels.checks` finds them.

FAUTES: dict[str, tuple[str, str]] = {
    # what the file or the sheet says of the titre
    "sigle": (
        "Le sigle « {valeur} » doit être fait de lettres et de chiffres, sans espace ni accent.",
        "Exemple : CDA.",
    ),
    "code": ("Le code du titre « {valeur} » n'a pas la forme TP-00000.", "Il est en tête de chaque page du RE."),
    "millesime": ("Le millésime « {valeur} » doit être de deux chiffres.", "Exemple : 04."),
    "intitule": ("L'intitulé du titre est vide.", "Recopiez-le de la première page du RE."),
    "source": (
        "La source est vide : d'où viennent ces durées ?",
        "Exemple : RE TP-01281 millésime 04, mise à jour du 02/07/2024.",
    ),
    "rncp": ("Le numéro RNCP « {valeur} » doit être fait de chiffres seulement.", "Exemple : 37873."),
    "membres_min": (
        "Un jury a au moins deux membres habilités ; « {valeur} » est trop peu.",
        "Écrivez 2, ou le nombre du RE s'il en demande plus.",
    ),
    "quota": (
        "Le nombre de candidats par jury et par jour doit être d'au moins 1 (« {valeur} »).",
        "Laissez vide si le RE n'en donne pas.",
    ),
    "qualites": ("La qualité « {valeur} » est vide ou écrite deux fois.", "Une qualité par élément, une seule fois."),
    "trop_grand": ("{valeur} est trop grand : {limite} au plus.", "Corrigez ce nombre."),
    "qualites_separateur": (
        "La qualité « {valeur} » contient une virgule ou un « ; », qui séparent les qualités d'un membre.",
        "Écrivez-la sans.",
    ),
    "transport": (
        "Les titres du transport ne sont pas pris en charge : leur jury change selon l'épreuve et le candidat.",
        "Planifiez cette session à la main, d'après son arrêté.",
    ),
    # tables
    "table_id": ("« {valeur} » n'est pas un repère de {bloc}.", "Écrivez {bloc}1, {bloc}2…, dans l'ordre du RE."),
    "table_double": ("Deux tableaux portent le repère « {valeur} ».", "Numérotez-les : CCP1, CCP2…, puis CCS1, CCS2…"),
    "table_nom": ("Le nom du tableau est vide.", "Recopiez l'intitulé du CCP ou du CCS."),
    "table_vide": ("« {table} » n'a aucune épreuve.", "Ajoutez ses épreuves, ou supprimez ce tableau."),
    "sans_jury": (
        "« {table} » n'a aucune épreuve devant le jury : personne ne pourrait évaluer le candidat.",
        "Une épreuve au moins doit avoir « jury » comme présence.",
    ),
    "total_candidat": (
        "La durée totale pour le candidat est de {imprime} selon le RE, et la somme des épreuves fait {somme}.",
        "Comparez chaque durée avec le tableau 3.1 du RE ; laissez le total vide si le RE n'en imprime pas.",
    ),
    "presence_jury": (
        "La présence du jury est de {imprime} selon le RE, et la somme des phases devant le jury fait {somme}.",
        "Comparez avec la section 4.1 du RE : une épreuve est-elle à tort devant le jury, ou sans lui ?",
    ),
    "simultanes_plusieurs": (
        "Une seule épreuve par tableau peut être suivie à plusieurs candidats ; « {epreuve} » en est une de trop.",
        "Ne gardez ce nombre que sur l'une d'elles.",
    ),
    # the entretien final
    "final_absent": (
        "Le titre n'a pas d'entretien final : toute session titre se termine par lui.",
        "Ajoutez l'entretien final (modalité EF) à la fin du tableau du titre.",
    ),
    "final_inconnu": (
        "L'entretien final « {valeur} » n'est pas une épreuve du tableau du titre.",
        "Écrivez le repère de l'épreuve de modalité EF.",
    ),
    "final_modalite": (
        "« {valeur} » est donné comme entretien final, et sa modalité n'est pas EF.",
        "L'entretien final est l'épreuve de modalité EF du titre.",
    ),
    "final_dernier": (
        "L'entretien final n'est pas la dernière épreuve du tableau : « {epreuve} » le suit.",
        "Placez-le à la fin, sans épreuve qui le suive.",
    ),
    "final_en_ccp": (
        "« {epreuve} » est un entretien final dans le tableau d'un CCP.",
        "Retirez-le : il est ajouté de lui-même pour le candidat qui passe son dernier CCP.",
    ),
    "final_absent_ccs": (
        "{table} n'a pas d'entretien final : toute session CCS se termine par lui.",
        "Ajoutez l'entretien final (modalité EF) à la fin de son tableau.",
    ),
    "final_double": ("Ce tableau a deux entretiens finals.", "N'en gardez qu'un."),
    "final_non_suivi": ("L'entretien final doit se passer devant le jury.", "Sa présence est « jury »."),
    # one épreuve
    "id": (
        "« {valeur} » ne peut pas servir de repère : lettres sans accent, chiffres, « _ » et « . » seulement.",
        "Exemples : QP, MSP_orale, CCP1.ET.",
    ),
    "id_double": ("Deux épreuves portent le repère « {valeur} ».", "Donnez à chacune le sien : MSP1, MSP2…"),
    "id_prefixe": (
        "Le repère « {valeur} » d'une épreuve de {table} doit commencer par « {table}. ».",
        "Exemple : {table}.ET.",
    ),
    "nom": ("Le nom de l'épreuve est vide.", "C'est lui que le planning affiche."),
    "nom_separateur": (
        "Le nom de l'épreuve « {valeur} » contient un « ; », qui sépare les épreuves d'une liste.",
        "Remplacez-le par un tiret.",
    ),
    "nom_double": (
        "Deux épreuves s'appellent « {valeur} » : le planning ne permettrait pas de les distinguer.",
        "Précisez : « {valeur} (CCP1) », « {valeur}, partie écrite »…",
    ),
    "modalite": ("La modalité « {valeur} » n'existe pas dans un RE.", "Choisissez parmi : MSP, PP, ET, QP, QAP, EF."),
    "phases": ("L'épreuve n'a aucune phase.", "Donnez sa durée et qui est présent."),
    "minutes": ("La durée doit être d'au moins une minute (« {valeur} »).", "Recopiez la durée du RE, en minutes."),
    "duree": (
        "L'épreuve dure {duree}, plus qu'une journée ne peut en contenir.",
        "Découpez-la en parties (MSP1, MSP2…), chacune un jour au moins après la précédente.",
    ),
    "usage": (
        "« {valeur} » ne peut pas servir de type de salle : minuscules sans accent.",
        "Exemples : jury, ecrit, plateau, {propose}.",
    ),
    "usage_jury": (
        "La salle du jury est prévue pour une phase que le jury ne suit pas.",
        "Choisissez un autre type de salle (ecrit, plateau…), ou « jury » comme présence.",
    ),
    "usage_jury_partagee": (
        "Une phase dans la salle du jury ne peut pas être à postes partagés.",
        "Un candidat y est seul devant le jury ; sinon, choisissez le type « plateau ».",
    ),
    "si_plusieurs_partagee": (
        "Un candidat seul, surveillé si d'autres sont dans la salle, est dans une salle à postes partagés.",
        "Indiquez des postes partagés ; si personne d'autre ne peut être dans la salle, c'est « seul ».",
    ),
    "comedien_seul": (
        "Un comédien est demandé dans une phase où le candidat est seul.",
        "Indiquez-le dans la phase où il joue (sur sa propre ligne « suite »), ou indiquez qui y est présent.",
    ),
    "comedien_ou": (
        "L'épreuve a plusieurs phases, et rien ne dit dans lesquelles joue le comédien.",
        'Indiquez-le dans chacune des siennes : {{ minutes = 30, presence = "jury", comediens = 1 }}.',
    ),
    "comediens": (
        "Le nombre de comédiens n'est pas possible : {valeur}.",
        "Un nombre de 0 à 9 : combien jouent à la fois, dans cette phase.",
    ),
    "role": (
        "Le rôle « {valeur} » est indiqué dans une phase où personne ne joue.",
        "Indiquez combien de comédiens le jouent, ou effacez-le.",
    ),
    "vehicules": (
        "Les véhicules « {valeur} » ne sont pas des sortes différentes.",
        "Chaque phase réserve un véhicule de chaque sorte : « voiture », « D ; CE »…",
    ),
    "sans_suite": (
        "Aucune épreuve devant le jury ne suit « {epreuve} » : elle serait évaluée sans que le jury l'ait vue.",
        "Placez après elle, dans le tableau, l'épreuve où le jury y revient.",
    ),
    "collective_suivie": (
        "L'épreuve est collective et le jury en suit une phase : il ne peut pas suivre tous les candidats à la fois.",
        "Retirez « collective », mettez un surveillant, ou indiquez combien de candidats le jury suit ensemble.",
    ),
    "simultanes": ("Un jury suit au moins un candidat (« {valeur} »).", "Retirez la valeur, ou écrivez 2 ou plus."),
    "simultanes_sans_jury": (
        "L'épreuve est suivie à {valeur} candidats ensemble, et le jury n'en suit aucune phase.",
        "Retirez cette valeur, ou mettez « jury » comme présence.",
    ),
    "partage": ("Une ressource sert à au moins un candidat (« {valeur} »).", "Écrivez 1 ou plus."),
    "partage_sans_ressource": (
        "Le partage est de {valeur} candidats, et aucune ressource n'est nommée.",
        "Nommez la ressource partagée, ou retirez le partage.",
    ),
    "ressource_separateur": (
        "La ressource « {valeur} » contient une virgule ou un « ; », qui séparent les ressources d'une salle.",
        "Écrivez-la sans.",
    ),
    "ressource_salle_jury": (
        "La ressource « {valeur} » n'est comptée que hors de la salle du jury, et l'épreuve y est tout entière.",
        "Retirez la ressource, ou changez le type de salle.",
    ),
    "correction": (
        "Le temps de correction doit être d'au moins une minute (« {valeur} »).",
        "Retirez la valeur pour garder celle des réglages.",
    ),
    "correction_suivie": (
        "Un temps de correction est donné pour une épreuve que le jury suit.",
        "Seule se corrige une épreuve dont le jury n'a suivi aucune phase : retirez la valeur.",
    ),
    "correction_avant": (
        "« {valeur} » doit être une épreuve devant le jury, placée plus bas dans le même tableau.",
        "Corrigez le repère, ou retirez la valeur : le jury corrige avant le passage suivant.",
    ),
    "coupure_midi": (
        "La coupure de midi n'a de sens que pour une épreuve d'au moins {minimum} (celle-ci dure {duree}).",
        "Retirez la coupure.",
    ),
    "a_confirmer": (
        "« {valeur} » n'est pas une information à confirmer, ou est écrit deux fois.",
        "Choisissez parmi : {permis}.",
    ),
    # order
    "lien_inconnu": ("« {valeur} » ne désigne aucune épreuve du même tableau.", "{propose}"),
    "lien_vers_le_bas": (
        "« {epreuve} » ne peut pas venir après « {valeur} », qui est placée plus bas, ou est elle-même.",
        "Écrivez les épreuves dans l'ordre où le candidat les passe.",
    ),
    "lien_double": ("Le lien avec « {valeur} » est donné deux fois.", "Gardez « aussitôt après », ou « après »."),
    "aussitot_plusieurs": (
        "« {epreuve} » ne peut pas suivre aussitôt plusieurs épreuves.",
        "Gardez celle qu'elle suit immédiatement ; les autres sont simplement « avant ».",
    ),
    "aussitot_partage": (
        "« {autre} » et « {epreuve} » ne peuvent pas suivre toutes deux aussitôt « {valeur} ».",
        "L'une suit l'autre : corrigez le lien.",
    ),
    "entre_deux": (
        "« {epreuve} » vient entre « {avant} » et « {suivante} », qui se suivent sans attente : c'est impossible.",
        "Indiquez « à part » pour ce que le jury suit avant « {epreuve} », ou après ; ou corrigez l'ordre.",
    ),
    "aussitot_et_suite": (
        "« {epreuve} » ne peut pas suivre aussitôt « {valeur} » : « {avant} » la précède déjà sans attente.",
        "Corrigez l'ordre, ou indiquez « à part » pour l'épreuve qui ne tient pas dans cette suite devant le jury.",
    ),
    "aussitot_correction": (
        "« {epreuve} » suit aussitôt « {valeur} », que le jury corrige d'abord ({minutes}) : c'est impossible.",
        "Indiquez « après » au lieu de « aussitôt après », ou avant quelle épreuve la correction est due.",
    ),
    "aussitot_plis": (
        "« {epreuve} » suit « {avant} » sans attente, et ses plis s'ouvrent {minutes} avant elle : c'est impossible.",
        "Indiquez « à part » pour « {epreuve} », et « après » au lieu de « aussitôt après » ; ou corrigez l'ordre.",
    ),
    "jours_min": (
        "Le nombre de jours d'écart doit aller de 1 à 60 (« {valeur} »).",
        "2 = le surlendemain au plus tôt.",
    ),
    "jours_et_aussitot": (
        "« {epreuve} » ne peut pas suivre aussitôt « {valeur} » et venir un autre jour.",
        "Gardez un seul des deux liens.",
    ),
    # form (pydantic's codes)
    "missing": ("La clé « {cle} » manque.", "Ajoutez-la."),
    "extra_forbidden": ("La clé « {cle} » est inconnue ici.", "{propose}"),
    "string_type": ("« {cle} » doit être un texte entre guillemets.", 'Exemple : {cle} = "…".'),
    "int_type": ("« {cle} » doit être un nombre entier, sans guillemets.", "Exemple : {cle} = 30."),
    "bool_type": ("« {cle} » doit être true ou false.", "Exemple : {cle} = true."),
    "date_type": ("« {cle} » doit être une date, sans guillemets.", "Exemple : {cle} = 2024-07-02."),
    "list_type": ("« {cle} » doit être une liste, entre crochets.", 'Exemple : {cle} = ["QP"].'),
    "dict_type": ("« {cle} » doit être une table.", "Exemple : {cle} = {{ MSP1 = 2 }}."),
    "model_type": ("« {cle} » doit être une table.", "Voyez comment un référentiel fourni l'écrit."),
    "literal_error": ("« {cle} » ne peut pas valoir « {valeur} ».", "Choisissez parmi : {permis}."),
    "autre": ("« {cle} » n'a pas la forme attendue.", "Voyez comment un référentiel fourni l'écrit."),
    # the file
    "absent": ("Le fichier « {nom} » n'existe pas ou ne peut pas être lu.", "Vérifiez son nom et son dossier."),
    "classeur": (
        "« {nom} » est un classeur, non un référentiel en TOML.",
        "Pour en tirer un référentiel, voyez « tpplanner titres nouveau --help ».",
    ),
    "trop_gros": (
        "« {nom} » est trop gros pour un référentiel, qui a {limite} ko au plus.",
        "Vérifiez que c'est bien le fichier d'un titre.",
    ),
    "trop": (
        "Plus de {limite} remarques : les autres ne sont pas données.",
        "Corrigez les premières ; si ce n'est pas le fichier d'un titre, enlevez-le.",
    ),
    "encodage": ("« {nom} » n'est pas un texte en UTF-8.", "Enregistrez-le en UTF-8 (Bloc-notes : Enregistrer sous)."),
    "syntaxe": ("Le fichier n'est pas du TOML valide{ou}.", "Un guillemet, un crochet ou un signe = y manque souvent."),
}
"""By the code of a fault: its sentence and its cure, whose blanks `message` fills."""

LIGNE = "à la ligne {ligne}, colonne {colonne}"
FIN_DU_FICHIER = "à la fin du fichier"
PROCHE = "Vouliez-vous dire « {proche} » ?"
PERMIS = "Possibles : {permis}."
EPREUVE_SANS_REPERE = "épreuve n° {rang}"
PHASE = ", phase {rang}"
TABLE_SANS_REPERE = "{bloc} n° {rang}"
NOM_PAR_DEFAUT = "référentiel"

TITRE_INCONNU = (
    "Le titre « {valeur} » n'est pas fourni.",
    "{proche}Titres fournis : {fournis}. Pour un autre titre : « tpplanner titres nouveau ».",
)
TITRE_REFUSE = (
    "{sigle} ({intitule}) n'est pas fourni : {raison}",
    "« tpplanner titres » donne la liste des titres fournis.",
)
MILLESIME_INCONNU = (
    "Le titre {sigle} n'est pas fourni au millésime {valeur}.",
    "Millésime fourni : {fournis}. Pour un autre : « tpplanner titres nouveau ».",
)


def message(code: str, **champs: object) -> tuple[str, str]:
    """The sentence and the cure of a fault, by its code, with what fills their blanks."""
    phrase, remede = FAUTES[code]
    return phrase.format(**champs), remede.format(**champs)


def lien_inconnu(proche: str, permis: str) -> str:
    """The cure where a name is unknown: the nearest known one, else all that are allowed."""
    return PROCHE.format(proche=proche) if proche else PERMIS.format(permis=permis) if permis else ""


# What the sheet *Épreuves* shows of a référentiel, and what is said when somebody changes it.

_AUTRE_REFERENTIEL = (
    "Rétablissez la valeur. Pour d'autres épreuves ou d'autres durées, il faut un autre référentiel :"
    " « tpplanner titres nouveau », puis --referentiel."
)


def usage_affiche(usage: str) -> str:
    """A kind of room as a cell shows it: ``écrit``."""
    return LIBELLES_USAGES.get(usage, usage.replace("_", " "))


def nom_de_table(referentiel: Referentiel, table: Table) -> str:
    """``Session titre``, ``CCP1``, ``CCS1``."""
    return table.nom if table is referentiel.titre else table.id


def ordre(referentiel: Referentiel, epreuve: Epreuve) -> str:
    """Where an épreuve stands among the others, in words."""
    noms = etiquettes_d_epreuves(referentiel)
    morceaux = [f"après « {noms.get(id_, id_)} »" for id_ in epreuve.apres]
    morceaux += [f"aussitôt après « {noms.get(id_, id_)} »" for id_ in epreuve.aussitot_apres]
    morceaux += [
        f"{accorde(f'{jours} jour(s)')} au moins après « {noms.get(id_, id_)} »" for id_, jours in epreuve.jours_min
    ]
    if epreuve.separee:
        morceaux.append("à part des autres oraux")
    if epreuve.id in referentiel.entretiens_finals:
        morceaux.append("en dernier")
    return _phrase(morceaux)


def autres(referentiel: Referentiel, epreuve: Epreuve) -> str:
    """What the référentiel says of an épreuve beyond its order, phases and rooms, in words."""
    noms = etiquettes_d_epreuves(referentiel)
    morceaux = []
    if epreuve.ressource:
        morceaux.append(f"ressource « {epreuve.ressource} », {accorde(f'{epreuve.partage} candidat(s)')} par ressource")
    if epreuve.simultanes > 1:
        morceaux.append(f"{epreuve.simultanes} candidats suivis ensemble")
    morceaux += filter(None, (_comediens(epreuve), _vehicules(epreuve)))
    if epreuve.correction is not None:
        morceaux.append(f"correction {epreuve.correction} min")
    if epreuve.correction_avant:
        morceaux.append(f"corrigée avant « {noms.get(epreuve.correction_avant, epreuve.correction_avant)} »")
    if epreuve.coupure_midi:
        morceaux.append("coupée à midi")
    if epreuve.plis:
        morceaux.append("sujets sous pli")
    return _phrase(morceaux)


def a_confirmer(epreuve: Epreuve) -> str:
    """``présence du jury, type de salle : non indiqué par la source…``, empty where the source states all."""
    champs = ", ".join(CHAMPS.get(champ, champ) for champ in epreuve.a_confirmer)
    return f"{champs} : {NON_INDIQUE}" if champs else ""


def _phrase(morceaux: Iterable[str]) -> str:
    return " ; ".join(morceaux)


feuille_absente = Avis("La feuille Épreuves est absente ou vide : les épreuves sont celles du référentiel {sigle}.")
ligne_inconnue = Avis("Cette ligne n'est pas une épreuve du référentiel {sigle}.", _AUTRE_REFERENTIEL)
ligne_en_double = Avis("Cette phase d'épreuve figure deux fois.", "Supprimez l'une des deux lignes.")
lignes_absentes = Avis(
    "Des épreuves du référentiel n'ont pas de ligne : {noms:cites}.",
    "Elles sont prises telles que le référentiel les donne ; pour en dispenser un candidat, voyez Candidats.",
)
sans_effet = Avis("Ce texte n'est qu'un rappel du référentiel : le modifier n'a pas d'effet.", _AUTRE_REFERENTIEL)


def ne_se_modifie_pas(duree: bool) -> Texte:
    """Somebody has changed a value that the référentiel states."""
    quoi = (
        "Les durées du référentiel ne se modifient pas ici."
        if duree
        else "Cette valeur du référentiel ne se modifie pas ici."
    )
    return Texte(quoi, _AUTRE_REFERENTIEL)


# What is said of the sheet in which a centre types its own titre.

sans_feuille = Avis(
    "Ce classeur n'a pas de feuille « {feuille} ».",
    "Partez du classeur vide que « tpplanner titres nouveau » écrit.",
)
sans_tableau = Avis(
    "Le tableau « {section} » est introuvable dans cette feuille.",
    "Repartez du classeur vide que « tpplanner titres nouveau » écrit, sans en changer les titres.",
)
colonne_inconnue = Avis("La colonne « {titre} » est inconnue.", "{proche}")
colonne_absente = Avis("La colonne « {titre} » manque.", "Remettez-la, ou repartez du classeur vide.")
section_double = Avis("« {section} » est là deux fois.", "Numérotez-les dans l'ordre : CCP1, CCP2…, puis CCS1, CCS2…")
TROP_GRANDE = Texte("Cette feuille est bien plus grande qu'un référentiel.", "Supprimez les lignes vides du bas.")

case_vide = Avis("« {titre} » est à remplir.", "{aide}")
SANS_MODALITE = Texte("La ligne est remplie et sa modalité est vide.", "Choisissez-la dans la liste.")
pas_de_la_suite = Avis(
    "« {titre} » vaut pour toute l'épreuve, non pour une phase.",
    "Écrivez-le sur la première ligne de l'épreuve (ligne {ligne}), et videz cette case.",
)
SUITE_SEULE = Texte("« suite » n'a pas d'épreuve au-dessus.", "La première ligne d'une épreuve porte sa modalité.")
COLLECTIVE_A_DIRE = Texte(
    "Sans le jury, il faut indiquer si l'épreuve est collective.",
    "Écrivez « oui » si tous les candidats la passent ensemble.",
)
SALLE_A_DIRE = Texte("Sans le jury, il faut indiquer dans quel type de salle.", "Écrivez « écrit », « plateau »…")
NATURE_A_DIRE = Texte("La nature de cette épreuve est à indiquer.", "Écrivez « écrit », « oral » ou « pratique ».")
DELAI_ILLISIBLE = Texte("On attend « aussitôt » ou un nombre de jours.", "Vide : à tout moment après.")
delais_en_trop = Avis(
    "Il y a {delais} délais pour {epreuves} épreuve(s) dans « Passe après ».",
    "Un délai par épreuve, dans le même ordre, séparés par « ; ».",
)
CORRECTION_ILLISIBLE = Texte("On attend une durée de correction.", "Écrivez « 15 min », « 15 min avant ET ».")
RESSOURCE_ILLISIBLE = Texte("On attend une ressource et son partage.", "Écrivez « caisse », « caisse : 2 ».")
champ_inconnu = Avis("« {valeur} » n'est pas une information du tableau.", "{proche}")
