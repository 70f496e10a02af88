#!/usr/bin/env python3
"""Writes a program that checks the gradients of random networks: generate.py SEED COUNT > program.cpp"""
import random
import sys

WIDTHS = [1, 2, 3, 5, 8, 12, 16, 17, 20, 33]
ACTIVATIONS = ["relu", "tanh", "sigmoid", "gelu", "silu", "softplus", "mish", "elu(1.0)", "leaky_relu(0.1)"]


class Networks:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.taps = 0
        self.lines = False

    def width(self):
        return self.random.choice(WIDTHS)

    def dense(self):
        n = self.width()
        return f"eg::dense<{n}>", n

    def chain(self, width, depth, length, taps):
        """A chain of layers on `width` features: its text and the width of its output. `taps`: those in sight."""
        parts = []
        for _ in range(length):
            text, width = self.layer(width, depth, taps)
            parts.append(text)
        return " | ".join(parts), width

    def layer(self, width, depth, taps):
        pick = self.random.random()
        if pick < 0.28:
            return self.dense()
        if pick < 0.45:
            return "eg::" + self.random.choice(ACTIVATIONS), width
        if pick < 0.52 and width > 1:
            groups = self.random.choice([d for d in range(1, width) if width % d == 0])
            return self.random.choice(["eg::layer_norm", "eg::rms_norm", "eg::softmax", f"eg::group_norm<{groups}>"]), width
        if pick < 0.58:
            return "eg::batch_norm", width
        if pick < 0.62:
            return self.random.choice(["eg::dropout(0.25)", "eg::prelu", "eg::scale", "eg::gain", "eg::bias"]), width
        if depth > 2:
            return self.dense()
        inner = lambda most, taps=taps: self.chain(width, depth + 1, self.random.randint(1, most), taps)
        if pick < 0.66 and not self.lines and width > 3:  # lines of fewer features, and one again
            each = self.random.choice([d for d in range(1, width) if width % d == 0])
            self.lines = True
            body, last = self.chain(each, depth + 1, self.random.randint(1, 3), [])
            self.lines = False
            return f"eg::reshape_to<{width // each}, {each}> | {body} | eg::flatten", last * (width // each)
        if pick < 0.70:
            return f"eg::residual({inner(3)[0]} | eg::dense<{width}>)", width
        if pick < 0.76:
            n = self.width()
            join = self.random.choice(["add", "multiply"])
            return f"eg::{join}({inner(2)[0]} | eg::dense<{n}>, eg::dense<{n}>)", n
        if pick < 0.83:
            (a, m), (b, n) = inner(2), inner(2)
            return f"eg::concat({a}, {b}, eg::identity_layer)", m + n + width
        if pick < 0.90:
            return f"eg::repeat<{self.random.randint(1, 3)}>({inner(3, [])[0]} | eg::dense<{width}>)", width
        if pick < 0.94:  # a shared block has no state
            body = inner(2, None)[0].replace("eg::batch_norm", "eg::tanh")
            return f"eg::repeat_shared<{self.random.randint(1, 3)}>({body} | eg::dense<{width}>)", width
        if taps:
            name, tapped = self.random.choice(taps)
            return f'eg::concat(eg::identity_layer, eg::from<"{name}">)', width + tapped
        if taps is not None and depth == 0:
            self.taps += 1
            taps.append((f"t{self.taps}", width))
            return f'eg::tap<"t{self.taps}">', width
        return self.dense()

    def network(self):
        width = self.random.choice([1, 3, 7, 10, 16, 21])
        lines = self.random.choice([None, None, None, 2, 5])
        self.lines = lines is not None  # whether the value at hand has them
        body, _ = self.chain(width, 0, self.random.randint(3, 6), [])
        first = f"{lines}, {width}" if lines else f"{width}"
        return f"eg::input<{first}> | {body}{' | eg::flatten' if lines else ''} | eg::dense<4>"


def main(seed, count):
    networks = Networks(seed)
    print("#include <random/check.hpp>\n")
    checks = []
    for i in range(count):
        text = networks.network()
        same = "false" if "batch_norm" in text or "dropout" in text else "true"
        print(f"constexpr auto net_{i} = {text};")
        checks.append(f"check<net_{i}, {same}>({i})")
    checks = " + ".join(checks)
    print(f"\nint main() {{ return {checks}; }}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
