"""What a name looks like: which words are the nom, which the prénom, and how surely."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from tpplanner.workbook.lists.flat import AROUND, flat
from tpplanner.workbook.lists.words import AUTRES_MOTS, CIVILITES, PARTICULES

PRENOMS = Path(__file__).with_name("prenoms.txt")
"""Made by `scripts/prenoms.py`: a word, how common it is as a prénom, how common as a nom."""

MOST_WORDS = 7
"""Nobody is called by more."""

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.\-‐‑](?=[^\W\d_]))*\.{0,3}")
_CIVILITY = re.compile(rf"^(?:{CIVILITES}) *")


@dataclass(frozen=True, slots=True)
class Name:
    """A nom and a prénom, either empty where only the other is told.

    `sure`: whether something tells a person from other words: capitals, a known prénom, a civility. `order`: whether
    something tells the nom from the prénom.
    """

    nom: str
    prenom: str
    sure: bool = True
    order: bool = True

    @property
    def whole(self) -> bool:
        """Whether both are told."""
        return bool(self.nom and self.prenom)


def name_of(text: str, *, nom_first_share: float = 0.5) -> Name | None:
    """The name that a text is, whole or in part; None where it is none.

    `nom_first_share`: how far names of the same list begin with the nom, where neither capitals nor prénoms tell.
    """
    text = text.replace("\u2026", "...").strip(AROUND)
    civil = _CIVILITY.match(flat(text))
    words = text[civil.end() if civil else 0 :].replace("’", "'").split()
    if not 0 < len(words) <= MOST_WORDS or not all(map(_may_be_of_a_name, words)):
        return None
    words = [word if re.fullmatch(r"(?:[^\W\d_]\.-?)+|.*\.{3}", word) else word.rstrip(".") for word in words]
    for i in {0, len(words) - 1} if len(words) > 1 else ():
        words[i] += "." if len(words[i]) == 1 and words[i].isupper() else ""
    name = _by_capitals(words) or _by_prenoms(words, nom_first_share, civil=bool(civil))
    return name and _shown(name, sure=name.sure or bool(civil))


def may_begin(text: str) -> bool:
    """Whether a text may begin with a name, as far as its first word tells."""
    first = text.strip(AROUND).split(" ", 1)[0]
    return bool(_CIVILITY.match(flat(text))) or "@" in first or (_may_be_of_a_name(first) if first else False)


def is_given(word: str) -> bool:
    """Whether many people bear that word, or a part of it, as a prénom, be it a nom as well."""
    parts = [part for part in re.split(r"[-.' ]", flat(word)) if len(part) > 1]
    return is_prenom(word) or any(_prenoms().get(part, (99, 0))[0] <= _COMMON for part in parts)


_COMMON = 9
"""Among the first five hundred."""


def is_prenom(word: str) -> bool:
    """Whether people bear that word, or a part of it, rather as a prénom."""
    return odds(word) > 0


@cache
def odds(word: str) -> float:
    """How much rather a word is a prénom than a nom: powers of two, of which one counts for what it is worth."""
    parts = [part for part in re.split(r"[-.' ]", flat(word)) if len(part) > 1]
    values = [_told(part) for part in parts]
    known = [value for value in values if value is not None]
    if not known:
        return -2.0
    return max(-6.0, min(6.0, sum(known) / len(known) - (0.5 if len(known) < len(values) else 0)))


def _told(word: str) -> float | None:
    ranks = _prenoms().get(word)
    if ranks is None:
        return None
    prenom, nom = ranks
    bearers = 17.8 - 0.61 * nom if nom else 6.0  # of the nom, as a power of two: from 230,000 down to fewer than 64
    return 21 - 1.06 * prenom - bearers  # of the prénom: from two million down to fifty


@cache
def _prenoms() -> dict[str, tuple[int, int]]:
    lines = (line.split() for line in PRENOMS.read_text(encoding="utf-8").splitlines())
    return {word: (int(rank), int(nom[0]) if nom else 0) for word, rank, *nom in lines}


def _may_be_of_a_name(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and (flat(word).strip(".") not in AUTRES_MOTS or _is_initial(word))


def _is_initial(word: str) -> bool:
    return bool(re.fullmatch(r"[A-Z\xc0-\xdd]|(?:[A-Z\xc0-\xdd][a-z]?\.-?)+", word))


def _is_particle(word: str) -> bool:
    return flat(word).rstrip("'") in PARTICULES


def _is_small(word: str) -> bool:
    """Whether a word begins with a small letter, behind « d' » too."""
    return re.sub(r"^[dl]'", "", word)[:1].islower()


def _is_capital(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and word.upper() == word


def _by_capitals(words: Sequence[str]) -> Name | None:
    """The words in capitals are the nom, with the particles around them; where the others may be a prénom."""
    capital = [_is_capital(word) and not _is_initial(word) for word in words]
    plain = [i for i, word in enumerate(words) if not capital[i] and not _is_particle(word)]
    noms = [i for i, word in enumerate(words) if capital[i] and not _is_particle(word)]
    if not noms and any(capital) and plain:
        noms = [i for i in range(len(words)) if capital[i]]  # « VAN Minh », « LE Thi »
    if not noms or not plain or any(min(noms) < i < max(noms) for i in plain):
        return None
    first, last = min(noms), max(noms)
    while first - 1 >= 0 and first - 1 not in plain:
        first -= 1
    prenom = [words[i] for i in range(len(words)) if i < first or i > last]
    if plain[-1] > last and all(word[:1].islower() for word in prenom) and not any(map(is_prenom, prenom)):
        return None
    return Name(" ".join(words[first : last + 1]), " ".join(prenom))


def _by_prenoms(words: Sequence[str], nom_first_share: float, *, civil: bool) -> Name | None:
    """Words of one kind: the likeliest cut, by which of them are prénoms; one name alone where there is no cut."""
    units = [word for word in words if not _is_particle(word)]
    if not units:
        return None
    cuts = sorted(_cuts(words, nom_first_share), key=lambda cut: cut[0], reverse=True)
    known = any(map(is_given, units))
    low = all(map(_is_small, units))
    mixed = not low and any(map(_is_small, units))
    if not cuts:
        whole = " ".join(words)
        alone = len(words) == 1 and odds(words[0]) > 1 and not civil
        return Name("", whole, sure=not low) if alone else Name(whole, "", sure=False)
    if (low or mixed) and not known:
        return None
    if mixed and not civil and not (is_given(units[0]) and any(map(_is_particle, words))):
        return None
    best, nom, prenom = cuts[0]
    order = len(cuts) == 1 or best - max((score for score, n, _ in cuts if n != nom), default=-9.0) > 2
    return Name(nom, prenom, sure=known or any(map(_is_initial, words)), order=order)


def _cuts(words: Sequence[str], nom_first_share: float) -> Iterator[tuple[float, str, str]]:
    for cut in range(1, len(words)):
        before, after = words[:cut], words[cut:]
        if _is_particle(before[-1]):
            continue
        yield _score(before, after) - nom_first_share, " ".join(after), " ".join(before)
        if not _is_particle(after[0]) and not re.match(r"[dl]'", after[0].lower()):
            yield _score(after, before) + nom_first_share, " ".join(before), " ".join(after)


def _score(prenom: Sequence[str], nom: Sequence[str]) -> float:
    """How likely those words are the prénom, and these the nom."""
    prenom_score = sum(-4.0 if _is_particle(word) else 6.0 if _is_initial(word) else odds(word) for word in prenom)
    nom_score = sum(0.0 if _is_particle(word) else 6.0 if _is_initial(word) else odds(word) for word in nom)
    begins = 3.0 if _is_particle(nom[0]) else 0.0
    return prenom_score - nom_score + begins - 1.5 * (len(prenom) - 1)


def _shown(name: Name, *, sure: bool) -> Name:
    """The nom in capitals; the prénom as it is typed, but where it is all small or all capitals."""
    prenom = name.prenom
    if prenom in (prenom.lower(), prenom.upper()) and not _is_initial(prenom):
        prenom = re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), prenom)
    return Name(name.nom.upper(), prenom, sure=sure, order=name.order)


_SEARCHED = re.compile(
    r"(?P<civil>\b(?:M|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)\b\.? ?)?"
    r"(?P<name>(?(civil)(?:(?:de|du|la|le|van|el|ben) |d')*|)(?:[A-Z\xc0-\xdd]\.-?|[A-Z\xc0-\xdd][\w'’\-]*)"
    r"(?: (?:(?:de|du|la|le|van|von|den|der|el|ben|da|do|dos|del) |d')*[A-Z\xc0-\xdd][\w'’\-]*)*)"
)


def names_in(text: str) -> Iterator[tuple[int, int, Name]]:
    """Those who are named within a sentence: after a civility, or with a prénom that is known; where each stands."""
    for match in _SEARCHED.finditer(text):
        words = list(re.finditer(r"\S+", match["name"]))
        while words and flat(words[0][0]).strip(".") in AUTRES_MOTS:
            del words[0]
        while words and flat(words[-1][0]).strip(".") in AUTRES_MOTS:
            del words[-1]
        if not words:
            continue
        start, end = (match.start("name") + at for at in (words[0].start(), words[-1].end()))
        civil = match["civil"] if start == match.start("name") else None
        name = name_of(f"{civil or ''}{text[start:end]}")
        if name is not None and (civil or (name.whole and name.sure)):
            yield match.start() if civil else start, end, name


def may_name(text: str) -> bool:
    """Whether a text may name somebody, as far as can be told without understanding it: rather too often than never.

    A civility before a word, a prénom beside a word with a capital, or alone with one; « NOM Prénom »; a word in
    capitals among others; spelt letters.
    """
    text = _PLACES.sub(" . ", _SIGLE.sub(" . ", text.replace("’", "'")))
    if _SPELT.search(text) or any(not _is_other(m["word"]) for m in _CIVIL.finditer(text)):
        return True
    words = _LOOSE.findall(text)
    capitals = [word for word in words if _is_capital(word)]
    if len(capitals) < len(words) and any(len(w) >= _LONGER_THAN_SIGLES and not _is_other(w) for w in capitals):
        return True
    if any(is_given(word) and is_prenom(word) and word[0].isupper() and not _is_other(word) for word in words):
        return True
    return any(_may_be_both(a, b) for a, b in pairwise(words))


def _may_be_both(a: str, b: str) -> bool:
    """Whether two words one beside the other may be the nom and the prénom of somebody."""
    if _is_other(a) or _is_other(b) or min(len(a), len(b)) < _SHORTEST:
        return False
    if a.islower() or b.islower():
        known = any(is_given(word) and odds(word) > 1 and len(word) > _SHORTEST for word in (a, b))
        return known and a.islower() and b.islower()
    return is_given(a) or is_given(b) or _is_capital(a) != _is_capital(b)


def _is_other(word: str) -> bool:
    return flat(word).strip(".'") in AUTRES_MOTS


_SIGLE = re.compile(r"\bT\.?P\.? [A-Z]{2,6}\b")
_SHORTEST = 2
_LONGER_THAN_SIGLES = 5
_LOOSE = re.compile(r"[^\W\d_][\w'\-]*|[.!?:]")
_CIVIL = re.compile(
    r"\b(?:M\.|M|Mr|Mme|Mlle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)\b\.? +"
    r"(?:(?:de|du|la|le|van|el|ben|Le|La|De|Du|LE|LA|DE|DU) +|d')*(?P<word>[^\W\d_][\w'\-]+)"
)
_SPELT = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-]){3,}[^\W\d_](?!\w)")
_PLACES = re.compile(
    r"(?i:\b(?:lyc\we|coll\wge|\wcole|institut|fondation|centre|rue|quai|place|avenue|boulevard|all\we|cfa|salle"
    r"|r\wsidence))(?: (?:(?:de|du|des|la|le|les) |d'|l')*[A-Z\xc0-\xdd][\w'\-]*)+"
)
"""Places that bear the name of somebody."""


def given_name(prenom: str) -> str:
    """A prénom as it is typed, but where it is all small or all capitals."""
    low = prenom.islower() or (prenom.isupper() and len(prenom) > 2)
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), prenom) if low else prenom
