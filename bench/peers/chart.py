"""The chart of bench/results/: a line a question, a mark a system, time on a logarithmic axis."""

import html
import math

WIDTH, LEFT, RIGHT, TOP, ROW = 1040, 272, 842, 104, 38
UNITS = {-2: "10 ns", -1: "100 ns", 0: "1 µs", 1: "10 µs", 2: "100 µs", 3: "1 ms", 4: "10 ms", 5: "100 ms", 6: "1 s",
         7: "10 s", 8: "100 s"}
GREY, DARK = "#6b7280", "#111827"
# Distinguishable without red and green (Okabe and Ito); what is no database is grey or black.
COLOURS = {"tenure": "#d55e00", "query": "#d55e00", "snapshots": DARK, "boost": "#4b5563", "lists": "#9ca3af",
           "sqlite": "#0072b2", "postgres": "#56b4e9", "duckdb": "#e69f00", "kuzu": "#009e73", "ladybug": "#cc79a7"}


def mark(system, x, y, title=""):
    """A diamond for Tenure (empty for its language), a bar for the limit, a triangle and a square in memory, circles
    for databases."""
    tip = f"<title>{html.escape(title)}</title>" if title else ""
    colour = COLOURS[system]
    if system == "tenure":
        points = f"{x:.1f},{y - 10} {x + 10:.1f},{y} {x:.1f},{y + 10} {x - 10:.1f},{y}"
        return f'<polygon points="{points}" fill="{colour}" stroke="white" stroke-width="1.5">{tip}</polygon>'
    if system == "query":
        points = f"{x:.1f},{y - 8} {x + 8:.1f},{y} {x:.1f},{y + 8} {x - 8:.1f},{y}"
        return f'<polygon points="{points}" fill="white" stroke="{colour}" stroke-width="2">{tip}</polygon>'
    if system == "snapshots":
        return f'<rect x="{x - 2:.1f}" y="{y - 13}" width="4" height="26" rx="1.5" fill="{colour}">{tip}</rect>'
    if system == "boost":
        points = f"{x:.1f},{y - 6} {x + 6:.1f},{y + 5} {x - 6:.1f},{y + 5}"
        return f'<polygon points="{points}" fill="white" stroke="{colour}" stroke-width="1.5">{tip}</polygon>'
    if system == "lists":
        return f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" fill="{colour}">{tip}</rect>'
    return f'<circle cx="{x:.1f}" cy="{y}" r="6.5" fill="{colour}" stroke="white" stroke-width="1.2">{tip}</circle>'


def text(x, y, words, size=13, colour=DARK, anchor="start", weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" '
            f'font-weight="{weight}">{html.escape(words)}</text>')


def times(ratio):
    if ratio >= 9.95:
        return f"{ratio:,.0f}×"
    return f"{ratio:.1f}×" if ratio >= 0.95 else f"{ratio:.2f}×"


def axis(low, high, bottom, x):
    out = []
    for power in range(low, high + 1):
        at = x(10.0**power)
        out += [f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 22}" y2="{bottom}" stroke="#d1d5db"/>',
                text(at, TOP - 28, UNITS.get(power, f"1e{power} µs"), 12, GREY, "middle")]
    return out


def legend(systems, titles, bottom):
    out = []
    for i, system in enumerate(systems):
        at, y = 28 + i % 3 * 336, bottom + 30 + i // 3 * 26
        out += [mark(system, at, y), text(at + 18, y + 4.5, titles[system])]
    return out


def chart(points, titles, meanings, databases, heading, note):
    """`points`: (question, system) -> microseconds; `titles`, `meanings`: of systems and questions, in the order in
    which they stand; `databases`: the systems that Tenure is set against at the right."""
    questions = [q for q in meanings if any((q, s) in points for s in titles)]
    systems = [s for s in titles if any((q, s) in points for q in questions)]
    low = math.floor(math.log10(max(0.001, min(points.values()))))
    high = math.ceil(math.log10(max(points.values())))
    bottom = TOP + ROW * len(questions)
    height = bottom + 30 + 26 * math.ceil(len(systems) / 3) + 4

    def x(us):
        return LEFT + (math.log10(max(us, 10.0**low)) - low) / (high - low) * (RIGHT - LEFT)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
           'font-family="Helvetica, Arial, sans-serif">', f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
           text(20, 30, heading, 18, weight="bold"), text(20, 51, note, 12.5, GREY),
           text(WIDTH - 20, TOP - 43, "fastest database", 12, GREY, "end"),
           text(WIDTH - 20, TOP - 28, "takes, of Tenure’s time", 12, GREY, "end")]
    for row in range(0, len(questions), 2):
        out.append(f'<rect x="12" y="{TOP + row * ROW - 10}" width="{WIDTH - 24}" height="{ROW}" fill="#f3f4f6"/>')
    out += axis(low, high, bottom - 10, x)
    for row, question in enumerate(questions):
        y = TOP + row * ROW + ROW // 2 - 10
        out += [text(20, y + 4.5, question, weight="bold"), text(58, y + 4.5, meanings[question], 12.5, "#374151")]
        others = sorted((points[question, s], s) for s in databases if (question, s) in points)
        ours = points.get((question, "tenure"))
        if ours and others:
            us, fastest = others[0]
            out += [f'<line x1="{x(ours):.1f}" x2="{x(us):.1f}" y1="{y}" y2="{y}" stroke="{COLOURS["tenure"]}" '
                    'stroke-width="2" stroke-opacity="0.35"/>',
                    text(WIDTH - 96, y + 4.5, times(us / ours), 14, DARK, "end", "bold"),
                    text(WIDTH - 88, y + 4.5, titles[fastest].split(",")[0], 12, GREY)]
        for system in reversed(systems):  # the first ones on top
            if (question, system) in points:
                us = points[question, system]
                aside = {"kuzu": -5, "ladybug": 5}.get(system, 0)  # most often at one place
                out.append(mark(system, x(us), y + aside, f"{titles[system]}: {us:,.3g} µs"))
    return "\n".join([*out, *legend(systems, titles, bottom), "</svg>", ""])
