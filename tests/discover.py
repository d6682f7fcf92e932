#!/usr/bin/env python3
"""Writes the ctest file that makes each TEST_CASE of a Catch2 program a test of its own. Run by the build after
it links such a program (tests/CMakeLists.txt).

Catch2 2.13 brings a script for this; it breaks on names with an unpaired bracket, as half-open periods
("[start, end) …") have, and on properties that are lists.
"""

import argparse
import pathlib
import re
import subprocess


def cmake_text(text):
    """`text` as one argument, whatever it contains."""
    equals = "="
    while f"]{equals}" in text:
        equals += "="
    return f"[{equals}[{text}]{equals}]"


def pattern_of(name):
    """`name` as Catch2's command line takes it: commas, brackets and quotes mean something there."""
    return re.sub(r'([\\,\[\]"*~])', r"\\\1", name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--label", required=True)
    parser.add_argument("--timeout", required=True)
    parser.add_argument("--environment", action="append", default=[])
    options = parser.parse_args()

    # The exit code is the number of tests; a program that cannot run says so in what it prints.
    listed = subprocess.run([options.program, "--list-test-names-only"], capture_output=True, text=True, check=False)
    names = [name.removeprefix('"').removesuffix('"') if name.startswith('"#') else name
             for name in listed.stdout.splitlines() if name]
    if not names or listed.stderr:
        raise SystemExit(f"{options.program} lists no tests:\n{listed.stdout}{listed.stderr}")

    lines = []
    for name in names:
        test = cmake_text(f"{options.label}/{name}")
        # NoTests: were the name to match nothing, the test must fail, not pass on no checks.
        lines.append(f"add_test({test} {cmake_text(options.program)} {cmake_text(pattern_of(name))} --warn NoTests)")
        lines.append(f"set_tests_properties({test} PROPERTIES LABELS {options.label} TIMEOUT {options.timeout}"
                     f" SKIP_REGULAR_EXPRESSION {cmake_text('skipped: [^ ]')}"
                     f" ENVIRONMENT {cmake_text(';'.join(options.environment))})")
    pathlib.Path(options.output).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
