"""A list that was pasted or dropped: its people go into the table, what is doubtful stays above it until it is settled.

What is kept of it stands in the form (`Form.listes`), a table each, as JSON: its lines with what became of each, where
each row of the table comes from, and how a list that comes later differs from what is there.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tpplanner.domain.session import cle as folded
from tpplanner.texts import liste_collee as textes
from tpplanner.texts import listes
from tpplanner.web.typed.saisie import CLE, Form, FormRow, name_of, new_key
from tpplanner.workbook.lists import Entree, Liste, Triage
from tpplanner.workbook.records import key

NAMES = ("nom", "prenom")

_COUNTED = frozenset(
    (
        *(listes.SANS_PRENOM, listes.SANS_NOM, listes.DEVINE_D_UN_COURRIEL),
        *(listes.DANS_UNE_PHRASE, listes.ORDRE, listes.PEU_LISIBLE),
    )
)
"""Doubts about how somebody is called, not about whether they come: they are counted meanwhile."""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line of a list, or some of them, and what became of it; `cle` is the row of the table that it made, if any.

    `deja`: that row was there before. `juste`: somebody said that it is right.
    """

    numeros: tuple[int, ...]
    source: str
    etat: Triage
    raison: str = ""
    cle: str = ""
    deja: bool = False
    juste: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody has still to say whether it is right."""
        return self.etat is Triage.A_VERIFIER and not self.juste


@dataclass(frozen=True, slots=True)
class ListDifference:
    """A field of a row that a later list tells otherwise: what it says, and in which lines."""

    cle: str
    champ: str
    liste: str
    numeros: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from: its lines, their text, the piece that told each field; what no field was made of.

    `demandes`: what a list says and that only the responsable can complete.
    """

    numeros: tuple[int, ...] = ()
    source: str = ""
    faits: dict[str, str] = field(default_factory=dict)
    reste: str = ""
    demandes: tuple[str, ...] = ()


@dataclass(slots=True)
class Intake:
    """What a table was made of: the last list that was read, its lines, all that differs.

    `texte` is what is pasted and not read yet; `lue` the list, from the file `nom` if it was one. `annuler` is what the
    last click took away, by row and field, to be put back; `mot` tells it. `inconnues` are the questions of which
    somebody said that they do not know.
    """

    texte: str = ""
    lue: str = ""
    nom: str = ""
    lignes: list[PastedLine] = field(default_factory=list)
    differences: list[ListDifference] = field(default_factory=list)
    origines: dict[str, Origin] = field(default_factory=dict)
    annuler: dict[str, dict[str, str]] = field(default_factory=dict)
    mot: str = ""
    inconnues: tuple[str, ...] = ()

    def line_of(self, rang: str) -> PastedLine | None:
        """The line of a rank."""
        return self.lignes[int(rang)] if rang.isdecimal() and int(rang) < len(self.lignes) else None

    @property
    def open(self) -> list[tuple[int, PastedLine]]:
        """Those that are still to be settled, each with its rank."""
        return [(rang, line) for rang, line in enumerate(self.lignes) if line.open]

    @property
    def ignored(self) -> list[tuple[int, PastedLine]]:
        """Those that are nobody, each with its rank."""
        return [(rang, line) for rang, line in enumerate(self.lignes) if line.etat is Triage.IGNOREE]

    @property
    def doubtful(self) -> frozenset[str]:
        """The rows of which a line is still to be settled, or that differ from the last list."""
        return frozenset([line.cle for _, line in self.open if line.cle] + [d.cle for d in self.differences])


def intake_of(form: Form, table: str) -> Intake:
    """What was saved of the lists of a table."""
    saved: dict[str, Any] = form.listes.get(table, {})
    return Intake(
        saved.get("texte", ""),
        saved.get("lue", ""),
        saved.get("nom", ""),
        [_kept(PastedLine, {**line, "etat": Triage(line["etat"])}) for line in saved.get("lignes", ())],
        [_kept(ListDifference, each) for each in saved.get("differences", ())],
        {cle: _kept(Origin, each) for cle, each in saved.get("origines", {}).items()},
        dict(saved.get("annuler", {})),
        saved.get("mot", ""),
        tuple(saved.get("inconnues", ())),
    )


def _kept(kind: Any, values: dict[str, Any]) -> Any:
    """A thing as it was saved: JSON knows no tuples."""
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def keep(form: Form, table: str, intake: Intake) -> None:
    """Keep it in the form."""
    form.listes = {**form.listes, table: asdict(intake)}


# A list is taken: who is there already is compared, whoever is new has a row.


def take(form: Form, table: str, liste: Liste, texte: str, nom: str = "") -> None:
    """Take a list into a table: nobody twice, nothing that is there replaced."""
    intake = intake_of(form, table)
    waiting = [line for _, line in intake.open if line.cle]
    lines: list[PastedLine] = []
    differences: list[ListDifference] = []
    there: dict[str, list[FormRow]] = defaultdict(list)
    for row in form.rows.get(table, []):
        there[name_of(row)].append(row)
    for entree in liste.entrees:
        same = there[key(entree.nom_complet)] if entree.nom_complet and entree.etat is not Triage.IGNOREE else []
        if same:
            row = same.pop(0)
            lines.append(_there_already(form, table, row, entree))
            differences += _differences(row, entree)
        else:
            lines.append(_new(form, table, intake, entree))
    known = {line.cle for line in lines}
    intake.lignes = [*lines, *(line for line in waiting if line.cle not in known)]
    intake.differences = differences
    intake.texte, intake.lue, intake.nom = "", texte, nom
    intake.annuler, intake.mot = {}, ""
    keep(form, table, intake)


def _there_already(form: Form, table: str, row: FormRow, entree: Entree) -> PastedLine:
    if form.is_away(table, row):  # they were taken away: that they come back is for a person to say
        return PastedLine(entree.lignes, entree.source, Triage.A_VERIFIER, textes.RETIREE, row[CLE], deja=True)
    return PastedLine(entree.lignes, entree.source, Triage.PERSONNE, "", row[CLE], deja=True)


def _differences(row: FormRow, entree: Entree) -> Iterator[ListDifference]:
    for champ, valeur in entree.fields().items():
        if champ not in NAMES and _bare(champ, valeur) != _bare(champ, row.get(champ, "")):
            yield ListDifference(row[CLE], champ, valeur, entree.lignes)


def _bare(champ: str, valeur: str) -> object:
    """What of a value tells it from another: a doubt about a majoration was settled where it is gone."""
    parts = frozenset(folded(part) for part in valeur.replace("\n", ";").split(";"))
    return folded(valeur.replace("?", "")) if champ.startswith("majoration") else parts


def _new(form: Form, table: str, intake: Intake, entree: Entree) -> PastedLine:
    if entree.etat is Triage.IGNOREE or not (entree.nom_complet or entree.faits or entree.questions):
        return PastedLine(entree.lignes, entree.source, Triage.IGNOREE, entree.raison)
    cle = new_key()
    if entree.nom_complet:
        form.rows.setdefault(table, []).append({CLE: cle, **entree.fields()})
    if entree.etat is Triage.A_VERIFIER and not is_counted(entree):
        form.retirees |= {f"{table}.{cle}"}
    faits = {fait.champ: fait.texte for fait in entree.faits}
    intake.origines[cle] = Origin(entree.lignes, entree.source, faits, entree.reste, entree.questions)
    return PastedLine(entree.lignes, entree.source, entree.etat, entree.raison, cle)


def is_counted(entree: Entree) -> bool:
    """Whether a doubtful line is somebody who comes, whatever they are called."""
    return bool(entree.nom_complet) and (entree.raison in _COUNTED or listes.is_doubt(entree.raison))


# What is decided of a line, and of what differs.


def settle(form: Form, table: str, rang: str, *, right: bool) -> str:
    """Note that a line is somebody to take, or nobody; the row that it is about, empty where there is no such line.

    One that names nobody yet waits until somebody types a name.
    """
    intake = intake_of(form, table)
    line = intake.line_of(rang)
    if line is None:
        return ""
    cle = line.cle or new_key()
    named = any(row[CLE] == cle and name_of(row) for row in form.rows.get(table, []))
    if right and (named or line.etat is Triage.IGNOREE):
        form.retirees -= {f"{table}.{cle}"}
    elif not right:
        form.retirees |= {f"{table}.{cle}"}
    etat, raison = (Triage.A_VERIFIER, line.raison) if right else (Triage.IGNOREE, textes.ECARTEE)
    intake.lignes[int(rang)] = replace(line, etat=etat, raison=raison, cle=cle, juste=right and named)
    intake.origines.setdefault(cle, Origin(line.numeros, line.source))
    keep(form, table, intake)
    return cle


def choose(form: Form, table: str, cle: str, champ: str, *, of_list: bool) -> None:
    """Settle what differs: what the list says is taken, or what is there stays."""
    intake = intake_of(form, table)
    for difference in [d for d in intake.differences if (d.cle, d.champ) == (cle, champ)]:
        intake.differences.remove(difference)
        for row in (row for row in form.rows.get(table, []) if of_list and row[CLE] == cle):
            row[champ] = difference.liste
    keep(form, table, intake)


def answered(form: Form, table: str, cle: str) -> None:
    """Note that what a list asks of a row is settled."""
    intake = intake_of(form, table)
    if cle in intake.origines:
        intake.origines[cle] = replace(intake.origines[cle], demandes=())
    keep(form, table, intake)


# What is taken away, and put back.


def blank(form: Form, table: str, cle: str, champs: tuple[str, ...], mot: str) -> None:
    """Empty fields of a row; they can be put back as long as nothing else is taken away."""
    intake = intake_of(form, table)
    for row in (row for row in form.rows.get(table, []) if row[CLE] == cle):
        intake.annuler, intake.mot = {cle: {champ: row.get(champ, "") for champ in champs}}, mot
        row.update(dict.fromkeys(champs, ""))
    keep(form, table, intake)


def take_away(form: Form, table: str, cle: str, mot: str) -> None:
    """Take a row away; it can be put back as long as nothing else is taken away."""
    intake = intake_of(form, table)
    form.retirees |= {f"{table}.{cle}"}
    intake.annuler, intake.mot = {cle: {}}, mot
    keep(form, table, intake)


def put_back(form: Form, table: str) -> str:
    """Put back what was taken away last; its row."""
    intake = intake_of(form, table)
    cle = next(iter(intake.annuler), "")
    for row in (row for row in form.rows.get(table, []) if row[CLE] == cle):
        row.update(intake.annuler[cle])
    form.retirees -= {f"{table}.{cle}"}
    intake.annuler, intake.mot = {}, ""
    keep(form, table, intake)
    return cle
