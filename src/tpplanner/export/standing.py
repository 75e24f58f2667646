"""What stands where a file is to be written: an earlier state of the same thing, or another's, which is not replaced.

A planning tells its session itself. What is made of one bears a stamp: the titre and the days of its session.
"""

import os
import re
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from tpplanner.domain.annee import Annee
from tpplanner.domain.session import Candidat, Session, cle
from tpplanner.errors import UserError
from tpplanner.files.names import poster
from tpplanner.files.place import Replaceable
from tpplanner.sheets.annee import PROGRAMMATION_PRODUITES
from tpplanner.sheets.session import PLANNING
from tpplanner.texts import commande as texte
from tpplanner.texts.classeur import sujet_de_page
from tpplanner.texts.noms import Texte, date_chiffres
from tpplanner.workbook.marks import read_marks
from tpplanner.workbook.trace import print_of

_STAMP = re.compile(r"tpplanner-session ([a-z0-9 ]*) (\d{4}-\d\d-\d\d) (\d{4}-\d\d-\d\d)")
_CORE = "docProps/core.xml"
_MOST_BYTES = 20_000_000
"""No page, no calendar of ours is larger."""


def stamp(session: Session) -> str:
    """What a file bears that is made of a session's planning: of which titre, from which day to which."""
    days = sorted(jour.date for jour in session.jours)
    return f"tpplanner-session {cle(session.referentiel.sigle)} {days[0].isoformat()} {days[-1].isoformat()}"


def same_session(one: Session, other: Session) -> bool:
    """Whether two tell of one session, changed meanwhile: of a titre, most candidats are the same, or a day and some.

    Days alone do not tell two groups of one week apart, nor a few candidats a session from the one that they failed.
    """
    titres = {cle(s.referentiel.sigle) for s in (one, other)} - {""}
    mine, theirs = ({c.nom_complet for c in _everybody(s)} for s in (one, other))
    both = {cle(nom) for nom in mine} & {cle(nom) for nom in theirs}
    days = {jour.date for jour in one.jours} & {jour.date for jour in other.jours}
    if not mine or not theirs:
        return len(titres) < 2 and bool(days)
    return len(titres) < 2 and (2 * len(both) > max(len(mine), len(theirs)) or bool(both and days))


def _everybody(session: Session) -> list[Candidat]:
    return [*session.candidats, *(non_place.candidat for non_place in session.non_places)]


def a_planning_of(session: Session) -> Replaceable:
    """What stands there, unless it is a planning of that session."""

    def told(path: Path) -> Texte | None:
        from tpplanner.workbook.guard import read_checked, titles_of  # noqa: PLC0415 - read only where something stands
        from tpplanner.workbook.reader import read_session  # noqa: PLC0415

        try:
            planned = PLANNING.titre in titles_of(read_checked(path))
            there = read_session(path, dates_only=True).saisie if planned else None
        except UserError:
            there = None
        if there is None:
            return texte.pas_de_cette_session(path.name)
        if same_session(there, session):
            return None
        return texte.autre_session(path.name, sujet_de_page(there, [jour.date for jour in there.jours]))

    return told


def a_poster_of(session: Session) -> Replaceable:
    """What stands there, unless it is a poster of that session, or of the planning of it that stands beside."""

    def told(path: Path) -> Texte | None:
        other = made_for(stamp(session))(path)
        planning = path.with_name(path.name.removesuffix(f"{texte.AFFICHE}{path.suffix}") + path.suffix)
        beside = read_marks(path).horaires and poster(planning) == path and planning.is_file()
        return None if other and beside and a_planning_of(session)(planning) is None else other

    return told


def made_for(stamped: str) -> Replaceable:
    """What stands there, unless it bears the stamp of the same titre on a day of the same."""

    def told(path: Path) -> Texte | None:
        stamp_match = _STAMP.search(_text_of(path))
        if stamp_match is None:
            return texte.pas_de_cette_session(path.name)
        mine = _STAMP.fullmatch(stamped)
        if mine is not None and stamp_match[1] == mine[1] and stamp_match[2] <= mine[3] and mine[2] <= stamp_match[3]:
            return None
        return _of_another(path, stamp_match)

    return told


def _of_another(path: Path, stamp_match: re.Match[str]) -> Texte:
    """That the file is of the session that its stamp tells."""
    debut, fin = (date_chiffres(date.fromisoformat(day)) for day in (stamp_match[2], stamp_match[3]))
    return texte.autre_session(path.name, texte.titre_et_jours(stamp_match[1].upper(), debut, fin))


_CANDIDATS = re.compile(r"tpplanner-candidats((?: [0-9a-f]+)*)")


def dossier_label(session: Session) -> str:
    """What a dossier bears for its owner: the stamp of its session, and prints of its candidats, which name nobody."""
    prints = sorted(print_of(cle(candidat.nom_complet)) for candidat in _everybody(session))
    return f"{stamp(session)}\r\n{' '.join(('tpplanner-candidats', *prints))}"


def a_dossier_of(session: Session) -> Replaceable:
    """What stands there, unless it is the label of a dossier of that session: the same days, a candidat in common.

    Days alone do not tell two groups of one week apart.
    """

    def told(path: Path) -> Texte | None:
        label = _text_of(path)
        theirs, mine = (set(" ".join(_CANDIDATS.findall(text)).split()) for text in (label, dossier_label(session)))
        stamp_match = _STAMP.search(label)
        if stamp_match is not None and theirs and mine and theirs.isdisjoint(mine):
            return _of_another(path, stamp_match)
        return made_for(stamp(session))(path)

    return told


def _text_of(path: Path) -> str:
    """Where a stamp stands: among the properties of a workbook, anywhere in a text, whose lines may be folded."""
    try:
        if path.suffix.lower() == ".xlsx":
            with ZipFile(path) as archive:
                small = archive.getinfo(_CORE).file_size <= _MOST_BYTES
                return archive.read(_CORE).decode(errors="replace") if small else ""
        if os.path.getsize(path) > _MOST_BYTES:
            return ""
        return path.read_bytes().replace(b"\r\n ", b"").decode(errors="replace")
    except (OSError, BadZipFile, KeyError):
        return ""


def a_programmation_of(annee: Annee) -> Replaceable:
    """What stands there, unless it is a workbook of that year of that centre, decided."""

    def told(path: Path) -> Texte | None:
        from tpplanner.workbook.guard import read_checked, titles_of  # noqa: PLC0415 - as above
        from tpplanner.workbook.year import read_annee  # noqa: PLC0415

        try:
            decided = PROGRAMMATION_PRODUITES[0] in titles_of(read_checked(path))
            there = read_annee(path, annee.aujourdhui).annee if decided else None
        except UserError:
            there = None
        mine = (cle(annee.centre), annee.debut, annee.fin)
        same = there is not None and (cle(there.centre), there.debut, there.fin) == mine
        return None if same else texte.pas_de_cette_annee(path.name)

    return told
