"""Facts of a CSV file as of a day, by nothing but the table and the formulas of DESIGN section 1.

Reads the dates that stand in the real data sets: `2014`, `2014-10`, `2014-10-28`, blank. Every bound is a day, as a
number; an end is the first day on which the fact no longer holds. Both columns blank: both ends unknown. A blank end:
unknown. Standard library alone.
"""
import calendar
import csv
import datetime
import gzip
import io
import re

PAST, FUTURE = float("-inf"), float("inf")
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


def first_and_last(text):
    """The first and the last day of a date, or None where it is none."""
    match = DATE.match(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    last_month = month or 12
    try:
        first = datetime.date(year, month or 1, day or 1)
        last = datetime.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError):
        return None
    return first.toordinal(), last.toordinal()


def bounds(start, end):
    """(start_min, start_max, end_min, end_max) of two cells, or None for a row that must be rejected."""
    if not start and not end:
        return PAST, FUTURE, PAST, FUTURE
    start_min, start_max, end_min, end_max = PAST, None, None, FUTURE
    if start:
        days = first_and_last(start)
        if days is None:
            return None
        start_min, start_max = days
    if end:
        days = first_and_last(end)
        if days is None:
            return None
        end_min, end_max = days[0] + 1, days[1] + 1
    if not start:
        start_max = end_max - 1
    if not end:
        end_min = start_min + 1
    if start_min >= end_max:
        return None
    return start_min, min(start_max, end_max - 1), max(end_min, start_min + 1), end_max


def certainty(period, day):
    """'certain', 'possible' or None: how a period stands as of a day."""
    start_min, start_max, end_min, end_max = period
    if start_max <= day and day + 1 <= end_min:
        return "certain"
    if start_min < day + 1 and day < end_max:
        return "possible"
    return None


def rows_of(path):
    """(line, row) of each row; the line on which it ends, and these sets have no cell of several lines."""
    with gzip.open(path, "rb") as packed:
        reader = csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8", newline=""))
        for row in reader:
            yield reader.line_num, row


class Graph:
    """Nodes, facts and rejected rows of one data set."""

    def __init__(self, nodes_path, edges_path):
        self.names = {}
        self.labels = {}
        for _, row in rows_of(nodes_path):
            self.names[row["id"]] = row["name"]
            self.labels[row["id"]] = row["label"]
        self.facts = []
        self.rejected = []  # lines of the edges
        self.of_node = {}
        for line, row in rows_of(edges_path):
            start, end = row["start"].strip(), row["end"].strip()
            period = bounds(start, end)
            if period is None or row["src"] not in self.names or row["dst"] not in self.names:
                self.rejected.append(line)
                continue
            fact = (row["src"], row["type"], row["dst"], start + "/" + end, period, row["source"])
            self.facts.append(fact)
            self.of_node.setdefault(row["src"], []).append(fact)
            if row["dst"] != row["src"]:
                self.of_node.setdefault(row["dst"], []).append(fact)

    def as_of(self, day, node):
        """(type, direction, node, name, validity, certainty, status, source) of what holds, sorted."""
        rows = []
        for src, kind, dst, validity, period, source in self.of_node.get(node, []):
            verdict = certainty(period, day)
            if verdict is None:
                continue
            other = dst if src == node else src
            direction = "out" if src == node else "in"
            rows.append((kind, direction, other, self.names[other], validity, verdict, "asserted", source))
        return sorted(rows)

    def stats(self, day):
        by_type, certain = {}, 0
        for _, kind, _, _, period, _ in self.facts:
            verdict = certainty(period, day)
            if verdict is not None:
                by_type[kind] = by_type.get(kind, 0) + 1
            certain += verdict == "certain"
        return {"nodes": len(self.names), "facts": sum(by_type.values()), "facts_certain": certain,
                "by_type": by_type}
