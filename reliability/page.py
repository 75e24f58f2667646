"""What a director reads, from results alone: what is promised, how many cases tried it, what failed, what none try."""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

from reliability.broken import Promise, breaks, promises
from reliability.campaign import ROOT, Result, Run
from tpplanner.texts.classeur import insecable

BREAKING = "broken"
"""The campaign that breaks each promise on purpose."""
CAMPAIGNS = (*(name for promise in promises() for name in promise.campaigns), BREAKING)
ANNEX = "fiabilite-annexe.md"
"""The name of the page with every table, beside this one."""

NOT_COVERED = (
    "Windows avec Excel : jamais essayé par une personne ; l'installation est essayée sous Wine.",
    "macOS : jamais essayé. Les arrêts à chaque appel ne sont essayés que sous Linux.",
    "Une panne de courant : l'arrêt brutal du programme est essayé, pas celui de la machine.",
    "Le hasard n'épuise rien : un essai sans échec ne prouve pas qu'aucun fichier ne peut nuire.",
)

Runs = Mapping[str, Run | None]
NOT_RUN = "pas encore"


def page(runs: Runs) -> str:
    """The whole page, in Markdown."""
    lines = (*_promises(runs), *_how(), *_failed(runs), *_not_covered(runs))
    return insecable("\n".join(lines)).rstrip() + "\n"


def _promises(runs: Runs) -> Iterator[str]:
    yield from (
        "# Fiabilité",
        "",
        "Ce que tpplanner promet, et ce qu'ont donné les essais qui le mettent à l'épreuve.",
        "",
        "| Promesse | Essais | Échecs | Ruptures vues |",
        "| --- | ---: | ---: | ---: |",
    )
    for promise in promises():
        done = [run for name in promise.campaigns if (run := runs[name])]
        cells = (number(sum(map(tried, done))), number(sum(len(failures(run)) for run in done)))
        yield f"| {promise.says} | {' | '.join(cells if done else (NOT_RUN, '—'))} | {_noticed(promise, runs)} |"
    yield from (
        "",
        "Ruptures vues : chaque promesse est rompue exprès, de plusieurs façons écrites d'avance ; combien de ces",
        "façons les tests ont vues, sur combien d'essayées.",
        "",
        "Cette page est écrite par `make fiabilite` : aucun chiffre n'y est saisi. Les tableaux, la date et la version",
        f"de chaque campagne sont dans [l'annexe]({ANNEX}).",
        "",
    )


def _noticed(promise: Promise, runs: Runs) -> str:
    run = runs[BREAKING]
    of = [run.results[way.name] for way in breaks() if run and way.promise == promise.key and way.name in run.results]
    return f"{sum(result.ok for result in of)} sur {len(of)}" if of else NOT_RUN


def _how() -> Iterator[str]:
    yield from ("## Comment chaque promesse est essayée", "")
    for promise in promises():
        yield from (f"**{promise.about}.** {promise.how}", "")


def _failed(runs: Runs) -> Iterator[str]:
    failed = {name: len(failures(run)) for name in CAMPAIGNS if (run := runs[name]) and failures(run)}
    yield from ("## Ce qui a échoué", "")
    told = ", ".join(f"{name} ({number(count)})" for name, count in failed.items())
    yield f"Par campagne : {told}." if failed else "Rien, dans ce qui a été essayé."
    yield ""


def _not_covered(runs: Runs) -> Iterator[str]:
    yield from ("## Ce qui n'est pas couvert", "")
    yield from (f"- {line}" for line in NOT_COVERED)
    missing = [name for name in CAMPAIGNS if runs[name] is None]
    parts = [f"{name} ({share(run)})" for name in CAMPAIGNS if (run := runs[name]) and not whole(run)]
    if missing:
        yield f"- Campagnes pas encore exécutées : {', '.join(missing)}."
    if parts:
        yield f"- Campagnes exécutées en partie, et part de leurs cas : {', '.join(parts)}."
    yield ""


# What a run says.


def tried(run: Run) -> int:
    """How many trials; a case may be a batch of them, whose number it tells."""
    return sum(int(result.extra.get("essais", result.extra.get("tried", 1))) for result in run.results.values())


def failures(run: Run) -> list[tuple[str, Result]]:
    """The cases that failed, by name."""
    return [(case, result) for case, result in sorted(run.results.items()) if not result.ok]


def whole(run: Run) -> bool:
    """Whether every case of the campaign was tried."""
    return run.scale >= 1 and len(run.results) >= run.total


def share(run: Run) -> str:
    """Of which part of its cases a run tells."""
    part = 100 * min(1.0, run.scale) * len(run.results) / max(1, run.total)
    return f"{part:.0f} %" if part >= 1 else "moins de 1 %"


def number(n: int) -> str:
    """As French writes it."""
    return f"{n:,}".replace(",", "\u202f")


def module_of(name: str) -> ModuleType | None:
    """The campaign of that name, where it is written."""
    there = (ROOT / "reliability" / f"{name}.py").exists()
    return importlib.import_module(f"reliability.{name}") if there else None


def one_line(told: str) -> str:
    """What a failure says first; of a traceback, what was raised, which stands last."""
    lines = told.strip().splitlines() or [""]
    return lines[-1 if lines[0].startswith("Traceback") else 0].replace("|", "\\|")


def names(several: Iterable[str]) -> str:
    """As code, in a row."""
    return ", ".join(f"`{name}`" for name in several)
