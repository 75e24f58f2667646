"""A form as a browser without JavaScript knows it: its fields as they stand, filled by name and sent by a button."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from served import served

CANDIDATS = "NOM\tPrénom\tEntreprise\nDURAND\tLéa\tAcme\nPETIT\tZoé\tBeta\nROUX\tHugo\tAcme\n"


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
        self._inside = self._inside or "data-saisie" in told
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
        return [value for n, value in self.fields if n == name]

    def fill(self, name, *values):
        """Write values under a name: row by row where there are several rows; a choice is made anew."""
        rows = [field for field in self.fields if field[0] == name]
        for field, value in zip(rows, values, strict=False):
            field[1] = value
        self.fields += [[name, value] for value in values[len(rows) :]]
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
        return status, headers, Form(self.page, self.path, text)


def form_of(page, path):
    """The form that a page shows."""
    status, _, text = page.get(path)
    assert status == 200
    return Form(page, path, text)


def filled(page):
    """A new session, as far as the planning can be begun, as it stands in the form of that page once it is typed."""
    form = Form(page, "/nouvelle", "")
    form.fields = [list(field) for field in typed()]
    return form


@cache
def typed():
    """The fields of a new session that is typed without a script: a button at a time."""
    with TemporaryDirectory() as folder, served(Path(folder)) as page:
        form = form_of(page, "/nouvelle")
        form.fill("nom", "CDA juin 2027").fill("titre", "CDA-04").fill("session.genre", "session titre")
        form.fill("jours.date", "14/06/2027").fill("collage.candidats", CANDIDATS)
        form = form.press("ligne-jours")[2].fill("jours.date", "14/06/2027", "15/06/2027")
        form = form.press("prendre-candidats")[2].fill("collage.membres", "NOIR Anne\nBLANC Luc\n")
        form = form.press("prendre-membres")[2]
        form.fill("salles.nom", "A101", "A102").fill("salles.usages", "jury", "écrit").fill("salles.postes", "", "12")
        form.fill("surveillants.nom", "VERT").fill("surveillants.prenom", "Paul")
        form.fill("session.centre", "Greta").fill("session.site", "3 rue Haute 44000 Nantes")
        form.fill("session.responsable", "BLEU Inès").fill("session.contact_responsable", "ines@x.fr")
        return form.fields
