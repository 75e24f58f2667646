"""What a search tells of what it finds while it goes on."""

from threading import Event

from tpplanner.web.work import newest
from web.lives import SECONDS, until


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
