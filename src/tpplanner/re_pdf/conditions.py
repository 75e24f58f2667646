"""What a RE says of its jury and its means: presence (4.1), composition (4.3), quota, what is shared (annexe 1)."""

import re
from collections.abc import Iterable, Sequence

from tpplanner.re_pdf.document import ClueKind, Doing, Equipment, ReLine, ReQuestion, Scope, Stated, Whereabouts
from tpplanner.re_pdf.sentences import folded, sentences_of
from tpplanner.re_pdf.stretches import NUMBER, number
from tpplanner.texts.plain import number_in_digits

# The presence of the jury (4.1): kept as printed, compared with what the rows and the prose give.

UNWATCHED_BY_NATURE = ("QP",)
"""The modalités that no jury watches, by the glossary of every RE."""


def preparation_minutes(scope: Scope) -> int:
    """The minutes of preparation that the prose tells."""
    parts = (part for row in scope.rows if row.minutes for part in row.parts)
    return sum(part.minutes.value for part in parts if part.doing is Doing.PREPARATION)


def without_jury(scope: Scope) -> tuple[str, ...]:
    """The modalités that no jury watches: by nature, or because a sentence says that a surveillant alone is there."""
    kinds = (ClueKind.WATCHED, ClueKind.WITHOUT_JURY, ClueKind.UNWATCHED)
    watched = {clue.of for clue in scope.clues if clue.kind in kinds and clue.doing is not Doing.PREPARATION}
    used = (row.modalite for row in scope.rows if row.minutes)
    return tuple(m for m in used if m in UNWATCHED_BY_NATURE or m in watched)


def presence_left(scope: Scope) -> int | None:
    """The minutes before no jury beyond the modalités that no jury watches; None where 4.1 or a duration is missing.

    0: every preparation counts as presence. Equal to `preparation_minutes`: none does.
    """
    if scope.presence is None or not scope.minutes:
        return None
    unwatched = without_jury(scope)
    rows = {row.modalite: row.minutes.value for row in scope.rows if row.minutes}
    return sum(rows.values()) - sum(rows[m] for m in unwatched) - scope.presence.value


def presence_questions(scope: Scope) -> tuple[ReQuestion, ...]:
    """What is asked of the presence of the jury: what it does not fit; whether it is held while one prepares."""
    left, preparation = presence_left(scope), preparation_minutes(scope)
    if left is None or scope.presence is None or (left == 0 and not preparation) or 0 < preparation == left:
        return ()
    data: dict[str, object] = {
        "presence": scope.presence.value,
        "minutes": scope.minutes,
        "unwatched": list(without_jury(scope)),
        "preparation": preparation,
        "left": left,
        "field": "presence_jury",
    }
    counted = left == 0
    code = "presence_counts_preparation" if counted else "presence_differs"
    return (ReQuestion(code, scope.id, "", data, (scope.presence.where,), blocking=not counted),)


# The composition of the jury (4.3).

_ORGANISMES = (
    r"(?:organismes?|entreprises?|enseignes?|etablissements?|employeurs?|structures?|groupements? d'entreprises"
    r"|societes?|centres?)"
)
_DIFFERENT = re.compile(
    rf"\b(?:membres|jures|evaluateurs)\b[^.;]*(?:\bdifferente?s? {_ORGANISMES}|\b{_ORGANISMES}[^.;]*\bdifferente?s?\b"
    rf"|\bpas [^.;]{{0,30}}\bmemes? {_ORGANISMES})"
)
_LANGUAGES = ("anglais", "allemand", "espagnol", "italien", "portugais", "neerlandais", "langue des signes")
_ABLE = re.compile(
    r"\b(?:un|une|l'un|l'une|au moins)\b[^.;]*\b(?:membres?|jures?|evaluateurs?|jury)\b"
    r"|\bjury\b[^.;]*\b(?:maitrise|competen|capable|doit)\w*"
)


def different_organismes(scopes: Iterable[Scope]) -> Stated[bool] | None:
    """Whether the membres of a jury come from different organismes, where 4.3 says so."""
    for said in (said for scope in scopes for said in scope.composition):
        if _DIFFERENT.search(folded(said.words)):
            return Stated(True, said.words, said.where)
    return None


def qualities(scopes: Iterable[Scope]) -> tuple[Stated[str], ...]:
    """The qualities that 4.3 asks of a membre of the jury, each once: the languages that it names."""
    languages: dict[str, Stated[str]] = {}
    for said in (said for scope in scopes for said in scope.composition):
        plain = folded(said.words)
        for language in _LANGUAGES:
            if re.search(rf"\b{language}\b", plain) and _ABLE.search(plain):
                languages.setdefault(language, Stated(language, said.words, said.where))
    return tuple(languages.values())


def composition_questions(scopes: Iterable[Scope]) -> tuple[ReQuestion, ...]:
    """What of 4.3 makes no rule of a planning, once for each wording: whoever composes the jury reads it."""
    asked: dict[str, ReQuestion] = {}
    for scope in scopes:
        known = {said.words for said in qualities([scope])}
        rest = [s for s in scope.composition if s.words not in known and not _DIFFERENT.search(folded(s.words))]
        words = " ".join(said.words for said in rest)
        if rest and folded(words) not in asked:
            where = tuple(said.where for said in rest)
            asked[folded(words)] = ReQuestion("composition", scope.id, "", {"words": words}, where, blocking=False)
    return tuple(asked.values())


# The plateau technique (annexe 1).

_QUOTA = re.compile(
    rf"\bjury (?:peut|pourra|doit pouvoir|peuvent) (?:recevoir|evaluer|entendre|accueillir"
    rf"|examiner) (?:jusqu'a |au (?:maximum|plus) )?"
    rf"(?P<n>{NUMBER})(?: ?\(\d{{1,2}}\))? candidats?(?: au (?:maximum|plus))?,? (?:par|en une|dans une|dans la"
    rf"|sur une|au cours d'une) ?(?:meme )?(?:jour(?:nee)?)\b"
)


def quotas(lines: Sequence[ReLine]) -> tuple[Stated[int], ...]:
    """How many candidats a jury may receive in a day, each time that the lines of annexe 1 say it."""
    return tuple(
        Stated(count, sentence.text, sentence.where)
        for sentence in sentences_of(lines)
        for match in _QUOTA.finditer(folded(sentence.text))
        if (count := number(match["n"]))
    )


def quota_of(said: Sequence[Stated[int]]) -> tuple[Stated[int] | None, tuple[ReQuestion, ...]]:
    """The quota on which all that is said of it agrees; asked where it differs."""
    values = sorted({stated.value for stated in said})
    if len(values) < 2:
        return (said[0] if said else None), ()
    where = tuple(stated.where for stated in said)
    return None, (ReQuestion("quota_differs", "", "", {"values": values, "field": "quota"}, where, blocking=False),)


def equipment_of(row: Sequence[Sequence[ReLine]]) -> Equipment | None:
    """A row of the table of the « Ressources »: designation, number, description, shared by, observations.

    None where it is a row of titles, or empty. What may be shared is None where no number stands in its cell.
    """
    cells = [" ".join(line.text.strip() for line in cell) for cell in row]
    if len(cells) < 4 or "nombre" in folded(cells[1]) or not cells[2].strip():
        return None
    shared = folded(cells[3]).strip()
    observations = f" – {cells[4]}" if len(cells) > 4 and cells[4].strip() and folded(cells[4]) != "sans objet" else ""
    where = _around(row)
    return Equipment(Stated(f"{cells[2]}{observations}", cells[2], where), number_in_digits(shared), where)


def _around(row: Sequence[Sequence[ReLine]]) -> Whereabouts:
    lines = [line for cell in row for line in cell]
    first = lines[0].where
    return Whereabouts(
        first.page,
        first.printed,
        tuple(f for line in lines if line.where.page == first.page for f in line.where.frames),
    )
