"""``docs/json.md``: what ``solve --json`` prints, from the schema itself."""

from collections.abc import Iterator

from tpplanner.wire import VERSION, schema

CODES = (
    ("planned", "un planning a été écrit et contrôlé"),
    ("infeasible", "aucun planning n'existe : `manques` (le calcul le prouve) ou `conflits` (règles incompatibles)"),
    ("unfinished", "aucun planning trouvé dans le temps, rien de prouvé"),
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
