"""What the page tells of the plan itself: whether it keeps the rules, how good it is proven to be, what to know."""

from collections.abc import Iterable
from dataclasses import dataclass

from tpplanner.domain.outcome import Report
from tpplanner.errors import Issue
from tpplanner.export.agenda import Agenda
from tpplanner.export.verdicts import Verdict, conforme_re, niveau_dit, remarques, verdicts
from tpplanner.rules import HARD, Theme
from tpplanner.texts import conformite as texte
from tpplanner.texts import page as textes
from tpplanner.texts.referentiels import verification


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as the page shows it; `sorte` is ``kept``, ``void`` or ``broken``."""

    enonce: str
    resultat: str
    source: str
    sorte: str


@dataclass(frozen=True, slots=True)
class RulesOfTheme:
    """Rules of one theme."""

    titre: str
    regles: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """Conformity and quality."""

    verdict: str
    conforme: bool
    introduction: str
    themes: tuple[RulesOfTheme, ...]
    remarques: tuple[str, ...]
    referentiel: tuple[str, ...]
    niveaux: tuple[tuple[str, ...], ...]
    bon_sens: str


def checks_of(agenda: Agenda, report: Report, avertissements: Iterable[Issue]) -> Checks:
    """What a report says, in words."""
    nombre = len(report.violations)
    ref = agenda.session.referentiel
    told = dict.fromkeys((agenda.verifiees or verification(ref), *agenda.avertissements, texte.source(ref.source)))
    return Checks(
        verdict=textes.non_conforme(nombre) if nombre else textes.CONFORME,
        conforme=report.conforme,
        introduction=texte.introduction(len(HARD), nombre),
        themes=(_of_the_re(agenda, report), *_themes(agenda, report)),
        remarques=tuple(remarques(agenda, report, avertissements)) or (texte.AUCUN_AVERTISSEMENT,),
        referentiel=tuple(told),
        niveaux=tuple(niveau_dit(agenda, atteint) for atteint in report.niveaux),
        bon_sens=texte.bon_sens(report.bon_sens),
    )


def _of_the_re(agenda: Agenda, report: Report) -> RulesOfTheme:
    enonce, resultat, tenu = conforme_re(agenda, report)
    sorte = Verdict.KEPT if tenu else Verdict.BROKEN
    return RulesOfTheme(texte.REFERENTIEL, (Rule(enonce, resultat, agenda.session.referentiel.source, sorte.value),))


def _themes(agenda: Agenda, report: Report) -> Iterable[RulesOfTheme]:
    par_regle = verdicts(agenda, report)
    for theme in Theme:
        regles = tuple(
            Rule(
                carte.enonce,
                par_regle[carte.name].texte,
                ", ".join(source.value for source in carte.sources),
                par_regle[carte.name].verdict.value,
            )
            for carte in HARD
            if carte.theme is theme
        )
        if regles:
            yield RulesOfTheme(texte.THEMES[theme], regles)
