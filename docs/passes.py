#!/usr/bin/env python3
# Draws docs/passes.svg: the passes from top to bottom, and what each makes of examples/01_digits.
#
# usage: python3 docs/passes.py > docs/passes.svg
# The figures are those that tests/guide/engine.cpp checks.
from html import escape

NET = "input<64> | dense<64> | relu | dense<32> | relu | dense<10>"
PASSES = [  # kind, name, files, what becomes of the example
    ("value", "declaration", "layer/ combinator/", ["constexpr auto net =", "  " + NET + ";"]),
    ("pass", "build", "graph, source", ["%3 = input · dense_1.w     %4 = %3 + dense_1.b     %5 = relu(%4)     …",
                                        "15 nodes forward, 31 with the loss; equal nodes are one node"]),
    ("pass", "check", "checked", ["every operand has a shape: the first that does not fit becomes one message"]),
    ("pass", "differentiate", "differentiate", ["%43 = %37 · dense_3.wᵀ     %45 = %43 * step(%10)     %42 = %10ᵀ · %37     …",
                                                "59 nodes; 6 of them hand a gradient over"]),
    ("pass", "used", "used", ["55 nodes are wanted, 4 are dead"]),
    ("pass", "group", "place, merge, sink_maps", ["kernel 1: %3 %4 %5     kernel 4: softmax, loss and its gradient in one sweep",
                                                                     "13 kernels: 8 products, 5 sweeps"]),
    ("pass", "stage", "stage", ["kernel 4:  1 largest  |  2 exp and two sums  |  3 gradient of the logits"]),
    ("pass", "memory", "memory, area", ["row[0] row[64] row[96] row[112] …   row[96] holds the logits, then an adjoint",
                                        "194 numbers a row: offsets are constants"]),
    ("pass", "emit", "contraction, emit, program", ["tables: 13 kernels, 43 statements, 49 operands; 9 pieces of code"]),
    ("type", "body", "kernel/body", ["relu(product + dense_1.b)  is  body<…, apply_op<relu_op, apply_op<add_op, …>>>"]),
    ("run", "walk", "kernel/walk", ["a loop over the table: code[k](kernel, operands, context)"]),
]
COLOURS = {"value": "#d9e8fb", "pass": "#fdf3d8", "type": "#e3f1df", "run": "#f6dfe4"}
LEGEND = {"value": "what is written", "pass": "constexpr function over an array of nodes", "type": "expression template",
          "run": "run time"}
LEFT, WIDTH, TEXT = 20, 190, 236
SMALL, LINE = 52, 17


def main():
    out, y = [], 20
    boxes = []
    for kind, name, files, example in PASSES:
        height = max(SMALL, 22 + LINE * len(example))
        boxes.append((y, height))
        out.append(f'<rect x="{LEFT}" y="{y}" width="{WIDTH}" height="{SMALL - 8}" rx="6" fill="{COLOURS[kind]}" stroke="#555"/>')
        out.append(f'<text x="{LEFT + WIDTH / 2}" y="{y + 18}" class="name">{escape(name)}</text>')
        out.append(f'<text x="{LEFT + WIDTH / 2}" y="{y + 34}" class="file">{escape(files)}</text>')
        for i, line in enumerate(example):
            out.append(f'<text x="{TEXT}" y="{y + 18 + LINE * i}" class="code" xml:space="preserve">{escape(line)}</text>')
        y += height + 8
    for (top, _), (below, _) in zip(boxes, boxes[1:]):
        x = LEFT + WIDTH / 2
        out.append(f'<path d="M{x} {top + SMALL - 8} V{below - 6}" stroke="#555" marker-end="url(#tip)"/>')
    x = LEFT
    for kind, words in LEGEND.items():
        out.append(f'<rect x="{x}" y="{y + 4}" width="14" height="14" rx="3" fill="{COLOURS[kind]}" stroke="#555"/>')
        out.append(f'<text x="{x + 20}" y="{y + 15}" class="legend">{words}</text>')
        x += 46 + 6.3 * len(words)
    width, height = 860, y + 30
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">')
    print("<title>The passes of evengrad, and what they make of a net for digits</title>")
    print("<style>text{font-family:sans-serif;fill:#222}.name{font-size:14px;font-weight:bold;text-anchor:middle}"
          ".file{font-size:11px;text-anchor:middle;fill:#555}.code{font-family:monospace;font-size:12px}.legend{font-size:12px}</style>")
    print('<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="4" refY="4" orient="auto">'
          '<path d="M0 0 L8 4 L0 8 z" fill="#555"/></marker></defs>')
    print(f'<rect width="{width}" height="{height}" fill="white"/>')
    print("\n".join(out))
    print("</svg>")


main()
