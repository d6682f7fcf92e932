"""Both clocks in statements: versions between two beliefs, what a thing was, said and believed, MERGE by bounds."""
import json

from command import BAD_INPUT, run_all


def ask(here, text, expect=0, **parameters):
    words = [word for name, value in parameters.items() for word in ("--param", f"{name}={json.dumps(value)}")]
    ran = here.run("query", "db", text, "--output", "json", *words, expect=expect)
    return ran.rows if expect == 0 and ran.out else ran.err


def column(rows):
    return [next(iter(row.values())) for row in rows]


def instants(here):
    """Of the commits."""
    return column(ask(here, "CALL tenure.transactions() YIELD instant RETURN toString(instant)"))


def club(here):
    here.write("nodes.csv", ":ID,:LABEL,name,alias,alias:fr\nann,Person,Ann,Annie,Anne\nclub,Club,The Club,,\n")
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID,:SOURCE\nann,MEMBER_OF,club,2010/2012,a leaflet\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")


def revised(here):
    """Two beliefs of a membership and their end, a name that changed, a membership that came late. A time before all
    commits, and their instants."""
    club(here)
    ask(here, "MATCH ()-[r:MEMBER_OF]->() SET r._valid = '2010/2013'")
    ask(here, "MATCH (n:Club) SET n.name = 'A Club'")
    ask(here, "MATCH (c:Club) CREATE (:Person {_id: 'bob', name: 'Bob'})-[:MEMBER_OF {_valid: '2011/..'}]->(c)")
    ask(here, "MATCH (:Person {_id: 'ann'})-[r:MEMBER_OF]->() DELETE r")
    return ["2000", *instants(here)]


def each_version_is_a_row(here):
    times = revised(here)
    assert len(times) == 6, times
    of_fact = ("MATCH ()-[r:MEMBER_OF]->() FOR SYSTEM_TIME BETWEEN $a AND $b RETURN r._valid AS valid, "
               "toString(systemFrom(r)) AS since, toString(systemTo(r)) AS till")
    rows = ask(here, of_fact, a=times[1], b=times[-1])
    # Both versions of the first membership, the second again because its club was another by then, and the late one.
    assert [(row["valid"], row["since"]) for row in rows] == [
        ("2010/2012", times[1]), ("2010/2013", times[2]), ("2010/2013", times[2]), ("2011/..", times[4])], rows
    assert [row["till"] for row in rows] == [times[2], times[5], times[5], None], rows
    names = "FOR SYSTEM_TIME FROM $a TO $b MATCH (c:Club) RETURN c.name"
    assert column(ask(here, names, a=times[0], b="2100")) == ["The Club", "A Club"]
    # FROM is half-open: the commit at its end is outside; BETWEEN takes it in.
    assert column(ask(here, names, a=times[0], b=times[3])) == ["The Club"]
    assert column(ask(here, names.replace("FROM $a TO $b", "BETWEEN $a AND $b"), a=times[0], b=times[3])) == [
        "The Club", "A Club"]
    # What was believed already when the range begins is there once, and nothing before there was anything.
    assert column(ask(here, names, a=times[4], b=times[5])) == ["A Club"]
    assert ask(here, names, a="1990", b="1991") == []
    assert "line 1:22" in ask(here, names, BAD_INPUT, a=times[3], b=times[1])


def each_version_answers_as_the_belief_did(here):
    times = revised(here)
    text = "MATCH (p:Person)-[r:MEMBER_OF]->(c:Club {})"
    seen = set()
    for instant in times:
        for row in ask(here, f"FOR SYSTEM_TIME AS OF $t {text} RETURN p._id AS p, r._valid AS r, c.name AS c",
                       t=instant):
            seen.add(tuple(row.values()))
    rows = ask(here, f"FOR SYSTEM_TIME FROM $a TO '2100' {text} RETURN p._id AS p, r._valid AS r, c.name AS c",
               a=times[0])
    assert {tuple(row.values()) for row in rows} == seen and len(rows) == len(seen) == 4, (rows, seen)
    # Valid time asks within each; walks, OPTIONAL MATCH, subqueries and aggregates go along.
    assert column(ask(here, "FOR SYSTEM_TIME FROM $a TO '2100' FOR VALID_TIME AS OF '2013' MATCH (p:Person)-[r]->() "
                      "RETURN DISTINCT p._id AS p ORDER BY p", a=times[0])) == ["ann", "bob"]
    assert column(ask(here, "FOR SYSTEM_TIME FROM $a TO $b FOR VALID_TIME AS OF '2013' MATCH (p:Person)-[r]->() "
                      "RETURN p._id", a=times[0], b=times[2])) == []
    assert column(ask(here, "FOR SYSTEM_TIME FROM $a TO '2100' MATCH ({_id: 'ann'})-[r*1..2]->() RETURN r[0]._valid",
                      a=times[0])) == ["2010/2012", "2010/2013", "2010/2013"]
    assert column(ask(here, "FOR SYSTEM_TIME FROM $a TO '2100' MATCH (c:Club) WHERE EXISTS { ({_id: 'bob'})-->(c) } "
                      "RETURN count(c)", a=times[0])) == [2]
    rows = ask(here, "UNWIND ['ann', 'nobody'] AS id OPTIONAL MATCH (p {_id: id})-[r]->() FOR SYSTEM_TIME FROM $a TO "
               "$b "
               "RETURN id, r._valid AS v", a=times[0], b=times[3])
    assert rows == [{"id": "ann", "v": "2010/2012"}, {"id": "ann", "v": "2010/2013"}, {"id": "nobody", "v": None}], rows
    # Operands may differ from row to row.
    assert ask(here, "UNWIND $ends AS b MATCH (c:Club) FOR SYSTEM_TIME FROM $a TO b RETURN b = $b AS whole, c.name "
               "AS name",
               ends=[times[2], "2100"], a=times[0], b="2100") == [
        {"whole": False, "name": "The Club"}, {"whole": True, "name": "The Club"}, {"whole": True, "name": "A Club"}]


def versions_are_shown_and_bounded(here):
    revised(here)
    plan = ask(here, "EXPLAIN FOR SYSTEM_TIME FROM '2020' TO '2100' FOR CERTAIN VALID_TIME AS OF '2011' MATCH "
               "(c:Club) RETURN c")
    assert any(row["operator"].strip() == "SystemVersions" for row in plan), plan
    assert any(row["time"] == "certain as of, each version" for row in plan), plan
    plan = ask(here, "EXPLAIN FOR SYSTEM_TIME AS OF '2020' FOR VALID_TIME AS OF '2011' MATCH (c:Club) RETURN c")
    assert any(row["time"] == "as of, as believed then" for row in plan), plan
    err = ask(here, "MATCH (a) FOR SYSTEM_TIME FROM '2020' TO '2021', (b) FOR SYSTEM_TIME FROM '2021' TO '2022' "
              "RETURN a", BAD_INPUT)
    assert "versions of one stretch" in err, err
    assert "cannot be written" in ask(here, "FOR SYSTEM_TIME FROM '2020' TO '2100' MATCH (n) SET n.x = 1", BAD_INPUT)
    assert "has no effect" in ask(here, "FOR SYSTEM_TIME FROM '2020' TO '2100' RETURN 1", BAD_INPUT)


def a_thing_tells_what_was_believed_of_it(here):
    times = revised(here)
    told = column(ask(here, "FOR SYSTEM_TIME AS OF $t MATCH ({_id: 'ann'})-[r]->() RETURN history(r)", t=times[4]))[0]
    assert [(one["validity"], one["systemFrom"][:26], one["systemTo"][:26]) for one in told] == [
        ("2010/2012", times[1][:26], times[2][:26]), ("2010/2013", times[2][:26], times[5][:26])], told
    assert told[0]["source"] == ["a leaflet"] and told[0]["status"] == "asserted" and told[0]["event"] is None, told
    # An earlier belief knows of no later one.
    assert len(column(ask(here, "FOR SYSTEM_TIME AS OF $t MATCH ()-[r]->() RETURN history(r)", t=times[1]))[0]) == 1
    told = column(ask(here, "MATCH (c:Club) RETURN history(c)"))[0]
    assert [one["properties"] for one in told] == [{"name": "The Club"}, {"name": "A Club"}], told
    assert told[1]["labels"] == ["Club"] and told[1]["id"] == "club" and told[1]["systemTo"] is None, told
    assert column(ask(here, "MATCH (c:Club) RETURN systemTo(c)")) == [None]
    assert "history" in ask(here, "RETURN history(1)", BAD_INPUT)


def a_property_lists_its_values(here):
    club(here)
    ask(here, "MATCH (c:Club) FOR PORTION OF VALID_TIME FROM '2012' TO '2014' SET c.name = 'Closed'")
    values = column(ask(here, "MATCH (c:Club) RETURN values(c, 'name')"))[0]
    assert [one["value"] for one in values] == ["The Club", "Closed", "The Club"], values
    assert {one["certainty"] for one in values} == {"certain"}, values
    values = column(ask(here, "FOR VALID_TIME BETWEEN '2013' AND '2013' MATCH (c:Club) RETURN values(c, 'name')"))[0]
    assert [(one["value"], one["validity"]) for one in values] == [("Closed", "2012-01-01/2013-12-31")], values
    values = column(ask(here, "FOR VALID_TIME AS OF '2011-12/2012-01' MATCH (c:Club) RETURN values(c, 'name')"))[0]
    assert [(one["value"], one["certainty"]) for one in values] == [("The Club", "possible"), ("Closed",
                                                                                               "possible")], values
    assert column(ask(here, "MATCH (c:Club) RETURN values(c, 'colour')")) == [[]]
    assert "is the engine's" in ask(here, "MATCH (c:Club) RETURN values(c, '_id')", BAD_INPUT)
    assert column(ask(here, "MATCH (n:Person) RETURN names(n)"))[0] == [
        {"name": "Ann", "language": None}, {"name": "Anne", "language": "fr"}, {"name": "Annie", "language": None}]


def a_period_has_a_length(here):
    club(here)
    row = ask(here,
              "MATCH ()-[r]->() RETURN duration(r) AS sure, duration.least(r) AS least, duration.most(r) AS most")[0]
    assert row == {"sure": None, "least": "P367D", "most": "P1096D"}, row
    row = ask(here, "RETURN duration.least('2010-01-01/2010-01-10') AS a, duration.most('2014') AS b, "
              "duration.least('2014') AS c, duration.most('2014/..') AS d, duration.least('attested: 2014') AS e, "
              "duration.least('2014-01-01T00:00:00Z/2014-01-02T12:30:00Z') AS f")[0]
    assert row == {"a": "P10D", "b": "P365D", "c": "P1D", "d": None, "e": "P1D", "f": "P1DT12H30M"}, row
    ask(here, "MATCH (a:Person), (c:Club) CREATE (a)-[:CHAIRED {_valid: '2014-03-01/2014-03-31'}]->(c)")
    assert column(ask(here, "MATCH ()-[r:CHAIRED]->() RETURN duration(r)")) == ["P31D"]
    assert column(ask(here,
                      "MATCH p = ()-[:CHAIRED]->() RETURN [validity(p), toString(duration(p)), certainty(p)]")) == [
        ["2014-03-01/2014-03-31", "P31D", "certain"]]
    # What a path's parts share, and null where they share nothing.
    rows = ask(here, "MATCH p = ()-[:CHAIRED]->()<-[:MEMBER_OF]-() RETURN validity(p) AS v, validFrom(p) AS f, "
               "validTo(p) AS t")
    assert rows == [{"v": None, "f": None, "t": None}], rows


def certain_comes_before_possible(here):
    here.azawad("db")
    rows = column(ask(here, "FOR VALID_TIME AS OF '2022' MATCH ()-[r]->({_id: 'cma'}) RETURN certainty(r) ORDER BY "
                      "certainty(r)"))
    first = rows.index("possible")
    assert 0 < first and set(rows[:first]) == {"certain"} and set(rows[first:]) == {"possible"}, rows


def merge_finds_by_bounds(here):
    club(here)
    merge = ("MATCH (a:Person), (c:Club) MERGE (a)-[r:MEMBER_OF {_valid: $valid}]->(c) "
             "ON CREATE SET r.made = true RETURN r._valid")
    for same in ("2010/2012", {"from": "2010", "to": "2012"}, "2010/2012"):
        assert column(ask(here, merge, valid=same)) == ["2010/2012"], same
    assert column(ask(here, "MATCH ()-[r:MEMBER_OF]->() RETURN count(r)")) == [1]
    assert column(ask(here, merge, valid="2010/2012~")) == ["2010/2012~"]
    assert column(ask(here, "MATCH ()-[r:MEMBER_OF]->() RETURN collect(r.made)")) == [[True]]
    assert "someday" in ask(here, merge, BAD_INPUT, valid="someday")
    # A node's lifespan likewise.
    for valid in ("2014-01-01/2014-12-31", {"from": "2014-01-01", "to": "2014-12-31"}):
        ask(here, "MERGE (n:Event {_valid: $valid})", valid=valid)
    assert column(ask(here, "MATCH (n:Event) RETURN count(n)")) == [1]
    assert column(ask(here, "MATCH ()-[r:MEMBER_OF]->() RETURN writtenAs(r, {from: '2010', to: '2012'}) AS same "
                      "ORDER BY same")) == [False, True]


def merge_stands_in_a_loop(here):
    club(here)
    load = ("MATCH (c:Club) FOREACH (one IN $people | MERGE (p:Person {_id: one.id}) ON CREATE SET p.name = one.name, "
            "p.times = 1 ON MATCH SET p.times = coalesce(p.times, 0) + 1 MERGE (p)-[m:MEMBER_OF {_valid: "
            "one.valid}]->(c))")
    people = [{"id": "ann", "name": "Ann", "valid": "2010/2012"}, {"id": "bob", "name": "Bob", "valid": "2011"},
              {"id": "bob", "name": "Robert", "valid": {"from": "2011", "to": "2011"}}]
    ask(here, load, people=people)
    assert ask(here, "MATCH (p:Person) RETURN p._id AS id, p.name AS name, p.times AS times, "
               "COUNT { (p)-[:MEMBER_OF]->() } AS facts ORDER BY id") == [
        {"id": "ann", "name": "Ann", "times": 1, "facts": 1}, {"id": "bob", "name": "Bob", "times": 2, "facts": 1}]
    # A MERGE that finds several lets the rest run for each; loops stand in loops; nothing of it lives on outside.
    ask(here, "FOREACH (i IN [1] | MERGE (p:Person) SET p.seen = i CREATE (p)-[:SEEN]->(:Note))")
    assert column(ask(here, "MATCH (:Person)-[:SEEN]->(n:Note) RETURN count(n)")) == [2]
    ask(here, "FOREACH (i IN [1, 2] | FOREACH (j IN [1, 2] | MERGE (:Cell {i: i, j: j})))")
    ask(here, "FOREACH (i IN [2, 3] | FOREACH (j IN [1, 2] | MERGE (:Cell {i: i, j: j})))")
    assert column(ask(here, "MATCH (c:Cell) RETURN count(c)")) == [6]
    assert "there is no variable p" in ask(here, "FOREACH (i IN [1] | MERGE (p:Person)) RETURN p", BAD_INPUT)
    # One that fails leaves nothing of the statement.
    ask(here, "FOREACH (i IN [1, null] | MERGE (:Half {i: i}))", BAD_INPUT)
    assert column(ask(here, "MATCH (h:Half) RETURN count(h)")) == [0]
    plan = ask(here, "EXPLAIN FOREACH (i IN [1] | MERGE (:Cell {i: i}))")
    assert [row["operator"].strip() for row in plan].count("NodeScan") == 1, plan


run_all([each_version_is_a_row, each_version_answers_as_the_belief_did, versions_are_shown_and_bounded,
         a_thing_tells_what_was_believed_of_it, a_property_lists_its_values, a_period_has_a_length,
         certain_comes_before_possible, merge_finds_by_bounds, merge_stands_in_a_loop])
