"""What commands write: plans as workbooks with their posters, documents; what the check refuses is not written."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tpplanner.domain.answers import Change, Changements, Outcome, Planned, Reading, Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Designation, Session
from tpplanner.errors import Bug, CannotWrite, Issue, Severity, UserError
from tpplanner.export.agenda import Agenda
from tpplanner.export.documents import Audience, Format, Matter
from tpplanner.export.dossier import write_dossier
from tpplanner.export.excel import Provenance, affichage_file, planning_file
from tpplanner.export.standing import a_planning_of, a_poster_of
from tpplanner.files.names import poster
from tpplanner.files.place import check_replaceable
from tpplanner.files.writing import Written, put_all
from tpplanner.sheets.session import CANDIDATS, champ_majoration
from tpplanner.texts.documents import MODELE_ILLISIBLE_CONSEIL, MODELE_VIDE
from tpplanner.texts.majorations import sans_convocation
from tpplanner.texts.noms import Noms
from tpplanner.version import __version__
from tpplanner.year.echeances import echeancier


def write_excel(
    path: str | Path,
    lu: Reading | Session,
    outcome: Outcome,
    report: Report,
    *,
    affichage: str | None = None,
    classeur: str = "",
    change: Change | None = None,
    malgre_manquements: bool = False,
    en_vigueur: datetime | None = None,
) -> Written:
    """Write a plan's two files: the internal one at `path`, and the poster beside it, named ``…-affichage.xlsx``.

    `affichage` says candidats by drawn number (``numero``), ``Prénom N.`` (``prenom``) or ``NOM Prénom`` (``nom``);
    None: as the session asks. After a change, it has a sheet of its own and says what the input sheets hold. Raises
    CannotWrite, and Bug for what is no plan or breaks a rule: nothing that the check refuses is written, unless
    `malgre_manquements`, and then without a poster: such a plan is on no wall. `en_vigueur`: since when people hold to
    it, if they do.
    """
    if not isinstance(outcome, Planned) or not (report.conforme or malgre_manquements):
        raise Bug("only a plan that the check accepts may be written")
    session = lu.session if isinstance(lu, Reading) else lu
    provenance = Provenance(classeur=classeur, version=__version__, en_vigueur=en_vigueur)
    dates = None if session.fictive else echeancier(session, outcome.plan)
    path = Path(path)
    files = [planning_file(path, lu, outcome.plan, report, provenance=provenance, change=change, echeancier=dates)]
    if report.conforme:
        designation = Designation(affichage) if affichage else session.affichage
        files.append(affichage_file(poster(path), session, outcome.plan, designation))
    written = put_all(files)
    return Written(tuple(w.path for w in written), tuple(issue for w in written for issue in w.avertissements))


def write_documents(
    folder: str | Path,
    lu: Reading | Session,
    plan: Plan,
    report: Report,
    *,
    pour: Collection[str] = (),
    formats: Collection[str] = (),
    affichage: str | None = None,
    convocation: str | Path | None = None,
    convocation_jury: str | Path | None = None,
    classeur: str = "",
    malgre_manquements: bool = False,
    personnes: Collection[str] = (),
    changements: bool = False,
    avant: Reading | None = None,
) -> Written:
    """Write the documents of a planning into `folder`, a folder in it for each audience.

    `pour` and `formats` choose among them (`export.documents`: ``affichage``, ``jury``… and ``pdf``, ``docx``…; empty:
    all); `affichage` as in `write_excel`; `convocation` and `convocation_jury` are the centre's own letters (.docx).
    `personnes` (ids): only what is those people's own, convocations and calendars. `changements`: only what the change
    that made the planning makes anew: of the people to be told, posters of the days that differ, sheets and lists.
    `avant`: the planning of which this one is a change: what it called people to, and is no more, is called off.
    Raises UserError for a letter that is empty or cannot be filled, CannotWrite, ValueError for an unknown audience or
    format, and Bug for a plan that breaks a rule, unless `malgre_manquements`.
    """
    if not report.conforme and not malgre_manquements:
        raise Bug("only a plan that the check accepts may be written")
    session = lu.session if isinstance(lu, Reading) else lu
    change = lu.changements if isinstance(lu, Reading) else Changements()
    concerned = {message.personne for message in change.messages if message.personne}
    matter = Matter(
        session=session,
        plan=plan,
        report=report,
        avertissements=lu.avertissements if isinstance(lu, Reading) else (),
        designation=Designation(affichage) if affichage else session.affichage,
        modele=_letter(convocation),
        modele_membre=_letter(convocation_jury),
        personnes=frozenset(personnes) | (concerned if changements else set()),
        du_moment=changements,
        jours=frozenset(change.affiches if changements else ()),
        changements=change,
        saisie=lu.saisie if isinstance(lu, Reading) else None,
        avant=Agenda(avant.session, avant.ecrit[0]) if avant is not None else None,
        classeur=classeur,
        version=__version__,
    )
    written = write_dossier(Path(folder), matter, [Audience(a) for a in pour], [Format(f) for f in formats])
    convened = not pour or Audience.CANDIDAT in pour
    unconvened = _not_convened(session, personnes, lu.cells if isinstance(lu, Reading) else {}) if convened else ()
    return Written(written.fichiers, (*written.avertissements, *unconvened))


def _not_convened(
    session: Session, personnes: Collection[str], cells: Mapping[tuple[str, ...], str]
) -> Iterator[Issue]:
    """A warning for each candidat of whom no convocation is made: nobody has seen what grants them more time."""
    noms = Noms(session)
    for candidat in session.candidats:
        if candidat.majorations_a_confirmer and (not personnes or candidat.id in personnes):
            key = ("candidats", candidat.id, champ_majoration(candidat.majorations_a_confirmer[0]))
            sheet, _, cell = cells.get(key, CANDIDATS.titre).partition("!")
            yield Issue(Severity.WARNING, *sans_convocation(noms.etiquette(candidat.id)), sheet, cell)


def _letter(path: str | Path | None) -> bytes | None:
    """The centre's own letter, None where it gives none; raises UserError for an empty file."""
    content = Path(path).read_bytes() if path else None
    if path and not content:
        raise UserError(Issue(Severity.ERROR, MODELE_VIDE, MODELE_ILLISIBLE_CONSEIL, value=Path(path).name))
    return content


def written_or_why(
    path: Path, reading: Reading, outcome: Outcome, report: Report, **wished: Any
) -> Written | CannotWrite:
    """Write a planning; its files, or why there is none."""
    try:
        return write_excel(path, reading, outcome, report, **wished)
    except CannotWrite as failure:
        return failure


def only_its_own(path: Path, session: Session) -> None:
    """Raises CannotWrite where what stands there, or beside as its poster, is not of that session."""
    check_replaceable(path, a_planning_of(session))
    check_replaceable(poster(path), a_poster_of(session))
