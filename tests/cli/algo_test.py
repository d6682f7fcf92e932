"""`tenure algo`: algorithms over the graph as of a time."""
import os
import signal
import subprocess
import time

import command

NODES = ":ID,:LABEL,name\n" + "".join(f"{n},Organization,{n.upper()}\n" for n in "abcdef")
# Until 2016 a triangle of a, b, c; d hangs on c; e and f are apart, and perhaps joined during 2015.
EDGES = """:START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO
a,ALLIED,b,2014-01-01,2016-12-31
b,ALLIED,c,2014-01-01,2016-12-31
c,ALLIED,a,2014-01-01,2016-12-31
d,MEMBER_OF,c,2014-01-01,2016-12-31
e,ALLIED,f,2015,2016
"""


def database(here):
    here.run("import", "db", "--nodes", here.write("nodes.csv", NODES), "--edges", here.write("facts.csv", EDGES),
             "--quiet")


def algo(here, *words, **options):
    return here.run("algo", "db", *words, "--output", "json", **options).rows


def each_algorithm_gives_a_row_for_each_node(here):
    database(here)
    for name, field in [("components", "component"), ("pagerank", "pagerank"), ("betweenness", "betweenness"),
                        ("closeness", "closeness"), ("core-numbers", "core")]:
        rows = algo(here, name, "--as-of", "2015-06-01")
        assert {row["node"] for row in rows} == set("abcdef"), rows
        assert all(set(row) == {"node", "name", field} for row in rows), rows
        assert all(row["name"] == row["node"].upper() for row in rows), rows


def answers_are_known(here):
    database(here)
    rows = algo(here, "components", "--as-of", "2015-06-01")
    assert {row["node"]: row["component"] for row in rows} == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2, "f": 2}, rows
    assert algo(here, "articulation-points", "--as-of", "2015-06-01") == [{"node": "c", "name": "C", "parts": 2}]
    cores = {row["node"]: row["core"] for row in algo(here, "core-numbers", "--as-of", "2015-06-01")}
    assert cores == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 1, "f": 1}, cores
    top = algo(here, "betweenness", "--as-of", "2015-06-01", "--top", "1")
    assert top == [{"node": "c", "name": "C", "betweenness": "2"}], top
    ranks = algo(here, "pagerank", "--as-of", "2015-06-01")
    assert abs(sum(float(row["pagerank"]) for row in ranks) - 1) < 1e-4, ranks


def types_days_and_certainty_are_kept_to(here):
    database(here)
    certain = algo(here, "core-numbers", "--as-of", "2015-06-01", "--certain")
    assert {row["node"]: row["core"] for row in certain}["e"] == 0, certain
    typed = algo(here, "core-numbers", "--as-of", "2015-06-01", "--type", "ALLIED")
    assert {row["node"]: row["core"] for row in typed}["d"] == 0, typed
    after = algo(here, "core-numbers", "--as-of", "2018")
    assert all(row["core"] == 0 for row in after), after


def refusals(here):
    database(here)
    err = here.run("algo", "db", "centrality", "--as-of", "2015", expect=command.USAGE).err
    assert '"centrality" is none of components|pagerank' in err, err
    here.run("algo", "db", "pagerank", expect=command.USAGE)
    here.run("algo", "db", "pagerank", "--as-of", "soon", expect=command.BAD_INPUT)
    here.run("algo", "none", "pagerank", "--as-of", "2015", expect=command.NO)


NAMES = ["components", "pagerank", "betweenness", "closeness", "core-numbers", "articulation-points"]


def each_algorithm_stops_at_its_time(here):
    database(here)
    for name in NAMES:
        ran = here.run("algo", "db", name, "--as-of", "2015", "--timeout", "0", expect=command.LOCKED)
        assert "the time for the question is over" in ran.err and ran.out == "", ran


def large(here):
    """A ring of 20,000: its betweenness alone is 400 million steps."""
    here.write("nodes.csv", ":ID\n" + "".join(f"n{i}\n" for i in range(20_000)))
    here.write("edges.csv", ":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO\n" +
               "".join(f"n{i},T,n{(i + 1) % 20_000},2010,2020\n" for i in range(20_000)))
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "edges.csv", "--quiet")


def a_large_graph_takes_no_more_than_allowed(here):
    large(here)
    for name in NAMES:
        ran = here.run("algo", "db", name, "--as-of", "2015", "--memory", "1", expect=command.BAD_INPUT)
        assert "more than its 1048576 bytes of memory" in ran.err and ran.out == "", ran
    started = time.monotonic()
    here.run("algo", "db", "betweenness", "--as-of", "2015", "--timeout", "0.5", expect=command.LOCKED)
    assert time.monotonic() - started < 20


def ctrl_c_stops_an_algorithm(here):
    large(here)
    with subprocess.Popen([command.TENURE, "algo", "db", "betweenness", "--as-of", "2015"], cwd=here.path,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        time.sleep(1)
        assert asked.poll() is None, asked.communicate()
        os.kill(asked.pid, signal.SIGINT)
        out, err = asked.communicate(timeout=20)
    assert asked.returncode == command.INTERRUPTED and b"stopped as asked" in err and not out, (asked.returncode, err)


command.run_all([each_algorithm_gives_a_row_for_each_node, answers_are_known, types_days_and_certainty_are_kept_to,
                 refusals, each_algorithm_stops_at_its_time, a_large_graph_takes_no_more_than_allowed,
                 ctrl_c_stops_an_algorithm])
