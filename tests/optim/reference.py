#!/usr/bin/env python3
"""Steps of optimizers and tables of schedules as PyTorch and optax compute them, in double precision.

    reference.py              writes reference.inc beside this file
    reference.py --check      says whether it says the same; what is not installed is skipped

PyTorch: Debian's python3-torch (made with 1.13.1). optax: `pip install optax` (made with 0.2.8). Each says its own
part, so the file can be written by two interpreters one after the other.
"""
import math
import pathlib
import re
import sys

PATH = pathlib.Path(__file__).with_name("reference.inc")
# Lines and columns of the parameters: a tall matrix, a bias, and a wide matrix that fills a panel and a half.
SHAPES = [(5, 3), (1, 3), (2, 24)]
STEPS = (5, 12)
RATE = 0.03


def first_weight(i):
    return 0.1 * ((7 * i) % 20 - 9.5)


def gradient(step, i, w):
    """Of a quadratic whose valley moves: of all sizes and signs."""
    return math.sin(0.7 * i + 1.3 * step) * 10.0 ** (i % 5 - 3) + 0.1 * w


def begin():
    weights, i = [], 0
    for lines, columns in SHAPES:
        weights.append([[first_weight(i + k * columns + n) for n in range(columns)] for k in range(lines)])
        i += lines * columns
    return weights


def gradients(step, weights):
    out, i = [], 0
    for (lines, columns), w in zip(SHAPES, weights):
        out.append([[gradient(step, i + k * columns + n, float(w[k][n])) for n in range(columns)] for k in range(lines)])
        i += lines * columns
    return out


def flat(weights):
    return [float(x) for w in weights for line in w for x in line]


def with_torch():
    import torch
    o, rows, tables = torch.optim, {}, {}

    def steps(name, make, before=None, after=None, apart=False):
        w = [torch.tensor(x, dtype=torch.float64, requires_grad=True) for x in begin()]
        rule = make([{"params": [w[0], w[2]]}, {"params": [w[1]], "weight_decay": 0.0}] if apart else w)
        for step in range(1, max(STEPS) + 1):
            for x, g in zip(w, gradients(step, [x.tolist() for x in w])):
                x.grad = torch.tensor(g, dtype=torch.float64)
                if before:
                    before(x)
            rule.step()
            if after:
                with torch.no_grad():
                    after(w)
            if step in STEPS:
                rows[name, step] = flat([x.tolist() for x in w])

    def shorten(w):
        for x in (w[0], w[2]):
            x.copy_(torch.renorm(x, 2, 1, 0.9))

    steps("sgd", lambda p: o.SGD(p, lr=RATE))
    steps("momentum", lambda p: o.SGD(p, lr=RATE, momentum=0.8))
    steps("nesterov", lambda p: o.SGD(p, lr=RATE, momentum=0.8, nesterov=True))
    steps("adagrad", lambda p: o.Adagrad(p, lr=RATE, initial_accumulator_value=0.1))
    steps("adadelta", lambda p: o.Adadelta(p, lr=0.5, rho=0.8, eps=1e-5))
    steps("rmsprop", lambda p: o.RMSprop(p, lr=RATE, alpha=0.8, eps=1e-6))
    steps("adam", lambda p: o.Adam(p, lr=RATE))
    steps("adamw", lambda p: o.AdamW(p, lr=RATE, weight_decay=0.2), apart=True)
    steps("amsgrad", lambda p: o.Adam(p, lr=RATE, betas=(0.8, 0.9), amsgrad=True))
    steps("clip_by_norm", lambda p: o.SGD(p, lr=RATE), before=lambda x: torch.nn.utils.clip_grad_norm_([x], 0.5))
    steps("max_norm", lambda p: o.SGD(p, lr=RATE), after=shorten)

    def table(name, make, count=24, observe=None):
        rule = o.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        schedule, out = make(rule), []
        for step in range(count):
            out.append(rule.param_groups[0]["lr"])
            rule.step()
            schedule.step(*([observe(step)] if observe else []))
        tables[name] = out

    s = o.lr_scheduler
    table("step_decay", lambda r: s.StepLR(r, 5, 0.3))
    table("milestones", lambda r: s.MultiStepLR(r, [3, 4, 17], 0.5))
    table("exponential_decay", lambda r: s.ExponentialLR(r, 0.9))
    table("cosine", lambda r: s.CosineAnnealingLR(r, 23, 0.1))
    table("cosine_restarts", lambda r: s.CosineAnnealingWarmRestarts(r, 4, 2, 0.05))
    table("one_cycle", lambda r: s.OneCycleLR(r, 1.0, total_steps=24, pct_start=0.25, cycle_momentum=False))
    table("on_plateau", lambda r: s.ReduceLROnPlateau(r, factor=0.3, patience=1, threshold=0.01, min_lr=0.1),
          observe=lambda t: [5, 4, 3, 3, 2.99, 2.98, 2.97, 2.96, 2.5, 2.5, 2.6, 2.4][t % 12] - t // 12)
    return f"PyTorch {torch.__version__}", rows, tables


def with_optax():
    import jax
    jax.config.update("jax_enable_x64", True)
    import jax.numpy as np
    import optax
    rows = {}
    only = [True, False, True]  # no bias

    def mask(tree):
        return only

    def steps(name, rule, look=lambda w, state: w, second=False, unwrap=lambda w: w, wrap=lambda w: w):
        w = wrap([np.array(x) for x in begin()])
        state = rule.init(w)
        for step in range(1, max(STEPS) + 1):
            def slope(x, _=None):
                return [np.array(g) for g in gradients(step, x)]
            more = {"grad_fn": slope} if second else {}
            change, state = rule.update(slope(unwrap(w)), state, w, **more)
            w = optax.apply_updates(w, change)
            if step in STEPS:
                rows[name, step] = flat(look(w, state))

    steps("nadam", optax.nadam(RATE, b1=0.8, b2=0.9, eps=1e-6))
    steps("radam", optax.radam(RATE, b1=0.8, b2=0.98, eps=1e-6))
    steps("lion", optax.lion(RATE, b1=0.8, b2=0.9, weight_decay=0.2, mask=mask))
    steps("lamb", optax.lamb(RATE, weight_decay=0.2))
    steps("lars", optax.lars(RATE, weight_decay=0.2, weight_decay_mask=mask, trust_coefficient=0.1,
                             trust_ratio_mask=mask, momentum=0.8))
    import optax.contrib
    steps("muon", optax.contrib.muon(RATE, beta=0.8, nesterov=False, adam_b1=0.8, adam_b2=0.9, adam_learning_rate=0.01,
                                     muon_weight_dimension_numbers=lambda tree: [
                                         optax.contrib.MuonDimensionNumbers() if o else None for o in only]))
    steps("sam", optax.contrib.sam(optax.sgd(RATE), optax.chain(optax.contrib.normalize(), optax.sgd(0.3)),
                                   sync_period=2, opaque_mode=True), second=True)
    steps("clip_by_global_norm", optax.chain(optax.clip_by_global_norm(0.5), optax.adam(RATE)))
    steps("clip_by_value", optax.chain(optax.clip(0.02), optax.sgd(RATE)))
    steps("adaptive_clip", optax.chain(optax.adaptive_grad_clip(0.05), optax.sgd(RATE)))
    # The derivatives of the penalties themselves, by jax.
    def penalized(penalty):
        def update(g, state, w):
            return [x + jax.grad(penalty)(y) if o else x for x, y, o in zip(g, w, only)], state
        return optax.chain(optax.GradientTransformation(lambda w: optax.EmptyState(), update), optax.sgd(RATE))

    steps("l1", penalized(lambda w: 0.4 * np.abs(w).sum()))
    steps("l2", penalized(lambda w: 0.4 * 0.5 * (w ** 2).sum()))
    steps("elastic", penalized(lambda w: 0.3 * np.abs(w).sum() + 0.4 * 0.5 * (w ** 2).sum()))
    steps("lookahead", optax.lookahead(optax.adam(RATE), sync_period=5, slow_step_size=0.4),
          unwrap=lambda w: w.fast, wrap=optax.LookaheadParams.init_synced, look=lambda w, state: w.slow)

    average = optax.ema(0.7)
    kept = average.init([np.array(x) for x in begin()])
    rule = optax.adam(RATE)
    w = [np.array(x) for x in begin()]
    state = rule.init(w)
    for step in range(1, max(STEPS) + 1):
        change, state = rule.update([np.array(g) for g in gradients(step, w)], state, w)
        w = optax.apply_updates(w, change)
        mean, kept = average.update(w, kept)
        if step in STEPS:
            rows["weights_average", step] = flat(mean)
    return f"optax {optax.__version__}", rows, {}


def text_of(rows, tables):
    lines = {}
    for (name, step), values in rows.items():
        lines["steps", name, step] = f'{{"{name}", {step}, {{{", ".join(f"{v:.12g}" for v in values)}}}}},'
    for name, values in tables.items():
        lines["schedule", name, 0] = f'{{"schedule {name}", 0, {{{", ".join(f"{v:.15g}" for v in values)}}}}},'
    return lines


def main():
    check = "--check" in sys.argv
    old = {}
    if PATH.exists():
        for line in PATH.read_text().splitlines():
            if m := re.match(r'\{"(schedule )?(\w+)", (\d+), ', line):
                old["schedule" if m[1] else "steps", m[2], int(m[3])] = line
    failed, compared = 0, 0
    for source in (with_torch, with_optax):
        try:
            who, rows, tables = source()
        except ImportError as missing:
            print(f"skipped: {missing}")
            continue
        new = text_of(rows, tables)
        print(f"{who}: {len(new)} rows")
        if not check:
            old.update(new)
        for key, line in new.items() if check else ():
            compared += 1
            a, b = ([float(x) for x in re.findall(r"[-\d.e+]+", re.sub(r'"[^"]*", \d+, ', "", text))]
                    for text in (line, old.get(key, "{}")))
            if len(a) != len(b) or any(abs(x - y) > 1e-9 * (1 + abs(x)) for x, y in zip(a, b)):
                failed += 1
                print(f"differs: {key}")
    if check:
        print(f"{compared} rows compared, {failed} differ")
        sys.exit(1 if failed else 0 if compared else 77)
    PATH.write_text("// Made by reference.py: name, steps, weights line after line; factors of schedules from step 1 on.\n"
                    + "\n".join(old[key] for key in sorted(old)) + "\n")


if __name__ == "__main__":
    main()
