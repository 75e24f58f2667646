"""What the buttons of *Retoucher* ask for: a change more, one taken back, all of them kept as a version."""

from datetime import date, datetime
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tpplanner.change.by_hand import Exchange, Padlock, Relocation, Retouch, Seat
from tpplanner.change.displacement import Put, passage_of
from tpplanner.change.free_places import swap_of
from tpplanner.commands.check import check_written
from tpplanner.commands.retouch import new_breaches, outcome_of, write_retouched
from tpplanner.domain.session import Portee
from tpplanner.errors import Misused, UserError
from tpplanner.texts import page as page_textes
from tpplanner.texts import retouche as textes
from tpplanner.tuning import PLAN_SECONDS
from tpplanner.web.desk import desk_of, planning_of, posted
from tpplanner.web.pages.retoucher import DONE, UNDONE, HandWork, Refused, hand_work_of, sentences, shown
from tpplanner.web.plannings.timeline.ghosts import Moved
from tpplanner.web.sessions.folders import ident, stamp
from tpplanner.web.sessions.judged import judge, judged
from tpplanner.workbook import cells

AUTOUR, MALGRE = "autour", "malgre"
"""What may be done with a change that breaks a rule: let the program find room around it, hold to it even so."""


@posted
def add(request: Request, form: FormData) -> Response:
    """A change more: gathered where it breaks nothing that was not broken; else the rules, and what can be done."""
    work, form = hand_work_of(request), _spelled_out(form)
    asked = {name: str(form.get(name, "")) for name in ("candidat", "epreuve", "jury", "jour")}
    try:
        one = _asked(work, form)
    except Misused as refusal:
        return shown(work, asked, Refused(str(refusal)))
    if work.retouching.then(one).plan == work.retouching.plan:
        return shown(work, asked, Refused(textes.RIEN))
    if form.get("tout") == AUTOUR and isinstance(one, Put):
        return _around(work, one)
    broken = sentences(work, new_breaches(work.retouching, one))
    if broken and form.get("tout") != MALGRE:
        again = {name: str(value) for name, value in form.items() if name != "tout"}
        wished = work.words.retouche(one) + "."
        put = one if isinstance(one, Put) else None
        return shown(work, asked, Refused(textes.REFUS, wished, tuple(broken), again, put))
    work.gathered.add(one)
    return RedirectResponse(f"/planning/{work.id}/retouche?{urlencode(_after(one))}", 303)


def _after(one: Retouch) -> dict[str, str]:
    """What is shown once a change is made: what it was about, where it is now."""
    match one:
        case Put():
            return {"candidat": one.candidat, "epreuve": one.epreuve, "jour": f"{one.debut:%Y-%m-%d}", "fait": DONE}
        case Exchange():
            return _after(one.un)
        case Padlock():
            return {"candidat": one.candidat, "epreuve": one.epreuve, "fait": DONE}
        case Seat() | Relocation():
            return {"jury": one.jury, "jour": one.jour.isoformat(), "fait": DONE}


def _around(work: HandWork, where: Put) -> Response:
    out = work.desk.next_planning(work.session)
    return work.desk.start(
        work.session,
        "autour",
        planning=work.path,
        out=out,
        ailleurs=(where,),
        retouches=tuple(work.gathered.faites),
        secondes=PLAN_SECONDS,
    )


@posted
def replan(request: Request, _: FormData) -> Response:
    """Look for room around what was moved in a version that breaks rules, where that is known: the next version."""
    session, path = planning_of(request)
    desk, avant = desk_of(request), session.changed_from(path)
    tracks = desk.readings.of(path, judge).tracks
    before = desk.readings.of(avant.path, judge).tracks if avant is not None else None
    if tracks is None:
        raise HTTPException(409, page_textes.PASSAGE_INCONNU)
    return desk.start(
        session,
        "autour",
        planning=path,
        out=desk.next_planning(session),
        ailleurs=tuple(Moved(tracks, before).puts()) if before is not None else (),
        retouches=(),
        secondes=PLAN_SECONDS,
    )


# What a form asks for


def _spelled_out(form: FormData) -> FormData:
    """A form whose place is chosen in a list, as one with a day, an hour and a jury."""
    if "place" not in form:
        return form
    jour, heure, jury = (*str(form["place"]).split("|"), "", "")[:3]
    return FormData([*form.multi_items(), ("jour", jour), ("heure", heure), ("jury", jury)])


def _asked(work: HandWork, form: FormData) -> Retouch:
    """The change that a form asks for; raises Misused for what is not in the planning, or is no hour."""
    quoi = form.get("quoi")
    if quoi in ("membre", "salle"):
        return _of_jury(work, form)
    candidat, epreuve = str(form.get("candidat", "")), str(form.get("epreuve", ""))
    passage = passage_of(work.retouching.plan, candidat, epreuve)
    if passage is None:
        raise Misused(textes.INCONNU)
    if quoi == "garder":
        return Padlock(candidat, epreuve, Portee.HEURE.value if form.get("garde") else "")
    if quoi == "echanger":
        other, _, of = str(form.get("avec", "")).partition("|")
        swap = swap_of(work.retouching.judge(), (candidat, epreuve), (other, of))
        if swap is None:
            raise Misused(textes.AUCUN_ECHANGE)
        return swap.exchange
    jury, own = str(form.get("jury", "")), next((x.jury for x in passage.suivies), "")
    debut = _moment(work, form)
    known = {c.jury for c in work.retouching.plan.compositions if c.jour == debut.date()}
    if own and jury and jury not in known:
        raise Misused(textes.JURY_ABSENT(work.words.noms.jury(jury)))
    return Put(candidat, epreuve, debut, jury if jury in known else "", seule=bool(form.get("seule")))


def _moment(work: HandWork, form: FormData) -> datetime:
    typed = str(form.get("heure", "")).strip()
    try:
        hour = cells.heure(typed)
    except cells.Unreadable as refusal:
        raise Misused(textes.HEURE_ILLISIBLE(typed)) from refusal
    try:
        jour = date.fromisoformat(str(form.get("jour", "")))
    except ValueError as error:
        raise Misused(textes.JOUR_INCONNU) from error
    if jour not in {j.date for j in work.lu.session.jours}:
        raise Misused(textes.JOUR_INCONNU)
    return datetime.combine(jour, hour)


def _of_jury(work: HandWork, form: FormData) -> Retouch:
    of = str(form.get("jury", "")), str(form.get("jour", ""))
    sitting = next((c for c in work.retouching.plan.compositions if (c.jury, c.jour.isoformat()) == of), None)
    membre, new = str(form.get("membre", "")), str(form.get("nouveau", ""))
    known = {m.id for m in work.lu.session.membres} if membre else {s.id for s in work.lu.session.salles}
    if sitting is None or new not in known or (membre and membre not in sitting.membres):
        raise Misused(textes.JURY_INCONNU)
    if membre:
        return Seat(sitting.jury, sitting.jour, membre, new)
    return Relocation(sitting.jury, sitting.jour, new)


# The list of what was changed


@posted
def settle(request: Request, form: FormData) -> Response:
    """Take the last change back or do it again, give all of them up, or keep them as a version."""
    work, quoi = hand_work_of(request), form.get("quoi")
    if quoi == "garder" and work.gathered.faites:
        return _kept(work)
    done = ""
    if quoi == "annuler":
        work.gathered.undo()
        done = UNDONE
    elif quoi == "retablir":
        work.gathered.redo()
        done = DONE
    elif quoi == "abandonner":
        work.gathered.give_up()
        return RedirectResponse(f"/planning/{work.id}", 303)
    asked = {name: str(form.get(name, "")) for name in ("jour", "candidat", "epreuve") if form.get(name)}
    asked |= {"fait": done} if done else {}
    return RedirectResponse(f"/planning/{work.id}/retouche?{urlencode(asked)}", 303)


def _kept(work: HandWork) -> Response:
    """Write all of it as the next version, with its cause, and show that; what is known of it is not read again."""
    outcome, cause = outcome_of(work.retouching), work.words.cause(work.gathered.faites)
    try:
        with work.desk.next_version(work.session) as out:
            written = write_retouched(
                outcome, work.path, out, cause=cause, malgre_manquements=not outcome.report.conforme
            )
            path = written.fichiers[0]
            written_at = stamp(path)
    except UserError as refusal:
        return shown(work, {}, Refused(refusal.issues[0].message, phrases=tuple(i.message for i in refusal.issues[1:])))
    checked = check_written(outcome, work.path, path)
    if checked is not None:
        work.desk.readings.learn(path, written_at, judge, judged(checked))
    work.gathered.give_up()
    return RedirectResponse(f"/planning/{ident(path)}", 303)
