"""What a search tells of what it finds: while it goes on, and judged once it is written."""

from threading import Event

from tpplanner.web import work
from tpplanner.web.folders import stamp
from tpplanner.web.judged import judge
from tpplanner.web.work import newest
from web.lives import SECONDS, until
from web.moving import two_juries, version


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
