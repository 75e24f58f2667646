"""The files of a planning's papers as they are handed out: which are printed together, whose each is."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tpplanner.domain.answers import Reading
from tpplanner.errors import UserError
from tpplanner.export.agenda import Agenda
from tpplanner.export.calls import convened_candidats, summoned_membres
from tpplanner.export.documents import Audience
from tpplanner.export.documents.bound import bound, first_page, page_count
from tpplanner.export.dossier import unfinished
from tpplanner.files.names import documents, file_name, free_name
from tpplanner.files.regular import bytes_of
from tpplanner.texts import documents as texte
from tpplanner.web.handed.papers import PaperCard
from tpplanner.web.sessions.folders import stamp
from tpplanner.web.sessions.looking import legible
from tpplanner.web.sessions.purge import names_of

if TYPE_CHECKING:
    from tpplanner.web.desk import Desk

PDF, ICS = "pdf", "ics"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of document: the name of its files (braces stand for that of each), in which folder they are."""

    nom: str
    audience: Audience

    def files(self, planning: Path) -> list[Path]:
        """Those that are there, and of this planning as it is, in the order in which people count."""
        folder, named = documents(planning) / self.audience.value, names_of(self.nom, PDF)
        there = folder.iterdir() if folder.is_dir() else ()
        return sorted((path for path in there if named.fullmatch(path.name) and _is_current(planning, path)), key=_rank)

    def of_each(self, planning: Path, names: Collection[str], extension: str = PDF) -> list[Path]:
        """The file of each of these people, one after the other; those that are not there are left out."""
        folder, taken = documents(planning) / self.audience.value, set[str]()
        paths = [folder / free_name(file_name(self.nom.format(nom)), extension, taken) for nom in names]
        return [path for path in paths if _is_current(planning, path)]


LETTER = {
    PaperCard.CANDIDATS: PaperKind(texte.CONVOCATION, Audience.CANDIDAT),
    PaperCard.JURYS: PaperKind(texte.CONVOCATION, Audience.JURY),
}
DECLARATION = PaperKind(texte.DECLARATION, Audience.JURY)
CALENDAR = {
    PaperCard.CANDIDATS: PaperKind(texte.CALENDRIER, Audience.CANDIDAT),
    PaperCard.JURYS: PaperKind(texte.CALENDRIER, Audience.JURY),
}


@dataclass(frozen=True, slots=True)
class PrintRun:
    """What is printed at once: on one size of paper."""

    id: str
    carte: PaperCard
    taille: str
    kinds: tuple[PaperKind, ...]


_INTERNAL = (
    PaperKind(texte.ROUTE, Audience.RESPONSABLE),
    PaperKind(texte.ACCUEIL, Audience.EQUIPE),
    PaperKind(texte.EMARGEMENT, Audience.RESPONSABLE),
    PaperKind(texte.SUJETS, Audience.RESPONSABLE),
    PaperKind(texte.CORRESPONDANCE, Audience.RESPONSABLE),
    PaperKind(texte.FEUILLE_DE_PERSONNE, Audience.EQUIPE),
    PaperKind(texte.A_JOINDRE, Audience.RESPONSABLE),
    PaperKind(texte.INCIDENTS, Audience.RESPONSABLE),
)
_OF_THE_ADMINISTRATION = (
    PaperKind(texte.ORGANISATION, Audience.AGREMENT),
    PaperKind(texte.CONFORMITE, Audience.AGREMENT),
)

BUNDLES = {
    bundle.id: bundle
    for bundle in (
        PrintRun("agrement", PaperCard.AGREMENT, "A4", _OF_THE_ADMINISTRATION),
        PrintRun("candidats", PaperCard.CANDIDATS, "A4", (LETTER[PaperCard.CANDIDATS],)),
        PrintRun("jurys", PaperCard.JURYS, "A4", (LETTER[PaperCard.JURYS], DECLARATION)),
        PrintRun("affiche", PaperCard.AFFICHAGE, "A3", (PaperKind(texte.AFFICHAGE_A3, Audience.AFFICHAGE),)),
        PrintRun("portes", PaperCard.AFFICHAGE, "A4", (PaperKind(texte.PORTE, Audience.AFFICHAGE),)),
        PrintRun("affiche-a4", PaperCard.AFFICHAGE, "A4", (PaperKind(texte.AFFICHAGE_A4, Audience.AFFICHAGE),)),
        PrintRun("dossiers", PaperCard.DOSSIERS, "A4", (PaperKind(texte.JURY, Audience.JURY),)),
        PrintRun("accueil", PaperCard.ACCUEIL, "A4", _INTERNAL),
    )
}
"""By its id, in the order of the cards: the first of a card is the one whose first page stands on it."""

_LAST = _OF_THE_ADMINISTRATION[-1]
"""What is made last, whenever all documents are."""


def are_made(planning: Path) -> bool:
    """Whether all documents of a planning, as it is now, are there."""
    return bool(_LAST.files(planning)) and not any(unfinished(documents(planning)))


def people_by_name(reading: Reading, card: PaperCard) -> dict[str, str]:
    """The names under which people's letters are kept, by their ids, in the order in which letters are made."""
    agenda = Agenda(reading.session, reading.edite[0])
    if card is PaperCard.CANDIDATS:
        return {id_: agenda.names.candidat(id_) for id_ in convened_candidats(agenda)}
    return {id_: agenda.names.personne(id_) for id_ in summoned_membres(agenda)}


def files_of_each(planning: Path, reading: Reading, card: PaperCard) -> dict[str, list[Path]]:
    """By the id of each whose papers a card has: the letter, what goes with it, the calendar."""
    people = people_by_name(reading, card)
    kinds = [(LETTER[card], PDF), *([(DECLARATION, PDF)] if card is PaperCard.JURYS else []), (CALENDAR[card], ICS)]
    files: dict[str, list[Path]] = {id_: [] for id_ in people}
    for kind, extension in kinds:
        by_name = {path.name: path for path in kind.of_each(planning, people.values(), extension)}
        taken: set[str] = set()
        for id_, nom in people.items():
            name = free_name(file_name(kind.nom.format(nom)), extension, taken)
            if name in by_name:
                files[id_].append(by_name[name])
    return files


def papers_in(planning: Path, reading: Reading, bundle: PrintRun, ids: Collection[str] = ()) -> list[Path]:
    """The files of a bundle, in the order in which they are printed; of some people only, where their ids are given."""
    if bundle.carte in LETTER:
        each = files_of_each(planning, reading, bundle.carte)
        own = [path for id_, paths in each.items() if not ids or id_ in ids for path in paths]
        return [path for path in own if path.suffix == f".{PDF}"]
    return [path for kind in bundle.kinds for path in kind.files(planning)]


def pages_in(desk: "Desk", papers: Sequence[Path]) -> int:
    """How many pages these files have together; 0 without any, or where one does not open: who prints it is told."""
    if not papers:
        return 0
    with suppress(UserError):
        return desk.pictures.of(papers[0], PagesWith(tuple((path, stamp(path)) for path in papers[1:])))
    return 0


@dataclass(frozen=True, slots=True)
class PagesWith:
    """How many pages a file has, with others as they stand."""

    others: tuple[tuple[Path, str], ...]

    def __call__(self, path: Path) -> int:
        """The pages of all of them."""
        return sum(page_count(bytes_of(each)) for each in (path, *(other for other, _ in self.others)))


def whole(desk: "Desk", papers: Sequence[Path]) -> bytes:
    """These files, of which there is one at least, as one PDF."""
    return desk.pictures.call(bound_with, papers[0], *papers[1:])


def bound_with(path: Path, *others: Path) -> bytes:
    """A file and others after it, as one PDF."""
    return bound(bytes_of(each) for each in (path, *others))


PICTURE_WIDTH = 360
"""Pixels: of the first page of a bundle on its card."""


def picture(path: Path) -> bytes:
    """The first page of a file, as a PNG."""
    return first_page(bytes_of(path), PICTURE_WIDTH)


def files_by_audience(planning: Path) -> Iterator[tuple[Audience, Path]]:
    """All that is there of a planning as it is now, audience by audience."""
    for audience in Audience:
        inside = documents(planning) / audience.value
        for path in sorted(inside.iterdir(), key=_rank) if inside.is_dir() else ():
            ours = not path.name.startswith(".") and legible(path.name) == path.name
            if ours and _is_current(planning, path):
                yield audience, path


def _is_current(planning: Path, path: Path) -> bool:
    """Whether a document was made of a planning since that was last saved."""
    return path.is_file() and path.stat().st_mtime_ns >= planning.stat().st_mtime_ns


def _rank(path: Path) -> list[tuple[int, str]]:
    """Jury 10 comes after Jury 9."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", path.stem.casefold())]
