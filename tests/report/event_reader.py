#!/usr/bin/env python3
# Reads an event file with TensorBoard's own reader, and compares curves and histograms with the CSV file beside it.
# Skipped (exit 77) where the package tensorboard is not installed.
#
# usage: python3 event_reader.py PROGRAM     (PROGRAM is pages.cpp, compiled)
import csv
import math
import pathlib
import subprocess
import sys
import tempfile

try:
    from tensorboard.backend.event_processing.event_accumulator import HISTOGRAMS, SCALARS, TENSORS, EventAccumulator
    from tensorboard.util import tensor_util
except ImportError:
    print("tensorboard is not installed")
    sys.exit(77)

CURVES = {"loss/training": ("history", "loss"), "loss/validation": ("history", "validation_loss"), "accuracy/validation": ("history", "accuracy"),
          "accuracy/training": ("history", "training_accuracy"), "learning_rate": ("history", "learning_rate"), "loss/step": ("step", "loss")}
PREFIXES = {"gradient_rms": "gradient_rms", "update_ratio": "update_ratio", "dead": "dead", "saturated": "saturated"}


def near(a, b):
    return math.isclose(a, b, rel_tol=2e-6, abs_tol=1e-12)


def main():
    faults, compared = [], 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.argv[1], folder], check=True)
        figures = {}
        with open(pathlib.Path(folder) / "plain.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                figures[int(row["step"]), row["of"], row["quantity"]] = float(row["value"])
        events = EventAccumulator(str(pathlib.Path(folder) / "plain.tensorboard"), size_guidance={SCALARS: 0, HISTOGRAMS: 0, TENSORS: 0}).Reload()
        tags = events.Tags()
        for tag in tags[SCALARS]:
            head, _, name = tag.partition("/")
            of, quantity = CURVES.get(tag) or (name, PREFIXES[head])
            for e in events.Scalars(tag):
                compared += 1
                if not near(e.value, figures[e.step, of, quantity]):
                    faults.append(f"{tag}, step {e.step}: {e.value}, not {figures[e.step, of, quantity]}")
        for tag in tags[HISTOGRAMS]:
            head, _, of = tag.partition("/")
            for e in events.Histograms(tag):
                h, figure = e.histogram_value, lambda quantity: figures[e.step, of, f"{head}_{quantity}"]
                compared += 1
                limits, counts = list(h.bucket_limit), list(h.bucket)
                share = lambda q: next(limit for i, limit in enumerate(limits) if sum(counts[:i + 1]) >= q * sum(counts))
                right = (near(h.min, figure("smallest")) and near(h.max, figure("largest")) and near(h.num, figure("count")) and near(h.sum / h.num, figure("mean"))
                         and near(math.sqrt(h.sum_squares / h.num), figure("rms")) and limits == sorted(set(limits)) and len(limits) == len(counts)
                         and sum(counts) == h.num and counts[0] == 0
                         and all(-1e-8 * abs(f) <= share(p / 100) - f <= abs(f) / 7 + 1e-37 for p in (50, 85, 98) for f in [figure(f"percentile_{p}")]))
                if not right:
                    faults.append(f"{tag}, step {e.step}: not the figures of the CSV file")
    print(f"{compared} values and histograms, {len(tags[SCALARS])} curves, {len(tags[HISTOGRAMS])} tags of histograms")
    if not compared or not tags[HISTOGRAMS]:
        faults.append("nothing was read")
    print("\n".join(faults[:20]))
    return 1 if faults else 0


sys.exit(main())
