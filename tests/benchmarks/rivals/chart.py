"""A chart of the systems compared, as SVG and PNG.

    python -m tests.benchmarks.rivals.chart RESULTS OUT

RESULTS is the folder that ``python -m tests.benchmarks.rivals`` wrote into, OUT the folder for ``rivals.svg`` and
``rivals.png``. matplotlib comes with ``pip install '.[benchmark]'``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from tests.benchmarks.rivals.results import RESULTS, list_asked, list_measures
from tests.benchmarks.rivals.systems import OURS

COLOURS = {True: "#1d70b8", False: "#505a5f"}
"""Of ours and of the others: blue and dark grey of GOV.UK, which are told apart in grey too."""
NAME = "rivals"


def main() -> None:
    """Draw what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", type=Path, metavar="RESULTS")
    parser.add_argument("out", type=Path, metavar="OUT")
    wanted = parser.parse_args()
    draw(json.loads((wanted.results / RESULTS).read_text(encoding="utf-8")), folder=wanted.out)


def draw(results: Mapping[str, Any], *, folder: Path) -> None:
    """Write both files: a panel for each file of queries, the best system of the first on top."""
    systems, asked = results["systems"], list_asked(results)
    first = next(iter(asked))
    measure = list_measures(results, first)[0]
    order = sorted(systems, key=lambda name: float(systems[name]["queries"][first]["measures"][measure]["value"]))
    # The same results give the same bytes: no random ids, no date.
    mpl.rcParams.update({"svg.hashsalt": NAME, "svg.fonttype": "none", "font.size": 10})
    figure = Figure(figsize=(4 * len(asked) + 1.5, 0.45 * len(order) + 1.6), layout="constrained")
    panels = figure.subplots(1, len(asked), sharey=True, sharex=True, squeeze=False)[0]
    for (file, title), panel in zip(asked.items(), panels, strict=True):
        rates = {name: systems[name]["queries"][file]["measures"][measure] for name in order}
        _draw_panel(panel, rates, title=title)
    figure.supxlabel(f"{measure}, mean and 95 % interval", fontsize=10)
    folder.mkdir(parents=True, exist_ok=True)
    figure.savefig(folder / f"{NAME}.svg", metadata={"Date": None})
    figure.savefig(folder / f"{NAME}.png", dpi=150, metadata={"Software": None})


def _draw_panel(panel: Axes, rates: Mapping[str, Mapping[str, Any]], *, title: str) -> None:
    for height, (name, rate) in enumerate(rates.items()):
        colour = COLOURS[name == OURS]
        panel.plot([rate["low"], rate["high"]], [height, height], color=colour, linewidth=2)
        panel.plot([rate["value"]], [height], marker="D" if name == OURS else "o", color=colour)
        panel.annotate(f"{rate['value']:.3f}", (rate["value"], height), (0, 6), textcoords="offset points", ha="center")
    panel.set_title(title, fontsize=11)
    panel.set_yticks(range(len(rates)), list(rates))
    panel.set_ylim(-0.6, len(rates) - 0.2)
    panel.tick_params(axis="y", length=0)
    panel.grid(axis="x", color="#b1b4b6", linewidth=0.5)
    panel.spines[["top", "right", "left"]].set_visible(False)


if __name__ == "__main__":
    main()
