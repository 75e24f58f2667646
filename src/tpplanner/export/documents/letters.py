"""Convocations: what they tell, our letter, and the centre's own (.docx), filled in a sandbox."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tpplanner.domain.plan import Passage, minutes_between
from tpplanner.domain.session import Designation, Role, cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.export.agenda import Agenda, designations, parcours, stretches
from tpplanner.export.calls import (
    Sitting,
    Summons,
    comes_back,
    convened_candidats,
    sittings,
    summoned_candidats,
    summoned_membres,
    summons,
)
from tpplanner.export.documents import Audience, Copy, Matter
from tpplanner.export.documents.typeset import Page, dated, typeset
from tpplanner.export.signing import signing
from tpplanner.texts import documents as lettre
from tpplanner.texts import documents as texte
from tpplanner.texts.classeur import insecable, numeros_ceres, phrase_session
from tpplanner.texts.documents import AUDIENCES
from tpplanner.texts.noms import commune_du_site, date_chiffres, duree, heure
from tpplanner.texts.plain import one_line, safe
from tpplanner.workbook.guard import Cost, TooDearError, opened_zip, weigh

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2.nodes import Node
    from jinja2.sandbox import SandboxedEnvironment

# What a convocation tells, for our letter and for the centre's: plain texts by name, and nothing else of anybody.

Champs = dict[str, Any]
"""The fields of a letter: texts, lists of texts, lists of fields."""


class Suite(list[Any]):
    """Several things, told one after the other where a letter does not loop over them."""

    def __str__(self) -> str:
        return texte.SEPARATEUR.join(map(str, self))


class Fiche(dict[str, Any]):
    """Fields of one thing, told in one phrase where a letter does not choose among them."""

    def __init__(self, phrase: str, **champs: Any) -> None:
        super().__init__(champs)
        self._phrase = phrase

    def __str__(self) -> str:
        return self._phrase


def champs_du_candidat(agenda: Agenda, candidat: str, designation: Designation = Designation.NUMERO) -> Champs:
    """The fields of a candidat's convocation; `designation` is how the wall names them."""
    fiche = agenda.session.candidat(candidat)
    return {
        **_commun(agenda),
        "session_ceres": one_line(numeros_ceres(agenda.session, fiche.ccps)),
        "presente_a": "" if fiche.titre else one_line(parcours(agenda, fiche)),
        "nom": one_line(fiche.nom),
        "prenom": one_line(fiche.prenom),
        "contact": insecable(safe(fiche.contact)),
        "numero": str(agenda.numeros[candidat]),
        "affichage": designations(agenda, designation)[candidat],
        "numero_ceres": one_line(fiche.numero_ceres),
        "convocations": Suite(_half(agenda, c) for c in summons(agenda, candidat)),
        "apporter": _a_apporter(agenda, candidat),
    }


def champs_du_membre(agenda: Agenda, membre: str) -> Champs:
    """The fields of a membre's convocation."""
    fiche = agenda.session.membre(membre)
    return {
        **_commun(agenda),
        "nom": one_line(fiche.nom),
        "prenom": one_line(fiche.prenom),
        "contact": insecable(safe(fiche.contact)),
        "convocations": Suite(_sitting(agenda, sitting) for sitting in sittings(agenda, membre)),
        "apporter": Suite(texte.APPORTER_MEMBRE),
        "signature_pv": _signature_pv(agenda, membre),
    }


def _signature_pv(agenda: Agenda, membre: str) -> str:
    """When the procès-verbal is signed, by the day: hours may change until then."""
    end = signing(agenda)
    if end is None:
        return ""
    there = any(sitting.fin.date() == end.jour for sitting in sittings(agenda, membre))
    jour = agenda.names.jour(end.jour)
    if there and len({c.jury for c in agenda.plan.compositions if c.jour == end.jour}) == 1:
        return texte.pv_du_seul_jury(jour)
    return texte.pv_a_la_fin(jour) if there else f"{texte.AVANT_DE_PARTIR} {texte.pv_plus_tard(jour)}"


def _commun(agenda: Agenda) -> Champs:
    session = agenda.session
    nom, contact = _responsable(agenda)
    signataire, qualite = _signataire(agenda)
    envoi = session.convocations_envoyees
    return {
        "centre": one_line(session.centre),
        "site": one_line(session.site),
        "contact_centre": insecable(one_line(session.contact)),
        "responsable": nom,
        "contact_responsable": contact,
        "joindre": whom_to_reach(agenda),
        "intitule": one_line(session.referentiel.intitule),
        "sigle": one_line(session.referentiel.sigle),
        "code": one_line(session.referentiel.code),
        "millesime": one_line(session.referentiel.millesime),
        "session": one_line(phrase_session(session)),
        "session_ceres": one_line(numeros_ceres(session)),
        "agrement": one_line(session.agrement),
        "fait_a": one_line(commune_du_site(session.site)) or texte.A_REMPLIR,
        "fait_le": date_chiffres(envoi) if envoi else texte.A_REMPLIR,
        "signataire": signataire or texte.A_REMPLIR,
        "qualite": qualite,
    }


def whom_to_reach(agenda: Agenda) -> str:
    """The responsable and how to reach them, or the centre."""
    nom, contact = _responsable(agenda)
    return texte.responsable(nom or texte.SANS_CONTACT, contact)


def _responsable(agenda: Agenda) -> tuple[str, str]:
    """The name of the responsable and how they are reached: by telephone first, else by what the centre gives."""
    session = agenda.session
    premier = next((p for p in session.avec_role(Role.RESPONSABLE) if not p.suppleant), None)
    if premier is None:
        return "", insecable(one_line(session.contact))
    return agenda.names.personne(premier.id), insecable(
        one_line(premier.telephone or premier.contact or session.contact)
    )


def _signataire(agenda: Agenda) -> tuple[str, str]:
    """Who signs, and as what: the responsable where the session names nobody else."""
    session = agenda.session
    nom, qualite = one_line(session.signataire), one_line(session.qualite_du_signataire)
    if nom:
        return nom, qualite
    return _responsable(agenda)[0], qualite or texte.RESPONSABLE_DE_SESSION


def _sitting(agenda: Agenda, sitting: Sitting) -> Fiche:
    jour, debut, fin = agenda.names.jour(sitting.debut.date()), heure(sitting.debut), heure(sitting.fin)
    jury = agenda.names.jury(sitting.jury)
    return Fiche(texte.siege_convoque(jour, debut, fin, jury), jour=jour, heure=debut, fin=fin, jury=jury)


def _half(agenda: Agenda, convocation: Summons) -> Fiche:
    jour, debut = agenda.names.jour(convocation.jour), heure(convocation.heure)
    epreuves = Suite(_epreuve(agenda, passage) for passage in convocation.passages)
    return Fiche(texte.appel(jour, debut, map(str, epreuves)), jour=jour, heure=debut, epreuves=epreuves)


def _epreuve(agenda: Agenda, passage: Passage) -> Fiche:
    nom = agenda.names.epreuve(passage.epreuve)
    horaire = texte.horaire([(heure(debut), heure(fin)) for debut, fin in stretches(passage)])
    retour = comes_back(agenda, passage)
    if retour is not None:
        horaire = texte.avec_retour(horaire, heure(retour))
    return Fiche(
        f"{nom} {horaire}",
        nom=nom,
        debut=heure(passage.debut),
        fin=heure(passage.fin),
        horaire=horaire,
        duree=duree(sum(minutes_between(x.debut, x.fin) for x in passage.parties)),
    )


def _a_apporter(agenda: Agenda, candidat: str) -> Suite:
    du_re = dict.fromkeys(one_line(chose) for epreuve in agenda.dues(candidat) for chose in epreuve.apporter)
    return Suite([*texte.APPORTER, texte.APPORTER_DOSSIER, *du_re, texte.APPORTER_PREREQUIS])


# The centre's own letter, a .docx with fields in double braces, filled in a sandbox.

MAX_UNPACKED = 30_000_000
"""bytes of all parts together"""
MAX_XML, MAX_ELEMENTS = 5_000_000, 300_000
"""A page of Word has about 20 000 bytes, and 500 elements and attributes."""
MAX_TURNS = 20_000
"""Turns of all loops of a letter for one person."""
MAX_FILLED = 10_000_000
"""characters of a part once it is filled"""
MAX_MARKS = 2_000
"""Fields and statements of a letter: one of a page has a dozen, and each is looked for in its whole text."""
MAX_CONST = 1_000
"""characters of a text between quotes"""
_FILTERS = (
    *("capitalize", "count", "default", "d", "e", "escape", "first", "join", "last", "length", "lower", "sort"),
    *("title", "trim", "unique", "upper"),
)
"""Those that make no more text than they are given, or, for `join`, than a list has things."""
_STATEMENTS = {
    *("Template", "Output", "TemplateData", "For", "If", "CondExpr", "Name", "Getattr", "Getitem", "Const", "Filter"),
    *("Tuple", "List", "Compare", "Operand", "And", "Or", "Not", "Test", "Concat", "Keyword"),
    *("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"),
}
"""What a letter is made of: fields, loops, choices. It gives nothing a name, calls nothing."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d][\w. ]*?)\s*\}(?!\})")
"""A name between single braces."""
_MARKS = ("{{", "{%")
"""What a letter with fields has."""


class CentreLetter:
    """A letter of the centre; raises UserError where it is no .docx."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._opened()

    def filled(self, champs: Champs) -> bytes:
        """The letter with these fields, as bytes of a .docx; raises UserError for one that cannot be filled."""
        letter, filled = self._opened(), BytesIO()
        try:
            _must_name_fields(letter, champs)
            letter.render(champs, _environment(), autoescape=True)
        except UserError:
            raise
        except Exception as error:  # a letter is a program of the user's: whatever it does wrong is told to them
            raise _refused(texte.modele_refuse(_reason(error))) from error
        letter.save(filled)
        del letter  # with its photos: they are held once a letter is made, not twice
        return dated(filled.getvalue())

    def _opened(self) -> "DocxTemplate":
        from docxtpl import DocxTemplate  # noqa: PLC0415 - only who has a letter waits for it

        try:
            with opened_zip(self._content) as archive:
                weigh(archive, Cost(MAX_UNPACKED, MAX_XML, MAX_ELEMENTS))
            letter = DocxTemplate(BytesIO(self._content))
            letter.init_docx()
        except TooDearError as error:
            issue = Issue(Severity.ERROR, texte.modele_trop_gros(MAX_UNPACKED), texte.MODELE_TROP_GROS_CONSEIL)
            raise UserError(issue) from error
        except Exception as error:  # libraries raise anything over a file that is damaged or no letter
            issue = Issue(Severity.ERROR, texte.MODELE_ILLISIBLE, texte.MODELE_ILLISIBLE_CONSEIL)
            raise UserError(issue) from error
        return letter


def _must_name_fields(letter: "DocxTemplate", champs: Champs) -> None:
    """Raise UserError for too many fields, fields that do not exist, or in one brace only, a letter without any."""
    lines = tuple(_lines(letter))
    marks = sum(line.count(mark) for line in lines for mark in _MARKS)
    if marks > MAX_MARKS:
        raise _refused(texte.modele_trop_de_champs(MAX_MARKS))
    unknown = letter.get_undeclared_template_variables(_environment(), context=champs)
    if unknown:
        raise _refused(texte.champs_inconnus(unknown))
    known = {cle(name) for name in _names(champs)}
    alone = (name for line in lines for name in _SINGLE.findall(line))
    single = [name for name in dict.fromkeys(alone) if cle(name.rpartition(".")[2]) in known]
    if single:
        raise _refused(texte.accolades_simples(single))
    if not marks:
        raise _refused(texte.MODELE_SANS_CHAMP)


def _names(champs: Champs) -> Iterator[str]:
    """The names of fields, and of the fields of those of which there are several."""
    for name, value in champs.items():
        yield name
        if isinstance(value, list):
            for item in value:
                yield from _names(item) if isinstance(item, dict) else ()


def _lines(letter: "DocxTemplate") -> Iterator[str]:
    """The text of each paragraph of the letter, of its tables, of its headers and footers."""
    for part in letter.docx.part.package.iter_parts():
        root = getattr(part, "element", None)
        for paragraph in root.iter(f"{_WORD}p") if root is not None else ():
            yield "".join(text.text or "" for text in paragraph.iter(f"{_WORD}t"))


def _must_be_plain(node: "Node") -> None:
    """Raise SecurityError for what a letter is not made of."""
    from jinja2.exceptions import SecurityError  # noqa: PLC0415 - as above

    long = len(str(getattr(node, "value", ""))) > MAX_CONST
    if type(node).__name__ not in _STATEMENTS or (type(node).__name__ == "Const" and long):
        raise SecurityError(type(node).__name__)


def _bounded(pieces: Iterable[str]) -> str:
    """The pieces of a part that is filled; raises SecurityError for one that is too long."""
    from jinja2.exceptions import SecurityError  # noqa: PLC0415 - as above

    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > MAX_FILLED:
            raise SecurityError("size")
    return "".join(parts)


def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined, nodes  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    turns = 0

    def counted(over: Any) -> Any:
        """What a loop goes over, which is a list: a text in loops within each other would never end."""
        nonlocal turns
        turns += len(over)
        if isinstance(over, str) or turns > MAX_TURNS:
            raise SecurityError("for")
        return over

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("*", "**", "%"))

        def call_binop(self, _context: object, operator: str, _left: object, _right: object) -> object:
            raise SecurityError(operator)

        def _generate(self, source: nodes.Template, *how: Any, **more: Any) -> str:
            for node in (source, *source.find_all(nodes.Node)):
                _must_be_plain(node)
                if isinstance(node, nodes.For):
                    node.iter = nodes.Filter(node.iter, counted.__name__, [], [], None, None)
                if isinstance(node, nodes.Filter) and node.name == "join":
                    node.node = nodes.Filter(node.node, counted.__name__, [], [], None, None)
            return super()._generate(source, *how, **more)

        concat = staticmethod(_bounded)

    environment = Sandbox(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in _FILTERS} | {counted.__name__: counted}
    return environment


def _reason(error: Exception) -> str:
    """What is wrong with a letter, in French."""
    from jinja2 import TemplateAssertionError, TemplateSyntaxError, UndefinedError  # noqa: PLC0415 - as above
    from jinja2.exceptions import SecurityError  # noqa: PLC0415

    match error:
        case SecurityError():
            return texte.MODELE_INTERDIT
        case UndefinedError():
            return texte.champ_absent(re.findall(r"'(\w+)'", error.message or ""))
        case TemplateAssertionError():
            return texte.MODELE_FILTRE
        case TemplateSyntaxError():
            return texte.MODELE_MAL_ECRIT
    return texte.MODELE_IMPOSSIBLE


def _refused(message: str) -> UserError:
    return UserError(Issue(Severity.ERROR, message, texte.MODELE_REFUSE_CONSEIL))


# Convocations: one a candidat, one a membre; our letter (.pdf), or the centre's own (.docx) where it gives one.


def _aux_candidats(matter: Matter) -> Iterator[tuple[str, Champs]]:
    """The name of each candidat who is convened, and the fields of their convocation."""
    for candidat in filter(matter.concerns, convened_candidats(matter.agenda)):
        champs = champs_du_candidat(matter.agenda, candidat, matter.designation)
        yield matter.agenda.names.candidat(candidat), champs


def _aux_membres(matter: Matter) -> Iterator[tuple[str, Champs]]:
    """The same of each membre."""
    for membre in filter(matter.concerns, summoned_membres(matter.agenda)):
        yield matter.agenda.names.personne(membre), champs_du_membre(matter.agenda, membre)


def convocations_des_candidats(matter: Matter) -> Iterator[Copy]:
    """A PDF a candidat; none where the centre has its own letter."""
    for nom, champs in _aux_candidats(matter) if matter.modele is None else ():
        yield Copy(nom, typeset("convocation", matter, Audience.CANDIDAT, texte.TITRE_CANDIDAT, **champs))


def convocations_des_membres(matter: Matter) -> Iterator[Copy]:
    """A PDF a membre; none where the centre has its own letter."""
    for nom, champs in _aux_membres(matter) if matter.modele_membre is None else ():
        yield Copy(nom, typeset("convocation-membre", matter, Audience.JURY, texte.TITRE_MEMBRE, **champs))


def declarations_des_membres(matter: Matter) -> Iterator[Copy]:
    """A PDF a membre: the names of all candidats in alphabetical order, and a declaration to sign."""
    agenda = matter.agenda
    candidats = sorted(map(agenda.names.candidat, summoned_candidats(agenda)), key=cle)
    for nom, champs in _aux_membres(matter):
        champs |= {"candidats": candidats, "a_remplir": texte.A_REMPLIR}
        yield Copy(nom, typeset("declaration", matter, Audience.JURY, texte.TITRE_DECLARATION, **champs))


def lettres_aux_candidats(matter: Matter) -> Iterator[Copy]:
    """The centre's own letter, filled for each candidat; none where it gives none."""
    return _filled(matter.modele, _aux_candidats(matter))


def lettres_aux_membres(matter: Matter) -> Iterator[Copy]:
    """The centre's own letter, filled for each membre; none where it gives none."""
    return _filled(matter.modele_membre, _aux_membres(matter))


def _filled(content: bytes | None, whom: Iterator[tuple[str, Champs]]) -> Iterator[Copy]:
    if content is not None:
        letter = CentreLetter(content)
        for nom, champs in whom:
            yield Copy(nom, letter.filled(champs))


# A letter to begin from: a .docx with every field of a convocation, to be changed in Word and given to the
# export.


def modele_de_convocation(matter: Matter) -> bytes:  # noqa: ARG001 - one signature for all documents
    """The letter, the same for every session."""
    page = Page(texte.MODELE_TITRE, AUDIENCES[Audience.CANDIDAT])
    page.paragraph(texte.MODELE_INTRO, italic=True)
    for ligne in lettre.EXPEDITEUR_ET_DESTINATAIRE:
        page.paragraph(ligne)
    page.paragraph(lettre.OBJET, bold=True)
    page.paragraph(lettre.INTRODUCTION)
    page.table(lettre.TABLEAU)
    for ligne in lettre.SUITE:
        page.paragraph(ligne)
    return page.content()
