#!/usr/bin/env python3
# Runs an example and compares what it prints with what was recorded.
#
# usage: compare_output.py PROGRAM SOURCE RECORDED [--record] [--needs-data]
# Words must be equal, spaces aside. Whole numbers must be equal. Numbers with a decimal point or an exponent may differ
# by 2 %, or by one in the last digit printed, for compilers and instruction sets round differently; a line
# `// figures: 10 %` in the source asks for another tolerance. A number before a unit of time (12 ms, 3.4 GFLOP/s) is a
# measurement, and any number will do; one before kB, MB or GB may differ by 5 %, for scratch memory depends on the
# registers. What it says on stderr may hold no lint but those that a line `// … lints: NAME…` in the source expects, and
# these it must. With --needs-data the example is skipped (exit 77) unless EVENGRAD_DATA is set.
import os
import re
import subprocess
import sys

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
BYTES = re.compile(r"\s*[kMG]B(?![A-Za-z])")
LINT = re.compile(r"^\S+: ([a-z]\w*): .*; ", re.M)
MEASURED = re.compile(r"\s*(?:ns|us|µs|ms|s|min|h|[A-Za-z]+/s)(?![A-Za-z])")


def pieces(line):
    """The line as text, number, text, … where a number is (text, whether measured, whether bytes)."""
    out, at = [], 0
    for m in NUMBER.finditer(line):
        out += ["".join(line[at:m.start()].split()), (m.group(), bool(MEASURED.match(line, m.end())), bool(BYTES.match(line, m.end())))]
        at = m.end()
    return out + ["".join(line[at:].split())]


def unit(text):
    """One in the last digit printed."""
    mantissa, _, exponent = text.lower().partition("e")
    return 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))


def equal(new, old, tolerance):
    if isinstance(new, str) or isinstance(old, str):
        return new == old
    (a, measured, bytes_a), (b, also_measured, bytes_b) = new, old
    if measured and also_measured:
        return True
    if bytes_a and bytes_b:
        return abs(float(a) - float(b)) <= 0.05 * float(b) + unit(b)
    if re.fullmatch(r"[-+]?\d+", a) and re.fullmatch(r"[-+]?\d+", b):
        return int(a) == int(b)
    x, y = float(a), float(b)
    return abs(x - y) <= max(tolerance * abs(y), 1.000001 * max(unit(a), unit(b)))


def compare(new, old, tolerance):
    new, old = new.splitlines(), old.splitlines()
    faults = []
    for i in range(max(len(new), len(old))):
        a, b = (lines[i] if i < len(lines) else None for lines in (new, old))
        if a is None or b is None:
            faults.append((i + 1, a, b))
            continue
        p, q = pieces(a), pieces(b)
        if len(p) != len(q) or not all(equal(x, y, tolerance) for x, y in zip(p, q)):
            faults.append((i + 1, a, b))
    return faults


def main():
    options = [a for a in sys.argv[1:] if a.startswith("--")]
    program, source, recorded = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--needs-data" in options and not os.environ.get("EVENGRAD_DATA"):
        print("skipped: EVENGRAD_DATA does not name the folder of the data sets")
        return 77
    run = subprocess.run([program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    sys.stderr.write(run.stderr)
    if run.returncode == 77:
        return 77
    if run.returncode != 0:
        print(f"{run.stdout}\n{program}: exit status {run.returncode}")
        return 1
    if "--record" in options:
        open(recorded, "w", encoding="utf-8").write(run.stdout)
        return 0
    code = open(source, encoding="utf-8").read()
    said, expected = set(LINT.findall(run.stderr)), set(" ".join(re.findall(r"^// (?:.*; )?lints: (.*)", code, re.M)).split())
    if said != expected:
        print(f"{source}: lints on stderr: {sorted(said)}, expected: {sorted(expected)}")
    asked = re.search(r"^// figures: ([\d.]+) %", code, re.M)
    faults = compare(run.stdout, open(recorded, encoding="utf-8").read(), float(asked[1]) / 100 if asked else 0.02)
    for line, new, old in faults[:20]:
        print(f"{recorded}:{line}:\n  recorded: {old}\n  now:      {new}")
    return 1 if faults or said != expected else 0


if __name__ == "__main__":
    sys.exit(main())
