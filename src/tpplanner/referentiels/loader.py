"""Reading a référentiel written in TOML; every problem is told at once, in French, with the key where it stands."""

import re
import tomllib
from copy import deepcopy
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tpplanner.domain.referentiel import Referentiel
from tpplanner.errors import Issue, Severity, UserError
from tpplanner.referentiels.building import build
from tpplanner.referentiels.checks import faults
from tpplanner.referentiels.fault import Lieu
from tpplanner.texts import referentiels_fautes as textes

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Document = dict[str, Any]

_ZIP = b"PK\x03\x04"
_DOT = re.compile(r"[\w\"'-][ \t]*\.")
_MOST_DOTS = 100
"""A line with more is no key of a référentiel, and as a key would fill the memory."""
_AT = re.compile(r"at line (\d+), column (\d+)")


def load(path: str | Path) -> Referentiel:
    """The référentiel that a TOML file holds; raises `UserError` with all that is wrong in it."""
    path = Path(path)
    try:
        octets = path.read_bytes()
    except OSError:
        raise UserError(_issue(path.name, "", "absent", nom=path.name)) from None
    if octets.startswith(_ZIP):
        raise UserError(_issue(path.name, "", "classeur", nom=path.name))
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(_issue(path.name, "", "encodage", nom=path.name)) from None
    return load_text(texte, path.name)


def load_text(texte: str, nom: str = textes.NOM_PAR_DEFAUT) -> Referentiel:
    """The référentiel that a TOML text holds; `nom` is what its issues call the file. Raises `UserError`."""
    return read_document(_parse(texte, nom), nom)


def read_document(document: Document, nom: str) -> Referentiel:
    """The référentiel that parsed TOML holds; raises `UserError`."""
    erreurs, lu = _shape(document)
    issues = [_issue_of_form(nom, document, erreur) for erreur in erreurs]
    referentiel = build(lu) if lu else None
    if referentiel:
        for fault in faults(referentiel):
            issues.append(_issue(nom, _place(document, fault.lieu), fault.code, **fault.donnees))
    if issues or referentiel is None:
        raise UserError(*issues)
    return referentiel


def _parse(texte: str, nom: str) -> Document:
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


def _shape(document: Document) -> tuple[list["ErrorDetails"], Document | None]:
    """The errors of form, and the document in its form; unknown keys alone do not hide what else is wrong."""
    from pydantic import ValidationError  # noqa: PLC0415 - heavy

    from tpplanner.referentiels.schema import ReferentielToml  # noqa: PLC0415 - heavy

    try:
        ReferentielToml.model_validate(document)
    except ValidationError as refus:
        erreurs = refus.errors(include_url=False)
    else:
        return [], document
    connu = deepcopy(document)
    for erreur in erreurs:
        if erreur["type"] == "extra_forbidden":
            *chemin, cle = erreur["loc"]
            _dig(connu, chemin).pop(cle)
    try:
        ReferentielToml.model_validate(connu)
    except ValidationError:
        return erreurs, None
    return erreurs, connu


def _issue_of_form(nom: str, document: Document, erreur: "ErrorDetails") -> Issue:
    lieu = _lieu(erreur["loc"])
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


def _lieu(loc: tuple[int | str, ...]) -> Lieu:
    """A place from pydantic's path: ``("ccps", 0, "epreuves", 1, "phases", 0, "minutes")``."""
    table, reste = None, loc
    if loc[0] == "titre" and len(loc) > 1:
        table, reste = 0, loc[1:]
    elif loc[0] == "ccps" and len(loc) > 2:
        table, reste = int(loc[1]) + 1, loc[2:]
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
        "titre": schema.TitreToml,
    }
    niveau = next((str(part) for part in reversed(loc[:-1]) if isinstance(part, str)), "")
    return list(modeles.get(niveau, schema.ReferentielToml).model_fields)


def _place(document: Document, lieu: Lieu) -> str:
    """A place in the file's own words: ``quota``, ``CCP1 : total_candidat``, ``CCP1.ET : phases``."""
    if lieu.table is None:
        return lieu.champ
    chemin: list[int | str] = ["titre"] if lieu.table == 0 else ["ccps", lieu.table - 1]
    nom = "titre" if lieu.table == 0 else _dig(document, [*chemin, "id"])
    table = nom if isinstance(nom, str) else textes.TABLE_SANS_REPERE.format(rang=lieu.table)
    if lieu.epreuve is None:
        return f"{table} : {lieu.champ}"
    repere = _dig(document, [*chemin, "epreuves", lieu.epreuve, "id"])
    if not isinstance(repere, str):
        repere = f"{table}, {textes.EPREUVE_SANS_REPERE.format(rang=lieu.epreuve + 1)}"
    phase = textes.PHASE.format(rang=lieu.phase + 1) if lieu.phase else ""
    return f"{repere}{phase} : {lieu.champ}"


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
