#!/usr/bin/env python3
# Compiles a file that is wrong on purpose: with -DRIGHT it must compile, without it fail with the message it promises.
#
# usage: wrong.py FILE -- COMPILER [ARGUMENT...]
# The file says what to expect in lines `// expect: TEXT`. Exactly one error, at most 20 lines.
import re
import subprocess
import sys

LINES = 20


def compile_it(command, file, *more):
    run = subprocess.run([*command, *more, "-fsyntax-only", file], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True, errors="replace")
    return run.returncode, run.stdout


def main():
    split = sys.argv.index("--")
    (file,), command = sys.argv[1:split], [a for a in sys.argv[split + 1:] if a]
    expected = [line.split("expect:", 1)[1].strip() for line in open(file, encoding="utf-8")
                if re.match(r"\s*// expect:", line)]
    faults = [] if expected else ["it has no line `// expect: TEXT`"]

    code, said = compile_it(command, file, "-DRIGHT")
    if code != 0:
        print(f"{file}: does not compile with -DRIGHT:\n{said}")
        return 1

    code, said = compile_it(command, file)
    errors = [line for line in said.splitlines() if re.search(r"(^|: )(fatal )?error: ", line)]
    lines = said.splitlines()
    if code == 0:
        faults.append("it compiles")
    elif len(errors) != 1:
        faults.append(f"{len(errors)} errors, not one")
    if len(lines) > LINES:
        faults.append(f"{len(lines)} lines of output, more than {LINES}")
    faults += [f"the output lacks: {text}" for text in expected if text not in said]
    for fault in faults:
        print(f"{file}: {fault}")
    print(said)
    return 1 if faults else 0


sys.exit(main())
