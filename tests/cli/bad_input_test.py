"""What the command does with input that it cannot take: a message with file, line, column, value and reason, the
exit code that apps/tenure/exit_code.h names, and a database as before. With --on-error skip: the row in the file
of rejects with its reason, and a count."""
import csv
import gzip
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import time

from command import (BAD_INPUT, CONSTRAINT, DAMAGED, DISK, DONE, INTERRUPTED, LOCKED, NO, TENURE, USAGE, run_all)

NODES = ":ID,:LABEL,name\na,Organization,Alpha\nb,Organization,Beta\n"
FACTS = ":START_ID,:TYPE,:END_ID,:VALID_FROM,:VALID_TO\n"
GOOD = "a,KNOWS,b,2001,2002\n"

# (name, file, kind, content, line:column or line or "", value, words of the reason). Line 2 is good.
ROWS = [
    ("an end before its start", "--edges", FACTS + GOOD + "a,KNOWS,b,2016,2015\n", "3:16", "2015", "ends"),
    ("an impossible day", "--edges", FACTS + GOOD + "a,KNOWS,b,1976-06-31,\n", "3:19", "1976-06-31",
     "June 1976 has 30 days"),
    ("junk for a date", "--edges", FACTS + GOOD + "a,KNOWS,b,0006-1815,\n", "3:16", "0006-1815", "month"),
    ("an unknown id as the end", "--edges", FACTS + GOOD + "a,KNOWS,zz,,\n", "3:9", "zz", "no node has this id"),
    ("an unknown id as the start", "--edges", FACTS + GOOD + "yy,KNOWS,b,,\n", "3:1", "yy", "no node has this id"),
    ("too few columns", "--edges", FACTS + GOOD + "a,KNOWS\n", "3", "", "2 columns, the header has 5"),
    ("too many columns", "--edges", FACTS + GOOD + "a,KNOWS,b,,,,\n", "3", "", "7 columns, the header has 5"),
    ("bad UTF-8", "--nodes", b":ID,name\nc,Gamma\nd,caf\xe9\n", "3:6", "\\xE9", "UTF-8"),
    ("a quote that is never closed", "--nodes", ':ID,name\nc,Gamma\nd,"Delta\n', "3:3", "", "quote"),
    ("a quote inside a field", "--nodes", ':ID,name\nc,Gamma\nd,De"lta\n', "3:5", "", "quote"),
    ("text after a closing quote", "--nodes", ':ID,name\nc,Gamma\nd,"De"lta\n', "3:7", "", "quote"),
    ("an id that stands twice in the file", "--nodes", ":ID,name\nc,Gamma\nc,Delta\n", "3:1", "c", "id"),
    ("an id that the database has", "--nodes", ":ID,name\nc,Gamma\na,Delta\n", "3:1", "a", "id"),
    ("a name of 10 MB", "--nodes", ":ID,name\nc,Gamma\nd," + "x" * 10_000_000 + "\n", "3:3", "xxx", "bytes"),
    ("a status that is none", "--edges", ":START_ID,:TYPE,:END_ID,:STATUS\na,KNOWS,b,claimed\na,KNOWS,b,maybe\n",
     "3:11", "maybe", "asserted"),
    ("no type", "--edges", FACTS + GOOD + "a,,b,,\n", "3:3", "", ""),
    ("a number that is none", "--nodes", ":ID,size:int\nc,12\nd,twelve\n", "3:3", "twelve", ""),
    ("a zero byte", "--nodes", b":ID,name\nc,Gamma\nd,D\x00elta\n", "3:4", "", "zero"),
]

WHOLE_FILES = [
    ("an empty file", "empty.csv", b"", "empty"),
    ("a word that is no role", "role.csv", b":ID,:NONSENSE\nc,d\n", ":NONSENSE"),
    ("two columns of one role", "twice.csv", b":ID,:ID\nc,d\n", ":ID"),
    ("a table of nodes without ids", "facts.csv", FACTS.encode(), ":ID"),
    ("junk named .gz", "junk.csv.gz", b"this is no gzip", "gzip"),
]


def seeded(here):
    """A database of two nodes and one fact, and all that it says."""
    here.write("nodes.csv", NODES)
    here.write("facts.csv", FACTS + GOOD)
    here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--quiet")
    return here.history("db")


def refused(here, before, *words, code=BAD_INPUT, has=()):
    """Refused with `code`, all of `has` in the message; the database as before and sound."""
    ran = here.run("import", "db", *words, "--quiet", expect=code)
    assert not ran.out, ran
    assert ran.err.startswith("tenure: "), ran
    for text in has:
        assert text in ran.err, f"no {text!r} in {ran}"
    assert len(ran.err) < 4000, f"a message of {len(ran.err)} bytes"
    assert here.history("db") == before, f"not as before: {ran}"
    return ran


def rows_are_told_by_place_value_and_reason(here):
    before = seeded(here)
    for name, kind, content, place, value, reason in ROWS:
        here.write("bad.csv", content)
        ran = refused(here, before, kind, "bad.csv", has=[f"tenure: bad.csv:{place}", value, reason])
        column = "" if ":" not in place or not value else ran.err
        assert "'" in column or not column or "UTF-8" in column, f"{name}: no column or value quoted in {ran}"
    here.run("verify", "db", "--quiet")


def a_new_database_is_not_left_behind(here):
    here.write("nodes.csv", NODES)
    for name, kind, content, _, _, _ in ROWS:
        if name == "an id that the database has":
            continue
        here.write("bad.csv", content)
        files = ("--nodes", "nodes.csv", kind, "bad.csv") if kind == "--edges" else (kind, "bad.csv")
        here.run("import", "new", *files, "--quiet", expect=BAD_INPUT)
        assert not (here / "new").exists(), name
    (here / "new").mkdir()
    here.run("import", "new", "--nodes", "bad.csv", "--quiet", expect=BAD_INPUT)
    assert list((here / "new").iterdir()) == [], "an empty folder stays an empty folder"


def rows_are_skipped_counted_and_kept(here):
    for name, kind, content, place, _, reason in ROWS:
        shutil.rmtree(here / "db", ignore_errors=True)
        seeded(here)
        (here / "rejects.csv").unlink(missing_ok=True)
        here.write("bad.csv", content)
        ran = here.run("import", "db", kind, "bad.csv", "--on-error", "skip", "--rejects", "rejects.csv", "--quiet")
        took = "imported 1 nodes and 0 facts" if kind == "--nodes" else "imported 0 nodes and 1 facts"
        assert ran.out == took + ", 1 rows rejected (rejects.csv)\n", (name, ran)
        csv.field_size_limit(100_000_000)
        with open(here / "rejects.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(rows) == 1 and list(rows[0]) == ["file", "line", "column", "reason", "row"], name
        assert rows[0]["file"] == "bad.csv", name
        assert f"{rows[0]['line']}:{rows[0]['column']}".startswith(place), (name, place, rows[0]["column"])
        assert reason in rows[0]["reason"], (name, rows[0]["reason"])
        if isinstance(content, str):
            assert rows[0]["row"] == content.splitlines()[2], name
        here.run("verify", "db", "--quiet")


def many_bad_rows_are_counted(here):
    seeded(here)
    bad = "".join(f"a,KNOWS,{'b' if i % 3 else 'zz'},{'2014' if i % 5 else '2014-13'},\n" for i in range(3000))
    here.write("bad.csv", FACTS + bad)
    good = sum(1 for i in range(3000) if i % 3 and i % 5)
    ran = here.run("import", "db", "--edges", "bad.csv", "--on-error", "skip", "--rejects", "rejects.csv", "--quiet")
    assert ran.out == f"imported 0 nodes and {good:,} facts, {3000 - good:,} rows rejected (rejects.csv)\n", ran
    with open(here / "rejects.csv", encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == 3000 - good
    assert here.run("stats", "db", "--output", "json").rows["facts"] == good + 1


def the_rejects_are_not_written_over_the_input(here):
    before = seeded(here)
    here.write("bad.csv", FACTS + "a,KNOWS,zz,,\n")
    refused(here, before, "--edges", "bad.csv", "--on-error", "skip", "--rejects", "bad.csv", has=["bad.csv"])
    assert (here / "bad.csv").read_text() == FACTS + "a,KNOWS,zz,,\n"


def whole_files_are_refused_either_way(here):
    before = seeded(here)
    for name, file, content, reason in WHOLE_FILES:
        here.write(file, content)
        for how in ("stop", "skip"):
            refused(here, before, "--nodes", file, "--on-error", how, has=[f"tenure: {file}", reason])
    (here / "folder.csv").mkdir()
    for how in ("stop", "skip"):
        refused(here, before, "--nodes", "folder.csv", "--on-error", how, has=["folder.csv", "folder"])
        refused(here, before, "--nodes", "absent.csv", "--on-error", how, has=["absent.csv", "No such file"])
    refused(here, before, "absent.jsonl", has=["absent.jsonl", "No such file"])


def gzip_that_is_broken(here):
    before = seeded(here)
    whole = gzip.compress((":ID,name\n" + "".join(f"n{i},Node {i}\n" for i in range(20_000))).encode())
    here.write("cut.csv.gz", whole[: len(whole) // 2])
    here.write("tail.csv.gz", whole[:-3])
    broken = bytearray(whole)
    broken[len(whole) // 2] ^= 0x55
    here.write("broken.csv.gz", bytes(broken))
    wrong_sum = bytearray(whole)
    wrong_sum[-6] ^= 0x01
    here.write("sum.csv.gz", bytes(wrong_sum))
    for file in ("cut.csv.gz", "tail.csv.gz", "broken.csv.gz", "sum.csv.gz"):
        for how in ("stop", "skip"):
            refused(here, before, "--nodes", file, "--on-error", how, has=[f"tenure: {file}", "gzip"])
    here.write("whole.csv.gz", whole)
    here.run("import", "db", "--nodes", "whole.csv.gz", "--quiet")
    assert here.run("stats", "db", "--output", "json").rows["nodes"] == 20_002


def json_lines_that_are_broken(here):
    before = seeded(here)
    here.run("export", "db", "--as-of", "2001", "--to", "snapshot.jsonl", "--quiet")
    lines = (here / "snapshot.jsonl").read_text().splitlines(keepends=True)
    here.write("cut.jsonl", "".join(lines[:-1]))
    here.write("junk.jsonl", lines[0] + "{\n" + "".join(lines[1:]))
    here.write("no.jsonl", '{"hello":1}\n')
    here.write("next.jsonl", '{"tenure":"export","format":99,"kind":"history"}\n')
    here.write("empty.jsonl", "")
    refused(here, before, "cut.jsonl", has=["cut.jsonl"])
    refused(here, before, "junk.jsonl", has=["junk.jsonl:2"])
    refused(here, before, "no.jsonl", code=(BAD_INPUT, DAMAGED), has=["no.jsonl"])
    refused(here, before, "next.jsonl", code=(BAD_INPUT, DAMAGED), has=["next.jsonl", "99"])
    refused(here, before, "empty.jsonl", code=(BAD_INPUT, DAMAGED), has=["empty.jsonl"])
    # A second file that cannot be taken undoes the first: one import is one commit.
    here.write("good.csv", ":ID,name\nq,Quu\n")
    here.write("more.jsonl", '{"tenure":"export","format":1,"kind":"snapshot"}\n{"node":1,"external_id":"m"}\n'
               '{"tenure":"end","lines":2}\n')
    refused(here, before, "more.jsonl", "junk.jsonl", has=["junk.jsonl:2"])
    here.write("bad.csv", FACTS + "a,KNOWS,zz,,\n")
    refused(here, before, "more.jsonl", "--edges", "bad.csv", has=["bad.csv:2"])
    here.run("import", "db", "more.jsonl", "--nodes", "good.csv", "--quiet")
    assert len(here.run("transactions", "db", "--output", "jsonl").out.splitlines()) == before.count('{"commit"') + 1


def a_history_goes_into_a_new_database_only(here):
    before = seeded(here)
    here.write("all.jsonl", before)
    refused(here, before, "all.jsonl", has=["new database only"])
    refused(here, before, "all.jsonl", "--nodes", "nodes.csv", has=["all.jsonl", "alone"])
    here.run("import", "new", "all.jsonl", "--edges", "facts.csv", "--quiet", expect=BAD_INPUT)
    assert not (here / "new").exists()


def names_that_are_not_known(here):
    before = seeded(here)
    refused(here, before, "--nodes", "nodes.csv", "--schema", "parliament", has=["parliament", "organizations"])
    refused(here, before, "--nodes", "nodes.csv", "--schema", "organizations", has=["organizations", "open"])
    refused(here, before, "--nodes", "nodes.csv", "--columns", "nonsense=:ID", has=["nonsense", ":ID, :LABEL, name"])
    refused(here, before, "--nodes", "nodes.csv", "--columns", "name=:NONSENSE", has=["nodes.csv:1:12", ":NONSENSE"])
    here.run("import", "db", "--nodes", "nodes.csv", "--columns", "name", expect=USAGE)
    here.run("import", "db", "--nodes", "nodes.csv", "--on-error", "maybe", expect=USAGE)
    here.run("import", "db", expect=USAGE)
    here.run("import", "new", "--nodes", "nodes.csv", "--schema", "parliament", expect=BAD_INPUT)
    assert not (here / "new").exists()


def a_prefix_is_answered_with_all_of_its_names(here):
    here.write("nodes.csv", ":ID,name\n" + "".join(f"n{i},Movement {i}\n" for i in range(1_200)))
    here.run("import", "many", "--nodes", "nodes.csv", "--quiet")
    assert len(here.run("find", "many", "movement", "--prefix", "--output", "json").rows) == 1_200


def a_constraint_refuses_the_whole_load(here):
    here.write("nodes.csv", ":ID,:LABEL\np,Person\nq,Person\no,Organization\n")
    here.run("import", "db", "--nodes", "nodes.csv", "--schema", "organizations", "--quiet")
    before = here.history("db")
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID\np,CHAIRED,o,2014-01-01/2015-12-31\n"
               "q,CHAIRED,o,2015-01-01/2016-12-31\n")
    places = ["facts.csv:2)", "facts.csv:3)"]
    refused(here, before, "--edges", "facts.csv", code=CONSTRAINT, has=["CHAIRED", *places])
    refused(here, before, "--edges", "facts.csv", "--on-error", "skip", code=CONSTRAINT, has=["CHAIRED", *places])
    here.write("wrong.csv", ":START_ID,:TYPE,:END_ID\np,KNOWS,q\no,CHAIRED,p\n")
    refused(here, before, "--edges", "wrong.csv", code=CONSTRAINT, has=["CHAIRED", "wrong.csv:3)"])
    here.write("rejected.csv", ":START_ID,:TYPE,:END_ID,:VALID\np,CHAIRED,o,2014-01-01/2015-12-31\n"
               "p,CHAIRED,nobody,2014\nq,CHAIRED,o,2015-01-01/2016-12-31\n")
    refused(here, before, "--edges", "rejected.csv", "--on-error", "skip", code=CONSTRAINT,
            has=["rejected.csv:2)", "rejected.csv:4)"])


def an_event_without_effect_is_told(here):
    here.write("nodes.csv", ":ID,:LABEL\no,Organization\nc,Coalition\n")
    here.write("facts.csv", ":START_ID,:TYPE,:END_ID,:VALID\no,MEMBER_OF,c,2014/2018\no,WITHDREW_FROM,c,2016\n")
    told = ("event without effect: fact 2 (o WITHDREW_FROM c, 2016{}) does not end fact 1 (o MEMBER_OF c, {}{}): "
            "its end is written, and is another\n")
    ran = here.run("import", "db", "--nodes", "nodes.csv", "--edges", "facts.csv", "--schema", "organizations",
                   "--quiet")
    assert ran.out == ("imported 2 nodes and 2 facts\n" +
                       told.format("; facts.csv:3", "2014/2018", "; facts.csv:2")), ran
    assert told.format("", "2014/2018", "") in here.run("verify", "db", "--quiet").out
    ran = here.run("correct", "db", "1", "--valid", "2014/2019")
    assert ran.out.endswith("\n" + told.format("", "2014/2019", "")), ran
    ran = here.run("correct", "db", "1", "--valid", "2014/")
    assert "without effect" not in ran.out, ran
    assert "without effect" not in here.run("verify", "db", "--quiet").out
    here.write("many.csv", ":START_ID,:TYPE,:END_ID,:VALID\n" + "o,MEMBER_OF,c,2016-03/2018\n" * 12)
    ran = here.run("import", "db", "--edges", "many.csv", "--quiet")
    assert ran.out.count("without effect") == 6, ran
    assert ran.out.endswith("event without effect: 7 more; `tenure verify` lists them\n"), ran
    assert here.run("verify", "db", "--quiet").out.count("without effect") == 12


def a_database_of_another_format(here):
    before = seeded(here)
    identity = here / "db" / "TENURE"
    good = identity.read_text()
    ask = [("stats", "db"), ("as-of", "db", "2001", "a"), ("import", "db", "--nodes", "nodes.csv"), ("verify", "db"),
           ("export", "db"), ("backup", "db", "backups"), ("correct", "db", "1", "--valid", "2014")]

    identity.write_text(good.replace("format 3\n", "format 1\n"))
    for words in ask:
        ran = here.run(*words, expect=DAMAGED)
        assert "TENURE is damaged: its check does not fit" in ran.err and not ran.out, ran
    # The text of format 1 with the check that belongs to it: XXH3-64 of these very bytes.
    other = "tenure database\nformat 1\nid 00000000000000000000000000000000\ncommits 2\n"
    identity.write_text(other + "check " + OTHER_FORMAT_CHECK + "\n")
    for words in ask:
        ran = here.run(*words, expect=DAMAGED)
        assert "is of format version 1, and this program reads version 3" in ran.err, ran
        assert "tenure export" in ran.err and "tenure import" in ran.err, ran
    assert identity.read_text() == other + "check " + OTHER_FORMAT_CHECK + "\n", "opening never upgrades"
    for text in ("", "junk\n", good[:-2], good.replace("tenure", "Tenure", 1), "\xff" * 5000):
        identity.write_text(text)
        assert "TENURE" in here.run("stats", "db", expect=DAMAGED).err
    identity.unlink()
    assert "not a Tenure database" in here.run("stats", "db", expect=DAMAGED).err
    assert "not a Tenure database" in here.run("import", "db", "--nodes", "nodes.csv", expect=DAMAGED).err
    identity.write_text(good)
    assert here.history("db") == before

    (here / "photos").mkdir()
    here.write("photos/cat.jpg", b"\xff\xd8")
    for words in (("stats", "photos"), ("import", "photos", "--nodes", "nodes.csv")):
        assert "not a Tenure database" in here.run(*words, expect=DAMAGED).err
    assert [p.name for p in (here / "photos").iterdir()] == ["cat.jpg"]
    for words in (("stats", "nodes.csv"), ("import", "nodes.csv", "--nodes", "facts.csv")):
        assert "nodes.csv" in here.run(*words, expect=DAMAGED).err
    assert (here / "nodes.csv").read_text() == NODES
    assert "no database" in here.run("stats", "absent", expect=NO).err and not (here / "absent").exists()


# XXH3-64 of the identity in a_database_of_another_format.
OTHER_FORMAT_CHECK = "cd35717d7c79eb04"


def writer_in_the_middle(here, db):
    """An import that waits for more of its input: it has the database open for writing."""
    os.mkfifo(here / "pipe.csv")
    process = subprocess.Popen([TENURE, "import", db, "--nodes", "pipe.csv", "--quiet"], cwd=here.path,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    pipe = open(here / "pipe.csv", "w", encoding="utf-8")  # returns once the import has opened it
    pipe.write(":ID,name\n")
    pipe.flush()
    return process, pipe


def a_database_in_use(here):
    before = seeded(here)
    process, pipe = writer_in_the_middle(here, "db")
    for words in (("import", "db", "--nodes", "nodes.csv"), ("correct", "db", "1", "--valid", "2014"), ("stats", "db"),
                  ("erase", "db", "1", "--why", "x"), ("backup", "db", "backups"), ("verify", "db")):
        ran = here.run(*words, expect=LOCKED)
        assert "in use by another process" in ran.err and "db" in ran.err, ran
    pipe.write("late,Late\n")
    pipe.close()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0 and out == b"imported 1 nodes and 0 facts\n", (out, err)
    assert here.history("db") != before
    here.run("find", "db", "late")


def two_imports_make_one_database(here):
    here.write("nodes.csv", NODES)
    for round_ in range(8):
        db = f"new{round_}"
        both = [subprocess.Popen([TENURE, "import", db, "--nodes", "nodes.csv", "--quiet"], cwd=here.path,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        said = [process.communicate(timeout=60) for process in both]
        codes = sorted(process.returncode for process in both)
        assert codes[0] == DONE and codes[1] in (BAD_INPUT, LOCKED, DAMAGED), (codes, said)
        assert json.loads(here.run("stats", db).out)["nodes"] == NODES.count("\n") - 1, (codes, said)
        here.run("verify", db, "--quiet")


def a_killed_writer_leaves_no_lock(here):
    before = seeded(here)
    process, pipe = writer_in_the_middle(here, "db")
    process.kill()
    process.communicate()
    pipe.close()
    assert here.history("db") == before
    here.run("import", "db", "--edges", "facts.csv", "--quiet")


def big_tables(here, rows):
    here.write("big_nodes.csv", ":ID,name\n" + "".join(f"n{i},A name that is long enough {i}\n" for i in range(rows)))
    here.write("big_facts.csv", FACTS + "".join(f"n{i},KNOWS,n{i * 7919 % rows},2001,2002\n" for i in range(rows)))
    return ["--nodes", "big_nodes.csv", "--edges", "big_facts.csv"]


def a_file_size_limit(here):
    before = seeded(here)
    tables = big_tables(here, 50_000)

    def limited(size):
        # The signal is ignored, as by a service manager: the write then fails with EFBIG.
        def prepare():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return prepare

    def killed(size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    sizes = [0, 100, 5_000, 100_000, 1_000_000]
    for size in sizes:
        ran = here.run("import", "db", *tables, "--quiet", expect=DISK, preexec_fn=limited(size))
        assert ran.err.startswith("tenure: ") and not ran.out, ran
        assert here.history("db") == before, size
        here.run("import", "new", *tables, "--quiet", expect=DISK, preexec_fn=limited(size))
        assert not (here / "new").exists(), size
        here.run("import", "db", *tables, "--quiet", expect=(DISK, -signal.SIGXFSZ), preexec_fn=killed(size))
        assert here.history("db") == before, size
    here.run("correct", "db", "1", "--valid", "1999", expect=DISK, preexec_fn=limited(0))
    assert here.history("db") == before
    here.run("export", "db", "--to", "out.jsonl", expect=DISK, preexec_fn=limited(10))
    here.run("verify", "db", "--quiet")
    here.run("import", "db", *tables, "--quiet")


def a_full_disk(here):
    if os.geteuid() != 0:
        return "skipped: only root can mount a tmpfs"
    (here / "small").mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", here / "small"], check=False,
                             capture_output=True)
    if mounted.returncode != 0:
        return "skipped: mount -t tmpfs is not allowed here"
    try:
        here.write("nodes.csv", NODES)
        here.run("import", "small/db", "--nodes", "nodes.csv", "--quiet")
        before = here.history("small/db")
        tables = big_tables(here, 50_000)
        ran = here.run("import", "small/db", *tables, "--quiet", expect=DISK)
        assert "No space left" in ran.err and not ran.out, ran
        assert here.history("small/db") == before
        here.run("import", "small/new", *tables, "--quiet", expect=DISK)
        assert not (here / "small/new").exists()
        here.run("verify", "small/db", "--quiet")
        filler = here / "small/filler"
        with open(filler, "wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                pass
        here.run("correct", "small/db", "--node", "a", "--set", "note=" + "x" * 20_000, expect=DISK)
        filler.unlink()
        assert here.history("small/db") == before
        here.run("correct", "small/db", "--node", "a", "--set", "note=" + "x" * 20_000)
        here.run("verify", "small/db", "--quiet")
    finally:
        subprocess.run(["umount", here / "small"], check=True)
    return None


def no_permission(here):
    who = {}
    if os.geteuid() == 0:  # root may do everything: the command runs as nobody
        who = {"user": 65534, "group": 65534, "extra_groups": []}
        try:
            subprocess.run([TENURE, "--version"], check=True, capture_output=True, cwd="/", **who)
        except (OSError, subprocess.CalledProcessError):
            return "skipped: nobody but root can run the command"
    before = seeded(here)
    here.write("secret.csv", NODES)
    here.run("backup", "db", "backups")
    if who:
        for path in [here.path, *here.path.rglob("*")]:
            os.chown(path, 65534, 65534)
    (here / "secret.csv").chmod(0)
    (here / "closed").mkdir()
    (here / "closed").chmod(0o500)
    if who:
        os.chown(here / "closed", 65534, 65534)

    def denied(name, *words):
        ran = here.run(*words, expect=DISK, **who)
        assert name in ran.err and "Permission denied" in ran.err and not ran.out, ran

    denied("secret.csv", "import", "db", "--nodes", "secret.csv")
    denied("secret.csv", "import", "new", "--nodes", "secret.csv")
    assert not (here / "new").exists()
    denied("closed/db", "import", "closed/db", "--nodes", "nodes.csv")
    denied("closed/out.jsonl", "export", "db", "--to", "closed/out.jsonl")
    denied("closed/backups", "backup", "db", "closed/backups")
    denied("closed/db", "restore", "backups", "closed/db")
    here.write("bad.csv", FACTS + "a,KNOWS,zz,,\n")
    denied("closed/rejects.csv", "import", "db", "--edges", "bad.csv", "--on-error", "skip", "--rejects",
           "closed/rejects.csv", "--quiet")
    for mode in (0, 0o500):
        (here / "db").chmod(mode)
        denied("db", "import", "db", "--nodes", "nodes.csv", "--quiet")
        if mode == 0:
            denied("db", "stats", "db")
    (here / "db").chmod(0o700)
    assert here.run("export", "db", **who).out == before
    return None


def interrupt_after(process, seconds):
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=120)


def an_interrupt_in_the_middle(here):
    before = seeded(here)
    tables = big_tables(here, 200_000)
    copy = here / "base"
    stopped = 0
    for wait_ms in (20, 60, 120, 200, 300, 450, 650, 900):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(here / "db", copy)
        process = subprocess.Popen([TENURE, "import", "base", *tables], cwd=here.path, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        out, err = interrupt_after(process, wait_ms / 1000)
        # Before the command watches it dies of the signal, and after the last moment to stop the load is done.
        assert process.returncode in (INTERRUPTED, -signal.SIGINT, 0), (process.returncode, err)
        if process.returncode == 0:
            assert out.startswith(b"imported 200,000 nodes"), out
            continue
        assert not out and here.history("base") == before, wait_ms
        stopped += process.returncode == INTERRUPTED
    assert stopped >= 1, "no import was stopped in the middle"
    assert pathlib.Path(here / "db").exists()
    return f"stopped {stopped} times in the middle"


def an_interrupt_of_a_new_database(here):
    process, pipe = writer_in_the_middle(here, "new")
    process.send_signal(signal.SIGINT)
    try:
        for i in range(200_000):
            pipe.write(f"n{i},Node {i}\n")
        pipe.close()
    except BrokenPipeError:
        pass
    out, err = process.communicate(timeout=60)
    assert process.returncode == INTERRUPTED and not out, (process.returncode, out, err)
    assert err.startswith(b"tenure: ") and b"cancelled" in err, err
    assert not (here / "new").exists()


def an_interrupt_of_json_lines(here):
    """An import of a history, and of a snapshot, stops as one of tables does."""
    here.run("import", "db", *big_tables(here, 20_000), "--quiet")
    for kind, words in (("history", ()), ("snapshot", ("--as-of", "2001/2002"))):
        lines = here.run("export", "db", *words).out.splitlines(keepends=True)
        assert kind in lines[0], lines[0]
        os.mkfifo(here / kind)
        process = subprocess.Popen([TENURE, "import", "new", kind, "--quiet"], cwd=here.path, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        try:
            with open(here / kind, "w", encoding="utf-8") as pipe:
                pipe.write(lines[0])
                pipe.flush()
                process.send_signal(signal.SIGINT)
                pipe.writelines(lines[1:])
        except BrokenPipeError:
            pass
        out, err = process.communicate(timeout=60)
        assert process.returncode == INTERRUPTED and not out, (kind, process.returncode, out, err)
        assert not (here / "new").exists(), kind


run_all([
    rows_are_told_by_place_value_and_reason,
    a_new_database_is_not_left_behind,
    rows_are_skipped_counted_and_kept,
    many_bad_rows_are_counted,
    the_rejects_are_not_written_over_the_input,
    whole_files_are_refused_either_way,
    gzip_that_is_broken,
    json_lines_that_are_broken,
    a_history_goes_into_a_new_database_only,
    names_that_are_not_known,
    a_prefix_is_answered_with_all_of_its_names,
    a_constraint_refuses_the_whole_load,
    a_database_of_another_format,
    a_database_in_use,
    two_imports_make_one_database,
    a_killed_writer_leaves_no_lock,
    a_file_size_limit,
    a_full_disk,
    no_permission,
    an_interrupt_in_the_middle,
    an_interrupt_of_a_new_database,
    an_interrupt_of_json_lines,
])
