"""A form as a browser without JavaScript knows it: its fields as they stand, filled by name and sent by a button."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

from tpplanner.web.sessions.folders import ident


class Form(HTMLParser):
    """The form of a page: `fields` in their order, each a name and a value; `page` and `path` are where it is sent."""

    def __init__(self, page, path, text):
        super().__init__()
        self.page, self.path, self.text = page, path, text
        self.fields, self.ids, self.targets = [], {}, []
        self._inside, self._area, self._options = False, False, None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        name, kind = told.get("name"), told.get("type", "text")
        self.ids |= {told["id"]: told} if "id" in told else {}
        self.targets += [told["href"][1:]] if told.get("href", "").startswith("#") else []
        self._inside = self._inside or "data-saisie" in told or "data-brouillon" in told
        if tag == "option" and self._options is not None:
            self._options.append(["selected" in told, told.get("value")])
        if not self._inside or name is None:
            return
        if tag == "input" and (kind not in ("radio", "checkbox") or "checked" in told):
            self.fields.append([name, (told.get("value") or "").replace("\n", "")])  # a field of one line holds one
        elif tag in ("textarea", "select"):
            self.fields.append([name, ""])
            self._area, self._options = tag == "textarea", [] if tag == "select" else None

    def handle_data(self, data):
        if self._area:
            self.fields[-1][1] += data
        elif self._options and self._options[-1][1] is None:
            self._options[-1][1] = data

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "form"
        if tag == "textarea" and self._area:
            self._area, self.fields[-1][1] = False, self.fields[-1][1].removeprefix("\n")
        if tag == "select" and self._options is not None:
            chosen = [value for selected, value in self._options if selected] or [v for _, v in self._options[:1]]
            self.fields[-1][1] = (chosen or [""])[0] or ""
            self._options = None

    def values(self, name):
        """What stands under a name, row by row."""
        return [value for n, value in self.fields if without_key(n) == name]

    def fill(self, name, *values):
        """Write values under a name: row by row where there are several rows; a choice is made anew."""
        rows = [field for field in self.fields if without_key(field[0]) == name]
        for field, value in zip(rows, values, strict=False):
            field[1] = value
        more = values[len(rows) :] if not rows or without_key(rows[0][0]) == rows[0][0] else ()
        self.fields += [[name, value] for value in more]
        return self

    def tick(self, name, value, *, on=True):
        """Tick a box, or leave it."""
        self.fields = [field for field in self.fields if field != [name, value]] + ([[name, value]] if on else [])
        return self

    def press(self, button):
        """Send the form by a button: status, headers, and the form that comes back."""
        body = urlencode([*map(tuple, self.fields), ("faire", button)]).encode()
        kind = "application/x-www-form-urlencoded"
        status, headers, text = self.page.ask("POST", self.path, body, Content_Type=kind)
        if status == 303 and "/saisie/" in headers["location"]:
            status, _, text = self.page.get(headers["location"].partition("#")[0])
        return status, headers, Form(self.page, self.path, text)


def without_key(name):
    """The name of a field without the key of its row: ``candidats.nom``."""
    table, _, rest = name.partition(".")
    return f"{table}.{rest.partition('.')[2]}" if "." in rest else name


def form_of(page, path):
    """The form that a page shows."""
    status, _, text = page.get(path)
    assert status == 200
    return Form(page, path, text)


class Saisie:
    """A session that is typed step by step, without a script: its address, and the answer to what was asked last."""

    def __init__(self, page, path, text=""):
        self.page, self.path, self.text = page, path, text

    def step(self, etape):
        """The form of a step as it stands."""
        return form_of(self.page, f"{self.path}/{etape}")

    def values(self, name):
        """What stands under a name, row by row, empty rows too: ``candidats.nom``."""
        return self.step(etape_of(name)).values(name)

    def fill(self, name, *values):
        """Write values under a name, row by row, and save the step by its button."""
        status, _, form = self.step(etape_of(name)).fill(name, *values).press("")
        assert status == 200, form.text
        return self

    def press(self, faire, **more):
        """A button of the step that has it: status, headers, the session with the answer."""
        body = {"faire": faire, **more}
        status, headers, text = self.page.post(f"{self.path}/{etape_of(faire)}", body)
        if status == 303 and "/saisie/" in headers["location"]:
            status, _, text = self.page.get(headers["location"].partition("#")[0])
        return status, headers, Saisie(self.page, self.path, text)

    @property
    def targets(self):
        """The fields to which what is missing leads, each on its step."""
        return re.findall(r'href="[^"]*/saisie/[^"]*#([^"]+)"', self.text)


def etape_of(name):
    """The step that has a field or a button."""
    table = name.rpartition("-")[2].partition(".")[0]
    known = {"jours": "jours", "candidats": "candidats", "nom": "titre", "titre": "titre", "session": "titre"}
    if name.partition("-")[0] in ("retirer", "remettre"):
        table = name.split("-")[1]
    if table in ("membres", "salles", "surveillants", "comediens", "vehicules", "collage"):
        return "jurys"
    return known.get(table, "titre" if table == "ccps" else "verifier")


def begun(page):
    """A new session of which nothing is typed."""
    _, headers, _ = page.get("/nouvelle")
    return Saisie(page, headers["location"].rpartition("/")[0])


def saisie_of(page, workbook):
    """A session that is there."""
    return Saisie(page, f"/session/{ident(workbook)}/saisie")


def filled(page, **more):
    """A new session, as far as the planning can be begun."""
    saisie = begun(page)
    status, _, text = page.post(f"{saisie.path}/garder", TYPED | more)
    assert status == 200, text
    return saisie


def _rows(table, champs, *rows):
    return {f"{table}.{table[0]}{n}.{c}": v for n, row in enumerate(rows) for c, v in zip(champs, row, strict=True)}


TYPED = {
    "nom": "CDA juin 2027",
    "titre": "CDA-04",
    "session.centre": "Greta",
    "session.site": "3 rue Haute 44000 Nantes",
    "session.responsable": "BLEU Inès",
    "session.contact_responsable": "ines@x.fr",
    **_rows("jours", ["date"], ["14/06/2027"], ["15/06/2027"]),
    **_rows(
        "candidats",
        ["nom", "prenom", "employeur"],
        *(["DURAND", "Léa", "Acme"], ["PETIT", "Zoé", "Beta"], ["ROUX", "Hugo", "Acme"]),
    ),
    **_rows("membres", ["nom", "prenom"], ["NOIR", "Anne"], ["BLANC", "Luc"]),
    **_rows("salles", ["nom", "usages", "postes"], ["A101", "jury", ""], ["A102", "écrit", "12"]),
    **_rows("surveillants", ["nom", "prenom"], ["VERT", "Paul"]),
}
"""A new session, by the paths of its fields."""
