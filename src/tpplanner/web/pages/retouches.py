"""A planning changed by hand, each change its next version: a passage moved or pinned, a jury seated otherwise."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.change.by_hand import Padlock, Put, Relocation, Seat
from tpplanner.commands.check import check_written
from tpplanner.commands.retouch import (
    Retouched,
    in_place,
    places_by_hand,
    retouch,
    rooms_for,
    who_may_sit,
    write_retouched,
)
from tpplanner.domain.answers import Reading
from tpplanner.domain.plan import Composition, Passage
from tpplanner.domain.questions import open_questions
from tpplanner.domain.session import Portee, cle
from tpplanner.errors import Misused, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.fautes import phrase
from tpplanner.texts.noms import Noms, heure
from tpplanner.texts.questions import respecte_sauf_reponse
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.desk import desk_of, page, planning_of, posted
from tpplanner.web.folders import SessionFiles, ident, stamp
from tpplanner.web.judged import asked_of, judge, judged
from tpplanner.workbook import cells

Parameters = FormData | QueryParams


@dataclass(frozen=True, slots=True)
class Selection:
    """A passage of a planning that was asked for."""

    session: SessionFiles
    path: Path
    lu: Reading
    passage: Passage

    @property
    def told(self) -> dict[str, Any]:
        """What a template needs to tell it."""
        cartes = textes.Cartes(self.lu.session)
        noms, plan = Noms(self.lu.session), self.lu.edite[0]
        jurys = dict.fromkeys(c.jury for c in plan.compositions)
        return {
            "id": ident(self.path),
            "session": self.session,
            "p": cartes.passage(plan, self.passage),
            "jours": [(j.date.isoformat(), noms.jour(j.date)) for j in self.lu.session.jours],
            "jurys": [(jury, noms.jury(jury)) for jury in jurys] if self.passage.suivies else [],
            "portees": list(textes.PORTEES.items()),
            "pas": self.lu.session.reglages.pas * 60,
        }


def reading_of(request: Request) -> tuple[SessionFiles, Path, Reading]:
    """A planning as it is read; raises HTTPException 409 where it cannot be."""
    session, path = planning_of(request)
    checked = desk_of(request).readings.of(path, judge).checked
    if checked is None:
        raise HTTPException(409, textes.PASSAGE_INCONNU)
    return session, path, checked.reading


def _taken(request: Request, fields: Parameters) -> Selection:
    session, path, lu = reading_of(request)
    key = str(fields.get("candidat", "")), str(fields.get("epreuve", ""))
    passage = next((p for p in lu.edite[0].passages if (p.candidat, p.epreuve) == key), None)
    if passage is None:
        raise HTTPException(404, textes.PASSAGE_INCONNU)
    return Selection(session, path, lu, passage)


def _shape(fields: Parameters, whole: str, piece: str) -> str:
    """The template of a page, or of the piece that a page in a browser asks for."""
    return piece if fields.get("morceau") else whole


# What is shown


def passages(request: Request) -> Response:
    """Every passage, by candidat: for who has no script, or prefers a list."""
    session, path, lu = reading_of(request)
    cartes, plan = textes.Cartes(lu.session), lu.edite[0]
    groups = [
        (Noms(lu.session).etiquette(c.id), [cartes.passage(plan, p) for p in plan.du_candidat(c.id)])
        for c in lu.session.candidats
    ]
    return page("passages.html", session=session, id=ident(path), groupes=groups)


def show(request: Request) -> Response:
    """A passage: where it is, where it may go at once, what can be done with it."""
    fields = request.query_params
    selection = _taken(request, fields)
    possible = _possible(selection) if not fields.get("morceau") else None
    return page(_shape(fields, "passage.html", "_passage.html"), possible=possible, **selection.told)


def possible(request: Request) -> Response:
    """Where a passage may go at once, as a piece of a page."""
    selection = _taken(request, request.query_params)
    return page("_possible.html", possible=_possible(selection), **selection.told)


def _possible(selection: Selection) -> dict[str, object]:
    candidat, epreuve = selection.passage.candidat, selection.passage.epreuve
    try:
        places = places_by_hand(selection.lu, candidat, epreuve)
    except UserError:
        return {"dit": textes.MANQUEMENTS_A_CONFIRMER, "groupe": None}
    groupe = textes.Cartes(selection.lu.session).groupe(places) if places is not None else None
    return {"dit": "", "groupe": groupe}


# What is done


@posted
def move(request: Request, form: FormData) -> Response:
    """Try a passage at another hour: kept where no rule is broken; else the rules, and what can be done about it."""
    selection = _taken(request, form)
    try:
        where = _where(selection, form)
    except Misused as refusal:
        return _refused(selection, form, [str(refusal)])
    retouched = retouch(selection.lu, where)
    if retouched.plan == retouched.change.session.reference[0]:
        return _refused(selection, form, [textes.DEJA_LA])
    if form.get("quoi") == "autour":
        out = desk_of(request).next_planning(selection.session)
        return desk_of(request).start(
            selection.session, "autour", planning=selection.path, out=out, ailleurs=where, secondes=PLAN_SECONDS
        )
    keep = form.get("quoi") == "garder"
    if retouched.report.conforme or keep:
        return _kept(request, selection, retouched, malgre_manquements=keep)
    broken = [phrase(retouched.reading.session, violation) for violation in retouched.report.violations]
    return _refused(selection, form, list(dict.fromkeys(broken)), where)


def _where(selection: Selection, form: FormData) -> Put:
    """Where a passage is put; raises Misused for what is no day, no hour or no jury of the session."""
    typed = str(form.get("heure", "")).strip()
    try:
        hour: time = cells.heure(typed)
    except cells.Unreadable as refusal:
        raise Misused(textes.HEURE_ILLISIBLE(typed)) from refusal
    try:
        jour = date.fromisoformat(str(form.get("jour", "")))
    except ValueError as error:
        raise Misused(textes.JOUR_INCONNU) from error
    if jour not in {j.date for j in selection.lu.session.jours}:
        raise Misused(textes.JOUR_INCONNU)
    jury = str(form.get("jury", ""))
    own = next((partie.jury for partie in selection.passage.suivies), "")
    known = {c.jury for c in selection.lu.edite[0].compositions}
    return Put(
        selection.passage.candidat,
        selection.passage.epreuve,
        datetime.combine(jour, hour),
        jury if jury in known and (jury, jour) != (own, selection.passage.jour) else "",
    )


def _refused(selection: Selection, fields: Parameters, phrases: list[str], where: Put | None = None) -> Response:
    quand = ""
    if where is not None:
        there = selection.passage.deplace(lambda moment: moment + (where.debut - selection.passage.debut))
        quand = textes.Cartes(selection.lu.session).retouche(selection.passage, there)
    shown = {"phrases": phrases, "quand": quand, "ou": where, **selection.told}
    return page(_shape(fields, "deplacement.html", "_deplacement.html"), 409, **shown)


def _kept(
    request: Request, selection: Selection, retouched: Retouched, *, malgre_manquements: bool = False
) -> Response:
    """Write the next version, and show it at the passage."""
    try:
        out = written(request, selection.session, selection.path, retouched, malgre_manquements=malgre_manquements)
    except UserError as refusal:
        return _refused(selection, request.query_params, [issue.message for issue in refusal.issues])
    which = urlencode({"candidat": selection.passage.candidat, "epreuve": selection.passage.epreuve})
    return RedirectResponse(f"/planning/{ident(out)}?{which}", 303)


def written(
    request: Request, session: SessionFiles, planning: Path, retouched: Retouched, *, malgre_manquements: bool = False
) -> Path:
    """Write what a planning became as the next version, where that is; raises CannotWrite.

    What is known of it already is not read again.
    """
    desk = desk_of(request)
    with desk.next_version(session) as out:
        path = write_retouched(retouched, planning, out, malgre_manquements=malgre_manquements).fichiers[0]
        written_at = stamp(path)
    checked = check_written(retouched, planning, path)
    if checked is not None:
        desk.readings.learn(path, written_at, judge, judged(checked))
    return path


@posted
def pin(request: Request, form: FormData) -> Response:
    """Pin a passage, or let it go: the next version."""
    selection = _taken(request, form)
    portee = cle(str(form.get("fige", "")))
    if portee not in ("", *Portee) or portee == selection.passage.fige:
        return RedirectResponse(f"/planning/{ident(selection.path)}", 303)
    retouched = retouch(selection.lu, Padlock(selection.passage.candidat, selection.passage.epreuve, portee))
    return _kept(request, selection, retouched, malgre_manquements=True)


@posted
def search(request: Request, form: FormData) -> Response:
    """Look for places that move others too, beside whatever else is searched."""
    selection = _taken(request, form)
    noms = Noms(selection.lu.session)
    return desk_of(request).start(
        selection.session,
        "places",
        aside=True,
        planning=selection.path,
        candidat=noms.etiquette(selection.passage.candidat),
        epreuve=noms.etiquette_epreuve(selection.passage.epreuve),
        secondes=PLAN_SECONDS,
    )


@posted
def settle(request: Request, form: FormData) -> Response:
    """Put a passage in a place that was found for it."""
    selection = _taken(request, form)
    job = desk_of(request).jobs.get(str(form.get("calcul", "")))
    answer = job.state.get("fin", job.state.get("places", {})) if job is not None else {}
    place = answer.get("places", {}).get(str(form.get("code", "")))
    known = place is not None and answer["depuis"] == selection.lu.edite[0]
    retouched = in_place(selection.lu, place) if known else None
    if job is None or retouched is None or not retouched.report.conforme:
        return _refused(selection, form, [textes.PLACE_PERDUE])
    job.stop()
    return _kept(request, selection, retouched)


# Its juries, day by day: another membre, another room, of those who may.


def juries(request: Request) -> Response:
    """Every jury-day, with its membres and its room."""
    session, path, lu = reading_of(request)
    noms, plan = Noms(lu.session), lu.edite[0]
    ranked = sorted(enumerate(plan.compositions), key=lambda one: (one[1].jour, noms.jury(one[1].jury), one[1].debut))
    jours = [
        (noms.jour(jour), [(rang, _jury_told(noms, c)) for rang, c in ranked if c.jour == jour])
        for jour in dict.fromkeys(c.jour for _, c in ranked)
    ]
    return page("jurys.html", session=session, id=ident(path), jours=jours, questions=asked_of(lu))


def _jury_told(noms: Noms, sitting: Composition) -> dict[str, object]:
    return {
        "nom": noms.jury(sitting.jury),
        "jour": noms.jour(sitting.jour),
        "heures": f"{heure(sitting.debut)} – {heure(sitting.fin)}",
        "salle": noms.salle(sitting.salle),
        "membres": [(m, noms.etiquette(m)) for m in sitting.membres],
    }


def choose(request: Request) -> Response:
    """Who may sit in the place of a membre of a jury, or in which room it could be."""
    session, path, lu = reading_of(request)
    sitting = _sitting(lu, request.path_params["rang"])
    noms, membre = Noms(lu.session), request.query_params.get("membre", "")
    if membre and membre not in sitting.membres:
        raise HTTPException(404, textes.JURY_INCONNU)
    if membre:
        busy = {m for c in lu.edite[0].compositions if c.jour == sitting.jour for m in c.membres}
        possible = [
            (m, noms.etiquette(m), textes.EN_ECHANGE if m in busy else "") for m in who_may_sit(lu, sitting, membre)
        ]
    else:
        possible = [(salle, noms.etiquette_salle(salle), "") for salle in rooms_for(lu, sitting)]
    return page(
        "jury.html",
        session=session,
        id=ident(path),
        rang=request.path_params["rang"],
        j=_jury_told(noms, sitting),
        membre=membre,
        nom=noms.etiquette(membre) if membre else "",
        possible=possible,
        questions=asked_of(lu),
        regles_et_questions=respecte_sauf_reponse(len(open_questions(lu.session.questions))),
    )


def _sitting(lu: Reading, rang: int) -> Composition:
    compositions = lu.edite[0].compositions
    if rang >= len(compositions):
        raise HTTPException(404, textes.JURY_INCONNU)
    return compositions[rang]


@posted
def change(request: Request, form: FormData) -> Response:
    """Put somebody in the place of a membre, or a jury in another room: the next version."""
    session, path, lu = reading_of(request)
    sitting = _sitting(lu, request.path_params["rang"])
    membre, new = str(form.get("membre", "")), str(form.get("nouveau", ""))
    known = {m.id for m in lu.session.membres} if membre else {s.id for s in lu.session.salles}
    if new not in known or (membre and membre not in sitting.membres):
        raise HTTPException(404, textes.JURY_INCONNU)
    one = Seat(sitting.jury, sitting.jour, membre, new) if membre else Relocation(sitting.jury, sitting.jour, new)
    return _jury_kept(request, session, path, lu, one)


def _jury_kept(request: Request, session: SessionFiles, path: Path, lu: Reading, one: Seat | Relocation) -> Response:
    """Write it where no rule is broken: the menu offers nothing else, but the planning may have changed meanwhile."""
    retouched = retouch(lu, one)
    if not retouched.report.conforme:
        return page("refus.html", 409, phrases=[textes.PLUS_POSSIBLE])
    try:
        out = written(request, session, path, retouched)
    except UserError as refusal:
        return page("refus.html", 409, phrases=[issue.message for issue in refusal.issues])
    return RedirectResponse(f"/planning/{ident(out)}", 303)
