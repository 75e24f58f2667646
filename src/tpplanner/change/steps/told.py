"""An answer as one line that says what to do: whom to postpone, to call, to ask, and what to decide."""

from collections.abc import Collection, Iterator

from tpplanner.change.steps.asking import Demande
from tpplanner.change.steps.ladder import DayAnswer, Rung
from tpplanner.change.steps.usage import Loosened, later_breaks
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import Plan
from tpplanner.texts import reponses as textes
from tpplanner.texts.fautes import reparation
from tpplanner.texts.noms import Noms

NOTHING_ASKED = {Rung.IN_PLACE: textes.SUR_PLACE, Rung.LATER: textes.PLUS_TARD}
"""What is said of an answer that asks nothing of anybody, after whom to tell of it."""


def first_line(answer: DayAnswer) -> str:
    """What to do, the gravest first."""
    return textes.premiere_ligne([*_parts(answer)])


def undecided(answer: DayAnswer) -> str:
    """The steps before an answer of which nothing is known."""
    return textes.non_tranche([textes.ETAPES[step] for step in answer.undecided])


def how_little(answer: DayAnswer) -> str:
    """Whether a plan could ask for less, as far as it is known."""
    if not answer.least:
        return textes.AU_PLUS
    return textes.LE_MOINS_SINON if answer.undecided else textes.LE_MOINS


def _parts(answer: DayAnswer) -> Iterator[str]:
    noms = Noms(answer.change.connus)
    plan = answer.outcome.plan if isinstance(answer.outcome, Planned) else None
    if plan is None:
        repairs = [textes.dans_la_phrase(reparation(answer.change.session, repair)) for repair in answer.repairs]
        yield textes.il_suffirait(repairs) if repairs else textes.RIEN
        return
    for compose, quoi in ((False, textes.REPORTES), (True, textes.REPORTES_APRES_L_ECRIT)):
        names = [noms.candidat(reporte.candidat) for reporte in answer.reportes if reporte.compose is compose]
        if names:
            yield textes.noms(textes.combien(len(names), quoi), names)
    yield from _asked(answer, noms)
    for more in answer.usage:
        yield from _loosened(answer, more, plan, noms)
    for event in answer.remplacements:
        absent, par = noms.etiquette(event.absent), noms.etiquette(event.par)
        yield textes.derogation(textes.remplace(par, absent, noms.jour(event.debut.date())))
    if answer.ensemble:
        yield textes.ENSEMBLE
    if answer.changements.aucun:
        yield textes.TEL_QUEL
    elif answer.step in NOTHING_ASKED:
        if called := [message.nom for message in answer.changements.a_prevenir]:
            yield textes.noms(textes.combien(len(called), textes.A_PREVENIR), called)
        yield NOTHING_ASKED[answer.step]


def _asked(answer: DayAnswer, noms: Noms) -> Iterator[str]:
    candidats = {c.id for c in answer.change.connus.candidats}
    other_day = [demande for demande in answer.accords if demande.autre_jour]
    groups = (
        (textes.AUTRE_JOUR, [d for d in other_day if d.personne in candidats]),
        (textes.APPELES, [d for d in other_day if d.personne not in candidats]),
        (textes.AUTRE_HEURE, [d for d in answer.accords if not d.autre_jour]),
    )
    for quoi, asked in groups:
        if asked:
            number = len({demande.personne for demande in asked})
            yield textes.noms(textes.combien(number, quoi), [*_told(asked, noms)])


def _told(asked: Collection[Demande], noms: Noms) -> Iterator[str]:
    for demande in asked:
        nom, jour = noms.etiquette(demande.personne), noms.jour(demande.jour)
        if demande.au_lieu_de is None:
            yield textes.ce_jour(nom, jour, demande.heure)
        else:
            yield textes.plus_tot(nom, demande.heure, demande.au_lieu_de, jour)


def _loosened(answer: DayAnswer, more: Loosened, plan: Plan, noms: Noms) -> Iterator[str]:
    jour = noms.jour(more.jour)
    if more.pause:
        breaks = later_breaks(answer.change.session, plan, more)
        own = [textes.pause(noms.jury(t.jury), t.debut, t.fin, jour) for t in breaks]
        of_day = answer.change.session.jour(more.jour)
        for quoi in own or [textes.pause_du_jour(of_day.pause_debut, of_day.pause_fin, jour)]:
            yield textes.derogation(quoi)
    if more.fin:
        late = [noms.etiquette(id_) for id_ in answer.tard]
        yield textes.derogation(textes.fin(answer.change.session.jour(more.jour).fin, jour, late))
    usual = answer.change.session.reglages
    for regle, minutes in more.lengths:
        usuel = getattr(usual, regle)
        yield textes.derogation(textes.longueur(textes.LONGUEURS[regle], usuel + minutes, usuel, jour))
