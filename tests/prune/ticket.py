#!/usr/bin/env python3
# Compiles and runs the tests of tickets that a program writes: ticket.py PROGRAM USER COMPILER..., USER being
# the source of a program with a ticket in it. A ticket that is changed must fail.
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
    program, user, *compiler = sys.argv[1:]
    program, user = pathlib.Path(program).resolve(), pathlib.Path(user).resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        said = run([program, folder], folder)
        print(said)
        tests = sorted(folder.glob("*_test.cpp"))
        if [t.name for t in tests] != ["deep_test.cpp", "fires_test.cpp", "own_test.cpp", "ticket_test.cpp"]:
            sys.exit(f"other tickets than expected: {tests}")
        for test in tests:
            run([*compiler, "-O0", f"-I{user.parent}", test, "-lfmt", "-o", test.stem], folder)
            print(run([folder / test.stem], folder).strip())
        run([*compiler, "-O0", f"-I{folder}", user, "-lfmt", "-lz", "-o", "use"], folder)
        if (used := run([folder / "use"], folder)) != said.splitlines(keepends=True)[0]:
            sys.exit(f"another accuracy than that of the net before: {used}")
        # The file of one weight changed: refused. What is expected changed: not equal.
        weights = folder / "fires.weights"
        data = bytearray(weights.read_bytes())
        data[-20] ^= 4
        weights.write_bytes(data)
        refused = run([folder / "fires_test"], folder, good=False)
        if "it is damaged" not in refused:
            sys.exit(f"a damaged file was read: {refused}")
        test = folder / "ticket_test.cpp"
        text = test.read_text()
        rows = text.index("expected[")
        test.write_text(text[:rows] + re.sub(r"\{(-?)0x1\.", r"{\g<1>0x1.8", text[rows:], count=1))
        run([*compiler, "-O0", test, "-lfmt", "-o", "changed"], folder)
        if "NOT EQUAL" not in run([folder / "changed"], folder, good=False):
            sys.exit("another output counts as equal")


main()
