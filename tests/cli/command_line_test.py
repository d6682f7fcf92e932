"""The command line itself: help, refusals with their exit codes, a reader that goes away, a full disk."""
import os
import subprocess

TENURE = os.environ["TENURE"]


def run(*words):
    done = subprocess.run([TENURE, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


code, out, err = run("--help")
assert code == 0 and "Commands:" in out and "  date" in out and "Exit codes:" in out and not err, (code, out, err)
assert run("-h")[1] == out
code, out, err = run("date", "--help")
assert code == 0 and "Examples:" in out and "tenure date 2017/2018" in out, out
assert run("help", "date")[:2] == (0, out)
assert run("--version")[0] == 0

code, out, err = run()
assert code == 2 and not out and "Usage:" in err, (code, out, err)
code, out, err = run("dtae", "2014")
assert code == 2 and not out and "did you mean `tenure date`?" in err, err
code, out, err = run("frobnicate")
assert code == 2 and "`tenure --help` lists them" in err, err
code, out, err = run("\x1b[31mdate")
assert code == 2 and "\x1b" not in err, err
assert run("date")[0] == 2
assert run("date", "2014", "2015")[0] == 2

# One argument of `date` is a date, whatever it looks like.
for text, expected in [("-2004", 0), ("-0044-03-15", 0), ("--junk", 1), ("-x", 1), ("", 1)]:
    code, out, err = run("date", text)
    assert code == expected and out.startswith("{") and not err, (text, code, out, err)
assert run("date", "--", "-2004")[0] == 0

# The reader goes away: nothing on standard error, and no endless work.
with subprocess.Popen(["yes", "2014"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as source:
    with subprocess.Popen([TENURE, "date", "-"], stdin=source.stdout, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as reader:
        source.stdout.close()
        reader.stdout.readline()
        reader.stdout.close()
        assert reader.wait(60) == 141, reader.returncode
        assert reader.stderr.read() == b""

if os.path.exists("/dev/full"):
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([TENURE, "date", "2014"], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 7 and "No space left" in done.stderr, done
