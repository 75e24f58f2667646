"""Nobody is in two places at once, whichever papers tell where they are: drawn plans, a suppléant who also watches."""

from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations

from drawing import seeded
from edits import with_people, without_role
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.plan import NatureAccueil, NatureTravail, Plan
from tpplanner.domain.session import Personne, Role
from tpplanner.export.agenda import Agenda
from tpplanner.export.calendars import helper_calendars, membre_calendars, responsable_calendars
from tpplanner.export.lists import breaks, ligne, run_sheet, stands_in, team_days
from tpplanner.export.reception import expected
from tpplanner.export.staff import received, receiver
from tpplanner.texts.documents import SUPPLEANT_A_DESIGNER
from worlds import WORLDS, valid

SUPPLEANTS = (
    Personne("R8", "SUPPLEANTE", (Role.RESPONSABLE,), suppleant=True),
    Personne("R9", "RELEVE", (Role.RESPONSABLE, Role.SURVEILLANT), suppleant=True),
)
DRAWN = 2
"""How many plans of each world are drawn."""

Stays = dict[str, list[tuple[datetime, datetime, str]]]


@cache
def drawn() -> tuple[Agenda, ...]:
    """Plans of each world, with more people who may lead than do."""
    found = []
    for world in WORLDS:
        for number in range(DRAWN):
            s, plan = next(valid(seeded(f"one place at a time, {world.__name__} {number}"), [world]))
            s = with_people(s, *SUPPLEANTS[: number + 1])
            plan = replace(without_role(plan, Role.RESPONSABLE, "R2"), accueils=accueils_de(s, plan.passages))
            found += [Agenda(s, plan), Agenda(s, called_with_the_candidats(plan))]
    return tuple(found)


def called_with_the_candidats(plan: Plan) -> Plan:
    """The plan with the juries that begin about then received while the candidats are: two together, then the others."""
    hours = {x.jour: x.debut for x in plan.accueils if x.nature is NatureAccueil.ACCUEIL}

    def moved(jury: str, debut: datetime) -> datetime:
        welcomed = hours.get(debut.date(), debut)
        about_then = abs(debut - welcomed) <= timedelta(hours=1)
        return welcomed + timedelta(minutes=5 if jury in ("J1", "J2") else 7) if about_then else debut

    return replace(
        plan,
        travaux=tuple(
            replace(t, debut=moved(t.jury, t.debut), fin=moved(t.jury, t.debut) + (t.fin - t.debut))
            if t.nature is NatureTravail.ACCUEIL
            else t
            for t in plan.travaux
        ),
        compositions=tuple(replace(c, debut=moved(c.jury, c.debut)) for c in plan.compositions),
    )


def stays(agenda: Agenda) -> Stays:
    """From when to when each person is where, whichever paper tells it."""
    by_name: Stays = defaultdict(list)
    for welcome in agenda.welcomes:
        place = agenda.names.salle(welcome.salle) if welcome.salle else "accueil"
        by_name[receiver(agenda, welcome)].append((welcome.debut, welcome.fin, place))
    for composition in agenda.plan.compositions:
        for membre in composition.membres:
            stay = (composition.debut, composition.fin, agenda.names.jury(composition.jury))
            by_name[agenda.names.personne(membre)].append(stay)
    for personne, days in team_days(agenda).items():
        for duty in (d for shift in days for d in shift.duties if d.fin is not None):
            by_name[agenda.names.personne(personne)].append((duty.debut, duty.fin, duty.ou))
    for pause in (p for p in breaks(agenda) if p.debut is not None and p.fin is not None):
        by_name[agenda.names.personne(pause.personne)].append((pause.debut, pause.fin, "pause"))
        by_name[agenda.names.personne(pause.par)].append((pause.debut, pause.fin, "sur place"))
    by_name.pop(SUPPLEANT_A_DESIGNER, None)
    return by_name


def test_nobody_is_in_two_places_at_once():
    for agenda in drawn():
        for personne, theirs in stays(agenda).items():
            for (debut, fin, ou), (other_debut, other_fin, other) in combinations(theirs, 2):
                assert ou == other or fin <= other_debut or other_fin <= debut, (personne, ou, other, debut)


def test_the_run_sheet_says_of_each_accueil_who_receives_whom_and_where():
    for agenda in drawn():
        tasks = [task for tasks in run_sheet(agenda).values() for task in tasks]
        for welcome in agenda.welcomes:
            (task,) = (t for t in tasks if (t.heure, t.quoi) == (welcome.debut, received(agenda, welcome)))
            assert task.ou.endswith(f"par {receiver(agenda, welcome)}")
            assert agenda.names.salle(welcome.salle) in task.ou
            assert task.demande is not welcome.suppleant


def test_what_lists_what_takes_place_names_the_room_in_which_juries_are_received():
    received_elsewhere = 0
    for agenda in drawn():
        for moment in (m for m in agenda.moments if m.nature is NatureTravail.ACCUEIL):
            (welcome,) = (w for w in agenda.welcomes if moment.jury in w.jurys and w.debut == moment.debut)
            received_elsewhere += welcome.salle != moment.salle
            assert ligne(agenda, moment).salle == agenda.names.salle(welcome.salle)
            assert moment in agenda.des_salles[moment.jour, welcome.salle]
    assert received_elsewhere


def test_who_stands_in_for_the_responsable_reads_it_on_a_sheet_of_their_own():
    for agenda in drawn():
        days = team_days(agenda)
        for personne, debut, fin, place in stands_in(agenda):
            (shift,) = (s for s in days[personne] if s.jour == debut.date())
            assert (debut, fin, place) in [(d.debut, d.fin, d.ou) for d in shift.duties]
            assert Role.RESPONSABLE in shift.roles
            assert shift.arrivee <= debut
            assert fin <= shift.fin


def test_who_stands_in_for_the_responsable_is_expected_and_has_it_in_their_calendar():
    standing_in = 0
    for agenda in drawn():
        calendars = {t.de: t for t in (*helper_calendars(agenda), *responsable_calendars(agenda))}
        people = [(jour, e) for jour, of_day in expected(agenda).items() for e in of_day]
        for welcome in (w for w in agenda.welcomes if w.suppleant and w.par):
            standing_in += 1
            name, place = agenda.names.personne(welcome.par), agenda.names.salle(welcome.salle)
            assert any(place in coming.ou for jour, e in people if e.nom == name for coming in e.comings)
            assert any((x.debut, x.fin) == (welcome.debut, welcome.fin) for x in calendars[welcome.par].events)
    assert standing_in > len(WORLDS) / 2


def test_the_calendar_of_the_responsable_tells_what_they_receive_and_nothing_else():
    for agenda in drawn():
        for timetable in responsable_calendars(agenda):
            told = "\n".join(event.detail for event in timetable.events)
            for welcome in agenda.welcomes:
                lines = [line for line in told.splitlines() if received(agenda, welcome) in line]
                mine = [w for w in agenda.welcomes if w.par == timetable.de and received(agenda, w) in told]
                assert welcome.par != timetable.de or lines
                assert len(lines) <= len(mine)


def test_membres_read_in_which_room_they_are_received():
    elsewhere = 0
    for agenda in drawn():
        calendars = {t.de: "\n".join(e.detail for e in t.events) for t in membre_calendars(agenda)}
        lists = {(jour, e.nom): e for jour, of_day in expected(agenda).items() for e in of_day}
        for welcome in (w for w in agenda.welcomes if w.jurys):
            place = agenda.names.salle(welcome.salle)
            for composition in filter(None, (agenda.composition(jury, welcome.debut) for jury in welcome.jurys)):
                elsewhere += composition.salle != welcome.salle
                for membre in composition.membres:
                    line = lists[welcome.debut.date(), agenda.names.personne(membre)]
                    assert any(coming.ou.startswith(place) for coming in line.comings)
                    assert composition.salle == welcome.salle or f"accueil du jury, {place}" in calendars[membre]
    assert elsewhere


def test_juries_that_begin_together_are_received_together():
    several = 0
    for agenda in drawn():
        begun = [t for t in agenda.plan.travaux if t.nature is NatureTravail.ACCUEIL]
        for welcome in (w for w in agenda.welcomes if w.jurys):
            assert {t.jury for t in begun if (t.debut, t.fin) == (welcome.debut, welcome.fin)} == {*welcome.jurys}
            several += len(welcome.jurys) > 1
    assert several
