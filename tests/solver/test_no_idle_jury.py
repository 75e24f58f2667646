"""No jury of a plan waits to sign, is called for lunch, or is kept over lunch to sign, where it costs nothing not to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from builders import TOUTES, session
from edits import settle
from proofs import mostly_proofs
from small_draws import drawn_small
from tpplanner.audit import check
from tpplanner.audit.view import View
from tpplanner.domain.answers import Planned
from tpplanner.domain.plan import NatureTravail, Plan, Travail
from tpplanner.domain.reglages import Reglages
from tpplanner.domain.session import Candidat, Habilitation, Session
from tpplanner.planner import plan
from tpplanner.referentiels import find
from tpplanner.solver import Budget

PAUSE, CLOTURE = NatureTravail.PAUSE, NatureTravail.CLOTURE


def moved(travaux: tuple[Travail, ...], to: dict[Travail, datetime]) -> tuple[Travail, ...]:
    """These works, some at another hour."""
    return tuple(replace(t, debut=to[t], fin=to[t] + (t.fin - t.debut)) if t in to else t for t in travaux)


def gone_sooner(s: Session, known: Plan) -> Iterator[tuple[str, Plan]]:
    """The plan with one jury's clôture as soon as all else is done, and the pause gone that lay between."""
    for (jury, jour), choses in View(s, known).choses.items():
        *others, last = choses
        over = max(c.fin for c in others)
        if isinstance(last.element, Travail) and last.element.nature is CLOTURE and over < last.debut:
            kept = (t for t in known.travaux if not (t.nature is PAUSE and t.jury == jury and t.debut >= over))
            yield f"{jury} {jour} waits to close", replace(known, travaux=moved(tuple(kept), {last.element: over}))


def come_later(s: Session, known: Plan) -> Iterator[tuple[str, Plan]]:
    """The plan with what one jury does before a pause, if it hears nobody then, after it: so it comes after lunch."""
    view = View(s, known)
    for pause in (t for t in known.travaux if t.nature is PAUSE):
        choses = view.choses[pause.jury, pause.debut.date()]
        before = [c for c in choses if c.fin <= pause.debut]
        if any(c.suivi for c in before):
            continue
        others = tuple(t for t in known.travaux if t is not pause)
        over, resumes = max(c.fin for c in before), min(c.debut for c in choses if c.debut >= pause.fin)
        for by in (resumes - timedelta(minutes=s.reglages.battement) - over, resumes - over, pause.fin - over):
            to = {c.element: c.debut + by for c in before if isinstance(c.element, Travail)}
            yield f"{pause.jury} {pause.debut:%d} is called for lunch", replace(known, travaux=moved(others, to))


def costs(s: Session, known: Plan) -> tuple[int, ...]:
    return tuple(niveau.valeur for niveau in check(s, known).niveaux)


def idle(s: Session, known: Plan) -> Iterator[str]:
    """What a jury could have been spared at no cost."""
    for said, other in (*gone_sooner(s, known), *come_later(s, known)):
        spared = settle(s, other)
        if check(s, spared).conforme and costs(s, spared) <= costs(s, known):
            yield said


def no_jury_is_idle(s: Session, told: object) -> None:
    """Fail where a jury of the session's plan could go sooner or come later at no cost."""
    outcome, _ = plan(s, Budget(20, workers=1, reproducible=True))
    if isinstance(outcome, Planned):
        assert not [*idle(s, outcome.plan)], told


def sales_day(more: tuple[str, ...], candidats: int, membres: int) -> Session:
    """Candidats of CV, 235 minutes each before their jury, 314 with a tiers temps, which only an afternoon holds."""
    ref = find("CV")
    who = (Candidat(f"C{n}", f"CANDIDAT{n}", "Sacha") for n in range(1, candidats + 1))
    heard = tuple(replace(c, majorations=TOUTES) if c.id in more else c for c in who)
    s = session(ref, heard, nb_membres=membres, nb_jours=2, reglages=Reglages())
    able = (replace(m, habilitations=(Habilitation(ref.sigle, ref.millesime),)) for m in s.membres)
    return replace(s, membres=tuple(able))


SALES = [(("C1",), 1, 2), (("C2",), 2, 2), ((), 2, 2), (("C3",), 6, 6), (("C2", "C5"), 6, 6)]


@pytest.mark.parametrize(("more", "candidats", "membres"), mostly_proofs(SALES, SALES[0]))
def test_no_jury_of_sales_advisers_is(more, candidats, membres):
    no_jury_is_idle(sales_day(more, candidats, membres), (more, candidats))


@pytest.mark.parametrize("seed", mostly_proofs(range(60), 8))
def test_no_jury_of_a_session_drawn_at_random_is(seed):
    no_jury_is_idle(drawn_small(seed), seed)


def test_what_was_delivered_before_is_such_a_plan():
    """One of CV with a tiers temps: called at 11:30 to read and to have lunch, idle for twenty minutes at the end."""
    s = sales_day(("C1",), 1, 2)
    outcome, _ = plan(s, Budget(20, workers=1, reproducible=True))
    assert isinstance(outcome, Planned)
    hour = timedelta(hours=1)
    early = {
        t: t.debut - hour for t in outcome.plan.travaux if t.nature in (NatureTravail.ACCUEIL, NatureTravail.LECTURE)
    }
    late = {t: t.debut + timedelta(minutes=20) for t in outcome.plan.travaux if t.nature is CLOTURE}
    (first,) = (t for t in early if t.nature is NatureTravail.LECTURE)
    lunch = Travail(first.jury, PAUSE, first.fin - hour, first.fin)
    odd = settle(s, replace(outcome.plan, travaux=(*moved(outcome.plan.travaux, early | late), lunch)))
    assert check(s, odd).conforme
    assert {said.split(" ", 2)[2] for said in idle(s, odd)} == {"waits to close", "is called for lunch"}
