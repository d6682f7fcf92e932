#!/usr/bin/env python3
"""Makes the tables and charts of bench/results/ from the figures that the programs wrote.

    report.py FIGURES RESULTS [--readme FILE]

FIGURES is a folder of JSON files in the form of Google Benchmark; names are <question>/<system>/<history>. Of
repeated measurements the median stands. A figure with an error ends the program: a wrong answer is no result.
--readme puts the short table between the lines `<!-- bench/results -->` and `<!-- /bench/results -->` of a file.
"""

import argparse
import collections
import datetime
import json
import os
import pathlib
import platform
import statistics
import sys

import chart

TITLES = {"tenure": "Tenure", "query": "Tenure, query language",
          "snapshots": "snapshots built beforehand", "boost": "Boost's rows, likewise",
          "lists": "plain lists in memory", "sqlite": "SQLite, covering indexes", "postgres": "PostgreSQL, B-tree",
          "duckdb": "DuckDB, sorted", "kuzu": "Kuzu, join hints", "ladybug": "LadybugDB, join hints"}
SYSTEMS = list(TITLES)
DATABASES = ["sqlite", "postgres", "duckdb", "kuzu", "ladybug"]
MEANING = {"Q1": "organizations of a person", "Q2": "members of an organization", "Q2w": "the same, large ones oftener",
           "Q2c": "their number", "Q3": "co-members", "Q4": "chairs, four steps away", "Q5": "history of a node",
           "Q6": "who joined and left", "Q6w": "the same, large ones oftener", "Q7": "the whole graph",
           "Q7c": "its number of facts", "Q8": "transitive membership, a year", "Q9": "earliest arrival, a year"}
QUESTIONS = list(MEANING)
GRAPH_MEANING = {"Count": "all nodes, counted", "Filter": "facts that hold on a day, counted",
                 "TwoHops": "ways over two facts, by end", "TopTen": "the ten largest memberships"}
WITH_P95 = {"Q2w", "Q3", "Q6w"}
COUNTERS = ["p50_us", "p95_us", "mean_us", "questions", "build_s", "bytes_per_fact", "open_p50_us", "open_max_us",
            "first_p50_us", "data_blocks_max", "index_blocks_max", "quiet_p50_us", "commits_per_s", "import_s",
            "ours_ms", "boost_ms", "ratio", "disk_bytes_per_fact"]
SIZES = {"x1": "2.1 million facts since 1950, 92,000 of them alive on any day",
         "x10": "20.3 million facts since 1950, 92,000 of them alive on any day"}
BEGIN, END = "<!-- bench/results -->", "<!-- /bench/results -->"


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


def times_table(figures, history, questions=None):
    questions = questions or QUESTIONS
    rows = []
    for system in SYSTEMS:
        build = figures.get(("Build", system, history))
        answers = [figures.get((question, system, history)) for question in questions]
        if build is None and not any(answers):
            continue
        rows.append([TITLES[system], *(cell(a, q) for a, q in zip(answers, questions)),
                     number((build or {}).get("build_s")), number((build or {}).get("bytes_per_fact"))])
    head = ["p50 in µs"] + [q + (" (p95)" if q in WITH_P95 else "") for q in questions]
    return table(head + ["load, s", "bytes a fact"], rows)


def graph(figures, histories):
    """Statements about the whole graph, in the query languages; empty where none were asked."""
    rows = []
    for history in histories:
        for system in SYSTEMS:
            answers = [figures.get((question, system, history)) for question in GRAPH_MEANING]
            if any(answers):
                rows.append([f"{TITLES[system]}, {history}", *(cell(answer, "") for answer in answers)])
    if not rows:
        return []
    head = ["p50 in µs"] + [f"{name}: {meaning}" for name, meaning in GRAPH_MEANING.items()]
    return ["## Statements about the whole graph", "", table(head, rows), ""]


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
        row = [number(load.get("import_s")), number(load.get("disk_bytes_per_fact")),
               number(cold.get("open_p50_us")), number(cold.get("first_p50_us")),
               f"{cold['data_blocks_max']:.0f}" if "data_blocks_max" in cold else "",
               number(mixed.get("quiet_p50_us")), number(mixed.get("p50_us")), number(mixed.get("p95_us")),
               number(mixed.get("commits_per_s"))]
        if any(row):
            rows.append([history, *row])
    if not rows:
        return []
    head = ["", "`tenure import` of CSV, s", "bytes a fact on disk", "opening cold, µs", "first question, µs",
            "data blocks it read, at most", "questions alone, p50 µs", "beside a writer, p50 µs", "p95 µs",
            "commits a second beside them"]
    return ["## Tenure: loading, cold start, reading beside a writer", "", table(head, rows), ""]


def algorithms(figures):
    """Boost's algorithms over what materialise() gives, beside Boost's own compressed rows."""
    rows = [[name[1], name[2].replace("_", " "), f"{int(name[3]):,}", number(of["ours_ms"]), number(of["boost_ms"]),
             f"{of['ratio']:.2f}"]
            for name, of in sorted(figures.items()) if name[0] == "Algorithms" and "ratio" in of]
    if not rows:
        return []
    return ["## Algorithms, beside Boost's own graph", "",
            table(["", "edges seen", "facts", "Tenure's, ms", "Boost's, ms", "ratio"], rows), ""]


def machine():
    model = "unknown processor"
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")
    return f"{model}, {os.cpu_count()} processors, {memory:.0f} GB, {system}, Linux {platform.release()}"


def made_by(versions):
    words = f"Made by `bench/peers/run` on {datetime.date.today().isoformat()}: {machine()}."
    if versions:
        words += " Versions: " + ", ".join(versions[s] for s in SYSTEMS if s in versions) + "."
    return words


def markdown(figures, versions, histories):
    parts = ["# Traversals, measured", "", made_by(versions), "",
             "One thread, warm, prepared; every system gave the same answers. What the questions are, and how the time"
             " is taken: [bench/README.md](../README.md). An empty cell: the system cannot answer that, or was not"
             " asked.", ""]
    for history in histories:
        parts += [f"## {history}: {SIZES[history]}", "", f"![Time per question](traversals-{history}.svg)", "",
                  times_table(figures, history), ""]
    parts += graph(figures, histories) + alone(figures, histories) + algorithms(figures)
    parts += ["## Ratios", "", ratios(figures, histories), ""]
    return "\n".join(parts)


def write_readme(path, results, figures, versions, history):
    """The part of README.md that this program owns."""
    text = path.read_text()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit(f"report: {path} has no place for the table: {BEGIN} and {END}, once each")
    folder = os.path.relpath(results, path.parent)
    shown = [q for q in QUESTIONS if q not in ("Q2c", "Q6w", "Q7c")]
    part = [BEGIN, f"![Time per question]({folder}/traversals-{history}.svg)", "",
            times_table(figures, history, shown), "", made_by(versions), END]
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    path.write_text(before + "\n".join(part) + after)


def draw(figures, history):
    points = {(q, s): figures[(q, s, history)]["p50_us"] for q in QUESTIONS for s in SYSTEMS
              if (q, s, history) in figures}
    if not points:
        return None
    note = "Median time of a question, one thread, warm, prepared; logarithmic, further left is faster."
    return chart.chart(points, TITLES, MEANING, DATABASES, f"As of any day: {SIZES[history]}", note)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("figures", type=pathlib.Path)
    parser.add_argument("results", type=pathlib.Path)
    parser.add_argument("--readme", type=pathlib.Path)
    asked = parser.parse_args()
    figures, versions = read(asked.figures)
    histories = [h for h in ("x1", "x10") if any(name[-1] == h for name in figures)]
    if not histories:
        sys.exit(f"report: no figures in {asked.figures}")
    asked.results.mkdir(parents=True, exist_ok=True)
    (asked.results / "traversals.md").write_text(markdown(figures, versions, histories))
    for history in histories:
        drawn = draw(figures, history)
        if drawn:
            (asked.results / f"traversals-{history}.svg").write_text(drawn)
    raw = {"/".join(name): counters for name, counters in sorted(figures.items())}
    (asked.results / "traversals.json").write_text(json.dumps(raw, indent=1) + "\n")
    if asked.readme:
        write_readme(asked.readme, asked.results, figures, versions, histories[0])
    print(f"report: {asked.results}/traversals.md, -x1.svg, -x10.svg, .json")


if __name__ == "__main__":
    main()
