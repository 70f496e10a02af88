#!/usr/bin/env python3
# Draws docs/cliff.svg and writes the table of docs/recurrence.md from losses and gradients of one recurrent unit.
#
# usage: python3 docs/cliff.py PROGRAM [--check]     (PROGRAM is tests/guide/cliff.cpp, compiled)
# With --check it writes nothing and fails where the page is not what it would write.
import math
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
from compare_output import compare

CELL, LEFT, TOP, GAP, LEVELS = 7, 56, 46, 92, 12
HEAD = "| b, from the wall | loss | length of the gradient |"


def colour(share):
    """From pale to dark by lightness alone, so that it prints, and reads without colours."""
    low, high = (244, 240, 228), (58, 20, 92)
    return "rgb(" + ",".join(f"{round(a + (b - a) * share)}" for a, b in zip(low, high)) + ")"


def panel(points, left, title, value, ticks):
    """points: (w, b, figure); one path a level."""
    ws, bs = sorted({p[0] for p in points}), sorted({p[1] for p in points})
    low, high = value(ticks[0]), value(ticks[-1])
    squares = [[] for _ in range(LEVELS)]
    for w, b, figure in points:
        level = min(LEVELS - 1, max(0, int((value(figure) - low) / (high - low) * LEVELS)))
        x, y = left + ws.index(w) * CELL, TOP + (len(bs) - 1 - bs.index(b)) * CELL
        squares[level].append(f"M{x} {y}h{CELL}v{CELL}h-{CELL}z")
    width, height = len(ws) * CELL, len(bs) * CELL
    out = [f'<text x="{left}" y="{TOP - 10}">{title}</text>']
    out += [f'<path fill="{colour(i / (LEVELS - 1))}" d="{"".join(s)}"/>' for i, s in enumerate(squares) if s]
    out.append(f'<rect class="frame" x="{left}" y="{TOP}" width="{width}" height="{height}"/>')
    for w in (4, 5, 6, 7):
        out.append(f'<text class="tick" x="{left + (w - 4) / 3 * width:.0f}" y="{TOP + height + 16}" text-anchor="middle">{w}</text>')
    for b in (-4, -3.5, -3, -2.5):
        out.append(f'<text class="tick" x="{left - 6}" y="{TOP + height - (b + 4.2) / 2.1 * height + 4:.0f}" text-anchor="end">{b:g}</text>')
    out.append(f'<text x="{left + width / 2:.0f}" y="{TOP + height + 34}" text-anchor="middle">w</text>'
               f'<text x="{left - 40}" y="{TOP + height / 2:.0f}">b</text>')
    for i in range(LEVELS):
        out.append(f'<rect x="{left + width + 12}" y="{TOP + height - (i + 1) * 14}" width="14" height="14" fill="{colour(i / (LEVELS - 1))}"/>')
    for t in ticks:
        y = TOP + height - (value(t) - low) / (high - low) * LEVELS * 14
        out.append(f'<text class="tick" x="{left + width + 30}" y="{y + 4:.0f}">{t:g}</text>')
    return out, width, height


def picture(grid):
    first, width, height = panel([(w, b, l) for w, b, l, g in grid], LEFT, "loss", lambda v: v, [0, 0.1, 0.2, 0.3, 0.4, 0.48])
    second, _, _ = panel([(w, b, g) for w, b, l, g in grid], LEFT + width + GAP + 40, "longest gradient in a square, by powers of ten",
                         lambda v: math.log10(max(v, 1e-3)), [0.01, 1, 100, 1e4, 1e6])
    whole = LEFT + 2 * width + 2 * GAP + 40
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{TOP + height + 46}" '
                      f'viewBox="0 0 {whole} {TOP + height + 46}">',
                      "<title>The loss of one recurrent unit over 50 steps has a wall</title>",
                      "<style>text{font-family:sans-serif;font-size:13px;fill:#222}.tick{font-size:11px}"
                      ".frame{fill:none;stroke:#888}</style>",
                      f'<rect width="{whole}" height="{TOP + height + 46}" fill="white"/>', *first, *second, "</svg>"]) + "\n"


def main():
    program = [a for a in sys.argv[1:] if not a.startswith("--")][0]
    rows = [line.split("\t") for line in subprocess.run([program], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()]
    grid = [tuple(map(float, row[1:])) for row in rows if row[0] == "grid"]
    table = "\n".join([HEAD, "|---|---|---|"] + [f"| {row[2]} | {row[3]} | {row[4]} |" for row in rows if row[0] == "line"]) + "\n"
    page, drawing = HERE / "recurrence.md", HERE / "cliff.svg"
    old = page.read_text(encoding="utf-8")
    begin = old.index(HEAD)
    new = old[:begin] + table + old[old.index("\n\n", begin) + 1:]
    if "--check" not in sys.argv:
        page.write_text(new, encoding="utf-8")
        drawing.write_text(picture(grid), encoding="utf-8")
        return 0
    faults = compare(new, old, 2e-2)
    for line, now, before in faults[:5]:
        print(f"{page}:{line}:\n  is:     {before}\n  should: {now}")
    return 1 if faults or not drawing.exists() else 0


sys.exit(main())
