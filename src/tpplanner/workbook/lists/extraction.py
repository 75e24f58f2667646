"""Facts within a text beside a name: telephones, days, majorations, who trained whom; what of it is kept nowhere."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Reponse
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import CANDIDATS, MOMENTS, REPONSES, champ_majoration
from tpplanner.texts import listes as textes
from tpplanner.texts.noms import date_chiffres
from tpplanner.texts.plain import number_in_digits
from tpplanner.workbook import cells
from tpplanner.workbook.lists.answer import Fait
from tpplanner.workbook.lists.flat import AROUND, flat
from tpplanner.workbook.lists.words import CIVILITES
from tpplanner.workbook.majorations import MOTIF

GAP = "\x1f"
"""Stands in a text where a fact was taken from it."""


@dataclass(slots=True)
class Extraction:
    """What a text tells, and the text with gaps in its place.

    `doutes` are why somebody may not come, `notes` what is told of somebody and no field takes, `unkept` what is
    repeated nowhere: how old they are, their health.
    """

    text: str
    faits: list[Fait] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    doutes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unkept: list[str] = field(default_factory=list)

    @property
    def rest(self) -> str:
        """What is left, without the gaps and the signs around them."""
        pieces = (piece.strip(' \t,;:.()[]–—-*"') for piece in self.text.split(GAP))
        return ", ".join(filter(None, pieces))

    def take(self, pattern: re.Pattern[str], teller: "_Handler") -> None:
        """Tell each place where a pattern of flat text is found, and leave a gap there; not where `teller` says no."""
        pos = 0
        while m := pattern.search(flat(self.text), pos):
            piece = self.text[m.start() : m.end()].strip(" ,;:()[]–—-" + GAP)
            if m.end() == m.start() or teller(self, m, piece) is False:
                pos = m.end() + (m.end() == m.start())
                continue
            self.text = self.text[: m.start()] + GAP + self.text[m.end() :]
            pos = m.start() + 1

    def add(self, champ: str, valeur: str, piece: str) -> None:
        """One fact more, once."""
        if not any((fait.champ, fait.valeur) == (champ, valeur) for fait in self.faits):
            self.faits.append(Fait(champ, valeur, piece))

    def add_all(self, other: "Extraction") -> None:
        """All that another text tells of the same person; what is left of it stays there."""
        for fait in other.faits:
            self.add(fait.champ, fait.valeur, fait.texte)
        self.questions += [question for question in other.questions if question not in self.questions]
        self.doutes += other.doutes
        self.notes += other.notes
        self.unkept += other.unkept


_Handler = Callable[[Extraction, re.Match[str], str], bool | None]
"""What is made of a place where a pattern is found: the match in flat text, the piece as it stands; False: nothing."""


def facts_in(text: str, feuille: Feuille) -> Extraction:
    """The facts that a text tells of somebody of that sheet."""
    extraction = Extraction(text.replace("\u00a0", " "))
    for pattern, teller in (*_COMMON, *(_OF_CANDIDATS if feuille is CANDIDATS else _OF_MEMBRES), *_LAST):
        extraction.take(pattern, teller)
    return extraction


# How to reach somebody; what says how old they are is kept nowhere.

_MAIL = re.compile(r"[<(\[]?(?:mailto:)?(?P<mail>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)[>)\]]?")
_PHONE = re.compile(
    r"(?:\b(?:tel(?:ephone)?|port(?:able)?|mobile|gsm|joignable|fixe)\b[ .:a-z]{0,16}?[:. ]+|\bau )?"
    r"(?P<phone>(?<![\d+])(?:\+ ?(?:33|262|590|594|596|687|689|508|681) ?(?:\(0\) ?)?|00 ?33 ?"
    r"|0)[1-9](?:[ ./-]?\d{2}){4}"
    r"|(?<![\d.,/])[67](?:[ .-]\d{2}){4})(?!\d)(?: ?\([a-z ]*(?:parent|domicile|travail|bureau|mere"
    r"|pere|perso|pro)[a-z ]*\))?"
)
_MONTHS = (
    r"janv(?:ier|\.)?|fev(?:rier|r\.?|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|aout"
    r"|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|dec(?:embre|\.)?"
)
DATE = (
    rf"(?:\d{{1,2}}(?:er)? ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{1,2}}-\d{{1,2}}"
    rf"|\d{{1,2}}(?:er)? (?:{_MONTHS}) \d{{4}})"
)
_BIRTH = re.compile(
    rf"\(?\b(?:(?:nee?|ne\(e\)|ddn|date de naissance|naissance)(?: le)? ?:? ?{DATE}(?: a [\w'\- "
    rf"]+?(?=[,.;)(]|$))?)\)?"
    r"|\(?\b\d{2} ans\b\)?|\bage ?: ?\d{2}\b"
    rf"|\(?(?P<bare>(?<!\d){DATE}(?!\d))\)?"
)
_YOUNGEST = 2014
"""Who is born later comes to no session: a later date is no birth."""


def _mail(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    at, end = m.span("mail")
    extraction.add("contact", extraction.text[at:end], piece)


def _phone(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    at, end = m.span("phone")
    extraction.add("telephone", extraction.text[at:end].strip(), piece)


def _birth(extraction: Extraction, m: re.Match[str], piece: str) -> bool:
    years = re.findall(r"\d{4}", m["bare"] or "")
    born = m["bare"] is None or (bool(years) and int(years[0]) < _YOUNGEST)
    extraction.unkept += [piece] if born else []
    return born


# Majorations: what is granted, and what must be asked.

_EPREUVE = (
    r"(?:,? (?:accordee?|uniquement|seulement))?"
    r"(?: (?:a l'|aux |a |pour (?:l'|les? |la )?|sur (?:l'|les? |la )?|en |de l'|: |\()?"
    r"(?P<ou>(?:epreuves? )?(?:ecrit|oral|oraux|pratique)[es]{0,2}(?: et (?:a l'|l')?(?:ecrit|oral|pratique)[es]*)?"
    r"|toutes?(?: les)?(?: epreuves)?|entretien(?: technique| final| avec le jury)?|questionnaire(?: professionnel)?"
    r"|mise en situation(?: professionnelle)?|msp|qp|dossier)\b\)?)?"
    r"(?: (?:uniquement|seulement|accordee?))?(?P<doute>,? \(?(?:a confirmer|sous reserve)\b\)?| ?\?)?"
)
_TIERS = (
    r"(?:tiers[ -]?(?:de )?(?:temps|tps)|(?:temps|tps) (?:major\w+ |additionnel )?(?:de |d'un )?(?:1/3|⅓|tiers)"
    r"|(?:major\w+ )?(?:de |d'un )?(?:un tiers|(?<![\d/])(?<!le )(?<!du )(?<!au )(?<!di )(?:1/3|⅓)(?![\d/])"
    r"|x ?1[.,]33\b|\+ ?33 ?%)"
    r"(?: (?:de |du )?(?:temps|tps))?(?: (?:en plus|supp\w*|major\w*))?|(?<!\w)t\.?t\.?(?!\w))"
)
_HEALTH = rf"{MOTIF.pattern}(?!\.)"
_PENDING = r"(?:en (?:cours|attente)(?: de(?: la)?)?|demandee?s?|a (?:demander|voir)|faite|deposee)"
_ASKED = re.compile(
    rf"(?:(?:demande|dossier)s? (?:de |d'|du )?(?:un )?)(?:{_TIERS}|amenagements?|{_HEALTH})(?: d'epreuves?)?"
    rf"(?: {_PENDING})?(?: (?:par |a )?(?:la )?{_HEALTH}\b)?"
    rf"|(?:{_TIERS}|amenagements?),? \(?{_PENDING}(?: (?:par |a )?(?:la )?{_HEALTH}\b)?\)?"
    rf"|(?:{_PENDING} )?(?:reconnaissance )?\b{_HEALTH}\b"
    rf"(?:,? (?:{_PENDING}|rien demande|voir dossier|demande en cours))?"
    r"|\b(?:temps|tps) (?:majore|supp\w*|additionnel)s?\b(?! (?:de |d')?(?:un )?(?:1/3|tiers))"
    r"|\bamenagements?\b(?! :)(?: d'epreuves?)?|\bmajorations?\b(?! (?:de |d')?(?:un |1)?)(?: de temps)?"
)
_MINUTES = re.compile(r"\+ ?\d{1,3} ?(?:min|mn|minutes?|')(?!\w)(?: (?:en plus|par epreuve|de plus|supp\w*))?")
_NOT_GRANTED = re.compile(
    rf"\b(?:pas (?:de |d')?|sans |aucun |plus (?:de |d')|non,? )(?:{_TIERS}|majorations?"
    rf"|amenagements?)(?: (?:finalement|cette fois|demande|accorde))?"
)
_GRANTED = re.compile(
    rf"(?:\b(?:elle|il) a (?:un |droit au |le )?|\ba (?:un |droit a(?:u| un) |le )|\bavec (?:un |le )?"
    rf"|\bbeneficie (?:d'un |du )|\bdroit (?:au|a un) )?{_TIERS}{_EPREUVE}"
)

_NATURES = {"ecrit": Nature.ECRIT, "oral": Nature.ORAL, "oraux": Nature.ORAL, "pratique": Nature.PRATIQUE}
_OF_EPREUVES = {
    "entretien": Nature.ORAL,
    "questionnaire": Nature.ECRIT,
    "qp": Nature.ECRIT,
    "dossier": Nature.ECRIT,
    "mise": Nature.PRATIQUE,
    "msp": Nature.PRATIQUE,
}
UN_TIERS = "1/3"
A_CONFIRMER = "1/3 ?"


def _granted(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    grant(extraction, m["ou"] or "", piece, doubted=bool(m["doute"]))


def grant(extraction: Extraction, ou: str, piece: str, *, doubted: bool = False) -> None:
    """A third is granted; for which épreuves is sure only where their kind is told."""
    natures = [nature for word, nature in _NATURES.items() if word in ou]
    if natures or ou.startswith("tou"):
        for nature in dict.fromkeys(natures or Nature):
            extraction.add(champ_majoration(nature), A_CONFIRMER if doubted else UN_TIERS, piece)
        return
    first = ou.partition(" ")[0]
    for nature in (_OF_EPREUVES[first],) if first in _OF_EPREUVES else Nature:
        extraction.add(champ_majoration(nature), A_CONFIRMER, piece)
    extraction.questions.append(
        textes.tiers_temps_d_une_epreuve(piece) if first in _OF_EPREUVES else textes.TIERS_TEMPS
    )


def _amenagement(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    ask_amenagement(extraction, piece)


def ask_amenagement(extraction: Extraction, piece: str) -> None:
    """An aménagement of which nothing tells what was granted; the words, a matter of health, are not kept."""
    extraction.unkept.append(piece)
    if textes.AMENAGEMENT not in extraction.questions:
        extraction.questions.append(textes.AMENAGEMENT)


def _minutes(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    extraction.questions.append(textes.minutes_en_plus(piece))


# Who trained them, where they work.

_ONE = rf"(?:{CIVILITES} ?)?[^\W\d_][\w'’.\-]*(?: (?!et\b|ou\b|le\b \d)[^\W\d_][\w'’.\-]*){{0,4}}"
_FORMATEUR = re.compile(
    rf"\(?\b(?:(?:elle |il )?(?:a ete |est )?(?:formee?|suivie?|encadree?|accompagnee?) par|(?:nom "
    rf"(?:du |de la )?)?(?:format(?:eur|rice)s?|referent[es]*)(?: (?:referent[es]*"
    rf"|principal[es]*))?(?: ?:| (?=(?:{CIVILITES} ?)))"
    rf"|stagiaire de|eleve de) ?(?P<qui>{_ONE}(?:(?: et | & |, (?=(?:{CIVILITES}))| / ?|/){_ONE})*)\)?"
)
_EMPLOYEUR = re.compile(
    r"\(?\b(?:(?:(?:en |contrat (?:d'|de )?)?(?:alternan(?:ce|te?)|apprenti(?:ssage|e)?|contrat "
    r"pro(?:fessionnalisation|fessionnel|\.)?|salariee?|employee?|stage))[ :,]*(?:chez|a l[a' ]?|au"
    r"|aux|dans|:|-)"
    r"|chez|travaille (?:chez|a l[a' ]|au)|(?:employeur|entreprise)(?: d'accueil)? ?:) "
    r"?(?P<ou>[^,;()\x1f]+?)(?=[,;()\x1f]| - | – |\.(?: |$)|$)\)?"
)
_CONTRACT = re.compile(r"\b(?:en )?(?:alternance|apprentissage|contrat pro(?:fessionnalisation)?)\b")


def names_listed(text: str) -> str:
    """Several names as a cell lists them, one after the other by semicolons."""
    pieces = re.split(r"\s*(?:;|/|\n|\bet\b|&)\s*", text)
    if len(pieces) == 1 or any("," in piece for piece in pieces):
        pieces = [part for piece in pieces for part in re.split(r"\s*,\s*", piece)]
    return " ; ".join(
        piece.strip(" .") if not re.search(r"\b[A-Z]\.$", piece.strip()) else piece.strip()
        for piece in pieces
        if piece.strip()
    )


def _formateur(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    at, end = m.span("qui")
    extraction.add("formateurs", names_listed(extraction.text[at:end]), piece)


def _employeur(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    at, end = m.span("ou")
    extraction.add("employeur", extraction.text[at:end].strip(" .:-–"), piece)


# When they can come.

_DAY = (
    rf"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun\.|mar\.|mer\.|jeu\.|ven\.) "
    rf"?)?(?:\d{{1,2}} ?/ ?\d{{1,2}}(?: ?/ ?\d{{2,4}})?|\d{{1,2}}(?:er)?(?!\d)(?: (?:{_MONTHS})(?: "
    rf"\d{{4}})?)?)"
)
_HALF = r"(?:(?:le |au |en |l'|dans l')?(?:matin(?:ee)?|apres[- ]midi|aprem|journee|soir)(?: (?:du|de|le))?)"
_HOURS = (
    r"(?:de |des |a partir de |avant |apres |jusqu'a |entre )?\d{1,2} ?h(?: ?\d{2})?(?: ?(?:a|-|et) "
    r"?\d{1,2} ?h(?: ?\d{2})?)?"
)
_MOMENTS = 20
"""Told one after the other: without an end, each place of a long text would be looked at from each other."""
_WHEN = (
    rf"(?:(?:le |les |l'|du |au |aux |des |en |et |ou |, ?|- ?|& ?)*(?:{_HOURS}|{_DAY}|{_HALF}|lundi"
    rf"|mardi|mercredi|jeudi|vendredi)(?![\w%]) ?){{1,{_MOMENTS}}}"
)
_NEVER = (
    r"(?:(?:sera |est )?(?:absente?s?|indisponible|indispo|empechee?|en conges?)|(?:n'est |ne sera "
    r")?pas (?:dispo(?:nible)?|disponible|libre|possible|present[e]?|la)"
    r"|pas(?= (?:l[ea]s?|du|au|avant|lun|mar|mer|jeu|ven))|ne (?:peut|pourra)(?: etre "
    r"present[e]?)? (?:pas|absolument pas)(?: (?:venir|etre present[e]?|sieger))?|peut pas|impossible"
    r"|sauf|hors)"
)
_ONLY = (
    r"(?:(?:(?:sera |est )?(?:seulement|uniquement|exclusivement|dispo(?:nible)?|libre|present[es]?"
    r"|convoquer|a convoquer|peut (?:venir )?(?:seulement )?|preference|plutot|accord pour|ok(?: "
    r"pour)?|ne peut que))"
    r"(?: (?:seulement|uniquement))?)"
)
_ABSENT = re.compile(rf"\(?\b{_NEVER} ?:? ?(?P<quand>{_WHEN})\)?")
_PRESENT = re.compile(
    rf"\(?\b{_ONLY} ?:? ?(?P<quand>{_WHEN})(?:seulement|uniquement|svp|s'il vous plait)?\)?"
    rf"|(?P<quand2>{_WHEN})(?:seulement|uniquement|exclusivement)\b"
)
_ALWAYS = re.compile(
    r"\b(?:ok|dispo(?:nible)?|present[e]?|libre)? ?(?:(?:pour )?(?:les (?:deux|trois|quatre|cinq|\d) "
    r"jours|tous les jours|toute la session|tout le temps))\b"
)


def when(text: str) -> str:
    """Days and moments as a cell takes them: « les 8 et 9 juin au matin » is « 8 juin ; 9 juin matin »."""
    lu = flat(text)
    month = re.search(rf"\b(?:{_MONTHS})\b(?: \d{{4}})?", lu)
    moments: list[str] = []
    half = ""
    for m in re.finditer(
        rf"(?P<half>matin(?:ee)?|apres[- ]midi|aprem)|(?P<day>{_DAY})|(?P<weekday>lundi|mardi|mercredi"
        rf"|jeudi|vendredi)|(?P<hours>{_HOURS})",
        lu,
    ):
        if m["hours"] and not m["half"] and moments:
            moments[-1] += " " + text[m.start() : m.end()].strip()
        elif m["half"]:
            word = "matin" if m["half"].startswith("matin") else MOMENTS[-1]
            if re.match(r" ?(?:du|de|le)\b", lu[m.end() :]):
                half = f" {word}"
            elif moments:
                moments[-1] += f" {word}"
            else:
                moments.append(word)
        else:
            day = text[m.start() : m.end()].strip()
            if month and m["day"] and re.fullmatch(r"[a-z. ]*\d{1,2}(?:er)?", flat(day)):
                day += f" {text[month.start() : month.end()]}"
            bare = re.fullmatch(r"\d{1,2}(?:er)?", flat(day))
            moments.append(f"le {day}{half}" if bare else day + half)
    return " ; ".join(moments)


def _absent(extraction: Extraction, m: re.Match[str], piece: str) -> bool:
    at, end = m.span("quand")
    days = when(extraction.text[at:end])
    if days:
        extraction.add("indisponible", days, piece)
    return bool(days)


def _present(extraction: Extraction, m: re.Match[str], piece: str) -> bool:
    at, end = m.span("quand") if m["quand"] else m.span("quand2")
    days = when(extraction.text[at:end])
    if days:
        extraction.add("disponible", days, piece)
    return bool(days)


# What candidats are presented to.

_LAST_CCP = re.compile(r"\bderniers? ccp(?: a (?:acquerir|passer|valider))?\b")
_CCP = re.compile(
    r"\b(?:(?:ne )?(?:passe|presente|vient pour|valide)(?: que)? )?(?:(?:que |seulement |uniquement "
    r")?(?:pour )?(?:le |les |au |aux )?)(?P<ccps>(?:ccp|bloc) ?n?°? ?\d(?:(?: ?, ?| et | ?\+ ?| ?/ ?"
    r"| ?& ?| ?; ?)(?:(?:le )?(?:ccp|bloc) ?)?\d)*)(?: (?:uniquement|seulement))?\b"
)
_VAE = re.compile(r"\b(?:en |par (?:la )?|candidat |parcours )?vae\b")
_ACCESSIBLE = re.compile(r"\bpmr\b(?:,? salle accessible)?|\bsalle accessible\b")
_APART = re.compile(r"\bsalle (?:a part|isolee|individuelle|separee)\b")
_WHOLE = re.compile(r"\b(?:presente le |passe le )?titre (?:complet|entier|pro(?:fessionnel)?)\b|\btitre entier\b")


def _ccp(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    extraction.add("presente", " ; ".join(f"CCP{digit}" for digit in re.findall(r"\d", m["ccps"])), piece)


def _yes(champ: str) -> _Handler:
    def told(extraction: Extraction, _: re.Match[str], piece: str) -> None:
        extraction.add(champ, "oui", piece)

    return told


# What membres are: habilités until when, instead of whom.

_TITRE = r"(?:tp[- ]?\d{4,5}|[a-z]{2,6})(?: ?m?\d{2}(?!\d))?"
_HABILITE = re.compile(
    rf"\(?\b(?:habilite(?:e?s?)|hab\.?|habilitation)(?!\w) ?:? ?(?:(?:pour |au |en |sur )?(?:le titre "
    rf"|titre )?(?P<titres>(?!jusq|expir|val|dep|fin|en cours){_TITRE}(?:(?: et |, ?| ?/ "
    rf"?){_TITRE})*))?"
    rf"[ ,:]*(?:(?:valable |valide )?jusqu'au|expiree? (?:depuis )?(?:le)?|->|→|fin ?:?|au|depuis le)? "
    rf"?(?P<fin>{DATE})?\)?"
)
_HABILITATION_TO_COME = re.compile(
    r"\b(?:en cours d'habilitation|habilitation (?:en cours|demandee|a venir)|pas encore habilitee?)\b"
)
_INSTEAD = re.compile(rf"\b(?:en remplacement de|remplace|a la place de|remplacant(?:e)? (?:de )) ?(?:{_ONE})")
_LINK = re.compile(
    r"\(?\b(?:a formee?s? [^,;()]*|(?:beau[- ]?|belle[- ]?|demi[- ]?)?(?:frere|soeur|pere|mere|fils"
    r"|fille|cousine?|epoux|epouse|conjointe?|mari|femme|oncle|tante|ami|amie|parent|voisine?"
    r"|ancien(?:ne)? (?:formateur|formatrice|patron|tuteur|collegue|employeur)) de [^,;()]*|jumeaux"
    r"|jumelles)\)?"
)
_OBSERVATEUR = re.compile(r"\bobservat(?:eur|rice)\b")


def _habilite(extraction: Extraction, m: re.Match[str], piece: str) -> bool:
    titres, fin = m["titres"], m["fin"]
    if not titres and not fin:
        return False
    until = french_date(fin) if fin else ""
    if titres:
        at, end = m.span("titres")
        first, *others = re.split(r" et |, ?| ?/ ?", extraction.text[at:end].strip())
        habilitation(extraction, first, piece)
        if others:
            extraction.add("autres_habilitations", " ; ".join(f"{titre} {until}".strip() for titre in others), piece)
    if until:
        extraction.add("habilitation_fin", until, piece)
    return True


def habilitation(extraction: Extraction, texte: str, piece: str) -> None:
    """A titre, and the millésime that may stand behind it: « CDA 04 »."""
    m = re.fullmatch(r"(?P<titre>.*?[^\d -])[ -]+(?:m ?)?(?P<millesime>\d{2})", flat(texte.strip()))
    if m and not m["titre"].startswith("tp"):
        extraction.add("habilitation", texte.strip()[: m.end("titre")].strip(), piece)
        extraction.add("millesime", m["millesime"], piece)
    else:
        extraction.add("habilitation", texte.strip(), piece)


def french_date(texte: str, tell: cells.Tell = cells.silent) -> str:
    """A date in figures, as it would be typed; the text as it is where it is none. `tell` hears of a bare number."""
    try:
        number = number_in_digits(texte)
        return date_chiffres(cells.jour(texte if number is None else number, tell=tell))
    except cells.Unreadable:
        return texte


def _habilitation_to_come(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    extraction.doutes.append(piece)


def _note(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    extraction.notes.append(piece)


def _link(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    if flat(piece).startswith("jum"):
        extraction.notes.append(piece)
    else:
        extraction.questions.append(textes.lien(piece))


# Why somebody may not come.

_DOUBT = re.compile(
    r"\(?\b(?:a (?:re)?confirmer|a verifier|a voir|sous reserve|si desistement|peut[- ]etre(?: "
    r"aussi)?|en attente(?: de (?:reponse|confirmation|son dossier))?|sans reponse|j'attends[^,.;]*|"
    r"(?:a |s'est |est )?(?:abandonnee?|desistee?|demissionnee?)|abandon|desistement"
    r"|demission(?:naire)?|annulee?|(?:a )?remplace[er]? par [^,;]*"
    r"|ne (?:se )?(?:presente(?:ra)?|viendra|vient|pourra|passe(?:ra)?"
    r"|peut)(?: \w+)? (?:pas|plus)(?: venir)?|finalement pas|pas venir|"
    r"doit encore [^,.;]*|suppleante?s?|remplacante?s?|reserve|liste d'attente|incertaine?|pas sure?"
    r"|si (?:besoin|necessaire))\b\)?"
)


def _doubt(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    extraction.doutes.append(piece)


def _doubt_of_membre(extraction: Extraction, m: re.Match[str], piece: str) -> None:
    """Somebody who was asked, and whose answer is waited for, is noted so."""
    if re.search(r"confirmer|reponse|attend", m[0]):
        extraction.add("reponse", REPONSES[Reponse.SOLLICITE], piece)
    extraction.doutes.append(piece)


_ASKED_TO_COME = re.compile(
    r"\(?\b(?:a (?:re)?confirmer|sans reponse|en attente de (?:sa )?reponse|j'attends[^,.;]*)\b\)?"
)


_ADDRESS = re.compile(
    r"(?:\b\d{1,4} ?(?:bis|ter|b)?,? (?:rue|avenue|av\.?|boulevard|bd|place|allee|chemin|impasse|quai|route|venelle"
    r"|cours|square|passage|hameau|residence|lotissement)\b|\b(?:lieu[- ]dit|residence|za|zi) )[^;()\x1f]*?"
    r"(?<!\d)\d{5} +[a-z][a-z']*(?:[ -][a-z][a-z']*)*"
)


def _address(extraction: Extraction, _: re.Match[str], piece: str) -> None:
    extraction.add("contact", piece, piece)


_OF_CANDIDATS = (
    (_NOT_GRANTED, _note),
    (_ASKED, _amenagement),
    (_MINUTES, _minutes),
    (_GRANTED, _granted),
    (_FORMATEUR, _formateur),
    (_EMPLOYEUR, _employeur),
    (_LAST_CCP, _yes("dernier_ccp")),
    (_CCP, _ccp),
    (_VAE, _yes("vae")),
    (_WHOLE, _note),
    (_ACCESSIBLE, _yes("salle_accessible")),
    (_APART, _yes("salle_a_part")),
    (_CONTRACT, _note),
)
_OF_MEMBRES = (
    (_HABILITATION_TO_COME, _habilitation_to_come),
    (_HABILITE, _habilite),
    (_INSTEAD, _note),
    (_OBSERVATEUR, _yes("observateur")),
    (_EMPLOYEUR, _employeur),
    (_ASKED_TO_COME, _doubt_of_membre),
)
_COMMON = ((_MAIL, _mail), (_ADDRESS, _address), (_BIRTH, _birth), (_PHONE, _phone))
_LAST = ((_LINK, _link), (_ABSENT, _absent), (_ALWAYS, _note), (_PRESENT, _present), (_DOUBT, _doubt))


def says_nothing(text: str) -> bool:
    """Whether a text says that there is nothing to say."""
    return flat(text).strip(" .-/()") in {
        "",
        "ras",
        "neant",
        "non",
        "rien",
        "aucun",
        "aucune",
        "sans objet",
        "x",
        "oui",
        "ok",
        "?",
        "formation",
        "je sais pas",
        "je ne sais pas",
        "je ne sais pas encore",
        "sais pas",
        "ne sait pas",
        "nsp",
        "aucun jour",
        "jamais",
        "pas encore",
        "non merci",
    }


def pieces_of(extraction: Extraction) -> Iterator[str]:
    """What is left, cut where a fact was taken or a sign separates: « , », « - », brackets."""
    for piece in re.split(rf"{GAP}|[,;()\[\]]|\s[-–—]+\s|\s[-–—]+$|^[-–—]+\s|\s:\s|:$|\s/\s", extraction.text):
        if any(map(str.isalnum, piece)):
            yield piece.strip(AROUND + ".")
