"""What the tests of the command share: a folder that goes away, the command run in it, its exit codes."""
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

TENURE = os.environ["TENURE"]
ROOT = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
AZAWAD = ROOT / "examples" / "azawad"

# apps/tenure/exit_code.h.
DONE, NO, USAGE, BAD_INPUT, CONSTRAINT, LOCKED, DAMAGED, DISK = range(8)
INTERRUPTED, PIPE_CLOSED = 130, 141


class Ran:
    def __init__(self, words, code, out, err):
        self.words, self.code, self.out, self.err = words, code, out, err

    def __repr__(self):
        return f"tenure {' '.join(map(str, self.words))}\n  exit code {self.code}\n  {self.out!r}\n  {self.err!r}"

    @property
    def rows(self):
        """Of --output json."""
        return json.loads(self.out)


class Folder:
    """A temporary folder, and the command run inside it."""

    def __init__(self, path):
        self.path = pathlib.Path(path)

    def __truediv__(self, name):
        return self.path / name

    def write(self, name, content):
        (self.path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    def run(self, *words, expect=DONE, **options):
        """Fails on any other exit code than `expect`, which may also be a tuple of them."""
        options.setdefault("stdin", subprocess.DEVNULL)
        done = subprocess.run([TENURE, *map(str, words)], cwd=self.path, capture_output=True, check=False, **options)
        ran = Ran(words, done.returncode, done.stdout.decode(), done.stderr.decode())
        assert ran.code in (expect if isinstance(expect, tuple) else (expect,)), f"expected {expect}: {ran}"
        return ran

    def history(self, db):
        """All that the database says, both clocks included."""
        return self.run("export", db).out

    def azawad(self, db="azawad.tenure", *words):
        self.run("import", db, "--nodes", AZAWAD / "nodes.csv", "--edges", AZAWAD / "facts.csv", "--schema",
                 "organizations", "--quiet", *words)
        return db


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="tenure-cli.") as path:
        yield Folder(path)


def run_all(cases):
    """Runs every function in a folder of its own and ends the process: 0 when none failed."""
    failed = 0
    for case in cases:
        try:
            with folder() as here:
                said = case(here)
            print(f"{case.__name__}: {said or 'holds'}")
        except Exception:  # pylint: disable=broad-except
            failed += 1
            print(f"{case.__name__}: FAILED")
            traceback.print_exc(file=sys.stdout)
    print(f"{len(cases) - failed} hold, {failed} failed")
    sys.exit(1 if failed else 0)
