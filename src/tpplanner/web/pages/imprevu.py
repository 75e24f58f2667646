"""The day itself: an event told in four fields, answered by whom to tell what; before it, plan B."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.change.statement import DECISIONS, Statement
from tpplanner.domain.answers import Reading
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import UserError
from tpplanner.texts import jour_j as mots
from tpplanner.texts import page as textes
from tpplanner.texts.changements import MOTIFS
from tpplanner.texts.noms import Noms, heure
from tpplanner.tuning import CHANGE_SECONDS
from tpplanner.web.desk import Desk, desk_of, now, page, planning_of, posted
from tpplanner.web.frame import frame_of
from tpplanner.web.pages.planning import hold_to, version_of
from tpplanner.web.sessions.folders import SessionFiles, VersionedFile
from tpplanner.web.sessions.judged import judge, look
from tpplanner.web.sessions.still import happened
from tpplanner.workbook.marks import read_marks

AT_ONCE = 3
"""Things that may happen together, each on a day and from an hour on of its own if need be."""


def show(request: Request) -> Response:
    """What happens, of five kinds, and whom it is about; what is asked more rarely is folded."""
    session, path = planning_of(request)
    desk = desk_of(request)
    checked = desk.readings.of(path, judge).checked
    if checked is None:
        return page("refus.html", 409, phrases=[textes.INTROUVABLE])
    reading, in_force = checked.reading, session.in_force()
    saisie, plan, moment = reading.session, reading.edite[0], now()
    aujourdhui, maintenant = present(saisie, moment)
    sorte = request.query_params.get("sorte", "membre_absent")
    days = [j.date for j in saisie.jours]
    return page(
        "imprevu.html",
        cadre=frame_of(session, textes.JOUR_J, request.path_params["id"]),
        id=request.path_params["id"],
        mots=mots,
        sorte=sorte if sorte in mots.SORTES else "membre_absent",
        jour_dit=_day_and_hour(saisie, moment) if aujourdhui else "",
        commence=mots.commence(moment, _begun(plan, moment)) if aujourdhui else "",
        aujourdhui=aujourdhui,
        maintenant=maintenant,
        en_vigueur=in_force if in_force is not None and in_force.path != path else None,
        proposition=_waiting(session),
        version=version_of(session, path),
        concernes=_concerned(saisie, plan, sorte),
        qui=_who_or_what(saisie, [c.jury for c in plan.compositions]),
        choisi=request.query_params.get("qui", ""),
        lignes=AT_ONCE,
        jours=[(f"{jour:%d/%m/%Y}", Noms(saisie).jour(jour)) for jour in days],
        accords=_who_may_agree(saisie),
        faits=_facts(reading),
        imprevus=happened(desk, session, desk.readings.of(session.workbook, look).reading),
    )


def _day_and_hour(session: Session, moment: datetime) -> str:
    return f"{Noms(session).jour(moment.date())}, {heure(moment)}"


def _begun(plan: Plan, moment: datetime) -> int:
    """How many passages of the day have begun."""
    return sum(p.debut.date() == moment.date() and p.debut <= moment for p in plan.passages)


def _waiting(session: SessionFiles) -> VersionedFile | None:
    """The newest version, where an event was answered by it and nobody holds to it yet."""
    newest, in_force = next(iter(session.plannings()), None), session.in_force()
    return newest if newest is not None and in_force is not None and newest.version > in_force.version else None


def _concerned(session: Session, plan: Plan, sorte: str) -> list[tuple[str, str]]:
    """Whom or what a kind of event may be about: the value of the field, its name with the juries that it sits in."""
    noms = Noms(session)
    juries = {m: dict.fromkeys(c.jury for c in plan.compositions if m in c.membres) for m in membres_of(plan)}
    if sorte == "salle":
        return [(f"salle:{noms.etiquette_salle(s.id)}", noms.etiquette_salle(s.id)) for s in session.salles]
    if sorte.startswith("candidat"):
        return [(f"candidat:{noms.etiquette(c.id)}", noms.etiquette(c.id)) for c in session.candidats]
    called = [m.id for m in session.membres if m.id in juries]
    others = [p.id for p in session.personnes]
    return [
        (f"absent:{noms.etiquette(id_)}", noms.etiquette(id_) + _seats([noms.jury(j) for j in juries.get(id_, ())]))
        for id_ in (*called, *others)
    ]


def membres_of(plan: Plan) -> set[str]:
    """Those who sit in its juries (ids)."""
    return {membre for c in plan.compositions for membre in c.membres}


def _seats(juries: list[str]) -> str:
    return f" ({', '.join(juries)})" if juries else ""


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
    jour, de, fin, maintenant, aujourdhui, until = (
        str(form.get(name, "")).strip() for name in ("jour", "de", "fin", "maintenant", "aujourdhui", "jusqu_a")
    )
    until = until if form.get("combien") != "journee" else ""
    statement = Statement(
        jour=jour,
        fin=fin,
        jusqu_a=until,
        reporter=bool(form.get("reporter")),
        travaux_seuls=bool(form.get("travaux_seuls")),
        accords=tuple(str(nom) for nom in form.getlist("accord") if nom),
        maintenant=f"{aujourdhui}, {maintenant}" if aujourdhui and maintenant else maintenant,
    )
    things = zip_longest(_rows(form, "qui", "duree"), [("", ""), *_rows(form, *OWN)], fillvalue=("", ""))
    for (qui, duree), own in islice(things, bool(form.get("sans_premier")), None):
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


def _replan(request: Request, session: SessionFiles, path: Path, statement: Statement, liste: str) -> RedirectResponse:
    return replan_from(desk_of(request), session, path, statement, liste)


def replan_from(
    desk: Desk, session: SessionFiles, planning: Path, statement: Statement, liste: str = ""
) -> RedirectResponse:
    """Begin the search for the next version of a planning, after what was told of it; that is noted in the workbook."""
    imprevu = {name: value for name, value in asdict(statement).items() if name != "ajouter"}
    keep_holding_to(desk, session, planning)
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


def keep_holding_to(desk: Desk, session: SessionFiles, path: Path) -> None:
    """Hold to a planning while another is made: that one is a proposal until somebody puts it in force.

    A file that cannot be marked, being open in Excel, is in force all the same as long as it is the newest.
    """
    in_force = session.in_force()
    if in_force is None or in_force.path != path or read_marks(path).en_vigueur is None:
        with suppress(UserError):
            hold_to(desk, path)
