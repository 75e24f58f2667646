"""An entry in the making."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.session import MEMBRES
from tpplanner.texts import listes as textes
from tpplanner.workbook.lists.answer import Entree, Triage
from tpplanner.workbook.lists.extraction import Extraction, says_nothing
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.lines import Line
from tpplanner.workbook.lists.name_shapes import Name
from tpplanner.workbook.lists.prose import bare
from tpplanner.workbook.lists.words import CIVILITES, DE_FORMATION, MOTS_DE_LIAISON, POSTES
from tpplanner.workbook.majorations import says_why

_WORD = re.compile(r"\w+")
_TICKS = ("oui", "x")
"""That answer something, be it not said what."""


@dataclass(slots=True)
class Draft:
    """An entry in the making; `line` is where it begins."""

    line: Line
    source: str
    etat: Triage = Triage.IGNOREE
    raison: str = ""
    name: Name | None = None
    autre_nom: str = ""
    extraction: Extraction = field(default_factory=lambda: Extraction(""))
    rest: list[str] = field(default_factory=list)
    numbers: tuple[int, ...] = ()
    marked: bool = False
    """behind a bullet or a number"""
    free: bool = True
    """of a line that is not cut into cells"""
    signed: bool = False
    """after the closing words of a letter"""
    own_text: str | None = None
    """what must be told of, where it is not all of the source: the cells of a row that tell something"""

    def doubt(self, raison: str) -> "Draft":
        """To be checked, for that reason."""
        first_reason = self.raison if self.etat is Triage.A_VERIFIER else ""
        self.etat, self.raison = Triage.A_VERIFIER, first_reason or raison
        return self

    def ignore(self, raison: str) -> "Draft":
        """Nobody, for that reason."""
        self.etat, self.raison = Triage.IGNOREE, raison
        return self

    def settle(self, *, alone: bool = False) -> "Draft":
        """A person where both names are told and nothing raises a doubt; `alone`: a nom will do."""
        name = self.name
        if name is None:
            return self.doubt(textes.SANS_PERSONNE)
        if self.extraction.doutes:
            return self.doubt(textes.doute(self.extraction.doutes[0]))
        if not name.whole and not (alone and name.nom):
            return self.doubt(textes.SANS_PRENOM if name.nom else textes.SANS_NOM)
        if re.search(r"\.{3}|;", name.nom + name.prenom):
            return self.doubt(textes.PEU_LISIBLE)
        self.etat = Triage.PERSONNE
        return self

    def place_of_work(self, feuille: Feuille) -> None:
        """In a list of membres, what follows a name and is no job is where they work."""
        if feuille is not MEMBRES:
            return
        pieces = []
        for piece in self.rest:
            place = re.sub(r"^(?:de |du |d'|l'|des |la |le |les )+", "", piece) if piece[:1].islower() else piece
            words = flat(place).split()
            known = {fait.champ for fait in self.extraction.faits}
            if (
                not words
                or says_nothing(place)
                or not place[:1].isupper()
                or words[0] in POSTES
                or known & {"organisme", "employeur"}
            ):
                pieces.append(piece)
                continue
            champ = "organisme" if set(re.split(r"\W", flat(place))) & DE_FORMATION else "employeur"
            self.extraction.add(champ, place, piece)
        self.rest = pieces

    def _untold(self, name: Name, pieces: Sequence[str]) -> list[str]:
        """What of the text is neither in the name, nor in a fact, nor told as left: the net below all that is taken."""
        extraction = self.extraction
        texts = [
            name.nom,
            name.prenom,
            self.autre_nom,
            *pieces,
            *extraction.doutes,
            *extraction.questions,
            *extraction.unkept,
        ]
        texts += [text for fait in extraction.faits for text in (fait.texte, fait.valeur)]
        known = {word for text in texts for word in _WORD.findall(flat(text))}
        lines = (self.source if self.own_text is None else self.own_text).splitlines()
        runs: list[str] = []
        for text in (bare(line)[0] for line in lines):
            end = None
            for word in _WORD.finditer(text):
                lu = flat(word[0])
                if lu in MOTS_DE_LIAISON or re.fullmatch(CIVILITES, lu):
                    continue
                if lu in known or says_why(lu):
                    end = None
                    continue
                runs = [*runs, word[0]] if end is None else [*runs[:-1], runs[-1] + text[end : word.end()]]
                end = word.end()
        return runs

    def made(self) -> Entree:
        """The entry."""
        somebody = self.etat is not Triage.IGNOREE
        name = self.name if self.name is not None and somebody else Name("", "")
        questions = list(self.extraction.questions) if somebody else []
        if somebody and not name.order:
            questions.append(textes.ordre_incertain)
        pieces = (*self.rest, *self.extraction.notes)
        rest = [
            piece
            for piece in (*pieces, *self._untold(name, pieces))
            if flat(piece) in _TICKS or not says_nothing(piece)
        ]
        return Entree(
            self.numbers or self.line.numbers,
            self.source,
            self.etat,
            self.raison,
            name.nom,
            name.prenom,
            self.autre_nom if somebody else "",
            tuple(self.extraction.faits) if somebody else (),
            tuple(questions),
            ", ".join(dict.fromkeys(rest)) if somebody else "",
        )
