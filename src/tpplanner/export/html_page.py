"""The page for the responsable de session: one HTML file that asks nothing of the network; plan B, échéances."""

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.answers import Contingencies, Echeancier, Etat, Report, Verdict
from tpplanner.domain.plan import Passage, Plan, Presence
from tpplanner.domain.session import Session
from tpplanner.errors import Issue
from tpplanner.export import pictures
from tpplanner.export.agenda import (
    Agenda,
    Moment,
    Sort,
    amenagements,
    devant,
    ensemble,
    horaires,
    inert,
    joue,
    parcours,
    quoi,
    salle_et_postes,
)
from tpplanner.export.calls import appel_du_passage
from tpplanner.export.lists import blocks, journee_du_jury
from tpplanner.export.lists import told as told_cases
from tpplanner.export.staff import rooms
from tpplanner.export.standing import made_for, stamp
from tpplanner.export.tokens import declared
from tpplanner.export.verdicts import RulesOfTheme, conforme_re, niveau_dit, non_verifie, remarques, rules_by_theme
from tpplanner.files.writing import Placed, put
from tpplanner.rules import HARD
from tpplanner.texts import classeur as texte_classeur
from tpplanner.texts import documents as textes
from tpplanner.texts import echeances
from tpplanner.texts import plan_b as texte_plan_b
from tpplanner.texts.classeur import INTERNE, phrase_centre, phrase_dates, phrase_session, sans_coupure
from tpplanner.texts.documents import AUDIENCES
from tpplanner.texts.ecran import sur_ecran
from tpplanner.texts.noms import ROLES, date_longue, de_qui, duree, heure, heure_chiffres
from tpplanner.texts.plain import one_line, safe
from tpplanner.texts.questions import en_bref
from tpplanner.texts.referentiels import verification

if TYPE_CHECKING:
    from jinja2 import Environment, Template

# What the page tells of the plan itself: whether it keeps the rules, how good it is proven to be, what to know.


@dataclass(frozen=True, slots=True)
class Checks:
    """Conformity and quality."""

    verdict: str
    conforme: bool
    questions: str
    introduction: str
    themes: tuple[RulesOfTheme, ...]
    remarques: tuple[str, ...]
    referentiel: tuple[str, ...]
    non_verifie: tuple[str, ...]
    niveaux: tuple[tuple[str, ...], ...]
    bon_sens: str


def checks_of(agenda: Agenda, report: Report, avertissements: Iterable[Issue]) -> Checks:
    """What a report says, in words."""
    nombre = len(report.violations)
    ref = agenda.session.referentiel
    remarks = dict.fromkeys(
        (agenda.verifiees or verification(ref), *agenda.avertissements, texte_classeur.source(ref.source))
    )
    return Checks(
        verdict=textes.non_conforme(nombre) if nombre else textes.CONFORME,
        conforme=report.conforme,
        questions=en_bref(agenda.session),
        introduction=texte_classeur.introduction(len(HARD), nombre),
        themes=(
            RulesOfTheme(texte_classeur.REFERENTIEL, (conforme_re(agenda, report),)),
            *rules_by_theme(agenda, report),
        ),
        remarques=tuple(remarques(agenda, report, avertissements)) or (texte_classeur.AUCUN_AVERTISSEMENT,),
        referentiel=tuple(remarks),
        non_verifie=non_verifie(agenda),
        niveaux=tuple(niveau_dit(agenda, atteint) for atteint in report.niveaux),
        bon_sens=texte_classeur.bon_sens(report.bon_sens),
    )


# What the page tells of people and rooms: a card for each candidat, jury-day and room-day, rows of hours.

TextRow = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a title of their own (a day), empty where there is none."""

    titre: str
    rows: tuple[TextRow, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A block of the page: its anchor, its title, what is said before its table, the rows."""

    ancre: str
    titre: str
    notes: tuple[str, ...]
    groups: tuple[RowGroup, ...]


# -- candidats


def candidat_cards(agenda: Agenda) -> list[Chapter]:
    """A card for each candidat, by number: when they are called, what they pass, before whom, where."""
    return [
        _candidat(agenda, c) for c in agenda.ordre_des_numeros(candidat.id for candidat in agenda.session.candidats)
    ]


def shared_parcours(agenda: Agenda) -> str:
    """What all candidats are presented to, where that is the same; empty otherwise: each card says it then."""
    different = {parcours(agenda, candidat) for candidat in agenda.session.candidats}
    return textes.PARCOURS_COMMUN.format(parcours=different.pop()) if len(different) == 1 else ""


def _candidat(agenda: Agenda, candidat: str) -> Chapter:
    fiche = agenda.candidats[candidat]
    presente = "" if shared_parcours(agenda) else textes.PARCOURS_DU_CANDIDAT.format(parcours=parcours(agenda, fiche))
    passages = agenda.plan.du_candidat(candidat)
    jours = dict.fromkeys(p.jour for p in passages)
    groups = tuple(RowGroup(agenda.names.jour(jour), _of_day(agenda, candidat, jour)) for jour in jours)
    notes = (presente, amenagements(agenda, candidat))
    titre = textes.numero_et_nom(agenda.numeros.get(candidat), agenda.names.candidat(candidat))
    return Chapter(f"c{agenda.rangs[candidat] + 1}", titre, tuple(filter(None, notes)), groups)


def _of_day(agenda: Agenda, candidat: str, jour: date) -> tuple[TextRow, ...]:
    """Their passages of a day; the hour of call stands once for those that it calls to together."""
    rows: list[TextRow] = []
    last = ""
    for passage in agenda.passages_du_jour(candidat, jour):
        appel = heure_chiffres(appel_du_passage(agenda, passage))
        rows.append(_passage(agenda, passage, "" if appel == last else appel))
        last = appel
    return tuple(rows)


def _passage(agenda: Agenda, passage: Passage, appel: str) -> TextRow:
    jurys = dict.fromkeys(agenda.names.jury(partie.jury) for partie in passage.suivies)
    salles = dict.fromkeys(map(agenda.names.lieu, passage.parties))
    heures = "\n".join(horaires(passage))
    return appel, heures, agenda.names.epreuve(passage.epreuve), ", ".join((*jurys, *salles))


# -- juries


def jury_cards(agenda: Agenda) -> list[Chapter]:
    """A card for each jury and day: all that the jury does."""
    return [_jury(agenda, rang, jury, moments) for rang, ((_, jury), moments) in enumerate(agenda.des_jurys.items(), 1)]


def _jury(agenda: Agenda, rang: int, jury: str, moments: list[Moment]) -> Chapter:
    jury_day = journee_du_jury(agenda, moments)
    titre = textes.jury_du_jour(agenda.names.jury(jury), agenda.names.jour(jury_day.debut.date()))
    notes = (" – ".join(filter(None, (agenda.membres(jury, jury_day.debut), jury_day.salles))), jury_day.presence)
    rows = tuple((_hours(m), _what_and_where(agenda, m), _who(agenda, [m])) for m in moments)
    return Chapter(f"j{rang}", titre, tuple(filter(None, notes)), (RowGroup("", rows),))


def _what_and_where(agenda: Agenda, moment: Moment) -> str:
    """What a jury does, and in which room where that is not its own."""
    dehors = agenda.elsewhere(moment)
    return f"{quoi(agenda, moment)} ({dehors})" if dehors else quoi(agenda, moment)


# -- rooms


def room_cards(agenda: Agenda) -> list[Chapter]:
    """A card for each room and day: what candidats pass there, those who do the same together, and whose room it is."""
    return [
        _salle(agenda, rang, salle, moments) for rang, ((_, salle), moments) in enumerate(agenda.des_salles.items(), 1)
    ]


def _salle(agenda: Agenda, rang: int, salle: str, moments: list[Moment]) -> Chapter:
    titre = f"{salle_et_postes(agenda, salle)} – {agenda.names.jour(moments[0].jour)}"
    jour = moments[0].jour
    rows = tuple(
        (_hours(groupe[0]), quoi(agenda, groupe[0]), _who(agenda, groupe), _before(agenda, groupe[0]))
        for groupe in ensemble(agenda, (m for m in moments if m.sort is Sort.EPREUVE))
    )
    sieges = (c for c in agenda.plan.compositions if (c.salle, c.jour) == (salle, jour))
    notes = tuple(
        textes.salle_du_jury(agenda.names.jury(c.jury), agenda.membres(c.jury, c.debut), heure(c.debut), heure(c.fin))
        for c in sieges
    )
    return Chapter(f"s{rang}", titre, notes, (RowGroup("", rows),) if rows else ())


def _before(agenda: Agenda, moment: Moment) -> str:
    """Before whom, a jury without its membres: the page names them once."""
    if not moment.jury:
        return devant(agenda, moment)
    return " ; ".join(filter(None, (agenda.names.jury(moment.jury), joue(agenda, moment))))


def _hours(moment: Moment) -> str:
    return texte_classeur.de_a(heure_chiffres(moment.debut), heure_chiffres(moment.fin))


def _who(agenda: Agenda, moments: list[Moment]) -> str:
    candidats = agenda.ordre_des_numeros(m.candidat for m in moments if m.candidat)
    return " ; ".join(textes.numero_et_nom(agenda.numeros.get(c), agenda.names.candidat(c)) for c in candidats)


# -- others


def other_presences(agenda: Agenda) -> tuple[TextRow, ...]:
    """Who else is there, from when to when: surveillants, comédiens, aides, responsables."""
    par_personne: dict[tuple[str, str], list[Presence]] = defaultdict(list)
    for presence in agenda.plan.presences:
        par_personne[agenda.names.personne(presence.personne), presence.role].append(presence)
    ordered = sorted(par_personne.items(), key=lambda item: item[0])
    return tuple(row for (nom, role), presences in ordered for row in _rows_of(agenda, nom, role, presences))


def _rows_of(agenda: Agenda, nom: str, role: str, presences: list[Presence]) -> Iterator[TextRow]:
    for presence in presences:
        horaire = texte_classeur.de_a(heure_chiffres(presence.debut), heure_chiffres(presence.fin))
        yield nom, ROLES.get(role, role), agenda.names.jour(presence.debut.date()), horaire, _where(agenda, presence)


def _where(agenda: Agenda, presence: Presence) -> str:
    salle = ", ".join(rooms(agenda, presence))
    if not presence.candidat:
        return salle or textes.SUR_PLACE
    avec = textes.pour(agenda.names.candidat(presence.candidat), agenda.names.epreuve(presence.epreuve))
    return " – ".join(filter(None, (salle, avec)))


# The page made: what it tells, put into its template. Whatever was typed is escaped, nothing in it can run.

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the page."""

    titre: str
    svg: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """The pictures of a day, under its name."""

    nom: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Drawings:
    """A plan drawn day by day, and what its signs mean (HTML)."""

    jours: tuple[Gallery, ...]
    legende: str


def drawings(agenda: Agenda) -> Drawings:
    """The pictures of a plan, each with ids of its own, for one page with `pictures.PATTERNS` and its styles."""
    drawn = [(jour, pictures.internal_pictures(agenda, jour)) for jour in agenda.jours]
    numbers = count(1)
    legende = pictures.legend(picture for _, of_day in drawn for picture in of_day)
    jours = tuple(_day(agenda, jour, of_day, numbers) for jour, of_day in drawn)
    return Drawings(jours, legende)


def drawing_style() -> str:
    """What dresses the pictures in a page: their colours, light and dark, and their rules."""
    return declared() + pictures.styles(pictures.variable)


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
    from markupsafe import Markup  # noqa: PLC0415 - only who wants a page waits for it

    agenda = Agenda(inert(session), plan)
    style = drawing_style() + (TEMPLATES / "page.css").read_text(encoding="utf-8")
    drawn = drawings(agenda)
    return template(TEMPLATES, "page.html.jinja").render(
        t=textes,
        c=texte_classeur,
        audience=AUDIENCES["responsable"],
        style=Markup(style),  # noqa: S704 - made of our own files alone
        style_hash=_digest(style),
        patterns=Markup(pictures.PATTERNS),  # noqa: S704
        tete=_head(agenda),
        jours=drawn.jours,
        legende=drawn.legende,
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
    jurys = len({(c.jury, c.jour) for c in agenda.plan.compositions})
    return {
        "sujet": one_line(texte_classeur.sujet_de_page(session, agenda.jours)),
        "session": one_line(texte_classeur.phrase_session(session)),
        "lieu": one_line(agenda.lieu),
        "comptes": textes.comptes(len(session.candidats), jurys, len(agenda.jours)),
    }


def _provenance(session: Session, classeur_lu: str, version: str) -> str:
    phrase = one_line(texte_classeur.etabli(classeur_lu, version))
    return textes.etabli(phrase, session.version_planning)


def _day(agenda: Agenda, jour: date, drawn: Iterable[pictures.Picture], numbers: "count[int]") -> Gallery:
    return Gallery(agenda.names.jour(jour), tuple(_figure(picture, next(numbers)) for picture in drawn))


def _figure(picture: pictures.Picture, number: int) -> Figure:
    return Figure(picture.titre, pictures.svg(pictures.drawn(picture), f"i{number}"))


def _digest(style: str) -> str:
    """How the policy of the page knows its own style from any other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


# Plan B as one page: a file that opens in any browser, without a script or an outside address.


def write_page(path: Path, session: Session, plan: Plan, contingencies: Contingencies) -> Placed:
    """Write the page; answers where it is, raises `CannotWrite`."""
    mark = stamp(session)
    return put(Path(path), stamped(plan_b_page(session, plan, contingencies), mark), replaces=made_for(mark))


def stamped(page: str, mark: str) -> bytes:
    """The file of a page that bears a stamp, which nobody reads on it."""
    return f"{page}\n<!-- {mark} -->\n".encode()


def plan_b_page(session: Session, plan: Plan, contingencies: Contingencies) -> str:
    """The page; whatever was typed is inert text in it."""
    centre, dates = phrase_centre(session), phrase_dates(session, plan.jours())
    return template(TEMPLATES, "plan-b.html").render(
        texte=texte_plan_b,
        jetons=declared(),
        interne=INTERNE,
        session_dite=f"{session.referentiel.sigle}, {dates}",
        lines=tuple(filter(None, (phrase_session(session), centre, dates))),
        alerts=Agenda(session, plan).avertissements,
        bilan=texte_plan_b.bilan(contingencies),
        trois_lignes=texte_plan_b.en_trois_lignes(session, contingencies),
        envoi=texte_plan_b.ENVOYEES if contingencies.sent else texte_plan_b.AVANT_ENVOI,
        charges=texte_plan_b.legende_de_charge(session),
        cases_count=len(contingencies.recourses),
        unknown_count=len(contingencies.of(Verdict.OPEN)),
        lost_count=len(contingencies.of(Verdict.IMPOSSIBLE)),
        interrupted=contingencies.interrupted,
        blocks=blocks(session, contingencies),
        irremplacables=texte_plan_b.irremplacables(session, contingencies),
        reserves=texte_plan_b.reserves(session, contingencies),
        cases=told_cases(session, contingencies),
    )


# The échéances of a session as one page that needs nothing else: no script, no picture, no address.


def page_of(echeancier: Echeancier, sigle: str, centre: str) -> str:
    """The page, the worst first; what is done comes last."""
    parts = [(etat, echeances.TITRES[etat], echeancier.en_etat(etat)) for etat in Etat]
    return template(TEMPLATES, "echeances.html").render(
        jetons=declared(),
        titre=echeances.titre(sigle, centre),
        dates=echeances.dates(echeancier),
        compte=echeances.compte_de(echeancier),
        bilan=echeances.bilan(echeancier),
        entete=tuple(echeances.entete(echeancier)),
        parties=[part for part in parts if part[2]],
        jour=date_longue,
        details=echeances.details,
        source=echeances.source,
        sans_date=echeances.SANS_DATE,
    )


# How a page is made of a template: whatever was typed is escaped, and what is read has the spaces of French.


def template(folder: Path, name: str, **known: Any) -> "Template":
    """A template of a folder, with what all templates of that folder know, macros too.

    The filter `exact` is for what fields hold, which comes back as it went: escaped, and nothing else. Within tags it
    is there already, but for attributes that are read.
    """
    environment = _environment(folder)
    environment.globals.update(known)
    return environment.get_template(name)


@cache
def _environment(folder: Path) -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - only who wants a page waits
    from jinja2.ext import Extension  # noqa: PLC0415
    from markupsafe import Markup, escape  # noqa: PLC0415

    class Typography(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            return spaced(source)

    environment = Environment(
        loader=FileSystemLoader(folder),
        extensions=[Typography],
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "svg": Markup,
        "exact": escape,
        "ecran": sur_ecran,
        "de_qui": de_qui,
        "duree": duree,
        "jour_long": date_longue,
    }
    return environment


def _shown(value: object) -> object:
    """A text without what could turn or break it; what is markup already stays as it is."""
    return sans_coupure(safe(value)) if type(value) is str else value


# The words of a template itself: between tags, and in the attributes that are read.

_CODE = r"\{[{%#].*?[}%#]\}"
_TAG = rf"<(?:script|style)\b.*?</(?:script|style)>|<[a-z/!](?:{_CODE}|[^>])*>"
_PIECES = re.compile(rf"{_CODE}|(?P<tag>{_TAG})|(?P<words>(?:(?!{_CODE})[^<]|<(?![a-z/!]))+)", re.DOTALL)
_IN_TAG = re.compile(
    r"(?P<read>\s(?:alt|aria-label|title|placeholder|data-muet|data-ferie)=\"[^\"]*\")|\{\{(?P<value>.*?)\}\}",
    re.DOTALL,
)


def spaced(source: str) -> str:
    """A template, its words with the spaces of French; what other attributes hold (keys, addresses) is `exact`."""

    def piece(match: re.Match[str]) -> str:
        if match["tag"]:
            return _IN_TAG.sub(attribute, match[0])
        return sans_coupure(match[0]) if match["words"] else match[0]

    def attribute(match: re.Match[str]) -> str:
        return sans_coupure(match[0]) if match["read"] else f"{{{{ ({match['value']})|exact }}}}"

    return _PIECES.sub(piece, source)
