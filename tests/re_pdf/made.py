"""Référentiels d'évaluation of invented titres, in the layouts of four years, typeset by us."""

import json
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.re_pdf.document import ClueKind

if TYPE_CHECKING:
    from typst import Compiler


class Year(StrEnum):
    """The years whose layouts differ."""

    Y2013 = "2013"
    Y2018 = "2018"
    Y2021 = "2021"
    Y2023 = "2023"


class Unused(Enum):
    """How a modalité that is not used is written: the words of its skills, its duration and its detail."""

    SANS_OBJET = ("Sans objet", "", "Sans objet")
    EMPTY = ("", "", "")
    ZERO = ("", "00 h 00 min", "")
    SANS_OBJET_ZERO = ("Sans objet", "00 h 00 min", "Sans objet")


class Rules(StrEnum):
    """What the borders of tables are drawn as."""

    LINES = "lines"
    RECTS = "rects"
    CURVES = "curves"


@dataclass(frozen=True, slots=True)
class MadeClue:
    """A sentence about a modalité, what it says of it, of which others and how many."""

    text: str
    kind: ClueKind
    others: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class MadeRow:
    """A row of the table of modalités: `minutes` is None where the modalité is not used.

    `printed` stands in place of the duration; `more` are the sentences of its « Informations complémentaires », `clues`
    those of them that say something; `parts` the minutes that these sentences tell, in their order.
    """

    modalite: str
    minutes: int | None
    skills: tuple[str, ...] = ("Conduire une opération de tissage",)
    detail: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    clues: tuple[MadeClue, ...] = ()
    parts: tuple[int, ...] = ()
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class MadeScope:
    """What is said of the titre, of a CCP or of a CCS; `printed_total` and `printed_presence` stand in place of them."""

    id: str
    name: str
    rows: tuple[MadeRow, ...]
    presence: int
    protocol: tuple[str, ...] = ("Les membres du jury lisent le carnet d'atelier avant d'accueillir la personne.",)
    composition: tuple[str, ...] = ("Sans objet",)
    watch: tuple[str, ...] = ("Sans objet",)
    printed_total: str | None = None
    printed_presence: str | None = None

    @property
    def total(self) -> int:
        """The durations of its rows, summed."""
        return sum(row.minutes or 0 for row in self.rows)


@dataclass(frozen=True, slots=True)
class MadeEquipment:
    """A row of the plateau technique."""

    kind: str
    name: str
    shared_by: int = 1
    observation: str = "Sans objet"


@dataclass(frozen=True, slots=True)
class MadeRe:
    """What a référentiel d'évaluation says."""

    sigle: str
    code: str
    millesime: str
    intitule: str
    niveau: int
    jo: date
    mise_a_jour: date
    arrete: date
    effet: date
    titre: MadeScope
    ccps: tuple[MadeScope, ...] = ()
    ccss: tuple[MadeScope, ...] = ()
    quota: int | None = None
    equipment: tuple[MadeEquipment, ...] = (MadeEquipment("Postes de travail", "Un métier à tisser de table.", 1),)
    genre: str = "RE"

    @property
    def scopes(self) -> tuple[MadeScope, ...]:
        """That of the titre, then those of the CCP, then those of the CCS."""
        return (self.titre, *self.ccps, *self.ccss)


@dataclass(frozen=True, slots=True)
class Layout:
    """How it is laid out.

    `push` are points left blank before each table of modalités, so that it is cut; `cover` pages come before page 1;
    `footer_changes` is the mise à jour in the footers from the CCP on; `other_footer` replaces one value of the footer
    of the page of the titre's jury: (what, by what); `merged` writes duration and detail in one cell, in the tables of
    CCP; `soft` adds soft hyphens and non-breaking spaces, `ligatures` the characters « ﬁ », « ﬀ »; `two_lines` narrows
    the first column; `numbered` numbers the CCP; `straight` writes straight apostrophes; `cut_total` writes the total a
    row lower than its label.
    """

    year: Year = Year.Y2023
    rules: Rules = Rules.CURVES
    unused: Unused = Unused.SANS_OBJET
    push: int = 0
    total_alone: bool = False
    cover: int = 0
    footer_changes: date | None = None
    other_footer: tuple[str, str] | None = None
    footer_first: bool = True
    merged: bool = False
    mn: bool = False
    soft: bool = False
    ligatures: bool = False
    two_lines: bool = False
    numbered: bool = False
    straight: bool = False
    cut_total: bool = False


LABELS = {
    "MSP": "Mise en situation professionnelle",
    "PP": "Présentation d’un projet réalisé en amont de la session",
    "ET": "Entretien technique",
    "QP": "Questionnaire professionnel",
    "QAP": "Questionnement à partir de production(s)",
    "EF": "Entretien final",
}
FIRST_OF_2013 = "Mise en situation professionnelle ou présentation différée d’un projet réalisé en amont de la session"
_OF = {
    "MSP": "la mise en situation professionnelle",
    "PP": "la présentation d’un projet réalisé en amont de la session",
    "ET": "l’entretien technique",
    "QP": "le questionnaire professionnel",
    "QAP": "le questionnement à partir de production(s)",
    "EF": "l’entretien final",
}
MODALITES = "Modalités d’évaluation des compétences et organisation de l’épreuve"
TOTAL = "Durée totale de l’épreuve pour le candidat :"
PRESENCE = "Durée totale de présence du jury pendant l’épreuve du candidat :"
OTHERS = "Autres modalités d’évaluation le cas échéant :"


def duration(minutes: int, unit: str = "min") -> str:
    """Minutes as the template writes them."""
    return f"{minutes // 60:02} h {minutes % 60:02} {unit}"


def made(values: MadeRe, layout: Layout) -> bytes:
    """The PDF of a référentiel d'évaluation that says these values in this layout."""
    return _ruled(_typeset(_Writer(values, layout).document()), layout.rules)


# What is written.

_Block = dict[str, Any]


def _text(text: str, **more: Any) -> _Block:
    plain = {"size": 10, "bold": False, "underlined": False, "centred": False, "indent": 0, "justified": False}
    return {"kind": "text", "text": text, **plain, **more}


def _heading(text: str, **more: Any) -> _Block:
    return _text(text, bold=True, size=11, **more)


def _cell(*lines: str, span: int = 1, rows: int = 1, **more: bool) -> _Block:
    plain = {"bold": False, "centred": False, "middle": False, "grey": False, "turned": False}
    return {"lines": list(lines) or [""], "span": span, "rows": rows, **plain, **more}


def _table(
    columns: Sequence[int], head: Sequence[_Block], rows: Sequence[Sequence[_Block]], *, fill: bool = False
) -> _Block:
    return {
        "kind": "table",
        "columns": list(columns),
        "head": list(head),
        "rows": [list(r) for r in rows],
        "fill-page": fill,
    }


@dataclass(slots=True)
class _Writer:
    values: MadeRe
    layout: Layout
    parts: list[dict[str, Any]] = field(default_factory=list)

    @property
    def old(self) -> bool:
        return self.layout.year is Year.Y2013

    @property
    def unit(self) -> str:
        return "mn" if self.layout.mn or self.old else "min"

    def document(self) -> dict[str, Any]:
        values, layout = self.values, self.layout
        for _ in range(layout.cover):
            self.parts.append(
                {"footer": None, "blocks": [_text("Copie remise aux équipes du centre", centred=True, size=20)]}
            )
        self._title_page("DU TITRE PROFESSIONNEL", bare=True)
        self._part(self._specialite())
        self._part([*self._table_of(values.titre), *self._prose_of(values.titre), *self._criteria(values.titre)])
        self._part(self._jury_of(values.titre), changed=layout.other_footer)
        for kind, scopes in (("CCP", values.ccps), ("CCS", values.ccss)):
            if scopes:
                self._title_page(
                    "DES CERTIFICATS DE COMPETENCES PROFESSIONNELLES"
                    if kind == "CCP"
                    else "DES CERTIFICATS COMPLEMENTAIRES DE SPECIALISATION"
                )
            for rank, scope in enumerate(scopes, 1):
                table = [*self._name_of(kind, rank, scope), *self._table_of(scope, certificate=True)]
                self._part([*table, *self._prose_of(scope), *self._jury_of(scope, kind)], later=True)
        self._part(self._plateau(), later=True)
        self._part(self._annexes(), later=True)
        return _dressed(
            {
                "title": values.intitule,
                "cover": layout.cover,
                "cells": 7.5 if layout.two_lines else 8.5,
                "bottom": 75,
                "footer-first": layout.footer_first,
                "hyphenated": layout.soft,
                "ligatures": layout.ligatures,
                "parts": self.parts,
            },
            layout,
        )

    def _part(
        self,
        blocks: Iterable[_Block],
        *,
        later: bool = False,
        changed: tuple[str, str] | None = None,
    ) -> None:
        self.parts.append({"footer": self._footer(later=later, changed=changed), "blocks": list(blocks)})

    def _footer(self, *, later: bool, changed: tuple[str, str] | None) -> dict[str, Any]:
        values, layout = self.values, self.layout
        update = layout.footer_changes if later and layout.footer_changes else values.mise_a_jour
        told = {
            "sigle": values.sigle,
            "genre": values.genre,
            "code": values.code,
            "millesime": values.millesime,
            "jo": f"{values.jo:%d/%m/%Y}",
            "maj": f"{update:%d/%m/%Y}",
        }
        if changed:
            told[changed[0]] = changed[1]
        names = {
            "sigle": "Libellé abrégé" if self.old else "SIGLE",
            "genre": "Type de document",
            "code": "Code titre",
            "millesime": "Version" if self.old else "Millésime",
            "jo": "Date dernier JO",
            "maj": "Date de mise à jour",
        }
        order = ["sigle", "genre", "code", "millesime", *(("maj", "jo") if self.old else ("jo", "maj"))]
        return {
            "names": [*(names[key] for key in order), "Page"],
            "values": [told[key] for key in order],
            "columns": [72] * 7 if not self.old else [120, 100, 100, 80, 130, 130, 96],
            "top": 520 if self.old else 560,
            "bordered": not self.old,
        }

    def _title_page(self, of_what: str, *, bare: bool = False) -> None:
        blocks = [
            {"kind": "space", "height": 120},
            _text("REFERENTIEL D’EVALUATION", centred=True, size=24, bold=True),
            _text(of_what, centred=True, size=24, bold=True),
            _text(self.values.intitule, centred=True, size=18),
            _text(f"Niveau {self.values.niveau}", centred=True, size=14),
        ]
        if bare:
            self.parts.append({"footer": None, "blocks": blocks})
        else:
            self._part(blocks, later=True)

    def _specialite(self) -> list[_Block]:
        v = self.values
        return [
            _heading("1. Références de la spécialité"),
            _text(f"Intitulé du titre professionnel : {v.intitule}"),
            _text(f"Sigle du titre professionnel : {v.sigle}"),
            _text(f"Niveau : {v.niveau} (Cadre national des certifications 2019)"),
            _text("Code(s) NSF : 000x - Travaux d’invention"),
            _text("Code(s) ROME : Z0000"),
            _text(f"Date de l’arrêté : {v.arrete:%d/%m/%Y}"),
            _text(f"Date de parution au JO de l’arrêté : {v.jo:%d/%m/%Y}"),
            _text(f"Date d’effet de l’arrêté : {v.effet:%d/%m/%Y}"),
            {"kind": "space", "height": 20},
            _heading("2. Modalités d’évaluation du titre professionnel"),
            _text(
                "Le jury apprécie ce que chaque personne sait faire au moyen d’une mise en situation professionnelle, d’un"
                " entretien technique ou d’un questionnaire professionnel ; un entretien final clôt la session du titre."
            ),
        ]

    def _name_of(self, kind: str, rank: int, scope: MadeScope) -> list[_Block]:
        if self.old or self.layout.numbered:
            return [_heading(f"{kind} {rank} - {scope.name}", centred=True)]
        return [_heading(kind, centred=True), _heading(scope.name, centred=True)]

    def _table_of(self, scope: MadeScope, *, certificate: bool = False) -> list[_Block]:
        sigle = self.values.sigle
        title = (
            [_heading(MODALITES)]
            if certificate
            else [
                _heading(f"3 Dispositif d’évaluation pour la session du titre professionnel {sigle}", indent=12),
                _heading(f"3.1. {MODALITES}", indent=12),
            ]
        )
        if certificate and self.layout.year is Year.Y2023:
            title.insert(
                0,
                _text(
                    f"Le jury du {scope.id[:3]} se prononce au vu du tableau ci-dessous et du dossier de la personne."
                ),
            )
        ticked = self.old and certificate
        merged = self.layout.merged and certificate
        first = 96 if self.layout.two_lines else 115
        columns = [first, 325 + 115 - first, 340] if merged else [first, 325 + 115 - first, 62, 278]
        names = [
            "Modalités",
            "Compétences évaluées",
            *(["Durée Détail de l’organisation de l’épreuve"] if merged else _NAMES),
        ]
        if ticked:
            columns, names = [18, columns[0], columns[1] - 18, *columns[2:]], ["", *names]
        head = [_cell(name, bold=True, centred=True) for name in names]
        rows = self._rows(scope, ticked=ticked, merged=merged, certificate=certificate)
        total = self._total(scope, ticked=ticked, merged=merged)
        last = [total]
        if self.layout.cut_total and not self.old and not merged:
            label, duration_, rest = total[:-2], total[-2], total[-1]
            last = [[*({**cell, "rows": 2} for cell in label), _cell(), _cell()], [duration_, rest]]
        blocks = [*title, {"kind": "space", "height": self.layout.push}]
        if self.layout.total_alone:
            return [*blocks, _table(columns, head, rows), {"kind": "break"}, _table(columns, head, last)]
        return [*blocks, _table(columns, head, [*rows, *last], fill=self.old and not self.layout.push)]

    def _rows(self, scope: MadeScope, *, ticked: bool, merged: bool, certificate: bool) -> list[list[_Block]]:
        used = {row.modalite: row for row in scope.rows}
        first = "PP" if "PP" in used else "MSP"
        order = [first, "ET", "QP", "QAP", *(["EF"] if "EF" in used or not certificate else [])]
        rows: list[list[_Block]] = []
        for modalite in order:
            row = used.get(modalite, MadeRow(modalite, None))
            label = FIRST_OF_2013 if self.old and modalite == first else LABELS[modalite]
            bold = modalite in {first, "EF"}
            marked = label if bold or self.old else f"• {label}"
            skills, time, detail = self._said(row)
            final = modalite == "EF"
            cells = [_cell(marked, bold=bold, middle=final or self.old)]
            cells.append(_cell(grey=True) if final and row.minutes is not None else _cell(*skills))
            cells += [_cell(*[text for text in (time, *detail) if text])] if merged else [_cell(time), _cell(*detail)]
            if ticked:
                cells.insert(0, _cell("☒" if row.minutes is not None else "☐"))
            rows.append(cells)
            if modalite == first:
                rows.append([_cell(OTHERS, bold=True, span=len(cells))])
        return rows

    def _said(self, row: MadeRow) -> tuple[tuple[str, ...], str, tuple[str, ...]]:
        if row.minutes is None:
            skills, time, detail = self.layout.unused.value
            return (skills,), row.printed or time.replace("min", self.unit), (detail,)
        return row.skills, row.printed or duration(row.minutes, self.unit), row.detail

    def _total(self, scope: MadeScope, *, ticked: bool, merged: bool) -> list[_Block]:
        total = scope.printed_total or duration(scope.total, self.unit)
        if self.old:
            presence = scope.printed_presence or duration(scope.presence, self.unit)
            total = f"{total}, dont {presence} devant le jury"
            cells = [_cell(), _cell(TOTAL), _cell(total, span=1 if merged else 2)]
        else:
            cells = [_cell(), _cell(TOTAL), *([_cell(total)] if merged else [_cell(total), _cell()])]
        return [_cell(), *cells] if ticked else cells

    def _prose_of(self, scope: MadeScope) -> list[_Block]:
        blocks: list[_Block] = []
        for row in scope.rows:
            if row.minutes is None or not (row.more or row.clues):
                continue
            blocks.append(_heading(f"Informations complémentaires concernant {_OF[row.modalite]} :"))
            blocks += [_text(text, justified=True) for text in (*row.more, *(clue.text for clue in row.clues))]
            blocks.append({"kind": "space", "height": 8})
        blocks.append(_heading("Précisions pour le candidat VAE :"))
        blocks.append(
            _text("La personne dont on valide l’expérience apporte un ouvrage de son choix, fini en 45 minutes.")
        )
        return blocks

    def _criteria(self, scope: MadeScope) -> list[_Block]:
        names = ["Mise en situation professionnelle", "Entretien technique", "Questionnaire professionnel"]
        head = [
            _cell("Compétences professionnelles", bold=True, centred=True),
            _cell("Critères d’évaluation", bold=True, centred=True),
        ]
        head += [_cell(name, turned=True) for name in names]
        rows = [
            [
                _cell(skill),
                _cell("Le geste est sûr", "La durée de la séance (1 h 30) est tenue"),
                _cell("X"),
                _cell("X"),
                _cell(),
            ]
            for skill in dict.fromkeys(skill for row in scope.rows for skill in row.skills)
        ]
        return [
            {"kind": "break"},
            _heading("3.2. Critères d’évaluation des compétences professionnelles"),
            _table([250, 300, 60, 60, 60], head, rows),
            _heading("3.3. Évaluation des compétences transversales"),
            _text("Elles se lisent dans les compétences du métier."),
        ]

    def _jury_of(self, scope: MadeScope, kind: str = "") -> list[_Block]:
        presence = scope.printed_presence or duration(scope.presence, self.unit)
        of = f"{kind} {scope.name}" if kind else f"titre {self.values.sigle}"
        number = {"": "4.", "presence": "4.1.", "protocol": "4.2.", "composition": "4.3.", "watch": "5."}
        number = {part: "" if kind else f"{text} " for part, text in number.items()}
        blocks = [_heading(f"{number['']}Conditions de présence et d’intervention du jury propre au {of}")]
        if not self.old:
            blocks.append(_heading(f"{number['presence']}{PRESENCE} {presence}"))
        blocks.append(_heading(f"{number['protocol']}Protocole d’intervention du jury :"))
        blocks += [_text(text, indent=14) for text in scope.protocol]
        blocks.append(_heading(f"{number['composition']}Conditions particulières de composition du jury :"))
        blocks += [_text(text, indent=14) for text in scope.composition]
        if not self.old:
            session = kind or "titre"
            blocks.append(
                _heading(
                    f"{number['watch']}Conditions de surveillance et de confidentialité au cours de la session {session}"
                )
            )
            blocks += [_text(text, indent=14) for text in scope.watch]
        return blocks

    def _plateau(self) -> list[_Block]:
        quota = self.values.quota
        rows = []
        for i, item in enumerate(self.values.equipment):
            observation = item.observation
            if quota and i == 0:
                observation = f"Un jury peut recevoir {_IN_WORDS[quota]} candidats en une journée."
            rows.append(
                [_cell(item.kind), _cell("1"), _cell(item.name), _cell(str(item.shared_by)), _cell(observation)]
            )
        names = ["Désignation", "Nombre", "Description", SHARED, "Observations"]
        rooms = [
            _cell(name, bold=True)
            for name in ("Modalité d’évaluation", "Désignation et description des locaux", "Observations")
        ]
        return [
            _heading("Annexe 1", centred=True),
            _heading("Plateau technique d’évaluation", centred=True),
            _text(self.values.intitule, centred=True),
            _heading("Locaux"),
            _table(
                [200, 380, 160],
                rooms,
                [[_cell(LABELS["ET"]), _cell("Un atelier clair de 12 m2."), _cell("Sans objet")]],
            ),
            _heading("Ressources (pour un candidat)"),
            _text("Certaines ressources peuvent être partagées par plusieurs candidats."),
            _table([90, 50, 330, 110, 160], [_cell(name, bold=True, centred=True) for name in names], rows),
        ]

    def _annexes(self) -> list[_Block]:
        return [
            _heading("ANNEXE 2", centred=True),
            _heading("CORRESPONDANCES DU TP", centred=True),
            _table(
                [40, 330, 40, 330],
                [],
                [[_cell("CCP"), _cell("Ancien " + ccp.name), _cell("CCP"), _cell(ccp.name)] for ccp in self.values.ccps]
                or [[_cell("CCP"), _cell("Aucun"), _cell("CCP"), _cell("Aucun")]],
            ),
            {"kind": "break"},
            _heading("Annexe 3", centred=True),
            _heading("Glossaire des modalités d’évaluation du référentiel d’évaluation (RE)", centred=True),
            *(
                block
                for modalite, label in LABELS.items()
                for block in (
                    _heading(label),
                    _text(f"On y juge {_OF[modalite]} dans des conditions proches du travail.", indent=12),
                )
            ),
        ]


_NAMES = ["Durée", "Détail de l’organisation de l’épreuve"]
SHARED = "Nombre maximal de candidats pouvant partager la ressource en simultané pendant l’épreuve"
_IN_WORDS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit"}

# The characters in which it is written.

_LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
_SOFT = re.compile(r"(profes)(sionnelle)|(Question)(naire)|(prépa)(ration)|(candi)(dat)")
_SPACED = re.compile(r"(?<=\d) (?=h\b|min\b|mn\b|\d)|(?<=h) (?=\d)")


def _dressed(value: Any, layout: Layout) -> Any:
    match value:
        case str():
            if layout.soft:
                value = _SPACED.sub("\u00a0", _SOFT.sub(lambda m: "\u00ad".join(g for g in m.groups() if g), value))
            if layout.ligatures:
                for plain, character in _LIGATURES:
                    value = value.replace(plain, character)
            return value.replace("’", "'") if layout.straight else value
        case dict():
            return {key: item if key == "kind" else _dressed(item, layout) for key, item in value.items()}
        case list():
            return [_dressed(item, layout) for item in value]
    return value


# The file.


@cache
def _compiler() -> "Compiler":
    from typst import Compiler, Fonts

    return Compiler(root=Path(__file__).parent, font_paths=Fonts(include_system_fonts=False), ignore_system_fonts=True)


def _typeset(document: dict[str, Any]) -> bytes:
    pdf = _compiler().compile(
        input=str(Path(__file__).parent / "made.typ"),
        format="pdf",
        sys_inputs={"data": json.dumps(document)},
        timestamp=946_684_800,
        pdf_tags=False,
    )
    assert isinstance(pdf, bytes)
    return pdf


_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"(<<.*?>>)\s*stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_RULE = re.compile(rb"0 0 m (\S+) (\S+) l\nS")


def _ruled(pdf: bytes, rules: Rules) -> bytes:
    """The file with the rules of its tables drawn as Word, Aspose or typst draw them."""
    if rules is Rules.LINES:
        return pdf

    def drawn(m: re.Match[bytes]) -> bytes:
        if rules is Rules.CURVES:
            return b"0 0 m 0 0 l %s %s l\nS" % m.groups()
        x, y = (float(group) for group in m.groups())
        return f"0 0 0 rg 0 0 {x or 0.48} {y or 0.48} re f".encode()

    head = pdf[: pdf.index(b"1 0 obj")]
    trailer = re.search(rb"trailer\s*<<(.*?)>>\s*startxref", pdf, re.DOTALL)
    assert trailer
    objects: dict[int, bytes] = {}
    for match in _OBJECT.finditer(pdf):
        number, body = int(match[1]), match[2]
        stream = _STREAM.match(body)
        if stream and b"/FlateDecode" in stream[1]:
            content = zlib.decompress(stream[2])
            if _RULE.search(content):
                content = zlib.compress(_RULE.sub(drawn, content))
                body = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(content), content)
        objects[number] = body
    return file_of(head, objects, trailer[1])


def file_of(head: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """A PDF of these objects, its table of references made anew; `trailer` is what its dictionary holds."""
    out, offsets = bytearray(head), dict[int, int]()
    for number in sorted(objects):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d %05d %s \n" % (
            offsets.get(number, 0),
            0 if number in offsets else 65535,
            b"n" if number in offsets else b"f",
        )
    trailer = re.sub(rb"/Size \d+", b"", trailer)
    out += b"trailer\n<<%s/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (trailer, size, start)
    return bytes(out)
