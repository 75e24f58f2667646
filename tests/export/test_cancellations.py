"""Whoever imports each calendar that they are sent has in the end what the last planning tells, and nothing else."""

from collections import defaultdict
from dataclasses import replace

import pytest

from builders import jours
from export.ics_reader import read
from export.rich import deux_jurys, en_ccp, plan_de, sur_postes
from proofs import mostly_proofs
from tpplanner import write_documents
from tpplanner.audit import check

SESSIONS = {
    "deux_jurys": lambda: deux_jurys(4),
    "en_ccp": en_ccp,
    "sur_postes": lambda: replace(sur_postes(), jours=jours(3)),
}


def written(folder, session, plan, **wishes):
    wishes = {"formats": ("ics",), "malgre_manquements": True} | wishes
    return write_documents(folder, session, plan, check(session, plan), **wishes)


def calendars(folder):
    """Each calendar that lies in a dossier, by its uid."""
    found = (read(path.read_bytes()) for path in sorted(folder.rglob("*.ics")))
    return {calendar.value("UID"): calendar for calendar in found}


def imported(agenda, calendar):
    """What somebody's calendar holds once it has taken a file: by uid, the hours; nothing of what is called off."""
    for event in calendar.all("VEVENT"):
        uid, sequence = event.value("UID"), int(event.value("SEQUENCE"))
        before = agenda.get(uid)
        if before is None or sequence >= before[0]:
            off = event.value("STATUS") == "CANCELLED"
            agenda[uid] = (sequence, None if off else (event.moment("DTSTART"), event.moment("DTEND")))


def standing(agenda):
    return {uid: hours for uid, (_, hours) in agenda.items() if hours is not None}


def plans(session):
    """A planning, and another in which a membre sits for one who is away, with other juries for the candidats."""
    first = plan_de(session, 2)
    sits = {m for c in first.compositions for m in c.membres}
    gone = min(sits)
    here = replace(session, membres=(*session.membres, replace(session.membres[0], id="MX", nom="REMPLACE")))
    compositions = tuple(
        replace(c, membres=tuple("MX" if m == gone else m for m in c.membres)) for c in plan_de(session, 3).compositions
    )
    return here, first, replace(plan_de(session, 3), compositions=compositions)


@pytest.mark.parametrize("name", mostly_proofs(SESSIONS, "deux_jurys"))
def test_who_imports_every_file_has_what_the_last_planning_tells(name, tmp_path):
    session, first, last = plans(SESSIONS[name]())
    people = defaultdict(dict)
    for version, plan in enumerate((first, last, first), 1):
        written(tmp_path / "d", replace(session, version_planning=version), plan)
        for uid, calendar in calendars(tmp_path / "d").items():
            imported(people[uid], calendar)
        written(tmp_path / f"new-{version}", replace(session, version_planning=version), plan)
        fresh = calendars(tmp_path / f"new-{version}")
        for uid, agenda in people.items():
            alone = {}
            if uid in fresh:
                imported(alone, fresh[uid])
            assert standing(agenda) == standing(alone)


def test_who_is_called_no_more_gets_a_calendar_that_calls_off_and_tells_nothing_more(tmp_path):
    session, first, last = plans(deux_jurys())
    written(tmp_path / "d", session, first)
    told = written(tmp_path / "d", replace(session, version_planning=2), last)
    gone = session.membre(min({m for c in first.compositions for m in c.membres}))
    path = tmp_path / "d" / "jury" / f"calendrier {gone.nom_complet}.ics"
    calendar = read(path.read_bytes())
    assert calendar.value("METHOD") == "CANCEL"
    events = calendar.all("VEVENT")
    assert events
    for event in events:
        assert (event.value("STATUS"), event.value("SEQUENCE"), event.value("DESCRIPTION")) == ("CANCELLED", "1", "")
        assert event.value("SUMMARY").startswith("Annulé : ")
    assert any(path.name in issue.message for issue in told.avertissements)
    again = written(tmp_path / "d", replace(session, version_planning=2), last)
    assert not any("annul" in issue.message for issue in again.avertissements), "it was told, and is not new"


def test_a_planning_written_again_is_the_same_to_the_byte(tmp_path):
    session = deux_jurys(2)
    plan = plan_de(session, 2)
    before = {p: p.read_bytes() for p in written(tmp_path / "d", session, plan).fichiers}
    assert {p: p.read_bytes() for p in written(tmp_path / "d", session, plan).fichiers} == before


def test_versions_of_the_page_lie_in_folders_of_their_own(tmp_path):
    session, first, last = plans(deux_jurys(2))
    written(tmp_path / "p-v1-documents", session, first)
    told = written(tmp_path / "p-v2-documents", replace(session, version_planning=2), last)
    methods = [read(p.read_bytes()).value("METHOD") for p in told.fichiers if p.parent.name == "jury"]
    assert "CANCEL" in methods


def test_for_some_people_nothing_is_called_off_of_others(tmp_path):
    session, first, last = plans(deux_jurys(2))
    written(tmp_path / "d", session, first)
    before = {p: p.read_bytes() for p in (tmp_path / "d" / "jury").glob("*.ics")}
    told = written(tmp_path / "d", replace(session, version_planning=2), last, personnes=("MX",))
    assert all(p.read_bytes() == content for p, content in before.items())
    assert [p.name for p in told.fichiers if p.suffix == ".ics"] == [
        f"calendrier {session.membres[-1].nom_complet}.ics"
    ]
