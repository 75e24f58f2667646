"""The page that tells what is promised and what the campaigns found, made from their results alone."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from types import ModuleType

from reliability.campaign import ROOT, Result, Run
from tpplanner.texts.classeur import insecable

PROMISES = {
    "Jamais un planning qui enfreint une règle qu'il dit tenir": ("damaged", "mutation", "laws", "pythons"),
    "Jamais un fichier perdu ou à moitié écrit": (
        "corpus",
        "bombs",
        "genuine",
        "fuzz",
        "kills",
        "faults",
        "round_trips",
    ),
    "Rien ne sort de l'ordinateur": ("sockets",),
    "Rien pour un autre utilisateur du même ordinateur": ("users",),
    "Aucun nom dans un journal, rien d'un aménagement là où d'autres le voient": ("privacy",),
}
"""What is promised, and the campaigns that try it."""

CAMPAIGNS = tuple(name for names in PROMISES.values() for name in names)

NOT_COVERED = (
    "Windows avec Excel : jamais essayé par une personne ; l'installation est essayée sous Wine.",
    "macOS : jamais essayé.",
    "Une panne de disque ou de courant : un arrêt brutal du programme est essayé, pas celui de la machine.",
    "Le hasard n'épuise rien : un essai sans échec ne prouve pas qu'aucun fichier ne peut nuire.",
)

Runs = Mapping[str, Run | None]
NOT_RUN = "pas encore exécutée"
SHOWN = 50
"""Failures told at most for a campaign."""


def page(runs: Runs) -> str:
    """The whole page, in Markdown."""
    lines = (*_promises(runs), *_trials(runs), *_not_covered(runs), *_details(runs))
    return insecable("\n".join(lines)).rstrip() + "\n"


def _promises(runs: Runs) -> Iterator[str]:
    yield from (
        "# Fiabilité",
        "",
        "Ce que tpplanner promet, et ce qu'ont donné les essais qui le mettent à l'épreuve.",
        "",
    )
    yield from ("| Promesse | Essais | Échecs |", "| --- | ---: | ---: |")
    for promise, names in PROMISES.items():
        done = [run for name in names if (run := runs[name])]
        tried, failed = sum(_tried(run) for run in done), sum(len(_failures(run)) for run in done)
        missing, s = len(names) - len(done), "s" if len(names) - len(done) > 1 else ""
        told = _number(tried) + (f" ({missing} campagne{s} {NOT_RUN}{s})" if missing and done else "")
        yield f"| {promise} | {told if done else NOT_RUN} | {failed if done else '—'} |"
    yield from (
        "",
        "Un fichier illisible, un disque plein, un arrêt en plein calcul : tpplanner le dit en français, avec",
        "l'endroit et le remède, et laisse vos fichiers comme ils étaient. Cette page est écrite par `make fiabilite`,",
        "à partir des essais seulement : aucun chiffre n'y est saisi.",
        "",
    )


def _trials(runs: Runs) -> Iterator[str]:
    yield from (
        "## Comment chaque promesse est essayée",
        "",
        "La version est celle du dernier changement de ce qu'une campagne essaie.",
        "",
    )
    for promise, names in PROMISES.items():
        yield from (f"### {promise}", "")
        for name in names:
            if module := _module(name):
                yield from (f"**{name}** : {module.PROMISE}", "")
        yield from (
            "| Campagne | Essais | Échecs | Plus lent (s) | Mémoire (Mo) | Total (min) | Échelle | Date | Version |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |",
        )
        yield from (_row(name, runs[name]) for name in names)
        yield ""


def _row(name: str, run: Run | None) -> str:
    if run is None:
        return f"| {name} | {NOT_RUN} | | | | | | | |"
    results = run.results.values()
    cells = (
        _number(_tried(run))
        + (f" ({len(results)} cas sur {run.total}, interrompue)" if len(results) < run.total else ""),
        _number(len(_failures(run))),
        f"{max((r.seconds for r in results), default=0):.1f}".replace(".", ","),
        _number(round(max((r.megabytes for r in results), default=0))) if any(r.megabytes for r in results) else "—",
        f"{sum(r.seconds for r in results) / 60:.1f}".replace(".", ","),
        f"{run.scale:g}".replace(".", ","),
        run.date[:10],
        f"`{run.commit}`",
    )
    return f"| {name} | {' | '.join(cells)} |"


def _not_covered(runs: Runs) -> Iterator[str]:
    yield from ("## Ce qui n'est pas couvert", "")
    yield from (f"- {line}" for line in NOT_COVERED)
    for name in CAMPAIGNS:
        match runs[name]:
            case None:
                yield f"- La campagne {name} n'a pas encore été exécutée."
            case Run(scale=scale) if scale < 1:
                part = f"{scale * 100:g}".replace(".", ",")
                yield f"- La campagne {name} n'a essayé qu'une part de ses cas : {part} %."
            case _:
                pass
    yield ""


def _details(runs: Runs) -> Iterator[str]:
    """What a maintainer wants to see: what failed, then each campaign's tables."""
    for name in CAMPAIGNS:
        run = runs[name]
        if run is None:
            continue
        failures, tables = _failures(run), [*getattr(_module(name), "tables", _no_tables)(run.results)]
        if failures or tables:
            yield from (f"## Campagne {name}", "")
        for case, result in failures[:SHOWN]:
            yield f"- échec : `{case}` : {_one_line(result.told)}"
        if len(failures) > SHOWN:
            yield f"- et {len(failures) - SHOWN} autres échecs"
        yield from ("", *tables, "") if failures else (*tables, "")


def _no_tables(_: Mapping[str, Result]) -> Sequence[str]:
    return ()


def _one_line(told: str) -> str:
    """What a failure says first; of a traceback, what was raised, which stands last."""
    lines = told.strip().splitlines() or [""]
    return lines[-1 if lines[0].startswith("Traceback") else 0].replace("|", "\\|")


def _tried(run: Run) -> int:
    """A case may be a batch of trials, whose number it tells."""
    return sum(int(result.extra.get("essais", 1)) for result in run.results.values())


def _failures(run: Run) -> list[tuple[str, Result]]:
    return [(case, result) for case, result in sorted(run.results.items()) if not result.ok]


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\u202f")


def _module(name: str) -> ModuleType | None:
    there = (ROOT / "reliability" / f"{name}.py").exists()
    return importlib.import_module(f"reliability.{name}") if there else None
