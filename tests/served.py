"""The page served for a test: a server on a free port, in this process; requests to it as anybody could send them."""

import http.client
import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlencode

import uvicorn

from tpplanner.web.app import Front, address_of, application
from tpplanner.web.folders import Library
from tpplanner.web.guard import HOST, Keys, cookie_of


class Served:
    """A server, and what a browser that came in by its door would send."""

    def __init__(self, front, app):
        self.front, self.desk = front, app.state.desk
        self.address = f"http://{HOST}:{front.port}"

    def door(self, path=None):
        return address_of(self.front, path)

    @property
    def ours(self):
        """The headers of the page itself."""
        return {
            "Host": f"{HOST}:{self.front.port}",
            "Cookie": f"{cookie_of(self.front.port)}={self.front.keys.cookie}",
            "Origin": self.address,
        }

    def ask(self, method, path, body=None, **headers):
        """Send a request as the page would but for the headers given (None: left out); status, headers, text."""
        told = {**self.ours, **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection = http.client.HTTPConnection(HOST, self.front.port, timeout=30)
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


@contextmanager
def served(root):
    """The page of the sessions in that folder."""
    with socket.socket() as listening:
        listening.bind((HOST, 0))
        front = Front(Library(root), Keys(), listening.getsockname()[1])
        app = application(front, lambda: None, lambda: None)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                thread.join(0.01)
            yield Served(front, app)
        finally:
            server.should_exit = True
            thread.join()
