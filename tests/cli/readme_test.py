#!/usr/bin/env python3
"""README.md and docs/*.md show only what is so: every ```sh block runs, in order, in a fresh folder that looks like a
checkout after scripts/build; a ```text block that follows it directly is what it prints on a terminal of 110 columns.

A command that fails, or prints something else, fails the test, with file and line. Commands under scripts/ are only
checked to exist: the test run is one of them. Two blocks of the README are the consumer in tests/consumer, letter for
letter, and install_and_run.cmake runs that. With --update, the ```text blocks are written anew.
"""

import contextlib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading

ROOT = pathlib.Path(os.environ.get("TENURE_SOURCE_DIR", pathlib.Path(__file__).resolve().parents[2]))
TENURE = pathlib.Path(os.environ.get("TENURE", ROOT / "build" / "tenure"))
COLUMNS = 110
SECONDS_MOST = 120
# Between the outputs of two blocks. A terminal hands it through, and the command never prints it.
MARK = "\x1e"

PROGRESS = re.compile(r"\r[^\n]*?\x1b\[K|^[a-z ]+: [\d,]+ [a-z]+ in \d+\.\d s \([\d,]+/s\)\n", re.MULTILINE)
SYSTEM_INSTANT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
OUR_FOLDER = re.compile(r"\S*/tenure-readme\.[^/\s]+/tmp\.[^/\s]+")


class Block:
    def __init__(self, language, text, line, end):
        self.language, self.text = language, text
        self.line = line  # of the opening fence, from 1
        self.end = end  # of the closing fence
        self.output = None  # the Block that shows what this one prints


def blocks_of(markdown):
    """The fenced blocks, each ```sh block with the ```text block that stands directly below it."""
    found, opened, language = [], None, None
    lines = markdown.split("\n")
    for number, line in enumerate(lines, 1):
        if opened is None and line.startswith("```"):
            opened, language = number, line[3:].strip()
        elif opened is not None and line == "```":
            text = "".join(one + "\n" for one in lines[opened:number - 1])
            block = Block(language, text, opened, number)
            before = found[-1] if found else None
            if language == "text" and before and not "".join(lines[before.end:opened - 1]).strip():
                before.output = block
            found.append(block)
            opened = None
    assert opened is None, f"the block that opens in line {opened} is never closed"
    return found


def missing_scripts(text):
    return [word for word in re.findall(r"^(scripts/\S+)", text, re.MULTILINE) if not os.access(ROOT / word, os.X_OK)]


def without_scripts(text):
    return re.sub(r"^scripts/.*$", "", text, flags=re.MULTILINE)


def plain(output):
    """What a reader of the page can expect: no progress, every system instant and temporary folder alike."""
    output = OUR_FOLDER.sub("/tmp/tmp.Xa7Qk2", PROGRESS.sub("", output))
    output = re.sub(r" +$", "", output, flags=re.MULTILINE)
    return SYSTEM_INSTANT.sub("2026-01-31T12:00:00.000000Z", output)


@contextlib.contextmanager
def checkout():
    with tempfile.TemporaryDirectory(prefix="tenure-readme.") as folder:
        os.symlink(TENURE.resolve().parent, pathlib.Path(folder, "build"))
        os.symlink(ROOT / "examples", pathlib.Path(folder, "examples"))
        yield folder


def run(blocks):
    """Runs the blocks in one shell, on a terminal. Gives what each printed, as far as it came, and the exit code."""
    script = "set -eu -o pipefail\n"
    for block in blocks:
        script += f"printf '\\036'\n{without_scripts(block.text)}\n"
    terminal, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    modes = termios.tcgetattr(inside)
    modes[1] &= ~termios.OPOST  # a line feed stays a line feed
    termios.tcsetattr(inside, termios.TCSANOW, modes)
    said = []

    def listen():
        with contextlib.suppress(OSError):  # Linux ends a terminal that nobody has open so
            while chunk := os.read(terminal, 65536):
                said.append(chunk)

    with checkout() as folder:
        environment = {"PATH": os.environ["PATH"], "HOME": folder, "TMPDIR": folder, "LC_ALL": "C.UTF-8",
                       "TZ": "UTC", "TERM": "dumb"}
        shell = subprocess.Popen(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                 stdout=inside, stderr=inside)
        os.close(inside)
        listener = threading.Thread(target=listen)
        listener.start()
        try:
            code = shell.wait(SECONDS_MOST)
        except subprocess.TimeoutExpired:
            shell.kill()
            code = shell.wait()
        listener.join()
    os.close(terminal)
    return b"".join(said).decode().split(MARK)[1:], code


def faults(name, markdown):
    """What is wrong with a page, as `name:line: …`."""
    shell_blocks = [block for block in blocks_of(markdown) if block.language == "sh"]
    found = []
    for block in shell_blocks:
        found += [f"{name}:{block.line}: there is no {script}" for script in missing_scripts(block.text)]
    outputs, code = run(shell_blocks)
    if code != 0 and not outputs:
        return found + [f"{name}:1: the commands cannot be run; the shell ends with {code}"]
    for number, (block, output) in enumerate(zip(shell_blocks, outputs), 1):
        if number == len(outputs) and code != 0:
            return found + [f"{name}:{block.line}: a command of this block ends with {code}; it said:\n{output}"]
        shown = block.output
        if shown and plain(shown.text) != plain(output):
            found.append(f"{name}:{shown.line}: the block above prints this instead:\n{output}")
    return found


def updated(markdown):
    """The page with the outputs as they are now."""
    shell_blocks = [block for block in blocks_of(markdown) if block.language == "sh"]
    outputs, code = run(shell_blocks)
    assert code == 0, f"{shell_blocks[len(outputs) - 1].line}: {outputs[-1]}"
    lines = markdown.split("\n")
    for block, output in reversed(list(zip(shell_blocks, outputs))):
        if shown := block.output:
            lines[shown.line:shown.end - 1] = plain(output).rstrip("\n").split("\n")
    return "\n".join(lines)


def broken_links(name, markdown):
    for number, line in enumerate(markdown.split("\n"), 1):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", line):
            if not (ROOT / name).parent.joinpath(target).exists():
                yield f"{name}:{number}: there is no {target}"


def consumer_faults(markdown):
    """The example of the API is the program that the tests build, its output the one that they compare."""
    shown = {language: [block for block in blocks_of(markdown) if block.language == language]
             for language in ("cpp", "cmake")}
    assert len(shown["cpp"]) == len(shown["cmake"]) == 1, "one program and one CMakeLists.txt stand in the README"
    program, build = shown["cpp"][0], shown["cmake"][0]
    for block, file in ((program, "consumer.cc"), (build, "CMakeLists.txt"), (program.output, "output.txt")):
        if block is None:
            yield "README.md: the output of the program is not shown below it"
        elif block.text != (ROOT / "tests" / "consumer" / file).read_text(encoding="utf-8"):
            yield f"README.md:{block.line}: differs from tests/consumer/{file}"


# Pages that must not pass, and the beginning of what is said of each; a good one comes first.
FENCE = "```"
USE = f'{FENCE}sh\nexport PATH="$PWD/build:$PATH"\n{FENCE}\n'
GOOD = f"{USE}{FENCE}sh\ntenure date 2014 | cut -c1-14\n{FENCE}\n\n{FENCE}text\n{{\"text\":\"2014\"\n{FENCE}\n"
PLANTED = [
    (f"{USE}\n{FENCE}sh\ntenure date 2014-13\necho more\n{FENCE}\n", "page.md:5: a command of this block ends with 1"),
    (f"{USE}\n{FENCE}sh\ntenure frobnicate | cat\n{FENCE}\n", "page.md:5: a command of this block ends with 2"),
    (f"{USE}\n{FENCE}sh\nfalse\n{FENCE}\n{USE}", "page.md:5: a command of this block ends with 1"),
    (f"{FENCE}sh\ntenure date 2014\n{FENCE}\n", "page.md:1: a command of this block ends with 127"),
    (GOOD.replace('"2014"\n', '"2015"\n'), "page.md:8: the block above prints this instead"),
    (f"{FENCE}sh\nscripts/no-such --fast\n{FENCE}\n", "page.md:1: there is no scripts/no-such"),
    (f"{FENCE}sh\necho \"$nobody_set_this\"\n{FENCE}\n", "page.md:1: a command of this block ends with 1"),
]


def self_test():
    found = [f"self-test: a good page gives: {fault}" for fault in faults("page.md", GOOD)]
    for page, expected in PLANTED:
        said = faults("page.md", page)
        if len(said) != 1 or not said[0].startswith(expected):
            found.append(f"self-test: expected only '{expected}…' of\n{page}\nfound {said}")
    return found


def main():
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    if sys.argv[1:] == ["--update"]:
        for page in pages:
            page.write_text(updated(page.read_text(encoding="utf-8")), encoding="utf-8")
        return 0
    found = self_test()
    commands = 0
    for page in pages:
        name, markdown = str(page.relative_to(ROOT)), page.read_text(encoding="utf-8")
        commands += sum(block.language == "sh" for block in blocks_of(markdown))
        found += faults(name, markdown)
        found += broken_links(name, markdown)
    found += consumer_faults((ROOT / "README.md").read_text(encoding="utf-8"))
    print(*found, sep="\n", end="\n" if found else "")
    print(f"{len(PLANTED)} planted faults tried; {commands} blocks of commands run; {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
