"""What to tell whom: those concerned and nobody else, only what differs."""

from dataclasses import replace

from builders import a, session
from edits import jury_in, shifted, sitting, without_passage
from journees import TROIS, journee
from tpplanner.change.diff import difference
from tpplanner.change.reference import without_candidat


def day():
    s = session(nb_membres=4)
    return s, journee(s, TROIS)


def told(changements):
    return {m.personne: list(m.phrases) for m in changements.messages}


def test_equal_plans_need_no_words():
    s, plan = day()
    same = difference(s, plan, plan, ("Rien",))
    assert same.aucun
    assert same.messages == ()
    assert same.avis == ("Rien",)


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


def test_a_jury_under_another_name_is_the_same_jury():
    s, plan = day()
    renamed = journee(s, TROIS.replace("J1 :", "J4 :"))
    assert difference(s, plan, renamed).aucun


def test_another_membre_concerns_both_those_who_stay_and_the_candidats():
    s, plan = day()
    words = told(difference(s, plan, sitting(plan, "M2", "M3")))
    assert set(words) == {"C1", "C2", "C3", "M1", "M2", "M3"}
    assert "n'est plus attendu" in words["M1"][0]
    assert "nouveau" in words["M3"][0]
    assert "avec MEMBRE3 Alix (avant : avec MEMBRE1 Alix)" in words["M2"][0]


def test_another_room_concerns_its_jury():
    s, plan = day()
    words = told(difference(s, plan, jury_in(plan, "S2")))
    assert set(words) == {"C1", "C2", "C3", "M1", "M2"}
    assert words["M1"][0].endswith("Salle 2 (avant : Salle 1).")


def test_a_candidat_who_is_gone_is_told_with_his_name():
    s, plan = day()
    changements = difference(s, plan, without_candidat(plan, "C2"))
    assert all("plus prévu" in phrase for phrase in told(changements)["C2"])
    assert any("n'entend plus CANDIDAT2 Sacha" in phrase for phrase in told(changements)["M1"])


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
