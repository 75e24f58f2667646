"""What fields say of themselves is true, is said of each, and is what blanks and copies them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, time
from fractions import Fraction
from itertools import count, islice
from types import UnionType
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter

import worlds
from builders import session as built
from drawing import seeded
from edits import reglees
from tpplanner.audit import check
from tpplanner.domain import imprevus, questions
from tpplanner.domain import session as domain
from tpplanner.domain.annee import CandidatPrevu
from tpplanner.domain.duties import faults
from tpplanner.domain.facts import (
    ALONG,
    HERE,
    KEY,
    NOBODY,
    PAPERS,
    RULES,
    WHO,
    as_rules_see,
    blanked,
    facts,
    without_names,
)
from tpplanner.domain.plan import Plan
from tpplanner.domain.referentiel import Nature
from tpplanner.domain.session import Candidat, Convocation, Jury, Lien, NonPlace, Remise, Role, Session, Suivi
from tpplanner.export.lists import anonymous
from tpplanner.solver.model.compilation import compile_session
from tpplanner.solver.model.whole import WholeModel
from tpplanner.solver.programmation import YearModel
from tpplanner.workbook.year import example_annee

KINDS = [
    kind
    for module in (domain, imprevus, questions)
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
]
FIELDS = [(kind, field.name) for kind in (*KINDS, CandidatPrevu) for field in fields(kind)]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{kind.__name__}.{field}" for kind, field in FIELDS])
def test_each_field_says_whom_it_tells_where_it_belongs_and_its_effect(kind, field):
    assert facts(kind)[field]


@pytest.mark.parametrize("words", [(), (NOBODY, HERE), (NOBODY, WHO, HERE, PAPERS), (HERE, PAPERS)])
def test_a_field_that_does_not_say_it_all_is_named(words):
    @dataclass(frozen=True)
    class Somebody:
        said: Annotated[str, WHO, ALONG, PAPERS]
        unsaid: Annotated[str, "nothing", *words] = ""

    with pytest.raises(TypeError, match=r"Somebody\.unsaid must say"):
        facts(Somebody)


# Without effect on a plan: the model of the solver and the report of the audit are the same, whatever stands there.

OTHERS: dict[Any, Any] = {
    date: date(2027, 3, 1),
    Suivi: Suivi(annulee=date(2027, 3, 1)),
    tuple[Remise, ...]: (Remise("C1", 1),),
    tuple[NonPlace, ...]: (NonPlace(Candidat("C99", "AUTRE"), "parce que"),),
}


def another(value: Any, kind: Any) -> Any:
    """A value of that type that is another."""
    kind = next(k for k in get_args(kind) if k is not type(None)) if isinstance(kind, UnionType) else kind
    if kind in (bool, str, int):
        return {bool: lambda v: not v, str: lambda v: f"{v} AUTRE", int: lambda v: (v or 0) + 1}[kind](value)
    return OTHERS[kind] if kind in OTHERS else next(x for x in kind if x is not value)


def otherwise(thing: Any, champs: Iterable[str]) -> Any:
    """The thing with another value in each of those fields."""
    types = {f.name: get_args(f.type)[0] for f in fields(thing)}
    return replace(thing, **{champ: another(getattr(thing, champ), types[champ]) for champ in champs})


def without_effect(kind: type) -> list[str]:
    return [name for name, said in facts(kind).items() if not said.counts and said.effect is not KEY]


PLACES = {
    "jours": domain.Jour,
    "candidats": Candidat,
    "membres": domain.Membre,
    "personnes": domain.Personne,
    "salles": domain.Salle,
}
INEFFECTIVE = [
    *(("", champ) for champ in without_effect(Session)),
    *((place, champ) for place, kind in PLACES.items() for champ in without_effect(kind)),
]


def changed(session: Session, places: Iterable[tuple[str, str]]) -> Session:
    """The session with another value in those fields, of itself or of all that it has of a kind."""
    for place, champ in places:
        if place:
            others = tuple(otherwise(thing, [champ]) for thing in getattr(session, place))
            session = replace(session, **{place: others})
        else:
            session = otherwise(session, [champ])
    return session


def seen(session: Session, plan: Plan) -> tuple[str, str, str]:
    """All that the solver's model and the audit make of a session."""
    whole = WholeModel(compile_session(session), ordered=True)
    return str(whole.model.proto), str(whole.levels), repr(check(session, plan))


def compare(session: Session, plan: Plan) -> None:
    """All the fields at once; where that changes something, one after the other, to name those that did."""
    before = seen(session, plan)
    if seen(changed(session, INEFFECTIVE), plan) != before:
        assert [it for it in INEFFECTIVE if seen(changed(session, [it]), plan) != before] == []
        raise AssertionError("together they change what none of them changes alone")


def test_what_has_no_effect_on_a_plan_changes_neither_the_model_nor_the_report():
    for session, plan in islice(worlds.drawn(seeded("facts 2")), len(worlds.WORLDS)):
        compare(session, plan)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(3, 100))
def test_what_has_no_effect_on_a_plan_changes_neither_the_model_nor_the_report_ever(seed):
    for session, plan in islice(worlds.drawn(seeded(f"facts {seed}")), len(worlds.WORLDS)):
        compare(session, plan)


def test_candidats_of_a_year_who_differ_by_what_no_rule_of_it_reads_are_of_one_group():
    annee = example_annee(2027)
    one = next(c for c in annee.candidats if not c.sessions)
    alike = replace(annee, candidats=(one, replace(one, id="C99")))
    for champ in without_effect(CandidatPrevu):
        value = ("CCP1",) if champ == "ccps" else another(getattr(one, champ), type(getattr(one, champ)))
        other = replace(alike, candidats=(one, replace(one, **{champ: value}, id="C99")))
        assert [len(cohort.candidats) for cohort in YearModel(other).cohorts] == [2], champ
    later = replace(one, id="C99", deja=one.deja + 1)
    assert len(YearModel(replace(alike, candidats=(one, later))).cohorts) == 2


# With an effect: somewhere it shows. A field that claims one that it has not tells alike candidats apart.

VALUES: dict[str, Callable[[Session], Iterable[Any]]] = {
    "nom": lambda _: ("AAA", "ZZZ"),
    "prenom": lambda _: ("Anne",),
    "titre": lambda _: (True, False),
    "ccps": lambda s: [tuple(ccp.id for ccp in s.referentiel.ccps)],
    "dernier_ccp": lambda _: (True,),
    "dispenses": lambda s: [(e.id,) for e in s.referentiel.epreuves()],
    "numero_tire": lambda _: (999,),
    "organisme": lambda _: ("Greta",),
    "employeur": lambda _: ("Greta",),
    "formateurs": lambda s: [(x.id,) for x in (*s.membres, *s.personnes)],
    "formateurs_possibles": lambda s: [(x.id,) for x in (*s.membres, *s.personnes)],
    "majorations": lambda _: [((nature, Fraction(1, 3)),) for nature in Nature],
    "aide": lambda s: [p.id for p in s.personnes],
    "aide_natures": lambda _: [(nature,) for nature in Nature],
    "aide_epreuves": lambda s: [(e.id,) for e in s.referentiel.epreuves()],
    "salle_a_part": lambda _: (True,),
    "salle_accessible": lambda _: (True,),
    "passer_tot": lambda _: (True,),
    "indisponibilites": lambda s: [(domain.Plage(s.jours[0].a(time(8)), s.jours[0].a(time(12))),)],
}
"""What each field of a candidat may hold instead, of which something must be seen."""


def hosts() -> Iterator[tuple[Session, Plan]]:
    """Sessions in which a field may have its effect: homonyms, the alphabet's order, membres of a kind, an aide."""
    for session, plan in islice(worlds.drawn(seeded("facts that count")), 2 * len(worlds.WORLDS)):
        membres = tuple(replace(m, organisme="Greta", employeur="Greta") for m in session.membres)
        salles = tuple(replace(s, accessible=False) for s in session.salles)
        helped = tuple(replace(c, aide=aide.id) for c in session.candidats for aide in session.avec_role(Role.AIDE)[:1])
        homonyms = tuple(replace(c, nom="MARTIN", prenom="Léa") for c in session.candidats)
        yield session, plan
        yield replace(session, membres=membres, salles=salles), plan
        yield replace(session, candidats=helped or session.candidats), plan
        yield reglees(replace(session, candidats=homonyms), ordre="alphabetique"), plan


@pytest.mark.parametrize("champ", [name for name, said in facts(Candidat).items() if said.counts])
def test_what_a_candidat_is_said_to_count_for_shows_somewhere(champ):
    for session, plan in hosts():
        before = seen(session, plan)
        for value in VALUES[champ](session):
            candidats = tuple(
                replace(c, **{champ: value}) if c is session.candidats[-1] else c for c in session.candidats
            )
            other = replace(session, candidats=candidats)
            if not faults(other) and seen(other, plan) != before:
                return
    raise AssertionError(f"{champ} changed nothing")


# What tells who somebody is: nothing of it is left in an anonymous session.


def marked(thing: Any, left: Iterator[int]) -> Any:
    """The thing, and all that is in it, a mark of its own in each field that tells who somebody is."""
    if isinstance(thing, tuple):
        return tuple(marked(item, left) for item in thing)
    if not (is_dataclass(thing) and type(thing) in KINDS):
        return thing
    told = facts(type(thing))
    return replace(
        thing,
        **{
            f.name: _mark(f.type, next(left)) if told[f.name].tells is WHO else marked(getattr(thing, f.name), left)
            for f in fields(thing)
        },
    )


def _mark(kind: Any, number: int) -> str | int:
    return f"{MARK}{number}" if get_args(kind)[0] is str else MARKED_NUMBER + number


MARK, MARKED_NUMBER = "QUI-", 7_770_000


def whole() -> Session:
    """A session with one of everything that may name somebody."""
    base = built(nb_jours=1)
    gone = NonPlace(Candidat("C9", "AUTRE"), liens=(Lien("C9", "M1"),))
    return replace(
        base,
        jurys=(Jury("J", ("M1", "M2")),),
        liens=(Lien("C1", "M1"), Lien("C2", "M2", leve=True)),
        convocations=(Convocation("C1", base.jours[0].date, time(8)),),
        non_places=(gone,),
        questions=(questions.Question(questions.Sujet.PERSONNE, "C. Rousseau", "ROUSSEAU Catherine"),),
    )


def test_nothing_that_tells_who_somebody_is_stands_in_an_anonymous_session():
    session = marked(whole(), count())
    assert json_of(session).count(MARK) > 30
    told = json_of(anonymous(session))
    assert MARK not in told
    assert str(MARKED_NUMBER)[:3] not in told


def json_of(session: Session) -> str:
    return TypeAdapter(Session).dump_json(session).decode()


def test_whoever_signs_for_the_centre_keeps_their_name():
    session = replace(whole(), signataire="PETIT Anne", re_verifie_par="PETIT Anne")
    assert anonymous(session).signataire == anonymous(session).re_verifie_par == "PETIT Anne"


# What blanks.


def test_a_field_is_blanked_to_its_default_or_to_nothing():
    who = Candidat("C1", "DURAND", "Léa", numero_tire=4, ccps=("CCP1",), presentation=2)
    assert blanked(who, lambda said: said.tells is WHO) == Candidat("C1", "", ccps=("CCP1",), presentation=2)
    assert blanked(Jury("J1", ("M1",)), lambda said: said.effect is RULES) == Jury("J1", ())


def test_candidats_who_differ_by_what_no_rule_reads_are_alike():
    one = Candidat("C1", "DURAND", debut_formation=date(2026, 9, 1), vae=True, organisme="Greta", numero_ceres="12")
    assert as_rules_see(one) == as_rules_see(Candidat("C2", "PETIT", "Anne"))
    assert as_rules_see(one) != as_rules_see(replace(one, salle_a_part=True))


def test_names_are_taken_out_of_whatever_holds_them():
    assert without_names((NonPlace(Candidat("C1", "DURAND"), "DURAND est absente"),)) == (NonPlace(Candidat("C1", "")),)
