"""Référentiels d'évaluation: one TOML file per titre and millésime, read, checked, found, written."""

import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.referentiel import (
    USAGE_JURY,
    DocumentRe,
    Epreuve,
    Nature,
    Phase,
    Referentiel,
    Surveillance,
    Table,
)
from tpplanner.domain.session import cle
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.referentiels.checks import Lieu, faults
from tpplanner.referentiels.confirmation import upheld
from tpplanner.texts import referentiels as textes
from tpplanner.texts.referentiels import ENTETE_TOML, TITRES_REFUSES, TitreRefuse

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


# Reading a référentiel written in TOML; every problem is told at once, in French, with the key where it stands.

TomlDocument = dict[str, Any]

MAX_BYTES = 200_000
"""A référentiel has 5 000: what TOML may do with more, a minute of it or a gigabyte, nobody waits for."""
MOST_SAID = 500
"""What is wrong in a file, at most, is told of it: nobody reads more, and a page of all takes seconds."""
_ZIP = b"PK\x03\x04"
_DOT = re.compile(r"[\w\"'-][ \t]*\.")
_MOST_DOTS = 100
"""A line with more is no key of a référentiel, and as a key would fill the memory."""
_AT = re.compile(r"at line (\d+), column (\d+)")


def load(path: str | Path) -> Referentiel:
    """The référentiel that a TOML file holds; raises `UserError` with all that is wrong in it."""
    path = Path(path)
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            octets = file.read(MAX_BYTES + 1)
    except OSError:
        raise UserError(_issue(path.name, "", "absent", nom=path.name)) from None
    if octets.startswith(_ZIP):
        raise UserError(_issue(path.name, "", "classeur", nom=path.name))
    if len(octets) > MAX_BYTES:
        raise UserError(_issue(path.name, "", "trop_gros", nom=path.name, limite=MAX_BYTES // 1000))
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(_issue(path.name, "", "encodage", nom=path.name)) from None
    return load_text(texte, path.name)


def _without_waiting(path: str, flags: int) -> int:
    """Open even a pipe at once: it gives nothing."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def load_text(texte: str, nom: str = textes.NOM_PAR_DEFAUT) -> Referentiel:
    """The référentiel that a TOML text holds; `nom` is what its issues call the file. Raises `UserError`."""
    return read_document(_parse(texte, nom), nom)


def read_document(document: TomlDocument, nom: str) -> Referentiel:
    """The référentiel that parsed TOML holds; raises `UserError`. A confirmation of other values is not read."""
    erreurs, lu = _shape(document)
    issues = [_issue_of_form(nom, document, erreur) for erreur in erreurs]
    issues += [_issue(nom, _place(document, lieu), "comedien_ou") for lieu in _played_somewhere(lu or {})]
    referentiel = build(lu) if lu else None
    if referentiel:
        for fault in faults(referentiel):
            issues.append(_issue(nom, _place(document, fault.lieu), fault.code, **fault.donnees))
    if len(issues) > MOST_SAID:
        issues = [*issues[:MOST_SAID], _issue(nom, "", "trop", limite=MOST_SAID)]
    if issues or referentiel is None:
        raise UserError(*issues)
    return upheld(referentiel)


def _played_somewhere(document: TomlDocument) -> Iterator[Lieu]:
    """Where an épreuve of several phases says that somebody plays in it, and not in which of them."""
    tables = (document.get("titre", {}), *document.get("ccps", ()), *document.get("ccss", ()))
    for rank, table in enumerate(tables):
        for n, epreuve in enumerate(table.get("epreuves", ())):
            if epreuve.get("comedien") and len(epreuve["phases"]) > 1:
                yield Lieu("comedien", rank, n)


def _parse(texte: str, nom: str) -> TomlDocument:
    for number, line in enumerate(texte.splitlines(), 1):
        if len(_DOT.findall(line)) > _MOST_DOTS:
            ou = " " + textes.LIGNE.format(ligne=number, colonne=1)
            raise UserError(_issue(nom, "", "syntaxe", ou=ou, valeur=line.strip()[:60]))
    try:
        return tomllib.loads(texte)
    except (ValueError, RecursionError) as erreur:
        at = _AT.search(str(erreur))
        if at:
            ou = " " + textes.LIGNE.format(ligne=at[1], colonne=at[2])
            fautive = texte.splitlines()[int(at[1]) - 1 : int(at[1])]
            valeur = fautive[0].strip()[:60] if fautive else ""
        else:
            ou, valeur = " " + textes.FIN_DU_FICHIER, ""
        raise UserError(_issue(nom, "", "syntaxe", ou=ou, valeur=valeur)) from None


def _shape(document: TomlDocument) -> tuple[list["ErrorDetails"], TomlDocument | None]:
    """The errors of form, and the document in its form; unknown keys alone do not hide what else is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415 - heavy

    from tpplanner.referentiels.schema import ReferentielToml  # noqa: PLC0415 - heavy

    try:
        ReferentielToml.model_validate(document)
    except ValidationError as refus:
        erreurs = refus.errors(include_url=False)
    else:
        return [], document
    strict = deepcopy(document)
    for erreur in erreurs:
        if erreur["type"] == "extra_forbidden":
            *chemin, cle = erreur["loc"]
            _dig(strict, chemin).pop(cle)
    try:
        ReferentielToml.model_validate(strict)
    except ValidationError:
        return erreurs, None
    return erreurs, strict


def _issue_of_form(nom: str, document: TomlDocument, erreur: "ErrorDetails") -> Issue:
    lieu = _lieu(document, erreur["loc"])
    code = erreur["type"] if erreur["type"] in textes.FAUTES else "autre"
    permis = ", ".join(re.findall(r"'([^']*)'", str(erreur.get("ctx", {}).get("expected", ""))))
    champs = {"cle": lieu.champ, "permis": permis, "valeur": ""}
    if code == "extra_forbidden":
        cles = _known_keys(erreur["loc"])
        proche = next(iter(get_close_matches(lieu.champ, cles, n=1)), "")
        champs["propose"] = textes.lien_inconnu(proche, ", ".join(cles))
    elif isinstance(erreur["input"], str | int | float):
        champs["valeur"] = str(erreur["input"])
    return _issue(nom, _place(document, lieu), code, **champs)


def _lieu(document: TomlDocument, loc: tuple[int | str, ...]) -> Lieu:
    """A place from pydantic's path: ``("ccps", 0, "epreuves", 1, "phases", 0, "minutes")``."""
    table, reste = None, loc
    if loc[0] == "titre" and len(loc) > 1:
        table, reste = 0, loc[1:]
    elif loc[0] in ("ccps", "ccss") and len(loc) > 2:
        before = 1 if loc[0] == "ccps" else 1 + _count(document, "ccps")
        table, reste = int(loc[1]) + before, loc[2:]
    epreuve = int(reste[1]) if table is not None and reste[0] == "epreuves" and len(reste) > 1 else None
    phase = int(reste[3]) if epreuve is not None and reste[2:3] == ("phases",) and len(reste) > 3 else None
    champ = next(str(part) for part in reversed(reste) if isinstance(part, str))
    return Lieu(champ, table, epreuve, phase)


def _known_keys(loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where an unknown one does."""
    from tpplanner.referentiels import schema  # noqa: PLC0415 - heavy

    modeles: dict[str, type[schema.Strict]] = {
        "phases": schema.PhaseToml,
        "epreuves": schema.EpreuveToml,
        "ccps": schema.CcpToml,
        "ccss": schema.CcpToml,
        "document": schema.DocumentToml,
        "titre": schema.TitreToml,
    }
    niveau = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
    return list(modeles.get(niveau, schema.ReferentielToml).model_fields)


def _place(document: TomlDocument, lieu: Lieu) -> str:
    """A place in the file's own words: ``quota``, ``CCP1 : total_candidat``, ``CCP1.ET : phases``."""
    if lieu.table is None:
        return lieu.champ
    ccps = _count(document, "ccps")
    path, rank = ("ccps", lieu.table - 1) if lieu.table <= ccps else ("ccss", lieu.table - 1 - ccps)
    chemin: list[int | str] = ["titre"] if lieu.table == 0 else [path, rank]
    nom = "titre" if lieu.table == 0 else _dig(document, [*chemin, "id"])
    table = nom if isinstance(nom, str) else textes.TABLE_SANS_REPERE.format(bloc=path[:3].upper(), rang=rank + 1)
    if lieu.epreuve is None:
        return f"{table} : {lieu.champ}"
    repere = _dig(document, [*chemin, "epreuves", lieu.epreuve, "id"])
    if not isinstance(repere, str):
        repere = f"{table}, {textes.EPREUVE_SANS_REPERE.format(rang=lieu.epreuve + 1)}"
    phase = textes.PHASE.format(rang=lieu.phase + 1) if lieu.phase else ""
    return f"{repere}{phase} : {lieu.champ}"


def _count(document: TomlDocument, path: str) -> int:
    """How many tables stand at a path, whatever their form."""
    tables = document.get(path)
    return len(tables) if isinstance(tables, list) else 0


def _dig(document: Any, chemin: list[int | str]) -> Any:
    """What stands at the end of a path; None where it ends earlier."""
    for part in chemin:
        try:
            document = document[part]
        except (KeyError, IndexError, TypeError):
            return None
    return document


def _issue(fichier: str, place: str, code: str, /, **champs: object) -> Issue:
    phrase, remede = textes.message(code, **champs)
    return Issue(Severity.ERROR, phrase, remede, sheet=fichier, cell=place, value=str(champs.get("valeur", "")))


# The titres that are shipped, and finding one by what people call it.


@cache
def shipped() -> tuple[Referentiel, ...]:
    """Every référentiel that tpplanner brings, by sigle then millésime; that they are sound is for tests."""
    dossier = resources.files("tpplanner.referentiels")
    fichiers = [fichier for fichier in dossier.iterdir() if fichier.name.endswith(".toml")]
    lus = (build(tomllib.loads(fichier.read_text(encoding="utf-8"))) for fichier in fichiers)
    return tuple(sorted(lus, key=lambda referentiel: (referentiel.sigle, referentiel.millesime)))


def refused() -> tuple[TitreRefuse, ...]:
    """The titres that are known and not shipped, each with its reason, by sigle."""
    return TITRES_REFUSES


def find(sigle: str, millesime: str | None = None) -> Referentiel:
    """The shipped référentiel of that sigle, code (``TP-01281``, ``01281m04``) or intitulé; case and accents are free.

    Without a millésime, the latest. Raises `UserError`: with the reason when the titre is refused, with the nearest
    name when it is unknown, with the millésimes that are shipped otherwise.
    """
    demande = cle(sigle)
    matches = [referentiel for referentiel in shipped() if demande in _names(referentiel)]
    if not matches:
        raise UserError(_unknown(sigle))
    if millesime is None:
        return max(matches, key=lambda referentiel: referentiel.millesime)
    voulu = cle(millesime).removeprefix("m").strip().zfill(2)
    for referentiel in matches:
        if referentiel.millesime == voulu:
            return referentiel
    fournis = ", ".join(referentiel.millesime for referentiel in matches)
    raise UserError(_issue_of_search(textes.MILLESIME_INCONNU, millesime, sigle=matches[0].sigle, fournis=fournis))


def _names(referentiel: Referentiel) -> set[str]:
    """What people call a titre, folded."""
    code = referentiel.code
    avec_millesime = f"{code}m{referentiel.millesime}"
    noms = [referentiel.sigle, referentiel.intitule, code, avec_millesime]
    return {cle(nom) for nom in [*noms, code.removeprefix("TP-"), avec_millesime.removeprefix("TP-")]}


def _unknown(sigle: str) -> Issue:
    demande = cle(sigle)
    for refuse in TITRES_REFUSES:
        if demande in {cle(nom) for nom in (refuse.sigle, refuse.intitule, *refuse.codes)}:
            champs = {"sigle": refuse.sigle, "intitule": refuse.intitule, "raison": refuse.raison}
            return _issue_of_search(textes.TITRE_REFUSE, sigle, **champs)
    sigles = {cle(nom): r.sigle for r in shipped() for nom in (r.sigle, r.intitule)}
    proches = get_close_matches(demande, sigles, n=1)
    proche = textes.PROCHE.format(proche=sigles[proches[0]]) + " " if proches else ""
    return _issue_of_search(textes.TITRE_INCONNU, sigle, proche=proche, fournis=", ".join(r.sigle for r in shipped()))


def _issue_of_search(texte: tuple[str, str], valeur: str, **champs: str) -> Issue:
    phrase, remede = (partie.format(valeur=valeur, **champs) for partie in texte)
    return Issue(Severity.ERROR, phrase, remede, value=valeur)


# A référentiel as TOML text, with the keys in the order of the shipped files; what has its default is left out.

TomlValue = str | int | bool | date | tuple[str, ...]


def dump(referentiel: Referentiel) -> str:
    """The TOML text of a référentiel: `load_text` gives it back, equal."""
    lignes = [f"# {ligne}".rstrip() for ligne in ENTETE_TOML.splitlines()]
    lignes += ["", *_header(referentiel)]
    if referentiel.document:
        lignes += ["", "[document]", *_document(referentiel.document)]
    lignes += ["", "[titre]", *_table(referentiel.titre, "titre")]
    for path, tables in (("ccps", referentiel.ccps), ("ccss", referentiel.ccss)):
        for table in tables:
            lignes += ["", f"[[{path}]]", *_pairs({"id": table.id}), *_table(table, path)]
    return "\n".join(lignes) + "\n"


_TOUJOURS = ("sigle", "code", "millesime", "intitule", "source", "verifie", "entretien_final", "membres_min")
_AU_BESOIN = (
    *("rncp", "date_entete", "jo", "effet", "expiration", "quota", "qualites", "organismes_differents"),
    *("comediens_exterieurs", "transport", "avertissements"),
)
"""The fields of a référentiel that every file has, then the others, in their order."""

_APART = ("phases", "jours_min")
"""The fields of an épreuve that are no plain values."""


def _header(referentiel: Referentiel) -> list[str]:
    toujours = {champ: getattr(referentiel, champ) for champ in _TOUJOURS}
    return [*_pairs(toujours), *_pairs(_unusual(referentiel, _AU_BESOIN))]


def _document(document: DocumentRe) -> Iterator[str]:
    """The table ``[document]``."""
    yield from _pairs({"empreinte": document.empreinte})
    if document.pages:
        pages = (f"{_text(id_)} = [{', '.join(map(str, those))}]" for id_, those in document.pages)
        yield f"pages = {{ {', '.join(pages)} }}"
    yield from _pairs(_unusual(document, ("verifie_le", "verifie_par", "valeurs")))


def _table(table: Table, path: str) -> Iterator[str]:
    yield from _pairs(_unusual(table, ("nom", "total_candidat", "presence_jury")))
    if not table.epreuves:
        yield "epreuves = []"
    for epreuve in table.epreuves:
        yield ""
        yield f"[[{path}.epreuves]]"
        yield from _epreuve(epreuve)


def _epreuve(epreuve: Epreuve) -> Iterator[str]:
    plain = [f for f in fields(epreuve) if f.name not in _APART]
    yield from _pairs(_unusual(epreuve, (f.name for f in plain if f.default is MISSING)))
    yield f"phases = [{', '.join(_phase(phase) for phase in epreuve.phases)}]"
    if epreuve.jours_min:
        yield f"jours_min = {{ {', '.join(f'{_text(nom)} = {jours}' for nom, jours in epreuve.jours_min)} }}"
    yield from _pairs(_unusual(epreuve, (f.name for f in plain if f.default is not MISSING)))


def _phase(phase: Phase) -> str:
    usage = "" if phase.usage == USAGE_JURY else f", usage = {_text(phase.usage)}"
    partagee = ", partagee = true" if phase.partagee else ""
    nature = f', nature = "{phase.nature}"' if phase.nature else ""
    comediens = f", comediens = {phase.comediens}" if phase.comediens else ""
    role = f", role = {_text(phase.role)}" if phase.role else ""
    vehicules = f", vehicules = {_value(phase.vehicules)}" if phase.vehicules else ""
    besides = f"{usage}{partagee}{nature}{comediens}{role}{vehicules}"
    return f'{{ minutes = {phase.minutes}, presence = "{phase.presence}"{besides} }}'


def _unusual(chose: Referentiel | DocumentRe | Table | Epreuve, champs: Iterable[str]) -> dict[str, TomlValue]:
    """Those of these fields that have no default, or another value."""
    usuels = {f.name: f.default for f in fields(chose)}
    return {champ: valeur for champ in champs if (valeur := getattr(chose, champ)) != usuels[champ]}


def _pairs(valeurs: dict[str, TomlValue]) -> Iterator[str]:
    for champ, valeur in valeurs.items():
        yield f"{champ} = {_value(valeur)}"


def _value(valeur: TomlValue) -> str:
    match valeur:
        case bool():
            return "true" if valeur else "false"
        case str():
            return _text(valeur)
        case date():
            return valeur.isoformat()
        case int():
            return str(valeur)
        case _:
            return f"[{', '.join(_text(element) for element in valeur)}]"


def _text(texte: str) -> str:
    """A basic string of TOML: quotes, backslashes and control characters escaped."""
    ecrit = "".join(_ESCAPES.get(c) or (f"\\u{ord(c):04x}" if _control(c) else c) for c in texte)
    return f'"{ecrit}"'


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def _control(c: str) -> bool:
    return ord(c) < 32 or ord(c) == 127


# From a document, in its form, to the domain's words; sound or not, which is for `checks`.


TITRE = "titre"
"""The id of the table of the titre."""

TomlTable = dict[str, Any]


def build(document: TomlTable) -> Referentiel:
    """The référentiel of a document that has the form of `schema.ReferentielToml`."""
    document = dict(document)
    titre = _built_table({"id": TITRE, **document.pop(TITRE)})
    ccps, ccss = (tuple(map(_built_table, document.pop(path, ()))) for path in ("ccps", "ccss"))
    read_from = document.pop("document", None)
    return Referentiel(
        titre=titre,
        ccps=ccps,
        ccss=ccss,
        document=_built_document(read_from) if read_from else None,
        **_frozen(document),
    )


def _built_document(keys: TomlTable) -> DocumentRe:
    """The table ``[document]``."""
    pages = tuple((id_, tuple(those)) for id_, those in keys.get("pages", {}).items())
    return DocumentRe(**{**keys, "pages": pages})


def _built_table(keys: TomlTable) -> Table:
    """A table ``[titre]``, ``[[ccps]]`` or ``[[ccss]]``."""
    keys = dict(keys)
    epreuves = tuple(_built_epreuve(epreuve) for epreuve in keys.pop("epreuves"))
    return Table(epreuves=epreuves, **keys)


def _built_epreuve(keys: TomlTable) -> Epreuve:
    """A table ``[[titre.epreuves]]``, ``[[ccps.epreuves]]`` or ``[[ccss.epreuves]]``."""
    keys = dict(keys)
    nature = Nature(keys.pop("nature"))
    everywhere = {"comedien": True} if keys.pop("comedien", False) else {}
    phases = tuple(_built_phase({**everywhere, **phase}) for phase in keys.pop("phases"))
    doubted = ("comediens" if champ == "comedien" else champ for champ in keys.pop("a_confirmer", ()))
    jours_min = tuple(keys.pop("jours_min", {}).items())
    return Epreuve(nature=nature, phases=phases, jours_min=jours_min, a_confirmer=tuple(doubted), **_frozen(keys))


def _built_phase(keys: TomlTable) -> Phase:
    """An inline table of `phases`."""
    keys = dict(keys)
    nature, one = keys.pop("nature", None), keys.pop("comedien", False)
    return Phase(
        presence=Surveillance(keys.pop("presence")),
        nature=Nature(nature) if nature else None,
        comediens=keys.pop("comediens", 0) or int(one),
        **_frozen(keys),
    )


def _frozen(keys: TomlTable) -> TomlTable:
    """Lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}


__all__ = ["dump", "find", "load", "load_text", "refused", "shipped"]
