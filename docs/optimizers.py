#!/usr/bin/env python3
# Writes the tables of docs/optimizers.md and draws docs/optimizers.svg from what the library says of its rules and schedules.
#
# usage: python3 docs/optimizers.py PROGRAM [--check]     (PROGRAM is tests/guide/optimizers.cpp, compiled)
# With --check it writes nothing and fails where the page or the picture is not what it would write.
import math
import pathlib
import subprocess
import sys
from html import escape

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from compare_output import compare

COLUMNS, WIDTH, HEIGHT, TOP, GAP = 4, 210, 110, 24, 14
HEAD = "| | direction of a weight | | numbers kept for each weight | |"


def table(rules):
    lines = [HEAD, "|---|---|---|---|---|"]
    for name, direction, paper, slots, way, _ in rules:
        first, *more = name.split(", ")
        lines.append(f"| `{first}`{''.join(f', `.{m} = true`' for m in more)} | {direction} | {paper} | {slots} | {way} |")
    return "\n".join(lines) + "\n"


def frame(name, left, top):
    return [f'<text x="{left}" y="{top - 7}" class="name">{escape(name)}</text>',
            f'<rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}" class="frame"/>']


def path(points, style):
    steps = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{steps}" class="{style}"/>'


def valley(row, left, top):
    """The way of a rule from (−9, 1.5) towards (0, 0); lines of equal height."""
    at = lambda x, y: (left + WIDTH * (x + 10) / 12, top + HEIGHT * (2 - y) / 4)
    out = frame(row[0], left, top)
    for height in (0.05, 0.3, 1, 2.2):
        cx, cy = at(0, 0)
        a, b = math.sqrt(height / 0.025) * WIDTH / 12, math.sqrt(height / 2.5) * HEIGHT / 4
        out.append(f'<ellipse cx="{cx:.1f}" cy="{cy:.1f}" rx="{a:.1f}" ry="{b:.1f}" class="level" clip-path="url(#c{left}x{top})"/>')
    out.insert(0, f'<clipPath id="c{left}x{top}"><rect x="{left}" y="{top}" width="{WIDTH}" height="{HEIGHT}"/></clipPath>')
    numbers = [float(v) for v in row[5].split(" ")]
    points = [at(x, y) for x, y in zip(numbers[::2], numbers[1::2])]
    out.append(f'<g clip-path="url(#c{left}x{top})">{path(points, "way")}</g>')
    for i in (20, 60, 120):
        x, y = points[i]
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>')
    return out


def curve(row, left, top):
    factors = [float(v) for v in row[1].split(" ")]
    return frame(row[0], left, top) + [path(
        [(left + WIDTH * i / (len(factors) - 1), top + 6 + (HEIGHT - 12) * (1 - f)) for i, f in enumerate(factors)], "factor")]


def picture(rules, schedules):
    rows_of_rules = (len(rules) + COLUMNS - 1) // COLUMNS
    rows_of_schedules = (len(schedules) + COLUMNS - 1) // COLUMNS
    step = HEIGHT + TOP + GAP
    width, height = COLUMNS * (WIDTH + GAP) + GAP, (rows_of_rules + rows_of_schedules) * step + 2 * 34 + GAP
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">',
           "<title>120 steps of each rule down a long valley, and the factors of schedules</title>",
           "<style>text{font-family:sans-serif;fill:#222;font-size:12px}.name{font-family:monospace;font-size:12px}"
           ".frame{fill:none;stroke:#999}.level{fill:none;stroke:#ccc}.way{fill:none;stroke:#1f5fbf;stroke-width:1.6}"
           ".factor{fill:none;stroke:#d2691e;stroke-width:2}circle{fill:#b00020}</style>",
           f'<rect width="{width}" height="{height}" fill="white"/>',
           f'<text x="{GAP}" y="22">120 steps down ½ (0.05 x² + 5 y²) from (−9, 1.5), with points after 20, 60 and 120</text>']
    for i, row in enumerate(rules):
        out += valley(row, GAP + i % COLUMNS * (WIDTH + GAP), 34 + TOP + i // COLUMNS * step)
    below = 34 + rows_of_rules * step
    out.append(f'<text x="{GAP}" y="{below + 18}">the factor of the rate over 240 steps, from 0 to 1</text>')
    for i, row in enumerate(schedules):
        out += curve(row, GAP + i % COLUMNS * (WIDTH + GAP), below + 34 + TOP + i // COLUMNS * step)
    return "\n".join(out + ["</svg>"]) + "\n"


def main():
    program = [a for a in sys.argv[1:] if not a.startswith("--")][0]
    rows = [line.split("\t") for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()]
    rules, schedules = ([row[1:] for row in rows if row[0] == kind] for kind in ("rule", "schedule"))
    page, drawing = HERE / "optimizers.md", HERE / "optimizers.svg"
    old = page.read_text(encoding="utf-8")
    begin = old.index(HEAD)
    end = old.index("\n\n", begin) + 1
    new = old[:begin] + table(rules) + old[end:]
    if "--check" not in sys.argv:
        page.write_text(new, encoding="utf-8")
        drawing.write_text(picture(rules, schedules), encoding="utf-8")
        return 0
    faults = 0
    for file, text in ((page, new), (drawing, picture(rules, schedules))):
        for line, now, before in compare(text, file.read_text(encoding="utf-8"), 1e-3)[:5]:
            print(f"{file}:{line}:\n  is:     {before}\n  should: {now}")
            faults += 1
    return 1 if faults else 0


sys.exit(main())
