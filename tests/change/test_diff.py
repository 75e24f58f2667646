"""What to tell whom: those concerned and nobody else, only what differs."""

from dataclasses import replace
from datetime import timedelta

from builders import LUNDI, a, oral, plan_cda_trois, referentiel, session
from edits import in_room, jury_in, merged, on_day, renamed, shifted, sitting, with_presences, without_passage
from journees import TROIS, journee
from tpplanner.change.diff import difference
from tpplanner.domain.appels import accueils_de
from tpplanner.domain.duties import plan_without
from tpplanner.domain.plan import Presence
from tpplanner.domain.session import Personne, Role


def day():
    s = session(nb_membres=4)
    return s, journee(s, TROIS)


def told(changements):
    return {m.personne: list(m.phrases) for m in changements.messages}


def test_equal_plans_need_no_words():
    s, plan = day()
    same = difference(s, plan, plan)
    assert same.aucun
    assert same.messages == ()


def test_one_passage_that_moves_is_told_to_its_candidat_alone():
    s, plan = day()
    changements = difference(s, plan, shifted(plan, 5, "C3", "EF"))
    assert list(told(changements)) == ["C3"]
    assert told(changements)["C3"] == [
        "« Épreuve EF » : lundi 14 juin 2027, 16\xa0h\xa020 – 16\xa0h\xa040, Salle 1 (avant : 16\xa0h\xa015 – 16\xa0h\xa035)."
    ]
    assert [(d.avant, d.apres) for d in changements.differences] == [
        (
            "lundi 14 juin 2027, 16\xa0h\xa015 – 16\xa0h\xa035, Salle 1, devant MEMBRE1 Alix et MEMBRE2 Alix",
            "lundi 14 juin 2027, 16\xa0h\xa020 – 16\xa0h\xa040, Salle 1, devant MEMBRE1 Alix et MEMBRE2 Alix",
        )
    ]


def test_who_is_told_of_a_change_is_named_with_their_telephone():
    s, plan = day()
    s = replace(s, candidats=tuple(replace(c, telephone=f"06 00 00 00 0{c.id[1:]}") for c in s.candidats))
    (message,) = difference(s, plan, shifted(plan, 5, "C3", "EF")).messages
    assert message.en_tant_que == "candidat, 06 00 00 00 03"


def test_a_jury_under_another_name_is_the_same_jury():
    s, plan = day()
    renamed = journee(s, TROIS.replace("J1 :", "J4 :"))
    assert difference(s, plan, renamed).aucun


def test_a_membre_in_the_place_of_another_concerns_these_two_alone():
    s, plan = day()
    words = told(difference(s, plan, sitting(plan, "M2", "M3")))
    assert set(words) == {"M1", "M3"}, "neither the candidats nor who sits with them"
    assert "n'est plus attendu" in words["M1"][0]
    assert "nouveau" in words["M3"][0]
    assert "avec MEMBRE2 Alix" in words["M3"][0]


def test_of_thirteen_people_around_one_absence_the_eight_with_nothing_changed_are_not_told():
    s = session(candidats=6, nb_membres=8, nb_salles=2)
    first = sitting(journee(s, TROIS), "M1", "M2", "M6")
    second = renamed(first, C1="C4", C2="C5", C3="C6", J1="J2", S1="S2")
    plan = merged(first, sitting(second, "M3", "M4", "M7", jury="J2"))
    without_m1 = sitting(sitting(plan, "M3", "M2", "M6"), "M5", "M4", "M7", jury="J2")
    after = shifted(shifted(without_m1, 5, "C3", "EF"), 5, "C6", "EF")
    changements = difference(s, plan, after)
    assert {p.candidat for p in plan.passages} | {m for c in plan.compositions for m in c.membres} | {"M5"} == {
        *(f"C{i}" for i in range(1, 7)),
        *(f"M{i}" for i in range(1, 8)),
    }
    assert sorted(m.personne for m in changements.messages) == ["C3", "C6", "M1", "M3", "M5"]


def test_the_same_person_in_two_roles_is_told_once():
    s, plan = day()
    s = replace(s, personnes=(*s.personnes, Personne("M3", "MEMBRE3", (Role.SURVEILLANT,), "Alix")))
    watching = with_presences(plan, Presence("M3", Role.SURVEILLANT, a("9:00"), a("9:30"), "Ecrit"))
    (message,) = [m for m in difference(s, watching, sitting(plan, "M2", "M3")).messages if m.personne == "M3"]
    assert message.role == "membre de jury, surveillant"
    assert len(message.phrases) == 2


def test_another_room_concerns_its_jury():
    s, plan = day()
    words = told(difference(s, plan, jury_in(plan, "S2")))
    assert set(words) == {"C1", "C2", "C3", "M1", "M2"}
    assert words["M1"][0].endswith("Salle 2 (avant : Salle 1).")


def test_a_candidat_who_is_gone_is_told_with_his_name():
    s, plan = day()
    changements = difference(s, plan, plan_without(plan, ["C2"]))
    assert all("plus prévu" in phrase for phrase in told(changements)["C2"])
    assert set(told(changements)) == {"C2"}, "the hours of his jury are what they were"
    elsewhere = difference(s, plan, jury_in(plan_without(plan, ["C2"]), "S2"))
    assert any("n'entend plus CANDIDAT2 Sacha" in phrase for phrase in told(elsewhere)["M1"])


def test_a_reading_that_moves_is_beside_its_old_place():
    s, plan = day()
    later = replace(
        plan,
        travaux=tuple(
            replace(t, debut=a("9:31"), fin=a("9:46")) if (t.nature, t.candidat) == ("lecture", "C3") else t
            for t in plan.travaux
        ),
    )
    changements = difference(s, plan, later)
    assert [d.quoi for d in changements.differences] == ["lecture du dossier pour CANDIDAT3 Sacha"]
    assert changements.messages == ()


def test_a_passage_that_was_not_there_is_new():
    s, plan = day()
    phrases = told(difference(s, without_passage(plan, "C1", "EF"), plan))["C1"]
    assert phrases[0].endswith("(nouveau).")


def test_a_call_that_moves_is_told_though_the_passage_stays():
    """The first day has nobody left: the accueil of the second is longer, as that of a first day."""
    s = session(referentiel(oral("EF", 20)), candidats=2, nb_jours=2)
    each = "J1 : M1 M2 en S1\n8:20 accueil\n8:40 lecture {0}\n9:00 EF {0}\n9:30 cloture"
    plan = journee(s, f"{each.format('C1')}\njour 2\n{each.format('C2')}")
    alone = plan_without(plan, ["C1"])
    changements = difference(s, plan, replace(alone, accueils=accueils_de(s, alone.passages)))
    assert told(changements)["C2"] == [
        "« Épreuve EF » : mardi 15 juin 2027, convoqué à 8\xa0h\xa030 (avant : convoqué à 8\xa0h\xa045)."
    ]
    accueil = next(d for d in changements.differences if d.quoi == "accueil des candidats, mardi 15 juin 2027")
    assert (accueil.avant, accueil.apres) == ("8\xa0h\xa045 – 9\xa0h", "8\xa0h\xa030 – 9\xa0h")


def test_a_membre_is_told_the_hour_for_which_he_is_convened():
    s, plan = day()
    (jury,) = plan.compositions
    odd, later = (replace(plan, compositions=(replace(jury, debut=a(heure)),)) for heure in ("8:31", "8:36"))
    assert told(difference(s, odd, later))["M1"][0].startswith("lundi 14 juin 2027 : 8\xa0h\xa035 – ")
    assert "(avant : 8\xa0h\xa030 – " in told(difference(s, odd, later))["M1"][0]
    assert difference(s, plan, odd).messages == ()


def test_the_days_of_which_the_poster_shows_something_else_are_told():
    s = session(nb_jours=2, nb_membres=4, nb_salles=2)
    plan = plan_cda_trois()
    assert difference(s, plan, sitting(plan, "M3", "M4")).affiches == ()
    for other in (shifted(plan, 5, "C3", "EF"), in_room(plan, "S2", "C3", "EF")):
        assert difference(s, plan, other).affiches == (LUNDI,)
    assert difference(s, plan, on_day(plan, 1)).affiches == (LUNDI, LUNDI + timedelta(days=1))
