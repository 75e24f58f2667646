"""What in a letter or a mail is no list: greetings, formulas, headers of messages, signatures, labels before names."""

import re

from tpplanner.texts import listes as textes
from tpplanner.workbook.lists.flat import AROUND, flat

_QUOTED = re.compile(r"^[\s>]+")
_BULLET = re.compile(
    r"^(?:(?:[-–—•●*▪◦·►→✓+=#@☐☑✔✗✘☒]|//|x(?=\s)|\(?[a-zA-Z]\)|\(?\d{1,3}\s?(?:[.)°/:]+(?!\d)|[-–—](?=\s))"
    r"|\d{1,3}(?=\s+[^\W\d_]{2}))\s*)+(?=\S)"
)
_GREETING = re.compile(
    r"(?:re[- ]?)?(?:bonjour|bonsoir|salut|coucou|hello|slt|bjr|chers?|cheres?|mesdames"
    r"|messieurs)\b(?P<whom>[^,!:]*)[ ,!.:]*"
)
_CIVILITIES = re.compile(
    r"(?:(?:madame|monsieur|mesdames|messieurs|mademoiselle)(?: la (?:directrice|presidente)| le "
    r"(?:directeur|president))?[ ,.!]*(?:et )?)+"
)
_CLOSING = re.compile(
    r"(?:(?:tres |bien )?cordialement|cdlt|cdt|bien a (?:toi|vous)|(?:grosses )?(?:bises|bisous)|a "
    r"(?:bientot|plus)\b|a\+|amicalement|amities|sinceres|respectueusement"
    r"|(?:je vous prie|nous vous prions|veuillez|je te|je vous|vous) (?:souhait|d'agreer|agreer"
    r"|recevoir)|(?:mes |nos )?(?:sinceres )?salutations|(?:bonne|belle|excellente) (?:journee|soiree"
    r"|reception|fin|semaine|continuation)|bon (?:courage|week|we)|merci(?! de (?:rajouter|noter"
    r"|ajouter|convoquer))"
    r"|dans l'attente|restant a|en vous (?:remerciant|souhaitant)|desolee?|voila[ ,]|fait a |pour le "
    r"(?:directeur|president|responsable|chef)|sentiments|vous en souhaitant)"
)
_HEADER = re.compile(
    r"(?P<qui>a|to)|(?:cci?|bcc|de|from|objet|subject|sujet|date|envoye|sent|re|tr|fw|fwd|repondre a|pj|importance)"
)
_SEVERAL = re.compile(r"[@;]")
"""What stands among those to whom a mail goes where they are the list."""
_OPENING = re.compile(
    r".*\b(?:a ecrit|wrote) ?:?$|.*(?:debut du message|message (?:transfere|d'origine|original"
    r"|forwarde)|forwarded message).*|-{3,}.*"
)
_FOOTER = re.compile(
    r"(?:envoye (?:de|depuis) mon|sent from|ce message|pensez a l'environnement|telecharge|obtenez "
    r"outlook|nous restons|je reste|restant)"
)
_POST = re.compile(
    r"(?:(?:la|le|l') ?)?(?:directeur|directrice|responsable|assistante?|secretaire|charge|coordinat"
    r"|presidente?|gestionnaire|conseiller|chef|formateur|formatrice|pour |p/o|signe)"
)
_ROLE = re.compile(
    r"suppleant|remplacant|reserve|surveillant|en attente|peut[- ]etre|a confirmer|observateur|liste "
    r"d'attente|absent|formateur|formatrice|excuse|annul|desist|abandon|responsable|comedien|(?:^"
    r"|\W)nb$"
)
_PRESENTS = re.compile(
    r"candidat|stagiaire|apprenti|apprenant|alternant|eleve|membre|jure|jury|titulaire|groupe|liste"
    r"|session|lundi|mardi|mercredi|jeudi|vendredi|samedi|jour|matin|apres|inscrit|present|convoque"
    r"|composition|designe|participant|president|personne|professionnel|\d"
)
_LED = re.compile(
    r"^(?:et|puis|ainsi que|avec|enfin|aussi|plus|ou)(?: (?:enfin|aussi|puis))?\s+|^\+\s*",
    re.IGNORECASE,
)


_POSTAL = re.compile(r"(?<![\w-])\d{5} +[^\W\d_]")
_STREET = re.compile(
    r"(?:\d{1,4} ?(?:bis|ter|b|a)?,? (?:rue|avenue|av|boulevard|bd|place|allee|chemin|impasse|quai"
    r"|route|venelle|cours|square|passage|hameau|lotissement|residence|esplanade|sentier|ruelle|cite"
    r"|clos)\b"
    r"|(?:residence|bat|batiment|lieu[- ]dit|lotissement|za|zi|zac|bp|cs|appt?|appartement|rue|place"
    r"|quai|route|hameau|chez m|escalier|etage)\b)"
)


def is_address(text: str) -> bool:
    """Whether a line is one of an address."""
    return _STREET.match(flat(text.strip())) is not None or has_postal_code(text)


def has_postal_code(text: str) -> bool:
    """Whether a postal code and its town stand there."""
    return _POSTAL.search(text) is not None


def bare(text: str) -> tuple[str, bool]:
    """A line without what quotes it or numbers it, and whether a bullet or a number stood before."""
    text = _QUOTED.sub("", text).strip()
    m = None if is_address(text) else _BULLET.match(text)
    return (text[m.end() :].strip(), True) if m else (text, False)


_HOUR = r"(?:de |des |vers |a )?\d{1,2} ?[h:] ?(?:\d{2})?(?!\d)"
_TIMED = re.compile(rf"{_HOUR}(?: ?(?:a|-|/|>|et) ?{_HOUR})?[ :;,.)|-]*")


def untimed(text: str) -> str:
    """A line without the hour of a passage before somebody."""
    m = _TIMED.match(flat(text))
    return text[m.end() :] if m and any(map(str.isalpha, text[m.end() :])) else text


def is_hour(text: str) -> bool:
    """Whether a cell tells an hour, and nothing else."""
    return _TIMED.fullmatch(flat(text)) is not None


def is_marked_off(text: str) -> bool:
    """Whether a sign before a line, or a line through it, says that it may not hold: « ~~DURAND Zoé~~ », « ? »."""
    return re.match(r"[\s>•*-]*(?:[~?✗✘☒]|x\s)", text) is not None


def led(piece: str) -> str:
    """A piece without the words and signs that lead to the next of a list."""
    return _LED.sub("", piece.strip(AROUND), count=1).strip(AROUND)


def is_form(text: str, *, forwarded: bool) -> str:
    """Why a line is none of the list, empty where it may be: a greeting, a formula, a header of a message."""
    lu = flat(text).strip()
    if (m := _GREETING.fullmatch(lu)) and len(m["whom"].split()) <= 5:
        return textes.SALUTATION
    if _CIVILITIES.fullmatch(lu) or _FOOTER.match(lu):
        return textes.SALUTATION
    if _OPENING.fullmatch(lu):
        return textes.EN_TETE
    label, colon, rest = lu.partition(":")
    if colon and (m := _HEADER.fullmatch(label.strip())) and (forwarded or not (m["qui"] and _SEVERAL.search(rest))):
        return textes.EN_TETE
    if _CLOSING.match(lu) and len(lu.split()) <= 14:
        return textes.SALUTATION
    return ""


def excuses(raison: str, text: str) -> bool:
    """Whether a line may name somebody and be ignored all the same: a greeting, who writes, to whom, titles."""
    lu = flat(bare(text)[0]).strip()
    if raison == textes.SALUTATION:
        return not _THANKS.match(lu)
    if raison == textes.EN_TETE:
        return not re.match(r"(?:objet|subject|sujet|re|tr|fw|fwd|pj) ?:|-{3}", flat(text).strip())
    return raison in (textes.TITRES, textes.RIEN)


_THANKS = re.compile(r"merci|desolee?|voila|bon |bonne |dans l'attente|restant|fait a|pour le")
"""Closings that may as well begin a sentence about somebody."""
_SHORT = 3
"""Words of a closing that is no sentence."""


def is_sender(text: str) -> bool:
    """Whether a line is the header of a message that tells who sent it."""
    return re.match(r"(?:de|from) ?:", flat(bare(text)[0])) is not None


def closes(text: str) -> bool:
    """Whether a line ends a letter: what follows is its signature."""
    lu = flat(bare(text)[0])
    sentence = re.match(r"merci|desolee?|voila", lu) and len(lu.split()) > _SHORT
    return _CLOSING.match(lu) is not None and not sentence


def opens(text: str) -> bool:
    """Whether another message begins there."""
    return _OPENING.fullmatch(flat(bare(text)[0]).strip()) is not None


def is_post(text: str) -> bool:
    """Whether a line tells as what somebody signs."""
    return _POST.match(flat(bare(text)[0])) is not None


def labelled(text: str) -> tuple[str, str]:
    """What stands before a colon as a label, and what follows; no label where a fact begins there."""
    lu = flat(text)
    m = re.match(r"(?P<label>[^:@\d<][^:@,<]{1,70}?) ?:(?= ?\S)(?!//)", lu)
    if m is None or re.search(
        r"\b(?:tel|telephone|port|portable|mail|courriel|nee?|employeur|entreprise|formateur|formatrice"
        r"|referente?|nom d'usage|nom de naissance|mere|pere)\b",
        m["label"],
    ):
        return "", text
    return text[: m.end("label")].strip(), text[m.end() :].strip()


def role(label: str) -> str:
    """The label, where whom it announces is not simply one of the list."""
    return label if _ROLE.search(flat(label)) and "titulaire" not in flat(label) else ""


def observes(label: str) -> bool:
    """Whether a label announces somebody who observes."""
    return flat(label).startswith("observat")


def presents(label: str) -> bool:
    """Whether a label announces those of whom the list is."""
    return _PRESENTS.search(flat(label)) is not None


def why_nobody(text: str) -> str:
    """Why a line names nobody."""
    lu = flat(bare(text)[0]).strip(" (")
    if re.match(
        r"(?:total|sous[- ]total|effectif|soit\b|nb\b|nombre|\d+ (?:candidat|personne|nom|membre|stagiaire))", lu
    ):
        return textes.TOTAL
    if re.match(r"(?:liste|session|groupe|feuille|jury|candidats?|membres?|planning|promo)", lu):
        return textes.TITRE
    return textes.PERSONNE
