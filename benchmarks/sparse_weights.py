#!/usr/bin/env python3
"""Writes a header of compressed weights as a frozen network has them: sparse_weights.py NAME=INxOUT:COUNT...

COUNT of IN × OUT weights are kept at random. The numbers follow from the name alone.
"""
import random
import sys


def numbers(values):
    return '{' + ', '.join(values) + '}'


def weights(name, inputs, outputs, count):
    draw = random.Random(name)
    kept = sorted(draw.sample(range(inputs * outputs), count))
    starts = [0] * (outputs + 1)
    for place in kept:
        starts[place // inputs + 1] += 1
    for j in range(outputs):
        starts[j + 1] += starts[j]
    deviation = (2 * outputs / count) ** .5
    values = [f'{draw.gauss(0, deviation):.9g}' for _ in kept]
    values = [(v if '.' in v or 'e' in v else v + '.') + 'f' for v in values]
    bias = [f'{draw.gauss(0, .1):.9f}f' for _ in range(outputs)]
    print(f'inline constexpr evengrad::compressed_weights<{inputs}, {outputs}, {count}> {name}_w{{')
    print(',\n'.join(map(numbers, (map(str, starts), (str(place % inputs) for place in kept), values))) + '};')
    print(f'inline constexpr std::array<float, {outputs}> {name}_b{numbers(bias)};')


def main():
    print('// Written by benchmarks/sparse_weights.py.\n#pragma once\n#include <evengrad/layer/compressed_weights.hpp>\n')
    for argument in sys.argv[1:]:
        name, size = argument.split('=')
        extents, count = size.split(':')
        weights(name, *map(int, extents.split('x')), int(count))


if __name__ == '__main__':
    main()
