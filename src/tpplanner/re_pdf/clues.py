"""What the sentences of a scope say of order and manner; one that speaks of them and is not understood is asked.

Order and manner come from the prose alone, never from the order of the table: a RE prints its questionnaire third and
has it passed first. Each kind is known by few words; a sentence that holds a word of a family (« après », « avant »,
« surveill… ») outside what was understood becomes a question, which does not block.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tpplanner.re_pdf import vocabulary
from tpplanner.re_pdf.document import Clue, ClueKind, Doing, RePart, RePassage, ReQuestion, ReRow, Stated, Stretch
from tpplanner.re_pdf.sentences import Sentence, folded, sentences_of, unaccented
from tpplanner.re_pdf.stretches import Layout, layout_of, number

# The modalités that a sentence names.


@dataclass(frozen=True, slots=True)
class _Mention:
    """A modalité named in a folded sentence."""

    sigle: str
    begin: int
    end: int


def _mentions(text: str, own: str, used: Sequence[str]) -> list[_Mention]:
    """The modalités that a folded sentence names, in their order."""
    mentions = [_Mention(str(m.lastgroup), m.start(), m.end()) for m in vocabulary.NAMED.finditer(text)]
    mentions += [_Mention(own, m.start(), m.end()) for m in vocabulary.ITSELF.finditer(text) if own]
    for sigle, pattern in vocabulary.BARE.items():
        if sigle == own or (sigle == "PP" and sigle in used):
            bare = (
                m
                for m in re.finditer(pattern, text)
                if not any(n.begin < m.end() and m.start() < n.end for n in mentions)
            )
            mentions += [_Mention(sigle, m.start(), m.end()) for m in bare]
    return sorted(mentions, key=lambda mention: mention.begin)


# The clues of a scope.


@dataclass(frozen=True, slots=True)
class Prose:
    """What the prose of a scope says: the stretches of each modalité, its clues, the sentences of 4.2, 4.3 and 5."""

    parts: dict[str, tuple[Stretch, ...]] = field(default_factory=dict)
    clues: tuple[Clue, ...] = ()
    protocol: tuple[Stated[str], ...] = ()
    composition: tuple[Stated[str], ...] = ()
    watch: tuple[Stated[str], ...] = ()
    questions: tuple[ReQuestion, ...] = ()


def read_prose(scope: str, rows: Sequence[ReRow], passages: Sequence[RePassage]) -> Prose:
    """What the passages of a scope say of the modalités of its rows."""
    used = {row.modalite: row.minutes.value for row in rows if row.minutes}
    reader = _Reader(scope, tuple(used))
    parts: dict[str, tuple[Stretch, ...]] = {}
    for part in (RePart.MORE, RePart.DETAIL):
        for of, sentences in _gathered(passages, part):
            if of not in used:
                reader.unused(of, sentences)
                continue
            layout = layout_of(sentences, used[of])
            if layout.stretches and of not in parts:
                parts[of] = layout.stretches
            if layout.sum_ok is False:
                reader.ask_layout(of, layout, used[of])
            reader.read(of, sentences, layout.part_of)
    those = (RePart.WATCH, RePart.PROTOCOL, RePart.PRESENCE, RePart.COMPOSITION)
    conditions: dict[RePart, tuple[Sentence, ...]] = {part: _all(passages, part) for part in those}
    for part in those[:3]:
        reader.read("", conditions[part], (None,) * len(conditions[part]))
    stated = {part: tuple(s.stated for s in those if not is_void(s.text)) for part, those in conditions.items()}
    return Prose(
        parts,
        tuple(dict.fromkeys(reader.clues)),
        stated[RePart.PROTOCOL],
        stated[RePart.COMPOSITION],
        stated[RePart.WATCH],
        tuple(reader.questions),
    )


def is_void(text: str) -> bool:
    """Whether a passage says that it has nothing to say: « Sans objet », « Néant »."""
    return folded(text).strip(" .:-") in (
        "",
        "sans objet",
        "neant",
        "aucune",
        "aucun",
        "so",
        "s.o",
        "n/a",
        "non concerne",
    )


def _gathered(passages: Sequence[RePassage], part: RePart) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    """The sentences of each modalité in the passages of that kind, gathered over pages."""
    by_modalite: dict[str, list[RePassage]] = {}
    for passage in (p for p in passages if p.part is part):
        by_modalite.setdefault(passage.of, []).append(passage)
    for of, those in by_modalite.items():
        yield of, sentences_of([line for passage in those for line in passage.lines])


def _all(passages: Sequence[RePassage], part: RePart) -> tuple[Sentence, ...]:
    return sentences_of([line for passage in passages if passage.part is part for line in passage.lines])


class _Reader:
    """The clues and the questions of a scope while its sentences are read."""

    def __init__(self, scope: str, used: tuple[str, ...]) -> None:
        self.scope = scope
        self.used = used
        self.clues: list[Clue] = []
        self.questions: list[ReQuestion] = []

    def read(self, own: str, sentences: Sequence[Sentence], part_of: Sequence[int | None]) -> None:
        """Read the sentences about a modalité (empty: about the scope)."""
        before, aside, by_vae = "", False, False
        for sentence, part in zip(sentences, part_of, strict=True):
            if sentence.heading and not sentence.lead:
                precisions = vocabulary.PRECISIONS.match(folded(sentence.text))
                by_vae = " vae" in folded(sentence.text) if precisions else by_vae
                aside = bool(precisions) or (aside and sentence.text.endswith((":", ",")))
                by_vae = by_vae and aside
            reading = _SentenceReading(sentence, "" if aside else own, self.used, part, before)
            self.clues += [clue for clue in reading.clues if not (by_vae and clue.kind is ClueKind.BROUGHT)]
            for code, data in reading.doubts:
                self._ask(code, own, sentence, data)
            before = folded(sentence.text)

    def unused(self, of: str, sentences: Sequence[Sentence]) -> None:
        """Sentences about a modalité that the table does not use."""
        for sentence in (s for s in sentences if not is_void(s.text)):
            plain = folded(sentence.text)
            order = vocabulary.OF_A_SESSION.search(plain) and vocabulary.ORDER_FAMILY.search(plain)
            if order or vocabulary.MANNER_FAMILY.search(plain):
                self._ask("prose_unused", of, sentence, {})

    def ask_layout(self, of: str, layout: Layout, minutes: int) -> None:
        """Ask how durations of the prose make up those of a row."""
        data = {"minutes": minutes, "told": [stated.value for stated in layout.durations], "field": "duree"}
        data["words"] = " / ".join(dict.fromkeys(stated.words for stated in layout.durations))
        where = tuple(stated.where for stated in layout.durations)
        self.questions.append(ReQuestion("prose_stretches", self.scope, of, data, where, blocking=False))

    def _ask(self, code: str, of: str, sentence: Sentence, data: dict[str, object]) -> None:
        full = {"words": sentence.text, **data}
        question = ReQuestion(code, self.scope, of, full, (sentence.where,), blocking=False)
        if all((q.code, q.modalite, q.data) != (code, of, full) for q in self.questions):
            self.questions.append(question)


class _SentenceReading:
    """What one sentence says; `doubts` what it says of order or manner that is not understood."""

    def __init__(self, sentence: Sentence, own: str, used: Sequence[str], part: int | None, before: str) -> None:
        self.sentence, self.own, self.used, self.part, self.before = sentence, own, used, part, before
        self.text = folded(sentence.text)
        self.mentions = _mentions(self.text, own, used)
        self.names = [m for m in self.mentions if not vocabulary.TOPIC.search(self.text[: m.begin])]
        self.clues: list[Clue] = []
        self.doubts: list[tuple[str, dict[str, object]]] = []
        self._understood: list[tuple[int, int]] = []
        self._neutral()
        self._order()
        self._manner()
        self._people()
        self._vehicle()
        self._brought()
        self._rest()

    def _add(self, kind: ClueKind, of: str, **more: object) -> None:
        self.clues.append(Clue(kind, of, self.sentence.stated, part=self.part, **more))  # type: ignore[arg-type]

    def _add_each(self, kind: ClueKind, of: tuple[str, ...], **more: object) -> None:
        for modalite in of:
            self._add(kind, modalite, **more)

    def _take(self, begin: int, end: int) -> None:
        self._understood.append((begin, end))

    def _taken(self, at: int) -> bool:
        return any(begin <= at < end for begin, end in self._understood)

    # order

    def _neutral(self) -> None:
        """What speaks of a time that is no épreuve: before the session, after the formation."""
        for match in vocabulary.BEFORE_THE_SESSION.finditer(self.text):
            self._take(*match.span())
        for match in vocabulary.CONDITION.finditer(self.text):
            if not any(name.begin > match.end() for name in self.names):
                self._take(*match.span())
        for match in vocabulary.PREALABLE.finditer(self.text):
            if vocabulary.OF_THE_CENTRE.search(self.text):
                self._take(*match.span())

    def _order(self) -> None:
        cues = [m for m in vocabulary.ORDER.finditer(self.text) if not self._taken(m.start())]
        either = vocabulary.EITHER_ORDER.search(self.text)
        objects: set[_Mention] = set()
        subject = None
        for n, cue in enumerate(cues):
            limit = cues[n + 1].start() if n + 1 < len(cues) else len(self.text)
            named = self._objects(cue, limit)
            if not named or either or vocabulary.NEGATED.search(self.text[: cue.start()]):
                continue
            chained = (
                n
                and re.fullmatch(
                    r"[ ,]*(?:et|puis|ainsi qu[e'])? *", self.text[max(o.end for o in objects) : cue.start()]
                )
                if objects
                else None
            )
            if not chained or subject is None:
                subject = self._subject(cue, objects, named)
            objects |= set(named)
            self._ordered(cue, subject, named)

    def _objects(self, cue: re.Match[str], limit: int) -> list[_Mention]:
        """The modalités on the far side of a cue: up to where another clause begins."""
        named: list[_Mention] = []
        at = cue.end()
        for name in (name for name in self.names if cue.end() <= name.begin < limit):
            between = self.text[at : name.begin]
            comma = "," in between or ";" in between or ":" in between
            if comma and (self._fronted(cue) or vocabulary.VERB.match(self.text[name.end :])):
                break
            named.append(name)
            at = name.end
        return named

    def _fronted(self, cue: re.Match[str]) -> bool:
        """Whether a sentence, or a clause of it, begins with the cue."""
        return not self.text[: cue.start()].rstrip().strip("- ") or self.text[: cue.start()].rstrip().endswith(
            (";", ":")
        )

    def _subject(self, cue: re.Match[str], objects: set[_Mention], named: Sequence[_Mention]) -> str:
        if self._fronted(cue):
            after = [name for name in self.names if name.begin >= named[-1].end]
            return after[0].sigle if after else self.own
        clause = max(self.text.rfind(";", 0, cue.start()), self.text.rfind(":", 0, cue.start()))
        before = [n for n in self.names if clause < n.begin and n.end <= cue.start() and n not in objects]
        return before[-1].sigle if before else self.own

    def _ordered(self, cue: re.Match[str], subject: str, named: Sequence[_Mention]) -> None:
        """Tell an order, by what the cue is and who does it."""
        begin, end = cue.start(), named[-1].end
        others = tuple(dict.fromkeys(name.sigle for name in named))
        if cue["before"] and (self._by_jury(cue) or vocabulary.MARKS.search(self.text[: cue.start()])):
            if not self._marked_or_read(subject, others):
                return
            self._take(begin, end)
            return
        unused = [sigle for sigle in (subject, *others) if sigle and sigle not in self.used]
        if not subject or unused:
            self.doubts.append(("prose_order", {"others": list(others), "absent": unused}))
            self._take(begin, end)
            return
        self._take(begin, end)
        if subject in others:
            others = tuple(sigle for sigle in others if sigle != subject)
            self.doubts.append(("prose_names_itself", {"itself": subject, "others": list(others)}))
        if not others:
            return
        if cue["followed"]:
            kind = ClueKind.AT_ONCE if cue["soon"] else ClueKind.AFTER
            for sigle in others:
                self._add(kind, sigle, others=(subject,))
            return
        kind = ClueKind.AT_ONCE if cue["at_once"] else ClueKind.AFTER if cue["after"] else ClueKind.BEFORE
        self._add(kind, subject, others=others)

    def _by_jury(self, cue: re.Match[str]) -> bool:
        """Whether the jury, and no candidat, is who acts in the clause of a cue."""
        clause = self.text if self._fronted(cue) else self.text[: cue.start()]
        acts = vocabulary.BY_JURY.search(clause)
        return bool(acts and (vocabulary.MARKS.search(clause) or vocabulary.READS.search(clause)))

    def _marked_or_read(self, subject: str, others: tuple[str, ...]) -> bool:
        """Tell that the jury corrects something, or reads the dossier, before an épreuve."""
        if "dossier" in self.text and vocabulary.READS.search(self.text):
            for sigle in others:
                self._add(ClueKind.READ_BEFORE, sigle)
            return True
        works = "MSP" if vocabulary.WORKS.search(self.text) else "QP"
        marked = next((s for s in (subject, works) if s in self.used and s not in others), "")
        known = tuple(sigle for sigle in others if sigle in self.used)
        if not (marked and known and vocabulary.MARKS.search(self.text)):
            return False
        self._add(ClueKind.MARKED_BEFORE, marked, others=known)
        return True

    # manner

    def _of(self) -> tuple[str, ...]:
        """The modalités that a sentence about a manner is about: its own, unless it names others alone."""
        names = tuple(dict.fromkeys(mention.sigle for mention in self.mentions if mention.sigle in self.used))
        return (self.own,) if self.own in self.used and (not names or self.own in names) else names

    def _manner(self) -> None:
        of = self._of()
        together = vocabulary.TOGETHER.search(self.text)
        if together and of and not vocabulary.NEGATED.search(self.text[: together.end()]):
            self._add_each(ClueKind.TOGETHER, of)
            self._take(*together.span())
        self._watch(of)
        self._apart(of)
        without = vocabulary.WITHOUT_JURY.search(self.text)
        if without and of:
            self._add_each(ClueKind.WITHOUT_JURY, of, doing=self._doing())
            self._take(*without.span())
        included = vocabulary.INCLUDED.search(self.text)
        if included and of:
            self._add_each(ClueKind.INCLUDED, of)
            self._take(*included.span())

    def _watch(self, of: tuple[str, ...]) -> None:
        doing = self._doing()
        without = vocabulary.UNWATCHED.search(self.text)
        watched = None if without else vocabulary.WATCHED.search(self.text)
        several = vocabulary.SEVERAL.search(self.text)
        cue = without or watched
        if not cue or not of:
            return
        if without:
            kind = ClueKind.UNWATCHED
            if several:
                return
        else:
            kind = ClueKind.WATCHED_IF_SEVERAL if several else ClueKind.WATCHED
        self._add_each(kind, of, doing=doing)
        self._take(*cue.span())
        if several:
            self._take(several.start(), len(self.text))
        self._understood += [m.span() for m in re.finditer(r"surveill\w+", self.text)]

    def _doing(self) -> Doing:
        return Doing.PREPARATION if re.search(r"\bprepar(?:ation|e|ent)\b", self.text) else Doing.OTHER

    def _apart(self, of: tuple[str, ...]) -> None:
        apart = vocabulary.APART.search(self.text)
        if (
            not apart
            or not of
            or vocabulary.NEGATED.search(self.text[: apart.end()])
            or re.search(r"\b(?:ne|n')\b.*\bpas\b", apart[0])
        ):
            return
        pronoun = apart["subject"] in ("elles", "ils")
        if pronoun and not vocabulary.PARTS_BEFORE.search(self.before):
            return
        self._add_each(ClueKind.APART, of)
        self._take(*apart.span())

    # people and things

    def _people(self) -> None:
        if not self.own:
            return
        if vocabulary.NOT_IN_TRAINING.search(self.text):
            self._add(ClueKind.OUTSIDERS, self.own)
        for match in vocabulary.PLAYED.finditer(self.text):
            self._add(ClueKind.HELPERS, self.own, count=number(match["count"]), what=(self._as_written(match["role"]),))
        if any(clue.kind is ClueKind.HELPERS for clue in self.clues):
            return
        for text in (
            (self.text, folded(self.sentence.lead)) if vocabulary.NOT_IN_TRAINING.search(self.text) else (self.text,)
        ):
            for match in vocabulary.HELPERS.finditer(text):
                count = number(match["count"].removeprefix("d'"))
                if count is None and not match["role"].split()[0].endswith("s"):
                    count = 1
                self._add(ClueKind.HELPERS, self.own, count=count, what=(_singular(self._as_written(match["role"])),))

    def _vehicle(self) -> None:
        used = vocabulary.USED.search(self.text) or vocabulary.IN_TRAFFIC.search(self.text)
        if self.own in ("MSP", "PP") and used:
            kinds = kinds_of_vehicle(self.sentence.text)
            self._add(ClueKind.VEHICLE, self.own, what=kinds)

    def _brought(self) -> None:
        whole = f"{folded(self.sentence.lead)} {self.text}"
        if vocabulary.NOT_BROUGHT.search(whole) or "candidat" not in whole:
            return
        for match in vocabulary.BRINGS.finditer(self.text):
            if match["printed"] and vocabulary.BY_JURY.search(whole):
                continue
            if match["produced"] and not vocabulary.BEFORE_THE_SESSION.search(self.text):
                continue
            what = next(filter(None, match.groupdict().values()))
            self._add(ClueKind.BROUGHT, self.own, what=(self._as_written(what),))
        if self.sentence.lead and vocabulary.TO_SHOW.search(folded(self.sentence.lead)):
            self._add(ClueKind.BROUGHT, self.own, what=(self.sentence.text.rstrip(" ,;."),))

    def _as_written(self, plain: str) -> str:
        """Words of the folded sentence, or of its lead, as they stand there."""
        count = len(vocabulary.TOKEN.findall(plain))
        for text in (self.sentence.text, self.sentence.lead):
            tokens = list(vocabulary.TOKEN.finditer(text))
            for first, last in zip(tokens, tokens[count - 1 :], strict=False):
                piece = text[first.start() : last.end()].strip(" ,;.:()")
                if folded(piece) == plain.strip():
                    return piece
        return plain.strip()

    def _rest(self) -> None:
        """Ask about words of order or manner that nothing has understood."""
        steps = vocabulary.STEPS.search(self.text) and self._names_another()
        order = vocabulary.OF_A_SESSION.search(self.text) and self._not_understood(vocabulary.ORDER_FAMILY)
        if (steps or order) and all(code != "prose_order" for code, _ in self.doubts):
            self.doubts.append(("prose_order", {}))
        if self._not_understood(vocabulary.MANNER_FAMILY):
            self.doubts.append(("prose_manner", {}))

    def _not_understood(self, family: re.Pattern[str]) -> bool:
        return any(not self._taken(match.start()) for match in family.finditer(self.text))

    def _names_another(self) -> bool:
        return any(name.sigle != self.own and name.sigle in self.used for name in self.names) and not self.clues


def _singular(role: str) -> str:
    """One of those who are named: each word without its plural."""
    return " ".join(word.removesuffix("s") for word in role.split())


def kinds_of_vehicle(text: str) -> tuple[str, ...]:
    """The kinds of vehicle that a text names: ``voiture``, ``moto``, ``D``, ``CE``; empty where it names none."""
    plain = folded(text)
    kinds = [kind for pattern, kind in vocabulary.VEHICLES if pattern.search(plain)]
    kinds += [
        letters for match in vocabulary.CATEGORIES.finditer(unaccented(text)) for letters in match.groups() if letters
    ]
    return tuple(dict.fromkeys(kinds))
