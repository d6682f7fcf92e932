#!/usr/bin/env python3
"""What bench/peers/report.py makes of figures: medians, an error that ends it, where a mark of the chart stands, and
that README.md shows what bench/results/ holds."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
REPORT = ROOT / "bench/peers/report.py"


def run_of(name, **counters):
    return {"name": name, "run_type": "iteration", **counters}


def question(name, us):
    return run_of(name, p50_us=us, p95_us=us * 2, mean_us=us)


FIGURES = [
    question("Q1/tenure/x1", 0.4), question("Q1/tenure/x1", 0.1), question("Q1/tenure/x1", 0.2),
    question("Q1/snapshots/x1", 0.1), question("Q1/sqlite/x1", 10), question("Q1/postgres/x1", 20),
    question("Q2w/tenure/x1", 1000), run_of("Build/tenure/x1", build_s=2.5, bytes_per_fact=39.8),
    run_of("Algorithms/PageRank/one_way/92000/manual_time", ours_ms=5.0, boost_ms=4.0, ratio=1.25),
    run_of("Cold/tenure/x1", open_p50_us=9000, first_p50_us=250, data_blocks_max=2),
]


def report(folder, benchmarks, readme=None):
    source, target = folder / "figures", folder / "results"
    source.mkdir(exist_ok=True)
    (source / "a.json").write_text(json.dumps({"context": {"sqlite": "SQLite 3"}, "benchmarks": benchmarks}))
    command = [sys.executable, REPORT, source, target] + (["--readme", readme] if readme else [])
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})
    return done, target


def check_tables(folder):
    done, target = report(folder, FIGURES)
    assert done.returncode == 0, done.stderr
    page = (target / "traversals.md").read_text()
    assert "| Tenure | 0.20 |" in page, page  # the median of three
    assert "1,000 (2,000)" in page, page
    assert "SQLite 3" in page
    assert "| PageRank | one way | 92,000 | 5.00 | 4.00 | 1.25 |" in page, page
    assert re.search(r"Tenure to the snapshots, x1 \| 2\.00 \|", page), page  # 0.2 to 0.1
    assert json.loads((target / "traversals.json").read_text())["Q1/tenure/x1"]["p50_us"] == 0.2


def check_chart(folder):
    _, target = report(folder, FIGURES)
    svg = (target / "traversals-x1.svg").read_text()
    at = {float(x) for x in re.findall(r'circle cx="([0-9.]+)"', svg)}
    axis = [float(x) for x in re.findall(r'<line x1="([0-9.]+)" x2="\1"', svg)]  # 100 ns, 1 us, 10 us, ...
    assert axis[2] in at, (axis, at)  # SQLite's 10 us stands on the line of 10 us
    assert ">50×<" in svg and ">SQLite<" in svg, svg  # the fastest database, not the next
    assert "20 µs" in svg


def check_refusals(folder):
    done, _ = report(folder, [{"name": "Q1/kuzu/x1", "error_occurred": True, "error_message": "another answer"}])
    assert done.returncode != 0 and "another answer" in done.stderr, done.stderr
    done, _ = report(folder, [])
    assert done.returncode != 0 and "no figures" in done.stderr, done.stderr
    other = folder / "other.md"
    other.write_text("no place\n")
    done, _ = report(folder, FIGURES, other)
    assert done.returncode != 0 and "has no place" in done.stderr, done.stderr


def check_readme(folder):
    page = folder / "page.md"
    page.write_text("before\n<!-- bench/results -->\nold\n<!-- /bench/results -->\nafter\n")
    for _ in range(2):
        done, _ = report(folder, FIGURES, page)
        assert done.returncode == 0, done.stderr
    text = page.read_text()
    assert text.startswith("before\n<!--") and text.endswith("<!-- /bench/results -->\nafter\n") and "old" not in text
    assert text.count("| Tenure | 0.20 |") == 1 and "(results/traversals-x1.svg)" in text, text


def check_what_is_shown():
    """Rows of the README are rows of the page of all figures, as far as both have a column."""
    shown = (ROOT / "README.md").read_text().split("<!-- bench/results -->")[1].split("<!-- /bench/results -->")[0]
    rows = [line.split(" | ") for line in shown.splitlines() if line.startswith("| ")]
    if not rows:
        return
    page = (ROOT / "bench/results/traversals.md").read_text().splitlines()
    head = rows[0]
    full = next(line.split(" | ") for line in page if line.startswith("| p50"))
    for row in rows[1:]:
        same = next(line.split(" | ") for line in page if line.startswith(row[0] + " | "))
        for place, name in enumerate(head):
            assert row[place].strip(" |") == same[full.index(name)].strip(" |"), (row[0], name)
    assert (ROOT / re.search(r"\((bench/results/[^)]*svg)\)", shown)[1]).is_file()


def main():
    for check in (check_tables, check_chart, check_refusals, check_readme):
        with tempfile.TemporaryDirectory() as folder:
            check(pathlib.Path(folder))
    check_what_is_shown()


if __name__ == "__main__":
    main()
