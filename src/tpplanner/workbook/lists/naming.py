"""Who is named in the pieces of a line: the name with which they begin, another nom of theirs, one within a mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.name_shapes import Name, is_prenom, name_of, odds


@dataclass(frozen=True, slots=True)
class Namer:
    """Names of one list: `nom_first_share` says how far they begin with the nom, where nothing else tells."""

    nom_first_share: float = 0.5

    def name(self, text: str) -> Name | None:
        """The name that a text is."""
        return name_of(text, nom_first_share=self.nom_first_share)

    def named(self, pieces: Sequence[str]) -> tuple[Name, str, list[str]] | None:
        """The name with which pieces of a line begin, another name of the same person, and what follows."""
        if not pieces:
            return None
        first, other = without_nee(pieces[0])
        name, rest = self.name(first), list(pieces[1:])
        if name is None:
            return None
        if not name.whole and rest and (second := self.name(rest[0])) is not None and not second.whole:
            prenom = second.prenom or (second.nom if len(rest[0].split()) == 1 and is_prenom(rest[0]) else "")
            if name.nom and prenom and len(rest[0].split()) <= 3:  # « TALARMIN, Rachel »
                name, rest = Name(name.nom, prenom.title() if prenom.isupper() else prenom), rest[1:]
        if rest and not other:
            other, rest = other_name(rest)
        return name, other, rest


_NEE = re.compile(r"\b(?:nee?|epouse|ep\.|veuve|dite?|alias)\b\.? (?!(?:le|en) \d|a\b)")


def without_nee(text: str) -> tuple[str, str]:
    """A name without the other nom that somebody bears, and that nom: « DUPONT née GARREC Claire »."""
    m = _NEE.search(flat(text))
    if m is None or m.start() == 0:
        return text, ""
    before, after = text[: m.start()].strip(" ,("), text[m.end() :].strip(" )")
    name = name_of(before)
    if name is not None and name.whole:
        return before, after
    other = name_of(after)
    if other is not None and other.whole:
        return f"{before} {other.prenom}", other.nom
    return before, after.upper()


def other_name(rest: list[str]) -> tuple[str, list[str]]:
    """Another nom, or a nickname, told behind the name: « (née X) », « nom d'usage : X »."""
    for i, piece in enumerate(rest):
        m = re.match(
            r"(?:nee?|epouse|ep\.|veuve|dite?|alias|nom (?:de (?:naissance|jeune fille)|d'usage|marital))\b "
            r"?:? ?(?=\w)",
            flat(piece),
        )
        if m and name_of(piece[m.end() :]):
            return piece[m.end() :].strip(), rest[:i] + rest[i + 1 :]
        if re.fullmatch(r"nom (?:de (?:naissance|jeune fille)|d'usage|marital)", flat(piece)) and i + 1 < len(rest):
            return rest[i + 1], rest[:i] + rest[i + 2 :]
    return "", rest


def split_people(text: str) -> list[str]:
    """A text cut where people may be listed: at semicolons, else at commas and « et », brackets kept whole."""
    if ";" in text:
        pieces = text.split(";")
    else:
        cut = re.split(r"(\([^)]*\)|<[^>]*>|\"[^\"]*\")", text)
        marked = "".join(p if i % 2 else re.sub(r",\s|\s(?:et|ET|&|/)\s", "\x1e", p) for i, p in enumerate(cut))
        pieces = marked.split("\x1e")
    return [piece.strip() for piece in pieces if piece.strip(" ,.")]


def of_mail(mail: str) -> Name | None:
    """The name that an address seems to hold: « elodie.tanguy@… »."""
    parts = re.split(r"[._-]", mail.partition("@")[0])
    if len(parts) != 2 or not all(part.isalpha() and len(part) > 1 for part in parts):
        return None
    first, second = parts
    if max(odds(first), odds(second)) <= 0:
        return None
    prenom, nom = (first, second) if odds(first) >= odds(second) else (second, first)
    return Name(nom.upper(), prenom.capitalize())
