"""The page made: what it tells, put into its template. Whatever was typed is escaped, nothing in it can run."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from itertools import count

from tpplanner.domain.outcome import Report
from tpplanner.domain.plan import Plan
from tpplanner.domain.session import Session
from tpplanner.errors import Issue
from tpplanner.export.agenda import Agenda
from tpplanner.export.page.checks import checks_of
from tpplanner.export.page.people import candidat_cards, jury_cards, other_presences, room_cards, shared_parcours
from tpplanner.export.safe_text import inert, one_line
from tpplanner.export.svg.days import internal_pictures
from tpplanner.export.svg.drawing import Picture, drawn, legend, svg
from tpplanner.export.svg.palette import PATTERNS, styles, variable, variables
from tpplanner.texts import classeur, conformite
from tpplanner.texts import page as textes
from tpplanner.texts.dossier import AUDIENCES


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the page."""

    titre: str
    svg: str


@dataclass(frozen=True, slots=True)
class Day:
    """The pictures of a day, under its name."""

    nom: str
    figures: tuple[Figure, ...]


def html_page(
    session: Session,
    plan: Plan,
    report: Report,
    *,
    avertissements: Iterable[Issue] = (),
    classeur_lu: str = "",
    version: str = "",
) -> str:
    """The page of a plan, whole: names, real hours, what is granted to whom. For the responsable de session only.

    `avertissements` are those of the reading; `classeur_lu` and `version` say where the plan comes from. No script,
    no address, no date: the same plan gives the same page.
    """
    from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - only who wants a page waits for it
    from markupsafe import Markup  # noqa: PLC0415

    agenda = Agenda(inert(session), plan)
    templates = resources.files("tpplanner.export") / "templates"
    style = variables() + styles(variable) + (templates / "page.css").read_text(encoding="utf-8")
    jinja = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = jinja.from_string((templates / "page.html.jinja").read_text(encoding="utf-8"))
    jours = [(jour, internal_pictures(agenda, jour)) for jour in agenda.jours]
    numbers = count(1)
    return template.render(
        t=textes,
        c=conformite,
        audience=AUDIENCES["responsable"],
        style=Markup(style),  # noqa: S704 - made of our own files alone
        style_hash=_digest(style),
        patterns=Markup(PATTERNS),  # noqa: S704
        tete=_head(agenda),
        jours=[_day(agenda, jour, pictures, numbers) for jour, pictures in jours],
        legende=svg(legend(picture for _, pictures in jours for picture in pictures), "i0"),
        svg=Markup,
        parcours_commun=shared_parcours(agenda),
        candidats=candidat_cards(agenda),
        jurys=jury_cards(agenda),
        salles=room_cards(agenda),
        autres=other_presences(agenda),
        controle=checks_of(agenda, report, avertissements),
        etabli=_provenance(session, classeur_lu, version),
    )


def _head(agenda: Agenda) -> dict[str, str]:
    session = agenda.session
    lieu = (classeur.phrase_centre(session), classeur.phrase_dates(session, agenda.jours))
    jurys = len({(c.jury, c.jour) for c in agenda.plan.compositions})
    return {
        "sujet": one_line(classeur.sujet_de_page(session, agenda.jours)),
        "session": one_line(classeur.phrase_session(session)),
        "lieu": one_line(" – ".join(filter(None, lieu))),
        "comptes": textes.comptes(len(session.candidats), jurys, len(agenda.jours)),
    }


def _provenance(session: Session, classeur_lu: str, version: str) -> str:
    told = one_line(conformite.etabli(classeur_lu, version))
    return textes.etabli(told, session.version_planning)


def _day(agenda: Agenda, jour: date, pictures: Iterable[Picture], numbers: "count[int]") -> Day:
    return Day(agenda.names.jour(jour), tuple(_figure(picture, next(numbers)) for picture in pictures))


def _figure(picture: Picture, number: int) -> Figure:
    return Figure(picture.titre, svg(drawn(picture), f"i{number}"))


def _digest(style: str) -> str:
    """How the policy of the page knows its own style from any other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
