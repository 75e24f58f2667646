"""What a maintainer reads: each promise with its tests and the ways it was broken, then each campaign's tables."""

from collections.abc import Iterator, Mapping, Sequence

from reliability.broken import breaks, promises
from reliability.campaign import Result, Run
from reliability.page import BREAKING, CAMPAIGNS, Runs, failures, module_of, names, number, one_line, tried
from tpplanner.texts.classeur import insecable

NOT_RUN = "pas encore exécutée"
SHOWN = 50
"""Failures told at most for a campaign."""


def annex(runs: Runs) -> str:
    """The whole annex, in Markdown."""
    lines = (*_tests(runs), *_campaigns(runs), *_details(runs))
    return insecable("\n".join(lines)).rstrip() + "\n"


def _tests(runs: Runs) -> Iterator[str]:
    yield from (
        "# Fiabilité : annexe",
        "",
        "Le détail de [ce qui est promis](fiabilite.md), écrit par la même commande.",
        "",
        "## Chaque promesse, ses tests, et comment elle a été rompue",
        "",
    )
    run = runs[BREAKING]
    for promise in promises():
        yield from (f"### {promise.says}", "", f"Tests : {names(promise.tests)}.", "")
        yield from ("| Ce qui est rompu | Les tests qui doivent le voir | Vu par |", "| --- | --- | --- |")
        for way in (way for way in breaks() if way.promise == promise.key):
            yield f"| {way.name} | {names(way.tests)} | {_seen(run, way.name)} |"
        yield ""


def _seen(run: Run | None, way: str) -> str:
    """Which test noticed."""
    if run is None or way not in run.results:
        return "pas encore essayé"
    seen = run.results[way].extra.get("par")
    return f"`{seen}`" if seen else "aucun"


def _campaigns(runs: Runs) -> Iterator[str]:
    yield from (
        "## Les campagnes",
        "",
        "La version est celle du dernier changement de ce qu'une campagne essaie.",
        "",
        "| Campagne | Essais | Échecs | Plus lent (s) | Mémoire (Mo) | Total (min) | Échelle | Date | Version |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
        *(_row(name, runs[name]) for name in CAMPAIGNS),
        "",
    )
    for name in CAMPAIGNS:
        if module := module_of(name):
            yield from (f"**{name}** : {module.PROMISE}", "")


def _row(name: str, run: Run | None) -> str:
    if run is None:
        return f"| {name} | {NOT_RUN} | | | | | | | |"
    results = run.results.values()
    cut_short = f" ({len(results)} cas sur {run.total}, interrompue)" if len(results) < run.total else ""
    cells = (
        number(tried(run)) + cut_short,
        number(len(failures(run))),
        f"{max((r.seconds for r in results), default=0):.1f}".replace(".", ","),
        number(round(max((r.megabytes for r in results), default=0))) if any(r.megabytes for r in results) else "—",
        f"{sum(r.seconds for r in results) / 60:.1f}".replace(".", ","),
        f"{run.scale:g}".replace(".", ","),
        run.date[:10],
        f"`{run.commit}`",
    )
    return f"| {name} | {' | '.join(cells)} |"


def _details(runs: Runs) -> Iterator[str]:
    """What failed, then the tables of each campaign."""
    for name in CAMPAIGNS:
        run = runs[name]
        if run is None:
            continue
        failed, tables = failures(run), [*getattr(module_of(name), "tables", _no_tables)(run.results)]
        if failed or tables:
            yield from (f"## Campagne {name}", "")
        for case, result in failed[:SHOWN]:
            yield f"- échec : `{case}` : {one_line(result.told)}"
        if len(failed) > SHOWN:
            yield f"- et {len(failed) - SHOWN} autres échecs"
        yield from ("", *tables, "") if failed else (*tables, "")


def _no_tables(_: Mapping[str, Result]) -> Sequence[str]:
    return ()
