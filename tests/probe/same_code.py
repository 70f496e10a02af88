#!/usr/bin/env python3
"""Probes that nobody asks for cost nothing: each function of a training's step has the same instructions with and without them.

same_code.py COMPILER ARGUMENT...: compiles same_code.cpp three times and compares what objdump says. A training that is recorded is
compared too, and must differ: else nothing would be compared. Skipped (77) where there is no objdump.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(__file__).with_suffix('.cpp')


def functions(compiler, folder, *more):
    """{symbol: instructions}; jumps and constants without their addresses, calls with the names that they relocate to."""
    out = pathlib.Path(folder, 'train.o')
    subprocess.run([*compiler, '-O2', '-c', *more, SOURCE, '-o', out], check=True)
    text = subprocess.run(['objdump', '-dr', '--no-show-raw-insn', '--no-addresses', out], check=True, capture_output=True, text=True).stdout
    found = {}
    for part in re.split(r'\n(?=<)', text):
        head = re.match(r'<(.*)>:\n', part)
        if head:
            lines = [re.sub(r'\s+', ' ', line).strip() for line in part.splitlines()[1:] if line.strip() and not line.startswith('Disassembly')]
            for i, line in enumerate(lines):
                if re.match(r'R_\S+ ', line):
                    # the name is in this line, the one before has an address that is not settled yet; constants have a number as name
                    lines[i - 1] = re.sub(r'<\S+>', '', lines[i - 1])
                    lines[i] = re.sub(r'(R_\S+) \.\S+', r'\1', line)
            found[head[1]] = lines
    return found


def differences(without, with_it):
    return [name for name, lines in without.items() if with_it.get(name) != lines]


def main(compiler):
    if not shutil.which('objdump'):
        sys.exit(77)
    with tempfile.TemporaryDirectory() as folder:
        without = functions(compiler, folder)
        with_probes = functions(compiler, folder, '-DWITH_PROBES')
        recorded = functions(compiler, folder, '-DRECORDED')
    assert without.get('one_step'), 'the step is not there'
    assert 'one_step' in differences(without, recorded), 'the step is the same where it is recorded: nothing is compared'
    for name in differences(without, with_probes):
        print(f'{name}: other instructions where the probes are included')
        print(*(f'{a!r:60} {b!r}' for a, b in zip(without[name], with_probes.get(name, [])) if a != b), sep='\n')
    print(f'{len(without)} functions, {sum(map(len, without.values()))} lines')
    sys.exit(bool(differences(without, with_probes)))


if __name__ == '__main__':
    main(sys.argv[1:])
