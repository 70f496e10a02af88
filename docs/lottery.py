#!/usr/bin/env python3
# Writes the tables of docs/lottery.md from those of an experiment: `tools/reproduce lottery` calls it at its end.
#
# usage: python3 docs/lottery.py FOLDER            (the folder of runs.csv)
#        python3 docs/lottery.py FOLDER --print    shows the tables, and leaves the page as it is
import csv
import pathlib
import re
import sys

PAGE = pathlib.Path(__file__).resolve().parent / "lottery.md"
# Frankle & Carbin 2019, LeNet-300-100: 784·300 and 300·100 weights lose a fifth a round, 100·10 a tenth.
LAYERS = [(784 * 300, 0.2), (300 * 100, 0.2), (100 * 10, 0.1)]


def read(folder):
    """{kind: {round: {(trial, copy): row}}}, numbers as numbers."""
    runs = {}
    with open(folder / "runs.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            run = {k: float(v) if v else float("nan") for k, v in row.items() if k != "kind"}
            key = int(run["trial"]), int(run["copy"])
            runs.setdefault(row["kind"], {}).setdefault(int(run["round"]), {})[key] = run
    return runs


def expected_shares(rounds):
    """Pm of the paper, round after round: of each layer a fifth of what is left, rounded to whole weights."""
    kept, all_weights = [n for n, _ in LAYERS], sum(n for n, _ in LAYERS)
    shares = [1.0]
    for _ in range(rounds):
        kept = [k - int(k * rate + 0.5) for k, (_, rate) in zip(kept, LAYERS)]
        shares.append(sum(kept) / all_weights)
    return shares


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def spread(values, form):
    values = list(values)
    text = form(mean(values))
    low, high = form(min(values)), form(max(values))
    return text if low == high else f"{text} ({low} … {high})"


def steps(x):
    return f"{x:,.0f}"


def percent(x):
    return f"{100 * x:.2f}"


def points(x):
    return f"{100 * x:+.2f}".replace("-", "−")


def times(x):
    return f"{x:.2f}×"


def share(x):
    return f"{100 * x:.1f} %"


class Experiment:
    def __init__(self, folder):
        self.runs = read(folder)
        self.tickets = self.runs["ticket"]
        self.trials = sorted({trial for trial, _ in self.tickets[0]})
        self.rounds = max(self.tickets)
        self.steps = int(self.tickets[0][self.trials[0], 1]["steps"])

    def of(self, kind, round_):
        return self.runs.get(kind, {}).get(round_, {})

    def level(self, round_):
        return self.tickets[round_][self.trials[0], 1]["remaining"]

    def values(self, kind, round_, name):
        return [run[name] for run in self.of(kind, round_).values()]

    def mean(self, kind, round_, name):
        return mean(self.values(kind, round_, name))

    def against(self, kind, round_, name, reference, compare):
        """Each training of a level with the trial's own reference: `reference(trial)` is a training."""
        return [compare(run[name], reference(trial)[name]) for (trial, _), run in self.of(kind, round_).items()]

    def against_full(self, kind, round_, name, compare):
        return self.against(kind, round_, name, lambda trial: self.tickets[0][trial, 1], compare)

    def below_from(self, kind, name="test_accuracy"):
        """The largest Pm from which on the mean is below that of the full net."""
        full = self.mean("ticket", 0, name)
        last = None
        for round_ in sorted(self.runs.get(kind, {}), reverse=True):
            if round_ == 0 or self.mean(kind, round_, name) >= full:
                break
            last = round_
        return last

    def where(self, kind, name, compare):
        """The levels at which the mean compares with that of the full net, as ranges of Pm."""
        full, ranges = self.mean("ticket", 0, name), []
        for round_ in sorted(self.runs.get(kind, {})):
            if round_ > 0 and compare(self.mean(kind, round_, name), full):
                level = self.mean(kind, round_, "remaining")
                if ranges and ranges[-1][2] == previous:
                    ranges[-1] = ranges[-1][0], level, round_
                else:
                    ranges.append((level, level, round_))
            previous = round_
        text = [share(a) if a == b else f"{100 * a:.1f} … {share(b)}" for a, b, _ in ranges]
        return ", ".join(text) or "nowhere"


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head)] +
                     ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def difference(a, b):
    return a - b


def ratio(a, b):
    return a / b if b else float("nan")


def protocol(x):
    controls = "; ".join(f"{kind}: {sum(map(len, rounds.values()))} at {len(rounds)} levels"
                         for kind, rounds in sorted(x.runs.items()) if kind != "ticket")
    trainings = sum(len(runs) for rounds in x.runs.values() for runs in rounds.values())
    levels = {len(v) for k, v in x.runs.get("reinitialized", {}).items()}
    copies = " or ".join(str(n // len(x.trials)) for n in sorted(levels))
    return table(["", "paper", "here"], [
        ["rounds, to Pm", "20 and more, 1.2 %", f"{x.rounds}, {share(x.level(x.rounds))}"],
        ["trials", "5", str(len(x.trials))],
        ["steps of a training", "50,000", steps(x.steps)],
        ["re-initialized", "3 copies of each ticket", f"{copies} of each ticket" if copies else "none"],
        ["trainings", "", f"{trainings}: {sum(map(len, x.tickets.values()))} of tickets; {controls}"],
    ])


def claims(x):
    rows = []

    def row(claim, paper, measured):
        rows.append([claim, paper, measured])

    expected = expected_shares(x.rounds)
    wrong = [r for r in x.tickets for run in x.tickets[r].values() if abs(run["remaining"] - expected[r]) > 1e-12]
    row("Pm of every round", "100, 80.0, 64.1, 51.3, … %",
        "the same, to the weight" if not wrong else f"others in rounds {sorted(set(wrong))}")

    def early(round_, paper):
        if round_ <= x.rounds:
            row(f"early stop at Pm {share(x.level(round_))}, of the full net's {steps(x.mean('ticket', 0, 'early_stop'))} steps", paper,
                f"{times(ratio(x.mean('ticket', round_, 'early_stop'), x.mean('ticket', 0, 'early_stop')))} in the mean; trial by trial " +
                spread(x.against_full("ticket", round_, "early_stop", ratio), times))

    early(3, "less")
    early(7, "0.62×")
    early(15, "1×")

    def accuracy(round_, paper):
        if round_ <= x.rounds:
            row(f"accuracy at early stop at Pm {share(x.level(round_))}, against the full net, points", paper,
                spread(x.against_full("ticket", round_, "test_accuracy", difference), points))

    accuracy(3, "more")
    accuracy(9, "> +0.3")
    accuracy(15, "0")
    best = max(range(1, x.rounds + 1), key=lambda r: x.mean("ticket", r, "last_test_accuracy"))
    row("accuracy after the last step, the best level against the full net, points", "up to +0.35",
        spread(x.against_full("ticket", best, "last_test_accuracy", difference), points) + f", at {share(x.level(best))}")
    dense = [r for r in range(x.rounds + 1) if x.level(r) >= 0.02]
    least = min(dense, key=lambda r: x.mean("ticket", r, "last_training_accuracy"))
    row("training accuracy after the last step, Pm ≥ 2 %", "about 100 %",
        f"from {percent(x.mean('ticket', least, 'last_training_accuracy'))} % at {share(x.level(least))}")
    if x.of("reinitialized", 7):
        row("re-initialized at Pm 21.1 %: early stop, of the ticket's", "2.51×",
            f"{times(ratio(x.mean('reinitialized', 7, 'early_stop'), x.mean('ticket', 7, 'early_stop')))} in the mean; one by one " +
            spread(x.against("reinitialized", 7, "early_stop", lambda t: x.tickets[7][t, 1], ratio), times))
        row("re-initialized at Pm 21.1 %: accuracy at early stop, against the ticket, points", "−0.5",
            spread(x.against("reinitialized", 7, "test_accuracy", lambda t: x.tickets[7][t, 1], difference), points))
    for kind, paper in (("ticket", "2.9 %"), ("reinitialized", "21.1 %")):
        if kind in x.runs:
            at = x.below_from(kind)
            row(f"accuracy at early stop is below the full net's from, {kind}", paper,
                share(x.level(at)) + " on" if at else "nowhere")
    if "one-shot" in x.runs:
        row("one-shot: early stop earlier than the full net's", "67.5 … 17.6 %", x.where("one-shot", "early_stop", lambda a, b: a < b))
        row("one-shot: accuracy at early stop higher", "95.0 … 5.17 %", x.where("one-shot", "test_accuracy", lambda a, b: a > b))
    if x.of("random", 7) and x.of("reinitialized", 7):
        row("random masks at Pm 21.1 %, drawn anew: accuracy at early stop, against re-initialized, points", "lower",
            points(x.mean("random", 7, "test_accuracy") - x.mean("reinitialized", 7, "test_accuracy")))
    late = [run for rounds in x.runs.values() for runs in rounds.values() for run in runs.values() if run["early_stop"] == x.steps]
    row("trainings whose validation loss was least in the last step", "", str(len(late)))
    return table(["claim", "paper", "measured"], rows)


def levels(x):
    rows = []
    for r in range(x.rounds + 1):
        cells = [str(r), share(x.level(r))]
        for kind in ("ticket", "reinitialized", "one-shot"):
            if x.of(kind, r):
                cells += [spread(x.values(kind, r, "early_stop"), steps), spread(x.values(kind, r, "test_accuracy"), percent)]
            else:
                cells += ["", ""]
        cells.append(spread(x.values("ticket", r, "last_test_accuracy"), percent))
        rows.append(cells)
    return table(["round", "Pm", "ticket: early stop", "accuracy there, %", "re-initialized: early stop", "accuracy there, %",
                  "one-shot: early stop", "accuracy there, %", "ticket: accuracy after the last step, %"], rows)


TABLES = {"protocol": protocol, "claims": claims, "levels": levels}


def main():
    arguments = [a for a in sys.argv[1:] if a != "--print"]
    if len(arguments) != 1 or not (pathlib.Path(arguments[0]) / "runs.csv").exists():
        sys.exit("usage: python3 docs/lottery.py FOLDER, that of runs.csv")
    x = Experiment(pathlib.Path(arguments[0]))
    missing = [(t, r) for r in range(x.rounds + 1) for t in x.trials if (t, 1) not in x.tickets.get(r, {})]
    if missing:
        sys.exit(f"docs/lottery.py: trial {missing[0][0]} has no round {missing[0][1]}; let the experiment end first")
    tables = {name: write(x) for name, write in TABLES.items()}
    if "--print" in sys.argv:
        print("\n".join(tables.values()))
        return
    text = PAGE.read_text(encoding="utf-8")
    for name, rows in tables.items():
        text, n = re.subn(rf"(<!-- {name} -->\n).*?(<!-- end -->)", lambda m: m[1] + rows + m[2], text, flags=re.S)
        if n != 1:
            sys.exit(f"docs/lottery.md has no place for the table {name}")
    PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
