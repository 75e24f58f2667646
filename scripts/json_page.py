"""``docs/json.md``: what ``solve --json`` prints, from the schema itself."""

from collections.abc import Iterator

from tpplanner.wire import VERSION, schema

CODES = (
    (
        "planned",
        "un planning a été trouvé, contrôlé et écrit (code 0) ; s'il n'a pu l'être, `fichiers` est vide (code 6)",
    ),
    (
        "infeasible",
        (
            "aucun planning n'existe, c'est prouvé (code 4) ; `raison` dit où lire pourquoi : `manques` (le calcul le "
            "prouve), `conflits` (règles incompatibles), ou nulle part, `inconnue` (le temps n'a pas suffi à isoler ce "
            "qui se contredit : les deux listes sont vides)"
        ),
    ),
    ("unfinished", "aucun planning trouvé dans le temps (code 5, ou 130 si le calcul a été arrêté), rien de prouvé"),
)
SILENT = (
    "« Code » est le code de sortie. Sans réponse à donner, la sortie standard reste vide, et seul le code le dit : 2 (option erronée, "
    "fichier qui n'existe pas), 3 (classeur refusé), 6 (écriture impossible, vue avant le calcul ; ou "
    "sortie standard qui n'accepte plus rien : ce qui est écrit est dit sur la sortie d'erreur), 70 (erreur interne), "
    "130 (abandon)."
)


def json_page() -> str:
    """The page."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# `tpplanner solve --json`"
    yield ""
    yield "<!-- Page écrite par « make docs » à partir de src/tpplanner/wire.py : ne pas la corriger à la main. -->"
    yield ""
    yield (
        f"Un seul objet JSON sur la sortie standard (version {VERSION} du format), tout le reste sur la sortie d'erreur. "
        "Les heures sont locales, en ISO 8601, à la minute ; un champ sans objet vaut `null`. Les identifiants (`C3`, `M1`, "
        "`J2`…) sont nommés dans `noms`."
    )
    yield ""
    yield "`statut` :"
    yield ""
    for code, meaning in CODES:
        yield f"- `{code}` : {meaning}."
    yield ""
    yield SILENT
    whole = schema()
    definitions = dict(whole.get("$defs", {}))
    for name, model in [("Answer", whole), *sorted(definitions.items())]:
        yield ""
        yield f"## {name}"
        yield ""
        yield str(model.get("description", "")).replace("\n", " ")
        yield ""
        yield "| champ | type |"
        yield "|---|---|"
        for field, what in model["properties"].items():
            yield f"| `{field}` | {_type(what)} |"


def _type(what: dict) -> str:
    if "anyOf" in what:
        return " ou ".join(_type(one) for one in what["anyOf"])
    if "$ref" in what:
        name = what["$ref"].rsplit("/", maxsplit=1)[-1]
        return f"[{name}](#{name.lower()})"
    if what.get("type") == "array":
        return f"liste de {_type(what['items'])}"
    if "enum" in what:
        return " ou ".join(f"`{value}`" for value in what["enum"])
    if what.get("type") == "object":
        return "objet identifiant → nom"
    return {"string": what.get("format", "texte"), "null": "`null`"}.get(what["type"], what["type"])
