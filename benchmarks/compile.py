#!/usr/bin/env python3
"""What nets cost the compiler: user seconds, peak megabytes and the longest symbol of a program that trains the net.

compile.py [NET...]: all nets, or those named; each program is compiled three times with -O3 -march=native, and the least figures are kept.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

INCLUDE = pathlib.Path(__file__).resolve().parent.parent / 'include'
COMPILERS = ['g++', 'clang++-16']
RUNS = 3

PROGRAM = '''
#include <evengrad/evengrad.hpp>
namespace eg = evengrad;
constexpr auto net = {net};
float train(const float* x, const float* y, int rows, int steps) {{
  eg::model<net> model{{eg::seed{{1}}}};
  eg::optimizer<float, eg::adam> rule(eg::adam{{}});
  float loss = 0;
  for (int i = 0; i < steps; ++i) loss = model.fused_step(eg::cross_entropy, x, y, rows, rule);
  return loss;
}}
'''


def chain(n):
    """n × (dense | relu), all of different sizes."""
    return ' | '.join(['eg::input<32>', *(f'eg::dense<{16 + 3 * i}> | eg::relu' for i in range(n)), 'eg::dense<10>'])


def repeated(n):
    block = 'eg::residual(eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<64>)'
    return f'eg::input<64> | eg::repeat<{n}>({block}) | eg::dense<10>'


NETS = {'lenet': 'eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>'}
NETS |= {f'n={n}': chain(n) for n in (8, 24, 48, 100)}
NETS |= {f'repeat={n}': repeated(n) for n in (10, 1000)}


def compile_once(command):
    """User seconds and peak megabytes of the compiler and all that it starts; None where it fails."""
    with tempfile.TemporaryFile('w+') as said:
        process = subprocess.Popen(command, stderr=said)
        _, status, use = os.wait4(process.pid, 0)
        if status:
            said.seek(0)
            print(''.join(line for line in said if 'error' in line or 'limit' in line), end='', file=sys.stderr)
            return None
    return use.ru_utime, use.ru_maxrss / 1024


def longest_symbol(file):
    lines = subprocess.run(['nm', '-a', file], check=True, capture_output=True, text=True).stdout.splitlines()
    return max(len(line.split()[-1]) for line in lines)


def main():
    compilers = [c for c in COMPILERS if shutil.which(c)]
    for compiler in COMPILERS:
        if compiler not in compilers:
            print(f'absent: {compiler}')
    with tempfile.TemporaryDirectory() as folder:
        source, out = pathlib.Path(folder, 'net.cpp'), pathlib.Path(folder, 'net.o')
        for name in sys.argv[1:] or NETS:
            source.write_text(PROGRAM.format(net=NETS[name]))
            for compiler in compilers:
                command = [compiler, '-std=c++20', '-O3', '-march=native', f'-I{INCLUDE}', '-c', source, '-o', out]
                figures = [compile_once(command) for _ in range(RUNS)]
                if None in figures:
                    print(f'wrong: compile {name} compiler={compiler} fails', flush=True)
                    continue
                seconds, megabytes = (min(column) for column in zip(*figures))
                print(f'ROW compile {name} compiler={compiler} seconds={seconds:.2f} megabytes={megabytes:.0f} '
                      f'symbol={longest_symbol(out)}', flush=True)


if __name__ == '__main__':
    main()
