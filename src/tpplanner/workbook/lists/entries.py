"""From lines of cells to entries: who is named in each, what is told of them, and what is nobody."""

import re
from collections.abc import Iterable, Sequence

from tpplanner.domain.session import cle, propre
from tpplanner.sheets.colonne import OUI_NON, Feuille
from tpplanner.sheets.session import MEMBRES
from tpplanner.texts import listes as textes
from tpplanner.workbook.lists import prose
from tpplanner.workbook.lists.answer import Liste, Triage
from tpplanner.workbook.lists.chat import messages
from tpplanner.workbook.lists.draft import Draft
from tpplanner.workbook.lists.extraction import GAP, Extraction, facts_in, pieces_of
from tpplanner.workbook.lists.fields import tell
from tpplanner.workbook.lists.flat import flat
from tpplanner.workbook.lists.header import TEXTE, Heading, column_of, columns_of, is_day
from tpplanner.workbook.lists.joining import joined
from tpplanner.workbook.lists.lines import Line
from tpplanner.workbook.lists.name_shapes import Name, is_given, may_begin, may_name, name_of, names_in
from tpplanner.workbook.lists.naming import Namer, of_mail, split_people, without_nee
from tpplanner.workbook.lists.slips import slips_in
from tpplanner.workbook.lists.titled import Titled
from tpplanner.workbook.lists.untitled import Untitled
from tpplanner.workbook.lists.words import DE_FORMATION

MOST = 1_100
"""More lines than this are no list of people."""


def entries_of(lines: Sequence[Line], feuille: Feuille) -> Liste:
    """What became of each line of a list of the people of that sheet; whatever stands there, there is an answer."""
    reader = _EntryReader(lines[:MOST], feuille)
    drafts = reader.drafts()
    if len(lines) > MOST:
        drafts += [Draft(line, line.text).ignore(textes.trop_longue(MOST)) for line in lines[MOST:]]
    return Liste(feuille, tuple(draft.made() for draft in drafts), reader.titles)


class _EntryReader:
    """The lines of one list, and what is known of it as a whole."""

    def __init__(self, lines: Sequence[Line], feuille: Feuille) -> None:
        self.chat, self.feuille = messages(lines), feuille
        self.lines = lines = self.chat.lines
        self.headers = {i: columns for i, line in enumerate(lines) if (columns := columns_of(line.cells, feuille))}
        self.titles = tuple(dict.fromkeys(c.titre for columns in self.headers.values() for c in columns if c.titre))
        self.namer = Namer(self._order())
        self.letter = any(prose.is_sender(line.text) for line in lines)

    def _order(self) -> float:
        """How far names begin with the nom, in those where it can be seen."""
        votes = []
        for line in self.lines:
            for text in line.filled[:3]:
                first = prose.bare(text)[0]
                name = name_of(next(iter(re.split(r"[,;(<:]| - | – ", first)), ""))
                if name is not None and name.whole and name.order:
                    begins = flat(first).replace("m. ", "")
                    votes.append(1 if begins.startswith(flat(name.nom)) else -1)
        return 0.5 + 1.5 * sum(votes) / len(votes) if votes else 0.5

    def drafts(self) -> list[Draft]:
        """A draft for each line, those that go on joined to whom they are about."""
        drafts: list[Draft] = []
        columns: tuple[Heading, ...] | None = None
        table = Untitled(self.namer, self.feuille, [line for i, line in enumerate(self.lines) if i not in self.headers])
        rows = Titled(self.namer, self.feuille)
        slips = slips_in(self.lines, self.feuille)
        slip_end = 0  # the last line that a slip takes
        under = ""  # a title that says that those below are not simply of the list
        signed = 0
        for i, line in enumerate(self.lines):
            if line.number <= slip_end:
                continue
            if line.number in slips:
                slip_columns, slip = slips[line.number]
                drafts += self._of_slip(slip_columns, slip)
                slip_end = slip.last
            elif i in self.headers:
                columns = self.headers[i] if len(self.headers[i]) > 1 else None
                rows.begin(self.headers[i], self._below(i))
                drafts.append(Draft(line, line.text, free=False).ignore(textes.TITRES))
                signed = 0
            elif columns is not None and (row := rows.draft(line)) is not None:
                drafts += [row] if (other := rows.beside(line)) is None else [row, other]
            elif len(line.filled) > 1 or len(line.cells) > 1:
                drafts.append(table.draft(line))
            else:
                if prose.closes(line.text):
                    signed = 1
                elif prose.opens(line.text):
                    signed = 0
                of_line = self._free(line, signed)
                under = _title_over(of_line, line, self.lines[i - 1] if i else None, under)
                if signed and any(d.raison == textes.SIGNATURE for d in of_line):
                    signed = 2
                drafts += of_line
        return self._settled(drafts)

    def _settled(self, drafts: list[Draft]) -> list[Draft]:
        """The drafts, once all of them are known."""
        self._confirm(drafts)
        together = joined(drafts, self.feuille)
        _keep(together)
        for draft in together:
            if draft.line.number in self.chat.maybe and draft.etat is Triage.PERSONNE:
                draft.doubt(textes.QUI_ECRIT)
        _ask_below(together, self.feuille)
        _tell_doubles(together)
        return together

    def _of_slip(self, columns: tuple[Heading, ...], slip: Line) -> list[Draft]:
        row = Titled(self.namer, self.feuille)
        row.begin(columns, [slip])
        draft = row.draft(slip)
        return [draft] if draft is not None else []

    def _below(self, header: int) -> list[Line]:
        following = [i for i in self.headers if i > header]
        return list(self.lines[header + 1 : min(following, default=len(self.lines))])

    # A line that is no row of cells.

    def _free(self, line: Line, signed: int) -> list[Draft]:
        text, marked = prose.bare(line.cells[0])
        text = prose.untimed(text)
        draft = Draft(line, line.text, marked=marked, signed=bool(signed))
        if not any(map(str.isalnum, text)):
            return [draft.ignore(textes.RIEN)]
        if line.number in self.chat.senders:
            return [draft.ignore(textes.EN_TETE)]
        if raison := prose.is_form(text, forwarded=self.letter):
            return [draft.ignore(raison)]
        if (
            line.text.lstrip().startswith("*")
            and self.namer.named(list(pieces_of(facts_in(text, self.feuille)))) is None
        ):
            return [self._note(draft, text)]
        parts = self._parts(text)
        if len(parts) > 1:
            return [self._part(line, part, label, marked=marked) for label, part in parts]
        return self._one(draft, text, signed)

    def _note(self, draft: Draft, text: str) -> Draft:
        """A note below a list, that a star refers to."""
        draft.extraction = facts_in(text, self.feuille)
        draft.rest = list(pieces_of(draft.extraction))
        tells = draft.extraction.faits or draft.extraction.questions or draft.extraction.doutes
        return draft.doubt(textes.SANS_PERSONNE) if tells else draft.ignore(textes.PERSONNE)

    def _parts(self, text: str) -> list[tuple[str, str]]:
        """The people of one line, each with the label that stands before them all; one part where it names one."""
        label, body = prose.labelled(text)
        pieces = split_people(body)
        listed = ";" in body
        named = [self._is_somebody(piece, surely=not listed) for piece in pieces]
        if sum(named) < 2:
            return [("", text)]
        if not listed:
            parts = [
                p for piece in pieces_of(facts_in(body, self.feuille)) for p in re.split(r" (?:et|ET|&|/) ", piece)
            ]
            if sum(self._is_somebody(piece, surely=True) for piece in parts) < 2:
                return [("", text)]
        joined: list[str] = []
        for piece, somebody in zip(pieces, named, strict=True):
            if somebody or not joined or listed:
                joined.append(piece)
            else:
                joined[-1] += f", {piece}"
        return [(label, piece) for piece in joined]

    def _is_somebody(self, text: str, *, surely: bool) -> bool:
        if not may_begin(prose.led(text)):
            return False
        pieces = list(pieces_of(facts_in(text, self.feuille)))
        name = self.namer.name(without_nee(prose.led(pieces[0]))[0]) if pieces else None
        return name is not None and name.whole and (not surely or any(map(is_given, name.prenom.split())))

    def _part(self, line: Line, text: str, label: str, *, marked: bool) -> Draft:
        (draft,) = self._one(Draft(line, text, marked=marked), text, 0)[:1]
        if label and (prose.role(label) or not prose.presents(label)):
            return draft.doubt(textes.role(label))
        draft.rest += [label] if label else []
        return draft

    def _one(self, draft: Draft, text: str, signed: int) -> list[Draft]:
        label, body = prose.labelled(text)
        extraction = draft.extraction = facts_in(body, self.feuille)
        pieces = [prose.led(piece) for piece in pieces_of(extraction)]
        named = self.namer.named(pieces)
        before = facts_in(label, self.feuille)
        if named is None and (other := self.namer.named(list(pieces_of(before)))) is not None and other[0].nom:
            named, label = (other[0], other[1], [*other[2], *pieces]), ""
            extraction.add_all(before)
        if named is not None:
            name, draft.autre_nom, draft.rest = named
            draft.name = name
            draft.place_of_work(self.feuille)
            return [self._of_line(draft, name, label, signed)]
        if label and self._of_field(draft, column_of(label, self.feuille), body):
            return [draft.doubt(textes.SANS_PERSONNE)]
        sentence = list(names_in(extraction.text.replace(GAP, ", ")))
        if sentence:
            return self._of_sentence(draft, sentence, extraction, signed)
        mails = [fait.valeur for fait in extraction.faits if "@" in fait.valeur]
        if mails and not signed:
            draft.name = of_mail(mails[0])
            return [draft.doubt(textes.DEVINE_D_UN_COURRIEL if draft.name else textes.SANS_PERSONNE)]
        draft.rest = pieces
        other_facts = [fait for fait in extraction.faits if fait.champ not in ("contact", "telephone")]
        if signed or not (other_facts or extraction.questions):
            return [draft.ignore(textes.SIGNATURE if signed else prose.why_nobody(text))]
        return [draft.doubt(textes.SANS_PERSONNE)]

    def _of_field(self, draft: Draft, column: Heading, body: str) -> bool:
        """Whether a line tells a field of somebody it does not name: « Tiers temps : oui »."""
        if column.names or column.holds in ("", TEXTE) or facts_in(body, self.feuille).faits:
            return False
        tell(draft, column, body, self.feuille)
        return bool(draft.extraction.faits or draft.extraction.questions)

    def _of_line(self, draft: Draft, name: Name, label: str, signed: int) -> Draft:
        """A line that begins with a name, or is one."""
        if signed:
            champs = {fait.champ for fait in draft.extraction.faits} - {
                "contact",
                "telephone",
                "employeur",
                "organisme",
            }
            signs = not draft.marked and not champs and (signed == 1 or not name.whole)
            return draft.ignore(textes.SIGNATURE) if signs else draft.doubt(textes.APRES_LA_SIGNATURE)
        tells = draft.extraction.faits or draft.extraction.questions or draft.extraction.doutes
        if not (name.whole or name.sure or tells) and len(draft.rest) > 1:
            return draft.ignore(prose.why_nobody(draft.source))
        if label and self.feuille is MEMBRES and prose.observes(label):
            draft.extraction.add("observateur", OUI_NON[0], label)
        elif label and (prose.role(label) or not prose.presents(label)):
            return draft.doubt(textes.role(label))
        if self.feuille is not MEMBRES and any(self._is_somebody(piece, surely=True) for piece in draft.rest):
            return draft.doubt(textes.UN_AUTRE)
        if draft.source.rstrip(" .)").endswith("?") or prose.is_marked_off(draft.source):
            return draft.doubt(textes.PEU_LISIBLE)
        return draft.settle()

    def _of_sentence(
        self, draft: Draft, named: Sequence[tuple[int, int, Name]], extraction: Extraction, signed: int
    ) -> list[Draft]:
        """Those who are named within a sentence: each is to be checked, with what it tells where there is but one."""
        if signed and (signed == 1 or len(named) == 1) and prose.is_post(draft.source):
            return [draft.ignore(textes.SIGNATURE)]
        drafts = []
        for _, _, name in named:
            one = Draft(draft.line, draft.source, name=name, marked=draft.marked, signed=draft.signed)
            if len(named) == 1:
                one.extraction = extraction
            one.rest = [propre(extraction.text.replace(GAP, " "))]
            drafts.append(
                one.doubt(textes.doute(extraction.doutes[0]) if extraction.doutes else textes.DANS_UNE_PHRASE)
            )
        return drafts

    def _confirm(self, drafts: Sequence[Draft]) -> None:
        """A name of words that nobody is known to bear, or one name alone, is somebody where others stand beside it."""
        sure = {id(d) for d in drafts if d.etat is Triage.PERSONNE and d.name is not None and d.name.sure}
        free = [d for d in drafts if d.free]
        for before, draft, after in zip([None, *free], free, [*free[1:], None], strict=False):
            if self.feuille is not MEMBRES and draft.etat is Triage.PERSONNE and _is_post_below(draft, after):
                draft.doubt(textes.QUI_SIGNE)
            if draft.name is None or draft.name.sure or draft.etat is Triage.IGNOREE:
                continue
            beside = any(d is not None and id(d) in sure for d in (before, after)) or len(sure) * 2 > len(drafts)
            if draft.etat is Triage.PERSONNE and not beside and not draft.marked:
                draft.doubt(textes.PEU_LISIBLE)
        _sign(free)


def _is_post_below(draft: Draft, after: Draft | None) -> bool:
    """Whether the line below a name tells as what somebody signs: no candidat is « Responsable pédagogique »."""
    if after is None or after.line.number != draft.line.number + 1 or after.name is not None or after.extraction.faits:
        return False
    return ":" not in after.source and prose.is_post(after.source)


def _title_over(drafts: Sequence[Draft], line: Line, before: Line | None, under: str) -> str:
    """The title under which a line stands, where it says that those below are not simply of the list: they are doubted.

    It holds to the next title, or to an empty line behind somebody.
    """
    named = [draft for draft in drafts if draft.name is not None]
    if not named:
        titled = line.text.rstrip().endswith(":") or drafts[0].raison == textes.TITRE
        return prose.role(line.text.strip(" :")) if titled else under
    if before is None or before.number != line.number - 1:
        is_first = before is not None and before.text.rstrip().endswith(":")
        under = under if is_first else ""
    for draft in named if under else ():
        draft.doubt(textes.role(under))
    return under


def _ask_below(drafts: Sequence[Draft], feuille: Feuille) -> None:
    """What a title says of those below it, a day or a place of work, is asked: it may be that of the list as well.

    It holds to the next title, or to an empty line behind somebody.
    """
    titre, last = "", 0
    for draft in drafts:
        numbers = draft.numbers or draft.line.numbers
        if draft.etat is Triage.IGNOREE:
            titled = draft.free and _says_of_those_below(draft.line.text.strip(" :"), feuille)
            ends = draft.raison == textes.TITRE or draft.line.text.rstrip().endswith(":")
            titre = draft.line.text.strip(" :") if titled else "" if ends else titre
        elif titre and last and numbers[0] > last + 1:
            titre = ""
        elif titre and draft.name is not None:
            draft.extraction.questions.append(textes.sous_titre(titre))
        last = 0 if draft.etat is Triage.IGNOREE else numbers[-1]


def _says_of_those_below(titre: str, feuille: Feuille) -> bool:
    words = flat(titre).split()
    if feuille is not MEMBRES or not words:
        return is_day(titre)
    group = words[0] == "groupe" and len(words) > _GROUP
    return is_day(titre) or group or bool(set(re.split(r"\W", words[0])) & DE_FORMATION)


_GROUP = 2
"""Words of « Groupe A », which is no place of work."""


def _keep(drafts: Sequence[Draft]) -> None:
    """Nobody who may be named is ignored: it takes a reason that says why the name is none of the list."""
    for draft in drafts:
        if draft.etat is not Triage.IGNOREE or prose.excuses(draft.raison, draft.source):
            continue
        signs = draft.raison == textes.SIGNATURE and (draft.name is not None or prose.is_post(draft.source))
        if not signs and may_name(draft.source):
            named = list(names_in(draft.source))
            draft.name = named[0][2] if len(named) == 1 else None
            draft.doubt(textes.PEU_LISIBLE)


def _sign(free: Sequence[Draft]) -> None:
    """A prénom alone at the very end, after other words than names, signs a letter."""
    last = free[-1] if free else None
    if last is None or last.name is None or last.name.whole or last.marked or last.extraction.faits:
        return
    before = next((d for d in reversed(free[:-1]) if d.etat is not Triage.PERSONNE), None)
    if len(free) > 2 and free[-2] is before and not before.name:
        last.ignore(textes.SIGNATURE)


def _tell_doubles(drafts: Iterable[Draft]) -> None:
    """Who is named again stands there once: the second time is to be checked, but where numbers tell two people."""
    first: dict[tuple[str, str], list[tuple[int, set[str]]]] = {}
    for draft in drafts:
        if draft.etat is not Triage.PERSONNE or draft.name is None:
            continue
        numbers = {fait.valeur for fait in draft.extraction.faits if fait.champ == "numero_ceres"}
        known = first.setdefault((cle(draft.name.nom), cle(draft.name.prenom)), [])
        same = [line for line, theirs in known if not (numbers and theirs) or numbers & theirs]
        if same:
            draft.doubt(textes.deja(same[0]))
        else:
            known.append((draft.line.number, numbers))
