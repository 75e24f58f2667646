"""What a child process does for the page: it calls `commands`, and tells in words what comes of it."""

import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Event, Lock
from typing import Any

from tpplanner.errors import Issue, Misused, Severity, UserError
from tpplanner.texts import page as textes
from tpplanner.texts.page import problemes
from tpplanner.web.searches.bench import Bench, Fin
from tpplanner.web.searches.changing import around, replan
from tpplanner.web.searches.jobs import Order, heard_stop
from tpplanner.web.searches.solving import count_places, explain, solve, try_change
from tpplanner.web.searches.years import decide, plan_sessions


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
        fin = work(Bench(stop, send), **arguments)
    except UserError as refusal:
        fin = {"quoi": "refus", "problemes": problemes(refusal.issues)}
    except Misused as error:
        fin = {"quoi": "refus", "problemes": problemes([Issue(Severity.ERROR, str(error))])}
    except Exception as error:
        fin = {"quoi": "echec", "phrases": [textes.BOGUE], "erreur": type(error).__name__}
    send("fin", fin)


def _plan_b(bench: Bench, planning: Any, out: Any, secondes: float) -> Fin:
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


def _export(bench: Bench, planning: Any, dossier: Any, pour: list[str], personnes: list[str]) -> Fin:
    """The documents of a planning; for some people, those that are each one's own."""
    from tpplanner.commands.export import export_planning

    exported = export_planning(planning, dossier, pour=pour, personnes=personnes, follower=bench.follower())
    if exported.written is None:
        return {"quoi": "refus", "problemes": problemes([Issue(Severity.ERROR, textes.NON_CONFORME)])}
    return {"quoi": "documents", "problemes": problemes(exported.written.avertissements)}


WORK: dict[str, Callable[..., Fin]] = {
    "calculer": solve,
    "expliquer": explain,
    "essayer": try_change,
    "imprevu": replan,
    "autour": around,
    "plan_b": _plan_b,
    "documents": _export,
    "compter": count_places,
    "programmer": decide,
    "planifier": plan_sessions,
}
"""What may be asked of a child, by its name."""
