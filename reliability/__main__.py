"""Run campaigns, make the page and its annex: ``python -m reliability [--campaigns a,b] [--scale 0.1] [--results x]``.

``--page`` alone makes both again from the results. The status is 1 where a case failed.
"""

import argparse
import importlib
import sys
from pathlib import Path
from time import monotonic

from reliability.annex import annex
from reliability.campaign import PAGE, ROOT, execute, processes_of, read_run, share_of, state_of_code
from reliability.page import ANNEX, CAMPAIGNS, page


def main(words: list[str] | None = None) -> int:
    """Try what is asked for; tell it; make the page and its annex."""
    asked = _parser().parse_args(words)
    for name in () if asked.only_page else asked.campaigns.split(","):
        campaign = importlib.import_module(f"reliability.{name}")
        path = asked.results / f"{name}.jsonl"
        began, spent, tried, failed = monotonic(), 0.0, 0, 0
        scale = share_of(campaign) if asked.scale is None else asked.scale
        for case, result in execute(campaign, path, scale, state_of_code(campaign), again=asked.again):
            spent, tried, failed = spent + result.seconds, tried + 1, failed + (not result.ok)
            if not result.ok:
                print(f"{name}: {case}: {result.told}", flush=True)
        whole = spent / max(1, tried) * len(campaign.cases(1.0)) / 60
        print(
            f"{name}: {tried} cases tried, {failed} failed, {monotonic() - began:.0f} s ({spent:.0f} s of processor); "
            f"scale 1: {whole:.1f} min of processor, {whole / processes_of(campaign):.1f} min",
            flush=True,
        )
    runs = {name: read_run(asked.results / f"{name}.jsonl") for name in CAMPAIGNS}
    asked.output.write_text(page(runs), encoding="utf-8")
    asked.output.with_name(ANNEX).write_text(annex(runs), encoding="utf-8")
    return int(any(not result.ok for run in runs.values() if run for result in run.results.values()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m reliability", description="Try what tpplanner promises.")
    there = ",".join(name for name in CAMPAIGNS if (ROOT / "reliability" / f"{name}.py").exists())
    parser.add_argument("--campaigns", default=there, help=f"among {there}")
    parser.add_argument(
        "--scale", type=float, help="the part of the cases tried: 1 for all, each campaign's own if untold"
    )
    parser.add_argument("--again", action="store_true", help="try what failed again: where tests changed, say")
    parser.add_argument("--results", type=Path, default=ROOT / "build" / "fiabilite", help="where results are kept")
    parser.add_argument("--output", type=Path, default=PAGE, help="the page; its annex is put beside")
    parser.add_argument("--page", action="store_true", dest="only_page", help="make both alone, from the results")
    return parser


if __name__ == "__main__":
    sys.exit(main())
