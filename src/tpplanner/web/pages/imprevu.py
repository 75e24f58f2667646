"""The day itself: an event told in four fields, answered by whom to tell what; before it, plan B."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tpplanner.change.statement import DECISIONS, Statement
from tpplanner.commands.notes import note_agreement
from tpplanner.commands.replan import chosen, with_files
from tpplanner.domain.answers import Reading
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.files.writing import Written
from tpplanner.texts import page as textes
from tpplanner.texts.changements import MOTIFS
from tpplanner.texts.noms import Noms
from tpplanner.tuning import CHANGE_SECONDS
from tpplanner.web.desk import Desk, desk_of, job_of, now, page, planning_of, posted
from tpplanner.web.folders import SessionFiles, ident
from tpplanner.web.jobs import Job
from tpplanner.web.judged import judge
from tpplanner.web.pages.planning import hold_to, plan_b_of, version_of
from tpplanner.workbook.marks import read_marks

AT_ONCE = 3
"""Things that may happen together, each on a day and from an hour on of its own if need be."""


def show(request: Request) -> HTMLResponse:
    """The four fields, and what is asked more rarely; an address may say who or what it is about."""
    session, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        return page("refus.html", 409, phrases=[textes.INTROUVABLE])
    reading, in_force = checked.reading, session.in_force()
    days = [j.date for j in reading.session.jours]
    aujourdhui, maintenant = present(reading.session, now())
    return page(
        "imprevu.html",
        session=session,
        aujourdhui=aujourdhui,
        maintenant=maintenant,
        en_vigueur=in_force if in_force is not None and in_force.path != path else None,
        id=request.path_params["id"],
        version=version_of(session, path),
        qui=_who_or_what(reading.session, [c.jury for c in reading.edite[0].compositions]),
        choisi=request.query_params.get("qui", ""),
        lignes=AT_ONCE,
        jours=[(f"{jour:%d/%m/%Y}", Noms(reading.session).jour(jour)) for jour in days],
        accords=_who_may_agree(reading.session),
        faits=_facts(reading),
        plan_b=plan_b_of(path),
    )


def _who_or_what(session: Session, jurys: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What an event may be about, by group: the value of the field, and its name."""
    noms = Noms(session)
    membres = [(f"absent:{noms.etiquette(m.id)}", noms.etiquette(m.id)) for m in session.membres]
    autres = [(f"absent:{noms.etiquette(p.id)}", noms.etiquette(p.id)) for p in session.personnes]
    candidats = [(f"candidat:{noms.etiquette(c.id)}", noms.etiquette(c.id)) for c in session.candidats]
    heard = [(f"jury:{noms.jury(j)}", noms.jury(j)) for j in dict.fromkeys(jurys)]
    salles = [(f"salle:{noms.etiquette_salle(s.id)}", noms.etiquette_salle(s.id)) for s in session.salles]
    groups = zip(textes.GROUPES, (membres, candidats, heard, salles, autres), strict=True)
    return [(titre, group) for titre, group in groups if group]


def _who_may_agree(session: Session) -> list[str]:
    noms = Noms(session)
    ids = (*(c.id for c in session.candidats), *(m.id for m in session.membres), *(p.id for p in session.personnes))
    return [noms.etiquette(id_) for id_ in dict.fromkeys(ids)]


def _facts(reading: Reading) -> dict[str, list[str]]:
    """What may be chosen of each field of what is interrupted, or found at the door."""
    session, plan = reading.session, reading.edite[0]
    noms = Noms(session)
    passed = dict.fromkeys(p.epreuve for p in plan.passages)
    return {
        "interrompu": [noms.jury(j) for j in dict.fromkeys(c.jury for c in plan.compositions)],
        "decision": [decision.value for decision in DECISIONS],
        "ecrit": [
            noms.etiquette_epreuve(e.id) for e in session.referentiel.epreuves() if e.id in passed and e.collective
        ],
        "deport": [noms.etiquette(m.id) for m in session.membres],
        "candidat": [noms.etiquette(c.id) for c in session.candidats],
        "motif": list(MOTIFS),
    }


# What was told.


def told_by(form: FormData) -> Statement:
    """What was told in the fields: what happens together; what may change of the day; the present hour.

    The first thing's day and hour are those of all that have none of their own. The present hour is one of today: what
    happens on another day has that day behind its name.
    """
    jour, de, fin, maintenant, aujourdhui = (
        str(form.get(name, "")).strip() for name in ("jour", "de", "fin", "maintenant", "aujourdhui")
    )
    statement = Statement(
        jour=jour,
        fin=fin,
        reporter=bool(form.get("reporter")),
        travaux_seuls=bool(form.get("travaux_seuls")),
        accords=tuple(str(nom) for nom in form.getlist("accord") if nom),
        maintenant=f"{aujourdhui}, {maintenant}" if aujourdhui and maintenant else maintenant,
    )
    for line, own in zip_longest(_rows(form, "qui", "duree"), [("", ""), *_rows(form, *OWN)], fillvalue=("", "")):
        qui, duree = line
        statement = _with(statement, qui, duree, de, own)
    return _with_facts(statement, form, ", ".join(filter(None, (jour, de))) if de else "")


def _rows(form: FormData, *names: str) -> Iterator[tuple[str, ...]]:
    """What stands in fields that are there several times, row by row."""
    return zip_longest(*([str(value).strip() for value in form.getlist(name)] for name in names), fillvalue="")


OWN = ("jour_propre", "heure_propre")
"""The fields of the day and the hour of what happens with the first thing."""


def _with(statement: Statement, qui: str, duree: str, de: str, own: tuple[str, ...]) -> Statement:
    """The same, and that, with its own day and hour; a length says that somebody is late rather than away.

    Then the hour is the present one, unless another is told.
    """
    quoi, _, nom = qui.partition(":")
    if any(own) and (quoi != "candidat" or duree):
        nom = ", ".join(filter(None, (nom, *own)))
        de = "" if quoi in ("candidat", "jury") else statement.de
    if quoi in ("candidat", "jury"):
        de = de or statement.maintenant
    match quoi:
        case "candidat" if duree:
            return replace(statement, retards=(*statement.retards, (nom, duree)), maintenant=de)
        case "candidat":
            return replace(statement, candidats=(*statement.candidats, nom), maintenant=de)
        case "jury":
            return replace(statement, decalages=(*statement.decalages, (nom, duree or "0 min")), maintenant=de)
        case "salle":
            return replace(statement, salles=(*statement.salles, nom), de=de)
        case "absent":
            return replace(statement, absents=(*statement.absents, nom), de=de)
    return statement


def _with_facts(statement: Statement, form: FormData, moment: str) -> Statement:
    """The same, and what is interrupted, or found at the door: at that moment (a day and an hour), else now."""

    def named(champ: str) -> list[str]:
        return [f"{value}, {moment}" if moment else value for value in _chosen(form, champ)]

    missing = tuple((nom, str(form.get("motif", ""))) for nom in named("sans_piece"))
    admis = bool(form.get("admis"))
    return replace(
        statement,
        jurys_interrompus=tuple(named("interrompu")),
        decision=str(form.get("decision", "")),
        reprise=str(form.get("reprise", "")).strip(),
        interruptions=tuple((nom, str(form.get("arret", "")).strip()) for nom in named("ecrit")),
        deports=tuple((membre, str(form.get("deport_de", ""))) for membre in _chosen(form, "deport")),
        refuses=() if admis else missing,
        admis=missing if admis else (),
    )


def _chosen(form: FormData, champ: str) -> list[str]:
    return [str(value) for value in form.getlist(champ) if value]


# What is asked for.


@posted
def replan(request: Request, form: FormData) -> RedirectResponse:
    """Plan again after what was told: the next version."""
    return _replan(request, *planning_of(request), told_by(form), str(form.get("liste", "")))


@posted
def choose(request: Request, form: FormData) -> Response:
    """Write another of the answers that a search has found, by its rank, as the next version."""
    job = job_of(request)
    session, replanned = _session_of(request, job), job.state.get("fin", {}).get("choix")
    rang = str(form.get("rang", ""))
    if replanned is None or not (rang.isdigit() and int(rang) < len(replanned.answers)):
        raise HTTPException(404, textes.INTROUVABLE)
    with desk_of(request).next_version(session) as out:
        written = with_files(chosen(replanned, int(rang)), out, None, job.task["planning"]).written
    if not isinstance(written, Written):
        return page("refus.html", 409, phrases=[issue.message for issue in written.issues] if written else [])
    return RedirectResponse(f"/planning/{ident(written.fichiers[0])}", 303)


@posted
def refuse(request: Request, form: FormData) -> RedirectResponse:
    """Look for an answer in which nothing is asked of those who refuse, after the same events."""
    job = job_of(request)
    noms = tuple(str(nom) for nom in form.getlist("refus") if nom)
    statement = Statement(**job.task["imprevu"])
    statement = replace(statement, refus=tuple(dict.fromkeys((*statement.refus, *noms))))
    return replan_from(desk_of(request), _session_of(request, job), job.task["planning"], statement, job.task["liste"])


@posted
def agree(request: Request, form: FormData) -> Response:
    """Note that somebody (id) agrees to what a planning counts on, or plan again without asking them anything."""
    session, path = planning_of(request)
    desk, personne = desk_of(request), str(form.get("personne", ""))
    checked = desk.readings.of(path, judge).checked
    if checked is None or personne not in checked.reading.saisie.attendus:
        raise HTTPException(404, textes.INTROUVABLE)
    saisie = checked.reading.saisie
    known = session.known_before(path)
    if form.get("reponse") == "non" and known is not None:
        maintenant = ", ".join(filter(None, present(saisie, now())))
        refusal = Statement(refus=(Noms(saisie).etiquette(personne),), maintenant=maintenant)
        return replan_from(desk, session, known.path, refusal)
    try:
        with desk.noting:
            note_agreement(path, personne)
    except UserError as refused:
        return page("refus.html", 409, phrases=[issue.message for issue in refused.issues])
    return RedirectResponse(f"/planning/{request.path_params['id']}", 303)


def _session_of(request: Request, job: Job) -> SessionFiles:
    session = desk_of(request).library.session(job.session)
    if session is None:
        raise HTTPException(404, textes.INTROUVABLE)
    return session


def _replan(request: Request, session: SessionFiles, path: Path, statement: Statement, liste: str) -> RedirectResponse:
    return replan_from(desk_of(request), session, path, statement, liste)


def replan_from(
    desk: Desk, session: SessionFiles, planning: Path, statement: Statement, liste: str = ""
) -> RedirectResponse:
    """Begin the search for the next version of a planning, after what was told of it; that is noted in the workbook."""
    imprevu = {name: value for name, value in asdict(statement).items() if name != "ajouter"}
    _hold_to(desk, session, planning)
    return desk.start(
        session,
        "imprevu",
        planning=planning,
        out=desk.next_planning(session),
        note=(session.workbook, now()),
        imprevu=imprevu,
        liste=liste,
        secondes=CHANGE_SECONDS,
    )


def present(session: Session, moment: datetime) -> tuple[str, str]:
    """The day and the hour that it is, as fields tell them, on a day of the session; empty on any other."""
    if session.fictive or moment.date() not in {jour.date for jour in session.jours}:
        return "", ""
    return f"{moment:%d/%m/%Y}", f"{moment.hour}h{moment:%M}"


def _hold_to(desk: Desk, session: SessionFiles, path: Path) -> None:
    """Something happens to the planning that people hold to: what is calculated from now on is no longer known to them.

    A file that cannot be marked, being open in Excel, is in force all the same as long as it is the newest.
    """
    in_force = session.in_force()
    if in_force is None or in_force.path != path or read_marks(path).en_vigueur is None:
        with suppress(UserError):
            hold_to(desk, path)
