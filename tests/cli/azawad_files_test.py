"""examples/azawad says all that the seed text says and nothing else: every sentence is the source of a row, every
source is a sentence, every end of a fact is a node, every date is one, every label and type is declared."""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys

TENURE = os.environ["TENURE"]
ROOT = pathlib.Path(os.environ["TENURE_SOURCE_DIR"])
EXAMPLE = ROOT / "examples" / "azawad"
NOT_FROM_THE_TEXT = {"msa-1957"}


def rows_of(name):
    with open(EXAMPLE / name, encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    for number, cells in enumerate(lines, 1):
        assert len(cells) == len(lines[0]), f"{name}, row {number}: {len(cells)} cells under {len(lines[0])} headers"
    return [dict(zip(lines[0], cells)) for cells in lines[1:]]


def sentences_of(text):
    """(section, sentence) of the seed. Headings name sections; before "Organization" come the box and one
    introducing sentence."""
    section, found = "Infobox", []
    for line in text.splitlines():
        heading = re.fullmatch(r"==\s*(.+?)\s*==", line)
        if heading:
            section = heading.group(1)
        elif line.startswith("= ") or not line:
            continue
        elif section in ("Infobox", "See also"):
            if line.startswith("The "):
                found.append(("Introduction", line))
            else:
                found.append((section, line.removeprefix("- ")))
        else:
            found += [(section, sentence) for sentence in re.split(r"(?<=\.)\s+(?=[A-Z])", line)]
    return found


def sources_of(text):
    return [tuple(source.strip().split(": ", 1)) for source in text.split("|") if source]


def check_dates(texts):
    run = subprocess.run([TENURE, "date", "-"], input="\n".join(texts) + "\n", capture_output=True, text=True)
    verdicts = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(verdicts) == len(texts)
    for verdict in verdicts:
        # The bounds decide: "attested: 2023" is ours and no EDTF.
        assert verdict["start_min"] is not None, verdict


nodes, facts = rows_of("nodes.csv"), rows_of("facts.csv")
ids = [node[":ID"] for node in nodes]
assert len(ids) == len(set(ids)), "an id stands twice"
for fact in facts:
    for end in (fact[":START_ID"], fact[":END_ID"]):
        assert end in ids, f"{end} is no node"
    assert fact[":STATUS"] in ("asserted", "claimed", "disputed", "refuted"), fact
    assert not fact[":EVENT"] or fact[":EVENT"] in ids, fact
used = {fact[end] for fact in facts for end in (":START_ID", ":END_ID")}
assert set(ids) - used == NOT_FROM_THE_TEXT | {"e:framework"}, set(ids) - used
check_dates(sorted({row[":VALID"] for row in nodes + facts} - {""}))

schema = (ROOT / "schema" / "organizations.cc").read_text(encoding="utf-8")
declared = set(re.findall(r'"([A-Za-z_]+)"', schema))
names = {fact[":TYPE"] for fact in facts} | {label for node in nodes for label in node[":LABEL"].split(";")}
assert names <= declared, f"not in the schema: {names - declared}"

shared = os.environ.get("TENURE_SHARED", "")
seed = pathlib.Path(shared, "seed", "coordination_of_azawad_movements.txt")
if not shared or not seed.exists():
    print("skipped: ../shared/seed is absent")
    sys.exit(77)
sentences = sentences_of(seed.read_text(encoding="utf-8"))
quoted = set()
for row in nodes + facts:
    sources = sources_of(row.get(":SOURCE", row.get("source", "")))
    assert sources or row[":ID"] in NOT_FROM_THE_TEXT, f"no source: {row}"
    for source in sources:
        assert source in sentences, f"not in the text: {source}"
        quoted.add(source)
missing = [sentence for sentence in sentences if sentence not in quoted]
for section, sentence in missing:
    print(f"no row quotes: {section}: {sentence}")
print(f"{len(nodes)} nodes, {len(facts)} facts, {len(sentences)} sentences, {len(missing)} without a row")
sys.exit(1 if missing else 0)
