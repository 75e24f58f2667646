"""What a search tells of what it finds: while it goes on, and judged once it is written."""

from dataclasses import replace
from html import unescape
from threading import Event

from builders import session
from change.test_retouches import DEUX_JURYS
from journees import journee
from served import served
from tpplanner.texts.referentiels import verification
from tpplanner.web.searches import work
from tpplanner.web.searches.bench import newest
from tpplanner.web.sessions.folders import stamp
from tpplanner.web.sessions.judged import judge
from web.lives import SECONDS, until
from web.moving import address, two_juries, version
from web_stories import with_planning


def test_the_newest_of_what_is_found_is_told_and_what_came_between_is_not():
    told, begun, go_on = [], Event(), Event()

    def tell(what):
        told.append(what)
        begun.set()
        go_on.wait(SECONDS)

    with newest(tell) as found:
        found("first")
        begun.wait(SECONDS)
        found("second")
        found("third")
        go_on.set()
        assert until(lambda: told == ["first", "third"])


class Heard:
    """The server's end of a pipe, to which a child tells things, and which tells it nothing."""

    def __init__(self):
        self.told, self.gone = {}, Event()

    def send(self, part):
        self.told |= [part]

    def recv(self):
        self.gone.wait()


def test_what_an_event_makes_is_judged_within_its_search(tmp_path, monkeypatch):
    monkeypatch.setattr(work.signal, "signal", lambda *_: None)
    planning, heard = two_juries(tmp_path), Heard()
    out, absent = version(planning, 2), {"candidats": ("CANDIDAT3 Sacha",)}
    task = {"planning": planning, "out": out, "imprevu": absent, "secondes": SECONDS}
    work.run(heard, {"travail": "imprevu", **task})
    heard.gone.set()
    assert heard.told["fin"]["quoi"] == "planning"
    assert heard.told["juge"] == (out, stamp(out), judge(out))


def test_the_page_of_a_planning_tells_what_is_not_known_of_its_referentiel(tmp_path):
    verified = session(nb_membres=4, nb_salles=2)
    s = replace(verified, referentiel=replace(verified.referentiel, verifie=False, avertissements=("RE de 2020.",)))
    path = with_planning(tmp_path, s, journee(s, DEUX_JURYS)) / "session-planning-v1.xlsx"
    with served(tmp_path) as page:
        shown = unescape(page.get(address(path))[2]).replace("\xa0", " ")
    told = shown[shown.index("Détail des chiffres") :]
    assert verification(s.referentiel) in told
    assert "RE de 2020." in told
    assert "Bon sens : " in told
