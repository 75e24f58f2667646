"""``tpplanner lot``: several workbooks at once."""

import time
from pathlib import Path
from typing import Any

import click

from tpplanner.cli import options
from tpplanner.cli.console import following, say
from tpplanner.cli.french import Classeurs, ManyProcesses, Nombre
from tpplanner.errors import ExitCode
from tpplanner.texts import commande as texte

GRAVITE = (
    ExitCode.BUG,
    ExitCode.REFUSED,
    ExitCode.CANNOT_WRITE,
    ExitCode.INFEASIBLE,
    ExitCode.UNFINISHED,
    ExitCode.INTERRUPTED,
)
"""Exit codes, the gravest first: when sessions end in several ways, the gravest is the exit code."""


@click.command(
    cls=ManyProcesses, epilog="Sans terminal (tpplanner ouvrir) : chaque session a la sienne, et se calcule à part."
)
@click.argument("classeurs", type=Classeurs(), nargs=-1, required=True, metavar="DOSSIER…")
@options.folder("-o", "--output", default=Path("plannings"), help="Dossier à remplir (plannings).")
@options.time_limit(60, "Secondes par session ({}).")
@click.option("--processus", "processes", type=Nombre(1, 256), help="Sessions calculées à la fois (un par processeur).")
@options.seed
@options.reproducible("Les mêmes plannings à chaque fois.")
@options.affichage
def lot(classeurs: tuple[Path, ...], **asked: Any) -> int:
    """Calcule les plannings de plusieurs classeurs, chacun contrôlé.

    Donnez un dossier, ou des fichiers. Un classeur refusé ou impossible n'arrête pas les autres. Relancée, la commande
    ne recalcule que ce qui a changé. Ctrl-C arrête et garde ce qui est trouvé.

    \b
    Exemples :
      tpplanner lot sessions-2027
      tpplanner lot juin.xlsx juillet.xlsx -o plannings --time-limit 120
    """
    from tpplanner.batch import plan_workbooks

    started = time.monotonic()
    budget = options.budget_of(asked, workers=1)
    planned = plan_workbooks(classeurs, budget=budget, follower=following(budget.stop), **asked)
    worst = next((code for code in GRAVITE if code in planned.ends), ExitCode.OK)
    if not planned.sessions:
        say(texte.AUCUN_CLASSEUR)
        return worst or ExitCode.USAGE
    say(texte.bilan(dict(planned.comptes), time.monotonic() - started))
    return worst
