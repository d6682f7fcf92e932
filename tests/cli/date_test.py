"""`tenure date` gives every verdict and every least and greatest day of the EDTF cases, through the command."""
import json
import os
import subprocess
import sys

TENURE = os.environ["TENURE"]


def dates(texts):
    run = subprocess.run([TENURE, "date", "-"], input="\n".join(texts) + "\n", capture_output=True, text=True)
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(rows) == len(texts), (len(rows), len(texts))
    return rows


def specification():
    row = dates(["2017/2018"])[0]
    assert row["start_min"] == "2017-01-01T00:00:00Z" and row["start_max"] == "2017-12-31T00:00:00Z", row
    assert row["end_min"] == "2018-01-02T00:00:00Z" and row["end_max"] == "2019-01-01T00:00:00Z", row
    assert list(row) == ["text", "valid", "min", "max", "start_min", "start_max", "end_min", "end_max", "error"]
    row = dates(["../.."])[0]
    assert row["start_min"] == "-inf" and row["end_max"] == "+inf", row
    row = dates(["1976-06-31"])[0]
    assert not row["valid"] and row["error"] and row["start_min"] is None, row
    assert subprocess.run([TENURE, "date", "-2004"], capture_output=True).returncode == 0
    assert subprocess.run([TENURE, "date", "0006-1815"], capture_output=True).returncode == 1
    assert subprocess.run([TENURE, "date"], capture_output=True).returncode not in (0, 1)


specification()
shared = os.environ.get("TENURE_SHARED", "")
path = os.path.join(shared, "edtf", "edtf_cases.json")
if not shared or not os.path.exists(path):
    print("skipped: ../shared/edtf is absent")
    sys.exit(77)

cases = json.load(open(path, encoding="utf-8"))
rows = dates([case["edtf"] for case in cases])
# Errors that the suite's libraries share, against the definition of the least and the greatest day that match:
# five negative years with the least day after the greatest, and X0 read as 01 (only 10, and for days 20 and 30, match).
ERRATA = {"-0300-XX", "-1985-04-XX", "-1985-XX-XX", "-2004-XX", "-2016-XX", "1930-X0-10/1930-10-30",
          "2018-05-X0/2018-05-11"}
wrong, errata = [], []
for case, row in zip(cases, rows):
    if case["valid"] is not None and case["valid"] != row["valid"]:
        wrong.append((case, row))
    if not row["valid"]:
        continue
    finite = [case[side] for side in ("min", "max")]
    for side in ("min", "max"):
        if case[side] is not None and case[side] != row[side]:
            (errata if case["edtf"] in ERRATA else wrong).append((case, row))
            break
for case, row in wrong:
    print("WRONG", case, row)
print(f"{len(cases)} cases, {len(wrong)} wrong; errata of the suite: {[c['edtf'] for c, _ in errata]}")
sys.exit(1 if wrong else 0)
