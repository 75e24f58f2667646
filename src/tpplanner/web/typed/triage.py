"""What stands above a table once a list is in it: what is to be settled, what is asked, what differs; its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile

from tpplanner.domain.questions import Question, Sujet, open_questions
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.sheets.colonne import OUI_NON
from tpplanner.texts import liste_collee as textes
from tpplanner.texts import questions as textes_questions
from tpplanner.texts.listes import ETATS
from tpplanner.web.reading.pasted import ListRead, list_in_file, list_in_text
from tpplanner.web.typed.chips import CandidatRow, rows_shown, rows_with
from tpplanner.web.typed.intake import PastedLine, choose, intake_of, keep, put_back, settle, take
from tpplanner.web.typed.saisie import BY_CLE, CLE, Form, answer, new_key
from tpplanner.workbook.lists import Triage

if TYPE_CHECKING:
    from tpplanner.web.desk import Desk
    from tpplanner.web.typed.entry import Entry


@dataclass(frozen=True, slots=True)
class LineToSettle:
    """A line as it is shown: its rank, where it stands, its text, why it is doubtful; the row that it is about."""

    rang: int
    ou: str
    source: str
    raison: str
    etat: str
    cle: str
    nom: str
    prenom: str
    neuve: bool
    comptee: bool


@dataclass(frozen=True, slots=True)
class AskedOnce:
    """What is asked once: its key, where it comes from, what it asks, what holds meanwhile; what it answers."""

    cle: str
    ou: str
    citation: str
    demande: str
    entre_temps: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class DifferenceInWords:
    """A field that the last list tells otherwise, and what its two buttons send."""

    valeur: str
    dit: str
    liste: str


@dataclass(frozen=True, slots=True)
class ListShown:
    """The box above a table."""

    table: str
    quoi: str
    pas_un: str
    texte: str
    lignes: str
    somme: str
    comparaison: str
    a_verifier: tuple[LineToSettle, ...]
    ignorees: tuple[LineToSettle, ...]
    questions: tuple[AskedOnce, ...]
    differences: tuple[DifferenceInWords, ...]
    toutes: tuple[LineToSettle, ...]
    mot: str
    vide: bool
    """whether the table is empty: a list comes first"""

    @property
    def ouverte(self) -> bool:
        """Whether something is left to be settled."""
        return bool(self.a_verifier or self.questions or self.differences)


def list_shown(entry: "Entry", table: str, rows: Sequence[CandidatRow] | None = None) -> ListShown:
    """What stands above a table; `rows` as they are shown below, if they are known already."""
    form, intake = entry.form, intake_of(entry.form, table)
    session = entry.verdict.reading.session if entry.verdict.reading else None
    shown = rows if rows is not None else rows_shown(form.present(table), intake, session)
    lines = [_line(form, table, rang, line) for rang, line in enumerate(intake.lignes)]
    asked = tuple(_asked(entry, table, shown))
    people = sum(line.etat is not Triage.IGNOREE and not line.open for line in intake.lignes)
    somme = textes.somme(people, len(intake.open), len(intake.ignored), len(asked))
    changed = {d.cle for d in intake.differences}
    known = [line for line in intake.lignes if line.deja]
    new = sum(bool(line.cle) and not line.deja and line.etat is Triage.PERSONNE for line in intake.lignes)
    same = sum(line.cle not in changed for line in known)
    return ListShown(
        table,
        textes.quoi(table),
        textes.pas_un(table),
        intake.texte,
        textes.lignes(len(intake.lignes)) if intake.lignes else "",
        somme,
        textes.comparaison(same, new, len(changed)) if known else "",
        tuple(lines[rang] for rang, _ in intake.open),
        tuple(lines[rang] for rang, _ in intake.ignored),
        asked,
        tuple(_differences(form, table, shown)),
        tuple(lines),
        intake.mot,
        not form.present(table),
    )


def _line(form: Form, table: str, rang: int, line: PastedLine) -> LineToSettle:
    row = next((row for row in form.rows.get(table, []) if line.cle and row[CLE] == line.cle), None)
    there = row or {}
    comptee = row is not None and not form.is_away(table, row)
    cle = line.cle or (new_key() if line.open else "")
    nom, prenom = there.get("nom", ""), there.get("prenom", "")
    etat = ETATS[(Triage.PERSONNE if line.juste else line.etat).value]
    return LineToSettle(
        rang, textes.ou(line.numeros), line.source, line.raison, etat, cle, nom, prenom, row is None, comptee
    )


def _differences(form: Form, table: str, rows: Sequence[CandidatRow]) -> Iterator[DifferenceInWords]:
    qui = {each.cle: each for each in rows}
    for d in intake_of(form, table).differences:
        if (each := qui.get(d.cle)) is not None:
            titre, ici = BY_CLE[table].feuille.colonne(d.champ).titre, each.row.get(d.champ) or textes.RIEN
            dit = textes.differe(qui=each.qui, champ=titre, ici=ici, liste=d.liste, ou=textes.ou(d.numeros))
            yield DifferenceInWords(f"{table}-{d.cle}-{d.champ}", dit, d.liste)


# What is asked: one question a spelling, one a person for what is granted.


def _asked(entry: "Entry", table: str, rows: Sequence[CandidatRow]) -> Iterator[AskedOnce]:
    reading = entry.verdict.reading
    groups: dict[str, list[tuple[Question, list[CandidatRow]]]] = {}
    for question in open_questions(reading.session.questions) if reading else ():
        about = rows_with(rows, question)
        if about:
            groups.setdefault(_key_of(question, about), []).append((question, about))
    membres = {m.nom_complet for m in reading.session.membres} if reading else set()
    unknown = intake_of(entry.form, table).inconnues
    for cle, pairs in groups.items():
        (question, about), questions = pairs[0], tuple(q for q, _ in pairs)
        demande, meanwhile = _in_words(question, about, membres)
        meanwhile = f"{textes.INCONNUE} {meanwhile}" if cle in unknown else meanwhile
        yield AskedOnce(cle, _where(about), _cited(question, about), demande, meanwhile, questions)


def _key_of(question: Question, about: Sequence[CandidatRow]) -> str:
    granted = question.sujet in (Sujet.MAJORATION, Sujet.DECISION)
    identity = (question.sujet.value, question.ecrit, about[0].cle if granted else question.autre)
    return sha256("\n".join(identity).encode()).hexdigest()[:12]


def _in_words(question: Question, about: Sequence[CandidatRow], membres: set[str]) -> tuple[str, str]:
    """The question, and what holds until it is answered."""
    meanwhile = textes_questions.posee(question).conseil
    if question.sujet is Sujet.PERSONNE and question.autre in membres:
        names = [each.qui for each in about]
        return textes.demande_membre(question.ecrit, question.autre), textes.en_attendant(question.autre, names)
    if question.sujet is Sujet.MAJORATION:
        mot = next((chip.mot for chip in about[0].chips if chip.facette.id == "temps"), question.ecrit)
        return textes.demande_accord(mot=mot.removesuffix(" ?"), qui=about[0].qui), meanwhile
    return textes_questions.demande(question), meanwhile


def _where(about: Sequence[CandidatRow]) -> str:
    numbers = sorted({each.origine.numeros[0] for each in about if each.origine.numeros})
    return textes.ou_parmi(numbers) if len(numbers) == len(about) else textes.numeros_dits([e.rang for e in about])


def _cited(question: Question, about: Sequence[CandidatRow]) -> str:
    """The piece of the list that told it first."""
    champs = {Sujet.PERSONNE: "formateurs", Sujet.EMPLOYEUR: "employeur", Sujet.ORGANISME: "organisme"}
    champ = champs.get(question.sujet, "")
    pieces = (faits.get(champ, "") for each in about if (faits := each.origine.faits))
    return next(filter(None, pieces), "")


# What its buttons do.


def ask_list(entry: "Entry", table: str, faire: str) -> str | None:
    """Do what a button of a list asks for; the id to go to, None where it is another's button."""
    quoi, _, rest = faire.partition("-")
    of, _, rest = rest.partition("-")
    if of != table:
        return None
    form, box = entry.form, f"liste-{table}"
    match quoi:
        case "lire":
            _read(entry, table)
        case "juste" | "pas":
            cle = settle(form, table, rest, right=quoi == "juste")
            still = any(line.cle == cle for _, line in intake_of(form, table).open)
            return f"{table}-{cle}-nom" if still else box
        case "prendre" | "garder":
            cle, _, champ = rest.partition("-")
            choose(form, table, cle, champ, of_list=quoi == "prendre")
        case "question":
            key, _, mot = rest.partition("-")
            _answered(entry, table, key, mot)
        case "annuler":
            return f"ligne-{put_back(form, table)}"
        case _:
            return None
    return box


@dataclass(frozen=True, slots=True)
class DroppedList:
    """A list that came as a file of that name."""

    nom: str
    read: ListRead


def dropped_list(desk: "Desk", faire: str, sent: FormData) -> DroppedList | None:
    """The file of a list whose button was used, read before any draft is held; raises UserError where it is no list."""
    quoi, _, table = faire.partition("-")
    file = sent.get(f"fichier.{table}")
    if quoi != "lire" or table not in BY_CLE or not isinstance(file, UploadFile) or not file.filename:
        return None
    return DroppedList(Path(file.filename).name, desk.readings.call_on(list_in_file, file.file.read(), table))


def _read(entry: "Entry", table: str) -> None:
    """Take what was pasted or chosen; raises UserError where that is no list."""
    form, dropped = entry.form, entry.dropped
    pasted = intake_of(form, table).texte
    read = dropped.read if dropped else entry.desk.readings.call_on(list_in_text, pasted.encode(), table)
    if not read.liste.entrees:
        raise UserError(Issue(Severity.ERROR, textes.RIEN_COLLE))
    take(form, table, read.liste, read.texte, dropped.nom if dropped else "")
    form.tidy()


def _answered(entry: "Entry", table: str, cle: str, mot: str) -> None:
    asked = next((each for each in _asked(entry, table, _rows(entry, table)) if each.cle == cle), None)
    intake = intake_of(entry.form, table)
    unknown = [known for known in intake.inconnues if known != cle]
    intake.inconnues = tuple(unknown if mot in OUI_NON else [*unknown, cle])
    keep(entry.form, table, intake)
    for question in asked.questions if asked and mot in OUI_NON else ():
        answer(entry.form, question, mot)


def _rows(entry: "Entry", table: str) -> list[CandidatRow]:
    session = entry.verdict.reading.session if entry.verdict.reading else None
    return rows_shown(entry.form.present(table), intake_of(entry.form, table), session)
