"""The Excel files: `write_planning` for the responsable de session, `write_affichage` for the wall."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tpplanner.domain.answers import Change, Echeancier, Reading, Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Designation, Session
from tpplanner.export.agenda import Agenda, inert
from tpplanner.export.excel.affichage import affichage
from tpplanner.export.excel.book import Publication, ready
from tpplanner.export.excel.planning import changements, echeances, grille, non_places, planning, sommaire
from tpplanner.export.excel.sheets import (
    conformite,
    correspondance,
    emargement,
    organisation,
    par_candidat,
    par_jury,
    par_salle,
    qualite,
)
from tpplanner.export.standing import a_planning_of, a_poster_of, stamp
from tpplanner.files.writing import Content, Placed, put_all
from tpplanner.sheets.colonne import Feuille
from tpplanner.sheets.produites import (
    CHANGEMENTS,
    ECHEANCES,
    EMARGEMENT,
    EN_VUE,
    FEUILLES_D_UN_PLANNING,
    GRILLE,
    ORGANISATION,
)
from tpplanner.sheets.session import IMPREVUS, NON_PLACES
from tpplanner.texts import documents as texte_affichage
from tpplanner.texts.classeur import INTERNE, RETOUCHE, TITRE_DU_FICHIER, etabli
from tpplanner.workbook.kit import CREATED, Book, arrange_tabs
from tpplanner.workbook.marks import marks_of, marks_of_poster
from tpplanner.workbook.template import write_input_sheets


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a plan comes from: the workbook's name and the version of tpplanner; the date written in the file.

    `en_vigueur`: since when it is the planning that people hold to, if it is.
    """

    classeur: str = ""
    version: str = ""
    created: datetime = CREATED
    en_vigueur: datetime | None = None


def write_planning(path: Path, lu: Session | Reading, plan: Plan, report: Report, **options: Any) -> Placed:
    """Write the internal file alone, with what else `planning_file` takes; raises `CannotWrite`."""
    return put_all([planning_file(path, lu, plan, report, **options)])[0]


def planning_file(
    path: Path,
    lu: Session | Reading,
    plan: Plan,
    report: Report,
    *,
    provenance: Provenance | None = None,
    change: Change | None = None,
    echeancier: Echeancier | None = None,
) -> Content:
    """The internal file, ``planning.xlsx``, to be written: the plan from every side, its check, and the inputs.

    `lu` is the reading (its warnings are repeated) or the session alone; a `change` has its own sheet, on which the
    file opens, and so have candidats left out; the `echeancier` has one too. Raises `CannotWrite` for a path that is
    no workbook's.
    """
    provenance = provenance or Provenance()
    session = lu.session if isinstance(lu, Reading) else lu
    saisie = change.saisie if change is not None else lu.saisie if isinstance(lu, Reading) else session
    avertissements = lu.avertissements if isinstance(lu, Reading) else ()

    absent = [(CHANGEMENTS, change is None), (NON_PLACES, not session.non_places), (ECHEANCES, echeancier is None)]
    feuilles = [f for f in FEUILLES_D_UN_PLANNING if (f, True) not in absent]
    opened = next(f for f in (CHANGEMENTS, NON_PLACES, GRILLE) if f in feuilles)

    def fill(book: Book) -> None:
        publication = Publication(book, Agenda(session, plan), INTERNE)
        sommaire(publication, feuilles, in_sight(session))
        if change is not None:
            changements(publication, change.changements)
        if session.non_places:
            non_places(publication)
        grille(publication)
        par_candidat(publication)
        par_jury(publication)
        par_salle(publication)
        emargement(publication, change.changements.retards if change is not None else ())
        organisation(publication)
        correspondance(publication)
        conformite(publication, report, avertissements, etabli(provenance.classeur, provenance.version))
        qualite(publication, report)
        if echeancier is not None:
            echeances(publication, echeancier)
        planning(publication)
        write_input_sheets(book, inert(saisie), footer=INTERNE)
        arrange_tabs(book, in_sight(session), opened)

    sheets = tuple(feuille.titre for feuille in feuilles)
    avant = provenance.classeur if change is not None else ""
    cause = change.cause or (*change.changements.avis, RETOUCHE)[0] if change is not None else ""
    marks = marks_of(avant, len(report.violations), cause, provenance.en_vigueur)
    content = ready(Path(path), fill, sheets, titre=TITRE_DU_FICHIER, created=provenance.created, marks=marks)
    return replace(content, replaces=a_planning_of(session))


def in_sight(session: Session) -> tuple[Feuille, ...]:
    """The sheets of a planning that are not hidden.

    Nobody signs in a fictive session, made for its agrément. What happened is in sight once something did.
    """
    always = tuple(ORGANISATION if session.fictive and f is EMARGEMENT else f for f in EN_VUE)
    return (*always, IMPREVUS) if session.imprevus else always


def write_affichage(
    path: Path, session: Session, plan: Plan, *, designation: Designation = Designation.NUMERO
) -> Placed:
    """Write the poster alone; raises `CannotWrite`."""
    return put_all([affichage_file(path, session, plan, designation)])[0]


def affichage_file(path: Path, session: Session, plan: Plan, designation: Designation) -> Content:
    """The poster, ``planning-affichage.xlsx``, to be written, and nothing else.

    A sheet for each paper, no hidden one, neutral properties: no author, no date, nothing of an aménagement. Raises
    `CannotWrite` for a path that is no workbook's.
    """

    def fill(book: Book) -> None:
        affichage(book, Agenda(session, plan), designation)

    marks = {**marks_of_poster(session, plan), "subject": stamp(session)}
    titre = texte_affichage.TITRE_DU_FICHIER
    content = ready(Path(path), fill, texte_affichage.FEUILLES, titre=titre, marks=marks, world_readable=True)
    return replace(content, replaces=a_poster_of(session))


__all__ = [
    "Designation",
    "Placed",
    "Provenance",
    "affichage_file",
    "planning_file",
    "write_affichage",
    "write_planning",
]
