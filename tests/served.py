"""The page served for a test, on a free port of this process; requests to it as anybody could send them."""

import http.client
import multiprocessing
import threading
from contextlib import ExitStack, contextmanager
from urllib.parse import urlencode, urlsplit

import uvicorn

from tpplanner import solver
from tpplanner.commands import explain, places, replan, solve
from tpplanner.web.app import application
from tpplanner.web.entrance import Front, address_of
from tpplanner.web.guard.access import COOKIE, Keys
from tpplanner.web.guard.door import HOST, Door, listen
from tpplanner.web.guard.strangers import Connection
from tpplanner.web.reading.readings import Readings
from tpplanner.web.searches import work
from tpplanner.web.searches.jobs import Jobs
from tpplanner.web.sessions import judged
from tpplanner.web.sessions.library import Library


def quick_jobs(run=work.run):
    """Searches in child processes of one that has imported what they need; spawned where the system forks none."""
    return Jobs(run, quick_children())


def quick_children():
    """How such children are made."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(IMPORTED)
    return context


IMPORTED = [module.__name__ for module in (explain, places, replan, solve, solver, judged)]
"""What searches import once they have begun."""


class Visitor:
    """Requests to a server, as a browser that came in by its door would send them; seconds to wait for an answer."""

    def __init__(self, host, cookie, patience=120):
        self.host, self.cookie, self.patience = host, cookie, patience

    @property
    def port(self):
        return int(self.host.rpartition(":")[2])

    @property
    def address(self):
        return f"http://{self.host}"

    @property
    def ours(self):
        """The headers of the page itself."""
        return {
            "Host": self.host,
            "Cookie": f"{COOKIE}={self.cookie}",
            "Origin": self.address,
        }

    def ask(self, method, path, body=None, **headers):
        """Send a request as the page would but for the headers given (None: left out); status, headers, text."""
        told = {**self.ours, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=self.patience)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            content = urlencode(body).encode() if isinstance(body, dict) else body or b""
            if isinstance(body, dict):
                told.setdefault("Content-Type", "application/x-www-form-urlencoded")
            if content:
                told.setdefault("Content-Length", str(len(content)))
            for name, value in told.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(content or None)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body=None, **headers):
        return self.ask("POST", path, body or {}, **headers)


class Served(Visitor):
    """A server in this process, and its visitor."""

    def __init__(self, front, app):
        super().__init__(front.door.host, front.keys.cookie)
        self.front, self.desk, self.readers = front, app.state.desk, app.state.readers

    def door(self, path=None):
        return address_of(self.front, path)


def come_in(address, patience=120):
    """A visitor who came in by an address that opens once."""
    visitor = Visitor(urlsplit(address).netloc, "", patience)
    status, headers, _ = visitor.get(address.removeprefix(visitor.address), Cookie=None, Origin=None)
    assert status == 303, address
    visitor.cookie = headers["set-cookie"].split("=", 1)[1].split(";")[0]
    return visitor


@contextmanager
def served(root, seen=lambda: None, before=None):
    """The page of the sessions in that folder; `seen` is called when it is used, `before`: the door of another."""
    sockets, door = listen(before or Door())
    with ExitStack() as until:
        for each in sockets:
            until.enter_context(each)
        front = Front(Library(root), Keys(), door, root.with_name(f"{root.name} données"))
        app = application(front, seen, lambda: None)
        app.state.desk.patience = None  # on a machine that others use too
        app.state.desk.jobs = quick_jobs()
        desk = app.state.desk
        desk.readings, desk.pictures, desk.titres = Readings(), Readings(), Readings()  # in this process: quicker
        said = {"log_config": None, "access_log": False, "timeout_graceful_shutdown": 1}
        server = uvicorn.Server(uvicorn.Config(app, http=Connection, **said))
        thread = threading.Thread(target=server.run, kwargs={"sockets": sockets})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                thread.join(0.01)
            yield Served(front, app)
        finally:
            server.should_exit = True
            thread.join()
