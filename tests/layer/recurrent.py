#!/usr/bin/env python3
"""Outputs and gradients of PyTorch's RNN, GRU and LSTM, in double precision.

    recurrent.py            writes recurrent.inc beside this file
    recurrent.py --check    says whether it says the same; skipped where PyTorch is not installed

Made with Debian's python3-torch 1.13.1. Weights are those of evengrad's cells: x w_x, so PyTorch's transposed; gates of
the LSTM in the order i, f, g, o of both; those of the GRU r, z, n.
"""
import math
import pathlib
import sys

PATH = pathlib.Path(__file__).with_name("recurrent.inc")
ROWS, STEPS, FEATURES, UNITS = 2, 5, 3, 4


def numbers(count, phase):
    """What the test computes too: of both signs, at most 0.9."""
    return [0.9 * math.sin(1.7 * i + phase) for i in range(count)]


def cell(torch, name, module, gates):
    def matrix(lines, columns, phase):
        return torch.tensor(numbers(lines * columns, phase), dtype=torch.float64).reshape(lines, columns)
    x = matrix(ROWS * STEPS, FEATURES, 0.1).reshape(ROWS, STEPS, FEATURES).requires_grad_()
    w_x = matrix(FEATURES, gates * UNITS, 0.2)
    w_h = matrix(UNITS, gates * UNITS, 0.3)
    b, b_h = matrix(1, gates * UNITS, 0.4)[0], matrix(1, gates * UNITS, 0.5)[0]
    with torch.no_grad():
        module.weight_ih_l0.copy_(w_x.t())
        module.weight_hh_l0.copy_(w_h.t())
        module.bias_ih_l0.copy_(b)
        module.bias_hh_l0.copy_(b_h if name == "gru" else torch.zeros_like(b_h))
    y, _ = module(x)
    target = matrix(ROWS * STEPS, UNITS, 0.6).reshape(ROWS, STEPS, UNITS)
    loss = ((y - target) ** 2).sum(-1).sum(-1).mean() / (STEPS * UNITS)
    loss.backward()
    out = {"loss": loss.reshape(1), "y": y, "w_x": module.weight_ih_l0.grad.t(), "w_h": module.weight_hh_l0.grad.t(),
           "b": module.bias_ih_l0.grad}
    if name == "gru":
        out["b_h"] = module.bias_hh_l0.grad
    return ["{\"%s.%s\", {%s}}," % (name, what, ", ".join("%.15g" % v for v in values.detach().reshape(-1).tolist()))
            for what, values in out.items()]


def main():
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed")
        return 77
    torch.set_default_dtype(torch.float64)
    lines = ["// Made by recurrent.py: what PyTorch's cells give and their gradients, line after line."]
    for name, kind, gates, more in [("rnn", torch.nn.RNN, 1, {}), ("rnn_relu", torch.nn.RNN, 1, {"nonlinearity": "relu"}),
                                    ("gru", torch.nn.GRU, 3, {}), ("lstm", torch.nn.LSTM, 4, {})]:
        lines += cell(torch, name, kind(FEATURES, UNITS, batch_first=True, **more), gates)
    text = "\n".join(lines) + "\n"
    if "--check" not in sys.argv:
        PATH.write_text(text)
        return 0
    old = PATH.read_text()
    pick = lambda s: [float(n) for n in s.replace("{", " ").replace("}", " ").replace(",", " ").split() if n[0] in "-.0123456789"]
    a, b = pick(old), pick(text)
    same = len(a) == len(b) and all(abs(u - v) <= 1e-12 * (1 + abs(v)) for u, v in zip(a, b))
    print("the same" if same else "recurrent.inc says something else than PyTorch")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
