#!/usr/bin/env python3
# Compiles and runs the tests of tickets that a program writes: ticket.py PROGRAM COMPILER... ; a ticket that is changed must fail.
import pathlib
import re
import subprocess
import sys
import tempfile


def run(command, folder, good=True):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder)
    if (done.returncode == 0) != good:
        sys.exit(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout[-4000:]}")
    return done.stdout


def main():
    program, *compiler = sys.argv[1:]
    program = pathlib.Path(program).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        print(run([program, folder], folder))
        tests = sorted(folder.glob("*_test.cpp"))
        if [t.name for t in tests] != ["deep_test.cpp", "fires_test.cpp", "sparse_test.cpp"]:
            sys.exit(f"other tickets than expected: {tests}")
        for test in tests:
            run([*compiler, "-O0", test, "-lfmt", "-o", test.stem], folder)
            print(run([folder / test.stem], folder).strip())
        # The file of one weight changed: refused. What is expected changed: not equal.
        weights = folder / "fires.weights"
        data = bytearray(weights.read_bytes())
        data[-20] ^= 4
        weights.write_bytes(data)
        said = run([folder / "fires_test"], folder, good=False)
        if "it is damaged" not in said:
            sys.exit(f"a damaged file was read: {said}")
        test = folder / "sparse_test.cpp"
        text = test.read_text()
        rows = text.index("expected[")
        test.write_text(text[:rows] + re.sub(r"\{(-?)0x1\.", r"{\g<1>0x1.8", text[rows:], count=1))
        run([*compiler, "-O0", test, "-lfmt", "-o", "changed"], folder)
        if "NOT EQUAL" not in run([folder / "changed"], folder, good=False):
            sys.exit("another output counts as equal")


main()
