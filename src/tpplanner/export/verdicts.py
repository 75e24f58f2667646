"""What a report says, in words: each hard rule, each level, the warnings, the réglages."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tpplanner.diagnosis.capacity import beside_given
from tpplanner.diagnosis.requirements import FAMILIES
from tpplanner.domain.answers import NiveauAtteint, Report
from tpplanner.domain.duties import Verification, of_no_organisme, re_lu
from tpplanner.domain.reglages import BORNES, SEARCH, Reglages
from tpplanner.errors import Issue
from tpplanner.export.agenda import Agenda
from tpplanner.export.staff import Relief, reliefs
from tpplanner.rules import HARD, Authority, HardCard, Theme
from tpplanner.sheets.session import CHAMPS, REGLAGES
from tpplanner.texts import classeur as texte
from tpplanner.texts import documents as texte_documents
from tpplanner.texts.fautes import phrase
from tpplanner.texts.majorations import accordees, temps_majore
from tpplanner.texts.noms import heure
from tpplanner.texts.plain import one_line
from tpplanner.texts.reponses import provisoire

# What a report says, in words: each hard rule (kept, broken, without object and why), each level, the warnings.


class Compliance(StrEnum):
    """What becomes of a rule."""

    KEPT = "kept"
    VOID = "void"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict, and how it is told."""

    verdict: Compliance
    texte: str


_RE_RULES = ("epreuves_completes", "duree_exacte")


def verdicts(agenda: Agenda, report: Report) -> dict[str, Finding]:
    """The finding on each hard rule; a breach always shows, even of a rule that would be without object."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for violation in report.violations:
        phrases[violation.regle].append(one_line(phrase(agenda.session, violation)))
    return {carte.name: _finding(agenda, carte, phrases[carte.name]) for carte in HARD}


def _finding(agenda: Agenda, carte: HardCard, phrases: list[str]) -> Finding:
    if phrases:
        return Finding(Compliance.BROKEN, "\n".join([texte.NON_RESPECTEE, *dict.fromkeys(phrases)]))
    if agenda.session.fictive and carte.nommees:
        return Finding(Compliance.VOID, texte.sans_objet(texte.FICTIVE))
    if carte.sans_objet and not _concerns(agenda, carte.name):
        raison = texte.sans_objet(carte.sans_objet, controlee=not carte.non_controlee)
        return Finding(Compliance.VOID, _reserved(agenda, carte, raison))
    return Finding(Compliance.KEPT, _reserved(agenda, carte, _kept(agenda, carte.name)))


def _kept(agenda: Agenda, regle: str) -> str:
    """That a rule is kept, and of whom it was not checked for want of what nobody typed."""
    unsaid = of_no_organisme(agenda.session) if regle == "organismes_differents" else ()
    noms = ", ".join(agenda.names.etiquette(m.id) for m in unsaid)
    return texte.RESPECTEE_SAUF.format(noms=noms) if noms else texte.RESPECTEE


def _reserved(agenda: Agenda, carte: HardCard, resultat: str) -> str:
    """A result; of a rule that rests on the RE, with the reserve that nobody read it, where nobody did."""
    unread = Authority.RE in carte.sources and not re_lu(agenda.session)
    return texte.RE_NON_LU.format(resultat=resultat) if unread else resultat


def _concerns(agenda: Agenda, regle: str) -> bool:
    concerned = CONCERNS.get(regle)
    return concerned(agenda) if concerned is not None else any(True for _ in FAMILIES[regle].subjects(agenda.session))


def _due(agenda: Agenda) -> set[str]:
    return {e.id for c in agenda.session.candidats for e in agenda.dues(c.id)}


CONCERNS: dict[str, Callable[[Agenda], bool]] = {
    "formateur_a_part": lambda a: any(c.formateurs_tenus for c in a.session.candidats),
    "organismes_differents": lambda a: a.session.referentiel.organismes_differents,
    "deja_commence": lambda a: a.session.maintenant is not None,
    "entretien_final_dernier": lambda a: not _due(a).isdisjoint(a.session.referentiel.entretiens_finals),
    "epreuve_collective": lambda a: any(a.epreuves[e].collective for e in _due(a)),
    "epreuve_longue": lambda a: any(a.epreuves[e].minutes >= a.session.reglages.epreuve_longue for e in _due(a)),
}
"""Whether a rule has anything to hold in a session, where what the session requires by it does not tell."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and what became of it, in words."""

    enonce: str
    resultat: str
    source: str
    sorte: Compliance


@dataclass(frozen=True, slots=True)
class RulesOfTheme:
    """Rules of one theme."""

    titre: str
    regles: tuple[Rule, ...]


def rules_by_theme(agenda: Agenda, report: Report) -> Iterator[RulesOfTheme]:
    """Each hard rule under its theme."""
    by_rule = verdicts(agenda, report)
    for theme in Theme:
        cartes = [carte for carte in HARD if carte.theme is theme]
        regles = tuple(
            Rule(
                carte.enonce,
                by_rule[carte.name].texte,
                ", ".join(source.value for source in carte.sources),
                by_rule[carte.name].verdict,
            )
            for carte in cartes
        )
        if regles:
            yield RulesOfTheme(texte.THEMES[theme], regles)


def conforme_re(agenda: Agenda, report: Report) -> Rule:
    """Whether épreuves and durations are those of the RE; broken also where something is reserved."""
    resultat, tenu = _conforme_re(agenda, report)
    source = agenda.session.referentiel.source
    return Rule(texte.CONFORME_RE, resultat, source, Compliance.KEPT if tenu else Compliance.BROKEN)


def _conforme_re(agenda: Agenda, report: Report) -> tuple[str, bool]:
    if any(violation.regle in _RE_RULES for violation in report.violations):
        return texte.CONFORME_RE_NON, False
    match agenda.verification:
        case Verification.FAITE:
            return texte.CONFORME_RE_PAR_LE_CENTRE, True
        case Verification.A_CONFIRMER:
            return texte.CONFORME_RE_A_CONFIRMER, False
        case Verification.ABSENTE:
            verifie = agenda.session.referentiel.verifie
            return (texte.CONFORME_RE_RECOPIE if verifie else texte.CONFORME_RE_NON_VERIFIE), False


def remarques(agenda: Agenda, report: Report, avertissements: Iterable[Issue]) -> list[str]:
    """What is granted, in minutes; warnings, each once, of the reading, the juries given, the check; the rest.

    That is who watches alone for long, then history.
    """
    awaited = [agenda.names.etiquette(id_) for id_ in agenda.session.attendus]
    lignes = [one_line(provisoire(awaited).message)] if awaited else []
    lignes += [temps_majore(majoration) for majoration in accordees(agenda.session)]
    of_juries = beside_given(agenda.session, agenda.plan)
    for issue in dict.fromkeys((*avertissements, *of_juries, *report.avertissements)):
        parts = (f"{issue.place} :" if issue.place else "", issue.message, issue.hint)
        lignes.append(one_line(" ".join(filter(None, parts))))
    constats = (one_line(phrase(agenda.session, constat)) for constat in report.constats)
    return [*lignes, *_alone_for_long(agenda), *(texte.CONSTATE.format(phrase=constat) for constat in constats)]


def _alone_for_long(agenda: Agenda) -> Iterator[str]:
    """Each surveillant of a day who needs a relief, and who could give it."""
    par_surveillant: dict[tuple[date, str], list[Relief]] = defaultdict(list)
    for relief in reliefs(agenda):
        par_surveillant[relief.debut.date(), relief.surveillant].append(relief)
    for (jour, surveillant), theirs in par_surveillant.items():
        salles = ", ".join(dict.fromkeys(agenda.names.salle(r.salle) for r in theirs))
        pauses = " ; ".join(_pause(agenda, r) for r in theirs)
        yield texte_documents.seul_longtemps(
            agenda.names.personne(surveillant), agenda.names.jour(jour), salles, pauses
        )


def _pause(agenda: Agenda, relief: Relief) -> str:
    debut, fin = heure(relief.debut), heure(relief.fin)
    if relief.par:
        return texte_documents.releve_proposee(agenda.names.personne(relief.par), debut, fin)
    return texte_documents.releve_a_prevoir(debut, fin)


def niveau_dit(agenda: Agenda, atteint: NiveauAtteint) -> tuple[str, str, str, str, str, str]:
    """A level: its name, what it counts, its measure, its bound, the gap, and the conclusion."""
    niveau = {n.nom: n for n in agenda.session.niveaux}.get(atteint.nom)
    termes = [(texte.nom_de_preference(t.regle), t.poids) for t in niveau.termes] if niveau else []
    ecart = None if atteint.borne is None else abs(atteint.valeur - atteint.borne)
    return (
        atteint.nom,
        texte.poids(termes),
        texte.valeur_de_niveau(niveau, atteint.valeur, atteint.unite),
        texte.INCONNUE if atteint.borne is None else texte.valeur_de_niveau(niveau, atteint.borne, atteint.unite),
        texte.INCONNUE if ecart is None else texte.valeur_de_niveau(niveau, ecart, atteint.unite),
        texte.conclusion(atteint),
    )


def non_verifie(agenda: Agenda) -> tuple[str, ...]:
    """What nobody checked: the durations first, until the centre says that it did."""
    compare = agenda.verification is not Verification.ABSENTE
    return texte.NON_VERIFIE_LISTE if compare else (texte.NON_COMPARE, *texte.NON_VERIFIE_LISTE)


# The réglages of a session as its report of conformity tells them: value, bounds, and who chose it.


@dataclass(frozen=True, slots=True)
class Reglage:
    """One réglage in words."""

    titre: str
    valeur: str
    repere: str
    origine: str
    hors_bornes: bool


def reglages_de_la_session(agenda: Agenda) -> Iterator[Reglage]:
    """Those that rules read, for whoever judges the session and not the search."""
    return _reglages(agenda, (champ for champ in CHAMPS if champ not in SEARCH))


def reglages(agenda: Agenda) -> Iterator[Reglage]:
    """Each réglage, in the order of the workbook."""
    return _reglages(agenda, CHAMPS)


def _reglages(agenda: Agenda, champs: Iterable[str]) -> Iterator[Reglage]:
    chosen = agenda.session.reglages
    for champ in champs:
        colonne = REGLAGES.colonne(champ)
        valeur = getattr(chosen, champ)
        dehors = valeur is not None and champ in BORNES and not BORNES[champ].hold(valeur)
        origine = _origin(agenda, champ)
        yield Reglage(
            colonne.titre,
            texte.valeur_de_reglage(champ, agenda.session.reglage(champ)),
            colonne.repere,
            f"{origine}, {texte.HORS_BORNES}" if dehors else origine,
            dehors,
        )


def _origin(agenda: Agenda, champ: str) -> str:
    chosen, usual = agenda.session.reglages, Reglages()
    if champ in chosen.origines or getattr(chosen, champ) != getattr(usual, champ):
        return texte.ORIGINE_CLASSEUR
    of_re = getattr(chosen, champ) is None and agenda.session.reglage(champ) is not None
    return texte.ORIGINE_RE if of_re else texte.ORIGINE_DEFAUT
