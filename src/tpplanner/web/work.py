"""What a child process does for the page: it calls `commands`, and tells in words what comes of it."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from tpplanner.errors import CannotWrite, Issue, Misused, Severity, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.tuning import WHY_SHARE
from tpplanner.web.folders import stamp
from tpplanner.web.jobs import Order, Send, heard_stop

if TYPE_CHECKING:
    from tpplanner.change.statement import Statement
    from tpplanner.commands.annee import Year
    from tpplanner.commands.following import Follower
    from tpplanner.commands.replan import Replanned
    from tpplanner.commands.solve import Solved
    from tpplanner.domain.annee import LectureAnnee
    from tpplanner.domain.answers import Infeasible, Outcome, Reading, Repair
    from tpplanner.domain.imprevus import Imprevu
    from tpplanner.domain.plan import Plan
    from tpplanner.domain.session import Session
    from tpplanner.solver import Budget, Progress

_T = TypeVar("_T")

Fin = dict[str, Any]
"""How work ended, as plain data that can be pickled: `quoi` is the kind of end, on which the other keys depend."""


def run(pipe: "Connection[Any, Any]", task: Order) -> None:
    """In the child: do what is asked, and tell how it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the server's, which stops us by the pipe
    stop, lock = Event(), Lock()
    heard_stop(pipe, stop)

    def send(part: str, value: Any) -> None:
        with lock, suppress(OSError):  # the server may be gone: what is found is written all the same
            pipe.send((part, value))

    arguments = dict(task)
    work = WORK[arguments.pop("travail")]
    try:
        fin = work(_Bench(stop, send), **arguments)
    except UserError as refusal:
        fin = {"quoi": "refus", "problemes": problemes(refusal.issues)}
    except Misused as error:
        fin = {"quoi": "refus", "problemes": problemes([Issue(Severity.ERROR, str(error))])}
    except Exception as error:
        fin = {"quoi": "echec", "phrases": [textes.BOGUE], "erreur": type(error).__name__}
    send("fin", fin)


# What a search tells while it goes on: each better plan drawn, and what it costs.

COUNTING_SECONDS = 5.0
"""For counting the places before juries of a session that has no plan."""

TOLD_EVERY = 0.5
"""The least seconds between two drawings."""


@dataclass(slots=True)
class _Bench:
    """What all kinds of work share: who stops them, the pipe to the server, what was said and warned so far."""

    stop: Event
    send: Send
    phrases: list[str] = field(default_factory=list)
    warned: list[dict[str, object]] = field(default_factory=list)

    def budget(self, seconds: float) -> "Budget":
        from tpplanner.solver import Budget

        return Budget(seconds, stop=self.stop)

    def follower(self) -> "Follower":
        from tpplanner.commands.following import Follower

        return Follower(self._warn, self._say, self._tried, self._search)

    def _warn(self, issues: Iterable[Issue]) -> None:
        self.warned += problemes(issues)
        self.send("averti", list(self.warned))

    def _say(self, phrase: str) -> None:
        self.phrases.append(phrase)
        self.send("dit", list(self.phrases))

    def _tried(self, done: int, of: int) -> None:
        self.send("essais", [done, of])

    @contextmanager
    def _search(self, session: "Session | None") -> "Iterator[Callable[[Progress], None] | None]":
        if session is None:
            yield None
            return

        def drawn(plan: "Plan") -> None:
            self.send("dessin", shown(session, plan))

        with newest(drawn) as draw:

            def hear(progress: "Progress") -> None:
                self.send("avancement", [progress.plans, *_level_told(session, progress)])
                if progress.plan is not None:
                    draw(progress.plan)

            yield hear


@contextmanager
def newest(tell: Callable[[_T], None]) -> "Iterator[Callable[[_T], None]]":
    """Yield a function that takes what a search finds; the newest of it is told by a thread of its own.

    Telling (`tell`) takes time, which is not the search's. Once the search is over nothing more is told: its end is
    told whole.
    """
    latest: list[_T] = []
    news, ended = Event(), Event()

    def hear(value: _T) -> None:
        if not latest or value is not latest[0]:
            latest[:] = [value]
            news.set()

    def work() -> None:
        while news.wait() and not ended.is_set():
            news.clear()
            tell(latest[0])
            ended.wait(TOLD_EVERY)

    thread = Thread(target=work, daemon=True)
    thread.start()
    try:
        yield hear
    finally:
        ended.set()
        news.set()
        thread.join()


def _level_told(session: "Session", progress: "Progress") -> tuple[str, str, str]:
    """The level that is searched: its name, what it counts, the least that any plan costs there, as far as is known."""
    from tpplanner.domain.appels import poids_des_attentes
    from tpplanner.texts.classeur import nom_de_preference, valeur_de_niveau

    niveau = next((n for n in session.niveaux if n.nom == progress.niveau), None)
    if niveau is None:
        return progress.niveau, "", ""
    quoi = " + ".join(nom_de_preference(terme.regle) for terme in niveau.termes)
    return niveau.nom, quoi, valeur_de_niveau(niveau, progress.borne, poids_des_attentes(session).unite_du(niveau))


def shown(session: "Session", plan: "Plan") -> dict[str, Any]:
    """A plan while a search goes on: its days drawn, its cost level by level, whether the audit accepts it.

    `premier` is the level that is compared first, with what the plan costs there.
    """
    from tpplanner.audit import check, measured
    from tpplanner.domain.appels import poids_des_attentes
    from tpplanner.export.agenda import Agenda, inert
    from tpplanner.export.html_page import drawings
    from tpplanner.texts.classeur import nom_de_preference, valeur_de_niveau

    costs, poids = dict(measured(session, plan)), poids_des_attentes(session)
    drawn = drawings(Agenda(inert(session), plan))
    niveaux = [
        (" + ".join(nom_de_preference(t.regle) for t in n.termes), valeur_de_niveau(n, costs[n.nom], poids.unite_du(n)))
        for n in session.niveaux
        if n.nom in costs
    ]
    jours = [(jour.nom, [(figure.titre, figure.svg) for figure in jour.figures]) for jour in drawn.jours]
    first = next(n for n in session.niveaux if n.nom in costs)
    return {
        "niveaux": niveaux,
        "jours": jours,
        "legende": drawn.legende,
        "conforme": check(session, plan).conforme,
        "premier": (first.nom, valeur_de_niveau(first, costs[first.nom], poids.unite_du(first))),
    }


# Each kind of work.


def _solve(bench: _Bench, classeur: Any, out: Any, avant: Any, secondes: float, *, partiel: bool = False) -> Fin:
    from tpplanner.commands.solve import solve_workbook

    budget = bench.budget(secondes)
    solved = solve_workbook(classeur, budget, out, partial=partiel, avant=avant, follower=bench.follower())
    if solved.written is None:
        return _unsolved(bench, solved, secondes)
    return _solved(bench, solved, first=avant is None)


def _unsolved(bench: _Bench, solved: "Solved", secondes: float) -> Fin:
    """Why there is no plan, told at once; then what would be enough, each as soon as it is proven."""
    from tpplanner.domain.answers import Infeasible

    fin = _without_plan(solved.reading, solved.session, solved.outcome)
    if not isinstance(solved.outcome, Infeasible):
        return fin
    fin |= _places_of(solved.session)
    bench.send("impossible", fin)
    return {**fin, **_enough(bench, solved.session, solved.outcome, secondes)}


def _places_of(session: "Session") -> dict[str, Any]:
    """The places that there are, where counting proves them too few, and what counting would ask for."""
    from tpplanner.diagnosis.places import counted, with_more
    from tpplanner.solver import Budget
    from tpplanner.texts.page import places_pour
    from tpplanner.texts.places import geste_dit

    budget = Budget(COUNTING_SECONDS)
    places = counted(session, budget)
    if not places.missing:
        return {"titre": "", "pistes": []}
    pistes = [geste_dit(more.limite.value, more.combien, more.places) for more in with_more(session, places, budget)]
    return {"titre": places_pour(places.places or 0, places.besoin), "pistes": pistes}


def _enough(bench: _Bench, session: "Session", outcome: "Infeasible", secondes: float) -> dict[str, Any]:
    """The changes that are enough, by their codes; each is told as soon as a plan proves it."""
    from tpplanner.diagnosis.attempt import repair_session
    from tpplanner.diagnosis.repairs import code_of_repair
    from tpplanner.texts.fautes import reparation

    proven: list[Repair] = []

    def told(repairs: "Iterable[Repair]") -> dict[str, Any]:
        by_code = {code_of_repair(session, repair): repair for repair in repairs}
        return {"cartes": [(code, reparation(session, r)) for code, r in by_code.items()], "remedes": by_code}

    def hear(repair: "Repair") -> None:
        proven.append(repair)
        bench.send("suffirait", told(proven))

    repairs = repair_session(session, outcome, bench.budget(secondes), hear)
    return {**told(repairs.proposals), "non_tranches": repairs.unsettled}


def _solved(bench: _Bench, solved: "Solved", *, first: bool) -> Fin:
    """The planning that was written; the first of a session is in force at once."""
    from tpplanner.commands.notes import note_in_force

    assert solved.written is not None, "there is a plan"  # noqa: S101
    if isinstance(solved.written, CannotWrite):
        return {"quoi": "refus", "problemes": problemes(solved.written.issues)}
    remarques = problemes((*solved.remarques, *solved.written.avertissements))
    path = solved.written.fichiers[0]
    if first:
        with suppress(UserError):  # the newest is in force all the same
            note_in_force(path, datetime.now())
    _judge(bench, path)
    return {"quoi": "planning", "planning": str(path), "problemes": remarques, "niveaux": _proven(solved)}


def _judge(bench: _Bench, path: Path) -> None:
    """Read back what was written, judge and draw it: its page is then there at once."""
    from tpplanner.web.judged import judge

    bench.send("juge", (path, stamp(path), judge(path)))


def _proven(solved: "Solved") -> list[tuple[str, str, str]]:
    """For each level: what it counts, its measure, whether it is proven and else how far it may be from the best."""
    from tpplanner.domain.answers import Planned
    from tpplanner.export.agenda import Agenda, inert
    from tpplanner.export.verdicts import niveau_dit

    if solved.report is None or not isinstance(solved.outcome, Planned):
        return []
    agenda = Agenda(inert(solved.session), solved.outcome.plan)
    niveaux = (niveau_dit(agenda, atteint) for atteint in solved.report.niveaux)
    return [(quoi, valeur, textes.preuve(borne, conclusion)) for _, quoi, valeur, borne, _, conclusion in niveaux]


def _without_plan(reading: "Reading", session: "Session", outcome: "Outcome") -> Fin:
    from tpplanner.domain.answers import Infeasible

    if isinstance(outcome, Infeasible):
        return {"quoi": "impossible", **_why(replace(reading, session=session), outcome)}
    return {"quoi": "arret" if getattr(outcome, "interrompu", False) else "rien"}


def _why(reading: "Reading", outcome: "Infeasible") -> dict[str, Any]:
    from tpplanner.diagnosis.why import why_not

    why = why_not(reading, outcome)
    introduction = why.introduction or textes.CAUSE_INCONNUE
    return {
        "dabord": list(why.dabord),
        "introduction": introduction,
        "points": list(why.points),
        "certitude": why.certitude,
    }


def _explain(bench: _Bench, classeur: Any, avant: Any, secondes: float) -> Fin:
    """Why there is no plan, and the changes that are enough."""
    from tpplanner.commands.explain import explain_workbook
    from tpplanner.domain.answers import Infeasible, Planned

    explained = explain_workbook(classeur, bench.budget(secondes), avant=avant, follower=bench.follower())
    if isinstance(explained.outcome, Planned):
        return {"quoi": "possible"}
    if not isinstance(explained.outcome, Infeasible):
        return {"quoi": "rien"}
    session = explained.reading.session
    fin = {"quoi": "impossible", **_why(explained.reading, explained.outcome), **_places_of(session)}
    bench.send("impossible", fin)
    return {**fin, **_enough(bench, session, explained.outcome, (1 - WHY_SHARE) * secondes)}


def _try(bench: _Bench, classeur: Any, out: Any, avant: Any, code: str, secondes: float) -> Fin:
    """A copy of the workbook with a repair, by its code, if a plan shows that it is enough."""
    from tpplanner.commands.explain import explain_workbook
    from tpplanner.domain.answers import Infeasible, Planned

    explained = explain_workbook(
        classeur, bench.budget(secondes), out, code=code, avant=avant, follower=bench.follower()
    )
    if isinstance(explained.outcome, Planned):
        return {"quoi": "essai", "classeur": str(explained.path)}
    return {"quoi": "insuffisant" if isinstance(explained.outcome, Infeasible) else "rien"}


def _replan(
    bench: _Bench, planning: Any, out: Any, imprevu: dict[str, Any], secondes: float, liste: str = "", note: Any = None
) -> Fin:
    """A planning after an event: whom to tell what. `liste`: candidats to add, as they were pasted.

    `note`: the workbook in which the event is noted, and the present moment.
    """
    from tpplanner.change.statement import Statement
    from tpplanner.commands.replan import replan_planning

    with _pasted(liste) as ajouter, _in_words_of_the_page():
        statement = Statement(**imprevu, ajouter=ajouter)
        known = _note_told(bench, planning, statement, *note) if note is not None else ()
        replanned = replan_planning(
            planning, statement, bench.budget(secondes), out, known=known, follower=bench.follower()
        )
    if replanned.report is None:
        without = _without_plan(replanned.reading, replanned.change.session, replanned.outcome)
        return {**without, "reponses": cards_of(replanned)}
    return {**_changed(bench, replanned), "reponses": cards_of(replanned), "choix": replanned}


def cards_of(replanned: "Replanned") -> list[dict[str, Any]]:
    """The answers to choose from, in words: what each is, what to do, whom it asks, how many it disturbs."""
    from tpplanner.change.steps.told import first_line, undecided
    from tpplanner.texts.noms import Noms
    from tpplanner.texts.reponses import ETAPES

    noms = Noms(replanned.change.connus)
    return [
        {
            "etape": ETAPES[answer.step],
            "ligne": first_line(answer),
            "non_tranche": undecided(answer) if answer.undecided else "",
            "prevenir": len(answer.changements.a_prevenir),
            "demande": answer.asks,
            "demandes": list(dict.fromkeys(noms.etiquette(demande.personne) for demande in answer.accords)),
            "choisie": rang == replanned.chosen,
        }
        for rang, answer in enumerate(replanned.answers)
    ]


def _note_told(
    bench: _Bench, planning: Any, statement: "Statement", classeur: Any, moment: Any
) -> "tuple[Imprevu, ...]":
    """Note in the workbook what is told of a planning; what it tells besides, which that planning does not know.

    It is noted before an answer is looked for; where that cannot be, it is warned of. Raises UserError for what cannot
    be understood, or done: nothing is noted then.
    """
    from tpplanner.change.statement import told_events
    from tpplanner.commands.notes import events_unknown_to, note_events
    from tpplanner.commands.reading import read_planning

    if classeur == planning:  # it is written with the next version
        return ()
    reading = read_planning(planning)
    known = events_unknown_to(reading.saisie, classeur)
    change = told_events(reading, statement, known)
    try:
        note_events(classeur, reading.saisie, change.saisie, moment)
    except UserError as refusal:
        bench.follower().warn(replace(issue, severity=Severity.WARNING) for issue in refusal.issues)
    return known


@contextmanager
def _pasted(liste: str) -> Iterator[Path | None]:
    """A file that holds what was pasted, where something was: lists are read from files."""
    if not liste.strip():
        yield None
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / textes.LISTE_COLLEE
        path.write_text(liste, encoding="utf-8")
        yield path


@contextmanager
def _in_words_of_the_page() -> Iterator[None]:
    """Tells what is refused inside the block with the fields of the page instead of the command's options."""
    try:
        yield
    except UserError as refusal:
        issues = (
            replace(issue, message=textes.sans_options(issue.message), hint=textes.sans_options(issue.hint))
            for issue in refusal.issues
        )
        raise UserError(*issues) from None


def _changed(bench: _Bench, replanned: "Replanned") -> Fin:
    if replanned.written is None or isinstance(replanned.written, CannotWrite):
        issues = replanned.written.issues if replanned.written else ()
        return {"quoi": "refus", "problemes": problemes(issues)}
    path = replanned.written.fichiers[0]
    _judge(bench, path)
    return {
        "quoi": "planning",
        "planning": str(path),
        "problemes": problemes((*replanned.remarques, *replanned.written.avertissements)),
        "avis": list(replanned.change.avis),
        "messages": [(m.nom, m.en_tant_que, list(m.sentences)) for m in replanned.changements.messages],
        "a_refaire": [m.personne for m in replanned.changements.messages],
    }


def _around(bench: _Bench, planning: Any, out: Any, ailleurs: Any, retouches: Any, secondes: float) -> Fin:
    """A planning in which passages stay where a hand put them, and the others give way."""
    from tpplanner.commands.retouch import replan_around
    from tpplanner.domain.answers import Infeasible

    replanned = replan_around(
        planning, ailleurs, bench.budget(secondes), out, retouches=retouches, follower=bench.follower()
    )
    if replanned.report is not None:
        return _changed(bench, replanned)
    if isinstance(replanned.outcome, Infeasible):
        return {"quoi": "impossible", **_why(replanned.reading, replanned.outcome), "reponses": []}
    return _without_plan(replanned.reading, replanned.reading.session, replanned.outcome)


def _plan_b(bench: _Bench, planning: Any, out: Any, secondes: float) -> Fin:
    """What every single failure would do."""
    from tpplanner.change.contingency import Effort
    from tpplanner.commands.planb import plan_b_of, write_plan_b
    from tpplanner.texts import plan_b as phrases

    plan_b = plan_b_of(planning, Effort(secondes, stop=bench.stop), out, follower=bench.follower())
    write_plan_b(plan_b)
    session, cases = plan_b.reading.session, plan_b.contingencies
    return {
        "quoi": "plan_b",
        "trois_lignes": phrases.en_trois_lignes(session, cases),
        "bilan": phrases.bilan(cases),
        "envoi": phrases.ENVOYEES if cases.sent else phrases.AVANT_ENVOI,
        "interrompu": cases.interrupted,
        "irremplacables": phrases.irremplacables(session, cases),
        "reserves": phrases.reserves(session, cases),
    }


def _export(bench: _Bench, planning: Any, dossier: Any, pour: list[str], personnes: list[str]) -> Fin:
    """The documents of a planning; for some people, those that are each one's own."""
    from tpplanner.commands.export import export_planning

    exported = export_planning(planning, dossier, pour=pour, personnes=personnes, follower=bench.follower())
    if exported.written is None:
        return {"quoi": "refus", "problemes": problemes([Issue(Severity.ERROR, textes.NON_CONFORME)])}
    return {"quoi": "documents", "problemes": problemes(exported.written.avertissements)}


def _year(bench: _Bench, classeur: Any, aujourdhui: Any, out: Any, secondes: float) -> Fin:
    """What a workbook of a year leaves open, decided and written; or why it cannot be."""
    from tpplanner.commands.annee import decide_year, write_year
    from tpplanner.texts import annee as phrases

    year = decide_year(classeur, aujourdhui, bench.budget(secondes), out, follower=bench.follower())
    if year.programmation is None or year.report is None or not year.report.conforme:
        return _undecided(bench, year)
    written = write_year(year, {})
    return {
        "quoi": "programmation",
        "fichier": str(written.fichiers[0]),
        "niveaux": [phrases.niveau(n).strip() for n in year.report.niveaux],
        "problemes": problemes((*year.lecture.avertissements, *written.avertissements)),
    }


def _plan_year(bench: _Bench, classeur: Any, aujourdhui: Any, out: Any, dossier: Any, secondes: float) -> Fin:
    """The sessions of a year planned into a folder, each within these seconds; a programmation tells how each ended."""
    from tpplanner.commands.annee import decide_year, write_year
    from tpplanner.commands.plannings import plan_year
    from tpplanner.texts import annee as phrases

    follower = bench.follower()
    year = decide_year(classeur, aujourdhui, bench.budget(secondes), out, dossier, follower=follower)
    if year.programmation is None or year.report is None or not year.report.conforme:
        return _undecided(bench, year)
    each = replace(bench.budget(secondes), workers=1)
    ends = plan_year(year, year.programmation, dossier, each, follower)
    results = {nom: phrases.PLANNING[end] for nom, end in ends.items()}
    written = write_year(year, results)
    return {
        "quoi": "plannings",
        "fichier": str(written.fichiers[0]),
        "lignes": [phrases.devenir(nom=nom, quoi=quoi) for nom, quoi in results.items()],
        "problemes": [*bench.warned, *problemes(written.avertissements)],
    }


def _undecided(bench: _Bench, year: "Year") -> Fin:
    """Why nothing is written for a year."""
    from tpplanner.domain.answers import Infeasible
    from tpplanner.texts import annee as phrases

    lecture = year.lecture
    if year.report is not None and year.report.violations:
        points = [(phrases.phrase(lecture.annee, v), lecture.cells_of(v.sujet)) for v in year.report.violations]
        return {"quoi": "annee_refusee", "points": points, "titre": phrases.manquements(len(points))}
    if isinstance(year.outcome, Infeasible):
        return {"quoi": "annee_impossible", **_why_no_year(lecture, year.outcome)}
    return {"quoi": "arret" if bench.stop.is_set() else "rien"}


def _why_no_year(lecture: "LectureAnnee", outcome: "Infeasible") -> dict[str, Any]:
    from tpplanner.texts import annee as phrases

    if outcome.cause is None:
        return {"points": [], "certitude": phrases.CONFLIT_INCONNU, "pistes": []}
    core = outcome.cause.exigences
    points = [(phrases.exigence(lecture.annee, e), lecture.cells_of(e.sujet[: phrases.NOMMES])) for e in core]
    certitude = phrases.MINIMAL if outcome.cause.minimale else phrases.PEUT_ETRE_TROP
    return {"points": points, "certitude": certitude, "pistes": phrases.pistes(e.regle for e in core)}


def _count(bench: _Bench, session: "Session", secondes: float) -> Fin:
    """The places before the juries of a session; then what one more of what limits them would give."""
    from tpplanner.diagnosis.places import counted, with_more

    places = counted(session, bench.budget(secondes))
    bench.send("compte", places)
    return {"quoi": "compte", "plus": tuple(with_more(session, places, bench.budget(secondes)))}


WORK: dict[str, Callable[..., Fin]] = {
    "calculer": _solve,
    "expliquer": _explain,
    "essayer": _try,
    "imprevu": _replan,
    "autour": _around,
    "plan_b": _plan_b,
    "documents": _export,
    "compter": _count,
    "programmer": _year,
    "planifier": _plan_year,
}
"""What may be asked of a child, by its name."""
