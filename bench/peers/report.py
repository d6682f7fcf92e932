#!/usr/bin/env python3
"""Makes the table and the chart of bench/results/ from the figures that the programs wrote.

    report.py FIGURES RESULTS

FIGURES is a folder of JSON files in the form of Google Benchmark; names are <question>/<system>/<history>. Of
repeated measurements the median stands. A figure with an error ends the program: a wrong answer is no result.
"""

import collections
import datetime
import html
import json
import math
import os
import pathlib
import platform
import statistics
import sys

SYSTEMS = ["tenure", "snapshots", "boost", "lists", "sqlite", "postgres", "duckdb", "kuzu", "ladybug"]
TITLES = {"tenure": "Tenure", "snapshots": "snapshots built beforehand", "boost": "Boost's rows, likewise",
          "lists": "plain lists in memory", "sqlite": "SQLite, covering indexes", "postgres": "PostgreSQL, B-tree",
          "duckdb": "DuckDB, sorted", "kuzu": "Kuzu, join hints", "ladybug": "LadybugDB, join hints"}
COLOURS = {"tenure": "#c0392b", "snapshots": "#2c3e50", "boost": "#7f8c8d", "lists": "#95a5a6", "sqlite": "#2980b9",
           "postgres": "#16a085", "duckdb": "#d4ac0d", "kuzu": "#8e44ad", "ladybug": "#e67e22"}
QUESTIONS = ["Q1", "Q2", "Q2w", "Q2c", "Q3", "Q4", "Q5", "Q6", "Q6w", "Q7", "Q7c", "Q8", "Q9"]
WITH_P95 = {"Q2w", "Q3", "Q6w"}
COUNTERS = ["p50_us", "p95_us", "mean_us", "questions", "build_s", "bytes_per_fact", "open_p50_us", "first_p50_us",
            "quiet_p50_us", "commits_per_s", "import_s"]
MEANING = {"Q1": "organizations of a person", "Q2": "members of an organization", "Q2w": "the same, large ones oftener",
           "Q2c": "their number", "Q3": "co-members", "Q4": "chairs, four steps away", "Q5": "history of a node",
           "Q6": "who joined and left", "Q6w": "the same, large ones oftener", "Q7": "the whole graph",
           "Q7c": "its number of facts", "Q8": "transitive membership in a year", "Q9": "earliest arrival in a year"}


def read(folder):
    """((question, system, history) -> counter -> median, versions)."""
    runs, versions = collections.defaultdict(lambda: collections.defaultdict(list)), {}
    for path in sorted(folder.glob("*.json")):
        figures = json.loads(path.read_text())
        versions |= {k: v for k, v in figures.get("context", {}).items() if k in SYSTEMS}
        for run in figures["benchmarks"]:
            if run.get("error_occurred"):
                sys.exit(f"report: {run['name']}: {run.get('error_message')}")
            if run.get("run_type") == "aggregate":
                continue
            for counter in COUNTERS:
                if counter in run:
                    runs[tuple(run["name"].split("/"))][counter].append(run[counter])
    return {name: {c: statistics.median(v) for c, v in counters.items()} for name, counters in runs.items()}, versions


def number(value):
    """Three digits where they fit: 0.123, 12.3, 1,234."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def cell(figures, question):
    if figures is None:
        return ""
    text = number(figures["p50_us"])
    return f"{text} ({number(figures['p95_us'])})" if question in WITH_P95 else text


def times_table(figures, history):
    rows = []
    for system in SYSTEMS:
        build = figures.get(("Build", system, history))
        answers = [figures.get((question, system, history)) for question in QUESTIONS]
        if build is None and not any(answers):
            continue
        rows.append([TITLES[system], *(cell(a, q) for a, q in zip(answers, QUESTIONS)),
                     number((build or {}).get("build_s")), number((build or {}).get("bytes_per_fact"))])
    head = ["p50 in microseconds"] + [q + (" (p95)" if q in WITH_P95 else "") for q in QUESTIONS]
    return table(head + ["load, s", "bytes a fact"], rows)


def ratio_rows(figures, above, below):
    """One row: mean of `above` over mean of `below`, for each question that both have."""
    cells = []
    for question in QUESTIONS:
        one, other = figures.get((question, *above)), figures.get((question, *below))
        cells.append(f"{one['mean_us'] / other['mean_us']:.2f}" if one and other else "")
    return cells


def ratios(figures, histories):
    rows = []
    for history in histories:
        for system in ("tenure", "boost", "lists"):
            rows.append([f"{TITLES[system]} to the snapshots, {history}",
                         *ratio_rows(figures, (system, history), ("snapshots", history))])
    for system in SYSTEMS:
        rows.append([f"{TITLES[system]}, x10 to x1", *ratio_rows(figures, (system, "x10"), (system, "x1"))])
    return table(["ratio of means", *QUESTIONS], [row for row in rows if any(row[1:])])


def alone(figures, histories):
    """What is measured of Tenure beside the questions; empty where nothing was."""
    rows = []
    for history in histories:
        cold, mixed, load = (figures.get((what, "tenure", history), {}) for what in ("Cold", "Mixed", "Import"))
        row = [number(load.get("import_s")), number(cold.get("open_p50_us")), number(cold.get("first_p50_us")),
               number(mixed.get("quiet_p50_us")), number(mixed.get("p50_us")), number(mixed.get("p95_us")),
               number(mixed.get("commits_per_s"))]
        if any(row):
            rows.append([history, *row])
    if not rows:
        return []
    head = ["", "`tenure import` of CSV, s", "opening cold, us", "first question, us", "questions alone, p50 us",
            "beside a writer, p50 us", "p95 us", "commits a second beside them"]
    return ["## Tenure: loading, cold start, reading beside a writer", "", table(head, rows), ""]


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    return f"{model}, {os.cpu_count()} processors, {memory:.0f} GB, {system}, Linux {platform.release()}"


def markdown(figures, versions, histories):
    words = {"x1": "2.1 million facts", "x10": "20.3 million facts, as many alive on any day"}
    parts = ["# Traversals, measured", "",
             f"Made by `bench/peers/run` on {datetime.date.today().isoformat()}: {machine()}.", ""]
    if versions:
        parts += ["Versions: " + ", ".join(versions[s] for s in SYSTEMS if s in versions) + ".", ""]
    parts += ["One thread, warm, prepared; every system gave the same answers. What the questions are, and how the time"
              " is taken: [bench/README.md](../README.md). An empty cell: the system cannot answer that, or was not"
              " asked.", "", "![Time per question](traversals.svg)", ""]
    for history in histories:
        parts += [f"## {history}: {words[history]}", "", times_table(figures, history), ""]
    parts += alone(figures, histories)
    parts += ["## Ratios", "", ratios(figures, histories), ""]
    return "\n".join(parts)


def chart(figures, history):
    """A line a question, a dot a system, time on a logarithmic axis."""
    points = {(q, s): figures[(q, s, history)]["p50_us"] for q in QUESTIONS for s in SYSTEMS
              if (q, s, history) in figures}
    low = math.floor(math.log10(max(0.001, min(points.values()))))
    high = math.ceil(math.log10(max(points.values())))
    left, right, top, line = 260, 960, 70, 30
    questions = [q for q in QUESTIONS if any((q, s) in points for s in SYSTEMS)]
    bottom = top + line * len(questions)

    def x(us):
        return left + (math.log10(max(us, 10**low)) - low) / (high - low) * (right - left)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {bottom + 80}" font-family="sans-serif" '
           'font-size="13">', f'<rect width="1000" height="{bottom + 80}" fill="white"/>',
           f'<text x="20" y="28" font-size="17">Time per question, median, history {history}; further left is '
           'faster</text>']
    for power in range(low, high + 1):
        at = x(10**power)
        unit = {-2: "10 ns", -1: "100 ns", 0: "1 us", 1: "10 us", 2: "100 us", 3: "1 ms", 4: "10 ms", 5: "100 ms",
                6: "1 s", 7: "10 s", 8: "100 s"}.get(power, f"1e{power} us")
        out += [f'<line x1="{at:.0f}" x2="{at:.0f}" y1="{top - 14}" y2="{bottom - 8}" stroke="#ddd"/>',
                f'<text x="{at:.0f}" y="{top - 20}" text-anchor="middle" fill="#555">{unit}</text>']
    for row, question in enumerate(questions):
        y = top + row * line
        out += [f'<text x="20" y="{y + 5}">{question}  {html.escape(MEANING[question])}</text>',
                f'<line x1="{left}" x2="{right}" y1="{y}" y2="{y}" stroke="#eee"/>']
        for system in reversed(SYSTEMS):  # the first ones on top
            if (question, system) in points:
                title = f"{TITLES[system]}: {number(points[question, system])} us"
                out.append(f'<circle cx="{x(points[question, system]):.1f}" cy="{y}" r="6" fill="{COLOURS[system]}" '
                           f'fill-opacity="0.85"><title>{html.escape(title)}</title></circle>')
    shown = [s for s in SYSTEMS if any(key[1] == s for key in points)]
    for i, system in enumerate(shown):
        at, y = 20 + i % 5 * 195, bottom + 25 + i // 5 * 24
        out += [f'<circle cx="{at + 6}" cy="{y - 4}" r="6" fill="{COLOURS[system]}"/>',
                f'<text x="{at + 18}" y="{y}">{html.escape(TITLES[system])}</text>']
    return "\n".join(out + ["</svg>", ""])


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: report.py FIGURES RESULTS")
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    figures, versions = read(source)
    histories = [h for h in ("x1", "x10") if any(name[-1] == h for name in figures)]
    if not histories:
        sys.exit(f"report: no figures in {source}")
    target.mkdir(parents=True, exist_ok=True)
    (target / "traversals.md").write_text(markdown(figures, versions, histories))
    (target / "traversals.svg").write_text(chart(figures, histories[0]))
    raw = {"/".join(name): counters for name, counters in sorted(figures.items())}
    (target / "traversals.json").write_text(json.dumps(raw, indent=1) + "\n")
    print(f"report: {target}/traversals.md, .svg, .json")


if __name__ == "__main__":
    main()
