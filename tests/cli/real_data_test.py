"""The real data sets load, and the command answers as a small script does from the CSV alone. Issue 2, "Must show" 4.

For each of the sets in $TENURE_SHARED/data: `as-of` of random nodes on random days, `stats --as-of` of random days,
and an export that comes back byte for byte. TENURE_QUESTIONS is the number of (node, day) each (default 25; 200 for
the full run), a fourth of it the number of days of `stats`; TENURE_SEED replays a run.
"""
import collections
import csv
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import plain_csv

TENURE = os.environ["TENURE"]
QUESTIONS = int(os.environ.get("TENURE_QUESTIONS", "25"))
SEED = int(os.environ.get("TENURE_SEED", random.randrange(10**9)))
SETS = ["parlgov", "congress_committees", "openstates"]
FIELDS = ["fact", "type", "direction", "node", "name", "validity", "certainty", "status", "source"]
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1).toordinal(), datetime.date(2026, 12, 31).toordinal()


def tenure(*arguments):
    run = subprocess.run([TENURE, *map(str, arguments)], capture_output=True)
    assert run.returncode == 0, (arguments, run.returncode, run.stderr.decode(errors="replace"))
    return run.stdout


def some_day(dice, facts):
    """A day at or beside a bound of one of the facts, or any."""
    finite = [bound for fact in facts for bound in fact[4] if abs(bound) != plain_csv.FUTURE]
    if finite and dice.random() < 0.75:
        day = dice.choice(finite) + dice.choice([-1, 0, 0, 1])
    else:
        day = dice.randint(FIRST_DAY, LAST_DAY)
    return day, datetime.date.fromordinal(day).isoformat()


def check_as_of(graph, database, dice):
    with_facts, every = sorted(graph.of_node), sorted(graph.names)
    answered = 0
    for _ in range(QUESTIONS):
        node = dice.choice(with_facts if dice.random() < 0.9 else every)
        day, text = some_day(dice, graph.of_node.get(node, []))
        lines = tenure("as-of", database, text, node, "--direction", "both", "--output", "jsonl").decode().splitlines()
        rows = [json.loads(line) for line in lines]
        assert all(list(row) == FIELDS for row in rows), (node, text, rows[0])
        assert len({row["fact"] for row in rows}) == len(rows), (node, text, "a fact stands twice")
        given = sorted(tuple((row[field] or "") for field in FIELDS[1:]) for row in rows)
        expected = graph.as_of(day, node)
        assert given == expected, (node, text, "only the command:", sorted(set(given) - set(expected))[:5],
                                   "only the script:", sorted(set(expected) - set(given))[:5])
        answered += len(rows)
    return answered


def check_stats(graph, database, dice):
    for _ in range(max(1, QUESTIONS // 4)):
        day, text = some_day(dice, dice.sample(graph.facts, 5))
        given = json.loads(tenure("stats", database, "--as-of", text, "--output", "json"))
        assert given == graph.stats(day), (text, given, graph.stats(day))


def check_rejects(graph, rejects):
    if not graph.rejected:
        assert not rejects.exists(), "rejects of a set without any"
        return
    with open(rejects, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [int(row["line"]) for row in rows] == graph.rejected, (graph.rejected[:5], rows[:5])
    assert all(row["reason"] for row in rows)


def check(name, folder, dice):
    data = pathlib.Path(os.environ["TENURE_SHARED"], "data", name)
    database, rejects = folder / f"{name}.tenure", folder / f"{name}.rejects.csv"
    nodes, edges = data / "nodes.csv.gz", data / "edges.csv.gz"
    graph = plain_csv.Graph(nodes, edges)
    tenure("import", database, "--nodes", nodes, "--edges", edges, "--on-error", "skip", "--rejects", rejects)
    check_rejects(graph, rejects)
    everything = json.loads(tenure("stats", database, "--output", "json"))
    types = collections.Counter(kind for _, kind, *_ in graph.facts)
    assert everything["facts"] == len(graph.facts) and everything["nodes"] == len(graph.names), everything
    assert everything["by_type"] == types, everything
    rows = check_as_of(graph, database, dice)
    check_stats(graph, database, dice)

    first, copy, second = folder / "1.jsonl", folder / f"{name}-copy.tenure", folder / "2.jsonl"
    first.write_bytes(tenure("export", database, "--format", "jsonl"))
    tenure("import", copy, first)
    second.write_bytes(tenure("export", copy, "--format", "jsonl"))
    assert first.read_bytes() == second.read_bytes(), (name, "an export that came back differs")
    print(f"{name}: {len(graph.names)} nodes, {len(graph.facts)} facts, {len(graph.rejected)} rows rejected; "
          f"{QUESTIONS} questions answered with {rows} rows, {first.stat().st_size} bytes exported twice alike")


def specification():
    day = datetime.date(2014, 10, 28).toordinal()
    assert plain_csv.bounds("2014-10-28", "2014-10-28") == (day, day, day + 1, day + 1)
    assert plain_csv.bounds("2014-10-28", "2014-10-27") is None
    assert plain_csv.bounds("2014-10-28", "") == (day, day, day + 1, plain_csv.FUTURE)
    assert plain_csv.bounds("", "2014-10-28") == (plain_csv.PAST, day, day + 1, day + 1)
    assert plain_csv.bounds("1976-06-31", "") is None
    year = plain_csv.bounds("2017", "2018")
    for text, verdict in [("2016-12-31", None), ("2017-12-30", "possible"), ("2017-12-31", "certain"),
                          ("2018-01-01", "certain"), ("2018-01-02", "possible"), ("2019-01-01", None)]:
        assert plain_csv.certainty(year, datetime.date.fromisoformat(text).toordinal()) == verdict, text
    assert plain_csv.certainty(plain_csv.bounds("", ""), day) == "possible"


specification()
shared = os.environ.get("TENURE_SHARED", "")
if not shared or not all(os.path.exists(os.path.join(shared, "data", name)) for name in SETS):
    print("skipped: ../shared/data is absent")
    sys.exit(77)
print(f"TENURE_SEED={SEED}")
dice = random.Random(SEED)
with tempfile.TemporaryDirectory(prefix="tenure-real-") as folder:
    for name in SETS:
        check(name, pathlib.Path(folder), dice)
