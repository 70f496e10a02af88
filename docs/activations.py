#!/usr/bin/env python3
# Writes the table of docs/activations.md and draws docs/activations.svg from what the library says of its activations.
#
# usage: python3 docs/activations.py PROGRAM [--check]     (PROGRAM is tests/guide/activations.cpp, compiled)
# With --check it writes nothing and fails where the page or the picture is not what it would write.
import pathlib
import re
import subprocess
import sys
from html import escape

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from compare_output import compare

COLUMNS, WIDTH, HEIGHT, TOP, GAP = 4, 210, 150, 24, 14
LOW, HIGH = -2.2, 3.2  # of y; x runs from −5 to 5


def table(rows):
    lines = ["| | a(x) | largest \\|a′\\| | near-linear: \\|a″\\| < 0.02 | kinks |", "|---|---|---|---|---|"]
    for name, formula, slope, zones, kinks, *_ in rows:
        formula = formula.replace("|", "\\|")
        lines.append(f"| `{name}` | {formula} | {slope} | {zones.replace('−∞ … ∞', 'everywhere')} | {kinks or '–'} |")
    return "\n".join(lines) + "\n"


def panel(row, left, top):
    name, _, _, zones, kinks, *points = row
    x = lambda v: left + WIDTH * (v + 5) / 10
    y = lambda v: top + HEIGHT * (HIGH - v) / (HIGH - LOW)
    number = lambda t: {"∞": 5., "−∞": -5.}.get(t) if "∞" in t else float(t.replace("−", "-"))
    out = [f'<text x="{left}" y="{top - 7}" class="name">{escape(name)}</text>',
           f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for zone in zones.split(", "):
        a, b = (min(5., max(-5., number(t))) for t in zone.split(" … "))
        if b > a:
            out.append(f'<rect x="{x(a):.1f}" y="{top}" width="{max(1.5, x(b) - x(a)):.1f}" height="{HEIGHT}" fill="#dcdcdc"/>')
    for v in (-2, -1, 1, 2, 3):
        out.append(f'<path d="M{left} {y(v):.1f}h{WIDTH}" class="grid"/>')
    out.append(f'<path d="M{left} {y(0):.1f}h{WIDTH}M{x(0):.1f} {top}v{HEIGHT}" class="axis"/>')
    for which, style in ((1, "slope"), (0, "value")):
        pieces, pen = [], False
        for i, p in enumerate(points):
            v = float(p.split(" ")[which])
            if LOW <= v <= HIGH:
                pieces.append(f"{'L' if pen else 'M'}{x(i / 10 - 5):.1f} {y(v):.1f}")
            pen = LOW <= v <= HIGH
        out.append(f'<path d="{"".join(pieces)}" class="{style}"/>')
    for at in re.findall(r"a′\(([^)]*)\)", kinks):
        out.append(f'<circle cx="{x(number(at)):.1f}" cy="{y(float(points[round(10 * number(at)) + 50].split(" ")[0])):.1f}" r="3"/>')
    out.append(f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" fill="none" stroke="#999"/>')
    return out


def picture(rows):
    down = (len(rows) + COLUMNS - 1) // COLUMNS
    width, height = COLUMNS * (WIDTH + GAP) + GAP, down * (HEIGHT + TOP + GAP) + 34
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
           "<title>Activations, their derivatives, and where they are nearly straight</title>",
           "<style>text{font-family:sans-serif;fill:#222;font-size:12px}.name{font-family:monospace;font-size:13px}"
           ".grid{stroke:#e8e8e8}.axis{stroke:#888}.value,.slope{fill:none;stroke-width:2}.value{stroke:#1f5fbf}"
           ".slope{stroke:#d2691e;stroke-dasharray:5 3}circle{fill:none;stroke:#b00020;stroke-width:1.5}</style>",
           f'<rect width="{width}" height="{height}" fill="white"/>']
    for i, row in enumerate(rows):
        out += panel(row, GAP + i % COLUMNS * (WIDTH + GAP), TOP + i // COLUMNS * (HEIGHT + TOP + GAP))
    y = height - 16
    for x, mark, words in ((GAP, f'<path d="M{GAP} {y}h30" class="value"/>', "a(x), −5 … 5"),
                           (GAP + 150, f'<path d="M{GAP + 150} {y}h30" class="slope"/>', "a′(x)"),
                           (GAP + 260, f'<rect x="{GAP + 260}" y="{y - 7}" width="30" height="14" fill="#dcdcdc"/>', "|a″(x)| &lt; 0.02"),
                           (GAP + 420, f'<circle cx="{GAP + 435}" cy="{y}" r="3"/>', "kink")):
        out += [mark, f'<text x="{x + 38}" y="{y + 4}">{words}</text>']
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    program = [a for a in sys.argv[1:] if not a.startswith("--")][0]
    rows = [line.split("\t") for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()]
    page, drawing = HERE / "activations.md", HERE / "activations.svg"
    old = page.read_text(encoding="utf-8")
    begin, end = old.index("| | a(x) |"), old.index("\n\n", old.index("| | a(x) |")) + 1
    new = old[:begin] + table(rows) + old[end:]
    if "--check" not in sys.argv:
        page.write_text(new, encoding="utf-8")
        drawing.write_text(picture(rows), encoding="utf-8")
        return 0
    faults = 0
    for path, text in ((page, new), (drawing, picture(rows))):
        for line, now, before in compare(text, path.read_text(encoding="utf-8"), 1e-3)[:5]:
            print(f"{path}:{line}:\n  is:     {before}\n  should: {now}")
            faults += 1
    return 1 if faults else 0


sys.exit(main())
