"""Somebody else on this machine, who listens where a page was."""

import socket
import threading
from contextlib import suppress

PAGE = b"<!doctype html><title>autrui</title>{}"
PAGE_WITH_WORKER = b"""<!doctype html><title>autrui</title><script>
navigator.serviceWorker.register("/garde.js").then(() => navigator.serviceWorker.ready).then(() => document.title = "tenu");
</script>"""
WORKER = b"""oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onfetch = (event) => event.respondWith(new Response("{}", { headers: { "Content-Type": "text/html" } }));
"""
"""Answers whatever is asked for at that name from then on, though whoever left it there is gone."""


class Somebody(threading.Thread):
    """Who answers every request at a port, for as long as it is entered, with a page of theirs, and keeps what they hear.

    `worker`: their page leaves a service worker at each name by which it is opened.
    """

    def __init__(self, port, *, worker=False):
        super().__init__(daemon=True)
        self.page = PAGE_WITH_WORKER if worker else PAGE
        self.heard = []
        self.sockets = []
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            with suppress(OSError):
                one = socket.socket(family)
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                one.bind((host, port))
                one.listen()
                one.settimeout(0.1)
                self.sockets.append(one)
        self.over = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()
        for one in self.sockets:
            one.close()

    @property
    def asked(self):
        """The first line of each request."""
        return [request.partition("\r\n")[0] for request in self.heard]

    def run(self):
        head = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        while not self.over.is_set():
            for one in self.sockets:
                with suppress(OSError):
                    connection, _ = one.accept()
                    connection.settimeout(2)
                    with connection:
                        asked = connection.recv(65536)
                        self.heard.append(asked.decode(errors="replace"))
                        script = asked.startswith(b"GET /garde.js ")
                        kind, body = (b"text/javascript", WORKER) if script else (b"text/html", self.page)
                        connection.sendall(head % (kind, len(body)) + body)
