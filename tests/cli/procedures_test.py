"""What tenure.* and algo.* answer inside of a statement is what the commands of the same names answer."""
import json

from command import BAD_INPUT, LOCKED, NO, run_all

PEOPLE = ":ID,name,:VALID\n" + "".join(f"n{i},Node {i},{'2001/2019' if i % 7 == 0 else ''}\n" for i in range(40))


def facts(count):
    """Facts between 40 nodes, certain and uncertain ones, the same at every run."""
    rows, seed = [":START_ID,:TYPE,:END_ID,:VALID,:STATUS,weight:float"], 12345
    for _ in range(count):
        draw = []
        for most in (40, 40, 3, 10, 6, 5):
            seed = (seed * 1103515245 + 12345) % 2**31
            draw.append((seed >> 8) % most)
        start = 2000 + draw[3]
        when = [f"{start}-02-0{draw[5] + 1}/{start + draw[4] + 1}-06-30", f"{start}/{start + draw[4]}",
                f"{start}/"][draw[2]]
        rows.append(f"n{draw[0]},{'MEMBER_OF' if draw[5] else 'KNOWS'},n{draw[1]},{when},"
                    f"{'refuted' if draw[4] == 5 else 'asserted'},{draw[5] + 0.5}")
    return "\n".join(rows) + "\n"


def graph(here):
    here.write("nodes.csv", PEOPLE)
    here.write("facts.csv", facts(160))
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    return "db"


def ask(here, db, text, expect=0, **parameters):
    words = [word for name, value in parameters.items() for word in ("--param", f"{name}={json.dumps(value)}")]
    ran = here.run("query", db, text, "--output", "json", *words, expect=expect)
    return ran.rows if expect == 0 else ran.err


def command(here, *words):
    return [{name: value for name, value in row.items() if not name.endswith("name") and name not in ("name", "source")}
            for row in here.run(*words, "--output", "json").rows]


def same(a, b):
    # Commands print six digits, and a whole number without a point.
    plain = [[{name: float(f"{value:.6g}") if isinstance(value, (int, float)) and not isinstance(value, bool) else value
               for name, value in row.items()} for row in rows] for rows in (a, b)]
    assert plain[0] == plain[1], f"\n{plain[0]}\n{plain[1]}"
    return len(a)


def timeline_is_that_of_the_command(here):
    db, rows = graph(here), 0
    for node in ("n0", "n3", "n14"):
        for option, words in (("{}", []), ("{types: ['KNOWS'], refuted: true}", ["--type", "KNOWS",
                                                                                 "--include-refuted"])):
            rows += same(ask(here, db, f"CALL tenure.timeline('{node}', {option}) YIELD fact, type, direction, node, "
                             "validity, written, ended_by, event, status RETURN id(fact) AS fact, type, direction, "
                             "node._id AS node, validity, written, ended_by, event, status"),
                         command(here, "timeline", db, node, *words))
    assert rows > 10, rows
    # Under a time: those that hold then, the certain ones where these are asked for.
    held = 0
    for node in ("n0", "n3", "n4", "n5", "n31"):
        for prefix in ("FOR VALID_TIME AS OF '2005'", "FOR CERTAIN VALID_TIME BETWEEN '2003' AND '2005'"):
            held += same(ask(here, db, f"{prefix} CALL tenure.timeline('{node}', {{types: 'MEMBER_OF'}}) YIELD fact "
                             "RETURN id(fact) AS fact, certainty(fact) AS certainty ORDER BY fact"),
                         ask(here, db, f"{prefix} MATCH (n {{_id: '{node}'}})-[r:MEMBER_OF]-() "
                             "RETURN DISTINCT id(r) AS fact, certainty(r) AS certainty ORDER BY fact"))
    assert held > 10, held
    return f"{rows} rows, and {held} under a time"


def difference_is_that_of_the_command(here):
    db, rows = graph(here), 0
    for option, words in (("{}", []), ("{node: 'n3'}", ["--node", "n3"]), ("{types: 'KNOWS'}", ["--type", "KNOWS"])):
        rows += same(ask(here, db, f"CALL tenure.diff('2003', '2006-05', {option}) YIELD change, fact, subject, type, "
                         "object, validity, before, after, status RETURN change, id(fact) AS fact, subject._id AS "
                         "subject, "
                         "type, object._id AS object, validity, before, after, status"),
                     command(here, "diff", db, "2003", "2006-05", *words))
    assert rows > 50, rows
    return f"{rows} rows"


def lineage_is_that_of_the_command(here):
    db = here.azawad()
    rows = same(ask(here, db, "CALL tenure.lineage('Azawad Liberation Front') YIELD generation, event, type, fact, "
                    "subject, "
                    "object, validity, status RETURN generation, event, type, id(fact) AS fact, subject._id AS "
                    "subject, "
                    "object._id AS object, validity, status"), command(here, "lineage", db, "front"))
    assert rows == 4, rows
    # Within a time: the succession's year, not the merger's month.
    assert ask(here, db, "FOR VALID_TIME AS OF '2023-12' CALL tenure.lineage('front') YIELD type RETURN type") == [
        {"type": "SUCCEEDED_BY"}]


def closure_is_that_of_the_command(here):
    db, rows = graph(here), 0
    clause = {"2003": "FOR VALID_TIME AS OF '2003'", "2003..2007": "FOR VALID_TIME BETWEEN '2003' AND '2007'", "..": ""}
    for time, prefix in clause.items():
        for certain in ([], ["--certain"]):
            if certain and not prefix:
                continue
            for option, words in (("{}", []), ("{direction: 'in', steps: 2, types: ['MEMBER_OF']}",
                                              ["--direction", "in", "--max-steps", "2", "--type", "MEMBER_OF"])):
                text = prefix.replace("FOR", "FOR CERTAIN") if certain else prefix
                rows += same(ask(here, db, f"{text} CALL tenure.closure('n7', {option}) YIELD node, steps, possible, "
                                 f"certain "
                                 "RETURN node._id AS node, steps, possible, certain"),
                             command(here, "closure", db, time, "n7", *certain, *words))
    assert rows > 60, rows
    return f"{rows} rows"


def overlap_is_that_of_the_command(here):
    db, rows = graph(here), 0
    for option, words in (("{}", []), ("{members: true}", ["--members"]), ("{with: 'n5'}", ["--with", "n5"])):
        for time, prefix in (("..", ""), ("2004", "FOR VALID_TIME AS OF '2004' ")):
            rows += same(ask(here, db, f"{prefix}CALL tenure.overlap('n3', {option}) YIELD place, node, other, "
                             f"together, "
                             "together_certain, certainty, fact, other_fact RETURN place._id AS place, node._id AS "
                             "node, "
                             "other._id AS other, together, together_certain, certainty, id(fact) AS fact, "
                             "id(other_fact) AS other_fact"), command(here, "overlap", db, "n3", "--time", time,
                                                                      *words))
    rows += same(ask(here, db, "CALL tenure.overlap('n4', {members: true}) YIELD fact, other_fact, certainty "
                     "RETURN id(fact) AS fact, id(other_fact) AS other_fact, certainty"),
                 [{name: row[name] for name in ("fact", "other_fact", "certainty")}
                  for row in command(here, "overlap", db, "n4", "--members")])
    assert rows > 5, rows
    assert "do not go together" in ask(here, db, "CALL tenure.overlap('n3', {with: 'n5', members: true})", BAD_INPUT)
    return f"{rows} rows"


def series_is_that_of_the_command(here):
    db, rows = graph(here), 0
    for figure, node, step in (("members", "n3", "year"), ("turnover", "n3", "month"), ("degree", "n5", "year"),
                               ("facts", "-", "year"), ("components", "-", "year")):
        named = "" if node == "-" else f"node: '{node}', "
        long = ask(here, db, f"CALL tenure.series('{figure}', '2002', '2006', {{{named}step: '{step}'}})")
        wide = {}
        for row in long:
            wide.setdefault(row["time"], {"time": row["time"]}).update(
                {row["name"]: row["possible"], row["name"] + "_certain": row["certain"]})
        rows += same(list(wide.values()),
                     here.run("series", db, node, "--figure", figure, "--from", "2002", "--to", "2006", "--step", step,
                              "--output", "json").rows)
    assert "of a node" in ask(here, db, "CALL tenure.series('members', '2002', '2003')", BAD_INPUT)
    return f"{rows} rows"


def transactions_are_those_of_the_command(here):
    db = graph(here)
    here.run("query", db, "CREATE (:Later {_id: 'later'})", "--who", "me", "--why", "because", "--from", "a leaflet")
    rows = ask(here, db, "CALL tenure.transactions() YIELD number, instant, who, why, from, nodes, facts "
               "RETURN number, toString(instant) AS instant, who, why, from, nodes, facts")
    known = here.run("transactions", db, "--output", "json").rows
    for row in known:  # a datetime has no zeros at its end
        row["instant"] = row["instant"].rstrip("Z").rstrip("0").rstrip(".") + "Z"
    same(rows, known)
    # As of an earlier belief those that were known then.
    assert len(rows) > 1
    earlier = ask(here, db, "FOR SYSTEM_TIME AS OF $then CALL tenure.transactions() YIELD number RETURN number",
                  then=rows[-2]["instant"])
    assert [row["number"] for row in earlier] == [row["number"] for row in rows[:-1]], earlier


ALGORITHMS = {"components": "component", "pagerank": "pageRank", "betweenness": "betweenness", "closeness": "closeness",
              "core-numbers": "coreNumbers", "articulation-points": "articulationPoints"}


def algorithms_are_those_of_the_command(here):
    db, rows = graph(here), 0
    names = {row["node"]: row for row in here.run("algo", db, "components", "--as-of", "2004", "--output", "json").rows}
    assert len(names) > 30
    for word, name in ALGORITHMS.items():
        name = "components" if word == "components" else name
        for time in ("2004", "2004-06-15"):
            for option, more in (("{}", []), ("{types: ['MEMBER_OF'], top: 5}", ["--type", "MEMBER_OF", "--top", "5"])):
                of_command = command(here, "algo", db, word, "--as-of", time, *more)
                value = [key for key in (of_command[0] if of_command else {}) if key != "node"]
                if not value:
                    continue
                rows += same(ask(here, db, f"FOR VALID_TIME AS OF '{time}' CALL algo.{name}({option}) YIELD node, "
                                 f"{value[0]} "
                                 f"RETURN node._id AS node, {value[0]}"), of_command)
    assert rows > 300, rows
    own = [(["--direction", "out"], "{direction: 'out'}"), (["--normalised"], "{normalised: true}")]
    for words, option in own:
        same(ask(here, db, f"FOR VALID_TIME AS OF '2004' CALL algo.betweenness({option}) YIELD node, betweenness "
                 "RETURN node._id AS node, betweenness"),
             command(here, "algo", db, "betweenness", "--as-of", "2004", *words))
    return f"{rows} rows"


def ways_are_those_of_the_path_command(here):
    db, found = graph(here), 0
    for end in range(1, 40):
        ran = here.run("path", db, "2004", "n0", f"n{end}", "--type", "MEMBER_OF", "--output", "json", expect=(0, NO))
        way = ask(here, db, f"FOR VALID_TIME AS OF '2004' CALL algo.shortestPath('n0', 'n{end}', {{types: "
                  f"'MEMBER_OF'}}) "
                  "YIELD path, steps, certainty RETURN [r IN relationships(path) | id(r)] AS facts, steps, certainty")
        assert [row["fact"] for row in ran.rows] == (way[0]["facts"] if way else []), (ran, way)
        assert all(row["certainty"] == way[0]["certainty"] for row in ran.rows), (ran, way)
        reached = ask(here, db, "FOR VALID_TIME AS OF '2004' CALL algo.distances('n0', {types: 'MEMBER_OF', "
                      f"direction: 'both'}}) YIELD node, distance WITH node, distance WHERE node._id = 'n{end}' "
                      f"RETURN distance")
        assert [row["distance"] for row in reached] == [row["steps"] for row in way], (reached, way)
        found += len(way)
    assert 10 < found < 39, found
    return f"{found} ways"


def journeys_are_those_of_the_path_command(here):
    db, found = graph(here), 0
    for best, call in (("earliest", "tenure.arrivals('n0', {to: '%s'})"),
                       ("latest", "tenure.departures('%s', {from: 'n0'})"),
                       ("fastest", "tenure.fastest('n0', {to: '%s'})")):
        for end in range(1, 40, 3):
            ran = here.run("path", db, "2003..2007", "n0", f"n{end}", "--chronological", "--best", best, "--direction",
                           "out", "--output", "json", expect=(0, NO))
            way = ask(here, db, f"FOR VALID_TIME BETWEEN '2003' AND '2007' CALL {call % f'n{end}'} "
                      "YIELD path, certainty RETURN [r IN relationships(path) | id(r)] AS facts, certainty")
            assert [row["fact"] for row in ran.rows] == (way[0]["facts"] if way else []), (best, ran, way)
            assert all(row["certainty"] == way[0]["certainty"] for row in ran.rows), (ran, way)
            found += len(way)
    assert 10 < found < 39, found
    return f"{found} journeys"


def the_other_algorithms_answer(here):
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID,weight:float\na,T,b,2010/2012,2\n"
               "b,T,c,2010/2012,3\nc,T,a,2011,1\nc,T,d,2010/2012,9\n")
    here.write("nodes.csv", ":ID\na\nb\nc\nd\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")

    def table(time, name, column, arguments=""):
        return {row["node"]: row[column] for row in ask(
            here, "db", f"FOR VALID_TIME AS OF '{time}' CALL algo.{name}({arguments}) YIELD node, {column} "
            f"RETURN node._id AS node, {column}")}

    assert table("2011-06-01", "strongComponents", "component") == {"a": 0, "b": 0, "c": 0, "d": 1}
    assert table("2012-01-01", "strongComponents", "component") == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert table("2012-01-01", "topologicalOrder", "place") == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert "circle" in ask(here, "db", "FOR VALID_TIME AS OF '2011-06-01' CALL algo.topologicalOrder()", BAD_INPUT)
    assert table("2012-01-01", "distances", "distance", "'a'") == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert table("2012-01-01", "distances", "distance", "'a', {weight: 'weight'}") == {"a": 0, "b": 2, "c": 5, "d": 14}
    cut = ask(here, "db", "FOR VALID_TIME AS OF '2012-01-01' CALL algo.minimumCut({weight: 'weight'}) YIELD weight, "
              "side, facts "
              "RETURN weight, [n IN side | n._id] AS side, [f IN facts | endNode(f)._id] AS cut")
    assert cut == [{"weight": 2.0, "side": ["a"], "cut": ["b"]}], cut
    # All of time, where no clause says otherwise.
    assert ask(here, "db",
               "CALL algo.strongComponents() YIELD component RETURN count(DISTINCT component) AS n") == [{"n": 2}]


def what_a_call_cannot_use_is_refused(here):
    db = here.azawad()
    assert "has no effect" in ask(here, db, "FOR VALID_TIME AS OF '2022' CALL tenure.diff('2022', '2023')", BAD_INPUT)
    assert "has no effect" in ask(here, db, "FOR VALID_TIME AS OF '2022' CALL tenure.transactions()", BAD_INPUT)
    err = ask(here, db, "CALL tenure.closure('cma', {type: 'MEMBER_OF'})", BAD_INPUT)
    assert "there is no option type here; there is types, direction" in err and "line 1:6" in err, err
    for call, why in (("tenure.closure('cma', {steps: 0})", "whole number from 1"),
                      ("tenure.closure('cma', {types: []})", "that has some"),
                      ("tenure.closure('cma', {direction: 'up'})", "direction is out, in or both"),
                      ("tenure.closure('nobody')", "no node has the id or the name"),
                      ("tenure.closure('MSA')", "is the name of 2 nodes"),
                      ("tenure.closure(null)", "a NODE"),
                      ("tenure.diff('yesterday', '2022')", "yesterday"),
                      ("tenure.series('fame', '2020', '2021')", "figure is members, degree"),
                      ("algo.pageRank({damping: 1})", "between 0 and 1"),
                      ("algo.components({weight: 'x'})", "no option weight"),
                      ("algo.distances('cma', {weight: 'note'})", "must be a number")):
        assert why in ask(here, db, "CALL " + call, BAD_INPUT), (call, ask(here, db, "CALL " + call, BAD_INPUT))
    assert "answers as of one belief" in ask(
        here, db, "FOR SYSTEM_TIME BETWEEN '2000' AND '2100' CALL tenure.lineage('front')", BAD_INPUT)
    assert "procedures read what is committed" in ask(
        here, db, "CREATE (:New) WITH 1 AS one CALL algo.pageRank() YIELD node RETURN count(node)", BAD_INPUT)
    # Before the write is the right place.
    here.run("query", db, "CALL algo.pageRank() YIELD node, pagerank SET node.rank = pagerank")
    assert ask(here, db, "MATCH (n) WHERE n.rank > 0 RETURN count(n) AS ranked") == [{"ranked": 39}]


def a_call_obeys_its_budget(here):
    db = graph(here)
    for call in ("tenure.closure('n3')", "tenure.overlap('n3')", "algo.betweenness()", "tenure.diff('2003', '2006')",
                 "tenure.arrivals('n3')", "tenure.series('components', '1000', '2999', {step: 'day'})"):
        here.run("query", db, "CALL " + call, "--timeout", "0", expect=LOCKED)
    ran = here.run("query", db, "CALL tenure.series('facts', '1000', '2999', {step: 'day'})", "--memory", "1",
                   expect=BAD_INPUT)
    assert "memory" in ran.err, ran


def a_call_answers_as_of_a_belief(here):
    db = here.azawad()
    then = ask(here, db, "CALL tenure.transactions() YIELD instant RETURN toString(max(instant)) AS t")[0]["t"]
    here.run("query", db, "MATCH ()-[r:MERGED_INTO]->() DELETE r")
    assert len(ask(here, db, "CALL tenure.lineage('front') YIELD fact")) == 1
    assert len(ask(here, db, "FOR SYSTEM_TIME AS OF $t CALL tenure.lineage('front') YIELD fact", t=then)) == 4
    here.run("query", db, "MATCH (a {_id: 'cma'}), (b {_id: 'front'}) CREATE (a)-[:MEMBER_OF {_valid: '2023-02'}]->(b)")
    reached = "CALL tenure.closure('cma', {types: 'MEMBER_OF'}) YIELD node RETURN collect(node._id) AS reached"
    assert ask(here, db, reached) == [{"reached": ["front", "csp-psd"]}]
    assert ask(here, db, "FOR SYSTEM_TIME AS OF $t " + reached, t=then) == [{"reached": ["csp-psd"]}]


run_all([timeline_is_that_of_the_command, difference_is_that_of_the_command, lineage_is_that_of_the_command,
         closure_is_that_of_the_command, overlap_is_that_of_the_command, series_is_that_of_the_command,
         transactions_are_those_of_the_command, algorithms_are_those_of_the_command, ways_are_those_of_the_path_command,
         journeys_are_those_of_the_path_command, the_other_algorithms_answer, what_a_call_cannot_use_is_refused,
         a_call_obeys_its_budget, a_call_answers_as_of_a_belief])
