"""Why there is no plan, on the terminal: each reason with the cells of the workbook that it comes from."""

from typing import TYPE_CHECKING

from tpplanner.cli.console import say
from tpplanner.texts import commande

if TYPE_CHECKING:
    from tpplanner.domain.outcome import Cause, Infeasible
    from tpplanner.domain.reading import Reading
    from tpplanner.domain.repair import Repairs
    from tpplanner.domain.session import Session


def say_why(reading: "Reading", outcome: "Infeasible") -> None:
    """What counting lacks, or what cannot hold together."""
    from tpplanner.diagnosis.sources import cells_of_shortage
    from tpplanner.texts.fautes import manque

    say(commande.IMPOSSIBLE)
    if outcome.manques:
        say(commande.MANQUES)
        for shortage in outcome.manques:
            say(commande.point(manque(reading.session, shortage), cells_of_shortage(reading, shortage)))
    elif outcome.cause is not None:
        _say_cause(reading, outcome.cause)
    else:
        say(commande.CONFLIT_INCONNU)


def _say_cause(reading: "Reading", cause: "Cause") -> None:
    from tpplanner.diagnosis.sources import cells_of
    from tpplanner.texts.exigences import exigences

    session = reading.session
    say(commande.conflits(len(session.membres), len(session.jours)))
    for phrase in exigences(session, cause.exigences):
        say(commande.point(phrase.texte, cells_of(reading, *phrase.exigences)))
    if cause.minimale:
        say(commande.MINIMAL)
    else:
        say(commande.MINIMAL_PAR_REGLE if cause.regles_minimales else commande.PEUT_ETRE_TROP)


def say_repairs(session: "Session", repairs: "Repairs", found: str = commande.REPARATIONS) -> None:
    """What would make it possible, each with its code; whether there may be more. `found` comes before them."""
    from tpplanner.diagnosis.told_before import code_of_repair
    from tpplanner.texts.reparations import reparation

    say(found if repairs.found else commande.SANS_REPARATION)
    for repair in repairs.found:
        say(f"  {code_of_repair(session, repair)}  {reparation(session, repair)}")
    if repairs.found and repairs.unsettled:
        say(commande.non_tranches(repairs.unsettled))
