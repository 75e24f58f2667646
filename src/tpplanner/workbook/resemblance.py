"""Whether a name as somebody typed it may be a person's, and one firm another's: what to ask, never what to decide."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from tpplanner.domain.session import Nomme, cle, propre

# Names as words: civilities are none of them, particles belong to the word that they stand before.

_CIVILITIES = frozenset(
    cle(
        "M MM Mr Mrs Ms Mme Mmes Mlle Mlles Me Monsieur Madame Mademoiselle Messieurs Dr Docteur Pr Prof Professeur"
        " maitre nee ne ep epouse"
    ).split()
)
_PARTICLES = frozenset(
    cle("d de du des l la le les di da do dos das del della der den van von el al ben bin ibn mac mc o st").split()
)
_ROLES = frozenset(
    cle(
        "formateur formatrice formateurs formatrices intervenant intervenante enseignant enseignante tuteur tutrice"
        " referent referente professeure responsable coach jury membre"
        " AFPA GRETA CFA CCP organisme centre entreprise interne externe voir"
    ).split()
)
"""What somebody does and where, typed beside a name."""
_ASIDE = re.compile(r"\([^)]*\)|\S+@\S+")
_MAIL = re.compile(r"(\S+)@\S+")
_COUNTED = re.compile(r"^\W*(?:n ?° ?\d+|\d+ ?[.):\-]) *(?=\D)|\bccp ?\d+\b|\+?\b\d(?:[ .\-]?\d){3,}\b", re.IGNORECASE)
"""The number of a line of a list, a CCP, a year, a telephone: beside a name, none of it."""
_ZERO = re.compile(r"(?<=[^\W\d_])0(?=[^\W\d_])")
_BETWEEN = re.compile(r"\s+(?:et|ou|and|puis|avec)\s+|\s*[/&+]\s*", re.IGNORECASE)
_ALIAS = re.compile(r"\s+(?:n[\xe9e]e?|[\xe9e]p(?:ouse)?)\b\.?\s*", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-Z]\.? ?-?){2,3}")


def named_apart(texte: str) -> tuple[str, ...]:
    """The names that « X et Y », « X / Y » or « X & Y » puts in one."""
    return tuple(filter(None, (part.strip() for part in _BETWEEN.split(texte))))


def words_in_order(texte: str) -> str:
    """The words of a name, sorted: the same for « ROUX Fanny » and « Mme Fanny Roux ».

    A civility stays where it is all that is said beside a word.
    """
    words = (cle(texte) or propre(texte).casefold()).split()
    bare = [word for word in words if word not in _CIVILITIES]
    return " ".join(sorted(bare if len(bare) > 1 else words))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a name in its spellings, with particles and without; words of one `group` make one name together."""

    forms: tuple[str, ...]
    group: int


def _words(texte: str, group: int) -> list[_Word]:
    """The words of a text; those that a hyphen joins are one group, `group` and more being free for it."""
    words: list[_Word] = []
    before: list[str] = []
    for rank, compound in enumerate(_without_aside(texte).split()):
        for part in cle(compound).split():
            if part in _PARTICLES:
                before.append(part)
            elif part not in _CIVILITIES or part == "m":
                forms = (part, "".join((*before, part))) if before else (part,)
                words.append(_Word(forms, group + rank))
                before = []
    return words + ([_Word(("".join(before),), group)] if before and not words else [])


def _without_aside(texte: str) -> str:
    """A text without what stands beside a name in it: what is in brackets, an address, numbers of other things.

    Where nothing else is left, what is in brackets, or before the « @ », is the name.
    """
    for pattern in (_ASIDE, _COUNTED):
        bare = pattern.sub(" ", texte)
        texte = bare if any(map(str.isalpha, bare)) else texte
    return _ZERO.sub("o", re.sub(r"[._]", " ", _MAIL.sub(r"\1", texte)) if "@" in texte else texte)


def _words_of(name: str | Nomme) -> tuple[_Word, ...]:
    return _of_fields(name, "") if isinstance(name, str) else _of_fields(name.nom, name.prenom)


@lru_cache(maxsize=4096)
def _of_fields(nom: str, prenom: str) -> tuple[_Word, ...]:
    """The words of a nom and a prénom; where they are apart, the words of each make one name."""
    if not prenom:
        return tuple(_words(nom, 0))
    return tuple([_Word(w.forms, 0) for w in _words(nom, 0)] + [_Word(w.forms, 1) for w in _words(prenom, 0)])


# One word and another: the same, a slip of it, an initial or a short form.


_SOUNDS = (
    ("eau", "o"),
    ("au", "o"),
    ("ai", "e"),
    ("ei", "e"),
    ("ph", "f"),
    ("qu", "k"),
    ("c", "k"),
    ("y", "i"),
    ("h", ""),
)


@lru_cache(maxsize=4096)
def _heard(word: str) -> str:
    """A word as one hears it, roughly: « Fontène » for « Fontaine », « Rousso » for « Rousseau »."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    return word.rstrip("destxz")


@lru_cache(maxsize=4096)
def _undoubled(word: str) -> str:
    return re.sub(r"(.)\1", r"\1", word)


@lru_cache(maxsize=1 << 16)
def _slip(a: str, b: str) -> bool:
    """Whether two words are equal, sound alike, or are so near that a slip is likely; double letters are one."""
    a, b = _undoubled(a), _undoubled(b)
    if a == b or (len(_heard(a)) > 2 and _heard(a) == _heard(b)):
        return True
    least = min(len(a), len(b))
    if least == 3:  # « Pul » for « Paul »; Léa and Léo are two
        return sorted(a) == sorted(b) or (len(a) != len(b) and _distance(a, b) == 1)
    allowed = 0 if least < 4 else 2 if least > 7 and a[0] == b[0] else 1
    if not allowed or abs(len(a) - len(b)) > allowed or len({*a} ^ {*b}) > 2 * allowed:
        return False  # one slip makes two letters differ at most: most words are told apart before their distance
    return _distance(a, b) <= allowed


def _distance(a: str, b: str) -> int:
    """How many letters are added, left out, changed, or exchanged with the next."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row, above = row, [i], before
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], above[j - 2] + 1)
    return row[-1]


@lru_cache(maxsize=1 << 16)
def _short(a: str, b: str) -> bool:
    """Whether one is short for the other: an initial, its beginning (« Cathy » too), a part of it."""
    few, many = (word.replace("k", "c") for word in sorted((a, b), key=len))
    if len(few) == 1:
        return many.startswith(few)
    stem = few[:-1] if few[-1] in "iyo" else few[:-2] if few.endswith("ie") and len(few) > 5 else few
    return (len(stem) >= 3 and many.startswith(stem)) or (len(few) >= 4 and few in many)


def _begins(a: _Word, b: _Word) -> bool:
    """Whether one is the beginning of the other, and long enough to be typed for it alone: « Rous. »."""
    return any(min(len(x), len(y)) >= 4 and (x.startswith(y) or y.startswith(x)) for x in a.forms for y in b.forms)


def _are_one(a: _Word, b: _Word) -> bool:
    return any(_slip(x, y) for x in a.forms for y in b.forms)


def _fits(a: _Word, b: _Word) -> bool:
    return _are_one(a, b) or any(_short(x, y) for x in a.forms for y in b.forms)


# One name and another.


def may_be(un: str | Nomme, autre: str | Nomme) -> bool:
    """Whether two names may be one person's: initials, a word alone, a slip, another order, a part of a double name.

    One surname with two clearly different prénoms is two persons'. Names that numbers tell apart are two.
    """
    return _may_be(_as_typed(un), _as_typed(autre))


@dataclass(frozen=True, slots=True)
class _Typed(Nomme):
    """A name in its two fields, and nothing else of whose it is."""

    nom: str
    prenom: str


def _as_typed(name: str | Nomme) -> str | _Typed:
    return name if isinstance(name, str) else _Typed(name.nom, name.prenom)


@lru_cache(maxsize=1 << 15)
def _may_be(un: str | Nomme, autre: str | Nomme) -> bool:
    """A form of 120 people is read anew at each key: only who was typed anew is compared anew."""
    if isinstance(un, str) and len(parts := named_apart(un)) > 1:
        return any(may_be(part, autre) for part in parts)
    if isinstance(autre, str) and len(named_apart(autre)) > 1:
        return may_be(autre, un)
    if any(_match(a, b) for a in _readings(un) for b in _readings(autre)):
        return True
    a, b = _words_of(un), _words_of(autre)
    return _are_initials(a, un, b) or _are_initials(b, autre, a)


@lru_cache(maxsize=4096)
def _readings(name: str | Nomme) -> list[tuple[_Word, ...]]:
    """The words of a name; « M. » is an initial, or no word."""
    words = _words_of(name)
    bare = tuple(word for word in words if word.forms != ("m",))
    plain = tuple(word for word in bare if word.forms[0] not in _ROLES)
    named = plain if any(len(word.forms[0]) > 1 and word.forms[0].isalpha() for word in plain) else ()
    return [reading for reading in dict.fromkeys((words, bare, named, *_aliases(name))) if reading] or [words]


def _aliases(name: str | Nomme) -> list[tuple[_Word, ...]]:
    """Each surname of « ROUSSEAU née LE GALL », where they are all that is told."""
    parts = _ALIAS.split(name if isinstance(name, str) else name.nom_complet)
    readings = [tuple(_words(part, 0)) for part in parts] if len(parts) == 2 else []
    return readings if all(len(reading) == 1 for reading in readings) else []


def _numbers(words: Sequence[_Word]) -> list[str]:
    return sorted(w.forms[0] for w in words if any(c.isdigit() for c in w.forms[0]))


def _joined(words: Sequence[_Word]) -> str:
    return "".join(w.forms[-1] for w in words)


def _match(a: Sequence[_Word], b: Sequence[_Word]) -> bool:
    """Whether the words of one are all found in the other, at least one of them in full."""
    if not a or not b or _numbers(a) != _numbers(b):
        return False
    if _joined(a) == _joined(b):
        return True
    pairs = _paired(a, b, [], _are_one)
    if not any(len(x.forms[-1]) > 2 or x.forms == y.forms for x, y in pairs if len(x.forms[-1]) > 1):
        pairs = _paired(a, b, [], _begins)
    if not pairs:
        return False
    pairs = _paired(a, b, pairs, _fits)
    left_a = [w for w in a if all(w is not x for x, _ in pairs)]
    left_b = [w for w in b if all(w is not y for _, y in pairs)]
    if _monogram(left_a, left_b) or _monogram(left_b, left_a):
        return True
    return _excused(left_a, left_b, pairs) or _excused(left_b, left_a, [(y, x) for x, y in pairs])


def _paired(
    a: Sequence[_Word], b: Sequence[_Word], pairs: Sequence[tuple[_Word, _Word]], fits: Callable[[_Word, _Word], bool]
) -> list[tuple[_Word, _Word]]:
    """These pairs of words, and those that fit of the others, each word in one pair at most."""
    pairing = list(pairs)
    for x in a:
        if all(x is not one for one, _ in pairing):
            y = next((y for y in b if all(y is not other for _, other in pairing) and fits(x, y)), None)
            if y is not None:
                pairing.append((x, y))
    return pairing


def _excused(unpaired: Sequence[_Word], others: Sequence[_Word], pairs: Sequence[tuple[_Word, _Word]]) -> bool:
    """Whether nothing is left of a name but parts of a double name whose other part goes with a whole name."""
    return all(
        any(x.group == word.group and all(y.group != o.group for o in others) for x, y in pairs) for word in unpaired
    )


def _monogram(unpaired: Sequence[_Word], others: Sequence[_Word]) -> bool:
    """Whether « JF » is all that is left of one name, for « Jean François » in the other."""
    return len(unpaired) == 1 and len(others) > 1 and unpaired[0].forms[0] == "".join(w.forms[0][0] for w in others)


def _are_initials(words: Sequence[_Word], texte: str | Nomme, whole: Sequence[_Word]) -> bool:
    """Whether « C.R. » or « CR » stands for a name of as many words."""
    typed = texte if isinstance(texte, str) else texte.nom_complet
    if not _INITIALS.fullmatch(typed.strip()):
        return False
    letters = sorted("".join(w.forms[0] for w in words))
    return len(whole) > 1 and letters == sorted(w.forms[-1][0] for w in whole)


# Names whose spelling is near, and firms.

_CLOSE = 0.88
_SHORT = 5
"""Shorter names differ by a letter too easily: they are not compared."""


def near(un: str, autre: str) -> bool:
    """Whether two texts differ, and so little that a slip is likely: a letter, a word in another order, a plural."""
    a, b = cle(un), cle(autre)
    if a == b or min(len(a), len(b)) < _SHORT or _numbered(a) != _numbered(b):
        return False
    if sorted(a.split()) == sorted(b.split()) or a.replace(" ", "") == b.replace(" ", ""):
        return True
    if abs(len(a) - len(b)) > 2:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _CLOSE and matcher.ratio() >= _CLOSE


def _numbered(texte: str) -> list[str]:
    """The words that tell apart names which are numbered (``Candidat 1``, ``Jury B2``)."""
    return [mot for mot in texte.split() if any(c.isdigit() for c in mot)]


_FORMS = frozenset(
    cle(
        "SA SAS SASU SARL EURL SNC SCI SCOP ste societe groupe ets etablissements association"
        " d de du des l la le les et"
    ).split()
)


@lru_cache(maxsize=4096)
def may_be_one_firm(un: str, autre: str) -> bool:
    """Whether two spellings may be one firm's: the words of one among the other's, a slip, an acronym.

    « AFPA Brest » and « AFPA Rennes » are two.
    """
    if cle(un) == cle(autre):
        return False
    a, b = ([w for w in cle(texte).split() if w not in _FORMS] for texte in (un, autre))
    if not a or not b or _numbered(" ".join(a)) != _numbered(" ".join(b)):
        return False
    return set(a) <= set(b) or set(b) <= set(a) or near(" ".join(a), " ".join(b)) or _acronym(a, b) or _acronym(b, a)


def may_be_one_enseigne(un: str, autre: str) -> bool:
    """Whether two spellings may be one firm's, or name one group: « ECF Brest », « ECF Rennes »."""
    if cle(un) == cle(autre):
        return False
    first, second = (next((w for w in re.split(r"\W+", texte) if cle(w) not in _FORMS), "") for texte in (un, autre))
    group = first.isupper() and 1 < len(first) <= _LONGEST_ACRONYM and cle(first) == cle(second)
    return may_be_one_firm(un, autre) or group


_LONGEST_ACRONYM = 5


def _acronym(a: Sequence[str], b: Sequence[str]) -> bool:
    return len(a) == 1 and len(b) > 2 and a[0] == "".join(word[0] for word in b)


def of_one_family(un: Nomme, autre: Nomme) -> bool:
    """Whether two people bear one surname, or one a part of the other's double name."""
    return not _surnames(un).isdisjoint(_surnames(autre))


def _surnames(somebody: Nomme) -> set[str]:
    whole = cle(somebody.nom)
    parts = {cle(part) for part in somebody.nom.replace("‑", "-").split("-")}
    return {name.replace(" ", "") for name in (whole, *parts) if len(name) > 1}
