"""Nothing to a typed session, disturbed at a random moment: nothing that was typed is lost, nothing stands twice.

The server is killed and started again, the page is loaded again, Back is pressed, a second tab types too, Excel saves.
"""

import http.client
import json
import random
import re
from collections import Counter
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import openpyxl
import pytest

from served import come_in, served
from tpplanner.domain.session import Role
from tpplanner.workbook.reader import read_session
from web.forms import TYPED, Form
from web.lives import opened

TYPING = [*TYPED.items(), *((f"candidats.n{n}.nom", f"NOUVEAU{n}") for n in range(9)), ("candidats.n4.prenom", "Ida")]
"""A new session, field by field."""
CORRECTING = [
    *(("candidats", "prenom", f"Prénom {n}") for n in range(5)),
    *(("membres", "employeur", f"Entreprise {n}") for n in range(2)),
    ("session", "site", "5 rue Basse 29200 Brest"),
]
"""Then, once it is written, what is changed of it: of a table each time the next row."""
SAVED = len(TYPING)
"""The moment at which the workbook is written."""
MOMENTS = range(1, SAVED + len(CORRECTING) + 1)
ASKS_AGAIN = 'http-equiv="refresh"'
EVENTS = ("kill", "reload", "back", "tab", "excel")
SEEDS = range(50)
PATIENCE = 120


@dataclass
class Typist:
    """A browser in which somebody types: what the server has not acknowledged waits, and is sent again.

    `visitor` sends requests; `path` is where the form is; `seen` what pages showed in it.
    """

    visitor: object
    path: str
    waiting: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)

    def type(self, path, value):
        """Type in a field; the page keeps it a second later."""
        self.waiting[path] = value
        self.send()

    def send(self):
        """Send what waits; whether it is kept."""
        if not self.waiting:
            return True
        with suppress(OSError, http.client.HTTPException):
            before = {path: self.seen.get(path, "") for path in self.waiting}
            if self.visitor.post(f"{self.path}/garder", self.waiting | {"avant": json.dumps(before)})[0] == 200:
                self.seen |= self.waiting
                self.waiting.clear()
        return not self.waiting

    def load(self, etape):
        """Load a step, as a reload or Back does: what waited is sent first."""
        assert self.send(), "the server answers again"
        status, text = 200, ASKS_AGAIN
        while status == 200 and ASKS_AGAIN in text:  # files are being read: a browser does so by itself
            status, _, text = self.visitor.get(f"{self.path}/{etape}")
        assert status == 200
        form = Form(self.visitor, f"{self.path}/{etape}", text)
        self.seen |= dict(form.fields)
        return form

    def finish(self):
        """Write the workbook; clicked twice. The address of the session."""
        assert self.send()
        answers = [self.visitor.post(f"{self.path}/verifier", {"faire": "enregistrer"}) for _ in range(2)]
        assert [answer[0] for answer in answers] == [303, 303], answers[0][2]
        (where,) = {headers["location"] for _, headers, _ in answers}
        self.path = f"{where}/saisie"


@dataclass
class Told:
    """What became of one story: the event and its moment, how many fields were typed, lost, how many rows doubled."""

    seed: int
    event: str
    moment: int
    typed: int
    lost: list
    doubled: list


class Story:
    """One person, one session, one disturbance."""

    def __init__(self, root, seed):
        self.root, self.seed = root, seed
        self.rng = random.Random(seed)  # noqa: S311 - which moment
        self.event = EVENTS[seed % len(EVENTS)]
        moments = [m for m in MOMENTS if m > SAVED or self.event != "excel"]
        self.moment = self.rng.choice(moments)
        self.typed, self.people, self.now = {}, {}, 0

    def tell(self, serve):
        with serve() as (visitor, restart):
            self.restart = restart
            _, headers, _ = visitor.get("/nouvelle")
            self.one = Typist(visitor, headers["location"].rpartition("/")[0])
            for path, value in TYPING:
                self.act(path, value)
            self.one.finish()
            for table, champ, value in CORRECTING:
                self.act(self.place(table, champ), value)
            self.one.finish()
        return self.outcome()

    def place(self, table, champ):
        """The field of the row of a table that comes next, as the page of the session names it."""
        if table == "session":
            return f"session.{champ}"
        fields = dict(self.one.load(step_of(table)).fields)
        names = [name for name in fields if name.startswith(f"{table}.") and name.endswith(f".{champ}")]
        path = next(name for name in names if name not in self.typed)
        nom = fields[path.replace(champ, "nom")]
        self.people[path] = next(p.split(".")[1] for p, v in TYPING if v == nom and p.startswith(table))
        return path

    def act(self, path, value):
        """Type one field, the event in it where this is its moment."""
        self.now += 1
        self.typed[path] = value
        if self.now != self.moment:
            self.one.type(path, value)
        else:
            getattr(self, self.event)(path, value)
        if path not in self.one.waiting and self.now % 7 == 0:
            self.shown(path, value)

    def shown(self, path, value):
        form = self.one.load(step_of(path.partition(".")[0]))
        if path.startswith("candidats.") and path.endswith(".employeur"):
            return  # it is a chip
        assert [v for name, v in form.fields if name == path][:1] == [value]

    def kill(self, path, value):
        """The server dies while the field is sent, or before, or after."""
        sending = Thread(target=self.one.type, args=(path, value))
        sending.start()
        sending.join(self.rng.uniform(0, 0.04))
        self.one.visitor = self.restart()
        sending.join()
        assert self.one.send()

    def reload(self, path, value):
        """The page is loaded again before the second has passed: what waits in the tab is sent by the next page."""
        self.one.waiting[path] = value
        self.shown(path, value)

    def back(self, path, value):
        """Back, to the step before, and forward again."""
        self.one.waiting[path] = value
        self.one.load("titre")
        self.shown(path, value)

    def tab(self, path, value):
        """A second tab that was opened before types in another field, then sends all that it shows."""
        other = Typist(self.one.visitor, self.one.path)
        form = other.load("titre")
        self.one.type(path, value)
        form.fill("session.suppleants", "GRIS Ana").press("")
        self.typed["session.suppleants"] = "GRIS Ana"

    def excel(self, path, value):
        """Excel saves another field of the session while this one is typed, and sometimes the same."""
        if self.rng.random() < 0.5:
            self.one.type(path, value)
        (workbook,) = self.root.rglob("session.xlsx")
        book = openpyxl.load_workbook(workbook)
        sheet = book["Membres"]
        sheet.cell(4, column_of(sheet, "Organisme")).value = "Greta"
        same = path.startswith("membres.")
        if same:
            names = [name for name, _ in self.one.load("jurys").fields if name.startswith("membres.")]
            rank = [name for name in names if name.endswith(".employeur")].index(path)
            sheet.cell(4 + rank, column_of(sheet, "Employeur")).value = "Autre"
        book.save(workbook)
        self.one.type(path, value)
        if same:
            self.choose("ici")

    def choose(self, side):
        told = self.one.load("verifier").text
        (button,) = re.findall(rf'value="({side}-[^"]+)"', told)
        assert "« Autre »" in told.replace("\u00a0", " ")
        self.one.visitor.post(f"{self.one.path}/verifier", {"faire": button})

    def expected(self):
        """What a session holds in which all that was typed stands, what was typed last."""
        rows = {}
        for path, value in self.typed.items():
            table, _, rest = path.partition(".")
            key, _, champ = rest.partition(".")
            if champ:
                rows.setdefault((table, self.people.get(path, key)), {})[champ] = value
        people = {key: row for (table, key), row in rows.items() if table in ("candidats", "membres")}
        facts = {f"{p['nom']} {p.get('prenom', '')}".strip(): p.get("employeur", "") for p in people.values()}
        assert len(facts) == len(people), "the story names nobody twice"
        facts |= {row["date"]: "" for (table, _), row in rows.items() if table == "jours"}
        facts |= {row["nom"]: row.get("postes") or "1" for (table, _), row in rows.items() if table == "salles"}
        facts |= {row["prenom"]: row["nom"] for (table, _), row in rows.items() if table == "surveillants"}
        session = {champ: value for champ, value in self.typed.items() if champ.startswith("session.")}
        return facts | session | {"nom": self.typed["nom"], "titre": self.typed["titre"]}

    def outcome(self):
        """What the workbook holds in the end, beside what it should."""
        workbooks = [path for path in self.root.rglob("session.xlsx") if "anciennes" not in str(path)]
        session = read_session(workbooks[0]).session
        everybody = (*session.candidats, *session.membres)
        names = Counter([p.nom_complet for p in everybody] + [f"{j.date}" for j in session.jours])
        responsables = session.avec_role(Role.RESPONSABLE)
        (chief,) = (p for p in responsables if not p.suppleant)
        facts = {p.nom_complet: p.employeur for p in everybody} | {f"{j.date:%d/%m/%Y}": "" for j in session.jours}
        facts |= {salle.nom: str(salle.postes) for salle in session.salles}
        facts |= {p.prenom: p.nom for p in session.avec_role(Role.SURVEILLANT)}
        facts |= {f"session.{champ}": getattr(session, champ) for champ in ("centre", "site")}
        facts |= {"session.responsable": chief.nom_complet, "session.contact_responsable": chief.contact}
        suppleants = [p.nom_complet for p in responsables if p.suppleant]
        facts |= {"session.suppleants": " ; ".join(suppleants)} if suppleants else {}
        facts |= {"nom": workbooks[0].parent.name, "titre": session.referentiel.code}
        expected = self.expected() | {"titre": session.referentiel.code}
        lost = [f"{fact} : {value}" for fact, value in expected.items() if facts.get(fact) != value]
        if self.event == "excel":
            lost += [] if any(m.organisme == "Greta" for m in session.membres) else ["what Excel saved"]
        doubled = [name for name, count in names.items() if count > 1] + [str(path) for path in workbooks[1:]]
        doubled += sorted(facts.keys() - expected.keys())
        return Told(self.seed, self.event, self.moment, len(self.typed), lost, doubled)


def step_of(table):
    return {
        "jours": "jours",
        "candidats": "candidats",
        "membres": "jurys",
        "salles": "jurys",
        "surveillants": "jurys",
    }.get(table, "titre")


def column_of(sheet, titre):
    return next(cell.column for cell in sheet[3] if cell.value == titre)


def disturbed(root, seed):
    """A story with a server that may be killed, where it is."""
    story = Story(root, seed)

    @contextmanager
    def in_process():
        with served(root / "sessions") as page:
            yield page, None

    @contextmanager
    def as_a_process():
        lives = []

        def start():
            life = opened(root)
            lives.append(life)
            process, address = life.__enter__()
            return process, come_in(address, PATIENCE)

        process, visitor = start()

        def restart():
            process.kill()
            process.wait()
            return start()[1]

        try:
            yield visitor, restart
        finally:
            for life in lives:
                life.__exit__(None, None, None)

    return story.tell(as_a_process if story.event == "kill" else in_process)


def table_of(told):
    head = f"\n{'seed':>4}  {'event':<6}  {'moment':>6}  {'typed':>5}  {'lost':>4}  {'doubled':>7}"
    rows = [
        f"{t.seed:>4}  {t.event:<6}  {t.moment:>6}  {t.typed:>5}  {len(t.lost):>4}  {len(t.doubled):>7}" for t in told
    ]
    return "\n".join([head, *rows])


@pytest.mark.parametrize("seed", [3, 4], ids=["tab", "excel"])
def test_nothing_typed_is_lost_or_doubled_whatever_happens(tmp_path, seed):
    told = disturbed(tmp_path, seed)
    assert (told.lost, told.doubled) == ([], [])


@pytest.mark.proof
def test_nothing_typed_is_lost_or_doubled_at_fifty_moments(tmp_path, capsys):
    told = []
    for seed in SEEDS:
        folder = Path(tmp_path, str(seed))
        folder.mkdir()
        told.append(disturbed(folder, seed))
    with capsys.disabled():
        print(table_of(told))  # noqa: T201 - the table is what the proof is for
    assert [(t.seed, t.lost, t.doubled) for t in told if t.lost or t.doubled] == []
