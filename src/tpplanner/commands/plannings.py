"""``tpplanner annee --plannings``: the sessions of a year, each planned and written."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tpplanner.batch import INTERRUPTED, SETTLED_FOLDER, BatchResult, plan_many
from tpplanner.commands.annee import Year
from tpplanner.commands.following import Follower
from tpplanner.commands.outputs import write_excel
from tpplanner.domain.annee import Programmation
from tpplanner.domain.answers import Infeasible
from tpplanner.domain.session import Session
from tpplanner.errors import CannotWrite, UserError
from tpplanner.export.standing import a_planning_of
from tpplanner.files.names import cut, free_name
from tpplanner.files.place import check_replaceable
from tpplanner.solver import Budget
from tpplanner.texts import annee as textes_annee
from tpplanner.texts import commande as texte
from tpplanner.texts.fautes import exigences, manque
from tpplanner.year.sessions import session_of

FAILED = {"impossible", "pas_trouve", "echec", "arret", "autre_modele", "non_ecrit"}
"""What becomes of a session (keys of `texts.annee.PLANNING`) that has no planning though it could have one."""


_NOT_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
"""What Windows takes in no name of a file."""


def plan_year(
    year: Year, programmation: Programmation, folder: Path, budget: Budget, follower: Follower
) -> dict[str, str]:
    """Plan the sessions of a year, each within the budget, and write them into `folder`; what became of each."""
    ends: dict[str, str] = {}
    sessions = _sessions_of(year, programmation, ends, follower)
    files = file_names(sessions)
    for nom, session in list(sessions.items()):
        try:
            check_replaceable(folder / files[nom], a_planning_of(session))
        except CannotWrite as refusal:
            follower.warn(refusal.issues)
            ends[nom] = "non_ecrit"
            del sessions[nom]

    def finish(done: BatchResult) -> None:
        session = sessions[done.nom]
        end = ends[done.nom] = _end(done, session, folder / files[done.nom], follower)
        suite = textes_annee.PLANNING[end] + (f" ({done.failure})" if end == "echec" else "")
        rank = sum(nom in ends for nom in sessions)
        follower.say(texte.ligne(rank, len(sessions), done.nom, suite))
        if isinstance(done.outcome, Infeasible):
            cause = done.outcome.cause
            for shortage in done.outcome.manques:
                follower.say(texte.point(manque(session, shortage), ()))
            for phrase in exigences(session, cause.exigences if cause else ()):
                follower.say(texte.point(phrase.texte, ()))

    with follower.search(None):
        plan_many(sessions, budget=budget, folder=folder / SETTLED_FOLDER, listen=finish)
    return ends


def _sessions_of(
    year: Year, programmation: Programmation, ends: dict[str, str], follower: Follower
) -> dict[str, Session]:
    """The sessions of a year that can be planned; what becomes of the others."""
    sessions = {}
    for s in programmation.sessions:
        base = year.models.get(s.session)
        if base is None or not s.candidats:
            ends[s.session] = "sans_candidat" if base is not None else "sans_modele"
            continue
        try:
            sessions[s.session] = session_of(year.lecture.annee, s, base)
        except UserError as refusal:
            follower.warn(replace(issue, sheet=s.session) for issue in refusal.issues)
            ends[s.session] = "autre_modele"
    return sessions


def _end(done: BatchResult, session: Session, path: Path, follower: Follower) -> str:
    """What became of a session, once its planning is written, if there is one."""
    if done.outcome is not None and done.report is not None:
        try:
            written = write_excel(path, session, done.outcome, done.report)
        except CannotWrite as failure:
            follower.warn(failure.issues)
            return "non_ecrit"
        follower.warn(written.avertissements)
        return "planifiee"
    if done.failure:
        return "arret" if done.failure == INTERRUPTED else "echec"
    return "impossible" if isinstance(done.outcome, Infeasible) else "pas_trouve"


def file_names(names: Iterable[str]) -> dict[str, str]:
    """For each session, the name of a file, borne by no other."""
    taken: set[str] = set()
    stems = ((name, cut(_NOT_IN_FILES.sub("-", name)).strip(" .") or "session") for name in names)
    return {name: free_name(stem, "xlsx", taken) for name, stem in stems}
