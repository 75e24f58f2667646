"""A référentiel as TOML text, with the keys in the order of the shipped files; what has its default is left out."""

from collections.abc import Iterator
from datetime import date

from tpplanner.domain.referentiel import USAGE_JURY, Epreuve, Phase, Referentiel, Table
from tpplanner.texts.referentiels import ENTETE_TOML

Valeur = str | int | bool | date | tuple[str, ...]


def dump(referentiel: Referentiel) -> str:
    """The TOML text of a référentiel: `load_text` gives it back, equal."""
    lignes = [f"# {ligne}".rstrip() for ligne in ENTETE_TOML.splitlines()]
    lignes += ["", *_header(referentiel), "", "[titre]", *_table(referentiel.titre, "titre")]
    for ccp in referentiel.ccps:
        lignes += ["", "[[ccps]]", *_pairs({"id": ccp.id}), *_table(ccp, "ccps")]
    return "\n".join(lignes) + "\n"


def _header(referentiel: Referentiel) -> list[str]:
    toujours: dict[str, Valeur] = {
        "sigle": referentiel.sigle,
        "code": referentiel.code,
        "millesime": referentiel.millesime,
        "intitule": referentiel.intitule,
        "source": referentiel.source,
        "verifie": referentiel.verifie,
        "entretien_final": referentiel.entretien_final,
        "membres_min": referentiel.membres_min,
    }
    au_besoin: dict[str, Valeur | None] = {
        "rncp": referentiel.rncp,
        "date_entete": referentiel.date_entete,
        "expiration": referentiel.expiration,
        "quota": referentiel.quota,
        "qualites": referentiel.qualites,
        "transport": referentiel.transport,
        "avertissements": referentiel.avertissements,
    }
    return [*_pairs(toujours), *_pairs(_given(au_besoin))]


def _table(table: Table, path: str) -> Iterator[str]:
    totaux = {"total_candidat": table.total_candidat, "presence_jury": table.presence_jury}
    yield from _pairs({"nom": table.nom, **_given(dict(totaux))})
    if not table.epreuves:
        yield "epreuves = []"
    for epreuve in table.epreuves:
        yield ""
        yield f"[[{path}.epreuves]]"
        yield from _epreuve(epreuve)


def _epreuve(epreuve: Epreuve) -> Iterator[str]:
    yield from _pairs(
        {"id": epreuve.id, "nom": epreuve.nom, "modalite": epreuve.modalite, "nature": str(epreuve.nature)}
    )
    yield f"phases = [{', '.join(_phase(phase) for phase in epreuve.phases)}]"
    au_besoin: dict[str, Valeur | None] = {
        "collective": epreuve.collective,
        "separee": epreuve.separee,
        "apres": epreuve.apres,
        "aussitot_apres": epreuve.aussitot_apres,
        "ressource": epreuve.ressource,
        "partage": None if epreuve.partage == 1 else epreuve.partage,
        "simultanes": None if epreuve.simultanes == 1 else epreuve.simultanes,
        "comedien": epreuve.comedien,
        "correction": epreuve.correction,
        "correction_avant": epreuve.correction_avant,
        "coupure_midi": epreuve.coupure_midi,
        "plis": epreuve.plis,
        "apporter": epreuve.apporter,
        "a_confirmer": epreuve.a_confirmer,
    }
    if epreuve.jours_min:
        yield f"jours_min = {{ {', '.join(f'{_text(nom)} = {jours}' for nom, jours in epreuve.jours_min)} }}"
    yield from _pairs(_given(au_besoin))


def _phase(phase: Phase) -> str:
    usage = "" if phase.usage == USAGE_JURY else f", usage = {_text(phase.usage)}"
    partagee = ", partagee = true" if phase.partagee else ""
    return f'{{ minutes = {phase.minutes}, presence = "{phase.presence}"{usage}{partagee} }}'


def _given(valeurs: dict[str, Valeur | None]) -> dict[str, Valeur]:
    """Those that are not the default: neither absent, nor empty, nor false. A typed zero (`correction`) stays."""
    return {cle: valeur for cle, valeur in valeurs.items() if valeur or (valeur == 0 and cle == "correction")}


def _pairs(valeurs: dict[str, Valeur]) -> Iterator[str]:
    for cle, valeur in valeurs.items():
        yield f"{cle} = {_value(valeur)}"


def _value(valeur: Valeur) -> str:
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
