"""Each command as it is documented: its options, its fields in every format, its exit codes, and what its options do.
(Input that cannot be taken, locks, damage and full disks are bad_input_test.py's.)"""
import csv
import io
import json
import re

from command import BAD_INPUT, CONSTRAINT, DONE, NO, ROOT, USAGE, run_all

FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")

ROWS = ["--output", "--fields"]
NOTE = ["--who", "--why", "--from"]
WALK = ["--type", "--include-refuted", "--system-time", "--timeout", "--memory", *ROWS]
OPTIONS = {
    "import": ["--nodes", "--edges", "--columns", "--schema", "--blank-end", "--end-dates", "--on-error", "--rejects",
               *NOTE, "--quiet"],
    "query": ["--param", *NOTE, "--timeout", "--memory", *ROWS],
    "shell": ["--read-only", "--param", *NOTE, "--timeout", "--memory", "--history", "--output"],
    "as-of": ["--type", "--direction", "--depth", "--certain", "--system-time", "--include-refuted", *ROWS],
    "timeline": ["--type", "--system-time", "--include-refuted", *ROWS],
    "diff": ["--node", "--type", "--system-time", *ROWS],
    "lineage": ["--system-time", *ROWS],
    "path": ["--direction", "--max-steps", "--contemporaneous", "--chronological", "--best", "--certain", "--limit",
             *WALK],
    "overlap": ["--with", "--members", "--time", "--certain", "--limit", *WALK],
    "closure": ["--direction", "--max-steps", "--certain", "--limit", *WALK],
    "series": ["--figure", "--from", "--to", "--step", "--first-day", "--direction", *WALK],
    "stats": ["--as-of", "--certain", "--system-time", "--output"],
    "algo": ["--as-of", "--type", "--direction", "--normalised", "--certain", "--top", "--system-time", "--timeout",
             "--memory", *ROWS],
    "find": ["--prefix", "--system-time", *ROWS],
    "date": [],
    "correct": ["--node", "--valid", "--status", "--source", "--event", "--set", "--during", *NOTE],
    "retract": ["--node", "--during", "--with-facts", *NOTE],
    "erase": ["--node", *NOTE],
    "transactions": ROWS,
    "schema": ROWS,
    "verify": ["--quiet"],
    "backup": [],
    "restore": ["--id"],
    "export": ["--format", "--as-of", "--nodes", "--edges", "--to", "--quiet"],
}

# A question for each command that prints rows, on the Azawad movements.
QUESTIONS = {
    "as-of": ["as-of", "DB", "2022-06", "cma"],
    "as-of --depth": ["as-of", "DB", "2022", "platform", "--depth", "2"],
    "timeline": ["timeline", "DB", "mnla"],
    "diff": ["diff", "DB", "2022-12-31", "2024"],
    "lineage": ["lineage", "DB", "front"],
    "path": ["path", "DB", "2022-06", "hcua", "mnla"],
    "overlap": ["overlap", "DB", "mnla"],
    "closure": ["closure", "DB", "2012..2023", "mnla"],
    "series": ["series", "DB", "cma", "--figure", "turnover", "--from", "2014", "--to", "2016", "--step", "year"],
    "algo": ["algo", "DB", "pagerank", "--as-of", "2022-06"],
    "find": ["find", "DB", "MSA"],
    "transactions": ["transactions", "DB"],
    "schema": ["schema", "DB"],
    "stats": ["stats", "DB", "--as-of", "2022"],
}


def asked(here, db, question, *words):
    return here.run(*[db if word == "DB" else word for word in QUESTIONS[question]], *words)


def documented_fields():
    """{command: fields} from the table in docs/formats.md."""
    rows = re.findall(r"^\| `([a-z-]+(?: --depth)?)` \| ([a-z_, ]+) \|$", FORMATS, re.MULTILINE)
    return {command: fields.split(", ") for command, fields in rows}


def help_names_every_option(here):
    overview = here.run("--help").out
    assert re.findall(r"^  ([a-z-]+) +[A-Z]", overview.split("Commands:")[1].split("Examples:")[0],
                      re.MULTILINE) == list(OPTIONS), overview
    for command, options in OPTIONS.items():
        text = here.run(command, "--help").out
        listed = re.findall(r"^  (?:-h,)?(--[a-z-]+)", text.split("\nOptions:\n")[1], re.MULTILINE)
        assert listed == ["--help"] + listed[1:] and sorted(listed[1:]) == sorted(options), (command, listed)
        assert re.match(rf"[A-Z].+\nUsage: tenure {command} ", text), text
        assert re.search(rf"^Examples?:\n(?:.*\n)*?  (?:.*\| )?tenure {command} ", text, re.MULTILINE), text
        assert here.run("help", command).out == text


def examples_in_help_are_understood(here):
    """Every example line of every --help parses: it may find no database, but not a word that it does not know."""
    for command in OPTIONS:
        text = here.run(command, "--help").out.replace("\\\n", " ")
        lines = re.findall(rf"^  (?:.*\| )?tenure ({command} .*)$", text, re.MULTILINE)
        assert lines, text
        for line in lines:
            words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]
            ran = here.run(*words, expect=(DONE, NO, BAD_INPUT))
            assert "shows what it takes" not in ran.err, ran


def table_rows(text):
    """The cells of a table, by where the rules under its titles stand."""
    head, rules, *lines = text.splitlines()
    spans = [match.span() for match in re.finditer("-+", rules)]
    spans = [(start, spans[i + 1][0] if i + 1 < len(spans) else None) for i, (start, _) in enumerate(spans)]
    return [[line[start:end].strip() for start, end in spans] for line in [head, *lines]]


def as_csv(value):
    """A value of JSON as csv has it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, dict):
        return "|".join(f"{key}={count}" for key, count in value.items())
    return str(value)


def every_format_has_the_same_fields(here):
    db = here.azawad()
    documented = documented_fields()
    assert set(documented) == set(QUESTIONS) | {"date"}, sorted(documented)
    assert list(json.loads(here.run("date", "2014").out)) == documented["date"]
    for question in QUESTIONS:
        fields = documented[question]
        lines = [json.loads(line) for line in asked(here, db, question, "--output", "jsonl").out.splitlines()]
        assert lines and all(list(row) == fields for row in lines), (question, lines)
        rows = asked(here, db, question, "--output", "json").rows
        assert (rows if question != "stats" else [rows]) == lines, question
        header, *cells = list(csv.reader(io.StringIO(asked(here, db, question, "--output", "csv").out)))
        expected = [[as_csv(row[field]) for field in fields] for row in lines]
        assert header == fields and cells == expected, (question, cells)
        if question == "stats":
            continue
        titles, *shown = table_rows(asked(here, db, question, "--output", "table").out)
        assert titles == fields, (question, titles)
        for row, shown_row, line in zip(expected, shown, lines):
            for field, cell, in_table in zip(fields, row, shown_row):
                listed = isinstance(line[field], list)
                assert in_table == (", ".join(line[field]) if listed else cell.strip()), (question, field, cell)
        assert len(shown) == len(expected), question
    table = asked(here, db, "stats", "--output", "table").out
    rows = here.run("stats", db, "--as-of", "2022").rows
    assert dict(table_rows(table)[1:]) == {
        "nodes": str(rows["nodes"]), "facts": str(rows["facts"]), "facts_certain": str(rows["facts_certain"]),
        **{f"by_type {name}": str(count) for name, count in rows["by_type"].items()}}, table


def chosen_fields_come_alone_and_in_the_order_chosen(here):
    db = here.azawad()
    for question, fields in documented_fields().items():
        if question in ("stats", "date"):
            continue
        chosen = [fields[-1], fields[0]]
        rows = asked(here, db, question, "--output", "jsonl", "--fields", ",".join(chosen)).out.splitlines()
        whole = asked(here, db, question, "--output", "jsonl").out.splitlines()
        assert [list(json.loads(row)) for row in rows] == [chosen] * len(whole), (question, rows)
        assert [json.loads(row)[chosen[0]] for row in rows] == [json.loads(row)[chosen[0]] for row in whole]
    ran = here.run("find", db, "cma", "--fields", "node,nme", expect=BAD_INPUT)
    assert "no field nme; there are: node, name, labels, aliases, lifespan" in ran.err, ran


def exit_codes_are_the_documented_ones(here):
    header = (ROOT / "apps" / "tenure" / "exit_code.h").read_text(encoding="utf-8")
    in_code = {int(code) for code in re.findall(r"^inline constexpr int kExit\w+ = (\d+);", header, re.MULTILINE)}
    in_comment = {int(code) for code in re.findall(r"^//     (\d+) ", header, re.MULTILINE)}
    in_docs = {int(code) for code in re.findall(r"^\| (\d+) \|", FORMATS, re.MULTILINE)}
    assert in_code == in_comment == in_docs, (in_code, in_comment, in_docs)
    overview = here.run("--help").out.split("Exit codes:")[1]
    readme = (ROOT / "README.md").read_text(encoding="utf-8").split("## Exit codes")[1].split("##")[0]
    # Of our own mistakes and closed pipes only the page of formats speaks.
    for text in (overview, readme):
        assert {int(code) for code in re.findall(r"\b(\d+) [a-z]", text)} == in_code - {70, 141}, text

    db = here.azawad()
    for code, words in [
            (NO, ["as-of", db, "2022", "nobody"]),
            (NO, ["as-of", db, "2022", "MSA"]),
            (NO, ["stats", "nowhere"]),
            (NO, ["find", db, "nobody"]),
            (NO, ["correct", db, "999", "--status", "claimed"]),
            (NO, ["retract", db, "999"]),
            (NO, ["erase", db, "999", "--why", "a test"]),
            (NO, ["restore", "no-backups", "new"]),
            (NO, ["date", "1976-06-31"]),
            (USAGE, ["as-of", db, "2022"]),
            (USAGE, ["as-of", db, "2022", "cma", "--frobnicate"]),
            (USAGE, ["as-of", db, "2022", "cma", "--output", "xml"]),
            (USAGE, ["as-of", db, "2022", "cma", "--depth", "0"]),
            (USAGE, ["correct", db]),
            (USAGE, ["erase", db, "4"]),
            (BAD_INPUT, ["as-of", db, "yesterday", "cma"]),
            (BAD_INPUT, ["as-of", db, "2022", "cma", "--system-time", "2025?"]),
            (BAD_INPUT, ["diff", db, "2022", "2023-02-30"]),
            (BAD_INPUT, ["correct", db, "4", "--valid", "2016/2015"]),
            (BAD_INPUT, ["correct", db, "4", "--status", "maybe"]),
            (BAD_INPUT, ["correct", db, "4"]),
            (BAD_INPUT, ["export", db, "--format", "csv", "--nodes", "nodes.csv"]),
            (CONSTRAINT, ["retract", db, "--node", "cma"]),
            (DONE, ["as-of", db, "1900", "mnla", "--type", "MEMBER_OF"]),
    ]:
        ran = here.run(*words, expect=code)
        assert code in (DONE, NO) or not ran.out, ran
        assert code == DONE or ran.out or ran.err.startswith("tenure: "), ran


def rows(here, db, *words):
    return here.run(words[0], db, *words[1:], "--output", "json").rows


def a_type_that_no_fact_has_is_noted(here):
    db = here.azawad()
    for words in (["as-of", db, "2022", "cma"], ["timeline", db, "cma"], ["diff", db, "2021", "2024"],
                  ["overlap", db, "cma"], ["closure", db, "..", "cma"]):
        ran = here.run(*words, "--type", "member_of", "--output", "json")
        assert ran.rows == [] and "no fact has the type member_of; did you mean MEMBER_OF?" in ran.err, ran
        # Declared in the schema, though no fact of the example has it.
        assert not here.run(*words, "--type", "SPLIT_FROM").err
        assert "did you mean" not in here.run(*words, "--type", "TAUGHT").err
    assert not here.run("as-of", db, "2022", "cma", "--type", "MEMBER_OF").err
    for words in (["path", db, "..", "mnla", "hcua"], ["algo", db, "components", "--as-of", "2022"],
                  ["series", db, "cma", "--figure", "members", "--from", "2014", "--to", "2015"]):
        assert "did you mean MEMBER_OF?" in here.run(*words, "--type", "MEMBER_FO", expect=(DONE, NO)).err, words


def an_empty_type_is_refused(here):
    """The variable of a shell that was never set asks neither about all types nor about none."""
    db = here.azawad()
    for words in (["as-of", db, "2022", "cma"], ["path", db, "..", "mnla", "hcua"], ["diff", db, "2021", "2024"]):
        assert "--type: a type has a name" in here.run(*words, "--type", "", expect=USAGE).err


def a_mistyped_option_is_told_with_the_nearest(here):
    db = here.azawad()
    ran = here.run("as-of", db, "2022", "cma", "--typ", "MEMBER_OF", expect=USAGE)
    assert "as-of: there is no option --typ; did you mean --type?" in ran.err, ran
    # It is also why another one is missing.
    ran = here.run("series", db, "cma", "--figur=members", "--from", "2014", "--to", "2015", expect=USAGE)
    assert "there is no option --figur; did you mean --figure?" in ran.err, ran
    ran = here.run("as-of", db, "2022", "cma", "--frobnicate", expect=USAGE)
    assert "there is no option --frobnicate\n" in ran.err, ran
    ran = here.run("diff", db, "2021", "2022", "2023", "2024", expect=USAGE)
    assert "diff: more arguments than it takes: 2023 2024\n" in ran.err, ran


def help_says_which_options_are_required(here):
    for command, required in (("series", ["--figure", "--from", "--to"]), ("erase", ["--why"]), ("algo", ["--as-of"]),
                              ("as-of", [])):
        text = here.run(command, "--help").out.split("\nOptions:\n")[1]
        options = re.split(r"\n  (?=--)", text)
        assert [option.split()[0] for option in options if "(required)" in option] == required, text


def lineage_without_its_types_is_noted(here):
    here.write("nodes.csv", ":ID\na\nb\n")
    here.write("facts.csv", "src,type,dst,start,end\na,merged_into,b,2001,2001\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    ran = here.run("lineage", "db", "a", "--output", "json")
    assert ran.rows == [] and "note: no fact has a type of lineage; here these are: MERGED_INTO, " in ran.err, ran
    # Where facts have one, a node without any simply has no lineage.
    assert not here.run("lineage", here.azawad(), "kidal").err


def an_unknown_type_of_a_value_is_refused(here):
    db = here.azawad()
    before = here.history(db)
    for word in ("size:integr", "size:"):
        ran = here.run("correct", db, "4", "--set", f"{word}=3", expect=BAD_INPUT)
        assert f"--set {word}: '" in ran.err and "there are string, text, " in ran.err, ran
    assert here.history(db) == before
    here.run("correct", db, "4", "--set", "size:int=3", "--set", "dc:title:string=T")
    facts = [json.loads(line) for line in here.history(db).splitlines() if line.startswith('{"fact":4,')]
    assert facts[-1]["properties"]["size"] == [{"value": 3}], facts
    assert facts[-1]["properties"]["dc:title"] == [{"value": "T"}], facts


def an_ended_fact_names_what_ended_it(here):
    db = here.azawad()
    member, merger = (rows(here, db, "timeline", "mnla", "--type", kind)[0] for kind in ("MEMBER_OF", "MERGED_INTO"))
    assert (member["written"], member["validity"]) == ("2014-10-28/", "2014-10-28/2023-02"), member
    assert member["ended_by"] == merger["fact"] and merger["ended_by"] is None, (member, merger)
    here.run("retract", db, merger["fact"])
    member = rows(here, db, "timeline", "mnla", "--type", "MEMBER_OF")[0]
    assert member["ended_by"] is None and member["validity"] == "2014-10-28/", member


def a_portion_of_a_fact_is_retracted(here):
    db = here.azawad()
    fact = rows(here, db, "timeline", "mnla", "--type", "MEMBER_OF")[0]["fact"]

    def member_as_of(time):
        return [row["certainty"] for row in rows(here, db, "as-of", time, "mnla", "--type", "MEMBER_OF")]

    assert member_as_of("2015-04") == ["certain"]
    here.run("retract", db, fact, "--during", "2015-03/2015-06", "--why", "suspended")
    assert member_as_of("2015-02-28") == ["certain"] and member_as_of("2015-07-01") == ["certain"]
    assert member_as_of("2015-03-01") == [] and member_as_of("2015-06-30") == []
    assert rows(here, db, "timeline", "mnla", "--type", "MEMBER_OF")[0]["fact"] == fact
    here.run("correct", db, fact, "--valid", "2014-10-28/")
    assert member_as_of("2015-04") == ["certain"], "a corrected validity is whole again"
    here.run("retract", db, fact, "--during", "junk", expect=BAD_INPUT)
    here.run("verify", db, "--quiet")


def properties_are_set_with_a_type_and_for_a_portion_of_time(here):
    db = here.azawad()
    here.run("correct", db, "--node", "cma", "--set", "fighters:int=3000", "--set", "motto=a: b=c",
             "--set", "a:b:string=x")
    here.run("correct", db, "--node", "cma", "--set", "fighters:int=5000", "--during", "2016/2017")

    def properties_as_of(time):
        lines = here.run("export", db, "--as-of", time).out.splitlines()
        node = next(line for line in map(json.loads, lines) if line.get("external_id") == "cma")
        return {key: [one["value"] for one in history] for key, history in node["properties"].items()}

    assert properties_as_of("2015")["fighters"] == [3000, 5000, 3000]
    assert properties_as_of("2015")["motto"] == ["a: b=c"] and properties_as_of("2015")["a:b"] == ["x"]
    for time, expected in (("2015-12-31", "3000"), ("2016-01-01", "5000"), ("2017-12-31", "5000"), ("2018", "3000")):
        here.run("export", db, "--format", "csv", "--as-of", time, "--nodes", "n.csv", "--edges", "e.csv", "--quiet")
        with open(here / "n.csv", encoding="utf-8", newline="") as file:
            assert next(csv.DictReader(file))["fighters:long"] == expected, time
    before = here.history(db)
    ran = here.run("correct", db, "--node", "cma", "--set", "fighters:int=many", expect=BAD_INPUT)
    assert "'many' is no integer" in ran.err, ran
    here.run("correct", db, "4", "--set", "x=y", "--during", "2013/2012", expect=BAD_INPUT)
    assert here.history(db) == before


def find_answers_as_believed_before(here):
    db = here.azawad()
    last = rows(here, db, "transactions")[-1]["instant"]
    here.run("retract", db, "--node", "msa", "--with-facts")
    assert [row["node"] for row in rows(here, db, "find", "MSA")] == ["msa-1957"]
    assert [row["node"] for row in rows(here, db, "find", "MSA", "--system-time", last)] == ["msa", "msa-1957"]
    assert [row["node"] for row in rows(here, db, "find", "Movement for", "--prefix", "--system-time", last)] == ["msa"]
    assert here.run("find", db, "msa", "--output", "json", expect=DONE).rows, "still the abbreviation of another"
    here.run("find", db, "Movement for the Salvation of Azawad", expect=NO)


def a_history_refuses_what_it_would_ignore(here):
    db = here.azawad()
    ran = here.run("export", db, "--to", "all.jsonl")
    assert not ran.out and re.search(r"^exporting: \d+ lines in ", ran.err), ran
    assert not here.run("export", db, "--to", "all.jsonl", "--quiet").err
    for words in (["--schema", "organizations"], ["--who", "me"], ["--why", "so"], ["--from", "there"]):
        ran = here.run("import", "new", "all.jsonl", *words, expect=BAD_INPUT)
        assert f"leave out {words[0]}" in ran.err and not (here / "new").exists(), ran
    ran = here.run("import", "new", "all.jsonl", "--quiet")
    assert ran.out == "imported 39 versions of nodes and 49 versions of facts\n", ran
    assert here.history("new") == here.history(db)


def tables_of_an_export_load_again(here):
    db = here.azawad()
    ran = here.run("export", db, "--format", "csv", "--nodes", "n.csv", "--edges", "e.csv")
    assert ran.err.startswith("exporting nodes: 40 rows") and "exporting facts: 50 rows" in ran.err, ran
    here.run("import", "again", "--nodes", "n.csv", "--edges", "e.csv", "--schema", "organizations", "--quiet")
    for question in ("as-of", "timeline", "diff", "lineage", "find", "stats"):
        words = ["--output", "json"]
        assert asked(here, "again", question, *words).rows == asked(here, db, question, *words).rows, question
    assert here.run("export", db, "--format", "csv").out == (here / "e.csv").read_text()


run_all([
    help_names_every_option,
    examples_in_help_are_understood,
    every_format_has_the_same_fields,
    chosen_fields_come_alone_and_in_the_order_chosen,
    exit_codes_are_the_documented_ones,
    a_type_that_no_fact_has_is_noted,
    an_ended_fact_names_what_ended_it,
    a_portion_of_a_fact_is_retracted,
    an_empty_type_is_refused,
    a_mistyped_option_is_told_with_the_nearest,
    help_says_which_options_are_required,
    lineage_without_its_types_is_noted,
    an_unknown_type_of_a_value_is_refused,
    properties_are_set_with_a_type_and_for_a_portion_of_time,
    find_answers_as_believed_before,
    a_history_refuses_what_it_would_ignore,
    tables_of_an_export_load_again,
])
