"""Plan B as one page: a file that opens in any browser, without a script or an outside address."""

from pathlib import Path

from tpplanner.domain.contingency import Contingencies
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Bug
from tpplanner.export.agenda import Agenda
from tpplanner.export.contingencies import blocks, told
from tpplanner.export.safe_text import safe
from tpplanner.export.safely import Written, put
from tpplanner.texts import plan_b as texte
from tpplanner.texts.classeur import INTERNE, phrase_centre, phrase_dates, phrase_session

TEMPLATES = Path(__file__).parent / "templates"


def write_page(path: Path, session: Session, plan: Plan, contingencies: Contingencies) -> Written:
    """Write the page; answers where it is, raises `CannotWrite`."""
    content = plan_b_page(session, plan, contingencies).encode()

    def whole(read: bytes) -> None:
        if read != content:
            raise Bug("the page just written is not what was made")

    return put(Path(path), content, whole)


def plan_b_page(session: Session, plan: Plan, contingencies: Contingencies) -> str:
    """The page; whatever was typed is inert text in it."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only where a page is made

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, finalize=_inert
    )
    centre, dates = phrase_centre(session), phrase_dates(session, plan.jours())
    return environment.get_template("plan-b.html").render(
        texte=texte,
        interne=INTERNE,
        session_dite=f"{session.referentiel.sigle}, {dates}",
        lines=tuple(filter(None, (phrase_session(session), centre, dates))),
        alerts=Agenda(session, plan).avertissements,
        bilan=texte.bilan(contingencies),
        interrupted=contingencies.interrupted,
        blocks=blocks(session, contingencies),
        irremplacables=texte.irremplacables(session, contingencies) or (texte.PERSONNE_IRREMPLACABLE,),
        reserves=texte.reserves(session, contingencies),
        cases=told(session, contingencies),
    )


def _inert(value: object) -> object:
    """A text without characters that turn the reading direction or that no document holds."""
    return safe(value) if isinstance(value, str) else value
