"""A session typed on the page: its form as rows of sheets, read, shown, completed; what it lacks; its workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from fractions import Fraction
from pathlib import Path
from threading import Lock

from starlette.datastructures import FormData

from tpplanner.domain.answers import Infeasible, Reading
from tpplanner.domain.duties import tables_du_genre
from tpplanner.domain.referentiel import Referentiel
from tpplanner.domain.session import Genre, Role, Session
from tpplanner.errors import CannotWrite, Issue, Severity, UserError
from tpplanner.files.place import any_file
from tpplanner.files.writing import put
from tpplanner.sheets.colonne import OUI_NON, Colonne, Feuille
from tpplanner.sheets.session import (
    CANDIDATS,
    COMEDIENS,
    FEUILLES,
    JOURS,
    MEMBRES,
    SALLES,
    SESSION,
    SURVEILLANTS,
    USAGES_DU_CLASSEUR,
    VEHICULES,
)
from tpplanner.texts import page as textes
from tpplanner.texts.majorations import accordees
from tpplanner.texts.noms import GENRES, Texte, date_chiffres, heure_chiffres
from tpplanner.texts.phrases import Avis
from tpplanner.texts.questions import sans_reponse
from tpplanner.texts.referentiels import usage_affiche
from tpplanner.web.folders import WORKBOOK, SessionFiles, copy_aside, new_folder, stamp
from tpplanner.web.pasted import Apercu, PastedList, name_of, preview, read_collage, taken
from tpplanner.workbook.contents import Contents, Fields, Value, contents_by_row, epreuve_rows, joined
from tpplanner.workbook.entered import Field, carry_over, field_of, holds_more, read_entered, rewritten
from tpplanner.workbook.reader import read_session
from tpplanner.workbook.records import key
from tpplanner.workbook.template import feuilles_for, sheets_bytes

FormRow = dict[str, str]
"""What stands in the fields of a row."""


@dataclass(frozen=True, slots=True)
class FormTable:
    """A table of the form: its sheet, the columns that are always there, how many empty rows wait below."""

    feuille: Feuille
    usuelles: tuple[str, ...]
    vides: int = 1

    @property
    def cle(self) -> str:
        """Its name in the form."""
        return self.feuille.cle

    @property
    def nom(self) -> str:
        """The column without which a row is nothing."""
        return self.usuelles[0]


TABLES = (
    FormTable(JOURS, ("date", "ouverture", "accueil", "fin")),
    FormTable(CANDIDATS, ("nom", "prenom", "employeur"), 2),
    FormTable(MEMBRES, ("nom", "prenom", "employeur"), 2),
    FormTable(SALLES, ("nom", "usages", "postes"), 2),
    FormTable(SURVEILLANTS, ("nom", "prenom")),
    FormTable(COMEDIENS, ("nom", "prenom")),
    FormTable(VEHICULES, ("nom", "sorte")),
)
BY_CLE = {table.cle: table for table in TABLES}

COMPARED = ("re_verifie_le", "re_verifie_par")
"""Who compared the durations with the RE, and when: it says nothing of another titre, hence is never taken over."""

FIELDS = (
    *("centre", "site", "contact", "responsable", "contact_responsable", "suppleants", "contact_suppleants"),
    *COMPARED,
)
"""The fields of the sheet *Session* that the form shows, beside the kind of session."""

_NEVER = frozenset({"id", "numero_tire"})
"""Columns that are no one's to type here: they are tpplanner's."""

_BY_NAME = frozenset({"jurys", "liens", "convocations", "remises", "imprevus"})
"""Sheets that name people who may bear another name now: what stands there is carried along by who they are."""


@dataclass(slots=True)
class Form:
    """What stands in the form; `colonnes` are those that were asked for beside the usual ones, ``candidats.contact``.

    `ccps` are those of every candidat of a session CCP or CCS who has none of their own.
    """

    nom: str = ""
    titre: str = ""
    session: FormRow = field(default_factory=dict)
    rows: dict[str, list[FormRow]] = field(default_factory=dict)
    colonnes: frozenset[str] = frozenset()
    ccps: tuple[str, ...] = ()
    collages: dict[str, PastedList] = field(default_factory=lambda: dict.fromkeys(textes.PERSONNES, PastedList()))

    @property
    def genre(self) -> Genre:
        """Its kind of session."""
        return next((genre for genre, nom in GENRES.items() if nom == self.session.get("genre")), Genre.TITRE)

    @property
    def certificats(self) -> bool:
        """Whether candidats are presented to CCP or CCS, to be chosen."""
        return self.genre is not Genre.TITRE


def read_form(form: FormData) -> Form:
    """What a browser sent; whatever is no field of ours is left."""
    return Form(
        nom=_text(form, "nom"),
        titre=_text(form, "titre"),
        session={champ: _text(form, f"session.{champ}") for champ in ("genre", *FIELDS)},
        rows={table.cle: _rows(form, table.feuille) for table in TABLES},
        colonnes=frozenset(map(str, form.getlist("colonnes"))),
        ccps=tuple(map(str, form.getlist("ccps"))),
        collages={cle_: read_collage(form, cle_) for cle_ in textes.PERSONNES},
    )


def _text(form: FormData, name: str) -> str:
    return str(form.get(name, "")).replace("\r\n", "\n").strip()


def _rows(form: FormData, feuille: Feuille) -> list[FormRow]:
    """Each field of a row comes as often as there are rows, in their order."""
    sent = {c.champ: form.getlist(f"{feuille.cle}.{c.champ}") for c in feuille.colonnes}
    count = max(map(len, sent.values()))
    columns = {champ: values for champ, values in sent.items() if len(values) == count}
    clean = {champ: [str(v).replace("\r\n", "\n").strip() for v in values] for champ, values in columns.items()}
    return [{champ: values[n] for champ, values in clean.items()} for n in range(count)]


def is_blank(row: Mapping[str, str]) -> bool:
    """Whether nothing is typed in a row: the type of a room is offered, not typed."""
    return not any(value for champ, value in row.items() if champ not in ("id", "usages"))


# From the form to the rows of a workbook, and from there to a session.


def contents_typed(saisie: Form, referentiel: Referentiel, base: Contents | None) -> Contents:
    """The rows of every sheet: what is typed, over what `base` holds where the form shows nothing of it."""
    base = base or {}
    contents: Contents = {cle_: list(rows) for cle_, rows in base.items() if cle_ not in _BY_NAME}
    known: Fields = dict(base["session"][0]) if base.get("session") else {"usage": USAGES_DU_CLASSEUR[0]}
    titre: Fields = {champ: getattr(referentiel, champ) for champ in ("sigle", "millesime", "date_entete")}
    contents["session"] = [known | saisie.session | titre]
    for table in TABLES:
        by_id = {str(row["id"]): row for row in base.get(table.cle, []) if row.get("id")}
        rows = saisie.rows.get(table.cle, [])
        contents[table.cle] = [{} if is_blank(row) else _over(by_id.get(row.get("id", "")), row) for row in rows]
    offered = [table.id for table in tables_du_genre(referentiel, saisie.genre)]
    for row in contents["candidats"]:
        if row and saisie.certificats and not row.get("presente"):
            row["presente"] = joined(ccp for ccp in saisie.ccps if ccp in offered)
    for row in contents["membres"]:
        if row and not row.get("habilitation") and not row.get("observateur"):
            row |= {"habilitation": referentiel.sigle, "millesime": row.get("millesime") or referentiel.millesime}
    contents["epreuves"] = epreuve_rows(referentiel)
    contents["responsables"] = _responsables(base.get("responsables", []), saisie)
    return contents


def _over(before: Fields | None, row: FormRow) -> Fields:
    """A row as typed; who is no row that was there bears no id."""
    return {**before, **row} if before else {champ: value for champ, value in row.items() if champ != "id"}


def _responsables(rows: list[Fields], saisie: Form) -> list[Fields]:
    """Those who are still named, with what the form does not ask of them."""
    named = f"{saisie.session.get('responsable', '')};{saisie.session.get('suppleants', '')}"
    noms = {key(nom) for nom in named.split(";")}
    still = (row for row in rows if key(f"{row.get('nom') or ''} {row.get('prenom') or ''}") in noms)
    return [row | {"suppleant": None, "contact": None} for row in still]


# From a session to the form.


def saisie_of(session: Session, nom: str) -> Form:
    """The form of a session that is there already."""
    contents = contents_by_row(session)
    responsables = session.avec_role(Role.RESPONSABLE)
    contacts = {
        "contact_responsable": joined(p.contact for p in responsables if not p.suppleant),
        "contact_suppleants": joined(p.contact for p in responsables if p.suppleant),
    }
    form = {champ: shown(contents["session"][0].get(champ)) for champ in ("genre", *FIELDS)}
    return Form(
        nom=nom,
        session=form | contacts,
        rows={table.cle: [_row_shown(row) for row in contents[table.cle]] for table in TABLES},
    )


def _row_shown(row: Fields) -> FormRow:
    return {champ: shown(value) for champ, value in row.items()}


def shown(value: Value) -> str:
    """A value as a field shows it; it reads back the same."""
    match value:
        case None:
            return ""
        case bool():
            return OUI_NON[0] if value else OUI_NON[1]
        case date():
            return date_chiffres(value)
        case time():
            return heure_chiffres(value)
    return str(value)


# What the form shows of a table.


def columns_of(table: FormTable, saisie: Form, referentiel: Referentiel | None) -> list[Colonne]:
    """The columns in sight: the usual ones, those that were asked for, those in which something stands."""
    rows = saisie.rows.get(table.cle, [])
    usual = {*table.usuelles, *(("presente",) if table.feuille is CANDIDATS and saisie.certificats else ())}
    if table.feuille is SALLES and referentiel and any(e.ressource for e in referentiel.epreuves()):
        usual.add("ressources")
    chosen = {name.partition(".")[2] for name in saisie.colonnes if name.startswith(f"{table.cle}.")}
    unsaid = {"habilitation": referentiel.sigle, "millesime": referentiel.millesime} if referentiel else {}
    filled = {
        champ
        for row in rows
        for champ, value in row.items()
        if value and not (table.feuille is MEMBRES and unsaid.get(champ) == value)
    }
    filled -= {"presente"} if table.feuille is CANDIDATS and not saisie.certificats else set()
    in_sight = [c for c in table.feuille.colonnes if c.champ in usual | chosen | filled and c.champ not in _NEVER]
    return sorted(in_sight, key=lambda c: table.usuelles.index(c.champ) if c.champ in table.usuelles else 99)


def columns_offered(table: FormTable, shown: list[Colonne], saisie: Form) -> list[Colonne]:
    """Those that may be asked for."""
    never = _NEVER | (set() if saisie.certificats else {"presente", "dernier_ccp"})
    return [c for c in table.feuille.colonnes if c.champ not in never and c not in shown]


def usages_of(referentiel: Referentiel | None) -> list[str]:
    """The types of room that a titre asks for, and all of them together."""
    if referentiel is None:
        return []
    phases = (phase for epreuve in referentiel.epreuves() for phase in epreuve.phases)
    usages = list(dict.fromkeys(usage_affiche(usage) for usage in sorted({p.usage for p in phases}, key=_jury_first)))
    return [*usages, joined(usages)] if len(usages) > 1 else usages


def _jury_first(usage: str) -> tuple[bool, str]:
    return usage != "jury", usage


# What is still missing: what cannot be read, what counting proves too little.


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of the form: whether nothing can be planned without its cure, and the field it speaks of."""

    erreur: bool
    message: str
    conseil: str = ""
    place: str = ""
    cible: str = ""
    question: bool = False
    manquant: bool = False
    """whether nothing is lost by writing what there is: something is not there, nothing is there that cannot be read"""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is to be said of a form, and the session that it tells where there is one."""

    manques: tuple[Remark, ...]
    reading: Reading | None = None

    @property
    def sans_reponse(self) -> str:
        """How many questions are open, in words."""
        return sans_reponse(sum(m.question for m in self.manques)).capitalize()

    @property
    def complet(self) -> bool:
        """Whether it can be planned, as far as counting says."""
        return self.reading is not None and not any(m.erreur for m in self.manques)

    @property
    def accordes(self) -> list[str]:
        """What is granted to each candidat, in minutes."""
        return accordees(self.reading.session) if self.reading is not None else []

    @property
    def enregistrable(self) -> bool:
        """Whether what there is can be written, to go on with later: all of it can be read, and it has days."""
        return all(m.manquant for m in self.manques if m.erreur)


def checked(nom: str, contents: Contents | None, referentiel: Referentiel | None) -> Assessment:
    """Read what is typed, count whether that is enough, and say all of it at once."""
    first = [] if nom else [_of(textes.SANS_NOM, "nom")]
    if referentiel is None or contents is None:
        return Assessment((*first, _of(textes.SANS_TITRE, "titre")))
    try:
        reading = read_entered(contents, referentiel)
    except UserError as refusal:
        return Assessment((*first, *_ordered(map(_manque, refusal.issues))))
    from tpplanner.commands.remarks import missing_for_documents, on_public_holidays

    known = (*reading.avertissements, *on_public_holidays(reading), *missing_for_documents(reading))
    return Assessment((*first, *_shortages(reading), *_ordered(map(_manque, dict.fromkeys(known)))), reading)


def _of(avis: Avis, cible: str) -> Remark:
    texte = avis()
    return Remark(True, texte.message, texte.conseil, cible=cible)


def _ordered(manques: Iterable[Remark]) -> list[Remark]:
    return sorted(manques, key=lambda m: not m.erreur)


def _manque(issue: Issue) -> Remark:
    where = field_of(issue)
    erreur = issue.severity is Severity.ERROR
    question = issue.severity is Severity.QUESTION
    if where is None:
        return Remark(erreur, issue.message, issue.hint, question=question)
    if erreur and where.rang is None and where.feuille in textes.VIDES:
        nobody = where.feuille == CANDIDATS.cle
        return replace(_of(textes.VIDES[where.feuille], where.feuille), manquant=nobody)
    feuille = next(f for f in FEUILLES if f.cle == where.feuille)
    colonne = feuille.colonne(where.champ).titre if where.champ else ""
    rang = None if feuille is SESSION else where.rang
    place = textes.ou(feuille.titre, rang, colonne)
    return Remark(erreur, issue.message, issue.hint, place, _target(where), question)


def _target(where: Field) -> str:
    """The id of the field on the page, or of what is nearest to it."""
    if where.feuille == "session":
        return f"session-{where.champ}" if where.champ in FIELDS else ""
    if where.feuille == "responsables":
        return "session-responsable"
    if where.feuille not in BY_CLE:
        return ""
    return where.feuille if where.rang is None else f"{where.feuille}-{where.rang}-{where.champ}"


_LACKING = {
    **dict.fromkeys(("membres", "qualites", "membres_candidat", "minutes_jury", "places"), "membres"),
    **dict.fromkeys(("quota", "duree_epreuve", "minutes_candidat"), "jours"),
    **dict.fromkeys(("salles", "salles_accessibles", "salles_debut", "postes", "moyens_debut"), "salles"),
    "surveillants_debut": "surveillants",
    **dict.fromkeys(("comediens", "comediens_candidat"), "comediens"),
    "vehicules": "vehicules",
}
"""Where on the form a lack is made good."""


_FOR_WANT_OF_MEMBRES = ("minutes_jury", "places", "quota", "membres_candidat")


def _shortages(reading: Reading) -> list[Remark]:
    """What counting proves to be too little."""
    from tpplanner.diagnosis import shortages
    from tpplanner.diagnosis.why import why_not

    lacks = shortages(reading.session)
    if any(lack.quoi == "membres" for lack in lacks):  # all that follows from it is one lack
        lacks = tuple(lack for lack in lacks if lack.quoi not in _FOR_WANT_OF_MEMBRES)
    rooms = {lack.sujet[0]: lack for lack in reversed(lacks) if lack.quoi == "salles"}  # each type once
    lacks = tuple(lack for lack in lacks if lack.quoi != "salles" or lack in rooms.values())
    if not lacks:
        return []
    points = why_not(reading, Infeasible(lacks)).points
    pairs = zip(lacks, points, strict=True)
    return [Remark(True, phrase, cible=_LACKING.get(lack.quoi, ""), manquant=True) for lack, (phrase, _) in pairs]


# What is taken into the form: a pasted list, shown first; nobody twice.


def list_shown(saisie: Form, cle: str) -> Apercu:
    """What the list pasted for that table gives."""
    return preview(saisie.collages[cle], BY_CLE[cle].feuille, _there(saisie, cle))


def take(saisie: Form, cle: str) -> int:
    """Put those who are chosen of the list below those of the table; the rank of the first of them."""
    rows = saisie.rows.setdefault(cle, [])
    while rows and is_blank(rows[-1]):
        rows.pop()
    first = len(rows)
    rows += taken(saisie.collages[cle], BY_CLE[cle].feuille, _there(saisie, cle))
    saisie.collages[cle] = PastedList()
    return first


def _there(saisie: Form, cle: str) -> frozenset[str]:
    return frozenset(name_of(row) for row in saisie.rows.get(cle, []) if not is_blank(row))


def _row(fields: Fields) -> FormRow:
    return {champ: str(v) if isinstance(v, Fraction) else shown(v) for champ, v in fields.items()}


# The workbook of a session that was typed on the page: a new one, or one in the place of another, which is kept.


@dataclass(frozen=True, slots=True)
class Known:
    """A session that is there already, as the form shows it: its files, what they hold, and when that was read."""

    files: SessionFiles
    session: Session
    base: Contents
    empreinte: str


def known(files: SessionFiles, session: Session, empreinte: str = "") -> Known:
    """A session of those files; `empreinte` is how its workbook was when the form was filled, now by default."""
    return Known(files, session, contents_by_row(session), empreinte or stamp(files.workbook))


def editable(path: Path) -> Session | None:
    """The session of a workbook, where the form shows and gives back all that it holds; None otherwise.

    Nothing is taken on trust: the form is filled and read back, and the workbook compared with what would be written.
    """
    try:
        reading = read_session(path, dates_only=True)
        session = reading.saisie
        if reading.edite or not session.referentiel.code or holds_more(path, session):
            return None
        again = typed_over(session, saisie_of(session, ""), contents_by_row(session))
    except UserError:
        return None
    return session if again == session else None


def typed_over(old: Session, saisie: Form, base: Contents) -> Session:
    """A session with what is typed of it, and the rest as it was."""
    contents = contents_typed(saisie, old.referentiel, base)
    return carry_over(old, read_entered(contents, old.referentiel, patient=True).saisie)


_WRITING = Lock()
"""One session is made at a time: two of one name have a folder each."""


def write_new(root: Path, nom: str, session: Session) -> SessionFiles:
    """Write the workbook of a new session, in a folder of its own, whole or not at all; raises CannotWrite."""
    content = sheets_bytes(session, feuilles_for(session))
    with _WRITING:
        path = new_folder(root, nom) / WORKBOOK
        put(path, content)
    return SessionFiles(path)


def write_back(old: Known, session: Session) -> None:
    """Put a session in the place of what its workbook holds, of which a copy stays beside; raises CannotWrite.

    A workbook that has changed since the form was filled, or that is open, stays as it is.
    """
    path = old.files.workbook
    if stamp(path) != old.empreinte:
        raise _refused(textes.CHANGE_AILLEURS())
    if any(path.with_name(lock.format(path.name)).exists() for lock in ("~${}", ".~lock.{}#")):
        raise _refused(textes.OUVERT_DANS_EXCEL())
    content = rewritten(path, session)
    copy_aside(path)
    written = put(path, content, replaces=any_file)
    if written.path != path.resolve():  # the system holds the workbook: what stands beside it would be another session
        written.path.unlink(missing_ok=True)
        raise _refused(textes.OUVERT_DANS_EXCEL())


def _refused(texte: Texte) -> CannotWrite:
    return CannotWrite(Issue(Severity.ERROR, *texte))
