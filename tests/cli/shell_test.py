"""`tenure shell` as a person types into it, through a terminal, and as a program feeds it."""
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

from command import BAD_INPUT, CONSTRAINT, DONE, LOCKED, NO, TENURE, run_all

PATIENCE = 30
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[()][A-Z0-9]|\r|\x07")


class Terminal:
    """A shell at a terminal of 24 lines and 100 columns."""

    def __init__(self, here, *words, **environment):
        self.master, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
        variables = {"PATH": os.environ["PATH"], "HOME": str(here.path), "TERM": "xterm", "LC_ALL": "C.UTF-8",
                     **environment}
        self.process = subprocess.Popen([TENURE, "shell", *words], cwd=here.path, env=variables, stdin=inside,
                                        stdout=inside, stderr=inside, start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(inside)
        self.said = ""

    def type(self, text):
        os.write(self.master, text.encode())

    def line(self, text):
        self.type(text + "\r")

    def until(self, wanted):
        """What it says up to and including `wanted`; the next call goes on behind it. A prompt may be drawn twice:
        wait for the answer before it as well where a key such as Ctrl-D comes next."""
        end = time.monotonic() + PATIENCE
        while wanted not in self.said:
            assert time.monotonic() < end, f"no {wanted!r} in {self.said!r}"
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    self.said += ESCAPES.sub("", os.read(self.master, 65536).decode(errors="replace"))
                except OSError as error:
                    raise AssertionError(f"it ended without {wanted!r}: {self.said!r}") from error
        at = self.said.index(wanted) + len(wanted)
        found, self.said = self.said[:at], self.said[at:]
        return found

    def leave(self):
        self.type("\x04")
        self.end()

    def end(self, code=DONE):
        # Read on: where nobody takes what it says last, it waits for that.
        end = time.monotonic() + PATIENCE
        try:
            while self.process.poll() is None and time.monotonic() < end:
                if select.select([self.master], [], [], 0.1)[0]:
                    with contextlib.suppress(OSError):
                        self.said += os.read(self.master, 65536).decode(errors="replace")
            assert self.process.poll() == code, (self.process.poll(), self.said)
        finally:
            self.process.kill()
            self.process.wait()
            os.close(self.master)


def typed(here, *words, **environment):
    shell = Terminal(here, *words, **environment)
    shell.until("tenure> ")
    return shell


def a_statement_goes_over_several_lines(here):
    db = here.azawad()
    shell = typed(here, db)
    shell.line("MATCH (c:Coalition)")
    shell.until("     -> ")
    shell.line("WHERE c._id <> 'no;t the end' // nor; here")
    shell.until("     -> ")
    shell.line("RETURN count(c) AS coalitions;")
    answer = shell.until("tenure> ")
    assert re.search(r"coalitions\n-+\n +3\n1 row in [\d.]+ m?s\n", answer), answer
    shell.line("RETURN 1 AS one; RETURN 2 AS two;")
    assert re.search(r"one\n---\n  1\n.*two\n---\n  2\n", shell.until("tenure> "), re.DOTALL)
    shell.line(":quit")
    shell.end()


def an_error_ends_the_statement_and_not_the_shell(here):
    shell = typed(here, here.azawad())
    shell.line("RETURN nobody;")
    assert "there is no variable nobody" in shell.until("tenure> ")
    shell.line(":frobnicate")
    assert "there is no command :frobnicate" in shell.until("tenure> ")
    shell.line("RETURN 7 AS seven;")
    shell.until("seven\n-----\n    7\n1 row in")
    shell.until("tenure> ")
    shell.leave()


def ctrl_c_stops_what_runs_and_what_is_typed(here):
    shell = typed(here, here.azawad())
    shell.line("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*);")
    shell.until("\n")
    time.sleep(0.5)
    os.killpg(shell.process.pid, signal.SIGINT)
    assert "stopped as asked" in shell.until("tenure> ")
    # Again, and by the key itself.
    shell.line("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*);")
    shell.until("\n")
    time.sleep(0.5)
    shell.type("\x03")
    assert "stopped as asked" in shell.until("tenure> ")
    shell.line("MATCH (half")
    shell.until("     -> ")
    shell.type("typed\x03")
    shell.until("tenure> ")
    shell.line("RETURN 'whole' AS word;")
    answer = shell.until("tenure> ")
    assert "whole" in answer and "half" not in answer, answer
    # What was stopped has written nothing.
    shell.line("UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b CREATE (:Never);")
    shell.until("\n")
    time.sleep(0.5)
    shell.type("\x03")
    assert "stopped as asked" in shell.until("tenure> ")
    shell.line("MATCH (n:Never) RETURN count(n) AS nodes;")
    assert re.search(r"nodes\n-+\n +0\n", shell.until("tenure> "))
    shell.line(":exit")
    shell.end()


def the_tabulator_completes(here):
    shell = typed(here, here.azawad())
    shell.type("MATCH (c:Coal\t")
    shell.until("Coalition")
    shell.type(")-[:MEMB\t")
    shell.until("MEMBER_OF")
    shell.type("]->(d) RET\t")
    shell.until("RETURN")
    shell.type("count(*) AS steps;\r")
    assert re.search(r"steps\n-+\n +1\n", shell.until("tenure> "))
    shell.type("CALL tenure.t\t\t")  # two begin so: they are listed
    found = shell.until("tenure.transactions(")
    assert "tenure.timeline(" in found, found
    shell.type("\x03")
    shell.until("^C\ntenure> ")
    shell.type(":sch\t\r")
    shell.until("MEMBER_OF")
    shell.until("\ntenure> ")
    shell.leave()


def what_was_typed_comes_back(here):
    db = here.azawad()
    history = here / "state" / "tenure" / "history"
    for number in (1, 2):
        shell = typed(here, db, XDG_STATE_HOME=str(here / "state"))
        if number == 2:
            shell.type("\x1b[A")  # up
            shell.until("AS line;")
            shell.type("\r")
            shell.until("over several\n1 row in")
            shell.until("\ntenure> ")
        else:
            shell.line("RETURN 'over several'")
            shell.until("-> ")
            shell.line("AS line;")
            shell.until("over several\n1 row in")
            shell.until("tenure> ")
        shell.leave()
    assert "RETURN\\040'over\\040several'\\040AS\\040line;" in history.read_text(), history.read_text()
    assert history.stat().st_mode & 0o077 == 0
    history.unlink()
    shell = typed(here, db, "--history", "", XDG_STATE_HOME=str(here / "state"))
    shell.line("RETURN 1 AS one;")
    shell.until("1 row in")
    shell.until("tenure> ")
    shell.leave()
    assert not history.exists()


def letters_of_every_script_can_be_typed(here):
    shell = typed(here, here.azawad())
    shell.line("MATCH (n {_id: 'cma'}) RETURN 'ⵜⴰⵙⵈ' IN [x IN names(n) | left(x.name, 4)] AS tifinagh;")
    assert re.search(r"tifinagh\n-+\ntrue", shell.until("1 row in"))
    shell.until("tenure> ")
    shell.leave()


def commands_do_what_help_says(here):
    db = here.azawad()
    listed = here.run("shell", db, input=b":help\n", stdin=None).out
    for word in (":explain", ":help", ":output", ":param", ":quit", ":schema", ":source", ":time", ":timing"):
        assert f"\n  {word}" in listed, word
    here.write("more.cypher", "RETURN $day AS day;\n:param day = \"2023\"\nRETURN $day AS day")
    ran = here.run("shell", db, "--param", 'day="2022"', "--output", "csv", stdin=None, input=(
        b":param\n:source more.cypher\n:param day =\n:param\n:output jsonl\nRETURN 1 AS one;\n:explain\n"
        b":explain MATCH (n) RETURN n\n:quit\nRETURN 'not reached';\n"))
    assert ran.out.startswith("day = '2022'\nday\n2022\nday\n2023\nno parameters are set\n{\"one\":1}\n"), ran
    assert ran.out.count('"operator":"Project') == 2 and "NodeScan" in ran.out and "reached" not in ran.out, ran
    for line in (b":param x", b":param x = y", b":timing maybe", b":output xml", b":explain", b":quit now", b":source",
                 b":time FOR ever", b":time FOR VALID_TIME AS OF 'never'", b":time MATCH (n)", b":nothing"):
        here.run("shell", db, stdin=None, input=line + b"\n", expect=(BAD_INPUT, NO))


def a_session_has_a_time(here):
    db = here.azawad()
    ask = b"MATCH (o)-[r:MEMBER_OF]->({_id: 'cma'}) RETURN count(r) AS n;\n"
    ran = here.run("shell", db, "--output", "csv", stdin=None, input=(
        ask + b":time FOR VALID_TIME AS OF '2024'\n" + ask +  # everybody has left
        b"FOR VALID_TIME AS OF '2022' " + ask + b"RETURN 1 AS one;\n:time\n" +
        b":time FOR CERTAIN VALID_TIME AS OF '2022'\n" + ask +
        b"CALL tenure.timeline('cma', {types: 'MEMBER_OF'}) YIELD fact RETURN count(fact) AS n;\n" +
        b":time FOR SYSTEM_TIME AS OF '2000'\n" + ask + b":time off\n" + ask + b":time\n"))
    values = [line for line in ran.out.split("\n") if line not in ("n", "one", "")]
    assert values == ["6", "0", "6", "1", "FOR VALID_TIME AS OF '2024'", "3", "3", "0", "6",
                      "no time is set: all of valid time, as believed now"], ran
    ran = here.run("shell", db, stdin=None, expect=BAD_INPUT,
                   input=b":time FOR SYSTEM_TIME AS OF '2000'\nCREATE (:New);\n")
    assert "cannot be written" in ran.err, ran


def statements_of_a_program_run_in_order(here):
    db = here.azawad()
    ran = here.run("shell", db, "--output", "csv", "--who", "a program", stdin=None, input=(
        b"CREATE (:New {x: 1});\n/* a comment; with a semicolon */ MATCH (n:New)\nSET n.x = n.x + 1;\n\n;;\n"
        b"MATCH (n:New) RETURN n.x AS x"))
    assert ran.out == "x\n2\n" and "1 nodes created" in ran.err, ran
    assert here.run("transactions", db, "--output", "json").rows[-1]["who"] == "a program"
    # The first that fails ends it, with its code; what went before stays.
    ran = here.run("shell", db, stdin=None, expect=BAD_INPUT,
                   input=b"CREATE (:Kept);\nRETURN nobody;\nCREATE (:Lost);\n")
    assert "there is no variable nobody" in ran.err, ran
    assert here.run("query", db, "MATCH (n) WHERE n:Kept OR n:Lost RETURN labels(n)[0] AS l", "--output",
                    "csv").out == (
        "l\nKept\n")
    assert here.run("shell", db, stdin=None, input=b"").out == ""
    here.run("shell", db, stdin=None, expect=CONSTRAINT,
             input=b"CREATE (:Person)-[:MEMBER_OF {_valid: '2020'}]->(:Coalition {_valid: '2010'});\n")
    here.run("shell", "nowhere", stdin=None, input=b"RETURN 1;", expect=NO)
    here.run("shell", db, "--timeout", "0", stdin=None, input=b"MATCH (n) RETURN n;", expect=LOCKED)


def two_shells_share_what_is_only_read(here):
    db = here.azawad()
    first = typed(here, db)
    err = here.run("shell", db, stdin=None, input=b"RETURN 1;", expect=LOCKED).err
    assert "--read-only opens it beside" in err, err
    first.leave()
    reading = typed(here, db, "--read-only")
    assert "one" in here.run("shell", db, "--read-only", stdin=None, input=b"RETURN 1 AS one;").out
    reading.line("CREATE (:N);")
    assert "read" in reading.until("\ntenure> ")
    reading.leave()


run_all([a_statement_goes_over_several_lines, an_error_ends_the_statement_and_not_the_shell,
         ctrl_c_stops_what_runs_and_what_is_typed, the_tabulator_completes, what_was_typed_comes_back,
         letters_of_every_script_can_be_typed, commands_do_what_help_says, a_session_has_a_time,
         statements_of_a_program_run_in_order, two_shells_share_what_is_only_read])
