"""Paths, overlap, closure and series as a user asks for them: rows, refusals, exit codes, Ctrl-C and time-outs."""
import os
import signal
import subprocess
import time

from command import BAD_INPUT, INTERRUPTED, LOCKED, NO, TENURE, USAGE, run_all

CLUB = """:START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO
ann,MEMBER_OF,club,2010-01-01,2012-12-31
bob,MEMBER_OF,club,2012-12-31,2015-12-31
cat,MEMBER_OF,board,2014,2016
club,MEMBER_OF,board,2011-01-01,2020-12-31
"""
NODES = ":ID,name\nann,Ann\nbob,Bob\ncat,Cat\nclub,The Club\nboard,The Board\n"


def club(here):
    here.write("nodes.csv", NODES)
    here.write("facts.csv", CLUB)
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    return "db"


def nodes_of(ran):
    return [(row["path"], row["from"], row["node"]) for row in ran.rows]


def a_path_is_a_row_for_each_step(here):
    db = club(here)
    ran = here.run("path", db, "2012-12-31", "ann", "bob", "--output", "json")
    assert nodes_of(ran) == [(1, "ann", "club"), (1, "club", "bob")], ran
    assert [row["certainty"] for row in ran.rows] == ["certain", "certain"], ran
    assert here.run("path", db, "2012-12-30", "ann", "bob", "--output", "json", expect=NO).rows == []
    assert here.run("path", db, "2012-12-31", "ann", "bob", "--direction", "out", expect=NO).err == ""
    assert here.run("path", db, "2012-12-31", "ann", "bob", "--max-steps", "1", expect=NO)
    here.run("path", db, "2012-12-31", "ann", "nobody", expect=NO)


def contemporaneous_paths_tell_what_they_share(here):
    db = club(here)
    ran = here.run("path", db, "..", "ann", "board", "--contemporaneous", "--output", "json")
    assert [row["together"] for row in ran.rows] == [["2011-01-01/2012-12-31"]] * 2, ran
    ran = here.run("path", db, "2012-06..2013", "ann", "board", "--contemporaneous", "--output", "json")
    assert ran.rows[0]["together"] == ["2012-06-01/2012-12-31"], ran
    here.run("path", db, "2013..", "ann", "board", "--contemporaneous", expect=NO)
    # The first day of a range is in it, and so is the last.
    here.run("path", db, "2012-12-31..2013", "ann", "board", "--contemporaneous")
    here.run("path", db, "..2011-01-01", "ann", "board", "--contemporaneous")
    here.run("path", db, "..2010-12-31", "ann", "board", "--contemporaneous", expect=NO)


def journeys_have_a_departure_and_an_arrival(here):
    db = club(here)
    for best in ("earliest", "latest", "fastest"):
        ran = here.run("path", db, "..", "ann", "board", "--chronological", "--best", best, "--output", "json")
        assert {(r["departure"], r["arrival"]) for r in ran.rows} == {("2010-01-01", "2011-01-01")}, ran
    # Against the facts the order of starts is the wrong one, but in a range all of them hold already.
    here.run("path", db, "..", "board", "ann", "--chronological", expect=NO)
    here.run("path", db, "2012", "board", "ann", "--chronological")
    assert "requires --chronological" in here.run("path", db, "..", "ann", "bob", "--best", "latest",
                                                  expect=USAGE).err
    here.run("path", db, "..", "ann", "bob", "--chronological", "--contemporaneous", expect=USAGE)


def overlap_names_both_facts(here):
    db = club(here)
    ran = here.run("overlap", db, "ann", "--output", "json")
    assert [(row["place"], row["other"], row["together"]) for row in ran.rows] == [("club", "bob", ["2012-12-31"])]
    assert here.run("overlap", db, "ann", "--with", "cat", "--output", "json").rows == []
    ran = here.run("overlap", db, "board", "--members", "--output", "json")
    assert [(row["node"], row["other"], row["certainty"]) for row in ran.rows] == [("cat", "club", "certain")], ran
    here.run("overlap", db, "board", "--members", "--with", "ann", expect=USAGE)


def closure_is_a_row_for_each_node(here):
    db = club(here)
    ran = here.run("closure", db, "2012..2020", "ann", "--output", "json")
    assert [(row["node"], row["steps"], row["certain"]) for row in ran.rows] == [
        ("club", 1, ["2012-01-01/2012-12-31"]), ("board", 2, ["2012-01-01/2012-12-31"])], ran
    ran = here.run("closure", db, "..", "board", "--direction", "in", "--certain", "--output", "csv")
    assert ran.out.startswith("node,name,steps,possible,certain\n") and ran.out.count("\n") == 5, ran
    assert "ends before it begins" in here.run("closure", db, "2014..2012", "ann", expect=BAD_INPUT).err
    here.run("closure", db, "someday", "ann", expect=BAD_INPUT)


def series_is_a_row_for_each_step(here):
    db = club(here)
    ran = here.run("series", db, "club", "--figure", "turnover", "--from", "2012", "--to", "2013", "--step", "year",
                   "--output", "csv")
    assert ran.out == ("time,members,members_certain,joined,joined_certain,left,left_certain\n"
                       "2012,2,1,0,0,0,0\n2013,1,1,0,1,1,1\n"), ran
    ran = here.run("series", db, "club", "--figure", "members", "--from", "2012-12", "--to", "2013-01", "--first-day",
                   "--output", "jsonl")
    assert ran.out == ('{"time":"2012-12","members":1,"members_certain":1}\n'
                       '{"time":"2013-01","members":1,"members_certain":1}\n'), ran
    ran = here.run("series", db, "-", "--figure", "components", "--from", "2012-12-30", "--to", "2012-12-31",
                   "--step", "day", "--output", "csv")
    assert ran.out.splitlines()[1:] == ["2012-12-30,5,5,3,3,2,2,3,3", "2012-12-31,5,5,2,2,1,1,4,4"], ran
    assert "of a node" in here.run("series", db, "-", "--figure", "members", "--from", "2012", "--to", "2013",
                                   expect=BAD_INPUT).err
    here.run("series", db, "club", "--figure", "size", "--from", "2012", "--to", "2013", expect=USAGE)
    here.run("series", db, "club", "--figure", "members", "--from", "2013", "--to", "2012", expect=BAD_INPUT)


def endless(here):
    """3^30 beginnings and no certain path: the last fact may begin when all the others are over."""
    lines = [":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO"]
    lines += [f"n{i},T,n{i + 1},2010-01-01,2012-06-30" for i in range(30) for _ in range(3)]
    lines.append("n30,T,end,2012,2013")
    here.write("facts.csv", "\n".join(lines) + "\n")
    here.write("nodes.csv", ":ID\n" + "".join(f"n{i}\n" for i in range(31)) + "end\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    return ["path", "db", "2010..2020", "n0", "end", "--contemporaneous", "--max-steps", "31", "--direction", "out",
            "--certain"]


def a_question_stops_at_its_time(here):
    question = endless(here)
    started = time.monotonic()
    ran = here.run(*question, "--timeout", "0.3", expect=LOCKED)
    assert "the time for the question is over" in ran.err and ran.out == "", ran
    assert time.monotonic() - started < 20


def ctrl_c_stops_a_question(here):
    question = endless(here)
    with subprocess.Popen([TENURE, *question], cwd=here.path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asked:
        time.sleep(1)
        assert asked.poll() is None, asked.communicate()
        os.kill(asked.pid, signal.SIGINT)
        out, err = asked.communicate(timeout=20)
    assert asked.returncode == INTERRUPTED and b"stopped as asked" in err and not out, (asked.returncode, err)


def every_question(db, node, other):
    return [["path", db, "..", node, other], ["path", db, "..", node, other, "--contemporaneous"],
            ["path", db, "..", node, other, "--chronological"],
            ["path", db, "..", node, other, "--chronological", "--best", "fastest"],
            ["overlap", db, node], ["overlap", db, other, "--members"],
            ["closure", db, "..", other, "--direction", "in"],
            ["series", db, other, "--figure", "turnover", "--from", "1950", "--to", "2020"],
            ["series", db, "-", "--figure", "components", "--from", "1950", "--to", "2020"]]


def every_question_stops_at_its_time(here):
    db = club(here)
    for question in every_question(db, "ann", "board"):
        ran = here.run(*question, "--timeout", "0", expect=LOCKED)
        assert "the time for the question is over" in ran.err and ran.out == "", ran


def a_hub_takes_no_more_memory_than_allowed(here):
    """30,000 members of one club, all at the same time: 450 million pairs of them."""
    here.write("nodes.csv", ":ID\nclub\n" + "".join(f"n{i}\n" for i in range(30_000)))
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO\n" +
               "".join(f"n{i},MEMBER_OF,club,2010,2020\n" for i in range(30_000)))
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    for question in every_question("db", "n7", "club")[4:8]:
        ran = here.run(*question, "--memory", "1", expect=BAD_INPUT)
        assert "more than its 1048576 bytes of memory" in ran.err and ran.out == "", ran
    # What is asked for little of it takes little: the first rows, the shortest path.
    assert len(here.run("overlap", "db", "club", "--members", "--limit", "3", "--output", "json").rows) == 3
    assert len(here.run("path", "db", "2015", "n7", "n9", "--output", "json").rows) == 2
    assert len(here.run("closure", "db", "2015..2016", "n7", "--memory", "1", "--output", "json").rows) == 1


def dense(here):
    """31 people who are all joined with all others, both ways: more than 10^11 paths of eight steps."""
    here.write("nodes.csv", ":ID\n" + "".join(f"n{i}\n" for i in range(31)))
    lines = [f"n{a},T,n{b},{1950 + (a * 7 + b * 13) % 60},{1952 + (a * 7 + b * 13) % 60 + (a + b) % 9}"
             for a in range(31) for b in range(31) if a != b]
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO\n" + "\n".join(lines) + "\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    return "db"


def a_dense_graph_is_answered_in_sets_and_not_by_paths(here):
    db = dense(here)
    ran = here.run("closure", db, "1950..2020", "n0", "--max-steps", "8", "--timeout", "10", "--output", "json")
    assert len(ran.rows) == 30, ran
    for best in ("earliest", "latest", "fastest"):
        here.run("path", db, "..", "n0", "n30", "--chronological", "--best", best, "--timeout", "10")
    # Of paths the first ten are asked for, and found before the others.
    ran = here.run("path", db, "..", "n0", "n30", "--contemporaneous", "--max-steps", "8", "--timeout", "10",
                   "--output", "json")
    assert {row["path"] for row in ran.rows} == set(range(1, 11)), ran


run_all([a_path_is_a_row_for_each_step, contemporaneous_paths_tell_what_they_share,
         journeys_have_a_departure_and_an_arrival, overlap_names_both_facts, closure_is_a_row_for_each_node,
         series_is_a_row_for_each_step, a_question_stops_at_its_time, every_question_stops_at_its_time,
         a_hub_takes_no_more_memory_than_allowed, a_dense_graph_is_answered_in_sets_and_not_by_paths,
         ctrl_c_stops_a_question])
