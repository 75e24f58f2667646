"""The stretches of an épreuve whose minutes its sentences tell: its parts, its preparation, what follows it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tpplanner.re_pdf.document import Doing, Stated, Stretch
from tpplanner.re_pdf.sentences import Sentence, folded
from tpplanner.texts.plain import number_in_digits

_NUMBERS = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
_NUMBER_WORDS = {word: n for n, word in enumerate(_NUMBERS)} | {"une": 1}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})"
"""A small number in digits or in words, in a folded text."""

DURATION = re.compile(
    r"(?<![\d,.])(?:(?P<h>\d{1,2}) ?h(?:eures?)?(?![a-z])(?: ?(?P<hm>\d{1,2})(?!\d)(?: ?m(?:i?n)?(?:utes?)?\b)?)?"
    r"|(?P<m>\d{1,3}) ?(?:mn|min|minutes?)\b)"
)
"""``1 h 00``, ``00 h 20 min``, ``1 heure``, ``20 minutes``, in a folded text."""
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_MAY_STAND_BESIDE = re.compile(
    r"[\s:.,;]|dont|durees?|totale?s?|de|d'|environ|maximum|au|d'environ|pour|cette|partie|soit"
)
_LASTS = re.compile(r"(?:dure|duree(?: totale)?(?: est)? de) " + DURATION.pattern)

_DOINGS = (
    (
        Doing.PREPARATION,
        re.compile(r"\b(?:prepar(?:e|ent|er|ation)|prend(?:re)? connaissance d(?:u|es?) (?:sujet|etude))\b"),
    ),
    (Doing.PRESENTATION, re.compile(r"\b(?:present(?:e|ent|er|ation)|expos(?:e|ent|er)|restitu(?:e|ent|er|tion))\b")),
    (Doing.QUESTIONS, re.compile(r"\b(?:question(?:ne|nent|ner|nement|s)|interroge\w*|echang\w+|entretien)\b")),
)


def number(word: str) -> int | None:
    """``4`` for « quatre » or « 4 », folded; None for no number."""
    digits = number_in_digits(word)
    return _NUMBER_WORDS.get(word) if digits is None else digits


def minutes_of(duration: re.Match[str]) -> int:
    """The minutes of a `DURATION` that was found."""
    if duration["m"]:
        return int(duration["m"])
    return int(duration["h"]) * 60 + int(duration["hm"] or 0)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A duration that stands in parentheses, with the words to which it belongs."""

    minutes: Stated[int]
    title: str
    doing: Doing
    sentence: int
    heading: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How an épreuve is laid out in time; `sum_ok` is None where nothing tells, else whether its parts fill it.

    `part_of` gives the rank of the part that each of its sentences is about.
    """

    stretches: tuple[Stretch, ...] = ()
    sum_ok: bool | None = None
    durations: tuple[Stated[int], ...] = ()
    part_of: tuple[int | None, ...] = ()


def layout_of(sentences: Sequence[Sentence], minutes: int | None) -> Layout:
    """The stretches that the sentences tell of an épreuve of so many minutes."""
    timed, lasting = list(_timed(sentences)), list(_lasting(sentences))
    durations = (*(t.minutes for t in timed), *lasting)
    nowhere: tuple[int | None, ...] = (None,) * len(sentences)
    if minutes is None:
        return Layout(durations=durations, part_of=nowhere)
    right = all(stated.value == minutes for stated in lasting)
    trees = _trees([t.minutes.value for t in timed], minutes)
    if len(trees) == 1:
        count = _count_of_parts(sentences)
        stretches = tuple(_stretches(timed, trees[0], count))
        fits = right and count in (None, len(trees[0]))
        has_parts = any(stretch.within is not None for stretch in stretches)
        part_of = tuple(_parts_of(timed, trees[0], sentences)) if has_parts else nowhere
        return Layout(stretches, fits, durations, part_of)
    loose = () if timed else tuple(_loose(sentences, minutes))
    alone = [t for t in timed if t.doing is Doing.PREPARATION and t.minutes.value < minutes]
    if len(timed) == 1 and alone:
        rest = Stated(minutes - alone[0].minutes.value, alone[0].minutes.words, alone[0].minutes.where)
        stretches = (Stretch(alone[0].minutes, alone[0].title, alone[0].doing), Stretch(rest, ""))
        return Layout(stretches, False, durations, nowhere)
    if timed or loose:
        return Layout(sum_ok=False, durations=(*durations, *loose), part_of=nowhere)
    return Layout(sum_ok=right if lasting else None, durations=durations, part_of=nowhere)


_PARTS = re.compile(rf"(?:comport|compren|compos|deroul|decompos)\w* (?:en |de )?({NUMBER}) parties")


def _count_of_parts(sentences: Sequence[Sentence]) -> int | None:
    """How many parts the sentences say that it has."""
    matches = (_PARTS.search(folded(sentence.text)) for sentence in sentences)
    return next((number(match[1]) for match in matches if match), None)


def _loose(sentences: Sequence[Sentence], minutes: int) -> Iterator[Stated[int]]:
    """Durations in no parentheses, shorter than the whole, in a sentence about a candidat."""
    for sentence in sentences:
        plain = folded(sentence.text)
        if not _LASTS.search(plain) and re.search(r"candidat|prepar|epreuve", plain):
            yield from (
                Stated(minutes_of(match), sentence.text, sentence.where)
                for match in DURATION.finditer(plain)
                if 0 < minutes_of(match) < minutes
            )


def _timed(sentences: Sequence[Sentence]) -> Iterator[_Timed]:
    """The durations that belong to words beside them: in parentheses, or at either end of a title or an item."""
    for n, sentence in enumerate(sentences):
        plain = folded(sentence.text)
        begin = 0
        for group in _PARENTHESES.finditer(plain):
            inside = list(DURATION.finditer(group[1]))
            if len(inside) != 1 or _MAY_STAND_BESIDE.sub("", DURATION.sub("", group[1])).strip():
                continue
            before = plain[begin : group.start()].strip(" :,-")
            after = plain[group.end() :].strip()
            value = Stated(minutes_of(inside[0]), sentence.text, sentence.where)
            heading = after in ("", ":") and not begin and sentence.heading
            yield _Timed(value, before, _doing(before), n, heading)
            begin = group.end()
        if not begin and (sentence.item or sentence.heading):
            yield from _at_an_end(n, sentence, plain.strip(" .;:"))


def _at_an_end(n: int, sentence: Sentence, plain: str) -> Iterator[_Timed]:
    """« Accueil d'un client : 30 min », « 20 minutes de préparation »: a title or an item with its one duration."""
    durations = list(DURATION.finditer(plain))
    if len(durations) != 1:
        return
    before, after = plain[: durations[0].start()], plain[durations[0].end() :]
    last = not after and _BEFORE_LAST.search(before)
    first = not before and _AFTER_FIRST.match(after)
    if last or first:
        words = _BEFORE_LAST.sub("", before) if last else after.strip()
        value = Stated(minutes_of(durations[0]), sentence.text, sentence.where)
        yield _Timed(value, words, _doing(words), n, sentence.heading and not sentence.item)


_BEFORE_LAST = re.compile(r"(?:[:,\u2013\u2014-] ?|\bduree (?:de )?|\b(?:pendant|durant) )$")
_AFTER_FIRST = re.compile(r" ?(?:de |d'|pour |[:\u2013\u2014-])")


def _lasting(sentences: Sequence[Sentence]) -> Iterator[Stated[int]]:
    """How long the whole is, where a sentence says so: « en trois étapes et dure 1 heure »."""
    for sentence in sentences:
        match = _LASTS.search(_PARENTHESES.sub(" ", folded(sentence.text)))
        if match and re.search(r"etapes?|parties?|temps|phases?|epreuve|entretien", folded(sentence.text)):
            yield Stated(minutes_of(match), sentence.text, sentence.where)


def _doing(words: str) -> Doing:
    """What the candidat does, by the first of the words that tell it."""
    clause = re.split(r"[.;] ", words)[-1]
    first = {doing: match.start() for doing, pattern in _DOINGS if (match := pattern.search(clause))}
    return min(first, key=lambda doing: first[doing]) if first else Doing.OTHER


_Tree = tuple[tuple[int, int], ...]
"""The parts of an épreuve: for each, the rank of its duration, and how many of those after it fill it."""


def _trees(durations: Sequence[int], total: int) -> list[_Tree]:
    """Every way to read durations as parts that fill a total, each perhaps followed by what fills it in turn."""
    if not durations:
        return []
    if sum(durations) == total:
        return [tuple((n, 0) for n in range(len(durations)))]
    return [tree for tree in _from(durations, 0, total) if tree]


def _from(durations: Sequence[int], begin: int, left: int) -> Iterator[_Tree]:
    if begin == len(durations):
        if left == 0:
            yield ()
        return
    part = durations[begin]
    if part > left:
        return
    for inner in (0, *_fills(durations, begin)):
        for rest in _from(durations, begin + 1 + inner, left - part):
            yield ((begin, inner), *rest)


def _fills(durations: Sequence[int], begin: int) -> Iterator[int]:
    """How many of the durations after one, at least two, sum up to it."""
    total = 0
    for n, minutes in enumerate(durations[begin + 1 :], 1):
        total += minutes
        if total == durations[begin] and n > 1:
            yield n
        if total >= durations[begin]:
            return


def _stretches(timed: Sequence[_Timed], tree: _Tree, count: int | None) -> Iterator[Stretch]:
    nested = any(inner for _, inner in tree) or count == len(tree)
    for rank, (begin, inner) in enumerate(tree):
        inside = timed[begin + 1 : begin + 1 + inner] or timed[begin : begin + 1]
        for t in inside:
            titled = replace(t, title=timed[begin].title) if len(inside) == 1 else t
            part = rank if nested or timed[begin].heading else None
            yield Stretch(titled.minutes, titled.title, titled.doing, part)


def _parts_of(timed: Sequence[_Timed], tree: _Tree, sentences: Sequence[Sentence]) -> Iterator[int | None]:
    """The part that each sentence is about: those under its title; without titles, those up to its duration.

    What stands before a list of parts is about all of them.
    """
    starts = [timed[begin] for begin, _ in tree]
    titled = all(t.heading for t in starts)
    begin = next((n for n, sentence in enumerate(sentences[: starts[0].sentence + 1]) if sentence.item), 0)
    for n in range(len(sentences)):
        if titled:
            yield next((rank for rank in reversed(range(len(starts))) if starts[rank].sentence <= n), None)
        elif n < begin:
            yield None
        else:
            yield next((rank for rank, t in enumerate(starts) if n <= t.sentence), None)
