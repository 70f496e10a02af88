#!/usr/bin/env python3
"""What static_assert(eg::healthy<net>()) costs the compiler: seconds and peak megabytes above the same program without it.

verdict.py [NET...]: all nets, or those named. A hundred layers, all of different sizes, and ten and ten thousand copies of a block; the verdict
leaves no code, so programs are read only (-fsyntax-only). Both programs take turns, and the least figures of each are compared.
"""
import pathlib
import shutil
import sys
import tempfile

from compile import COMPILERS, INCLUDE, compile_once, repeated

RUNS = 5
PROGRAM = '''
#include <evengrad/evengrad.hpp>
namespace eg = evengrad;
constexpr auto net = {net};
eg::model<net> model{{eg::seed{{1}}}};
'''
VERDICT = 'constexpr auto verdict = eg::diagnosis_of<net>.fault;\n'


def layers(n, *kinds):
    """n layers: dense layers of growing width, each with layers of these kinds behind it."""
    blocks = [' | '.join([f'eg::dense<{16 + 3 * i}>', *kinds]) for i in range(n // (1 + len(kinds)))]
    return ' | '.join(['eg::input<32>', *blocks, 'eg::dense<10>'])


NETS = {
    'relu': layers(100, 'eg::relu'), 'tanh': layers(100, 'eg::tanh'), 'gelu': layers(100, 'eg::gelu'),
    'batch_norm': layers(100, 'eg::batch_norm', 'eg::relu'), 'repeat10': repeated(10), 'repeat10000': repeated(10000),
}


def cost(compiler, net, folder):
    """Seconds and megabytes more; None where one of the programs does not compile."""
    sources = [pathlib.Path(folder, name) for name in ('without.cpp', 'with.cpp')]
    for source, more in zip(sources, ('', VERDICT)):
        source.write_text(PROGRAM.format(net=NETS[net]) + more)
    figures = [[], []]
    for _ in range(RUNS):
        for source, of in zip(sources, figures):
            of.append(compile_once([compiler, '-std=c++20', '-O2', '-march=native', '-fsyntax-only', f'-I{INCLUDE}', source]))
    if None in figures[0] + figures[1]:
        return None
    without, with_verdict = ([min(column) for column in zip(*of)] for of in figures)
    return [b - a for a, b in zip(without, with_verdict)]


def main():
    names = sys.argv[1:] or NETS
    with tempfile.TemporaryDirectory() as folder:
        for compiler in COMPILERS:
            if not shutil.which(compiler):
                print(f'absent: {compiler}')
                continue
            costs = {name: cost(compiler, name, folder) for name in names}
            for name in [name for name in names if costs[name] is None]:
                print(f'wrong: signal {name} compiler={compiler} fails')
                del costs[name]
            print(f'ROW signal compiler={compiler} seconds', ' '.join(f'{name}={c[0]:.2f}' for name, c in costs.items()))
            print(f'ROW signal compiler={compiler} megabytes', ' '.join(f'{name}={c[1]:.0f}' for name, c in costs.items()), flush=True)


if __name__ == '__main__':
    main()
