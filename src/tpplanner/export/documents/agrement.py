"""For the administration: the *organisation détaillée* of the agrément file, and the report of conformity, unnamed."""

from itertools import groupby
from typing import Any

from tpplanner.domain.outcome import Report
from tpplanner.export.agenda import Agenda, Moment, Sort
from tpplanner.export.anonymous import anonymous
from tpplanner.export.documents.typeset import typeset
from tpplanner.export.matter import Audience, Matter
from tpplanner.export.organisation import ligne, tables_passees, totaux
from tpplanner.export.reglages import reglages
from tpplanner.export.safe_text import one_line
from tpplanner.export.verdicts import Verdict, conforme_re, verdicts
from tpplanner.rules import HARD, Theme
from tpplanner.texts import agrement as texte
from tpplanner.texts import classeur
from tpplanner.texts import conformite as texte_conformite
from tpplanner.texts.fautes import phrase
from tpplanner.texts.referentiels import re_cite
from tpplanner.texts.temps import duree, heure, heure_chiffres


def organisation(matter: Matter) -> bytes:
    """Which candidat passes which épreuve before whom, when and where; then the totals beside those of the RE."""
    agenda = Agenda(anonymous(matter.session), matter.plan)
    ouvertures = {j.date: (heure(j.ouverture), heure(j.fin)) for j in agenda.session.jours}
    jours = []
    for jour, moments in groupby(agenda.moments, key=lambda m: m.jour):
        nom = agenda.names.jour(jour)
        titre = classeur.jour_et_ouverture(nom, *ouvertures[jour]) if jour in ouvertures else nom
        sujet = classeur.sujet_du_jour(agenda.session, nom)
        jours.append({"titre": titre, "sujet": sujet, "lignes": [_ligne(agenda, moment) for moment in moments]})
    return typeset(
        "organisation",
        matter,
        Audience.AGREMENT,
        texte.ORGANISATION_TITRE,
        aide=texte.ORGANISATION_AIDE,
        verifiees=agenda.verifiees,
        entetes=texte.ORGANISATION_ENTETES,
        jours=jours,
        totaux_titre=classeur.TOTAUX_TITRE,
        totaux_notes=[classeur.totaux_du_re(table) for table in tables_passees(agenda)],
        totaux_entetes=classeur.TOTAUX_ENTETES[1:-1],
        totaux=[values[1:-1] for values in totaux(agenda)],
    )


def _ligne(agenda: Agenda, moment: Moment) -> dict[str, Any]:
    told = ligne(agenda, moment)
    return {
        "epreuve": moment.sort is Sort.EPREUVE,
        "cellules": (
            heure_chiffres(told.debut),
            heure_chiffres(told.fin),
            told.qui,
            told.quoi,
            duree(told.minutes_re) if told.minutes_re is not None else "",
            duree(told.minutes),
            told.devant,
            told.salle,
        ),
    }


def conformite(matter: Matter) -> bytes:
    """What was checked, rule by rule, with its result and its source; the réglages; what is not checked."""
    agenda = Agenda(anonymous(matter.session), matter.plan)
    report = matter.report
    cite = one_line(re_cite(agenda.session.referentiel))
    etabli = texte_conformite.etabli(one_line(matter.classeur), matter.version)
    constats = [texte_conformite.CONSTATE.format(phrase=phrase(agenda.session, c)) for c in report.constats]
    return typeset(
        "conformite",
        matter,
        Audience.AGREMENT,
        texte.CONFORMITE_TITRE,
        introduction=texte_conformite.introduction(len(HARD), len(report.violations)),
        etabli=etabli,
        entetes=texte_conformite.CONFORMITE_ENTETES,
        re=_re(agenda, report, cite),
        themes=_themes(agenda, matter),
        referentiel=[f"{cite}.", *filter(None, (agenda.verifiees,))],
        notes=constats,
        reglages_entetes=texte_conformite.REGLAGES_ENTETES,
        reglages_aide=texte_conformite.REGLAGES_AIDE,
        reglages=[(r.titre, r.valeur, r.repere, r.origine) for r in reglages(agenda)],
        non_verifie=texte_conformite.NON_VERIFIE_LISTE,
    )


def _re(agenda: Agenda, report: Report, cite: str) -> list[dict[str, Any]]:
    """Whether the durations are those of the RE, where the centre vouches for it or a rule was broken; else nothing."""
    regle, resultat, tenu = conforme_re(agenda, report)
    if resultat != texte_conformite.CONFORME_RE_NON and not agenda.verifiees:
        return []
    return [{"cellules": (regle, resultat, cite), "alerte": not tenu}]


def _themes(agenda: Agenda, matter: Matter) -> list[dict[str, Any]]:
    par_regle = verdicts(agenda, matter.report)
    themes = []
    for theme in Theme:
        lignes = []
        for carte in (c for c in HARD if c.theme is theme):
            finding = par_regle[carte.name]
            sources = ", ".join(source.value for source in carte.sources)
            broken = finding.verdict is Verdict.BROKEN
            lignes.append({"cellules": (carte.enonce, finding.texte, sources), "alerte": broken})
        if lignes:
            themes.append({"titre": texte_conformite.THEMES[theme], "lignes": lignes})
    return themes
